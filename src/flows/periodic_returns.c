/*
 * periodic_returns.c
 *		irr(), npv(), mirr(), profitability_index() of amounts a period apart: final
 *		functions of the ordered aggregates, the same over arrays and of periodic_flows.
 */
#include "flows/periodic_flows.h"

#include <math.h>

#include "base/arguments.h"
#include "miscadmin.h"
#include "flows/returns.h"

/* ---- rates of return --------------------------------------------------------------- */

/*
 * Amounts may be of any size, but the solver's are doubles: they are scaled by a power of
 * two, which changes no root, so that the largest is below 2^500.  The first and the
 * last, which bound the roots, have to be above 2^-240, and others below that vanish
 * beside the largest: at the bound a flow is discounted by as much as the largest is
 * larger than the first, and what is left has to be a double still, or the solver would
 * see flows of one sign and search without end.
 */
#define LARGEST_EXPONENT	500
#define SMALLEST_EXPONENT	(-240)

typedef struct ScaledFlows
{
	FlowSeries	series;
	int64		shift;
} ScaledFlows;

static Real
scaled_amount(const ScaledFlows *flows, int i)
{
	return real_scale(flows->series.amount(&flows->series, i), flows->shift);
}

static WideFloat
exact_amount(const void *flows, int i)
{
	Real		amount = scaled_amount(flows, i);
	double		high = real_to_double(amount);

	return (WideFloat) {high, real_to_double(real_subtract(amount, real_from_double(high)))};
}

static FlowCurve
curve_of(const OrderedFlows *flows, ScaledFlows *scaled)
{
	double	   *amount = palloc(Max(flows->used, 1) * sizeof(double));
	double	   *time = palloc(Max(flows->used, 1) * sizeof(double));
	Real		sum = {.kind = REAL_ZERO};
	int64		largest = PG_INT64_MIN;
	int			first = -1;
	int			last = -1;

	*scaled = (ScaledFlows) {.series = ordered_series(flows)};
	for (int i = 0; i < flows->used; i++)
	{
		Real		value = scaled_amount(scaled, i);

		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		sum = real_add(sum, value);
		if (real_is_zero(value))
			continue;
		largest = Max(largest, value.exponent);
		first = first < 0 ? i : first;
		last = i;
	}
	if (last >= 0)
		scaled->shift = LARGEST_EXPONENT - largest;
	for (int i = 0; i < flows->used; i++)
	{
		Real		value = scaled_amount(scaled, i);
		bool		vanishes = value.exponent < SMALLEST_EXPONENT;

		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (vanishes && (i == first || i == last))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("amounts are too different in size for a rate of return"),
					 errdetail("The largest can be 10^222 times the first or the last."),
					 errhint("Round the amounts to the currency's decimals.")));
		amount[i] = vanishes ? 0 : real_to_double(value);
		time[i] = i;
	}
	return (FlowCurve) {
		.n = flows->used,
		.amount = amount,
		.time = time,
		.unit = 1,
		.sums_to_zero = real_is_zero(sum)
	};
}

static Datum
irr_near(const OrderedFlows *flows, double guess, FunctionCallInfo fcinfo)
{
	ScaledFlows scaled;
	FlowCurve	curve = curve_of(flows, &scaled);

	require_rate(guess, "guess");
	return nearest_rate(&curve, guess, exact_amount, &scaled, fcinfo);
}

static Datum
irr_all_of(const OrderedFlows *flows, FunctionCallInfo fcinfo)
{
	ScaledFlows scaled;
	FlowCurve	curve = curve_of(flows, &scaled);

	return all_rates(&curve, exact_amount, &scaled, fcinfo);
}

/*
 * irr_final(bytea) RETURNS numeric
 * irr_guess_final(bytea) RETURNS numeric
 * irr(amounts numeric[], guess float8 DEFAULT 0.1) RETURNS numeric
 *
 * The rate a period at which the present value is zero, the one nearest to the guess
 * (0.1 if there is none); 15 significant digits of 1 + rate.  NULL where no rate
 * exists; 22023 for a guess that is not above -1, 22004 for a NULL in the place of the default.
 * Source: the IRR of spreadsheets.
 */
PG_FUNCTION_INFO_V1(irr_final);
Datum
irr_final(PG_FUNCTION_ARGS)
{
	return irr_near(ordered_flows_argument(PG_GETARG_DATUM(0)), DEFAULT_GUESS, fcinfo);
}

