/*
 * words.h
 *		Whole numbers of 128 and 192 bits in words of 64, least significant first, in two's
 *		complement.
 *
 * What is stored keeps them so: a 128-bit member would be taken to be aligned to 16 bytes.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_WORDS_H
#define GPURENT_CORE_WORDS_H

#include "core/number/decimal.h"

typedef struct Words128
{
	uint64_t	word[2];
} Words128;

typedef struct Words192
{
	uint64_t	word[3];
} Words192;

/* ---- 128 bits ---- */

static inline i128
words128_get(const Words128 *words)
{
	return (i128) (((u128) words->word[1] << 64) | words->word[0]);
}

static inline void
words128_set(Words128 *words, i128 value)
{
	words->word[0] = (uint64_t) value;
	words->word[1] = (uint64_t) ((u128) value >> 64);
}

/* Adds in place; false, and nothing changed, if it overflows. */
static inline bool
words128_add(Words128 *words, i128 value)
{
	i128		sum;

	if (__builtin_add_overflow(words128_get(words), value, &sum))
		return false;
	words128_set(words, sum);
	return true;
}

/* ---- 192 bits ---- */

static inline bool
words192_is_zero(const Words192 *words)
{
	return (words->word[0] | words->word[1] | words->word[2]) == 0;
}

static inline bool
words192_is_negative(const Words192 *words)
{
	return (int64_t) words->word[2] < 0;
}

/* Less than 0, 0 or more, as a is less than b, equal or more. */
extern int	words192_compare(const Words192 *a, const Words192 *b);

/* Adds in place; false, and nothing changed, if it overflows. */
static inline bool
words192_add(Words192 *words, const Words192 *other)
{
	u128		low = (u128) words->word[0] + other->word[0];
	u128		middle = (u128) words->word[1] + other->word[1] + (uint64_t) (low >> 64);
	uint64_t	carry = (uint64_t) (middle >> 64);
	int64_t		high;

	/* the carry comes last, but may bring back what overflowed by one the other way */
	high = (int64_t) (words->word[2] + other->word[2] + carry);
	if ((int64_t) ((words->word[2] ^ (uint64_t) high) & (other->word[2] ^ (uint64_t) high)) < 0)
		return false;
	*words = (Words192) {{(uint64_t) low, (uint64_t) middle, (uint64_t) high}};
	return true;
}

/* The same for any a. */
extern bool words192_add_wide_product(Words192 *words, i128 a, int64_t b);

/* Adds a * b in place, which always fits by itself; false, and nothing changed, if the sum overflows. */
static inline bool
words192_add_product(Words192 *words, i128 a, int64_t b)
{
	i128		small;
	uint64_t	sign;

	if (__builtin_expect(a != (int64_t) a, 0))
		return words192_add_wide_product(words, a, b);
	/* most amounts */
	small = (i128) (int64_t) a * b;
	sign = small < 0 ? UINT64_MAX : 0;
	return words192_add(words, &(Words192) {{(uint64_t) small, (uint64_t) ((u128) small >> 64), sign}});
}

/* Whether 128 bits hold it, and then it. */
extern bool words192_to_i128(const Words192 *words, i128 *value);

/* "[-]digits" into buf[WORDS192_TEXT]; returns where they start in it. */
#define WORDS192_TEXT	60

extern char *words192_format(const Words192 *words, char *buf);

/*
 * "[-]digits[.digits]", as numeric prints it, times 10^scale; false if it is not a
 * whole number or does not fit.
 */
extern bool words192_scan(Words192 *words, const char *text, int scale);

#endif
