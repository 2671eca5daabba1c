/*
 * terms_rent.c
 *		rent(), rent_schedule() and the steps of a lease on terms.
 */
#include "base/gpurent.h"

#include "catalog/pg_type_d.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "base/numbers.h"
#include "base/rows.h"
#include "base/zone.h"
#include "rent/terms_lease.h"
#include "values/rent_rate.h"

/* ---- rent -------------------------------------------------------------------------- */

/*
 * rent(terms lease_terms, quantity numeric | float8 | p_capacity, during tstzrange,
 *		within tstzrange DEFAULT NULL, zone text DEFAULT NULL, proration text DEFAULT NULL)
 *		RETURNS numeric
 *
 * What the lease accrues in the part of "during" that lies within "within": round12(C(to)) -
 * round12(C(from)), where C(t) = quantity * sum of amount * (P(end of step) - P(its start)),
 * exact before it is rounded, and P counts the lease's periods.
 *
 * NULL for NULL terms, quantity or during; a NULL within is none; a NULL zone or proration
 * is the terms' own, else UTC and anniversary, and one that says otherwise than the terms is
 * 22023.  22023 for terms that price usage and for those that come into conflict with this
 * lease; otherwise as rent(rent_rate ...).
 *
 * Formulas: doc/lease_terms.md.
 */
static Datum
terms_rent(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	TermsMemory no_memory = {0};
	TermsMemory *memory;
	TermsLease	lease;
	Quantity	quantity;
	Span		during;
	Span		within;
	TimeZone   *zone;
	const Proration *proration;
	i128		result;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	memory = terms_argument(fcinfo, 0, &no_memory);
	quantity = read_quantity(PG_GETARG_DATUM(1));
	during = span_from_tstzrange(PG_GETARG_DATUM(2));
	zone = terms_zone(memory, fcinfo, 4);
	proration = terms_proration(memory, fcinfo, 5);

	if (memory->terms.nclauses > 0 || !PG_ARGISNULL(3) || during.empty || quantity.scale != QUANTITY_SCALE ||
		!usual_rent(&memory->rate, zone, &memory->terms.rate, quantity.value, during.lower, during.upper, &result))
	{
		if (!PG_ARGISNULL(3))
			within = span_from_tstzrange(PG_GETARG_DATUM(3));
		terms_lease_init(&lease, memory, &quantity, &during, PG_ARGISNULL(3) ? NULL : &within, zone, proration);
		result = terms_lease_rent(&lease);
	}
	PG_RETURN_NUMERIC(numeric_from_scaled(result, ACCRUED_SCALE));
}

/* terms_rent_numeric, terms_rent_float8, terms_rent_p_capacity */
FUNCTIONS_OF_FULL_QUANTITY(terms_rent);

/* ---- rent_schedule -------------------------------------------------------------------- */

typedef struct ScheduleState
{
	TermsMemory memory;
	TermsLease	lease;
	TermsCumulative cumulative;
	ScheduleLines lines;
	int			scale;
	i128		posted;			/* at the start of the next line */
} ScheduleState;

/* round(C) at an instant */
static i128
posted(ScheduleState *state, int64 until)
{
	terms_cumulative_advance(&state->cumulative, until);
	return div_round_i128(terms_amount(&state->cumulative, &state->cumulative.due),
						  (i128) power_of_ten(ACCRUED_SCALE - state->scale));
}

static bool
schedule_next(void *argument, Datum *values, bool *nulls)
{
	ScheduleState *state = argument;
	int64		from;
	int64		to;
	i128		before = state->posted;

	if (!schedule_next_line(&state->lines, &from, &to))
		return false;
	state->posted = posted(state, to);
	values[0] = TimestampTzGetDatum(from);
	values[1] = TimestampTzGetDatum(to);
	values[2] = NumericGetDatum(numeric_posted(state->posted - before, state->scale));
	values[3] = NumericGetDatum(numeric_posted(state->posted, state->scale));
	return true;
}

static bool
schedule_begin(FunctionCallInfo fcinfo, QuantityReader read_quantity, RowSource *source)
{
	ScheduleState *state;
	Quantity	quantity;
	Span		during;
	Span		within;
	int			step;
	bool		anniversaries;
	bool		has_within = !PG_ARGISNULL(8);

	reject_null(fcinfo, 3, "step");
	reject_null(fcinfo, 7, "cut");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return false;
	state = palloc_wide(sizeof(ScheduleState));
	terms_read(&state->memory, PG_GETARG_DATUM(0));
	quantity = read_quantity(PG_GETARG_DATUM(1));
	during = span_from_tstzrange(PG_GETARG_DATUM(2));
	step = period_argument(PG_GETARG_TEXT_PP(3), "step");
	state->scale = PG_ARGISNULL(6) ? rent_rate_decimals(&state->memory.terms.rate) : int32_argument(fcinfo, 6, "scale");
	require_scale(state->scale, -ACCRUED_SCALE);
	anniversaries = cut_argument(PG_GETARG_TEXT_PP(7));
	if (has_within)
		within = span_from_tstzrange(PG_GETARG_DATUM(8));

	require_end(&during, has_within ? &within : NULL, "schedule");
	terms_lease_init(&state->lease, &state->memory, &quantity, &during, has_within ? &within : NULL,
					 terms_zone(&state->memory, fcinfo, 4), terms_proration(&state->memory, fcinfo, 5));
	if (state->lease.lease.from == state->lease.lease.to)
		return false;
	schedule_lines_init(&state->lines, &state->lease.lease, step, anniversaries);
	terms_cumulative_open(&state->cumulative, &state->lease, false);
	state->posted = posted(state, state->lease.lease.from);
	source->next = schedule_next;
	source->state = state;
	return true;
}

