/*
 * monthly_revenue.c
 *		Revenue by calendar month in one pass: the type monthly_revenue and the
 *		aggregate revenue_by_month().
 */
#include "rent/days.h"
#include "rent/terms_lease.h"

#include "common/hashfn.h"
#include "base/expanded_state.h"
#include "funcapi.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "base/messages.h"
#include "base/numbers.h"
#include "pgtime.h"
#include "base/summary.h"
#include "base/summary_scan.h"
#include "base/summary_text.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/tuplestore.h"
#include "base/zone.h"

#define MONTHLY_REVENUE_VERSION	1
#define MONTHLY_REVENUE_NAME	"monthly_revenue"

/* Room for a name of the zone database; the longest has 32 characters. */
#define ZONE_NAME_LENGTH		64

/*
 * Months are counted from 2000-01.  Canonical, as it is stored, sent and compared:
 * no room to spare and no zero at either end of the list.  Inside an aggregate it has
 * room for months to come.
 */
typedef struct MonthlyRevenue
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		reserved;
	uint64		terms;			/* what the rates have in common (summary_terms.h); 0 if there are no leases */
	char		zone[ZONE_NAME_LENGTH]; /* whose months these are, zeros after it */
	int32		first;			/* month of revenue[0] */
	int32		count;			/* months in use */
	Words128	revenue[FLEXIBLE_ARRAY_MEMBER]; /* in 10^-12 currency units */
} MonthlyRevenue;

#define SIZE_OF(count)		(offsetof(MonthlyRevenue, revenue) + (Size) (count) * sizeof(Words128))
#define ROOM(m)			((int32) ((VARSIZE(m) - offsetof(MonthlyRevenue, revenue)) / sizeof(Words128)))
#define INITIAL_ROOM	16

/* The whole months of the timestamps that exist: 4714-12 BC to 294276-12. */
#define MONTH_FIRST			((-4713 - 2000) * 12 + 11)
#define MONTHS_END			((294277 - 2000) * 12)

/*
 * A thousand years, in 192 kB: the lease of 9999-12-31 that stands for one without an end would
 * give each group a list of 96,000 months, and one of 1970 beside it in the year 200000 gigabytes.
 */
#define MAX_MONTHS			12000

static inline bool
months_exist(const MonthlyRevenue *m)
{
	return m->first >= MONTH_FIRST && m->first <= MONTHS_END - m->count;
}

static MonthlyRevenue *
make(int32 room)
{
	MonthlyRevenue *m = palloc(SIZE_OF(room));

	clear_large(m, SIZE_OF(room));
	SET_VARSIZE(m, SIZE_OF(room));
	m->version = MONTHLY_REVENUE_VERSION;
	return m;
}

static const StoredType stored_type = {
	.name = MONTHLY_REVENUE_NAME,
	.version = MONTHLY_REVENUE_VERSION,
	.head = offsetof(MonthlyRevenue, revenue)
};

static MonthlyRevenue *
from_datum(Datum value)
{
	MonthlyRevenue *m = stored_value(PG_DETOAST_DATUM(value), &stored_type);

	if (unlikely(m->count < 0 || m->count > ROOM(m) || m->zone[ZONE_NAME_LENGTH - 1] != '\0' ||
				 (m->count > 0 && !months_exist(m))))
		refuse_damaged(MONTHLY_REVENUE_NAME);
	return m;
}

/* A state, which need not be canonical. */
#ifdef USE_ASSERT_CHECKING
static bool
monthly_revenue_sound(const MonthlyRevenue *m)
{
	return m->count >= 0 && m->count <= ROOM(m) && m->count <= MAX_MONTHS && (m->count == 0 || months_exist(m)) &&
		(m->terms != 0 || m->count == 0) && (m->terms == 0 || summary_terms_valid(m->terms)) &&
		memchr(m->zone, '\0', ZONE_NAME_LENGTH) != NULL && (m->terms == 0) == (m->zone[0] == '\0');
}
#else
#define monthly_revenue_sound(m)	true
#endif
#define assert_monthly_revenue(m, sound_before)	assert_stays_sound(monthly_revenue_sound(m), sound_before)

