/*
 * terms_summary.c
 *		lease_summary(), revenue() and backlog() of leases on terms.
 *
 * Zone and proration are in the terms.  The state is that of lease_summary(), so that all its
 * accessors tell of leases on terms too.
 */
#include "fleet/lease_summary.h"

#include "utils/date.h"

#include "base/zone.h"
#include "rent/terms_lease.h"

/* ---- one row ----------------------------------------------------------------------- */

/* Adds a lease on terms in the part that lies within, or takes it out. */
static void
count_lease(LeaseSummary *s, TermsMemory *memory, TimeZone *zone, const Quantity *quantity,
			const Span *during, const Span *within, int sign)
{
	TermsLease	lease;
	i128		rent;

	if (memory->terms.nclauses == 0 && within == NULL && !during->empty && quantity->scale == QUANTITY_SCALE &&
		usual_rent(&memory->rate, zone, &memory->terms.rate, quantity->value, during->lower, during->upper, &rent))
	{
		lease.lease.from = during->lower;
		lease.lease.to = during->upper;
	}
	else
	{
		terms_lease_init(&lease, memory, quantity, during, within, zone,
						 memory->proration != NULL ? memory->proration : proration_default());
		rent = terms_lease_rent(&lease);
	}
	lease_summary_count(s, &memory->terms.rate, quantity, during, within, &lease.lease, rent, sign);
}

/*
 * lease_summary_add(lease_summary, terms lease_terms, quantity numeric | float8 | p_capacity,
 *		during tstzrange | first_day date, last_day date [, within tstzrange | daterange]) RETURNS lease_summary
 * lease_summary_remove(... the same ...) RETURNS lease_summary
 *
 * As of a rate; days are those of the terms' own zone.  NULL terms, quantity or during add nothing; a
 * NULL first day has not started: counted as pending.  A NULL last day is still running and needs a within
 * that ends.
 */
static Datum
add_terms_row(FunctionCallInfo fcinfo, QuantityReader read_quantity, bool days, int sign)
{
	LeaseSummary *s = lease_summary_state(fcinfo);
	int			within_argument = days ? 5 : 4;
	bool		has_within = PG_NARGS() > within_argument && !PG_ARGISNULL(within_argument);
	TermsMemory no_memory;
	TermsMemory *memory;
	TimeZone   *zone;
	Quantity	quantity;
	Span		during;
	Span		within;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || (!days && PG_ARGISNULL(3)))
		PG_RETURN_POINTER(s);
	memory = terms_argument(fcinfo, 1, &no_memory);
	quantity = read_quantity(PG_GETARG_DATUM(2));
	if (days && PG_ARGISNULL(3))
	{
		lease_summary_count_pending(s, &memory->terms.rate, &quantity, sign);
		PG_RETURN_POINTER(s);
	}
	zone = memory->zone != NULL ? memory->zone : zone_utc();
	during = terms_during(zone, fcinfo, 3, days);
	if (has_within)
		within = terms_within(zone, PG_GETARG_DATUM(within_argument), days);
	count_lease(s, memory, zone, &quantity, &during, has_within ? &within : NULL, sign);
	PG_RETURN_POINTER(s);
}

#define TRANSITION(name, ...) \
	static Datum \
	name(FunctionCallInfo fcinfo, QuantityReader read_quantity) \
	{ \
		return add_terms_row(fcinfo, read_quantity, __VA_ARGS__); \
	} \
	FUNCTIONS_OF_FULL_QUANTITY(name)

/*
 * lease_summary_add_terms_numeric, lease_summary_add_terms_float8, lease_summary_add_terms_p_capacity,
 * lease_summary_add_terms_days_numeric, lease_summary_add_terms_days_float8, lease_summary_add_terms_days_p_capacity,
 * lease_summary_remove_terms_numeric, lease_summary_remove_terms_float8, lease_summary_remove_terms_p_capacity,
 * lease_summary_remove_terms_days_numeric, lease_summary_remove_terms_days_float8, lease_summary_remove_terms_days_p_capacity
 */
TRANSITION(lease_summary_add_terms, false, 1);
TRANSITION(lease_summary_add_terms_days, true, 1);
TRANSITION(lease_summary_remove_terms, false, -1);
TRANSITION(lease_summary_remove_terms_days, true, -1);

/* ---- backlog ---------------------------------------------------------------------------- */

/*
 * lease_summary_add_backlog(lease_summary, terms lease_terms, quantity numeric | float8 | p_capacity,
 *		during tstzrange, at date) RETURNS lease_summary
 *
 * The transition of backlog(): adds the rent after the close of a day in the terms' own zone.  A
 * lease without an end adds nothing, for nothing is committed; nor does one with a NULL.
 */
static Datum
lease_summary_add_backlog(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	LeaseSummary *s = lease_summary_state(fcinfo);
	Span		within = {.upper = PG_INT64_MAX};
	TermsMemory no_memory;
	TermsMemory *memory;
	TimeZone   *zone;
	Quantity	quantity;
	Span		during;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3) || PG_ARGISNULL(4))
		PG_RETURN_POINTER(s);
	memory = terms_argument(fcinfo, 1, &no_memory);
	quantity = read_quantity(PG_GETARG_DATUM(2));
	during = span_from_tstzrange(PG_GETARG_DATUM(3));
	zone = memory->zone != NULL ? memory->zone : zone_utc();
	within.lower = close_of_day(zone, PG_GETARG_DATEADT(4));
	if (during.empty || during.upper == PG_INT64_MAX)
	{
		during = (Span) {.empty = true};
		refuse_metered(memory);
	}
	count_lease(s, memory, zone, &quantity, &during, &within, 1);
	PG_RETURN_POINTER(s);
}

/*
 * lease_summary_add_backlog_numeric, lease_summary_add_backlog_float8,
 * lease_summary_add_backlog_p_capacity
 */
FUNCTIONS_OF_FULL_QUANTITY(lease_summary_add_backlog);
