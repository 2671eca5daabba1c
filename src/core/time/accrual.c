/*
 * accrual.c
 *		Cumulative rent: what a lease has accrued from its start until an instant.
 */
#include "core/time/accrual.h"

#include <string.h>

#include "core/time/day_count.h"
#include "core/value/units.h"

/* ---- periods -------------------------------------------------------------- */

static const PeriodLength period_lengths[] = {
	[PERIOD_HOUR] = {.usec = USEC_PER_HOUR},
	[PERIOD_DAY] = {.usec = USEC_PER_DAY, .days = 1},
	[PERIOD_WEEK] = {.usec = 7 * USEC_PER_DAY, .days = 7},
	[PERIOD_MONTH] = {.months = 1},
	[PERIOD_QUARTER] = {.months = 3},
	[PERIOD_YEAR] = {.months = 12},
	[PERIOD_MINUTE] = {.usec = 60 * USEC_PER_SECOND},
	[PERIOD_SECOND] = {.usec = USEC_PER_SECOND},
};

const PeriodLength *
period_length(int period)
{
	if (period <= PERIOD_NONE || period >= (int) (sizeof(period_lengths) / sizeof(period_lengths[0])))
		return NULL;
	return &period_lengths[period];
}

/* ---- civil days ----------------------------------------------------------- */

/*
 * Where a zone once repeated a whole day (Alaska 1867), an instant can lie before
 * its own date's midnight; nothing accrues until the clock gets there again.
 */
static int64_t
elapsed_within(int64_t instant, int64_t from, int64_t until)
{
	if (instant < from)
		return 0;
	return (instant < until ? instant : until) - from;
}

/* The start of the n-th day from one that starts at "start", "local_start" by the clock. */
static int64_t
day_start(TimeZone *zone, int64_t start, int64_t local_start, int64_t n)
{
	return n == 0 ? start : zone_to_instant(zone, local_start + n * USEC_PER_DAY);
}

/*
 * The days of the zone from "start" to an instant that is not before it, a part of one as a
 * share of that day's length.  They begin at the start's time of day; "local_start" is that
 * time as it would be if no clock had skipped it, as zone_anchor() has it.
 */
static void
civil_days(TimeZone *zone, int64_t start, int64_t local_start, int64_t instant, Position *result)
{
	uint64_t	elapsed = (uint64_t) instant - (uint64_t) start;
	int64_t		from;
	int64_t		until;
	int64_t		n;

	if (days_are_even(zone, start, local_start, instant))
	{
		result->whole = (int64_t) (elapsed / USEC_PER_DAY);
		result->num = (int64_t) (elapsed % USEC_PER_DAY);
		result->den = USEC_PER_DAY;
		return;
	}

	/* by dates, but where the time of day is still to come or comes twice */
	n = local_days(zone_to_local(zone, instant)) - local_days(local_start);
	if (n < 0)
		n = 0;
	from = day_start(zone, start, local_start, n);
	until = day_start(zone, start, local_start, n + 1);
	while (from > instant && n > 0)
	{
		until = from;
		from = day_start(zone, start, local_start, --n);
	}
	while (until <= instant)
	{
		from = until;
		until = day_start(zone, start, local_start, ++n + 1);
	}
	result->whole = n;
	result->num = elapsed_within(instant, from, until);
	result->den = until - from;
}

/* ---- prorations ----------------------------------------------------------- */

/* The month of an instant, how many days it has, and those until the instant. */
static bool
days_of_month(TimeZone *zone, int64_t instant, int64_t *month, int64_t *length, Position *days)
{
	int64_t		from;
	int64_t		until;
	int64_t		first;

	if (!month_of(zone, instant, month) || !month_start(zone, *month, &from) ||
		!month_start(zone, *month + 1, &until))
		return false;
	first = local_days(zone_to_local(zone, from));
	*length = local_days(zone_to_local(zone, until)) - first;
	civil_days(zone, from, first * USEC_PER_DAY, instant, days);
	return true;
}

