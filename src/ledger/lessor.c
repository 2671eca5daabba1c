/*
 * lessor.c
 *		Is a contract a lease, and which kind of lease is it to the lessor: each test a row.
 *
 * What is not known is NULL, and is carried on as SQL's logic does it: a test is unknown only
 * where what is not known could turn it, and so is the verdict.
 */
#include "base/gpurent.h"

#include "base/amounts.h"
#include "base/rows.h"
#include "base/standard.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"

/* ---- three values --------------------------------------------------------------------------- */

typedef enum Truth
{
	NOT_SO,
	SO,
	UNKNOWN
} Truth;

static inline Truth
truth_not(Truth a)
{
	return a == UNKNOWN ? UNKNOWN : a == SO ? NOT_SO : SO;
}

static inline Truth
truth_and(Truth a, Truth b)
{
	return a == NOT_SO || b == NOT_SO ? NOT_SO : a == SO && b == SO ? SO : UNKNOWN;
}

static inline Truth
truth_or(Truth a, Truth b)
{
	return truth_not(truth_and(truth_not(a), truth_not(b)));
}

static inline Truth
truth_of(bool value)
{
	return value ? SO : NOT_SO;
}

static const char *
truth_text(Truth value)
{
	return value == UNKNOWN ? "unknown" : value == SO ? "true" : "false";
}

static Truth
truth_argument(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? UNKNOWN : truth_of(PG_GETARG_BOOL(argument));
}

/* One that has a default, and is therefore known. */
static bool
known_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	reject_null(fcinfo, argument, what);
	return PG_GETARG_BOOL(argument);
}

/* ---- rows of tests ---------------------------------------------------------------------------- */

#define TESTS_MAX	8

typedef struct TestRow
{
	const char *test;
	const char *input;			/* NULL if it is not known */
	Datum		threshold;		/* a numeric, or 0 */
	Truth		met;			/* UNKNOWN in the row of the verdict */
	const char *verdict;		/* only there; NULL if it is not known */
	const char *reference;
} TestRow;

typedef struct TestRows
{
	int			n;
	int			given;
	TestRow		row[TESTS_MAX];
} TestRows;

static void
add_test(TestRows *rows, const char *test, const char *input, Datum threshold, Truth met, const char *reference)
{
	Assert(rows->n < TESTS_MAX);
	rows->row[rows->n++] = (TestRow) {
		.test = test,
		.input = input,
		.threshold = threshold,
		.met = met,
		.reference = reference
	};
}

static void
add_verdict(TestRows *rows, const char *verdict, const char *reference)
{
	Assert(rows->n < TESTS_MAX);
	rows->row[rows->n++] = (TestRow) {
		.test = "verdict",
		.met = UNKNOWN,
		.verdict = verdict,
		.reference = reference
	};
}

static bool
next_test(void *state, Datum *values, bool *nulls)
{
	TestRows   *rows = state;
	const TestRow *row = &rows->row[rows->given];
	int			i = 0;

	if (rows->given == rows->n)
		return false;
	values[i++] = Int32GetDatum(++rows->given);
	values[i++] = CStringGetTextDatum(row->test);
	nulls[i] = row->input == NULL;
	values[i++] = row->input == NULL ? (Datum) 0 : CStringGetTextDatum(row->input);
	nulls[i] = row->threshold == (Datum) 0;
	values[i++] = row->threshold;
	nulls[i] = row->met == UNKNOWN;
	values[i++] = BoolGetDatum(row->met == SO);
	nulls[i] = row->verdict == NULL;
	values[i++] = row->verdict == NULL ? (Datum) 0 : CStringGetTextDatum(row->verdict);
	values[i++] = CStringGetTextDatum(row->reference);
	return true;
}

/* ---- numbers, as exact as they were given: numerics ------------------------------------------- */

static inline Datum
whole_number(int64 n)
{
	return NumericGetDatum(int64_to_numeric(n));
}

static inline int
compare(Datum a, Datum b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, a, b));
}

static inline Datum
product(Datum a, Datum b)
{
	return DirectFunctionCall2(numeric_mul, a, b);
}

/* As it is shown: without zeros at the end. */
static inline Datum
trimmed(Datum number)
{
	return DirectFunctionCall1(numeric_trim_scale, number);
}

