/*
 * annuity.c
 *		Time value of money as spreadsheets have it: equal payments, and growth.
 *
 * Names, order of the arguments and signs are the spreadsheets': what is received is
 * positive, what is paid negative; a rate is that of a period; due is 0 for payments at
 * the end of their period and anything else for payments at its beginning.
 *
 * Every result is rounded once, half away from zero, to 34 significant digits.  NULL
 * for a NULL argument, 22004 if it is one with a default; 22023 for NaN and infinity;
 * 22003 for what numeric cannot hold.  Formulas: core/finance/annuity.h; their source is OpenFormula 1.2, section 6.12, and for its odd
 * corners what spreadsheets answer (doc/annuity.md).
 */
#include "base/gpurent.h"

#include "base/arguments.h"
#include "catalog/pg_type.h"
#include "core/finance/annuity.h"
#include "miscadmin.h"
#include "base/numbers.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* ---- arguments ------------------------------------------------------------------ */

/* Where the arguments of a function are; -1 for what it has not. */
typedef struct Places
{
	int			rate;
	int			nper;
	int			pmt;
	int			pv;
	int			fv;
	int			due;
	int			per;
} Places;

static Annuity
annuity_arguments(FunctionCallInfo fcinfo, const Places *at)
{
	Annuity		a = {.due = at->due >= 0 && PG_GETARG_INT64(at->due) != 0};

	if (at->rate >= 0)
		a.rate = real_argument(fcinfo, at->rate, "rate");
	if (at->nper >= 0)
		a.nper = real_argument(fcinfo, at->nper, "nper");
	if (at->pmt >= 0)
		a.pmt = real_argument(fcinfo, at->pmt, "pmt");
	if (at->pv >= 0)
		a.pv = real_argument(fcinfo, at->pv, "pv");
	if (at->fv >= 0)
		a.fv = real_argument(fcinfo, at->fv, "fv");
	return a;
}

/* (1 + rate)^periods must be a real number. */
static void
require_power(FunctionCallInfo fcinfo, const Annuity *a, const Places *at, Real periods, int periods_at, const char *what)
{
	int64_t		n;
	int			side;

	/* the common case first */
	if (!a->rate.negative)
		return;
	side = real_compare(a->rate, real_negate(real_one));
	if (side == 0 && periods.negative)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate is -1 and %s is %s", what, shown_argument(fcinfo, periods_at)),
				 errdetail("At a rate of -1 everything is lost in a period, and nothing can be reckoned backwards.")));
	if (side < 0 && !real_to_int64(periods, &n))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate is %s and %s is %s", shown_argument(fcinfo, at->rate), what, shown_argument(fcinfo, periods_at)),
				 errdetail("A rate below -1 needs a whole number of periods, below 2^63.")));
}

static void
require_nper_power(FunctionCallInfo fcinfo, const Annuity *a, const Places *at)
{
	require_power(fcinfo, a, at, a->nper, at->nper, "nper");
}

static void
reject_zero_nper(FunctionCallInfo fcinfo, const Annuity *a)
{
	if (real_is_zero(a->nper))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("nper is 0"),
				 errdetail("Without periods there are no payments.")));
}

/* A sum of terms of this size as the result. */
static Datum
amount_result(Real value, Real largest, const char *what)
{
	return NumericGetDatum(numeric_from_sum(value, largest, what));
}

/*
 * The rate whose growth factor has this logarithm.  Near -1 the 34 digits are those of
 * the factor, so that a rate above -1 does not become -1.
 */
static Datum
rate_result(Real logarithm)
{
	Real		rate = real_expm1(logarithm);

	/* above -0.75 */
	if (!rate.negative || rate.kind != REAL_FINITE || rate.exponent < 0 || real_compare(rate, real_scale(real_from_int64(-3), -2)) > 0)
		return NumericGetDatum(numeric_from_real(rate, "rate"));
	return DirectFunctionCall2(numeric_sub,
							   NumericGetDatum(numeric_from_real(real_exp(logarithm), "growth factor")),
							   NumericGetDatum(int64_to_numeric(1)));
}

