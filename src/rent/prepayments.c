/*
 * prepayments.c
 *		Prepayments and credits that are used up by what is charged.
 */
#include "base/gpurent.h"

#include "base/amounts.h"
#include "base/rows.h"

/* The credits that are not used up are those from "oldest" to the last period's. */
typedef struct Drawdown
{
	AmountArray charges;
	AmountArray credits;		/* what is left of each */
	int			expire_after;	/* periods; 0 for never */
	int			oldest;
	int			next;
	i128		balance;
} Drawdown;

static bool
next_period(void *state, Datum *values, bool *nulls)
{
	Drawdown   *d = state;
	int			k = d->next;
	i128		charge;
	i128		credit;
	i128		lapsed = 0;
	i128		applied = 0;

	if (k == d->charges.n)
		return false;
	d->next++;
	charge = d->charges.amount[k];
	credit = d->credits.amount[k];

	/* a credit of period n is gone before period n + expire_after */
	for (; d->expire_after > 0 && d->oldest <= k - d->expire_after; d->oldest++)
		lapsed += d->credits.amount[d->oldest];
	d->balance += credit - lapsed;

	while (applied < charge && d->oldest <= k)
	{
		i128	   *left = &d->credits.amount[d->oldest];
		i128		used = Min(*left, charge - applied);

		*left -= used;
		applied += used;
		if (*left == 0)
			d->oldest++;
	}
	d->balance -= applied;

	values[0] = Int32GetDatum(d->next);
	values[1] = exact_amount(charge);
	values[2] = exact_amount(credit);
	values[3] = exact_amount(applied);
	values[4] = exact_amount(lapsed);
	values[5] = exact_amount(charge - applied);
	values[6] = exact_amount(d->balance);
	return true;
}

static bool
drawdown_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	Drawdown   *d = palloc_wide(sizeof(Drawdown));

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return false;
	d->charges = amount_array_argument(fcinfo, 0, "charges", NO_AMOUNT_BELOW_0);
	d->credits = amount_array_argument(fcinfo, 1, "credits", NO_AMOUNT_BELOW_0);
	require_same_length(d->credits.n, "credits", d->charges.n, "charges");
	if (!PG_ARGISNULL(2))
	{
		d->expire_after = int32_argument(fcinfo, 2, "expire_after");
		if (d->expire_after < 1)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("expire_after %d is below 1", d->expire_after),
					 errhint("1 is use it or lose it; leave it out for credits that stay.")));
	}

	source->next = next_period;
	source->state = d;
	return true;
}

/*
 * drawdown(charges numeric[], credits numeric[], expire_after int8 DEFAULT NULL)
 *		RETURNS TABLE (n int4, charge numeric, credit numeric, applied numeric, lapsed numeric,
 *					   payable numeric, balance numeric)
 *
 * Prepayments and credits used up by the charges of successive periods, the oldest first: a
 * credit beyond a charge goes on to the next.  What is left of period n's credit lapses before
 * period n + expire_after.  So applied + payable = charge in each row, and credits = applied +
 * lapsed + the last balance.  Exact to 12 decimals.
 *
 * No row for NULL charges or credits; 22023 for an amount below 0 and expire_after below 1; 2202E
 * for arrays that differ in length; 22004 for a NULL in one.
 */
PG_FUNCTION_INFO_V1(drawdown);
Datum
drawdown(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, drawdown_begin);
}
