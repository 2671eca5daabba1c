/*
 * test_annuity.c
 *		core/finance/annuity_rate against a fine grid of signs; every root solves the equation.
 *
 * The formulas in closed form are held against a balance that is carried from payment to
 * payment; and against exact arithmetic by annuity_laws.sql.
 */
#include "core/finance/annuity.h"

#include <math.h>

#include "tap.h"

static double
uniform(void)
{
	return (double) (next_random() >> 11) / 9007199254740992.0;
}

/* An amount with two decimals, of any size; sometimes none. */
static double
amount(void)
{
	double		size = pow(10, 8 * uniform() - 2);

	if (next_random() % 8 == 0)
		return 0;
	return (next_random() & 1 ? 1 : -1) * round(size * 100) / 100;
}

static Annuity
annuity(double nper, double pmt, double pv, double fv, bool due)
{
	return (Annuity) {
		.nper = real_from_double(nper), .pmt = real_from_double(pmt), .pv = real_from_double(pv),
			.fv = real_from_double(fv), .due = due
	};
}

/* The equation at x = log(1 + rate), over the sum of its terms' sizes; in long double. */
static long double
residual(double nper, double pmt, double pv, double fv, bool due, long double x)
{
	long double rate = expm1l(x);
	long double growth = expm1l(nper * x);
	long double payments = pmt * (x == 0 ? nper : growth / rate) * (due ? 1 + rate : 1);
	long double size = fabsl(pv * (1 + growth)) + fabsl(payments) + fabsl(fv);

	return (pv * (1 + growth) + payments + fv) / size;
}

#define CELLS	1500
#define RANGE	7.5L			/* of x: rates from -99.94% to 180,000% */

static void
against_grid(void)
{
	bool		found = true;
	bool		solves = true;
	bool		none = true;
	long		changes = 0;
	long		pairs = 0;

	for (int i = 0; i < 1500; i++)
	{
		double		nper = i % 3 == 0 ? 1 + (double) (next_random() % 400) : i % 3 == 1 ? 1 + (double) (next_random() % 12) : 20 * uniform() + 0.01;
		double		pmt = amount();
		double		pv = amount();
		double		fv = amount();
		bool		due = next_random() & 1;
		Annuity		a;
		Real		root;
		bool		is_root;
		long double last = 0;
		int			here = 0;

		/* where two roots are likely: a payment that is between the ends in sign */
		if (i % 2)
		{
			pv = fabs(pv) + 1;
			fv = fabs(fv) + 1;
			pmt = -(pv + fv) / nper * (0.8 + 0.4 * uniform());
		}
		if (i % 7 == 0)
			nper = -nper;
		a = annuity(nper, pmt, pv, fv, due);
		is_root = annuity_rate(&a, real_from_double(0.1), &root);

		for (int cell = 0; cell <= CELLS; cell++)
		{
			long double x = RANGE * (2.0L * cell / CELLS - 1) + 1e-4L;
			long double value = residual(nper, pmt, pv, fv, due, x);
			bool		certain = fabsl(value) > 1e-15L && fabsl(last) > 1e-15L;

			if (cell > 0 && certain && (value < 0) != (last < 0))
			{
				long double from = x - 2 * RANGE / CELLS;
				Real		guess = real_from_double((double) expm1l((x + from) / 2));
				Real		in_cell;
				bool		is = annuity_rate(&a, guess, &in_cell);
				double		at = real_to_double(in_cell);

				/* the nearest to its middle is in the cell */
				here++;
				if (!is || !is_root || fabs(at - (double) ((x + from) / 2)) > (double) (x - from))
				{
					printf("# not found: rate(%.17g, %.17g, %.17g, %.17g, %d) between %.17g and %.17g\n", nper, pmt, pv, fv, due,
						   (double) expm1l(from), (double) expm1l(x));
					found = false;
				}
			}
			last = value;
		}
		changes += here;
		pairs += here == 2;

		/* a root is one: pv or fv again in 256 bits, whichever is not drowned by the payments */
		if (is_root && real_is_finite(root))
		{
			Real		largest;
			double		error;
			double		size;

			a.rate = real_expm1(root);
			if ((root.negative) == (nper < 0))
			{
				error = real_to_double(real_subtract(annuity_pv(&a, &largest), a.pv));
				size = fabs(pv);
			}
			else
			{
				error = real_to_double(real_subtract(annuity_fv(&a, &largest), a.fv));
				size = fabs(fv);
			}
			if (!(fabs(error) <= 1e-60 * (size + fabs(pmt))))
			{
				printf("# no root: rate(%.17g, %.17g, %.17g, %.17g, %d), off by %g\n", nper, pmt, pv, fv, due, error);
				solves = false;
			}
		}
		else if (!is_root && here > 0)
			none = false;
	}
	printf("# %ld changes of sign, %ld pairs\n", changes, pairs);
	ok(changes > 500 && pairs > 100, "the random annuities have roots, and pairs of roots");
	ok(found, "each change of sign on the grid is a root that is found from there");
	ok(solves, "each root solves the equation to 60 digits");
	ok(none, "where none is reported the grid shows none");
}