/* ---- payments ---------------------------------------------------------------------- */

/*
 * pv(rate numeric, nper numeric, pmt numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0) RETURNS numeric
 *
 * What payments of pmt in nper periods and fv after them are worth now.  nper may be
 * negative or no whole number.  22023 for a rate of -1, unless nper is 0, and for one
 * below -1 with nper that is no whole number.
 */
PG_FUNCTION_INFO_V1(annuity_pv_numeric);
Datum
annuity_pv_numeric(PG_FUNCTION_ARGS)
{
	static const Places at = {.rate = 0, .nper = 1, .pmt = 2, .pv = -1, .fv = 3, .due = 4};
	Annuity		a;
	Real		largest;

	if (!ARGUMENTS_GIVEN(3, "fv", "due"))
		PG_RETURN_NULL();
	a = annuity_arguments(fcinfo, &at);
	require_nper_power(fcinfo, &a, &at);
	if (a.rate.negative && !real_is_zero(a.nper) && real_compare(a.rate, real_negate(real_one)) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate is -1"),
				 errdetail("At a rate of -1 everything is lost in a period: no present value grows to anything.")));
	return amount_result(annuity_pv(&a, &largest), largest, "present value");
}

/*
 * fv(rate numeric, nper numeric, pmt numeric, pv numeric DEFAULT 0, due int8 DEFAULT 0) RETURNS numeric
 *
 * What pv and payments of pmt in nper periods have grown to after them.  As pv(), but
 * for a rate of -1, at which there is one.
 */
PG_FUNCTION_INFO_V1(annuity_fv_numeric);
Datum
annuity_fv_numeric(PG_FUNCTION_ARGS)
{
	static const Places at = {.rate = 0, .nper = 1, .pmt = 2, .pv = 3, .fv = -1, .due = 4};
	Annuity		a;
	Real		largest;

	if (!ARGUMENTS_GIVEN(3, "pv", "due"))
		PG_RETURN_NULL();
	a = annuity_arguments(fcinfo, &at);
	require_nper_power(fcinfo, &a, &at);
	return amount_result(annuity_fv(&a, &largest), largest, "future value");
}

/* The payment, 22023 if none of any size solves the equation. */
static Datum
payment_result(FunctionCallInfo fcinfo, const Places *at, Real value, Real largest, const char *what)
{
	if (value.kind == REAL_NAN)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate is %s and nper is %s", shown_argument(fcinfo, at->rate), shown_argument(fcinfo, at->nper)),
				 errdetail("Payments at this rate are worth nothing after that many periods, whatever their amount.")));
	return amount_result(value, largest, what);
}

/*
 * pmt(rate numeric, nper numeric, pv numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0) RETURNS numeric
 *
 * The payment in each of nper periods that makes fv of pv: a loan of 15000 is paid back
 * by pmt(0.08/12, 60, 15000).  22023 for nper 0, for a rate of -1 with a negative nper or
 * payments at the beginning, for one below -1 with nper that is no whole number, and
 * for -2 with an even one.
 */
PG_FUNCTION_INFO_V1(annuity_pmt_numeric);
Datum
annuity_pmt_numeric(PG_FUNCTION_ARGS)
{
	static const Places at = {.rate = 0, .nper = 1, .pmt = -1, .pv = 2, .fv = 3, .due = 4};
	Annuity		a;
	Real		largest;
	Real		value;

	if (!ARGUMENTS_GIVEN(3, "fv", "due"))
		PG_RETURN_NULL();
	a = annuity_arguments(fcinfo, &at);
	reject_zero_nper(fcinfo, &a);
	require_nper_power(fcinfo, &a, &at);
	value = annuity_pmt(&a, &largest);
	return payment_result(fcinfo, &at, value, largest, "payment");
}

/*
 * nper(rate numeric, pmt numeric, pv numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0) RETURNS numeric
 *
 * In how many periods payments of pmt make fv of pv; it may be negative and no whole
 * number.  NULL if in none: the payment is less than the interest.  22023 for a rate of
 * -1 or less, and if any number of periods does.
 */
