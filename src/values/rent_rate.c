/*
 * rent_rate.c
 *		A price per unit and period: amount, currency, unit, period, tax basis.
 *
 * The layout and what its order means are in core/value/units.h.  Amounts are exact
 * in 10^-8 currency units; where a function rounds, it rounds half away from
 * zero to that, once.  The parts of a rate and its conversions are in
 * rate_terms.c.
 */
#include "base/gpurent.h"

#include "common/hashfn.h"
#include "common/int.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/sortsupport.h"

#include "base/input.h"
#include "values/mean.h"
#include "base/numbers.h"
#include "values/rent_rate.h"
#include "values/scaling.h"

#define TYPE_NAME	"rent_rate"
#define RANGE		"The amount of a rent_rate lies between -92233720368.54775807 and 92233720368.54775807."

static const InputType input_type = {
	.name = TYPE_NAME,
	.range = RANGE,
	.form = "Write an amount, a currency, a unit and, unless it is a purchase price, a period, such as \"15.1 CNY/card/hour\".",
	.units = rent_rate_units_hint,
};

int
rent_rate_decimals(const RentRate *rate)
{
	RateTerms	terms;

	rate_terms_unpack(rate->terms, &terms);
	return currency_decimals(terms.currency);
}

RentRate *
rent_rate_make(int64 amount, uint64 terms)
{
	RentRate   *rate = palloc(sizeof(RentRate));

	rate->amount = amount;
	rate->terms = terms;
	return rate;
}

void
rent_rate_overflow(const RentRate *a, const char *operator, const char *b)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("rent_rate out of range: \"%s\" %s %s", rent_rate_string(a), operator, b),
			 errdetail(RANGE),
			 errhint("For larger results compute with amount(), which is numeric.")));
}

/* The tax basis in words, for messages: "incl 6%", "none stated". */
static const char *
tax_string(const RateTerms *terms)
{
	char		percent[DECIMAL_BUFFER + 1];

	if (terms->tax_basis == TAX_UNSAID)
		return "none stated";
	percent[decimal_format(percent, terms->tax_rate, TAX_RATE_SCALE)] = '\0';
	return psprintf("%s %s%%", tax_name(terms->tax_basis), percent);
}

static const char *
quoted(const RentRate *rate)
{
	return psprintf("\"%s\"", rent_rate_string(rate));
}

/* ---- input and output ----------------------------------------------------- */

/*
 * rent_rate_in(cstring) RETURNS rent_rate
 * 22P02 for malformed text, 22003 for an amount out of range; more than 8 decimals are rounded.
 */
PG_FUNCTION_INFO_V1(rent_rate_in);
Datum
rent_rate_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	const char *utf8 = input_utf8(text);
	RentRate   *result = palloc(sizeof(RentRate));
	ParseError	error = {PARSE_ENCODING, 0, 0};
	FmgrInfo   *flinfo = fcinfo->flinfo;

	/* kept between the rows of one COPY; others have no use for it, and may have no flinfo */
	if (flinfo != NULL && flinfo->fn_extra == NULL)
		flinfo->fn_extra = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(TermsMemo));

	if (utf8 == NULL ||
		!rent_rate_parse_row(utf8, strlen(utf8), flinfo != NULL ? flinfo->fn_extra : NULL, result, &error))
	{
		input_error(FCINFO_ESCONTEXT(fcinfo), &input_type, text, &error);
		PG_RETURN_NULL();
	}
	PG_RETURN_RENT_RATE_P(result);
}

Datum
rent_rate_of_text(const text *value)
{
	/* the last one read: usually a literal, the same in every row */
	static char last[64];
	static size_t last_length = 0;
	static RentRate last_rate;

	size_t		length = VARSIZE_ANY_EXHDR(value);
	Datum		rate;

	if (length > 0 && length == last_length && memcmp(VARDATA_ANY(value), last, length) == 0)
	{
		RentRate   *copy = palloc(sizeof(RentRate));

		*copy = last_rate;
		return RentRatePGetDatum(copy);
	}
	rate = DirectFunctionCall1(rent_rate_in, CStringGetDatum(text_to_cstring(value)));
	if (length <= sizeof(last))
	{
		memcpy(last, VARDATA_ANY(value), length);
		last_length = length;
		last_rate = *DatumGetRentRateP(rate);
	}
	return rate;
}

/* rent_rate_out(rent_rate) RETURNS cstring: "15.1 CNY/card/hour" */
PG_FUNCTION_INFO_V1(rent_rate_out);
Datum
rent_rate_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(rent_rate_string(PG_GETARG_RENT_RATE_P(0)));
}

