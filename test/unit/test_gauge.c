/*
 * test_gauge.c
 *		core/time/gauge against time looked at unit by unit.
 */
#include "core/time/gauge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"

#define MOST	24
#define TIMES	60

static void
pause(void)
{
}

static int64_t
packed(int64_t digits, int exponent)
{
	Decimal		decimal = {.negative = digits < 0, .exponent = exponent, .coefficient = i128_abs(digits)};
	int64_t		result;

	return sample_pack(&decimal, &result) ? result : INT64_MIN;
}

/* ---- values --------------------------------------------------------------------------- */

static bool
is_packed(const char *text, const char *expected)
{
	Decimal		decimal;
	int64_t		result;
	char		shown[DECIMAL_BUFFER + 1];

	if (decimal_scan(text, strlen(text), &decimal) != strlen(text))
		return false;
	if (!sample_pack(&decimal, &result))
		return expected == NULL;
	shown[decimal_format(shown, sample_value(result), SAMPLE_SCALE)] = '\0';
	return expected != NULL && sample_is_valid(result) && strcmp(shown, expected) == 0;
}

/* A number is one word, whatever it was written as, and read again is the same. */
static bool
packs_once(uint64_t seed)
{
	int64_t		digits = (int64_t) (seed % 200000000000000000) - 100000000000000000;
	int			exponent = -(int) (next_random() % 20);
	int64_t		a = packed(digits, exponent);
	int64_t		b;
	i128		value;
	Decimal		again;

	if (a == INT64_MIN)
		return exponent >= 0;
	value = sample_value(a);
	again = (Decimal) {.negative = value < 0, .exponent = -SAMPLE_SCALE, .coefficient = i128_abs(value)};
	return sample_is_valid(a) && sample_pack(&again, &b) && a == b;
}

/* As its shortest decimal of 17 digits is packed. */
static bool
packs_double(double value)
{
	char		text[64];
	Decimal		decimal;
	int64_t		fast;
	int64_t		slow;

	if (!sample_pack_double(value, &fast))
		return true;
	for (int digits = 1; digits <= 17; digits++)
	{
		snprintf(text, sizeof(text), "%.*e", digits - 1, value);
		if (strtod(text, NULL) == value)
			break;
	}
	(void) decimal_scan(text, strlen(text), &decimal);
	return sample_pack(&decimal, &slow) && fast == slow;
}

/* ---- what samples come to ------------------------------------------------------------------ */

typedef struct Case
{
	Sample		samples[MOST];
	size_t		n;
	int64_t		hold;
	int64_t		from;
	int64_t		until;
} Case;

/* Instants are few, so that samples meet windows and each other's holds. */
static void
draw(Case *c)
{
	bool		taken[TIMES] = {false};

	c->n = 0;
	for (size_t wanted = 1 + next_random() % 12; wanted > 0; wanted--)
	{
		int64_t		at = (int64_t) (next_random() % TIMES);

		if (taken[at])
			continue;
		taken[at] = true;
		c->samples[c->n++] = (Sample) {at, packed((int64_t) (next_random() % 9) - 4, next_random() % 4 == 0 ? 12 : 0)};
	}
	c->hold = next_random() % 3 == 0 ? 0 : 1 + (int64_t) (next_random() % 12);
	c->from = INT64_MIN;
	c->until = INT64_MAX;
}

static size_t
settled(const Case *c, Sample *samples)
{
	Sample		scratch[MOST];

	memcpy(samples, c->samples, sizeof(c->samples));
	return samples_settle(samples, c->n, scratch, pause);
}

/* The sample that holds at an instant, from samples in no order; NULL in a gap. */
static const Sample *
holding(const Case *c, int64_t instant)
{
	const Sample *last = NULL;
	bool		more = false;

	for (size_t i = 0; i < c->n; i++)
	{
		const Sample *sample = &c->samples[i];

		if (sample->at > instant)
			more = true;
		else if (last == NULL || sample->at > last->at)
			last = sample;
	}
	if (last == NULL || (c->hold == 0 ? !more : instant >= last->at + c->hold))
		return NULL;
	return last;
}

