/*
 * test_solve.c
 *		core/finance/solve against a fine grid of signs, against roots that are known, and at
 *		the ends of what doubles hold; core/number/wide_float against exact numbers.
 */
#include "core/finance/solve.h"

#include <math.h>
#include <stdlib.h>

#include "core/number/wide_float.h"
#include "tap.h"

#define MAX_N	100000

static double amount[MAX_N];
static double time_of[MAX_N];

static double
uniform(void)
{
	return (double) (next_random() >> 11) / 9007199254740992.0;
}

static FlowCurve
curve_of(int n, double unit)
{
	double		sum = 0;

	for (int i = 0; i < n; i++)
		sum += amount[i];
	return (FlowCurve) {.n = n, .amount = amount, .time = time_of, .unit = unit, .sums_to_zero = sum == 0};
}

/* f(x) in long double, over the sum of its terms' sizes */
static double
residual(const FlowCurve *curve, double x)
{
	long double origin = x >= 0 ? curve->time[0] : curve->time[curve->n - 1];
	long double sum = 0;
	long double size = 0;

	for (int i = 0; i < curve->n; i++)
	{
		long double term = curve->amount[i] * expl(-(long double) x * (curve->time[i] - origin));

		sum += term;
		size += fabsl(term);
	}
	return (double) (sum / size);
}

/* ---- random flows against a grid ---------------------------------------------------- */

static void
random_flows(int n, int changes, int kind)
{
	static bool change[500];
	double		sign = -1;
	double		days = 0;

	for (int i = 0; i < n; i++)
		change[i] = false;
	for (int i = 0; i < changes;)
	{
		int			at = 1 + (int) (uniform() * (n - 1));

		i += !change[at];
		change[at] = true;
	}
	for (int i = 0; i < n; i++)
	{
		double		size = kind == 0 ? 100 * uniform() : kind == 1 ? pow(10, 8 * uniform()) : kind == 2 ? 1000 : 10 + uniform();

		sign = change[i] ? -sign : sign;
		amount[i] = sign * (0.01 + round(size * 100) / 100);
		time_of[i] = days;
		days += kind == 3 ? 30 : 1 + (int) (uniform() * (kind == 1 ? 1000 : 60));
	}
}

static int
sign_changes_on_grid(const FlowCurve *curve, int points)
{
	double		length = curve->time[curve->n - 1];
	double		from = asinh(curve->floor * length) - 0.01;
	double		to = asinh(curve->ceiling * length) + 0.01;
	int			changes = 0;
	bool		before = residual(curve, sinh(from) / length) > 0;

	for (int i = 1; i <= points; i++)
	{
		bool		here = residual(curve, sinh(from + (to - from) * i / points) / length) > 0;

		changes += here != before;
		before = here;
	}
	return changes;
}

static void
against_grid(void)
{
	int			differ = 0;
	int			not_zero = 0;
	int			not_nearest = 0;
	long		evaluations = 0;
	long		nearest = 0;
	int			sets = LONG_DOUBLE_SETS(500);

	for (int set = 0; set < sets; set++)
	{
		int			n = 2 + (int) exp(uniform() * log(99));
		int			changes = 1 + (int) (uniform() * 9);
		FlowCurve	curve;
		double		roots[500];
		double		near;
		int			count;
		double		guess = uniform() * 2 - 0.5;
		double		best = HUGE_VAL;

		random_flows(n, changes < n ? changes : n - 1, set % 4);
		curve = curve_of(n, 365);
		solve_begin(&curve);
		count = solve_all(&curve, roots, 500);
		evaluations += curve.evaluations;
		differ += !curve.sums_to_zero && count != sign_changes_on_grid(&curve, 3000);
		for (int i = 0; i < count; i++)
		{
			not_zero += fabs(residual(&curve, roots[i])) > 1e-14;
			best = fmin(best, fabs(roots[i] * 365 - log1p(guess)));
		}
		curve.evaluations = 0;
		if (solve_nearest(&curve, guess, &near) != (count > 0) ||
			(count > 0 && fabs(fabs(near * 365 - log1p(guess)) - best) > 1e-9 * (1 + best)))
			not_nearest++;
		nearest += curve.evaluations;
	}
	ok(differ == 0, "as many roots as changes of sign on a fine grid");
	ok(not_zero == 0, "the flows are worth nothing at each root, to 14 digits");
	ok(not_nearest == 0, "the nearest of all roots is the nearest root");
	printf("# %.2f evaluations on average for all roots of a set, %.2f for the nearest\n", (double) evaluations / sets, (double) nearest / sets);
	ok(evaluations < 9L * sets, "with few evaluations");
	ok(nearest < evaluations, "and the nearest with fewer");
}