/*
 * rent_schedule(terms lease_terms, quantity numeric | float8 | p_capacity, during tstzrange,
 *		step text DEFAULT 'month', zone text DEFAULT NULL, proration text DEFAULT NULL,
 *		scale int8 DEFAULT NULL, cut text DEFAULT 'calendar', within tstzrange DEFAULT NULL)
 *		RETURNS TABLE (period_start timestamptz, period_end timestamptz,
 *					   amount numeric, cumulative numeric)
 *
 * As rent_schedule(rent_rate ...), of the rent on terms.  22023 for more than 10^7 lines.
 */
/* terms_rent_schedule_numeric, terms_rent_schedule_float8, terms_rent_schedule_p_capacity */
ROWS_OF_FULL_QUANTITIES(terms_rent_schedule, schedule_begin);

/* ---- rate_steps, rate_at ------------------------------------------------------------------ */

static const char *const step_kinds[] = {
	[STEP_FIXED] = "fixed",
	[STEP_INDEX] = "index",
	[STEP_FREE] = "free",
};

typedef struct StepsState
{
	TermsMemory memory;
	ResolvedTerms resolved;
	StepCursor	cursor;
	LeaseStep	step;			/* the next one */
	int64		to;
} StepsState;

/* The range of rate_steps() and rate_at(): 22023 if it has no start. */
static Span
steps_range(FunctionCallInfo fcinfo, int argument)
{
	Span		during = span_from_tstzrange(PG_GETARG_DATUM(argument));
	Span		nothing = {.empty = true};
	Lease		lease;

	/* the start is checked as that of any lease */
	lease_clip(&lease, &during, &nothing);
	return during;
}

static void
steps_begin_at(StepsState *state, TimeZone *zone, int64 start)
{
	refuse_metered(&state->memory);
	check_steps(&state->memory, &state->resolved, terms_resolve(&state->memory.terms, zone, start, &state->resolved));
	check_steps(&state->memory, &state->resolved, steps_open(&state->cursor, &state->resolved));
	check_steps(&state->memory, &state->resolved, steps_next(&state->cursor, &state->step));
}

static bool
steps_next_row(void *argument, Datum *values, bool *nulls)
{
	StepsState *state = argument;
	LeaseStep	row = state->step;

	if (row.from >= state->to)
		return false;
	/* those alike are one */
	do
	{
		row.to = Min(state->step.to, state->to);
		if (state->step.to >= state->to)
		{
			state->step.from = state->to;
			break;
		}
		check_steps(&state->memory, &state->resolved, steps_next(&state->cursor, &state->step));
	} while (state->step.amount == row.amount && state->step.kind == row.kind);

	values[0] = TimestampTzGetDatum(row.from);
	values[1] = TimestampTzGetDatum(row.to);
	values[2] = NumericGetDatum(numeric_from_scaled(row.amount, RENT_RATE_SCALE));
	values[3] = CStringGetTextDatum(step_kinds[row.kind]);
	return true;
}

static bool
steps_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	StepsState *state = palloc0(sizeof(StepsState));
	Span		during;
	TimeZone   *zone;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return false;
	terms_read(&state->memory, PG_GETARG_DATUM(0));
	during = steps_range(fcinfo, 1);
	zone = terms_zone(&state->memory, fcinfo, 2);
	require_end(&during, NULL, "list of steps");
	if (during.empty || during.lower == during.upper)
		return false;
	steps_begin_at(state, zone, during.lower);
	state->to = during.upper;
	source->next = steps_next_row;
	source->state = state;
	return true;
}

/*
 * rate_steps(terms lease_terms, during tstzrange, zone text DEFAULT NULL)
 *		RETURNS TABLE (starts_at timestamptz, ends_at timestamptz, amount numeric, kind text)
 *
 * The amounts that govern a lease one after the other, those alike joined: kind is fixed,
 * index or free.  No rows for NULL terms or during; 22023 for a lease without a start or an
 * end and for terms that price usage.
 */
PG_FUNCTION_INFO_V1(rate_steps);
Datum
rate_steps(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, steps_begin);
}

/*
 * rate_at(terms lease_terms, during tstzrange, at date, zone text DEFAULT NULL) RETURNS rent_rate
 *
 * The rate that governs at the close of a day of the zone, or at the lease's end where it
 * ends on that day; 0 in a free time.  NULL on days before the lease and after it, and for a
 * NULL argument other than the zone.
 */
PG_FUNCTION_INFO_V1(rate_at);
Datum
rate_at(PG_FUNCTION_ARGS)
{
	StepsState *state;
	Span		during;
	TimeZone   *zone;
	DateADT		at;
	int64		close;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	state = palloc0(sizeof(StepsState));
	terms_read(&state->memory, PG_GETARG_DATUM(0));
	during = steps_range(fcinfo, 1);
	at = PG_GETARG_DATEADT(2);
	zone = terms_zone(&state->memory, fcinfo, 3);

	close = Min(close_of_day(zone, at), during.upper);
	if (during.empty || DATE_NOT_FINITE(at) || close <= during.lower ||
		close <= close_of_day(zone, at - 1))
		PG_RETURN_NULL();
	steps_begin_at(state, zone, during.lower);
	while (state->step.to < close)
		check_steps(&state->memory, &state->resolved, steps_next(&state->cursor, &state->step));
	PG_RETURN_RENT_RATE_P(rent_rate_make(state->step.amount, state->memory.terms.rate.terms));
}
