/*
 * unit_economics.c
 *		The cost structure of a card-hour, as an income statement: unit_economics(), net_margin().
 *
 * Everything is an exact fraction until it is written.  What is left after each cost is
 * rounded once, and a cost is the difference of what was left before it and after it,
 * so that every column foots.
 */
#include "base/gpurent.h"

#include "economics/economics.h"
#include "funcapi.h"
#include "utils/tuplestore.h"
#include "economics/numeric_math.h"
#include "values/rent_rate.h"

/* ---- exact fractions ---------------------------------------------------------- */

typedef struct Fraction
{
	Numeric		num;
	Numeric		den;			/* not zero */
} Fraction;

static Fraction
fraction(Numeric num, Numeric den)
{
	return (Fraction) {num, den};
}

static Fraction
fraction_subtract(Fraction a, Fraction b)
{
	return fraction(call2(numeric_sub, call2(numeric_mul, a.num, b.den), call2(numeric_mul, b.num, a.den)),
					call2(numeric_mul, a.den, b.den));
}

static Fraction
fraction_multiply(Fraction a, Fraction b)
{
	return fraction(call2(numeric_mul, a.num, b.num), call2(numeric_mul, a.den, b.den));
}

static Fraction
fraction_divide(Fraction a, Fraction b)
{
	return fraction(call2(numeric_mul, a.num, b.den), call2(numeric_mul, a.den, b.num));
}

static Fraction
fraction_from_numeric(Numeric value)
{
	return fraction(value, int64_to_numeric(1));
}

/* An hour's part of a price or a rate for a time, which is in the same parts of an hour. */
static Fraction
hourly(int64 amount, int64 hour, i128 time)
{
	return fraction(times(numeric_from_scaled(amount, RENT_RATE_SCALE), hour), numeric_from_scaled(time, 0));
}

/* ---- the statement ---------------------------------------------------------------- */

typedef enum StatementLine
{
	REVENUE,
	DEPRECIATION,
	POWER,
	COLOCATION,
	STAFF,
	OTHER_COSTS,
	COST_OF_REVENUE,
	GROSS_PROFIT,
	SELLING,
	ADMINISTRATION,
	OPERATING_PROFIT,
	INTEREST,
	PROFIT_BEFORE_TAX,
	INCOME_TAX,
	NET_PROFIT,
	STATEMENT_LINES
} StatementLine;

/* How a line comes about. */
typedef enum LineKind
{
	INCOME,						/* what there is to start with */
	COST,						/* taken from what was left */
	COSTS_SO_FAR,				/* the income less what is left */
	WHAT_IS_LEFT
} LineKind;

static const struct
{
	const char *name;
	LineKind	kind;
}			statement[STATEMENT_LINES] = {
	[REVENUE] = {"revenue", INCOME},
	[DEPRECIATION] = {"depreciation", COST},
	[POWER] = {"power", COST},
	[COLOCATION] = {"colocation", COST},
	[STAFF] = {"staff", COST},
	[OTHER_COSTS] = {"other costs", COST},
	[COST_OF_REVENUE] = {"cost of revenue", COSTS_SO_FAR},
	[GROSS_PROFIT] = {"gross profit", WHAT_IS_LEFT},
	[SELLING] = {"selling", COST},
	[ADMINISTRATION] = {"administration", COST},
	[OPERATING_PROFIT] = {"operating profit", WHAT_IS_LEFT},
	[INTEREST] = {"interest", COST},
	[PROFIT_BEFORE_TAX] = {"profit before tax", WHAT_IS_LEFT},
	[INCOME_TAX] = {"income tax", COST},
	[NET_PROFIT] = {"net profit", WHAT_IS_LEFT}
};

/* The arguments, in the order of the SQL function. */
typedef enum Argument
{
	RATE,
	PRICE,
	LIFE,
	SALVAGE,
	UTILIZATION,
	KILOWATTS,
	PUE,
	POWER_PRICE,
	COLOCATION_COST,
	STAFF_COST,
	OTHER_COST,
	SELLING_SHARE,
	ADMINISTRATION_COST,
	DEBT,
	INTEREST_RATE,
	INCOME_TAX_RATE,
	SCALE
} Argument;

/*
 * A cost of an hour available: zero if the argument is NULL.  One per kW is multiplied by
 * the power drawn; it compares with the rate but for its unit.
 */
