/*
 * messages.h
 *		What error messages have in common.
 */
#ifndef GPURENT_MESSAGES_H
#define GPURENT_MESSAGES_H

#include "base/gpurent.h"

/*
 * A value as quoted in a message: at most 64 bytes of it, cut between
 * characters, with "..." for the rest.  Control characters and bytes that are
 * no characters are written as \xNN, so that any client can show it.  Palloc'd.
 */
extern char *clipped(const char *value, size_t length);

/* "hour, day and year": the names of all codes from "first" on, with "and" or "or" before the last.  Palloc'd. */
extern char *all_names(const char *(*name) (int code), int first, const char *conjunction);

/* Hints that list what there is. */
extern const char *rent_rate_units_hint(void);
extern const char *rent_rate_periods_hint(void);
extern const char *number_formats_hint(void);

/* The rate's text, palloc'd. */
extern char *rent_rate_string(const RentRate *rate);

/* A number format as named in a message: "fp16", "no number format". */
extern const char *format_or_none(int format);

#endif
