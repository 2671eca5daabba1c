/*
 * revenue_share.c
 *		Rent divided among those who have a share of it, to the cent: hosted assets
 *		that an operator leases out for their owners, joint owners, agents.
 *
 * What a party has been given by the end of a period is a difference of cumulative
 * values in two directions.  With C(t) the amounts up to period t, S(p) the shares of
 * the first p parties and F(p, t) = round(S(p) x C(t)):
 *
 *		to party p up to t	= F(p, t) - F(p - 1, t)
 *		in period t			= that, less the same at t - 1
 *
 * Shares are kept to 12 decimals, and S is over the sum of what is kept, so that shares of
 * 1/3 are three equal ones.  As S of all parties is 1, the lines of a period sum to the period's amount and the
 * lines of a party to its share of the total, without a rule for the cent left over.
 */
#include "base/gpurent.h"

#include "base/arguments.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "base/numbers.h"
#include "catalog/pg_type_d.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#define SHARE_SCALE		12		/* decimals of a share */
#define PARTIES_MAX		1000000

typedef struct Parties
{
	int			n;
	Datum	   *share;			/* as given */
	Datum	   *name;
	int64	   *upto;			/* S(p), scaled; upto[0] is 0, upto[n] what the shares are parts of */
} Parties;

/* The second argument, the shares, and the third, whose they are. */
static Parties
parties_argument(FunctionCallInfo fcinfo)
{
	Parties		parties;
	ArrayArgument share = array_argument(PG_GETARG_DATUM(1), NUMERICOID, "shares", NULL);
	int64		one = (int64) power_of_ten(SHARE_SCALE);

	parties.share = share.element;
	parties.n = share.n;
	if (parties.n > PARTIES_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%d shares are more than %d", parties.n, PARTIES_MAX)));
	parties.upto = palloc0((parties.n + 1) * sizeof(int64));
	for (int i = 0; i < parties.n; i++)
	{
		int64		share = numeric_to_scaled(parties.share[i], SHARE_SCALE, PG_INT64_MAX, "share");

		if (share < 0 || share > one)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("share %s is outside [0, 1]",
							DatumGetCString(DirectFunctionCall1(numeric_out, parties.share[i]))),
					 errhint("Write 0.3 for 30 percent.")));
		/* at most 10^6 of 10^12 each */
		parties.upto[i + 1] = parties.upto[i] + share;
	}
	/* thirds are rounded, each by half a unit at most; they are then parts of what they sum to */
	if (parties.n == 0 || 2 * i128_abs(parties.upto[parties.n] - one) > (u128) parties.n)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("shares sum to %s, not to 1",
						DatumGetCString(DirectFunctionCall1(numeric_out,
															NumericGetDatum(numeric_from_scaled(parties.upto[parties.n], SHARE_SCALE))))),
				 errdetail("What is divided must go to somebody."),
				 errhint("Write thirds, for example, as 1/3.0, or as 0.333333, 0.333333 and 0.333334.")));

	if (!PG_ARGISNULL(2))
	{
		ArrayArgument name = array_argument(PG_GETARG_DATUM(2), TEXTOID, "parties", NULL);

		parties.name = name.element;
		if (name.n != parties.n)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%d parties cannot have %d shares", name.n, parties.n),
					 errhint("Name each party once, in the order of the shares.")));
	}
	else
	{
		parties.name = palloc(parties.n * sizeof(Datum));
		for (int i = 0; i < parties.n; i++)
			parties.name[i] = PointerGetDatum(cstring_to_text(psprintf("%d", i + 1)));
	}
	return parties;
}

/* round(share x amount / of) to "scale" decimals, the amount in 10^-12 of the currency. */
static i128
share_of(i128 amount, int64 share, int64 of, int scale)
{
	u256		product = u256_mul(i128_abs(amount), (u128) share);
	u128		result;

	/* at most 10^36 x 10^12 over 10^12, which fits */
	if (!u256_div_round(&product, (u128) of * power_of_ten(AMOUNT_SCALE - scale), &result))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("amount out of range")));
	return amount < 0 ? -(i128) result : (i128) result;
}

/* Which columns a row has. */
typedef enum ShareColumns
{
	OF_AMOUNT,					/* party, share, amount */
	OF_PERIODS					/* period, party, share, amount, cumulative */
} ShareColumns;

#define SHARE_COLUMNS_MAX	5