/* ---- known roots ----------------------------------------------------------------------- */

static void
known_roots(void)
{
	int			missed = 0;

	for (int set = 0; set < 1000; set++)
	{
		double		x[9];
		double		roots[64];
		int			degree = 2 + set % 7;
		int			n = 1;
		FlowCurve	curve;

		/* growth factors apart by 16 percent or more */
		for (int i = 0; i < degree; i++)
			x[i] = (i > 0 ? x[i - 1] : -2 * uniform()) + 0.15 + uniform() / 2;
		amount[0] = -1;
		for (int i = 0; i < degree; i++, n++)
		{
			amount[n] = 0;
			for (int k = n; k > 0; k--)
				amount[k] -= amount[k - 1] * exp(x[i]);
		}
		for (int i = 0; i < n; i++)
			time_of[i] = i;
		curve = curve_of(n, 1);
		curve.sums_to_zero = false;
		if (!solve_begin(&curve) || solve_all(&curve, roots, 64) != degree)
			missed++;
		else
			for (int i = 0; i < degree; i++)
				missed += fabs(roots[i] - x[i]) > 1e-5;
	}
	ok(missed == 0, "polynomials of given roots, up to eight of them");
}

static int
roots_of(int n, const double *amounts, double *rates)
{
	FlowCurve	curve;
	int			count;

	for (int i = 0; i < n; i++)
	{
		amount[i] = amounts[i];
		time_of[i] = i;
	}
	curve = curve_of(n, 1);
	if (!solve_begin(&curve))
		return 0;
	count = solve_all(&curve, rates, n);
	for (int i = 0; i < count; i++)
		rates[i] = expm1(rates[i]);
	return count;
}

static bool
is_near(double a, double b, double tolerance)
{
	return fabs(a - b) <= tolerance * fmax(1, fabs(b));
}

static void
special_flows(void)
{
	double		rates[16];
	FlowCurve	curve;
	double		x;

	ok(roots_of(3, (double[]) {-100, 220, -121}, rates) == 1 && is_near(rates[0], 0.1, 1e-7), "a double root");
	ok(roots_of(3, (double[]) {-100, 220, -121.0000001}, rates) == 0, "just no root");
	ok(roots_of(3, (double[]) {-100, 220, -120.9999999}, rates) == 2, "just two");
	ok(roots_of(4, (double[]) {-1, 3, -3, 1}, rates) == 1 && rates[0] == 0, "a triple root at zero");
	ok(roots_of(5, (double[]) {1, -4, 6, -4, 1}, rates) == 1 && rates[0] == 0, "a fourfold root at zero");
	ok(roots_of(4, (double[]) {-100, -10, 10, 100}, rates) == 1 && rates[0] == 0, "a true root at zero is exactly zero");
	ok(roots_of(5, (double[]) {-50, -100, 600, 300, -100}, rates) == 2 && is_near(rates[0], -0.76, 1e-2) && is_near(rates[1], 1.85, 1e-2),
	   "two roots that a published comparison of spreadsheets tells");
	ok(roots_of(2, (double[]) {1, 2}, rates) == 0 && roots_of(2, (double[]) {-1, -2}, rates) == 0 && roots_of(3, (double[]) {0, 0, 0}, rates) == 0 &&
	   roots_of(1, (double[]) {-1}, rates) == 0 && roots_of(0, (double[]) {0}, rates) == 0, "no root without a change of sign");
	ok(roots_of(3, (double[]) {1, -2, 2}, rates) == 0, "no root on the axis though the sign changes twice");
	ok(roots_of(5, (double[]) {0, -100, 0, 110, 0}, rates) == 1 && is_near(rates[0], sqrt(1.1) - 1, 1e-15), "zeros at the ends and between");

	/* a tenfold gain in a day, and all but everything lost */
	amount[0] = -1;
	amount[1] = 1e30;
	time_of[0] = 0;
	time_of[1] = 1;
	curve = curve_of(2, 365);
	ok(solve_begin(&curve) && solve_nearest(&curve, 0.1, &x) && is_near(x, log(1e30), 1e-15), "a rate that no double holds");
	amount[0] = -1e30;
	amount[1] = 1;
	curve = curve_of(2, 365);
	ok(solve_begin(&curve) && solve_nearest(&curve, 0.1, &x) && is_near(x, -log(1e30), 1e-15), "one that is nearly -1");
	time_of[1] = 4e6 * 365;
	curve = curve_of(2, 365);
	ok(solve_begin(&curve) && solve_nearest(&curve, 0.1, &x) && is_near(x * time_of[1], -log(1e30), 1e-12), "over four million years");
}

