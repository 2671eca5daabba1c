/*
 * asset_arguments.c
 *		The arguments that the functions of asset books share, read in one place.
 */
#include "finance/asset_arguments.h"

#include "access/htup_details.h"
#include "access/tupmacs.h"
#include "base/amounts.h"
#include "base/arguments.h"
#include "base/dates.h"
#include "base/messages.h"
#include "base/numbers.h"
#include "catalog/pg_type_d.h"
#include "finance/asset_faults.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

/* Amounts are at most this many units of their last decimal. */
#define ASSET_AMOUNT_LIMIT	((u128) 1 << 90)

/* Decimals with which exact figures are counted at least, and at most. */
#define EXACT_SCALE_MIN		6
#define EXACT_SCALE_MAX		18

/* A fiscal year has at most so many months, and the first is not further off than this. */
#define FISCAL_YEAR_MONTHS_MAX	24
#define YEAR_STARTS_MONTHS_OFF	1200

/* What is sorted and summed without a chance to be cancelled is not more than this. */
#define ASSET_EVENTS_MAX			100000
#define ASSET_SHARES_MAX			1200

void *
asset_allocate(size_t size)
{
	/* what palloc gives is aligned to 8 bytes; 128-bit integers want 16 */
	return (void *) TYPEALIGN(16, palloc_extended(size + 16, MCXT_ALLOC_HUGE));
}

static void
poll_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

/* ---- numbers ------------------------------------------------------------------------- */

static Decimal
finite_decimal(Datum value, const char *what)
{
	require_finite_amount(value, what);
	return numeric_to_decimal(value, what);
}

static Real
finite_real(Datum value, const char *what)
{
	require_finite_amount(value, what);
	return real_from_numeric(value, what);
}

/* An amount of money, rounded half away from zero to the scale. */
static i128
amount_of(Datum value, int scale, const char *what)
{
	Decimal		decimal = finite_decimal(value, what);
	int			shift = decimal.exponent + scale;
	u128		amount = decimal.coefficient;

	/* most amounts are small and have no more decimals than the scale: no division */
	if (amount >> 60 == 0 && shift >= 0 && shift <= 9)
	{
		amount *= (uint64) power_of_ten(shift);
		return decimal.negative ? -(i128) amount : (i128) amount;
	}
	if (amount >> 60 == 0 && shift < 0 && shift >= -4)
	{
		uint64		unit = (uint64) power_of_ten(-shift);
		uint64		rest = (uint64) amount % unit;

		amount = (uint64) amount / unit + (rest >= unit - rest);
		return decimal.negative ? -(i128) amount : (i128) amount;
	}

	if (shift < 0 && -shift > DECIMAL_MAX_POWER)
		amount = 0;
	else if (shift < 0)
		amount = (u128) div_round_i128((i128) amount, (i128) power_of_ten(-shift));
	else if (amount != 0 && (shift > DECIMAL_MAX_POWER || amount > ASSET_AMOUNT_LIMIT / power_of_ten(shift)))
		amount = ASSET_AMOUNT_LIMIT + 1;
	else if (amount != 0)
		amount *= power_of_ten(shift);
	if (amount > ASSET_AMOUNT_LIMIT)
	{
		char	   *text = DatumGetCString(DirectFunctionCall1(numeric_out, value));

		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s %s is out of range", what, clipped(text, strlen(text))),
				 errdetail("With %d decimals an amount can have 27 digits.", scale),
				 errhint("A smaller scale leaves room for a larger amount.")));
	}
	return decimal.negative ? -(i128) amount : (i128) amount;
}

/* The same of one that may not be below zero. */
static i128
amount_not_negative(Datum value, int scale, const char *what)
{
	i128		amount = amount_of(value, scale, what);

	if (amount < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is negative", what,
						DatumGetCString(DirectFunctionCall1(numeric_out, value))),
				 errdetail("Amounts of assets and their events are 0 or above."),
				 errhint("What takes from the books is an event of a kind that does: impairment, disposal, split.")));
	return amount;
}

