/*
 * p_capacity.c
 *		Compute capacity: a size in P (PFLOP/s) and a number format.
 *
 * A p_capacity is an integer whose order is the type's order (gpurent.h), so
 * its comparisons, sort support and hash are bigint's own, declared in
 * sql/parts/10_p_capacity.sql.  Here is the rest.  No function is called with
 * NULL: all but set_number_format() are STRICT.
 */
#include "base/gpurent.h"

#include "common/int.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "core/value/print.h"
#include "base/input.h"
#include "values/mean.h"
#include "base/messages.h"
#include "base/numbers.h"
#include "values/p_capacity.h"
#include "values/scaling.h"
#include "utils/fmgrprotos.h"

#define TYPE_NAME	"p_capacity"
#define RANGE		"A p_capacity lies between -288230376151.711743 P and 288230376151.711743 P."

static const char *
units_hint(void)
{
	return "Units of compute are P (PFLOPS), G, T, E and Z.";
}

static const InputType input_type = {
	.name = TYPE_NAME,
	.range = RANGE,
	.form = "Write a number and a unit of compute, such as \"960 P\", \"312 TFLOPS\" or \"0.312 P fp16\".",
	.units = units_hint,
};

char *
p_capacity_string(PCapacity capacity)
{
	char	   *result = palloc(P_CAPACITY_BUFFER);

	result[p_capacity_print(result, capacity)] = '\0';
	return result;
}

static const char *
quoted(PCapacity capacity)
{
	return psprintf("\"%s\"", p_capacity_string(capacity));
}

/* cannot <verb> a <preposition> b */
static void
reject_formats(const char *verb, PCapacity a, const char *preposition, PCapacity b)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cannot %s \"%s\" %s \"%s\"", verb, p_capacity_string(a), preposition, p_capacity_string(b)),
			 errdetail("Their number formats differ: %s and %s.",
					   format_or_none(p_capacity_format(a)), format_or_none(p_capacity_format(b))),
			 errhint("State the same format for both with set_number_format(), or convert by the hardware's ratio.")));
}

/* 22003: the result of a <operator> b */
static void
overflow(PCapacity a, const char *operator, const char *b)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("p_capacity out of range: \"%s\" %s %s", p_capacity_string(a), operator, b),
			 errdetail(RANGE),
			 errhint("For larger results compute with petaflops(), which is numeric.")));
}

static inline bool
same_format(PCapacity a, PCapacity b)
{
	return ((a ^ b) & NUMBER_FORMAT_MASK) == 0;
}

/* ---- input and output ----------------------------------------------------- */

/*
 * p_capacity_in(cstring) RETURNS p_capacity
 * 22P02 for malformed text, 22003 for a size out of range or finer than 1 GFLOP/s.
 */
PG_FUNCTION_INFO_V1(p_capacity_in);
Datum
p_capacity_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	const char *utf8 = input_utf8(text);
	int64_t		result;
	ParseError	error = {PARSE_ENCODING, 0, 0};

	if (utf8 == NULL || !p_capacity_parse(utf8, strlen(utf8), &result, &error))
	{
		input_error(FCINFO_ESCONTEXT(fcinfo), &input_type, text, &error);
		PG_RETURN_NULL();
	}
	PG_RETURN_P_CAPACITY(result);
}

/* "8", "-0.5", "1e3" in all of the text; a capacity has a unit behind. */
static bool
is_number(const char *text)
{
	size_t		digits;

	text += strspn(text, " ");
	text += *text == '-' || *text == '+';
	digits = strspn(text, "0123456789");
	text += digits;
	if (*text == '.')
	{
		size_t		decimals = strspn(++text, "0123456789");

		text += decimals;
		digits += decimals;
	}
	if (digits == 0)
		return false;
	if (*text == 'e' || *text == 'E')
	{
		text++;
		text += *text == '-' || *text == '+';
		digits = strspn(text, "0123456789");
		text += digits;
		if (digits == 0)
			return false;
	}
	return text[strspn(text, " ")] == '\0';
}

