/*
 * returns.c
 *		Rates of return and present values, shared by dated and periodic flows.
 */
#include "returns.h"

#include <float.h>
#include <math.h>

#include "catalog/pg_type_d.h"
#include "miscadmin.h"
#include "numbers.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* Significant digits of a growth factor that a root in floating point is good for. */
#define RATE_DIGITS		15

/* What numeric_from_scaled() takes, and 10^decimals is a double without an error. */
#define RATE_DECIMALS_MAX	22

static Numeric
numeric_from_text(const char *text)
{
	Datum		value = DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));

	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, value));
}

/* A factor beyond what a double holds: its digits and its power of ten apart. */
static Numeric
extreme_rate(double log_of_factor)
{
	double		log10_of_factor = log_of_factor / M_LN10;
	double		exponent = floor(log10_of_factor);
	Numeric		factor = numeric_from_text(psprintf("%.*fe%d", RATE_DIGITS - 1,
													pow(10, log10_of_factor - exponent), (int) exponent));

	return DatumGetNumeric(DirectFunctionCall2(numeric_sub, NumericGetDatum(factor),
											   NumericGetDatum(int64_to_numeric(1))));
}

Numeric
rate_from_root(double x, double unit)
{
	double		rate = expm1(x * unit);
	int			decimals = RATE_DIGITS - 1 - (int) floor(x * unit / M_LN10);

	if (decimals < 0 || decimals > RATE_DECIMALS_MAX)
		return extreme_rate(x * unit);
	return numeric_from_scaled((i128) rint(rate * (double) power_of_ten(decimals)), decimals);
}

static void
check_for_cancel(void)
{
	CHECK_FOR_INTERRUPTS();
}

Datum
nearest_rate(FlowCurve *curve, double guess, FunctionCallInfo fcinfo)
{
	double		x;

	curve->pause = check_for_cancel;
	if (!solve_begin(curve) || !solve_nearest(curve, guess, &x))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(rate_from_root(x, curve->unit));
}

Datum
all_rates(FlowCurve *curve, FunctionCallInfo fcinfo)
{
	double	   *roots;
	Datum	   *rates;
	int			n = 0;

	curve->pause = check_for_cancel;
	if (!solve_begin(curve))
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(NUMERICOID));
	roots = palloc(curve->sign_changes * sizeof(double));
	n = Min(solve_all(curve, roots, curve->sign_changes), curve->sign_changes);
	rates = palloc(Max(n, 1) * sizeof(Datum));
	for (int i = 0; i < n; i++)
		rates[i] = NumericGetDatum(rate_from_root(roots[i], curve->unit));
	PG_RETURN_ARRAYTYPE_P(construct_array(rates, n, NUMERICOID, -1, false, TYPALIGN_INT));
}

void
require_rate(double rate, const char *what)
{
	reject_not_finite(rate, what);
	if (rate <= -1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is not above -1", what,
						DatumGetCString(DirectFunctionCall1(numeric_out,
															NumericGetDatum(numeric_from_float8(rate, what))))),
				 errhint("Write 0.08 for 8 percent.")));
}

WideFloat
growth_factor(double rate)
{
	Decimal		decimal = float8_to_decimal(rate, "rate");

	return wide_add(wide_from_double(1), wide_from_decimal(&decimal));
}

Numeric
amount_from_wide(WideFloat value, const char *what)
{
	i128		scaled;

	if (!wide_round(value, &scaled))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s out of range", what)));
	return numeric_from_scaled(scaled, AMOUNT_SCALE);
}
