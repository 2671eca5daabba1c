/*
 * messages.h
 *		What error messages have in common.
 */
#ifndef GPURENT_MESSAGES_H
#define GPURENT_MESSAGES_H

#include "gpurent.h"

/*
 * A value as quoted in a message: at most 64 bytes of it, cut between
 * characters, with "..." for the rest.  Palloc'd.
 */
extern char *clipped(const char *value, size_t length);

#endif
