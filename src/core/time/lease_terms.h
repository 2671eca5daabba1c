/*
 * lease_terms.h
 *		The terms of a contract's price: a rate, and clauses that change it in time or
 *		price what is used.
 *
 * A clause is a ClauseKind, its words in units.c, a case in the scanner and in the printer,
 * and what it does in lease_steps.c or usage.c.  Codes are stored on disk: never renumbered, never
 * used again.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_LEASE_TERMS_H
#define GPURENT_CORE_LEASE_TERMS_H

#include "core/value/parse.h"
#include "core/value/print.h"

#define LEASE_TERMS_MAX_CLAUSES		100
#define LEASE_TERMS_MAX_LENGTH		16384	/* bytes of text, as people write it */
#define LEASE_TERMS_BUFFER			(RENT_RATE_BUFFER + (LEASE_TERMS_MAX_CLAUSES + 2) * 96)

/* In the order in which they are printed; the first five in the order that they are said.  CLAUSE_KINDS is the last one. */
typedef enum ClauseKind
{
	CLAUSE_FROM = 1,			/* from mark x: the amount y */
	CLAUSE_INDEX = 2,			/* the same by an index */
	CLAUSE_COMPOUND = 3,		/* y percent more every x, of the amount before */
	CLAUSE_SIMPLE = 4,			/* y percent of the first amount more every x */
	CLAUSE_INCREASE = 5,		/* y more every x */
	CLAUSE_FREE = 6,			/* no rent from mark x to mark y */
	CLAUSE_ABOVE = 7,			/* what is used beyond x in a period costs y */
	CLAUSE_ABOVE_ALL = 8,		/* once more than x is used, all of it costs y */
	CLAUSE_MINIMUM_USAGE = 9,	/* at least x is paid for in a period */
	CLAUSE_MINIMUM = 10,		/* at least the money x is paid in a period */
	CLAUSE_MAXIMUM_USAGE = 11,	/* and at most */
	CLAUSE_MAXIMUM = 12,
	CLAUSE_KINDS = CLAUSE_MAXIMUM
} ClauseKind;

static inline bool
clause_is_growth(int kind)
{
	return kind >= CLAUSE_COMPOUND && kind <= CLAUSE_INCREASE;
}

static inline bool
clause_is_phase(int kind)
{
	return kind == CLAUSE_FROM || kind == CLAUSE_INDEX;
}

/* A kind that comes later has a higher code, whatever it is. */
static inline bool
clause_is_usage(int kind)
{
	return kind >= CLAUSE_ABOVE && kind <= CLAUSE_MAXIMUM;
}

/* From one mark to another. */
static inline bool
clause_is_time(int kind)
{
	return kind == CLAUSE_FREE;
}

/* What a mark in time is counted in. */
typedef enum MarkUnit
{
	MARK_NONE = 0,				/* in clauses without one */
	MARK_MONTHS = 1,			/* from the lease's start, on the calendar of the zone */
	MARK_DAYS = 2,				/* likewise */
	MARK_HOURS = 3,				/* from the lease's start, as time goes by */
	MARK_DATE = 4				/* a date's midnight: days since 2000-01-01 */
} MarkUnit;

/* The period of usage clauses, PERIOD_MONTH to PERIOD_YEAR, or the whole lease. */
#define PERIOD_LEASE	64

#define TERMS_GROWTH_SCALE	6	/* decimals of a percentage of growth */
#define TERMS_GROWTH_MAX	INT64_C(1000000000000)	/* a million percent */
#define TERMS_USAGE_SCALE	9	/* decimals of what is used */
#define TERMS_MONTHS_MAX	120000	/* ten thousand years */
#define TERMS_DAYS_MAX		3652500
#define TERMS_HOURS_MAX		87660000

/* On disk. */
typedef struct TermsClause
{
	uint8_t		kind;			/* ClauseKind */
	uint8_t		unit;			/* MarkUnit of x */
	uint8_t		until_unit;		/* MarkUnit of y */
	uint8_t		period;			/* of usage clauses */
	uint32_t	reserved;		/* 0 */
	int64_t		x;
	int64_t		y;
} TermsClause;

/* A value read in place: where its parts are. */
typedef struct LeaseTerms
{
	RentRate	rate;
	const TermsClause *clause;
	int			nclauses;
	int			zone_length;	/* 0: none said */
	int			proration_length;
	const char *zone;			/* not terminated */
	const char *proration;
} LeaseTerms;

/* And one that is being made. */
#define TERMS_NAME_LENGTH	63

typedef struct TermsBuilder
{
	RentRate	rate;
	int			nclauses;
	int			zone_length;
	int			proration_length;
	char		zone[TERMS_NAME_LENGTH];
	char		proration[TERMS_NAME_LENGTH];
	TermsClause clause[LEASE_TERMS_MAX_CLAUSES];
} TermsBuilder;

/* What contradicts itself in terms whose clauses are each well said. */
typedef enum ClauseFault
{
	CLAUSES_OK,
	CLAUSES_TOO_MANY,			/* clauses */
	CLAUSES_STEPS_FALL,			/* a "from" that is not after the one before it */
	CLAUSES_TWO_GROWTHS,
	CLAUSES_FREE_BACKWARDS,		/* a free time that ends before it begins */
	CLAUSES_NOT_POSITIVE,		/* "every 0 months", "from 0 days" */
	CLAUSES_USAGE_AND_STEPS,
	CLAUSES_TIERS_FALL,
	CLAUSES_TWO_KINDS_OF_TIERS,
	CLAUSES_TWO_PERIODS,
	CLAUSES_TWICE,				/* minimum, maximum, zone, proration */
	CLAUSES_NEGATIVE,			/* a threshold, a minimum or a maximum below 0 */
	CLAUSES_MINIMUM_ABOVE_MAXIMUM,
	CLAUSES_OTHER_CURRENCY		/* "other" is its code */
} ClauseFault;

/* The clause that is at fault, and the one that it contradicts if there is one; -1 for none. */
typedef struct TermsContradiction
{
	ClauseFault fault;
	int			clause;
	int			other;
} TermsContradiction;

extern LeaseTerms terms_of_builder(const TermsBuilder *builder);

/*
 * Brings the clauses into the one order and form, and says what contradicts itself.
 * The clause numbers are those of the sorted clauses.
 */
extern TermsContradiction terms_complete(TermsBuilder *builder);

/* Whether a stored or received clause has fields that its kind can have. */
extern bool terms_clause_valid(const TermsClause *clause);

/*
 * Text in UTF-8 of any length.  False, and *error set, if it is none; what is written
 * well but contradicts itself is true with a fault, the clauses up to it in the builder.
 * Names of zone and proration are taken as they are written.
 */
extern bool lease_terms_parse(const char *text, size_t len, TermsBuilder *result, ParseError *error,
							  TermsContradiction *contradiction);

/* Writes the value to buf, LEASE_TERMS_BUFFER bytes, without a terminator; returns the length. */
extern int	lease_terms_print(char *buf, const LeaseTerms *terms);

/* One clause, 96 bytes; with the currency of a minimum in money from the rate. */
extern int	terms_clause_print(char *buf, const TermsClause *clause, const RentRate *rate);

/* < 0, 0, > 0: by the rate's terms and amount, then by the clauses. */
extern int	lease_terms_compare(const LeaseTerms *a, const LeaseTerms *b);

/* ---- usage ---------------------------------------------------------------------- */

static inline bool
terms_are_metered(const LeaseTerms *terms)
{
	/* usage clauses stand alone, for there are no steps beside them */
	return terms->nclauses > 0 && clause_is_usage(terms->clause[0].kind);
}

#endif