/* ---- how much work ------------------------------------------------------------------------ */

static void
work(void)
{
	long		most = 0;
	long		most_noisy = 0;
	long		all = 0;
	long		all_noisy = 0;
	long		loans = 0;

	for (int set = 0; set < 200; set++)
	{
		FlowCurve	curve;
		double		x;

		amount[0] = -1e6 * (1 + uniform());
		time_of[0] = 0;
		for (int i = 1; i < 60; i++)
		{
			amount[i] = 1e5 * uniform() * pow(10, 4 * uniform() - 2);
			time_of[i] = i * 30;
		}
		curve = curve_of(60, 365);
		solve_begin(&curve);
		solve_nearest(&curve, 0.1, &x);
		most = curve.evaluations > most ? curve.evaluations : most;
		all += curve.evaluations;
	}
	printf("# at most %ld evaluations for an ordinary investment, %.3f on average\n", most, (double) all / 200);
	ok(most <= 6, "an ordinary investment takes a few evaluations");

	/* loans: the step from 0 to the rate is so nearly right that a second one is the last */
	for (int set = 0; set < 200; set++)
	{
		FlowCurve	curve;
		double		x;
		int			n = 13 + set % 48 * 5;

		amount[0] = 1e6;
		time_of[0] = 0;
		for (int i = 1; i < n; i++)
		{
			amount[i] = -1e6 / (n - 1) * (1 + uniform());
			time_of[i] = i * 30;
		}
		curve = curve_of(n, 365);
		solve_begin(&curve);
		solve_nearest(&curve, 0.1, &x);
		loans += curve.evaluations;
	}
	printf("# %.3f evaluations on average for a loan\n", (double) loans / 200);
	ok(loans <= 2 * 200 + 5, "a loan takes two evaluations");

	/* a million flows on 10,000 dates: the sums of a hundred, of either sign or mostly of one, after an outlay or none */
	for (int set = 0; set < 40; set++)
	{
		FlowCurve	curve;
		double		x;
		double		share = set % 4 == 0 ? 0.5 : set % 4 == 1 ? 0.49 : set % 4 == 2 ? 0.3 : 0.1;

		for (int i = 0; i < 10000; i++)
		{
			amount[i] = 0;
			for (int k = 0; k < (set % 2 == 0 ? 1 : 100); k++)
				amount[i] += uniform() - share;
			time_of[i] = i;
		}
		if (set % 4 >= 2)
			amount[0] = -1e4 * (set + 1);
		curve = curve_of(10000, 365);
		solve_begin(&curve);
		solve_nearest(&curve, 0.1, &x);
		all_noisy += curve.evaluations;
		most_noisy = curve.evaluations > most_noisy ? curve.evaluations : most_noisy;
	}
	printf("# at most %ld evaluations for flows on 10,000 dates, %.2f on average\n", most_noisy, (double) all_noisy / 40);
	ok(most_noisy <= 60, "flows of all signs on 10,000 dates take at most 60 evaluations");
	ok(all_noisy <= 17 * 40, "and 17 on average");
}

/* ---- numbers of 31 digits -------------------------------------------------------------------- */

static void
wide_numbers(void)
{
	bool		good = true;
	i128		back;
	const WideFloat tenth = wide_divide(wide_from_double(1), wide_from_double(10));

	for (int i = 0; i < 1000; i++)
	{
		i128		value = (i128) (int64_t) next_random() * 0x100000000 + (int64_t) (next_random() >> 32);

		good = good && wide_round(wide_from_i128(value), &back) && back == value;
	}
	ok(good, "whole numbers of 96 bits there and back");
	ok(wide_round(wide_multiply(wide_power(wide_from_double(3), 40), wide_from_double(7)), &back) &&
	   back == (i128) 12157665459056928801ULL * 7, "7 * 3^40");
	ok(wide_round(wide_divide(wide_power(wide_from_double(7), 34), wide_power(wide_from_double(7), 30)), &back) &&
	   back == 2401, "7^34 / 7^30");
	ok(wide_round(wide_multiply(tenth, wide_power(wide_from_double(10), 28)), &back) &&
	   back == (i128) 1000000000000000000ULL * 1000000000ULL, "a tenth");
	for (int sign = -1; sign <= 1; sign += 2)
	{
		long		decimals;
		WideFloat	power = wide_power_scaled(sign < 0 ? tenth : wide_from_double(10), 5007, &decimals);

		/* 28 digits of what should be 1 */
		power = sign * 5007 > decimals ? wide_divide(power, wide_power(wide_from_double(10), sign * 5007 - decimals)) :
			wide_multiply(power, wide_power(wide_from_double(10), decimals - sign * 5007));
		ok(wide_round(wide_multiply(power, wide_power(wide_from_double(10), 27)), &back) &&
		   back == (i128) 1000000000000000000ULL * 1000000000ULL, sign < 0 ? "10^-5007" : "10^5007");
	}
	good = true;
	for (int i = -222; i <= 222; i++)
	{
		long		decimals;
		double		high = wide_power_scaled(wide_from_double(pow(10, i)), 1, &decimals).high;

		good = good && fabs(high * pow(10, (double) (decimals - i)) - 1) < 1e-12;
	}
	ok(good, "the first power of what has no square");
	ok(!wide_round(wide_from_double(1e39), &back) && !wide_round(wide_from_double(NAN), &back), "what does not fit");
}

