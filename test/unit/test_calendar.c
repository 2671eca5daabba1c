/*
 * test_calendar.c
 *		core/time/calendar: dates, zones and months.
 */
#include "core/time/calendar.h"

#include "tap.h"
#include "zones.h"

static void
test_dates(void)
{
	int			wrong = 0;
	int64_t		day = days_from_civil(-4713, 1, 1);
	bool		good = true;

	ok(days_from_civil(2000, 1, 1) == 0, "2000-01-01 is day 0");
	ok(days_from_civil(1970, 1, 1) == -10957, "1970-01-01 is 10957 days before");
	ok(days_from_civil(2024, 2, 29) == 8825, "2024-02-29");
	ok(days_in_month(2024, 2) == 29 && days_in_month(2023, 2) == 28 &&
	   days_in_month(1900, 2) == 28 && days_in_month(2000, 2) == 29, "leap years");

	/* every date of 11,000 years, in order */
	for (int64_t year = -4713; year < 6500; year++)
		for (int month = 1; month <= 12; month++)
			for (int d = 1; d <= days_in_month(year, month); d++, day++)
			{
				CivilDate	date = civil_from_days(day);

				wrong += days_from_civil(year, month, d) != day ||
					date.year != year || date.month != month || date.day != d;
			}
	ok(wrong == 0, "every date from 4714 BC to 6499 there and back");

	for (int64_t year = 294000; year < 294277 && good; year++)
	{
		CivilDate	date = civil_from_days(days_from_civil(year, 12, 31));

		good = date.year == year && date.month == 12 && date.day == 31;
	}
	ok(good, "the last years there are");
}

static void
test_local_time(void)
{
	ok(local_days(-1) == -1 && local_days(0) == 0 && local_days(-USEC_PER_DAY) == -1 &&
	   local_days(-USEC_PER_DAY - 1) == -2 && local_days(USEC_PER_DAY) == 1, "days of local times round down");
	ok(local_time_of_day(-1) == USEC_PER_DAY - 1, "the last microsecond of a day");
}

/* How often a zone is asked. */
static int	questions;

static ZoneSpan
counted_span(void *arg, int64_t instant)
{
	questions++;
	return made_up_span(arg, instant);
}

/* As PostgreSQL's tables, which repeat: at the end of one, no change is known until the next has begun. */
static ZoneSpan
repeating_span(void *arg, int64_t instant)
{
	const int64_t length = 146097 * USEC_PER_DAY;
	int64_t		into = instant % length + (instant < 0 ? length : 0);
	ZoneSpan	span = made_up_span(arg, into);

	if (span.until != INT64_MAX)
		span.until += instant - into;
	return span;
}

static void
test_memory(void)
{
	TimeZone   *zone = make_zone(new_york_rules());
	MadeUpZone	seasons = {3, {{INT64_MIN, -5 * 3600}, {0, -4 * 3600}, {0, -5 * 3600}}};
	TimeZone   *repeating = make_zone(&seasons);
	int			wrong = 0;

	zone->source = counted_span;
	for (int i = 0; i < 500000; i++)
	{
		int64_t		instant = at(2016, 1, 1, 0, 0) + (int64_t) (next_random() % (8 * 365 * (uint64_t) USEC_PER_DAY));

		wrong += zone_to_local(zone, instant) != instant + made_up_span(zone->arg, instant).offset * USEC_PER_SECOND;
	}
	ok(wrong == 0 && questions <= 2 * ZONE_SLOTS, "eight years of instants: each slice of time is asked for once");

	/* summer from the 10th day of each 400 years to the 5th before their end */
	seasons.rule[1].from = 10 * USEC_PER_DAY;
	seasons.rule[2].from = (146097 - 5) * USEC_PER_DAY;
	repeating->source = repeating_span;
	wrong = 0;
	for (int64_t cycle = -12; cycle < 700; cycle += 7)
		for (int64_t day = -40; day < 40; day++)
			for (int hour = 0; hour < 24; hour += 5)
			{
				int64_t		instant = (cycle * 146097 + day) * USEC_PER_DAY + hour * USEC_PER_HOUR;

				wrong += zone_to_local(repeating, instant) != instant + repeating_span(&seasons, instant).offset * USEC_PER_SECOND;
			}
	ok(wrong == 0, "a source that knows of no further change is not believed beyond the slice");
}

