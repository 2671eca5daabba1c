/*
 * test_depreciation.c
 *		core/finance/depreciation: the tables of MACRS as published, declining balances against a
 *		loop over the periods.
 */
#include "core/finance/depreciation.h"

#include <math.h>
#include <string.h>

#include "tap.h"

/* ---- MACRS ---------------------------------------------------------------------- */

/* IRS Publication 946, tables, in thousandths of a percent. */
static const struct
{
	const char *convention;
	int			years;
	int			percentage[22];
}			published[] = {
	{"half-year", 3, {33330, 44450, 14810, 7410}},
	{"half-year", 5, {20000, 32000, 19200, 11520, 11520, 5760}},
	{"half-year", 7, {14290, 24490, 17490, 12490, 8930, 8920, 8930, 4460}},
	{"half-year", 10, {10000, 18000, 14400, 11520, 9220, 7370, 6550, 6550, 6560, 6550, 3280}},
	{"half-year", 15, {5000, 9500, 8550, 7700, 6930, 6230, 5900, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 5910, 2950}},
	{"half-year", 20, {3750, 7219, 6677, 6177, 5713, 5285, 4888, 4522, 4462, 4461, 4462, 4461, 4462, 4461, 4462, 4461, 4462, 4461, 4462, 4461, 2231}},
	{"mid-quarter Q1", 3, {58330, 27780, 12350, 1540}},
	{"mid-quarter Q1", 5, {35000, 26000, 15600, 11010, 11010, 1380}},
	{"mid-quarter Q1", 7, {25000, 21430, 15310, 10930, 8750, 8740, 8750, 1090}},
	{"mid-quarter Q1", 10, {17500, 16500, 13200, 10560, 8450, 6760, 6550, 6550, 6560, 6550, 820}},
	{"mid-quarter Q1", 15, {8750, 9130, 8210, 7390, 6650, 5990, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 740}},
	{"mid-quarter Q1", 20, {6563, 7000, 6482, 5996, 5546, 5130, 4746, 4459, 4459, 4459, 4459, 4460, 4459, 4460, 4459, 4460, 4459, 4460, 4459, 4460, 565}},
	{"mid-quarter Q2", 3, {41670, 38890, 14140, 5300}},
	{"mid-quarter Q2", 5, {25000, 30000, 18000, 11370, 11370, 4260}},
	{"mid-quarter Q2", 7, {17850, 23470, 16760, 11970, 8870, 8870, 8870, 3340}},
	{"mid-quarter Q2", 10, {12500, 17500, 14000, 11200, 8960, 7170, 6550, 6550, 6560, 6550, 2460}},
	{"mid-quarter Q2", 15, {6250, 9380, 8440, 7590, 6830, 6150, 5910, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 5910, 2210}},
	{"mid-quarter Q2", 20, {4688, 7148, 6612, 6116, 5658, 5233, 4841, 4478, 4463, 4463, 4463, 4463, 4463, 4463, 4462, 4463, 4462, 4463, 4462, 4463, 1673}},
	{"mid-quarter Q3", 3, {25000, 50000, 16670, 8330}},
	{"mid-quarter Q3", 5, {15000, 34000, 20400, 12240, 11300, 7060}},
	{"mid-quarter Q3", 7, {10710, 25510, 18220, 13020, 9300, 8850, 8860, 5530}},
	{"mid-quarter Q3", 10, {7500, 18500, 14800, 11840, 9470, 7580, 6550, 6550, 6560, 6550, 4100}},
	{"mid-quarter Q3", 15, {3750, 9630, 8660, 7800, 7020, 6310, 5900, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 5910, 3690}},
	{"mid-quarter Q3", 20, {2813, 7289, 6742, 6237, 5769, 5336, 4936, 4566, 4460, 4460, 4460, 4460, 4461, 4460, 4461, 4460, 4461, 4460, 4461, 4460, 2788}},
	{"mid-quarter Q4", 3, {8330, 61110, 20370, 10190}},
	{"mid-quarter Q4", 5, {5000, 38000, 22800, 13680, 10940, 9580}},
	{"mid-quarter Q4", 7, {3570, 27550, 19680, 14060, 10040, 8730, 8730, 7640}},
	{"mid-quarter Q4", 10, {2500, 19500, 15600, 12480, 9980, 7990, 6550, 6550, 6560, 6550, 5740}},
	{"mid-quarter Q4", 15, {1250, 9880, 8890, 8000, 7200, 6480, 5900, 5900, 5900, 5910, 5900, 5910, 5900, 5910, 5900, 5170}},
	{"mid-quarter Q4", 20, {938, 7430, 6872, 6357, 5880, 5439, 5031, 4654, 4458, 4458, 4458, 4458, 4458, 4458, 4458, 4458, 4458, 4459, 4458, 4459, 3901}},
};

