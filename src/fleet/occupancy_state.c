/*
 * occupancy_state.c
 *		How an occupancy grows.
 *
 * A state takes the changes in the order of the rows.  When it is full they are
 * settled (core/time/steps.h), which leaves one change for each instant at which the level
 * changes; if that makes too little room, the state is made twice as large.  So its
 * size is bounded by the instants, not by the rows, and each change is sorted once and
 * moved a few times.
 *
 * Most states are flat, and nodeAgg copies them when they grow.  A large one is an
 * expanded object (expanded_state.h), which a process settles and packs before it hands
 * it on.  Where it is added to others it stays packed until somebody wants the changes in
 * an array: the peak is found without one.
 */
#include "fleet/occupancy_state.h"

#include "base/expanded_state.h"
#include "utils/memutils.h"

/* What an allocation set hands out without waste; enough for a few leases. */
#define FIRST_SIZE		256

/* So many packed ones are kept apart before they are added up. */
#define PARTS_MAX	8
#define STREAMS_MAX	(2 * (PARTS_MAX + 1) - 1)

typedef struct ExpandedOccupancy
{
	ExpandedState state;
	Occupancy  *packed;			/* all of it; NULL if it has not been packed since it changed */
	size_t		nparts;
	Occupancy  *parts[PARTS_MAX];	/* packed, to be added to what is flat in "state" */
} ExpandedOccupancy;

static Occupancy *
flat_part(const ExpandedOccupancy *expanded)
{
	return (Occupancy *) expanded->state.flat;
}

/* All but the size and the changes. */
static void
copy_head(Occupancy *to, const Occupancy *from)
{
	memcpy((char *) to + VARHDRSZ, (const char *) from + VARHDRSZ, offsetof(Occupancy, changes) - VARHDRSZ);
}

static void
stream_packed(StepsStream *stream, const Occupancy *o)
{
	steps_stream_packed(stream, (const unsigned char *) o->changes, VARSIZE(o) - offsetof(Occupancy, changes), o->nchanges);
}

/* What is flat, which is settled, and the parts; "streams" has room for all of them merged. */
static StepsStream *
stream_expanded(const ExpandedOccupancy *expanded, StepsStream *streams)
{
	const Occupancy *o = flat_part(expanded);
	size_t		n = 0;

	for (; n < expanded->nparts; n++)
		stream_packed(&streams[n], expanded->parts[n]);
	if (n == 0 || o->nchanges > 0)
		steps_stream_array(&streams[n++], o->changes, o->nchanges);
	return steps_stream_merged(streams, n);
}

/* Adds the parts to what is flat. */
static void
add_parts(ExpandedOccupancy *expanded)
{
	MemoryContext before;
	size_t		n;
	Occupancy  *o = flat_part(expanded);
	Occupancy  *sum;
	StepsStream *streams;

	if (expanded->nparts == 0)
		return;
	before = MemoryContextSwitchTo(expanded->state.header.eoh_context);
	occupancy_settle_changes(o);
	n = o->nchanges;
	for (size_t i = 0; i < expanded->nparts; i++)
		n += expanded->parts[i]->nchanges;
	sum = occupancy_make(n);
	copy_head(sum, o);
	streams = palloc(STREAMS_MAX * sizeof(StepsStream));
	sum->nchanges = sum->nsettled =
		steps_stream_read(stream_expanded(expanded, streams), sum->changes, check_for_interrupts);
	pfree(streams);

	for (; expanded->nparts > 0; expanded->nparts--)
		pfree(expanded->parts[expanded->nparts - 1]);
	pfree(o);
	expanded->state.flat = (struct varlena *) sum;
	MemoryContextSwitchTo(before);
}

/*
 * Settled changes packed.  They never take much more bytes than in an array, and fewer from some
 * thousands on: time is not long enough for many gaps of 8 bytes.
 */
static Occupancy *
pack(const Occupancy *o)
{
	StepsUnits	units = steps_units(o->changes, o->nchanges, check_for_interrupts);
	Occupancy  *packed = MemoryContextAllocHuge(CurrentMemoryContext, offsetof(Occupancy, changes) + units.size);
	Size		size;

	copy_head(packed, o);
	packed->packed = 1;
	size = steps_pack(o->changes, o->nchanges, &units, (unsigned char *) packed->changes, check_for_interrupts);
	SET_VARSIZE(packed, offsetof(Occupancy, changes) + size);
	return packed;
}

static Occupancy *
unpack(const Occupancy *packed)
{
	Occupancy  *o = occupancy_make(packed->nchanges);
	StepsStream *stream = palloc(sizeof(StepsStream));

	copy_head(o, packed);
	o->packed = 0;
	stream_packed(stream, packed);
	if (steps_stream_read(stream, o->changes, check_for_interrupts) != o->nchanges)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("occupancy cannot be read"),
				 errdetail("Of %u changes not all are there.", o->nchanges)));
	pfree(stream);
	return o;
}

static struct varlena *
settle(ExpandedState *state, Size *size)
{
	ExpandedOccupancy *expanded = (ExpandedOccupancy *) state;

	add_parts(expanded);
	occupancy_settle_changes(flat_part(expanded));
	if (expanded->packed == NULL)
		expanded->packed = pack(flat_part(expanded));
	*size = VARSIZE(expanded->packed);
	return (struct varlena *) expanded->packed;
}

static const ExpandedStateMethods expanded_methods = EXPANDED_STATE_METHODS(ExpandedOccupancy, settle);

static ExpandedOccupancy *
expanded_occupancy(Datum value)
{
	return (ExpandedOccupancy *) expanded_state(&expanded_methods, DatumGetPointer(value));
}

