/*
 * loan.c
 *		The schedule of a loan: see loan.h.
 */
#include "core/finance/loan.h"

#include <string.h>

#include "core/value/fold.h"

/* ---- names ------------------------------------------------------------------------ */

static const char *const methods[LOAN_METHODS] = {
	[LOAN_ANNUITY] = "annuity",
	[LOAN_EQUAL_PRINCIPAL] = "equal principal",
	[LOAN_INTEREST_ONLY] = "interest only",
};

static const struct
{
	const char *name;
	int			months;
}			steps[] = {
	{"month", 1},
	{"quarter", 3},
	{"half-year", 6},
	{"year", 12},
};

#define STEPS	((int) (sizeof(steps) / sizeof(steps[0])))

static bool
is_named(const char *name, const char *text, size_t len)
{
	return strlen(name) == len && memcmp(name, text, len) == 0;
}

const char *
loan_method_name(int method)
{
	return method < LOAN_METHODS ? methods[method] : NULL;
}

int
loan_method_lookup(const char *name, size_t len)
{
	for (int i = 0; i < LOAN_METHODS; i++)
		if (is_named(methods[i], name, len))
			return i;
	return -1;
}

const char *
loan_step_name(int i)
{
	return i < STEPS ? steps[i].name : NULL;
}

int
loan_step_months(const char *name, size_t len)
{
	for (int i = 0; i < STEPS; i++)
		if (is_named(steps[i].name, name, len))
			return steps[i].months;
	return 0;
}

/* ---- dates -------------------------------------------------------------------------- */

/* From the month of one date to that of another */
static int64_t
months_between(int64_t from, int64_t to)
{
	CivilDate	a = civil_from_days(from);
	CivilDate	b = civil_from_days(to);

	return (b.year - a.year) * 12 + b.month - a.month;
}

int64_t
loan_date(const Loan *loan, int k)
{
	int64_t		months = (int64_t) (k - 1) * loan->step;
	int64_t		to_first = months_between(loan->start, loan->first);

	/* counted from the start, where the first payment is on its day of the month, the 31st stays the last */
	return days_add_months(loan->start, to_first) == loan->first ?
		days_add_months(loan->start, to_first + months) : days_add_months(loan->first, months);
}

static bool
is_payment_date(const Loan *loan, int64_t at)
{
	int64_t		k = months_between(loan->first, at) / loan->step + 1;

	return at >= loan->first && k <= loan->nper && loan_date(loan, (int) k) == at;
}

/* ---- interest ------------------------------------------------------------------------- */

static Real
years_between(const DayCount *day_count, int64_t from, int64_t to)
{
	YearFraction years = day_count_years(day_count, (DatePeriod) {.start = from, .end = to});

	return real_divide_int(real_from_int64(years.num), years.den);
}

/* The part of a year that period k, from one payment to the next, is. */
static Real
years_of_period(const Loan *loan, int k, int64_t from, int64_t to)
{
	if (loan->day_count != NULL)
		return years_between(loan->day_count, from, to);
	if (k == 1 && days_add_months(loan->start, loan->step) != loan->first)
		return years_between(day_count_of_code(DAY_COUNT_30E_360), from, to);
	return real_divide_int(real_from_int64(loan->step), 12);
}

/* What is worth "annuity" and "last" one period later, worth at its beginning, and a payment of 1 with it. */
static void
discount_period(const Loan *loan, int k, Real rate, Real *annuity, Real *last)
{
	int64_t		from = k > 1 ? loan_date(loan, k - 1) : loan->start;
	Real		years = years_of_period(loan, k, from, loan_date(loan, k));
	Real		factor = real_divide(real_one, real_add(real_one, real_multiply(rate, years)));

	*annuity = real_multiply(real_add(real_one, *annuity), factor);
	*last = real_multiply(*last, factor);
}

/*
 * At the date of payment k (0: at the start) and one rate a year: *annuity is what payments
 * of 1 with each of the payments after it are worth, *last what 1 with the last of them is.
 */
