/*
 * gpurent.c
 *		The module, as the server sees it when it loads the library; and the two value
 *		types as they come from a page: codes that this release does not know are
 *		refused before anybody looks a name up for them.
 *
 * A later release may have more units, periods or number formats; a standby or a
 * library rolled back then meets values that it cannot understand.  Or a bit has
 * flipped.
 */
#include "base/gpurent.h"

/* 18 asks for a name and a version too, for pg_get_loaded_modules(). */
#ifdef PG_MODULE_MAGIC_EXT
PG_MODULE_MAGIC_EXT(.name = "gpurent",.version = GPURENT_VERSION);
#else
PG_MODULE_MAGIC;
#endif

/* Zeros are no terms: there is no such currency.  But the slot of 0 must not hold it. */
uint64		known_terms[1 << KNOWN_TERMS_BITS] = {1};

#define LATER_RELEASE \
	"This is release " GPURENT_VERSION ": a later one wrote the value, or the page that it is on is damaged."
#define LATER_RELEASE_HINT \
	"Install the release that wrote it, or a later one; what a damaged page held is in a backup."

void
refuse_p_capacity(PCapacity capacity)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("p_capacity with the unknown number format %d cannot be read", p_capacity_format(capacity)),
			 errdetail(LATER_RELEASE),
			 errhint(LATER_RELEASE_HINT)));
}

/* "AAA", or the number where it is not three letters */
static const char *
currency_string(int currency)
{
	char		code[4];

	currency_code(currency, code);
	for (int i = 0; i < 3; i++)
		if (code[i] < 'A' || code[i] > 'Z')
			return psprintf("%d", currency);
	return currency >> 15 == 0 ? pstrdup(code) : psprintf("%d", currency);
}

void
check_rent_rate(const RentRate *rate)
{
	const char *what = NULL;
	RateTerms	terms;

	rate_terms_unpack(rate->terms, &terms);
	switch (rate_terms_fault(rate->terms))
	{
		case FAULT_OF_NONE:
			*known_terms_slot(rate->terms) = rate->terms;
			return;
		case FAULT_OF_CURRENCY:
			what = psprintf("currency %s", currency_string(terms.currency));
			break;
		case FAULT_OF_UNIT:
			what = psprintf("unit %d", terms.unit);
			break;
		case FAULT_OF_FORMAT:
			what = psprintf("number format %d", terms.format);
			break;
		case FAULT_OF_PERIOD:
			what = psprintf("period %d", terms.period);
			break;
		case FAULT_OF_TAX_BASIS:
			what = psprintf("tax basis %d", terms.tax_basis);
			break;
		case FAULT_OF_TAX_RATE:
			what = psprintf("tax rate %d", terms.tax_rate);
			break;
		case FAULT_OF_UNIT_WITH_FORMAT:
			what = psprintf("number format %d of unit %d", terms.format, terms.unit);
			break;
	}
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("rent_rate with the unknown %s cannot be read", what),
			 errdetail(LATER_RELEASE),
			 errhint(LATER_RELEASE_HINT)));
}
