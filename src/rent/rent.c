/*
 * rent.c
 *		The rent of one lease: rent(), term() and rent_schedule().
 */
#include "base/gpurent.h"

#include <math.h>

#include "catalog/pg_type_d.h"
#include "funcapi.h"
#include "rent/days.h"
#include "rent/terms_lease.h"
#include "miscadmin.h"
#include "nodes/primnodes.h"
#include "base/dates.h"
#include "base/numbers.h"
#include "base/rows.h"
#include "values/rent_rate.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/memutils.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"
#include "utils/typcache.h"
#include "base/zone.h"

/* ---- rent ----------------------------------------------------------------- */

/*
 * rent(rate rent_rate, quantity numeric | float8 | p_capacity,
 *		during tstzrange, within tstzrange DEFAULT NULL, zone text DEFAULT 'UTC',
 *		proration text DEFAULT 'anniversary') RETURNS numeric
 * rent(rate rent_rate, quantity numeric | float8 | p_capacity,
 *		first_day date, last_day date, within daterange DEFAULT NULL,
 *		proration text DEFAULT 'anniversary') RETURNS numeric
 * rent(rate rent_rate, quantity numeric | float8 | p_capacity,
 *		during_or_first_day text, within_or_last_day text, zone_or_within text DEFAULT 'UTC',
 *		proration text DEFAULT 'anniversary') RETURNS numeric
 *
 * What the lease accrues in the part of "during" that lies within "within", in
 * units of the rate's currency, tax basis as in the rate: round12(C(to)) -
 * round12(C(from)), exact to 10^-12.  A float8 quantity is its shortest decimal.
 *
 * Of two days both count, and they are days in every zone; a NULL last day is a lease that
 * runs on.  Two texts are either.
 *
 * NULL for a NULL rate, quantity, during or first day; a NULL within is none; 22004 for a
 * NULL zone or proration; 22023 for a lease without a start, or without an end
 * where within has none either, for a rate without a period and for a capacity
 * that the rate does not price; 22003 beyond the range of amounts.
 *
 * Formulas: doc/rent.md.
 */
static const LeaseForm rent_of_range = {.within = 3, .zone = 4, .proration = 5};
static const LeaseForm rent_of_days = {.days = true, .within = 4, .proration = 5};

static Datum
rent_as(FunctionCallInfo fcinfo, QuantityReader read_quantity, const LeaseForm *form)
{
	LeaseArguments a;
	RateMemory	no_memory = {0};
	RateMemory *memory;
	Lease		lease;
	i128		result;

	if (!lease_arguments(fcinfo, read_quantity, form, &a))
		PG_RETURN_NULL();
	memory = rate_memory(fcinfo, &no_memory);

	if (a.within != NULL || a.during.empty || a.quantity.scale != QUANTITY_SCALE ||
		!usual_rent(memory, a.zone, a.rate, a.quantity.value, a.during.lower, a.during.upper, &result))
	{
		lease_from_arguments(fcinfo, &a, memory, &lease);
		result = lease_rent(&lease);
	}
	PG_RETURN_NUMERIC(numeric_from_scaled(result, ACCRUED_SCALE));
}

static Datum
rent(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return rent_as(fcinfo, read_quantity, &rent_of_range);
}

static Datum
rent_days(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return rent_as(fcinfo, read_quantity, &rent_of_days);
}

static Datum
rent_texts(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	LOCAL_FCINFO(call, 6);
	bool		of_days = lease_of_texts(fcinfo, call, false);
	Datum		result = rent_as(call, read_quantity, of_days ? &rent_of_days : &rent_of_range);

	fcinfo->isnull = call->isnull;
	return result;
}

/*
 * The same of a rate as a text, which drivers send and bare literals reach:
 *
 * rent(rate text, quantity, ...) RETURNS numeric
 *
 * 22P02 for what is no rate.
 */
