/*
 * asset_events.c
 *		Which events there may be, where they count, and what they do to an asset.
 */
#include "core/finance/asset_events.h"

const EventRule asset_event_rules[ASSET_EVENT_KINDS] = {
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

/* round(amount * part / whole) for 0 <= part <= whole, whole > 0, whatever the amount's sign */
static i128
part_of(i128 amount, i128 part, i128 whole)
{
	u128		size = i128_abs(amount);
	u128		result = 0;

	if (part == whole || amount == 0)
		return amount;
	if (size >> 63 == 0 && whole >> 63 == 0 && (size * (u128) part) >> 63 == 0)
	{
		/* most fit a word, with what is left of a half of the whole */
		uint64_t	product = (uint64_t) (size * (u128) part);
		uint64_t	divisor = (uint64_t) whole;

		result = product / divisor + (product % divisor >= divisor - product % divisor);
	}
	else
	{
		u256		product = u256_mul(size, (u128) part);

		u256_div_round(&product, (u128) whole, &result);
	}
	return amount < 0 ? -(i128) result : (i128) result;
}

/* ---- which there may be -------------------------------------------------------------------- */

/* Units go by no life: to say their method again changes nothing. */
static bool
stays_with_units(const AssetState *state, const AssetEvent *event)
{
	return state->law.method == METHOD_UNITS && (!(event->given & EVENT_METHOD) || event->method == METHOD_UNITS);
}

bool
asset_event_check(const AssetTerms *terms, const AssetState *state, const AssetEvent *event, int i, AssetFault *fault)
{
	const EventRule *rule = &asset_event_rules[event->kind];
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
		return asset_fault_at(fault, ASSET_BEFORE_SERVICE, i);
	if (calendar->n_ends > 0 && event->at > calendar->ends[calendar->n_ends - 1])
		return asset_fault_of(fault, ASSET_CALENDAR_SHORT, i, 0, calendar->ends[calendar->n_ends - 1]);
	if ((event->kind == EVENT_REVERSAL || event->kind == EVENT_REVALUATION) && !terms->revalues)
		return asset_fault_at(fault, ASSET_NO_STANDARD, i);
	if ((event->given & EVENT_COST) && (event->given & EVENT_SHARE))
		return asset_fault_at(fault, ASSET_COST_AND_SHARE, i);
	if ((event->given & EVENT_LIFE) && (event->given & EVENT_REMAINING))
		return asset_fault_at(fault, ASSET_LIFE_AND_REMAINING, i);
	if (event->kind == EVENT_RESUME && !state->suspended)
		return asset_fault_at(fault, ASSET_NOT_SUSPENDED, i);
	if (event->kind == EVENT_SUSPEND && state->suspended)
		return asset_fault_at(fault, ASSET_SUSPENDED, i);
	if (event->kind == EVENT_ESTIMATE && event->given == 0)
	{
		*fault = (AssetFault) {.code = ASSET_FIELD_MISSING, .event = i, .what = -1};
		return false;
	}
	if (event->kind == EVENT_ADDITION && convention_is_yearly(terms->axis.convention))
		return asset_fault_at(fault, ASSET_YEARLY_ADDITION, i);
	if (method_is_table(state->law.method))
	{
		if (event->kind == EVENT_ADDITION)
			return asset_fault_at(fault, ASSET_TABLE_ADDITION, i);
		if (rule->changes_value)
			return asset_fault_at(fault, ASSET_TABLE_EVENT, i);
		if (event->kind == EVENT_ESTIMATE && !(event->given & EVENT_METHOD))
			return asset_fault_at(fault, ASSET_TABLE_ESTIMATE, i);
	}
	if ((event->given & EVENT_TOTAL_UNITS) && !stays_with_units(state, event))
		return asset_fault_at(fault, ASSET_UNITS_ONLY, i);
	if ((event->given & (EVENT_LIFE | EVENT_REMAINING | EVENT_FACTOR)) && stays_with_units(state, event))
		return asset_fault_at(fault, ASSET_UNITS_HAVE_NO_LIFE, i);
	if ((event->given & EVENT_METHOD) &&
		(method_is_table(event->method) || event->method == METHOD_UNITS) && event->method != state->law.method)
		return asset_fault_at(fault, ASSET_METHOD_UNKNOWN_HERE, i);
	return true;
}

bool
asset_event_part(const AssetTerms *terms, const AssetState *state, const AssetEvent *event, int i, AssetPart *part, AssetFault *fault)
{
	i128		cost = books_cost(&state->books);
	const FiscalCalendar *calendar = &terms->axis.calendar;

	*part = (AssetPart) {.cost = cost, .of = cost, .all = true};
	if (event->given & EVENT_COST)
		part->cost = event->cost;
	else if (event->given & EVENT_SHARE)
		part->cost = part_of(cost, event->share.num, event->share.den);
	if (part->cost > cost)
		return asset_fault_of(fault, ASSET_PART_TOO_LARGE, i, part->cost, cost);
	part->all = part->cost == cost && !((event->given & EVENT_SHARE) && event->share.num < event->share.den);
	if (cost == 0 && !part->all)
		part->of = 0;
	part->untouched = event->kind == EVENT_DISPOSAL && state->law.method == METHOD_MACRS &&
		fiscal_year(calendar, fiscal_month(calendar, terms->in_service)).start ==
		fiscal_year(calendar, fiscal_month(calendar, event->at)).start;
	return true;
}

/* ---- where they count ------------------------------------------------------------------------ */

Ratio
asset_event_place(const AssetState *state, const AssetEvent *event, Ratio *until)
{
	const AssetTerms *terms = state->terms;

	switch (event->kind)
	{
		case EVENT_ESTIMATE:
			return *until = convention_estimate(&terms->axis, event->at);
		case EVENT_RESUME:
			*until = convention_start(&terms->axis, event->at);
			/* what has not stood still yet goes on */
			if (ratio_compare(*until, state->stop) <= 0)
				return ratio_smaller(*until, convention_measure(&terms->axis, event->at));
			return *until;
		case EVENT_ADDITION:
			return *until = convention_start(&terms->axis, event->at);
		case EVENT_SUSPEND:
		case EVENT_DISPOSAL:
			*until = convention_stop(&terms->axis, event->at);
			if (!convention_is_yearly(terms->axis.convention))
				return *until;
			/* only a disposal takes back what is charged: not before its month, if a year is rounded */
			if (event->kind == EVENT_SUSPEND)
				*until = ratio_larger(*until, ratio_whole(fiscal_month(&terms->axis.calendar, event->at)));
			return ratio_smaller(*until, convention_measure(&terms->axis, event->at));
		default:
			/* a split too: no depreciation ends, and the part's opening is measured there */
			return *until = convention_measure(&terms->axis, event->at);
	}
}

/* ---- what they do ------------------------------------------------------------------------------ */

/* New life, method or factor: the method starts anew on the book value. */
static bool
start_anew(AssetState *state, const AssetEvent *event, AssetFault *fault, int i)
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
		/* units have no life that another method could take over */
		endless = (state->law.endless || state->law.method == METHOD_UNITS) && method == METHOD_REDUCING_BALANCE;
		life = ratio_subtract(state->law.life, state->age);
		length = ratio_divide(life, state->law.scale);
		new_life = !state->law.endless && state->law.method != METHOD_UNITS;
	}
	if (!asset_check_method(terms, method, new_life, fault, i))
		return false;
	if (!endless && (life.num <= 0 || length.num <= 0))
		return asset_fault_of(fault, ASSET_LIFE_OVER, i, (event->given & EVENT_LIFE) ? event->life : 0, 0);
	if (life.den == 0 || length.den == 0)
		return asset_fault_at(fault, ASSET_TOO_FINE, i);
	if (event->given & EVENT_FACTOR)
		state->factor = event->factor;
	asset_start_law(state, method, state->factor, endless, life, length);
	return true;
}

