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

/* ---- balance years ------------------------------------------------------------------------------- */

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
	int64_t		first;			/* of a fiscal one, the month with which it starts */
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
		result.first = year.start;
		result.start = age_of_month(law, context, year.start);
		result.end = age_of_month(law, context, year.start + year.months);
		return result;
	}
	start = ratio_floor((Ratio) {.num = age.num, .den = age.den * result.months}) * result.months;
	result.start = ratio_whole(start);
	result.end = ratio_whole(start + result.months);
	return result;
}

/* ---- pieces ---------------------------------------------------------------------- */

static Fixed
between(const LawPiece *piece, Ratio age)
{
	Fixed		amount = fixed_subtract(piece[1].before, piece[0].before);

	if (fixed_is_zero(amount))
		return piece->before;
	return fixed_add(piece->before, fixed_part(amount, ratio_subtract(age, piece[0].from),
											   ratio_subtract(piece[1].from, piece[0].from)));
}

/* Lays a table's shares as pieces until they reach an age: a year of life each, or a fiscal one. */
static void
lay_shares(Law *law, Ratio age)
{
	LawShares  *table = law->table;

	while (table->laid < table->shares)
	{
		LawPiece   *last = &law->piece[table->laid];

		if (table->laid > 0 && (ratio_compare(last->from, age) >= 0 || ratio_compare(last->from, law->life) >= 0))
			break;
		last[1].from = ratio_smaller(balance_year(law, table->context, last->from).end, law->life);
		last[1].before = fixed_smaller(fixed_add(last->before,
												 fixed_multiply(table->amount, (uint64_t) table->share[table->laid].num,
																(uint64_t) table->share[table->laid].den)), table->most);
		table->laid++;
	}
	law->pieces = table->laid + 1;
}