/* Calendar months since 2000-01, a part of one by the days that the month has. */
static bool
months_position(TimeZone *zone, int64_t instant, Position *result)
{
	int64_t		from;
	int64_t		until;
	int64_t		length;
	Position	days;

	if (!month_of(zone, instant, &result->whole) || !month_start(zone, result->whole, &from) ||
		!month_start(zone, result->whole + 1, &until))
		return false;

	if (month_is_even(zone, result->whole))
	{
		result->num = instant - from;
		result->den = until - from;
		return true;
	}
	if (!days_of_month(zone, instant, &result->whole, &length, &days))
		return false;
	result->num = days.whole * days.den + days.num;
	result->den = length * days.den;
	return true;
}

/* The count of days of a month of 30, none beyond the 30th. */
static Position
thirtieths(int64_t month, Position days)
{
	if (days.whole >= 30)
		days = (Position) {.whole = 30, .den = 1};
	days.whole += month * 30;
	return days;
}

/*
 * Months of 30 days: a whole one of the calendar has 30, a broken one as many as it is
 * broken to, but not more.  The start of a lease that is in the midst of a month lies so
 * many days before that month's end as are left of it.
 */
static bool
broken_months_positions(TimeZone *zone, int64_t start, int64_t until, Position *from, Position *to)
{
	int64_t		first_month;
	int64_t		last_month;
	int64_t		length;
	int64_t		last_length;
	Position	first;
	Position	last;

	if (!days_of_month(zone, start, &first_month, &length, &first) ||
		!days_of_month(zone, until, &last_month, &last_length, &last))
		return false;

	if (last_month == first_month)
	{
		/* never more than 30 days from the start, which is on the first day then */
		*from = first;
		*to = last;
		if ((i128) (to->whole - from->whole - 30) * to->den * from->den +
			(i128) to->num * from->den - (i128) from->num * to->den > 0)
		{
			*to = first;
			to->whole += 30;
		}
		from->whole += first_month * 30;
		to->whole += first_month * 30;
		return true;
	}

	*to = thirtieths(last_month, last);
	*from = first;
	if (first.whole != 0 || first.num != 0)
		from->whole += 30 - length;
	if (from->whole < 0)
		*from = (Position) {.den = 1};
	from->whole += first_month * 30;
	return true;
}

/*
 * A count of days that is known at midnights: "today" at the last one and
 * "tomorrow" at the next, a part of a day by the actual length of that day.
 */
static bool
day_position(TimeZone *zone, int64_t instant, int64_t days, int64_t today, int64_t tomorrow,
			 Position *result)
{
	int64_t		from;
	int64_t		until;
	int64_t		elapsed;

	if (!midnight_of(zone, days, &from) || !midnight_of(zone, days + 1, &until))
		return false;
	elapsed = elapsed_within(instant, from, until) * (tomorrow - today);
	result->den = until - from;
	result->whole = today + elapsed / result->den;
	result->num = elapsed % result->den;
	return true;
}

static bool
actual_days_position(TimeZone *zone, int64_t instant, Position *result)
{
	int64_t		days = local_days(zone_to_local(zone, instant));

	return day_position(zone, instant, days, days, days + 1, result);
}

static bool
thirty_day_months_position(TimeZone *zone, int64_t instant, Position *result)
{
	int64_t		days = local_days(zone_to_local(zone, instant));

	return day_position(zone, instant, days, thirty_e_360_position(days), thirty_e_360_position(days + 1),
						result);
}

static bool
hours_position(TimeZone *zone, int64_t instant, Position *result)
{
	int64_t		hours = instant / USEC_PER_HOUR;

	(void) zone;
	if (instant < hours * USEC_PER_HOUR)
		hours--;
	result->whole = hours;
	result->num = instant - hours * USEC_PER_HOUR;
	result->den = USEC_PER_HOUR;
	return true;
}

#define NAME(name)	name, sizeof(name) - 1

