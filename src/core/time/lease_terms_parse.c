/*
 * lease_terms_parse.c
 *		The scanner of lease_terms.
 *
 *	lease_terms	rent_rate { ";" clause } [ ";" ]
 *	clause		"from" mark ["index"] amount
 *				"free" length | "free" "from" mark "to" mark | "from" mark "to" mark "free"
 *				(+|-) number ["%"] ["simple"] "every" length
 *				"every" length (growing | falling) number ["%"]
 *				["every" period] "above" number [per] ["all"] "at" amount
 *				["every" period] ("minimum" | "maximum") number [currency] [per]
 *				"zone" name | "proration" name
 *	mark		length | date
 *	length		[number] period
 *	per			("per" | "/") (period | "lease"); a month if there is none
 *
 * Words and their spellings, Chinese among them, are clause_words of units.c.
 */
#include "core/time/lease_terms.h"

#include <string.h>

#include "core/time/calendar.h"

/* One that comes next. */
static bool
take(Scanner *s, ClauseWord wanted)
{
	const char *start = s->p;
	int			code;

	scanner_skip_spaces(s);
	if (scanner_take_word(s, WORD_CLAUSE, &code))
	{
		if (code == (int) wanted)
		{
			scanner_skip_spaces(s);
			return true;
		}
		s->p = start;
	}
	return false;
}

static bool
take_sign_or(Scanner *s, const char *characters)
{
	if (s->p < s->end && strchr(characters, *s->p) != NULL && *s->p != '\0')
	{
		s->p++;
		scanner_skip_spaces(s);
		return true;
	}
	return false;
}

/* ---- times ----------------------------------------------------------------------------- */

static int
scan_digits(const char **p, const char *end, int most, int *value)
{
	int			n = 0;

	for (*value = 0; n < most && *p < end && is_digit(**p); n++, (*p)++)
		*value = *value * 10 + (**p - '0');
	return n;
}

static bool
take_text(const char **p, const char *end, const char *text)
{
	size_t		length = strlen(text);

	if ((size_t) (end - *p) < length || memcmp(*p, text, length) != 0)
		return false;
	*p += length;
	return true;
}