static char *
number_text(Datum number)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, trimmed(number)));
}

/* Of 0 to 10^24, without the rounding of an amount; 22023 and 22003 as nonnegative_amount_argument(). */
static Datum
exact_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	Datum		value = PG_GETARG_DATUM(argument);

	(void) nonnegative_amount_argument(fcinfo, argument, what);
	/* less below 0 than an amount can be */
	if (compare(value, whole_number(0)) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must not be negative, but is %s", what, shown_argument(fcinfo, argument)),
				 errhint("Write 0 where there is none.")));
	return value;
}

/* 22023 outside [0, 1]. */
static Datum
exact_share_argument(FunctionCallInfo fcinfo, int argument, const char *what)
{
	(void) share_argument(fcinfo, argument, what);
	return PG_GETARG_DATUM(argument);
}

/* part / whole against share, exactly; whole > 0 */
static int
share_compare(Datum part, Datum whole, Datum share)
{
	return compare(part, product(whole, share));
}

static bool
share_reached(Datum part, Datum whole, Datum share)
{
	return share_compare(part, whole, share) >= 0;
}

#define RATIO_DECIMALS	12

/* part / whole for the eye: cut, not rounded, so that what is shown reaches a threshold only where it does. */
static char *
ratio_text(Datum part, Datum whole)
{
	Datum		scaled = product(part, NumericGetDatum(numeric_from_scaled((i128) power_of_ten(RATIO_DECIMALS), 0)));
	Datum		quotient = DirectFunctionCall2(numeric_div_trunc, scaled, whole);

	return number_text(product(quotient, NumericGetDatum(numeric_from_scaled(1, RATIO_DECIMALS))));
}

/* ---- is it a lease --------------------------------------------------------------------------------- */

typedef enum LeaseTestsArgument
{
	IDENTIFIED,
	CAPACITY_SHARE,
	SUBSTITUTION_SUBSTANTIVE,
	SUBSTANTIALLY_ALL_BENEFITS,
	DIRECTS_USE,
	USE_PREDETERMINED,
	OPERATES_OR_DESIGNED,
	LEASE_SUBSTANTIALLY_ALL
} LeaseTestsArgument;

static bool
lease_tests_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	TestRows   *rows = palloc0(sizeof(TestRows));
	Truth		identified = truth_argument(fcinfo, IDENTIFIED);
	Truth		swaps = truth_argument(fcinfo, SUBSTITUTION_SUBSTANTIVE);
	Truth		benefits = truth_argument(fcinfo, SUBSTANTIALLY_ALL_BENEFITS);
	Truth		directs = truth_argument(fcinfo, DIRECTS_USE);
	Truth		predetermined = truth_argument(fcinfo, USE_PREDETERMINED);
	Truth		operates = truth_argument(fcinfo, OPERATES_OR_DESIGNED);
	bool		whole = PG_ARGISNULL(CAPACITY_SHARE);
	Datum		line;
	Datum		share = (Datum) 0;
	Truth		asset;
	Truth		use;
	Truth		lease;

	reject_null(fcinfo, LEASE_SUBSTANTIALLY_ALL, "substantially_all");
	line = exact_share_argument(fcinfo, LEASE_SUBSTANTIALLY_ALL, "substantially_all");
	if (!whole)
		share = exact_share_argument(fcinfo, CAPACITY_SHARE, "capacity_share");

	asset = truth_and(truth_and(identified, whole ? SO : truth_of(compare(share, line) >= 0)), truth_not(swaps));
	use = truth_or(directs, truth_and(predetermined, operates));
	lease = truth_and(truth_and(asset, benefits), use);

	add_test(rows, "identified_asset",
			 psprintf("identified %s, %s%s, substitution substantive %s", truth_text(identified),
					  whole ? "the whole asset" : "capacity share ",
					  whole ? "" : number_text(share),
					  truth_text(swaps)),
			 whole ? (Datum) 0 : trimmed(line), asset,
			 "IFRS 16.B13-B20, ASC 842-10-15-9 to 15-16, CAS 21 art. 6");
	add_test(rows, "benefits", benefits == UNKNOWN ? NULL : truth_text(benefits), (Datum) 0, benefits,
			 "IFRS 16.B21-B23, ASC 842-10-15-17 to 15-19, CAS 21 art. 7");
	add_test(rows, "directs_use",
			 psprintf("directs use %s, use predetermined %s, operates or designed it %s", truth_text(directs),
					  truth_text(predetermined), truth_text(operates)),
			 (Datum) 0, use, "IFRS 16.B24-B30, ASC 842-10-15-20 to 15-26, CAS 21 art. 8");
	add_verdict(rows, lease == UNKNOWN ? NULL : lease == SO ? "lease" : "service",
				"IFRS 16.B9, ASC 842-10-15-3 to 15-4, CAS 21 art. 4-5");

	source->next = next_test;
	source->state = rows;
	return true;
}

