/*
 * test_words.c
 *		core/number/words against sums of bits and digits in the schoolbook's way.
 */
#include "core/number/words.h"

#include <string.h>

#include "tap.h"

/* ---- a slow, obvious arithmetic to check against: 256 bits, one at a time --------------- */

#define BITS	256

typedef struct Slow
{
	bool		bit[BITS];		/* two's complement, the least first */
} Slow;

static Slow
slow_from_words(const Words192 *words)
{
	Slow		slow;

	for (int i = 0; i < BITS; i++)
		slow.bit[i] = (words->word[i < 192 ? i / 64 : 2] >> (i < 192 ? i % 64 : 63)) & 1;
	return slow;
}

static Slow
slow_from_i128(i128 value)
{
	Slow		slow;

	for (int i = 0; i < BITS; i++)
		slow.bit[i] = (value >> (i < 128 ? i : 127)) & 1;
	return slow;
}

static Slow
slow_add(Slow a, Slow b)
{
	bool		carry = false;

	for (int i = 0; i < BITS; i++)
	{
		int			sum = a.bit[i] + b.bit[i] + carry;

		a.bit[i] = sum & 1;
		carry = sum > 1;
	}
	return a;
}

static Slow
slow_negate(Slow a)
{
	for (int i = 0; i < BITS; i++)
		a.bit[i] = !a.bit[i];
	return slow_add(a, slow_from_i128(1));
}

static Slow
slow_multiply(Slow a, Slow b)
{
	Slow		product = slow_from_i128(0);

	for (int i = 0; i < BITS; i++)
	{
		if (b.bit[i])
			product = slow_add(product, a);
		for (int j = BITS - 1; j > 0; j--)
			a.bit[j] = a.bit[j - 1];
		a.bit[0] = false;
	}
	return product;
}

/* Whether 192 bits hold it. */
static bool
slow_fits(const Slow *a)
{
	for (int i = 192; i < BITS; i++)
	{
		if (a->bit[i] != a->bit[191])
			return false;
	}
	return true;
}

static bool
is(const Words192 *words, const Slow *slow)
{
	Slow		mine = slow_from_words(words);

	return memcmp(&mine, slow, sizeof(Slow)) == 0;
}

/* ---- numbers where carries and signs change ---------------------------------------------- */

static uint64_t
edge_word(void)
{
	static const uint64_t edges[] = {0, 1, 2, UINT64_MAX, UINT64_MAX - 1, (uint64_t) INT64_MAX, (uint64_t) INT64_MAX + 1, (uint64_t) INT64_MAX + 2};
	uint64_t	n = next_random() % 12;

	return n < 8 ? edges[n] : next_random() >> (next_random() % 64);
}

static i128
edge_i128(void)
{
	uint64_t	high = edge_word();

	return (i128) (((u128) high << 64) | edge_word());
}

static Words192
edge_words(void)
{
	uint64_t	high = edge_word();
	uint64_t	middle = edge_word();

	return (Words192) {{edge_word(), middle, high}};
}

static void
sums_of_128(void)
{
	int			wrong = 0;
	int			refused = 0;

	for (int i = 0; i < 20000; i++)
	{
		i128		a = edge_i128();
		i128		b = edge_i128();
		Words128	words;
		Slow		sum = slow_add(slow_from_i128(a), slow_from_i128(b));
		bool		fits = true;

		for (int bit = 128; bit < BITS; bit++)
			fits &= sum.bit[bit] == sum.bit[127];
		words128_set(&words, a);
		wrong += words128_get(&words) != a || words.word[0] != (uint64_t) a;
		wrong += words128_add(&words, b) != fits;
		wrong += words128_get(&words) != (fits ? (i128) ((u128) a + (u128) b) : a);
		refused += !fits;
	}
	ok(wrong == 0, "sums of 128 bits are those of bits, and one that overflows changes nothing");
	ok(refused > 1000 && refused < 19000, "some overflow");
}

static void
sums(void)
{
	int			wrong = 0;
	int			refused = 0;

	for (int i = 0; i < 20000; i++)
	{
		Words192	a = edge_words();
		Words192	b = edge_words();
		Words192	words = a;
		Slow		before = slow_from_words(&a);
		Slow		sum = slow_add(before, slow_from_words(&b));
		bool		fits = slow_fits(&sum);

		wrong += words192_add(&words, &b) != fits;
		wrong += !is(&words, fits ? &sum : &before);
		refused += !fits;
	}
	ok(wrong == 0, "sums of 192 bits are those of bits, and one that overflows changes nothing");
	ok(refused > 1000 && refused < 19000, "some overflow");
}

static void
products(void)
{
	int			wrong = 0;
	int			refused = 0;

	for (int i = 0; i < 5000; i++)
	{
		/* every other one small, which takes the short way */
		i128		a = i % 2 ? edge_i128() : (int64_t) edge_word();
		int64_t		b = (int64_t) edge_word();
		Words192	start = i % 3 ? edge_words() : (Words192) {{0}};
		Words192	words = start;
		Words192	wide = start;
		Slow		before = slow_from_words(&start);
		Slow		sum = slow_add(before, slow_multiply(slow_from_i128(a), slow_from_i128(b)));
		bool		fits = slow_fits(&sum);

		wrong += words192_add_product(&words, a, b) != fits;
		wrong += words192_add_wide_product(&wide, a, b) != fits;
		wrong += !is(&words, fits ? &sum : &before) || !is(&wide, fits ? &sum : &before);
		wrong += i % 3 == 0 && !fits;
		refused += !fits;
	}
	ok(wrong == 0, "products are those of bits, both ways, and one by itself fits");
	ok(refused > 50 && refused < 3000, "some sums overflow");
}

