/*
 * break_even.c
 *		When a purchase is paid back, and what rate or utilization pays it back in time,
 *		where rents may fall month by month.
 *
 * Level rents are exact fractions.  Falling rents are growing annuities (core/finance/declining),
 * given to 34 significant digits.
 */
#include "base/gpurent.h"

#include "core/finance/declining.h"
#include "economics/economics.h"
#include "economics/numeric_math.h"
#include "values/rent_rate.h"

/* ---- terms of a decline -------------------------------------------------------- */

typedef struct Terms
{
	Real		growth;			/* of rents a month: less than nothing where they fall */
	Real		rate;			/* of discount a month */
} Terms;

static Terms
terms_arguments(FunctionCallInfo fcinfo, int monthly_decline, int discount_rate)
{
	Terms		terms;

	terms.growth = real_negate(change_argument(fcinfo, monthly_decline, "monthly_decline", true));
	terms.rate = monthly_rate_of(change_argument(fcinfo, discount_rate, "discount_rate", false));
	return terms;
}

static const RentRate *
nonnegative_rate(const RentRate *cost)
{
	if (cost->amount < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cost must not be negative, but is \"%s\"", rent_rate_string(cost))));
	return cost;
}

/* A twelfth of the months until income less cost is worth the outlay; NULL if it never is. */
static Datum
years_of(FunctionCallInfo fcinfo, Real outlay, Real income, Real cost, const Terms *terms)
{
	Real		months;

	if (!payback_periods(outlay, income, cost, terms->growth, terms->rate, &months))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_real(real_divide_int(months, 12), "payback"));
}

/* ---- break-even of level rents ---------------------------------------------------- */

/*
 * break_even_utilization(rate rent_rate, cost rent_rate) RETURNS numeric
 *
 * The share of the time that must be let at "rate" to earn a cost that runs all
 * the time: cost / rate, to 20 decimals; over 1 it cannot be earned.  As
 * gross_margin().
 */
PG_FUNCTION_INFO_V1(break_even_utilization_rate);
Datum
break_even_utilization_rate(PG_FUNCTION_ARGS)
{
	const RentRate *rate = PG_GETARG_RENT_RATE_P(0);
	const RentRate *cost = PG_GETARG_RENT_RATE_P(1);
	int64		rate_seconds;
	int64		cost_seconds;

	require_like_rents(rate, cost, &rate_seconds, &cost_seconds);
	reject_zero_rate(rate->amount == 0);
	PG_RETURN_NUMERIC(quotient(amount_times(cost, rate_seconds), amount_times(rate, cost_seconds)));
}

/*
 * break_even_utilization(rate numeric, cost numeric) RETURNS numeric
 */
PG_FUNCTION_INFO_V1(break_even_utilization_numeric);
Datum
break_even_utilization_numeric(PG_FUNCTION_ARGS)
{
	Numeric		rate = finite_argument(fcinfo, 0, "rate");
	Numeric		cost = finite_argument(fcinfo, 1, "cost");

	reject_zero_rate(sign(rate) == 0);
	PG_RETURN_NUMERIC(quotient(cost, rate));
}

/*
 * break_even_rate(cost rent_rate, utilization numeric DEFAULT 1) RETURNS rent_rate
 *
 * The rate at which the hours let earn a cost that runs all the time: cost /
 * utilization, rounded half away from zero to 8 decimals.  NULL for a NULL
 * cost; 22004 for a NULL utilization; 22023 for one outside [0, 1], 22012 for 0.
 */
PG_FUNCTION_INFO_V1(break_even_rate);
Datum
break_even_rate(PG_FUNCTION_ARGS)
{
	const RentRate *cost;
	RateTerms	terms;
	RentRate   *result = palloc(sizeof(RentRate));

	if (!ARGUMENTS_GIVEN(1, "utilization"))
		PG_RETURN_NULL();
	cost = PG_GETARG_RENT_RATE_P(0);
	rate_terms_unpack(cost->terms, &terms);
	require_rent(cost, &terms);
	reject_zero_utilization(utilization_from_numeric(PG_GETARG_DATUM(1)));
	if (!scaled_divide(cost->amount, PG_GETARG_NUMERIC(1), RENT_RATE_MAX, &result->amount))
		rent_rate_overflow(cost, "/", numeric_string(PG_GETARG_NUMERIC(1)));
	result->terms = cost->terms;
	PG_RETURN_RENT_RATE_P(result);
}