static const Proration prorations[] = {
	{NAME("anniversary"), "periods", 0, NULL, NULL},
	{NAME("calendar"), "months", 12, months_position, NULL},
	{NAME("calendar/30"), "days", DAYS_PER_YEAR_360, NULL, broken_months_positions},
	{NAME("30e/360"), "days", DAYS_PER_YEAR_360, thirty_day_months_position, NULL},
	{NAME("actual/30"), "days", DAYS_PER_YEAR_360, actual_days_position, NULL},
	{NAME("actual/365"), "days", DAYS_PER_YEAR_365, actual_days_position, NULL},
	{NAME("730h"), "hours", 8760, hours_position, NULL},
};

const Proration *
proration_number(int i)
{
	return i < (int) (sizeof(prorations) / sizeof(prorations[0])) ? &prorations[i] : NULL;
}

const Proration *
proration_lookup(const char *name, size_t len)
{
	const Proration *p;

	for (int i = 0; (p = proration_number(i)) != NULL; i++)
	{
		if (p->name_length == len && memcmp(p->name, name, len) == 0)
			return p;
	}
	return NULL;
}

/* ---- C(t) ----------------------------------------------------------------- */

/*
 * The start of the n-th period of so many months from a start, and the local time that is
 * meant by it, which the clock may skip.
 */
static bool
anniversary(TimeZone *zone, int64_t start, int64_t local_start, int64_t months, int64_t *instant, int64_t *local)
{
	if (months == 0)
	{
		*instant = start;
		*local = local_start;
		return true;
	}
	if (!local_add_months(local_start, months, local))
		return false;
	*instant = zone_to_instant(zone, *local);
	return true;
}

/* The period of so many months that an instant lies in; false if it is beyond the calendar. */
static bool
current_anniversary(TimeZone *zone, int months, int64_t start, int64_t until, AccruedParts *parts,
					int64_t *local_from, int64_t *local_to)
{
	int64_t		local_start = zone_anchor(zone, start);
	CivilDate	first = civil_from_days(local_days(local_start));
	CivilDate	last = civil_from_days(local_days(zone_to_local(zone, until)));
	int64_t		n = ((last.year - first.year) * 12 + last.month - first.month) / months;
	int64_t		from;
	int64_t		to;

	if (!anniversary(zone, start, local_start, n * months, &from, local_from))
		return false;
	if (from > until && n > 0)
	{
		/* counting months overshot: the day of the month or the time of day is still to come */
		do
		{
			to = from;
			*local_to = *local_from;
			n--;
			if (!anniversary(zone, start, local_start, n * months, &from, local_from))
				return false;
		} while (from > until && n > 0);
	}
	else if (!anniversary(zone, start, local_start, (n + 1) * months, &to, local_to))
		return false;

	parts->whole = n;
	parts->period_start = from;
	parts->period_end = to;
	return true;
}

/* Whole periods since the start, and the part of the current one that its days are. */
static AccrualStatus
anniversary_periods(const Accrual *accrual, int64_t until, AccruedParts *parts)
{
	int64_t		local_from;
	int64_t		local_to;

	if (!current_anniversary(accrual->zone, accrual->period->months, accrual->start, until, parts,
							 &local_from, &local_to))
		return ACCRUAL_DATE_RANGE;
	parts->period_days = (local_to - local_from) / USEC_PER_DAY;
	if (parts->period_end - parts->period_start == local_to - local_from &&
		days_are_even(accrual->zone, parts->period_start, local_from, until))
	{
		parts->days.den = 0;
		parts->den = (uint64_t) (local_to - local_from);
		parts->num = (u128) parts->whole * parts->den + (uint64_t) (until - parts->period_start);
		return ACCRUAL_OK;
	}
	civil_days(accrual->zone, parts->period_start, local_from, until, &parts->days);
	parts->num = (u128) (parts->whole * parts->period_days + parts->days.whole) * (uint64_t) parts->days.den +
		(uint64_t) parts->days.num;
	parts->den = (uint64_t) (parts->period_days * parts->days.den);
	return ACCRUAL_OK;
}

