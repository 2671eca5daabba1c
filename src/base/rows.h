/*
 * rows.h
 *		Functions that give out their rows one by one, and how many the planner may expect.
 */
#ifndef GPURENT_ROWS_H
#define GPURENT_ROWS_H

#include "base/gpurent.h"

#include "funcapi.h"
#include "nodes/pg_list.h"

/*
 * A set of rows that is being given out.  next() fills the columns of one row and returns
 * true, or returns false when there are no more; it is called in memory that is reset after
 * the row, what it keeps is in its state.
 */
typedef struct RowSource
{
	bool		(*next) (void *state, Datum *values, bool *nulls);
	void	   *state;
} RowSource;

#define ROW_COLUMNS_MAX	32

/*
 * The body of such a function.  begin() reads the arguments in memory that lasts as long as
 * the rows, and returns false for no rows.  Nothing is given out before all arguments have been
 * checked, and every row can be cancelled.
 */
extern Datum rows_one_by_one(FunctionCallInfo fcinfo, bool (*begin) (FunctionCallInfo fcinfo, RowSource *source));

/*
 * PG_FUNCTION_INFO_V1 and body of name_numeric, name_float8, name_p_capacity, name_text: the function "name" over
 * leases, for each kind of quantity (base/arguments.h) as money counts it; begin() is told how to
 * read it.
 */
#define ROWS_OF_FULL_QUANTITY(name, begin, kind) \
	static bool \
	begin##_##kind(FunctionCallInfo fcinfo, RowSource *source) \
	{ \
		return begin(fcinfo, full_quantity_from_##kind, source); \
	} \
	PG_FUNCTION_INFO_V1(name##_##kind); \
	Datum name##_##kind(PG_FUNCTION_ARGS) { return rows_one_by_one(fcinfo, begin##_##kind); } \
	struct semicolon_eater

#define ROWS_OF_FULL_QUANTITIES(name, begin) \
	ROWS_OF_FULL_QUANTITY(name, begin, numeric); \
	ROWS_OF_FULL_QUANTITY(name, begin, float8); \
	ROWS_OF_FULL_QUANTITY(name, begin, p_capacity); \
	ROWS_OF_FULL_QUANTITY(name, begin, text)

/* ---- for the planner ---------------------------------------------------------------- */

/*
 * The body of a planner support function: rows() says how many rows a call with these arguments
 * will have, below 0 where that cannot be told.
 */
extern Datum planned_rows(FunctionCallInfo fcinfo, double (*rows) (List *arguments));

/*
 * The i-th argument of a call as far as it is known when the query is planned: false if
 * it is not, or is NULL.
 */
extern bool planned_argument(List *arguments, int i, Datum *value);

/* How many elements the i-th argument will have, as far as can be told: -1 if it cannot. */
extern double planned_elements(List *arguments, int i);

/* How long a calendar step is, a month being a twelfth of 8,760 hours, in microseconds: -1 if there is none of that name. */
extern double planned_step(const text *name);

#endif
