/*
 * lease_steps.c
 *		Terms against a lease: from when to when which amount governs, and what that
 *		comes to.
 */
#include "core/time/lease_steps.h"

#define STEPS_BETWEEN_PAUSES	1000

/* ---- marks ------------------------------------------------------------------------- */

/*
 * "count" units after a phase or lease that starts at this instant, on the clock's calendar; and
 * the local time that is meant, which the clock may skip.
 */
static bool
mark_after(TimeZone *zone, int64_t start, int64_t local_start, int unit, int64_t count, int64_t *result, int64_t *local)
{
	int64_t		length;

	if (count == 0)
	{
		*result = start;
		*local = local_start;
		return true;
	}
	switch (unit)
	{
		case MARK_MONTHS:
			if (!local_add_months(local_start, count, local))
				return false;
			*result = zone_to_instant(zone, *local);
			return true;
		case MARK_DAYS:
			if (__builtin_mul_overflow(count, USEC_PER_DAY, &length) ||
				__builtin_add_overflow(local_start, length, local) || *local >= INSTANT_END)
				return false;
			*result = zone_to_instant(zone, *local);
			return true;
		default:
			if (__builtin_mul_overflow(count, USEC_PER_HOUR, &length) ||
				__builtin_add_overflow(start, length, result) || *result >= INSTANT_END)
				return false;
			*local = zone_anchor(zone, *result);
			return true;
	}
}

/* The lease's start, taken apart once for all marks that are counted from it. */
typedef struct StartOfMarks
{
	int64_t		local;
	int64_t		time_of_day;
	CivilDate	date;
} StartOfMarks;

/* local_add_months() of the start, whose date is known. */
static bool
months_after_start(const StartOfMarks *start, int64_t months, int64_t *local)
{
	int64_t		month = start->date.year * 12 + start->date.month - 1 + months;
	int64_t		year = month >= 0 ? month / 12 : -((11 - month) / 12);
	int			length = days_in_month(year, (int) (month - year * 12) + 1);
	int			day = start->date.day < length ? start->date.day : length;

	/* ten thousand years after a timestamp that exists */
	if (year > 300000)
		return false;
	*local = days_from_civil(year, (int) (month - year * 12) + 1, day) * USEC_PER_DAY + start->time_of_day;
	return *local < INSTANT_END;
}

/* A mark beyond the calendar is never reached. */
static int64_t
mark_instant(const ResolvedTerms *terms, const StartOfMarks *start, int unit, int64_t value, int64_t *local)
{
	int64_t		instant;

	if (unit == MARK_DATE)
	{
		*local = value * USEC_PER_DAY;
		return midnight_of(terms->zone, value, &instant) ? instant : INT64_MAX;
	}
	if (unit == MARK_MONTHS && value > 0)
		return months_after_start(start, value, local) ? zone_to_instant(terms->zone, *local) : INT64_MAX;
	return mark_after(terms->zone, terms->start, start->local, unit, value, &instant, local) ? instant : INT64_MAX;
}

static int32_t
mark_months(int unit, int64_t value)
{
	return unit == MARK_MONTHS ? (int32_t) value : MARK_UNEVEN;
}

/* ---- resolving ------------------------------------------------------------------------ */

/* Adds a free time in order, one with those that it touches. */
static void
add_free(ResolvedTerms *result, FreeTime added)
{
	int			first = 0;
	int			last;

	while (first < result->nfree && result->free[first].to < added.from)
		first++;
	last = first;
	while (last < result->nfree && result->free[last].from <= added.to)
	{
		if (result->free[last].from < added.from)
		{
			added.from = result->free[last].from;
			added.from_months = result->free[last].from_months;
		}
		if (result->free[last].to > added.to)
		{
			added.to = result->free[last].to;
			added.to_months = result->free[last].to_months;
		}
		last++;
	}
	/* [first, last) are replaced by one */
	if (last == first)
		for (int i = result->nfree++; i > first; i--)
			result->free[i] = result->free[i - 1];
	else if (last > first + 1)
	{
		for (int i = last; i < result->nfree; i++)
			result->free[first + 1 + i - last] = result->free[i];
		result->nfree -= last - first - 1;
	}
	result->free[first] = added;
}

