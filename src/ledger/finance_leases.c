/*
 * finance_leases.c
 *		Finance leases of a lessor: their rate, their start, their life, their modification.
 */
#include "ledger/finance_leases.h"

#include "access/htup_details.h"
#include "base/messages.h"
#include "base/rows.h"
#include "miscadmin.h"
#include "utils/builtins.h"

/* ---- arguments ------------------------------------------------------------------------------ */

typedef enum LeaseDue
{
	DUE_IN_ARREARS,
	DUE_IN_ADVANCE
} LeaseDue;

static const char *const dues[] = {[DUE_IN_ARREARS] = "arrears", [DUE_IN_ADVANCE] = "advance", NULL};

/* The kinds of each standard, with their codes in the core. */
#define KINDS_MAX	2

static const struct
{
	const char *name[KINDS_MAX + 1];
	LeaseKind	kind[KINDS_MAX];
}			lease_kinds[STANDARDS] = {
	[STANDARD_CAS] = {{"dealer", "financier", NULL}, {LEASE_DEALER, LEASE_FINANCIER}},
	[STANDARD_IFRS] = {{"dealer", "financier", NULL}, {LEASE_DEALER, LEASE_FINANCIER}},
	[STANDARD_US_GAAP] = {{"sales-type", "direct financing", NULL}, {LEASE_SALES_TYPE, LEASE_DIRECT_FINANCING}}
};

static char *
amount_text(i128 amount, int scale)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(numeric_from_scaled(amount, scale))));
}

pg_noreturn static void
refuse_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("amounts of a finance lease are out of range"),
			 errdetail("They sum to less than 10^27 units of the last decimal."),
			 errhint("Take a smaller scale, or larger units of money.")));
	pg_unreachable();
}

/*
 * What is posted is rounded from rates of 34 digits, so that 10^6 periods leave less than a half of
 * the last decimal to chance.
 */
#define POSTED_DIGITS	27

static void
require_range(const LeaseFlows *flows, i128 other)
{
	i128		limit = (i128) power_of_ten(POSTED_DIGITS);

	if (lease_total(flows) >= limit || other >= limit)
		refuse_range();
}

void
reject_lease_nulls(FunctionCallInfo fcinfo, const FinanceLeaseArguments *at)
{
	const struct
	{
		int			argument;
		const char *name;
	}			with_default[] = {
		{at->guaranteed_residual, "guaranteed_residual"},
		{at->unguaranteed_residual, "unguaranteed_residual"},
		{at->initial_direct_costs, "initial_direct_costs"},
		{at->due, "due"},
		{at->standard, "standard"},
		{at->kind, "kind"},
		{at->scale, "scale"}
	};

	for (int i = 0; i < lengthof(with_default); i++)
		if (with_default[i].argument >= 0)
			reject_null(fcinfo, with_default[i].argument, with_default[i].name);
}

static void
pause_for_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

static i128
amount_or_0(FunctionCallInfo fcinfo, int argument, const char *what, int scale)
{
	return argument < 0 ? 0 : amount_posted(nonnegative_amount_argument(fcinfo, argument, what), scale);
}

/* What does not need payments to be checked. */
static void
read_residuals(FunctionCallInfo fcinfo, const FinanceLeaseArguments *at, int scale, LeaseFlows *flows)
{
	if (at->due >= 0)
		flows->advance = choice_argument(PG_GETARG_TEXT_PP(at->due), "due", dues) == DUE_IN_ADVANCE;
	flows->guaranteed = amount_or_0(fcinfo, at->guaranteed_residual, "guaranteed_residual", scale);
	flows->unguaranteed = amount_or_0(fcinfo, at->unguaranteed_residual, "unguaranteed_residual", scale);
}

/* 22023 where nothing comes in. */
static void
require_recovery(i128 total, const char *what, int scale)
{
	if (total == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is nothing to recover: payments and %s come to %s", what, amount_text(0, scale)),
				 errdetail("A finance lease recovers what is given up by what comes in."),
				 errhint("Pass what is paid in each period, and 0 only where nothing is.")));
}

