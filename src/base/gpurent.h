/*
 * gpurent.h
 *		The types as the SQL layer sees them: layout, limits, fmgr macros.
 */
#ifndef GPURENT_H
#define GPURENT_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/numeric.h"

#include "base/compat.h"
#include "core/number/decimal.h"
#include "core/value/units.h"

/* As in gpurent.control, for messages. */
#define GPURENT_VERSION "1.0"

/*
 * p_capacity: compute capacity in whole GFLOP/s (0.000001 P), shifted left over
 * the code of its number format.  The raw integer's order is the type's order,
 * so that bigint's own comparison, sort and hash code serve it.
 */
typedef int64 PCapacity;

extern void refuse_p_capacity(PCapacity capacity);

/* XX001 if its code is one of a later release, or of none: what is on a page is only as good as the page. */
static inline PCapacity
DatumGetPCapacity(Datum x)
{
	PCapacity	capacity = DatumGetInt64(x);

	if (unlikely((capacity & NUMBER_FORMAT_MASK) > NUMBER_FORMAT_LAST))
		refuse_p_capacity(capacity);
	return capacity;
}

#define PCapacityGetDatum(x)	Int64GetDatum(x)
#define PG_GETARG_P_CAPACITY(n)	DatumGetPCapacity(PG_GETARG_DATUM(n))
#define PG_RETURN_P_CAPACITY(x)	return PCapacityGetDatum(x)

/*
 * rent_rate: RentRate of core/value/units.h, 16 bytes, by reference.
 *
 * XX001 if a code in its terms is one of a later release, or of none.  Terms that were
 * found good are remembered, so that a row costs a look at one of known_terms.
 */
#define KNOWN_TERMS_BITS	6

extern uint64 known_terms[1 << KNOWN_TERMS_BITS];
extern void check_rent_rate(const RentRate *rate);

static inline uint64 *
known_terms_slot(uint64 terms)
{
	return &known_terms[(terms * UINT64CONST(0x9E3779B97F4A7C15)) >> (64 - KNOWN_TERMS_BITS)];
}

static inline const RentRate *
DatumGetRentRateP(Datum x)
{
	const RentRate *rate = (const RentRate *) DatumGetPointer(x);

	if (unlikely(*known_terms_slot(rate->terms) != rate->terms))
		check_rent_rate(rate);
	return rate;
}

/* For what only compares its bytes, or compares its terms with some that were checked. */
#define DatumGetRentRateBytes(x)	((const RentRate *) DatumGetPointer(x))
#define PG_GETARG_RENT_RATE_BYTES(n)	DatumGetRentRateBytes(PG_GETARG_DATUM(n))

#define RentRatePGetDatum(x)	PointerGetDatum(x)
#define PG_GETARG_RENT_RATE_P(n)	DatumGetRentRateP(PG_GETARG_DATUM(n))
#define PG_RETURN_RENT_RATE_P(x)	return RentRatePGetDatum(x)

#endif