/* pv G^n + pmt (G^n - 1) / (G - 1) + fv of two periods is 100 (G - a) (G - b): roots that are known, however near */
static void
near_pairs(void)
{
	bool		both = true;
	bool		none = true;

	for (int i = 0; i < 300; i++)
	{
		/* drawn one after the other, in the same order on every machine; guesses stay above -1 */
		Real		a = real_from_double(1 + 2 * uniform());
		int			digit = 1 + (int) (next_random() % 9);
		int			zeros = (int) (next_random() % 20);
		Real		gap = real_scale10(real_from_int64(digit), -1 - zeros);
		Real		b = real_add(a, gap);
		Real		product = real_multiply(a, b);
		Real		hundred = real_from_int64(100);
		Annuity		x = {.nper = real_from_int64(2), .pv = hundred};
		Real		low;
		Real		high;

		x.pmt = real_negate(real_multiply(hundred, real_add(a, b)));
		x.fv = real_subtract(real_multiply(hundred, product), x.pmt);
		both &= annuity_rate(&x, real_subtract(real_subtract(a, real_one), gap), &low) &&
			annuity_rate(&x, real_subtract(real_add(b, gap), real_one), &high) &&
			fabs(real_to_double(real_divide(real_subtract(real_exp(low), a), gap))) < 1e-30 &&
			fabs(real_to_double(real_divide(real_subtract(real_exp(high), b), gap))) < 1e-30;

		/* lifted over the axis */
		x.fv = real_add(x.fv, real_multiply(hundred, real_multiply(gap, gap)));
		none &= !annuity_rate(&x, real_subtract(a, real_one), &low);
	}
	ok(both, "two roots as near as 10^-20 are told apart");
	ok(none, "and what misses the axis by as little has none");
}

/* However many periods, an answer is given. */
static void
extremes(void)
{
	static const double nper[] = {1e-9, 0.5, 1, 1e9, 1e15, 1e18, -1e18, 1e300};
	static const double amounts[] = {0, 1e-300, -1e-300, 1, -1, 1e300, -1e300};
	long		roots = 0;
	bool		solved = true;

	for (size_t n = 0; n < sizeof(nper) / sizeof(nper[0]); n++)
		for (int i = 0; i < 7 * 7 * 7; i++)
		{
			Annuity		a = annuity(nper[n], amounts[i % 7], amounts[i / 7 % 7], amounts[i / 49], i & 1);
			Real		root;

			if (annuity_rate(&a, real_from_double(0.1), &root))
			{
				roots++;
				solved &= root.kind != REAL_NAN;
			}
		}
	printf("# %ld roots\n", roots);
	ok(solved && roots > 500, "amounts and periods of any size");
}

/* ---- formulas in closed form ------------------------------------------------------ */

/* to 60 digits of "unit" */
static bool
same(Real a, Real b, Real unit)
{
	return real_compare(real_abs(real_subtract(a, b)), real_scale10(real_abs(unit), -60)) <= 0;
}

