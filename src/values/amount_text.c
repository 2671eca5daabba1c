/*
 * amount_text.c
 *		amount_text(): money as reports write it, in 万元 and 亿元, in thousands, millions and billions.
 */
#include "base/gpurent.h"

#include "base/amounts.h"
#include "base/input.h"
#include "base/messages.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

/* How amounts are written where the unit names a currency alone: by the largest of these that they reach. */
typedef struct Magnitude
{
	const char *word;
	int			power;
} Magnitude;

static const Magnitude chinese[] = {{"万亿", 12}, {"亿", 8}, {"万", 4}, {"", 0}, {NULL, 0}};
static const Magnitude english[] = {{"tn", 12}, {"bn", 9}, {"m", 6}, {"k", 3}, {"", 0}, {NULL, 0}};

/* What a unit says. */
typedef struct AmountUnit
{
	int			power;			/* of ten; -1: a currency alone */
	const char *text;			/* as it was written, without spaces around it; in the database's encoding */
	bool		in_characters;	/* Chinese ones; of a currency alone */
} AmountUnit;

static bool
is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* False if it is no unit of money: a magnitude, a currency, or both in this order. */
static bool
read_unit(const char *text, AmountUnit *unit)
{
	const char *utf8 = input_utf8(text);
	char		buffer[PARSE_MAX_LENGTH];
	ParseError	error;
	Scanner		s;
	int			currency;
	bool		named;

	unit->text = text;
	unit->power = -1;
	/* from U+3000 on, which is beyond all signs of currencies */
	unit->in_characters = utf8 != NULL && (unsigned char) utf8[0] >= 0xE3;
	if (utf8 == NULL || !scanner_open(&s, utf8, strlen(utf8), buffer, sizeof(buffer), &error) || s.p == s.end)
		return false;
	if (scanner_take_word(&s, WORD_MULTIPLIER, &unit->power) || scanner_take_word(&s, WORD_MONEY_MULTIPLIER, &unit->power))
	{
		scanner_skip_spaces(&s);
		if (s.p == s.end)
			return true;
	}
	named = scanner_take_currency(&s, &currency);
	scanner_skip_spaces(&s);
	return named && s.p == s.end;
}

static char *
trimmed(const text *value)
{
	char	   *string = text_to_cstring(value);
	size_t		length;

	string += strspn(string, " \t\n\r");
	length = strlen(string);
	while (length > 0 && strchr(" \t\n\r", string[length - 1]) != NULL)
		length--;
	return pnstrdup(string, length);
}

/* The amount in units of 10^power, in 10^-scale: rounded once, half away from zero. */
static i128
in_units(i128 amount, int power, int scale)
{
	return div_round_i128(amount, (i128) power_of_ten(AMOUNT_SCALE + power - scale));
}

/* "-34,560.00" */
static void
append_grouped(StringInfo out, i128 value, int scale)
{
	char		digits[DECIMAL_BUFFER];
	u128		rest = i128_abs(value);
	int			n = 0;

	do
	{
		digits[n++] = (char) ('0' + (int) (rest % 10));
		rest /= 10;
	} while (rest > 0 || n <= scale);
	if (value < 0)
		appendStringInfoChar(out, '-');
	while (n > scale)
	{
		appendStringInfoChar(out, digits[--n]);
		if (n > scale && (n - scale) % 3 == 0)
			appendStringInfoChar(out, ',');
	}
	if (scale > 0)
		appendStringInfoChar(out, '.');
	while (n > 0)
		appendStringInfoChar(out, digits[--n]);
}

/* k, m and bn stand at the number, as characters that are no letters do; words and codes of currencies do not. */
static bool
needs_space(const char *unit)
{
	size_t		letters = 0;

	while (is_ascii_letter(unit[letters]))
		letters++;
	return letters > 2;
}

/*
 * amount_text(amount numeric, unit text, scale int8 DEFAULT 2) RETURNS text
 *
 * An amount as reports write it: '345600000' in 亿元 is 3.46亿元, in 万元 34,560.00万元, in 'm CNY' 345.60m CNY.
 * The unit is a magnitude, a currency or both: with a currency alone the magnitude is chosen, 万亿, 亿 or 万 for one
 * in Chinese characters, tn, bn, m or k for another: the largest that the amount reaches, once rounded.
 * Rounded half away from zero to so many decimals of the unit; there are always that many.
 *
 * NULL for a NULL amount or unit; 22004 for a NULL scale; 22023 for another unit, for NaN and infinity and for a scale
 * outside 0 .. 12; 22003 for an amount beyond 10^24.
 */
PG_FUNCTION_INFO_V1(amount_text);
Datum
amount_text(PG_FUNCTION_ARGS)
{
	int			scale = scale_argument(fcinfo, 2);
	AmountUnit	unit;
	StringInfoData out;
	i128		amount;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	amount = amount_argument(fcinfo, 0, "amount");
	if (!read_unit(trimmed(PG_GETARG_TEXT_PP(1)), &unit))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unit \"%s\" is not one of money", clipped(VARDATA_ANY(PG_GETARG_TEXT_PP(1)), VARSIZE_ANY_EXHDR(PG_GETARG_TEXT_PP(1)))),
				 errdetail("A unit is a magnitude, a currency, or both in this order."),
				 errhint("Write 'm CNY', 'thousand USD' or 'bn', or the Chinese for them; 'CNY' alone chooses the magnitude.")));

	initStringInfo(&out);
	if (unit.power >= 0)
	{
		append_grouped(&out, in_units(amount, unit.power, scale), scale);
		if (needs_space(unit.text))
			appendStringInfoChar(&out, ' ');
	}
	else
	{
		const Magnitude *first = unit.in_characters ? chinese : english;
		const Magnitude *m = first;

		while (m->power > 0 && i128_abs(amount) < power_of_ten(AMOUNT_SCALE + m->power))
			m++;
		/* 9,999.999 of one, rounded, is one of the next */
		if (m != first && i128_abs(in_units(amount, m->power, scale)) >= power_of_ten(m[-1].power - m->power + scale))
			m--;
		append_grouped(&out, in_units(amount, m->power, scale), scale);
		appendStringInfoString(&out, pg_any_to_server(m->word, strlen(m->word), PG_UTF8));
		if (!unit.in_characters)
			appendStringInfoChar(&out, ' ');
	}
	appendStringInfoString(&out, unit.text);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(out.data, out.len));
}
