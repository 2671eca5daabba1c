/*
 * calendar.c
 *		Civil dates, time zones and calendar steps.
 */
#include "core/time/calendar.h"

#include <stddef.h>

/* Days from 0000-03-01 to 2000-01-01, proleptic Gregorian. */
#define DAYS_TO_2000	730425

/*
 * Years run from March, so that the leap day is a year's last; 400 years are
 * 146,097 days.  (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".)
 */
int64_t
days_from_civil(int64_t year, int month, int day)
{
	int64_t		era;
	int64_t		year_of_era;
	int64_t		day_of_year;

	year -= month <= 2;
	era = (year >= 0 ? year : year - 399) / 400;
	year_of_era = year - era * 400;
	day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
		DAYS_TO_2000;
}

CivilDate
civil_from_days(int64_t days)
{
	CivilDate	date;
	int64_t		era;
	int			day_of_era;
	int			year_of_era;
	int			day_of_year;
	int			month;

	days += DAYS_TO_2000;
	era = (days >= 0 ? days : days - 146096) / 146097;
	day_of_era = (int) (days - era * 146097);
	year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	month = (5 * day_of_year + 2) / 153;
	date.day = day_of_year - (153 * month + 2) / 5 + 1;
	date.month = month < 10 ? month + 3 : month - 9;
	date.year = era * 400 + year_of_era + (date.month <= 2);
	return date;
}

int
days_in_month(int64_t year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return days[month - 1];
}

/* ---- zones ---------------------------------------------------------------- */

/* Fills the memory of the slot that holds an instant. */
static void
zone_remember(TimeZone *zone, ZoneSlot *entry, int64_t slot)
{
	int64_t		start = slot * (INT64_C(1) << ZONE_SLOT_BITS);
	int64_t		end = start + ((INT64_C(1) << ZONE_SLOT_BITS) - 1);
	ZoneSpan	span = zone->source(zone->arg, start);

	*entry = (ZoneSlot) {.slot = slot, .change = INT64_MAX, .before = span.offset, .known = true};
	if (span.until == INT64_MAX)
		/* believed of this slot only, and only if its end is as its start */
		entry->crowded = zone->source(zone->arg, end).offset != span.offset;
	else if (span.until <= end)
	{
		ZoneSpan	next = zone->source(zone->arg, span.until);

		entry->change = span.until;
		entry->after = next.offset;
		entry->crowded = next.until <= end;
	}
}

static inline int32_t
zone_offset(TimeZone *zone, int64_t instant)
{
	int64_t		slot;
	ZoneSlot   *entry;

	if (zone->source == NULL)
		return 0;
	slot = instant >> ZONE_SLOT_BITS;
	entry = &zone->slots[slot & (ZONE_SLOTS - 1)];
	if (!entry->known || entry->slot != slot)
		zone_remember(zone, entry, slot);
	if (entry->crowded)
		return zone->source(zone->arg, instant).offset;
	return instant < entry->change ? entry->before : entry->after;
}

int64_t
zone_to_local(TimeZone *zone, int64_t instant)
{
	return instant + zone_offset(zone, instant) * USEC_PER_SECOND;
}

bool
zone_is_ahead(TimeZone *zone, int64_t from, int64_t until, int64_t usec)
{
	int64_t		slot = from >> ZONE_SLOT_BITS;
	const ZoneSlot *entry = &zone->slots[slot & (ZONE_SLOTS - 1)];

	/* one look where both lie in one slot and on one side of its change, as nearly all do */
	if (zone->source != NULL && entry->known && entry->slot == slot && !entry->crowded &&
		until >> ZONE_SLOT_BITS == slot && (until < entry->change || from >= entry->change))
		return (from < entry->change ? entry->before : entry->after) * USEC_PER_SECOND == usec;
	return zone_offset(zone, from) * USEC_PER_SECOND == usec && zone_offset(zone, until) * USEC_PER_SECOND == usec;
}

int64_t
zone_to_instant(TimeZone *zone, int64_t local)
{
	int32_t		before;
	int32_t		after;
	int64_t		later;

	if (zone->source == NULL)
		return local;

	/* no offset is a day or more, so these are the offsets on either side of any change near */
	before = zone_offset(zone, local - USEC_PER_DAY);
	after = zone_offset(zone, local + USEC_PER_DAY);
	later = local - after * USEC_PER_SECOND;
	if (before == after || zone_offset(zone, later) == after)
		return later;
	return local - before * USEC_PER_SECOND;
}

