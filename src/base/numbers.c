/*
 * numbers.c
 *		Between PostgreSQL's numbers and the core's scaled integers.
 */
#include "base/numbers.h"

#include <math.h>

#include "common/int.h"
#include "common/shortest_dec.h"
#include "base/numeric_layout.h"
#include "utils/builtins.h"

/* ---- out ------------------------------------------------------------------ */

/* Base 10000 digits of 39 decimal ones, filled up to a whole digit after the point. */
#define NUMERIC_DIGITS_MAX	12

/* wide / 10^scale with all its decimals, zeros and all. */
static Numeric
numeric_of_decimals(u128 wide, bool negative, int scale)
{
	uint64		rest;
	int			pad;
	int16		digits[NUMERIC_DIGITS_MAX];
	int			n = 0;
	int			zeros = 0;
	int			weight;
	uint16		header;
	char	   *result;

	/* the digits, least significant first; those after the point are whole ones */
	pad = -scale & (NUMERIC_DIGIT_DECIMALS - 1);
	if (pad > 0)
	{
		uint32		unit = (uint32) power_of_ten(NUMERIC_DIGIT_DECIMALS - pad);

		/* most fit the machine's own division */
		if (wide <= PG_UINT64_MAX)
		{
			digits[n++] = (int16) ((uint32) ((uint64) wide % unit) * (uint32) power_of_ten(pad));
			wide = (uint64) wide / unit;
		}
		else
		{
			digits[n++] = (int16) ((uint32) (wide % unit) * (uint32) power_of_ten(pad));
			wide /= unit;
		}
	}
	for (; wide > PG_UINT64_MAX; wide /= NUMERIC_DIGIT_BASE)
		digits[n++] = (int16) (wide % NUMERIC_DIGIT_BASE);
	for (rest = (uint64) wide; rest != 0; rest /= NUMERIC_DIGIT_BASE)
		digits[n++] = (int16) (rest % NUMERIC_DIGIT_BASE);
	weight = n - 1 - (scale + pad) / NUMERIC_DIGIT_DECIMALS;
	/* numeric keeps no zeros at either end */
	while (n > 0 && digits[n - 1] == 0)
	{
		n--;
		weight--;
	}
	while (zeros < n && digits[zeros] == 0)
		zeros++;
	if (n == 0)
		weight = 0;

	header = NUMERIC_FLAG_SHORT | (negative ? NUMERIC_SHORT_NEGATIVE : 0) |
		(scale << NUMERIC_SHORT_DSCALE_SHIFT) |
		(weight < 0 ? NUMERIC_SHORT_WEIGHT_NEGATIVE : 0) | (weight & NUMERIC_SHORT_WEIGHT);
	result = palloc(VARHDRSZ + sizeof(header) + (n - zeros) * sizeof(int16));
	SET_VARSIZE(result, VARHDRSZ + sizeof(header) + (n - zeros) * sizeof(int16));
	memcpy(result + VARHDRSZ, &header, sizeof(header));
	for (int i = n - 1; i >= zeros; i--)
		memcpy(result + VARHDRSZ + sizeof(header) + (n - 1 - i) * sizeof(int16), &digits[i], sizeof(int16));
	return (Numeric) result;
}

Numeric
numeric_from_scaled(i128 value, int scale)
{
	u128		wide = i128_abs(value);
	uint64		rest;

	/* most amounts end in many zeros */
	while (wide > PG_UINT64_MAX && scale > 0 && wide % 10 == 0)
	{
		wide /= 10;
		scale--;
	}
	if (wide <= PG_UINT64_MAX)
	{
		rest = (uint64) wide;
		if (rest == 0)
			scale = 0;
		for (; scale >= 4 && rest % 10000 == 0; scale -= 4)
			rest /= 10000;
		for (; scale > 0 && rest % 10 == 0; scale--)
			rest /= 10;
		wide = rest;
	}
	return numeric_of_decimals(wide, value < 0, scale);
}

Numeric
numeric_from_words192(const Words192 *words, int scale)
{
	char		buf[WORDS192_TEXT];
	char	   *text = psprintf("%se-%d", words192_format(words, buf), scale);
	Datum		result = DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											 ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));

	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, result));
}

