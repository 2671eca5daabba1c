/*
 * expanded_state.c
 *		States of aggregates that grow large.
 */
#include "base/expanded_state.h"

#include "miscadmin.h"
#include "utils/memutils.h"

/* Takes half a millisecond where each page has to be made first. */
#define CHUNK	(1024 * 1024)

/* The name of the memory context of many states. */
#define SHARED_CONTEXT	"expanded states"

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

ExpandedState *
expanded_state_make_small(const ExpandedStateMethods *methods, MemoryContext aggregate_context)
{
	MemoryContext context = aggregate_context->firstchild;
	ExpandedState *state = MemoryContextAllocZero(aggregate_context, methods->object_size);

	/* among the newest below the aggregate's, where other aggregates make theirs too */
	for (int i = 0; i < 4 && context != NULL && strcmp(context->name, SHARED_CONTEXT) != 0; i++)
		context = context->nextchild;
	if (context == NULL || strcmp(context->name, SHARED_CONTEXT) != 0)
		context = AllocSetContextCreate(aggregate_context, SHARED_CONTEXT, ALLOCSET_START_SMALL_SIZES);
	EOH_init_header(&state->header, &methods->object, context);
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
static struct varlena *
settled(ExpandedObjectHeader *header, Size *size)
{
	const ExpandedStateMethods *methods = (const ExpandedStateMethods *) header->eoh_methods;
	MemoryContext before = MemoryContextSwitchTo(header->eoh_context);
	struct varlena *result = methods->settle((ExpandedState *) header, size);

	MemoryContextSwitchTo(before);
	return result;
}

Size
expanded_state_flat_size(ExpandedObjectHeader *header)
{
	Size		size;

	(void) settled(header, &size);
	return size;
}

void
expanded_state_flatten(ExpandedObjectHeader *header, void *result, Size size)
{
	Size		same;

	copy_large(result, settled(header, &same), size);
	SET_VARSIZE(result, size);
}
