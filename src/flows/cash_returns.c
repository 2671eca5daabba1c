/*
 * cash_returns.c
 *		What cash_flows tell: their parts and rates of return.  Also final functions of
 *		the one-step aggregates, and the same over arrays.
 *
 * Time is counted in days over 365 (ACT/365F) unless a day count is given.  Sums of
 * amounts are exact.
 */
#include "flows/cash_flows_state.h"

#include "access/htup_details.h"
#include "finance/day_count.h"
#include "flows/flow_arrays.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "base/numbers.h"
#include "flows/returns.h"
#include "utils/builtins.h"
#include "utils/datum.h"

/* ---- parts ----------------------------------------------------------------------- */

/* total(cash_flows) RETURNS numeric: the sum of the amounts, exact; 22003 on overflow */
PG_FUNCTION_INFO_V1(cash_flows_total);
Datum
cash_flows_total(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(numeric_from_scaled(cash_flows_sum(cash_flows_argument(PG_GETARG_DATUM(0))), AMOUNT_SCALE));
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
	i128		sum = 0;
	int			carry = 0;		/* of 2^128 each: what the total is beyond has a rate of return all the same */

	for (int i = 0; i < flows->used; i++)
	{
		i128		flow = cash_flow_amount(&flows->flow[i]);

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (unlikely(__builtin_add_overflow(sum, flow, &sum)))
			carry += flow > 0 ? 1 : -1;
		amount[i] = amount_as_double(&flows->flow[i]);
		time[i] = (double) flows->flow[i].date - flows->flow[0].date;
	}
	return (FlowCurve) {
		.n = flows->used,
		.amount = amount,
		.time = time,
		.unit = DAYS_PER_XIRR_YEAR,
		.sums_to_zero = sum == 0 && carry == 0
	};
}

/* When a flow falls by a day count, and its place among the flows. */
typedef struct TimedFlow
{
	double		at;
	int			place;
} TimedFlow;

#define ST_SORT sort_by_time
#define ST_ELEMENT_TYPE TimedFlow
#define ST_COMPARE(a, b) ((a)->at < (b)->at ? -1 : (a)->at > (b)->at ? 1 : 0)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * By a day count.  Where a year always has the same number of days, times are whole
 * numbers of them; else they are years.  These need not rise with the dates: a later one
 * in a leap year may count as fewer years (ACT/365L).  Dates that it takes for the same,
 * such as a 30th and a 31st, make one flow in "merged".
 */
static FlowCurve
curve_by(const CashFlows *flows, const DayCount *day_count, const CashFlows **merged)
{
	FlowCurve	curve = curve_of(flows);
	bool		whole = day_count->year_num > 0;
	double	   *amount = unconstify(double *, curve.amount);
	double	   *time = unconstify(double *, curve.time);
	TimedFlow  *timed = palloc(Max(flows->used, 1) * sizeof(TimedFlow));
	CashFlows  *together = make_cash_flows(flows->used);
	bool		in_order = true;
	int			n = 0;

	for (int i = 0; i < flows->used; i++)
	{
		YearFraction years = cash_flow_years(flows, i, day_count);

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		timed[i].at = whole ? (double) years.num : (double) years.num / (double) years.den;
		timed[i].place = i;
		in_order &= i == 0 || timed[i].at >= timed[i - 1].at;
	}
	if (!in_order)
		sort_by_time(timed, flows->used);

	for (int i = 0; i < flows->used; i++)
	{
		const CashFlow *flow = &flows->flow[timed[i].place];

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (n == 0 || timed[i].at > time[n - 1])
		{
			time[n] = timed[i].at;
			together->flow[n++] = *flow;
		}
		else if (!words128_add(&together->flow[n - 1].amount, cash_flow_amount(flow)))
			cash_flows_refuse_sum();
		amount[n - 1] = amount_as_double(&together->flow[n - 1]);
	}
	pfree(timed);
	curve.n = together->used = together->sorted = n;
	curve.unit = whole ? day_count->year_num : 1;
	*merged = together;
	return curve;
}

static WideFloat
exact_amount(const void *flows, int i)
{
	return wide_from_i128(cash_flow_amount(&((const CashFlows *) flows)->flow[i]));
}

