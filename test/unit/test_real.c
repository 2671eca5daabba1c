/*
 * test_real.c
 *		core/number/real against exact integers, and against 160 digits by another implementation.
 *
 * The references were computed by Python's decimal module at 200 digits or more (its
 * exp() and ln() are correctly rounded), from arguments that are whole numbers times a
 * power of two and so exact in both, and are written here as the 256 bits they round to.
 */
#include "core/number/real.h"

#include <math.h>
#include <string.h>

#include "tap.h"

/* ---- whole numbers of 1536 bits, slow and obvious ------------------------------------ */

#define LIMBS	48

typedef struct Big
{
	uint32_t	limb[LIMBS];	/* least significant first */
} Big;

static Big
big_from_words(const uint64_t word[REAL_WORDS])
{
	Big			result = {{0}};

	for (int i = 0; i < REAL_WORDS; i++)
	{
		result.limb[2 * i] = (uint32_t) word[i];
		result.limb[2 * i + 1] = (uint32_t) (word[i] >> 32);
	}
	return result;
}

static Big
big_shifted(Big value, int bits)
{
	Big			result = {{0}};

	for (int i = 0; i < 32 * LIMBS; i++)
		if (i - bits >= 0 && i - bits < 32 * LIMBS && (value.limb[(i - bits) / 32] >> ((i - bits) % 32) & 1))
			result.limb[i / 32] |= UINT32_C(1) << (i % 32);
	return result;
}

static Big
big_multiply(Big a, Big b)
{
	Big			result = {{0}};

	for (int i = 0; i < LIMBS; i++)
	{
		uint64_t	carry = 0;

		for (int j = 0; i + j < LIMBS; j++)
		{
			carry += (uint64_t) a.limb[i] * b.limb[j] + result.limb[i + j];
			result.limb[i + j] = (uint32_t) carry;
			carry >>= 32;
		}
	}
	return result;
}

static int
big_compare(Big a, Big b)
{
	for (int i = LIMBS - 1; i >= 0; i--)
		if (a.limb[i] != b.limb[i])
			return a.limb[i] < b.limb[i] ? -1 : 1;
	return 0;
}

/* a + b, or |a - b| */
static Big
big_combine(Big a, Big b, bool subtract)
{
	int64_t		carry = 0;

	if (subtract && big_compare(a, b) < 0)
		return big_combine(b, a, true);
	for (int i = 0; i < LIMBS; i++)
	{
		carry += (int64_t) a.limb[i] + (subtract ? -(int64_t) b.limb[i] : (int64_t) b.limb[i]);
		a.limb[i] = (uint32_t) carry;
		carry >>= 32;
	}
	return a;
}

/* ---- arithmetic ------------------------------------------------------------------------ */

/* 256 bits of which long runs may be equal, and a sign */
static Real
random_real(int exponents)
{
	Real		value = {.kind = REAL_FINITE};

	for (int i = 0; i < REAL_WORDS; i++)
		switch (next_random() % 5)
		{
			case 0:
				value.word[i] = 0;
				break;
			case 1:
				value.word[i] = UINT64_MAX;
				break;
			case 2:
				value.word[i] = UINT64_C(1) << (next_random() % 64);
				break;
			default:
				value.word[i] = next_random();
		}
	value.word[REAL_WORDS - 1] |= UINT64_C(1) << 63;
	value.exponent = (int64_t) (next_random() % (2 * exponents + 1)) - exponents;
	value.negative = next_random() & 1;
	return value;
}

/* |exact - value| <= half an ulp of value and 2^-50 of it; exact is in units of 2^scale */
static bool
nearest(Big exact, int64_t scale, Real value, Big unit)
{
	int			shift = (int) (value.exponent - 256 - scale);
	Big			difference = big_combine(exact, big_shifted(big_multiply(big_from_words(value.word), unit), shift), true);
	Big			ulp = big_shifted(unit, shift);

	return big_compare(big_shifted(difference, 1), big_combine(ulp, big_shifted(ulp, -50), false)) <= 0;
}

static void
arithmetic(void)
{
	Big			one = {{1}};
	bool		multiplied = true;
	bool		divided = true;
	bool		added = true;
	bool		compared = true;
	bool		whole = true;

	for (int i = 0; i < 20000; i++)
	{
		Real		a = random_real(150);
		Real		b = random_real(150);
		Big			a_big = big_from_words(a.word);
		Big			b_big = big_from_words(b.word);
		Real		product = real_multiply(a, b);
		Real		quotient = real_divide(a, b);
		Real		sum = real_add(a, b);
		int64_t		lowest = (a.exponent < b.exponent ? a.exponent : b.exponent) - 256 - 300;
		Big			exact = big_combine(big_shifted(a_big, (int) (a.exponent - 256 - lowest)),
										big_shifted(b_big, (int) (b.exponent - 256 - lowest)), a.negative != b.negative);
		int64_t		n = (int64_t) next_random() >> (next_random() % 64);

		multiplied &= product.kind == REAL_FINITE && product.negative == (a.negative != b.negative) &&
			nearest(big_multiply(a_big, b_big), a.exponent + b.exponent - 512, product, one);
		/* a against quotient times b */
		divided &= quotient.kind == REAL_FINITE && quotient.negative == (a.negative != b.negative) &&
			nearest(big_shifted(a_big, 300), a.exponent - b.exponent - 300, quotient, b_big);
		if (sum.kind == REAL_ZERO)
			added &= big_compare(exact, (Big) {{0}}) == 0;
		else
			added &= nearest(exact, lowest, sum, one) &&
				sum.negative == (a.negative == b.negative ? a.negative : real_compare(real_abs(a), real_abs(b)) > 0 ? a.negative : b.negative);
		compared &= real_compare(a, b) == real_sign(real_subtract(a, b)) && real_compare(a, a) == 0;
		whole &= real_compare(real_multiply_int(a, n), real_multiply(a, real_from_int64(n))) == 0;
		if (n != 0)
			whole &= real_compare(real_divide_int(a, n), real_divide(a, real_from_int64(n))) == 0;
	}
	ok(multiplied, "products are the nearest of 256 bits");
	ok(divided, "quotients are");
	ok(added, "sums are, also where they cancel");
	ok(compared, "comparison agrees with subtraction");
	ok(whole, "multiplying and dividing by an int64 is the same as by its Real");
}

static Real
special(RealKind kind, bool negative)
{
	return (Real) {.kind = kind, .negative = negative};
}

static bool
same(Real a, Real b)
{
	if (a.kind != b.kind)
		return false;
	return a.kind == REAL_NAN || a.kind == REAL_ZERO ? true : real_compare(a, b) == 0;
}

