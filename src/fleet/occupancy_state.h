/*
 * occupancy_state.h
 *		An occupancy as an argument, and as the state of an aggregate, where it grows.
 */
#ifndef GPURENT_OCCUPANCY_STATE_H
#define GPURENT_OCCUPANCY_STATE_H

#include "core/time/steps_stream.h"
#include "fleet/occupancy.h"

/* An argument, settled; to be read only.  In an aggregate, its state is settled in place. */
extern const Occupancy *occupancy_argument(FunctionCallInfo fcinfo, int argument);

/* The same as it comes, but not packed. */
extern Occupancy *occupancy_from_datum(Datum value);

/* The same to be added to a state: packed where that is how processes hand it on. */
extern Occupancy *occupancy_part_from_datum(Datum value);

/*
 * An argument to be read from its first change to its last, made in the current memory
 * context; "head" is all of it but the changes.
 */
extern StepsStream *occupancy_stream(FunctionCallInfo fcinfo, int argument, const Occupancy **head);

/*
 * What a transition function works on: its first argument, or a new one where that is
 * NULL; and what it returns.  Making room may move the occupancy.
 */
typedef struct OccupancyState
{
	Occupancy  *occupancy;
	struct ExpandedOccupancy *expanded; /* what it is a part of, NULL if it is flat */
	FunctionCallInfo fcinfo;	/* of the transition; NULL outside an aggregate */
} OccupancyState;

extern OccupancyState occupancy_state(FunctionCallInfo fcinfo);
extern Datum occupancy_state_datum(const OccupancyState *state);
extern void occupancy_make_room(OccupancyState *state, size_t more);

/* Adds the changes of a packed one, in an aggregate. */
extern void occupancy_add_packed(OccupancyState *state, const Occupancy *part);

#endif