static Datum
rent_as_of_text(FunctionCallInfo fcinfo, QuantityReader read_quantity, Datum (*rent_of_rate) (FunctionCallInfo, QuantityReader))
{
	LOCAL_FCINFO(call, 6);
	Datum		result;

	copy_call(call, fcinfo);
	call->args[0] = argument_of_text(TEXT_ARGUMENT(0), rent_rate_of_text);
	result = rent_of_rate(call, read_quantity);
	fcinfo->isnull = call->isnull;
	return result;
}

static Datum
rent_of_text(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return rent_as_of_text(fcinfo, read_quantity, rent);
}

static Datum
rent_days_of_text(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return rent_as_of_text(fcinfo, read_quantity, rent_days);
}

static Datum
rent_texts_of_text(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return rent_as_of_text(fcinfo, read_quantity, rent_texts);
}

/*
 * rent_numeric, rent_float8, rent_p_capacity, rent_text
 * rent_days_numeric, rent_days_float8, rent_days_p_capacity, rent_days_text
 * rent_texts_numeric, rent_texts_float8, rent_texts_p_capacity, rent_texts_text
 * rent_of_text_numeric, rent_of_text_float8, rent_of_text_p_capacity, rent_of_text_text
 * rent_days_of_text_numeric, rent_days_of_text_float8, rent_days_of_text_p_capacity, rent_days_of_text_text
 * rent_texts_of_text_numeric, rent_texts_of_text_float8, rent_texts_of_text_p_capacity, rent_texts_of_text_text
 */
FUNCTIONS_OF_WRITTEN_QUANTITY(rent);
FUNCTIONS_OF_WRITTEN_QUANTITY(rent_days);
FUNCTIONS_OF_WRITTEN_QUANTITY(rent_texts);
FUNCTIONS_OF_WRITTEN_QUANTITY(rent_of_text);
FUNCTIONS_OF_WRITTEN_QUANTITY(rent_days_of_text);
FUNCTIONS_OF_WRITTEN_QUANTITY(rent_texts_of_text);

/* ---- term ----------------------------------------------------------------- */

/*
 * term(first_day date, last_day date, zone text DEFAULT 'UTC') RETURNS tstzrange
 *
 * A contract's inclusive days as local midnights in the zone: from the start of
 * the first day to the end of the last one.  A bound that is missing is open: a NULL or
 * -infinite first day gives a term without a start, a NULL or infinite last day one
 * without an end.  22004 for a NULL zone; 22023 for a first day of infinity and for a last
 * day before the first.
 */
static Datum
term_in_zone(FunctionCallInfo fcinfo, TimeZone *zone)
{
	DateADT		first_day = PG_ARGISNULL(0) ? DATEVAL_NOBEGIN : PG_GETARG_DATEADT(0);
	DateADT		last_day = PG_ARGISNULL(1) ? DATEVAL_NOEND : PG_GETARG_DATEADT(1);
	RangeBound	lower = {.infinite = true, .lower = true};
	RangeBound	upper = {.infinite = true};

	if (DATE_IS_NOEND(first_day))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a term cannot start with infinity"),
				 errhint("Write NULL for a term that is open at its start.")));
	if (DATE_IS_NOBEGIN(last_day))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a term cannot end with -infinity"),
				 errhint("Write NULL for a term that is open at its end.")));
	if (last_day < first_day)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("last day %s is before first day %s",
						date_as_iso(last_day), date_as_iso(first_day)),
				 errhint("Both days belong to the term: a term of one day has them equal.")));

	if (!DATE_IS_NOBEGIN(first_day))
		lower = (RangeBound) {
			.val = TimestampTzGetDatum(zone_midnight(zone, first_day)),
			.inclusive = true,
			.lower = true
		};
	if (!DATE_IS_NOEND(last_day))
		upper = (RangeBound) {.val = TimestampTzGetDatum(zone_midnight(zone, (int64) last_day + 1))};
	PG_RETURN_RANGE_P(make_range_compat(range_get_typcache(fcinfo, TSTZRANGEOID),
										&lower, &upper, false));
}