static void
test_zone(void)
{
	TimeZone   *utc = calloc(1, sizeof(TimeZone));
	TimeZone   *zone = make_zone(new_york_rules());
	MadeUpZone	skips = {3, {{INT64_MIN, -10 * 3600},
		{0, -10 * 3600}, {0, 14 * 3600}}};
	MadeUpZone	busy = {4, {{INT64_MIN, 0}, {0, 3600}, {0, 0}, {0, 7200}}};
	TimeZone   *samoa;
	TimeZone   *crowded;
	int			wrong = 0;

	ok(zone_to_local(utc, 12345) == 12345 && zone_to_instant(utc, 12345) == 12345, "UTC is the identity");
	ok(zone_to_local(zone, at(2024, 1, 1, 12, 0)) == at(2024, 1, 1, 7, 0), "winter");
	ok(zone_to_local(zone, at(2024, 7, 1, 12, 0)) == at(2024, 7, 1, 8, 0), "summer");
	ok(zone_to_local(zone, at(2024, 3, 10, 7, 0) - 1) == at(2024, 3, 10, 2, 0) - 1, "just before the change");
	ok(zone_to_local(zone, at(2024, 3, 10, 7, 0)) == at(2024, 3, 10, 3, 0), "at the change");
	ok(zone_to_instant(zone, at(2024, 3, 10, 2, 30)) == at(2024, 3, 10, 7, 30), "in the gap the offset before it applies");
	ok(zone_to_instant(zone, at(2024, 11, 3, 1, 30)) == at(2024, 11, 3, 6, 30), "in the overlap the later instant is meant");
	ok(zone_to_instant(zone, at(2024, 11, 3, 0, 59)) == at(2024, 11, 3, 4, 59), "before the overlap");
	ok(zone_to_instant(zone, at(2024, 11, 3, 2, 0)) == at(2024, 11, 3, 7, 0), "after the overlap");

	for (int i = 0; i < 500000; i++)
	{
		int64_t		instant = at(2000, 1, 1, 0, 0) + (int64_t) (next_random() % (37 * 366 * (uint64_t) USEC_PER_DAY));
		int64_t		offset = (zone_to_local(zone, instant) - instant) / USEC_PER_SECOND;
		int64_t		back;

		wrong += offset != made_up_span(zone->arg, instant).offset;
		/* there and back, save in the overlap's first pass */
		back = zone_to_instant(zone, zone_to_local(zone, instant));
		wrong += back != instant && back != instant + USEC_PER_HOUR;
	}
	ok(wrong == 0, "500,000 instants: the memory agrees with the source, local times come back");

	skips.rule[1].from = at(1990, 1, 1, 0, 0);
	skips.rule[2].from = at(2011, 12, 30, 10, 0);
	samoa = make_zone(&skips);
	ok(zone_to_local(samoa, at(2011, 12, 30, 10, 0)) == at(2011, 12, 31, 0, 0), "a zone that skips a day");
	ok(zone_to_instant(samoa, at(2011, 12, 30, 0, 0)) == at(2011, 12, 30, 10, 0), "midnight of the day that never was");
	ok(zone_to_instant(samoa, at(2011, 12, 31, 0, 0)) == at(2011, 12, 30, 10, 0), "and of the day after");
	ok(zone_to_instant(samoa, at(2011, 12, 29, 23, 0)) == at(2011, 12, 30, 9, 0), "the hour before");

	busy.rule[1].from = at(2020, 1, 10, 0, 0);
	busy.rule[2].from = at(2020, 1, 12, 0, 0);
	busy.rule[3].from = at(2020, 1, 14, 0, 0);
	crowded = make_zone(&busy);
	wrong = 0;
	for (int64_t t = at(2020, 1, 1, 0, 0); t < at(2020, 2, 1, 0, 0); t += USEC_PER_HOUR / 2)
		wrong += zone_to_local(crowded, t) != t + made_up_span(&busy, t).offset * USEC_PER_SECOND;
	ok(wrong == 0, "a zone that changes its mind three times in a week");
}

