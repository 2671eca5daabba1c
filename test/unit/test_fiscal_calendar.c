/*
 * test_fiscal_calendar.c
 *		Months and years of account against counting them one by one, places in time and conventions by hand.
 */
#include "core/finance/fiscal_calendar.h"

#include "core/time/calendar.h"
#include "tap.h"

#define DAY(year, month, day)	days_from_civil(year, month, day)
#define MONTH(year, month)		((year) * 12 + (month) - 1)

static bool
is(Ratio place, int64_t num, int64_t den)
{
	bool		same = ratio_compare(place, ratio_lowest(num, den)) == 0;

	if (!same)
		printf("# %lld / %lld, not %lld / %lld\n", (long long) place.num, (long long) place.den, (long long) num, (long long) den);
	return same;
}

/* ---- months and years -------------------------------------------------------------------------- */

static void
civil_months(void)
{
	FiscalCalendar calendar = {.year_start = 1};
	int64_t		month = MONTH(1999, 1);
	bool		months = true;
	bool		starts = true;

	for (int64_t day = DAY(1999, 1, 1); day < DAY(2005, 1, 1); day++)
	{
		CivilDate	date = civil_from_days(day);

		if (date.day == 1 && day > DAY(1999, 1, 1))
			month++;
		months = months && fiscal_month(&calendar, day) == month;
		starts = starts && fiscal_month_start(&calendar, month) == day - date.day + 1;
	}
	ok(months && starts, "civil months");
	ok(fiscal_month_start(&calendar, -1) == DAY(-1, 12, 1) && fiscal_month(&calendar, DAY(-1, 12, 31)) == -1, "before the year 0");
}

static void
own_months(void)
{
	/* four, four and five weeks, for three years */
	static int64_t ends[37];
	FiscalCalendar calendar = {.ends = ends, .n_ends = 37};
	bool		good = true;
	int			month = 0;

	ends[0] = DAY(2023, 12, 31);
	for (int i = 1; i < 37; i++)
		ends[i] = ends[i - 1] + (i % 3 == 0 ? 35 : 28);
	for (int64_t day = ends[0] + 1; day <= ends[36]; day++)
	{
		if (day > ends[month + 1])
			month++;
		good = good && fiscal_month(&calendar, day) == month && fiscal_month_start(&calendar, month) <= day &&
			fiscal_month_start(&calendar, month) == ends[month] + 1;
	}
	ok(good, "months of weeks");
	ok(fiscal_month(&calendar, ends[0]) == -1 && fiscal_month(&calendar, ends[0] - 500) == -1 &&
	   fiscal_month(&calendar, ends[36] + 1) == 36 && fiscal_month(&calendar, ends[36] + 500) == 36, "and what lies around them");
	{
		TimeAxis	axis = {.calendar = calendar, .convention = CONVENTION_DAY};

		ok(is(axis_of_day(&axis, ends[0] + 1), 0, 1) && is(axis_of_day(&axis, ends[0] + 8), 1, 4) && is(axis_of_day(&axis, ends[2] + 8), 2 * 5 + 1, 5) &&
		   is(axis_of_day(&axis, ends[0]), 0, 1) && is(axis_of_day(&axis, ends[36] + 9), 36, 1), "days are parts of them");
		axis.convention = CONVENTION_FULL_MONTH;
		ok(is(convention_estimate(&axis, ends[4] + 1), 4, 1) && is(convention_estimate(&axis, ends[4] + 2), 5, 1), "from the next one that starts");
	}
}

static void
years(void)
{
	static const int64_t starts[] = {MONTH(2023, 4), MONTH(2024, 4), MONTH(2025, 1), MONTH(2026, 1)};
	FiscalCalendar calendar = {.years = starts, .n_years = 4};
	bool		good = true;

	/*
	 * April to March, a short one to December, calendar years from then on; twelve months before the first and after
	 * the last
	 */
	for (int64_t month = MONTH(2020, 1); month < MONTH(2030, 1); month++)
	{
		FiscalYear	year = fiscal_year(&calendar, month);
		int64_t		start = month >= MONTH(2025, 1) ? month - month % 12 : month - (month + 9) % 12;
		int64_t		months = start == MONTH(2024, 4) ? 9 : 12;

		if (year.start != start || year.months != months)
		{
			printf("# %lld: from %lld, %lld\n", (long long) month, (long long) year.start, (long long) year.months);
			good = false;
		}
	}
	ok(good, "years that are told one by one");

	good = true;
	for (int first = 1; first <= 12; first++)
	{
		FiscalCalendar by_month = {.year_start = first};

		for (int64_t month = MONTH(-2, 1); month < MONTH(2, 1); month++)
		{
			FiscalYear	year = fiscal_year(&by_month, month);

			good = good && year.months == 12 && year.start <= month && year.start > month - 12 &&
				((year.start - (first - 1)) % 12 + 12) % 12 == 0;
		}
	}
	ok(good, "years of twelve from any month");
}

