/*
 * rate_terms.c
 *		The parts of a rent_rate, and its conversions to other terms.
 *
 * Results of net(), gross() and per() are rounded once, half away from zero, to
 * the 8 decimals of a rent_rate.  All functions are STRICT but set_tax().
 */
#include "base/gpurent.h"

#include "utils/builtins.h"

#include "base/arguments.h"
#include "base/input.h"
#include "base/messages.h"
#include "base/numbers.h"
#include "values/p_capacity.h"
#include "values/rent_rate.h"
#include "values/scaling.h"

/* tax_rate / TAX_WHOLE is the rate as a fraction: it counts 0.0001 %. */
#define TAX_WHOLE		1000000
#define TAX_FRACTION_SCALE	6

static RateTerms
terms_of(const RentRate *rate)
{
	RateTerms	terms;

	rate_terms_unpack(rate->terms, &terms);
	return terms;
}

/* ---- parts ---------------------------------------------------------------- */

/* amount(rent_rate) RETURNS numeric, in currency units, exact */
PG_FUNCTION_INFO_V1(rent_rate_amount);
Datum
rent_rate_amount(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(numeric_from_scaled(PG_GETARG_RENT_RATE_P(0)->amount, RENT_RATE_SCALE));
}

/* currency(rent_rate) RETURNS text: its ISO 4217 code */
PG_FUNCTION_INFO_V1(rent_rate_currency);
Datum
rent_rate_currency(PG_FUNCTION_ARGS)
{
	char		code[4];

	currency_code(terms_of(PG_GETARG_RENT_RATE_P(0)).currency, code);
	PG_RETURN_TEXT_P(cstring_to_text(code));
}

/* unit(rent_rate) RETURNS text: "card", "server", "P", "kW", "rack", "lease" */
PG_FUNCTION_INFO_V1(rent_rate_unit);
Datum
rent_rate_unit(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(unit_name(terms_of(PG_GETARG_RENT_RATE_P(0)).unit)));
}

/* unit_number_format(rent_rate) RETURNS text: of the P that is priced, "fp16"; NULL if unspecified */
PG_FUNCTION_INFO_V1(rent_rate_number_format);
Datum
rent_rate_number_format(PG_FUNCTION_ARGS)
{
	int			format = terms_of(PG_GETARG_RENT_RATE_P(0)).format;

	if (format == NUMBER_FORMAT_NONE)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(number_format_name(format)));
}

/* period(rent_rate) RETURNS text: "hour" … "year"; NULL for a purchase price */
PG_FUNCTION_INFO_V1(rent_rate_period);
Datum
rent_rate_period(PG_FUNCTION_ARGS)
{
	int			period = terms_of(PG_GETARG_RENT_RATE_P(0)).period;

	if (period == PERIOD_NONE)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(period_name(period)));
}

/* tax_basis(rent_rate) RETURNS text: "including", "excluding"; NULL if unsaid */
PG_FUNCTION_INFO_V1(rent_rate_tax_basis);
Datum
rent_rate_tax_basis(PG_FUNCTION_ARGS)
{
	int			basis = terms_of(PG_GETARG_RENT_RATE_P(0)).tax_basis;

	if (basis == TAX_UNSAID)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(basis == TAX_INCLUDED ? "including" : "excluding"));
}

/* tax_rate(rent_rate) RETURNS numeric, a fraction: 0.06; NULL if unsaid */
PG_FUNCTION_INFO_V1(rent_rate_tax_rate);
Datum
rent_rate_tax_rate(PG_FUNCTION_ARGS)
{
	RateTerms	terms = terms_of(PG_GETARG_RENT_RATE_P(0));

	if (terms.tax_basis == TAX_UNSAID)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_scaled(terms.tax_rate, TAX_FRACTION_SCALE));
}

/* ---- tax ------------------------------------------------------------------ */

/* rate's amount * num / den, rounded half away from zero; num and den are positive. */
static int64
amount_times_ratio(const RentRate *rate, u128 num, u128 den, const char *verb, const char *what)
{
	u256		product = u256_mul(i128_abs(rate->amount), num);
	u128		quotient;

	if (!u256_div_round(&product, den, &quotient) || quotient > RENT_RATE_MAX)
		rent_rate_overflow(rate, verb, what);
	return rate->amount < 0 ? -(int64) quotient : (int64) quotient;
}