StepsStatus
terms_resolve(const LeaseTerms *terms, TimeZone *zone, int64_t start, ResolvedTerms *result)
{
	StartOfMarks lease_start;
	int64_t		last = INT64_MIN;	/* where the phase at hand really began */
	int64_t		local;
	TermsPhase *phase = &result->phase[0];

	result->zone = zone;
	result->start = start;
	result->nphases = 1;
	result->nfree = 0;
	result->indexed = false;
	result->fault = -1;
	result->pause = NULL;
	*phase = (TermsPhase) {.start = start, .amount = terms->rate.amount};
	if (terms->nclauses == 0)
		return STEPS_OK;

	lease_start.local = zone_anchor(zone, start);
	lease_start.time_of_day = local_time_of_day(lease_start.local);
	lease_start.date = civil_from_days(local_days(lease_start.local));
	phase->local_start = lease_start.local;
	for (int i = 0; i < terms->nclauses; i++)
	{
		const TermsClause *clause = &terms->clause[i];

		result->fault = i;
		if (clause_is_phase(clause->kind))
		{
			int64_t		at = mark_instant(result, &lease_start, clause->unit, clause->x, &local);

			if (at <= last && at != INT64_MAX)
				return STEPS_FALL;
			last = at;
			result->indexed |= clause->kind == CLAUSE_INDEX;
			/* one that began before the start, or at it, takes the place of what was to govern there */
			if (at > start)
				phase = &result->phase[result->nphases++];
			else
			{
				phase = &result->phase[0];
				result->nphases = 1;
				at = start;
				local = lease_start.local;
			}
			*phase = (TermsPhase) {
				.start = at,
				.local_start = local,
				.months = at == start ? 0 : mark_months(clause->unit, clause->x),
				.amount = clause->y,
				.index = clause->kind == CLAUSE_INDEX
			};
		}
		else if (clause_is_growth(clause->kind))
		{
			phase->growth = clause->kind;
			phase->unit = clause->unit;
			phase->every = clause->x;
			phase->by = clause->y;
		}
		else if (clause->kind == CLAUSE_FREE)
		{
			FreeTime	time = {
				.from = mark_instant(result, &lease_start, clause->unit, clause->x, &local),
				.to = mark_instant(result, &lease_start, clause->until_unit, clause->y, &local),
				.from_months = mark_months(clause->unit, clause->x),
				.to_months = mark_months(clause->until_unit, clause->y)
			};

			if (time.to < time.from)
				return STEPS_FREE_BACKWARDS;
			if (time.from < time.to && time.to > start)
				add_free(result, time);
		}
	}
	result->fault = -1;
	return STEPS_OK;
}

/* ---- growth ------------------------------------------------------------------------------ */

/* The largest whole number that two amounts, or an amount and a power, can differ by half of. */
#define EXACT_POWER_BITS	64

/*
 * a (1 + p)^k, rounded once to whole 10^-8.  With 1 + p = n / d in lowest terms a tie needs
 * d^k to divide 2a, so d^k is under 2^64 there, and then a n^k fits 128 bits if the result
 * fits a word.  Elsewhere 77 digits are enough.
 */
static StepsStatus
compound_amount(int64_t amount, int64_t percent, int64_t k, int64_t *result)
{
	int64_t		n = 100000000 + percent;
	int64_t		d = 100000000;
	int64_t		a = n;
	int64_t		b = d;
	u128		num = i128_abs(amount);
	u128		den = 1;
	i128		rounded;
	bool		exact = n > 0;

	if (n < 0)
		return STEPS_BELOW_ZERO;
	if (n == 0)
	{
		*result = 0;
		return STEPS_OK;
	}
	while (b != 0)
	{
		int64_t		rest = a % b;

		a = b;
		b = rest;
	}
	n /= a;
	d /= a;
	for (int64_t i = 0; i < k && exact; i++)
	{
		exact = u128_bits(den) + u128_bits((u128) d) <= EXACT_POWER_BITS && !__builtin_mul_overflow(num, (u128) n, &num);
		den *= (u128) d;
		/* where nothing grows the loop would never end: n = d = 1 */
		if (n == 1 && d == 1)
			break;
	}
	if (exact && u128_bits(num) <= 127)
	{
		rounded = (i128) (num / den);
		num %= den;
		rounded += num >= den - num;
	}
	else
	{
		Real		growth = real_divide_int(real_from_int64(n), d);

		if (!real_round(real_multiply(real_from_i128((i128) i128_abs(amount)), real_power_int(growth, k)), &rounded))
			return STEPS_OVERFLOW;
	}
	if (rounded > RENT_RATE_MAX)
		return STEPS_OVERFLOW;
	*result = amount < 0 ? (int64_t) -rounded : (int64_t) rounded;
	return STEPS_OK;
}

