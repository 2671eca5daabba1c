/*
 * journals.c
 *		The lessor's journals, entry by entry: of a lease that is billed, of a finance lease.
 */
#include "base/gpurent.h"

#include <math.h>

#include "base/dates.h"
#include "base/rows.h"
#include "base/zone.h"
#include "ledger/finance_leases.h"
#include "ledger/journal.h"
#include "rent/billing.h"
#include "rent/income.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

/* ---- a finance lease ------------------------------------------------------------------------ */

/* The accounts, as roles. */
#define LEASE_RECEIVABLE		"lease_receivable"
#define UNGUARANTEED_RESIDUAL	"unguaranteed_residual"
#define NET_INVESTMENT			"net_investment"
#define LEASED_ASSET			"leased_asset"
#define COST_OF_SALES			"cost_of_sales"
#define REVENUE					"revenue"
#define SELLING_EXPENSE			"selling_expense"
#define GAIN_ON_DISPOSAL		"gain_on_disposal"
#define SELLING_LOSS			"selling_loss"
#define INTEREST_INCOME			"interest_income"
#define CASH					"cash"

typedef enum LeaseEntry
{
	ENTRY_COMMENCEMENT,
	ENTRY_PAYMENT,
	ENTRY_INTEREST
} LeaseEntry;

typedef struct FinanceLeaseJournal
{
	Journal		journal;
	LeaseFlows	flows;
	LeaseAsset	asset;
	LeaseStart	start;
	LeaseCalendar calendar;
	LeaseSchedule schedule;
	LeasePeriod period;			/* the one that was last begun */
	LeaseEntry	next;
	Real		market_rate;
} FinanceLeaseJournal;

static void
write_commencement(FinanceLeaseJournal *lease)
{
	Journal    *journal = &lease->journal;
	const LeaseStart *start = &lease->start;

	journal_entry(journal, lease->calendar.start, "commencement");
	if (lease->asset.kind == LEASE_DIRECT_FINANCING)
	{
		journal_debit(journal, NET_INVESTMENT, start->net_investment,
					  start->deferred_profit > 0 ? "less the deferred profit" : NULL);
		journal_debit(journal, SELLING_LOSS, start->selling_loss, NULL);
	}
	else
	{
		journal_debit(journal, LEASE_RECEIVABLE, start->receivable, "payments and guaranteed residual, discounted");
		journal_debit(journal, UNGUARANTEED_RESIDUAL, start->residual, "discounted");
	}
	if (lease->asset.kind == LEASE_DEALER || lease->asset.kind == LEASE_SALES_TYPE)
	{
		journal_debit(journal, COST_OF_SALES, start->cost_of_sales, "book value less unguaranteed residual");
		journal_credit(journal, REVENUE, start->revenue, NULL);
		journal_debit(journal, SELLING_EXPENSE, start->costs_expensed, "initial direct costs");
	}
	journal_credit(journal, LEASED_ASSET, lease->asset.book_value, "book value");
	if (lease->asset.kind == LEASE_FINANCIER)
		journal_credit(journal, GAIN_ON_DISPOSAL, start->gain_on_disposal, NULL);
	journal_credit(journal, CASH, lease->asset.direct_costs, "initial direct costs");
}

static void
write_payment(FinanceLeaseJournal *lease)
{
	Journal    *journal = &lease->journal;
	int			n = lease->period.n;

	/* at the start of the period, or on its last day */
	journal_entry(journal, lease->flows.advance ? lease_calendar_date(&lease->calendar, n - 1, 0) : lease_calendar_date(&lease->calendar, n, -1),
				  psprintf("payment %d", n));
	journal_debit(journal, CASH, lease->period.payment, NULL);
	journal_credit(journal, lease->asset.kind == LEASE_DIRECT_FINANCING ? NET_INVESTMENT : LEASE_RECEIVABLE, lease->period.payment, NULL);
}

static void
write_interest(FinanceLeaseJournal *lease)
{
	Journal    *journal = &lease->journal;
	i128		income = lease->period.interest + lease->period.accretion;

	journal_entry(journal, lease_calendar_date(&lease->calendar, lease->period.n, -1), psprintf("interest %d", lease->period.n));
	if (lease->asset.kind == LEASE_DIRECT_FINANCING)
		journal_debit(journal, NET_INVESTMENT, income, NULL);
	else
	{
		journal_debit(journal, LEASE_RECEIVABLE, lease->period.interest, NULL);
		journal_debit(journal, UNGUARANTEED_RESIDUAL, lease->period.accretion, NULL);
	}
	journal_credit(journal, INTEREST_INCOME, income, NULL);
}

