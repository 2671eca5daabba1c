/*
 * finance_lease.c
 *		A finance lease seen by the lessor: the rate implicit in it, what it is worth, what
 *		it earns in each period.
 */
#include "core/finance/finance_lease.h"

#include <math.h>

/* Between two calls of pause(), in periods. */
#define PAUSE_PERIODS	1024

static inline void
pause_sometimes(const LeaseFlows *flows, int period)
{
	if (flows->pause != NULL && period % PAUSE_PERIODS == 0)
		flows->pause();
}

static Real
real_from_i128(i128 value)
{
	Real		magnitude = real_from_u128(i128_abs(value));

	return value < 0 ? real_negate(magnitude) : magnitude;
}

i128
lease_total(const LeaseFlows *flows)
{
	i128		total = flows->guaranteed + flows->unguaranteed;

	for (int i = 0; i < flows->periods; i++)
		total += flows->payment[i];
	return total;
}

/* ---- the implicit rate ------------------------------------------------------------------------ */

/*
 * What comes in later than at once, in doubles: value = sum of amount v^time, and moment
 * = sum of time amount v^time, its derivative by -log v.
 */
typedef struct Later
{
	double		value;
	double		moment;
} Later;

static Later
later_in_doubles(const LeaseFlows *flows, double factor)
{
	Later		sum = {(double) (flows->guaranteed + flows->unguaranteed), 0};

	for (int i = flows->periods - 1; i >= 0; i--)
	{
		pause_sometimes(flows, i);
		if (!flows->advance)
			sum.value += (double) flows->payment[i];
		sum.moment = (sum.moment + sum.value) * factor;
		sum.value *= factor;
		if (flows->advance && i > 0)
			sum.value += (double) flows->payment[i];
	}
	return sum;
}

/* The same to 77 digits. */
typedef struct LaterExact
{
	Real		value;
	Real		moment;
} LaterExact;

static LaterExact
later_exact(const LeaseFlows *flows, Real factor)
{
	LaterExact	sum = {real_from_i128(flows->guaranteed + flows->unguaranteed), {.kind = REAL_ZERO}};

	for (int i = flows->periods - 1; i >= 0; i--)
	{
		pause_sometimes(flows, i);
		if (!flows->advance && flows->payment[i] != 0)
			sum.value = real_add(sum.value, real_from_i128(flows->payment[i]));
		if (!real_is_zero(sum.value))
		{
			sum.moment = real_multiply(real_add(sum.moment, sum.value), factor);
			sum.value = real_multiply(sum.value, factor);
		}
		if (flows->advance && i > 0 && flows->payment[i] != 0)
			sum.value = real_add(sum.value, real_from_i128(flows->payment[i]));
	}
	return sum;
}

/* Of a double's 53 bits; a root is left to the exact steps once a step is below them. */
#define SETTLED			1e-15

/* A step of so many bits below the root leaves an error of twice as many, less those that the mean time costs. */
#define SETTLED_BITS	150

/*
 * Newton's method for log(later(x) / owed) = 0 with x = log(1 + rate), from x = 0 on.
 *
 * The logarithm of a sum of exponentials is convex, and this one falls: each step stays below
 * the root, so that every x is a lower bound, and log(total / owed) over the first time at
 * which anything comes in is an upper one.  Of a convex function, what is left of the
 * function's value and of its slope after a step sum to at most 1: their product falls to a
 * quarter in each step.  The slope, a mean time, lies between 1 and 10^6 periods; the value
 * begins below log(10^37) and is done at 10^-15, so it takes (20 + 7 + 50) / 2 steps at most
 * with any payments.  Leases take five or six.
 *
 * Then two or three of the same steps for the rate itself, each with twice the digits of the
 * last one.
 */
