/*
 * flow_series.c
 *		Cash flows in the order of time: present values and recovery.
 */
#include "flows/flow_series.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/builtins.h"

/* Between looks at whether the query is cancelled. */
#define LOOK_EVERY	0x3FF

/* ---- discounting -------------------------------------------------------------------- */

Real
real_from_float8(float8 value, const char *what)
{
	Decimal		decimal = float8_to_decimal(value, what);

	return real_from_decimal(&decimal);
}

Real
growth_of_rate(Real rate, bool whole_periods, const char *what)
{
	Real		growth = real_add(real_one, rate);

	if (real_is_zero(growth) && whole_periods)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s is -1", what),
				 errdetail("Nothing is left to discount by.")));
	if (real_sign(growth) <= 0 && !whole_periods)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is not above -1", what,
						DatumGetCString(DirectFunctionCall1(numeric_out,
															NumericGetDatum(numeric_from_real(rate, what))))),
				 errhint("Write 0.08 for 8 percent.")));
	return growth;
}

/* Correct whatever fn_extra holds: what it is for is kept with it. */
Discount *
discount_at(FunctionCallInfo fcinfo, Real growth, int year)
{
	Discount   *discount = fcinfo->flinfo->fn_extra;

	if (discount == NULL)
	{
		discount = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(Discount));
		discount->known = 0;
		fcinfo->flinfo->fn_extra = discount;
	}
	if (discount->known > 0 && discount->year == year && real_compare(discount->growth, growth) == 0)
		return discount;
	discount->growth = growth;
	discount->year = year;
	discount->log2_growth = ((double) growth.exponent +
							 log2(fabs(real_to_double(real_scale(growth, -growth.exponent))))) / year;
	discount->power[0] = real_one;
	discount->power[1] = year == 1 ? real_divide(real_one, growth) :
		real_exp(real_negate(real_divide_int(real_log(growth), year)));
	discount->known = 2;
	return discount;
}

Real
discounted(Discount *discount, Real value, int64 units)
{
	if (units >= POWERS)
		return real_multiply(value, real_power_int(discount->power[1], units));
	for (; discount->known <= units; discount->known++)
		discount->power[discount->known] = real_multiply(discount->power[discount->known - 1], discount->power[1]);
	return real_multiply(value, discount->power[units]);
}

/* ---- present values ------------------------------------------------------------------- */

RealSum
present_value(const FlowSeries *series, Discount *discount, int sign)
{
	Real		value = {.kind = REAL_ZERO};
	double		largest = -HUGE_VAL;	/* binary exponent of a term */

	/* from the last flow back, by the time between two */
	for (int i = series->n - 1; i >= 0; i--)
	{
		Real		amount = series->amount(series, i);
		int64		time = series->time(series, i);

		if ((i & LOOK_EVERY) == 0)
			CHECK_FOR_INTERRUPTS();
		if (!real_is_zero(amount) && (sign == BOTH_SIGNS || real_sign(amount) == sign))
		{
			double		exponent = (double) amount.exponent -
				(double) (time - series->time(series, 0)) * discount->log2_growth;

			largest = Max(largest, exponent);
			value = real_add(value, amount);
		}
		if (i > 0 && !real_is_zero(value))
			value = discounted(discount, value, time - series->time(series, i - 1));
	}
	return (RealSum) {
		.value = real_scale10(value, series->exponent),
		.largest = real_scale10(real_scale(real_one, largest > -HUGE_VAL ? (int64) ceil(largest) : 0), series->exponent)
	};
}

/* growth^years */
Real
growth_in(Real growth, YearFraction years)
{
	return real_exp(real_divide_int(real_multiply_int(real_log(growth), years.num), years.den));
}

RealSum
present_value_by(const FlowSeries *series, Real growth, YearsOfFlow years, const DayCount *day_count)
{
	RealSum		sum = {.value = {.kind = REAL_ZERO}};

	for (int i = 0; i < series->n; i++)
	{
		Real		value = real_divide(series->amount(series, i), growth_in(growth, years(series, i, day_count)));

		/* each power takes a while */
		CHECK_FOR_INTERRUPTS();
		sum.value = real_add(sum.value, value);
		if (i == 0 || real_compare(real_abs(value), sum.largest) > 0)
			sum.largest = real_abs(value);
	}
	sum.value = real_scale10(sum.value, series->exponent);
	sum.largest = real_scale10(sum.largest, series->exponent);
	return sum;
}

Datum
profitability_index_at(const FlowSeries *series, Discount *discount, FunctionCallInfo fcinfo)
{
	Real		out = present_value(series, discount, -1).value;

	if (real_is_zero(out))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(numeric_from_real(real_divide(present_value(series, discount, 1).value, real_negate(out)),
										"profitability index"));
}

/* ---- payback ----------------------------------------------------------------------------- */

/*
 * The sign of a discounted sum.  What rounding leaves of one that is zero is below its
 * largest term by far more than this, and no sum of money comes so near to zero.
 */
#define SUM_BITS	190

static int
sum_sign(Real sum, int64 largest)
{
	return sum.exponent < largest - SUM_BITS ? 0 : real_sign(sum);
}

/*
 * Without an outlay there is nothing to recover.  An outlay that the flows before it
 * cover is recovered at once.
 */
bool
find_recovery(const FlowSeries *series, Discount *discount, bool last, Recovery *recovery)
{
	Real		sum = {.kind = REAL_ZERO};
	Real		factor = real_one;
	bool		outlay = false;
	bool		below = false;
	bool		was_below = false;
	int64		largest = PG_INT64_MIN / 2; /* binary exponent of a term, if there is rounding */

	for (int i = 0; i < series->n; i++)
	{
		Real		value = series->amount(series, i);
		int64		time = series->time(series, i);
		int64		gap = i > 0 ? time - series->time(series, i - 1) : 0;
		Real		next;
		int			sign;

		if ((i & LOOK_EVERY) == 0)
			CHECK_FOR_INTERRUPTS();
		if (!outlay && real_sign(value) < 0)
		{
			outlay = true;
			recovery->first_outlay = i;
		}
		if (discount != NULL)
		{
			factor = discounted(discount, factor, gap);
			value = real_multiply(value, factor);
			if (!real_is_zero(value))
				largest = Max(largest, value.exponent);
		}
		next = real_add(sum, value);
		sign = sum_sign(next, largest);
		if (sign < 0)
			below = was_below = true;
		else if (below)
		{
			/* the time before, and as much of the gap as the value before was short of */
			below = false;
			recovery->crossing = i;
			recovery->time = real_add(real_from_int64(time - gap),
									  real_multiply_int(real_divide(real_negate(sum), value), gap));
			if (!last)
				return true;
		}
		sum = next;
	}
	if (!outlay || below)
		return false;
	if (!was_below)
	{
		recovery->crossing = recovery->first_outlay;
		recovery->time = real_from_int64(series->time(series, recovery->first_outlay));
	}
	return true;
}
