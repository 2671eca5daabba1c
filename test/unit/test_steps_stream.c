/*
 * test_steps_stream.c
 *		core/time/steps_stream against the same step functions settled together in an array.
 */
#include "core/time/steps_stream.h"

#include <stdlib.h>
#include <string.h>

#include "tap.h"

static size_t pauses;

static void
pause(void)
{
	pauses++;
}

/* Settled changes packed into exactly as many bytes as that takes. */
static unsigned char *
packed_copy(const Change *changes, size_t n, size_t *size)
{
	StepsUnits	units = steps_units(changes, n, pause);
	unsigned char *packed = malloc(units.size);

	*size = steps_pack(changes, n, &units, packed, pause);
	if (*size > units.size)
		printf("# %zu changes take %zu bytes where %zu should be enough\n", n, *size, units.size);
	return realloc(packed, *size);
}

static size_t
settled(Change *changes, size_t n)
{
	Change	   *scratch = malloc((n + 1) * sizeof(Change));

	n = steps_settle(changes, 0, n, scratch, pause);
	free(scratch);
	return n;
}

/* Numbers of any size, small ones as often as large ones. */
static uint64_t
any_number(void)
{
	return next_random() >> next_random() % 64;
}

/* ---- packing ------------------------------------------------------------------- */

static bool
packs(const Change *changes, size_t n, double most)
{
	size_t		size;
	unsigned char *packed = packed_copy(changes, n, &size);
	StepsStream stream;
	Change	   *read = malloc((n + 1) * sizeof(Change));
	size_t		kept;
	bool		good;

	steps_stream_packed(&stream, packed, size, n);
	kept = steps_stream_read(&stream, read, pause);
	good = kept == n && memcmp(read, changes, n * sizeof(Change)) == 0;
	if (!good)
		printf("# of %zu changes %zu are read, or others\n", n, kept);
	if ((double) size > 32 + n * most)
	{
		printf("# %zu changes take %zu bytes\n", n, size);
		good = false;
	}
	free(packed);
	free(read);
	return good;
}

static void
test_pack(void)
{
	static const size_t sizes[] = {0, 1, 2, 127, 128, 129, 5000, 200000};
	static const struct
	{
		const char *name;
		uint64_t	instants;
		int64_t		unit;
		int64_t		origin;
		uint64_t	quantities;
		int64_t		quantity;
		double		most;		/* bytes a change, of many */
	}			shapes[] = {
		{"cards by the second of a year", 31622400, 1000000, INT64_C(757382400000000), 60, 1000000000, 4},
		{"cards by the hour", 87840, INT64_C(3600000000), INT64_C(757382400000000), 60, 1000000000, 4},
		{"odd multiples", 1000000, 999999937, -12345, 1000, 7919, 5},
		{"microseconds, hundredths", INT64_C(31622400000000), 1, INT64_C(757382400000000), 6000, 10000000, 7.1},
		{"all of time, all quantities", UINT64_MAX, 1, INT64_MIN, INT64_MAX, 1, 17},
		{"one instant", 1, 1, INT64_MIN, 5, 1, 17},
	};
	Change	   *changes = malloc(200000 * sizeof(Change));
	char		name[100];

	for (size_t shape = 0; shape < sizeof(shapes) / sizeof(*shapes); shape++)
	{
		bool		good = true;

		for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		{
			for (size_t j = 0; j < sizes[i]; j++)
			{
				int64_t		quantity = (int64_t) (next_random() % shapes[shape].quantities + 1) * shapes[shape].quantity;

				changes[j].at = (int64_t) ((uint64_t) shapes[shape].origin + next_random() % shapes[shape].instants * shapes[shape].unit);
				changes[j].delta = next_random() % 2 ? quantity : -quantity;
			}
			good &= packs(changes, settled(changes, sizes[i]), sizes[i] < 5000 ? 17 : shapes[shape].most);
		}
		snprintf(name, sizeof(name), "packed and read: %s", shapes[shape].name);
		ok(good, name);
	}
	ok(pauses > 10000, "with pauses");
	free(changes);
}

