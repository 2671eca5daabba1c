/*
 * steps_stream.h
 *		Step functions read from their first change to their last: from an array, from a
 *		form of few bytes, or several merged, without an array of the result.
 *
 * The form of few bytes is for the way from process to process.  Times between changes
 * and changes are written as multiples of the largest units that they are all multiples
 * of, seconds and whole cards as a rule, in blocks that need as many bytes a number as
 * their largest one.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_STEPS_STREAM_H
#define GPURENT_CORE_STEPS_STREAM_H

#include "core/time/steps.h"

/* ---- packing ------------------------------------------------------------------- */

/* What all of some numbers are multiples of; 0 if they are all 0. */
typedef struct StepsUnit
{
	uint64_t	value;
	uint64_t	inverse;		/* of its odd part, modulo 2^64 */
	uint64_t	largest;		/* quotient */
	int			shift;			/* its factors of 2 */
} StepsUnit;

typedef struct StepsUnits
{
	StepsUnit	time;
	StepsUnit	delta;
	size_t		size;			/* bytes that are enough for the changes packed */
} StepsUnits;

/* The units of settled changes. */
extern StepsUnits steps_units(const Change *changes, size_t n, StepsPause pause);

/* Packs settled changes, given their units; returns how many bytes that takes. */
extern size_t steps_pack(const Change *changes, size_t n, const StepsUnits *units, unsigned char *packed,
						 StepsPause pause);

/* ---- reading ------------------------------------------------------------------- */

/* Changes in a block, packed or read ahead. */
#define STEPS_BLOCK		128

typedef struct StepsStream
{
	/* those that have been read ahead */
	const Change *next;
	const Change *end;

	/* where more come from: from two others in order of time, or from blocks if any are left */
	struct StepsStream *merged[2];
	const unsigned char *packed;
	const unsigned char *packed_end;
	size_t		left;			/* changes in these */
	int64_t		at;				/* of the change before */
	uint64_t	time_unit;
	uint64_t	delta_unit;

	Change		block[STEPS_BLOCK];
} StepsStream;

extern void steps_stream_array(StepsStream *stream, const Change *changes, size_t n);

/* Whether n changes are in so many bytes, no more and no less; what they say may be damaged. */
extern bool steps_packed_whole(const unsigned char *packed, size_t size, size_t n);

/*
 * Of n changes that were packed into so many bytes.  Reads nothing beyond them, whatever
 * they are; if they are not whole, then maybe less than n changes.
 */
extern void steps_stream_packed(StepsStream *stream, const unsigned char *packed, size_t size, size_t n);

/*
 * All of n > 0 streams together, in an array that has room for 2 n - 1; returns which it is.
 * There may be several changes at one instant then, which are not settled.
 */
extern StepsStream *steps_stream_merged(StepsStream *streams, size_t n);

/* Writes all changes, settled, where there is room for as many as were merged; returns how many are left. */
extern size_t steps_stream_read(StepsStream *stream, Change *changes, StepsPause pause);

typedef struct Peak
{
	i128		level;			/* 0 if it is never above */
	int64_t		from;			/* the first interval of it */
	int64_t		until;			/* INT64_MAX if it has no end */
} Peak;

/* The maximum. */
extern Peak steps_stream_peak(StepsStream *stream, StepsPause pause);

#endif
