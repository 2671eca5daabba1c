/*
 * ratio.c
 *		Small exact fractions, for time counted in months of which a day is a part.
 */
#include "core/number/ratio.h"

Ratio
ratio_lowest(i128 num, i128 den)
{
	u128		a = i128_abs(num);
	u128		b = (u128) den;

	while (b != 0)
	{
		u128		rest = a % b;

		a = b;
		b = rest;
	}
	if (a > 1)
	{
		num /= (i128) a;
		den /= (i128) a;
	}
	if (den >= RATIO_LIMIT || num >= RATIO_LIMIT || num <= -RATIO_LIMIT)
		return (Ratio) {0};
	return (Ratio) {.num = (int64_t) num, .den = (int64_t) den};
}
