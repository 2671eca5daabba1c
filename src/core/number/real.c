/*
 * real.c
 *		Binary floating point of 256 bits: arithmetic and conversions.
 */
#include "core/number/real.h"

#include <math.h>
#include <string.h>

#define WORD_BITS		64
#define REAL_BITS		(REAL_WORDS * WORD_BITS)
#define HIGHEST_BIT		(UINT64_C(1) << 63)

/* A result before rounding: one word more, most significant last. */
#define LONG_WORDS		(REAL_WORDS + 1)

#define FIVE_TO_27		UINT64_C(7450580596923828125)	/* the largest power of five in 64 bits */
#define FIVES			27
#define LOG10_2			0.30102999566398119521

const Real	real_one = {{0, 0, 0, HIGHEST_BIT}, 1, false, REAL_FINITE};

/* ---- what is not finite ----------------------------------------------------------- */

static Real
not_a_number(void)
{
	return (Real) {.kind = REAL_NAN};
}

static Real
infinite(bool negative)
{
	return (Real) {.kind = REAL_INFINITE, .negative = negative};
}

/* ---- normalization and rounding ------------------------------------------------------ */

/* Within the range of exponents, or what it becomes beyond. */
static Real
checked(Real value)
{
	if (value.exponent > REAL_EXPONENT_MAX)
		return infinite(value.negative);
	if (value.exponent < -REAL_EXPONENT_MAX)
		return (Real) {0};
	return value;
}

static Real rounded_cancelled(bool negative, int64_t exponent, const uint64_t word[LONG_WORDS]);

/*
 * 0.word * 2^exponent, rounded to 256 bits half away from zero.  Word by word: what
 * is written in words and read in pairs of them has to wait in the processor.
 */
static inline Real
rounded(bool negative, int64_t exponent, const uint64_t word[LONG_WORDS])
{
	uint64_t	w0 = word[0];
	uint64_t	w1 = word[1];
	uint64_t	w2 = word[2];
	uint64_t	w3 = word[3];
	uint64_t	w4 = word[4];
	uint64_t	carry;
	int			shift;

	if (w4 == 0)
		return rounded_cancelled(negative, exponent, word);
	shift = __builtin_clzll(w4);
	if (shift > 0)
	{
		int			rest = WORD_BITS - shift;

		w4 = w4 << shift | w3 >> rest;
		w3 = w3 << shift | w2 >> rest;
		w2 = w2 << shift | w1 >> rest;
		w1 = w1 << shift | w0 >> rest;
		w0 <<= shift;
		exponent -= shift;
	}
	carry = w0 >> (WORD_BITS - 1);
	w1 += carry;
	carry = w1 < carry;
	w2 += carry;
	carry = w2 < carry;
	w3 += carry;
	carry = w3 < carry;
	w4 += carry;
	if (w4 < carry)
	{
		w4 = HIGHEST_BIT;
		exponent++;
	}
	if (exponent > REAL_EXPONENT_MAX || exponent < -REAL_EXPONENT_MAX)
		return exponent > 0 ? infinite(negative) : (Real) {0};
	return (Real) {{w1, w2, w3, w4}, exponent, negative, REAL_FINITE};
}

/* Where the most significant words are zero. */
static Real
rounded_cancelled(bool negative, int64_t exponent, const uint64_t word[LONG_WORDS])
{
	uint64_t	shifted[LONG_WORDS] = {0};
	int			zeros = 0;

	while (zeros < LONG_WORDS && word[LONG_WORDS - 1 - zeros] == 0)
		zeros++;
	if (zeros == LONG_WORDS)
		return (Real) {0};
	memcpy(shifted + zeros, word, (LONG_WORDS - zeros) * sizeof(uint64_t));
	return rounded(negative, exponent - zeros * WORD_BITS, shifted);
}

/* ---- comparison ----------------------------------------------------------------------- */