PG_FUNCTION_INFO_V1(term);
Datum
term(PG_FUNCTION_ARGS)
{
	reject_null(fcinfo, 2, "zone");
	return term_in_zone(fcinfo, zone_lookup(PG_GETARG_TEXT_PP(2)));
}

/* term(first_day date, last_day date, terms lease_terms) RETURNS tstzrange: in the terms' own zone, else UTC; NULL for NULL terms */
PG_FUNCTION_INFO_V1(terms_term);
Datum
terms_term(PG_FUNCTION_ARGS)
{
	TermsMemory memory = {0};

	if (PG_ARGISNULL(2))
		PG_RETURN_NULL();
	terms_read(&memory, PG_GETARG_DATUM(2));
	return term_in_zone(fcinfo, terms_zone(&memory, fcinfo, -1));
}

static Datum
term_of_texts(FunctionCallInfo fcinfo, bool first_is_text, bool last_is_text)
{
	LOCAL_FCINFO(call, 3);
	Datum		result;

	copy_call(call, fcinfo);
	if (first_is_text)
		call->args[0] = argument_of_text(TEXT_ARGUMENT(0), day_of_text);
	if (last_is_text)
		call->args[1] = argument_of_text(TEXT_ARGUMENT(1), day_of_text);
	result = term(call);
	fcinfo->isnull = call->isnull;
	return result;
}

/*
 * term(first_day text, last_day text, zone text DEFAULT 'UTC') RETURNS tstzrange
 * term(first_day date, last_day text, zone), term(first_day text, last_day date, zone)
 *
 * The same of days as texts, which drivers send and bare literals reach: "2024-01-31",
 * whatever DateStyle is.  22P02 for what is no day.
 */
PG_FUNCTION_INFO_V1(term_texts);
Datum
term_texts(PG_FUNCTION_ARGS)
{
	return term_of_texts(fcinfo, true, true);
}

PG_FUNCTION_INFO_V1(term_date_text);
Datum
term_date_text(PG_FUNCTION_ARGS)
{
	return term_of_texts(fcinfo, false, true);
}

PG_FUNCTION_INFO_V1(term_text_date);
Datum
term_text_date(PG_FUNCTION_ARGS)
{
	return term_of_texts(fcinfo, true, false);
}

/*
 * term(first_day timestamp, last_day timestamp, zone text DEFAULT 'UTC') RETURNS tstzrange,
 * and the same over timestamptz: 22023, always.  A day is not an instant, and PostgreSQL's own words would
 * only be that there is no such function.
 */
PG_FUNCTION_INFO_V1(term_instants);
Datum
term_instants(PG_FUNCTION_ARGS)
{
	reject_null(fcinfo, 2, "zone");
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("term() takes days, not timestamps"),
			 errdetail("A timestamp's time of day would be lost, and the whole of its day would count."),
			 errhint("For whole days write term(started_at::date, ended_at::date, zone); for instants make a range, as in tstzrange(started_at AT TIME ZONE 'Asia/Shanghai', ended_at AT TIME ZONE 'Asia/Shanghai').")));
	PG_RETURN_NULL();
}

/* ---- rent_schedule -------------------------------------------------------- */

#define SCHEDULE_COLUMNS	4

/* What has been posted once "until" is reached: the accrued amount, rounded. */
static i128
posted(const Lease *lease, int64 until, int scale)
{
	i128		amount;

	check_accrual(accrued(&lease->accrual, until, &amount));
	return div_round_i128(amount, (i128) power_of_ten(ACCRUED_SCALE - scale));
}

