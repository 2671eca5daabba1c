/*
 * input.h
 *		From the core's scanners to PostgreSQL's errors.
 */
#ifndef GPURENT_INPUT_H
#define GPURENT_INPUT_H

#include "base/gpurent.h"

#include "core/value/parse.h"

/* What the messages say about a type. */
typedef struct InputType
{
	const char *name;			/* "p_capacity" */
	const char *range;			/* rule for PARSE_TOO_LARGE */
	const char *form;			/* how to write one */
	const char *(*units) (void);	/* a hint: the units there are */
	int			limit;			/* bytes of text, 0 for PARSE_MAX_LENGTH */
} InputType;

/*
 * text in UTF-8, which the scanners read: itself in a UTF8 or SQL_ASCII
 * database and wherever it is ASCII, else converted; NULL if it can't be.
 */
extern const char *input_utf8(const char *text);

/* The same for a type whose text may be longer than PARSE_MAX_LENGTH. */
extern const char *input_utf8_within(const char *text, size_t limit);

/*
 * Raises the scanner's error, softly if escontext says so, in which case it
 * returns.  22P02, or 22003 for a value out of range.
 */
extern void input_error(struct Node *escontext, const InputType *type, const char *text,
						const ParseError *error);

/* The code of the number format that an argument names; 22023 if it names none. */
extern int	number_format_argument(const text *name);

#endif
