/*
 * day_count.c
 *		Day counts as SQL functions: days and parts of a year between two dates.
 *
 * The conventions are in core/time/day_count.c.
 */
#include "finance/day_count.h"

#include "base/arguments.h"

#include "lib/stringinfo.h"
#include "base/messages.h"
#include "base/numbers.h"

/* ---- arguments ------------------------------------------------------------------- */

/* "also" is what there is beside them, for the hint; NULL for nothing. */
static const DayCount *
named(const text *name, const char *also)
{
	const char *data = VARDATA_ANY(name);
	size_t		length = VARSIZE_ANY_EXHDR(name);
	const DayCount *day_count = day_count_lookup(data, length);

	if (day_count == NULL)
	{
		StringInfoData names;

		initStringInfo(&names);
		if (also != NULL)
			appendStringInfoString(&names, also);
		for (int i = 0; day_count_of_code(i) != NULL; i++)
			appendStringInfo(&names, "%s%s", names.len > 0 ? ", " : "", day_count_of_code(i)->name);
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("day count \"%s\" not recognized", clipped(data, length)),
				 errhint("Write one of %s.", names.data)));
	}
	return day_count;
}

static const DayCount *
require_year(const DayCount *day_count)
{
	if (!day_count_has_year(day_count))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("day count %s does not say how long a year is", day_count->name),
				 errhint("Write ACT/365F, ACT/360 or ACT/ACT ISDA.")));
	return day_count;
}

/* 22023 with what there is, unless it is one of them. */
static const DayCount *
day_count_argument(const text *name)
{
	return named(name, NULL);
}

static const DayCount *
require_no_coupons(const DayCount *day_count)
{
	if (day_count->needs_coupons)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("day count %s needs the coupons of a bond", day_count->name),
				 errhint("Call yearfrac(start_date, end_date, day_count, frequency, maturity).")));
	return day_count;
}

const DayCount *
year_count_argument(const text *name)
{
	return require_no_coupons(require_year(day_count_argument(name)));
}

const DayCount *
year_count_argument_beside(const text *name, const char *also)
{
	return require_no_coupons(require_year(named(name, also)));
}

const DayCount *
basis_argument(int32 basis)
{
	const DayCount *day_count = day_count_of_basis(basis);

	if (day_count == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("basis %d not recognized", basis),
				 errdetail("It is 0 for 30/360, 1 for actual/actual, 2 for actual/360, 3 for actual/365, 4 for European 30/360."),
				 errhint("Other day counts have a name, as in 'ACT/365.25'.")));
	return day_count;
}

DateADT
finite_date_argument(Datum value, const char *what)
{
	DateADT		date = DatumGetDateADT(value);

	if (DATE_NOT_FINITE(date))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be a finite date, not %s", what, DATE_IS_NOBEGIN(date) ? "-infinity" : "infinity"),
				 errhint("Write a day, or NULL where there is none.")));
	return date;
}

/* The first two arguments, the earlier first; "reversed" says that they were the other way around. */
static DatePeriod
dates_argument(FunctionCallInfo fcinfo, bool *reversed)
{
	DatePeriod	period = {
		.start = finite_date_argument(PG_GETARG_DATUM(0), "start date"),
		.end = finite_date_argument(PG_GETARG_DATUM(1), "end date")
	};

	*reversed = period.start > period.end;
	if (*reversed)
	{
		int64		start = period.end;

		period.end = period.start;
		period.start = start;
	}
	return period;
}

/* ---- parts of a year --------------------------------------------------------------- */

static Datum
yearfrac(const DayCount *day_count, const Coupons *coupons, FunctionCallInfo fcinfo)
{
	bool		reversed;
	DatePeriod	period = dates_argument(fcinfo, &reversed);
	YearFraction years;

	period.coupons = coupons;
	years = day_count_years(day_count, period);
	PG_RETURN_NUMERIC(numeric_from_real(real_divide_int(real_from_int64(years.num), years.den), "years"));
}

/*
 * yearfrac(start_date date, end_date date, basis int8 DEFAULT 0) RETURNS numeric
 *
 * Years between two dates by a spreadsheet's basis: 0 30/360, 1 actual/actual, 2
 * actual/360, 3 actual/365, 4 European 30/360.  Never negative: the earlier date is the
 * start, whichever comes first.  The exact quotient, to 34 significant digits.  NULL for
 * NULL; 22004 for a NULL basis; 22023 for another basis and infinite dates.
 * Source: YEARFRAC of spreadsheets.
 */
PG_FUNCTION_INFO_V1(yearfrac_basis);
Datum
yearfrac_basis(PG_FUNCTION_ARGS)
{
	if (!ARGUMENTS_GIVEN(2, "basis"))
		PG_RETURN_NULL();
	return yearfrac(basis_argument(int32_argument(fcinfo, 2, "basis")), NULL, fcinfo);
}

/*
 * yearfrac(start_date date, end_date date, day_count text) RETURNS numeric
 *
 * The same by the name of a day count.  22023 for an unknown one, for ACT, which
 * knows no year, and for ACT/ACT ICMA, whose year is made of coupon periods.
 * Source: core/time/day_count.c.
 */
PG_FUNCTION_INFO_V1(yearfrac_named);
Datum
yearfrac_named(PG_FUNCTION_ARGS)
{
	return yearfrac(year_count_argument(PG_GETARG_TEXT_PP(2)), NULL, fcinfo);
}

/*
 * yearfrac(start_date date, end_date date, day_count text, frequency int8, maturity date)
 * RETURNS numeric
 *
 * The same for a bond that pays "frequency" coupons a year, counted back and forth from
 * its maturity (or any other of its coupon dates); at a month's last day if that is one.
 * ACT/ACT ICMA: every coupon period is 1 / frequency years, a part of one by its actual
 * days.  30E/360 ISDA: a maturity on the last of February is no 30th.  The other day
 * counts give what they give without.  22023 for a frequency other than 1, 2, 3, 4, 6, 12.
 * Source: ICMA rule 251.
 */
PG_FUNCTION_INFO_V1(yearfrac_coupons);
Datum
yearfrac_coupons(PG_FUNCTION_ARGS)
{
	Coupons		coupons = {
		.frequency = int32_argument(fcinfo, 3, "frequency"),
		.maturity = finite_date_argument(PG_GETARG_DATUM(4), "maturity")
	};

	if (!coupon_frequency_valid(coupons.frequency))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a bond cannot pay %d coupons a year", coupons.frequency),
				 errhint("Write 1, 2, 3, 4, 6 or 12.")));
	return yearfrac(require_year(day_count_argument(PG_GETARG_TEXT_PP(2))), &coupons, fcinfo);
}

/*
 * day_count_days(start_date date, end_date date, day_count text) RETURNS int4
 *
 * Days between two dates as the day count counts them; negative if the end comes before
 * the start.  NULL for NULL; 22023 for an unknown day count and infinite dates.
 */
PG_FUNCTION_INFO_V1(day_count_days);
Datum
day_count_days(PG_FUNCTION_ARGS)
{
	const DayCount *day_count = day_count_argument(PG_GETARG_TEXT_PP(2));
	bool		reversed;
	DatePeriod	period = dates_argument(fcinfo, &reversed);
	int64		days = day_count->days(period);

	/* the calendar of dates has fewer than 2^31 days */
	PG_RETURN_INT32((int32) (reversed ? -days : days));
}
