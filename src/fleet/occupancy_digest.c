/*
 * occupancy_digest.c
 *		What reports ask of an occupancy, for a window of time, in a fixed size.
 *
 * Digests of windows that do not overlap merge exactly: the largest peak, the least
 * minimum, sums of the rest.  That windows do not overlap shows in their lengths,
 * which must not add up to more than the time from the first start to the last end.
 * It is looked at when all have been merged, so that it does not depend on the order.
 * Where windows leave gaps, an overlap no longer than the gaps is not seen.
 */
#include "fleet/occupancy_state.h"

#include "catalog/pg_type_d.h"
#include "common/int.h"
#include "miscadmin.h"
#include "base/numbers.h"
#include "base/summary_text.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"

/* Quantities of every unit have QUANTITY_SCALE decimals here. */
typedef struct OccupancyDigest
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		reserved;		/* 0 */
	uint64		unit;			/* QuantityUnit */
	int64		window_start;
	int64		window_end;
	int64		covered;		/* microseconds, the sum of the windows */
	int64		peak_at;
	Words128	peak;
	Words128	minimum;
	Words192	quantity_time;
	int64		rated;			/* microseconds for which a capacity was given: covered or 0 */
	int64		over_time;		/* microseconds with more than the capacity on lease */
	int64		first_over;		/* first instant of that; PG_INT64_MAX if there is none */
	Words192	capacity_time;
	Words192	over_quantity_time;
} OccupancyDigest;

#define FIELD(member, kind, scale, ...)	SUMMARY_FIELD(OccupancyDigest, member, #member, kind, scale, __VA_ARGS__)

static const SummaryField occupancy_digest_fields[] = {
	FIELD(unit, FIELD_UNIT, 0),
	FIELD(window_start, FIELD_INSTANT, 0),
	FIELD(window_end, FIELD_INSTANT, 0),
	SUMMARY_FIELD(OccupancyDigest, covered, "covered_seconds", FIELD_SCALED64, USEC_SCALE),
	FIELD(peak, FIELD_SCALED128, QUANTITY_SCALE),
	FIELD(peak_at, FIELD_INSTANT, 0),
	FIELD(minimum, FIELD_SCALED128, QUANTITY_SCALE),
	SUMMARY_FIELD(OccupancyDigest, quantity_time, "quantity_seconds", FIELD_SCALED192, QUANTITY_TIME_DECIMALS),
	SUMMARY_FIELD(OccupancyDigest, rated, "rated_seconds", FIELD_SCALED64, USEC_SCALE),
	SUMMARY_FIELD(OccupancyDigest, capacity_time, "capacity_seconds", FIELD_SCALED192, QUANTITY_TIME_DECIMALS),
	SUMMARY_FIELD(OccupancyDigest, over_time, "over_seconds", FIELD_SCALED64, USEC_SCALE),
	SUMMARY_FIELD(OccupancyDigest, over_quantity_time, "over_quantity_seconds", FIELD_SCALED192, QUANTITY_TIME_DECIMALS),
	FIELD(first_over, FIELD_INSTANT, 0),
};

/* ---- the type ----------------------------------------------------------------------- */

/* Whether the windows fit between the first start and the last end. */
static bool
windows_fit(const OccupancyDigest *d)
{
	return d->covered > 0 && d->window_start < d->window_end &&
		(i128) d->covered <= (i128) d->window_end - d->window_start;
}