/* The rate with another tax basis; 22023 if it states none. */
static RentRate *
with_tax_basis(const RentRate *rate, TaxBasis basis)
{
	RateTerms	terms = terms_of(rate);
	int64		gross_of_whole = TAX_WHOLE + terms.tax_rate;
	int64		amount = rate->amount;

	if (terms.tax_basis == TAX_UNSAID)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate \"%s\" does not say whether tax is included", rent_rate_string(rate)),
				 errhint("Write the tax basis, as in \"%s incl 6%%\", or state it with set_tax().",
						 rent_rate_string(rate))));
	if (terms.tax_basis == TAX_INCLUDED && basis == TAX_EXCLUDED)
		amount = amount_times_ratio(rate, TAX_WHOLE, gross_of_whole, "made", "net");
	else if (terms.tax_basis == TAX_EXCLUDED && basis == TAX_INCLUDED)
		amount = amount_times_ratio(rate, gross_of_whole, TAX_WHOLE, "made", "gross");
	terms.tax_basis = basis;
	return rent_rate_make(amount, rate_terms_pack(&terms));
}

/*
 * net(rent_rate) RETURNS rent_rate: without its tax, amount / (1 + r)
 * Says "excl r%".  22023 if the rate states no tax basis.
 */
PG_FUNCTION_INFO_V1(rent_rate_net);
Datum
rent_rate_net(PG_FUNCTION_ARGS)
{
	PG_RETURN_RENT_RATE_P(with_tax_basis(PG_GETARG_RENT_RATE_P(0), TAX_EXCLUDED));
}

/*
 * gross(rent_rate) RETURNS rent_rate: with its tax, amount * (1 + r)
 * Says "incl r%".  22023 if the rate states no tax basis, 22003 out of range.
 */
PG_FUNCTION_INFO_V1(rent_rate_gross);
Datum
rent_rate_gross(PG_FUNCTION_ARGS)
{
	PG_RETURN_RENT_RATE_P(with_tax_basis(PG_GETARG_RENT_RATE_P(0), TAX_INCLUDED));
}

/*
 * set_tax(rate rent_rate, tax text) RETURNS rent_rate
 * The same amount under another tax clause, 'incl 6%' or 'excl 13%'; a NULL tax
 * leaves it unsaid, so only a NULL rate gives NULL.  22023 for any other text.
 */
PG_FUNCTION_INFO_V1(rent_rate_set_tax);
Datum
rent_rate_set_tax(PG_FUNCTION_ARGS)
{
	const RentRate *rate;
	RateTerms	terms;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	rate = PG_GETARG_RENT_RATE_P(0);
	terms = terms_of(rate);
	terms.tax_basis = TAX_UNSAID;
	terms.tax_rate = 0;
	if (!PG_ARGISNULL(1))
	{
		char	   *clause = text_to_cstring(PG_GETARG_TEXT_PP(1));
		const char *utf8 = input_utf8(clause);
		ParseError	error;

		if (utf8 == NULL || !tax_parse(utf8, strlen(utf8), &terms, &error))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("invalid tax clause \"%s\"", clipped(clause, strlen(clause))),
					 errdetail("A tax clause is a basis and a rate from 0%% to 100%%, a multiple of 0.0001%%."),
					 errhint("Write \"incl 6%%\" or \"excl 13%%\".")));
	}
	PG_RETURN_RENT_RATE_P(rent_rate_make(rate->amount, rate_terms_pack(&terms)));
}

/* ---- per() ---------------------------------------------------------------- */

#define HOURS_SCALE		9		/* decimals of the hours in a year */
#define HOURS_MAX		INT64_C(1000000000000000)	/* a million */

/* What per()'s second argument names: a period, or a unit with its number format. */
typedef struct Target
{
	int			period;			/* PERIOD_NONE if it is a unit */
	int			unit;
	int			format;
} Target;

static Target
target_argument(const text *name)
{
	char	   *string = text_to_cstring(name);
	const char *utf8 = input_utf8(string);
	Target		target = {PERIOD_NONE, 0, NUMBER_FORMAT_NONE};
	int			period;

	if (utf8 != NULL)
	{
		size_t		length = strlen(utf8);

		if ((period = period_lookup(utf8, length)) >= 0)
		{
			target.period = period;
			return target;
		}
		if (unit_and_format_lookup(utf8, length, &target.unit, &target.format))
			return target;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown unit or period \"%s\"", clipped(string, strlen(string))),
			 errhint("%s %s", rent_rate_units_hint(), rent_rate_periods_hint())));
	pg_unreachable();
}

/* "P fp16", "card" */
static const char *
unit_string(int unit, int format)
{
	if (format == NUMBER_FORMAT_NONE)
		return unit_name(unit);
	return psprintf("%s %s", unit_name(unit), number_format_name(format));
}

/* The length of a period in twelfths of 10^-HOURS_SCALE seconds: whole for a month too. */
static u128
twelfths_of_seconds(int period, int64 hours_per_year)
{
	const PeriodLength *length = period_length(period);

	if (length->months > 0)
		return (u128) hours_per_year * 3600 * length->months;
	return 12 * power_of_ten(HOURS_SCALE) * length->usec / USEC_PER_SECOND;
}