/* ---- payback ---------------------------------------------------------------- */

/*
 * payback(price rent_rate, rate rent_rate, utilization numeric DEFAULT 1,
 *		cost rent_rate DEFAULT NULL, monthly_decline numeric DEFAULT 0,
 *		discount_rate numeric DEFAULT 0) RETURNS numeric
 *
 * Years until the price of a unit is earned back.  cost is the cash cost of an hour
 * available (power, colocation, staff), never depreciation, which would count the
 * purchase twice.
 *
 * Where rents do not fall and nothing is discounted: price / ((rate x utilization -
 * cost) x hours of a year), to 20 decimals.  Otherwise a twelfth of the months n at which
 * income of months 1, 2 ... that falls by monthly_decline from one to the next, less a level
 * cost, both at the ends of months of 730 hours and discounted by (1 + discount_rate) a
 * year, is worth the price; between two months by the same formula; to 34 significant
 * digits.
 *
 * NULL where the money never comes back, and for a NULL price or rate; a NULL cost is none;
 * 22004 for another NULL.  22023 for unlike currency, unit, number format or tax basis, a price with a period, a
 * rate without one, a utilization outside [0, 1], a decline not between -1 and 1, a
 * discount rate not above -1, a negative cost beside either.
 * Source: doc/break_even.md.
 */
PG_FUNCTION_INFO_V1(payback_rate);
Datum
payback_rate(PG_FUNCTION_ARGS)
{
	const RentRate *price;
	const RentRate *rate;
	int64		rate_seconds;
	int64		cost_seconds = 1;
	Numeric		scale_of_utilization;
	i128		earned;
	Terms		terms;

	if (!ARGUMENTS_GIVEN(2, "utilization", NULL, "monthly_decline", "discount_rate"))
		PG_RETURN_NULL();
	price = PG_GETARG_RENT_RATE_P(0);
	rate = PG_GETARG_RENT_RATE_P(1);
	require_price_and_rent(price, rate, &rate_seconds);
	if (!PG_ARGISNULL(3))
		require_like_rents(rate, PG_GETARG_RENT_RATE_P(3), &rate_seconds, &cost_seconds);

	terms = terms_arguments(fcinfo, 4, 5);
	if (!real_is_zero(terms.growth) || !real_is_zero(terms.rate))
	{
		Real		utilization = real_from_scaled(utilization_from_numeric(PG_GETARG_DATUM(2)), QUANTITY_SCALE);
		Real		cost = {0};

		if (!PG_ARGISNULL(3))
			cost = monthly_amount(nonnegative_rate(PG_GETARG_RENT_RATE_P(3)), cost_seconds);
		return years_of(fcinfo, real_from_scaled(price->amount, RENT_RATE_SCALE),
						real_multiply(monthly_amount(rate, rate_seconds), utilization), cost, &terms);
	}

	/* earnings of rate_seconds x cost_seconds, scaled as the amounts and the utilization are */
	scale_of_utilization = int64_to_numeric((int64) power_of_ten(QUANTITY_SCALE));
	earned = level_earnings(rate->amount, rate_seconds, utilization_from_numeric(PG_GETARG_DATUM(2)),
							PG_ARGISNULL(3) ? 0 : PG_GETARG_RENT_RATE_P(3)->amount, cost_seconds);
	if (earned <= 0)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(quotient(call2(numeric_mul, amount_times(price, rate_seconds * cost_seconds),
									 scale_of_utilization),
							   times(numeric_from_scaled(earned, 0), SECONDS_PER_YEAR)));
}

