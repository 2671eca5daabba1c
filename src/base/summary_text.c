/*
 * summary_text.c
 *		The text of summaries: instants and the fields of a JSON object.
 */
#include "base/summary_text.h"

#include "miscadmin.h"
#include "base/messages.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

/* ---- writing ------------------------------------------------------------------ */

void
append_instant(StringInfo out, int64 instant)
{
	struct pg_tm tm;
	fsec_t		fsec;
	char		text[MAXDATELEN + 1];

	if (instant == PG_INT64_MAX)
		appendStringInfoString(out, "\"infinity\"");
	else if (instant == PG_INT64_MIN)
		appendStringInfoString(out, "\"-infinity\"");
	else
	{
		if (timestamp2tm(instant, NULL, &tm, &fsec, NULL, NULL) != 0)
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("timestamp out of range")));
		tm.tm_isdst = 0;		/* known, so that the offset is written */
		EncodeDateTime(&tm, fsec, true, 0, NULL, USE_XSD_DATES, text);
		appendStringInfo(out, "\"%s\"", text);
	}
}

bool
instant_exists(int64 instant)
{
	return instant == PG_INT64_MIN || instant == PG_INT64_MAX || IS_VALID_TIMESTAMP(instant);
}

bool
instant_after(int64 last, i128 usec, int64 *at)
{
	if (usec < 0 || usec > (i128) PG_INT64_MAX - last || !IS_VALID_TIMESTAMP((int64) (usec + last)))
		return false;
	*at = (int64) (usec + last);
	return true;
}

/* ---- reading ------------------------------------------------------------------ */

void
summary_text_error(SummaryText *text, const char *field, const char *rule)
{
	if (text->failed)
		return;
	text->failed = true;
	errsave_compat(text->escontext,
				   (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					errmsg("invalid input syntax for type %s", text->type_name),
					errdetail("Field \"%s\" %s.", field, rule)));
}

/*
 * Passes over JSON to the first "stop" or closing bracket that is outside all brackets and
 * strings, to the end if there is none.
 */
static const char *
json_skip(const char *json, const char *end, char stop)
{
	int			depth = 0;
	bool		string = false;

	for (size_t i = 0; json < end; i++, json++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (string)
		{
			if (*json == '\\' && json + 1 < end)
				json++;
			else if (*json == '"')
				string = false;
		}
		else if (*json == '"')
			string = true;
		else if (*json == '[' || *json == '{')
			depth++;
		else if (*json == ']' || *json == '}')
		{
			if (depth-- == 0)
				break;
		}
		else if (*json == stop && depth == 0)
			break;
	}
	return json;
}

static const char *
json_skip_space(const char *json)
{
	return json + strspn(json, " \t\n\r");
}

/*
 * Where the list of this name starts, after its bracket, in a JSON object; NULL if there is none.
 * *key is where its name starts.
 */
static const char *
json_find_list(const char *object, const char *end, const char *name, const char **key)
{
	const char *place = object;
	size_t		length = strlen(name);

	do
	{
		place = json_skip_space(place + 1);
		if (*place == '"' && strncmp(place + 1, name, length) == 0 && place[length + 1] == '"')
		{
			const char *value = json_skip_space(place + length + 2);

			if (*value == ':')
				value = json_skip_space(value + 1);
			if (*value == '[')
			{
				*key = place;
				return value + 1;
			}
		}
		place = json_skip(place, end, ',');
	} while (place < end && *place == ',');
	return NULL;
}

/* How many fields a JSON object has as it is written: jsonb keeps the last of those of one name. */
static uint32
fields_written(const char *object)
{
	const char *end = object + strlen(object);
	const char *place = strchr(object, '{');
	uint32		n = 0;

	if (*json_skip_space(place + 1) == '}')
		return 0;
	do
	{
		place = json_skip(place + 1, end, ',');
		n++;
	} while (*place == ',');
	return n;
}

/* So many elements of a list at once take less than a millisecond. */
#define LIST_PIECE	1000

/*
 * PostgreSQL's own reading of JSON cannot be cancelled, and takes more than a minute for a number of a gigabyte.
 * What is read at once is far shorter: 54000 beyond this.
 */
#define READ_MAX	(4 * 1024 * 1024)

static bool
too_long(SummaryText *text, size_t length)
{
	if (length <= READ_MAX)
		return false;
	text->failed = true;
	errsave_compat(text->escontext,
				   (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					errmsg("input of type %s is too long", text->type_name),
					errdetail("It has %zu bytes beside its list or in %d of its elements; at most %d are read.",
							  length, LIST_PIECE, READ_MAX)));
	return true;
}

