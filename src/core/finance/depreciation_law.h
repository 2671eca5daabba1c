/*
 * depreciation_law.h
 *		What a method charges in the course of a life.
 *
 * A law runs from one change of value to the next.  Life is counted in months from the day
 * at which the method started, v = 0, to "life"; a law begins at the age "from" with a book
 * value, and says what is charged from there to any later age.  Time in which the asset is
 * not depreciated is no part of its age.
 *
 * Sources: CAS 4 articles 17 and 18; IAS 16.60-62; the formulas in doc/depreciation_schedule.md.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_DEPRECIATION_LAW_H
#define GPURENT_CORE_DEPRECIATION_LAW_H

#include "core/finance/depreciation.h"
#include "core/finance/fiscal_calendar.h"
#include "core/number/fixed.h"

typedef enum DepreciationMethod
{
	METHOD_STRAIGHT_LINE,
	METHOD_SUM_OF_DIGITS,
	METHOD_DOUBLE_DECLINING,
	METHOD_DECLINING_BALANCE,
	METHOD_REDUCING_BALANCE,
	METHOD_UNITS,
	METHOD_RATES,
	METHOD_MACRS,
	DEPRECIATION_METHODS
} DepreciationMethod;

extern const char *const depreciation_method_names[DEPRECIATION_METHODS + 1];

typedef enum BalanceBy
{
	BALANCE_BY_LIFE_YEAR,
	BALANCE_BY_FISCAL_YEAR,
	BALANCE_BY_LIFE_MONTH,
	BALANCES_BY
} BalanceBy;

extern const char *const balance_by_names[BALANCES_BY + 1];

/* A table goes by shares of the cost, whatever the book value. */
static inline bool
method_is_table(DepreciationMethod method)
{
	return method == METHOD_RATES || method == METHOD_MACRS;
}

/* What is charged before an age, in equal parts from each of these ages to the next. */
typedef struct LawPiece
{
	Ratio		from;
	Fixed		before;
} LawPiece;

/* What laws of an asset share, for as long as they last. */
typedef struct LawContext
{
	const TimeAxis *axis;
	void	   *(*allocate) (size_t size);
} LawContext;

/*
 * A balance after its first, perhaps broken, year: in closed form until it ends or goes over
 * to the straight line.
 */
typedef struct BalanceTail
{
	Ratio		from;
	Ratio		to;				/* it declines until here; what is left then is charged evenly until the end of life */
	Fixed		before;
	int64_t		period;			/* months of a balance year */
	const LawContext *context;	/* to look years up, where not all are of so many months on the axis; or NULL */
	int64_t		month;			/* with which the first of them starts */
	DecliningBalance balance;
	/* the last period that was asked for */
	int64_t		known;			/* -1 if none */
	Ratio		known_start;
	Ratio		known_length;
	Fixed		known_before;
	Fixed		known_amount;
	/* what is charged until "to" */
	bool		ended;
	Fixed		until_end;
} BalanceTail;

/* Units, which come evenly in each of their periods. */
typedef struct LawUnits
{
	const Ratio *age;			/* at which periods start, */
	const Real *before;			/* units before each, */
	int			periods;
	Real		left;			/* and what is left of the total at law->from */
} LawUnits;

/* A table of shares, of which pieces are made as far as they are asked for. */
typedef struct LawShares
{
	const LawContext *context;
	const Ratio *share;
	int			shares;
	int			laid;			/* so many are pieces */
	Fixed		amount;			/* that they are shares of, */
	Fixed		most;			/* and what they come to at most */
} LawShares;

typedef struct Law
{
	DepreciationMethod method;
	BalanceBy	balance_by;
	bool		endless;		/* a balance that is reduced for ever */
	bool		straight;		/* a balance that has gone over to the straight line, */
	Ratio		switched;		/* or does so where its pieces come to this age; den 0 if not */
	bool		whole;			/* shares that come to 1 */
	Ratio		life;			/* in months; unless endless */
	Ratio		scale;			/* months to a unit of the axis: 1 but for equal days */
	Ratio		origin;			/* where v = 0 is on the axis, as if it had never stood still */
	Ratio		rate;			/* that a balance loses a month */
	Ratio		from;
	Fixed		base;			/* what there is to be charged; at once if life is over */
	LawPiece   *piece;			/* of which the last is where they end */
	int			pieces;
	BalanceTail *tail;			/* after the pieces; or NULL */
	LawUnits   *units;			/* or NULL */
	LawShares  *table;			/* whose pieces are not all there yet; or NULL */
} Law;

/*
 * Begins a law at the age law->from with a book value: method, balance_by, life or endless,
 * scale, origin and rate are set, for units the tables too.  Tables of shares are set up by
 * law_of_shares() instead.
 */
extern void law_begin(Law *law, const LawContext *context, Fixed book_value, Fixed salvage);

/*
 * Goes on from an age, when the book value, or only the salvage, has changed from what it
 * was: the rest of a running balance year in proportion, units of which a share is gone with
 * its part of those left.
 */
extern void law_go_on(Law *law, const LawContext *context, Ratio age, Fixed book_before, Fixed book_value,
					  Fixed salvage, Ratio units_kept);

/* The units that count from law->from to an age. */
extern Real law_units_used(const Law *law, Ratio age);

/* Shares of an amount a year: years of life, or fiscal years of which the first is charged whole. */
extern void law_of_shares(Law *law, const LawContext *context, const Ratio *share, int shares, Fixed amount, Fixed most);

/* What is charged from law->from to an age. */
extern Fixed law_amount(Law *law, Ratio age);

#endif
