/*
 * scaling.h
 *		A value type times or over a number of any kind.
 *
 * int4 and int8 are computed in place, numeric exactly, float4 and float8 as
 * their shortest decimal; the result is rounded half away from zero to the
 * type's own step.  22012 for division by zero, 22023 for NaN and infinity.
 */
#ifndef GPURENT_SCALING_H
#define GPURENT_SCALING_H

#include "base/gpurent.h"

#include "common/int.h"
#include "base/numbers.h"

typedef struct Number
{
	int64		integer;
	Numeric		numeric;		/* NULL for an integer */
} Number;

static inline Number
number_from_int4(Datum value)
{
	return (Number) {DatumGetInt32(value), NULL};
}

static inline Number
number_from_int8(Datum value)
{
	return (Number) {DatumGetInt64(value), NULL};
}

static inline Number
number_from_numeric(Datum value)
{
	return (Number) {0, DatumGetNumeric(value)};
}

static inline Number
number_from_float4(Datum value)
{
	return (Number) {0, numeric_from_float4(DatumGetFloat4(value), "operand")};
}

static inline Number
number_from_float8(Datum value)
{
	return (Number) {0, numeric_from_float8(DatumGetFloat8(value), "operand")};
}

/* False if the result's magnitude is over the limit, for the type to say. */
extern bool scaled_times(int64 value, Number factor, int64 limit, int64 *result);
extern bool scaled_over(int64 value, Number divisor, int64 limit, int64 *result);

/* The number as text, for that message. */
extern const char *number_string(Number number);

/* a / b to this many decimals, rounded half away from zero, without trailing zeros; 22012 for b = 0. */
#define RATIO_SCALE	20
extern Numeric scaled_ratio(int64 a, int64 b);

/*
 * PG_FUNCTION_INFO_V1 and body of the three operators of a type with each kind
 * of number: type * number, number * type, type / number.  The type brings
 * static Datum <type>_times(Datum value, Number) and <type>_over(Datum value, Number).
 */
#define SCALING_FUNCTIONS_OF(type, kind) \
	PG_FUNCTION_INFO_V1(type##_mul_##kind); \
	Datum type##_mul_##kind(PG_FUNCTION_ARGS) \
	{ return type##_times(PG_GETARG_DATUM(0), number_from_##kind(PG_GETARG_DATUM(1))); } \
	PG_FUNCTION_INFO_V1(kind##_mul_##type); \
	Datum kind##_mul_##type(PG_FUNCTION_ARGS) \
	{ return type##_times(PG_GETARG_DATUM(1), number_from_##kind(PG_GETARG_DATUM(0))); } \
	PG_FUNCTION_INFO_V1(type##_div_##kind); \
	Datum type##_div_##kind(PG_FUNCTION_ARGS) \
	{ return type##_over(PG_GETARG_DATUM(0), number_from_##kind(PG_GETARG_DATUM(1))); } \
	struct semicolon_eater

#define SCALING_FUNCTIONS(type) \
	SCALING_FUNCTIONS_OF(type, int4); \
	SCALING_FUNCTIONS_OF(type, int8); \
	SCALING_FUNCTIONS_OF(type, numeric); \
	SCALING_FUNCTIONS_OF(type, float4); \
	SCALING_FUNCTIONS_OF(type, float8)

#endif
