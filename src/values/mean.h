/*
 * mean.h
 *		The state of avg() over a value type.
 *
 * An int8[] of four: how many values, what they have in common (a number
 * format, the terms of a rate), and the high and low half of their exact sum.
 * An array, so that it can be stored, sent and combined like any value.
 */
#ifndef GPURENT_MEAN_H
#define GPURENT_MEAN_H

#include "base/gpurent.h"

#include "utils/array.h"

typedef struct Mean
{
	int64		count;
	int64		common;
	int64		sum_high;
	uint64		sum_low;
} Mean;

/* The state in argument 0 or 1, to be read or, inside an aggregate, changed in place. */
extern Mean *mean_argument(FunctionCallInfo fcinfo, int argument, ArrayType **state);

/* Adds count values of the given sum; count is -1 to take one out. */
extern void mean_add(Mean *mean, int64 count, int64 common, i128 sum);

extern i128 mean_sum(const Mean *mean);

/* The sum over the count, rounded half away from zero; count must not be 0. */
extern int64 mean_value(const Mean *mean);

#endif