Quantity
full_quantity_from_text(Datum value)
{
	/* the last one read: usually a literal, the same in every row */
	static char last[64];
	static size_t last_length = 0;
	static Quantity last_quantity;

	const text *written = DatumGetTextPP(value);
	size_t		length = VARSIZE_ANY_EXHDR(written);
	Quantity	quantity;
	char	   *string;

	if (length > 0 && length == last_length && memcmp(VARDATA_ANY(written), last, length) == 0)
		return last_quantity;

	string = text_to_cstring(written);
	quantity = is_number(string) ?
		full_quantity_from_numeric(DirectFunctionCall3(numeric_in, CStringGetDatum(string),
													   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1))) :
		quantity_from_p_capacity(DirectFunctionCall1(p_capacity_in, CStringGetDatum(string)));
	pfree(string);
	if (length <= sizeof(last))
	{
		memcpy(last, VARDATA_ANY(written), length);
		last_length = length;
		last_quantity = quantity;
	}
	return quantity;
}

/* p_capacity_out(p_capacity) RETURNS cstring: "0.312 P fp16" */
PG_FUNCTION_INFO_V1(p_capacity_out);
Datum
p_capacity_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(p_capacity_string(PG_GETARG_P_CAPACITY(0)));
}

/* p_capacity_recv(internal) RETURNS p_capacity: the stored integer; 22P03 for one that is no p_capacity */
PG_FUNCTION_INFO_V1(p_capacity_recv);
Datum
p_capacity_recv(PG_FUNCTION_ARGS)
{
	PCapacity	capacity = pq_getmsgint64((StringInfo) PG_GETARG_POINTER(0));

	if (!number_format_valid(p_capacity_format(capacity)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid number format %d in binary %s", p_capacity_format(capacity), TYPE_NAME)));
	if (p_capacity_gflops(capacity) < -P_CAPACITY_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("size out of range in binary %s", TYPE_NAME)));
	PG_RETURN_P_CAPACITY(capacity);
}

/* p_capacity_send(p_capacity) RETURNS bytea: 8 bytes, the stored integer, most significant first */
PG_FUNCTION_INFO_V1(p_capacity_send);
Datum
p_capacity_send(PG_FUNCTION_ARGS)
{
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint64(&buf, PG_GETARG_P_CAPACITY(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* ---- arithmetic ----------------------------------------------------------- */

static inline bool
in_range(int64 gflops)
{
	return gflops <= P_CAPACITY_MAX && gflops >= -P_CAPACITY_MAX;
}

/*
 * p_capacity + p_capacity RETURNS p_capacity; also sum()'s transition
 * 22023 for different number formats, 22003 out of range.
 */
PG_FUNCTION_INFO_V1(p_capacity_add);
Datum
p_capacity_add(PG_FUNCTION_ARGS)
{
	PCapacity	a = PG_GETARG_P_CAPACITY(0);
	PCapacity	b = PG_GETARG_P_CAPACITY(1);
	int64		gflops = p_capacity_gflops(a) + p_capacity_gflops(b);

	if (unlikely(!same_format(a, b)))
		reject_formats("add", b, "to", a);
	if (unlikely(!in_range(gflops)))
		overflow(a, "+", quoted(b));
	PG_RETURN_P_CAPACITY(p_capacity_make(gflops, p_capacity_format(a)));
}

/* p_capacity - p_capacity RETURNS p_capacity; also sum()'s inverse transition; errors as + */
PG_FUNCTION_INFO_V1(p_capacity_sub);
Datum
p_capacity_sub(PG_FUNCTION_ARGS)
{
	PCapacity	a = PG_GETARG_P_CAPACITY(0);
	PCapacity	b = PG_GETARG_P_CAPACITY(1);
	int64		gflops = p_capacity_gflops(a) - p_capacity_gflops(b);

	if (unlikely(!same_format(a, b)))
		reject_formats("subtract", b, "from", a);
	if (unlikely(!in_range(gflops)))
		overflow(a, "-", quoted(b));
	PG_RETURN_P_CAPACITY(p_capacity_make(gflops, p_capacity_format(a)));
}

/* - p_capacity RETURNS p_capacity */
PG_FUNCTION_INFO_V1(p_capacity_neg);
Datum
p_capacity_neg(PG_FUNCTION_ARGS)
{
	PCapacity	capacity = PG_GETARG_P_CAPACITY(0);

	PG_RETURN_P_CAPACITY(p_capacity_make(-p_capacity_gflops(capacity), p_capacity_format(capacity)));
}

/*
 * p_capacity * number, number * p_capacity, p_capacity / number RETURNS p_capacity
 * Rounded to 1 GFLOP/s, half away from zero; errors as scaling.h has them.
 */
static Datum
p_capacity_times(Datum value, Number factor)
{
	PCapacity	capacity = DatumGetPCapacity(value);
	int64		gflops;

	if (!scaled_times(p_capacity_gflops(capacity), factor, P_CAPACITY_MAX, &gflops))
		overflow(capacity, "*", number_string(factor));
	PG_RETURN_P_CAPACITY(p_capacity_make(gflops, p_capacity_format(capacity)));
}

static Datum
p_capacity_over(Datum value, Number divisor)
{
	PCapacity	capacity = DatumGetPCapacity(value);
	int64		gflops;

	if (!scaled_over(p_capacity_gflops(capacity), divisor, P_CAPACITY_MAX, &gflops))
		overflow(capacity, "/", number_string(divisor));
	PG_RETURN_P_CAPACITY(p_capacity_make(gflops, p_capacity_format(capacity)));
}

/*
 * p_capacity_mul_int4, int4_mul_p_capacity, p_capacity_div_int4, p_capacity_mul_int8, int8_mul_p_capacity,
 * p_capacity_div_int8, p_capacity_mul_numeric, numeric_mul_p_capacity, p_capacity_div_numeric,
 * p_capacity_mul_float4, float4_mul_p_capacity, p_capacity_div_float4, p_capacity_mul_float8,
 * float8_mul_p_capacity, p_capacity_div_float8
 */
SCALING_FUNCTIONS(p_capacity);

/*
 * p_capacity / p_capacity RETURNS numeric
 * To RATIO_SCALE decimals, without trailing zeros.  22023 for different number
 * formats, 22012 for division by zero.
 */
PG_FUNCTION_INFO_V1(p_capacity_ratio);
Datum
p_capacity_ratio(PG_FUNCTION_ARGS)
{
	PCapacity	a = PG_GETARG_P_CAPACITY(0);
	PCapacity	b = PG_GETARG_P_CAPACITY(1);

	if (!same_format(a, b))
		reject_formats("divide", a, "by", b);
	PG_RETURN_NUMERIC(scaled_ratio(p_capacity_gflops(a), p_capacity_gflops(b)));
}

/* p_capacity_larger(p_capacity, p_capacity) RETURNS p_capacity: max()'s transition */
PG_FUNCTION_INFO_V1(p_capacity_larger);
Datum
p_capacity_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_P_CAPACITY(Max(PG_GETARG_P_CAPACITY(0), PG_GETARG_P_CAPACITY(1)));
}

/* p_capacity_smaller(p_capacity, p_capacity) RETURNS p_capacity: min()'s transition */
PG_FUNCTION_INFO_V1(p_capacity_smaller);
Datum
p_capacity_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_P_CAPACITY(Min(PG_GETARG_P_CAPACITY(0), PG_GETARG_P_CAPACITY(1)));
}

/* ---- avg() ---------------------------------------------------------------- */

/* Only one that somebody wrote by hand. */
static void
reject_state(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("state of an average is not one of p_capacity values")));
}