/* ---- more digits ------------------------------------------------------------------------------- */

static WideFloat
amount_of(const void *flows, int i)
{
	return wide_from_double(((const double *) flows)[i]);
}

/* Whether the growth of two flows, the first of them -100, is so many 10^-28, or has no more digits. */
static bool
polished(double second, double days, double unit, i128 expected)
{
	FlowCurve	curve;
	double		x;
	WideFloat	growth;
	long		decimals;
	i128		back;

	amount[0] = -100;
	amount[1] = second;
	time_of[0] = 0;
	time_of[1] = days;
	curve = curve_of(2, unit);
	if (!solve_begin(&curve) || !solve_nearest(&curve, 0.1, &x) || fabs(x - log(second / 100) / days) > 1e-15 || !(curve.error > 0 && curve.error < 1e-10))
		return false;
	if (!growth_polished(&curve, x, amount_of, amount, &growth, &decimals))
		return expected == 0;
	growth = decimals + 28 >= 0 ? wide_multiply(growth, wide_power(wide_from_double(10), decimals + 28)) :
		wide_divide(growth, wide_power(wide_from_double(10), -decimals - 28));
	return wide_round(growth, &back) && i128_abs(back - expected) <= 1000;
}

/* 10% a year and -10%, of flows that do not begin at 0 */
static bool
polished_thrice(double year)
{
	static const double flows[2][3] = {{-100, 55, 60.5}, {-100, 45, 40.5}};
	bool		good = true;

	for (int i = 0; i < 2; i++)
	{
		FlowCurve	curve;
		double		x;
		WideFloat	growth;
		long		decimals;
		i128		back;

		for (int k = 0; k < 3; k++)
		{
			amount[k] = flows[i][k];
			time_of[k] = 40 + k * year;
		}
		curve = curve_of(3, year);
		good = good && solve_begin(&curve) && solve_nearest(&curve, 0.1, &x) &&
			growth_polished(&curve, x, amount_of, flows[i], &growth, &decimals) && decimals == 0 &&
			wide_round(wide_multiply(growth, wide_power(wide_from_double(10), 28)), &back) &&
			i128_abs(back - (i128) power_of_ten(27) * (i ? 9 : 11)) <= 1000;
	}
	return good;
}

static void
more_digits(void)
{
	const i128	one = (i128) power_of_ten(28);
	FlowCurve	curve;

	ok(polished(110, 365, 365, one / 10 * 11) && polished(90, 365, 365, one / 10 * 9), "10% and -10% a year, to 25 digits");
	ok(polished_thrice(365) && polished_thrice(7), "three flows");
	amount[0] = amount[1] = 100;
	time_of[0] = 0;
	time_of[1] = 1;
	curve = curve_of(2, 1);
	ok(!solve_begin(&curve), "without a change of sign there is no root");
	amount[0] = amount[1] = 0;
	curve = curve_of(2, 1);
	ok(!solve_begin(&curve), "nor without flows");
	ok(polished(121, 730, 365, one / 10 * 11) && polished(300, 10, 20, one * 9) && polished(25, 10, 5, one / 2) && polished(30000, 10, 10, one * 300), "other times");
	ok(polished(110, 5000, 5000, one / 10 * 11), "times far apart");
	ok(polished(110, 365, 365.25, 0) && polished(110, 365.5, 365, 0) && polished(110, 3e9, 365, 0), "no more digits where a time or a unit is none");
}

int
main(void)
{
	more_digits();
	against_grid();
	known_roots();
	special_flows();
	work();
	wide_numbers();
	return done_testing();
}
