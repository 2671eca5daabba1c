/*
 * decimal.h
 *		Exact integers wider than the machine's, and decimals scaled by a power of ten.
 *
 * Money, quantities and capacities are whole numbers of some power of ten:
 * a rate of 15.1 at 8 decimals is 1510000000.  Everything here is exact; the
 * one rounding (half away from zero) is in the functions whose name says so.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_DECIMAL_H
#define GPURENT_CORE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef __SIZEOF_INT128__
#error "gpurent needs a compiler and target with 128-bit integers (gcc or clang, 64-bit)"
#endif

typedef __int128 i128;
typedef unsigned __int128 u128;

#define I128_MAX	((i128) (((u128) 1 << 127) - 1))

/* Powers of ten that fit 128 bits: 10^0 .. 10^38. */
#define DECIMAL_MAX_POWER	38
extern u128 power_of_ten(int exponent);

/*
 * A decimal as scanned from text: (-1)^negative * coefficient * 10^exponent.
 * Up to 38 significant digits are kept; too_long says that more, not all
 * zero, were written.
 */
typedef struct Decimal
{
	bool		negative;
	bool		too_long;
	int			exponent;
	u128		coefficient;
} Decimal;

/*
 * Appends a digit, after the decimal point or before it: what scanners call
 * digit by digit.
 */
static inline void
decimal_append_digit(Decimal *value, int digit, bool fraction)
{
	if (value->coefficient <= ((u128) -1 - 9) / 10 && !value->too_long)
	{
		value->coefficient = value->coefficient * 10 + digit;
		value->exponent -= fraction;
	}
	else
	{
		value->too_long |= digit != 0;
		value->exponent += !fraction;
	}
}

typedef enum DecimalStatus
{
	DECIMAL_OK,
	DECIMAL_TOO_LARGE,			/* beyond the limit */
	DECIMAL_TOO_FINE			/* more decimals than the scale keeps */
} DecimalStatus;

/* What becomes of more decimals than are kept. */
typedef enum DecimalRest
{
	REST_ROUNDED,				/* half away from zero, as numeric(p, s) does it */
	REST_CUT					/* towards zero */
} DecimalRest;

/* value * 10^scale as a whole number of magnitude at most limit; never rounds. */
extern DecimalStatus decimal_to_scale(const Decimal *value, int scale, int64_t limit, int64_t *result);
extern DecimalStatus decimal_to_scale_wide(const Decimal *value, int scale, u128 limit, i128 *result);

/* The same of any decimals; false if it is beyond the limit then. */
extern bool decimal_kept(const Decimal *value, int scale, DecimalRest rest, u128 limit, i128 *result);

/*
 * Writes value / 10^scale without trailing zeros ("960", "-0.312"); returns the
 * length, does not terminate.  buf needs DECIMAL_BUFFER bytes.
 */
#define DECIMAL_BUFFER	44
extern int	decimal_format(char *buf, i128 value, int scale);

/* num / den, rounded half away from zero; den > 0. */
extern i128 div_round_i128(i128 num, i128 den);

/* The decimal that "[+-]digits[.digits][e[+-]digits]" writes; the bytes read, 0 if there is none. */
extern size_t decimal_scan(const char *text, size_t len, Decimal *result);

/* The smallest b such that value < 2^b. */
static inline int
u128_bits(u128 value)
{
	uint64_t	high = (uint64_t) (value >> 64);
	uint64_t	low = (uint64_t) value;

	if (high != 0)
		return 128 - __builtin_clzll(high);
	return low != 0 ? 64 - __builtin_clzll(low) : 0;
}

static inline u128
i128_abs(i128 value)
{
	return value < 0 ? -(u128) value : (u128) value;
}

static inline int
compare_int64(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* The greatest number that divides both; of 0 and another, the other. */
extern u128 greatest_common_divisor(u128 a, u128 b);

/*
 * A divisor that many numbers are divided by, with its reciprocal: two multiplications
 * take the place of a division of 128 bits by 64 (Moeller and Granlund, Improved
 * division by invariant integers, 2011, algorithm 4).
 */
typedef struct Divisor
{
	uint64_t	value;			/* 0 if there is none */
	uint64_t	normal;			/* value << shift, its highest bit set */
	uint64_t	reciprocal;		/* floor((2^128 - 1) / normal) - 2^64 */
	int			shift;
} Divisor;

/* value > 0 */
static inline Divisor
divisor_make(uint64_t value)
{
	int			shift = __builtin_clzll(value);
	uint64_t	normal = value << shift;

	return (Divisor) {
		.value = value,
		.normal = normal,
		.reciprocal = (uint64_t) (~(u128) 0 / normal),
		.shift = shift
	};
}

/* (*rest * 2^64 + low) / normal, of which *rest becomes the remainder; *rest < normal. */
static inline uint64_t
divisor_step(uint64_t *rest, uint64_t low, const Divisor *divisor)
{
	u128		product = (u128) divisor->reciprocal * *rest + (((u128) *rest << 64) | low);
	uint64_t	quotient = (uint64_t) (product >> 64) + 1;
	uint64_t	remainder = low - quotient * divisor->normal;
	uint64_t	too_large = -(uint64_t) (remainder > (uint64_t) product);

	/* as often as not: no branch, for it could not be foreseen */
	quotient += too_large;
	remainder += too_large & divisor->normal;
	if (__builtin_expect(remainder >= divisor->normal, 0))
	{
		quotient++;
		remainder -= divisor->normal;
	}
	*rest = remainder;
	return quotient;
}

/* num / divisor, rounded down. */
static inline u128
divisor_divide(u128 num, const Divisor *divisor)
{
	uint64_t	high = (uint64_t) (num >> 64);
	uint64_t	low = (uint64_t) num;
	int			shift = divisor->shift;
	uint64_t	quotient = 0;

	/* num << shift in three words; a shift right by 64 takes two, for by 64 is none */
	uint64_t	rest = (high >> 1) >> (63 - shift);
	uint64_t	middle = high << shift | (low >> 1) >> (63 - shift);

	/* most quotients fit 64 bits */
	if (high < divisor->value)
		rest = middle;
	else
		quotient = divisor_step(&rest, middle, divisor);
	return ((u128) quotient << 64) | divisor_step(&rest, low << shift, divisor);
}

/* An unsigned integer of 256 bits, least significant word first. */
typedef struct u256
{
	uint64_t	word[4];
} u256;

extern u256 u256_mul(u128 a, u128 b);

/* < 0, 0, > 0 */
static inline int
u256_compare(const u256 *a, const u256 *b)
{
	for (int i = 3; i >= 0; i--)
		if (a->word[i] != b->word[i])
			return a->word[i] < b->word[i] ? -1 : 1;
	return 0;
}

/* round(num / den) half up; den > 0; false if the quotient does not fit 127 bits. */
extern bool u256_div_round(const u256 *num, u128 den, u128 *result);

#endif