static void
periods(void)
{
	static const int64_t starts[] = {MONTH(2024, 1), MONTH(2024, 9), MONTH(2025, 1)};
	FiscalCalendar calendar = {.years = starts, .n_years = 3};
	int64_t		start;
	int64_t		end;

	fiscal_period(&calendar, STEP_MONTH, MONTH(2024, 8), &start, &end);
	ok(start == MONTH(2024, 8) && end == MONTH(2024, 9), "a month");
	fiscal_period(&calendar, STEP_QUARTER, MONTH(2024, 6), &start, &end);
	ok(start == MONTH(2024, 4) && end == MONTH(2024, 7), "a quarter");
	fiscal_period(&calendar, STEP_QUARTER, MONTH(2024, 8), &start, &end);
	ok(start == MONTH(2024, 7) && end == MONTH(2024, 9), "the last one of a short year");
	fiscal_period(&calendar, STEP_YEAR, MONTH(2024, 8), &start, &end);
	ok(start == MONTH(2024, 1) && end == MONTH(2024, 9), "a short year");
}

/* ---- places ----------------------------------------------------------------------------------------- */

static void
places(void)
{
	TimeAxis	axis = {.calendar = {.year_start = 1}, .convention = CONVENTION_DAY, .origin = DAY(2024, 1, 31)};
	bool		good = true;

	ok(is(axis_of_day(&axis, DAY(2024, 5, 1)), MONTH(2024, 5), 1) && is(axis_of_day(&axis, DAY(2024, 5, 17)), MONTH(2024, 5) * 31 + 16, 31), "by the days of a month");
	axis.proration = DAYS_ANNIVERSARY;
	/* from the last day of a month to that of the next */
	ok(is(axis_of_day(&axis, DAY(2024, 1, 31)), 0, 1) && is(axis_of_day(&axis, DAY(2024, 2, 29)), 1, 1) && is(axis_of_day(&axis, DAY(2024, 3, 1)), 32, 31) &&
	   is(axis_of_day(&axis, DAY(2024, 3, 31)), 2, 1) && is(axis_of_day(&axis, DAY(2024, 2, 15)), 15, 29), "by anniversaries");
	axis.proration = DAYS_EQUAL;
	ok(is(axis_of_day(&axis, DAY(2024, 5, 17)), DAY(2024, 5, 17), 1) && is(axis_length(&axis, DAY(2024, 1, 31), 1), 29, 1) &&
	   is(axis_length(&axis, DAY(2024, 1, 1), 12), 366, 1), "by equal days");
	axis.proration = DAYS_YEARS;
	ok(is(axis_of_day(&axis, DAY(2024, 1, 1)), MONTH(2024, 1), 1) && is(axis_of_day(&axis, DAY(2024, 7, 1)), MONTH(2024, 1) * 366 + 12 * 182, 366) &&
	   is(axis_of_day(&axis, DAY(2025, 7, 1)), MONTH(2025, 1) * 365 + 12 * 181, 365), "by the days of a year");
	axis.proration = DAYS_30E_360;
	ok(is(axis_of_day(&axis, DAY(2024, 5, 30)), MONTH(2024, 5) * 30 + 29, 30) && is(axis_of_day(&axis, DAY(2024, 5, 31)), MONTH(2024, 5) * 30 + 29, 30) &&
	   is(axis_of_day(&axis, DAY(2024, 6, 1)), MONTH(2024, 6), 1) && is(axis_of_day(&axis, DAY(2024, 2, 29)), MONTH(2024, 2) * 30 + 28, 30), "by thirty days");
	ok(is(axis_length(&axis, DAY(2024, 1, 31), 5), 5, 1), "months are months");

	for (int proration = DAYS_CALENDAR; proration < DAY_PRORATIONS; proration++)
	{
		axis.proration = (DayProration) proration;
		for (int64_t day = DAY(2024, 1, 31); day < DAY(2026, 3, 1); day++)
		{
			Ratio		place = axis_of_day(&axis, day);

			/* months of equal parts of a year begin at other days */
			if (proration != DAYS_YEARS)
				good = good && axis_month(&axis, place) == fiscal_month(&axis.calendar, day);
			good = good && ratio_compare(place, axis_of_day(&axis, day + 1)) <= 0;
		}
		good = good && ratio_compare(axis_of_month(&axis, MONTH(2025, 3)), axis_of_day(&axis, DAY(2025, 3, 1))) == 0;
	}
	ok(good, "and back to months, in order");
}