/* Makes a state an expanded one with room for "size". */
static void
expand(OccupancyState *state, MemoryContext aggregate_context, Size size)
{
	Occupancy  *o = state->occupancy;

	state->expanded = (ExpandedOccupancy *) expanded_state_make(&expanded_methods, aggregate_context, o, OCCUPANCY_SIZE(o->nchanges), size);
	state->occupancy = flat_part(state->expanded);
}

void
occupancy_add_packed(OccupancyState *state, const Occupancy *part)
{
	MemoryContext context;
	Occupancy  *copy;

	if (state->expanded == NULL)
	{
		(void) AggCheckCallContext(state->fcinfo, &context);
		expand(state, context, VARSIZE(state->occupancy));
	}
	if (state->expanded->nparts == PARTS_MAX)
	{
		add_parts(state->expanded);
		state->occupancy = flat_part(state->expanded);
	}
	copy = MemoryContextAlloc(state->expanded->state.header.eoh_context, VARSIZE(part));
	copy_large(copy, part, VARSIZE(part));
	state->expanded->parts[state->expanded->nparts++] = copy;
}

/* ---- as arguments ------------------------------------------------------------------ */

static const StoredType stored_type = {
	.name = "occupancy",
	.version = OCCUPANCY_VERSION,
	.head = offsetof(Occupancy, changes)
};

static Occupancy *
flat_from_datum(Datum value)
{
	Occupancy  *o = stored_value(PG_DETOAST_DATUM(value), &stored_type);

	/* how many there is room for: how long they would be is more than 32 bits hold */
	if (unlikely(o->nsettled > o->nchanges ||
				 (o->packed ? !steps_packed_whole((const unsigned char *) o->changes, VARSIZE(o) - offsetof(Occupancy, changes), o->nchanges) :
				  o->nchanges > (VARSIZE(o) - offsetof(Occupancy, changes)) / sizeof(Change))))
		refuse_damaged("occupancy");
	return o;
}

Occupancy *
occupancy_from_datum(Datum value)
{
	ExpandedOccupancy *expanded = expanded_occupancy(value);
	Occupancy  *o;

	if (expanded != NULL)
	{
		add_parts(expanded);
		return flat_part(expanded);
	}
	o = flat_from_datum(value);
	return o->packed ? unpack(o) : o;
}

Occupancy *
occupancy_part_from_datum(Datum value)
{
	ExpandedOccupancy *expanded = expanded_occupancy(value);

	if (expanded == NULL)
		return flat_from_datum(value);
	(void) expanded_state_flat_size(&expanded->state.header);
	return expanded->packed;
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

StepsStream *
occupancy_stream(FunctionCallInfo fcinfo, int argument, const Occupancy **head)
{
	ExpandedOccupancy *expanded = expanded_occupancy(PG_GETARG_DATUM(argument));
	StepsStream *stream;

	if (expanded != NULL && expanded->nparts > 0)
	{
		occupancy_settle_changes(flat_part(expanded));
		*head = flat_part(expanded);
		return stream_expanded(expanded, palloc(STREAMS_MAX * sizeof(StepsStream)));
	}
	*head = occupancy_argument(fcinfo, argument);
	stream = palloc(sizeof(StepsStream));
	steps_stream_array(stream, (*head)->changes, (*head)->nchanges);
	return stream;
}

/* A flat state can be stored as it is, by an aggregate without a final function. */
static void
clear_room(Occupancy *o)
{
	memset(&o->changes[o->nchanges], 0, VARSIZE(o) - OCCUPANCY_SIZE(o->nchanges));
}

OccupancyState
occupancy_state(FunctionCallInfo fcinfo)
{
	OccupancyState state = {.fcinfo = fcinfo};

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(0))
	{
		state.occupancy = occupancy_make_of_size(FIRST_SIZE, CurrentMemoryContext);
		clear_room(state.occupancy);
		return state;
	}
	if (VARATT_IS_EXTERNAL_EXPANDED_RW(PG_GETARG_POINTER(0)))
		state.expanded = expanded_occupancy(PG_GETARG_DATUM(0));
	if (state.expanded == NULL)
	{
		state.occupancy = occupancy_from_datum(PG_GETARG_DATUM(0));
		return state;
	}
	state.occupancy = flat_part(state.expanded);
	if (state.expanded->packed != NULL)
	{
		pfree(state.expanded->packed);
		state.expanded->packed = NULL;
	}
	return state;
}

Datum
occupancy_state_datum(const OccupancyState *state)
{
	return state->expanded != NULL ? EOHPGetRWDatum(&state->expanded->state.header) : PointerGetDatum(state->occupancy);
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
		occupancy_refuse_size();

	for (size = Max(VARSIZE(o), FIRST_SIZE); size < OCCUPANCY_SIZE(wanted + wanted / 3);)
		size *= 2;
	size = Min(size, OCCUPANCY_SIZE(OCCUPANCY_MAX_CHANGES));

	if (state->expanded != NULL)
	{
		expanded_state_grow(&state->expanded->state, size);
		o = flat_part(state->expanded);
	}
	else if (size > EXPAND_SIZE && state->fcinfo != NULL && AggCheckCallContext(state->fcinfo, &context))
	{
		expand(state, context, size);
		o = state->occupancy;
	}
	else
	{
		Occupancy  *larger = occupancy_make_of_size(size, CurrentMemoryContext);

		copy_large(larger, o, OCCUPANCY_SIZE(o->nchanges));
		SET_VARSIZE(larger, size);
		clear_room(larger);
		o = larger;
	}
	state->occupancy = o;
}
