/*
 * steps.h
 *		Step functions of time, kept as the changes of their level.
 *
 * A lease of a quantity is a change of +quantity where it starts and one of
 * -quantity where it ends; a reduction is one of a negative quantity, so that the level may
 * be below 0.  Changes are appended in any order.  They are settled,
 * the one canonical form of the function, when they are in order of time, those
 * at one instant are one, and none is 0.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_STEPS_H
#define GPURENT_CORE_STEPS_H

#include "core/number/decimal.h"

typedef struct Change
{
	int64_t		at;
	int64_t		delta;			/* within +-STEP_MAX */
} Change;

/*
 * What one change holds.  A larger one at one instant is settled as several, all
 * but the last of this size.
 */
#define STEP_MAX	INT64_MAX

/* a, or b if "other" is 1: arithmetic, since no processor foresees which it will be. */
static inline Change
choose_change(const Change *a, const Change *b, uint64_t other)
{
	return (Change) {
		a->at ^ ((a->at ^ b->at) & -other),
		a->delta ^ ((a->delta ^ b->delta) & -other)
	};
}

/* Called every so often by what takes long; it may leave for good (longjmp). */
typedef void (*StepsPause) (void);

/*
 * Puts changes in order of time, those of one instant in the order they came; "other" has room for as
 * many.  Returns where the result is, which is either.
 */
extern Change *steps_sort(Change *changes, Change *other, size_t n, StepsPause pause);

/*
 * Settles changes[0 .. n), of which the first "settled" are settled already.  Takes
 * time in proportion to n.  scratch has room for n - settled.  Returns how many
 * changes are left.
 */
extern size_t steps_settle(Change *changes, size_t settled, size_t n, Change *scratch, StepsPause pause);

/*
 * Adds m changes of another step function to changes[0 .. n), both settled; there is room for
 * n + m.  Returns how many there are then.
 */
extern size_t steps_merge(Change *changes, size_t n, const Change *other, size_t m, StepsPause pause);

/*
 * Makes one change of those at one instant, from changes in order; "to" is "from" or apart
 * from it.  Returns how many are left, which are settled.
 */
extern size_t steps_fold(Change *to, const Change *from, size_t n, StepsPause pause);

/* Whether the changes are settled. */
extern bool steps_valid(const Change *changes, size_t n, StepsPause pause);

/*
 * The intervals of constant level within [from, until), in order of time, from
 * settled changes:
 *
 *		for (Sweep sweep = sweep_start(changes, n, from, until); sweep_next(&sweep);)
 *			... sweep.from, sweep.until, sweep.level ...
 *
 * Each is of positive length, and together they are [from, until).
 */
typedef struct Sweep
{
	const Change *next;
	const Change *end;
	int64_t		last;			/* where the sweep ends */
	int64_t		from;			/* the interval */
	int64_t		until;
	i128		level;
} Sweep;

static inline Sweep
sweep_start(const Change *changes, size_t n, int64_t from, int64_t until)
{
	return (Sweep) {
		.next = changes,
		.end = changes + n,
		.last = until,
		.until = from
	};
}

static inline bool
sweep_next(Sweep *sweep)
{
	if (sweep->until >= sweep->last)
		return false;
	sweep->from = sweep->until;
	for (; sweep->next < sweep->end && sweep->next->at <= sweep->from; sweep->next++)
		sweep->level += sweep->next->delta;
	sweep->until = sweep->next < sweep->end && sweep->next->at < sweep->last ? sweep->next->at : sweep->last;
	return true;
}

#endif