static void
specials(void)
{
	Real		zero = {0};
	Real		inf = special(REAL_INFINITE, false);
	Real		minus_inf = special(REAL_INFINITE, true);
	Real		nan = special(REAL_NAN, false);
	Real		two = real_from_int64(2);
	Real		huge = real_scale(real_one, REAL_EXPONENT_MAX - 1);
	Real		tiny = real_scale(real_one, -REAL_EXPONENT_MAX);

	ok(same(real_add(inf, minus_inf), nan) && same(real_add(inf, inf), inf) && same(real_add(two, minus_inf), minus_inf) &&
	   same(real_add(nan, two), nan) && same(real_add(zero, zero), zero) && same(real_add(two, real_negate(two)), zero),
	   "sums with what is not finite");
	ok(same(real_multiply(zero, inf), nan) && same(real_multiply(minus_inf, minus_inf), inf) && same(real_multiply(zero, two), zero) &&
	   same(real_multiply_int(minus_inf, -1), inf) && same(real_multiply_int(two, 0), zero), "products with it");
	ok(same(real_divide(zero, zero), nan) && same(real_divide(inf, inf), nan) && same(real_divide(two, zero), inf) &&
	   same(real_divide(two, minus_inf), zero) && same(real_divide_int(two, 0), inf) && same(real_divide(zero, inf), zero), "quotients with it");
	ok(same(real_multiply(huge, huge), inf) && same(real_multiply(huge, real_negate(huge)), minus_inf) &&
	   same(real_multiply(tiny, tiny), zero) && same(real_divide(tiny, huge), zero) && same(real_add(huge, huge), inf) &&
	   same(real_scale(two, INT64_MAX), inf) && same(real_scale(two, INT64_MIN), zero), "beyond the range of exponents");
	ok(same(real_exp(huge), inf) && same(real_exp(real_negate(huge)), zero) && same(real_expm1(minus_inf), real_from_int64(-1)) &&
	   same(real_log(zero), minus_inf) && same(real_log(real_from_int64(-1)), nan) && same(real_log(inf), inf) &&
	   same(real_log1p(real_from_int64(-1)), minus_inf) && same(real_exp(zero), real_one) && same(real_log(real_one), zero) &&
	   same(real_expm1(zero), zero) && same(real_log1p(zero), zero) && same(real_expm1(tiny), tiny) && same(real_log1p(tiny), tiny),
	   "exponentials and logarithms at the ends");
	ok(same(real_power_int(zero, 0), real_one) && same(real_power_int(zero, -1), inf) && same(real_power_int(two, INT64_MAX), inf) &&
	   same(real_power_int(two, INT64_MIN), zero) && same(real_power_int(real_from_int64(-2), 3), real_from_int64(-8)),
	   "powers at the ends");
	ok(same(real_compound(real_from_int64(-1), 5), real_from_int64(-1)) && same(real_compound(real_from_int64(-1), -5), minus_inf) == false &&
	   real_compound(real_from_int64(-1), -5).kind == REAL_INFINITE && same(real_compound(two, INT64_MAX), inf) &&
	   same(real_compound(two, INT64_MIN), real_from_int64(-1)) && same(real_compound(zero, 7), zero) && same(real_compound(two, 0), zero) &&
	   same(real_compound(real_from_int64(-5), INT64_MAX), minus_inf) && same(real_compound(real_from_int64(-5), INT64_MAX - 1), inf),
	   "compound growth at the ends");
}

/* ---- conversions ---------------------------------------------------------------------- */

static Real
decimal_real(i128 coefficient, int exponent)
{
	Decimal		value = {.negative = coefficient < 0, .coefficient = i128_abs(coefficient), .exponent = exponent};

	return real_from_decimal(&value);
}

/* The first 34 digits are coefficient * 10^exponent. */
static bool
writes(Real value, i128 coefficient, int exponent)
{
	Decimal		result;

	if (!real_to_decimal(value, 34, &result))
		return false;
	if (coefficient == 0)
		return result.coefficient == 0 && !result.negative;
	for (; coefficient % 10 == 0; exponent++)
		coefficient /= 10;
	for (; result.coefficient != 0 && result.coefficient % 10 == 0; result.exponent++)
		result.coefficient /= 10;
	return result.negative == (coefficient < 0) && result.coefficient == i128_abs(coefficient) && result.exponent == exponent;
}

static void
decimals(void)
{
	bool		round_trip = true;
	bool		tie = true;
	bool		cut = true;
	bool		digits = true;

	for (int i = 0; i < 100000; i++)
	{
		i128		c = (i128) (((u128) next_random() << 64 | next_random()) % power_of_ten(1 + (int) (next_random() % 34)));
		int			exponent = (int) (next_random() % 120) - 60;
		int			divisor = 3 + (int) (next_random() % 1000);
		i128		full = (i128) (power_of_ten(33) + ((u128) next_random() << 64 | next_random()) % (9 * power_of_ten(33)));
		Real		value;

		if (i % 2)
			c = -c;
		if (i % 100 == 0)
			exponent *= 1000;
		value = decimal_real(c, exponent);
		round_trip &= writes(value, c, exponent) &&
			writes(real_multiply_int(real_divide_int(value, divisor), divisor), c, exponent) &&
			writes(real_subtract(real_add(value, value), value), c, exponent);

		/* a 35th digit of 5, with an error of the arithmetic's size on either side; and 4999..., 27 digits away */
		value = real_add(decimal_real(full, exponent), decimal_real(5, exponent - 1));
		tie &= writes(value, full + 1, exponent) && writes(real_negate(value), -full - 1, exponent) &&
			writes(real_multiply_int(real_divide_int(value, divisor), divisor), full + 1, exponent) &&
			writes(real_multiply(value, real_subtract(real_one, real_scale(real_one, -240))), full + 1, exponent);
		cut &= writes(real_subtract(value, decimal_real(1, exponent - 20)), full, exponent) &&
			writes(real_add(decimal_real(full, exponent), decimal_real(49999, exponent - 5)), full, exponent);
	}
	ok(round_trip, "decimals of 34 digits come out as they went in, through quotients and sums");
	ok(tie, "the 35th digit rounds half away from zero, whatever the arithmetic's error");
	ok(cut, "and what is less than half rounds down");

	for (int n = 1; n <= 38; n++)
	{
		Decimal		result;
		Real		third = real_divide_int(real_from_int64(2), 3);

		digits &= real_to_decimal(third, n, &result) && result.exponent == -n &&
			result.coefficient == power_of_ten(n) / 3 * 2 + 1;
		digits &= real_to_decimal(decimal_real(1, -7), n, &result) && result.exponent == -7 - n + 1 &&
			result.coefficient == power_of_ten(n - 1);
		/* 0.9999... */
		digits &= real_to_decimal(real_subtract(real_one, decimal_real(1, -45)), n, &result) && result.exponent == 0 - n &&
			result.coefficient == power_of_ten(n);
	}
	ok(digits, "1 to 38 digits");
	ok(writes((Real) {0}, 0, 0) && writes(decimal_real(1, -2000000), 0, 0) && !writes(special(REAL_INFINITE, false), 0, 0) &&
	   !writes(special(REAL_NAN, false), 0, 0) && !writes(decimal_real(1, 2000000), 1, 2000000) && writes(decimal_real(-7, 900000), -7, 900000) &&
	   writes(decimal_real(7, -900000), 7, -900000), "zero, and what cannot be written");
}

