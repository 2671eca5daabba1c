/*
 * input.c
 *		From the core's scanners to PostgreSQL's errors.
 */
#include "base/input.h"

#include "catalog/namespace.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "core/value/fold.h"
#include "base/messages.h"

#define CLAUSES_HINT \
	"Clauses are \"from 1 year 12.08\", \"+5% every 1 year\", \"free 3 months\", \"above 10000 per month at 5\", \"minimum 10000 per month\", \"maximum 80000 CNY per year\", \"zone Asia/Shanghai\" and \"proration calendar\"."

const char *
input_utf8(const char *text)
{
	return input_utf8_within(text, PARSE_MAX_LENGTH);
}

const char *
input_utf8_within(const char *text, size_t limit)
{
	int			encoding = GetDatabaseEncoding();
	size_t		len;
	Oid			conversion;
	unsigned char *utf8;

	if (encoding == PG_UTF8 || encoding == PG_SQL_ASCII)
		return text;
	len = strlen(text);
	if (!has_high_bit(text, len))
		return text;

	/* the scanners take no more, and a longer text is not worth converting */
	if (len > limit * 16)
		return text;
	conversion = FindDefaultConversionProc(encoding, PG_UTF8);
	if (!OidIsValid(conversion))
		return NULL;
	utf8 = palloc(len * MAX_CONVERSION_GROWTH + 1);
	if (pg_do_encoding_conversion_buf(conversion, encoding, PG_UTF8, (unsigned char *) unconstify(char *, text),
									  len, utf8, len * MAX_CONVERSION_GROWTH + 1, true) != len)
		return NULL;
	return (char *) utf8;
}

/*
 * The characters that the error is about, as the user wrote them.  Text of a
 * SQL_ASCII database is UTF-8 if the scanner could read it.
 */
static char *
faulty_text(const char *text, const ParseError *error)
{
	int			encoding = GetDatabaseEncoding();
	const char *start = text;
	const char *end;

	if (encoding == PG_SQL_ASCII)
		encoding = PG_UTF8;
	for (int i = 0; i < error->offset && *start != '\0'; i++)
		start += pg_encoding_mblen(encoding, start);
	end = start;
	for (int i = 0; i < error->length && *end != '\0'; i++)
		end += pg_encoding_mblen(encoding, end);
	return clipped(start, end - start);
}

