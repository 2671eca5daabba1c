/*
 * test_lease_terms.c
 *		Clauses, the steps they make, and exact sums, against slow and obvious arithmetic.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/exact_sum.h"
#include "core/time/lease_steps.h"
#include "core/time/lease_terms.h"
#include "tap.h"

static TimeZone utc;

static char name[700];

/* ok() with a format */
#define OK(good, ...) \
	do { \
		bool		held = (good); \
		snprintf(name, sizeof(name), __VA_ARGS__); \
		ok(held, name); \
	} while (0)

static bool
parse(const char *text, TermsBuilder *builder, ParseError *error, TermsContradiction *found)
{
	return lease_terms_parse(text, strlen(text), builder, error, found);
}

/* Text and what comes out of it. */
static void
test_text(const char *in, const char *out)
{
	TermsBuilder builder;
	ParseError	error;
	TermsContradiction found;
	LeaseTerms	terms;
	char		buffer[LEASE_TERMS_BUFFER];

	if (!parse(in, &builder, &error, &found) || found.fault != CLAUSES_OK)
	{
		OK(false, "\"%s\" is terms", in);
		return;
	}
	terms = terms_of_builder(&builder);
	buffer[lease_terms_print(buffer, &terms)] = '\0';
	OK(strcmp(buffer, out) == 0, "\"%s\" is \"%s\"", in, buffer);
}

static void
test_fault(const char *in, ParseStatus status, int offset, int length)
{
	TermsBuilder builder;
	ParseError	error = {0};
	TermsContradiction found;

	OK(!parse(in, &builder, &error, &found) && error.status == status && error.offset == offset && error.length == length,
	   "\"%s\": fault %d at %d, %d characters", in, error.status, error.offset, error.length);
}

static void
test_contradiction(const char *in, ClauseFault fault, int clause, int other)
{
	TermsBuilder builder;
	ParseError	error;
	TermsContradiction found;

	OK(parse(in, &builder, &error, &found) && found.fault == fault && found.clause == clause && found.other == other,
	   "\"%s\": contradiction %d of clauses %d and %d", in, found.fault, found.clause, found.other);
}

/* When leases begin. */
static int64_t lease_day;

/* The amounts and days of steps within so many days from there. */
static void
test_steps(const char *in, int days, const char *expected)
{
	TermsBuilder builder;
	ParseError	error;
	TermsContradiction found;
	LeaseTerms	terms;
	static ResolvedTerms resolved;
	StepCursor	cursor;
	LeaseStep	step = {0};
	char		printed[512] = "";
	int64_t		start = lease_day * USEC_PER_DAY;

	OK(parse(in, &builder, &error, &found) && found.fault == CLAUSES_OK, "\"%s\" is terms", in);
	terms = terms_of_builder(&builder);
	OK(terms_resolve(&terms, &utc, start, &resolved) == STEPS_OK && steps_open(&cursor, &resolved) == STEPS_OK, "and has steps");
	while (step.to < start + days * USEC_PER_DAY && steps_next(&cursor, &step) == STEPS_OK)
		snprintf(printed + strlen(printed), sizeof(printed) - strlen(printed), "%s%d:%g/%g%s", *printed != '\0' ? " " : "",
				 (int) ((step.from - start) / USEC_PER_DAY), step.amount / 1e8, step.fixed / 1e8, step.kind == STEP_FREE ? "f" : step.kind == STEP_INDEX ? "i" : "");
	OK(strcmp(printed, expected) == 0, "which are %s", printed);
}

/* What stops the steps of the first year. */
static void
test_stop(const char *in, StepsStatus expected)
{
	TermsBuilder builder;
	ParseError	error;
	TermsContradiction found;
	LeaseTerms	terms;
	static ResolvedTerms resolved;
	StepCursor	cursor;
	LeaseStep	step = {0};
	int64_t		start = lease_day * USEC_PER_DAY;
	StepsStatus status = STEPS_OK;

	OK(parse(in, &builder, &error, &found) && found.fault == CLAUSES_OK, "\"%s\" is terms", in);
	terms = terms_of_builder(&builder);
	OK(terms_resolve(&terms, &utc, start, &resolved) == STEPS_OK, "that begin");
	status = steps_open(&cursor, &resolved);
	while (status == STEPS_OK && step.to < start + 365 * USEC_PER_DAY)
		status = steps_next(&cursor, &step);
	OK(status == expected, "and come to %d", (int) status);
}

