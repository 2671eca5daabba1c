/*
 * lease_summary_accessors.c
 *		What a lease_summary tells: also the final functions of the one-step aggregates.
 */
#include "fleet/lease_summary.h"

#include "base/numbers.h"
#include "values/rent_rate.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#define QUOTIENT_SCALE	20		/* decimals of a ratio */

static const LeaseSummary *
argument(FunctionCallInfo fcinfo, int i)
{
	return summary_argument(&lease_summary_type, PG_GETARG_DATUM(i));
}

static bool
has_rate(const LeaseSummary *s)
{
	RateTerms	terms;

	if (s->rows == 0 || s->terms == 0)
		return false;
	rate_terms_unpack(s->terms, &terms);
	return terms.currency != NO_CURRENCY;
}

/* ---- counts and times ---------------------------------------------------------- */

/*
 * leases(lease_summary) RETURNS bigint: leases whose start lies in the part asked for
 */
PG_FUNCTION_INFO_V1(lease_summary_leases);
Datum
lease_summary_leases(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(argument(fcinfo, 0)->leases);
}

/*
 * pending(lease_summary) RETURNS bigint: rows with a rate and a quantity that have not started
 */
PG_FUNCTION_INFO_V1(lease_summary_pending);
Datum
lease_summary_pending(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(argument(fcinfo, 0)->pending);
}

/*
 * unknown_utilization(lease_summary) RETURNS bigint: of leases(), those whose utilization was NULL
 */
PG_FUNCTION_INFO_V1(lease_summary_unknown_utilization);
Datum
lease_summary_unknown_utilization(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(argument(fcinfo, 0)->unknown_utilization);
}

/*
 * first_start(lease_summary) RETURNS timestamptz: the first instant of any lease in the
 * part asked for; NULL if there is none
 */
PG_FUNCTION_INFO_V1(lease_summary_first_start);
Datum
lease_summary_first_start(PG_FUNCTION_ARGS)
{
	const LeaseSummary *s = argument(fcinfo, 0);

	if (s->first_start == PG_INT64_MAX)
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(s->first_start);
}

/*
 * last_end(lease_summary) RETURNS timestamptz: the end of the last lease in the part asked
 * for; NULL if there is none
 */
PG_FUNCTION_INFO_V1(lease_summary_last_end);
Datum
lease_summary_last_end(PG_FUNCTION_ARGS)
{
	const LeaseSummary *s = argument(fcinfo, 0);

	if (s->last_end == PG_INT64_MIN)
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(s->last_end);
}

/*
 * currency(lease_summary) RETURNS text: the ISO 4217 code; NULL without a rate
 */
PG_FUNCTION_INFO_V1(lease_summary_currency);
Datum
lease_summary_currency(PG_FUNCTION_ARGS)
{
	const LeaseSummary *s = argument(fcinfo, 0);
	RateTerms	terms;
	char		code[4];

	if (!has_rate(s))
		PG_RETURN_NULL();
	rate_terms_unpack(s->terms, &terms);
	currency_code(terms.currency, code);
	PG_RETURN_TEXT_P(cstring_to_text(code));
}

/* ---- money ----------------------------------------------------------------------- */

/*
 * revenue(lease_summary) RETURNS numeric
 *
 * The sum of rent() over the leases, exact to 12 decimals, on the rates' own tax
 * basis; NULL if there was no row with a rate, a quantity and a time, as sum() has it.
 */
PG_FUNCTION_INFO_V1(lease_summary_revenue);
Datum
lease_summary_revenue(PG_FUNCTION_ARGS)
{
	const LeaseSummary *s = argument(fcinfo, 0);

	if (!has_rate(s))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_scaled(words128_get(&s->rent), ACCRUED_SCALE));
}

/*
 * utilization_weighted_revenue(lease_summary) RETURNS numeric
 *
 * The sum of rent() times utilization over the leases, exact (21 decimals); NULL as
 * revenue().  Leases with a NULL utilization are not in it; unknown_utilization() counts them.
 */
PG_FUNCTION_INFO_V1(lease_summary_weighted_revenue);
Datum
lease_summary_weighted_revenue(PG_FUNCTION_ARGS)
{
	const LeaseSummary *s = argument(fcinfo, 0);

	if (!has_rate(s))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_words192(&s->weighted_rent, WEIGHTED_SCALE));
}