LeaseRateStatus
lease_implicit_rate(const LeaseFlows *flows, i128 worth, Real *rate, int *evaluations)
{
	i128		total = lease_total(flows);
	i128		at_once = flows->advance && flows->periods > 0 ? flows->payment[0] : 0;
	i128		owed = worth - at_once;
	double		owed_double = (double) owed;
	Real		owed_exact = real_from_i128(owed);
	double		low = 0;
	double		high = INFINITY;
	int			count = 0;

	*rate = (Real) {.kind = REAL_ZERO};
	if (evaluations != NULL)
		*evaluations = 0;
	if (owed <= 0)
		return LEASE_RATE_NONE;
	if (total <= worth)
		return total == worth ? LEASE_RATE_FOUND : LEASE_RATE_NEGATIVE;

	/* x, from below */
	for (; count < LEASE_RATE_EVALUATIONS - 10; count++)
	{
		Later		sum = later_in_doubles(flows, exp(-low));

		/* at first the difference is known exactly, which a rate near 0 needs */
		double		excess = low == 0 ? (double) (total - worth) : sum.value - owed_double;
		double		step = log1p(excess / owed_double) * sum.value / sum.moment;

		if (!(step > 0) || low + step >= high)
			break;
		if (low == 0)
			high = 2 * log1p(excess / owed_double); /* twice, for the rounding */
		low += step;
		if (step < low * SETTLED)
			break;
	}

	/* and the rate: its derivative is -moment / (1 + rate) */
	*rate = real_from_double(expm1(low));
	for (int i = 0; i < 10; i++, count++)
	{
		Real		growth = real_add(real_one, *rate);
		Real		factor = real_divide(real_one, growth);
		LaterExact	sum = later_exact(flows, factor);
		Real		step = real_divide(real_multiply(real_subtract(sum.value, owed_exact), growth), sum.moment);
		Real		next = real_add(*rate, step);

		/* doubles may have gone a little too far near 0 */
		*rate = real_sign(next) > 0 ? next : real_scale(*rate, -1);
		if (real_is_zero(step) || step.exponent < rate->exponent - SETTLED_BITS)
			break;
	}
	if (evaluations != NULL)
		*evaluations = count + 1;
	return LEASE_RATE_FOUND;
}

/* ---- what it is worth --------------------------------------------------------------------------- */

/* A period back: from its close, or from the close of the one before it. */
static inline void
step_back(LeaseWorth *worth, const LeaseFlows *flows, int period, Real factor)
{
	i128		payment = flows->payment[period];

	if (!flows->advance && payment != 0)
		worth->receivable = real_add(worth->receivable, real_from_i128(payment));
	if (!real_is_zero(worth->receivable))
		worth->receivable = real_multiply(worth->receivable, factor);
	if (!real_is_zero(worth->residual))
		worth->residual = real_multiply(worth->residual, factor);
	if (flows->advance && payment != 0)
		worth->receivable = real_add(worth->receivable, real_from_i128(payment));
}

static LeaseWorth
worth_at_end(const LeaseFlows *flows)
{
	return (LeaseWorth) {real_from_i128(flows->guaranteed), real_from_i128(flows->unguaranteed)};
}

static Real
factor_of(Real rate)
{
	return real_divide(real_one, real_add(real_one, rate));
}

LeaseWorth
lease_worth(const LeaseFlows *flows, Real rate)
{
	LeaseWorth	worth = worth_at_end(flows);
	Real		factor = factor_of(rate);

	for (int i = flows->periods - 1; i >= 0; i--)
	{
		pause_sometimes(flows, i);
		step_back(&worth, flows, i, factor);
	}
	return worth;
}

/* The income of the whole term as posted: that of the receivable, and of both. */
static bool
posted_income(const LeaseFlows *flows, const LeaseWorth *worth, i128 *interest, i128 *income)
{
	i128		total = lease_total(flows);
	Real		earned = real_subtract(real_from_i128(total - flows->unguaranteed), worth->receivable);
	Real		accreted = real_subtract(real_from_i128(flows->unguaranteed), worth->residual);

	return real_posted(earned, 0, interest) && real_posted(real_add(earned, accreted), 0, income);
}

bool
lease_posted_worth(const LeaseFlows *flows, const LeaseWorth *worth, LeasePosted *posted)
{
	i128		interest;
	i128		income;

	if (!posted_income(flows, worth, &interest, &income))
		return false;
	posted->receivable = lease_total(flows) - flows->unguaranteed - interest;
	posted->residual = flows->unguaranteed - (income - interest);
	return true;
}

#define SHOWN_DIGITS	34

