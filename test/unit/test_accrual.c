/*
 * test_accrual.c
 *		core/time/accrual: worked examples, and the law that parts sum to the whole.
 */
#include "core/time/accrual.h"

#include <string.h>

#include "core/value/units.h"
#include "tap.h"
#include "zones.h"

static TimeZone utc;

static Accrual
lease(int64_t amount8, int64_t quantity9, int period, const char *proration, TimeZone *zone, int64_t start)
{
	return (Accrual) {
		.amount = amount8,
		.quantity = quantity9,
		.quantity_scale = 9,
		.period = period_length(period),
		.proration = proration_lookup(proration, strlen(proration)),
		.zone = zone,
		.start = start
	};
}

static bool
accrues(Accrual accrual, int64_t until, const char *expected)
{
	i128		amount;
	char		text[DECIMAL_BUFFER + 1];

	if (accrued(&accrual, until, &amount) != ACCRUAL_OK)
		return false;
	text[decimal_format(text, amount, ACCRUED_SCALE)] = '\0';
	if (strcmp(text, expected) != 0)
		printf("# got %s, expected %s\n", text, expected);
	return strcmp(text, expected) == 0;
}

#define MONEY(x)	(INT64_C(x) * 100000000)
#define CARDS(x)	(INT64_C(x) * 1000000000)

static void
test_prorations(void)
{
	int64_t		from = at(2023, 1, 15, 0, 0);
	int64_t		until = at(2023, 2, 15, 0, 0);
	int64_t		leap = at(2024, 1, 31, 0, 0);
	TimeZone   *new_york = make_zone(new_york_rules());

	/* one lease, 31,000 a month, six ways */
	ok(accrues(lease(MONEY(31000), CARDS(1), PERIOD_MONTH, "anniversary", &utc, from), until, "31000"), "anniversary");
	ok(accrues(lease(MONEY(31000), CARDS(1), PERIOD_MONTH, "calendar", &utc, from), until, "32500"), "calendar");
	ok(accrues(lease(MONEY(31000), CARDS(1), PERIOD_MONTH, "30e/360", &utc, from), until, "31000"), "30e/360");
	ok(accrues(lease(MONEY(31000), CARDS(1), PERIOD_MONTH, "actual/30", &utc, from), until, "32033.333333333333"), "actual/30");
	ok(accrues(lease(MONEY(31000), CARDS(1), PERIOD_MONTH, "actual/365", &utc, from), until, "31594.520547945205"), "actual/365");
	ok(accrues(lease(MONEY(31000), CARDS(1), PERIOD_MONTH, "730h", &utc, from), until, "31594.520547945205"), "730h");

	ok(accrues(lease(MONEY(31000), CARDS(1), PERIOD_MONTH, "anniversary", &utc, leap), at(2024, 2, 29, 0, 0), "31000"),
	   "January 31 to February 29 is a month");
	ok(accrues(lease(MONEY(31000), CARDS(1), PERIOD_MONTH, "anniversary", &utc, leap), at(2024, 3, 31, 0, 0), "62000"),
	   "and to March 31 two");
	ok(accrues(lease(MONEY(120000), CARDS(960), PERIOD_YEAR, "anniversary", &utc, at(2024, 1, 1, 0, 0)),
			   at(2027, 1, 1, 0, 0), "345600000"), "960 P for three years");
	ok(accrues(lease(MONEY(120000), CARDS(960), PERIOD_YEAR, "anniversary", &utc, at(2024, 1, 1, 0, 0)),
			   at(2024, 2, 1, 0, 0), "9757377.049180327869"), "its first month");
	ok(accrues(lease(MONEY(31), CARDS(1), PERIOD_MONTH, "anniversary", new_york, at(2024, 3, 1, 5, 0)),
			   at(2024, 3, 15, 4, 0), "14"), "14 of the 31 days of a March in New York, one of them 23 hours");
	ok(accrues(lease(MONEY(31), CARDS(1), PERIOD_MONTH, "calendar", new_york, at(2024, 3, 1, 5, 0)),
			   at(2024, 3, 15, 4, 0), "14"), "the same by the calendar");
	ok(accrues(lease(MONEY(31 * 23), CARDS(1), PERIOD_MONTH, "calendar", new_york, at(2024, 3, 1, 5, 0)),
			   at(2024, 3, 10, 8, 0), "210"), "9 days and 3 of the 23 hours of the tenth, by the calendar");
	ok(accrues(lease(MONEY(31 * 23), CARDS(1), PERIOD_MONTH, "anniversary", new_york, at(2024, 3, 1, 5, 0)),
			   at(2024, 3, 10, 8, 0), "210"), "and from the lease's own start");
	ok(accrues(lease(MONEY(30), CARDS(1), PERIOD_MONTH, "actual/30", new_york, at(2024, 3, 1, 5, 0)),
			   at(2024, 4, 1, 4, 0), "31"), "31 days of March, one of them 23 hours");
	ok(accrues(lease(MONEY(30), CARDS(1), PERIOD_MONTH, "30e/360", &utc, at(2023, 2, 28, 0, 0)),
			   at(2023, 3, 1, 0, 0), "3"), "30e/360: February 28 to March 1 is three days");
	ok(accrues(lease(MONEY(30), CARDS(1), PERIOD_MONTH, "30e/360", &utc, at(2023, 1, 30, 0, 0)),
			   at(2023, 1, 31, 0, 0), "0"), "30e/360: January 30 to 31 is none");
	ok(accrues(lease(MONEY(360), CARDS(1), PERIOD_YEAR, "30e/360", &utc, at(2023, 1, 1, 0, 0)),
			   at(2023, 1, 1, 12, 0), "0.5"), "30e/360: half a day");
	ok(accrues(lease(MONEY(4), CARDS(1), PERIOD_QUARTER, "calendar", &utc, at(2023, 1, 1, 0, 0)),
			   at(2024, 1, 1, 0, 0), "16"), "four quarters");
	ok(accrues(lease(MONEY(8760), CARDS(1), PERIOD_YEAR, "730h", &utc, at(2023, 1, 1, 0, 0)),
			   at(2023, 1, 1, 1, 0), "1"), "an hour of a year of 8,760");
}