/* Gross, net and tax of the exact total, each rounded once to the currency's decimals. */
static void
split_tax(const LeaseSummary *s, Numeric *net, Numeric *tax)
{
	Numeric		total = numeric_from_scaled(words128_get(&s->rent), ACCRUED_SCALE);
	Numeric		one = int64_to_numeric(1);
	Numeric		factor;
	Numeric		gross;
	RateTerms	terms;
	int			decimals;

	rate_terms_unpack(s->terms, &terms);
	decimals = currency_decimals(terms.currency);
	if (terms.tax_basis == TAX_UNSAID)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the rates do not say whether they include tax"),
				 errhint("State it in the rate, as in \"15.1 CNY/card/hour incl 6%%\".")));

	/* 1 + r, of 4 + 2 decimals */
	factor = numeric_from_scaled((i128) terms.tax_rate + TAX_RATE_MAX, TAX_RATE_SCALE + 2);
	if (terms.tax_basis == TAX_INCLUDED)
	{
		gross = numeric_round_quotient(total, one, decimals);
		*net = numeric_round_quotient(total, factor, decimals);
	}
	else
	{
		*net = numeric_round_quotient(total, one, decimals);
		gross = numeric_round_quotient(DatumGetNumeric(DirectFunctionCall2(numeric_mul, NumericGetDatum(total),
																		   NumericGetDatum(factor))),
									   one, decimals);
	}
	*tax = DatumGetNumeric(DirectFunctionCall2(numeric_sub, NumericGetDatum(gross), NumericGetDatum(*net)));
}

/*
 * net_revenue(lease_summary) RETURNS numeric
 *
 * The revenue without tax: the exact total over 1 + tax rate, or itself if the rates
 * exclude tax, rounded half away from zero to the currency's decimals.  NULL as
 * revenue(); 22023 if the rates do not state their tax basis.
 */
PG_FUNCTION_INFO_V1(lease_summary_net_revenue);
Datum
lease_summary_net_revenue(PG_FUNCTION_ARGS)
{
	const LeaseSummary *s = argument(fcinfo, 0);
	Numeric		net;
	Numeric		tax;

	if (!has_rate(s))
		PG_RETURN_NULL();
	split_tax(s, &net, &tax);
	PG_RETURN_NUMERIC(net);
}

/*
 * output_vat(lease_summary) RETURNS numeric
 *
 * The tax on the revenue: the rounded gross less the rounded net, so that the two sum
 * to the gross.  As net_revenue().
 */
PG_FUNCTION_INFO_V1(lease_summary_output_vat);
Datum
lease_summary_output_vat(PG_FUNCTION_ARGS)
{
	const LeaseSummary *s = argument(fcinfo, 0);
	Numeric		net;
	Numeric		tax;

	if (!has_rate(s))
		PG_RETURN_NULL();
	split_tax(s, &net, &tax);
	PG_RETURN_NUMERIC(tax);
}

/* ---- hours, and money by the hour ------------------------------------------------- */

/*
 * card_hours(lease_summary) RETURNS numeric
 *
 * Quantity times hours, whatever the unit (cards, servers, P), rounded half away from
 * zero to 12 decimals; NULL if there was no row.
 */
PG_FUNCTION_INFO_V1(lease_summary_card_hours);
Datum
lease_summary_card_hours(PG_FUNCTION_ARGS)
{
	const LeaseSummary *s = argument(fcinfo, 0);

	if (s->rows == 0)
		PG_RETURN_NULL();
	require_one_unit(s->terms);
	/* 10^-15 quantity-seconds to 10^-12 quantity-hours */
	PG_RETURN_NUMERIC(numeric_from_scaled(div_round_i128(words128_get(&s->quantity_time), 3600 * 1000),
										  ACCRUED_SCALE));
}

/* The rent over quantity-time, as a rate per hour on the rent's terms. */
static RentRate *
rate_per_hour(const LeaseSummary *s, i128 quantity_time)
{
	i128		rent = words128_get(&s->rent);

	/* 10^-12 units over 10^-15 quantity-seconds, as 10^-8 units an hour */
	u256		product = u256_mul(i128_abs(rent), (u128) 3600 * power_of_ten(11));
	u128		amount;
	RateTerms	terms;
	RentRate   *rate = palloc(sizeof(RentRate));

	require_one_unit(s->terms);
	if (!u256_div_round(&product, i128_abs(quantity_time), &amount) || amount > (u128) RENT_RATE_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("rent_rate out of range")));
	rate->amount = (rent < 0) != (quantity_time < 0) ? -(int64) amount : (int64) amount;
	rate_terms_unpack(s->terms, &terms);
	terms.period = PERIOD_HOUR;
	rate->terms = rate_terms_pack(&terms);
	return rate;
}

/*
 * effective_rate(lease_summary) RETURNS rent_rate
 *
 * Revenue over quantity-hours, per hour, rounded half away from zero to 8 decimals;
 * NULL as revenue() and where there are no hours.
 */
