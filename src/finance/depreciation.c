/*
 * depreciation.c
 *		Depreciation methods as functions of a period: those of spreadsheets, and CAS, MACRS
 *		and units of production beside them.
 *
 * Amounts are computed in core/number/real and given to 34 significant digits.  The formulas
 * are in core/finance/depreciation.c.  A NULL in an argument with a default is 22004.
 */
#include "base/gpurent.h"

#include "base/arguments.h"
#include "core/finance/depreciation.h"
#include "finance/day_count.h"
#include "lib/stringinfo.h"
#include "base/messages.h"
#include "base/numbers.h"
#include "utils/builtins.h"

/* ---- arguments ------------------------------------------------------------------- */

static Real
positive_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	Real		value = real_argument(fcinfo, argument, what);

	if (real_sign(value) <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is not positive", what, shown_argument(fcinfo, argument))));
	return value;
}

static Real
not_negative_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	Real		value = real_argument(fcinfo, argument, what);

	if (real_sign(value) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is negative", what, shown_argument(fcinfo, argument))));
	return value;
}

static Real
life_argument(FunctionCallInfo fcinfo, int argument)
{
	Real		life = positive_argument(fcinfo, argument, "life");

	if (real_compare(life, real_from_int64(DEPRECIATION_PERIODS_MAX)) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("life %s is out of range", shown_argument(fcinfo, argument)),
				 errdetail("It can be at most 10^18 periods.")));
	return life;
}

static void
reject_period_after(FunctionCallInfo fcinfo, int period, int life)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("period %s is after the life of %s", shown_argument(fcinfo, period), shown_argument(fcinfo, life))));
}

/* A period, counted from 1, within the life, of syd(), ddb() and cas_ddb(): their third argument is the life. */
static Real
period_argument_within(FunctionCallInfo fcinfo, Real life)
{
	Real		period = positive_argument(fcinfo, 3, "period");

	if (real_compare(period, life) > 0)
		reject_period_after(fcinfo, 3, 2);
	return period;
}

static int64
whole_number_argument(FunctionCallInfo fcinfo, int argument, Real value, const char *what)
{
	int64		n;

	if (!real_is_whole(value) || !real_to_int64(value, &n))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is not a whole number of years", what, shown_argument(fcinfo, argument))));
	return n;
}

/* An amount of which nothing below the digits of the cost means something. */
static Datum
depreciation_result(Real amount, Real cost, FunctionCallInfo fcinfo)
{
	PG_RETURN_NUMERIC(numeric_from_sum(amount, cost, "depreciation"));
}

/* ---- straight line, sum of the years' digits, units of production --------------------- */

/*
 * sln(cost numeric, salvage numeric, life numeric) RETURNS numeric
 *
 * Straight line: (cost - salvage) / life, a period.  NULL for NULL; 22023 for a life of 0.
 * Source: SLN of spreadsheets; IAS 16.62.
 */
PG_FUNCTION_INFO_V1(sln);
Datum
sln(PG_FUNCTION_ARGS)
{
	Real		cost = real_argument(fcinfo, 0, "cost");
	Real		salvage = real_argument(fcinfo, 1, "salvage");
	Real		life = real_argument(fcinfo, 2, "life");

	if (real_is_zero(life))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("life must not be zero")));
	PG_RETURN_NUMERIC(numeric_from_real(real_divide(real_subtract(cost, salvage), life), "depreciation"));
}

/*
 * syd(cost numeric, salvage numeric, life numeric, period numeric) RETURNS numeric
 *
 * Sum of the years' digits: (cost - salvage) x (life - period + 1) x 2 / (life x (life + 1)).
 * NULL for NULL; 22023 unless 0 < period <= life.
 * Source: SYD of spreadsheets; the 年数总和法 of CAS 4.
 */
