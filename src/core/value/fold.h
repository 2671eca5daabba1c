/*
 * fold.h
 *		Text reduced to the characters that the scanners know.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_FOLD_H
#define GPURENT_CORE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* Any byte above 127? */
extern bool has_high_bit(const char *text, size_t len);

/*
 * Folds UTF-8 text into out, which has room for len bytes: full-width forms to
 * ASCII, any space to ' ', traditional Chinese characters of the tables to
 * simplified ones.  A character becomes one character, so counted in characters
 * a place in the result is the same place in the text.  False if the text is not
 * valid UTF-8; *out_len then tells how many bytes were folded before the fault.
 */
extern bool fold_text(const char *text, size_t len, char *out, size_t *out_len);

/* The characters in valid UTF-8 text. */
extern int	count_characters(const char *text, size_t len);

/* ASCII alone: the scanners ask nothing of the locale. */
static inline bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline char
to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
}

static inline bool
is_letter(char c)
{
	c = to_lower(c);
	return c >= 'a' && c <= 'z';
}

static inline bool
is_high(char c)
{
	return (unsigned char) c >= 0x80;
}

#endif