static void
test_broken_months(void)
{
	TimeZone   *new_york = make_zone(new_york_rules());
	Accrual		of_month = lease(MONEY(30), CARDS(1), PERIOD_MONTH, "calendar/30", &utc, at(2024, 1, 15, 0, 0));
	Accrual		whole = of_month;
	Accrual		second = of_month;

	ok(accrues(of_month, at(2024, 3, 1, 0, 0), "47"), "calendar/30: January 15 to the end of February is 17 and 30");
	ok(accrues(of_month, at(2024, 1, 20, 12, 0), "5.5"), "five days and a half");
	ok(accrues(of_month, at(2024, 2, 1, 0, 0), "17"), "what is left of January");
	ok(accrues(of_month, at(2024, 2, 29, 0, 0), "45"), "28 days of February are 28 thirtieths");
	ok(accrues(of_month, at(2024, 3, 31, 0, 0), "77") && accrues(of_month, at(2024, 4, 1, 0, 0), "77"),
	   "the 31st brings nothing more");
	whole.start = at(2023, 2, 1, 0, 0);
	ok(accrues(whole, at(2023, 2, 28, 0, 0), "27") && accrues(whole, at(2023, 3, 1, 0, 0), "30"), "a whole February is a month");
	second.start = at(2024, 1, 2, 0, 0);
	ok(accrues(second, at(2024, 2, 1, 0, 0), "30"), "30 days of January too");
	second.start = at(2024, 1, 1, 6, 0);
	ok(accrues(second, at(2024, 1, 31, 12, 0), "30") && accrues(second, at(2024, 2, 1, 0, 0), "30") &&
	   accrues(second, at(2024, 1, 31, 0, 0), "29.75"), "and 30.75 no more than that");
	second.start = at(2023, 2, 2, 0, 0);
	ok(accrues(second, at(2023, 3, 1, 0, 0), "27"), "27 days of a February are 27 thirtieths");
	ok(accrues(lease(MONEY(90), CARDS(1), PERIOD_QUARTER, "calendar/30", &utc, at(2024, 1, 15, 0, 0)), at(2024, 3, 1, 0, 0), "47") &&
	   accrues(lease(MONEY(360), CARDS(1), PERIOD_YEAR, "calendar/30", &utc, at(2024, 1, 1, 0, 0)), at(2025, 1, 1, 0, 0), "360"),
	   "a quarter is three months, a year twelve");
	ok(accrues(lease(MONEY(30), CARDS(1), PERIOD_MONTH, "calendar/30", new_york, at(2024, 3, 9, 5, 0)), at(2024, 3, 12, 4, 0), "3"),
	   "three days, one of them 23 hours");
}