PG_FUNCTION_INFO_V1(irr_guess_final);
Datum
irr_guess_final(PG_FUNCTION_ARGS)
{
	const OrderedFlows *flows = ordered_flows_argument(PG_GETARG_DATUM(0));

	return irr_near(flows, (flows->nulls & 1) ? DEFAULT_GUESS : flows->parameter[0], fcinfo);
}

PG_FUNCTION_INFO_V1(irr_array);
Datum
irr_array(PG_FUNCTION_ARGS)
{
	if (!ARGUMENTS_GIVEN(1, "guess"))
		PG_RETURN_NULL();
	return irr_near(ordered_flows_from_array(PG_GETARG_DATUM(0)), PG_GETARG_FLOAT8(1), fcinfo);
}

/*
 * irr(periodic_flows) RETURNS numeric
 * irr(periodic_flows, guess float8) RETURNS numeric
 *
 * The same of amounts by period, those without rows being 0.  A NULL guess is 0.1.
 */
PG_FUNCTION_INFO_V1(periodic_flows_irr);
Datum
periodic_flows_irr(PG_FUNCTION_ARGS)
{
	return irr_near(periodic_flows_in_order(PG_GETARG_DATUM(0)), DEFAULT_GUESS, fcinfo);
}

PG_FUNCTION_INFO_V1(periodic_flows_irr_guess);
Datum
periodic_flows_irr_guess(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	return irr_near(periodic_flows_in_order(PG_GETARG_DATUM(0)), guess_argument(fcinfo, 1), fcinfo);
}

/*
 * irr_all_final(bytea) RETURNS numeric[]
 * irr_all(amounts numeric[]) RETURNS numeric[]
 * irr_all(periodic_flows) RETURNS numeric[]
 *
 * All rates, ascending; empty if there is none.
 */
PG_FUNCTION_INFO_V1(irr_all_final);
Datum
irr_all_final(PG_FUNCTION_ARGS)
{
	return irr_all_of(ordered_flows_argument(PG_GETARG_DATUM(0)), fcinfo);
}

PG_FUNCTION_INFO_V1(irr_all_array);
Datum
irr_all_array(PG_FUNCTION_ARGS)
{
	return irr_all_of(ordered_flows_from_array(PG_GETARG_DATUM(0)), fcinfo);
}

PG_FUNCTION_INFO_V1(periodic_flows_irr_all);
Datum
periodic_flows_irr_all(PG_FUNCTION_ARGS)
{
	return irr_all_of(periodic_flows_in_order(PG_GETARG_DATUM(0)), fcinfo);
}

/* ---- present values ------------------------------------------------------------------ */

static Datum
npv_of(const OrderedFlows *flows, Real rate, int first_period, FunctionCallInfo fcinfo)
{
	FlowSeries	series = ordered_series(flows);
	Discount   *discount;
	RealSum		value;

	if (first_period < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("first_period must not be negative, but is %d", first_period),
				 errhint("Write 0 to leave the first flow undiscounted, 1 to discount it by one period.")));
	discount = discount_at(fcinfo, growth_of_rate(rate, true, "discount rate"), 1);
	if (flows->used == 0)
		PG_RETURN_NULL();
	value = present_value(&series, discount, BOTH_SIGNS);
	PG_RETURN_NUMERIC(numeric_from_sum(discounted(discount, value.value, first_period),
									   discounted(discount, value.largest, first_period), "present value"));
}

/*
 * npv_final(bytea) RETURNS numeric
 * npv_from_final(bytea) RETURNS numeric
 * npv(discount_rate numeric, amounts numeric[], first_period int8 DEFAULT 1) RETURNS numeric
 * npv(discount_rate float8, amounts numeric[], first_period int8 DEFAULT 1) RETURNS numeric
 *
 * Present value one period before the first flow: sum of amount[i] / (1 + rate)^i, i
 * from 1, or from first_period; 34 significant digits.  NULL for a NULL rate and for no
 * flows; 22004 for a NULL first_period; 22023 for a rate of -1 and a negative first_period, 22003 on overflow.  A rate
 * below -1 computes, as it does in spreadsheets.
 * Source: the NPV of spreadsheets.
 */