/* Terms that come into conflict with a start. */
static void
test_conflict(const char *in, StepsStatus expected, int fault)
{
	TermsBuilder builder;
	ParseError	error;
	TermsContradiction found;
	LeaseTerms	terms;
	static ResolvedTerms resolved;
	StepsStatus status;

	OK(parse(in, &builder, &error, &found) && found.fault == CLAUSES_OK, "\"%s\" is terms", in);
	terms = terms_of_builder(&builder);
	status = terms_resolve(&terms, &utc, lease_day * USEC_PER_DAY, &resolved);
	OK(status == expected && resolved.fault == fault, "which begin with %d of clause %d", (int) status, resolved.fault);
}

/* A clause on disk is valid as it was read, and not with any number changed to what no text gives. */
static void
test_validity(void)
{
	static const char *const texts[] = {
		"5 CNY/card/hour; from 1 month 4; +3% every 90 days; from 48 hours 3; from 2025-01-01 index 6; -2% simple every 1 year",
		"5 CNY/card/hour; free 3 months; free from 2 days to 72 hours; free from 1 month to 2025-01-01; +1 every 12 hours",
		"5 CNY/card/hour; above 10 per month at 4; minimum 5 per month; maximum 80000 CNY per month",
		"5 CNY/card/hour; above 10 per year all at 4; minimum 5 CNY per year; maximum 9 per year",
		"5 CNY/card/hour; minimum 5 per lease",
	};

	for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++)
	{
		TermsBuilder builder;
		ParseError	error;
		TermsContradiction found;

		OK(parse(texts[t], &builder, &error, &found), "\"%s\"", texts[t]);
		for (int i = 0; i < builder.nclauses; i++)
		{
			const TermsClause *good = &builder.clause[i];
			TermsClause bad[14];
			int			n = 0;
			bool		usage = clause_is_usage(good->kind);
			bool		growth = clause_is_growth(good->kind);
			bool		refused = true;

			for (int j = 0; j < 14; j++)
				bad[j] = *good;
			bad[n++].kind = 0;
			bad[n++].kind = CLAUSE_KINDS + 1;
			bad[n++].reserved = 1;
			bad[n++].unit = usage ? MARK_MONTHS : MARK_NONE;
			bad[n++].unit = MARK_DATE + 1;
			bad[n++].period = usage ? PERIOD_LEASE + 1 : PERIOD_MONTH;
			bad[n++].period = usage ? PERIOD_MONTH - 1 : PERIOD_LEASE;
			bad[n++].until_unit = clause_is_time(good->kind) ? MARK_NONE : MARK_MONTHS;
			if (!usage)
			{
				bad[n++].x = good->unit == MARK_DATE ? days_from_civil(10000, 1, 1) : -1;
				bad[n++].x = good->unit == MARK_DATE ? days_from_civil(0, 12, 31) :
					1 + (good->unit == MARK_MONTHS ? TERMS_MONTHS_MAX : good->unit == MARK_DAYS ? TERMS_DAYS_MAX : TERMS_HOURS_MAX);
			}
			if (growth)
				bad[n++].unit = MARK_DATE;
			if (growth || good->unit == MARK_DAYS || good->unit == MARK_HOURS)
				bad[n++].x = 0;
			if (good->kind == CLAUSE_COMPOUND || good->kind == CLAUSE_SIMPLE)
			{
				bad[n++].y = TERMS_GROWTH_MAX + 1;
				bad[n++].y = -TERMS_GROWTH_MAX - 1;
			}
			if (clause_is_time(good->kind) && good->until_unit == MARK_HOURS)
				bad[n++].y = 0;
			if (usage && good->kind > CLAUSE_ABOVE_ALL)
				bad[n++].y = 1;
			if (usage)
				bad[n++].x = INT64_MIN;
			for (int j = 0; j < n; j++)
			{
				if (terms_clause_valid(&bad[j]))
				{
					printf("# change %d\n", j);
					refused = false;
				}
			}
			OK(terms_clause_valid(good) && refused, "clause %d is valid, and no other", i);
		}
	}
}

