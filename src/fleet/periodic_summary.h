/*
 * periodic_summary.h
 *		Summaries of leases by calendar period: what lease_summary_by() makes in one pass.
 */
#ifndef GPURENT_PERIODIC_SUMMARY_H
#define GPURENT_PERIODIC_SUMMARY_H

#include "fleet/lease_summary.h"
#include "fleet/periods.h"

#define PERIODIC_SUMMARY_VERSION	1
#define PERIODIC_SUMMARY_NAME		"periodic_summary"

/* For how many periods a state has room at first. */
#define PERIODIC_SUMMARY_ROOM		16

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

static inline bool
period_touched(const PeriodSums *sums)
{
	return sums->first_start != PG_INT64_MAX;
}

/*
 * Canonical, as it is stored, sent and compared: no room to spare and no period
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

/* One without leases, with room for so many periods, in the current context; and an argument, as it is. */
extern PeriodicSummary *periodic_summary_make(int32 room);
extern PeriodicSummary *periodic_summary_argument(FunctionCallInfo fcinfo, int argument);

/* A copy without room to spare and without periods of no lease at the ends. */
extern PeriodicSummary *periodic_summary_canonical(const PeriodicSummary *s);

/*
 * The field that cannot be right, or NULL: of all but the periods, and of all of a value from outside, which is
 * canonical.  The zone need not exist for that: its name is compared with others, and a dump may go to a server
 * that has other zones.
 */
extern const char *periodic_summary_head_fault(const PeriodicSummary *s);
extern const char *periodic_summary_fault(const PeriodicSummary *s);

/* Counts a row; 22023 for another step, zone, window, currency or tax basis than the rows before. */
extern void periodic_summary_count(PeriodicSummary *s, uint64 terms, const PeriodicWindow *window);

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
#define assert_periodic_summary(s, sound_before)	assert_stays_sound(periodic_summary_sound(s), sound_before)

#endif
