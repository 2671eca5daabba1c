/*
 * currencies.h
 *		Currencies by their ISO 4217 codes, three letters of 5 bits packed.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_CURRENCIES_H
#define GPURENT_CORE_CURRENCIES_H

#include <stdbool.h>
#include <stdint.h>

#define CURRENCY_PACK(a, b, c)	((((a) - '@') << 10) | (((b) - '@') << 5) | ((c) - '@'))

extern bool currency_valid(int currency);
extern int	currency_decimals(int currency);	/* 2 for CNY, 0 for JPY; -1 for a code that is not one */
extern void currency_code(int currency, char code[4]);

/* Whether a sign, by the currency that it is alone, may stand beside a currency's code: "$" beside HKD. */
extern bool currency_has_sign(int currency, int sign);

#endif