/* The field that contradicts another, or NULL. */
static const char *
occupancy_digest_fault(const void *value)
{
	const OccupancyDigest *d = value;
	i128		peak = words128_get(&d->peak);
	i128		minimum = words128_get(&d->minimum);
	Words192	least = {{0}};
	Words192	most = {{0}};

	if (!IS_VALID_TIMESTAMP(d->window_start))
		return "window_start";
	if (!IS_VALID_TIMESTAMP(d->window_end))
		return "window_end";
	if (!windows_fit(d))
		return "covered_seconds";
	if (minimum < 0 && d->unit == QUANTITY_UNIT_NONE)
		return "minimum";
	if (peak < 0 || peak < minimum || (peak > 0 && d->unit == QUANTITY_UNIT_NONE))
		return "peak";
	if (d->peak_at < d->window_start || d->peak_at >= d->window_end)
		return "peak_at";
	/* one product by itself fits */
	(void) words192_add_product(&least, minimum, d->covered);
	(void) words192_add_product(&most, peak, d->covered);
	if (words192_compare(&d->quantity_time, &least) < 0 || words192_compare(&d->quantity_time, &most) > 0)
		return "quantity_seconds";

	if (d->rated != 0 && d->rated != d->covered)
		return "rated_seconds";
	if (words192_is_negative(&d->capacity_time) || (d->rated == 0 && !words192_is_zero(&d->capacity_time)))
		return "capacity_seconds";
	if (d->over_time < 0 || d->over_time > d->rated)
		return "over_seconds";
	/* no more than there was, or where reductions may make that less, than the peak all the time */
	most = (Words192) {{0}};
	(void) words192_add_product(&most, peak, d->over_time);
	if (words192_compare(&d->over_quantity_time, minimum < 0 ? &most : &d->quantity_time) > 0 ||
		words192_is_negative(&d->over_quantity_time) ||
		words192_is_zero(&d->over_quantity_time) != (d->over_time == 0))
		return "over_quantity_seconds";
	if (d->over_time == 0 ? d->first_over != PG_INT64_MAX :
		d->first_over < d->window_start || d->first_over >= d->window_end)
		return "first_over";
	return NULL;
}

static const SummaryType occupancy_digest_type = {
	.name = "occupancy_digest",
	.size = sizeof(OccupancyDigest),
	.fields = occupancy_digest_fields,
	.nfields = lengthof(occupancy_digest_fields),
	.fault = occupancy_digest_fault
};

/* occupancy_digest_in(cstring) RETURNS occupancy_digest: a JSON object, as occupancy_digest_out() writes it */
PG_FUNCTION_INFO_V1(occupancy_digest_in);
Datum
occupancy_digest_in(PG_FUNCTION_ARGS)
{
	return summary_in(&occupancy_digest_type, fcinfo);
}

/* occupancy_digest_out(occupancy_digest) RETURNS cstring */
PG_FUNCTION_INFO_V1(occupancy_digest_out);
Datum
occupancy_digest_out(PG_FUNCTION_ARGS)
{
	return summary_out(&occupancy_digest_type, fcinfo);
}

/* occupancy_digest_recv(internal) RETURNS occupancy_digest: the version, then the fields in network order */
PG_FUNCTION_INFO_V1(occupancy_digest_recv);
Datum
occupancy_digest_recv(PG_FUNCTION_ARGS)
{
	return summary_recv(&occupancy_digest_type, fcinfo);
}

/* occupancy_digest_send(occupancy_digest) RETURNS bytea */
PG_FUNCTION_INFO_V1(occupancy_digest_send);
Datum
occupancy_digest_send(PG_FUNCTION_ARGS)
{
	return summary_send(&occupancy_digest_type, fcinfo);
}

static void *
compared_form(void *value)
{
	return summary_oldest_form(&occupancy_digest_type, value);
}

/*
 * The comparisons and hashes: equal means equal in every field; the order is total and has no meaning.
 */
/*
 * occupancy_digest_eq, occupancy_digest_ne, occupancy_digest_lt, occupancy_digest_le, occupancy_digest_gt,
 * occupancy_digest_ge, occupancy_digest_cmp, occupancy_digest_hash, occupancy_digest_hash_extended
 */
SUMMARY_COMPARISONS_OF_FORM(occupancy_digest, compared_form);

#ifdef USE_ASSERT_CHECKING
static bool
occupancy_digest_sound(const OccupancyDigest *d)
{
	return summary_sound(&occupancy_digest_type, d);
}
#else
#define occupancy_digest_sound(d)	true
#endif
/* Windows that overlap are refused when the last has been merged, and nothing holds before that. */
#define assert_occupancy_digest(d, sound_before) \
	assert_stays_sound(!windows_fit(d) || occupancy_digest_sound(d), sound_before)

static const OccupancyDigest *
argument(FunctionCallInfo fcinfo, int i)
{
	return summary_argument(&occupancy_digest_type, PG_GETARG_DATUM(i));
}

/* ---- from an occupancy ------------------------------------------------------------------ */