static int
compare_words(const uint64_t *a, const uint64_t *b, int n)
{
	for (int i = n - 1; i >= 0; i--)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

static int
compare_magnitudes(const Real *a, const Real *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->kind != REAL_FINITE)
		return 0;
	if (a->exponent != b->exponent)
		return a->exponent < b->exponent ? -1 : 1;
	return compare_words(a->word, b->word, REAL_WORDS);
}

int
real_compare(Real a, Real b)
{
	int			a_sign = real_sign(a);
	int			b_sign = real_sign(b);

	if (a_sign != b_sign)
		return a_sign < b_sign ? -1 : 1;
	return a_sign * compare_magnitudes(&a, &b);
}

/* ---- addition -------------------------------------------------------------------------- */

/* word = value.word, with a word below, shifted right */
static void
shifted_right(const Real *value, int shift, uint64_t word[LONG_WORDS])
{
	int			words = shift / WORD_BITS;
	int			bits = shift % WORD_BITS;

	for (int i = 0; i < LONG_WORDS; i++)
	{
		int			from = i + words - 1;	/* the word below is zero */
		uint64_t	low = from >= 0 && from < REAL_WORDS ? value->word[from] : 0;
		uint64_t	high = from + 1 < REAL_WORDS ? value->word[from + 1] : 0;

		word[i] = bits == 0 ? low : low >> bits | high << (WORD_BITS - bits);
	}
}

Real
real_add(Real a, Real b)
{
	uint64_t	sum[LONG_WORDS];
	uint64_t	other[LONG_WORDS];
	int64_t		distance;
	uint64_t	carry = 0;

	if (a.kind == REAL_NAN || b.kind == REAL_NAN)
		return not_a_number();
	if (a.kind == REAL_INFINITE || b.kind == REAL_INFINITE)
	{
		if (a.kind == b.kind && a.negative != b.negative)
			return not_a_number();
		return a.kind == REAL_INFINITE ? a : b;
	}
	if (compare_magnitudes(&a, &b) < 0)
	{
		Real		larger = b;

		b = a;
		a = larger;
	}
	if (b.kind == REAL_ZERO)
		return a;
	distance = a.exponent - b.exponent;
	if (distance > REAL_BITS + 1)
		return a;

	sum[0] = 0;
	memcpy(sum + 1, a.word, sizeof(a.word));
	shifted_right(&b, (int) distance, other);
	if (a.negative == b.negative)
	{
		for (int i = 0; i < LONG_WORDS; i++)
		{
			u128		t = (u128) sum[i] + other[i] + carry;

			sum[i] = (uint64_t) t;
			carry = (uint64_t) (t >> WORD_BITS);
		}
		if (carry != 0)
		{
			for (int i = 0; i < LONG_WORDS - 1; i++)
				sum[i] = sum[i] >> 1 | sum[i + 1] << (WORD_BITS - 1);
			sum[LONG_WORDS - 1] = sum[LONG_WORDS - 1] >> 1 | HIGHEST_BIT;
			a.exponent++;
		}
	}
	else
		for (int i = 0; i < LONG_WORDS; i++)
		{
			u128		t = (u128) sum[i] - other[i] - carry;

			sum[i] = (uint64_t) t;
			carry = (uint64_t) (t >> WORD_BITS) & 1;
		}
	return rounded(a.negative, a.exponent, sum);
}

/* ---- multiplication ---------------------------------------------------------------------- */

/* a * b + sum + *carry, the low word of it; the high one is the carry */
static inline uint64_t
multiply_add(uint64_t a, uint64_t b, uint64_t sum, uint64_t *carry)
{
	u128		t = (u128) a * b + sum + *carry;

	*carry = (uint64_t) (t >> WORD_BITS);
	return (uint64_t) t;
}