/* A rate as it is shown, of 34 digits, so that what is worked out from it can be worked out again. */
static Real
lease_rate_shown(Real rate)
{
	Decimal		decimal;

	if (real_is_zero(rate) || !real_to_decimal(rate, SHOWN_DIGITS, &decimal))
		return rate;
	return real_from_decimal(&decimal);
}

/* ---- at the start ----------------------------------------------------------------------------------- */

/* The implicit rate, and what comes in at it; *lost is whether that is less than what is given up. */
static LeaseStartStatus
value_at(const LeaseFlows *flows, i128 worth, const Real *market_rate, LeaseStart *start, bool *lost)
{
	LeaseWorth	discounted;
	LeasePosted posted;
	LeaseRateStatus status = lease_implicit_rate(flows, worth, &start->rate, NULL);

	if (status == LEASE_RATE_NONE)
		return LEASE_START_NOTHING;
	*lost = status == LEASE_RATE_NEGATIVE;
	start->rate = lease_rate_shown(start->rate);
	/* a low rate that was quoted to sell does not count */
	if (market_rate != NULL && real_compare(*market_rate, start->rate) > 0)
	{
		start->rate = *market_rate;
		*lost = true;
	}
	discounted = lease_worth(flows, start->rate);
	if (!lease_posted_worth(flows, &discounted, &posted))
		return LEASE_START_OVERFLOW;
	start->receivable = posted.receivable;
	start->residual = posted.residual;
	start->net_investment = posted.receivable + posted.residual;
	return LEASE_START_OK;
}

/*
 * A sale: what is lost at a negative rate, at which nothing is discounted, is lost in the
 * revenue.  costs_in_rate are direct costs that are part of the receivable, and no revenue.
 */
static void
sell(const LeaseAsset *asset, i128 costs_in_rate, LeaseStart *start)
{
	i128		receivable = start->receivable - costs_in_rate;

	start->revenue = asset->fair_value < receivable ? asset->fair_value : receivable;
	start->cost_of_sales = asset->book_value - start->residual;
	start->selling_profit = start->revenue - start->cost_of_sales;
	start->costs_expensed = asset->direct_costs - costs_in_rate;
}

LeaseStartStatus
lease_start(const LeaseFlows *flows, const LeaseAsset *asset, LeaseStart *start, i128 *worth)
{
	bool		sold = asset->kind == LEASE_DEALER || asset->kind == LEASE_SALES_TYPE;

	i128		costs = sold ? 0 : asset->direct_costs; /* in the rate */
	bool		lost;
	LeaseStartStatus status;

	*start = (LeaseStart) {.gross_investment = lease_total(flows)};
	*worth = asset->fair_value + costs;
	status = value_at(flows, *worth, asset->market_rate, start, &lost);
	if (status != LEASE_START_OK)
		return status;

	/* without a profit or loss a sale has no costs to be matched with (ASC 842-30-25-1(c)) */
	if (asset->kind == LEASE_SALES_TYPE && asset->fair_value == asset->book_value && !lost && asset->direct_costs > 0)
	{
		costs = asset->direct_costs;
		*worth = asset->fair_value + costs;
		status = value_at(flows, *worth, NULL, start, &lost);
		if (status != LEASE_START_OK)
			return status;
	}

	if (sold)
		sell(asset, costs, start);
	else if (asset->kind == LEASE_FINANCIER)
		start->gain_on_disposal = start->net_investment - costs - asset->book_value;
	else
	{
		i128		profit = start->net_investment - costs - asset->book_value;

		if (profit < 0)
			start->selling_loss = -profit;
		else if (profit > 0)
		{
			/* the rate that the deferred profit makes */
			start->deferred_profit = profit;
			start->net_investment -= profit;
			*worth = start->net_investment;
			if (lease_implicit_rate(flows, *worth, &start->rate, NULL) == LEASE_RATE_NONE)
				return LEASE_START_NOTHING;
			start->rate = lease_rate_shown(start->rate);
		}
	}
	start->unearned_income = start->gross_investment - start->net_investment;
	return LEASE_START_OK;
}

/* ---- period by period ------------------------------------------------------------------------------ */

static int
blocks_of(const LeaseFlows *flows)
{
	return (flows->periods + LEASE_BLOCK - 1) / LEASE_BLOCK;
}

