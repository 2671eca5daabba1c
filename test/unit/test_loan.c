/*
 * test_loan.c
 *		Loan schedules against the laws that each must keep, and against annuities' formulas.
 */
#include "core/finance/loan.h"

#include "core/finance/annuity.h"
#include "tap.h"

#define START	8780			/* 2024-01-15 */

static Real
ratio(int64_t num, int64_t den)
{
	return real_divide_int(real_from_int64(num), den);
}

static bool
near(Real a, Real b)
{
	return real_compare(real_scale10(real_abs(real_subtract(a, b)), 40), real_add(real_one, real_abs(b))) <= 0;
}

/* A loan that looks random; events[] is room for three. */
static Loan
random_loan(LoanEvent *events)
{
	static const int step[] = {1, 3, 6, 12};
	static const DayCountCode day_count[] = {DAY_COUNT_ACT_365F, DAY_COUNT_ACT_360, DAY_COUNT_30E_360};
	Loan		loan = {
		.method = (LoanMethod) (next_random() % LOAN_METHODS),
		.principal = ratio((int64_t) (next_random() % 200000000), 100),
		.scale = 2,
		.rate = ratio((int64_t) (next_random() % 300) - 20, 1000),
		.nper = 1 + (int) (next_random() % 60),
		.step = step[next_random() % 4],
		.start = START + (int64_t) (next_random() % 1000),
	};

	loan.grace = next_random() % 3 == 0 ? (int) (next_random() % (uint64_t) loan.nper) : 0;
	loan.first = next_random() % 3 == 0 ? loan.start + (int64_t) (next_random() % 100) :
		next_random() % 2 == 0 ? loan.start : days_add_months(loan.start, loan.step);
	if (next_random() % 2 == 0)
		loan.day_count = day_count_of_code(day_count[next_random() % 3]);
	if (next_random() % 3 == 0)
		loan.balloon = real_floor(real_divide_int(loan.principal, 2 + (int64_t) (next_random() % 5)));
	if (loan.method == LOAN_ANNUITY && next_random() % 3 == 0)
	{
		loan.given = true;
		loan.payment = ratio((int64_t) (next_random() % 10000000), 100);
		if (next_random() % 2 == 0)
			loan.principal = loan_present_value(&loan);
	}

	/* a rate, a small repayment at a payment date, another rate */
	loan.events = (int) (next_random() % 4);
	loan.event = events;
	for (int i = 0; i < loan.events; i++)
	{
		int64_t		at = loan_date(&loan, 1 + i * loan.nper / 3);

		events[i] = (LoanEvent) {.at = at};
		if (i == 1)
			events[i].repayment = 1 + (int64_t) (next_random() % 100000);
		else
		{
			events[i].at += (int64_t) (next_random() % 40);
			events[i].has_rate = true;
			events[i].rate = ratio((int64_t) (next_random() % 300), 1000);
		}
		if (i > 0 && events[i].at <= events[i - 1].at)
			loan.events = i;
	}
	return loan;
}