PG_FUNCTION_INFO_V1(npv_final);
Datum
npv_final(PG_FUNCTION_ARGS)
{
	const OrderedFlows *flows = ordered_flows_argument(PG_GETARG_DATUM(0));

	if (flows->nulls != 0)
		PG_RETURN_NULL();
	return npv_of(flows, real_from_float8(flows->parameter[0], "discount rate"), 1, fcinfo);
}

PG_FUNCTION_INFO_V1(npv_from_final);
Datum
npv_from_final(PG_FUNCTION_ARGS)
{
	const OrderedFlows *flows = ordered_flows_argument(PG_GETARG_DATUM(0));

	if (flows->nulls != 0)
		PG_RETURN_NULL();
	/* the aggregate takes an integer, but the function can be called with any bytea */
	if (fabs(flows->parameter[1]) > PG_INT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("first_period is out of range")));
	return npv_of(flows, real_from_float8(flows->parameter[0], "discount rate"), (int) flows->parameter[1], fcinfo);
}

static Datum
npv_array(FunctionCallInfo fcinfo, RateReader read_rate)
{
	if (!ARGUMENTS_GIVEN(2, "first_period"))
		PG_RETURN_NULL();
	return npv_of(ordered_flows_from_array(PG_GETARG_DATUM(1)), read_rate(PG_GETARG_DATUM(0), "discount rate"),
				  int32_argument(fcinfo, 2, "first_period"), fcinfo);
}

/* npv_array_numeric, npv_array_float8 */
FUNCTIONS_OF_RATE(npv_array);

/*
 * npv(discount_rate numeric, flows periodic_flows, first_period int8 DEFAULT 1) RETURNS numeric
 * npv(discount_rate float8, flows periodic_flows, first_period int8 DEFAULT 1) RETURNS numeric
 *
 * The same of amounts by period: the first period that has rows is discounted by first_period
 * periods, as the first element of an array is.
 */
static Datum
periodic_flows_npv(FunctionCallInfo fcinfo, RateReader read_rate)
{
	if (!ARGUMENTS_GIVEN(2, "first_period"))
		PG_RETURN_NULL();
	return npv_of(periodic_flows_in_order(PG_GETARG_DATUM(1)), read_rate(PG_GETARG_DATUM(0), "discount rate"),
				  int32_argument(fcinfo, 2, "first_period"), fcinfo);
}

/* periodic_flows_npv_numeric, periodic_flows_npv_float8 */
FUNCTIONS_OF_RATE(periodic_flows_npv);

/*
 * profitability_index_periodic_final(bytea) RETURNS numeric
 * profitability_index(discount_rate numeric, amounts numeric[]) RETURNS numeric
 * profitability_index(discount_rate float8, amounts numeric[]) RETURNS numeric
 *
 * Present value of the inflows over that of the outflows, 34 significant digits.  NULL
 * without an outflow, and for a NULL rate; 22023 for a rate of -1.
 * Source: Brealey, Myers, Allen, Principles of Corporate Finance; pyxirr's
 * profitability index of flows with outlays in several periods.
 */
static Datum
profitability_index_of(const OrderedFlows *flows, Real rate, FunctionCallInfo fcinfo)
{
	FlowSeries	series = ordered_series(flows);

	return profitability_index_at(&series, discount_at(fcinfo, growth_of_rate(rate, true, "discount rate"), 1), fcinfo);
}

PG_FUNCTION_INFO_V1(profitability_index_periodic_final);
Datum
profitability_index_periodic_final(PG_FUNCTION_ARGS)
{
	const OrderedFlows *flows = ordered_flows_argument(PG_GETARG_DATUM(0));

	if (flows->nulls != 0)
		PG_RETURN_NULL();
	return profitability_index_of(flows, real_from_float8(flows->parameter[0], "discount rate"), fcinfo);
}

static Datum
profitability_index_array(FunctionCallInfo fcinfo, RateReader read_rate)
{
	return profitability_index_of(ordered_flows_from_array(PG_GETARG_DATUM(1)),
								  read_rate(PG_GETARG_DATUM(0), "discount rate"), fcinfo);
}

/* profitability_index_array_numeric, profitability_index_array_float8 */
FUNCTIONS_OF_RATE(profitability_index_array);

/* profitability_index(discount_rate numeric | float8, flows periodic_flows) RETURNS numeric: the same */
static Datum
periodic_flows_profitability_index(FunctionCallInfo fcinfo, RateReader read_rate)
{
	return profitability_index_of(periodic_flows_in_order(PG_GETARG_DATUM(1)),
								  read_rate(PG_GETARG_DATUM(0), "discount rate"), fcinfo);
}

