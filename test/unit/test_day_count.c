/*
 * test_day_count.c
 *		core/time/day_count: each convention on published examples and against day-by-day counts.
 */
#include "core/time/day_count.h"

#include <math.h>
#include <string.h>

#include "tap.h"

static int64_t
day(int year, int month, int day_of_month)
{
	return days_from_civil(year, month, day_of_month);
}

static const DayCount *
named(const char *name)
{
	return day_count_lookup(name, strlen(name));
}

static int64_t
days_between(const char *name, int64_t start, int64_t end)
{
	return named(name)->days((DatePeriod) {start, end, NULL});
}

/* num / den of a year, whatever the fraction is written as */
static bool
is_fraction(const char *name, DatePeriod period, int64_t num, int64_t den)
{
	YearFraction years = day_count_years(named(name), period);

	if (years.den > 0 && (__int128) years.num * den == (__int128) num * years.den)
		return true;
	printf("# %s: %lld / %lld\n", name, (long long) years.num, (long long) years.den);
	return false;
}

/* ---- names ------------------------------------------------------------------- */

static void
test_names(void)
{
	static const struct
	{
		const char *name;
		const char *means;
	}			spellings[] = {
		{"Actual/360", "ACT/360"}, {"A/360", "ACT/360"}, {"act / 360", "ACT/360"},
		{"Actual/365 (Fixed)", "ACT/365F"}, {"ACT/365.FIXED", "ACT/365F"}, {"act/365", "ACT/365F"}, {"a/365f", "ACT/365F"},
		{"Actual/365.25", "ACT/365.25"}, {"Act./365.25", "ACT/365.25"}, {"30.E/360.", "30E/360"}, {"ACT/ACT.ISDA", "ACT/ACT ISDA"}, {"Actual/Actual (ISDA)", "ACT/ACT ISDA"}, {"Actual/Actual", "ACT/ACT ISDA"},
		{"ACT/ACT.ICMA", "ACT/ACT ICMA"}, {"Actual/Actual ISMA", "ACT/ACT ICMA"}, {"Actual/Actual (AFB)", "ACT/ACT AFB"},
		{"30E/360.ISDA", "30E/360 ISDA"}, {"30e/360 (ISDA)", "30E/360 ISDA"}, {"30/360 German", "30E/360 ISDA"},
		{"Bond Basis", "30/360"}, {"30/360 ISDA", "30/360"}, {"30A/360", "30/360"}, {"360/360", "30/360"},
		{"Eurobond basis", "30E/360"}, {"30/360 ICMA", "30E/360"}, {"30E+/360", "30E+/360"},
		{"30/360 US", "30U/360"}, {"30US/360", "30U/360"}, {"US (NASD) 30/360", "30/360 spreadsheet"},
		{"Actual/Actual spreadsheet", "ACT/ACT spreadsheet"}, {"Actual/365 Actual", "ACT/365A"}, {"Actual/365 No Leap", "NL/365"},
	};
	static const char *const none[] = {"", "30/365", "ACT/ACT/ACT", "AC", "360", "ACT/36", "ACT/3600", "actualactualactualactualactualactual/360",
		"30 E / 360 X", "a", "/", "act/36.0", "act/365.", "\xe5\xae\x9e\xe9\x99\x85/360"};
	int			wrong = 0;

	for (int i = 0; i < DAY_COUNTS; i++)
		wrong += named(day_count_of_code(i)->name) != day_count_of_code(i);
	ok(wrong == 0, "every convention has its own name");
	wrong = 0;
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
	{
		const DayCount *found = named(spellings[i].name);

		if (found == NULL || strcmp(found->name, spellings[i].means) != 0)
		{
			printf("# %s is %s\n", spellings[i].name, found ? found->name : "none");
			wrong++;
		}
	}
	ok(wrong == 0, "usual spellings");
	wrong = 0;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]) - 1; i++)
	{
		/* a dot at the end is dropped */
		if ((named(none[i]) != NULL) != (strcmp(none[i], "act/365.") == 0))
		{
			printf("# %s\n", none[i]);
			wrong++;
		}
	}
	ok(wrong == 0 && named(none[sizeof(none) / sizeof(none[0]) - 1]) == NULL && day_count_lookup("act/360\0x", 9) == NULL, "no spellings");
	ok(day_count_of_basis(-1) == NULL && day_count_of_basis(5) == NULL && day_count_of_code(DAY_COUNTS) == NULL && day_count_of_code(-1) == NULL, "no bases");
	ok(strcmp(day_count_of_basis(0)->name, "30/360 spreadsheet") == 0 && strcmp(day_count_of_basis(1)->name, "ACT/ACT spreadsheet") == 0 &&
	   strcmp(day_count_of_basis(2)->name, "ACT/360") == 0 && strcmp(day_count_of_basis(3)->name, "ACT/365F") == 0 &&
	   strcmp(day_count_of_basis(4)->name, "30E/360") == 0, "the five bases");
}

