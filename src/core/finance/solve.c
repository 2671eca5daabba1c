/*
 * solve.c
 *		The roots of sums of discounted flows.  How it works is told in solve.h.
 */
#include "core/finance/solve.h"

#include <float.h>
#include <math.h>
#include <stddef.h>

/* ---- f at a point -------------------------------------------------------------- */

typedef struct Point
{
	double		x;
	double		in;				/* P and N, both times exp(x * origin) */
	double		out;
	double		origin;
	double		in_time;		/* mean times of the inflows and the outflows */
	double		out_time;
	double		spread;			/* variance of the inflows' times less that of the outflows' */
	double		log_ratio;		/* log(P / N) */
} Point;

/*
 * Times are counted from the first flow where x > 0 and from the last where x < 0,
 * so that no term exceeds its amount and the term that dominates keeps its size.
 */
static inline double
origin_for(const FlowCurve *curve, double x)
{
	return x >= 0 ? curve->time[curve->first] : curve->time[curve->last];
}

/* In a pass over the flows, at its start and every so many of them. */
static inline void
pause_at(const FlowCurve *curve, int place)
{
	if ((place & 0x7FFF) == 0 && curve->pause != NULL)
		curve->pause();
}

/* Sums are made in blocks and the blocks added, so that rounding does not grow with n. */
#define BLOCK	64

static Point
evaluate(FlowCurve *curve, double x)
{
	Point		point = {.x = x, .origin = origin_for(curve, x)};
	double		in_moment = 0;
	double		out_moment = 0;
	double		in_square = 0;
	double		out_square = 0;

	curve->evaluations++;

	for (int from = curve->first; from <= curve->last; from += BLOCK)
	{
		int			to = from + BLOCK <= curve->last + 1 ? from + BLOCK : curve->last + 1;
		double		in = 0;
		double		out = 0;
		double		in_m = 0;
		double		out_m = 0;
		double		in_s = 0;
		double		out_s = 0;

		pause_at(curve, from - curve->first);
		for (int i = from; i < to; i++)
		{
			double		t = curve->time[i] - point.origin;
			double		term = curve->amount[i] * exp(-x * t);
			double		up = term > 0 ? term : 0;
			double		down = term > 0 ? 0 : -term;

			in += up;
			out += down;
			in_m += up * t;
			out_m += down * t;
			in_s += up * t * t;
			out_s += down * t * t;
		}
		point.in += in;
		point.out += out;
		in_moment += in_m;
		out_moment += out_m;
		in_square += in_s;
		out_square += out_s;
	}
	point.in_time = in_moment / point.in;
	point.out_time = out_moment / point.out;
	point.spread = (in_square / point.in - point.in_time * point.in_time) -
		(out_square / point.out - point.out_time * point.out_time);
	point.in_time += point.origin;
	point.out_time += point.origin;
	point.log_ratio = x == 0 && curve->sums_to_zero ? 0 : log(point.in / point.out);
	return point;
}

static inline bool
above(const Point *point)
{
	return point->log_ratio > 0;
}

/* ---- where the roots can be ---------------------------------------------------- */

/* Room beyond a bound, so that a root that lies on it is inside. */
#define MARGIN	1e-3

/*
 * For x > 0 the flows of the sign opposite to the first one sum to at most their sum
 * at 0 times exp(-x * their first time): from where that is below the first flow,
 * nothing is left of it to turn.  Likewise backwards from the last flow.
 */
static double
bound(const FlowCurve *curve, int from, int to, int step)
{
	double		end = curve->amount[from];
	double		opposite = 0;
	double		distance = 0;
	double		x;

	for (int i = from; i != to + step; i += step)
	{
		pause_at(curve, i - curve->first);
		if ((curve->amount[i] > 0) != (end > 0) && curve->amount[i] != 0)
		{
			if (distance == 0)
				distance = fabs(curve->time[i] - curve->time[from]);
			opposite += fabs(curve->amount[i]);
		}
	}
	x = log(opposite / fabs(end)) + MARGIN;
	return x > 0 ? x / distance : 0;
}

