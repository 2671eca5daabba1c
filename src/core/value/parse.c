/*
 * parse.c
 *		Scanners of the two value types.
 *
 *	p_capacity	number [multiplier] unit-of-compute [format]
 *	rent_rate	(currency number [multiplier] | number [multiplier] currency)
 *				per unit [format] [per period] [tax]
 *				with the period before the unit if so written, both in parentheses or not,
 *				and one or both before the amount after "per"
 *	number		[sign] digits[,ddd...][.digits][e[sign]digits]
 *	format		a number format, dense or sparse: see number_format_match()
 *	per			"/", "per", "-" and the like, optional before the second part
 *	tax			(incl | excl) rate% | rate% (incl | excl) | + rate% VAT
 *
 * Words and their spellings are in units.c, characters that stand for others in
 * fold.c.  Spaces may stand between any two of these.
 */
#include "core/value/parse.h"

#include <string.h>

/* ---- errors --------------------------------------------------------------- */

/* Always false, so that a scanner can return it. */
static bool
fail_span(Scanner *s, ParseStatus status, const char *from, const char *to)
{
	while (to > from && is_space(to[-1]))
		to--;
	while (from < to && is_space(*from))
		from++;
	s->error->status = status;
	s->error->offset = s->skipped + count_characters(s->start, from - s->start);
	s->error->length = count_characters(from, to - from);
	return false;
}

/* The end of the word at p, for a message to quote. */
static const char *
token_end(const Scanner *s, const char *p)
{
	const char *q = p;

	if (q == s->end)
		return q;
	if (is_letter(*q) || is_digit(*q))
		while (q < s->end && (is_letter(*q) || is_digit(*q)))
			q++;
	else if (is_high(*q))
		while (q < s->end && is_high(*q))
			q++;
	else
		q++;
	return q;
}

/* Fails at the word that comes next. */
static bool
fail_here(Scanner *s, ParseStatus status)
{
	return fail_span(s, status, s->p, token_end(s, s->p));
}

/* ---- the scanner's steps -------------------------------------------------- */

/* Trims, bounds and folds; buffer has "limit" bytes. */
static inline bool
scanner_start_within(Scanner *s, const char *text, size_t len, char *buffer, size_t limit, ParseError *error)
{
	size_t		leading = 0;
	size_t		folded;

	while (len > 0 && is_space(text[len - 1]))
		len--;
	while (leading < len && is_space(text[leading]))
		leading++;

	s->start = s->p = text + leading;
	s->end = text + len;
	s->skipped = (int) leading;
	s->folded = false;
	s->error = error;
	len -= leading;

	if (len == 0)
		return fail_span(s, PARSE_EMPTY, s->p, s->p);
	if (len > limit)
		return fail_span(s, PARSE_TOO_LONG, s->p, s->p);
	if (has_high_bit(s->p, len))
	{
		if (!fold_text(s->p, len, buffer, &folded))
		{
			s->start = buffer;
			return fail_span(s, PARSE_ENCODING, buffer + folded, buffer + folded);
		}
		s->start = s->p = buffer;
		s->end = buffer + folded;
		s->folded = true;

		/* spaces that are so only now */
		while (s->p < s->end && is_space(*s->p))
			s->p++;
		while (s->end > s->p && is_space(s->end[-1]))
			s->end--;
		if (s->p == s->end)
			return fail_span(s, PARSE_EMPTY, s->p, s->p);
	}
	return true;
}

static bool
scanner_start(Scanner *s, const char *text, size_t len, char *buffer, ParseError *error)
{
	return scanner_start_within(s, text, len, buffer, PARSE_MAX_LENGTH, error);
}

static inline void
skip_spaces(Scanner *s)
{
	while (s->p < s->end && is_space(*s->p))
		s->p++;
}

static inline bool
take_char(Scanner *s, char c)
{
	if (s->p < s->end && *s->p == c)
	{
		s->p++;
		return true;
	}
	return false;
}

static bool
take_word(Scanner *s, WordKind kind, int *code)
{
	size_t		length = s->p < s->end ? word_match(kind, s->p, s->end, code) : 0;

	s->p += length;
	return length > 0;
}