/* Where days begin whose midnight the clock skips, shows twice, or shows after their first instant. */
static void
test_anchors(void)
{
	/* Havana in 2024, at midnight and at one; Toronto in 1919, from 23:30 to 00:30; an island that lost a date */
	MadeUpZone	havana = {3, {{INT64_MIN, -5 * 3600}, {at(2024, 3, 10, 5, 0), -4 * 3600}, {at(2024, 11, 3, 5, 0), -5 * 3600}}};
	MadeUpZone	toronto = {2, {{INT64_MIN, -5 * 3600}, {at(1919, 3, 31, 4, 30), -4 * 3600}}};
	MadeUpZone	samoa = {2, {{INT64_MIN, -10 * 3600}, {at(2011, 12, 30, 10, 0), 14 * 3600}}};
	MadeUpZone	mawson = {2, {{INT64_MIN, 0}, {at(1954, 2, 13, 0, 0), 6 * 3600}}};
	TimeZone   *zone = make_zone(&havana);
	TimeZone   *new_york = make_zone(new_york_rules());
	TimeZone	utc = {NULL};
	int			wrong = 0;

	ok(zone_anchor(zone, at(2024, 3, 10, 5, 0)) == at(2024, 3, 10, 0, 0), "a day that begins at one o'clock counts from midnight");
	ok(zone_anchor(zone, at(2024, 3, 10, 5, 0) + 1) == at(2024, 3, 10, 1, 0) + 1 &&
	   zone_anchor(zone, at(2024, 3, 10, 5, 0) - 1) == at(2024, 3, 10, 0, 0) - 1, "what begins a microsecond later or earlier, from the clock's time");
	ok(zone_anchor(zone, at(2024, 3, 11, 4, 0)) == at(2024, 3, 11, 0, 0), "and so the next day");
	ok(zone_anchor(zone, at(2024, 11, 3, 4, 0)) == at(2024, 11, 3, 0, 0) &&
	   zone_anchor(zone, at(2024, 11, 3, 5, 0)) == at(2024, 11, 3, 0, 0), "a midnight that comes twice is one, both times");
	ok(zone_anchor(zone, at(2024, 11, 3, 4, 30)) == at(2024, 11, 3, 0, 30), "and half an hour after the first");
	ok(day_before(zone, at(2024, 3, 10, 5, 0)) == days_from_civil(2024, 3, 9) &&
	   day_before(zone, at(2024, 11, 3, 5, 0)) == days_from_civil(2024, 11, 2) &&
	   day_before(zone, at(2024, 11, 3, 5, 0) + 1) == days_from_civil(2024, 11, 3), "the day that ends with it");

	zone = make_zone(&toronto);
	ok(zone_anchor(zone, at(1919, 3, 31, 4, 30)) == at(1919, 3, 31, 0, 0), "the first instant of a day whose midnight is within a gap");
	ok(zone_anchor(zone, at(1919, 3, 31, 5, 0)) == at(1919, 3, 31, 0, 0), "and the instant that its midnight is read as");
	ok(zone_anchor(zone, at(1919, 3, 31, 4, 45)) == at(1919, 3, 31, 0, 45), "between the two the clock's time");
	ok(day_before(zone, at(1919, 3, 31, 5, 0)) == days_from_civil(1919, 3, 30), "a day goes on until the midnight of the next");

	zone = make_zone(&samoa);
	ok(zone_anchor(zone, at(2011, 12, 30, 10, 0)) == at(2011, 12, 31, 0, 0), "a date left out");
	zone = make_zone(&mawson);
	ok(zone_anchor(zone, at(1954, 2, 13, 0, 0)) == at(1954, 2, 13, 0, 0), "a gap of six hours");
	ok(zone_anchor(&utc, 12345) == 12345, "UTC is the identity");
	ok(zone_anchor(new_york, at(2024, 3, 10, 7, 0)) == at(2024, 3, 10, 3, 0), "a gap in the night skips no midnight");
	for (int i = 0; i < 500000; i++)
	{
		int64_t		instant = at(2000, 1, 1, 0, 0) + (int64_t) (next_random() % (37 * 366 * (uint64_t) USEC_PER_DAY)) / USEC_PER_HOUR * USEC_PER_HOUR;

		wrong += zone_anchor(new_york, instant) != zone_to_local(new_york, instant);
	}
	ok(wrong == 0, "500,000 hours: where the clock skips no midnight the anchor is its time");
}

static bool
months_later(int64_t local, int64_t months, int64_t expected)
{
	int64_t		result;

	return local_add_months(local, months, &result) && result == expected;
}

static void
test_months(void)
{
	int64_t		result;

	ok(months_later(at(2024, 1, 31, 9, 30), 1, at(2024, 2, 29, 9, 30)), "January 31 to leap day");
	ok(months_later(at(2023, 1, 31, 0, 0), 1, at(2023, 2, 28, 0, 0)), "January 31 to February 28");
	ok(months_later(at(2024, 1, 31, 0, 0), 2, at(2024, 3, 31, 0, 0)), "January 31 to March 31, not through February");
	ok(months_later(at(2024, 2, 29, 0, 0), 12, at(2025, 2, 28, 0, 0)), "leap day a year later");
	ok(months_later(at(2024, 11, 15, 0, 0), 3, at(2025, 2, 15, 0, 0)), "over the new year");
	ok(months_later(at(2024, 1, 31, 0, 0), -2, at(2023, 11, 30, 0, 0)), "backwards");
	ok(months_later(at(1, 1, 1, 0, 0), -1, at(0, 12, 1, 0, 0)), "into 1 BC");
	ok(!local_add_months(at(294276, 12, 1, 0, 0), 1, &result), "beyond the last month is refused");
	ok(!midnight_of(calloc(1, sizeof(TimeZone)), INT64_C(200000000), &result) &&
	   !midnight_of(calloc(1, sizeof(TimeZone)), INT64_C(-200000000), &result), "midnights that do not exist");
}