PG_FUNCTION_INFO_V1(annuity_nper_numeric);
Datum
annuity_nper_numeric(PG_FUNCTION_ARGS)
{
	static const Places at = {.rate = 0, .nper = -1, .pmt = 1, .pv = 2, .fv = 3, .due = 4};
	Annuity		a;
	Real		value;

	if (!ARGUMENTS_GIVEN(3, "fv", "due"))
		PG_RETURN_NULL();
	a = annuity_arguments(fcinfo, &at);
	if (a.rate.negative && real_compare(a.rate, real_negate(real_one)) <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate %s is not above -1", shown_argument(fcinfo, at.rate))));
	value = annuity_nper(&a);
	if (value.kind == REAL_INFINITE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("any number of periods leads from pv %s to fv %s", shown_argument(fcinfo, at.pv), shown_argument(fcinfo, at.fv)),
				 errdetail("The payments are the interest on pv, and fv is pv again.")));
	if (value.kind == REAL_NAN)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_real(value, "number of periods"));
}

/*
 * rate(nper numeric, pmt numeric, pv numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0,
 *		guess numeric DEFAULT 0.1) RETURNS numeric
 *
 * The rate above -1 at which payments of pmt in nper periods make fv of pv.  There are
 * two at most; the one nearest to the guess, the higher of two equally near.  NULL if
 * there is none, or if any rate does.  Found wherever it is: the roots are bracketed
 * (core/finance/annuity_rate.c).  A rate below -0.75 has 34 digits of 1 + rate.  22023 for nper
 * 0 and for a guess of -1 or less; 22003 for nper beyond 10^60 or within 10^-60.
 */
#define NPER_EXPONENT	200

PG_FUNCTION_INFO_V1(annuity_rate_numeric);
Datum
annuity_rate_numeric(PG_FUNCTION_ARGS)
{
	static const Places at = {.rate = -1, .nper = 0, .pmt = 1, .pv = 2, .fv = 3, .due = 4};
	Annuity		a;
	Real		guess;
	Real		logarithm;

	if (!ARGUMENTS_GIVEN(3, "fv", "due", "guess"))
		PG_RETURN_NULL();
	a = annuity_arguments(fcinfo, &at);
	guess = real_argument(fcinfo, 5, "guess");
	if (guess.negative && real_compare(guess, real_negate(real_one)) <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("guess %s is not above -1", shown_argument(fcinfo, 5))));
	reject_zero_nper(fcinfo, &a);
	/* nper + 1 must be told from nper, and nper from 0 */
	if (a.nper.exponent > NPER_EXPONENT || a.nper.exponent < -NPER_EXPONENT)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("nper %s is out of range", shown_argument(fcinfo, at.nper)),
				 errdetail("A rate is looked for over 10^-60 to 10^60 periods.")));
	if (!annuity_rate(&a, guess, &logarithm))
		PG_RETURN_NULL();
	return rate_result(logarithm);
}

/* ---- interest and repayment ------------------------------------------------------------ */

typedef Real (*PartOfPayment) (const Annuity *a, Real per, Real *largest);

static Datum
part_of_payment(FunctionCallInfo fcinfo, PartOfPayment part, const char *what)
{
	static const Places at = {.rate = 0, .per = 1, .nper = 2, .pmt = -1, .pv = 3, .fv = 4, .due = 5};
	Annuity		a;
	Real		per;
	Real		largest;
	Real		value;

	if (!ARGUMENTS_GIVEN(4, "fv", "due"))
		PG_RETURN_NULL();
	a = annuity_arguments(fcinfo, &at);
	per = real_argument(fcinfo, at.per, "per");
	if (real_compare(per, real_one) < 0 || real_compare(per, a.nper) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("per %s is outside 1 .. %s", shown_argument(fcinfo, at.per), shown_argument(fcinfo, at.nper)),
				 errdetail("Periods are numbered from 1 to nper.")));
	require_nper_power(fcinfo, &a, &at);
	require_power(fcinfo, &a, &at, per, at.per, "per");
	value = part(&a, per, &largest);
	return payment_result(fcinfo, &at, value, largest, what);
}