/* The difference of two positions on the proration's own axis, in periods. */
static AccrualStatus
axis_periods(const Accrual *accrual, int64_t until, AccruedParts *parts)
{
	const Proration *proration = accrual->proration;
	int64_t		common;
	int64_t		a;
	int64_t		b;

	if (proration->positions != NULL)
	{
		if (!proration->positions(accrual->zone, accrual->start, until, &parts->from, &parts->to))
			return ACCRUAL_DATE_RANGE;
	}
	else if (!proration->position(accrual->zone, accrual->start, &parts->from) ||
			 !proration->position(accrual->zone, until, &parts->to))
		return ACCRUAL_DATE_RANGE;

	/* to - from, over the least common multiple of the denominators */
	common = (int64_t) greatest_common_divisor((u128) parts->to.den, (u128) parts->from.den);
	a = parts->from.den / common;
	b = parts->to.den / common;
	parts->den = (u128) parts->to.den * (uint64_t) a;
	parts->num = (u128) (parts->to.whole - parts->from.whole) * parts->den +
		(u128) parts->to.num * (uint64_t) a - (u128) parts->from.num * (uint64_t) b;

	/* units to periods */
	parts->num *= 12;
	parts->den *= (uint64_t) proration->units_per_year * accrual->period->months;
	return ACCRUAL_OK;
}

AccrualStatus
accrual_periods(const Accrual *accrual, int64_t until, AccruedParts *parts)
{
	if (accrual->period->days > 0 && accrual->zone->source != NULL)
	{
		civil_days(accrual->zone, accrual->start, zone_anchor(accrual->zone, accrual->start), until, &parts->days);
		parts->num = (u128) parts->days.whole * (uint64_t) parts->days.den + (uint64_t) parts->days.num;
		parts->den = (uint64_t) (accrual->period->days * parts->days.den);
		return ACCRUAL_OK;
	}
	if (accrual->period->months == 0)
	{
		/* two instants can be further apart than a signed word holds */
		parts->days.den = 0;
		parts->num = (uint64_t) until - (uint64_t) accrual->start;
		parts->den = accrual->period->usec;
		return ACCRUAL_OK;
	}
	if (!proration_has_axis(accrual->proration))
		return anniversary_periods(accrual, until, parts);
	return axis_periods(accrual, until, parts);
}

AccrualStatus
accrual_position(const Accrual *accrual, int64_t instant, Position *position, Position *origin)
{
	const PeriodLength *period = accrual->period;
	const Proration *proration = accrual->proration;
	AccruedParts parts;

	*origin = (Position) {.den = 1};
	if (period->days > 0)
	{
		civil_days(accrual->zone, accrual->start, zone_anchor(accrual->zone, accrual->start), instant, position);
		return ACCRUAL_OK;
	}
	if (period->months == 0)
	{
		/* two instants can be further apart than a signed word holds */
		uint64_t	elapsed = (uint64_t) instant - (uint64_t) accrual->start;

		position->den = period->usec;
		if (elapsed >> 55 == 0)
		{
			position->whole = 0;
			position->num = (int64_t) elapsed;
			return ACCRUAL_OK;
		}
		position->whole = (int64_t) (elapsed / (uint64_t) period->usec);
		position->num = (int64_t) (elapsed % (uint64_t) period->usec);
		return ACCRUAL_OK;
	}
	if (proration->positions != NULL)
		return proration->positions(accrual->zone, accrual->start, instant, origin, position) ?
			ACCRUAL_OK : ACCRUAL_DATE_RANGE;
	if (proration->position != NULL)
		return proration->position(accrual->zone, instant, position) ? ACCRUAL_OK : ACCRUAL_DATE_RANGE;

	if (anniversary_periods(accrual, instant, &parts) != ACCRUAL_OK)
		return ACCRUAL_DATE_RANGE;
	position->whole = parts.whole;
	position->num = (int64_t) (parts.num - (u128) parts.whole * parts.den);
	position->den = (int64_t) parts.den;
	return ACCRUAL_OK;
}

