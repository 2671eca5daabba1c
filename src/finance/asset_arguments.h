/*
 * asset_arguments.h
 *		The arguments that the functions of asset books share, read in one place.
 */
#ifndef GPURENT_ASSET_ARGUMENTS_H
#define GPURENT_ASSET_ARGUMENTS_H

#include "base/gpurent.h"

#include "base/standard.h"
#include "core/finance/asset.h"
#include "utils/date.h"

/*
 * In the order of depreciation_schedule(), which asset_journal() has too.  The functions of
 * one figure have their day or window after the life and nothing between events and
 * year_start: see asset_call_read().
 */
typedef enum AssetArgument
{
	ASSET_ARG_COST,
	ASSET_ARG_IN_SERVICE,
	ASSET_ARG_LIFE,
	ASSET_ARG_SALVAGE,
	ASSET_ARG_METHOD,
	ASSET_ARG_CONVENTION,
	ASSET_ARG_STEP,
	ASSET_ARG_EVENTS,
	ASSET_ARG_WITHIN,
	ASSET_ARG_YEAR_START,
	ASSET_ARG_SCALE,
	ASSET_ARG_PRORATION,
	ASSET_ARG_FACTOR,
	ASSET_ARG_RATE,
	ASSET_ARG_BALANCE_BY,
	ASSET_ARG_STANDARD,
	ASSET_ARG_BONUS,
	ASSET_ARG_CLASS,
	ASSET_ARG_SHARES,
	ASSET_ARG_TOTAL_UNITS,
	ASSET_ARG_UNITS,
	ASSET_ARG_YEAR_STARTS,
	ASSET_ARG_CALENDAR,
	ASSET_ARGUMENTS
} AssetArgument;

/* Days from "lower" to before "upper"; PG_INT64_MIN and PG_INT64_MAX where there is no bound. */
typedef struct DaySpan
{
	int64		lower;
	int64		upper;
	bool		given;
	bool		empty;
} DaySpan;

/*
 * What was read of a call.  Not to be put where memory is aligned to 8 bytes only: it holds
 * integers of 128 bits; asset_allocate() gives room for it.
 */
typedef struct AssetCall
{
	AssetTerms	terms;
	AssetEvent *event;
	int			events;
	int			scale;			/* decimals of the amounts; the real ones if exact */
	DaySpan		within;
	Asset		asset;
} AssetCall;

/* Memory aligned to 16 bytes, in the current context. */
extern void *asset_allocate(size_t size);

/*
 * Reads all arguments and works out the asset.  "figure" says that the call is one of the
 * functions of one figure, whose fourth argument is the caller's own.  False if cost or
 * in_service is NULL.  Errors are as doc/depreciation_schedule.md lists them: 22023 for what contradicts the rules,
 * 22003 for size, 22004 for NULL where no meaning is given to it.
 */
extern bool asset_call_read(FunctionCallInfo fcinfo, AssetCall *call, bool figure);

/* A daterange, and one that may be NULL. */
extern DaySpan day_span_of(Datum range);
extern DaySpan day_span_argument(FunctionCallInfo fcinfo, int argument);

/* 22023 if a calendar of fiscal months does not reach a day. */
extern void require_calendar_until(const AssetCall *call, int64 day);

#endif