bool
summary_text_open(SummaryText *text, const char *type_name, const char *list_name, char *string,
				  struct Node *escontext)
{
	const char *object = string + strspn(string, " \t\n\r\f\v");
	const char *end = object + strlen(object);
	const char *key;
	Datum		json;

	*text = (SummaryText) {.type_name = type_name, .list_name = list_name, .escontext = escontext};
	if (*object != '{')
	{
		summary_text_error(text, "version", "is missing: the text is not a JSON object");
		return false;
	}
	if (list_name != NULL)
		text->list = json_find_list(object, end, list_name, &key);
	if (text->list != NULL)
		text->list_end = json_skip(text->list, end, ']');
	if (too_long(text, text->list != NULL ? (size_t) (key - string + (end - text->list_end)) : (size_t) (end - string)))
		return false;
	if (text->list != NULL)
	{
		/* without its name, so that another list of that name is seen; a list that does not end is an error */
		string = psprintf("%.*s\"\": [%s", (int) (key - string), string, text->list_end);
		text->context = AllocSetContextCreate(CurrentMemoryContext, "elements of a list", ALLOCSET_DEFAULT_SIZES);
	}
	if (!input_function_call_safe(jsonb_in, string, escontext, &json))
	{
		text->failed = true;
		return false;
	}
	text->json = DatumGetJsonbP(json);
	if (fields_written(string) != JB_ROOT_COUNT(text->json))
	{
		text->failed = true;
		errsave_compat(escontext,
					   (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
						errmsg("invalid input syntax for type %s", type_name),
						errdetail("A field is there twice.")));
		return false;
	}
	return true;
}

void
summary_text_check_list(SummaryText *text)
{
	if (text->list == NULL)
	{
		if (summary_text_field(text, text->list_name) != NULL)
			summary_text_error(text, text->list_name, "must be a list");
	}
	else if (getKeyJsonValueFromContainer(&text->json->root, text->list_name, strlen(text->list_name), NULL) != NULL)
		summary_text_error(text, text->list_name, "must be there once");
}

bool
summary_text_exceeds(const SummaryText *text, size_t most)
{
	const char *place = text->list;

	if (place == NULL)
		return false;
	/* the shortest element is "[]," */
	if ((size_t) (text->list_end - place) / 3 < most)
		return false;
	for (size_t n = 0; (place = memchr(place, '[', text->list_end - place)) != NULL; place++, n++)
	{
		if (n == most)
			return true;
		if ((n & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
	}
	return false;
}

/* Reads elements up to a comma; false if there are none left or they are no JSON. */
static bool
next_piece(SummaryText *text)
{
	const char *from = json_skip_space(text->list);
	const char *to = from;
	MemoryContext old;
	Datum		json;

	text->list = text->list_end;
	text->piece = NULL;
	text->next = 0;
	MemoryContextReset(text->context);
	if (from == text->list_end)
		return false;

	for (int i = 0; i < LIST_PIECE && to < text->list_end; i++)
		to = json_skip(i > 0 ? to + 1 : to, text->list_end, ',');
	/* a comma with nothing after it is no JSON */
	if (to < text->list_end && json_skip_space(to + 1) < text->list_end)
		text->list = to + 1;
	else
		to = text->list_end;
	if (too_long(text, to - from))
		return false;

	old = MemoryContextSwitchTo(text->context);
	if (input_function_call_safe(jsonb_in, psprintf("[%.*s]", (int) (to - from), from), text->escontext, &json))
		text->piece = DatumGetJsonbP(json);
	else
		text->failed = true;
	MemoryContextSwitchTo(old);
	return !text->failed;
}

JsonbValue *
summary_text_next(SummaryText *text)
{
	JsonbValue *element;
	MemoryContext old;

	if (text->failed || text->list == NULL)
		return NULL;
	if ((text->piece == NULL || text->next == JsonContainerSize(&text->piece->root)) && !next_piece(text))
		return NULL;
	old = MemoryContextSwitchTo(text->context);
	element = getIthJsonbValueFromContainer(&text->piece->root, text->next++);
	MemoryContextSwitchTo(old);
	return element;
}

JsonbValue *
summary_text_field(SummaryText *text, const char *field)
{
	JsonbValue *value = getKeyJsonValueFromContainer(&text->json->root, field, strlen(field), NULL);

	if (value == NULL)
		summary_text_error(text, field, "is missing");
	return value;
}

char *
summary_text_string(SummaryText *text, const char *field, const JsonbValue *value)
{
	if (value == NULL)
		return NULL;
	if (value->type != jbvString)
	{
		summary_text_error(text, field, "must be a string");
		return NULL;
	}
	return pnstrdup(value->val.string.val, value->val.string.len);
}

void
summary_text_words(SummaryText *text, const char *field, const JsonbValue *value, int scale, Words192 *words)
{
	Words192	number;
	char	   *digits;

	*words = (Words192) {{0, 0, 0}};
	if (value == NULL)
		return;
	if (value->type != jbvNumeric)
	{
		summary_text_error(text, field, "must be a number");
		return;
	}
	digits = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric)));
	if (words192_scan(&number, digits, scale))
		*words = number;
	else
		summary_text_error(text, field, psprintf("is out of range or has more than %d decimals", scale));
}