/* A number as a fraction, to 18 digits. */
static Ratio
ratio_of(Datum value, const char *what)
{
	Decimal		decimal = finite_decimal(value, what);

	/* most are short */
	if (decimal.coefficient >> 32 == 0 && decimal.exponent <= 0 && decimal.exponent >= -9)
	{
		int64		num = (int64) (uint64) decimal.coefficient;

		return decimal.exponent == 0 ? ratio_whole(decimal.negative ? -num : num) :
			ratio_lowest(decimal.negative ? -num : num, (i128) power_of_ten(-decimal.exponent));
	}
	while (decimal.coefficient >= (u128) power_of_ten(18) || decimal.exponent < -18)
	{
		decimal.coefficient = (decimal.coefficient + 5) / 10;
		decimal.exponent++;
		if (decimal.coefficient == 0)
			decimal.exponent = 0;
	}
	if (decimal.coefficient != 0 && decimal.exponent > 0 &&
		(decimal.exponent > 18 || decimal.coefficient * power_of_ten(decimal.exponent) >= power_of_ten(18)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s %s is out of range", what,
						DatumGetCString(DirectFunctionCall1(numeric_out, value))),
				 errdetail("It can be at most 10^18."),
				 errhint("A rate or a share of 40%% is 0.4.")));
	if (decimal.exponent > 0)
	{
		decimal.coefficient *= decimal.coefficient == 0 ? 0 : power_of_ten(decimal.exponent);
		decimal.exponent = 0;
	}
	return ratio_lowest(decimal.negative ? -(i128) decimal.coefficient : (i128) decimal.coefficient,
						(i128) power_of_ten(-decimal.exponent));
}

static void
out_of_domain(Datum value, const char *what, const char *domain, const char *hint)
{
	char	   *text = DatumGetCString(DirectFunctionCall1(numeric_out, value));

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s %s is not %s", what, clipped(text, strlen(text)), domain),
			 errhint("%s", hint)));
}

#define FACTOR_HINT			"2 is twice the rate of the straight line."
#define RATE_HINT			"0.4 takes 40% of the book value a year."
#define TOTAL_UNITS_HINT	"It is what the asset will do in all of its life."

static Ratio
positive_ratio(Datum value, const char *what, const char *hint)
{
	Ratio		ratio = ratio_of(value, what);

	if (ratio.num <= 0)
		out_of_domain(value, what, "positive", hint);
	return ratio;
}

/* A length of life: whole months, at least one. */
static int64
months_of(Datum value, const char *what)
{
	Interval   *interval = DatumGetIntervalP(value);

	if (interval_is_infinite(interval) || interval->month <= 0 || interval->day != 0 || interval->time != 0)
	{
		/* whatever IntervalStyle says */
		char	   *text = interval_is_infinite(interval) ? pstrdup("infinity") :
			psprintf("%d months%s%s", interval->month,
					 interval->day == 0 ? "" : psprintf(", %d days", interval->day),
					 interval->time == 0 ? "" : psprintf(", %g seconds", (double) interval->time / USECS_PER_SEC));

		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s of %s is not a positive number of whole months", what, text),
				 errdetail("Life is counted in months."),
				 errhint("Write its unit, as in '4 years' or '48 months': a number alone is read as seconds.")));
	}
	return interval->month;
}

static int64
day_of(DateADT day, const char *what)
{
	if (DATE_NOT_FINITE(day))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a day, not %s", what, DATE_IS_NOBEGIN(day) ? "-infinity" : "infinity"),
				 errhint("What has no day yet is left out, as by WHERE isfinite(in_service).")));
	return day;
}

