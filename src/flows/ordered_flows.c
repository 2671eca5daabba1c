/*
 * ordered_flows.c
 *		Amounts a period apart, in the order they come: the rows of npv(), irr(), mirr(),
 *		payback() and their arrays.
 */
#include "flows/ordered_flows.h"

#include <math.h>

#include "base/expanded_state.h"
#include "flows/flow_arrays.h"
#include "miscadmin.h"

#define ORDERED_FLOWS_VERSION	1
#define FIRST_SIZE				256
#define MAX_FLOWS				(1 << 24)

/* Of a numeric, which has up to 16,383 decimals and 131,072 digits before them. */
#define LEAST_EXPONENT			(-16400)
#define GREATEST_EXPONENT		131072

/* ---- rows ------------------------------------------------------------------------ */

static inline int
room(const OrderedFlows *flows)
{
	return (int) ((VARSIZE(flows) - offsetof(OrderedFlows, flow)) / sizeof(OrderedFlow));
}

static void
not_a_state(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_EXCEPTION),
			 errmsg("not a state of npv(), irr() or mirr()")));
}

static struct varlena *
settle(ExpandedState *state, Size *size)
{
	*size = ORDERED_FLOWS_SIZE(((OrderedFlows *) state->flat)->used);
	return state->flat;
}

static const ExpandedStateMethods expanded_methods = EXPANDED_STATE_METHODS(ExpandedState, settle);

/* Itself or a copy in the current context; may have room. */
static OrderedFlows *
flows_from_datum(Datum value)
{
	ExpandedState *expanded = expanded_state(&expanded_methods, DatumGetPointer(value));
	OrderedFlows *flows;

	if (expanded != NULL)
		return (OrderedFlows *) expanded->flat;
	flows = (OrderedFlows *) PG_DETOAST_DATUM(value);
	/* bytea is aligned to 4 bytes in a row */
	if ((uintptr_t) flows % MAXIMUM_ALIGNOF != 0)
	{
		OrderedFlows *aligned = palloc(VARSIZE(flows));

		copy_large(aligned, flows, VARSIZE(flows));
		flows = aligned;
	}
	if (VARSIZE(flows) < ORDERED_FLOWS_SIZE(0) || flows->version != ORDERED_FLOWS_VERSION ||
		flows->used < 0 || flows->used > room(flows))
		not_a_state();
	return flows;
}

static bool
flow_sound(const OrderedFlow *flow)
{
	Decimal		amount = ordered_amount(flow);

	return amount.exponent >= LEAST_EXPONENT && amount.exponent <= GREATEST_EXPONENT &&
		amount.coefficient <= power_of_ten(DECIMAL_MAX_POWER);
}

static bool
head_sound(const OrderedFlows *flows)
{
	return flows->nulls < 4 && isfinite(flows->parameter[0]) && isfinite(flows->parameter[1]);
}

/* Of a state (base/summary.h): its head, and the flow that came last. */
#ifdef USE_ASSERT_CHECKING
static bool
ordered_flows_sound(const OrderedFlows *flows)
{
	return flows->version == ORDERED_FLOWS_VERSION && flows->reserved == 0 && head_sound(flows) &&
		flows->used >= 0 && flows->used <= room(flows) && flows->used <= MAX_FLOWS &&
		(flows->used == 0 || flow_sound(&flows->flow[flows->used - 1]));
}

static void
assert_ordered_flows(const OrderedFlows *flows, bool sound_before)
{
	Assert(!sound_before || ordered_flows_sound(flows));
}
#else
#define ordered_flows_sound(flows)	true
#define assert_ordered_flows(flows, sound_before)	((void) (sound_before))
#endif

/* As a final function can be called with any bytea, all of it is looked at. */
const OrderedFlows *
ordered_flows_argument(Datum value)
{
	const OrderedFlows *flows = flows_from_datum(value);
	bool		good = head_sound(flows);

	for (int i = 0; i < flows->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		good &= flow_sound(&flows->flow[i]);
	}
	if (!good)
		not_a_state();
	return flows;
}

static void
too_many_flows(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("more than %d periodic flows", MAX_FLOWS)));
}