static inline MonthlyRevenue *
argument(FunctionCallInfo fcinfo, int i)
{
	return from_datum(PG_GETARG_DATUM(i));
}

/* A copy without room to spare and without zeros at the ends. */
static MonthlyRevenue *
canonical(const MonthlyRevenue *m)
{
	int32		from = 0;
	int32		to = m->count;
	MonthlyRevenue *result;

	while (to > 0 && words128_get(&m->revenue[to - 1]) == 0)
		to--;
	while (from < to && words128_get(&m->revenue[from]) == 0)
		from++;
	result = make(to - from);
	result->terms = m->terms;
	memcpy(result->zone, m->zone, ZONE_NAME_LENGTH);
	result->count = to - from;
	result->first = result->count > 0 ? m->first + from : 0;
	memcpy(result->revenue, &m->revenue[from], (to - from) * sizeof(Words128));
	return result;
}

/* The one way in which it is written: "2024-01", "-43-03". */
static char *
month_string(int64 year, int month)
{
	return psprintf(INT64_FORMAT "-%02d", year, month);
}

static char *
month_name(int32 month)
{
	int64		count = (int64) month + 2000 * 12;
	int64		year = (count >= 0 ? count : count - 11) / 12;

	return month_string(year, (int) (count - year * 12) + 1);
}

/*
 * Makes room for months [first, last]; the result replaces m, and is m where there is
 * room.  Leaves as much room again at the end, so that growing is rare.  54000 for months too
 * far apart.
 */
static MonthlyRevenue *
reserve(MonthlyRevenue *m, int32 first, int32 last)
{
	int32		new_first = m->count > 0 ? Min(first, m->first) : first;
	int32		new_last = m->count > 0 ? Max(last, m->first + m->count - 1) : last;
	int32		needed = new_last - new_first + 1;
	MonthlyRevenue *result = m;

	if (needed > MAX_MONTHS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("revenue from %s to %s is of too many months for one %s", month_name(new_first), month_name(new_last),
						MONTHLY_REVENUE_NAME),
				 errdetail("It holds at most %d months, which are %d years.", MAX_MONTHS, MAX_MONTHS / 12),
				 errhint("Where a day such as 9999-12-31 stands for no end, make it NULL or infinity, and pass a \"within\" that ends; or leave out the rows of wrong dates.")));
	if (needed > ROOM(m))
	{
		result = make(Min(2 * needed, MAX_MONTHS));
		result->terms = m->terms;
		memcpy(result->zone, m->zone, ZONE_NAME_LENGTH);
	}
	if (m->count > 0 && (result != m || new_first < m->first))
		memmove(&result->revenue[m->first - new_first], m->revenue, m->count * sizeof(Words128));
	if (result == m && m->count > 0 && new_first < m->first)
		memset(m->revenue, 0, (m->first - new_first) * sizeof(Words128));
	if (result == m && needed > m->count)
	{
		int32		in_use = m->count > 0 ? m->first - new_first + m->count : 0;

		memset(&m->revenue[in_use], 0, (needed - in_use) * sizeof(Words128));
	}
	result->first = new_first;
	result->count = needed;
	return result;
}

static void
set_or_check_terms(MonthlyRevenue *m, uint64 terms, const char *zone)
{
	if (m->terms == 0)
	{
		if (strlen(zone) >= ZONE_NAME_LENGTH)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("the name of the time zone is longer than %d characters", ZONE_NAME_LENGTH - 1)));
		m->terms = terms;
		strlcpy(m->zone, zone, ZONE_NAME_LENGTH);
		return;
	}
	if (m->terms != terms && !summary_terms_join(&m->terms, terms))
		refuse_terms(m->terms, terms);
	if (strncmp(m->zone, zone, ZONE_NAME_LENGTH) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("months of \"%s\" and of \"%s\" cannot be summed", m->zone, zone),
				 errhint("Use one time zone in a group.")));
}

