/*
 * pro_forma.c
 *		A project's cash flow month by month: build, let, borrow, depreciate, tax, sell.
 */
#include "core/finance/pro_forma.h"

#include <string.h>

#include "core/finance/depreciation.h"

/* ---- depreciation ---------------------------------------------------------------- */

struct DepreciationMethod
{
	const char *name;
	bool		by_year;
	/* what has been taken after whole years, of base less salvage */
	Real		(*after_years) (Real base, Real salvage, int life, int years);
};

/* As cas_ddb(): 2/life of the rest each year, and the last two in equal parts (CAS 4). */
static Real
double_declining(Real base, Real salvage, int life, int years)
{
	DecliningBalance balance = {.cost = base, .salvage = salvage, .life = real_from_int64(life)};

	decline(&balance, real_from_int64(2));
	switch_at(&balance, life > 2 ? life - 2 : 0);
	return amount_between(&balance, (Real) {0}, real_from_int64(years));
}

static Real
sum_of_digits(Real base, Real salvage, int life, int years)
{
	/* life + (life - 1) + ... of life (life + 1) / 2 */
	int64_t		taken = (int64_t) years * (2 * (int64_t) life - years + 1);

	return real_divide_int(real_multiply_int(real_subtract(base, salvage), taken),
						   (int64_t) life * (life + 1));
}

static const DepreciationMethod methods[] = {
	{"straight line", false, NULL},
	{"double declining", true, double_declining},
	{"sum of digits", true, sum_of_digits}
};

#define METHODS		((int) (sizeof(methods) / sizeof(methods[0])))

const DepreciationMethod *
depreciation_method_number(int i)
{
	return i < METHODS ? &methods[i] : NULL;
}

const DepreciationMethod *
depreciation_method_lookup(const char *name, size_t len)
{
	for (int i = 0; i < METHODS; i++)
		if (strlen(methods[i].name) == len && memcmp(methods[i].name, name, len) == 0)
			return &methods[i];
	return NULL;
}

const char *
depreciation_method_name(const DepreciationMethod *method)
{
	return method->name;
}

bool
depreciation_method_by_year(const DepreciationMethod *method)
{
	return method->by_year;
}

Real
depreciated(const DepreciationMethod *method, Real base, Real salvage, int life, int k)
{
	Real		before;
	Real		after;

	if (k >= life)
		return real_subtract(base, salvage);
	if (!method->by_year)
		return real_divide_int(real_multiply_int(real_subtract(base, salvage), k), life);

	/* a year's depreciation in twelve equal parts */
	before = method->after_years(base, salvage, life / 12, k / 12);
	after = method->after_years(base, salvage, life / 12, k / 12 + 1);
	return real_add(before, real_divide_int(real_multiply_int(real_subtract(after, before), k % 12), 12));
}

/* ---- posting ------------------------------------------------------------------------ */

/* rate x a posted amount, as cumulative as that is */
static Real
share_of_posted(Real rate, i128 posted, int scale)
{
	return real_scale10(real_multiply(rate, real_from_u128((u128) posted)), -scale);
}

/* Posts what an item has come to. */
static bool
post_item(ProFormaState *state, ProFormaMonth *month, ProFormaItem item)
{
	i128		total;

	if (!real_posted(state->cumulative[item], state->plan->scale, &total))
		return false;
	month->item[item] = total - state->posted[item];
	state->posted[item] = total;
	return true;
}

static void
accumulate(ProFormaState *state, ProFormaItem item, Real amount)
{
	state->cumulative[item] = real_add(state->cumulative[item], amount);
}

/* ---- the months ------------------------------------------------------------------------ */

void
pro_forma_begin(ProFormaState *state, const ProForma *plan)
{
	memset(state, 0, sizeof(*state));
	state->plan = plan;
	state->decayed = real_one;
	state->stepped = real_one;
	state->grown = real_one;
}

