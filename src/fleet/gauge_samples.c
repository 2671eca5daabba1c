/*
 * gauge_samples.c
 *		The type gauge_samples: the state of gauge() and of its rollup(), and how it grows.
 *
 * A state takes samples in the order of the rows.  Most come in order of time, which
 * is all that is noted; others are sorted when all are there.  A full one is made twice as large:
 * a small one is flat, and nodeAgg copies it; a large one is an expanded object (expanded_state.h).
 */
#include "fleet/gauge_samples.h"

#include "base/expanded_state.h"
#include "base/summary_text.h"
#include "fleet/occupancy.h"
#include "miscadmin.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

/* What an allocation set hands out without waste: a dozen samples. */
#define FIRST_SIZE		256

/* ---- making -------------------------------------------------------------------------- */

static GaugeSamples *
make_of_size(GaugeSamplesKind kind, Size size)
{
	GaugeSamples *s = palloc(size);

	clear_large(s, size);
	SET_VARSIZE(s, size);
	s->version = GAUGE_SAMPLES_VERSION;
	s->kind = kind;
	s->settled = 1;
	s->window_start = PG_INT64_MIN;
	s->window_end = PG_INT64_MAX;
	return s;
}

GaugeSamples *
gauge_samples_make(GaugeSamplesKind kind, size_t n)
{
	return make_of_size(kind, offsetof(GaugeSamples, entries) + n * (kind == GAUGE_SAMPLES ? sizeof(Sample) : sizeof(GaugeValue)));
}

/* ---- what it may be --------------------------------------------------------------------- */

/* What there may be whatever the entries are; the name of the field that there may not. */
static const char *
head_fault(const GaugeSamples *s)
{
	if (s->hold < 0 || s->hold > GAUGE_HOLD_MAX || (s->kind == GAUGE_VALUES && s->hold != 0))
		return "hold_seconds";
	if (!instant_exists(s->window_start))
		return "window_start";
	if (!instant_exists(s->window_end) ||
		(s->window_start >= s->window_end && !(s->window_start == PG_INT64_MAX && s->window_end == PG_INT64_MIN)))
		return "window_end";
	return NULL;
}

#ifdef USE_ASSERT_CHECKING
static bool
entries_sound(const GaugeSamples *s, uint32 from)
{
	for (uint32 i = from; i < s->count; i++)
	{
		const Sample *sample = gauge_samples_of(s) + i;

		if (s->kind == GAUGE_VALUES ? gauge_value_fault(&gauge_values_of(s)[i]) != NULL :
			!IS_VALID_TIMESTAMP(sample->at) || !sample_is_valid(sample->value))
			return false;
	}
	return true;
}

bool
gauge_samples_sound(const GaugeSamples *s)
{
	return s->kind <= GAUGE_VALUES && s->count <= gauge_samples_room(s) && s->settled <= 1 && head_fault(s) == NULL &&
		entries_sound(s, s->count - (s->count > 0));
}
#else
#define entries_sound(s, from)	true
#endif

/* ---- order ----------------------------------------------------------------------------- */

/* Gauges by time, those of the same times by their bytes. */
static int
compare_values(const void *a, const void *b)
{
	int			order = gauge_compare_times(a, b);

	return order != 0 ? order : memcmp(a, b, sizeof(GaugeValue));
}

/* Merges runs of twice the length each time: qsort() could not be cancelled. */
static void
sort_values(GaugeValue *values, size_t n)
{
	GaugeValue *from = values;
	GaugeValue *to = MemoryContextAllocHuge(CurrentMemoryContext, n * sizeof(GaugeValue));
	GaugeValue *scratch = to;

	for (size_t length = 1; length < n; length *= 2)
	{
		for (size_t start = 0; start < n; start += 2 * length)
		{
			size_t		i = start;
			size_t		middle = Min(start + length, n);
			size_t		j = middle;
			size_t		end = Min(start + 2 * length, n);

			for (size_t k = start; k < end; k++)
			{
				if ((k & 0xFFF) == 0)
					CHECK_FOR_INTERRUPTS();
				to[k] = j == end || (i < middle && compare_values(&from[i], &from[j]) <= 0) ? from[i++] : from[j++];
			}
		}
		from = to;
		to = from == scratch ? values : scratch;
	}
	if (from != values)
		copy_large(values, from, n * sizeof(GaugeValue));
	pfree(scratch);
}

static void
settle(GaugeSamples *s)
{
	bool		sound;

	if (s->settled)
		return;
	sound = gauge_samples_sound(s) && entries_sound(s, 0);
	if (s->kind == GAUGE_SAMPLES)
	{
		Sample	   *scratch = MemoryContextAllocHuge(CurrentMemoryContext, s->count * sizeof(Sample));
		uint32		count = samples_settle(gauge_samples_of(s), s->count, scratch, check_for_interrupts);

		pfree(scratch);
		/* it can be stored as it is, by an aggregate without a final function */
		clear_large(gauge_samples_of(s) + count, (s->count - count) * sizeof(Sample));
		s->count = count;
	}
	else
		sort_values(gauge_values_of(s), s->count);
	s->settled = 1;
	Assert(!sound || gauge_samples_fault(s) == NULL);
	(void) sound;
}

/* ---- expanded states ---------------------------------------------------------------------- */

static struct varlena *
settle_expanded(ExpandedState *state, Size *size)
{
	GaugeSamples *s = (GaugeSamples *) state->flat;

	settle(s);
	*size = GAUGE_SAMPLES_SIZE(s, s->count);
	return state->flat;
}

static const ExpandedStateMethods expanded_methods = EXPANDED_STATE_METHODS(ExpandedState, settle_expanded);