static Real
hundredths(int64_t range)
{
	return real_divide_int(real_from_int64((int64_t) (next_random() % (uint64_t) (2 * range)) - range), 100);
}

/* The balance after each payment, interest by interest. */
static void
against_balances(void)
{
	int			wrong_fv = 0;
	int			wrong_others = 0;
	int			wrong_parts = 0;
	int			wrong_sums = 0;
	int			wrong_nper = 0;

	for (int i = 0; i < 1500; i++)
	{
		int			n = 1 + (int) (next_random() % 40);
		Annuity		a = {.nper = real_from_int64(n), .pmt = hundredths(1000000), .pv = hundredths(100000000), .due = next_random() & 1};
		Real		growth;
		Real		balance;
		Real		interest[41];
		Real		unit = real_from_int64(100000000);
		Real		largest;
		Real		pmt;
		Real		paid = {0};
		int			first = 1 + (int) (next_random() % n);
		int			last = first + (int) (next_random() % (n - first + 1));

		a.rate = i % 10 == 0 ? (Real) {0} : real_divide_int(real_from_int64((int64_t) (next_random() % 1500) - 500), 1000);
		growth = real_add(real_one, a.rate);
		balance = a.pv;
		for (int k = 1; k <= n; k++)
		{
			/*
			 * what a payment at the end pays first is the interest of its period; one at the beginning, that of the
			 * period before
			 */
			interest[k] = a.due && k == 1 ? (Real) {0} : real_negate(real_multiply(a.due ? real_divide(balance, growth) : balance, a.rate));
			balance = a.due ? real_multiply(real_add(balance, a.pmt), growth) : real_add(real_multiply(balance, growth), a.pmt);
			unit = real_compare(real_abs(balance), unit) > 0 ? real_abs(balance) : unit;
		}
		wrong_fv += !same(annuity_fv(&a, &largest), real_negate(balance), unit);
		a.fv = real_negate(balance);
		pmt = annuity_pmt(&a, &largest);
		wrong_others += !same(pmt, a.pmt, unit) ||
			(a.rate.kind != REAL_ZERO && real_compare(growth, real_one) > 0 && !same(annuity_pv(&a, &largest), a.pv, unit));
		for (int k = 1; k <= n; k++)
			wrong_parts += !same(annuity_ipmt(&a, real_from_int64(k), &largest), interest[k], unit) ||
				!same(annuity_ppmt(&a, real_from_int64(k), &largest), real_subtract(a.pmt, interest[k]), unit);

		/* sums, for loans: a rate above 0 and nothing left */
		if (real_sign(a.rate) <= 0)
			continue;
		a.fv = (Real) {0};
		a.pmt = annuity_pmt(&a, &largest);
		for (int k = first; k <= last; k++)
			paid = real_add(paid, annuity_ipmt(&a, real_from_int64(k), &largest));
		wrong_sums += !same(annuity_cumipmt(&a, real_from_int64(first), real_from_int64(last), &largest), paid, unit) ||
			!same(annuity_cumprinc(&a, real_from_int64(first), real_from_int64(last)),
				  real_subtract(real_multiply_int(a.pmt, last - first + 1), paid), unit);
		wrong_nper += !real_is_zero(a.pv) && !same(annuity_nper(&a), a.nper, unit);
	}
	ok(wrong_fv == 0, "fv is what is left of a balance carried from payment to payment");
	ok(wrong_others == 0, "pmt and pv undo it");
	ok(wrong_parts == 0, "ipmt and ppmt are the interest and the rest of each payment");
	ok(wrong_sums == 0, "cumipmt and cumprinc are their sums");
	ok(wrong_nper == 0, "nper counts the payments");
}