/*
 * lease_tests(identified boolean DEFAULT NULL, capacity_share numeric DEFAULT NULL,
 *		substitution_substantive boolean DEFAULT NULL, substantially_all_benefits boolean DEFAULT NULL,
 *		directs_use boolean DEFAULT NULL, use_predetermined boolean DEFAULT NULL,
 *		operates_or_designed boolean DEFAULT NULL, substantially_all numeric DEFAULT 0.9)
 *		RETURNS TABLE (n int4, test text, input text, threshold numeric, met boolean,
 *					   verdict text, reference text)
 *
 * Is a contract a lease, or does it contain one: an identified asset, nearly all of its
 * benefits, and the right to direct its use; otherwise it is a service.  The three
 * standards ask the same.  A part of an asset's capacity is an identified asset only if it is
 * substantially all of it; a NULL capacity_share is the whole asset, any other NULL is not known.
 *
 * 22023 for a share outside [0, 1]; 22004 for a NULL substantially_all.
 */
PG_FUNCTION_INFO_V1(lease_tests);
Datum
lease_tests(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, lease_tests_begin);
}

/* ---- which kind of lease ------------------------------------------------------------------------------ */

typedef enum LessorTestsArgument
{
	STANDARD,
	TRANSFERS_OWNERSHIP,
	PURCHASE_OPTION_CERTAIN,
	TERM_MONTHS,
	REMAINING_LIFE_MONTHS,
	TOTAL_LIFE_MONTHS,
	PRESENT_VALUE,
	THIRD_PARTY_GUARANTEE,
	FAIR_VALUE,
	SPECIALISED,
	COLLECTIBLE,
	DAY_ONE_LOSS_FROM_VARIABLE,
	MAJOR_PART,
	SUBSTANTIALLY_ALL
} LessorTestsArgument;

/* Where the standards part, and where each says so. */
typedef struct LessorRules
{
	bool		last_quarter_exempt;	/* the test of the life is not used in the last quarter of it */
	bool		stranger_counts;	/* a third party's guarantee is a payment */
	bool		us;				/* sales-type and direct financing, not finance */
	const char *transfers_ownership;
	const char *purchase_option;
	const char *major_part;
	const char *substantially_all;
	const char *specialised;
	const char *verdict;
} LessorRules;

static const LessorRules lessor_rules[STANDARDS] = {
	[STANDARD_CAS] = {
		.last_quarter_exempt = true,
		.stranger_counts = true,
		.transfers_ownership = "CAS 21 art. 36 (1)",
		.purchase_option = "CAS 21 art. 36 (2)",
		.major_part = "CAS 21 art. 36 (3), and its guide: 75 %, not in the last quarter of the life",
		.substantially_all = "CAS 21 art. 36 (4), and its guide: 90 %",
		.specialised = "CAS 21 art. 36 (5)",
		.verdict = "CAS 21 art. 35-36"
	},
	[STANDARD_IFRS] = {
		.stranger_counts = true,
		.transfers_ownership = "IFRS 16.63(a)",
		.purchase_option = "IFRS 16.63(b)",
		.major_part = "IFRS 16.63(c); the line is a policy",
		.substantially_all = "IFRS 16.63(d); the line is a policy",
		.specialised = "IFRS 16.63(e)",
		.verdict = "IFRS 16.61-66"
	},
	[STANDARD_US_GAAP] = {
		.last_quarter_exempt = true,
		.us = true,
		.transfers_ownership = "ASC 842-10-25-2(a)",
		.purchase_option = "ASC 842-10-25-2(b)",
		.major_part = "ASC 842-10-25-2(c), 842-10-55-2: 75 %, not in the last quarter of the life",
		.substantially_all = "ASC 842-10-25-2(d), 842-10-55-2: 90 %",
		.specialised = "ASC 842-10-25-2(e)",
		.verdict = "ASC 842-10-25-2, 25-3"
	}
};

