/*
 * pro_forma.c
 *		The cash flow of a fleet month by month: pro_forma().
 */
#include "base/gpurent.h"

#include "core/time/calendar.h"
#include "core/finance/pro_forma.h"
#include "economics/economics.h"
#include "funcapi.h"
#include "catalog/pg_type_d.h"
#include "lib/stringinfo.h"
#include "base/messages.h"
#include "miscadmin.h"
#include "economics/numeric_math.h"
#include "values/rent_rate.h"
#include "utils/date.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#define PRO_FORMA_MONTHS	10000	/* at most, construction included */
#define PRO_FORMA_COLUMNS	25
#define FACTOR_SCALE		12	/* decimals of utilization and rent index */
#define COVER_SCALE			6	/* decimals of the debt-service cover */

/* The arguments that both functions share, from the first on. */
typedef enum Argument
{
	MONTHS,
	START_DATE,
	CONSTRUCTION_MONTHS,
	RAMP_MONTHS,
	UTILIZATION,
	MONTHLY_DECLINE,
	STEP_MONTHS,
	STEP_FACTORS,
	VARIABLE_COST,
	COST_GROWTH,
	DEPRECIATION_METHOD,
	LIFE,
	SALVAGE,
	RESIDUAL_VALUE,
	DEBT,
	DEBT_SHARE,
	INTEREST_RATE,
	LOAN_MONTHS,
	GRACE_MONTHS,
	CAPITALIZE_INTEREST,
	INCOME_TAX_RATE,
	SCALE,
	ARGUMENTS
} Argument;

static const struct
{
	const char *name;
	bool		may_be_null;
}			arguments[ARGUMENTS] = {
	[MONTHS] = {"months", false},
	[START_DATE] = {"start_date", true},
	[CONSTRUCTION_MONTHS] = {"construction_months", false},
	[RAMP_MONTHS] = {"ramp_months", false},
	[UTILIZATION] = {"utilization", false},
	[MONTHLY_DECLINE] = {"monthly_decline", false},
	[STEP_MONTHS] = {"step_months", true},
	[STEP_FACTORS] = {"step_factors", true},
	[VARIABLE_COST] = {"variable_cost", false},
	[COST_GROWTH] = {"cost_growth", false},
	[DEPRECIATION_METHOD] = {"depreciation_method", false},
	[LIFE] = {"life", false},
	[SALVAGE] = {"salvage", false},
	[RESIDUAL_VALUE] = {"residual_value", false},
	[DEBT] = {"debt", true},
	[DEBT_SHARE] = {"debt_share", true},
	[INTEREST_RATE] = {"interest_rate", false},
	[LOAN_MONTHS] = {"loan_months", true},
	[GRACE_MONTHS] = {"grace_months", false},
	[CAPITALIZE_INTEREST] = {"capitalize_interest", false},
	[INCOME_TAX_RATE] = {"income_tax_rate", false},
	[SCALE] = {"scale", true}
};

/* ---- arguments ------------------------------------------------------------------------ */

static Real
real_from(Numeric value)
{
	return real_from_numeric(NumericGetDatum(value), "value");
}

/* The argument "argument" of those that are shared, which begin at "first". */
static Real
fraction_of(FunctionCallInfo fcinfo, int first, Argument argument)
{
	return real_from(fraction_argument(fcinfo, first + argument, arguments[argument].name));
}

static Real
nonnegative_of(FunctionCallInfo fcinfo, int first, Argument argument)
{
	return real_from(nonnegative_argument(fcinfo, first + argument, arguments[argument].name));
}

static Real
change_of(FunctionCallInfo fcinfo, int first, Argument argument, bool below_one)
{
	return change_argument(fcinfo, first + argument, arguments[argument].name, below_one);
}

static int
count_of(FunctionCallInfo fcinfo, int first, Argument argument, int lowest, int highest)
{
	int			value = int32_argument(fcinfo, first + argument, arguments[argument].name);

	if (value < lowest || value > highest)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %d is outside %d .. %d", arguments[argument].name, value, lowest, highest)));
	return value;
}

