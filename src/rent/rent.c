/*
 * rent.c
 *		The rent of one lease: rent(), term() and rent_schedule().
 */
#include "base/gpurent.h"

#include <math.h>

#include "catalog/pg_type_d.h"
#include "funcapi.h"
#include "rent/lease.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "base/numbers.h"
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
 *
 * What the lease accrues in the part of "during" that lies within "within", in
 * units of the rate's currency, tax basis as in the rate: round12(C(to)) -
 * round12(C(from)), exact to 10^-12.  A float8 quantity is its shortest decimal.
 *
 * NULL for a NULL rate, quantity or during; a NULL within is none; 22004 for a
 * NULL zone or proration; 22023 for a lease without a start, or without an end
 * where within has none either, for a rate without a period and for a capacity
 * that the rate does not price; 22003 beyond the range of amounts.
 *
 * Formulas: doc/rent.md.
 */
static Datum
rent(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	const RentRate *rate;
	Quantity	quantity;
	Span		during;
	Span		within;
	TimeZone   *zone;
	const Proration *proration;
	RateMemory	no_memory = {0};
	RateMemory *memory;
	Lease		lease;
	i128		result;

	if (!ARGUMENTS_GIVEN(3, NULL, "zone", "proration"))
		PG_RETURN_NULL();

	/* usual_rent() holds its terms against those of the memory, which were checked */
	rate = PG_GETARG_RENT_RATE_BYTES(0);
	quantity = read_quantity(PG_GETARG_DATUM(1));
	during = span_from_tstzrange(PG_GETARG_DATUM(2));
	zone = zone_lookup(PG_GETARG_TEXT_PP(4));
	proration = proration_argument(PG_GETARG_TEXT_PP(5));
	memory = rate_memory(fcinfo, &no_memory);

	if (!PG_ARGISNULL(3) || during.empty || quantity.scale != QUANTITY_SCALE ||
		!usual_rent(memory, zone, rate, quantity.value, during.lower, during.upper, &result))
	{
		rate = PG_GETARG_RENT_RATE_P(0);
		if (!PG_ARGISNULL(3))
			within = span_from_tstzrange(PG_GETARG_DATUM(3));
		lease_init(&lease, memory, rate, &quantity, &during,
				   PG_ARGISNULL(3) ? NULL : &within, zone, proration);
		result = lease_rent(&lease);
	}
	PG_RETURN_NUMERIC(numeric_from_scaled(result, ACCRUED_SCALE));
}

/* rent_numeric, rent_float8, rent_p_capacity */
FUNCTIONS_OF_FULL_QUANTITY(rent);

/* ---- term ----------------------------------------------------------------- */

static char *
date_string(DateADT date)
{
	CivilDate	d = civil_from_days(date);

	return psprintf(INT64_FORMAT "-%02d-%02d", d.year, d.month, d.day);
}

/*
 * term(first_day date, last_day date, zone text DEFAULT 'UTC') RETURNS tstzrange
 *
 * A contract's inclusive days as local midnights in the zone: from the start of
 * the first day to the end of the last one.  A bound that is missing is open: a NULL or
 * -infinite first day gives a term without a start, a NULL or infinite last day one
 * without an end.  22004 for a NULL zone; 22023 for a first day of infinity and for a last
 * day before the first.
 */
PG_FUNCTION_INFO_V1(term);
Datum
term(PG_FUNCTION_ARGS)
{
	DateADT		first_day = PG_ARGISNULL(0) ? DATEVAL_NOBEGIN : PG_GETARG_DATEADT(0);
	DateADT		last_day = PG_ARGISNULL(1) ? DATEVAL_NOEND : PG_GETARG_DATEADT(1);
	TimeZone   *zone;
	RangeBound	lower = {.infinite = true, .lower = true};
	RangeBound	upper = {.infinite = true};

	reject_null(fcinfo, 2, "zone");
	zone = zone_lookup(PG_GETARG_TEXT_PP(2));

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
						date_string(last_day), date_string(first_day)),
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

/* ---- rent_schedule -------------------------------------------------------- */

#define SCHEDULE_COLUMNS	4

