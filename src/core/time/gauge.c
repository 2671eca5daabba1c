/*
 * gauge.c
 *		Samples of a quantity in time, and what they come to.
 */
#include "core/time/gauge.h"

#include <string.h>

/* How many samples are looked at between two pauses. */
#define PAUSE_EVERY		65536

/* ---- values ---------------------------------------------------------------------- */

i128
sample_wide_value(int64_t packed)
{
	int			missing = (int) (packed & 15);

	return (i128) (packed >> 4) * (i128) power_of_ten(missing <= SAMPLE_SCALE ? missing : SAMPLE_SCALE);
}

bool
sample_pack(const Decimal *value, int64_t *packed)
{
	i128		digits;

	for (int missing = 0; missing <= SAMPLE_SCALE; missing++)
	{
		if (decimal_kept(value, SAMPLE_SCALE - missing, REST_ROUNDED, SAMPLE_DIGITS_END - 1, &digits))
		{
			*packed = sample_packed((int64_t) digits, missing);
			return true;
		}
	}
	return false;
}

bool
sample_is_valid(int64_t packed)
{
	int			missing = (int) (packed & 15);
	int64_t		digits = packed >> 4;

	if (digits <= -SAMPLE_DIGITS_END || digits >= SAMPLE_DIGITS_END || missing > SAMPLE_SCALE)
		return false;
	return missing == 0 || digits >= SAMPLE_DIGITS_END / 10 || digits <= -SAMPLE_DIGITS_END / 10;
}

/* ---- samples ---------------------------------------------------------------------- */

/* From samples in order of time. */
static size_t
fold(Sample *samples, size_t n, StepsPause pause)
{
	size_t		kept = 0;

	for (size_t i = 0; i < n;)
	{
		Sample		least = samples[i];
		Sample		greatest = samples[i];

		for (; i < n && samples[i].at == least.at; i++)
		{
			if (samples[i].value != least.value && sample_value(samples[i].value) < sample_value(least.value))
				least = samples[i];
			if (samples[i].value != greatest.value && sample_value(samples[i].value) > sample_value(greatest.value))
				greatest = samples[i];
			if (i % PAUSE_EVERY == 0)
				pause();
		}
		samples[kept++] = least;
		if (greatest.value != least.value)
			samples[kept++] = greatest;
	}
	return kept;
}

size_t
samples_settle(Sample *samples, size_t n, Sample *scratch, StepsPause pause)
{
	Sample	   *sorted;

	_Static_assert(sizeof(Sample) == sizeof(Change) && offsetof(Sample, at) == offsetof(Change, at) &&
				   offsetof(Sample, value) == offsetof(Change, delta), "samples are sorted as changes");
	if (n == 0)
		return 0;
	sorted = (Sample *) steps_sort((Change *) samples, (Change *) scratch, n, pause);
	for (size_t done = 0; sorted != samples && done < n; done += PAUSE_EVERY)
	{
		memcpy(samples + done, sorted + done, (n - done < PAUSE_EVERY ? n - done : PAUSE_EVERY) * sizeof(Sample));
		pause();
	}
	return fold(samples, n, pause);
}

bool
samples_valid(const Sample *samples, size_t n, StepsPause pause)
{
	for (size_t i = 0; i < n; i++)
	{
		if (i % PAUSE_EVERY == 0)
			pause();
		if (!sample_is_valid(samples[i].value))
			return false;
		if (i == 0 || samples[i].at > samples[i - 1].at)
			continue;
		/* two of one instant, and no third */
		if (samples[i].at < samples[i - 1].at || sample_value(samples[i].value) <= sample_value(samples[i - 1].value) ||
			(i > 1 && samples[i - 2].at == samples[i].at))
			return false;
	}
	return true;
}

/* ---- what they come to -------------------------------------------------------------- */

