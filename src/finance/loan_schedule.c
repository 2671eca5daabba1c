/*
 * loan_schedule.c
 *		Loans and lease liabilities by payment date, to the cent.
 *
 * The schedule itself is in core/finance/loan.c.
 */
#include "base/gpurent.h"

#include "access/htup_details.h"
#include "base/amounts.h"
#include "base/arguments.h"
#include "base/dates.h"
#include "base/messages.h"
#include "base/numbers.h"
#include "base/rows.h"
#include "core/finance/loan.h"
#include "finance/day_count.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#define LOAN_PAYMENTS_MAX	10000000

/* Amounts are rounded from 34 digits: two are left for what a payment has besides. */
#define AMOUNT_DIGITS		32
#define AMOUNT_UNITS_MAX	((i128) power_of_ten(AMOUNT_DIGITS))

enum LoanArgument
{
	PRINCIPAL, RATE, NPER, START_DATE, STEP, METHOD, DUE, FIRST_DATE, DAY_COUNT, PAYMENT, BALLOON, GRACE, EVENTS, SCALE
};

/* ---- arguments ------------------------------------------------------------------------ */

/* Names of a table, for a hint. */
static char *
names_of(const char *(*name) (int i))
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; name(i) != NULL; i++)
		appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", name(i));
	return names.data;
}

pg_noreturn static void
refuse_name(const char *what, const text *name, const char *names)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s \"%s\" not recognized", what, clipped(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name))),
			 errhint("Write one of %s.", names)));
}

static int
step_argument(const text *name)
{
	int			months = loan_step_months(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));

	if (months == 0)
		refuse_name("step", name, names_of(loan_step_name));
	return months;
}

static LoanMethod
method_argument(const text *name)
{
	int			method = loan_method_lookup(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));

	if (method < 0)
		refuse_name("method", name, names_of(loan_method_name));
	return method;
}

static bool
text_is(const text *value, const char *name)
{
	return VARSIZE_ANY_EXHDR(value) == strlen(name) && memcmp(VARDATA_ANY(value), name, strlen(name)) == 0;
}

/* Are the payments due at the beginning of their periods? */
static bool
advance_argument(const text *due)
{
	if (text_is(due, "advance"))
		return true;
	if (!text_is(due, "arrears"))
		refuse_name("due", due, "arrears, advance");
	return false;
}

/* An amount of money of at least 0, rounded half away from zero to the decimals that are posted. */
static i128
money_argument(Datum value, int scale, const char *what)
{
	i128		amount;

	require_finite_amount(value, what);
	amount = numeric_to_amount(DirectFunctionCall2(numeric_round, value, Int32GetDatum(scale)), what) /
		(i128) power_of_ten(AMOUNT_SCALE - scale);
	if (amount < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is negative", what, DatumGetCString(DirectFunctionCall1(numeric_out, value))),
				 errdetail("Amounts of a loan are 0 or above, to the lender as to the borrower."),
				 errhint("Leave out the minus sign.")));
	if (amount > AMOUNT_UNITS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s %s is out of range", what, DatumGetCString(DirectFunctionCall1(numeric_out, value))),
				 errdetail("A schedule of %d decimals has room for amounts below 10^%d.", scale, AMOUNT_DIGITS - scale),
				 errhint("A smaller scale leaves room for a larger amount.")));
	return amount;
}

static Real
real_from_posted(i128 amount, int scale)
{
	return real_scale10(real_from_u128((u128) amount), -scale);
}

static void
poll_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

/* ---- events ---------------------------------------------------------------------------- */

#define EVENT_FIELDS	3		/* at, rate, repayment */

static int
compare_events(const void *a, const void *b)
{
	int64		x = ((const LoanEvent *) a)->at;
	int64		y = ((const LoanEvent *) b)->at;

	return x < y ? -1 : x > y;
}

