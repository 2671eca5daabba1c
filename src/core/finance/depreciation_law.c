/*
 * depreciation_law.c
 *		What a method charges in the course of a life.
 */
#include "core/finance/depreciation_law.h"

#include <string.h>

const char *const depreciation_method_names[] = {
	"straight line", "sum of digits", "double declining", "declining balance", "reducing balance", "units", "rates",
	"macrs", NULL
};

const char *const balance_by_names[] = {"life year", "fiscal year", "life month", NULL};

/* The months at the end of which CAS writes off what is left evenly: 4, article 17, and its guide. */
#define EVEN_MONTHS		24

static bool
is_balance(DepreciationMethod method)
{
	return method == METHOD_DOUBLE_DECLINING || method == METHOD_DECLINING_BALANCE || method == METHOD_REDUCING_BALANCE;
}

/* ---- sum of digits ------------------------------------------------------------------- */

/*
 * 144 times what is left of the weights at an age: (n - k)(n - k + 1) after k whole years of
 * n, linear inside a year.  With a = life - 12 k months left at the year's start and d months
 * gone since, it is a (a + 12) - 2 a d; in a last broken year it runs out: (a + 12)(a - d).
 */
static Real
digits_left(const Law *law, Ratio age)
{
	int64_t		year = ratio_floor((Ratio) {.num = age.num, .den = age.den * 12});
	Ratio		left = ratio_subtract(law->life, ratio_whole(12 * year));
	Ratio		gone = ratio_subtract(age, ratio_whole(12 * year));
	Real		a = real_divide_int(real_from_int64(left.num), left.den);
	Real		d = real_divide_int(real_from_int64(gone.num), gone.den);
	Real		next = real_add(a, real_from_int64(12));

	if (ratio_compare(left, ratio_whole(12)) < 0)
		return real_multiply(next, real_subtract(a, d));
	return real_subtract(real_multiply(a, next), real_multiply_int(real_multiply(a, d), 2));
}

/* The same as a fraction; false if it has too many digits for one. */
static bool
digits_left_exactly(const Law *law, Ratio age, Ratio *result)
{
	int64_t		year = ratio_floor((Ratio) {.num = age.num, .den = age.den * 12});
	Ratio		a = ratio_subtract(law->life, ratio_whole(12 * year));
	Ratio		d = ratio_subtract(age, ratio_whole(12 * year));
	Ratio		next = ratio_add(a, ratio_whole(12));

	if (a.num > INT32_MAX || a.den > INT32_MAX || d.den > INT32_MAX)
		return false;
	if (ratio_compare(a, ratio_whole(12)) < 0)
		*result = ratio_multiply(next, ratio_subtract(a, d));
	else
	{
		Ratio		first = ratio_multiply(a, next);
		Ratio		second = ratio_multiply(a, ratio_add(d, d));

		if (first.den == 0 || second.den == 0)
			return false;
		*result = ratio_subtract(first, second);
	}
	return result->den != 0;
}

static Fixed
digits_amount(const Law *law, Ratio age)
{
	Ratio		from;
	Ratio		to;
	Real		whole;

	if (digits_left_exactly(law, law->from, &from) && digits_left_exactly(law, age, &to))
		return from.num <= 0 ? (Fixed) {0} : fixed_part(law->base, ratio_subtract(from, to), from);
	whole = digits_left(law, law->from);
	if (real_sign(whole) <= 0)
		return (Fixed) {0};
	return fixed_from_real(real_multiply(real_from_fixed(law->base),
										 real_divide(real_subtract(whole, digits_left(law, age)), whole)));
}

/* ---- units ------------------------------------------------------------------------------ */

/* Units up to an age: those of a period come evenly. */
static Real
units_until(const Law *law, Ratio age)
{
	int			low = 0;
	int			high = law->units->periods;
	Ratio		whole;
	Ratio		gone;

	/* the last period that starts at it or before */
	while (low < high)
	{
		int			middle = low + (high - low + 1) / 2;

		if (ratio_compare(law->units->age[middle], age) <= 0)
			low = middle;
		else
			high = middle - 1;
	}
	if (low == law->units->periods)
		return law->units->before[low];
	whole = ratio_subtract(law->units->age[low + 1], law->units->age[low]);
	gone = ratio_subtract(age, law->units->age[low]);
	if (gone.num <= 0)
		return law->units->before[low];
	return real_add(law->units->before[low],
					real_multiply(real_subtract(law->units->before[low + 1], law->units->before[low]),
								  real_divide(real_from_u128((u128) ((i128) gone.num * whole.den)),
											  real_from_u128((u128) ((i128) gone.den * whole.num)))));
}