static void
read_steps(FunctionCallInfo fcinfo, int first, ProForma *plan)
{
	ArrayArgument months;
	ArrayArgument factors;
	int		   *month;
	Real	   *factor;

	if (PG_ARGISNULL(first + STEP_MONTHS) && PG_ARGISNULL(first + STEP_FACTORS))
		return;
	if (PG_ARGISNULL(first + STEP_MONTHS) || PG_ARGISNULL(first + STEP_FACTORS))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("step_months and step_factors go together")));
	months = array_argument(PG_GETARG_DATUM(first + STEP_MONTHS), INT8OID, "step_months", NULL);
	factors = array_argument(PG_GETARG_DATUM(first + STEP_FACTORS), NUMERICOID, "step_factors", NULL);
	plan->steps = months.n;
	if (months.n != factors.n)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%d step_months cannot have %d step_factors", months.n, factors.n)));

	month = palloc(Max(plan->steps, 1) * sizeof(int));
	factor = palloc(Max(plan->steps, 1) * sizeof(Real));
	for (int i = 0; i < plan->steps; i++)
	{
		int64		value = DatumGetInt64(months.element[i]);

		if (value < 1 || (i > 0 && value <= month[i - 1]))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("step_months must be ascending months of operation, but " INT64_FORMAT " follows %d",
							value, i > 0 ? month[i - 1] : 0)));
		if (value > PG_INT32_MAX)
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("step month " INT64_FORMAT " out of range", value)));
		month[i] = (int) value;
		factor[i] = real_from_numeric(factors.element[i], "step factor");
		if (real_sign(factor[i]) < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("step factor %s is negative", numeric_string(DatumGetNumeric(factors.element[i]))),
					 errhint("Write 0.5 for rents that halve.")));
	}
	plan->step_month = month;
	plan->step_factor = factor;
}

static const DepreciationMethod *
method_argument(const text *name)
{
	const DepreciationMethod *method = depreciation_method_lookup(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));

	if (method == NULL)
	{
		StringInfoData names;

		initStringInfo(&names);
		for (int i = 0; depreciation_method_number(i) != NULL; i++)
			appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", depreciation_method_name(depreciation_method_number(i)));
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("depreciation_method \"%s\" not recognized", clipped(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name))),
				 errhint("Write one of %s.", names.data)));
	}
	return method;
}

static void
read_depreciation(FunctionCallInfo fcinfo, int first, ProForma *plan)
{
	Interval   *life = DatumGetIntervalP(PG_GETARG_DATUM(first + LIFE));

	plan->method = method_argument(PG_GETARG_TEXT_PP(first + DEPRECIATION_METHOD));
	if (interval_is_infinite(life) || life->time != 0 || life->day != 0 ||
		life->month < 1 || life->month > PRO_FORMA_MONTHS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("life must be whole months, 1 to %d of them", PRO_FORMA_MONTHS),
				 errhint("Write '4 years' or '48 months'.")));
	plan->life = life->month;
	if (depreciation_method_by_year(plan->method) && plan->life % 12 != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a life of %d months is not whole years", plan->life),
				 errdetail("Depreciation by \"%s\" counts in years.", depreciation_method_name(plan->method))));
}

static void
read_debt(FunctionCallInfo fcinfo, int first, ProForma *plan)
{
	bool		share = !PG_ARGISNULL(first + DEBT_SHARE);

	if (share && !PG_ARGISNULL(first + DEBT))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("debt and debt_share cannot both be given")));
	if (share)
		plan->debt = real_multiply(plan->capex, fraction_of(fcinfo, first, DEBT_SHARE));
	else if (!PG_ARGISNULL(first + DEBT))
	{
		plan->debt = nonnegative_of(fcinfo, first, DEBT);
		if (real_compare(plan->debt, plan->capex) > 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("debt %s is more than the capital expenditure of %s",
							numeric_string(PG_GETARG_NUMERIC(first + DEBT)),
							numeric_string(numeric_from_real(plan->capex, "capital expenditure")))));
	}
	plan->monthly_rate = real_divide_int(nonnegative_of(fcinfo, first, INTEREST_RATE), 12);
	plan->loan = PG_ARGISNULL(first + LOAN_MONTHS) ? plan->operation :
		count_of(fcinfo, first, LOAN_MONTHS, 1, PRO_FORMA_MONTHS);
	plan->grace = count_of(fcinfo, first, GRACE_MONTHS, 0, plan->loan - 1);
	plan->capitalize = PG_GETARG_BOOL(first + CAPITALIZE_INTEREST);
}

