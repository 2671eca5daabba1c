/*
 * cash_flows_state.h
 *		The state of an aggregate over dated amounts: cash_flows in a form that grows.
 *
 * Rows of many groups come in any order, so that each finds the state of its group out of
 * the processor's caches; what a row touches is what it costs.  A state is therefore one
 * small chunk that stays where it is, beside the group's entry in a HashAggregate, and takes
 * a few flows itself.  When it is full they go into blocks, each twice the size of the one
 * before, and nothing is copied; when there are many, into flat cash_flows, where equal
 * dates are merged.
 *
 * To PostgreSQL it is an expanded object (expanded_state.h) of type cash_flows.
 */
#ifndef GPURENT_CASH_FLOWS_STATE_H
#define GPURENT_CASH_FLOWS_STATE_H

#include "flows/cash_flows.h"
#include "base/expanded_state.h"

/* A flow whose amount fits 96 bits, which 10^16 currency units do. */
typedef struct PackedFlow
{
	DateADT		date;
	uint32		low;
	int64		high;
} PackedFlow;

/* With these a state is 128 bytes, which an allocation set hands out without waste. */
#define RECENT_FLOWS	3

typedef struct FlowBlock
{
	struct FlowBlock *older;	/* NULL if it is the first */
	int32		room;
	int32		used;
	PackedFlow	flow[FLEXIBLE_ARRAY_MEMBER];
} FlowBlock;

#define FLOW_BLOCK_SIZE(n)	(offsetof(FlowBlock, flow) + (n) * sizeof(PackedFlow))

/* Flows in the order of the rows: the flat ones, those of the blocks from the oldest, the recent ones. */
typedef struct CashFlowsState
{
	ExpandedState expanded;		/* flat: CashFlows, NULL as long as there are few */
	float8		parameter;		/* as in CashFlows */
	FlowBlock  *newest;			/* NULL if there is none */
	uint16		parameter_kind;
	uint16		nrecent;
	int32		nblocked;		/* flows in all blocks */
	PackedFlow	recent[RECENT_FLOWS];
} CashFlowsState;

extern const ExpandedStateMethods cash_flows_state_methods;

/* More flows. */
extern void cash_flows_state_merge(CashFlowsState *state, const CashFlows *flows);

/* Makes room for recent ones. */
extern void cash_flows_state_make_room(CashFlowsState *state);

/* An amount of more than 96 bits. */
extern void cash_flows_state_append_wide(CashFlowsState *state, DateADT date, i128 amount);

static inline void
cash_flows_state_append(CashFlowsState *state, DateADT date, i128 amount)
{
	int64		top = (int64) (amount >> 64);

	if (unlikely(top != (int32) top))
	{
		cash_flows_state_append_wide(state, date, amount);
		return;
	}
	if (state->nrecent == RECENT_FLOWS)
		cash_flows_state_make_room(state);
	state->recent[state->nrecent++] = (PackedFlow) {
		.date = date,
		.low = (uint32) amount,
		.high = (int64) (amount >> 32)
	};
}

/* ---- arguments, which may be states ------------------------------------------------- */

/*
 * Amounts by the number of their period, periodic_flows, are kept as cash_flows are, with the
 * number in the place of the date: "type" is which of them, for errors.
 */
#define CASH_FLOWS		"cash_flows"
#define PERIODIC_FLOWS	"periodic_flows"

/* Periods are numbered 0 .. LAST_PERIOD. */
#define LAST_PERIOD		1000000

/* One of this version, not canonical where it is a state: itself or a copy in the current context. */
extern CashFlows *flows_from_datum(Datum value, const char *type);

/* The same made canonical. */
extern const CashFlows *flows_argument(Datum value, const char *type);

static inline const CashFlows *
cash_flows_argument(Datum value)
{
	return flows_argument(value, CASH_FLOWS);
}

/* A state of what the first argument has, which is none itself: flows that are stored, or NULL. */
extern CashFlowsState *cash_flows_state_begin(FunctionCallInfo fcinfo, const char *type);

/* What was gathered before, as a state that can be changed: the first argument itself, as for most rows, or one made of it. */
static inline CashFlowsState *
cash_flows_state_to_change(FunctionCallInfo fcinfo, const char *type)
{
	if (!PG_ARGISNULL(0) && VARATT_IS_EXTERNAL_EXPANDED_RW(PG_GETARG_POINTER(0)))
	{
		ExpandedState *state = expanded_state(&cash_flows_state_methods, PG_GETARG_POINTER(0));

		if (likely(state != NULL))
			return (CashFlowsState *) state;
	}
	return cash_flows_state_begin(fcinfo, type);
}

/*
 * Of a state of "type" (base/summary.h): its counts, what it carries along, and its recent flows; that the flat ones are
 * in order is looked at when they are merged.
 */
#ifdef USE_ASSERT_CHECKING
extern bool flows_state_sound(const CashFlowsState *state, const char *type);
extern void assert_flows_state(const CashFlowsState *state, const char *type, bool sound_before);

/* Of flows that are merged into one. */
extern bool flows_sound(const CashFlows *flows, const char *type);
#else
#define flows_state_sound(state, type)	true
#define assert_flows_state(state, type, sound_before)	((void) (sound_before))
#define flows_sound(flows, type)	true
#endif

static inline Datum
cash_flows_state_datum(CashFlowsState *state)
{
	return EOHPGetRWDatum(&state->expanded.header);
}

#endif
