/*
 * explain_rent.c
 *		The rent of one lease as an auditor reads it.
 */
#include "base/gpurent.h"

#include "funcapi.h"
#include "base/dates.h"
#include "rent/days.h"
#include "rent/terms_lease.h"
#include "lib/stringinfo.h"
#include "values/rent_rate.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"
#include "base/zone.h"

#define EXPLAIN_COLUMNS	3

typedef struct Explanation
{
	ReturnSetInfo *rsinfo;
	const Lease *lease;
	const char *zone_name;
	bool		days;			/* of a lease in whole days, which are shown as such */
	const char *rate;
	const char *quantity;
} Explanation;

/* ---- printing ------------------------------------------------------------- */

static char *
scaled_string(i128 value, int scale)
{
	char	   *text = palloc(DECIMAL_BUFFER + 1);

	text[decimal_format(text, value, scale)] = '\0';
	return text;
}

static char *
instant_string(const Explanation *x, int64 instant)
{
	int64		local = zone_to_local(x->lease->accrual.zone, instant);
	CivilDate	date = civil_from_days(local_days(local));
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfo(&out, "%04d-%02d-%02d ",
					 (int) (date.year > 0 ? date.year : 1 - date.year), date.month, date.day);
	append_time_of_day(&out, local_time_of_day(local));
	appendStringInfo(&out, " %s%s", x->zone_name, date.year > 0 ? "" : " BC");
	return out.data;
}

/* A step of terms may begin within a day. */
static bool
is_shown_as_day(const Explanation *x, int64 instant)
{
	return x->days && local_time_of_day(zone_anchor(x->lease->accrual.zone, instant)) == 0;
}

/* Where a time starts and where it ends: of days, the first and the last one. */
static char *
start_string(const Explanation *x, int64 instant)
{
	return is_shown_as_day(x, instant) ? date_as_iso(date_from(x->lease->accrual.zone, instant)) : instant_string(x, instant);
}

static char *
end_string(const Explanation *x, int64 instant)
{
	return is_shown_as_day(x, instant) ? date_as_iso(date_before(x->lease->accrual.zone, instant)) : instant_string(x, instant);
}

static char *
duration_string(uint64 usec)
{
	uint64		days = usec / USEC_PER_DAY;
	StringInfoData out;

	initStringInfo(&out);
	if (days > 0 || usec == 0)
		appendStringInfo(&out, UINT64_FORMAT " %s", days, days == 1 ? "day" : "days");
	usec %= USEC_PER_DAY;
	if (usec > 0)
	{
		if (days > 0)
			appendStringInfoChar(&out, ' ');
		append_time_of_day(&out, (int64) usec);
	}
	return out.data;
}

/* num / den as a whole and a fraction in lowest terms: "2 + 31/366". */
static char *
fraction_string(u128 num, u128 den)
{
	u128		a = den;
	u128		b = num % den;

	while (b != 0)
	{
		u128		rest = a % b;

		a = b;
		b = rest;
	}
	num /= a;
	den /= a;
	if (den == 1)
		return scaled_string((i128) num, 0);
	if (num < den)
		return psprintf("%s/%s", scaled_string((i128) num, 0), scaled_string((i128) den, 0));
	return psprintf("(%s + %s/%s)", scaled_string((i128) (num / den), 0),
					scaled_string((i128) (num % den), 0), scaled_string((i128) den, 0));
}

static void
row(const Explanation *x, const char *item, const char *value, const char *note)
{
	Datum		values[EXPLAIN_COLUMNS] = {
		CStringGetTextDatum(item), CStringGetTextDatum(value)
	};
	bool		nulls[EXPLAIN_COLUMNS] = {false, false, note == NULL};

	if (note != NULL)
		values[2] = CStringGetTextDatum(note);
	tuplestore_putvalues(x->rsinfo->setResult, x->rsinfo->setDesc, values, nulls);
}

/* ---- the cumulative rent at one instant ------------------------------------ */

static void
explain_axis(const Explanation *x, const AccruedParts *parts)
{
	const Proration *proration = x->lease->accrual.proration;
	const PeriodLength *period = x->lease->accrual.period;
	u128		den = (u128) parts->from.den;

	row(x, "count at anchor",
		psprintf(INT64_FORMAT " + %s", parts->from.whole, fraction_string(parts->from.num, den)),
		psprintf("%s since a fixed origin", proration->unit));
	row(x, "count here",
		psprintf(INT64_FORMAT " + %s", parts->to.whole,
				 fraction_string(parts->to.num, parts->to.den)),
		NULL);
	row(x, psprintf("%s elapsed", proration->unit),
		fraction_string(parts->num * (uint64) proration->units_per_year * period->months,
						parts->den * 12),
		psprintf("a year has %d, so a period has %s", proration->units_per_year,
				 fraction_string((u128) proration->units_per_year * period->months, 12)));
}

