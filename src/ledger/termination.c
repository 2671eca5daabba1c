/*
 * termination.c
 *		A lease that ends early: what is still owed, what is given back.
 */
#include "base/gpurent.h"

#include "access/htup_details.h"
#include "base/amounts.h"
#include "base/dates.h"
#include "base/rows.h"
#include "miscadmin.h"
#include "rent/billing.h"
#include "rent/income.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "values/rent_rate.h"

typedef enum TerminationArgument
{
	TERMS,
	QUANTITY,
	DURING,
	ENDED_AT,
	BILLED,
	RECEIVED,
	ACCRUED,
	DEPOSIT,
	FEE,
	ZONE,
	PRORATION,
	SCALE,
	STEP,
	CUT,
	TAX_ROUNDING
} TerminationArgument;

/* The lease that ends, and what its rows are worked out with. */
typedef struct EndedLease
{
	Bills		bills;			/* their memory and scale, and the lease until its end */
	Quantity	quantity;
	Span		during;
	int64		ended;
	TimeZone   *zone;
	const Proration *proration;
} EndedLease;

static void
init_part(EndedLease *ended, TermsLease *lease, int64 until)
{
	Span		let = {.lower = ended->during.lower, .upper = until, .empty = until <= ended->during.lower};

	terms_lease_init(lease, &ended->bills.memory, &ended->quantity, &ended->during, &let, ended->zone, ended->proration);
}

/*
 * What the bills until the end come to, as they were sent, each with its own tax: gross, and *tax_billed of it.
 * Only taxes that are rounded bill by bill depend on where one bill ends and the next begins.
 */
static i128
rent_billed(EndedLease *ended, const RateTax *tax, int step, bool anniversaries, i128 *tax_billed)
{
	Invoice		invoice;
	i128		gross = 0;

	*tax_billed = 0;
	init_part(ended, &ended->bills.lease, ended->ended);
	if (tax->basis == TAX_UNSAID || ended->bills.tax_of_all)
	{
		i128		amount = amount_posted(terms_lease_rent(&ended->bills.lease), ended->bills.scale);

		*tax_billed = tax_of_amount(tax, amount);
		return tax->basis == TAX_EXCLUDED ? amount + *tax_billed : amount;
	}
	if (!bills_begin(&ended->bills, step, anniversaries))
		return 0;
	while (bills_next(&ended->bills, &invoice))
	{
		CHECK_FOR_INTERRUPTS();
		gross += invoice.gross;
		*tax_billed += invoice.tax;
	}
	return gross;
}

/*
 * Income to the close of the last day let, which is that day's accrued rent and its net rent,
 * rounded as income_schedule() does it.
 */
static i128
income_until(EndedLease *ended, i128 accrued)
{
	TermsLease	lease;
	TermsCumulative net;
	int64		close = close_of_day(ended->zone, date_before(ended->zone, ended->ended));
	i128		rent_at_close = 0;

	/* without an end no income is even, and none is counted by days */
	close = ended->during.upper == PG_INT64_MAX ? ended->ended : Min(close, ended->during.upper);
	init_part(ended, &lease, close);
	if (lease.lease.from < lease.lease.to)
	{
		net_cumulative_open(&net, &lease, false);
		terms_cumulative_advance(&net, close);
		rent_at_close = terms_amount(&net, &net.due);
	}
	return amount_posted(accrued + rent_at_close, ended->bills.scale);
}

/* "2024-04-01 00:00:00Z", whatever DateStyle and TimeZone say; with microseconds if there are any. */
static char *
instant_text(TimestampTz instant)
{
	StringInfoData out;

	if (TIMESTAMP_NOT_FINITE(instant))
		return pstrdup(TIMESTAMP_IS_NOBEGIN(instant) ? "-infinity" : "infinity");
	initStringInfo(&out);
	appendStringInfo(&out, "%s ", date_as_iso((DateADT) local_days(instant)));
	append_time_of_day(&out, local_time_of_day(instant));
	appendStringInfoChar(&out, 'Z');
	return out.data;
}

