/*
 * cash_flows_state.c
 *		How cash flows are gathered: states that grow, and one flow per date.
 */
#include "flows/cash_flows_state.h"

#include "miscadmin.h"
#include "utils/memutils.h"

/*
 * Memory: flat flows are at most twice what their dates need.  The limit on dates keeps
 * them below what one palloc can give.
 */
#define MAX_DATES	CASH_FLOWS_MAX_DATES

/* Sizes are powers of two, as what the allocator gives is; the first has room for 9 flows. */
#define FIRST_SIZE	256

/* Below this size, doubling is cheaper than looking for equal dates. */
#define COMPACTED_SIZE	8192

/* Of blocks; more flows than they hold are flat. */
#define FIRST_BLOCK_SIZE	128
#define LAST_BLOCK_SIZE		2048

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
make_flows(MemoryContext context, Size size)
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
		too_many_dates();
	return make_flows(CurrentMemoryContext, CASH_FLOWS_SIZE(n));
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

CashFlows *
cash_flows_canonical(CashFlows *flows)
{
	CashFlows  *result;
	int			count;

	if (flows->sorted == flows->used && VARSIZE(flows) == CASH_FLOWS_SIZE(flows->used))
		return flows;
	result = make_flows(CurrentMemoryContext, CASH_FLOWS_SIZE(flows->used));
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

/* ---- flat ------------------------------------------------------------------------------ */

/* Room for one more flow: by merging equal dates if that makes enough of it, else by making it twice as large. */
static CashFlows *
make_room(CashFlows *flows)
{
	Size		size = VARSIZE(flows);

	if (size >= COMPACTED_SIZE && flows->sorted < flows->used)
	{
		merge_dates_in_place(flows);
		if (flows->used <= capacity(flows) / 2)
			return flows;
	}

	/* what is canonical has no room at all */
	for (size = FIRST_SIZE; size < VARSIZE(flows) + sizeof(CashFlow);)
		size *= 2;
	size = Min(size, CASH_FLOWS_SIZE(2 * MAX_DATES + 1));
	flows = repalloc(flows, size);
	SET_VARSIZE(flows, size);
	return flows;
}

/* An amount on one of the dates that are found at once: those of an unbroken run of days, and the latest. */
static inline bool
add_to_date(CashFlows *flows, DateADT date, i128 amount)
{
	int64		place;
	CashFlow   *latest;

	if (flows->sorted == 0)
		return false;
	place = (int64) date - flows->flow[0].date;
	latest = &flows->flow[flows->sorted - 1];
	if (place >= 0 && place < flows->sorted && flows->flow[place].date == date)
		add_amount(&flows->flow[place], amount);
	else if (latest->date == date)
		add_amount(latest, amount);
	else
		return false;
	return true;
}

static inline void
append(CashFlows *flows, DateADT date, i128 amount)
{
	CashFlow   *next = &flows->flow[flows->used];

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

CashFlows *
cash_flows_append(CashFlows *flows, DateADT date, i128 amount)
{
	if (add_to_date(flows, date, amount))
		return flows;
	if (unlikely(flows->used >= capacity(flows)))
		flows = make_room(flows);
	append(flows, date, amount);
	return flows;
}

/* ---- states ------------------------------------------------------------------------------ */

static inline i128
packed_amount(const PackedFlow *flow)
{
	return (i128) (((u128) (i128) flow->high << 32) | flow->low);
}

static inline void
append_packed(CashFlows *flows, const PackedFlow *flow, int n)
{
	for (int i = 0; i < n; i++)
		append(flows, flow[i].date, packed_amount(&flow[i]));
}

/* Those of the blocks, into flows with room for them. */
static void
append_blocks(CashFlows *flows, const FlowBlock *newest)
{
	const FlowBlock *blocks[10];
	int			n = 0;

	StaticAssertStmt(FIRST_BLOCK_SIZE << (lengthof(blocks) - 1) >= LAST_BLOCK_SIZE, "as many blocks as there can be");
	for (; newest != NULL; newest = newest->older)
		blocks[n++] = newest;
	while (n-- > 0)
		append_packed(flows, blocks[n]->flow, blocks[n]->used);
}

static inline CashFlows *
flat_flows(const CashFlowsState *state)
{
	return (CashFlows *) state->expanded.flat;
}

static inline void
append_to_flat(CashFlowsState *state, DateADT date, i128 amount)
{
	state->expanded.flat = (struct varlena *) cash_flows_append(flat_flows(state), date, amount);
}

/* From now on the flows of the state are these, which hold all but the recent ones. */
static void
make_flat(CashFlowsState *state, CashFlows *flows)
{
	for (FlowBlock *block = state->newest, *older; block != NULL; block = older)
	{
		older = block->older;
		pfree(block);
	}
	state->newest = NULL;
	state->nblocked = 0;
	state->expanded.flat = (struct varlena *) flows;
}

/* One flow per date, with room for a quarter more at least. */
static void
make_large(CashFlowsState *state)
{
	CashFlows  *merged = make_flows(CurrentMemoryContext, CASH_FLOWS_SIZE(state->nblocked));
	CashFlows  *flows;
	Size		size = FIRST_SIZE;

	append_blocks(merged, state->newest);
	if (merged->sorted < merged->used)
		merge_dates_in_place(merged);
	while (size < CASH_FLOWS_SIZE(merged->used + merged->used / 4))
		size *= 2;
	flows = make_flows(GetMemoryChunkContext(state), size);
	memcpy(flows->flow, merged->flow, merged->used * sizeof(CashFlow));
	flows->used = flows->sorted = merged->used;
	pfree(merged);
	make_flat(state, flows);
}

/* A block twice as large as the newest; false if there are so many flows that they are better flat. */
static bool
add_block(CashFlowsState *state)
{
	FlowBlock  *newest = state->newest;
	Size		size = newest == NULL ? FIRST_BLOCK_SIZE : 2 * FLOW_BLOCK_SIZE(newest->room);
	FlowBlock  *block;

	if (size > LAST_BLOCK_SIZE)
		return false;
	block = MemoryContextAlloc(GetMemoryChunkContext(state), size);
	block->older = newest;
	block->room = (int32) ((size - FLOW_BLOCK_SIZE(0)) / sizeof(PackedFlow));
	block->used = 0;
	state->newest = block;
	return true;
}

void
cash_flows_state_make_room(CashFlowsState *state)
{
	const PackedFlow *flow = state->recent;
	const PackedFlow *end = flow + state->nrecent;

	while (flat_flows(state) == NULL && flow < end)
	{
		FlowBlock  *block = state->newest;
		int			n;

		if (block == NULL || block->used == block->room)
		{
			if (!add_block(state))
				make_large(state);
			continue;
		}
		n = Min((int) (end - flow), block->room - block->used);
		memcpy(&block->flow[block->used], flow, n * sizeof(PackedFlow));
		block->used += n;
		state->nblocked += n;
		flow += n;
	}
	for (; flow < end; flow++)
		append_to_flat(state, flow->date, packed_amount(flow));
	state->nrecent = 0;
}

void
cash_flows_state_append_wide(CashFlowsState *state, DateADT date, i128 amount)
{
	cash_flows_state_make_room(state);
	if (flat_flows(state) == NULL)
		make_large(state);
	append_to_flat(state, date, amount);
}

void
cash_flows_state_merge(CashFlowsState *state, const CashFlows *flows)
{
	for (int i = 0; i < flows->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		cash_flows_state_append(state, flows->flow[i].date, cash_flow_amount(&flows->flow[i]));
	}
}

/* The flows of a state, as they are or in this memory; the state is of the same value afterwards. */
static CashFlows *
gathered(CashFlowsState *state, MemoryContext context)
{
	CashFlows  *flows;

	if (flat_flows(state) != NULL)
	{
		cash_flows_state_make_room(state);
		flows = flat_flows(state);
	}
	else
	{
		flows = make_flows(context, CASH_FLOWS_SIZE(state->nblocked + state->nrecent));
		append_blocks(flows, state->newest);
		append_packed(flows, state->recent, state->nrecent);
	}
	flows->parameter = state->parameter;
	flows->parameter_kind = state->parameter_kind;
	return flows;
}

static struct varlena *
settle(ExpandedState *expanded, Size *size)
{
	CashFlowsState *state = (CashFlowsState *) expanded;
	CashFlows  *flows = gathered(state, GetMemoryChunkContext(state));

	make_flat(state, flows);
	state->nrecent = 0;
	if (flows->sorted < flows->used)
		merge_dates_in_place(flows);
	*size = CASH_FLOWS_SIZE(flows->used);
	return (struct varlena *) flows;
}

static const ExpandedStateMethods expanded_methods = EXPANDED_STATE_METHODS(CashFlowsState, settle);

CashFlowsState *
cash_flows_state_make(MemoryContext aggregate_context)
{
	StaticAssertStmt(sizeof(CashFlowsState) == 128, "no more than an allocation set hands out");
	return (CashFlowsState *) expanded_state_make_small(&expanded_methods, aggregate_context);
}

CashFlowsState *
cash_flows_state_from_datum(Datum value)
{
	if (!VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(value)))
		return NULL;
	return (CashFlowsState *) expanded_state(&expanded_methods, DatumGetPointer(value));
}

CashFlows *
cash_flows_from_datum(Datum value)
{
	ExpandedState *expanded = expanded_state(&expanded_methods, DatumGetPointer(value));
	CashFlows  *flows;

	if (expanded != NULL)
		return gathered((CashFlowsState *) expanded, CurrentMemoryContext);
	flows = (CashFlows *) PG_DETOAST_DATUM(value);
	check_stored(flows, offsetof(CashFlows, flow), "cash_flows", CASH_FLOWS_VERSION);
	if (unlikely(flows->used < 0 || flows->used > capacity(flows) ||
				 flows->sorted < 0 || flows->sorted > flows->used))
		refuse_damaged("cash_flows");
	return flows;
}

/* Times from the first date count as positive everywhere: what has them otherwise is damaged. */
const CashFlows *
cash_flows_argument(Datum value)
{
	const CashFlows *flows = cash_flows_canonical(cash_flows_from_datum(value));

	for (int i = 1; i < flows->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (unlikely(flows->flow[i].date <= flows->flow[i - 1].date))
			refuse_damaged("cash_flows");
	}
	return flows;
}
