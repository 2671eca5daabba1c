/*
 * flow_arrays.c
 *		Cash flows as arrays: amounts, and the dates they fall on.
 */
#include "flows/flow_arrays.h"

#include "finance/day_count.h"
#include "base/dates.h"
#include "base/messages.h"
#include "miscadmin.h"
#include "base/numbers.h"
#include "catalog/pg_type_d.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/numeric.h"

/* integers and floats as numerics, a float8 as the decimal it writes, with shortest_decimal()'s limit */
static Datum
numeric_of_element(Datum element, Oid type)
{
	switch (type)
	{
		case INT2OID:
			return NumericGetDatum(int64_to_numeric(DatumGetInt16(element)));
		case INT4OID:
			return NumericGetDatum(int64_to_numeric(DatumGetInt32(element)));
		case INT8OID:
			return NumericGetDatum(int64_to_numeric(DatumGetInt64(element)));
		case FLOAT8OID:
			return NumericGetDatum(shortest_decimal_of(DatumGetFloat8(element)));
		default:
			return element;
	}
}

/* of numeric[], float8[], int2[], int4[] or int8[] */
ArrayArgument
amounts_argument(Datum amounts)
{
	Oid			type = ARR_ELEMTYPE(DatumGetArrayTypeP(amounts));
	ArrayArgument argument = array_argument(amounts, type, "amounts", "Leave it out, or write 0 for a period without a flow.");

	if (type != NUMERICOID)
		for (int i = 0; i < argument.n; i++)
		{
			if ((i & 0xFFFF) == 0)
				CHECK_FOR_INTERRUPTS();
			argument.element[i] = numeric_of_element(argument.element[i], type);
		}
	return argument;
}

const CashFlows *
cash_flows_from_arrays(Datum amounts, Datum dates)
{
	ArrayArgument amount = amounts_argument(amounts);
	ArrayArgument date = array_argument(dates, DATEOID, "dates", NULL);
	CashFlows  *flows;

	if (amount.n != date.n)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("%d amounts but %d dates", amount.n, date.n),
				 errdetail("Each amount needs its date.")));
	flows = make_cash_flows(amount.n);
	for (int i = 0; i < amount.n; i++)
	{
		DateADT		at = finite_date_argument(date.element[i], "date of a cash flow");

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (i > 0 && at < flows->flow[0].date)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("date %d, %s, is before the first, %s", i + 1, date_as_iso(at), date_as_iso(flows->flow[0].date)),
					 errdetail("The first date of a list is the one that values are discounted to."),
					 errhint("List the earliest flow first; as an aggregate over rows, the function takes any order.")));
		flows->flow[i] = (CashFlow) {.date = at};
		words128_set(&flows->flow[i].amount, numeric_to_amount(amount.element[i], "amount"));
	}
	flows->used = amount.n;
	return cash_flows_canonical(flows);
}

/* cash_flows(amounts numeric[], dates date[]) RETURNS cash_flows: as cash_flows_from_arrays() */
PG_FUNCTION_INFO_V1(cash_flows_array);
Datum
cash_flows_array(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(cash_flows_from_arrays(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

/*
 * iso_dates(text) RETURNS date[]
 *
 * The array that '{2024-01-31,2024-02-29}' writes, whatever DateStyle is; for bare
 * literals as arguments.  22P02 for anything else, 22008 for a day that does not exist,
 * 22004 for a NULL element.
 */
PG_FUNCTION_INFO_V1(iso_dates);
Datum
iso_dates(PG_FUNCTION_ARGS)
{
	char	   *list = text_to_cstring(PG_GETARG_TEXT_PP(0));
	ArrayArgument array = array_argument(OidInputFunctionCall(F_ARRAY_IN, list, TEXTOID, -1), TEXTOID, "dates", NULL);
	Datum	   *dates = palloc(Max(array.n, 1) * sizeof(Datum));

	for (int i = 0; i < array.n; i++)
	{
		char	   *date = TextDatumGetCString(array.element[i]);

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (!is_iso_date(date))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("\"%s\" is not a date as in 2024-01-31", clipped(date, strlen(date))),
					 errhint("Write dates in ISO form, or pass an array of dates.")));
		dates[i] = DirectFunctionCall1(date_in, CStringGetDatum(date));
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(dates, array.n, DATEOID, sizeof(DateADT), true, TYPALIGN_INT));
}