/* What is owed at the end of the last month: the loan, capitalized interest included, less repayments. */
static Real
owed(const ProFormaState *state)
{
	return real_subtract(state->cumulative[PF_DEBT_DRAWN], state->cumulative[PF_PRINCIPAL]);
}

/* Interest of a month of construction on what was owed when it began, then the next instalment. */
static void
build(ProFormaState *state, int month)
{
	const ProForma *plan = state->plan;
	int			instalments = plan->construction > 1 ? plan->construction : 1;

	if (month > 0 && month <= plan->construction)
	{
		Real		interest = real_multiply(owed(state), plan->monthly_rate);

		accumulate(state, PF_CONSTRUCTION_INTEREST, interest);
		if (plan->capitalize)
			accumulate(state, PF_DEBT_DRAWN, interest);
	}
	if (month < instalments)
	{
		accumulate(state, PF_CAPEX, real_divide_int(plan->capex, instalments));
		accumulate(state, PF_DEBT_DRAWN, real_divide_int(plan->debt, instalments));
	}
	if (month + 1 == instalments)
		state->cumulative[PF_CAPEX] = plan->capex;
	state->lent = state->cumulative[PF_DEBT_DRAWN];
}

/* Rents and costs of operating month k. */
static void
operate(ProFormaState *state, ProFormaMonth *month, int k)
{
	const ProForma *plan = state->plan;
	Real		revenue;
	Real		cost;

	if (k > 1)
		state->decayed = real_multiply(state->decayed, real_subtract(real_one, plan->decline));
	if (k > 1 && (k - 1) % 12 == 0)
		state->grown = real_multiply(state->grown, real_add(real_one, plan->cost_growth));

	for (; state->step < plan->steps && plan->step_month[state->step] <= k; state->step++)
		state->stepped = real_multiply(state->stepped, plan->step_factor[state->step]);
	month->rent_index = real_multiply(state->decayed, state->stepped);
	month->utilization = plan->utilization;
	if (k < plan->ramp)
		month->utilization = real_divide_int(real_multiply_int(plan->utilization, k), plan->ramp);

	revenue = real_multiply(real_multiply(plan->revenue, month->utilization), month->rent_index);
	cost = real_add(real_multiply(plan->cost, state->grown), real_multiply(revenue, plan->variable_cost));
	accumulate(state, PF_REVENUE, revenue);
	accumulate(state, PF_OPERATING_COST, cost);
}

/*
 * Interest of operating month k and the principal that level payments have repaid by its
 * end: of n payments j leave ((1 + i)^j - 1) / ((1 + i)^n - 1) of it repaid.
 */
static void
service_debt(ProFormaState *state, int k)
{
	const ProForma *plan = state->plan;
	int			n = plan->loan - plan->grace;
	int			j = k - plan->grace;

	accumulate(state, PF_INTEREST, real_multiply(owed(state), plan->monthly_rate));
	if (j >= n)
		state->cumulative[PF_PRINCIPAL] = state->lent;
	else if (j > 0 && real_is_zero(plan->monthly_rate))
		state->cumulative[PF_PRINCIPAL] = real_divide_int(real_multiply_int(state->lent, j), n);
	else if (j > 0)
		state->cumulative[PF_PRINCIPAL] =
			real_multiply(state->lent, real_divide(real_compound(plan->monthly_rate, j),
												   real_compound(plan->monthly_rate, n)));
}

/* The tax on the most that the profit has been so far: losses are carried forward. */
static bool
levy(ProFormaState *state, ProFormaMonth *month, ProFormaItem tax, i128 profit, i128 *sum, i128 *highest)
{
	*sum += profit;
	if (*sum > *highest)
		*highest = *sum;
	state->cumulative[tax] = share_of_posted(state->plan->income_tax_rate, *highest, state->plan->scale);
	return post_item(state, month, tax);
}

