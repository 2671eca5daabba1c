/*
 * mean.c
 *		The state of avg() over a value type.
 */
#include "values/mean.h"

#include "common/int.h"

#define MEAN_BYTES	(ARR_OVERHEAD_NONULLS(1) + sizeof(Mean))

Mean *
mean_argument(FunctionCallInfo fcinfo, int argument, ArrayType **state)
{
	ArrayType  *array;
	Mean	   *mean;

	/* As int4_avg_accum: only an aggregate may scribble on its state. */
	if (AggCheckCallContext(fcinfo, NULL))
		array = PG_GETARG_ARRAYTYPE_P(argument);
	else
		array = PG_GETARG_ARRAYTYPE_P_COPY(argument);

	if (ARR_NDIM(array) != 1 || ARR_HASNULL(array) || ARR_SIZE(array) != MEAN_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state of an average must be an array of 4 bigints")));
	mean = (Mean *) ARR_DATA_PTR(array);
	if (mean->count < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state of an average has a negative count")));
	*state = array;
	return mean;
}

i128
mean_sum(const Mean *mean)
{
	return (i128) ((u128) mean->sum_high << 64 | mean->sum_low);
}

/* Whether so many values can have this sum; a state made by hand need not. */
static inline bool
sum_sound(int64 count, i128 sum)
{
	return count >= 0 && i128_abs(sum) <= (u128) count << 63;
}

void
mean_add(Mean *mean, int64 count, int64 common, i128 sum)
{
	i128		total;
	bool		sound = sum_sound(mean->count, mean_sum(mean)) && sum_sound(count, sum);

	if (pg_add_s64_overflow(mean->count, count, &mean->count) ||
		__builtin_add_overflow(mean_sum(mean), sum, &total))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of an average out of range")));
	mean->common = mean->count == 0 ? 0 : common;
	mean->sum_high = (int64) (total >> 64);
	mean->sum_low = (uint64) total;
	Assert(!sound || (sum_sound(mean->count, total) && mean_sum(mean) == total));
	(void) sound;
}

int64
mean_value(const Mean *mean)
{
	i128		mean_of_values = div_round_i128(mean_sum(mean), mean->count);

	/* only a state that somebody wrote by hand can have such a mean */
	if (mean_of_values > PG_INT64_MAX || mean_of_values < -PG_INT64_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("average out of range")));
	return (int64) mean_of_values;
}
