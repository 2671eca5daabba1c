/*
 * occupancy.h
 *		How much was on lease, at every instant: a step function of time.
 */
#ifndef GPURENT_OCCUPANCY_H
#define GPURENT_OCCUPANCY_H

#include "base/arguments.h"
#include "base/summary.h"
#include "core/time/steps.h"
#include "utils/memutils.h"

#define OCCUPANCY_VERSION	1

/*
 * Quantities are in 10^-9 of a unit, capacities in 10^-6 P.  What is stored and
 * compared is settled and has no room to spare; a state of an aggregate has both
 * changes that are not settled yet and room for more.  A large one is packed on its way
 * from process to process: bytes that steps_pack() writes are in the place of the
 * changes, which are settled.
 */
typedef struct Occupancy
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		packed;			/* 0 or 1 */
	uint32		unit;			/* QuantityUnit */
	uint32		nchanges;
	uint32		nsettled;		/* of these, at the front */
	uint32		flags;
	/* what a digest would be of, in a state of an aggregate; else 0 */
	int64		window_from;
	int64		window_until;
	int64		capacity;
	Change		changes[FLEXIBLE_ARRAY_MEMBER];
} Occupancy;

#define OCCUPANCY_HAS_WINDOW	1
#define OCCUPANCY_HAS_CAPACITY	2
#define OCCUPANCY_VARYING_WINDOW	4	/* not one window, or not one capacity */

#define OCCUPANCY_SIZE(n)		(offsetof(Occupancy, changes) + (Size) (n) * sizeof(Change))
#define OCCUPANCY_MAX_CHANGES	((MaxAllocSize - offsetof(Occupancy, changes)) / sizeof(Change))

/* How many changes more there is room for. */
static inline size_t
occupancy_room(const Occupancy *o)
{
	return (VARSIZE(o) - offsetof(Occupancy, changes)) / sizeof(Change) - o->nchanges;
}

/* A new one without changes and with room for n; in as many bytes. */
extern Occupancy *occupancy_make(size_t n);
extern Occupancy *occupancy_make_of_size(Size size, MemoryContext context);

/* 54000 */
extern void occupancy_refuse_size(void);

/* Appends a change of any size, where there is room for it. */
extern void occupancy_append(Occupancy *o, int64 at, i128 delta);

extern void occupancy_settle_changes(Occupancy *o);

/* Of what is not packed (base/summary.h); the order of the settled ones is looked at when others are settled. */
#ifdef USE_ASSERT_CHECKING
extern bool occupancy_sound(const Occupancy *o);
#else
#define occupancy_sound(o)	true
#endif
#define assert_occupancy(o, sound_before)	assert_stays_sound(occupancy_sound(o), sound_before)

/* The same settled and without room to spare: a copy; or itself if it is that already. */
extern Occupancy *occupancy_settled_copy(const Occupancy *o);
extern Occupancy *occupancy_exact(Occupancy *o);

/* The decimals of its quantities. */
static inline int
occupancy_scale(const Occupancy *o)
{
	return o->unit >= QUANTITY_UNIT_P ? P_CAPACITY_SCALE : QUANTITY_SCALE;
}

/* A level with QUANTITY_SCALE decimals. */
static inline i128
occupancy_scaled(const Occupancy *o, i128 level)
{
	return o->unit >= QUANTITY_UNIT_P ? level * (i128) power_of_ten(QUANTITY_SCALE - P_CAPACITY_SCALE) : level;
}

static inline uint32
quantity_unit(const Quantity *quantity)
{
	return quantity->format < 0 ? QUANTITY_UNIT_NUMBER : QUANTITY_UNIT_P + quantity->format;
}

/* 22023 unless quantities of these units can be added; returns the unit of the sum. */
extern uint32 common_unit(uint32 a, uint32 b);

/* Cancels a query, from within the core. */
extern void check_for_interrupts(void);

/* 22023: "<what> -8 is negative" */
extern void refuse_negative(const Quantity *quantity, const char *what);

/* 22023 unless it starts and ends, and is not empty. */
extern void check_window(const Span *within);

/*
 * An argument to hold quantities of a unit against, with QUANTITY_SCALE decimals: a plain
 * number of those units, or a capacity in their number format.  "what" names it in
 * errors.
 */
extern i128 quantity_against(uint32 unit, const Quantity *quantity, const char *what);

/* ---- quantity-time, in 10^-15 quantity-seconds -------------------------------------- */

#define QUANTITY_TIME_DECIMALS	(QUANTITY_SCALE + 6)

/* Adds a level, with QUANTITY_SCALE decimals, times the time from one instant to another. */
extern void add_quantity_time(Words192 *sum, i128 level, int64 from, int64 until);

/* All of a part of it; 22023 if something is on lease for ever and the part does not end. */
extern Words192 occupancy_quantity_time(const Occupancy *o, int64 from, int64 until);

/* 22023: a lease that is still running counts for ever, unless "within" ends it. */
extern void occupancy_refuse_endless(void);

/* In quantity-hours, rounded half away from zero to 12 decimals. */
extern Numeric quantity_hours(const Words192 *sum);

/* One over another, rounded half away from zero to 20 decimals; 22012 for one over 0. */
extern Numeric quantity_time_ratio(const Words192 *sum, const Words192 *available);

/* An interval of hours, minutes and seconds; 22008 if there is none so long. */
extern Datum interval_from_usec(i128 usec);

#endif
