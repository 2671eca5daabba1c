/*
 * numbers.h
 *		Between PostgreSQL's numbers and the core's scaled integers.
 *
 * A scaled integer v of scale s stands for v / 10^s.
 */
#ifndef GPURENT_NUMBERS_H
#define GPURENT_NUMBERS_H

#include "base/gpurent.h"

#include "core/number/real.h"
#include "core/number/words.h"

/* Memory for what holds an i128, zeroed: the compiler takes it to be aligned to 16 bytes, palloc aligns to 8. */
static inline void *
palloc_wide(Size size)
{
	return (void *) TYPEALIGN(sizeof(i128), palloc0(size + sizeof(i128)));
}

/* A numeric without trailing zeros. */
extern Numeric numeric_from_scaled(i128 value, int scale);
extern Numeric numeric_from_words192(const Words192 *words, int scale);

/* A posted amount: "scale" decimals, trailing zeros and all; none if it is negative, for tens and hundreds. */
extern Numeric numeric_posted(i128 value, int scale);

/*
 * value as a scaled integer of magnitude at most limit, rounded half away from zero to
 * "scale" decimals as numeric(p, s) does it, a float8 from its shortest decimal.  "what"
 * names the value in errors ("quantity"): 22023 for NaN and infinity, 22003 for a magnitude
 * that is over the limit then.
 */
extern int64 numeric_to_scaled(Datum value, int scale, int64 limit, const char *what);
extern int64 float8_to_scaled(float8 value, int scale, int64 limit, const char *what);

/*
 * The same with as many decimals as there are, from "least" to "most" and as far as the limit
 * goes; what is beyond them is cut off.  *scale is how many.
 */
extern int64 numeric_to_finest(Datum value, int least, int most, int64 limit, const char *what, int *scale);
extern int64 float8_to_finest(float8 value, int least, int most, int64 limit, const char *what, int *scale);

/*
 * An amount of money as whole 10^-12 currency units: as numeric_to_scaled(), of
 * magnitude at most 10^24 currency units, which leaves room to sum.
 */
#define AMOUNT_SCALE	12
#define AMOUNT_LIMIT	power_of_ten(24 + AMOUNT_SCALE)

extern i128 numeric_to_amount(Datum value, const char *what);
extern i128 float8_to_amount(float8 value, const char *what);

/* An integer always fits. */
static inline i128
int8_to_amount(int64 value)
{
	return (i128) value * INT64CONST(1000000000000);
}

/*
 * A number as the decimal it writes, float8 as its shortest one: 22023 for NaN and
 * infinity.  Of a numeric of more than 33 to 36 digits so many are kept, rounded half away
 * from zero.
 */
extern Decimal numeric_to_decimal(Datum value, const char *what);
extern Decimal float8_to_decimal(float8 value, const char *what);

/* ---- formulas in core/number/real --------------------------------------------- */

/* Significant digits of a result, those of IEEE 754's decimal128. */
#define REAL_DIGITS		34

/* A numeric as a Real, exact to 73 digits at least; "what" names it: 22023 for NaN and infinity. */
extern Real real_from_numeric(Datum value, const char *what);

/*
 * Rounded half away from zero to 34 significant digits, without trailing zeros; what
 * is finer than the 16,383 decimals of numeric is rounded to those.  22003 for more
 * than numeric holds, infinity and NaN, with "what" for the result's name.
 *
 * A sum whose terms may cancel: nothing is written below 10^-68 of the largest of
 * them, where the digits say nothing.
 */
extern Numeric numeric_from_real(Real value, const char *what);
extern Numeric numeric_from_sum(Real sum, Real largest, const char *what);

/* 22023 for NaN and infinity. */
extern void reject_not_finite(float8 value, const char *what);

/* The numeric that float8's (float4's) shortest decimal writes; 22023 for NaN and infinity. */
extern Numeric numeric_from_float8(float8 value, const char *what);
extern Numeric numeric_from_float4(float4 value, const char *what);

/* The same of what a client sent, NaN and infinity too; 22003 from 2^53 on. */
extern Numeric shortest_decimal_of(float8 value);

/*
 * value * factor and value / divisor for a scaled integer, rounded half away
 * from zero to the same scale; false if its magnitude is over the limit, for the
 * caller to say of what.  22012 for division by zero, 22023 for NaN and infinity.
 */
extern bool scaled_multiply(int64 value, Numeric factor, int64 limit, int64 *result);
extern bool scaled_divide(int64 value, Numeric divisor, int64 limit, int64 *result);

/* num / den, exact and then rounded half away from zero to "scale" decimals; 22012 for a zero den. */
extern Numeric numeric_round_quotient(Numeric num, Numeric den, int scale);

#endif