static void
add_amount(MonthlyRevenue *m, int32 month, i128 amount)
{
	if (!words128_add(&m->revenue[month - m->first], amount))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("revenue out of range")));
}

/* ---- the aggregate ------------------------------------------------------------------ */

static int32
calendar_month(TimeZone *zone, int64 instant)
{
	int64		month;

	if (!month_of(zone, instant, &month))
		check_accrual(ACCRUAL_DATE_RANGE);
	return (int32) month;
}

/*
 * monthly_revenue_add(monthly_revenue, rate rent_rate, quantity, during tstzrange, zone text
 *		[, within tstzrange, proration text]) RETURNS monthly_revenue
 * monthly_revenue_add(monthly_revenue, rate rent_rate, quantity, first_day date, last_day date
 *		[, within daterange [, proration text]]) RETURNS monthly_revenue
 * monthly_revenue_add(monthly_revenue, rate rent_rate, quantity, text, text [, text, text]):
 *		either, of which the literals are
 *
 * For each kind of quantity.  Adds the rent of each calendar month of the zone, as rent()
 * gives it for that month; of days, the months are those of UTC.  NULL and errors as rent();
 * a NULL within is none; 22023 for another currency, tax basis or zone in a group, 22003 on overflow.
 */
static Datum
add_months(FunctionCallInfo fcinfo, QuantityReader read_quantity, const bool days)
{
	MonthlyRevenue *m = PG_ARGISNULL(0) ? NULL : argument(fcinfo, 0);
	RateMemory	no_memory = {0};
	const Proration *proration = proration_default();
	const RentRate *rate;
	TimeZone   *zone;
	Quantity	quantity;
	Span		during;
	Span		within;
	bool		has_within = PG_NARGS() > 5 && !PG_ARGISNULL(5);
	Lease		lease;
	int64		from;
	i128		before = 0;
	int32		month;
	bool		sound;

	require_aggregate(fcinfo);
	if (m == NULL)
		m = make(INITIAL_ROOM);
	sound = monthly_revenue_sound(m);
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_POINTER(m);
	if (!days)
		reject_null(fcinfo, 4, "zone");
	zone = days ? zone_utc() : zone_lookup(PG_GETARG_TEXT_PP(4));
	if (PG_NARGS() > 6)
	{
		reject_null(fcinfo, 6, "proration");
		proration = proration_argument(PG_GETARG_TEXT_PP(6));
	}

	rate = PG_GETARG_RENT_RATE_P(1);
	quantity = read_quantity(PG_GETARG_DATUM(2));
	during = days ? span_of_days(fcinfo, 3) : span_from_tstzrange(PG_GETARG_DATUM(3));
	if (has_within)
		within = days ? span_from_daterange(PG_GETARG_DATUM(5)) : span_from_tstzrange(PG_GETARG_DATUM(5));
	lease_init(&lease, rate_memory(fcinfo, &no_memory), rate, &quantity, &during,
			   has_within ? &within : NULL, zone, proration);
	set_or_check_terms(m, rate->terms & ~RATE_TERMS_PERIOD, zone_name(zone));
	assert_monthly_revenue(m, sound);
	if (lease.from == lease.to)
		PG_RETURN_POINTER(m);

	month = calendar_month(zone, lease.from);
	m = reserve(m, month, calendar_month(zone, lease.to - 1));
	if (lease.from > lease.accrual.start)
		check_accrual(accrued(&lease.accrual, lease.from, &before));
	for (from = lease.from; from < lease.to; month++)
	{
		int64		to;
		i128		until;

		if (!month_start(zone, month + 1, &to) || to > lease.to)
			to = lease.to;
		check_accrual(accrued(&lease.accrual, to, &until));
		add_amount(m, month, amount_minus(until, before));
		before = until;
		from = to;
		if ((month & 1023) == 0)
			CHECK_FOR_INTERRUPTS();
	}
	assert_monthly_revenue(m, sound);
	PG_RETURN_POINTER(m);
}

