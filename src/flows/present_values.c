/*
 * present_values.c
 *		xnpv(), xnfv() and profitability_index() of dated flows: over a cash_flows value,
 *		as final functions of the one-step aggregates, and over arrays.
 *
 * Time is counted in days over 365 (ACT/365F) unless a day count is given; results have 34 significant digits.
 */
#include "flows/cash_flows_state.h"

#include "finance/day_count.h"
#include "flows/flow_arrays.h"

static YearFraction
years_of_flow(const FlowSeries *series, int i, const DayCount *day_count)
{
	return cash_flow_years(series->flows, i, day_count);
}

/* What one of these functions makes of flows at a rate. */
typedef Datum (*ValueFunction) (const CashFlows *flows, Real rate, FunctionCallInfo fcinfo);

static Datum
xnpv_of(const CashFlows *flows, Real rate, FunctionCallInfo fcinfo)
{
	FlowSeries	series = cash_flow_series(flows);
	Discount   *discount = discount_at(fcinfo, growth_of_rate(rate, false, "discount rate"), series.year);
	RealSum		value;

	if (flows->used == 0)
		PG_RETURN_NULL();
	value = present_value(&series, discount, BOTH_SIGNS);
	PG_RETURN_NUMERIC(numeric_from_sum(value.value, value.largest, "present value"));
}

static Datum
xnfv_of(const CashFlows *flows, Real rate, FunctionCallInfo fcinfo)
{
	FlowSeries	series = cash_flow_series(flows);
	Discount   *discount = discount_at(fcinfo, growth_of_rate(rate, false, "discount rate"), series.year);
	RealSum		value;
	Real		factor;

	if (flows->used == 0)
		PG_RETURN_NULL();
	value = present_value(&series, discount, BOTH_SIGNS);
	factor = discounted(discount, real_one, (int64) flows->flow[flows->used - 1].date - flows->flow[0].date);
	PG_RETURN_NUMERIC(numeric_from_sum(real_divide(value.value, factor), real_divide(value.largest, factor), "future value"));
}

static Datum
profitability_index_of(const CashFlows *flows, Real rate, FunctionCallInfo fcinfo)
{
	FlowSeries	series = cash_flow_series(flows);

	return profitability_index_at(&series, discount_at(fcinfo, growth_of_rate(rate, false, "discount rate"), series.year),
								  fcinfo);
}

/* By a day count; the flows are not empty. */
static RealSum
value_by(const CashFlows *flows, Real growth, const DayCount *day_count)
{
	FlowSeries	series = cash_flow_series(flows);

	return present_value_by(&series, growth, years_of_flow, day_count);
}

static Datum
xnpv_by(const CashFlows *flows, Real rate, const DayCount *day_count, FunctionCallInfo fcinfo)
{
	Real		growth = growth_of_rate(rate, false, "discount rate");
	RealSum		value;

	if (flows->used == 0)
		PG_RETURN_NULL();
	value = value_by(flows, growth, day_count);
	PG_RETURN_NUMERIC(numeric_from_sum(value.value, value.largest, "present value"));
}

static Datum
xnfv_by(const CashFlows *flows, Real rate, const DayCount *day_count, FunctionCallInfo fcinfo)
{
	Real		growth = growth_of_rate(rate, false, "discount rate");
	RealSum		value;
	Real		factor;

	if (flows->used == 0)
		PG_RETURN_NULL();
	value = value_by(flows, growth, day_count);
	factor = growth_in(growth, cash_flow_years(flows, flows->used - 1, day_count));
	PG_RETURN_NUMERIC(numeric_from_sum(real_multiply(value.value, factor), real_multiply(value.largest, factor), "future value"));
}

/* At the rate that the flows carry; NULL if that is NULL. */
static Datum
at_own_rate(ValueFunction value_of, FunctionCallInfo fcinfo)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));

	if (flows->parameter_kind != PARAMETER_VALUE)
		PG_RETURN_NULL();
	return value_of(flows, real_from_float8(flows->parameter, "discount rate"), fcinfo);
}

/*
 * Of a function named "name": name_final(cash_flows), the final function of the
 * aggregate; cash_flows_name_numeric(discount_rate, cash_flows), the accessor, and
 * name_dated_array_numeric(discount_rate, amounts, dates); the latter two for float8 too.
 */