/* Instant by instant. */
static bool
comes_to(const Case *c, const GaugeValue *value, bool none)
{
	i128		integral = 0;
	int64_t		covered = 0;
	int64_t		count = 0;
	bool		counted[MOST] = {false};
	Words192	sum;
	i128		narrow;

	for (int64_t instant = -1; instant < TIMES + 20; instant++)
	{
		const Sample *sample = holding(c, instant);

		if (instant < c->from || instant >= c->until)
			continue;
		for (size_t i = 0; i < c->n; i++)
			counted[i] |= c->samples[i].at == instant || sample == &c->samples[i];
		if (sample == NULL)
			continue;
		covered++;
		integral += sample_value(sample->value);
	}
	for (size_t i = 0; i < c->n; i++)
		count += counted[i];
	if (none || count == 0)
		return none && count == 0;
	sum = gauge_integral(value);
	if (!words192_to_i128(&sum, &narrow) || narrow != integral || gauge_covered(value) != covered ||
		value->samples != count || gauge_fault(value) != NULL)
		return false;
	for (size_t i = 0; i < c->n; i++)
	{
		i128		number = sample_value(c->samples[i].value);

		if (counted[i] && (number < words128_get(&value->minimum) || number > words128_get(&value->maximum) ||
						   c->samples[i].at < value->first_at || c->samples[i].at > value->last_at ||
						   (c->samples[i].at == value->first_at && number != words128_get(&value->first)) ||
						   (c->samples[i].at == value->last_at && number != words128_get(&value->last))))
			return false;
	}
	return true;
}

static GaugeStatus
value_of(const Case *c, GaugeValue *value)
{
	Sample		samples[MOST];
	const Sample *conflict;
	size_t		n = settled(c, samples);

	return gauge_of_samples(samples, n, c->hold, c->from, c->until, value, &conflict, pause);
}

static bool
right(void)
{
	Case		c;
	GaugeValue	value;
	GaugeStatus status;

	draw(&c);
	if (next_random() % 3 != 0)
	{
		c.from = (int64_t) (next_random() % TIMES);
		c.until = c.from + 1 + (int64_t) (next_random() % 20);
	}
	status = value_of(&c, &value);
	return (status == GAUGE_OK || status == GAUGE_NONE) && comes_to(&c, &value, status == GAUGE_NONE);
}

/* Pieces, added in any order that has no gap between what is added, are the whole, bit by bit. */
static bool
adds_up(bool windows, bool carried)
{
	Case		whole;
	GaugeValue	expected;
	GaugeValue	pieces[8];
	GaugeStatus status;
	size_t		n = 0;
	int64_t		edges[8];
	size_t		nedges = 2 + next_random() % 5;

	draw(&whole);
	edges[0] = windows ? (int64_t) (next_random() % 20) : 0;
	for (size_t i = 1; i <= nedges; i++)
		edges[i] = edges[i - 1] + 1 + (int64_t) (next_random() % 15);
	if (!windows)
		edges[nedges] = TIMES;
	for (size_t i = 0; i < nedges; i++)
	{
		Case		piece = whole;

		piece.n = 0;
		if (windows)
		{
			piece.from = edges[i];
			piece.until = edges[i + 1];
		}
		for (size_t j = 0; j < whole.n; j++)
		{
			int64_t		at = whole.samples[j].at;

			/* all of them, or those of the piece's own time */
			if (carried || (at < edges[i + 1] && at >= edges[i]) || (windows && i == 0 && at < edges[0]))
				piece.samples[piece.n++] = whole.samples[j];
		}
		status = value_of(&piece, &pieces[n]);
		if (status == GAUGE_OK)
			n++;
		else if (status != GAUGE_NONE)
			return false;
		/* samples alone leave no trace of a time without any, which others may hold in */
		else if (windows && !carried)
			return true;
	}
	if (windows)
	{
		whole.from = edges[0];
		whole.until = edges[nedges];
		/* the sample after the last window is not looked at where each has its own */
		for (size_t j = 0; !carried && j < whole.n;)
		{
			if (whole.samples[j].at >= whole.until)
				whole.samples[j] = whole.samples[--whole.n];
			else
				j++;
		}
	}
	status = value_of(&whole, &expected);
	if (n == 0)
		return status == GAUGE_NONE;
	if (status != GAUGE_OK)
		return false;
	while (n > 1)
	{
		size_t		i = next_random() % (n - 1);
		GaugeValue	sum = pieces[i];
		GaugeValue	other = pieces[i + 1];

		if (next_random() % 2 == 0 ? gauge_add(&sum, &pieces[i + 1]) != GAUGE_OK :
			gauge_add(&other, &sum) != GAUGE_OK || (sum = other, false))
			return false;
		if (gauge_fault(&sum) != NULL)
			return false;
		pieces[i] = sum;
		memmove(&pieces[i + 1], &pieces[i + 2], (n - i - 2) * sizeof(GaugeValue));
		n--;
	}
	/* windows without a sample at the ends are not in the sum */
	pieces[0].window_start = expected.window_start;
	expected.window_end = pieces[0].window_end;
	return memcmp(&pieces[0], &expected, sizeof(GaugeValue)) == 0;
}

