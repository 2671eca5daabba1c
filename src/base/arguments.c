/*
 * arguments.c
 *		The arguments that functions share.
 */
#include "base/arguments.h"

#include "catalog/pg_type_d.h"
#include "base/input.h"
#include "lib/stringinfo.h"
#include "base/messages.h"
#include "base/numbers.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

/* ---- quantities ----------------------------------------------------------- */

Quantity
quantity_from_numeric(Datum value)
{
	int			scale;

	return number_of_units(numeric_to_finest(value, QUANTITY_SCALE, QUANTITY_SCALE, PG_INT64_MAX, "quantity", &scale));
}

Quantity
quantity_from_fraction(Datum value)
{
	int			scale;

	return number_of_units(float8_to_finest(DatumGetFloat8(value), QUANTITY_SCALE, QUANTITY_SCALE, PG_INT64_MAX, "quantity", &scale));
}

Quantity
full_quantity_from_numeric(Datum value)
{
	Quantity	quantity = {.format = -1};

	quantity.value = numeric_to_finest(value, QUANTITY_SCALE, QUANTITY_FINEST, PG_INT64_MAX, "quantity", &quantity.scale);
	return quantity;
}

Quantity
full_quantity_from_fraction(Datum value)
{
	Quantity	quantity = {.format = -1};

	quantity.value = float8_to_finest(DatumGetFloat8(value), QUANTITY_SCALE, QUANTITY_FINEST, PG_INT64_MAX, "quantity", &quantity.scale);
	return quantity;
}

Quantity
available_from_numeric(Datum value)
{
	return number_of_units(numeric_to_scaled(value, QUANTITY_SCALE, PG_INT64_MAX, "quantity"));
}

Quantity
available_from_float8(Datum value)
{
	return number_of_units(float8_to_scaled(DatumGetFloat8(value), QUANTITY_SCALE, PG_INT64_MAX, "quantity"));
}

Quantity
quantity_from_p_capacity(Datum value)
{
	PCapacity	capacity = DatumGetPCapacity(value);

	return (Quantity) {
		.value = p_capacity_gflops(capacity),
		.scale = P_CAPACITY_SCALE,
		.format = p_capacity_format(capacity)
	};
}

char *
quantity_string(const Quantity *quantity)
{
	char		text[DECIMAL_BUFFER + 1];
	const char *format;

	text[decimal_format(text, quantity->value, quantity->scale)] = '\0';
	if (quantity->format < 0)
		return pstrdup(text);
	format = number_format_name(quantity->format);
	return psprintf("%s P%s%s", text, *format != '\0' ? " " : "", format);
}

void
require_available(const Quantity *available)
{
	if (available->value <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("available quantity %s is not positive", quantity_string(available)),
				 errhint("Leave out pools without cards, or write nullif(available, 0).")));
}

static int64
utilization_checked(int64 scaled)
{
	if (scaled < 0 || scaled > (int64) power_of_ten(QUANTITY_SCALE))
	{
		char		text[DECIMAL_BUFFER + 1];

		text[decimal_format(text, scaled, QUANTITY_SCALE)] = '\0';
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("utilization %s is outside [0, 1]", text),
				 errhint("Write 0.85 for 85 percent.")));
	}
	return scaled;
}

int64
utilization_from_numeric(Datum value)
{
	return utilization_checked(numeric_to_scaled(value, QUANTITY_SCALE, PG_INT64_MAX, "utilization"));
}

int64
utilization_from_float8(Datum value)
{
	return utilization_checked(float8_to_scaled(DatumGetFloat8(value), QUANTITY_SCALE, PG_INT64_MAX, "utilization"));
}

/* ---- time ----------------------------------------------------------------- */

Span
span_from_tstzrange(Datum range)
{
	Span		span = {.lower = PG_INT64_MIN, .upper = PG_INT64_MAX};
	struct varlena *packed;
	const char *data;
	uint8		flags;

	if (bounds_from_tstzrange(range, &span.lower, &span.upper))
		return span;

	packed = PG_DETOAST_DATUM_PACKED(range);
	data = VARDATA_ANY(packed);
	flags = (uint8) data[VARSIZE_ANY_EXHDR(packed) - 1];
	data += sizeof(Oid);
	if (flags & RANGE_EMPTY)
		span = (Span) {.empty = true};
	else
	{
		if (RANGE_HAS_LBOUND(flags))
		{
			memcpy(&span.lower, data, sizeof(int64));
			data += sizeof(int64);
		}
		if (RANGE_HAS_UBOUND(flags))
			memcpy(&span.upper, data, sizeof(int64));
	}

	if ((Pointer) packed != DatumGetPointer(range))
		pfree(packed);
	return span;
}