/*
 * C(t) of terms, day by day, against what each day adds in so many parts of its month: a lease from the first of a month, by
 * the month, whose amounts change at midnights.
 */
static void
test_cumulative(const char *in, const char *amounts, const char *fixed_amounts)
{
	TermsBuilder builder;
	ParseError	error;
	TermsContradiction found;
	LeaseTerms	terms;
	static ResolvedTerms resolved;
	int64_t		first = days_from_civil(2024, 1, 1);
	Accrual		accrual = {
		.quantity = 3000000000, .quantity_scale = 9, .period = period_length(PERIOD_MONTH), .proration = proration_lookup("anniversary", 11), .zone = &utc, .start = first * USEC_PER_DAY
	};
	TermsAccrual along;
	long double expected[2] = {0, 0};
	bool		right[2] = {true, true};
	bool		same = true;
	double		amount[2] = {0, 0};
	const char *next[2] = {amounts, fixed_amounts};
	int			change[2] = {0, 0};

	OK(parse(in, &builder, &error, &found) && found.fault == CLAUSES_OK, "\"%s\" is terms", in);
	terms = terms_of_builder(&builder);
	OK(terms_resolve(&terms, &utc, accrual.start, &resolved) == STEPS_OK &&
	   terms_accrual_open(&along, &accrual, &resolved, true) == STEPS_OK, "and accrues");
	for (int day = 0; day < 400; day++)
	{
		CivilDate	date = civil_from_days(first + day);
		int64_t		noon = accrual.start + day * USEC_PER_DAY + USEC_PER_DAY / 2;

		/* at its noon and at its end */
		for (int half = 1; half <= 2; half++)
		{
			int64_t		until = noon + (half - 1) * (USEC_PER_DAY / 2);
			TermsAccrual anew;
			ExactSum	sum[2];
			ExactSum	once[2];

			if (terms_accrual_advance(&along, until, &sum[0], &sum[1]) != STEPS_OK ||
				terms_accrual_open(&anew, &accrual, &resolved, true) != STEPS_OK ||
				terms_accrual_advance(&anew, until, &once[0], &once[1]) != STEPS_OK)
			{
				OK(false, "day %d", day);
				return;
			}
			for (int i = 0; i < 2; i++)
			{
				i128		result;
				i128		result_once;
				char	   *end;

				/* "0:100 31:90": from that day on */
				while (half == 1 && *next[i] != '\0' && (change[i] = (int) strtol(next[i], &end, 10)) == day)
				{
					amount[i] = strtod(end + 1, &end);
					next[i] = end + (*end == ' ');
				}
				expected[i] += amount[i] / 2 / days_in_month(date.year, date.month) * 3;
				if (!exact_sum_round(&sum[i], accrual.quantity, accrual_ratio(&accrual), &result) ||
					fabsl((long double) result / 1e12L - expected[i]) > 1e-9L)
				{
					if (right[i])
						printf("# day %d and a half: %.12Lf, not %.12Lf\n", day, (long double) result / 1e12L, expected[i]);
					right[i] = false;
				}
				same = same && exact_sum_round(&once[i], accrual.quantity, accrual_ratio(&accrual), &result_once) && result_once == result;
			}
		}
	}
	OK(right[0] && right[1], "what is due and what is fixed");
	OK(same, "however it is come to");
}

/*
 * Terms of one amount, cut in two, are that rate, to the last digit; of two amounts they are each of them in its time, but
 * for the rounding of each: by every period and proration.
 */