/* ---- published examples --------------------------------------------------------- */

/* Four periods as deltaquants.com/day-count-conventions works them out. */
static void
test_published_fractions(void)
{
	static const struct
	{
		const char *name;
		int			den;
		int			days[4];
	}			rows[] = {
		{"ACT/365F", 365, {62, 63, 396, 485}},
		{"ACT/360", 360, {62, 63, 396, 485}},
		{"ACT/364", 364, {62, 63, 396, 485}},
		{"NL/365", 365, {62, 62, 395, 484}},
		{"NL/360", 360, {62, 62, 395, 484}},
		{"30/360 ISDA", 360, {60, 61, 390, 480}},
		{"30E/360", 360, {60, 61, 390, 479}},
		{"30E+/360", 360, {60, 61, 390, 480}},
		{"30E/360 ISDA", 360, {60, 62, 390, 479}},
		{"30/360 US", 360, {60, 61, 390, 480}},
	};
	DatePeriod	periods[4] = {
		{day(2007, 12, 28), day(2008, 2, 28), NULL},
		{day(2007, 12, 28), day(2008, 2, 29), NULL},
		{day(2007, 10, 31), day(2008, 11, 30), NULL},
		{day(2008, 2, 1), day(2009, 5, 31), NULL},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		bool		good = true;

		for (int p = 0; p < 4; p++)
			good &= is_fraction(rows[i].name, periods[p], rows[i].days[p], rows[i].den);
		ok(good, rows[i].name);
	}
	ok(is_fraction("ACT/365.25", periods[3], 485 * 4, 1461), "ACT/365.25");
	ok(is_fraction("ACT/365A", periods[0], 62, 365) && is_fraction("ACT/365A", periods[1], 63, 366) &&
	   is_fraction("ACT/365A", periods[2], 396, 366) && is_fraction("ACT/365A", periods[3], 485, 366), "ACT/365A");
	ok(is_fraction("ACT/365L", periods[0], 62, 366) && is_fraction("ACT/365L", periods[1], 63, 366) &&
	   is_fraction("ACT/365L", periods[2], 396, 366) && is_fraction("ACT/365L", periods[3], 485, 365), "ACT/365L");
	ok(is_fraction("ACT/ACT ISDA", periods[0], 4 * 366 + 58 * 365, 365 * 366) && is_fraction("ACT/ACT ISDA", periods[1], 4 * 366 + 59 * 365, 365 * 366) &&
	   is_fraction("ACT/ACT ISDA", periods[2], 62 * 366 + 334 * 365, 365 * 366) && is_fraction("ACT/ACT ISDA", periods[3], 335 * 365 + 150 * 366, 365 * 366),
	   "ACT/ACT ISDA");
}

