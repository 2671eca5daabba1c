/*
 * ordered_flows.h
 *		Amounts a period apart, in the order they come.
 */
#ifndef GPURENT_ORDERED_FLOWS_H
#define GPURENT_ORDERED_FLOWS_H

#include "base/gpurent.h"

#include "flows/flow_series.h"
#include "base/summary.h"

/* The decimal that an amount is: they may be of any size. */
typedef struct OrderedFlow
{
	Words128	coefficient;
	int32		exponent;
	int32		negative;
} OrderedFlow;

/*
 * The order is part of the answer, so nothing is combined.  As the state of an
 * aggregate it is a bytea of this module's own layout, part of an expanded object
 * (expanded_state.h) with room to spare.
 */
typedef struct OrderedFlows
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		nulls;			/* bits of the parameters that are NULL */
	int32		used;
	int32		reserved;		/* 0 */
	float8		parameter[2];
	OrderedFlow flow[FLEXIBLE_ARRAY_MEMBER];
} OrderedFlows;

#define ORDERED_FLOWS_SIZE(n)	(offsetof(OrderedFlows, flow) + (n) * sizeof(OrderedFlow))

/* The state of an aggregate; 22000 for other bytes. */
extern const OrderedFlows *ordered_flows_argument(Datum value);

/* numeric[], as arrays of flows are read (flow_arrays.h). */
extern const OrderedFlows *ordered_flows_from_array(Datum amounts);

/* None yet, with room for n; one more of them. */
extern OrderedFlows *ordered_flows_make(int n);
extern void ordered_flows_append(OrderedFlows *flows, const Decimal *amount);

static inline Decimal
ordered_amount(const OrderedFlow *flow)
{
	return (Decimal) {
		.negative = flow->negative != 0,
		.exponent = flow->exponent,
		.coefficient = (u128) words128_get(&flow->coefficient)
	};
}

/* Times are 0, 1, 2, ... periods. */
extern FlowSeries ordered_series(const OrderedFlows *flows);

#endif