static void
test_macrs(void)
{
	int			wrong = 0;

	for (size_t i = 0; i < sizeof(published) / sizeof(published[0]); i++)
	{
		const MacrsClass *class = macrs_class(real_from_int64(published[i].years));
		MacrsConvention convention;
		int			part;
		int			sum = 0;

		if (class == NULL || !macrs_convention_lookup(published[i].convention, strlen(published[i].convention), &convention, &part))
		{
			wrong++;
			continue;
		}
		for (int year = 1; year <= 22; year++)
		{
			int			percentage = macrs_percentage(class, convention, part, year);

			sum += percentage;
			if (percentage != published[i].percentage[year - 1])
			{
				printf("# %s, %d years, year %d: %d\n", published[i].convention, published[i].years, year, percentage);
				wrong++;
			}
		}
		wrong += sum != 100000;
	}
	ok(wrong == 0, "tables A-1 to A-5, and each column sums to 100 percent");
}

/* A column of tables A-6 to A-7a. */
static bool
is_real_property(double years, int month, int first, const int *at_year, const int *expected, int n)
{
	const MacrsClass *class = macrs_class(real_from_double(years));
	int			sum = 0;
	bool		good = macrs_percentage(class, MACRS_MID_MONTH, month, 1) == first;

	for (int i = 0; i < n; i++)
		good &= macrs_percentage(class, MACRS_MID_MONTH, month, at_year[i]) == expected[i];
	for (int year = 1; year <= 42; year++)
		sum += macrs_percentage(class, MACRS_MID_MONTH, month, year);
	return good && sum == 100000;
}

static void
test_macrs_real_property(void)
{
	static const int a6_first[12] = {3485, 3182, 2879, 2576, 2273, 1970, 1667, 1364, 1061, 758, 455, 152};
	static const int a7_first[12] = {3042, 2778, 2513, 2249, 1984, 1720, 1455, 1190, 926, 661, 397, 132};
	static const int a7a_first[12] = {2461, 2247, 2033, 1819, 1605, 1391, 1177, 963, 749, 535, 321, 107};
	int			wrong = 0;

	for (int month = 1; month <= 12; month++)
	{
		bool		early = month <= 6;
		bool		odd = month % 2 == 1;

		wrong += !is_real_property(27.5, month, a6_first[month - 1], (const int[]) {2, 9, 10, 11, 26, 27, 28, 29, 30},
								   (const int[]) {3636, 3636, early ? 3637 : 3636, early ? 3636 : 3637, early ? 3637 : 3636, early ? 3636 : 3637,
									early ? a6_first[6 - month] : 3636, early ? 0 : a6_first[18 - month], 0}, 9);
		wrong += !is_real_property(31.5, month, a7_first[month - 1], (const int[]) {2, 7, 8, 9, 10, 31, 32, 33},
								   (const int[]) {3175, 3175, early && !odd ? 3174 : 3175, odd ? 3174 : 3175, odd ? 3175 : 3174, odd ? 3174 : 3175,
									early ? a7_first[6 - month] : odd ? 3175 : 3174, early ? 0 : a7_first[18 - month]}, 8);
		wrong += !is_real_property(39, month, a7a_first[month - 1], (const int[]) {2, 20, 39, 40, 41}, (const int[]) {2564, 2564, 2564, a7a_first[12 - month], 0}, 5);
	}
	ok(wrong == 0, "tables A-6, A-7 and A-7a, and each column sums to 100 percent");
	ok(macrs_class(real_from_int64(4)) == NULL && macrs_class(real_from_double(27.4)) == NULL && macrs_class_number(9) == NULL, "no other classes");
}