/* ISDA's paper of 1999, "The Actual/Actual Day Count Fraction". */
static void
test_actual_actual(void)
{
	Coupons		half_yearly = {2, day(2004, 5, 1)};
	Coupons		yearly = {1, day(2000, 7, 1)};
	Coupons		long_first = {2, day(2003, 7, 15)};
	Coupons		short_first = {1, day(2000, 7, 1)};
	Coupons		to_end_of_month = {2, day(2000, 5, 31)};

	/* a half-year of a bond */
	ok(is_fraction("ACT/ACT ISDA", (DatePeriod) {day(2003, 11, 1), day(2004, 5, 1), NULL}, 61 * 366 + 121 * 365, 365 * 366) &&
	   is_fraction("ACT/ACT ICMA", (DatePeriod) {day(2003, 11, 1), day(2004, 5, 1), &half_yearly}, 1, 2) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(2003, 11, 1), day(2004, 5, 1), NULL}, 182, 366), "a regular period");
	/* a short first period of a yearly bond */
	ok(is_fraction("ACT/ACT ISDA", (DatePeriod) {day(1999, 2, 1), day(1999, 7, 1), NULL}, 150, 365) &&
	   is_fraction("ACT/ACT ICMA", (DatePeriod) {day(1999, 2, 1), day(1999, 7, 1), &short_first}, 150, 365) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(1999, 2, 1), day(1999, 7, 1), NULL}, 150, 365), "a short first period");
	ok(is_fraction("ACT/ACT ISDA", (DatePeriod) {day(1999, 7, 1), day(2000, 7, 1), NULL}, 184 * 366 + 182 * 365, 365 * 366) &&
	   is_fraction("ACT/ACT ICMA", (DatePeriod) {day(1999, 7, 1), day(2000, 7, 1), &yearly}, 1, 1) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(1999, 7, 1), day(2000, 7, 1), NULL}, 1, 1), "and the year after it");
	/* a long first period of a half-yearly one */
	ok(is_fraction("ACT/ACT ISDA", (DatePeriod) {day(2002, 8, 15), day(2003, 7, 15), NULL}, 334, 365) &&
	   is_fraction("ACT/ACT ICMA", (DatePeriod) {day(2002, 8, 15), day(2003, 7, 15), &long_first}, 181 * 184 + 153 * 181, 181 * 184 * 2) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(2002, 8, 15), day(2003, 7, 15), NULL}, 334, 365), "a long first period");
	/* a short last one; coupons at the ends of months */
	ok(is_fraction("ACT/ACT ISDA", (DatePeriod) {day(1999, 7, 30), day(2000, 1, 30), NULL}, 155 * 366 + 29 * 365, 365 * 366) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(1999, 7, 30), day(2000, 1, 30), NULL}, 184, 365) &&
	   is_fraction("ACT/ACT ISDA", (DatePeriod) {day(2000, 1, 30), day(2000, 6, 30), NULL}, 152, 366) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(2000, 1, 30), day(2000, 6, 30), NULL}, 152, 366), "a short last period");
	ok(is_fraction("ACT/ACT ICMA", (DatePeriod) {day(1999, 11, 30), day(2000, 5, 31), &to_end_of_month}, 1, 2) &&
	   is_fraction("ACT/ACT ICMA", (DatePeriod) {day(1999, 11, 30), day(2000, 4, 30), &to_end_of_month}, 152, 366) &&
	   is_fraction("ACT/ACT ICMA", (DatePeriod) {day(1988, 2, 29), day(2010, 2, 28), &(Coupons) {1, day(2000, 2, 29)}}, 22, 1) &&
	   is_fraction("ACT/ACT ICMA", (DatePeriod) {day(1999, 1, 31), day(1999, 12, 31), &(Coupons) {12, day(1999, 3, 31)}}, 11, 12),
	   "coupons at the ends of months");

	ok(is_fraction("ACT/ACT AFB", (DatePeriod) {day(2004, 2, 28), day(2008, 2, 27), NULL}, 3 * 366 + 365, 366) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(2004, 2, 29), day(2008, 2, 28), NULL}, 4, 1) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(2004, 2, 28), day(2008, 2, 28), NULL}, 4 * 365 + 1, 365) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(2007, 2, 28), day(2008, 2, 29), NULL}, 1, 1) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(2004, 2, 29), day(2008, 2, 29), NULL}, 4, 1) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(2008, 2, 29), day(2008, 2, 29), NULL}, 0, 1) &&
	   is_fraction("ACT/ACT AFB", (DatePeriod) {day(1996, 2, 1), day(2004, 3, 1), NULL}, 8 * 366 + 29, 366), "ACT/ACT AFB around 29 February");
}

