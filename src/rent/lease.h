/*
 * lease.h
 *		One lease as the functions over leases take it: what it costs, how much of
 *		it there is, from when to when, and the part of that which is asked for.
 */
#ifndef GPURENT_LEASE_H
#define GPURENT_LEASE_H

#include "base/arguments.h"
#include "core/time/accrual.h"
#include "values/p_capacity.h"

typedef struct Lease
{
	Accrual		accrual;		/* anchored at the lease's start */
	int64		from;			/* the part asked for, [from, to); from <= to */
	int64		to;
} Lease;

/*
 * What the last row's rate meant.  Rows usually share their rate's terms; a
 * memory that is zero, or of other terms, is filled anew.
 */
typedef struct RateMemory
{
	uint64		terms;
	int			format;			/* of the quantity that was checked against them */
	const PeriodLength *period;
	bool		civil;			/* the period is of days, which a zone may make shorter or longer */
	Divisor		usual;			/* of usual_rent(); none for rates and quantities of other kinds */
} RateMemory;

/*
 * Where the arguments of a function over one lease stand: rate or terms and quantity first, then
 * "during" or a first and a last day.  Of the others, -1 stands for one that the function does not have.
 */
typedef struct LeaseForm
{
	int			rate;			/* 0; 1 after the state of an aggregate */
	bool		days;			/* first_day, last_day rather than during, a daterange for within, no zone */
	int			within;			/* may be beyond what a call has */
	int			zone;			/* of ranges only */
	int			proration;
} LeaseForm;

/* And the further ones of a schedule. */
typedef struct ScheduleForm
{
	LeaseForm	lease;
	int			step;
	int			scale;
	int			cut;
} ScheduleForm;

/* What they are; "within" points into it. */
typedef struct LeaseArguments
{
	const RentRate *rate;
	Quantity	quantity;
	Span		during;
	const Span *within;			/* NULL if it is NULL */
	Span		within_span;
	TimeZone   *zone;
	const Proration *proration;
} LeaseArguments;

/*
 * False for a NULL rate, quantity, during or first day; 22004 for a NULL zone or proration.
 * The rate's terms are not looked at yet: usual_rent() holds them against those of a memory,
 * which were, and lease_from_arguments() does.
 */
extern bool lease_arguments(FunctionCallInfo fcinfo, QuantityReader read_quantity, const LeaseForm *form,
							LeaseArguments *result);

/* A calendar step; 22023 for one that is shorter than a day where days are its lines. */
extern int	schedule_step_argument(const text *name, bool days);

/* A memory for as long as the query, or "otherwise"; only speed depends on it. */
extern RateMemory *rate_memory(FunctionCallInfo fcinfo, RateMemory *otherwise);

/*
 * Checks and combines the arguments: the rate has a period, a capacity meets a
 * rate per P of the same number format, the range has a start, and the part has
 * an end.  within may be NULL.
 */
extern void lease_init(Lease *lease, RateMemory *memory, const RentRate *rate, const Quantity *quantity,
					   const Span *during, const Span *within,
					   TimeZone *zone, const Proration *proration);

/* The same of what lease_arguments() read. */
extern void lease_from_arguments(FunctionCallInfo fcinfo, LeaseArguments *arguments, RateMemory *memory, Lease *lease);

/* Only the part asked for, of a lease without a rate. */
extern void lease_clip(Lease *lease, const Span *during, const Span *within);

/* What the lease accrues in its part, in 10^-12 currency units. */
extern i128 lease_rent(const Lease *lease);

/* Decimals of the product of a rate and a plain quantity that a rent does not keep. */
#define USUAL_RENT_DECIMALS	(RENT_RATE_SCALE + QUANTITY_SCALE - ACCRUED_SCALE)

/*
 * The whole rent of the lease that most leases are: a rate by the hour, day or week on
 * the remembered terms, a plain quantity, a start and an end, nothing huge, and days of 24
 * hours.  False if it is another kind of lease; accrued_between() gives the same, more
 * slowly.  A NULL zone is UTC.
 */
static pg_attribute_always_inline bool
usual_rent(const RateMemory *memory, TimeZone *zone, const RentRate *rate, int64 quantity,
		   int64 lower, int64 upper, i128 *rent)
{
	i128		price = (i128) rate->amount * quantity;
	u128		amount = i128_abs(price);
	uint64		elapsed = (uint64) upper - (uint64) lower;

	/*
	 * An end of infinity or -infinity: neighbours as unsigned numbers.  With any other end,
	 * what is wrong about the start makes elapsed huge.
	 */
	if (memory->usual.value == 0 || rate->terms != memory->terms || (uint64) upper - (uint64) PG_INT64_MAX <= 1)
		return false;
	/* within 35 years and 755,000 currency units a period the product is within 126 bits */
	if (unlikely(elapsed >> 50 != 0 || amount >> 76 != 0) &&
		(lower > upper || lower == PG_INT64_MIN || elapsed > PG_INT64_MAX ||
		 u128_bits(amount) + u128_bits(elapsed) > 126))
		return false;
	if (zone != NULL && memory->civil && zone->source != NULL &&
		!days_are_even(zone, lower, zone_anchor(zone, lower), upper))
		return false;

	/* the divisor is even, so half of it rounds half away from zero */
	amount = divisor_divide(amount * elapsed + memory->usual.value / 2, &memory->usual);
	*rent = price < 0 ? -(i128) amount : (i128) amount;
	return true;
}

/* Raises what a status of the core says; returns if it is ACCRUAL_OK. */
extern void check_accrual(AccrualStatus status);

#endif