static void
test_civil_days(void)
{
	TimeZone   *new_york = make_zone(new_york_rules());
	Accrual		daily = lease(MONEY(23 * 25), CARDS(1), PERIOD_DAY, "anniversary", new_york, at(2024, 3, 9, 5, 0));

	ok(accrues(daily, at(2024, 3, 12, 4, 0), "1725"), "three days, though an hour is missing");
	ok(accrues(daily, at(2024, 3, 10, 6, 0), "600"), "an hour of a day of 23 is a 23rd of it");
	ok(accrues(daily, at(2024, 3, 11, 4, 0), "1150"), "23 of them are the whole");
	daily.start = at(2024, 11, 3, 4, 0);
	ok(accrues(daily, at(2024, 11, 3, 5, 0), "23"), "an hour of a day of 25");
	ok(accrues(daily, at(2024, 11, 4, 5, 0), "575"), "all 25");
	ok(accrues(daily, at(2025, 11, 3, 5, 0), "209875"), "365 days, and in the end the clock is where it was");
	daily.period = period_length(PERIOD_WEEK);
	daily.start = at(2024, 10, 31, 4, 0);
	ok(accrues(daily, at(2024, 11, 7, 5, 0), "575"), "a week over a change of clocks is a week");
	daily.period = period_length(PERIOD_HOUR);
	ok(accrues(daily, at(2024, 11, 4, 5, 0), "55775"), "hours are elapsed time all the same");

	/* from a time that the clock skips or shows twice on another day */
	daily = lease(MONEY(1), CARDS(1), PERIOD_DAY, "anniversary", new_york, at(2024, 3, 9, 7, 30));
	ok(accrues(daily, at(2024, 3, 10, 7, 30), "1") && accrues(daily, at(2024, 3, 11, 6, 30), "2"),
	   "02:30 is 03:30 on the day that has none");
	daily.start = at(2024, 11, 2, 5, 30);
	ok(accrues(daily, at(2024, 11, 3, 6, 30), "1") && accrues(daily, at(2024, 11, 4, 6, 30), "2"),
	   "the day ends when 01:30 comes for the second time");
}

