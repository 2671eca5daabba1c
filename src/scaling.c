/*
 * scaling.c
 *		A value type times or over a number of any kind.
 */
#include "scaling.h"

#include "utils/builtins.h"

void
scaled_out_of_range(const char *type_name)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("%s out of range", type_name)));
}

int64
scaled_times(int64 value, Number factor, int64 limit, const char *type_name)
{
	int64		result;

	if (factor.numeric != NULL)
		return scaled_multiply(value, factor.numeric, limit, type_name);
	if (pg_mul_s64_overflow(value, factor.integer, &result) || result > limit || result < -limit)
		scaled_out_of_range(type_name);
	return result;
}

int64
scaled_over(int64 value, Number divisor, int64 limit, const char *type_name)
{
	i128		quotient;

	if (divisor.numeric != NULL)
		return scaled_divide(value, divisor.numeric, limit, type_name);
	if (divisor.integer == 0)
		ereport(ERROR,
				(errcode(ERRCODE_DIVISION_BY_ZERO),
				 errmsg("division by zero")));

	/* a quotient is no larger than its dividend, so the limit holds */
	quotient = divisor.integer > 0 ? div_round_i128(value, divisor.integer)
		: div_round_i128(-(i128) value, -(i128) divisor.integer);
	return (int64) quotient;
}

Numeric
scaled_ratio(int64 a, int64 b)
{
	Numeric		ratio = numeric_round_quotient(int64_to_numeric(a), int64_to_numeric(b), RATIO_SCALE);

	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, NumericGetDatum(ratio)));
}
