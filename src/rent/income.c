/*
 * income.c
 *		Income of an operating lease: what is fixed, spread evenly; what an index adds, as it
 *		comes; and what is still to come of both.
 *
 * Over [a, b), the lease or the part of it within, income until t is
 *
 *		S(t) = (fixed rent - opening) * (P(t) - P(a)) / (P(b) - P(a)) + what an index adds until t
 *
 * where P counts the rate's own periods, so that a flat rate's income is its rent.  All is net of
 * tax; a rate that says no tax is taken as net.
 */
#include "base/gpurent.h"

#include <math.h>

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "base/amounts.h"
#include "base/messages.h"
#include "base/numbers.h"
#include "base/rows.h"
#include "base/zone.h"
#include "rent/income.h"
#include "values/rent_rate.h"

/* ---- S(t) ------------------------------------------------------------------------------ */

/* The periods since the lease's start until the instant that was reached, in the axis's units. */
static void
axis_units(const TermsCumulative *c, ExactSum *result)
{
	const AxisPosition *reached = &c->accrual.reached;

	exact_sum_clear(result);
	if (!exact_sum_add(result, 1, reached->at.whole, reached->at.num, reached->at.den) ||
		!exact_sum_add(result, -1, reached->origin.whole, reached->origin.num, reached->origin.den))
		check_accrual(ACCRUAL_OVERFLOW);
}

static Real
difference(const ExactSum *a, const ExactSum *b, int64 multiplier, WideRatio ratio)
{
	return real_subtract(exact_sum_real(a, multiplier, ratio), exact_sum_real(b, multiplier, ratio));
}

static const WideRatio one = {1, 1};

static Real
units_real(const ExactSum *units)
{
	Real		result = real_from_i128(units->whole);

	for (int i = 0; i < units->nparts; i++)
		if (units->part[i].num != 0)
			result = real_add(result, real_divide_int(real_from_i128(units->part[i].num), units->part[i].den));
	return result;
}

void
net_cumulative_open(TermsCumulative *c, const TermsLease *lease, bool both)
{
	RateTerms	terms;

	rate_terms_unpack(lease->memory->terms.rate.terms, &terms);
	terms_cumulative_open(c, lease, both);
	if (terms.tax_basis == TAX_INCLUDED)
	{
		c->ratio.num *= TAX_RATE_MAX;
		c->ratio.den *= TAX_RATE_MAX + terms.tax_rate;
	}
}

void
income_open(Income *income, const TermsLease *lease, i128 opening)
{
	const Accrual *accrual = &lease->lease.accrual;
	ExactSum	end;

	income->lease = lease;
	income->opening = opening;
	net_cumulative_open(&income->cumulative, lease, true);
	income->indexed = false;
	for (int i = 0; i < lease->memory->terms.nclauses; i++)
		income->indexed |= lease->memory->terms.clause[i].kind == CLAUSE_INDEX;

	/* what there is to spread, and over what */
	terms_cumulative_advance(&income->cumulative, lease->lease.from);
	exact_sum_copy(&income->due_before, &income->cumulative.due);
	exact_sum_copy(&income->fixed_before, &income->cumulative.fixed);
	axis_units(&income->cumulative, &income->units_before);
	terms_cumulative_advance(&income->cumulative, lease->lease.to);
	income->fixed = real_subtract(difference(&income->cumulative.fixed, &income->fixed_before,
											 accrual->quantity, income->cumulative.ratio),
								  real_from_i128(opening));
	axis_units(&income->cumulative, &end);
	income->units = difference(&end, &income->units_before, 1, one);
	income->per_unit = real_is_zero(income->units) ? (Real) {0} : real_divide(income->fixed, income->units);

	/* and once more from the beginning */
	net_cumulative_open(&income->cumulative, lease, true);
}