LeaseFlows
lease_flows_argument(FunctionCallInfo fcinfo, const FinanceLeaseArguments *at, int scale)
{
	LeaseFlows	flows = {.pause = pause_for_interrupts};
	AmountArray payments;
	i128		exact = 0;
	i128		posted = 0;

	read_residuals(fcinfo, at, scale, &flows);
	payments = amount_array_argument(fcinfo, at->payments, "payments", NO_AMOUNT_BELOW_0);
	if (payments.n == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a finance lease without payments has no rate"),
				 errhint("Pass one element for each period, 0 where nothing is paid.")));
	for (int i = 0; i < payments.n; i++)
	{
		i128		upto;

		exact += payments.amount[i];
		upto = amount_posted(exact, scale);
		payments.amount[i] = upto - posted;
		posted = upto;
	}
	flows.periods = payments.n;
	flows.payment = payments.amount;
	/* implicit_rate() has a residual of its own */
	if (at->guaranteed_residual >= 0)
		require_recovery(lease_total(&flows), "residuals", scale);
	return flows;
}

/* A rate per period: 22023 below 0 and for NaN. */
static Real
lease_rate_argument(FunctionCallInfo fcinfo, int argument)
{
	Numeric		number = PG_GETARG_NUMERIC(argument);
	bool		finite = !numeric_is_nan(number) && !numeric_is_inf(number);
	Real		rate = {.kind = REAL_ZERO};

	if (finite)
		rate = real_argument(fcinfo, argument, "rate");
	if (!finite || real_sign(rate) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg(finite ? "rate must not be negative, but is %s" : "rate must be a finite number, not %s",
						shown_argument(fcinfo, argument)),
				 errhint("Write 0.008 for 0.8 percent a period.")));
	return rate;
}

LeaseAsset
lease_asset_argument(FunctionCallInfo fcinfo, const FinanceLeaseArguments *at, int scale, Real *market_rate)
{
	Standard	standard = standard_argument(PG_GETARG_TEXT_PP(at->standard));
	LeaseAsset	asset = {
		.kind = lease_kinds[standard].kind[choice_argument(PG_GETARG_TEXT_PP(at->kind), psprintf("%s kind", standard_name(standard)),
														   lease_kinds[standard].name)],
		.fair_value = amount_or_0(fcinfo, at->fair_value, "fair_value", scale),
		.book_value = amount_or_0(fcinfo, at->book_value, "book_value", scale),
		.direct_costs = amount_or_0(fcinfo, at->initial_direct_costs, "initial_direct_costs", scale)
	};

	if (!PG_ARGISNULL(at->rate))
	{
		*market_rate = lease_rate_argument(fcinfo, at->rate);
		asset.market_rate = market_rate;
		if (asset.kind == LEASE_FINANCIER || asset.kind == LEASE_DIRECT_FINANCING)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a %s lease has no market rate, but rate is %s",
							asset.kind == LEASE_FINANCIER ? "financier's" : "direct financing", shown_argument(fcinfo, at->rate)),
					 errdetail("Its rate is the one implicit in it; a market rate is for a sale at a low rate."),
					 errhint("Leave rate out.")));
	}
	return asset;
}

/* 22023 where lease_implicit_rate() finds none. */
pg_noreturn static void
refuse_recovered(const LeaseFlows *flows, i128 worth, int scale)
{
	if (worth <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is nothing to recover: what is given up is %s", amount_text(worth, scale)),
				 errdetail("A rate discounts what comes in to the fair value and the direct costs."),
				 errhint("Pass the fair value of the machines that are let.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the first payment of %s, in advance, recovers all of %s", amount_text(flows->payment[0], scale), amount_text(worth, scale)),
			 errdetail("Nothing is financed then, and no rate makes it so."),
			 errhint("Write due => 'arrears' if payments come at the end of each period; what is paid at once is a sale.")));
	pg_unreachable();
}

LeaseStart
lease_start_checked(const LeaseFlows *flows, const LeaseAsset *asset, int scale)
{
	LeaseStart	start;
	i128		worth;

	require_range(flows, asset->fair_value + asset->book_value + asset->direct_costs);
	/* what is left over at the end is nobody's debt, and alone no sale */
	require_recovery(lease_total(flows) - flows->unguaranteed, "guaranteed residual", scale);
	switch (lease_start(flows, asset, &start, &worth))
	{
		case LEASE_START_OK:
			break;
		case LEASE_START_NOTHING:
			refuse_recovered(flows, worth, scale);
		case LEASE_START_OVERFLOW:
			refuse_range();
	}
	return start;
}