/* A lease that begins with a day whose midnight the clock skips: Havana, from 0:00 to 1:00 and back. */
static void
test_skipped_midnight(void)
{
	MadeUpZone	rules = {3, {{INT64_MIN, -5 * 3600}, {at(2024, 3, 10, 5, 0), -4 * 3600}, {at(2024, 11, 3, 5, 0), -5 * 3600}}};
	TimeZone   *havana = make_zone(&rules);
	int64_t		start = at(2024, 3, 10, 5, 0);
	Accrual		daily = lease(MONEY(23), CARDS(1), PERIOD_DAY, "anniversary", havana, start);
	Accrual		monthly = lease(MONEY(31 * 23), CARDS(1), PERIOD_MONTH, "anniversary", havana, start);
	int64_t		next;

	ok(accrues(daily, at(2024, 3, 10, 6, 0), "1") && accrues(daily, at(2024, 3, 11, 4, 0), "23"), "its hours are 23rds of it");
	ok(accrues(daily, at(2024, 3, 31, 4, 0), "483") && accrues(daily, at(2024, 12, 10, 5, 0), "6325"), "21 days, 275 days");
	daily.period = period_length(PERIOD_WEEK);
	ok(accrues(daily, at(2024, 3, 17, 4, 0), "23") && accrues(daily, at(2024, 12, 15, 5, 0), "920"), "weeks");
	daily.period = period_length(PERIOD_HOUR);
	ok(accrues(daily, at(2024, 3, 11, 4, 0), "529"), "hours are elapsed time");
	ok(accrues(monthly, at(2024, 3, 10, 6, 0), "1") && accrues(monthly, at(2024, 4, 10, 4, 0), "713") &&
	   accrues(monthly, at(2025, 3, 10, 5, 0), "8556"), "months");
	ok(next_anniversary(PERIOD_DAY, havana, start, start, &next) && next == at(2024, 3, 11, 4, 0) &&
	   next_anniversary(PERIOD_WEEK, havana, start, start, &next) && next == at(2024, 3, 17, 4, 0) &&
	   next_anniversary(PERIOD_MONTH, havana, start, start, &next) && next == at(2024, 4, 10, 4, 0) &&
	   next_anniversary(PERIOD_MONTH, havana, start, at(2024, 11, 20, 0, 0), &next) && next == at(2024, 12, 10, 5, 0),
	   "its periods end at midnights");

	/* one that ends with the skipped midnight, or begins before it */
	daily = lease(MONEY(23), CARDS(1), PERIOD_DAY, "anniversary", havana, at(2024, 3, 8, 5, 0));
	ok(accrues(daily, start, "46") && accrues(daily, at(2024, 3, 11, 4, 0), "69"), "two days, three days");
	/* at one o'clock by the clock is a time of day where it is not that day's first instant */
	daily.start = at(2024, 3, 9, 6, 0);
	ok(accrues(daily, at(2024, 3, 10, 5, 0), "23") && accrues(daily, at(2024, 3, 11, 5, 0), "46"), "from one to one");
	daily.start = at(2024, 11, 3, 4, 0);
	ok(accrues(daily, at(2024, 11, 4, 5, 0), "23") && accrues(daily, at(2024, 11, 5, 5, 0), "46"), "from the first of two midnights");
	daily.start = at(2024, 11, 3, 5, 0);
	ok(accrues(daily, at(2024, 11, 4, 5, 0), "23"), "and from the second");
}

static void
test_fixed(void)
{
	int64_t		start = at(2024, 1, 1, 0, 0);

	ok(accrues(lease(INT64_C(1510000000), CARDS(8), PERIOD_HOUR, "anniversary", &utc, start),
			   start + 100 * USEC_PER_HOUR, "12080"), "8 cards, 100 hours at 15.1");
	ok(accrues(lease(MONEY(1), INT64_C(10000000), PERIOD_HOUR, "anniversary", &utc, start),
			   start + 1, "0.000000000003"), "a hundredth of a card for a microsecond");
	ok(accrues(lease(MONEY(-7), CARDS(1), PERIOD_DAY, "anniversary", &utc, start),
			   start + 12 * USEC_PER_HOUR, "-3.5"), "a negative rate");
	ok(accrues(lease(MONEY(7), CARDS(1), PERIOD_WEEK, "anniversary", &utc, start),
			   start + USEC_PER_DAY, "1"), "a day of a week");
	ok(accrues(lease(INT64_MAX, INT64_MAX, PERIOD_YEAR, "anniversary", &utc, start),
			   at(2025, 1, 1, 0, 0), "850705917302346158473.969077842325"), "the largest rate and quantity for a year");
	{
		Accrual		huge = lease(INT64_MAX, INT64_MAX, PERIOD_HOUR, "anniversary", &utc, INSTANT_MIN);
		i128		amount;

		ok(accrued(&huge, INSTANT_END - 1, &amount) == ACCRUAL_OVERFLOW, "for 300,000 years of hours it overflows");
	}
	{
		Accrual		late = lease(MONEY(1), CARDS(1), PERIOD_YEAR, "anniversary", &utc, at(294276, 6, 1, 0, 0));
		i128		amount;

		ok(accrued(&late, at(294276, 7, 1, 0, 0), &amount) == ACCRUAL_DATE_RANGE, "a year that ends after time does");
	}
}

/* The last period there is. */
static int
last_period(void)
{
	int			period = PERIOD_HOUR;

	while (period_name(period + 1) != NULL)
		period++;
	return period;
}

/*
 * For random leases in every proration and period: C never falls as t grows, and
 * the parts of any split sum to the whole.
 */
