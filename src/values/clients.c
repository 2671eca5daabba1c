/*
 * clients.c
 *		What drivers and BI tools send where a number or a rate is meant: float8 and text.
 */
#include "base/gpurent.h"

#include <math.h>

#include "base/numbers.h"
#include "common/shortest_dec.h"
#include "utils/fmgrprotos.h"

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

/*
 * shortest_decimal(float4) RETURNS numeric
 *
 * The same of a float4, which PostgreSQL widens to a float8 bit by bit wherever one is taken:
 * 0.1 becomes 0.10000000149011612.  22003 from 2^24 on.
 */
PG_FUNCTION_INFO_V1(shortest_decimal_float4);
Datum
shortest_decimal_float4(PG_FUNCTION_ARGS)
{
	float4		value = PG_GETARG_FLOAT4(0);
	char		text[FLOAT_SHORTEST_DECIMAL_LEN];

	if (isnan(value) || isinf(value))
		return DirectFunctionCall1(float4_numeric, Float4GetDatum(value));
	if (fabsf(value) >= 16777216.0f)
	{
		float_to_shortest_decimal_buf(value, text);
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s is too large for a float4 to hold every digit of it", text),
				 errdetail("From 2^24 on, whole numbers next to each other are the same float4."),
				 errhint("Keep it in a column of type numeric or double precision.")));
	}
	PG_RETURN_NUMERIC(numeric_from_float4(value, "number"));
}