/* ---- worked examples and refusals ------------------------------------------------------------- */

static GaugeValue
of(const Sample *samples, size_t n, int64_t hold, int64_t from, int64_t until)
{
	GaugeValue	value = {0};
	const Sample *conflict;

	(void) gauge_of_samples(samples, n, hold, from, until, &value, &conflict, pause);
	return value;
}

static bool
is_integral(const GaugeValue *value, i128 expected, int64_t covered)
{
	Words192	sum = gauge_integral(value);
	i128		narrow;

	return words192_to_i128(&sum, &narrow) && narrow == expected && gauge_covered(value) == covered;
}

static void
test_examples(void)
{
	Sample		samples[] = {{0, packed(2, 0)}, {10, packed(4, 0)}, {20, packed(6, 0)}, {100, packed(8, 0)}};
	GaugeValue	value = of(samples, 4, 0, INT64_MIN, INT64_MAX);
	GaugeValue	other;
	const i128	one = 1000000000;
	Sample		wide[] = {{INT64_MIN + 1, packed(99999999999999999, 0)}, {0, packed(-99999999999999999, 0)}, {INT64_MAX - 1, packed(1, -9)}};
	const Sample *conflict;
	Sample		same[] = {{5, packed(3, 0)}, {5, packed(-3, 0)}, {5, packed(1, 12)}, {4, packed(1, 0)}, {5, packed(3, 0)}, {4, packed(10, -1)}};
	Sample		scratch[6];

	ok(is_integral(&value, one * (2 * 10 + 4 * 10 + 6 * 80), 100), "without a hold each sample holds until the next, the last for no time");
	value = of(samples, 4, 15, INT64_MIN, INT64_MAX);
	ok(is_integral(&value, one * (2 * 10 + 4 * 10 + 6 * 15 + 8 * 15), 50), "with a hold there are gaps, and the last one holds for it");
	value = of(samples, 4, 15, 5, 105);
	ok(is_integral(&value, one * (2 * 5 + 4 * 10 + 6 * 15 + 8 * 5), 35) && value.first_at == 0, "a window cuts the first and the last");
	value = of(samples, 4, 15, 36, 99);
	ok(value.samples == 0, "no sample holds in a gap");
	value = of(samples, 4, 0, 50, 60);
	ok(is_integral(&value, one * 60, 10) && value.samples == 1, "without a hold a sample before the window holds through it, if there is one after");
	value = of(samples, 4, 0, 150, 160);
	ok(value.samples == 0, "and not if it is the last");

	ok(gauge_of_samples(wide, 3, 0, INT64_MIN, INT64_MAX, &value, &conflict, pause) == GAUGE_RANGE, "a time too long");
	value = of(wide, 2, 0, INT64_MIN, INT64_MAX);
	ok(gauge_fault(&value) == NULL && value.covered == INT64_MAX, "and the longest");
	value = of(wide, 1, 0, INT64_MIN, INT64_MAX);
	other = of(wide + 2, 1, 0, INT64_MIN, INT64_MAX);
	ok(gauge_add(&value, &other) == GAUGE_RANGE && gauge_add(&other, &value) == GAUGE_RANGE && value.samples == 1 && value.covered == 0,
	   "gauges that are too far apart, and nothing is changed");

	ok(samples_settle(same, 6, scratch, pause) == 3 && samples_valid(same, 3, pause) && same[0].at == 4 &&
	   same[1].value == packed(-3, 0) && same[2].value == packed(1, 12), "of an instant with many values the least and the greatest are left");
	ok(gauge_of_samples(same, 3, 0, INT64_MIN, INT64_MAX, &value, &conflict, pause) == GAUGE_CONFLICT && conflict == &same[1],
	   "and are refused");

	value = of(samples, 2, 5, INT64_MIN, INT64_MAX);
	other = of(samples + 2, 2, 6, INT64_MIN, INT64_MAX);
	ok(gauge_add(&value, &other) == GAUGE_HOLDS, "unlike holds");
	other = of(samples + 2, 2, 5, 20, 200);
	ok(gauge_add(&value, &other) == GAUGE_WINDOWS, "with and without a window");
	value = of(samples, 2, 5, 0, 21);
	ok(gauge_add(&value, &other) == GAUGE_OVERLAP, "windows that overlap");
	value = of(samples, 4, 5, INT64_MIN, INT64_MAX);
	other = of(samples + 1, 1, 5, INT64_MIN, INT64_MAX);
	ok(gauge_add(&value, &other) == GAUGE_INTERLEAVED && value.samples == 4, "samples that interleave, and nothing is changed");
	value = of(samples, 1, 50, 0, 15);
	other = of(samples, 3, 50, 15, 30);
	ok(gauge_add(&value, &other) == GAUGE_INTERLEAVED, "a window that lacks what the next one has from it");
	samples[1].value = packed(5, 0);
	other = of(samples + 1, 2, 50, 15, 30);
	samples[1].value = packed(4, 0);
	value = of(samples, 2, 50, 0, 15);
	ok(gauge_add(&value, &other) == GAUGE_CONFLICT, "a window whose last sample is another in the next");
}