/* Where the lines of a schedule end: at the calendar's steps, or at those of the lease's own. */
static const char *const cuts[] = {"calendar", "anniversary", NULL};

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
 *		proration text DEFAULT 'anniversary', scale int4 DEFAULT NULL,
 *		cut text DEFAULT 'calendar', within tstzrange DEFAULT NULL)
 *		RETURNS TABLE (period_start timestamptz, period_end timestamptz,
 *					   amount numeric, cumulative numeric)
 *
 * The rent of the lease, or of the part of it within, by steps of the calendar in the zone
 * or, cut at anniversaries, by steps from the lease's own start.  Each amount is rounded
 * to "scale" decimals (the currency's own if NULL) so that they sum to the rounded whole:
 * round(C(end)) - round(C(start)), half away from zero.  cumulative is round(C(end)),
 * counted from the lease's start whatever within is.
 *
 * No row for a NULL rate, quantity or during and for an empty range; 22023 for a
 * lease without a start, or without an end where within has none either, an unknown
 * step or cut, a scale outside -12 .. 12; otherwise as rent().
 */
static Datum
rent_schedule(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	const RentRate *rate;
	Quantity	quantity;
	Span		during;
	Span		within;
	Lease		lease;
	RateMemory	memory = {0};
	TimeZone   *zone;
	int			step;
	int			scale;
	bool		anniversaries;
	i128		cumulative = 0;
	MemoryContext row_context;
	MemoryContext caller_context;

	InitMaterializedSRF(fcinfo, 0);
	if (!ARGUMENTS_GIVEN(3, "step", "zone", "proration", NULL, "cut"))
		PG_RETURN_NULL();

	rate = PG_GETARG_RENT_RATE_P(0);
	quantity = read_quantity(PG_GETARG_DATUM(1));
	during = span_from_tstzrange(PG_GETARG_DATUM(2));
	step = period_argument(PG_GETARG_TEXT_PP(3), "step");
	zone = zone_lookup(PG_GETARG_TEXT_PP(4));
	scale = PG_ARGISNULL(6) ? rent_rate_decimals(rate) : PG_GETARG_INT32(6);
	require_scale(scale, -ACCRUED_SCALE);
	anniversaries = choice_argument(PG_GETARG_TEXT_PP(7), "cut", cuts) == 1;
	if (!PG_ARGISNULL(8))
		within = span_from_tstzrange(PG_GETARG_DATUM(8));

	if (PG_ARGISNULL(8) && !during.empty && during.upper == PG_INT64_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease without an end has no schedule"),
				 errhint("Cut the range first, as in during * tstzrange(NULL, '2025-01-01'), or pass a \"within\" that ends.")));
	lease_init(&lease, &memory, rate, &quantity, &during, PG_ARGISNULL(8) ? NULL : &within, zone,
			   proration_argument(PG_GETARG_TEXT_PP(5)));

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
		if (!(anniversaries ? next_anniversary(step, zone, lease.accrual.start, from, &to) :
			  next_step(step, zone, from, &to)) || to > lease.to)
			to = lease.to;
		cumulative = posted(&lease, to, scale);

		values[0] = TimestampTzGetDatum(from);
		values[1] = TimestampTzGetDatum(to);
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

/* rent_schedule_numeric, rent_schedule_float8, rent_schedule_p_capacity */
FUNCTIONS_OF_FULL_QUANTITY(rent_schedule);

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

/*
 * rent_schedule_support(internal) RETURNS internal
 *
 * The number of lines of a schedule whose range and step are known when the query is
 * planned: the time over the step's length.
 */
PG_FUNCTION_INFO_V1(rent_schedule_support);
Datum
rent_schedule_support(PG_FUNCTION_ARGS)
{
	SupportRequestRows *request = (SupportRequestRows *) PG_GETARG_POINTER(0);
	const Const *during;
	const Const *step;
	const Const *within;
	const PeriodLength *length;
	Span		span;
	double		usec;

	if (!IsA(request, SupportRequestRows) || !is_funcclause(request->node))
		PG_RETURN_POINTER(NULL);
	during = known_argument(((FuncExpr *) request->node)->args, 2);
	step = known_argument(((FuncExpr *) request->node)->args, 3);
	if (during == NULL || step == NULL)
		PG_RETURN_POINTER(NULL);

	span = span_from_tstzrange(during->constvalue);
	within = known_argument(((FuncExpr *) request->node)->args, 8);
	if (within != NULL)
	{
		Span		part = span_from_tstzrange(within->constvalue);

		span.lower = Max(span.lower, part.lower);
		span.upper = part.empty ? span.lower : Min(span.upper, part.upper);
	}
	/* what is wrong with them is for the function itself to say */
	if (span.lower == PG_INT64_MIN || span.upper == PG_INT64_MAX)
		PG_RETURN_POINTER(NULL);
	length = period_length(period_of_text(DatumGetTextPP(step->constvalue)));
	if (length == NULL)
		PG_RETURN_POINTER(NULL);

	usec = length->months > 0 ? length->months * (double) HOURS_PER_MONTH * USECS_PER_HOUR : length->usec;
	request->rows = Max(ceil(((double) span.upper - (double) span.lower) / usec), 0);
	PG_RETURN_POINTER(request);
}
