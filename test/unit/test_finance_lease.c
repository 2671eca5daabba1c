/*
 * test_finance_lease.c
 *		Implicit rates put back into their equation, and schedules that foot and end at the
 *		residuals, over leases of every kind.
 */
#include "core/finance/finance_lease.h"

#include <stdlib.h>

#include "tap.h"

static int	passes = 0;

static void
count_pause(void)
{
	passes++;
}

/* Equal to "digits" digits of the larger. */
static bool
same(Real a, Real b, int digits)
{
	Real		difference = real_abs(real_subtract(a, b));

	return real_compare(real_scale10(difference, digits), real_add(real_abs(a), real_abs(b))) <= 0;
}

static Real
worth_of(const LeaseFlows *flows, Real rate)
{
	LeaseWorth	worth = lease_worth(flows, rate);

	return real_add(worth.receivable, worth.residual);
}

/* Payments with gaps, both dues, residuals. */
static LeaseFlows
random_lease(i128 *payment, int most)
{
	LeaseFlows	flows = {
		.periods = 1 + (int) (next_random() % (uint64_t) most),
		.payment = payment,
		.advance = next_random() % 2 == 0,
		.guaranteed = next_random() % 3 == 0 ? (i128) (next_random() % 20000000) : 0,
		.unguaranteed = next_random() % 2 == 0 ? (i128) (next_random() % 20000000) : 0,
		.pause = count_pause
	};
	int64_t		level = (int64_t) (next_random() % 5000000);

	for (int i = 0; i < flows.periods; i++)
		payment[i] = next_random() % 5 == 0 ? 0 : next_random() % 4 == 0 ? (i128) (next_random() % 9000000) : level;
	return flows;
}

static void
rates(void)
{
	static i128 payment[400];
	bool		back = true;
	bool		sign = true;
	bool		quick = true;

	for (int i = 0; i < 2000; i++)
	{
		LeaseFlows	flows = random_lease(payment, 400);
		i128		total = lease_total(&flows);
		i128		worth = i % 10 == 0 ? total + (i128) (next_random() % 3) - 1 : (i128) (next_random() % (uint64_t) (total + total / 8 + 1));
		i128		at_once = flows.advance ? payment[0] : 0;
		Real		rate;
		int			evaluations;
		LeaseRateStatus status = lease_implicit_rate(&flows, worth, &rate, &evaluations);

		quick = quick && evaluations <= LEASE_RATE_EVALUATIONS;
		sign = sign && (status == LEASE_RATE_NONE) == (worth <= at_once);
		if (status == LEASE_RATE_NONE)
			continue;
		sign = sign && (status == LEASE_RATE_NEGATIVE) == (total < worth) && real_is_zero(rate) == (total <= worth);
		if (total > worth)
			back = back && same(worth_of(&flows, rate), real_from_u128((u128) worth), 60);
	}
	ok(back, "what comes in is worth what was given up, at the implicit rate");
	ok(sign, "none below 0, and none where the first payment is all");
	ok(quick, "in 60 passes");
}

/* Amounts and times as far apart as they can be. */
static void
extreme_rates(void)
{
	enum
	{
		PERIODS = 100000
	};
	i128	   *payment = calloc(PERIODS, sizeof(i128));
	LeaseFlows	flows = {.periods = PERIODS, .payment = payment};
	i128		large = (i128) power_of_ten(36);
	bool		good = true;
	int			most = 0;

	for (int i = 0; i < 60; i++)
	{
		i128		worth = i % 3 == 0 ? 1 : (i128) power_of_ten(i % 36);
		int			evaluations;
		Real		rate;

		/* every payment dwarfs those before it, at times that do the same */
		for (int k = 0; k < PERIODS; k++)
			payment[k] = 0;
		for (int k = i % 7, size = 0; k < PERIODS; k = 2 * k + 1, size += 2)
			payment[k] = (i128) power_of_ten(size % 36) * (1 + i % 2);
		flows.guaranteed = i % 5 == 0 ? large : 0;
		flows.advance = i % 2 == 0;
		if (worth >= lease_total(&flows))
			worth = lease_total(&flows) - 1;
		if (lease_implicit_rate(&flows, worth, &rate, &evaluations) == LEASE_RATE_NONE)
			continue;
		most = evaluations > most ? evaluations : most;
		good = good && same(worth_of(&flows, rate), real_from_u128((u128) worth), 40);
	}
	ok(good, "amounts of 10^0 to 10^36, after 1 to 100,000 periods");
	printf("# at most %d passes\n", most);
	ok(most <= LEASE_RATE_EVALUATIONS, "in 60 passes too");
	free(payment);
}

