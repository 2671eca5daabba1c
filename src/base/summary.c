/*
 * summary.c
 *		What the summaries, the states of the aggregates, have in common.
 */
#include "base/summary.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "base/messages.h"
#include "base/numbers.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

/* ---- wide numbers ------------------------------------------------------------ */

static void
words192_negate(Words192 *words)
{
	uint64		carry = 1;

	for (int i = 0; i < 3; i++)
	{
		words->word[i] = ~words->word[i] + carry;
		carry = carry && words->word[i] == 0;
	}
}

bool
words192_add_wide_product(Words192 *words, i128 a, int64 b)
{
	u256		product = u256_mul(i128_abs(a), i128_abs(b));
	Words192	addend = {{product.word[0], product.word[1], product.word[2]}};

	if ((a < 0) != (b < 0))
		words192_negate(&addend);
	return words192_add(words, &addend);
}

/* The magnitude in decimal digits; returns where they start in buf[WORDS192_DIGITS + 1]. */
#define WORDS192_DIGITS	60

static char *
words192_digits(Words192 words, char *buf)
{
	char	   *p = buf + WORDS192_DIGITS;

	*p = '\0';
	do
	{
		u128		rest = 0;

		for (int i = 2; i >= 0; i--)
		{
			rest = (rest << 64) | words.word[i];
			words.word[i] = (uint64) (rest / 10);
			rest %= 10;
		}
		*--p = '0' + (char) rest;
	} while ((words.word[0] | words.word[1] | words.word[2]) != 0);
	return p;
}

Numeric
numeric_from_words192(const Words192 *words, int scale)
{
	Words192	magnitude = *words;
	bool		negative = (int64) words->word[2] < 0;
	char		buf[WORDS192_DIGITS + 1];
	char	   *digits;
	char	   *text;
	Datum		result;

	if (negative)
		words192_negate(&magnitude);
	digits = words192_digits(magnitude, buf);
	text = psprintf("%s%se-%d", negative ? "-" : "", digits, scale);
	result = DirectFunctionCall3(numeric_in, CStringGetDatum(text),
								 ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, result));
}

static bool
words192_is_least(const Words192 *words)
{
	return (words->word[0] | words->word[1]) == 0 && words->word[2] == (uint64) PG_INT64_MIN;
}

/*
 * "[-]digits[.digits]", as numeric prints it, times 10^scale; false if it is not a
 * whole number or does not fit.
 */
static bool
words192_from_text(Words192 *words, const char *text, int scale)
{
	bool		negative = *text == '-';
	bool		point = false;
	int			decimals = 0;

	*words = (Words192) {{0, 0, 0}};
	for (text += negative; *text != '\0' || decimals < scale; text += *text != '\0')
	{
		u128		carry;

		if (*text == '.')
		{
			point = true;
			continue;
		}
		if (*text != '\0' && (*text < '0' || *text > '9'))
			return false;
		if (point || *text == '\0')
			decimals++;
		if (decimals > scale)
		{
			if (*text != '0')
				return false;
			continue;
		}
		carry = *text != '\0' ? *text - '0' : 0;
		for (int i = 0; i < 3; i++)
		{
			carry += (u128) words->word[i] * 10;
			words->word[i] = (uint64) carry;
			carry >>= 64;
		}
		/* the least value has no positive counterpart */
		if (carry != 0 || ((int64) words->word[2] < 0 && !(negative && words192_is_least(words))))
			return false;
	}
	if (negative)
		words192_negate(words);
	return true;
}

/* ---- units of quantities ------------------------------------------------------ */

bool
quantity_unit_valid(uint64 unit)
{
	return unit < QUANTITY_UNIT_P ||
		(unit - QUANTITY_UNIT_P <= NUMBER_FORMAT_MASK && number_format_valid((int) (unit - QUANTITY_UNIT_P)));
}

char *
quantity_unit_string(uint64 unit)
{
	const char *format;

	if (unit < QUANTITY_UNIT_P)
		return pstrdup(unit == QUANTITY_UNIT_NONE ? "" : "number");
	format = number_format_name((int) (unit - QUANTITY_UNIT_P));
	if (format == NULL)
		format = "?";			/* a damaged value */
	return psprintf("P%s%s", *format != '\0' ? " " : "", format);
}

