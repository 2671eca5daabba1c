/*
 * cash_flows.c
 *		The type cash_flows: one flow per date, and the flows as a series.
 */
#include "flows/cash_flows.h"

#include "base/expanded_state.h"
#include "base/numbers.h"
#include "miscadmin.h"
#include "utils/builtins.h"

/*
 * Memory: flat flows are at most twice what their dates need.  The limit on dates keeps
 * them below what one palloc can give.
 */
#define MAX_DATES	CASH_FLOWS_MAX_DATES

/* Below this size, doubling is cheaper than looking for equal dates. */
#define COMPACTED_SIZE	8192

bool
too_many_dates(struct Node *escontext)
{
	ereturn(escontext, false,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("cash_flows cannot hold more than %d dates", MAX_DATES),
			 errhint("Group the flows, or truncate their dates to months with date_trunc().")));
}

CashFlows *
cash_flows_make_of_size(MemoryContext context, Size size)
{
	CashFlows  *flows = MemoryContextAlloc(context, size);

	memset(flows, 0, offsetof(CashFlows, flow));
	SET_VARSIZE(flows, size);
	flows->version = CASH_FLOWS_VERSION;
	return flows;
}

CashFlows *
make_cash_flows(int n)
{
	if (n > MAX_DATES)
		too_many_dates(NULL);
	return cash_flows_make_of_size(CurrentMemoryContext, CASH_FLOWS_SIZE(n));
}

/* ---- one flow per date ------------------------------------------------------------ */

/* A date, ordered as an unsigned number, over the place of its flow. */
#define SORT_KEY(date, place)	(((uint64) ((uint32) (date) ^ 0x80000000) << 32) | (uint32) (place))

#define ST_SORT sort_keys
#define ST_ELEMENT_TYPE uint64
#define ST_COMPARE(a, b) (*(a) < *(b) ? -1 : *(a) > *(b) ? 1 : 0)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/* False where the error is a soft one, here and below. */
static bool
add_amount(CashFlow *flow, i128 amount, struct Node *escontext)
{
	if (unlikely(!words128_add(&flow->amount, amount)))
		ereturn(escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of the amounts of one date or period out of range"),
				 errdetail("Its magnitude must stay below 10^26.")));
	return true;
}

/* Bits set in a word; the compiler's own is a call where the processor's instruction is not presumed. */
static inline int
bits_set(uint64 word)
{
	word -= (word >> 1) & UINT64CONST(0x5555555555555555);
	word = (word & UINT64CONST(0x3333333333333333)) + ((word >> 2) & UINT64CONST(0x3333333333333333));
	word = (word + (word >> 4)) & UINT64CONST(0x0F0F0F0F0F0F0F0F);
	return (int) ((word * UINT64CONST(0x0101010101010101)) >> 56);
}

/* For the number of dates, after a soft error. */
#define NOT_MERGED	(-1)

/*
 * Dates that lie close: a bit for each day of their range, and for each 64 days how
 * many dates come before, tell where a flow goes.
 */
static int
merge_close_dates(const CashFlows *from, CashFlow *to, DateADT first, int words, struct Node *escontext)
{
	uint64	   *day = palloc(words * sizeof(uint64));
	uint32	   *before = palloc(words * sizeof(uint32));
	int			count = 0;

	clear_large(day, words * sizeof(uint64));
	for (int i = 0; i < from->used; i++)
	{
		uint32		offset = (uint32) from->flow[i].date - (uint32) first;

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		day[offset / 64] |= UINT64CONST(1) << (offset % 64);
	}
	for (int i = 0; i < words; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		before[i] = count;
		count += bits_set(day[i]);
	}
	clear_large(to, count * sizeof(CashFlow));
	for (int i = 0; i < from->used; i++)
	{
		const CashFlow *flow = &from->flow[i];
		uint32		offset = (uint32) flow->date - (uint32) first;
		uint64		earlier = day[offset / 64] & ((UINT64CONST(1) << (offset % 64)) - 1);
		CashFlow   *place = &to[before[offset / 64] + bits_set(earlier)];

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		place->date = flow->date;
		if (!add_amount(place, cash_flow_amount(flow), escontext))
			return NOT_MERGED;
	}
	pfree(day);
	pfree(before);
	return count;
}

