/*
 * journal.h
 *		Journal entries: what is debited and credited on a day, given out line by line.
 *
 * The columns of a journal are at, entry, account, debit, credit, memo; or, without the entries'
 * names, at, account, debit, credit, memo, where the name is the memo of lines that have none.  An account is a
 * role ("receivable"), which the caller joins to a chart of accounts.  A line of nothing is
 * left out.  A debit below zero is a credit of the opposite, or, in a red journal (红字), stays
 * on its own side as a negative.  Every entry balances, to the last decimal: one that does not
 * is refused before any of its lines is given out.
 */
#ifndef GPURENT_JOURNAL_H
#define GPURENT_JOURNAL_H

#include "base/rows.h"
#include "core/number/words.h"
#include "utils/date.h"

typedef struct JournalLine
{
	const char *account;
	const char *memo;			/* may be NULL */
	Words128	amount;			/* in 10^-scale, as said by whoever wrote it */
	bool		credit;			/* the side it was written on */
} JournalLine;

/*
 * A journal being written.  next_entry() begins one entry and writes its lines, and returns
 * false when there are no more entries; it is called in memory that lasts until the entry
 * has been given out.
 */
typedef struct Journal
{
	/* set by the caller */
	bool		(*next_entry) (struct Journal *journal);
	void	   *state;
	int			scale;			/* decimals of the amounts */
	bool		red;
	bool		unnamed;		/* no column for the entries' names */

	/* the entry that is being given out */
	DateADT		at;
	const char *entry;
	int			lines;
	int			room;
	int			given;
	JournalLine *line;
	MemoryContext entry_context;
} Journal;

/* The rows of a journal, for rows_one_by_one(); what the caller sets is set. */
extern void journal_begin(Journal *journal, RowSource *source);

/* ---- for next_entry() ------------------------------------------------------------------ */

/* The day and the name of the entry: "payment 1".  The name is to last as long as the entry. */
extern void journal_entry(Journal *journal, DateADT at, const char *entry);

/* A line of it; account and memo (which may be NULL) are to last as long. */
extern void journal_debit(Journal *journal, const char *account, i128 amount, const char *memo);
extern void journal_credit(Journal *journal, const char *account, i128 amount, const char *memo);

#endif