static void
require_mean_format(const Mean *mean, int64 format)
{
	if (likely(mean->count == 0 || mean->common == format))
		return;
	if (!number_format_valid((int) mean->common) || !number_format_valid((int) format))
		reject_state();
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cannot average p_capacity values of different number formats"),
			 errdetail("They have %s and %s.", format_or_none((int) mean->common), format_or_none((int) format)),
			 errhint("GROUP BY number_format(), or state the same format for all with set_number_format().")));
}

/* p_capacity_avg_accum(int8[], p_capacity) RETURNS int8[]; 22023 for different number formats */
PG_FUNCTION_INFO_V1(p_capacity_avg_accum);
Datum
p_capacity_avg_accum(PG_FUNCTION_ARGS)
{
	ArrayType  *state;
	Mean	   *mean = mean_argument(fcinfo, 0, &state);
	PCapacity	capacity = PG_GETARG_P_CAPACITY(1);

	require_mean_format(mean, p_capacity_format(capacity));
	mean_add(mean, 1, p_capacity_format(capacity), p_capacity_gflops(capacity));
	PG_RETURN_ARRAYTYPE_P(state);
}

/* p_capacity_avg_discard(int8[], p_capacity) RETURNS int8[]: the inverse transition */
PG_FUNCTION_INFO_V1(p_capacity_avg_discard);
Datum
p_capacity_avg_discard(PG_FUNCTION_ARGS)
{
	ArrayType  *state;
	Mean	   *mean = mean_argument(fcinfo, 0, &state);
	PCapacity	capacity = PG_GETARG_P_CAPACITY(1);

	mean_add(mean, -1, mean->common, -(i128) p_capacity_gflops(capacity));
	PG_RETURN_ARRAYTYPE_P(state);
}

