/*
 * occupancy_windows.c
 *		An occupancy by calendar steps, by hours of the week, by how much of the time; and
 *		held against another, for a fleet that grows.
 *
 * Each function reads the value once, whatever the number of windows.
 */
#include "fleet/occupancy_state.h"

#include "base/arguments.h"
#include "base/expanded_state.h"
#include "base/numbers.h"
#include "base/rows.h"
#include "base/zone.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

/* ---- what is looked at ------------------------------------------------------------------- */

/*
 * Where an occupancy without a "within" begins and ends: with its first and its last change.
 * A bound that within lacks is taken from there too.  22023 if something is on lease for ever.
 */
static Span
bounded_window(const Occupancy *o, FunctionCallInfo fcinfo, int within_argument)
{
	Span		window = {.lower = PG_INT64_MIN, .upper = PG_INT64_MAX};
	i128		level = 0;

	if (PG_NARGS() > within_argument && !PG_ARGISNULL(within_argument))
		window = span_from_tstzrange(PG_GETARG_DATUM(within_argument));
	if (window.empty || (o->nchanges == 0 && (window.lower == PG_INT64_MIN || window.upper == PG_INT64_MAX)))
		return (Span) {.empty = true};
	if (window.lower == PG_INT64_MIN)
		window.lower = o->changes[0].at;
	if (window.upper == PG_INT64_MAX)
	{
		for (uint32 i = 0; i < o->nchanges; i++)
		{
			if ((i & 0xFFFF) == 0)
				CHECK_FOR_INTERRUPTS();
			level += o->changes[i].delta;
		}
		if (level != 0)
			occupancy_refuse_endless();
		window.upper = o->changes[o->nchanges - 1].at;
	}
	window.empty = window.lower >= window.upper;
	return window;
}

/* ---- by calendar steps -------------------------------------------------------------------- */

typedef struct StepsBy
{
	const Occupancy *occupancy;
	int			step;
	TimeZone   *zone;
	int64		from;			/* of the next row */
	int64		until;			/* of the last */
	Sweep		sweep;			/* the interval that the next row begins in */
} StepsBy;

static bool
next_window(void *state, Datum *values, bool *nulls)
{
	StepsBy    *by = state;
	int			scale = occupancy_scale(by->occupancy);
	Words192	sum = {{0}};
	i128		peak = 0;
	i128		minimum = by->sweep.level;
	int64		to;

	if (by->from >= by->until)
		return false;
	if (!next_step(by->step, by->zone, by->from, &to) || to > by->until)
		to = by->until;
	for (int64 from = by->from; from < to;)
	{
		int64		until = Min(by->sweep.until, to);

		CHECK_FOR_INTERRUPTS();
		peak = Max(peak, by->sweep.level);
		minimum = Min(minimum, by->sweep.level);
		add_quantity_time(&sum, occupancy_scaled(by->occupancy, by->sweep.level), from, until);
		if (until == by->sweep.until)
			(void) sweep_next(&by->sweep);
		from = until;
	}

	values[0] = TimestampTzGetDatum(by->from);
	values[1] = TimestampTzGetDatum(to);
	values[2] = NumericGetDatum(quantity_hours(&sum));
	values[3] = NumericGetDatum(numeric_from_scaled(peak, scale));
	values[4] = NumericGetDatum(numeric_from_scaled(minimum, scale));
	by->from = to;
	return true;
}

static bool
begin_windows(FunctionCallInfo fcinfo, RowSource *source)
{
	StepsBy    *by;
	Span		window;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return false;
	by = palloc_wide(sizeof(StepsBy));
	by->occupancy = occupancy_argument(fcinfo, 0);
	by->step = period_argument(PG_GETARG_TEXT_PP(1), "step");
	by->zone = zone_lookup(PG_GETARG_TEXT_PP(2));
	window = bounded_window(by->occupancy, fcinfo, 3);
	if (window.empty)
		return false;
	by->from = window.lower;
	by->until = window.upper;
	by->sweep = sweep_start(by->occupancy->changes, by->occupancy->nchanges, window.lower, window.upper);
	(void) sweep_next(&by->sweep);
	*source = (RowSource) {.next = next_window, .state = by};
	return true;
}

/*
 * steps_by(occupancy, step text, zone text, within tstzrange DEFAULT NULL)
 *		RETURNS TABLE (period_start timestamptz, period_end timestamptz,
 *					   quantity_hours numeric, peak numeric, minimum numeric)
 *
 * A row for each calendar step of the zone from the first change to the last, or of all of
 * within: what quantity_hours(), peak() and minimum() say of it, in one pass.  Steps that
 * the window cuts are rows of what is left of them.
 *
 * No row for NULL, for an empty within and, without one, where nothing was ever on lease; 22023 for an unknown
 * step or zone, and if something is on lease for ever and within does not end.
 */