i128
summary_text_number(SummaryText *text, const char *field, const JsonbValue *value, int scale)
{
	Words192	words;
	i128		number = 0;

	summary_text_words(text, field, value, scale, &words);
	if (!words192_to_i128(&words, &number))
		summary_text_error(text, field, "is out of range");
	return number;
}

i128
summary_text_int128(SummaryText *text, const char *field, int scale)
{
	return summary_text_number(text, field, summary_text_field(text, field), scale);
}

int64
summary_text_int64(SummaryText *text, const char *field, int scale)
{
	i128		value = summary_text_int128(text, field, scale);

	if (value < PG_INT64_MIN || value > PG_INT64_MAX)
	{
		summary_text_error(text, field, "is out of range");
		return 0;
	}
	return (int64) value;
}

/*
 * Whether it is a date, a time or not, and an offset from UTC, all in digits: what
 * timestamptz_in() reads as the same instant under any setting and at any time.
 */
static bool
instant_says_all(const char *string)
{
	static const char digits[] = "0123456789";
	size_t		year = strspn(string, digits);

	if (strcmp(string, "infinity") == 0 || strcmp(string, "-infinity") == 0)
		return true;
	if (year < 4)
		return false;
	string += year;
	for (int i = 0; i < 2; i++, string += 3)
	{
		if (*string != '-' || strspn(string + 1, digits) != 2)
			return false;
	}
	if (*string == 'T' || *string == ' ')
		string += 1 + strspn(string + 1, "0123456789:.");
	if (*string == 'Z')
		string++;
	else if (*string == '+' || *string == '-')
		string += 1 + strspn(string + 1, "0123456789:");
	else
		return false;
	return *string == '\0' || strcmp(string, " BC") == 0;
}

int64
summary_text_instant(SummaryText *text, const char *field, const JsonbValue *value)
{
	const char *string = summary_text_string(text, field, value);
	Datum		instant;

	if (string == NULL)
		return 0;
	if (!instant_says_all(string))
	{
		summary_text_error(text, field, "must be a time with its offset from UTC, as in \"2024-01-01T00:00:00+00:00\"");
		return 0;
	}
	if (!input_function_call_safe(timestamptz_in, unconstify(char *, string), text->escontext, &instant))
	{
		text->failed = true;
		return 0;
	}
	return DatumGetTimestampTz(instant);
}

uint64
summary_text_terms(SummaryText *text, const char *field)
{
	const char *string = summary_text_string(text, field, summary_text_field(text, field));
	uint64		terms = 0;

	if (string != NULL && !summary_terms_parse(string, &terms))
		summary_text_error(text, field, "must be a rate's terms, as in \"CNY/card incl 6%\"");
	return terms;
}

uint64
summary_text_unit(SummaryText *text, const char *field)
{
	const char *string = summary_text_string(text, field, summary_text_field(text, field));
	uint64		unit = QUANTITY_UNIT_NONE;

	if (string != NULL && !quantity_unit_parse(string, &unit))
		summary_text_error(text, field, "must be \"number\", or \"P\" with or without a number format");
	return unit;
}

int
summary_text_version(SummaryText *text, int newest)
{
	int64		version = summary_text_int64(text, "version", 0);

	if (version >= 1 && version <= newest)
		return (int) version;
	summary_text_error(text, "version", newest == 1 ? "must be 1" : psprintf("must be 1 to %d", newest));
	return newest;
}

JsonbContainer *
json_array(const JsonbValue *value, uint32 at_least, uint32 at_most)
{
	JsonbContainer *array;

	if (value == NULL || value->type != jbvBinary || !JsonContainerIsArray(value->val.binary.data) ||
		JsonContainerIsScalar(value->val.binary.data))
		return NULL;
	array = value->val.binary.data;
	return JsonContainerSize(array) >= at_least && JsonContainerSize(array) <= at_most ? array : NULL;
}