/* "20 days 08:30:00", and of a day that has not 24 hours "20 days 08:30:00 of 23:00:00" */
static char *
days_string(const Position *days)
{
	char	   *elapsed = duration_string((uint64) days->whole * USEC_PER_DAY + (uint64) days->num);

	if (days->num == 0 || days->den == USEC_PER_DAY)
		return elapsed;
	return psprintf("%s of %s", elapsed, duration_string((uint64) days->den));
}

/* The days in the parts, or those that so much elapsed time is. */
static Position
days_of(const AccruedParts *parts, uint64 elapsed)
{
	if (parts->days.den != 0)
		return parts->days;
	return (Position) {elapsed / USEC_PER_DAY, elapsed % USEC_PER_DAY, USEC_PER_DAY};
}

static void
explain_anniversary(const Explanation *x, const AccruedParts *parts, int64 until)
{
	Position	days = days_of(parts, until - parts->period_start);

	row(x, "whole periods", psprintf(INT64_FORMAT, parts->whole), NULL);
	row(x, "current period",
		psprintf("%s to %s", start_string(x, parts->period_start),
				 end_string(x, parts->period_end)),
		duration_string((uint64) parts->period_days * USEC_PER_DAY));
	row(x, "fraction of it",
		fraction_string((u128) days.whole * (uint64_t) days.den + (uint64_t) days.num,
						(u128) parts->period_days * (uint64_t) days.den),
		psprintf("%s elapsed", days_string(&days)));
}

static void
explain_cumulative(const Explanation *x, int64 until)
{
	const Accrual *accrual = &x->lease->accrual;
	AccruedParts parts;
	i128		amount;

	check_accrual(accrual_periods(accrual, until, &parts));
	check_accrual(accrued(accrual, until, &amount));

	row(x, "accrued until", end_string(x, until), is_shown_as_day(x, until) ? "the end of that day" : NULL);
	if (accrual->period->days > 0)
	{
		Position	days = days_of(&parts, (uint64) parts.num);

		row(x, "elapsed", days_string(&days), psprintf("a period is %s", duration_string(accrual->period->usec)));
	}
	else if (accrual->period->months == 0)
		row(x, "elapsed", duration_string((uint64) parts.num),
			psprintf("a period is %s", duration_string(accrual->period->usec)));
	else if (!proration_has_axis(accrual->proration))
		explain_anniversary(x, &parts, until);
	else
		explain_axis(x, &parts);

	row(x, "product",
		psprintf("%s x %s x %s", x->rate, x->quantity, fraction_string(parts.num, parts.den)),
		"rate x quantity x periods");
	row(x, "cumulative rent", scaled_string(amount, ACCRUED_SCALE),
		"rounded half away from zero to 12 decimals");
}

/* ---- the same on terms ------------------------------------------------------- */

/* The periods from one instant to another, as a fraction or to 12 decimals. */
static char *
periods_string(const TermsLease *lease, int64 from, int64 to)
{
	const Accrual *accrual = &lease->lease.accrual;
	Position	position[2];
	Position	origin[2];
	ExactSum	sum;
	i128		num;
	u128		den;
	int64		axis_num;
	int64		axis_den;

	check_accrual(accrual_position(accrual, from, &position[0], &origin[0]));
	check_accrual(accrual_position(accrual, to, &position[1], &origin[1]));
	exact_sum_clear(&sum);
	accrual_axis(accrual, &axis_num, &axis_den);
	for (int i = 0; i < 2; i++)
		if (!exact_sum_add(&sum, i == 0 ? -1 : 1, position[i].whole, position[i].num, position[i].den) ||
			!exact_sum_add(&sum, i == 0 ? 1 : -1, origin[i].whole, origin[i].num, origin[i].den))
			check_accrual(ACCRUAL_OVERFLOW);
	if (exact_sum_fraction(&sum, &num, &den) && num >= 0 && u128_bits((u128) num) < 123 && u128_bits(den) < 100)
		return fraction_string((u128) num * axis_num, den * axis_den);
	if (!exact_sum_round(&sum, INT64CONST(1000000000000), (WideRatio) {axis_num, axis_den}, &num))
		check_accrual(ACCRUAL_OVERFLOW);
	return scaled_string(num, ACCRUED_SCALE);
}