size_t
lease_schedule_room(const LeaseFlows *flows)
{
	return (size_t) blocks_of(flows) + (flows->periods < LEASE_BLOCK ? flows->periods : LEASE_BLOCK);
}

bool
lease_schedule_begin(LeaseSchedule *schedule, const LeaseFlows *flows, Real rate, LeaseWorth *room)
{
	LeaseWorth	worth = worth_at_end(flows);
	LeasePosted posted;

	*schedule = (LeaseSchedule) {
		.flows = flows,
		.factor = factor_of(rate),
		.checkpoint = room,
		.block = room + blocks_of(flows),
		.current = -1
	};
	for (int i = flows->periods - 1; i >= 0; i--)
	{
		pause_sometimes(flows, i);
		if (i == flows->periods - 1 || (i + 1) % LEASE_BLOCK == 0)
			schedule->checkpoint[i / LEASE_BLOCK] = worth;
		step_back(&worth, flows, i, schedule->factor);
	}
	schedule->start = worth;
	if (!lease_posted_worth(flows, &worth, &posted))
		return false;
	schedule->receivable = posted.receivable;
	schedule->residual = posted.residual;
	return true;
}

/* The worth at the close of each period of a block, from that at its end. */
static void
fill_block(LeaseSchedule *schedule, int block)
{
	const LeaseFlows *flows = schedule->flows;
	int			first = block * LEASE_BLOCK;
	int			end = flows->periods - first < LEASE_BLOCK ? flows->periods : first + LEASE_BLOCK;
	LeaseWorth	worth = schedule->checkpoint[block];

	for (int i = end - 1;; i--)
	{
		schedule->block[i - first] = worth;
		if (i == first)
			break;
		step_back(&worth, flows, i, schedule->factor);
	}
	schedule->current = block;
}

LeaseScheduleStatus
lease_schedule_next(LeaseSchedule *schedule, LeasePeriod *period)
{
	const LeaseFlows *flows = schedule->flows;
	int			i = schedule->next;
	const LeaseWorth *worth;
	Real		earned;
	Real		accreted;
	i128		interest;
	i128		income;

	if (i == flows->periods)
		return LEASE_END;
	if (i / LEASE_BLOCK != schedule->current)
		fill_block(schedule, i / LEASE_BLOCK);
	worth = &schedule->block[i % LEASE_BLOCK];

	period->n = i + 1;
	period->opening = schedule->receivable + schedule->residual;
	period->payment = flows->payment[i];
	schedule->paid += period->payment;

	/* so far, exactly; then as posted */
	earned = real_add(worth->receivable, real_subtract(real_from_i128(schedule->paid), schedule->start.receivable));
	accreted = real_subtract(worth->residual, schedule->start.residual);
	if (!real_posted(earned, 0, &interest) || !real_posted(real_add(earned, accreted), 0, &income))
		return LEASE_OVERFLOW;
	period->interest = interest - schedule->interest;
	period->accretion = income - schedule->income - period->interest;
	schedule->interest = interest;
	schedule->income = income;

	period->receivable = schedule->receivable += period->interest - period->payment;
	period->residual = schedule->residual += period->accretion;
	period->closing = period->receivable + period->residual;
	schedule->next++;
	return LEASE_PERIOD;
}

void
lease_income(const LeaseFlows *flows, Real rate, int k, Real *so_far, Real *next)
{
	LeaseWorth	worth = worth_at_end(flows);
	Real		factor = factor_of(rate);
	Real		at[2] = {{.kind = REAL_ZERO}};	/* worth at the close of period k, and of the next */
	i128		paid = 0;

	for (int i = flows->periods; i >= 0; i--)
	{
		pause_sometimes(flows, i);
		if (i == k || i == k + 1)
			at[i - k] = real_add(worth.receivable, worth.residual);
		if (i > 0)
			step_back(&worth, flows, i - 1, factor);
	}
	for (int i = 0; i < k; i++)
		paid += flows->payment[i];
	*so_far = real_subtract(real_add(at[0], real_from_i128(paid)), real_add(worth.receivable, worth.residual));
	*next = k == flows->periods ? (Real) {.kind = REAL_ZERO} :
		real_subtract(real_add(at[1], real_from_i128(flows->payment[k])), at[0]);
}