static StepsStatus
phase_amount(const TermsPhase *phase, int64_t k, int64_t *result)
{
	i128		amount = phase->amount;
	i128		change;
	i128		grown;

	if (k == 0 || phase->growth == 0)
	{
		*result = phase->amount;
		return STEPS_OK;
	}
	switch (phase->growth)
	{
		case CLAUSE_COMPOUND:
			return compound_amount(phase->amount, phase->by, k, result);
		case CLAUSE_SIMPLE:
			/* a (1 + k p) */
			if (__builtin_mul_overflow((i128) phase->by * k, amount, &change) ||
				__builtin_add_overflow(change, amount * 100000000, &change))
				return STEPS_OVERFLOW;
			grown = div_round_i128(change, 100000000);
			break;
		default:
			grown = amount + (i128) phase->by * k;
			break;
	}
	/* a credit that grows towards a charge is no better than a rent that falls below nothing */
	if ((amount > 0 && grown < 0) || (amount < 0 && grown > 0) || (amount == 0 && grown < 0))
		return STEPS_BELOW_ZERO;
	if (grown > RENT_RATE_MAX || grown < -(i128) RENT_RATE_MAX)
		return STEPS_OVERFLOW;
	*result = (int64_t) grown;
	return STEPS_OK;
}

/* ---- steps ---------------------------------------------------------------------------------- */

/* The next phase that counts for this cursor after one; nphases if there is none. */
static int
phase_after(const ResolvedTerms *terms, int phase, bool fixed)
{
	do
		phase++;
	while (phase < terms->nphases && fixed && terms->phase[phase].index);
	return phase;
}

/* What is in force from k on: its amount, and until when. */
static StepsStatus
phase_set(const ResolvedTerms *terms, PhaseCursor *cursor, bool fixed)
{
	const TermsPhase *phase = &terms->phase[cursor->phase];
	int			after = phase_after(terms, cursor->phase, fixed);
	int64_t		grows;
	int64_t		local;
	int64_t		count;

	cursor->next = after < terms->nphases ? terms->phase[after].start : INT64_MAX;
	cursor->next_months = after < terms->nphases ? terms->phase[after].months : MARK_UNEVEN;
	if (phase->growth != 0 && phase->start != INT64_MAX &&
		!__builtin_mul_overflow(cursor->k + 1, phase->every, &count) &&
		mark_after(terms->zone, phase->start, phase->local_start, phase->unit, count, &grows, &local) &&
		grows < cursor->next)
	{
		cursor->next = grows;
		/* a phase that began later may have clipped the day of the month */
		cursor->next_months = phase->start == terms->start ? mark_months(phase->unit, count) : MARK_UNEVEN;
	}
	return phase_amount(phase, cursor->k, &cursor->amount);
}

/* Past cursor->next, which has been reached. */
static StepsStatus
phase_next(const ResolvedTerms *terms, PhaseCursor *cursor, bool fixed)
{
	int			after = phase_after(terms, cursor->phase, fixed);

	if (after < terms->nphases && terms->phase[after].start == cursor->next)
	{
		cursor->phase = after;
		cursor->k = 0;
	}
	else
		cursor->k++;
	return phase_set(terms, cursor, fixed);
}

StepsStatus
steps_open(StepCursor *cursor, const ResolvedTerms *terms)
{
	StepsStatus status;

	cursor->terms = terms;
	cursor->at = terms->start;
	cursor->free = 0;
	cursor->count = 0;
	cursor->due = cursor->fixed = (PhaseCursor) {0};
	status = phase_set(terms, &cursor->due, false);
	return status != STEPS_OK || !terms->indexed ? status : phase_set(terms, &cursor->fixed, true);
}

StepsStatus
steps_next(StepCursor *cursor, LeaseStep *step)
{
	const ResolvedTerms *terms = cursor->terms;
	StepsStatus status = STEPS_OK;
	bool		is_free = false;

	if (cursor->at == INT64_MAX)
		return STEPS_END;
	if (++cursor->count >= STEPS_BETWEEN_PAUSES && terms->pause != NULL)
	{
		cursor->count = 0;
		terms->pause();
	}
	while (status == STEPS_OK && cursor->due.next <= cursor->at)
		status = phase_next(terms, &cursor->due, false);
	while (status == STEPS_OK && terms->indexed && cursor->fixed.next <= cursor->at)
		status = phase_next(terms, &cursor->fixed, true);
	if (status != STEPS_OK)
		return status;
	while (cursor->free < terms->nfree && terms->free[cursor->free].to <= cursor->at)
		cursor->free++;

	step->from = cursor->at;
	step->to = cursor->due.next;
	step->to_months = cursor->due.next_months;
	if (terms->indexed && cursor->fixed.next < step->to)
	{
		step->to = cursor->fixed.next;
		step->to_months = cursor->fixed.next_months;
	}
	if (cursor->free < terms->nfree)
	{
		const FreeTime *time = &terms->free[cursor->free];

		is_free = time->from <= step->from;
		if (is_free ? time->to < step->to : time->from < step->to)
		{
			step->to = is_free ? time->to : time->from;
			step->to_months = is_free ? time->to_months : time->from_months;
		}
	}
	step->amount = is_free ? 0 : cursor->due.amount;
	step->fixed = is_free ? 0 : terms->indexed ? cursor->fixed.amount : cursor->due.amount;
	step->kind = is_free ? STEP_FREE : terms->phase[cursor->due.phase].index ? STEP_INDEX : STEP_FIXED;
	cursor->at = step->to;
	return STEPS_OK;
}