Numeric
numeric_posted(i128 value, int scale)
{
	if (scale < 0)
	{
		value *= (i128) power_of_ten(-scale);
		scale = 0;
	}
	return numeric_of_decimals(i128_abs(value), value < 0, scale);
}

Numeric
numeric_from_float8(float8 value, const char *what)
{
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];

	reject_not_finite(value, what);
	double_to_shortest_decimal_buf(value, text);
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

Numeric
shortest_decimal_of(float8 value)
{
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];

	if (isnan(value) || isinf(value))
		return DatumGetNumeric(DirectFunctionCall1(float8_numeric, Float8GetDatum(value)));
	if (fabs(value) >= 9007199254740992.0)
	{
		double_to_shortest_decimal_buf(value, text);
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s is too large for a float8 to hold every digit of it", text),
				 errdetail("From 2^53 on, whole numbers next to each other are the same float8."),
				 errhint("Pass it as a numeric, as in '9007199254740993'::numeric.")));
	}
	return numeric_from_float8(value, "number");
}

Numeric
numeric_from_float4(float4 value, const char *what)
{
	char		text[FLOAT_SHORTEST_DECIMAL_LEN];

	reject_not_finite(value, what);
	float_to_shortest_decimal_buf(value, text);
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

/* ---- in ------------------------------------------------------------------- */

void
reject_not_finite(float8 value, const char *what)
{
	if (isnan(value) || isinf(value))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a finite number, not %s", what,
						isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity")));
}

/* A decimal for a message: in full where that is short. */
static char *
decimal_string(Decimal value)
{
	char		text[DECIMAL_BUFFER + 1];
	i128		coefficient;

	/* the last of 39 digits does not matter here, nor how the zeros are kept */
	for (; value.coefficient > (u128) I128_MAX || value.exponent < -DECIMAL_MAX_POWER ||
		 (value.coefficient != 0 && value.coefficient % 10 == 0); value.exponent++)
		value.coefficient /= 10;
	for (; value.exponent > 0 && value.exponent < 20 && value.coefficient < power_of_ten(20); value.exponent--)
		value.coefficient *= 10;
	coefficient = value.negative ? -(i128) value.coefficient : (i128) value.coefficient;
	text[decimal_format(text, coefficient, Max(-value.exponent, 0))] = '\0';
	return value.exponent > 0 ? psprintf("%se%d", text, value.exponent) :
		psprintf("%s%s", text, value.too_long ? "..." : "");
}

static void
refuse_magnitude(Decimal value, int scale, u128 limit, const char *what)
{
	char		text[DECIMAL_BUFFER + 1];

	text[decimal_format(text, (i128) limit, scale)] = '\0';
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("%s %s is out of range", what, decimal_string(value)),
			 errdetail("Its magnitude can be at most %s.", text)));
}

static i128
decimal_checked(const Decimal *value, int scale, DecimalRest rest, u128 limit, const char *what)
{
	i128		result = 0;

	if (!decimal_kept(value, scale, rest, limit, &result))
		refuse_magnitude(*value, scale, limit, what);
	return result;
}

/* Base 10000 digits that always fit the 38 decimals of a Decimal. */
#define NUMERIC_DIGITS_KEPT				9

/* A numeric's digits in place: int16, not necessarily aligned, the first worth 10000^weight. */
typedef struct NumericDigits
{
	bool		negative;
	int			weight;
	int			n;
	const char *digits;
	struct varlena *packed;
} NumericDigits;

