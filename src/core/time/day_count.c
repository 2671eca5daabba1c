/*
 * day_count.c
 *		Day counts: how many days, and what part of a year, lie between two dates.
 *
 * Sources: the 2006 ISDA Definitions, section 4.16; ICMA rule 251; for 30U/360 the SIA's
 * Standard Securities Calculation Methods; for ACT/ACT AFB the master agreement of the
 * Fédération Bancaire Française; for the spreadsheets' own the answers of Excel's
 * YEARFRAC, as D. A. Wheeler took them down.
 */
#include "core/time/day_count.h"

#include <string.h>

#include "core/value/fold.h"

/* ---- dates -------------------------------------------------------------------- */

static bool
is_leap_year(int64_t year)
{
	return days_in_month(year, 2) == 29;
}

static bool
is_last_of_february(CivilDate date)
{
	return date.month == 2 && date.day == days_in_month(date.year, 2);
}

/* The first 29 February on or after a date. */
static int64_t
next_leap_day(int64_t date)
{
	CivilDate	civil = civil_from_days(date);
	int64_t		year = civil.year + (civil.month > 2);

	while (!is_leap_year(year))
		year++;
	return days_from_civil(year, 2, 29);
}

static int
days_of_year(int64_t year)
{
	return is_leap_year(year) ? 366 : 365;
}

/* ---- days --------------------------------------------------------------------- */

static int64_t
actual_days(DatePeriod period)
{
	return period.end - period.start;
}

/* A 29 February is the day before it once more. */
static int64_t
no_leap_position(int64_t date)
{
	CivilDate	civil = civil_from_days(date);

	if (civil.month == 2 && civil.day == 29)
		civil.day = 28;
	return civil.year * 365 + days_from_civil(2001, civil.month, civil.day);
}

static int64_t
no_leap_days(DatePeriod period)
{
	return no_leap_position(period.end) - no_leap_position(period.start);
}

/* Months of 30 days between two dates of which the days of the month are given. */
static int64_t
thirty_days(CivilDate start, int start_day, CivilDate end, int end_day)
{
	return ((end.year - start.year) * 12 + end.month - start.month) * 30 + end_day - start_day;
}

static int
at_most_30(int day)
{
	return day == 31 ? 30 : day;
}

static int64_t
thirty_e_360_days(DatePeriod period)
{
	return thirty_e_360_position(period.end) - thirty_e_360_position(period.start);
}

/* Bond basis: a 31st at the end stays one, unless the start is a 30th or 31st. */
static int64_t
thirty_360_days(DatePeriod period)
{
	CivilDate	from = civil_from_days(period.start);
	CivilDate	to = civil_from_days(period.end);
	int			from_day = at_most_30(from.day);

	return thirty_days(from, from_day, to, from_day == 30 ? at_most_30(to.day) : to.day);
}

/* The same, and the last of February is a 30th at the start, and at the end if it is at both. */
static int64_t
thirty_u_360_days(DatePeriod period)
{
	CivilDate	from = civil_from_days(period.start);
	CivilDate	to = civil_from_days(period.end);
	int			from_day = is_last_of_february(from) ? 30 : at_most_30(from.day);
	int			to_day = from_day == 30 ? at_most_30(to.day) : to.day;

	if (is_last_of_february(from) && is_last_of_february(to))
		to_day = 30;
	return thirty_days(from, from_day, to, to_day);
}

/*
 * As spreadsheets have it: they look for a 30th or 31st at the start before they make
 * one of the last of February, so that a 31st after it stays one.
 */
static int64_t
thirty_360_spreadsheet_days(DatePeriod period)
{
	CivilDate	from = civil_from_days(period.start);
	CivilDate	to = civil_from_days(period.end);

	if (is_last_of_february(from) && to.day == 31)
		return thirty_days(from, 30, to, 31);
	return thirty_u_360_days(period);
}

/* The last of February is a 30th, except at the maturity. */
static int64_t
thirty_e_360_isda_days(DatePeriod period)
{
	CivilDate	from = civil_from_days(period.start);
	CivilDate	to = civil_from_days(period.end);
	bool		matures = period.coupons != NULL && period.coupons->maturity == period.end;

	return thirty_days(from, is_last_of_february(from) ? 30 : at_most_30(from.day),
					   to, is_last_of_february(to) && !matures ? 30 : at_most_30(to.day));
}

/* A 31st at the end is the first of the next month; but from a 31st to itself are no days. */
static int64_t
thirty_e_plus_360_days(DatePeriod period)
{
	CivilDate	from = civil_from_days(period.start);
	CivilDate	to = civil_from_days(period.end);

	if (period.start == period.end)
		return 0;
	return thirty_days(from, at_most_30(from.day), to, to.day);
}