static void
schedules(int most, int count, const char *name)
{
	i128	   *payment = calloc((size_t) most, sizeof(i128));
	bool		foots = true;
	bool		ends = true;
	bool		begins = true;
	bool		right = true;

	for (int i = 0; i < count; i++)
	{
		LeaseFlows	flows = random_lease(payment, most);
		Real		rate = real_divide_int(real_from_int64((int64_t) (next_random() % 3000)), i % 3 == 0 ? 1000 : 100000);
		LeaseWorth *room = calloc(lease_schedule_room(&flows), sizeof(LeaseWorth));
		LeaseSchedule schedule;
		LeasePeriod period = {0};
		LeaseWorth	worth = lease_worth(&flows, rate);
		LeasePosted posted = {0};
		i128		closing = 0;
		i128		income = 0;
		int			rows = 0;
		int			probe = (int) (next_random() % (uint64_t) flows.periods);
		Real		so_far;
		Real		next;
		i128		posted_so_far;

		lease_income(&flows, rate, probe, &so_far, &next);
		begins = begins && lease_posted_worth(&flows, &worth, &posted) &&
			lease_schedule_begin(&schedule, &flows, rate, room) && real_posted(so_far, 0, &posted_so_far);
		while (lease_schedule_next(&schedule, &period) == LEASE_PERIOD)
		{
			begins = begins && (rows > 0 || period.opening == posted.receivable + posted.residual);
			foots = foots && (rows == 0 || period.opening == closing) && period.n == rows + 1 &&
				period.closing == period.receivable + period.residual &&
				period.closing == period.opening - period.payment + period.interest + period.accretion;
			right = right && (rows != probe || posted_so_far == income);
			income += period.interest + period.accretion;
			closing = period.closing;
			rows++;
		}
		ends = ends && rows == flows.periods && period.receivable == flows.guaranteed && period.residual == flows.unguaranteed;
		free(room);
	}
	printf("# %s\n", name);
	ok(foots, "every row foots");
	ok(begins, "the first opening is the worth as posted");
	ok(ends, "the last row is the residuals");
	ok(right, "rows sum to the income up to them, rounded once");
	free(payment);
}

/* Three payments of 300.00 at 10 %, by hand: worth 746.055597, earned 74.605560, 126.671675, 153.944403 so far. */
static void
by_hand(void)
{
	i128		payment[3] = {30000, 30000, 30000};
	LeaseFlows	flows = {.periods = 3, .payment = payment};
	i128		interest[3] = {7461, 5206, 2727};
	LeaseWorth	room[4];
	LeaseSchedule schedule;
	LeasePeriod period;
	bool		good = lease_schedule_begin(&schedule, &flows, real_divide_int(real_one, 10), room) &&
		lease_schedule_room(&flows) == 4;

	for (int i = 0; i < 3; i++)
		good = good && lease_schedule_next(&schedule, &period) == LEASE_PERIOD && period.interest == interest[i] &&
			period.accretion == 0;
	ok(good && period.closing == 0 && lease_schedule_next(&schedule, &period) == LEASE_END, "three payments at 10 %");
}