void
lease_schedule_start(LeaseSchedule *schedule, const LeaseFlows *flows, Real rate)
{
	require_range(flows, 0);
	if (!lease_schedule_begin(schedule, flows, rate, palloc(lease_schedule_room(flows) * sizeof(LeaseWorth))))
		refuse_range();
}

bool
lease_schedule_period(LeaseSchedule *schedule, LeasePeriod *period)
{
	LeaseScheduleStatus status = lease_schedule_next(schedule, period);

	if (status == LEASE_OVERFLOW)
		refuse_range();
	return status == LEASE_PERIOD;
}

/* ---- periods as dates -------------------------------------------------------------------------- */

LeaseCalendar
lease_calendar_argument(FunctionCallInfo fcinfo, int start_date, int step)
{
	const PeriodLength *length = period_length(day_step_argument(PG_GETARG_TEXT_PP(step)));
	LeaseCalendar calendar = {.start = PG_GETARG_DATEADT(start_date), .months = length->months, .days = length->days};

	if (DATE_NOT_FINITE(calendar.start))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("start_date must be a day, not %s", DATE_IS_NOBEGIN(calendar.start) ? "-infinity" : "infinity"),
				 errhint("Write the day on which the lease commences.")));
	return calendar;
}

/* The day that period k + 1 begins on. */
static int64
lease_calendar_day(const LeaseCalendar *calendar, int64 k)
{
	return calendar->months > 0 ? days_add_months(calendar->start, k * calendar->months) : calendar->start + k * calendar->days;
}

DateADT
lease_calendar_date(const LeaseCalendar *calendar, int64 k, int64 days)
{
	int64		day = lease_calendar_day(calendar, k) + days;

	if (day < DATETIME_MIN_JULIAN - POSTGRES_EPOCH_JDATE || day >= DATE_END_JULIAN - POSTGRES_EPOCH_JDATE)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range"),
				 errdetail("Period " INT64_FORMAT " of the lease ends after the last date there is.", k),
				 errhint("Take a shorter step, or fewer payments.")));
	return (DateADT) day;
}

/* ---- the implicit rate ------------------------------------------------------------------------------ */

/*
 * implicit_rate(payments numeric[], fair_value numeric, residual numeric DEFAULT 0,
 *		initial_direct_costs numeric DEFAULT 0, due text DEFAULT 'arrears') RETURNS numeric
 *
 * The rate per period at which the payments and the residual value are worth the fair value and
 * the initial direct costs (IFRS 16 appendix A, CAS 21 art. 17, ASC 842-20 glossary), to 34
 * digits.  Below zero it is 0.
 *
 * NULL for NULL payments or fair_value; 22023 for negative amounts, no payments, nothing to recover, a
 * first payment in advance that recovers all, an unknown due; 22004 for NULL where there is a
 * default.  Method: core/finance/finance_lease.c.
 */
PG_FUNCTION_INFO_V1(implicit_rate);
Datum
implicit_rate(PG_FUNCTION_ARGS)
{
	static const FinanceLeaseArguments at = {
		.payments = 0, .fair_value = 1, .book_value = -1, .guaranteed_residual = -1, .unguaranteed_residual = -1,
		.initial_direct_costs = -1, .due = 4, .standard = -1, .kind = -1, .rate = -1, .scale = -1
	};
	LeaseFlows	flows;
	i128		worth;
	Real		rate;

	reject_null(fcinfo, 2, "residual");
	reject_null(fcinfo, 3, "initial_direct_costs");
	reject_null(fcinfo, 4, "due");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	flows = lease_flows_argument(fcinfo, &at, AMOUNT_SCALE);
	flows.guaranteed = nonnegative_amount_argument(fcinfo, 2, "residual");
	require_recovery(lease_total(&flows), "residual", AMOUNT_SCALE);
	worth = nonnegative_amount_argument(fcinfo, 1, "fair_value") + nonnegative_amount_argument(fcinfo, 3, "initial_direct_costs");
	if (lease_implicit_rate(&flows, worth, &rate, NULL) == LEASE_RATE_NONE)
		refuse_recovered(&flows, worth, AMOUNT_SCALE);
	PG_RETURN_NUMERIC(numeric_from_real(rate, "rate"));
}