static void
test_macrs_conventions(void)
{
	static const char *const good[] = {"half-year", "Half Year", "MID-QUARTER q4", "mid-quarter 1", "Mid-Month 12", "mid-month 1"};
	static const char *const bad[] = {"", "half-year 1", "half", "mid-quarter", "mid-quarter Q0", "mid-quarter Q5", "mid-quarter Q11", "mid-quarter 5", "mid-quarter 0", "mid-quarter 44", "mid-month", "mid-month 13",
		"mid-month 1x", "mid-month q1", "mid-month 99999999999", "mid-quarter Q4 and more", "quarter"};
	MacrsConvention convention;
	int			part;
	int			wrong = 0;

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		wrong += !macrs_convention_lookup(good[i], strlen(good[i]), &convention, &part);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		wrong += macrs_convention_lookup(bad[i], strlen(bad[i]), &convention, &part);
	ok(wrong == 0, "names of conventions");
}

/* ---- declining balances -------------------------------------------------------------- */

static bool
near(Real a, Real b, Real unit)
{
	Real		difference = real_abs(real_subtract(a, b));

	return real_compare(difference, real_scale10(unit, -60)) <= 0;
}

/* What each period takes, one after the other, as the spreadsheets' manuals say. */
static void
test_against_loop(void)
{
	int			wrong = 0;
	int			wrong_sum = 0;
	int			wrong_between = 0;
	int			switched = 0;

	for (int i = 0; i < 4000; i++)
	{
		int			life = 1 + (int) (next_random() % 60);
		DecliningBalance balance = {
			.cost = real_from_int64(1 + (int64_t) (next_random() % 100000000)),
			.life = real_from_int64(life)
		};
		Real		factor = real_divide_int(real_from_int64(1 + (int64_t) (next_random() % 60)), 10);
		bool		with_switch = next_random() % 2;
		Real		book = balance.cost;
		Real		sum = {0};
		int			from = (int) (next_random() % (life + 1));
		int			to = from + (int) (next_random() % (life - from + 1));
		Real		between = {0};

		balance.salvage = next_random() % 3 == 0 ? (Real) {0} : real_divide_int(real_multiply_int(balance.cost, (int64_t) (next_random() % 100)), 100);
		decline(&balance, factor);
		if (with_switch)
			switch_when_higher(&balance);
		switched += balance.straight < life;

		for (int n = 0; n < life; n++)
		{
			Real		amount = real_multiply(book, real_divide_int(factor, life));
			Real		most = real_subtract(book, balance.salvage);

			if (real_compare(amount, most) > 0)
				amount = most;
			if (with_switch && real_compare(amount, real_divide_int(most, life - n)) < 0)
				amount = real_divide_int(most, life - n);
			wrong += !near(period_amount(&balance, n), amount, balance.cost) || !near(declining_book_value(&balance, n), book, balance.cost);
			book = real_subtract(book, amount);
			sum = real_add(sum, amount);
			if (n >= from && n < to)
				between = real_add(between, amount);
		}
		wrong_sum += !near(amount_between(&balance, (Real) {0}, balance.life), sum, balance.cost) ||
			(with_switch && !near(sum, real_subtract(balance.cost, balance.salvage), balance.cost));
		wrong_between += !near(amount_between(&balance, real_from_int64(from), real_from_int64(to)), between, balance.cost);
	}
	ok(wrong == 0, "declining balances as period after period has them");
	ok(wrong_sum == 0, "whole lives; with the switch they take all but the salvage");
	ok(wrong_between == 0, "whole periods in between");
	ok(switched > 500, "many switched");
}

