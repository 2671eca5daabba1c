/*
 * steps.c
 *		Step functions of time, kept as the changes of their level.
 */
#include "core/time/steps.h"

#include <string.h>

/* How many changes are looked at between two pauses: a fraction of a millisecond. */
#define PAUSE_EVERY		65536

/* So few are sorted by insertion. */
#define INSERTION_SORT	24

/* Runs in order so few are merged. */
#define MERGE_RUNS		4

/* By so many bits at once, at most, the others are distributed. */
#define DIGIT_BITS		10

/* ---- sorting ------------------------------------------------------------------ */

/* The end of the run in order that starts at "from". */
static size_t
run_end(const Change *changes, size_t from, size_t n)
{
	size_t		i = from + 1;

	while (i < n && changes[i].at >= changes[i - 1].at)
		i++;
	return i < n ? i : n;
}

/* To a place apart, or before in the same changes. */
static void
copy_changes(Change *to, const Change *from, size_t n, StepsPause pause)
{
	for (; n > PAUSE_EVERY; to += PAUSE_EVERY, from += PAUSE_EVERY, n -= PAUSE_EVERY)
	{
		memmove(to, from, PAUSE_EVERY * sizeof(Change));
		pause();
	}
	memmove(to, from, n * sizeof(Change));
}

static void
merge_runs(const Change *a, const Change *a_end, const Change *b, const Change *b_end, Change *out,
		   StepsPause pause)
{
	while (a < a_end && b < b_end)
	{
		for (int i = 0; i < PAUSE_EVERY && a < a_end && b < b_end; i++)
		{
			uint64_t	earlier = b->at < a->at;

			*out++ = choose_change(a, b, earlier);
			b += earlier;
			a += 1 - earlier;
		}
		pause();
	}
	copy_changes(out, a, a_end - a, pause);
	copy_changes(out + (a_end - a), b, b_end - b, pause);
}

/* Merges neighbouring runs until there is one; returns where it is. */
static Change *
merge_sort(Change *changes, Change *other, size_t n, StepsPause pause)
{
	for (;;)
	{
		size_t		from = 0;
		Change	   *sorted = other;

		if (run_end(changes, 0, n) == n)
			return changes;
		while (from < n)
		{
			size_t		middle = run_end(changes, from, n);
			size_t		end = middle < n ? run_end(changes, middle, n) : n;

			merge_runs(changes + from, changes + middle, changes + middle, changes + end, other + from, pause);
			from = end;
		}
		other = changes;
		changes = sorted;
	}
}

static void
insertion_sort(const Change *from, Change *to, size_t n)
{
	for (size_t i = 0; i < n; i++)
	{
		Change		change = from[i];
		size_t		j = i;

		for (; j > 0 && to[j - 1].at > change.at; j--)
			to[j] = to[j - 1];
		to[j] = change;
	}
}

/*
 * Sorts "from" by its highest bits into as many buckets as are worth it, and those in
 * turn.  The result is in "to", or in "from" if that is what "back" says; the other
 * is scratch.  Linear, and in memory that is near once the buckets are small: the bits
 * in which the times differ get fewer with each level.
 */
static void
radix_sort(Change *from, Change *to, size_t n, bool back, StepsPause pause)
{
	uint32_t	count[1 << DIGIT_BITS];
	int64_t		first = from[0].at;
	int64_t		last = from[0].at;
	int			width;
	int			bits;
	int			shift;
	uint32_t	position = 0;

	if (n <= INSERTION_SORT)
	{
		insertion_sort(from, to, n);
		if (back)
			memcpy(from, to, n * sizeof(Change));
		return;
	}

	for (size_t chunk = 0; chunk < n; chunk += PAUSE_EVERY)
	{
		size_t		end = n - chunk < PAUSE_EVERY ? n : chunk + PAUSE_EVERY;

		for (size_t i = chunk; i < end; i++)
		{
			first = from[i].at < first ? from[i].at : first;
			last = from[i].at > last ? from[i].at : last;
		}
		pause();
	}
	if (first == last)
	{
		if (!back)
			copy_changes(to, from, n, pause);
		return;
	}

	/* buckets of a few */
	width = u128_bits((uint64_t) last - (uint64_t) first);
	bits = u128_bits(n) - 3;
	bits = bits < 1 ? 1 : bits < DIGIT_BITS ? bits : DIGIT_BITS;
	bits = bits < width ? bits : width;
	shift = width - bits;

	memset(count, 0, sizeof(uint32_t) << bits);
	for (size_t chunk = 0; chunk < n; chunk += PAUSE_EVERY)
	{
		size_t		end = n - chunk < PAUSE_EVERY ? n : chunk + PAUSE_EVERY;

		for (size_t i = chunk; i < end; i++)
			count[((uint64_t) from[i].at - (uint64_t) first) >> shift]++;
		pause();
	}
	for (uint32_t bucket = 0; bucket >> bits == 0; bucket++)
	{
		uint32_t	size = count[bucket];

		count[bucket] = position;
		position += size;
	}
	for (size_t chunk = 0; chunk < n; chunk += PAUSE_EVERY)
	{
		size_t		end = n - chunk < PAUSE_EVERY ? n : chunk + PAUSE_EVERY;

		for (size_t i = chunk; i < end; i++)
			to[count[((uint64_t) from[i].at - (uint64_t) first) >> shift]++] = from[i];
		pause();
	}

	/* each count is now where its bucket ends */
	position = 0;
	for (uint32_t bucket = 0; bucket >> bits == 0; bucket++)
	{
		uint32_t	end = count[bucket];

		if (end - position <= INSERTION_SORT)
		{
			insertion_sort(to + position, from + position, end - position);
			if (!back)
				memcpy(to + position, from + position, (end - position) * sizeof(Change));
		}
		else
			radix_sort(to + position, from + position, end - position, !back, pause);
		position = end;
	}
}

