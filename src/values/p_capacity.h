/*
 * p_capacity.h
 *		What other rooms need of a p_capacity.
 */
#ifndef GPURENT_P_CAPACITY_H
#define GPURENT_P_CAPACITY_H

#include "base/gpurent.h"

/* The capacity's text, palloc'd. */
extern char *p_capacity_string(PCapacity capacity);

#endif