static void
numbers(void)
{
	static const int16_t digits[] = {
		1, 2345, 6789, 123, 4567, 8901, 2345, 6789, 1234, 5678, 9012, 3456, 7890, 1234, 5678, 9012, 3456, 7890, 1234,
		5678, 9012, 3456, 7890, 9999, 9999
	};
	bool		read = true;
	bool		whole = true;
	bool		doubles = true;
	int64_t		back;

	/* digit by digit, by real_scale10 and real_add */
	for (int n = 0; n <= (int) (sizeof(digits) / sizeof(digits[0])); n++)
		for (int weight = -30; weight <= 30; weight++)
		{
			Real		value = real_from_digits(weight % 2 != 0, digits, n, weight);
			Real		slow = {0};
			Real		error;

			for (int i = n - 1; i >= 0; i--)
				slow = real_add(slow, real_scale10(real_from_int64(digits[i]), 4 * (weight - i)));
			error = real_subtract(real_abs(value), slow);
			read &= n == 0 ? real_is_zero(value) : value.negative == (weight % 2 != 0) &&
				(real_is_zero(error) || error.exponent < value.exponent - 250);
		}
	ok(read, "base 10000 digits, up to more than are kept");
	ok(real_compare(real_from_digits(false, digits, 3, 2), real_from_int64(123456789)) == 0 &&
	   real_compare(real_from_digits(false, digits + 1, 1, -1), decimal_real(2345, -4)) == 0 &&
	   real_compare(real_multiply_int(real_from_digits(false, digits + 1, 1, -1), 10000), real_from_int64(2345)) == 0, "digits that are known");

	for (int i = 0; i < 100000; i++)
	{
		int64_t		n = (int64_t) next_random() >> (next_random() % 64);
		Real		value = real_from_int64(n);
		Real		fraction = real_divide_int(real_from_int64((int64_t) (next_random() >> 8)), 1 << 20);
		double		d = ldexp((double) (int64_t) next_random(), (int) (next_random() % 400) - 200);

		whole &= (real_to_int64(value, &back) && back == n) || n == INT64_MIN;
		whole &= real_is_whole(value);
		whole &= !real_is_whole(real_add(value, real_scale(real_one, -70)));
		whole &= real_to_int64(real_truncate(fraction), &back) && back == (int64_t) real_to_double(fraction);
		whole &= real_to_int64(real_floor(real_negate(fraction)), &back) && (double) back == floor(-real_to_double(fraction));
		doubles &= real_to_double(real_from_double(d)) == d;
	}
	ok(whole, "whole numbers are told, cut and rounded down");
	ok(doubles, "doubles come back");
	ok(!real_to_int64(real_scale(real_one, 63), &back) && !real_to_int64(real_scale(real_one, -1), &back) &&
	   !real_to_int64(special(REAL_INFINITE, false), &back) && real_to_int64((Real) {0}, &back) && back == 0, "what is no int64");
	ok(isinf(real_to_double(real_scale(real_one, 5000))) && real_to_double(real_scale(real_one, -5000)) == 0 &&
	   isnan(real_to_double(special(REAL_NAN, false))) && real_to_double(special(REAL_INFINITE, true)) == -INFINITY &&
	   real_from_double(NAN).kind == REAL_NAN && real_from_double(-INFINITY).negative && real_is_zero(real_from_double(0)), "doubles at the ends");
}

/* ---- functions ------------------------------------------------------------------------- */

/* How far off value is, in ulps of the reference. */
static double
ulps(Real value, Real reference)
{
	if (value.kind != REAL_FINITE)
		return INFINITY;
	return fabs(real_to_double(real_scale(real_subtract(value, reference), 256 - reference.exponent)));
}

static Real
scaled(int64_t m, int e)
{
	return real_scale(real_from_int64(m), e);
}

