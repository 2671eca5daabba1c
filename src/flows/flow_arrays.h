/*
 * flow_arrays.h
 *		Cash flows as arrays: amounts, and the dates they fall on.
 */
#ifndef GPURENT_FLOW_ARRAYS_H
#define GPURENT_FLOW_ARRAYS_H

#include "base/arguments.h"
#include "flows/cash_flows.h"

/* An array of amounts, each a flow: array_argument()'s errors, with a hint for a NULL. */
extern ArrayArgument amounts_argument(Datum amounts);

/*
 * Amounts and dates of equal number (else 2202E), none before the first date (else
 * 22023), as in spreadsheets: in any order after it, and dates may repeat.
 */
extern const CashFlows *cash_flows_from_arrays(Datum amounts, Datum dates);

#endif
