/*
 * gauge.c
 *		The type gauge: what samples of a quantity in time come to, in a fixed size.
 *
 * Gauges whose samples do not interleave merge exactly, for each keeps its first and its last
 * sample (core/time/gauge.h).  The aggregates that make them are in gauge_rows.c.
 */
#include "fleet/gauge.h"

#include "base/numbers.h"
#include "base/summary_text.h"
#include "fleet/occupancy.h"
#include "utils/timestamp.h"

#define FIELD(member, text, kind, scale)	SUMMARY_FIELD(Gauge, value.member, text, kind, scale)

static const SummaryField gauge_fields[] = {
	FIELD(samples, "samples", FIELD_COUNT, 0),
	FIELD(hold, "hold_seconds", FIELD_SCALED64, USEC_SCALE),
	FIELD(window_start, "window_start", FIELD_INSTANT, 0),
	FIELD(window_end, "window_end", FIELD_INSTANT, 0),
	FIELD(first_at, "first_at", FIELD_INSTANT, 0),
	FIELD(last_at, "last_at", FIELD_INSTANT, 0),
	FIELD(counted_until, "counted_until", FIELD_INSTANT, 0),
	FIELD(covered, "covered_seconds", FIELD_SCALED64, USEC_SCALE),
	FIELD(first, "first", FIELD_SCALED128, SAMPLE_SCALE),
	FIELD(last, "last", FIELD_SCALED128, SAMPLE_SCALE),
	FIELD(minimum, "minimum", FIELD_SCALED128, SAMPLE_SCALE),
	FIELD(maximum, "maximum", FIELD_SCALED128, SAMPLE_SCALE),
	FIELD(integral, "value_seconds", FIELD_SCALED192, SAMPLE_SCALE + USEC_SCALE),
};

const char *
gauge_value_fault(const GaugeValue *value)
{
	if (!instant_exists(value->window_start))
		return "window_start";
	if (!instant_exists(value->window_end))
		return "window_end";
	if (!IS_VALID_TIMESTAMP(value->first_at))
		return "first_at";
	if (!IS_VALID_TIMESTAMP(value->last_at))
		return "last_at";
	if (!IS_VALID_TIMESTAMP(value->counted_until))
		return "counted_until";
	return gauge_fault(value);
}

static const char *
fault(const void *gauge)
{
	return gauge_value_fault(&((const Gauge *) gauge)->value);
}

const SummaryType gauge_type = {
	.name = "gauge",
	.size = sizeof(Gauge),
	.fields = gauge_fields,
	.nfields = lengthof(gauge_fields),
	.fault = fault
};

/* gauge_in(cstring) RETURNS gauge: a JSON object, as gauge_out() writes it */
PG_FUNCTION_INFO_V1(gauge_in);
Datum
gauge_in(PG_FUNCTION_ARGS)
{
	return summary_in(&gauge_type, fcinfo);
}

/* gauge_out(gauge) RETURNS cstring */
PG_FUNCTION_INFO_V1(gauge_out);
Datum
gauge_out(PG_FUNCTION_ARGS)
{
	return summary_out(&gauge_type, fcinfo);
}

/* gauge_recv(internal) RETURNS gauge: the version, then the fields in network order */
PG_FUNCTION_INFO_V1(gauge_recv);
Datum
gauge_recv(PG_FUNCTION_ARGS)
{
	return summary_recv(&gauge_type, fcinfo);
}

/* gauge_send(gauge) RETURNS bytea */
PG_FUNCTION_INFO_V1(gauge_send);
Datum
gauge_send(PG_FUNCTION_ARGS)
{
	return summary_send(&gauge_type, fcinfo);
}

static void *
compared_form(void *value)
{
	return summary_oldest_form(&gauge_type, value);
}

/* The comparisons and hashes: equal means equal in every field; the order is total and has no meaning. */
/* gauge_eq, gauge_ne, gauge_lt, gauge_le, gauge_gt, gauge_ge, gauge_cmp, gauge_hash, gauge_hash_extended */
SUMMARY_COMPARISONS_OF_FORM(gauge, compared_form);

static const GaugeValue *
argument(FunctionCallInfo fcinfo, int i)
{
	return &((const Gauge *) summary_argument(&gauge_type, PG_GETARG_DATUM(i)))->value;
}

