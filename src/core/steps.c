/*
 * steps.c
 *		Step functions of time, kept as the changes of their level.
 */
#include "steps.h"

#include <string.h>

/* How many changes are looked at between two pauses: a fraction of a millisecond. */
#define PAUSE_EVERY		65536

/* Changes so few, or runs in order so few, are merged; the others are sorted by digits. */
#define MERGE_CHANGES	128
#define MERGE_RUNS		4

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

static void
copy_changes(Change *to, const Change *from, size_t n, StepsPause pause)
{
	for (; n > PAUSE_EVERY; to += PAUSE_EVERY, from += PAUSE_EVERY, n -= PAUSE_EVERY)
	{
		memcpy(to, from, PAUSE_EVERY * sizeof(Change));
		pause();
	}
	memcpy(to, from, n * sizeof(Change));
}

static void
merge_runs(const Change *a, const Change *a_end, const Change *b, const Change *b_end, Change *out,
		   StepsPause pause)
{
	while (a < a_end && b < b_end)
	{
		for (int i = 0; i < PAUSE_EVERY && a < a_end && b < b_end; i++)
		{
			bool		later = b->at < a->at;

			*out++ = later ? *b : *a;
			b += later;
			a += !later;
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

#define DIGIT_BITS_MAX	11
#define DIGITS_MAX		((64 + DIGIT_BITS_MAX - 1) / DIGIT_BITS_MAX)

/* Times are often whole seconds, which have far fewer bits. */
#define SECOND		UINT64_C(1000000)

/* What is sorted by: how long after the first. */
static inline uint64_t
sort_key(const Change *change, int64_t first, bool seconds)
{
	uint64_t	key = (uint64_t) change->at - (uint64_t) first;

	return seconds ? key / SECOND : key;
}

/* Sorts by digits of "bits", the lowest first; returns where the result is. */
static inline Change *
radix_sort_by(Change *changes, Change *other, size_t n, int64_t first, int bits, bool seconds, StepsPause pause)
{
	uint32_t	count[DIGITS_MAX][1 << DIGIT_BITS_MAX];
	int			digits = (bits + DIGIT_BITS_MAX - 1) / DIGIT_BITS_MAX;
	int			digit_bits = (bits + digits - 1) / digits;
	uint32_t	mask = (UINT32_C(1) << digit_bits) - 1;

	for (int digit = 0; digit < digits; digit++)
		memset(count[digit], 0, sizeof(uint32_t) << digit_bits);
	for (size_t from = 0; from < n; from += PAUSE_EVERY)
	{
		size_t		end = n - from < PAUSE_EVERY ? n : from + PAUSE_EVERY;

		for (size_t i = from; i < end; i++)
		{
			uint64_t	key = sort_key(&changes[i], first, seconds);

			for (int digit = 0; digit < digits; digit++, key >>= digit_bits)
				count[digit][key & mask]++;
		}
		pause();
	}

	for (int digit = 0; digit < digits; digit++)
	{
		uint32_t	position = 0;
		int			shift = digit * digit_bits;
		Change	   *sorted = other;

		for (uint32_t value = 0; value <= mask; value++)
		{
			uint32_t	here = count[digit][value];

			count[digit][value] = position;
			position += here;
		}
		for (size_t from = 0; from < n; from += PAUSE_EVERY)
		{
			size_t		end = n - from < PAUSE_EVERY ? n : from + PAUSE_EVERY;

			for (size_t i = from; i < end; i++)
				other[count[digit][(sort_key(&changes[i], first, seconds) >> shift) & mask]++] = changes[i];
			pause();
		}
		other = changes;
		changes = sorted;
	}
	return changes;
}

/* Sorts by time, with room for as many in "other"; returns where the result is. */
static Change *
sort_changes(Change *changes, Change *other, size_t n, StepsPause pause)
{
	int64_t		first = INT64_MAX;
	int64_t		last = INT64_MIN;
	size_t		runs = 1;
	uint64_t	width;
	uint64_t	uneven = 0;

	if (n <= MERGE_CHANGES)
		return merge_sort(changes, other, n, pause);

	for (size_t from = 0; from < n; from += PAUSE_EVERY)
	{
		size_t		end = n - from < PAUSE_EVERY ? n : from + PAUSE_EVERY;

		for (size_t i = from; i < end; i++)
		{
			first = changes[i].at < first ? changes[i].at : first;
			last = changes[i].at > last ? changes[i].at : last;
			runs += i > 0 && changes[i].at < changes[i - 1].at;
			uneven |= ((uint64_t) changes[i].at - (uint64_t) changes[0].at) % SECOND;
		}
		pause();
	}
	if (runs <= MERGE_RUNS)
		return merge_sort(changes, other, n, pause);

	width = (uint64_t) last - (uint64_t) first;
	if (uneven == 0)
		return radix_sort_by(changes, other, n, first, u128_bits(width / SECOND), true, pause);
	return radix_sort_by(changes, other, n, first, u128_bits(width), false, pause);
}

/* ---- settling ------------------------------------------------------------------ */

/* Makes one change of those at one instant, from changes in order; returns how many are left. */
static size_t
fold(Change *changes, size_t n, StepsPause pause)
{
	size_t		kept = 0;

	for (size_t i = 0; i < n;)
	{
		int64_t		at = changes[i].at;
		i128		total = 0;

		if ((i & (PAUSE_EVERY - 1)) == 0)
			pause();
		for (; i < n && changes[i].at == at; i++)
			total += changes[i].delta;

		/* no more than the changes it is the sum of */
		for (; total > STEP_MAX; total -= STEP_MAX)
			changes[kept++] = (Change) {at, STEP_MAX};
		for (; total < -STEP_MAX; total += STEP_MAX)
			changes[kept++] = (Change) {at, -STEP_MAX};
		if (total != 0)
			changes[kept++] = (Change) {at, (int64_t) total};
	}
	return kept;
}

size_t
steps_settle(Change *changes, size_t settled, size_t n, Change *scratch, StepsPause pause)
{
	Change	   *tail = changes + settled;
	size_t		tail_size = n - settled;
	Change	   *sorted;
	size_t		i = settled;
	size_t		j;
	size_t		k;

	if (tail_size == 0)
		return n;
	sorted = sort_changes(tail, scratch, tail_size, pause);

	/* what comes after all that is settled need not be merged with it */
	if (settled == 0 || sorted[0].at > changes[settled - 1].at)
	{
		if (sorted != tail)
			copy_changes(tail, sorted, tail_size, pause);
		return settled + fold(tail, tail_size, pause);
	}

	/* from the end, so that nothing is overwritten that is still needed */
	if (sorted == tail)
		copy_changes(scratch, tail, tail_size, pause);
	j = tail_size;
	k = n;
	while (j > 0)
	{
		size_t		stop = k > PAUSE_EVERY ? k - PAUSE_EVERY : 0;

		while (j > 0 && k > stop)
		{
			if (i > 0 && changes[i - 1].at > scratch[j - 1].at)
				changes[--k] = changes[--i];
			else
				changes[--k] = scratch[--j];
		}
		pause();
	}
	/* the first that was put in may be at the instant of the last that was not moved */
	while (i > 0 && changes[i - 1].at == changes[k].at)
		i--;
	return i + fold(changes + i, n - i, pause);
}

bool
steps_valid(const Change *changes, size_t n, StepsPause pause)
{
	i128		level = 0;

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
		level += changes[i].delta;
		if (level < 0 && (i + 1 == n || changes[i + 1].at != changes[i].at))
			return false;
	}
	return true;
}
