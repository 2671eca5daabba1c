/*
 * allocate_price.c
 *		One price for several things, by what each would cost alone.
 */
#include "base/gpurent.h"

#include "base/amounts.h"
#include "base/rows.h"
#include "utils/builtins.h"

typedef struct Allocation
{
	AmountArray price;			/* stand-alone, cumulative: S(k) */
	i128		consideration;
	i128		total;			/* S(n) */
	i128		given;
	int			scale;
	int			next;
} Allocation;

static bool
next_part(void *state, Datum *values, bool *nulls)
{
	Allocation *allocation = state;
	i128		upto;

	if (allocation->next == allocation->price.n)
		return false;
	upto = posted_sum_with_part(0, allocation->consideration, (u128) allocation->price.amount[allocation->next++],
								(u128) allocation->total, allocation->scale);
	values[0] = Int32GetDatum(allocation->next);
	values[1] = NumericGetDatum(numeric_posted(upto - allocation->given, allocation->scale));
	allocation->given = upto;
	return true;
}

static bool
allocate_price_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	Allocation *allocation = palloc_wide(sizeof(Allocation));
	AmountArray price;
	i128		known = 0;
	int			unknown = -1;

	allocation->scale = scale_argument(fcinfo, 2);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return false;
	allocation->consideration = amount_argument(fcinfo, 0, "consideration");
	price = allocation->price = amount_array_with_nulls(fcinfo, 1, "standalone prices", NO_AMOUNT_BELOW_0);

	for (int i = 0; i < price.n; i++)
	{
		if (!price.null[i])
			known += price.amount[i];
		else if (unknown < 0)
			unknown = i;
		else
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("standalone prices %d and %d are both null", unknown + 1, i + 1),
					 errdetail("One part without a price takes what is left; two cannot share it."),
					 errhint("Estimate one of them.")));
	}
	if (unknown >= 0)
	{
		if (known >= allocation->consideration)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("nothing is left for part %d: the others cost %s of a price of %s", unknown + 1,
							DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(numeric_from_scaled(known, AMOUNT_SCALE)))),
							shown_argument(fcinfo, 0)),
					 errhint("Estimate its standalone price.")));
		price.amount[unknown] = allocation->consideration - known;
	}
	for (int i = 1; i < price.n; i++)
		price.amount[i] += price.amount[i - 1];
	allocation->total = price.n > 0 ? price.amount[price.n - 1] : 0;
	if (allocation->total == 0)
		ereport(ERROR,
				(errcode(ERRCODE_DIVISION_BY_ZERO),
				 errmsg("no standalone price is above 0"),
				 errdetail("A price is divided in proportion to what its parts cost alone."),
				 errhint("Give at least one of them a price, or write NULL for one that takes it all.")));

	source->next = next_part;
	source->state = allocation;
	return true;
}

/*
 * allocate_price(consideration numeric, standalone numeric[], scale int8 DEFAULT 2)
 *		RETURNS TABLE (n int4, amount numeric)
 *
 * A price for several things divided by their stand-alone prices (IFRS 15.74-80, ASC 842-10-15-31
 * to 15-40, CAS 21 art. 11, CAS 14 art. 20-22): with S(k) the sum of the first k of them, part k is
 * round(price x S(k) / S(n)) - round(price x S(k - 1) / S(n)), half away from zero, so that the
 * parts sum to the price.  One NULL takes what the others leave of the price.
 *
 * No row for a NULL price or array; 22023 for a negative stand-alone price, two unknown ones
 * and nothing left for the unknown one; 22012 if none is above 0; 22004 for a NULL scale.
 */
PG_FUNCTION_INFO_V1(allocate_price);
Datum
allocate_price(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, allocate_price_begin);
}
