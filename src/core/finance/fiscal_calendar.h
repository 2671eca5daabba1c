/*
 * fiscal_calendar.h
 *		Months, quarters and years of account; where depreciation starts and stops; time
 *		counted in months.
 *
 * A month is a civil one, counted 12 to a year, or the i-th period of a calendar of fiscal
 * months (4-4-5 and the like).  A place in time is the number of months before it, the days
 * of a month being equal parts of it: an exact fraction.  A day is meant by its start, its
 * close is the start of the next.  Days are counted from 2000-01-01.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_FISCAL_CALENDAR_H
#define GPURENT_CORE_FISCAL_CALENDAR_H

#include "core/number/ratio.h"

typedef struct FiscalCalendar
{
	int			year_start;		/* the first month of fiscal years of twelve, 1 to 12 */
	const int64_t *years;		/* the months in which fiscal years start, ascending; or none */
	int			n_years;
	const int64_t *ends;		/* the last days of fiscal months, ascending; or none */
	int			n_ends;
} FiscalCalendar;

/* The month that a day lies in.  Of a calendar's: -1 before it, n_ends - 1 after it. */
extern int64_t fiscal_month(const FiscalCalendar *calendar, int64_t day);

/* The first day of a month; of a calendar's, 0 to n_ends - 1. */
extern int64_t fiscal_month_start(const FiscalCalendar *calendar, int64_t month);

typedef struct FiscalYear
{
	int64_t		start;			/* month */
	int64_t		months;
} FiscalYear;

extern FiscalYear fiscal_year(const FiscalCalendar *calendar, int64_t month);

/* ---- periods ------------------------------------------------------------------------ */

typedef enum PeriodStep
{
	STEP_MONTH,
	STEP_QUARTER,
	STEP_YEAR,
	PERIOD_STEPS
} PeriodStep;

extern const char *const period_step_names[PERIOD_STEPS + 1];

/* The period that a month lies in: its first month, and the first after it.  Three months of
 * the fiscal year are a quarter; the last of a short year may be shorter. */
extern void fiscal_period(const FiscalCalendar *calendar, PeriodStep step, int64_t month,
						  int64_t *start, int64_t *end);

/* ---- conventions ---------------------------------------------------------------------- */

typedef enum Convention
{
	CONVENTION_DAY,
	CONVENTION_FULL_MONTH,
	CONVENTION_NEXT_MONTH,
	CONVENTION_MID_MONTH,
	CONVENTION_NEAREST_MONTH,
	CONVENTION_HALF_YEAR,
	CONVENTION_MID_QUARTER,
	CONVENTION_FULL_YEAR,
	CONVENTIONS
} Convention;

extern const char *const convention_names[CONVENTIONS + 1];

static inline bool
convention_is_yearly(Convention convention)
{
	return convention >= CONVENTION_HALF_YEAR;
}

typedef enum DayProration
{
	DAYS_CALENDAR,
	DAYS_ANNIVERSARY,
	DAYS_EQUAL,
	DAYS_YEARS,
	DAYS_30E_360,
	DAY_PRORATIONS
} DayProration;

extern const char *const day_proration_names[DAY_PRORATIONS + 1];

/*
 * How time is counted: in months, but for equal days, which are counted one by one.
 */
typedef struct TimeAxis
{
	FiscalCalendar calendar;
	Convention	convention;
	DayProration proration;		/* DAYS_CALENDAR unless the convention is the day */
	int64_t		origin;			/* the day from which anniversaries are counted */
} TimeAxis;

/* Is each fiscal year that starts with a month as long on the axis as it has months? */
static inline bool
axis_has_equal_years(const TimeAxis *axis)
{
	return axis->proration != DAYS_EQUAL && axis->proration != DAYS_ANNIVERSARY;
}

/* The place of a day's start, and that of a month's. */
extern Ratio axis_of_day(const TimeAxis *axis, int64_t day);
extern Ratio axis_of_month(const TimeAxis *axis, int64_t month);

/* The month that a place lies in. */
extern int64_t axis_month(const TimeAxis *axis, Ratio place);

/* The days that "months" months from a day on have: what a life is on an axis of equal days. */
extern Ratio axis_length(const TimeAxis *axis, int64_t day, int64_t months);

/* Where what begins on a day is deemed to begin, and what stops on a day to stop. */
extern Ratio convention_start(const TimeAxis *axis, int64_t day);
extern Ratio convention_stop(const TimeAxis *axis, int64_t day);

/* Where the books are measured on a day: at its close, or when its month has been charged. */
extern Ratio convention_measure(const TimeAxis *axis, int64_t day);

/* From where a new estimate counts: from its day, or the first month that starts on or after it. */
extern Ratio convention_estimate(const TimeAxis *axis, int64_t day);

#endif