/*
 * payback(capex numeric, annual_cash_flow numeric) RETURNS numeric
 *
 * Years until an outlay is earned back by a level yearly cash flow: capex /
 * annual_cash_flow, to 20 decimals.  NULL where the flow is not positive (never),
 * and for a NULL argument; 22023 for a negative outlay.
 */
PG_FUNCTION_INFO_V1(payback_numeric);
Datum
payback_numeric(PG_FUNCTION_ARGS)
{
	Numeric		capex = finite_argument(fcinfo, 0, "capex");
	Numeric		flow = finite_argument(fcinfo, 1, "annual_cash_flow");

	if (sign(capex) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("capex %s is negative", numeric_string(capex)),
				 errhint("Give the outlay as a positive amount.")));
	if (sign(flow) <= 0)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(quotient(capex, flow));
}

/* ---- break-even under a decline --------------------------------------------------- */

/* What must come in by the end of "months" for the price, and what a unit's rate of 1 an hour brings. */
typedef struct BreakEven
{
	Real		needed;			/* present value of the price and the costs, less the residual value's */
	Real		hours;			/* hours let, each worth what it is discounted and rents have fallen by */
} BreakEven;

static BreakEven
break_even(Real price, Real monthly_cost, Real residual_value, int32 months, const Terms *terms)
{
	static const Real zero = {0};
	Real		n = real_from_int64(months);
	Real		costs;
	BreakEven	result;

	if (months < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("months must be positive, not %d", months)));
	costs = real_multiply(monthly_cost, growing_annuity_of(terms->rate, zero, n));
	result.needed = real_subtract(real_add(price, costs),
								  real_divide(residual_value, real_power_int(real_add(real_one, terms->rate), months)));
	result.hours = real_multiply_int(growing_annuity_of(terms->rate, terms->growth, n), HOURS_PER_MONTH);
	return result;
}

/* Arguments that all four functions have: months, and from the fifth on the decline, the discount and the residual value. */
static BreakEven
break_even_arguments(FunctionCallInfo fcinfo, Real price, Real monthly_cost, int months)
{
	Terms		terms = terms_arguments(fcinfo, 4, 5);

	return break_even(price, monthly_cost,
					  real_from_numeric(NumericGetDatum(nonnegative_argument(fcinfo, 6, "residual_value")),
										"residual_value"),
					  int32_argument(fcinfo, months, "months"), &terms);
}

/*
 * break_even_opening_rate(price rent_rate, months int8, utilization numeric DEFAULT 1,
 *		cost rent_rate DEFAULT NULL, monthly_decline numeric DEFAULT 0, discount_rate numeric DEFAULT 0,
 *		residual_value numeric DEFAULT 0) RETURNS rent_rate
 *
 * The rent of an hour in the first month at which a unit earns its price in so many months:
 *
 *		(price + cost x 730 x A(0) - residual_value / (1 + i)^months) / (utilization x 730 x A(decline)),
 *
 * A the present value of months' payments of 1 that fall by the decline, i the discount of
 * a month; rounded half away from zero to 8 decimals.  Negative where the residual value is worth
 * more than all costs.
 *
 * NULL for a NULL price or months; a NULL cost is none; 22004 for another NULL.  22023 as payback(), for months that
 * are not positive and a negative residual value; 22012 for a utilization of 0; 22003 beyond the range
 * of rates.
 * Source: doc/break_even.md.
 */
