/*
 * annuity.c
 *		Equal payments at equal distances: the formulas.  The rate is in annuity_rate.c.
 */
#include "core/finance/annuity.h"

/* Rates times periods below 2^-120 (10^-36) are told by their first power alone. */
#define FIRST_ORDER_EXPONENT	(-120)

/* A sum that is smaller than its terms by more than this is what rounding left of nothing. */
#define CANCELLED_BITS			226

Real
compound_growth(Real rate, Real periods)
{
	int64_t		n;

	if (real_to_int64(periods, &n))
		return real_compound(rate, n);
	return real_expm1(real_multiply(periods, real_log1p(rate)));
}

/*
 * (1 + rate)^periods, of which growth is 1 less.  Where it is small, growth has few of
 * its digits or none.
 */
static Real
factor_of_growth(Real growth, Real rate, Real periods)
{
	int64_t		n;

	if (real_sign(growth) >= 0 || growth.exponent < 0 || growth.exponent > 1)
		return real_add(real_one, growth);
	if (real_to_int64(periods, &n))
		return real_power_int(real_add(real_one, rate), n);
	return real_exp(real_multiply(periods, real_log1p(rate)));
}

static Real
compound_factor(Real rate, Real periods)
{
	return factor_of_growth(compound_growth(rate, periods), rate, periods);
}

/* No amount stays none, whatever it grows by. */
static Real
product(Real amount, Real factor)
{
	return real_is_zero(amount) ? amount : real_multiply(amount, factor);
}

/* a + b; *lost is by how many powers of two it is smaller than the larger of them */
static Real
sum(Real a, Real b, int64_t *lost)
{
	Real		result = real_add(a, b);

	*lost = 0;
	if (a.kind == REAL_FINITE && b.kind == REAL_FINITE && result.kind == REAL_FINITE)
		*lost = (a.exponent > b.exponent ? a.exponent : b.exponent) - result.exponent;
	return result;
}

/* No number where real_divide() gives infinity, which is for what is too large. */
static Real
quotient(Real a, Real b)
{
	return real_is_zero(b) ? (Real) {.kind = REAL_NAN} : real_divide(a, b);
}

/* (g - 1) / rate: what payments of 1 at the ends of the periods have grown to */
static Real
annuity_growth(const Annuity *a, Real growth)
{
	return real_is_zero(a->rate) ? a->nper : real_divide(growth, a->rate);
}

/* 1 + rate for payments at the beginning, which earn a period more */
static Real
due_factor(const Annuity *a)
{
	return a->due ? real_add(real_one, a->rate) : real_one;
}

Real
annuity_fv(const Annuity *a, Real *largest)
{
	Real		growth = compound_growth(a->rate, a->nper);
	Real		payments = real_multiply(annuity_growth(a, growth), due_factor(a));
	int64_t		lost;
	Real		value = sum(product(a->pv, factor_of_growth(growth, a->rate, a->nper)), product(a->pmt, payments), &lost);

	*largest = real_scale(value, lost);
	return real_negate(value);
}

Real
annuity_pv(const Annuity *a, Real *largest)
{
	Real		growth = compound_growth(a->rate, a->nper);
	int64_t		lost;
	Real		value;

	if (growth.kind == REAL_INFINITE)
	{
		/* nothing is left of fv, and the payments go on for ever */
		*largest = value = product(a->pmt, real_divide(due_factor(a), a->rate));
		return real_negate(value);
	}
	value = sum(product(a->pmt, real_multiply(annuity_growth(a, growth), due_factor(a))), a->fv, &lost);
	value = real_divide(value, factor_of_growth(growth, a->rate, a->nper));
	*largest = real_scale(value, lost);
	return real_negate(value);
}

Real
annuity_pmt(const Annuity *a, Real *largest)
{
	Real		growth = compound_growth(a->rate, a->nper);
	int64_t		lost;
	Real		value;
	Real		divisor;

	if (growth.kind == REAL_INFINITE)
	{
		*largest = value = real_divide(product(a->pv, a->rate), due_factor(a));
		return real_negate(value);
	}
	value = sum(product(a->pv, factor_of_growth(growth, a->rate, a->nper)), a->fv, &lost);
	divisor = real_is_zero(a->rate) ? a->nper : growth;
	if (a->due)
		divisor = real_multiply(divisor, due_factor(a));
	if (!real_is_zero(a->rate))
		value = product(value, a->rate);
	value = quotient(value, divisor);
	*largest = real_scale(value, lost);
	return real_negate(value);
}

/* a + b, nothing if no more is left of it than rounding leaves */
static Real
settled(Real a, Real b)
{
	int64_t		lost;
	Real		result = sum(a, b, &lost);

	return lost > CANCELLED_BITS ? (Real) {0} : result;
}

/*
 * g = (pmt (1 + rate due) - fv rate) / (pmt (1 + rate due) + pv rate), so
 * g - 1 = -(pv + fv) rate / (pmt (1 + rate due) + pv rate).
 */