/* ---- merging ------------------------------------------------------------------------- */

/* With SAMPLE_SCALE decimals, as a message shows it; palloc'd. */
static char *
value_string(i128 value)
{
	char	   *text = palloc(DECIMAL_BUFFER + 1);

	text[decimal_format(text, value, SAMPLE_SCALE)] = '\0';
	return text;
}

void
gauge_refuse_conflict(int64 at, i128 value, i128 other)
{
	StringInfoData instant;

	initStringInfo(&instant);
	append_instant(&instant, at);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("two values at one instant: %s and %s at %s",
					value_string(Min(value, other)), value_string(Max(value, other)), instant.data),
			 errhint("A gauge is of one meter: group by it.  Where a meter was read twice, choose a row with DISTINCT ON (meter, at), or average them first.")));
}

void
gauge_out_of_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("gauge out of range")));
}

char *
gauge_hold_string(int64 hold)
{
	char		seconds[DECIMAL_BUFFER + 1];

	if (hold == 0)
		return pstrdup("none");
	seconds[decimal_format(seconds, hold, USEC_SCALE)] = '\0';
	return psprintf("%s seconds", seconds);
}

/* "\"2024-01-01T00:00:00+00\" to \"2024-01-02T00:00:00+00\"" */
static char *
times_string(int64 from, int64 until)
{
	StringInfoData times;

	initStringInfo(&times);
	append_instant(&times, from);
	appendStringInfoString(&times, " to ");
	append_instant(&times, until);
	return times.data;
}

void
gauge_merge(GaugeValue *a, const GaugeValue *b)
{
	bool		in_order = gauge_compare_times(a, b) <= 0;
	const GaugeValue *first = in_order ? a : b;
	const GaugeValue *second = in_order ? b : a;
	bool		sound = gauge_value_sound(a) && gauge_value_sound(b);

	switch (gauge_add(a, b))
	{
		case GAUGE_OK:
			assert_gauge_value(a, sound);
			return;
		case GAUGE_HOLDS:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("gauges of different holds cannot be merged"),
					 errdetail("One is of %s, the other of %s.",
							   gauge_hold_string(Min(a->hold, b->hold)), gauge_hold_string(Max(a->hold, b->hold))),
					 errhint("Make both from the samples with the same hold.")));
			break;
		case GAUGE_WINDOWS:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a gauge within a window and one of all samples cannot be merged"),
					 errhint("Make both with a \"within\", or both without one.")));
			break;
		case GAUGE_OVERLAP:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("windows of gauges overlap"),
					 errdetail("One is %s, the other %s.", times_string(first->window_start, first->window_end),
							   times_string(second->window_start, second->window_end)),
					 errhint("Group by the meter, and merge each window once; a mean of several meters is sum(integral(g)) / sum(covered_hours(g)).")));
			break;
		case GAUGE_INTERLEAVED:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("samples of gauges interleave"),
					 errdetail("Those of one are from %s, of the other from %s.", times_string(first->first_at, first->last_at),
							   times_string(second->first_at, second->last_at)),
					 errhint("Group by the meter, make each gauge of all samples of its time, and merge it once; a mean of several meters is sum(integral(g)) / sum(covered_hours(g)).")));
			break;
		case GAUGE_CONFLICT:
			gauge_refuse_conflict(first->last_at, words128_get(&first->last), words128_get(&second->first));
		case GAUGE_NONE:
		case GAUGE_RANGE:
			gauge_out_of_range();
	}
}

/*
 * gauge_plus(gauge, gauge) RETURNS gauge
 *
 * The operator +: the gauge of the samples of both.  22023 where they interleave, windows overlap, or
 * holds differ.
 */
PG_FUNCTION_INFO_V1(gauge_plus);
Datum
gauge_plus(PG_FUNCTION_ARGS)
{
	Gauge	   *sum = summary_make(&gauge_type);

	sum->value = *argument(fcinfo, 0);
	gauge_merge(&sum->value, argument(fcinfo, 1));
	PG_RETURN_POINTER(sum);
}

/* ---- accessors --------------------------------------------------------------------------- */

static Numeric
numeric_from_value(const Words128 *value)
{
	return numeric_from_scaled(words128_get(value), SAMPLE_SCALE);
}

