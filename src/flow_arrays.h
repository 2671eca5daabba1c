/*
 * flow_arrays.h
 *		Cash flows as arrays: amounts, and the dates they fall on.
 */
#ifndef GPURENT_FLOW_ARRAYS_H
#define GPURENT_FLOW_ARRAYS_H

#include "gpurent.h"

#include "catalog/pg_type_d.h"
#include "cash_flows.h"

typedef struct FlowArray
{
	Datum	   *element;
	int			n;
} FlowArray;

/*
 * The elements of an array of this type (NUMERICOID, TEXTOID, DATEOID); "what" names it.  2202E for
 * an array of more than one dimension, 22023 for a NULL element.
 */
extern FlowArray flow_array(Datum array, Oid type, const char *what);

/*
 * Amounts and dates of equal number (else 2202E), none before the first date (else
 * 22023), as in spreadsheets: in any order after it, and dates may repeat.
 */
extern const CashFlows *cash_flows_from_arrays(Datum amounts, Datum dates);

#endif
