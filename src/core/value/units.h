/*
 * units.h
 *		The two value types, their parts, and the tables that name them.
 *
 * A new unit, period, number format, currency sign or word for one is one line
 * in one table of units.c.  Codes are stored on disk: they are never renumbered
 * and never reused.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_UNITS_H
#define GPURENT_CORE_UNITS_H

#include "core/number/decimal.h"
#include "core/value/currencies.h"

/* ---- number formats of compute -------------------------------------------- */

/*
 * Code 0 is "unspecified"; the others are a format, dense or sparse.  Five bits,
 * the low bits of a p_capacity.
 */
#define NUMBER_FORMAT_BITS		5
#define NUMBER_FORMAT_MASK		((1 << NUMBER_FORMAT_BITS) - 1)
#define NUMBER_FORMAT_NONE		0

#define NUMBER_FORMAT_SPARSE	1	/* added to the code of a dense format */

#define NUMBER_FORMAT_LAST		18	/* the last of format_names, units.c */

extern bool number_format_valid(int code);
extern const char *number_format_name(int code);	/* "", "fp16", "fp16 sparse"; NULL for a code that is not one */

/* ---- p_capacity ----------------------------------------------------------- */

#define P_CAPACITY_SCALE	6	/* decimals of a P: whole GFLOP/s */
#define P_CAPACITY_MAX		((INT64_C(1) << (63 - NUMBER_FORMAT_BITS)) - 1)

static inline int64_t
p_capacity_make(int64_t gflops, int format)
{
	return (int64_t) ((uint64_t) gflops << NUMBER_FORMAT_BITS) | format;
}

static inline int64_t
p_capacity_gflops(int64_t capacity)
{
	return capacity >> NUMBER_FORMAT_BITS;
}

static inline int
p_capacity_format(int64_t capacity)
{
	return (int) (capacity & NUMBER_FORMAT_MASK);
}

/* ---- rent_rate ------------------------------------------------------------ */

typedef enum RateUnit
{
	UNIT_CARD = 1,
	UNIT_SERVER = 2,
	UNIT_P = 3,
	UNIT_KW = 4,
	UNIT_RACK = 5,
	UNIT_LEASE = 6
} RateUnit;

typedef enum RatePeriod
{
	PERIOD_NONE = 0,			/* a purchase price or one-off charge */
	PERIOD_HOUR = 1,
	PERIOD_DAY = 2,
	PERIOD_WEEK = 3,
	PERIOD_MONTH = 4,
	PERIOD_QUARTER = 5,
	PERIOD_YEAR = 6,
	PERIOD_MINUTE = 7,
	PERIOD_SECOND = 8
} RatePeriod;

typedef enum TaxBasis
{
	TAX_UNSAID = 0,
	TAX_INCLUDED = 1,
	TAX_EXCLUDED = 2
} TaxBasis;

#define RENT_RATE_SCALE		8	/* decimals of the amount */
#define RENT_RATE_MAX		INT64_C(9223372036854775807)	/* 92,233,720,368.54775807, of either sign */
#define TAX_RATE_SCALE		4	/* decimals of a percentage */
#define TAX_RATE_MAX		1000000 /* 100% */

/*
 * On disk: the amount, then everything else packed in one word in order of
 * significance for sorting, so that rates that can be added have equal terms
 * and comparing two words compares them field by field:
 *
 *	bits 48..63 currency (three letters of 5 bits, A = 1)
 *	bits 40..47 unit
 *	bits 32..39 number format of the P, else 0
 *	bits 24..31 period
 *	bits 22..23 tax basis
 *	bits  0..21 tax rate in 0.0001 %
 */
typedef struct RentRate
{
	int64_t		amount;			/* in 10^-8 currency units */
	uint64_t	terms;
} RentRate;

#define RATE_TERMS_PERIOD	(UINT64_C(0xff) << 24)	/* the period's bits */

/* The terms, unpacked. */
typedef struct RateTerms
{
	int			currency;		/* packed letters */
	int			unit;			/* RateUnit */
	int			format;			/* number format code, UNIT_P only */
	int			period;			/* RatePeriod */
	int			tax_basis;		/* TaxBasis */
	int			tax_rate;		/* in 0.0001 %, 0 if unsaid */
} RateTerms;

extern uint64_t rate_terms_pack(const RateTerms *terms);
extern void rate_terms_unpack(uint64_t packed, RateTerms *terms);
extern bool rate_terms_valid(uint64_t packed);