static Fixed
pieces_amount(Law *law, Ratio age)
{
	int			low = 0;
	int			high;

	if (law->table != NULL)
		lay_shares(law, age);
	high = law->pieces - 1;
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

/* ---- a tail ---------------------------------------------------------------------------------------- */

static Real
real_from_ratio(Ratio value)
{
	return real_divide_int(real_from_int64(value.num), value.den);
}

/* The balance year that an age lies in, counted from the tail's first; where it starts, how long it is. */
static int64_t
tail_year(const Law *law, Ratio age, Ratio *start, Ratio *length)
{
	const BalanceTail *tail = law->tail;
	BalanceYear year;
	int64_t		n;

	if (tail->context == NULL)
	{
		Ratio		gone = ratio_subtract(age, tail->from);

		n = ratio_floor((Ratio) {.num = gone.num, .den = gone.den * tail->period});
		*start = ratio_add(tail->from, ratio_whole(n * tail->period));
		*length = ratio_whole(tail->period);
		return n;
	}
	year = balance_year(law, tail->context, age);
	*start = year.start;
	*length = ratio_subtract(year.end, year.start);
	return (year.first - tail->month) / tail->period;
}

/* What is charged until an age at which it still declines. */
static Fixed
declined_amount(const Law *law, Ratio age)
{
	BalanceTail *tail = law->tail;
	Ratio		gone;

	if (tail->known < 0 || ratio_compare(age, tail->known_start) < 0 ||
		ratio_compare(age, ratio_add(tail->known_start, tail->known_length)) >= 0)
	{
		Real		book;
		Real		taken;
		Ratio		rest;

		tail->known = tail_year(law, age, &tail->known_start, &tail->known_length);
		book = declining_book_value(&tail->balance, tail->known);
		taken = real_multiply(book, tail->balance.rate);
		/* a year that the end cuts takes what its months do at the rate */
		rest = law->endless ? tail->known_length : ratio_subtract(tail->to, tail->known_start);
		if (rest.num > 0 && ratio_compare(rest, tail->known_length) < 0)
		{
			taken = real_multiply(taken, real_from_ratio(ratio_divide(rest, tail->known_length)));
			tail->known_length = rest;
		}
		tail->known_before = fixed_add(tail->before, fixed_from_real(real_subtract(tail->balance.cost, book)));
		book = real_subtract(book, tail->balance.salvage);
		tail->known_amount = fixed_from_real(real_compare(taken, book) < 0 ? taken : book);
	}
	gone = ratio_subtract(age, tail->known_start);
	if (gone.num == 0)
		return tail->known_before;
	return fixed_add(tail->known_before, fixed_part(tail->known_amount, gone, tail->known_length));
}

static Fixed
tail_amount(const Law *law, Ratio age)
{
	BalanceTail *tail = law->tail;

	if (law->endless || ratio_compare(age, tail->to) <= 0)
		return declined_amount(law, age);
	if (!tail->ended)
	{
		tail->until_end = declined_amount(law, tail->to);
		tail->ended = true;
	}
	return fixed_add(tail->until_end, fixed_part(fixed_subtract(law->base, tail->until_end), ratio_subtract(age, tail->to),
												 ratio_subtract(law->life, tail->to)));
}

/* ---- amounts --------------------------------------------------------------------------------- */

Fixed
law_amount(Law *law, Ratio age)
{
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
	return tail_amount(law, age);
}

/* ---- the course of a balance -------------------------------------------------------------------- */

/* What a balance loses at its rate in a part of a year, not below the salvage. */
static Fixed
lost_by_rate(const Law *law, const BalanceYear *year, Fixed book_value, Fixed above, Ratio from, Ratio to)
{
	Ratio		months = ratio_subtract(to, from);
	Ratio		length = ratio_subtract(year->end, year->start);
	Ratio		rate;

	if (!ratio_is_whole(length, year->months))
		months = ratio_divide(ratio_multiply(months, ratio_whole(year->months)), length);
	rate = ratio_multiply(law->rate, months);
	if (rate.den == 0)
		return fixed_smaller(fixed_multiply(fixed_multiply(book_value, (uint64_t) law->rate.num, (uint64_t) law->rate.den),
											(uint64_t) months.num, (uint64_t) months.den), above);
	if (rate.num >= rate.den)
		return above;
	return fixed_smaller(fixed_multiply(book_value, (uint64_t) rate.num, (uint64_t) rate.den), above);
}

/* Is the straight line over the rest of the life no less than what a whole balance year takes? */
static bool
straight_line_is_no_less(const Law *law, const BalanceYear *year, Fixed book_value, Fixed above, Ratio age)
{
	Ratio		left = ratio_subtract(law->life, age);
	Ratio		length = ratio_subtract(year->end, year->start);

	if (ratio_compare(left, length) <= 0)
		return true;
	/* nothing is left above the salvage: what comes back, by a reversal or an addition, goes on by the rate */
	if (fixed_is_zero(above))
		return false;
	return fixed_compare(fixed_part(above, length, left),
						 lost_by_rate(law, year, book_value, above, year->start, year->end)) >= 0;
}

static void
add_piece(Law *law, Ratio age, Fixed amount)
{
	LawPiece   *last = &law->piece[law->pieces - 1];

	law->piece[law->pieces++] = (LawPiece) {.from = age, .before = fixed_add(last->before, amount)};
}

/*
 * Where a tail goes over to the straight line.  Where years are not equal on the axis the
 * balance's own count of them may be a day off, so its neighbours are asked.
 */
static void
tail_switches(Law *law)
{
	BalanceTail *tail = law->tail;
	int64_t		n = straight_period(&tail->balance);

	if (n == INT64_MAX)
		return;
	if (tail->context == NULL)
	{
		tail->to = ratio_add(tail->from, ratio_whole(n * tail->period));
		return;
	}
	n = n > 0 ? n - 1 : 0;
	for (;; n++)
	{
		Ratio		start = age_of_month(law, tail->context, tail->month + n * tail->period);
		Ratio		length = ratio_subtract(age_of_month(law, tail->context, tail->month + (n + 1) * tail->period), start);
		Ratio		left = ratio_subtract(law->life, start);
		Real		book = declining_book_value(&tail->balance, n);

		tail->to = start;
		if (ratio_compare(left, length) <= 0 || real_compare(book, tail->balance.salvage) <= 0 ||
			real_compare(real_multiply(real_multiply(book, tail->balance.rate), real_from_ratio(left)),
						 real_multiply(real_subtract(book, tail->balance.salvage), real_from_ratio(length))) <= 0)
			return;
	}
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
	int			room = 4 + (fiscal ? calendar->n_years : 0);
	BalanceTail *tail;
	BalanceYear year;

	law->tail = NULL;
	law->base = above;
	law->switched = (Ratio) {0};
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
		Ratio		end;
		Fixed		amount;

		if (law->straight)
		{
			add_piece(law, law->life, above);
			return;
		}
		year = balance_year(law, context, age);
		if (rest == NULL && law->method == METHOD_DECLINING_BALANCE &&
			straight_line_is_no_less(law, &year, book_value, above, age))
		{
			law->switched = age;
			add_piece(law, law->life, above);
			return;
		}
		end = year.end;
		if (!law->endless)
			end = ratio_smaller(end, law->life);
		if (law->method == METHOD_DOUBLE_DECLINING)
			end = ratio_smaller(end, even);
		amount = rest != NULL ? fixed_smaller(*rest, above) : lost_by_rate(law, &year, book_value, above, age, end);
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
		if (!fiscal || calendar->n_years == 0 || year.first + year.months >= calendar->years[calendar->n_years - 1])
			break;
		/* those that came before the first are of twelve months too: one piece for each would be many */
		if (year.first + year.months < calendar->years[0] && law->pieces >= room - 2 - calendar->n_years)
		{
			LawPiece   *larger = context->allocate((size_t) (2 * room) * sizeof(LawPiece));

			memcpy(larger, law->piece, law->pieces * sizeof(LawPiece));
			law->piece = larger;
			room *= 2;
		}
	}

	tail = law->tail = context->allocate(sizeof(BalanceTail));
	*tail = (BalanceTail) {
		.from = age,
		.to = law->method == METHOD_DOUBLE_DECLINING ? even : law->life,
		.before = law->piece[law->pieces - 1].before,
		.period = law->balance_by == BALANCE_BY_LIFE_MONTH ? 1 : 12,
		.month = year.first + year.months,
		.known = -1,
		.balance = {
			.cost = real_from_fixed(fixed_not_negative(book_value)),
			.salvage = real_from_fixed(fixed_subtract(fixed_not_negative(book_value), above)),
			.life = real_one
		}
	};
	if (fiscal && !axis_has_equal_years(context->axis))
		tail->context = context;
	decline_at(&tail->balance, real_divide_int(real_multiply_int(real_from_int64(law->rate.num), tail->period), law->rate.den));
	if (law->method == METHOD_DECLINING_BALANCE)
	{
		tail->balance.life = real_divide_int(real_from_ratio(ratio_subtract(law->life, age)), tail->period);
		tail_switches(law);
	}
}

