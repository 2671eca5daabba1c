/*
 * usage.c
 *		What metered usage costs on terms: tiers, minimum, maximum.
 *
 * F(u) is the price of u units used in one period, with tiers and maximum, without minimum.
 * To date within a period F is what is charged; a shortfall makes up to the minimum.
 */
#include "base/gpurent.h"

#include "catalog/pg_type_d.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "base/messages.h"
#include "base/numbers.h"
#include "base/rows.h"
#include "base/zone.h"
#include "rent/terms_lease.h"
#include "values/rent_rate.h"

/* ---- F ---------------------------------------------------------------------------------- */

/* A price times what is used, in 10^-17 currency units. */
#define CHARGE_SCALE	(RENT_RATE_SCALE + TERMS_USAGE_SCALE)

/* The part of a period that the lease covers, in lowest terms. */
typedef struct Part
{
	int64		num;
	int64		den;
} Part;

static const Part whole_period = {1, 1};

/* threshold * part, with decimals of its own; price * usage are 10^-17. */
static Real
scaled_by(int64 threshold, Part part)
{
	return real_divide_int(real_multiply_int(real_from_int64(threshold), part.num), part.den);
}

static Real
tiered_price(const LeaseTerms *terms, Real used, Part part)
{
	Real		sum = real_multiply_int(used, terms->rate.amount);
	int64		price = terms->rate.amount;

	for (int i = 0; i < terms->nclauses; i++)
	{
		const TermsClause *clause = &terms->clause[i];
		Real		threshold;

		if (clause->kind != CLAUSE_ABOVE && clause->kind != CLAUSE_ABOVE_ALL)
			break;
		threshold = scaled_by(clause->x, part);
		if (real_compare(used, threshold) <= 0)
			break;
		if (clause->kind == CLAUSE_ABOVE_ALL)
			sum = real_multiply_int(used, clause->y);
		else
		{
			/* what is beyond costs so much more or less */
			Real		beyond = real_subtract(used, threshold);

			sum = real_add(sum, real_subtract(real_multiply_int(beyond, clause->y), real_multiply_int(beyond, price)));
			price = clause->y;
		}
	}
	return sum;
}

/* What a minimum or maximum is worth; zero Real kinds: none. */
static bool
bound_worth(const LeaseTerms *terms, Part part, ClauseKind in_usage, ClauseKind in_money, Real *worth)
{
	for (int i = 0; i < terms->nclauses; i++)
	{
		const TermsClause *clause = &terms->clause[i];

		if (clause->kind == in_usage)
		{
			*worth = tiered_price(terms, scaled_by(clause->x, part), part);
			return true;
		}
		if (clause->kind == in_money)
		{
			*worth = real_scale10(scaled_by(clause->x, part), TERMS_USAGE_SCALE);
			return true;
		}
	}
	return false;
}

static Real
usage_price(const LeaseTerms *terms, int64 used, Part part)
{
	Real		price = tiered_price(terms, real_from_int64(used), part);
	Real		maximum;

	if (bound_worth(terms, part, CLAUSE_MAXIMUM_USAGE, CLAUSE_MAXIMUM, &maximum) && real_compare(price, maximum) > 0)
		return maximum;
	return price;
}

/* Rounded to 10^-scale. */
static i128
rounded_price(Real price, int scale)
{
	i128		result;

	if (!real_round(real_scale10(price, scale - CHARGE_SCALE), &result))
		check_accrual(ACCRUAL_OVERFLOW);
	return result;
}

/* The terms of a call: 22023 unless they price usage. */
static void
read_usage_terms(TermsMemory *memory, Datum value)
{
	terms_read(memory, value);
	if (memory->terms.nclauses > 0 && !memory->metered)
	{
		char	   *text = lease_terms_string(&memory->terms);

		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" prices time, not what is used", clipped(text, strlen(text))),
				 errdetail("Steps, growth and free times are of a rent; tiers, minimum and maximum are of usage."),
				 errhint("Use rent(terms, quantity, during), or make a lease of its own of each price.")));
	}
}

/* A minimum and a maximum of which one is in usage can be compared only by what they are worth. */
static void
check_bounds(const LeaseTerms *terms)
{
	Real		minimum;
	Real		maximum;

	if (bound_worth(terms, whole_period, CLAUSE_MINIMUM_USAGE, CLAUSE_MINIMUM, &minimum) &&
		bound_worth(terms, whole_period, CLAUSE_MAXIMUM_USAGE, CLAUSE_MAXIMUM, &maximum) &&
		real_compare(minimum, maximum) > 0)
	{
		char	   *text = lease_terms_string(terms);

		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("minimum above the maximum: \"%s\"", clipped(text, strlen(text))),
				 errdetail("A minimum in usage is worth what that usage costs."),
				 errhint("Lower the minimum, or leave one out.")));
	}
}