/* A new total of units: what is left of it is for what is still there. */
static bool
new_total(AssetState *state, const AssetEvent *event, AssetFault *fault, int i)
{
	Law		   *law = &state->law;

	law->units->left = real_subtract(event->total_units, state->units_used);
	if (real_sign(law->units->left) <= 0)
		return asset_fault_at(fault, ASSET_LIFE_OVER, i);
	return true;
}

/* Counts the units that were used since the law began, by what is there. */
static void
count_units(AssetState *state)
{
	if (state->law.method == METHOD_UNITS)
		state->units_used = real_add(state->units_used, law_units_used(&state->law, state->age));
}

Ratio
asset_part_kept(const AssetPart *part)
{
	i128		share = part->cost;
	i128		whole = part->of;
	Ratio		kept;

	if (whole == 0)
		return ratio_whole(0);
	kept = ratio_lowest(whole - share, whole);
	while (kept.den == 0)
	{
		whole >>= 1;
		share >>= 1;
		kept = ratio_lowest(whole - share, whole);
	}
	return kept;
}

/* Moves whole money; what the outcome changes the law has to follow. */
static bool
move_books(AssetState *state, const AssetEvent *event, int i, i128 unimpaired, const AssetPart *part, AssetOutcome *outcome,
		   AssetFault *fault)
{
	AssetBooks *books = &state->books;
	i128		value = asset_book_value(state);
	i128		amount = event->amount;
	i128		to_equity;
	i128		in_books;
	i128		profit;

	outcome->profit = 0;
	outcome->changes = true;
	switch (event->kind)
	{
		case EVENT_ESTIMATE:
		case EVENT_ADDITION:
			if (event->kind == EVENT_ADDITION)
				books->additions += amount;
			/* the same salvage again says nothing */
			outcome->changes = event->kind == EVENT_ADDITION || event->given != EVENT_SALVAGE || event->salvage != state->salvage;
			if (event->given & EVENT_SALVAGE)
				state->salvage = event->salvage;
			return state->salvage <= books_cost(books) ||
				asset_fault_of(fault, ASSET_SALVAGE_ABOVE_COST, i, state->salvage, books_cost(books));

		case EVENT_OPENING:
			if (amount > books_cost(books) - books_allowance(books))
				return asset_fault_of(fault, ASSET_OPENING_TOO_LARGE, i, amount, books_cost(books) - books_allowance(books));
			/* what the terms give changes nothing, not even what is below a cent */
			outcome->changes = amount != asset_accumulated(state);
			if (outcome->changes)
				state->now = fixed_from_whole(amount - books_off_accumulated(books));
			return true;

		case EVENT_RECOVERABLE:
			amount = value > amount ? value - amount : 0;
			__attribute__((fallthrough));	/* a comment is not read by the warnings of PostgreSQL 19 */
		case EVENT_IMPAIRMENT:
			if (amount > 0 && amount > value)
				return asset_fault_of(fault, ASSET_LOSS_TOO_LARGE, i, amount, value);
			to_equity = amount < state->surplus ? amount : state->surplus;
			books->losses += amount;
			books->equity -= to_equity;
			state->surplus -= to_equity;
			state->losses += amount - to_equity;
			outcome->changes = amount != 0;
			return true;

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
					return asset_fault_of(fault, ASSET_REVERSAL_TOO_LARGE, i, amount, limit);
				to_equity = amount > state->losses ? amount - state->losses : 0;
				books->losses -= amount;
				books->equity += to_equity;
				state->surplus += to_equity;
				state->losses -= amount - to_equity;
				outcome->changes = amount != 0;
			}
			return true;

		case EVENT_REVALUATION:
			if (amount >= value)
			{
				profit = unimpaired - value;
				if (profit > state->losses)
					profit = state->losses;
				if (profit > amount - value)
					profit = amount - value;
				if (profit < 0)
					profit = 0;
			}
			else
				profit = amount - value + (value - amount < state->surplus ? value - amount : state->surplus);
			outcome->profit = profit;
			books->equity += amount - value - profit;
			state->surplus += amount - value - profit;
			state->losses -= profit;
			in_books = asset_accumulated(state);
			books->revaluation += amount - books_cost(books);
			books->revaluation_accumulated -= in_books;
			books->revaluation_allowance -= books_allowance(books);
			return true;

		case EVENT_SPLIT:
		case EVENT_DISPOSAL:
			{
				i128		cost = part->of > 0 ? part_of(books_cost(books), part->cost, part->of) : books_cost(books);
				i128		allowance = books_allowance(books);
				i128		share_of = part->of > 0 ? part->of : 1;
				i128		share = part->of > 0 ? part->cost : 1;

				in_books = fixed_round(outcome->until) + books_off_accumulated(books);
				if (part->untouched)
				{
					/* of what is in the books: what a split took with it stays charged */
					Fixed		gone = part->all ? fixed_add(state->now, fixed_from_whole(books_off_accumulated(books))) :
						fixed_from_whole(part_of(asset_accumulated(state), share, share_of));

					state->charged = fixed_subtract(state->charged, gone);
					outcome->until = state->now = fixed_subtract(state->now, gone);
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
					state->salvage = state->surplus = state->losses = 0;
					return true;
				}
				state->salvage -= part_of(state->salvage, share, share_of);
				state->surplus -= part_of(state->surplus, share, share_of);
				state->losses -= part_of(state->losses, share, share_of);
			}
			return true;

		default:
			return true;
	}
}

