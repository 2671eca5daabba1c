/*
 * solve.h
 *		The roots of sums of discounted flows: where a rate of return lies.
 *
 * f(x) = sum of amount[i] * exp(-x * time[i]), over the whole axis of x, the
 * logarithm of growth in one unit of time.  A rate of return r per "unit" units
 * of time has 1 + r = exp(x * unit).
 *
 * Nothing is missed and nothing is invented: every interval is either shown to
 * hold no root, shown to hold exactly one, or cut.  How:
 *
 * - By Descartes' rule (Laguerre's form) there are at most as many roots as there
 *   are changes of sign in the amounts; one change, the ordinary investment, has
 *   exactly one root.
 * - With P(x) the inflows and N(x) the outflows, log P and log N are convex, so each
 *   lies above its tangents and below its chords.  Where the tangents of one lie
 *   above the chord of the other there is no root; where the mean times of the
 *   inflows and of the outflows keep their order, log(P/N) is monotone and has at
 *   most one.  Both need only the values and slopes at the ends of an interval.
 * - What is left is cut, and where an interval has become short, f is replaced by
 *   its Taylor polynomial with a bound on the remainder; the polynomial's critical
 *   points, found through its derivatives, separate its roots.
 *
 * A root of even order, where f touches zero within the rounding of its terms, is a
 * root.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_SOLVE_H
#define GPURENT_CORE_SOLVE_H

#include <stdbool.h>

#include "core/number/wide_float.h"

typedef struct FlowCurve
{
	/* set by the caller */
	int			n;
	const double *amount;
	const double *time;			/* strictly increasing */
	double		unit;			/* of time, in a period of the rate: 365 for days */
	bool		sums_to_zero;	/* the amounts do so exactly: a root at 0 */
	void		(*pause) (void);	/* called every so often, may be NULL; need not return */

	/* set by solve_begin() */
	int			first;			/* the amounts from first to last, neither of which is 0 */
	int			last;
	int			sign_changes;
	double		floor;			/* all roots are in [floor, ceiling] */
	double		ceiling;

	/* set with the last root found */
	double		error;			/* about how far off it can be, for the rounding of the terms */
	long		evaluations;	/* passes over the flows so far */
} FlowCurve;

/* To be called first.  False if there is no root, as the signs tell. */
extern bool solve_begin(FlowCurve *curve);

/*
 * The root nearest to the guess, the higher of two equally near; false if there is
 * none.  guess is a rate above -1, and near is meant of logarithms of growth: a rate of
 * 127% is nearer to 10% than one of -87% is, at which an eighth is left.
 */
extern bool solve_nearest(FlowCurve *curve, double guess, double *x);

/*
 * exp(x * unit), the growth factor of a period of the rate, for a root x: in doubles,
 * and to about 28 digits, times 10^*decimals.  The latter needs times that are whole numbers
 * and takes the exact amounts from a callback; false where x is a multiple root, for which
 * there is nothing better than doubles.
 */
extern double growth_at(const FlowCurve *curve, double x);
extern bool growth_polished(const FlowCurve *curve, double x, WideFloat (*amount) (const void *flows, int i),
							const void *flows, WideFloat *growth, long *decimals);

/*
 * All roots, ascending, at most max of them; returns how many there are, a root of
 * higher order counted once.
 */
extern int	solve_all(FlowCurve *curve, double *roots, int max);

#endif