/* rent_rate_recv(internal) RETURNS rent_rate: amount and terms as stored; 22P03 if they are no rent_rate */
PG_FUNCTION_INFO_V1(rent_rate_recv);
Datum
rent_rate_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int64		amount = pq_getmsgint64(buf);
	uint64		terms = (uint64) pq_getmsgint64(buf);

	if (amount < -RENT_RATE_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("amount out of range in binary %s", TYPE_NAME)));
	if (!rate_terms_valid(terms))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid terms in binary %s: %016llx", TYPE_NAME, (unsigned long long) terms)));
	PG_RETURN_RENT_RATE_P(rent_rate_make(amount, terms));
}

/* rent_rate_send(rent_rate) RETURNS bytea: amount and terms, 8 bytes each, most significant first */
PG_FUNCTION_INFO_V1(rent_rate_send);
Datum
rent_rate_send(PG_FUNCTION_ARGS)
{
	const RentRate *rate = PG_GETARG_RENT_RATE_P(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint64(&buf, rate->amount);
	pq_sendint64(&buf, rate->terms);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* ---- order and hash ------------------------------------------------------- */

/*
 * Terms first, so that rates that can be compared stand together: currency, unit,
 * number format, period, tax basis, tax rate; then the amount.  Codes that this release
 * does not know have their place in the order too, so that an index on them is one.
 */
static inline int
rent_rate_compare(const RentRate *a, const RentRate *b)
{
	if (a->terms != b->terms)
		return a->terms < b->terms ? -1 : 1;
	return (a->amount > b->amount) - (a->amount < b->amount);
}

/* rent_rate <operator> rent_rate RETURNS boolean */
#define COMPARISON(name, operator) \
	PG_FUNCTION_INFO_V1(name); \
	Datum name(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_BOOL(rent_rate_compare(PG_GETARG_RENT_RATE_BYTES(0), PG_GETARG_RENT_RATE_BYTES(1)) operator 0); \
	} \
	struct semicolon_eater

COMPARISON(rent_rate_lt, <);
COMPARISON(rent_rate_le, <=);
COMPARISON(rent_rate_eq, ==);
COMPARISON(rent_rate_ne, !=);
COMPARISON(rent_rate_ge, >=);
COMPARISON(rent_rate_gt, >);

/* rent_rate_cmp(rent_rate, rent_rate) RETURNS int4: -1, 0, 1 */
PG_FUNCTION_INFO_V1(rent_rate_cmp);
Datum
rent_rate_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(rent_rate_compare(PG_GETARG_RENT_RATE_BYTES(0), PG_GETARG_RENT_RATE_BYTES(1)));
}

static int
rent_rate_fast_compare(Datum a, Datum b, SortSupport ssup)
{
	return rent_rate_compare(DatumGetRentRateBytes(a), DatumGetRentRateBytes(b));
}

/* rent_rate_sortsupport(internal) RETURNS void */
PG_FUNCTION_INFO_V1(rent_rate_sortsupport);
Datum
rent_rate_sortsupport(PG_FUNCTION_ARGS)
{
	((SortSupport) PG_GETARG_POINTER(0))->comparator = rent_rate_fast_compare;
	PG_RETURN_VOID();
}

/* rent_rate_hash(rent_rate) RETURNS int4 */
PG_FUNCTION_INFO_V1(rent_rate_hash);
Datum
rent_rate_hash(PG_FUNCTION_ARGS)
{
	return hash_any((const unsigned char *) PG_GETARG_RENT_RATE_BYTES(0), sizeof(RentRate));
}

/* rent_rate_hash_extended(rent_rate, seed int8) RETURNS int8; with seed 0 its low half is rent_rate_hash() */
PG_FUNCTION_INFO_V1(rent_rate_hash_extended);
Datum
rent_rate_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended((const unsigned char *) PG_GETARG_RENT_RATE_BYTES(0), sizeof(RentRate),
							 PG_GETARG_INT64(1));
}

/* rent_rate_larger(rent_rate, rent_rate) RETURNS rent_rate: max()'s transition */
PG_FUNCTION_INFO_V1(rent_rate_larger);
Datum
rent_rate_larger(PG_FUNCTION_ARGS)
{
	const RentRate *a = PG_GETARG_RENT_RATE_P(0);
	const RentRate *b = PG_GETARG_RENT_RATE_P(1);

	PG_RETURN_RENT_RATE_P(rent_rate_compare(a, b) > 0 ? a : b);
}

/* rent_rate_smaller(rent_rate, rent_rate) RETURNS rent_rate: min()'s transition */
PG_FUNCTION_INFO_V1(rent_rate_smaller);
Datum
rent_rate_smaller(PG_FUNCTION_ARGS)
{
	const RentRate *a = PG_GETARG_RENT_RATE_P(0);
	const RentRate *b = PG_GETARG_RENT_RATE_P(1);

	PG_RETURN_RENT_RATE_P(rent_rate_compare(a, b) < 0 ? a : b);
}