/* What was gathered before, to be added to: the argument itself, or a state made of it. */
static ExpandedState *
state_to_change(FunctionCallInfo fcinfo)
{
	bool		first = PG_ARGISNULL(0);
	const OrderedFlows *before = NULL;
	MemoryContext context;
	ExpandedState *state;
	Size		used = ORDERED_FLOWS_SIZE(0);
	Size		size = FIRST_SIZE;

	if (!first && VARATT_IS_EXTERNAL_EXPANDED_RW(PG_GETARG_POINTER(0)))
	{
		state = expanded_state(&expanded_methods, PG_GETARG_POINTER(0));
		if (likely(state != NULL))
			return state;
	}
	if (!first)
	{
		before = flows_from_datum(PG_GETARG_DATUM(0));
		used = ORDERED_FLOWS_SIZE(before->used);
		while (size < used)
			size *= 2;
	}

	AggCheckCallContext(fcinfo, &context);
	state = expanded_state_make_small(&expanded_methods, context);
	state->flat = MemoryContextAlloc(context, size);
	if (first)
	{
		memset(state->flat, 0, used);
		((OrderedFlows *) state->flat)->version = ORDERED_FLOWS_VERSION;
	}
	else
		copy_large(state->flat, before, used);
	SET_VARSIZE(state->flat, size);
	return state;
}

static OrderedFlows *
make_room(ExpandedState *state)
{
	OrderedFlows *flows = (OrderedFlows *) state->flat;

	if (flows->used >= MAX_FLOWS)
		too_many_flows();
	expanded_state_grow(state, Min((Size) 2 * VARSIZE(flows), ORDERED_FLOWS_SIZE(MAX_FLOWS)));
	return (OrderedFlows *) state->flat;
}

void
ordered_flows_append(OrderedFlows *flows, const Decimal *amount)
{
	OrderedFlow *next = &flows->flow[flows->used++];

	words128_set(&next->coefficient, (i128) amount->coefficient);
	next->exponent = amount->exponent;
	next->negative = amount->negative;
}

static Decimal
decimal_from_int8(Datum value)
{
	return (Decimal) {.negative = DatumGetInt64(value) < 0, .coefficient = i128_abs(DatumGetInt64(value))};
}

static Decimal
decimal_from_numeric(Datum value)
{
	return numeric_to_decimal(value, "amount");
}

static Decimal
decimal_from_float8(Datum value)
{
	return float8_to_decimal(DatumGetFloat8(value), "amount");
}

static float8
parameter_argument(FunctionCallInfo fcinfo, int argument, const char *what, bool integer)
{
	float8		value = integer ? int32_argument(fcinfo, argument, what) : PG_GETARG_FLOAT8(argument);

	reject_not_finite(value, what);
	/* adding zero makes -0 zero */
	return value + 0.0;
}

/*
 * "flow" is the place of the amount among the arguments, "parameter" those of numbers that
 * must be the same for all rows, 0 for none, and "what" they are.
 */
typedef struct RowForm
{
	int			flow;
	int			parameter[2];
	const char *what[2];
	bool		second_is_integer;
} RowForm;

static Datum
add_row(FunctionCallInfo fcinfo, Decimal (*read_amount) (Datum), RowForm form)
{
	ExpandedState *state;
	OrderedFlows *flows;
	bool		first = PG_ARGISNULL(0);
	bool		sound;
	Decimal		amount;

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(form.flow))
	{
		if (first)
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}

	state = state_to_change(fcinfo);
	flows = (OrderedFlows *) state->flat;
	sound = ordered_flows_sound(flows);
	for (int i = 0; i < 2; i++)
	{
		uint16		bit = 1 << i;
		bool		is_null;
		float8		value;

		if (form.parameter[i] == 0)
			continue;
		is_null = PG_ARGISNULL(form.parameter[i]);
		value = is_null ? 0 : parameter_argument(fcinfo, form.parameter[i], form.what[i], i == 1 && form.second_is_integer);
		if (first)
		{
			flows->parameter[i] = value;
			flows->nulls |= is_null ? bit : 0;
		}
		else if (flows->parameter[i] != value || ((flows->nulls & bit) != 0) != is_null)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("the %s varies within a group", form.what[i]),
					 errdetail("A rate, a guess or a first period is one number for all flows of a group."),
					 errhint("Add it to GROUP BY, or take max() of it first.")));
	}

	amount = read_amount(PG_GETARG_DATUM(form.flow));
	if (flows->used == room(flows))
		flows = make_room(state);
	ordered_flows_append(flows, &amount);
	assert_ordered_flows(flows, sound);
	return EOHPGetRWDatum(&state->header);
}