/* Dates anywhere: those not sorted yet are, and merged with the rest. */
static int
merge_far_dates(const CashFlows *from, CashFlow *to, struct Node *escontext)
{
	int			tail = from->used - from->sorted;
	uint64	   *keys = palloc(Max(tail, 1) * sizeof(uint64));
	int			head = 0;
	int			n = 0;

	for (int i = 0; i < tail; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		keys[i] = SORT_KEY(from->flow[from->sorted + i].date, from->sorted + i);
	}
	sort_keys(keys, tail);

	for (int i = 0; head < from->sorted || i < tail;)
	{
		const CashFlow *next;

		if (((head + i) & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (i == tail || (head < from->sorted && SORT_KEY(from->flow[head].date, head) <= keys[i]))
			next = &from->flow[head++];
		else
			next = &from->flow[(uint32) keys[i++]];
		if (n == 0 || to[n - 1].date != next->date)
			to[n++] = *next;
		else if (!add_amount(&to[n - 1], cash_flow_amount(next), escontext))
			return NOT_MERGED;
	}
	pfree(keys);
	return n;
}

#ifdef USE_ASSERT_CHECKING
/* Whether those that are said to be by date are, one per date (base/summary.h). */
static bool
cash_flows_sound(const CashFlows *flows)
{
	if (flows->used < 0 || flows->used > cash_flows_room(flows) || flows->sorted < 0 || flows->sorted > flows->used)
		return false;
	for (int i = 0; i < flows->sorted; i++)
	{
		if (flows->flow[i].unused != 0 || (i > 0 && flows->flow[i].date <= flows->flow[i - 1].date))
			return false;
	}
	return true;
}

static void
assert_cash_flows(const CashFlows *flows, bool sound_before)
{
	Assert(!sound_before || cash_flows_sound(flows));
}
#else
#define cash_flows_sound(flows)		true
#define assert_cash_flows(flows, sound_before)	((void) (sound_before))
#endif

/* The flows of "from" into "to", which has room for them, by date and one per date; how many there are, NOT_MERGED. */
static int
merge_dates(const CashFlows *from, CashFlow *to, struct Node *escontext)
{
	DateADT		first = PG_INT32_MAX;
	DateADT		last = PG_INT32_MIN;
	int64		words;
	int			count;

	for (int i = 0; i < from->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		first = Min(first, from->flow[i].date);
		last = Max(last, from->flow[i].date);
	}
	words = ((int64) last - first) / 64 + 1;
	if (words <= 2 * (int64) from->used)
		count = merge_close_dates(from, to, first, (int) words, escontext);
	else
		count = merge_far_dates(from, to, escontext);
	if (count > MAX_DATES && !too_many_dates(escontext))
		return NOT_MERGED;
	return count;
}

CashFlows *
cash_flows_canonical_safe(CashFlows *flows, struct Node *escontext)
{
	CashFlows  *result;
	int			count;
	bool		sound;

	if (flows->sorted == flows->used && VARSIZE(flows) == CASH_FLOWS_SIZE(flows->used))
		return flows;
	sound = cash_flows_sound(flows);
	result = cash_flows_make_of_size(CurrentMemoryContext, CASH_FLOWS_SIZE(flows->used));
	result->parameter_kind = flows->parameter_kind;
	result->parameter = flows->parameter;
	if (flows->sorted == flows->used)
	{
		copy_large(result->flow, flows->flow, flows->used * sizeof(CashFlow));
		count = flows->used;
	}
	else if ((count = merge_dates(flows, result->flow, escontext)) == NOT_MERGED)
		return NULL;
	result->used = result->sorted = count;
	SET_VARSIZE(result, CASH_FLOWS_SIZE(count));
	assert_cash_flows(result, sound);
	return result;
}

static bool
merge_in_place(CashFlows *flows, struct Node *escontext)
{
	CashFlow   *merged = palloc(flows->used * sizeof(CashFlow));
	bool		sound = cash_flows_sound(flows);
	int			count = merge_dates(flows, merged, escontext);

	if (count != NOT_MERGED)
	{
		copy_large(flows->flow, merged, count * sizeof(CashFlow));
		flows->used = flows->sorted = count;
	}
	pfree(merged);
	assert_cash_flows(flows, sound);
	return count != NOT_MERGED;
}

void
cash_flows_merge_dates(CashFlows *flows)
{
	(void) merge_in_place(flows, NULL);
}

/* ---- one more flow --------------------------------------------------------------------- */

/* Room for one more flow: by merging equal dates if that makes enough of it, else by making it twice as large. */
static CashFlows *
make_room(CashFlows *flows, struct Node *escontext)
{
	Size		size = VARSIZE(flows);

	if (size >= COMPACTED_SIZE && flows->sorted < flows->used)
	{
		if (!merge_in_place(flows, escontext))
			return NULL;
		if (flows->used <= cash_flows_room(flows) / 2)
			return flows;
	}

	/* what is canonical has no room at all */
	for (size = CASH_FLOWS_FIRST_SIZE; size < VARSIZE(flows) + sizeof(CashFlow);)
		size *= 2;
	size = Min(size, CASH_FLOWS_SIZE(2 * MAX_DATES + 1));
	flows = repalloc(flows, size);
	SET_VARSIZE(flows, size);
	return flows;
}

/* The flow of a date that is found at once: one of an unbroken run of days, or the latest; else NULL. */
static inline CashFlow *
flow_of_date(CashFlows *flows, DateADT date)
{
	int64		place;

	if (flows->sorted == 0)
		return NULL;
	place = (int64) date - flows->flow[0].date;
	if (place >= 0 && place < flows->sorted && flows->flow[place].date == date)
		return &flows->flow[place];
	if (flows->flow[flows->sorted - 1].date == date)
		return &flows->flow[flows->sorted - 1];
	return NULL;
}

CashFlows *
cash_flows_append(CashFlows *flows, DateADT date, i128 amount, struct Node *escontext)
{
	CashFlow   *flow = flow_of_date(flows, date);

	if (flow != NULL)
		return add_amount(flow, amount, escontext) ? flows : NULL;
	if (unlikely(flows->used >= cash_flows_room(flows)))
		flows = make_room(flows, escontext);
	return flows != NULL && cash_flows_push(flows, date, amount, escontext) ? flows : NULL;
}

/* ---- as a series --------------------------------------------------------------------- */

static Real
series_amount(const FlowSeries *series, int i)
{
	i128		amount = cash_flow_amount(&((const CashFlows *) series->flows)->flow[i]);
	Real		magnitude = real_from_u128(i128_abs(amount));

	return amount < 0 ? real_negate(magnitude) : magnitude;
}

static int64
series_time(const FlowSeries *series, int i)
{
	return ((const CashFlows *) series->flows)->flow[i].date;
}

FlowSeries
cash_flow_series(const CashFlows *flows)
{
	return (FlowSeries) {
		.flows = flows,
		.n = flows->used,
		.amount = series_amount,
		.time = series_time,
		.year = DAYS_PER_XIRR_YEAR,
		.exponent = -AMOUNT_SCALE
	};
}

YearFraction
cash_flow_years(const CashFlows *flows, int i, const DayCount *day_count)
{
	return day_count_years(day_count, (DatePeriod) {
		.start = flows->flow[0].date,
		.end = flows->flow[i].date
	});
}

/* ---- what a group carries along ---------------------------------------------------------- */

const char *
cash_flows_parameter_string(ParameterKind kind, float8 parameter)
{
	if (kind != PARAMETER_VALUE)
		return "NULL";
	return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(numeric_from_float8(parameter, "rate"))));
}

void
cash_flows_refuse_sum(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("sum of the cash flows out of range"),
			 errdetail("Its magnitude must stay below 10^26.")));
}

i128
cash_flows_sum(const CashFlows *flows)
{
	i128		sum = 0;

	for (int i = 0; i < flows->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (__builtin_add_overflow(sum, cash_flow_amount(&flows->flow[i]), &sum))
			cash_flows_refuse_sum();
	}
	return sum;
}
