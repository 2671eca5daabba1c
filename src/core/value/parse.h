/*
 * parse.h
 *		Scanners of the two value types.
 *
 * A scanner takes UTF-8 of any length, never reads past it and never allocates.
 * What it can't read it describes by a status and the place of the fault; the
 * words of the message are the caller's.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_PARSE_H
#define GPURENT_CORE_PARSE_H

#include "core/value/fold.h"
#include "core/value/units.h"

/* Longer text, without the spaces around it, is refused unread. */
#define PARSE_MAX_LENGTH	256

typedef enum ParseStatus
{
	PARSE_OK,
	PARSE_EMPTY,
	PARSE_TOO_LONG,
	PARSE_ENCODING,				/* not UTF-8 */
	PARSE_NUMBER,				/* something else where a number should be */
	PARSE_NOT_FINITE,			/* NaN, infinity */
	PARSE_GROUPING,				/* thousands separators not every three digits */
	PARSE_BARE_NUMBER,			/* nothing but a number */
	PARSE_NO_CURRENCY,
	PARSE_TWO_CURRENCIES,
	PARSE_NO_UNIT,
	PARSE_NO_PERIOD,			/* nothing after the "/" */
	PARSE_UNKNOWN_CURRENCY,
	PARSE_UNKNOWN_UNIT,
	PARSE_UNKNOWN_PERIOD,
	PARSE_UNKNOWN_FORMAT,
	PARSE_FORMAT_MISSING,		/* dense or sparse, but of which format? */
	PARSE_TAX_RATE_MISSING,
	PARSE_TAX_RATE_RANGE,		/* over 100 % */
	PARSE_TAX_RATE_TOO_FINE,
	PARSE_TOO_LARGE,
	PARSE_NO_PER,				/* something else than "/" and a unit after the currency */
	PARSE_AFTER_UNIT,			/* neither a period nor a tax */
	PARSE_AFTER_PERIOD,			/* no tax */
	PARSE_OPEN,					/* ")" is missing */
	PARSE_TRAILING,				/* something after the end */
	PARSE_UNKNOWN_CLAUSE,		/* of lease_terms, and in the clauses what they lack */
	PARSE_NO_TIME,				/* neither a length of time nor a date */
	PARSE_BAD_DATE,
	PARSE_NO_EVERY,				/* a growth without how often */
	PARSE_NO_PRICE,				/* a threshold without "at" */
	PARSE_USAGE_PERIOD,			/* none that usage is counted over */
	PARSE_NO_NAME				/* of a zone or proration */
} ParseStatus;

typedef struct ParseError
{
	ParseStatus status;
	int			offset;			/* of the fault, in characters from the start */
	int			length;			/* in characters; 0 at the end of the text */
} ParseError;

/* False, and *error set, if text is not one. */
extern bool p_capacity_parse(const char *text, size_t len, int64_t *result, ParseError *error);
extern bool rent_rate_parse(const char *text, size_t len, RentRate *result, ParseError *error);

/*
 * The same for a row of many: what followed the number in the latest one, and
 * the terms it stood for, because a table holds the same ones over and over.
 * The memo is zeroed before its first use, or NULL.
 */
#define TERMS_MEMO_LENGTH	39

typedef struct TermsMemo
{
	uint64_t	terms;
	uint8_t		length;			/* 0: none yet */
	char		text[TERMS_MEMO_LENGTH];
} TermsMemo;

extern bool rent_rate_parse_row(const char *text, size_t len, TermsMemo *memo, RentRate *result, ParseError *error);

/* "incl 6%" alone, into the tax fields of terms. */
extern bool tax_parse(const char *text, size_t len, RateTerms *terms, ParseError *error);

/* ---- for the scanners of other types ---------------------------------------- */

/*
 * The steps that they are made of.  A step returns false if what it looks for is not
 * there; one that takes a status sets the error, with the place, and returns false for good.
 */
typedef struct Scanner
{
	const char *start;			/* folded text */
	const char *p;				/* what comes next */
	const char *end;
	int			skipped;		/* characters before start */
	bool		folded;			/* the text has characters beyond ASCII */
	ParseError *error;
} Scanner;

/* Trims, bounds and folds; buffer has room for "limit" bytes. */
extern bool scanner_open(Scanner *s, const char *text, size_t len, char *buffer, size_t limit, ParseError *error);

/* Always false: a fault at [from, to), and one at the word that comes next. */
extern bool scanner_fail(Scanner *s, ParseStatus status, const char *from, const char *to);
extern bool scanner_fail_here(Scanner *s, ParseStatus status);

extern void scanner_skip_spaces(Scanner *s);
extern bool scanner_take_word(Scanner *s, WordKind kind, int *code);
extern bool scanner_take_currency(Scanner *s, int *currency);

/* An optional sign and a number, with what multiplies it, as a whole number of 10^-scale. */
extern bool scanner_take_scaled(Scanner *s, int scale, int64_t limit, int64_t *result);

#endif