static const struct
{
	Real		(*function) (Real);
	int64_t		m;
	int			e;
	Real		expected;
}			functions[] = {
	{real_exp, INT64_C(1), 0, {{UINT64_C(0xa9e13641146433fc), UINT64_C(0xd8b9c583ce2d3695), UINT64_C(0xafdc5620273d3cf1), UINT64_C(0xadf85458a2bb4a9a)}, 2, false, REAL_FINITE}},
	{real_exp, INT64_C(-1), 0, {{UINT64_C(0x604973a14a0fb5db), UINT64_C(0xb5300b556ad8ee66), UINT64_C(0x75bd8f0520a9f21b), UINT64_C(0xbc5ab1b16779be35)}, -1, false, REAL_FINITE}},
	{real_exp, INT64_C(1), -1, {{UINT64_C(0xe225fe4831b3f966), UINT64_C(0xfb28f8b60985a3ac), UINT64_C(0x96ff7d5b6f99fcd8), UINT64_C(0xd3094c70f034de4b)}, 1, false, REAL_FINITE}},
	{real_exp, INT64_C(3), -3, {{UINT64_C(0xdc36bb7839d43d42), UINT64_C(0xbc7d210f9a5c6dbe), UINT64_C(0xa3c5b2cd849202e2), UINT64_C(0xba3d289edf7b5311)}, 1, false, REAL_FINITE}},
	{real_exp, INT64_C(-3), -2, {{UINT64_C(0x556b015f3888ec16), UINT64_C(0xed89f4b4b37881b6), UINT64_C(0x7e1e99ff8b0468de), UINT64_C(0xf1da075f7e6bf297)}, -1, false, REAL_FINITE}},
	{real_exp, INT64_C(11), 3, {{UINT64_C(0xd51b25604d243a43), UINT64_C(0xecff2869b57010d3), UINT64_C(0x076abb0ade280fc5), UINT64_C(0xf882b6e3df9169ef)}, 127, false, REAL_FINITE}},
	{real_exp, INT64_C(-700), 0, {{UINT64_C(0xd24f00daf9b93f1f), UINT64_C(0x31ad28d57b2cc5e1), UINT64_C(0xe586959f79e6c765), UINT64_C(0x8a79587dc983f855)}, -1009, false, REAL_FINITE}},
	{real_exp, INT64_C(123456789), -20, {{UINT64_C(0x7cdc91d80b187970), UINT64_C(0x6f730898f19b5ed0), UINT64_C(0x2e794e9a11f9f581), UINT64_C(0xe83ab8de25644c2e)}, 170, false, REAL_FINITE}},
	{real_exp, INT64_C(200001), 0, {{UINT64_C(0xe318d04ee281d79e), UINT64_C(0xbba7a44ff28ac1ff), UINT64_C(0x7bdb7d82c4fd3ef0), UINT64_C(0xaef57f2655f7ae88)}, 288541, false, REAL_FINITE}},
	{real_exp, INT64_C(-99999999), 3, {{UINT64_C(0x8d3f66b7736eb399), UINT64_C(0xc0b20f83869de311), UINT64_C(0x1ea3b734177f0cf8), UINT64_C(0xe39aed47564255ce)}, -1154156021, false, REAL_FINITE}},
	{real_exp, INT64_C(1), -200, {{UINT64_C(0x0080000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x8000000000000000)}, 1, false, REAL_FINITE}},
	{real_exp, INT64_C(355), -10, {{UINT64_C(0x22d5e04ca941b2c2), UINT64_C(0x4c61c70c953833ea), UINT64_C(0x077344bda94b2c25), UINT64_C(0xb509ddee614e7b0e)}, 1, false, REAL_FINITE}},
	{real_expm1, INT64_C(1), 0, {{UINT64_C(0x53c26c8228c867f8), UINT64_C(0xb1738b079c5a6d2b), UINT64_C(0x5fb8ac404e7a79e3), UINT64_C(0xdbf0a8b145769535)}, 1, false, REAL_FINITE}},
	{real_expm1, INT64_C(-1), 0, {{UINT64_C(0xcfdb462f5af82512), UINT64_C(0x2567fa554a9388cc), UINT64_C(0x4521387d6fab06f2), UINT64_C(0xa1d2a7274c4320e5)}, 0, true, REAL_FINITE}},
	{real_expm1, INT64_C(1), -2, {{UINT64_C(0x327d19e2b4c417d7), UINT64_C(0x88710e2c977c5615), UINT64_C(0xf7876d37557ca69d), UINT64_C(0x916bc787d030ccec)}, -1, false, REAL_FINITE}},
	{real_expm1, INT64_C(1), -3, {{UINT64_C(0xddad879408c4b366), UINT64_C(0xe2fc3212a55c15f5), UINT64_C(0xb5a20e1381ae3509), UINT64_C(0x8858116dbd733e73)}, -2, false, REAL_FINITE}},
	{real_expm1, INT64_C(-1), -2, {{UINT64_C(0x0fe6023ad70fa1e4), UINT64_C(0x7e3bda950542f3c9), UINT64_C(0xfa8d0d8a725c311a), UINT64_C(0xe2820c2a6fbea2f2)}, -2, true, REAL_FINITE}},
	{real_expm1, INT64_C(-3), -4, {{UINT64_C(0x2292a959eb53fbf0), UINT64_C(0xa358345df38fdcb7), UINT64_C(0xd889beb751068f84), UINT64_C(0xaf12fda7ef1087f4)}, -2, true, REAL_FINITE}},
	{real_expm1, INT64_C(1), -20, {{UINT64_C(0x051c68882a6295e4), UINT64_C(0x4514515215216933), UINT64_C(0xaaaaabbbbbbe93e9), UINT64_C(0x8000040000155555)}, -19, false, REAL_FINITE}},
	{real_expm1, INT64_C(-7), -90, {{UINT64_C(0x5555555555555555), UINT64_C(0x0000000000007255), UINT64_C(0xffffff3c00000000), UINT64_C(0xdfffffffffffffff)}, -87, true, REAL_FINITE}},
	{real_expm1, INT64_C(5), -120, {{UINT64_C(0x0000000000029aab), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000190), UINT64_C(0xa000000000000000)}, -117, false, REAL_FINITE}},
	{real_expm1, INT64_C(-1), -300, {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x8000000000000000)}, -299, true, REAL_FINITE}},
	{real_expm1, INT64_C(1), -900, {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x8000000000000000)}, -899, false, REAL_FINITE}},
	{real_expm1, INT64_C(-40), 0, {{UINT64_C(0xa061bfef56a32a35), UINT64_C(0x7adf290b05eeea71), UINT64_C(0xa1b6d993976f5aad), UINT64_C(0xffffffffffffffb1)}, 0, true, REAL_FINITE}},
	{real_expm1, INT64_C(200), 0, {{UINT64_C(0xadb5ea79a20675d7), UINT64_C(0xa9ec3ec78b8f5120), UINT64_C(0x5e3578f4cbbfdf0c), UINT64_C(0xb9fb0753cfadca2b)}, 289, false, REAL_FINITE}},
	{real_expm1, INT64_C(89), -8, {{UINT64_C(0x3086007fdfce30d9), UINT64_C(0xde66cae88068df52), UINT64_C(0x985ec57f5e6ccd37), UINT64_C(0xd4dc983a923c2f2a)}, -1, false, REAL_FINITE}},
	{real_expm1, INT64_C(23), -6, {{UINT64_C(0x2b922235365492b9), UINT64_C(0xb9decf61b9c2121a), UINT64_C(0xac99bbb97e6206fe), UINT64_C(0xdd67f8ab63ceb693)}, -1, false, REAL_FINITE}},
	{real_log, INT64_C(2), 0, {{UINT64_C(0x8a0d175b8baafa2c), UINT64_C(0x40f343267298b62d), UINT64_C(0xc9e3b39803f2f6af), UINT64_C(0xb17217f7d1cf79ab)}, 0, false, REAL_FINITE}},
	{real_log, INT64_C(3), 0, {{UINT64_C(0x1ecbf77528a49ac6), UINT64_C(0xdf0a216cdbf046f8), UINT64_C(0x520cc6aa829dbe5a), UINT64_C(0x8c9f53d5681854bb)}, 1, false, REAL_FINITE}},
	{real_log, INT64_C(10), 0, {{UINT64_C(0x83c61e8201f02d73), UINT64_C(0xe28fecf9da5df90e), UINT64_C(0xea56d62b82d30a28), UINT64_C(0x935d8dddaaa8ac16)}, 2, false, REAL_FINITE}},
	{real_log, INT64_C(1), -1, {{UINT64_C(0x8a0d175b8baafa2c), UINT64_C(0x40f343267298b62d), UINT64_C(0xc9e3b39803f2f6af), UINT64_C(0xb17217f7d1cf79ab)}, 0, true, REAL_FINITE}},
	{real_log, INT64_C(7), -3, {{UINT64_C(0xbf07ed54c028b126), UINT64_C(0xda8fec3c24b78a37), UINT64_C(0x9c5a0fe396f40f1d), UINT64_C(0x88bc74113f23def1)}, -2, true, REAL_FINITE}},
	{real_log, INT64_C(181), -8, {{UINT64_C(0xfdd3c71874ff7153), UINT64_C(0x4bbb97ba258f11da), UINT64_C(0x18ce51fff99479cd), UINT64_C(0xb1801859d56249dc)}, -1, true, REAL_FINITE}},
	{real_log, INT64_C(182), -8, {{UINT64_C(0x1ee4628a3b6f8819), UINT64_C(0xa60c4de5b9fea213), UINT64_C(0x7dd6e688ebb13b02), UINT64_C(0xaeadeefacaf97d35)}, -1, true, REAL_FINITE}},
	{real_log, INT64_C(361), -8, {{UINT64_C(0x02b3fb5b64a0a478), UINT64_C(0x5571cd57f7cf98c7), UINT64_C(0x9f105039091dd7f3), UINT64_C(0xaff983853c9e9e43)}, -1, false, REAL_FINITE}},
	{real_log, INT64_C(363), -8, {{UINT64_C(0x2ab655d919b674cc), UINT64_C(0x43900c19d26f281d), UINT64_C(0xd857c77dc1df600c), UINT64_C(0xb2cdab981f0f940e)}, -1, false, REAL_FINITE}},
	{real_log, INT64_C(1152921504606846977), -60, {{UINT64_C(0x5555555555558889), UINT64_C(0x5555555555555155), UINT64_C(0x0000000000000055), UINT64_C(0xfffffffffffffff8)}, -60, false, REAL_FINITE}},
	{real_log, INT64_C(1152921504606846975), -60, {{UINT64_C(0xaaaaaaaaaaaac444), UINT64_C(0xaaaaaaaaaaaaacaa), UINT64_C(0x000000000000002a), UINT64_C(0x8000000000000004)}, -59, true, REAL_FINITE}},
	{real_log, INT64_C(1), 100000, {{UINT64_C(0x9e631ce207fee1fe), UINT64_C(0x953d982b454e227d), UINT64_C(0xe07788f4ea834dd4), UINT64_C(0x87615be942429a83)}, 17, false, REAL_FINITE}},
	{real_log, INT64_C(3), -435000, {{UINT64_C(0xf0e75ae937a17ece), UINT64_C(0xf2b5ddb953035b52), UINT64_C(0x221ff6d3f3c42a62), UINT64_C(0x9339bd99097fe136)}, 19, true, REAL_FINITE}},
	{real_log, INT64_C(1000003), 0, {{UINT64_C(0x37bffc1f69cae2e3), UINT64_C(0x71304ebe068c8fcc), UINT64_C(0x8501242f2e229b3c), UINT64_C(0xdd0c57f1ce1bfa16)}, 4, false, REAL_FINITE}},
	{real_log1p, INT64_C(1), 0, {{UINT64_C(0x8a0d175b8baafa2c), UINT64_C(0x40f343267298b62d), UINT64_C(0xc9e3b39803f2f6af), UINT64_C(0xb17217f7d1cf79ab)}, 0, false, REAL_FINITE}},
	{real_log1p, INT64_C(-1), -1, {{UINT64_C(0x8a0d175b8baafa2c), UINT64_C(0x40f343267298b62d), UINT64_C(0xc9e3b39803f2f6af), UINT64_C(0xb17217f7d1cf79ab)}, 0, true, REAL_FINITE}},
	{real_log1p, INT64_C(1), -2, {{UINT64_C(0xc3c4cfd592ff1d1b), UINT64_C(0x1d97a9d046b706c5), UINT64_C(0x2ec0f797fdcd1257), UINT64_C(0xe47fbe3cd4d10d61)}, -2, false, REAL_FINITE}},
	{real_log1p, INT64_C(-1), -2, {{UINT64_C(0xad047f998c197d96), UINT64_C(0x87a486e65aa1bcd5), UINT64_C(0xdf5bb3b60554e151), UINT64_C(0x934b1089a6dc93c1)}, -1, true, REAL_FINITE}},
	{real_log1p, INT64_C(3), -3, {{UINT64_C(0x6bdd6ab952e7f931), UINT64_C(0xe59a498016887279), UINT64_C(0x5bd9bd99e39a20ae), UINT64_C(0xa30c5e10e2f613e8)}, -1, false, REAL_FINITE}},
	{real_log1p, INT64_C(1), -20, {{UINT64_C(0xdab4efaabcb1b03f), UINT64_C(0x70250270437435a9), UINT64_C(0x5555888885ddde02), UINT64_C(0xfffff80000555551)}, -20, false, REAL_FINITE}},
	{real_log1p, INT64_C(-1), -50, {{UINT64_C(0xaac444444444444a), UINT64_C(0xaaaaab2aaaaaaaaa), UINT64_C(0x0000000002aaaaaa), UINT64_C(0x8000000000001000)}, -49, true, REAL_FINITE}},
	{real_log1p, INT64_C(1), -88, {{UINT64_C(0x5555555555555555), UINT64_C(0x0000000000005555), UINT64_C(0xffffff8000000000), UINT64_C(0xffffffffffffffff)}, -88, false, REAL_FINITE}},
	{real_log1p, INT64_C(1), -91, {{UINT64_C(0x5555555555555555), UINT64_C(0x0000000000000155), UINT64_C(0xfffffff000000000), UINT64_C(0xffffffffffffffff)}, -91, false, REAL_FINITE}},
	{real_log1p, INT64_C(-3), -93, {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000090), UINT64_C(0x0000000900000000), UINT64_C(0xc000000000000000)}, -91, true, REAL_FINITE}},
	{real_log1p, INT64_C(1), -200, {{UINT64_C(0xff80000000000000), UINT64_C(0xffffffffffffffff), UINT64_C(0xffffffffffffffff), UINT64_C(0xffffffffffffffff)}, -200, false, REAL_FINITE}},
	{real_log1p, INT64_C(-5), -400, {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0xa000000000000000)}, -397, true, REAL_FINITE}},
	{real_log1p, INT64_C(1), 1000, {{UINT64_C(0x78d0c8cf6664f84f), UINT64_C(0x256d8f938be921e8), UINT64_C(0xc3285d6273db44e7), UINT64_C(0xad496b6802e49cd1)}, 10, false, REAL_FINITE}},
	{real_log1p, INT64_C(-15), -4, {{UINT64_C(0x8a0d175b8baafa2c), UINT64_C(0x40f343267298b62d), UINT64_C(0xc9e3b39803f2f6af), UINT64_C(0xb17217f7d1cf79ab)}, 2, true, REAL_FINITE}},
	{real_log1p, INT64_C(7), -3, {{UINT64_C(0x247c0b842a5e02a7), UINT64_C(0x4486ea2756f59974), UINT64_C(0x25e617a300bbca9c), UINT64_C(0xa0ec7f4233957323)}, 0, false, REAL_FINITE}},
	{real_exp, INT64_C(-2051562161142278316), -59, {{UINT64_C(0xd6720f760a1d57a8), UINT64_C(0xf749d444e36292d0), UINT64_C(0x0acdac2e47ddb01f), UINT64_C(0xe93a981b90387cbf)}, -5, false, REAL_FINITE}},
	{real_exp, INT64_C(373660690054898735), -70, {{UINT64_C(0x308536ad4bf3a93c), UINT64_C(0x7ffe768b878daddd), UINT64_C(0x1a61e0b53c6f268d), UINT64_C(0x800a5f70687f8d34)}, 1, false, REAL_FINITE}},
	{real_exp, INT64_C(1037264218529623657), -71, {{UINT64_C(0x8e93ac2f4750e35a), UINT64_C(0x4fcef4666485d7d2), UINT64_C(0xe574b5859519b5e0), UINT64_C(0x800e65e98e36efee)}, 1, false, REAL_FINITE}},
	{real_exp, INT64_C(-1882163031579170218), -63, {{UINT64_C(0xb25126f84d040d93), UINT64_C(0x12c4a7fdc9aed9a3), UINT64_C(0x1085d222f6f92fc2), UINT64_C(0xd0beb198159a4e1e)}, 0, false, REAL_FINITE}},
	{real_exp, INT64_C(592035204752672769), -62, {{UINT64_C(0xf27a7f450ab8bec5), UINT64_C(0x9a6dfd18eac208b5), UINT64_C(0x084784da5210b181), UINT64_C(0x91889e46498427f4)}, 1, false, REAL_FINITE}},
	{real_exp, INT64_C(-1870197019688083646), -69, {{UINT64_C(0x5ebfaab734d62f88), UINT64_C(0x272c3f6b4ef52cdc), UINT64_C(0xdec6006287628c70), UINT64_C(0xff30b1eadc095228)}, 0, false, REAL_FINITE}},
	{real_expm1, INT64_C(-1712435488445782157), -78, {{UINT64_C(0x1b9f7435f4527da3), UINT64_C(0xffb59f8227352440), UINT64_C(0x650623d7bf032585), UINT64_C(0xbe1e34bbad781a03)}, -17, true, REAL_FINITE}},
	{real_expm1, INT64_C(-3349592370375951587), -56, {{UINT64_C(0xfa2e089aaf1afb16), UINT64_C(0x0e1a20914499bdcc), UINT64_C(0xe16130b34912e410), UINT64_C(0xffffffffffffffff)}, 0, true, REAL_FINITE}},
	{real_expm1, INT64_C(-487187712971840943), -61, {{UINT64_C(0x40e57eb93bb026bc), UINT64_C(0xc2198a909ded59f7), UINT64_C(0x99e8e4d434302a00), UINT64_C(0xc306dcff2a6fa496)}, -2, true, REAL_FINITE}},
	{real_expm1, INT64_C(-1836213246186384281), -69, {{UINT64_C(0x02a80d996c88e8a3), UINT64_C(0xaca9b205902c83fb), UINT64_C(0x921d8404c9b06a8c), UINT64_C(0xcb8b3bb3d951c6c3)}, -8, true, REAL_FINITE}},
	{real_expm1, INT64_C(-168063819461942264), -80, {{UINT64_C(0x2716c39cf6fa9fc2), UINT64_C(0x8128dac3242b03d3), UINT64_C(0x59e82e054f6f8036), UINT64_C(0x95454922948229cf)}, -22, true, REAL_FINITE}},
	{real_expm1, INT64_C(-2116634964552560904), -76, {{UINT64_C(0x3c0c5dd3df55a3cf), UINT64_C(0xcc13a15076c0a8c9), UINT64_C(0xa754716ca2428d0a), UINT64_C(0xeafd8a93e629b8c6)}, -15, true, REAL_FINITE}},
	{real_log, INT64_C(975287808219285764), -61, {{UINT64_C(0xb76c92da80014d59), UINT64_C(0x0fb50e7b84bbd6ae), UINT64_C(0xa7c913556519340b), UINT64_C(0xdc47b256ee3698cf)}, 0, true, REAL_FINITE}},
	{real_log, INT64_C(3654898418813271260), -56, {{UINT64_C(0x40d1a13b3bd42616), UINT64_C(0x67d71f0a225e0b4c), UINT64_C(0x5efac153a6386240), UINT64_C(0xfb49727d73da72ee)}, 2, false, REAL_FINITE}},
	{real_log, INT64_C(2861724633871306876), -56, {{UINT64_C(0x85ce67385ec6acbf), UINT64_C(0x20b186c863e029a2), UINT64_C(0x29a1973db709ab86), UINT64_C(0xeba133dc1233a908)}, 2, false, REAL_FINITE}},
	{real_log, INT64_C(1857407901947356723), -61, {{UINT64_C(0xa072a582e6036c6d), UINT64_C(0x9f629ea7f719f61e), UINT64_C(0xacd552300bcdff81), UINT64_C(0xdd746bed16be9114)}, -2, true, REAL_FINITE}},
	{real_log, INT64_C(4575921352242844461), -62, {{UINT64_C(0xf50712e3caf1287d), UINT64_C(0xee8d74ee8a3fce7b), UINT64_C(0xc0a9ecd1566a5dad), UINT64_C(0xff1d1ef366ed044b)}, -7, true, REAL_FINITE}},
	{real_log, INT64_C(2087726238066813582), -67, {{UINT64_C(0x6e4585d6a7a559e3), UINT64_C(0x21cca4b12193179a), UINT64_C(0xa5216e7503bd22b0), UINT64_C(0x88439da0fd16a1d4)}, 3, true, REAL_FINITE}},
	{real_log1p, INT64_C(-3842828731870676215), -74, {{UINT64_C(0x2105bc2d60a9beb3), UINT64_C(0x0c86c4ef14ed9078), UINT64_C(0x94d315eefc197911), UINT64_C(0xd5576fb89c113a44)}, -12, true, REAL_FINITE}},
	{real_log1p, INT64_C(-2279385486686801280), -70, {{UINT64_C(0xe7061af4c2068ba1), UINT64_C(0x4fe220a998d4161a), UINT64_C(0xa1c2449d4000a82d), UINT64_C(0xfd4ea6ff7143bc66)}, -9, true, REAL_FINITE}},
	{real_log1p, INT64_C(184928658554560111), -73, {{UINT64_C(0x940910dd0038b282), UINT64_C(0xd59385872ae7198a), UINT64_C(0xe63cc111aa6837e5), UINT64_C(0xa43f7f44e3e45e43)}, -15, false, REAL_FINITE}},
	{real_log1p, INT64_C(-2566058459918255855), -70, {{UINT64_C(0x24a05f1e4b4a223b), UINT64_C(0x7eccf755212e1750), UINT64_C(0xbd5cb162cd5c1d30), UINT64_C(0x8e999249e4ca4218)}, -8, true, REAL_FINITE}},
	{real_log1p, INT64_C(1286008014533259074), -67, {{UINT64_C(0x400ffbb63881a9c4), UINT64_C(0x025a026bbddc33de), UINT64_C(0x9cf5a7eb66236ef1), UINT64_C(0x8e283565057e8ef7)}, -6, false, REAL_FINITE}},
	{real_log1p, INT64_C(-2303325985815408360), -69, {{UINT64_C(0x29d1eafcc8d1651f), UINT64_C(0xec7e735adb1af22c), UINT64_C(0x6a0d93d489b890bd), UINT64_C(0x801c42064e248e34)}, -7, true, REAL_FINITE}}
};

