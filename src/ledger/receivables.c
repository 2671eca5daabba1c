/*
 * receivables.c
 *		What customers owe: by age, by when it is due, what their receipts pay, and where a
 *		contract stands.
 */
#include "base/gpurent.h"

#include "access/htup_details.h"
#include "base/amounts.h"
#include "base/dates.h"
#include "base/rows.h"
#include "catalog/pg_type_d.h"
#include "core/time/calendar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

/* ---- by age --------------------------------------------------------------------------------- */

/* "1 year 2 months", "30 days", "12 hours", whatever IntervalStyle says. */
static char *
edge_text(const Interval *edge)
{
	const struct
	{
		int64		n;
		const char *unit;
	}			part[] = {
		{edge->month / 12, "year"}, {edge->month % 12, "month"}, {edge->day, "day"},
		{edge->time / USECS_PER_HOUR, "hour"}, {edge->time % USECS_PER_HOUR / USECS_PER_MINUTE, "minute"},
		{edge->time % USECS_PER_MINUTE / USECS_PER_SEC, "second"}, {edge->time % USECS_PER_SEC, "microsecond"}
	};
	StringInfoData text;

	if (interval_is_infinite(edge))
		return edge->month < 0 ? "-infinity" : "infinity";
	initStringInfo(&text);
	for (int i = 0; i < lengthof(part); i++)
		if (part[i].n != 0)
			appendStringInfo(&text, "%s" INT64_FORMAT " %s%s", text.len > 0 ? " " : "", part[i].n, part[i].unit,
							 part[i].n == 1 || part[i].n == -1 ? "" : "s");
	return text.len > 0 ? text.data : "0 days";
}

/* Whole days and months, more than none, and more than those of the edge before; 22023 otherwise. */
static void
check_edge(const Interval *edge, const Interval *before)
{
	if (interval_is_infinite(edge) || edge->time != 0 || edge->month < 0 || edge->day < 0 || (edge->month == 0 && edge->day == 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("edge %s is not a number of whole days or months above 0", edge_text(edge)),
				 errhint("Write '{30 days,60 days}' or '{1 year,2 years}'.")));
	if (before != NULL && !DatumGetBool(DirectFunctionCall2(interval_lt, IntervalPGetDatum(before), IntervalPGetDatum(edge))))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("edges do not rise: %s after %s", edge_text(edge), edge_text(before)),
				 errdetail("A month counts as 30 days where edges are compared."),
				 errhint("Write each edge once, the shortest first.")));
}

/*
 * aging_bucket(since date, at date, edges interval[] DEFAULT '{30 days,60 days,90 days}')
 *		RETURNS int4
 *
 * How old what has been open since a day is at the close of another: 0 for not past that
 * day, 1 up to and with the first edge after it, 2 up to and with the second, and one more
 * than there are edges beyond the last.  A month after the 31st is the month's last day.  Where months and
 * days are mixed a later edge can come first (2 months and 61 days after the 1st of July): the first
 * edge in the list that has not gone by holds.
 *
 * NULL for a NULL since or at; 22023 for edges that are not whole days or months or do not rise;
 * 22004 for NULL edges, or a NULL among them.
 */
PG_FUNCTION_INFO_V1(aging_bucket);
Datum
aging_bucket(PG_FUNCTION_ARGS)
{
	DateADT		since;
	DateADT		at;
	ArrayType  *edges;
	Datum	   *edge;
	bool	   *null;
	int			n;
	int			bucket = 0;
	bool		open;			/* no edge has held so far */

	reject_null(fcinfo, 2, "edges");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	since = PG_GETARG_DATEADT(0);
	at = PG_GETARG_DATEADT(1);
	edges = PG_GETARG_ARRAYTYPE_P(2);
	if (ARR_NDIM(edges) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("edges must be a one-dimensional array, but has %d dimensions", ARR_NDIM(edges)),
				 errhint("Write '{30 days,60 days}'.")));
	deconstruct_array(edges, INTERVALOID, sizeof(Interval), false, TYPALIGN_DOUBLE, &edge, &null, &n);

	open = at > since;
	if (open)
		bucket = 1;
	for (int i = 0; i < n; i++)
	{
		const Interval *length = DatumGetIntervalP(edge[i]);

		if (null[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("element %d of edges is null", i + 1),
					 errhint("Leave it out of the array.")));
		check_edge(length, i > 0 ? DatumGetIntervalP(edge[i - 1]) : NULL);
		if ((i & 1023) == 0)
			CHECK_FOR_INTERRUPTS();
		/* from the beginning of time it is older than any edge */
		if (open && !DATE_IS_NOBEGIN(since) && at <= days_add_months(since, length->month) + length->day)
			open = false;
		if (open)
			bucket = i + 2;
	}
	PG_RETURN_INT32(bucket);
}

#define MATURITY_YEARS_MAX	1000

/*
 * maturity_bucket(due_date date, at date, years int8 DEFAULT 5) RETURNS int4
 *
 * In which year after the close of a day an amount falls due: 0 for due already, 1 to "years",
 * and years + 1 for thereafter (IFRS 16.94 and 97, ASC 842-30-50-6, CAS 21 art. 57-58).  A year
 * ends with the same day of the next, the 29th of February with the 28th.
 *
 * NULL for a NULL due_date or at; 22023 for years outside 1 .. 1000; 22004 for NULL years.
 */