/* sum += a * b; the carry.  Written out: this is where most of the time goes. */
static inline uint64_t
add_row(uint64_t sum[REAL_WORDS], const uint64_t a[REAL_WORDS], uint64_t b)
{
	uint64_t	carry = 0;

	sum[0] = multiply_add(a[0], b, sum[0], &carry);
	sum[1] = multiply_add(a[1], b, sum[1], &carry);
	sum[2] = multiply_add(a[2], b, sum[2], &carry);
	sum[3] = multiply_add(a[3], b, sum[3], &carry);
	return carry;
}

Real
real_multiply(Real a, Real b)
{
	bool		negative = a.negative != b.negative;
	uint64_t	product[2 * REAL_WORDS] = {0};

	if (a.kind != REAL_FINITE || b.kind != REAL_FINITE)
	{
		if (a.kind == REAL_NAN || b.kind == REAL_NAN)
			return not_a_number();
		if (a.kind == REAL_ZERO || b.kind == REAL_ZERO)
			return a.kind == REAL_INFINITE || b.kind == REAL_INFINITE ? not_a_number() : (Real) {0};
		return infinite(negative);
	}

	product[4] = add_row(product, a.word, b.word[0]);
	product[5] = add_row(product + 1, a.word, b.word[1]);
	product[6] = add_row(product + 2, a.word, b.word[2]);
	product[7] = add_row(product + 3, a.word, b.word[3]);
	return rounded(negative, a.exponent + b.exponent, product + 2 * REAL_WORDS - LONG_WORDS);
}

/* A finite a by a factor below 2^64. */
static Real
multiply_word(Real a, uint64_t factor)
{
	uint64_t	product[LONG_WORDS] = {0};

	if (factor == 0)
		return (Real) {0};
	product[REAL_WORDS] = add_row(product, a.word, factor);
	return rounded(a.negative, a.exponent + WORD_BITS, product);
}

Real
real_multiply_int(Real a, int64_t b)
{
	Real		result;

	if (a.kind != REAL_FINITE)
		return real_multiply(a, real_from_int64(b));
	result = multiply_word(a, (uint64_t) i128_abs(b));
	return b < 0 ? real_negate(result) : result;
}

/* ---- division ------------------------------------------------------------------------------ */

/* (high, low) / divisor for high < divisor */
static inline uint64_t
divide_words(uint64_t high, uint64_t low, uint64_t divisor, uint64_t *rest)
{
	u128		value = (u128) high << WORD_BITS | low;
	uint64_t	quotient = (uint64_t) (value / divisor);

	*rest = low - quotient * divisor;
	return quotient;
}

/* A finite a by a divisor below 2^64. */
static Real
divide_word(Real a, uint64_t divisor)
{
	uint64_t	quotient[LONG_WORDS];
	int			shift = __builtin_clzll(divisor);
	uint64_t	rest;
	bool		whole = false;

	/* 0.word over 0.divisor, so that the quotient has its bits at the top */
	divisor <<= shift;
	rest = a.word[REAL_WORDS - 1];
	if (rest >= divisor)
	{
		rest -= divisor;
		whole = true;
	}
	for (int i = REAL_WORDS - 1; i >= 0; i--)
		quotient[i + 1] = divide_words(rest, i > 0 ? a.word[i - 1] : 0, divisor, &rest);
	quotient[0] = divide_words(rest, 0, divisor, &rest);
	a.exponent -= WORD_BITS - shift;
	if (whole)
	{
		for (int i = 0; i < LONG_WORDS - 1; i++)
			quotient[i] = quotient[i] >> 1 | quotient[i + 1] << (WORD_BITS - 1);
		quotient[LONG_WORDS - 1] = quotient[LONG_WORDS - 1] >> 1 | HIGHEST_BIT;
		a.exponent++;
	}
	return rounded(a.negative, a.exponent, quotient);
}

/*
 * One word of the quotient: rest * 2^64 + next over the divisor, which is normalized
 * and larger than rest (Knuth, The Art of Computer Programming 4.3.1, algorithm D).
 */
