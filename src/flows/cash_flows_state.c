/*
 * cash_flows_state.c
 *		How cash flows are gathered: states that grow.
 */
#include "flows/cash_flows_state.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/memutils.h"

/* Of blocks; more flows than they hold are flat. */
#define FIRST_BLOCK_SIZE	128
#define LAST_BLOCK_SIZE		2048

static inline i128
packed_amount(const PackedFlow *flow)
{
	return (i128) (((u128) (i128) flow->high << 32) | flow->low);
}

static inline void
append_packed(CashFlows *flows, const PackedFlow *flow, int n)
{
	for (int i = 0; i < n; i++)
		(void) cash_flows_push(flows, flow[i].date, packed_amount(&flow[i]), NULL);
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
	state->expanded.flat = (struct varlena *) cash_flows_append(flat_flows(state), date, amount, NULL);
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
	CashFlows  *merged = cash_flows_make_of_size(CurrentMemoryContext, CASH_FLOWS_SIZE(state->nblocked));
	CashFlows  *flows;
	Size		size = CASH_FLOWS_FIRST_SIZE;

	append_blocks(merged, state->newest);
	if (merged->sorted < merged->used)
		cash_flows_merge_dates(merged);
	while (size < CASH_FLOWS_SIZE(merged->used + merged->used / 4))
		size *= 2;
	flows = cash_flows_make_of_size(GetMemoryChunkContext(state), size);
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
		flows = cash_flows_make_of_size(context, CASH_FLOWS_SIZE(state->nblocked + state->nrecent));
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
		cash_flows_merge_dates(flows);
	*size = CASH_FLOWS_SIZE(flows->used);
	return (struct varlena *) flows;
}

const ExpandedStateMethods cash_flows_state_methods = EXPANDED_STATE_METHODS(CashFlowsState, settle);

/* None yet. */
static CashFlowsState *
cash_flows_state_make(MemoryContext aggregate_context)
{
	StaticAssertStmt(sizeof(CashFlowsState) <= 128, "no more than an allocation set hands out");
	return (CashFlowsState *) expanded_state_make_small(&cash_flows_state_methods, aggregate_context);
}

CashFlows *
flows_from_datum(Datum value, const char *type)
{
	ExpandedState *expanded = expanded_state(&cash_flows_state_methods, DatumGetPointer(value));
	CashFlows  *flows;

	if (expanded != NULL)
		return gathered((CashFlowsState *) expanded, CurrentMemoryContext);
	flows = stored_value(PG_DETOAST_DATUM(value), &(StoredType) {
						 .name = type,
						 .version = CASH_FLOWS_VERSION,
						 .head = offsetof(CashFlows, flow)
						 });
	if (unlikely(flows->used < 0 || flows->used > cash_flows_room(flows) ||
				 flows->sorted < 0 || flows->sorted > flows->used))
		refuse_damaged(type);
	return flows;
}

/* Times from the first date count as positive everywhere: what has them otherwise is damaged. */
const CashFlows *
flows_argument(Datum value, const char *type)
{
	const CashFlows *flows = cash_flows_canonical(flows_from_datum(value, type));

	for (int i = 1; i < flows->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (unlikely(flows->flow[i].date <= flows->flow[i - 1].date))
			refuse_damaged(type);
	}
	return flows;
}

CashFlowsState *
cash_flows_state_begin(FunctionCallInfo fcinfo, const char *type)
{
	CashFlowsState *state;
	MemoryContext context;

	AggCheckCallContext(fcinfo, &context);
	state = cash_flows_state_make(context);
	if (!PG_ARGISNULL(0))
	{
		const CashFlows *flows = flows_from_datum(PG_GETARG_DATUM(0), type);

		state->parameter_kind = flows->parameter_kind;
		state->parameter = flows->parameter;
		cash_flows_state_merge(state, flows);
	}
	return state;
}

/* ---- assertions ------------------------------------------------------------------------------- */

#ifdef USE_ASSERT_CHECKING
static bool
is_date_of(const char *type, DateADT date)
{
	return strcmp(type, PERIODIC_FLOWS) == 0 ? date >= 0 && date <= LAST_PERIOD : IS_VALID_DATE(date);
}

static bool
parameter_sound(const char *type, ParameterKind kind, float8 parameter)
{
	return kind == PARAMETER_VALUE ? strcmp(type, CASH_FLOWS) == 0 && parameter > -1 && !isinf(parameter) :
		kind <= PARAMETER_NULL && parameter == 0;
}

bool
flows_state_sound(const CashFlowsState *state, const char *type)
{
	const CashFlows *flat = flat_flows(state);
	int			nblocked = 0;

	for (const FlowBlock *block = state->newest; block != NULL; block = block->older)
	{
		/* none is begun before those that are older are full */
		if (block->used < (block == state->newest ? 0 : block->room) || block->used > block->room)
			return false;
		nblocked += block->used;
	}
	if (nblocked != state->nblocked || state->nrecent > RECENT_FLOWS || (flat != NULL && state->newest != NULL) ||
		(flat != NULL && (flat->used > cash_flows_room(flat) || flat->sorted > flat->used)))
		return false;
	for (int i = 0; i < state->nrecent; i++)
	{
		if (!is_date_of(type, state->recent[i].date))
			return false;
	}
	return parameter_sound(type, state->parameter_kind, state->parameter);
}

void
assert_flows_state(const CashFlowsState *state, const char *type, bool sound_before)
{
	Assert(!sound_before || flows_state_sound(state, type));
}

bool
flows_sound(const CashFlows *flows, const char *type)
{
	for (int i = 0; i < flows->used; i++)
	{
		if (!is_date_of(type, flows->flow[i].date))
			return false;
	}
	return parameter_sound(type, flows->parameter_kind, flows->parameter);
}
#endif