static void
explain_steps(const Explanation *x, const TermsLease *lease, int64 until)
{
	static const char *const kinds[] = {"fixed", "by an index", "free"};
	StepCursor	cursor;
	LeaseStep	step;
	TermsCumulative c;
	StepsStatus status = steps_open(&cursor, &lease->resolved);

	row(x, "accrued until", end_string(x, until), is_shown_as_day(x, until) ? "the end of that day" : NULL);
	for (;;)
	{
		int64		to;

		if (status == STEPS_OK)
			status = steps_next(&cursor, &step);
		check_steps(lease->memory, &lease->resolved, status);
		to = Min(step.to, until);
		row(x, "step",
			psprintf("%s x %s x %s", scaled_string(step.amount, RENT_RATE_SCALE), x->quantity,
					 periods_string(lease, step.from, to)),
			psprintf("%s from %s to %s", kinds[step.kind], start_string(x, step.from), end_string(x, to)));
		if (step.to >= until)
			break;
	}
	terms_cumulative_open(&c, lease, false);
	terms_cumulative_advance(&c, until);
	row(x, "cumulative rent", scaled_string(terms_amount(&c, &c.due), ACCRUED_SCALE),
		"amount x quantity x periods, summed and rounded half away from zero to 12 decimals");
}

/* Which instant or day rent is counted from, and how. */
static void
explain_anchor(const Explanation *x)
{
	const Accrual *accrual = &x->lease->accrual;

	row(x, "anchor", start_string(x, accrual->start),
		x->days ? "the lease's first day, from which rent is counted" :
		zone_anchor(accrual->zone, accrual->start) != zone_to_local(accrual->zone, accrual->start) ? "the lease's first instant, a day's beginning: rent is counted from midnight, which the clock skips" :
		"the lease's first instant, from which rent is counted");
	if (accrual->period->months > 0)
		row(x, "proration", accrual->proration->name, NULL);
}

static void
explain_result(const Explanation *x, i128 result)
{
	const Lease *lease = x->lease;

	row(x, "rent", scaled_string(result, ACCRUED_SCALE),
		lease->from == lease->to ? "no time of the lease lies in the part asked for" :
		lease->from > lease->accrual.start ? "the difference of the two" : NULL);
}

/*
 * explain_rent(terms lease_terms, quantity numeric | float8 | p_capacity, during tstzrange,
 *		within tstzrange DEFAULT NULL, zone text DEFAULT NULL, proration text DEFAULT NULL)
 *		RETURNS TABLE (item text, value text, note text)
 * explain_rent(terms, quantity, first_day date, last_day date, within daterange DEFAULT NULL,
 *		proration text DEFAULT NULL) RETURNS TABLE (item text, value text, note text)
 * explain_rent(terms, quantity, during_or_first_day text, within_or_last_day text,
 *		zone_or_within text DEFAULT NULL, proration text DEFAULT NULL)
 *		RETURNS TABLE (item text, value text, note text)
 *
 * How rent() with the same arguments comes to its figure: terms of one rate as that rate, others
 * step by step.
 */
static const LeaseForm explained_range = {.within = 3, .zone = 4, .proration = 5};
static const LeaseForm explained_days = {.days = true, .within = 4, .proration = 5};

static Datum
terms_explain_rent_as(FunctionCallInfo fcinfo, QuantityReader read_quantity, const LeaseForm *form)
{
	TermsMemory memory = {0};
	LeaseArguments a;
	TermsLease	lease;
	RateTerms	terms;
	Explanation x = {.rsinfo = (ReturnSetInfo *) fcinfo->resultinfo, .lease = &lease.lease, .days = form->days};
	i128		result;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	terms_read(&memory, PG_GETARG_DATUM(0));
	rate_terms_unpack(memory.terms.rate.terms, &terms);
	terms_arguments(fcinfo, &memory, read_quantity, form, &a);
	terms_lease_from_arguments(&lease, &memory, &a);
	result = terms_lease_rent(&lease);

	x.zone_name = zone_name(a.zone);
	x.rate = scaled_string(memory.terms.rate.amount, RENT_RATE_SCALE);
	x.quantity = scaled_string(a.quantity.value, a.quantity.scale);

	row(&x, "terms", lease_terms_string(&memory.terms), NULL);
	row(&x, "quantity", x.quantity, unit_name(terms.unit));
	if (lease.lease.from < lease.lease.to)
	{
		explain_anchor(&x);
		if (memory.terms.nclauses == 0)
			explain_cumulative(&x, lease.lease.to);
		else
			explain_steps(&x, &lease, lease.lease.to);
		if (lease.lease.from > lease.lease.accrual.start)
		{
			if (memory.terms.nclauses == 0)
				explain_cumulative(&x, lease.lease.from);
			else
				explain_steps(&x, &lease, lease.lease.from);
		}
	}
	explain_result(&x, result);
	PG_RETURN_NULL();
}

static Datum
terms_explain_rent(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return terms_explain_rent_as(fcinfo, read_quantity, &explained_range);
}

