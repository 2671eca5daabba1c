/*
 * annuity_rate.c
 *		The rate of an annuity: every root bracketed, none missed, none invented.
 *
 * With G = 1 + rate, p = pv + due pmt and q = fv - due pmt (a payment at the beginning
 * of the first period is a part of pv, one that is not made at the end of the last a
 * part of fv), an annuity's equation times rate is a sum of four powers of G:
 *
 *	p G^(n+1) + (pmt - p) G^n + q G - (pmt + q) = 0
 *
 * Laguerre's form of Descartes' rule allows it as many positive roots as its
 * coefficients change sign, three at most.  One is G = 1, which the factor "rate" put
 * there: there are two rates at most.  The signs of the outermost coefficients are those at the
 * ends of the axis.  Where they differ (once "rate" is divided out) there is exactly
 * one root.  Where they are equal there are two or none; then two roots have a
 * critical point of the sum, or 0, between them at which the sign is the opposite (or
 * nothing, where the two are one).  The critical points are found in the same way: the
 * derivative has three powers, its own, over the lowest power, two.
 *
 * Everything is in x = log G.
 */
#include "core/finance/annuity.h"

#include <math.h>

#define MAX_TERMS		4

/* A function and its derivative at x, and how large the terms are that it was summed from. */
typedef struct Point
{
	Real		value;
	Real		slope;
	Real		size;
} Point;

typedef Point (*Evaluate) (const void *function, Real x);

static Real
larger(Real a, Real b)
{
	return real_compare(real_abs(a), real_abs(b)) < 0 ? real_abs(b) : real_abs(a);
}

static Real
product(Real a, Real b)
{
	return real_is_zero(a) || real_is_zero(b) ? (Real) {0} : real_multiply(a, b);
}

/* The sign of a value, 0 if it is what rounding left of nothing. */
#define CANCELLED_BITS	220

static int
sign_of(Real value, Real size)
{
	if (value.kind == REAL_FINITE && size.kind == REAL_FINITE && size.exponent - value.exponent > CANCELLED_BITS)
		return 0;
	return real_sign(value);
}

static int
sign_at(Evaluate evaluate, const void *function, Real x)
{
	Point		point = evaluate(function, x);

	return sign_of(point.value, point.size);
}

/* ---- a root between two points, or a point and an end of the axis ------------------------- */

/* Beyond e^(2^45) no root is looked for. */
#define FARTHEST_EXPONENT	45

/*
 * A point on the far side of "from", up (1) or down (-1), at which the sign is "sign"
 * as it is at that end; infinite if there is none within reach.
 */
static Real
far_point(Evaluate evaluate, const void *function, Real from, int direction, int sign)
{
	for (int64_t step = -4; step <= FARTHEST_EXPONENT; step++)
	{
		Real		x = real_add(from, real_scale(real_from_int64(direction), step));

		if (sign_at(evaluate, function, x) == sign)
			return x;
	}
	return (Real) {.kind = REAL_INFINITE, .negative = direction < 0};
}

#define SETTLED_BITS	160

/* Steps are too many for any sign that a rounded function can show. */
#define MAX_STEPS		2000

/*
 * The root between low and high, at which the signs are low_sign and its opposite:
 * Newton's method, within a bracket that is halved when the step leaves it or shrinks
 * too slowly.
 */
static Real
root_between(Evaluate evaluate, const void *function, Real low, Real high, int low_sign, Real start)
{
	Real		x = start;
	Real		last_step = real_subtract(high, low);
	bool		halved;

	if (real_compare(x, low) <= 0 || real_compare(x, high) >= 0)
		x = real_scale(real_add(low, high), -1);
	for (int i = 0; i < MAX_STEPS; i++)
	{
		Point		point = evaluate(function, x);
		Real		step;
		Real		next;

		if (real_is_zero(point.value))
			break;
		if (real_sign(point.value) == low_sign)
			low = x;
		else
			high = x;
		step = real_divide(point.value, point.slope);
		next = real_subtract(x, step);
		halved = !real_is_finite(step) || real_compare(next, low) < 0 || real_compare(next, high) > 0 ||
			(!real_is_zero(step) && !real_is_zero(last_step) && step.exponent > last_step.exponent - 1 && i > 3);
		if (halved)
		{
			next = real_scale(real_add(low, high), -1);
			step = real_subtract(next, x);
		}
		last_step = step;
		x = next;
		/* the error after a step of Newton's is the step squared, and more only between roots that are near */
		if (real_is_zero(step) || (!real_is_zero(x) && step.exponent < x.exponent - (halved ? 250 : SETTLED_BITS)) ||
			sign_of(point.value, real_scale(point.size, -30)) == 0)
			break;
	}
	return x;
}