void
input_error(struct Node *escontext, const InputType *type, const char *text, const ParseError *error)
{
	int			place = error->offset + 1;
	char	   *value = clipped(text, strlen(text));
	char	   *fault = error->length > 0 ? faulty_text(text, error) : "";
	char	   *detail = NULL;
	const char *hint = type->form;

	switch (error->status)
	{
		case PARSE_OK:
			break;
		case PARSE_TOO_LARGE:
			ereturn(escontext,,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("value \"%s\" is out of range for type %s", value, type->name),
					 errdetail_internal("%s", type->range),
					 errhint("Check its unit, its exponent and its zeros.")));
		case PARSE_TAX_RATE_RANGE:
			ereturn(escontext,,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("tax rate out of range in \"%s\"", value),
					 errdetail("A tax rate lies between 0%% and 100%%."),
					 errhint("Write a percentage, as in \"incl 6%%\" or \"excl 13%%\".")));
		case PARSE_TAX_RATE_TOO_FINE:
			ereturn(escontext,,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("tax rate with too many decimals in \"%s\"", value),
					 errdetail("A tax rate is a multiple of 0.0001%%."),
					 errhint("Round the percentage to 4 decimals.")));
		case PARSE_EMPTY:
			detail = "The text is empty.";
			break;
		case PARSE_TOO_LONG:
			detail = psprintf("The text is longer than %d bytes.", type->limit > 0 ? type->limit : PARSE_MAX_LENGTH);
			break;
		case PARSE_ENCODING:
			detail = "It holds bytes that are no character of an encoding the type can read.";
			break;
		case PARSE_NUMBER:
			if (error->length == 0)
				detail = psprintf("A number is expected at character %d.", place);
			else
				detail = psprintf("A number is expected at character %d, not \"%s\".", place, fault);
			break;
		case PARSE_NOT_FINITE:
			detail = psprintf("\"%s\" is not a finite number.", fault);
			break;
		case PARSE_GROUPING:
			detail = psprintf("Thousands separators in \"%s\" do not part groups of three digits.", fault);
			hint = "Write decimals after a point, as in 15.1, and thousands separators as in 1,234,567, or none.";
			break;
		case PARSE_BARE_NUMBER:
			detail = "A number alone does not say what it counts.";
			break;
		case PARSE_NO_CURRENCY:
			detail = psprintf("The currency is missing at character %d.", place);
			break;
		case PARSE_TWO_CURRENCIES:
			detail = psprintf("\"%s\" names two currencies.", fault);
			break;
		case PARSE_NO_UNIT:
			detail = psprintf("The unit is missing at character %d.", place);
			hint = type->units();
			break;
		case PARSE_NO_PERIOD:
			detail = psprintf("The period is missing at character %d.", place);
			hint = psprintf("Periods are %s; a purchase price has none and no \"/\" for it.",
							all_names(period_name, PERIOD_NONE + 1, "and"));
			break;
		case PARSE_UNKNOWN_CURRENCY:
			detail = psprintf("\"%s\" at character %d is not a known currency.", fault, place);
			hint = "Write the ISO 4217 code, such as CNY or USD.";
			break;
		case PARSE_UNKNOWN_UNIT:
			detail = psprintf("\"%s\" at character %d is not a known unit.", fault, place);
			hint = type->units();
			break;
		case PARSE_UNKNOWN_PERIOD:
			detail = psprintf("\"%s\" at character %d is not a known period.", fault, place);
			hint = rent_rate_periods_hint();
			break;
		case PARSE_UNKNOWN_FORMAT:
			detail = psprintf("\"%s\" at character %d is not a known number format.", fault, place);
			hint = number_formats_hint();
			break;
		case PARSE_FORMAT_MISSING:
			detail = psprintf("\"%s\" at character %d needs a number format.", fault, place);
			hint = number_formats_hint();
			break;
		case PARSE_TAX_RATE_MISSING:
			detail = psprintf("\"%s\" at character %d states a tax basis without its rate in percent.", fault, place);
			hint = "Write the rate too, as in \"incl 6%\" or \"excl 13%\".";
			break;
		case PARSE_NO_PER:
			detail = psprintf("\"%s\" at character %d is not expected: after the currency comes \"/\" or \"per\" and a unit.", fault, place);
			hint = type->units();
			break;
		case PARSE_AFTER_UNIT:
			detail = psprintf("\"%s\" at character %d is neither a period nor a tax.", fault, place);
			hint = psprintf("%s A tax is written as in \"incl 6%%\" or \"excl 13%%\".", rent_rate_periods_hint());
			break;
		case PARSE_AFTER_PERIOD:
			detail = psprintf("\"%s\" at character %d is not expected: after the period nothing but a tax can stand.", fault, place);
			hint = "A tax is written as in \"incl 6%\" or \"excl 13%\".";
			break;
		case PARSE_OPEN:
			detail = psprintf("\")\" is missing at character %d.", place);
			hint = "Write the tax as in \"incl 6%\" or \"(incl 6%)\".";
			break;
		case PARSE_TRAILING:
			if (error->length == 0)
				detail = "The text ends too early.";
			else
				detail = psprintf("\"%s\" at character %d is not expected: nothing can stand there.", fault, place);
			break;
		case PARSE_UNKNOWN_CLAUSE:
			if (error->length == 0)
				detail = psprintf("A clause is expected at character %d.", place);
			else
				detail = psprintf("A clause is expected at character %d, not \"%s\".", place, fault);
			hint = CLAUSES_HINT;
			break;
		case PARSE_NO_TIME:
			if (error->length == 0)
				detail = psprintf("A length of time or a date is expected at character %d.", place);
			else
				detail = psprintf("A length of time or a date is expected at character %d, not \"%s\".", place, fault);
			hint = "Write hours, days, weeks, months, quarters or years, as in \"3 months\", or a date, as in 2025-07-01.";
			break;
		case PARSE_BAD_DATE:
			detail = psprintf("\"%s\" at character %d is not a date.", fault, place);
			hint = "Write year, month and day, as in 2025-07-01.";
			break;
		case PARSE_NO_EVERY:
			detail = psprintf("A growth without how often at character %d.", place);
			hint = "Write it, as in \"+5% every 1 year\".";
			break;
		case PARSE_NO_PRICE:
			detail = psprintf("A threshold without a price at character %d.", place);
			hint = "Write it, as in \"above 10000 per month at 5\", or \"all at 5\" for all that is used.";
			break;
		case PARSE_USAGE_PERIOD:
			if (error->length == 0)
				detail = psprintf("A period is expected at character %d.", place);
			else
				detail = psprintf("\"%s\" at character %d is not a period that usage is counted over.", fault, place);
			hint = "Write per month, per quarter, per year or per lease.";
			break;
		case PARSE_NO_NAME:
			detail = psprintf("A name is expected at character %d.", place);
			hint = "Write the zone or the proration, as in \"zone Asia/Shanghai\" or \"proration calendar\".";
			break;
	}

	/* a contract's price where one rate is meant to be */
	if (strcmp(type->name, "rent_rate") == 0 && (strchr(text, ';') != NULL || strstr(text, "；") != NULL))
		hint = "A rate with clauses is of type lease_terms: write ::lease_terms after the literal.";

	ereturn(escontext,,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%s\"", type->name, value),
			 errdetail_internal("%s", detail),
			 errhint("%s", hint)));
}

int
number_format_argument(const text *name)
{
	char	   *string = text_to_cstring(name);
	const char *utf8 = input_utf8(string);
	int			format = utf8 == NULL ? -1 : number_format_lookup(utf8, strlen(utf8));

	if (format < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown number format \"%s\"", clipped(string, strlen(string))),
				 errhint("%s", number_formats_hint())));
	return format;
}