Numeric
gauge_mean(const GaugeValue *value)
{
	Words192	integral = gauge_integral(value);
	Words192	covered = {{0}};

	if (gauge_covered(value) <= 0)
		return NULL;
	(void) words192_add_product(&covered, power_of_ten(SAMPLE_SCALE), gauge_covered(value));
	return quantity_time_ratio(&integral, &covered);
}

/*
 * time_weighted_mean(gauge) RETURNS numeric
 *
 * The integral over the time covered, rounded half away from zero to 20 decimals; NULL where no
 * time is covered.
 */
PG_FUNCTION_INFO_V1(gauge_time_weighted_mean);
Datum
gauge_time_weighted_mean(PG_FUNCTION_ARGS)
{
	Numeric		mean = gauge_mean(argument(fcinfo, 0));

	if (mean == NULL)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(mean);
}

/*
 * integral(gauge) RETURNS numeric
 *
 * Values times hours, rounded half away from zero to 12 decimals: of kW, the kWh.
 */
PG_FUNCTION_INFO_V1(gauge_integral_hours);
Datum
gauge_integral_hours(PG_FUNCTION_ARGS)
{
	Words192	integral = gauge_integral(argument(fcinfo, 0));

	PG_RETURN_NUMERIC(quantity_hours(&integral));
}

/* covered_time(gauge) RETURNS interval: how long samples held, without the gaps */
PG_FUNCTION_INFO_V1(gauge_covered_time);
Datum
gauge_covered_time(PG_FUNCTION_ARGS)
{
	return interval_from_usec(gauge_covered(argument(fcinfo, 0)));
}

/* covered_hours(gauge) RETURNS numeric: the same in hours, rounded half away from zero to 12 decimals */
PG_FUNCTION_INFO_V1(gauge_covered_hours);
Datum
gauge_covered_hours(PG_FUNCTION_ARGS)
{
	Words192	covered = {{0}};

	(void) words192_add_product(&covered, power_of_ten(SAMPLE_SCALE), gauge_covered(argument(fcinfo, 0)));
	PG_RETURN_NUMERIC(quantity_hours(&covered));
}

/* minimum(gauge) RETURNS numeric: the least value that a sample has */
PG_FUNCTION_INFO_V1(gauge_minimum);
Datum
gauge_minimum(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(numeric_from_value(&argument(fcinfo, 0)->minimum));
}

/* maximum(gauge) RETURNS numeric: the greatest */
PG_FUNCTION_INFO_V1(gauge_maximum);
Datum
gauge_maximum(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(numeric_from_value(&argument(fcinfo, 0)->maximum));
}

/* first_sample(gauge) RETURNS numeric: the value of the first sample */
PG_FUNCTION_INFO_V1(gauge_first_sample);
Datum
gauge_first_sample(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(numeric_from_value(&argument(fcinfo, 0)->first));
}

/* first_sample_at(gauge) RETURNS timestamptz: its instant, which is before the window if it holds into it */
PG_FUNCTION_INFO_V1(gauge_first_sample_at);
Datum
gauge_first_sample_at(PG_FUNCTION_ARGS)
{
	PG_RETURN_TIMESTAMPTZ(argument(fcinfo, 0)->first_at);
}

/* last_sample(gauge) RETURNS numeric: the value of the last sample */
PG_FUNCTION_INFO_V1(gauge_last_sample);
Datum
gauge_last_sample(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(numeric_from_value(&argument(fcinfo, 0)->last));
}

/* last_sample_at(gauge) RETURNS timestamptz: its instant */
PG_FUNCTION_INFO_V1(gauge_last_sample_at);
Datum
gauge_last_sample_at(PG_FUNCTION_ARGS)
{
	PG_RETURN_TIMESTAMPTZ(argument(fcinfo, 0)->last_at);
}

/* samples(gauge) RETURNS int8: how many there are, one for each instant */
PG_FUNCTION_INFO_V1(gauge_samples_count);
Datum
gauge_samples_count(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(argument(fcinfo, 0)->samples);
}

/* hold(gauge) RETURNS interval: how long a sample holds at most; NULL if it was not said */
PG_FUNCTION_INFO_V1(gauge_hold);
Datum
gauge_hold(PG_FUNCTION_ARGS)
{
	const GaugeValue *value = argument(fcinfo, 0);

	if (value->hold == 0)
		PG_RETURN_NULL();
	return interval_from_usec(value->hold);
}
