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
count_lease(LeaseSummary *s, TermsMemory *memory, const LeaseArguments *a, int sign)
{
	TermsLease	lease;
	i128		rent;

	if (memory->terms.nclauses == 0 && a->within == NULL && !a->during.empty && a->quantity.scale == QUANTITY_SCALE &&
		usual_rent(&memory->rate, a->zone, a->rate, a->quantity.value, a->during.lower, a->during.upper, &rent))
	{
		lease.lease.from = a->during.lower;
		lease.lease.to = a->during.upper;
	}
	else
	{
		terms_lease_from_arguments(&lease, memory, a);
		rent = terms_lease_rent(&lease);
	}
	lease_summary_count(s, a->rate, &a->quantity, &a->during, a->within, &lease.lease, rent, sign);
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
static const LeaseForm row_of_range = {.rate = 1, .within = 4, .zone = -1, .proration = -1};
static const LeaseForm row_of_days = {.rate = 1, .days = true, .within = 5, .proration = -1};

static Datum
add_terms_row(FunctionCallInfo fcinfo, QuantityReader read_quantity, const LeaseForm *form, int sign)
{
	LeaseSummary *s = lease_summary_state(fcinfo);
	TermsMemory no_memory;
	TermsMemory *memory;
	LeaseArguments a;

	memory = terms_row_arguments(fcinfo, read_quantity, form, &no_memory, &a);
	if (memory == NULL)
		PG_RETURN_POINTER(s);
	if (PG_ARGISNULL(3))
		lease_summary_count_pending(s, a.rate, &a.quantity, sign);
	else
		count_lease(s, memory, &a, sign);
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
TRANSITION(lease_summary_add_terms, &row_of_range, 1);
TRANSITION(lease_summary_add_terms_days, &row_of_days, 1);
TRANSITION(lease_summary_remove_terms, &row_of_range, -1);
TRANSITION(lease_summary_remove_terms_days, &row_of_days, -1);

/* ---- backlog ---------------------------------------------------------------------------- */

/*
 * lease_summary_add_backlog(lease_summary, terms lease_terms, quantity numeric | float8 | p_capacity,
 *		during tstzrange, at date) RETURNS lease_summary
 *
 * The transition of backlog(): adds the rent after the close of a day in the terms' own zone.  A
 * lease without an end adds nothing, for nothing is committed; nor does one with a NULL.
 */
static const LeaseForm row_of_backlog = {.rate = 1, .within = -1, .zone = -1, .proration = -1};

static Datum
lease_summary_add_backlog(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	LeaseSummary *s = lease_summary_state(fcinfo);
	TermsMemory no_memory;
	TermsMemory *memory;
	LeaseArguments a;

	if (PG_ARGISNULL(4))
		PG_RETURN_POINTER(s);
	memory = terms_row_arguments(fcinfo, read_quantity, &row_of_backlog, &no_memory, &a);
	if (memory == NULL)
		PG_RETURN_POINTER(s);
	a.within_span = (Span) {.lower = close_of_day(a.zone, PG_GETARG_DATEADT(4)), .upper = PG_INT64_MAX};
	a.within = &a.within_span;
	if (a.during.empty || a.during.upper == PG_INT64_MAX)
	{
		a.during = (Span) {.empty = true};
		refuse_metered(memory);
	}
	count_lease(s, memory, &a, 1);
	PG_RETURN_POINTER(s);
}

/*
 * lease_summary_add_backlog_numeric, lease_summary_add_backlog_float8,
 * lease_summary_add_backlog_p_capacity
 */
FUNCTIONS_OF_FULL_QUANTITY(lease_summary_add_backlog);