/* What is not about the business itself; capex, revenue and cost are set, "unit" is what the salvage counts. */
static void
read_plan(FunctionCallInfo fcinfo, int first, ProForma *plan, Real unit, int decimals)
{
	plan->operation = count_of(fcinfo, first, MONTHS, 1, PRO_FORMA_MONTHS);
	plan->construction = count_of(fcinfo, first, CONSTRUCTION_MONTHS, 0, PRO_FORMA_MONTHS - plan->operation);
	plan->ramp = count_of(fcinfo, first, RAMP_MONTHS, 0, PRO_FORMA_MONTHS);
	plan->utilization = fraction_of(fcinfo, first, UTILIZATION);
	plan->decline = change_of(fcinfo, first, MONTHLY_DECLINE, true);
	read_steps(fcinfo, first, plan);
	plan->variable_cost = fraction_of(fcinfo, first, VARIABLE_COST);
	plan->cost_growth = change_of(fcinfo, first, COST_GROWTH, false);

	read_depreciation(fcinfo, first, plan);
	plan->salvage = real_multiply(nonnegative_of(fcinfo, first, SALVAGE), unit);
	if (real_compare(plan->salvage, plan->capex) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("salvage %s is more than what was paid", numeric_string(PG_GETARG_NUMERIC(first + SALVAGE)))));
	plan->residual_value = real_multiply(nonnegative_of(fcinfo, first, RESIDUAL_VALUE), unit);

	read_debt(fcinfo, first, plan);
	plan->income_tax_rate = fraction_of(fcinfo, first, INCOME_TAX_RATE);
	plan->scale = PG_ARGISNULL(first + SCALE) ? decimals : int32_argument(fcinfo, first + SCALE, "scale");
	require_scale(plan->scale, 0);
}

/* ---- rows ------------------------------------------------------------------------------- */

/* The date "months" after another, the same day of the month or the last one. */
static Datum
date_after(DateADT date, int months)
{
	int64		days = days_add_months(date, months);

	if (!IS_VALID_DATE(days))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range")));
	return DateADTGetDatum((DateADT) days);
}

static Datum
factor_datum(Real value)
{
	i128		scaled;

	if (!real_posted(value, FACTOR_SCALE, &scaled))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("rent index out of range")));
	return NumericGetDatum(numeric_from_scaled(scaled, FACTOR_SCALE));
}

/* What can be paid over what is due; NULL if nothing is. */
static Datum
cover_datum(const ProFormaMonth *month, bool *is_null)
{
	*is_null = month->debt_service == 0;
	if (*is_null)
		return (Datum) 0;
	return NumericGetDatum(numeric_round_quotient(numeric_from_scaled(month->ebitda - month->item[PF_INCOME_TAX], 0),
												  numeric_from_scaled(month->debt_service, 0), COVER_SCALE));
}