static int64
used_argument(Datum value, const char *what)
{
	int64		used = numeric_to_scaled(value, TERMS_USAGE_SCALE, PG_INT64_MAX, what);

	if (used < 0)
	{
		Quantity	quantity = number_of_units(used);

		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is below zero", what, quantity_string(&quantity)),
				 errhint("Leave out what was not used; correct a meter in the period that it read too much.")));
	}
	return used;
}

/* ---- usage_charge --------------------------------------------------------------------------- */

/*
 * usage_charge(terms lease_terms, used numeric, before numeric DEFAULT 0) RETURNS numeric
 *
 * F(before + used) - F(before): what usage costs that comes after other usage of its period, to
 * 12 decimals, each of the two rounded; so the rows of a period sum to F of all of them.  The
 * minimum is no part of it.
 *
 * NULL for NULL terms or used; 22004 for a NULL before; 22023 for usage below 0 and for terms that
 * price time; 22003 out of range.
 */
PG_FUNCTION_INFO_V1(usage_charge);
Datum
usage_charge(PG_FUNCTION_ARGS)
{
	TermsMemory no_memory;
	TermsMemory *memory;
	int64		used;
	int64		before;
	int64		total;

	reject_null(fcinfo, 2, "before");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	memory = terms_argument(fcinfo, 0, &no_memory);
	read_usage_terms(memory, PG_GETARG_DATUM(0));
	check_bounds(&memory->terms);
	used = used_argument(PG_GETARG_DATUM(1), "usage");
	before = used_argument(PG_GETARG_DATUM(2), "usage before");
	if (__builtin_add_overflow(used, before, &total))
		check_accrual(ACCRUAL_OVERFLOW);
	PG_RETURN_NUMERIC(numeric_from_scaled(rounded_price(usage_price(&memory->terms, total, whole_period), ACCRUED_SCALE) -
										  rounded_price(usage_price(&memory->terms, before, whole_period), ACCRUED_SCALE),
										  ACCRUED_SCALE));
}

/* ---- usage_schedule ---------------------------------------------------------------------------- */

/* One of the periods that tiers, minimum and maximum are counted over, as far as the lease covers it. */
typedef struct UsagePeriod
{
	int64		from;
	int64		to;
	Part		part;
	int64		used;			/* so far */
	Real		charge;			/* of that */
	Real		amount;			/* with the shortfall so far */
	bool		has_minimum;
	Real		minimum;		/* what it is worth */
} UsagePeriod;

typedef struct UsageState
{
	TermsMemory memory;
	Accrual		accrual;		/* whose period is that of the usage clauses */
	int			period;			/* 0: none, PERIOD_LEASE: the whole lease */
	bool		anniversaries;
	bool		as_accrued;
	int			step;
	int			scale;
	ArrayArgument used;
	int			next;			/* of these */
	int64		at;
	int64		to;				/* PG_INT64_MAX without an end */
	UsagePeriod current;
	Real		charge_before;	/* of the periods that are over */
	Real		amount_before;
	i128		charge;			/* posted, in 10^-scale */
	i128		amount;
} UsageState;

static bool
next_boundary(const UsageState *state, int period, int64 instant, int64 *result)
{
	return state->anniversaries ? next_anniversary(period, state->accrual.zone, state->accrual.start, instant, result) :
		next_step(period, state->accrual.zone, instant, result);
}

/* The periods of the clauses from one instant to another, as the proration counts them. */
static Part
periods_between(const UsageState *state, int64 from, int64 to)
{
	Position	position[2];
	Position	origin[2];
	ExactSum	sum;
	i128		num;
	u128		den;
	u128		a;
	u128		b;
	int64		axis_num;
	int64		axis_den;

	check_accrual(accrual_position(&state->accrual, from, &position[0], &origin[0]));
	check_accrual(accrual_position(&state->accrual, to, &position[1], &origin[1]));
	exact_sum_clear(&sum);
	accrual_axis(&state->accrual, &axis_num, &axis_den);
	if (!exact_sum_add(&sum, 1, position[1].whole, position[1].num, position[1].den) ||
		!exact_sum_add(&sum, -1, position[0].whole, position[0].num, position[0].den) ||
		!exact_sum_add(&sum, -1, origin[1].whole, origin[1].num, origin[1].den) ||
		!exact_sum_add(&sum, 1, origin[0].whole, origin[0].num, origin[0].den) ||
		!exact_sum_fraction(&sum, &num, &den) || num < 0 ||
		u128_bits((u128) num) > 120 || u128_bits(den) > 100)
		check_accrual(ACCRUAL_OVERFLOW);
	num *= axis_num;
	den *= (u128) axis_den;
	for (a = den, b = (u128) num; b != 0;)
	{
		u128		rest = a % b;

		a = b;
		b = rest;
	}
	num /= (i128) a;
	den /= a;
	if (u128_bits((u128) num) > 62 || u128_bits(den) > 62)
		check_accrual(ACCRUAL_OVERFLOW);
	return (Part) {(int64) num, (int64) den};
}

