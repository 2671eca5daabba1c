/*
 * occupancy_accessors.c
 *		What an occupancy tells: also the final functions of the one-step aggregates.
 *
 * Where a function takes a "within", only the part of the step function inside it
 * counts; a NULL within is all of it.  Quantities come out as numbers: of cards or
 * whatever was counted, of P for capacities.
 */
#include "fleet/occupancy_state.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "base/numbers.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

/* ---- the part that is looked at --------------------------------------------------------- */

typedef struct View
{
	const Occupancy *occupancy;
	int64		from;
	int64		until;
} View;

/* False if the first argument is NULL. */
static bool
view_argument(FunctionCallInfo fcinfo, int within_argument, View *view)
{
	if (PG_ARGISNULL(0))
		return false;
	*view = (View) {
		.occupancy = occupancy_argument(fcinfo, 0),
		.from = PG_INT64_MIN,
		.until = PG_INT64_MAX
	};
	if (PG_NARGS() > within_argument && !PG_ARGISNULL(within_argument))
	{
		Span		within = span_from_tstzrange(PG_GETARG_DATUM(within_argument));

		view->from = within.empty ? 0 : within.lower;
		view->until = within.empty ? 0 : within.upper;
	}
	return true;
}

static Sweep
sweep_view(const View *view)
{
	return sweep_start(view->occupancy->changes, view->occupancy->nchanges, view->from, view->until);
}

/* ---- the maximum --------------------------------------------------------------------- */

/* False if the first argument is NULL; "head" is it without its changes. */
static bool
find_peak(FunctionCallInfo fcinfo, Peak *peak, const Occupancy **head)
{
	View		view;

	if (PG_ARGISNULL(0))
		return false;
	if (PG_NARGS() == 1 || PG_ARGISNULL(1))
	{
		StepsStream *stream = occupancy_stream(fcinfo, 0, head);

		*peak = steps_stream_peak(stream, check_for_interrupts);
		return true;
	}
	(void) view_argument(fcinfo, 1, &view);
	*head = view.occupancy;
	*peak = (Peak) {0};
	for (Sweep sweep = sweep_view(&view); sweep_next(&sweep);)
	{
		CHECK_FOR_INTERRUPTS();
		if (sweep.level > peak->level)
			*peak = (Peak) {sweep.level, sweep.from, sweep.until};
	}
	return true;
}

/*
 * peak(occupancy [, within tstzrange]) RETURNS numeric
 *
 * The most that was on lease at any time; 0 if nothing was, and never below it, for before
 * the first row nothing is on lease.
 */
PG_FUNCTION_INFO_V1(occupancy_peak);
Datum
occupancy_peak(PG_FUNCTION_ARGS)
{
	Peak		peak;
	const Occupancy *o;

	if (!find_peak(fcinfo, &peak, &o))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_scaled(peak.level, occupancy_scale(o)));
}

/*
 * peak_at(occupancy [, within tstzrange]) RETURNS timestamptz
 *
 * The first instant of the maximum; NULL if nothing was on lease.
 */
PG_FUNCTION_INFO_V1(occupancy_peak_at);
Datum
occupancy_peak_at(PG_FUNCTION_ARGS)
{
	Peak		peak;
	const Occupancy *o;

	if (!find_peak(fcinfo, &peak, &o) || peak.level == 0)
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(peak.from);
}

/*
 * peak_until(occupancy [, within tstzrange]) RETURNS timestamptz
 *
 * The end of the maximum that starts at peak_at(); NULL if nothing was on lease, and if
 * it has no end.
 */
PG_FUNCTION_INFO_V1(occupancy_peak_until);
Datum
occupancy_peak_until(PG_FUNCTION_ARGS)
{
	Peak		peak;
	const Occupancy *o;

	if (!find_peak(fcinfo, &peak, &o) || peak.level == 0 || peak.until == PG_INT64_MAX)
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(peak.until);
}

/*
 * minimum(occupancy, within tstzrange) RETURNS numeric
 *
 * The least that was on lease at any time within, below 0 where more was taken off than there
 * was; NULL for an empty or NULL within.
 */
PG_FUNCTION_INFO_V1(occupancy_minimum);
Datum
occupancy_minimum(PG_FUNCTION_ARGS)
{
	View		view;
	i128		least = 0;
	bool		any = false;

	if (!view_argument(fcinfo, 1, &view) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	for (Sweep sweep = sweep_view(&view); sweep_next(&sweep);)
	{
		CHECK_FOR_INTERRUPTS();
		if (!any || sweep.level < least)
			least = sweep.level;
		any = true;
	}
	if (!any)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_scaled(least, occupancy_scale(view.occupancy)));
}

/* ---- one instant ------------------------------------------------------------------------ */

/*
 * occupied_at(occupancy, at timestamptz) RETURNS numeric
 *
 * What was on lease at an instant: leases with start <= at < end.
 */
