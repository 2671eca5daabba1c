/*
 * what_if.c
 *		A scenario of cards to buy, computed on the report page: the core, compiled to WebAssembly,
 *		as pro_forma() and payback_grid() call it.
 *
 * The page (what_if.mjs) writes the terms of a scenario to where what_if_scenario() says, whole
 * numbers of the given decimals.  Nothing is imported, nothing allocated.
 */
#include "core/finance/declining.h"
#include "core/finance/pro_forma.h"
#include "core/time/accrual.h"
#include "core/value/units.h"

#define EXPORT			__attribute__((visibility("default")))

#define AMOUNT_SCALE	8		/* decimals of a price, a rate, a cost, a residual value */
#define SHARE_SCALE		9		/* of utilization and of rates a month or a year */
#define CARDS_SCALE		6
#define YEARS_SCALE		6		/* of a payback */

#define NEVER			(-1)
#define TOO_LARGE		(-2)

/* In the order in which what_if.mjs names them. */
typedef struct Scenario
{
	int64_t		price;
	int64_t		rate;
	int64_t		rate_seconds;	/* of its period */
	int64_t		cost;			/* in cash, of a card-hour, let or not */
	int64_t		cards;
	int64_t		months;
	int64_t		construction_months;
	int64_t		ramp_months;
	int64_t		utilization;
	int64_t		monthly_decline;
	int64_t		selling;		/* share of revenue */
	int64_t		life_months;
	int64_t		residual_value; /* of a card, and what it is written down to */
	int64_t		debt_share;
	int64_t		interest_rate;
	int64_t		income_tax_rate;
	int64_t		discount_rate;
	int64_t		scale;			/* decimals of what is posted */
}			Scenario;

static Scenario scenario;
static ProForma plan;
static ProFormaState state;

/* The columns of gpurent_bi.pro_forma_month, in 10^-scale currency units. */
#define COLUMNS			13
static int64_t row[COLUMNS];

static Real
share(int64_t value)
{
	return real_from_scaled(value, SHARE_SCALE);
}

EXPORT int64_t *
what_if_scenario(void)
{
	return &scenario.price;
}

EXPORT int64_t *
what_if_row(void)
{
	return row;
}

/* Decimals of the currency of three letters, A = 1. */
EXPORT int
what_if_decimals(int first, int second, int third)
{
	return currency_decimals((first << 10) | (second << 5) | third);
}

/* The months from now on: pro_forma() of the scenario. */
EXPORT void
what_if_begin(void)
{
	Real		cards = real_from_scaled(scenario.cards, CARDS_SCALE);
	Real		residual_value = real_multiply(real_from_scaled(scenario.residual_value, AMOUNT_SCALE), cards);

	plan = (ProForma) {
		.construction = (int) scenario.construction_months,
		.operation = (int) scenario.months,
		.ramp = (int) scenario.ramp_months,
		.capex = real_multiply(real_from_scaled(scenario.price, AMOUNT_SCALE), cards),
		.revenue = real_multiply(amount_of_month(scenario.rate, AMOUNT_SCALE, scenario.rate_seconds), cards),
		.cost = real_multiply(amount_of_month(scenario.cost, AMOUNT_SCALE, SECONDS_PER_HOUR), cards),
		.utilization = share(scenario.utilization),
		.decline = share(scenario.monthly_decline),
		.variable_cost = share(scenario.selling),
		.method = depreciation_method_number(0),
		.life = (int) scenario.life_months,
		.salvage = residual_value,
		.residual_value = residual_value,
		.monthly_rate = real_divide_int(share(scenario.interest_rate), 12),
		.loan = (int) scenario.months,
		.capitalize = true,
		.income_tax_rate = share(scenario.income_tax_rate),
		.scale = (int) scenario.scale
	};
	plan.debt = real_multiply(plan.capex, share(scenario.debt_share));
	pro_forma_begin(&state, &plan);
}

/* Writes the next month's row: 1, 0 after the last, TOO_LARGE for an amount that does not fit. */
EXPORT int
what_if_next(void)
{
	ProFormaMonth month;
	ProFormaStatus status = pro_forma_next(&state, &month);

	if (status == PRO_FORMA_END)
		return 0;
	if (status == PRO_FORMA_OVERFLOW)
		return TOO_LARGE;

	const i128	amounts[COLUMNS] = {
		month.month, month.operating_month, month.item[PF_REVENUE], month.item[PF_OPERATING_COST], month.ebitda,
		month.item[PF_DEPRECIATION], month.item[PF_INTEREST], month.item[PF_INCOME_TAX], month.net_profit,
		month.item[PF_CAPEX], month.debt_balance, month.project_cash_flow, month.equity_cash_flow
	};

	for (int i = 0; i < COLUMNS; i++)
	{
		row[i] = (int64_t) amounts[i];
		if (row[i] != amounts[i])
			return TOO_LARGE;
	}
	return 1;
}

/* A cell of payback_grid(): years of YEARS_SCALE decimals, or NEVER. */
EXPORT int64_t
what_if_payback(int64_t rate, int64_t utilization)
{
	Real		growth = real_negate(share(scenario.monthly_decline));
	Real		discount = monthly_rate_of(share(scenario.discount_rate));
	Real		result;
	i128		years;

	if (real_is_zero(growth) && real_is_zero(discount))
	{
		if (!level_payback_years(scenario.price, rate, scenario.rate_seconds, utilization,
								 scenario.cost, SECONDS_PER_HOUR, &result))
			return NEVER;
		/* payback() gives 20 decimals, of which payback_grid() keeps 6 */
		if (!real_posted(result, 20, &years))
			return TOO_LARGE;
		years = div_round_i128(years, (i128) power_of_ten(20 - YEARS_SCALE));
	}
	else
	{
		if (!payback_periods(real_from_scaled(scenario.price, AMOUNT_SCALE),
							 real_multiply(amount_of_month(rate, AMOUNT_SCALE, scenario.rate_seconds), share(utilization)),
							 amount_of_month(scenario.cost, AMOUNT_SCALE, SECONDS_PER_HOUR), growth, discount, &result))
			return NEVER;
		if (!real_posted(real_divide_int(result, 12), YEARS_SCALE, &years))
			return TOO_LARGE;
	}
	return years > INT64_MAX ? TOO_LARGE : (int64_t) years;
}
