/*
 * terms_rent.c
 *		rent(), rent_schedule() and the steps of a lease on terms.
 */
#include "base/gpurent.h"

#include <math.h>

#include "catalog/pg_type_d.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "base/numbers.h"
#include "base/rows.h"
#include "base/zone.h"
#include "rent/days.h"
#include "rent/terms_lease.h"
#include "values/rent_rate.h"

/* ---- rent -------------------------------------------------------------------------- */

/*
 * rent(terms lease_terms, quantity numeric | float8 | p_capacity, during tstzrange,
 *		within tstzrange DEFAULT NULL, zone text DEFAULT NULL, proration text DEFAULT NULL)
 *		RETURNS numeric
 * rent(terms, quantity, first_day date, last_day date, within daterange DEFAULT NULL,
 *		proration text DEFAULT NULL) RETURNS numeric
 * rent(terms, quantity, during_or_first_day text, within_or_last_day text,
 *		zone_or_within text DEFAULT NULL, proration text DEFAULT NULL) RETURNS numeric
 *
 * What the lease accrues in the part of "during" that lies within "within": round12(C(to)) -
 * round12(C(from)), where C(t) = quantity * sum of amount * (P(end of step) - P(its start)),
 * exact before it is rounded, and P counts the lease's periods.
 *
 * Of two days both count, and they are civil days of the terms' own zone; a NULL last day is a
 * lease that runs on.  Two texts are either.
 *
 * NULL for NULL terms, quantity, during or first day; a NULL within is none; a NULL zone or
 * proration is the terms' own, else UTC and anniversary, and one that says otherwise than the terms
 * is 22023.  22023 for terms that price usage and for those that come into conflict with this
 * lease; otherwise as rent(rent_rate ...).
 *
 * Formulas: doc/lease_terms.md.
 */
static const LeaseForm rent_of_range = {.within = 3, .zone = 4, .proration = 5};
static const LeaseForm rent_of_days = {.days = true, .within = 4, .proration = 5};

static Datum
terms_rent_as(FunctionCallInfo fcinfo, QuantityReader read_quantity, const LeaseForm *form)
{
	TermsMemory no_memory;
	TermsMemory *memory;
	LeaseArguments a;
	TermsLease	lease;
	i128		result;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	memory = terms_argument(fcinfo, 0, &no_memory);
	terms_arguments(fcinfo, memory, read_quantity, form, &a);

	if (memory->terms.nclauses > 0 || a.within != NULL || a.during.empty || a.quantity.scale != QUANTITY_SCALE ||
		!usual_rent(&memory->rate, a.zone, &memory->terms.rate, a.quantity.value, a.during.lower, a.during.upper, &result))
	{
		terms_lease_from_arguments(&lease, memory, &a);
		result = terms_lease_rent(&lease);
	}
	PG_RETURN_NUMERIC(numeric_from_scaled(result, ACCRUED_SCALE));
}

static Datum
terms_rent(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return terms_rent_as(fcinfo, read_quantity, &rent_of_range);
}

static Datum
terms_rent_days(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return terms_rent_as(fcinfo, read_quantity, &rent_of_days);
}

static Datum
terms_rent_texts(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	LOCAL_FCINFO(call, 6);
	bool		of_days = lease_of_texts(fcinfo, call, true);
	Datum		result = terms_rent_as(call, read_quantity, of_days ? &rent_of_days : &rent_of_range);

	fcinfo->isnull = call->isnull;
	return result;
}

/*
 * terms_rent_numeric, terms_rent_float8, terms_rent_p_capacity, terms_rent_text
 * terms_rent_days_numeric, terms_rent_days_float8, terms_rent_days_p_capacity, terms_rent_days_text
 * terms_rent_texts_numeric, terms_rent_texts_float8, terms_rent_texts_p_capacity, terms_rent_texts_text
 */
FUNCTIONS_OF_WRITTEN_QUANTITY(terms_rent);
FUNCTIONS_OF_WRITTEN_QUANTITY(terms_rent_days);
FUNCTIONS_OF_WRITTEN_QUANTITY(terms_rent_texts);

