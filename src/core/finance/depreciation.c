/*
 * depreciation.c
 *		What an asset loses in value: declining balances, and the tables of MACRS.
 */
#include "core/finance/depreciation.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "core/value/fold.h"

static Real
smaller(Real a, Real b)
{
	return real_compare(a, b) < 0 ? a : b;
}

/*
 * The nearest whole number, half up; value not negative.  What is a half to 34 digits is
 * one, whatever binary fractions stand between.
 */
static Real
nearest_whole(Real value)
{
	Decimal		doubled;

	if (!real_to_decimal(real_scale(value, 1), 34, &doubled))
		return value;
	return real_floor(real_scale(real_add(real_floor(real_from_decimal(&doubled)), real_one), -1));
}

/* ---- declining balance ---------------------------------------------------------- */

void
decline_at(DecliningBalance *balance, Real rate)
{
	/* an asset that is worth more than it cost loses nothing */
	if (real_compare(balance->salvage, balance->cost) > 0)
		balance->salvage = balance->cost;
	balance->rate = rate;
	balance->keep = real_subtract(real_one, rate);
	if (real_sign(balance->keep) < 0)
		balance->keep = (Real) {0};
	balance->straight = INT64_MAX;
}

void
decline(DecliningBalance *balance, Real factor)
{
	decline_at(balance, real_divide(factor, balance->life));
}

/* Before the switch. */
static Real
declining_book(const DecliningBalance *balance, int64_t n)
{
	Real		book;

	if (n == 0)
		return balance->cost;
	book = real_multiply(balance->cost, real_power_int(balance->keep, n));
	return real_compare(book, balance->salvage) > 0 ? book : balance->salvage;
}

/* The periods that are left after n of them, the last perhaps a part of one. */
static Real
periods_left(const DecliningBalance *balance, int64_t n)
{
	return real_subtract(balance->life, real_from_int64(n));
}

/* What is so near to equal is equal: a fraction of small terms, which has no end in binary digits. */
#define NEARLY_EQUAL_BITS	200

/*
 * Are equal amounts no less, if the book has declined for n periods?  They are in the
 * last part of a period, where there is one, and where nothing is left to be taken.
 */
static bool
straight_is_no_less(const DecliningBalance *balance, int64_t n)
{
	Real		left = periods_left(balance, n);
	Real		by_rate = real_multiply(balance->rate, left);
	Real		evenly = real_one;
	Real		difference;

	if (real_compare(left, real_one) < 0)
		return true;
	/* without a salvage both are in proportion to the book */
	if (!real_is_zero(balance->salvage) || real_is_zero(balance->keep))
	{
		Real		book = declining_book(balance, n);

		by_rate = real_multiply(book, by_rate);
		evenly = real_subtract(book, balance->salvage);
		if (real_sign(evenly) <= 0)
			return true;
	}
	difference = real_subtract(by_rate, evenly);
	return real_sign(difference) <= 0 || difference.exponent < by_rate.exponent - NEARLY_EQUAL_BITS;
}

void
switch_at(DecliningBalance *balance, int64_t period)
{
	balance->straight = period;
	balance->straight_amount = real_divide(real_subtract(declining_book(balance, period), balance->salvage),
										   periods_left(balance, period));
}

/* By how much a double is to be off for it to tell what is more: its own errors are below 10^-12. */
#define CERTAIN		1e-9

/* By how much, as a share of the cost, equal amounts are more after n periods; as doubles have it. */
static double
straight_excess(double rate, double life, double share, int64_t n)
{
	double		kept = exp(log1p(-rate) * (double) n);

	return fmax(kept * (1 - rate * (life - (double) n)) - share, share - kept);
}