PG_FUNCTION_INFO_V1(occupancy_steps_by);
Datum
occupancy_steps_by(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, begin_windows);
}

/* ---- by hours of the week --------------------------------------------------------------------- */

#define HOURS_OF_WEEK	168

typedef struct HoursOfWeek
{
	int			next;
	Words192	sum[HOURS_OF_WEEK];
	i128		usec[HOURS_OF_WEEK];
} HoursOfWeek;

/* 0 is the hour from midnight on Monday, on the zone's clock; 2000-01-01 was a Saturday. */
static int
hour_of_week_at(int64 local)
{
	int64		day = local_days(local) + 5;

	return (int) ((day % 7 + 7) % 7 * 24 + local_time_of_day(local) / USEC_PER_HOUR);
}

/* When an hour of the clock ends that has begun at or before an instant: at the next full hour, or when the clock is changed. */
static int64
end_of_hour(TimeZone *zone, int64 at)
{
	int64		local = zone_to_local(zone, at);
	int64		left = USEC_PER_HOUR - local_time_of_day(local) % USEC_PER_HOUR;
	int64		low = 0;
	int64		high = left;

	if (zone_to_local(zone, at + left) - local == left)
		return at + left;
	/* the first instant of another offset */
	while (high - low > 1)
	{
		int64		middle = low + (high - low) / 2;

		if (zone_to_local(zone, at + middle) - local == middle)
			low = middle;
		else
			high = middle;
	}
	return at + high;
}

static bool
next_hour(void *state, Datum *values, bool *nulls)
{
	HoursOfWeek *hours = state;
	Words192	usec = {{0}};
	int			i = hours->next++;

	if (i >= HOURS_OF_WEEK)
		return false;
	values[0] = Int32GetDatum(i);
	values[1] = NumericGetDatum(quantity_hours(&hours->sum[i]));
	/* one unit for as long */
	words192_add_wide_product(&usec, hours->usec[i], (int64) power_of_ten(QUANTITY_SCALE));
	values[2] = NumericGetDatum(quantity_hours(&usec));
	return true;
}

static bool
begin_hours(FunctionCallInfo fcinfo, RowSource *source)
{
	HoursOfWeek *hours;
	const Occupancy *o;
	TimeZone   *zone;
	Span		within;
	Sweep		sweep;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return false;
	o = occupancy_argument(fcinfo, 0);
	zone = zone_lookup(PG_GETARG_TEXT_PP(1));
	within = span_from_tstzrange(PG_GETARG_DATUM(2));
	check_window(&within);

	hours = palloc_wide(sizeof(HoursOfWeek));
	memset(hours, 0, sizeof(HoursOfWeek));
	sweep = sweep_start(o->changes, o->nchanges, within.lower, within.upper);
	(void) sweep_next(&sweep);
	for (int64 from = within.lower; from < within.upper;)
	{
		int			hour = hour_of_week_at(zone_to_local(zone, from));
		int64		end = Min(end_of_hour(zone, from), within.upper);

		hours->usec[hour] += end - from;
		while (from < end)
		{
			int64		until = Min(sweep.until, end);

			CHECK_FOR_INTERRUPTS();
			add_quantity_time(&hours->sum[hour], occupancy_scaled(o, sweep.level), from, until);
			if (until == sweep.until)
				(void) sweep_next(&sweep);
			from = until;
		}
	}
	*source = (RowSource) {.next = next_hour, .state = hours};
	return true;
}

/*
 * hour_of_week(occupancy, zone text, within tstzrange)
 *		RETURNS TABLE (hour_of_week int4, quantity_hours numeric, hours numeric)
 *
 * What was on lease in each of the 168 hours of the week, on the zone's clock: 0 is Monday's
 * first.  "hours" is how long within is in that hour of the week, so that quantity_hours over
 * hours times the fleet is its utilization.  An hour that a change of the clock repeats counts
 * twice, one that it leaves out not at all.
 *
 * No row for NULL; 22023 unless within starts and ends, and for an unknown zone.
 */
PG_FUNCTION_INFO_V1(occupancy_hour_of_week);
Datum
occupancy_hour_of_week(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, begin_hours);
}

/* ---- by how much of the time --------------------------------------------------------------------- */

#define FRACTION_SCALE	12

typedef struct TimeAtLevel
{
	i128		level;
	int64		usec;
} TimeAtLevel;

#define ST_SORT sort_by_level
#define ST_ELEMENT_TYPE TimeAtLevel
#define ST_COMPARE(a, b) ((a)->level < (b)->level ? -1 : (a)->level > (b)->level ? 1 : 0)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * percentile(occupancy, fraction numeric, within tstzrange) RETURNS numeric
 *
 * The least level at or below which the occupancy is for at least that fraction of within:
 * 0.5 is the median over time, 0.95 what is exceeded at most 5 percent of the time, 1 the peak.
 *
 * NULL for NULL; 22023 for a fraction outside [0, 1] and unless within starts and ends.
 */