static uint64_t
divide_step(uint64_t rest[REAL_WORDS], uint64_t next, const uint64_t divisor[REAL_WORDS])
{
	uint64_t	dividend[LONG_WORDS];
	uint64_t	top = divisor[REAL_WORDS - 1];
	uint64_t	guess;
	uint64_t	guess_rest;
	uint64_t	carry = 0;
	uint64_t	borrow = 0;
	bool		fits = true;	/* the rest of the guess, in a word */

	dividend[0] = next;
	memcpy(dividend + 1, rest, REAL_WORDS * sizeof(uint64_t));
	if (dividend[REAL_WORDS] >= top)
	{
		guess = UINT64_MAX;
		fits = !__builtin_add_overflow(dividend[REAL_WORDS - 1], top, &guess_rest);
	}
	else
		guess = divide_words(dividend[REAL_WORDS], dividend[REAL_WORDS - 1], top, &guess_rest);
	while (fits && (u128) guess * divisor[REAL_WORDS - 2] > ((u128) guess_rest << WORD_BITS | dividend[REAL_WORDS - 2]))
	{
		guess--;
		fits = !__builtin_add_overflow(guess_rest, top, &guess_rest);
	}

	for (int i = 0; i < LONG_WORDS; i++)
	{
		u128		t = (u128) guess * (i < REAL_WORDS ? divisor[i] : 0) + carry;
		u128		difference = (u128) dividend[i] - (uint64_t) t - borrow;

		carry = (uint64_t) (t >> WORD_BITS);
		borrow = (uint64_t) (difference >> WORD_BITS) & 1;
		dividend[i] = (uint64_t) difference;
	}
	if (borrow != 0)
	{
		guess--;
		carry = 0;
		for (int i = 0; i < REAL_WORDS; i++)
		{
			u128		t = (u128) dividend[i] + divisor[i] + carry;

			dividend[i] = (uint64_t) t;
			carry = (uint64_t) (t >> WORD_BITS);
		}
	}
	memcpy(rest, dividend, REAL_WORDS * sizeof(uint64_t));
	return guess;
}

Real
real_divide(Real a, Real b)
{
	uint64_t	quotient[LONG_WORDS];
	uint64_t	next = 0;
	bool		negative = a.negative != b.negative;

	if (a.kind != REAL_FINITE || b.kind != REAL_FINITE)
	{
		if (a.kind == REAL_NAN || b.kind == REAL_NAN || (a.kind == b.kind))
			return not_a_number();
		if (a.kind == REAL_ZERO || b.kind == REAL_INFINITE)
			return (Real) {0};
		return infinite(negative);
	}
	a.exponent -= b.exponent;
	if (compare_words(a.word, b.word, REAL_WORDS) >= 0)
	{
		next = a.word[0] << (WORD_BITS - 1);
		for (int i = 0; i < REAL_WORDS - 1; i++)
			a.word[i] = a.word[i] >> 1 | a.word[i + 1] << (WORD_BITS - 1);
		a.word[REAL_WORDS - 1] >>= 1;
		a.exponent++;
	}
	for (int i = LONG_WORDS - 1; i >= 0; i--)
	{
		quotient[i] = divide_step(a.word, next, b.word);
		next = 0;
	}
	return rounded(negative, a.exponent, quotient);
}

Real
real_divide_int(Real a, int64_t b)
{
	Real		result;

	if (a.kind != REAL_FINITE || b == 0)
		return real_divide(a, real_from_int64(b));
	result = divide_word(a, (uint64_t) i128_abs(b));
	return b < 0 ? real_negate(result) : result;
}

/* ---- powers of two and ten --------------------------------------------------------------------- */

Real
real_scale(Real value, int64_t power)
{
	if (value.kind != REAL_FINITE)
		return value;
	if (__builtin_add_overflow(value.exponent, power, &value.exponent))
		value.exponent = power < 0 ? INT64_MIN : INT64_MAX;
	return checked(value);
}