static Datum
terms_explain_rent_days(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return terms_explain_rent_as(fcinfo, read_quantity, &explained_days);
}

static Datum
terms_explain_rent_texts(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	LOCAL_FCINFO(call, 6);
	bool		days = lease_of_texts(fcinfo, call, true);

	return terms_explain_rent_as(call, read_quantity, days ? &explained_days : &explained_range);
}

/*
 * terms_explain_rent_numeric, terms_explain_rent_float8, terms_explain_rent_p_capacity, terms_explain_rent_text
 * terms_explain_rent_days_numeric, terms_explain_rent_days_float8, terms_explain_rent_days_p_capacity, terms_explain_rent_days_text
 * terms_explain_rent_texts_numeric, terms_explain_rent_texts_float8, terms_explain_rent_texts_p_capacity, terms_explain_rent_texts_text
 */
FUNCTIONS_OF_WRITTEN_QUANTITY(terms_explain_rent);
FUNCTIONS_OF_WRITTEN_QUANTITY(terms_explain_rent_days);
FUNCTIONS_OF_WRITTEN_QUANTITY(terms_explain_rent_texts);

/* ---- explain_rent ---------------------------------------------------------- */

/*
 * explain_rent(rate rent_rate, quantity numeric | float8 | p_capacity,
 *		during tstzrange, within tstzrange DEFAULT NULL, zone text DEFAULT 'UTC',
 *		proration text DEFAULT 'anniversary')
 *		RETURNS TABLE (item text, value text, note text)
 * explain_rent(rate, quantity, first_day date, last_day date, within daterange DEFAULT NULL,
 *		proration text DEFAULT 'anniversary') RETURNS TABLE (item text, value text, note text)
 * explain_rent(rate, quantity, during_or_first_day text, within_or_last_day text,
 *		zone_or_within text DEFAULT 'UTC', proration text DEFAULT 'anniversary')
 *		RETURNS TABLE (item text, value text, note text)
 *
 * How rent() with the same arguments comes to its figure, a row a step.  The last
 * row is the figure.  No row where rent() is NULL; the same errors.
 */
static Datum
explain_rent_as(FunctionCallInfo fcinfo, QuantityReader read_quantity, const LeaseForm *form)
{
	LeaseArguments a;
	RateTerms	terms;
	Lease		lease;
	RateMemory	memory = {0};
	Explanation x = {.rsinfo = (ReturnSetInfo *) fcinfo->resultinfo, .lease = &lease, .days = form->days};
	i128		result;

	InitMaterializedSRF(fcinfo, 0);
	if (!lease_arguments(fcinfo, read_quantity, form, &a))
		PG_RETURN_NULL();
	lease_from_arguments(fcinfo, &a, &memory, &lease);
	rate_terms_unpack(a.rate->terms, &terms);
	result = lease_rent(&lease);

	x.zone_name = form->days ? zone_name(a.zone) : text_to_cstring(PG_GETARG_TEXT_PP(form->zone));
	x.rate = scaled_string(a.rate->amount, RENT_RATE_SCALE);
	x.quantity = scaled_string(a.quantity.value, a.quantity.scale);

	row(&x, "rate", rent_rate_string(a.rate), NULL);
	row(&x, "quantity", x.quantity, unit_name(terms.unit));
	if (lease.from < lease.to)
	{
		explain_anchor(&x);
		explain_cumulative(&x, lease.to);
		if (lease.from > lease.accrual.start)
			explain_cumulative(&x, lease.from);
	}
	explain_result(&x, result);
	PG_RETURN_NULL();
}

static Datum
explain_rent(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return explain_rent_as(fcinfo, read_quantity, &explained_range);
}

static Datum
explain_rent_days(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	return explain_rent_as(fcinfo, read_quantity, &explained_days);
}

static Datum
explain_rent_texts(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	LOCAL_FCINFO(call, 6);
	bool		days = lease_of_texts(fcinfo, call, false);

	return explain_rent_as(call, read_quantity, days ? &explained_days : &explained_range);
}

/*
 * explain_rent_numeric, explain_rent_float8, explain_rent_p_capacity, explain_rent_text
 * explain_rent_days_numeric, explain_rent_days_float8, explain_rent_days_p_capacity, explain_rent_days_text
 * explain_rent_texts_numeric, explain_rent_texts_float8, explain_rent_texts_p_capacity, explain_rent_texts_text
 */
FUNCTIONS_OF_WRITTEN_QUANTITY(explain_rent);
FUNCTIONS_OF_WRITTEN_QUANTITY(explain_rent_days);
FUNCTIONS_OF_WRITTEN_QUANTITY(explain_rent_texts);