/* The tax in a gross amount of 10^-scale; 22003, which names it, where its product with a rate is too long. */
static i128
tax_in_argument(FunctionCallInfo fcinfo, int argument, const char *what, const RateTax *tax, i128 amount)
{
	i128		product;

	if (tax->basis == TAX_UNSAID)
		return 0;
	if (__builtin_mul_overflow(amount, (i128) TAX_RATE_MAX, &product))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s %s is out of range", what, shown_argument(fcinfo, argument)),
				 errdetail("The tax in it cannot be told to so many decimals."),
				 errhint("Take a smaller scale.")));
	return tax_of_amount(&(RateTax) {TAX_INCLUDED, tax->rate}, amount);
}

/* The first instant not let; 22023 outside the lease, which may have no end. */
static int64
ended_argument(FunctionCallInfo fcinfo, const Span *during)
{
	TimestampTz ended = PG_GETARG_TIMESTAMPTZ(ENDED_AT);

	if (during->lower == PG_INT64_MIN && !during->empty)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease without a start cannot end early"),
				 errhint("Give during the lease's first instant: its periods are counted from there.")));
	if (during->empty || ended < during->lower || ended > during->upper || TIMESTAMP_NOT_FINITE(ended))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("ended_at %s lies outside the lease", instant_text(ended)),
				 errdetail("It is the first instant not let: from the lease's start to its end."),
				 errhint("For a lease that has run to its end nothing ends early.")));
	return ended;
}

static Datum
termination(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	static const struct
	{
		int			argument;
		const char *name;
	}			with_default[] = {
		{BILLED, "billed"}, {RECEIVED, "received"}, {ACCRUED, "accrued"}, {DEPOSIT, "deposit"}, {FEE, "fee"},
		{STEP, "step"}, {CUT, "cut"}, {TAX_ROUNDING, "tax_rounding"}
	};
	EndedLease	lease = {0};
	RateTax		tax;
	TupleDesc	columns;
	int			step;
	bool		anniversaries;
	int			scale;
	i128		rent;
	i128		rent_tax;
	i128		billed;
	i128		received;
	i128		accrued;
	i128		deposit;
	i128		fee;
	i128		fee_tax;
	i128		owed;
	i128		applied;
	i128		amounts[10];
	Datum		values[lengthof(amounts)];
	bool		nulls[lengthof(amounts)] = {false};

	for (int i = 0; i < lengthof(with_default); i++)
		reject_null(fcinfo, with_default[i].argument, with_default[i].name);
	if (PG_ARGISNULL(TERMS) || PG_ARGISNULL(QUANTITY) || PG_ARGISNULL(DURING) || PG_ARGISNULL(ENDED_AT))
		PG_RETURN_NULL();
	terms_read(&lease.bills.memory, PG_GETARG_DATUM(TERMS));
	lease.quantity = read_quantity(PG_GETARG_DATUM(QUANTITY));
	lease.during = span_from_tstzrange(PG_GETARG_DATUM(DURING));
	lease.ended = ended_argument(fcinfo, &lease.during);
	lease.zone = terms_zone(&lease.bills.memory, fcinfo, ZONE);
	lease.proration = terms_proration(&lease.bills.memory, fcinfo, PRORATION);
	scale = PG_ARGISNULL(SCALE) ? rent_rate_decimals(&lease.bills.memory.terms.rate) : int32_argument(fcinfo, SCALE, "scale");
	require_money_scale(scale);
	lease.bills.scale = scale;
	step = period_argument(PG_GETARG_TEXT_PP(STEP), "step");
	anniversaries = cut_argument(PG_GETARG_TEXT_PP(CUT));
	lease.bills.tax_of_all = tax_rounding_argument(PG_GETARG_TEXT_PP(TAX_ROUNDING));
	tax = rate_tax(&lease.bills.memory.terms.rate);
	rent = rent_billed(&lease, &tax, step, anniversaries, &rent_tax);
	billed = amount_posted(nonnegative_amount_argument(fcinfo, BILLED, "billed"), scale);
	received = amount_posted(nonnegative_amount_argument(fcinfo, RECEIVED, "received"), scale);
	accrued = amount_argument(fcinfo, ACCRUED, "accrued");
	deposit = amount_posted(nonnegative_amount_argument(fcinfo, DEPOSIT, "deposit"), scale);
	fee = amount_posted(nonnegative_amount_argument(fcinfo, FEE, "fee"), scale);

	/* the fee is gross, and taxed as the rent is */
	fee_tax = tax_in_argument(fcinfo, FEE, "fee", &tax, fee);

	owed = rent + fee - received;
	applied = Min(deposit, Max(owed, 0));
	amounts[0] = rent;
	amounts[1] = Max(billed - rent, 0);
	amounts[2] = Max(rent - billed, 0) + fee;
	amounts[3] = applied;
	amounts[4] = deposit - applied;
	amounts[5] = Max(owed, 0) - applied;
	amounts[6] = Max(-owed, 0);
	amounts[7] = rent - rent_tax + fee - fee_tax - income_until(&lease, accrued);
	amounts[8] = rent_tax;
	amounts[9] = fee_tax;
	for (int i = 0; i < lengthof(amounts); i++)
		values[i] = NumericGetDatum(numeric_posted(amounts[i], scale));
	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns), values, nulls)));
}