/* A number of months, which may be unknown; 22023 below 0, or at 0 where there must be some. */
static bool
months_argument(FunctionCallInfo fcinfo, int argument, const char *what, bool may_be_0, Datum *months)
{
	if (PG_ARGISNULL(argument))
		return false;
	*months = exact_argument(fcinfo, argument, what);
	if (!may_be_0 && compare(*months, whole_number(0)) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be positive, but is 0", what),
				 errhint("Write NULL for a life that is not known.")));
	return true;
}

/* 22023 unless a length is at most a longer one; both are known. */
static void
require_within(Datum months, const char *what, Datum life, const char *what_life, const char *hint)
{
	if (compare(months, life) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is more than %s %s", what, number_text(months), what_life, number_text(life)),
				 errhint("%s", hint)));
}

/* What is known of the lease's term and the asset's life, in months; more than none but for the term. */
typedef struct LifeKnown
{
	bool		has_term;
	bool		has_remaining;
	bool		has_total;
	Datum		term;
	Datum		remaining;
	Datum		total;
} LifeKnown;

/* Whether so many months are at most a quarter of the life. */
static bool
at_most_a_quarter(Datum months, Datum total)
{
	return compare(product(months, whole_number(4)), total) <= 0;
}

/*
 * term >= line x remaining, but not in the last quarter where the standard exempts it.  What is not known
 * lies between bounds, for term <= remaining <= total: the test is met, or not, where it is so
 * between all of them.
 */
static Truth
major_part_met(const LifeKnown *life, const LessorRules *rules, Datum line)
{
	bool		exempts = rules->last_quarter_exempt && life->has_total;
	bool		some_line = compare(line, whole_number(0)) > 0;
	bool		last_quarter = exempts && life->has_remaining && at_most_a_quarter(life->remaining, life->total);
	bool		may_be_so;
	bool		may_not_be_so;

	if (last_quarter)
		return NOT_SO;
	if (life->has_term && life->has_remaining)
		return truth_of(share_reached(life->term, life->remaining, line));
	if (!life->has_term)
	{
		/* none of the life, or all of it */
		may_be_so = true;
		may_not_be_so = some_line || (exempts && !life->has_remaining);
		return may_not_be_so ? UNKNOWN : SO;
	}

	/* the least that may remain is the term, the most the whole life */
	may_not_be_so = life->has_total ? !share_reached(life->term, life->total, line) : some_line;
	if (exempts && at_most_a_quarter(life->term, life->total))
	{
		/* perhaps in the last quarter; before it, what remains is more than a quarter */
		may_not_be_so = true;
		may_be_so = !some_line || share_compare(product(life->term, whole_number(4)), life->total, line) > 0;
	}
	else
		may_be_so = compare(life->term, whole_number(0)) > 0 || !some_line;
	return may_be_so && may_not_be_so ? UNKNOWN : truth_of(may_be_so);
}

