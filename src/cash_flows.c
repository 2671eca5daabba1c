/*
 * cash_flows.c
 *		The type cash_flows: its text and bytes, rows added, states merged.
 */
#include "cash_flows.h"

#include <math.h>

#include "expanded_state.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "numbers.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

/*
 * Memory: a state is at most twice what its dates need, and so is a copy that a small one
 * grows into.  The limit on dates keeps it below what one palloc can give.
 */
#define MAX_DATES	(1 << 24)

/* Sizes are powers of two, as what the allocator gives is; the first has room for 9 flows. */
#define FIRST_SIZE	256

/* Below this size, doubling is cheaper than looking for equal dates. */
#define COMPACTED_SIZE	8192

static inline int
capacity(const CashFlows *flows)
{
	return (int) ((VARSIZE(flows) - offsetof(CashFlows, flow)) / sizeof(CashFlow));
}

static void
too_many_dates(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("cash_flows cannot hold more than %d dates", MAX_DATES),
			 errhint("Group the flows, or truncate their dates to months with date_trunc().")));
}

static CashFlows *
make_flows(Size size)
{
	CashFlows  *flows = palloc(size);

	memset(flows, 0, offsetof(CashFlows, flow));
	SET_VARSIZE(flows, size);
	flows->version = CASH_FLOWS_VERSION;
	return flows;
}

CashFlows *
make_cash_flows(int n)
{
	if (n > MAX_DATES)
		too_many_dates();
	return make_flows(CASH_FLOWS_SIZE(n));
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

static void
add_amount(CashFlow *flow, i128 amount)
{
	if (!words128_add(&flow->amount, amount))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of the amounts of one date out of range"),
				 errdetail("Its magnitude must stay below 10^26.")));
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

/*
 * Dates that lie close: a bit for each day of their range, and for each 64 days how
 * many dates come before, tell where a flow goes.
 */
static int
merge_close_dates(const CashFlows *from, CashFlow *to, DateADT first, int words)
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
		add_amount(place, cash_flow_amount(flow));
	}
	pfree(day);
	pfree(before);
	return count;
}

/* Dates anywhere: those not sorted yet are, and merged with the rest. */
static int
merge_far_dates(const CashFlows *from, CashFlow *to)
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
		if (n > 0 && to[n - 1].date == next->date)
			add_amount(&to[n - 1], cash_flow_amount(next));
		else
			to[n++] = *next;
	}
	pfree(keys);
	return n;
}

/* The flows of "from" into "to", which has room for them, by date and one per date; how many there are. */
static int
merge_dates(const CashFlows *from, CashFlow *to)
{
	DateADT		first = PG_INT32_MAX;
	DateADT		last = PG_INT32_MIN;
	int64		words;

	for (int i = 0; i < from->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		first = Min(first, from->flow[i].date);
		last = Max(last, from->flow[i].date);
	}
	words = ((int64) last - first) / 64 + 1;
	if (words <= 2 * (int64) from->used)
		return merge_close_dates(from, to, first, (int) words);
	return merge_far_dates(from, to);
}

static CashFlows *
canonical(CashFlows *flows)
{
	CashFlows  *result;
	int			count;

	if (flows->sorted == flows->used && VARSIZE(flows) == CASH_FLOWS_SIZE(flows->used))
		return flows;
	result = make_flows(CASH_FLOWS_SIZE(flows->used));
	result->parameter_kind = flows->parameter_kind;
	result->parameter = flows->parameter;
	if (flows->sorted == flows->used)
	{
		copy_large(result->flow, flows->flow, flows->used * sizeof(CashFlow));
		count = flows->used;
	}
	else
		count = merge_dates(flows, result->flow);
	if (count > MAX_DATES)
		too_many_dates();
	result->used = result->sorted = count;
	SET_VARSIZE(result, CASH_FLOWS_SIZE(count));
	return result;
}

/* In place. */
static void
merge_dates_in_place(CashFlows *flows)
{
	CashFlow   *merged = palloc(flows->used * sizeof(CashFlow));
	int			count = merge_dates(flows, merged);

	copy_large(flows->flow, merged, count * sizeof(CashFlow));
	pfree(merged);
	if (count > MAX_DATES)
		too_many_dates();
	flows->used = flows->sorted = count;
}

/* ---- states ------------------------------------------------------------------------- */

