/*
 * gauge_io.c
 *		The text and binary form of gauge_samples, and their order.
 */
#include "fleet/gauge_samples.h"

#include "base/expanded_state.h"
#include "base/summary_scan.h"
#include "base/summary_text.h"
#include "fleet/occupancy.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

/*
 * ---- text ------------------------------------------------------------------------------------
 *
 * {"version": 1, "hold_seconds": 60, "window_start": instant, "window_end": instant,
 *  "samples": [[at,value],[seconds,value],...]}
 *
 * Each sample but the first says how many seconds after the one before it is, which takes a
 * quarter of the room of an instant.  What rollup() has not merged is
 *
 * {"version": 1, "gauges": [[samples,hold,...],...]}
 *
 * with the fields of a gauge in their order.
 */

#define SAMPLE_TEXT		(2 * DECIMAL_BUFFER + MAXDATELEN)

static inline void *
field_of(GaugeValue *value, const SummaryField *field)
{
	return (char *) value + field->offset - offsetof(Gauge, value);
}

static void
append_number(StringInfo out, i128 value, int scale)
{
	enlargeStringInfo(out, DECIMAL_BUFFER);
	out->len += decimal_format(out->data + out->len, value, scale);
	out->data[out->len] = '\0';
}

static void
append_value(StringInfo out, GaugeValue *value)
{
	char		digits[WORDS192_TEXT];

	for (int i = 0; i < gauge_type.nfields; i++)
	{
		const SummaryField *field = &gauge_type.fields[i];
		const void *word = field_of(value, field);

		appendStringInfoChar(out, i == 0 ? '[' : ',');
		if (field->kind == FIELD_INSTANT)
			append_instant(out, *(const int64 *) word);
		else if (field->kind == FIELD_SCALED128)
			append_number(out, words128_get(word), field->scale);
		else if (field->kind == FIELD_SCALED192)
			appendStringInfoString(out, words192_format(word, digits)); /* a whole number of its last decimal */
		else
			append_number(out, *(const int64 *) word, field->scale);
	}
	appendStringInfoChar(out, ']');
}

/* gauge_samples_out(gauge_samples) RETURNS cstring */
PG_FUNCTION_INFO_V1(gauge_samples_out);
Datum
gauge_samples_out(PG_FUNCTION_ARGS)
{
	GaugeSamples *s = gauge_samples_argument(fcinfo, 0);
	const Sample *samples = gauge_samples_of(s);
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"version\": %d, ", GAUGE_SAMPLES_VERSION);
	if (s->kind == GAUGE_SAMPLES)
	{
		appendStringInfoString(&out, "\"hold_seconds\": ");
		append_number(&out, s->hold, USEC_SCALE);
		appendStringInfoString(&out, ", \"window_start\": ");
		append_instant(&out, s->window_start);
		appendStringInfoString(&out, ", \"window_end\": ");
		append_instant(&out, s->window_end);
		appendStringInfoString(&out, ", \"samples\": [");
	}
	else
		appendStringInfoString(&out, "\"gauges\": [");
	for (uint32 i = 0; i < s->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i > 0)
			appendStringInfoChar(&out, ',');
		if (s->kind == GAUGE_VALUES)
		{
			append_value(&out, &gauge_values_of(s)[i]);
			continue;
		}
		enlargeStringInfo(&out, SAMPLE_TEXT);
		appendStringInfoChar(&out, '[');
		if (i == 0)
			append_instant(&out, samples[i].at);
		else
			append_number(&out, (i128) samples[i].at - samples[i - 1].at, USEC_SCALE);
		appendStringInfoChar(&out, ',');
		append_number(&out, sample_value(samples[i].value), SAMPLE_SCALE);
		appendStringInfoChar(&out, ']');
	}
	appendStringInfoString(&out, "]}");
	PG_RETURN_CSTRING(out.data);
}

/* ---- the scanner of what output writes ------------------------------------------------------------ */

/* A value of SAMPLE_SCALE decimals as it is packed; false if it has more digits than one has. */
static bool
packed_value(i128 value, int64 *packed)
{
	Decimal		decimal = {.negative = value < 0, .exponent = -SAMPLE_SCALE, .coefficient = i128_abs(value)};

	return sample_pack(&decimal, packed) && sample_value(*packed) == value;
}