static Datum
monthly_revenue_add(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return add_months(fcinfo, read_quantity, false);
}

static Datum
monthly_revenue_add_days(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return add_months(fcinfo, read_quantity, true);
}

/* Bare literals, which may be a range and a zone, or two days; then a within and a proration. */
static Datum
monthly_revenue_add_texts(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	LOCAL_FCINFO(call, 7);
	const text *first = TEXT_ARGUMENT(3);
	const text *within = PG_NARGS() > 5 ? TEXT_ARGUMENT(5) : NULL;
	bool		days = first != NULL && !text_is_range(first);

	copy_call(call, fcinfo);
	call->args[3] = argument_of_text(first, days ? day_of_text : tstzrange_of_text);
	if (days)
		call->args[4] = argument_of_text(TEXT_ARGUMENT(4), day_of_text);
	if (PG_NARGS() > 5)
		call->args[5] = argument_of_text(within, days ? daterange_of_text : tstzrange_of_text);
	return add_months(call, read_quantity, days);
}

/*
 * monthly_revenue_add_numeric, monthly_revenue_add_float8, monthly_revenue_add_p_capacity
 * monthly_revenue_add_days_numeric, monthly_revenue_add_days_float8, monthly_revenue_add_days_p_capacity
 * monthly_revenue_add_texts_numeric, monthly_revenue_add_texts_float8, monthly_revenue_add_texts_p_capacity
 */
FUNCTIONS_OF_FULL_QUANTITY(monthly_revenue_add);
FUNCTIONS_OF_FULL_QUANTITY(monthly_revenue_add_days);
FUNCTIONS_OF_FULL_QUANTITY(monthly_revenue_add_texts);

/*
 * monthly_revenue_add(monthly_revenue, terms lease_terms, quantity,
 *		during tstzrange | first_day date, last_day date [, within tstzrange | daterange]) RETURNS monthly_revenue
 *
 * For each kind of quantity.  The same on terms, by the months of their own zone, else of UTC.
 */
static const LeaseForm row_of_range = {.rate = 1, .within = 4, .zone = -1, .proration = -1};
static const LeaseForm row_of_days = {.rate = 1, .days = true, .within = 5, .proration = -1};

static Datum
add_on_terms(FunctionCallInfo fcinfo, QuantityReader read_quantity, const LeaseForm *form)
{
	MonthlyRevenue *m = PG_ARGISNULL(0) ? NULL : argument(fcinfo, 0);
	TermsMemory no_memory;
	TermsMemory *memory;
	LeaseArguments a;
	TermsLease	lease;
	TermsCumulative cumulative;
	int64		from;
	i128		before = 0;
	int32		month;
	bool		sound;

	require_aggregate(fcinfo);
	if (m == NULL)
		m = make(INITIAL_ROOM);
	sound = monthly_revenue_sound(m);
	if (PG_ARGISNULL(3))
		PG_RETURN_POINTER(m);
	memory = terms_row_arguments(fcinfo, read_quantity, form, &no_memory, &a);
	if (memory == NULL)
		PG_RETURN_POINTER(m);
	terms_lease_from_arguments(&lease, memory, &a);
	set_or_check_terms(m, a.rate->terms & ~RATE_TERMS_PERIOD, zone_name(a.zone));
	assert_monthly_revenue(m, sound);
	if (lease.lease.from == lease.lease.to)
		PG_RETURN_POINTER(m);

	month = calendar_month(a.zone, lease.lease.from);
	m = reserve(m, month, calendar_month(a.zone, lease.lease.to - 1));
	terms_cumulative_open(&cumulative, &lease, false);
	if (lease.lease.from > lease.lease.accrual.start)
	{
		terms_cumulative_advance(&cumulative, lease.lease.from);
		before = terms_amount(&cumulative, &cumulative.due);
	}
	for (from = lease.lease.from; from < lease.lease.to; month++)
	{
		int64		to;
		i128		until;

		if (!month_start(a.zone, month + 1, &to) || to > lease.lease.to)
			to = lease.lease.to;
		terms_cumulative_advance(&cumulative, to);
		until = terms_amount(&cumulative, &cumulative.due);
		add_amount(m, month, amount_minus(until, before));
		before = until;
		from = to;
		if ((month & 1023) == 0)
			CHECK_FOR_INTERRUPTS();
	}
	assert_monthly_revenue(m, sound);
	PG_RETURN_POINTER(m);
}

