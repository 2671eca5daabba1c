/*
 * ratio.c
 *		Small exact fractions, for time counted in months of which a day is a part.
 */
#include "core/number/ratio.h"

/* The greatest that divides both: by words as soon as they fit, which nearly all do. */
static u128
common_divisor(u128 a, u128 b)
{
	uint64_t	x;
	uint64_t	y;

	while (b >> 64 != 0 || (b != 0 && a >> 64 != 0))
	{
		u128		rest = a % b;

		a = b;
		b = rest;
	}
	if (b == 0)
		return a;
	x = (uint64_t) a;
	y = (uint64_t) b;
	while (y != 0)
	{
		uint64_t	rest = x % y;

		x = y;
		y = rest;
	}
	return x;
}

Ratio
ratio_lowest(i128 num, i128 den)
{
	u128		size = i128_abs(num);
	u128		divisor = common_divisor(size, (u128) den);

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
