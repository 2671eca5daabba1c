/*
 * periodic_summary.c
 *		The type periodic_summary: what leases earned and for how long, by calendar period.
 *
 * The transitions of the aggregate that makes it are in lease_summary_by.c.
 */
#include "fleet/periodic_summary.h"

#include "base/dates.h"
#include "base/messages.h"
#include "base/rows.h"
#include "base/summary_text.h"
#include "base/zone.h"
#include "catalog/pg_type_d.h"
#include "common/int.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "base/expanded_state.h"
#include "utils/builtins.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

#define PERIODIC_SUMMARY_VERSION	1
#define PERIODIC_SUMMARY_NAME		"periodic_summary"

#define SIZE_OF(count)	(offsetof(PeriodicSummary, sums) + (Size) (count) * sizeof(PeriodSums))
#define ROOM(s)			((int32) ((VARSIZE(s) - offsetof(PeriodicSummary, sums)) / sizeof(PeriodSums)))
#define INITIAL_ROOM	16

static const PeriodSums no_sums = {.first_start = PG_INT64_MAX, .last_end = PG_INT64_MIN};

/* ---- periods of a calendar --------------------------------------------------------------- */

/* The whole months of the timestamps that exist, from 4714-12 BC to 294276-12, and their days. */
#define MONTH_FIRST		((-4713 - 2000) * 12 + 11)
#define MONTHS_END		((294277 - 2000) * 12)
#define DAY_FIRST		((int32) (INSTANT_MIN / USEC_PER_DAY))
#define DAYS_END		((int32) (INSTANT_END / USEC_PER_DAY))

/*
 * The steps, by their code.  A value holds a thousand years at most, and of days 273 years, in
 * 5.6 MB: the lease of 9999-12-31 that stands for one without an end would give each group a list of
 * 3 million days.
 */
typedef struct Step
{
	int			months;			/* that a period is long, or days */
	int			days;
	int			origin;			/* of days: the first day of period 0, counted from 2000-01-01 */
	int32		most;
} Step;

static const Step steps[] = {
	[PERIOD_DAY] = {.days = 1, .most = 100000},
	[PERIOD_WEEK] = {.days = 7, .origin = 2, .most = 52000},
	[PERIOD_MONTH] = {.months = 1, .most = 12000},
	[PERIOD_QUARTER] = {.months = 3, .most = 4000},
	[PERIOD_YEAR] = {.months = 12, .most = 1000},
};

static inline bool
step_is_known(int step)
{
	return step >= 0 && step < (int) lengthof(steps) && steps[step].most > 0;
}

static int64
floor_quotient(int64 a, int64 b)
{
	return a / b - (a % b < 0);
}

int64
period_start(int step, TimeZone *zone, int64 period)
{
	const Step *length = &steps[step];
	int64		instant;

	if (!(length->months > 0 ? month_start(zone, period * length->months, &instant) :
		  midnight_of(zone, period * length->days + length->origin, &instant)))
		check_accrual(ACCRUAL_DATE_RANGE);
	return instant;
}

int32
period_of(int step, TimeZone *zone, int64 instant)
{
	const Step *length = &steps[step];
	int64		period;

	if (length->months > 0)
	{
		if (!month_of(zone, instant, &period))
			check_accrual(ACCRUAL_DATE_RANGE);
		if (length->months > 1)
		{
			period = floor_quotient(period, length->months);
			/* it exists as a whole */
			(void) period_start(step, zone, period);
			(void) period_start(step, zone, period + 1);
		}
		return (int32) period;
	}
	/* a clock that is set back across midnight shows the next day's date before that has begun */
	period = floor_quotient(local_days(zone_to_local(zone, instant)) - length->origin, length->days);
	while (period_start(step, zone, period) > instant)
		period--;
	while (period_start(step, zone, period + 1) <= instant)
		period++;
	return (int32) period;
}

/* The first day of a period. */
static int64
first_day_of(int step, int64 period)
{
	const Step *length = &steps[step];

	return length->months > 0 ? days_add_months(0, period * length->months) : period * length->days + length->origin;
}

/* Whether periods [first, first + count) are whole ones of the timestamps that exist. */
static inline bool
periods_exist(int step, int64 first, int64 count)
{
	const Step *length = &steps[step];

	if (length->months > 0)
		return first * length->months >= MONTH_FIRST && (first + count) * length->months <= MONTHS_END;
	return first * length->days + length->origin >= DAY_FIRST && (first + count) * length->days + length->origin <= DAYS_END;
}

