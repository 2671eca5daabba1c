/*
 * asset.c
 *		An asset in the books: its events walked through in their order, its balances on any day.
 */
#include "core/finance/asset.h"

#include <string.h>

#include "core/finance/asset_events.h"

/* Amounts that sums and products of still fit. */
#define BOOKS_LIMIT	((i128) 1 << 92)

static void
push_segment(Asset *asset, const AssetState *state, int64_t day, bool waits)
{
	asset->segment[asset->segments++] = (AssetSegment) {
		.day = day, .waits = waits, .place = state->place, .charged = state->charged, .age = state->age,
		.suspended = state->suspended, .law = state->law
	};
}

static bool
within_limits(const AssetState *state)
{
	const AssetBooks *books = &state->books;

	return books->additions < BOOKS_LIMIT && books->revaluation < BOOKS_LIMIT && books->revaluation > -BOOKS_LIMIT &&
		books->losses < BOOKS_LIMIT && books->gain < BOOKS_LIMIT && books->gain > -BOOKS_LIMIT &&
		books->equity < BOOKS_LIMIT && books->equity > -BOOKS_LIMIT;
}

/* ---- events, one after the other -------------------------------------------------------------------- */

/*
 * An asset on its way through its events, and what would have become of it: had there been no
 * losses, and no revaluations either.  Only what is needed is walked.
 */
typedef enum AssetTrack
{
	TRACK_ASSET,
	TRACK_NO_LOSSES,
	TRACK_AT_COST,
	ASSET_TRACKS
} AssetTrack;

typedef struct AssetWalk
{
	Asset	   *asset;
	const AssetEvent *event;
	int			events;
	int			tracks;			/* 1 or all */
	AssetState	state[ASSET_TRACKS];
	AssetFault *fault;
} AssetWalk;

static inline bool
track_has(int track, const AssetEvent *event)
{
	return track == TRACK_ASSET || !asset_event_rules[event->kind].changes_value ||
		(track == TRACK_NO_LOSSES && event->kind == EVENT_REVALUATION);
}

static inline AssetTrack
unimpaired_track(const AssetEvent *event)
{
	return event->kind == EVENT_REVALUATION ? TRACK_AT_COST : TRACK_NO_LOSSES;
}

/* May there be the i-th event, as things are?  And the part that it takes. */
static bool
may_be(const AssetWalk *walk, const AssetState *state, int i, AssetPart *part)
{
	const AssetTerms *terms = walk->asset->terms;
	const AssetEvent *event = &walk->event[i];

	terms->poll();
	if (walk->asset->disposed)
		return asset_fault_of(walk->fault, ASSET_AFTER_DISPOSAL, i, 0, walk->asset->disposed_at);
	if (!asset_event_check(terms, state, event, i, walk->fault))
		return false;
	if (asset_event_rules[event->kind].once && i > 0 && event[-1].at == event->at && event[-1].kind == event->kind)
		return asset_fault_at(walk->fault, ASSET_TWICE, i);
	return (event->kind != EVENT_SPLIT && event->kind != EVENT_DISPOSAL) ||
		asset_event_part(terms, state, event, i, part, walk->fault);
}

static bool
still_counts(const AssetWalk *walk, const AssetState *state, int i)
{
	if (!ratio_fits(state->place) || !ratio_fits(state->age) || state->law.life.den == 0)
		return asset_fault_at(walk->fault, ASSET_TOO_FINE, i);
	return within_limits(state) || asset_fault_at(walk->fault, ASSET_AMOUNT_TOO_LARGE, i);
}

/* The books show an event from its day on. */
static void
push_change(Asset *asset, const AssetBooks *books, const AssetEvent *event, int i, const AssetPart *part, i128 profit)
{
	asset->change[asset->changes++] = (AssetChange) {.at = event->at, .books = *books, .event = i, .profit = profit};
	asset->last_event = event->at;
	if (event->kind == EVENT_OPENING)
		asset->opened = event->at;
	if (part->all)
	{
		asset->disposed = true;
		asset->disposed_at = event->at;
	}
}

/* What moves the course of depreciation by the table of conventions, which may be before its day. */
static inline bool
goes_by_the_table(AssetEventKind kind)
{
	return kind == EVENT_RESUME || kind == EVENT_ADDITION || kind == EVENT_SPLIT || kind == EVENT_SUSPEND ||
		kind == EVENT_DISPOSAL;
}