PG_FUNCTION_INFO_V1(syd);
Datum
syd(PG_FUNCTION_ARGS)
{
	Real		cost = real_argument(fcinfo, 0, "cost");
	Real		salvage = real_argument(fcinfo, 1, "salvage");
	Real		life = positive_argument(fcinfo, 2, "life");
	Real		period = period_argument_within(fcinfo, life);
	Real		digit = real_add(real_subtract(life, period), real_one);
	Real		digits = real_multiply(life, real_add(life, real_one));

	PG_RETURN_NUMERIC(numeric_from_real(real_divide(real_multiply(real_subtract(cost, salvage), real_scale(digit, 1)), digits),
										"depreciation"));
}

/*
 * units_of_production(cost numeric, salvage numeric, total_units numeric, units numeric,
 *		units_before numeric DEFAULT 0) RETURNS numeric
 *
 * What "units" more take after "units_before": C(before + units) - C(before) with C(u) =
 * (cost - salvage) x min(u, total_units) / total_units, so that nothing is taken beyond
 * the total.  NULL for NULL; 22023 for a negative cost, salvage or number of units, a
 * salvage above the cost, a total of 0.
 * Source: IAS 16.62, the 工作量法 of CAS 4.
 */
PG_FUNCTION_INFO_V1(units_of_production);
Datum
units_of_production(PG_FUNCTION_ARGS)
{
	Real		cost;
	Real		salvage;
	Real		total;
	Real		units;
	Real		left;

	if (!ARGUMENTS_GIVEN(4, "units_before"))
		PG_RETURN_NULL();
	cost = not_negative_argument(fcinfo, 0, "cost");
	salvage = not_negative_argument(fcinfo, 1, "salvage");
	total = positive_argument(fcinfo, 2, "total units");
	units = not_negative_argument(fcinfo, 3, "units");
	left = real_subtract(total, not_negative_argument(fcinfo, 4, "units before"));
	if (real_compare(salvage, cost) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("salvage %s is above the cost of %s", shown_argument(fcinfo, 1), shown_argument(fcinfo, 0))));
	if (real_sign(left) < 0)
		left = (Real) {0};
	if (real_compare(units, left) > 0)
		units = left;
	return depreciation_result(real_divide(real_multiply(real_subtract(cost, salvage), units), total), cost, fcinfo);
}

/* ---- declining balances ----------------------------------------------------------------- */

/* The asset of ddb(), vdb() and cas_ddb(): cost, salvage and life are their first arguments. */
static void
declining_balance_arguments(FunctionCallInfo fcinfo, DecliningBalance *balance, Real factor)
{
	balance->cost = not_negative_argument(fcinfo, 0, "cost");
	balance->salvage = not_negative_argument(fcinfo, 1, "salvage");
	balance->life = life_argument(fcinfo, 2);
	decline(balance, factor);
}

/*
 * ddb(cost numeric, salvage numeric, life numeric, period numeric, factor numeric DEFAULT 2)
 * RETURNS numeric
 *
 * Declining balance: each period takes factor / life of the book value, but not below the
 * salvage.  0 where the salvage is the cost or more.  For a broken period see
 * spreadsheet_period_amount().  NULL for NULL; 22023 for a negative cost or salvage, a
 * life or factor that is not positive, a period outside the life; 22003 for a life over 10^18.
 * Source: DDB of spreadsheets.
 */
PG_FUNCTION_INFO_V1(ddb);
Datum
ddb(PG_FUNCTION_ARGS)
{
	DecliningBalance balance;
	Real		period;

	if (!ARGUMENTS_GIVEN(4, "factor"))
		PG_RETURN_NULL();
	declining_balance_arguments(fcinfo, &balance, positive_argument(fcinfo, 4, "factor"));
	period = period_argument_within(fcinfo, balance.life);
	return depreciation_result(spreadsheet_period_amount(&balance, period), balance.cost, fcinfo);
}

/*
 * vdb(cost numeric, salvage numeric, life numeric, start_period numeric, end_period numeric,
 *		factor numeric DEFAULT 2, no_switch boolean DEFAULT false) RETURNS numeric
 *
 * What the declining balance takes from one time to another, counted in periods from 0;
 * unless no_switch, in equal parts of the rest of the life from when these are higher.
 * A part of a period in proportion.  0 where the salvage is the cost or more.  NULL for
 * NULL; 22023 as ddb(), and unless 0 <= start_period <= end_period <= life.
 * Source: VDB of spreadsheets.
 */
