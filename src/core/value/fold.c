/*
 * fold.c
 *		Text reduced to the characters that the scanners know.
 */
#include "core/value/fold.h"

#include <stdint.h>
#include <string.h>

/* Full-width forms: U+FF01 to U+FF5E are "!" to "~". */
#define FULL_WIDTH_FIRST	0xFF01
#define FULL_WIDTH_LAST		0xFF5E
#define FULL_WIDTH_OFFSET	(FULL_WIDTH_FIRST - '!')

/*
 * Characters written for another one that the tables have.  Sorted by the first
 * column.  No replacement takes more bytes of UTF-8 than what it stands for.
 */
static const struct
{
	uint16_t	from;
	uint16_t	to;
}			replacements[] =
{
	{0x00A0, ' '},				/* no-break space */
	{0x2002, ' '},				/* en space */
	{0x2003, ' '},				/* em space */
	{0x2007, ' '},				/* figure space */
	{0x2009, ' '},				/* thin space */
	{0x200A, ' '},				/* hair space */
	{0x2010, '-'},				/* hyphen */
	{0x2011, '-'},				/* non-breaking hyphen */
	{0x2022, 0x00B7},			/* bullet: middle dot */
	{0x202F, ' '},				/* narrow no-break space */
	{0x2212, '-'},				/* minus sign */
	{0x22C5, 0x00B7},			/* dot operator: middle dot */
	{0x3000, ' '},				/* ideographic space */
	{0x3010, '('},				/* left lenticular bracket */
	{0x3011, ')'},				/* right lenticular bracket */
	{0x3014, '('},				/* left tortoise-shell bracket */
	{0x3015, ')'},				/* right tortoise-shell bracket */
	{0x30FB, 0x00B7},			/* katakana middle dot */
	{0x500B, 0x4E2A},			/* 個: 个 */
	{0x5104, 0x4EBF},			/* 億: 亿 */
	{0x52D9, 0x52A1},			/* 務: 务 */
	{0x5706, 0x5143},			/* 圆: 元 */
	{0x5713, 0x5143},			/* 圓: 元 */
	{0x584A, 0x5757},			/* 塊: 块 */
	{0x5BE6, 0x5B9E},			/* 實: 实 */
	{0x5E63, 0x5E01},			/* 幣: 币 */
	{0x5F35, 0x5F20},			/* 張: 张 */
	{0x64EC, 0x62DF},			/* 擬: 拟 */
	{0x6642, 0x65F6},			/* 時: 时 */
	{0x6A5F, 0x673A},			/* 機: 机 */
	{0x6AC3, 0x67DC},			/* 櫃: 柜 */
	{0x6B50, 0x6B27},			/* 歐: 欧 */
	{0x7A05, 0x7A0E},			/* 稅: 税 */
	{0x7BC0, 0x8282},			/* 節: 节 */
	{0x7D04, 0x7EA6},			/* 約: 约 */
	{0x81FA, 0x53F0},			/* 臺: 台 */
	{0x842C, 0x4E07},			/* 萬: 万 */
	{0x865B, 0x865A},			/* 虛: 虚 */
	{0x9031, 0x5468},			/* 週: 周 */
	{0x9418, 0x949F},			/* 鐘: 钟 */
	{0x9593, 0x95F4},			/* 間: 间 */
	{0x96F2, 0x4E91},			/* 雲: 云 */
	{0x96FB, 0x7535},			/* 電: 电 */
	{0x9EDE, 0x70B9},			/* 點: 点 */
	{0x982D, 0x5934},			/* 頭: 头 */
	{0xFFE1, 0x00A3},			/* full-width pound sign */
	{0xFFE5, 0x00A5},			/* full-width yen sign */
	{0xFFE6, 0x20A9},			/* full-width won sign */
};

bool
has_high_bit(const char *text, size_t len)
{
	size_t		i = 0;
	uint64_t	seen = 0;

	for (; i + sizeof(uint64_t) <= len; i += sizeof(uint64_t))
	{
		uint64_t	chunk;

		memcpy(&chunk, text + i, sizeof(chunk));
		seen |= chunk;
	}
	for (; i < len; i++)
		seen |= (unsigned char) text[i];
	return (seen & UINT64_C(0x8080808080808080)) != 0;
}

/* The character at text, and its bytes in *size; 0 if they are not valid UTF-8. */
static uint32_t
decode(const unsigned char *text, size_t len, int *size)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	uint32_t	c = text[0];

	if (c < 0x80)
	{
		*size = 1;
		return c;
	}
	else if (c < 0xC0)
		return 0;
	else if (c < 0xE0)
	{
		*size = 2;
		c &= 0x1F;
	}
	else if (c < 0xF0)
	{
		*size = 3;
		c &= 0x0F;
	}
	else if (c < 0xF8)
	{
		*size = 4;
		c &= 0x07;
	}
	else
		return 0;

	if ((size_t) *size > len)
		return 0;
	for (int i = 1; i < *size; i++)
	{
		if ((text[i] & 0xC0) != 0x80)
			return 0;
		c = (c << 6) | (text[i] & 0x3F);
	}
	if (c < smallest[*size] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 0;
	return c;
}

static uint32_t
replacement(uint32_t c)
{
	int			low = 0;
	int			high = (int) (sizeof(replacements) / sizeof(replacements[0])) - 1;

	if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
		return c - FULL_WIDTH_OFFSET;
	while (low <= high)
	{
		int			middle = (low + high) / 2;

		if (replacements[middle].from == c)
			return replacements[middle].to;
		if (replacements[middle].from < c)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return c;
}

bool
fold_text(const char *text, size_t len, char *out, size_t *out_len)
{
	size_t		at = 0;
	size_t		n = 0;

	while (at < len)
	{
		int			size;
		uint32_t	c;
		uint32_t	to;

		if (!is_high(text[at]) && text[at] != '\0')
		{
			out[n++] = text[at++];
			continue;
		}
		c = decode((const unsigned char *) text + at, len - at, &size);
		if (c == 0)
		{
			*out_len = n;
			return false;
		}
		to = replacement(c);
		if (to == c)
		{
			for (int i = 0; i < size; i++)
				out[n++] = text[at + i];
		}
		else if (to < 0x80)
			out[n++] = (char) to;
		else if (to < 0x800)
		{
			out[n++] = (char) (0xC0 | (to >> 6));
			out[n++] = (char) (0x80 | (to & 0x3F));
		}
		else
		{
			out[n++] = (char) (0xE0 | (to >> 12));
			out[n++] = (char) (0x80 | ((to >> 6) & 0x3F));
			out[n++] = (char) (0x80 | (to & 0x3F));
		}
		at += size;
	}
	*out_len = n;
	return true;
}

int
count_characters(const char *text, size_t len)
{
	int			n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char) text[i] & 0xC0) != 0x80;
	return n;
}
