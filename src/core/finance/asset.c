/*
 * asset.c
 *		An asset in the books: its terms, the events of its life, its balances on any day.
 */
#include "core/finance/asset.h"

#include <stdlib.h>
#include <string.h>

const char *const asset_event_kind_names[] = {
	"resume", "estimate", "addition", "opening", "impairment", "recoverable", "reversal", "revaluation", "split",
	"suspend", "disposal", NULL
};

const char *const asset_event_fields[] = {
	"amount", "cost", "share", "life", "remaining", "salvage", "method", "factor", "total_units"
};

/*
 * What an event of a kind needs and takes; whether there may be two of a day, whether a table
 * knows it, and whether it begins with its day rather than being measured at its close.
 */
typedef struct EventRule
{
	int			needs;
	int			takes;
	bool		once;
	bool		changes_value;	/* by other than cost put in or taken out: not of a table */
	bool		begins;
} EventRule;

static const EventRule event_rules[ASSET_EVENT_KINDS] = {
	[EVENT_RESUME] = {.begins = true},
	[EVENT_ESTIMATE] = {
		.takes = EVENT_LIFE | EVENT_REMAINING | EVENT_SALVAGE | EVENT_METHOD | EVENT_FACTOR | EVENT_TOTAL_UNITS,
		.once = true, .begins = true
	},
	[EVENT_ADDITION] = {
		.needs = EVENT_AMOUNT, .takes = EVENT_AMOUNT | EVENT_LIFE | EVENT_REMAINING | EVENT_SALVAGE, .begins = true
	},
	[EVENT_OPENING] = {.needs = EVENT_AMOUNT, .takes = EVENT_AMOUNT, .once = true},
	[EVENT_IMPAIRMENT] = {.needs = EVENT_AMOUNT, .takes = EVENT_AMOUNT, .changes_value = true},
	[EVENT_RECOVERABLE] = {.needs = EVENT_AMOUNT, .takes = EVENT_AMOUNT, .changes_value = true},
	[EVENT_REVERSAL] = {.takes = EVENT_AMOUNT, .changes_value = true},
	[EVENT_REVALUATION] = {.needs = EVENT_AMOUNT, .takes = EVENT_AMOUNT, .once = true, .changes_value = true},
	[EVENT_SPLIT] = {.takes = EVENT_COST | EVENT_SHARE},
	[EVENT_SUSPEND] = {0},
	[EVENT_DISPOSAL] = {.takes = EVENT_AMOUNT | EVENT_COST | EVENT_SHARE},
};

/* Amounts that sums and products of still fit. */
#define BOOKS_LIMIT	((i128) 1 << 92)

/* ---- the state of an asset while its events are worked out -------------------------------- */

typedef struct State
{
	const AssetTerms *terms;
	LawContext	context;
	Law			law;
	Fixed		charged;		/* Q at law.from */
	Ratio		place;			/* of the last event, */
	Ratio		age;			/* the law's age there, */
	Fixed		now;			/* and Q */
	Ratio		consumed;		/* life that was used up under earlier laws, in months */
	Ratio		consumed_length;	/* the same in units of the axis */
	bool		suspended;
	AssetBooks	books;
	i128		salvage;
	i128		surplus;		/* of revaluations, in equity */
	i128		losses;			/* that went to profit or loss, less what came back */
	Real		units_used;		/* by what is still there */
} State;

static Ratio
age_at(const State *state, Ratio place)
{
	if (state->suspended || ratio_compare(place, state->place) <= 0)
		return state->age;
	return ratio_add(state->age, ratio_multiply(ratio_subtract(place, state->place), state->law.scale));
}

/* Moves to where an event counts: not before the one that came before it. */
static void
advance(State *state, Ratio place)
{
	place = ratio_kept(ratio_larger(place, state->place));
	state->age = ratio_kept(age_at(state, place));
	state->place = place;
	state->now = fixed_add(state->charged, law_amount(&state->law, state->age));
}

static i128
accumulated(const State *state)
{
	return fixed_round(state->now) + books_off_accumulated(&state->books);
}

/* As the books show it. */
static i128
book_value(const State *state)
{
	return books_cost(&state->books) - books_allowance(&state->books) - accumulated(state);
}

/* Between the roundings. */
static Fixed
exact_book_value(const State *state)
{
	i128		whole = books_cost(&state->books) - books_allowance(&state->books) -
		books_off_accumulated(&state->books);

	return fixed_subtract(fixed_from_whole(whole), state->now);
}

/* ---- laws ------------------------------------------------------------------------------------ */