static const struct
{
	int64_t		m;
	int			e;
	int64_t		n;
	Real		expected;
}			compounds[] = {
	{INT64_C(-115), -7, INT64_C(-100), {{UINT64_C(0x8cf73e9e4103c58f), UINT64_C(0x36be5b2193cd76d0), UINT64_C(0x0996b64804a01d47), UINT64_C(0xf850aa6a36946c05)}, 330, false, REAL_FINITE}},
	{INT64_C(-1), -1, INT64_C(-300), {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x8000000000000000)}, 301, false, REAL_FINITE}},
	{INT64_C(-13), -4, INT64_C(-3000), {{UINT64_C(0x6ae19ea4d06e4845), UINT64_C(0x64dc78707d5a9717), UINT64_C(0x4c7b110653b46319), UINT64_C(0x8a616ea89c6b9cb2)}, 7246, false, REAL_FINITE}},
	{INT64_C(1), -16, INT64_C(65536), {{UINT64_C(0x932274bef7d6827f), UINT64_C(0x1c69913d759eb155), UINT64_C(0x49a14c133ff50389), UINT64_C(0xdbeffab99096523d)}, 1, false, REAL_FINITE}},
	{INT64_C(-3), -17, INT64_C(65536), {{UINT64_C(0x8842fb15da693524), UINT64_C(0xb1a5564bf0d4e784), UINT64_C(0x1167dcb00a18d149), UINT64_C(0xc6e1315e762645a9)}, 0, true, REAL_FINITE}},
	{INT64_C(1), -16, INT64_C(1), {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x8000000000000000)}, -15, false, REAL_FINITE}},
	{INT64_C(201), -15, INT64_C(360), {{UINT64_C(0x0ef06fc1cf4f7281), UINT64_C(0x9d57fd081ba7e814), UINT64_C(0x4ca67d8dba1c666b), UINT64_C(0x809e328e7d32c139)}, 4, false, REAL_FINITE}},
	{INT64_C(1), 0, INT64_C(1000), {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x8000000000000000)}, 1001, false, REAL_FINITE}},
	{INT64_C(-63), -7, INT64_C(4000), {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x8000000000000000)}, 1, true, REAL_FINITE}},
	{INT64_C(-65), -7, INT64_C(40), {{UINT64_C(0xa26ba61d5606719c), UINT64_C(0x53c23efd48ec5062), UINT64_C(0x0c8b41d3c0776629), UINT64_C(0xffffffffff77a5c5)}, 0, true, REAL_FINITE}},
	{INT64_C(1), -4, INT64_C(1), {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x8000000000000000)}, -3, false, REAL_FINITE}},
	{INT64_C(1), -4, INT64_C(2), {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x8400000000000000)}, -2, false, REAL_FINITE}},
	{INT64_C(1), -4, INT64_C(60), {{UINT64_C(0x23938136d2b70400), UINT64_C(0xc589cbaa96864227), UINT64_C(0xa4a9b012cb891af1), UINT64_C(0x93fbc3bed3374104)}, 6, false, REAL_FINITE}},
	{INT64_C(-1), -4, INT64_C(60), {{UINT64_C(0xa7a38400d9bf0000), UINT64_C(0x7188d0b95d353d41), UINT64_C(0x1700ce4a4051befd), UINT64_C(0xfaac2e83af18bd1d)}, 0, true, REAL_FINITE}},
	{INT64_C(-1), -4, INT64_C(-60), {{UINT64_C(0x3f95a3e48d8436c0), UINT64_C(0x4f492a4aba979269), UINT64_C(0x573dec04ea65f642), UINT64_C(0xbc369a0755f74ae4)}, 6, false, REAL_FINITE}},
	{INT64_C(3), -9, INT64_C(360), {{UINT64_C(0x68da1364d4c51351), UINT64_C(0xd7a2ada137a326ea), UINT64_C(0xa951151a728d28fb), UINT64_C(0xe628f7e0216faa48)}, 3, false, REAL_FINITE}},
	{INT64_C(3), -9, INT64_C(-360), {{UINT64_C(0x78225fd3954cf093), UINT64_C(0xf130510c6ffb54ea), UINT64_C(0x32ec588328ad0d95), UINT64_C(0xe0c07d3e996f3f7e)}, 0, true, REAL_FINITE}},
	{INT64_C(1), -100, INT64_C(7), {{UINT64_C(0x0460000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x000000002a000000), UINT64_C(0xe000000000000000)}, -97, false, REAL_FINITE}},
	{INT64_C(-5), -300, INT64_C(1000000), {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x9896800000000000)}, -277, true, REAL_FINITE}},
	{INT64_C(1), -30, INT64_C(1000000000), {{UINT64_C(0xf2d9cdf71135d1ee), UINT64_C(0x8912201ad51fd69e), UINT64_C(0x1ab481ab0311e276), UINT64_C(0xc4d8b5d24b3aaa81)}, 1, false, REAL_FINITE}},
	{INT64_C(1), -60, INT64_C(1000000000000000000), {{UINT64_C(0xceef3a95d7851bb7), UINT64_C(0xe995ddcc0bcebb73), UINT64_C(0x235e743e44d68c36), UINT64_C(0xb0b8378de085b59b)}, 1, false, REAL_FINITE}},
	{INT64_C(-3), -60, INT64_C(1000000000000000000), {{UINT64_C(0xc7c79fbff2cd60c7), UINT64_C(0x16e397ba43d6db4b), UINT64_C(0x9ad8fdeec82f6018), UINT64_C(0xed068bd237e4ad97)}, 0, true, REAL_FINITE}},
	{INT64_C(1), -60, INT64_C(-1000000000000000000), {{UINT64_C(0xb0a4cdcc1d590f72), UINT64_C(0xdd0f6dbe4006082b), UINT64_C(0x9bcafc363ffdf2f5), UINT64_C(0x94770ef546ee6091)}, 0, true, REAL_FINITE}},
	{INT64_C(5), -1, INT64_C(1000), {{UINT64_C(0x73e93441f785bbe5), UINT64_C(0xa9f6b40967456fb1), UINT64_C(0xbe82c7214803d5be), UINT64_C(0xa3b3890f36f74446)}, 1808, false, REAL_FINITE}},
	{INT64_C(-3), 0, INT64_C(7), {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x8100000000000000)}, 8, true, REAL_FINITE}},
	{INT64_C(-3), 0, INT64_C(8), {{UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0x0000000000000000), UINT64_C(0xff00000000000000)}, 8, false, REAL_FINITE}},
	{INT64_C(-2251799813685247), -50, INT64_C(12), {{UINT64_C(0x317ffffffffff190), UINT64_C(0xffff844000000000), UINT64_C(0x00000000dbffffff), UINT64_C(0xbffffffffffef800)}, -46, true, REAL_FINITE}},
	{INT64_C(-2251799813685247), -50, INT64_C(-13), {{UINT64_C(0xc7000000000182c0), UINT64_C(0x0001c70000000001), UINT64_C(0x000000016c000000), UINT64_C(0x800000000000d000)}, 2, true, REAL_FINITE}}
};

