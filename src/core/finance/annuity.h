/*
 * annuity.h
 *		Equal payments at equal distances, as spreadsheets define them.
 *
 * pv g + pmt (1 + rate due) (g - 1) / rate + fv = 0 with g = (1 + rate)^nper: what is
 * received is positive, what is paid negative; due is 1 for payments at the beginning
 * of their period, 0 at the end.  At a rate of 0 (g - 1) / rate is nper.
 *
 * Everything is written in g - 1, which real_compound() and expm1 give without the digits
 * that a small rate would cost, and in the ratios of such terms, so that nothing cancels
 * but what cancels in the amounts.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_ANNUITY_H
#define GPURENT_CORE_ANNUITY_H

#include "core/number/real.h"

typedef struct Annuity
{
	Real		rate;
	Real		nper;
	Real		pmt;
	Real		pv;
	Real		fv;
	bool		due;
} Annuity;

/* (1 + rate)^periods - 1; NaN for a rate below -1 and periods that are no int64. */
extern Real compound_growth(Real rate, Real periods);

/*
 * Each from the others.  *largest is of the size of the largest term of a sum that
 * may cancel.  Infinite if out of range, NaN if without a meaning: pmt and its parts
 * of no periods, at a rate of -1 due at the beginning, at -2 for an even number.
 */
extern Real annuity_fv(const Annuity *a, Real *largest);
extern Real annuity_pv(const Annuity *a, Real *largest);
extern Real annuity_pmt(const Annuity *a, Real *largest);

/*
 * For a rate above -1.  NaN if there is none; infinite if every number solves the
 * equation.
 */
extern Real annuity_nper(const Annuity *a);

/* Interest and repayment in the payment of period "per". */
extern Real annuity_ipmt(const Annuity *a, Real per, Real *largest);
extern Real annuity_ppmt(const Annuity *a, Real per, Real *largest);

/* Their sums over the periods first to last, for a rate above 0 and no fv. */
extern Real annuity_cumipmt(const Annuity *a, Real first, Real last, Real *largest);
extern Real annuity_cumprinc(const Annuity *a, Real first, Real last);

/*
 * The rate above -1 nearest to the guess in the logarithm of growth, log(1 + rate), the
 * higher of two equally near, as that logarithm; false if there is none, or if any rate solves the equation.
 * nper is not 0.  There are never more than two.
 */
extern bool annuity_rate(const Annuity *a, Real guess, Real *logarithm);

#endif