/* The rate a month at which a balance declines: a factor over the life, or a rate a year. */
static Ratio
monthly_rate(const AssetTerms *terms, DepreciationMethod method, Ratio factor, Ratio life)
{
	if (method == METHOD_REDUCING_BALANCE)
		return ratio_divide(terms->rate, ratio_whole(12));
	if (method == METHOD_DOUBLE_DECLINING)
		return ratio_divide(ratio_whole(2), life);
	if (method == METHOD_DECLINING_BALANCE)
		return ratio_divide(factor, life);
	return ratio_whole(0);
}

/* Units before each period, the first of which starts with the day of service. */
static void
law_of_units(State *state, Law *law)
{
	const AssetTerms *terms = state->terms;
	const FiscalCalendar *calendar = &terms->axis.calendar;
	int			n = terms->n_units;
	Ratio	   *age = terms->allocate((n + 1) * sizeof(Ratio));
	Real	   *before = terms->allocate((n + 1) * sizeof(Real));
	int64_t		month = fiscal_month(calendar, terms->in_service);

	before[0] = (Real) {0};
	age[0] = ratio_whole(0);
	for (int i = 0; i < n; i++)
	{
		int64_t		start;

		if (i % 1024 == 0)
			terms->poll();
		fiscal_period(calendar, terms->step, month, &start, &month);
		before[i + 1] = real_add(before[i], terms->units[i]);
		if (terms->axis.calendar.n_ends > 0 && month > calendar->n_ends - 1)
			month = calendar->n_ends - 1;
		age[i + 1] = ratio_multiply(ratio_subtract(axis_of_month(&terms->axis, month), law->origin), law->scale);
	}
	law->units = terms->allocate(sizeof(LawUnits));
	*law->units = (LawUnits) {.age = age, .before = before, .periods = n, .left = terms->total_units};
	law->life = age[n];
}

/* The shares of MACRS for the time of service: tables of Pub. 946, by the fiscal year. */
static int
macrs_shares(AssetTerms *terms)
{
	const FiscalCalendar *calendar = &terms->axis.calendar;
	int64_t		month = fiscal_month(calendar, terms->in_service);
	int64_t		first = fiscal_year(calendar, month).start;
	MacrsConvention convention = terms->axis.convention == CONVENTION_HALF_YEAR ? MACRS_HALF_YEAR :
		terms->axis.convention == CONVENTION_MID_QUARTER ? MACRS_MID_QUARTER : MACRS_MID_MONTH;
	int			part = convention == MACRS_MID_QUARTER ? (int) (month - first) / 3 + 1 :
		convention == MACRS_MID_MONTH ? (int) (month - first) + 1 : 0;
	int			years = 0;
	Ratio	   *share;

	while (macrs_percentage(terms->class, convention, part, years + 1) > 0)
		years++;
	share = terms->allocate((years + 1) * sizeof(Ratio));
	for (int i = 0; i < years; i++)
		share[i] = (Ratio) {.num = macrs_percentage(terms->class, convention, part, i + 1), .den = 100000};
	terms->share = share;
	return years;
}

/*
 * A law of a method that starts anew at state->place, with so much life left; what is left
 * in units of the axis is "length".
 */
static void
start_law(State *state, DepreciationMethod method, Ratio factor, bool endless, Ratio life, Ratio length)
{
	const AssetTerms *terms = state->terms;
	Fixed		value = exact_book_value(state);
	Law			law = {
		.method = method,
		.balance_by = method == METHOD_MACRS ? BALANCE_BY_FISCAL_YEAR : terms->balance_by,
		.endless = endless,
		.life = ratio_kept(life),
		.scale = terms->axis.proration == DAYS_EQUAL && !endless && method != METHOD_UNITS ?
		ratio_kept(ratio_divide(life, length)) : ratio_whole(1),
		.origin = state->place,
		.from = ratio_whole(0)
	};

	if (endless)
	{
		law.life = ratio_whole(0);
		/* equal days of no life: so many to an average month */
		if (terms->axis.proration == DAYS_EQUAL)
			law.scale = (Ratio) {.num = 4800, .den = 146097};
	}
	law.rate = monthly_rate(terms, method, factor, life);

	if (terms->axis.proration != DAYS_EQUAL)
		state->consumed = ratio_kept(ratio_add(state->consumed, state->age));
	else if (state->age.num > 0)
		state->consumed_length = ratio_kept(ratio_add(state->consumed_length, ratio_divide(state->age, state->law.scale)));
	state->charged = state->now;
	state->age = ratio_whole(0);

	if (method_is_table(method))
	{
		if (method == METHOD_RATES && law.balance_by == BALANCE_BY_FISCAL_YEAR)
		{
			int64_t		month = axis_month(&terms->axis, state->place);

			for (int i = 0; i < terms->shares; i++)
			{
				FiscalYear	year = fiscal_year(&terms->axis.calendar, month);

				month = year.start + year.months;
			}
			law.life = ratio_multiply(ratio_subtract(axis_of_month(&terms->axis, month), law.origin), law.scale);
		}
		law_of_shares(&law, &state->context, terms->share, terms->shares, value,
					  fixed_not_negative(fixed_subtract(value, fixed_from_whole(state->salvage))));
	}
	else
	{
		if (method == METHOD_UNITS)
			law_of_units(state, &law);
		law_begin(&law, &state->context, value, fixed_from_whole(state->salvage));
	}
	state->law = law;
}

