/*
 * wide_float.h
 *		Floating point of about 31 digits: the unevaluated sum of two doubles.
 *
 * For discounting exact amounts: the powers of a discount factor are irrational, and
 * an amount of 10^17 with its 12 decimals has more digits than a double.  The
 * algorithms are Dekker's and Knuth's; they need each operation rounded to double on
 * its own (no fused operations, no excess precision), which the Makefile asks for.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_WIDE_FLOAT_H
#define GPURENT_CORE_WIDE_FLOAT_H

#include <math.h>

#include "core/number/decimal.h"

typedef struct WideFloat
{
	double		high;			/* the value rounded to double */
	double		low;			/* what is missing */
} WideFloat;

static inline WideFloat
wide_from_double(double value)
{
	return (WideFloat) {value, 0};
}

/* a + b exactly, for any a and b */
static inline WideFloat
wide_two_sum(double a, double b)
{
	double		sum = a + b;
	double		part = sum - a;

	return (WideFloat) {sum, (a - (sum - part)) + (b - part)};
}

/* a + b exactly, for |a| >= |b| */
static inline WideFloat
wide_renormalize(double a, double b)
{
	double		sum = a + b;

	return (WideFloat) {sum, b - (sum - a)};
}

/* a * b exactly, by halves of 26 bits */
static inline WideFloat
wide_two_product(double a, double b)
{
	double		product = a * b;
	double		a_split = 134217729.0 * a;
	double		b_split = 134217729.0 * b;
	double		a_high = a_split - (a_split - a);
	double		b_high = b_split - (b_split - b);
	double		a_low = a - a_high;
	double		b_low = b - b_high;

	return (WideFloat) {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

static inline WideFloat
wide_add(WideFloat a, WideFloat b)
{
	WideFloat	high = wide_two_sum(a.high, b.high);
	WideFloat	low = wide_two_sum(a.low, b.low);

	high = wide_renormalize(high.high, high.low + low.high);
	return wide_renormalize(high.high, high.low + low.low);
}

static inline WideFloat
wide_negate(WideFloat a)
{
	return (WideFloat) {-a.high, -a.low};
}

static inline WideFloat
wide_multiply(WideFloat a, WideFloat b)
{
	WideFloat	product = wide_two_product(a.high, b.high);

	return wide_renormalize(product.high, product.low + (a.high * b.low + a.low * b.high));
}

static inline WideFloat
wide_divide(WideFloat a, WideFloat b)
{
	double		first = a.high / b.high;
	WideFloat	rest = wide_add(a, wide_negate(wide_multiply(b, wide_from_double(first))));
	double		second = rest.high / b.high;
	double		third;

	rest = wide_add(rest, wide_negate(wide_multiply(b, wide_from_double(second))));
	third = rest.high / b.high;
	return wide_add(wide_renormalize(first, second), wide_from_double(third));
}

/* base^exponent by squaring; a negative exponent divides */
static inline WideFloat
wide_power(WideFloat base, long exponent)
{
	unsigned long rest = exponent < 0 ? -(unsigned long) exponent : (unsigned long) exponent;
	WideFloat	result = {1, 0};

	for (; rest != 0; rest >>= 1)
	{
		if (rest & 1)
			result = wide_multiply(result, base);
		if (rest > 1)
			base = wide_multiply(base, base);
	}
	return exponent < 0 ? wide_divide(wide_from_double(1), result) : result;
}

/*
 * base^exponent for base > 0 and exponent >= 0 as a number times 10^*decimals, which goes
 * where a double does not.
 */
static inline WideFloat
wide_power_scaled(WideFloat base, long exponent, long *decimals)
{
	const WideFloat unit = wide_power(wide_from_double(10), 100);
	WideFloat	result = {1, 0};
	long		base_decimals = 0;

	*decimals = 0;
	/* within 10^-100 to 10^100 a square and a product are well within what a double holds */
	for (; base.high > 1e100; base_decimals += 100)
		base = wide_divide(base, unit);
	for (; base.high > 0 && base.high < 1e-100; base_decimals -= 100)
		base = wide_multiply(base, unit);
	for (; exponent != 0; exponent >>= 1)
	{
		if (exponent & 1)
		{
			result = wide_multiply(result, base);
			*decimals += base_decimals;
		}
		base = wide_multiply(base, base);
		base_decimals *= 2;
		for (; base.high > 1e100; base_decimals += 100)
			base = wide_divide(base, unit);
		for (; base.high < 1e-100; base_decimals -= 100)
			base = wide_multiply(base, unit);
		for (; result.high > 1e100; *decimals += 100)
			result = wide_divide(result, unit);
		for (; result.high < 1e-100; *decimals -= 100)
			result = wide_multiply(result, unit);
	}
	return result;
}

static inline WideFloat
wide_from_u128(u128 value)
{
	/* four pieces of 32 bits, each exact */
	WideFloat	result = {0, 0};

	for (int shift = 96; shift >= 0; shift -= 32)
	{
		result = wide_multiply(result, wide_from_double(4294967296.0));
		result = wide_add(result, wide_from_double((double) (uint32_t) (value >> shift)));
	}
	return result;
}

static inline WideFloat
wide_from_i128(i128 value)
{
	WideFloat	result;

	if (value >= -((i128) 1 << 53) && value <= (i128) 1 << 53)
		return wide_from_double((double) (int64_t) value);
	result = wide_from_u128(i128_abs(value));
	return value < 0 ? wide_negate(result) : result;
}

/* The nearest whole number; false if it does not fit 127 bits. */
static inline bool
wide_round(WideFloat value, i128 *result)
{
	double		whole = rint(value.high);
	double		rest = (value.high - whole) + value.low;

	if (!(fabs(whole) < 0x1p126))
		return false;
	*result = (i128) whole + (i128) round(rest);
	return true;
}

#endif
