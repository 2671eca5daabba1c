/*
 * hosted_statement.c
 *		What the owner of hosted machines (托管) gets of their rent, and what their operator keeps.
 */
#include "base/gpurent.h"

#include "base/amounts.h"
#include "base/rows.h"

typedef enum GuaranteedPer
{
	GUARANTEED_PER_PERIOD,
	GUARANTEED_TO_DATE
} GuaranteedPer;

static const char *const guaranteed_names[] = {
	[GUARANTEED_PER_PERIOD] = "period",
	[GUARANTEED_TO_DATE] = "to date",
	NULL
};

/*
 * The owner's amount to date is kept exactly, as two numbers: what was guaranteed, and the
 * amount of which a share is due.
 */
typedef struct HostedStatement
{
	AmountArray rents;
	AmountArray costs;			/* none if there are none */
	bool		has_costs;
	int64		share;
	bool		guaranteed;
	i128		guarantee;		/* of each period */
	GuaranteedPer per;
	int			scale;
	int			next;

	/* so far */
	i128		rent;
	i128		cost;
	i128		guaranteed_amount;	/* periods in which the guarantee was more */
	i128		shared_amount;	/* rent less cost of the others */
	i128		posted_rent;
	i128		posted_cost;
	i128		posted_owner;
} HostedStatement;

/* Is the guarantee more than the share of an amount?  Exactly. */
static bool
guarantee_is_more(i128 guarantee, i128 amount, int64 share)
{
	u256		left;
	u256		right;

	if (amount <= 0)
		return true;
	left = u256_mul((u128) guarantee, power_of_ten(SHARE_DECIMALS));
	right = u256_mul((u128) amount, (u128) share);
	return u256_compare(&left, &right) > 0;
}

/* guaranteed + share x amount, rounded once. */
static i128
owner_to_date(const HostedStatement *s, i128 guaranteed, i128 amount)
{
	return posted_sum_with_part(guaranteed, amount, (u128) s->share, power_of_ten(SHARE_DECIMALS), s->scale);
}

static bool
next_period(void *state, Datum *values, bool *nulls)
{
	HostedStatement *s = state;
	i128		rent;
	i128		cost;
	i128		owner;
	i128		upto;
	i128		net;
	int			k = s->next;

	if (k == s->rents.n)
		return false;
	s->next++;
	net = s->rents.amount[k] - (s->has_costs ? s->costs.amount[k] : 0);
	s->rent += s->rents.amount[k];
	s->cost += s->has_costs ? s->costs.amount[k] : 0;

	if (!s->guaranteed)
		upto = owner_to_date(s, 0, s->rent - s->cost);
	else if (s->per == GUARANTEED_TO_DATE)
	{
		i128		guarantee;

		/* at most 10^6 periods of 10^36 */
		if (__builtin_mul_overflow(s->guarantee, (i128) s->next, &guarantee) || guarantee > (i128) AMOUNT_LIMIT)
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("guaranteed amount out of range"),
					 errdetail("To date it can be at most 10^24.")));
		upto = guarantee_is_more(guarantee, s->rent - s->cost, s->share) ?
			owner_to_date(s, guarantee, 0) :
			owner_to_date(s, 0, s->rent - s->cost);
	}
	else
	{
		if (guarantee_is_more(s->guarantee, net, s->share))
			s->guaranteed_amount += s->guarantee;
		else
			s->shared_amount += net;
		if (s->guaranteed_amount > (i128) AMOUNT_LIMIT)
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("guaranteed amount out of range"),
					 errdetail("To date it can be at most 10^24.")));
		upto = owner_to_date(s, s->guaranteed_amount, s->shared_amount);
	}

	rent = amount_posted(s->rent, s->scale) - s->posted_rent;
	cost = amount_posted(s->cost, s->scale) - s->posted_cost;
	owner = upto - s->posted_owner;
	s->posted_rent += rent;
	s->posted_cost += cost;
	s->posted_owner = upto;

	values[0] = Int32GetDatum(s->next);
	values[1] = NumericGetDatum(numeric_posted(rent, s->scale));
	values[2] = NumericGetDatum(numeric_posted(cost, s->scale));
	values[3] = NumericGetDatum(numeric_posted(owner, s->scale));
	values[4] = NumericGetDatum(numeric_posted(rent - cost - owner, s->scale));
	values[5] = NumericGetDatum(numeric_posted(upto, s->scale));
	return true;
}

static bool
hosted_statement_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	HostedStatement *s = palloc_wide(sizeof(HostedStatement));

	reject_null(fcinfo, 4, "guaranteed_per");
	s->per = (GuaranteedPer) choice_argument(PG_GETARG_TEXT_PP(4), "guaranteed_per", guaranteed_names);
	s->scale = scale_argument(fcinfo, 5);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return false;
	s->share = share_argument(fcinfo, 1, "owner_share");
	s->guaranteed = !PG_ARGISNULL(2);
	if (s->guaranteed)
		s->guarantee = nonnegative_amount_argument(fcinfo, 2, "guaranteed");
	s->rents = amount_array_argument(fcinfo, 0, "rents", ANY_AMOUNT);
	s->has_costs = !PG_ARGISNULL(3);
	if (s->has_costs)
	{
		s->costs = amount_array_argument(fcinfo, 3, "costs", ANY_AMOUNT);
		require_same_length(s->costs.n, "costs", s->rents.n, "rents");
	}

	source->next = next_period;
	source->state = s;
	return true;
}

/*
 * hosted_statement(rents numeric[], owner_share numeric, guaranteed numeric DEFAULT 0,
 *		costs numeric[] DEFAULT NULL, guaranteed_per text DEFAULT 'period', scale int8 DEFAULT 2)
 *		RETURNS TABLE (n int4, rent numeric, cost numeric, owner numeric, operator numeric,
 *					   owner_to_date numeric)
 *
 * To the owner to date: the sum of max(guaranteed, share x (rent - cost)) over the periods,
 * or with guaranteed_per 'to date' max(n x guaranteed, share x all so far); rounded as
 * cumulated, half away from zero.  The operator has the rest, which may be below 0.  A NULL
 * guarantee is none: then the owner shares losses too.
 *
 * No row for NULL rents or owner_share; 22023 for a share outside [0, 1], a negative guarantee, an
 * unknown guaranteed_per; 2202E for costs that are not as many as the rents.
 */
PG_FUNCTION_INFO_V1(hosted_statement);
Datum
hosted_statement(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, hosted_statement_begin);
}