static uint64_t
power_of_five(int exponent)
{
	return (uint64_t) (power_of_ten(exponent) >> exponent);
}

/* How many divisions or multiplications by 5^27 are better than a power. */
#define SHORT_SCALES	6

Real
real_scale10(Real value, int64_t power)
{
	uint64_t	rest = (uint64_t) i128_abs(power);

	if (value.kind != REAL_FINITE)
		return value;
	if (rest > SHORT_SCALES * FIVES)
	{
		Real		ten = real_power_int(real_from_int64(10), (int64_t) (rest > INT64_MAX ? INT64_MAX : rest));

		return power < 0 ? real_divide(value, ten) : real_multiply(value, ten);
	}
	for (; rest > FIVES; rest -= FIVES)
		value = power < 0 ? divide_word(value, FIVE_TO_27) : multiply_word(value, FIVE_TO_27);
	if (rest > 0)
		value = power < 0 ? divide_word(value, power_of_five((int) rest)) : multiply_word(value, power_of_five((int) rest));
	return real_scale(value, power);
}

/* ---- from other numbers --------------------------------------------------------------------------- */

/* The integer in the words of an integer, least significant first. */
static Real
from_words(bool negative, const uint64_t integer[REAL_WORDS])
{
	uint64_t	word[LONG_WORDS] = {0};

	memcpy(word + 1, integer, REAL_WORDS * sizeof(uint64_t));
	return rounded(negative, REAL_BITS, word);
}

Real
real_from_u128(u128 value)
{
	Real		result = {.kind = REAL_FINITE};
	int			bits = u128_bits(value);

	if (value == 0)
		return (Real) {0};
	value <<= 128 - bits;
	result.word[REAL_WORDS - 1] = (uint64_t) (value >> WORD_BITS);
	result.word[REAL_WORDS - 2] = (uint64_t) value;
	result.exponent = bits;
	return result;
}

Real
real_from_int64(int64_t value)
{
	uint64_t	size = (uint64_t) i128_abs(value);
	Real		result = {.negative = value < 0, .kind = REAL_FINITE};
	int			shift;

	if (value == 0)
		return (Real) {0};
	shift = __builtin_clzll(size);
	result.word[REAL_WORDS - 1] = size << shift;
	result.exponent = WORD_BITS - shift;
	return result;
}

Real
real_from_double(double value)
{
	int			exponent;
	double		fraction;

	if (isnan(value))
		return not_a_number();
	if (isinf(value))
		return infinite(value < 0);
	fraction = frexp(value, &exponent);
	return real_scale(real_from_int64((int64_t) ldexp(fraction, 62)), exponent - 62);
}

Real
real_from_decimal(const Decimal *value)
{
	Real		result = real_scale10(real_from_u128(value->coefficient), value->exponent);

	return value->negative ? real_negate(result) : result;
}

#define DIGIT_DECIMALS	4
#define DIGIT_BASE		10000
#define EXACT_DIGITS	19		/* always fit 256 bits */
#define KEPT_DIGITS		(EXACT_DIGITS + 4)

/* Up to four base 10000 digits as an integer. */
static uint64_t
four_digits(const char *digits, int n, uint64_t *unit)
{
	uint64_t	value = 0;

	*unit = 1;
	for (int i = 0; i < n && i < 4; i++)
	{
		int16_t		digit;

		memcpy(&digit, digits + i * sizeof(digit), sizeof(digit));
		value = value * DIGIT_BASE + (uint64_t) digit;
		*unit *= DIGIT_BASE;
	}
	return value;
}

