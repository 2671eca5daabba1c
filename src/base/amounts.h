/*
 * amounts.h
 *		Amounts of money and shares as arguments, alone and in arrays.
 *
 * An amount is read as a whole number of 10^-12 currency units.  What has more decimals is
 * rounded to them, half away from zero, as numeric(p,s) does it: a computed amount is welcome.
 */
#ifndef GPURENT_AMOUNTS_H
#define GPURENT_AMOUNTS_H

#include "base/arguments.h"
#include "base/numbers.h"

/* 22023 for NaN and infinity, 22003 beyond 10^24; "what" names it. */
extern i128 amount_argument(FunctionCallInfo fcinfo, int argument, const char *what);

/* 22023 for NaN and infinity, with a hint that fits amounts. */
extern void require_finite_amount(Datum value, const char *what);

/* The same, 22023 below 0. */
extern i128 nonnegative_amount_argument(FunctionCallInfo fcinfo, int argument, const char *what);

/*
 * "call" is fcinfo with its arguments from first to last, which are float8, as the numerics that
 * they write: for functions of a float8 quantity, whose amounts are float8 too.  It has room for
 * all arguments.
 */
extern void call_with_numerics(FunctionCallInfo fcinfo, FunctionCallInfo call, int first, int last);

/* Elements of an array that one call may have. */
#define AMOUNTS_MAX		1000000

typedef enum AmountRule
{
	ANY_AMOUNT,
	NO_AMOUNT_BELOW_0
} AmountRule;

typedef struct AmountArray
{
	int			n;
	i128	   *amount;
	bool	   *null;			/* NULL where none may be */
} AmountArray;

/*
 * A numeric[]: 2202E for several dimensions, 22004 for a NULL among its elements (or null is
 * set), 22023 for more than 10^6 of them and as the rule has it, 22003 where magnitudes sum to more
 * than 10^24.
 */
extern AmountArray amount_array_argument(FunctionCallInfo fcinfo, int argument, const char *what, AmountRule rule);
extern AmountArray amount_array_with_nulls(FunctionCallInfo fcinfo, int argument, const char *what, AmountRule rule);

/* 2202E unless two arrays are as long. */
extern void require_same_length(int a, const char *what_a, int b, const char *what_b);

/* An amount as it is, without trailing zeros. */
static inline Datum
exact_amount(i128 amount)
{
	return NumericGetDatum(numeric_from_scaled(amount, AMOUNT_SCALE));
}

/* An amount of 10^-12 rounded to "scale" decimals, in 10^-scale; scale in 0 .. 12. */
static inline i128
amount_posted(i128 amount, int scale)
{
	return scale == AMOUNT_SCALE ? amount : div_round_i128(amount, (i128) power_of_ten(AMOUNT_SCALE - scale));
}

/* 22023 unless it is in 0 .. 12: the decimals of money. */
extern int	scale_argument(FunctionCallInfo fcinfo, int argument);
extern void require_money_scale(int32 scale);

/*
 * A share or a tax rate in [0, 1], rounded to 18 decimals; 22023 outside, with a hint of how to write
 * 70 percent, or a tax of 6.
 */
#define SHARE_DECIMALS	18

extern int64 share_argument(FunctionCallInfo fcinfo, int argument, const char *what);
extern int64 share_from_numeric(Datum value, const char *what);
extern int64 tax_rate_argument(FunctionCallInfo fcinfo, int argument);

/* amount x share, rounded half away from zero to "scale" decimals, in 10^-scale. */
extern i128 share_of_amount(i128 amount, int64 share, int scale);

/*
 * plus + amount x part / whole, rounded once, half away from zero, to "scale" decimals; plus, part
 * >= 0 and part <= whole.  A negative amount goes with a plus of 0.
 */
extern i128 posted_sum_with_part(i128 plus, i128 amount, u128 part, u128 whole, int scale);

#endif