/*
 * ipmt(rate numeric, per numeric, nper numeric, pv numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0) RETURNS numeric
 *
 * The interest in the payment of period per.  Payments at the beginning have none in
 * the first.  22023 for per outside 1 .. nper, and as pmt().
 */
PG_FUNCTION_INFO_V1(annuity_ipmt_numeric);
Datum
annuity_ipmt_numeric(PG_FUNCTION_ARGS)
{
	return part_of_payment(fcinfo, annuity_ipmt, "interest");
}

/*
 * ppmt(rate numeric, per numeric, nper numeric, pv numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0) RETURNS numeric
 *
 * What the payment of period per repays: pmt() - ipmt().
 */
PG_FUNCTION_INFO_V1(annuity_ppmt_numeric);
Datum
annuity_ppmt_numeric(PG_FUNCTION_ARGS)
{
	return part_of_payment(fcinfo, annuity_ppmt, "repayment");
}

static void
require_positive(FunctionCallInfo fcinfo, int argument, Real value, const char *what)
{
	if (real_sign(value) <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be positive, not %s", what, shown_argument(fcinfo, argument))));
}

static Datum
cumulative_part(FunctionCallInfo fcinfo, bool interest)
{
	static const Places at = {.rate = 0, .nper = 1, .pmt = -1, .pv = 2, .fv = -1, .due = 5};
	Annuity		a = annuity_arguments(fcinfo, &at);
	Real		start = real_argument(fcinfo, 3, "start_period");
	Real		end = real_argument(fcinfo, 4, "end_period");
	int32		due = int32_argument(fcinfo, at.due, "due");
	Real		value = {0};
	Real		largest = {0};

	require_positive(fcinfo, at.rate, a.rate, "rate");
	require_positive(fcinfo, at.nper, a.nper, "nper");
	require_positive(fcinfo, at.pv, a.pv, "pv");
	if (real_compare(start, real_one) < 0 || real_compare(end, start) < 0 || real_compare(end, a.nper) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("periods %s to %s are not within 1 .. %s", shown_argument(fcinfo, 3), shown_argument(fcinfo, 4), shown_argument(fcinfo, at.nper)),
				 errdetail("start_period must be 1 at least, end_period at least start_period and at most nper.")));
	if (due != 0 && due != 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("due is %d", due),
				 errdetail("It must be 0 (payments at the end of a period) or 1 (at its beginning).")));

	/* the whole periods between them */
	start = real_negate(real_floor(real_negate(start)));
	end = real_floor(end);
	if (real_compare(start, end) <= 0)
	{
		if (interest)
			value = annuity_cumipmt(&a, start, end, &largest);
		else
			largest = value = annuity_cumprinc(&a, start, end);
	}
	return amount_result(value, largest, interest ? "interest" : "repayment");
}

/*
 * cumipmt(rate numeric, nper numeric, pv numeric, start_period numeric, end_period numeric, due int8) RETURNS numeric
 *
 * The interest in the payments of the whole periods from start_period to end_period, in
 * closed form.  22023 for a rate, nper or pv that is not positive, periods that are not
 * in order within 1 .. nper, and due other than 0 and 1.
 */
PG_FUNCTION_INFO_V1(annuity_cumipmt_numeric);
Datum
annuity_cumipmt_numeric(PG_FUNCTION_ARGS)
{
	return cumulative_part(fcinfo, true);
}

/*
 * cumprinc(rate numeric, nper numeric, pv numeric, start_period numeric, end_period numeric, due int8) RETURNS numeric
 *
 * What these payments repay; as cumipmt().
 */
PG_FUNCTION_INFO_V1(annuity_cumprinc_numeric);
Datum
annuity_cumprinc_numeric(PG_FUNCTION_ARGS)
{
	return cumulative_part(fcinfo, false);
}

