/*
 * test_decimal.c
 *		core/number/decimal against schoolbook arithmetic, bit by bit.
 */
#include "core/number/decimal.h"

#include <string.h>

#include "tap.h"

/* ---- a slow, obvious 256-bit arithmetic to check against -------------------- */

static bool
bit(const u256 *a, int i)
{
	return (a->word[i / 64] >> (i % 64)) & 1;
}

static u256
slow_mul(u128 a, u128 b)
{
	u256		sum = {{0}};

	for (int i = 127; i >= 0; i--)
	{
		u128		carry;

		/* sum = sum * 2 + (bit i of a) * b */
		for (int w = 3; w > 0; w--)
			sum.word[w] = (sum.word[w] << 1) | (sum.word[w - 1] >> 63);
		sum.word[0] <<= 1;
		if (((a >> i) & 1) == 0)
			continue;
		carry = (u128) sum.word[0] + (uint64_t) b;
		sum.word[0] = (uint64_t) carry;
		carry = (u128) sum.word[1] + (uint64_t) (b >> 64) + (carry >> 64);
		sum.word[1] = (uint64_t) carry;
		carry = (u128) sum.word[2] + (carry >> 64);
		sum.word[2] = (uint64_t) carry;
		sum.word[3] += (uint64_t) (carry >> 64);
	}
	return sum;
}

/* False where the rounded quotient needs more than 127 bits. */
static bool
slow_div_round(const u256 *num, u128 den, u128 *result)
{
	u128		rest = 0;
	u128		quotient = 0;
	bool		lost = false;

	for (int i = 255; i >= 0; i--)
	{
		bool		top = rest >> 127;

		rest = (rest << 1) | bit(num, i);
		lost |= quotient >> 127;
		quotient <<= 1;
		if (top || rest >= den)
		{
			rest -= den;
			quotient |= 1;
		}
	}
	if (rest >= den - rest)
		quotient++;
	*result = quotient;
	return !lost && quotient <= (u128) I128_MAX;
}

/* Of any width, with runs of equal bits, which is where carries hide. */
static u128
wide_random(void)
{
	u128		value = ((u128) next_random() << 64) | next_random();

	switch (next_random() % 4)
	{
		case 0:
			value |= value << 64 | value >> 17;
			break;
		case 1:
			value = ~(u128) 0 - (value & 3);
			break;
		case 2:
			value &= ((u128) 1 << 127) | 0xff;
			break;
		default:
			break;
	}
	return value >> (next_random() % 128);
}

static void
test_wide(void)
{
	int			wrong_products = 0;
	int			wrong_quotients = 0;
	int			wrong_overflows = 0;
	int			overflows = 0;

	for (int i = 0; i < 200000; i++)
	{
		u128		a = wide_random();
		u128		b = wide_random();
		u128		den = wide_random();
		u256		product = u256_mul(a, b);
		u256		expected = slow_mul(a, b);
		u128		quotient;
		u128		expected_quotient;
		bool		fits;

		wrong_products += memcmp(&product, &expected, sizeof(product)) != 0;
		if (den == 0)
			den = 1;
		fits = slow_div_round(&expected, den, &expected_quotient);
		overflows += !fits;
		if (u256_div_round(&product, den, &quotient) != fits)
			wrong_overflows++;
		else if (fits && quotient != expected_quotient)
			wrong_quotients++;
	}
	ok(wrong_products == 0, "u256_mul agrees with bitwise multiplication on 200,000 pairs");
	ok(wrong_quotients == 0, "u256_div_round agrees with bitwise division");
	ok(wrong_overflows == 0 && overflows > 1000, "and reports overflow where there is one");
}

/* Divisors of all lengths, the smallest and largest and powers of two among them. */
static uint64_t
divisor_random(void)
{
	static const uint64_t special[] = {
		1, 2, 3, UINT64_C(1) << 63, (UINT64_C(1) << 63) + 1, (UINT64_C(1) << 63) - 1, UINT64_MAX, UINT64_MAX - 1,
		/* those of rents by the hour, day and week */
		UINT64_C(360000000000000), UINT64_C(8640000000000000), UINT64_C(60480000000000000)
	};
	uint64_t	value = (uint64_t) wide_random();

	if (next_random() % 3 == 0)
		return special[next_random() % (sizeof(special) / sizeof(special[0]))];
	return value == 0 ? 1 : value;
}