bool
solve_begin(FlowCurve *curve)
{
	double		sign = 0;

	curve->evaluations = 0;
	curve->sign_changes = 0;
	curve->first = 0;
	curve->last = curve->n - 1;
	while (curve->first <= curve->last && curve->amount[curve->first] == 0)
		curve->first++;
	while (curve->first <= curve->last && curve->amount[curve->last] == 0)
		curve->last--;
	for (int i = curve->first; i <= curve->last; i++)
	{
		pause_at(curve, i - curve->first);
		curve->sign_changes += sign * curve->amount[i] < 0;
		if (curve->amount[i] != 0)
			sign = curve->amount[i] > 0 ? 1 : -1;
	}
	if (curve->sign_changes == 0)
		return false;
	curve->ceiling = bound(curve, curve->first, curve->last, 1);
	curve->floor = -bound(curve, curve->last, curve->first, -1);
	return true;
}

/* The middle of an interval, on a scale that is logarithmic for large x. */
static double
middle(const FlowCurve *curve, double a, double b)
{
	double		scale = curve->time[curve->last] - curve->time[curve->first];
	double		x = sinh((asinh(a * scale) + asinh(b * scale)) / 2) / scale;

	/* where the rounding of that is all that is left */
	return x > a && x < b ? x : a + (b - a) / 2;
}

/* ---- one root in an interval ----------------------------------------------------- */

/*
 * Halley's method on log(P / N), which is nearly a straight line for ordinary flows,
 * kept between two points of opposite sign and helped by halving when it is slow.
 * A step this short, relative to x or to the length of the flows, leaves an error of
 * the order of its cube; and of that of the step times the square of its bend, which
 * is not small where another root is near.
 */
#define SHORT_STEP		1e-6
#define SHARP			(DBL_EPSILON / 8)
#define PATIENCE		8
#define NOISE			(4 * DBL_EPSILON)	/* of log(P / N) */

/*
 * From a point of this value, slope and curvature towards zero; Newton's step where that
 * would turn round.  bend is how much they differ.
 */
static double
halley_step(double value, double slope, double curvature, double *bend)
{
	double		newton = -value / slope;

	*bend = newton * curvature / (2 * slope);
	return *bend > -0.5 && *bend < 1 ? newton / (1 + *bend) : newton;
}

/* Each exponential is off by the rounding of its exponent; the ratio by theirs, and a root by its own over the slope. */
static double
root_error(const Point *point)
{
	double		depth = fmax(fabs(point->in_time - point->origin), fabs(point->out_time - point->origin));

	return DBL_EPSILON * (4 + fabs(point->x) * depth) / fabs(point->out_time - point->in_time);
}

static double
refine(FlowCurve *curve, double a, double b, bool above_at_a, double start)
{
	double		length = curve->time[curve->last] - curve->time[curve->first];
	double		x = start;

	for (int i = 0;; i++)
	{
		Point		point;
		double		step;
		double		bend;
		double		scale;

		if (!(x > a && x < b) || (i > PATIENCE && i % 2 == 0))
			x = middle(curve, a, b);
		if (!(x > a && x < b))
			return x;
		point = evaluate(curve, x);
		if (fabs(point.log_ratio) <= NOISE)
		{
			curve->error = root_error(&point);
			return x;
		}
		if (above(&point) == above_at_a)
			a = x;
		else
			b = x;
		step = halley_step(point.log_ratio, point.out_time - point.in_time, point.spread, &bend);
		curve->error = root_error(&point);
		x += step;
		scale = fmax(fabs(x), 1 / length);
		if (fabs(step) <= SHORT_STEP * scale && fabs(step) * bend * bend <= SHARP * scale && x >= a && x <= b)
			return x;
	}
}

/* ---- intervals --------------------------------------------------------------------- */

/*
 * What rounding can do to the values and to the mean times that the tests of an
 * interval compare.  What they leave open for that, the polynomial decides.
 */
#define VALUE_MARGIN	1e-14
#define TIME_MARGIN		1e-13	/* of the length of the flows */

/*
 * The tangents of "convex" at both ends against the chord of the other: true if the
 * former lie above all along, when they do at the ends.
 */
static bool
tangents_above(double width, double gap, double slope_a, double slope_b, double rise, double other_rise)
{
	double		s;

	/* where the tangents meet */
	if (slope_b <= slope_a)
		s = 0;
	else
		s = (slope_b * width - rise) / (slope_b - slope_a);
	return gap + (slope_a - other_rise / width) * s > VALUE_MARGIN * (1 + fabs(rise) + fabs(other_rise));
}

