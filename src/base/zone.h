/*
 * zone.h
 *		Time zones by name, for the core's calendar.
 */
#ifndef GPURENT_ZONE_H
#define GPURENT_ZONE_H

#include "base/gpurent.h"

#include "core/time/calendar.h"

/*
 * The zone of that name in the zone database; 22023 for anything else: an
 * abbreviation, a POSIX string, a name that depends on the machine.  Lives as
 * long as the process.
 */
extern TimeZone *zone_lookup(const text *name);

#define ZONE_DETAIL	"A zone is a name of the time zone database, not an abbreviation, an offset or a POSIX string."
#define ZONE_HINT	"Write a name such as 'Asia/Shanghai'; SELECT name FROM pg_timezone_names lists them."

/* The same for a name that is not one: NULL. */
extern TimeZone *zone_find(const char *name, size_t length);

/* Its name as the zone database spells it, however it was asked for. */
extern const char *zone_name(const TimeZone *zone);

/* The instant at which a day begins there; 22008 if it is none that exists. */
extern int64 zone_midnight(TimeZone *zone, int64 days);

/* The default of every zone argument. */
extern TimeZone *zone_utc(void);

#endif
