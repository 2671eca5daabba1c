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

/* A number format as named in a message: "fp16", "no number format". */
extern const char *format_or_none(int format);

#endif
