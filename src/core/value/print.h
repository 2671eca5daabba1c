/*
 * print.h
 *		Printers of the two value types: what they write, parse.h reads.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_PRINT_H
#define GPURENT_CORE_PRINT_H

#include "core/value/units.h"

/* Write the value to buf, without a terminator, and return the length. */
#define P_CAPACITY_BUFFER	48
#define RENT_RATE_BUFFER	80
extern int	p_capacity_print(char *buf, int64_t capacity);
extern int	rent_rate_print(char *buf, const RentRate *rate);

#endif
