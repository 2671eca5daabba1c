/*
 * depreciation_schedule.c
 *		An asset's books by periods: depreciation_schedule(); and on one day, or over one
 *		window: accumulated_depreciation(), book_value(), depreciation().
 *
 * The model is in core/finance/asset.h, the formulas are in core/finance/depreciation_law.c.
 */
#include "base/gpurent.h"

#include "base/dates.h"
#include "base/numbers.h"
#include "base/rows.h"
#include "finance/asset_schedule.h"
#include "utils/builtins.h"

/* ---- rows -------------------------------------------------------------------------------- */

typedef enum ScheduleColumn
{
	COLUMN_PERIOD_START,
	COLUMN_PERIOD_END,
	COLUMN_OPENING,
	COLUMN_CHARGE,
	COLUMN_ACCUMULATED,
	COLUMN_CLOSING,
	COLUMN_OPENING_COST,
	COLUMN_ADDITIONS,
	COLUMN_DISPOSALS,
	COLUMN_REVALUATION,
	COLUMN_COST,
	COLUMN_OPENING_ACCUMULATED,
	COLUMN_DISPOSALS_ACCUMULATED,
	COLUMN_REVALUATION_ACCUMULATED,
	COLUMN_OPENING_ALLOWANCE,
	COLUMN_LOSSES,
	COLUMN_DISPOSALS_ALLOWANCE,
	COLUMN_REVALUATION_ALLOWANCE,
	COLUMN_ALLOWANCE,
	COLUMN_GAIN,
	COLUMN_EQUITY,
	SCHEDULE_COLUMNS
} ScheduleColumn;

typedef struct Schedule
{
	AssetPeriods periods;
	AssetCall	call;
	Datum		zero;			/* as a numeric of the scale */
} Schedule;

static Datum
amount_datum(const Schedule *schedule, i128 amount)
{
	if (amount == 0)
		return schedule->zero;
	return NumericGetDatum(numeric_posted(amount, schedule->call.scale));
}

static Datum
exact_datum(const Schedule *schedule, Fixed amount)
{
	return NumericGetDatum(numeric_from_real(real_scale10(real_from_fixed(amount), -schedule->call.scale), "amount"));
}

/* With no scale: no events then, and nothing rounded. */
static void
exact_row(const Schedule *schedule, Datum *values)
{
	const AssetPeriods *periods = &schedule->periods;
	Fixed		cost = fixed_from_whole(schedule->call.terms.cost);
	bool		first = periods->before == NULL;

	for (int i = COLUMN_OPENING; i < SCHEDULE_COLUMNS; i++)
		values[i] = schedule->zero;
	values[COLUMN_OPENING] = first ? schedule->zero : exact_datum(schedule, fixed_subtract(cost, periods->charged));
	values[COLUMN_CHARGE] = exact_datum(schedule, fixed_subtract(periods->charged_after, periods->charged));
	values[COLUMN_ACCUMULATED] = exact_datum(schedule, periods->charged_after);
	values[COLUMN_CLOSING] = exact_datum(schedule, fixed_subtract(cost, periods->charged_after));
	values[COLUMN_COST] = exact_datum(schedule, cost);
	values[first ? COLUMN_ADDITIONS : COLUMN_OPENING_COST] = values[COLUMN_COST];
	values[COLUMN_OPENING_ACCUMULATED] = exact_datum(schedule, periods->charged);
}

