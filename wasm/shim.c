/*
 * shim.c
 *		What gpurent needs of the server and PGlite does not export.
 *
 * PGlite's main module exports some of the server's symbols, those that its own
 * extensions use.  A function that is missing fails when it is called, an address that
 * is missing fails the load.  Each of the missing ones is here, in one of three ways:
 *
 *	- by fmgr: the function that SQL calls, by its OID, which never changes;
 *	- written again: small, and of a layout that does not change within a major version;
 *	- time zones, of which SQL tells too little: read from PGlite's own zone files.
 *
 * Nothing of this is compiled for a server.
 */
#include "postgres.h"

#include "access/tupmacs.h"
#include "catalog/namespace.h"
#include "catalog/pg_type_d.h"
#include "executor/nodeAgg.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "nodes/miscnodes.h"
#include "nodes/nodeFuncs.h"
#include "pgtime.h"
#include "miscadmin.h"
#include "storage/fd.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/expandeddatum.h"
#include "utils/float.h"
#include "utils/fmgroids.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/multirangetypes.h"
#include "utils/numeric.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

#include "shim.h"

/* ---- by fmgr ----------------------------------------------------------------------- */

/* What DirectFunctionCall1() and the like are given: it calls the function of that OID. */
#define BY_OID(name, oid) \
Datum \
name(PG_FUNCTION_ARGS) \
{ \
	static FmgrInfo function; \
\
	if (function.fn_addr == NULL) \
		fmgr_info_cxt(oid, &function, TopMemoryContext); \
	return function.fn_addr(fcinfo); \
} \
extern int no_such_variable

BY_OID(numeric_trim_scale, F_TRIM_SCALE);
BY_OID(numeric_div_trunc, F_DIV);
BY_OID(numeric_ne, F_NUMERIC_NE);
BY_OID(date_in, F_DATE_IN);

/* The shortest digits are those that float8out prints under the default of extra_float_digits. */
int
double_to_shortest_decimal_buf(double value, char *result)
{
	int			digits = extra_float_digits;
	char	   *text;
	int			length;

	extra_float_digits = 1;
	text = float8out_internal(value);
	extra_float_digits = digits;
	length = strlen(text);
	memcpy(result, text, length + 1);
	pfree(text);
	return length;
}

/* The constructor of the range type; which type, it asks the expression that calls it. */
RangeType *
make_range(TypeCacheEntry *typcache, RangeBound *lower, RangeBound *upper, bool empty, struct Node *escontext)
{
	static FmgrInfo of_days;
	static FmgrInfo of_instants;

	LOCAL_FCINFO(call, 3);
	FmgrInfo   *function = typcache->type_id == DATERANGEOID ? &of_days : &of_instants;
	char		brackets[] = {lower->inclusive ? '[' : '(', upper->inclusive ? ']' : ')', '\0'};
	Datum		range;

	Assert(!empty && (typcache->type_id == DATERANGEOID || typcache->type_id == TSTZRANGEOID));
	if (function->fn_addr == NULL)
	{
		MemoryContext context = MemoryContextSwitchTo(TopMemoryContext);
		FuncExpr   *expression = makeNode(FuncExpr);

		expression->funcresulttype = typcache->type_id;
		MemoryContextSwitchTo(context);
		fmgr_info_cxt(function == &of_days ? F_DATERANGE_DATE_DATE_TEXT : F_TSTZRANGE_TIMESTAMPTZ_TIMESTAMPTZ_TEXT,
					  function, TopMemoryContext);
		function->fn_expr = (Node *) expression;
	}
	InitFunctionCallInfoData(*call, function, 3, InvalidOid, NULL, NULL);
	call->args[0] = (NullableDatum) {.value = lower->val,.isnull = lower->infinite};
	call->args[1] = (NullableDatum) {.value = upper->val,.isnull = upper->infinite};
	call->args[2] = (NullableDatum) {.value = PointerGetDatum(cstring_to_text(brackets))};
	range = FunctionCallInvoke(call);
	return DatumGetRangeTypeP(range);
}

/* ---- written again ------------------------------------------------------------------ */

