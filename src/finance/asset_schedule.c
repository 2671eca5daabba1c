/*
 * asset_schedule.c
 *		The periods in which an asset is on the books, one after the other.
 */
#include "finance/asset_schedule.h"

#include <math.h>

#include "base/dates.h"
#include "base/rows.h"
#include "core/time/calendar.h"
#include "utils/timestamp.h"

/* ---- periods ------------------------------------------------------------------------- */

const int	asset_step_months[PERIOD_STEPS] = {[STEP_MONTH] = 1, [STEP_QUARTER] = 3, [STEP_YEAR] = 12};

void
asset_refuse_endless(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the schedule has no end"),
			 errdetail("A balance that is reduced without a life never ends."),
			 errhint("Say a life, or a window that has an end.")));
}

bool
asset_periods_begin(AssetPeriods *periods, AssetCall *call)
{
	const Asset *asset = &call->asset;
	const TimeAxis *axis = &call->terms.axis;
	const FiscalCalendar *calendar = &axis->calendar;
	int64		last_month;
	int64		last_day;

	*periods = (AssetPeriods) {.call = call};
	if (call->within.empty)
		return false;
	periods->from = Max(asset->opened + 1, call->within.lower);
	if (periods->from < call->terms.in_service)
		periods->from = call->terms.in_service;
	periods->until = call->within.upper;
	if (asset->disposed)
		periods->until = Min(periods->until, asset->disposed_at + 1);
	if (periods->from >= periods->until)
	{
		/* an asset that left the books on the day on which they open has no rows */
		return false;
	}
	if (call->within.upper == PG_INT64_MAX && !asset->disposed && asset->endless)
		asset_refuse_endless();

	/* the month in which the last row ends, or the one before */
	if (periods->until != PG_INT64_MAX)
		last_month = fiscal_month(calendar, periods->until - 1);
	else
	{
		last_month = axis_month(axis, asset->end);
		last_month = Max(last_month, fiscal_month(calendar, asset->last_event));
	}
	periods->month = fiscal_month(calendar, periods->from);
	if ((last_month - periods->month) / asset_step_months[call->terms.step] > SCHEDULE_ROWS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the schedule would have more than %d rows", SCHEDULE_ROWS_MAX),
				 errhint("Ask for a window, or for longer steps.")));
	if (calendar->n_ends > 0)
	{
		/* the last day that a row tells of, as far as the calendar knows */
		int64		beyond = calendar->ends[calendar->n_ends - 1] + 1;

		if (periods->until != PG_INT64_MAX)
			require_calendar_until(call, periods->until - 1);
		else if (ratio_compare(asset->end, ratio_whole(calendar->n_ends - 1)) > 0)
			require_calendar_until(call, beyond);
	}
	else
	{
		last_day = days_from_civil((last_month - (last_month % 12 + 12) % 12) / 12 + 2, 1, 1);
		if (!IS_VALID_DATE(last_day))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("the schedule comes too close to the last day there is, %s", date_as_iso(DATE_END_JULIAN - POSTGRES_EPOCH_JDATE - 1)),
					 errdetail("Its last fiscal year has to end before that."),
					 errhint("Check in_service and life, or ask for a window that ends before.")));
	}
	return true;
}

/* The day after a period that ends with a month; a calendar's last year may be cut short. */
static int64
period_close(const AssetCall *call, int64 end)
{
	const FiscalCalendar *calendar = &call->terms.axis.calendar;

	if (calendar->n_ends > 0 && end > calendar->n_ends - 1)
		end = calendar->n_ends - 1;
	return fiscal_month_start(calendar, end);
}

bool
asset_periods_next(AssetPeriods *periods)
{
	AssetCall  *call = periods->call;
	const Asset *asset = &call->asset;
	const FiscalCalendar *calendar = &call->terms.axis.calendar;
	int64		start;
	int64		end;

	if (periods->done)
		return false;
	fiscal_period(calendar, call->terms.step, periods->month, &start, &end);
	if (periods->end == 0 && !periods->begun)
	{
		/* the first period starts before the asset does, but not before the window or the opening */
		periods->start = fiscal_month_start(calendar, start);
		periods->start = Max(periods->start, call->within.lower);
		periods->start = Max(periods->start, asset->opened + 1 > call->terms.in_service ? asset->opened + 1 : PG_INT64_MIN);
		periods->charged = asset_charged(asset, periods->from);
		periods->before = asset_change_before(asset, periods->from);
		periods->begun = true;
	}
	else
	{
		periods->start = periods->end;
		periods->charged = periods->charged_after;
		periods->before = periods->after;
	}
	periods->end = Min(period_close(call, end), call->within.upper);
	periods->month = end;
	periods->charged_after = asset_charged(asset, periods->end);
	periods->after = asset_change_before(asset, periods->end);
	if (periods->end >= call->within.upper)
		periods->done = true;
	else if (asset->disposed)
		periods->done = asset->disposed_at < periods->end;
	else if (call->within.upper == PG_INT64_MAX)
		periods->done = asset_is_over(asset, periods->end);
	return true;
}

/* ---- for the planner -------------------------------------------------------------------------- */

double
asset_planned_periods(List *arguments)
{
	Datum		value;
	double		months = -1;
	int			step = 1;

	if (planned_argument(arguments, ASSET_ARG_STEP, &value))
	{
		const text *name = DatumGetTextPP(value);

		for (int i = 0; i < PERIOD_STEPS; i++)
			if (strlen(period_step_names[i]) == VARSIZE_ANY_EXHDR(name) &&
				pg_strncasecmp(period_step_names[i], VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)) == 0)
				step = asset_step_months[i];
	}
	if (planned_argument(arguments, ASSET_ARG_LIFE, &value))
		months = DatumGetIntervalP(value)->month + 1;
	if (planned_argument(arguments, ASSET_ARG_WITHIN, &value))
	{
		DaySpan		within = day_span_of(value);

		if (within.empty)
			months = 0;
		else if (within.lower != PG_INT64_MIN && within.upper != PG_INT64_MAX)
			months = (within.upper - within.lower) / 30.436875;
	}
	return months < 0 ? -1 : Max(1, ceil(months / step));
}