/* A sign, if there is one; true if it is a minus. */
static inline bool
take_sign(Scanner *s)
{
	if (s->p < s->end && (*s->p == '-' || *s->p == '+'))
		return *s->p++ == '-';
	return false;
}

/*
 * A number without its sign.  The digits that always fit 64 bits are read
 * as such; only longer numbers go through 128.
 */
#define FAST_DIGITS	18

static bool
scan_number(Scanner *s, Decimal *number)
{
	const char *start = s->p;
	const char *p = start;
	const char *group = NULL;	/* after the latest thousands separator */
	bool		misplaced = false;
	uint64_t	coefficient = 0;
	int			digits = 0;
	bool		point = false;

	number->negative = false;
	number->too_long = false;
	number->exponent = 0;
	number->coefficient = 0;

	for (; p < s->end; p++)
	{
		char		c = *p;

		if (is_digit(c))
		{
			if (digits < FAST_DIGITS)
			{
				coefficient = coefficient * 10 + (c - '0');
				number->exponent -= point;
			}
			else
			{
				if (digits == FAST_DIGITS)
					number->coefficient = coefficient;
				decimal_append_digit(number, c - '0', point);
			}
			digits++;
		}
		else if (c == '.' && !point)
		{
			if (group != NULL && p - group != 3)
				break;
			group = NULL;
			point = true;
		}
		else if (c == ',' && p + 1 < s->end && is_digit(p[1]))
		{
			/* 1 to 3 digits, the first not 0, then always 3 */
			misplaced = point || (group != NULL ? p - group != 3 : p - start < 1 || p - start > 3 || *start == '0');
			if (misplaced)
				break;
			group = p + 1;
		}
		else
			break;
	}
	if (misplaced || (group != NULL && p - group != 3))
	{
		while (p < s->end && (is_digit(*p) || *p == ',' || *p == '.'))
			p++;
		return fail_span(s, PARSE_GROUPING, start, p);
	}
	if (digits == 0)
	{
		int			ignored;
		size_t		length = word_match(WORD_NOT_FINITE, start, s->end, &ignored);

		if (length > 0)
			return fail_span(s, PARSE_NOT_FINITE, start, start + length);
		return fail_span(s, PARSE_NUMBER, start, token_end(s, start));
	}
	if (p < s->end && *p == '.')
	{
		while (p < s->end && (is_digit(*p) || *p == '.'))
			p++;
		return fail_span(s, PARSE_NUMBER, start, p);
	}
	if (digits <= FAST_DIGITS)
		number->coefficient = coefficient;

	/* 268E is 268 EFLOPS, 268e3 is 268000 */
	if (p < s->end && to_lower(*p) == 'e')
	{
		const char *q = p + 1;
		bool		negative = false;
		int			exponent = 0;

		if (q < s->end && (*q == '+' || *q == '-'))
			negative = *q++ == '-';
		if (q < s->end && is_digit(*q))
		{
			for (; q < s->end && is_digit(*q); q++)
				if (exponent < 100000)
					exponent = exponent * 10 + (*q - '0');
			number->exponent += negative ? -exponent : exponent;
			p = q;
		}
	}
	s->p = p;
	return true;
}

/* "万", "million", of money "m" and "bn" too, if one follows. */
static void
scan_multiplier(Scanner *s, Decimal *number, bool money)
{
	int			power;

	/* no table is asked about a sign */
	if (s->p < s->end && (is_high(*s->p) || is_letter(*s->p)) &&
		(take_word(s, WORD_MULTIPLIER, &power) || (money && is_letter(*s->p) && take_word(s, WORD_MONEY_MULTIPLIER, &power))))
	{
		number->exponent += power;
		skip_spaces(s);
	}
}

/* The scaled integer that a number is, rounded as numeric(p, s) is; faults are at [from, s->p). */
static bool
scale_number(Scanner *s, const Decimal *number, int scale, int64_t limit, const char *from, int64_t *result)
{
	int			shift = number->exponent + scale;
	i128		kept;

	if (shift >= 0 && shift < FAST_DIGITS && !number->too_long && number->coefficient <= INT64_MAX)
	{
		int64_t		value;

		if (!__builtin_mul_overflow((int64_t) number->coefficient, (int64_t) power_of_ten(shift), &value) &&
			value <= limit)
		{
			*result = number->negative ? -value : value;
			return true;
		}
	}
	if (!decimal_kept(number, scale, REST_ROUNDED, (u128) limit, &kept))
		return fail_span(s, PARSE_TOO_LARGE, from, s->p);
	*result = (int64_t) kept;
	return true;
}

