/*
 * economics.c
 *		What a card costs and earns an hour, work and tax.
 *
 * Rates and prices are compared by one stated convention, a year of 8,760 hours
 * or 12 months.  A quotient of numerics is given to 20 decimals, without trailing
 * zeros; a rent_rate is rounded to its 8 decimals, once.
 */
#include "base/gpurent.h"

#include "core/finance/declining.h"
#include "economics/economics.h"
#include "funcapi.h"
#include "access/htup_details.h"
#include "base/messages.h"
#include "economics/numeric_math.h"
#include "values/rent_rate.h"


/* ---- rates compared -------------------------------------------------------- */

int64
seconds_of_period(int period)
{
	const PeriodLength *length = period_length(period);

	if (length->months > 0)
		return length->months * SECONDS_PER_MONTH;
	return length->usec / USEC_PER_SECOND;
}

void
require_price(const RentRate *price, const RateTerms *terms)
{
	if (terms->period != PERIOD_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is a rent, not a purchase price", rent_rate_string(price)),
				 errhint("A price has no period, as in '100000 CNY/card'.")));
	if (price->amount < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("purchase price \"%s\" is negative", rent_rate_string(price))));
}

void
require_rent(const RentRate *rate, const RateTerms *terms)
{
	if (terms->period == PERIOD_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate \"%s\" has no period", rent_rate_string(rate)),
				 errhint("Write the period, as in \"%s/month\".", rent_rate_string(rate))));
}

void
require_comparable(const RentRate *a, RateTerms a_terms, const RentRate *b, RateTerms b_terms)
{
	a_terms.period = b_terms.period = PERIOD_NONE;
	if (a_terms.tax_basis == TAX_EXCLUDED && b_terms.tax_basis == TAX_EXCLUDED)
		a_terms.tax_rate = b_terms.tax_rate = 0;
	if (rate_terms_pack(&a_terms) != rate_terms_pack(&b_terms))
	{
		char	   *detail;
		const char *hint;

		describe_difference(rate_terms_pack(&a_terms), rate_terms_pack(&b_terms), &detail, &hint);
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" and \"%s\" cannot be compared",
						rent_rate_string(a), rent_rate_string(b)),
				 errdetail_internal("%s", detail),
				 errhint("%s", hint)));
	}
}

void
require_like_rents(const RentRate *rate, const RentRate *cost,
				   int64 *rate_seconds, int64 *cost_seconds)
{
	RateTerms	rate_terms;
	RateTerms	cost_terms;

	rate_terms_unpack(rate->terms, &rate_terms);
	rate_terms_unpack(cost->terms, &cost_terms);
	require_rent(rate, &rate_terms);
	require_rent(cost, &cost_terms);
	require_comparable(rate, rate_terms, cost, cost_terms);
	*rate_seconds = seconds_of_period(rate_terms.period);
	*cost_seconds = seconds_of_period(cost_terms.period);
}

void
require_price_and_rent(const RentRate *price, const RentRate *rate, int64 *rate_seconds)
{
	RateTerms	price_terms;
	RateTerms	rate_terms;

	rate_terms_unpack(price->terms, &price_terms);
	rate_terms_unpack(rate->terms, &rate_terms);
	require_price(price, &price_terms);
	require_rent(rate, &rate_terms);
	require_comparable(price, price_terms, rate, rate_terms);
	*rate_seconds = seconds_of_period(rate_terms.period);
}

Real
monthly_amount(const RentRate *rate, int64 seconds)
{
	return amount_of_month(rate->amount, RENT_RATE_SCALE, seconds);
}

int64
salvage_argument(const RentRate *price, Datum salvage)
{
	int64		amount = numeric_to_scaled(salvage, RENT_RATE_SCALE, RENT_RATE_MAX, "salvage");

	if (amount < 0 || amount > price->amount)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("salvage %s is outside 0 .. %s",
						numeric_string(DatumGetNumeric(salvage)),
						numeric_string(numeric_from_scaled(price->amount, RENT_RATE_SCALE))),
				 errdetail("Salvage is what one unit is still worth at the end of its life, in the price's currency.")));
	return amount;
}

Numeric
amount_times(const RentRate *rate, int64 other_seconds)
{
	return times(int64_to_numeric(rate->amount), other_seconds);
}

/* ---- cost of an hour -------------------------------------------------------- */

void
reject_zero_utilization(int64 utilization)
{
	if (utilization == 0)
		ereport(ERROR,
				(errcode(ERRCODE_DIVISION_BY_ZERO),
				 errmsg("utilization is zero"),
				 errdetail("What is never let has no cost per hour let.")));
}