/* ---- conventions ----------------------------------------------------------------------------------- */

static void
conventions(void)
{
	static const int64_t starts[] = {MONTH(2024, 3), MONTH(2024, 12)};
	TimeAxis	axis = {.calendar = {.year_start = 1}};
	int64_t		may = MONTH(2024, 5);
	int64_t		day = DAY(2024, 5, 17);

	axis.convention = CONVENTION_DAY;
	ok(is(convention_start(&axis, day), may * 31 + 16, 31) && is(convention_stop(&axis, day), may * 31 + 17, 31) && is(convention_measure(&axis, day), may * 31 + 17, 31) &&
	   is(convention_estimate(&axis, day), may * 31 + 16, 31) && is(convention_stop(&axis, DAY(2024, 5, 31)), may + 1, 1), "by the day");
	axis.convention = CONVENTION_FULL_MONTH;
	ok(is(convention_start(&axis, day), may, 1) && is(convention_stop(&axis, day), may, 1) && is(convention_measure(&axis, day), may + 1, 1), "full month");
	ok(is(convention_estimate(&axis, day), may + 1, 1) && is(convention_estimate(&axis, DAY(2024, 5, 1)), may, 1) && is(convention_estimate(&axis, DAY(2024, 5, 2)), may + 1, 1),
	   "an estimate counts from the next month that starts");
	axis.convention = CONVENTION_NEXT_MONTH;
	ok(is(convention_start(&axis, day), may + 1, 1) && is(convention_stop(&axis, day), may + 1, 1), "next month");
	axis.convention = CONVENTION_MID_MONTH;
	ok(is(convention_start(&axis, day), 2 * may + 1, 2) && is(convention_stop(&axis, DAY(2024, 5, 1)), 2 * may + 1, 2), "mid-month");
	axis.convention = CONVENTION_NEAREST_MONTH;
	ok(is(convention_start(&axis, DAY(2024, 5, 15)), may, 1) && is(convention_start(&axis, DAY(2024, 5, 16)), may + 1, 1), "nearest month");
	axis.convention = CONVENTION_HALF_YEAR;
	ok(is(convention_start(&axis, day), MONTH(2024, 7), 1) && is(convention_stop(&axis, DAY(2024, 12, 31)), MONTH(2024, 7), 1), "half-year");
	axis.convention = CONVENTION_MID_QUARTER;
	ok(is(convention_start(&axis, day), 2 * may + 1, 2) && is(convention_start(&axis, DAY(2024, 6, 30)), 2 * may + 1, 2) &&
	   is(convention_start(&axis, DAY(2024, 7, 1)), 2 * MONTH(2024, 8) + 1, 2), "mid-quarter");
	axis.convention = CONVENTION_FULL_YEAR;
	ok(is(convention_start(&axis, day), MONTH(2024, 1), 1) && is(convention_stop(&axis, day), MONTH(2024, 1), 1), "full year");

	/* a year of nine months from March, whose quarters have nine fourths of one */
	axis.calendar = (FiscalCalendar) {.years = starts, .n_years = 2};
	axis.convention = CONVENTION_HALF_YEAR;
	ok(is(convention_start(&axis, day), 2 * MONTH(2024, 3) + 9, 2), "half of a short year");
	axis.convention = CONVENTION_MID_QUARTER;
	ok(is(convention_start(&axis, DAY(2024, 3, 1)), 8 * MONTH(2024, 3) + 9, 8) && is(convention_start(&axis, DAY(2024, 5, 8)), 8 * MONTH(2024, 3) + 9, 8) &&
	   is(convention_start(&axis, DAY(2024, 5, 9)), 8 * MONTH(2024, 3) + 27, 8) && is(convention_start(&axis, DAY(2024, 11, 30)), 8 * MONTH(2024, 3) + 63, 8), "quarters of a short year");
	axis.convention = CONVENTION_FULL_YEAR;
	ok(is(convention_start(&axis, day), MONTH(2024, 3), 1), "and all of it");
}

int
main(void)
{
	civil_months();
	own_months();
	years();
	periods();
	places();
	conventions();
	return done_testing();
}
