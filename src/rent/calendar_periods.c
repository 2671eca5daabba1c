/*
 * calendar_periods.c
 *		The days, weeks, months, quarters or years of a stretch of days, for reports: as dates,
 *		and as the instants of a zone.
 */
#include "base/gpurent.h"

#include "base/arguments.h"
#include "base/dates.h"
#include "base/rows.h"
#include "base/zone.h"
#include "catalog/pg_type_d.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

typedef struct CalendarPeriods
{
	int			step;
	TimeZone   *zone;
	TypeCacheEntry *range;
	int64		day;			/* the next period's first */
	int64		last;			/* of all */
} CalendarPeriods;

/* The first day of the period after that of a day. */
static int64
day_of_next_period(int step, int64 day)
{
	int64		next;

	/* on the days of UTC, none of which is longer than another */
	if (!next_step(step, zone_utc(), day * USEC_PER_DAY, &next))
		return PG_INT64_MAX;
	return next / USEC_PER_DAY;
}

static bool
next_period(void *state, Datum *values, bool *nulls)
{
	CalendarPeriods *periods = state;
	int64		next;
	RangeBound	lower = {.inclusive = true, .lower = true};
	RangeBound	upper = {0};

	if (periods->day > periods->last)
		return false;
	next = Min(day_of_next_period(periods->step, periods->day), periods->last + 1);
	lower.val = TimestampTzGetDatum(zone_midnight(periods->zone, periods->day));
	upper.val = TimestampTzGetDatum(zone_midnight(periods->zone, next));
	values[0] = DateADTGetDatum((DateADT) periods->day);
	values[1] = DateADTGetDatum((DateADT) (next - 1));
	values[2] = RangeTypePGetDatum(make_range_compat(periods->range, &lower, &upper, false));
	periods->day = next;
	return true;
}

static bool
begin_periods(FunctionCallInfo fcinfo, RowSource *source)
{
	CalendarPeriods *periods;
	DateADT		first;
	DateADT		last;

	reject_null(fcinfo, 2, "step");
	reject_null(fcinfo, 3, "zone");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return false;
	first = PG_GETARG_DATEADT(0);
	last = PG_GETARG_DATEADT(1);
	if (DATE_NOT_FINITE(first) || DATE_NOT_FINITE(last))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("periods without an end have no calendar"),
				 errhint("Give both a first and a last day.")));
	if (last < first)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("last day %s is before first day %s", date_as_iso(last), date_as_iso(first)),
				 errhint("Both days belong to the periods.")));

	periods = palloc(sizeof(CalendarPeriods));
	periods->step = day_step_argument(PG_GETARG_TEXT_PP(2));
	periods->zone = zone_lookup(PG_GETARG_TEXT_PP(3));
	/* all that comes lies between these */
	(void) zone_midnight(periods->zone, first);
	(void) zone_midnight(periods->zone, (int64) last + 1);
	periods->range = lookup_type_cache(TSTZRANGEOID, TYPECACHE_RANGE_INFO);
	periods->day = first;
	periods->last = last;
	*source = (RowSource) {.next = next_period, .state = periods};
	return true;
}

/*
 * calendar_periods(first_day date, last_day date, step text DEFAULT 'month', zone text DEFAULT 'UTC')
 *		RETURNS TABLE (period_start date, period_end date, within tstzrange)
 *
 * The calendar's periods from the first day to the last, both included: each with its first and
 * its last day, cut where first_day and last_day cut them, and with the instants from midnight
 * to midnight in the zone, as term() makes them.
 *
 * No row for a NULL day; 22004 for a NULL step or zone; 22023 for infinite days, a last day
 * before the first, an unknown step or zone, a step shorter than a day; 22008 beyond the calendar.
 */
PG_FUNCTION_INFO_V1(calendar_periods);
Datum
calendar_periods(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, begin_periods);
}

static double
planned_periods(List *arguments)
{
	Datum		first;
	Datum		last;
	Datum		name;
	double		step;

	if (!planned_argument(arguments, 0, &first) || !planned_argument(arguments, 1, &last) || !planned_argument(arguments, 2, &name))
		return -1;
	/* what is wrong with them is for the function itself to say */
	step = planned_step(DatumGetTextPP(name));
	if (step < USECS_PER_DAY)
		return -1;
	return Max(1, ((double) DatumGetDateADT(last) - DatumGetDateADT(first) + 1) * USECS_PER_DAY / step);
}

/*
 * calendar_periods_support(internal) RETURNS internal
 *
 * The number of periods where the days and the step are known when the query is planned.
 */
PG_FUNCTION_INFO_V1(calendar_periods_support);
Datum
calendar_periods_support(PG_FUNCTION_ARGS)
{
	return planned_rows(fcinfo, planned_periods);
}