/* ---- arithmetic ----------------------------------------------------------- */

void
describe_difference(uint64 a, uint64 b, char **detail, const char **hint)
{
	RateTerms	x;
	RateTerms	y;
	char		code[2][4];

	rate_terms_unpack(a, &x);
	rate_terms_unpack(b, &y);
	if (x.currency != y.currency)
	{
		currency_code(x.currency, code[0]);
		currency_code(y.currency, code[1]);
		*detail = psprintf("Their currencies differ: %s and %s.", code[0], code[1]);
		*hint = "Convert one by an exchange rate first.";
	}
	else if (x.unit != y.unit)
	{
		*detail = psprintf("Their units differ: %s and %s.", unit_name(x.unit), unit_name(y.unit));
		*hint = "Convert one with per(rate, unit, factor), as in per(rate, 'card', 8).";
	}
	else if (x.format != y.format)
	{
		*detail = psprintf("Their number formats differ: %s and %s.", x.format ? number_format_name(x.format) : "none",
						   y.format ? number_format_name(y.format) : "none");
		*hint = "Convert one with per(rate, unit, factor), as in per(rate, 'P fp16', 2).";
	}
	else if (x.period != y.period)
	{
		*detail = psprintf("Their periods differ: %s and %s.", x.period ? period_name(x.period) : "none",
						   y.period ? period_name(y.period) : "none");
		*hint = x.period && y.period ? "Convert one with per(), as in per(rate, 'hour')."
			: "A purchase price is not a rent.";
	}
	else
	{
		*detail = psprintf("Their tax bases differ: %s and %s.", tax_string(&x), tax_string(&y));
		*hint = "Bring both to one basis with net(), gross() or set_tax().";
	}
}

/* 22023: cannot <verb> a <preposition> b */
static void
reject_terms(const char *verb, const RentRate *a, const char *preposition, const RentRate *b)
{
	char	   *detail;
	const char *hint;

	describe_difference(a->terms, b->terms, &detail, &hint);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cannot %s \"%s\" %s \"%s\"", verb, rent_rate_string(a), preposition, rent_rate_string(b)),
			 errdetail_internal("%s", detail),
			 errhint("%s", hint)));
}

/*
 * rent_rate + rent_rate RETURNS rent_rate; also sum()'s transition
 * 22023 for different terms, 22003 out of range.
 */
PG_FUNCTION_INFO_V1(rent_rate_add);
Datum
rent_rate_add(PG_FUNCTION_ARGS)
{
	const RentRate *a = PG_GETARG_RENT_RATE_P(0);
	const RentRate *b = PG_GETARG_RENT_RATE_P(1);
	int64		amount;

	if (a->terms != b->terms)
		reject_terms("add", b, "to", a);
	if (pg_add_s64_overflow(a->amount, b->amount, &amount) || amount < -RENT_RATE_MAX)
		rent_rate_overflow(a, "+", quoted(b));
	PG_RETURN_RENT_RATE_P(rent_rate_make(amount, a->terms));
}

/* rent_rate - rent_rate RETURNS rent_rate; also sum()'s inverse transition; errors as + */
PG_FUNCTION_INFO_V1(rent_rate_sub);
Datum
rent_rate_sub(PG_FUNCTION_ARGS)
{
	const RentRate *a = PG_GETARG_RENT_RATE_P(0);
	const RentRate *b = PG_GETARG_RENT_RATE_P(1);
	int64		amount;

	if (a->terms != b->terms)
		reject_terms("subtract", b, "from", a);
	if (pg_sub_s64_overflow(a->amount, b->amount, &amount) || amount < -RENT_RATE_MAX)
		rent_rate_overflow(a, "-", quoted(b));
	PG_RETURN_RENT_RATE_P(rent_rate_make(amount, a->terms));
}

/* - rent_rate RETURNS rent_rate */
PG_FUNCTION_INFO_V1(rent_rate_neg);
Datum
rent_rate_neg(PG_FUNCTION_ARGS)
{
	const RentRate *rate = PG_GETARG_RENT_RATE_P(0);

	PG_RETURN_RENT_RATE_P(rent_rate_make(-rate->amount, rate->terms));
}

/*
 * rent_rate * number, number * rent_rate, rent_rate / number RETURNS rent_rate
 * Rounded to 8 decimals, half away from zero; errors as scaling.h has them.
 */
static Datum
rent_rate_times(Datum value, Number factor)
{
	const RentRate *rate = DatumGetRentRateP(value);
	int64		amount;

	if (!scaled_times(rate->amount, factor, RENT_RATE_MAX, &amount))
		rent_rate_overflow(rate, "*", number_string(factor));
	PG_RETURN_RENT_RATE_P(rent_rate_make(amount, rate->terms));
}

