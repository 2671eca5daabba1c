/*
 * test_roots.c
 *		The roots that core/finance/solve finds in random cash flows, against a judge that works
 *		in another way.
 *
 * GPURENT_ROOT_SETS sets are drawn (2,000 unless said, fewer where long doubles are slow), from the seed GPURENT_ROOT_SEED.
 * 2 to 400 flows, 1 to 9 changes of sign, days, months or years apart; in most sets a
 * root, or two close ones, are planted at rates from -99.9999 % to 10^8 a year.
 *
 * The judge is the proof of Descartes' rule for sums of exponentials (Laguerre; Polya
 * and Szegoe, Part Five) turned into a program, in long double.  The derivative of
 * f(x) exp(s x) has the roots of the sum whose amounts are amount[i] * (s - time[i]);
 * with s between two flows of opposite sign that sum changes sign once less.  After as
 * many steps as there are changes of sign, no root is left; and on the way back, between
 * two neighbouring roots of a sum lies at most one of the sum before, exactly where the
 * signs at them differ.  Nothing of it depends on a grid, a start or a step, and none of
 * core/finance/solve's ways is used.  Sets that touch zero so closely that long doubles leave
 * the sign in doubt are counted, and judged only by what can be known.
 *
 * A fine grid judges the judge in every twentieth set.
 */
#include "core/finance/solve.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "tap.h"

#define MAX_FLOWS	400
#define MAX_CHANGES	9
#define MAX_ROOTS	64			/* of a level, with the doubtful points beside the roots */

/* Yearly rates of -99.9999 % and 10^8, as logarithms of growth. */
#define LOWEST_GROWTH	log(1e-6)
#define HIGHEST_GROWTH	log1p(1e8)

typedef struct Flows
{
	int			n;
	double		amount[MAX_FLOWS];
	double		time[MAX_FLOWS];	/* in days */
	bool		sums_to_zero;
} Flows;

static double
uniform(void)
{
	return (double) (next_random() >> 11) / 9007199254740992.0;
}

static double
between(double from, double to)
{
	return from + (to - from) * uniform();
}

static double
log_between(double from, double to)
{
	return exp(between(log(from), log(to)));
}

/* ---- sums of exponentials in long double ---------------------------------------------- */

typedef struct Sum
{
	int			n;
	long double coefficient[MAX_FLOWS];
	long double time[MAX_FLOWS];
} Sum;

typedef struct Value
{
	long double ratio;			/* the sum over the sum of its terms' sizes, -1 to 1 */
	long double doubt;			/* and how far off that can be */
	long double size;			/* of the terms, over the growth to the first flow, or to the last if x < 0 */
} Value;

static Value
value_at(const Sum *sum, long double x)
{
	long double origin = x >= 0 ? sum->time[0] : sum->time[sum->n - 1];
	long double total = 0;
	long double size = 0;
	long double deep = 0;

	for (int i = 0; i < sum->n; i++)
	{
		long double exponent = -x * (sum->time[i] - origin);
		long double term = sum->coefficient[i] * expl(exponent);

		total += term;
		size += fabsl(term);
		deep -= fabsl(term) * exponent;
	}
	return (Value) {
		.ratio = total / size,
		.size = size,
		.doubt = (deep / size + 16 + sqrtl(sum->n)) * LDBL_EPSILON
	};
}

/* As x grows the first flow outweighs all others, as it falls the last one does: from here on. */
static long double
outermost(const Sum *sum, int direction)
{
	long double x = direction / (sum->time[sum->n - 1] - sum->time[0]);

	while (fabsl(sum->coefficient[direction > 0 ? 0 : sum->n - 1]) < 0.9L * value_at(sum, x).size)
		x *= 2;
	return x;
}

