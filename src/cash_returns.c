/*
 * cash_returns.c
 *		What cash_flows tell: accessors, rates of return, present values, payback.
 *		Also the final functions of the one-step aggregates.
 *
 * Time is counted in days over 365 (ACT/365F).  Sums of amounts are exact.
 */
#include "cash_flows.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "messages.h"
#include "miscadmin.h"
#include "numbers.h"
#include "returns.h"
#include "utils/builtins.h"
#include "utils/datum.h"

#define YEARS_SCALE				20	/* decimals of a static payback, an exact quotient */
#define DISCOUNTED_YEARS_SCALE	12	/* and of a dynamic one */

/* ---- parts ----------------------------------------------------------------------- */

static void
sum_out_of_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("sum of the cash flows out of range"),
			 errdetail("Its magnitude must stay below 10^26.")));
}

static i128
total_of(const CashFlows *flows)
{
	i128		sum = 0;

	for (int i = 0; i < flows->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (__builtin_add_overflow(sum, cash_flow_amount(&flows->flow[i]), &sum))
			sum_out_of_range();
	}
	return sum;
}

/* total(cash_flows) RETURNS numeric: the sum of the amounts, exact; 22003 on overflow */
PG_FUNCTION_INFO_V1(cash_flows_total);
Datum
cash_flows_total(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(numeric_from_scaled(total_of(cash_flows_argument(PG_GETARG_DATUM(0))), AMOUNT_SCALE));
}

/* first_date(cash_flows) RETURNS date: the first date with an amount, zero or not; NULL if there is none */
PG_FUNCTION_INFO_V1(cash_flows_first_date);
Datum
cash_flows_first_date(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));

	if (flows->used == 0)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(flows->flow[0].date);
}

/* last_date(cash_flows) RETURNS date: the last date with an amount, zero or not; NULL if there is none */
PG_FUNCTION_INFO_V1(cash_flows_last_date);
Datum
cash_flows_last_date(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));

	if (flows->used == 0)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(flows->flow[flows->used - 1].date);
}

/*
 * flows(cash_flows) RETURNS TABLE (at date, amount numeric)
 *
 * A row per date, in order; dates whose amounts sum to zero too.
 */
PG_FUNCTION_INFO_V1(cash_flows_rows);
Datum
cash_flows_rows(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	const CashFlows *flows;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;
		TupleDesc	tupdesc;

		call = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("function returning record called in context that cannot accept type record")));
		call->tuple_desc = BlessTupleDesc(tupdesc);
		flows = cash_flows_argument(datumCopy(PG_GETARG_DATUM(0), false, -1));
		call->user_fctx = unconstify(CashFlows *, flows);
		call->max_calls = flows->used;
		MemoryContextSwitchTo(old);
	}

	call = SRF_PERCALL_SETUP();
	flows = call->user_fctx;
	if (call->call_cntr < call->max_calls)
	{
		const CashFlow *flow = &flows->flow[call->call_cntr];
		Datum		values[2] = {
			DateADTGetDatum(flow->date),
			NumericGetDatum(numeric_from_scaled(cash_flow_amount(flow), AMOUNT_SCALE))
		};
		bool		nulls[2] = {false, false};

		SRF_RETURN_NEXT(call, HeapTupleGetDatum(heap_form_tuple(call->tuple_desc, values, nulls)));
	}
	SRF_RETURN_DONE(call);
}

/* ---- rates of return -------------------------------------------------------------- */

/* An amount in doubles; most fit 64 bits. */
static inline double
amount_as_double(const CashFlow *flow)
{
	int64		low = (int64) flow->amount.word[0];
	int64		high = (int64) flow->amount.word[1];

	if (high == low >> 63)
		return (double) low;
	return (double) cash_flow_amount(flow);
}

static FlowCurve
curve_of(const CashFlows *flows)
{
	double	   *amount = palloc(Max(flows->used, 1) * sizeof(double));
	double	   *time = palloc(Max(flows->used, 1) * sizeof(double));
	u128		sum = 0;

	for (int i = 0; i < flows->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		sum += (u128) cash_flow_amount(&flows->flow[i]);
		amount[i] = amount_as_double(&flows->flow[i]);
		time[i] = (double) flows->flow[i].date - flows->flow[0].date;
	}
	return (FlowCurve) {
		.n = flows->used,
		.amount = amount,
		.time = time,
		.unit = DAYS_PER_XIRR_YEAR,
		.sums_to_zero = sum == 0
	};
}

static WideFloat
exact_amount(const void *flows, int i)
{
	return wide_from_i128(cash_flow_amount(&((const CashFlows *) flows)->flow[i]));
}

