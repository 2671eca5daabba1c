/*
 * rent_rate.h
 *		What other rooms need of a rent_rate.
 */
#ifndef GPURENT_RENT_RATE_H
#define GPURENT_RENT_RATE_H

#include "base/gpurent.h"

#define RENT_RATE_FORM_HINT \
	"Write an amount, a currency, a unit and, unless it is a purchase price, a period, such as \"15.1 CNY/card/hour\"."
#define RENT_RATE_UNITS_HINT \
	"Units are card, server, P, kW, rack and lease."
#define RENT_RATE_KWH_HINT \
	"A kWh is a kW for an hour, as in 0.65 CNY/kW/hour."
#define RENT_RATE_PERIODS_HINT \
	"Periods are hour, day, week, month, quarter and year."

/* The rate's text, palloc'd. */
extern char *rent_rate_string(const RentRate *rate);

/* The first of the terms that differs, and what to do about it, said for a message. */
extern void describe_difference(uint64 a, uint64 b, char **detail, const char **hint);

/* Decimals of its currency: 2 for CNY. */
extern int	rent_rate_decimals(const RentRate *rate);

/* A palloc'd rate. */
extern RentRate *rent_rate_make(int64 amount, uint64 terms);

/* 22003: the result of a <operator> b is no rent_rate. */
pg_noreturn extern void rent_rate_overflow(const RentRate *a, const char *operator, const char *b);

/* The tax basis in words, for messages: "incl 6%", "none stated". */
extern const char *tax_string(const RateTerms *terms);

#endif