void
accrual_axis(const Accrual *accrual, int64_t *num, int64_t *den)
{
	const PeriodLength *period = accrual->period;

	*num = *den = 1;
	if (period->days > 0)
		*den = period->days;
	else if (period->months > 0 && proration_has_axis(accrual->proration))
	{
		*num = 12;
		*den = (int64_t) accrual->proration->units_per_year * period->months;
	}
}

AccrualStatus
accrued(const Accrual *accrual, int64_t until, i128 *result)
{
	AccruedParts parts;
	AccrualStatus status;
	i128		price;
	u128		magnitude;
	u128		den;
	u256		product;

	if (until == accrual->start)
	{
		*result = 0;
		return ACCRUAL_OK;
	}
	status = accrual_periods(accrual, until, &parts);
	if (status != ACCRUAL_OK)
		return status;

	price = (i128) accrual->amount * accrual->quantity;
	magnitude = i128_abs(price);

	den = parts.den * power_of_ten(RENT_RATE_SCALE + accrual->quantity_scale - ACCRUED_SCALE);

	if (u128_bits(magnitude) + u128_bits(parts.num) <= 128)
	{
		u128		num = magnitude * parts.num;
		u128		remainder;

		magnitude = num / den;
		remainder = num - magnitude * den;
		magnitude += remainder >= den - remainder;
		if (magnitude > (u128) I128_MAX)
			return ACCRUAL_OVERFLOW;
	}
	else
	{
		product = u256_mul(magnitude, parts.num);
		if (!u256_div_round(&product, den, &magnitude))
			return ACCRUAL_OVERFLOW;
	}
	*result = price < 0 ? -(i128) magnitude : (i128) magnitude;
	return ACCRUAL_OK;
}

AccrualStatus
accrued_between(const Accrual *accrual, int64_t from, int64_t to, i128 *result)
{
	i128		before;
	AccrualStatus status = accrued(accrual, to, result);

	if (status != ACCRUAL_OK || from == accrual->start)
		return status;
	status = accrued(accrual, from, &before);
	if (status == ACCRUAL_OK)
		*result -= before;
	return status;
}

/* ---- calendar steps ------------------------------------------------------- */

static int64_t
floor_modulo(int64_t a, int64_t b)
{
	return (a % b + b) % b;
}

bool
next_step(int period, TimeZone *zone, int64_t instant, int64_t *result)
{
	const PeriodLength *length = period_length(period);
	int64_t		local = zone_to_local(zone, instant);
	int64_t		days = local_days(local);
	int64_t		count;

	if (length->months > 0)
	{
		int64_t		month;

		if (!month_of(zone, instant, &month))
			return false;
		return month_start(zone, month + length->months - floor_modulo(month, length->months), result);
	}
	if (length->usec < USEC_PER_DAY)
	{
		/* by elapsed time, so that the repeated hour is a step of its own */
		*result = instant + length->usec - local_time_of_day(local) % length->usec;
		return *result < INSTANT_END;
	}
	/* whole days, counted from 2000-01-03, which was a Monday */
	count = length->usec / USEC_PER_DAY;
	/* a midnight that a gap swallows is the gap's end, never before the instant */
	return midnight_of(zone, days + count - floor_modulo(days - 2, count), result);
}

bool
next_anniversary(int period, TimeZone *zone, int64_t start, int64_t instant, int64_t *result)
{
	const PeriodLength *length = period_length(period);
	int64_t		local_start = zone_anchor(zone, start);

	if (length->months > 0)
	{
		AccruedParts parts;
		int64_t		local_from;
		int64_t		local_to;

		if (!current_anniversary(zone, length->months, start, instant, &parts, &local_from, &local_to))
			return false;
		*result = parts.period_end;
	}
	else if (length->days > 0)
	{
		Position	days;

		civil_days(zone, start, local_start, instant, &days);
		*result = day_start(zone, start, local_start, days.whole - days.whole % length->days + length->days);
	}
	else
	{
		uint64_t	elapsed = (uint64_t) instant - (uint64_t) start;

		*result = instant + (length->usec - (int64_t) (elapsed % (uint64_t) length->usec));
	}
	return *result < INSTANT_END;
}