/* Half as many bits as a double has right are a bracket round what doubles found. */
#define NEAR_BITS		26

/*
 * The root between low and high, either of which may be infinite; infinite if it is
 * out of reach.  near says that start may be very near to it.
 */
static Real
root_within(Evaluate evaluate, const void *function, Real low, Real high, int low_sign, Real start, bool near)
{
	if (near)
	{
		Real		width = real_scale(real_abs(start), -NEAR_BITS);
		Real		below = real_subtract(start, width);
		Real		above = real_add(start, width);

		if (real_compare(low, below) < 0 && real_compare(above, high) < 0 &&
			sign_at(evaluate, function, below) == low_sign && sign_at(evaluate, function, above) == -low_sign)
			return root_between(evaluate, function, below, above, low_sign, start);
	}
	if (low.kind == REAL_INFINITE && high.kind == REAL_INFINITE)
	{
		int			sign = sign_at(evaluate, function, start);

		if (sign == 0)
			return start;
		if (sign == low_sign)
			low = start;
		else
			high = start;
	}
	if (low.kind == REAL_INFINITE)
		low = far_point(evaluate, function, high, -1, low_sign);
	else if (high.kind == REAL_INFINITE)
		high = far_point(evaluate, function, low, 1, -low_sign);
	if (low.kind == REAL_INFINITE || high.kind == REAL_INFINITE)
		return low.kind == REAL_INFINITE ? low : high;
	return root_between(evaluate, function, low, high, low_sign, start);
}

/* ---- sums of powers ------------------------------------------------------------------------ */

/* sum of coefficient[i] exp(exponent[i] x), exponents ascending, no coefficient 0 */
typedef struct Powers
{
	int			n;
	Real		coefficient[MAX_TERMS];
	Real		exponent[MAX_TERMS];
} Powers;

static void
add_power(Powers *sum, Real coefficient, Real exponent)
{
	int			at = 0;

	while (at < sum->n && real_compare(sum->exponent[at], exponent) < 0)
		at++;
	if (at < sum->n && real_compare(sum->exponent[at], exponent) == 0)
	{
		Real		old = sum->coefficient[at];
		Real		total = real_add(old, coefficient);

		sum->coefficient[at] = sign_of(total, larger(old, coefficient)) == 0 ? (Real) {0} : total;
		return;
	}
	for (int i = sum->n++; i > at; i--)
	{
		sum->coefficient[i] = sum->coefficient[i - 1];
		sum->exponent[i] = sum->exponent[i - 1];
	}
	sum->coefficient[at] = coefficient;
	sum->exponent[at] = exponent;
}

static void
drop_zeros(Powers *sum)
{
	int			kept = 0;

	for (int i = 0; i < sum->n; i++)
		if (!real_is_zero(sum->coefficient[i]))
		{
			sum->coefficient[kept] = sum->coefficient[i];
			sum->exponent[kept++] = sum->exponent[i];
		}
	sum->n = kept;
}

/* Over the power that is largest at x. */
static Point
evaluate_powers(const void *function, Real x)
{
	const Powers *sum = function;
	Real		base = sum->exponent[real_sign(x) >= 0 ? sum->n - 1 : 0];
	Point		point = {.size = {.kind = REAL_ZERO}};

	for (int i = 0; i < sum->n; i++)
	{
		Real		power = real_subtract(sum->exponent[i], base);
		Real		term = real_multiply(sum->coefficient[i], real_exp(product(power, x)));

		point.value = real_add(point.value, term);
		point.slope = real_add(point.slope, product(power, term));
		point.size = larger(point.size, term);
	}
	return point;
}

