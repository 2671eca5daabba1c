/*
 * periods.h
 *		The calendar periods that summaries are by: days, weeks, months, quarters, years.
 *
 * They are counted from the one that 2000-01-01 is the first day of; weeks from Monday 2000-01-03.
 */
#ifndef GPURENT_PERIODS_H
#define GPURENT_PERIODS_H

#include "base/gpurent.h"

#include "base/zone.h"

/* The code of a step that periods can have: day, week, month, quarter, year; 22023 for another. */
extern int	periodic_step_argument(const text *name);

/* Whether a code is that of such a step. */
extern bool period_step_is_known(int step);

/* How many a value holds at most. */
extern int32 periods_most(int step);

/* The first instant of a period, and the period that an instant lies in; 22008 if it is none that exists. */
extern int64 period_start(int step, TimeZone *zone, int64 period);
extern int32 period_of(int step, TimeZone *zone, int64 instant);

/* The first day of a period, and the period that a day lies in, both counted from 2000-01-01. */
extern int64 period_first_day(int step, int64 period);
extern int64 period_of_day(int step, int64 day);

/* Whether periods [first, first + count) are whole ones of the timestamps that exist. */
extern bool periods_exist(int step, int64 first, int64 count);

/* The one way in which a day is written: "2024-01-01", "-43-03-01". */
extern char *day_string(int64 day);

#endif
