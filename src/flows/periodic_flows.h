/*
 * periodic_flows.h
 *		periodic_flows: amounts by the number of their period, one per period, exact.
 *
 * Kept as cash_flows are (cash_flows.h), with the number in the place of the date.  The order
 * of rows is no part of the answer, so that parts can be merged.
 */
#ifndef GPURENT_PERIODIC_FLOWS_H
#define GPURENT_PERIODIC_FLOWS_H

#include "flows/cash_flows_state.h"
#include "flows/ordered_flows.h"

/*
 * An argument as the amounts from its first period to its last, one period after the other:
 * those without rows are 0.
 */
extern const OrderedFlows *periodic_flows_in_order(Datum value);

#endif
