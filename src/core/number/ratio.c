/*
 * ratio.c
 *		Small exact fractions, for time counted in months of which a day is a part.
 */
#include "core/number/ratio.h"

Ratio
ratio_lowest(i128 num, i128 den)
{
	u128		size = i128_abs(num);
	u128		divisor = greatest_common_divisor(size, (u128) den);

	if (size >> 63 == 0 && den >> 63 == 0 && divisor != 0)
	{
		num = (int64_t) num / (int64_t) divisor;
		den = (int64_t) den / (int64_t) divisor;
	}
	else if (divisor > 1)
	{
		num /= (i128) divisor;
		den /= (i128) divisor;
	}
	if (den >= RATIO_LIMIT || num >= RATIO_LIMIT || num <= -RATIO_LIMIT)
		return (Ratio) {0};
	return (Ratio) {.num = (int64_t) num, .den = (int64_t) den};
}