Change *
steps_sort(Change *changes, Change *other, size_t n, StepsPause pause)
{
	size_t		runs = 1;

	for (size_t i = 1; i < n && runs <= MERGE_RUNS; i++)
		runs += changes[i].at < changes[i - 1].at;
	if (runs <= MERGE_RUNS)
		return merge_sort(changes, other, n, pause);
	radix_sort(changes, other, n, true, pause);
	return changes;
}

/* ---- settling ------------------------------------------------------------------ */

size_t
steps_fold(Change *to, const Change *from, size_t n, StepsPause pause)
{
	size_t		kept = 0;
	size_t		i = 0;

	while (i < n)
	{
		size_t		stop = n - i > PAUSE_EVERY ? i + PAUSE_EVERY : n;

		while (i < stop)
		{
			int64_t		at = from[i].at;
			i128		total = 0;

			if ((i + 1 == n || from[i + 1].at != at) && from[i].delta != 0)
			{
				to[kept++] = from[i++];
				continue;
			}
			for (; i < n && from[i].at == at; i++)
				total += from[i].delta < -STEP_MAX ? -STEP_MAX : from[i].delta; /* of a damaged value */

			/* no more than the changes it is the sum of */
			for (; total > STEP_MAX; total -= STEP_MAX)
				to[kept++] = (Change) {at, STEP_MAX};
			for (; total < -STEP_MAX; total += STEP_MAX)
				to[kept++] = (Change) {at, -STEP_MAX};
			if (total != 0)
				to[kept++] = (Change) {at, (int64_t) total};
		}
		pause();
	}
	return kept;
}

/* From the end, so that nothing is overwritten that is still needed. */
size_t
steps_merge(Change *changes, size_t n, const Change *other, size_t m, StepsPause pause)
{
	size_t		i = n;
	size_t		j = m;
	size_t		k = n + m;
	bool		folded = true;

	while (i > 0 && j > 0)
	{
		size_t		stop = k > PAUSE_EVERY ? k - PAUSE_EVERY : 0;

		while (i > 0 && j > 0 && k > stop)
		{
			const Change *a = &changes[i - 1];
			const Change *b = &other[j - 1];
			uint64_t	later = b->at > a->at;

			if (a->at == b->at)
			{
				int64_t		at = a->at;
				int64_t		sum;

				/* of several at one instant, others may have to change too */
				if ((i > 1 && a[-1].at == at) || (j > 1 && b[-1].at == at) ||
					__builtin_add_overflow(a->delta, b->delta, &sum) || sum < -STEP_MAX)
				{
					changes[--k] = *a;
					i--;
					folded = false;
					continue;
				}
				i--;
				j--;
				if (sum != 0)
					changes[--k] = (Change) {at, sum};
				continue;
			}
			changes[--k] = choose_change(a, b, later);
			j -= later;
			i -= 1 - later;
		}
		pause();
	}
	copy_changes(changes + (k - j), other, j, pause);
	k -= j;

	/* what sums have left free */
	if (k > i)
		copy_changes(changes + i, changes + k, n + m - k, pause);
	n += m - (k - i);
	return folded ? n : steps_fold(changes, changes, n, pause);
}

size_t
steps_settle(Change *changes, size_t settled, size_t n, Change *scratch, StepsPause pause)
{
	Change	   *tail = changes + settled;
	size_t		tail_size = n - settled;
	Change	   *sorted;

	if (tail_size == 0)
		return n;
	sorted = steps_sort(tail, scratch, tail_size, pause);

	/* what comes after all that is settled need not be merged with it */
	if (settled == 0 || sorted[0].at > changes[settled - 1].at)
		return settled + steps_fold(tail, sorted, tail_size, pause);
	tail_size = steps_fold(scratch, sorted, tail_size, pause);
	return steps_merge(changes, settled, scratch, tail_size, pause);
}

bool
steps_valid(const Change *changes, size_t n, StepsPause pause)
{
	for (size_t i = 0; i < n; i++)
	{
		if ((i & (PAUSE_EVERY - 1)) == 0)
			pause();
		if (changes[i].delta == 0 || changes[i].delta < -STEP_MAX)
			return false;
		if (i > 0 && changes[i].at < changes[i - 1].at)
			return false;
		if (i > 0 && changes[i].at == changes[i - 1].at &&
			((changes[i - 1].delta != STEP_MAX && changes[i - 1].delta != -STEP_MAX) ||
			 (changes[i - 1].delta > 0) != (changes[i].delta > 0)))
			return false;
	}
	return true;
}