int
periodic_step_argument(const text *name)
{
	int			step = period_argument(name, "step");

	if (!step_is_known(step))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("step \"%s\" is shorter than a day", text_to_cstring(name)),
				 errhint("Write day, week, month, quarter or year; for hours there is steps_by() of an occupancy.")));
	return step;
}

/* ---- the type ----------------------------------------------------------------------------- */

static PeriodicSummary *
make(int32 room)
{
	PeriodicSummary *s = palloc(SIZE_OF(room));

	clear_large(s, SIZE_OF(room));
	SET_VARSIZE(s, SIZE_OF(room));
	s->version = PERIODIC_SUMMARY_VERSION;
	s->window_start = PG_INT64_MIN;
	s->window_end = PG_INT64_MAX;
	return s;
}

PeriodicSummary *
periodic_summary_make(void)
{
	return make(INITIAL_ROOM);
}

static const StoredType stored_type = {
	.name = PERIODIC_SUMMARY_NAME,
	.version = PERIODIC_SUMMARY_VERSION,
	.head = offsetof(PeriodicSummary, sums)
};

static PeriodicSummary *
from_datum(Datum value)
{
	PeriodicSummary *s = stored_value(PG_DETOAST_DATUM(value), &stored_type);

	if (unlikely(s->count < 0 || s->count > ROOM(s) || s->zone[PERIODIC_ZONE_LENGTH - 1] != '\0' ||
				 (s->rows == 0 ? s->step != PERIOD_NONE || s->count > 0 : !step_is_known(s->step)) ||
				 (s->count > 0 && !periods_exist(s->step, s->first, s->count))))
		refuse_damaged(PERIODIC_SUMMARY_NAME);
	return s;
}

PeriodicSummary *
periodic_summary_argument(FunctionCallInfo fcinfo, int argument)
{
	return from_datum(PG_GETARG_DATUM(argument));
}

static inline bool
touched(const PeriodSums *sums)
{
	return sums->first_start != PG_INT64_MAX;
}

/* A copy without room to spare and without periods of no lease at the ends. */
static PeriodicSummary *
canonical(const PeriodicSummary *s)
{
	int32		from = 0;
	int32		to = s->count;
	PeriodicSummary *result;

	while (to > 0 && !touched(&s->sums[to - 1]))
		to--;
	while (from < to && !touched(&s->sums[from]))
		from++;
	result = make(to - from);
	memcpy(&result->terms, &s->terms, offsetof(PeriodicSummary, first) - offsetof(PeriodicSummary, terms));
	result->count = to - from;
	result->first = result->count > 0 ? s->first + from : 0;
	memcpy(result->sums, &s->sums[from], (to - from) * sizeof(PeriodSums));
	return result;
}

/* What is wrong with the sums of a period, or NULL. */
static const char *
sums_fault(const PeriodicSummary *s, const PeriodSums *sums)
{
	if (!touched(sums))
		return memcmp(sums, &no_sums, sizeof(PeriodSums)) == 0 ? NULL : "periods";
	if (sums->leases < 0 || sums->leases > s->rows - s->pending ||
		!IS_VALID_TIMESTAMP(sums->first_start) || !IS_VALID_TIMESTAMP(sums->last_end) || sums->first_start > sums->last_end)
		return "periods";
	/* it takes time to earn */
	if (sums->first_start == sums->last_end && (words128_get(&sums->quantity_time) != 0 || words128_get(&sums->rent) != 0))
		return "periods";
	return NULL;
}

/*
 * The field that cannot be right, or NULL.  The zone need not exist for that: its name is
 * compared with others, and a dump may go to a server that has other zones.
 */
