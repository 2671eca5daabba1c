/*
 * amounts.c
 *		Amounts of money and shares as arguments, alone and in arrays.
 */
#include "base/amounts.h"

#include "base/messages.h"
#include "catalog/pg_type_d.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* ---- amounts ------------------------------------------------------------------------------ */

static char *
shown(Datum value)
{
	char	   *text = DatumGetCString(DirectFunctionCall1(numeric_out, value));

	return clipped(text, strlen(text));
}

void
require_finite_amount(Datum value, const char *what)
{
	Numeric		number = DatumGetNumeric(value);

	if (numeric_is_nan(number) || numeric_is_inf(number))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a finite number, not %s", what, shown(value)),
				 errhint("Write a number, or 0 where there is none.")));
}

static i128
amount_from_numeric(Datum value, const char *what)
{
	require_finite_amount(value, what);
	return numeric_to_amount(value, what);
}

void
call_with_numerics(FunctionCallInfo fcinfo, FunctionCallInfo call, int first, int last)
{
	copy_call(call, fcinfo);
	for (int i = first; i <= last; i++)
		if (!call->args[i].isnull)
			call->args[i].value = NumericGetDatum(shortest_decimal_of(DatumGetFloat8(call->args[i].value)));
}

i128
amount_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	return amount_from_numeric(PG_GETARG_DATUM(argument), what);
}

i128
nonnegative_amount_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	i128		amount = amount_argument(fcinfo, argument, what);

	if (amount < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must not be negative, but is %s", what, shown_argument(fcinfo, argument)),
				 errhint("Write 0 where there is none.")));
	return amount;
}

/* ---- arrays of them --------------------------------------------------------------------------- */

static AmountArray
read_amounts(FunctionCallInfo fcinfo, int argument, const char *what, AmountRule rule, bool may_be_null)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(argument);
	AmountArray amounts;
	Datum	   *element;
	bool	   *null;
	i128		sum = 0;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("%s must be a one-dimensional array, but has %d dimensions", what, ARR_NDIM(array)),
				 errhint("Write '{1,2,3}', not '{{1},{2},{3}}'.")));
	if (ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array)) > AMOUNTS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%d %s are more than %d", ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array)), what, AMOUNTS_MAX),
				 errhint("Cut them into several calls.")));
	deconstruct_array(array, NUMERICOID, -1, false, TYPALIGN_INT, &element, &null, &amounts.n);

	amounts.amount = palloc_wide(amounts.n * sizeof(i128));
	amounts.null = may_be_null ? null : NULL;
	for (int i = 0; i < amounts.n; i++)
	{
		if ((i & 1023) == 0)
			CHECK_FOR_INTERRUPTS();
		if (null[i])
		{
			if (!may_be_null)
				ereport(ERROR,
						(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						 errmsg("element %d of %s is null", i + 1, what),
						 errhint("Write 0 for a period without one.")));
			continue;
		}
		amounts.amount[i] = amount_from_numeric(element[i], what);
		if (rule == NO_AMOUNT_BELOW_0 && amounts.amount[i] < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("element %d of %s is negative: %s", i + 1, what, shown(element[i])),
					 errhint("Write 0 where there is none.")));
		/* each is at most the limit, and so is the sum before it: no overflow */
		sum += (i128) i128_abs(amounts.amount[i]);
		if (sum > (i128) AMOUNT_LIMIT)
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("sum of %s is out of range", what),
					 errdetail("Its magnitude can be at most 10^24.")));
	}
	return amounts;
}

AmountArray
amount_array_argument(FunctionCallInfo fcinfo, int argument, const char *what, AmountRule rule)
{
	return read_amounts(fcinfo, argument, what, rule, false);
}

AmountArray
amount_array_with_nulls(FunctionCallInfo fcinfo, int argument, const char *what, AmountRule rule)
{
	return read_amounts(fcinfo, argument, what, rule, true);
}

void
require_same_length(int a, const char *what_a, int b, const char *what_b)
{
	if (a != b)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("%d %s do not go with %d %s", a, what_a, b, what_b),
				 errhint("The two arrays have an element for each other.")));
}

int
scale_argument(FunctionCallInfo fcinfo, int argument)
{
	int32		scale;

	reject_null(fcinfo, argument, "scale");
	scale = int32_argument(fcinfo, argument, "scale");
	require_money_scale(scale);
	return scale;
}

void
require_money_scale(int32 scale)
{
	if (scale < 0 || scale > AMOUNT_SCALE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scale %d is outside 0 .. %d", scale, AMOUNT_SCALE),
				 errhint("Write 2 for amounts in cents.")));
}

/* ---- shares --------------------------------------------------------------------------------------- */

static int64
checked_share(Datum value, const char *what, const char *hint)
{
	int64		one = (int64) power_of_ten(SHARE_DECIMALS);
	Numeric		number = DatumGetNumeric(value);

	if (numeric_is_nan(number) ||
		DatumGetBool(DirectFunctionCall2(numeric_lt, value, NumericGetDatum(int64_to_numeric(0)))) ||
		DatumGetBool(DirectFunctionCall2(numeric_gt, value, NumericGetDatum(int64_to_numeric(1)))))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is outside [0, 1]", what, shown(value)),
				 errhint("%s", hint)));
	return numeric_to_scaled(value, SHARE_DECIMALS, one, what);
}

int64
share_from_numeric(Datum value, const char *what)
{
	return checked_share(value, what, "Write 0.7 for 70 percent.");
}

int64
share_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	return share_from_numeric(PG_GETARG_DATUM(argument), what);
}

int64
tax_rate_argument(FunctionCallInfo fcinfo, int argument)
{
	return checked_share(PG_GETARG_DATUM(argument), "tax_rate", "Write 0.06 for 6 percent.");
}

pg_noreturn static void
refuse_amount(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("amount out of range")));
	pg_unreachable();
}

i128
share_of_amount(i128 amount, int64 share, int scale)
{
	u256		product = u256_mul(i128_abs(amount), (u128) share);
	u128		result;

	/* of a share, which is at most the amount */
	if (!u256_div_round(&product, power_of_ten(SHARE_DECIMALS + AMOUNT_SCALE - scale), &result))
		refuse_amount();
	return amount < 0 ? -(i128) result : (i128) result;
}

i128
posted_sum_with_part(i128 plus, i128 amount, u128 part, u128 whole, int scale)
{
	u256		product = u256_mul(i128_abs(amount), part);
	u128		quotient;
	i128		result;

	Assert(plus >= 0 && part <= whole && (amount >= 0 || plus == 0));
	if (!u256_div_round(&product, whole, &quotient))
		refuse_amount();

	/* cut to 10^-12, which does not change the side of a half of 10^-scale: it is a whole number of them */
	if (scale < AMOUNT_SCALE)
	{
		u256		back = u256_mul(quotient, whole);

		if (u256_compare(&back, &product) > 0)
			quotient--;
	}
	result = amount_posted(plus + (i128) quotient, scale);
	return amount < 0 ? -result : result;
}