/* ---- p_capacity ----------------------------------------------------------- */

static bool
scan_format(Scanner *s, int *format)
{
	const char *start = s->p;

	*format = NUMBER_FORMAT_NONE;
	if (s->p == s->end || *s->p == '/')
		return true;
	s->p += number_format_match(s->p, s->end, format);
	if (*format < 0)
		return fail_span(s, PARSE_FORMAT_MISSING, start, s->p);
	return true;
}

bool
p_capacity_parse(const char *text, size_t len, int64_t *result, ParseError *error)
{
	char		buffer[PARSE_MAX_LENGTH];
	Scanner		s;
	Decimal		number;
	bool		negative;
	int			exponent;
	int			format;
	int64_t		gflops;
	size_t		length;

	if (!scanner_start(&s, text, len, buffer, error))
		return false;

	negative = take_sign(&s);
	if (!scan_number(&s, &number))
		return false;
	number.negative = negative;
	skip_spaces(&s);

	/* no unit starts like a multiplier, and a unit is what most often follows */
	length = capacity_unit_match(s.p, s.end, &exponent);
	if (length == 0)
	{
		scan_multiplier(&s, &number, false);
		length = capacity_unit_match(s.p, s.end, &exponent);
	}
	if (s.p == s.end)
		return fail_span(&s, PARSE_BARE_NUMBER, s.start, s.end);
	if (length == 0)
		return fail_here(&s, PARSE_UNKNOWN_UNIT);
	s.p += length;
	number.exponent += exponent;
	if (!scale_number(&s, &number, 0, P_CAPACITY_MAX, s.start, &gflops))
		return false;

	if (!scan_format(&s, &format))
		return false;
	skip_spaces(&s);
	if (s.p < s.end)
	{
		/* nothing but a number format can stand there */
		if (format == NUMBER_FORMAT_NONE)
		{
			const char *from = s.p;

			if (take_char(&s, '(') && s.p == s.end)
				s.p = from;
			return fail_here(&s, PARSE_UNKNOWN_FORMAT);
		}
		return fail_here(&s, PARSE_TRAILING);
	}

	*result = p_capacity_make(gflops, format);
	return true;
}

/* ---- rent_rate ------------------------------------------------------------ */

/* An ISO 4217 code: false if there is none. */
static bool
take_currency_code(Scanner *s, int *currency)
{
	const char *p = s->p;

	if (s->end - p >= 3 && is_letter(p[0]) && is_letter(p[1]) && is_letter(p[2]) &&
		(s->end - p == 3 || !is_letter(p[3])))
	{
		int			packed = CURRENCY_PACK(p[0] & 0xDF, p[1] & 0xDF, p[2] & 0xDF);

		if (currency_valid(packed))
		{
			*currency = packed;
			s->p += 3;
			return true;
		}
	}
	return false;
}

/* A currency, by code, sign or name, "RMB5.4" too: false if there is none. */
static bool
take_currency(Scanner *s, int *currency)
{
	const char *p = s->p;

	if (take_currency_code(s, currency) || take_word(s, WORD_CURRENCY, currency))
		return true;
	if (s->end - p > 3 && is_digit(p[3]) && word_match(WORD_CURRENCY, p, p + 3, currency) == 3)
	{
		s->p += 3;
		return true;
	}
	return false;
}

/*
 * The ¥ of a text in Japanese, where it is a yen: "¥200/枚/時間".  False, with the fault at it, if it was
 * taken for a yuan, as in all others.
 */
static bool
check_yuan_sign(Scanner *s)
{
	static const char *const japanese[] = {"枚", "间", "込", "抜", "別", "箇", "額"};
	const char *sign = NULL;
	bool		kana = false;
	bool		word = false;

	for (const char *p = s->start; p + 1 < s->end; p++)
		if (p[0] == '\xC2' && p[1] == '\xA5' && (p == s->start || !is_letter(p[-1])))
			sign = p;
	if (sign == NULL)
		return true;
	for (const char *p = s->start; p + 2 < s->end; p++)
	{
		if (!is_high(*p))
			continue;
		/* U+3040 to U+30FF */
		kana = kana || ((unsigned char) p[0] == 0xE3 && (unsigned char) p[1] >= 0x81 && (unsigned char) p[1] <= 0x83);
		for (size_t i = 0; i < sizeof(japanese) / sizeof(japanese[0]); i++)
			word = word || memcmp(p, japanese[i], 3) == 0;
	}
	return !(kana || word) || fail_span(s, PARSE_UNKNOWN_CURRENCY, sign, sign + 2);
}

