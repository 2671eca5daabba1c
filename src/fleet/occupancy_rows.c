/*
 * occupancy_rows.c
 *		The transitions of the aggregates over leases in time: rows added, states merged.
 */
#include "fleet/occupancy_state.h"

#include "base/expanded_state.h"

/* ---- rows -------------------------------------------------------------------------- */

/* The part of a lease that is within, as [*from, *until); false if there is none. */
static bool
part_on_lease(Datum during, const Span *within, int64 *from, int64 *until)
{
	if (!bounds_from_tstzrange(during, from, until))
	{
		Span		span = span_from_tstzrange(during);

		if (span.empty)
			return false;
		*from = span.lower;
		*until = span.upper;
	}
	if (*from == PG_INT64_MIN)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease without a start cannot be counted"),
				 errdetail("A lease is counted from its first instant."),
				 errhint("Leave out rows that never started, with WHERE NOT lower_inf(during), or with WHERE started_at IS NOT NULL before a range is made of it.")));
	if (within != NULL)
	{
		if (within->empty)
			return false;
		*from = Max(*from, within->lower);
		*until = Min(*until, within->upper);
	}
	return *from < *until;
}

/* Adds what arguments 1 and 2 say, if both are there. */
static pg_attribute_always_inline void
add_lease(OccupancyState *state, QuantityReader read_quantity, const Span *within)
{
	FunctionCallInfo fcinfo = state->fcinfo;
	Occupancy  *o = state->occupancy;
	Quantity	quantity;
	int64		from;
	int64		until;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return;
	quantity = read_quantity(PG_GETARG_DATUM(1));
	if (o->unit != quantity_unit(&quantity))
		o->unit = common_unit(o->unit, quantity_unit(&quantity));
	if (!part_on_lease(PG_GETARG_DATUM(2), within, &from, &until) || quantity.value == 0)
		return;

	if (occupancy_room(o) < 2)
	{
		occupancy_make_room(state, 2);
		o = state->occupancy;
	}
	o->changes[o->nchanges++] = (Change) {from, quantity.value};
	if (until != PG_INT64_MAX)
		o->changes[o->nchanges++] = (Change) {until, -quantity.value};
}

/*
 * Notes what part was asked for, and the capacity: occupancy_digest() needs both when it
 * has all rows, and refuses them there, since occupancy() does not mind.
 */
static inline void
note_window(Occupancy *o, uint32 flags, int64 from, int64 until, int64 capacity)
{
	if (o->flags == 0)
	{
		o->flags = flags;
		o->window_from = from;
		o->window_until = until;
		o->capacity = capacity;
	}
	else if (o->flags != flags || o->window_from != from || o->window_until != until || o->capacity != capacity)
	{
		o->flags = OCCUPANCY_VARYING_WINDOW;
		o->window_from = o->window_until = o->capacity = 0;
	}
}

/* Argument 4, a capacity for capacities; the number format counts where nothing is on lease too. */
static int64
read_capacity(Occupancy *o, FunctionCallInfo fcinfo, QuantityReader read_available)
{
	Quantity	capacity = read_available(PG_GETARG_DATUM(4));

	if (capacity.value < 0)
		refuse_negative(&capacity, "capacity");
	if (capacity.format >= 0)
		o->unit = common_unit(o->unit, quantity_unit(&capacity));
	return capacity.value;
}

/*
 * occupancy_add(occupancy, quantity numeric | float8,
 *		during tstzrange [, within tstzrange [, capacity numeric | float8]]) RETURNS occupancy
 * occupancy_add(occupancy, quantity p_capacity,
 *		during tstzrange [, within tstzrange [, capacity p_capacity]]) RETURNS occupancy
 *
 * Transition function of occupancy(), peak(), peak_at(), peak_until() and
 * occupancy_digest(): a lease of a quantity, or the part of it within; a NULL within is
 * all of it.  A negative quantity is a reduction of what else is on lease.  A NULL quantity
 * or during adds nothing.  22023 for a negative capacity, a lease without a start, and quantities of another unit than those before;
 * 54000 beyond 67 million changes.
 */