/* The law goes on after the book value, the salvage, or the units left have changed. */
static void
go_on(State *state, Fixed before, Ratio units_kept)
{
	law_go_on(&state->law, &state->context, state->age, before, exact_book_value(state),
			  fixed_from_whole(state->salvage), units_kept);
	state->charged = state->now;
}

/* ---- the terms -------------------------------------------------------------------------------------- */

static bool
fault_at(AssetFault *fault, AssetFaultCode code, int event)
{
	*fault = (AssetFault) {.code = code, .event = event};
	return false;
}

static bool
fault_of(AssetFault *fault, AssetFaultCode code, int event, i128 amount, i128 limit)
{
	*fault = (AssetFault) {.code = code, .event = event, .amount = amount, .limit = limit};
	return false;
}

/* What a method needs to start; life may come from an estimate. */
static bool
check_method(const AssetTerms *terms, DepreciationMethod method, bool has_life, AssetFault *fault, int event)
{
	switch (method)
	{
		case METHOD_REDUCING_BALANCE:
			return terms->rate.den != 0 || fault_at(fault, ASSET_NO_RATE, event);
		case METHOD_UNITS:
			if (terms->n_units == 0)
				return fault_at(fault, ASSET_NO_UNITS, event);
			return terms->has_total_units || fault_at(fault, ASSET_NO_TOTAL_UNITS, event);
		case METHOD_RATES:
			return terms->shares > 0 || fault_at(fault, ASSET_NO_SHARES, event);
		case METHOD_MACRS:
			return terms->class != NULL || fault_at(fault, ASSET_NO_CLASS, event);
		default:
			return has_life || fault_at(fault, ASSET_NO_LIFE, event);
	}
}

static bool
check_terms(AssetTerms *terms, AssetFault *fault)
{
	const FiscalCalendar *calendar = &terms->axis.calendar;

	if (terms->salvage > terms->cost)
		return fault_of(fault, ASSET_SALVAGE_ABOVE_COST, -1, terms->salvage, terms->cost);
	if (calendar->n_ends > 0 && terms->in_service <= calendar->ends[0])
		return fault_of(fault, ASSET_CALENDAR_LATE, -1, 0, calendar->ends[0]);
	if (calendar->n_ends > 0 && terms->in_service > calendar->ends[calendar->n_ends - 1])
		return fault_of(fault, ASSET_CALENDAR_SHORT, -1, 0, calendar->ends[calendar->n_ends - 1]);
	if (!check_method(terms, terms->method, terms->has_life, fault, -1))
		return false;
	if (terms->bonus.num > 0 && !method_is_table(terms->method))
		return fault_at(fault, ASSET_BONUS_WITHOUT_TABLE, -1);
	if (terms->method == METHOD_MACRS)
	{
		bool		real = terms->axis.convention == CONVENTION_MID_MONTH;

		if (terms->salvage != 0)
			return fault_of(fault, ASSET_MACRS_SALVAGE, -1, terms->salvage, 0);
		if (calendar->n_years > 0)
			return fault_at(fault, ASSET_MACRS_YEARS, -1);
		if (terms->class->real_property != real ||
			(!real && terms->axis.convention != CONVENTION_HALF_YEAR && terms->axis.convention != CONVENTION_MID_QUARTER))
			return fault_at(fault, ASSET_MACRS_CONVENTION, -1);
		terms->shares = macrs_shares(terms);
	}
	return true;
}

/* The state of a new asset. */
static void
put_in_service(State *state, AssetTerms *terms)
{
	Ratio		life = ratio_whole(terms->has_life ? terms->life : 0);
	bool		endless = terms->method == METHOD_REDUCING_BALANCE && !terms->has_life;

	*state = (State) {
		.terms = terms,
		.context = {.axis = &terms->axis, .allocate = terms->allocate},
		.law = {.scale = {1, 1}, .life = {0, 1}, .from = {0, 1}},
		.place = convention_start(&terms->axis, terms->in_service),
		.age = {0, 1},
		.consumed = {0, 1},
		.consumed_length = {0, 1},
		.books = {.additions = terms->cost},
		.salvage = terms->salvage
	};
	if (terms->method == METHOD_UNITS)
		state->place = axis_of_day(&terms->axis, terms->in_service);
	if (method_is_table(terms->method))
	{
		state->charged = fixed_multiply(fixed_from_whole(terms->cost), (uint64_t) terms->bonus.num,
										(uint64_t) terms->bonus.den);
		if (!terms->exact)
			state->charged = fixed_from_whole(fixed_round(state->charged));
		state->now = state->charged;
		life = ratio_whole(terms->method == METHOD_MACRS ? (int64_t) (terms->class->years * 12) :
						   terms->shares * (terms->balance_by == BALANCE_BY_LIFE_MONTH ? 1 : 12));
	}
	start_law(state, terms->method, terms->factor, endless, life,
			  terms->axis.proration == DAYS_EQUAL && life.num > 0 ?
			  axis_length(&terms->axis, terms->in_service, life.num) : life);
}