/* The amount as written, before what follows it may multiply it. */
typedef struct Amount
{
	const char *start;
	Decimal		number;
	int			currency;		/* 0 if not before the number */
} Amount;

/* The sign of the currency whose code stands before it, as in "USD$2": false if it is another's. */
static bool
take_sign_of(Scanner *s, const Amount *amount)
{
	int			sign;

	/* the next is a digit nearly always */
	if (s->p == s->end || is_digit(*s->p) || !take_word(s, WORD_CURRENCY, &sign))
		return true;
	if (!currency_has_sign(amount->currency, sign))
		return fail_span(s, PARSE_TWO_CURRENCIES, amount->start, s->p);
	skip_spaces(s);
	return true;
}

static bool
scan_amount(Scanner *s, Amount *amount)
{
	const char *number_start;
	bool		negative;

	amount->start = s->p;
	amount->currency = 0;
	negative = take_sign(s);
	if (s->p < s->end && !is_digit(*s->p) && take_currency(s, &amount->currency))
	{
		skip_spaces(s);
		if (!take_sign_of(s, amount))
			return false;
		if (!negative)
			negative = take_sign(s);
	}

	number_start = s->p;
	if (!scan_number(s, &amount->number))
	{
		/* "ABC 15.1": a word and a number, so the word was to be a currency */
		if (amount->currency == 0 && s->error->status == PARSE_NUMBER && s->p < s->end &&
			(is_letter(*s->p) || is_high(*s->p)))
		{
			const char *end = token_end(s, s->p);

			s->p = end;
			skip_spaces(s);
			take_sign(s);
			if (s->p < s->end && is_digit(*s->p))
				return fail_span(s, PARSE_UNKNOWN_CURRENCY, number_start, end);
		}
		return false;
	}
	amount->number.negative = negative;
	return true;
}

/* "kUSD", "MEUR": a multiplier and a code in one word. */
static bool
take_multiplied_code(Scanner *s, Decimal *number, int *currency)
{
	const char *start = s->p;
	char		letter = s->p < s->end ? to_lower(*s->p) : ' ';

	if (letter != 'k' && letter != 'm')
		return false;
	s->p++;
	if (!take_currency_code(s, currency))
	{
		s->p = start;
		return false;
	}
	number->exponent += letter == 'k' ? 3 : 6;
	return true;
}

/* What follows the number: a multiplier, and the currency if not before it or even so. */
static bool
scan_currency(Scanner *s, Amount *amount)
{
	int			after = 0;

	skip_spaces(s);

	/* no code is a multiplier too, and a code is what most often follows */
	if (!take_currency_code(s, &after) && !take_multiplied_code(s, &amount->number, &after))
	{
		scan_multiplier(s, &amount->number, true);
		take_currency(s, &after);
	}
	if (after != 0)
	{
		if (amount->currency != 0 && after != amount->currency)
			return fail_span(s, PARSE_TWO_CURRENCIES, amount->start, s->p);
		amount->currency = after;
	}
	else if (amount->currency == 0)
	{
		if (s->p == s->end)
			return fail_span(s, PARSE_BARE_NUMBER, amount->start, s->end);
		if (is_letter(*s->p) || is_high(*s->p))
			return fail_here(s, PARSE_UNKNOWN_CURRENCY);
		return fail_span(s, PARSE_NO_CURRENCY, s->p, s->p);
	}
	return true;
}

/* "/", "per", or a sign and a word as in "/每"; spaces around them. */
static bool
take_per(Scanner *s)
{
	int			ignored;
	bool		sign;
	bool		word;

	skip_spaces(s);
	if (s->p == s->end)
		return false;
	sign = take_char(s, '/') || take_word(s, WORD_PER_SIGN, &ignored);
	if (sign)
		skip_spaces(s);
	word = take_word(s, WORD_PER, &ignored);
	if (word)
		skip_spaces(s);
	return sign || word;
}