static Datum
xirr_near(const CashFlows *flows, double guess, FunctionCallInfo fcinfo)
{
	FlowCurve	curve = curve_of(flows);

	return nearest_rate(&curve, guess, exact_amount, flows, fcinfo);
}

/*
 * xirr(cash_flows) RETURNS numeric
 *
 * The yearly rate r at which the present value is zero: sum of amount x
 * (1 + r)^(-days / 365) = 0.  Of several such rates the one nearest to the guess that
 * the flows carry, else 0.1.  Rounded to 15 significant digits of 1 + r.  NULL where no rate
 * exists: flows of one sign, fewer than two dates, or none on the axis from -1 up.
 * Source: the XIRR of spreadsheets.
 */
PG_FUNCTION_INFO_V1(cash_flows_xirr);
Datum
cash_flows_xirr(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));

	return xirr_near(flows, flows->parameter_kind == PARAMETER_VALUE ? flows->parameter : DEFAULT_GUESS, fcinfo);
}

/*
 * xirr(cash_flows, guess float8) RETURNS numeric
 *
 * The same, nearest to this guess; 22023 unless it is above -1.
 */
PG_FUNCTION_INFO_V1(cash_flows_xirr_guess);
Datum
cash_flows_xirr_guess(PG_FUNCTION_ARGS)
{
	double		guess = PG_GETARG_FLOAT8(1);

	require_rate(guess, "guess");
	return xirr_near(cash_flows_argument(PG_GETARG_DATUM(0)), guess, fcinfo);
}

/*
 * xirr_all(cash_flows) RETURNS numeric[]
 *
 * All rates at which the present value is zero, ascending; empty if there is none.
 */
PG_FUNCTION_INFO_V1(cash_flows_xirr_all);
Datum
cash_flows_xirr_all(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));
	FlowCurve	curve = curve_of(flows);

	return all_rates(&curve, exact_amount, flows, fcinfo);
}

/* ---- present values ----------------------------------------------------------------- */

/* Powers of the discount factor of a day; those of a month's days at hand. */
#define POWERS	32

typedef struct Discount
{
	WideFloat	power[POWERS + 1];
} Discount;

static Discount
discount_at(double rate)
{
	Discount	discount;

	discount.power[0] = wide_from_double(1);
	discount.power[1] = wide_inverse_root(growth_factor(rate), DAYS_PER_XIRR_YEAR);
	for (int i = 2; i <= POWERS; i++)
		discount.power[i] = wide_multiply(discount.power[i - 1], discount.power[1]);
	return discount;
}

static WideFloat
discounted(const Discount *discount, WideFloat value, int64 days)
{
	if (days >= POWERS)
		value = wide_multiply(value, wide_power(discount->power[POWERS], days / POWERS));
	return wide_multiply(value, discount->power[days % POWERS]);
}

static Datum
xnpv_at(const CashFlows *flows, double rate, FunctionCallInfo fcinfo)
{
	Discount	discount = discount_at(rate);
	WideFloat	value = wide_from_double(0);

	if (flows->used == 0)
		PG_RETURN_NULL();
	for (int i = flows->used - 1; i >= 0; i--)
	{
		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		value = wide_add(value, wide_from_i128(cash_flow_amount(&flows->flow[i])));
		if (i > 0)
			value = discounted(&discount, value, (int64) flows->flow[i].date - flows->flow[i - 1].date);
	}
	PG_RETURN_NUMERIC(amount_from_wide(value, "present value"));
}

/*
 * xnpv(discount_rate float8, cash_flows) RETURNS numeric
 *
 * Present value at the first date: sum of amount x (1 + rate)^(-days / 365), rounded
 * half away from zero to 12 decimals; about 30 significant digits are carried.  NULL
 * for NULL and for no flows; 22023 unless the rate is above -1, 22003 on overflow.
 * Source: the XNPV of spreadsheets.
 */
PG_FUNCTION_INFO_V1(cash_flows_xnpv);
Datum
cash_flows_xnpv(PG_FUNCTION_ARGS)
{
	double		rate = PG_GETARG_FLOAT8(0);

	require_rate(rate, "discount rate");
	return xnpv_at(cash_flows_argument(PG_GETARG_DATUM(1)), rate, fcinfo);
}

/*
 * xnpv_final(cash_flows) RETURNS numeric: final function; at the rate that the flows
 * carry, NULL if that is NULL
 */
PG_FUNCTION_INFO_V1(cash_flows_xnpv_final);
Datum
cash_flows_xnpv_final(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));

	if (flows->parameter_kind != PARAMETER_VALUE)
		PG_RETURN_NULL();
	return xnpv_at(flows, flows->parameter, fcinfo);
}

/* ---- payback --------------------------------------------------------------------------- */

/*
 * A recovery: the running sum of all flows, from the first one on, reaches zero after
 * it was below.  Without an outlay there is nothing to recover.  An outlay that the
 * flows before it cover is recovered at once.
 */
