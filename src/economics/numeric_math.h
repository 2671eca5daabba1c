/*
 * numeric_math.h
 *		numeric arithmetic, readable: for formulas that are computed once a call.
 */
#ifndef GPURENT_NUMERIC_MATH_H
#define GPURENT_NUMERIC_MATH_H

#include "base/gpurent.h"

#include "base/numbers.h"
#include "utils/builtins.h"

#define QUOTIENT_SCALE	20		/* decimals of a quotient of numerics */

static inline Numeric
call1(PGFunction function, Numeric a)
{
	return DatumGetNumeric(DirectFunctionCall1(function, NumericGetDatum(a)));
}

static inline Numeric
call2(PGFunction function, Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(function, NumericGetDatum(a), NumericGetDatum(b)));
}

static inline Numeric
rounded(Numeric a, int scale)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_round, NumericGetDatum(a), Int32GetDatum(scale)));
}

static inline Numeric
times(Numeric a, int64 b)
{
	return call2(numeric_mul, a, int64_to_numeric(b));
}

static inline int
compared(Numeric a, Numeric b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, NumericGetDatum(a), NumericGetDatum(b)));
}

static inline int
sign(Numeric a)
{
	return compared(a, int64_to_numeric(0));
}

/* a / b, exact and then rounded once to QUOTIENT_SCALE decimals. */
static inline Numeric
quotient(Numeric a, Numeric b)
{
	return call1(numeric_trim_scale, numeric_round_quotient(a, b, QUOTIENT_SCALE));
}

static inline char *
numeric_string(Numeric value)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value)));
}

/* An argument that is no NaN or infinity; "what" names it in the error. */
static inline Numeric
finite_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	Numeric		value = PG_GETARG_NUMERIC(argument);

	if (numeric_is_nan(value) || numeric_is_inf(value))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a finite number, not %s", what, numeric_string(value))));
	return value;
}

/* One that is besides in [0, 1], as a tax rate is. */
static inline Numeric
fraction_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	Numeric		value = finite_argument(fcinfo, argument, what);

	if (sign(value) < 0 || compared(value, int64_to_numeric(1)) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is outside [0, 1]", what, numeric_string(value)),
				 errhint("Write 0.06 for 6 percent.")));
	return value;
}

/* One that is besides not negative. */
static inline Numeric
nonnegative_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	Numeric		value = finite_argument(fcinfo, argument, what);

	if (sign(value) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must not be negative, but is %s", what, numeric_string(value))));
	return value;
}

/* A rate of change above -1 and, if "below_one", below 1. */
static inline Real
change_argument(FunctionCallInfo fcinfo, int argument, const char *what, bool below_one)
{
	Numeric		value = finite_argument(fcinfo, argument, what);

	if (compared(value, int64_to_numeric(-1)) <= 0 || (below_one && compared(value, int64_to_numeric(1)) >= 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is not %s", what, numeric_string(value), below_one ? "between -1 and 1" : "above -1"),
				 errhint("Write 0.02 for 2 percent.")));
	return real_from_numeric(NumericGetDatum(value), what);
}

#endif
