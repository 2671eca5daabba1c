/*
 * lease_summary_by.c
 *		lease_summary_by(): the summary of each calendar period, of leases at a rate or on terms, in
 *		one pass.
 *
 * A period's summary is, to the byte, what lease_summary() of the same rows is with the period for
 * its within.  No rows are multiplied: a lease of two years is one row read and 24 months added to.
 */
#include "fleet/periodic_summary.h"

#include "base/zone.h"
#include "miscadmin.h"
#include "rent/days.h"
#include "rent/terms_lease.h"
#include "values/rent_rate.h"

/* ---- one lease ------------------------------------------------------------------------- */

/* Its cumulative rent, asked for in the order of time. */
typedef struct RentUntil
{
	const Lease *lease;
	const RentRate *rate;
	const RateMemory *memory;	/* NULL unless usual_rent() may be asked */
	TermsCumulative *steps;		/* NULL for a rate that stays */
} RentUntil;

static i128
rent_until(RentUntil *c, int64 until)
{
	const Accrual *accrual = &c->lease->accrual;
	i128		rent;

	if (c->steps != NULL)
	{
		terms_cumulative_advance(c->steps, until);
		return terms_amount(c->steps, &c->steps->due);
	}
	if (until == accrual->start)
		return 0;
	if (c->memory == NULL ||
		!usual_rent(c->memory, accrual->zone, c->rate, accrual->quantity, accrual->start, until, &rent))
		check_accrual(accrued(accrual, until, &rent));
	return rent;
}

/*
 * Adds a lease to each period that it touches.  As lease_summary() counts it: in the period
 * that it starts in, even if it ends at once, and with its part in each.
 */
static PeriodicSummary *
add_lease(PeriodicSummary *s, const PeriodicWindow *window, const Quantity *quantity, const Span *during,
		  const Lease *lease, RentUntil *rent)
{
	bool		starts = !during->empty && during->lower >= window->start && during->lower < window->end;
	int64		from = lease->from;
	int32		period;
	int32		last;
	PeriodSums *sums;
	i128		before = 0;

	if (during->empty || (!starts && from == lease->to))
		return s;
	period = period_of(window->step, window->zone, from);
	last = from < lease->to ? period_of(window->step, window->zone, lease->to - 1) : period;
	s = periodic_summary_reserve(s, period, last);
	sums = &s->sums[period - s->first];
	if (from == lease->to)
	{
		period_sums_add(sums, starts, from, from, 0, 0);
		return s;
	}
	if (from > lease->accrual.start)
		before = rent_until(rent, from);
	for (; period <= last; period++, sums++)
	{
		int64		to = period == last ? lease->to : period_start(window->step, window->zone, period + INT64CONST(1));
		i128		after;

		/* a day that the zone has left out */
		if (from == to)
			continue;
		after = rent_until(rent, to);
		period_sums_add(sums, starts, from, to, quantity_time(quantity, from, to), after - before);
		before = after;
		from = to;
		starts = false;
		if ((period & 1023) == 0)
			CHECK_FOR_INTERRUPTS();
	}
	return s;
}

/* ---- arguments ----------------------------------------------------------------------------- */

/* Where they stand: state, rate or terms, quantity, then the lease's time. */
typedef struct ByForm
{
	bool		days;			/* first_day, last_day; a daterange for within, no zone */
	bool		columns;		/* of these, or started_at, ended_at, rather than during */
} ByForm;

static int
step_at(const ByForm *form)
{
	return form->columns ? 5 : 4;
}

static int
within_at(const ByForm *form)
{
	return step_at(form) + (form->days ? 1 : 2);
}

/* The step, by the state's own where it is spelled as that is. */
static int
read_step(FunctionCallInfo fcinfo, const PeriodicSummary *s, int argument)
{
	const text *name;
	const char *known = s->step == PERIOD_NONE ? NULL : period_name(s->step);

	reject_null(fcinfo, argument, "step");
	name = PG_GETARG_TEXT_PP(argument);
	if (known != NULL && VARSIZE_ANY_EXHDR(name) == strlen(known) && memcmp(VARDATA_ANY(name), known, strlen(known)) == 0)
		return s->step;
	return periodic_step_argument(name);
}

static PeriodicWindow
read_window(int step, TimeZone *zone, const Span *within)
{
	PeriodicWindow window = {.step = step, .zone = zone, .start = PG_INT64_MIN, .end = PG_INT64_MAX};

	if (within != NULL)
	{
		window.start = within->empty ? PG_INT64_MAX : within->lower;
		window.end = within->empty ? PG_INT64_MIN : within->upper;
	}
	return window;
}

/* ---- at a rate -------------------------------------------------------------------------------- */