static const char *
head_fault(const PeriodicSummary *s)
{
	RateTerms	terms;

	rate_terms_unpack(s->terms, &terms);
	if (s->rows < 0)
		return "rows";
	if (s->pending < 0 || s->pending > s->rows)
		return "pending";
	if ((s->rows == 0) != (s->terms == 0) ||
		(s->terms != 0 && (!summary_terms_valid(s->terms) || terms.currency == NO_CURRENCY)))
		return "terms";
	if (s->rows == 0 ? s->step != PERIOD_NONE : !step_is_known(s->step))
		return "step";
	if (memchr(s->zone, '\0', PERIODIC_ZONE_LENGTH) == NULL || (s->rows == 0) != (s->zone[0] == '\0'))
		return "zone";
	for (size_t i = strlen(s->zone); i < PERIODIC_ZONE_LENGTH; i++)
	{
		if (s->zone[i] != '\0')
			return "zone";
	}
	for (const char *p = s->zone; *p != '\0'; p++)
	{
		if (IS_HIGHBIT_SET(*p) || *p < ' ' || *p == '"' || *p == '\\')
			return "zone";
	}
	if (!instant_exists(s->window_start) || !instant_exists(s->window_end) ||
		(s->window_start >= s->window_end && !(s->window_start == PG_INT64_MAX && s->window_end == PG_INT64_MIN)))
		return "window_end";
	if (s->rows == 0 && !(s->window_start == PG_INT64_MIN && s->window_end == PG_INT64_MAX))
		return "window_start";
	if (s->count == 0 ? s->first != 0 : s->rows == 0 || !periods_exist(s->step, s->first, s->count))
		return "first_period";
	return NULL;
}

/* The same of all of a value from outside, which is canonical. */
static const char *
fault(const PeriodicSummary *s)
{
	const char *field = head_fault(s);

	for (int32 i = 0; field == NULL && i < s->count; i++)
	{
		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		field = sums_fault(s, &s->sums[i]);
	}
	if (field == NULL && s->count > 0 && (!touched(&s->sums[0]) || !touched(&s->sums[s->count - 1])))
		field = "periods";
	return field;
}

#ifdef USE_ASSERT_CHECKING
/* A state, which need not be canonical. */
bool
periodic_summary_sound(const PeriodicSummary *s)
{
	if (s->count < 0 || s->count > ROOM(s) || head_fault(s) != NULL)
		return false;
	/* not all of a long one after each lease */
	for (int32 i = 0; i < s->count && i < 100; i++)
	{
		if (sums_fault(s, &s->sums[i]) != NULL)
			return false;
	}
	return true;
}
#endif

/* ---- text of days --------------------------------------------------------------------------- */

/* The one way in which a period's first day is written: "2024-01-01", "-43-03-01". */
static char *
day_string(int64 day)
{
	CivilDate	date = civil_from_days(day);

	return psprintf(INT64_FORMAT "-%02d-%02d", date.year, date.month, date.day);
}

/* 54000 for periods too far apart. */
static void
require_not_too_many(int step, int32 first, int32 last)
{
	if (unlikely((int64) last - first >= steps[step].most))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("periods from %s to %s are too many for one %s",
						day_string(first_day_of(step, first)), day_string(first_day_of(step, last + INT64CONST(1)) - 1),
						PERIODIC_SUMMARY_NAME),
				 errdetail("By the %s it holds at most %d periods.", period_name(step), steps[step].most),
				 errhint("Where a day such as 9999-12-31 stands for no end, make it NULL or infinity, and pass a \"within\" that ends; or leave out the rows of wrong dates.")));
}

/* ---- growing and counting -------------------------------------------------------------------- */

PeriodicSummary *
periodic_summary_reserve(PeriodicSummary *s, int32 first, int32 last)
{
	int32		new_first = s->count > 0 ? Min(first, s->first) : first;
	int32		new_last = s->count > 0 ? Max(last, s->first + s->count - 1) : last;
	int32		most = steps[s->step].most;
	int32		needed;
	int32		before;
	PeriodicSummary *result = s;

	if (likely(s->count > 0 && first >= s->first && last < s->first + s->count))
		return s;
	require_not_too_many(s->step, new_first, new_last);
	needed = new_last - new_first + 1;
	if (needed > ROOM(s))
	{
		result = make(Min(2 * needed, most));
		memcpy(&result->terms, &s->terms, offsetof(PeriodicSummary, sums) - offsetof(PeriodicSummary, terms));
	}
	before = s->count > 0 ? s->first - new_first : 0;
	if (s->count > 0 && (result != s || before > 0))
		memmove(&result->sums[before], s->sums, s->count * sizeof(PeriodSums));
	for (int32 i = 0; i < before; i++)
		result->sums[i] = no_sums;
	for (int32 i = before + s->count; i < needed; i++)
		result->sums[i] = no_sums;
	result->first = new_first;
	result->count = needed;
	return result;
}