static RentRate *
per_period(const RentRate *rate, int period, int64 hours_per_year)
{
	RateTerms	terms = terms_of(rate);
	int64		amount;

	if (terms.period == PERIOD_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" has no period to convert to \"%s\"", rent_rate_string(rate), period_name(period)),
				 errhint("It is a purchase price; amortization() spreads one over a life.")));
	amount = amount_times_ratio(rate, twelfths_of_seconds(period, hours_per_year),
								twelfths_of_seconds(terms.period, hours_per_year), "per", period_name(period));
	terms.period = period;
	return rent_rate_make(amount, rate_terms_pack(&terms));
}

/* Above zero, and neither NaN nor infinite. */
static bool
is_positive(Numeric number)
{
	Datum		zero = NumericGetDatum(int64_to_numeric(0));

	return !numeric_is_nan(number) && !numeric_is_inf(number) &&
		DatumGetBool(DirectFunctionCall2(numeric_gt, NumericGetDatum(number), zero));
}

/*
 * per(rate rent_rate, target text) RETURNS rent_rate
 * per(rate rent_rate, target text, factor numeric) RETURNS rent_rate
 *
 * To a period: by hours, of which a year has factor, or 8,760 without one; a month
 * is a twelfth of a year.  To a unit: factor is how many of it make one of the rate's
 * own unit.  22023 if target is neither, for a rate without a period, or for a factor
 * missing or not positive.
 */
static RentRate *
per_factor(const RentRate *rate, const Target *target, Numeric factor)
{
	RateTerms	terms = terms_of(rate);
	bool		same = target->unit == terms.unit && target->format == terms.format;
	int64		amount = rate->amount;

	if (factor != NULL && !is_positive(factor))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("factor must be a positive number, not %s",
						DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(factor)))),
				 errhint("It says how many of the target make one %s, or how many hours a year has.",
						 unit_string(terms.unit, terms.format))));

	if (target->period != PERIOD_NONE)
		return per_period(rate, target->period, factor == NULL ? HOURS_PER_YEAR * (int64) power_of_ten(HOURS_SCALE)
						  : numeric_to_scaled(NumericGetDatum(factor), HOURS_SCALE, HOURS_MAX, "hours of a year"));

	if (factor == NULL && !same)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cannot convert \"%s\" to a rate per %s without a factor", rent_rate_string(rate),
						unit_string(target->unit, target->format)),
				 errhint("Say how many make one %s, as in per(rate, '%s', 8), or how much capacity one has.",
						 unit_string(terms.unit, terms.format), unit_string(target->unit, target->format))));
	if (factor != NULL && same &&
		!DatumGetBool(DirectFunctionCall2(numeric_eq, NumericGetDatum(factor), NumericGetDatum(int64_to_numeric(1)))))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is per %s already", rent_rate_string(rate), unit_string(terms.unit, terms.format)),
				 errhint("To divide its amount, write rate / number.")));
	if (!same && !scaled_divide(rate->amount, factor, RENT_RATE_MAX, &amount))
		rent_rate_overflow(rate, "per", unit_string(target->unit, target->format));
	terms.unit = target->unit;
	terms.format = target->format;
	return rent_rate_make(amount, rate_terms_pack(&terms));
}

PG_FUNCTION_INFO_V1(rent_rate_per);
Datum
rent_rate_per(PG_FUNCTION_ARGS)
{
	Target		target = target_argument(PG_GETARG_TEXT_PP(1));

	PG_RETURN_RENT_RATE_P(per_factor(PG_GETARG_RENT_RATE_P(0), &target, NULL));
}

PG_FUNCTION_INFO_V1(rent_rate_per_factor);
Datum
rent_rate_per_factor(PG_FUNCTION_ARGS)
{
	Target		target = target_argument(PG_GETARG_TEXT_PP(1));

	PG_RETURN_RENT_RATE_P(per_factor(PG_GETARG_RENT_RATE_P(0), &target, PG_GETARG_NUMERIC(2)));
}

/*
 * per(rate rent_rate, target text, capacity p_capacity) RETURNS rent_rate
 *
 * Between P and what has P: capacity is that of one card, server, …  The number
 * format is the capacity's; a rate or target that says another is refused.
 * 22023 also if not exactly one side is P, or for a capacity that is not positive.
 */