/*
 * What depreciates in an hour let: (price - salvage) / (hours of life x
 * utilization), rounded once.  utilization is scaled by QUANTITY_SCALE.
 */
static RentRate *
straight_line_hour(const RentRate *price, Datum life, Datum salvage, int64 utilization)
{
	RateTerms	terms;
	int64		salvage_amount;
	i128		usec = life_interval_argument(life);
	i128		num;
	i128		result;
	RentRate   *hourly;

	rate_terms_unpack(price->terms, &terms);
	require_price(price, &terms);
	salvage_amount = salvage_argument(price, salvage);
	reject_zero_utilization(utilization);

	/* 63 + 32 + 30 bits over 62 + 30 bits */
	num = (i128) (price->amount - salvage_amount) * USEC_PER_HOUR * (i128) power_of_ten(QUANTITY_SCALE);
	result = div_round_i128(num, usec * utilization);
	if (result > RENT_RATE_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("rent_rate out of range")));

	terms.period = PERIOD_HOUR;
	hourly = palloc(sizeof(RentRate));
	hourly->amount = (int64) result;
	hourly->terms = rate_terms_pack(&terms);
	return hourly;
}

/*
 * amortization(price rent_rate, life interval, salvage numeric DEFAULT 0) RETURNS rent_rate
 *
 * Straight-line depreciation per hour of life, per unit of the price: (price -
 * salvage) / hours, rounded half away from zero to 8 decimals.  A life of months
 * has 730 hours each.  NULL for a NULL argument, 22004 for a NULL salvage; 22023 for a price with a period,
 * a salvage outside 0 .. price, a life below an hour.
 * Source: figure 4 of examples/figures.sql; straight line as in IAS 16.62.
 */
PG_FUNCTION_INFO_V1(amortization_rate);
Datum
amortization_rate(PG_FUNCTION_ARGS)
{
	if (!ARGUMENTS_GIVEN(2, "salvage"))
		PG_RETURN_NULL();
	PG_RETURN_RENT_RATE_P(straight_line_hour(PG_GETARG_RENT_RATE_P(0), PG_GETARG_DATUM(1),
											 PG_GETARG_DATUM(2),
											 (int64) power_of_ten(QUANTITY_SCALE)));
}

/*
 * hourly_cost(price rent_rate, life interval, salvage numeric DEFAULT 0,
 *		utilization numeric DEFAULT 1) RETURNS rent_rate
 *
 * Depreciation per hour that is let: amortization() over the utilization, rounded
 * once.  As amortization(); 22004 for a NULL utilization, 22023 for one outside [0, 1], 22012 for 0.
 */
PG_FUNCTION_INFO_V1(hourly_cost);
Datum
hourly_cost(PG_FUNCTION_ARGS)
{
	if (!ARGUMENTS_GIVEN(2, "salvage", "utilization"))
		PG_RETURN_NULL();
	PG_RETURN_RENT_RATE_P(straight_line_hour(PG_GETARG_RENT_RATE_P(0), PG_GETARG_DATUM(1),
											 PG_GETARG_DATUM(2),
											 utilization_from_numeric(PG_GETARG_DATUM(3))));
}

/*
 * amortization(cost numeric, life interval, salvage numeric, per text) RETURNS numeric
 *
 * Straight-line depreciation of a period of the given name: (cost - salvage) x
 * hours of the period / hours of life, to 20 decimals.  NULL for a NULL argument;
 * 22023 for a salvage outside 0 .. cost, an unknown period, a life below an
 * hour.
 */
PG_FUNCTION_INFO_V1(amortization_numeric);
Datum
amortization_numeric(PG_FUNCTION_ARGS)
{
	Numeric		cost = finite_argument(fcinfo, 0, "cost");
	i128		usec = life_interval_argument(PG_GETARG_DATUM(1));
	Numeric		salvage = finite_argument(fcinfo, 2, "salvage");
	int			period = period_argument(PG_GETARG_TEXT_PP(3), "period");
	Numeric		base = call2(numeric_sub, cost, salvage);

	if (sign(salvage) < 0 || sign(base) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("salvage %s is outside 0 .. %s", numeric_string(salvage), numeric_string(cost)),
				 errdetail("Salvage is what the asset is still worth at the end of its life.")));
	PG_RETURN_NUMERIC(quotient(times(base, seconds_of_period(period) * USEC_PER_SECOND),
							   numeric_from_scaled(usec, 0)));
}

/* ---- margin -------------------------------------------------- */