/* ---- the start ------------------------------------------------------------------------------------------ */

typedef enum LeaseColumn
{
	START_RATE,
	START_RECEIVABLE,
	START_RESIDUAL,
	START_NET_INVESTMENT,
	START_GROSS_INVESTMENT,
	START_UNEARNED_INCOME,
	START_REVENUE,
	START_COST_OF_SALES,
	START_SELLING_PROFIT,
	START_COSTS_EXPENSED,
	START_GAIN_ON_DISPOSAL,
	START_DEFERRED_PROFIT,
	START_SELLING_LOSS,
	START_COLUMNS
} LeaseColumn;

/* The first and the last column that a kind has of its own. */
static const struct
{
	LeaseColumn first;
	LeaseColumn last;
}			columns_of_kind[] = {
	[LEASE_DEALER] = {START_REVENUE, START_COSTS_EXPENSED},
	[LEASE_SALES_TYPE] = {START_REVENUE, START_COSTS_EXPENSED},
	[LEASE_FINANCIER] = {START_GAIN_ON_DISPOSAL, START_GAIN_ON_DISPOSAL},
	[LEASE_DIRECT_FINANCING] = {START_DEFERRED_PROFIT, START_SELLING_LOSS}
};

/*
 * finance_lease(payments numeric[], fair_value numeric, book_value numeric,
 *		guaranteed_residual numeric DEFAULT 0, unguaranteed_residual numeric DEFAULT 0,
 *		initial_direct_costs numeric DEFAULT 0, due text DEFAULT 'arrears', standard text DEFAULT 'cas',
 *		kind text DEFAULT 'dealer', rate numeric DEFAULT NULL, scale int8 DEFAULT 2)
 *		RETURNS (rate, lease_receivable, unguaranteed_residual, net_investment, gross_investment,
 *				 unearned_income, revenue, cost_of_sales, selling_profit, direct_costs_expensed,
 *				 gain_on_disposal, deferred_profit, selling_loss, all numeric)
 *
 * A finance lease at its start, by kind; what the kind does not have is NULL.  The rules of
 * each: doc/finance_leases.md.  The net investment is what comes in less the income of the
 * whole term, rounded, as finance_lease_schedule() begins with.
 *
 * NULL for NULL payments, fair_value or book_value; 22023 and 22004 as implicit_rate(), and for a
 * kind that the standard does not have, a rate for a financier or direct financing.
 */
PG_FUNCTION_INFO_V1(finance_lease);
Datum
finance_lease(PG_FUNCTION_ARGS)
{
	static const FinanceLeaseArguments at = {
		.payments = 0, .fair_value = 1, .book_value = 2, .guaranteed_residual = 3, .unguaranteed_residual = 4,
		.initial_direct_costs = 5, .due = 6, .standard = 7, .kind = 8, .rate = 9, .scale = 10
	};
	TupleDesc	columns;
	LeaseFlows	flows;
	LeaseAsset	asset;
	LeaseStart	start;
	Real		market_rate;
	int			scale;
	Datum		values[START_COLUMNS] = {0};
	bool		nulls[START_COLUMNS] = {false};

	reject_lease_nulls(fcinfo, &at);
	if (PG_ARGISNULL(at.payments) || PG_ARGISNULL(at.fair_value) || PG_ARGISNULL(at.book_value))
		PG_RETURN_NULL();
	scale = scale_argument(fcinfo, at.scale);
	asset = lease_asset_argument(fcinfo, &at, scale, &market_rate);
	flows = lease_flows_argument(fcinfo, &at, scale);
	start = lease_start_checked(&flows, &asset, scale);

	{
		const i128	amounts[START_COLUMNS] = {
			[START_RECEIVABLE] = start.receivable,
			[START_RESIDUAL] = start.residual,
			[START_NET_INVESTMENT] = start.net_investment,
			[START_GROSS_INVESTMENT] = start.gross_investment,
			[START_UNEARNED_INCOME] = start.unearned_income,
			[START_REVENUE] = start.revenue,
			[START_COST_OF_SALES] = start.cost_of_sales,
			[START_SELLING_PROFIT] = start.selling_profit,
			[START_COSTS_EXPENSED] = start.costs_expensed,
			[START_GAIN_ON_DISPOSAL] = start.gain_on_disposal,
			[START_DEFERRED_PROFIT] = start.deferred_profit,
			[START_SELLING_LOSS] = start.selling_loss
		};

		values[START_RATE] = NumericGetDatum(numeric_from_real(start.rate, "rate"));
		for (int i = START_RATE + 1; i < START_COLUMNS; i++)
		{
			nulls[i] = i >= START_REVENUE && (i < columns_of_kind[asset.kind].first || i > columns_of_kind[asset.kind].last);
			if (!nulls[i])
				values[i] = NumericGetDatum(numeric_posted(amounts[i], scale));
		}
	}
	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns), values, nulls)));
}

