/*
 * summary_terms.c
 *		What the rates of a sum have in common: its terms; and what plain quantities count.
 */
#include "base/summary_terms.h"

#include "base/messages.h"
#include "core/value/parse.h"

#define CODE_OF_P		0x80	/* and the number format */

/* Currency, tax basis and tax rate. */
#define MONEY_BITS		((UINT64CONST(0xffff) << 48) | UINT64CONST(0xffffff))

static int
lowest_unit(const RateTerms *terms)
{
	return terms->unit == UNIT_P ? CODE_OF_P | terms->format : terms->unit;
}

static void
set_unit(RateTerms *terms, int code)
{
	bool		p = (code & CODE_OF_P) != 0;

	terms->unit = p ? UNIT_P : code;
	terms->format = p ? code & ~CODE_OF_P : NUMBER_FORMAT_NONE;
}

/* The terms of the lowest unit alone; *highest is the code of the highest, 0 if there is no other. */
static RateTerms
unpack_lowest(uint64 packed, int *highest)
{
	RateTerms	terms;

	rate_terms_unpack(packed, &terms);
	*highest = terms.period;
	terms.period = PERIOD_NONE;
	return terms;
}

bool
summary_terms_valid(uint64 packed)
{
	int			highest;
	RateTerms	terms = unpack_lowest(packed, &highest);

	/* those of quantities without a rate are a rate's but for the currency, which no rate has */
	if (terms.currency == NO_CURRENCY)
	{
		if (highest != 0)
			return false;
		terms.currency = CURRENCY_PACK('C', 'N', 'Y');
	}
	if (!rate_terms_valid(rate_terms_pack(&terms)))
		return false;
	if (highest == 0)
		return true;
	if (highest <= lowest_unit(&terms))
		return false;
	set_unit(&terms, highest);
	return rate_terms_valid(rate_terms_pack(&terms)) && lowest_unit(&terms) == highest;
}

/* ---- text ------------------------------------------------------------------------- */

/* The text of one, without the "1 ". */
static const char *
rate_terms_string(const RateTerms *terms)
{
	RentRate	rate = {.amount = (int64) power_of_ten(RENT_RATE_SCALE), .terms = rate_terms_pack(terms)};

	return rent_rate_string(&rate) + 2;
}

const char *
summary_terms_string(uint64 packed)
{
	int			highest;
	RateTerms	terms = unpack_lowest(packed, &highest);
	RateTerms	lowest = terms;
	const char *text;

	if (packed == 0)
		return "";
	if (highest == 0)
		return rate_terms_string(&terms);
	/* the currency, the lowest unit, and what follows the currency in the text of the highest */
	lowest.tax_basis = TAX_UNSAID;
	lowest.tax_rate = 0;
	text = rate_terms_string(&lowest);
	set_unit(&terms, highest);
	return psprintf("%s and %s", text, strchr(rate_terms_string(&terms), '/') + 1);
}

static bool
parse_one(const char *currency, int length, const char *rest, RateTerms *terms)
{
	char	   *text = psprintf("1 %.*s%s", length, currency, rest);
	RentRate	rate;
	ParseError	error;

	if (!rent_rate_parse(text, strlen(text), &rate, &error) || rate.amount != (int64) power_of_ten(RENT_RATE_SCALE))
		return false;
	rate_terms_unpack(rate.terms, terms);
	return terms->period == PERIOD_NONE;
}

bool
summary_terms_parse(const char *string, uint64 *packed)
{
	const char *slash = strchr(string, '/');
	const char *and = strstr(string, " and ");
	RateTerms	terms;
	RateTerms	highest;
	bool		none = strncmp(string, "XXX/", 4) == 0;

	*packed = 0;
	if (*string == '\0')
		return true;
	if (slash == NULL)
		return false;
	if (and == NULL)
	{
		if (none ? !parse_one("CNY", 3, slash, &terms) : !parse_one(string, 0, string, &terms))
			return false;
		if (none)
			terms.currency = NO_CURRENCY;
		*packed = rate_terms_pack(&terms);
		return true;
	}
	if (none || and < slash ||
		!parse_one(string, (int) (and - string), "", &terms) || terms.tax_basis != TAX_UNSAID ||
		!parse_one(string, (int) (slash + 1 - string), and + strlen(" and "), &highest))
		return false;
	terms.tax_basis = highest.tax_basis;
	terms.tax_rate = highest.tax_rate;
	terms.period = lowest_unit(&highest);
	*packed = rate_terms_pack(&terms);
	return summary_terms_valid(*packed);
}

/* ---- adding --------------------------------------------------------------------------- */

bool
summary_terms_join(uint64 *packed, uint64 others)
{
	int			highest;
	int			others_highest;
	int			low;
	int			high;
	RateTerms	terms;
	RateTerms	more;

	if (*packed == 0)
		*packed = others;
	if (*packed == others)
		return true;
	terms = unpack_lowest(*packed, &highest);
	more = unpack_lowest(others, &others_highest);
	if (((*packed ^ others) & MONEY_BITS) != 0 || terms.currency == NO_CURRENCY)
		return false;

	low = Min(lowest_unit(&terms), lowest_unit(&more));
	high = Max(highest != 0 ? highest : lowest_unit(&terms), others_highest != 0 ? others_highest : lowest_unit(&more));
	set_unit(&terms, low);
	terms.period = high != low ? high : 0;
	*packed = rate_terms_pack(&terms);
	return true;
}

/* Terms for a message; a capacity without a rate is kept at no currency, XXX. */
static const char *
shown_terms(uint64 terms)
{
	const char *text = summary_terms_string(terms);

	if (*text == '\0')
		return "no unit";
	return strncmp(text, "XXX/", 4) == 0 ? text + 4 : text;
}

void
refuse_terms(uint64 a, uint64 b)
{
	RateTerms	x;
	RateTerms	y;

	rate_terms_unpack(a, &x);
	rate_terms_unpack(b, &y);
	/* of quantities without a rate there is no money that could add */
	if (a == 0 || b == 0 || x.currency == NO_CURRENCY || y.currency == NO_CURRENCY)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("leases in \"%s\" and in \"%s\" cannot be summed", shown_terms(a), shown_terms(b)),
				 errdetail("Without rates on both sides there is nothing but quantities, which are of one unit and number format."),
				 errhint("Group by number_format(capacity), or state one format with set_number_format().")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("leases in \"%s\" and in \"%s\" cannot be summed", shown_terms(a), shown_terms(b)),
			 errdetail("A sum of money has one currency and tax basis."),
			 errhint("Group by them, as in GROUP BY currency(rate), tax_basis(rate), tax_rate(rate), or bring the rates to one basis with set_tax(net(rate), NULL).")));
}

/* "card", "P fp16" */
static const char *
unit_with_format(const RateTerms *terms)
{
	if (terms->format == NUMBER_FORMAT_NONE)
		return unit_name(terms->unit);
	return psprintf("%s %s", unit_name(terms->unit), number_format_name(terms->format));
}

void
require_one_unit(uint64 packed)
{
	int			highest;
	RateTerms	terms = unpack_lowest(packed, &highest);
	RateTerms	other = terms;

	if (highest == 0)
		return;
	set_unit(&other, highest);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("hours of a %s and of a %s cannot be summed", unit_with_format(&terms), unit_with_format(&other)),
			 errdetail("The leases are in \"%s\"; their revenue adds up, their quantities do not.", summary_terms_string(packed)),
			 errhint("Group by unit(rate), unit_number_format(rate), or bring all to one unit, the quantity multiplied by what per() divides the rate by, as in per(rate, 'card', 8) and quantity * 8.")));
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
