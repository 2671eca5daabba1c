/*
 * expanded_state.h
 *		States of aggregates that grow large: a varlena with room to spare that is part
 *		of an expanded object, and grows where it is.
 *
 * A flat state that has grown is copied by the aggregate's machinery as a whole, with its
 * room, and no cancel is answered meanwhile.  Small states stay flat, for HashAggregate
 * looks at every memory context there is whenever it starts a group.
 */
#ifndef GPURENT_EXPANDED_STATE_H
#define GPURENT_EXPANDED_STATE_H

#include "gpurent.h"

#include "utils/expandeddatum.h"

/* States larger than this are expanded objects. */
#define EXPAND_SIZE		(1024 * 1024)

typedef struct ExpandedState
{
	ExpandedObjectHeader header;
	struct varlena *flat;		/* with room to spare */
} ExpandedState;

/* A copy of a flat state of "used" bytes with room for "size", in the memory of the aggregate. */
extern ExpandedState *expanded_state_make(const ExpandedObjectMethods *methods, MemoryContext aggregate_context,
										  const void *flat, Size used, Size size);

/* The same with room for more; the flat state moves. */
extern void expanded_state_grow(ExpandedState *state, Size size);

/* NULL if the value is not an expanded one of this type. */
static inline ExpandedState *
expanded_state(const ExpandedObjectMethods *methods, void *value)
{
	ExpandedObjectHeader *header;

	if (!VARATT_IS_EXTERNAL_EXPANDED(value))
		return NULL;
	header = DatumGetEOHP(PointerGetDatum(value));
	return header->eoh_methods == methods ? (ExpandedState *) header : NULL;
}

/* The flatten_into() of all of them, after get_flat_size() has left nothing to do. */
extern void expanded_state_flatten(ExpandedObjectHeader *header, void *result, Size size);

/* memcpy() and memset(…, 0, …) of what may be large: a cancel is answered meanwhile. */
extern void copy_large(void *to, const void *from, Size size);
extern void clear_large(void *to, Size size);

#endif
