/*
 * days.c
 *		Leases in whole days.
 */
#include "rent/days.h"

#include <ctype.h>

#include "access/htup_details.h"
#include "base/dates.h"
#include "base/messages.h"
#include "catalog/pg_aggregate.h"
#include "catalog/pg_type_d.h"
#include "miscadmin.h"
#include "nodes/execnodes.h"
#include "nodes/primnodes.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/syscache.h"

/* ---- two days ------------------------------------------------------------------ */

/* As a message quotes it. */
static const char *
day_string(DateADT day)
{
	return DATE_IS_NOBEGIN(day) ? "-infinity" : DATE_IS_NOEND(day) ? "infinity" : date_as_iso(day);
}

void
require_days_in_order(DateADT first, DateADT last)
{
	if (last < first)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("last day %s is before first day %s", day_string(last), day_string(first)),
				 errhint("Both days belong to a lease: one of one day has them equal.")));
}

Span
span_of_days(FunctionCallInfo fcinfo, int first_day)
{
	DateADT		first = PG_GETARG_DATEADT(first_day);
	DateADT		last = PG_ARGISNULL(first_day + 1) ? DATEVAL_NOEND : PG_GETARG_DATEADT(first_day + 1);
	Span		span = {.lower = PG_INT64_MIN, .upper = PG_INT64_MAX, .days = true};

	require_days_in_order(first, last);
	if (!DATE_IS_NOBEGIN(first))
		span.lower = DATE_IS_NOEND(first) ? PG_INT64_MAX : midnight_of_day(first);
	if (!DATE_IS_NOEND(last))
		span.upper = midnight_of_day(last) + USECS_PER_DAY;
	return span;
}

/* ---- dates that became instants ------------------------------------------------------ */

/* Whether PostgreSQL casts it to an instant by the session's zone: a date, a timestamp too if they are asked for. */
static bool
is_cast_by_session(const Node *argument, bool timestamps)
{
	const FuncExpr *cast = (const FuncExpr *) argument;

	return IsA(argument, FuncExpr) && cast->funcformat == COERCE_IMPLICIT_CAST &&
		(cast->funcid == F_TIMESTAMPTZ_DATE || (timestamps && cast->funcid == F_TIMESTAMPTZ_TIMESTAMP));
}

/* Of the arguments, as expressions or as entries of a target list, those from "first" to "last". */
static bool
cast_among(const List *arguments, int first, int last, bool timestamps)
{
	for (int i = first; i <= last && i < list_length(arguments); i++)
	{
		const Node *argument = list_nth(arguments, i);

		if (IsA(argument, TargetEntry))
			argument = (const Node *) ((const TargetEntry *) argument)->expr;
		if (is_cast_by_session(argument, timestamps))
			return true;
	}
	return false;
}

/* Whether a window aggregate has this transition function. */
static bool
has_transition(Oid aggregate, Oid transition)
{
	HeapTuple	tuple = SearchSysCache1(AGGFNOID, ObjectIdGetDatum(aggregate));
	bool		result = false;

	if (HeapTupleIsValid(tuple))
	{
		Form_pg_aggregate form = (Form_pg_aggregate) GETSTRUCT(tuple);

		result = form->aggtransfn == transition || form->aggmtransfn == transition;
		ReleaseSysCache(tuple);
	}
	return result;
}

/* The same of the arguments of an aggregate's transition function, whose places count the state. */
static bool
transition_casts(FunctionCallInfo fcinfo, int first, int last, bool timestamps)
{
	const		Aggref *aggregate = AggGetAggref(fcinfo);
	bool		found = false;

	if (aggregate != NULL)
		return cast_among(aggregate->args, first - 1, last - 1, timestamps);
	if (fcinfo->context != NULL && IsA(fcinfo->context, WindowAggState))
	{
		/* which of the node's calls this is cannot be asked; another with this transition is like it */
		ListCell   *lc;

		foreach(lc, ((WindowAggState *) fcinfo->context)->funcs)
		{
			const		WindowFunc *call = ((WindowFuncExprState *) lfirst(lc))->wfunc;

			if (has_transition(call->winfnoid, fcinfo->flinfo->fn_oid))
				found |= cast_among(call->args, first - 1, last - 1, timestamps);
		}
	}
	return found;
}

void
refuse_days_as_instants(FunctionCallInfo fcinfo, int first)
{
	if (transition_casts(fcinfo, first, first + 1, false))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("dates cannot stand beside instants: they would be midnights of the session's time zone, and the last day would be lost"),
				 errdetail("revenue(), lease_summary(), lease_summary_by() and revenue_by_month() take a first and a last day, then a \"within\" that is a daterange, and no zone."),
				 errhint("Write daterange('2024-01-01', '2024-02-01') for \"within\", ask lease_summary(rate, quantity, first_day, last_day) for other figures, or make a range of the days with term(first_day, last_day, zone).")));
}

void
refuse_time_without_zone(FunctionCallInfo fcinfo, int argument)
{
	if (transition_casts(fcinfo, argument, argument, true))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a time without a zone is no instant: it would be one of the session's time zone"),
				 errhint("Say where its clock hangs, as in at AT TIME ZONE 'Asia/Shanghai'; of a date, at::timestamp AT TIME ZONE 'Asia/Shanghai'.")));
}

/* ---- texts ----------------------------------------------------------------------- */

bool
text_is_range(const text *value)
{
	const char *text = VARDATA_ANY(value);
	const char *end = text + VARSIZE_ANY_EXHDR(value);

	while (text < end && isspace((unsigned char) *text))
		text++;
	return text < end && (*text == '[' || *text == '(' ||
						  (end - text >= 5 && pg_strncasecmp(text, "empty", 5) == 0));
}

