/*
 * messages.c
 *		What error messages have in common.
 */
#include "base/messages.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#include "core/value/print.h"

#define QUOTED_BYTES	64

/*
 * The encoding of a text, -1 if it has none: a SQL_ASCII database lets any bytes
 * in, and only those of UTF-8 mean something to us.
 */
static int
text_encoding(const char *value, size_t length)
{
	int			encoding = GetDatabaseEncoding();

	if (encoding != PG_SQL_ASCII)
		return encoding;
	return pg_verify_mbstr(PG_UTF8, value, (int) length, true) ? PG_UTF8 : -1;
}

char *
clipped(const char *value, size_t length)
{
	int			encoding = text_encoding(value, length);
	size_t		kept = Min(length, QUOTED_BYTES);
	StringInfoData result;

	/* a few bytes more than are kept, so that the last character is whole */
	if (kept < length && encoding >= 0)
		kept = pg_encoding_mbcliplen(encoding, value, (int) Min(length, QUOTED_BYTES + MAX_MULTIBYTE_CHAR_LEN),
									 QUOTED_BYTES);

	initStringInfo(&result);
	for (size_t i = 0; i < kept; i++)
	{
		unsigned char c = (unsigned char) value[i];

		if (c < ' ' || c == 0x7f || (c >= 0x80 && encoding < 0))
			appendStringInfo(&result, "\\x%02x", c);
		else
			appendStringInfoChar(&result, value[i]);
	}
	if (kept < length)
		appendStringInfoString(&result, "...");
	return result.data;
}

/* The names of every step-th code. */
static char *
listed_names(const char *(*name) (int code), int first, int step, const char *conjunction)
{
	StringInfoData result;

	initStringInfo(&result);
	for (int code = first; name(code) != NULL; code += step)
	{
		if (code > first && name(code + step) == NULL)
			appendStringInfo(&result, " %s ", conjunction);
		else if (code > first)
			appendStringInfoString(&result, ", ");
		appendStringInfoString(&result, name(code));
	}
	return result.data;
}

char *
all_names(const char *(*name) (int code), int first, const char *conjunction)
{
	return listed_names(name, first, 1, conjunction);
}

const char *
rent_rate_units_hint(void)
{
	return psprintf("Units are %s.", all_names(unit_name, UNIT_CARD, "and"));
}

const char *
rent_rate_periods_hint(void)
{
	return psprintf("Periods are %s.", all_names(period_name, PERIOD_NONE + 1, "and"));
}

const char *
number_formats_hint(void)
{
	return psprintf("Number formats are %s, each dense or, with that word added, sparse.",
					listed_names(number_format_name, NUMBER_FORMAT_NONE + 1, NUMBER_FORMAT_SPARSE + 1, "and"));
}

char *
rent_rate_string(const RentRate *rate)
{
	char	   *result = palloc(RENT_RATE_BUFFER);

	result[rent_rate_print(result, rate)] = '\0';
	return result;
}

const char *
format_or_none(int format)
{
	return format == NUMBER_FORMAT_NONE ? "no number format" : number_format_name(format);
}