void
income_at(Income *income, int64 until, i128 *rent, i128 *earned)
{
	const Lease *lease = &income->lease->lease;
	TermsCumulative *c = &income->cumulative;
	int64		quantity = lease->accrual.quantity;
	ExactSum	units;
	Real		sum;

	terms_cumulative_advance(c, until);
	axis_units(c, &units);
	if (!exact_sum_subtract(&units, &income->units_before) || !exact_sum_subtract(&c->due, &income->due_before) ||
		!exact_sum_round(&c->due, quantity, c->ratio, rent))
		check_accrual(ACCRUAL_OVERFLOW);
	/* where the whole lies in days that the proration does not count, it comes at the end */
	if (real_is_zero(income->units))
		sum = until < lease->to ? (Real) {0} : income->fixed;
	else
		sum = real_multiply(income->per_unit, units_real(&units));
	if (income->indexed)
	{
		/* what an index adds: due and fixed over the same time */
		if (!exact_sum_subtract(&c->fixed, &income->fixed_before) || !exact_sum_subtract(&c->due, &c->fixed))
			check_accrual(ACCRUAL_OVERFLOW);
		sum = real_add(sum, exact_sum_real(&c->due, quantity, c->ratio));
	}
	if (!real_round(sum, earned))
		check_accrual(ACCRUAL_OVERFLOW);
}

i128
opening_argument(FunctionCallInfo fcinfo, int argument, int scale)
{
	i128		opening;

	opening = numeric_to_amount(PG_GETARG_DATUM(argument), "opening");
	/* an amount keeps 12 decimals of those that were written */
	if (opening % (i128) power_of_ten(ACCRUED_SCALE - scale) != 0 ||
		DatumGetBool(DirectFunctionCall2(numeric_ne, PG_GETARG_DATUM(argument),
										 NumericGetDatum(numeric_from_scaled(opening, ACCRUED_SCALE)))))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("opening %s has more than %d decimals", shown_argument(fcinfo, argument), scale),
				 errdetail("An opening is a balance of the books, in whole units of the currency's smallest part."),
				 errhint("Round it, as in round(opening, %d).", scale)));
	return opening;
}

/* ---- income_schedule --------------------------------------------------------------------- */

typedef struct IncomeState
{
	TermsMemory memory;
	TermsLease	lease;
	Income		income;
	ScheduleLines lines;
	int			scale;
	i128		rent;			/* posted until the next line, in 10^-scale */
	i128		earned;
} IncomeState;

static bool
income_next(void *argument, Datum *values, bool *nulls)
{
	IncomeState *state = argument;
	i128		unit = (i128) power_of_ten(ACCRUED_SCALE - state->scale);
	i128		opening = state->income.opening / unit;
	i128		rent;
	i128		earned;
	int64		from;
	int64		to;

	if (!schedule_next_line(&state->lines, &from, &to))
		return false;
	income_at(&state->income, to, &rent, &earned);
	rent = div_round_i128(rent, unit);
	earned = amount_minus(div_round_i128(amount_plus(earned, state->income.opening), unit), opening);

	values[0] = TimestampTzGetDatum(from);
	values[1] = TimestampTzGetDatum(to);
	values[2] = DateADTGetDatum(date_before(state->lines.zone, to));
	values[3] = NumericGetDatum(numeric_posted(amount_minus(rent, state->rent), state->scale));
	values[4] = NumericGetDatum(numeric_posted(amount_minus(earned, state->earned), state->scale));
	values[5] = NumericGetDatum(numeric_posted(rent, state->scale));
	values[6] = NumericGetDatum(numeric_posted(earned, state->scale));
	values[7] = NumericGetDatum(numeric_posted(amount_minus(amount_plus(opening, earned), rent), state->scale));
	state->rent = rent;
	state->earned = earned;
	return true;
}

