/*
 * service_levels.c
 *		How much of a time a service was up, and what the customer is credited if it was not.
 */
#include "base/gpurent.h"

#include "base/amounts.h"
#include "catalog/pg_type_d.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/multirangetypes.h"
#include "utils/typcache.h"

/* ---- uptime ----------------------------------------------------------------------------------- */

/* The ranges of a multirange, cut to a window: sorted, disjoint, none empty. */
typedef struct Spans
{
	int			n;
	Span	   *span;
} Spans;

static Spans
spans_within(Datum multirange, const Span *window)
{
	RangeType **range;
	int32		n;
	Spans		spans = {0};

	multirange_deserialize(lookup_type_cache(TSTZRANGEOID, TYPECACHE_RANGE_INFO), DatumGetMultirangeTypeP(multirange), &n, &range);
	spans.span = palloc(Max(n, 1) * sizeof(Span));
	for (int i = 0; i < n; i++)
	{
		Span		span = span_from_tstzrange(RangeTypePGetDatum(range[i]));

		if ((i & 1023) == 0)
			CHECK_FOR_INTERRUPTS();
		span.lower = Max(span.lower, window->lower);
		span.upper = Min(span.upper, window->upper);
		if (span.lower < span.upper)
			spans.span[spans.n++] = span;
	}
	return spans;
}

/* All of the time there is does not fit a signed word. */
static uint64
length_of_span(int64 lower, int64 upper)
{
	return (uint64) upper - (uint64) lower;
}

static uint64
length_of(const Spans *spans)
{
	uint64		length = 0;

	for (int i = 0; i < spans->n; i++)
		length += length_of_span(spans->span[i].lower, spans->span[i].upper);
	return length;
}

/* How long both are: of each pair of spans the one that ends first is done with. */
static uint64
length_of_both(const Spans *a, const Spans *b)
{
	uint64		length = 0;

	for (int i = 0, j = 0; i < a->n && j < b->n;)
	{
		int64		lower = Max(a->span[i].lower, b->span[j].lower);
		int64		upper = Min(a->span[i].upper, b->span[j].upper);

		if (((i + j) & 1023) == 0)
			CHECK_FOR_INTERRUPTS();
		if (lower < upper)
			length += length_of_span(lower, upper);
		if (a->span[i].upper < b->span[j].upper)
			i++;
		else
			j++;
	}
	return length;
}

/* Enough to tell any two fractions of microseconds of ten years apart. */
#define UPTIME_DECIMALS	30

/*
 * uptime(outages tstzmultirange, within tstzrange, excluded tstzmultirange DEFAULT NULL)
 *		RETURNS numeric
 *
 * The part of a time in which there was no outage.  What is excluded, announced maintenance,
 * is left out of both sides: it is neither up nor down.  Rounded to 30 decimals, without zeros
 * at the end.
 *
 * NULL for a NULL outages or within, and where no time is left that counts; 22023 for a within that
 * has no start or no end.
 */
PG_FUNCTION_INFO_V1(uptime);
Datum
uptime(PG_FUNCTION_ARGS)
{
	Span		window;
	Spans		down;
	Spans		excluded = {0};
	uint64		counted;
	uint64		lost;
	Datum		fraction;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	window = span_from_tstzrange(PG_GETARG_DATUM(1));
	if (window.empty)
		PG_RETURN_NULL();
	if (window.lower == PG_INT64_MIN || window.upper == PG_INT64_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the time of an uptime needs a start and an end"),
				 errhint("Pass the month that is billed as within.")));

	down = spans_within(PG_GETARG_DATUM(0), &window);
	if (!PG_ARGISNULL(2))
		excluded = spans_within(PG_GETARG_DATUM(2), &window);
	counted = length_of_span(window.lower, window.upper) - length_of(&excluded);
	lost = length_of(&down) - length_of_both(&down, &excluded);
	if (counted == 0)
		PG_RETURN_NULL();
	fraction = NumericGetDatum(numeric_round_quotient(numeric_from_scaled(counted - lost, 0), numeric_from_scaled(counted, 0), UPTIME_DECIMALS));
	PG_RETURN_DATUM(DirectFunctionCall1(numeric_trim_scale, fraction));
}

/* ---- what it costs ------------------------------------------------------------------------------ */

/*
 * service_credit(fee numeric, uptime numeric, below numeric[], credit numeric[]) RETURNS numeric
 *
 * The largest credit whose level the uptime is below, times the fee: at a level it is not
 * below it.  0 where it is below none.  Exact to 12 decimals; round it as the invoice is.
 *
 * NULL for a NULL argument; 22023 for an uptime, a level or a credit outside [0, 1]; 2202E for
 * arrays that differ in length; 22004 for a NULL in one.
 */
PG_FUNCTION_INFO_V1(service_credit);
Datum
service_credit(PG_FUNCTION_ARGS)
{
	i128		fee = amount_argument(fcinfo, 0, "fee");
	Datum		up = PG_GETARG_DATUM(1);
	ArrayArgument below = array_argument(PG_GETARG_DATUM(2), NUMERICOID, "below", NULL);
	ArrayArgument credit = array_argument(PG_GETARG_DATUM(3), NUMERICOID, "credit", NULL);
	int64		largest = 0;

	(void) share_from_numeric(up, "uptime");
	require_same_length(below.n, "levels below", credit.n, "credits");
	for (int i = 0; i < below.n; i++)
	{
		int64		share = share_from_numeric(credit.element[i], "credit");

		(void) share_from_numeric(below.element[i], "below");
		/* as they are: an uptime may have more decimals than a share keeps */
		if (DatumGetBool(DirectFunctionCall2(numeric_lt, up, below.element[i])))
			largest = Max(largest, share);
	}
	PG_RETURN_NUMERIC(numeric_from_scaled(share_of_amount(fee, largest, AMOUNT_SCALE), AMOUNT_SCALE));
}
