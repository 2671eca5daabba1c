/*
 * income.h
 *		Income of one lease until an instant, for schedules of income and of what is to come.
 */
#ifndef GPURENT_INCOME_H
#define GPURENT_INCOME_H

#include "rent/terms_lease.h"

typedef struct Income
{
	const TermsLease *lease;	/* its part [from, to) is what income is spread over */
	TermsCumulative cumulative; /* of the net rent */
	i128		opening;
	bool		indexed;		/* a step is by an index */
	ExactSum	due_before;		/* at "from" */
	ExactSum	fixed_before;
	ExactSum	units_before;
	Real		fixed;			/* what is spread, in 10^-12 currency units */
	Real		units;			/* over so many of the axis's units */
	Real		per_unit;
} Income;

/* Rent as income counts it, net of tax: terms_amount() of what is due is in whole 10^-12 currency units. */
extern void net_cumulative_open(TermsCumulative *c, const TermsLease *lease, bool both);

/* opening in 10^-12 currency units; the part has some length. */
extern void income_open(Income *income, const TermsLease *lease, i128 opening);

/*
 * Rent and S, since the beginning of the part, at instants that come in order; net, in whole
 * 10^-12 currency units.
 */
extern void income_at(Income *income, int64 until, i128 *rent, i128 *earned);

/* What earlier books carry in: 22003 for more decimals than scale. */
extern i128 opening_argument(FunctionCallInfo fcinfo, int argument, int scale);

#endif