static bool
income_begin(FunctionCallInfo fcinfo, QuantityReader read_quantity, RowSource *source)
{
	IncomeState *state;
	Quantity	quantity;
	Span		during;
	Span		within;
	bool		has_within = !PG_ARGISNULL(7);
	int			step;
	i128		opening;

	reject_null(fcinfo, 3, "step");
	reject_null(fcinfo, 8, "opening");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return false;
	state = palloc_wide(sizeof(IncomeState));
	terms_read(&state->memory, PG_GETARG_DATUM(0));
	quantity = read_quantity(PG_GETARG_DATUM(1));
	during = span_from_tstzrange(PG_GETARG_DATUM(2));
	step = period_argument(PG_GETARG_TEXT_PP(3), "step");
	state->scale = PG_ARGISNULL(6) ? rent_rate_decimals(&state->memory.terms.rate) : int32_argument(fcinfo, 6, "scale");
	require_scale(state->scale, -ACCRUED_SCALE);
	opening = opening_argument(fcinfo, 8, state->scale);
	if (has_within)
		within = span_from_tstzrange(PG_GETARG_DATUM(7));

	require_end_within(&during, has_within ? &within : NULL, "even income");
	terms_lease_init(&state->lease, &state->memory, &quantity, &during, has_within ? &within : NULL,
					 terms_zone(&state->memory, fcinfo, 4), terms_proration(&state->memory, fcinfo, 5));
	if (state->lease.lease.from == state->lease.lease.to)
		return false;
	schedule_lines_init(&state->lines, &state->lease.lease, step, false);
	income_open(&state->income, &state->lease, opening);
	source->next = income_next;
	source->state = state;
	return true;
}

static bool
income_begin_float8(FunctionCallInfo fcinfo, QuantityReader read_quantity, RowSource *source)
{
	LOCAL_FCINFO(call, 9);

	call_with_numerics(fcinfo, call, 8, 8);
	return income_begin(call, read_quantity, source);
}

/*
 * income_schedule(terms lease_terms, quantity numeric | float8 | p_capacity, during tstzrange,
 *		step text DEFAULT 'month', zone text DEFAULT NULL, proration text DEFAULT NULL,
 *		scale int8 DEFAULT NULL, within tstzrange DEFAULT NULL, opening numeric DEFAULT 0 | float8 DEFAULT 0)
 *		RETURNS TABLE (period_start timestamptz, period_end timestamptz, posting_date date,
 *					   rent numeric, income numeric, cumulative_rent numeric,
 *					   cumulative_income numeric, accrued numeric)
 *
 * Rent and income by calendar steps, net of tax, each rounded cumulatively to "scale" decimals, the
 * currency's own if NULL: income to date is round(opening + S) - opening, accrued is opening +
 * income - rent, which is 0 at the end.  posting_date is a line's last day in the zone.
 *
 * No rows for NULL terms, quantity or during; 22004 for a NULL step or opening; 22003 for an opening of
 * more decimals than "scale"; 22023 without an end; otherwise as rent_schedule().
 *
 * IFRS 16.81, ASC 842-30-25-11, CAS 21 article 45; a modification: doc/income.md.
 */
/* income_schedule_numeric, income_schedule_float8, income_schedule_p_capacity, income_schedule_text */
ROWS_OF_FULL_QUANTITY(income_schedule, income_begin, numeric);
ROWS_OF_FULL_QUANTITY(income_schedule, income_begin_float8, float8);
ROWS_OF_FULL_QUANTITY(income_schedule, income_begin, p_capacity);
ROWS_OF_FULL_QUANTITY(income_schedule, income_begin, text);

/* ---- to date -------------------------------------------------------------------------------- */

/*
 * income_to_date(terms lease_terms, quantity numeric | float8 | p_capacity, during tstzrange, at date,
 *		within tstzrange DEFAULT NULL, zone text DEFAULT NULL, proration text DEFAULT NULL,
 *		opening numeric DEFAULT 0 | float8 DEFAULT 0) RETURNS numeric
 * accrued_rent(... the same ...) RETURNS numeric
 *
 * S, and the balance opening + S - rent, at the close of a day in the zone, to 12 decimals.  NULL for
 * NULL terms, quantity, during or at; errors as income_schedule().
 */