static Size
settle(ExpandedState *state)
{
	CashFlows  *flows = (CashFlows *) state->flat;

	if (flows->sorted < flows->used)
		merge_dates_in_place(flows);
	return CASH_FLOWS_SIZE(flows->used);
}

static const ExpandedStateMethods expanded_methods = EXPANDED_STATE_METHODS(ExpandedState, settle);

/*
 * What a transition function works on, and what it returns.  Making room may move the
 * flows.
 */
typedef struct FlowState
{
	CashFlows  *flows;
	ExpandedState *expanded;	/* what they are a part of, NULL if they are flat */
	FunctionCallInfo fcinfo;	/* of the transition; NULL outside an aggregate */
} FlowState;

/* Itself or a copy in the current context; may have room and unsorted flows. */
static inline CashFlows *
flows_from_datum(Datum value)
{
	ExpandedState *expanded = expanded_state(&expanded_methods, DatumGetPointer(value));
	CashFlows  *flows;

	if (expanded != NULL)
		return (CashFlows *) expanded->flat;
	flows = (CashFlows *) PG_DETOAST_DATUM(value);
	check_stored(flows, offsetof(CashFlows, flow), "cash_flows", CASH_FLOWS_VERSION);
	if (unlikely(flows->used < 0 || flows->used > capacity(flows) ||
				 flows->sorted < 0 || flows->sorted > flows->used))
		refuse_damaged("cash_flows");
	return flows;
}

static inline FlowState
state_argument(FunctionCallInfo fcinfo)
{
	FlowState	state = {.fcinfo = fcinfo};

	if (VARATT_IS_EXTERNAL_EXPANDED_RW(PG_GETARG_POINTER(0)))
		state.expanded = expanded_state(&expanded_methods, PG_GETARG_POINTER(0));
	state.flows = flows_from_datum(PG_GETARG_DATUM(0));
	return state;
}

static inline Datum
state_datum(const FlowState *state)
{
	return state->expanded != NULL ? EOHPGetRWDatum(&state->expanded->header) : PointerGetDatum(state->flows);
}

/* Times from the first date count as positive everywhere: what has them otherwise is damaged. */
const CashFlows *
cash_flows_argument(Datum value)
{
	const CashFlows *flows = canonical(flows_from_datum(value));

	for (int i = 1; i < flows->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (unlikely(flows->flow[i].date <= flows->flow[i - 1].date))
			refuse_damaged("cash_flows");
	}
	return flows;
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

/* ---- adding ------------------------------------------------------------------------- */

/*
 * Room for one more flow: by merging equal dates in place if that makes enough of it, else
 * by making the state twice as large.  What is flat is copied in the current context; an
 * aggregate's machinery copies that to where the state lives and frees the old one.
 */
static void
make_room(FlowState *state)
{
	CashFlows  *flows = state->flows;
	Size		size = VARSIZE(flows);
	MemoryContext context;

	if (size >= COMPACTED_SIZE && flows->sorted < flows->used)
	{
		merge_dates_in_place(flows);
		if (flows->used <= capacity(flows) / 2)
			return;
	}

	/* a value from a table or another process has no room at all */
	for (size = FIRST_SIZE; size < VARSIZE(flows) + sizeof(CashFlow);)
		size *= 2;
	if (size == VARSIZE(flows))
		size *= 2;
	size = Min(size, CASH_FLOWS_SIZE(2 * MAX_DATES + 1));

	if (state->expanded != NULL)
	{
		expanded_state_grow(state->expanded, size);
		state->flows = (CashFlows *) state->expanded->flat;
	}
	else if (size > EXPAND_SIZE && state->fcinfo != NULL && AggCheckCallContext(state->fcinfo, &context))
	{
		state->expanded = expanded_state_make(&expanded_methods, context, flows, CASH_FLOWS_SIZE(flows->used), size);
		state->flows = (CashFlows *) state->expanded->flat;
	}
	else
	{
		CashFlows  *result = make_flows(size);

		copy_large((char *) result + VARHDRSZ, (char *) flows + VARHDRSZ, CASH_FLOWS_SIZE(flows->used) - VARHDRSZ);
		state->flows = result;
	}
}

static inline void
append(FlowState *state, DateADT date, i128 amount)
{
	CashFlows  *flows = state->flows;
	CashFlow   *next;

	if (flows->sorted > 0)
	{
		/* the days of an unbroken run are found at once; so is the latest date */
		int64		place = (int64) date - flows->flow[0].date;
		CashFlow   *latest = &flows->flow[flows->sorted - 1];

		if (place >= 0 && place < flows->sorted && flows->flow[place].date == date)
		{
			add_amount(&flows->flow[place], amount);
			return;
		}
		if (latest->date == date)
		{
			add_amount(latest, amount);
			return;
		}
	}
	if (unlikely(flows->used == capacity(flows)))
	{
		make_room(state);
		flows = state->flows;
	}

	next = &flows->flow[flows->used];
	next->date = date;
	next->unused = 0;
	words128_set(&next->amount, amount);
	if (flows->sorted == flows->used &&
		(flows->used == 0 || flows->flow[flows->used - 1].date < date))
	{
		/* those that are not in order are counted when they are merged */
		if (unlikely(flows->sorted == MAX_DATES))
			too_many_dates();
		flows->sorted++;
	}
	flows->used++;
}

/* What an aggregate's argument besides the flows says in errors. */
static const char *
parameter_string(const CashFlows *flows)
{
	if (flows->parameter_kind != PARAMETER_VALUE)
		return "NULL";
	return DatumGetCString(DirectFunctionCall1(numeric_out,
											   NumericGetDatum(numeric_from_float8(flows->parameter, "rate"))));
}

static void
reject_varying(const CashFlows *a, const CashFlows *b)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the rate varies within a group: %s and %s", parameter_string(a), parameter_string(b)),
			 errdetail("A discount rate or a guess is one number for all flows of a group."),
			 errhint("Add it to GROUP BY, or take max() of it first.")));
}