/* Until when a sample may hold. */
static inline int64_t
held_until(int64_t at, int64_t hold)
{
	int64_t		until;

	if (hold == 0 || __builtin_add_overflow(at, hold, &until))
		return INT64_MAX;
	return until;
}

static inline int64_t
earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static inline int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static inline bool
same_words(const Words128 *a, const Words128 *b)
{
	return a->word[0] == b->word[0] && a->word[1] == b->word[1];
}

/* How many of the samples, which are in order, are before an instant. */
static size_t
samples_before(const Sample *samples, size_t n, int64_t instant)
{
	size_t		low = 0;

	while (low < n)
	{
		size_t		middle = low + (n - low) / 2;

		if (samples[middle].at < instant)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

/* The sums of one sample after the other, which are few digits and short times: no wider than 128 bits. */
typedef struct Sums
{
	i128		small;
	Words192	wide;
} Sums;

static inline bool
sums_add(Sums *sums, int64_t packed, int64_t time)
{
	/* below 2^60 times below 2^36, a day, 2^31 times: what does not fit goes the wide way */
	if (__builtin_expect((packed & 15) == 0 && time < INT64_C(1) << 36, 1))
	{
		sums->small += (i128) (packed >> 4) * time;
		return true;
	}
	return words192_add_product(&sums->wide, sample_value(packed), time);
}

static bool
sums_close(Sums *sums, Words192 *total)
{
	uint64_t	sign = sums->small < 0 ? UINT64_MAX : 0;

	*total = sums->wide;
	return words192_add(total, &(Words192) {{(uint64_t) sums->small, (uint64_t) ((u128) sums->small >> 64), sign}});
}

GaugeStatus
gauge_of_samples(const Sample *samples, size_t n, int64_t hold, int64_t window_start, int64_t window_end,
				 GaugeValue *result, const Sample **conflict, StepsPause pause)
{
	size_t		first = samples_before(samples, n, window_start);
	size_t		end = samples_before(samples, n, window_end);
	int64_t		least;
	int64_t		greatest;
	int64_t		from;
	int64_t		longest;
	int64_t		covered = 0;
	Sums		sums = {0};

	for (size_t i = 1; i < n; i++)
	{
		if (i % PAUSE_EVERY == 0)
			pause();
		if (samples[i].at == samples[i - 1].at)
		{
			*conflict = &samples[i - 1];
			return GAUGE_CONFLICT;
		}
	}

	/* the one before the window, if it holds into it */
	if (first > 0 && (first == n || samples[first].at > window_start) &&
		(hold != 0 ? held_until(samples[first - 1].at, hold) > window_start : first < n))
		first--;
	if (first == end)
		return GAUGE_NONE;

	*result = (GaugeValue) {
		.samples = (int64_t) (end - first),
		.hold = hold,
		.window_start = window_start,
		.window_end = window_end,
		.first_at = samples[first].at,
		.last_at = samples[end - 1].at
	};
	least = greatest = samples[first].value;
	from = later(samples[first].at, window_start);
	if (__builtin_sub_overflow(end < n && window_end != INT64_MAX ? window_end : samples[end - 1].at, from, &longest))
		return GAUGE_RANGE;
	for (size_t i = first; i < end; i++)
	{
		const Sample *sample = &samples[i];
		int64_t		until;

		if (i % PAUSE_EVERY == 0)
			pause();
		if (__builtin_expect(((sample->value | least | greatest) & 15) == 0, 1))
		{
			least = earlier(sample->value, least);
			greatest = later(sample->value, greatest);
		}
		else
		{
			if (sample_value(sample->value) < sample_value(least))
				least = sample->value;
			if (sample_value(sample->value) > sample_value(greatest))
				greatest = sample->value;
		}
		if (i + 1 == end)
			break;
		until = earlier(samples[i + 1].at, held_until(sample->at, hold));
		covered += until - from;
		if (!sums_add(&sums, sample->value, until - from))
			return GAUGE_RANGE;
		from = samples[i + 1].at;
	}
	/* the last one holds for no time unless a hold says it, or a sample after the window */
	if (hold == 0 && end < n)
	{
		covered += window_end - from;
		if (!sums_add(&sums, samples[end - 1].value, window_end - from))
			return GAUGE_RANGE;
		from = window_end;
	}
	result->counted_until = from;
	result->covered = covered;
	words128_set(&result->first, sample_value(samples[first].value));
	words128_set(&result->last, sample_value(samples[end - 1].value));
	words128_set(&result->minimum, sample_value(least));
	words128_set(&result->maximum, sample_value(greatest));
	return sums_close(&sums, &result->integral) ? GAUGE_OK : GAUGE_RANGE;
}

/* How long the last sample holds that is not in the sums. */
static int64_t
gauge_uncounted(const GaugeValue *value)
{
	if (value->hold == 0)
		return 0;
	return later(0, earlier(held_until(value->last_at, value->hold), value->window_end) - value->counted_until);
}

int64_t
gauge_covered(const GaugeValue *value)
{
	int64_t		covered;

	return __builtin_add_overflow(value->covered, gauge_uncounted(value), &covered) ? INT64_MAX : covered;
}

Words192
gauge_integral(const GaugeValue *value)
{
	Words192	integral = value->integral;

	/* below 10^26 times 2^64 altogether */
	(void) words192_add_product(&integral, words128_get(&value->last), gauge_uncounted(value));
	return integral;
}

/* ---- adding -------------------------------------------------------------------------- */

static inline bool
has_window(const GaugeValue *value)
{
	return value->window_start != INT64_MIN || value->window_end != INT64_MAX;
}

int
gauge_compare_times(const GaugeValue *a, const GaugeValue *b)
{
	int			order = compare_int64(a->window_start, b->window_start);

	if (order == 0)
		order = compare_int64(a->window_end, b->window_end);
	if (order == 0)
		order = compare_int64(a->first_at, b->first_at);
	return order != 0 ? order : compare_int64(a->last_at, b->last_at);
}

/* Counts what the last sample of a holds in [from, until). */
static bool
count_last(GaugeValue *a, int64_t from, int64_t until)
{
	int64_t		time;

	return from >= until ||
		(!__builtin_sub_overflow(until, from, &time) &&
		 !__builtin_add_overflow(a->covered, time, &a->covered) &&
		 words192_add_product(&a->integral, words128_get(&a->last), time));
}

/* Adds b, which is the later one. */
static GaugeStatus
add_later(GaugeValue *a, const GaugeValue *b)
{
	GaugeValue	sum = *a;
	bool		same = b->first_at == a->last_at;
	bool		same_window_edge = a->window_end == b->window_start;
	int64_t		until = held_until(a->last_at, a->hold);

	if (b->first_at < a->last_at)
		return GAUGE_INTERLEAVED;
	if (same && !same_words(&a->last, &b->first))
		return GAUGE_CONFLICT;

	if (same && has_window(a))
	{
		/* a sample of before b's window, which holds in both */
		if (b->samples > 1 || !same_window_edge || b->counted_until != b->window_start)
		{
			if (!count_last(&sum, a->counted_until, earlier(until, a->window_end)))
				return GAUGE_RANGE;
			sum.counted_until = b->counted_until;
		}
	}
	else
	{
		/* what b has from before its window, and a has not, is missing in a */
		if (b->first_at < a->window_end && has_window(a))
			return GAUGE_INTERLEAVED;
		until = earlier(until, b->first_at);
		if (!count_last(&sum, a->counted_until, earlier(until, a->window_end)) ||
			(has_window(a) && !count_last(&sum, later(b->window_start, a->counted_until), until)))
			return GAUGE_RANGE;
		sum.counted_until = b->counted_until;
	}

	if (__builtin_add_overflow(a->samples, b->samples - same, &sum.samples) ||
		__builtin_add_overflow(sum.covered, b->covered, &sum.covered) ||
		!words192_add(&sum.integral, &b->integral))
		return GAUGE_RANGE;
	sum.window_end = b->window_end;
	sum.last_at = b->last_at;
	sum.last = b->last;
	if (words128_get(&b->minimum) < words128_get(&a->minimum))
		sum.minimum = b->minimum;
	if (words128_get(&b->maximum) > words128_get(&a->maximum))
		sum.maximum = b->maximum;
	*a = sum;
	return GAUGE_OK;
}

GaugeStatus
gauge_add(GaugeValue *a, const GaugeValue *b)
{
	GaugeValue	sum;
	GaugeStatus status;

	if (a->hold != b->hold)
		return GAUGE_HOLDS;
	if (has_window(a) != has_window(b))
		return GAUGE_WINDOWS;
	if (has_window(a) && a->window_end > b->window_start && b->window_end > a->window_start)
		return GAUGE_OVERLAP;
	if (gauge_compare_times(a, b) <= 0)
		return add_later(a, b);
	sum = *b;
	status = add_later(&sum, a);
	if (status == GAUGE_OK)
		*a = sum;
	return status;
}

/* ---- values from outside ---------------------------------------------------------------- */

/* Whether a sum is of values from "least" to "most" over a time. */
static bool
within_product(const Words192 *sum, const Words128 *least, const Words128 *most, int64_t time)
{
	Words192	low = {{0}};
	Words192	high = {{0}};

	/* one product by itself fits */
	(void) words192_add_product(&low, words128_get(least), time);
	(void) words192_add_product(&high, words128_get(most), time);
	return words192_compare(sum, &low) >= 0 && words192_compare(sum, &high) <= 0;
}

static inline bool
between(const Words128 *value, const GaugeValue *of)
{
	return words128_get(value) >= words128_get(&of->minimum) && words128_get(value) <= words128_get(&of->maximum);
}

const char *
gauge_fault(const GaugeValue *value)
{
	int64_t		from = later(value->first_at, value->window_start);
	i128		longest;

	if (value->samples < 1)
		return "samples";
	if (value->hold < 0 || value->hold > GAUGE_HOLD_MAX)
		return "hold_seconds";
	if (value->window_start >= value->window_end)
		return "window_end";
	if (value->first_at == INT64_MIN || value->first_at >= value->window_end ||
		(value->first_at < value->window_start && value->hold != 0 &&
		 held_until(value->first_at, value->hold) <= value->window_start))
		return "first_at";
	if (value->last_at < value->first_at || value->last_at >= value->window_end ||
		(value->last_at < value->window_start && value->last_at != value->first_at) ||
		(value->samples == 1) != (value->last_at == value->first_at) ||
		(u128) (value->samples - 1) > (u128) ((i128) value->last_at - value->first_at))
		return "last_at";
	if (value->counted_until < later(value->last_at, value->window_start) || value->counted_until > value->window_end ||
		(!has_window(value) && value->counted_until != value->last_at))
		return "counted_until";
	longest = (i128) value->counted_until - from;
	if (value->covered < 0 || value->covered > longest || (value->samples > 1 && value->covered == 0))
		return "covered_seconds";
	if (words128_get(&value->minimum) <= -SAMPLE_LIMIT)
		return "minimum";
	if (words128_get(&value->maximum) >= SAMPLE_LIMIT || words128_get(&value->maximum) < words128_get(&value->minimum))
		return "maximum";
	if (!between(&value->first, value))
		return "first";
	if (!between(&value->last, value) || (value->samples == 1 && !same_words(&value->first, &value->last)) ||
		(value->samples < 3 && !same_words(&value->minimum, &value->first) && !same_words(&value->minimum, &value->last)) ||
		(value->samples < 3 && !same_words(&value->maximum, &value->first) && !same_words(&value->maximum, &value->last)))
		return "last";
	if (!within_product(&value->integral, &value->minimum, &value->maximum, value->covered))
		return "value_seconds";
	return NULL;
}