/* The one root between two points of opposite sign: Illinois' method, halving where it is slow. */
static long double
root_between(const Sum *sum, long double a, long double b, long double at_a, long double at_b)
{
	int			side = 0;

	for (int i = 0; i < 400; i++)
	{
		long double width = b - a;
		long double x = i % 3 == 2 ? a + width / 2 : a + width * at_a / (at_a - at_b);
		Value		value;

		if (!(x > a && x < b))
			x = a + width / 2;
		if (!(x > a && x < b))
			break;
		value = value_at(sum, x);
		if (fabsl(value.ratio) <= value.doubt || width <= 4 * LDBL_EPSILON * fmaxl(fabsl(a), fabsl(b)))
			return x;
		if ((value.ratio > 0) == (at_a > 0))
		{
			a = x;
			at_a = value.ratio;
			if (side == 1)
				at_b /= 2;
			side = 1;
		}
		else
		{
			b = x;
			at_b = value.ratio;
			if (side == -1)
				at_a /= 2;
			side = -1;
		}
	}
	return a + (b - a) / 2;
}

/* ---- the judge --------------------------------------------------------------------------- */

typedef struct Verdict
{
	int			changes;
	int			count;
	long double root[MAX_ROOTS];
	bool		doubtful;		/* zero is touched, or nearly */
} Verdict;

/* Nearer to zero than this, over the size of the terms, core/finance/solve may take it for a double root. */
#define TOUCHING	1e-13L

/*
 * The roots of "sum" from those of the next one down the ladder, which are replaced.
 * A point where the sign is in doubt stays as a point that parts: more of them do no harm.
 */
static int
climb(const Sum *sum, long double *root, int n, bool top, bool *doubtful)
{
	long double found[MAX_ROOTS];
	int			count = 0;
	long double from = outermost(sum, -1);
	Value		at_from = value_at(sum, from);

	for (int i = 0; i <= n && count < MAX_ROOTS - 1; i++)
	{
		long double to = i < n ? root[i] : outermost(sum, 1);
		Value		at_to = value_at(sum, to);

		if (i < n && fabsl(at_to.ratio) <= (top ? TOUCHING : at_to.doubt))
		{
			*doubtful |= top;
			if (!top)
			{
				found[count++] = to;
				continue;
			}
		}
		if (to > from && (at_from.ratio > 0) != (at_to.ratio > 0))
			found[count++] = root_between(sum, from, to, at_from.ratio, at_to.ratio);
		if (to > from)
		{
			from = to;
			at_from = at_to;
		}
	}
	for (int i = 0; i < count; i++)
		root[i] = found[i];
	return count;
}

static Verdict
judge(const Flows *flows)
{
	static Sum	ladder[MAX_CHANGES + 1];
	Verdict		verdict = {0};
	Sum		   *sum = &ladder[0];

	sum->n = 0;
	for (int i = 0; i < flows->n; i++)
		if (flows->amount[i] != 0)
		{
			sum->coefficient[sum->n] = flows->amount[i];
			sum->time[sum->n++] = flows->time[i];
		}

	for (int i = 1; i < ladder[0].n; i++)
		if ((ladder[0].coefficient[i - 1] > 0) != (ladder[0].coefficient[i] > 0))
		{
			long double s = (ladder[0].time[i - 1] + ladder[0].time[i]) / 2;

			if (++verdict.changes > MAX_CHANGES)
				return verdict;
			ladder[verdict.changes].n = sum->n;
			for (int k = 0; k < sum->n; k++)
			{
				ladder[verdict.changes].time[k] = sum->time[k];
				ladder[verdict.changes].coefficient[k] = sum->coefficient[k] * (s - sum->time[k]);
			}
			sum = &ladder[verdict.changes];
		}

	/* the last has one sign, and no root */
	for (int level = verdict.changes - 1; level >= 0; level--)
		verdict.count = climb(&ladder[level], verdict.root, verdict.count, level == 0, &verdict.doubtful);
	return verdict;
}

/* ---- random flows ------------------------------------------------------------------------- */

static void
draw_times(Flows *flows)
{
	int			kind = (int) (uniform() * 5);
	double		gap = log_between(1, 400);
	double		days = 0;

	for (int i = 0; i < flows->n; i++)
	{
		flows->time[i] = days;
		switch (kind)
		{
			case 0:				/* years */
				days += 365;
				break;
			case 1:				/* months */
				days += 30 + i % 2;
				break;
			case 2:				/* days */
				days += 1;
				break;
			case 3:				/* a few days here, a few years there */
				days += floor(log_between(1, 1000));
				break;
			default:
				days += floor(between(1, 1 + 2 * gap));
		}
	}
}