/* The first period from which equal amounts are no less, by doubles; are they certain? */
static int64_t
guessed_switch(const DecliningBalance *balance, int64_t last, bool *certain)
{
	double		rate = real_to_double(balance->rate);
	double		life = real_to_double(balance->life);
	double		share = real_to_double(balance->salvage) / real_to_double(balance->cost);
	int64_t		low = 0;
	int64_t		high = last;

	while (low < high)
	{
		int64_t		middle = low + (high - low) / 2;

		if (straight_excess(rate, life, share, middle) > 0)
			high = middle;
		else
			low = middle + 1;
	}
	/* of lives and factors as they are met with; what is no number is not certain */
	*certain = life < 1e5 && rate < 1 && rate * life < 1e2 && straight_excess(rate, life, share, low) > CERTAIN &&
		(low == 0 || straight_excess(rate, life, share, low - 1) < -CERTAIN);
	return low;
}

/*
 * Equal amounts are no less after n periods where cost x keep^n x (1 - rate x (life - n))
 * is the salvage or above.  Up to the start of the last period this grows with n: from n to
 * n + 1 it is multiplied by keep, which is 1 - rate, and the bracket gains rate, which
 * together is more as long as life - n > 1.  Where cost x keep^n is the salvage or below it
 * stays so.  So the first such n is found by halving; doubles nearly always tell it.
 */