/* ---- events ---------------------------------------------------------------------------------------------- */

static int
compare_events(const void *left, const void *right)
{
	const AssetEvent *a = left;
	const AssetEvent *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->kind > b->kind) - (a->kind < b->kind);
}

void
asset_sort_events(AssetEvent *events, int n)
{
	/* most come in order, and of one day and kind are all but alike: an insertion keeps their order */
	if (n > 16)
	{
		qsort(events, n, sizeof(AssetEvent), compare_events);
		return;
	}
	for (int i = 1; i < n; i++)
	{
		AssetEvent	event;
		int			j = i;

		if (compare_events(&events[i - 1], &events[i]) <= 0)
			continue;
		event = events[i];
		for (; j > 0 && compare_events(&events[j - 1], &event) > 0; j--)
			events[j] = events[j - 1];
		events[j] = event;
	}
}

/* round(amount * part / whole) for 0 <= part <= whole, whole > 0, whatever the amount's sign */
static i128
part_of(i128 amount, i128 part, i128 whole)
{
	u256		product;
	u128		result = 0;

	if (part == whole || amount == 0)
		return amount;
	product = u256_mul(i128_abs(amount), (u128) part);
	u256_div_round(&product, (u128) whole, &result);
	return amount < 0 ? -(i128) result : (i128) result;
}

/* What is taken by a disposal or a split: of the cost, and as its share of everything else. */
typedef struct Part
{
	i128		cost;
	i128		of;
	bool		all;
	bool		untouched;		/* nothing was ever depreciated of it: MACRS in the year of service */
} Part;

/* Where an event counts. */
static Ratio
event_place(const AssetTerms *terms, const AssetEvent *event)
{
	switch (event->kind)
	{
		case EVENT_ESTIMATE:
			return convention_estimate(&terms->axis, event->at);
		case EVENT_RESUME:
		case EVENT_ADDITION:
			return convention_start(&terms->axis, event->at);
		case EVENT_SUSPEND:
			/* only a disposal takes back what is charged: not before its month, if a year is rounded */
			if (convention_is_yearly(terms->axis.convention))
				return ratio_larger(convention_stop(&terms->axis, event->at),
									ratio_whole(fiscal_month(&terms->axis.calendar, event->at)));
			__attribute__((fallthrough));	/* a comment is not read by the warnings of PostgreSQL 19 */
		case EVENT_SPLIT:
		case EVENT_DISPOSAL:
			return convention_stop(&terms->axis, event->at);
		default:
			return convention_measure(&terms->axis, event->at);
	}
}

/* Units go by no life: to say their method again changes nothing. */
static bool
stays_with_units(const State *state, const AssetEvent *event)
{
	return state->law.method == METHOD_UNITS && (!(event->given & EVENT_METHOD) || event->method == METHOD_UNITS);
}

/* New life, method or factor: the method starts anew on the book value. */
static bool
start_anew(State *state, const AssetEvent *event, AssetFault *fault, int i)
{
	const AssetTerms *terms = state->terms;
	DepreciationMethod method = (event->given & EVENT_METHOD) ? event->method : state->law.method;
	bool		new_life = (event->given & (EVENT_LIFE | EVENT_REMAINING)) != 0;
	bool		endless = false;
	Ratio		life;
	Ratio		length;

	if (event->given & EVENT_REMAINING)
	{
		life = ratio_whole(event->remaining);
		length = axis_length(&terms->axis, event->at, event->remaining);
	}
	else if (event->given & EVENT_LIFE)
	{
		life = ratio_subtract(ratio_whole(event->life), ratio_add(state->consumed, state->age));
		length = life;
		if (terms->axis.proration == DAYS_EQUAL)
		{
			Ratio		whole = axis_length(&terms->axis, terms->in_service, event->life);

			length = ratio_subtract(whole, ratio_add(state->consumed_length,
													 ratio_divide(state->age, state->law.scale)));
			life = ratio_divide(ratio_multiply(length, ratio_whole(event->life)), whole);
		}
	}
	else
	{
		endless = state->law.endless && method == METHOD_REDUCING_BALANCE;
		life = ratio_subtract(state->law.life, state->age);
		length = ratio_divide(life, state->law.scale);
		new_life = !state->law.endless && state->law.method != METHOD_UNITS;
	}
	if (!check_method(terms, method, new_life, fault, i))
		return false;
	if (!endless && (life.num <= 0 || length.num <= 0))
		return fault_of(fault, ASSET_LIFE_OVER, i, (event->given & EVENT_LIFE) ? event->life : 0, 0);
	if (life.den == 0 || length.den == 0)
		return fault_at(fault, ASSET_TOO_FINE, i);
	start_law(state, method, (event->given & EVENT_FACTOR) ? event->factor : terms->factor, endless, life, length);
	return true;
}

