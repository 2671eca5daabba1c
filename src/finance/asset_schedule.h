/*
 * asset_schedule.h
 *		The periods in which an asset is on the books, one after the other.
 */
#ifndef GPURENT_ASSET_SCHEDULE_H
#define GPURENT_ASSET_SCHEDULE_H

#include "finance/asset_arguments.h"
#include "nodes/pg_list.h"

#define SCHEDULE_ROWS_MAX	10000000

/* The months of a step; a fiscal year may have others. */
extern const int asset_step_months[PERIOD_STEPS];

typedef struct AssetPeriods
{
	AssetCall  *call;
	int64		from;			/* the first day that counts */
	int64		until;			/* the day after the last, PG_INT64_MAX if depreciation tells */
	int64		month;			/* in which the next period starts */
	bool		begun;
	bool		done;
	/* the current period: its first day, the day after it, and the books at both */
	int64		start;
	int64		end;
	Fixed		charged;
	Fixed		charged_after;
	const AssetChange *before;	/* NULL before the asset is in service */
	const AssetChange *after;
} AssetPeriods;

/* The periods of a call that was read; false if there are none.  Errors as the schedule's. */
extern bool asset_periods_begin(AssetPeriods *periods, AssetCall *call);

/* The next of them; false after the last. */
extern bool asset_periods_next(AssetPeriods *periods);

/*
 * How many periods a call of a schedule or journal will have, as far as its life, window and
 * step are known when the query is planned; -1 if they are not.
 */
extern double asset_planned_periods(List *arguments);

/* 22023: there is no end to what is asked for. */
extern void asset_refuse_endless(void);

#endif
