/*
 * numbers.h
 *		Between PostgreSQL's numbers and the core's scaled integers.
 *
 * A scaled integer v of scale s stands for v / 10^s.
 */
#ifndef GPURENT_NUMBERS_H
#define GPURENT_NUMBERS_H

#include "gpurent.h"

/* A numeric without trailing zeros. */
extern Numeric numeric_from_scaled(i128 value, int scale);

/*
 * value as a scaled integer of magnitude at most limit.  "what" names the value
 * in errors ("quantity"): 22023 for NaN and infinity, 22003 for more decimals
 * than scale keeps or a magnitude over the limit.
 */
extern int64 numeric_to_scaled(Datum value, int scale, int64 limit, const char *what);
extern int64 int8_to_scaled(int64 value, int scale, int64 limit, const char *what);
extern int64 float8_to_scaled(float8 value, int scale, int64 limit, const char *what);

/* 22023 for NaN and infinity. */
extern void reject_not_finite(float8 value, const char *what);

/* The numeric that float8's (float4's) shortest decimal writes; 22023 for NaN and infinity. */
extern Numeric numeric_from_float8(float8 value, const char *what);
extern Numeric numeric_from_float4(float4 value, const char *what);

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