PG_FUNCTION_INFO_V1(occupancy_percentile);
Datum
occupancy_percentile(PG_FUNCTION_ARGS)
{
	const Occupancy *o = occupancy_argument(fcinfo, 0);
	int64		fraction = numeric_to_scaled(PG_GETARG_DATUM(1), FRACTION_SCALE, PG_INT64_MAX, "fraction");
	Span		within = span_from_tstzrange(PG_GETARG_DATUM(2));
	TimeAtLevel *times;
	size_t		n = 0;
	size_t		i = 0;
	i128		needed;
	i128		passed = 0;
	i128		level;

	if (fraction < 0 || fraction > (int64) power_of_ten(FRACTION_SCALE))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("fraction %s is outside [0, 1]", shown_argument(fcinfo, 1)),
				 errhint("Write 0.95 for the 95th percentile.")));
	check_window(&within);

	/* the first interval may begin before the first change, hence one more; and room to align */
	times = MemoryContextAllocHuge(CurrentMemoryContext, ((Size) o->nchanges + 2) * sizeof(TimeAtLevel));
	times = (TimeAtLevel *) TYPEALIGN(sizeof(i128), times);
	for (Sweep sweep = sweep_start(o->changes, o->nchanges, within.lower, within.upper); sweep_next(&sweep);)
	{
		CHECK_FOR_INTERRUPTS();
		times[n++] = (TimeAtLevel) {sweep.level, sweep.until - sweep.from};
	}
	sort_by_level(times, n);

	needed = ((i128) within.upper - within.lower) * fraction;
	do
	{
		CHECK_FOR_INTERRUPTS();
		level = times[i].level;
		passed += (i128) times[i].usec * (i128) power_of_ten(FRACTION_SCALE);
	} while (passed < needed && ++i < n);
	PG_RETURN_NUMERIC(numeric_from_scaled(level, occupancy_scale(o)));
}

/* ---- one held against another ------------------------------------------------------------------------ */

/*
 * occupancy_minus(occupancy, occupancy) RETURNS occupancy
 *
 * Operator -: the first less the second, at every instant; below zero where the second is
 * more.  22023 for different units.
 */
PG_FUNCTION_INFO_V1(occupancy_minus);
Datum
occupancy_minus(PG_FUNCTION_ARGS)
{
	const Occupancy *a = occupancy_argument(fcinfo, 0);
	const Occupancy *b = occupancy_argument(fcinfo, 1);
	size_t		n = (size_t) a->nchanges + b->nchanges;
	uint32		unit = common_unit(a->unit, b->unit);
	Occupancy  *difference;
	Change	   *negated;

	difference = occupancy_make(n);
	difference->unit = unit;
	if (a->nchanges > 0)
		copy_large(difference->changes, a->changes, a->nchanges * sizeof(Change));
	negated = MemoryContextAllocHuge(CurrentMemoryContext, (b->nchanges + (Size) 1) * sizeof(Change));
	for (uint32 i = 0; i < b->nchanges; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		negated[i] = (Change) {b->changes[i].at, -b->changes[i].delta};
	}
	difference->nchanges = steps_merge(difference->changes, a->nchanges, negated, b->nchanges, check_for_interrupts);
	difference->nsettled = difference->nchanges;
	pfree(negated);
	PG_RETURN_POINTER(occupancy_exact(difference));
}

/*
 * utilization(leased occupancy, available occupancy, within tstzrange) RETURNS numeric
 *
 * Quantity-hours on lease over quantity-hours there were, of a fleet that changes, as a
 * fraction rounded half away from zero to 20 decimals; not clamped.  NULL for NULL; 22012 where
 * nothing was available; 22023 for different units and unless within starts and ends.
 */
PG_FUNCTION_INFO_V1(occupancy_utilization_of_occupancy);
Datum
occupancy_utilization_of_occupancy(PG_FUNCTION_ARGS)
{
	const Occupancy *leased = occupancy_argument(fcinfo, 0);
	const Occupancy *available = occupancy_argument(fcinfo, 1);
	Span		within = span_from_tstzrange(PG_GETARG_DATUM(2));
	Words192	used;
	Words192	there;

	(void) common_unit(leased->unit, available->unit);
	check_window(&within);
	used = occupancy_quantity_time(leased, within.lower, within.upper);
	there = occupancy_quantity_time(available, within.lower, within.upper);
	PG_RETURN_NUMERIC(quantity_time_ratio(&used, &there));
}