bool
quantity_unit_parse(const char *string, uint64 *unit)
{
	int			rate_unit;
	int			format;

	if (*string == '\0' || strcmp(string, "number") == 0)
		*unit = *string == '\0' ? QUANTITY_UNIT_NONE : QUANTITY_UNIT_NUMBER;
	else if (unit_and_format_lookup(string, strlen(string), &rate_unit, &format) && rate_unit == UNIT_P)
		*unit = QUANTITY_UNIT_P + format;
	else
		return false;
	return true;
}

/* ---- states ------------------------------------------------------------------- */

void *
summary_make(const SummaryType *type)
{
	SummaryHeader *summary = palloc0(type->size);

	SET_VARSIZE(summary, type->size);
	summary->version = summary_version(type);
	return summary;
}

/* The fields that a version has are the first of the table, and lie in the first bytes. */
static int
fields_of_version(const SummaryType *type, int version)
{
	int			n = 0;

	while (n < type->nfields && type->fields[n].since <= version)
		n++;
	return n;
}

static size_t
size_of_version(const SummaryType *type, int version)
{
	int			n = fields_of_version(type, version);

	return n < type->nfields ? type->fields[n].offset : type->size;
}

/* What came after a version, in a value of zeros. */
static void
set_absent(const SummaryType *type, int version, char *summary)
{
	for (int i = fields_of_version(type, version); i < type->nfields; i++)
		*(int64 *) (summary + type->fields[i].offset) = type->fields[i].absent;
}

static SummaryHeader *
from_older_version(const SummaryType *type, const SummaryHeader *old)
{
	SummaryHeader *summary = summary_make(type);

	memcpy(summary + 1, old + 1, size_of_version(type, old->version) - sizeof(SummaryHeader));
	set_absent(type, old->version, (char *) summary);
	return summary;
}

void
refuse_version(const char *type_name, int version, int expected)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_EXCEPTION),
			 errmsg("%s of version %d cannot be read", type_name, version),
			 expected == 1 ? errdetail("This release writes and reads version 1.") :
			 errdetail("This release writes version %d, and reads it and those before.", expected),
			 errhint("Install the release that wrote it, or a later one.")));
}

void
refuse_damaged(const char *type_name)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("%s cannot be read", type_name),
			 errdetail("What is stored is not what was written: its size is wrong, a count in it, or an order.")));
}

void *
stored_older(void *value, const StoredType *type)
{
	int			version = ((const SummaryHeader *) value)->version;

	if (version < 1 || version > type->version)
		refuse_version(type->name, version, type->version);
	return type->older[version - 1] (value);
}

void *
summary_argument(const SummaryType *type, Datum value)
{
	SummaryHeader *summary = (SummaryHeader *) PG_DETOAST_DATUM(value);

	int			newest = summary_version(type);

	if (unlikely(VARSIZE(summary) < sizeof(SummaryHeader)))
		refuse_damaged(type->name);
	if (unlikely(summary->version < 1 || summary->version > newest))
		refuse_version(type->name, summary->version, newest);
	if (unlikely(VARSIZE(summary) != size_of_version(type, summary->version)))
		refuse_damaged(type->name);
	return likely(summary->version == newest) ? summary : from_older_version(type, summary);
}

void
require_aggregate(FunctionCallInfo fcinfo)
{
	if (!in_aggregate(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("a transition function can only be called by an aggregate")));
}

void *
summary_to_change(const SummaryType *type, FunctionCallInfo fcinfo)
{
	void	   *summary = summary_argument(type, PG_GETARG_DATUM(0));
	void	   *copy;

	if (in_aggregate(fcinfo))
		return summary;
	copy = palloc(VARSIZE(summary));
	memcpy(copy, summary, VARSIZE(summary));
	return copy;
}

void *
summary_oldest_form(const SummaryType *type, void *value)
{
	char	   *summary = summary_argument(type, PointerGetDatum(value));
	int			version = summary_version(type);
	SummaryHeader *oldest;

	for (int n = type->nfields; n > 0 && type->fields[n - 1].since == version && version > 1; n--)
	{
		const SummaryField *field = &type->fields[n - 1];
		const int64 *word = (const int64 *) (summary + field->offset);
		int			words = field->kind == FIELD_SCALED192 ? 3 : field->kind == FIELD_SCALED128 ? 2 : 1;

		if (word[0] != field->absent || (words > 1 && word[1] != 0) || (words > 2 && word[2] != 0))
			break;
		/* the last of this version */
		if (n == 1 || type->fields[n - 2].since != version)
			version = n == 1 ? 1 : Max(type->fields[n - 2].since, 1);
	}
	if (version == ((SummaryHeader *) summary)->version)
		return summary;
	oldest = palloc(size_of_version(type, version));
	memcpy(oldest, summary, size_of_version(type, version));
	SET_VARSIZE(oldest, size_of_version(type, version));
	oldest->version = version;
	return oldest;
}

