/*
 * summary.c
 *		What the summaries, the states of the aggregates, have in common.
 */
#include "base/summary.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "base/numbers.h"
#include "base/summary_scan.h"
#include "base/summary_text.h"
#include "utils/builtins.h"

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

static void
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

void
refuse_binary(const char *type_name, const char *field)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type %s", type_name),
			 errdetail("Field \"%s\" cannot be right.", field)));
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
refuse_outside_aggregate(void)
{
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
		int			words = summary_field_words(field);

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

/* The fields of a text as summary_out() writes it, of any version; false, and any of them set, for another. */
static bool
scan_summary(const SummaryType *type, const char *text, char *summary)
{
	int64		version;
	int			nfields;

	if (!scan_text(&text, "{\"version\": ") || !scan_int64(&text, 0, &version) ||
		version < 1 || version > summary_version(type))
		return false;
	set_absent(type, (int) version, summary);
	nfields = fields_of_version(type, (int) version);
	for (int i = 0; i < nfields; i++)
	{
		const SummaryField *field = &type->fields[i];
		int64	   *word = (int64 *) (summary + field->offset);
		i128		wide;
		bool		read = false;

		if (!scan_text(&text, ", \"") || !scan_text(&text, field->name) || !scan_text(&text, "\": "))
			return false;
		switch (field->kind)
		{
			case FIELD_COUNT:
				read = scan_int64(&text, 0, word) && *word >= 0;
				break;
			case FIELD_INSTANT:
				read = scan_instant(&text, word);
				break;
			case FIELD_TERMS:
				read = scan_terms(&text, (uint64 *) word);
				break;
			case FIELD_UNIT:
				read = scan_unit(&text, (uint64 *) word);
				break;
			case FIELD_SCALED64:
				read = scan_int64(&text, field->scale, word);
				break;
			case FIELD_SCALED128:
			case FIELD_SCALED192:
				read = scan_number(&text, field->scale, &wide);
				if (read)
					words128_set((Words128 *) word, wide);
				if (read && field->kind == FIELD_SCALED192)
					word[2] = wide < 0 ? -1 : 0;
				break;
		}
		if (!read)
			return false;
	}
	return strcmp(text, "}") == 0 && (type->fault == NULL || type->fault(summary) == NULL);
}

Datum
summary_in(const SummaryType *type, FunctionCallInfo fcinfo)
{
	SummaryText text;
	char	   *summary = summary_make(type);
	int			version;
	int			nfields;

	if (scan_summary(type, PG_GETARG_CSTRING(0), summary))
		PG_RETURN_POINTER(summary);
	if (!summary_text_open(&text, type->name, NULL, PG_GETARG_CSTRING(0), FCINFO_ESCONTEXT(fcinfo)))
		PG_RETURN_NULL();
	version = summary_text_version(&text, summary_version(type));

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
				summary_text_words(&text, field->name, summary_text_field(&text, field->name), field->scale, value);
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
		int			words = summary_field_words(&type->fields[i]);

		for (int w = words - 1; w >= 0; w--)
			pq_sendint64(&buf, word[w]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
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

/* The first field that is out of its range or contradicts another; NULL if there is none. */
static const char *
wrong_field(const SummaryType *type, const char *summary)
{
	for (int i = 0; i < type->nfields; i++)
	{
		const SummaryField *field = &type->fields[i];
		uint64		word = *(const uint64 *) (summary + field->offset);

		if ((field->kind == FIELD_COUNT && (int64) word < 0) ||
			(field->kind == FIELD_INSTANT && !instant_exists((int64) word)) ||
			(field->kind == FIELD_UNIT && !quantity_unit_valid(word)) ||
			(field->kind == FIELD_TERMS && word != 0 && !summary_terms_valid(word)))
			return field->name;
	}
	return type->fault != NULL ? type->fault(summary) : NULL;
}

#ifdef USE_ASSERT_CHECKING
bool
summary_sound(const SummaryType *type, const void *summary)
{
	return wrong_field(type, summary) == NULL;
}
#endif

Datum
summary_recv(const SummaryType *type, FunctionCallInfo fcinfo)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = summary_recv_version(buf, type->name, summary_version(type));
	int			nfields = fields_of_version(type, version);
	char	   *summary = summary_make(type);
	const char *wrong;

	set_absent(type, version, summary);
	for (int i = 0; i < nfields; i++)
	{
		const SummaryField *field = &type->fields[i];
		uint64	   *word = (uint64 *) (summary + field->offset);
		int			words = summary_field_words(field);

		for (int w = words - 1; w >= 0; w--)
			word[w] = pq_getmsgint64(buf);
	}
	wrong = wrong_field(type, summary);
	if (wrong != NULL)
		refuse_binary(type->name, wrong);
	PG_RETURN_POINTER(summary);
}