PG_FUNCTION_INFO_V1(occupancy_occupied_at);
Datum
occupancy_occupied_at(PG_FUNCTION_ARGS)
{
	const Occupancy *o = occupancy_argument(fcinfo, 0);
	int64		at = PG_GETARG_TIMESTAMPTZ(1);
	i128		level = 0;

	for (uint32 i = 0; i < o->nchanges && o->changes[i].at <= at; i++)
	{
		CHECK_FOR_INTERRUPTS();
		level += o->changes[i].delta;
	}
	PG_RETURN_NUMERIC(numeric_from_scaled(level, occupancy_scale(o)));
}

/* ---- over a quantity ------------------------------------------------------------------ */

typedef struct Excess
{
	i128		usec;			/* time with more than the quantity on lease */
	Words192	quantity_time;	/* of what was more */
	int64		first;			/* instant of it; PG_INT64_MAX if there is none */
} Excess;

/* Arguments: occupancy, quantity, within.  False if one of the first two is NULL. */
static bool
find_excess(FunctionCallInfo fcinfo, QuantityReader read_quantity, bool whole, Excess *excess)
{
	View		view;
	Quantity	quantity;
	i128		limit;

	if (!view_argument(fcinfo, 2, &view) || PG_ARGISNULL(1))
		return false;
	quantity = read_quantity(PG_GETARG_DATUM(1));
	limit = quantity_against(view.occupancy->unit, &quantity, "quantity");

	*excess = (Excess) {.first = PG_INT64_MAX};
	for (Sweep sweep = sweep_view(&view); sweep_next(&sweep);)
	{
		i128		level = occupancy_scaled(view.occupancy, sweep.level);

		CHECK_FOR_INTERRUPTS();
		if (level <= limit)
			continue;
		excess->first = Min(excess->first, sweep.from);
		if (!whole)
			break;
		if (sweep.from == PG_INT64_MIN)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a quantity below zero needs a \"within\" that starts"),
					 errdetail("Before its first row nothing is on lease, which is more than that."),
					 errhint("Pass the period, as in term('2024-01-01', '2024-01-31', 'Asia/Shanghai').")));
		if (sweep.until == PG_INT64_MAX)
			occupancy_refuse_endless();
		excess->usec += (i128) sweep.until - sweep.from;
		add_quantity_time(&excess->quantity_time, level - limit, sweep.from, sweep.until);
	}
	return true;
}

/*
 * time_over(occupancy, quantity numeric | p_capacity [, within tstzrange]) RETURNS interval
 *
 * How long more than the quantity was on lease, in hours, minutes and seconds.  The quantity may
 * be below zero, as levels may.  22023 if it is for ever.
 */
static Datum
occupancy_time_over(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	Excess		excess;

	if (!find_excess(fcinfo, read_quantity, true, &excess))
		PG_RETURN_NULL();
	return interval_from_usec(excess.usec);
}

/* occupancy_time_over_numeric, occupancy_time_over_p_capacity */
FUNCTION_OF_AVAILABLE(occupancy_time_over, numeric);
FUNCTION_OF_AVAILABLE(occupancy_time_over, p_capacity);

/*
 * quantity_hours_over(occupancy, quantity numeric | p_capacity [, within tstzrange]) RETURNS numeric
 *
 * What was on lease beyond the quantity, times hours, rounded half away from zero to 12
 * decimals.  As time_over().
 */
static Datum
occupancy_quantity_hours_over(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	Excess		excess;

	if (!find_excess(fcinfo, read_quantity, true, &excess))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(quantity_hours(&excess.quantity_time));
}

/* occupancy_quantity_hours_over_numeric, occupancy_quantity_hours_over_p_capacity */
FUNCTION_OF_AVAILABLE(occupancy_quantity_hours_over, numeric);
FUNCTION_OF_AVAILABLE(occupancy_quantity_hours_over, p_capacity);

/*
 * first_over(occupancy, quantity numeric | p_capacity [, within tstzrange]) RETURNS timestamptz
 *
 * The first instant at which more than the quantity was on lease; NULL if it never was, -infinity
 * where it was before the first row too, which is so of a quantity below zero.
 */
static Datum
occupancy_first_over(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	Excess		excess;

	if (!find_excess(fcinfo, read_quantity, false, &excess) || excess.first == PG_INT64_MAX)
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(excess.first);
}

/* occupancy_first_over_numeric, occupancy_first_over_p_capacity */
FUNCTION_OF_AVAILABLE(occupancy_first_over, numeric);
FUNCTION_OF_AVAILABLE(occupancy_first_over, p_capacity);

/* ---- all of it --------------------------------------------------------------------------- */

/*
 * quantity_hours(occupancy [, within tstzrange]) RETURNS numeric
 *
 * What was on lease times hours, rounded half away from zero to 12 decimals.  22023 if
 * something is on lease for ever.
 */