/* "2025-07-01", "2025/7/1", "2025年7月1日"; *is_date is false if what comes is no date at all. */
static bool
scan_date(Scanner *s, bool *is_date, int64_t *days)
{
	const char *p = s->p;
	int			year;
	int			month;
	int			day;
	const char *separator = "-";

	*is_date = false;
	if (scan_digits(&p, s->end, 4, &year) != 4)
		return true;
	if (take_text(&p, s->end, "年"))
		separator = "月";
	else if (take_text(&p, s->end, "/"))
		separator = "/";
	else if (!take_text(&p, s->end, "-"))
		return true;
	if (scan_digits(&p, s->end, 2, &month) == 0)
		return true;
	*is_date = true;
	if (!take_text(&p, s->end, separator) || scan_digits(&p, s->end, 2, &day) == 0 ||
		(p < s->end && is_digit(*p)) ||
		year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
	{
		while (p < s->end && *p != ' ' && *p != ';')
			p++;
		return scanner_fail(s, PARSE_BAD_DATE, s->p, p);
	}
	if (*separator != '-' && *separator != '/')
		take_text(&p, s->end, "日");
	*days = days_from_civil(year, month, day);
	s->p = p;
	scanner_skip_spaces(s);
	return true;
}

#define LENGTH_DECIMALS	9
#define LENGTH_UNIT		INT64_C(1000000000)

/* "12 months"; "year" alone is one. */
static bool
scan_length(Scanner *s, bool counted, uint8_t *unit, int64_t *value)
{
	const char *start = s->p;
	int			period;
	int64_t		count = 1;

	if (s->p < s->end && is_digit(*s->p))
	{
		/* a whole number, though amounts may have more decimals than are kept */
		if (!scanner_take_scaled(s, LENGTH_DECIMALS, INT64_MAX, &count))
			return false;
		if (count % LENGTH_UNIT != 0)
			return scanner_fail(s, PARSE_NO_TIME, start, s->p);
		count /= LENGTH_UNIT;
		if (count > INT32_MAX)
			return scanner_fail(s, PARSE_TOO_LARGE, start, s->p);
	}
	else if (counted)
		return scanner_fail_here(s, PARSE_NO_TIME);
	scanner_skip_spaces(s);
	if (!scanner_take_word(s, WORD_PERIOD, &period))
		return s->p == s->end ? scanner_fail(s, PARSE_NO_TIME, start, s->p) : scanner_fail_here(s, PARSE_NO_TIME);
	scanner_skip_spaces(s);
	switch (period)
	{
		case PERIOD_HOUR:
			*unit = MARK_HOURS;
			break;
		case PERIOD_DAY:
			*unit = MARK_DAYS;
			break;
		case PERIOD_WEEK:
			*unit = MARK_DAYS;
			count *= 7;
			break;
		case PERIOD_MONTH:
			*unit = MARK_MONTHS;
			break;
		case PERIOD_QUARTER:
			*unit = MARK_MONTHS;
			count *= 3;
			break;
		case PERIOD_YEAR:
			*unit = MARK_MONTHS;
			count *= 12;
			break;
		default:
			return scanner_fail(s, PARSE_NO_TIME, start, s->p);
	}
	if (count == 0)
		*unit = MARK_MONTHS;
	if (count > (*unit == MARK_MONTHS ? TERMS_MONTHS_MAX : *unit == MARK_DAYS ? TERMS_DAYS_MAX : TERMS_HOURS_MAX))
		return scanner_fail(s, PARSE_TOO_LARGE, start, s->p);
	*value = count;
	return true;
}

static bool
scan_mark(Scanner *s, uint8_t *unit, int64_t *value)
{
	bool		is_date;

	if (!scan_date(s, &is_date, value))
		return false;
	if (!is_date)
		return scan_length(s, true, unit, value);
	*unit = MARK_DATE;
	return true;
}

/* ---- clauses ----------------------------------------------------------------------------- */

typedef struct ClauseScan
{
	TermsBuilder *builder;
	TermsContradiction *contradiction;
	int			currency;		/* of the rate */
} ClauseScan;

static void
check_currency(ClauseScan *scan, int currency)
{
	if (currency != scan->currency)
		*scan->contradiction = (TermsContradiction) {CLAUSES_OTHER_CURRENCY, -1, currency};
}

/* The amount of a step; its currency may be said again. */
static bool
scan_amount(Scanner *s, ClauseScan *scan, int64_t *amount)
{
	int			currency;

	if (!scanner_take_scaled(s, RENT_RATE_SCALE, RENT_RATE_MAX, amount))
		return false;
	scanner_skip_spaces(s);
	if (scanner_take_currency(s, &currency))
		check_currency(scan, currency);
	scanner_skip_spaces(s);
	return true;
}

/* After "from". */
static bool
scan_from(Scanner *s, ClauseScan *scan, TermsClause *clause)
{
	if (!scan_mark(s, &clause->unit, &clause->x))
		return false;
	if (take(s, WORD_TO))
	{
		clause->kind = CLAUSE_FREE;
		if (!scan_mark(s, &clause->until_unit, &clause->y))
			return false;
		return take(s, WORD_FREE) || scanner_fail_here(s, PARSE_UNKNOWN_CLAUSE);
	}
	take(s, WORD_STARTING);
	clause->kind = take(s, WORD_INDEX) ? CLAUSE_INDEX : CLAUSE_FROM;
	return scan_amount(s, scan, &clause->y);
}

static bool
scan_free(Scanner *s, TermsClause *clause)
{
	clause->kind = CLAUSE_FREE;
	if (take(s, WORD_FROM))
		return scan_mark(s, &clause->unit, &clause->x) &&
			(take(s, WORD_TO) || scanner_fail_here(s, PARSE_NO_TIME)) &&
			scan_mark(s, &clause->until_unit, &clause->y);
	clause->unit = MARK_MONTHS;
	return scan_length(s, true, &clause->until_unit, &clause->y);
}

/* "5%" or "1000", of the sign said before it. */
static bool
scan_growth_amount(Scanner *s, TermsClause *clause, bool negative)
{
	const char *start = s->p;

	if (!scanner_take_scaled(s, TERMS_GROWTH_SCALE, INT64_MAX, &clause->y) && s->error->status == PARSE_NUMBER)
		return false;
	scanner_skip_spaces(s);
	if (take_sign_or(s, "%"))
	{
		clause->kind = take(s, WORD_SIMPLE_GROWTH) ? CLAUSE_SIMPLE : CLAUSE_COMPOUND;
		s->error->status = PARSE_OK;
		{
			const char *after = s->p;

			s->p = start;
			if (!scanner_take_scaled(s, TERMS_GROWTH_SCALE, TERMS_GROWTH_MAX, &clause->y))
				return false;
			s->p = after;
		}
	}
	else
	{
		clause->kind = CLAUSE_INCREASE;
		s->p = start;
		if (!scanner_take_scaled(s, RENT_RATE_SCALE, RENT_RATE_MAX, &clause->y))
			return false;
		scanner_skip_spaces(s);
	}
	if (negative)
		clause->y = -clause->y;
	return true;
}

/* After the sign. */
static bool
scan_signed_growth(Scanner *s, TermsClause *clause, bool negative)
{
	scanner_skip_spaces(s);
	if (!scan_growth_amount(s, clause, negative))
		return false;
	if (!take(s, WORD_EVERY))
		return scanner_fail_here(s, PARSE_NO_EVERY);
	return scan_length(s, false, &clause->unit, &clause->x);
}

/* The period of a threshold, a minimum or a maximum, unless it was said before. */
static bool
scan_per(Scanner *s, TermsClause *clause)
{
	int			period;
	const char *start;

	scanner_skip_spaces(s);
	if (!take_sign_or(s, "/") && !take(s, WORD_EVERY))
	{
		if (clause->period == 0)
			clause->period = PERIOD_MONTH;
		return true;
	}
	start = s->p;
	if (take(s, WORD_WHOLE_LEASE))
		clause->period = PERIOD_LEASE;
	else if (scanner_take_word(s, WORD_PERIOD, &period))
	{
		if (period < PERIOD_MONTH || period > PERIOD_YEAR)
			return scanner_fail(s, PARSE_USAGE_PERIOD, start, s->p);
		clause->period = (uint8_t) period;
	}
	else
		return scanner_fail_here(s, PARSE_USAGE_PERIOD);
	scanner_skip_spaces(s);
	return true;
}

/* After "above". */
static bool
scan_above(Scanner *s, ClauseScan *scan, TermsClause *clause)
{
	clause->kind = CLAUSE_ABOVE;
	if (!scanner_take_scaled(s, TERMS_USAGE_SCALE, INT64_MAX, &clause->x) || !scan_per(s, clause))
		return false;
	if (take(s, WORD_ALL))
		clause->kind = CLAUSE_ABOVE_ALL;
	if (!take(s, WORD_AT))
		return scanner_fail_here(s, PARSE_NO_PRICE);
	return scan_amount(s, scan, &clause->y);
}

/* After "minimum" or "maximum": money if a currency stands there, else usage. */
static bool
scan_bound(Scanner *s, ClauseScan *scan, TermsClause *clause, bool minimum)
{
	const char *start = s->p;
	int			currency = 0;
	int64_t		ignored;
	bool		before = scanner_take_currency(s, &currency);
	const char *number;

	scanner_skip_spaces(s);
	number = s->p;
	if (!scanner_take_scaled(s, RENT_RATE_SCALE, RENT_RATE_MAX, &ignored))
		return false;
	scanner_skip_spaces(s);
	if (before || scanner_take_currency(s, &currency))
	{
		const char *after = s->p;

		clause->kind = minimum ? CLAUSE_MINIMUM : CLAUSE_MAXIMUM;
		check_currency(scan, currency);
		s->p = number;
		if (!scanner_take_scaled(s, RENT_RATE_SCALE, RENT_RATE_MAX, &clause->x))
			return false;
		s->p = after;
	}
	else
	{
		clause->kind = minimum ? CLAUSE_MINIMUM_USAGE : CLAUSE_MAXIMUM_USAGE;
		s->p = start;
		if (!scanner_take_scaled(s, TERMS_USAGE_SCALE, INT64_MAX, &clause->x))
			return false;
	}
	return scan_per(s, clause);
}

/* The rest of the clause as a name. */
static bool
scan_name(Scanner *s, ClauseScan *scan, char *name, int *length)
{
	const char *start = s->p;

	while (s->p < s->end && !is_space(*s->p))
		s->p++;
	if (s->p == start)
		return scanner_fail_here(s, PARSE_NO_NAME);
	if (s->p - start > TERMS_NAME_LENGTH)
		return scanner_fail(s, PARSE_TRAILING, start, s->p);
	if (*length > 0)
		scan->contradiction->fault = CLAUSES_TWICE;
	*length = (int) (s->p - start);
	memcpy(name, start, *length);
	return true;
}

/* After "every": a growth, or the period of what follows. */
static bool
scan_every(Scanner *s, ClauseScan *scan, TermsClause *clause)
{
	const char *start = s->p;
	bool		growing;

	if (take(s, WORD_WHOLE_LEASE))
		clause->period = PERIOD_LEASE;
	else if (!scan_length(s, false, &clause->unit, &clause->x))
		return false;

	growing = take(s, WORD_GROWING);
	if (growing || take(s, WORD_FALLING))
		return clause->period != 0 ? scanner_fail(s, PARSE_NO_TIME, start, s->p) :
			scan_growth_amount(s, clause, !growing);

	if (clause->period == 0)
	{
		if (clause->unit != MARK_MONTHS || (clause->x != 1 && clause->x != 3 && clause->x != 12))
			return scanner_fail(s, PARSE_USAGE_PERIOD, start, s->p);
		clause->period = clause->x == 1 ? PERIOD_MONTH : clause->x == 3 ? PERIOD_QUARTER : PERIOD_YEAR;
		clause->unit = MARK_NONE;
		clause->x = 0;
	}
	if (take(s, WORD_ABOVE))
		return scan_above(s, scan, clause);
	if (take(s, WORD_MINIMUM))
		return scan_bound(s, scan, clause, true);
	if (take(s, WORD_MAXIMUM))
		return scan_bound(s, scan, clause, false);
	return scanner_fail_here(s, PARSE_UNKNOWN_CLAUSE);
}

/* A clause by its first word; kind stays 0 for one that says how to count. */
static bool
scan_clause(Scanner *s, ClauseScan *scan, TermsClause *clause)
{
	TermsBuilder *builder = scan->builder;
	const char *start = s->p;
	int			word;

	if (take_sign_or(s, "+"))
		return scan_signed_growth(s, clause, false);
	if (take_sign_or(s, "-"))
		return scan_signed_growth(s, clause, true);
	if (!scanner_take_word(s, WORD_CLAUSE, &word))
		return scanner_fail_here(s, PARSE_UNKNOWN_CLAUSE);
	scanner_skip_spaces(s);
	switch (word)
	{
		case WORD_FROM:
			return scan_from(s, scan, clause);
		case WORD_FREE:
			return scan_free(s, clause);
		case WORD_EVERY:
			return scan_every(s, scan, clause);
		case WORD_ABOVE:
			return scan_above(s, scan, clause);
		case WORD_MINIMUM:
			return scan_bound(s, scan, clause, true);
		case WORD_MAXIMUM:
			return scan_bound(s, scan, clause, false);
		case WORD_ZONE:
			return scan_name(s, scan, builder->zone, &builder->zone_length);
		case WORD_PRORATION:
			return scan_name(s, scan, builder->proration, &builder->proration_length);
		default:
			s->p = start;
			return scanner_fail_here(s, PARSE_UNKNOWN_CLAUSE);
	}
}

bool
lease_terms_parse(const char *text, size_t len, TermsBuilder *result, ParseError *error,
				  TermsContradiction *found)
{
	char		buffer[LEASE_TERMS_MAX_LENGTH];
	Scanner		all;
	const char *end;
	RateTerms	rate_terms;
	ClauseScan	scan = {.builder = result, .contradiction = found};

	result->nclauses = result->zone_length = result->proration_length = 0;
	*found = (TermsContradiction) {CLAUSES_OK, -1, -1};
	error->status = PARSE_OK;
	if (!scanner_open(&all, text, len, buffer, sizeof(buffer), error))
		return false;

	end = memchr(all.p, ';', all.end - all.p);
	if (end == NULL)
		end = all.end;
	if (!rent_rate_parse(all.p, end - all.p, &result->rate, error))
	{
		error->offset += all.skipped + count_characters(all.start, all.p - all.start);
		return false;
	}
	rate_terms_unpack(result->rate.terms, &rate_terms);
	scan.currency = rate_terms.currency;

	while (end < all.end)
	{
		Scanner		s = all;
		TermsClause clause = {0};

		s.p = end + 1;
		end = memchr(s.p, ';', all.end - s.p);
		if (end == NULL)
			end = all.end;
		s.end = end;
		while (s.end > s.p && is_space(s.end[-1]))
			s.end--;
		scanner_skip_spaces(&s);
		/* after the last semicolon there may be nothing */
		if (s.p == s.end && end == all.end)
			break;

		if (!scan_clause(&s, &scan, &clause))
			return false;
		scanner_skip_spaces(&s);
		if (s.p < s.end)
			return scanner_fail_here(&s, PARSE_TRAILING);
		error->status = PARSE_OK;
		if (clause.kind == 0)
		{
			if (found->fault != CLAUSES_OK)
				return true;
			continue;
		}
		if (result->nclauses == LEASE_TERMS_MAX_CLAUSES)
		{
			found->fault = CLAUSES_TOO_MANY;
			return true;
		}
		result->clause[result->nclauses++] = clause;
		if (found->fault != CLAUSES_OK)
		{
			found->clause = result->nclauses - 1;
			return true;
		}
	}
	*found = terms_complete(result);
	return true;
}
