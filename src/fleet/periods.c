/*
 * periods.c
 *		The calendar periods that summaries are by.
 */
#include "fleet/periods.h"

#include "base/messages.h"
#include "rent/lease.h"
#include "utils/builtins.h"

/* The whole months of the timestamps that exist, from 4714-12 BC to 294276-12, and their days. */
#define MONTH_FIRST		((-4713 - 2000) * 12 + 11)
#define MONTHS_END		((294277 - 2000) * 12)
#define DAY_FIRST		((int32) (INSTANT_MIN / USEC_PER_DAY))
#define DAYS_END		((int32) (INSTANT_END / USEC_PER_DAY))

/*
 * The steps, by their code.  A value holds a thousand years at most, and of days 273 years, in
 * 5.6 MB: the lease of 9999-12-31 that stands for one without an end would give each group a list of
 * 3 million days.
 */
typedef struct Step
{
	int			months;			/* that a period is long, or days */
	int			days;
	int			origin;			/* of days: the first day of period 0, counted from 2000-01-01 */
	int32		most;
} Step;

static const Step steps[] = {
	[PERIOD_DAY] = {.days = 1, .most = 100000},
	[PERIOD_WEEK] = {.days = 7, .origin = 2, .most = 52000},
	[PERIOD_MONTH] = {.months = 1, .most = 12000},
	[PERIOD_QUARTER] = {.months = 3, .most = 4000},
	[PERIOD_YEAR] = {.months = 12, .most = 1000},
};

bool
period_step_is_known(int step)
{
	return step >= 0 && step < (int) lengthof(steps) && steps[step].most > 0;
}

static int64
floor_quotient(int64 a, int64 b)
{
	return a / b - (a % b < 0);
}

int64
period_start(int step, TimeZone *zone, int64 period)
{
	const Step *length = &steps[step];
	int64		instant;

	if (!(length->months > 0 ? month_start(zone, period * length->months, &instant) :
		  midnight_of(zone, period * length->days + length->origin, &instant)))
		check_accrual(ACCRUAL_DATE_RANGE);
	return instant;
}

int32
period_of(int step, TimeZone *zone, int64 instant)
{
	const Step *length = &steps[step];
	int64		period;

	if (length->months > 0)
	{
		if (!month_of(zone, instant, &period))
			check_accrual(ACCRUAL_DATE_RANGE);
		if (length->months > 1)
		{
			period = floor_quotient(period, length->months);
			/* it exists as a whole */
			(void) period_start(step, zone, period);
			(void) period_start(step, zone, period + 1);
		}
		return (int32) period;
	}
	/* a clock that is set back across midnight shows the next day's date before that has begun */
	period = floor_quotient(local_days(zone_to_local(zone, instant)) - length->origin, length->days);
	while (period_start(step, zone, period) > instant)
		period--;
	while (period_start(step, zone, period + 1) <= instant)
		period++;
	return (int32) period;
}

int64
period_first_day(int step, int64 period)
{
	const Step *length = &steps[step];

	return length->months > 0 ? days_add_months(0, period * length->months) : period * length->days + length->origin;
}

int64
period_of_day(int step, int64 day)
{
	const Step *length = &steps[step];
	CivilDate	date;

	if (length->months == 0)
		return floor_quotient(day - length->origin, length->days);
	date = civil_from_days(day);
	return floor_quotient((date.year - 2000) * MONTHS_PER_YEAR + date.month - 1, length->months);
}

bool
periods_exist(int step, int64 first, int64 count)
{
	const Step *length = &steps[step];

	if (length->months > 0)
		return first * length->months >= MONTH_FIRST && (first + count) * length->months <= MONTHS_END;
	return first * length->days + length->origin >= DAY_FIRST && (first + count) * length->days + length->origin <= DAYS_END;
}

int32
periods_most(int step)
{
	return steps[step].most;
}

int
periodic_step_argument(const text *name)
{
	int			step = period_argument(name, "step");

	if (!period_step_is_known(step))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("step \"%s\" is shorter than a day", text_to_cstring(name)),
				 errhint("Write day, week, month, quarter or year; for hours there is steps_by() of an occupancy.")));
	return step;
}

char *
day_string(int64 day)
{
	CivilDate	date = civil_from_days(day);

	return psprintf(INT64_FORMAT "-%02d-%02d", date.year, date.month, date.day);
}