/* ---- years -------------------------------------------------------------------- */

/* 366 days if a 29 February lies in (start, end]. */
static YearFraction
act_365a_years(DatePeriod period)
{
	return (YearFraction) {period.end - period.start, next_leap_day(period.start + 1) <= period.end ? 366 : 365};
}

/* 366 days if the end lies in a leap year. */
static YearFraction
act_365l_years(DatePeriod period)
{
	return (YearFraction) {period.end - period.start, days_of_year(civil_from_days(period.end).year)};
}

/* Days before a date that lie in leap years, from the year 0 on (before it, negative). */
static int64_t
days_in_leap_years(int64_t date)
{
	int64_t		year = civil_from_days(date).year;
	int64_t		first = days_from_civil(year, 1, 1);

	/* all days before the year, less 365 for each of its years, are leap days: one for each leap year */
	int64_t		leap_years = first - days_from_civil(0, 1, 1) - year * 365;

	return leap_years * 366 + (is_leap_year(year) ? date - first : 0);
}

/* Days in leap years over 366, the others over 365. */
static YearFraction
act_act_isda_years(DatePeriod period)
{
	int64_t		in_leap_years = days_in_leap_years(period.end) - days_in_leap_years(period.start);
	int64_t		others = period.end - period.start - in_leap_years;

	if (in_leap_years == 0)
		return (YearFraction) {others, 365};
	return (YearFraction) {in_leap_years * 365 + others * 366, 365 * 366};
}

/* "years" years before a date; from a 28 or 29 February to the last of that month. */
static int64_t
years_before(CivilDate date, int64_t years)
{
	date.year -= years;
	if (years > 0 && date.month == 2 && date.day >= 28)
		date.day = days_in_month(date.year, 2);
	return days_from_civil(date.year, date.month, date.day);
}

/* Whole years back from the end, and what is left over 366 if a 29 February lies in it. */
static YearFraction
act_act_afb_years(DatePeriod period)
{
	CivilDate	to = civil_from_days(period.end);
	int64_t		whole = to.year - civil_from_days(period.start).year;
	int64_t		rest_end;
	int64_t		den;

	if (whole > 0 && years_before(to, whole) < period.start)
		whole--;
	rest_end = years_before(to, whole);
	den = next_leap_day(period.start) < rest_end ? 366 : 365;
	return (YearFraction) {whole * den + rest_end - period.start, den};
}

/*
 * As the spreadsheets' YEARFRAC: up to a year apart, the days of the year if it is one
 * year, else 366 if a 29 February lies in [start, end]; further apart, the mean of all
 * calendar years that are touched.
 */
static YearFraction
act_act_spreadsheet_years(DatePeriod period)
{
	CivilDate	from = civil_from_days(period.start);
	CivilDate	to = civil_from_days(period.end);
	bool		within_a_year = to.year == from.year ||
		(to.year == from.year + 1 && (to.month < from.month || (to.month == from.month && to.day <= from.day)));

	if (!within_a_year)
		return (YearFraction) {(period.end - period.start) * (to.year - from.year + 1),
			days_from_civil(to.year + 1, 1, 1) - days_from_civil(from.year, 1, 1)};
	if (to.year == from.year)
		return (YearFraction) {period.end - period.start, days_of_year(to.year)};
	return (YearFraction) {period.end - period.start, next_leap_day(period.start) <= period.end ? 366 : 365};
}

bool
coupon_frequency_valid(int frequency)
{
	return frequency > 0 && 12 % frequency == 0;
}

/* The i-th coupon date after the maturity; all are months' last days if that is one. */
static int64_t
coupon_date(const Coupons *coupons, int64_t i)
{
	CivilDate	maturity = civil_from_days(coupons->maturity);
	int64_t		date = days_add_months(coupons->maturity, i * (12 / coupons->frequency));
	CivilDate	civil = civil_from_days(date);

	if (maturity.day == days_in_month(maturity.year, maturity.month))
		date += days_in_month(civil.year, civil.month) - civil.day;
	return date;
}

/* The coupon period that a date lies in: which it is, its days, and those of them before the date. */
static int64_t
coupon_period(const Coupons *coupons, int64_t date, int64_t *days, int64_t *before)
{
	CivilDate	maturity = civil_from_days(coupons->maturity);
	CivilDate	civil = civil_from_days(date);
	int64_t		months = (civil.year - maturity.year) * 12 + civil.month - maturity.month;
	int			step = 12 / coupons->frequency;
	int64_t		i = months >= 0 ? months / step : -((step - 1 - months) / step);
	int64_t		from = coupon_date(coupons, i);

	if (from > date)
		from = coupon_date(coupons, --i);
	*days = coupon_date(coupons, i + 1) - from;
	*before = date - from;
	return i;
}