static Datum
monthly_revenue_add_terms(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return add_on_terms(fcinfo, read_quantity, &row_of_range);
}

static Datum
monthly_revenue_add_terms_days(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return add_on_terms(fcinfo, read_quantity, &row_of_days);
}

/*
 * monthly_revenue_add_terms_numeric, monthly_revenue_add_terms_float8,
 * monthly_revenue_add_terms_p_capacity, monthly_revenue_add_terms_days_numeric,
 * monthly_revenue_add_terms_days_float8, monthly_revenue_add_terms_days_p_capacity
 */
FUNCTIONS_OF_FULL_QUANTITY(monthly_revenue_add_terms);
FUNCTIONS_OF_FULL_QUANTITY(monthly_revenue_add_terms_days);

/*
 * monthly_revenue_combine(monthly_revenue, monthly_revenue) RETURNS monthly_revenue
 *
 * The revenue of both, month by month; changes the first in place inside an aggregate.
 * Also the operator +.  22023 for other currencies, tax bases or zones, 22003 on overflow.
 */
PG_FUNCTION_INFO_V1(monthly_revenue_combine);
Datum
monthly_revenue_combine(PG_FUNCTION_ARGS)
{
	MonthlyRevenue *a = argument(fcinfo, 0);
	const MonthlyRevenue *b = argument(fcinfo, 1);
	bool		sound = monthly_revenue_sound(a) && monthly_revenue_sound(b);

	if (!in_aggregate(fcinfo))
		a = canonical(a);
	if (b->terms != 0)
		set_or_check_terms(a, b->terms, b->zone);
	if (b->count > 0)
	{
		a = reserve(a, b->first, b->first + b->count - 1);
		for (int32 i = 0; i < b->count; i++)
		{
			CHECK_FOR_INTERRUPTS();
			add_amount(a, b->first + i, words128_get(&b->revenue[i]));
		}
	}
	assert_monthly_revenue(a, sound);
	PG_RETURN_POINTER(in_aggregate(fcinfo) ? a : canonical(a));
}

/*
 * monthly_revenue_final(monthly_revenue) RETURNS monthly_revenue: as it is stored; NULL
 * if there was no lease
 */