/* A value as it is compared; what was allocated for that is in *copies, else NULL. */
static const void *
compared(Datum value, SummaryForm form, void *copies[2])
{
	void	   *plain = PG_DETOAST_DATUM(value);
	void	   *result = form != NULL ? form(plain) : plain;

	copies[0] = plain != DatumGetPointer(value) ? plain : NULL;
	copies[1] = result != plain ? result : NULL;
	return result;
}

static void
free_copies(void *copies[2])
{
	for (int i = 0; i < 2; i++)
	{
		if (copies[i] != NULL)
			pfree(copies[i]);
	}
}

int
summary_compare(Datum a, Datum b, SummaryForm form)
{
	void	   *a_copies[2];
	void	   *b_copies[2];
	const void *x = compared(a, form, a_copies);
	const void *y = compared(b, form, b_copies);
	int			result = memcmp(x, y, Min(VARSIZE(x), VARSIZE(y)));

	if (result == 0 && VARSIZE(x) != VARSIZE(y))
		result = VARSIZE(x) < VARSIZE(y) ? -1 : 1;
	free_copies(a_copies);
	free_copies(b_copies);
	return result;
}

uint64
summary_hash(Datum a, uint64 seed, SummaryForm form)
{
	void	   *copies[2];
	const void *x = compared(a, form, copies);

	/* as hash_any_extended has it, a seed of 0 gives the plain hash's low half */
	uint64		result = hash_bytes_extended((const unsigned char *) x, VARSIZE(x), seed);

	free_copies(copies);
	return result;
}

/* ---- text --------------------------------------------------------------------- */

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

static void
append_scaled(StringInfo out, Numeric value)
{
	appendStringInfoString(out, DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value))));
}

Datum
summary_out(const SummaryType *type, FunctionCallInfo fcinfo)
{
	char	   *summary = summary_argument(type, PG_GETARG_DATUM(0));
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"version\": %d", summary_version(type));
	for (int i = 0; i < type->nfields; i++)
	{
		const SummaryField *field = &type->fields[i];
		const void *value = summary + field->offset;

		appendStringInfo(&out, ", \"%s\": ", field->name);
		switch (field->kind)
		{
			case FIELD_COUNT:
				appendStringInfo(&out, INT64_FORMAT, *(const int64 *) value);
				break;
			case FIELD_INSTANT:
				append_instant(&out, *(const int64 *) value);
				break;
			case FIELD_TERMS:
				appendStringInfo(&out, "\"%s\"", summary_terms_string(*(const uint64 *) value));
				break;
			case FIELD_UNIT:
				appendStringInfo(&out, "\"%s\"", quantity_unit_string(*(const uint64 *) value));
				break;
			case FIELD_SCALED64:
				append_scaled(&out, numeric_from_scaled(*(const int64 *) value, field->scale));
				break;
			case FIELD_SCALED128:
				append_scaled(&out, numeric_from_scaled(words128_get(value), field->scale));
				break;
			case FIELD_SCALED192:
				append_scaled(&out, numeric_from_words192(value, field->scale));
				break;
		}
	}
	appendStringInfoChar(&out, '}');
	PG_RETURN_CSTRING(out.data);
}

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
	{
		text->list_end = json_skip(text->list, end, ']');
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

/* So many elements at once take less than a millisecond. */
#define LIST_PIECE	1000

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

static bool
number_to_words(SummaryText *text, const char *field, const JsonbValue *value, int scale, Words192 *words)
{
	char	   *digits;

	*words = (Words192) {{0, 0, 0}};
	if (value == NULL)
		return false;
	if (value->type != jbvNumeric)
	{
		summary_text_error(text, field, "must be a number");
		return false;
	}
	digits = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric)));
	if (!words192_from_text(words, digits, scale))
	{
		summary_text_error(text, field, psprintf("is out of range or has more than %d decimals", scale));
		return false;
	}
	return true;
}

i128
summary_text_number(SummaryText *text, const char *field, const JsonbValue *value, int scale)
{
	Words192	words;

	if (!number_to_words(text, field, value, scale, &words))
		return 0;
	/* the highest word must be the sign of the others */
	if (words.word[2] != (uint64) ((int64) words.word[1] >> 63))
	{
		summary_text_error(text, field, "is out of range");
		return 0;
	}
	return (i128) (((u128) words.word[1] << 64) | words.word[0]);
}