/* May what comes later in a month count before what is measured in it? */
static inline bool
days_are_rounded_down(const AssetTerms *terms)
{
	return terms->axis.convention != CONVENTION_DAY && terms->axis.convention != CONVENTION_NEXT_MONTH;
}

/*
 * Where the i-th event counts, for all that is known of its month: value of which a part leaves on
 * a later day of it is measured where that part leaves, for all parts alike.
 */
static Ratio
counts_at(const AssetWalk *walk, int i)
{
	const AssetTerms *terms = walk->asset->terms;
	const AssetEvent *event = &walk->event[i];
	Ratio		place = asset_event_place(terms, event);
	int64_t		month;

	if (!asset_event_rules[event->kind].changes_value || i + 1 == walk->events || !days_are_rounded_down(terms))
		return place;
	month = fiscal_month(&terms->axis.calendar, event->at);
	for (int j = i + 1; j < walk->events && fiscal_month(&terms->axis.calendar, walk->event[j].at) == month; j++)
	{
		if (walk->event[j].kind == EVENT_OPENING)
			break;
		if (walk->event[j].kind == EVENT_SPLIT || walk->event[j].kind == EVENT_DISPOSAL)
			return ratio_smaller(place, asset_event_place(terms, &walk->event[j]));
	}
	return place;
}

/* The i-th event, which counts no earlier than those before it. */
static bool
one_event(AssetWalk *walk, int i)
{
	Asset	   *asset = walk->asset;
	const AssetEvent *event = &walk->event[i];
	const EventRule *rule = &asset_event_rules[event->kind];
	AssetState *state = &walk->state[TRACK_ASSET];
	AssetState	after;
	AssetPart	part = {0};
	Ratio		place;
	i128		unimpaired = 0;
	i128		profit;
	bool		changes;

	if (!may_be(walk, state, i, &part))
		return false;
	place = part.untouched ? state->place : counts_at(walk, i);
	if (walk->tracks > 1 && rule->changes_value)
	{
		AssetState	other = walk->state[unimpaired_track(event)];

		asset_advance(&other, place);
		unimpaired = asset_book_value(&other);
	}
	after = *state;
	asset_advance(&after, place);
	if (!asset_event_apply(&after, event, i, unimpaired, &part, &profit, &changes, walk->fault) ||
		!still_counts(walk, &after, i))
		return false;

	/* what changes nothing does not hold up what comes after it */
	for (int t = 1; t < walk->tracks; t++)
	{
		AssetState	other = walk->state[t];
		bool		changes_it = false;
		i128		not_used;

		asset_advance(&other, place);
		if (track_has(t, event) && !asset_event_apply(&other, event, i, 0, &part, &not_used, &changes_it, walk->fault))
			return false;
		if (changes || changes_it)
			walk->state[t] = other;
	}
	if (changes)
	{
		*state = after;
		push_segment(asset, state, rule->begins ? event->at : event->at + 1, rule->begins);
	}
	push_change(asset, &after.books, event, i, &part, profit);
	return true;
}

/* ---- events of a month that count in another order -------------------------------------------------- */

/*
 * An estimate counts, and value is measured, when the month is over; a disposal, a resumption and
 * the like on a later day of that month may count before that.  The end, beyond the last of them,
 * of the events from the i-th on that are to be walked together; i if it stands by itself.
 */
static int
end_of_overtaken(const AssetWalk *walk, int i)
{
	const AssetTerms *terms = walk->asset->terms;
	const FiscalCalendar *calendar = &terms->axis.calendar;
	const AssetEvent *event = &walk->event[i];
	int			end = i;
	int64_t		month;
	Ratio		place;

	if (!days_are_rounded_down(terms) || goes_by_the_table(event->kind) || event->kind == EVENT_OPENING || i + 1 == walk->events)
		return i;
	month = fiscal_month(calendar, event->at);
	place = counts_at(walk, i);
	if (ratio_compare(place, ratio_whole(month)) <= 0 || ratio_compare(place, walk->state[TRACK_ASSET].place) <= 0)
		return i;
	for (int j = i + 1; j < walk->events && fiscal_month(calendar, walk->event[j].at) == month; j++)
	{
		/* what an opening says of the past stands */
		if (walk->event[j].kind == EVENT_OPENING)
			break;
		if (!goes_by_the_table(walk->event[j].kind))
			continue;
		if (ratio_compare(asset_event_place(terms, &walk->event[j]), place) >= 0)
			break;
		end = j + 1;
	}
	return end;
}

/* Does the i-th event count before a place, so that depreciation has it in its course until there? */
static inline bool
counts_before(const AssetWalk *walk, int i, Ratio place)
{
	return goes_by_the_table(walk->event[i].kind) || ratio_compare(counts_at(walk, i), place) < 0;
}