static bool
has_no_root(const Point *a, const Point *b)
{
	double		width = b->x - a->x;
	double		shift;			/* what the origins contribute to the rise of log P and log N */
	double		in_rise;
	double		out_rise;

	if (above(a) != above(b))
		return false;
	shift = a->origin == b->origin ? width * a->origin : b->x * b->origin - a->x * a->origin;
	in_rise = log(b->in / a->in) - shift;
	out_rise = log(b->out / a->out) - shift;
	if (above(a))
		return tangents_above(width, a->log_ratio, -a->in_time, -b->in_time, in_rise, out_rise);
	return tangents_above(width, -a->log_ratio, -a->out_time, -b->out_time, out_rise, in_rise);
}

/* The mean times fall as x grows. */
static bool
is_monotone(const FlowCurve *curve, const Point *a, const Point *b)
{
	double		margin = TIME_MARGIN * (curve->time[curve->last] - curve->time[curve->first]);

	return b->out_time > a->in_time + margin || b->in_time > a->out_time + margin;
}

/* Short enough for a Taylor polynomial: the spread of the times, times the half width, is below 1/2. */
static bool
is_short(const Point *a, const Point *b)
{
	double		mean_a = (a->in * a->in_time + a->out * a->out_time) / (a->in + a->out);
	double		mean_b = (b->in * b->in_time + b->out * b->out_time) / (b->in + b->out);

	return (mean_a - mean_b) * (b->x - a->x) <= 1;
}

/* ---- the polynomial of a short interval ----------------------------------------------- */

#define DEGREE	15				/* of the polynomial */

typedef struct Local
{
	double		center;
	double		half;			/* x = center + half * y, y in [-1, 1] */
	double		coefficient[DEGREE + 1];
	double		remainder;		/* bound on what the polynomial leaves out */
	double		rounding;		/* and on what rounding does to its terms */
} Local;

static Local
expand(FlowCurve *curve, const Point *a, const Point *b)
{
	Local		local = {.center = a->x + (b->x - a->x) / 2, .half = (b->x - a->x) / 2};
	double		origin = origin_for(curve, local.center);
	double		mean = (a->in_time + a->out_time + b->in_time + b->out_time) / 4;
	double		factorial = 1;

	curve->evaluations++;

	for (int k = 2; k <= DEGREE + 1; k++)
		factorial *= k;
	for (int i = curve->first; i <= curve->last; i++)
	{
		double		exponent = -local.center * (curve->time[i] - origin);
		double		term = curve->amount[i] * exp(exponent);
		double		size = fabs(term);
		double		z = -local.half * (curve->time[i] - mean);
		double		power = z * z;

		pause_at(curve, i - curve->first);
		local.rounding += size * (4 + fabs(exponent));
		for (int k = 0; k <= DEGREE; k++)
		{
			local.coefficient[k] += term;
			term *= z / (k + 1);
		}
		/* to the power of DEGREE + 1, which is 2^4 */
		power *= power;
		power *= power;
		power *= power;
		local.remainder += size * fmin(power / factorial, 1) * exp(fabs(z));
		/* the interval is not short for a flow so far away */
		if (!(local.remainder < HUGE_VAL))
			break;
	}
	local.rounding *= DBL_EPSILON;
	return local;
}

static double
polynomial(const double *coefficient, int degree, double y)
{
	double		value = coefficient[degree];

	for (int k = degree - 1; k >= 0; k--)
		value = value * y + coefficient[k];
	return value;
}

/* The one root between two points of opposite sign. */
static double
polynomial_root(const double *coefficient, int degree, double a, double b, bool above_at_a)
{
	for (int i = 0; i < 60; i++)
	{
		double		y = (a + b) / 2;

		if (y <= a || y >= b)
			break;
		if ((polynomial(coefficient, degree, y) > 0) == above_at_a)
			a = y;
		else
			b = y;
	}
	return (a + b) / 2;
}

/*
 * Where the polynomial turns within [-1, 1] and a little beyond, lest a double root
 * on an end be missed from either side; ascending.  Between the turns of each
 * derivative lie the roots of the one before.
 */
#define BEYOND	1e-5