/* capacity has QUANTITY_SCALE decimals; NULL for none. */
static OccupancyDigest *
digest(const Occupancy *o, int64 from, int64 until, const i128 *capacity)
{
	OccupancyDigest *d = summary_make(&occupancy_digest_type);
	i128		peak = 0;
	i128		minimum = I128_MAX;
	i128		over_time = 0;

	if (pg_sub_s64_overflow(until, from, &d->covered))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("\"within\" is too long")));
	d->unit = o->unit;
	d->window_start = from;
	d->window_end = until;
	d->peak_at = from;
	d->rated = capacity != NULL ? d->covered : 0;
	d->first_over = PG_INT64_MAX;

	for (Sweep sweep = sweep_start(o->changes, o->nchanges, from, until); sweep_next(&sweep);)
	{
		i128		level = occupancy_scaled(o, sweep.level);

		CHECK_FOR_INTERRUPTS();
		if (level > peak)
		{
			peak = level;
			d->peak_at = sweep.from;
		}
		minimum = Min(minimum, level);
		add_quantity_time(&d->quantity_time, level, sweep.from, sweep.until);
		if (capacity != NULL && level > *capacity)
		{
			over_time += sweep.until - sweep.from;
			add_quantity_time(&d->over_quantity_time, level - *capacity, sweep.from, sweep.until);
			d->first_over = Min(d->first_over, sweep.from);
		}
	}
	words128_set(&d->peak, peak);
	words128_set(&d->minimum, minimum);
	d->over_time = (int64) over_time;
	if (capacity != NULL)
		add_quantity_time(&d->capacity_time, *capacity, from, until);
	assert_occupancy_digest(d, occupancy_sound(o));
	return d;
}

/*
 * occupancy_digest(occupancy, within tstzrange [, capacity numeric]) RETURNS occupancy_digest
 *
 * The capacity is in the occupancy's own units, P for capacities; NULL is none.  22023
 * unless within starts and ends, and for a negative capacity.
 */
PG_FUNCTION_INFO_V1(occupancy_digest_of);
Datum
occupancy_digest_of(PG_FUNCTION_ARGS)
{
	const Occupancy *o;
	Span		within;
	i128		capacity;
	bool		rated = PG_NARGS() > 2 && !PG_ARGISNULL(2);

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	o = occupancy_argument(fcinfo, 0);
	within = span_from_tstzrange(PG_GETARG_DATUM(1));
	check_window(&within);
	if (rated)
	{
		Quantity	quantity = available_from_numeric(PG_GETARG_DATUM(2));

		if (quantity.value < 0)
			refuse_negative(&quantity, "capacity");
		capacity = quantity_against(o->unit, &quantity, "capacity");
	}
	PG_RETURN_POINTER(digest(o, within.lower, within.upper, rated ? &capacity : NULL));
}

/*
 * occupancy_digest_final(occupancy) RETURNS occupancy_digest
 *
 * Final function of occupancy_digest(quantity, during, within [, capacity]), whose
 * transitions noted the window and the capacity; NULL where they noted none.  22023 for
 * one that does not start and end, and those that varied.
 */
PG_FUNCTION_INFO_V1(occupancy_digest_final);
Datum
occupancy_digest_final(PG_FUNCTION_ARGS)
{
	const Occupancy *o = occupancy_argument(fcinfo, 0);
	Span		within = {.lower = o->window_from, .upper = o->window_until};
	i128		capacity = occupancy_scaled(o, o->capacity);

	if (o->flags == 0)
		PG_RETURN_NULL();
	if (o->flags & OCCUPANCY_VARYING_WINDOW)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("capacity or \"within\" varies in a group"),
				 errdetail("A digest is of one window, with one capacity."),
				 errhint("Group by both, and merge the digests with rollup().")));
	check_window(&within);
	PG_RETURN_POINTER(digest(o, within.lower, within.upper,
							 o->flags & OCCUPANCY_HAS_CAPACITY ? &capacity : NULL));
}

/* ---- merging ------------------------------------------------------------------------- */

static void
refuse_overlap(const OccupancyDigest *d)
{
	StringInfoData range;

	initStringInfo(&range);
	append_instant(&range, d->window_start);
	appendStringInfoString(&range, " to ");
	append_instant(&range, d->window_end);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("windows of digests overlap"),
			 errdetail("They add up to more than the time from %s.", range.data),
			 errhint("Group by the pool, and merge each window once; the peak of several pools together comes from rollup() of their occupancies.")));
}

