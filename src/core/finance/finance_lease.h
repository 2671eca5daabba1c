/*
 * finance_lease.h
 *		A finance lease seen by the lessor: the rate implicit in it, what it is worth, what
 *		it earns in each period.
 *
 * The lessor gives up an asset for payments and what is left of the asset at the end.  What
 * comes in, discounted, is the net investment.  It earns interest: in each period its worth
 * times the rate.  Nothing here solves for a period on the way: all balances are worth of
 * what is still to come, and what has been earned by the end of period k is
 *
 *		I(k) = worth(k) + payments up to k - worth(0)
 *
 * Amounts are whole numbers of some power of ten of a currency unit, which this file need not
 * know.  Rates are per period.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_FINANCE_LEASE_H
#define GPURENT_CORE_FINANCE_LEASE_H

#include "core/number/real.h"

/* What comes in.  No amount is below 0, and all of them sum to less than 2^126. */
typedef struct LeaseFlows
{
	int			periods;
	const i128 *payment;		/* of each period */
	bool		advance;		/* at its start, not at its end */
	i128		guaranteed;		/* of the residual value at the end: by whomever pays it */
	i128		unguaranteed;	/* what else is expected to be left then */
	void		(*pause) (void);	/* called every so often, may be NULL; need not return */
} LeaseFlows;

/* All that comes in, undiscounted. */
extern i128 lease_total(const LeaseFlows *flows);

typedef enum LeaseRateStatus
{
	LEASE_RATE_FOUND,
	LEASE_RATE_NEGATIVE,		/* less comes in than is given up: the rate is 0 */
	LEASE_RATE_NONE				/* nothing is given up, or the first payment is all of it at once */
} LeaseRateStatus;

/* Passes over the payments that a search may take. */
#define LEASE_RATE_EVALUATIONS	60

/*
 * The rate at which what comes in is worth "worth", to 70 digits; *evaluations (may be NULL) is
 * how many passes over the payments it took.
 */
extern LeaseRateStatus lease_implicit_rate(const LeaseFlows *flows, i128 worth, Real *rate, int *evaluations);

/* ---- what it is worth ------------------------------------------------------------------------- */

/* What is still to come, discounted. */
typedef struct LeaseWorth
{
	Real		receivable;		/* payments and what is guaranteed */
	Real		residual;		/* what is not */
} LeaseWorth;

/* At the start, before a payment in advance. */
extern LeaseWorth lease_worth(const LeaseFlows *flows, Real rate);

/*
 * The same as posted: what comes in less the income of the whole term, which is rounded.
 * False if it is out of range.
 */
typedef struct LeasePosted
{
	i128		receivable;
	i128		residual;
} LeasePosted;

extern bool lease_posted_worth(const LeaseFlows *flows, const LeaseWorth *worth, LeasePosted *posted);

/* ---- at the start --------------------------------------------------------------------------------- */

typedef enum LeaseKind
{
	LEASE_DEALER,				/* a manufacturer or dealer sells, and finances it: IFRS 16.71, CAS 21 */
	LEASE_FINANCIER,			/* others: IFRS 16.69, CAS 21 */
	LEASE_SALES_TYPE,			/* ASC 842-30-25-1 */
	LEASE_DIRECT_FINANCING		/* ASC 842-30-25-7 */
} LeaseKind;

typedef struct LeaseAsset
{
	LeaseKind	kind;
	i128		fair_value;
	i128		book_value;
	i128		direct_costs;	/* initial ones */
	const Real *market_rate;	/* of a dealer, NULL if there is none */
} LeaseAsset;

typedef struct LeaseStart
{
	Real		rate;			/* of the net investment, as shown */
	i128		receivable;		/* payments and what is guaranteed */
	i128		residual;		/* not guaranteed; both before a profit is deferred */
	i128		net_investment;
	i128		gross_investment;
	i128		unearned_income;
	/* dealer and sales-type */
	i128		revenue;
	i128		cost_of_sales;
	i128		selling_profit;
	i128		costs_expensed;
	/* financier */
	i128		gain_on_disposal;
	/* direct financing */
	i128		deferred_profit;
	i128		selling_loss;
} LeaseStart;

typedef enum LeaseStartStatus
{
	LEASE_START_OK,
	LEASE_START_NOTHING,		/* nothing is given up, or the first payment is all of it at once */
	LEASE_START_OVERFLOW
} LeaseStartStatus;

/* *worth is what is given up, for an error. */
extern LeaseStartStatus lease_start(const LeaseFlows *flows, const LeaseAsset *asset, LeaseStart *start, i128 *worth);

/* ---- period by period --------------------------------------------------------------------------- */

typedef struct LeasePeriod
{
	int			n;				/* from 1 */
	i128		opening;		/* net investment */
	i128		payment;
	i128		interest;		/* on the receivable */
	i128		accretion;		/* of the residual that is not guaranteed */
	i128		receivable;		/* at the close of the period */
	i128		residual;
	i128		closing;
} LeasePeriod;

/*
 * Where a schedule stands.  Worth is worked out from the end backwards, which is exact at any
 * rate where the way forwards is not: in blocks, of which only the worth at their ends is kept
 * until they are reached.
 */
#define LEASE_BLOCK		512

typedef struct LeaseSchedule
{
	const LeaseFlows *flows;
	Real		factor;			/* 1 / (1 + rate) */
	LeaseWorth	start;			/* worth at the start */
	LeaseWorth *checkpoint;		/* at the end of each block */
	LeaseWorth *block;			/* at the close of each period of the current one */
	int			current;		/* block, -1 before the first */
	int			next;			/* period, from 0 */
	i128		paid;
	i128		interest;		/* so far, as posted */
	i128		income;
	i128		receivable;
	i128		residual;
} LeaseSchedule;

/* How many LeaseWorth the caller has to give room for. */
extern size_t lease_schedule_room(const LeaseFlows *flows);

/* False if an amount is out of range. */
extern bool lease_schedule_begin(LeaseSchedule *schedule, const LeaseFlows *flows, Real rate, LeaseWorth *room);

typedef enum LeaseScheduleStatus
{
	LEASE_PERIOD,
	LEASE_END,
	LEASE_OVERFLOW
} LeaseScheduleStatus;

extern LeaseScheduleStatus lease_schedule_next(LeaseSchedule *schedule, LeasePeriod *period);

/*
 * What has been earned by the close of period k, and in the period after it, exactly: income
 * of the receivable and of the residual together.
 */
extern void lease_income(const LeaseFlows *flows, Real rate, int k, Real *so_far, Real *next);

#endif
