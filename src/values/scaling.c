/*
 * scaling.c
 *		A value type times or over a number of any kind.
 */
#include "values/scaling.h"

#include "utils/builtins.h"

#include "base/messages.h"

bool
scaled_times(int64 value, Number factor, int64 limit, int64 *result)
{
	if (factor.numeric != NULL)
		return scaled_multiply(value, factor.numeric, limit, result);
	return !pg_mul_s64_overflow(value, factor.integer, result) && *result <= limit && *result >= -limit;
}

bool
scaled_over(int64 value, Number divisor, int64 limit, int64 *result)
{
	i128		dividend = value;
	i128		den = divisor.integer;

	if (divisor.numeric != NULL)
		return scaled_divide(value, divisor.numeric, limit, result);
	if (den == 0)
		ereport(ERROR,
				(errcode(ERRCODE_DIVISION_BY_ZERO),
				 errmsg("division by zero")));

	/* a quotient is no larger than its dividend, so the limit holds */
	*result = (int64) (den > 0 ? div_round_i128(dividend, den) : div_round_i128(-dividend, -den));
	return true;
}

const char *
number_string(Number number)
{
	char	   *text;

	if (number.numeric == NULL)
		return psprintf("%lld", (long long) number.integer);
	text = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(number.numeric)));
	return clipped(text, strlen(text));
}

Numeric
scaled_ratio(int64 a, int64 b)
{
	Numeric		ratio = numeric_round_quotient(int64_to_numeric(a), int64_to_numeric(b), RATIO_SCALE);

	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, NumericGetDatum(ratio)));
}
