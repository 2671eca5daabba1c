/*
 * test_declining.c
 *		Growing annuities against their sums, paybacks against adding up month by month, level rents.
 */
#include "core/finance/declining.h"
#include "core/time/accrual.h"
#include "tap.h"

static Real
ratio(int64_t num, int64_t den)
{
	return real_divide_int(real_from_int64(num), den);
}

/* Equal to 60 digits of the larger. */
static bool
same(Real a, Real b)
{
	Real		difference = real_abs(real_subtract(a, b));

	return real_compare(real_scale10(difference, 60), real_add(real_abs(a), real_abs(b))) <= 0;
}

static Real
sum(Real rate, Real growth, int n)
{
	Real		factor = real_divide(real_one, real_add(real_one, rate));
	Real		term = factor;
	Real		result = {0};

	for (int i = 0; i < n; i++)
	{
		result = real_add(result, term);
		term = real_multiply(real_multiply(term, real_add(real_one, growth)), factor);
	}
	return result;
}

static void
annuities(void)
{
	bool		good = true;

	for (int i = 0; i < 300; i++)
	{
		Real		rate = ratio((int64_t) (next_random() % 400) - 100, 1000);
		Real		growth = i % 7 == 0 ? rate : ratio((int64_t) (next_random() % 400) - 200, 1000);
		int			n = (int) (next_random() % 100);

		good = good && same(growing_annuity_of(rate, growth, real_from_int64(n)), sum(rate, growth, n));
	}
	ok(good, "growing annuities are their sums");
	ok(same(growing_annuity_of(ratio(8, 100), ratio(3, 100), real_divide(real_one, real_from_int64(0))), real_from_int64(20)),
	   "a growing perpetuity");
	ok(!real_is_finite(growing_annuity_of(ratio(3, 100), ratio(8, 100), real_divide(real_one, real_from_int64(0)))),
	   "one without a limit");
	ok(same(growing_annuity_of(ratio(1, 10), real_from_int64(-1), real_from_int64(5)), ratio(10, 11)),
	   "of payments that fall to nothing the first is left");
	ok(same(real_power_int(real_add(real_one, monthly_rate_of(ratio(8, 100))), 12), ratio(108, 100)),
	   "twelve months' rates are a year's");
}

/* The first month in which the sum is the outlay, and the part of it; false if not in "limit" months. */
static bool
add_up(Real outlay, Real income, Real cost, Real growth, Real rate, int limit, Real *n)
{
	Real		factor = real_divide(real_one, real_add(real_one, rate));
	Real		discount = real_one;
	Real		missing = outlay;

	for (int k = 1; k <= limit; k++)
	{
		Real		flow;

		discount = real_multiply(discount, factor);
		flow = real_multiply(real_subtract(income, cost), discount);
		if (real_compare(flow, missing) >= 0)
		{
			*n = real_add(real_from_int64(k - 1), real_divide(missing, flow));
			return true;
		}
		missing = real_subtract(missing, flow);
		income = real_multiply(income, real_add(real_one, growth));
	}
	return false;
}

static void
paybacks(void)
{
	int			wrong = 0;
	int			found = 0;
	Real		n;

	for (int i = 0; i < 2000; i++)
	{
		Real		outlay = real_from_int64((int64_t) (next_random() % 3000) + 1);
		Real		income = real_from_int64((int64_t) (next_random() % 200));
		Real		cost = i % 3 == 0 ? (Real) {0} : real_from_int64((int64_t) (next_random() % 120));
		Real		growth = i % 5 == 0 ? (Real) {0} : ratio((int64_t) (next_random() % 200) - 140, 1000);
		Real		rate = i % 4 == 0 ? (Real) {0} : ratio((int64_t) (next_random() % 50), 1000);
		Real		expected;
		bool		is = payback_periods(outlay, income, cost, growth, rate, &n);
		bool		should = add_up(outlay, income, cost, growth, rate, 600, &expected);

		found += should;
		if (should ? !is || !same(n, expected) : is && real_compare(n, real_from_int64(600)) <= 0)
			wrong++;
	}
	ok(wrong == 0, "paybacks are what adding up month by month finds");
	ok(found > 400 && found < 1600, "some are, some never");
	ok(!payback_periods(real_from_int64(50), real_one, (Real) {0}, (Real) {0}, ratio(2, 100), &n),
	   "the limit of what comes in is not reached");
	ok(payback_periods(ratio(252579511, 100000000), real_one, ratio(4, 10), ratio(-1, 10), (Real) {0}, &n) &&
	   same(n, real_from_int64(9)), "the most that comes in is");
	ok(!payback_periods(ratio(252579512, 100000000), real_one, ratio(4, 10), ratio(-1, 10), (Real) {0}, &n),
	   "but nothing more");
}

/* Of rents that stay as they are: whole numbers, divided once. */
static void
level_rents(void)
{
	int64_t		most = INT64_C(9000000000) * 1000000000;
	int64_t		all = 1000000000;
	Real		years;

	/* 15.1 an hour, 11,023 a month, 132,276 a year of 8,760 hours; 100,000 / 132,276 */
	ok(same(amount_of_month(1510000000, 8, 3600), real_from_int64(11023)), "a month has 730 hours");
	ok(same(amount_of_month(12 * INT64_C(11023), 0, SECONDS_PER_YEAR), real_from_int64(11023)), "a year twelve of them");
	ok(level_payback_years(100000, 1510, 3600 * 100, all, 0, 3600, &years) &&
	   same(years, real_divide_int(real_from_int64(100000), 132276)), "a price back at one rate");
	ok(level_payback_years(100000, 2 * 1510, 3600 * 100, all / 2, 0, 3600, &years) &&
	   same(years, real_divide_int(real_from_int64(100000), 132276)), "at twice of it, half let");
	ok(level_payback_years(8760, 60, 60, all, 3600, 7200, &years) && same(years, ratio(1, 1800)),
	   "less a cost of another period");
	/* 18 x 0.3 is 5.4, which no sum of binary fractions says */
	ok(level_earnings(18, 3600, 3 * all / 10, 0, 3600) == (i128) 18 * 3600 * 3 * all / 10, "what is earned, exactly");
	ok(!level_payback_years(1, 1800000000, 3600, 3 * all / 10, 540000000, 3600, &years), "just the cost: never");
	ok(level_payback_years(1, 1800000000, 3600, 3 * all / 10, 539999999, 3600, &years), "and a little more: some day");
	ok(level_payback_years(0, 1, 1, 1, 0, 1, &years) && real_is_zero(years), "nothing is back at once");
	ok(!level_payback_years(0, 0, 1, all, 0, 1, &years) && !level_payback_years(1, 5, 1, 0, 0, 1, &years), "of no income never");
	ok(level_earnings(most, SECONDS_PER_YEAR, all, -most, SECONDS_PER_YEAR) == (i128) most * SECONDS_PER_YEAR * all * 2 &&
	   level_payback_years(most, most, SECONDS_PER_YEAR, all, 0, SECONDS_PER_YEAR, &years) && same(years, real_one), "the largest fit");
}

int
main(void)
{
	annuities();
	paybacks();
	level_rents();
	return done_testing();
}