PG_FUNCTION_INFO_V1(occupancy_quantity_hours);
Datum
occupancy_quantity_hours(PG_FUNCTION_ARGS)
{
	View		view;
	Words192	sum;

	if (!view_argument(fcinfo, 1, &view))
		PG_RETURN_NULL();
	sum = occupancy_quantity_time(view.occupancy, view.from, view.until);
	PG_RETURN_NUMERIC(quantity_hours(&sum));
}

/*
 * utilization(occupancy, available numeric | p_capacity, within tstzrange) RETURNS numeric
 *
 * Quantity-hours on lease over quantity-hours available, as a fraction rounded half away
 * from zero to 20 decimals; not clamped, so it can exceed 1.  22023 unless the quantity
 * available is positive and within starts and ends.
 */
static Datum
occupancy_utilization(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	View		view;
	Span		within;
	Quantity	quantity;
	Words192	sum;
	Words192	available = {{0}};

	if (!view_argument(fcinfo, 2, &view) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	within = span_from_tstzrange(PG_GETARG_DATUM(2));
	check_window(&within);
	quantity = read_quantity(PG_GETARG_DATUM(1));
	require_available(&quantity);
	add_quantity_time(&available, quantity_against(view.occupancy->unit, &quantity, "quantity"),
					  within.lower, within.upper);
	sum = occupancy_quantity_time(view.occupancy, view.from, view.until);
	PG_RETURN_NUMERIC(quantity_time_ratio(&sum, &available));
}

/* occupancy_utilization_numeric, occupancy_utilization_p_capacity */
FUNCTION_OF_AVAILABLE(occupancy_utilization, numeric);
FUNCTION_OF_AVAILABLE(occupancy_utilization, p_capacity);

/*
 * unit(occupancy) RETURNS text
 *
 * "P" or "P fp16" for capacities; NULL for plain numbers and where there is nothing.
 */
PG_FUNCTION_INFO_V1(occupancy_unit);
Datum
occupancy_unit(PG_FUNCTION_ARGS)
{
	const Occupancy *o = occupancy_argument(fcinfo, 0);

	if (o->unit < QUANTITY_UNIT_P)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(quantity_unit_string(o->unit)));
}

/*
 * clip(occupancy, within tstzrange) RETURNS occupancy
 *
 * The part of it within, as if each lease had been cut: nothing is on lease outside.
 */
PG_FUNCTION_INFO_V1(occupancy_clip);
Datum
occupancy_clip(PG_FUNCTION_ARGS)
{
	View		view;
	const Occupancy *o;
	Occupancy  *part;
	i128		level = 0;
	int64		end;

	if (!view_argument(fcinfo, 1, &view) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	o = view.occupancy;
	end = view.from;
	/* what began before can be many changes at once, and so can what ends after */
	part = occupancy_make(3 * (size_t) Min(o->nchanges, OCCUPANCY_MAX_CHANGES / 3));
	part->unit = o->unit;
	for (Sweep sweep = sweep_view(&view); sweep_next(&sweep);)
	{
		CHECK_FOR_INTERRUPTS();
		occupancy_append(part, sweep.from, sweep.level - level);
		level = sweep.level;
		end = sweep.until;
	}
	if (end != PG_INT64_MAX)
		occupancy_append(part, end, -level);
	part->nsettled = part->nchanges;
	PG_RETURN_POINTER(occupancy_exact(part));
}

/*
 * steps(occupancy [, within tstzrange])
 *		RETURNS TABLE (period_start timestamptz, period_end timestamptz, quantity numeric)
 *
 * A row for each period of one quantity, from the first change to the last, or of all of
 * within; periods with nothing on lease in between are rows too.  A NULL period_end: it
 * has no end.  No row for NULL.
 */
PG_FUNCTION_INFO_V1(occupancy_steps);
Datum
occupancy_steps(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	View		view;
	MemoryContext row_context;
	MemoryContext caller_context;

	InitMaterializedSRF(fcinfo, 0);
	if (!view_argument(fcinfo, 1, &view))
		PG_RETURN_NULL();

	row_context = AllocSetContextCreate(CurrentMemoryContext, "occupancy steps row", ALLOCSET_SMALL_SIZES);
	caller_context = MemoryContextSwitchTo(row_context);
	for (Sweep sweep = sweep_view(&view); sweep_next(&sweep);)
	{
		Datum		values[3];
		bool		nulls[3] = {false};

		CHECK_FOR_INTERRUPTS();
		/* nothing before the first and after the last change, unless that was asked for */
		if (sweep.level == 0 && (sweep.from == PG_INT64_MIN || sweep.until == PG_INT64_MAX))
			continue;
		values[0] = TimestampTzGetDatum(sweep.from);
		values[1] = TimestampTzGetDatum(sweep.until);
		nulls[1] = sweep.until == PG_INT64_MAX;
		values[2] = NumericGetDatum(numeric_from_scaled(sweep.level, occupancy_scale(view.occupancy)));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		MemoryContextReset(row_context);
	}
	MemoryContextSwitchTo(caller_context);
	MemoryContextDelete(row_context);
	PG_RETURN_NULL();
}