static inline NumericDigits
numeric_digits(Datum value, const char *what)
{
	NumericDigits result = {.packed = PG_DETOAST_DATUM_PACKED(value)};
	const char *data = VARDATA_ANY(result.packed);
	int			size = VARSIZE_ANY_EXHDR(result.packed);
	uint16		header;

	memcpy(&header, data, sizeof(header));
	data += sizeof(header);
	size -= sizeof(header);

	if (NUMERIC_FLAGS(header) == NUMERIC_FLAG_SPECIAL)
		reject_not_finite(header == NUMERIC_SPECIAL_NAN ? NAN :
						  (header & NUMERIC_SPECIAL_NEGATIVE) ? -INFINITY : INFINITY, what);

	if (NUMERIC_FLAGS(header) == NUMERIC_FLAG_SHORT)
	{
		result.negative = (header & NUMERIC_SHORT_NEGATIVE) != 0;
		result.weight = header & NUMERIC_SHORT_WEIGHT;
		if (header & NUMERIC_SHORT_WEIGHT_NEGATIVE)
			result.weight |= ~NUMERIC_SHORT_WEIGHT;
	}
	else
	{
		int16		long_weight;

		result.negative = NUMERIC_FLAGS(header) == NUMERIC_FLAG_NEGATIVE;
		memcpy(&long_weight, data, sizeof(long_weight));
		data += sizeof(long_weight);
		size -= sizeof(long_weight);
		result.weight = long_weight;
	}
	result.digits = data;
	result.n = size / (int) sizeof(int16);
	return result;
}

static inline void
numeric_digits_done(const NumericDigits *digits, Datum value)
{
	if ((Pointer) digits->packed != DatumGetPointer(value))
		pfree(digits->packed);
}

static inline Decimal
decimal_from_numeric(Datum value, const char *what)
{
	NumericDigits source = numeric_digits(value, what);
	int			n = Min(source.n, NUMERIC_DIGITS_KEPT);
	Decimal		decimal = {.negative = source.negative, .too_long = source.n > NUMERIC_DIGITS_KEPT};

	for (int i = 0; i < n; i++)
	{
		int16		digit;

		memcpy(&digit, source.digits + i * sizeof(int16), sizeof(int16));
		decimal.coefficient = decimal.coefficient * NUMERIC_DIGIT_BASE + digit;
	}
	decimal.exponent = (source.weight - n + 1) * NUMERIC_DIGIT_DECIMALS;
	numeric_digits_done(&source, value);
	return decimal;
}

/* A numeric with so many decimals, of which the next digit alone decides how it is rounded. */
static bool
digits_kept(const NumericDigits *source, int scale, DecimalRest rest, u128 limit, i128 *result)
{
	u128		kept = 0;
	int			lowest = -scale;	/* the power of ten that "kept" counts, as far as it has come */
	bool		up = false;

	for (int i = 0; i < source->n; i++)
	{
		int			power = (source->weight - i) * NUMERIC_DIGIT_DECIMALS;
		int			below = -scale - power; /* decimals of this digit that are not kept */
		int16		digit;

		memcpy(&digit, source->digits + i * sizeof(int16), sizeof(int16));
		if (below >= NUMERIC_DIGIT_DECIMALS)
		{
			up = below == NUMERIC_DIGIT_DECIMALS && digit >= NUMERIC_DIGIT_BASE / 2;
			lowest = -scale;
			break;
		}
		if (below > 0)
		{
			int			unit = (int) power_of_ten(below);

			if (kept > limit / (NUMERIC_DIGIT_BASE / unit))
				return false;
			kept = kept * (NUMERIC_DIGIT_BASE / unit) + digit / unit;
			up = digit % unit >= unit / 2;
			lowest = -scale;
			break;
		}
		if (kept > limit / NUMERIC_DIGIT_BASE)
			return false;
		kept = kept * NUMERIC_DIGIT_BASE + digit;
		lowest = power;
	}
	if (kept != 0 && lowest > -scale)
	{
		if (lowest + scale > DECIMAL_MAX_POWER || kept > limit / power_of_ten(lowest + scale))
			return false;
		kept *= power_of_ten(lowest + scale);
	}
	kept += up && rest == REST_ROUNDED;
	if (kept > limit)
		return false;
	*result = source->negative ? -(i128) kept : (i128) kept;
	return true;
}

static i128
numeric_checked(Datum value, int scale, DecimalRest rest, u128 limit, const char *what)
{
	NumericDigits source = numeric_digits(value, what);
	i128		result = 0;

	if (!digits_kept(&source, scale, rest, limit, &result))
		refuse_magnitude(decimal_from_numeric(value, what), scale, limit, what);
	numeric_digits_done(&source, value);
	return result;
}

