/*
 * arguments.h
 *		The arguments that functions share: quantities, ranges, zones, prorations, periods,
 *		numbers for formulas.
 */
#ifndef GPURENT_ARGUMENTS_H
#define GPURENT_ARGUMENTS_H

#include "base/gpurent.h"

#include "core/time/accrual.h"
#include "core/number/real.h"
#include "base/numeric_layout.h"
#include "utils/date.h"
#include "utils/rangetypes.h"

/*
 * How much is let: a number of the rate's units with up to 9 decimals, or a
 * capacity for a rate per P.  Money and hours are reckoned of up to 18 decimals, as many as there are
 * and 64 bits hold, so that a thousandth of a card keeps its digits; levels (occupancy, peaks)
 * of 9.  More are cut off, not rounded: seven
 * sevenths of a card are never more than the card.
 */
#define QUANTITY_SCALE	9
#define QUANTITY_FINEST	18

typedef struct Quantity
{
	int64		value;			/* scaled */
	int			scale;
	int			format;			/* a capacity's number format, -1 for a plain number */
} Quantity;

typedef Quantity (*QuantityReader) (Datum value);

/* A plain number of units, scaled. */
static inline Quantity
number_of_units(int64 scaled)
{
	return (Quantity) {.value = scaled, .scale = QUANTITY_SCALE, .format = -1};
}

/* Of 9 decimals. */
extern Quantity quantity_from_numeric(Datum value);
extern Quantity quantity_from_fraction(Datum value);

/* The same for money: of 9 decimals where there are no more. */
extern Quantity full_quantity_from_numeric(Datum value);
extern Quantity full_quantity_from_fraction(Datum value);

/* What there is: rounded to 9 decimals. */
extern Quantity available_from_numeric(Datum value);
extern Quantity available_from_float8(Datum value);
#define available_from_p_capacity	quantity_from_p_capacity

/* Integers of any width come as float8, which holds them exactly; most are whole, and few. */
static inline Quantity
quantity_from_float8(Datum value)
{
	float8		number = DatumGetFloat8(value);

	if (likely(number > -9e9 && number < 9e9 && (float8) (int64) number == number))
		return number_of_units((int64) number * INT64CONST(1000000000));
	return quantity_from_fraction(value);
}

static inline Quantity
full_quantity_from_float8(Datum value)
{
	float8		number = DatumGetFloat8(value);

	if (likely(number > -9e9 && number < 9e9 && (float8) (int64) number == number))
		return number_of_units((int64) number * INT64CONST(1000000000));
	return full_quantity_from_fraction(value);
}

extern Quantity quantity_from_p_capacity(Datum value);
#define full_quantity_from_p_capacity	quantity_from_p_capacity

/* "8", "0.5 P fp16": for messages, palloc'd. */
extern char *quantity_string(const Quantity *quantity);

/* 22023 unless what a utilization is of is positive. */
extern void require_available(const Quantity *available);

/*
 * PG_FUNCTION_INFO_V1 and body of name_numeric, name_float8, name_p_capacity: the function "name"
 * for each kind of quantity.
 */