/*
 * Commencement, then of each period its payment and its interest: in arrears they are of one
 * day, on which what was paid comes before what was earned.
 */
static bool
next_lease_entry(Journal *journal)
{
	FinanceLeaseJournal *lease = journal->state;

	switch (lease->next)
	{
		case ENTRY_COMMENCEMENT:
			write_commencement(lease);
			lease->next = ENTRY_PAYMENT;
			return true;
		case ENTRY_PAYMENT:
			if (!lease_schedule_period(&lease->schedule, &lease->period))
				return false;
			write_payment(lease);
			lease->next = ENTRY_INTEREST;
			return true;
		case ENTRY_INTEREST:
			write_interest(lease);
			lease->next = ENTRY_PAYMENT;
			return true;
	}
	return false;
}

typedef enum JournalArgument
{
	START_DATE = 3,
	STEP = 4,
	UNGUARANTEED = 6,
	STANDARD = 9,
	RED = 12
} JournalArgument;

static const FinanceLeaseArguments journal_arguments = {
	.payments = 0, .fair_value = 1, .book_value = 2, .guaranteed_residual = 5, .unguaranteed_residual = UNGUARANTEED,
	.initial_direct_costs = 7, .due = 8, .standard = STANDARD, .kind = 10, .rate = 11, .scale = 13
};

static bool
finance_lease_journal_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	const FinanceLeaseArguments *at = &journal_arguments;
	FinanceLeaseJournal *lease = palloc_wide(sizeof(FinanceLeaseJournal));

	reject_lease_nulls(fcinfo, at);
	reject_null(fcinfo, STEP, "step");
	reject_null(fcinfo, RED, "red");
	if (PG_ARGISNULL(at->payments) || PG_ARGISNULL(at->fair_value) || PG_ARGISNULL(at->book_value) || PG_ARGISNULL(START_DATE))
		return false;
	lease->journal.next_entry = next_lease_entry;
	lease->journal.state = lease;
	lease->journal.scale = scale_argument(fcinfo, at->scale);
	lease->journal.red = PG_GETARG_BOOL(RED);
	lease->calendar = lease_calendar_argument(fcinfo, START_DATE, STEP);
	lease->asset = lease_asset_argument(fcinfo, at, lease->journal.scale, &lease->market_rate);
	lease->flows = lease_flows_argument(fcinfo, at, lease->journal.scale);
	lease->start = lease_start_checked(&lease->flows, &lease->asset, lease->journal.scale);
	/* nothing is given out of a lease that ends after the last date */
	(void) lease_calendar_date(&lease->calendar, lease->flows.periods, -1);
	lease_schedule_start(&lease->schedule, &lease->flows, lease->start.rate);

	journal_begin(&lease->journal, source);
	return true;
}

/*
 * finance_lease_journal(payments numeric[], fair_value numeric, book_value numeric, start_date date,
 *		step text DEFAULT 'month', guaranteed_residual numeric DEFAULT 0, unguaranteed_residual numeric DEFAULT 0,
 *		initial_direct_costs numeric DEFAULT 0, due text DEFAULT 'arrears', standard text DEFAULT 'cas',
 *		kind text DEFAULT 'dealer', rate numeric DEFAULT NULL, red boolean DEFAULT false, scale int8 DEFAULT 2)
 *		RETURNS TABLE (at date, entry text, account text, debit numeric, credit numeric, memo text)
 *
 * The entries of a finance lease: commencement, payments, interest.  A payment in advance is of
 * its period's first day, one in arrears and interest of its last.  Every entry balances to
 * the last decimal; net investment begins as in finance_lease() and ends at the residuals.
 *
 * No row for a NULL payments, fair_value, book_value or start_date; 22023 and 22004 as
 * finance_lease() and finance_lease_income(); 22008 for a lease that ends after the last date.
 */
PG_FUNCTION_INFO_V1(finance_lease_journal);
Datum
finance_lease_journal(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, finance_lease_journal_begin);
}

static double
finance_lease_rows(List *arguments)
{
	double		periods = planned_elements(arguments, journal_arguments.payments);
	Datum		residual;
	bool		accretes = true;

	if (periods < 0)
		return -1;
	if (planned_argument(arguments, UNGUARANTEED, &residual))
		accretes = !DatumGetBool(DirectFunctionCall2(numeric_eq, residual, NumericGetDatum(int64_to_numeric(0))));
	return 7 + periods * (accretes ? 5 : 4);
}