static pg_attribute_always_inline Datum
occupancy_add_within(FunctionCallInfo fcinfo, QuantityReader read_quantity, QuantityReader read_available)
{
	OccupancyState state = occupancy_state(fcinfo);
	uint32		flags = OCCUPANCY_HAS_WINDOW;
	Span		within = {.lower = PG_INT64_MIN, .upper = PG_INT64_MAX};
	int64		capacity = 0;
	bool		sound = occupancy_sound(state.occupancy);

	if (PG_NARGS() <= 3)
	{
		add_lease(&state, read_quantity, NULL);
		assert_occupancy(state.occupancy, sound);
		return occupancy_state_datum(&state);
	}

	if (!PG_ARGISNULL(3))
		within = span_from_tstzrange(PG_GETARG_DATUM(3));
	if (PG_NARGS() > 4 && !PG_ARGISNULL(4))
	{
		flags |= OCCUPANCY_HAS_CAPACITY;
		capacity = read_capacity(state.occupancy, fcinfo, read_available);
	}
	note_window(state.occupancy, flags, within.lower, within.upper, capacity);
	add_lease(&state, read_quantity, &within);
	assert_occupancy(state.occupancy, sound);
	return occupancy_state_datum(&state);
}

static pg_attribute_always_inline Datum
occupancy_add(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return occupancy_add_within(fcinfo, read_quantity,
								read_quantity == quantity_from_p_capacity ? quantity_from_p_capacity : available_from_numeric);
}

static pg_attribute_always_inline Datum
occupancy_add_float8_capacity(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return occupancy_add_within(fcinfo, read_quantity, available_from_float8);
}

/*
 * occupancy_add_numeric, occupancy_add_float8, occupancy_add_p_capacity
 * occupancy_add_float8_capacity_numeric, occupancy_add_float8_capacity_float8
 */
FUNCTIONS_OF_QUANTITY(occupancy_add);
FUNCTION_OF_QUANTITY(occupancy_add_float8_capacity, numeric);
FUNCTION_OF_QUANTITY(occupancy_add_float8_capacity, float8);

/* ---- merging ------------------------------------------------------------------------ */

/*
 * Adds b.  Where that is no small part, as when a worker's state meets the leader's,
 * what is settled in both is merged, and only the rest remains to be sorted; many small
 * ones are sorted together.
 */
static void
merge(OccupancyState *state, const Occupancy *b)
{
	Occupancy  *a = state->occupancy;
	uint32		merged = 0;
	bool		sound = occupancy_sound(a) && occupancy_sound(b);

	a->unit = common_unit(a->unit, b->unit);
	if (b->flags != 0)
		note_window(a, b->flags, b->window_from, b->window_until, b->capacity);
	if (b->packed)
	{
		occupancy_add_packed(state, b);
		return;
	}
	occupancy_make_room(state, b->nchanges);
	a = state->occupancy;
	if (b->nsettled > a->nchanges / 4)
	{
		occupancy_settle_changes(a);
		merged = b->nsettled;
		a->nsettled = a->nchanges = steps_merge(a->changes, a->nchanges, b->changes, merged, check_for_interrupts);
	}
	copy_large(a->changes + a->nchanges, b->changes + merged, (b->nchanges - merged) * sizeof(Change));
	a->nchanges += b->nchanges - merged;
	assert_occupancy(a, sound);
}

/*
 * occupancy_combine(occupancy, occupancy) RETURNS occupancy
 *
 * Combine function of the aggregates, and transition function of rollup(): the sum, not
 * settled.  A NULL adds nothing; 22023 for unlike units.
 */
PG_FUNCTION_INFO_V1(occupancy_combine);
Datum
occupancy_combine(PG_FUNCTION_ARGS)
{
	OccupancyState state;

	if (PG_ARGISNULL(0) && PG_ARGISNULL(1))
		PG_RETURN_NULL();
	state = occupancy_state(fcinfo);
	if (!PG_ARGISNULL(1))
		merge(&state, occupancy_part_from_datum(PG_GETARG_DATUM(1)));
	return occupancy_state_datum(&state);
}

/*
 * occupancy_plus(occupancy, occupancy) RETURNS occupancy
 *
 * The operator +: what is on lease in both together.  22023 for unlike units.
 */
PG_FUNCTION_INFO_V1(occupancy_plus);
Datum
occupancy_plus(PG_FUNCTION_ARGS)
{
	OccupancyState sum = {.occupancy = occupancy_settled_copy(occupancy_from_datum(PG_GETARG_DATUM(0)))};

	merge(&sum, occupancy_from_datum(PG_GETARG_DATUM(1)));
	PG_RETURN_POINTER(occupancy_exact(sum.occupancy));
}

/*
 * occupancy_settle(occupancy) RETURNS occupancy
 *
 * Final function of occupancy() and rollup(): the one form of the step function, in as
 * little room as it needs, without what was noted for a digest.
 */
PG_FUNCTION_INFO_V1(occupancy_settle);
Datum
occupancy_settle(PG_FUNCTION_ARGS)
{
	Occupancy  *o = occupancy_settled_copy(occupancy_argument(fcinfo, 0));

	o->flags = 0;
	o->window_from = o->window_until = o->capacity = 0;
	PG_RETURN_POINTER(o);
}