/* ---- its life ---------------------------------------------------------------------------------------------- */

typedef struct ScheduleRows
{
	LeaseFlows	flows;
	LeaseSchedule schedule;
	int			scale;
} ScheduleRows;

static bool
next_schedule_row(void *state, Datum *values, bool *nulls)
{
	ScheduleRows *rows = state;
	LeasePeriod period;
	int			i = 0;

	if (!lease_schedule_period(&rows->schedule, &period))
		return false;
	values[i++] = Int32GetDatum(period.n);
	values[i++] = NumericGetDatum(numeric_posted(period.opening, rows->scale));
	values[i++] = NumericGetDatum(numeric_posted(period.payment, rows->scale));
	values[i++] = NumericGetDatum(numeric_posted(period.interest, rows->scale));
	values[i++] = NumericGetDatum(numeric_posted(period.accretion, rows->scale));
	values[i++] = NumericGetDatum(numeric_posted(period.receivable, rows->scale));
	values[i++] = NumericGetDatum(numeric_posted(period.residual, rows->scale));
	values[i++] = NumericGetDatum(numeric_posted(period.closing, rows->scale));
	return true;
}

static bool
finance_lease_schedule_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	static const FinanceLeaseArguments at = {
		.payments = 0, .fair_value = -1, .book_value = -1, .guaranteed_residual = 2, .unguaranteed_residual = 3,
		.initial_direct_costs = -1, .due = 4, .standard = -1, .kind = -1, .rate = 1, .scale = 5
	};
	ScheduleRows *rows = palloc_wide(sizeof(ScheduleRows));

	reject_lease_nulls(fcinfo, &at);
	if (PG_ARGISNULL(at.payments) || PG_ARGISNULL(at.rate))
		return false;
	rows->scale = scale_argument(fcinfo, at.scale);
	rows->flows = lease_flows_argument(fcinfo, &at, rows->scale);
	lease_schedule_start(&rows->schedule, &rows->flows, lease_rate_argument(fcinfo, at.rate));

	source->next = next_schedule_row;
	source->state = rows;
	return true;
}

/*
 * finance_lease_schedule(payments numeric[], rate numeric, guaranteed_residual numeric DEFAULT 0,
 *		unguaranteed_residual numeric DEFAULT 0, due text DEFAULT 'arrears', scale int8 DEFAULT 2)
 *		RETURNS TABLE (n int4, opening numeric, payment numeric, interest numeric, accretion numeric,
 *					   receivable numeric, residual numeric, closing numeric)
 *
 * The net investment period by period: a payment at its start in advance, at its end in
 * arrears; interest on the receivable, accretion of the residual that is not guaranteed.
 * Income and the receivable's interest are rounded as cumulated, accretion is the rest; the
 * first opening is what comes in less the income, so that the last row is the residuals.
 *
 * No row for NULL payments or rate; 22023 for no payments, negative amounts, a negative rate, an
 * unknown due; 22004 for NULL where there is a default.
 */
PG_FUNCTION_INFO_V1(finance_lease_schedule);
Datum
finance_lease_schedule(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, finance_lease_schedule_begin);
}