static void
test_laws(void)
{
	TimeZone   *new_york = make_zone(new_york_rules());
	const Proration *proration;

	for (int p = 0; (proration = proration_number(p)) != NULL; p++)
	{
		int			not_additive = 0;
		int			falls = 0;
		int			not_mirrored = 0;
		int			errors = 0;
		char		name[100];

		for (int i = 0; i < 20000; i++)
		{
			int64_t		start = at(2006, 1, 1, 0, 0) + (int64_t) (next_random() % (28 * 366 * (uint64_t) USEC_PER_DAY));
			Accrual		accrual = lease((int64_t) (next_random() >> (8 + next_random() % 40)),
										(int64_t) (next_random() >> (8 + next_random() % 40)),
										PERIOD_HOUR + next_random() % last_period(), proration->name,
										next_random() % 2 ? &utc : new_york, start);
			Accrual		mirror = accrual;
			i128		sum = 0;
			i128		whole;
			i128		negative;
			int64_t		t = start;

			/* half of them on midnights and full hours, where the edges are */
			if (next_random() % 2)
				accrual.start = mirror.start = start = t = start - start % USEC_PER_DAY + 5 * USEC_PER_HOUR;
			for (int part = 0; part < 5; part++)
			{
				int64_t		next = t + (int64_t) (next_random() % (uint64_t) (USEC_PER_DAY * (part == 3 ? 700 : 20)));
				i128		amount;

				if (next_random() % 2)
					next -= next % USEC_PER_HOUR;
				if (next < t)
					next = t;
				errors += accrued_between(&accrual, t, next, &amount) != ACCRUAL_OK;
				falls += amount < 0;
				sum += amount;
				t = next;
			}
			errors += accrued(&accrual, t, &whole) != ACCRUAL_OK;
			not_additive += sum != whole;
			mirror.amount = -mirror.amount;
			errors += accrued(&mirror, t, &negative) != ACCRUAL_OK;
			not_mirrored += negative != -whole;
		}
		snprintf(name, sizeof(name), "%s: 20,000 random leases in five parts", proration->name);
		if (!ok(not_additive + falls + not_mirrored + errors == 0, name))
			printf("# not additive %d, falls %d, not mirrored %d, errors %d\n",
				   not_additive, falls, not_mirrored, errors);
	}
}

static bool
steps_to(int period, TimeZone *zone, int64_t from, int64_t expected)
{
	int64_t		next;

	return next_step(period, zone, from, &next) && next == expected;
}

static void
test_steps(void)
{
	TimeZone   *new_york = make_zone(new_york_rules());
	int64_t		mid = at(2024, 2, 14, 15, 20);
	int64_t		next;

	ok(steps_to(PERIOD_HOUR, &utc, mid, at(2024, 2, 14, 16, 0)), "next hour");
	ok(steps_to(PERIOD_DAY, &utc, mid, at(2024, 2, 15, 0, 0)), "next day");
	ok(steps_to(PERIOD_WEEK, &utc, mid, at(2024, 2, 19, 0, 0)), "next Monday");
	ok(steps_to(PERIOD_WEEK, &utc, at(2024, 2, 19, 0, 0), at(2024, 2, 26, 0, 0)), "from a Monday to the next");
	ok(steps_to(PERIOD_WEEK, &utc, at(1999, 12, 31, 0, 0), at(2000, 1, 3, 0, 0)), "over 2000");
	ok(steps_to(PERIOD_MONTH, &utc, mid, at(2024, 3, 1, 0, 0)), "next month");
	ok(steps_to(PERIOD_MONTH, &utc, at(2024, 12, 1, 0, 0), at(2025, 1, 1, 0, 0)), "from a first of December");
	ok(steps_to(PERIOD_QUARTER, &utc, mid, at(2024, 4, 1, 0, 0)), "next quarter");
	ok(steps_to(PERIOD_YEAR, &utc, mid, at(2025, 1, 1, 0, 0)), "next year");
	ok(steps_to(PERIOD_YEAR, &utc, at(-43, 3, 15, 0, 0), at(-42, 1, 1, 0, 0)), "next year, long ago");
	ok(steps_to(PERIOD_MONTH, new_york, at(2024, 3, 1, 5, 0), at(2024, 4, 1, 4, 0)), "a March in New York");
	ok(steps_to(PERIOD_HOUR, new_york, at(2024, 11, 3, 5, 30), at(2024, 11, 3, 6, 0)) &&
	   steps_to(PERIOD_HOUR, new_york, at(2024, 11, 3, 6, 0), at(2024, 11, 3, 7, 0)), "the repeated hour is two steps");
	ok(!next_step(PERIOD_YEAR, &utc, at(294276, 7, 1, 0, 0), &next), "no step after the last year");
}