/* Whether a lease starts with these figures; those that are not given are 0. */
static bool
starts(const LeaseFlows *flows, LeaseAsset asset, Real rate, LeaseStart expected)
{
	LeaseStart	s;
	i128		worth;

	if (lease_start(flows, &asset, &s, &worth) != LEASE_START_OK)
		return false;
	if (!same(s.rate, rate, 33))
		printf("# a rate of %.17g, not %.17g\n", real_to_double(s.rate), real_to_double(rate));
#define SAME(field) \
	if (s.field != expected.field) \
		printf("# " #field " is %d, not %d\n", (int) s.field, (int) expected.field)
	SAME(receivable);
	SAME(residual);
	SAME(net_investment);
	SAME(gross_investment);
	SAME(unearned_income);
	SAME(revenue);
	SAME(cost_of_sales);
	SAME(selling_profit);
	SAME(costs_expensed);
	SAME(gain_on_disposal);
	SAME(deferred_profit);
	SAME(selling_loss);
#undef SAME
	return same(s.rate, rate, 33) && s.receivable == expected.receivable && s.residual == expected.residual &&
		s.net_investment == expected.net_investment && s.gross_investment == expected.gross_investment &&
		s.unearned_income == expected.unearned_income && s.revenue == expected.revenue && s.cost_of_sales == expected.cost_of_sales &&
		s.selling_profit == expected.selling_profit && s.costs_expensed == expected.costs_expensed &&
		s.gain_on_disposal == expected.gain_on_disposal && s.deferred_profit == expected.deferred_profit && s.selling_loss == expected.selling_loss;
}

/* 1,100 after a year, 1,210 after two and 1,331 after three are worth 1,000 each at 10 %. */
static void
beginnings(void)
{
	i128		payment[3] = {1100, 1210, 1331};
	LeaseFlows	flows = {.periods = 3, .payment = payment};
	i128		two[3] = {1100, 1210, 0};
	LeaseFlows	with_residual = {.periods = 3, .payment = two, .unguaranteed = 1331};
	Real		tenth = real_divide_int(real_one, 10);
	Real		fifth = real_divide_int(real_one, 5);
	Real		twentieth = real_divide_int(real_one, 20);
	LeaseStart	s;
	i128		worth;

	ok(starts(&flows, (LeaseAsset) {LEASE_FINANCIER, 3000, 2800, 0, NULL}, tenth,
			  (LeaseStart) {.receivable = 3000, .net_investment = 3000, .gross_investment = 3641, .unearned_income = 641, .gain_on_disposal = 200}), "a financier");
	ok(starts(&flows, (LeaseAsset) {LEASE_FINANCIER, 2900, 2950, 100, NULL}, tenth,
			  (LeaseStart) {.receivable = 3000, .net_investment = 3000, .gross_investment = 3641, .unearned_income = 641, .gain_on_disposal = -50}), "a financier's costs are in the rate");

	ok(starts(&with_residual, (LeaseAsset) {LEASE_DEALER, 3000, 2500, 70, NULL}, tenth,
			  (LeaseStart) {.receivable = 2000, .residual = 1000, .net_investment = 3000, .gross_investment = 3641, .unearned_income = 641,
			  .revenue = 2000, .cost_of_sales = 1500, .selling_profit = 500, .costs_expensed = 70}), "a dealer, whose costs are not");
	with_residual.guaranteed = 1331;
	with_residual.unguaranteed = 0;
	ok(starts(&with_residual, (LeaseAsset) {LEASE_DEALER, 3000, 2500, 70, NULL}, tenth,
			  (LeaseStart) {.receivable = 3000, .net_investment = 3000, .gross_investment = 3641, .unearned_income = 641,
			  .revenue = 3000, .cost_of_sales = 2500, .selling_profit = 500, .costs_expensed = 70}), "a residual that is guaranteed is sold");
	/* 916.67, 840.28 and 770.25: 1,113.80 is earned */
	ok(starts(&flows, (LeaseAsset) {LEASE_DEALER, 3000, 2500, 0, &fifth}, fifth,
			  (LeaseStart) {.receivable = 2527, .net_investment = 2527, .gross_investment = 3641, .unearned_income = 1114,
			  .revenue = 2527, .cost_of_sales = 2500, .selling_profit = 27}), "at the market's rate where that is higher");
	ok(starts(&flows, (LeaseAsset) {LEASE_DEALER, 3000, 2500, 0, &twentieth}, tenth,
			  (LeaseStart) {.receivable = 3000, .net_investment = 3000, .gross_investment = 3641, .unearned_income = 641,
			  .revenue = 3000, .cost_of_sales = 2500, .selling_profit = 500}), "and not where it is lower");
	/* what comes in is less than what is given up: the rate is 0 */
	ok(starts(&flows, (LeaseAsset) {LEASE_DEALER, 3700, 2500, 0, NULL}, (Real) {0},
			  (LeaseStart) {.receivable = 3641, .net_investment = 3641, .gross_investment = 3641,
			  .revenue = 3641, .cost_of_sales = 2500, .selling_profit = 1141}), "at no less than nothing");

	ok(starts(&flows, (LeaseAsset) {LEASE_SALES_TYPE, 2900, 2900, 100, NULL}, tenth,
			  (LeaseStart) {.receivable = 3000, .net_investment = 3000, .gross_investment = 3641, .unearned_income = 641,
			  .revenue = 2900, .cost_of_sales = 2900}), "sales-type: costs are in the rate where nothing else is sold");
	ok(starts(&flows, (LeaseAsset) {LEASE_SALES_TYPE, 3000, 2900, 100, NULL}, tenth,
			  (LeaseStart) {.receivable = 3000, .net_investment = 3000, .gross_investment = 3641, .unearned_income = 641,
			  .revenue = 3000, .cost_of_sales = 2900, .selling_profit = 100, .costs_expensed = 100}), "and expensed where there is a profit");

	ok(starts(&flows, (LeaseAsset) {LEASE_DIRECT_FINANCING, 2900, 2900, 100, NULL}, tenth,
			  (LeaseStart) {.receivable = 3000, .net_investment = 3000, .gross_investment = 3641, .unearned_income = 641}), "direct financing");
	ok(starts(&flows, (LeaseAsset) {LEASE_DIRECT_FINANCING, 2900, 3000, 100, NULL}, tenth,
			  (LeaseStart) {.receivable = 3000, .net_investment = 3000, .gross_investment = 3641, .unearned_income = 641, .selling_loss = 100}), "a loss is one at once");
	{
		LeaseAsset	asset = {LEASE_DIRECT_FINANCING, 2900, 2700, 100, NULL};

		ok(lease_start(&flows, &asset, &s, &worth) == LEASE_START_OK && s.deferred_profit == 200 && s.net_investment == 2800 && worth == 2800 &&
		   s.unearned_income == 841 && s.receivable == 3000 && same(worth_of(&flows, s.rate), real_from_int64(2800), 30), "a profit is deferred into the rate");
		asset = (LeaseAsset) {LEASE_FINANCIER, 0, 0, 0, NULL};
		ok(lease_start(&flows, &asset, &s, &worth) == LEASE_START_NOTHING && worth == 0, "nothing is given up");
		asset = (LeaseAsset) {LEASE_DIRECT_FINANCING, 2900, -100, 0, NULL};
		ok(lease_start(&flows, &asset, &s, &worth) == LEASE_START_NOTHING, "nor is less than nothing");
	}
}

int
main(void)
{
	by_hand();
	beginnings();
	rates();
	extreme_rates();
	schedules(60, 300, "short leases");
	schedules(2000, 20, "leases of several blocks");
	ok(passes > 0, "long work pauses");
	return done_testing();
}