Real
real_from_digits(bool negative, const void *digits, int n, int weight)
{
	uint64_t	word[REAL_WORDS] = {0};
	int			used = 1;
	int			exact = n < EXACT_DIGITS ? n : EXACT_DIGITS;
	uint64_t	unit;
	Real		result;

	/* most numbers fit a word */
	if (n <= 4)
	{
		int64_t		value = (int64_t) four_digits(digits, n, &unit);

		for (; n <= weight && n < 4; n++)
			value *= DIGIT_BASE;
		return real_scale10(real_from_int64(negative ? -value : value), (int64_t) DIGIT_DECIMALS * (weight - n + 1));
	}

	for (int from = 0; from < exact; from += 4)
	{
		uint64_t	carry = four_digits((const char *) digits + from * sizeof(int16_t), exact - from, &unit);

		for (int i = 0; i < used; i++)
		{
			u128		t = (u128) word[i] * unit + carry;

			word[i] = (uint64_t) t;
			carry = (uint64_t) (t >> WORD_BITS);
		}
		if (carry != 0)
			word[used++] = carry;
	}
	result = from_words(negative, word);
	if (n > exact)
	{
		Real		tail = real_from_u128(four_digits((const char *) digits + exact * sizeof(int16_t), n - exact, &unit));

		tail.negative = negative && tail.kind == REAL_FINITE;
		result = real_add(multiply_word(result, unit), tail);
		exact = n < KEPT_DIGITS ? n : KEPT_DIGITS;
	}
	return real_scale10(result, (int64_t) DIGIT_DECIMALS * (weight - exact + 1));
}

/* ---- to other numbers ---------------------------------------------------------------------------- */

double
real_to_double(Real value)
{
	double		result;

	switch (value.kind)
	{
		case REAL_ZERO:
			return 0;
		case REAL_NAN:
			return NAN;
		case REAL_INFINITE:
			result = INFINITY;
			break;
		default:
			/* beyond what an int holds, all the same */
			result = ldexp((double) value.word[REAL_WORDS - 1],
						   value.exponent > 10000 ? 10000 : value.exponent < -10000 ? -10000 :
						   (int) value.exponent - WORD_BITS);
	}
	return value.negative ? -result : result;
}

Real
real_truncate(Real value)
{
	if (value.kind != REAL_FINITE || value.exponent >= REAL_BITS)
		return value;
	if (value.exponent <= 0)
		return (Real) {0};
	for (int i = 0; i < REAL_WORDS; i++)
	{
		int64_t		fraction = REAL_BITS - value.exponent - i * WORD_BITS;	/* bits of this word */

		if (fraction >= WORD_BITS)
			value.word[i] = 0;
		else if (fraction > 0)
			value.word[i] &= UINT64_MAX << fraction;
	}
	return value;
}

bool
real_is_whole(Real value)
{
	return real_is_finite(value) && real_compare(value, real_truncate(value)) == 0;
}

Real
real_floor(Real value)
{
	Real		whole = real_truncate(value);

	if (!value.negative || value.kind != REAL_FINITE || real_compare(value, whole) == 0)
		return whole;
	return real_subtract(whole, real_one);
}

bool
real_to_int64(Real value, int64_t *result)
{
	const uint64_t *word = value.word;

	*result = 0;
	if (value.kind == REAL_ZERO)
		return true;
	if (value.kind != REAL_FINITE || value.exponent <= 0 || value.exponent >= WORD_BITS ||
		(word[0] | word[1] | word[2] | word[REAL_WORDS - 1] << value.exponent) != 0)
		return false;
	*result = (int64_t) (word[REAL_WORDS - 1] >> (WORD_BITS - value.exponent));
	if (value.negative)
		*result = -*result;
	return true;
}

int64_t
real_decimal_exponent(Real value)
{
	/* 2^(exponent - 1) <= value */
	return (int64_t) floor((double) (value.exponent - 1) * LOG10_2 - 1e-9);
}

/* ---- decimal digits ---------------------------------------------------------------------------------- */

#define LIMB_DIGITS		19
#define LIMBS			3
#define TEN_TO_19		UINT64_C(10000000000000000000)
#define DECIMAL_LIMIT	1000000