/* The same for every row; the first row sets it. */
static inline void
carry_parameter(CashFlows *flows, bool first, FunctionCallInfo fcinfo, int argument)
{
	CashFlows	row = {.parameter_kind = PARAMETER_NULL};

	if (!PG_ARGISNULL(argument))
	{
		/* adding zero makes -0 zero */
		row.parameter_kind = PARAMETER_VALUE;
		row.parameter = PG_GETARG_FLOAT8(argument) + 0.0;
	}
	if (first)
	{
		if (row.parameter_kind == PARAMETER_VALUE)
		{
			reject_not_finite(row.parameter, "rate");
			if (row.parameter <= -1)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("rate %s is not above -1", parameter_string(&row)),
						 errhint("Write 0.08 for 8 percent.")));
		}
		flows->parameter_kind = row.parameter_kind;
		flows->parameter = row.parameter;
	}
	else if (flows->parameter_kind != row.parameter_kind || flows->parameter != row.parameter)
		reject_varying(flows, &row);
}

/* ---- rows ----------------------------------------------------------------------------- */

static inline i128
amount_from_int4(Datum value)
{
	return int8_to_amount(DatumGetInt32(value));
}

static inline i128
amount_from_int8(Datum value)
{
	return int8_to_amount(DatumGetInt64(value));
}

static inline i128
amount_from_numeric(Datum value)
{
	return numeric_to_amount(value, "amount");
}

static inline i128
amount_from_float8(Datum value)
{
	return float8_to_amount(DatumGetFloat8(value), "amount");
}

static void
reject_infinite_date(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("a cash flow cannot have an infinite date")));
}

static inline DateADT
date_from_date(Datum value)
{
	DateADT		date = DatumGetDateADT(value);

	if (unlikely(DATE_NOT_FINITE(date)))
		reject_infinite_date();
	return date;
}

static inline DateADT
date_from_timestamp(Datum value)
{
	Timestamp	timestamp = DatumGetTimestamp(value);
	int64		days = timestamp / USECS_PER_DAY;

	if (unlikely(TIMESTAMP_NOT_FINITE(timestamp)))
		reject_infinite_date();
	return (DateADT) (days - (timestamp % USECS_PER_DAY < 0));
}

/*
 * A row into the state.  "flow" is the place of the amount among the arguments, the
 * date follows it; "parameter" that of the rate or guess, -1 if there is none.  A row
 * without amount or date adds nothing, and its rate is not looked at.
 */