DaySpan
day_span_argument(FunctionCallInfo fcinfo, int argument)
{
	if (PG_ARGISNULL(argument))
		return (DaySpan) {.lower = PG_INT64_MIN, .upper = PG_INT64_MAX};
	return day_span_of(PG_GETARG_DATUM(argument));
}

DaySpan
day_span_of(Datum value)
{
	DaySpan		span = {.lower = PG_INT64_MIN, .upper = PG_INT64_MAX, .given = true};
	DateADT		lower;
	DateADT		upper;

	span.empty = !bounds_from_daterange(value, &lower, &upper) || DATE_IS_NOEND(lower) || DATE_IS_NOBEGIN(upper);
	if (!DATE_NOT_FINITE(lower))
		span.lower = lower;
	if (!DATE_NOT_FINITE(upper))
		span.upper = upper;
	return span;
}

/* ---- fiscal months --------------------------------------------------------------------------- */

void
require_calendar_until(const AssetCall *call, int64 day)
{
	const FiscalCalendar *calendar = &call->terms.axis.calendar;
	AssetFault	fault = {.code = ASSET_CALENDAR_SHORT, .event = -1};

	if (calendar->n_ends == 0 || day <= calendar->ends[calendar->n_ends - 1])
		return;
	fault.limit = calendar->ends[calendar->n_ends - 1];
	asset_report_fault(&fault, &call->terms, call->event, call->scale);
}

/* ---- events ----------------------------------------------------------------------------------- */

static DepreciationMethod
method_of(Datum name)
{
	return choice_argument(DatumGetTextPP(name), "method", depreciation_method_names);
}

/* The attributes of asset_event: at, kind, and then the fields. */
#define EVENT_ATTRIBUTES	(2 + EVENT_FIELDS)

static void
read_event(AssetEvent *event, const Datum *values, const bool *nulls, int scale, int number)
{
	const Datum *field = values + 2;

	if (nulls[0] || nulls[1])
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s of event %d is null", nulls[0] ? "at" : "kind", number),
				 errhint("Aggregate with FILTER (WHERE kind IS NOT NULL) after an outer join.")));
	*event = (AssetEvent) {.at = day_of(DatumGetDateADT(values[0]), "at of an event")};
	event->kind = choice_argument(DatumGetTextPP(values[1]), "kind of event", asset_event_kind_names);
	for (int i = 0; i < EVENT_FIELDS; i++)
		if (!nulls[2 + i])
			event->given |= 1 << i;

	if (event->given == 0)
		return;
	if (event->given & EVENT_AMOUNT)
		event->amount = amount_not_negative(field[0], scale, "amount of an event");
	if (event->given & EVENT_COST)
	{
		event->cost = amount_of(field[1], scale, "cost of an event");
		if (event->cost <= 0)
			out_of_domain(field[1], "cost of an event", "positive", "With neither cost nor share all of it goes.");
	}
	if (event->given & EVENT_SHARE)
	{
		event->share = ratio_of(field[2], "share of an event");
		if (event->share.num <= 0 || event->share.num > event->share.den)
			out_of_domain(field[2], "share of an event", "above 0 and at most 1", "A quarter is 0.25.");
	}
	if (event->given & EVENT_LIFE)
		event->life = months_of(field[3], "life");
	if (event->given & EVENT_REMAINING)
		event->remaining = months_of(field[4], "remaining life");
	if (event->given & EVENT_SALVAGE)
		event->salvage = amount_not_negative(field[5], scale, "salvage of an event");
	if (event->given & EVENT_METHOD)
		event->method = method_of(field[6]);
	if (event->given & EVENT_FACTOR)
		event->factor = positive_ratio(field[7], "factor of an event", FACTOR_HINT);
	if (event->given & EVENT_TOTAL_UNITS)
	{
		event->total_units = finite_real(field[8], "total_units of an event");
		if (real_sign(event->total_units) <= 0)
			out_of_domain(field[8], "total_units of an event", "positive", TOTAL_UNITS_HINT);
	}
}

