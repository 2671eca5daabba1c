/*
 * real_functions.c
 *		Powers, exponentials and logarithms of 256 bits.
 */
#include "core/number/real.h"

#include <math.h>

/* The natural logarithm of 2 in two parts: 192 bits, and what is missing. */
static const Real ln2_high = {
	{0, UINT64_C(0x40f343267298b62d), UINT64_C(0xc9e3b39803f2f6af), UINT64_C(0xb17217f7d1cf79ab)},
	0, false, REAL_FINITE
};
static const Real ln2_low = {
	{UINT64_C(0xed2eae35c1382144), UINT64_C(0x559552fb4afa1b10), UINT64_C(0xe7b876206debac98), UINT64_C(0x8a0d175b8baafa2b)},
	-192, false, REAL_FINITE
};

#define LN2				0.69314718055994530942
#define PRECISION		256		/* bits */

/* ---- powers by a whole number -------------------------------------------------------- */

Real
real_power_int(Real x, int64_t n)
{
	Real		result = real_one;
	bool		is_one = true;

	if (n == 0)
		return real_one;
	for (uint64_t rest = (uint64_t) i128_abs(n); rest != 0; rest >>= 1)
	{
		if (rest & 1)
			result = is_one ? x : real_multiply(result, x);
		is_one &= !(rest & 1);
		if (rest > 1)
			x = real_multiply(x, x);
	}
	return n < 0 ? real_divide(real_one, result) : result;
}

/*
 * Where x has not so many zeros after the point, and n is not so large, the power
 * itself is exact enough: it is off by 2 n ulp, and its excess over 1 by 2 n + 2 / x.
 */
#define POWER_EXPONENT	(-16)
#define POWER_PERIODS	65536
#define WORD_EXPONENT	64		/* of x: enough */

/*
 * With E(n) = (1 + x)^n - 1: E(2n) = E(n) (2 + E(n)), E(n + 1) = E(n) (1 + x) + x,
 * from the highest bit of n down.  Nothing cancels for x > -1.
 */
Real
real_compound(Real x, int64_t n)
{
	Real		two = real_from_int64(2);
	Real		factor = real_add(real_one, x);
	Real		result = x;
	uint64_t	size = (uint64_t) i128_abs(n);

	if (n == 0)
		return (Real) {0};
	if (n > 0 && n <= POWER_PERIODS && x.exponent > POWER_EXPONENT && x.exponent < (x.negative ? 0 : WORD_EXPONENT))
		return real_subtract(real_power_int(factor, n), real_one);
	for (int bit = 62 - __builtin_clzll(size); bit >= 0; bit--)
	{
		result = real_multiply(result, real_add(two, result));
		if (size >> bit & 1)
			result = real_add(real_multiply(result, factor), x);
	}
	if (n > 0)
		return result;
	/* 1 / (1 + E) - 1 */
	if (result.kind == REAL_INFINITE)
		return real_from_int64(-1);
	/* 1 + E has no digits left if E is nearly -1 */
	if (result.negative && result.exponent >= 0)
		return real_subtract(real_power_int(factor, n), real_one);
	return real_negate(real_divide(result, real_add(real_one, result)));
}

/* ---- exponentials ---------------------------------------------------------------------- */

/* How small the argument of the series is made: below 2^-16. */
#define SERIES_EXPONENT	(-16)

/* exp(x) - 1 for |x| < 1/2 */
static Real
expm1_reduced(Real x)
{
	int			halvings = x.exponent > SERIES_EXPONENT ? (int) (x.exponent - SERIES_EXPONENT) : 0;
	Real		two = real_from_int64(2);
	Real		term;
	Real		sum;

	if (real_is_zero(x))
		return x;
	sum = term = x = real_scale(x, -halvings);
	for (int n = 2; term.kind == REAL_FINITE && term.exponent > sum.exponent - PRECISION - 2; n++)
	{
		term = real_divide_int(real_multiply(term, x), n);
		sum = real_add(sum, term);
	}
	/* exp(2x) - 1 = (exp(x) - 1) (exp(x) + 1) */
	for (; halvings > 0; halvings--)
		sum = real_multiply(sum, real_add(sum, two));
	return sum;
}

/* x = *twos * ln 2 + rest, |rest| < 0.35; x finite, *twos 0 if it is that small */
static Real
reduced(Real x, int64_t *twos)
{
	Real		count;

	*twos = llrint(real_to_double(x) / LN2);
	if (*twos == 0)
		return x;
	count = real_from_int64(*twos);
	x = real_subtract(x, real_multiply(count, ln2_high));
	return real_subtract(x, real_multiply(count, ln2_low));
}

/* Beyond this exponent of x, exp(x) is certainly infinite or 0. */
#define EXP_LIMIT		41

Real
real_exp(Real x)
{
	int64_t		twos;
	Real		rest;

	if (x.kind == REAL_NAN)
		return x;
	if (x.kind == REAL_INFINITE || (x.kind == REAL_FINITE && x.exponent > EXP_LIMIT))
		return x.negative ? (Real) {0} : (Real) {.kind = REAL_INFINITE};
	rest = reduced(x, &twos);
	return real_scale(real_add(real_one, expm1_reduced(rest)), twos);
}

Real
real_expm1(Real x)
{
	if (x.kind == REAL_FINITE && x.exponent < -1)
		return expm1_reduced(x);
	if (x.kind == REAL_ZERO)
		return x;
	return real_subtract(real_exp(x), real_one);
}

/* ---- logarithms ------------------------------------------------------------------------ */

/* log(1 + x) by the series' first three terms is right below this exponent of x. */
#define TINY_EXPONENT	(-90)

/*
 * log(1 + x) for |x| < 1/2: the y with expm1(y) = x, from the double that log1p()
 * gives by Halley's method, which makes 52 bits 156 and then all.
 */
static Real
log1p_reduced(Real x)
{
	Real		two = real_from_int64(2);
	Real		y;

	if (real_is_zero(x))
		return x;
	if (x.exponent < TINY_EXPONENT)
	{
		Real		square = real_multiply(x, x);

		y = real_add(x, real_divide_int(real_multiply(square, x), 3));
		return real_subtract(y, real_scale(square, -1));
	}
	y = real_from_double(log1p(real_to_double(x)));
	for (int i = 0; i < 2; i++)
	{
		Real		e = expm1_reduced(y);
		Real		step = real_divide(real_subtract(x, e), real_add(real_add(x, e), two));

		y = real_add(y, real_scale(step, 1));
	}
	return y;
}

/* 1.4142 */
#define ROOT_OF_TWO		UINT64_C(0xb504f333f9de6484)

Real
real_log(Real x)
{
	Real		count;
	int64_t		twos;

	if (x.kind == REAL_ZERO)
		return (Real) {.kind = REAL_INFINITE, .negative = true};
	if (x.kind == REAL_NAN || x.negative)
		return (Real) {.kind = REAL_NAN};
	if (x.kind == REAL_INFINITE)
		return x;

	/* x = 2^twos * (0.707 to 1.414) */
	twos = x.exponent - (x.word[REAL_WORDS - 1] < ROOT_OF_TWO);
	x.exponent -= twos;
	x = log1p_reduced(real_subtract(x, real_one));
	if (twos == 0)
		return x;
	count = real_from_int64(twos);
	x = real_add(x, real_multiply(count, ln2_low));
	return real_add(x, real_multiply(count, ln2_high));
}

Real
real_log1p(Real x)
{
	if (x.kind == REAL_ZERO || (x.kind == REAL_FINITE && x.exponent < -1))
		return log1p_reduced(x);
	return real_log(real_add(real_one, x));
}