/* The law follows an event that has moved the books: "before" is the book value of before. */
static bool
law_follows(AssetState *state, const AssetEvent *event, int i, Fixed before, const AssetPart *part, Ratio until, AssetFault *fault)
{
	Ratio		kept = ratio_whole(1);

	switch (event->kind)
	{
		case EVENT_SUSPEND:
			state->suspended = true;
			state->stop = until;
			return true;

		case EVENT_RESUME:
			state->suspended = false;
			if (state->law.method == METHOD_UNITS)
			{
				/* units are counted by the calendar: those of the time between count for nothing */
				count_units(state);
				asset_go_on(state, before, kept);
				state->age = ratio_multiply(ratio_subtract(state->place, state->law.origin), state->law.scale);
				state->law.from = state->age;
			}
			return true;

		case EVENT_ESTIMATE:
		case EVENT_ADDITION:
			count_units(state);
			if (event->given & (EVENT_LIFE | EVENT_REMAINING | EVENT_METHOD | EVENT_FACTOR) && !stays_with_units(state, event))
				return start_anew(state, event, fault, i);
			asset_go_on(state, before, kept);
			return !(event->given & EVENT_TOTAL_UNITS) || new_total(state, event, fault, i);

		case EVENT_SPLIT:
		case EVENT_DISPOSAL:
			count_units(state);
			if (part->all)
			{
				state->suspended = true;
				state->stop = state->place;
				return true;
			}
			if (state->law.method == METHOD_UNITS)
			{
				kept = asset_part_kept(part);
				state->units_used = real_divide_int(real_multiply_int(state->units_used, kept.num), kept.den);
			}
			break;

		default:
			count_units(state);
			break;
	}
	asset_go_on(state, before, kept);
	return true;
}

bool
asset_event_apply(AssetState *state, const AssetEvent *event, int i, i128 unimpaired, const AssetPart *part, Ratio until,
				  AssetOutcome *outcome, AssetFault *fault)
{
	Fixed		before = asset_exact_book_value(state);

	/* what of a part is charged until it ends comes with the event; nothing if it has ended by now */
	outcome->until = state->now;
	if (event->kind == EVENT_DISPOSAL && ratio_compare(until, state->place) > 0)
	{
		Fixed		rest;

		outcome->until = asset_charged_at(state, until);
		rest = fixed_subtract(outcome->until, state->now);
		state->now = fixed_add(state->now, fixed_subtract(rest, fixed_part(rest, asset_part_kept(part), ratio_whole(1))));
	}
	return move_books(state, event, i, unimpaired, part, outcome, fault) &&
		(!outcome->changes || law_follows(state, event, i, before, part, until, fault));
}