static void
draw_amounts(Flows *flows, int changes)
{
	bool		change[MAX_FLOWS] = {false};
	double		sign = uniform() < 0.8 ? -1 : 1;
	int			kind = (int) (uniform() * 4);

	for (int i = 0; i < changes;)
	{
		int			at = 1 + (int) (uniform() * (flows->n - 1));

		i += !change[at];
		change[at] = true;
	}
	for (int i = 0; i < flows->n; i++)
	{
		double		size = kind == 0 ? between(0, 1000) : kind == 1 ? log_between(1e-2, 1e7) : kind == 2 ? 1000 : between(900, 1100);

		sign = change[i] ? -sign : sign;
		/* whole cents, so that sums are exact; a zero here and there */
		flows->amount[i] = sign * (1 + rint(size * 100));
		if (i > 0 && i < flows->n - 1 && kind == 3 && uniform() < 0.1)
			flows->amount[i] = 0;
	}
}

static double
days_growth(void)
{
	return between(LOWEST_GROWTH, HIGHEST_GROWTH) / 365;
}

/* P(x) and N(x), both times a power of growth. */
static void
sides(const Flows *flows, double x, long double *in, long double *out)
{
	long double origin = x >= 0 ? flows->time[0] : flows->time[flows->n - 1];

	*in = *out = 0;
	for (int i = 0; i < flows->n; i++)
	{
		long double term = flows->amount[i] * expl(-(long double) x * (flows->time[i] - origin));

		if (term > 0)
			*in += term;
		else
			*out -= term;
	}
}

/* Scales the outflows so that there is a root at x; false if amounts would be of a size that money is not. */
static bool
plant_root(Flows *flows, double x)
{
	long double in;
	long double out;
	double		factor;

	sides(flows, x, &in, &out);
	factor = (double) (in / out);
	if (!(factor > 1e-12 && factor < 1e12))
		return false;
	for (int i = 0; i < flows->n; i++)
		if (flows->amount[i] < 0)
			flows->amount[i] *= factor;
	return true;
}

/* Changes two amounts so that there are roots at x and at y, as close to each other as is asked. */
static bool
plant_pair(Flows *flows, double x, double y)
{
	int			i = (int) (uniform() * flows->n);
	int			k = (int) (uniform() * flows->n);
	long double rest[2] = {0, 0};
	long double a[2];
	long double b[2];
	long double det;
	double		at[2] = {x, y};

	if (i == k)
		return false;
	for (int j = 0; j < 2; j++)
	{
		long double origin = flows->time[i];

		for (int m = 0; m < flows->n; m++)
			if (m != i && m != k)
				rest[j] -= flows->amount[m] * expl(-(long double) at[j] * (flows->time[m] - origin));
		a[j] = 1;
		b[j] = expl(-(long double) at[j] * (flows->time[k] - origin));
	}
	det = a[0] * b[1] - a[1] * b[0];
	flows->amount[i] = (double) ((rest[0] * b[1] - rest[1] * b[0]) / det);
	flows->amount[k] = (double) ((a[0] * rest[1] - a[1] * rest[0]) / det);
	return isfinite(flows->amount[i]) && isfinite(flows->amount[k]) &&
		fabs(flows->amount[i]) < 1e24 && fabs(flows->amount[k]) < 1e24;
}

/* The last amount such that all sum to zero. */
static void
plant_zero(Flows *flows)
{
	double		sum = 0;

	for (int i = 0; i < flows->n - 1; i++)
		sum += flows->amount[i];
	flows->amount[flows->n - 1] = -sum;
	flows->sums_to_zero = true;
}

static void
draw(Flows *flows)
{
	for (;;)
	{
		double		kind = uniform();
		int			changes = 1 + (int) (uniform() * MAX_CHANGES);

		flows->n = 2 + (int) (log_between(1, MAX_FLOWS - 1) - 0.5);
		flows->sums_to_zero = false;
		draw_times(flows);
		draw_amounts(flows, changes < flows->n ? changes : flows->n - 1);
		if (kind < 0.5)
		{
			if (plant_root(flows, days_growth()))
				return;
		}
		else if (kind < 0.65)
		{
			double		x = days_growth();

			if (plant_pair(flows, x, x + log_between(1e-4, 1) / flows->time[flows->n - 1]))
				return;
		}
		else if (kind < 0.7)
		{
			plant_zero(flows);
			return;
		}
		else
			return;
	}
}

