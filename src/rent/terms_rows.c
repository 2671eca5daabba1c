/*
 * terms_rows.c
 *		Terms from the rows of a table of steps: the aggregate lease_terms().
 *
 * The state is a bytea of records in the order in which rows came; only the final function
 * sorts them, so that any order and any split give the same terms.
 */
#include "base/gpurent.h"

#include "utils/date.h"

#include "base/messages.h"
#include "base/summary.h"
#include "rent/lease_terms.h"
#include "values/rent_rate.h"

typedef struct StepRow
{
	RentRate	rate;
	int32		starts;			/* DATEVAL_NOBEGIN for the first rate */
	int32		index;			/* 1 if it is by an index */
} StepRow;

/* The first rate, and as many steps as terms can have. */
#define STEP_ROWS_MAX	(LEASE_TERMS_MAX_CLAUSES + 1)

static void
refuse_too_many(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("more than %d steps in one lease", STEP_ROWS_MAX),
			 errdetail("Terms have up to %d clauses.", LEASE_TERMS_MAX_CLAUSES),
			 errhint("Group by the lease, as in GROUP BY lease_id.")));
}

/* What was written by hand. */
static void
refuse_state(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("state is not one of lease_terms()")));
}

/* The records of a state. */
static int
count_steps(const bytea *state)
{
	Size		size = VARSIZE_ANY_EXHDR(state);

	if (size % sizeof(StepRow) != 0 || size / sizeof(StepRow) > STEP_ROWS_MAX)
		refuse_state();
	return (int) (size / sizeof(StepRow));
}

static bool
row_sound(const StepRow *row)
{
	return row->rate.amount >= -RENT_RATE_MAX && rate_terms_valid(row->rate.terms) && (row->index == 0 || row->index == 1);
}

/* Of a state (base/summary.h): steps that rows can be, no two alike. */
#ifdef USE_ASSERT_CHECKING
static bool
steps_sound(const char *rows, int n)
{
	for (int i = 0; i < n; i++)
	{
		StepRow		row;

		memcpy(&row, rows + i * sizeof(StepRow), sizeof(StepRow));
		if (!row_sound(&row))
			return false;
		for (int j = 0; j < i; j++)
			if (memcmp(rows + i * sizeof(StepRow), rows + j * sizeof(StepRow), sizeof(StepRow)) == 0)
				return false;
	}
	return n <= STEP_ROWS_MAX;
}

static void
assert_steps(const bytea *state, bool sound_before)
{
	Assert(!sound_before || steps_sound(VARDATA_ANY(state), count_steps(state)));
}
#else
#define steps_sound(rows, n)	true
#define assert_steps(state, sound_before)	((void) (sound_before))
#endif

/* A state and what is added to it, in the current context; a row that a join repeats is one step. */
static bytea *
append_steps(const bytea *state, const char *added, int n)
{
	int			kept = state != NULL ? count_steps(state) : 0;
	bytea	   *result = palloc(VARHDRSZ + (kept + n) * sizeof(StepRow));
	char	   *row = VARDATA(result);
	bool		sound = steps_sound(added, n) && (state == NULL || steps_sound(VARDATA_ANY(state), kept));

	if (kept > 0)
		memcpy(row, VARDATA_ANY(state), kept * sizeof(StepRow));
	for (int i = 0; i < n; i++)
	{
		bool		known = false;

		for (int j = 0; j < kept && !known; j++)
			known = memcmp(row + j * sizeof(StepRow), added + i * sizeof(StepRow), sizeof(StepRow)) == 0;
		if (!known)
			memcpy(row + kept++ * sizeof(StepRow), added + i * sizeof(StepRow), sizeof(StepRow));
	}
	if (kept > STEP_ROWS_MAX)
		refuse_too_many();
	SET_VARSIZE(result, VARHDRSZ + kept * sizeof(StepRow));
	assert_steps(result, sound);
	return result;
}

/*
 * lease_terms_accum(state bytea, rate rent_rate, starts date [, index boolean]) RETURNS bytea
 *
 * The transition of lease_terms(): adds a step.  A NULL rate adds nothing; a NULL or -infinite
 * start is that of the first rate.  22023 for a start of infinity.
 */