static void
test_values(void)
{
	bool		once = true;
	bool		doubles = true;

	ok(is_packed("0", "0") && is_packed("-0.25", "-0.25") && is_packed("0.1234567894", "0.123456789") &&
	   is_packed("0.1234567895", "0.12345679") && is_packed("-0.1234567895", "-0.12345679") && is_packed("1e-10", "0"),
	   "nine decimals, rounded half away from zero");
	ok(is_packed("99999999.999999999", "99999999.999999999") && is_packed("100000000.000000001", "100000000") &&
	   is_packed("123456789012.123456", "123456789012.12346") && is_packed("99999999999999999", "99999999999999999") &&
	   is_packed("99999999.9999999995", "100000000"), "seventeen digits");
	ok(is_packed("100000000000000000", NULL) && is_packed("-1e17", NULL) && is_packed("99999999999999999.5", NULL), "below 10^17");
	ok(!sample_is_valid(sample_packed(SAMPLE_DIGITS_END, 0)) && !sample_is_valid(sample_packed(1, 1)) &&
	   !sample_is_valid(sample_packed(SAMPLE_DIGITS_END / 10, 10)) && sample_is_valid(sample_packed(-SAMPLE_DIGITS_END / 10, 9)),
	   "which words are values");
	for (int i = 0; i < 200000; i++)
	{
		double		value = (double) (int64_t) next_random() / 9.3e18;

		once = once && packs_once(next_random());
		doubles = doubles && packs_double(value) && packs_double(value * 9000) &&
			packs_double((double) (next_random() % 10000000) / 10000) &&
			packs_double((double) (next_random() % 100000 * 2 + 1) / 2e9) && packs_double((double) (next_random() % 1000000) / 1024);
	}
	ok(once, "a number is one word");
	ok(doubles, "a floating point number is its shortest decimal");
	ok(!sample_pack_double(NAN, &(int64_t) {0}) && !sample_pack_double(INFINITY, &(int64_t) {0}) && !sample_pack_double(1e300, &(int64_t) {0}),
	   "what is none is left to others");
}

int
main(void)
{
	int			sets = 60000;
	bool		good = true;
	static const char *const names[] = {
		"pieces of samples come to the whole", NULL,
		"windows with their own samples come to the whole", "windows with what holds into them come to the whole"
	};

	test_values();
	test_examples();
	for (int i = 0; i < sets && good; i++)
		good = right();
	ok(good, "as instant by instant");
	for (int kind = 0; kind < 4; kind++)
	{
		if (kind == 1)
			continue;
		good = true;
		for (int i = 0; i < sets && good; i++)
			good = adds_up(kind >= 2, kind % 2 == 1);
		ok(good, names[kind]);
	}
	return done_testing();
}