static void
test_known_divisor(void)
{
	int			wrong = 0;
	int			wrong_edges = 0;

	for (int i = 0; i < 500000; i++)
	{
		u128		num = wide_random();
		Divisor		divisor = divisor_make(divisor_random());
		u128		quotient = num / divisor.value;
		u256		wide = {{(uint64_t) num, (uint64_t) (num >> 64), 0, 0}};
		u128		rounded;

		wrong += divisor_divide(num, &divisor) != quotient;
		/* the bitwise division rounds */
		if (i < 100000 && slow_div_round(&wide, divisor.value, &rounded))
			wrong += rounded - quotient > 1;
		/* where the quotient changes */
		for (u128 k = 0; k < 3 && quotient > 1; k++)
			wrong_edges += divisor_divide(quotient * divisor.value - 1 + k, &divisor) !=
				(quotient * divisor.value - 1 + k) / divisor.value;
	}
	ok(wrong == 0, "divisor_divide agrees with the machine's division on 500,000 pairs");
	ok(wrong_edges == 0, "also where the quotient changes");
}

static void
test_rounding(void)
{
	ok(div_round_i128(5, 10) == 1, "0.5 rounds to 1");
	ok(div_round_i128(-5, 10) == -1, "-0.5 rounds to -1");
	ok(div_round_i128(4, 10) == 0 && div_round_i128(-4, 10) == 0, "0.4 rounds to 0");
	ok(div_round_i128(15, 10) == 2 && div_round_i128(25, 10) == 3, "halves go away from zero, not to even");
	ok(div_round_i128(I128_MAX, 1) == I128_MAX, "the largest number over one is itself");
	ok(div_round_i128(7, 3) == 2 && div_round_i128(8, 3) == 3, "thirds");
}

/* ---- text ------------------------------------------------------------------- */

static bool
formats(i128 value, int scale, const char *expected)
{
	char		buf[DECIMAL_BUFFER];
	int			len = decimal_format(buf, value, scale);

	return len == (int) strlen(expected) && memcmp(buf, expected, len) == 0;
}

static DecimalStatus
scan(const char *text, int scale, int64_t limit, int64_t *result)
{
	Decimal		decimal;

	if (decimal_scan(text, strlen(text), &decimal) != strlen(text))
		return (DecimalStatus) -1;
	return decimal_to_scale(&decimal, scale, limit, result);
}

static bool
scans(const char *text, int scale, int64_t expected)
{
	int64_t		value;

	return scan(text, scale, INT64_MAX, &value) == DECIMAL_OK && value == expected;
}

static bool
refuses(const char *text, int scale, int64_t limit, DecimalStatus expected)
{
	int64_t		value;

	return scan(text, scale, limit, &value) == expected;
}

static bool
keeps(const char *text, int scale, DecimalRest rest, int64_t limit, int64_t expected)
{
	Decimal		decimal;
	i128		value = -1;

	return decimal_scan(text, strlen(text), &decimal) == strlen(text) &&
		decimal_kept(&decimal, scale, rest, (u128) limit, &value) && value == expected;
}

static bool
exceeds(const char *text, int scale, int64_t limit)
{
	Decimal		decimal;
	i128		value;

	return decimal_scan(text, strlen(text), &decimal) == strlen(text) &&
		!decimal_kept(&decimal, scale, REST_ROUNDED, (u128) limit, &value);
}

static void
test_kept(void)
{
	int			wrong = 0;

	ok(keeps("1.25", 1, REST_ROUNDED, INT64_MAX, 13) && keeps("-1.25", 1, REST_ROUNDED, INT64_MAX, -13), "a half goes away from zero");
	ok(keeps("1.25", 1, REST_CUT, INT64_MAX, 12) && keeps("-1.25", 1, REST_CUT, INT64_MAX, -12), "or is cut off");
	ok(keeps("1.2499999999999999999999999999999999999999999999", 1, REST_ROUNDED, INT64_MAX, 12), "less than half does not");
	ok(keeps("0.00000000000000000000000000000000000000000000000005", 8, REST_ROUNDED, INT64_MAX, 0), "next to nothing is nothing");
	ok(keeps("9e-40", 1, REST_ROUNDED, INT64_MAX, 0) && keeps("999999999999999999999999999999999999999e-41", 1, REST_ROUNDED, INT64_MAX, 0), "of 39 digits too");
	ok(keeps("1.5e3", 2, REST_ROUNDED, INT64_MAX, 150000), "nothing is lost where there is room");
	ok(keeps("100.04", 1, REST_ROUNDED, 1000, 1000) && exceeds("100.05", 1, 1000) && exceeds("1e300", 0, INT64_MAX), "it is the rounded one that is over the limit");
	for (int i = 0; i < 100000; i++)
	{
		uint64_t	coefficient = next_random() >> next_random() % 64;
		int			lost = (int) (next_random() % 12);
		Decimal		decimal = {.negative = next_random() % 2, .coefficient = coefficient, .exponent = -lost};
		u128		power = power_of_ten(lost);
		i128		rounded = 0;
		i128		cut = 0;

		wrong += !decimal_kept(&decimal, 0, REST_ROUNDED, (u128) I128_MAX, &rounded) ||
			!decimal_kept(&decimal, 0, REST_CUT, (u128) I128_MAX, &cut);
		if (decimal.negative)
		{
			rounded = -rounded;
			cut = -cut;
		}
		/* 2 x less than half a unit away, or half of one below; and no more than there is */
		wrong += (u128) (2 * rounded - 1) * power > (u128) 2 * coefficient && rounded > 0;
		wrong += (u128) (2 * rounded + 1) * power <= (u128) 2 * coefficient;
		wrong += (u128) cut * power > coefficient || (u128) (cut + 1) * power <= coefficient;
	}
	ok(wrong == 0, "100,000 random numbers");
}

