/*
 * day_count.h
 *		Day counts: how many days, and what part of a year, lie between two dates.
 *
 * One table for yearfrac(), depreciation, rates of return and the accruals that count
 * days.  A convention is a line in day_counts, day_count.c, a further spelling of one a
 * line in spellings.
 *
 * A date is a number of days since 2000-01-01, as in PostgreSQL.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_DAY_COUNT_H
#define GPURENT_CORE_DAY_COUNT_H

#include <stddef.h>

#include "core/time/calendar.h"

/* Days of a year where it always has the same number of them. */
#define DAYS_PER_YEAR_360	360
#define DAYS_PER_YEAR_365	365

/* The first five are numbered as the bases of spreadsheets. */
typedef enum DayCountCode
{
	DAY_COUNT_30_360_SPREADSHEET,
	DAY_COUNT_ACT_ACT_SPREADSHEET,
	DAY_COUNT_ACT_360,
	DAY_COUNT_ACT_365F,
	DAY_COUNT_30E_360,
	DAY_COUNT_BASES,			/* how many of these there are */
	DAY_COUNT_30_360 = DAY_COUNT_BASES,
	DAY_COUNT_30U_360,
	DAY_COUNT_30E_360_ISDA,
	DAY_COUNT_30E_PLUS_360,
	DAY_COUNT_ACT_364,
	DAY_COUNT_ACT_365_25,
	DAY_COUNT_ACT_365A,
	DAY_COUNT_ACT_365L,
	DAY_COUNT_NL_360,
	DAY_COUNT_NL_365,
	DAY_COUNT_ACT_ACT_ISDA,
	DAY_COUNT_ACT_ACT_AFB,
	DAY_COUNT_ACT_ACT_ICMA,
	DAY_COUNT_ACT,
	DAY_COUNTS
} DayCountCode;

/* An exact part of a year: num / den, den > 0. */
typedef struct YearFraction
{
	int64_t		num;
	int64_t		den;
} YearFraction;

/* The coupons of a bond: "frequency" a year, counted back and forth from its maturity. */
typedef struct Coupons
{
	int			frequency;
	int64_t		maturity;
} Coupons;

/* From one date to another, start <= end; coupons may be NULL where needs_coupons is false. */
typedef struct DatePeriod
{
	int64_t		start;
	int64_t		end;
	const Coupons *coupons;
} DatePeriod;

typedef struct DayCount
{
	const char *name;
	int64_t		(*days) (DatePeriod period);
	/* where a year always has the same number of days, year_num / year_den of them */
	int			year_num;
	int			year_den;
	/* elsewhere; NULL with no such number is ACT, which counts days and knows no year */
	YearFraction (*years) (DatePeriod period);
	/* ACT/ACT ICMA: a year is made of coupon periods; 30E/360 ISDA heeds the maturity if it is told */
	bool		needs_coupons;
} DayCount;

/* NULL if there is no such convention; names in any of their usual spellings. */
extern const DayCount *day_count_lookup(const char *name, size_t len);
extern const DayCount *day_count_of_basis(int basis);
extern const DayCount *day_count_of_code(int code);

/* Can a year have this many coupons?  1, 2, 3, 4, 6 and 12. */
extern bool coupon_frequency_valid(int frequency);

static inline bool
day_count_has_year(const DayCount *day_count)
{
	return day_count->year_num > 0 || day_count->years != NULL;
}

/* Where there is a year. */
extern YearFraction day_count_years(const DayCount *day_count, DatePeriod period);

/* The days of the year that a date lies in, as depreciation by the spreadsheets' bases has them. */
extern int	day_count_days_in_year(const DayCount *day_count, int64_t date);

/* Where a date lies on the axis of 30E/360: every month has 30 days, a 31st is a 30th. */
static inline int64_t
thirty_e_360_position(int64_t date)
{
	CivilDate	civil = civil_from_days(date);

	return civil.year * DAYS_PER_YEAR_360 + (civil.month - 1) * 30 + (civil.day == 31 ? 30 : civil.day);
}

#endif