/* The lease's part of the asset's life. */
static void
add_major_part(TestRows *rows, FunctionCallInfo fcinfo, const LessorRules *rules, Truth *met)
{
	LifeKnown	life = {0};
	Datum		line = exact_share_argument(fcinfo, MAJOR_PART, "major_part");
	StringInfoData input;

	life.has_term = months_argument(fcinfo, TERM_MONTHS, "term_months", true, &life.term);
	life.has_remaining = months_argument(fcinfo, REMAINING_LIFE_MONTHS, "remaining_life_months", false, &life.remaining);
	life.has_total = months_argument(fcinfo, TOTAL_LIFE_MONTHS, "total_life_months", false, &life.total);
	if (life.has_remaining && life.has_total)
		require_within(life.remaining, "remaining_life_months", life.total, "total_life_months", "What remains is counted from the lease's first day, the total from when the asset was new.");
	if (life.has_term && life.has_remaining)
		require_within(life.term, "term_months", life.remaining, "remaining_life_months", "Nobody can use an asset longer than it lives: one of the two is estimated wrongly.");
	if (life.has_term && life.has_total)
		require_within(life.term, "term_months", life.total, "total_life_months", "Nobody can use an asset longer than it lives: one of the two is estimated wrongly.");
	*met = major_part_met(&life, rules, line);

	initStringInfo(&input);
	appendStringInfo(&input, "%s/%s", life.has_term ? number_text(life.term) : "unknown", life.has_remaining ? number_text(life.remaining) : "unknown");
	if (life.has_remaining && life.has_total && at_most_a_quarter(life.remaining, life.total))
		appendStringInfo(&input, ", in the last quarter of %s%s", number_text(life.total), rules->last_quarter_exempt ? ": not used" : "");
	else if (life.has_term && life.has_total && !life.has_remaining)
		appendStringInfo(&input, ", of %s at most", number_text(life.total));
	add_test(rows, "major_part", life.has_term || life.has_remaining ? input.data : NULL, trimmed(line), *met, rules->major_part);
}

/*
 * What is paid and guaranteed, against the asset's value.  A present value that is not known is 0 or
 * more: what is guaranteed may reach the line alone.  *ratio is NULL where nothing can be said.
 */
static Truth
value_reached(FunctionCallInfo fcinfo, bool with_stranger, Datum line, char **ratio)
{
	bool		has_present = !PG_ARGISNULL(PRESENT_VALUE);
	Datum		none = whole_number(0);
	Datum		counted = has_present ? exact_argument(fcinfo, PRESENT_VALUE, "present_value") : none;
	Datum		stranger = exact_argument(fcinfo, THIRD_PARTY_GUARANTEE, "third_party_guarantee");
	Datum		fair;
	bool		any_counted;

	if (with_stranger)
		counted = DirectFunctionCall2(numeric_add, counted, stranger);
	any_counted = compare(counted, none) > 0;
	*ratio = NULL;
	if (PG_ARGISNULL(FAIR_VALUE))
		return compare(line, none) == 0 ? SO : has_present && !any_counted ? NOT_SO : UNKNOWN;
	fair = exact_argument(fcinfo, FAIR_VALUE, "fair_value");
	if (compare(fair, none) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("fair_value must be positive, but is 0"),
				 errhint("Write NULL for a value that is not known.")));
	if (has_present || any_counted)
		*ratio = psprintf("%s%s", has_present ? "" : "at least ", ratio_text(counted, fair));
	if (share_reached(counted, fair, line))
		return SO;
	return has_present ? NOT_SO : UNKNOWN;
}

/* By what counts by the standard. */
static void
add_substantially_all(TestRows *rows, FunctionCallInfo fcinfo, const LessorRules *rules, Truth *met)
{
	Datum		line = exact_share_argument(fcinfo, SUBSTANTIALLY_ALL, "substantially_all");
	char	   *ratio;

	*met = value_reached(fcinfo, rules->stranger_counts, line, &ratio);
	add_test(rows, "substantially_all", ratio, trimmed(line), *met, rules->substantially_all);
}

/* By US GAAP, with what strangers guarantee too, if it will be paid. */
static void
add_direct_financing(TestRows *rows, FunctionCallInfo fcinfo, bool collectible, Truth *met)
{
	Datum		line = exact_share_argument(fcinfo, SUBSTANTIALLY_ALL, "substantially_all");
	char	   *ratio;

	*met = truth_and(value_reached(fcinfo, true, line, &ratio), truth_of(collectible));
	add_test(rows, "direct_financing", psprintf("%s, collectible %s", ratio == NULL ? "unknown" : ratio, truth_text(truth_of(collectible))),
			 trimmed(line), *met, "ASC 842-10-25-3(b)");
}