/* In the order of time; two of one day are one event. */
static void
events_argument(Loan *loan, Datum array)
{
	ArrayType  *value = DatumGetArrayTypeP(array);
	Oid			type = ARR_ELEMTYPE(value);
	int16		length;
	bool		by_value;
	char		align;
	Datum	   *element;
	bool	   *null;
	int			n;
	LoanEvent  *event;
	TupleDesc	desc;
	int			kept = 0;

	get_typlenbyvalalign(type, &length, &by_value, &align);
	deconstruct_array(value, type, length, by_value, align, &element, &null, &n);
	event = palloc_wide(Max(n, 1) * sizeof(LoanEvent));
	memset(event, 0, n * sizeof(LoanEvent));
	desc = lookup_rowtype_tupdesc(type, -1);
	for (int i = 0; i < n; i++)
	{
		HeapTupleHeader header;
		HeapTupleData tuple;
		Datum		field[EVENT_FIELDS];
		bool		is_null[EVENT_FIELDS];

		if (null[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("element %d of events is null", i + 1),
					 errhint("Leave it out, as in array_agg(loan_event(...)) FILTER (WHERE at IS NOT NULL).")));
		header = DatumGetHeapTupleHeader(element[i]);
		tuple = (HeapTupleData) {.t_len = HeapTupleHeaderGetDatumLength(header), .t_data = header};
		heap_deform_tuple(&tuple, desc, field, is_null);
		if (is_null[0])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("event %d has no date", i + 1),
					 errhint("Leave it out, as in array_agg(loan_event(...)) FILTER (WHERE at IS NOT NULL).")));
		event[i].at = finite_date_argument(field[0], "the date of an event");
		if (event[i].at < loan->start)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("event of %s is before the loan's start, %s", date_as_iso(event[i].at), date_as_iso(loan->start)),
					 errhint("The rate from the start on is the argument \"rate\".")));
		if (is_null[1] && is_null[2])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("event of %s has neither a rate nor a repayment", date_as_iso(event[i].at)),
					 errhint("Write loan_event(at, rate => 0.048) or loan_event(at, repayment => 300000).")));
		if (!is_null[1])
		{
			event[i].has_rate = true;
			require_finite_amount(field[1], "rate of an event");
			event[i].rate = real_from_numeric(field[1], "rate of an event");
		}
		if (!is_null[2])
			event[i].repayment = money_argument(field[2], loan->scale, "repayment");
	}
	ReleaseTupleDesc(desc);

	qsort(event, n, sizeof(LoanEvent), compare_events);
	for (int i = 0; i < n; i++)
	{
		LoanEvent  *last = kept > 0 ? &event[kept - 1] : NULL;

		if (last == NULL || last->at != event[i].at)
		{
			event[kept++] = event[i];
			continue;
		}
		if (last->has_rate && event[i].has_rate)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("two rates from %s on", date_as_iso(last->at)),
					 errhint("A day has one rate.")));
		last->repayment += event[i].repayment;
		if (event[i].has_rate)
		{
			last->has_rate = true;
			last->rate = event[i].rate;
		}
	}
	loan->events = kept;
	loan->event = event;
}

/* ---- the schedule ------------------------------------------------------------------------ */