/* ---- rent_schedule -------------------------------------------------------------------- */

typedef struct ScheduleState
{
	TermsMemory memory;
	TermsLease	lease;
	TermsCumulative cumulative;
	ScheduleLines lines;
	bool		days;			/* a line's first and last day rather than its ends */
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
	values[0] = state->days ? DateADTGetDatum(date_from(state->lines.zone, from)) : TimestampTzGetDatum(from);
	values[1] = state->days ? DateADTGetDatum(date_before(state->lines.zone, to)) : TimestampTzGetDatum(to);
	values[2] = NumericGetDatum(numeric_posted(amount_minus(state->posted, before), state->scale));
	values[3] = NumericGetDatum(numeric_posted(state->posted, state->scale));
	return true;
}

/*
 * rent_schedule(terms lease_terms, quantity numeric | float8 | p_capacity, during tstzrange,
 *		step text DEFAULT 'month', zone text DEFAULT NULL, proration text DEFAULT NULL,
 *		scale int8 DEFAULT NULL, cut text DEFAULT 'calendar', within tstzrange DEFAULT NULL)
 *		RETURNS TABLE (period_start timestamptz, period_end timestamptz,
 *					   amount numeric, cumulative numeric)
 * rent_schedule(terms, quantity, first_day date, last_day date, step text DEFAULT 'month',
 *		proration text DEFAULT NULL, scale int8 DEFAULT NULL, within daterange DEFAULT NULL,
 *		cut text DEFAULT 'calendar')
 *		RETURNS TABLE (period_start date, period_end date, amount numeric, cumulative numeric)
 * rent_schedule(terms, quantity, during_or_first_day text, step_or_last_day text,
 *		zone_or_step text DEFAULT NULL, proration text DEFAULT NULL, scale int8 DEFAULT NULL,
 *		within text DEFAULT NULL, cut text DEFAULT 'calendar')
 *		RETURNS TABLE (period_start timestamptz, period_end timestamptz,
 *					   amount numeric, cumulative numeric)
 *
 * As rent_schedule(rent_rate ...), of the rent on terms: lines of days have their first and last
 * day in the terms' own zone, and days as bare literals come as its midnights.  22023 for more
 * than 10^7 lines, for days a step that is shorter.
 */
static const ScheduleForm schedule_of_range = {
	.lease = {.zone = 4, .proration = 5, .within = 8}, .step = 3, .scale = 6, .cut = 7
};
static const ScheduleForm schedule_of_days = {
	.lease = {.days = true, .proration = 5, .within = 7}, .step = 4, .scale = 6, .cut = 8
};

static bool
schedule_begin_as(FunctionCallInfo fcinfo, QuantityReader read_quantity, const ScheduleForm *form, bool days,
				  RowSource *source)
{
	ScheduleState *state;
	LeaseArguments a;
	int			step;
	bool		anniversaries;

	reject_null(fcinfo, form->step, "step");
	reject_null(fcinfo, form->cut, "cut");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return false;
	state = palloc_wide(sizeof(ScheduleState));
	terms_read(&state->memory, PG_GETARG_DATUM(0));
	terms_arguments(fcinfo, &state->memory, read_quantity, &form->lease, &a);
	step = schedule_step_argument(PG_GETARG_TEXT_PP(form->step), form->lease.days);
	state->days = days;
	state->scale = PG_ARGISNULL(form->scale) ? rent_rate_decimals(&state->memory.terms.rate) :
		int32_argument(fcinfo, form->scale, "scale");
	require_scale(state->scale, -ACCRUED_SCALE);
	anniversaries = cut_argument(PG_GETARG_TEXT_PP(form->cut));

	require_end_within(&a.during, a.within, "schedule");
	terms_lease_from_arguments(&state->lease, &state->memory, &a);
	if (state->lease.lease.from == state->lease.lease.to)
		return false;
	schedule_lines_init(&state->lines, &state->lease.lease, step, anniversaries);
	terms_cumulative_open(&state->cumulative, &state->lease, false);
	state->posted = posted(state, state->lease.lease.from);
	source->next = schedule_next;
	source->state = state;
	return true;
}