/* Days as westclintech.com publishes them for DAYS360: 30U/360, 30E/360, 30E/360 ISDA, actual. */
static void
test_published_days(void)
{
	static const struct
	{
		int			from[3];
		int			to[3];
		int			us;
		int			european;
		int			isda;
		int			actual;
		int			spreadsheet;
	}			rows[] = {
		{{2007, 1, 15}, {2007, 1, 30}, 15, 15, 15, 15, 15},
		{{2007, 9, 30}, {2008, 3, 31}, 180, 180, 180, 183, 180},
		{{2007, 1, 15}, {2007, 1, 31}, 16, 15, 15, 16, 16},
		{{2007, 1, 31}, {2007, 2, 28}, 28, 28, 30, 28, 28},
		{{2007, 2, 28}, {2007, 3, 31}, 30, 32, 30, 31, 31},
		{{2006, 8, 31}, {2007, 2, 28}, 178, 178, 180, 181, 178},
		{{2007, 2, 28}, {2007, 8, 31}, 180, 182, 180, 184, 181},
		{{2007, 2, 14}, {2007, 2, 28}, 14, 14, 16, 14, 14},
		{{2007, 2, 26}, {2008, 2, 29}, 363, 363, 364, 368, 363},
		{{2008, 2, 29}, {2009, 2, 28}, 360, 359, 360, 365, 360},
		{{2008, 2, 29}, {2008, 3, 30}, 30, 31, 30, 30, 30},
		{{2007, 2, 28}, {2007, 3, 5}, 5, 7, 5, 5, 5},
		{{2007, 10, 31}, {2007, 11, 28}, 28, 28, 28, 28, 28},
		{{2007, 8, 31}, {2008, 2, 29}, 179, 179, 180, 182, 179},
	};
	int			wrong = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		int64_t		from = day(rows[i].from[0], rows[i].from[1], rows[i].from[2]);
		int64_t		to = day(rows[i].to[0], rows[i].to[1], rows[i].to[2]);

		wrong += days_between("30U/360", from, to) != rows[i].us;
		wrong += days_between("30E/360", from, to) != rows[i].european;
		wrong += days_between("30E/360 ISDA", from, to) != rows[i].isda;
		wrong += days_between("ACT/365L", from, to) != rows[i].actual;
		wrong += days_between("30/360 spreadsheet", from, to) != rows[i].spreadsheet;
	}
	ok(wrong == 0, "days of the 30/360 family");
	ok(named("30E/360 ISDA")->days((DatePeriod) {day(2006, 8, 31), day(2007, 2, 28), &(Coupons) {2, day(2007, 2, 28)}}) == 178 &&
	   named("30E/360 ISDA")->days((DatePeriod) {day(2006, 8, 31), day(2007, 2, 28), &(Coupons) {2, day(2008, 2, 29)}}) == 180,
	   "30E/360 ISDA at the maturity");
}

/* YEARFRAC(…, 1), as Excel answers. */
static void
test_spreadsheet(void)
{
	static const struct
	{
		int			from[3];
		int			to[3];
		double		years;
	}			rows[] = {
		{{1980, 3, 4}, {1980, 3, 5}, 0.002732240437158},
		{{1980, 3, 4}, {1994, 1, 1}, 13.8282533309},
		{{1993, 12, 31}, {1994, 1, 1}, 0.002739726027397},
		{{2003, 2, 14}, {2004, 7, 3}, 1.381668946648},
		{{1999, 3, 31}, {2000, 2, 29}, 0.9153005464481},
		{{1993, 2, 28}, {2000, 2, 29}, 7.000684462697},
	};
	int			wrong = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
	{
		YearFraction years = day_count_years(named("ACT/ACT spreadsheet"),
											 (DatePeriod) {day(rows[i].from[0], rows[i].from[1], rows[i].from[2]),
												day(rows[i].to[0], rows[i].to[1], rows[i].to[2]), NULL});

		wrong += fabs((double) years.num / (double) years.den - rows[i].years) > 1e-11;
	}
	ok(wrong == 0, "ACT/ACT of spreadsheets");
	ok(is_fraction("ACT/ACT spreadsheet", (DatePeriod) {day(2000, 2, 29), day(2001, 2, 28), NULL}, 365, 366) &&
	   is_fraction("ACT/ACT spreadsheet", (DatePeriod) {day(2000, 3, 1), day(2001, 3, 1), NULL}, 365, 365) &&
	   is_fraction("ACT/ACT spreadsheet", (DatePeriod) {day(2000, 3, 1), day(2001, 3, 2), NULL}, 366 * 2, 731), "up to a year apart, and more");
	ok(day_count_days_in_year(day_count_of_basis(0), day(2000, 1, 1)) == 360 && day_count_days_in_year(day_count_of_basis(1), day(2000, 1, 1)) == 366 &&
	   day_count_days_in_year(day_count_of_basis(1), day(2001, 1, 1)) == 365 && day_count_days_in_year(day_count_of_basis(3), day(2000, 1, 1)) == 365 &&
	   day_count_days_in_year(day_count_of_basis(4), day(2000, 1, 1)) == 360, "days in the year of a date");
}

/* ---- against counts day by day --------------------------------------------------- */

