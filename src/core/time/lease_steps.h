/*
 * lease_steps.h
 *		Terms against a lease: from when to when which amount governs, and what that
 *		comes to.
 *
 * C(t) = quantity * sum of amount * (P(end of step) - P(its start)), where P counts the
 * periods of the lease, not of the step.  The sum is exact and rounded once.
 *
 * Two amounts govern at any time: what is due, and what is fixed, which an index does not
 * change and income is spread over.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_LEASE_STEPS_H
#define GPURENT_CORE_LEASE_STEPS_H

#include "core/number/exact_sum.h"
#include "core/time/accrual.h"
#include "core/time/lease_terms.h"

typedef enum StepsStatus
{
	STEPS_OK,
	STEPS_END,					/* no step before the instant asked for */
	STEPS_FALL,					/* a "from" not after the one before it, once both are dates */
	STEPS_FREE_BACKWARDS,
	STEPS_BELOW_ZERO,			/* growth below zero */
	STEPS_OVERFLOW,				/* an amount that no rent_rate can have */
	STEPS_DATE_RANGE
} StepsStatus;

/* A stretch in which an amount and its growth govern. */
typedef struct TermsPhase
{
	int64_t		start;			/* the lease's start for one that began before it */
	int64_t		local_start;
	int64_t		amount;
	int64_t		by;
	int64_t		every;
	int32_t		months;			/* from the lease's start, MARK_UNEVEN if not so many whole ones */
	uint8_t		growth;			/* ClauseKind, 0 for none */
	uint8_t		unit;			/* of every */
	bool		index;
} TermsPhase;

/* An instant that is no anniversary of the start, or not known for one. */
#define MARK_UNEVEN	(-1)

typedef struct FreeTime
{
	int64_t		from;
	int64_t		to;
	int32_t		from_months;
	int32_t		to_months;
} FreeTime;

/* What one lease makes of its terms. */
typedef struct ResolvedTerms
{
	TimeZone   *zone;
	int64_t		start;
	int			nphases;		/* the first begins at the start */
	int			nfree;			/* in order, apart from each other */
	bool		indexed;		/* a phase is by an index: what is due and what is fixed differ */
	int			fault;			/* the clause that a status is about */
	void		(*pause) (void);	/* called now and then while steps are counted; may be NULL */
	TermsPhase	phase[LEASE_TERMS_MAX_CLAUSES + 1];
	FreeTime	free[LEASE_TERMS_MAX_CLAUSES];
} ResolvedTerms;

extern StepsStatus terms_resolve(const LeaseTerms *terms, TimeZone *zone, int64_t start, ResolvedTerms *result);

typedef enum StepKind
{
	STEP_FIXED,
	STEP_INDEX,
	STEP_FREE
} StepKind;

/* Nothing changes within [from, to); the last step may have no end. */
typedef struct LeaseStep
{
	int64_t		from;
	int64_t		to;
	int64_t		amount;			/* due; 0 in a free time */
	int64_t		fixed;
	int32_t		to_months;		/* where "to" is so many whole months from the start, else MARK_UNEVEN */
	StepKind	kind;
} LeaseStep;

/* A phase at its k-th amount, which governs until "next". */
typedef struct PhaseCursor
{
	int			phase;
	int64_t		k;
	int64_t		amount;
	int64_t		next;
	int32_t		next_months;
} PhaseCursor;

typedef struct StepCursor
{
	const ResolvedTerms *terms;
	int64_t		at;				/* the end of the step before */
	int			free;			/* the first free time that ends after it */
	int			count;			/* of steps, since the last pause */
	PhaseCursor due;
	PhaseCursor fixed;
} StepCursor;

extern StepsStatus steps_open(StepCursor *cursor, const ResolvedTerms *terms);
extern StepsStatus steps_next(StepCursor *cursor, LeaseStep *step);

/* Where an instant lies on the axis that rent is counted on: at - origin. */
typedef struct AxisPosition
{
	Position	at;
	Position	origin;
} AxisPosition;

/* Cumulative rent of one lease at instants that come in order. */
typedef struct TermsAccrual
{
	Accrual		accrual;		/* its amount is not read */
	StepCursor	cursor;
	LeaseStep	step;			/* the one at hand */
	AxisPosition position;		/* where it starts */
	ExactSum	due;			/* until there */
	ExactSum	fixed;
	AxisPosition reached;		/* where the last instant asked for lies */
	bool		over;			/* whether the step at hand is in the sums: what follows it may lie beyond the lease */
	bool		both;			/* whether fixed is kept */
} TermsAccrual;

extern StepsStatus terms_accrual_open(TermsAccrual *a, const Accrual *accrual, const ResolvedTerms *terms, bool both);

/* The sums of amount * periods until an instant, no earlier than the last one asked for. */
extern StepsStatus terms_accrual_advance(TermsAccrual *a, int64_t until, ExactSum *due, ExactSum *fixed);

/* What a sum is multiplied with besides the quantity to be whole 10^-12 currency units. */
extern WideRatio accrual_ratio(const Accrual *accrual);

#endif