/*
 * periodic_summary_add(periodic_summary, rate rent_rate, quantity, during tstzrange, step text, zone text
 *		[, within tstzrange [, proration text]]) RETURNS periodic_summary
 * periodic_summary_add(periodic_summary, rate, quantity, started_at timestamptz, ended_at timestamptz,
 *		step text, zone text [, within tstzrange [, proration text]])
 * periodic_summary_add(periodic_summary, rate, quantity, first_day date, last_day date, step text
 *		[, within daterange [, proration text]])
 * periodic_summary_add(periodic_summary, rate, quantity, text, text, text [, text [, text]]):
 *		a range or two days, of which the literals are
 *
 * For each kind of quantity.  A row with a NULL rate, quantity or during adds nothing; a NULL started_at or
 * first_day has not started: counted as pending.  A NULL ended_at or last_day is still running and needs
 * a within that ends.  Of days, the periods are those of UTC.  A NULL within is none.  Errors as
 * lease_summary(); 22004 for a NULL step, zone or proration; 22023 for a step shorter than a day, for another
 * step, zone or within in a group; 54000 for more periods than a value holds.
 */
static Datum
add_row(FunctionCallInfo fcinfo, QuantityReader read_quantity, const ByForm form)
{
	PeriodicSummary *s = PG_ARGISNULL(0) ? NULL : periodic_summary_argument(fcinfo, 0);
	int			within_argument = within_at(&form);
	bool		has_within = PG_NARGS() > within_argument && !PG_ARGISNULL(within_argument);
	RateMemory	no_memory = {0};
	RateMemory *memory;
	const Proration *proration = proration_default();
	const RentRate *rate;
	Quantity	quantity;
	PeriodicWindow window;
	Span		during;
	Span		within;
	Lease		lease;
	RentUntil	rent;
	TimeZone   *zone;
	bool		sound;

	require_aggregate(fcinfo);
	if (form.columns && !form.days && (fcinfo->flinfo == NULL || fcinfo->flinfo->fn_extra == NULL))
		refuse_days_as_instants(fcinfo, 3);
	if (s == NULL)
		s = periodic_summary_make(PERIODIC_SUMMARY_ROOM);
	sound = periodic_summary_sound(s);
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || (!form.columns && PG_ARGISNULL(3)))
		PG_RETURN_POINTER(s);

	if (!form.days)
		reject_null(fcinfo, step_at(&form) + 1, "zone");
	zone = form.days ? zone_utc() : zone_lookup(PG_GETARG_TEXT_PP(step_at(&form) + 1));
	if (PG_NARGS() > within_argument + 1)
	{
		reject_null(fcinfo, within_argument + 1, "proration");
		proration = proration_argument(PG_GETARG_TEXT_PP(within_argument + 1));
	}
	if (has_within)
		within = form.days ? span_from_daterange(PG_GETARG_DATUM(within_argument)) :
			span_from_tstzrange(PG_GETARG_DATUM(within_argument));
	window = read_window(read_step(fcinfo, s, step_at(&form)), zone, has_within ? &within : NULL);
	rate = PG_GETARG_RENT_RATE_P(1);
	quantity = read_quantity(PG_GETARG_DATUM(2));
	periodic_summary_count(s, rate->terms & ~RATE_TERMS_PERIOD, &window);
	if (PG_ARGISNULL(3))
	{
		s->pending++;
		assert_periodic_summary(s, sound);
		PG_RETURN_POINTER(s);
	}

	during = form.days ? span_of_days(fcinfo, 3) :
		form.columns ? span_from_columns(fcinfo, 3) : span_from_tstzrange(PG_GETARG_DATUM(3));
	memory = rate_memory(fcinfo, &no_memory);
	lease_init(&lease, memory, rate, &quantity, &during, has_within ? &within : NULL, zone, proration);
	rent = (RentUntil) {.lease = &lease, .rate = rate, .memory = quantity.scale == QUANTITY_SCALE ? memory : NULL};
	s = add_lease(s, &window, &quantity, &during, &lease, &rent);
	assert_periodic_summary(s, sound);
	PG_RETURN_POINTER(s);
}

#define TRANSITION(name, ...) \
	static Datum \
	name(FunctionCallInfo fcinfo, QuantityReader read_quantity) \
	{ \
		return add_row(fcinfo, read_quantity, (ByForm) {__VA_ARGS__}); \
	} \
	FUNCTIONS_OF_FULL_QUANTITY(name)

/*
 * periodic_summary_add_range_numeric, periodic_summary_add_range_float8, periodic_summary_add_range_p_capacity,
 * periodic_summary_add_columns_numeric, periodic_summary_add_columns_float8, periodic_summary_add_columns_p_capacity,
 * periodic_summary_add_days_numeric, periodic_summary_add_days_float8, periodic_summary_add_days_p_capacity
 */
