/*
 * periodic_summary.h
 *		Summaries of leases by calendar period: what lease_summary_by() makes in one pass.
 */
#ifndef GPURENT_PERIODIC_SUMMARY_H
#define GPURENT_PERIODIC_SUMMARY_H

#include "fleet/lease_summary.h"

/* Room for a name of the zone database; the longest has 32 characters. */
#define PERIODIC_ZONE_LENGTH	64

/* What a lease_summary of one period has that is not the same in all of them. */
typedef struct PeriodSums
{
	int64		leases;
	int64		first_start;	/* PG_INT64_MAX if no lease touches the period */
	int64		last_end;		/* PG_INT64_MIN if none does */
	Words128	quantity_time;
	Words128	rent;
} PeriodSums;

/*
 * Periods are counted from the one that 2000-01-01 is the first day of; weeks from Monday
 * 2000-01-03.  Canonical, as it is stored, sent and compared: no room to spare and no period
 * without a lease at either end of the list.  Inside an aggregate it has room for periods to come.
 */
typedef struct PeriodicSummary
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		reserved;
	uint64		terms;			/* what the rates have in common (summary_terms.h); 0 if there are no leases */
	int64		rows;			/* counted, in whatever period or in none */
	int64		pending;		/* of them, not started */
	int64		window_start;	/* the part asked for, PG_INT64_MIN and PG_INT64_MAX where it has no bound; */
	int64		window_end;		/* the other way round for an empty one */
	char		zone[PERIODIC_ZONE_LENGTH]; /* whose periods these are, zeros after it */
	int32		step;			/* the code of the period; PERIOD_NONE if there are no leases */
	int32		first;			/* period of sums[0] */
	int32		count;			/* periods in use */
	int32		unused;			/* 0 */
	PeriodSums	sums[FLEXIBLE_ARRAY_MEMBER];
} PeriodicSummary;

/* What all leases of a group have in common. */
typedef struct PeriodicWindow
{
	int			step;
	TimeZone   *zone;
	int64		start;
	int64		end;
} PeriodicWindow;

/* A state without leases, in the current context, and an argument, as it is. */
extern PeriodicSummary *periodic_summary_make(void);
extern PeriodicSummary *periodic_summary_argument(FunctionCallInfo fcinfo, int argument);

/* The code of a step that periods can have: day, week, month, quarter, year; 22023 for another. */
extern int	periodic_step_argument(const text *name);

/* Counts a row; 22023 for another step, zone, window, currency or tax basis than the rows before. */
extern void periodic_summary_count(PeriodicSummary *s, uint64 terms, const PeriodicWindow *window);

/* The first instant of a period, and the period that an instant lies in; 22008 if it is none that exists. */
extern int64 period_start(int step, TimeZone *zone, int64 period);
extern int32 period_of(int step, TimeZone *zone, int64 instant);

/*
 * Makes room for periods [first, last]; the result replaces s, and is s where there is
 * room.  54000 for periods too far apart.
 */
extern PeriodicSummary *periodic_summary_reserve(PeriodicSummary *s, int32 first, int32 last);

/* Adds to a period what a lease has in [from, to) of it. */
static inline void
period_sums_add(PeriodSums *sums, bool starts, int64 from, int64 to, i128 time, i128 rent)
{
	sums->leases += starts;
	sums->first_start = Min(sums->first_start, from);
	sums->last_end = Max(sums->last_end, to);
	if (!words128_add(&sums->quantity_time, time))
		lease_summary_out_of_range("quantity-hours");
	if (!words128_add(&sums->rent, rent))
		lease_summary_out_of_range("rent");
}

/* Where PostgreSQL is built with assertions: that what was sound stays so (base/summary.h). */
#ifdef USE_ASSERT_CHECKING
extern bool periodic_summary_sound(const PeriodicSummary *s);
#else
#define periodic_summary_sound(s)	true
#endif
#define assert_periodic_summary(s, sound_before) \
	do { Assert(!(sound_before) || periodic_summary_sound(s)); (void) (sound_before); } while (0)

#endif
