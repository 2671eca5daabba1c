/*
 * depreciation.h
 *		What an asset loses in value: declining balances, and the tables of MACRS.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_DEPRECIATION_H
#define GPURENT_CORE_DEPRECIATION_H

#include "core/time/day_count.h"
#include "core/number/real.h"

/* Lives and periods that are counted in whole numbers. */
#define DEPRECIATION_PERIODS_MAX	INT64_C(1000000000000000000)

/* ---- declining balance ---------------------------------------------------------- */

/*
 * In each period the book value loses the share "rate" of itself, but never falls below
 * the salvage.  From the period "straight" on what is left is written off in equal
 * amounts until the end of the life.
 */
typedef struct DecliningBalance
{
	/* given: 0 <= salvage, 0 < life <= DEPRECIATION_PERIODS_MAX */
	Real		cost;
	Real		salvage;
	Real		life;			/* in periods; the last may be a part of one */
	/* follows */
	Real		rate;
	Real		keep;			/* 1 - rate, not less than 0 */
	int64_t		straight;		/* INT64_MAX if never */
	Real		straight_amount;	/* a period */
} DecliningBalance;

/* To be called first: at a rate of factor / life, factor > 0; or at a rate. */
extern void decline(DecliningBalance *balance, Real factor);
extern void decline_at(DecliningBalance *balance, Real rate);

/* The first period, counted from 0, from which equal amounts are no less; INT64_MAX if there is none. */
extern int64_t straight_period(const DecliningBalance *balance);

/* Switches to equal amounts as soon as these are no less. */
extern void switch_when_higher(DecliningBalance *balance);

/* Switches at the start of this period, counted from 0. */
extern void switch_at(DecliningBalance *balance, int64_t period);

/* The book value after n whole periods, and what the period after them takes. */
extern Real declining_book_value(const DecliningBalance *balance, int64_t n);
extern Real period_amount(const DecliningBalance *balance, int64_t n);

/* What is taken from "start" to "end", 0 <= start <= end <= life; a part of a period in proportion. */
extern Real amount_between(const DecliningBalance *balance, Real start, Real end);

/*
 * The DDB of spreadsheets, 0 < period <= life, balance without a switch: a whole period
 * is that one; of a broken one like 2.7 it is the part .3 of the 2nd and .7 of the 3rd.
 * Below 1 it is the first, from 1 to 2 the first and a part of the second.
 */
extern Real spreadsheet_period_amount(const DecliningBalance *balance, Real period);

/* ---- fixed declining balance ------------------------------------------------------ */

/* 1 - (salvage / cost)^(1 / life), rounded to thousandths; 0 <= salvage < cost, life > 0. */
extern int	fixed_declining_rate(Real cost, Real salvage, Real life);

/*
 * What the period'th year takes at a rate in thousandths, if the first year has so many
 * months; the year after the life has what is left of its last one.
 */
extern Real fixed_declining_amount(Real cost, int rate, Real life, int64_t period, int months);

/* ---- the French system --------------------------------------------------------------- */

/*
 * An asset that is written off from the day of purchase on, by accounting years of which
 * the first ends at "first_end".  0 <= salvage < cost, rate > 0, purchased <= first_end.
 */
typedef struct FrenchAsset
{
	Real		cost;
	Real		salvage;
	Real		rate;			/* linear, a year */
	const DayCount *basis;		/* of those with a number */
	int64_t		purchased;
	int64_t		first_end;
} FrenchAsset;

/* 1 / rate to 15 digits: a third, however it is written, is three years. */
extern Real french_life(Real rate);

/* What year "period" takes, 0 being the first; french_life() is at most DEPRECIATION_PERIODS_MAX. */
extern Real french_linear(const FrenchAsset *asset, Real period);

/* The same by the degressive coefficients, in whole currency units; for a life of three years or more. */
extern Real french_degressive(const FrenchAsset *asset, Real period);

/* ---- MACRS ------------------------------------------------------------------------------ */

typedef struct MacrsClass
{
	double		years;
	int			factor_halves;	/* declining balance: 4 is 200 percent, 3 is 150, 2 is a straight line */
	int			unit;			/* thousandths of a percent that the tables round to */
	bool		real_property;
} MacrsClass;

/* NULL if there is none of so many years; the i-th, NULL past the last. */
extern const MacrsClass *macrs_class(Real years);
extern const MacrsClass *macrs_class_number(int i);

typedef enum MacrsConvention
{
	MACRS_HALF_YEAR,
	MACRS_MID_QUARTER,			/* with the quarter, 1 to 4 */
	MACRS_MID_MONTH				/* with the month, 1 to 12 */
} MacrsConvention;

/* "half-year", "mid-quarter Q1", "mid-month 12", in any case; false if it is none. */
extern bool macrs_convention_lookup(const char *name, size_t len, MacrsConvention *convention, int *part);

/*
 * The percentage of a year (1 is that in which the asset is placed in service), in
 * thousandths of a percent; 0 after the last.  Real property goes by the month, other by
 * half-year or quarter.
 */
extern int	macrs_percentage(const MacrsClass *class, MacrsConvention convention, int part, int year);

/* Those of the first years, at most so many; how many there are. */
#define MACRS_YEARS_MAX		41
extern int	macrs_percentages(const MacrsClass *class, MacrsConvention convention, int part, int years, int *percentage);

#endif