static bool
schedule_begin(FunctionCallInfo fcinfo, QuantityReader read_quantity, RowSource *source)
{
	return schedule_begin_as(fcinfo, read_quantity, &schedule_of_range, false, source);
}

static bool
schedule_days_begin(FunctionCallInfo fcinfo, QuantityReader read_quantity, RowSource *source)
{
	return schedule_begin_as(fcinfo, read_quantity, &schedule_of_days, true, source);
}

static bool
schedule_texts_begin(FunctionCallInfo fcinfo, QuantityReader read_quantity, RowSource *source)
{
	LOCAL_FCINFO(call, 9);

	if (PG_ARGISNULL(2))
	{
		reject_null(fcinfo, 8, "cut");
		return false;
	}
	return schedule_begin_as(call, read_quantity, schedule_of_texts(fcinfo, call, true) ? &schedule_of_days : &schedule_of_range,
							 false, source);
}

/*
 * terms_rent_schedule_numeric, terms_rent_schedule_float8, terms_rent_schedule_p_capacity, terms_rent_schedule_text
 * terms_rent_schedule_days_numeric, terms_rent_schedule_days_float8, terms_rent_schedule_days_p_capacity, terms_rent_schedule_days_text
 * terms_rent_schedule_texts_numeric, terms_rent_schedule_texts_float8, terms_rent_schedule_texts_p_capacity, terms_rent_schedule_texts_text
 */
ROWS_OF_FULL_QUANTITIES(terms_rent_schedule, schedule_begin);
ROWS_OF_FULL_QUANTITIES(terms_rent_schedule_days, schedule_days_begin);
ROWS_OF_FULL_QUANTITIES(terms_rent_schedule_texts, schedule_texts_begin);

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

/* The range of rate_steps() and rate_at(), their second argument: 22023 if it has no start. */
static Span
steps_range(FunctionCallInfo fcinfo)
{
	Span		during = span_from_tstzrange(PG_GETARG_DATUM(1));
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
	resolve_terms(&state->memory, zone, start, &state->resolved);
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
	during = steps_range(fcinfo);
	zone = terms_zone(&state->memory, fcinfo, 2);
	require_end(&during, "list of steps");
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

/* A clause begins a step or two, a growth one every so often. */
static double
steps_rows(List *arguments)
{
	Datum		value;
	LeaseTerms	terms;
	double		rows = 1;

	if (!planned_argument(arguments, 0, &value))
		return -1;
	terms = terms_from_datum(value);
	for (int i = 0; i < terms.nclauses; i++)
	{
		const TermsClause *clause = &terms.clause[i];

		if (clause_is_growth(clause->kind))
		{
			double		unit = clause->unit == MARK_MONTHS ? (double) HOURS_PER_MONTH * USECS_PER_HOUR :
				clause->unit == MARK_DAYS ? USECS_PER_DAY : USECS_PER_HOUR;
			Span		during;

			if (!planned_argument(arguments, 1, &value))
				return -1;
			during = span_from_tstzrange(value);
			/* what is wrong with it is for the function itself to say */
			if (during.lower == PG_INT64_MIN || during.upper == PG_INT64_MAX)
				return -1;
			rows += floor(((double) during.upper - (double) during.lower) / (unit * clause->x));
		}
		else
			rows += clause_is_phase(clause->kind) ? 1 : 2;
	}
	return rows;
}

/*
 * rate_steps_support(internal) RETURNS internal: as many steps as terms say that are known when the
 * query is planned, and during where they grow
 */
PG_FUNCTION_INFO_V1(rate_steps_support);
Datum
rate_steps_support(PG_FUNCTION_ARGS)
{
	return planned_rows(fcinfo, steps_rows);
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
	during = steps_range(fcinfo);
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
