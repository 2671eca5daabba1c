/*
 * returns.h
 *		Rates of return, shared by dated and periodic flows.
 */
#ifndef GPURENT_RETURNS_H
#define GPURENT_RETURNS_H

#include "base/gpurent.h"

#include "core/finance/solve.h"
#include "core/number/wide_float.h"

/* The guess of xirr() and irr() where none is given, as in spreadsheets. */
#define DEFAULT_GUESS	0.1

/* The amount of a flow, for the last digits of a rate. */
typedef WideFloat (*AmountReader) (const void *flows, int i);

/*
 * The rate nearest to the guess, or all of them, as a Datum: rounded to 15 significant
 * digits of the growth factor 1 + rate, whatever its size.  NULL, or an empty array,
 * where there is none.
 */
extern Datum nearest_rate(FlowCurve *curve, double guess, AmountReader amount, const void *flows, FunctionCallInfo fcinfo);
extern Datum all_rates(FlowCurve *curve, AmountReader amount, const void *flows, FunctionCallInfo fcinfo);

/* The guess as an argument; the default where it is NULL. */
static inline double
guess_argument(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? DEFAULT_GUESS : PG_GETARG_FLOAT8(argument);
}

/* A rate above -1, else 22023; "what" names it. */
extern void require_rate(double rate, const char *what);

#endif