/* "GPU.h": a point is "per" where a period follows it. */
static bool
take_per_period(Scanner *s)
{
	int			ignored;

	if (take_per(s))
		return true;
	if (s->p < s->end && *s->p == '.' && word_match(WORD_PERIOD, s->p + 1, s->end, &ignored) > 0)
	{
		s->p++;
		return true;
	}
	return false;
}

/* A unit, and the period that is one word with it. */
static bool
take_unit(Scanner *s, RateTerms *terms)
{
	size_t		length = rate_unit_match(s->p, s->end, &terms->unit);

	if (length == 0 && terms->period == PERIOD_NONE)
		length = unit_period_match(s->p, s->end, &terms->unit, &terms->period);
	s->p += length;
	return length > 0;
}

/* The unit and the period, as far as they did not stand before the amount; the first after "per" or in parentheses. */
static bool
scan_unit_and_period(Scanner *s, RateTerms *terms)
{
	bool		said = take_per(s);
	bool		open;

	/* what may still follow "每卡5.4元" */
	if (terms->unit != 0)
	{
		if (terms->period == PERIOD_NONE && !take_word(s, WORD_PERIOD, &terms->period) && said)
			return s->p == s->end ? fail_here(s, PARSE_NO_PERIOD) : fail_here(s, PARSE_UNKNOWN_PERIOD);
		return true;
	}
	if (!said && s->p < s->end)
		return fail_here(s, PARSE_NO_PER);
	open = take_char(s, '(');
	if (open)
		skip_spaces(s);
	if (!take_unit(s, terms))
	{
		/* the period first, as in "每小时每卡"? */
		if (terms->period == PERIOD_NONE && take_word(s, WORD_PERIOD, &terms->period))
		{
			take_per(s);
			take_unit(s, terms);
		}
		if (terms->unit == 0)
			return s->p == s->end ? fail_here(s, PARSE_NO_UNIT) : fail_here(s, PARSE_UNKNOWN_UNIT);
	}
	if (terms->unit == UNIT_P && !scan_format(s, &terms->format))
		return false;
	if (terms->period == PERIOD_NONE)
	{
		said = take_per_period(s);
		if (!take_word(s, WORD_PERIOD, &terms->period) && said)
			return s->p == s->end ? fail_here(s, PARSE_NO_PERIOD) : fail_here(s, PARSE_UNKNOWN_PERIOD);
	}
	if (open)
	{
		skip_spaces(s);
		if (!take_char(s, ')'))
			return fail_here(s, PARSE_OPEN);
	}
	return true;
}

/* "每卡每小时" before an amount: what is priced, for how long, or both. */
static bool
scan_leading_terms(Scanner *s, RateTerms *terms)
{
	const char *rest;
	int			ignored;

	if (s->p == s->end || is_digit(*s->p))
		return true;
	/* "시간당 2만원/장": such a word says its "per" itself */
	if (is_high(*s->p) && take_word(s, WORD_EACH_PERIOD, &terms->period))
	{
		skip_spaces(s);
		return true;
	}
	if (!take_word(s, WORD_PER, &ignored))
		return true;
	do
	{
		skip_spaces(s);
		if (!(terms->unit == 0 && take_unit(s, terms)) &&
			!(terms->period == PERIOD_NONE && take_word(s, WORD_PERIOD, &terms->period)))
			return fail_here(s, terms->unit == 0 ? PARSE_UNKNOWN_UNIT : PARSE_UNKNOWN_PERIOD);
		if (terms->unit == UNIT_P && terms->format == NUMBER_FORMAT_NONE && !scan_format(s, &terms->format))
			return false;
		skip_spaces(s);
		rest = s->p;
		take_per(s);
	} while ((terms->unit == 0 && rate_unit_match(s->p, s->end, &ignored) > 0) ||
			 (terms->period == PERIOD_NONE && word_match(WORD_PERIOD, s->p, s->end, &ignored) > 0));
	/* a "-" is the amount's */
	s->p = rest;
	take_char(s, ':');
	skip_spaces(s);
	return true;
}