PG_FUNCTION_INFO_V1(break_even_opening_rate);
Datum
break_even_opening_rate(PG_FUNCTION_ARGS)
{
	const RentRate *price;
	RateTerms	terms;
	Real		cost = {0};
	int64		utilization;
	BreakEven	b;
	Datum		result;

	if (!ARGUMENTS_GIVEN(2, "utilization", NULL, "monthly_decline", "discount_rate", "residual_value"))
		PG_RETURN_NULL();
	price = PG_GETARG_RENT_RATE_P(0);
	rate_terms_unpack(price->terms, &terms);
	require_price(price, &terms);
	if (!PG_ARGISNULL(3))
	{
		int64		seconds;

		require_price_and_rent(price, PG_GETARG_RENT_RATE_P(3), &seconds);
		cost = monthly_amount(nonnegative_rate(PG_GETARG_RENT_RATE_P(3)), seconds);
	}
	utilization = utilization_from_numeric(PG_GETARG_DATUM(2));
	reject_zero_utilization(utilization);
	b = break_even_arguments(fcinfo, real_from_scaled(price->amount, RENT_RATE_SCALE), cost, 1);
	result = NumericGetDatum(numeric_from_real(real_divide(b.needed, real_multiply(b.hours, real_from_scaled(utilization, QUANTITY_SCALE))),
											   "break-even rate"));
	result = DirectFunctionCall2(numeric_round, result, Int32GetDatum(RENT_RATE_SCALE));
	terms.period = PERIOD_HOUR;
	PG_RETURN_RENT_RATE_P(rent_rate_make(numeric_to_scaled(result, RENT_RATE_SCALE, RENT_RATE_MAX, "break-even rate"),
										 rate_terms_pack(&terms)));
}

/*
 * break_even_opening_rate(price numeric, months int8, utilization numeric DEFAULT 1,
 *		cost numeric DEFAULT 0, monthly_decline numeric DEFAULT 0, discount_rate numeric DEFAULT 0,
 *		residual_value numeric DEFAULT 0) RETURNS numeric
 *
 * The same of numbers, the cost and the result an hour; to 34 significant digits.  22004 for a NULL cost too.
 */
PG_FUNCTION_INFO_V1(break_even_opening_rate_numeric);
Datum
break_even_opening_rate_numeric(PG_FUNCTION_ARGS)
{
	Real		price;
	Real		cost;
	int64		utilization;
	BreakEven	b;

	if (!ARGUMENTS_GIVEN(2, "utilization", "cost", "monthly_decline", "discount_rate", "residual_value"))
		PG_RETURN_NULL();
	price = real_from_numeric(NumericGetDatum(nonnegative_argument(fcinfo, 0, "price")), "price");
	cost = real_from_numeric(NumericGetDatum(nonnegative_argument(fcinfo, 3, "cost")), "cost");
	utilization = utilization_from_numeric(PG_GETARG_DATUM(2));
	reject_zero_utilization(utilization);
	b = break_even_arguments(fcinfo, price, real_multiply_int(cost, HOURS_PER_MONTH), 1);
	PG_RETURN_NUMERIC(numeric_from_real(real_divide(b.needed, real_multiply(b.hours, real_from_scaled(utilization, QUANTITY_SCALE))),
										"break-even rate"));
}

/*
 * break_even_utilization(price rent_rate, rate rent_rate, months int8, cost rent_rate DEFAULT NULL,
 *		monthly_decline numeric DEFAULT 0, discount_rate numeric DEFAULT 0,
 *		residual_value numeric DEFAULT 0) RETURNS numeric
 *
 * The share of the time that must be let, at a rate that falls month by month, for a unit to
 * earn its price in so many months: what break_even_opening_rate() gives fully let, over the
 * rate; to 34 significant digits.  Over 1 it cannot be earned.  As
 * break_even_opening_rate(); 22012 for a zero rate.
 */