/* Has a balance gone over to the straight line before an age? */
static bool
straight_before(const Law *law, Ratio age)
{
	if (law->straight)
		return true;
	if (law->method == METHOD_DOUBLE_DECLINING)
		return ratio_compare(age, ratio_subtract(law->life, ratio_whole(EVEN_MONTHS))) >= 0;
	if (law->method != METHOD_DECLINING_BALANCE)
		return false;
	if (law->switched.den != 0)
		return ratio_compare(age, law->switched) > 0;
	return law->tail != NULL && ratio_compare(age, law->tail->to) > 0;
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

/* What is left of shares, in the proportion of what is left above the salvage. */
static void
shares_go_on(Law *law, const LawContext *context, Ratio age, Fixed book_value, Fixed salvage)
{
	const LawPiece *piece = law->piece;
	int			pieces;
	Fixed		gone = law_amount(law, age);
	Fixed		before = fixed_subtract(law->base, gone);
	Fixed		above = fixed_not_negative(fixed_subtract(book_value, salvage));
	Real		kept = {0};
	bool		same = fixed_compare(before, above) == 0;
	bool		nothing_left = fixed_compare(before, (Fixed) {0}) <= 0;

	if (law->table != NULL)
		lay_shares(law, law->life);
	law->table = NULL;
	pieces = law->pieces;

	/* after the end: of what was to be written off wholly, all that is there again */
	law->from = age;
	law->base = above;
	if (!law->whole && ratio_compare(law->from, law->life) >= 0)
		law->base = (Fixed) {0};
	if (!same && !nothing_left)
		kept = real_divide(real_from_fixed(above), real_from_fixed(before));
	law->piece = context->allocate((pieces + 1) * sizeof(LawPiece));
	law->piece[0] = (LawPiece) {.from = age};
	law->pieces = 1;
	if (law->whole && nothing_left && ratio_compare(age, law->life) < 0)
	{
		/* no share is left of what is there again: it goes evenly */
		add_piece(law, law->life, above);
		return;
	}
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
		/* what its life leaves on the books, it leaves, as shares below 1 do */
		if (law->method == METHOD_REDUCING_BALANCE)
			law->base = (Fixed) {0};
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
		shares_go_on(law, context, age, book_value, salvage);
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
	law->whole = law->method == METHOD_MACRS;
	if (!law->whole)
	{
		Ratio		sum = ratio_whole(0);

		for (int i = 0; i < shares; i++)
			sum = ratio_add(sum, share[i]);
		law->whole = ratio_compare(sum, ratio_whole(1)) >= 0;
	}
	law->piece = context->allocate((shares + 1) * sizeof(LawPiece));
	law->piece[0] = (LawPiece) {.from = law->from};
	law->pieces = 1;
	law->base = most;
	law->tail = NULL;
	law->table = context->allocate(sizeof(LawShares));
	*law->table = (LawShares) {.context = context, .share = share, .shares = shares, .amount = amount, .most = most};
}