/* A new total of units: what is left of it is for what is still there. */
static bool
new_total(State *state, const AssetEvent *event, AssetFault *fault, int i)
{
	Law		   *law = &state->law;

	law->units->left = real_subtract(event->total_units, state->units_used);
	if (real_sign(law->units->left) <= 0)
		return fault_at(fault, ASSET_LIFE_OVER, i);
	return true;
}

/* Counts the units that were used since the law began, by what is there. */
static void
count_units(State *state)
{
	if (state->law.method == METHOD_UNITS)
		state->units_used = real_add(state->units_used, law_units_used(&state->law, state->age));
}

/* 1 - share / whole, for what is counted in units: to as many digits as a fraction takes. */
static Ratio
part_kept(i128 share, i128 whole)
{
	Ratio		kept = ratio_lowest(whole - share, whole);

	while (kept.den == 0)
	{
		whole >>= 1;
		share >>= 1;
		kept = ratio_lowest(whole - share, whole);
	}
	return kept;
}

/*
 * Applies an event to a state that has been moved to its place.  "limit" is the book value
 * had there been no losses (of a reversal) or no losses and no revaluations (of a revaluation).
 * "profit" becomes what a revaluation brings to profit or loss.
 */
static bool
apply(State *state, const AssetEvent *event, int i, i128 unimpaired, const Part *part, i128 *profit, AssetFault *fault)
{
	AssetBooks *books = &state->books;
	Fixed		before = exact_book_value(state);
	i128		value = book_value(state);
	i128		amount = event->amount;
	i128		to_equity;
	i128		in_books;
	Ratio		kept = ratio_whole(1);

	*profit = 0;
	switch (event->kind)
	{
		case EVENT_SUSPEND:
			state->suspended = true;
			return true;

		case EVENT_RESUME:
			state->suspended = false;
			if (state->law.method == METHOD_UNITS)
			{
				/* units are counted by the calendar: those of the time between count for nothing */
				count_units(state);
				go_on(state, before, kept);
				state->age = ratio_multiply(ratio_subtract(state->place, state->law.origin), state->law.scale);
				state->law.from = state->age;
			}
			return true;

		case EVENT_ESTIMATE:
		case EVENT_ADDITION:
			count_units(state);
			if (event->kind == EVENT_ADDITION)
				books->additions += amount;
			if (event->given & EVENT_SALVAGE)
				state->salvage = event->salvage;
			if (state->salvage > books_cost(books))
				return fault_of(fault, ASSET_SALVAGE_ABOVE_COST, i, state->salvage, books_cost(books));
			if (event->given & (EVENT_LIFE | EVENT_REMAINING | EVENT_METHOD | EVENT_FACTOR) && !stays_with_units(state, event))
				return start_anew(state, event, fault, i);
			go_on(state, before, kept);
			return !(event->given & EVENT_TOTAL_UNITS) || new_total(state, event, fault, i);

		case EVENT_OPENING:
			if (amount > books_cost(books) - books_allowance(books))
				return fault_of(fault, ASSET_OPENING_TOO_LARGE, i, amount, books_cost(books) - books_allowance(books));
			/* what the terms give changes nothing, not even what is below a cent */
			if (amount == accumulated(state))
				return true;
			count_units(state);
			state->now = fixed_from_whole(amount - books_off_accumulated(books));
			go_on(state, before, kept);
			return true;

		case EVENT_RECOVERABLE:
			amount = value > amount ? value - amount : 0;
			if (amount == 0)
				return true;
			__attribute__((fallthrough));	/* a comment is not read by the warnings of PostgreSQL 19 */
		case EVENT_IMPAIRMENT:
			if (amount > value)
				return fault_of(fault, ASSET_LOSS_TOO_LARGE, i, amount, value);
			to_equity = amount < state->surplus ? amount : state->surplus;
			books->losses += amount;
			books->equity -= to_equity;
			state->surplus -= to_equity;
			state->losses += amount - to_equity;
			break;

		case EVENT_REVERSAL:
			{
				i128		limit = books_allowance(books);

				if (limit > unimpaired - value)
					limit = unimpaired - value;
				if (limit < 0)
					limit = 0;
				if (!(event->given & EVENT_AMOUNT))
					amount = limit;
				if (amount > limit)
					return fault_of(fault, ASSET_REVERSAL_TOO_LARGE, i, amount, limit);
				to_equity = amount > state->losses ? amount - state->losses : 0;
				books->losses -= amount;
				books->equity += to_equity;
				state->surplus += to_equity;
				state->losses -= amount - to_equity;
			}
			break;

		case EVENT_REVALUATION:
			if (amount >= value)
			{
				*profit = unimpaired - value;
				if (*profit > state->losses)
					*profit = state->losses;
				if (*profit > amount - value)
					*profit = amount - value;
				if (*profit < 0)
					*profit = 0;
			}
			else
				*profit = amount - value + (value - amount < state->surplus ? value - amount : state->surplus);
			books->equity += amount - value - *profit;
			state->surplus += amount - value - *profit;
			state->losses -= *profit;
			in_books = accumulated(state);
			books->revaluation += amount - books_cost(books);
			books->revaluation_accumulated -= in_books;
			books->revaluation_allowance -= books_allowance(books);
			break;

		case EVENT_SPLIT:
		case EVENT_DISPOSAL:
			{
				i128		cost = part->of > 0 ? part_of(books_cost(books), part->cost, part->of) : books_cost(books);
				i128		allowance = books_allowance(books);
				i128		share_of = part->of > 0 ? part->of : 1;
				i128		share = part->of > 0 ? part->cost : 1;

				count_units(state);
				in_books = accumulated(state);
				if (part->untouched)
				{
					Fixed		gone = part->all ? state->now :
						fixed_from_whole(part_of(fixed_round(state->now), share, share_of));

					state->charged = fixed_subtract(state->charged, gone);
					state->now = fixed_subtract(state->now, gone);
					in_books = 0;
				}
				else if (!part->all)
					in_books = part_of(in_books, share, share_of);
				if (part->all)
					cost = books_cost(books);
				else
					allowance = part_of(allowance, share, share_of);
				books->disposals -= cost;
				books->disposals_accumulated -= in_books;
				books->disposals_allowance -= allowance;
				if (event->kind == EVENT_DISPOSAL)
					books->gain += amount - (cost - allowance - in_books);
				if (part->all)
				{
					state->suspended = true;
					state->salvage = state->surplus = state->losses = 0;
					return true;
				}
				state->salvage -= part_of(state->salvage, share, share_of);
				state->surplus -= part_of(state->surplus, share, share_of);
				state->losses -= part_of(state->losses, share, share_of);
				if (state->law.method == METHOD_UNITS)
				{
					kept = part_kept(share, share_of);
					state->units_used = real_divide_int(real_multiply_int(state->units_used, kept.num), kept.den);
				}
			}
			break;

		default:
			return true;
	}
	if (event->kind != EVENT_SPLIT && event->kind != EVENT_DISPOSAL)
		count_units(state);
	go_on(state, before, kept);
	return true;
}

