/*
 * p_capacity.h
 *		What other rooms need of a p_capacity.
 */
#ifndef GPURENT_P_CAPACITY_H
#define GPURENT_P_CAPACITY_H

#include "base/arguments.h"

/* The capacity's text, palloc'd. */
extern char *p_capacity_string(PCapacity capacity);

/* A quantity as a text writes it: "8", a number of units, or "0.5 P fp16", a capacity. */
extern Quantity full_quantity_from_text(Datum value);

#endif