/*
 * finance_lease_income(payments numeric[], rate numeric, start_date date, at date,
 *		step text DEFAULT 'month', guaranteed_residual numeric DEFAULT 0,
 *		unguaranteed_residual numeric DEFAULT 0, due text DEFAULT 'arrears', scale int8 DEFAULT 12)
 *		RETURNS numeric
 *
 * All income, of interest and accretion, to the close of a day: that of the periods that are
 * over, and of a broken one its part by days.  Rounded once, to 12 decimals if not said otherwise, without
 * zeros at the end.
 *
 * NULL for NULL payments, rate, start_date or at; 22023 and 22004 as finance_lease_schedule(), and
 * for a step shorter than a day.
 */
PG_FUNCTION_INFO_V1(finance_lease_income);
Datum
finance_lease_income(PG_FUNCTION_ARGS)
{
	static const FinanceLeaseArguments at = {
		.payments = 0, .fair_value = -1, .book_value = -1, .guaranteed_residual = 5, .unguaranteed_residual = 6,
		.initial_direct_costs = -1, .due = 7, .standard = -1, .kind = -1, .rate = 1, .scale = 8
	};
	LeaseFlows	flows;
	LeaseCalendar calendar;
	Real		rate;
	Real		income;
	Real		next;
	DateADT		day;
	int			scale;
	int			low = 0;
	int			high;
	i128		posted;

	reject_lease_nulls(fcinfo, &at);
	reject_null(fcinfo, 4, "step");
	if (PG_ARGISNULL(at.payments) || PG_ARGISNULL(at.rate) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	scale = scale_argument(fcinfo, at.scale);
	calendar = lease_calendar_argument(fcinfo, 2, 4);
	flows = lease_flows_argument(fcinfo, &at, AMOUNT_SCALE);
	rate = lease_rate_argument(fcinfo, at.rate);
	day = PG_GETARG_DATEADT(3);
	if (day < calendar.start)
		PG_RETURN_NUMERIC(numeric_from_scaled(0, 0));

	/* how many periods are over at the close of the day */
	high = flows.periods;
	if (DATE_IS_NOEND(day))
		low = high;
	while (low < high)
	{
		int			middle = low + (high - low + 1) / 2;

		if (lease_calendar_day(&calendar, middle) <= (int64) day + 1)
			low = middle;
		else
			high = middle - 1;
	}

	lease_income(&flows, rate, low, &income, &next);
	if (low < flows.periods)
	{
		int64		begin = lease_calendar_day(&calendar, low);
		int64		length = lease_calendar_day(&calendar, low + 1) - begin;

		income = real_add(income, real_divide_int(real_multiply_int(next, (int64) day + 1 - begin), length));
	}
	if (!real_posted(income, scale - AMOUNT_SCALE, &posted))
		refuse_range();
	PG_RETURN_NUMERIC(numeric_from_scaled(posted, scale));
}

/* ---- its modification ----------------------------------------------------------------------------------------- */

typedef enum LeaseBecomes
{
	BECOMES_FINANCE,
	BECOMES_OPERATING
} LeaseBecomes;

static const char *const becomings[] = {[BECOMES_FINANCE] = "finance", [BECOMES_OPERATING] = "operating", NULL};

/* 22004 for what has to be there, although it has a default because a default comes before it. */
static void
require_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	if (PG_ARGISNULL(argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must be given", what),
				 errdetail("It has a default only because an argument before it has one."),
				 errhint("Write %s => ... in the call.", what)));
}

/*
 * finance_lease_modification(standard text DEFAULT 'cas', net_investment numeric DEFAULT NULL,
 *		rate numeric DEFAULT NULL, payments numeric[] DEFAULT NULL, guaranteed_residual numeric DEFAULT 0,
 *		unguaranteed_residual numeric DEFAULT 0, due text DEFAULT 'arrears',
 *		initial_direct_costs numeric DEFAULT 0, becomes text DEFAULT 'finance', scale int8 DEFAULT 2)
 *		RETURNS (net_investment numeric, underlying_asset numeric, gain_or_loss numeric, rate numeric)
 *
 * A finance lease whose terms change from a day on, with the net investment and the rate until
 * then and the payments from then on.  ASC 842-10-25-15: the net investment stays and the rate
 * changes.  IFRS 16.80(b) with IFRS 9.5.4.3, CAS 21 with CAS 22: the rate stays, and the difference is a
 * gain or loss at once; costs add to the net investment and change the rate.  One that
 * would have been operating from the start: the net investment becomes the asset.
 *
 * 22004 for a NULL net_investment, rate (IFRS and CAS) or payments, unless it becomes operating,
 * which needs the first only; 22023 for costs where it becomes operating; 22023 and 22004 as
 * finance_lease(), of all that is given.
 */