static void
read_events(AssetCall *call, Datum array)
{
	ArrayType  *value = DatumGetArrayTypeP(array);
	TupleDesc	columns;
	Oid			type = ARR_ELEMTYPE(value);
	char	   *element = ARR_DATA_PTR(value);
	const uint8 *nulls = ARR_NULLBITMAP(value);

	if (ARR_NDIM(value) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("events must be a one-dimensional array, but has %d dimensions", ARR_NDIM(value)),
				 errhint("Write ARRAY[asset_event(...), asset_event(...)].")));
	call->events = ArrayGetNItems(ARR_NDIM(value), ARR_DIMS(value));
	if (call->events == 0)
		return;
	if (call->events > ASSET_EVENTS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("events has %d elements", call->events),
				 errdetail("An asset can have at most %d events.", ASSET_EVENTS_MAX),
				 errhint("Aggregate those of one asset: GROUP BY asset, or WHERE asset = ... in a LATERAL.")));
	call->event = asset_allocate(call->events * sizeof(AssetEvent));
	columns = lookup_rowtype_tupdesc(type, -1);
	if (columns->natts < EVENT_ATTRIBUTES)
		elog(ERROR, "type asset_event has %d attributes", columns->natts);

	for (int i = 0; i < call->events; i++)
	{
		HeapTupleHeader header;
		HeapTupleData tuple;
		Datum		fields[MaxTupleAttributeNumber];
		bool		field_nulls[MaxTupleAttributeNumber];

		CHECK_FOR_INTERRUPTS();
		if (nulls != NULL && att_isnull(i, nulls))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("element %d of events is null", i + 1),
					 errhint("Aggregate with FILTER (WHERE kind IS NOT NULL) after an outer join.")));
		/* as deconstruct_array() goes through it, without the arrays that it makes */
		header = DatumGetHeapTupleHeader(PointerGetDatum(element));
		element = att_addlength_pointer(element, -1, element);
		element = (char *) att_align_nominal(element, TYPALIGN_DOUBLE);
		tuple.t_len = HeapTupleHeaderGetDatumLength(header);
		ItemPointerSetInvalid(&tuple.t_self);
		tuple.t_tableOid = InvalidOid;
		tuple.t_data = header;
		heap_deform_tuple(&tuple, columns, fields, field_nulls);
		read_event(&call->event[i], fields, field_nulls, call->scale, i + 1);
	}
	ReleaseTupleDesc(columns);
	asset_sort_events(call->event, call->events);
}

/* ---- all of them ---------------------------------------------------------------------------------- */

/* How many decimals an amount has. */
static int
decimals_of(Datum value, const char *what)
{
	return -finite_decimal(value, what).exponent;
}

static void
read_years(AssetCall *call, Datum array)
{
	ArrayArgument starts = array_argument(array, DATEOID, "year_starts", "Aggregate them with FILTER (WHERE ... IS NOT NULL).");
	int64	   *months = asset_allocate((starts.n + 1) * sizeof(int64));
	FiscalCalendar *calendar = &call->terms.axis.calendar;
	int64		service = fiscal_month(calendar, call->terms.in_service);

	for (int i = 0; i < starts.n; i++)
	{
		int64		day = day_of(DatumGetDateADT(starts.element[i]), "element of year_starts");

		months[i] = fiscal_month(calendar, day);
		if (fiscal_month_start(calendar, months[i]) != day)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("year_starts has %s, which is not the first day of a month", date_as_iso((DateADT) day)),
					 errhint("Fiscal years of weeks are told by a calendar.")));
		if (i > 0 && (months[i] <= months[i - 1] || months[i] > months[i - 1] + FISCAL_YEAR_MONTHS_MAX))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("year_starts has %s after %s", date_as_iso((DateADT) day),
							date_as_iso(DatumGetDateADT(starts.element[i - 1]))),
					 errdetail("They ascend, and a fiscal year has at most %d months.", FISCAL_YEAR_MONTHS_MAX),
					 errhint("Aggregate them with ORDER BY, each once.")));
	}
	if (starts.n > 0 && (months[0] > service + YEAR_STARTS_MONTHS_OFF || months[0] < service - YEAR_STARTS_MONTHS_OFF))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("year_starts begin on %s, a hundred years off the day of service",
						date_as_iso(DatumGetDateADT(starts.element[0]))),
				 errhint("List the fiscal years around the asset's life; before and after those listed they are of twelve months.")));
	calendar->years = months;
	calendar->n_years = starts.n;
}