static Datum
income_until(FunctionCallInfo fcinfo, QuantityReader read_quantity, bool balance)
{
	TermsMemory memory = {0};
	TermsLease	lease;
	Income		income;
	Quantity	quantity;
	Span		during;
	Span		within;
	bool		has_within = !PG_ARGISNULL(4);
	int64		until;
	i128		opening;
	i128		rent = 0;
	i128		earned = 0;
	TimeZone   *zone;

	reject_null(fcinfo, 7, "opening");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	terms_read(&memory, PG_GETARG_DATUM(0));
	quantity = read_quantity(PG_GETARG_DATUM(1));
	during = span_from_tstzrange(PG_GETARG_DATUM(2));
	if (has_within)
		within = span_from_tstzrange(PG_GETARG_DATUM(4));
	zone = terms_zone(&memory, fcinfo, 5);
	opening = opening_argument(fcinfo, 7, rent_rate_decimals(&memory.terms.rate));

	require_end_within(&during, has_within ? &within : NULL, "even income");
	terms_lease_init(&lease, &memory, &quantity, &during, has_within ? &within : NULL, zone,
					 terms_proration(&memory, fcinfo, 6));
	until = Min(close_of_day(zone, PG_GETARG_DATEADT(3)), lease.lease.to);
	if (until > lease.lease.from)
	{
		income_open(&income, &lease, opening);
		income_at(&income, until, &rent, &earned);
	}
	PG_RETURN_NUMERIC(numeric_from_scaled(balance ? amount_minus(amount_plus(opening, earned), rent) : earned, ACCRUED_SCALE));
}

static Datum
income_to_date(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return income_until(fcinfo, read_quantity, false);
}

static Datum
accrued_rent(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return income_until(fcinfo, read_quantity, true);
}

/* income_to_date_numeric, income_to_date_p_capacity, income_to_date_text, accrued_rent_numeric, accrued_rent_p_capacity, accrued_rent_text */
FUNCTION_OF_FULL_QUANTITY(income_to_date, numeric);
FUNCTION_OF_FULL_QUANTITY(income_to_date, p_capacity);
FUNCTION_OF_FULL_QUANTITY(income_to_date, text);
FUNCTION_OF_FULL_QUANTITY(accrued_rent, numeric);
FUNCTION_OF_FULL_QUANTITY(accrued_rent, p_capacity);
FUNCTION_OF_FULL_QUANTITY(accrued_rent, text);

static Datum
income_until_float8(FunctionCallInfo fcinfo, bool balance)
{
	LOCAL_FCINFO(call, 8);
	Datum		result;

	call_with_numerics(fcinfo, call, 7, 7);
	result = income_until(call, full_quantity_from_float8, balance);
	fcinfo->isnull = call->isnull;
	return result;
}

PG_FUNCTION_INFO_V1(income_to_date_float8);
Datum
income_to_date_float8(PG_FUNCTION_ARGS)
{
	return income_until_float8(fcinfo, false);
}

PG_FUNCTION_INFO_V1(accrued_rent_float8);
Datum
accrued_rent_float8(PG_FUNCTION_ARGS)
{
	return income_until_float8(fcinfo, true);
}

/* ---- backlog_schedule ------------------------------------------------------------------------- */

typedef struct BacklogState
{
	TermsMemory memory;
	TermsLease	lease;
	Income		income;			/* basis income */
	TermsCumulative rent;		/* basis rent */
	bool		by_income;
	ScheduleLines lines;
	int			scale;
	i128		posted;
} BacklogState;

static i128
backlog_posted(BacklogState *state, int64 until)
{
	i128		amount;
	i128		rent;

	if (state->by_income)
		income_at(&state->income, until, &rent, &amount);
	else
	{
		terms_cumulative_advance(&state->rent, until);
		amount = terms_amount(&state->rent, &state->rent.due);
	}
	return div_round_i128(amount, (i128) power_of_ten(ACCRUED_SCALE - state->scale));
}

static bool
backlog_next(void *argument, Datum *values, bool *nulls)
{
	BacklogState *state = argument;
	i128		before = state->posted;
	int64		from;
	int64		to;

	if (!schedule_next_line(&state->lines, &from, &to))
		return false;
	state->posted = backlog_posted(state, to);
	values[0] = TimestampTzGetDatum(from);
	values[1] = TimestampTzGetDatum(to);
	values[2] = NumericGetDatum(numeric_posted(amount_minus(state->posted, before), state->scale));
	return true;
}

