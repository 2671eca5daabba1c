/*
 * zone.h
 *		Time zones by name, for the core's calendar.
 */
#ifndef GPURENT_ZONE_H
#define GPURENT_ZONE_H

#include "gpurent.h"

#include "core/calendar.h"

/*
 * The zone of that name in the zone database; 22023 for anything else: an
 * abbreviation, a POSIX string, a name that depends on the machine.  Lives as
 * long as the process.
 */
extern TimeZone *zone_lookup(const text *name);

/* The default of every zone argument. */
extern TimeZone *zone_utc(void);

#endif
