/*
 * gauge_rows.c
 *		The aggregates over samples in time: rows added, states merged, what they come to.
 */
#include "fleet/gauge_samples.h"

#include "base/arguments.h"
#include "base/expanded_state.h"
#include "base/numbers.h"
#include "base/summary_text.h"
#include "fleet/occupancy.h"
#include "rent/days.h"
#include "utils/timestamp.h"

/* ---- rows ---------------------------------------------------------------------------- */

/* A value as it is kept; 22023 for NaN and infinity, 22003 for a magnitude of 10^17 or more. */
typedef int64 (*ValueReader) (Datum value);

static int64
pack(const Decimal *value)
{
	int64		packed;

	if (!sample_pack(value, &packed))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("value out of range"),
				 errdetail("A value of a gauge is less than 10^17, and more than -10^17."),
				 errhint("Measure in a larger unit, as kW for W.")));
	return packed;
}

static inline int64
value_from_numeric(Datum value)
{
	Decimal		decimal = numeric_to_decimal(value, "value");

	return pack(&decimal);
}

static pg_noinline int64
value_from_long_float8(float8 value)
{
	Decimal		decimal = float8_to_decimal(value, "value");

	return pack(&decimal);
}

static inline int64
value_from_float8(Datum value)
{
	int64		packed;

	if (likely(sample_pack_double(DatumGetFloat8(value), &packed)))
		return packed;
	return value_from_long_float8(DatumGetFloat8(value));
}

/* 22023 unless it is a length of time: a day is 24 hours of it, a month is none. */
static int64
hold_in_usec(const Interval *hold)
{
	i128		usec = (i128) hold->time + (i128) hold->day * USECS_PER_DAY;

	if (interval_is_infinite(hold) || hold->month != 0 || usec <= 0 || usec > GAUGE_HOLD_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("hold must be a positive length of time, without months"),
				 hold->month != 0 ? errdetail("It has months, which are of different lengths.") :
				 errdetail("It is %s.", usec < 0 ? "negative" : usec == 0 ? "0" : "too long"),
				 errhint("Write what a sample counts for at most, somewhat more than the time between two, as in '60 seconds'; or NULL, where one counts until the next however long that is.")));
	return (int64) usec;
}

static void
refuse_holds(int64 a, int64 b)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("hold must be the same for all samples of a gauge"),
			 errdetail("One is %s, another %s.", gauge_hold_string(Min(a, b)), gauge_hold_string(Max(a, b))),
			 errhint("Group by \"hold\".")));
}

static void
refuse_windows(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("\"within\" must be the same for all samples of a gauge"),
			 errhint("Group by \"within\".")));
}

/* A window without bounds is none; an empty one lies the other way round. */
static inline void
read_window(Datum within, int64 *start, int64 *end)
{
	if (!bounds_from_tstzrange(within, start, end))
	{
		Span		span = span_from_tstzrange(within);

		*start = span.empty ? PG_INT64_MAX : span.lower;
		*end = span.empty ? PG_INT64_MIN : span.upper;
	}
	if (unlikely(*start >= *end))
	{
		*start = PG_INT64_MAX;
		*end = PG_INT64_MIN;
	}
}

static inline void
append(GaugeState *state, int64 at, int64 value)
{
	GaugeSamples *s = state->samples;
	Sample	   *next;

	if (unlikely(s->count == gauge_samples_room(s)))
	{
		gauge_make_room(state, 1);
		s = state->samples;
	}
	next = gauge_samples_of(s) + s->count;
	if (s->count > 0 && next[-1].at >= at)
		s->settled = 0;
	*next = (Sample) {at, value};
	s->count++;
}

/*
 * gauge_samples_add(gauge_samples, value numeric | float8, at timestamptz [, hold interval [, within tstzrange]])
 *		RETURNS gauge_samples
 *
 * Transition function of gauge() and time_weighted_mean().  A value is kept to 9 decimals and 17
 * significant digits; a hold that is NULL is none, and a within that is NULL is all time.  A row whose value or instant is NULL
 * adds nothing.  22023 for NaN, infinity, an infinite instant, a hold that is not a positive length of
 * time, another hold or within than in a row before, a column that is a date or a timestamp without a zone; 22003 from 10^17 on; 54000 beyond 67 million samples.
 */