PG_FUNCTION_INFO_V1(monthly_revenue_final);
Datum
monthly_revenue_final(PG_FUNCTION_ARGS)
{
	const MonthlyRevenue *m;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	m = argument(fcinfo, 0);
	if (m->terms == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(canonical(m));
}

/* ---- what it tells ------------------------------------------------------------------- */

static DateADT
first_day(int32 month)
{
	int64		count = (int64) month + 2000 * 12;
	int64		year = (count >= 0 ? count : count - 11) / 12;

	return (DateADT) days_from_civil(year, (int) (count - year * 12) + 1, 1);
}

/*
 * months(monthly_revenue) RETURNS TABLE (month date, revenue numeric)
 *
 * A row for each month from the first with revenue to the last, by its first day.
 */
PG_FUNCTION_INFO_V1(monthly_revenue_months);
Datum
monthly_revenue_months(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	const MonthlyRevenue *m;

	InitMaterializedSRF(fcinfo, 0);
	m = canonical(argument(fcinfo, 0));
	for (int32 i = 0; i < m->count; i++)
	{
		Datum		values[2] = {
			DateADTGetDatum(first_day(m->first + i)),
			NumericGetDatum(numeric_from_scaled(words128_get(&m->revenue[i]), ACCRUED_SCALE))
		};
		bool		nulls[2] = {false, false};

		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		CHECK_FOR_INTERRUPTS();
	}
	PG_RETURN_NULL();
}

/*
 * revenue(monthly_revenue) RETURNS numeric: the sum of its months
 */
PG_FUNCTION_INFO_V1(monthly_revenue_revenue);
Datum
monthly_revenue_revenue(PG_FUNCTION_ARGS)
{
	const MonthlyRevenue *m = argument(fcinfo, 0);
	Words128	sum = {{0, 0}};

	for (int32 i = 0; i < m->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!words128_add(&sum, words128_get(&m->revenue[i])))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("revenue out of range")));
	}
	PG_RETURN_NUMERIC(numeric_from_scaled(words128_get(&sum), ACCRUED_SCALE));
}

/* ---- text ----------------------------------------------------------------------------- */

/* monthly_revenue_out(monthly_revenue) RETURNS cstring */
PG_FUNCTION_INFO_V1(monthly_revenue_out);
Datum
monthly_revenue_out(PG_FUNCTION_ARGS)
{
	const MonthlyRevenue *m = canonical(argument(fcinfo, 0));
	CivilDate	month = civil_from_days(first_day(m->first));
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"version\": %d, \"terms\": \"%s\", \"zone\": \"%s\", \"first_month\": \"%s\", \"revenue\": [",
					 m->version, summary_terms_string(m->terms), m->zone, month_string(month.year, month.month));
	for (int32 i = 0; i < m->count; i++)
	{
		char		text[DECIMAL_BUFFER + 1];

		CHECK_FOR_INTERRUPTS();
		text[decimal_format(text, words128_get(&m->revenue[i]), ACCRUED_SCALE)] = '\0';
		appendStringInfo(&out, "%s%s", i > 0 ? ", " : "", text);
	}
	appendStringInfoString(&out, "]}");
	PG_RETURN_CSTRING(out.data);
}

/*
 * The field that cannot be right in a value from outside, which is canonical and of terms
 * that exist; NULL if there is none.  The zone need not exist: its name is only compared
 * with others, and a dump may go to a server that has other zones.
 */
static const char *
fault(const MonthlyRevenue *m)
{
	RateTerms	terms;

	rate_terms_unpack(m->terms, &terms);
	if (m->terms != 0 && (!summary_terms_valid(m->terms) || terms.currency == NO_CURRENCY))
		return "terms";
	if (memchr(m->zone, '\0', ZONE_NAME_LENGTH) == NULL || (m->terms == 0) != (m->zone[0] == '\0'))
		return "zone";
	for (size_t i = strlen(m->zone); i < ZONE_NAME_LENGTH; i++)
	{
		if (m->zone[i] != '\0')
			return "zone";
	}
	for (const char *p = m->zone; *p != '\0'; p++)
	{
		if (IS_HIGHBIT_SET(*p) || *p < ' ' || *p == '"' || *p == '\\')
			return "zone";
	}
	if (m->count == 0 && m->first != 0)
		return "first_month";
	if (m->count > 0 && (m->terms == 0 || !months_exist(m)))
		return "first_month";
	if (m->count > 0 && (words128_get(&m->revenue[0]) == 0 || words128_get(&m->revenue[m->count - 1]) == 0))
		return "revenue";
	return NULL;
}