static void
worth_after(const Loan *loan, int k, Real rate, Real *annuity, Real *last)
{
	*annuity = (Real) {0};
	*last = real_one;
	if (loan->day_count != NULL)
	{
		for (int j = loan->nper; j > k; j--)
		{
			if (j % 1024 == 0 && loan->poll != NULL)
				loan->poll();
			discount_period(loan, j, rate, annuity, last);
		}
	}
	else
	{
		/* equal periods after the first, in closed form */
		int			periods = loan->nper - (k > 0 ? k : 1);
		Real		period_rate = real_divide_int(real_multiply_int(rate, loan->step), 12);
		Real		growth = real_compound(period_rate, periods);

		*last = real_divide(real_one, real_add(real_one, growth));
		*annuity = real_is_zero(period_rate) ? real_from_int64(periods) :
			real_multiply(real_divide(growth, period_rate), *last);
		if (k == 0)
			discount_period(loan, 1, rate, annuity, last);
	}
}

Real
loan_present_value(const Loan *loan)
{
	Real		annuity;
	Real		last;

	/* without a repayment the balance stays what it is until the last payment of the grace */
	worth_after(loan, loan->grace, loan->rate, &annuity, &last);
	return real_add(real_multiply(loan->payment, annuity), real_multiply(loan->balloon, last));
}

/* What a balance of 1 earns from the last payment to the next one, at the rates that are in force. */
static Real
period_rate(LoanState *state, int64_t to)
{
	const Loan *loan = state->loan;
	int64_t		from = state->at;
	Real		earned = {0};

	if (loan->day_count == NULL)
	{
		/* a rate counts from the period that begins with its day or after it */
		for (; state->event < loan->events && loan->event[state->event].at <= from; state->event++)
			if (loan->event[state->event].has_rate)
			{
				state->rate = loan->event[state->event].rate;
				state->changed = true;
			}
		return real_multiply(state->rate, years_of_period(loan, state->period + 1, from, to));
	}

	/* from its day on */
	for (; state->event < loan->events && loan->event[state->event].at < to; state->event++)
	{
		const LoanEvent *event = &loan->event[state->event];

		if (!event->has_rate)
			continue;
		if (event->at > from)
		{
			earned = real_add(earned, real_multiply(state->rate, years_between(loan->day_count, from, event->at)));
			from = event->at;
		}
		state->rate = event->rate;
		state->changed = true;
	}
	return real_add(earned, real_multiply(state->rate, years_between(loan->day_count, from, to)));
}

/* ---- rows ------------------------------------------------------------------------------ */

LoanStatus
loan_begin(LoanState *state, const Loan *loan)
{
	*state = (LoanState) {
		.loan = loan,
		.at = loan->start,
		.rate = loan->rate,
		.changed = true,
		.balance = loan->principal,
		.level = loan->payment,
	};
	if (!real_posted(loan->principal, loan->scale, &state->posted_balance))
		return LOAN_OVERFLOW;
	for (int i = 0; i < loan->events; i++)
		if (loan->event[i].repayment != 0 && !is_payment_date(loan, loan->event[i].at))
		{
			state->event = i;
			return LOAN_NOT_A_PAYMENT_DATE;
		}
	return LOAN_ROW;
}

/* The level payment, or repayment, from the payment of period k on; "rate" is what that period earns. */
static Real
level_amount(const LoanState *state, int k, Real rate)
{
	const Loan *loan = state->loan;
	Real		balloon = loan->balloon;
	Real		annuity;
	Real		last;

	/* no more is left to the end than is owed */
	if (real_compare(balloon, state->balance) > 0)
		balloon = state->balance;
	if (loan->method == LOAN_EQUAL_PRINCIPAL)
		return real_divide_int(real_subtract(state->balance, balloon), loan->nper - k + 1);

	/* what is owed at payment k is that payment, the following and the balloon, as worth then */
	worth_after(loan, k, state->rate, &annuity, &last);
	return real_divide(real_subtract(real_multiply(state->balance, real_add(real_one, rate)),
									 real_multiply(balloon, last)),
					   real_add(real_one, annuity));
}