/* fraction * 10^19: the whole part, leaving the rest of the fraction */
static uint64_t
next_limb(uint64_t fraction[REAL_WORDS])
{
	uint64_t	carry = 0;

	for (int i = 0; i < REAL_WORDS; i++)
	{
		u128		t = (u128) fraction[i] * TEN_TO_19 + carry;

		fraction[i] = (uint64_t) t;
		carry = (uint64_t) (t >> WORD_BITS);
	}
	return carry;
}

bool
real_to_decimal(Real value, int digits, Decimal *result)
{
	/* 10^-57 / 2 */
	static const uint64_t half[REAL_WORDS] = {UINT64_C(0x237811d593482a30), 3, 0, 0};
	uint64_t	fraction[LONG_WORDS];
	uint64_t	limb[LIMBS];
	uint64_t	carry = 0;
	int64_t		point;			/* value = fraction * 10^point */
	int			rest;
	bool		up = false;

	*result = (Decimal) {.negative = value.negative};
	if (value.kind == REAL_ZERO)
		return true;
	if (value.kind != REAL_FINITE || value.exponent > DECIMAL_LIMIT / LOG10_2)
		return false;
	if (value.exponent < -DECIMAL_LIMIT / LOG10_2)
	{
		result->negative = false;
		return true;
	}

	/* a fraction of 0.05 to 1, for value < 2^exponent; rounding may make it 1 */
	point = (int64_t) floor((double) value.exponent * LOG10_2 + 1e-9) + 1;
	for (value = real_scale10(value, -point); value.exponent > 0; point++)
		value = real_scale10(value, -1);
	shifted_right(&value, (int) -value.exponent, fraction);
	for (int i = 0; i < REAL_WORDS; i++)
	{
		u128		t = (u128) fraction[i + 1] + half[i] + carry;

		fraction[i] = (uint64_t) t;
		carry = (uint64_t) (t >> WORD_BITS);
	}
	if (carry != 0)
	{
		/* 0.99..9 and a half */
		*result = (Decimal) {.negative = value.negative, .coefficient = 1, .exponent = (int) point};
		return true;
	}
	for (int i = 0; i < LIMBS; i++)
		limb[i] = next_limb(fraction);

	if (limb[0] < TEN_TO_19 / 10)
		digits++;				/* a zero in front */
	result->exponent = (int) point - digits;
	rest = digits;
	for (int i = 0; i < LIMBS; i++)
	{
		int			taken = rest < LIMB_DIGITS ? rest : LIMB_DIGITS;
		uint64_t	unit = (uint64_t) power_of_ten(LIMB_DIGITS - taken);

		result->coefficient = result->coefficient * power_of_ten(taken) + limb[i] / unit;
		rest -= taken;
		if (taken < LIMB_DIGITS)
		{
			up = limb[i] % unit >= unit / 2;
			break;
		}
	}
	result->coefficient += up;
	return true;
}

/* ---- posted amounts ---------------------------------------------------------------- */

/* What may be posted in all: room is left to add a dozen of them. */
#define POSTED_MAX	((u128) 1 << 120)

bool
real_posted(Real value, int scale, i128 *result)
{
	Decimal		decimal;
	int			shift;
	i128		coefficient;

	if (!real_to_decimal(value, 34, &decimal))
		return false;
	shift = decimal.exponent + scale;
	coefficient = (i128) decimal.coefficient;
	if (decimal.coefficient == 0 || shift < -DECIMAL_MAX_POWER)
		coefficient = 0;
	else if (shift < 0)
		coefficient = div_round_i128(coefficient, (i128) power_of_ten(-shift));
	else if (shift > DECIMAL_MAX_POWER || decimal.coefficient > POSTED_MAX / power_of_ten(shift))
		return false;
	else
		coefficient *= (i128) power_of_ten(shift);
	if ((u128) coefficient > POSTED_MAX)
		return false;
	*result = decimal.negative ? -coefficient : coefficient;
	return true;
}
