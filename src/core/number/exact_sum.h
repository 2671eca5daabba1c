/*
 * exact_sum.h
 *		Sums of whole numbers times fractions of many denominators, rounded once.
 *
 * The parts of months have denominators of 28 to 31 days, an hour more or less where
 * clocks change.  What has one denominator is kept together; the sum is brought over one
 * denominator only when it is rounded.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_EXACT_SUM_H
#define GPURENT_CORE_EXACT_SUM_H

#include "core/number/real.h"

/* Twelve lengths of a month have been seen in one zone. */
#define EXACT_SUM_PARTS		24

typedef struct ExactSum
{
	i128		whole;
	int			nparts;
	struct
	{
		int64_t		den;
		i128		num;
	}			part[EXACT_SUM_PARTS];
} ExactSum;

static inline void
exact_sum_clear(ExactSum *sum)
{
	sum->whole = 0;
	sum->nparts = 0;
}

/* Only what is in use. */
extern void exact_sum_copy(ExactSum *to, const ExactSum *from);

/* Adds factor * (whole + num / den); false if it overflows. */
extern bool exact_sum_add(ExactSum *sum, int64_t factor, int64_t whole, int64_t num, int64_t den);

/* Takes another sum from it; false if it overflows. */
extern bool exact_sum_subtract(ExactSum *sum, const ExactSum *other);

/* The sum over one denominator; false if they do not fit 127 bits. */
extern bool exact_sum_fraction(const ExactSum *sum, i128 *num, u128 *den);

/*
 * round(sum * multiplier * ratio.num / ratio.den), half away from zero; the ratio is positive.
 * False if it does not fit.  Exact while the one denominator fits 127 bits; beyond that
 * to 77 digits, with a tie known for one.
 */
typedef struct WideRatio
{
	uint64_t	num;
	u128		den;
} WideRatio;

extern bool exact_sum_round(const ExactSum *sum, int64_t multiplier, WideRatio ratio, i128 *result);

/* sum * multiplier * ratio to 77 digits. */
extern Real exact_sum_real(const ExactSum *sum, int64_t multiplier, WideRatio ratio);

/* The nearest whole number, half away from zero, what is within 10^-30 of a tie being one; false if it does not fit. */
extern bool real_round(Real value, i128 *result);

extern Real real_from_i128(i128 value);

#endif