Real
law_units_used(const Law *law, Ratio age)
{
	Real		used = real_subtract(units_until(law, age), units_until(law, law->from));

	return real_compare(used, law->units->left) < 0 ? used : law->units->left;
}

static Fixed
units_amount(const Law *law, Ratio age)
{
	/* a total that is used up charges nothing more, until there is a new one */
	if (real_is_zero(law->units->left))
		return (Fixed) {0};
	return fixed_from_real(real_divide(real_multiply(real_from_fixed(law->base), law_units_used(law, age)), law->units->left));
}

/* ---- pieces and tails ---------------------------------------------------------------------- */

static Fixed
between(const LawPiece *piece, Ratio age)
{
	Fixed		amount = fixed_subtract(piece[1].before, piece[0].before);

	if (fixed_is_zero(amount))
		return piece->before;
	return fixed_add(piece->before, fixed_part(amount, ratio_subtract(age, piece[0].from),
											   ratio_subtract(piece[1].from, piece[0].from)));
}

static Fixed
pieces_amount(const Law *law, Ratio age)
{
	int			low = 0;
	int			high = law->pieces - 1;

	while (low < high)
	{
		int			middle = low + (high - low + 1) / 2;

		if (ratio_compare(law->piece[middle].from, age) <= 0)
			low = middle;
		else
			high = middle - 1;
	}
	if (low == law->pieces - 1)
		return law->piece[low].before;
	return between(&law->piece[low], age);
}

static Fixed
tail_amount(BalanceTail *tail, Ratio age)
{
	Ratio		gone = ratio_subtract(age, tail->from);
	int64_t		period = ratio_floor((Ratio) {.num = gone.num, .den = gone.den * tail->period});
	Ratio		part = ratio_subtract(gone, ratio_whole(period * tail->period));

	if (period != tail->known)
	{
		tail->known = period;
		tail->known_before = fixed_add(tail->before,
									   fixed_from_real(real_subtract(tail->balance.cost,
																	 declining_book_value(&tail->balance, period))));
		tail->known_amount = fixed_from_real(period_amount(&tail->balance, period));
	}
	if (part.num == 0)
		return tail->known_before;
	return fixed_add(tail->known_before, fixed_part(tail->known_amount, part, ratio_whole(tail->period)));
}

/* ---- amounts --------------------------------------------------------------------------------- */

Fixed
law_amount(Law *law, Ratio age)
{
	Fixed		amount;

	if (ratio_compare(age, law->from) <= 0)
		return (Fixed) {0};
	if (!law->endless && law->method != METHOD_UNITS)
	{
		/* what comes after the end of life is charged as soon as it is there */
		if (ratio_compare(law->from, law->life) >= 0)
			return law->base;
		age = ratio_smaller(age, law->life);
	}

	switch (law->method)
	{
		case METHOD_STRAIGHT_LINE:
			return fixed_part(law->base, ratio_subtract(age, law->from), ratio_subtract(law->life, law->from));
		case METHOD_SUM_OF_DIGITS:
			return digits_amount(law, age);
		case METHOD_UNITS:
			return units_amount(law, age);
		default:
			break;
	}
	if (law->tail == NULL || ratio_compare(age, law->tail->from) <= 0)
		return pieces_amount(law, age);
	if (law->endless || ratio_compare(age, law->tail->to) <= 0)
		return tail_amount(law->tail, age);
	amount = tail_amount(law->tail, law->tail->to);
	return fixed_add(amount, fixed_part(law->tail->last, ratio_subtract(age, law->tail->to),
										ratio_subtract(law->life, law->tail->to)));
}

/* ---- balances ---------------------------------------------------------------------------------- */

/* The age at which a fiscal month starts. */
static Ratio
age_of_month(const Law *law, const LawContext *context, int64_t month)
{
	return ratio_multiply(ratio_subtract(axis_of_month(context->axis, month), law->origin), law->scale);
}

/*
 * The balance year that an age lies in: where it starts and ends, how many months it has.
 * An age at which a balance is taken starts one.
 */
