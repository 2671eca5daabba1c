/*
 * lease_summary.h
 *		The summary of many leases: what they earned and for how long.
 */
#ifndef GPURENT_LEASE_SUMMARY_H
#define GPURENT_LEASE_SUMMARY_H

#include "rent/lease.h"
#include "base/summary.h"

/* Quantities of all kinds are kept with the decimals of a plain number. */
#define QUANTITY_TIME_SCALE	(QUANTITY_SCALE + 6)	/* quantity-seconds */
#define WEIGHTED_SCALE		(ACCRUED_SCALE + QUANTITY_SCALE)	/* rent times utilization */

typedef struct LeaseSummary
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		reserved;
	uint64		terms;			/* what the rates have in common (summary_terms.h); 0 if there are none */
	int64		rows;			/* rows counted, of any kind */
	int64		leases;			/* whose start lies in the part asked for */
	int64		pending;		/* not started */
	int64		unknown_utilization;	/* of the leases, those with a NULL utilization */
	int64		first_start;	/* PG_INT64_MAX if there is none */
	int64		last_end;		/* PG_INT64_MIN if there is none */
	int64		available;		/* units there are; 0 if not said */
	int64		window_start;	/* the part that "available" is for; as the two above if not said */
	int64		window_end;
	Words128	quantity_time;
	Words128	rent;
	Words192	weighted_rent;
} LeaseSummary;

extern const SummaryType lease_summary_type;

/* ---- for transitions of other files ---- */

/* Where PostgreSQL is built with assertions: that what was sound stays so (base/summary.h). */
#ifdef USE_ASSERT_CHECKING
extern bool lease_summary_sound(const LeaseSummary *s);
#else
#define lease_summary_sound(s)	true
#endif
#define assert_lease_summary(s, sound_before)	assert_stays_sound(lease_summary_sound(s), sound_before)

/* One without a lease, in the current context. */
extern LeaseSummary *lease_summary_make(void);

/* 22003 */
pg_noreturn extern void lease_summary_out_of_range(const char *what);

/*
 * Two columns as a span: a NULL end is a lease that is still running.  22000 for an end before the
 * start, which is not NULL.
 */
extern Span span_from_columns(FunctionCallInfo fcinfo, int started_at);

/* A quantity times a time, in units of QUANTITY_TIME_SCALE. */
extern i128 fine_quantity_time(const Quantity *quantity, i128 elapsed);

static inline i128
quantity_time(const Quantity *quantity, int64 from, int64 to)
{
	/* from the first timestamp to the last is more than 63 bits */
	i128		elapsed = (i128) to - from;

	return likely(quantity->scale == QUANTITY_SCALE) ? quantity->value * elapsed : fine_quantity_time(quantity, elapsed);
}

/* The state of an aggregate's transition: its first argument, or a new one. */
extern LeaseSummary *lease_summary_state(FunctionCallInfo fcinfo);

/* Counts a lease that earned "rent" in its part, or takes it out where sign is -1; within may be NULL. */
extern void lease_summary_count(LeaseSummary *s, const RentRate *rate, const Quantity *quantity,
								const Span *during, const Span *within, const Lease *lease, i128 rent, int sign);

/* Counts one that has not started. */
extern void lease_summary_count_pending(LeaseSummary *s, const RentRate *rate, const Quantity *quantity, int sign);

#endif