#define FUNCTION_OF_QUANTITY(name, kind) \
	PG_FUNCTION_INFO_V1(name##_##kind); \
	Datum name##_##kind(PG_FUNCTION_ARGS) { return name(fcinfo, quantity_from_##kind); } \
	struct semicolon_eater

#define FUNCTIONS_OF_QUANTITY(name) \
	FUNCTION_OF_QUANTITY(name, numeric); \
	FUNCTION_OF_QUANTITY(name, float8); \
	FUNCTION_OF_QUANTITY(name, p_capacity)

/* The same for what there is, and for money. */
#define FUNCTION_OF_AVAILABLE(name, kind) \
	PG_FUNCTION_INFO_V1(name##_##kind); \
	Datum name##_##kind(PG_FUNCTION_ARGS) { return name(fcinfo, available_from_##kind); } \
	struct semicolon_eater

#define FUNCTION_OF_FULL_QUANTITY(name, kind) \
	PG_FUNCTION_INFO_V1(name##_##kind); \
	Datum name##_##kind(PG_FUNCTION_ARGS) { return name(fcinfo, full_quantity_from_##kind); } \
	struct semicolon_eater

#define FUNCTIONS_OF_FULL_QUANTITY(name) \
	FUNCTION_OF_FULL_QUANTITY(name, numeric); \
	FUNCTION_OF_FULL_QUANTITY(name, float8); \
	FUNCTION_OF_FULL_QUANTITY(name, p_capacity)

/* And of a text that writes either (values/p_capacity.h), which literals and drivers reach: functions of one lease. */
#define FUNCTIONS_OF_WRITTEN_QUANTITY(name) \
	FUNCTIONS_OF_FULL_QUANTITY(name); \
	FUNCTION_OF_FULL_QUANTITY(name, text)

/*
 * A range of time read as [lower, upper); PG_INT64_MIN and PG_INT64_MAX where it
 * has no bound or an infinite one; lower = upper if it is empty.
 */
typedef struct Span
{
	int64		lower;
	int64		upper;
	bool		empty;
	bool		days;			/* of whole days: what a hint is to say */
} Span;

extern Span span_from_tstzrange(Datum range);

/* Whole days as midnights of UTC; 22008 for days that no timestamp reaches. */
extern Span span_from_daterange(Datum range);

/*
 * The first day of a daterange and the one after its last, infinity where it has no bound; false if it is
 * empty.  PostgreSQL keeps one as [lower, upper), but for bounds of infinity.
 */
extern bool bounds_from_daterange(Datum range, DateADT *lower, DateADT *upper);
extern int64 midnight_of_day(DateADT day);

/*
 * The bounds of a tstzrange that has both and is not compressed or out of line;
 * false if it is another.  Read in place, without the copy and the type cache look-up
 * that range_deserialize() needs: after the range type's OID come the bounds, 8 bytes
 * each, and the flags in the last byte (rangetypes.h).
 */
static inline bool
bounds_from_tstzrange(Datum range, int64 *lower, int64 *upper)
{
	const struct varlena *value = (const struct varlena *) DatumGetPointer(range);
	const char *data;
	uint8		flags;

	if (VARATT_IS_COMPRESSED(value) || VARATT_IS_EXTERNAL(value))
		return false;
	data = VARDATA_ANY(value);
	flags = (uint8) data[VARSIZE_ANY_EXHDR(value) - 1];
	if (!RANGE_HAS_LBOUND(flags) || !RANGE_HAS_UBOUND(flags))
		return false;
	memcpy(lower, data + sizeof(Oid), sizeof(int64));
	memcpy(upper, data + sizeof(Oid) + sizeof(int64), sizeof(int64));
	return true;
}

/* 22023 unless it is a number in [0, 1], rounded to QUANTITY_SCALE decimals; scaled by that. */
typedef int64 (*UtilizationReader) (Datum value);

extern int64 utilization_from_numeric(Datum value);
extern int64 utilization_from_float8(Datum value);

/*
 * The utilization that most are, above 0 and below 1 with at most 8 decimals, from a numeric
 * read in place; false if it is another, which utilization_from_numeric() reads.
 */
static inline bool
usual_utilization(Datum value, int64 *scaled)
{
	const char *packed = DatumGetPointer(value);
	Size		size = VARATT_IS_1B(packed) ? VARSIZE_1B(packed) : 0;
	Size		digits = VARHDRSZ_SHORT + sizeof(uint16);
	uint16		header;
	int16		digit;

	/* one digit of 10000 after the point, or two */
	if (size != digits + sizeof(int16) && size != digits + 2 * sizeof(int16))
		return false;
	memcpy(&header, packed + VARHDRSZ_SHORT, sizeof(header));
	if ((header & ~NUMERIC_SHORT_DSCALE) != (NUMERIC_FLAG_SHORT | NUMERIC_SHORT_WEIGHT_NEGATIVE | NUMERIC_SHORT_WEIGHT))
		return false;
	memcpy(&digit, packed + digits, sizeof(digit));
	*scaled = (int64) digit * 100000;
	if (size > digits + sizeof(int16))
	{
		memcpy(&digit, packed + digits + sizeof(int16), sizeof(digit));
		*scaled += (int64) digit * 10;
	}
	return true;
}

/* 22023 with the list of what there is, unless it is one of them. */
extern const Proration *proration_argument(const text *name);
extern const Proration *proration_default(void);

/* All there are, for a hint; palloc'd. */
extern char *proration_names(void);


/*
 * The index in "choices", which ends with NULL, of a text that is one of them, in letters of
 * either case; 22023 with all of them if it is none.
 */
extern int	choice_argument(const text *name, const char *what, const char *const *choices);
extern int	period_argument(const text *name, const char *what);

/* A step from day to day: a period of whole days; 22023 with those if it is none. */
extern int	day_step_argument(const text *name);

/* The code of the period that a text in the database's encoding names; -1 if it names none. */
extern int	period_of_text(const text *name);

/* 22023 unless it is in lowest .. ACCRUED_SCALE: the decimals an amount is rounded to. */
extern void require_scale(int32 scale, int lowest);

/*
 * An array of numeric, text, int4 or date: 2202E for several dimensions, 22004 for a NULL among
 * its elements, with null_hint if that is not NULL.
 */
typedef struct ArrayArgument
{
	Datum	   *element;
	int			n;
} ArrayArgument;

/* A whole number that clients send as a bigint: an argument of type int8, within int4's range or 22003. */
extern int32 int32_argument(FunctionCallInfo fcinfo, int argument, const char *what);

extern ArrayArgument array_argument(Datum array, Oid type, const char *what, const char *null_hint);

/* A numeric argument: 22023 for NaN and infinity, with "what" to name it; and as quoted in messages. */
extern Real real_argument(FunctionCallInfo fcinfo, int argument, const char *what);
extern char *shown_argument(FunctionCallInfo fcinfo, int argument);

/* 22004 for a NULL where no meaning is given to it. */
extern void reject_null(FunctionCallInfo fcinfo, int argument, const char *what);

/*
 * For a function with defaults, which cannot be STRICT: whether none of its first "required"
 * arguments is NULL, and so whether it has a result.  The names are those of the arguments
 * after them, NULL for one that may be NULL since its default is: 22004 where another is,
 * whatever the required ones are, so that a call does not fail on some rows only.
 */
extern bool arguments_given(FunctionCallInfo fcinfo, int required, const char *const *names, int n);

#define ARGUMENTS_GIVEN(required, ...) \
	arguments_given(fcinfo, required, (const char *const[]) {__VA_ARGS__}, \
					lengthof(((const char *const[]) {__VA_ARGS__})))

/* "call" is the same call, for a function that changes some of its arguments and goes on; it has room for all of them. */
static inline void
copy_call(FunctionCallInfo call, FunctionCallInfo fcinfo)
{
	InitFunctionCallInfoData(*call, fcinfo->flinfo, fcinfo->nargs, fcinfo->fncollation, fcinfo->context, fcinfo->resultinfo);
	memcpy(call->args, fcinfo->args, fcinfo->nargs * sizeof(NullableDatum));
}

/*
 * An interval in microseconds by the stated convention: a year of 8,760 hours is
 * 365 days or 12 months.  22023 unless positive.
 */
extern i128 interval_argument(Datum interval, const char *what);

/* The same of an asset's life; 22023 below an hour, since '4' is 4 seconds and meant as 4 years. */
extern i128 life_interval_argument(Datum interval);

#endif
