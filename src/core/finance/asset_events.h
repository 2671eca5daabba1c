/*
 * asset_events.h
 *		What events do to an asset.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_ASSET_EVENTS_H
#define GPURENT_CORE_ASSET_EVENTS_H

#include "core/finance/asset_state.h"

/*
 * What an event of a kind needs and takes; whether there may be two of a day, whether a table
 * knows it, and whether it begins with its day rather than being measured at its close.
 */
typedef struct EventRule
{
	int			needs;
	int			takes;
	bool		once;
	bool		changes_value;	/* by other than cost put in or taken out: not of a table */
	bool		begins;
} EventRule;

extern const EventRule asset_event_rules[ASSET_EVENT_KINDS];

/* May an event find nothing to change: no loss, the same salvage again, an opening of what the terms give? */
static inline bool
asset_event_may_be_idle(const AssetState *state, const AssetEvent *event)
{
	switch (event->kind)
	{
		case EVENT_IMPAIRMENT:
			return event->amount == 0;
		case EVENT_ESTIMATE:
			return event->given == EVENT_SALVAGE && event->salvage == state->salvage;
		case EVENT_RECOVERABLE:
		case EVENT_REVERSAL:
		case EVENT_OPENING:
			return true;
		default:
			return false;
	}
}

/* What is taken by a disposal or a split: of the cost, and as its share of everything else. */
typedef struct AssetPart
{
	i128		cost;
	i128		of;
	bool		all;
	bool		untouched;		/* nothing was ever depreciated of it: MACRS in the year of service */
} AssetPart;

/* May there be this event, as things are?  "i" is its number, for the fault. */
extern bool asset_event_check(const AssetTerms *terms, const AssetState *state, const AssetEvent *event, int i, AssetFault *fault);

/* The part that a disposal or split takes, by the cost in the books. */
extern bool asset_event_part(const AssetTerms *terms, const AssetState *state, const AssetEvent *event, int i, AssetPart *part,
							 AssetFault *fault);

/* What is left of one when a part is gone, to as many digits as a fraction takes. */
extern Ratio asset_part_kept(const AssetPart *part);

/*
 * Where an event counts.  What ends goes by the table of conventions, "until" there; but where that
 * is later than when its month has been charged it counts from then on, for what is measured
 * between the two is measured as things are then.
 */
extern Ratio asset_event_place(const AssetState *state, const AssetEvent *event, Ratio *until);

typedef struct AssetOutcome
{
	bool		changes;		/* whether it did anything: a test that finds no loss does not */
	i128		profit;			/* what a revaluation brings to profit or loss */
	Fixed		until;			/* all that would have been charged until what ends does */
} AssetOutcome;

/*
 * Applies an event to a state that has been moved to its place.  "unimpaired" is the book value
 * had there been no losses (of a reversal) or no losses and no revaluations (of a revaluation).
 */
extern bool asset_event_apply(AssetState *state, const AssetEvent *event, int i, i128 unimpaired, const AssetPart *part,
							  Ratio until, AssetOutcome *outcome, AssetFault *fault);

#endif
