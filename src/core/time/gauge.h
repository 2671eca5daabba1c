/*
 * gauge.h
 *		Samples of a quantity in time, and what they come to: a mean weighted by time, exact.
 *
 * A sample holds from its instant until the next one, at most for so long ("hold"); the last
 * one holds for that long, and without a hold for no time.  Where no sample holds there is a gap,
 * which counts for nothing.  Samples may be asked for a window of time: a sample before it that holds
 * into it counts from the window's start, and none counts beyond its end.
 *
 * What samples come to keeps the first and the last of them, so that pieces of a time which do not
 * interleave add up to exactly what all of their samples come to.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_GAUGE_H
#define GPURENT_CORE_GAUGE_H

#include <math.h>

#include "core/number/words.h"
#include "core/time/steps.h"

/* ---- values ---------------------------------------------------------------------- */

/*
 * A value has up to 9 decimals and up to 17 significant digits.  It is packed into 64 bits: the number
 * of decimals of the 9 that it has not, in the lowest 4, and its digits above them.  One number is one
 * word, for it has as many decimals as fit.
 */
#define SAMPLE_SCALE		9
#define SAMPLE_DIGITS_END	INT64_C(100000000000000000) /* 10^17 */

/* A value of SAMPLE_SCALE decimals is below this. */
#define SAMPLE_LIMIT		((i128) SAMPLE_DIGITS_END * 1000000000)

static inline int64_t
sample_packed(int64_t digits, int missing)
{
	return digits * 16 + missing;
}

extern i128 sample_wide_value(int64_t packed);

/* With SAMPLE_SCALE decimals. */
static inline i128
sample_value(int64_t packed)
{
	/* most values */
	if (__builtin_expect((packed & 15) == 0, 1))
		return packed >> 4;
	return sample_wide_value(packed);
}

/* A decimal rounded half away from zero to what is kept; false if it is too large. */
extern bool sample_pack(const Decimal *value, int64_t *packed);

/* Whether sample_pack() makes it. */
extern bool sample_is_valid(int64_t packed);

/*
 * The same of a floating point number, from its shortest decimal; false if it is one that has to
 * be written for that.  The number, its product and its shortest decimal are less than 2^-9 apart here, and it
 * is not that near to where rounding goes the other way.
 */
static inline bool
sample_pack_double(double value, int64_t *packed)
{
	double		scaled = value * 1e9;
	double		rounded = rint(scaled);

	if (!(fabs(scaled) < 8e12 && fabs(scaled - rounded) < 0.49))
		return false;
	*packed = sample_packed((int64_t) rounded, 0);
	return true;
}

/* ---- samples ---------------------------------------------------------------------- */

/* Laid out as a Change, by whose sort they are sorted. */
typedef struct Sample
{
	int64_t		at;
	int64_t		value;			/* packed */
} Sample;

/*
 * Puts samples in order of time, one of each instant: where several are of one instant, two of
 * them are left if their values differ, the least and the greatest.  That is the one form of a set of
 * samples, whichever way it came together.  scratch has room for n.  Returns how many are left.
 */
extern size_t samples_settle(Sample *samples, size_t n, Sample *scratch, StepsPause pause);

/* Whether they are settled. */
extern bool samples_valid(const Sample *samples, size_t n, StepsPause pause);

/* ---- what they come to -------------------------------------------------------------- */

/* No hold is longer than 2,283 years, so that any is in a time that a difference of two instants holds. */
#define GAUGE_HOLD_MAX	(INT64_C(1) << 56)

/* Values have SAMPLE_SCALE decimals. */
typedef struct GaugeValue
{
	int64_t		samples;		/* that hold in the window, at least 1 */
	int64_t		hold;			/* microseconds; 0 for none */
	int64_t		window_start;	/* INT64_MIN and INT64_MAX where there is no window, or it has no bound */
	int64_t		window_end;
	int64_t		first_at;		/* before the window if it holds into it */
	int64_t		last_at;
	int64_t		counted_until;	/* until when the last one is in the sums */
	int64_t		covered;		/* microseconds */
	Words128	first;
	Words128	last;
	Words128	minimum;
	Words128	maximum;
	Words192	integral;		/* value times microseconds */
} GaugeValue;

typedef enum GaugeStatus
{
	GAUGE_OK,
	GAUGE_NONE,					/* no sample holds in the window */
	GAUGE_CONFLICT,				/* two values at one instant */
	GAUGE_HOLDS,				/* unlike holds */
	GAUGE_WINDOWS,				/* one with a window and one without */
	GAUGE_OVERLAP,				/* windows that overlap */
	GAUGE_INTERLEAVED,			/* samples of one between those of the other */
	GAUGE_RANGE					/* a time of more than 2^63 microseconds, or sums that only another program makes */
} GaugeStatus;

/*
 * What settled samples come to; of a conflict, *conflict is the first of the two.  The
 * window is not empty.
 */
extern GaugeStatus gauge_of_samples(const Sample *samples, size_t n, int64_t hold, int64_t window_start,
									int64_t window_end, GaugeValue *result, const Sample **conflict, StepsPause pause);

/* Adds b to a, whichever is the earlier; a is as it was unless GAUGE_OK is returned. */
extern GaugeStatus gauge_add(GaugeValue *a, const GaugeValue *b);

/* The order in which many are added. */
extern int	gauge_compare_times(const GaugeValue *a, const GaugeValue *b);

/* All of it: the time covered and the integral over it. */
extern int64_t gauge_covered(const GaugeValue *value);
extern Words192 gauge_integral(const GaugeValue *value);

/* The name of a field that contradicts others, or NULL. */
extern const char *gauge_fault(const GaugeValue *value);

#endif