static void
read_calendar(AssetCall *call, Datum array)
{
	ArrayArgument ends = array_argument(array, DATEOID, "calendar", "Aggregate its days with FILTER (WHERE ... IS NOT NULL).");
	int64	   *days = asset_allocate((ends.n + 1) * sizeof(int64));

	for (int i = 0; i < ends.n; i++)
	{
		days[i] = day_of(DatumGetDateADT(ends.element[i]), "element of calendar");
		if (i > 0 && days[i] <= days[i - 1])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("calendar has %s after %s", date_as_iso((DateADT) days[i]), date_as_iso((DateADT) days[i - 1])),
					 errdetail("Its elements are the last days of fiscal months, in ascending order."),
					 errhint("Aggregate them with ORDER BY.")));
	}
	if (ends.n < 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("calendar is too short: it has %d %s", ends.n, ends.n == 1 ? "element" : "elements"),
				 errdetail("A fiscal month is what lies between two of them."),
				 errhint("It is to reach from the last fiscal month before service to beyond the window.")));
	call->terms.axis.calendar.ends = days;
	call->terms.axis.calendar.n_ends = ends.n;
}

static void
read_shares(AssetCall *call, Datum array)
{
	ArrayArgument shares = array_argument(array, NUMERICOID, "shares", "A year without a charge has 0.");
	Ratio	   *share = asset_allocate((shares.n + 1) * sizeof(Ratio));
	Ratio		sum = ratio_whole(0);

	if (shares.n > ASSET_SHARES_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("shares has %d elements", shares.n),
				 errdetail("There can be at most %d.", ASSET_SHARES_MAX),
				 errhint("A share is of a year, or with balance_by => 'life month' of a month.")));
	for (int i = 0; i < shares.n; i++)
	{
		share[i] = ratio_of(shares.element[i], "share");
		if (share[i].num < 0)
			out_of_domain(shares.element[i], "share", "0 or above", "A share of 40% is 0.4.");
		sum = ratio_add(sum, share[i]);
		if (sum.den == 0 || sum.num > sum.den)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("shares come to more than 1 at element %d", i + 1),
					 errdetail("They are shares of one cost."),
					 errhint("A share of 40%% is 0.4.")));
	}
	call->terms.share = share;
	call->terms.shares = shares.n;
}

static void
read_units(AssetCall *call, Datum array)
{
	ArrayArgument units = array_argument(array, NUMERICOID, "units", "A period without use has 0.");
	Real	   *value = asset_allocate((units.n + 1) * sizeof(Real));

	for (int i = 0; i < units.n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		value[i] = finite_real(units.element[i], "units");
		if (real_sign(value[i]) < 0)
			out_of_domain(units.element[i], "units", "0 or above", "A period without use has 0.");
	}
	call->terms.units = value;
	call->terms.n_units = units.n;
}

static const char *const argument_names[ASSET_ARGUMENTS] = {
	"cost", "in_service", "life", "salvage", "method", "convention", "step", "events", "within", "year_start", "scale",
	"proration", "factor", "rate", "balance_by", "standard", "bonus", "class", "shares", "total_units", "units",
	"year_starts", "calendar"
};

