/*
 * day_count.h
 *		Day counts and dates as arguments.
 */
#ifndef GPURENT_DAY_COUNT_H
#define GPURENT_DAY_COUNT_H

#include "base/gpurent.h"

#include "core/time/day_count.h"
#include "utils/date.h"

/* 22023 with what there is, unless it is one of them and the two dates alone tell a part of a year. */
extern const DayCount *year_count_argument(const text *name);

/* The same where there is something else beside them, which the hint names first. */
extern const DayCount *year_count_argument_beside(const text *name, const char *also);

extern const DayCount *basis_argument(int32 basis);

/* 22023 for an infinite date; "what" names it. */
extern DateADT finite_date_argument(Datum value, const char *what);

#endif