/* What may be wrong with an event by itself. */
static bool
check_event(const AssetTerms *terms, const State *state, const AssetEvent *event, int i, AssetFault *fault)
{
	const EventRule *rule = &event_rules[event->kind];
	const FiscalCalendar *calendar = &terms->axis.calendar;

	int			wrong = (rule->needs & ~event->given) | (event->given & ~rule->takes);

	for (int field = 0; wrong != 0 && field < EVENT_FIELDS; field++)
		if (wrong & (1 << field))
		{
			*fault = (AssetFault) {
				.code = (rule->needs & (1 << field)) ? ASSET_FIELD_MISSING : ASSET_FIELD_UNWANTED, .event = i, .what = field
			};
			return false;
		}
	if (event->at < terms->in_service)
		return fault_at(fault, ASSET_BEFORE_SERVICE, i);
	if (calendar->n_ends > 0 && event->at > calendar->ends[calendar->n_ends - 1])
		return fault_of(fault, ASSET_CALENDAR_SHORT, i, 0, calendar->ends[calendar->n_ends - 1]);
	if ((event->kind == EVENT_REVERSAL || event->kind == EVENT_REVALUATION) && !terms->revalues)
		return fault_at(fault, ASSET_NO_STANDARD, i);
	if ((event->given & EVENT_COST) && (event->given & EVENT_SHARE))
		return fault_at(fault, ASSET_COST_AND_SHARE, i);
	if ((event->given & EVENT_LIFE) && (event->given & EVENT_REMAINING))
		return fault_at(fault, ASSET_LIFE_AND_REMAINING, i);
	if (event->kind == EVENT_RESUME && !state->suspended)
		return fault_at(fault, ASSET_NOT_SUSPENDED, i);
	if (event->kind == EVENT_SUSPEND && state->suspended)
		return fault_at(fault, ASSET_SUSPENDED, i);
	if (event->kind == EVENT_ESTIMATE && event->given == 0)
	{
		*fault = (AssetFault) {.code = ASSET_FIELD_MISSING, .event = i, .what = -1};
		return false;
	}
	if (event->kind == EVENT_ADDITION && convention_is_yearly(terms->axis.convention))
		return fault_at(fault, ASSET_YEARLY_ADDITION, i);
	if (method_is_table(state->law.method))
	{
		if (event->kind == EVENT_ADDITION)
			return fault_at(fault, ASSET_TABLE_ADDITION, i);
		if (rule->changes_value)
			return fault_at(fault, ASSET_TABLE_EVENT, i);
		if (event->kind == EVENT_ESTIMATE && !(event->given & EVENT_METHOD))
			return fault_at(fault, ASSET_TABLE_ESTIMATE, i);
	}
	if ((event->given & EVENT_TOTAL_UNITS) && !stays_with_units(state, event))
		return fault_at(fault, ASSET_UNITS_ONLY, i);
	if ((event->given & (EVENT_LIFE | EVENT_REMAINING | EVENT_FACTOR)) && stays_with_units(state, event))
		return fault_at(fault, ASSET_UNITS_HAVE_NO_LIFE, i);
	if ((event->given & EVENT_METHOD) &&
		(method_is_table(event->method) || event->method == METHOD_UNITS) && event->method != state->law.method)
		return fault_at(fault, ASSET_METHOD_UNKNOWN_HERE, i);
	return true;
}