static void
test_text(void)
{
	Decimal		decimal;
	int			wrong = 0;

	ok(formats(0, 6, "0"), "zero");
	ok(formats(960000000, 6, "960"), "trailing zeros are trimmed");
	ok(formats(312000, 6, "0.312"), "a leading zero is written");
	ok(formats(-1, 12, "-0.000000000001"), "a small negative");
	ok(formats(I128_MAX, 0, "170141183460469231731687303715884105727"), "39 digits");
	ok(formats(-I128_MAX - 1, 12, "-170141183460469231731687303.715884105728"), "the smallest number");

	ok(scans("15.1", 8, 1510000000), "15.1 at 8 decimals");
	ok(scans("-.5", 1, -5) && scans("5.", 1, 50), "a point at either end");
	ok(scans("1e3", 0, 1000) && scans("1.5E+2", 0, 150) && scans("250e-2", 1, 25), "exponents");
	ok(scans("1.500000000000000000000000000000000000000000000000", 1, 15), "50 zeros are not decimals");
	ok(scans("0e99999999999", 2, 0), "zero with any exponent");
	ok(refuses("1.23", 1, INT64_MAX, DECIMAL_TOO_FINE), "too many decimals");
	ok(refuses("0.00000000000000000000000000000000000000000000000001", 8, INT64_MAX, DECIMAL_TOO_FINE), "far too many");
	ok(refuses("1.00000000000000000000000000000000000000000000000001", 8, INT64_MAX, DECIMAL_TOO_FINE), "too many after 38 digits");
	ok(refuses("101", 0, 100, DECIMAL_TOO_LARGE) && scans("100", 0, 100), "over the limit");
	ok(refuses("1e400", 0, INT64_MAX, DECIMAL_TOO_LARGE), "far over the limit");
	ok(refuses("99999999999999999999999999999999999999999999", 0, INT64_MAX, DECIMAL_TOO_LARGE), "44 digits");
	ok(refuses("99999999999999999999999999999999999999999999.5", 8, INT64_MAX, DECIMAL_TOO_LARGE), "44 digits and a half");
	ok(decimal_scan("268E", 4, &decimal) == 3, "268E is a number and a letter");
	ok(decimal_scan("", 0, &decimal) == 0 && decimal_scan("+", 1, &decimal) == 0 &&
	   decimal_scan(".", 1, &decimal) == 0 && decimal_scan("x1", 2, &decimal) == 0, "what is no number");

	for (int i = 0; i < 100000; i++)
	{
		int64_t		value = (int64_t) next_random() >> (next_random() % 63);
		int			scale = (int) (next_random() % 13);
		char		buf[DECIMAL_BUFFER + 1];
		int64_t		back;

		if (value == INT64_MIN)
			continue;
		buf[decimal_format(buf, value, scale)] = '\0';
		wrong += scan(buf, scale, INT64_MAX, &back) != DECIMAL_OK || back != value;
	}
	ok(wrong == 0, "100,000 random numbers survive printing and scanning");
}

int
main(void)
{
	u128		power = 1;
	bool		good = true;

	for (int i = 0; i <= DECIMAL_MAX_POWER; i++, power *= 10)
		good &= power_of_ten(i) == power;
	ok(good, "powers of ten");
	test_wide();
	test_known_divisor();
	test_rounding();
	test_kept();
	test_text();
	return done_testing();
}