static bool
scan_value(const char **text, GaugeValue *value)
{
	for (int i = 0; i < gauge_type.nfields; i++)
	{
		const SummaryField *field = &gauge_type.fields[i];
		int64	   *word = field_of(value, field);
		i128		wide;

		if (!scan_text(text, i == 0 ? "[" : ","))
			return false;
		if (field->kind == FIELD_INSTANT)
		{
			if (!scan_instant(text, word))
				return false;
		}
		else if (summary_field_words(field) == 1)
		{
			if (!scan_int64(text, field->scale, word))
				return false;
		}
		else
		{
			if (!scan_number(text, field->kind == FIELD_SCALED192 ? 0 : field->scale, &wide))
				return false;
			words128_set((Words128 *) word, wide);
			if (field->kind == FIELD_SCALED192)
				word[2] = wide < 0 ? -1 : 0;
		}
	}
	return scan_text(text, "]");
}

/* A text as gauge_samples_out() writes it; NULL for another. */
static GaugeSamples *
scan(const char *text)
{
	GaugeSamples head = {.kind = GAUGE_VALUES, .window_start = PG_INT64_MIN, .window_end = PG_INT64_MAX};
	GaugeSamples *s;
	int			n;

	if (!scan_text(&text, "{\"version\": 1, "))
		return NULL;
	if (!scan_text(&text, "\"gauges\": ["))
	{
		head.kind = GAUGE_SAMPLES;
		if (!scan_text(&text, "\"hold_seconds\": ") || !scan_int64(&text, USEC_SCALE, &head.hold) ||
			!scan_text(&text, ", \"window_start\": ") || !scan_instant(&text, &head.window_start) ||
			!scan_text(&text, ", \"window_end\": ") || !scan_instant(&text, &head.window_end) ||
			!scan_text(&text, ", \"samples\": ["))
			return NULL;
	}
	/* the fields of a gauge are longer, five of them instants */
	n = scan_elements(text, head.kind == GAUGE_SAMPLES ? strlen(",[1,1]") : 100, GAUGE_SAMPLES_MAX(&head));
	if (n < 0)
		return NULL;
	s = gauge_samples_make(head.kind, n);
	s->hold = head.hold;
	s->window_start = head.window_start;
	s->window_end = head.window_end;
	s->count = n;
	for (int i = 0; i < n; i++)
	{
		Sample	   *sample = gauge_samples_of(s) + i;
		i128		number;

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (i > 0 && !scan_text(&text, ","))
			return NULL;
		if (s->kind == GAUGE_VALUES)
		{
			if (!scan_value(&text, gauge_values_of(s) + i))
				return NULL;
			continue;
		}
		if (!scan_text(&text, "["))
			return NULL;
		if (i == 0 ? !scan_instant(&text, &sample->at) || !IS_VALID_TIMESTAMP(sample->at) :
			!scan_number(&text, USEC_SCALE, &number) || !instant_after(sample[-1].at, number, &sample->at))
			return NULL;
		if (!scan_text(&text, ",") || !scan_number(&text, SAMPLE_SCALE, &number) || !packed_value(number, &sample->value) ||
			!scan_text(&text, "]"))
			return NULL;
	}
	if (strcmp(text, "]}") != 0 || gauge_samples_fault(s) != NULL)
		return NULL;
	return s;
}

/* ---- any other text --------------------------------------------------------------------------------- */

static void
read_sample(SummaryText *text, const JsonbValue *element, const Sample *last, Sample *sample)
{
	JsonbContainer *pair = json_array(element, 2, 2);
	JsonbValue *at;
	i128		seconds;

	if (pair == NULL)
	{
		summary_text_error(text, "samples", "must be of pairs of an instant and a value");
		return;
	}
	at = getIthJsonbValueFromContainer(pair, 0);
	if (at->type != jbvNumeric)
		sample->at = summary_text_instant(text, "samples", at);
	else if (last == NULL)
		summary_text_error(text, "samples", "must have an instant first, and then instants or the seconds from one to the next");
	else
	{
		seconds = summary_text_number(text, "samples", at, USEC_SCALE);
		if (!text->failed && !instant_after(last->at, seconds, &sample->at))
			summary_text_error(text, "samples", "must be in order of time");
	}
	if (!packed_value(summary_text_number(text, "samples", getIthJsonbValueFromContainer(pair, 1), SAMPLE_SCALE), &sample->value))
		summary_text_error(text, "samples", "has a value out of range");
}

