/*
 * journal.c
 *		Journal entries: what is debited and credited on a day, given out line by line.
 */
#include "ledger/journal.h"

#include "base/numbers.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

/* After the day, and the entry's name where there is one */
typedef enum JournalColumn
{
	COLUMN_ACCOUNT,
	COLUMN_DEBIT,
	COLUMN_CREDIT,
	COLUMN_MEMO
} JournalColumn;

/* ---- an entry is written --------------------------------------------------------------- */

void
journal_entry(Journal *journal, DateADT at, const char *entry)
{
	journal->at = at;
	journal->entry = entry;
}

static void
add_line(Journal *journal, const char *account, i128 amount, bool credit, const char *memo)
{
	if (amount == 0)
		return;
	if (amount < 0 && !journal->red)
	{
		amount = -amount;
		credit = !credit;
	}
	if (journal->lines == journal->room)
	{
		journal->room = Max(8, journal->room * 2);
		journal->line = journal->line == NULL ? palloc(journal->room * sizeof(JournalLine)) :
			repalloc(journal->line, journal->room * sizeof(JournalLine));
	}
	journal->line[journal->lines] = (JournalLine) {
		.account = account,
		.memo = memo,
		.credit = credit
	};
	words128_set(&journal->line[journal->lines++].amount, amount);
}

void
journal_debit(Journal *journal, const char *account, i128 amount, const char *memo)
{
	add_line(journal, account, amount, false, memo);
}

void
journal_credit(Journal *journal, const char *account, i128 amount, const char *memo)
{
	add_line(journal, account, amount, true, memo);
}

/* What is credited is what is debited: anything else is a fault of ours, and is not given out. */
static void
check_balanced(const Journal *journal)
{
	i128		difference = 0;

	for (int i = 0; i < journal->lines; i++)
	{
		i128		amount = words128_get(&journal->line[i].amount);

		difference += journal->line[i].credit ? -amount : amount;
	}
	if (difference != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("entry \"%s\" does not balance", journal->entry)));
}

/* ---- and given out ------------------------------------------------------------------------ */

static bool
next_line(void *state, Datum *values, bool *nulls)
{
	Journal    *journal = state;
	const JournalLine *line;
	const char *memo;
	Datum		amount;

	while (journal->given == journal->lines)
	{
		MemoryContext row_context;
		bool		more;

		MemoryContextReset(journal->entry_context);
		journal->lines = journal->room = journal->given = 0;
		journal->line = NULL;
		row_context = MemoryContextSwitchTo(journal->entry_context);
		more = journal->next_entry(journal);
		MemoryContextSwitchTo(row_context);
		if (!more)
			return false;
		check_balanced(journal);
	}

	line = &journal->line[journal->given++];
	memo = line->memo != NULL || !journal->unnamed ? line->memo : journal->entry;
	amount = NumericGetDatum(numeric_posted(words128_get(&line->amount), journal->scale));
	*values++ = DateADTGetDatum(journal->at);
	nulls++;
	if (!journal->unnamed)
	{
		*values++ = CStringGetTextDatum(journal->entry);
		nulls++;
	}
	values[COLUMN_ACCOUNT] = CStringGetTextDatum(line->account);
	values[COLUMN_DEBIT] = values[COLUMN_CREDIT] = amount;
	values[COLUMN_MEMO] = memo != NULL ? CStringGetTextDatum(memo) : (Datum) 0;
	nulls[COLUMN_DEBIT] = line->credit;
	nulls[COLUMN_CREDIT] = !line->credit;
	nulls[COLUMN_MEMO] = memo == NULL;
	return true;
}

void
journal_begin(Journal *journal, RowSource *source)
{
	journal->entry_context = AllocSetContextCreate(CurrentMemoryContext, "journal entry", ALLOCSET_SMALL_SIZES);
	source->next = next_line;
	source->state = journal;
}