PG_FUNCTION_INFO_V1(break_even_utilization_declining);
Datum
break_even_utilization_declining(PG_FUNCTION_ARGS)
{
	const RentRate *price;
	const RentRate *rate;
	int64		rate_seconds;
	Real		cost = {0};
	Real		an_hour;
	BreakEven	b;

	if (!ARGUMENTS_GIVEN(3, NULL, "monthly_decline", "discount_rate", "residual_value"))
		PG_RETURN_NULL();
	price = PG_GETARG_RENT_RATE_P(0);
	rate = PG_GETARG_RENT_RATE_P(1);
	require_price_and_rent(price, rate, &rate_seconds);
	reject_zero_rate(rate->amount == 0);
	if (!PG_ARGISNULL(3))
	{
		int64		seconds;

		require_like_rents(rate, PG_GETARG_RENT_RATE_P(3), &rate_seconds, &seconds);
		cost = monthly_amount(nonnegative_rate(PG_GETARG_RENT_RATE_P(3)), seconds);
	}
	b = break_even_arguments(fcinfo, real_from_scaled(price->amount, RENT_RATE_SCALE), cost, 2);
	an_hour = real_divide_int(real_multiply_int(real_from_scaled(rate->amount, RENT_RATE_SCALE), SECONDS_PER_HOUR), rate_seconds);
	PG_RETURN_NUMERIC(numeric_from_real(real_divide(b.needed, real_multiply(b.hours, an_hour)), "break-even utilization"));
}

/*
 * break_even_utilization(price numeric, rate numeric, months int8, cost numeric DEFAULT 0,
 *		monthly_decline numeric DEFAULT 0, discount_rate numeric DEFAULT 0,
 *		residual_value numeric DEFAULT 0) RETURNS numeric
 *
 * The same of numbers, rate and cost an hour.  22004 for a NULL cost too.
 */
PG_FUNCTION_INFO_V1(break_even_utilization_declining_numeric);
Datum
break_even_utilization_declining_numeric(PG_FUNCTION_ARGS)
{
	Real		price;
	Real		rate;
	Real		cost;
	BreakEven	b;

	if (!ARGUMENTS_GIVEN(3, "cost", "monthly_decline", "discount_rate", "residual_value"))
		PG_RETURN_NULL();
	price = real_from_numeric(NumericGetDatum(nonnegative_argument(fcinfo, 0, "price")), "price");
	rate = real_argument(fcinfo, 1, "rate");
	cost = real_from_numeric(NumericGetDatum(nonnegative_argument(fcinfo, 3, "cost")), "cost");
	reject_zero_rate(real_is_zero(rate));
	b = break_even_arguments(fcinfo, price, real_multiply_int(cost, HOURS_PER_MONTH), 2);
	PG_RETURN_NUMERIC(numeric_from_real(real_divide(b.needed, real_multiply(b.hours, rate)), "break-even utilization"));
}

/*
 * growing_annuity(rate numeric, growth numeric, nper numeric, pmt numeric) RETURNS numeric
 *
 * What payments at the ends of nper periods are worth at their beginning, the first pmt, each
 * next one larger by "growth" (smaller if it is negative), discounted at "rate" a period; to
 * 34 significant digits.  An nper of infinity gives the limit.  At a rate of 0 it is their sum.
 *
 * NULL for a NULL argument and where there is no limit; 22023 for a rate that is not above -1, a
 * growth below -1, a negative nper, NaN, other infinities; 22003 for more than numeric holds.
 * Source: the growing annuity and Gordon's growing perpetuity, pmt / (rate - growth).
 */
PG_FUNCTION_INFO_V1(growing_annuity);
Datum
growing_annuity(PG_FUNCTION_ARGS)
{
	Real		rate = change_argument(fcinfo, 0, "rate", false);
	Numeric		growth = finite_argument(fcinfo, 1, "growth");
	Numeric		nper = PG_GETARG_NUMERIC(2);
	Real		pmt = real_argument(fcinfo, 3, "pmt");
	Real		n;
	Real		value;

	if (compared(growth, int64_to_numeric(-1)) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("growth %s is below -1", numeric_string(growth)),
				 errdetail("No payment can fall by more than the whole of it.")));
	if (numeric_is_nan(nper) || sign(nper) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("nper must not be negative, but is %s", numeric_string(nper))));
	if (numeric_is_inf(nper))
		n = real_divide(real_one, real_from_int64(0));
	else
		n = real_from_numeric(NumericGetDatum(nper), "nper");
	value = growing_annuity_of(rate, real_from_numeric(NumericGetDatum(growth), "growth"), n);
	if (numeric_is_inf(nper) && !real_is_finite(value))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_real(real_multiply(value, pmt), "present value"));
}
