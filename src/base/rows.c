/*
 * rows.c
 *		Functions that give out their rows one by one, and how many the planner may expect.
 */
#include "base/rows.h"

#include "access/htup_details.h"
#include "base/arguments.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "nodes/primnodes.h"
#include "nodes/supportnodes.h"
#include "utils/array.h"
#include "utils/lsyscache.h"

Datum
rows_one_by_one(FunctionCallInfo fcinfo, bool (*begin) (FunctionCallInfo fcinfo, RowSource *source))
{
	FuncCallContext *call;
	RowSource  *source;
	Datum		values[ROW_COLUMNS_MAX];
	bool		nulls[ROW_COLUMNS_MAX] = {false};

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext caller_context;
		TupleDesc	columns;

		call = SRF_FIRSTCALL_INIT();
		caller_context = MemoryContextSwitchTo(call->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		Assert(columns->natts <= ROW_COLUMNS_MAX);
		call->tuple_desc = BlessTupleDesc(columns);
		source = palloc0(sizeof(RowSource));
		if (!begin(fcinfo, source))
			source->next = NULL;
		call->user_fctx = source;
		MemoryContextSwitchTo(caller_context);
	}

	call = SRF_PERCALL_SETUP();
	source = call->user_fctx;
	CHECK_FOR_INTERRUPTS();
	if (source->next == NULL || !source->next(source->state, values, nulls))
		SRF_RETURN_DONE(call);
	SRF_RETURN_NEXT(call, HeapTupleGetDatum(heap_form_tuple(call->tuple_desc, values, nulls)));
}

/* ---- for the planner ---------------------------------------------------------------- */

Datum
planned_rows(FunctionCallInfo fcinfo, double (*rows) (List *arguments))
{
	SupportRequestRows *request = (SupportRequestRows *) PG_GETARG_POINTER(0);
	double		planned;

	if (!IsA(request, SupportRequestRows) || !is_funcclause(request->node))
		PG_RETURN_POINTER(NULL);
	planned = rows(((FuncExpr *) request->node)->args);
	if (planned < 0)
		PG_RETURN_POINTER(NULL);
	request->rows = planned;
	PG_RETURN_POINTER(request);
}

bool
planned_argument(List *arguments, int i, Datum *value)
{
	Node	   *argument = list_length(arguments) > i ? list_nth(arguments, i) : NULL;

	if (argument == NULL || !IsA(argument, Const) || ((Const *) argument)->constisnull)
		return false;
	*value = ((Const *) argument)->constvalue;
	return true;
}

double
planned_elements(List *arguments, int i)
{
	Node	   *argument = list_length(arguments) > i ? strip_implicit_coercions(list_nth(arguments, i)) : NULL;
	Datum		array;

	if (argument != NULL && IsA(argument, ArrayExpr) && !((ArrayExpr *) argument)->multidims)
		return list_length(((ArrayExpr *) argument)->elements);
	if (planned_argument(arguments, i, &array))
	{
		ArrayType  *value = DatumGetArrayTypeP(array);

		return ArrayGetNItems(ARR_NDIM(value), ARR_DIMS(value));
	}
	return -1;
}

double
planned_step(const text *name)
{
	const PeriodLength *length = period_length(period_of_text(name));

	if (length == NULL)
		return -1;
	return length->months > 0 ? length->months * (double) HOURS_PER_MONTH * USECS_PER_HOUR : length->usec;
}

/* An element each of the first array */
static double
rows_of_array(List *arguments)
{
	for (int i = 0; i < list_length(arguments); i++)
		if (type_is_array(exprType(list_nth(arguments, i))))
			return planned_elements(arguments, i);
	return -1;
}

/*
 * array_rows_support(internal) RETURNS internal
 *
 * The rows of a function that has one for each element of its first array.
 */
PG_FUNCTION_INFO_V1(array_rows_support);
Datum
array_rows_support(PG_FUNCTION_ARGS)
{
	return planned_rows(fcinfo, rows_of_array);
}
