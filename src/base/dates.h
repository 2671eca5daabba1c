/*
 * dates.h
 *		Dates as text that no setting changes.
 */
#ifndef GPURENT_DATES_H
#define GPURENT_DATES_H

#include "base/gpurent.h"

#include "lib/stringinfo.h"
#include "utils/date.h"
#include "utils/datetime.h"

/* "2024-01-31", whatever DateStyle says: into a buffer of MAXDATELEN + 1 bytes; palloc'd. */
extern void date_write_iso(DateADT date, char *text);
extern char *date_as_iso(DateADT date);

/* "08:00:00" of microseconds since midnight, with a fraction of a second only where there is one. */
extern void append_time_of_day(StringInfo out, int64 usec);

/* "2024-01-31", "12024-01-31", "0044-03-15 BC": nothing that depends on DateStyle or the clock. */
extern bool is_iso_date(const char *text);

#endif
