/*
 * test_lease_terms.c
 *		Clauses, the steps they make, and exact sums, against slow and obvious arithmetic.
 */
#include <stdio.h>
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

/* The amounts and days of steps within so many days from 2024-01-01. */
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
	int64_t		start = days_from_civil(2024, 1, 1) * USEC_PER_DAY;

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
	int64_t		start = days_from_civil(2024, 1, 1) * USEC_PER_DAY;
	StepsStatus status = STEPS_OK;

	OK(parse(in, &builder, &error, &found) && found.fault == CLAUSES_OK, "\"%s\" is terms", in);
	terms = terms_of_builder(&builder);
	OK(terms_resolve(&terms, &utc, start, &resolved) == STEPS_OK, "that begin");
	status = steps_open(&cursor, &resolved);
	while (status == STEPS_OK && step.to < start + 365 * USEC_PER_DAY)
		status = steps_next(&cursor, &step);
	OK(status == expected, "and come to %d", (int) status);
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
		if (!exact_sum_round(&sum, -3, (Ratio) {5, divisor}, &result) ||
			result != div_round_i128(num * -15, common * divisor) ||
			!real_round(exact_sum_real(&sum, -3, (Ratio) {5, divisor}), &by_real) || by_real != result)
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

	test_sum();
	test_rounding();
	return done_testing();
}