static void
put_month(ReturnSetInfo *rsinfo, const ProFormaMonth *month, int scale, bool dated, DateADT start)
{
	const i128	amounts[] = {
		month->item[PF_REVENUE], month->item[PF_OPERATING_COST], month->ebitda, month->item[PF_DEPRECIATION],
		month->item[PF_INTEREST], month->disposal_gain, month->profit_before_tax, month->item[PF_INCOME_TAX],
		month->net_profit, month->item[PF_CAPEX], month->item[PF_CONSTRUCTION_INTEREST],
		month->item[PF_RESIDUAL_VALUE], month->item[PF_DEBT_DRAWN], month->item[PF_PRINCIPAL],
		month->debt_balance, month->debt_service
	};
	Datum		values[PRO_FORMA_COLUMNS];
	bool		nulls[PRO_FORMA_COLUMNS] = {false};
	bool		operating = month->operating_month > 0;
	int			i = 0;

	values[i++] = Int32GetDatum(month->month);
	nulls[i] = !dated;
	values[i++] = dated ? date_after(start, month->month) : (Datum) 0;
	nulls[i] = nulls[i + 1] = nulls[i + 2] = !operating;
	values[i++] = Int32GetDatum(month->operating_month);
	values[i++] = operating ? factor_datum(month->utilization) : (Datum) 0;
	values[i++] = operating ? factor_datum(month->rent_index) : (Datum) 0;
	for (int j = 0; j < lengthof(amounts); j++)
		values[i++] = NumericGetDatum(numeric_posted(amounts[j], scale));
	values[i] = cover_datum(month, &nulls[i]);
	i++;
	values[i++] = NumericGetDatum(numeric_posted(month->item[PF_PROJECT_TAX], scale));
	values[i++] = NumericGetDatum(numeric_posted(month->project_cash_flow, scale));
	values[i++] = NumericGetDatum(numeric_posted(month->equity_cash_flow, scale));
	Assert(i == PRO_FORMA_COLUMNS);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

static void
put_months(FunctionCallInfo fcinfo, int first, const ProForma *plan)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	bool		dated = !PG_ARGISNULL(first + START_DATE);
	DateADT		start = dated ? PG_GETARG_DATEADT(first + START_DATE) : 0;
	ProFormaState state;
	ProFormaMonth month;
	ProFormaStatus status;
	MemoryContext row_context;
	MemoryContext caller_context;

	if (dated && DATE_NOT_FINITE(start))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("start_date must be a date, not infinity")));
	row_context = AllocSetContextCreate(CurrentMemoryContext, "pro_forma row", ALLOCSET_SMALL_SIZES);
	caller_context = MemoryContextSwitchTo(row_context);
	pro_forma_begin(&state, plan);
	while ((status = pro_forma_next(&state, &month)) == PRO_FORMA_MONTH)
	{
		CHECK_FOR_INTERRUPTS();
		put_month(rsinfo, &month, plan->scale, dated, start);
		MemoryContextReset(row_context);
	}
	if (status == PRO_FORMA_OVERFLOW)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("an amount of month %d is out of range", state.next - 1)));
	MemoryContextSwitchTo(caller_context);
	MemoryContextDelete(row_context);
}

/* 22004 for a NULL among the shared arguments where it has no meaning. */
static void
reject_nulls(FunctionCallInfo fcinfo, int first)
{
	for (int i = 0; i < ARGUMENTS; i++)
		if (!arguments[i].may_be_null)
			reject_null(fcinfo, first + i, arguments[i].name);
}