static inline Datum
add_row(FunctionCallInfo fcinfo, i128 (*read_amount) (Datum), DateADT (*read_date) (Datum),
		int flow, int parameter)
{
	FlowState	state;
	bool		first = PG_ARGISNULL(0);

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(flow) || PG_ARGISNULL(flow + 1))
	{
		if (first)
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	if (first)
		state = (FlowState) {.flows = make_flows(FIRST_SIZE), .fcinfo = fcinfo};
	else
		state = state_argument(fcinfo);
	if (parameter >= 0)
		carry_parameter(state.flows, first, fcinfo, parameter);
	append(&state, read_date(PG_GETARG_DATUM(flow + 1)), read_amount(PG_GETARG_DATUM(flow)));
	return state_datum(&state);
}

/*
 * cash_flows_add(cash_flows, amount, at) RETURNS cash_flows
 * cash_flows_add_guess(cash_flows, amount, at, guess float8) RETURNS cash_flows
 * cash_flows_add_rate(cash_flows, discount_rate float8, amount, at) RETURNS cash_flows
 *
 * Transition functions.  amount is int4, int8, numeric or float8 (its shortest
 * decimal) in currency units; at is a date, or a timestamp, of which the date counts.
 * NULL amount or NULL at adds nothing.  22003 for an amount of more than 12 decimals
 * or beyond 10^24, 22023 for NaN, infinity, an infinite date, a rate or guess that is
 * not above -1 or that varies, 54000 for more dates than fit.
 */