/*
 * rent_schedule(rate rent_rate, quantity numeric | float8 | p_capacity,
 *		during tstzrange, step text DEFAULT 'month', zone text DEFAULT 'UTC',
 *		proration text DEFAULT 'anniversary', scale int8 DEFAULT NULL,
 *		cut text DEFAULT 'calendar', within tstzrange DEFAULT NULL)
 *		RETURNS TABLE (period_start timestamptz, period_end timestamptz,
 *					   amount numeric, cumulative numeric)
 * rent_schedule(rate, quantity, first_day date, last_day date, step text DEFAULT 'month',
 *		proration text DEFAULT 'anniversary', scale int8 DEFAULT NULL,
 *		within daterange DEFAULT NULL, cut text DEFAULT 'calendar')
 *		RETURNS TABLE (period_start date, period_end date, amount numeric, cumulative numeric)
 * rent_schedule(rate, quantity, during_or_first_day text, step_or_last_day text,
 *		zone_or_step text DEFAULT 'UTC', proration text DEFAULT 'anniversary',
 *		scale int8 DEFAULT NULL, within text DEFAULT NULL, cut text DEFAULT 'calendar')
 *		RETURNS TABLE (period_start timestamptz, period_end timestamptz,
 *					   amount numeric, cumulative numeric)
 *
 * The rent of the lease, or of the part of it within, by steps of the calendar in the zone
 * or, cut at anniversaries, by steps from the lease's own start.  Each amount is rounded
 * to "scale" decimals (the currency's own if NULL) so that they sum to the rounded whole:
 * round(C(end)) - round(C(start)), half away from zero.  cumulative is round(C(end)),
 * counted from the lease's start whatever within is.
 *
 * Lines of days have their first and last day.  Days as bare literals, which the form over
 * texts reads, come as midnights of UTC.
 *
 * No row for a NULL rate, quantity or during and for an empty range; 22023 for a
 * lease without a start, or without an end where within has none either, an unknown
 * step or cut, for days a step that is shorter, a scale outside -12 .. 12; otherwise as rent().
 */
static const ScheduleForm schedule_of_range = {
	.lease = {.zone = 4, .proration = 5, .within = 8}, .step = 3, .scale = 6, .cut = 7
};
static const ScheduleForm schedule_of_days = {
	.lease = {.days = true, .proration = 5, .within = 7}, .step = 4, .scale = 6, .cut = 8
};

/* The ends of a line, as its columns have them. */
typedef void (*LineEnds) (int64 from, int64 to, Datum *period_start, Datum *period_end);

static void
line_of_instants(int64 from, int64 to, Datum *period_start, Datum *period_end)
{
	*period_start = TimestampTzGetDatum(from);
	*period_end = TimestampTzGetDatum(to);
}

static void
line_of_days(int64 from, int64 to, Datum *period_start, Datum *period_end)
{
	*period_start = DateADTGetDatum((DateADT) local_days(from));
	*period_end = DateADTGetDatum((DateADT) local_days(to) - 1);
}

