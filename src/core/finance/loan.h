/*
 * loan.h
 *		The schedule of a loan or of a liability: payment, interest, repayment and balance by
 *		payment date.
 *
 * Between two payments the balance B, exact, earns B x rate x the part of a year between
 * them; a payment takes off what is paid.  What is posted are differences of rounded
 * cumulative values: round(all interest so far), and round(all that the contract makes
 * level so far), which are the payments of an annuity and the repayments of equal parts.
 * The third column is the rest, so that each row foots, and the last balance is 0.
 *
 * Payments are level as long as nothing changes: at a new rate, and after a repayment ahead
 * of time, the level amount is worked out anew from the next payment to the same end, with
 * the balance and the rate of then.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_LOAN_H
#define GPURENT_CORE_LOAN_H

#include "core/number/real.h"
#include "core/time/day_count.h"

typedef enum LoanMethod
{
	LOAN_ANNUITY,				/* level payments */
	LOAN_EQUAL_PRINCIPAL,		/* level repayments */
	LOAN_INTEREST_ONLY,			/* everything is repaid with the last payment */
	LOAN_METHODS
} LoanMethod;

/* Names; NULL past the last.  -1 if there is none of that name. */
extern const char *loan_method_name(int method);
extern int	loan_method_lookup(const char *name, size_t len);

/* How far apart payments may be: name and months; NULL past the last, 0 months if there is none. */
extern const char *loan_step_name(int i);
extern int	loan_step_months(const char *name, size_t len);

/* From a day on another rate a year; or a repayment with the payment of that day. */
typedef struct LoanEvent
{
	int64_t		at;
	bool		has_rate;
	Real		rate;
	i128		repayment;		/* in 10^-scale currency units, 0 if none */
} LoanEvent;

typedef struct Loan
{
	LoanMethod	method;
	Real		principal;		/* exact: of a liability the payments' worth */
	int			scale;			/* decimals of what is posted */
	Real		rate;			/* a year */
	int			nper;			/* payments, 1 at least */
	int			grace;			/* of them, the first ones without a repayment; fewer than nper */
	int			step;			/* months from payment to payment */
	int64_t		start;			/* dates: the loan is paid out */
	int64_t		first;			/* the first payment, from start on */
	const DayCount *day_count;	/* NULL: a whole period is step / 12 of a year, an odd first one 30E/360 */
	bool		given;			/* the level payment is "payment" */
	Real		payment;
	Real		balloon;		/* paid with the last payment */
	int			events;			/* ascending by date; one of each kind a day */
	const LoanEvent *event;
	/* called once in a while where all payments are gone through, to leave if asked to stop; or NULL */
	void		(*poll) (void);
} Loan;

/* The date of payment k, 1 .. nper. */
extern int64_t loan_date(const Loan *loan, int k);

/* What payments of loan->payment, and the balloon, are worth at the start. */
extern Real loan_present_value(const Loan *loan);

typedef struct LoanRow
{
	int			period;			/* from 1 */
	int64_t		at;
	i128		payment;		/* in 10^-scale currency units */
	i128		interest;
	i128		repayment;
	i128		balance;
} LoanRow;

/* Where a schedule stands. */
typedef struct LoanState
{
	const Loan *loan;
	int			period;			/* the last row's */
	int64_t		at;				/* its date, first the start */
	int			event;			/* the next whose rate has not been heeded, */
	int			repaid;			/* and whose repayment has not */
	Real		rate;			/* in force */
	bool		changed;		/* the level amount is to be worked out anew */
	Real		balance;		/* exact */
	Real		level;			/* exact: payment, or repayment */
	Real		interest_to_date;
	Real		level_to_date;	/* what the contract makes level, and what is paid besides */
	i128		posted_interest;
	i128		posted_level;
	i128		posted_balance;
} LoanState;

typedef enum LoanStatus
{
	LOAN_ROW,
	LOAN_END,
	LOAN_OVERFLOW,				/* an amount is too large to post */
	LOAN_RATE_TOO_LOW,			/* a period's rate is -100% or less */
	LOAN_REPAID_TOO_MUCH,		/* event[state->event] repays more than is owed, posted_balance */
	LOAN_NOT_A_PAYMENT_DATE		/* event[state->event] repays on a day without a payment; told at the beginning */
} LoanStatus;

extern LoanStatus loan_begin(LoanState *state, const Loan *loan);

/* The next row, until LOAN_END: after the last payment, or when nothing is owed any more. */
extern LoanStatus loan_next(LoanState *state, LoanRow *row);

#endif
