/*
 * billing.c
 *		Bills of a lease on terms: invoices in advance or in arrears, with their tax.
 */
#include "base/gpurent.h"

#include "common/int.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "base/messages.h"
#include "base/numbers.h"
#include "base/rows.h"
#include "base/zone.h"
#include "rent/income.h"
#include "rent/terms_lease.h"
#include "values/rent_rate.h"

/* ---- tax ------------------------------------------------------------------------------- */

/* round(amount * num / den), half away from zero, of amounts in 10^-scale. */
static i128
part_of(i128 amount, int64 num, int64 den)
{
	i128		product;

	if (__builtin_mul_overflow(amount, (i128) num, &product))
		check_accrual(ACCRUAL_OVERFLOW);
	return div_round_i128(product, den);
}

typedef struct TaxTerms
{
	int			basis;			/* TaxBasis */
	int64		rate;			/* in TAX_RATE_MAXths */
} TaxTerms;

/* The tax in an amount, or on one, as the rate's basis is. */
static i128
tax_of(const TaxTerms *tax, i128 amount)
{
	if (tax->basis == TAX_INCLUDED)
		return amount - part_of(amount, TAX_RATE_MAX, TAX_RATE_MAX + tax->rate);
	return tax->basis == TAX_EXCLUDED ? part_of(amount, tax->rate, TAX_RATE_MAX) : 0;
}

/* ---- billing_schedule --------------------------------------------------------------------- */

typedef struct BillingState
{
	TermsMemory memory;
	TermsLease	lease;
	TermsCumulative cumulative;
	ScheduleLines lines;
	TaxTerms	tax;
	bool		arrears;
	bool		tax_of_all;		/* tax_rounding is cumulative */
	int			due_days;
	int			scale;
	int			invoice;
	i128		amount;			/* of all invoices so far, on the rate's basis */
	i128		taxed;			/* their taxes */
} BillingState;

static int32
due_date(int32 invoice_date, int32 days)
{
	int32		result;

	if (pg_add_s32_overflow(invoice_date, days, &result) || !IS_VALID_DATE(result))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range"),
				 errhint("Take fewer due_days than %d.", days)));
	return result;
}

static bool
billing_next(void *argument, Datum *values, bool *nulls)
{
	BillingState *state = argument;
	TimeZone   *zone = state->lines.zone;
	i128		before = state->amount;
	i128		amount;
	i128		tax;
	i128		tax_of_all;
	int64		from;
	int64		to;
	int32		date;

	if (!schedule_next_line(&state->lines, &from, &to))
		return false;
	terms_cumulative_advance(&state->cumulative, to);
	state->amount = div_round_i128(terms_amount(&state->cumulative, &state->cumulative.due),
								   (i128) power_of_ten(ACCRUED_SCALE - state->scale));
	amount = state->amount - before;
	tax_of_all = tax_of(&state->tax, state->amount);
	tax = state->tax_of_all ? tax_of_all - state->taxed : tax_of(&state->tax, amount);
	state->taxed += tax;
	date = state->arrears ? date_before(zone, to) : (int32) local_days(zone_to_local(zone, from));

	values[0] = Int32GetDatum(++state->invoice);
	values[1] = TimestampTzGetDatum(from);
	values[2] = TimestampTzGetDatum(to);
	values[3] = DateADTGetDatum(date);
	values[4] = DateADTGetDatum(due_date(date, state->due_days));
	values[5] = NumericGetDatum(numeric_posted(state->tax.basis == TAX_INCLUDED ? amount - tax : amount, state->scale));
	values[7] = NumericGetDatum(numeric_posted(state->tax.basis == TAX_INCLUDED ? amount : amount + tax, state->scale));
	nulls[6] = nulls[8] = state->tax.basis == TAX_UNSAID;
	if (!nulls[6])
	{
		values[6] = NumericGetDatum(numeric_posted(tax, state->scale));
		values[8] = NumericGetDatum(numeric_posted(tax_of_all - state->taxed, state->scale));
	}
	return true;
}

