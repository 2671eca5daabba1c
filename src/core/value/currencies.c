/*
 * currencies.c
 *		ISO 4217: codes, how many decimals money of each has, and which signs may stand beside a code.
 *
 * The table is made by make currencies; signs and names as typed are words, in units.c.
 */
#include "core/value/currencies.h"

#include <stddef.h>

#define lengthof(array)	(sizeof(array) / sizeof((array)[0]))

static const struct
{
	uint16_t	currency;
	uint8_t		decimals;
}			currencies[] =
{
#include "core/value/currency_table.h"
};

int
currency_decimals(int currency)
{
	int			low = 0;
	int			high = (int) lengthof(currencies) - 1;

	while (low <= high)
	{
		int			middle = (low + high) / 2;

		if (currencies[middle].currency == currency)
			return currencies[middle].decimals;
		if (currencies[middle].currency < currency)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return -1;
}

bool
currency_valid(int currency)
{
	return currency_decimals(currency) >= 0;
}

/* Whose sign is $ or ¥ as well, beside the code that says which. */
static const uint16_t dollars[] = {
	CURRENCY_PACK('U', 'S', 'D'), CURRENCY_PACK('H', 'K', 'D'), CURRENCY_PACK('S', 'G', 'D'), CURRENCY_PACK('A', 'U', 'D'),
	CURRENCY_PACK('C', 'A', 'D'), CURRENCY_PACK('N', 'Z', 'D'), CURRENCY_PACK('T', 'W', 'D'),
};

bool
currency_has_sign(int currency, int sign)
{
	if (sign == CURRENCY_PACK('C', 'N', 'Y') && currency == CURRENCY_PACK('J', 'P', 'Y'))
		return true;
	for (size_t i = 0; sign == CURRENCY_PACK('U', 'S', 'D') && i < lengthof(dollars); i++)
		if (currency == dollars[i])
			return true;
	return currency == sign;
}

void
currency_code(int currency, char code[4])
{
	code[0] = (char) ('@' + ((currency >> 10) & 31));
	code[1] = (char) ('@' + ((currency >> 5) & 31));
	code[2] = (char) ('@' + (currency & 31));
	code[3] = '\0';
}