/* The numerics that most are: up to so many digits of 10000, which 64 bits hold. */
#define NUMERIC_DIGITS_SMALL	4

/*
 * The same for most numerics: not out of line, few digits, and after them zeros only as
 * far as the scale goes.  False if it is another; nothing is wrong with it yet.
 */
static inline bool
small_numeric_to_scaled(Datum value, int scale, int64 limit, int64 *result)
{
	static const int64 powers[] = {
		INT64CONST(1), INT64CONST(10), INT64CONST(100), INT64CONST(1000), INT64CONST(10000),
		INT64CONST(100000), INT64CONST(1000000), INT64CONST(10000000), INT64CONST(100000000),
		INT64CONST(1000000000), INT64CONST(10000000000), INT64CONST(100000000000),
		INT64CONST(1000000000000), INT64CONST(10000000000000)
	};
	const struct varlena *packed = (const struct varlena *) DatumGetPointer(value);
	const char *data;
	int			ndigits;
	uint16		header;
	int			weight;
	int			after;			/* powers of ten that the last digit lies above the scale */
	int64		scaled = 0;

	if (VARATT_IS_COMPRESSED(packed) || VARATT_IS_EXTERNAL(packed))
		return false;
	data = VARDATA_ANY(packed);
	ndigits = ((int) VARSIZE_ANY_EXHDR(packed) - (int) sizeof(header)) / (int) sizeof(int16);
	memcpy(&header, data, sizeof(header));
	if (NUMERIC_FLAGS(header) != NUMERIC_FLAG_SHORT || ndigits > NUMERIC_DIGITS_SMALL)
		return false;

	weight = (header & NUMERIC_SHORT_WEIGHT_NEGATIVE) ? (int) (header | ~NUMERIC_SHORT_WEIGHT) :
		(int) (header & NUMERIC_SHORT_WEIGHT);
	after = (weight - ndigits + 1) * NUMERIC_DIGIT_DECIMALS + scale;
	data += sizeof(header);
	for (int i = 0; i < ndigits; i++)
	{
		int16		digit;

		memcpy(&digit, data + i * sizeof(int16), sizeof(int16));
		scaled = scaled * NUMERIC_DIGIT_BASE + digit;
	}
	if (after >= 0 && after < (int) lengthof(powers))
	{
		if (pg_mul_s64_overflow(scaled, powers[after], &scaled))
			return false;
	}
	else if (after == -3 && scaled % 1000 == 0)
		scaled /= 1000;			/* of 9 decimals, the last is the first of a digit of 10000 */
	else if (scaled != 0)
		return false;
	if (scaled > limit)
		return false;
	*result = (header & NUMERIC_SHORT_NEGATIVE) ? -scaled : scaled;
	return true;
}

int64
numeric_to_scaled(Datum value, int scale, int64 limit, const char *what)
{
	int64		result;

	if (likely(small_numeric_to_scaled(value, scale, limit, &result)))
		return result;
	return (int64) numeric_checked(value, scale, REST_ROUNDED, limit, what);
}

int64
numeric_to_finest(Datum value, int least, int most, int64 limit, const char *what, int *scale)
{
	NumericDigits source;
	int64		result;
	i128		kept;

	*scale = least;
	if (likely(small_numeric_to_scaled(value, least, limit, &result)))
		return result;
	source = numeric_digits(value, what);
	for (*scale = most; *scale > least && !digits_kept(&source, *scale, REST_CUT, limit, &kept);)
		(*scale)--;
	if (*scale == least)
		kept = numeric_checked(value, least, REST_CUT, limit, what);
	numeric_digits_done(&source, value);
	return (int64) kept;
}

/*
 * A float8 whose shortest decimal has no more decimals than the scale and no more than 15
 * digits, as most have; false if it is another.  No two decimals of 15 digits are the same
 * float8, so one that is this float8 is its shortest decimal, and need not be printed.
 */
