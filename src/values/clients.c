/*
 * clients.c
 *		What drivers and BI tools send where a number or a rate is meant: float8 and text.
 */
#include "base/gpurent.h"

#include <math.h>

#include "base/numbers.h"
#include "common/shortest_dec.h"
#include "utils/builtins.h"

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
	float8		value = PG_GETARG_FLOAT8(0);
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];

	if (isnan(value) || isinf(value))
		PG_RETURN_DATUM(DirectFunctionCall1(float8_numeric, Float8GetDatum(value)));
	if (fabs(value) >= 9007199254740992.0)
	{
		double_to_shortest_decimal_buf(value, text);
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s is too large for a float8 to hold every digit of it", text),
				 errdetail("From 2^53 on, whole numbers next to each other are the same float8."),
				 errhint("Pass it as a numeric, as in '9007199254740993'::numeric.")));
	}
	PG_RETURN_NUMERIC(numeric_from_float8(value, "number"));
}