/* periodic_flows_profitability_index_numeric, periodic_flows_profitability_index_float8 */
FUNCTIONS_OF_RATE(periodic_flows_profitability_index);

/* ---- the modified rate ------------------------------------------------------------------- */

static Datum
mirr_of(const OrderedFlows *flows, Real finance_rate, Real reinvest_rate, FunctionCallInfo fcinfo)
{
	FlowSeries	series = ordered_series(flows);
	Real		discount = real_divide(real_one, growth_of_rate(finance_rate, true, "finance rate"));
	Real		growth = real_add(real_one, reinvest_rate);
	Real		present = {.kind = REAL_ZERO};
	Real		future = {.kind = REAL_ZERO};
	bool		outlay = false;
	bool		income = false;
	Real		ratio;

	for (int i = 0; i < flows->used; i++)
	{
		Real		first = series.amount(&series, flows->used - 1 - i);
		Real		last = series.amount(&series, i);

		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		outlay |= real_sign(last) < 0;
		income |= real_sign(last) > 0;
		present = real_multiply(present, discount);
		if (real_sign(first) < 0)
			present = real_add(present, first);
		future = real_multiply(future, growth);
		if (real_sign(last) > 0)
			future = real_add(future, last);
	}
	if (flows->used < 2 || !outlay || !income)
		PG_RETURN_NULL();
	ratio = real_divide(real_negate(future), present);
	if (real_sign(ratio) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no rate of return leads from the outlays to the income at these rates"),
				 errdetail("At finance and reinvestment rates below -1 their values can have the same sign.")));
	/* all income is lost at a reinvestment rate of -1 */
	if (real_is_zero(ratio))
		PG_RETURN_NUMERIC(numeric_from_real(real_negate(real_one), "rate of return"));
	PG_RETURN_NUMERIC(numeric_from_sum(real_expm1(real_divide_int(real_log(ratio), flows->used - 1)),
									   real_one, "rate of return"));
}

/*
 * mirr_final(bytea) RETURNS numeric
 * mirr(amounts numeric[], finance_rate numeric, reinvest_rate numeric) RETURNS numeric
 * mirr(amounts numeric[], finance_rate float8, reinvest_rate float8) RETURNS numeric
 *
 * Modified rate of return: outlays discounted to the first period at finance_rate,
 * income compounded to the last at reinvest_rate, the rate that leads from one to the
 * other; 34 significant digits.  NULL for a NULL rate, for fewer than two flows,
 * without an outlay or without income; 22023 for a finance rate of -1 and where the
 * two values do not have opposite signs.
 * Source: the MIRR of spreadsheets.
 */
PG_FUNCTION_INFO_V1(mirr_final);
Datum
mirr_final(PG_FUNCTION_ARGS)
{
	const OrderedFlows *flows = ordered_flows_argument(PG_GETARG_DATUM(0));

	if (flows->nulls != 0)
		PG_RETURN_NULL();
	return mirr_of(flows, real_from_float8(flows->parameter[0], "finance rate"),
				   real_from_float8(flows->parameter[1], "reinvestment rate"), fcinfo);
}

static Datum
mirr_array(FunctionCallInfo fcinfo, RateReader read_rate)
{
	return mirr_of(ordered_flows_from_array(PG_GETARG_DATUM(0)), read_rate(PG_GETARG_DATUM(1), "finance rate"),
				   read_rate(PG_GETARG_DATUM(2), "reinvestment rate"), fcinfo);
}

/* mirr_array_numeric, mirr_array_float8 */
FUNCTIONS_OF_RATE(mirr_array);

/* mirr(flows periodic_flows, finance_rate numeric | float8, reinvest_rate numeric | float8) RETURNS numeric: the same */
static Datum
periodic_flows_mirr(FunctionCallInfo fcinfo, RateReader read_rate)
{
	return mirr_of(periodic_flows_in_order(PG_GETARG_DATUM(0)), read_rate(PG_GETARG_DATUM(1), "finance rate"),
				   read_rate(PG_GETARG_DATUM(2), "reinvestment rate"), fcinfo);
}

/* periodic_flows_mirr_numeric, periodic_flows_mirr_float8 */
FUNCTIONS_OF_RATE(periodic_flows_mirr);
