/*
 * accrual.h
 *		Cumulative rent: what a lease has accrued from its start until an instant.
 *
 * Everything is a difference of cumulative values.  C(t) is the exact rent from
 * the lease's start to t; an accrued amount is round12(C(b)) - round12(C(a)), in
 * whole 10^-12 currency units, so parts always sum to the whole, in any split.
 *
 * A new period is a line in the table of periods, a new proration a line in the
 * table of prorations with a function that says where on its axis an instant
 * lies; both tables are in accrual.c.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_ACCRUAL_H
#define GPURENT_CORE_ACCRUAL_H

#include "core/time/calendar.h"
#include "core/number/decimal.h"

#define ACCRUED_SCALE	12		/* decimals of an accrued amount */

/* An exact count of something: whole + num / den, 0 <= num < den. */
typedef struct Position
{
	int64_t		whole;
	int64_t		num;
	int64_t		den;
} Position;

typedef enum AccrualStatus
{
	ACCRUAL_OK,
	ACCRUAL_OVERFLOW,			/* the amount does not fit */
	ACCRUAL_DATE_RANGE			/* a period's end is beyond the calendar */
} AccrualStatus;

/*
 * How a part of a month, quarter or year is counted: "position" is the count of
 * the proration's own unit from a fixed origin to an instant, and a year holds
 * units_per_year of them.  Where what a first month counts depends on its own end,
 * "positions" gives those of the lease's start and of an instant together.  The
 * anniversary proration has no axis of its own: it counts from the lease's start.
 */
typedef struct Proration
{
	const char *name;
	size_t		name_length;
	const char *unit;			/* what is counted, in the plural */
	int			units_per_year;
	bool		(*position) (TimeZone *zone, int64_t instant, Position *result);
	bool		(*positions) (TimeZone *zone, int64_t start, int64_t until, Position *from, Position *to);
} Proration;

static inline bool
proration_has_axis(const Proration *proration)
{
	return proration->position != NULL || proration->positions != NULL;
}

/* NULL if there is no such proration; the i-th, NULL past the last. */
extern const Proration *proration_lookup(const char *name, size_t len);
extern const Proration *proration_number(int i);

/*
 * A rate's or schedule's period: elapsed time, a number of civil days, or one of
 * calendar months.  NULL if the code of units.h has none.
 */
typedef struct PeriodLength
{
	int64_t		usec;			/* of elapsed time, or of so many days of 24 hours; 0 for months */
	int			days;
	int			months;
} PeriodLength;

extern const PeriodLength *period_length(int period);

/* Where periods are compared, a year has 8,760 hours, which are 365 days or 12 months. */
#define HOURS_PER_YEAR		8760
#define HOURS_PER_MONTH		(HOURS_PER_YEAR / 12)
#define SECONDS_PER_HOUR	3600
#define SECONDS_PER_MONTH	(INT64_C(1) * HOURS_PER_MONTH * SECONDS_PER_HOUR)
#define SECONDS_PER_YEAR	(INT64_C(1) * HOURS_PER_YEAR * SECONDS_PER_HOUR)

typedef struct Accrual
{
	int64_t		amount;			/* the rate, in 10^-8 currency units a period and unit */
	int64_t		quantity;
	int			quantity_scale;
	const PeriodLength *period;
	const Proration *proration;
	TimeZone   *zone;
	int64_t		start;			/* the lease's first instant, where C is 0 */
} Accrual;

/* What C(t) is made of, for those who want to see it. */
typedef struct AccruedParts
{
	/* elapsed time: num = elapsed microseconds, den = the length */
	/* anniversary: whole periods, the current one, and the civil days that it has */
	int64_t		whole;
	int64_t		period_start;
	int64_t		period_end;
	int64_t		period_days;
	/*
	 * civil days and anniversary: days since the start, or since that of the current period;
	 * a den of 0 where the days that count have 24 hours each, so that they are elapsed time
	 */
	Position	days;
	/* an axis of its own: where the start and the instant lie on it */
	Position	from;
	Position	to;
	/* in all cases: the number of periods as one fraction */
	u128		num;
	u128		den;
} AccruedParts;

/* The number of periods from the start to "until" (not before it). */
extern AccrualStatus accrual_periods(const Accrual *accrual, int64_t until, AccruedParts *parts);

/*
 * Where an instant, not before the start, lies on the axis that rent is counted on, less the
 * origin, which most prorations do not have; and what part of a period one of the axis's units
 * is.  The periods from one instant to another are the difference times num / den.  Elapsed time of up
 * to a thousand years is not divided: whole is 0, and num may be more than den.
 */
extern AccrualStatus accrual_position(const Accrual *accrual, int64_t instant, Position *position, Position *origin);
extern void accrual_axis(const Accrual *accrual, int64_t *num, int64_t *den);

/* round12(C(until)); 0 at the start. */
extern AccrualStatus accrued(const Accrual *accrual, int64_t until, i128 *result);

/* round12(C(to)) - round12(C(from)); from <= to, neither before the start. */
extern AccrualStatus accrued_between(const Accrual *accrual, int64_t from, int64_t to, i128 *result);

/*
 * The first boundary of a calendar step after an instant, in the zone: the next
 * midnight, Monday, first of a month, of a quarter, of a year; for an hour the next
 * full hour of the wall clock.  False if it is beyond the calendar.
 */
extern bool next_step(int period, TimeZone *zone, int64_t instant, int64_t *result);

/* The same for periods that run from an instant of their own, the start, which is not later. */
extern bool next_anniversary(int period, TimeZone *zone, int64_t start, int64_t instant, int64_t *result);

/*
 * Whether days of the zone, counted from "start", are 24 hours as far as an instant that is
 * not before it needs to know: then a count of days is elapsed time.
 */
static inline bool
days_are_even(TimeZone *zone, int64_t start, int64_t local_start, int64_t instant)
{
	int64_t		day;			/* the start of the instant's own */

	if (zone->source == NULL)
		return true;

	/* one offset at the start and at both ends of this day, for no clock changes twice in a day */
	day = instant - (int64_t) (((uint64_t) instant - (uint64_t) start) % USEC_PER_DAY);
	return zone_is_ahead(zone, day, day + USEC_PER_DAY, local_start - start);
}

#endif
