/*
 * periodic_flows.c
 *		npv(), irr(), mirr(): amounts a period apart, in the order they come.
 *
 * The order is part of the answer, so nothing is combined.  The state is a bytea of
 * this module's own layout: amounts are kept as the decimals they are, for those of
 * irr() may be of any size.
 */
#include "gpurent.h"

#include <math.h>

#include "miscadmin.h"
#include "numbers.h"
#include "returns.h"
#include "summary.h"
#include "utils/builtins.h"

#define PERIODIC_FLOWS_VERSION	1
#define FIRST_SIZE				256
#define MAX_FLOWS				(1 << 24)

typedef struct PeriodicFlow
{
	Words128	coefficient;
	int32		exponent;
	int32		negative;
} PeriodicFlow;

typedef struct PeriodicFlows
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		nulls;			/* bits of the parameters that are NULL */
	int32		used;
	int32		reserved;		/* 0 */
	float8		parameter[2];
	PeriodicFlow flow[FLEXIBLE_ARRAY_MEMBER];
} PeriodicFlows;

/* ---- rows ------------------------------------------------------------------------ */

static inline int
capacity(const PeriodicFlows *flows)
{
	return (int) ((VARSIZE(flows) - offsetof(PeriodicFlows, flow)) / sizeof(PeriodicFlow));
}

static PeriodicFlows *
state_argument(Datum value)
{
	PeriodicFlows *flows = (PeriodicFlows *) PG_DETOAST_DATUM(value);

	if (VARSIZE(flows) < offsetof(PeriodicFlows, flow) || flows->version != PERIODIC_FLOWS_VERSION ||
		flows->used < 0 || flows->used > capacity(flows))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("not a state of npv(), irr() or mirr()")));
	return flows;
}

/* A copy of twice the size in the current context, for the aggregate's machinery to keep. */
static PeriodicFlows *
grown(const PeriodicFlows *flows)
{
	Size		size = flows != NULL ? (Size) 2 * VARSIZE(flows) : FIRST_SIZE;
	PeriodicFlows *result;

	if (flows != NULL && flows->used >= MAX_FLOWS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("more than %d periodic flows", MAX_FLOWS)));
	result = palloc(size);
	memset(result, 0, offsetof(PeriodicFlows, flow));
	if (flows != NULL)
		memcpy(result, flows, offsetof(PeriodicFlows, flow) + flows->used * sizeof(PeriodicFlow));
	SET_VARSIZE(result, size);
	result->version = PERIODIC_FLOWS_VERSION;
	return result;
}

static Decimal
decimal_from_int4(Datum value)
{
	return (Decimal) {.negative = DatumGetInt32(value) < 0, .coefficient = i128_abs(DatumGetInt32(value))};
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
parameter_argument(FunctionCallInfo fcinfo, int argument, bool integer)
{
	float8		value = integer ? PG_GETARG_INT32(argument) : PG_GETARG_FLOAT8(argument);

	reject_not_finite(value, "rate");
	/* adding zero makes -0 zero */
	return value + 0.0;
}

/*
 * "flow" is the place of the amount among the arguments, "first" and "second" those of
 * numbers that must be the same for all rows, 0 for none.
 */
typedef struct RowForm
{
	int			flow;
	int			parameter[2];
	bool		second_is_integer;
} RowForm;

static Datum
add_row(FunctionCallInfo fcinfo, Decimal (*read_amount) (Datum), RowForm form)
{
	PeriodicFlows *flows;
	bool		first = PG_ARGISNULL(0);
	Decimal		amount;
	PeriodicFlow *next;

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(form.flow))
	{
		if (first)
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}

	flows = first ? grown(NULL) : state_argument(PG_GETARG_DATUM(0));
	for (int i = 0; i < 2; i++)
	{
		uint16		bit = 1 << i;
		bool		is_null;
		float8		value;

		if (form.parameter[i] == 0)
			continue;
		is_null = PG_ARGISNULL(form.parameter[i]);
		value = is_null ? 0 : parameter_argument(fcinfo, form.parameter[i], i == 1 && form.second_is_integer);
		if (first)
		{
			flows->parameter[i] = value;
			flows->nulls |= is_null ? bit : 0;
		}
		else if (flows->parameter[i] != value || ((flows->nulls & bit) != 0) != is_null)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("the rate varies within a group"),
					 errdetail("A rate, a guess or a first period is one number for all flows of a group."),
					 errhint("Add it to GROUP BY, or take max() of it first.")));
	}

	amount = read_amount(PG_GETARG_DATUM(form.flow));
	if (flows->used == capacity(flows))
		flows = grown(flows);
	next = &flows->flow[flows->used++];
	words128_set(&next->coefficient, (i128) amount.coefficient);
	next->exponent = amount.exponent;
	next->negative = amount.negative;
	PG_RETURN_POINTER(flows);
}