static void
laws(void)
{
	bool		foots = true,
				ends = true,
				level = true,
				exact = true;

	for (int i = 0; i < 20000; i++)
	{
		LoanEvent	events[3];
		Loan		loan = random_loan(events);
		LoanState	state;
		LoanRow		row;
		LoanStatus	status = loan_begin(&state, &loan);
		i128		principal = state.posted_balance;
		i128		balance = principal;
		i128		repaid = 0;
		i128		last_payment = -1;
		int			rows = 0;

		while (status == LOAN_ROW && (status = loan_next(&state, &row)) == LOAN_ROW)
		{
			bool		event = false;

			rows++;
			foots = foots && row.payment == row.interest + row.repayment && row.balance == balance - row.repayment &&
				row.period == rows && row.at == loan_date(&loan, rows);
			balance = row.balance;
			repaid += row.repayment;

			/* the exact balance and the posted one are never two cents apart */
			exact = exact && real_compare(real_abs(real_subtract(real_scale10(state.balance, 2),
																 balance < 0 ? real_negate(real_from_u128(i128_abs(balance))) : real_from_u128((u128) balance))),
										  real_from_int64(2)) <= 0;

			/* without events equal payments differ by a cent at most */
			for (int e = 0; e < loan.events; e++)
				event = event || loan.event[e].at <= row.at;
			if (loan.method == LOAN_ANNUITY && !event && rows > loan.grace && rows < loan.nper && balance != 0)
			{
				level = level && (last_payment < 0 || (row.payment - last_payment <= 1 && last_payment - row.payment <= 1));
				last_payment = row.payment;
			}
		}
		/* what is owed after the last row is nothing */
		ends = ends && (status == LOAN_REPAID_TOO_MUCH ||
						(status == LOAN_END && balance == 0 && repaid == principal));
		if (!foots || !ends || !level || !exact)
		{
			printf("# loan %d, row %d, status %d\n", i, rows, (int) status);
			break;
		}
	}
	ok(foots, "20,000 loans: payment = interest + repayment, balance = balance before - repayment");
	ok(ends, "the last balance is 0 and the repayments are the principal");
	ok(level, "equal payments differ by a cent at most");
	ok(exact, "a posted balance is the exact one, but for the cents of two roundings");
}

/* The exact balances of a plain loan are those of fv(). */
static void
formulas(void)
{
	bool		good = true;

	for (int i = 0; i < 200; i++)
	{
		Loan		loan = {
			.principal = ratio((int64_t) (next_random() % 200000000), 100),
			.scale = 2,
			.rate = ratio(1 + (int64_t) (next_random() % 300), 1000),
			.nper = 2 + (int) (next_random() % 60),
			.step = 1,
			.start = START,
			.first = days_add_months(START, 1),
		};
		LoanState	state;
		LoanRow		row;
		Annuity		annuity;
		Real		largest;

		loan_begin(&state, &loan);
		while (state.period < loan.nper / 2)
			loan_next(&state, &row);
		annuity = (Annuity) {
			.rate = real_divide_int(loan.rate, 12),
			.nper = real_from_int64(loan.nper),
			.pv = loan.principal
		};
		annuity.pmt = annuity_pmt(&annuity, &largest);
		good = good && near(real_negate(annuity.pmt), state.level);
		annuity.nper = real_from_int64(state.period);
		good = good && near(real_negate(annuity_fv(&annuity, &largest)), state.balance);
	}
	ok(good, "level payments and balances are those of pmt() and fv()");
}

static void
dates(void)
{
	Loan		loan = {.step = 1, .nper = 14, .start = days_from_civil(2024, 1, 31)};

	loan.first = days_add_months(loan.start, 1);
	ok(loan_date(&loan, 1) == days_from_civil(2024, 2, 29) && loan_date(&loan, 2) == days_from_civil(2024, 3, 31) &&
	   loan_date(&loan, 13) == days_from_civil(2025, 2, 28) && loan_date(&loan, 14) == days_from_civil(2025, 3, 31),
	   "the 31st stays the month's last day");
	loan.first = days_from_civil(2024, 2, 20);
	ok(loan_date(&loan, 2) == days_from_civil(2024, 3, 20), "an odd first date is what the others count from");
	ok(loan_method_lookup("annuity", 7) == LOAN_ANNUITY && loan_method_lookup("annuit", 6) < 0 && loan_method_name(LOAN_METHODS) == NULL &&
	   loan_step_months("quarter", 7) == 3 && loan_step_months("month", 5) == 1 &&
	   loan_step_months("half-year", 9) == 6 && loan_step_months("year", 4) == 12 && loan_step_months("week", 4) == 0, "names");
}

int
main(void)
{
	laws();
	formulas();
	dates();
	return done_testing();
}