bool
midnight_of(TimeZone *zone, int64_t days, int64_t *instant)
{
	if (days < INSTANT_MIN / USEC_PER_DAY || days > INSTANT_END / USEC_PER_DAY)
		return false;
	*instant = zone_to_instant(zone, days * USEC_PER_DAY);
	return *instant >= INSTANT_MIN && *instant < INSTANT_END;
}

/*
 * A day begins where its midnight is, or is taken to be in a gap, and where the clock first shows
 * its date: in 1919 Toronto's went from 23:30 to 00:30, where AT TIME ZONE has midnight at 01:00.
 */
int64_t
zone_anchor(TimeZone *zone, int64_t start)
{
	int64_t		local = zone_to_local(zone, start);
	int64_t		day;
	int64_t		midnight;

	/* nearly always: the clock has not changed within a day */
	if (zone->source == NULL || zone_is_ahead(zone, start - USEC_PER_DAY, start, local - start))
		return local;
	day = local_days(local);
	if ((midnight_of(zone, day, &midnight) && midnight == start) || local_days(zone_to_local(zone, start - 1)) < day)
		return day * USEC_PER_DAY;
	return local;
}

int64_t
day_before(TimeZone *zone, int64_t instant)
{
	int64_t		day = local_days(zone_to_local(zone, instant - 1));
	int64_t		midnight;

	/* the clock may show a date before that begins, as zone_anchor() has it */
	while (midnight_of(zone, day, &midnight) && midnight >= instant)
		day--;
	return day;
}

/* ---- months ---------------------------------------------------------------- */

bool
month_start(TimeZone *zone, int64_t month, int64_t *instant)
{
	ZoneMonth  *entry = &zone->months[month & (ZONE_MONTHS - 1)];

	if (!entry->known || entry->month != month)
	{
		int64_t		count = month + 2000 * 12;
		int64_t		year = (count >= 0 ? count : count - 11) / 12;
		int64_t		start;

		if (!midnight_of(zone, days_from_civil(year, (int) (count - year * 12) + 1, 1), &start))
			return false;
		*entry = (ZoneMonth) {.month = month, .start = start, .known = true};
	}
	*instant = entry->start;
	return true;
}

bool
month_is_even(TimeZone *zone, int64_t month)
{
	ZoneMonth  *entry = &zone->months[month & (ZONE_MONTHS - 1)];
	int64_t		start;
	int64_t		end;

	if (zone->source == NULL)
		return true;
	if (!month_start(zone, month, &start) || !month_start(zone, month + 1, &end))
		return false;
	if (!entry->asked)
	{
		int64_t		ahead = zone_to_local(zone, start) - start;

		entry->asked = true;
		entry->even = (start + ahead) % USEC_PER_DAY == 0 && (end - start) % USEC_PER_DAY == 0;
		for (int64_t day = start; entry->even && day < end; day += USEC_PER_DAY)
			entry->even = zone_is_ahead(zone, day, day + USEC_PER_DAY, ahead);
	}
	return entry->even;
}

bool
month_of(TimeZone *zone, int64_t instant, int64_t *month)
{
	/* a twelfth of 365.2425 days is never off by more than a month or two */
	const int64_t mean = INT64_C(2629746) * USEC_PER_SECOND;
	int64_t		guess = instant / mean - (instant < 0);
	int64_t		start;

	for (;;)
	{
		if (!month_start(zone, guess, &start))
			return false;
		if (start <= instant)
			break;
		guess--;
	}
	for (;;)
	{
		if (!month_start(zone, guess + 1, &start))
			return false;
		if (start > instant)
			break;
		guess++;
	}
	*month = guess;
	return true;
}

/* ---- calendar steps ------------------------------------------------------- */

int64_t
days_add_months(int64_t days, int64_t months)
{
	CivilDate	date = civil_from_days(days);
	int64_t		month = date.year * 12 + (date.month - 1) + months;
	int64_t		year = (month >= 0 ? month : month - 11) / 12;
	int			month_of_year = (int) (month - year * 12) + 1;
	int			last_day = days_in_month(year, month_of_year);

	return days_from_civil(year, month_of_year, date.day < last_day ? date.day : last_day);
}

bool
local_add_months(int64_t local, int64_t months, int64_t *result)
{
	int64_t		days = local_days(local);
	int64_t		new_days = days_add_months(days, months);

	if (new_days < INSTANT_MIN / USEC_PER_DAY || new_days >= INSTANT_END / USEC_PER_DAY)
		return false;
	*result = new_days * USEC_PER_DAY + (local - days * USEC_PER_DAY);
	return true;
}
