/*
 * cash_flows_rows.c
 *		The transitions of the aggregates over dated amounts, and over amounts by period:
 *		rows added, states merged.
 */
#include "flows/cash_flows_state.h"

#include "base/numbers.h"
#include "miscadmin.h"
#include "utils/timestamp.h"

/* ---- what a group carries along ---------------------------------------------------------- */

/* "what" it is: a discount rate, a guess. */
static void
reject_varying(const char *what, ParameterKind a_kind, float8 a, ParameterKind b_kind, float8 b)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the %s varies within a group: %s and %s", what,
					cash_flows_parameter_string(a_kind, a), cash_flows_parameter_string(b_kind, b)),
			 errdetail("A discount rate or a guess is one number for all flows of a group."),
			 errhint("Add it to GROUP BY, or take max() of it first.")));
}

/* The same for every row; the first sets it. */
static inline void
carry_parameter(CashFlowsState *state, bool first, const char *what, ParameterKind kind, float8 parameter)
{
	if (first)
	{
		state->parameter_kind = kind;
		state->parameter = parameter;
	}
	else if (unlikely(state->parameter_kind != kind || state->parameter != parameter))
		reject_varying(what, state->parameter_kind, state->parameter, kind, parameter);
}

static inline void
carry_argument(CashFlowsState *state, bool first, FunctionCallInfo fcinfo, int argument, const char *what)
{
	ParameterKind kind = PARAMETER_NULL;
	float8		parameter = 0;

	if (!PG_ARGISNULL(argument))
	{
		/* adding zero makes -0 zero */
		kind = PARAMETER_VALUE;
		parameter = PG_GETARG_FLOAT8(argument) + 0.0;
	}
	if (first && kind == PARAMETER_VALUE)
	{
		reject_not_finite(parameter, what);
		if (parameter <= -1)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%s %s is not above -1", what, cash_flows_parameter_string(kind, parameter)),
					 errhint("Write 0.08 for 8 percent.")));
	}
	carry_parameter(state, first, what, kind, parameter);
}

/* ---- rows ----------------------------------------------------------------------------- */

static inline i128
amount_from_int8(Datum value)
{
	return int8_to_amount(DatumGetInt64(value));
}

static inline i128
amount_from_numeric(Datum value)
{
	return numeric_to_amount(value, "amount");
}

static inline i128
amount_from_float8(Datum value)
{
	float8		number = DatumGetFloat8(value);

	/* integers come so too */
	if (likely(number > -9e15 && number < 9e15 && (float8) (int64) number == number))
		return int8_to_amount((int64) number);
	return float8_to_amount(number, "amount");
}

static void
reject_infinite_date(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("a cash flow cannot have an infinite date")));
}

static inline DateADT
date_from_timestamp(Datum value)
{
	/* counted from the first day there is, so that the division need not look at the sign */
	const int64 first_day = DATETIME_MIN_JULIAN - POSTGRES_EPOCH_JDATE;
	Timestamp	timestamp = DatumGetTimestamp(value);

	if (unlikely(TIMESTAMP_NOT_FINITE(timestamp)))
		reject_infinite_date();
	/* (the difference of the last day and the first is beyond an int64) */
	return (DateADT) ((int64) (((uint64) timestamp - (uint64) (first_day * USECS_PER_DAY)) / USECS_PER_DAY) + first_day);
}

/*
 * A row into the state.  "flow" is the place of the amount among the arguments, the
 * date follows it; "parameter" that of the rate or guess, -1 if there is none, and "what"
 * it is.  A row without amount or date adds nothing, and its rate is not looked at.
 */