Real
annuity_nper(const Annuity *a)
{
	Real		payment = product(a->pmt, due_factor(a));
	Real		total = real_add(a->pv, a->fv);
	Real		divisor = settled(payment, product(a->pv, a->rate));
	Real		left = settled(payment, real_negate(product(a->fv, a->rate)));
	Real		growth;

	if (real_is_zero(total) && !(real_is_zero(a->rate) ? real_is_zero(a->pmt) : real_is_zero(divisor)))
		return total;
	if (real_is_zero(divisor))
		return (Real) {.kind = real_is_zero(total) ? REAL_INFINITE : REAL_NAN};
	if (real_is_zero(a->rate))
		return real_negate(real_divide(total, divisor));
	if (real_sign(left) != real_sign(divisor))
		return (Real) {.kind = REAL_NAN};
	growth = real_negate(real_divide(real_multiply(total, a->rate), divisor));
	growth = growth.exponent < 0 ? real_log1p(growth) : real_log(real_divide(left, divisor));
	return real_divide(growth, real_log1p(a->rate));
}

/* ---- interest and repayment --------------------------------------------------------- */

/*
 * With E(n) = (1 + rate)^n - 1 and k = per - 1, for payments at the end:
 *
 *	repayment = -rate (pv + fv) (1 + E(k)) / E(n)
 *	interest = -rate (pv (1 + E(k)) E(n - k) - fv E(k)) / E(n)
 *
 * and both over 1 + rate for payments at the beginning, but for the first, in which
 * there is no interest.
 */

/* (1 + rate)^k / E(n) */
static Real
repayment_share(const Annuity *a, Real k)
{
	Real		growth = compound_growth(a->rate, a->nper);

	if (growth.kind == REAL_INFINITE)
		return compound_factor(a->rate, real_subtract(k, a->nper));
	return quotient(compound_factor(a->rate, k), growth);
}

static bool
is_first(Real per)
{
	return real_compare(per, real_one) == 0;
}

Real
annuity_ppmt(const Annuity *a, Real per, Real *largest)
{
	int64_t		lost;
	Real		total;

	if (real_is_zero(a->rate) || (a->due && is_first(per)))
		return annuity_pmt(a, largest);
	total = real_negate(product(sum(a->pv, a->fv, &lost), a->rate));
	total = quotient(product(total, repayment_share(a, real_subtract(per, real_one))), due_factor(a));
	*largest = real_scale(total, lost);
	return total;
}

Real
annuity_ipmt(const Annuity *a, Real per, Real *largest)
{
	Real		k = real_subtract(per, real_one);
	Real		rest = real_subtract(a->nper, k);
	Real		share;
	Real		paid;
	int64_t		lost;
	Real		value;

	if (real_is_zero(a->rate) || (a->due && is_first(per)))
		return *largest = (Real) {0};
	share = repayment_share(a, k);

	/* the share times E(n - k): 1 less the share times E(k), which is what is repaid */
	paid = real_multiply(share, compound_growth(a->rate, rest));
	if (paid.kind != REAL_FINITE)
		paid = real_negate(compound_growth(a->rate, real_negate(rest)));
	value = product(a->pv, paid);

	/* and E(k) over E(n), as the share is (1 + E(k)) / E(n) */
	paid = real_negate(compound_growth(a->rate, real_negate(k)));
	value = sum(value, real_negate(product(a->fv, real_multiply(share, paid))), &lost);
	value = real_negate(quotient(product(value, a->rate), due_factor(a)));
	*largest = real_scale(value, lost);
	return value;
}

/* The sum of (1 + rate)^k over n periods from k on is (1 + rate)^k E(n) / rate. */
Real
annuity_cumprinc(const Annuity *a, Real first, Real last)
{
	Real		count;
	Real		repaid;
	Real		first_payment = {0};

	if (a->due && is_first(first))
	{
		Real		largest;

		first_payment = annuity_pmt(a, &largest);
		first = real_add(first, real_one);
	}
	count = real_add(real_subtract(last, first), real_one);
	repaid = (Real) {0};
	if (real_sign(count) > 0)
	{
		repaid = real_multiply(repayment_share(a, real_subtract(first, real_one)), compound_growth(a->rate, count));
		if (repaid.kind != REAL_FINITE)
		{
			/* (1 + rate)^(k + count - n) (1 - (1 + rate)^-count) */
			repaid = compound_factor(a->rate, real_subtract(last, a->nper));
			repaid = real_multiply(repaid, real_negate(compound_growth(a->rate, real_negate(count))));
		}
		repaid = real_divide(real_multiply(a->pv, repaid), due_factor(a));
	}
	return real_subtract(first_payment, repaid);
}

Real
annuity_cumipmt(const Annuity *a, Real first, Real last, Real *largest)
{
	Real		count = real_add(real_subtract(last, first), real_one);
	Real		payments;
	Real		repaid;
	int64_t		lost;
	Real		value;

	if (real_multiply(a->nper, a->rate).exponent < FIRST_ORDER_EXPONENT)
	{
		/* interest on what equal repayments leave of pv: (n - per + 1) / n of it in period per */
		Real		left;

		if (a->due && is_first(first))
		{
			first = real_add(first, real_one);
			count = real_subtract(count, real_one);
		}
		left = real_add(real_subtract(real_add(a->nper, real_one), first), real_subtract(real_add(a->nper, real_one), last));
		value = real_multiply(real_multiply(a->pv, a->rate), real_multiply(count, real_scale(left, -1)));
		*largest = value = real_divide(value, a->nper);
		return real_negate(value);
	}
	payments = real_multiply(annuity_pmt(a, largest), count);
	repaid = annuity_cumprinc(a, first, last);
	value = sum(payments, real_negate(repaid), &lost);
	*largest = real_scale(value, lost);
	return value;
}