/*
 * irr_add(bytea, amount) RETURNS bytea
 * irr_add(bytea, amount, guess float8) RETURNS bytea
 * npv_add(bytea, discount_rate float8, amount) RETURNS bytea
 * npv_add(bytea, discount_rate float8, amount, first_period int4) RETURNS bytea
 * mirr_add(bytea, amount, finance_rate float8, reinvest_rate float8) RETURNS bytea
 *
 * Transition functions.  amount is int4, int8, numeric or float8 (its shortest
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
	ADD_FUNCTION(irr_add_guess, kind, {.flow = 1, .parameter = {2}}); \
	ADD_FUNCTION(npv_add, kind, {.flow = 2, .parameter = {1}}); \
	ADD_FUNCTION(npv_add_from, kind, {.flow = 2, .parameter = {1, 3}, .second_is_integer = true}); \
	ADD_FUNCTION(mirr_add, kind, {.flow = 1, .parameter = {2, 3}})

ADD_FUNCTIONS(int4);
ADD_FUNCTIONS(int8);
ADD_FUNCTIONS(numeric);
ADD_FUNCTIONS(float8);

/* ---- rates of return --------------------------------------------------------------- */

static Decimal
decimal_of(const PeriodicFlow *flow)
{
	return (Decimal) {
		.negative = flow->negative != 0,
		.exponent = flow->exponent,
		.coefficient = (u128) words128_get(&flow->coefficient)
	};
}

static WideFloat
amount_of(const PeriodicFlow *flow)
{
	Decimal		decimal = decimal_of(flow);

	return wide_from_decimal(&decimal);
}

static WideFloat
exact_amount(const void *flows, int i)
{
	return amount_of(&((const PeriodicFlows *) flows)->flow[i]);
}

static FlowCurve
curve_of(const PeriodicFlows *flows)
{
	double	   *amount = palloc(Max(flows->used, 1) * sizeof(double));
	double	   *time = palloc(Max(flows->used, 1) * sizeof(double));
	bool		exact = true;
	u128		sum = 0;

	for (int i = 0; i < flows->used; i++)
	{
		Decimal		decimal = decimal_of(&flows->flow[i]);
		i128		scaled = 0;

		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		exact = exact && decimal_to_scale_wide(&decimal, AMOUNT_SCALE, AMOUNT_LIMIT, &scaled) == DECIMAL_OK;
		sum += (u128) scaled;
		amount[i] = wide_from_decimal(&decimal).high;
		time[i] = i;
	}
	return (FlowCurve) {
		.n = flows->used,
		.amount = amount,
		.time = time,
		.unit = 1,
		.sums_to_zero = exact && sum == 0
	};
}

/*
 * irr_final(bytea) RETURNS numeric
 *
 * The rate a period at which the present value is zero, the one nearest to the guess
 * (0.1 if there is none); 15 significant digits of 1 + rate.  NULL where no rate
 * exists; 22023 for a guess that is not above -1.
 * Source: the IRR of spreadsheets.
 */
PG_FUNCTION_INFO_V1(irr_final);
Datum
irr_final(PG_FUNCTION_ARGS)
{
	const PeriodicFlows *flows = state_argument(PG_GETARG_DATUM(0));
	FlowCurve	curve = curve_of(flows);

	return nearest_rate(&curve, DEFAULT_GUESS, exact_amount, flows, fcinfo);
}

PG_FUNCTION_INFO_V1(irr_guess_final);
Datum
irr_guess_final(PG_FUNCTION_ARGS)
{
	const PeriodicFlows *flows = state_argument(PG_GETARG_DATUM(0));
	FlowCurve	curve = curve_of(flows);
	double		guess = (flows->nulls & 1) ? DEFAULT_GUESS : flows->parameter[0];

	require_rate(guess, "guess");
	return nearest_rate(&curve, guess, exact_amount, flows, fcinfo);
}

/* irr_all_final(bytea) RETURNS numeric[]: all rates, ascending; empty if there is none */
PG_FUNCTION_INFO_V1(irr_all_final);
Datum
irr_all_final(PG_FUNCTION_ARGS)
{
	const PeriodicFlows *flows = state_argument(PG_GETARG_DATUM(0));
	FlowCurve	curve = curve_of(flows);

	return all_rates(&curve, exact_amount, flows, fcinfo);
}