/* ---- as arguments ---------------------------------------------------------------------------- */

static const StoredType stored_type = {
	.name = GAUGE_SAMPLES_NAME,
	.version = GAUGE_SAMPLES_VERSION,
	.head = offsetof(GaugeSamples, entries)
};

GaugeSamples *
gauge_samples_from_datum(Datum value)
{
	ExpandedState *expanded = expanded_state(&expanded_methods, DatumGetPointer(value));
	GaugeSamples *s;

	if (expanded != NULL)
		return (GaugeSamples *) expanded->flat;
	s = stored_value(PG_DETOAST_DATUM(value), &stored_type);
	if (unlikely(s->kind > GAUGE_VALUES || s->count > gauge_samples_room(s) || s->settled > 1))
		refuse_damaged(GAUGE_SAMPLES_NAME);
	return s;
}

static GaugeSamples *
copy(const GaugeSamples *s)
{
	GaugeSamples *result = gauge_samples_make(s->kind, s->count);
	int32		header = result->vl_len_;

	copy_large(result, s, GAUGE_SAMPLES_SIZE(s, s->count));
	result->vl_len_ = header;
	return result;
}

GaugeSamples *
gauge_samples_argument(FunctionCallInfo fcinfo, int argument)
{
	GaugeSamples *s = gauge_samples_from_datum(PG_GETARG_DATUM(argument));

	if (s->settled)
		return s;
	/* an aggregate's state may be changed to another form of the same value */
	if (argument != 0 || !in_aggregate(fcinfo))
		s = copy(s);
	settle(s);
	return s;
}

GaugeSamples *
gauge_samples_exact(GaugeSamples *s)
{
	GaugeSamples *result = s;

	if (s->settled && VARSIZE(s) == GAUGE_SAMPLES_SIZE(s, s->count))
		return s;
	result = copy(s);
	settle(result);
	SET_VARSIZE(result, GAUGE_SAMPLES_SIZE(result, result->count));
	return result;
}

const char *
gauge_samples_fault(const GaugeSamples *s)
{
	const Sample *samples = gauge_samples_of(s);
	const GaugeValue *values = gauge_values_of(s);
	const char *fault;

	if (s->kind == GAUGE_VALUES)
	{
		for (uint32 i = 0; i < s->count; i++)
		{
			CHECK_FOR_INTERRUPTS();
			if (gauge_value_fault(&values[i]) != NULL || (i > 0 && compare_values(&values[i - 1], &values[i]) > 0))
				return "gauges";
		}
		return NULL;
	}
	fault = head_fault(s);
	if (fault != NULL)
		return fault;
	if (!samples_valid(samples, s->count, check_for_interrupts))
		return "samples";
	if (s->count > 0 && (!IS_VALID_TIMESTAMP(samples[0].at) || !IS_VALID_TIMESTAMP(samples[s->count - 1].at)))
		return "samples";
	return NULL;
}

/* ---- as states --------------------------------------------------------------------------------- */

GaugeState
gauge_state(FunctionCallInfo fcinfo, GaugeSamplesKind kind)
{
	GaugeState	state = {.fcinfo = fcinfo};

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(0))
	{
		state.samples = make_of_size(kind, FIRST_SIZE);
		return state;
	}
	if (VARATT_IS_EXTERNAL_EXPANDED_RW(PG_GETARG_POINTER(0)))
		state.expanded = expanded_state(&expanded_methods, PG_GETARG_POINTER(0));
	state.samples = state.expanded != NULL ? (GaugeSamples *) state.expanded->flat : gauge_samples_from_datum(PG_GETARG_DATUM(0));
	return state;
}

Datum
gauge_state_datum(const GaugeState *state)
{
	return state->expanded != NULL ? EOHPGetRWDatum(&state->expanded->header) : PointerGetDatum(state->samples);
}

void
gauge_refuse_size(const GaugeSamples *s)
{
	bool		values = s->kind == GAUGE_VALUES;

	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 values ? errmsg("too many gauges for one rollup") : errmsg("too many samples for one gauge"),
			 errdetail("It is made of at most %zu at once.", (size_t) GAUGE_SAMPLES_MAX(s)),
			 values ? errhint("Roll up parts of them, and then the parts.") :
			 errhint("Make one for each hour or day, and merge them with rollup().")));
}

void
gauge_make_room(GaugeState *state, size_t more)
{
	GaugeSamples *s = state->samples;
	size_t		wanted = s->count + more;
	Size		used = GAUGE_SAMPLES_SIZE(s, s->count);
	Size		size;
	MemoryContext context;

	if (wanted <= gauge_samples_room(s))
		return;
	if (wanted > GAUGE_SAMPLES_MAX(s))
		gauge_refuse_size(s);
	for (size = Max(VARSIZE(s), FIRST_SIZE); size < GAUGE_SAMPLES_SIZE(s, wanted);)
		size *= 2;
	size = Min(size, GAUGE_SAMPLES_SIZE(s, GAUGE_SAMPLES_MAX(s)));

	if (state->expanded == NULL && size > EXPAND_SIZE && AggCheckCallContext(state->fcinfo, &context))
	{
		state->expanded = expanded_state_make(&expanded_methods, context, s, used, size);
		state->samples = (GaugeSamples *) state->expanded->flat;
	}
	else if (state->expanded != NULL)
	{
		expanded_state_grow(state->expanded, size);
		state->samples = (GaugeSamples *) state->expanded->flat;
	}
	else
	{
		state->samples = palloc(size);
		memcpy(state->samples, s, used);
		SET_VARSIZE(state->samples, size);
	}
	clear_large((char *) state->samples + used, size - used);
}