/* The book value of a track that a reversal or a revaluation is held against. */
static inline i128
unimpaired_value(const AssetState track[], int tracks, const AssetEvent *event)
{
	return tracks > 1 && asset_event_rules[event->kind].changes_value ? asset_book_value(&track[unimpaired_track(event)]) : 0;
}

/* What is charged at a place, with all that counts before it, but as if nothing were measured there. */
static bool
look_ahead(const AssetWalk *walk, int from, int to, Ratio place, Fixed charged[])
{
	AssetState	track[ASSET_TRACKS];
	AssetState	books = walk->state[TRACK_ASSET];
	i128		profit;
	bool		changes;

	memcpy(track, walk->state, walk->tracks * sizeof(AssetState));
	for (int i = from; i < to; i++)
	{
		const AssetEvent *event = &walk->event[i];
		AssetPart	part = {0};

		if (event->kind == EVENT_REVALUATION)
			books.books.revaluation += event->amount - books_cost(&books.books);
		if (!counts_before(walk, i, place))
			continue;
		if (event->kind == EVENT_ADDITION)
			books.books.additions += event->amount;
		if (event->kind == EVENT_SPLIT || event->kind == EVENT_DISPOSAL)
		{
			if (!asset_event_part(walk->asset->terms, &books, event, i, &part, walk->fault))
				return false;
			books.books.disposals -= part.cost;
		}
		for (int t = walk->tracks - 1; t >= 0; t--)
		{
			asset_advance(&track[t], part.untouched ? track[t].place : counts_at(walk, i));
			if (track_has(t, event) &&
				!asset_event_apply(&track[t], event, i, t == 0 ? unimpaired_value(track, walk->tracks, event) : 0, &part, &profit,
								   &changes, walk->fault))
				return false;
		}
	}
	for (int t = 0; t < walk->tracks; t++)
	{
		asset_advance(&track[t], place);
		charged[t] = track[t].now;
	}
	return true;
}

/* The month is over: what was measured, and estimated anew, counts from here on. */
static bool
month_is_over(AssetWalk *walk, AssetState *state, const AssetState *shown, int from, int to, Ratio place, const Real *units)
{
	Fixed		before;
	bool		anew = false;

	asset_advance(state, place);
	before = asset_exact_book_value(state);
	state->books = shown->books;
	state->salvage = shown->salvage;
	state->surplus = shown->surplus;
	state->losses = shown->losses;
	for (int i = from; i < to; i++)
		if (walk->event[i].kind == EVENT_ESTIMATE && asset_event_starts_anew(state, &walk->event[i]))
		{
			anew = true;
			if (!asset_event_follow(state, &walk->event[i], i, before, NULL, walk->fault))
				return false;
		}
	if (!anew)
	{
		AssetEvent	rest = {.kind = EVENT_ESTIMATE, .given = units != NULL ? EVENT_TOTAL_UNITS : EVENT_SALVAGE};

		if (units != NULL)
			rest.total_units = *units;
		if (!asset_event_follow(state, &rest, to - 1, before, NULL, walk->fault))
			return false;
	}
	return still_counts(walk, state, to - 1);
}

/*
 * Events from one number to another of which some count before others that they come after.  The
 * books show each on its day; the course of depreciation has them in the order in which they
 * count.  So what is measured is measured when its month has been charged, with all that happens
 * in it, whatever its day.
 */
