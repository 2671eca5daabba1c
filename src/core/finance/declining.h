/*
 * declining.h
 *		Payments that grow or fall by the same share each period: what they are worth, and
 *		when they have paid back an outlay.
 *
 * Payments come at the ends of periods 1, 2, 3 ... and are pmt, pmt (1 + growth),
 * pmt (1 + growth)^2 ...; a period's discount factor is 1 / (1 + rate).
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_DECLINING_H
#define GPURENT_CORE_DECLINING_H

#include "core/number/real.h"

/*
 * The present value of n payments of 1, the growing annuity
 *
 *		(1 - ((1 + growth) / (1 + rate))^n) / (rate - growth),	n / (1 + rate) if they are equal;
 *
 * growth >= -1, rate > -1, n >= 0, not necessarily whole.  An infinite n gives the limit,
 * which may be infinite.
 */
extern Real growing_annuity_of(Real rate, Real growth, Real n);

/* What a month of 730 hours brings, given what so many seconds do, in 10^-scale. */
extern Real amount_of_month(int64_t amount, int scale, int64_t seconds);

/* The rate a month that comes to "rate" a year. */
extern Real monthly_rate_of(Real rate);

/*
 * Rents that stay as they are.  What a unit brings in rate_seconds x cost_seconds, with
 * "utilization" of 10^9 let at a rate per rate_seconds, less a cost per cost_seconds; in 10^-9 of the
 * units of both, exactly.  And the years until a price in those units is back; false if never.
 */
extern i128 level_earnings(int64_t rate, int64_t rate_seconds, int64_t utilization, int64_t cost, int64_t cost_seconds);
extern bool level_payback_years(int64_t price, int64_t rate, int64_t rate_seconds, int64_t utilization,
								int64_t cost, int64_t cost_seconds, Real *years);

/*
 * When payments "income", which grow by "growth", less payments "cost", which do not, have
 * come to be worth "outlay": the periods before the one in which they do, and the part of that
 * one that is needed of what it brings.  False if that is never, or after more than 10^12
 * periods.  -1 < growth, rate > -1, 0 <= cost, 0 <= outlay.
 */
extern bool payback_periods(Real outlay, Real income, Real cost, Real growth, Real rate, Real *n);

#endif
