/*
 * asset.c
 *		An asset in the books: its events walked through in their order, its balances on any day.
 */
#include "core/finance/asset.h"

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

bool
asset_make(Asset *asset, AssetTerms *terms, const AssetEvent *event, int events, AssetFault *fault)
{
	AssetState	state;
	AssetState *shadow = NULL;	/* had there been no losses; and no revaluations either */

	*fault = (AssetFault) {.code = ASSET_OK};
	if (!asset_check_terms(terms, fault))
		return false;
	asset_put_in_service(&state, terms);
	if (!ratio_fits(state.place) || state.law.scale.den == 0 || state.law.life.den == 0)
		return asset_fault_at(fault, ASSET_TOO_FINE, -1);

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
			shadow = terms->allocate(2 * sizeof(AssetState));
			shadow[0] = shadow[1] = state;
		}

	for (int i = 0; i < events; i++)
	{
		const AssetEvent *e = &event[i];
		const EventRule *rule = &asset_event_rules[e->kind];
		AssetPart	part = {0};
		i128		unimpaired = 0;
		i128		profit;
		Ratio		place;

		terms->poll();
		if (asset->disposed)
			return asset_fault_of(fault, ASSET_AFTER_DISPOSAL, i, 0, asset->disposed_at);
		if (!asset_event_check(terms, &state, e, i, fault))
			return false;
		if (rule->once && i > 0 && event[i - 1].at == e->at && event[i - 1].kind == e->kind)
			return asset_fault_at(fault, ASSET_TWICE, i);
		if ((e->kind == EVENT_SPLIT || e->kind == EVENT_DISPOSAL) && !asset_event_part(terms, &state, e, i, &part, fault))
			return false;

		place = asset_event_place(terms, e);
		if (part.untouched)
			place = state.place;
		asset_advance(&state, place);
		if (shadow != NULL)
		{
			for (int s = 0; s < 2; s++)
			{
				i128		not_used;

				asset_advance(&shadow[s], place);
				if (rule->changes_value && (e->kind != EVENT_REVALUATION || s == 1))
					continue;
				if (!asset_event_apply(&shadow[s], e, i, 0, &part, &not_used, fault))
					return false;
			}
			unimpaired = asset_book_value(&shadow[e->kind == EVENT_REVALUATION]);
		}
		if (!asset_event_apply(&state, e, i, unimpaired, &part, &profit, fault))
			return false;
		if (!ratio_fits(state.place) || !ratio_fits(state.age) || state.law.life.den == 0)
			return asset_fault_at(fault, ASSET_TOO_FINE, i);
		if (!within_limits(&state))
			return asset_fault_at(fault, ASSET_AMOUNT_TOO_LARGE, i);

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
