/*
 * rent_rate.h
 *		What other rooms need of a rent_rate.
 */
#ifndef GPURENT_RENT_RATE_H
#define GPURENT_RENT_RATE_H

#include "gpurent.h"

/* The rate's text, palloc'd. */
extern char *rent_rate_string(const RentRate *rate);

/* Decimals of its currency: 2 for CNY. */
extern int	rent_rate_decimals(const RentRate *rate);

#endif