/* False if there is nothing to schedule. */
static bool
loan_argument(FunctionCallInfo fcinfo, Loan *loan)
{
	bool		advance;
	int64		last;

	reject_null(fcinfo, STEP, "step");
	reject_null(fcinfo, METHOD, "method");
	reject_null(fcinfo, DUE, "due");
	reject_null(fcinfo, DAY_COUNT, "day_count");
	reject_null(fcinfo, BALLOON, "balloon");
	reject_null(fcinfo, GRACE, "grace");
	reject_null(fcinfo, SCALE, "scale");
	if (PG_ARGISNULL(RATE) || PG_ARGISNULL(NPER) || PG_ARGISNULL(START_DATE) ||
		(PG_ARGISNULL(PRINCIPAL) && PG_ARGISNULL(PAYMENT)))
		return false;

	*loan = (Loan) {
		.scale = int32_argument(fcinfo, SCALE, "scale"),
		.nper = int32_argument(fcinfo, NPER, "nper"),
		.poll = poll_interrupts,
		.grace = int32_argument(fcinfo, GRACE, "grace"),
		.step = step_argument(PG_GETARG_TEXT_PP(STEP)),
		.method = method_argument(PG_GETARG_TEXT_PP(METHOD)),
		.start = finite_date_argument(PG_GETARG_DATUM(START_DATE), "start_date"),
		.given = !PG_ARGISNULL(PAYMENT),
	};
	require_scale(loan->scale, 0);
	require_finite_amount(PG_GETARG_DATUM(RATE), "rate");
	loan->rate = real_argument(fcinfo, RATE, "rate");
	if (!text_is(PG_GETARG_TEXT_PP(DAY_COUNT), "months"))
		loan->day_count = year_count_argument_beside(PG_GETARG_TEXT_PP(DAY_COUNT), "months");
	advance = advance_argument(PG_GETARG_TEXT_PP(DUE));

	if (loan->nper < 1 || loan->nper > LOAN_PAYMENTS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("nper %d is outside 1 .. %d", loan->nper, LOAN_PAYMENTS_MAX),
				 errdetail("It is the number of payments."),
				 errhint("Three years of months are 36.")));
	if (loan->grace < 0 || loan->grace >= loan->nper)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("grace %d is outside 0 .. %d", loan->grace, loan->nper - 1),
				 errdetail("It is how many of the first payments repay nothing; one at least of %d must.", loan->nper),
				 errhint("Count them in nper, or write 0 where there is none.")));

	loan->first = advance ? loan->start : days_add_months(loan->start, loan->step);
	if (!PG_ARGISNULL(FIRST_DATE))
		loan->first = finite_date_argument(PG_GETARG_DATUM(FIRST_DATE), "first_date");
	if (loan->first < loan->start)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("first_date %s is before start_date %s", date_as_iso(loan->first), date_as_iso(loan->start)),
				 errdetail("It is the day of the first payment."),
				 errhint("Leave it out for a first payment one step after the start, or on it if due => 'advance'.")));
	last = loan_date(loan, loan->nper);
	if (!IS_VALID_DATE(last))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range: %d payments from %s on", loan->nper, date_as_iso(loan->first)),
				 errhint("Check nper, step and the dates.")));

	loan->balloon = real_from_posted(money_argument(PG_GETARG_DATUM(BALLOON), loan->scale, "balloon"), loan->scale);
	if (loan->given)
	{
		if (loan->method != LOAN_ANNUITY)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a payment cannot be given for method \"%s\"", loan_method_name(loan->method)),
					 errdetail("Only the payments of an annuity are level."),
					 errhint("Leave out the payment, or the method.")));
		loan->payment = real_from_posted(money_argument(PG_GETARG_DATUM(PAYMENT), loan->scale, "payment"), loan->scale);
	}
	if (PG_ARGISNULL(PRINCIPAL))
		loan->principal = loan_present_value(loan);
	else
	{
		loan->principal = real_from_posted(money_argument(PG_GETARG_DATUM(PRINCIPAL), loan->scale, "principal"), loan->scale);
		if (real_compare(loan->balloon, loan->principal) > 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("balloon %s is above the principal %s", shown_argument(fcinfo, BALLOON), shown_argument(fcinfo, PRINCIPAL)),
					 errdetail("The balloon is the part of the principal that is repaid with the last payment."),
					 errhint("Where it is paid beside the principal, the principal is both together.")));
	}
	if (!PG_ARGISNULL(EVENTS))
		events_argument(loan, PG_GETARG_DATUM(EVENTS));
	return true;
}

static void
check_loan(LoanStatus status, const LoanState *state)
{
	const Loan *loan = state->loan;

	switch (status)
	{
		case LOAN_ROW:
		case LOAN_END:
			break;
		case LOAN_OVERFLOW:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("amount out of range"),
					 errhint("Check the rate, 0.06 for 6 percent a year, and the principal.")));
			break;
		case LOAN_RATE_TOO_LOW:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("the rate takes away all of the balance, or more, by %s",
							date_as_iso(loan_date(loan, state->period + 1))),
					 errhint("Write 0.06 for 6 percent a year.")));
			break;
		case LOAN_REPAID_TOO_MUCH:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("repayment of %s on %s is more than the balance %s",
							DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(numeric_posted(loan->event[state->event].repayment, loan->scale)))),
							date_as_iso(loan->event[state->event].at),
							DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(numeric_posted(state->posted_balance, loan->scale))))),
					 errdetail("The balance is what is owed once that day's own payment is made."),
					 errhint("Repay what is owed, and the loan ends on that day.")));
			break;
		case LOAN_NOT_A_PAYMENT_DATE:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("repayment on %s is not on a payment date", date_as_iso(loan->event[state->event].at)),
					 errdetail("Payments are from %s to %s.", date_as_iso(loan->first), date_as_iso(loan_date(loan, loan->nper))),
					 errhint("Move it to a payment date, or end the loan there and begin another.")));
			break;
	}
}