/*
 * ispmt(rate numeric, per numeric, nper numeric, pv numeric) RETURNS numeric
 *
 * The interest of a period of a loan that is repaid in equal parts of its principal:
 * pv rate (per / nper - 1), periods counted from 0.  22023 for nper 0.
 */
PG_FUNCTION_INFO_V1(annuity_ispmt_numeric);
Datum
annuity_ispmt_numeric(PG_FUNCTION_ARGS)
{
	static const Places at = {.rate = 0, .nper = 2, .pmt = -1, .pv = 3, .fv = -1, .due = -1};
	Annuity		a = annuity_arguments(fcinfo, &at);
	Real		per = real_argument(fcinfo, 1, "per");
	Real		interest = real_multiply(a.pv, a.rate);

	reject_zero_nper(fcinfo, &a);
	interest = real_divide(real_multiply(interest, real_subtract(per, a.nper)), a.nper);
	PG_RETURN_NUMERIC(numeric_from_real(interest, "interest"));
}

/* ---- rates of one period and another ------------------------------------------------------ */

/* A rate above 0, and compounding periods, of which the fraction is dropped, of 1 at least. */
static Real
compounding_arguments(FunctionCallInfo fcinfo, const char *what, Real *npery)
{
	Real		rate = real_argument(fcinfo, 0, what);

	*npery = real_truncate(real_argument(fcinfo, 1, "npery"));
	require_positive(fcinfo, 0, rate, what);
	if (real_compare(*npery, real_one) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("npery %s is less than 1", shown_argument(fcinfo, 1)),
				 errdetail("It says how often a year interest is added; a fraction is dropped.")));
	return rate;
}

/*
 * effect(nominal_rate numeric, npery numeric) RETURNS numeric
 *
 * The rate a year of a nominal rate that is compounded npery times: (1 + nominal /
 * npery)^npery - 1.  22023 for a rate that is not positive and npery below 1, of which a
 * fraction is dropped.
 */
PG_FUNCTION_INFO_V1(annuity_effect);
Datum
annuity_effect(PG_FUNCTION_ARGS)
{
	Real		npery;
	Real		rate = compounding_arguments(fcinfo, "nominal_rate", &npery);

	PG_RETURN_NUMERIC(numeric_from_real(compound_growth(real_divide(rate, npery), npery), "effective rate"));
}

/*
 * nominal(effect_rate numeric, npery numeric) RETURNS numeric
 *
 * The nominal rate that compounded npery times a year gives this rate: npery ((1 +
 * effect_rate)^(1 / npery) - 1).  As effect().
 */
PG_FUNCTION_INFO_V1(annuity_nominal);
Datum
annuity_nominal(PG_FUNCTION_ARGS)
{
	Real		npery;
	Real		rate = compounding_arguments(fcinfo, "effect_rate", &npery);
	Real		period = real_expm1(real_divide(real_log1p(rate), npery));

	PG_RETURN_NUMERIC(numeric_from_real(real_multiply(period, npery), "nominal rate"));
}

/* ---- growth ------------------------------------------------------------------------------- */

/* log(end / begin) of two positive numbers, however near they are to each other */
static Real
log_ratio(Real begin, Real end)
{
	Real		less_one = real_divide(real_subtract(end, begin), begin);

	return less_one.exponent < 0 ? real_log1p(less_one) : real_log(real_divide(end, begin));
}

/* (end / begin)^(1 / periods) - 1, the arguments at these places. */
static Datum
growth_rate(FunctionCallInfo fcinfo, int begin_at, const char *begin_name, int end_at, const char *end_name,
			int periods_at, const char *periods_name)
{
	Real		begin = real_argument(fcinfo, begin_at, begin_name);
	Real		end = real_argument(fcinfo, end_at, end_name);
	Real		periods = real_argument(fcinfo, periods_at, periods_name);

	require_positive(fcinfo, periods_at, periods, periods_name);
	if (real_sign(begin) == 0 || real_sign(begin) * real_sign(end) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no growth rate leads from %s to %s", shown_argument(fcinfo, begin_at), shown_argument(fcinfo, end_at)),
				 errdetail("The first value must not be zero and both must have the same sign.")));
	if (real_is_zero(end))
		PG_RETURN_NUMERIC(int64_to_numeric(-1));
	return rate_result(real_divide(log_ratio(real_abs(begin), real_abs(end)), periods));
}