/* A growth factor beyond all numbers: a loan for ever, on which interest alone is paid. */
static void
for_ever(void)
{
	Annuity		a = {.rate = real_divide_int(real_one, 2), .nper = real_from_int64(INT64_C(1000000000000000000)), .pv = real_from_int64(1000)};
	Real		largest;
	Real		interest = real_from_int64(-500);
	Real		unit = real_from_int64(1000);

	ok(same(annuity_pmt(&a, &largest), interest, unit), "the payment is the interest");
	ok(same(annuity_ipmt(&a, real_one, &largest), interest, unit) && same(annuity_ipmt(&a, real_from_int64(100), &largest), interest, unit), "so is all that is paid");
	ok(same(annuity_ppmt(&a, real_one, &largest), (Real) {0}, unit), "and nothing is repaid");
	ok(same(annuity_ipmt(&a, a.nper, &largest), real_divide_int(interest, 3), unit), "but in the last payment: 1000 / 1.5");
	ok(same(annuity_ppmt(&a, a.nper, &largest), real_divide_int(real_multiply_int(interest, 2), 3), unit), "which is repaid");
	a.pv = (Real) {0};
	a.fv = real_from_int64(1000);
	ok(same(annuity_pmt(&a, &largest), (Real) {0}, unit) && same(annuity_ipmt(&a, real_one, &largest), (Real) {0}, unit), "to save for ever costs nothing a period");
}

/* Whatever the currency, and where a part of a sum is none: a thing of 10^-90 is as good as one of 1. */
static void
small_amounts(void)
{
	Real		scale = real_from_double(1e-90);
	Real		largest;
	Real		value;
	Annuity		one = {.rate = real_divide_int(real_one, 20), .nper = real_from_int64(12), .pmt = real_one, .pv = real_from_int64(-5)};
	Annuity		small = one;
	Annuity		alone = {.rate = one.rate, .nper = one.nper, .pmt = scale};
	Annuity		saved = {.rate = one.rate, .nper = one.nper, .fv = scale};

	small.pmt = real_multiply(one.pmt, scale);
	small.pv = real_multiply(one.pv, scale);
	ok(same(annuity_nper(&small), annuity_nper(&one), real_one), "a small debt takes as long");
	value = annuity_fv(&small, &largest);
	ok(same(value, real_multiply(annuity_fv(&one, &largest), scale), scale), "and leaves as much");
	value = annuity_fv(&alone, &largest);
	ok(real_compare(real_abs(value), largest) == 0, "fv of payments alone is as large as what it is made of");
	value = annuity_pv(&alone, &largest);
	ok(real_compare(real_abs(value), largest) == 0, "so is pv");
	value = annuity_pmt(&saved, &largest);
	ok(real_compare(real_abs(value), real_abs(largest)) == 0, "and the payment for what is saved");
}

/* Where any rate solves the equation, or none does, none is given. */
static void
no_rate(void)
{
	Real		root;
	Annuity		any = annuity(1, 100, 0, -100, false);
	Annuity		any_due = annuity(1, 100, -100, 0, true);
	Annuity		none = annuity(12, 100, 1000, 500, false);
	Annuity		growth = annuity(10, 0, -1000, 2000, false);
	Annuity		tiny = annuity(1, 0, -1, 1, false);
	Annuity		touching = annuity(2, -300, 100, 525, false);
	Annuity		same_sign = annuity(10, 0, 1000, 2000, false);

	ok(!annuity_rate(&any, real_from_double(0.1), &root) && !annuity_rate(&any_due, real_from_double(0.1), &root), "any rate");
	ok(!annuity_rate(&none, real_from_double(0.1), &root) && !annuity_rate(&same_sign, real_from_double(0.1), &root), "no rate");
	ok(annuity_rate(&growth, real_from_double(0.1), &root) && same(root, real_divide_int(real_log(real_from_int64(2)), 10), real_one), "growth without payments");
	/* 100 (G - 1.5)^2 */
	ok(annuity_rate(&touching, real_from_double(0.1), &root) && same(root, real_log(real_from_double(1.5)), real_one) &&
	   annuity_rate(&touching, real_from_double(3), &root) && same(root, real_log(real_from_double(1.5)), real_one), "a rate at which the equation touches 0");
	ok(annuity_rate(&tiny, real_from_double(0.1), &root) && real_is_zero(root), "none at all");
}

int
main(void)
{
	against_grid();
	near_pairs();
	extremes();
	against_balances();
	for_ever();
	small_amounts();
	no_rate();
	return done_testing();
}