static pg_attribute_always_inline Datum
gauge_samples_add(FunctionCallInfo fcinfo, ValueReader read_value)
{
	GaugeState	state;
	GaugeSamples *s;
	int64		value;
	int64		at;
	int64		hold = 0;
	int64		start = PG_INT64_MIN;
	int64		end = PG_INT64_MAX;
	bool		sound;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	value = read_value(PG_GETARG_DATUM(1));
	at = PG_GETARG_TIMESTAMPTZ(2);
	if (unlikely(TIMESTAMP_NOT_FINITE(at)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a sample at %s has no place in time", at == PG_INT64_MAX ? "infinity" : "-infinity"),
				 errhint("Leave out such rows, with WHERE isfinite(at).")));
	if (PG_NARGS() > 3 && !PG_ARGISNULL(3))
	{
		const Interval *interval = PG_GETARG_INTERVAL_P(3);

		hold = likely(interval->month == 0 && interval->day == 0 && interval->time > 0 && interval->time <= GAUGE_HOLD_MAX) ?
			interval->time : hold_in_usec(interval);
	}
	if (PG_NARGS() > 4 && !PG_ARGISNULL(4))
		read_window(PG_GETARG_DATUM(4), &start, &end);

	state = gauge_state(fcinfo, GAUGE_SAMPLES);
	s = state.samples;
	sound = gauge_samples_sound(s);
	if (PG_ARGISNULL(0))
	{
		refuse_time_without_zone(fcinfo, 2);
		s->hold = hold;
		s->window_start = start;
		s->window_end = end;
	}
	else if (unlikely(s->hold != hold))
		refuse_holds(s->hold, hold);
	else if (unlikely(s->window_start != start || s->window_end != end))
		refuse_windows();
	append(&state, at, value);
	assert_gauge_samples(state.samples, sound);
	return gauge_state_datum(&state);
}