/* Every coupon period is 1 / frequency, a part of one by its actual days. */
static YearFraction
act_act_icma_years(DatePeriod period)
{
	int64_t		start_days;
	int64_t		start_before;
	int64_t		end_days;
	int64_t		end_before;
	int64_t		periods = -coupon_period(period.coupons, period.start, &start_days, &start_before);

	periods += coupon_period(period.coupons, period.end, &end_days, &end_before);
	return (YearFraction) {periods * start_days * end_days + end_before * start_days - start_before * end_days,
		start_days * end_days * period.coupons->frequency};
}

/* ---- the table ---------------------------------------------------------------- */

static const DayCount day_counts[DAY_COUNTS] = {
	[DAY_COUNT_30_360_SPREADSHEET] = {"30/360 spreadsheet", thirty_360_spreadsheet_days, DAYS_PER_YEAR_360, 1},
	[DAY_COUNT_ACT_ACT_SPREADSHEET] = {"ACT/ACT spreadsheet", actual_days, .years = act_act_spreadsheet_years},
	[DAY_COUNT_ACT_360] = {"ACT/360", actual_days, DAYS_PER_YEAR_360, 1},
	[DAY_COUNT_ACT_365F] = {"ACT/365F", actual_days, DAYS_PER_YEAR_365, 1},
	[DAY_COUNT_30E_360] = {"30E/360", thirty_e_360_days, DAYS_PER_YEAR_360, 1},
	[DAY_COUNT_30_360] = {"30/360", thirty_360_days, DAYS_PER_YEAR_360, 1},
	[DAY_COUNT_30U_360] = {"30U/360", thirty_u_360_days, DAYS_PER_YEAR_360, 1},
	[DAY_COUNT_30E_360_ISDA] = {"30E/360 ISDA", thirty_e_360_isda_days, DAYS_PER_YEAR_360, 1},
	[DAY_COUNT_30E_PLUS_360] = {"30E+/360", thirty_e_plus_360_days, DAYS_PER_YEAR_360, 1},
	[DAY_COUNT_ACT_364] = {"ACT/364", actual_days, 364, 1},
	[DAY_COUNT_ACT_365_25] = {"ACT/365.25", actual_days, 4 * 365 + 1, 4},
	[DAY_COUNT_ACT_365A] = {"ACT/365A", actual_days, .years = act_365a_years},
	[DAY_COUNT_ACT_365L] = {"ACT/365L", actual_days, .years = act_365l_years},
	[DAY_COUNT_NL_360] = {"NL/360", no_leap_days, DAYS_PER_YEAR_360, 1},
	[DAY_COUNT_NL_365] = {"NL/365", no_leap_days, DAYS_PER_YEAR_365, 1},
	[DAY_COUNT_ACT_ACT_ISDA] = {"ACT/ACT ISDA", actual_days, .years = act_act_isda_years},
	[DAY_COUNT_ACT_ACT_AFB] = {"ACT/ACT AFB", actual_days, .years = act_act_afb_years},
	[DAY_COUNT_ACT_ACT_ICMA] = {"ACT/ACT ICMA", actual_days, .years = act_act_icma_years, .needs_coupons = true},
	[DAY_COUNT_ACT] = {"ACT", actual_days},
};