int64
midnight_of_day(DateADT day)
{
	if (day < DATETIME_MIN_JULIAN - POSTGRES_EPOCH_JDATE || day >= TIMESTAMP_END_JULIAN - POSTGRES_EPOCH_JDATE)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range for timestamp")));
	return day * USECS_PER_DAY;
}

bool
bounds_from_daterange(Datum range, DateADT *lower, DateADT *upper)
{
	struct varlena *packed = PG_DETOAST_DATUM_PACKED(range);
	const char *data = VARDATA_ANY(packed);
	uint8		flags = (uint8) data[VARSIZE_ANY_EXHDR(packed) - 1];

	*lower = DATEVAL_NOBEGIN;
	*upper = DATEVAL_NOEND;
	data += sizeof(Oid);
	if (RANGE_HAS_LBOUND(flags))
	{
		memcpy(lower, data, sizeof(*lower));
		data += sizeof(*lower);
	}
	if (RANGE_HAS_UBOUND(flags))
		memcpy(upper, data, sizeof(*upper));

	if ((Pointer) packed != DatumGetPointer(range))
		pfree(packed);
	return (flags & RANGE_EMPTY) == 0;
}

Span
span_from_daterange(Datum range)
{
	Span		span = {.lower = PG_INT64_MIN, .upper = PG_INT64_MAX, .days = true};
	DateADT		lower;
	DateADT		upper;

	if (!bounds_from_daterange(range, &lower, &upper))
		return (Span) {.empty = true, .days = true};
	if (!DATE_IS_NOBEGIN(lower))
		span.lower = DATE_IS_NOEND(lower) ? PG_INT64_MAX : midnight_of_day(lower);
	if (!DATE_IS_NOEND(upper))
		span.upper = DATE_IS_NOBEGIN(upper) ? PG_INT64_MIN : midnight_of_day(upper);
	return span;
}

i128
interval_argument(Datum interval, const char *what)
{
	Interval   *value = DatumGetIntervalP(interval);
	i128		usec = (i128) value->time +
		(i128) value->day * USECS_PER_DAY +
		(i128) value->month * HOURS_PER_MONTH * USECS_PER_HOUR;

	if (interval_is_infinite(value) || usec <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a positive, finite length of time", what)));
	return usec;
}

i128
life_interval_argument(Datum interval)
{
	i128		usec = interval_argument(interval, "life");

	if (usec < USECS_PER_HOUR)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("life is shorter than an hour"),
				 errhint("Write its unit, as in '4 years' or '48 months': a number alone is read as seconds.")));
	return usec;
}

/* ---- names ---------------------------------------------------------------- */

const Proration *
proration_default(void)
{
	return proration_number(0);
}

char *
proration_names(void)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; proration_number(i) != NULL; i++)
		appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", proration_number(i)->name);
	return names.data;
}

const Proration *
proration_argument(const text *name)
{
	const char *data = VARDATA_ANY(name);
	size_t		length = VARSIZE_ANY_EXHDR(name);
	const Proration *proration = proration_lookup(data, length);

	if (proration == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("proration \"%s\" not recognized", clipped(data, length)),
				 errhint("Write one of %s.", proration_names())));
	return proration;
}

int
choice_argument(const text *name, const char *what, const char *const *choices)
{
	const char *data = VARDATA_ANY(name);
	size_t		length = VARSIZE_ANY_EXHDR(name);
	StringInfoData names;

	for (int i = 0; choices[i] != NULL; i++)
		if (length > 0 && ((choices[i][0] ^ data[0]) & ~0x20) == 0 && strlen(choices[i]) == length &&
			(memcmp(choices[i], data, length) == 0 || pg_strncasecmp(choices[i], data, length) == 0))
			return i;

	initStringInfo(&names);
	for (int i = 0; choices[i] != NULL; i++)
		appendStringInfo(&names, "%s%s", i == 0 ? "" : choices[i + 1] == NULL ? " or " : ", ", choices[i]);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s \"%s\" not recognized", what, clipped(data, length)),
			 errhint("Write %s.", names.data)));
}