static const struct
{
	int64_t		m;
	int			e;
	int64_t		y_m;
	int			y_e;
	Real		expected;
}			powers[] = {
	{INT64_C(2), 0, INT64_C(1), -1, {{UINT64_C(0xed17ac8583339915), UINT64_C(0x1d6f60ba893ba84c), UINT64_C(0x597d89b3754abe9f), UINT64_C(0xb504f333f9de6484)}, 1, false, REAL_FINITE}},
	{INT64_C(3), 0, INT64_C(-1), -1, {{UINT64_C(0x97b58cc2cf6c8cf6), UINT64_C(0x0c9d66eec69e17dd), UINT64_C(0x0c7c0f257d92be83), UINT64_C(0x93cd3a2c8198e269)}, 0, false, REAL_FINITE}},
	{INT64_C(10), 0, INT64_C(1), -2, {{UINT64_C(0x5cf73abee6a5fea6), UINT64_C(0x0ef44004efab75f0), UINT64_C(0xf37c988e80f41b4b), UINT64_C(0xe39ea8e2a2387187)}, 1, false, REAL_FINITE}},
	{INT64_C(7), -3, INT64_C(-355), -10, {{UINT64_C(0xc8f65978c1a86fcd), UINT64_C(0x74535f42ee5f0361), UINT64_C(0x88aeb5c4a076846b), UINT64_C(0x8610936569f37d26)}, 1, false, REAL_FINITE}},
	{INT64_C(1000003), 0, INT64_C(12345), -7, {{UINT64_C(0x733a370b8aa65bd7), UINT64_C(0xf3a6d61a0eb82eaf), UINT64_C(0xf44d718557fe356d), UINT64_C(0x9e54154d7d1b5f05)}, 1923, false, REAL_FINITE}},
	{INT64_C(1), -900, INT64_C(3), -3, {{UINT64_C(0xed17ac8583339915), UINT64_C(0x1d6f60ba893ba84c), UINT64_C(0x597d89b3754abe9f), UINT64_C(0xb504f333f9de6484)}, -337, false, REAL_FINITE}},
	{INT64_C(1152921504606846977), -60, INT64_C(1234567), -3, {{UINT64_C(0xf9a07cdf59e4d8e6), UINT64_C(0x11689bd04b4e1121), UINT64_C(0x00000162de2b46f9), UINT64_C(0x800000000012d687)}, 1, false, REAL_FINITE}},
	{INT64_C(3), 5, INT64_C(100001), -1, {{UINT64_C(0xc5ba3f96a4f349b1), UINT64_C(0x5f04da0fd573a028), UINT64_C(0xc1bd2f5fe66e153d), UINT64_C(0xaaf5d47684688910)}, 329252, false, REAL_FINITE}}
};