/* Adds b to a. */
static void
merge(OccupancyDigest *a, const OccupancyDigest *b)
{
	bool		sound = occupancy_digest_sound(a) && occupancy_digest_sound(b);
	i128		peak = words128_get(&a->peak);
	i128		other_peak = words128_get(&b->peak);

	a->unit = common_unit((uint32) a->unit, (uint32) b->unit);
	if ((a->rated == 0) != (b->rated == 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("digests with a capacity and without one cannot be merged"),
				 errdetail("The time over capacity would be of a part of the windows.")));

	a->window_start = Min(a->window_start, b->window_start);
	a->window_end = Max(a->window_end, b->window_end);
	if (pg_add_s64_overflow(a->covered, b->covered, &a->covered))
		refuse_overlap(a);
	if (other_peak == peak)
		a->peak_at = Min(a->peak_at, b->peak_at);
	else if (other_peak > peak)
	{
		a->peak = b->peak;
		a->peak_at = b->peak_at;
	}
	if (words128_get(&b->minimum) < words128_get(&a->minimum))
		a->minimum = b->minimum;
	/* no more than what is covered, but in a damaged value */
	if (pg_add_s64_overflow(a->rated, b->rated, &a->rated) ||
		pg_add_s64_overflow(a->over_time, b->over_time, &a->over_time))
		refuse_overlap(a);
	a->first_over = Min(a->first_over, b->first_over);
	/* of leases they cannot; of a capacity that another program wrote they can */
	if (!words192_add(&a->quantity_time, &b->quantity_time) ||
		!words192_add(&a->capacity_time, &b->capacity_time) ||
		!words192_add(&a->over_quantity_time, &b->over_quantity_time))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("quantity-hours out of range")));
	assert_occupancy_digest(a, sound);
}

/*
 * occupancy_digest_combine(occupancy_digest, occupancy_digest) RETURNS occupancy_digest
 *
 * Transition and combine function of rollup().  22023 for unlike units, and for one with
 * a capacity and one without.
 */
PG_FUNCTION_INFO_V1(occupancy_digest_combine);
Datum
occupancy_digest_combine(PG_FUNCTION_ARGS)
{
	OccupancyDigest *a;

	require_aggregate(fcinfo);
	a = summary_to_change(&occupancy_digest_type, fcinfo);
	merge(a, argument(fcinfo, 1));
	PG_RETURN_POINTER(a);
}

/*
 * occupancy_digest_plus(occupancy_digest, occupancy_digest) RETURNS occupancy_digest
 *
 * The operator +: the digest of both windows.  As rollup(): 22023 where they overlap.
 */
PG_FUNCTION_INFO_V1(occupancy_digest_plus);
Datum
occupancy_digest_plus(PG_FUNCTION_ARGS)
{
	OccupancyDigest *sum = palloc(sizeof(OccupancyDigest));

	memcpy(sum, argument(fcinfo, 0), sizeof(OccupancyDigest));
	merge(sum, argument(fcinfo, 1));
	if (!windows_fit(sum))
		refuse_overlap(sum);
	PG_RETURN_POINTER(sum);
}

/*
 * occupancy_digest_disjoint(occupancy_digest) RETURNS occupancy_digest
 *
 * Final function of rollup(): itself, if the windows did not overlap; else 22023.
 */
PG_FUNCTION_INFO_V1(occupancy_digest_disjoint);
Datum
occupancy_digest_disjoint(PG_FUNCTION_ARGS)
{
	const OccupancyDigest *d = argument(fcinfo, 0);

	if (!windows_fit(d))
		refuse_overlap(d);
	PG_RETURN_POINTER(d);
}

/* ---- accessors --------------------------------------------------------------------------- */

/* covered(occupancy_digest) RETURNS tstzrange: from the first window's start to the last one's end */
PG_FUNCTION_INFO_V1(occupancy_digest_covered);
Datum
occupancy_digest_covered(PG_FUNCTION_ARGS)
{
	const OccupancyDigest *d = argument(fcinfo, 0);
	RangeBound	lower = {.val = TimestampTzGetDatum(d->window_start), .inclusive = true, .lower = true};
	RangeBound	upper = {.val = TimestampTzGetDatum(d->window_end)};

	PG_RETURN_RANGE_P(make_range_compat(range_get_typcache(fcinfo, TSTZRANGEOID), &lower, &upper, false));
}

/*
 * covered_time(occupancy_digest) RETURNS interval: the length of all windows, less than
 * that of covered() if there are gaps between them
 */
PG_FUNCTION_INFO_V1(occupancy_digest_covered_time);
Datum
occupancy_digest_covered_time(PG_FUNCTION_ARGS)
{
	return interval_from_usec(argument(fcinfo, 0)->covered);
}