static int
turning_points(const double *coefficient, double *turns)
{
	double		derivative[DEGREE][DEGREE + 1];
	int			n = 0;

	for (int k = 0; k < DEGREE; k++)
		derivative[0][k] = coefficient[k + 1] * (k + 1);
	for (int d = 1; d < DEGREE; d++)
		for (int k = 0; k < DEGREE - d; k++)
			derivative[d][k] = derivative[d - 1][k + 1] * (k + 1);

	/* derivative[d] has degree DEGREE - 1 - d; the last is a constant, without roots */
	for (int d = DEGREE - 2; d >= 0; d--)
	{
		int			degree = DEGREE - 1 - d;
		double		roots[DEGREE];
		int			found = 0;
		double		from = -1 - BEYOND;
		bool		above_from = polynomial(derivative[d], degree, from) > 0;

		for (int i = 0; i <= n; i++)
		{
			double		to = i < n ? turns[i] : 1 + BEYOND;
			bool		above_to = polynomial(derivative[d], degree, to) > 0;

			if (above_from != above_to)
				roots[found++] = polynomial_root(derivative[d], degree, from, to, above_from);
			from = to;
			above_from = above_to;
		}
		n = found;
		for (int i = 0; i < n; i++)
			turns[i] = roots[i];
	}
	return n;
}

/* Where it crosses zero between these two, is its slope that of the remainder?  Then f could turn there. */
static bool
crosses_flatly(const Local *local, double from, double to, bool above_at_from)
{
	double		y = polynomial_root(local->coefficient, DEGREE, from, to, above_at_from);
	double		slope = 0;

	for (int k = DEGREE; k >= 1; k--)
		slope = slope * y + local->coefficient[k] * k;
	return fabs(slope) <= 100 * DEGREE * local->remainder;
}

/* ---- the search ------------------------------------------------------------------------ */

typedef struct Search
{
	FlowCurve  *curve;
	bool		downwards;		/* the highest root first */
	bool		all;			/* else the first is enough */
	double	   *roots;
	int			max;
	int			found;
} Search;

/* A double root is found to half the digits; this far from each other, two roots are two. */
#define DOUBLE_ROOT		1e-7
#define MULTIPLE_ROOT	1e-2

/* True if that is enough. */
static bool
found_root(Search *search, double x)
{
	double		length = search->curve->time[search->curve->last] - search->curve->time[search->curve->first];

	/* the root at 0 is known exactly; one of a high order looks like several around it */
	if (search->curve->sums_to_zero && fabs(x) * length < MULTIPLE_ROOT &&
		(fabs(x) * length < DOUBLE_ROOT || fabs(evaluate(search->curve, x / 2).log_ratio) <= NOISE))
		x = 0;
	/* a double root on the border of two intervals is found from both sides */
	if (search->found > 0 && search->found <= search->max &&
		fabs(search->roots[search->found - 1] - x) <= DOUBLE_ROOT * fmax(fabs(x), 1 / length))
		return false;
	if (search->found < search->max)
		search->roots[search->found] = x;
	search->found++;
	return !search->all;
}

typedef enum Outcome
{
	UNDECIDED,
	GO_ON,
	ENOUGH
} Outcome;

/*
 * A short interval by its polynomial.  Undecided where it comes, at an end or where it
 * turns, so near to zero that what it leaves out could matter, or where it crosses zero
 * so flatly; what rounding leaves in doubt there stays so, and counts as touching zero.
 */