static Datum
rent_rate_over(Datum value, Number divisor)
{
	const RentRate *rate = DatumGetRentRateP(value);
	int64		amount;

	if (!scaled_over(rate->amount, divisor, RENT_RATE_MAX, &amount))
		rent_rate_overflow(rate, "/", number_string(divisor));
	PG_RETURN_RENT_RATE_P(rent_rate_make(amount, rate->terms));
}

/*
 * rent_rate_mul_int4, int4_mul_rent_rate, rent_rate_div_int4, rent_rate_mul_int8, int8_mul_rent_rate,
 * rent_rate_div_int8, rent_rate_mul_numeric, numeric_mul_rent_rate, rent_rate_div_numeric,
 * rent_rate_mul_float4, float4_mul_rent_rate, rent_rate_div_float4, rent_rate_mul_float8,
 * float8_mul_rent_rate, rent_rate_div_float8
 */
SCALING_FUNCTIONS(rent_rate);

/*
 * rent_rate / rent_rate RETURNS numeric
 * To RATIO_SCALE decimals, without trailing zeros.  22023 for different terms,
 * 22012 for division by zero.
 */
PG_FUNCTION_INFO_V1(rent_rate_ratio);
Datum
rent_rate_ratio(PG_FUNCTION_ARGS)
{
	const RentRate *a = PG_GETARG_RENT_RATE_P(0);
	const RentRate *b = PG_GETARG_RENT_RATE_P(1);

	if (a->terms != b->terms)
		reject_terms("divide", a, "by", b);
	PG_RETURN_NUMERIC(scaled_ratio(a->amount, b->amount));
}

/* ---- avg() ---------------------------------------------------------------- */

/* Only one that somebody wrote by hand. */
static void
reject_state(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("state of an average is not one of rent_rate values")));
}

static void
require_mean_terms(const Mean *mean, int64 terms)
{
	char	   *detail;
	const char *hint;

	if (likely(mean->count == 0 || mean->common == terms))
		return;
	if (!rate_terms_valid((uint64) mean->common) || !rate_terms_valid((uint64) terms))
		reject_state();
	describe_difference((uint64) mean->common, (uint64) terms, &detail, &hint);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cannot average rent_rate values of different terms"),
			 errdetail_internal("%s", detail),
			 errhint("%s", hint)));
}

/* rent_rate_avg_accum(int8[], rent_rate) RETURNS int8[]; 22023 for different terms */
PG_FUNCTION_INFO_V1(rent_rate_avg_accum);
Datum
rent_rate_avg_accum(PG_FUNCTION_ARGS)
{
	ArrayType  *state;
	Mean	   *mean = mean_argument(fcinfo, 0, &state);
	const RentRate *rate = PG_GETARG_RENT_RATE_P(1);

	require_mean_terms(mean, (int64) rate->terms);
	mean_add(mean, 1, (int64) rate->terms, rate->amount);
	PG_RETURN_ARRAYTYPE_P(state);
}

/* rent_rate_avg_discard(int8[], rent_rate) RETURNS int8[]: the inverse transition */
PG_FUNCTION_INFO_V1(rent_rate_avg_discard);
Datum
rent_rate_avg_discard(PG_FUNCTION_ARGS)
{
	ArrayType  *state;
	Mean	   *mean = mean_argument(fcinfo, 0, &state);

	mean_add(mean, -1, mean->common, -(i128) PG_GETARG_RENT_RATE_P(1)->amount);
	PG_RETURN_ARRAYTYPE_P(state);
}

/* rent_rate_avg_combine(int8[], int8[]) RETURNS int8[]; 22023 for different terms */
PG_FUNCTION_INFO_V1(rent_rate_avg_combine);
Datum
rent_rate_avg_combine(PG_FUNCTION_ARGS)
{
	ArrayType  *state;
	ArrayType  *other_state;
	Mean	   *mean = mean_argument(fcinfo, 0, &state);
	const Mean *other = mean_argument(fcinfo, 1, &other_state);

	if (other->count > 0)
	{
		require_mean_terms(mean, other->common);
		mean_add(mean, other->count, other->common, mean_sum(other));
	}
	PG_RETURN_ARRAYTYPE_P(state);
}

/* rent_rate_avg(int8[]) RETURNS rent_rate, rounded to 8 decimals; NULL if there were no values */
PG_FUNCTION_INFO_V1(rent_rate_avg);
Datum
rent_rate_avg(PG_FUNCTION_ARGS)
{
	ArrayType  *state;
	const Mean *mean = mean_argument(fcinfo, 0, &state);

	if (mean->count == 0)
		PG_RETURN_NULL();
	if (!rate_terms_valid((uint64) mean->common))
		reject_state();
	PG_RETURN_RENT_RATE_P(rent_rate_make(mean_value(mean), (uint64) mean->common));
}