/*
 * pro_forma(price rent_rate, rate rent_rate, quantity numeric DEFAULT 1, cost rent_rate DEFAULT NULL,
 *		months int8 DEFAULT 48, start_date date DEFAULT NULL, construction_months int8 DEFAULT 0,
 *		ramp_months int8 DEFAULT 0, utilization numeric DEFAULT 1, monthly_decline numeric DEFAULT 0,
 *		step_months int4[] DEFAULT NULL, step_factors numeric[] DEFAULT NULL,
 *		variable_cost numeric DEFAULT 0, cost_growth numeric DEFAULT 0,
 *		depreciation_method text DEFAULT 'straight line', life interval DEFAULT '4 years',
 *		salvage numeric DEFAULT 0, residual_value numeric DEFAULT 0, debt numeric DEFAULT NULL,
 *		debt_share numeric DEFAULT NULL, interest_rate numeric DEFAULT 0,
 *		loan_months int8 DEFAULT NULL, grace_months int8 DEFAULT 0,
 *		capitalize_interest boolean DEFAULT true, income_tax_rate numeric DEFAULT 0, scale int8 DEFAULT NULL)
 *		RETURNS TABLE (month int4, at date, operating_month int4, let numeric, rent_index numeric,
 *			revenue numeric, operating_cost numeric, ebitda numeric, depreciation numeric, interest numeric,
 *			disposal_gain numeric, profit_before_tax numeric, income_tax numeric, net_profit numeric,
 *			capex numeric, construction_interest numeric, disposal_proceeds numeric, debt_drawn numeric,
 *			principal numeric, debt_balance numeric, debt_service numeric, dscr numeric, project_tax numeric,
 *			project_cash_flow numeric, equity_cash_flow numeric)
 *
 * A fleet of "quantity" units, month by month: bought or built, let, depreciated, taxed,
 * sold.  Amounts are posted with "scale" decimals (the currency's if NULL), each the
 * difference of rounded cumulative values; what is derived from them is their sum.
 *
 * No row for a NULL price or rate; a NULL cost, step, debt or debt_share is none, a NULL
 * start_date leaves "at" NULL, a NULL loan_months is months; 22004 for another NULL.  22023 for unlike
 * currency, unit, number format or tax basis and for an argument outside its domain; 22003 for amounts
 * beyond 10^36 units of the last decimal.
 *
 * Formulas: doc/pro_forma.md.
 */
PG_FUNCTION_INFO_V1(pro_forma_rate);
Datum
pro_forma_rate(PG_FUNCTION_ARGS)
{
	const RentRate *price;
	const RentRate *rate;
	Real		quantity;
	int64		rate_seconds;
	ProForma	plan = {0};

	InitMaterializedSRF(fcinfo, 0);
	reject_null(fcinfo, 2, "quantity");
	reject_nulls(fcinfo, 4);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();

	price = PG_GETARG_RENT_RATE_P(0);
	rate = PG_GETARG_RENT_RATE_P(1);
	quantity = real_from(nonnegative_argument(fcinfo, 2, "quantity"));
	require_price_and_rent(price, rate, &rate_seconds);
	plan.capex = real_multiply(real_from_scaled(price->amount, RENT_RATE_SCALE), quantity);
	plan.revenue = real_multiply(monthly_amount(rate, rate_seconds), quantity);
	if (!PG_ARGISNULL(3))
	{
		const RentRate *cost = PG_GETARG_RENT_RATE_P(3);
		int64		cost_seconds;

		require_like_rents(rate, cost, &rate_seconds, &cost_seconds);
		plan.cost = real_multiply(monthly_amount(cost, cost_seconds), quantity);
	}
	read_plan(fcinfo, 4, &plan, quantity, rent_rate_decimals(rate));
	put_months(fcinfo, 4, &plan);
	PG_RETURN_NULL();
}

/*
 * pro_forma(total_capex numeric, monthly_revenue numeric, monthly_cost numeric DEFAULT 0, ... as above)
 *
 * The same of amounts: what is paid for all, what a month brings with everything let at the first
 * month's rents, and what it costs.  No row where one of the first two is NULL; a NULL scale is 2.
 */
PG_FUNCTION_INFO_V1(pro_forma_numeric);
Datum
pro_forma_numeric(PG_FUNCTION_ARGS)
{
	ProForma	plan = {0};

	InitMaterializedSRF(fcinfo, 0);
	reject_null(fcinfo, 2, "monthly_cost");
	reject_nulls(fcinfo, 3);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	plan.capex = real_from(nonnegative_argument(fcinfo, 0, "total_capex"));
	plan.revenue = real_from(finite_argument(fcinfo, 1, "monthly_revenue"));
	plan.cost = real_from(finite_argument(fcinfo, 2, "monthly_cost"));
	read_plan(fcinfo, 3, &plan, real_one, 2);
	put_months(fcinfo, 3, &plan);
	PG_RETURN_NULL();
}