/* The period that begins, or whose rest the lease covers, at an instant. */
static void
begin_period(UsageState *state, int64 from)
{
	UsagePeriod *period = &state->current;
	const LeaseTerms *terms = &state->memory.terms;
	int64		whole_from = from;

	*period = (UsagePeriod) {.from = from, .to = state->to, .part = whole_period};
	if (state->period != 0 && state->period != PERIOD_LEASE)
	{
		int64		end;

		if (!next_boundary(state, state->period, from, &end))
			check_accrual(ACCRUAL_DATE_RANGE);
		/* whether the lease covers the whole of it */
		if (!state->anniversaries)
		{
			int64		month;

			if (!month_of(state->accrual.zone, from, &month) ||
				!month_start(state->accrual.zone, month - ((month % state->accrual.period->months) + state->accrual.period->months) % state->accrual.period->months, &whole_from))
				check_accrual(ACCRUAL_DATE_RANGE);
		}
		period->to = Min(end, state->to);
		if (whole_from < from || end > state->to)
			period->part = periods_between(state, from, period->to);
	}
	period->has_minimum = bound_worth(terms, period->part, CLAUSE_MINIMUM_USAGE, CLAUSE_MINIMUM, &period->minimum);
}

/* The part of the period's own time that is gone. */
static Real
part_gone(const UsageState *state, int64 until)
{
	const UsagePeriod *period = &state->current;
	Part		gone;
	Part		all;

	if (until >= period->to)
		return real_one;
	gone = periods_between(state, period->from, until);
	all = periods_between(state, period->from, period->to);
	if (all.num == 0)
		return (Real) {0};
	return real_divide_int(real_multiply_int(real_divide_int(real_from_int64(gone.num), gone.den), all.den), all.num);
}

static bool
usage_next(void *argument, Datum *values, bool *nulls)
{
	UsageState *state = argument;
	UsagePeriod *period = &state->current;
	int64		used;
	int64		from = state->at;
	int64		to;
	i128		charge;
	i128		amount;

	if (state->next == state->used.n)
		return false;
	if (!next_boundary(state, state->step, from, &to) || to > state->to)
		to = state->to;
	if (from >= period->to)
	{
		state->charge_before = real_add(state->charge_before, period->charge);
		state->amount_before = real_add(state->amount_before, period->amount);
		begin_period(state, from);
	}

	used = used_argument(state->used.element[state->next++], "usage");
	if (__builtin_add_overflow(period->used, used, &period->used))
		check_accrual(ACCRUAL_OVERFLOW);
	period->charge = usage_price(&state->memory.terms, period->used, period->part);
	period->amount = period->charge;
	if (period->has_minimum && (to >= period->to || state->as_accrued))
	{
		Real		least = state->as_accrued ? real_multiply(period->minimum, part_gone(state, to)) : period->minimum;

		if (real_compare(least, period->amount) > 0)
			period->amount = least;
	}
	charge = rounded_price(real_add(state->charge_before, period->charge), state->scale);
	amount = rounded_price(real_add(state->amount_before, period->amount), state->scale);

	values[0] = TimestampTzGetDatum(from);
	values[1] = TimestampTzGetDatum(to);
	values[2] = NumericGetDatum(numeric_from_scaled(used, TERMS_USAGE_SCALE));
	values[3] = NumericGetDatum(numeric_posted(charge - state->charge, state->scale));
	values[4] = NumericGetDatum(numeric_posted((amount - state->amount) - (charge - state->charge), state->scale));
	values[5] = NumericGetDatum(numeric_posted(amount - state->amount, state->scale));
	values[6] = NumericGetDatum(numeric_posted(amount, state->scale));
	state->charge = charge;
	state->amount = amount;
	state->at = to;
	return true;
}

/* How many steps the lease has, if they are fewer than "most". */
static int
count_steps_of(const UsageState *state, int most)
{
	int64		at = state->at;
	int			n = 0;

	while (n < most && at < state->to)
	{
		if ((n & 1023) == 0)
			CHECK_FOR_INTERRUPTS();
		if (!next_boundary(state, state->step, at, &at))
			at = state->to;
		n++;
	}
	return n;
}

