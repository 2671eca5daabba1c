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
	[PERIOD_DAY] = {.usec = USEC_PER_DAY},
	[PERIOD_WEEK] = {.usec = 7 * USEC_PER_DAY},
	[PERIOD_MONTH] = {.months = 1},
	[PERIOD_QUARTER] = {.months = 3},
	[PERIOD_YEAR] = {.months = 12},
};

const PeriodLength *
period_length(int period)
{
	if (period <= PERIOD_NONE || period >= (int) (sizeof(period_lengths) / sizeof(period_lengths[0])))
		return NULL;
	return &period_lengths[period];
}

/* ---- prorations ----------------------------------------------------------- */

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

/* Calendar months since 2000-01, a part of one by the actual length of that month. */
static bool
months_position(TimeZone *zone, int64_t instant, Position *result)
{
	int64_t		month;
	int64_t		from;
	int64_t		until;

	if (!month_of(zone, instant, &month) || !month_start(zone, month, &from) ||
		!month_start(zone, month + 1, &until))
		return false;
	result->whole = month;
	result->num = instant - from;
	result->den = until - from;
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
	{NAME("anniversary"), "periods", 0, NULL},
	{NAME("calendar"), "months", 12, months_position},
	{NAME("30e/360"), "days", DAYS_PER_YEAR_360, thirty_day_months_position},
	{NAME("actual/30"), "days", DAYS_PER_YEAR_360, actual_days_position},
	{NAME("actual/365"), "days", DAYS_PER_YEAR_365, actual_days_position},
	{NAME("730h"), "hours", 8760, hours_position},
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

static bool
anniversary(const Accrual *accrual, int64_t local_start, int64_t n, int64_t *result)
{
	int64_t		local;

	if (n == 0)
	{
		*result = accrual->start;
		return true;
	}
	if (!local_add_months(local_start, n * accrual->period->months, &local))
		return false;
	*result = zone_to_instant(accrual->zone, local);
	return true;
}

/* Whole periods since the start, and the elapsed part of the current one. */
static AccrualStatus
anniversary_periods(const Accrual *accrual, int64_t until, AccruedParts *parts)
{
	int64_t		local_start = zone_to_local(accrual->zone, accrual->start);
	CivilDate	first = civil_from_days(local_days(local_start));
	CivilDate	last = civil_from_days(local_days(zone_to_local(accrual->zone, until)));
	int64_t		n = ((last.year - first.year) * 12 + last.month - first.month) /
		accrual->period->months;
	int64_t		from;
	int64_t		to;

	if (!anniversary(accrual, local_start, n, &from))
		return ACCRUAL_DATE_RANGE;
	if (from > until && n > 0)
	{
		/* counting months overshot: the day of the month or the time of day is still to come */
		do
		{
			to = from;
			n--;
			if (!anniversary(accrual, local_start, n, &from))
				return ACCRUAL_DATE_RANGE;
		} while (from > until && n > 0);
	}
	else if (!anniversary(accrual, local_start, n + 1, &to))
		return ACCRUAL_DATE_RANGE;

	parts->whole = n;
	parts->period_start = from;
	parts->period_end = to;
	parts->num = (u128) n * (uint64_t) (to - from) + (uint64_t) (until - from);
	parts->den = (uint64_t) (to - from);
	return ACCRUAL_OK;
}

static int64_t
greatest_common_divisor(int64_t a, int64_t b)
{
	while (b != 0)
	{
		int64_t		rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* The difference of two positions on the proration's own axis, in periods. */
static AccrualStatus
axis_periods(const Accrual *accrual, int64_t until, AccruedParts *parts)
{
	const Proration *proration = accrual->proration;
	int64_t		common;
	int64_t		a;
	int64_t		b;

	if (!proration->position(accrual->zone, accrual->start, &parts->from) ||
		!proration->position(accrual->zone, until, &parts->to))
		return ACCRUAL_DATE_RANGE;

	/* to - from, over the least common multiple of the denominators */
	common = greatest_common_divisor(parts->to.den, parts->from.den);
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
	if (accrual->period->months == 0)
	{
		/* two instants can be further apart than a signed word holds */
		parts->num = (uint64_t) until - (uint64_t) accrual->start;
		parts->den = accrual->period->usec;
		return ACCRUAL_OK;
	}
	if (accrual->proration->position == NULL)
		return anniversary_periods(accrual, until, parts);
	return axis_periods(accrual, until, parts);
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