static void
test_against_rates(void)
{
	static const char *const periods[] = {"hour", "day", "week", "month", "quarter", "year"};
	static const int codes[] = {PERIOD_HOUR, PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR};
	uint64_t	seed = 4711;

	for (int p = 0; p < (int) (sizeof(codes) / sizeof(codes[0])); p++)
	{
		for (int i = 0; proration_number(i) != NULL; i++)
		{
			bool		one = true;
			bool		two = true;

			for (int round = 0; round < 50; round++)
			{
				static ResolvedTerms resolved[2];
				TermsBuilder builder;
				ParseError	error;
				TermsContradiction found;
				LeaseTerms	terms;
				char		text[200];
				Accrual		accrual = {
					.amount = INT64_C(12000012345678), .quantity = 2500000000, .quantity_scale = 9, .period = period_length(codes[p]), .proration = proration_number(i), .zone = &utc
				};
				int64_t		change;
				int64_t		until;

				seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
				accrual.start = (days_from_civil(2023, 12, 25) + (int64_t) (seed >> 33) % 70) * USEC_PER_DAY + (round % 2 ? 0 : (int64_t) (seed >> 20) % USEC_PER_DAY);
				change = 1 + (int64_t) (seed >> 50) % 300;
				until = accrual.start + (int64_t) (seed >> 10) % (800 * USEC_PER_DAY);
				if (round % 3 == 0)
					until = accrual.start + change * USEC_PER_DAY;
				for (int k = 0; k < 2; k++)
				{
					TermsAccrual a;
					ExactSum	due;
					ExactSum	fixed;
					i128		result;
					i128		all;
					i128		before = 0;
					Accrual		second = accrual;

					snprintf(text, sizeof(text), "120000.12345678 CNY/card/%s; from %d days %s", periods[p], (int) change, k == 0 ? "120000.12345678" : "70000.5");
					if (!parse(text, &builder, &error, &found) || accrued(&accrual, until, &all) != ACCRUAL_OK)
						one = false;
					terms = terms_of_builder(&builder);
					if (terms_resolve(&terms, &utc, accrual.start, &resolved[k]) != STEPS_OK ||
						terms_accrual_open(&a, &accrual, &resolved[k], false) != STEPS_OK ||
						terms_accrual_advance(&a, until, &due, &fixed) != STEPS_OK ||
						!exact_sum_round(&due, accrual.quantity, accrual_ratio(&accrual), &result))
						one = false;
					else if (k == 0)
						one = one && result == all;
					else
					{
						int64_t		at = accrual.start + change * USEC_PER_DAY;
						i128		second_all;
						i128		second_before;

						second.amount = INT64_C(7000050000000);
						if (at < until)
						{
							if (accrued(&accrual, at, &before) != ACCRUAL_OK || accrued(&second, until, &second_all) != ACCRUAL_OK ||
								accrued(&second, at, &second_before) != ACCRUAL_OK)
								two = false;
							all = before + second_all - second_before;
						}
						two = two && result - all <= 2 && all - result <= 2;
					}
				}
			}
			OK(one && two, "terms by the %s, %s: as rates%s%s", periods[p], proration_number(i)->name, one ? "" : ", but not of one amount", two ? "" : ", but not of two");
		}
	}
}

/* As many clauses as there may be, and one more. */
static void
test_many(void)
{
	static char text[40 * (LEASE_TERMS_MAX_CLAUSES + 2)];
	TermsBuilder builder;
	ParseError	error;
	TermsContradiction found;
	int			n = snprintf(text, sizeof(text), "5 CNY/card/hour");

	for (int i = 1; i <= LEASE_TERMS_MAX_CLAUSES; i++)
		n += snprintf(text + n, sizeof(text) - n, "; from %d months 4", i);
	ok(parse(text, &builder, &error, &found) && found.fault == CLAUSES_OK && builder.nclauses == LEASE_TERMS_MAX_CLAUSES, "as many clauses as there may be");
	snprintf(text + n, sizeof(text) - n, "; zone UTC; proration calendar");
	ok(parse(text, &builder, &error, &found) && found.fault == CLAUSES_OK, "and a zone and a proration");
	snprintf(text + n, sizeof(text) - n, "; from 1000 months 4");
	ok(parse(text, &builder, &error, &found) && found.fault == CLAUSES_TOO_MANY, "and one more");
}

/* Each sorts before all that follow it. */
static void
test_order(const char *const *texts, int n)
{
	static TermsBuilder builder[32];
	LeaseTerms	terms[32];
	ParseError	error;
	TermsContradiction found;

	for (int i = 0; i < n; i++)
	{
		if (!parse(texts[i], &builder[i], &error, &found) || found.fault != CLAUSES_OK)
			OK(false, "\"%s\" is terms", texts[i]);
		terms[i] = terms_of_builder(&builder[i]);
	}
	for (int i = 0; i < n; i++)
	{
		bool		right = true;

		for (int j = 0; j < n; j++)
		{
			int			c = lease_terms_compare(&terms[i], &terms[j]);

			if ((c > 0) - (c < 0) != (i > j) - (i < j))
			{
				printf("# %d against \"%s\"\n", c, texts[j]);
				right = false;
			}
		}
		OK(right, "\"%s\" has its place", texts[i]);
	}
}