/* A text as monthly_revenue_out() writes it; NULL for another. */
static MonthlyRevenue *
scan(const char *text)
{
	MonthlyRevenue *m = make(INITIAL_ROOM);
	char		month[16];
	int			year_digits;
	int64		year;
	int64		month_of_year;
	const char *p = month;
	i128		amount;

	if (!scan_text(&text, "{\"version\": 1, \"terms\": ") || !scan_terms(&text, &m->terms) ||
		!scan_text(&text, ", \"zone\": ") || !scan_string(&text, m->zone, ZONE_NAME_LENGTH) ||
		!scan_text(&text, ", \"first_month\": ") || !scan_string(&text, month, sizeof(month)) ||
		!scan_text(&text, ", \"revenue\": ["))
		return NULL;
	/* a month of the years 1000 to 9999 */
	year_digits = (int) strcspn(month, "-");
	if (year_digits != 4 || !scan_int64(&p, 0, &year) || *p++ != '-')
		return NULL;
	p += *p == '0' && strlen(p) == 2;
	if (!scan_int64(&p, 0, &month_of_year) || p != month + 7 || *p != '\0' || month_of_year < 1 || month_of_year > MONTHS_PER_YEAR)
		return NULL;
	m->first = (int32) ((year - 2000) * MONTHS_PER_YEAR + month_of_year - 1);

	for (bool more = *text != ']'; more; more = scan_text(&text, ", "))
	{
		MonthlyRevenue *longer;

		if (!scan_number(&text, ACCRUED_SCALE, &amount) || m->count == MAX_MONTHS || m->first > MONTHS_END - m->count)
			return NULL;
		longer = reserve(m, m->first, m->first + m->count);
		if (longer != m)
			pfree(m);
		m = longer;
		words128_set(&m->revenue[m->count - 1], amount);
	}
	if (strcmp(text, "]}") != 0)
		return NULL;
	m = canonical(m);
	return fault(m) == NULL ? m : NULL;
}

/* monthly_revenue_in(cstring) RETURNS monthly_revenue: as monthly_revenue_out() writes it */
PG_FUNCTION_INFO_V1(monthly_revenue_in);
Datum
monthly_revenue_in(PG_FUNCTION_ARGS)
{
	SummaryText text;
	MonthlyRevenue *m;
	MonthlyRevenue *longer;
	const char *zone;
	const char *month;
	JsonbValue *amount;
	int64		year;
	int			month_of_year;

	m = scan(PG_GETARG_CSTRING(0));
	if (m != NULL)
		PG_RETURN_POINTER(m);
	if (!summary_text_open(&text, MONTHLY_REVENUE_NAME, "revenue", PG_GETARG_CSTRING(0), FCINFO_ESCONTEXT(fcinfo)))
		PG_RETURN_NULL();
	(void) summary_text_version(&text, MONTHLY_REVENUE_VERSION);
	zone = summary_text_string(&text, "zone", summary_text_field(&text, "zone"));
	month = summary_text_string(&text, "first_month", summary_text_field(&text, "first_month"));
	summary_text_check_list(&text);
	if (text.failed)
		PG_RETURN_NULL();

	m = make(INITIAL_ROOM);
	m->terms = summary_text_terms(&text, "terms");
	if (strlen(zone) >= ZONE_NAME_LENGTH)
		summary_text_error(&text, "zone", "is too long");
	strlcpy(m->zone, zone, ZONE_NAME_LENGTH);
	if (sscanf(month, INT64_FORMAT "-%2d", &year, &month_of_year) != 2 ||
		year < -7000 || year > 300000 || month_of_year < 1 || month_of_year > 12 ||
		strcmp(month, month_string(year, month_of_year)) != 0)
		summary_text_error(&text, "first_month", "must be a year and month, as in \"2024-01\"");
	else
		m->first = (int32) ((year - 2000) * 12 + month_of_year - 1);
	while (!text.failed && (amount = summary_text_next(&text)) != NULL)
	{
		if (m->first > MONTHS_END - m->count)
		{
			summary_text_error(&text, "revenue", "is of more months than there are");
			break;
		}
		if (m->count == MAX_MONTHS)
		{
			summary_text_error(&text, "revenue", psprintf("is of more than %d months", MAX_MONTHS));
			break;
		}
		longer = reserve(m, m->first, m->first + m->count);
		if (longer != m)
			pfree(m);
		m = longer;
		words128_set(&m->revenue[m->count - 1], summary_text_number(&text, "revenue", amount, ACCRUED_SCALE));
	}
	if (text.failed)
		PG_RETURN_NULL();
	m = canonical(m);
	if (fault(m) != NULL)
	{
		summary_text_error(&text, fault(m), "cannot be right");
		PG_RETURN_NULL();
	}
	PG_RETURN_POINTER(m);
}

