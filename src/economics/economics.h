/*
 * economics.h
 *		Rates and prices compared: what the rooms of unit economics share.
 */
#ifndef GPURENT_ECONOMICS_H
#define GPURENT_ECONOMICS_H

#include "base/arguments.h"

/* Seconds in a period by the stated convention: a year has 8,760 hours, a month 730. */
extern int64 seconds_of_period(int period);

/* 22023 unless it is a purchase price (no period, not negative); a rent (with a period). */
extern void require_price(const RentRate *price, const RateTerms *terms);
extern void require_rent(const RentRate *rate, const RateTerms *terms);

/*
 * 22023 unless they have the same currency, unit, number format and tax basis; the periods
 * may differ.  Two amounts that exclude tax compare whatever the tax: a rent at 6% and a
 * card bought at 13% are both net of it.
 */
extern void require_comparable(const RentRate *a, RateTerms a_terms, const RentRate *b, RateTerms b_terms);

/* Two rents that compare, and the seconds of their periods. */
extern void require_like_rents(const RentRate *rate, const RentRate *cost, int64 *rate_seconds, int64 *cost_seconds);

/* A purchase price and the rent it earns; the seconds of the rent's period. */
extern void require_price_and_rent(const RentRate *price, const RentRate *rate, int64 *rate_seconds);

/* What a rate is for a month of 730 hours, given the seconds of its period. */
extern Real monthly_amount(const RentRate *rate, int64 seconds);

/* What a unit is worth at the end, as the price's amount is scaled; 22023 unless in 0 .. the price. */
extern int64 salvage_argument(const RentRate *price, Datum salvage);

/*
 * A rate's amount times seconds.  The quotient of two amounts that may be per different
 * periods: each is brought to the product of both periods' seconds, so that nothing is
 * rounded before the division.
 */
extern Numeric amount_times(const RentRate *rate, int64 other_seconds);

/* 22012, as nothing is a share of nothing. */
extern void reject_zero_rate(bool is_zero);
extern void reject_zero_utilization(int64 utilization);

#endif