TRANSITION(periodic_summary_add_range,.columns = false);
TRANSITION(periodic_summary_add_columns,.columns = true);
TRANSITION(periodic_summary_add_days,.columns = true,.days = true);

/* Bare literals: a range, a step and a zone, or two days and a step; then a within and a proration. */
static Datum
periodic_summary_add_texts(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	LOCAL_FCINFO(call, 8);
	const text *first = TEXT_ARGUMENT(3);
	const text *within = PG_NARGS() > 6 ? TEXT_ARGUMENT(6) : NULL;
	bool		days = first != NULL && !text_is_range(first);

	copy_call(call, fcinfo);
	call->args[3] = argument_of_text(first, days ? day_of_text : tstzrange_of_text);
	if (days)
		call->args[4] = argument_of_text(TEXT_ARGUMENT(4), day_of_text);
	if (PG_NARGS() > 6)
		call->args[6] = argument_of_text(within, days ? daterange_of_text : tstzrange_of_text);
	return add_row(call, read_quantity, (ByForm) {.columns = days, .days = days});
}

/*
 * periodic_summary_add_texts_numeric, periodic_summary_add_texts_float8, periodic_summary_add_texts_p_capacity
 */
FUNCTIONS_OF_FULL_QUANTITY(periodic_summary_add_texts);

/* ---- on terms ------------------------------------------------------------------------------------ */

/*
 * periodic_summary_add(periodic_summary, terms lease_terms, quantity, during tstzrange, step text, zone text
 *		[, within tstzrange]) RETURNS periodic_summary
 * periodic_summary_add(periodic_summary, terms, quantity, first_day date, last_day date, step text
 *		[, within daterange])
 *
 * The same on terms.  A zone holds for the terms too, as it does for rent(): 22023 for another than
 * they say, and a NULL is their own; days are those of their own, else of UTC.
 */
static const LeaseForm terms_of_range = {.rate = 1, .zone = 5, .within = 6, .proration = -1};
static const LeaseForm terms_of_days = {.rate = 1, .days = true, .within = 6, .proration = -1};

static Datum
add_on_terms(FunctionCallInfo fcinfo, QuantityReader read_quantity, const LeaseForm *form)
{
	PeriodicSummary *s = PG_ARGISNULL(0) ? NULL : periodic_summary_argument(fcinfo, 0);
	TermsMemory no_memory;
	TermsMemory *memory;
	LeaseArguments a;
	TermsLease	lease;
	TermsCumulative cumulative;
	RentUntil	rent;
	PeriodicWindow window;
	bool		sound;

	require_aggregate(fcinfo);
	if (s == NULL)
		s = periodic_summary_make(PERIODIC_SUMMARY_ROOM);
	sound = periodic_summary_sound(s);
	memory = terms_row_arguments(fcinfo, read_quantity, form, &no_memory, &a);
	if (memory == NULL)
		PG_RETURN_POINTER(s);
	window = read_window(read_step(fcinfo, s, form->days ? 5 : 4), a.zone, a.within);
	periodic_summary_count(s, a.rate->terms & ~RATE_TERMS_PERIOD, &window);
	if (PG_ARGISNULL(3))
	{
		s->pending++;
		assert_periodic_summary(s, sound);
		PG_RETURN_POINTER(s);
	}

	terms_lease_from_arguments(&lease, memory, &a);
	rent = (RentUntil) {.lease = &lease.lease, .rate = a.rate};
	if (memory->terms.nclauses == 0)
		rent.memory = a.quantity.scale == QUANTITY_SCALE ? &memory->rate : NULL;
	else if (lease.lease.from < lease.lease.to)
	{
		terms_cumulative_open(&cumulative, &lease, false);
		rent.steps = &cumulative;
	}
	s = add_lease(s, &window, &a.quantity, &a.during, &lease.lease, &rent);
	assert_periodic_summary(s, sound);
	PG_RETURN_POINTER(s);
}

static Datum
periodic_summary_add_terms(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return add_on_terms(fcinfo, read_quantity, &terms_of_range);
}

static Datum
periodic_summary_add_terms_days(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return add_on_terms(fcinfo, read_quantity, &terms_of_days);
}

/*
 * periodic_summary_add_terms_numeric, periodic_summary_add_terms_float8, periodic_summary_add_terms_p_capacity,
 * periodic_summary_add_terms_days_numeric, periodic_summary_add_terms_days_float8,
 * periodic_summary_add_terms_days_p_capacity
 */
FUNCTIONS_OF_FULL_QUANTITY(periodic_summary_add_terms);
FUNCTIONS_OF_FULL_QUANTITY(periodic_summary_add_terms_days);