static const char *
window_string(int64 instant)
{
	StringInfoData text;

	initStringInfo(&text);
	append_instant(&text, instant);
	return text.data;
}

/* Holds what one has in common against that of the other. */
static void
set_or_check(PeriodicSummary *s, uint64 terms, int step, const char *zone, int64 window_start, int64 window_end)
{
	if (s->rows == 0)
	{
		s->terms = terms;
		s->step = step;
		strlcpy(s->zone, zone, PERIODIC_ZONE_LENGTH);
		s->window_start = window_start;
		s->window_end = window_end;
		return;
	}
	if (s->step != step)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("summaries by %s and by %s cannot be summed", period_name(s->step), period_name(step)),
				 errhint("Use one step in a group.")));
	if (strncmp(s->zone, zone, PERIODIC_ZONE_LENGTH) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("periods of \"%s\" and of \"%s\" cannot be summed", s->zone, zone),
				 errhint("Use one time zone in a group.")));
	if (s->window_start != window_start || s->window_end != window_end)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"within\" varies in a group"),
				 errdetail("It is from %s to %s, and from %s to %s; the periods that it cuts are cut once.",
						   window_string(s->window_start), window_string(s->window_end), window_string(window_start), window_string(window_end)),
				 errhint("Pass one \"within\", and merge the lease_summary of parts with rollup().")));
	if (s->terms != terms && !summary_terms_join(&s->terms, terms))
		refuse_terms(s->terms, terms);
}

void
periodic_summary_count(PeriodicSummary *s, uint64 terms, const PeriodicWindow *window)
{
	const char *zone = zone_name(window->zone);

	if (unlikely(strlen(zone) >= PERIODIC_ZONE_LENGTH))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the name of the time zone is longer than %d characters", PERIODIC_ZONE_LENGTH - 1)));
	set_or_check(s, terms, window->step, zone, window->start, window->end);
	s->rows++;
}

/*
 * periodic_summary_combine(periodic_summary, periodic_summary) RETURNS periodic_summary
 *
 * The summaries of both, period by period; changes the first in place inside an aggregate.
 * Also the operator +.  22023 for other currencies, tax bases, steps, zones or windows,
 * 22003 on overflow.
 */
PG_FUNCTION_INFO_V1(periodic_summary_combine);
Datum
periodic_summary_combine(PG_FUNCTION_ARGS)
{
	PeriodicSummary *a = periodic_summary_argument(fcinfo, 0);
	const PeriodicSummary *b = periodic_summary_argument(fcinfo, 1);
	bool		sound = periodic_summary_sound(a) && periodic_summary_sound(b);

	if (!in_aggregate(fcinfo))
		a = canonical(a);
	if (b->rows > 0)
	{
		set_or_check(a, b->terms, b->step, b->zone, b->window_start, b->window_end);
		if (pg_add_s64_overflow(a->rows, b->rows, &a->rows) ||
			pg_add_s64_overflow(a->pending, b->pending, &a->pending))
			lease_summary_out_of_range("number of rows");
	}
	if (b->count > 0)
	{
		a = periodic_summary_reserve(a, b->first, b->first + b->count - 1);
		for (int32 i = 0; i < b->count; i++)
		{
			PeriodSums *sums = &a->sums[b->first - a->first + i];

			CHECK_FOR_INTERRUPTS();
			if (!touched(&b->sums[i]))
				continue;
			period_sums_add(sums, false, b->sums[i].first_start, b->sums[i].last_end,
							words128_get(&b->sums[i].quantity_time), words128_get(&b->sums[i].rent));
			if (pg_add_s64_overflow(sums->leases, b->sums[i].leases, &sums->leases))
				lease_summary_out_of_range("number of rows");
		}
	}
	assert_periodic_summary(a, sound);
	PG_RETURN_POINTER(in_aggregate(fcinfo) ? a : canonical(a));
}

/*
 * periodic_summary_final(periodic_summary) RETURNS periodic_summary: as it is stored; NULL
 * if there was no lease
 */
