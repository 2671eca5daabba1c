/*
 * words.c
 *		Whole numbers of 128 and 192 bits in words of 64.
 */
#include "core/number/words.h"

static void
words192_negate(Words192 *words)
{
	uint64_t	carry = 1;

	for (int i = 0; i < 3; i++)
	{
		words->word[i] = ~words->word[i] + carry;
		carry = carry && words->word[i] == 0;
	}
}

int
words192_compare(const Words192 *a, const Words192 *b)
{
	if (a->word[2] != b->word[2])
		return (int64_t) a->word[2] < (int64_t) b->word[2] ? -1 : 1;
	for (int i = 1; i >= 0; i--)
		if (a->word[i] != b->word[i])
			return a->word[i] < b->word[i] ? -1 : 1;
	return 0;
}

bool
words192_add_wide_product(Words192 *words, i128 a, int64_t b)
{
	u256		product = u256_mul(i128_abs(a), i128_abs(b));
	Words192	addend = {{product.word[0], product.word[1], product.word[2]}};

	if ((a < 0) != (b < 0))
		words192_negate(&addend);
	return words192_add(words, &addend);
}

bool
words192_to_i128(const Words192 *words, i128 *value)
{
	/* the highest word must be the sign of the others */
	if (words->word[2] != (uint64_t) ((int64_t) words->word[1] >> 63))
		return false;
	*value = (i128) (((u128) words->word[1] << 64) | words->word[0]);
	return true;
}

char *
words192_format(const Words192 *words, char *buf)
{
	Words192	magnitude = *words;
	char	   *p = buf + WORDS192_TEXT - 1;

	if (words192_is_negative(words))
		words192_negate(&magnitude);
	*p = '\0';
	do
	{
		u128		rest = 0;

		for (int i = 2; i >= 0; i--)
		{
			rest = (rest << 64) | magnitude.word[i];
			magnitude.word[i] = (uint64_t) (rest / 10);
			rest %= 10;
		}
		*--p = '0' + (char) rest;
	} while (!words192_is_zero(&magnitude));
	if (words192_is_negative(words))
		*--p = '-';
	return p;
}

static bool
words192_is_least(const Words192 *words)
{
	return (words->word[0] | words->word[1]) == 0 && words->word[2] == (uint64_t) INT64_MIN;
}

bool
words192_scan(Words192 *words, const char *text, int scale)
{
	bool		negative = *text == '-';
	bool		point = false;
	int			decimals = 0;

	*words = (Words192) {{0, 0, 0}};
	for (text += negative; *text != '\0' || decimals < scale; text += *text != '\0')
	{
		u128		carry;

		if (*text == '.')
		{
			point = true;
			continue;
		}
		if (*text != '\0' && (*text < '0' || *text > '9'))
			return false;
		if (point || *text == '\0')
			decimals++;
		if (decimals > scale)
		{
			if (*text != '0')
				return false;
			continue;
		}
		carry = *text != '\0' ? *text - '0' : 0;
		for (int i = 0; i < 3; i++)
		{
			carry += (u128) words->word[i] * 10;
			words->word[i] = (uint64_t) carry;
			carry >>= 64;
		}
		/* the least value has no positive counterpart */
		if (carry != 0 || ((int64_t) words->word[2] < 0 && !(negative && words192_is_least(words))))
			return false;
	}
	if (negative)
		words192_negate(words);
	return true;
}
