/*
 * declining.c
 *		Payments that grow or fall by the same share each period.
 */
#include "core/finance/declining.h"

#include "core/time/accrual.h"

Real
growing_annuity_of(Real rate, Real growth, Real n)
{
	Real		spread = real_subtract(rate, growth);
	Real		log_of_factor;
	bool		endless = !real_is_finite(n);

	if (real_is_zero(spread))
		return real_divide(n, real_add(real_one, rate));
	/* at a growth of -1 there is one payment, of which a part is no part */
	if (real_is_zero(real_add(real_one, growth)))
		return real_is_zero(n) ? n : real_divide(real_one, real_add(real_one, rate));
	if (endless && real_sign(spread) > 0)
		return real_divide(real_one, spread);
	log_of_factor = real_subtract(real_log1p(growth), real_log1p(rate));
	return real_negate(real_divide(real_expm1(real_multiply(n, log_of_factor)), spread));
}

Real
amount_of_month(int64_t amount, int scale, int64_t seconds)
{
	return real_divide_int(real_multiply_int(real_from_scaled(amount, scale), SECONDS_PER_MONTH), seconds);
}

Real
monthly_rate_of(Real rate)
{
	return real_is_zero(rate) ? rate : real_expm1(real_divide_int(real_log1p(rate), 12));
}

/* ---- level rents ----------------------------------------------------------------- */

i128
level_earnings(int64_t rate, int64_t rate_seconds, int64_t utilization, int64_t cost, int64_t cost_seconds)
{
	/* 63 bits of amounts, 25 of the seconds of a year, 30 of a share */
	return (i128) rate * cost_seconds * utilization - (i128) cost * rate_seconds * INT64_C(1000000000);
}

bool
level_payback_years(int64_t price, int64_t rate, int64_t rate_seconds, int64_t utilization,
					int64_t cost, int64_t cost_seconds, Real *years)
{
	i128		earned = level_earnings(rate, rate_seconds, utilization, cost, cost_seconds);

	if (earned <= 0)
		return false;
	/* whole numbers of up to 143 bits, exact until they are divided */
	*years = real_divide(real_multiply_int(real_from_u128((u128) price * (u128) (rate_seconds * cost_seconds)), INT64_C(1000000000)),
						 real_multiply_int(real_from_u128((u128) earned), SECONDS_PER_YEAR));
	return true;
}

/* ---- payback --------------------------------------------------------------------- */

typedef struct Recovery
{
	Real		outlay;
	Real		income;
	Real		cost;
	Real		growth;
	Real		rate;
	Real		income_step;	/* (1 + growth) / (1 + rate) - 1 */
	Real		cost_step;		/* 1 / (1 + rate) - 1 */
} Recovery;

/* As growing_annuity_of(), of whole periods: by multiplications alone. */
static Real
annuity_of_periods(Real rate, Real growth, Real step, int64_t k)
{
	Real		spread = real_subtract(rate, growth);

	if (real_is_zero(spread))
		return real_divide(real_from_int64(k), real_add(real_one, rate));
	return real_negate(real_divide(real_compound(step, k), spread));
}

/* What k periods have brought, less the outlay. */
static Real
recovered(const Recovery *r, int64_t k)
{
	static const Real zero = {0};
	Real		income = real_multiply(r->income, annuity_of_periods(r->rate, r->growth, r->income_step, k));
	Real		cost = real_multiply(r->cost, annuity_of_periods(r->rate, zero, r->cost_step, k));

	return real_subtract(real_subtract(income, cost), r->outlay);
}

/* What period k brings, not discounted. */
static Real
brought(const Recovery *r, int64_t k)
{
	return real_subtract(real_multiply(r->income, real_power_int(real_add(real_one, r->growth), k - 1)), r->cost);
}

/* To 60 digits: what comes to the outlay exactly has recovered it. */
static bool
has_recovered(const Recovery *r, int64_t k)
{
	return real_sign(real_add(recovered(r, k), real_scale10(r->outlay, -60))) >= 0;
}

static bool
brings(const Recovery *r, int64_t k)
{
	return real_sign(brought(r, k)) > 0;
}

#define PERIODS_MAX		(INT64_C(1) << 40)

/*
 * Is the outlay as much as all periods to come will ever bring, which is approached but
 * not reached?  Equal are values that agree to 60 digits.
 */
static bool
beyond_limit(const Recovery *r)
{
	Real		spread = real_subtract(r->rate, r->growth);
	Real		limit;

	if (real_sign(spread) <= 0)
		return false;
	limit = real_divide(r->income, spread);
	if (!real_is_zero(r->cost))
		limit = real_subtract(limit, real_divide(r->cost, r->rate));
	return real_compare(r->outlay, real_subtract(limit, real_scale10(real_abs(limit), -60))) >= 0;
}

/*
 * The first period after "from" for which "holds" is as at "to", where it is not so at
 * "from" and changes once.
 */
static int64_t
change_between(const Recovery *r, bool (*holds) (const Recovery *, int64_t), int64_t from, int64_t to)
{
	bool		at_end = holds(r, to);

	while (to - from > 1)
	{
		int64_t		middle = from + (to - from) / 2;

		if (holds(r, middle) == at_end)
			to = middle;
		else
			from = middle;
	}
	return to;
}

bool
payback_periods(Real outlay, Real income, Real cost, Real growth, Real rate, Real *n)
{
	Real		factor = real_divide(real_one, real_add(real_one, rate));
	Recovery	r = {
		.outlay = outlay, .income = income, .cost = cost, .growth = growth, .rate = rate,
		.income_step = real_multiply(real_subtract(growth, rate), factor),
		.cost_step = real_multiply(real_negate(rate), factor)
	};
	int64_t		from = 0;
	int64_t		to = 1;

	/* each period brings something until one that does not, or none does until the first that does */
	if (!brings(&r, 1))
	{
		if (real_sign(growth) <= 0 || real_sign(income) <= 0)
			return false;
		for (; !brings(&r, to); to *= 2)
			if (to >= PERIODS_MAX)
				return false;
		from = change_between(&r, brings, to / 2, to) - 1;
		to = from + 1;
	}
	else if (real_is_zero(outlay))
	{
		*n = outlay;
		return true;
	}

	if ((real_is_zero(cost) || real_sign(growth) >= 0) && beyond_limit(&r))
		return false;
	for (; !has_recovered(&r, to); to *= 2)
	{
		if (to >= PERIODS_MAX)
			return false;
		if (!brings(&r, to))
		{
			to = change_between(&r, brings, from, to) - 1;
			if (!has_recovered(&r, to))
				return false;
			break;
		}
		from = to;
	}
	to = change_between(&r, has_recovered, from, to);
	*n = real_add(real_from_int64(to - 1),
				  real_divide(real_negate(recovered(&r, to - 1)),
							  real_multiply(brought(&r, to), real_power_int(factor, to))));
	return true;
}