int64_t
straight_period(const DecliningBalance *balance)
{
	int64_t		low = 0;
	int64_t		high;
	int64_t		guess;
	bool		certain;

	/* the last period starts after so many */
	if (!real_to_int64(real_floor(balance->life), &high))
		return INT64_MAX;
	high -= real_is_whole(balance->life);
	guess = guessed_switch(balance, high, &certain);
	if (certain)
		return guess;
	if (!straight_is_no_less(balance, high))
		return INT64_MAX;
	if (straight_is_no_less(balance, guess))
		high = guess;
	else
		low = guess + 1;
	if (high > low && !straight_is_no_less(balance, high - 1))
		low = high;
	while (low < high)
	{
		int64_t		middle = low + (high - low) / 2;

		if (straight_is_no_less(balance, middle))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

void
switch_when_higher(DecliningBalance *balance)
{
	int64_t		period = straight_period(balance);

	if (period != INT64_MAX)
		switch_at(balance, period);
}

Real
declining_book_value(const DecliningBalance *balance, int64_t n)
{
	if (n <= balance->straight)
		return declining_book(balance, n);
	return real_add(balance->salvage, real_multiply(balance->straight_amount, periods_left(balance, n)));
}

Real
period_amount(const DecliningBalance *balance, int64_t n)
{
	Real		book;

	if (n >= balance->straight)
		return balance->straight_amount;
	book = declining_book(balance, n);
	return smaller(real_multiply(book, balance->rate), real_subtract(book, balance->salvage));
}

/* What is taken between whole numbers of periods. */
static Real
whole_periods(const DecliningBalance *balance, int64_t from, int64_t to)
{
	Real		amount = {0};

	if (from < to && from < balance->straight)
	{
		int64_t		until = to < balance->straight ? to : balance->straight;
		Real		before = declining_book(balance, from);
		Real		after = declining_book(balance, until);

		/* the share lost, without the digits that a difference of two near ones costs */
		if (real_compare(after, balance->salvage) > 0)
			amount = real_negate(real_multiply(before, real_compound(real_negate(balance->rate), until - from)));
		else
			amount = real_subtract(before, balance->salvage);
		from = until;
	}
	if (from < to)
		amount = real_add(amount, real_multiply_int(balance->straight_amount, to - from));
	return amount;
}

/* A number of periods as whole ones and the part of the next. */
static int64_t
split_periods(Real periods, Real *part)
{
	Real		whole;
	int64_t		n = 0;

	*part = (Real) {0};
	if (!real_to_int64(periods, &n))
	{
		whole = real_floor(periods);
		*part = real_subtract(periods, whole);
		real_to_int64(whole, &n);
	}
	return n;
}

Real
amount_between(const DecliningBalance *balance, Real start, Real end)
{
	Real		start_part;
	Real		end_part;
	int64_t		first = split_periods(start, &start_part);
	int64_t		last = split_periods(end, &end_part);
	Real		amount;

	if (first == last)
		return real_is_zero(real_subtract(end, start)) ? (Real) {0} :
			real_multiply(real_subtract(end, start), period_amount(balance, first));
	if (real_is_zero(start_part))
		amount = whole_periods(balance, first, last);
	else
		amount = real_add(real_multiply(real_subtract(real_one, start_part), period_amount(balance, first)),
						  whole_periods(balance, first + 1, last));
	if (!real_is_zero(end_part))
		amount = real_add(amount, real_multiply(end_part, period_amount(balance, last)));
	return amount;
}

Real
spreadsheet_period_amount(const DecliningBalance *balance, Real period)
{
	Real		part;
	int64_t		n = split_periods(period, &part);
	Real		amount;

	if (n == 0)
		return period_amount(balance, 0);
	amount = period_amount(balance, n - 1);
	if (real_is_zero(part))
		return amount;
	if (n > 1)
		amount = real_multiply(amount, real_subtract(real_one, part));
	return real_add(amount, real_multiply(part, period_amount(balance, n)));
}

/* ---- fixed declining balance ------------------------------------------------------ */

#define FIXED_RATE_UNIT		1000

int
fixed_declining_rate(Real cost, Real salvage, Real life)
{
	Real		ratio;
	double		estimate;
	int64_t		rate = FIXED_RATE_UNIT;

	if (real_is_zero(salvage))
		return FIXED_RATE_UNIT;
	ratio = real_divide(salvage, cost);
	/* doubles will do, except next to a tie; both keep the digits of a small rate */
	estimate = -FIXED_RATE_UNIT * expm1(log(real_to_double(ratio)) / real_to_double(life));
	if (real_to_double(ratio) >= DBL_MIN && fabs(estimate - floor(estimate) - 0.5) > 1e-6)
		return (int) floor(estimate + 0.5);
	real_to_int64(nearest_whole(real_multiply_int(real_expm1(real_divide(real_log(ratio), life)), -FIXED_RATE_UNIT)), &rate);
	return (int) rate;
}

Real
fixed_declining_amount(Real cost, int rate, Real life, int64_t period, int months)
{
	Real		share = real_divide_int(real_from_int64(rate), FIXED_RATE_UNIT);
	Real		amount = real_divide_int(real_multiply_int(real_multiply(cost, share), months), 12);
	int64_t		whole_years = 0;

	if (period <= 1)
		return amount;
	real_to_int64(real_floor(life), &whole_years);
	/* what the whole years since have left of the cost less the first year's amount */
	amount = real_multiply(real_subtract(cost, amount), share);
	if (period > whole_years)
		amount = real_divide_int(real_multiply_int(amount, 12 - months), 12);
	else
		whole_years = period - 1;
	return real_multiply(amount, real_power_int(real_subtract(real_one, share), whole_years - 1));
}

/* ---- the French system --------------------------------------------------------------- */

static Real
ceiling(Real value)
{
	return real_negate(real_floor(real_negate(value)));
}

Real
french_life(Real rate)
{
	Decimal		years;

	if (!real_to_decimal(real_divide(real_one, rate), 15, &years))
		return (Real) {.kind = REAL_INFINITE};
	return real_from_decimal(&years);
}

/* A leap year's last two days of February are one to the bases that count actual days over 365 or 366. */
static int64_t
without_leap_day(const DayCount *basis, int64_t date)
{
	CivilDate	civil = civil_from_days(date);

	if (civil.month == 2 && civil.day == 29 && (basis == day_count_of_code(DAY_COUNT_ACT_ACT_SPREADSHEET) || basis == day_count_of_code(DAY_COUNT_ACT_365F)))
		return date - 1;
	return date;
}

/*
 * What the first year takes at this rate: its part of a year, a whole one if it is none.
 * "whole" says that it was, so that the asset's years have one less.
 */
static Real
french_first(const FrenchAsset *asset, Real rate, bool *whole)
{
	Real		yearly = real_multiply(asset->cost, rate);
	DatePeriod	first = {
		.start = without_leap_day(asset->basis, asset->purchased),
		.end = without_leap_day(asset->basis, asset->first_end)
	};
	int64_t		days = asset->basis->days(first);

	*whole = days == 0 || real_is_zero(yearly);
	if (!*whole)
		yearly = real_divide_int(real_multiply_int(yearly, days), day_count_days_in_year(asset->basis, asset->purchased));
	return smaller(yearly, real_subtract(asset->cost, asset->salvage));
}

/* Nothing is taken after the years of the life, rounded up; else false, with the period's whole number. */
static bool
after_french_life(const FrenchAsset *asset, Real period, int64_t *life, int64_t *n)
{
	Real		years = ceiling(french_life(asset->rate));

	return real_compare(period, years) > 0 || !real_to_int64(years, life) || !real_to_int64(real_floor(period), n);
}

Real
french_linear(const FrenchAsset *asset, Real period)
{
	Real		yearly = real_multiply(asset->cost, asset->rate);
	int64_t		life;
	int64_t		n;
	bool		whole;
	Real		first;
	Real		left;

	if (after_french_life(asset, period, &life, &n))
		return (Real) {0};
	first = french_first(asset, asset->rate, &whole);
	if (real_is_zero(period))
		return first;
	if (n == 0)
		return yearly;
	left = real_subtract(real_subtract(real_subtract(asset->cost, asset->salvage), first), real_multiply_int(yearly, n - 1));
	return real_sign(left) > 0 ? smaller(yearly, left) : (Real) {0};
}

Real
french_degressive(const FrenchAsset *asset, Real period)
{
	int64_t		life;
	int64_t		n;
	int64_t		half;			/* the last year but one */
	Real		rate;
	Real		first;
	Real		book;
	bool		whole;

	if (after_french_life(asset, period, &life, &n))
		return (Real) {0};
	/* coefficients of 1.5 up to four years, 2 up to six, 2.5 for more */
	rate = real_scale(real_multiply_int(asset->rate, life > 6 ? 5 : life > 4 ? 4 : 3), -1);
	first = nearest_whole(french_first(asset, rate, &whole));
	if (real_is_zero(period))
		return first;
	if (n == 0)
		return (Real) {0};

	/* years at the rate of what is left; then a half of it; then the rest, unless it is below the salvage */
	half = life + !whole - 3;
	if (half < 1)
		half = INT64_MAX - 1;
	if (n > half + 1)
		return (Real) {0};
	book = real_subtract(asset->cost, first);
	book = real_multiply(book, real_power_int(real_subtract(real_one, rate), n <= half ? n - 1 : half - 1));
	if (n > half)
		book = real_scale(book, -1);
	if (real_compare(book, asset->salvage) < 0)
		return (Real) {0};
	return nearest_whole(n < half ? real_multiply(book, rate) : n == half ? real_scale(book, -1) : book);
}

/* ---- MACRS ------------------------------------------------------------------------------ */

/*
 * The percentages of IRS Publication 946, tables A-1 to A-7a, follow from the rule by
 * which Rev. Proc. 87-57 made them: each year's share of what is left, by declining
 * balance or in equal parts of the rest of the life, whichever is more, rounded to as
 * many decimals as the table has.  Two columns differ from the rule.
 */
static const MacrsClass macrs_classes[] = {
	{3, 4, 10, false},
	{5, 4, 10, false},
	{7, 4, 10, false},
	{10, 4, 10, false},
	{15, 3, 10, false},
	{20, 3, 1, false},
	{27.5, 2, 1, true},
	{31.5, 2, 1, true},
	{39, 2, 1, true},
};

/* Where a table says something else than the rule. */
static const struct
{
	double		years;
	int			quarter;
	int			year;
	int			percentage;
}			macrs_published[] = {
	{20, 1, 2, 7000},
	{20, 1, 21, 565},
	{7, 2, 1, 17850},
	{7, 2, 8, 3340},
};

#define MACRS_CLASSES	((int) (sizeof(macrs_classes) / sizeof(macrs_classes[0])))
#define MACRS_WHOLE		100000	/* 100 percent */

const MacrsClass *
macrs_class_number(int i)
{
	return i < MACRS_CLASSES ? &macrs_classes[i] : NULL;
}

const MacrsClass *
macrs_class(Real years)
{
	for (int i = 0; i < MACRS_CLASSES; i++)
	{
		if (real_compare(real_from_double(macrs_classes[i].years), years) == 0)
			return &macrs_classes[i];
	}
	return NULL;
}

#define MACRS_NAME_LENGTH	16

bool
macrs_convention_lookup(const char *name, size_t len, MacrsConvention *convention, int *part)
{
	static const struct
	{
		const char *name;
		MacrsConvention convention;
		int			parts;
	}			names[] = {
		{"halfyear", MACRS_HALF_YEAR, 0},
		{"midquarterq", MACRS_MID_QUARTER, 4},
		{"midquarter", MACRS_MID_QUARTER, 4},
		{"midmonth", MACRS_MID_MONTH, 12},
	};
	char		text[MACRS_NAME_LENGTH + 1];
	size_t		n = 0;

	for (size_t i = 0; i < len; i++)
	{
		if (is_space(name[i]) || name[i] == '-')
			continue;
		if (n == MACRS_NAME_LENGTH)
			return false;
		text[n++] = to_lower(name[i]);
	}
	text[n] = '\0';
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		const char *rest = text + strlen(names[i].name);

		if (strncmp(text, names[i].name, strlen(names[i].name)) != 0)
			continue;
		*convention = names[i].convention;
		for (*part = 0; is_digit(*rest) && *part <= names[i].parts; rest++)
			*part = *part * 10 + (*rest - '0');
		if (rest == text + n && *part <= names[i].parts && (*part > 0) == (names[i].parts > 0))
			return true;
	}
	return false;
}

/* The part of the first year in use, in 24ths. */
static int
macrs_first_year(MacrsConvention convention, int part)
{
	switch (convention)
	{
		case MACRS_HALF_YEAR:
			return 12;
		case MACRS_MID_QUARTER:
			return 27 - 6 * part;
		case MACRS_MID_MONTH:
			return 25 - 2 * part;
	}
	return 0;
}

/* The tables that were published, where they are not what the formula gives; 0 if it does. */
static int
macrs_as_published(const MacrsClass *class, MacrsConvention convention, int part, int year)
{
	if (convention == MACRS_MID_QUARTER)
		for (size_t i = 0; i < sizeof(macrs_published) / sizeof(macrs_published[0]); i++)
			if (macrs_published[i].years == class->years && macrs_published[i].quarter == part && macrs_published[i].year == year)
				return macrs_published[i].percentage;
	return 0;
}

int
macrs_percentages(const MacrsClass *class, MacrsConvention convention, int part, int years, int *percentage)
{
	int			left = (int) (class->years * 24);	/* of the life, in 24ths of a year */
	int			life = left;
	int			rest = MACRS_WHOLE;
	int			used = macrs_first_year(convention, part);

	for (int i = 0; i < years; i++)
	{
		int64_t		num;
		int64_t		den;
		int			published;

		if (left == 0)
			return i;
		if (i > 0)
			used = left < 24 ? left : 24;
		if (class->years == 39)
		{
			/* table A-7a goes by the month: 0.107 percent a half of one, 2.564 a year */
			percentage[i] = used < 24 ? 107 * used : 2564;
			left -= used;
			continue;
		}
		/* rest x factor / life a year, or rest / left a 24th: the larger, and all in the end */
		num = (int64_t) rest * used;
		den = left;
		if (class->factor_halves * left > 2 * life)
		{
			num *= class->factor_halves;
			den = 2 * life;
		}
		den *= class->unit;
		percentage[i] = used == left ? rest : (int) ((2 * num + den) / (2 * den)) * class->unit;
		rest -= percentage[i];
		left -= used;
		published = macrs_as_published(class, convention, part, i + 1);
		if (published != 0)
			percentage[i] = published;
	}
	return years;
}

int
macrs_percentage(const MacrsClass *class, MacrsConvention convention, int part, int year)
{
	int			percentage[MACRS_YEARS_MAX];

	return year <= MACRS_YEARS_MAX && macrs_percentages(class, convention, part, year, percentage) == year ?
		percentage[year - 1] : 0;
}
