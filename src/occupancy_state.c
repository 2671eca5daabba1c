/*
 * occupancy_state.c
 *		How an occupancy grows.
 *
 * A state takes the changes in the order of the rows.  When it is full they are
 * settled (core/steps.h), which leaves one change for each instant at which the level
 * changes; if that makes too little room, the state is made twice as large.  So its
 * size is bounded by the instants, not by the rows, and each change is sorted once and
 * moved a few times.
 *
 * Most states are flat, and nodeAgg copies them when they grow.  A large one is an
 * expanded object (expanded_state.h), which a worker settles before it sends it off.
 */
#include "occupancy.h"

#include "miscadmin.h"
#include "utils/expandeddatum.h"

/* What an allocation set hands out without waste; enough for a few leases. */
#define FIRST_SIZE		256

void
check_for_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

/* ---- flat ones ------------------------------------------------------------------ */

static void
refuse_size(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("occupancy changes at too many instants"),
			 errdetail("At most %zu changes fit one value.", (size_t) OCCUPANCY_MAX_CHANGES),
			 errhint("Group by more, or take one period after the other with a \"within\".")));
}

static Occupancy *
make_of_size(Size size, MemoryContext context)
{
	Occupancy  *o = MemoryContextAlloc(context, size);

	memset(o, 0, offsetof(Occupancy, changes));
	SET_VARSIZE(o, size);
	o->version = OCCUPANCY_VERSION;
	return o;
}

Occupancy *
occupancy_make(size_t n)
{
	if (n > OCCUPANCY_MAX_CHANGES)
		refuse_size();
	return make_of_size(OCCUPANCY_SIZE(n), CurrentMemoryContext);
}

void
occupancy_settle_changes(Occupancy *o)
{
	Change	   *scratch;

	if (o->nsettled == o->nchanges)
		return;
	scratch = MemoryContextAllocHuge(CurrentMemoryContext, (o->nchanges - o->nsettled) * sizeof(Change));
	o->nchanges = steps_settle(o->changes, o->nsettled, o->nchanges, scratch, check_for_interrupts);
	o->nsettled = o->nchanges;
	pfree(scratch);
}

Occupancy *
occupancy_settled_copy(const Occupancy *o)
{
	size_t		size = OCCUPANCY_SIZE(o->nchanges);
	Occupancy  *copy = palloc(size);

	copy_large(copy, o, size);
	SET_VARSIZE(copy, size);
	occupancy_settle_changes(copy);
	SET_VARSIZE(copy, OCCUPANCY_SIZE(copy->nchanges));
	return copy;
}

Occupancy *
occupancy_exact(Occupancy *o)
{
	return o->nsettled == o->nchanges && occupancy_room(o) == 0 ? o : occupancy_settled_copy(o);
}

void
occupancy_append(Occupancy *o, int64 at, i128 delta)
{
	while (delta != 0)
	{
		i128		part = Max(Min(delta, STEP_MAX), -(i128) STEP_MAX);

		if (occupancy_room(o) == 0)
			refuse_size();
		o->changes[o->nchanges++] = (Change) {at, (int64) part};
		delta -= part;
	}
}

/* ---- expanded ones --------------------------------------------------------------- */

static Size
settle(struct varlena *flat)
{
	Occupancy  *o = (Occupancy *) flat;

	occupancy_settle_changes(o);
	return OCCUPANCY_SIZE(o->nchanges);
}

static const ExpandedStateMethods expanded_methods = EXPANDED_STATE_METHODS(settle);

/* ---- as arguments ------------------------------------------------------------------ */

Occupancy *
occupancy_from_datum(Datum value)
{
	ExpandedState *expanded = expanded_state(&expanded_methods, DatumGetPointer(value));
	Occupancy  *o;

	if (expanded != NULL)
		return (Occupancy *) expanded->flat;
	o = (Occupancy *) PG_DETOAST_DATUM(value);
	if (o->version != OCCUPANCY_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("%s of version %d cannot be read", "occupancy", o->version),
				 errdetail("This release writes and reads version %d.", OCCUPANCY_VERSION),
				 errhint("Install the release that wrote it, or a later one.")));
	return o;
}

const Occupancy *
occupancy_argument(FunctionCallInfo fcinfo, int argument)
{
	Occupancy  *o = occupancy_from_datum(PG_GETARG_DATUM(argument));

	/* an aggregate's state may be changed to another form of the same value */
	if (argument == 0 && in_aggregate(fcinfo))
		occupancy_settle_changes(o);
	return o->nsettled == o->nchanges ? o : occupancy_settled_copy(o);
}

OccupancyState
occupancy_state(FunctionCallInfo fcinfo)
{
	OccupancyState state = {.fcinfo = fcinfo};
	void	   *argument;

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(0))
	{
		state.occupancy = make_of_size(FIRST_SIZE, CurrentMemoryContext);
		return state;
	}
	argument = PG_GETARG_POINTER(0);
	if (VARATT_IS_EXTERNAL_EXPANDED_RW(argument))
		state.expanded = expanded_state(&expanded_methods, argument);
	state.occupancy = state.expanded != NULL ? (Occupancy *) state.expanded->flat : occupancy_from_datum(PG_GETARG_DATUM(0));
	return state;
}

Datum
occupancy_state_datum(const OccupancyState *state)
{
	return state->expanded != NULL ? EOHPGetRWDatum(&state->expanded->header) : PointerGetDatum(state->occupancy);
}

void
occupancy_make_room(OccupancyState *state, size_t more)
{
	Occupancy  *o = state->occupancy;
	size_t		wanted;
	Size		size;
	MemoryContext context;

	if (occupancy_room(o) >= more)
		return;
	occupancy_settle_changes(o);
	wanted = o->nchanges + more;
	if (wanted <= (o->nchanges + occupancy_room(o)) / 4 * 3)
		return;
	if (wanted > OCCUPANCY_MAX_CHANGES)
		refuse_size();

	for (size = Max(VARSIZE(o), FIRST_SIZE); size < OCCUPANCY_SIZE(wanted + wanted / 3);)
		size *= 2;
	size = Min(size, OCCUPANCY_SIZE(OCCUPANCY_MAX_CHANGES));

	if (state->expanded != NULL)
	{
		expanded_state_grow(state->expanded, size);
		o = (Occupancy *) state->expanded->flat;
	}
	else if (size > EXPAND_SIZE && state->fcinfo != NULL && AggCheckCallContext(state->fcinfo, &context))
	{
		state->expanded = expanded_state_make(&expanded_methods, context, o, OCCUPANCY_SIZE(o->nchanges), size);
		o = (Occupancy *) state->expanded->flat;
	}
	else
	{
		Occupancy  *larger = make_of_size(size, CurrentMemoryContext);

		copy_large(larger, o, OCCUPANCY_SIZE(o->nchanges));
		SET_VARSIZE(larger, size);
		o = larger;
	}
	state->occupancy = o;
}