static inline bool
short_float8_to_scaled(float8 value, int scale, int64 limit, int64 *result)
{
	float8		unit = (float8) (int64) power_of_ten(scale);
	float8		scaled;

	/* whole numbers, which integer columns reach us as: neither rounded nor divided */
	if (fabs(value) < 1e6 && (float8) (int64) value == value && scale <= 12)
	{
		*result = (int64) value * (int64) power_of_ten(scale);
		return *result <= limit && *result >= -limit;
	}
	scaled = rint(value * unit);

	if (!(fabs(scaled) < 1e15 && scaled / unit == value && fabs(scaled) <= (float8) limit))
		return false;
	*result = (int64) scaled;
	return true;
}

int64
float8_to_scaled(float8 value, int scale, int64 limit, const char *what)
{
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];
	Decimal		decimal;
	int64		result;

	if (short_float8_to_scaled(value, scale, limit, &result))
		return result;
	reject_not_finite(value, what);
	decimal_scan(text, double_to_shortest_decimal_buf(value, text), &decimal);
	return (int64) decimal_checked(&decimal, scale, REST_ROUNDED, limit, what);
}

int64
float8_to_finest(float8 value, int least, int most, int64 limit, const char *what, int *scale)
{
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];
	Decimal		decimal;
	int64		result;
	i128		kept;

	*scale = least;
	if (short_float8_to_scaled(value, least, limit, &result))
		return result;
	reject_not_finite(value, what);
	decimal_scan(text, double_to_shortest_decimal_buf(value, text), &decimal);
	for (*scale = most; *scale > least && !decimal_kept(&decimal, *scale, REST_CUT, limit, &kept);)
		(*scale)--;
	if (*scale == least)
		kept = decimal_checked(&decimal, least, REST_CUT, limit, what);
	return (int64) kept;
}

/* ---- amounts of money ------------------------------------------------------ */

i128
numeric_to_amount(Datum value, const char *what)
{
	struct varlena *packed = PG_DETOAST_DATUM_PACKED(value);
	const char *data = VARDATA_ANY(packed);
	int			ndigits = ((int) VARSIZE_ANY_EXHDR(packed) - (int) sizeof(uint16)) / (int) sizeof(int16);
	uint16		header;
	int			weight;
	int			after;			/* digits to come after the last one */
	i128		amount;

	StaticAssertDecl(AMOUNT_SCALE % NUMERIC_DIGIT_DECIMALS == 0, "an amount ends between two digits of numeric");
	memcpy(&header, data, sizeof(header));
	weight = (header & NUMERIC_SHORT_WEIGHT_NEGATIVE) ? (int) (header | ~NUMERIC_SHORT_WEIGHT) :
		(int) (header & NUMERIC_SHORT_WEIGHT);
	after = weight - ndigits + 1 + AMOUNT_SCALE / NUMERIC_DIGIT_DECIMALS;

	/* up to four digits of 10000 before the point, none after the 12th decimal: neither error can be */
	if (NUMERIC_FLAGS(header) == NUMERIC_FLAG_SHORT && weight < 4 && after >= 0)
	{
		uint64		part = 0;
		int			i = 0;

		data += sizeof(header);
		for (; i < ndigits && i < 4; i++)
		{
			int16		digit;

			memcpy(&digit, data + i * sizeof(int16), sizeof(int16));
			part = part * NUMERIC_DIGIT_BASE + digit;
		}
		amount = part;
		for (; i < ndigits; i++)
		{
			int16		digit;

			memcpy(&digit, data + i * sizeof(int16), sizeof(int16));
			amount = amount * NUMERIC_DIGIT_BASE + digit;
		}
		if (ndigits > 0)
			amount *= (i128) power_of_ten(after * NUMERIC_DIGIT_DECIMALS);
		if (header & NUMERIC_SHORT_NEGATIVE)
			amount = -amount;
	}
	else
		amount = numeric_checked(value, AMOUNT_SCALE, REST_ROUNDED, AMOUNT_LIMIT, what);
	if ((Pointer) packed != DatumGetPointer(value))
		pfree(packed);
	return amount;
}

/* A whole number that float8 holds exactly, as every integer of 32 bits is. */
static inline bool
whole_float8(float8 value, int64 *whole)
{
	if (!(fabs(value) < 9007199254740992.0))
		return false;
	*whole = (int64) value;
	return (float8) *whole == value;
}