static i128
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

static uint64
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

Datum
summary_in(const SummaryType *type, FunctionCallInfo fcinfo)
{
	SummaryText text;
	char	   *summary;
	int			version;
	int			nfields;

	if (!summary_text_open(&text, type->name, NULL, PG_GETARG_CSTRING(0), FCINFO_ESCONTEXT(fcinfo)))
		PG_RETURN_NULL();
	version = summary_text_version(&text, summary_version(type));

	summary = summary_make(type);
	set_absent(type, version, summary);
	nfields = fields_of_version(type, version);
	for (int i = 0; i < nfields && !text.failed; i++)
	{
		const SummaryField *field = &type->fields[i];
		void	   *value = summary + field->offset;

		switch (field->kind)
		{
			case FIELD_COUNT:
				*(int64 *) value = summary_text_int64(&text, field->name, 0);
				if (*(int64 *) value < 0)
					summary_text_error(&text, field->name, "must not be negative");
				break;
			case FIELD_INSTANT:
				*(int64 *) value = summary_text_instant(&text, field->name,
														summary_text_field(&text, field->name));
				break;
			case FIELD_TERMS:
				*(uint64 *) value = summary_text_terms(&text, field->name);
				break;
			case FIELD_UNIT:
				*(uint64 *) value = summary_text_unit(&text, field->name);
				break;
			case FIELD_SCALED64:
				*(int64 *) value = summary_text_int64(&text, field->name, field->scale);
				break;
			case FIELD_SCALED128:
				words128_set(value, summary_text_int128(&text, field->name, field->scale));
				break;
			case FIELD_SCALED192:
				(void) number_to_words(&text, field->name, summary_text_field(&text, field->name),
									   field->scale, value);
				break;
		}
	}
	if (!text.failed && type->fault != NULL && type->fault(summary) != NULL)
		summary_text_error(&text, type->fault(summary), "contradicts another");
	if (text.failed)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(summary);
}

/* ---- binary: the version, then the fields in order, each in network order ------ */

Datum
summary_send(const SummaryType *type, FunctionCallInfo fcinfo)
{
	char	   *summary = summary_argument(type, PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint16(&buf, summary_version(type));
	for (int i = 0; i < type->nfields; i++)
	{
		const uint64 *word = (const uint64 *) (summary + type->fields[i].offset);
		int			words = type->fields[i].kind == FIELD_SCALED192 ? 3 :
			type->fields[i].kind == FIELD_SCALED128 ? 2 : 1;

		for (int w = words - 1; w >= 0; w--)
			pq_sendint64(&buf, word[w]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

bool
instant_exists(int64 instant)
{
	return instant == PG_INT64_MIN || instant == PG_INT64_MAX || IS_VALID_TIMESTAMP(instant);
}

int
summary_recv_version(StringInfo buf, const char *type_name, int newest)
{
	int			version = pq_getmsgint(buf, 2);

	if (version < 1 || version > newest)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("%s of version %d cannot be read", type_name, version),
				 newest == 1 ? errdetail("This release writes and reads version 1.") :
				 errdetail("This release writes version %d, and reads it and those before.", newest)));
	return version;
}

Datum
summary_recv(const SummaryType *type, FunctionCallInfo fcinfo)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = summary_recv_version(buf, type->name, summary_version(type));
	int			nfields = fields_of_version(type, version);
	char	   *summary = summary_make(type);
	const char *wrong = NULL;

	set_absent(type, version, summary);
	for (int i = 0; i < nfields; i++)
	{
		const SummaryField *field = &type->fields[i];
		uint64	   *word = (uint64 *) (summary + field->offset);
		int			words = field->kind == FIELD_SCALED192 ? 3 : field->kind == FIELD_SCALED128 ? 2 : 1;

		for (int w = words - 1; w >= 0; w--)
			word[w] = pq_getmsgint64(buf);
		if ((field->kind == FIELD_COUNT && (int64) *word < 0) ||
			(field->kind == FIELD_INSTANT && !instant_exists((int64) *word)) ||
			(field->kind == FIELD_UNIT && !quantity_unit_valid(*word)) ||
			(field->kind == FIELD_TERMS && *word != 0 && !summary_terms_valid(*word)))
			wrong = field->name;
	}
	if (wrong == NULL && type->fault != NULL)
		wrong = type->fault(summary);
	if (wrong != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary representation of type %s", type->name),
				 errdetail("Field \"%s\" cannot be right.", wrong)));
	PG_RETURN_POINTER(summary);
}