PG_FUNCTION_INFO_V1(periodic_summary_final);
Datum
periodic_summary_final(PG_FUNCTION_ARGS)
{
	const PeriodicSummary *s;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	s = periodic_summary_argument(fcinfo, 0);
	if (s->rows == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(canonical(s));
}

/* ---- what it tells ------------------------------------------------------------------------------ */

typedef struct Periods
{
	const PeriodicSummary *summary;
	TimeZone   *zone;
	TypeCacheEntry *range;
	int32		next;
	int32		last;
} Periods;

/* What lease_summary() of the same leases is, with the period for its within. */
static LeaseSummary *
summary_of_period(const PeriodicSummary *s, int32 period)
{
	LeaseSummary *result = lease_summary_make();

	result->terms = s->terms;
	result->rows = s->rows;
	result->pending = s->pending;
	if (period >= s->first && period < s->first + s->count)
	{
		const PeriodSums *sums = &s->sums[period - s->first];

		result->leases = sums->leases;
		result->first_start = sums->first_start;
		result->last_end = sums->last_end;
		result->quantity_time = sums->quantity_time;
		result->rent = sums->rent;
	}
	return result;
}

static bool
next_summary(void *state, Datum *values, bool *nulls)
{
	Periods    *periods = state;
	const PeriodicSummary *s = periods->summary;

	while (periods->next <= periods->last)
	{
		int32		period = periods->next++;
		RangeBound	lower = {.inclusive = true, .lower = true};
		RangeBound	upper = {0};
		int64		from = Max(period_start(s->step, periods->zone, period), s->window_start);
		int64		to = Min(period_start(s->step, periods->zone, period + INT64CONST(1)), s->window_end);

		CHECK_FOR_INTERRUPTS();
		/* a day that a zone has left out */
		if (from >= to)
			continue;
		lower.val = TimestampTzGetDatum(from);
		upper.val = TimestampTzGetDatum(to);
		values[0] = RangeTypePGetDatum(make_range_compat(periods->range, &lower, &upper, false));
		values[1] = PointerGetDatum(summary_of_period(s, period));
		values[2] = DateADTGetDatum((DateADT) Max(first_day_of(s->step, period), local_days(zone_to_local(periods->zone, from))));
		values[3] = DateADTGetDatum((DateADT) Min(first_day_of(s->step, period + INT64CONST(1)) - 1,
												  local_days(zone_to_local(periods->zone, to - 1))));
		return true;
	}
	return false;
}

static bool
begin_periods(FunctionCallInfo fcinfo, RowSource *source)
{
	Periods    *periods;
	const PeriodicSummary *s;

	if (PG_ARGISNULL(0))
		return false;
	s = canonical(periodic_summary_argument(fcinfo, 0));
	/* nothing, or a bound that neither within nor a lease gives */
	if (s->window_start > s->window_end ||
		(s->count == 0 && (s->window_start == PG_INT64_MIN || s->window_end == PG_INT64_MAX)))
		return false;
	periods = palloc(sizeof(Periods));
	periods->summary = s;
	periods->zone = zone_lookup(cstring_to_text(s->zone));
	periods->range = lookup_type_cache(TSTZRANGEOID, TYPECACHE_RANGE_INFO);
	periods->next = s->window_start == PG_INT64_MIN ? s->first : period_of(s->step, periods->zone, s->window_start);
	periods->last = s->window_end == PG_INT64_MAX ? s->first + s->count - 1 :
		period_of(s->step, periods->zone, s->window_end - 1);
	require_not_too_many(s->step, periods->next, periods->last);
	*source = (RowSource) {.next = next_summary, .state = periods};
	return true;
}

/*
 * periods(periodic_summary)
 *		RETURNS TABLE (period tstzrange, lease_summary lease_summary, period_start date, period_end date)
 *
 * A row for each period of within, else from the first that a lease touches to the last: what
 * lease_summary() says of it, and its first and last day in the zone.  Periods that within
 * cuts are rows of what is left of them.
 *
 * No row for NULL; 22023 for a zone that this server does not have; 22008 for a within beyond the calendar,
 * 54000 for one of more periods than a value holds.
 */
PG_FUNCTION_INFO_V1(periodic_summary_periods);
Datum
periodic_summary_periods(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, begin_periods);
}

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
	const PeriodicSummary *s = canonical(periodic_summary_argument(fcinfo, 0));
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"version\": %d, \"terms\": \"%s\", \"step\": \"%s\", \"zone\": \"%s\", \"window_start\": ",
					 s->version, summary_terms_string(s->terms), s->step == PERIOD_NONE ? "" : period_name(s->step), s->zone);
	append_instant(&out, s->window_start);
	appendStringInfoString(&out, ", \"window_end\": ");
	append_instant(&out, s->window_end);
	appendStringInfo(&out, ", \"rows\": " INT64_FORMAT ", \"pending\": " INT64_FORMAT ", \"first_period\": \"%s\", \"periods\": [",
					 s->rows, s->pending, s->count == 0 ? "" : day_string(first_day_of(s->step, s->first)));
	for (int32 i = 0; i < s->count; i++)
	{
		const PeriodSums *sums = &s->sums[i];

		CHECK_FOR_INTERRUPTS();
		appendStringInfoString(&out, i > 0 ? ", [" : "[");
		if (touched(sums))
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
		if (step_is_known(step) && strcmp(period_name(step), name) == 0)
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
	s->first = (int32) (steps[s->step].months > 0 ?
						floor_quotient((year - 2000) * 12 + month - 1, steps[s->step].months) :
						floor_quotient(days - steps[s->step].origin, steps[s->step].days));
	if (first_day_of(s->step, s->first) != days || strcmp(day, day_string(days)) != 0)
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
	if (!touched(sums))
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

	s = periodic_summary_make();
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
		if (s->count == steps[s->step].most)
		{
			summary_text_error(&text, "periods", psprintf("is of more than %d periods", steps[s->step].most));
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
	s = canonical(s);
	if (fault(s) != NULL)
	{
		summary_text_error(&text, fault(s), "cannot be right");
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
	const PeriodicSummary *s = canonical(periodic_summary_argument(fcinfo, 0));
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

static void
refuse_bytes(const char *field)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type %s", PERIODIC_SUMMARY_NAME),
			 errdetail("Field \"%s\" cannot be right.", field)));
}

