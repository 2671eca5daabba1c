/*
 * asset_journal.c
 *		The journal of an asset: what its books debit and credit, as roles that the caller
 *		joins to a chart of accounts.
 */
#include "base/gpurent.h"

#include <math.h>

#include "base/arguments.h"
#include "base/dates.h"
#include "base/numbers.h"
#include "finance/asset_schedule.h"
#include "ledger/journal.h"

/* After the arguments of the schedule */
#define ARG_RED	ASSET_ARGUMENTS

/* The roles of accounts: doc/asset_journal.md has them by standard. */
#define COST						"cost"
#define ACQUISITION					"acquisition"
#define DEPRECIATION				"depreciation"
#define ACCUMULATED_DEPRECIATION	"accumulated depreciation"
#define IMPAIRMENT_LOSS				"impairment loss"
#define IMPAIRMENT_ALLOWANCE		"impairment allowance"
#define PROCEEDS					"proceeds"
#define DISPOSAL_GAIN				"gain or loss on disposal"
#define SURPLUS						"revaluation surplus"
#define REVALUATION_GAIN			"revaluation gain or loss"

/*
 * Entries come in the order of days: those of events on their day, the charge of a period on
 * its last day.
 */
typedef struct AssetJournal
{
	AssetPeriods periods;
	AssetCall	call;
	Journal		journal;
	int			change;			/* the next event to be written */
	bool		in_period;
} AssetJournal;

/* What has no side of its own: a debit if it is positive, else a credit. */
static void
journal_signed(Journal *journal, const char *account, i128 amount)
{
	if (amount >= 0)
		journal_debit(journal, account, amount, NULL);
	else
		journal_credit(journal, account, -amount, NULL);
}

/* A migrated or split-off asset, as it comes into these books. */
static void
write_opening(AssetJournal *state)
{
	Journal    *journal = &state->journal;
	const Asset *asset = &state->call.asset;
	const AssetBooks *books = &asset_change_before(asset, asset->opened + 1)->books;
	i128		accumulated = fixed_round(asset_charged(asset, asset->opened + 1)) + books_off_accumulated(books);

	journal_entry(journal, (DateADT) asset->opened, "opening");
	journal_debit(journal, COST, books_cost(books), NULL);
	journal_credit(journal, ACCUMULATED_DEPRECIATION, accumulated, NULL);
	journal_credit(journal, IMPAIRMENT_ALLOWANCE, books_allowance(books), NULL);
	journal_signed(journal, ACQUISITION, accumulated + books_allowance(books) - books_cost(books));
}

/* What an event moved. */
static void
write_change(AssetJournal *state, const AssetChange *change)
{
	static const AssetBooks nothing = {0};
	Journal    *journal = &state->journal;
	const AssetBooks *after = &change->books;
	const AssetBooks *before = change->event < 0 ? &nothing : &change[-1].books;
	AssetEventKind kind = change->event < 0 ? EVENT_ADDITION : state->call.event[change->event].kind;
	i128		equity = after->equity - before->equity;
	i128		accumulated;
	i128		allowance;
	i128		value;

#define MOVED(field) (after->field - before->field)

	journal_entry(journal, (DateADT) change->at, change->event < 0 ? "in service" : asset_event_kind_names[kind]);
	switch (kind)
	{
		case EVENT_ADDITION:
			journal_debit(journal, COST, MOVED(additions), NULL);
			journal_credit(journal, ACQUISITION, MOVED(additions), NULL);
			break;
		case EVENT_IMPAIRMENT:
		case EVENT_RECOVERABLE:
		case EVENT_REVERSAL:
			/* a reversal is a loss taken back: all is below zero */
			journal_debit(journal, IMPAIRMENT_LOSS, MOVED(losses) + equity, NULL);
			journal_debit(journal, SURPLUS, -equity, NULL);
			journal_credit(journal, IMPAIRMENT_ALLOWANCE, MOVED(losses), NULL);
			break;
		case EVENT_REVALUATION:
			journal_debit(journal, ACCUMULATED_DEPRECIATION, -MOVED(revaluation_accumulated), NULL);
			journal_debit(journal, IMPAIRMENT_ALLOWANCE, -MOVED(revaluation_allowance), NULL);
			journal_signed(journal, COST, MOVED(revaluation));
			journal_signed(journal, SURPLUS, -equity);
			journal_signed(journal, REVALUATION_GAIN, -change->profit);
			break;
		case EVENT_SPLIT:
		case EVENT_DISPOSAL:
			accumulated = -MOVED(disposals_accumulated);
			allowance = -MOVED(disposals_allowance);
			value = -MOVED(disposals) - accumulated - allowance;
			/* what is split off is acquired by another asset: its opening */
			if (kind == EVENT_SPLIT)
				journal_signed(journal, ACQUISITION, value);
			else
				journal_debit(journal, PROCEEDS, value + MOVED(gain), NULL);
			journal_debit(journal, ACCUMULATED_DEPRECIATION, accumulated, NULL);
			journal_debit(journal, IMPAIRMENT_ALLOWANCE, allowance, NULL);
			journal_credit(journal, COST, -MOVED(disposals), NULL);
			journal_signed(journal, DISPOSAL_GAIN, -MOVED(gain));
			break;
		default:
			break;
	}
#undef MOVED
}