static Fraction
cost_argument(FunctionCallInfo fcinfo, Argument argument, const RentRate *rate, bool *per_kilowatt)
{
	RateTerms	rate_terms;
	RateTerms	cost_terms;
	const RentRate *cost;

	*per_kilowatt = false;
	if (PG_ARGISNULL(argument))
		return fraction_from_numeric(int64_to_numeric(0));
	cost = PG_GETARG_RENT_RATE_P(argument);
	rate_terms_unpack(rate->terms, &rate_terms);
	rate_terms_unpack(cost->terms, &cost_terms);
	require_rent(cost, &cost_terms);
	if (cost_terms.unit == UNIT_KW && rate_terms.unit != UNIT_KW)
	{
		*per_kilowatt = true;
		rate_terms.unit = UNIT_KW;
		rate_terms.format = cost_terms.format;
	}
	require_comparable(rate, rate_terms, cost, cost_terms);
	return hourly(cost->amount, SECONDS_PER_HOUR, seconds_of_period(cost_terms.period));
}

/* What cost_argument() gives where only a rate per unit makes sense. */
static Fraction
unit_cost_argument(FunctionCallInfo fcinfo, Argument argument, const RentRate *rate, const char *what)
{
	bool		per_kilowatt;
	Fraction	cost = cost_argument(fcinfo, argument, rate, &per_kilowatt);

	if (per_kilowatt)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s \"%s\" is per kW, not per unit that is let", what,
						rent_rate_string(PG_GETARG_RENT_RATE_P(argument))),
				 errhint("Only power_price and colocation may be per kW.")));
	return cost;
}

/* kW drawn, 22023 where something is priced by it and it is not given */
static Fraction
kilowatts(FunctionCallInfo fcinfo, const char *what)
{
	if (PG_ARGISNULL(KILOWATTS))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s is per kW, but power is not given", what),
				 errhint("Give the kW that a unit draws, as in power => 0.8.")));
	return fraction_from_numeric(nonnegative_argument(fcinfo, KILOWATTS, "power"));
}

static Fraction
power_cost(FunctionCallInfo fcinfo, const RentRate *rate)
{
	Numeric		pue = finite_argument(fcinfo, PUE, "pue");
	bool		per_kilowatt;
	Fraction	price = cost_argument(fcinfo, POWER_PRICE, rate, &per_kilowatt);

	if (compared(pue, int64_to_numeric(1)) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("pue %s is below 1", numeric_string(pue)),
				 errdetail("Power usage effectiveness is the power of the whole site over that of its computers.")));
	if (PG_ARGISNULL(POWER_PRICE))
		return price;
	if (!per_kilowatt)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("power_price \"%s\" is not per kW",
						rent_rate_string(PG_GETARG_RENT_RATE_P(POWER_PRICE))),
				 errhint("A kWh at 0.65 CNY is written 0.65 CNY/kW/hour.")));
	return fraction_multiply(fraction_multiply(price, kilowatts(fcinfo, "power_price")), fraction_from_numeric(pue));
}

static Fraction
colocation_cost(FunctionCallInfo fcinfo, const RentRate *rate)
{
	bool		per_kilowatt;
	Fraction	cost = cost_argument(fcinfo, COLOCATION_COST, rate, &per_kilowatt);

	return per_kilowatt ? fraction_multiply(cost, kilowatts(fcinfo, "colocation")) : cost;
}

static Fraction
depreciation_cost(FunctionCallInfo fcinfo, const RentRate *rate)
{
	i128		life = life_interval_argument(PG_GETARG_DATUM(LIFE));
	const RentRate *price;
	int64		rate_seconds;

	if (PG_ARGISNULL(PRICE))
		return fraction_from_numeric(int64_to_numeric(0));
	price = PG_GETARG_RENT_RATE_P(PRICE);
	require_price_and_rent(price, rate, &rate_seconds);
	return hourly(price->amount - salvage_argument(price, PG_GETARG_DATUM(SALVAGE)), USEC_PER_HOUR, life);
}