typedef struct BalanceYear
{
	Ratio		start;
	Ratio		end;
	int64_t		months;
	int64_t		next;			/* the month in which the next fiscal one starts */
} BalanceYear;

static BalanceYear
balance_year(const Law *law, const LawContext *context, Ratio age)
{
	BalanceYear result = {.months = law->balance_by == BALANCE_BY_LIFE_MONTH ? 1 : 12};
	int64_t		start;

	if (law->balance_by == BALANCE_BY_FISCAL_YEAR)
	{
		Ratio		place = ratio_add(law->origin, ratio_divide(age, law->scale));
		FiscalYear	year = fiscal_year(&context->axis->calendar, axis_month(context->axis, place));

		result.months = year.months;
		result.next = year.start + year.months;
		result.start = age_of_month(law, context, year.start);
		result.end = age_of_month(law, context, result.next);
		return result;
	}
	start = ratio_floor((Ratio) {.num = age.num, .den = age.den * result.months}) * result.months;
	result.start = ratio_whole(start);
	result.end = ratio_whole(start + result.months);
	return result;
}

/* What a balance loses in so many months at its rate, not below the salvage. */
static Fixed
lost_by_rate(const Law *law, Fixed book_value, Fixed above, Ratio months)
{
	Ratio		rate = ratio_multiply(law->rate, months);

	if (rate.den == 0)
		return fixed_smaller(fixed_multiply(fixed_multiply(book_value, (uint64_t) law->rate.num, (uint64_t) law->rate.den),
											(uint64_t) months.num, (uint64_t) months.den), above);
	if (rate.num >= rate.den)
		return above;
	return fixed_smaller(fixed_multiply(book_value, (uint64_t) rate.num, (uint64_t) rate.den), above);
}

/* Is the straight line over the rest of the life no less than what a whole balance year takes? */
static bool
straight_is_no_less(const Law *law, Fixed book_value, Fixed above, Ratio age, int64_t months)
{
	Ratio		left = ratio_subtract(law->life, age);
	Fixed		by_rate = lost_by_rate(law, book_value, above, ratio_whole(months));

	if (ratio_compare(left, ratio_whole(months)) <= 0)
		return true;
	return fixed_compare(fixed_part(above, ratio_whole(months), left), by_rate) >= 0;
}

static void
add_piece(Law *law, Ratio age, Fixed amount)
{
	LawPiece   *last = &law->piece[law->pieces - 1];

	law->piece[law->pieces++] = (LawPiece) {.from = age, .before = fixed_add(last->before, amount)};
}

/*
 * Sets up pieces and tail from law->from on.  "rest" is what the running year still takes,
 * or NULL if its balance is taken now.
 */