/* ---- C(t) ------------------------------------------------------------------------------------- */

static StepsStatus
position_at(const Accrual *accrual, int64_t instant, AxisPosition *result)
{
	return accrual_position(accrual, instant, &result->at, &result->origin) == ACCRUAL_OK ? STEPS_OK : STEPS_DATE_RANGE;
}

static bool
add_position(ExactSum *sum, int64_t amount, const Position *position)
{
	return exact_sum_add(sum, amount, position->whole, position->num, position->den);
}

static bool
add_step(ExactSum *sum, int64_t amount, const AxisPosition *from, const AxisPosition *to)
{
	int64_t		whole;

	if (amount == 0)
		return true;
	/* most axes have one origin for all instants */
	if (to->origin.whole == from->origin.whole && to->origin.num == from->origin.num && to->origin.den == from->origin.den)
	{
		if (to->at.den == from->at.den && !__builtin_sub_overflow(to->at.whole, from->at.whole, &whole))
			return exact_sum_add(sum, amount, whole, to->at.num - from->at.num, to->at.den);
		return add_position(sum, amount, &to->at) && add_position(sum, -amount, &from->at);
	}
	return add_position(sum, amount, &to->at) && add_position(sum, -amount, &from->at) &&
		add_position(sum, -amount, &to->origin) && add_position(sum, amount, &from->origin);
}

/* Where a step ends: an anniversary of the start is so many whole periods, wherever days lie. */
static StepsStatus
position_after_step(const Accrual *accrual, const LeaseStep *step, AxisPosition *result)
{
	int			months = accrual->period->months;

	if (step->to_months == MARK_UNEVEN || months == 0 || proration_has_axis(accrual->proration) ||
		step->to_months % months != 0)
		return position_at(accrual, step->to, result);
	result->at = (Position) {.whole = step->to_months / months, .den = 1};
	result->origin = (Position) {.den = 1};
	return STEPS_OK;
}

StepsStatus
terms_accrual_open(TermsAccrual *a, const Accrual *accrual, const ResolvedTerms *terms, bool both)
{
	StepsStatus status = steps_open(&a->cursor, terms);

	a->accrual = *accrual;
	a->both = both;
	a->over = false;
	exact_sum_clear(&a->due);
	exact_sum_clear(&a->fixed);
	if (status == STEPS_OK)
		status = steps_next(&a->cursor, &a->step);
	return status != STEPS_OK ? status : position_at(accrual, terms->start, &a->position);
}

static void
copy_sums(const TermsAccrual *a, ExactSum *due, ExactSum *fixed)
{
	exact_sum_copy(due, &a->due);
	if (a->both)
		exact_sum_copy(fixed, &a->fixed);
}

StepsStatus
terms_accrual_advance(TermsAccrual *a, int64_t until, ExactSum *due, ExactSum *fixed)
{
	StepsStatus status;
	AxisPosition position;

	/* whole steps go into the sums that are kept; what comes after the last instant is never looked at */
	while (a->step.to <= until)
	{
		if (!a->over)
		{
			status = position_after_step(&a->accrual, &a->step, &position);
			if (status != STEPS_OK)
				return status;
			if (!add_step(&a->due, a->step.amount, &a->position, &position) ||
				(a->both && !add_step(&a->fixed, a->step.fixed, &a->position, &position)))
				return STEPS_OVERFLOW;
			a->position = position;
			a->over = true;
		}
		if (a->step.to == until)
		{
			copy_sums(a, due, fixed);
			a->reached = a->position;
			return STEPS_OK;
		}
		status = steps_next(&a->cursor, &a->step);
		if (status != STEPS_OK)
			return status;
		a->over = false;
	}

	/* the sums so far stay as they are, for the next instant may lie in the same step */
	copy_sums(a, due, fixed);
	a->reached = a->position;
	if (until == a->step.from)
		return STEPS_OK;
	status = position_at(&a->accrual, until, &position);
	if (status != STEPS_OK)
		return status;
	if (!add_step(due, a->step.amount, &a->position, &position) ||
		(a->both && !add_step(fixed, a->step.fixed, &a->position, &position)))
		return STEPS_OVERFLOW;
	a->reached = position;
	return STEPS_OK;
}

WideRatio
accrual_ratio(const Accrual *accrual)
{
	int64_t		num;
	int64_t		den;

	accrual_axis(accrual, &num, &den);
	return (WideRatio) {
		.num = (uint64_t) num,
		.den = (u128) den * power_of_ten(RENT_RATE_SCALE + accrual->quantity_scale - ACCRUED_SCALE)
	};
}