static Outcome
search_short(Search *search, const Point *a, const Point *b)
{
	FlowCurve  *curve = search->curve;
	Local		local = expand(curve, a, b);
	double		turn[DEGREE];
	int			turns;
	double		y[DEGREE + 2];
	int			sign[DEGREE + 2];
	int			n = 0;
	double		doubt = local.remainder + local.rounding;
	bool		coarse = local.remainder > local.rounding;

	if (!(local.remainder < HUGE_VAL))
		return UNDECIDED;
	for (int end = -1; end <= 1; end += 2)
		if (coarse && fabs(polynomial(local.coefficient, DEGREE, end)) <= doubt)
			return UNDECIDED;
	turns = turning_points(local.coefficient, turn);
	for (int i = 0; i < turns; i++)
	{
		double		value = polynomial(local.coefficient, DEGREE, turn[i]);
		bool		zero = fabs(value) <= doubt;

		if (zero && coarse)
			return UNDECIDED;
		if (!zero && fabs(turn[i]) > 1)
			continue;
		y[++n] = fmax(-1, fmin(turn[i], 1));
		sign[n] = zero ? 0 : value > 0 ? 1 : -1;
	}
	y[0] = -1;
	sign[0] = above(a) ? 1 : -1;
	y[n + 1] = 1;
	sign[n + 1] = above(b) ? 1 : -1;
	for (int i = 0; coarse && i <= n; i++)
		if (sign[i] * sign[i + 1] < 0 && crosses_flatly(&local, y[i], y[i + 1], sign[i] > 0))
			return UNDECIDED;

	for (int j = 0; j <= n; j++)
	{
		int			i = search->downwards ? n - j : j;
		int			far = search->downwards ? i : i + 1;
		double		x;

		if (sign[i] * sign[i + 1] < 0)
		{
			double		from = i == 0 ? a->x : local.center + local.half * y[i];
			double		to = i == n ? b->x : local.center + local.half * y[i + 1];

			x = refine(curve, from, to, sign[i] > 0, from + (to - from) / 2);
		}
		else if (sign[far] == 0)
		{
			x = local.center + local.half * y[far];
			curve->error = fabs(x);
		}
		else
			continue;
		if (found_root(search, x))
			return ENOUGH;
	}
	return GO_ON;
}

/* True if that is enough. */
static bool
search_between(Search *search, const Point *a, const Point *b)
{
	FlowCurve  *curve = search->curve;
	double		x;
	Point		cut;

	if (has_no_root(a, b))
		return false;
	x = a->x + (b->x - a->x) / 2;
	if (is_monotone(curve, a, b))
		return above(a) != above(b) && found_root(search, refine(curve, a->x, b->x, above(a), x));
	if (is_short(a, b))
	{
		Outcome		outcome = search_short(search, a, b);

		if (outcome != UNDECIDED)
			return outcome == ENOUGH;
	}
	x = middle(curve, a->x, b->x);
	if (!(x > a->x && x < b->x))
		return above(a) != above(b) && found_root(search, x);
	cut = evaluate(curve, x);
	if (search->downwards)
		return search_between(search, &cut, b) || search_between(search, a, &cut);
	return search_between(search, a, &cut) || search_between(search, &cut, b);
}

static void
search_range(Search *search, double from, double to)
{
	Point		a;
	Point		b;

	if (!(from < to))
		return;
	a = evaluate(search->curve, from);
	b = evaluate(search->curve, to);
	search_between(search, &a, &b);
}

/* ---- what there is to call ----------------------------------------------------------------- */

/* One change of sign: log(P / N) is monotone on the whole axis. */
static double
only_root(FlowCurve *curve)
{
	bool		above_at_floor = curve->amount[curve->last] > 0;
	double		in = 0;
	double		out = 0;
	double		in_moment = 0;
	double		out_moment = 0;
	double		in_square = 0;
	double		out_square = 0;
	double		bend;

	if (curve->sums_to_zero)
	{
		curve->error = 0;
		return 0;
	}
	/* a step from 0 costs no exponential */
	for (int i = curve->first; i <= curve->last; i++)
	{
		double		up = curve->amount[i] > 0 ? curve->amount[i] : 0;
		double		down = curve->amount[i] > 0 ? 0 : -curve->amount[i];
		double		t = curve->time[i] - curve->time[curve->first];

		pause_at(curve, i - curve->first);
		in += up;
		out += down;
		in_moment += up * t;
		out_moment += down * t;
		in_square += up * t * t;
		out_square += down * t * t;
	}
	in_moment /= in;
	out_moment /= out;
	return refine(curve, curve->floor, curve->ceiling, above_at_floor,
				  halley_step(log(in / out), out_moment - in_moment,
							  (in_square / in - in_moment * in_moment) -
							  (out_square / out - out_moment * out_moment), &bend));
}

/* Distances that differ by no more are equal but for rounding. */
#define EQUALLY_NEAR	1e-12