static void
balance_begin(Law *law, const LawContext *context, Fixed book_value, Fixed salvage, const Fixed *rest)
{
	const FiscalCalendar *calendar = &context->axis->calendar;
	bool		fiscal = law->balance_by == BALANCE_BY_FISCAL_YEAR;
	Ratio		age = law->from;
	Ratio		even = {0};
	Fixed		above = fixed_not_negative(fixed_subtract(book_value, salvage));
	int64_t		period = law->balance_by == BALANCE_BY_LIFE_MONTH ? 1 : 12;
	int			room = 4 + (fiscal ? calendar->n_years : 0);

	law->tail = NULL;
	law->base = above;
	law->piece = context->allocate(room * sizeof(LawPiece));
	law->piece[0] = (LawPiece) {.from = age};
	law->pieces = 1;
	if (!law->endless && ratio_compare(age, law->life) >= 0)
		return;
	if (law->method == METHOD_DOUBLE_DECLINING)
	{
		even = ratio_subtract(law->life, ratio_whole(EVEN_MONTHS));
		law->straight |= ratio_compare(age, even) >= 0;
	}

	for (;;)
	{
		BalanceYear year = balance_year(law, context, age);
		Ratio		end = year.end;
		Fixed		amount;

		if (!law->straight && rest == NULL && law->method == METHOD_DECLINING_BALANCE)
			law->straight = straight_is_no_less(law, book_value, above, age, year.months);
		if (law->straight)
		{
			add_piece(law, law->life, above);
			return;
		}
		if (!law->endless)
			end = ratio_smaller(end, law->life);
		if (law->method == METHOD_DOUBLE_DECLINING)
			end = ratio_smaller(end, even);
		amount = rest != NULL ? fixed_smaller(*rest, above) :
			lost_by_rate(law, book_value, above, ratio_subtract(end, age));
		rest = NULL;
		add_piece(law, end, amount);
		above = fixed_subtract(above, amount);
		book_value = fixed_subtract(book_value, amount);
		age = end;
		if (!law->endless && ratio_compare(age, law->life) >= 0)
			return;
		if (law->method == METHOD_DOUBLE_DECLINING && ratio_compare(age, even) >= 0)
		{
			add_piece(law, law->life, above);
			return;
		}
		/* from here on years are alike, unless fiscal ones that are not are still to come */
		if (!fiscal || calendar->n_years == 0 || year.next >= calendar->years[calendar->n_years - 1])
			break;
		/* those that came before the first are of twelve months too: one piece for each would be many */
		if (year.next < calendar->years[0] && law->pieces >= room - 2 - calendar->n_years)
		{
			LawPiece   *larger = context->allocate((size_t) (2 * room) * sizeof(LawPiece));

			memcpy(larger, law->piece, law->pieces * sizeof(LawPiece));
			law->piece = larger;
			room *= 2;
		}
	}

	law->tail = context->allocate(sizeof(BalanceTail));
	*law->tail = (BalanceTail) {
		.from = age,
		.to = law->method == METHOD_DOUBLE_DECLINING ? even : law->life,
		.before = law->piece[law->pieces - 1].before,
		.period = period,
		.known = -1,
		.balance = {
			.cost = real_from_fixed(fixed_not_negative(book_value)),
			.salvage = real_from_fixed(fixed_subtract(fixed_not_negative(book_value), above)),
			.life = real_one
		}
	};
	if (!law->endless)
	{
		Ratio		left = ratio_subtract(law->life, age);

		law->tail->balance.life = real_divide_int(real_divide_int(real_from_int64(left.num), left.den), period);
	}
	decline(&law->tail->balance,
			real_multiply(law->tail->balance.life,
						  real_divide_int(real_multiply_int(real_from_int64(law->rate.num), period), law->rate.den)));
	if (law->method == METHOD_DECLINING_BALANCE)
		switch_when_higher(&law->tail->balance);
	if (law->method == METHOD_DOUBLE_DECLINING)
		law->tail->last = fixed_subtract(above, fixed_subtract(tail_amount(law->tail, even), law->tail->before));
}

/* Has a balance gone over to the straight line before an age? */
static bool
straight_before(const Law *law, Ratio age)
{
	Ratio		gone;

	if (law->straight)
		return true;
	if (law->method == METHOD_DOUBLE_DECLINING)
		return ratio_compare(age, ratio_subtract(law->life, ratio_whole(EVEN_MONTHS))) >= 0;
	if (law->method != METHOD_DECLINING_BALANCE || law->tail == NULL || law->tail->balance.straight == INT64_MAX)
		return false;
	gone = ratio_subtract(age, law->tail->from);
	return ratio_compare(gone, ratio_whole(law->tail->balance.straight * law->tail->period)) > 0;
}

/* ---- begin, go on --------------------------------------------------------------------------------- */

void
law_begin(Law *law, const LawContext *context, Fixed book_value, Fixed salvage)
{
	law->straight = false;
	if (is_balance(law->method))
		balance_begin(law, context, book_value, salvage, NULL);
	else
		law->base = fixed_not_negative(fixed_subtract(book_value, salvage));
}

/* What is left of shares, in the proportion of what is left of the book value. */
static void
shares_go_on(Law *law, const LawContext *context, Ratio age, Fixed book_before, Fixed book_value, Fixed salvage)
{
	const LawPiece *piece = law->piece;
	int			pieces = law->pieces;
	Fixed		gone = law_amount(law, age);
	Real		kept = {0};
	bool		same = fixed_compare(book_before, book_value) == 0;

	/* after the end: of what was to be written off wholly, all that is there again */
	law->from = age;
	law->base = (Fixed) {0};
	if (law->whole && ratio_compare(law->from, law->life) >= 0)
		law->base = fixed_not_negative(fixed_subtract(book_value, salvage));
	if (!same && fixed_compare(book_before, (Fixed) {0}) > 0)
		kept = real_divide(real_from_fixed(fixed_not_negative(book_value)), real_from_fixed(book_before));
	law->piece = context->allocate((pieces + 1) * sizeof(LawPiece));
	law->piece[0] = (LawPiece) {.from = age};
	law->pieces = 1;
	for (int i = 0; i < pieces; i++)
	{
		Fixed		left = fixed_subtract(piece[i].before, gone);

		if (ratio_compare(piece[i].from, age) <= 0)
			continue;
		if (!same)
			left = fixed_from_real(real_multiply(real_from_fixed(left), kept));
		law->piece[law->pieces++] = (LawPiece) {.from = piece[i].from, .before = left};
	}
}

