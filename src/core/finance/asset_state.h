/*
 * asset_state.h
 *		An asset while its events are worked out one after the other: its books, and the law by
 *		which it is depreciated.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_ASSET_STATE_H
#define GPURENT_CORE_ASSET_STATE_H

#include "core/finance/asset_terms.h"

/* ---- the books --------------------------------------------------------------------------- */

/* Movements so far, by events: balances and the columns of any period are their sums and differences. */
typedef struct AssetBooks
{
	i128		additions;
	i128		disposals;		/* not positive */
	i128		revaluation;
	i128		disposals_accumulated;	/* not positive */
	i128		revaluation_accumulated;	/* not positive */
	i128		losses;
	i128		disposals_allowance;	/* not positive */
	i128		revaluation_allowance;	/* not positive */
	i128		gain;
	i128		equity;
} AssetBooks;

static inline i128
books_cost(const AssetBooks *books)
{
	return books->additions + books->disposals + books->revaluation;
}

static inline i128
books_allowance(const AssetBooks *books)
{
	return books->losses + books->disposals_allowance + books->revaluation_allowance;
}

/* What accumulated depreciation is besides what was charged: not positive, but for an opening. */
static inline i128
books_off_accumulated(const AssetBooks *books)
{
	return books->disposals_accumulated + books->revaluation_accumulated;
}

/* ---- the state ---------------------------------------------------------------------------- */

typedef struct AssetState
{
	const AssetTerms *terms;
	Law			law;
	Fixed		charged;		/* Q at law.from */
	Ratio		place;			/* of the last event, */
	Ratio		age;			/* the law's age there, */
	Fixed		now;			/* and Q */
	Ratio		consumed;		/* life that was used up under earlier laws, in months */
	Ratio		consumed_length;	/* the same in units of the axis */
	Ratio		factor;			/* of a declining balance, by the last that said one */
	bool		suspended;
	Ratio		stop;			/* from where it stands still, if suspended */
	AssetBooks	books;
	i128		salvage;
	i128		surplus;		/* of revaluations, in equity */
	i128		losses;			/* that went to profit or loss, less what came back */
	Real		units_used;		/* by what is still there */
} AssetState;

static inline Ratio
age_at(const AssetState *state, Ratio place)
{
	if (state->suspended)
		place = ratio_smaller(place, state->stop);
	if (ratio_compare(place, state->place) <= 0)
		return state->age;
	return ratio_add(state->age, ratio_multiply(ratio_subtract(place, state->place), state->law.scale));
}

/* Q at a place, or where the last event counts if that is later. */
static inline Fixed
asset_charged_at(AssetState *state, Ratio place)
{
	return fixed_add(state->charged, law_amount(&state->law, ratio_kept(age_at(state, place))));
}

/* Moves to where an event counts: not before the one that came before it. */
static inline void
asset_advance(AssetState *state, Ratio place)
{
	place = ratio_kept(ratio_larger(place, state->place));
	state->age = ratio_kept(age_at(state, place));
	state->place = place;
	state->now = fixed_add(state->charged, law_amount(&state->law, state->age));
}

static inline i128
asset_accumulated(const AssetState *state)
{
	return fixed_round(state->now) + books_off_accumulated(&state->books);
}

/* As the books show it. */
static inline i128
asset_book_value(const AssetState *state)
{
	return books_cost(&state->books) - books_allowance(&state->books) - asset_accumulated(state);
}

/* Between the roundings. */
static inline Fixed
asset_exact_book_value(const AssetState *state)
{
	i128		whole = books_cost(&state->books) - books_allowance(&state->books) -
		books_off_accumulated(&state->books);

	return fixed_subtract(fixed_from_whole(whole), state->now);
}

/* ---- laws ---------------------------------------------------------------------------------- */

/* The state of a new asset. */
extern void asset_put_in_service(AssetState *state, AssetTerms *terms);

/*
 * A law of a method that starts anew at state->place, with so much life left; what is left
 * in units of the axis is "length".
 */
extern void asset_start_law(AssetState *state, DepreciationMethod method, Ratio factor, bool endless, Ratio life, Ratio length);

/* The law goes on after the book value, the salvage, or the units left have changed. */
extern void asset_go_on(AssetState *state, Fixed before, Ratio units_kept);

#endif