LoanStatus
loan_next(LoanState *state, LoanRow *row)
{
	const Loan *loan = state->loan;
	int			k = state->period + 1;
	bool		repaid = state->posted_balance == 0 && real_is_zero(state->balance);
	int64_t		to;
	Real		rate;
	Real		interest;
	Real		owed;
	Real		paid;			/* exact, of the period */
	Real		level;			/* what is rounded as cumulated beside the interest */
	i128		posted;
	i128		to_date;

	if (k > loan->nper || repaid)
	{
		for (; repaid && state->event < loan->events; state->event++)
			if (loan->event[state->event].repayment != 0 && loan->event[state->event].at > state->at)
				return LOAN_REPAID_TOO_MUCH;
		return LOAN_END;
	}

	to = loan_date(loan, k);
	rate = period_rate(state, to);
	if (real_sign(real_add(real_one, rate)) <= 0)
		return LOAN_RATE_TOO_LOW;
	interest = real_multiply(state->balance, rate);
	owed = real_add(state->balance, interest);

	if (k <= loan->grace)
		paid = interest;
	else
	{
		if (state->changed && loan->method != LOAN_INTEREST_ONLY && !loan->given)
			state->level = level_amount(state, k, rate);
		state->changed = false;
		if (loan->method == LOAN_INTEREST_ONLY)
			paid = interest;
		else if (loan->method == LOAN_EQUAL_PRINCIPAL)
			paid = real_add(interest, state->level);
		else
			paid = state->level;
	}
	/* the last is what is owed; so is a given payment that would be more */
	if (k == loan->nper || (loan->given && real_compare(paid, owed) > 0))
		paid = owed;
	state->balance = real_subtract(owed, paid);

	state->interest_to_date = real_add(state->interest_to_date, interest);
	level = loan->method == LOAN_ANNUITY ? paid : real_subtract(paid, interest);
	state->level_to_date = real_add(state->level_to_date, level);

	*row = (LoanRow) {.period = k, .at = to};
	if (!real_posted(state->interest_to_date, loan->scale, &to_date))
		return LOAN_OVERFLOW;
	row->interest = to_date - state->posted_interest;
	state->posted_interest = to_date;
	if (!real_posted(state->level_to_date, loan->scale, &posted))
		return LOAN_OVERFLOW;
	if (loan->method == LOAN_ANNUITY)
	{
		row->payment = posted - state->posted_level;
		row->repayment = row->payment - row->interest;
	}
	else
	{
		row->repayment = posted - state->posted_level;
		row->payment = row->repayment + row->interest;
	}
	state->posted_level = posted;

	/* a liability's worth, and so its interest, may lie exactly between two cents: both were rounded up */
	if (real_is_zero(state->balance) && loan->method == LOAN_ANNUITY)
	{
		row->repayment = state->posted_balance;
		row->interest = row->payment - row->repayment;
	}
	state->posted_balance -= row->repayment;

	/* with it what is repaid ahead of time */
	for (; state->repaid < loan->events && loan->event[state->repaid].at <= to; state->repaid++)
	{
		i128		ahead = loan->event[state->repaid].repayment;

		if (ahead == 0)
			continue;
		if (ahead > state->posted_balance)
		{
			state->event = state->repaid;
			return LOAN_REPAID_TOO_MUCH;
		}
		row->payment += ahead;
		row->repayment += ahead;
		state->posted_balance -= ahead;
		state->balance = state->posted_balance == 0 ? (Real) {0} :
			real_subtract(state->balance, real_scale10(real_from_u128((u128) ahead), -loan->scale));
		state->changed = true;
	}

	row->balance = state->posted_balance;
	state->period = k;
	state->at = to;
	return LOAN_ROW;
}
