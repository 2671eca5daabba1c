/*
 * fixed.h
 *		Fixed-point numbers of 128 bits before the point and 128 after it: amounts that
 *		accrue, between the roundings.
 *
 * Sums are exact.  A product with a fraction is cut below 2^-128, so that after a history of
 * some dozen events an amount is right to 2^-120 of its unit.  What lies that near to a half
 * is one, for the amounts are fractions of small denominators: fixed_round() rounds half away
 * from zero what is within 2^-100 of a half.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_FIXED_H
#define GPURENT_CORE_FIXED_H

#include "core/number/ratio.h"
#include "core/number/real.h"

typedef struct Fixed
{
	u128		fraction;
	i128		whole;			/* rounded down */
} Fixed;

static inline Fixed
fixed_from_whole(i128 value)
{
	return (Fixed) {.whole = value};
}

static inline Fixed
fixed_add(Fixed a, Fixed b)
{
	Fixed		sum;

	sum.fraction = a.fraction + b.fraction;
	sum.whole = a.whole + b.whole + (sum.fraction < a.fraction);
	return sum;
}

static inline Fixed
fixed_subtract(Fixed a, Fixed b)
{
	Fixed		difference;

	difference.fraction = a.fraction - b.fraction;
	difference.whole = a.whole - b.whole - (a.fraction < b.fraction);
	return difference;
}

static inline int
fixed_compare(Fixed a, Fixed b)
{
	if (a.whole != b.whole)
		return a.whole < b.whole ? -1 : 1;
	return a.fraction < b.fraction ? -1 : a.fraction > b.fraction;
}

static inline bool
fixed_is_zero(Fixed a)
{
	return a.whole == 0 && a.fraction == 0;
}

/* Not below zero */
static inline Fixed
fixed_not_negative(Fixed a)
{
	return a.whole < 0 ? (Fixed) {0} : a;
}

static inline Fixed
fixed_smaller(Fixed a, Fixed b)
{
	return fixed_compare(a, b) < 0 ? a : b;
}

/* value * num / den, cut below 2^-128; value >= 0, num >= 0, den > 0 */
extern Fixed fixed_multiply(Fixed value, uint64_t num, uint64_t den);

/* value * a / b for fractions; value >= 0, a >= 0, b > 0 */
extern Fixed fixed_part(Fixed value, Ratio a, Ratio b);

/* Half away from zero. */
extern i128 fixed_round(Fixed value);

/* Exact; and cut below 2^-128.  Both not negative. */
extern Real real_from_fixed(Fixed value);
extern Fixed fixed_from_real(Real value);

#endif
