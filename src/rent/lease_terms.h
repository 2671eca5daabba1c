/*
 * lease_terms.h
 *		The terms of a contract's price as a Datum.
 *
 * What the clauses are is in core/time/lease_terms.h.
 */
#ifndef GPURENT_RENT_LEASE_TERMS_H
#define GPURENT_RENT_LEASE_TERMS_H

#include "base/gpurent.h"

#include "core/time/lease_terms.h"

#define LEASE_TERMS_VERSION	1

/* On disk: the rate, the clauses, then the names of the zone and of the proration, up to the end. */
typedef struct StoredTerms
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint8		nclauses;
	uint8		zone_length;
	RentRate	rate;
	TermsClause clause[FLEXIBLE_ARRAY_MEMBER];
} StoredTerms;

/*
 * Where the parts of a value are that is not compressed, not out of line and aligned, as
 * PG_DETOAST_DATUM() returns it.  22000 for another version, XX001 for what no value can be.
 */
extern LeaseTerms terms_of_stored(const StoredTerms *stored);

/* The argument's terms, detoasted. */
extern LeaseTerms terms_from_datum(Datum value);

extern StoredTerms *terms_store(const LeaseTerms *terms);

/* The value's text and that of one of its clauses, palloc'd. */
extern char *lease_terms_string(const LeaseTerms *terms);
extern char *terms_clause_string(const LeaseTerms *terms, int clause);

/* 22023 for what contradicts itself, softly if escontext says so. */
extern void refuse_contradiction(struct Node *escontext, const LeaseTerms *terms, const TermsContradiction *found);

#endif