/*
 * unit_economics(rate rent_rate, price rent_rate DEFAULT NULL, life interval DEFAULT '4 years',
 *		salvage numeric DEFAULT 0, utilization numeric DEFAULT 1, power numeric DEFAULT NULL,
 *		pue numeric DEFAULT 1, power_price rent_rate DEFAULT NULL, colocation rent_rate DEFAULT NULL,
 *		staff rent_rate DEFAULT NULL, other rent_rate DEFAULT NULL, selling numeric DEFAULT 0,
 *		administration rent_rate DEFAULT NULL, debt numeric DEFAULT 0, interest_rate numeric DEFAULT 0,
 *		income_tax_rate numeric DEFAULT 0, scale int8 DEFAULT 4)
 *		RETURNS TABLE (n int4, line text, per_hour_available numeric, per_hour_let numeric,
 *					   share_of_revenue numeric)
 *
 * The income statement of a unit's hour: revenue = rate x utilization; depreciation =
 * (price - salvage) / life; power = kW x PUE x price of a kWh; selling = share of revenue;
 * interest = debt x interest_rate / 8,760; income tax = income_tax_rate x profit before tax, none
 * on a loss.  Costs are positive.  Rounded half away from zero to "scale" decimals, so that
 * each column foots.
 *
 * No row for a NULL rate; a NULL price or cost is none; 22004 for a NULL where the
 * default is not NULL.  per_hour_let is NULL for a utilization of 0, share_of_revenue for a
 * revenue of 0.  22023 for unlike currency, unit, number format or tax basis, a cost without
 * a period, a salvage outside 0 .. price, a utilization, selling or income tax rate outside [0, 1],
 * a PUE below 1, a price per kW without power, a scale outside 0 .. 12.
 * Source: the layout of an income statement by function of expense (IAS 1.103); figure 16 of examples/figures.sql.
 */
PG_FUNCTION_INFO_V1(unit_economics);
Datum
unit_economics(PG_FUNCTION_ARGS)
{
	static const struct
	{
		Argument	argument;
		const char *name;
	}			not_null[] = {
		{LIFE, "life"}, {SALVAGE, "salvage"}, {UTILIZATION, "utilization"}, {PUE, "pue"},
		{SELLING_SHARE, "selling"}, {DEBT, "debt"}, {INTEREST_RATE, "interest_rate"},
		{INCOME_TAX_RATE, "income_tax_rate"}, {SCALE, "scale"}
	};
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	const RentRate *rate;
	RateTerms	terms;
	int32		scale;
	Fraction	income;
	Fraction	left;
	Fraction	cost[STATEMENT_LINES];
	Fraction	divisor[3];		/* of the columns */
	bool		defined[3];
	Numeric		before[3];		/* what was left, rounded, by column */
	Numeric		first[3];

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < lengthof(not_null); i++)
		reject_null(fcinfo, not_null[i].argument, not_null[i].name);
	if (PG_ARGISNULL(RATE))
		PG_RETURN_NULL();

	rate = PG_GETARG_RENT_RATE_P(RATE);
	rate_terms_unpack(rate->terms, &terms);
	require_rent(rate, &terms);
	scale = int32_argument(fcinfo, SCALE, "scale");
	require_scale(scale, 0);

	divisor[0] = fraction_from_numeric(int64_to_numeric(1));
	divisor[1] = fraction_from_numeric(numeric_from_scaled(utilization_from_numeric(PG_GETARG_DATUM(UTILIZATION)),
														   QUANTITY_SCALE));
	income = fraction_multiply(hourly(rate->amount, SECONDS_PER_HOUR, seconds_of_period(terms.period)), divisor[1]);
	divisor[2] = income;
	for (int column = 0; column < 3; column++)
		defined[column] = sign(divisor[column].num) != 0;

	cost[DEPRECIATION] = depreciation_cost(fcinfo, rate);
	cost[POWER] = power_cost(fcinfo, rate);
	cost[COLOCATION] = colocation_cost(fcinfo, rate);
	cost[STAFF] = unit_cost_argument(fcinfo, STAFF_COST, rate, "staff");
	cost[OTHER_COSTS] = unit_cost_argument(fcinfo, OTHER_COST, rate, "other");
	cost[SELLING] = fraction_multiply(income, fraction_from_numeric(fraction_argument(fcinfo, SELLING_SHARE, "selling")));
	cost[ADMINISTRATION] = unit_cost_argument(fcinfo, ADMINISTRATION_COST, rate, "administration");
	cost[INTEREST] = fraction(call2(numeric_mul, nonnegative_argument(fcinfo, DEBT, "debt"),
									nonnegative_argument(fcinfo, INTEREST_RATE, "interest_rate")),
							  int64_to_numeric(HOURS_PER_YEAR));
	cost[INCOME_TAX] = fraction_from_numeric(fraction_argument(fcinfo, INCOME_TAX_RATE, "income_tax_rate"));

	left = income;
	for (int i = 0; i < STATEMENT_LINES; i++)
	{
		Datum		values[5];
		bool		nulls[5] = {false};

		values[0] = Int32GetDatum(i + 1);
		values[1] = PointerGetDatum(cstring_to_text(statement[i].name));

		/* the tax is on what is left, if anything is */
		if (i == INCOME_TAX)
			cost[i] = fraction_multiply(cost[i], sign(left.num) * sign(left.den) > 0 ? left :
										fraction_from_numeric(int64_to_numeric(0)));
		if (statement[i].kind == COST)
			left = fraction_subtract(left, cost[i]);
		for (int column = 0; column < 3; column++)
		{
			Fraction	x;
			Numeric		now;
			Numeric		shown;

			nulls[2 + column] = !defined[column];
			if (!defined[column])
				continue;
			x = fraction_divide(left, divisor[column]);
			now = numeric_round_quotient(x.num, x.den, scale);
			if (statement[i].kind == INCOME)
				first[column] = now;
			shown = statement[i].kind == COST ? call2(numeric_sub, before[column], now) :
				statement[i].kind == COSTS_SO_FAR ? call2(numeric_sub, first[column], now) : now;
			values[2 + column] = NumericGetDatum(shown);
			before[column] = now;
		}
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	PG_RETURN_NULL();
}