/* p_capacity_avg_combine(int8[], int8[]) RETURNS int8[]; 22023 for different number formats */
PG_FUNCTION_INFO_V1(p_capacity_avg_combine);
Datum
p_capacity_avg_combine(PG_FUNCTION_ARGS)
{
	ArrayType  *state;
	ArrayType  *other_state;
	Mean	   *mean = mean_argument(fcinfo, 0, &state);
	const Mean *other = mean_argument(fcinfo, 1, &other_state);

	if (other->count > 0)
	{
		require_mean_format(mean, other->common);
		mean_add(mean, other->count, other->common, mean_sum(other));
	}
	PG_RETURN_ARRAYTYPE_P(state);
}

/* p_capacity_avg(int8[]) RETURNS p_capacity, rounded to 1 GFLOP/s; NULL if there were no values */
PG_FUNCTION_INFO_V1(p_capacity_avg);
Datum
p_capacity_avg(PG_FUNCTION_ARGS)
{
	ArrayType  *state;
	const Mean *mean = mean_argument(fcinfo, 0, &state);

	if (mean->count == 0)
		PG_RETURN_NULL();
	if (!number_format_valid((int) mean->common) || !in_range(mean_value(mean)))
		reject_state();
	PG_RETURN_P_CAPACITY(p_capacity_make(mean_value(mean), (int) mean->common));
}

/* ---- parts ---------------------------------------------------------------- */

/* petaflops(p_capacity) RETURNS numeric: the size in P, exact */
PG_FUNCTION_INFO_V1(petaflops);
Datum
petaflops(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(numeric_from_scaled(p_capacity_gflops(PG_GETARG_P_CAPACITY(0)), P_CAPACITY_SCALE));
}

/* number_format(p_capacity) RETURNS text: "fp16", "fp16 sparse"; NULL if unspecified */
PG_FUNCTION_INFO_V1(number_format);
Datum
number_format(PG_FUNCTION_ARGS)
{
	int			format = p_capacity_format(PG_GETARG_P_CAPACITY(0));

	if (format == NUMBER_FORMAT_NONE)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(number_format_name(format)));
}

/*
 * set_number_format(capacity p_capacity, format text) RETURNS p_capacity
 * The same size in another format; a NULL format leaves it unspecified, so only
 * a NULL capacity gives NULL.  22023 for an unknown format.
 */
PG_FUNCTION_INFO_V1(set_number_format);
Datum
set_number_format(PG_FUNCTION_ARGS)
{
	PCapacity	capacity;
	int			format = NUMBER_FORMAT_NONE;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	capacity = PG_GETARG_P_CAPACITY(0);
	if (!PG_ARGISNULL(1))
		format = number_format_argument(PG_GETARG_TEXT_PP(1));
	PG_RETURN_P_CAPACITY(p_capacity_make(p_capacity_gflops(capacity), format));
}
