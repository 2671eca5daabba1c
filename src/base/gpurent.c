/*
 * gpurent.c
 *		The module, as the server sees it when it loads the library.
 */
#include "base/gpurent.h"

PG_MODULE_MAGIC;
