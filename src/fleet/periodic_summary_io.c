/*
 * periodic_summary_io.c
 *		The text of summaries by period, and their binary form.
 */
#include "fleet/periodic_summary.h"

#include "base/summary_text.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"

/* ---- text ---------------------------------------------------------------------------------------- */

static void
append_decimal(StringInfo out, const Words128 *words, int scale)
{
	char		text[DECIMAL_BUFFER + 1];

	text[decimal_format(text, words128_get(words), scale)] = '\0';
	appendStringInfoString(out, text);
}

/* periodic_summary_out(periodic_summary) RETURNS cstring */
PG_FUNCTION_INFO_V1(periodic_summary_out);
Datum
periodic_summary_out(PG_FUNCTION_ARGS)
{
	const PeriodicSummary *s = periodic_summary_canonical(periodic_summary_argument(fcinfo, 0));
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"version\": %d, \"terms\": \"%s\", \"step\": \"%s\", \"zone\": \"%s\", \"window_start\": ",
					 s->version, summary_terms_string(s->terms), s->step == PERIOD_NONE ? "" : period_name(s->step), s->zone);
	append_instant(&out, s->window_start);
	appendStringInfoString(&out, ", \"window_end\": ");
	append_instant(&out, s->window_end);
	appendStringInfo(&out, ", \"rows\": " INT64_FORMAT ", \"pending\": " INT64_FORMAT ", \"first_period\": \"%s\", \"periods\": [",
					 s->rows, s->pending, s->count == 0 ? "" : day_string(period_first_day(s->step, s->first)));
	for (int32 i = 0; i < s->count; i++)
	{
		const PeriodSums *sums = &s->sums[i];

		CHECK_FOR_INTERRUPTS();
		appendStringInfoString(&out, i > 0 ? ", [" : "[");
		if (period_touched(sums))
		{
			appendStringInfo(&out, INT64_FORMAT ", ", sums->leases);
			append_instant(&out, sums->first_start);
			appendStringInfoString(&out, ", ");
			append_instant(&out, sums->last_end);
			appendStringInfoString(&out, ", ");
			append_decimal(&out, &sums->quantity_time, QUANTITY_TIME_SCALE);
			appendStringInfoString(&out, ", ");
			append_decimal(&out, &sums->rent, ACCRUED_SCALE);
		}
		appendStringInfoChar(&out, ']');
	}
	appendStringInfoString(&out, "]}");
	PG_RETURN_CSTRING(out.data);
}

/* A step as it is written; PERIOD_NONE for the empty one, -1 for another text. */
static int
step_of_text(const char *name)
{
	if (*name == '\0')
		return PERIOD_NONE;
	for (int step = PERIOD_NONE + 1; period_name(step) != NULL; step++)
	{
		if (period_step_is_known(step) && strcmp(period_name(step), name) == 0)
			return step;
	}
	return -1;
}

/* The period whose first day a text is. */
static void
read_first_period(SummaryText *text, const char *day, PeriodicSummary *s)
{
	const char *rule = "must be the first day of a period, as in \"2024-01-01\"";
	int64		year;
	int			month;
	int			day_of_month;
	int64		days;

	if (*day == '\0')
		return;
	if (s->step == PERIOD_NONE || sscanf(day, INT64_FORMAT "-%2d-%2d", &year, &month, &day_of_month) != 3 ||
		year < -7000 || year > 300000 || month < 1 || month > 12 || day_of_month < 1 || day_of_month > 31)
	{
		summary_text_error(text, "first_period", rule);
		return;
	}
	days = days_from_civil(year, month, day_of_month);
	s->first = (int32) period_of_day(s->step, days);
	if (period_first_day(s->step, s->first) != days || strcmp(day, day_string(days)) != 0)
		summary_text_error(text, "first_period", rule);
}

