/*
 * payback.c
 *		payback(), payback_date(), discounted_payback(), discounted_payback_date(): of
 *		cash_flows, of amounts a period apart and of arrays.
 *
 * Results in years have 34 significant digits; a year has 365 days.
 */
#include "flows/cash_flows_state.h"

#include "flows/flow_arrays.h"
#include "base/messages.h"
#include "flows/periodic_flows.h"

/* ---- arguments ------------------------------------------------------------------------- */

/* "first" or "last", as an option; -1 for none. */
static bool
last_recovery_argument(FunctionCallInfo fcinfo, int argument)
{
	const text *name;

	if (argument < 0)
		return false;
	name = PG_GETARG_TEXT_PP(argument);
	if (VARSIZE_ANY_EXHDR(name) == 5 && memcmp(VARDATA_ANY(name), "first", 5) == 0)
		return false;
	if (VARSIZE_ANY_EXHDR(name) == 4 && memcmp(VARDATA_ANY(name), "last", 4) == 0)
		return true;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("recovery \"%s\" not recognized", clipped(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name))),
			 errhint("Write first or last.")));
}

/* The date to measure from: the argument if there is one, else the first outlay. */
static DateADT
origin_argument(FunctionCallInfo fcinfo, int argument, DateADT first_outlay)
{
	DateADT		date;

	if (argument < 0 || PG_ARGISNULL(argument))
		return first_outlay;
	date = PG_GETARG_DATEADT(argument);
	if (DATE_NOT_FINITE(date))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("payback cannot be measured from an infinite date")));
	return date;
}

static Discount *
discount_of(FunctionCallInfo fcinfo, Real rate, bool whole_periods)
{
	return discount_at(fcinfo, growth_of_rate(rate, whole_periods, "discount rate"), whole_periods ? 1 : DAYS_PER_XIRR_YEAR);
}

/* ---- what there is to tell ---------------------------------------------------------------- */

/* "since" and "recovery" are the places of these arguments, -1 for none. */
static Datum
years_of(const CashFlows *flows, Discount *discount, int since, int recovery, FunctionCallInfo fcinfo)
{
	FlowSeries	series = cash_flow_series(flows);
	Recovery	found;
	DateADT		origin;

	if (!find_recovery(&series, discount, last_recovery_argument(fcinfo, recovery), &found))
		PG_RETURN_NULL();
	origin = origin_argument(fcinfo, since, flows->flow[found.first_outlay].date);
	PG_RETURN_NUMERIC(numeric_from_real(real_divide_int(real_subtract(found.time, real_from_int64(origin)), DAYS_PER_XIRR_YEAR),
										"payback"));
}

static Datum
date_of(const CashFlows *flows, Discount *discount, int recovery, FunctionCallInfo fcinfo)
{
	FlowSeries	series = cash_flow_series(flows);
	Recovery	found;

	if (!find_recovery(&series, discount, last_recovery_argument(fcinfo, recovery), &found))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(flows->flow[found.crossing].date);
}

static Datum
periods_of(const OrderedFlows *flows, Discount *discount, FunctionCallInfo fcinfo)
{
	FlowSeries	series = ordered_series(flows);
	Recovery	found;

	if (!find_recovery(&series, discount, false, &found))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_real(real_subtract(found.time, real_from_int64(found.first_outlay)), "payback"));
}

/* ---- static ---------------------------------------------------------------------------------- */

/*
 * payback(cash_flows, since date DEFAULT NULL, recovery text DEFAULT 'first')
 * payback(amounts numeric[], dates date[], since date DEFAULT NULL, recovery text DEFAULT 'first')
 * RETURNS numeric
 *
 * Years of 365 days from the first outlay (or from "since") until the running sum of
 * the flows reaches zero, interpolated over the days of the flow that brings it there.
 * recovery 'last' takes the last time it does so; 'first' is the default.  NULL if it
 * never does, if there is no outlay, and for NULL flows; 22004 for a NULL recovery, 22023
 * for another one and an infinite date.
 * Source: static payback period, construction included.
 */
PG_FUNCTION_INFO_V1(cash_flows_payback);
Datum
cash_flows_payback(PG_FUNCTION_ARGS)
{
	if (!ARGUMENTS_GIVEN(1, NULL, "recovery"))
		PG_RETURN_NULL();
	return years_of(cash_flows_argument(PG_GETARG_DATUM(0)), NULL, 1, 2, fcinfo);
}