#define VALUE_FUNCTIONS(name) \
	PG_FUNCTION_INFO_V1(name##_final); \
	Datum name##_final(PG_FUNCTION_ARGS) { return at_own_rate(name##_of, fcinfo); } \
	static Datum cash_flows_##name(FunctionCallInfo fcinfo, RateReader read_rate) \
	{ \
		return name##_of(cash_flows_argument(PG_GETARG_DATUM(1)), read_rate(PG_GETARG_DATUM(0), "discount rate"), fcinfo); \
	} \
	FUNCTIONS_OF_RATE(cash_flows_##name); \
	static Datum name##_dated_array(FunctionCallInfo fcinfo, RateReader read_rate) \
	{ \
		return name##_of(cash_flows_from_arrays(PG_GETARG_DATUM(1), PG_GETARG_DATUM(2)), \
						 read_rate(PG_GETARG_DATUM(0), "discount rate"), fcinfo); \
	} \
	FUNCTIONS_OF_RATE(name##_dated_array)

/*
 * Of "name" by a day count: cash_flows_name_by_numeric(discount_rate, cash_flows, day_count)
 * and name_array_by_numeric(discount_rate, amounts, dates, day_count), and for float8.
 */
#define VALUE_FUNCTIONS_BY(name) \
	static Datum cash_flows_##name##_by(FunctionCallInfo fcinfo, RateReader read_rate) \
	{ \
		return name##_by(cash_flows_argument(PG_GETARG_DATUM(1)), read_rate(PG_GETARG_DATUM(0), "discount rate"), \
						 year_count_argument(PG_GETARG_TEXT_PP(2)), fcinfo); \
	} \
	FUNCTIONS_OF_RATE(cash_flows_##name##_by); \
	static Datum name##_array_by(FunctionCallInfo fcinfo, RateReader read_rate) \
	{ \
		return name##_by(cash_flows_from_arrays(PG_GETARG_DATUM(1), PG_GETARG_DATUM(2)), \
						 read_rate(PG_GETARG_DATUM(0), "discount rate"), year_count_argument(PG_GETARG_TEXT_PP(3)), fcinfo); \
	} \
	FUNCTIONS_OF_RATE(name##_array_by)

/*
 * xnpv(discount_rate, cash_flows) RETURNS numeric
 * xnpv(discount_rate, amounts numeric[], dates date[]) RETURNS numeric
 * both also with day_count text, by which years are then counted, as yearfrac() does
 *
 * Present value at the first date: sum of amount x (1 + rate)^(-days / 365), 34
 * significant digits.  discount_rate is numeric or float8 (its shortest decimal).
 * NULL for NULL and for no flows; 22023 unless the rate is above -1, 22003 on overflow.
 * Source: the XNPV of spreadsheets.
 */
/*
 * xnpv_final, cash_flows_xnpv_numeric, cash_flows_xnpv_float8, xnpv_dated_array_numeric,
 * xnpv_dated_array_float8, cash_flows_xnpv_by_numeric, cash_flows_xnpv_by_float8, xnpv_array_by_numeric,
 * xnpv_array_by_float8
 */
VALUE_FUNCTIONS(xnpv);
VALUE_FUNCTIONS_BY(xnpv);

/*
 * xnfv(discount_rate, cash_flows) RETURNS numeric
 * xnfv(discount_rate, amounts numeric[], dates date[]) RETURNS numeric
 * both also with day_count text
 *
 * Future value at the last date: sum of amount x (1 + rate)^(days to the last date /
 * 365), which is xnpv x (1 + rate)^(days from first to last / 365).  As xnpv().
 * Source: the XNFV of pyxirr; the future value that FV has for level payments.
 */
/*
 * xnfv_final, cash_flows_xnfv_numeric, cash_flows_xnfv_float8, xnfv_dated_array_numeric,
 * xnfv_dated_array_float8, cash_flows_xnfv_by_numeric, cash_flows_xnfv_by_float8, xnfv_array_by_numeric,
 * xnfv_array_by_float8
 */
VALUE_FUNCTIONS(xnfv);
VALUE_FUNCTIONS_BY(xnfv);

/*
 * profitability_index(discount_rate, cash_flows) RETURNS numeric
 * profitability_index(discount_rate, amounts numeric[], dates date[]) RETURNS numeric
 *
 * Present value of the dates with net income over that of the dates with net outlays.
 * NULL without an outlay; else as xnpv().
 * Source: Brealey, Myers, Allen, Principles of Corporate Finance, where all outlays
 * are discounted.
 */
/*
 * profitability_index_final, cash_flows_profitability_index_numeric, cash_flows_profitability_index_float8,
 * profitability_index_dated_array_numeric, profitability_index_dated_array_float8
 */
VALUE_FUNCTIONS(profitability_index);