/* peak(occupancy_digest) RETURNS numeric: the most that was on lease at any time */
PG_FUNCTION_INFO_V1(occupancy_digest_peak);
Datum
occupancy_digest_peak(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(numeric_from_scaled(words128_get(&argument(fcinfo, 0)->peak), QUANTITY_SCALE));
}

/* peak_at(occupancy_digest) RETURNS timestamptz: its first instant; NULL if nothing was on lease */
PG_FUNCTION_INFO_V1(occupancy_digest_peak_at);
Datum
occupancy_digest_peak_at(PG_FUNCTION_ARGS)
{
	const OccupancyDigest *d = argument(fcinfo, 0);

	if (words128_get(&d->peak) == 0)
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(d->peak_at);
}

/* minimum(occupancy_digest) RETURNS numeric: the least that was on lease at any time */
PG_FUNCTION_INFO_V1(occupancy_digest_minimum);
Datum
occupancy_digest_minimum(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(numeric_from_scaled(words128_get(&argument(fcinfo, 0)->minimum), QUANTITY_SCALE));
}

/*
 * quantity_hours(occupancy_digest) RETURNS numeric: what was on lease times hours, rounded
 * half away from zero to 12 decimals
 */
PG_FUNCTION_INFO_V1(occupancy_digest_quantity_hours);
Datum
occupancy_digest_quantity_hours(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(quantity_hours(&argument(fcinfo, 0)->quantity_time));
}

/*
 * utilization(occupancy_digest) RETURNS numeric
 *
 * Quantity-hours on lease over those of the capacities given, as a fraction rounded half
 * away from zero to 20 decimals; NULL without a capacity, or of none.
 */
PG_FUNCTION_INFO_V1(occupancy_digest_utilization);
Datum
occupancy_digest_utilization(PG_FUNCTION_ARGS)
{
	const OccupancyDigest *d = argument(fcinfo, 0);

	if (words192_is_zero(&d->capacity_time))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(quantity_time_ratio(&d->quantity_time, &d->capacity_time));
}

/*
 * utilization(occupancy_digest, available numeric | p_capacity) RETURNS numeric
 *
 * The same over another quantity, of all windows.  22023 unless it is positive.
 */
static Datum
occupancy_digest_utilization_of(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	const OccupancyDigest *d = argument(fcinfo, 0);
	Quantity	quantity = read_quantity(PG_GETARG_DATUM(1));
	Words192	available = {{0}};

	require_available(&quantity);
	(void) words192_add_product(&available, quantity_against((uint32) d->unit, &quantity, "quantity"), d->covered);
	PG_RETURN_NUMERIC(quantity_time_ratio(&d->quantity_time, &available));
}

/* occupancy_digest_utilization_of_numeric, occupancy_digest_utilization_of_p_capacity */
FUNCTION_OF_AVAILABLE(occupancy_digest_utilization_of, numeric);
FUNCTION_OF_AVAILABLE(occupancy_digest_utilization_of, p_capacity);

/*
 * time_over(occupancy_digest) RETURNS interval: how long more than the capacity was on
 * lease; NULL if none was given
 */
PG_FUNCTION_INFO_V1(occupancy_digest_time_over);
Datum
occupancy_digest_time_over(PG_FUNCTION_ARGS)
{
	const OccupancyDigest *d = argument(fcinfo, 0);

	if (d->rated == 0)
		PG_RETURN_NULL();
	return interval_from_usec(d->over_time);
}

/*
 * quantity_hours_over(occupancy_digest) RETURNS numeric: what was on lease beyond the
 * capacity, times hours; NULL if none was given
 */
PG_FUNCTION_INFO_V1(occupancy_digest_quantity_hours_over);
Datum
occupancy_digest_quantity_hours_over(PG_FUNCTION_ARGS)
{
	const OccupancyDigest *d = argument(fcinfo, 0);

	if (d->rated == 0)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(quantity_hours(&d->over_quantity_time));
}

/*
 * first_over(occupancy_digest) RETURNS timestamptz: the first instant at which more than
 * the capacity was on lease; NULL if it never was
 */
PG_FUNCTION_INFO_V1(occupancy_digest_first_over);
Datum
occupancy_digest_first_over(PG_FUNCTION_ARGS)
{
	const OccupancyDigest *d = argument(fcinfo, 0);

	if (d->first_over == PG_INT64_MAX)
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(d->first_over);
}