/* Those whose default is not NULL; "scale" is the one that may be NULL all the same. */
static const AssetArgument never_null[] = {
	ASSET_ARG_SALVAGE, ASSET_ARG_METHOD, ASSET_ARG_CONVENTION, ASSET_ARG_STEP, ASSET_ARG_YEAR_START, ASSET_ARG_PRORATION,
	ASSET_ARG_FACTOR, ASSET_ARG_BALANCE_BY, ASSET_ARG_STANDARD, ASSET_ARG_BONUS
};

bool
asset_call_read(FunctionCallInfo fcinfo, AssetCall *call, bool figure)
{
	AssetTerms *terms = &call->terms;
	TimeAxis   *axis = &terms->axis;
	AssetFault	fault;
	int			year_start;

	/* the functions of one figure have an argument of their own before "salvage", and "within" nowhere else */
#define POSITION(argument) ((argument) + (figure && (argument) >= ASSET_ARG_SALVAGE && (argument) < ASSET_ARG_WITHIN))
#define IS_NULL(argument) PG_ARGISNULL(POSITION(argument))
#define ARGUMENT(argument) PG_GETARG_DATUM(POSITION(argument))
#define TEXT_ARGUMENT(argument) DatumGetTextPP(ARGUMENT(argument))

	for (int i = 0; i < (int) lengthof(never_null); i++)
		reject_null(fcinfo, POSITION(never_null[i]), argument_names[never_null[i]]);
	if (IS_NULL(ASSET_ARG_COST) || IS_NULL(ASSET_ARG_IN_SERVICE))
		return false;

	memset(call, 0, sizeof(AssetCall));
	terms->allocate = asset_allocate;
	terms->poll = poll_interrupts;
	terms->exact = IS_NULL(ASSET_ARG_SCALE);
	if (!terms->exact)
	{
		call->scale = int32_argument(fcinfo, POSITION(ASSET_ARG_SCALE), "scale");
		require_scale(call->scale, -ACCRUED_SCALE);
	}
	else
		call->scale = Min(EXACT_SCALE_MAX,
						  Max(EXACT_SCALE_MIN,
							  Max(decimals_of(ARGUMENT(ASSET_ARG_COST), "cost"),
								  decimals_of(ARGUMENT(ASSET_ARG_SALVAGE), "salvage"))));

	terms->cost = amount_not_negative(ARGUMENT(ASSET_ARG_COST), call->scale, "cost");
	terms->salvage = amount_not_negative(ARGUMENT(ASSET_ARG_SALVAGE), call->scale, "salvage");
	terms->in_service = day_of(DatumGetDateADT(ARGUMENT(ASSET_ARG_IN_SERVICE)), "in_service");
	terms->has_life = !IS_NULL(ASSET_ARG_LIFE);
	if (terms->has_life)
		terms->life = months_of(ARGUMENT(ASSET_ARG_LIFE), "life");

	terms->method = method_of(ARGUMENT(ASSET_ARG_METHOD));
	terms->balance_by = choice_argument(TEXT_ARGUMENT(ASSET_ARG_BALANCE_BY), "balance_by", balance_by_names);
	terms->step = choice_argument(TEXT_ARGUMENT(ASSET_ARG_STEP), "step", period_step_names);
	terms->revalues = standard_argument(TEXT_ARGUMENT(ASSET_ARG_STANDARD)) == STANDARD_IFRS;
	axis->convention = choice_argument(TEXT_ARGUMENT(ASSET_ARG_CONVENTION), "convention", convention_names);
	axis->proration = choice_argument(TEXT_ARGUMENT(ASSET_ARG_PRORATION), "proration", day_proration_names);
	if (axis->convention != CONVENTION_DAY)
		axis->proration = DAYS_CALENDAR;
	axis->origin = terms->in_service;

	year_start = int32_argument(fcinfo, POSITION(ASSET_ARG_YEAR_START), "year_start");
	if (year_start < 1 || year_start > 12)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("year_start %d is not a month", year_start),
				 errhint("Fiscal years start in month 1 to 12.")));
	axis->calendar.year_start = year_start;
	if (!IS_NULL(ASSET_ARG_YEAR_STARTS))
		read_years(call, ARGUMENT(ASSET_ARG_YEAR_STARTS));
	if (!IS_NULL(ASSET_ARG_CALENDAR))
	{
		if (axis->calendar.n_years > 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("there are both year_starts and a calendar"),
					 errdetail("The fiscal years of a calendar are twelve of its months."),
					 errhint("Leave out year_starts, or have a month for each of theirs in the calendar.")));
		if (axis->proration != DAYS_CALENDAR)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("proration \"%s\" does not go with a calendar", day_proration_names[axis->proration]),
					 errdetail("A calendar's own months are counted, by their days inside: proration \"calendar\"."),
					 errhint("Leave the proration out.")));
		read_calendar(call, ARGUMENT(ASSET_ARG_CALENDAR));
	}

	terms->factor = positive_ratio(ARGUMENT(ASSET_ARG_FACTOR), "factor", FACTOR_HINT);
	if (!IS_NULL(ASSET_ARG_RATE))
	{
		terms->rate = positive_ratio(ARGUMENT(ASSET_ARG_RATE), "rate", RATE_HINT);
		if (terms->rate.num > terms->rate.den)
			out_of_domain(ARGUMENT(ASSET_ARG_RATE), "rate", "above 0 and at most 1", RATE_HINT);
	}
	terms->bonus = ratio_of(ARGUMENT(ASSET_ARG_BONUS), "bonus");
	if (terms->bonus.num < 0 || terms->bonus.num > terms->bonus.den)
		out_of_domain(ARGUMENT(ASSET_ARG_BONUS), "bonus", "a share of the cost, from 0 to 1", "0.6 expenses 60% of the cost at once.");
	if (!IS_NULL(ASSET_ARG_CLASS))
	{
		terms->class = macrs_class(finite_real(ARGUMENT(ASSET_ARG_CLASS), "class"));
		if (terms->class == NULL)
			out_of_domain(ARGUMENT(ASSET_ARG_CLASS), "class", "one of MACRS: 3, 5, 7, 10, 15, 20, 27.5 or 39 years",
						  "Computers are of 5 years.");
	}
	if (!IS_NULL(ASSET_ARG_SHARES))
		read_shares(call, ARGUMENT(ASSET_ARG_SHARES));
	if (!IS_NULL(ASSET_ARG_TOTAL_UNITS))
	{
		terms->total_units = finite_real(ARGUMENT(ASSET_ARG_TOTAL_UNITS), "total_units");
		terms->has_total_units = true;
		if (real_sign(terms->total_units) <= 0)
			out_of_domain(ARGUMENT(ASSET_ARG_TOTAL_UNITS), "total_units", "positive", TOTAL_UNITS_HINT);
	}
	if (!IS_NULL(ASSET_ARG_UNITS))
		read_units(call, ARGUMENT(ASSET_ARG_UNITS));
	if (!IS_NULL(ASSET_ARG_EVENTS))
	{
		read_events(call, ARGUMENT(ASSET_ARG_EVENTS));
		if (terms->exact && call->events > 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("scale is null, but there are events"),
					 errdetail("Events are whole money, rounded when they happen: there is no exact figure."),
					 errhint("Say a scale, or leave the events out.")));
	}
	call->within = figure ? (DaySpan) {.lower = PG_INT64_MIN, .upper = PG_INT64_MAX} :
		day_span_argument(fcinfo, ASSET_ARG_WITHIN);

	if (!asset_make(&call->asset, terms, call->event, call->events, &fault))
		asset_report_fault(&fault, &call->terms, call->event, call->scale);
	return true;

#undef POSITION
#undef IS_NULL
#undef ARGUMENT
#undef TEXT_ARGUMENT
}
