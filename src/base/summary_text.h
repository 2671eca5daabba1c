/*
 * summary_text.h
 *		The text of summaries, a JSON object: what output writes and input reads field by field.
 *
 * The same under any setting.  summary.c writes and reads whole summaries of fixed size with
 * it, from their tables of fields; the types that have lists do it themselves.
 */
#ifndef GPURENT_SUMMARY_TEXT_H
#define GPURENT_SUMMARY_TEXT_H

#include "base/gpurent.h"

#include "base/summary_terms.h"
#include "core/number/words.h"
#include "lib/stringinfo.h"
#include "utils/jsonb.h"

/* "2024-01-01T00:00:00+00", "infinity": the same under any setting. */
extern void append_instant(StringInfo out, int64 instant);

/* Whether a timestamp can have this value; the infinite ones are. */
extern bool instant_exists(int64 instant);

/* So much after a finite instant, or 0; false if that is before it, or no finite one. */
extern bool instant_after(int64 last, i128 usec, int64 *at);

/*
 * The fields of a JSON object, for input functions.  A missing field, one of the
 * wrong type and one out of range are 22P02 with the type's and the field's name.
 */
typedef struct SummaryText
{
	const char *type_name;
	Jsonb	   *json;			/* with an empty list without a name in the place of the long one */
	struct Node *escontext;
	bool		failed;			/* a soft error was saved */

	/* the long list, if the type has one */
	const char *list_name;
	const char *list;			/* what follows of it, NULL if there is none */
	const char *list_end;
	MemoryContext context;		/* for what an element takes to be read, emptied every so often */
	Jsonb	   *piece;			/* the elements at hand, in that context; NULL at first */
	uint32		next;			/* of them */
} SummaryText;

/*
 * Reads a JSON object; false if it is not one.  A list that can be long is left out and read
 * piece by piece, for PostgreSQL's own reading of JSON cannot be cancelled; list_name may be NULL.
 */
extern bool summary_text_open(SummaryText *text, const char *type_name, const char *list_name, char *string,
							  struct Node *escontext);

/* An error unless the list is there. */
extern void summary_text_check_list(SummaryText *text);

/*
 * Whether a list of arrays has more of them than "most", before any is read: "[" are counted, and one
 * that has others too is no such list.
 */
extern bool summary_text_exceeds(const SummaryText *text, size_t most);

/* The next element of the list; NULL at its end and after an error.  Good until the next one. */
extern JsonbValue *summary_text_next(SummaryText *text);
extern JsonbValue *summary_text_field(SummaryText *text, const char *field);

/* The version, 1 to "newest": an older one has what it had. */
extern int	summary_text_version(SummaryText *text, int newest);
extern uint64 summary_text_terms(SummaryText *text, const char *field);
extern uint64 summary_text_unit(SummaryText *text, const char *field);
extern void summary_text_words(SummaryText *text, const char *field, const JsonbValue *value, int scale, Words192 *words);
extern i128 summary_text_number(SummaryText *text, const char *field, const JsonbValue *value, int scale);
extern i128 summary_text_int128(SummaryText *text, const char *field, int scale);
extern int64 summary_text_int64(SummaryText *text, const char *field, int scale);
extern int64 summary_text_instant(SummaryText *text, const char *field, const JsonbValue *value);
extern char *summary_text_string(SummaryText *text, const char *field, const JsonbValue *value);
extern void summary_text_error(SummaryText *text, const char *field, const char *rule);

/* The elements of an array of so many at least, at most; NULL if it is not one. */
extern JsonbContainer *json_array(const JsonbValue *value, uint32 at_least, uint32 at_most);

#endif