PG_FUNCTION_INFO_V1(vdb);
Datum
vdb(PG_FUNCTION_ARGS)
{
	DecliningBalance balance;
	Real		start;
	Real		end;

	if (!ARGUMENTS_GIVEN(5, "factor", "no_switch"))
		PG_RETURN_NULL();
	start = not_negative_argument(fcinfo, 3, "start period");
	end = real_argument(fcinfo, 4, "end period");
	declining_balance_arguments(fcinfo, &balance, positive_argument(fcinfo, 5, "factor"));
	if (real_compare(end, start) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("end period %s is before start period %s", shown_argument(fcinfo, 4), shown_argument(fcinfo, 3))));
	if (real_compare(end, balance.life) > 0)
		reject_period_after(fcinfo, 4, 2);
	if (!PG_GETARG_BOOL(6))
		switch_when_higher(&balance);
	return depreciation_result(amount_between(&balance, start, end), balance.cost, fcinfo);
}

/*
 * cas_ddb(cost numeric, salvage numeric, life numeric, period numeric) RETURNS numeric
 *
 * Double declining balance as Chinese accounting has it: each year takes 2 / life of the
 * book value, but not below the salvage; the last two years take a half each of what is
 * then left above it.  NULL for NULL; 22023 as ddb(), and for a life or period that is no
 * whole number of years.
 * Source: the 双倍余额递减法 of CAS 4.
 */
PG_FUNCTION_INFO_V1(cas_ddb);
Datum
cas_ddb(PG_FUNCTION_ARGS)
{
	DecliningBalance balance;
	Real		period;
	int64		life;

	declining_balance_arguments(fcinfo, &balance, real_from_int64(2));
	period = period_argument_within(fcinfo, balance.life);
	life = whole_number_argument(fcinfo, 2, balance.life, "life");
	switch_at(&balance, Max(life - 2, 0));
	return depreciation_result(period_amount(&balance, whole_number_argument(fcinfo, 3, period, "period") - 1),
							   balance.cost, fcinfo);
}

/*
 * db(cost numeric, salvage numeric, life numeric, period numeric, month int8 DEFAULT 12)
 * RETURNS numeric
 *
 * Fixed declining balance: 1 - (salvage / cost)^(1 / life), rounded to three decimals, of
 * the book value each year; the first has so many months, the year after the life what is
 * left of twelve.  A broken period is the one it lies in.  0 where the salvage is the cost
 * or more.  NULL for NULL; 22023 for a negative cost or salvage, a life that is not
 * positive, a month outside 1 to 12, a period outside the life and the year after it.
 * Source: DB of spreadsheets.
 */
PG_FUNCTION_INFO_V1(db);
Datum
db(PG_FUNCTION_ARGS)
{
	Real		cost;
	Real		salvage;
	Real		life;
	Real		period;
	int32		months;
	int64		n;

	if (!ARGUMENTS_GIVEN(4, "month"))
		PG_RETURN_NULL();
	cost = not_negative_argument(fcinfo, 0, "cost");
	salvage = not_negative_argument(fcinfo, 1, "salvage");
	life = life_argument(fcinfo, 2);
	period = positive_argument(fcinfo, 3, "period");
	months = int32_argument(fcinfo, 4, "month");
	if (months < 1 || months > 12)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("month %d is outside 1 .. 12", months),
				 errdetail("It is the number of months in the first year.")));
	if (real_compare(period, months < 12 ? real_add(life, real_one) : life) > 0)
		reject_period_after(fcinfo, 3, 2);
	if (real_compare(salvage, cost) >= 0)
		PG_RETURN_NUMERIC(int64_to_numeric(0));
	/* within 10^18 */
	real_to_int64(real_floor(period), &n);
	return depreciation_result(fixed_declining_amount(cost, fixed_declining_rate(cost, salvage, life), life, n, months),
							   cost, fcinfo);
}