/* The part that a disposal or split takes, by the cost in the books. */
static bool
find_part(const AssetTerms *terms, const State *state, const AssetEvent *event, int i, Part *part, AssetFault *fault)
{
	i128		cost = books_cost(&state->books);
	const FiscalCalendar *calendar = &terms->axis.calendar;

	*part = (Part) {.cost = cost, .of = cost, .all = true};
	if (event->given & EVENT_COST)
		part->cost = event->cost;
	else if (event->given & EVENT_SHARE)
		part->cost = fixed_round(fixed_multiply(fixed_from_whole(cost), (uint64_t) event->share.num,
												(uint64_t) event->share.den));
	if (part->cost > cost)
		return fault_of(fault, ASSET_PART_TOO_LARGE, i, part->cost, cost);
	part->all = part->cost == cost && !((event->given & EVENT_SHARE) && event->share.num < event->share.den);
	if (cost == 0 && !part->all)
		part->of = 0;
	part->untouched = state->law.method == METHOD_MACRS &&
		fiscal_year(calendar, fiscal_month(calendar, terms->in_service)).start ==
		fiscal_year(calendar, fiscal_month(calendar, event->at)).start;
	return true;
}

static void
push_segment(Asset *asset, const State *state, int64_t day, bool waits)
{
	asset->segment[asset->segments++] = (AssetSegment) {
		.day = day, .waits = waits, .place = state->place, .charged = state->charged, .age = state->age,
		.suspended = state->suspended, .law = state->law
	};
}

static bool
within_limits(const State *state)
{
	const AssetBooks *books = &state->books;

	return books->additions < BOOKS_LIMIT && books->revaluation < BOOKS_LIMIT && books->revaluation > -BOOKS_LIMIT &&
		books->losses < BOOKS_LIMIT && books->gain < BOOKS_LIMIT && books->gain > -BOOKS_LIMIT &&
		books->equity < BOOKS_LIMIT && books->equity > -BOOKS_LIMIT;
}

