/*
 * zones.h
 *		Made-up time zones for the tests of the pure core.
 */
#ifndef ZONES_H
#define ZONES_H

#include <stdlib.h>
#include <string.h>

#include "core/time/calendar.h"

/* Offsets in force from each instant on; the first from the beginning of time. */
typedef struct MadeUpZone
{
	int			changes;
	struct
	{
		int64_t		from;
		int32_t		offset;
	}			rule[64];
} MadeUpZone;

static inline ZoneSpan
made_up_span(void *arg, int64_t instant)
{
	MadeUpZone *made_up = arg;
	int			i = 0;

	while (i + 1 < made_up->changes && made_up->rule[i + 1].from <= instant)
		i++;
	return (ZoneSpan) {
		.offset = made_up->rule[i].offset,
		.until = i + 1 < made_up->changes ? made_up->rule[i + 1].from : INT64_MAX
	};
}

static inline TimeZone *
make_zone(MadeUpZone *made_up)
{
	TimeZone   *zone = calloc(1, sizeof(TimeZone));

	zone->source = made_up_span;
	zone->arg = made_up;
	return zone;
}

/* The instant of a UTC date and time. */
static inline int64_t
at(int64_t year, int month, int day, int hour, int minute)
{
	return days_from_civil(year, month, day) * USEC_PER_DAY + hour * USEC_PER_HOUR +
		minute * (USEC_PER_HOUR / 60);
}

/* New York's rules from 2007 on: clocks change on the second Sunday of March and the first of November, at 2:00. */
static inline MadeUpZone *
new_york_rules(void)
{
	MadeUpZone *zone = calloc(1, sizeof(MadeUpZone));

	zone->rule[zone->changes].from = INT64_MIN;
	zone->rule[zone->changes++].offset = -5 * 3600;
	for (int year = 2007; year < 2037; year++)
	{
		int64_t		march = days_from_civil(year, 3, 8);
		int64_t		november = days_from_civil(year, 11, 1);

		/* 2000-01-02 was a Sunday */
		march += (7 - (march - 1) % 7) % 7;
		november += (7 - (november - 1) % 7) % 7;
		zone->rule[zone->changes].from = march * USEC_PER_DAY + 7 * USEC_PER_HOUR;
		zone->rule[zone->changes++].offset = -4 * 3600;
		zone->rule[zone->changes].from = november * USEC_PER_DAY + 6 * USEC_PER_HOUR;
		zone->rule[zone->changes++].offset = -5 * 3600;
	}
	return zone;
}

#endif