/* An element of the list: empty, or five values. */
static void
read_sums(SummaryText *text, const JsonbValue *element, PeriodSums *sums)
{
	static const char *const rule = "must be of lists, each empty or of leases, first start, last end, quantity-seconds and rent";
	JsonbContainer *list;
	i128		leases;

	if (element->type != jbvBinary || !JsonContainerIsArray(element->val.binary.data) ||
		(JsonContainerSize(element->val.binary.data) != 0 && JsonContainerSize(element->val.binary.data) != 5))
	{
		summary_text_error(text, "periods", rule);
		return;
	}
	list = element->val.binary.data;
	if (JsonContainerSize(list) == 0)
		return;
	leases = summary_text_number(text, "periods", getIthJsonbValueFromContainer(list, 0), 0);
	if (leases < 0 || leases > PG_INT64_MAX)
		summary_text_error(text, "periods", "has a number of leases out of range");
	else
		sums->leases = (int64) leases;
	sums->first_start = summary_text_instant(text, "periods", getIthJsonbValueFromContainer(list, 1));
	sums->last_end = summary_text_instant(text, "periods", getIthJsonbValueFromContainer(list, 2));
	words128_set(&sums->quantity_time, summary_text_number(text, "periods", getIthJsonbValueFromContainer(list, 3), QUANTITY_TIME_SCALE));
	words128_set(&sums->rent, summary_text_number(text, "periods", getIthJsonbValueFromContainer(list, 4), ACCRUED_SCALE));
	/* one that no lease touches has an empty list */
	if (!period_touched(sums))
		summary_text_error(text, "periods", "has a period of infinite times");
}