static void
read_value(SummaryText *text, const JsonbValue *element, GaugeValue *value)
{
	JsonbContainer *list = json_array(element, gauge_type.nfields, gauge_type.nfields);

	if (list == NULL)
	{
		summary_text_error(text, "gauges", "must be of lists of the fields of a gauge");
		return;
	}
	for (int i = 0; i < gauge_type.nfields && !text->failed; i++)
	{
		const SummaryField *field = &gauge_type.fields[i];
		JsonbValue *number = getIthJsonbValueFromContainer(list, i);
		void	   *word = field_of(value, field);
		i128		wide;

		if (field->kind == FIELD_INSTANT)
			*(int64 *) word = summary_text_instant(text, "gauges", number);
		else if (field->kind == FIELD_SCALED192)
			summary_text_words(text, "gauges", number, 0, word);
		else
		{
			wide = summary_text_number(text, "gauges", number, field->scale);
			if (field->kind == FIELD_SCALED128)
				words128_set(word, wide);
			else if (wide < PG_INT64_MIN || wide > PG_INT64_MAX)
				summary_text_error(text, "gauges", "has a number out of range");
			else
				*(int64 *) word = (int64) wide;
		}
	}
}

static GaugeSamples *
read_text(char *string, struct Node *escontext)
{
	SummaryText text;
	JsonbValue *element;
	GaugeSamples *s;
	const char *fault;
	bool		values = strstr(string, "\"gauges\"") != NULL;

	if (!summary_text_open(&text, GAUGE_SAMPLES_NAME, values ? "gauges" : "samples", string, escontext))
		return NULL;
	(void) summary_text_version(&text, GAUGE_SAMPLES_VERSION);
	summary_text_check_list(&text);
	if (text.failed)
		return NULL;
	s = gauge_samples_make(values ? GAUGE_VALUES : GAUGE_SAMPLES, 16);
	if (summary_text_exceeds(&text, GAUGE_SAMPLES_MAX(s)))
		gauge_refuse_size(s);
	if (!values)
	{
		s->hold = summary_text_int64(&text, "hold_seconds", USEC_SCALE);
		s->window_start = summary_text_instant(&text, "window_start", summary_text_field(&text, "window_start"));
		s->window_end = summary_text_instant(&text, "window_end", summary_text_field(&text, "window_end"));
	}
	while (!text.failed && (element = summary_text_next(&text)) != NULL)
	{
		MemoryContext old;

		CHECK_FOR_INTERRUPTS();
		if (s->count == gauge_samples_room(s))
		{
			Size		used = VARSIZE(s);
			Size		size = Min(2 * used, GAUGE_SAMPLES_SIZE(s, GAUGE_SAMPLES_MAX(s)));

			s = repalloc(s, size);
			clear_large((char *) s + used, size - used);
			SET_VARSIZE(s, size);
		}
		old = MemoryContextSwitchTo(text.context);
		if (values)
			read_value(&text, element, gauge_values_of(s) + s->count);
		else
			read_sample(&text, element, s->count > 0 ? gauge_samples_of(s) + s->count - 1 : NULL, gauge_samples_of(s) + s->count);
		MemoryContextSwitchTo(old);
		s->count++;
	}
	if (text.failed)
		return NULL;
	fault = gauge_samples_fault(s);
	if (fault != NULL)
	{
		summary_text_error(&text, fault, "cannot be right");
		return NULL;
	}
	return gauge_samples_exact(s);
}

/*
 * gauge_samples_in(cstring) RETURNS gauge_samples
 *
 * A JSON object, as gauge_samples_out() writes it: 22P02 for anything else, 54000 for too many samples.
 */