static bool
usage_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	static const char *const shortfalls[] = {"at end", "as accrued", NULL};
	UsageState *state;
	const LeaseTerms *terms;
	const PeriodLength *step_length;
	Span		during;
	Span		nothing = {.empty = true};
	Lease		lease;
	int			steps;

	reject_null(fcinfo, 3, "step");
	reject_null(fcinfo, 6, "shortfall");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return false;
	state = palloc_wide(sizeof(UsageState));
	read_usage_terms(&state->memory, PG_GETARG_DATUM(0));
	terms = &state->memory.terms;
	check_bounds(terms);
	state->used = array_argument(PG_GETARG_DATUM(1), NUMERICOID, "used", "Write 0 where nothing was used.");
	during = span_from_tstzrange(PG_GETARG_DATUM(2));
	state->step = period_argument(PG_GETARG_TEXT_PP(3), "step");
	state->accrual.zone = terms_zone(&state->memory, fcinfo, 4);
	state->accrual.proration = terms_proration(&state->memory, fcinfo, 5);
	state->as_accrued = choice_argument(PG_GETARG_TEXT_PP(6), "shortfall", shortfalls) == 1;
	state->scale = PG_ARGISNULL(7) ? rent_rate_decimals(&terms->rate) : int32_argument(fcinfo, 7, "scale");
	require_scale(state->scale, -ACCRUED_SCALE);
	if (state->used.n > SCHEDULE_LINES_MAX)
		refuse_lines(state->step);
	for (int i = 0; i < state->used.n; i++)
	{
		if ((i & 1023) == 0)
			CHECK_FOR_INTERRUPTS();
		used_argument(state->used.element[i], "usage");
	}

	/* the start is checked as that of any lease */
	lease_clip(&lease, &during, &nothing);
	if (during.empty || during.lower == during.upper)
	{
		if (state->used.n == 0)
			return false;
		during.upper = during.lower;
	}
	state->period = terms->nclauses > 0 ? terms->clause[terms->nclauses - 1].period : 0;
	state->accrual.period = period_length(state->period == 0 || state->period == PERIOD_LEASE ? PERIOD_MONTH : state->period);
	state->accrual.start = state->at = during.lower;
	state->anniversaries = !proration_has_axis(state->accrual.proration);
	state->to = during.upper;

	/* usage is told by step: a step in two periods would belong to neither */
	step_length = period_length(state->step);
	if (state->period != 0 && state->period != PERIOD_LEASE &&
		(step_length->months > state->accrual.period->months || (step_length->months == 0 && step_length->days > 1)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a step of a %s does not lie within one %s", period_name(state->step), period_name(state->period)),
				 errdetail("Tiers, minimum and maximum are counted over each %s.", period_name(state->period)),
				 errhint("Tell the usage by \"%s\", or by a shorter step that divides it.", period_name(state->period))));
	if (state->period == PERIOD_LEASE && state->to == PG_INT64_MAX && state->as_accrued)
		require_end(&during, "minimum that accrues over it");
	steps = count_steps_of(state, state->used.n);
	if (steps < state->used.n)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("usage of %d steps in a lease that has %d", state->used.n, steps),
				 errdetail("used[i] is what was used in the i-th %s.", period_name(state->step)),
				 errhint("Leave out usage after the lease's end, or lengthen the lease.")));
	if (state->used.n == 0)
		return false;
	begin_period(state, state->at);
	source->next = usage_next;
	source->state = state;
	return true;
}

/*
 * usage_schedule(terms lease_terms, used numeric[], during tstzrange, step text DEFAULT 'month',
 *		zone text DEFAULT NULL, proration text DEFAULT NULL, shortfall text DEFAULT 'at end',
 *		scale int8 DEFAULT NULL)
 *		RETURNS TABLE (period_start timestamptz, period_end timestamptz, used numeric, charge numeric,
 *					   shortfall numeric, amount numeric, cumulative numeric)
 *
 * used[i] in the i-th step: what it costs with tiers and maximum, what makes up to the minimum, and both.
 * Steps and periods are the lease's own with proration anniversary, else the calendar's; in a period that the
 * lease covers in part thresholds, minimum and maximum are scaled by that part.  'at end': the shortfall
 * stands where its period ends.  'as accrued': to date the larger of charge and minimum x part gone, so that a
 * row may take shortfall back.  Amounts are rounded cumulatively to "scale" decimals, the currency's own if NULL.
 *
 * No rows for NULL terms, used or during; 22004 for a NULL among used, a NULL step or shortfall; 22023 for usage
 * below 0 or for more steps than there are, a step that is longer than the period or lies in two, a
 * shortfall that there is not, terms that price time.
 */
PG_FUNCTION_INFO_V1(usage_schedule);
Datum
usage_schedule(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, usage_begin);
}

static double
usage_rows(List *arguments)
{
	return planned_elements(arguments, 1);
}

/* usage_schedule_support(internal) RETURNS internal: a row for each element of the array */
PG_FUNCTION_INFO_V1(usage_schedule_support);
Datum
usage_schedule_support(PG_FUNCTION_ARGS)
{
	return planned_rows(fcinfo, usage_rows);
}