#define ADD_FUNCTION(name, amount, at, flow, parameter) \
	PG_FUNCTION_INFO_V1(name##_##amount##_##at); \
	Datum name##_##amount##_##at(PG_FUNCTION_ARGS) \
	{ return add_row(fcinfo, amount_from_##amount, date_from_##at, flow, parameter); } \
	struct semicolon_eater

#define ADD_FUNCTIONS(amount, at) \
	ADD_FUNCTION(cash_flows_add, amount, at, 1, -1); \
	ADD_FUNCTION(cash_flows_add_guess, amount, at, 1, 3); \
	ADD_FUNCTION(cash_flows_add_rate, amount, at, 2, 1)

ADD_FUNCTIONS(int4, date);
ADD_FUNCTIONS(int4, timestamp);
ADD_FUNCTIONS(int8, date);
ADD_FUNCTIONS(int8, timestamp);
ADD_FUNCTIONS(numeric, date);
ADD_FUNCTIONS(numeric, timestamp);
ADD_FUNCTIONS(float8, date);
ADD_FUNCTIONS(float8, timestamp);

/* ---- merging ----------------------------------------------------------------------------- */

/*
 * cash_flows_combine(cash_flows, cash_flows) RETURNS cash_flows
 *
 * The flows of both; changes the first in place inside an aggregate, where neither
 * need be canonical.  Also the operator +.  22003 on overflow, 22023 where both carry
 * rates that differ.
 */
PG_FUNCTION_INFO_V1(cash_flows_combine);
Datum
cash_flows_combine(PG_FUNCTION_ARGS)
{
	FlowState	a = state_argument(fcinfo);
	const CashFlows *b = flows_from_datum(PG_GETARG_DATUM(1));

	if (a.flows->parameter_kind != b->parameter_kind || a.flows->parameter != b->parameter)
		reject_varying(a.flows, b);
	if (!in_aggregate(fcinfo))
	{
		CashFlows  *copy = palloc(VARSIZE(a.flows));

		copy_large(copy, a.flows, VARSIZE(a.flows));
		a = (FlowState) {.flows = copy};
	}
	for (int i = 0; i < b->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		append(&a, b->flow[i].date, cash_flow_amount(&b->flow[i]));
	}
	if (a.fcinfo == NULL)
		PG_RETURN_POINTER(canonical(a.flows));
	return state_datum(&a);
}

/*
 * cash_flows_final(cash_flows) RETURNS cash_flows
 *
 * Final function: one flow per date, by date.  Does not change the state.
 */
PG_FUNCTION_INFO_V1(cash_flows_final);
Datum
cash_flows_final(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(cash_flows_argument(PG_GETARG_DATUM(0)));
}

/* ---- text ----------------------------------------------------------------------------------- */

static void
encode_date(DateADT date, char *text)
{
	struct pg_tm tm;

	j2date(date + POSTGRES_EPOCH_JDATE, &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
	EncodeDateOnly(&tm, USE_XSD_DATES, text);
}

char *
date_as_iso(DateADT date)
{
	char	   *text = palloc(MAXDATELEN + 1);

	encode_date(date, text);
	return text;
}

/* cash_flows_out(cash_flows) RETURNS cstring: a JSON object, the same under any setting */
PG_FUNCTION_INFO_V1(cash_flows_out);
Datum
cash_flows_out(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"version\": %d", flows->version);
	if (flows->parameter_kind != PARAMETER_NONE)
		appendStringInfo(&out, ", \"rate\": %s",
						 flows->parameter_kind == PARAMETER_NULL ? "null" : parameter_string(flows));
	appendStringInfoString(&out, ", \"flows\": [");
	for (int i = 0; i < flows->used; i++)
	{
		char		amount[DECIMAL_BUFFER + 1];
		char		date[MAXDATELEN + 1];

		CHECK_FOR_INTERRUPTS();
		amount[decimal_format(amount, cash_flow_amount(&flows->flow[i]), AMOUNT_SCALE)] = '\0';
		encode_date(flows->flow[i].date, date);
		appendStringInfo(&out, "%s[\"%s\", %s]", i > 0 ? ", " : "", date, amount);
	}
	appendStringInfoString(&out, "]}");
	PG_RETURN_CSTRING(out.data);
}

bool
is_iso_date(const char *text)
{
	size_t		year = strspn(text, "0123456789");

	if (year < 4 || year > 7)
		return false;
	text += year;
	for (int i = 0; i < 2; i++)
	{
		if (text[0] != '-' || strspn(text + 1, "0123456789") != 2)
			return false;
		text += 3;
	}
	return *text == '\0' || strcmp(text, " BC") == 0;
}

/* One element of the list; false if it is not [date, amount]. */
static bool
flow_from_json(SummaryText *text, JsonbValue *pair, CashFlow *flow)
{
	JsonbValue *date;
	JsonbValue *amount;
	char	   *string;
	Datum		value;
	Decimal		decimal = {0};
	i128		scaled;
	size_t		length;

	if (pair->type != jbvBinary || !JsonContainerIsArray(pair->val.binary.data) ||
		JsonContainerSize(pair->val.binary.data) != 2)
		return false;
	date = getIthJsonbValueFromContainer(pair->val.binary.data, 0);
	amount = getIthJsonbValueFromContainer(pair->val.binary.data, 1);
	if (date->type != jbvString || amount->type != jbvNumeric)
		return false;

	string = pnstrdup(date->val.string.val, date->val.string.len);
	if (!is_iso_date(string))
		return false;
	if (!input_function_call_safe(date_in, string, text->escontext, &value))
	{
		text->failed = true;
		return true;
	}
	flow->date = DatumGetDateADT(value);
	flow->unused = 0;

	string = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(amount->val.numeric)));
	length = decimal_scan(string, strlen(string), &decimal);
	if (string[length] != '\0' ||
		decimal_to_scale_wide(&decimal, AMOUNT_SCALE, (u128) I128_MAX, &scaled) != DECIMAL_OK)
		return false;
	words128_set(&flow->amount, scaled);
	return true;
}

/*
 * cash_flows_in(cstring) RETURNS cash_flows
 *
 * A JSON object as cash_flows_out() writes it; the flows in any order, dates repeated
 * or not.  22P02 for anything else.
 */
PG_FUNCTION_INFO_V1(cash_flows_in);
Datum
cash_flows_in(PG_FUNCTION_ARGS)
{
	SummaryText text;
	JsonbValue *rate;
	JsonbValue *pair;
	CashFlows  *flows;
	FlowState	state;

	if (!summary_text_open(&text, "cash_flows", "flows", PG_GETARG_CSTRING(0), FCINFO_ESCONTEXT(fcinfo)))
		PG_RETURN_NULL();
	if (summary_text_int64(&text, "version", 0) != CASH_FLOWS_VERSION)
		summary_text_error(&text, "version", psprintf("must be %d", CASH_FLOWS_VERSION));
	summary_text_check_list(&text);
	if (text.failed)
		PG_RETURN_NULL();

	flows = make_flows(FIRST_SIZE);
	rate = getKeyJsonValueFromContainer(&text.json->root, "rate", strlen("rate"), NULL);
	if (rate != NULL && rate->type == jbvNull)
		flows->parameter_kind = PARAMETER_NULL;
	else if (rate != NULL)
	{
		flows->parameter_kind = PARAMETER_VALUE;
		if (rate->type == jbvNumeric)
			flows->parameter = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow,
																  NumericGetDatum(rate->val.numeric)));
		if (rate->type != jbvNumeric || isinf(flows->parameter) || flows->parameter <= -1)
			summary_text_error(&text, "rate", "must be a number above -1, or null");
	}
	state = (FlowState) {.flows = flows};
	while ((pair = summary_text_next(&text)) != NULL)
	{
		CashFlow	flow;
		MemoryContext old = MemoryContextSwitchTo(text.context);
		bool		read = flow_from_json(&text, pair, &flow);

		MemoryContextSwitchTo(old);
		if (!read)
			summary_text_error(&text, "flows",
							   psprintf("must list pairs of a date and an amount of at most %d decimals, as in [\"2024-01-31\", -100]",
										AMOUNT_SCALE));
		else if (!text.failed)
			append(&state, flow.date, cash_flow_amount(&flow));
	}
	if (text.failed)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(canonical(state.flows));
}