/* ---- the French system -------------------------------------------------------------------- */

/*
 * The arguments of amorlinc() and amordegrc(), except for the period.  False if there is
 * nothing to take: the salvage is the cost.
 */
static bool
french_asset_arguments(FunctionCallInfo fcinfo, FrenchAsset *asset)
{
	int			comparison;
	Real		life;

	asset->cost = not_negative_argument(fcinfo, 0, "cost");
	asset->purchased = finite_date_argument(PG_GETARG_DATUM(1), "date of purchase");
	asset->first_end = finite_date_argument(PG_GETARG_DATUM(2), "end of the first period");
	asset->salvage = not_negative_argument(fcinfo, 3, "salvage");
	asset->rate = positive_argument(fcinfo, 5, "rate");
	asset->basis = basis_argument(int32_argument(fcinfo, 6, "basis"));

	if (asset->purchased > asset->first_end)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the first period ends before the date of purchase")));
	if (asset->basis == day_count_of_code(DAY_COUNT_ACT_360))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("basis 2 is not used by this method"),
				 errhint("Write 0, 1, 3 or 4.")));
	life = french_life(asset->rate);
	if (!real_is_finite(life) || real_compare(life, real_from_int64(DEPRECIATION_PERIODS_MAX)) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("rate %s is out of range", shown_argument(fcinfo, 5)),
				 errdetail("It must be at least 10^-18.")));
	comparison = real_compare(asset->salvage, asset->cost);
	if (comparison > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("salvage %s is above the cost of %s", shown_argument(fcinfo, 3), shown_argument(fcinfo, 0))));
	return comparison < 0;
}

/*
 * amorlinc(cost numeric, date_purchased date, first_period date, salvage numeric,
 *		period numeric, rate numeric, basis int8 DEFAULT 0) RETURNS numeric
 *
 * Linear amortization of the French system: rate x cost a year, the first (period 0) by
 * its part of a year from the purchase to first_period, until the salvage is reached.
 * NULL for NULL; 22023 for a negative cost, salvage or period, a salvage above the cost, a
 * rate that is not positive, dates in the wrong order, and the basis 2.
 * Source: AMORLINC of spreadsheets, as Excel answers.
 */
PG_FUNCTION_INFO_V1(amorlinc);
Datum
amorlinc(PG_FUNCTION_ARGS)
{
	FrenchAsset asset;
	bool		depreciates;
	Real		period;

	if (!ARGUMENTS_GIVEN(6, "basis"))
		PG_RETURN_NULL();
	depreciates = french_asset_arguments(fcinfo, &asset);
	period = not_negative_argument(fcinfo, 4, "period");
	return depreciation_result(depreciates ? french_linear(&asset, period) : (Real) {0}, asset.cost, fcinfo);
}

/*
 * amordegrc(cost numeric, date_purchased date, first_period date, salvage numeric,
 *		period numeric, rate numeric, basis int8 DEFAULT 0) RETURNS numeric
 *
 * Degressive amortization of the French system: the linear rate times 1.5 for lives of 3
 * and 4 years, 2 for 5 and 6, 2.5 for more, of the book value; a half of it in the last
 * year but one, then the rest; rounded to whole currency units.  The life is 1 / rate.
 * NULL for NULL; 22023 as amorlinc(), and for a life below 3 or between 4 and 5 years.
 * Source: AMORDEGRC of spreadsheets, as Excel answers.
 */
PG_FUNCTION_INFO_V1(amordegrc);
Datum
amordegrc(PG_FUNCTION_ARGS)
{
	FrenchAsset asset;
	bool		depreciates;
	Real		period;
	Real		life;

	if (!ARGUMENTS_GIVEN(6, "basis"))
		PG_RETURN_NULL();
	depreciates = french_asset_arguments(fcinfo, &asset);
	period = not_negative_argument(fcinfo, 4, "period");
	life = french_life(asset.rate);
	if (real_compare(life, real_from_int64(3)) < 0 ||
		(real_compare(life, real_from_int64(4)) > 0 && real_compare(life, real_from_int64(5)) < 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate %s has no degressive coefficient", shown_argument(fcinfo, 5)),
				 errdetail("The life, 1 / rate, must be 3 to 4 years, or 5 or more.")));
	return depreciation_result(depreciates ? french_degressive(&asset, period) : (Real) {0}, asset.cost, fcinfo);
}