/* The words that change nothing beside a tax rate, and the spaces before them: true if there is one. */
static bool
skip_tax_nouns(Scanner *s)
{
	bool		any = false;
	int			ignored;

	skip_spaces(s);
	while (take_word(s, WORD_TAX_NOUN, &ignored))
	{
		any = true;
		skip_spaces(s);
	}
	return any;
}

/* "incl", and "incl6%" too. */
static bool
take_tax_word(Scanner *s, int *basis)
{
	const char *q = s->p;

	if (take_word(s, WORD_TAX, basis))
		return true;
	while (q < s->end && is_letter(*q))
		q++;
	if (q > s->p && q < s->end && is_digit(*q) && word_match(WORD_TAX, s->p, q, basis) == (size_t) (q - s->p))
	{
		s->p = q;
		return true;
	}
	return false;
}

/* "6%" of the tax that starts at "start". */
static bool
scan_tax_rate(Scanner *s, const char *start, RateTerms *terms)
{
	const char *number_start = s->p;
	Decimal		number;
	int64_t		rate;

	if (s->p == s->end || !is_digit(*s->p))
		return fail_span(s, PARSE_TAX_RATE_MISSING, start, s->p);
	if (!scan_number(s, &number))
		return false;
	skip_spaces(s);
	if (!take_char(s, '%'))
		return fail_span(s, PARSE_TAX_RATE_MISSING, start, s->p);
	/* what a law says is not rounded */
	switch (decimal_to_scale(&number, TAX_RATE_SCALE, TAX_RATE_MAX, &rate))
	{
		case DECIMAL_OK:
			break;
		case DECIMAL_TOO_LARGE:
			return fail_span(s, PARSE_TAX_RATE_RANGE, number_start, s->p);
		case DECIMAL_TOO_FINE:
			return fail_span(s, PARSE_TAX_RATE_TOO_FINE, number_start, s->p);
	}
	terms->tax_rate = (int) rate;
	return true;
}

/* Does what follows a percentage make it a tax: "6% VAT included", and after a plus "20% VAT"? */
static bool
ends_as_tax(const Scanner *s, bool plus)
{
	Scanner		ahead = *s;
	bool		noun;
	int			ignored;

	while (ahead.p < ahead.end && (is_digit(*ahead.p) || is_space(*ahead.p) || *ahead.p == '.' || *ahead.p == ','))
		ahead.p++;
	if (!take_char(&ahead, '%'))
		return false;
	noun = skip_tax_nouns(&ahead);
	return plus ? noun : take_word(&ahead, WORD_TAX, &ignored);
}

/* "incl 6%", "(含税 6%)", "excluding 13% VAT", "6% VAT included", "+ 20% VAT", if it follows. */
static bool
scan_tax(Scanner *s, RateTerms *terms)
{
	const char *start;
	bool		plus;
	int			open = 0;

	skip_spaces(s);
	if (s->p == s->end)
		return true;
	start = s->p;
	if (take_char(s, ','))
		skip_spaces(s);
	if (take_char(s, '('))
	{
		open++;
		skip_spaces(s);
	}
	plus = take_char(s, '+');
	if (plus)
		skip_spaces(s);

	if (s->p < s->end && is_digit(*s->p) && ends_as_tax(s, plus))
	{
		if (!scan_tax_rate(s, start, terms))
			return false;
		skip_tax_nouns(s);
		terms->tax_basis = TAX_EXCLUDED;
		if (!plus)
			take_word(s, WORD_TAX, &terms->tax_basis);
	}
	else if (!plus && take_tax_word(s, &terms->tax_basis))
	{
		skip_tax_nouns(s);
		if (open == 0 && take_char(s, '('))
		{
			open++;
			skip_spaces(s);
		}
		if (!scan_tax_rate(s, start, terms))
			return false;
		skip_tax_nouns(s);
	}
	else
	{
		s->p = start;
		return true;
	}
	skip_spaces(s);
	if (open > 0 && !take_char(s, ')'))
		return fail_here(s, PARSE_OPEN);
	skip_spaces(s);
	return true;
}