/* ---- binary: version, the rate's kind and value, the number of flows, each date and amount ---- */

/* cash_flows_send(cash_flows) RETURNS bytea */
PG_FUNCTION_INFO_V1(cash_flows_send);
Datum
cash_flows_send(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	enlargeStringInfo(&buf, CASH_FLOWS_SIZE(flows->used));
	pq_sendint16(&buf, flows->version);
	pq_sendint16(&buf, flows->parameter_kind);
	pq_sendfloat8(&buf, flows->parameter);
	pq_sendint32(&buf, flows->used);
	for (int i = 0; i < flows->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		pq_sendint32(&buf, flows->flow[i].date);
		pq_sendint64(&buf, flows->flow[i].amount.word[1]);
		pq_sendint64(&buf, flows->flow[i].amount.word[0]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static void
reject_bytes(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type cash_flows"),
			 errdetail("%s", detail)));
}

/*
 * cash_flows_recv(internal) RETURNS cash_flows
 *
 * 22P03 for a version this release does not know, a rate that cannot be, a number of
 * flows that is not what follows, dates that do not increase.
 */
PG_FUNCTION_INFO_V1(cash_flows_recv);
Datum
cash_flows_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgint(buf, 2);
	int			kind;
	float8		parameter;
	int			n;
	CashFlows  *flows;

	if (version != CASH_FLOWS_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("cash_flows of version %d cannot be read", version),
				 errdetail("This release writes and reads version %d.", CASH_FLOWS_VERSION)));
	kind = pq_getmsgint(buf, 2);
	parameter = pq_getmsgfloat8(buf);
	n = (int) pq_getmsgint(buf, 4);
	if (kind > PARAMETER_VALUE || !(parameter > -1) || isinf(parameter) ||
		(kind != PARAMETER_VALUE && parameter != 0) || (parameter == 0 && signbit(parameter)))
		reject_bytes("The rate cannot be right.");
	if (n < 0 || n > MAX_DATES || (buf->len - buf->cursor) != (int64) n * (sizeof(int32) + 2 * sizeof(int64)))
		reject_bytes("The number of flows cannot be right.");

	flows = make_flows(CASH_FLOWS_SIZE(n));
	flows->parameter_kind = kind;
	flows->parameter = parameter;
	flows->used = flows->sorted = n;
	for (int i = 0; i < n; i++)
	{
		CashFlow   *flow = &flows->flow[i];

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		flow->date = (DateADT) pq_getmsgint(buf, 4);
		flow->unused = 0;
		flow->amount.word[1] = pq_getmsgint64(buf);
		flow->amount.word[0] = pq_getmsgint64(buf);
		if (DATE_NOT_FINITE(flow->date) || !IS_VALID_DATE(flow->date) || (i > 0 && flow->date <= flow[-1].date))
			reject_bytes("The dates do not increase, or do not exist.");
	}
	PG_RETURN_POINTER(flows);
}

/*
 * cash_flows_eq, _ne, _lt, _le, _gt, _ge, _cmp, _hash, _hash_extended: equal means
 * equal in every date and amount; the order is total and has no meaning.
 */
SUMMARY_COMPARISONS(cash_flows);
