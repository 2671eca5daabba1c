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
#include "rent/billing.h"
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

RateTax
rate_tax(const RentRate *rate)
{
	RateTerms	terms;

	rate_terms_unpack(rate->terms, &terms);
	return (RateTax) {terms.tax_basis, terms.tax_rate};
}

i128
tax_of_amount(const RateTax *tax, i128 amount)
{
	if (tax->basis == TAX_INCLUDED)
		return amount - part_of(amount, TAX_RATE_MAX, TAX_RATE_MAX + tax->rate);
	return tax->basis == TAX_EXCLUDED ? part_of(amount, tax->rate, TAX_RATE_MAX) : 0;
}

/* ---- one bill after the other ---------------------------------------------------------------- */

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

void
reject_bills_nulls(FunctionCallInfo fcinfo)
{
	reject_null(fcinfo, BILLS_STEP, "step");
	reject_null(fcinfo, BILLS_DUE, "due");
	reject_null(fcinfo, BILLS_DUE_DAYS, "due_days");
	reject_null(fcinfo, BILLS_CUT, "cut");
}

bool
bills_open(Bills *bills, FunctionCallInfo fcinfo, QuantityReader read_quantity, int scale_argument)
{
	static const char *const dues[] = {"advance", "arrears", NULL};
	Quantity	quantity;
	Span		during;
	int			step;
	bool		anniversaries;

	terms_read(&bills->memory, PG_GETARG_DATUM(BILLS_TERMS));
	quantity = read_quantity(PG_GETARG_DATUM(BILLS_QUANTITY));
	during = span_from_tstzrange(PG_GETARG_DATUM(BILLS_DURING));
	step = period_argument(PG_GETARG_TEXT_PP(BILLS_STEP), "step");
	bills->arrears = choice_argument(PG_GETARG_TEXT_PP(BILLS_DUE), "due", dues) == 1;
	bills->due_days = int32_argument(fcinfo, BILLS_DUE_DAYS, "due_days");
	if (bills->due_days < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("due_days %d is below zero", bills->due_days),
				 errdetail("An invoice is due on its date or later."),
				 errhint("For what is to be paid before a period begins, bill the period before it in arrears.")));
	anniversaries = cut_argument(PG_GETARG_TEXT_PP(BILLS_CUT));
	bills->scale = PG_ARGISNULL(scale_argument) ? rent_rate_decimals(&bills->memory.terms.rate) : int32_argument(fcinfo, scale_argument, "scale");
	require_scale(bills->scale, -ACCRUED_SCALE);

	require_end(&during, "schedule");
	terms_lease_init(&bills->lease, &bills->memory, &quantity, &during, NULL,
					 terms_zone(&bills->memory, fcinfo, BILLS_ZONE), terms_proration(&bills->memory, fcinfo, BILLS_PRORATION));
	return bills_begin(bills, step, anniversaries);
}

bool
bills_begin(Bills *bills, int step, bool anniversaries)
{
	bills->tax = rate_tax(&bills->memory.terms.rate);
	if (bills->lease.lease.from == bills->lease.lease.to)
		return false;
	schedule_lines_init(&bills->lines, &bills->lease.lease, step, anniversaries);
	terms_cumulative_open(&bills->cumulative, &bills->lease, false);
	return true;
}

bool
tax_rounding_argument(const text *name)
{
	static const char *const roundings[] = {"invoice", "cumulative", NULL};

	return choice_argument(name, "tax_rounding", roundings) == 1;
}

bool
bills_next(Bills *bills, Invoice *invoice)
{
	TimeZone   *zone = bills->lines.zone;
	i128		before = bills->amount;
	i128		amount;
	i128		tax_of_all;

	if (!schedule_next_line(&bills->lines, &invoice->from, &invoice->to))
		return false;
	terms_cumulative_advance(&bills->cumulative, invoice->to);
	bills->amount = div_round_i128(terms_amount(&bills->cumulative, &bills->cumulative.due),
								   (i128) power_of_ten(ACCRUED_SCALE - bills->scale));
	amount = amount_minus(bills->amount, before);
	tax_of_all = tax_of_amount(&bills->tax, bills->amount);
	invoice->tax = bills->tax_of_all ? tax_of_all - bills->taxed : tax_of_amount(&bills->tax, amount);
	bills->taxed += invoice->tax;

	invoice->number = ++bills->invoice;
	invoice->date = bills->arrears ? date_before(zone, invoice->to) : date_from(zone, invoice->from);
	invoice->due_date = due_date(invoice->date, bills->due_days);
	invoice->net = bills->tax.basis == TAX_INCLUDED ? amount - invoice->tax : amount;
	invoice->gross = bills->tax.basis == TAX_INCLUDED ? amount : amount_plus(amount, invoice->tax);
	invoice->tax_difference = tax_of_all - bills->taxed;
	invoice->last = bills->lines.at >= bills->lines.to;
	return true;
}

/* ---- billing_schedule --------------------------------------------------------------------- */

static bool
billing_next(void *argument, Datum *values, bool *nulls)
{
	Bills	   *bills = argument;
	Invoice		invoice;

	if (!bills_next(bills, &invoice))
		return false;
	values[0] = Int32GetDatum(invoice.number);
	values[1] = TimestampTzGetDatum(invoice.from);
	values[2] = TimestampTzGetDatum(invoice.to);
	values[3] = DateADTGetDatum(invoice.date);
	values[4] = DateADTGetDatum(invoice.due_date);
	values[5] = NumericGetDatum(numeric_posted(invoice.net, bills->scale));
	values[7] = NumericGetDatum(numeric_posted(invoice.gross, bills->scale));
	nulls[6] = nulls[8] = bills->tax.basis == TAX_UNSAID;
	if (!nulls[6])
	{
		values[6] = NumericGetDatum(numeric_posted(invoice.tax, bills->scale));
		values[8] = NumericGetDatum(numeric_posted(invoice.tax_difference, bills->scale));
	}
	return true;
}

static bool
billing_begin(FunctionCallInfo fcinfo, QuantityReader read_quantity, RowSource *source)
{
	Bills	   *bills;
	bool		any;

	reject_bills_nulls(fcinfo);
	reject_null(fcinfo, 9, "tax_rounding");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return false;
	bills = palloc_wide(sizeof(Bills));
	any = bills_open(bills, fcinfo, read_quantity, 10);
	bills->tax_of_all = tax_rounding_argument(PG_GETARG_TEXT_PP(9));
	if (!any)
		return false;
	source->next = billing_next;
	source->state = bills;
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
/* billing_schedule_numeric, billing_schedule_float8, billing_schedule_p_capacity, billing_schedule_text */
ROWS_OF_FULL_QUANTITIES(billing_schedule, billing_begin);