/* All roots of up to three powers, ascending; at most two. */
static int
roots_of_powers(const Powers *sum, Real roots[2])
{
	static const Real ends[2] = {{.kind = REAL_INFINITE, .negative = true}, {.kind = REAL_INFINITE}};
	Powers		derivative = {0};
	Real		middle[2];
	int			low_sign;
	int			high_sign;
	int			sign;

	if (sum->n < 2)
		return 0;
	low_sign = real_sign(sum->coefficient[0]);
	high_sign = real_sign(sum->coefficient[sum->n - 1]);
	if (sum->n == 2)
	{
		if (low_sign == high_sign)
			return 0;
		roots[0] = real_divide(real_log(real_negate(real_divide(sum->coefficient[0], sum->coefficient[1]))),
							   real_subtract(sum->exponent[1], sum->exponent[0]));
		return 1;
	}
	if (low_sign != high_sign)
	{
		roots[0] = root_within(evaluate_powers, sum, ends[0], ends[1], low_sign, (Real) {0}, false);
		return 1;
	}

	/* two or none, on both sides of where the sum over its lowest power turns */
	for (int i = 1; i < sum->n; i++)
	{
		Real		power = real_subtract(sum->exponent[i], sum->exponent[0]);

		add_power(&derivative, real_multiply(sum->coefficient[i], power), power);
	}
	if (roots_of_powers(&derivative, middle) == 0)
		return 0;
	sign = sign_at(evaluate_powers, sum, middle[0]);
	if (sign == low_sign)
		return 0;
	if (sign == 0)
	{
		roots[0] = middle[0];
		return 1;
	}
	roots[0] = root_within(evaluate_powers, sum, ends[0], middle[0], low_sign, middle[0], false);
	roots[1] = root_within(evaluate_powers, sum, middle[0], ends[1], sign, middle[0], false);
	return 2;
}

/* ---- the equation of an annuity ------------------------------------------------------------ */

typedef struct Equation
{
	Real		n;				/* > 0 */
	Real		p;
	Real		pmt;
	Real		q;
} Equation;

/* Below this exponent of n x the function is as straight as its digits can tell. */
#define NEAR_ZERO	(-110)

/*
 * p + pmt (1 - v) / r + q v with v = e^(-n x) for x >= 0, and the same times e^(n x)
 * below: all terms are bounded.
 */
static Point
evaluate_annuity(const void *function, Real x)
{
	const Equation *e = function;
	bool		below = real_sign(x) < 0;
	Real		rate = real_expm1(x);
	Real		nx = real_multiply(e->n, below ? x : real_negate(x));
	Real		change = real_expm1(nx);	/* v - 1, or below e^(n x) - 1 */
	Real		power = change.negative && change.exponent >= 0 ? real_exp(nx) : real_add(real_one, change);
	Real		factor;
	Real		slope;
	Real		payments;
	Point		point;

	/* payments of 1: (1 - v) / r, or below (e^(n x) - 1) / r; and the derivative */
	if (real_is_zero(x) || nx.exponent < NEAR_ZERO)
	{
		slope = real_scale(real_multiply(e->n, below ? real_subtract(e->n, real_one) :
										 real_negate(real_add(e->n, real_one))), -1);
		factor = real_add(e->n, product(slope, x));
	}
	else
	{
		factor = real_divide(below ? change : real_negate(change), rate);
		slope = real_divide(real_subtract(real_multiply(e->n, power), product(factor, real_add(real_one, rate))), rate);
	}
	if (rate.kind == REAL_INFINITE)
		factor = slope = (Real) {0};

	payments = product(e->pmt, factor);
	if (below)
	{
		Real		p = product(e->p, power);
		Real		q = e->q;

		/* near -1 the last payment, which is then as large as all, is taken out: it may be -fv */
		if (x.exponent > 0)
		{
			q = real_add(q, e->pmt);
			payments = product(e->pmt, real_divide(real_subtract(power, real_exp(x)), rate));
		}
		point.value = real_add(real_add(p, payments), q);
		point.slope = real_add(product(e->n, p), product(e->pmt, slope));
		point.size = larger(larger(p, payments), q);
	}
	else
	{
		Real		q = product(e->q, power);

		point.value = real_add(real_add(e->p, payments), q);
		point.slope = real_subtract(product(e->pmt, slope), product(e->n, q));
		point.size = larger(larger(e->p, payments), q);
	}
	return point;
}

/*
 * Newton's method in doubles, from x on: false if it does not settle.  Which root it
 * is, if one, is for others to tell.
 */
static bool
approximate(const Equation *e, double x, Real *root)
{
	double		n = real_to_double(e->n);
	double		p = real_to_double(e->p);
	double		pmt = real_to_double(e->pmt);
	double		q = real_to_double(e->q);

	for (int i = 0; i < 30; i++)
	{
		double		rate = expm1(x);
		double		power = exp(-n * x);
		double		payments = -expm1(-n * x) / rate;
		double		value = p + pmt * payments + q * power;
		double		slope = pmt * (n * power - payments * (1 + rate)) / rate - n * q * power;
		double		step = value / slope;

		x -= step;
		if (!isfinite(x) || x == 0)
			return false;
		if (fabs(step) < 1e-12 * fabs(x))
		{
			*root = real_from_double(x);
			return true;
		}
	}
	return false;
}