/*
 * rri(nper numeric, pv numeric, fv numeric) RETURNS numeric
 *
 * The rate at which pv grows to fv in nper periods: (fv / pv)^(1 / nper) - 1.  A rate
 * below -0.75 has 34 digits of 1 + rate.  22023 for nper that is not positive, a pv of
 * zero, values of opposite sign.
 */
PG_FUNCTION_INFO_V1(annuity_rri);
Datum
annuity_rri(PG_FUNCTION_ARGS)
{
	return growth_rate(fcinfo, 1, "pv", 2, "fv", 0, "nper");
}

/*
 * cagr(begin_value numeric, end_value numeric, periods numeric) RETURNS numeric
 *
 * Compound growth a period: rri() with the arguments in the order of the words.
 */
PG_FUNCTION_INFO_V1(cagr);
Datum
cagr(PG_FUNCTION_ARGS)
{
	return growth_rate(fcinfo, 0, "begin_value", 1, "end_value", 2, "periods");
}

/*
 * pduration(rate numeric, pv numeric, fv numeric) RETURNS numeric
 *
 * In how many periods pv grows to fv: ln(fv / pv) / ln(1 + rate).  22023 for arguments
 * that are not positive.
 */
PG_FUNCTION_INFO_V1(annuity_pduration);
Datum
annuity_pduration(PG_FUNCTION_ARGS)
{
	Real		rate = real_argument(fcinfo, 0, "rate");
	Real		pv = real_argument(fcinfo, 1, "pv");
	Real		fv = real_argument(fcinfo, 2, "fv");

	require_positive(fcinfo, 0, rate, "rate");
	require_positive(fcinfo, 1, pv, "pv");
	require_positive(fcinfo, 2, fv, "fv");
	PG_RETURN_NUMERIC(numeric_from_real(real_divide(log_ratio(pv, fv), real_log1p(rate)), "number of periods"));
}

/*
 * doubling_time(growth_rate numeric) RETURNS numeric
 *
 * Periods until something that grows by growth_rate a period has doubled: ln 2 /
 * ln(1 + growth_rate).  NULL where it never does (growth of zero or less); 22023 for a
 * rate of -1 or less.
 */
PG_FUNCTION_INFO_V1(doubling_time);
Datum
doubling_time(PG_FUNCTION_ARGS)
{
	Real		growth = real_argument(fcinfo, 0, "growth_rate");

	if (growth.negative && real_compare(growth, real_negate(real_one)) <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("growth_rate %s is not above -1", shown_argument(fcinfo, 0))));
	if (real_sign(growth) <= 0)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_real(real_divide(real_log(real_from_int64(2)), real_log1p(growth)), "doubling time"));
}

/*
 * fvschedule(principal numeric, schedule numeric[]) RETURNS numeric
 *
 * What the principal grows to at these rates, one a period: principal times each 1 +
 * rate.  An element that is NULL is no growth, as an empty cell is.
 */
PG_FUNCTION_INFO_V1(annuity_fvschedule);
Datum
annuity_fvschedule(PG_FUNCTION_ARGS)
{
	Real		value = real_argument(fcinfo, 0, "principal");
	ArrayType  *schedule = PG_GETARG_ARRAYTYPE_P(1);
	ArrayIterator rates = array_create_iterator(schedule, 0, NULL);
	Datum		rate;
	bool		is_null;

	while (array_iterate(rates, &rate, &is_null))
	{
		CHECK_FOR_INTERRUPTS();
		if (!is_null)
			value = real_multiply(value, real_add(real_one, real_from_numeric(rate, "rate")));
	}
	array_free_iterator(rates);
	PG_RETURN_NUMERIC(numeric_from_real(value, "future value"));
}