PG_FUNCTION_INFO_V1(finance_lease_modification);
Datum
finance_lease_modification(PG_FUNCTION_ARGS)
{
	static const FinanceLeaseArguments at = {
		.payments = 3, .fair_value = -1, .book_value = -1, .guaranteed_residual = 4, .unguaranteed_residual = 5,
		.initial_direct_costs = 7, .due = 6, .standard = 0, .kind = -1, .rate = 2, .scale = 9
	};
	TupleDesc	columns;
	Standard	standard;
	LeaseFlows	flows;
	bool		has_flows = !PG_ARGISNULL(at.payments);
	LeaseBecomes becomes;
	int			scale;
	i128		before;
	i128		costs;
	i128		after;
	i128		gain = 0;
	i128		asset = 0;
	Real		rate = {.kind = REAL_ZERO};
	bool		has_rate = true;
	Datum		values[4];
	bool		nulls[4] = {false};

	reject_lease_nulls(fcinfo, &at);
	reject_null(fcinfo, 8, "becomes");
	scale = scale_argument(fcinfo, at.scale);
	standard = standard_argument(PG_GETARG_TEXT_PP(at.standard));
	becomes = (LeaseBecomes) choice_argument(PG_GETARG_TEXT_PP(8), "becomes", becomings);
	require_argument(fcinfo, 1, "net_investment");
	before = amount_or_0(fcinfo, 1, "net_investment", scale);
	costs = amount_or_0(fcinfo, at.initial_direct_costs, "initial_direct_costs", scale);
	/* what is given has to be right, whether it is needed or not */
	if (!PG_ARGISNULL(at.rate))
		rate = lease_rate_argument(fcinfo, at.rate);
	if (has_flows)
	{
		flows = lease_flows_argument(fcinfo, &at, scale);
		require_range(&flows, before + costs);
	}
	else
		read_residuals(fcinfo, &at, scale, &flows);

	if (becomes == BECOMES_OPERATING)
	{
		if (costs > 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("initial_direct_costs of %s are no part of a lease that becomes operating", amount_text(costs, scale)),
					 errdetail("Its net investment becomes the asset; costs of an operating lease are spread over its term apart from that."),
					 errhint("Leave them out here, and add them to the asset (CAS 21, IFRS 16.83) or defer them (ASC 842).")));
		after = 0;
		asset = before;
		has_rate = false;
	}
	else
	{
		require_argument(fcinfo, at.payments, "payments");
		after = before;
		if (standard != STANDARD_US_GAAP)
		{
			LeaseWorth	worth;
			LeasePosted posted;

			require_argument(fcinfo, at.rate, "rate");
			worth = lease_worth(&flows, rate);
			if (!lease_posted_worth(&flows, &worth, &posted))
				refuse_range();
			after = posted.receivable + posted.residual;
		}
		after += costs;
		if (standard == STANDARD_US_GAAP || costs > 0)
		{
			i128		total = lease_total(&flows);

			if (lease_implicit_rate(&flows, after, &rate, NULL) == LEASE_RATE_NONE)
				refuse_recovered(&flows, after, scale);
			/* at a negative rate nothing is discounted: what is missing is lost now */
			after = Min(after, total);
		}
		gain = after - before - costs;
	}

	values[0] = NumericGetDatum(numeric_posted(after, scale));
	values[1] = NumericGetDatum(numeric_posted(asset, scale));
	values[2] = NumericGetDatum(numeric_posted(gain, scale));
	nulls[3] = !has_rate;
	values[3] = has_rate ? NumericGetDatum(numeric_from_real(rate, "rate")) : (Datum) 0;
	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns), values, nulls)));
}