void
reject_zero_rate(bool is_zero)
{
	if (is_zero)
		ereport(ERROR,
				(errcode(ERRCODE_DIVISION_BY_ZERO),
				 errmsg("rate is zero"),
				 errdetail("A share of the rate cannot be told when the rate is zero.")));
}

/*
 * gross_margin(rate rent_rate, cost rent_rate) RETURNS numeric
 *
 * (rate - cost) / rate as a fraction, to 20 decimals; the periods may differ.
 * NULL for a NULL argument; 22023 for unlike currency, unit, number format or tax
 * basis, 22012 for a zero rate.
 */
PG_FUNCTION_INFO_V1(gross_margin_rate);
Datum
gross_margin_rate(PG_FUNCTION_ARGS)
{
	const RentRate *rate = PG_GETARG_RENT_RATE_P(0);
	const RentRate *cost = PG_GETARG_RENT_RATE_P(1);
	int64		rate_seconds;
	int64		cost_seconds;
	Numeric		r;

	require_like_rents(rate, cost, &rate_seconds, &cost_seconds);
	reject_zero_rate(rate->amount == 0);
	r = amount_times(rate, cost_seconds);
	PG_RETURN_NUMERIC(quotient(call2(numeric_sub, r, amount_times(cost, rate_seconds)), r));
}

/*
 * gross_margin(rate numeric, cost numeric) RETURNS numeric
 *
 * (rate - cost) / rate as a fraction, to 20 decimals.  NULL for a NULL argument;
 * 22012 for a zero rate.
 */
PG_FUNCTION_INFO_V1(gross_margin_numeric);
Datum
gross_margin_numeric(PG_FUNCTION_ARGS)
{
	Numeric		rate = finite_argument(fcinfo, 0, "rate");
	Numeric		cost = finite_argument(fcinfo, 1, "cost");

	reject_zero_rate(sign(rate) == 0);
	PG_RETURN_NUMERIC(quotient(call2(numeric_sub, rate, cost), rate));
}

/* ---- work ------------------------------------------------------------------- */

/*
 * pf_days(capacity p_capacity, duration interval) RETURNS numeric
 *
 * The work a capacity does in that time, in PF-days (10^15 operations a second
 * for a day), to 20 decimals.  A month has 730 hours.  NULL for a NULL argument;
 * 22023 unless the time is positive.
 */
PG_FUNCTION_INFO_V1(pf_days);
Datum
pf_days(PG_FUNCTION_ARGS)
{
	Numeric		capacity = numeric_from_scaled(p_capacity_gflops(PG_GETARG_P_CAPACITY(0)), P_CAPACITY_SCALE);
	Numeric		usec = numeric_from_scaled(interval_argument(PG_GETARG_DATUM(1), "duration"), 0);

	PG_RETURN_NUMERIC(quotient(call2(numeric_mul, capacity, usec), int64_to_numeric(USEC_PER_DAY)));
}

/* ---- tax -------------------------------------------------------------------- */

/*
 * vat_split(gross numeric, tax_rate numeric, scale int8 DEFAULT 2,
 *		OUT net numeric, OUT tax numeric)
 *
 * An amount that includes tax, split as an invoice shows it: the total is gross rounded half
 * away from zero to "scale" decimals; net = total / (1 + tax_rate), rounded likewise; tax =
 * total - net, so that all three are whole cents and foot.  NULL for a NULL argument, 22004 for a NULL scale; 22023 for a tax rate outside
 * [0, 1] and a scale outside 0 .. 12.
 */
PG_FUNCTION_INFO_V1(vat_split);
Datum
vat_split(PG_FUNCTION_ARGS)
{
	Numeric		gross;
	Numeric		tax_rate;
	int32		scale;
	Numeric		total;
	Numeric		net;
	TupleDesc	tupdesc;
	Datum		values[2];
	bool		nulls[2] = {false, false};

	if (!ARGUMENTS_GIVEN(2, "scale"))
		PG_RETURN_NULL();
	gross = finite_argument(fcinfo, 0, "gross");
	tax_rate = fraction_argument(fcinfo, 1, "tax_rate");
	scale = int32_argument(fcinfo, 2, "scale");
	require_scale(scale, 0);
	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function returning record called in context that cannot accept type record")));

	total = numeric_round_quotient(gross, int64_to_numeric(1), scale);
	net = numeric_round_quotient(total, call2(numeric_add, int64_to_numeric(1), tax_rate), scale);
	values[0] = NumericGetDatum(net);
	values[1] = NumericGetDatum(call2(numeric_sub, total, net));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc), values, nulls)));
}
