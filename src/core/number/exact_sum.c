/*
 * exact_sum.c
 *		Sums of whole numbers times fractions of many denominators, rounded once.
 */
#include "core/number/exact_sum.h"

void
exact_sum_copy(ExactSum *to, const ExactSum *from)
{
	to->whole = from->whole;
	to->nparts = from->nparts;
	for (int i = 0; i < from->nparts; i++)
		to->part[i] = from->part[i];
}

bool
exact_sum_add(ExactSum *sum, int64_t factor, int64_t whole, int64_t num, int64_t den)
{
	i128		product = (i128) factor * num;
	int			i = 0;

	if (__builtin_add_overflow(sum->whole, (i128) factor * whole, &sum->whole))
		return false;
	if (product == 0)
		return true;
	while (i < sum->nparts && sum->part[i].den != den)
		i++;
	if (i == sum->nparts)
	{
		if (i == EXACT_SUM_PARTS)
			return false;
		sum->part[i].den = den;
		sum->part[i].num = 0;
		sum->nparts++;
	}
	return !__builtin_add_overflow(sum->part[i].num, product, &sum->part[i].num);
}

bool
exact_sum_fraction(const ExactSum *sum, i128 *num, u128 *den)
{
	i128		common = 1;
	i128		total;

	/* hours, and months that begin and end with the lease's own */
	if (sum->nparts == 0)
	{
		*num = sum->whole;
		*den = 1;
		return true;
	}
	if (sum->nparts == 1)
	{
		*den = (u128) sum->part[0].den;
		return !__builtin_mul_overflow(sum->whole, (i128) sum->part[0].den, num) &&
			!__builtin_add_overflow(*num, sum->part[0].num, num);
	}
	for (int i = 0; i < sum->nparts; i++)
	{
		u128		part = (u128) sum->part[i].den;

		if (sum->part[i].num == 0)
			continue;
		if (__builtin_mul_overflow(common, (i128) (part / greatest_common_divisor(common, part)), &common))
			return false;
	}
	if (__builtin_mul_overflow(sum->whole, common, &total))
		return false;
	for (int i = 0; i < sum->nparts; i++)
	{
		i128		part;

		if (sum->part[i].num == 0)
			continue;
		if (__builtin_mul_overflow(sum->part[i].num, common / sum->part[i].den, &part) ||
			__builtin_add_overflow(total, part, &total))
			return false;
	}
	*num = total;
	*den = (u128) common;
	return true;
}

Real
real_from_i128(i128 value)
{
	Real		result = real_from_u128(i128_abs(value));

	return value < 0 ? real_negate(result) : result;
}

Real
exact_sum_real(const ExactSum *sum, int64_t multiplier, WideRatio ratio)
{
	Real		result = real_from_i128(sum->whole);

	for (int i = 0; i < sum->nparts; i++)
		result = real_add(result, real_divide_int(real_from_i128(sum->part[i].num), sum->part[i].den));
	result = real_multiply(real_multiply_int(result, multiplier), real_from_u128(ratio.num));
	return real_divide(result, real_from_u128(ratio.den));
}

/* 1/2 + 2^-100 */
static const Real half_and_a_little = {
	.word = {0, 0, UINT64_C(1) << 28, UINT64_C(1) << 63},
	.exponent = 0,
	.kind = REAL_FINITE
};

bool
real_round(Real value, i128 *result)
{
	Real		magnitude;
	u128		high;

	if (!real_is_finite(value) || (!real_is_zero(value) && value.exponent > 126))
		return false;
	/* its whole part is in its first 128 bits */
	magnitude = real_add(real_abs(value), half_and_a_little);
	if (magnitude.exponent <= 0)
		*result = 0;
	else
	{
		high = ((u128) magnitude.word[REAL_WORDS - 1] << 64) | magnitude.word[REAL_WORDS - 2];
		*result = (i128) (high >> (128 - magnitude.exponent));
	}
	if (value.negative)
		*result = -*result;
	return true;
}

bool
exact_sum_subtract(ExactSum *sum, const ExactSum *other)
{
	if (__builtin_sub_overflow(sum->whole, other->whole, &sum->whole))
		return false;
	for (int i = 0; i < other->nparts; i++)
	{
		int			j = 0;

		while (j < sum->nparts && sum->part[j].den != other->part[i].den)
			j++;
		if (j == sum->nparts)
		{
			if (j == EXACT_SUM_PARTS)
				return false;
			sum->part[j].den = other->part[i].den;
			sum->part[j].num = 0;
			sum->nparts++;
		}
		if (__builtin_sub_overflow(sum->part[j].num, other->part[i].num, &sum->part[j].num))
			return false;
	}
	return true;
}

bool
exact_sum_round(const ExactSum *sum, int64_t multiplier, WideRatio ratio, i128 *result)
{
	i128		num;
	u128		den;
	u128		magnitude;
	u128		factor = i128_abs(multiplier);
	bool		negative;

	if (exact_sum_fraction(sum, &num, &den) &&
		u128_bits(den) + u128_bits(ratio.den) <= 127 &&
		u128_bits(factor) + u128_bits(ratio.num) <= 127)
	{
		negative = (num < 0) != (multiplier < 0);
		magnitude = i128_abs(num);
		factor *= ratio.num;
		den *= ratio.den;
		if (u128_bits(magnitude) + u128_bits(factor) <= 127)
		{
			magnitude *= factor;
			num = (i128) (magnitude / den);
			magnitude -= (u128) num * den;
			num += magnitude >= den - magnitude;
		}
		else
		{
			u256		product = u256_mul(magnitude, factor);

			if (!u256_div_round(&product, den, &magnitude))
				return false;
			num = (i128) magnitude;
		}
		*result = negative ? -num : num;
		return true;
	}
	return real_round(exact_sum_real(sum, multiplier, ratio), result);
}