/* Broken periods and lives: parts add up, and with the switch all is taken. */
static void
test_broken_periods(void)
{
	int			wrong = 0;
	int			wrong_whole = 0;

	for (int i = 0; i < 2000; i++)
	{
		DecliningBalance balance = {
			.cost = real_from_int64(1000 + (int64_t) (next_random() % 100000)),
			.salvage = real_from_int64((int64_t) (next_random() % 1000)),
			.life = real_divide_int(real_from_int64(1 + (int64_t) (next_random() % 200)), 10)
		};
		int64_t		tenths;
		Real		a;
		Real		b;

		real_to_int64(real_floor(real_add(real_multiply_int(balance.life, 10), real_divide_int(real_one, 2))), &tenths);
		a = real_divide_int(real_from_int64((int64_t) (next_random() % (uint64_t) (tenths + 1))), 10);
		b = real_divide_int(real_from_int64((int64_t) (next_random() % (uint64_t) (tenths + 1))), 10);
		if (real_compare(a, b) > 0)
		{
			Real		swap = a;

			a = b;
			b = swap;
		}
		decline(&balance, real_divide_int(real_from_int64(1 + (int64_t) (next_random() % 50)), 10));
		if (i % 2 == 0)
			switch_when_higher(&balance);
		wrong += !near(real_add(real_add(amount_between(&balance, (Real) {0}, a), amount_between(&balance, a, b)), amount_between(&balance, b, balance.life)),
					   amount_between(&balance, (Real) {0}, balance.life), balance.cost);
		wrong_whole += i % 2 == 0 && !near(amount_between(&balance, (Real) {0}, balance.life), real_subtract(balance.cost, balance.salvage), balance.cost);
	}
	ok(wrong == 0, "parts of broken periods and lives sum to the whole");
	ok(wrong_whole == 0, "with the switch a broken life takes all but the salvage");
}

static void
test_extremes(void)
{
	DecliningBalance balance = {.cost = real_from_int64(1000000), .salvage = real_from_int64(1000), .life = real_from_int64(INT64_C(1000000000))};
	DecliningBalance longest = {.cost = real_from_int64(1000000), .life = real_from_int64(DEPRECIATION_PERIODS_MAX)};
	double		last;

	decline(&balance, real_from_int64(2));
	switch_when_higher(&balance);
	/* exp(-2 t)(2 t - 1) = 1/1000 a little after the half */
	last = (double) balance.straight / 1e9;
	ok(fabs(exp(-2 * last) * (2 * last - 1) - 0.001) < 1e-8, "the switch of a life of 10^9 periods");
	ok(near(amount_between(&balance, (Real) {0}, balance.life), real_from_int64(999000), balance.cost), "which takes all but the salvage");
	decline(&longest, real_from_int64(2));
	switch_when_higher(&longest);
	ok(longest.straight == DEPRECIATION_PERIODS_MAX / 2 + 1 || longest.straight == DEPRECIATION_PERIODS_MAX / 2, "a life of 10^18 switches at its half");
	ok(fixed_declining_rate(real_from_int64(10000), real_from_int64(9995), real_one) == 1 &&
	   fixed_declining_rate(real_from_int64(100000), real_from_int64(99951), real_one) == 0 &&
	   fixed_declining_rate(real_from_int64(1000000), real_from_int64(100000), real_from_int64(6)) == 319 &&
	   fixed_declining_rate(real_from_int64(1), real_scale10(real_one, -400), real_from_int64(1000)) == 602 &&
	   fixed_declining_rate(real_from_int64(1), (Real) {0}, real_from_int64(5)) == 1000, "rates to thousandths, ties away from zero");
}

/* Year after year at the same rate of what is left; the first and the last are parts of one. */
static void
test_fixed(void)
{
	int			wrong = 0;

	for (int i = 0; i < 500; i++)
	{
		Real		cost = real_from_int64(1 + (int64_t) (next_random() % 10000000));
		int			rate = 1 + (int) (next_random() % 999);
		int			life = 1 + (int) (next_random() % 20);
		int			months = 1 + (int) (next_random() % 12);
		Real		share = real_divide_int(real_from_int64(rate), 1000);
		Real		book = cost;

		for (int year = 1; year <= life + 1; year++)
		{
			Real		amount = real_multiply(book, share);

			if (year == 1)
				amount = real_divide_int(real_multiply_int(amount, months), 12);
			else if (year == life + 1)
				amount = real_divide_int(real_multiply_int(amount, 12 - months), 12);
			wrong += !near(fixed_declining_amount(cost, rate, real_from_int64(life), year, months), amount, cost);
			book = real_subtract(book, amount);
		}
	}
	ok(wrong == 0, "fixed declining balances as year after year has them");
}