static bool
next_payment(void *state, Datum *values, bool *nulls)
{
	LoanState  *loan = state;
	int			scale = loan->loan->scale;
	LoanRow		row;
	LoanStatus	status = loan_next(loan, &row);

	check_loan(status, loan);
	if (status == LOAN_END)
		return false;
	values[0] = Int32GetDatum(row.period);
	values[1] = DateADTGetDatum((DateADT) row.at);
	values[2] = NumericGetDatum(numeric_posted(row.payment, scale));
	values[3] = NumericGetDatum(numeric_posted(row.interest, scale));
	values[4] = NumericGetDatum(numeric_posted(row.repayment, scale));
	values[5] = NumericGetDatum(numeric_posted(row.balance, scale));
	return true;
}

static bool
begin_loan(FunctionCallInfo fcinfo, RowSource *source)
{
	Loan	   *loan = palloc_wide(sizeof(Loan));
	LoanState  *state = palloc_wide(sizeof(LoanState));

	if (!loan_argument(fcinfo, loan))
		return false;
	check_loan(loan_begin(state, loan), state);
	*source = (RowSource) {.next = next_payment, .state = state};
	return true;
}

/*
 * loan_schedule(principal numeric, rate numeric, nper int8, start_date date,
 *		step text DEFAULT 'month', method text DEFAULT 'annuity', due text DEFAULT 'arrears',
 *		first_date date DEFAULT NULL, day_count text DEFAULT 'months',
 *		payment numeric DEFAULT NULL, balloon numeric DEFAULT 0, grace int8 DEFAULT 0,
 *		events loan_event[] DEFAULT NULL, scale int8 DEFAULT 2)
 *		RETURNS TABLE (period int4, at date, payment numeric, interest numeric,
 *					   repayment numeric, balance numeric)
 *
 * The payments of a loan, or of a lease liability if the principal is NULL: then it is what
 * the payments are worth.  Rate a year; amounts in currency units, rounded to "scale"
 * decimals.  Interest, and what the contract makes level, are differences of rounded
 * cumulative values, half away from zero; the third column is the rest.  Each row's balance
 * is the one before less the repayment, and the last is 0.
 *
 * No row for a NULL rate, nper or start_date, and for a NULL principal without a payment;
 * 22004 for a NULL in another argument whose default is not NULL, and in the events; 22023
 * for an unknown step, method, due or day count, nper outside 1 .. 10^7, grace outside 0 ..
 * nper - 1, a first date before the start, negative amounts, a balloon above the principal,
 * a payment of another method than annuity, an event before the start or without content,
 * two rates of a day, a repayment on no payment date or above the balance, a rate that takes
 * all; 22003 for amounts that are too large and days that are out of range.
 * Formulas: core/finance/loan.h.
 */
PG_FUNCTION_INFO_V1(loan_schedule);
Datum
loan_schedule(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, begin_loan);
}

static double
payments_of_loan(List *arguments)
{
	Datum		nper;

	/* what is wrong with it is for the function itself to say */
	return planned_argument(arguments, NPER, &nper) && DatumGetInt64(nper) >= 1 ? DatumGetInt64(nper) : -1;
}

/*
 * loan_schedule_support(internal) RETURNS internal
 *
 * The number of payments where it is known when the query is planned.
 */
PG_FUNCTION_INFO_V1(loan_schedule_support);
Datum
loan_schedule_support(PG_FUNCTION_ARGS)
{
	return planned_rows(fcinfo, payments_of_loan);
}