/* periodic_summary_in(cstring) RETURNS periodic_summary: as periodic_summary_out() writes it */
PG_FUNCTION_INFO_V1(periodic_summary_in);
Datum
periodic_summary_in(PG_FUNCTION_ARGS)
{
	SummaryText text;
	PeriodicSummary *s;
	PeriodicSummary *longer;
	const char *step;
	const char *zone;
	const char *first;
	JsonbValue *element;

	if (!summary_text_open(&text, PERIODIC_SUMMARY_NAME, "periods", PG_GETARG_CSTRING(0), FCINFO_ESCONTEXT(fcinfo)))
		PG_RETURN_NULL();
	(void) summary_text_version(&text, PERIODIC_SUMMARY_VERSION);
	step = summary_text_string(&text, "step", summary_text_field(&text, "step"));
	zone = summary_text_string(&text, "zone", summary_text_field(&text, "zone"));
	first = summary_text_string(&text, "first_period", summary_text_field(&text, "first_period"));
	summary_text_check_list(&text);
	if (text.failed)
		PG_RETURN_NULL();

	s = periodic_summary_make(PERIODIC_SUMMARY_ROOM);
	s->terms = summary_text_terms(&text, "terms");
	s->step = step_of_text(step);
	if (s->step < 0)
	{
		summary_text_error(&text, "step", "must be day, week, month, quarter or year");
		PG_RETURN_NULL();
	}
	if (strlen(zone) >= PERIODIC_ZONE_LENGTH)
		summary_text_error(&text, "zone", "is too long");
	strlcpy(s->zone, zone, PERIODIC_ZONE_LENGTH);
	s->window_start = summary_text_instant(&text, "window_start", summary_text_field(&text, "window_start"));
	s->window_end = summary_text_instant(&text, "window_end", summary_text_field(&text, "window_end"));
	s->rows = summary_text_int64(&text, "rows", 0);
	s->pending = summary_text_int64(&text, "pending", 0);
	read_first_period(&text, first, s);
	while (!text.failed && (element = summary_text_next(&text)) != NULL)
	{
		if (*first == '\0')
		{
			summary_text_error(&text, "first_period", "must say which period is the first");
			break;
		}
		if (!periods_exist(s->step, s->first, s->count + 1))
		{
			summary_text_error(&text, "periods", "is of more periods than there are");
			break;
		}
		if (s->count == periods_most(s->step))
		{
			summary_text_error(&text, "periods", psprintf("is of more than %d periods", periods_most(s->step)));
			break;
		}
		longer = periodic_summary_reserve(s, s->first, s->first + s->count);
		if (longer != s)
			pfree(s);
		s = longer;
		read_sums(&text, element, &s->sums[s->count - 1]);
	}
	if (!text.failed && *first != '\0' && s->count == 0)
		summary_text_error(&text, "first_period", "must be empty where there is no period");
	if (text.failed)
		PG_RETURN_NULL();
	s = periodic_summary_canonical(s);
	if (periodic_summary_fault(s) != NULL)
	{
		summary_text_error(&text, periodic_summary_fault(s), "cannot be right");
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(s);
}

/* ---- binary: the fields in the order of the text, then the periods ---------------------------------- */

/* periodic_summary_send(periodic_summary) RETURNS bytea */
PG_FUNCTION_INFO_V1(periodic_summary_send);
Datum
periodic_summary_send(PG_FUNCTION_ARGS)
{
	const PeriodicSummary *s = periodic_summary_canonical(periodic_summary_argument(fcinfo, 0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint16(&buf, s->version);
	pq_sendint64(&buf, s->terms);
	pq_sendint16(&buf, s->step);
	pq_sendint16(&buf, strlen(s->zone));
	pq_sendbytes(&buf, s->zone, strlen(s->zone));
	pq_sendint64(&buf, s->window_start);
	pq_sendint64(&buf, s->window_end);
	pq_sendint64(&buf, s->rows);
	pq_sendint64(&buf, s->pending);
	pq_sendint32(&buf, s->first);
	pq_sendint32(&buf, s->count);
	for (int32 i = 0; i < s->count; i++)
	{
		const PeriodSums *sums = &s->sums[i];

		CHECK_FOR_INTERRUPTS();
		pq_sendint64(&buf, sums->leases);
		pq_sendint64(&buf, sums->first_start);
		pq_sendint64(&buf, sums->last_end);
		pq_sendint64(&buf, sums->quantity_time.word[1]);
		pq_sendint64(&buf, sums->quantity_time.word[0]);
		pq_sendint64(&buf, sums->rent.word[1]);
		pq_sendint64(&buf, sums->rent.word[0]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* periodic_summary_recv(internal) RETURNS periodic_summary */
PG_FUNCTION_INFO_V1(periodic_summary_recv);
Datum
periodic_summary_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	PeriodicSummary *head = periodic_summary_make(0);
	PeriodicSummary *s;
	unsigned int zone_length;

	(void) summary_recv_version(buf, PERIODIC_SUMMARY_NAME, PERIODIC_SUMMARY_VERSION);
	head->terms = pq_getmsgint64(buf);
	head->step = pq_getmsgint(buf, 2);
	zone_length = pq_getmsgint(buf, 2);
	if (zone_length >= PERIODIC_ZONE_LENGTH)
		refuse_binary(PERIODIC_SUMMARY_NAME, "zone");
	memcpy(head->zone, pq_getmsgbytes(buf, zone_length), zone_length);
	head->window_start = pq_getmsgint64(buf);
	head->window_end = pq_getmsgint64(buf);
	head->rows = pq_getmsgint64(buf);
	head->pending = pq_getmsgint64(buf);
	head->first = pq_getmsgint(buf, 4);
	head->count = pq_getmsgint(buf, 4);
	if (head->count < 0 || head->count > (buf->len - buf->cursor) / (int) sizeof(PeriodSums))
		refuse_binary(PERIODIC_SUMMARY_NAME, "periods");
	if (periodic_summary_head_fault(head) != NULL)
		refuse_binary(PERIODIC_SUMMARY_NAME, periodic_summary_head_fault(head));
	if (head->count > 0 && head->count > periods_most(head->step))
		refuse_binary(PERIODIC_SUMMARY_NAME, "periods");

	s = periodic_summary_make(head->count);
	memcpy(&s->terms, &head->terms, offsetof(PeriodicSummary, sums) - offsetof(PeriodicSummary, terms));
	for (int32 i = 0; i < s->count; i++)
	{
		PeriodSums *sums = &s->sums[i];

		CHECK_FOR_INTERRUPTS();
		sums->leases = pq_getmsgint64(buf);
		sums->first_start = pq_getmsgint64(buf);
		sums->last_end = pq_getmsgint64(buf);
		sums->quantity_time.word[1] = pq_getmsgint64(buf);
		sums->quantity_time.word[0] = pq_getmsgint64(buf);
		sums->rent.word[1] = pq_getmsgint64(buf);
		sums->rent.word[0] = pq_getmsgint64(buf);
	}
	if (periodic_summary_fault(s) != NULL)
		refuse_binary(PERIODIC_SUMMARY_NAME, periodic_summary_fault(s));
	PG_RETURN_POINTER(s);
}
