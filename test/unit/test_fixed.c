/*
 * test_fixed.c
 *		core/number/fixed and ratio against schoolbook arithmetic; fiscal calendars and laws of
 *		depreciation against worked examples.
 */
#include "core/finance/depreciation_law.h"

#include <stdlib.h>
#include <string.h>

#include "core/time/calendar.h"
#include "tap.h"

/* value * num / den bit by bit, cut below 2^-128 */
static Fixed
slow_multiply(Fixed value, uint64_t num, uint64_t den)
{
	uint32_t	digit[12] = {0};
	uint64_t	rest = 0;
	u128		words[2] = {value.fraction, (u128) value.whole};
	uint64_t	carry = 0;

	for (int i = 0; i < 8; i++)
		digit[i] = (uint32_t) (words[i / 4] >> (32 * (i % 4)));
	/* by num in two halves, the higher one first */
	{
		uint32_t	low = (uint32_t) num;
		uint32_t	high = (uint32_t) (num >> 32);
		uint32_t	product[12] = {0};

		for (int half = 0; half < 2; half++)
		{
			uint32_t	factor = half ? high : low;

			carry = 0;
			for (int i = 0; i + half < 12; i++)
			{
				carry += (uint64_t) digit[i] * factor + product[i + half];
				product[i + half] = (uint32_t) carry;
				carry >>= 32;
			}
		}
		memcpy(digit, product, sizeof(digit));
	}
	/* bit by bit */
	words[0] = words[1] = 0;
	for (int i = 12 * 32 - 1; i >= 0; i--)
	{
		bool		bit = (digit[i / 32] >> (i % 32)) & 1;
		bool		over = rest >> 63;

		rest = rest << 1 | bit;
		if (over || rest >= den)
		{
			rest -= den;
			if (i < 256)
				words[i / 128] |= (u128) 1 << (i % 128);
		}
	}
	return (Fixed) {.fraction = words[0], .whole = (i128) words[1]};
}

static void *
allocate(size_t size)
{
	return aligned_alloc(16, (size + 15) / 16 * 16);
}

/* What a law of a whole life charges by an age, rounded. */
static int64_t
charged(DepreciationMethod method, int64_t cost, int64_t salvage, int64_t life, Ratio age)
{
	TimeAxis	axis = {.calendar = {.year_start = 1}, .convention = CONVENTION_FULL_MONTH};
	LawContext	context = {.axis = &axis, .allocate = allocate};
	Law			law = {
		.method = method, .life = ratio_whole(life), .scale = ratio_whole(1), .origin = ratio_whole(2024 * 12), .from = ratio_whole(0),
		.rate = {2, life}
	};

	law_begin(&law, &context, fixed_from_whole(cost), fixed_from_whole(salvage));
	return (int64_t) fixed_round(law_amount(&law, age));
}