/* round(sum of factor * num / den * multiplier / divisor) as slow fractions of 128 bits have it. */
static void
test_sum(void)
{
	static const int64_t dens[] = {7, 28, 30, 31, 11};
	uint64_t	seed = 12345;
	bool		right = true;

	for (int i = 0; i < 20000; i++)
	{
		ExactSum	sum;
		i128		num = 0;
		i128		result;
		i128		by_real;
		const i128	common = 7 * 4 * 15 * 31 * 11;	/* of all of them */
		int64_t		divisor;

		exact_sum_clear(&sum);
		for (int j = 0; j < 6; j++)
		{
			int64_t		factor;
			int64_t		whole;
			int64_t		part;
			int64_t		den = dens[j % 5];

			seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
			factor = (int64_t) (seed >> 44) - 500000;
			whole = (int64_t) (seed >> 20 & 1023);
			part = (int64_t) (seed >> 33) % den;
			if (!exact_sum_add(&sum, factor, whole, part, den))
				right = false;
			num += (i128) factor * (whole * common + part * (common / den));
		}
		divisor = 1 + (int64_t) (seed >> 50) % 9;
		if (!exact_sum_round(&sum, -3, (WideRatio) {5, divisor}, &result) ||
			result != div_round_i128(num * -15, common * divisor) ||
			!real_round(exact_sum_real(&sum, -3, (WideRatio) {5, divisor}), &by_real) || by_real != result)
			right = false;
	}
	OK(right, "sums of many denominators are rounded right, in integers and in 77 digits");
}

static void
test_rounding(void)
{
	static const struct
	{
		int64_t		num;
		int64_t		den;
		int			rounded;
	}			cases[] = {{0, 1, 0}, {1, 2, 1}, {-1, 2, -1}, {1, 3, 0}, {2, 3, 1}, {-5, 2, -3}, {7, 2, 4}, {499999999, 1000000000, 0}, {-500000001, 1000000000, -1}};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		i128		result;

		OK(real_round(real_divide_int(real_from_int64(cases[i].num), cases[i].den), &result) && result == cases[i].rounded,
		   "%d / %d is about %d", (int) cases[i].num, (int) cases[i].den, (int) result);
	}
	/* a tie that no binary fraction is: 0.15 * 10 with a last digit off */
	{
		i128		result;

		OK(real_round(real_multiply_int(real_divide_int(real_from_int64(3), 20), 10), &result) && result == 2, "a tie is known for one");
		OK(!real_round(real_scale(real_one, 130), &result), "what does not fit is told");
	}
}