const int	day_tab[2][13] = {
	{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0},
	{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0}
};

/* The Julian day of a day of the Gregorian calendar; the year counted from 4800 BC, which ends with February. */
int
date2j(int year, int month, int day)
{
	int			century;

	if (month > 2)
	{
		month += 1;
		year += 4800;
	}
	else
	{
		month += 13;
		year += 4799;
	}
	century = year / 100;
	return year * 365 - 32167 + year / 4 - century + century / 4 + 7834 * month / 256 + day;
}

/* The first 16 bits of a numeric after its length: 0xD000 is infinity, 0xF000 its negative. */
bool
numeric_is_inf(Numeric number)
{
	uint16		header;

	memcpy(&header, VARDATA(number), sizeof(header));
	return (header & ~0x2000) == 0xD000;
}

unsigned char
pg_ascii_toupper(unsigned char c)
{
	return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

/* PGlite's databases are of UTF8: there is no other encoding to ask about, or to convert from. */
int
pg_encoding_mblen(int encoding, const char *text)
{
	return pg_utf_mblen((const unsigned char *) text);
}

int
pg_encoding_mbcliplen(int encoding, const char *text, int length, int limit)
{
	return pg_mbcliplen(text, length, limit);
}

bool
pg_verify_mbstr(int encoding, const char *text, int length, bool no_error)
{
	return pg_verifymbstr(text, length, no_error);
}

Oid
FindDefaultConversionProc(int32 from, int32 to)
{
	return InvalidOid;
}

int
pg_do_encoding_conversion_buf(Oid conversion, int from, int to, unsigned char *source, int source_length,
							  unsigned char *result, int result_length, bool no_error)
{
	return 0;
}

const char *
pq_getmsgbytes(StringInfo message, int length)
{
	const char *result = &message->data[message->cursor];

	if (length < 0 || length > message->len - message->cursor)
		ereport(ERROR,
				(errcode(ERRCODE_PROTOCOL_VIOLATION),
				 errmsg("insufficient data left in message")));
	message->cursor += length;
	return result;
}

bool
DirectInputFunctionCallSafe(PGFunction function, char *text, Oid typioparam, int32 typmod, Node *escontext, Datum *result)
{
	LOCAL_FCINFO(call, 3);

	InitFunctionCallInfoData(*call, NULL, 3, InvalidOid, escontext, NULL);
	call->args[0] = (NullableDatum) {.value = CStringGetDatum(text)};
	call->args[1] = (NullableDatum) {.value = ObjectIdGetDatum(typioparam)};
	call->args[2] = (NullableDatum) {.value = Int32GetDatum(typmod)};
	*result = function(call);
	return !SOFT_ERROR_OCCURRED(escontext);
}

Aggref *
AggGetAggref(FunctionCallInfo fcinfo)
{
	AggState   *state = (AggState *) fcinfo->context;

	if (state == NULL || !IsA(state, AggState))
		return NULL;
	return state->curperagg != NULL ? state->curperagg->aggref :
		state->curpertrans != NULL ? state->curpertrans->aggref : NULL;
}

void
EOH_init_header(ExpandedObjectHeader *header, const ExpandedObjectMethods *methods, MemoryContext context)
{
	varatt_expanded pointer = {.eohptr = header};

	header->vl_len_ = EOH_HEADER_MAGIC;
	header->eoh_methods = methods;
	header->eoh_context = context;
	SET_VARTAG_EXTERNAL(header->eoh_rw_ptr, VARTAG_EXPANDED_RW);
	memcpy(VARDATA_EXTERNAL(header->eoh_rw_ptr), &pointer, sizeof(pointer));
	SET_VARTAG_EXTERNAL(header->eoh_ro_ptr, VARTAG_EXPANDED_RO);
	memcpy(VARDATA_EXTERNAL(header->eoh_ro_ptr), &pointer, sizeof(pointer));
}

TypeCacheEntry *
range_get_typcache(FunctionCallInfo fcinfo, Oid type)
{
	TypeCacheEntry *entry = fcinfo->flinfo->fn_extra;

	if (entry == NULL || entry->type_id != type)
		fcinfo->flinfo->fn_extra = entry = lookup_type_cache(type, TYPECACHE_RANGE_INFO);
	return entry;
}

/*
 * The ranges of a multirange, of bounds of a fixed width.  After the header: of each range but the
 * first, where its bounds begin (bit 31 set) or how long those before it are; a byte of flags of
 * each; the bounds.  A range is its own header, its bounds, its flags.
 */
void
multirange_deserialize(TypeCacheEntry *typcache, const MultirangeType * multirange, int32 *count, RangeType ***ranges)
{
	TypeCacheEntry *element = typcache->rngelemtype;
	int32		n = multirange->rangeCount;
	const uint8 *flags = (const uint8 *) (multirange + 1) + Max(n - 1, 0) * sizeof(uint32);
	const char *bounds = (const char *) multirange + att_align_nominal(flags + n - (const uint8 *) multirange, element->typalign);

	Assert(element->typlen > 0);
	*count = n;
	*ranges = n > 0 ? palloc(n * sizeof(RangeType *)) : NULL;
	for (int i = 0; i < n; i++)
	{
		int			length = element->typlen * (!(flags[i] & (RANGE_EMPTY | RANGE_LB_NULL | RANGE_LB_INF)) +
												!(flags[i] & (RANGE_EMPTY | RANGE_UB_NULL | RANGE_UB_INF)));
		RangeType  *range = palloc0(sizeof(RangeType) + length + 1);

		SET_VARSIZE(range, sizeof(RangeType) + length + 1);
		range->rangetypid = typcache->type_id;
		memcpy(range + 1, bounds, length);
		((uint8 *) (range + 1))[length] = flags[i];
		bounds += length;
		(*ranges)[i] = range;
	}
}

/* ---- JSON: the value of a key, the nth of an array ------------------------------------- */

/* Every 32nd entry holds where its value ends, the others how long it is. */
static uint32
json_start(const JsonbContainer *container, int index)
{
	uint32		start = 0;

	for (int i = index - 1; i >= 0; i--)
	{
		start += JBE_OFFLENFLD(container->children[i]);
		if (JBE_HAS_OFF(container->children[i]))
			break;
	}
	return start;
}

static uint32
json_length(const JsonbContainer *container, int index)
{
	JEntry		entry = container->children[index];

	return JBE_OFFLENFLD(entry) - (JBE_HAS_OFF(entry) ? json_start(container, index) : 0);
}

/* The value of an entry; values begin after all entries. */
static void
json_value(JsonbContainer *container, int index, char *values, JsonbValue *result)
{
	JEntry		entry = container->children[index];
	uint32		start = json_start(container, index);

	if (JBE_ISNULL(entry))
		result->type = jbvNull;
	else if (JBE_ISSTRING(entry))
	{
		result->type = jbvString;
		result->val.string.val = values + start;
		result->val.string.len = json_length(container, index);
	}
	else if (JBE_ISNUMERIC(entry))
	{
		result->type = jbvNumeric;
		result->val.numeric = (Numeric) (values + INTALIGN(start));
	}
	else if (JBE_ISBOOL(entry))
	{
		result->type = jbvBool;
		result->val.boolean = JBE_ISBOOL_TRUE(entry);
	}
	else
	{
		result->type = jbvBinary;
		result->val.binary.data = (JsonbContainer *) (values + INTALIGN(start));
		result->val.binary.len = json_length(container, index) - (INTALIGN(start) - start);
	}
}

/* Keys come before the values, sorted by length, then by bytes. */
JsonbValue *
getKeyJsonValueFromContainer(JsonbContainer *container, const char *key, int key_length, JsonbValue *result)
{
	int			pairs = JsonContainerSize(container);
	char	   *values = (char *) &container->children[pairs * 2];
	int			low = 0;
	int			high = pairs;

	Assert(JsonContainerIsObject(container));
	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		int			order = (int) json_length(container, middle) - key_length;

		if (order == 0)
			order = memcmp(values + json_start(container, middle), key, key_length);
		if (order == 0)
		{
			if (result == NULL)
				result = palloc(sizeof(JsonbValue));
			json_value(container, pairs + middle, values, result);
			return result;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

JsonbValue *
getIthJsonbValueFromContainer(JsonbContainer *container, uint32 i)
{
	uint32		n = JsonContainerSize(container);
	JsonbValue *result;

	if (i >= n)
		return NULL;
	result = palloc(sizeof(JsonbValue));
	json_value(container, i, (char *) &container->children[n], result);
	return result;
}

/* ---- input that no setting changes --------------------------------------------------------- */

/*
 * range_of_text() sets these two, calls OidInputFunctionCall() and puts them back.  The server's
 * own are not exported, but settings of SQL change them; and settings made at a level of their
 * own end with it, or with the transaction that an error ends.
 */
pg_tz	   *session_timezone = NULL;
int			DateOrder = DATEORDER_YMD;

#undef OidInputFunctionCall

Datum
input_under_our_settings(Oid function, char *text, Oid typioparam, int32 typmod)
{
	int			level;
	Datum		result;

	session_timezone = NULL;
	level = NewGUCNestLevel();
	set_config_option("TimeZone", "UTC", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	set_config_option("DateStyle", "ISO, YMD", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	result = OidInputFunctionCall(function, text, typioparam, typmod);
	AtEOXact_GUC(true, level);
	return result;
}

/* ---- time zones ------------------------------------------------------------------------------ */

/*
 * A zone of the database, read from its file (RFC 9636): instants from which an offset holds, in
 * seconds since 1970, and after the last of them a rule for all years, as in "CET-1CEST,M3.5.0,M10.5.0/3".
 */
#define ZONE_DIRECTORY	"/pglite/share/postgresql/timezone/"
#define ZONE_FILE_LIMIT (1 << 20)

typedef struct YearlyChange
{
	char		kind;			/* 'M' month.week.day, 'J' day 1 to 365 without 29 February, '0' day 0 to 365 */
	int			month;
	int			week;
	int			day;
	int			seconds;		/* after that day's midnight, of the clock before the change */
}			YearlyChange;

struct pg_tz
{
	pg_tz	   *next;			/* zones are kept for ever */
	char		name[TZ_STRLEN_MAX + 1];
	int			ntimes;
	int64	   *times;
	int32	   *offsets;		/* from each of the times on */
	int32		first_offset;	/* before them */
	bool		has_rule;
	int32		rule_offset[2]; /* standard, daylight saving */
	YearlyChange rule_change[2];	/* to standard, to daylight saving */
};

static pg_tz *zones = NULL;

static int64
big_endian(const uint8 *bytes, int n)
{
	int64		value = bytes[0] >= 0x80 ? -1 : 0;

	for (int i = 0; i < n; i++)
		value = (int64) ((uint64) value << 8 | bytes[i]);
	return value;
}

/* [+-]hh[:mm[:ss]], in seconds */
static const char *
read_time(const char *text, int *seconds)
{
	int			sign = *text == '-' ? -1 : 1;
	char	   *end;

	if (*text == '-' || *text == '+')
		text++;
	*seconds = strtol(text, &end, 10) * SECS_PER_HOUR;
	if (*end == ':')
		*seconds += strtol(end + 1, &end, 10) * SECS_PER_MINUTE;
	if (*end == ':')
		*seconds += strtol(end + 1, &end, 10);
	*seconds *= sign;
	return end;
}

/* CET or <+08>, then what is to be added for UTC; for daylight saving it may be left out: an hour more */
static const char *
read_offset(const char *text, int32 *offset)
{
	int			seconds;

	if (*text == '<')
		text = strchr(text, '>') + 1;
	else
		text += strcspn(text, "+-0123456789,");
	if (*text == '\0' || *text == ',')
		return text;
	text = read_time(text, &seconds);
	*offset = -seconds;
	return text;
}

static const char *
read_change(const char *text, YearlyChange * change)
{
	char	   *end;

	change->kind = *text == 'M' || *text == 'J' ? *text++ : '0';
	if (change->kind == 'M')
	{
		change->month = strtol(text, &end, 10);
		change->week = strtol(end + 1, &end, 10);
		change->day = strtol(end + 1, &end, 10);
	}
	else
		change->day = strtol(text, &end, 10);
	change->seconds = 2 * SECS_PER_HOUR;
	return *end == '/' ? read_time(end + 1, &change->seconds) : end;
}

static void
read_rule(pg_tz *zone, const char *text)
{
	text = read_offset(text, &zone->rule_offset[0]);
	if (*text == '\0')
		return;					/* the same offset for ever, that of the last of the times */
	zone->rule_offset[1] = zone->rule_offset[0] + SECS_PER_HOUR;
	text = read_offset(text, &zone->rule_offset[1]);
	if (*text != ',')
		return;
	text = read_change(text + 1, &zone->rule_change[1]);
	if (*text == ',')
		text = read_change(text + 1, &zone->rule_change[0]);
	zone->has_rule = *text == '\0';
}

/* When a year's change to standard or daylight saving time is */
static int64
change_in(const pg_tz *zone, int year, int to)
{
	const		YearlyChange *change = &zone->rule_change[to];
	int			day;

	if (change->kind == 'M')
	{
		int			first = date2j(year, change->month, 1);
		int			next = change->month == 12 ? date2j(year + 1, 1, 1) : date2j(year, change->month + 1, 1);

		/* a Julian day and 1, modulo 7, is the day of the week, 0 for Sunday */
		day = first + (change->day - (first + 1) % 7 + 7) % 7 + 7 * (change->week - 1);
		while (day >= next)
			day -= 7;
	}
	else
	{
		day = date2j(year, 1, 1) + change->day;
		if (change->kind == 'J' && (change->day < 60 || !isleap(year)))
			day--;
	}
	return (int64) (day - UNIX_EPOCH_JDATE) * SECS_PER_DAY + change->seconds - zone->rule_offset[1 - to];
}

/* false if it is none that we can read */
static bool
read_zone(pg_tz *zone, const uint8 *file, size_t size)
{
	const uint8 *end = file + size;
	const uint8 *types;
	const uint8 *kinds;
	int64		n[6] = {0}; /* UT and standard indicators, leap seconds, times, kinds of time, characters */
	size_t		length = 0;

	/* the first part has times of 32 bits; the second those of 64 */
	for (int part = 0; part < 2; part++)
	{
		int			width = part == 0 ? 4 : 8;

		file += length;
		if (end - file < 44 || memcmp(file, "TZif", 4) != 0 || file[4] < '2')
			return false;
		for (int i = 0; i < 6; i++)
			n[i] = big_endian(file + 20 + 4 * i, 4);
		file += 44;
		length = n[3] * (width + 1) + n[4] * 6 + n[5] + n[2] * (width + 4) + n[1] + n[0];
		if (length > end - file || n[4] == 0)
			return false;
	}

	types = file + n[3] * 8;
	kinds = types + n[3];
	zone->ntimes = n[3];
	zone->times = palloc((zone->ntimes + 1) * sizeof(int64));
	zone->offsets = palloc((zone->ntimes + 1) * sizeof(int32));
	for (int i = 0; i < zone->ntimes; i++)
	{
		zone->times[i] = big_endian(file + 8 * i, 8);
		zone->offsets[i] = big_endian(kinds + 6 * types[i], 4);
	}
	/* before the first: the first kind that is no daylight saving time */
	zone->first_offset = big_endian(kinds, 4);
	for (int i = 0; i < n[4]; i++)
	{
		if (kinds[6 * i + 4] == 0)
		{
			zone->first_offset = big_endian(kinds + 6 * i, 4);
			break;
		}
	}
	file += length;
	if (end - file > 2 && file[0] == '\n' && end[-1] == '\n')
		read_rule(zone, pnstrdup((const char *) file + 1, end - file - 2));
	return true;
}

/*
 * The zone of that name, NULL if the database has none.  How its name is spelt we ask the server: that
 * is what it shows after SET TimeZone.
 */
pg_tz *
pg_tzset(const char *name)
{
	pg_tz	   *zone;
	char		path[sizeof(ZONE_DIRECTORY) + TZ_STRLEN_MAX];
	int			level;
	FILE	   *stream;
	uint8	   *bytes;
	size_t		size;
	MemoryContext context;

	for (zone = zones; zone != NULL; zone = zone->next)
	{
		if (pg_strcasecmp(zone->name, name) == 0)
			return zone;
	}

	path[0] = '\0';
	level = NewGUCNestLevel();
	/* DEBUG5: a name that it does not know is no error */
	if (set_config_option("TimeZone", name, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, DEBUG5, false) > 0)
		snprintf(path, sizeof(path), ZONE_DIRECTORY "%s", GetConfigOptionByName("TimeZone", NULL, false));
	AtEOXact_GUC(true, level);

	/* an offset or a POSIX string has no file, nor has what was not known */
	if (path[0] == '\0' || (stream = AllocateFile(path, PG_BINARY_R)) == NULL)
		return NULL;
	bytes = palloc(ZONE_FILE_LIMIT);
	size = fread(bytes, 1, ZONE_FILE_LIMIT, stream);
	FreeFile(stream);

	context = MemoryContextSwitchTo(TopMemoryContext);
	zone = palloc0(sizeof(pg_tz));
	strlcpy(zone->name, path + strlen(ZONE_DIRECTORY), sizeof(zone->name));
	if (read_zone(zone, bytes, size))
	{
		zone->next = zones;
		zones = zone;
	}
	else
		zone = NULL;
	MemoryContextSwitchTo(context);
	pfree(bytes);
	return zone;
}

const char *
pg_get_timezone_name(pg_tz *zone)
{
	return zone->name;
}

/* Files with leap seconds are not: none is in PGlite, and the server, asked for the name, refuses it. */
bool
pg_tz_acceptable(pg_tz *zone)
{
	return true;
}

/* Asked whether a zone has a file: those that pg_tzset() gave do. */
struct pg_tzenum
{
	pg_tz	   *next;
};

pg_tzenum *
pg_tzenumerate_start(void)
{
	pg_tzenum  *files = palloc(sizeof(pg_tzenum));

	files->next = zones;
	return files;
}

pg_tz *
pg_tzenumerate_next(pg_tzenum *files)
{
	pg_tz	   *zone = files->next;

	if (zone != NULL)
		files->next = zone->next;
	return zone;
}

void
pg_tzenumerate_end(pg_tzenum *files)
{
	pfree(files);
}

/* The offset at an instant, and when it next may change: 1, or 0 if it never does. */
int
pg_next_dst_boundary(const pg_time_t *instant, long int *offset, int *is_dst,
					 pg_time_t *boundary, long int *offset_after, int *is_dst_after, const pg_tz *zone)
{
	int64		last = zone->ntimes > 0 ? zone->times[zone->ntimes - 1] : PG_INT64_MIN;
	int			low = 0;
	int			high = zone->ntimes;
	int			year;
	int			month;
	int			day;
	int64		latest = PG_INT64_MIN;
	int			found = 0;

	/* nobody asks */
	*is_dst = *is_dst_after = 0;
	*offset_after = 0;

	/* how many of the times are past */
	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (zone->times[middle] <= *instant)
			low = middle + 1;
		else
			high = middle;
	}
	*offset = low > 0 ? zone->offsets[low - 1] : zone->first_offset;
	if (low < zone->ntimes)
	{
		*boundary = zone->times[low];
		return 1;
	}
	if (!zone->has_rule)
		return 0;

	/* the rule's changes after the last of the times, around the instant */
	day = (int) (*instant / SECS_PER_DAY) + UNIX_EPOCH_JDATE - (*instant % SECS_PER_DAY < 0);
	j2date(day, &year, &month, &day);
	for (int y = year - 1; y <= year + 1; y++)
	{
		for (int to = 0; to < 2; to++)
		{
			int64		change = change_in(zone, y, to);

			if (change <= last)
				continue;
			if (change <= *instant)
			{
				if (change > latest)
				{
					latest = change;
					*offset = zone->rule_offset[to];
				}
			}
			else if (!found || change < *boundary)
			{
				*boundary = change;
				found = 1;
			}
		}
	}
	return found;
}