/* Where no payments are made: G^n = -q / p. */
static bool
rate_of_growth(const Equation *e, Real *logarithm)
{
	Real		less_one = real_negate(real_divide(real_add(e->p, e->q), e->p));

	if (real_sign(e->p) * real_sign(e->q) >= 0)
		return false;
	*logarithm = real_divide(less_one.exponent < 0 ? real_log1p(less_one) : real_log(real_negate(real_divide(e->q, e->p))), e->n);
	return true;
}

static Equation
equation_of(const Annuity *a)
{
	Equation	e = {.n = a->nper, .p = a->pv, .pmt = a->pmt, .q = a->fv};

	/* backwards in time */
	if (a->nper.negative)
		e = (Equation) {.n = real_negate(a->nper), .p = a->fv, .pmt = real_negate(a->pmt), .q = a->pv};
	if (a->due)
	{
		e.p = real_add(e.p, e.pmt);
		e.q = real_subtract(e.q, e.pmt);
	}
	return e;
}

static Powers
powers_of(const Equation *e)
{
	Powers		sum = {0};
	Real		above = real_add(e->n, real_one);

	add_power(&sum, e->p, above);
	add_power(&sum, e->pmt, e->n);
	add_power(&sum, real_negate(e->p), e->n);
	add_power(&sum, e->q, real_one);
	add_power(&sum, real_negate(e->pmt), (Real) {0});
	add_power(&sum, real_negate(e->q), (Real) {0});
	drop_zeros(&sum);
	return sum;
}

bool
annuity_rate(const Annuity *a, Real guess, Real *logarithm)
{
	const Real	ends[2] = {{.kind = REAL_INFINITE, .negative = true}, {.kind = REAL_INFINITE}};
	Equation	e = equation_of(a);
	Powers		powers;
	double		guess_double = log1p(real_to_double(guess));
	Real		start = real_from_double(isfinite(guess_double) ? guess_double : 0);
	bool		near;
	Real		points[5];		/* between the ends, where the sign is known */
	int			signs[5];
	int			n = 0;
	Real		roots[2];
	int			n_roots = 0;
	Real		distance[2];

	if (real_is_zero(e.pmt))
		return rate_of_growth(&e, logarithm);
	powers = powers_of(&e);
	if (powers.n == 0)
		return false;

	points[n] = ends[0];
	signs[n++] = -real_sign(powers.coefficient[0]);
	points[n] = (Real) {0};
	signs[n++] = sign_at(evaluate_annuity, &e, (Real) {0});
	points[n] = ends[1];
	signs[n++] = real_sign(powers.coefficient[powers.n - 1]);
	if (signs[0] == signs[2] && signs[1] != -signs[0])
	{
		/* two or none, unless both are 0 */
		Powers		derivative = {0};
		Real		middle[2];
		int			n_middle;

		for (int i = 0; i < powers.n; i++)
			if (!real_is_zero(powers.exponent[i]))
				add_power(&derivative, real_multiply(powers.coefficient[i], powers.exponent[i]), powers.exponent[i]);
		n_middle = roots_of_powers(&derivative, middle);
		for (int i = 0; i < n_middle; i++)
			/* where 0 is a root, it is a critical point that is counted already */
			if (middle[i].kind == REAL_FINITE && middle[i].exponent > -CANCELLED_BITS / 2)
			{
				int			at = n++;

				for (; real_compare(points[at - 1], middle[i]) > 0; at--)
				{
					points[at] = points[at - 1];
					signs[at] = signs[at - 1];
				}
				points[at] = middle[i];
				signs[at] = sign_at(evaluate_annuity, &e, middle[i]);
			}
	}

	/* a root at a point, or between two */
	near = approximate(&e, real_to_double(start), &start);
	for (int i = 1; i < n && n_roots < 2; i++)
	{
		if (signs[i] == 0)
			roots[n_roots++] = points[i];
		else if (signs[i - 1] == -signs[i])
			roots[n_roots++] = root_within(evaluate_annuity, &e, points[i - 1], points[i], signs[i - 1], start, near);
	}
	if (n_roots == 0)
		return false;

	*logarithm = roots[0];
	if (n_roots == 2)
	{
		Real		target = real_log1p(guess);
		Real		nearer;

		for (int i = 0; i < n_roots; i++)
			distance[i] = real_abs(real_subtract(roots[i], target));
		/* equally near but for rounding is equally near */
		nearer = real_subtract(distance[0], distance[1]);
		if (sign_of(nearer, larger(distance[0], larger(real_abs(target), real_one))) >= 0)
			*logarithm = roots[1];
	}
	return true;
}