static bool
backlog_begin(FunctionCallInfo fcinfo, QuantityReader read_quantity, RowSource *source)
{
	static const char *const bases[] = {"rent", "income", NULL};
	BacklogState *state;
	Quantity	quantity;
	Span		during;
	int			step;
	TimeZone   *zone;
	int64		close;

	reject_null(fcinfo, 4, "step");
	reject_null(fcinfo, 5, "basis");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		return false;
	state = palloc_wide(sizeof(BacklogState));
	terms_read(&state->memory, PG_GETARG_DATUM(0));
	quantity = read_quantity(PG_GETARG_DATUM(1));
	during = span_from_tstzrange(PG_GETARG_DATUM(2));
	step = period_argument(PG_GETARG_TEXT_PP(4), "step");
	state->by_income = choice_argument(PG_GETARG_TEXT_PP(5), "basis", bases) == 1;
	zone = terms_zone(&state->memory, fcinfo, 6);
	state->scale = PG_ARGISNULL(8) ? rent_rate_decimals(&state->memory.terms.rate) : int32_argument(fcinfo, 8, "scale");
	require_scale(state->scale, -ACCRUED_SCALE);

	refuse_metered(&state->memory);
	/* nothing is committed without an end */
	if (during.empty || during.upper == PG_INT64_MAX)
		return false;
	terms_lease_init(&state->lease, &state->memory, &quantity, &during, NULL, zone, terms_proration(&state->memory, fcinfo, 7));
	close = Max(close_of_day(zone, PG_GETARG_DATEADT(3)), state->lease.lease.from);
	if (close >= state->lease.lease.to)
		return false;
	schedule_lines_init(&state->lines, &state->lease.lease, step, false);
	state->lines.at = close;
	if (state->by_income)
		income_open(&state->income, &state->lease, 0);
	else
		terms_cumulative_open(&state->rent, &state->lease, false);
	state->posted = backlog_posted(state, close);
	source->next = backlog_next;
	source->state = state;
	return true;
}

/*
 * backlog_schedule(terms lease_terms, quantity numeric | float8 | p_capacity, during tstzrange, at date,
 *		step text DEFAULT 'year', basis text DEFAULT 'rent', zone text DEFAULT NULL,
 *		proration text DEFAULT NULL, scale int8 DEFAULT NULL)
 *		RETURNS TABLE (period_start timestamptz, period_end timestamptz, amount numeric)
 *
 * What is still to come after the close of a day, by calendar steps: rent on the rate's tax basis, or
 * income, net, which is the transaction price not yet recognised (IFRS 15.120).  No rows for a NULL among
 * the first four, for a lease that has ended and for one without an end.
 */
/* backlog_schedule_numeric, backlog_schedule_float8, backlog_schedule_p_capacity, backlog_schedule_text */
ROWS_OF_FULL_QUANTITIES(backlog_schedule, backlog_begin);

static double
backlog_rows(List *arguments)
{
	Datum		during;
	Datum		at;
	Datum		name;
	double		step;
	Span		span;

	if (!planned_argument(arguments, 2, &during) || !planned_argument(arguments, 3, &at) ||
		!planned_argument(arguments, 4, &name))
		return -1;
	span = span_from_tstzrange(during);
	step = planned_step(DatumGetTextPP(name));
	/* what is wrong with them is for the function itself to say */
	if (step < 0 || span.upper == PG_INT64_MAX || DATE_NOT_FINITE(DatumGetDateADT(at)))
		return -1;
	return Max(0, ceil(((double) span.upper - (DatumGetDateADT(at) + 1.0) * USECS_PER_DAY) / step));
}

/*
 * backlog_schedule_support(internal) RETURNS internal: the time from the day to the lease's end over the
 * step's length, where all three are known when the query is planned
 */
PG_FUNCTION_INFO_V1(backlog_schedule_support);
Datum
backlog_schedule_support(PG_FUNCTION_ARGS)
{
	return planned_rows(fcinfo, backlog_rows);
}