PG_FUNCTION_INFO_V1(lease_summary_effective_rate);
Datum
lease_summary_effective_rate(PG_FUNCTION_ARGS)
{
	const LeaseSummary *s = argument(fcinfo, 0);

	if (!has_rate(s) || words128_get(&s->quantity_time) == 0)
		PG_RETURN_NULL();
	PG_RETURN_RENT_RATE_P(rate_per_hour(s, words128_get(&s->quantity_time)));
}

/* The quantity that there was times the length of the window: 10^-15 quantity-seconds. */
static i128
available_time(const LeaseSummary *s)
{
	/* 63 bits times the 64 of a span of timestamps, whose highest is hardly used */
	return s->available * ((i128) s->window_end - s->window_start);
}

static Numeric
ratio(i128 a, i128 b)
{
	Numeric		quotient = numeric_round_quotient(numeric_from_scaled(a, 0), numeric_from_scaled(b, 0),
												  QUOTIENT_SCALE);

	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, NumericGetDatum(quotient)));
}

/*
 * utilization(lease_summary) RETURNS numeric
 *
 * Quantity-hours let over quantity-hours available, as a fraction to 20 decimals;
 * overlaps are summed and nothing is clamped, so it can exceed 1.  0 where no lease
 * falls in the period; NULL if the summary knows no available quantity.
 */
PG_FUNCTION_INFO_V1(lease_summary_utilization);
Datum
lease_summary_utilization(PG_FUNCTION_ARGS)
{
	const LeaseSummary *s = argument(fcinfo, 0);

	if (s->available == 0)
		PG_RETURN_NULL();
	require_one_unit(s->terms);
	PG_RETURN_NUMERIC(ratio(words128_get(&s->quantity_time), available_time(s)));
}

/*
 * revenue_per_available_hour(lease_summary) RETURNS rent_rate
 *
 * Revenue over quantity-hours available, rounded half away from zero to 8 decimals; NULL
 * as revenue(), and if the summary knows no available quantity.
 */
PG_FUNCTION_INFO_V1(lease_summary_per_available_hour);
Datum
lease_summary_per_available_hour(PG_FUNCTION_ARGS)
{
	const LeaseSummary *s = argument(fcinfo, 0);

	if (!has_rate(s) || s->available == 0)
		PG_RETURN_NULL();
	PG_RETURN_RENT_RATE_P(rate_per_hour(s, available_time(s)));
}

/* Cards are not let out of servers, nor fp16 out of fp8; currency and tax do not matter. */
static void
require_same_unit(const LeaseSummary *leased, const LeaseSummary *available)
{
	RateTerms	a;
	RateTerms	b;

	require_one_unit(leased->terms);
	require_one_unit(available->terms);
	rate_terms_unpack(leased->terms, &a);
	rate_terms_unpack(available->terms, &b);
	if (leased->terms != 0 && available->terms != 0 && (a.unit != b.unit || a.format != b.format))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("leases in \"%s\" cannot be compared with what is available in \"%s\"",
						summary_terms_string(leased->terms), summary_terms_string(available->terms)),
				 errdetail("Both must count the same unit, in the same number format.")));
}

/*
 * utilization(leased lease_summary, available lease_summary) RETURNS numeric
 *
 * Quantity-hours of one over those of the other, for a fleet that changes: summarise
 * what there was, from when to when, as leases are.  NULL where there are none available;
 * 22023 for unlike units.
 */
PG_FUNCTION_INFO_V1(lease_summary_utilization_of);
Datum
lease_summary_utilization_of(PG_FUNCTION_ARGS)
{
	const LeaseSummary *leased = argument(fcinfo, 0);
	const LeaseSummary *available = argument(fcinfo, 1);

	require_same_unit(leased, available);
	if (words128_get(&available->quantity_time) == 0)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(ratio(words128_get(&leased->quantity_time), words128_get(&available->quantity_time)));
}

/*
 * revenue_per_available_hour(leased lease_summary, available lease_summary) RETURNS rent_rate
 *
 * Revenue of one over quantity-hours of the other; NULL as revenue(), and where there are
 * none available.
 */
PG_FUNCTION_INFO_V1(lease_summary_per_available_hour_of);
Datum
lease_summary_per_available_hour_of(PG_FUNCTION_ARGS)
{
	const LeaseSummary *leased = argument(fcinfo, 0);
	const LeaseSummary *available = argument(fcinfo, 1);

	require_same_unit(leased, available);
	if (!has_rate(leased) || words128_get(&available->quantity_time) == 0)
		PG_RETURN_NULL();
	PG_RETURN_RENT_RATE_P(rate_per_hour(leased, words128_get(&available->quantity_time)));
}
