/*
 * test_pro_forma.c
 *		The month-by-month model: rounding between two cents, depreciation, and sums.
 */
#include <string.h>

#include "core/finance/pro_forma.h"
#include "tap.h"

static Real
ratio(int64_t num, int64_t den)
{
	return real_divide_int(real_from_int64(num), den);
}

static i128
posted(Real value, int scale)
{
	i128		result = -1;

	return real_posted(value, scale, &result) ? result : -1;
}

static void
rounding(void)
{
	Real		tie = ratio(1005, 1000);
	Real		below = real_subtract(tie, real_scale10(real_one, -32));
	i128		result;

	ok(posted(tie, 2) == 101, "1.005, which no binary number is, is rounded up to 1.01");
	ok(posted(real_negate(tie), 2) == -101, "and down to -1.01");
	ok(posted(below, 2) == 100, "what is less by 10^-32 is not");
	ok(posted(ratio(2, 3), 12) == INT64_C(666666666667), "two thirds");
	ok(posted(real_from_int64(0), 2) == 0 && posted(real_scale10(real_one, -60), 2) == 0, "nothing, and next to nothing");
	ok(posted(real_scale10(real_one, 30), 2) == (i128) power_of_ten(32), "10^30");
	ok(!real_posted(real_scale10(real_one, 40), 2, &result), "10^40 is too large");
	ok(!real_posted(real_divide_int(real_one, 0), 2, &result), "so is infinity");
}

static void
depreciation(void)
{
	static const struct
	{
		const char *method;
		int			life;
		int64_t		salvage;
		int			k;
		int64_t		expected;	/* of 100,000, in cents */
	}			cases[] = {
		{"straight line", 48, 0, 12, 2500000},
		{"straight line", 7, 0, 7, 10000000},
		{"straight line", 48, 5000, 1, 197917},
		{"double declining", 48, 5000, 12, 5000000},
		{"double declining", 48, 5000, 18, 6250000},
		{"double declining", 48, 5000, 36, 8500000},
		{"double declining", 48, 5000, 48, 9500000},
		{"double declining", 60, 50000, 24, 5000000},
		{"double declining", 12, 0, 6, 5000000},
		{"sum of digits", 48, 5000, 12, 3800000},
		{"sum of digits", 48, 5000, 48, 9500000},
		{"sum of digits", 48, 5000, 600, 9500000}
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const DepreciationMethod *method = depreciation_method_lookup(cases[i].method, strlen(cases[i].method));

		ok(method != NULL &&
		   posted(depreciated(method, real_from_int64(100000), real_from_int64(cases[i].salvage),
							  cases[i].life, cases[i].k), 2) == cases[i].expected,
		   cases[i].method);
	}
	ok(depreciation_method_lookup("straight", 8) == NULL, "half a name is none");
}

/* A plan whose months can be added up by hand: 3 months of 100, half of it lent at 12% a year. */
static void
months(void)
{
	ProForma	plan = {
		.construction = 1, .operation = 3, .capex = real_from_int64(300), .revenue = real_from_int64(100),
		.utilization = real_one, .life = 3, .debt = real_from_int64(150), .monthly_rate = ratio(1, 100),
		.loan = 3, .capitalize = true, .scale = 2
	};
	ProFormaState state;
	ProFormaMonth month;
	ProFormaStatus status;
	i128		equity[5];
	i128		sum = 0;
	int			n = 0;

	plan.method = depreciation_method_number(0);
	pro_forma_begin(&state, &plan);
	while ((status = pro_forma_next(&state, &month)) == PRO_FORMA_MONTH && n < 5)
	{
		equity[n++] = month.equity_cash_flow;
		sum += month.net_profit;
	}
	ok(status == PRO_FORMA_END && n == 5, "a month for each of one of construction, three of operation, and the beginning");
	/*
	 * 151.5 is repaid by 49.99835, 50.49833 and 51.00332, in all 50.00, 100.50 and 151.50;
	 * interest of 1.515, 1.01502 and 0.51003 comes to 1.52, 2.53 and 3.04.
	 */
	ok(equity[0] == -15000 && equity[1] == 0 && equity[2] == 10000 - 5152 && equity[3] == 10000 - 5151 &&
	   equity[4] == 10000 - 5151,
	   "what the owners pay and get");
	ok(sum == -15000 + 30000 - 15454, "is the profit");
	ok(month.debt_balance == 0, "and nothing is owed");
}

/* A month's interest */
static Real
ratio_of(Real owed)
{
	return real_divide_int(owed, 100);
}

/* Thirds of a third: what is built in instalments costs what it costs, to the last bit. */
static void
instalments(void)
{
	ProForma	plan = {
		.construction = 7, .operation = 1, .capex = ratio(12345, 100), .revenue = real_from_int64(100), .utilization = real_one, .life = 1,
		.debt = real_from_int64(70), .monthly_rate = ratio(1, 100), .loan = 1, .capitalize = true, .scale = 12
	};
	ProFormaState state;
	ProFormaMonth month;
	i128		capex = 0;
	i128		interest = 0;
	Real		owed = {0};
	Real		accrued = {0};
	bool		whole = false;

	plan.method = depreciation_method_number(0);
	pro_forma_begin(&state, &plan);
	for (int k = 0; k < 8 && pro_forma_next(&state, &month) == PRO_FORMA_MONTH; k++)
	{
		capex += month.item[PF_CAPEX];
		interest += month.item[PF_CONSTRUCTION_INTEREST];
		if (k > 0)
		{
			accrued = real_add(accrued, ratio_of(owed));
			owed = real_add(owed, ratio_of(owed));
		}
		if (k < 7)
			owed = real_add(owed, real_from_int64(10));
		if (k == 6)
			whole = real_compare(state.cumulative[PF_CAPEX], plan.capex) == 0;
	}
	ok(capex == posted(plan.capex, 12) && whole, "instalments come to the whole");
	ok(interest == posted(accrued, 12) && real_compare(real_abs(real_subtract(state.lent, owed)), real_scale10(real_one, -60)) < 0, "and the interest of construction is lent with them");
}

int
main(void)
{
	instalments();
	rounding();
	depreciation();
	months();
	return done_testing();
}