bool
asset_make(Asset *asset, AssetTerms *terms, const AssetEvent *event, int events, AssetFault *fault)
{
	State		state;
	State	   *shadow = NULL;	/* had there been no losses; and no revaluations either */

	*fault = (AssetFault) {.code = ASSET_OK};
	if (!check_terms(terms, fault))
		return false;
	put_in_service(&state, terms);
	if (!ratio_fits(state.place) || state.law.scale.den == 0 || state.law.life.den == 0)
		return fault_at(fault, ASSET_TOO_FINE, -1);

	*asset = (Asset) {
		.terms = terms,
		.segment = terms->allocate((events + 1) * sizeof(AssetSegment)),
		.change = terms->allocate((events + 1) * sizeof(AssetChange)),
		.opened = terms->in_service - 1,
		.last_event = terms->in_service
	};
	push_segment(asset, &state, terms->in_service, false);
	asset->change[asset->changes++] = (AssetChange) {.at = terms->in_service, .books = state.books, .event = -1};

	for (int i = 0; i < events; i++)
		if (terms->revalues && shadow == NULL &&
			(event[i].kind == EVENT_REVERSAL || event[i].kind == EVENT_REVALUATION))
		{
			shadow = terms->allocate(2 * sizeof(State));
			shadow[0] = shadow[1] = state;
		}

	for (int i = 0; i < events; i++)
	{
		const AssetEvent *e = &event[i];
		const EventRule *rule = &event_rules[e->kind];
		Part		part = {0};
		i128		unimpaired = 0;
		i128		profit;
		Ratio		place;

		terms->poll();
		if (asset->disposed)
			return fault_of(fault, ASSET_AFTER_DISPOSAL, i, 0, asset->disposed_at);
		if (!check_event(terms, &state, e, i, fault))
			return false;
		if (rule->once && i > 0 && event[i - 1].at == e->at && event[i - 1].kind == e->kind)
			return fault_at(fault, ASSET_TWICE, i);
		if ((e->kind == EVENT_SPLIT || e->kind == EVENT_DISPOSAL) && !find_part(terms, &state, e, i, &part, fault))
			return false;

		place = event_place(terms, e);
		if (part.untouched)
			place = state.place;
		advance(&state, place);
		if (shadow != NULL)
		{
			for (int s = 0; s < 2; s++)
			{
				i128		not_used;

				advance(&shadow[s], place);
				if (rule->changes_value && (e->kind != EVENT_REVALUATION || s == 1))
					continue;
				if (!apply(&shadow[s], e, i, 0, &part, &not_used, fault))
					return false;
			}
			unimpaired = book_value(&shadow[e->kind == EVENT_REVALUATION]);
		}
		if (!apply(&state, e, i, unimpaired, &part, &profit, fault))
			return false;
		if (!ratio_fits(state.place) || !ratio_fits(state.age) || state.law.life.den == 0)
			return fault_at(fault, ASSET_TOO_FINE, i);
		if (!within_limits(&state))
			return fault_at(fault, ASSET_AMOUNT_TOO_LARGE, i);

		push_segment(asset, &state, rule->begins ? e->at : e->at + 1, rule->begins);
		asset->change[asset->changes++] = (AssetChange) {.at = e->at, .books = state.books, .event = i, .profit = profit};
		asset->last_event = e->at;
		if (e->kind == EVENT_OPENING)
			asset->opened = e->at;
		if (part.all)
		{
			asset->disposed = true;
			asset->disposed_at = e->at;
		}
	}

	asset->endless = state.law.endless && !state.suspended;
	asset->end = state.place;
	asset->late = !state.suspended && !asset->endless && ratio_compare(state.law.from, state.law.life) >= 0 &&
		!fixed_is_zero(state.law.base);
	if (!state.suspended && !asset->endless && ratio_compare(state.age, state.law.life) < 0)
		asset->end = ratio_add(state.place, ratio_divide(ratio_subtract(state.law.life, state.age), state.law.scale));
	if (asset->end.den == 0)
		return fault_at(fault, ASSET_TOO_FINE, -1);
	return true;
}

/* ---- on a day ----------------------------------------------------------------------------------------------- */

Fixed
asset_charged(const Asset *asset, int64_t day)
{
	AssetSegment *segment;
	Ratio		place;
	Ratio		age;
	int			low = 0;
	int			high = asset->segments - 1;

	if (day <= asset->terms->in_service)
		return (Fixed) {0};
	place = axis_of_day(&asset->terms->axis, day);

	/* the last whose day has come, and whose place too if it waits for that */
	while (low < high)
	{
		int			middle = low + (high - low + 1) / 2;

		if (asset->segment[middle].day <= day)
			low = middle;
		else
			high = middle - 1;
	}
	segment = &asset->segment[low];
	while (segment > asset->segment && segment->waits && ratio_compare(place, segment->place) < 0)
		segment--;

	age = segment->age;
	if (!segment->suspended && ratio_compare(place, segment->place) > 0)
		age = ratio_add(age, ratio_multiply(ratio_subtract(place, segment->place), segment->law.scale));
	return fixed_add(segment->charged, law_amount(&segment->law, age));
}

const AssetChange *
asset_change_before(const Asset *asset, int64_t day)
{
	int			low = 0;
	int			high = asset->changes;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (asset->change[middle].at < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &asset->change[low - 1] : NULL;
}

bool
asset_is_over(const Asset *asset, int64_t day)
{
	if (day <= asset->last_event)
		return false;
	if (asset->disposed)
		return true;
	return !asset->endless && ratio_compare(axis_of_day(&asset->terms->axis, day), asset->end) >= asset->late;
}
