/*
 * summary_terms.h
 *		What the rates of a sum have in common: its terms; and what plain quantities count.
 *
 * Money adds whatever it was earned with, so a sum has one currency and one tax basis but
 * may be of several units; what counts units needs one.  Terms are those of a rent_rate
 * without its period (core/value/units.h), and where they are of several units, the lowest
 * and the highest of these, so that any order and any split give the same:
 *
 *	unit and number format	the lowest
 *	period's bits			the code of the highest, 0 if there is one unit only
 *
 * The code of a unit is its own, or 128 and the number format for a P.
 */
#ifndef GPURENT_SUMMARY_TERMS_H
#define GPURENT_SUMMARY_TERMS_H

#include "base/gpurent.h"

/* The currency of terms that belong to quantities without a rate: ISO 4217's "none". */
#define NO_CURRENCY		CURRENCY_PACK('X', 'X', 'X')

extern bool summary_terms_valid(uint64 terms);

/* "CNY/card incl 6%", "CNY/card and P fp16", "" for none; and back, false for other text. */
extern const char *summary_terms_string(uint64 terms);
extern bool summary_terms_parse(const char *string, uint64 *terms);

/* Whether they are of more than one unit or number format. */
static inline bool
summary_terms_mixed(uint64 terms)
{
	return (terms & RATE_TERMS_PERIOD) != 0;
}

/*
 * Adds the units of others to terms, 0 being no terms yet; false, and nothing is changed, if
 * their money does not add: another currency or tax basis, or none on one side.
 */
extern bool summary_terms_join(uint64 *terms, uint64 others);

/* 22023 for terms whose money does not add. */
pg_noreturn extern void refuse_terms(uint64 a, uint64 b);

/* 22023 if they are of several units, for a function that counts them. */
extern void require_one_unit(uint64 terms);

/* ---- units of quantities ------------------------------------------------------ */

/* What a summary of quantities without a rate counts. */
typedef enum QuantityUnit
{
	QUANTITY_UNIT_NONE = 0,		/* no quantity yet */
	QUANTITY_UNIT_NUMBER = 1,	/* cards, servers: whatever a plain number counts */
	QUANTITY_UNIT_P = 2			/* P; the code of the number format is added */
} QuantityUnit;

extern bool quantity_unit_valid(uint64 unit);

/* "", "number", "P", "P fp16"; palloc'd. */
extern char *quantity_unit_string(uint64 unit);
extern bool quantity_unit_parse(const char *string, uint64 *unit);

#endif