static bool
lessor_tests_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	TestRows   *rows = palloc0(sizeof(TestRows));
	Truth		ownership = truth_argument(fcinfo, TRANSFERS_OWNERSHIP);
	Truth		option = truth_argument(fcinfo, PURCHASE_OPTION_CERTAIN);
	Truth		specialised = truth_argument(fcinfo, SPECIALISED);
	Truth		major_part;
	Truth		all_of_value;
	Truth		direct_financing;
	Truth		any;
	bool		collectible;
	bool		day_one_loss;
	const LessorRules *rules;
	const char *verdict;

	reject_null(fcinfo, STANDARD, "standard");
	reject_null(fcinfo, THIRD_PARTY_GUARANTEE, "third_party_guarantee");
	reject_null(fcinfo, MAJOR_PART, "major_part");
	reject_null(fcinfo, SUBSTANTIALLY_ALL, "substantially_all");
	rules = &lessor_rules[standard_argument(PG_GETARG_TEXT_PP(STANDARD))];
	collectible = known_argument(fcinfo, COLLECTIBLE, "collectible");
	day_one_loss = known_argument(fcinfo, DAY_ONE_LOSS_FROM_VARIABLE, "day_one_loss_from_variable");

	add_test(rows, "transfers_ownership", ownership == UNKNOWN ? NULL : truth_text(ownership), (Datum) 0, ownership,
			 rules->transfers_ownership);
	add_test(rows, "purchase_option", option == UNKNOWN ? NULL : truth_text(option), (Datum) 0, option, rules->purchase_option);
	add_major_part(rows, fcinfo, rules, &major_part);
	add_substantially_all(rows, fcinfo, rules, &all_of_value);
	add_test(rows, "specialised", specialised == UNKNOWN ? NULL : truth_text(specialised), (Datum) 0, specialised,
			 rules->specialised);
	any = truth_or(truth_or(ownership, option), truth_or(truth_or(major_part, all_of_value), specialised));

	if (!rules->us)
		verdict = any == UNKNOWN ? NULL : any == SO ? "finance" : "operating";
	else
	{
		add_direct_financing(rows, fcinfo, collectible, &direct_financing);
		if (day_one_loss)
			verdict = "operating";
		else if (any == SO)
			verdict = collectible ? "sales-type" : "sales-type, deposit method";
		else if (any == UNKNOWN || direct_financing == UNKNOWN)
			verdict = NULL;
		else
			verdict = direct_financing == SO ? "direct financing" : "operating";
	}
	add_verdict(rows, verdict,
				rules->us && day_one_loss ? "ASC 842-10-25-3A: a loss on day one through variable payments (ASU 2021-05)" :
				rules->us && any == SO && !collectible ? "ASC 842-30-25-3: collection is not probable" :
				rules->verdict);

	source->next = next_test;
	source->state = rows;
	return true;
}

/*
 * lessor_tests(standard text DEFAULT 'cas', transfers_ownership boolean DEFAULT NULL,
 *		purchase_option_certain boolean DEFAULT NULL, term_months numeric DEFAULT NULL,
 *		remaining_life_months numeric DEFAULT NULL, total_life_months numeric DEFAULT NULL,
 *		present_value numeric DEFAULT NULL, third_party_guarantee numeric DEFAULT 0,
 *		fair_value numeric DEFAULT NULL, specialised boolean DEFAULT NULL,
 *		collectible boolean DEFAULT true, day_one_loss_from_variable boolean DEFAULT false,
 *		major_part numeric DEFAULT 0.75, substantially_all numeric DEFAULT 0.9)
 *		RETURNS TABLE (as lease_tests())
 *
 * Which kind of lease it is to the lessor, by CAS 21, IFRS 16 or ASC 842.  present_value holds
 * the payments and what the lessee guarantees; a stranger's guarantee counts where the
 * standard has it.  NULL is not known, but a NULL total_life_months says that the asset is not in
 * the last quarter of its life.  Of what is not known, term <= remaining <= total and present_value >= 0 are
 * known all the same, and decide where they can.
 *
 * 22023 for an unknown standard, for negative numbers, a life or a fair value of 0, shares outside
 * [0, 1], more life remaining than there was, a term longer than the life; 22004 for NULL where there is a
 * default.
 *
 * Where the standards part: doc/lessor.md.
 */
PG_FUNCTION_INFO_V1(lessor_tests);
Datum
lessor_tests(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, lessor_tests_begin);
}
