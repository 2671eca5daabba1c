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

/* ---- for the planner ---------------------------------------------------------------- */

/*
 * The i-th argument of a call as far as it is known when the query is planned: false if
 * it is not, or is NULL.
 */
extern bool planned_argument(List *arguments, int i, Datum *value);

/* How many elements the i-th argument will have, as far as can be told: -1 if it cannot. */
extern double planned_elements(List *arguments, int i);

#endif
