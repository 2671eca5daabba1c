/*
 * fixed.c
 *		Fixed-point numbers of 128 bits before the point and 128 after it.
 */
#include "core/number/fixed.h"

/* ---- products ------------------------------------------------------------------------ */

Fixed
fixed_multiply(Fixed value, uint64_t num, uint64_t den)
{
	uint64_t	word[5] = {
		(uint64_t) value.fraction, (uint64_t) (value.fraction >> 64),
		(uint64_t) (u128) value.whole, (uint64_t) ((u128) value.whole >> 64)
	};
	int			n = word[3] != 0 ? 4 : 3;	/* most amounts fit a word before the point */
	Divisor		divisor;
	int			shift;
	uint64_t	rest;
	u128		carry = 0;

	/* a fraction that did not fit has the denominator 0: its maker has been told */
	if (den == 0)
		return (Fixed) {0};
	divisor = divisor_make(den);
	/* the divisor is shifted, and so must be what it divides: the factor, if it has room */
	shift = num << divisor.shift >> divisor.shift == num ? 0 : divisor.shift;
	num <<= divisor.shift - shift;
	for (int i = 0; i < n; i++)
	{
		carry += (u128) word[i] * num;
		word[i] = (uint64_t) carry;
		carry >>= 64;
	}
	word[n] = (uint64_t) carry;

	/* the quotient has no more words than the value, as callers keep it */
	rest = 0;
	if (shift > 0)
	{
		rest = word[n] >> (64 - shift);
		for (int i = n; i > 0; i--)
			word[i] = word[i] << shift | word[i - 1] >> (64 - shift);
		word[0] <<= shift;
	}
	for (int i = n; i >= 0; i--)
		word[i] = divisor_step(&rest, word[i], &divisor);
	return (Fixed) {
		.fraction = (u128) word[1] << 64 | word[0],
		.whole = (i128) ((u128) word[3] << 64 | word[2])
	};
}

Fixed
fixed_part(Fixed value, Ratio a, Ratio b)
{
	i128		num;
	i128		den;

	if (a.den == b.den && a.den != 0)
		return a.num == b.num ? value : fixed_multiply(value, (uint64_t) a.num, (uint64_t) b.num);
	num = (i128) a.num * b.den;
	den = (i128) a.den * b.num;
	if (num == den)
		return value;
	if (num >> 63 != 0 || den >> 63 != 0)
	{
		Ratio		lowest = ratio_lowest(num, den);

		if (lowest.den == 0)
			return fixed_multiply(fixed_multiply(value, (uint64_t) a.num, (uint64_t) b.num),
								  (uint64_t) b.den, (uint64_t) a.den);
		num = lowest.num;
		den = lowest.den;
	}
	return fixed_multiply(value, (uint64_t) num, (uint64_t) den);
}

/* ---- rounding ------------------------------------------------------------------------ */

#define NEAR_A_HALF	((u128) 1 << 28)
#define A_HALF		((u128) 1 << 127)

i128
fixed_round(Fixed value)
{
	/* below zero a half goes down */
	if (value.whole < 0)
		return value.whole + (value.fraction > A_HALF + NEAR_A_HALF);
	return value.whole + (value.fraction >= A_HALF - NEAR_A_HALF);
}

/* ---- floating point ------------------------------------------------------------------- */

Real
real_from_fixed(Fixed value)
{
	Real		result = real_from_u128((u128) value.whole);

	if (value.fraction != 0)
		result = real_add(result, real_scale(real_from_u128(value.fraction), -128));
	return result;
}

Fixed
fixed_from_real(Real value)
{
	u128		high = (u128) value.word[3] << 64 | value.word[2];
	u128		low = (u128) value.word[1] << 64 | value.word[0];
	int64_t		shift = 128 - value.exponent;	/* to the right */

	if (value.kind != REAL_FINITE || value.negative || shift >= 256 || shift <= 0)
		return (Fixed) {0};
	if (shift >= 128)
		return (Fixed) {.fraction = high >> (shift - 128)};
	return (Fixed) {
		.fraction = high << (128 - shift) | low >> shift,
		.whole = (i128) (high >> shift)
	};
}
