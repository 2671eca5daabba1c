/*
 * asset.c
 *		An asset in the books: its events walked through in their order, its balances on any day.
 */
#include "core/finance/asset.h"

#include "core/finance/asset_events.h"

/* Amounts that sums and products of still fit. */
#define BOOKS_LIMIT	((i128) 1 << 92)

static void
push_segment(Asset *asset, const AssetState *state, int64_t day, Ratio kept, Fixed until)
{
	asset->segment[asset->segments++] = (AssetSegment) {
		.day = day, .kept = kept, .until = until, .place = state->place, .charged = state->charged, .age = state->age,
		.suspended = state->suspended, .stop = state->stop, .law = state->law
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
may_be(const AssetWalk *walk, int i, AssetPart *part)
{
	const AssetTerms *terms = walk->asset->terms;
	const AssetState *state = &walk->state[TRACK_ASSET];
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

/*
 * What of the course of depreciation goes on from an event's day to a later place where it counts: all
 * that begins or stands still only there, what stays of a part that leaves; nothing where value is measured.
 */
static Ratio
kept_until_it_counts(const AssetEvent *event, const AssetPart *part)
{
	if (asset_event_rules[event->kind].begins || event->kind == EVENT_SUSPEND)
		return ratio_whole(1);
	return event->kind == EVENT_SPLIT || event->kind == EVENT_DISPOSAL ? asset_part_kept(part) : ratio_whole(0);
}

/* The i-th event, which counts no earlier than those before it that changed something. */
static bool
one_event(AssetWalk *walk, int i)
{
	Asset	   *asset = walk->asset;
	const AssetEvent *event = &walk->event[i];
	const EventRule *rule = &asset_event_rules[event->kind];
	AssetState *state = &walk->state[TRACK_ASSET];
	AssetState	tried;
	AssetState *after = state;
	AssetPart	part = {0};
	AssetOutcome outcome;
	Ratio		place;
	Ratio		until;
	i128		unimpaired = 0;

	if (!may_be(walk, i, &part))
		return false;
	place = asset_event_place(state, event, &until);
	if (part.untouched)
		place = until = state->place;
	else if (part.all)
		place = until;
	if (walk->tracks > 1 && rule->changes_value)
	{
		AssetState	other = walk->state[unimpaired_track(event)];

		asset_advance(&other, place);
		unimpaired = asset_book_value(&other);
	}
	if (asset_event_may_be_idle(state, event))
	{
		tried = *state;
		after = &tried;
	}
	asset_advance(after, place);
	if (!asset_event_apply(after, event, i, unimpaired, &part, until, &outcome, walk->fault) || !still_counts(walk, after, i))
		return false;

	/* what changes nothing does not hold up what comes after it; had there been no loss, neither would the loss */
	for (int t = 1; t < walk->tracks; t++)
	{
		AssetState	other = walk->state[t];
		AssetOutcome of_it;

		if (!track_has(t, event))
			continue;
		asset_advance(&other, place);
		if (!asset_event_apply(&other, event, i, 0, &part, until, &of_it, walk->fault))
			return false;
		if (of_it.changes)
			walk->state[t] = other;
	}
	if (outcome.changes)
	{
		if (after == &tried)
			*state = tried;
		push_segment(asset, state, event->at + 1, kept_until_it_counts(event, &part), outcome.until);
	}
	else if (event->kind == EVENT_OPENING)
	{
		/* of what the terms give: it is in the books at the close of its day, the whole month's charge with it */
		push_segment(asset, after, event->at + 1, ratio_whole(0), after->now);
	}
	push_change(asset, &after->books, event, i, &part, outcome.profit);
	return true;
}

bool
asset_make(Asset *asset, AssetTerms *terms, const AssetEvent *event, int events, AssetFault *fault)
{
	AssetWalk	walk;			/* its states are set as far as they are walked: clearing them all takes longer */
	AssetState *state = &walk.state[TRACK_ASSET];
	bool		stands;

	walk.asset = asset;
	walk.event = event;
	walk.tracks = 1;
	walk.fault = fault;

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
	push_segment(asset, state, terms->in_service, ratio_whole(0), (Fixed) {0});
	asset->change[asset->changes++] = (AssetChange) {.at = terms->in_service, .books = state->books, .event = -1};

	for (int i = 0; i < events && terms->revalues; i++)
		if (event[i].kind == EVENT_REVERSAL || event[i].kind == EVENT_REVALUATION)
			walk.tracks = ASSET_TRACKS;
	for (int t = 1; t < walk.tracks; t++)
		walk.state[t] = *state;

	for (int i = 0; i < events; i++)
		if (!one_event(&walk, i))
			return false;

	stands = state->suspended && ratio_compare(state->stop, state->place) <= 0;
	asset->endless = state->law.endless && !state->suspended;
	asset->end = state->place;
	asset->late = !stands && !state->law.endless && ratio_compare(state->law.from, state->law.life) >= 0 &&
		!fixed_is_zero(state->law.base);
	if (!stands && !state->law.endless && ratio_compare(state->age, state->law.life) < 0)
		asset->end = ratio_add(state->place, ratio_divide(ratio_subtract(state->law.life, state->age), state->law.scale));
	if (!stands && state->suspended)
		asset->end = state->law.endless ? state->stop : ratio_smaller(asset->end, state->stop);
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
	Fixed		charged;
	int			low = 0;
	int			high = asset->segments - 1;

	if (day <= asset->terms->in_service)
		return (Fixed) {0};
	place = axis_of_day(&asset->terms->axis, day);

	/* the last whose day has come; and where its place has not, the course before goes on in part */
	while (low < high)
	{
		int			middle = low + (high - low + 1) / 2;

		if (asset->segment[middle].day <= day)
			low = middle;
		else
			high = middle - 1;
	}
	high = low;
	while (low > 0 && asset->segment[low].kept.num > 0 && ratio_compare(place, asset->segment[low].place) < 0)
		low--;

	segment = &asset->segment[low];
	age = segment->age;
	if (segment->suspended)
		place = ratio_smaller(place, segment->stop);
	if (ratio_compare(place, segment->place) > 0)
		age = ratio_add(age, ratio_multiply(ratio_subtract(place, segment->place), segment->law.scale));
	charged = fixed_add(segment->charged, law_amount(&segment->law, age));
	while (low < high)
	{
		Fixed		rest;

		segment = &asset->segment[++low];
		if (ratio_is_whole(segment->kept, 1))
			continue;
		rest = fixed_not_negative(fixed_subtract(segment->until, charged));
		charged = fixed_subtract(segment->until, fixed_part(rest, segment->kept, ratio_whole(1)));
	}
	return charged;
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