PG_FUNCTION_INFO_V1(rent_rate_per_capacity);
Datum
rent_rate_per_capacity(PG_FUNCTION_ARGS)
{
	const RentRate *rate = PG_GETARG_RENT_RATE_P(0);
	Target		target = target_argument(PG_GETARG_TEXT_PP(1));
	PCapacity	capacity = PG_GETARG_P_CAPACITY(2);
	RateTerms	terms = terms_of(rate);
	int64		gflops = p_capacity_gflops(capacity);
	int			format = p_capacity_format(capacity);
	const int64 whole = (int64) power_of_ten(P_CAPACITY_SCALE);
	bool		from_p = terms.unit == UNIT_P;
	int			stated;
	int64		amount;

	if (target.period != PERIOD_NONE || from_p == (target.unit == UNIT_P))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a capacity does not lead from \"%s\" to a rate per %s", rent_rate_string(rate),
						target.period != PERIOD_NONE ? period_name(target.period) : unit_name(target.unit)),
				 errdetail("It converts between P and another unit, of which one has the capacity."),
				 errhint("For other conversions give a number, as in per(rate, 'card', 8).")));
	if (gflops <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("capacity of one %s must be positive, not %s", unit_name(from_p ? target.unit : terms.unit),
						p_capacity_string(capacity))));

	/* a P that says no format takes the capacity's only when it is the result's */
	stated = from_p ? terms.format : target.format;
	if (stated != format && (from_p || stated != NUMBER_FORMAT_NONE))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cannot convert \"%s\" to a rate per %s by a capacity of %s", rent_rate_string(rate),
						unit_string(target.unit, target.format),
						p_capacity_string(capacity)),
				 errdetail("Number formats differ: %s and %s.", stated ? number_format_name(stated) : "none",
						   format ? number_format_name(format) : "none"),
				 errhint("State the same format for both, with set_number_format() for the capacity.")));

	amount = from_p ? amount_times_ratio(rate, gflops, whole, "per", unit_name(target.unit))
		: amount_times_ratio(rate, whole, gflops, "per", "P");
	terms.unit = target.unit;
	terms.format = from_p ? NUMBER_FORMAT_NONE : format;
	PG_RETURN_RENT_RATE_P(rent_rate_make(amount, rate_terms_pack(&terms)));
}

/* ---- currencies -------------------------------------------------------------- */

/* A code of ISO 4217, in any case; 22023 for one that is none */
static int
currency_argument(const text *name)
{
	const char *letters = VARDATA_ANY(name);
	int			currency = 0;

	if (VARSIZE_ANY_EXHDR(name) == 3)
		currency = CURRENCY_PACK(pg_ascii_toupper(letters[0]), pg_ascii_toupper(letters[1]), pg_ascii_toupper(letters[2]));
	if (!currency_valid(currency))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("currency \"%s\" not recognized", clipped(letters, VARSIZE_ANY_EXHDR(name))),
				 errhint("Write its code of ISO 4217, as CNY or USD.")));
	return currency;
}

/*
 * minor_unit(currency text) RETURNS integer
 *
 * How many decimals amounts in a currency have: its minor unit, as ISO 4217 calls it, 2 for CNY
 * (fen) and 0 for JPY.  By the table that billing and posting round by.  NULL for NULL; 22023 for
 * a code that is no currency.
 */
PG_FUNCTION_INFO_V1(minor_unit);
Datum
minor_unit(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(currency_decimals(currency_argument(PG_GETARG_TEXT_PP(0))));
}

/*
 * to_currency(rate rent_rate, currency text, exchange_rate numeric) RETURNS rent_rate
 *
 * The rate in another currency.  exchange_rate is what one unit of the rate's own currency
 * costs in the other: to_currency('2 USD/card/hour', 'CNY', 7.1) is 14.2 CNY/card/hour.  The
 * tax basis stays.  Rounded half away from zero to the 8 decimals of a rate.
 *
 * 22023 for a code that is no currency and a rate of exchange that is not a positive number,
 * or, into the same currency, not 1; 22003 beyond the range of a rate.
 */
PG_FUNCTION_INFO_V1(rent_rate_to_currency);
Datum
rent_rate_to_currency(PG_FUNCTION_ARGS)
{
	const RentRate *rate = PG_GETARG_RENT_RATE_P(0);
	int			currency = currency_argument(PG_GETARG_TEXT_PP(1));
	Numeric		exchange_rate = PG_GETARG_NUMERIC(2);
	RateTerms	terms = terms_of(rate);
	int64		amount;

	if (!is_positive(exchange_rate))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("exchange rate must be a positive number, not %s",
						DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(exchange_rate)))),
				 errhint("It says what one unit of the rate's own currency costs in the other.")));
	if (currency == terms.currency &&
		!DatumGetBool(DirectFunctionCall2(numeric_eq, NumericGetDatum(exchange_rate), NumericGetDatum(int64_to_numeric(1)))))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is in that currency already", rent_rate_string(rate)),
				 errhint("The rate of exchange into the same currency is 1.")));
	if (!scaled_multiply(rate->amount, exchange_rate, RENT_RATE_MAX, &amount))
		rent_rate_overflow(rate, "*", DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(exchange_rate))));
	terms.currency = currency;
	PG_RETURN_RENT_RATE_P(rent_rate_make(amount, rate_terms_pack(&terms)));
}