static void
order(void)
{
	int			wrong = 0;

	for (int i = 0; i < 20000; i++)
	{
		Words192	a = edge_words();
		Words192	b = i % 4 ? edge_words() : a;
		Slow		difference;
		int			order;

		if (i % 4 == 1)
			b.word[2] = a.word[2];
		if (i % 8 == 1)
			b.word[1] = a.word[1];
		difference = slow_add(slow_from_words(&a), slow_negate(slow_from_words(&b)));
		order = is(&(Words192) {{0}}, &difference) ? 0 : difference.bit[BITS - 1] ? -1 : 1;
		wrong += words192_compare(&a, &b) != order;
		wrong += words192_is_zero(&a) != (memcmp(&a, &(Words192) {{0}}, sizeof(a)) == 0);
		wrong += words192_is_negative(&a) != (words192_compare(&a, &(Words192) {{0}}) < 0);
	}
	ok(wrong == 0, "the order is that of the difference");
	ok(words192_is_zero(&(Words192) {{0}}) && !words192_is_zero(&(Words192) {{1}}) && !words192_is_zero(&(Words192) {{0, 1}}) &&
	   !words192_is_zero(&(Words192) {{0, 0, 1}}), "only zero is zero");
}

static void
narrow(void)
{
	int			wrong = 0;

	for (int i = 0; i < 20000; i++)
	{
		Words192	words = edge_words();
		i128		value = 77;
		Slow		narrow;

		if (i % 2)
			words.word[2] = words.word[1] >> 63 ? UINT64_MAX : 0;
		narrow = slow_from_i128((i128) (((u128) words.word[1] << 64) | words.word[0]));
		if (words192_to_i128(&words, &value))
			wrong += !is(&words, &narrow) || value != (i128) (((u128) words.word[1] << 64) | words.word[0]);
		else
			wrong += is(&words, &narrow) || value != 77;
	}
	ok(wrong == 0, "128 bits hold it or not");
}

/* ---- text ---------------------------------------------------------------------------------- */

/* What digits say, one at a time. */
static bool
slow_scan(const char *text, Slow *value)
{
	bool		negative = *text == '-';

	*value = slow_from_i128(0);
	for (text += negative; *text != '\0'; text++)
		*value = slow_add(slow_multiply(*value, slow_from_i128(10)), slow_from_i128(*text - '0'));
	if (negative)
		*value = slow_negate(*value);
	return slow_fits(value);
}

static bool
reads(const char *text, int scale, const char *digits)
{
	Words192	words = {{1, 2, 3}};
	char		buf[WORDS192_TEXT];

	return words192_scan(&words, text, scale) && strcmp(words192_format(&words, buf), digits) == 0;
}

static bool
refuses(const char *text, int scale)
{
	return !words192_scan(&(Words192) {{0}}, text, scale);
}

static void
text(void)
{
	/* 2^191 has 58 digits */
	const char *most = "3138550867693340381917894711603833208051177722232017256447";
	const char *above = "3138550867693340381917894711603833208051177722232017256448";
	char		negative[64];
	int			wrong = 0;

	for (int i = 0; i < 2000; i++)
	{
		Words192	words = edge_words();
		Words192	back;
		char		buf[WORDS192_TEXT];
		char	   *digits = words192_format(&words, buf);
		Slow		value;

		wrong += !slow_scan(digits, &value) || !is(&words, &value);
		wrong += (digits[0] == '0' || digits[digits[0] == '-'] == '0') && strcmp(digits, "0") != 0;
		wrong += !words192_scan(&back, digits, 0) || memcmp(&back, &words, sizeof(words)) != 0;
	}
	ok(wrong == 0, "digits are those of the number, without zeros before them, and read back");

	ok(reads("0", 0, "0") && reads("-0", 0, "0") && reads("-0.00", 2, "0"), "zero has no sign");
	ok(reads("12", 0, "12") && reads("12", 3, "12000") && reads("-12.5", 3, "-12500"), "scaled");
	ok(reads("1.25", 2, "125") && reads("1.2500", 2, "125") && refuses("1.251", 2) && refuses("1.2501", 2), "decimals beyond the scale must be zeros");
	ok(reads(".5", 1, "5") && reads("7.", 1, "70"), "a point at either end");
	ok(reads(most, 0, most) && refuses(above, 0), "the largest, and what is above it");
	snprintf(negative, sizeof(negative), "-%s", above);
	ok(reads(negative, 0, negative), "the least has no positive counterpart");
	negative[strlen(negative) - 1] = '9';
	ok(refuses(negative, 0), "nothing below the least");
	ok(refuses(most, 1) && refuses(negative, 1), "nor by the scale");
	ok(refuses("6277101735386680763835789423207666416102355444464034512896", 0) && refuses("6277101735386680763835789423207666416102355444464034512897", 0) &&
	   refuses("100000000000000000000000000000000000000000000000000000000000000", 0), "nor what would come round");
	ok(refuses("1e5", 0) && refuses("NaN", 0) && refuses("Infinity", 0) && refuses("1/", 0) && refuses("1:", 0) && refuses("--1", 0), "only digits");
}

int
main(void)
{
	sums_of_128();
	sums();
	products();
	order();
	narrow();
	text();
	return done_testing();
}
