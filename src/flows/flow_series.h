/*
 * flow_series.h
 *		Cash flows in the order of time, dated or a period apart: what they are worth at a
 *		rate, and when they have paid back.
 *
 * Amounts and sums of them are exact (core/number/real); values carry 70 digits.
 */
#ifndef GPURENT_FLOW_SERIES_H
#define GPURENT_FLOW_SERIES_H

#include "base/gpurent.h"

#include "core/time/day_count.h"
#include "core/number/real.h"
#include "base/numbers.h"

/*
 * The flows of a cash_flows value, or those of an ordered aggregate or an array.  Times
 * never fall and are whole numbers of a unit, "year" of which make a period of the
 * rate: days, 365 of them, or periods.
 */
typedef struct FlowSeries FlowSeries;

struct FlowSeries
{
	const void *flows;
	int			n;
	Real		(*amount) (const FlowSeries *series, int i);
	int64		(*time) (const FlowSeries *series, int i);
	int			year;
	int			exponent;		/* an amount is amount(i) times 10^exponent */
};

/*
 * Powers of the factor by which a unit of time discounts, those of the gaps that occur
 * at hand.  Made once for a rate and kept with the function.
 */
#define POWERS	1024

typedef struct Discount
{
	Real		growth;			/* 1 + rate, not 0 */
	int			year;
	double		log2_growth;	/* of a unit; about */
	int			known;			/* powers so far; 0 if there is no rate yet */
	Real		power[POWERS];
} Discount;

/* A rate as an argument, of either kind; "what" names it in errors: 22023 for NaN and infinity. */
typedef Real (*RateReader) (Datum value, const char *what);

extern Real real_from_float8(float8 value, const char *what);

/* The number that float8's shortest decimal writes: 0.08 is exactly eight hundredths. */
static inline Real
rate_from_float8(Datum value, const char *what)
{
	return real_from_float8(DatumGetFloat8(value), what);
}

static inline Real
rate_from_numeric(Datum value, const char *what)
{
	return real_from_numeric(value, what);
}

/* PG_FUNCTION_INFO_V1 and body of name_numeric and name_float8: the function "name" for each kind of rate. */
#define FUNCTION_OF_RATE(name, kind) \
	PG_FUNCTION_INFO_V1(name##_##kind); \
	Datum name##_##kind(PG_FUNCTION_ARGS) { return name(fcinfo, rate_from_##kind); } \
	struct semicolon_eater

#define FUNCTIONS_OF_RATE(name) \
	FUNCTION_OF_RATE(name, numeric); \
	FUNCTION_OF_RATE(name, float8)

/*
 * 1 + rate; "what" names the rate.  22023 for NaN, infinity, and unless the rate is above
 * -1, or for whole periods is not -1.
 */
extern Real growth_of_rate(Real rate, bool whole_periods, const char *what);
extern Discount *discount_at(FunctionCallInfo fcinfo, Real growth, int year);

/* A value after so many units of time, "units" from 0 up. */
extern Real discounted(Discount *discount, Real value, int64 units);

/* A sum, and what its largest term is, give or take a binary digit: for numeric_from_sum(). */
typedef struct RealSum
{
	Real		value;
	Real		largest;
} RealSum;

/* At the time of the first flow; of all flows, or of those of one sign (1, -1). */
#define BOTH_SIGNS	0
extern RealSum present_value(const FlowSeries *series, Discount *discount, int sign);

/* growth^years */
extern Real growth_in(Real growth, YearFraction years);

/* The same with the years from the first flow to each as a day count has them, at 1 + rate = growth. */
typedef YearFraction (*YearsOfFlow) (const FlowSeries *series, int i, const DayCount *day_count);
extern RealSum present_value_by(const FlowSeries *series, Real growth, YearsOfFlow years, const DayCount *day_count);

/* Present value of the inflows over that of the outflows; NULL without one. */
extern Datum profitability_index_at(const FlowSeries *series, Discount *discount, FunctionCallInfo fcinfo);

/*
 * When the running sum of the flows, discounted if discount is not NULL, reaches zero
 * after it was below: the first time or the last.
 */
typedef struct Recovery
{
	int			first_outlay;	/* the first flow below zero */
	int			crossing;		/* the flow that brings the sum to zero or above */
	Real		time;			/* between that flow and the one before, in proportion to its amount */
} Recovery;

/* False if it never does, or if there is no outlay. */
extern bool find_recovery(const FlowSeries *series, Discount *discount, bool last, Recovery *recovery);

#endif