PG_FUNCTION_INFO_V1(lease_terms_accum);
Datum
lease_terms_accum(PG_FUNCTION_ARGS)
{
	StepRow		row = {.starts = DATEVAL_NOBEGIN};

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	row.rate = *PG_GETARG_RENT_RATE_P(1);
	if (!PG_ARGISNULL(2))
		row.starts = PG_GETARG_DATEADT(2);
	if (DATE_IS_NOEND(row.starts))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a step cannot start at infinity"),
				 errhint("Leave such rows out, or give the first rate a NULL start.")));
	row.index = PG_NARGS() > 3 && !PG_ARGISNULL(3) && PG_GETARG_BOOL(3);
	PG_RETURN_BYTEA_P(append_steps(PG_ARGISNULL(0) ? NULL : PG_GETARG_BYTEA_PP(0), (const char *) &row, 1));
}

/* lease_terms_combine(bytea, bytea) RETURNS bytea */
PG_FUNCTION_INFO_V1(lease_terms_combine);
Datum
lease_terms_combine(PG_FUNCTION_ARGS)
{
	bytea	   *other;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	other = PG_GETARG_BYTEA_PP(1);
	PG_RETURN_BYTEA_P(append_steps(PG_ARGISNULL(0) ? NULL : PG_GETARG_BYTEA_PP(0), VARDATA_ANY(other), count_steps(other)));
}

static int
compare_rows(const void *a, const void *b)
{
	const StepRow *x = a;
	const StepRow *y = b;

	if (x->starts != y->starts)
		return x->starts < y->starts ? -1 : 1;
	/* two of one day are refused unless alike, in the same words whatever their order was */
	if (x->rate.amount != y->rate.amount)
		return x->rate.amount < y->rate.amount ? -1 : 1;
	return x->index - y->index;
}

/*
 * lease_terms_final(bytea) RETURNS lease_terms
 *
 * The steps in the order of their dates.  Where no row has a NULL start, the earliest one is the
 * first rate, which governs from the lease's start on.  NULL without rows; 22023 for two
 * different rates of one start and for rates that differ in more than the amount.
 */
PG_FUNCTION_INFO_V1(lease_terms_final);
Datum
lease_terms_final(PG_FUNCTION_ARGS)
{
	bytea	   *state;
	StepRow		row[STEP_ROWS_MAX];
	TermsBuilder builder = {0};
	TermsContradiction found;
	LeaseTerms	terms;
	int			n;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = PG_GETARG_BYTEA_PP(0);
	n = count_steps(state);
	if (n == 0)
		PG_RETURN_NULL();
	memcpy(row, VARDATA_ANY(state), n * sizeof(StepRow));
	for (int i = 0; i < n; i++)
		if (!row_sound(&row[i]))
			refuse_state();
	qsort(row, n, sizeof(StepRow), compare_rows);

	builder.rate = row[0].rate;
	for (int i = 1; i < n; i++)
	{
		if (row[i].rate.terms != builder.rate.terms)
		{
			char	   *detail;
			const char *hint;

			describe_difference(builder.rate.terms, row[i].rate.terms, &detail, &hint);
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("steps in \"%s\" and in \"%s\" cannot be terms of one lease",
							rent_rate_string(&builder.rate), rent_rate_string(&row[i].rate)),
					 errdetail_internal("%s", detail),
					 errhint("%s", hint)));
		}
		/* in a state made by hand */
		if (memcmp(&row[i], &row[i - 1], sizeof(StepRow)) == 0)
			continue;
		if (row[i].starts == row[i - 1].starts)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("two rates of one start: \"%s\" and \"%s\"",
							rent_rate_string(&row[i - 1].rate), rent_rate_string(&row[i].rate)),
					 errdetail("From a day on one rate governs, and one row is the first rate."),
					 errhint("Leave one out, or group by the lease.")));
		builder.clause[builder.nclauses++] = (TermsClause) {
			.kind = row[i].index ? CLAUSE_INDEX : CLAUSE_FROM,
			.unit = MARK_DATE,
			.x = row[i].starts,
			.y = row[i].rate.amount
		};
		if (!terms_clause_valid(&builder.clause[builder.nclauses - 1]))
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("date out of range for lease_terms"),
					 errdetail("Steps start in the years 1 to 9999.")));
	}
	found = terms_complete(&builder);
	terms = terms_of_builder(&builder);
	if (found.fault != CLAUSES_OK)
		refuse_contradiction(NULL, &terms, &found);
	PG_RETURN_POINTER(terms_store(&terms));
}