typedef struct Recovery
{
	bool		outlay;			/* there is one, at this place */
	int			first_outlay;
	bool		below;			/* the running sum ends below zero */
	bool		was_below;
	int			crossing;		/* the flow that brings the sum to zero or above */
} Recovery;

/* One flow more: sum_sign is that of the running sum after it.  True if the rest does not matter. */
static inline bool
recovery_step(Recovery *recovery, int i, i128 amount, int sum_sign, bool last)
{
	if (!recovery->outlay && amount < 0)
	{
		recovery->outlay = true;
		recovery->first_outlay = i;
	}
	if (sum_sign < 0)
		recovery->below = recovery->was_below = true;
	else if (recovery->below)
	{
		recovery->below = false;
		recovery->crossing = i;
		return !last;
	}
	return false;
}

static inline int
sign_of(i128 value)
{
	return value < 0 ? -1 : value > 0;
}

/* "first" or "last", as an option of the payback functions. */
static bool
last_recovery_argument(FunctionCallInfo fcinfo, int argument)
{
	const text *name;

	if (PG_NARGS() <= argument)
		return false;
	name = PG_GETARG_TEXT_PP(argument);
	if (VARSIZE_ANY_EXHDR(name) == 5 && memcmp(VARDATA_ANY(name), "first", 5) == 0)
		return false;
	if (VARSIZE_ANY_EXHDR(name) == 4 && memcmp(VARDATA_ANY(name), "last", 4) == 0)
		return true;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("recovery \"%s\" not recognized", clipped(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name))),
			 errhint("Write first or last.")));
}

/* The date to measure from: the argument if there is one, else the first outlay. */
static DateADT
origin_argument(FunctionCallInfo fcinfo, int argument, const CashFlows *flows, const Recovery *recovery)
{
	DateADT		date;

	if (PG_NARGS() <= argument || PG_ARGISNULL(argument))
		return flows->flow[recovery->first_outlay].date;
	date = PG_GETARG_DATEADT(argument);
	if (DATE_NOT_FINITE(date))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("payback cannot be measured from an infinite date")));
	return date;
}

/* before is the running sum before the crossing; the result is false if there is no recovery. */
static bool
find_recovery(const CashFlows *flows, bool last, Recovery *recovery, i128 *before)
{
	i128		sum = 0;

	*recovery = (Recovery) {.outlay = false};
	for (int i = 0; i < flows->used; i++)
	{
		i128		amount = cash_flow_amount(&flows->flow[i]);
		i128		next;
		bool		below = recovery->below;

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (__builtin_add_overflow(sum, amount, &next))
			sum_out_of_range();
		if (below && next >= 0)
			*before = sum;
		if (recovery_step(recovery, i, amount, sign_of(next), last))
			break;
		sum = next;
	}
	if (!recovery->outlay || recovery->below)
		return false;
	if (!recovery->was_below)
	{
		recovery->crossing = recovery->first_outlay;
		*before = 0;
	}
	return true;
}

static Numeric
product_of(Numeric a, int64 b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_mul, NumericGetDatum(a),
											   NumericGetDatum(int64_to_numeric(b))));
}

static Numeric
sum_of(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_add, NumericGetDatum(a), NumericGetDatum(b)));
}

/*
 * payback(cash_flows, since date DEFAULT NULL, recovery text DEFAULT 'first')
 * RETURNS numeric
 *
 * Years of 365 days from the first outlay (or from "since") until the running sum of
 * the flows reaches zero, interpolated over the days of the flow that brings it there;
 * exact to 20 decimals.  recovery 'last' takes the last time it does so; 'first' is
 * the default.  NULL if it never does, if there is no outlay, and for NULL flows;
 * 22023 for another recovery and an infinite date.
 * Source: static payback period, construction included.
 */
PG_FUNCTION_INFO_V1(cash_flows_payback);
Datum
cash_flows_payback(PG_FUNCTION_ARGS)
{
	const CashFlows *flows;
	Recovery	recovery;
	i128		before = 0;
	const CashFlow *crossing;
	DateADT		origin;
	Numeric		years;

	if (PG_ARGISNULL(0) || (PG_NARGS() > 2 && PG_ARGISNULL(2)))
		PG_RETURN_NULL();
	flows = cash_flows_argument(PG_GETARG_DATUM(0));
	if (!find_recovery(flows, last_recovery_argument(fcinfo, 2), &recovery, &before))
		PG_RETURN_NULL();
	origin = origin_argument(fcinfo, 1, flows, &recovery);
	crossing = &flows->flow[recovery.crossing];
	/* (days before x amount + gap x what was missing) / (365 x amount) */
	if (before == 0)
		years = numeric_round_quotient(int64_to_numeric((int64) crossing->date - origin),
									   int64_to_numeric(DAYS_PER_XIRR_YEAR), YEARS_SCALE);
	else
	{
		Numeric		amount = numeric_from_scaled(cash_flow_amount(crossing), 0);

		years = sum_of(product_of(amount, (int64) crossing[-1].date - origin),
					   product_of(numeric_from_scaled(-before, 0), (int64) crossing->date - crossing[-1].date));
		years = numeric_round_quotient(years, product_of(amount, DAYS_PER_XIRR_YEAR), YEARS_SCALE);
	}
	PG_RETURN_DATUM(DirectFunctionCall1(numeric_trim_scale, NumericGetDatum(years)));
}