PG_FUNCTION_INFO_V1(maturity_bucket);
Datum
maturity_bucket(PG_FUNCTION_ARGS)
{
	DateADT		due;
	DateADT		at;
	int32		years;
	int32		bucket;

	reject_null(fcinfo, 2, "years");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	due = PG_GETARG_DATEADT(0);
	at = PG_GETARG_DATEADT(1);
	years = int32_argument(fcinfo, 2, "years");
	if (years < 1 || years > MATURITY_YEARS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("years %d is outside 1 .. %d", years, MATURITY_YEARS_MAX),
				 errhint("Write 5 for the next five years and thereafter.")));

	if (due <= at)
		PG_RETURN_INT32(0);
	if (DATE_NOT_FINITE(at) || DATE_NOT_FINITE(due))
		PG_RETURN_INT32(years + 1);
	for (bucket = 1; bucket <= years && due > days_add_months(at, 12 * (int64) bucket); bucket++)
		;
	PG_RETURN_INT32(bucket);
}

/* ---- what receipts pay ------------------------------------------------------------------------ */

typedef struct Claim
{
	DateADT		due;
	int32		n;				/* its place in the array */
} Claim;

#define ST_SORT sort_claims
#define ST_ELEMENT_TYPE Claim
#define ST_COMPARE(a, b) ((a)->due != (b)->due ? ((a)->due < (b)->due ? -1 : 1) : (a)->n < (b)->n ? -1 : (a)->n > (b)->n)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

typedef struct Receipts
{
	AmountArray amounts;
	Claim	   *claim;			/* the oldest first */
	i128		left;			/* of what was received and credited */
	int			next;
	bool		done;
} Receipts;

static bool
next_claim(void *state, Datum *values, bool *nulls)
{
	Receipts   *receipts = state;
	i128		amount = 0;
	i128		paid = receipts->left;

	if (receipts->done)
		return false;
	if (receipts->next < receipts->amounts.n)
	{
		const Claim *claim = &receipts->claim[receipts->next++];

		amount = receipts->amounts.amount[claim->n - 1];
		/* a credit note is used up: it is in what is left already */
		paid = Min(amount, receipts->left);
		if (amount > 0)
			receipts->left -= paid;
		values[0] = DateADTGetDatum(claim->due);
		values[1] = Int32GetDatum(claim->n);
	}
	else
	{
		/* what was paid too much, if anything was */
		receipts->done = true;
		if (receipts->left == 0)
			return false;
		nulls[0] = nulls[1] = true;
		values[0] = values[1] = (Datum) 0;
	}
	values[2] = exact_amount(amount);
	values[3] = exact_amount(paid);
	values[4] = exact_amount(amount - paid);
	return true;
}

static bool
allocate_receipts_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	Receipts   *receipts = palloc_wide(sizeof(Receipts));
	ArrayArgument due;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return false;
	receipts->left = nonnegative_amount_argument(fcinfo, 2, "received");
	receipts->amounts = amount_array_argument(fcinfo, 1, "amounts", ANY_AMOUNT);
	due = array_argument(PG_GETARG_DATUM(0), DATEOID, "due_date", "Leave the claim out of both arrays.");
	require_same_length(due.n, "due dates", receipts->amounts.n, "amounts");

	receipts->claim = palloc(Max(due.n, 1) * sizeof(Claim));
	for (int i = 0; i < due.n; i++)
	{
		receipts->claim[i] = (Claim) {DatumGetDateADT(due.element[i]), i + 1};
		if (receipts->amounts.amount[i] < 0)
			receipts->left -= receipts->amounts.amount[i];
	}
	sort_claims(receipts->claim, due.n);

	source->next = next_claim;
	source->state = receipts;
	return true;
}

/*
 * allocate_receipts(due_date date[], amounts numeric[], received numeric)
 *		RETURNS TABLE (due_date date, n int4, amount numeric, paid numeric, open numeric)
 *
 * What has been received pays the oldest claims first, n being their place in the arrays, and
 * of one day the first.  Credit notes (amounts below 0) pay too, and are used up.  What was
 * paid too much is a last row without a date, open below 0.  So paid sums to what was received,
 * and open to what is owed less that.
 *
 * No row for a NULL argument; 22023 for received below 0; 2202E for arrays that differ in
 * length; 22004 for a NULL in one.
 */
PG_FUNCTION_INFO_V1(allocate_receipts);
Datum
allocate_receipts(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, allocate_receipts_begin);
}

/* ---- where a contract stands ---------------------------------------------------------------------- */

/*
 * contract_position(earned numeric, billed numeric, received numeric)
 *		RETURNS (accrued_income numeric, deferred_income numeric, receivable numeric,
 *				 customer_advance numeric)
 *
 * Earned ahead of billing or billed ahead of it, owed by the customer or paid ahead: of each
 * two one is 0.  All three amounts are on one tax basis.  NULL for a NULL argument.
 */
PG_FUNCTION_INFO_V1(contract_position);
Datum
contract_position(PG_FUNCTION_ARGS)
{
	TupleDesc	columns;
	i128		earned = amount_argument(fcinfo, 0, "earned");
	i128		billed = amount_argument(fcinfo, 1, "billed");
	i128		received = amount_argument(fcinfo, 2, "received");
	Datum		values[4];
	bool		nulls[4] = {false};

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	values[0] = exact_amount(Max(earned - billed, 0));
	values[1] = exact_amount(Max(billed - earned, 0));
	values[2] = exact_amount(Max(billed - received, 0));
	values[3] = exact_amount(Max(received - billed, 0));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns), values, nulls)));
}