/* Everything after the number, up to the end; the multiplier goes into the amount. */
static bool
scan_terms(Scanner *s, Amount *amount, RateTerms *terms)
{
	if (!scan_currency(s, amount) || !scan_unit_and_period(s, terms) || !scan_tax(s, terms))
		return false;
	terms->currency = amount->currency;
	if (s->p == s->end)
		return terms->currency != CURRENCY_PACK('C', 'N', 'Y') || !s->folded || check_yuan_sign(s);

	/* a word right after a P was to be its number format */
	if (terms->unit == UNIT_P && terms->format == NUMBER_FORMAT_NONE && terms->period == PERIOD_NONE &&
		terms->tax_basis == TAX_UNSAID && (is_letter(*s->p) || *s->p == '('))
	{
		take_char(s, '(');
		return fail_here(s, PARSE_UNKNOWN_FORMAT);
	}
	return fail_here(s, terms->tax_basis != TAX_UNSAID ? PARSE_TRAILING :
					 terms->period != PERIOD_NONE ? PARSE_AFTER_PERIOD : PARSE_AFTER_UNIT);
}

bool
rent_rate_parse_row(const char *text, size_t len, TermsMemo *memo, RentRate *result, ParseError *error)
{
	char		buffer[PARSE_MAX_LENGTH];
	Scanner		s;
	Amount		amount;
	RateTerms	terms = {0};
	const char *rest;
	size_t		rest_len;
	int			exponent;
	bool		alone;

	if (!scanner_start(&s, text, len, buffer, error) || !scan_leading_terms(&s, &terms) || !scan_amount(&s, &amount))
		return false;

	rest = s.p;
	rest_len = s.end - rest;
	alone = amount.currency == 0 && terms.unit == 0 && terms.period == PERIOD_NONE &&
		rest_len > 0 && rest_len <= TERMS_MEMO_LENGTH;
	if (memo != NULL && alone && rest_len == memo->length && memcmp(rest, memo->text, rest_len) == 0)
		result->terms = memo->terms;
	else
	{
		exponent = amount.number.exponent;
		if (!scan_terms(&s, &amount, &terms))
			return false;
		result->terms = rate_terms_pack(&terms);

		/* terms that multiply the number are read anew each time */
		if (memo != NULL && alone && exponent == amount.number.exponent)
		{
			memo->terms = result->terms;
			memo->length = (uint8_t) rest_len;
			memcpy(memo->text, rest, rest_len);
		}
	}
	s.p = rest;
	return scale_number(&s, &amount.number, RENT_RATE_SCALE, RENT_RATE_MAX, amount.start, &result->amount);
}

bool
rent_rate_parse(const char *text, size_t len, RentRate *result, ParseError *error)
{
	return rent_rate_parse_row(text, len, NULL, result, error);
}

bool
tax_parse(const char *text, size_t len, RateTerms *terms, ParseError *error)
{
	char		buffer[PARSE_MAX_LENGTH];
	Scanner		s;

	terms->tax_basis = TAX_UNSAID;
	terms->tax_rate = 0;
	if (!scanner_start(&s, text, len, buffer, error) || !scan_tax(&s, terms))
		return false;
	if (terms->tax_basis == TAX_UNSAID || s.p < s.end)
		return fail_here(&s, PARSE_TRAILING);
	return true;
}

/* ---- for the scanners of other types ------------------------------- */

bool
scanner_open(Scanner *s, const char *text, size_t len, char *buffer, size_t limit, ParseError *error)
{
	return scanner_start_within(s, text, len, buffer, limit, error);
}

bool
scanner_fail(Scanner *s, ParseStatus status, const char *from, const char *to)
{
	return fail_span(s, status, from, to);
}

bool
scanner_fail_here(Scanner *s, ParseStatus status)
{
	return fail_here(s, status);
}

void
scanner_skip_spaces(Scanner *s)
{
	skip_spaces(s);
}

bool
scanner_take_word(Scanner *s, WordKind kind, int *code)
{
	return take_word(s, kind, code);
}

bool
scanner_take_currency(Scanner *s, int *currency)
{
	return take_currency(s, currency);
}

bool
scanner_take_scaled(Scanner *s, int scale, int64_t limit, int64_t *result)
{
	const char *start = s->p;
	Decimal		number;
	bool		negative = take_sign(s);

	if (!scan_number(s, &number))
		return false;
	number.negative = negative;
	skip_spaces(s);
	scan_multiplier(s, &number, false);
	return scale_number(s, &number, scale, limit, start, result);
}