/* ---- MACRS -------------------------------------------------------------------------------- */

static const MacrsClass *
macrs_class_argument(FunctionCallInfo fcinfo, int argument)
{
	const MacrsClass *class = macrs_class(real_argument(fcinfo, argument, "class"));

	if (class == NULL)
	{
		StringInfoData classes;

		initStringInfo(&classes);
		for (int i = 0; macrs_class_number(i) != NULL; i++)
			appendStringInfo(&classes, "%s%g", i > 0 ? ", " : "", macrs_class_number(i)->years);
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("MACRS has no class of %s years", shown_argument(fcinfo, argument)),
				 errhint("Write one of %s.", classes.data)));
	}
	return class;
}

/* The percentage, in thousandths, of the arguments from "first" on: class, year, convention. */
static int
macrs_percentage_arguments(FunctionCallInfo fcinfo, int first)
{
	const MacrsClass *class = macrs_class_argument(fcinfo, first);
	int32		year = int32_argument(fcinfo, first + 1, "year");
	const text *name = PG_GETARG_TEXT_PP(first + 2);
	MacrsConvention convention;
	int			part;

	if (!macrs_convention_lookup(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &convention, &part))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("convention \"%s\" not recognized", clipped(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name))),
				 errhint("Write half-year, mid-quarter Q1 to Q4, or mid-month 1 to 12.")));
	if (class->real_property != (convention == MACRS_MID_MONTH))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("convention \"%s\" is not for property of %g years", clipped(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)), class->years),
				 class->real_property ? errhint("Real property goes by the month it is placed in service: write mid-month 1 to 12.") :
				 errhint("Write half-year, or mid-quarter Q1 to Q4.")));
	if (year < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("year %d is before the first", year),
				 errdetail("Year 1 is the tax year in which the property is placed in service.")));
	return macrs_percentage(class, convention, part, year);
}

/* A percentage in thousandths is a fraction of 5 decimals. */
#define MACRS_SCALE		5

/*
 * macrs_rate(class numeric, year int8, convention text DEFAULT 'half-year') RETURNS numeric
 *
 * The fraction of the cost that US tax law takes in a year, as published: 0.32 for the 2nd
 * year of 5-year property.  0 after the last year.  Classes 3, 5, 7, 10, 15 and 20 by
 * half-year or mid-quarter; 27.5, 31.5 and 39 by mid-month.  NULL for NULL; 22023 for
 * another class, a year before the first, a convention that is none or not the class's.
 * Source: IRS Publication 946, tables A-1 to A-7a.
 */
PG_FUNCTION_INFO_V1(macrs_rate);
Datum
macrs_rate(PG_FUNCTION_ARGS)
{
	if (!ARGUMENTS_GIVEN(2, "convention"))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_scaled(macrs_percentage_arguments(fcinfo, 0), MACRS_SCALE));
}

/*
 * macrs(cost numeric, class numeric, year int8, convention text DEFAULT 'half-year')
 * RETURNS numeric
 *
 * cost x macrs_rate(class, year, convention), unrounded.  22023 for a negative cost too.
 */
PG_FUNCTION_INFO_V1(macrs);
Datum
macrs(PG_FUNCTION_ARGS)
{
	Real		cost;
	Real		amount;

	if (!ARGUMENTS_GIVEN(3, "convention"))
		PG_RETURN_NULL();
	cost = not_negative_argument(fcinfo, 0, "cost");
	amount = real_scale10(real_multiply_int(cost, macrs_percentage_arguments(fcinfo, 1)), -MACRS_SCALE);
	PG_RETURN_NUMERIC(numeric_from_real(amount, "depreciation"));
}