static void
test_day_by_day(void)
{
	int			wrong_isda = 0;
	int			wrong_nl = 0;
	int			wrong_365a = 0;
	int			wrong_icma = 0;
	int			wrong_additive = 0;

	for (int i = 0; i < 3000; i++)
	{
		int64_t		start = day(1895, 1, 1) + (int64_t) (next_random() % 60000);
		int64_t		end = start + (int64_t) (next_random() % 4000);
		Coupons		coupons = {(int[]) {1, 2, 3, 4, 6, 12}[next_random() % 6], start + (int64_t) (next_random() % 9000) - 3000};
		DatePeriod	period = {start, end, &coupons};
		DatePeriod	first = {start, start + (end - start) / 3, &coupons};
		DatePeriod	second = {first.end, end, &coupons};
		int64_t		leap_year_days = 0;
		int64_t		leap_days = 0;
		YearFraction years;
		YearFraction a;
		YearFraction b;

		for (int64_t d = start; d < end; d++)
		{
			CivilDate	tomorrow = civil_from_days(d + 1);

			leap_year_days += days_in_month(civil_from_days(d).year, 2) == 29;
			leap_days += tomorrow.month == 2 && tomorrow.day == 29;
		}
		years = day_count_years(named("ACT/ACT ISDA"), period);
		wrong_isda += years.num * 365 * 366 != years.den * (leap_year_days * 365 + (end - start - leap_year_days) * 366);
		wrong_nl += named("NL/365")->days(period) != end - start - leap_days;
		wrong_365a += !is_fraction("ACT/365A", period, end - start, leap_days > 0 ? 366 : 365);

		/* a whole number of coupon periods, of whatever length, is that many of them */
		if (civil_from_days(coupons.maturity).day <= 28)
		{
			CivilDate	date = civil_from_days(coupons.maturity);
			int			n = (int) (next_random() % 40);
			int64_t		months = date.year * 12 + date.month - 1 + n * (12 / coupons.frequency);

			if (date.day < days_in_month(date.year, date.month))
				wrong_icma += !is_fraction("ACT/ACT ICMA", (DatePeriod) {coupons.maturity, days_from_civil(months / 12, (int) (months % 12) + 1, date.day), &coupons},
										   n, coupons.frequency);
		}

		/* parts sum to the whole where days are counted on an axis */
		a = day_count_years(named("ACT/ACT ICMA"), first);
		b = day_count_years(named("ACT/ACT ICMA"), second);
		years = day_count_years(named("ACT/ACT ICMA"), period);
		wrong_additive += ((__int128) a.num * b.den + (__int128) b.num * a.den) * years.den != (__int128) years.num * a.den * b.den;
		wrong_additive += named("NL/365")->days(first) + named("NL/365")->days(second) != named("NL/365")->days(period);
		wrong_additive += named("30E/360")->days(first) + named("30E/360")->days(second) != named("30E/360")->days(period);
	}
	ok(wrong_isda == 0, "ACT/ACT ISDA day by day");
	ok(wrong_nl == 0, "NL/365 day by day");
	ok(wrong_365a == 0, "ACT/365A day by day");
	ok(wrong_icma == 0, "ACT/ACT ICMA by whole coupon periods");
	ok(wrong_additive == 0, "parts sum to the whole: ACT/ACT ICMA, NL/365, 30E/360");
}

/* Every convention over every pair of dates of a few years: no sign wrong, nothing far off. */
static void
test_sane(void)
{
	Coupons		coupons = {4, day(2004, 1, 31)};
	int			wrong = 0;

	ok(!day_count_has_year(named("actual")), "days alone have no year");
	for (int code = 0; code < DAY_COUNT_ACT; code++)
		for (int64_t start = day(1999, 12, 1); start < day(2001, 4, 1); start++)
			for (int64_t end = start; end < start + 800; end++)
			{
				DatePeriod	period = {start, end, &coupons};
				YearFraction years = day_count_years(day_count_of_code(code), period);
				double		value = (double) years.num / (double) years.den;

				wrong += years.den <= 0 || fabs(value - (double) (end - start) / 365.25) > 0.045 || (start == end && years.num != 0);
			}
	ok(wrong == 0, "every convention is near the actual days over 365.25");
	/* the whole calendar of PostgreSQL */
	wrong = 0;
	for (int code = 0; code < DAY_COUNT_ACT; code++)
	{
		YearFraction years = day_count_years(day_count_of_code(code), (DatePeriod) {-2451507, 2145031948, &coupons});
		double		value = (double) years.num / (double) years.den;

		wrong += fabs(value / 5879610 - 1) > 0.02;
	}
	ok(wrong == 0, "from the first date to the last");
}

int
main(void)
{
	test_names();
	test_published_fractions();
	test_actual_actual();
	test_published_days();
	test_spreadsheet();
	test_day_by_day();
	test_sane();
	return done_testing();
}
