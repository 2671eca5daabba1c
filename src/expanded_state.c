/*
 * expanded_state.c
 *		States of aggregates that grow large.
 */
#include "expanded_state.h"

#include "miscadmin.h"
#include "utils/memutils.h"

/* Takes half a millisecond where each page has to be made first. */
#define CHUNK	(1024 * 1024)

void
copy_large(void *to, const void *from, Size size)
{
	for (Size done = 0; done < size; done += CHUNK)
	{
		CHECK_FOR_INTERRUPTS();
		memcpy((char *) to + done, (const char *) from + done, Min(size - done, CHUNK));
	}
}

void
clear_large(void *to, Size size)
{
	for (Size done = 0; done < size; done += CHUNK)
	{
		CHECK_FOR_INTERRUPTS();
		memset((char *) to + done, 0, Min(size - done, CHUNK));
	}
}

ExpandedState *
expanded_state_make(const ExpandedStateMethods *methods, MemoryContext aggregate_context,
					const void *flat, Size used, Size size)
{
	MemoryContext context = AllocSetContextCreate(aggregate_context, "expanded state", ALLOCSET_START_SMALL_SIZES);
	ExpandedState *state = MemoryContextAllocZero(context, methods->object_size);

	EOH_init_header(&state->header, &methods->object, context);
	state->flat = MemoryContextAlloc(context, size);
	copy_large(state->flat, flat, used);
	SET_VARSIZE(state->flat, size);
	return state;
}

void
expanded_state_grow(ExpandedState *state, Size size)
{
	state->flat = repalloc(state->flat, size);
	SET_VARSIZE(state->flat, size);
}

/*
 * A sort that takes a value in asks for its size in a memory context of its own, from
 * which nothing can be freed (PostgreSQL 17 and later).  So it is settled in that of the
 * state.
 */
Size
expanded_state_flat_size(ExpandedObjectHeader *header)
{
	const ExpandedStateMethods *methods = (const ExpandedStateMethods *) header->eoh_methods;
	ExpandedState *state = (ExpandedState *) header;
	MemoryContext before = MemoryContextSwitchTo(header->eoh_context);
	Size		size;

	state->sent = state->flat;
	size = methods->settle(state);
	MemoryContextSwitchTo(before);
	return size;
}

/* After expanded_state_flat_size(), which has left nothing to do. */
void
expanded_state_flatten(ExpandedObjectHeader *header, void *result, Size size)
{
	copy_large(result, ((ExpandedState *) header)->sent, size);
	SET_VARSIZE(result, size);
}
