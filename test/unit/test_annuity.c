/*
 * test_annuity.c
 *		core/annuity_rate against a fine grid of signs; every root solves the equation.
 *
 * The formulas in closed form are held against exact arithmetic by annuity_laws.sql.
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
		Real		a = real_add(real_from_double(0.2 + 2 * uniform()), (Real) {0});
		Real		gap = real_scale10(real_from_int64(1 + (int64_t) (next_random() % 9)), -1 - (int) (next_random() % 20));
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

int
main(void)
{
	against_grid();
	near_pairs();
	extremes();
	return done_testing();
}