ProFormaStatus
pro_forma_next(ProFormaState *state, ProFormaMonth *month)
{
	static const ProFormaItem first_items[] = {
		PF_CAPEX, PF_CONSTRUCTION_INTEREST, PF_DEBT_DRAWN, PF_REVENUE, PF_OPERATING_COST,
		PF_DEPRECIATION, PF_PROJECT_DEPRECIATION, PF_INTEREST, PF_PRINCIPAL, PF_RESIDUAL_VALUE
	};
	const ProForma *plan = state->plan;
	int			m = state->next++;
	int			k = m - plan->construction;
	bool		last = k == plan->operation;
	i128		project_gain = 0;
	i128		due;

	if (k > plan->operation)
		return PRO_FORMA_END;
	memset(month, 0, sizeof(*month));
	month->month = m;

	build(state, m);
	if (k > 0)
	{
		Real		cost = real_add(plan->capex, state->cumulative[PF_CONSTRUCTION_INTEREST]);

		month->operating_month = k;
		operate(state, month, k);
		service_debt(state, k);
		state->cumulative[PF_DEPRECIATION] = depreciated(plan->method, cost, plan->salvage, plan->life, k);
		state->cumulative[PF_PROJECT_DEPRECIATION] = depreciated(plan->method, plan->capex, plan->salvage, plan->life, k);
		if (last)
			state->cumulative[PF_RESIDUAL_VALUE] = plan->residual_value;
	}
	for (size_t i = 0; i < sizeof(first_items) / sizeof(first_items[0]); i++)
		if (!post_item(state, month, first_items[i]))
			return PRO_FORMA_OVERFLOW;

	/* what a loan longer than the plan leaves is repaid, but was not due */
	due = month->item[PF_PRINCIPAL];
	if (last)
	{
		state->cumulative[PF_PRINCIPAL] = state->lent;
		month->item[PF_PRINCIPAL] += state->posted[PF_DEBT_DRAWN] - state->posted[PF_PRINCIPAL];
		state->posted[PF_PRINCIPAL] = state->posted[PF_DEBT_DRAWN];

		month->disposal_gain = state->posted[PF_RESIDUAL_VALUE] -
			(state->posted[PF_CAPEX] + state->posted[PF_CONSTRUCTION_INTEREST] - state->posted[PF_DEPRECIATION]);
		project_gain = state->posted[PF_RESIDUAL_VALUE] -
			(state->posted[PF_CAPEX] - state->posted[PF_PROJECT_DEPRECIATION]);
	}

	month->ebitda = month->item[PF_REVENUE] - month->item[PF_OPERATING_COST];
	month->profit_before_tax = month->ebitda - month->item[PF_DEPRECIATION] - month->item[PF_INTEREST] +
		month->disposal_gain;
	if (!levy(state, month, PF_INCOME_TAX, month->profit_before_tax, &state->profit, &state->highest_profit) ||
		!levy(state, month, PF_PROJECT_TAX, month->ebitda - month->item[PF_PROJECT_DEPRECIATION] + project_gain,
			  &state->project_profit, &state->highest_project_profit))
		return PRO_FORMA_OVERFLOW;

	month->net_profit = month->profit_before_tax - month->item[PF_INCOME_TAX];
	month->debt_balance = state->posted[PF_DEBT_DRAWN] - state->posted[PF_PRINCIPAL];
	month->debt_service = month->item[PF_INTEREST] + due;
	month->project_cash_flow = month->ebitda - month->item[PF_PROJECT_TAX] - month->item[PF_CAPEX] +
		month->item[PF_RESIDUAL_VALUE];
	month->equity_cash_flow = month->ebitda - month->item[PF_INCOME_TAX] - month->item[PF_CAPEX] +
		month->item[PF_RESIDUAL_VALUE] - month->item[PF_CONSTRUCTION_INTEREST] + month->item[PF_DEBT_DRAWN] -
		month->item[PF_INTEREST] - month->item[PF_PRINCIPAL];
	return PRO_FORMA_MONTH;
}