/* ---- binary: version, terms, zone, first month, count, then the amounts ---------------- */

/* monthly_revenue_send(monthly_revenue) RETURNS bytea */
PG_FUNCTION_INFO_V1(monthly_revenue_send);
Datum
monthly_revenue_send(PG_FUNCTION_ARGS)
{
	const MonthlyRevenue *m = canonical(argument(fcinfo, 0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint16(&buf, m->version);
	pq_sendint64(&buf, m->terms);
	pq_sendint16(&buf, strlen(m->zone));
	pq_sendbytes(&buf, m->zone, strlen(m->zone));
	pq_sendint32(&buf, m->first);
	pq_sendint32(&buf, m->count);
	for (int32 i = 0; i < m->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		pq_sendint64(&buf, m->revenue[i].word[1]);
		pq_sendint64(&buf, m->revenue[i].word[0]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* monthly_revenue_recv(internal) RETURNS monthly_revenue */
PG_FUNCTION_INFO_V1(monthly_revenue_recv);
Datum
monthly_revenue_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	MonthlyRevenue header = {0};
	MonthlyRevenue *m;
	unsigned int zone_length;

	(void) summary_recv_version(buf, MONTHLY_REVENUE_NAME, MONTHLY_REVENUE_VERSION);
	header.terms = pq_getmsgint64(buf);
	zone_length = pq_getmsgint(buf, 2);
	if (zone_length < ZONE_NAME_LENGTH)
		memcpy(header.zone, pq_getmsgbytes(buf, zone_length), zone_length);
	header.first = pq_getmsgint(buf, 4);
	header.count = pq_getmsgint(buf, 4);
	if (zone_length >= ZONE_NAME_LENGTH || header.count < 0 || header.count > MAX_MONTHS ||
		header.count > (buf->len - buf->cursor) / (int) sizeof(Words128))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s", MONTHLY_REVENUE_NAME)));

	m = make(header.count);
	m->terms = header.terms;
	memcpy(m->zone, header.zone, ZONE_NAME_LENGTH);
	m->first = header.first;
	m->count = header.count;
	for (int32 i = 0; i < m->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		m->revenue[i].word[1] = pq_getmsgint64(buf);
		m->revenue[i].word[0] = pq_getmsgint64(buf);
	}
	if (fault(m) != NULL)
		refuse_binary(MONTHLY_REVENUE_NAME, fault(m));
	PG_RETURN_POINTER(m);
}

/* Itself if it is canonical, as what the aggregates return is. */
static void *
compared_form(void *value)
{
	MonthlyRevenue *m = from_datum(PointerGetDatum(value));

	if (m->count == ROOM(m) &&
		(m->count > 0 ? words128_get(&m->revenue[0]) != 0 && words128_get(&m->revenue[m->count - 1]) != 0 :
		 m->first == 0))
		return m;
	return canonical(m);
}

/*
 * The comparisons and hashes: equal means the same terms, zone and revenue of every month;
 * the order is total and has no meaning.
 */
/*
 * monthly_revenue_eq, monthly_revenue_ne, monthly_revenue_lt, monthly_revenue_le, monthly_revenue_gt,
 * monthly_revenue_ge, monthly_revenue_cmp, monthly_revenue_hash, monthly_revenue_hash_extended
 */
SUMMARY_COMPARISONS_OF_FORM(monthly_revenue, compared_form);
