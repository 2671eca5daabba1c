/*
 * periodic_summary.c
 *		The type periodic_summary: what leases earned and for how long, by calendar period.
 *
 * Its text and its bytes are in periodic_summary_io.c, the transitions of the aggregate that makes it in lease_summary_by.c.
 */
#include "fleet/periodic_summary.h"

#include "base/messages.h"
#include "base/rows.h"
#include "base/summary_text.h"
#include "base/zone.h"
#include "catalog/pg_type_d.h"
#include "common/int.h"
#include "miscadmin.h"
#include "base/expanded_state.h"
#include "utils/builtins.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

#define SIZE_OF(count)	(offsetof(PeriodicSummary, sums) + (Size) (count) * sizeof(PeriodSums))
#define ROOM(s)			((int32) ((VARSIZE(s) - offsetof(PeriodicSummary, sums)) / sizeof(PeriodSums)))

static const PeriodSums no_sums = {.first_start = PG_INT64_MAX, .last_end = PG_INT64_MIN};

/* ---- the type ----------------------------------------------------------------------------- */

PeriodicSummary *
periodic_summary_make(int32 room)
{
	PeriodicSummary *s = palloc(SIZE_OF(room));

	clear_large(s, SIZE_OF(room));
	SET_VARSIZE(s, SIZE_OF(room));
	s->version = PERIODIC_SUMMARY_VERSION;
	s->window_start = PG_INT64_MIN;
	s->window_end = PG_INT64_MAX;
	return s;
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
				 (s->rows == 0 ? s->step != PERIOD_NONE || s->count > 0 : !period_step_is_known(s->step)) ||
				 (s->count > 0 && !periods_exist(s->step, s->first, s->count))))
		refuse_damaged(PERIODIC_SUMMARY_NAME);
	return s;
}

PeriodicSummary *
periodic_summary_argument(FunctionCallInfo fcinfo, int argument)
{
	return from_datum(PG_GETARG_DATUM(argument));
}

PeriodicSummary *
periodic_summary_canonical(const PeriodicSummary *s)
{
	int32		from = 0;
	int32		to = s->count;
	PeriodicSummary *result;

	while (to > 0 && !period_touched(&s->sums[to - 1]))
		to--;
	while (from < to && !period_touched(&s->sums[from]))
		from++;
	result = periodic_summary_make(to - from);
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
	if (!period_touched(sums))
		return memcmp(sums, &no_sums, sizeof(PeriodSums)) == 0 ? NULL : "periods";
	if (sums->leases < 0 || sums->leases > s->rows - s->pending ||
		!IS_VALID_TIMESTAMP(sums->first_start) || !IS_VALID_TIMESTAMP(sums->last_end) || sums->first_start > sums->last_end)
		return "periods";
	/* it takes time to earn */
	if (sums->first_start == sums->last_end && (words128_get(&sums->quantity_time) != 0 || words128_get(&sums->rent) != 0))
		return "periods";
	return NULL;
}

const char *
periodic_summary_head_fault(const PeriodicSummary *s)
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
	if (s->rows == 0 ? s->step != PERIOD_NONE : !period_step_is_known(s->step))
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

const char *
periodic_summary_fault(const PeriodicSummary *s)
{
	const char *field = periodic_summary_head_fault(s);

	for (int32 i = 0; field == NULL && i < s->count; i++)
	{
		if ((i & 0xFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		field = sums_fault(s, &s->sums[i]);
	}
	if (field == NULL && s->count > 0 && (!period_touched(&s->sums[0]) || !period_touched(&s->sums[s->count - 1])))
		field = "periods";
	return field;
}

#ifdef USE_ASSERT_CHECKING
/* A state, which need not be canonical. */
bool
periodic_summary_sound(const PeriodicSummary *s)
{
	if (s->count < 0 || s->count > ROOM(s) || periodic_summary_head_fault(s) != NULL)
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

/* ---- growing and counting -------------------------------------------------------------------- */

/* 54000 for periods too far apart. */
static void
require_not_too_many(int step, int32 first, int32 last)
{
	if (unlikely((int64) last - first >= periods_most(step)))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("periods from %s to %s are too many for one %s",
						day_string(period_first_day(step, first)), day_string(period_first_day(step, last + INT64CONST(1)) - 1),
						PERIODIC_SUMMARY_NAME),
				 errdetail("By the %s it holds at most %d periods.", period_name(step), periods_most(step)),
				 errhint("Where a day such as 9999-12-31 stands for no end, make it NULL or infinity, and pass a \"within\" that ends; or leave out the rows of wrong dates.")));
}

PeriodicSummary *
periodic_summary_reserve(PeriodicSummary *s, int32 first, int32 last)
{
	int32		new_first = s->count > 0 ? Min(first, s->first) : first;
	int32		new_last = s->count > 0 ? Max(last, s->first + s->count - 1) : last;
	int32		most = periods_most(s->step);
	int32		needed;
	int32		before;
	PeriodicSummary *result = s;

	if (likely(s->count > 0 && first >= s->first && last < s->first + s->count))
		return s;
	require_not_too_many(s->step, new_first, new_last);
	needed = new_last - new_first + 1;
	if (needed > ROOM(s))
	{
		result = periodic_summary_make(Min(2 * needed, most));
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
		a = periodic_summary_canonical(a);
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
			if (!period_touched(&b->sums[i]))
				continue;
			period_sums_add(sums, false, b->sums[i].first_start, b->sums[i].last_end,
							words128_get(&b->sums[i].quantity_time), words128_get(&b->sums[i].rent));
			if (pg_add_s64_overflow(sums->leases, b->sums[i].leases, &sums->leases))
				lease_summary_out_of_range("number of rows");
		}
	}
	assert_periodic_summary(a, sound);
	PG_RETURN_POINTER(in_aggregate(fcinfo) ? a : periodic_summary_canonical(a));
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
	PG_RETURN_POINTER(periodic_summary_canonical(s));
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
		values[2] = DateADTGetDatum((DateADT) Max(period_first_day(s->step, period), local_days(zone_to_local(periods->zone, from))));
		values[3] = DateADTGetDatum((DateADT) Min(period_first_day(s->step, period + INT64CONST(1)) - 1,
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
	s = periodic_summary_canonical(periodic_summary_argument(fcinfo, 0));
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

/* ---- order and hash --------------------------------------------------------------------------------------- */

/* Itself if it is canonical, as what the aggregates return is. */
static void *
compared_form(void *value)
{
	PeriodicSummary *s = from_datum(PointerGetDatum(value));

	if (s->count == ROOM(s) &&
		(s->count > 0 ? period_touched(&s->sums[0]) && period_touched(&s->sums[s->count - 1]) : s->first == 0))
		return s;
	return periodic_summary_canonical(s);
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
