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

/* Where an event counts. */
extern Ratio asset_event_place(const AssetTerms *terms, const AssetEvent *event);

/*
 * Moves whole money by an event, in the books of a state that stands where the event is measured.
 * "unimpaired" is the book value had there been no losses (of a reversal) or no losses and no
 * revaluations (of a revaluation).  "profit" becomes what a revaluation brings to profit or loss;
 * "changes" whether the law has to follow: a test that finds no loss moves nothing.
 */
extern bool asset_event_book(AssetState *state, const AssetEvent *event, int i, i128 unimpaired, const AssetPart *part,
							 i128 *profit, bool *changes, AssetFault *fault);

/* The law follows an event that has moved the books: "before" is the book value of before. */
extern bool asset_event_follow(AssetState *state, const AssetEvent *event, int i, Fixed before, const AssetPart *part,
							   AssetFault *fault);

/* Both, of a state that has been moved to the event's place. */
extern bool asset_event_apply(AssetState *state, const AssetEvent *event, int i, i128 unimpaired, const AssetPart *part,
							  i128 *profit, bool *changes, AssetFault *fault);

/* Does the law start anew with an event, rather than go on? */
extern bool asset_event_starts_anew(const AssetState *state, const AssetEvent *event);

/* What is left of a total of units when a part of the asset is gone. */
extern Real asset_units_kept(Real units, const AssetPart *part);

#endif
