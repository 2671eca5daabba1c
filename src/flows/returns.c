/*
 * returns.c
 *		Rates of return, shared by dated and periodic flows.
 */
#include "flows/returns.h"

#include <float.h>
#include <math.h>

#include "catalog/pg_type_d.h"
#include "miscadmin.h"
#include "base/numbers.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* Significant digits of a growth factor. */
#define RATE_DIGITS		15

static Numeric
less_one(Numeric factor)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_sub, NumericGetDatum(factor),
											   NumericGetDatum(int64_to_numeric(1))));
}

/* digits * 10^exponent - 1; of a factor whose digits end above the ones, 1 is nothing. */
static Numeric
rate_from_digits(int64 digits, int exponent)
{
	Datum		factor;

	if (exponent <= 0 && exponent >= -(RATE_DIGITS + 7))
		return numeric_from_scaled((i128) digits - (i128) power_of_ten(-exponent), -exponent);
	factor = DirectFunctionCall3(numeric_in,
								 CStringGetDatum(psprintf(INT64_FORMAT "e%d", digits, exponent)),
								 ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	factor = DirectFunctionCall1(numeric_trim_scale, factor);
	return exponent > 0 ? DatumGetNumeric(factor) : less_one(DatumGetNumeric(factor));
}

/* A factor beyond what a double holds, from its logarithm, which tells no more than 12 digits. */
#define EXTREME_DIGITS	11

static Numeric
extreme_rate(double log_of_factor)
{
	double		log10_of_factor = log_of_factor / M_LN10;
	int			exponent = (int) floor(log10_of_factor) - (EXTREME_DIGITS - 1);

	return rate_from_digits((int64) rint(pow(10, log10_of_factor - exponent)), exponent);
}

/* The power of ten of the last digit kept. */
static int
last_digit(double growth)
{
	return (int) floor(log10(growth)) - (RATE_DIGITS - 1);
}

/* Of the growth factor growth * 10^decimals. */
static Numeric
rounded_rate(WideFloat growth, long decimals)
{
	int			exponent = last_digit(growth.high);
	WideFloat	unit = wide_power(wide_from_double(10), abs(exponent));
	i128		digits;

	growth = exponent > 0 ? wide_divide(growth, unit) : wide_multiply(growth, unit);
	if (!wide_round(growth, &digits))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("rate of return out of range")));
	return rate_from_digits((int64) digits, exponent + (int) decimals);
}

/*
 * The rate of a root.  Doubles tell most roots to more digits than are kept; where the
 * rounding is in doubt, wide numbers decide it, so that the digits do not depend on the
 * way to the root, nor on the processor's exp().
 */
static Numeric
rate_of_root(const FlowCurve *curve, double x, double error, AmountReader amount, const void *flows)
{
	double		growth = growth_at(curve, x);
	WideFloat	polished;
	long		decimals;

	/* ordinary rates: 14 or 15 decimals */
	if (growth >= 0.1 && growth < 10)
	{
		int			decimals = growth < 1 ? RATE_DIGITS : RATE_DIGITS - 1;
		double		unit = growth < 1 ? 1e15 : 1e14;
		double		digits = rint(growth * unit);
		double		doubt = growth * (error * curve->unit + 2 * DBL_EPSILON) * unit;

		if (fabs(growth * unit - digits) + doubt < 0.5)
			return numeric_from_scaled((i128) (int64) digits - (i128) (int64) unit, decimals);
	}
	if (growth_polished(curve, x, amount, flows, &polished, &decimals))
		return rounded_rate(polished, decimals);
	if (fabs(x * curve->unit) < 600)
		return rounded_rate(wide_from_double(growth), 0);
	return extreme_rate(x * curve->unit);
}

static void
check_for_cancel(void)
{
	CHECK_FOR_INTERRUPTS();
}

Datum
nearest_rate(FlowCurve *curve, double guess, AmountReader amount, const void *flows, FunctionCallInfo fcinfo)
{
	double		x;

	curve->pause = check_for_cancel;
	if (!solve_begin(curve) || !solve_nearest(curve, guess, &x))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(rate_of_root(curve, x, curve->error, amount, flows));
}

Datum
all_rates(FlowCurve *curve, AmountReader amount, const void *flows, FunctionCallInfo fcinfo)
{
	double	   *roots;
	Datum	   *rates;
	int			n;

	curve->pause = check_for_cancel;
	if (!solve_begin(curve))
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(NUMERICOID));
	roots = palloc(curve->sign_changes * sizeof(double));
	n = Min(solve_all(curve, roots, curve->sign_changes), curve->sign_changes);
	rates = palloc(Max(n, 1) * sizeof(Datum));
	for (int i = 0; i < n; i++)
		rates[i] = NumericGetDatum(rate_of_root(curve, roots[i], roots[i] == 0 ? 0 : 1, amount, flows));
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