/* day_count NULL is that of spreadsheets, ACT/365F. */
static Datum
xirr_near(const CashFlows *flows, double guess, const DayCount *day_count, FunctionCallInfo fcinfo)
{
	FlowCurve	curve = day_count == NULL ? curve_of(flows) : curve_by(flows, day_count, &flows);

	require_rate(guess, "guess");
	return nearest_rate(&curve, guess, exact_amount, flows, fcinfo);
}

static Datum
xirr_all_of(const CashFlows *flows, const DayCount *day_count, FunctionCallInfo fcinfo)
{
	FlowCurve	curve = day_count == NULL ? curve_of(flows) : curve_by(flows, day_count, &flows);

	return all_rates(&curve, exact_amount, flows, fcinfo);
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

	return xirr_near(flows, flows->parameter_kind == PARAMETER_VALUE ? flows->parameter : DEFAULT_GUESS, NULL, fcinfo);
}

/*
 * xirr(cash_flows, guess float8) RETURNS numeric
 * xirr(amounts numeric[], dates date[], guess float8 DEFAULT 0.1) RETURNS numeric
 *
 * The same, nearest to this guess; 22023 unless it is above -1, 22004 for a NULL in the place of the default.
 */
PG_FUNCTION_INFO_V1(cash_flows_xirr_guess);
Datum
cash_flows_xirr_guess(PG_FUNCTION_ARGS)
{
	return xirr_near(cash_flows_argument(PG_GETARG_DATUM(0)), PG_GETARG_FLOAT8(1), NULL, fcinfo);
}

PG_FUNCTION_INFO_V1(xirr_array);
Datum
xirr_array(PG_FUNCTION_ARGS)
{
	if (!ARGUMENTS_GIVEN(2, "guess"))
		PG_RETURN_NULL();
	return xirr_near(cash_flows_from_arrays(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)), PG_GETARG_FLOAT8(2), NULL, fcinfo);
}

/*
 * xirr_all(cash_flows) RETURNS numeric[]
 * xirr_all(amounts numeric[], dates date[]) RETURNS numeric[]
 *
 * All rates at which the present value is zero, ascending; empty if there is none.
 */
PG_FUNCTION_INFO_V1(cash_flows_xirr_all);
Datum
cash_flows_xirr_all(PG_FUNCTION_ARGS)
{
	return xirr_all_of(cash_flows_argument(PG_GETARG_DATUM(0)), NULL, fcinfo);
}

PG_FUNCTION_INFO_V1(xirr_all_array);
Datum
xirr_all_array(PG_FUNCTION_ARGS)
{
	return xirr_all_of(cash_flows_from_arrays(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)), NULL, fcinfo);
}

/*
 * xirr(cash_flows, guess float8, day_count text) RETURNS numeric
 * xirr(amounts numeric[], dates date[], guess float8, day_count text) RETURNS numeric
 * xirr_all(cash_flows, day_count text) RETURNS numeric[]
 * xirr_all(amounts numeric[], dates date[], day_count text) RETURNS numeric[]
 *
 * The same with years from the first date counted by this day count, as yearfrac()
 * does; 22023 for another name and for one that two dates do not suffice for.
 */
PG_FUNCTION_INFO_V1(cash_flows_xirr_by);
Datum
cash_flows_xirr_by(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	return xirr_near(cash_flows_argument(PG_GETARG_DATUM(0)), guess_argument(fcinfo, 1),
					 year_count_argument(PG_GETARG_TEXT_PP(2)), fcinfo);
}

PG_FUNCTION_INFO_V1(xirr_array_by);
Datum
xirr_array_by(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	return xirr_near(cash_flows_from_arrays(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)), guess_argument(fcinfo, 2),
					 year_count_argument(PG_GETARG_TEXT_PP(3)), fcinfo);
}

PG_FUNCTION_INFO_V1(cash_flows_xirr_all_by);
Datum
cash_flows_xirr_all_by(PG_FUNCTION_ARGS)
{
	return xirr_all_of(cash_flows_argument(PG_GETARG_DATUM(0)), year_count_argument(PG_GETARG_TEXT_PP(1)), fcinfo);
}

PG_FUNCTION_INFO_V1(xirr_all_array_by);
Datum
xirr_all_array_by(PG_FUNCTION_ARGS)
{
	return xirr_all_of(cash_flows_from_arrays(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)),
					   year_count_argument(PG_GETARG_TEXT_PP(2)), fcinfo);
}
