/*
 * expanded_state.h
 *		States of aggregates that grow large: a varlena with room to spare that is part
 *		of an expanded object, and grows where it is.
 *
 * A flat state that has grown is copied by the aggregate's machinery as a whole, with its
 * room, and no cancel is answered meanwhile.  Small states stay flat or share a memory
 * context, for HashAggregate looks at every one there is whenever it starts a group.
 */
#ifndef GPURENT_EXPANDED_STATE_H
#define GPURENT_EXPANDED_STATE_H

#include "base/gpurent.h"

#include "utils/expandeddatum.h"

/* States larger than this are expanded objects. */
#define EXPAND_SIZE		(1024 * 1024)

typedef struct ExpandedState
{
	ExpandedObjectHeader header;
	struct varlena *flat;		/* with room to spare; NULL as long as a type keeps it in another form */
} ExpandedState;

/* What differs from type to type. */
typedef struct ExpandedStateMethods
{
	ExpandedObjectMethods object;

	/*
	 * What the state is flattened to, and its size: the flat state settled in place, or another
	 * form, which is kept until the state changes, for it is asked for twice.
	 */
	struct varlena *(*settle) (ExpandedState *state, Size *size);

	Size		object_size;	/* of a struct whose first member is an ExpandedState */
} ExpandedStateMethods;

#define EXPANDED_STATE_METHODS(type, settle) {{expanded_state_flat_size, expanded_state_flatten}, settle, sizeof(type)}

extern Size expanded_state_flat_size(ExpandedObjectHeader *header);
extern void expanded_state_flatten(ExpandedObjectHeader *header, void *result, Size size);

/* A copy of a flat state of "used" bytes with room for "size", in the memory of the aggregate. */
extern ExpandedState *expanded_state_make(const ExpandedStateMethods *methods, MemoryContext aggregate_context,
										  const void *flat, Size used, Size size);

/* The same with room for more; the flat state moves. */
extern void expanded_state_grow(ExpandedState *state, Size size);

/*
 * A small one of many in the memory of the aggregate, without a flat state yet.  They have one
 * memory context together, which is theirs by name only, so that none may be given away: what a
 * transition function returns is always the state it was given.
 */
extern ExpandedState *expanded_state_make_small(const ExpandedStateMethods *methods, MemoryContext aggregate_context);

/* NULL if the value is not an expanded one of this type. */
static inline ExpandedState *
expanded_state(const ExpandedStateMethods *methods, void *value)
{
	ExpandedObjectHeader *header;

	if (!VARATT_IS_EXTERNAL_EXPANDED(value))
		return NULL;
	header = DatumGetEOHP(PointerGetDatum(value));
	return header->eoh_methods == &methods->object ? (ExpandedState *) header : NULL;
}

/* memcpy() and memset(…, 0, …) of what may be large: a cancel is answered meanwhile. */
extern void copy_large(void *to, const void *from, Size size);
extern void clear_large(void *to, Size size);

#endif
