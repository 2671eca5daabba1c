/*
 * terms_lease.h
 *		Terms as the functions over leases take them: the argument, the zone and the
 *		proration that hold, one lease with its steps, and lines of a schedule.
 */
#ifndef GPURENT_TERMS_LEASE_H
#define GPURENT_TERMS_LEASE_H

#include "core/time/lease_steps.h"
#include "rent/lease.h"
#include "rent/lease_terms.h"

/* What the last row's terms were and meant; rows often have the same. */
typedef struct TermsMemory
{
	MemoryContext context;		/* where the bytes are kept; NULL: the current one */
	Size		length;			/* of the value without its length word */
	Size		capacity;
	StoredTerms *stored;		/* a copy, aligned */
	LeaseTerms	terms;			/* of it */
	TimeZone   *zone;			/* NULL: the terms say none */
	const Proration *proration;
	bool		metered;
	RateMemory	rate;
} TermsMemory;

/* The argument, by the memory of the call, or by "otherwise" where a call has none. */
extern TermsMemory *terms_argument(FunctionCallInfo fcinfo, int argument, TermsMemory *otherwise);

/* Reads a value into a memory; quick if it is the one that is there. */
extern void terms_read(TermsMemory *memory, Datum value);

/*
 * The zone and the proration that hold: the terms' own, or the argument's, else UTC and
 * anniversary.  22023 for an argument that says otherwise than the terms.  -1: no such argument.
 */
extern TimeZone *terms_zone(const TermsMemory *memory, FunctionCallInfo fcinfo, int argument);
extern const Proration *terms_proration(const TermsMemory *memory, FunctionCallInfo fcinfo, int argument);

/*
 * The arguments of a lease on terms that are in a memory; none of terms, quantity and during or the first
 * day is NULL.  Days are a range of the zone: no end where the last is NULL, 22023 for one before the first.
 */
extern void terms_arguments(FunctionCallInfo fcinfo, const TermsMemory *memory, QuantityReader read_quantity,
							const LeaseForm *form, LeaseArguments *result);

/*
 * The same of a row of an aggregate, whose terms are read too: NULL for NULL terms, quantity or during, which
 * add nothing.  A NULL first day is a lease that has not started, and leaves "during" unset.
 */
extern TermsMemory *terms_row_arguments(FunctionCallInfo fcinfo, QuantityReader read_quantity, const LeaseForm *form,
										TermsMemory *otherwise, LeaseArguments *result);

/* 22023 for terms that price usage, which no time of a lease tells. */
extern void refuse_metered(const TermsMemory *memory);

/* One lease on terms. */
typedef struct TermsLease
{
	Lease		lease;			/* its amount is the first rate's */
	const TermsMemory *memory;
	ResolvedTerms resolved;		/* filled if the part asked for has any length */
} TermsLease;

/* Checks and combines the arguments as lease_init() does; within may be NULL. */
extern void terms_lease_init(TermsLease *lease, TermsMemory *memory, const Quantity *quantity,
							 const Span *during, const Span *within, TimeZone *zone, const Proration *proration);

/* The same of what terms_arguments() read. */
extern void terms_lease_from_arguments(TermsLease *lease, TermsMemory *memory, const LeaseArguments *arguments);

/* terms_resolve(), raising what it says, with a loop over the steps that can be cancelled. */
extern void resolve_terms(const TermsMemory *memory, TimeZone *zone, int64 start, ResolvedTerms *result);

/* Raises what a status of the core says about the terms. */
extern void check_steps(const TermsMemory *memory, const ResolvedTerms *resolved, StepsStatus status);

/* round12(C(to)) - round12(C(from)). */
extern i128 terms_lease_rent(const TermsLease *lease);

/* C at instants that come in order. */
typedef struct TermsCumulative
{
	const TermsLease *lease;
	TermsAccrual accrual;
	WideRatio	ratio;			/* to whole 10^-12 currency units */
	ExactSum	due;			/* at the last instant */
	ExactSum	fixed;
} TermsCumulative;

extern void terms_cumulative_open(TermsCumulative *c, const TermsLease *lease, bool both);
extern void terms_cumulative_advance(TermsCumulative *c, int64 until);

/* round12(sum * quantity) in the currency of the rate. */
extern i128 terms_amount(const TermsCumulative *c, const ExactSum *sum);

/* A sum or a difference of amounts; 22003 beyond the range of amounts. */
static inline i128
amount_plus(i128 a, i128 b)
{
	if (__builtin_add_overflow(a, b, &a))
		check_accrual(ACCRUAL_OVERFLOW);
	return a;
}

static inline i128
amount_minus(i128 a, i128 b)
{
	if (__builtin_sub_overflow(a, b, &a))
		check_accrual(ACCRUAL_OVERFLOW);
	return a;
}

/* ---- lines ------------------------------------------------------------------------ */

/* From line to line of a schedule. */
typedef struct ScheduleLines
{
	TimeZone   *zone;
	int			step;			/* a period */
	bool		anniversaries;	/* cut at the lease's own */
	int64		start;			/* of the lease */
	int64		at;				/* where the next line begins */
	int64		to;
} ScheduleLines;

#define SCHEDULE_LINES_MAX	10000000

pg_noreturn extern void refuse_lines(int step);

/* 22023 for a schedule of more than 10^7 lines. */
extern void schedule_lines_init(ScheduleLines *lines, const Lease *lease, int step, bool anniversaries);

/* The next line, [*from, *to); false if there is none. */
extern bool schedule_next_line(ScheduleLines *lines, int64 *from, int64 *to);

/* Whether "cut" says "anniversary"; 22023 unless it says that or "calendar". */
extern bool cut_argument(const text *name);

/*
 * 22023 for a lease that has no end where a schedule or an even income needs one; the second where the
 * function takes a "within", NULL if it was not given.
 */
extern void require_end(const Span *during, const char *what);
extern void require_end_within(const Span *during, const Span *within, const char *what);

/* The first day in the zone of what begins at an instant. */
extern int32 date_from(TimeZone *zone, int64 instant);

/* The last day in the zone of what ends at an instant. */
extern int32 date_before(TimeZone *zone, int64 instant);

/* The close of a date in the zone, clipped to timestamps that exist. */
extern int64 close_of_day(TimeZone *zone, int32 date);

#endif
