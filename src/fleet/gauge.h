/*
 * gauge.h
 *		Samples of use in time, metered: what they come to in a fixed size, and the samples
 *		themselves, the state of the aggregates that make it.
 */
#ifndef GPURENT_GAUGE_H
#define GPURENT_GAUGE_H

#include "base/summary.h"
#include "core/time/gauge.h"
#include "utils/numeric.h"

typedef struct Gauge
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		reserved;		/* 0 */
	GaugeValue	value;
} Gauge;

extern const SummaryType gauge_type;

/* The same without a version: what is wrong with it, or NULL. */
extern const char *gauge_value_fault(const GaugeValue *value);

/* Where PostgreSQL is built with assertions: that what was sound stays so (base/summary.h). */
#ifdef USE_ASSERT_CHECKING
#define gauge_value_sound(value)	(gauge_value_fault(value) == NULL)
#else
#define gauge_value_sound(value)	true
#endif
#define assert_gauge_value(value, sound_before)	assert_stays_sound(gauge_value_sound(value), sound_before)

/* Adds b to a: 22023 with what is wrong where that cannot be. */
extern void gauge_merge(GaugeValue *a, const GaugeValue *b);

/* Rounded half away from zero to 20 decimals; NULL where no time is covered. */
extern Numeric gauge_mean(const GaugeValue *value);

/* 22023: two values at one instant, which have SAMPLE_SCALE decimals. */
pg_noreturn extern void gauge_refuse_conflict(int64 at, i128 value, i128 other);

/* 22003 */
pg_noreturn extern void gauge_out_of_range(void);

/* "60 seconds", "no hold": for messages, palloc'd. */
extern char *gauge_hold_string(int64 hold);

#endif
