/*
 * clients.c
 *		What drivers and BI tools send where a number or a rate is meant: float8 and text.
 */
#include "base/gpurent.h"

#include <math.h>

#include "base/numbers.h"
#include "catalog/pg_type_d.h"
#include "common/shortest_dec.h"
#include "utils/array.h"
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
 * shortest_decimals(float8[]) RETURNS numeric[]
 *
 * The same of each element, NULLs and the array's shape as they are.
 */
PG_FUNCTION_INFO_V1(shortest_decimals);
Datum
shortest_decimals(PG_FUNCTION_ARGS)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(0);
	Datum	   *elements;
	bool	   *nulls;
	int			n;

	deconstruct_array(array, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &elements, &nulls, &n);
	for (int i = 0; i < n; i++)
		if (!nulls[i])
			elements[i] = NumericGetDatum(shortest_decimal_of(DatumGetFloat8(elements[i])));
	PG_RETURN_ARRAYTYPE_P(construct_md_array(elements, nulls, ARR_NDIM(array), ARR_DIMS(array), ARR_LBOUND(array),
											 NUMERICOID, -1, false, TYPALIGN_INT));
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