/* ---- net margin ---------------------------------------------------------------------- */

/* (rate - costs) less the tax on it if it is positive, over the rate. */
static Numeric
margin_after_tax(Numeric rate, Numeric costs, Numeric income_tax_rate)
{
	Numeric		profit = call2(numeric_sub, rate, costs);

	reject_zero_rate(sign(rate) == 0);
	if (sign(profit) > 0)
		profit = call2(numeric_mul, profit, call2(numeric_sub, int64_to_numeric(1), income_tax_rate));
	return quotient(profit, rate);
}

/*
 * net_margin(rate rent_rate, cost rent_rate, expenses rent_rate DEFAULT NULL,
 *		income_tax_rate numeric DEFAULT 0) RETURNS numeric
 *
 * Net profit as a fraction of the rate, to 20 decimals: (rate - cost - expenses) x
 * (1 - income_tax_rate) / rate; no tax on a loss.  cost is that of revenue, as in
 * gross_margin(); expenses are selling, administration and interest, none if NULL.
 * NULL for a NULL rate or cost; 22004 for a NULL income tax rate; 22023 for unlike currency, unit,
 * number format or tax basis and an income tax rate outside [0, 1]; 22012 for a zero rate.
 */
PG_FUNCTION_INFO_V1(net_margin_rate);
Datum
net_margin_rate(PG_FUNCTION_ARGS)
{
	const RentRate *rate;
	const RentRate *cost;
	int64		rate_seconds;
	int64		cost_seconds;
	int64		expense_seconds = 1;
	Numeric		costs;

	if (!ARGUMENTS_GIVEN(2, NULL, "income_tax_rate"))
		PG_RETURN_NULL();
	rate = PG_GETARG_RENT_RATE_P(0);
	cost = PG_GETARG_RENT_RATE_P(1);
	require_like_rents(rate, cost, &rate_seconds, &cost_seconds);
	if (!PG_ARGISNULL(2))
		require_like_rents(rate, PG_GETARG_RENT_RATE_P(2), &rate_seconds, &expense_seconds);

	/* all of them of the product of the periods' hours, so that nothing is rounded */
	costs = times(times(int64_to_numeric(cost->amount), rate_seconds), expense_seconds);
	if (!PG_ARGISNULL(2))
		costs = call2(numeric_add, costs,
					  times(times(int64_to_numeric(PG_GETARG_RENT_RATE_P(2)->amount), rate_seconds), cost_seconds));
	PG_RETURN_NUMERIC(margin_after_tax(times(times(int64_to_numeric(rate->amount), cost_seconds), expense_seconds),
									   costs, fraction_argument(fcinfo, 3, "income_tax_rate")));
}

/*
 * net_margin(rate numeric, cost numeric, expenses numeric DEFAULT 0, income_tax_rate numeric DEFAULT 0)
 *		RETURNS numeric
 *
 * The same of numbers.  22004 for NULL expenses too.
 */
PG_FUNCTION_INFO_V1(net_margin_numeric);
Datum
net_margin_numeric(PG_FUNCTION_ARGS)
{
	if (!ARGUMENTS_GIVEN(2, "expenses", "income_tax_rate"))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(margin_after_tax(finite_argument(fcinfo, 0, "rate"),
									   call2(numeric_add, finite_argument(fcinfo, 1, "cost"),
											 finite_argument(fcinfo, 2, "expenses")),
									   fraction_argument(fcinfo, 3, "income_tax_rate")));
}