static bool
overtaken_events(AssetWalk *walk, int from, int to)
{
	Asset	   *asset = walk->asset;
	Ratio		place = counts_at(walk, from);
	AssetState	shown[ASSET_TRACKS];
	Fixed		charged[ASSET_TRACKS];
	Real		units = {0};
	bool		has_units = false;
	bool		follows = false;
	bool		waits = true;	/* as long as nothing was measured: then the month counts as charged */
	int64_t		day = walk->event[to - 1].at + 1;

	if (!look_ahead(walk, from, to, place, charged))
		return false;
	memcpy(shown, walk->state, walk->tracks * sizeof(AssetState));
	for (int i = from; i < to; i++)
	{
		const AssetEvent *event = &walk->event[i];
		const EventRule *rule = &asset_event_rules[event->kind];
		bool		moves = counts_before(walk, i, place);
		bool		takes_part = event->kind == EVENT_SPLIT || event->kind == EVENT_DISPOSAL;
		AssetPart	part = {0};
		i128		unimpaired;
		i128		profit = 0;
		bool		changes = false;

		if (!may_be(walk, &shown[TRACK_ASSET], i, &part))
			return false;
		for (int t = 0; t < walk->tracks; t++)
		{
			if (moves)
				asset_advance(&walk->state[t], part.untouched ? walk->state[t].place : counts_at(walk, i));
			shown[t].now = moves ? walk->state[t].now : charged[t];
		}
		unimpaired = unimpaired_value(shown, walk->tracks, event);
		for (int t = walk->tracks - 1; t >= 0; t--)
		{
			i128		not_used;
			i128		limit = t == TRACK_ASSET ? unimpaired : 0;

			if (!track_has(t, event))
				continue;
			if (moves && !asset_event_apply(&walk->state[t], event, i, limit, &part, &not_used, &changes, walk->fault))
				return false;
			if (!asset_event_book(&shown[t], event, i, limit, &part, &profit, &changes, walk->fault))
				return false;
			shown[t].suspended = walk->state[t].suspended;
		}
		if (event->given & EVENT_METHOD)
			shown[TRACK_ASSET].law.method = event->method;
		if (event->given & EVENT_TOTAL_UNITS)
		{
			units = event->total_units;
			has_units = true;
		}
		if (takes_part)
			units = asset_units_kept(units, &part);
		follows |= changes && !moves;
		if (waits && changes && !moves && rule->changes_value)
		{
			waits = false;
			day = event->at + 1;
		}
		if (!still_counts(walk, &walk->state[TRACK_ASSET], i))
			return false;
		if (!within_limits(&shown[TRACK_ASSET]))
			return asset_fault_at(walk->fault, ASSET_AMOUNT_TOO_LARGE, i);
		if (moves && waits && changes)
			push_segment(asset, &walk->state[TRACK_ASSET], rule->begins ? event->at : event->at + 1, rule->begins);
		push_change(asset, &shown[TRACK_ASSET].books, event, i, &part, profit);
	}
	if (!follows)
		return true;
	for (int t = 0; t < walk->tracks; t++)
		if (!month_is_over(walk, &walk->state[t], &shown[t], from, to, place, has_units ? &units : NULL))
			return false;
	push_segment(asset, &walk->state[TRACK_ASSET], day, waits);
	return true;
}

bool
asset_make(Asset *asset, AssetTerms *terms, const AssetEvent *event, int events, AssetFault *fault)
{
	AssetWalk	walk = {.asset = asset, .event = event, .events = events, .tracks = 1, .fault = fault};
	AssetState *state = &walk.state[TRACK_ASSET];

	*fault = (AssetFault) {.code = ASSET_OK};
	if (!asset_check_terms(terms, fault))
		return false;
	asset_put_in_service(state, terms);
	if (!ratio_fits(state->place) || state->law.scale.den == 0 || state->law.life.den == 0)
		return asset_fault_at(fault, ASSET_TOO_FINE, -1);

	*asset = (Asset) {
		.terms = terms,
		.segment = terms->allocate((events + 1) * sizeof(AssetSegment)),
		.change = terms->allocate((events + 1) * sizeof(AssetChange)),
		.opened = terms->in_service - 1,
		.last_event = terms->in_service
	};
	push_segment(asset, state, terms->in_service, false);
	asset->change[asset->changes++] = (AssetChange) {.at = terms->in_service, .books = state->books, .event = -1};

	for (int i = 0; i < events && terms->revalues; i++)
		if (event[i].kind == EVENT_REVERSAL || event[i].kind == EVENT_REVALUATION)
			walk.tracks = ASSET_TRACKS;
	for (int t = 1; t < walk.tracks; t++)
		walk.state[t] = *state;

	for (int i = 0; i < events;)
	{
		int			end = end_of_overtaken(&walk, i);

		if (!(end > i ? overtaken_events(&walk, i, end) : one_event(&walk, i)))
			return false;
		i = end > i ? end : i + 1;
	}

	asset->endless = state->law.endless && !state->suspended;
	asset->end = state->place;
	asset->late = !state->suspended && !asset->endless && ratio_compare(state->law.from, state->law.life) >= 0 &&
		!fixed_is_zero(state->law.base);
	if (!state->suspended && !asset->endless && ratio_compare(state->age, state->law.life) < 0)
		asset->end = ratio_add(state->place, ratio_divide(ratio_subtract(state->law.life, state->age), state->law.scale));
	if (asset->end.den == 0)
		return asset_fault_at(fault, ASSET_TOO_FINE, -1);
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