/*
 * irr_add(bytea, amount) RETURNS bytea
 * irr_add(bytea, amount, guess float8) RETURNS bytea
 * npv_add(bytea, discount_rate float8, amount) RETURNS bytea
 * npv_add(bytea, discount_rate float8, amount, first_period int8) RETURNS bytea
 * mirr_add(bytea, amount, finance_rate float8, reinvest_rate float8) RETURNS bytea
 *
 * Transition functions.  amount is int8, numeric or float8 (its shortest
 * decimal), of up to 33 digits.  A NULL amount is passed over, as an empty cell is in
 * a spreadsheet: the flows after it move up.  22023 for NaN, infinity and a rate that
 * varies.
 */
#define ADD_FUNCTION(name, kind, ...) \
	PG_FUNCTION_INFO_V1(name##_##kind); \
	Datum name##_##kind(PG_FUNCTION_ARGS) \
	{ return add_row(fcinfo, decimal_from_##kind, (RowForm) __VA_ARGS__); } \
	struct semicolon_eater

#define ADD_FUNCTIONS(kind) \
	ADD_FUNCTION(irr_add, kind, {.flow = 1}); \
	ADD_FUNCTION(irr_add_guess, kind, {.flow = 1, .parameter = {2}, .what = {"guess"}}); \
	ADD_FUNCTION(npv_add, kind, {.flow = 2, .parameter = {1}, .what = {"discount rate"}}); \
	ADD_FUNCTION(npv_add_from, kind, {.flow = 2, .parameter = {1, 3}, .what = {"discount rate", "first period"}, .second_is_integer = true}); \
	ADD_FUNCTION(mirr_add, kind, {.flow = 1, .parameter = {2, 3}, .what = {"finance rate", "reinvestment rate"}})

/*
 * irr_add_int8, irr_add_guess_int8, npv_add_int8, npv_add_from_int8, mirr_add_int8, irr_add_numeric,
 * irr_add_guess_numeric, npv_add_numeric, npv_add_from_numeric, mirr_add_numeric, irr_add_float8,
 * irr_add_guess_float8, npv_add_float8, npv_add_from_float8, mirr_add_float8
 */
ADD_FUNCTIONS(int8);
ADD_FUNCTIONS(numeric);
ADD_FUNCTIONS(float8);

/* ---- arrays -------------------------------------------------------------------------- */

OrderedFlows *
ordered_flows_make(int n)
{
	Size		size = ORDERED_FLOWS_SIZE(n);
	OrderedFlows *flows;

	if (n > MAX_FLOWS)
		too_many_flows();
	flows = palloc0(size);
	SET_VARSIZE(flows, size);
	flows->version = ORDERED_FLOWS_VERSION;
	return flows;
}

const OrderedFlows *
ordered_flows_from_array(Datum amounts)
{
	ArrayArgument array = amounts_argument(amounts);
	OrderedFlows *flows = ordered_flows_make(array.n);

	for (int i = 0; i < array.n; i++)
	{
		Decimal		amount = decimal_from_numeric(array.element[i]);

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		ordered_flows_append(flows, &amount);
	}
	return flows;
}

/* ---- as a series -------------------------------------------------------------------------- */

static Real
series_amount(const FlowSeries *series, int i)
{
	Decimal		amount = ordered_amount(&((const OrderedFlows *) series->flows)->flow[i]);

	amount.exponent -= series->exponent;
	return real_from_decimal(&amount);
}

static int64
series_time(const FlowSeries *series, int i)
{
	return i;
}

/* Amounts in units of their finest digit are whole numbers, so that sums are exact. */
FlowSeries
ordered_series(const OrderedFlows *flows)
{
	int			finest = 0;

	for (int i = 0; i < flows->used; i++)
		if (flows->flow[i].exponent < finest)
			finest = flows->flow[i].exponent;
	return (FlowSeries) {
		.flows = flows,
		.n = flows->used,
		.amount = series_amount,
		.time = series_time,
		.year = 1,
		.exponent = finest
	};
}
