/*
 * summary_scan.h
 *		The text of summaries, read fast: character by character as output writes it.
 *
 * States travel as text: between servers that keep parts of one table, in dumps.  What output
 * writes is read here; any other text, right or wrong, is read by summary_text.c, which knows all
 * that JSON allows and says what is wrong.  So nothing here reports an error: each scanner returns
 * whether the text goes on as it should, and if so puts *next behind what it read.  What it accepts
 * is what summary_text.c makes of the same text, no more; a blank before a text has it read there.
 */
#ifndef GPURENT_SUMMARY_SCAN_H
#define GPURENT_SUMMARY_SCAN_H

#include "base/gpurent.h"

#include "base/summary_terms.h"
#include "utils/date.h"

/* These characters. */
static inline bool
scan_text(const char **next, const char *expected)
{
	size_t		length = strlen(expected);

	if (strncmp(*next, expected, length) != 0)
		return false;
	*next += length;
	return true;
}

/* A JSON number without an exponent, of at most "scale" decimals, times 10^scale; below 10^38. */
extern bool scan_number(const char **next, int scale, i128 *value);
extern bool scan_int64(const char **next, int scale, int64 *value);

/* A number with or without an exponent that float8 holds. */
extern bool scan_float8(const char **next, float8 *value);

/* "2024-01-02T03:04:05.678901+00:00", "infinity", with their quotes. */
extern bool scan_instant(const char **next, int64 *instant);

/* "2024-01-02", with its quotes. */
extern bool scan_date(const char **next, DateADT *date);

/* A string without escapes of less than "size" bytes, with its quotes, into buf[size]. */
extern bool scan_string(const char **next, char *buf, size_t size);

/*
 * How many "[" the rest of a text has, the elements of its list, so that no memory is asked for what is none:
 * -1 if there are more than "most", or if they stand closer than the shortest element is long.
 */
extern int	scan_elements(const char *text, int shortest, int most);

/* Terms of a sum (summary_terms.h), what quantities count: with their quotes. */
extern bool scan_terms(const char **next, uint64 *terms);
extern bool scan_unit(const char **next, uint64 *unit);

#endif