static void
test_month_memory(void)
{
	TimeZone   *utc = calloc(1, sizeof(TimeZone));
	TimeZone   *zone = make_zone(new_york_rules());
	int64_t		month;
	int64_t		start;
	int			wrong = 0;

	ok(month_start(zone, 0, &start) && start == at(2000, 1, 1, 5, 0), "2000 starts at 5:00 UTC in New York");
	ok(month_of(zone, at(2024, 4, 1, 4, 0) - 1, &month) && month == 24 * 12 + 2, "the last instant of a March");
	ok(month_of(zone, at(2024, 4, 1, 4, 0), &month) && month == 24 * 12 + 3, "the first of an April");
	ok(month_of(utc, at(-43, 3, 15, 0, 0), &month) && month == -2043 * 12 + 2, "the ides of March");
	ok(!month_of(utc, at(294276, 12, 31, 0, 0), &month) && !month_start(utc, INT64_C(10000000), &start), "the last month has no end");
	for (int i = 0; i < 300000; i++)
	{
		TimeZone   *z = i % 2 ? utc : zone;
		int64_t		instant = at(i % 3 ? 2000 : -4000, 1, 1, 0, 0) + (int64_t) (next_random() % (i % 3 ? 37 * 366 * (uint64_t) USEC_PER_DAY : 9000 * 365 * (uint64_t) USEC_PER_DAY));
		CivilDate	date = civil_from_days(local_days(zone_to_local(z, instant)));
		int64_t		expected = (date.year - 2000) * 12 + date.month - 1;

		wrong += !month_of(z, instant, &month) || month != expected ||
			!month_start(z, month, &start) || zone_to_local(z, start) != days_from_civil(date.year, date.month, 1) * USEC_PER_DAY;
	}
	ok(wrong == 0, "300,000 instants: the month is the one of the local date");
}

/* Months whose days all have 24 hours, by the obvious way: each day's midnights are that far apart. */
static void
test_even_months(void)
{
	TimeZone   *new_york = make_zone(new_york_rules());
	TimeZone   *midnight = calloc(1, sizeof(TimeZone));
	static TimeZone utc;
	MadeUpZone *rules = calloc(1, sizeof(MadeUpZone));
	int			wrong = 0;
	int			odd = 0;

	/* an hour is left out at the first midnight of February 2020, and a whole day in May */
	rules->rule[0].from = INT64_MIN;
	rules->rule[1].from = at(2020, 2, 1, 0, 0);
	rules->rule[1].offset = 3600;
	rules->rule[2].from = at(2020, 5, 10, 0, 0);
	rules->rule[2].offset = 23 * 3600;
	rules->changes = 3;
	midnight->source = new_york->source;
	midnight->arg = rules;

	ok(month_is_even(&utc, 0) && month_is_even(&utc, -100000), "all months of UTC are even");
	ok(month_is_even(new_york, 24 * 12 + 1) && !month_is_even(new_york, 24 * 12 + 2) && month_is_even(new_york, 24 * 12 + 3),
	   "of New York's February, March and April 2024 all but March");
	ok(!month_is_even(midnight, 20 * 12 + 1) && month_is_even(midnight, 20 * 12 + 2), "a month that begins at one o'clock is not");
	ok(!month_is_even(midnight, 20 * 12 + 4) && month_is_even(midnight, 20 * 12 + 5), "nor one with a day of two hours");
	for (int64_t month = 6 * 12; month < 45 * 12; month++)
	{
		int64_t		day;
		int64_t		end;
		bool		even = true;

		month_start(new_york, month, &day);
		month_start(new_york, month + 1, &end);
		while (even && day < end)
		{
			int64_t		next;

			midnight_of(new_york, local_days(zone_to_local(new_york, day)) + 1, &next);
			even = next - day == USEC_PER_DAY;
			day = next;
		}
		wrong += month_is_even(new_york, month) != even;
		odd += !even;
	}
	ok(wrong == 0 && odd == 60, "of 39 years in New York those of the 60 changes are not");
}

int
main(void)
{
	test_month_memory();
	test_dates();
	test_local_time();
	test_zone();
	test_memory();
	test_anchors();
	test_months();
	test_even_months();
	return done_testing();
}
