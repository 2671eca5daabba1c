/*
 * vat_lines.c
 *		Net, tax and gross of the lines of an invoice, and the tax on a difference.
 */
#include "base/gpurent.h"

#include "base/amounts.h"
#include "base/rows.h"

typedef enum VatBasis
{
	VAT_INCLUDED,
	VAT_EXCLUDED
} VatBasis;

static const char *const tax_bases[] = {[VAT_INCLUDED] = "incl", [VAT_EXCLUDED] = "excl", NULL};

typedef enum VatRounding
{
	ROUNDED_BY_LINE,
	ROUNDED_CUMULATIVELY
} VatRounding;

static const char *const tax_roundings[] = {[ROUNDED_BY_LINE] = "line", [ROUNDED_CUMULATIVELY] = "cumulative", NULL};

/*
 * The tax in, or on, an amount of 10^-scale: of one that includes it, what net = round(amount / (1 +
 * rate)) leaves; of one that excludes it, round(amount x rate).  Half away from zero, so that
 * a credit note mirrors its invoice.
 */
static i128
tax_of(i128 amount, int64 rate, VatBasis basis)
{
	u128		one = power_of_ten(SHARE_DECIMALS);
	u256		product = u256_mul(i128_abs(amount), basis == VAT_INCLUDED ? one : (u128) rate);
	u128		rounded;

	/* a quotient is at most the amount */
	if (!u256_div_round(&product, basis == VAT_INCLUDED ? one + (u128) rate : one, &rounded))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("amount out of range")));
	if (basis == VAT_INCLUDED)
		rounded = i128_abs(amount) - rounded;
	return amount < 0 ? -(i128) rounded : (i128) rounded;
}

/* ---- lines ---------------------------------------------------------------------------------- */

typedef struct VatLines
{
	AmountArray amounts;
	int64		rate;
	VatBasis	basis;
	VatRounding rounding;
	int			scale;
	int			next;
	i128		exact;			/* amounts so far, in 10^-12 */
	i128		posted;			/* and as rounded, so that lines sum to the rounded whole */
	i128		tax;			/* of the lines so far */
} VatLines;

static bool
next_line(void *state, Datum *values, bool *nulls)
{
	VatLines   *lines = state;
	i128		amount;
	i128		tax;
	i128		at_once;

	if (lines->next == lines->amounts.n)
		return false;
	lines->exact += lines->amounts.amount[lines->next++];
	amount = amount_posted(lines->exact, lines->scale) - lines->posted;
	lines->posted += amount;
	at_once = tax_of(lines->posted, lines->rate, lines->basis);
	tax = lines->rounding == ROUNDED_BY_LINE ? tax_of(amount, lines->rate, lines->basis) : at_once - lines->tax;
	lines->tax += tax;

	values[0] = Int32GetDatum(lines->next);
	values[1] = NumericGetDatum(numeric_posted(lines->basis == VAT_INCLUDED ? amount - tax : amount, lines->scale));
	values[2] = NumericGetDatum(numeric_posted(tax, lines->scale));
	values[3] = NumericGetDatum(numeric_posted(lines->basis == VAT_INCLUDED ? amount : amount + tax, lines->scale));
	values[4] = NumericGetDatum(numeric_posted(at_once - lines->tax, lines->scale));
	return true;
}

static bool
vat_lines_begin(FunctionCallInfo fcinfo, RowSource *source)
{
	VatLines   *lines = palloc_wide(sizeof(VatLines));

	reject_null(fcinfo, 2, "tax_basis");
	reject_null(fcinfo, 3, "tax_rounding");
	lines->basis = (VatBasis) choice_argument(PG_GETARG_TEXT_PP(2), "tax_basis", tax_bases);
	lines->rounding = (VatRounding) choice_argument(PG_GETARG_TEXT_PP(3), "tax_rounding", tax_roundings);
	lines->scale = scale_argument(fcinfo, 4);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return false;
	lines->rate = tax_rate_argument(fcinfo, 1);
	lines->amounts = amount_array_argument(fcinfo, 0, "amounts", ANY_AMOUNT);

	source->next = next_line;
	source->state = lines;
	return true;
}

/*
 * vat_lines(amounts numeric[], tax_rate numeric, tax_basis text DEFAULT 'incl',
 *		tax_rounding text DEFAULT 'line', scale int8 DEFAULT 2)
 *		RETURNS TABLE (line int4, net numeric, tax numeric, gross numeric, tax_difference numeric)
 *
 * Amounts that include a tax (incl) or exclude it (excl), each divided in net and tax.  With
 * tax_rounding 'line' each line is rounded on its own; 'cumulative' takes the tax of all so
 * far less the taxes so far.  tax_difference is the tax of all so far, taken at once, less the
 * taxes of the lines so far: always 0 with 'cumulative'.  Amounts of more decimals than "scale" are rounded
 * as they cumulate, before they are divided, so that lines sum to the rounded whole and each foots.
 *
 * No row for a NULL amounts or tax_rate; 22023 for a tax rate outside [0, 1], an unknown basis or
 * rounding, a scale outside 0 .. 12, more than 10^6 lines; 22004 for NULL where there is a default.
 */
PG_FUNCTION_INFO_V1(vat_lines);
Datum
vat_lines(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, vat_lines_begin);
}

/* ---- on a difference ---------------------------------------------------------------------------- */

/*
 * difference_vat(gross numeric, deductible numeric, tax_rate numeric, scale int8 DEFAULT 2)
 *		RETURNS numeric
 *
 * The tax of one who is taxed on a difference (差额征税; a finance lessor on what it takes less
 * the interest that it pays): what gross - deductible includes of it, 0 where nothing is left.
 *
 * NULL for a NULL gross, deductible or tax_rate; 22023 and 22004 as vat_lines().
 */
PG_FUNCTION_INFO_V1(difference_vat);
Datum
difference_vat(PG_FUNCTION_ARGS)
{
	i128		difference;
	int64		rate;
	int			scale;

	scale = scale_argument(fcinfo, 3);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	rate = tax_rate_argument(fcinfo, 2);
	difference = amount_argument(fcinfo, 0, "gross") - amount_argument(fcinfo, 1, "deductible");
	difference = amount_posted(Max(difference, 0), scale);
	PG_RETURN_NUMERIC(numeric_posted(tax_of(difference, rate, VAT_INCLUDED), scale));
}