static bool
billing_begin(FunctionCallInfo fcinfo, QuantityReader read_quantity, RowSource *source)
{
	static const char *const dues[] = {"advance", "arrears", NULL};
	static const char *const roundings[] = {"invoice", "cumulative", NULL};
	BillingState *state;
	Quantity	quantity;
	Span		during;
	RateTerms	terms;
	int			step;
	bool		anniversaries;

	reject_null(fcinfo, 3, "step");
	reject_null(fcinfo, 4, "due");
	reject_null(fcinfo, 5, "due_days");
	reject_null(fcinfo, 8, "cut");
	reject_null(fcinfo, 9, "tax_rounding");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return false;
	state = palloc_wide(sizeof(BillingState));
	terms_read(&state->memory, PG_GETARG_DATUM(0));
	quantity = read_quantity(PG_GETARG_DATUM(1));
	during = span_from_tstzrange(PG_GETARG_DATUM(2));
	step = period_argument(PG_GETARG_TEXT_PP(3), "step");
	state->arrears = choice_argument(PG_GETARG_TEXT_PP(4), "due", dues) == 1;
	state->due_days = int32_argument(fcinfo, 5, "due_days");
	if (state->due_days < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("due_days %d is below zero", state->due_days),
				 errdetail("An invoice is due on its date or later."),
				 errhint("For what is to be paid before a period begins, bill the period before it in arrears.")));
	anniversaries = cut_argument(PG_GETARG_TEXT_PP(8));
	state->tax_of_all = choice_argument(PG_GETARG_TEXT_PP(9), "tax_rounding", roundings) == 1;
	state->scale = PG_ARGISNULL(10) ? rent_rate_decimals(&state->memory.terms.rate) : int32_argument(fcinfo, 10, "scale");
	require_scale(state->scale, -ACCRUED_SCALE);

	require_end(&during, NULL, "schedule");
	terms_lease_init(&state->lease, &state->memory, &quantity, &during, NULL,
					 terms_zone(&state->memory, fcinfo, 6), terms_proration(&state->memory, fcinfo, 7));
	if (state->lease.lease.from == state->lease.lease.to)
		return false;
	rate_terms_unpack(state->memory.terms.rate.terms, &terms);
	state->tax = (TaxTerms) {terms.tax_basis, terms.tax_rate};
	schedule_lines_init(&state->lines, &state->lease.lease, step, anniversaries);
	terms_cumulative_open(&state->cumulative, &state->lease, false);
	source->next = billing_next;
	source->state = state;
	return true;
}

/*
 * billing_schedule(terms lease_terms, quantity numeric | float8 | p_capacity, during tstzrange,
 *		step text DEFAULT 'month', due text DEFAULT 'advance', due_days int8 DEFAULT 0,
 *		zone text DEFAULT NULL, proration text DEFAULT NULL, cut text DEFAULT 'calendar',
 *		tax_rounding text DEFAULT 'invoice', scale int8 DEFAULT NULL)
 *		RETURNS TABLE (invoice int4, period_start timestamptz, period_end timestamptz,
 *					   invoice_date date, due_date date, net numeric, tax numeric, gross numeric,
 *					   tax_difference numeric)
 *
 * An invoice a step, dated the first day of its period in advance and the last in arrears, in the zone.
 * The amount on the rate's tax basis is a difference of round(C(t)), so that bills sum to the rounded
 * whole; the other one has each invoice's own tax, or with tax_rounding 'cumulative' the tax of all so far
 * less the taxes so far.  tax_difference is the tax of all so far, taken at once, less the taxes so far.
 * A rate that says no tax: net = gross, tax NULL.
 *
 * No rows for NULL terms, quantity or during; 22004 for another NULL but zone, proration and scale; 22023
 * for due_days below 0 and a due, cut or tax_rounding that there is not; otherwise as rent_schedule().
 */
/* billing_schedule_numeric, billing_schedule_float8, billing_schedule_p_capacity */
#define BILLING_SCHEDULE(kind) \
	static bool \
	billing_begin_##kind(FunctionCallInfo fcinfo, RowSource *source) \
	{ \
		return billing_begin(fcinfo, full_quantity_from_##kind, source); \
	} \
	PG_FUNCTION_INFO_V1(billing_schedule_##kind); \
	Datum billing_schedule_##kind(PG_FUNCTION_ARGS) { return rows_one_by_one(fcinfo, billing_begin_##kind); } \
	struct semicolon_eater

BILLING_SCHEDULE(numeric);
BILLING_SCHEDULE(float8);
BILLING_SCHEDULE(p_capacity);