int
main(void)
{
	int			wrong = 0;
	TimeAxis	axis = {.calendar = {.year_start = 4}};
	int64_t		day = days_from_civil(2024, 8, 20);
	int64_t		years[] = {2024 * 12 + 6, 2025 * 12};
	int64_t		start;
	int64_t		end;

	for (int i = 0; i < 100000; i++)
	{
		int			shift = (int) (next_random() % 64);
		Fixed		value = {
			.fraction = (u128) next_random() << 64 | next_random(),
			.whole = (i128) (((u128) next_random() << 64 | next_random()) >> (40 + shift))
		};
		uint64_t	den = (next_random() >> (next_random() % 63)) | 1;
		uint64_t	num = next_random() % den;
		Fixed		fast = fixed_multiply(value, num, den);
		Fixed		slow = slow_multiply(value, num, den);

		wrong += fast.whole != slow.whole || fast.fraction != slow.fraction;
	}
	ok(wrong == 0, "a product with a fraction is cut below 2^-128");

	wrong = 0;
	for (int i = 0; i < 100000; i++)
	{
		int64_t		den = 1 + (int64_t) (next_random() % 100000);
		int64_t		num = (int64_t) (next_random() % (uint64_t) den);
		int64_t		value = (int64_t) (next_random() >> 20);
		i128		expected = div_round_i128((i128) value * num, den);

		wrong += fixed_round(fixed_multiply(fixed_from_whole(value), (uint64_t) num, (uint64_t) den)) != expected;
		/* in two steps, the first of which is cut */
		wrong += fixed_round(fixed_multiply(fixed_multiply(fixed_from_whole(value), (uint64_t) num, 3 * 7 * 11),
											3 * 7 * 11, (uint64_t) den)) != expected;
	}
	ok(wrong == 0, "halves go away from zero, whatever was cut before");
	ok(fixed_round((Fixed) {.fraction = (u128) 1 << 127, .whole = -1}) == -1 && fixed_round((Fixed) {.fraction = (u128) 1 << 127, .whole = 0}) == 1,
	   "below zero as well");
	ok(fixed_is_zero(fixed_multiply(fixed_from_whole(5), 1, 0)), "no division by zero");

	wrong = 0;
	for (int i = 0; i < 10000; i++)
	{
		Fixed		value = {.fraction = (u128) next_random() << 64 | next_random(), .whole = (i128) (next_random() >> (next_random() % 64))};
		Fixed		back = fixed_from_real(real_from_fixed(value));

		wrong += back.whole != value.whole || back.fraction != value.fraction;
	}
	ok(wrong == 0, "floating point of 256 bits holds it");

	{
		Ratio		a = ratio_add((Ratio) {1, 3}, (Ratio) {1, 6});

		ok(ratio_compare(a, (Ratio) {1, 2}) == 0, "a third and a sixth are a half");
		ok(ratio_lowest(RATIO_LIMIT - 1, 1).num == RATIO_LIMIT - 1 && ratio_lowest(1, RATIO_LIMIT - 1).den == RATIO_LIMIT - 1 &&
		   ratio_lowest(1 - RATIO_LIMIT, 1).num == 1 - RATIO_LIMIT && ratio_lowest((i128) RATIO_LIMIT * 6, (i128) RATIO_LIMIT * 4).den == 2,
		   "what is below the limit in lowest terms is kept");
		ok(ratio_lowest(RATIO_LIMIT, 1).den == 0 && ratio_lowest(-RATIO_LIMIT, 1).den == 0 && ratio_lowest(1, RATIO_LIMIT).den == 0,
		   "and from it on nothing");
		ok(ratio_floor((Ratio) {-1, 2}) == -1 && ratio_floor((Ratio) {-4, 2}) == -2 && ratio_floor((Ratio) {7, 2}) == 3, "rounded down");
		ok(ratio_lowest((i128) 1 << 100, ((i128) 1 << 100) * 6).den == 6, "in lowest terms");
		ok(ratio_lowest(((i128) 1 << 100) + 1, (i128) 1 << 99).den == 0, "or none");
	}

	/* ---- places ---- */
	axis.convention = CONVENTION_NEXT_MONTH;
	ok(convention_start(&axis, day).num == 2024 * 12 + 8 && convention_stop(&axis, day).num == 2024 * 12 + 8, "the month after");
	axis.convention = CONVENTION_HALF_YEAR;
	ok(ratio_compare(convention_start(&axis, day), ratio_whole(2024 * 12 + 9)) == 0, "the middle of a year from April is October");
	axis.convention = CONVENTION_MID_QUARTER;
	ok(ratio_compare(convention_start(&axis, day), (Ratio) {2 * (2024 * 12 + 7) + 1, 2}) == 0, "of its second quarter, mid August");
	axis.convention = CONVENTION_DAY;
	ok(ratio_compare(axis_of_day(&axis, day), (Ratio) {(2024 * 12 + 7) * 31 + 19, 31}) == 0, "19 of 31 days of August");
	axis.proration = DAYS_30E_360;
	ok(ratio_compare(axis_of_day(&axis, days_from_civil(2024, 1, 31)), axis_of_day(&axis, days_from_civil(2024, 1, 30))) == 0, "the 31st is the 30th");
	axis.calendar.years = years;
	axis.calendar.n_years = 2;
	ok(fiscal_year(&axis.calendar, 2024 * 12 + 8).months == 6 && fiscal_year(&axis.calendar, 2024 * 12 + 5).start == 2023 * 12 + 6 &&
	   fiscal_year(&axis.calendar, 2026 * 12 + 3).start == 2026 * 12, "a short year between whole ones");
	fiscal_period(&axis.calendar, STEP_QUARTER, 2024 * 12 + 10, &start, &end);
	ok(start == 2024 * 12 + 9 && end == 2025 * 12, "its second quarter");

	/* ---- laws, in cents: the server of doc/depreciation.md ---- */
	ok(charged(METHOD_STRAIGHT_LINE, 160000000, 8000000, 48, ratio_whole(12)) == 38000000, "straight line");
	ok(charged(METHOD_SUM_OF_DIGITS, 160000000, 8000000, 48, ratio_whole(24)) == 60800000 + 45600000, "sum of digits");
	ok(charged(METHOD_DOUBLE_DECLINING, 160000000, 8000000, 48, ratio_whole(36)) == 80000000 + 40000000 + 16000000, "double declining");
	ok(charged(METHOD_DECLINING_BALANCE, 160000000, 8000000, 48, ratio_whole(36)) == 80000000 + 40000000 + 20000000, "declining balance");
	ok(charged(METHOD_DECLINING_BALANCE, 160000000, 8000000, 48, (Ratio) {85, 2}) == 140000000 + 12000000 * 13 / 24, "in the middle of a month");
	wrong = 0;
	for (int method = METHOD_STRAIGHT_LINE; method <= METHOD_DECLINING_BALANCE; method++)
		for (int64_t life = 1; life <= 100; life++)
		{
			int64_t		before = 0;

			for (int64_t age = 1; age <= 2 * life; age++)
			{
				int64_t		now = charged(method, 1234567, 4321, life, (Ratio) {age, 2});

				wrong += now < before;
				before = now;
			}
			wrong += before != 1234567 - 4321;
		}
	ok(wrong == 0, "every life ends at the salvage, and nothing is taken back");
	return done_testing();
}