i128
float8_to_amount(float8 value, const char *what)
{
	/* as float8_to_scaled(); most amounts have two decimals */
	static const struct
	{
		float8		unit;
		int64		step;
	}			units[] = {
		{1e2, INT64CONST(10000000000)},
		{1e6, INT64CONST(1000000)},
		{1e12, INT64CONST(1)}
	};
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];
	Decimal		decimal;
	int64		whole;

	if (whole_float8(value, &whole))
		return int8_to_amount(whole);
	for (int i = 0; i < lengthof(units); i++)
	{
		float8		scaled = rint(value * units[i].unit);

		if (fabs(scaled) < 1e15 && scaled / units[i].unit == value)
			return (i128) (int64) scaled * units[i].step;
	}
	reject_not_finite(value, what);
	decimal_scan(text, double_to_shortest_decimal_buf(value, text), &decimal);
	return decimal_checked(&decimal, AMOUNT_SCALE, REST_ROUNDED, AMOUNT_LIMIT, what);
}

/* ---- decimals kept as they are ---------------------------------------------- */

Decimal
numeric_to_decimal(Datum value, const char *what)
{
	Decimal		decimal = decimal_from_numeric(value, what);

	if (decimal.too_long)
	{
		NumericDigits source = numeric_digits(value, what);
		int16		next;

		memcpy(&next, source.digits + NUMERIC_DIGITS_KEPT * sizeof(int16), sizeof(int16));
		decimal.coefficient += next >= NUMERIC_DIGIT_BASE / 2;
		decimal.too_long = false;
		numeric_digits_done(&source, value);
	}
	return decimal;
}

Decimal
float8_to_decimal(float8 value, const char *what)
{
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];
	Decimal		decimal;
	int64		whole;

	if (whole_float8(value, &whole))
		return (Decimal) {.negative = whole < 0, .coefficient = i128_abs(whole)};
	reject_not_finite(value, what);
	decimal_scan(text, double_to_shortest_decimal_buf(value, text), &decimal);
	return decimal;
}

/* ---- formulas in core/number/real ----------------------------------------- */

Real
real_from_numeric(Datum value, const char *what)
{
	NumericDigits source = numeric_digits(value, what);
	Real		result = real_from_digits(source.negative, source.digits, source.n, source.weight);

	numeric_digits_done(&source, value);
	return result;
}

/* What numeric holds: up to 131,072 digits before the point and 16,383 after it. */
#define NUMERIC_WHOLE_DIGITS	131072
#define NUMERIC_DECIMALS		16383

/* The scales of numeric_from_scaled(): what a short header keeps. */
#define SHORT_DECIMALS			63

static Numeric
numeric_from_decimal(Decimal value, const char *what)
{
	char		text[DECIMAL_BUFFER + 16];
	int			length;
	i128		coefficient = value.negative ? -(i128) value.coefficient : (i128) value.coefficient;

	if (value.exponent <= 0 && value.exponent >= -SHORT_DECIMALS)
		return numeric_from_scaled(coefficient, -value.exponent);

	/* no trailing zeros; numeric_in() takes the rest */
	for (; value.coefficient != 0 && value.coefficient % 10 == 0; value.exponent++)
	{
		value.coefficient /= 10;
		coefficient /= 10;
	}
	if (value.coefficient == 0)
		value.exponent = 0;
	length = decimal_format(text, coefficient, 0);
	if (length - value.negative + value.exponent > NUMERIC_WHOLE_DIGITS)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s is out of range", what),
				 errdetail("A numeric has at most %d digits before the decimal point.", NUMERIC_WHOLE_DIGITS)));
	snprintf(text + length, sizeof(text) - length, "e%d", value.exponent);
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

static Numeric
numeric_from_real_digits(Real value, int64 digits, const char *what)
{
	Decimal		decimal;

	if (real_is_zero(value) || digits <= 0)
		return int64_to_numeric(0);
	if (!real_to_decimal(value, (int) digits, &decimal))
		decimal = (Decimal) {.coefficient = 1, .exponent = NUMERIC_WHOLE_DIGITS};		/* out of range */
	else if (decimal.exponent < -NUMERIC_DECIMALS)
	{
		digits -= -NUMERIC_DECIMALS - decimal.exponent;
		if (digits <= 0)
			return int64_to_numeric(0);
		real_to_decimal(value, (int) digits, &decimal);
	}
	return numeric_from_decimal(decimal, what);
}