static void
balance_go_on(Law *law, const LawContext *context, Ratio age, Fixed book_before, Fixed book_value, Fixed salvage)
{
	bool		straight = straight_before(law, age);
	BalanceYear year = balance_year(law, context, age);
	Ratio		end;
	Fixed		rest;

	/* in the last year the straight line is no less, for the rate takes no more than what is left */
	straight |= law->method == METHOD_DECLINING_BALANCE && ratio_compare(year.end, law->life) >= 0;
	book_value = fixed_not_negative(book_value);
	if (straight || (!law->endless && ratio_compare(age, law->life) >= 0))
	{
		law->straight = straight;
		law->from = age;
		balance_begin(law, context, book_value, salvage, NULL);
		return;
	}

	end = law->endless ? year.end : ratio_smaller(year.end, law->life);
	if (law->method == METHOD_DOUBLE_DECLINING)
		end = ratio_smaller(end, ratio_subtract(law->life, ratio_whole(EVEN_MONTHS)));
	if (ratio_compare(year.start, age) == 0 || fixed_compare(book_before, (Fixed) {0}) <= 0)
	{
		law->from = age;
		balance_begin(law, context, book_value, salvage, NULL);
		return;
	}
	rest = fixed_subtract(law_amount(law, end), law_amount(law, age));
	if (fixed_compare(book_before, book_value) != 0 && !fixed_is_zero(rest))
		rest = fixed_from_real(real_multiply(real_from_fixed(rest),
											 real_divide(real_from_fixed(book_value), real_from_fixed(book_before))));
	law->from = age;
	balance_begin(law, context, book_value, salvage, &rest);
}

void
law_go_on(Law *law, const LawContext *context, Ratio age, Fixed book_before, Fixed book_value, Fixed salvage,
		  Ratio units_kept)
{
	if (method_is_table(law->method))
		shares_go_on(law, context, age, book_before, book_value, salvage);
	else if (is_balance(law->method))
		balance_go_on(law, context, age, book_before, book_value, salvage);
	else
	{
		if (law->method == METHOD_UNITS)
		{
			LawUnits   *units = context->allocate(sizeof(LawUnits));

			/* what went before is still told by the law before */
			*units = *law->units;
			units->left = real_divide_int(real_multiply_int(real_subtract(law->units->left, law_units_used(law, age)),
															units_kept.num), units_kept.den);
			law->units = units;
		}
		law->from = age;
		law->base = fixed_not_negative(fixed_subtract(book_value, salvage));
	}
}

/* ---- shares ------------------------------------------------------------------------------------------ */

void
law_of_shares(Law *law, const LawContext *context, const Ratio *share, int shares, Fixed amount, Fixed most)
{
	Ratio		age = law->from;
	Ratio		sum = ratio_whole(0);
	Fixed		total = {0};

	for (int i = 0; i < shares; i++)
		sum = ratio_add(sum, share[i]);
	law->piece = context->allocate((shares + 1) * sizeof(LawPiece));
	law->piece[0] = (LawPiece) {.from = age};
	law->pieces = 1;
	law->tail = NULL;
	law->whole = ratio_compare(sum, ratio_whole(1)) >= 0;
	for (int i = 0; i < shares && (i == 0 || ratio_compare(age, law->life) < 0); i++)
	{
		BalanceYear year = balance_year(law, context, age);

		age = ratio_smaller(year.end, law->life);
		total = fixed_smaller(fixed_add(total, fixed_multiply(amount, (uint64_t) share[i].num, (uint64_t) share[i].den)), most);
		law->piece[law->pieces++] = (LawPiece) {.from = age, .before = total};
	}
}