/* ---- the comparison -------------------------------------------------------------------------- */

/* The changes of sign on a grid of "points" that spans all roots. */
static int
changes_on_grid(const Flows *flows, int points)
{
	static Sum	sum;
	long double length;
	long double from;
	long double to;
	int			changes = 0;
	bool		before;

	sum.n = 0;
	for (int i = 0; i < flows->n; i++)
		if (flows->amount[i] != 0)
		{
			sum.coefficient[sum.n] = flows->amount[i];
			sum.time[sum.n++] = flows->time[i];
		}
	length = sum.time[sum.n - 1] - sum.time[0];
	from = asinhl(outermost(&sum, -1) * length);
	to = asinhl(outermost(&sum, 1) * length);
	before = value_at(&sum, sinhl(from) / length).ratio > 0;
	for (int i = 1; i <= points; i++)
	{
		/* off the root at 0, which is on the grid */
		bool		here = value_at(&sum, sinhl(from + (to - from) * (i - 0.37L) / points) / length).ratio > 0;

		changes += here != before;
		before = here;
	}
	return changes;
}

/* What a double's own rounding of x makes of a sum that is zero at x, over the size of its terms. */
static bool
is_zero(const Flows *flows, double x)
{
	long double in;
	long double out;
	double		depth = fabs(x) * (flows->time[flows->n - 1] - flows->time[0]);

	sides(flows, x, &in, &out);
	return fabsl(in - out) <= (in + out) * DBL_EPSILON * (8 + 2 * depth);
}

typedef struct Tally
{
	long		sets;
	long		without;		/* without a root */
	long		roots;
	long		in_range;		/* roots from -99.9999 % to 10^8 a year */
	long		doubtful;
	long		missed;			/* fewer than there are */
	long		invented;
	long		apart;			/* a root not where the judge's is */
	long		not_zero;
	long		not_nearest;
	long		doubtful_wrong;
	long		grids;
	long		grid_differs;
	long		evaluations;
} Tally;

/* The logarithm of a year's growth. */
static double
yearly(double x)
{
	return x * 365;
}

static void
compare_nearest(const Flows *flows, FlowCurve *curve, const double *roots, int count, Tally *tally)
{
	double		guess = log_between(1e-6, 1e4) - 1;
	double		near;
	double		best = HUGE_VAL;
	bool		found = solve_nearest(curve, guess, &near);

	for (int i = 0; i < count; i++)
		best = fmin(best, fabs(yearly(roots[i]) - log1p(guess)));
	/* which one it is; how sharp is_zero() tells */
	tally->not_nearest += found != (count > 0) ||
		(found && (fabs(fabs(yearly(near) - log1p(guess)) - best) > 1e-7 * (1 + best) || !is_zero(flows, near)));
}

static void
compare(const Flows *flows, Tally *tally)
{
	FlowCurve	curve = {
		.n = flows->n,
		.amount = flows->amount,
		.time = flows->time,
		.unit = 365,
		.sums_to_zero = flows->sums_to_zero
	};
	Verdict		verdict = judge(flows);
	double		roots[MAX_FLOWS];
	int			count = 0;
	int			sure = 0;
	int			differ;

	tally->sets++;
	if (solve_begin(&curve))
		count = solve_all(&curve, roots, MAX_FLOWS);
	tally->evaluations += curve.evaluations;
	for (int i = 0; i < count; i++)
	{
		tally->in_range += roots[i] * 365 >= LOWEST_GROWTH && roots[i] * 365 <= HIGHEST_GROWTH;
		tally->not_zero += !is_zero(flows, roots[i]);
	}
	tally->roots += count;

	/* a root that is touched, not crossed, cannot be told from none or two */
	if (verdict.doubtful)
	{
		tally->doubtful++;
		tally->doubtful_wrong += (count - verdict.count > 2) || (verdict.count - count > 2);
		return;
	}
	tally->without += verdict.count == 0;
	tally->missed += count < verdict.count;
	tally->invented += count > verdict.count;
	if (count == verdict.count)
		for (int i = 0; i < count; i++)
		{
			double		nearest = HUGE_VAL;
			double		depth = 1 / (flows->time[flows->n - 1] - flows->time[0]);

			for (int k = 0; k < count; k++)
				nearest = fmin(nearest, k == i ? HUGE_VAL : fabs((double) verdict.root[k] - roots[i]));
			/* on its side of the middle between two, and as near as their distance lets doubles tell */
			sure += fabs((double) verdict.root[i] - roots[i]) <= fmin(nearest / 4, 1e-5 * fmax(depth, fabs(roots[i])));
		}
	tally->apart += count == verdict.count && sure < count;
	compare_nearest(flows, &curve, roots, count, tally);

	if (tally->sets % 20 == 0 && verdict.changes > 0)
	{
		differ = verdict.count - changes_on_grid(flows, 3000);
		tally->grids++;
		/* two between neighbouring points do not show */
		tally->grid_differs += differ < 0 || differ % 2 != 0;
	}
}