Numeric
numeric_from_real(Real value, const char *what)
{
	return numeric_from_real_digits(value, REAL_DIGITS, what);
}

/* The last digit of the largest term that means something. */
#define SUM_DIGITS		68

Numeric
numeric_from_sum(Real sum, Real largest, const char *what)
{
	int64		digits = REAL_DIGITS;

	if (sum.kind == REAL_FINITE && largest.kind == REAL_FINITE)
		digits = Min(digits, SUM_DIGITS + real_decimal_exponent(sum) - real_decimal_exponent(largest));
	return numeric_from_real_digits(sum, digits, what);
}

/* ---- products and quotients ----------------------------------------------- */

static Datum
numeric_call2(PGFunction function, Numeric a, Numeric b)
{
	return DirectFunctionCall2(function, NumericGetDatum(a), NumericGetDatum(b));
}

/* A whole number as int64; false if its magnitude is over the limit. */
static bool
whole_number(Datum value, int64 limit, int64 *result)
{
	Numeric		bound = int64_to_numeric(limit);
	Numeric		magnitude = DatumGetNumeric(DirectFunctionCall1(numeric_abs, value));

	if (DatumGetBool(numeric_call2(numeric_gt, magnitude, bound)))
		return false;
	*result = DatumGetInt64(DirectFunctionCall1(numeric_int8, value));
	return true;
}

static void
reject_special(Numeric value, const char *what)
{
	if (numeric_is_nan(value) || numeric_is_inf(value))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a finite number, not %s", what,
						DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value))))));
}

bool
scaled_multiply(int64 value, Numeric factor, int64 limit, int64 *result)
{
	Datum		product;

	reject_special(factor, "factor");
	product = numeric_call2(numeric_mul, int64_to_numeric(value), factor);
	return whole_number(DirectFunctionCall2(numeric_round, product, Int32GetDatum(0)), limit, result);
}

/* round(n / d), half away from zero, is trunc((2|n| + |d|) / 2|d|): exact, in one division. */
Numeric
numeric_round_quotient(Numeric num, Numeric den, int scale)
{
	Numeric		zero = int64_to_numeric(0);
	Numeric		two = int64_to_numeric(2);
	Numeric		unit = numeric_from_scaled((i128) power_of_ten(scale), 0);
	Datum		n = DirectFunctionCall1(numeric_abs, numeric_call2(numeric_mul, num, unit));
	Datum		d = DirectFunctionCall1(numeric_abs, NumericGetDatum(den));
	Datum		quotient;

	n = numeric_call2(numeric_add, DatumGetNumeric(numeric_call2(numeric_mul, DatumGetNumeric(n), two)),
					  DatumGetNumeric(d));
	d = numeric_call2(numeric_mul, DatumGetNumeric(d), two);
	quotient = numeric_call2(numeric_div_trunc, DatumGetNumeric(n), DatumGetNumeric(d));
	if (DatumGetBool(numeric_call2(numeric_lt, num, zero)) !=
		DatumGetBool(numeric_call2(numeric_lt, den, zero)))
		quotient = DirectFunctionCall1(numeric_uminus, quotient);

	/* the division by a power of ten is exact at this scale */
	quotient = DirectFunctionCall2(numeric_round, quotient, Int32GetDatum(scale));
	quotient = numeric_call2(numeric_div, DatumGetNumeric(quotient), unit);
	return DatumGetNumeric(DirectFunctionCall2(numeric_round, quotient, Int32GetDatum(scale)));
}

bool
scaled_divide(int64 value, Numeric divisor, int64 limit, int64 *result)
{
	reject_special(divisor, "divisor");
	return whole_number(NumericGetDatum(numeric_round_quotient(int64_to_numeric(value), divisor, 0)),
						limit, result);
}
