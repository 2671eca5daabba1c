/*
 * test_steps.c
 *		core/time/steps against a step function worked out the slow way.
 */
#include "core/time/steps.h"

#include <stdlib.h>
#include <string.h>

#include "tap.h"

static size_t pauses;

static void
pause(void)
{
	pauses++;
}

static int
compare(const void *a, const void *b)
{
	const Change *x = a;
	const Change *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

/* qsort, then sums: what steps_settle() must give where no sum is too large. */
static size_t
slow_settle(Change *changes, size_t n)
{
	size_t		kept = 0;

	qsort(changes, n, sizeof(Change), compare);
	for (size_t i = 0; i < n;)
	{
		Change		sum = {changes[i].at, 0};

		for (; i < n && changes[i].at == sum.at; i++)
			sum.delta += changes[i].delta;
		if (sum.delta != 0)
			changes[kept++] = sum;
	}
	return kept;
}

/* Changes in a range of so many instants that are multiples of "unit". */
static void
draw(Change *changes, size_t n, uint64_t instants, int64_t unit, int64_t origin)
{
	for (size_t i = 0; i < n; i++)
	{
		changes[i].at = (int64_t) ((uint64_t) origin + next_random() % instants * unit);
		changes[i].delta = (int64_t) (next_random() % 7) - 3;
	}
}

static bool
settles(const Change *changes, size_t n, int pieces)
{
	Change	   *a = malloc((n + 1) * sizeof(Change));
	Change	   *b = malloc((n + 1) * sizeof(Change));
	Change	   *scratch = malloc((n + 1) * sizeof(Change));
	size_t		settled = 0;
	size_t		kept = 0;
	size_t		expected;
	bool		same;

	/* piece by piece, as rows arrive between compactions */
	for (int piece = 0; piece < pieces; piece++)
	{
		size_t		from = n * piece / pieces;
		size_t		end = n * (piece + 1) / pieces;

		memcpy(a + kept, changes + from, (end - from) * sizeof(Change));
		kept = settled = steps_settle(a, settled, kept + end - from, scratch, pause);
	}
	memcpy(b, changes, n * sizeof(Change));
	expected = slow_settle(b, n);
	same = kept == expected && memcmp(a, b, kept * sizeof(Change)) == 0;
	free(a);
	free(b);
	free(scratch);
	return same;
}

static void
test_settle(void)
{
	static const size_t sizes[] = {0, 1, 2, 3, 10, 127, 128, 129, 1000, 5000, 200000};
	static const struct
	{
		const char *name;
		uint64_t	instants;
		int64_t		unit;
		int64_t		origin;
	}			shapes[] = {
		{"all at one instant", 1, 1, 5},
		{"few instants", 40, 1, -20},
		{"a year of seconds", 31622400, 1000000, INT64_C(757382400000000)},
		{"a year of microseconds", INT64_C(31622400000000), 1, INT64_C(757382400000000)},
		{"all of time", UINT64_MAX, 1, INT64_MIN},
		{"seconds of all of time", UINT64_MAX / 1000000, 1000000, INT64_MIN},
	};
	Change	   *changes = malloc(200000 * sizeof(Change));
	char		name[100];

	for (size_t shape = 0; shape < sizeof(shapes) / sizeof(*shapes); shape++)
	{
		bool		good = true;

		for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
			for (int pieces = 1; pieces <= 5; pieces += 2)
			{
				draw(changes, sizes[i], shapes[shape].instants, shapes[shape].unit, shapes[shape].origin);
				if (!settles(changes, sizes[i], pieces))
				{
					printf("# %zu changes in %d pieces\n", sizes[i], pieces);
					good = false;
				}
			}
		snprintf(name, sizeof(name), "settled as by sorting and adding: %s", shapes[shape].name);
		ok(good, name);
	}

	/* in order, in reverse, in a few runs */
	draw(changes, 200000, 1000000, 1, 0);
	qsort(changes, 200000, sizeof(Change), compare);
	ok(settles(changes, 200000, 1) && settles(changes, 200000, 3), "changes in order");
	for (size_t i = 0; i < 100000; i++)
	{
		Change		swapped = changes[i];

		changes[i] = changes[199999 - i];
		changes[199999 - i] = swapped;
	}
	ok(settles(changes, 200000, 1) && settles(changes, 200000, 3), "in reverse");
	for (size_t run = 0; run < 4; run++)
		qsort(changes + run * 50000, 50000, sizeof(Change), compare);
	ok(settles(changes, 200000, 1) && settles(changes, 200000, 2), "in runs");
	ok(pauses > 1000, "with pauses");
	free(changes);
}

static void
test_large(void)
{
	Change		up[5];
	Change		pieces[5];
	Change		scratch[5];
	size_t		kept;

	for (int i = 0; i < 5; i++)
		up[i] = (Change) {7, i == 3 ? -5 : STEP_MAX};
	memcpy(pieces, up, sizeof(up));
	kept = steps_settle(up, 0, 5, scratch, pause);
	ok(kept == 4 && up[0].delta == STEP_MAX && up[2].delta == STEP_MAX && up[3].delta == STEP_MAX - 5,
	   "a sum beyond 64 bits is several changes");
	ok(steps_valid(up, kept, pause), "which are valid");
	kept = steps_settle(pieces, 0, 2, scratch, pause);
	kept = steps_settle(pieces, kept, 5, scratch, pause);
	ok(kept == 4 && memcmp(up, pieces, kept * sizeof(Change)) == 0, "the same in pieces");
	pieces[0] = (Change) {7, -STEP_MAX};
	kept = steps_settle(up, 4, 4, scratch, pause);
	up[4] = (Change) {7, -3};
	kept = steps_settle(up, kept, 5, scratch, pause);
	ok(kept == 4 && up[3].delta == STEP_MAX - 8, "and added to");
}

#define MERGED	6				/* changes of each of two */

/* Few instants and deltas that do not fit when they are added: every way in which two can meet. */
static void
test_merge(void)
{
	static const int64_t deltas[] = {STEP_MAX, STEP_MAX, -STEP_MAX, STEP_MAX - 1, -STEP_MAX + 1, 1, -1, 2};
	int			wrong_merges = 0;
	int			several = 0;

	for (int round = 0; round < 100000; round++)
	{
		Change		drawn[2][MERGED];
		Change		merged[2 * MERGED];
		Change		together[2 * MERGED];
		Change		scratch[2 * MERGED];
		size_t		n[2];
		size_t		kept;
		size_t		expected;

		for (int k = 0; k < 2; k++)
		{
			n[k] = next_random() % (MERGED + 1);
			for (size_t i = 0; i < n[k]; i++)
				drawn[k][i] = (Change) {(int64_t) (next_random() % 4), deltas[next_random() % 8]};
		}
		memcpy(together, drawn[0], n[0] * sizeof(Change));
		memcpy(together + n[0], drawn[1], n[1] * sizeof(Change));
		expected = steps_settle(together, 0, n[0] + n[1], scratch, pause);

		for (int k = 0; k < 2; k++)
			n[k] = steps_settle(drawn[k], 0, n[k], scratch, pause);
		memcpy(merged, drawn[0], n[0] * sizeof(Change));
		kept = steps_merge(merged, n[0], drawn[1], n[1], pause);
		wrong_merges += kept != expected || memcmp(merged, together, kept * sizeof(Change)) != 0;
		for (size_t i = 1; i < kept; i++)
			several += merged[i].at == merged[i - 1].at;
	}
	ok(wrong_merges == 0 && several > 10000, "merged as if all had been settled together, sums beyond 64 bits too");
}

static void
test_valid(void)
{
	Change		good[] = {{1, 5}, {2, -3}, {9, -2}};
	Change		unordered[] = {{2, 5}, {1, -3}};
	Change		twice[] = {{1, 5}, {1, 3}};
	Change		nothing[] = {{1, 0}};
	Change		below[] = {{1, 5}, {2, -6}, {3, 1}};
	Change		both_ways[] = {{1, STEP_MAX}, {1, -3}};

	ok(steps_valid(good, 3, pause) && steps_valid(good, 0, pause), "settled changes are valid");
	ok(!steps_valid(unordered, 2, pause), "changes out of order are not");
	ok(!steps_valid(twice, 2, pause), "two at one instant are not");
	ok(!steps_valid(nothing, 1, pause), "a change of 0 is not");
	ok(steps_valid(below, 3, pause), "a level may be below 0");
	ok(!steps_valid(both_ways, 2, pause), "up and down at one instant are not");
}

static bool
sweeps_to(const Change *changes, size_t n, int64_t from, int64_t until, const char *expected)
{
	char		text[1000] = "";
	size_t		length = 0;

	for (Sweep sweep = sweep_start(changes, n, from, until); sweep_next(&sweep);)
		length += snprintf(text + length, sizeof(text) - length, "[%lld,%lld)%lld ",
						   (long long) sweep.from, (long long) sweep.until, (long long) sweep.level);
	if (strcmp(text, expected) != 0)
		printf("# got %s, expected %s\n", text, expected);
	return strcmp(text, expected) == 0;
}

static void
test_sweep(void)
{
	Change		changes[] = {{10, 5}, {20, 3}, {30, -5}, {40, -3}};

	ok(sweeps_to(changes, 4, 0, 50, "[0,10)0 [10,20)5 [20,30)8 [30,40)3 [40,50)0 "), "all of it");
	ok(sweeps_to(changes, 4, 10, 40, "[10,20)5 [20,30)8 [30,40)3 "), "from the first change to the last");
	ok(sweeps_to(changes, 4, 15, 25, "[15,20)5 [20,25)8 "), "a part");
	ok(sweeps_to(changes, 4, 21, 22, "[21,22)8 "), "a part between changes");
	ok(sweeps_to(changes, 4, 50, 60, "[50,60)0 "), "after the end");
	ok(sweeps_to(changes, 4, 20, 20, ""), "no time");
	ok(sweeps_to(changes, 0, 1, 2, "[1,2)0 "), "no changes");
	ok(sweeps_to(changes, 3, 35, INT64_MAX, "[35,9223372036854775807)3 "), "no end");
}

int
main(void)
{
	test_settle();
	test_large();
	test_merge();
	test_valid();
	test_sweep();
	return done_testing();
}