static long
from_environment(const char *name, long otherwise)
{
	const char *text = getenv(name);

	return text != NULL && *text != '\0' ? atol(text) : otherwise;
}

/* ---- the judge judged: roots that are known --------------------------------------------------- */

static void
judge_of_known_roots(void)
{
	int			wrong = 0;

	for (int set = 0; set < 200; set++)
	{
		Flows		flows = {.n = 1};
		double		x[7];
		int			degree = 1 + set % 7;
		Verdict		verdict;

		for (int i = 0; i < degree; i++)
			x[i] = (i > 0 ? x[i - 1] : -2) + between(0.1, 0.8);
		flows.amount[0] = -1;
		for (int i = 0; i < degree; i++, flows.n++)
		{
			flows.amount[flows.n] = 0;
			for (int k = flows.n; k > 0; k--)
				flows.amount[k] -= flows.amount[k - 1] * exp(x[i]);
		}
		for (int i = 0; i < flows.n; i++)
			flows.time[i] = i;
		verdict = judge(&flows);
		wrong += verdict.changes != degree || verdict.count != degree;
		for (int i = 0; i < verdict.count; i++)
			wrong += fabs((double) verdict.root[i] - x[i]) > 1e-6;
	}
	ok(wrong == 0, "the judge finds the roots that polynomials were made from");
}

int
main(void)
{
	Tally		tally = {0};
	Flows		flows;
	long		sets = from_environment("GPURENT_ROOT_SETS", LONG_DOUBLE_SETS(2000));

	tap_state = (uint64_t) from_environment("GPURENT_ROOT_SEED", 20240101);
	judge_of_known_roots();
	while (tally.sets < sets)
	{
		/* what is planted can add changes of sign */
		draw(&flows);
		if (judge(&flows).changes <= MAX_CHANGES)
			compare(&flows, &tally);
	}

	printf("# %ld sets: %ld roots (%ld from -99.9999 %% to 10^8 a year), %ld sets without one, %ld that touch zero within 10^-13\n",
		   tally.sets, tally.roots, tally.in_range, tally.without, tally.doubtful);
	printf("# missed %ld, invented %ld, misplaced %ld, not zero %ld, not the nearest %ld\n",
		   tally.missed, tally.invented, tally.apart, tally.not_zero, tally.not_nearest);
	printf("# %.1f evaluations a set; %ld sets on a grid\n", (double) tally.evaluations / (double) tally.sets, tally.grids);
	ok(tally.roots > sets && tally.without > sets / 50, "many roots, and many sets without one");
	ok(tally.missed == 0, "a root is found wherever one exists");
	ok(tally.invented == 0, "none is found where none exists");
	ok(tally.apart == 0, "each is where the judge has it");
	ok(tally.not_zero == 0, "the flows are worth nothing at each root, to what doubles can tell");
	ok(tally.not_nearest == 0, "of several, the nearest to the guess is found");
	ok(tally.doubtful * 100 < tally.sets && tally.doubtful_wrong == 0, "few sets touch zero, and those have a root more or less at most");
	ok(tally.grid_differs == 0, "a fine grid agrees with the judge");
	return done_testing();
}