static inline Datum
add_row(FunctionCallInfo fcinfo, i128 (*read_amount) (Datum), int flow, int parameter, const char *what)
{
	CashFlowsState *state;
	bool		sound;

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(flow) || PG_ARGISNULL(flow + 1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	state = cash_flows_state_to_change(fcinfo, CASH_FLOWS);
	sound = flows_state_sound(state, CASH_FLOWS);
	if (parameter >= 0)
		carry_argument(state, PG_ARGISNULL(0), fcinfo, parameter, what);
	cash_flows_state_append(state, date_from_timestamp(PG_GETARG_DATUM(flow + 1)), read_amount(PG_GETARG_DATUM(flow)));
	assert_flows_state(state, CASH_FLOWS, sound);
	return cash_flows_state_datum(state);
}

/*
 * cash_flows_add(cash_flows, amount, at) RETURNS cash_flows
 * cash_flows_add_guess(cash_flows, amount, at, guess float8) RETURNS cash_flows
 * cash_flows_add_rate(cash_flows, discount_rate float8, amount, at) RETURNS cash_flows
 *
 * Transition functions.  amount is int8, numeric or float8 (its shortest decimal) in
 * currency units; at is a timestamp, of which the date counts: dates come as its midnight.
 * NULL amount or NULL at adds nothing.  22003 for an amount
 * beyond 10^24, 22023 for NaN, infinity, an infinite date, a rate or guess that is
 * not above -1 or that varies, 54000 for more dates than fit.
 */
#define ADD_FUNCTION(name, amount, flow, parameter, what) \
	PG_FUNCTION_INFO_V1(name##_##amount); \
	Datum name##_##amount(PG_FUNCTION_ARGS) \
	{ return add_row(fcinfo, amount_from_##amount, flow, parameter, what); } \
	struct semicolon_eater

#define ADD_FUNCTIONS(amount) \
	ADD_FUNCTION(cash_flows_add, amount, 1, -1, NULL); \
	ADD_FUNCTION(cash_flows_add_guess, amount, 1, 3, "guess"); \
	ADD_FUNCTION(cash_flows_add_rate, amount, 2, 1, "discount rate")

/*
 * cash_flows_add_int8, cash_flows_add_guess_int8, cash_flows_add_rate_int8, cash_flows_add_numeric,
 * cash_flows_add_guess_numeric, cash_flows_add_rate_numeric, cash_flows_add_float8,
 * cash_flows_add_guess_float8, cash_flows_add_rate_float8
 */
ADD_FUNCTIONS(int8);
ADD_FUNCTIONS(numeric);
ADD_FUNCTIONS(float8);

/* ---- rows of amounts by period -------------------------------------------------------------- */

/*
 * periodic_flows_add(periodic_flows, amount, period int8) RETURNS periodic_flows
 *
 * Transition function.  amount as in cash_flows_add(); a NULL one adds nothing.  22004 for an
 * amount of a NULL period, 22023 for a period outside 0 .. 1000000.
 */
static inline Datum
add_period(FunctionCallInfo fcinfo, i128 (*read_amount) (Datum))
{
	CashFlowsState *state;
	int64		period;
	bool		sound;

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	if (PG_ARGISNULL(2))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("an amount has no period"),
				 errhint("Leave out such rows, as in FILTER (WHERE period IS NOT NULL).")));
	period = PG_GETARG_INT64(2);
	if (period < 0 || period > LAST_PERIOD)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("period " INT64_FORMAT " is outside 0 .. %d", period, LAST_PERIOD),
				 errhint("Periods are numbered from 0; amounts on dates are for cash_flows.")));
	state = cash_flows_state_to_change(fcinfo, PERIODIC_FLOWS);
	sound = flows_state_sound(state, PERIODIC_FLOWS);
	cash_flows_state_append(state, (DateADT) period, read_amount(PG_GETARG_DATUM(1)));
	assert_flows_state(state, PERIODIC_FLOWS, sound);
	return cash_flows_state_datum(state);
}

PG_FUNCTION_INFO_V1(periodic_flows_add_int8);
Datum
periodic_flows_add_int8(PG_FUNCTION_ARGS)
{
	return add_period(fcinfo, amount_from_int8);
}

PG_FUNCTION_INFO_V1(periodic_flows_add_numeric);
Datum
periodic_flows_add_numeric(PG_FUNCTION_ARGS)
{
	return add_period(fcinfo, amount_from_numeric);
}

PG_FUNCTION_INFO_V1(periodic_flows_add_float8);
Datum
periodic_flows_add_float8(PG_FUNCTION_ARGS)
{
	return add_period(fcinfo, amount_from_float8);
}

/* ---- merging ----------------------------------------------------------------------------- */

static Datum
combine(FunctionCallInfo fcinfo, const char *type)
{
	const CashFlows *b = flows_from_datum(PG_GETARG_DATUM(1), type);
	const CashFlows *a;
	CashFlows  *sum;

	if (in_aggregate(fcinfo))
	{
		CashFlowsState *state = cash_flows_state_to_change(fcinfo, type);
		bool		sound = flows_state_sound(state, type) && flows_sound(b, type);

		carry_parameter(state, false, "rate or guess", b->parameter_kind, b->parameter);
		cash_flows_state_merge(state, b);
		assert_flows_state(state, type, sound);
		return cash_flows_state_datum(state);
	}

	a = flows_from_datum(PG_GETARG_DATUM(0), type);
	if (a->parameter_kind != b->parameter_kind || a->parameter != b->parameter)
		reject_varying("rate or guess", a->parameter_kind, a->parameter, b->parameter_kind, b->parameter);
	sum = palloc(VARSIZE(a));
	copy_large(sum, a, VARSIZE(a));
	for (int i = 0; i < b->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		sum = cash_flows_append(sum, b->flow[i].date, cash_flow_amount(&b->flow[i]), NULL);
	}
	PG_RETURN_POINTER(cash_flows_canonical(sum));
}

/*
 * cash_flows_combine(cash_flows, cash_flows) RETURNS cash_flows
 * periodic_flows_combine(periodic_flows, periodic_flows) RETURNS periodic_flows
 *
 * The flows of both; changes the first in place inside an aggregate, where neither
 * need be canonical.  Also the operators +.  22003 on overflow, 22023 where both carry
 * rates that differ.
 */
PG_FUNCTION_INFO_V1(cash_flows_combine);
Datum
cash_flows_combine(PG_FUNCTION_ARGS)
{
	return combine(fcinfo, CASH_FLOWS);
}

PG_FUNCTION_INFO_V1(periodic_flows_combine);
Datum
periodic_flows_combine(PG_FUNCTION_ARGS)
{
	return combine(fcinfo, PERIODIC_FLOWS);
}

/*
 * cash_flows_final(cash_flows) RETURNS cash_flows
 * periodic_flows_final(periodic_flows) RETURNS periodic_flows
 *
 * Final functions: one flow per date or period, by date or period.  They do not change the state.
 */
PG_FUNCTION_INFO_V1(cash_flows_final);
Datum
cash_flows_final(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(cash_flows_argument(PG_GETARG_DATUM(0)));
}

PG_FUNCTION_INFO_V1(periodic_flows_final);
Datum
periodic_flows_final(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(flows_argument(PG_GETARG_DATUM(0), PERIODIC_FLOWS));
}