static bool
next_entry(Journal *journal)
{
	AssetJournal *state = journal->state;
	AssetPeriods *periods = &state->periods;
	const Asset *asset = &state->call.asset;
	i128		charge;

	if (!state->in_period)
	{
		bool		first = !periods->begun;

		if (!asset_periods_next(periods))
			return false;
		state->in_period = true;
		if (first)
		{
			while (state->change < asset->changes && asset->change[state->change].at < periods->from)
				state->change++;
			if (asset->opened >= state->call.terms.in_service && asset->opened >= state->call.within.lower)
			{
				write_opening(state);
				return true;
			}
		}
	}
	if (state->change < asset->changes && asset->change[state->change].at < periods->end)
	{
		write_change(state, &asset->change[state->change++]);
		return true;
	}
	charge = fixed_round(periods->charged_after) - fixed_round(periods->charged);
	journal_entry(journal, (DateADT) (periods->end - 1), "depreciation");
	journal_debit(journal, DEPRECIATION, charge, NULL);
	journal_credit(journal, ACCUMULATED_DEPRECIATION, charge, NULL);
	state->in_period = false;
	return true;
}

static bool
asset_journal_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	AssetJournal *state = asset_allocate(sizeof(AssetJournal));

	reject_null(fcinfo, ARG_RED, "red");
	if (!asset_call_read(fcinfo, &state->call, false))
		return false;
	if (state->call.terms.exact)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scale is null, but a journal is of whole money"),
				 errhint("Leave the argument out to get cents.")));
	if (!asset_periods_begin(&state->periods, &state->call))
		return false;
	state->journal = (Journal) {
		.next_entry = next_entry,
		.state = state,
		.scale = state->call.scale,
		.red = PG_GETARG_BOOL(ARG_RED),
		.unnamed = true
	};
	state->change = 0;
	state->in_period = false;
	journal_begin(&state->journal, source);
	return true;
}

/*
 * asset_journal(cost numeric, in_service date, ..., calendar date[] DEFAULT NULL, red boolean DEFAULT false)
 *		RETURNS TABLE (at date, account text, debit numeric, credit numeric, memo text)
 *
 * The journal of depreciation_schedule() with the same arguments: events on their day, the
 * charge of a period on its last day, in the order of days, balanced in every entry, in
 * currency units of "scale" decimals.  One of debit and credit is NULL.  With red, a charge that a
 * disposal takes back and a loss that is reversed are negative on their own side.
 *
 * No lines for a NULL cost or in_service.  Errors as depreciation_schedule(), 22023 for a
 * NULL scale.
 *
 * Sources: CAS 4 and CAS 8 with their application guides (accounts 1601, 1602, 1603, 1606, 6115,
 * 6701); IAS 16.39-41, IAS 36.60, 36.119; ASC 360.
 */
PG_FUNCTION_INFO_V1(asset_journal);
Datum
asset_journal(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, asset_journal_begin);
}

static double
journal_rows(List *arguments)
{
	return 2 * asset_planned_periods(arguments);
}

/* Two lines a period. */
PG_FUNCTION_INFO_V1(asset_journal_support);
Datum
asset_journal_support(PG_FUNCTION_ARGS)
{
	return planned_rows(fcinfo, journal_rows);
}
