/*
 * posting.c
 *		What is left to post of a cumulative amount.
 */
#include "base/gpurent.h"

#include "base/arguments.h"
#include "base/messages.h"
#include "utils/builtins.h"

/* 22023 for NaN and infinity, which no book holds. */
static Datum
finite_amount(Datum value, const char *what)
{
	Numeric		amount = DatumGetNumeric(value);

	if (numeric_is_nan(amount) || numeric_is_inf(amount))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a finite number, not %s", what, DatumGetCString(DirectFunctionCall1(numeric_out, value))),
				 errhint("Write NULL for a cumulative amount that is not known, or for nothing posted.")));
	return value;
}

/*
 * left_to_post(cumulative numeric, posted numeric, scale int8 DEFAULT 2) RETURNS numeric
 *
 * round(cumulative) - posted, in currency units, half away from zero to "scale" decimals:
 * what is to be posted now so that all that has been posted is the amount to date.  Below 0
 * where too much has been posted.  Run again after posting it is 0.
 *
 * NULL for a NULL cumulative; a NULL posted is 0, for the sum of no lines is NULL and must not
 * hide what has never been posted; 22004 for a NULL scale; 22023 for NaN, infinity and a
 * scale outside -12 .. 12.
 */
PG_FUNCTION_INFO_V1(left_to_post);
Datum
left_to_post(PG_FUNCTION_ARGS)
{
	Datum		due;
	int32		scale;

	if (!ARGUMENTS_GIVEN(1, NULL, "scale"))
		PG_RETURN_NULL();
	scale = int32_argument(fcinfo, 2, "scale");
	require_scale(scale, -ACCRUED_SCALE);
	due = DirectFunctionCall2(numeric_round, finite_amount(PG_GETARG_DATUM(0), "cumulative"), Int32GetDatum(scale));
	if (PG_ARGISNULL(1))
		PG_RETURN_DATUM(due);
	PG_RETURN_DATUM(DirectFunctionCall2(numeric_sub, due, finite_amount(PG_GETARG_DATUM(1), "posted")));
}