PG_FUNCTION_INFO_V1(payback_dated_array);
Datum
payback_dated_array(PG_FUNCTION_ARGS)
{
	if (!ARGUMENTS_GIVEN(2, NULL, "recovery"))
		PG_RETURN_NULL();
	return years_of(cash_flows_from_arrays(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)), NULL, 2, 3, fcinfo);
}

/* payback_final(cash_flows) RETURNS numeric: final function */
PG_FUNCTION_INFO_V1(payback_final);
Datum
payback_final(PG_FUNCTION_ARGS)
{
	return years_of(cash_flows_argument(PG_GETARG_DATUM(0)), NULL, -1, -1, fcinfo);
}

/*
 * payback_date(cash_flows, recovery text DEFAULT 'first')
 * payback_date(amounts numeric[], dates date[], recovery text DEFAULT 'first')
 * RETURNS date
 *
 * The date of the flow that brings the running sum to zero or above.  As payback().
 */
PG_FUNCTION_INFO_V1(cash_flows_payback_date);
Datum
cash_flows_payback_date(PG_FUNCTION_ARGS)
{
	if (!ARGUMENTS_GIVEN(1, "recovery"))
		PG_RETURN_NULL();
	return date_of(cash_flows_argument(PG_GETARG_DATUM(0)), NULL, 1, fcinfo);
}

PG_FUNCTION_INFO_V1(payback_date_array);
Datum
payback_date_array(PG_FUNCTION_ARGS)
{
	if (!ARGUMENTS_GIVEN(2, "recovery"))
		PG_RETURN_NULL();
	return date_of(cash_flows_from_arrays(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)), NULL, 2, fcinfo);
}

PG_FUNCTION_INFO_V1(payback_date_final);
Datum
payback_date_final(PG_FUNCTION_ARGS)
{
	return date_of(cash_flows_argument(PG_GETARG_DATUM(0)), NULL, -1, fcinfo);
}

/*
 * payback_periodic_final(bytea) RETURNS numeric
 * payback(amounts numeric[]) RETURNS numeric
 *
 * The same in periods of flows a period apart, from the first outlay on.
 */
PG_FUNCTION_INFO_V1(payback_periodic_final);
Datum
payback_periodic_final(PG_FUNCTION_ARGS)
{
	return periods_of(ordered_flows_argument(PG_GETARG_DATUM(0)), NULL, fcinfo);
}

PG_FUNCTION_INFO_V1(payback_array);
Datum
payback_array(PG_FUNCTION_ARGS)
{
	return periods_of(ordered_flows_from_array(PG_GETARG_DATUM(0)), NULL, fcinfo);
}

/* ---- discounted ---------------------------------------------------------------------------------- */

/*
 * discounted_payback(discount_rate, cash_flows, since date DEFAULT NULL,
 *		recovery text DEFAULT 'first') RETURNS numeric
 * discounted_payback(discount_rate, amounts numeric[], dates date[],
 *		since date DEFAULT NULL, recovery text DEFAULT 'first') RETURNS numeric
 *
 * payback() of the flows discounted by (1 + rate)^(-days / 365).  discount_rate is
 * numeric or float8 (its shortest decimal); 22023 unless it is above -1.
 * Source: dynamic payback period.
 *
 * The discounted running sum crosses zero where that of the flows discounted to any
 * other date does, so the first date will do.
 */
static Datum
cash_flows_discounted_payback(FunctionCallInfo fcinfo, RateReader read_rate)
{
	if (!ARGUMENTS_GIVEN(2, NULL, "recovery"))
		PG_RETURN_NULL();
	return years_of(cash_flows_argument(PG_GETARG_DATUM(1)),
					discount_of(fcinfo, read_rate(PG_GETARG_DATUM(0), "discount rate"), false), 2, 3, fcinfo);
}

/* cash_flows_discounted_payback_numeric, cash_flows_discounted_payback_float8 */
FUNCTIONS_OF_RATE(cash_flows_discounted_payback);

static Datum
discounted_payback_dated_array(FunctionCallInfo fcinfo, RateReader read_rate)
{
	if (!ARGUMENTS_GIVEN(3, NULL, "recovery"))
		PG_RETURN_NULL();
	return years_of(cash_flows_from_arrays(PG_GETARG_DATUM(1), PG_GETARG_DATUM(2)),
					discount_of(fcinfo, read_rate(PG_GETARG_DATUM(0), "discount rate"), false), 3, 4, fcinfo);
}

/* discounted_payback_dated_array_numeric, discounted_payback_dated_array_float8 */
FUNCTIONS_OF_RATE(discounted_payback_dated_array);

