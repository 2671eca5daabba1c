/*
 * billing.h
 *		The bills of one lease, one after the other: for the schedule of them and for journals.
 */
#ifndef GPURENT_BILLING_H
#define GPURENT_BILLING_H

#include "base/arguments.h"
#include "rent/terms_lease.h"

/* How a rate is taxed. */
typedef struct RateTax
{
	int			basis;			/* TaxBasis */
	int64		rate;			/* in TAX_RATE_MAXths */
} RateTax;

extern RateTax rate_tax(const RentRate *rate);

/* The tax in an amount of 10^-scale, or on one, as the rate's basis is. */
extern i128 tax_of_amount(const RateTax *tax, i128 amount);

typedef struct Bills
{
	TermsMemory memory;
	TermsLease	lease;
	TermsCumulative cumulative;
	ScheduleLines lines;
	RateTax		tax;
	bool		arrears;
	bool		tax_of_all;		/* tax_rounding is cumulative */
	int			due_days;
	int			scale;
	int			invoice;
	i128		amount;			/* of all invoices so far, on the rate's basis */
	i128		taxed;			/* their taxes */
} Bills;

typedef struct Invoice
{
	int			number;
	int64		from;
	int64		to;
	int32		date;
	int32		due_date;
	i128		net;			/* in 10^-scale */
	i128		tax;
	i128		gross;
	i128		tax_difference;
	bool		last;
} Invoice;

/* Where the arguments of bills stand in a call, terms, quantity and during first. */
typedef enum BillsArgument
{
	BILLS_TERMS,
	BILLS_QUANTITY,
	BILLS_DURING,
	BILLS_STEP,
	BILLS_DUE,
	BILLS_DUE_DAYS,
	BILLS_ZONE,
	BILLS_PRORATION,
	BILLS_CUT
} BillsArgument;

/* 22004 for a NULL where there is a default. */
extern void reject_bills_nulls(FunctionCallInfo fcinfo);

/* Reads the arguments, none of the first three NULL, into zeroed bills; false if there are none. */
extern bool bills_open(Bills *bills, FunctionCallInfo fcinfo, QuantityReader read_quantity, int scale_argument);

/*
 * The same where the caller has filled in memory, lease and scale, and what else is not 0: bills of
 * the part of the lease that is asked for.
 */
extern bool bills_begin(Bills *bills, int step, bool anniversaries);

/* Whether "tax_rounding" says "cumulative"; 22023 unless it says that or "invoice". */
extern bool tax_rounding_argument(const text *name);

/* The next one; false if there is none. */
extern bool bills_next(Bills *bills, Invoice *invoice);

#endif