/* What was packed, cut off or with other bytes: read it is anything, but no more, and nothing beyond its end. */
static void
test_damaged(void)
{
	Change		changes[300];
	Change		read[300];
	StepsStream stream;
	int			whole = 0;
	int			cut_short = 0;
	int			too_many = 0;

	for (int round = 0; round < 20000; round++)
	{
		size_t		size;
		size_t		n;
		unsigned char *packed;

		for (size_t i = 0; i < 300; i++)
			changes[i] = (Change) {(int64_t) any_number(), (int64_t) (any_number() >> 1)};
		n = settled(changes, 300);
		packed = packed_copy(changes, n, &size);
		whole += steps_packed_whole(packed, size, n) && !steps_packed_whole(packed, size - 1, n) && !steps_packed_whole(packed, 1 + next_random() % (size - 1), n + 1);
		if (round % 2 == 0)
		{
			size = next_random() % size;
			whole -= steps_packed_whole(packed, size, n);
			packed = realloc(packed, size + (size == 0));
			steps_stream_packed(&stream, packed, size, n);
			cut_short += steps_stream_read(&stream, read, pause) < n;
		}
		else
		{
			packed[next_random() % size] ^= 1 << next_random() % 8;
			steps_stream_packed(&stream, packed, size, n);
			too_many += steps_stream_read(&stream, read, pause) > n;
		}
		free(packed);
	}
	ok(whole == 20000, "whether it is whole is told without reading it");
	ok(cut_short == 10000, "what is cut off is not all there");
	ok(too_many == 0, "what is damaged is no more");
}

/* ---- merging --------------------------------------------------------------------- */

/* The highest level that lasts, found by adding up anew for each change, of settled ones. */
static Peak
slow_peak(const Change *changes, size_t n)
{
	Peak		peak = {0};

	for (size_t i = 0; i < n; i++)
	{
		i128		level = 0;
		size_t		next = 0;

		for (; next < n && changes[next].at <= changes[i].at; next++)
			level += changes[next].delta;
		if (level > peak.level)
			peak = (Peak) {level, changes[i].at, next < n ? changes[next].at : INT64_MAX};
	}
	return peak;
}

#define STREAMS	9
#define EACH	400

/* Instants that many have in common, sums that cancel and sums beyond 64 bits. */
static void
draw(Change *changes, size_t n, int round)
{
	static const int64_t deltas[] = {STEP_MAX, STEP_MAX, -STEP_MAX, STEP_MAX - 1, -STEP_MAX + 1, 1, -1, 2};

	for (size_t i = 0; i < n; i++)
	{
		int64_t		at = (int64_t) (next_random() % (round % 3 == 0 ? 4 : round % 3 == 1 ? n : 100 * n));

		changes[i] = (Change) {at, round % 2 ? deltas[next_random() % 8] : (int64_t) (next_random() % 7) - 3};
	}
}

static void
test_merged(void)
{
	int			wrong = 0;
	int			wrong_peaks = 0;
	int			cancelled = 0;

	for (int round = 0; round < 3000; round++)
	{
		size_t		count = 1 + next_random() % STREAMS;
		Change	   *drawn[STREAMS];
		unsigned char *packed[STREAMS] = {NULL};
		StepsStream *streams[2];
		Change	   *together = malloc(STREAMS * EACH * sizeof(Change));
		Change	   *read = malloc(STREAMS * EACH * sizeof(Change));
		size_t		all = 0;
		size_t		kept;
		size_t		expected;
		Peak		peak;
		Peak		slow;

		streams[0] = malloc((2 * count - 1) * sizeof(StepsStream));
		streams[1] = malloc((2 * count - 1) * sizeof(StepsStream));
		for (size_t k = 0; k < count; k++)
		{
			size_t		n = next_random() % 4 == 0 ? next_random() % 3 : next_random() % (round % 10 == 0 ? EACH : 20);
			bool		pack = next_random() % 2;
			size_t		size = 0;

			drawn[k] = malloc((n + 1) * sizeof(Change));
			draw(drawn[k], n, round);
			n = settled(drawn[k], n);
			memcpy(together + all, drawn[k], n * sizeof(Change));
			all += n;
			if (pack)
				packed[k] = packed_copy(drawn[k], n, &size);
			for (int i = 0; i < 2; i++)
				if (pack)
					steps_stream_packed(&streams[i][k], packed[k], size, n);
				else
					steps_stream_array(&streams[i][k], drawn[k], n);
		}
		expected = settled(together, all);
		cancelled += expected < all;

		kept = steps_stream_read(steps_stream_merged(streams[0], count), read, pause);
		wrong += kept != expected || memcmp(read, together, kept * sizeof(Change)) != 0;
		peak = steps_stream_peak(steps_stream_merged(streams[1], count), pause);
		slow = slow_peak(together, expected);
		wrong_peaks += peak.level != slow.level || peak.from != slow.from || peak.until != slow.until;

		for (size_t k = 0; k < count; k++)
		{
			free(drawn[k]);
			free(packed[k]);
		}
		free(streams[0]);
		free(streams[1]);
		free(together);
		free(read);
	}
	ok(wrong == 0 && cancelled > 1000, "merged as if all had been settled together, sums beyond 64 bits too");
	ok(wrong_peaks == 0, "the peak is the highest level that lasts, from its first change to the next");
}

int
main(void)
{
	test_pack();
	test_damaged();
	test_merged();
	return done_testing();
}
