/*
 * periodic_flows.h
 *		Amounts a period apart, in the order they come.
 */
#ifndef GPURENT_PERIODIC_FLOWS_H
#define GPURENT_PERIODIC_FLOWS_H

#include "base/gpurent.h"

#include "flows/flow_series.h"
#include "base/summary.h"

/* The decimal that an amount is: they may be of any size. */
typedef struct PeriodicFlow
{
	Words128	coefficient;
	int32		exponent;
	int32		negative;
} PeriodicFlow;

/*
 * The order is part of the answer, so nothing is combined.  As the state of an
 * aggregate it is a bytea of this module's own layout, part of an expanded object
 * (expanded_state.h) with room to spare.
 */
typedef struct PeriodicFlows
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		nulls;			/* bits of the parameters that are NULL */
	int32		used;
	int32		reserved;		/* 0 */
	float8		parameter[2];
	PeriodicFlow flow[FLEXIBLE_ARRAY_MEMBER];
} PeriodicFlows;

#define PERIODIC_FLOWS_SIZE(n)	(offsetof(PeriodicFlows, flow) + (n) * sizeof(PeriodicFlow))

/* The state of an aggregate; 22000 for other bytes. */
extern const PeriodicFlows *periodic_flows_argument(Datum value);

/* numeric[], as arrays of flows are read (flow_arrays.h). */
extern const PeriodicFlows *periodic_flows_from_array(Datum amounts);

static inline Decimal
periodic_amount(const PeriodicFlow *flow)
{
	return (Decimal) {
		.negative = flow->negative != 0,
		.exponent = flow->exponent,
		.coefficient = (u128) words128_get(&flow->coefficient)
	};
}

/* Times are 0, 1, 2, ... periods. */
extern FlowSeries periodic_series(const PeriodicFlows *flows);

#endif