/* ---- present values ------------------------------------------------------------------ */

static void
reject_minus_one(double rate, const char *what)
{
	if (rate == -1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s is -1", what),
				 errdetail("Nothing is left to discount by.")));
}

static Datum
npv_from(const PeriodicFlows *flows, int first_period)
{
	WideFloat	factor;
	WideFloat	value = wide_from_double(0);

	reject_minus_one(flows->parameter[0], "discount rate");
	factor = wide_divide(wide_from_double(1), growth_factor(flows->parameter[0]));
	for (int i = flows->used - 1; i >= 0; i--)
	{
		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		value = wide_add(wide_multiply(value, factor), amount_of(&flows->flow[i]));
	}
	value = wide_multiply(value, wide_power(factor, first_period));
	value = wide_multiply(value, wide_from_double((double) (int64) power_of_ten(AMOUNT_SCALE)));
	PG_RETURN_NUMERIC(amount_from_wide(value, "present value"));
}

/*
 * npv_final(bytea) RETURNS numeric
 *
 * Present value one period before the first flow: sum of amount[i] / (1 + rate)^i, i
 * from 1; rounded half away from zero to 12 decimals, about 30 significant digits are
 * carried.  NULL for a NULL rate; 22023 for a rate of -1, 22003 on overflow.  A rate
 * below -1 computes, as it does in spreadsheets.
 * Source: the NPV of spreadsheets.
 */
PG_FUNCTION_INFO_V1(npv_final);
Datum
npv_final(PG_FUNCTION_ARGS)
{
	const PeriodicFlows *flows = state_argument(PG_GETARG_DATUM(0));

	if (flows->nulls != 0)
		PG_RETURN_NULL();
	return npv_from(flows, 1);
}

/* npv_from_final(bytea) RETURNS numeric: the same with i from first_period; 22023 unless that is 0 or more */
PG_FUNCTION_INFO_V1(npv_from_final);
Datum
npv_from_final(PG_FUNCTION_ARGS)
{
	const PeriodicFlows *flows = state_argument(PG_GETARG_DATUM(0));

	if (flows->nulls != 0)
		PG_RETURN_NULL();
	if (flows->parameter[1] < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("first_period must not be negative, but is %d", (int) flows->parameter[1]),
				 errhint("Write 0 to leave the first flow undiscounted, 1 to discount it by one period.")));
	return npv_from(flows, (int) flows->parameter[1]);
}

/*
 * mirr_final(bytea) RETURNS numeric
 *
 * Modified rate of return: outlays discounted to the first period at finance_rate,
 * income compounded to the last at reinvest_rate, the rate that leads from one to the
 * other; 15 significant digits of 1 + rate.  NULL for a NULL rate, for fewer than two
 * flows, without an outlay or without income; 22023 for a finance rate of -1 and where
 * the two values do not have opposite signs.
 * Source: the MIRR of spreadsheets.
 */
PG_FUNCTION_INFO_V1(mirr_final);
Datum
mirr_final(PG_FUNCTION_ARGS)
{
	const PeriodicFlows *flows = state_argument(PG_GETARG_DATUM(0));
	WideFloat	discount;
	WideFloat	growth;
	WideFloat	present = wide_from_double(0);
	WideFloat	future = wide_from_double(0);
	bool		outlay = false;
	bool		income = false;
	double		ratio;

	if (flows->nulls != 0)
		PG_RETURN_NULL();
	reject_minus_one(flows->parameter[0], "finance rate");
	discount = wide_divide(wide_from_double(1), growth_factor(flows->parameter[0]));
	growth = growth_factor(flows->parameter[1]);
	for (int i = 0; i < flows->used; i++)
	{
		WideFloat	first = amount_of(&flows->flow[flows->used - 1 - i]);
		WideFloat	last = amount_of(&flows->flow[i]);

		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		outlay |= last.high < 0;
		income |= last.high > 0;
		present = wide_add(wide_multiply(present, discount), first.high < 0 ? first : wide_from_double(0));
		future = wide_add(wide_multiply(future, growth), last.high > 0 ? last : wide_from_double(0));
	}
	if (flows->used < 2 || !outlay || !income)
		PG_RETURN_NULL();
	ratio = -wide_divide(future, present).high;
	if (!(ratio > 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no rate of return leads from the outlays to the income at these rates"),
				 errdetail("At finance and reinvestment rates below -1 their values can have the same sign.")));
	PG_RETURN_NUMERIC(rate_from_growth(pow(ratio, 1.0 / (flows->used - 1))));
}
