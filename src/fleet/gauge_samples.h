/*
 * gauge_samples.h
 *		Samples in time, the state of the aggregates that make gauges of them, where it grows.
 */
#ifndef GPURENT_GAUGE_SAMPLES_H
#define GPURENT_GAUGE_SAMPLES_H

#include "fleet/gauge.h"
#include "utils/memutils.h"

#define GAUGE_SAMPLES_VERSION	1
#define GAUGE_SAMPLES_NAME		"gauge_samples"

/* What it holds: samples of one hold and window, or what rollup() has not merged yet. */
typedef enum GaugeSamplesKind
{
	GAUGE_SAMPLES,
	GAUGE_VALUES
} GaugeSamplesKind;

/*
 * Settled and without room to spare it is stored, sent and compared; a state of an aggregate has
 * what came in any order, and room for more.
 */
typedef struct GaugeSamples
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		kind;			/* GaugeSamplesKind */
	uint32		count;
	uint32		settled;		/* whether all are in order, 0 or 1 */
	int64		hold;			/* of samples: microseconds, 0 for none; else 0 */
	int64		window_start;	/* as in GaugeValue; the other way round for a window that is empty */
	int64		window_end;
	int64		entries[FLEXIBLE_ARRAY_MEMBER]; /* Sample or GaugeValue */
} GaugeSamples;

static inline Size
gauge_entry_size(const GaugeSamples *s)
{
	return s->kind == GAUGE_SAMPLES ? sizeof(Sample) : sizeof(GaugeValue);
}

static inline Sample *
gauge_samples_of(const GaugeSamples *s)
{
	return (Sample *) s->entries;
}

static inline GaugeValue *
gauge_values_of(const GaugeSamples *s)
{
	return (GaugeValue *) s->entries;
}

#define GAUGE_SAMPLES_SIZE(s, n)	(offsetof(GaugeSamples, entries) + (Size) (n) * gauge_entry_size(s))
#define GAUGE_SAMPLES_MAX(s)		((MaxAllocSize - offsetof(GaugeSamples, entries)) / gauge_entry_size(s))

/* How many there is room for altogether. */
static inline size_t
gauge_samples_room(const GaugeSamples *s)
{
	return (VARSIZE(s) - offsetof(GaugeSamples, entries)) / gauge_entry_size(s);
}

/* One without any, with room for n and no more. */
extern GaugeSamples *gauge_samples_make(GaugeSamplesKind kind, size_t n);

/* An argument as it comes. */
extern GaugeSamples *gauge_samples_from_datum(Datum value);

/* The same in its one form, to be read only.  In an aggregate, its state is put into that form. */
extern GaugeSamples *gauge_samples_argument(FunctionCallInfo fcinfo, int argument);

/* That form without room to spare: a copy, or itself if it is that already. */
extern GaugeSamples *gauge_samples_exact(GaugeSamples *s);

/* The field that contradicts another in a value from outside, or NULL. */
extern const char *gauge_samples_fault(const GaugeSamples *s);

/*
 * Where PostgreSQL is built with assertions: that what was sound stays so (base/summary.h).  Of a state
 * that is the last entry; all of them and their order are looked at where they are settled.
 */
#ifdef USE_ASSERT_CHECKING
extern bool gauge_samples_sound(const GaugeSamples *s);
#else
#define gauge_samples_sound(s)	true
#endif
#define assert_gauge_samples(s, sound_before)	assert_stays_sound(gauge_samples_sound(s), sound_before)

/*
 * What a transition function works on: its first argument, or a new one where that is
 * NULL; and what it returns.  Making room may move it.
 */
typedef struct GaugeState
{
	GaugeSamples *samples;
	struct ExpandedState *expanded; /* what it is a part of, NULL if it is flat */
	FunctionCallInfo fcinfo;
} GaugeState;

extern GaugeState gauge_state(FunctionCallInfo fcinfo, GaugeSamplesKind kind);
extern Datum gauge_state_datum(const GaugeState *state);

/* 54000: more than a gigabyte of them. */
pg_noreturn extern void gauge_refuse_size(const GaugeSamples *s);

/* For so many more; 54000 beyond a gigabyte. */
extern void gauge_make_room(GaugeState *state, size_t more);

#endif