/*
 * finance_lease_journal_support(internal) RETURNS internal
 *
 * Its lines: seven to begin with, two for a payment, and for interest three, or two without a
 * residual that is not guaranteed.
 */
PG_FUNCTION_INFO_V1(finance_lease_journal_support);
Datum
finance_lease_journal_support(PG_FUNCTION_ARGS)
{
	return planned_rows(fcinfo, finance_lease_rows);
}

/* ---- a lease that is billed --------------------------------------------------------------------- */

#define RECEIVABLE		"receivable"
#define ACCRUED_RENT	"accrued_rent"
#define OUTPUT_VAT		"output_vat"
#define RENTAL_INCOME	"rental_income"
#define ROUNDING		"rounding"

/*
 * Bills and income run side by side, each in the order of its days.  accrued_rent stands
 * between them: bills credit what they have net, income debits what is earned.  What both
 * come to is one amount, but for taxes that are rounded by invoice.
 */
typedef struct RentJournal
{
	Journal		journal;
	Bills		bills;
	Income		income;
	ScheduleLines months;
	i128		unit;			/* 10^-12 in 10^-scale */

	/* the bill and the month that come next */
	bool		has_invoice;
	Invoice		invoice;
	bool		has_month;
	int32		month_end;
	int64		month_from;
	i128		month_income;

	i128		earned;			/* so far, as posted */
	i128		left;			/* of what bills have to credit to accrued_rent in all */
} RentJournal;

/* Income until an instant as posted, in 10^-scale. */
static i128
posted_income(RentJournal *rent, int64 until)
{
	i128		due;
	i128		earned;

	income_at(&rent->income, until, &due, &earned);
	return div_round_i128(earned + rent->income.opening, rent->unit) - rent->income.opening / rent->unit;
}

static void
read_month(RentJournal *rent)
{
	int64		to;
	i128		before = rent->earned;

	rent->has_month = schedule_next_line(&rent->months, &rent->month_from, &to);
	if (!rent->has_month)
		return;
	rent->earned = posted_income(rent, to);
	rent->month_income = rent->earned - before;
	rent->month_end = date_before(rent->months.zone, to);
}

static void
write_invoice(RentJournal *rent)
{
	Journal    *journal = &rent->journal;
	const Invoice *invoice = &rent->invoice;

	/* the last one leaves accrued_rent at 0 */
	i128		accrued = invoice->last ? rent->left : invoice->net;

	journal_entry(journal, invoice->date, psprintf("invoice %d", invoice->number));
	journal_debit(journal, RECEIVABLE, invoice->gross, psprintf("due %s", date_as_iso(invoice->due_date)));
	journal_credit(journal, ACCRUED_RENT, accrued, NULL);
	journal_credit(journal, OUTPUT_VAT, invoice->tax, NULL);
	journal_credit(journal, ROUNDING, invoice->net - accrued, rent->bills.tax_of_all ? "taxes were rounded cumulatively" : "taxes were rounded by invoice");
	rent->left -= accrued;
}

static void
write_income(RentJournal *rent)
{
	Journal    *journal = &rent->journal;
	CivilDate	day = civil_from_days(rent->month_end);

	journal_entry(journal, rent->month_end, psprintf("income " INT64_FORMAT "-%02d", day.year, day.month));
	journal_debit(journal, ACCRUED_RENT, rent->month_income, NULL);
	journal_credit(journal, RENTAL_INCOME, rent->month_income, NULL);
}

/* Of one day a bill comes before income. */
static bool
next_rent_entry(Journal *journal)
{
	RentJournal *rent = journal->state;

	if (rent->has_invoice && (!rent->has_month || rent->invoice.date <= rent->month_end))
	{
		write_invoice(rent);
		rent->has_invoice = bills_next(&rent->bills, &rent->invoice);
		return true;
	}
	if (rent->has_month)
	{
		write_income(rent);
		read_month(rent);
		return true;
	}
	return false;
}

typedef enum RentJournalArgument
{
	RENT_OPENING = BILLS_CUT + 1,
	RENT_RED,
	RENT_SCALE,
	RENT_TAX_ROUNDING,
	RENT_JOURNAL_ARGUMENTS
} RentJournalArgument;

