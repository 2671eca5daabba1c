/*
 * zone.c
 *		Time zones by name, for the core's calendar.
 */
#include "base/zone.h"

#include <ctype.h>

#include "datatype/timestamp.h"
#include "mb/pg_wchar.h"
#include "base/messages.h"
#include "pgtime.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

#define EPOCH_DIFFERENCE	((int64) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * SECS_PER_DAY)

typedef struct ZoneEntry
{
	pg_tz	   *tz;				/* hash key; PostgreSQL keeps these for ever */
	TimeZone   *zone;
} ZoneEntry;

static TimeZone utc_zone;

/* The core's question about a zone, put to PostgreSQL. */
static ZoneSpan
offset_and_next_change(void *tz, int64_t instant)
{
	pg_time_t	seconds = instant / USECS_PER_SEC;
	pg_time_t	boundary;
	long int	before;
	long int	after;
	int			before_isdst;
	int			after_isdst;
	int			changes;
	ZoneSpan	span;

	if (seconds * USECS_PER_SEC > instant)
		seconds--;
	seconds += EPOCH_DIFFERENCE;

	span.until = PG_INT64_MAX;
	changes = pg_next_dst_boundary(&seconds, &before, &before_isdst, &boundary, &after, &after_isdst, tz);
	if (unlikely(changes < 0))
	{
		/* a table that it cannot repeat; none is known, and PostgreSQL takes the zone for UTC then */
		span.offset = 0;
		return span;
	}
	if (changes == 1)
	{
		boundary -= EPOCH_DIFFERENCE;
		if (boundary < PG_INT64_MAX / USECS_PER_SEC)
			span.until = boundary * USECS_PER_SEC;
	}
	span.offset = (int32) before;
	return span;
}

/*
 * pg_tzset() also takes POSIX strings, so that Asia/Shangai+8 would be a zone of
 * its own.  It keeps those in upper case, while a file's name has the case of
 * the file: a lower-case letter tells a file.  The few files without one (UTC,
 * PRC, EST5EDT) are looked for among all files.
 */
static bool
in_zone_database(pg_tz *tz)
{
	const char *name = pg_get_timezone_name(tz);
	pg_tzenum  *files;
	pg_tz	   *file;
	bool		found = false;

	/* these two are whatever the machine's administrator made them */
	if (strcmp(name, "localtime") == 0 || strcmp(name, "posixrules") == 0)
		return false;

	for (const char *p = name; *p != '\0'; p++)
	{
		if (islower((unsigned char) *p))
			return true;
	}

	files = pg_tzenumerate_start();
	while (!found && (file = pg_tzenumerate_next(files)) != NULL)
		found = strcmp(pg_get_timezone_name(file), name) == 0;
	pg_tzenumerate_end(files);
	return found;
}

static TimeZone *
zone_of(pg_tz *tz)
{
	static HTAB *zones = NULL;
	ZoneEntry  *entry;

	if (zones == NULL)
	{
		HASHCTL		ctl = {.keysize = sizeof(pg_tz *), .entrysize = sizeof(ZoneEntry)};

		zones = hash_create("gpurent time zones", 16, &ctl, HASH_ELEM | HASH_BLOBS);
	}

	entry = hash_search(zones, &tz, HASH_FIND, NULL);
	if (entry == NULL)
	{
		TimeZone   *zone;

		if (!in_zone_database(tz))
			return NULL;
		zone = MemoryContextAllocZero(TopMemoryContext, sizeof(TimeZone));
		zone->source = offset_and_next_change;
		zone->arg = tz;
		entry = hash_search(zones, &tz, HASH_ENTER, NULL);
		entry->zone = zone;
	}
	return entry->zone;
}

TimeZone *
zone_utc(void)
{
	return &utc_zone;
}

const char *
zone_name(const TimeZone *zone)
{
	return zone == &utc_zone ? "UTC" : pg_get_timezone_name(zone->arg);
}

TimeZone *
zone_find(const char *data, size_t length)
{
	/* the last one found: usually the next one asked for */
	static char last_name[TZ_STRLEN_MAX + 1];
	static size_t last_length = 0;
	static TimeZone *last_zone = NULL;

	TimeZone   *zone = NULL;

	if (length == 3 && memcmp(data, "UTC", 3) == 0)
		return &utc_zone;
	if (last_zone != NULL && length == last_length && memcmp(data, last_name, length) == 0)
		return last_zone;

	if (length > 0 && length <= TZ_STRLEN_MAX)
	{
		char		zone_name[TZ_STRLEN_MAX + 1];
		pg_tz	   *tz;

		memcpy(zone_name, data, length);
		zone_name[length] = '\0';
		tz = pg_tzset(zone_name);
		if (tz != NULL && pg_tz_acceptable(tz))
			zone = zone_of(tz);
	}
	if (zone == NULL)
		return NULL;

	memcpy(last_name, data, length);
	last_length = length;
	last_zone = zone;
	return zone;
}

TimeZone *
zone_lookup(const text *name)
{
	const char *data = VARDATA_ANY(name);
	size_t		length = VARSIZE_ANY_EXHDR(name);
	TimeZone   *zone = zone_find(data, length);

	if (zone == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("time zone \"%s\" not recognized", clipped(data, length)),
				 errdetail(ZONE_DETAIL),
				 errhint(ZONE_HINT)));
	return zone;
}

int64
zone_midnight(TimeZone *zone, int64 days)
{
	int64		instant;

	if (!midnight_of(zone, days, &instant))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date out of range for timestamp")));
	return instant;
}
