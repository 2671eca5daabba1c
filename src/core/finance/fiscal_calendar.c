/*
 * fiscal_calendar.c
 *		Months, quarters and years of account; where depreciation starts and stops; time
 *		counted in months.
 */
#include "core/finance/fiscal_calendar.h"

#include <stddef.h>

#include "core/time/calendar.h"

const char *const period_step_names[] = {"month", "quarter", "year", NULL};

const char *const convention_names[] = {
	"day", "full month", "next month", "mid month", "nearest month", "half-year", "mid-quarter", "full year", NULL
};

const char *const day_proration_names[] = {"calendar", "anniversary", "days", "years", "30e/360", NULL};

static int64_t
floor_divide(int64_t a, int64_t b)
{
	return a >= 0 ? a / b : -((-a + b - 1) / b);
}

/* ---- months --------------------------------------------------------------------------- */

int64_t
fiscal_month(const FiscalCalendar *calendar, int64_t day)
{
	CivilDate	date;
	int			low = 0;
	int			high = calendar->n_ends;

	if (calendar->n_ends == 0)
	{
		date = civil_from_days(day);
		return date.year * 12 + date.month - 1;
	}
	/* the number of ends before the day, less one */
	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (calendar->ends[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return (int64_t) low - 1;
}

int64_t
fiscal_month_start(const FiscalCalendar *calendar, int64_t month)
{
	int64_t		year;

	if (calendar->n_ends > 0)
		return calendar->ends[month] + 1;
	year = floor_divide(month, 12);
	return days_from_civil(year, (int) (month - year * 12) + 1, 1);
}

FiscalYear
fiscal_year(const FiscalCalendar *calendar, int64_t month)
{
	int64_t		start;

	if (calendar->n_ends > 0)
		start = 0;
	else if (calendar->n_years == 0)
		start = calendar->year_start - 1;
	else if (month < calendar->years[0])
		start = calendar->years[0];
	else
	{
		int			low = 0;
		int			high = calendar->n_years - 1;

		while (low < high)
		{
			int			middle = low + (high - low + 1) / 2;

			if (calendar->years[middle] <= month)
				low = middle;
			else
				high = middle - 1;
		}
		start = calendar->years[low];
		if (low < calendar->n_years - 1)
			return (FiscalYear) {.start = start, .months = calendar->years[low + 1] - start};
	}
	return (FiscalYear) {.start = start + floor_divide(month - start, 12) * 12, .months = 12};
}

void
fiscal_period(const FiscalCalendar *calendar, PeriodStep step, int64_t month, int64_t *start, int64_t *end)
{
	FiscalYear	year;

	*start = month;
	*end = month + 1;
	if (step == STEP_MONTH)
		return;
	year = fiscal_year(calendar, month);
	*start = year.start;
	*end = year.start + year.months;
	if (step == STEP_QUARTER)
	{
		*start += (month - year.start) / 3 * 3;
		if (*end > *start + 3)
			*end = *start + 3;
	}
}

/* ---- places ---------------------------------------------------------------------------- */

/* The months before a day, the days of its month being equal parts of it. */
static Ratio
month_place(const FiscalCalendar *calendar, int64_t day)
{
	int64_t		month;
	int64_t		days;

	if (calendar->n_ends == 0)
	{
		CivilDate	date = civil_from_days(day);

		month = date.year * 12 + date.month - 1;
		if (date.day == 1)
			return ratio_whole(month);
		days = days_in_month(date.year, date.month);
		return (Ratio) {.num = month * days + date.day - 1, .den = days};
	}
	month = fiscal_month(calendar, day);
	/* beyond the calendar: callers see to it that nothing accrues there */
	if (month < 0)
		return ratio_whole(0);
	if (month >= calendar->n_ends - 1)
		return ratio_whole(calendar->n_ends - 1);
	days = calendar->ends[month + 1] - calendar->ends[month];
	return ratio_make((i128) month * days + (day - calendar->ends[month] - 1), days);
}

static Ratio
anniversary_place(int64_t origin, int64_t day)
{
	CivilDate	from = civil_from_days(origin);
	CivilDate	to = civil_from_days(day);
	int64_t		months = (to.year - from.year) * 12 + to.month - from.month;
	int64_t		start = days_add_months(origin, months);
	int64_t		end;

	if (start > day)
		start = days_add_months(origin, --months);
	end = days_add_months(origin, months + 1);
	return (Ratio) {.num = months * (end - start) + (day - start), .den = end - start};
}

/* Whole fiscal years are equal; a month of one is as many of its days as come to that. */
static Ratio
years_place(const FiscalCalendar *calendar, int64_t day)
{
	FiscalYear	year = fiscal_year(calendar, fiscal_month(calendar, day));
	int64_t		start = fiscal_month_start(calendar, year.start);
	int64_t		days = fiscal_month_start(calendar, year.start + year.months) - start;

	return ratio_make((i128) year.start * days + (i128) year.months * (day - start), days);
}

Ratio
axis_of_day(const TimeAxis *axis, int64_t day)
{
	CivilDate	date;

	switch (axis->proration)
	{
		case DAYS_ANNIVERSARY:
			return anniversary_place(axis->origin, day);
		case DAYS_EQUAL:
			return ratio_whole(day);
		case DAYS_YEARS:
			return years_place(&axis->calendar, day);
		case DAYS_30E_360:
			date = civil_from_days(day);
			return (Ratio) {.num = (date.year * 12 + date.month - 1) * 30 + (date.day > 30 ? 30 : date.day) - 1, .den = 30};
		default:
			return month_place(&axis->calendar, day);
	}
}

Ratio
axis_of_month(const TimeAxis *axis, int64_t month)
{
	if (axis->proration == DAYS_CALENDAR)
		return ratio_whole(month);
	return axis_of_day(axis, fiscal_month_start(&axis->calendar, month));
}

int64_t
axis_month(const TimeAxis *axis, Ratio place)
{
	int64_t		whole = ratio_floor(place);
	int64_t		start;
	int64_t		end;

	switch (axis->proration)
	{
		case DAYS_EQUAL:
			return fiscal_month(&axis->calendar, whole);
		case DAYS_ANNIVERSARY:
			start = days_add_months(axis->origin, whole);
			end = days_add_months(axis->origin, whole + 1);
			return fiscal_month(&axis->calendar,
								start + (int64_t) ((i128) (place.num - whole * place.den) * (end - start) / place.den));
		default:
			return whole;
	}
}

Ratio
axis_length(const TimeAxis *axis, int64_t day, int64_t months)
{
	if (axis->proration != DAYS_EQUAL)
		return ratio_whole(months);
	return ratio_whole(days_add_months(day, months) - day);
}

/* ---- conventions ------------------------------------------------------------------------ */

/* Where a day of a convention other than the day is rounded to, alike for start and end. */
static Ratio
rounded_place(const TimeAxis *axis, int64_t day)
{
	int64_t		month = fiscal_month(&axis->calendar, day);
	FiscalYear	year;
	int64_t		quarter;
	Ratio		place;

	switch (axis->convention)
	{
		case CONVENTION_MID_MONTH:
			return (Ratio) {.num = 2 * month + 1, .den = 2};
		case CONVENTION_NEAREST_MONTH:
			return ratio_whole(month + (day - fiscal_month_start(&axis->calendar, month) >= 15));
		case CONVENTION_HALF_YEAR:
			year = fiscal_year(&axis->calendar, month);
			return (Ratio) {.num = 2 * year.start + year.months, .den = 2};
		case CONVENTION_MID_QUARTER:
			/* quarters of a short year are shorter: the middle of the q-th is (2 q + 1) / 8 of it */
			year = fiscal_year(&axis->calendar, month);
			place = ratio_subtract(month_place(&axis->calendar, day), ratio_whole(year.start));
			quarter = place.num * 4 / (place.den * year.months);
			return (Ratio) {.num = 8 * year.start + (2 * quarter + 1) * year.months, .den = 8};
		case CONVENTION_FULL_YEAR:
			return ratio_whole(fiscal_year(&axis->calendar, month).start);
		default:
			return ratio_whole(month);
	}
}

Ratio
convention_start(const TimeAxis *axis, int64_t day)
{
	switch (axis->convention)
	{
		case CONVENTION_DAY:
			return axis_of_day(axis, day);
		case CONVENTION_NEXT_MONTH:
			return ratio_whole(fiscal_month(&axis->calendar, day) + 1);
		default:
			return rounded_place(axis, day);
	}
}

Ratio
convention_stop(const TimeAxis *axis, int64_t day)
{
	switch (axis->convention)
	{
		case CONVENTION_DAY:
			return axis_of_day(axis, day + 1);
		case CONVENTION_NEXT_MONTH:
			return ratio_whole(fiscal_month(&axis->calendar, day) + 1);
		default:
			return rounded_place(axis, day);
	}
}

Ratio
convention_measure(const TimeAxis *axis, int64_t day)
{
	if (axis->convention == CONVENTION_DAY)
		return axis_of_day(axis, day + 1);
	return ratio_whole(fiscal_month(&axis->calendar, day) + 1);
}

Ratio
convention_estimate(const TimeAxis *axis, int64_t day)
{
	int64_t		month;

	if (axis->convention == CONVENTION_DAY)
		return axis_of_day(axis, day);
	if (axis->calendar.n_ends == 0)
	{
		CivilDate	date = civil_from_days(day);

		return ratio_whole(date.year * 12 + date.month - (date.day == 1));
	}
	month = fiscal_month(&axis->calendar, day);
	return ratio_whole(month + (day > fiscal_month_start(&axis->calendar, month)));
}