/*
 * termination(terms lease_terms, quantity numeric | float8 | p_capacity, during tstzrange,
 *		ended_at timestamptz, billed numeric DEFAULT 0, received numeric DEFAULT 0,
 *		accrued numeric DEFAULT 0, deposit numeric DEFAULT 0, fee numeric DEFAULT 0,
 *		zone text DEFAULT NULL, proration text DEFAULT NULL, scale int8 DEFAULT NULL,
 *		step text DEFAULT 'month', cut text DEFAULT 'calendar', tax_rounding text DEFAULT 'invoice')
 *		RETURNS (rent_due, credit_note, still_to_bill, deposit_applied, deposit_refund, balance_due,
 *				 refund, income_effect, rent_due_tax, fee_tax, all numeric)
 *
 * A lease that ends early, at the first instant not let.  Rent due, billed, received, deposit and
 * fee are gross; accrued and income_effect net.  Rent due is what bills until then come to, by
 * "step", "cut" and "tax_rounding" as billing_schedule() takes them: taxes are rounded as they were, so a
 * lease that was billed and paid owes nothing.  A credit note takes back what was billed ahead; what is
 * still to bill includes the fee.
 *
 * accrued is accrued_rent() of the same lease at the close of the last day let, of one without an end
 * what the caller has accrued when it ends: income to date less net rent due, whatever was billed.
 * income_effect is the net of those bills and net fee less income to date, rounded as it is posted: what
 * brings the income of the lease to what it was let for.  rent_due_tax is the taxes of those bills; both
 * taxes are 0 where the rate says none.
 *
 * NULL for NULL terms, quantity, during or ended_at; 22023 for an end outside the lease and for
 * negative bills, receipts, deposits and fees; 22004 for NULL where there is another default; otherwise as
 * billing_schedule().
 */
/* termination_numeric, termination_p_capacity, termination_text */
FUNCTION_OF_FULL_QUANTITY(termination, numeric);
FUNCTION_OF_FULL_QUANTITY(termination, p_capacity);
FUNCTION_OF_FULL_QUANTITY(termination, text);

/* Of a float8, and so its amounts. */
PG_FUNCTION_INFO_V1(termination_float8);
Datum
termination_float8(PG_FUNCTION_ARGS)
{
	LOCAL_FCINFO(call, TAX_ROUNDING + 1);
	Datum		result;

	call_with_numerics(fcinfo, call, BILLED, FEE);
	result = termination(call, full_quantity_from_float8);
	fcinfo->isnull = call->isnull;
	return result;
}