/* periodic_summary_recv(internal) RETURNS periodic_summary */
PG_FUNCTION_INFO_V1(periodic_summary_recv);
Datum
periodic_summary_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	PeriodicSummary *head = make(0);
	PeriodicSummary *s;
	unsigned int zone_length;

	(void) summary_recv_version(buf, PERIODIC_SUMMARY_NAME, PERIODIC_SUMMARY_VERSION);
	head->terms = pq_getmsgint64(buf);
	head->step = pq_getmsgint(buf, 2);
	zone_length = pq_getmsgint(buf, 2);
	if (zone_length >= PERIODIC_ZONE_LENGTH)
		refuse_bytes("zone");
	memcpy(head->zone, pq_getmsgbytes(buf, zone_length), zone_length);
	head->window_start = pq_getmsgint64(buf);
	head->window_end = pq_getmsgint64(buf);
	head->rows = pq_getmsgint64(buf);
	head->pending = pq_getmsgint64(buf);
	head->first = pq_getmsgint(buf, 4);
	head->count = pq_getmsgint(buf, 4);
	if (head->count < 0 || head->count > (buf->len - buf->cursor) / (int) sizeof(PeriodSums))
		refuse_bytes("periods");
	if (head_fault(head) != NULL)
		refuse_bytes(head_fault(head));
	if (head->count > 0 && head->count > steps[head->step].most)
		refuse_bytes("periods");

	s = make(head->count);
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
	if (fault(s) != NULL)
		refuse_bytes(fault(s));
	PG_RETURN_POINTER(s);
}

/* ---- order and hash --------------------------------------------------------------------------------------- */

/* Itself if it is canonical, as what the aggregates return is. */
static void *
compared_form(void *value)
{
	PeriodicSummary *s = from_datum(PointerGetDatum(value));

	if (s->count == ROOM(s) &&
		(s->count > 0 ? touched(&s->sums[0]) && touched(&s->sums[s->count - 1]) : s->first == 0))
		return s;
	return canonical(s);
}

/*
 * The comparisons and hashes: equal means the same terms, step, zone, window and summary
 * of every period; the order is total and has no meaning.
 */
/*
 * periodic_summary_eq, periodic_summary_ne, periodic_summary_lt, periodic_summary_le, periodic_summary_gt,
 * periodic_summary_ge, periodic_summary_cmp, periodic_summary_hash, periodic_summary_hash_extended
 */
SUMMARY_COMPARISONS_OF_FORM(periodic_summary, compared_form);