PG_FUNCTION_INFO_V1(gauge_samples_in);
Datum
gauge_samples_in(PG_FUNCTION_ARGS)
{
	GaugeSamples *s = scan(PG_GETARG_CSTRING(0));

	if (s == NULL)
		s = read_text(PG_GETARG_CSTRING(0), FCINFO_ESCONTEXT(fcinfo));
	if (s == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(s);
}

/* ---- binary: version, kind, of samples hold and window, count, entries ----------------------------------- */

/* gauge_samples_send(gauge_samples) RETURNS bytea */
PG_FUNCTION_INFO_V1(gauge_samples_send);
Datum
gauge_samples_send(PG_FUNCTION_ARGS)
{
	GaugeSamples *s = gauge_samples_argument(fcinfo, 0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint16(&buf, GAUGE_SAMPLES_VERSION);
	pq_sendint16(&buf, s->kind);
	if (s->kind == GAUGE_SAMPLES)
	{
		pq_sendint64(&buf, s->hold);
		pq_sendint64(&buf, s->window_start);
		pq_sendint64(&buf, s->window_end);
	}
	pq_sendint32(&buf, s->count);
	for (uint32 i = 0; i < s->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (s->kind == GAUGE_SAMPLES)
		{
			pq_sendint64(&buf, gauge_samples_of(s)[i].at);
			pq_sendint64(&buf, gauge_samples_of(s)[i].value);
			continue;
		}
		for (int f = 0; f < gauge_type.nfields; f++)
		{
			const uint64 *word = field_of(&gauge_values_of(s)[i], &gauge_type.fields[f]);

			for (int w = summary_field_words(&gauge_type.fields[f]) - 1; w >= 0; w--)
				pq_sendint64(&buf, word[w]);
		}
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* gauge_samples_recv(internal) RETURNS gauge_samples: 22P03 for what gauge_samples_send() does not write */
PG_FUNCTION_INFO_V1(gauge_samples_recv);
Datum
gauge_samples_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	GaugeSamples head = {.window_start = PG_INT64_MIN, .window_end = PG_INT64_MAX};
	GaugeSamples *s;

	(void) summary_recv_version(buf, GAUGE_SAMPLES_NAME, GAUGE_SAMPLES_VERSION);
	head.kind = pq_getmsgint(buf, 2);
	if (head.kind > GAUGE_VALUES)
		refuse_binary(GAUGE_SAMPLES_NAME, "kind");
	if (head.kind == GAUGE_SAMPLES)
	{
		head.hold = pq_getmsgint64(buf);
		head.window_start = pq_getmsgint64(buf);
		head.window_end = pq_getmsgint64(buf);
	}
	/* no more than there is, before any memory is asked for */
	head.count = pq_getmsgint(buf, 4);
	if (head.count > (buf->len - buf->cursor) / gauge_entry_size(&head))
		refuse_binary(GAUGE_SAMPLES_NAME, head.kind == GAUGE_SAMPLES ? "samples" : "gauges");
	s = gauge_samples_make(head.kind, head.count);
	s->hold = head.hold;
	s->window_start = head.window_start;
	s->window_end = head.window_end;
	s->count = head.count;
	for (uint32 i = 0; i < s->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (s->kind == GAUGE_SAMPLES)
		{
			gauge_samples_of(s)[i].at = pq_getmsgint64(buf);
			gauge_samples_of(s)[i].value = pq_getmsgint64(buf);
			continue;
		}
		for (int f = 0; f < gauge_type.nfields; f++)
		{
			uint64	   *word = field_of(&gauge_values_of(s)[i], &gauge_type.fields[f]);

			for (int w = summary_field_words(&gauge_type.fields[f]) - 1; w >= 0; w--)
				word[w] = pq_getmsgint64(buf);
		}
	}
	if (gauge_samples_fault(s) != NULL)
		refuse_binary(GAUGE_SAMPLES_NAME, gauge_samples_fault(s));
	PG_RETURN_POINTER(s);
}

/* ---- order and hash ------------------------------------------------------------------------------------------- */

static void *
compared_form(void *value)
{
	return gauge_samples_exact(gauge_samples_from_datum(PointerGetDatum(value)));
}

/*
 * The comparisons and hashes: equal means the same samples, hold and window, or the same gauges;
 * the order is total and has no meaning.
 */
/*
 * gauge_samples_eq, gauge_samples_ne, gauge_samples_lt, gauge_samples_le, gauge_samples_gt, gauge_samples_ge,
 * gauge_samples_cmp, gauge_samples_hash, gauge_samples_hash_extended
 */
SUMMARY_COMPARISONS_OF_FORM(gauge_samples, compared_form);