static Datum
rent_schedule_as(FunctionCallInfo fcinfo, QuantityReader read_quantity, const ScheduleForm *form, LineEnds line_ends)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	LeaseArguments a;
	Lease		lease;
	RateMemory	memory = {0};
	int			step;
	int			scale;
	bool		anniversaries;
	i128		cumulative = 0;
	MemoryContext row_context;
	MemoryContext caller_context;

	InitMaterializedSRF(fcinfo, 0);
	reject_null(fcinfo, form->step, "step");
	reject_null(fcinfo, form->cut, "cut");
	if (!lease_arguments(fcinfo, read_quantity, &form->lease, &a))
		PG_RETURN_NULL();
	a.rate = PG_GETARG_RENT_RATE_P(0);

	step = schedule_step_argument(PG_GETARG_TEXT_PP(form->step), form->lease.days);
	scale = PG_ARGISNULL(form->scale) ? rent_rate_decimals(a.rate) : int32_argument(fcinfo, form->scale, "scale");
	require_scale(scale, -ACCRUED_SCALE);
	anniversaries = cut_argument(PG_GETARG_TEXT_PP(form->cut));

	if (a.within == NULL && !a.during.empty && a.during.upper == PG_INT64_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease without an end has no schedule"),
				 form->lease.days ? errhint("Pass a last day, or a \"within\" that ends.") :
				 errhint("Cut the range first, as in during * tstzrange(NULL, '2025-01-01'); rent_schedule() takes a \"within\" that ends as well.")));
	lease_from_arguments(fcinfo, &a, &memory, &lease);

	row_context = AllocSetContextCreate(CurrentMemoryContext, "rent_schedule row",
										ALLOCSET_SMALL_SIZES);
	caller_context = MemoryContextSwitchTo(row_context);

	if (lease.from < lease.to)
		cumulative = posted(&lease, lease.from, scale);
	for (int64 from = lease.from; from < lease.to;)
	{
		Datum		values[SCHEDULE_COLUMNS];
		bool		nulls[SCHEDULE_COLUMNS] = {false};
		int64		to;
		i128		before = cumulative;

		CHECK_FOR_INTERRUPTS();
		if (!(anniversaries ? next_anniversary(step, a.zone, lease.accrual.start, from, &to) :
			  next_step(step, a.zone, from, &to)) || to > lease.to)
			to = lease.to;
		cumulative = posted(&lease, to, scale);

		line_ends(from, to, &values[0], &values[1]);
		values[2] = NumericGetDatum(numeric_posted(cumulative - before, scale));
		values[3] = NumericGetDatum(numeric_posted(cumulative, scale));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		MemoryContextReset(row_context);
		from = to;
	}

	MemoryContextSwitchTo(caller_context);
	MemoryContextDelete(row_context);
	PG_RETURN_NULL();
}

static Datum
rent_schedule(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return rent_schedule_as(fcinfo, read_quantity, &schedule_of_range, line_of_instants);
}

static Datum
rent_schedule_days(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return rent_schedule_as(fcinfo, read_quantity, &schedule_of_days, line_of_days);
}

static Datum
rent_schedule_texts(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	LOCAL_FCINFO(call, 9);

	if (PG_ARGISNULL(2))
	{
		reject_null(fcinfo, 4, "zone_or_step");
		reject_null(fcinfo, 5, "proration");
		reject_null(fcinfo, 8, "cut");
		InitMaterializedSRF(fcinfo, 0);
		PG_RETURN_NULL();
	}
	return rent_schedule_as(call, read_quantity,
							schedule_of_texts(fcinfo, call, false) ? &schedule_of_days : &schedule_of_range, line_of_instants);
}

/*
 * rent_schedule_numeric, rent_schedule_float8, rent_schedule_p_capacity, rent_schedule_text
 * rent_schedule_days_numeric, rent_schedule_days_float8, rent_schedule_days_p_capacity, rent_schedule_days_text
 * rent_schedule_texts_numeric, rent_schedule_texts_float8, rent_schedule_texts_p_capacity, rent_schedule_texts_text
 */
FUNCTIONS_OF_WRITTEN_QUANTITY(rent_schedule);
FUNCTIONS_OF_WRITTEN_QUANTITY(rent_schedule_days);
FUNCTIONS_OF_WRITTEN_QUANTITY(rent_schedule_texts);

/* ---- rows of a schedule, for the planner ------------------------------------------ */

/* An argument that is known when the query is planned; NULL if it is not. */
static const Const *
known_argument(List *args, int i)
{
	Node	   *argument = list_length(args) > i ? list_nth(args, i) : NULL;

	if (argument == NULL || !IsA(argument, Const) || ((Const *) argument)->constisnull)
		return NULL;
	return (const Const *) argument;
}

static bool
known_text(List *args, int i, const text **value)
{
	const Const *known = known_argument(args, i);

	*value = known != NULL ? DatumGetTextPP(known->constvalue) : NULL;
	return known != NULL;
}