static Real
rounded_half_up(Real value)
{
	return real_floor(real_add(value, real_scale(real_one, -1)));
}

/* By the day from the purchase on, then years, till nothing is left; the degressive ones in whole units. */
static void
test_french(void)
{
	int			wrong = 0;
	int			wrong_degressive = 0;
	int			salvaged = 0;

	for (int life = 1; life <= 12; life++)
		for (int i = 0; i < 40; i++)
		{
			int			days = i % 8 == 0 ? 0 : 1 + (int) (next_random() % 359);
			FrenchAsset asset = {
				.cost = real_from_int64(1000 + (int64_t) (next_random() % 1000000)),
				.rate = real_divide_int(real_one, life),
				.basis = day_count_of_basis(2),
				.purchased = 9000,
				.first_end = 9000 + days
			};
			Real		yearly = real_divide_int(asset.cost, life);
			Real		left;
			Real		rate;
			Real		book = {0};
			int			half = life + (days > 0) - 3;

			asset.salvage = i % 3 == 0 ? (Real) {0} : real_divide_int(real_multiply_int(asset.cost, (int64_t) (next_random() % 50)), 100);
			left = real_subtract(asset.cost, asset.salvage);
			for (int n = 0; n <= life + 2; n++)
			{
				Real		amount = n > 0 || days == 0 ? yearly : real_divide_int(real_multiply_int(yearly, days), 360);

				if (real_compare(amount, left) > 0)
					amount = left;
				if (n > life)
					amount = (Real) {0};
				wrong += !near(french_linear(&asset, real_from_int64(n)), amount, asset.cost);
				left = real_subtract(left, amount);
			}

			if (life < 3)
				continue;
			rate = real_divide_int(real_multiply_int(asset.rate, life <= 4 ? 3 : life <= 6 ? 4 : 5), 2);
			for (int n = 0; n <= life + 2; n++)
			{
				Real		share = n < half || n == 0 ? rate : n == half ? real_scale(real_one, -1) : real_one;
				Real		amount;

				if (n == 0)
				{
					amount = real_multiply(asset.cost, rate);
					if (days > 0)
						amount = real_divide_int(real_multiply_int(amount, days), 360);
					if (real_compare(amount, real_subtract(asset.cost, asset.salvage)) > 0)
						amount = real_subtract(asset.cost, asset.salvage);
					amount = rounded_half_up(amount);
					book = real_subtract(asset.cost, amount);
				}
				else if (half >= 1 && n <= half + 1)
				{
					Real		before = book;

					book = real_subtract(book, real_multiply(book, share));
					amount = rounded_half_up(real_multiply(before, share));
					if (real_compare(before, asset.salvage) < 0)
					{
						amount = (Real) {0};
						salvaged++;
					}
				}
				else if (half < 1)
					continue;	/* lives too short for that: depreciation.sql has them */
				else
					amount = (Real) {0};
				if (real_compare(french_degressive(&asset, real_from_int64(n)), amount) != 0)
				{
					if (wrong_degressive++ == 0)
						printf("# life %d, year %d, %d days: %.17g, not %.17g\n", life, n, days, real_to_double(french_degressive(&asset, real_from_int64(n))), real_to_double(amount));
				}
			}
		}
	ok(wrong == 0, "the French system, linear");
	ok(wrong_degressive == 0, "and degressive");
	ok(salvaged > 20, "some come below their salvage");
}

int
main(void)
{
	test_fixed();
	test_french();
	test_macrs();
	test_macrs_real_property();
	test_macrs_conventions();
	test_against_loop();
	test_broken_periods();
	test_extremes();
	return done_testing();
}