static bool
rent_journal_begin(FunctionCallInfo fcinfo, QuantityReader read_quantity, RowSource *source)
{
	RentJournal *rent;
	const Lease *lease;
	i128		opening;
	bool		any;

	reject_bills_nulls(fcinfo);
	reject_null(fcinfo, RENT_OPENING, "opening");
	reject_null(fcinfo, RENT_RED, "red");
	reject_null(fcinfo, RENT_TAX_ROUNDING, "tax_rounding");
	if (PG_ARGISNULL(BILLS_TERMS) || PG_ARGISNULL(BILLS_QUANTITY) || PG_ARGISNULL(BILLS_DURING))
		return false;
	rent = palloc_wide(sizeof(RentJournal));
	any = bills_open(&rent->bills, fcinfo, read_quantity, RENT_SCALE);
	rent->bills.tax_of_all = tax_rounding_argument(PG_GETARG_TEXT_PP(RENT_TAX_ROUNDING));
	if (!any)
		return false;
	lease = &rent->bills.lease.lease;
	opening = opening_argument(fcinfo, RENT_OPENING, rent->bills.scale);
	rent->unit = (i128) power_of_ten(ACCRUED_SCALE - rent->bills.scale);
	rent->journal.next_entry = next_rent_entry;
	rent->journal.state = rent;
	rent->journal.scale = rent->bills.scale;
	rent->journal.red = PG_GETARG_BOOL(RENT_RED);

	/* all income, which bills have to meet, and then month by month from the beginning */
	income_open(&rent->income, &rent->bills.lease, opening);
	rent->left = opening / rent->unit + posted_income(rent, lease->to);
	income_open(&rent->income, &rent->bills.lease, opening);
	schedule_lines_init(&rent->months, lease, PERIOD_MONTH, false);
	read_month(rent);
	rent->has_invoice = bills_next(&rent->bills, &rent->invoice);

	journal_begin(&rent->journal, source);
	return true;
}

static bool
rent_journal_begin_float8(FunctionCallInfo fcinfo, QuantityReader read_quantity, RowSource *source)
{
	LOCAL_FCINFO(call, RENT_JOURNAL_ARGUMENTS);

	call_with_numerics(fcinfo, call, RENT_OPENING, RENT_OPENING);
	return rent_journal_begin(call, read_quantity, source);
}

/*
 * rent_journal(terms lease_terms, quantity numeric | float8 | p_capacity, during tstzrange,
 *		step text DEFAULT 'month', due text DEFAULT 'advance', due_days int8 DEFAULT 0,
 *		zone text DEFAULT NULL, proration text DEFAULT NULL, cut text DEFAULT 'calendar',
 *		opening numeric DEFAULT 0 | float8 DEFAULT 0, red boolean DEFAULT false, scale int8 DEFAULT NULL,
 *		tax_rounding text DEFAULT 'invoice')
 *		RETURNS TABLE (at date, entry text, account text, debit numeric, credit numeric, memo text)
 *
 * An entry for each bill of billing_schedule(), on its day, and one for each calendar month's
 * income of income_schedule(), on its last day.  accrued_rent stands between, begins at
 * "opening" and is 0 at the end: what taxes rounded by invoice leave is a line "rounding" of the last
 * bill.  Every entry balances.
 *
 * No row for NULL terms, quantity or during; errors as billing_schedule() and income_schedule().
 */
/* rent_journal_numeric, rent_journal_float8, rent_journal_p_capacity, rent_journal_text */
ROWS_OF_FULL_QUANTITY(rent_journal, rent_journal_begin, numeric);
ROWS_OF_FULL_QUANTITY(rent_journal, rent_journal_begin_float8, float8);
ROWS_OF_FULL_QUANTITY(rent_journal, rent_journal_begin, p_capacity);
ROWS_OF_FULL_QUANTITY(rent_journal, rent_journal_begin, text);

static double
rent_journal_rows(List *arguments)
{
	Datum		during;
	Datum		name;
	double		step;
	double		length;
	Span		span;

	if (!planned_argument(arguments, BILLS_DURING, &during) || !planned_argument(arguments, BILLS_STEP, &name))
		return -1;
	span = span_from_tstzrange(during);
	step = planned_step(DatumGetTextPP(name));
	/* what is wrong with them is for the function itself to say */
	if (step < 0 || span.lower == PG_INT64_MIN || span.upper == PG_INT64_MAX)
		return -1;
	length = (double) span.upper - (double) span.lower;
	return 3 * ceil(length / step) + 2 * ceil(length / ((double) HOURS_PER_MONTH * USECS_PER_HOUR));
}

/*
 * rent_journal_support(internal) RETURNS internal
 *
 * Its lines: three for a bill, two for a month, over the time of the lease.
 */
PG_FUNCTION_INFO_V1(rent_journal_support);
Datum
rent_journal_support(PG_FUNCTION_ARGS)
{
	return planned_rows(fcinfo, rent_journal_rows);
}
