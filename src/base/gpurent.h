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

/*
 * p_capacity: compute capacity in whole GFLOP/s (0.000001 P), shifted left over
 * the code of its number format.  The raw integer's order is the type's order,
 * so that bigint's own comparison, sort and hash code serve it.
 */
typedef int64 PCapacity;

#define DatumGetPCapacity(x)	DatumGetInt64(x)
#define PCapacityGetDatum(x)	Int64GetDatum(x)
#define PG_GETARG_P_CAPACITY(n)	DatumGetPCapacity(PG_GETARG_DATUM(n))
#define PG_RETURN_P_CAPACITY(x)	return PCapacityGetDatum(x)

/* rent_rate: RentRate of core/value/units.h, 16 bytes, by reference. */
#define DatumGetRentRateP(x)	((const RentRate *) DatumGetPointer(x))
#define RentRatePGetDatum(x)	PointerGetDatum(x)
#define PG_GETARG_RENT_RATE_P(n)	DatumGetRentRateP(PG_GETARG_DATUM(n))
#define PG_RETURN_RENT_RATE_P(x)	return RentRatePGetDatum(x)

#endif