static void
references(void)
{
	double		worst = 0;
	double		worst_compound = 0;
	double		worst_power = 0;
	bool		inverse = true;

	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
	{
		Real		x = scaled(functions[i].m, functions[i].e);
		double		allowed = 1;
		double		error = ulps(functions[i].function(x), functions[i].expected);

		/* the error of exp() grows with its argument */
		if (functions[i].function == real_exp || functions[i].function == real_expm1)
			allowed += fabs(real_to_double(x)) / 32;
		if (error / allowed > 64)
			printf("# functions[%zu] is off by %g ulp\n", i, error);
		worst = fmax(worst, error / allowed);
	}
	printf("# exp, expm1, log, log1p are off by at most %.1f ulp\n", worst);
	ok(worst <= 64, "exp, expm1, log and log1p");

	for (size_t i = 0; i < sizeof(compounds) / sizeof(compounds[0]); i++)
	{
		Real		x = scaled(compounds[i].m, compounds[i].e);
		double		n = fabs((double) compounds[i].n);
		double		error = ulps(real_compound(x, compounds[i].n), compounds[i].expected);
		double		allowed = 8 + 4 * log2(n) + 4 * n * fabs(log(fabs(1 + real_to_double(x))));

		if (n <= 65536 && fabs(real_to_double(x)) >= 0x1p-17)
			allowed = fmax(allowed, 2 * n + 2 / fabs(real_to_double(x)));

		if (error > allowed)
			printf("# compounds[%zu] is off by %g ulp\n", i, error);
		worst_compound = fmax(worst_compound, error / allowed);
	}
	printf("# compound growth is off by at most %.0f%% of what is promised\n", 100 * worst_compound);
	ok(worst_compound <= 1, "compound growth");

	for (size_t i = 0; i < sizeof(powers) / sizeof(powers[0]); i++)
	{
		Real		x = scaled(powers[i].m, powers[i].e);
		Real		y = scaled(powers[i].y_m, powers[i].y_e);
		double		error = ulps(real_exp(real_multiply(y, real_log(x))), powers[i].expected);
		double		allowed = 64 + 2 * fabs(real_to_double(real_multiply(y, real_log(x))));

		worst_power = fmax(worst_power, error / allowed);
	}
	ok(worst_power <= 1, "exponentials of logarithms");

	for (int i = 0; i < 2000; i++)
	{
		Real		x = random_real(20);
		Real		small = random_real(200);

		x.negative = false;
		small.exponent = -(small.exponent < 0 ? -small.exponent : small.exponent) - 1;
		inverse &= ulps(real_exp(real_log(x)), x) < 64 * 20 && ulps(real_log1p(real_expm1(small)), small) < 256 &&
			ulps(real_expm1(real_log1p(small)), small) < 256;
	}
	ok(inverse, "exp undoes log, expm1 undoes log1p");
	/* 3^161 < 2^256 */
	ok(real_compare(real_power_int(real_scale(real_from_int64(3), -1), 100), real_scale(real_power_int(real_from_int64(3), 100), -100)) == 0 &&
	   real_compare(real_divide(real_power_int(real_from_int64(3), 161), real_power_int(real_from_int64(3), 160)), real_from_int64(3)) == 0 &&
	   real_compare(real_power_int(real_scale(real_one, -1), -40), real_scale(real_one, 40)) == 0, "powers that fit are exact");
}