int
main(void)
{
	lease_day = days_from_civil(2024, 1, 1);
	test_text("15.1 CNY/card/hour", "15.1 CNY/card/hour");
	test_text("133400 CNY/server/month;free 3 months ; +5% every year;", "133400 CNY/server/month; +5% every 1 year; free 3 months");
	test_text("9 USD/card/hour; from 12 months index 9.9; free from 2024-06-01 to 2 years; free 1 week", "9 USD/card/hour; from 1 year index 9.9; free 7 days; free from 2024-06-01 to 2 years");
	test_text("5.4元/卡/小时；保底1万；超过10000部分按5", "5.4 CNY/card/hour; above 10000 per month at 5; minimum 10000 per month");
	test_text("5 CNY/card/hour; zone Asia/Shanghai; proration calendar", "5 CNY/card/hour; zone Asia/Shanghai; proration calendar");

	/* the period of what is used, before it and after it */
	test_text("5 CNY/card/hour; minimum 10000 / quarter", "5 CNY/card/hour; minimum 10000 per quarter");
	test_text("5 CNY/card/hour; minimum 10000/quarter; maximum 20000 per quarter", "5 CNY/card/hour; minimum 10000 per quarter; maximum 20000 per quarter");
	test_text("5 CNY/card/hour; every month above 10000 at 4", "5 CNY/card/hour; above 10000 per month at 4");
	test_text("5 CNY/card/hour; every quarter minimum 10000", "5 CNY/card/hour; minimum 10000 per quarter");
	test_text("5 CNY/card/hour; every year maximum 10000", "5 CNY/card/hour; maximum 10000 per year");
	test_fault("5 CNY/card/hour; every 2 months minimum 10000", PARSE_USAGE_PERIOD, 23, 8);
	test_fault("5 CNY/card/hour; every 7 days minimum 10000", PARSE_USAGE_PERIOD, 23, 6);

	test_fault("5 CNY/card/hour; bogus 3", PARSE_UNKNOWN_CLAUSE, 17, 5);
	test_fault("5 CNY/card/hour; free 3 moons", PARSE_NO_TIME, 24, 5);
	test_fault("5元/卡/小时；免租x", PARSE_NO_TIME, 10, 1);
	test_fault("5 CNY/car/hour; free 3 months", PARSE_UNKNOWN_UNIT, 6, 3);
	test_fault("5 CNY/card/hour; from 2024-02-30 5", PARSE_BAD_DATE, 22, 10);

	test_contradiction("5 CNY/card/hour; from 1 year 4; from 12 months 3", CLAUSES_STEPS_FALL, 1, 0);
	test_contradiction("5 CNY/card/hour; free from 3 months to 2 months", CLAUSES_FREE_BACKWARDS, 0, -1);
	test_contradiction("5 CNY/card/hour; minimum -1", CLAUSES_NEGATIVE, 0, -1);
	test_contradiction("5 CNY/card/hour; minimum 1 per month; maximum 2 per year", CLAUSES_TWO_PERIODS, 1, 0);
	test_contradiction("5 CNY/card/hour; above 1 at 4; above 2 all at 3", CLAUSES_TWO_KINDS_OF_TIERS, 1, 0);
	test_contradiction("5 CNY/card/hour; above 1 at 4; above 2 at 3; above 2 at 2", CLAUSES_TIERS_FALL, 2, 1);
	test_contradiction("5 CNY/card/hour; minimum 1; minimum 2 CNY", CLAUSES_TWICE, 1, 0);
	test_contradiction("5 CNY/card/hour; minimum 3; maximum 2", CLAUSES_MINIMUM_ABOVE_MAXIMUM, 0, 1);
	test_contradiction("5 CNY/card/hour; minimum 3 CNY; maximum 2 CNY", CLAUSES_MINIMUM_ABOVE_MAXIMUM, 0, 1);
	test_text("5 CNY/card/hour; minimum 3; maximum 2 CNY", "5 CNY/card/hour; minimum 3 per month; maximum 2 CNY per month");
	test_text("5 CNY/card/hour; minimum 3; maximum 3", "5 CNY/card/hour; minimum 3 per month; maximum 3 per month");
	test_text("5 CNY/card/hour; minimum 0", "5 CNY/card/hour; minimum 0 per month");
	test_text("5 CNY/card/hour; free from 2 months to 2 months", "5 CNY/card/hour");
	test_text("5 CNY/card/hour; from 2024/3/1 4 CNY; from 2024年12月31日 3", "5 CNY/card/hour; from 2024-03-01 4; from 2024-12-31 3");
	test_text("5 CNY/card/hour; +3% simple every 90 days", "5 CNY/card/hour; +3% simple every 90 days");
	test_text("5 CNY/card/hour; -0.5 every 36 hours", "5 CNY/card/hour; -0.5 every 36 hours");
	test_fault("5 CNY/card/hour; free 1.5 months", PARSE_NO_TIME, 22, 3);
	test_fault("5 CNY/card/hour; free from 3 months", PARSE_NO_TIME, 35, 0);
	test_fault("5 CNY/card/hour; +3%", PARSE_NO_EVERY, 20, 0);
	test_fault("5 CNY/card/hour; above 3", PARSE_NO_PRICE, 24, 0);
	test_fault("5 CNY/card/hour; zone", PARSE_NO_NAME, 21, 0);
	test_fault("5 CNY/card/hour; free 1 month x", PARSE_TRAILING, 30, 1);
	test_contradiction("5 CNY/card/hour; from 1 month 4 USD", CLAUSES_OTHER_CURRENCY, 0, CURRENCY_PACK('U', 'S', 'D'));

	test_contradiction("5 CNY/card/hour; +1% every year; +2% every year", CLAUSES_TWO_GROWTHS, 1, 0);
	test_contradiction("5 CNY/card/hour; free 1 month; minimum 3", CLAUSES_USAGE_AND_STEPS, 1, 0);
	test_contradiction("5 CNY/card/hour; zone UTC; zone Asia/Shanghai", CLAUSES_TWICE, -1, -1);
	test_contradiction("5 CNY/card/hour; proration calendar; free 1 month; proration 30/360", CLAUSES_TWICE, -1, -1);

	test_contradiction("5 CNY/card/hour; from 0 months 4", CLAUSES_NOT_POSITIVE, 0, -1);
	test_contradiction("5 CNY/card/hour; from 1 month 4; +1 every 0 days", CLAUSES_NOT_POSITIVE, 1, -1);
	/* days are counted from 2000 */
	test_text("5 CNY/card/hour; from 1999-06-01 4", "5 CNY/card/hour; from 1999-06-01 4");
	test_text("5 CNY/card/hour; from 2000-01-01 4", "5 CNY/card/hour; from 2000-01-01 4");

	{
		/* the rate, clause by clause and number by number, how many there are, the zone, the proration */
		static const char *const texts[] = {
			"5 CNY/card/hour",
			"5 CNY/card/hour; proration 30/360",
			"5 CNY/card/hour; proration actual/365",
			"5 CNY/card/hour; zone Asia",
			"5 CNY/card/hour; zone Asia; proration 30/360",
			"5 CNY/card/hour; zone Asia/Shanghai",
			"5 CNY/card/hour; zone Europe/Rome",
			"5 CNY/card/hour; from 1 month 4",
			"5 CNY/card/hour; from 1 month 4; zone Asia",
			"5 CNY/card/hour; from 1 month 4; from 2 months 3",
			"5 CNY/card/hour; from 1 month 5",
			"5 CNY/card/hour; from 2 months 3",
			"6 CNY/card/hour",
		};

		static const char *const free_times[] = {
			"5 CNY/card/hour; free from 1 month to 2 months",
			"5 CNY/card/hour; free from 1 month to 3 months",
			"5 CNY/card/hour; free from 1 month to 2025-01-01",
			"5 CNY/card/hour; free from 2 months to 3 months",
			"5 CNY/card/hour; free from 1 day to 3 days",
		};
		static const char *const used[] = {
			"5 CNY/card/hour; minimum 10000 per month",
			"5 CNY/card/hour; minimum 10000 per quarter",
			"5 CNY/card/hour; minimum 20000 per month",
			"5 CNY/card/hour; maximum 10000 per month",
		};

		test_order(texts, sizeof(texts) / sizeof(texts[0]));
		test_order(free_times, sizeof(free_times) / sizeof(free_times[0]));
		test_order(used, sizeof(used) / sizeof(used[0]));
	}

	test_many();
	test_validity();

	test_steps("100 CNY/card/month; free 10 days; from 20 days 90; from 30 days index 80; +10 every 5 days; from 45 days 70", 60,
			   "0:0/0f 10:100/100 20:90/90 30:80/90i 35:90/90i 40:100/90i 45:70/70");
	test_steps("100 CNY/card/month; +10% every 10 days; from 2024-01-26 50; free from 5 days to 8 days; free from 7 days to 12 days", 40,
			   "0:100/100 5:0/0f 10:0/0f 12:110/110 20:121/121 25:50/50");

	/* to nothing, and no further, from above and from below */
	test_stop("10 CNY/card/month; -1 every 40 days", STEPS_OK);
	test_stop("9 CNY/card/month; -1 every 40 days", STEPS_OK);
	test_stop("8.99999999 CNY/card/month; -1 every 40 days", STEPS_BELOW_ZERO);
	test_stop("-9 CNY/card/month; +1 every 40 days", STEPS_OK);
	test_stop("-8.99999999 CNY/card/month; +1 every 40 days", STEPS_BELOW_ZERO);
	test_stop("0 CNY/card/month; +1 every 40 days", STEPS_OK);
	test_stop("0 CNY/card/month; -0.00000001 every 40 days", STEPS_BELOW_ZERO);

	/* counted in months, from the last day of one, which shorter ones do not have */
	lease_day = days_from_civil(2024, 1, 31);
	test_steps("100 CNY/card/month; +10 every 1 month", 100, "0:100/100 29:110/110 60:120/120 90:130/130");
	test_steps("100 CNY/card/month; from 1 month 90; from 2 months 80", 100, "0:100/100 29:90/90 60:80/80");
	test_steps("100 CNY/card/month; from 1 year 90; from 13 months 80", 400, "0:100/100 366:90/90 394:80/80");
	test_steps("100 CNY/card/month; from 48 hours 90; from 3 days 80", 100, "0:100/100 2:90/90 3:80/80");
	lease_day = days_from_civil(2024, 1, 1);
	test_steps("100 CNY/card/month; from 2023-06-01 90; from 2024-01-01 80; from 2024-01-11 70", 20, "0:80/80 10:70/70");
	test_steps("100 CNY/card/month; from 2023-06-01 90; +10 every 10 days", 20, "0:90/90 10:100/100");
	test_steps("100 CNY/card/month; +10% simple every 10 days", 30, "0:100/100 10:110/110 20:120/120");
	test_steps("100 CNY/card/month; -100% every 10 days", 20, "0:100/100 10:0/0");
	/* free times that touch or overlap are one, whatever their order */
	test_steps("100 CNY/card/month; free 10 days; free from 5 days to 20 days; free from 15 days to 32 days; free from 30 days to 40 days; free from 35 days to 38 days", 50,
			   "0:0/0f 40:100/100");
	test_steps("100 CNY/card/month; free from 20 days to 25 days; free from 2024-01-05 to 2024-01-08", 30, "0:100/100 4:0/0f 7:100/100 20:0/0f 25:100/100");
	test_steps("100 CNY/card/month; free from 2 days to 5 days; free from 10 days to 12 days; free from 20 days to 22 days; free from 2024-01-04 to 2024-01-12", 30,
			   "0:100/100 2:0/0f 12:100/100 20:0/0f 22:100/100");
	test_steps("100 CNY/card/month; free from 2 days to 5 days; free from 10 days to 12 days; free from 2024-01-07 to 2024-01-09", 20,
			   "0:100/100 2:0/0f 5:100/100 6:0/0f 8:100/100 10:0/0f 12:100/100");
	test_conflict("100 CNY/card/month; from 40 days 90; from 2024-02-01 80", STEPS_FALL, 1);
	test_conflict("100 CNY/card/month; from 31 days 90; from 2024-02-01 80", STEPS_FALL, 1);
	test_conflict("100 CNY/card/month; from 30 days 90; from 2024-02-01 80", STEPS_OK, -1);
	test_conflict("100 CNY/card/month; free from 40 days to 2024-02-01", STEPS_FREE_BACKWARDS, 0);
	test_conflict("100 CNY/card/month; free from 31 days to 2024-02-01", STEPS_OK, -1);
	test_stop("100 CNY/card/month; -101% every 200 days", STEPS_BELOW_ZERO);
	test_stop("90000000000 CNY/card/month; +100% every 200 days", STEPS_OVERFLOW);
	test_stop("90000000000 CNY/card/month; +100% simple every 200 days", STEPS_OVERFLOW);
	test_stop("90000000000 CNY/card/month; +9000000000 every 200 days", STEPS_OVERFLOW);

	test_cumulative("100 CNY/card/month; free 10 days", "0:0 10:100", "0:0 10:100");
	test_cumulative("3100 CNY/card/month; from 1 month 2900; from 45 days index 3000; +10% every 2 months", "0:3100 31:2900 45:3000 105:3300 166:3630 227:3993 288:4392.3 349:4831.53",
					"0:3100 31:2900");
	test_cumulative("1000 CNY/card/month; +10% simple every 1 year; free from 2024-12-25 to 2025-01-05", "0:1000 359:0 370:1100", "0:1000 359:0 370:1100");

	test_against_rates();

	test_sum();
	test_rounding();
	return done_testing();
}