static bool
runs_to(int period, TimeZone *zone, int64_t start, int64_t from, int64_t expected)
{
	int64_t		next;

	return next_anniversary(period, zone, start, from, &next) && next == expected;
}

static void
test_anniversaries(void)
{
	TimeZone   *new_york = make_zone(new_york_rules());
	int64_t		start = at(2024, 1, 31, 10, 0);
	int64_t		next;

	ok(runs_to(PERIOD_MONTH, &utc, start, start, at(2024, 2, 29, 10, 0)) &&
	   runs_to(PERIOD_MONTH, &utc, start, at(2024, 2, 29, 10, 0), at(2024, 3, 31, 10, 0)) &&
	   runs_to(PERIOD_MONTH, &utc, start, at(2024, 3, 31, 9, 0), at(2024, 3, 31, 10, 0)), "months of their own");
	ok(runs_to(PERIOD_QUARTER, &utc, start, at(2024, 3, 1, 0, 0), at(2024, 4, 30, 10, 0)) &&
	   runs_to(PERIOD_YEAR, &utc, start, at(2026, 1, 31, 10, 0), at(2027, 1, 31, 10, 0)), "quarters and years");
	ok(runs_to(PERIOD_WEEK, &utc, start, at(2024, 2, 13, 0, 0), at(2024, 2, 14, 10, 0)) &&
	   runs_to(PERIOD_WEEK, &utc, start, at(2024, 2, 14, 10, 0), at(2024, 2, 21, 10, 0)), "weeks");
	ok(runs_to(PERIOD_DAY, new_york, at(2024, 3, 9, 15, 0), at(2024, 3, 9, 15, 0), at(2024, 3, 10, 14, 0)) &&
	   runs_to(PERIOD_HOUR, new_york, at(2024, 3, 9, 15, 20), at(2024, 3, 9, 16, 0), at(2024, 3, 9, 16, 20)), "days and hours");
	ok(runs_to(PERIOD_MONTH, new_york, at(2024, 1, 1, 5, 0), at(2024, 3, 1, 5, 0), at(2024, 4, 1, 4, 0)), "a March in New York");
	ok(!next_anniversary(PERIOD_YEAR, &utc, at(294276, 7, 1, 0, 0), at(294276, 7, 1, 0, 0), &next), "none after the last year");

	for (int period = PERIOD_HOUR; period_length(period) != NULL; period++)
	{
		int			wrong = 0;

		for (int i = 0; i < 20000; i++)
		{
			int64_t		from = at(2006, 1, 1, 0, 0) + (int64_t) (next_random() % (20 * 366 * (uint64_t) USEC_PER_DAY));
			int64_t		instant = from + (int64_t) (next_random() % (600 * (uint64_t) USEC_PER_DAY));
			Accrual		accrual = lease(MONEY(1), CARDS(1), period, "anniversary", new_york, from);
			AccruedParts parts;

			/* it is later, a whole number of periods is over then, and none was before it */
			wrong += !next_anniversary(period, new_york, from, instant, &next) || next <= instant;
			wrong += accrual_periods(&accrual, next, &parts) != ACCRUAL_OK || parts.num % parts.den != 0;
			next--;
			if (next > instant)
			{
				u128		whole;

				wrong += accrual_periods(&accrual, next, &parts) != ACCRUAL_OK;
				whole = parts.num / parts.den;
				wrong += accrual_periods(&accrual, instant, &parts) != ACCRUAL_OK || parts.num / parts.den != whole;
			}
		}
		ok(wrong == 0, "20,000 random ends of periods");
	}
}

int
main(void)
{
	test_prorations();
	test_broken_months();
	test_civil_days();
	test_skipped_midnight();
	test_fixed();
	test_laws();
	test_steps();
	test_anniversaries();
	return done_testing();
}