/* PostgreSQL's own reading, but under no setting: instants without a zone are of UTC, days have their year first. */
static Datum
range_of_text(const text *value, Oid type)
{
	pg_tz	   *zone = session_timezone;
	int			order = DateOrder;
	Datum		range = 0;

	PG_TRY();
	{
		session_timezone = pg_tzset("UTC");
		DateOrder = DATEORDER_YMD;
		range = OidInputFunctionCall(F_RANGE_IN, text_to_cstring(value), type, -1);
	}
	PG_FINALLY();
	{
		session_timezone = zone;
		DateOrder = order;
	}
	PG_END_TRY();
	return range;
}

Datum
tstzrange_of_text(const text *value)
{
	return range_of_text(value, TSTZRANGEOID);
}

Datum
daterange_of_text(const text *value)
{
	return range_of_text(value, DATERANGEOID);
}

/* "2024-01-31", "2024/1/31", "20240131": a year of four digits or more first, which no DateStyle reads otherwise. */
static bool
year_comes_first(const char *day)
{
	size_t		digits = strspn(day, "0123456789");

	return (digits >= 4 && digits <= 7 && day[digits] != '\0' && strchr("-/.", day[digits]) != NULL) ||
		(digits == 8 && day[digits] == '\0');
}

Datum
day_of_text(const text *value)
{
	char	   *day = text_to_cstring(value);
	size_t		length;

	while (isspace((unsigned char) *day))
		day++;
	length = strlen(day);
	while (length > 0 && isspace((unsigned char) day[length - 1]))
		day[--length] = '\0';

	if (length == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("an empty text is not a day"),
				 errdetail("What leaves a side open is NULL; an empty filter of a program is none."),
				 errhint("If it is to be open, pass NULL, as in nullif($1, '').")));
	if (!year_comes_first(day) && strcmp(day, "infinity") != 0 && strcmp(day, "-infinity") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("\"%s\" is not a day as in 2024-01-31", clipped(day, length)),
				 errhint("Write a first and a last day in ISO form, or a range of instants as in '[2024-01-01 00:00+08,2024-02-01 00:00+08)'.")));
	return DirectFunctionCall1(date_in, CStringGetDatum(day));
}

bool
zone_is_said(const text *value)
{
	return VARSIZE_ANY_EXHDR(value) != strlen(ZONE_NOT_SAID) ||
		memcmp(VARDATA_ANY(value), ZONE_NOT_SAID, strlen(ZONE_NOT_SAID)) != 0;
}

/* What follows the second of two days: a daterange, or the default that a zone has; NULL for none. */
static NullableDatum
within_days_of_text(const text *value, bool own_zone)
{
	if (!text_is_range(value))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease in whole days takes no time zone, but \"%s\" stands where its \"within\" may", clipped(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value))),
				 own_zone ? errhint("Leave it out: days are those of the terms' own zone.  \"within\" is a daterange, as in '[2024-01-01,2024-02-01)'.") :
				 errhint("Leave it out: days are days in every zone.  \"within\" is a daterange, as in '[2024-01-01,2024-02-01)'.")));
	return (NullableDatum) {.value = daterange_of_text(value)};
}

bool
lease_of_texts(FunctionCallInfo fcinfo, FunctionCallInfo call, bool own_zone)
{
	const text *first = TEXT_ARGUMENT(2);
	const text *second = TEXT_ARGUMENT(3);
	const text *third = TEXT_ARGUMENT(4);
	bool		days = first != NULL && !text_is_range(first);

	copy_call(call, fcinfo);
	if (days)
	{
		call->args[2] = argument_of_text(first, day_of_text);
		call->args[3] = argument_of_text(second, day_of_text);
		if (third == NULL || (!own_zone && !zone_is_said(third)))
			call->args[4].isnull = true;
		else
			call->args[4] = within_days_of_text(third, own_zone);
	}
	else
	{
		/* by what it is in the form that is called, if that is known */
		if (first == NULL && !own_zone)
			reject_null(fcinfo, 4, "zone_or_within");
		call->args[2] = argument_of_text(first, tstzrange_of_text);
		if (first != NULL)
			call->args[3] = argument_of_text(second, tstzrange_of_text);
	}
	return days;
}

/* ---- schedules ----------------------------------------------------------------- */

/* After the scale stand within and cut, which the forms have in different order: a range is the former. */
bool
schedule_of_texts(FunctionCallInfo fcinfo, FunctionCallInfo call, bool own_zone)
{
	const text *first = TEXT_ARGUMENT(2);
	const text *second = TEXT_ARGUMENT(3);
	const text *third = TEXT_ARGUMENT(4);
	NullableDatum within = fcinfo->args[7];
	NullableDatum cut = fcinfo->args[8];
	bool		days = !text_is_range(first);

	copy_call(call, fcinfo);
	if (!within.isnull && !text_is_range(DatumGetTextPP(within.value)))
	{
		within = fcinfo->args[8];
		cut = fcinfo->args[7];
		if (!within.isnull && !text_is_range(DatumGetTextPP(within.value)))
			within.isnull = true;
	}

	if (days)
	{
		call->args[2] = argument_of_text(first, day_of_text);
		call->args[3] = argument_of_text(second, day_of_text);
		if (own_zone ? third == NULL : third != NULL && !zone_is_said(third))
			call->args[4] = (NullableDatum) {.value = PointerGetDatum(cstring_to_text("month"))};
		call->args[7] = argument_of_text(within.isnull ? NULL : DatumGetTextPP(within.value), daterange_of_text);
		call->args[8] = cut;
	}
	else
	{
		call->args[2] = argument_of_text(first, tstzrange_of_text);
		call->args[7] = cut;
		call->args[8] = argument_of_text(within.isnull ? NULL : DatumGetTextPP(within.value), tstzrange_of_text);
	}
	return days;
}
