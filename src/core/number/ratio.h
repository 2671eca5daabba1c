/*
 * ratio.h
 *		Small exact fractions, for time counted in months of which a day is a part.
 *
 * Denominators are products of the lengths of months and years, so that lowest terms stay
 * small; what does not fit has the denominator 0, which ratio_fits() tells.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_RATIO_H
#define GPURENT_CORE_RATIO_H

#include "core/number/decimal.h"

typedef struct Ratio
{
	int64_t		num;
	int64_t		den;			/* > 0 */
} Ratio;

/* What sums and products are kept below before they are put in lowest terms. */
#define RATIO_LIMIT	(INT64_C(1) << 62)

/* The largest denominator of what is kept: a month's length times this still fits. */
#define RATIO_KEPT_DEN	(INT64_C(1) << 26)

static inline Ratio
ratio_whole(int64_t value)
{
	return (Ratio) {.num = value, .den = 1};
}

/* num / den in lowest terms; den > 0 */
extern Ratio ratio_lowest(i128 num, i128 den);

static inline Ratio
ratio_make(i128 num, i128 den)
{
	if (den < RATIO_LIMIT && num < RATIO_LIMIT && num > -RATIO_LIMIT)
		return (Ratio) {.num = (int64_t) num, .den = (int64_t) den};
	return ratio_lowest(num, den);
}

static inline Ratio
ratio_add(Ratio a, Ratio b)
{
	if (a.den == b.den)
		return ratio_make((i128) a.num + b.num, a.den);
	return ratio_make((i128) a.num * b.den + (i128) b.num * a.den, (i128) a.den * b.den);
}

static inline Ratio
ratio_subtract(Ratio a, Ratio b)
{
	b.num = -b.num;
	return ratio_add(a, b);
}

static inline Ratio
ratio_multiply(Ratio a, Ratio b)
{
	if (b.num == 1 && b.den == 1)
		return a;
	return ratio_make((i128) a.num * b.num, (i128) a.den * b.den);
}

/* b > 0 */
static inline Ratio
ratio_divide(Ratio a, Ratio b)
{
	return ratio_make((i128) a.num * b.den, (i128) a.den * b.num);
}

static inline bool
ratio_is_whole(Ratio a, int64_t value)
{
	return (i128) value * a.den == a.num;
}

/* < 0, 0, > 0 */
static inline int
ratio_compare(Ratio a, Ratio b)
{
	i128		left;
	i128		right;

	if (a.den == b.den)
		return a.num < b.num ? -1 : a.num > b.num;
	left = (i128) a.num * b.den;
	right = (i128) b.num * a.den;
	return left < right ? -1 : left > right;
}

static inline Ratio
ratio_larger(Ratio a, Ratio b)
{
	return ratio_compare(a, b) < 0 ? b : a;
}

static inline Ratio
ratio_smaller(Ratio a, Ratio b)
{
	return ratio_compare(a, b) > 0 ? b : a;
}

static inline int64_t
ratio_floor(Ratio a)
{
	return a.num >= 0 ? a.num / a.den : -((-a.num + a.den - 1) / a.den);
}

/* To be kept and counted with again and again: in lowest terms if it is not small. */
static inline Ratio
ratio_kept(Ratio a)
{
	return a.den > 1 << 12 ? ratio_lowest(a.num, a.den) : a;
}

/* Is it small enough for that? */
static inline bool
ratio_fits(Ratio a)
{
	return a.den > 0 && a.den <= RATIO_KEPT_DEN;
}

#endif