/* gauge_samples_add_numeric, gauge_samples_add_float8 */
#define GAUGE_SAMPLES_ADD(kind) \
	PG_FUNCTION_INFO_V1(gauge_samples_add_##kind); \
	Datum gauge_samples_add_##kind(PG_FUNCTION_ARGS) { return gauge_samples_add(fcinfo, value_from_##kind); } \
	struct semicolon_eater

GAUGE_SAMPLES_ADD(numeric);
GAUGE_SAMPLES_ADD(float8);

/* ---- merging ---------------------------------------------------------------------------- */

/*
 * gauge_samples_combine(gauge_samples, gauge_samples) RETURNS gauge_samples
 *
 * Combine function of the aggregates: what is in both.  A NULL adds nothing; 22023 for
 * different holds or windows.
 */
PG_FUNCTION_INFO_V1(gauge_samples_combine);
Datum
gauge_samples_combine(PG_FUNCTION_ARGS)
{
	GaugeState	state;
	GaugeSamples *a;
	const GaugeSamples *b;
	Size		size;
	bool		in_order;
	bool		sound;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		require_aggregate(fcinfo);
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	b = gauge_samples_from_datum(PG_GETARG_DATUM(1));
	state = gauge_state(fcinfo, b->kind);
	a = state.samples;
	size = gauge_entry_size(b);
	sound = gauge_samples_sound(a) && gauge_samples_sound(b);
	if (PG_ARGISNULL(0))
	{
		a->hold = b->hold;
		a->window_start = b->window_start;
		a->window_end = b->window_end;
	}
	/* those of one aggregate are of one kind */
	if (a->kind != b->kind)
		refuse_damaged(GAUGE_SAMPLES_NAME);
	if (a->hold != b->hold)
		refuse_holds(a->hold, b->hold);
	if (a->window_start != b->window_start || a->window_end != b->window_end)
		refuse_windows();
	if (b->count == 0)
		return gauge_state_datum(&state);

	gauge_make_room(&state, b->count);
	a = state.samples;
	in_order = a->count == 0 ||
		(a->kind == GAUGE_SAMPLES && gauge_samples_of(b)[0].at > gauge_samples_of(a)[a->count - 1].at);
	a->settled = a->settled && b->settled && in_order;
	copy_large((char *) a->entries + a->count * size, b->entries, b->count * size);
	a->count += b->count;
	assert_gauge_samples(a, sound);
	return gauge_state_datum(&state);
}

/*
 * gauge_samples_add_gauge(gauge_samples, gauge) RETURNS gauge_samples
 *
 * Transition function of rollup(): gauges are merged when all are there, in order of time, so that the
 * answer does not depend on the order of the rows.  A NULL adds nothing.
 */
PG_FUNCTION_INFO_V1(gauge_samples_add_gauge);
Datum
gauge_samples_add_gauge(PG_FUNCTION_ARGS)
{
	GaugeState	state;
	GaugeSamples *s;
	const Gauge *gauge;
	bool		sound;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	gauge = summary_argument(&gauge_type, PG_GETARG_DATUM(1));
	state = gauge_state(fcinfo, GAUGE_VALUES);
	if (state.samples->kind != GAUGE_VALUES)
		refuse_damaged(GAUGE_SAMPLES_NAME);
	sound = gauge_samples_sound(state.samples) && gauge_value_sound(&gauge->value);
	gauge_make_room(&state, 1);
	s = state.samples;
	gauge_values_of(s)[s->count++] = gauge->value;
	if (s->count > 1)
		s->settled = 0;
	assert_gauge_samples(s, sound);
	return gauge_state_datum(&state);
}

/* ---- what they come to ------------------------------------------------------------------- */

/* False if no sample holds in the window. */
static bool
value_of(const GaugeSamples *s, GaugeValue *value)
{
	const Sample *conflict;

	if (s->count == 0)
		return false;
	if (s->kind == GAUGE_VALUES)
	{
		const GaugeValue *values = gauge_values_of(s);

		*value = values[0];
		for (uint32 i = 1; i < s->count; i++)
		{
			if ((i & 0xFFF) == 0)
				check_for_interrupts();
			gauge_merge(value, &values[i]);
		}
		return true;
	}
	if (s->window_start >= s->window_end)
		return false;
	switch (gauge_of_samples(gauge_samples_of(s), s->count, s->hold, s->window_start, s->window_end, value,
							 &conflict, check_for_interrupts))
	{
		case GAUGE_OK:
			return true;
		case GAUGE_NONE:
			return false;
		case GAUGE_CONFLICT:
			gauge_refuse_conflict(conflict[0].at, sample_value(conflict[0].value), sample_value(conflict[1].value));
		default:
			gauge_out_of_range();
	}
}

/*
 * gauge_final(gauge_samples) RETURNS gauge
 *
 * Final function of gauge() and rollup(): NULL where no sample holds in the window.  22023 for two values at one instant,
 * and in rollup() for gauges that cannot be merged (gauge_plus).
 */
PG_FUNCTION_INFO_V1(gauge_final);
Datum
gauge_final(PG_FUNCTION_ARGS)
{
	const GaugeSamples *s = gauge_samples_argument(fcinfo, 0);
	Gauge	   *gauge = summary_make(&gauge_type);

	if (!value_of(s, &gauge->value))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(gauge);
}

/*
 * time_weighted_mean_final(gauge_samples) RETURNS numeric
 *
 * Final function of time_weighted_mean(): time_weighted_mean() of the gauge.
 */
PG_FUNCTION_INFO_V1(time_weighted_mean_final);
Datum
time_weighted_mean_final(PG_FUNCTION_ARGS)
{
	GaugeValue	value;
	Numeric		mean;

	if (!value_of(gauge_samples_argument(fcinfo, 0), &value))
		PG_RETURN_NULL();
	mean = gauge_mean(&value);
	if (mean == NULL)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(mean);
}
