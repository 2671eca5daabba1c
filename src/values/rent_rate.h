/*
 * rent_rate.h
 *		What other rooms need of a rent_rate.
 */
#ifndef GPURENT_RENT_RATE_H
#define GPURENT_RENT_RATE_H

#include "base/messages.h"

/* The first of the terms that differs, and what to do about it, said for a message. */
extern void describe_difference(uint64 a, uint64 b, char **detail, const char **hint);

/* Decimals of its currency: 2 for CNY. */
extern int	rent_rate_decimals(const RentRate *rate);

/* The rate that a text writes, palloc'd. */
extern Datum rent_rate_of_text(const text *value);

/* A palloc'd rate. */
extern RentRate *rent_rate_make(int64 amount, uint64 terms);

/* 22003: the result of a <operator> b is no rent_rate. */
pg_noreturn extern void rent_rate_overflow(const RentRate *a, const char *operator, const char *b);
#endif