/*
 * payback_date(cash_flows, recovery text DEFAULT 'first') RETURNS date
 *
 * The date of the flow that brings the running sum to zero or above.  As payback().
 */
PG_FUNCTION_INFO_V1(cash_flows_payback_date);
Datum
cash_flows_payback_date(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));
	Recovery	recovery;
	i128		before = 0;

	if (!find_recovery(flows, last_recovery_argument(fcinfo, 1), &recovery, &before))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(flows->flow[recovery.crossing].date);
}

/*
 * The discounted running sum crosses zero where that of the flows discounted to any
 * other date does, so the first date will do.
 */
static Datum
discounted_payback_at(const CashFlows *flows, double rate, bool last, int since, FunctionCallInfo fcinfo)
{
	Discount	discount = discount_at(rate);
	WideFloat	factor = wide_from_double(1);
	WideFloat	sum = wide_from_double(0);
	WideFloat	days = wide_from_double(0);
	Recovery	recovery = {.outlay = false};
	DateADT		origin;
	i128		years;

	for (int i = 0; i < flows->used; i++)
	{
		const CashFlow *flow = &flows->flow[i];
		int64		gap = i > 0 ? (int64) flow->date - flow[-1].date : 0;
		bool		below = recovery.below;
		WideFloat	value;
		WideFloat	next;
		bool		enough;

		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		factor = discounted(&discount, factor, gap);
		value = wide_multiply(wide_from_i128(cash_flow_amount(flow)), factor);
		next = wide_add(sum, value);
		enough = recovery_step(&recovery, i, cash_flow_amount(flow),
							   next.high < 0 ? -1 : next.high > 0, last);
		if (below && !recovery.below)
			days = wide_add(wide_from_double((double) flow[-1].date - flows->flow[0].date),
							wide_multiply(wide_from_double((double) gap),
										  wide_divide(wide_negate(sum), value)));
		if (enough)
			break;
		sum = next;
	}
	if (!recovery.outlay || recovery.below)
		PG_RETURN_NULL();
	if (!recovery.was_below)
		days = wide_from_double((double) flows->flow[recovery.first_outlay].date - flows->flow[0].date);
	origin = origin_argument(fcinfo, since, flows, &recovery);
	days = wide_add(days, wide_from_double((double) flows->flow[0].date - origin));
	days = wide_multiply(days, wide_from_double((double) (int64) power_of_ten(DISCOUNTED_YEARS_SCALE)));
	if (!wide_round(wide_divide(days, wide_from_double(DAYS_PER_XIRR_YEAR)), &years))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("discounted cash flow out of range")));
	PG_RETURN_NUMERIC(numeric_from_scaled(years, DISCOUNTED_YEARS_SCALE));
}

/*
 * discounted_payback(discount_rate float8, cash_flows, since date DEFAULT NULL,
 *		recovery text DEFAULT 'first') RETURNS numeric
 *
 * payback() of the flows discounted by (1 + rate)^(-days / 365), to 12 decimals.
 * 22023 unless the rate is above -1.
 * Source: dynamic payback period.
 */
PG_FUNCTION_INFO_V1(cash_flows_discounted_payback);
Datum
cash_flows_discounted_payback(PG_FUNCTION_ARGS)
{
	double		rate;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	rate = PG_GETARG_FLOAT8(0);
	require_rate(rate, "discount rate");
	return discounted_payback_at(cash_flows_argument(PG_GETARG_DATUM(1)), rate,
								 last_recovery_argument(fcinfo, 3), 2, fcinfo);
}

/*
 * discounted_payback_final(cash_flows) RETURNS numeric: final function; at the rate
 * that the flows carry, NULL if that is NULL
 */
PG_FUNCTION_INFO_V1(cash_flows_discounted_payback_final);
Datum
cash_flows_discounted_payback_final(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));

	if (flows->parameter_kind != PARAMETER_VALUE)
		PG_RETURN_NULL();
	return discounted_payback_at(flows, flows->parameter, false, 1, fcinfo);
}