static bool
next_period(void *state, Datum *values, bool *nulls)
{
	static const AssetBooks nothing = {0};
	Schedule   *schedule = state;
	AssetPeriods *periods = &schedule->periods;
	const AssetBooks *before;
	const AssetBooks *after;
	i128		charged;
	i128		opening_accumulated;
	i128		accumulated;

	(void) nulls;
	if (!asset_periods_next(periods))
		return false;
	values[COLUMN_PERIOD_START] = DateADTGetDatum((DateADT) periods->start);
	values[COLUMN_PERIOD_END] = DateADTGetDatum((DateADT) (periods->end - 1));
	if (schedule->call.terms.exact)
	{
		exact_row(schedule, values);
		return true;
	}

	before = periods->before != NULL ? &periods->before->books : &nothing;
	after = &periods->after->books;
	charged = fixed_round(periods->charged_after) - fixed_round(periods->charged);
	opening_accumulated = fixed_round(periods->charged) + books_off_accumulated(before);
	accumulated = opening_accumulated + charged + books_off_accumulated(after) - books_off_accumulated(before);

#define AMOUNT(column, amount) (values[column] = amount_datum(schedule, amount))
#define MOVEMENT(column, field) AMOUNT(column, after->field - before->field)

	AMOUNT(COLUMN_OPENING, books_cost(before) - books_allowance(before) - opening_accumulated);
	AMOUNT(COLUMN_CHARGE, charged);
	AMOUNT(COLUMN_ACCUMULATED, accumulated);
	AMOUNT(COLUMN_CLOSING, books_cost(after) - books_allowance(after) - accumulated);
	AMOUNT(COLUMN_OPENING_COST, books_cost(before));
	AMOUNT(COLUMN_COST, books_cost(after));
	AMOUNT(COLUMN_OPENING_ACCUMULATED, opening_accumulated);
	AMOUNT(COLUMN_OPENING_ALLOWANCE, books_allowance(before));
	AMOUNT(COLUMN_ALLOWANCE, books_allowance(after));
	if (before == after)
	{
		/* most periods have no event */
		for (int i = COLUMN_ADDITIONS; i <= COLUMN_REVALUATION; i++)
			values[i] = schedule->zero;
		values[COLUMN_DISPOSALS_ACCUMULATED] = values[COLUMN_REVALUATION_ACCUMULATED] = schedule->zero;
		values[COLUMN_LOSSES] = values[COLUMN_DISPOSALS_ALLOWANCE] = values[COLUMN_REVALUATION_ALLOWANCE] = schedule->zero;
		values[COLUMN_GAIN] = values[COLUMN_EQUITY] = schedule->zero;
		return true;
	}
	MOVEMENT(COLUMN_ADDITIONS, additions);
	MOVEMENT(COLUMN_DISPOSALS, disposals);
	MOVEMENT(COLUMN_REVALUATION, revaluation);
	MOVEMENT(COLUMN_DISPOSALS_ACCUMULATED, disposals_accumulated);
	MOVEMENT(COLUMN_REVALUATION_ACCUMULATED, revaluation_accumulated);
	MOVEMENT(COLUMN_LOSSES, losses);
	MOVEMENT(COLUMN_DISPOSALS_ALLOWANCE, disposals_allowance);
	MOVEMENT(COLUMN_REVALUATION_ALLOWANCE, revaluation_allowance);
	MOVEMENT(COLUMN_GAIN, gain);
	MOVEMENT(COLUMN_EQUITY, equity);
#undef AMOUNT
#undef MOVEMENT
	return true;
}

static bool
schedule_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	Schedule   *schedule = asset_allocate(sizeof(Schedule));

	if (!asset_call_read(fcinfo, &schedule->call, false) ||
		!asset_periods_begin(&schedule->periods, &schedule->call))
		return false;
	schedule->zero = schedule->call.terms.exact ? NumericGetDatum(numeric_from_scaled(0, 0)) :
		NumericGetDatum(numeric_posted(0, schedule->call.scale));
	source->next = next_period;
	source->state = schedule;
	return true;
}

/*
 * depreciation_schedule(cost numeric, in_service date, life interval DEFAULT NULL, salvage ...)
 *		RETURNS TABLE (period_start date, period_end date, opening numeric, charge numeric, ...)
 *
 * A row for each month, quarter or fiscal year in which the asset is on the books and
 * depreciated, or for each of a window in which it is on the books: cost, accumulated
 * depreciation and allowance from opening to closing, in currency units of "scale" decimals.
 * Each figure is a difference of cumulative ones.
 *
 * No rows for a NULL cost or in_service; a NULL window is none.  Errors: asset_call_read();
 * 22023 for a schedule without an end, 22003 for one of over 10^7 rows.
 *
 * Sources: CAS 4, IAS 16, IAS 36, ASC 360, IRS Publication 946; doc/depreciation_schedule.md says which
 * rule follows which.
 */
PG_FUNCTION_INFO_V1(depreciation_schedule);
Datum
depreciation_schedule(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, schedule_begin);
}

/* ---- one figure ------------------------------------------------------------------------------ */

/* The caller's own argument: after cost, in_service and life. */
#define ARG_OWN	3

/* Where depreciation is over, as a day that calendars can be asked of. */
#define LAST_DAY	((int64) DATE_END_JULIAN - POSTGRES_EPOCH_JDATE - 1)

typedef struct AssetFigure
{
	AssetCall	call;
} AssetFigure;

/* All that was charged before a day's start, PG_INT64_MAX for ever. */
static Fixed
charged_before(const AssetCall *call, int64 day)
{
	const FiscalCalendar *calendar = &call->terms.axis.calendar;

	if (day == PG_INT64_MAX && call->asset.endless)
		asset_refuse_endless();
	day = Min(day, LAST_DAY);
	if (calendar->n_ends > 0 && day > calendar->ends[calendar->n_ends - 1] + 1 &&
		(call->asset.endless || ratio_compare(call->asset.end, ratio_whole(calendar->n_ends - 1)) > 0))
		require_calendar_until(call, day - 1);
	return asset_charged(&call->asset, day);
}