bool
solve_nearest(FlowCurve *curve, double guess, double *x)
{
	double		target = log1p(guess) / curve->unit;
	double		start = fmin(fmax(target, curve->floor), curve->ceiling);
	double		lowest = curve->floor;
	double		up = 0;			/* not read unless found, which gcc 14 can't tell */
	double		down = 0;
	Search		above_guess = {.curve = curve, .roots = &up, .max = 1};
	Search		below_guess = {.curve = curve, .roots = &down, .max = 1, .downwards = true};

	if (curve->sign_changes == 1)
	{
		*x = only_root(curve);
		return true;
	}

	search_range(&above_guess, start, curve->ceiling);
	/* no further down than the root that has been found lies up */
	if (above_guess.found > 0)
		lowest = fmax(lowest, target - (up - target));
	search_range(&below_guess, lowest, start);

	if (below_guess.found > 0 &&
		(above_guess.found == 0 || (target - down) * (1 + EQUALLY_NEAR) < up - target))
		*x = down;
	else if (above_guess.found > 0)
		*x = up;
	return above_guess.found > 0 || below_guess.found > 0;
}

int
solve_all(FlowCurve *curve, double *roots, int max)
{
	Search		search = {.curve = curve, .all = true, .roots = roots, .max = max};

	if (curve->sign_changes == 1)
	{
		roots[0] = only_root(curve);
		return 1;
	}
	search_range(&search, curve->floor, curve->ceiling);
	return search.found;
}

/* ---- more digits -------------------------------------------------------------------------------- */

double
growth_at(const FlowCurve *curve, double x)
{
	return exp(x * curve->unit);
}

/* Powers that are kept at hand: those of the days of a month. */
#define POWERS	32

/* Where a pass leaves a step that is longer than SHARP_STEP, there is another; beyond FARTHEST it is another root's, or none's. */
#define SHARP_STEP		1e-12
#define FARTHEST		1e-7
#define POLISHING_PASSES	5

/*
 * A step of Newton's method from base, relative to it, towards where f, a polynomial in
 * it, is zero, with f computed in wide numbers; false if a time is no whole number.
 */
static bool
polishing_step(const FlowCurve *curve, bool forwards, WideFloat base, WideFloat (*amount) (const void *flows, int i),
			   const void *flows, double *step)
{
	WideFloat	power[POWERS];
	WideFloat	factor = wide_from_double(1);
	WideFloat	sum = wide_from_double(0);
	double		slope = 0;
	int			from = forwards ? curve->first : curve->last;
	int			to = forwards ? curve->last : curve->first;
	int			direction = forwards ? 1 : -1;
	double		time = curve->time[from];

	power[0] = wide_from_double(1);
	for (int i = 1; i < POWERS; i++)
		power[i] = wide_multiply(power[i - 1], base);
	for (int i = from; i != to + direction; i += direction)
	{
		double		gap = fabs(curve->time[i] - time);
		WideFloat	term;

		pause_at(curve, i - curve->first);
		if (gap != floor(gap) || gap > 2147483648.0)
			return false;
		factor = wide_multiply(factor, gap < POWERS ? power[(int) gap] : wide_power(base, (long) gap));
		time = curve->time[i];
		/* nothing is left of the flows from here on, nor are tiny numbers exact */
		if (!(factor.high > 1e-200))
			break;
		term = wide_multiply(factor, amount(flows, i));
		sum = wide_add(sum, term);
		slope += term.high * fabs(time - curve->time[from]);
	}
	*step = -sum.high / slope;
	return true;
}

/*
 * With the growth of a unit of time, or its inverse, whichever is below 1, as base b,
 * f is a polynomial in b.  Each step of Newton's method doubles the digits; from b in
 * doubles one will do, but where another root is near.
 */
bool
growth_polished(const FlowCurve *curve, double x, WideFloat (*amount) (const void *flows, int i),
				const void *flows, WideFloat *growth, long *decimals)
{
	double		start = exp(-fabs(x));
	WideFloat	base = wide_from_double(start);
	double		step = HUGE_VAL;

	for (int i = 0; i < POLISHING_PASSES && fabs(step) > SHARP_STEP; i++)
	{
		if (!polishing_step(curve, x >= 0, base, amount, flows, &step) || !(fabs(step) < FARTHEST))
			return false;
		base = wide_add(base, wide_from_double(base.high * step));
	}
	if (fabs(step) > SHARP_STEP || fabs(base.high - start) > FARTHEST * start)
		return false;
	if (curve->unit != floor(curve->unit))
		return false;
	*growth = wide_power_scaled(base, (long) curve->unit, decimals);
	if (x >= 0)
	{
		*growth = wide_divide(wide_from_double(1), *growth);
		*decimals = -*decimals;
	}
	return true;
}