int
period_of_text(const text *name)
{
	const char *utf8 = input_utf8(text_to_cstring(name));

	return utf8 != NULL ? period_lookup(utf8, strlen(utf8)) : -1;
}

int
period_argument(const text *name, const char *what)
{
	const char *data = VARDATA_ANY(name);
	size_t		length = VARSIZE_ANY_EXHDR(name);
	int			period = period_of_text(name);

	if (period <= PERIOD_NONE)
	{
		StringInfoData names;

		initStringInfo(&names);
		for (int i = PERIOD_NONE + 1; period_name(i) != NULL; i++)
			appendStringInfo(&names, "%s%s", i > PERIOD_NONE + 1 ? ", " : "", period_name(i));
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s \"%s\" not recognized", what, clipped(data, length)),
				 errhint("Write one of %s.", names.data)));
	}
	return period;
}

static bool
of_whole_days(int period)
{
	const PeriodLength *length = period_length(period);

	return length != NULL && (length->months > 0 || length->days > 0);
}

int
day_step_argument(const text *name)
{
	int			step = period_of_text(name);
	int			last = PERIOD_NONE;
	StringInfoData names;

	if (of_whole_days(step))
		return step;
	initStringInfo(&names);
	for (int i = PERIOD_NONE + 1; period_name(i) != NULL; i++)
		last = of_whole_days(i) ? i : last;
	for (int i = PERIOD_NONE + 1; period_name(i) != NULL; i++)
		if (of_whole_days(i))
			appendStringInfo(&names, "%s%s", names.len == 0 ? "" : i == last ? " or " : ", ", period_name(i));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg(step > PERIOD_NONE ? "step \"%s\" is shorter than a day" : "step \"%s\" not recognized",
					clipped(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name))),
			 errhint("Write %s.", names.data)));
}

/* ---- other ----------------------------------------------------------------- */

int32
int32_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	int64		value = PG_GETARG_INT64(argument);

	if (value < PG_INT32_MIN || value > PG_INT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s %lld is out of range", what, (long long) value),
				 errdetail("It is a whole number within %d .. %d.", PG_INT32_MIN, PG_INT32_MAX),
				 errhint("Is it meant for another argument? Named, as in argument => 2, none is taken for another.")));
	return (int32) value;
}

void
require_scale(int32 scale, int lowest)
{
	if (scale < lowest || scale > ACCRUED_SCALE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scale %d is outside %d .. %d", scale, lowest, ACCRUED_SCALE),
				 errhint("Write 2 for amounts in cents.")));
}

ArrayArgument
array_argument(Datum array, Oid type, const char *what, const char *null_hint)
{
	ArrayType  *value = DatumGetArrayTypeP(array);

	int16		length;
	bool		by_value;
	char		alignment;
	ArrayArgument result;
	bool	   *nulls;

	if (ARR_NDIM(value) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("%s must be a one-dimensional array, but has %d dimensions", what, ARR_NDIM(value)),
				 errhint("Write '{1,2,3}', not '{{1},{2},{3}}'.")));
	get_typlenbyvalalign(type, &length, &by_value, &alignment);
	deconstruct_array(value, type, length, by_value, alignment, &result.element, &nulls, &result.n);
	for (int i = 0; i < result.n; i++)
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("element %d of %s is null", i + 1, what),
					 null_hint != NULL ? errhint("%s", null_hint) : 0));
	return result;
}

/* ---- numbers ------------------------------------------------------------------ */

Real
real_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	return real_from_numeric(PG_GETARG_DATUM(argument), what);
}

char *
shown_argument(FunctionCallInfo fcinfo, int argument)
{
	char	   *text = DatumGetCString(DirectFunctionCall1(numeric_out, PG_GETARG_DATUM(argument)));

	return clipped(text, strlen(text));
}

void
reject_null(FunctionCallInfo fcinfo, int argument, const char *what)
{
	if (PG_ARGISNULL(argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", what),
				 errhint("Leave the argument out to get its default.")));
}

bool
arguments_given(FunctionCallInfo fcinfo, int required, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		if (names[i] != NULL)
			reject_null(fcinfo, required + i, names[i]);
	for (int i = 0; i < required; i++)
		if (PG_ARGISNULL(i))
			return false;
	return true;
}
