/*
 * real.h
 *		Binary floating point of 256 bits (77 decimal digits), for formulas whose results
 *		are given to 34 digits.
 *
 * Rounding, in units of the last of the 256 bits (ulp, at most 2^-255 of the value):
 *
 *	from an int64, a u128, a double				exact
 *	from a decimal of up to 76 digits			1 ulp for 10^-54 to 10^76, 4 beyond 27 places more
 *	add, subtract, multiply, divide				1/2 ulp and a little
 *	real_power_int(x, n)						2 n ulp, what an ulp of x makes of x^n
 *	real_compound(x, n)							8 + 4 log2 n + 4 |n log(1 + x)|; up to 2^16 periods
 *												and rates from 2^-17, 2 n + 2 / x
 *	exp, expm1, log, log1p						64 ulp; exp(x) also 2 |x|
 *
 * so a formula of some dozen operations has 70 digits right unless its terms cancel.
 * The decimal digits that are written in the end are cut from 56 or 57 rounded ones.
 * Hence a result that is a decimal of so many digits comes out exact, and the 34th
 * digit is rounded half away from zero as that of the exact result, although binary
 * fractions stand between.
 *
 * As in IEEE 754 what is too large is infinite, what is too small is zero, and what
 * has no meaning (0/0, the logarithm of a negative number) is not a number; every
 * operation takes these, none hangs.  Finite are exponents up to 2^40, which is far
 * beyond what numeric holds.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_REAL_H
#define GPURENT_CORE_REAL_H

#include "core/number/decimal.h"

#define REAL_WORDS			4
#define REAL_EXPONENT_MAX	(INT64_C(1) << 40)

typedef enum RealKind
{
	REAL_ZERO,
	REAL_FINITE,
	REAL_INFINITE,
	REAL_NAN
} RealKind;

/* (-1)^negative * 0.word * 2^exponent; {0} is zero, which has no sign. */
typedef struct Real
{
	uint64_t	word[REAL_WORDS];	/* least significant first; the highest bit is set */
	int64_t		exponent;
	bool		negative;
	RealKind	kind;
} Real;

extern const Real real_one;

/* ---- from and to other numbers ----------------------------------------------- */

extern Real real_from_int64(int64_t value);
extern Real real_from_u128(u128 value);
extern Real real_from_double(double value);
extern Real real_from_decimal(const Decimal *value);

/*
 * The number that n base 10000 digits write (int16_t, not necessarily aligned), most
 * significant first, the first of them worth 10000^weight.  The first 92 decimal digits
 * count.
 */
extern Real real_from_digits(bool negative, const void *digits, int n, int weight);

/* The nearest double, within an ulp of it; may be infinite, zero or NaN. */
extern double real_to_double(Real value);

/* Whole numbers: is it one, is it and fits, cut and rounded down to one. */
extern bool real_is_whole(Real value);
extern bool real_to_int64(Real value, int64_t *result);
extern Real real_truncate(Real value);
extern Real real_floor(Real value);

/*
 * The first "digits" (1 to 38) significant decimal digits, rounded half away from
 * zero: exact where the value is within 10^-56 of itself of a decimal or of a tie.
 * Zeros at the end are kept.  False for what is not finite or is over 10^1000000;
 * under 10^-1000000 is 0.
 */
extern bool real_to_decimal(Real value, int digits, Decimal *result);

/*
 * A value rounded half away from zero to "scale" decimals, from its first 34 digits, in
 * which what is exactly between two of them is so; false if it is too large.
 */
extern bool real_posted(Real value, int scale, i128 *result);

/* The largest d with 10^d <= |value|, or one less; value finite, not zero. */
extern int64_t real_decimal_exponent(Real value);

/* ---- arithmetic --------------------------------------------------------------- */

extern Real real_add(Real a, Real b);
extern Real real_multiply(Real a, Real b);
extern Real real_divide(Real a, Real b);

/* By a whole number, which is quicker. */
extern Real real_multiply_int(Real a, int64_t b);
extern Real real_divide_int(Real a, int64_t b);

/* value * 2^power and value * 10^power */
extern Real real_scale(Real value, int64_t power);
extern Real real_scale10(Real value, int64_t power);

/* < 0, 0, > 0; neither may be NaN. */
extern int	real_compare(Real a, Real b);

/* A whole number of 10^-scale. */
static inline Real
real_from_scaled(int64_t value, int scale)
{
	return real_scale10(real_from_int64(value), -scale);
}

static inline bool
real_is_zero(Real value)
{
	return value.kind == REAL_ZERO;
}

static inline bool
real_is_finite(Real value)
{
	return value.kind <= REAL_FINITE;
}

/* -1, 0, 1 */
static inline int
real_sign(Real value)
{
	return value.kind == REAL_ZERO ? 0 : value.negative ? -1 : 1;
}

static inline Real
real_negate(Real value)
{
	value.negative = value.kind != REAL_ZERO && !value.negative;
	return value;
}

static inline Real
real_abs(Real value)
{
	value.negative = false;
	return value;
}

static inline Real
real_subtract(Real a, Real b)
{
	return real_add(a, real_negate(b));
}

/* ---- functions (real_functions.c) ------------------------------------------------ */

/* x^n by squaring; 0^0 = 1, 0^-1 is infinite. */
extern Real real_power_int(Real x, int64_t n);

/*
 * (1 + x)^n - 1: what n periods at the rate x add, without the digits that the 1
 * would cost a small one.
 */
extern Real real_compound(Real x, int64_t n);

extern Real real_exp(Real x);
extern Real real_expm1(Real x); /* exp(x) - 1 */
extern Real real_log(Real x);
extern Real real_log1p(Real x); /* log(1 + x) */

#endif