/* What the estimate is made of: the time of a schedule's lines, and its step's name. */
typedef struct ScheduleTime
{
	Span		during;
	Span		within;
	bool		has_within;
	const text *step;
} ScheduleTime;

static bool
known_days(DateADT first, DateADT last, Span *span)
{
	if (DATE_NOT_FINITE(first) || DATE_NOT_FINITE(last))
		return false;
	*span = (Span) {.lower = midnight_of_day(first), .upper = midnight_of_day(last) + USECS_PER_DAY};
	return true;
}

/* After two days as texts: what a zone has where none is said is the step where that is not said. */
static bool
known_step_of_texts(List *args, const text **step)
{
	Node	   *argument = list_length(args) > schedule_of_days.step ? list_nth(args, schedule_of_days.step) : NULL;

	if (argument == NULL || !IsA(argument, Const))
		return false;
	*step = ((Const *) argument)->constisnull ? NULL : DatumGetTextPP(((Const *) argument)->constvalue);
	if (*step == NULL || !zone_is_said(*step))
		*step = cstring_to_text("month");
	return true;
}

/* False for what is not known when the query is planned. */
static bool
known_times(List *args, ScheduleTime *time)
{
	const Const *first = known_argument(args, 2);
	const Const *second = known_argument(args, 3);
	const Const *within = NULL;

	if (first == NULL || second == NULL)
		return false;
	switch (first->consttype)
	{
		case TSTZRANGEOID:
			time->during = span_from_tstzrange(first->constvalue);
			time->step = DatumGetTextPP(second->constvalue);
			within = known_argument(args, schedule_of_range.lease.within);
			/* other schedules have something else there */
			if (within != NULL && within->consttype != TSTZRANGEOID)
				within = NULL;
			if (within != NULL)
				time->within = span_from_tstzrange(within->constvalue);
			break;
		case DATEOID:
			if (!known_text(args, schedule_of_days.step, &time->step) ||
				!known_days(DatumGetDateADT(first->constvalue), DatumGetDateADT(second->constvalue), &time->during))
				return false;
			within = known_argument(args, schedule_of_days.lease.within);
			if (within != NULL)
				time->within = span_from_daterange(within->constvalue);
			break;
		case TEXTOID:
			{
				const text *start = DatumGetTextPP(first->constvalue);

				if (text_is_range(start))
				{
					time->during = span_from_tstzrange(tstzrange_of_text(start));
					time->step = DatumGetTextPP(second->constvalue);
				}
				else if (!known_step_of_texts(args, &time->step) ||
						 !known_days(DatumGetDateADT(day_of_text(start)), DatumGetDateADT(day_of_text(DatumGetTextPP(second->constvalue))), &time->during))
					return false;
			}
			break;
		default:
			return false;
	}
	time->has_within = within != NULL;
	return true;
}

static double
schedule_rows(List *arguments)
{
	ScheduleTime time;
	Span		span;
	double		step;

	if (!known_times(arguments, &time))
		return -1;
	span = time.during;
	if (time.has_within)
	{
		span.lower = Max(span.lower, time.within.lower);
		span.upper = time.within.empty ? span.lower : Min(span.upper, time.within.upper);
	}
	/* what is wrong with them is for the function itself to say */
	step = planned_step(time.step);
	if (step < 0 || span.lower == PG_INT64_MIN || span.upper == PG_INT64_MAX)
		return -1;
	return Max(ceil(((double) span.upper - (double) span.lower) / step), 0);
}

/*
 * rent_schedule_support(internal) RETURNS internal
 *
 * The number of lines of a schedule whose range or days and step are known when the query
 * is planned: the time over the step's length.
 */
PG_FUNCTION_INFO_V1(rent_schedule_support);
Datum
rent_schedule_support(PG_FUNCTION_ARGS)
{
	return planned_rows(fcinfo, schedule_rows);
}