/* What is wrong about packed terms; FAULT_OF_NONE if nothing is. */
typedef enum TermsFault
{
	FAULT_OF_NONE,
	FAULT_OF_CURRENCY,
	FAULT_OF_UNIT,
	FAULT_OF_FORMAT,
	FAULT_OF_PERIOD,
	FAULT_OF_TAX_BASIS,
	FAULT_OF_TAX_RATE,			/* beyond 100%, or one of no basis */
	FAULT_OF_UNIT_WITH_FORMAT	/* a number format of another unit than P */
} TermsFault;

extern TermsFault rate_terms_fault(uint64_t packed);

/* Names as printed: "card", "hour", "incl"; NULL for a code that is not one. */
extern const char *unit_name(int unit);
extern const char *period_name(int period);
extern const char *tax_name(int tax_basis);

/* Codes of names as typed, in any of their spellings, Chinese included; -1 if unknown. */
extern int	period_lookup(const char *name, size_t len);
extern int	number_format_lookup(const char *name, size_t len); /* "fp16 sparse" too */

/* "P fp16": a unit and, of a P, its number format; false if unknown. */
extern bool unit_and_format_lookup(const char *name, size_t len, int *unit, int *format);

/* ---- words ---------------------------------------------------------------- */

typedef enum WordKind
{
	WORD_MULTIPLIER,			/* code: power of ten */
	WORD_MONEY_MULTIPLIER,		/* "m", "bn", likewise, beside a currency */
	WORD_CURRENCY,				/* signs and names; code: packed letters */
	WORD_UNIT,					/* RateUnit, but the P: see rate_unit_match */
	WORD_PERIOD,				/* RatePeriod */
	WORD_EACH_PERIOD,			/* "per hour" in one word, before the amount; RatePeriod */
	WORD_FORMAT,				/* number format, dense */
	WORD_DENSITY,				/* 0 dense, 1 sparse */
	WORD_COMPUTE,				/* "compute" after a P; no code */
	WORD_PER,					/* "per" between the parts of a rate; no code */
	WORD_PER_SIGN,				/* "/", likewise */
	WORD_NOT_FINITE,			/* NaN, infinity; no code */
	WORD_TAX,					/* TaxBasis */
	WORD_TAX_NOUN,				/* "VAT" beside a tax rate; no code */
	WORD_CLAUSE					/* ClauseWord */
} WordKind;

/* What the clauses of a contract are written with. */
typedef enum ClauseWord
{
	WORD_FROM = 1,
	WORD_TO,
	WORD_STARTING,				/* after a time, as in "自2025-07-01起" */
	WORD_INDEX,
	WORD_EVERY,
	WORD_GROWING,				/* as in "每年递增5%" */
	WORD_FALLING,
	WORD_SIMPLE_GROWTH,
	WORD_FREE,
	WORD_ABOVE,
	WORD_ALL,
	WORD_AT,
	WORD_MINIMUM,
	WORD_MAXIMUM,
	WORD_WHOLE_LEASE,
	WORD_ZONE,
	WORD_PRORATION
} ClauseWord;

/*
 * The longest name of a kind that folded text (fold.h) starts with, in any case:
 * its bytes, 0 if there is none, and its code.
 */
extern size_t word_match(WordKind kind, const char *text, const char *end, int *code);

/* For the tests: the first word that does not stand where its bytes sort, and its length; NULL if all do. */
extern const char *misplaced_word(int *length);

/*
 * The same for a unit of compute, "PFLOPS" or "peta flop/s"; *exponent is its
 * power of ten in GFLOP/s.
 */
extern size_t capacity_unit_match(const char *text, const char *end, int *exponent);

/* A unit of a rate: WORD_UNIT or a unit of compute that is a P. */
extern size_t rate_unit_match(const char *text, const char *end, int *unit);

/* A unit and its period in one word: "GPUh", "kWh", "GPUmin", "PFLOPSh". */
extern size_t unit_period_match(const char *text, const char *end, int *unit, int *period);

/*
 * What may follow a P: a number format, "dense" or "sparse", a word for compute,
 * in any order, the format in parentheses or not.  Returns the bytes up to the
 * end of the last such word, spaces before it included; *format is -1 if dense
 * or sparse is there without a format.
 */
extern size_t number_format_match(const char *text, const char *end, int *format);

#endif
