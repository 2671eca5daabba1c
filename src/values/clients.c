/*
 * clients.c
 *		What drivers and BI tools send where a number or a rate is meant: float8 and text.
 */
#include "base/gpurent.h"

#include "base/numbers.h"

/*
 * shortest_decimal(float8) RETURNS numeric
 *
 * The decimal that the float8 writes: 0.1 is one tenth.  PostgreSQL's cast rounds to 15
 * digits, this keeps the 17 that tell one float8 from the next.  NaN and infinity stay so,
 * for the function that takes the number to say what it thinks of them.  22003 from 2^53
 * on, where a float8 no longer holds every whole number, so that one that was meant may be
 * another.  NULL for NULL.
 */
PG_FUNCTION_INFO_V1(shortest_decimal);
Datum
shortest_decimal(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(shortest_decimal_of(PG_GETARG_FLOAT8(0)));
}