static Datum
figure_datum(const AssetCall *call, Fixed exact, i128 rounded)
{
	if (call->terms.exact)
	{
		Real		value = exact.whole < 0 ? real_negate(real_from_fixed(fixed_subtract((Fixed) {0}, exact))) :
			real_from_fixed(exact);

		return NumericGetDatum(numeric_from_real(real_scale10(value, -call->scale), "amount"));
	}
	return NumericGetDatum(numeric_posted(rounded, call->scale));
}

/*
 * Reads a call with a day, and what the books show at its close; false where the answer is
 * NULL.  "books" is NULL before the asset is in service.
 */
static bool
read_figure(FunctionCallInfo fcinfo, AssetCall *call, Fixed *charged, const AssetBooks **books)
{
	DateADT		at;
	int64		day;
	const AssetChange *change;

	if (!asset_call_read(fcinfo, call, true) || PG_ARGISNULL(ARG_OWN))
		return false;
	at = PG_GETARG_DATEADT(ARG_OWN);
	day = DATE_IS_NOBEGIN(at) ? PG_INT64_MIN : DATE_IS_NOEND(at) ? PG_INT64_MAX : (int64) at + 1;
	change = asset_change_before(&call->asset, day);
	*books = change != NULL ? &change->books : NULL;
	*charged = change != NULL ? charged_before(call, day) : (Fixed) {0};
	return true;
}

/*
 * accumulated_depreciation(cost numeric, in_service date, life interval DEFAULT NULL, at date DEFAULT NULL, ...)
 *		RETURNS numeric
 *
 * Accumulated depreciation at the close of a day, in currency units of "scale" decimals, exact
 * for a NULL scale; 0 before service and after disposal.  NULL for a NULL cost, in_service or
 * at.  Arguments and errors as depreciation_schedule().
 */
PG_FUNCTION_INFO_V1(accumulated_depreciation);
Datum
accumulated_depreciation(PG_FUNCTION_ARGS)
{
	AssetFigure figure;
	const AssetBooks *books;
	Fixed		charged;

	if (!read_figure(fcinfo, &figure.call, &charged, &books))
		PG_RETURN_NULL();
	return figure_datum(&figure.call, charged,
						fixed_round(charged) + (books != NULL ? books_off_accumulated(books) : 0));
}

/*
 * book_value(cost numeric, in_service date, life interval DEFAULT NULL, at date DEFAULT NULL, ...) RETURNS numeric
 *
 * Net book value at the close of a day, that is cost less accumulated depreciation and
 * allowance; 0 before service and after disposal.  NULL, arguments and errors as
 * accumulated_depreciation().
 */
PG_FUNCTION_INFO_V1(book_value);
Datum
book_value(PG_FUNCTION_ARGS)
{
	AssetFigure figure;
	const AssetBooks *books;
	Fixed		charged;

	if (!read_figure(fcinfo, &figure.call, &charged, &books))
		PG_RETURN_NULL();
	if (books == NULL)
		return figure_datum(&figure.call, (Fixed) {0}, 0);
	return figure_datum(&figure.call, fixed_subtract(fixed_from_whole(books_cost(books)), charged),
						books_cost(books) - books_allowance(books) - books_off_accumulated(books) - fixed_round(charged));
}

/*
 * depreciation(cost numeric, in_service date, life interval DEFAULT NULL, within daterange DEFAULT NULL, ...)
 *		RETURNS numeric
 *
 * What is charged in a window of days: the difference of what is charged up to its ends.
 * What was taken over by an opening is no charge.  NULL for a NULL cost, in_service or window;
 * 0 for an empty one; arguments and errors as depreciation_schedule().
 */
PG_FUNCTION_INFO_V1(depreciation);
Datum
depreciation(PG_FUNCTION_ARGS)
{
	AssetFigure figure;
	AssetCall  *call = &figure.call;
	DaySpan		within;
	Fixed		before;
	Fixed		after;

	if (!asset_call_read(fcinfo, call, true) || PG_ARGISNULL(ARG_OWN))
		PG_RETURN_NULL();
	within = day_span_argument(fcinfo, ARG_OWN);
	within.lower = Max(within.lower, call->asset.opened + 1);
	if (within.empty || within.lower >= within.upper)
		return figure_datum(call, (Fixed) {0}, 0);
	before = charged_before(call, within.lower);
	after = charged_before(call, within.upper);
	return figure_datum(call, fixed_subtract(after, before), fixed_round(after) - fixed_round(before));
}

/* ---- for the planner -------------------------------------------------------------------------- */

/*
 * depreciation_schedule_support(internal) RETURNS internal
 *
 * How many rows a call will have, from its life, window and step as far as they are known
 * when the query is planned.
 */
PG_FUNCTION_INFO_V1(depreciation_schedule_support);
Datum
depreciation_schedule_support(PG_FUNCTION_ARGS)
{
	return planned_rows(fcinfo, asset_planned_periods);
}
