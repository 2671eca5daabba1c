/*
 * calendar.h
 *		Civil dates, time zones and calendar steps.
 *
 * An instant is microseconds since 2000-01-01 00:00 UTC, as in PostgreSQL.  A
 * local time is the same count read off a wall clock: microseconds since
 * 2000-01-01 00:00 of that clock.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_CALENDAR_H
#define GPURENT_CORE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#define USEC_PER_SECOND	INT64_C(1000000)
#define USEC_PER_HOUR	INT64_C(3600000000)
#define USEC_PER_DAY	INT64_C(86400000000)

/* The instants that exist: PostgreSQL's range of finite timestamps. */
#define INSTANT_MIN		INT64_C(-211813488000000000)
#define INSTANT_END		INT64_C(9223371331200000000)

typedef struct CivilDate
{
	int64_t		year;			/* astronomical: 0 is 1 BC */
	int			month;			/* 1..12 */
	int			day;			/* 1..31 */
} CivilDate;

extern int64_t days_from_civil(int64_t year, int month, int day);
extern CivilDate civil_from_days(int64_t days);
extern int	days_in_month(int64_t year, int month);

/* The day "months" months after another: the same day of the month, or its last day if it is shorter. */
extern int64_t days_add_months(int64_t days, int64_t months);

/*
 * Where a zone's offsets come from: the offset (seconds east of UTC) in force
 * at an instant, and the first later instant at which it changes, INT64_MAX if
 * the source knows of none.  That need not be the end of changes: PostgreSQL's
 * tables repeat every 400 years, and at the end of one it knows of no other.
 */
typedef struct ZoneSpan
{
	int32_t		offset;
	int64_t		until;
} ZoneSpan;

typedef ZoneSpan (*ZoneSource) (void *source, int64_t instant);

/*
 * A zone with a memory.  Time is cut in slots of 2^40 microseconds (12.7 days);
 * a slot with at most one change of offset is remembered, in a table that is
 * large enough for nine years of rows without a collision.
 */
#define ZONE_SLOT_BITS	40
#define ZONE_SLOTS		256

typedef struct ZoneSlot
{
	int64_t		slot;			/* which slice of time this is */
	int64_t		change;			/* the offset is "before" until this instant, then "after" */
	int32_t		before;
	int32_t		after;
	bool		known;
	bool		crowded;		/* more than one change: ask the source */
} ZoneSlot;

/* And of when months start, twenty years of them. */
#define ZONE_MONTHS		256

typedef struct ZoneMonth
{
	int64_t		month;			/* since 2000-01 */
	int64_t		start;
	bool		known;
	bool		asked;			/* whether it is even: */
	bool		even;			/* from midnight to midnight, each day has 24 hours */
} ZoneMonth;

typedef struct TimeZone
{
	ZoneSource	source;			/* NULL: UTC */
	void	   *arg;
	ZoneSlot	slots[ZONE_SLOTS];
	ZoneMonth	months[ZONE_MONTHS];
} TimeZone;

extern int64_t zone_to_local(TimeZone *zone, int64_t instant);

/* Whether the clock is so many microseconds ahead of UTC at both instants, which are a day or less apart. */
extern bool zone_is_ahead(TimeZone *zone, int64_t from, int64_t until, int64_t usec);

/*
 * The instant of a local time.  In a gap the offset before it applies, in an
 * overlap the later instant is meant: as PostgreSQL's AT TIME ZONE has it.
 */
extern int64_t zone_to_instant(TimeZone *zone, int64_t local);

/* A local time taken apart, and a date's midnight. */
static inline int64_t
local_days(int64_t local)
{
	return local >= 0 ? local / USEC_PER_DAY : -((-local + USEC_PER_DAY - 1) / USEC_PER_DAY);
}

static inline int64_t
local_time_of_day(int64_t local)
{
	return local - local_days(local) * USEC_PER_DAY;
}

/* The instant of a date's midnight; false if it is not an instant that exists. */
extern bool midnight_of(TimeZone *zone, int64_t days, int64_t *instant);

/*
 * The local time that what begins at an instant is counted from, in days, weeks or months of the
 * zone: the clock's, but midnight where a civil day begins whose midnight the clock skips.  So a
 * term of whole days counts whole days, though its first one begins at one o'clock.
 */
extern int64_t zone_anchor(TimeZone *zone, int64_t start);

/* The last day that had begun before an instant, which may be the end of it. */
extern int64_t day_before(TimeZone *zone, int64_t instant);

/*
 * The first instant of a calendar month, counted from 2000-01, and the month that an
 * instant lies in; false if a bound of it is not an instant that exists.
 */
extern bool month_start(TimeZone *zone, int64_t month, int64_t *instant);
extern bool month_of(TimeZone *zone, int64_t instant, int64_t *month);

/* Whether a month begins and ends at midnight and each of its days has 24 hours. */
extern bool month_is_even(TimeZone *zone, int64_t month);

/*
 * The local time "months" months after another: the same day of the month and
 * time of day, or the month's last day if it is shorter.  False if out of range.
 */
extern bool local_add_months(int64_t local, int64_t months, int64_t *result);

#endif
