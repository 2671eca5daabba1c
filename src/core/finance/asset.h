/*
 * asset.h
 *		An asset in the books: its balances on any day.
 *
 * Only depreciation flows in time.  Q(t) is all that was ever charged, exact, a law of
 * depreciation from one event to the next.  Cost, allowance, and what accumulated depreciation
 * lost by disposals and revaluations change by events only, in whole units of money, each rounded
 * when it happens: accumulated = round(Q) - what was taken off it.  So every balance foots,
 * whatever the periods.
 *
 * A convention rounds the place at which an event counts; the day on which the books show it
 * stays its own.  See doc/depreciation_schedule.md.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_ASSET_H
#define GPURENT_CORE_ASSET_H

#include "core/finance/asset_state.h"

/* The books after an event, from its day on. */
typedef struct AssetChange
{
	int64_t		at;
	AssetBooks	books;
	int			event;			/* -1: put in service */
	i128		profit;			/* what a revaluation brings to profit or loss */
} AssetChange;

/* What is charged from a day on. */
typedef struct AssetSegment
{
	int64_t		day;			/* from this day's start on, the day after its event, */
	Ratio		kept;			/* until its place is reached: the part of the course before it that goes on, */
	Fixed		until;			/* and what the rest of it is charged up to */
	Ratio		place;
	Fixed		charged;		/* at the place */
	Ratio		age;			/* of the law at the place */
	bool		suspended;
	Ratio		stop;			/* then: from here on */
	Law			law;
} AssetSegment;

typedef struct Asset
{
	const AssetTerms *terms;
	AssetSegment *segment;
	int			segments;
	AssetChange *change;
	int			changes;
	int64_t		opened;			/* rows and charges begin after this day; or before service */
	bool		disposed;
	int64_t		disposed_at;	/* wholly */
	int64_t		last_event;		/* a day; in_service if there is none */
	bool		endless;
	Ratio		end;			/* where depreciation ends, unless endless, */
	bool		late;			/* and right after it: what came after the end of life is charged then */
} Asset;

/* Works out what terms and events come to; false with a fault. */
extern bool asset_make(Asset *asset, AssetTerms *terms, const AssetEvent *event, int events, AssetFault *fault);

/* All that was charged before a day's start, exact; and what the books show then. */
extern Fixed asset_charged(const Asset *asset, int64_t day);
extern const AssetChange *asset_change_before(const Asset *asset, int64_t day);

/* Is all depreciation over at a day's start, whatever the methods? */
extern bool asset_is_over(const Asset *asset, int64_t day);

#endif