static void
divide(FunctionCallInfo fcinfo, const Datum *amounts, int n, const Parties *parties, int scale, ShareColumns columns)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	/* palloc aligns to 8 bytes, an i128 is to lie at 16 */
	i128	   *given = (i128 *) TYPEALIGN(sizeof(i128), palloc0((parties->n + 1) * sizeof(i128)));
	i128		total = 0;
	MemoryContext row_context = AllocSetContextCreate(CurrentMemoryContext, "revenue_share row",
													  ALLOCSET_SMALL_SIZES);
	MemoryContext caller_context = MemoryContextSwitchTo(row_context);

	for (int t = 0; t < n; t++)
	{
		i128		before = 0;

		total += numeric_to_amount(amounts[t], "amount");
		if (i128_abs(total) > AMOUNT_LIMIT)
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("sum of amounts out of range")));
		for (int p = 0; p < parties->n; p++)
		{
			i128		upto = share_of(total, parties->upto[p + 1], parties->upto[parties->n], scale);
			i128		cumulative = upto - before;
			Datum		values[SHARE_COLUMNS_MAX];
			bool		nulls[SHARE_COLUMNS_MAX] = {false};
			int			i = 0;

			CHECK_FOR_INTERRUPTS();
			if (columns == OF_PERIODS)
				values[i++] = Int32GetDatum(t + 1);
			values[i++] = parties->name[p];
			values[i++] = parties->share[p];
			values[i++] = NumericGetDatum(numeric_posted(cumulative - given[p], scale));
			if (columns == OF_PERIODS)
				values[i++] = NumericGetDatum(numeric_posted(cumulative, scale));
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
			MemoryContextReset(row_context);

			before = upto;
			given[p] = cumulative;
		}
	}
	MemoryContextSwitchTo(caller_context);
	MemoryContextDelete(row_context);
}

/*
 * revenue_share(revenue numeric, shares numeric[], parties text[] DEFAULT NULL,
 *		scale int8 DEFAULT 2) RETURNS TABLE (party text, share numeric, amount numeric)
 *
 * One amount divided: party p gets round(S(p) x amount) - round(S(p - 1) x amount),
 * half away from zero to "scale" decimals.  The amounts sum to the amount, rounded.
 * Parties that have no names are numbered.
 *
 * No row for a NULL revenue or shares; 22004 for a NULL scale or a NULL in an array;
 * 2202E for an array of several dimensions; 22023 for shares outside [0, 1] or that do not
 * sum to 1, for parties that are not as many as the shares, for a scale outside -12 .. 12,
 * for NaN and infinity; 22003 for an amount beyond
 * 10^24; 54000 for more than a million shares.
 */
PG_FUNCTION_INFO_V1(revenue_share);
Datum
revenue_share(PG_FUNCTION_ARGS)
{
	Parties		parties;
	Datum		amount;

	InitMaterializedSRF(fcinfo, 0);
	if (!ARGUMENTS_GIVEN(2, NULL, "scale"))
		PG_RETURN_NULL();
	require_scale(int32_argument(fcinfo, 3, "scale"), -ACCRUED_SCALE);
	parties = parties_argument(fcinfo);
	amount = PG_GETARG_DATUM(0);
	divide(fcinfo, &amount, 1, &parties, int32_argument(fcinfo, 3, "scale"), OF_AMOUNT);
	PG_RETURN_NULL();
}

/*
 * revenue_share_schedule(amounts numeric[], shares numeric[], parties text[] DEFAULT NULL,
 *		scale int8 DEFAULT 2)
 *		RETURNS TABLE (period int4, party text, share numeric, amount numeric, cumulative numeric)
 *
 * The amounts of successive periods divided, a row for each period and party, by the
 * rule above.  As revenue_share().
 */
PG_FUNCTION_INFO_V1(revenue_share_schedule);
Datum
revenue_share_schedule(PG_FUNCTION_ARGS)
{
	Parties		parties;
	ArrayArgument amounts;

	InitMaterializedSRF(fcinfo, 0);
	if (!ARGUMENTS_GIVEN(2, NULL, "scale"))
		PG_RETURN_NULL();
	require_scale(int32_argument(fcinfo, 3, "scale"), -ACCRUED_SCALE);
	parties = parties_argument(fcinfo);
	amounts = array_argument(PG_GETARG_DATUM(0), NUMERICOID, "amounts", NULL);
	divide(fcinfo, amounts.element, amounts.n, &parties, int32_argument(fcinfo, 3, "scale"), OF_PERIODS);
	PG_RETURN_NULL();
}