/* How their names are written, after reduce_name(): "Actual/365 (Fixed)" is "act/365fixed". */
static const struct
{
	const char *spelling;
	DayCountCode code;
}			spellings[] = {
	{"30/360spreadsheet", DAY_COUNT_30_360_SPREADSHEET},
	{"30/360excel", DAY_COUNT_30_360_SPREADSHEET},
	{"30/360nasd", DAY_COUNT_30_360_SPREADSHEET},
	{"usnasd30/360", DAY_COUNT_30_360_SPREADSHEET},
	{"act/actspreadsheet", DAY_COUNT_ACT_ACT_SPREADSHEET},
	{"act/actexcel", DAY_COUNT_ACT_ACT_SPREADSHEET},
	{"act/360", DAY_COUNT_ACT_360},
	{"moneymarketbasis", DAY_COUNT_ACT_360},
	{"french", DAY_COUNT_ACT_360},
	{"act/365f", DAY_COUNT_ACT_365F},
	{"act/365", DAY_COUNT_ACT_365F},
	{"act/365fixed", DAY_COUNT_ACT_365F},
	{"english", DAY_COUNT_ACT_365F},
	{"30e/360", DAY_COUNT_30E_360},
	{"30/360isma", DAY_COUNT_30E_360},
	{"30/360icma", DAY_COUNT_30E_360},
	{"30/360european", DAY_COUNT_30E_360},
	{"european30/360", DAY_COUNT_30E_360},
	{"30s/360", DAY_COUNT_30E_360},
	{"eurobondbasis", DAY_COUNT_30E_360},
	{"30/360", DAY_COUNT_30_360},
	{"360/360", DAY_COUNT_30_360},
	{"30/360isda", DAY_COUNT_30_360},
	{"30a/360", DAY_COUNT_30_360},
	{"bondbasis", DAY_COUNT_30_360},
	{"30u/360", DAY_COUNT_30U_360},
	{"30us/360", DAY_COUNT_30U_360},
	{"30/360us", DAY_COUNT_30U_360},
	{"30/360sia", DAY_COUNT_30U_360},
	{"30e/360isda", DAY_COUNT_30E_360_ISDA},
	{"30e/360german", DAY_COUNT_30E_360_ISDA},
	{"30/360german", DAY_COUNT_30E_360_ISDA},
	{"german", DAY_COUNT_30E_360_ISDA},
	{"30e+/360", DAY_COUNT_30E_PLUS_360},
	{"act/364", DAY_COUNT_ACT_364},
	{"act/365.25", DAY_COUNT_ACT_365_25},
	{"act/365a", DAY_COUNT_ACT_365A},
	{"act/365act", DAY_COUNT_ACT_365A},
	{"act/365l", DAY_COUNT_ACT_365L},
	{"act/365leap", DAY_COUNT_ACT_365L},
	{"nl/360", DAY_COUNT_NL_360},
	{"nl360", DAY_COUNT_NL_360},
	{"nl/365", DAY_COUNT_NL_365},
	{"nl365", DAY_COUNT_NL_365},
	{"act/365nl", DAY_COUNT_NL_365},
	{"act/365noleap", DAY_COUNT_NL_365},
	{"act/act", DAY_COUNT_ACT_ACT_ISDA},
	{"act/actisda", DAY_COUNT_ACT_ACT_ISDA},
	{"act/actafb", DAY_COUNT_ACT_ACT_AFB},
	{"act/acteuro", DAY_COUNT_ACT_ACT_AFB},
	{"act/acticma", DAY_COUNT_ACT_ACT_ICMA},
	{"act/actisma", DAY_COUNT_ACT_ACT_ICMA},
	{"act/actbond", DAY_COUNT_ACT_ACT_ICMA},
	{"act", DAY_COUNT_ACT},
};

#define SPELLING_LENGTH	32		/* more than any of them has, with "actual" in full */

/*
 * Lower case, without spaces, brackets and dots that end no number; "actual" and the "a"
 * of "A/360" are "act".  False if it is no spelling for sure.
 */
static bool
reduce_name(const char *name, size_t len, char *reduced)
{
	static const char actual[] = "actual";
	size_t		n = 0;

	for (size_t i = 0; i < len; i++)
	{
		char		c = to_lower(name[i]);

		if (is_space(c) || c == '(' || c == ')' || (c == '.' && !(i + 1 < len && is_digit(name[i + 1]))))
			continue;
		if (c == '\0' || n + 3 > SPELLING_LENGTH)
			return false;
		if (c == '/' && n == 1 && reduced[0] == 'a')
		{
			reduced[n++] = 'c';
			reduced[n++] = 't';
		}
		reduced[n++] = c;
		if (n >= 6 && memcmp(reduced + n - 6, actual, 6) == 0)
			n -= 3;
	}
	reduced[n] = '\0';
	return true;
}

const DayCount *
day_count_lookup(const char *name, size_t len)
{
	char		reduced[SPELLING_LENGTH + 1];

	if (!reduce_name(name, len, reduced))
		return NULL;
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
	{
		if (strcmp(spellings[i].spelling, reduced) == 0)
			return &day_counts[spellings[i].code];
	}
	return NULL;
}

const DayCount *
day_count_of_code(int code)
{
	return code >= 0 && code < DAY_COUNTS ? &day_counts[code] : NULL;
}

const DayCount *
day_count_of_basis(int basis)
{
	return basis < DAY_COUNT_BASES ? day_count_of_code(basis) : NULL;
}

YearFraction
day_count_years(const DayCount *day_count, DatePeriod period)
{
	if (day_count->years != NULL)
		return day_count->years(period);
	return (YearFraction) {day_count->days(period) * day_count->year_den, day_count->year_num};
}

int
day_count_days_in_year(const DayCount *day_count, int64_t date)
{
	return day_count->years == NULL ? day_count->year_num / day_count->year_den :
		days_of_year(civil_from_days(date).year);
}
