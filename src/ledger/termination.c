/*
 * termination.c
 *		A lease that ends early: what is still owed, what is given back.
 */
#include "base/gpurent.h"

#include "access/htup_details.h"
#include "base/amounts.h"
#include "base/rows.h"
#include "rent/billing.h"
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
	SCALE
}			TerminationArgument;

/* Gross rent of the lease until an instant, rounded as bills are. */
static i128
rent_until(TermsMemory *memory, const Quantity *quantity, const Span *during, int64 ended, TimeZone *zone,
		   const Proration *proration, const RateTax * tax, int scale)
{
	TermsLease	lease;
	Span		let = {.lower = during->lower, .upper = ended, .empty = during->empty || ended == during->lower};

	terms_lease_init(&lease, memory, quantity, during, &let, zone, proration);
	return gross_of_amount(tax, amount_posted(terms_lease_rent(&lease), scale));
}

/* "2024-04-01 00:00:00Z", whatever DateStyle and TimeZone say. */
static char *
instant_text(TimestampTz instant)
{
	CivilDate	day = civil_from_days(local_days(instant));
	int64		seconds = local_time_of_day(instant) / USEC_PER_SECOND;

	if (TIMESTAMP_NOT_FINITE(instant))
		return pstrdup(TIMESTAMP_IS_NOBEGIN(instant) ? "-infinity" : "infinity");
	return psprintf(INT64_FORMAT "-%02d-%02d %02d:%02d:%02dZ", day.year, day.month, day.day,
					(int) (seconds / 3600), (int) (seconds / 60 % 60), (int) (seconds % 60));
}

/* The first instant not let; 22023 outside the lease, which may have no end. */
static int64
ended_argument(FunctionCallInfo fcinfo, const Span *during)
{
	TimestampTz ended = PG_GETARG_TIMESTAMPTZ(ENDED_AT);

	if (during->lower == PG_INT64_MIN && !during->empty)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease without a start cannot end early")));
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
		{BILLED, "billed"}, {RECEIVED, "received"}, {ACCRUED, "accrued"}, {DEPOSIT, "deposit"}, {FEE, "fee"}
	};
	TermsMemory memory = {0};
	TupleDesc	columns;
	Quantity	quantity;
	Span		during;
	RateTax		tax;
	int64		ended;
	int			scale;
	i128		rent;
	i128		billed;
	i128		received;
	i128		accrued;
	i128		deposit;
	i128		fee;
	i128		owed;
	i128		applied;
	i128		amounts[8];
	Datum		values[lengthof(amounts)];
	bool		nulls[lengthof(amounts)] = {false};

	for (int i = 0; i < lengthof(with_default); i++)
		reject_null(fcinfo, with_default[i].argument, with_default[i].name);
	if (PG_ARGISNULL(TERMS) || PG_ARGISNULL(QUANTITY) || PG_ARGISNULL(DURING) || PG_ARGISNULL(ENDED_AT))
		PG_RETURN_NULL();
	terms_read(&memory, PG_GETARG_DATUM(TERMS));
	quantity = read_quantity(PG_GETARG_DATUM(QUANTITY));
	during = span_from_tstzrange(PG_GETARG_DATUM(DURING));
	ended = ended_argument(fcinfo, &during);
	scale = PG_ARGISNULL(SCALE) ? rent_rate_decimals(&memory.terms.rate) : int32_argument(fcinfo, SCALE, "scale");
	require_scale(scale, 0);
	tax = rate_tax(&memory.terms.rate);
	rent = rent_until(&memory, &quantity, &during, ended, terms_zone(&memory, fcinfo, ZONE), terms_proration(&memory, fcinfo, PRORATION), &tax, scale);
	billed = amount_posted(amount_argument(fcinfo, BILLED, "billed"), scale);
	received = amount_posted(nonnegative_amount_argument(fcinfo, RECEIVED, "received"), scale);
	accrued = amount_posted(amount_argument(fcinfo, ACCRUED, "accrued"), scale);
	deposit = amount_posted(nonnegative_amount_argument(fcinfo, DEPOSIT, "deposit"), scale);
	fee = amount_posted(nonnegative_amount_argument(fcinfo, FEE, "fee"), scale);

	owed = rent + fee - received;
	applied = Min(deposit, Max(owed, 0));
	amounts[0] = rent;
	amounts[1] = Max(billed - rent, 0);
	amounts[2] = Max(rent - billed, 0) + fee;
	amounts[3] = applied;
	amounts[4] = deposit - applied;
	amounts[5] = Max(owed, 0) - applied;
	amounts[6] = Max(-owed, 0);
	/* the fee is gross, and taxed as the rent is */
	amounts[7] = (tax.basis == TAX_EXCLUDED ? net_of_amount(&(RateTax) {TAX_INCLUDED, tax.rate}, fee) : net_of_amount(&tax, fee)) - accrued;
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
 *		zone text DEFAULT NULL, proration text DEFAULT NULL, scale int8 DEFAULT NULL)
 *		RETURNS (rent_due, credit_note, still_to_bill, deposit_applied, deposit_refund, balance_due,
 *				 refund, income_effect, all numeric)
 *
 * A lease that ends early, at the first instant not let.  Rent due, billed, received, deposit and
 * fee are gross; accrued and income_effect net: the fee, net, less accrued rent that is written
 * off.  A credit note takes back what was billed ahead; what is still to bill includes the fee.
 *
 * NULL for NULL terms, quantity, during or ended_at; 22023 for an end outside the lease and for
 * negative receipts, deposits and fees; 22004 for NULL where there is a default of 0; otherwise as rent().
 */
/* termination_numeric, termination_float8, termination_p_capacity */
FUNCTIONS_OF_FULL_QUANTITY(termination);