/*
 * discounted_payback_date(discount_rate, cash_flows, recovery text DEFAULT 'first')
 * discounted_payback_date(discount_rate, amounts numeric[], dates date[], recovery text DEFAULT 'first')
 * RETURNS date
 *
 * The date of the flow that brings the discounted running sum to zero or above.
 */
static Datum
cash_flows_discounted_payback_date(FunctionCallInfo fcinfo, RateReader read_rate)
{
	if (!ARGUMENTS_GIVEN(2, "recovery"))
		PG_RETURN_NULL();
	return date_of(cash_flows_argument(PG_GETARG_DATUM(1)),
				   discount_of(fcinfo, read_rate(PG_GETARG_DATUM(0), "discount rate"), false), 2, fcinfo);
}

/* cash_flows_discounted_payback_date_numeric, cash_flows_discounted_payback_date_float8 */
FUNCTIONS_OF_RATE(cash_flows_discounted_payback_date);

static Datum
discounted_payback_date_array(FunctionCallInfo fcinfo, RateReader read_rate)
{
	if (!ARGUMENTS_GIVEN(3, "recovery"))
		PG_RETURN_NULL();
	return date_of(cash_flows_from_arrays(PG_GETARG_DATUM(1), PG_GETARG_DATUM(2)),
				   discount_of(fcinfo, read_rate(PG_GETARG_DATUM(0), "discount rate"), false), 3, fcinfo);
}

/* discounted_payback_date_array_numeric, discounted_payback_date_array_float8 */
FUNCTIONS_OF_RATE(discounted_payback_date_array);

/*
 * discounted_payback(discount_rate, amounts numeric[]) RETURNS numeric
 *
 * The same in periods of flows a period apart; 22023 for a rate of -1.
 */
static Datum
discounted_payback_array(FunctionCallInfo fcinfo, RateReader read_rate)
{
	return periods_of(ordered_flows_from_array(PG_GETARG_DATUM(1)),
					  discount_of(fcinfo, read_rate(PG_GETARG_DATUM(0), "discount rate"), true), fcinfo);
}

/* discounted_payback_array_numeric, discounted_payback_array_float8 */
FUNCTIONS_OF_RATE(discounted_payback_array);

/*
 * payback(flows periodic_flows) RETURNS numeric
 * discounted_payback(discount_rate numeric | float8, flows periodic_flows) RETURNS numeric
 *
 * The same of amounts by period, those without rows being 0.
 */
PG_FUNCTION_INFO_V1(periodic_flows_payback);
Datum
periodic_flows_payback(PG_FUNCTION_ARGS)
{
	return periods_of(periodic_flows_in_order(PG_GETARG_DATUM(0)), NULL, fcinfo);
}

static Datum
periodic_flows_discounted_payback(FunctionCallInfo fcinfo, RateReader read_rate)
{
	return periods_of(periodic_flows_in_order(PG_GETARG_DATUM(1)),
					  discount_of(fcinfo, read_rate(PG_GETARG_DATUM(0), "discount rate"), true), fcinfo);
}

/* periodic_flows_discounted_payback_numeric, periodic_flows_discounted_payback_float8 */
FUNCTIONS_OF_RATE(periodic_flows_discounted_payback);

/*
 * discounted_payback_final(cash_flows) RETURNS numeric
 * discounted_payback_date_final(cash_flows) RETURNS date
 * discounted_payback_periodic_final(bytea) RETURNS numeric
 *
 * Final functions; at the rate that the flows carry, NULL if that is NULL.
 */
PG_FUNCTION_INFO_V1(discounted_payback_final);
Datum
discounted_payback_final(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));

	if (flows->parameter_kind != PARAMETER_VALUE)
		PG_RETURN_NULL();
	return years_of(flows, discount_of(fcinfo, real_from_float8(flows->parameter, "discount rate"), false), -1, -1, fcinfo);
}

PG_FUNCTION_INFO_V1(discounted_payback_date_final);
Datum
discounted_payback_date_final(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));

	if (flows->parameter_kind != PARAMETER_VALUE)
		PG_RETURN_NULL();
	return date_of(flows, discount_of(fcinfo, real_from_float8(flows->parameter, "discount rate"), false), -1, fcinfo);
}

PG_FUNCTION_INFO_V1(discounted_payback_periodic_final);
Datum
discounted_payback_periodic_final(PG_FUNCTION_ARGS)
{
	const OrderedFlows *flows = ordered_flows_argument(PG_GETARG_DATUM(0));

	if (flows->nulls != 0)
		PG_RETURN_NULL();
	return periods_of(flows, discount_of(fcinfo, real_from_float8(flows->parameter[0], "discount rate"), true), fcinfo);
}