/* exp and expm1 far from 0, and at the ends of what there is */
static void
ends(void)
{
	bool		large = true;
	Real		most = real_scale(real_one, REAL_EXPONENT_MAX - 1);
	Real		least = real_scale(real_one, -REAL_EXPONENT_MAX - 1);

	for (int i = 1; i <= 3000; i += 7)
	{
		Real		x = real_divide_int(real_from_int64(i), 3);

		large &= ulps(real_expm1(x), real_subtract(real_exp(x), real_one)) <= 1 &&
			ulps(real_expm1(real_negate(x)), real_subtract(real_exp(real_negate(x)), real_one)) <= 1 &&
			ulps(real_multiply(real_exp(x), real_exp(real_negate(x))), real_one) < 64 + i;
	}
	ok(large, "expm1 is exp less 1 where that is more exact");
	large = true;
	for (int i = 1; i <= 60; i++)
		for (int x = 1; x <= 19; x++)
		{
			Real		rest = real_scale(real_from_int64(x), x % 2 ? -5 : -11);	/* exact, and less 1 too */

			large &= ulps(real_compound(real_subtract(rest, real_one), -i), real_subtract(real_power_int(rest, -i), real_one)) <= 16 * (i + 1) &&
				ulps(real_compound(real_subtract(rest, real_one), i), real_subtract(real_power_int(rest, i), real_one)) <= 16 * (i + 1);
		}
	ok(large, "growth by next to -1, forwards and backwards");
	ok(real_exp(special(REAL_INFINITE, true)).kind == REAL_ZERO && real_exp(special(REAL_INFINITE, false)).kind == REAL_INFINITE &&
	   real_exp(real_from_double(1e30)).kind == REAL_INFINITE && real_exp(real_from_double(-1e30)).kind == REAL_ZERO &&
	   real_exp(special(REAL_NAN, false)).kind == REAL_NAN && real_expm1(special(REAL_NAN, false)).kind == REAL_NAN &&
	   real_compare(real_expm1(special(REAL_INFINITE, true)), real_from_int64(-1)) == 0 &&
	   real_expm1(special(REAL_INFINITE, false)).kind == REAL_INFINITE, "infinity, and what is none");
	ok(real_log((Real) {0}).kind == REAL_INFINITE && real_log((Real) {0}).negative && real_log(real_from_int64(-1)).kind == REAL_NAN &&
	   real_log1p(real_from_int64(-1)).kind == REAL_INFINITE && real_log1p(real_from_int64(-2)).kind == REAL_NAN &&
	   real_is_zero(real_log(real_one)) && real_is_zero(real_log1p((Real) {0})), "logarithms of nothing and less");
	ok(most.kind == REAL_FINITE && real_scale(most, 1).kind == REAL_INFINITE && real_add(most, most).kind == REAL_INFINITE && real_multiply(most, most).kind == REAL_INFINITE &&
	   real_negate(real_multiply(most, most)).negative, "the largest number");
	ok(least.kind == REAL_FINITE && real_scale(least, -1).kind == REAL_ZERO && real_multiply(least, least).kind == REAL_ZERO, "the smallest");
	ok(!real_from_double(INFINITY).negative && real_from_double(INFINITY).kind == REAL_INFINITE && real_from_double(-INFINITY).negative &&
	   real_from_double(NAN).kind == REAL_NAN && real_is_zero(real_from_double(0)), "doubles that are no numbers");
}

int
main(void)
{
	arithmetic();
	ends();
	specials();
	decimals();
	numbers();
	references();
	return done_testing();
}
