/*
 * standard.h
 *		The accounting standards that a book is kept by.
 *
 * One table: its names are the values of every argument "standard", in the order of the
 * error that lists them; the first is the default.
 */
#ifndef GPURENT_STANDARD_H
#define GPURENT_STANDARD_H

#include "base/gpurent.h"

typedef enum Standard
{
	STANDARD_CAS,
	STANDARD_IFRS,
	STANDARD_US_GAAP,
	STANDARDS
} Standard;

/* "cas", as the argument is written. */
extern const char *standard_name(Standard standard);

/* 22023 with those there are, unless it names one, in letters of either case. */
extern Standard standard_argument(const text *name);

#endif
