/*
 * terms_lease.c
 *		Terms as the functions over leases take them.
 */
#include "rent/terms_lease.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "base/dates.h"
#include "base/messages.h"
#include "base/zone.h"
#include "rent/days.h"
#include "values/rent_rate.h"

/* ---- arguments ------------------------------------------------------------------------ */

static void
terms_remember(TermsMemory *memory, const struct varlena *packed)
{
	Size		length = VARSIZE_ANY_EXHDR(packed);

	/* one of no length too, which only a damaged page has */
	if (memory->stored == NULL || length > memory->capacity)
	{
		MemoryContext context = memory->context != NULL ? memory->context : CurrentMemoryContext;

		memory->length = 0;
		if (memory->stored != NULL)
			pfree(memory->stored);
		memory->stored = NULL;
		memory->stored = MemoryContextAlloc(context, length + VARHDRSZ);
		memory->capacity = length;
	}
	/* nothing is remembered until all of it is found good */
	memory->length = 0;
	memcpy(VARDATA(memory->stored), VARDATA_ANY(packed), length);
	SET_VARSIZE(memory->stored, length + VARHDRSZ);
	memory->terms = terms_of_stored(memory->stored);
	memory->zone = NULL;
	memory->proration = NULL;
	memory->metered = terms_are_metered(&memory->terms);
	if (memory->terms.zone_length > 0)
	{
		text	   *name = cstring_to_text_with_len(memory->terms.zone, memory->terms.zone_length);

		memory->zone = zone_lookup(name);
		pfree(name);
	}
	if (memory->terms.proration_length > 0)
	{
		text	   *name = cstring_to_text_with_len(memory->terms.proration, memory->terms.proration_length);

		memory->proration = proration_argument(name);
		pfree(name);
	}
	memory->length = length;
}

/* Where the rate lies after the length word, and where the clauses begin. */
#define RATE_OFFSET		(offsetof(StoredTerms, rate) - VARHDRSZ)
#define CLAUSES_OFFSET	(offsetof(StoredTerms, clause) - VARHDRSZ)

/* Contracts often differ in their price only: whether what is remembered has become this value. */
static bool
terms_remember_rate(TermsMemory *memory, const struct varlena *packed)
{
	const char *data = VARDATA_ANY(packed);
	char	   *remembered;

	if (memory->length == 0 || VARSIZE_ANY_EXHDR(packed) != memory->length)
		return false;
	remembered = VARDATA(memory->stored);
	if (memcmp(data, remembered, RATE_OFFSET) != 0 ||
		(memory->length > CLAUSES_OFFSET &&
		 memcmp(data + CLAUSES_OFFSET, remembered + CLAUSES_OFFSET, memory->length - CLAUSES_OFFSET) != 0))
		return false;
	memcpy(remembered + RATE_OFFSET, data + RATE_OFFSET, sizeof(RentRate));
	if (memory->terms.rate.amount != memory->stored->rate.amount || memory->terms.rate.terms != memory->stored->rate.terms)
	{
		Size		length = memory->length;

		memory->length = 0;
		memory->terms.rate = *DatumGetRentRateP(PointerGetDatum(&memory->stored->rate));
		memory->length = length;
	}
	return true;
}

void
terms_read(TermsMemory *memory, Datum value)
{
	struct varlena *packed = (struct varlena *) DatumGetPointer(value);
	bool		detoasted = VARATT_IS_COMPRESSED(packed) || VARATT_IS_EXTERNAL(packed);

	if (detoasted)
		packed = PG_DETOAST_DATUM_PACKED(value);
	if (!terms_remember_rate(memory, packed))
		terms_remember(memory, packed);
	if (detoasted)
		pfree(packed);
}

TermsMemory *
terms_argument(FunctionCallInfo fcinfo, int argument, TermsMemory *otherwise)
{
	TermsMemory *memory = otherwise;

	if (fcinfo->flinfo != NULL)
	{
		if (fcinfo->flinfo->fn_extra == NULL)
		{
			memory = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(TermsMemory));
			memory->context = fcinfo->flinfo->fn_mcxt;
			fcinfo->flinfo->fn_extra = memory;
		}
		memory = fcinfo->flinfo->fn_extra;
	}
	else
		memset(memory, 0, sizeof(TermsMemory));
	terms_read(memory, PG_GETARG_DATUM(argument));
	return memory;
}

/* Whether the call has an argument that the function may have, and it is not NULL. */
static inline bool
is_given(FunctionCallInfo fcinfo, int argument)
{
	return argument >= 0 && argument < PG_NARGS() && !PG_ARGISNULL(argument);
}

TimeZone *
terms_zone(const TermsMemory *memory, FunctionCallInfo fcinfo, int argument)
{
	TimeZone   *zone;

	if (!is_given(fcinfo, argument))
		return memory->zone != NULL ? memory->zone : zone_utc();
	zone = zone_lookup(PG_GETARG_TEXT_PP(argument));
	if (memory->zone != NULL && memory->zone != zone)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("zone \"%s\" is not that of the terms, \"%s\"", zone_name(zone), zone_name(memory->zone)),
				 errdetail("A contract counts its days in one zone."),
				 errhint("Leave the argument out: the terms' own zone holds.")));
	return zone;
}

const Proration *
terms_proration(const TermsMemory *memory, FunctionCallInfo fcinfo, int argument)
{
	const Proration *proration;

	if (!is_given(fcinfo, argument))
		return memory->proration != NULL ? memory->proration : proration_default();
	proration = proration_argument(PG_GETARG_TEXT_PP(argument));
	if (memory->proration != NULL && memory->proration != proration)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("proration \"%s\" is not that of the terms, \"%s\"", proration->name, memory->proration->name),
				 errdetail("A contract counts parts of periods in one way."),
				 errhint("Leave the argument out: the terms' own proration holds.")));
	return proration;
}

/* A contract's inclusive days. */
static Span
span_from_days(TimeZone *zone, FunctionCallInfo fcinfo, int first_day)
{
	DateADT		first = PG_GETARG_DATEADT(first_day);
	DateADT		last = PG_ARGISNULL(first_day + 1) ? DATEVAL_NOEND : PG_GETARG_DATEADT(first_day + 1);
	Span		span = {.lower = PG_INT64_MIN, .upper = PG_INT64_MAX, .days = true};

	require_days_in_order(first, last);
	if (!DATE_IS_NOBEGIN(first))
		span.lower = DATE_IS_NOEND(first) ? PG_INT64_MAX : zone_midnight(zone, first);
	if (!DATE_IS_NOEND(last))
		span.upper = zone_midnight(zone, (int64) last + 1);
	return span;
}

static Span
span_from_daterange_in(TimeZone *zone, Datum range)
{
	Span		span = {.lower = PG_INT64_MIN, .upper = PG_INT64_MAX};
	DateADT		lower;
	DateADT		upper;

	if (!bounds_from_daterange(range, &lower, &upper))
		return (Span) {.empty = true};
	if (!DATE_IS_NOBEGIN(lower))
		span.lower = DATE_IS_NOEND(lower) ? PG_INT64_MAX : zone_midnight(zone, lower);
	if (!DATE_IS_NOEND(upper))
		span.upper = DATE_IS_NOBEGIN(upper) ? PG_INT64_MIN : zone_midnight(zone, upper);
	return span;
}

void
terms_arguments(FunctionCallInfo fcinfo, const TermsMemory *memory, QuantityReader read_quantity,
				const LeaseForm *form, LeaseArguments *result)
{
	int			during = form->rate + 2;

	result->rate = &memory->terms.rate;
	result->quantity = read_quantity(PG_GETARG_DATUM(form->rate + 1));
	result->zone = terms_zone(memory, fcinfo, form->days ? -1 : form->zone);
	result->proration = terms_proration(memory, fcinfo, form->proration);
	if (!PG_ARGISNULL(during))
		result->during = form->days ? span_from_days(result->zone, fcinfo, during) :
			span_from_tstzrange(PG_GETARG_DATUM(during));
	result->within = NULL;
	if (is_given(fcinfo, form->within))
	{
		Datum		within = PG_GETARG_DATUM(form->within);

		result->within_span = form->days ? span_from_daterange_in(result->zone, within) : span_from_tstzrange(within);
		result->within = &result->within_span;
	}
}

TermsMemory *
terms_row_arguments(FunctionCallInfo fcinfo, QuantityReader read_quantity, const LeaseForm *form,
					TermsMemory *otherwise, LeaseArguments *result)
{
	TermsMemory *memory;

	if (PG_ARGISNULL(form->rate) || PG_ARGISNULL(form->rate + 1) || (!form->days && PG_ARGISNULL(form->rate + 2)))
		return NULL;
	memory = terms_argument(fcinfo, form->rate, otherwise);
	terms_arguments(fcinfo, memory, read_quantity, form, result);
	return memory;
}

void
refuse_metered(const TermsMemory *memory)
{
	if (memory->metered)
	{
		char	   *text = lease_terms_string(&memory->terms);

		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" prices what is used, not time", clipped(text, strlen(text))),
				 errhint("Pass what was used to usage_charge(terms, used) or usage_schedule(terms, used, during).")));
	}
}

int64
close_of_day(TimeZone *zone, int32 date)
{
	int64		instant;

	if (DATE_IS_NOBEGIN(date))
		return PG_INT64_MIN;
	if (DATE_IS_NOEND(date) || !midnight_of(zone, (int64) date + 1, &instant))
		return PG_INT64_MAX;
	return instant;
}

int32
date_from(TimeZone *zone, int64 instant)
{
	return (int32) local_days(zone_anchor(zone, instant));
}

int32
date_before(TimeZone *zone, int64 instant)
{
	return (int32) day_before(zone, instant);
}

/* ---- one lease ---------------------------------------------------------------------------- */

static void
pause_for_cancel(void)
{
	CHECK_FOR_INTERRUPTS();
}

void
check_steps(const TermsMemory *memory, const ResolvedTerms *resolved, StepsStatus status)
{
	char	   *text;
	char	   *clause;

	if (status == STEPS_OK)
		return;
	text = lease_terms_string(&memory->terms);
	text = clipped(text, strlen(text));
	clause = terms_clause_string(&memory->terms, resolved->fault);
	switch (status)
	{
		case STEPS_FALL:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("step \"%s\" does not come after the one before it: \"%s\"", clause, text),
					 errdetail("With this lease's start the two begin in the other order, or at once."),
					 errhint("Sort the steps by time.")));
			break;
		case STEPS_FREE_BACKWARDS:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("free time \"%s\" ends before it begins: \"%s\"", clause, text),
					 errdetail("With this lease's start its end comes before its beginning."),
					 errhint("Write the earlier one first.")));
			break;
		case STEPS_BELOW_ZERO:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("rent falls below zero within the lease: \"%s\"", text),
					 errdetail("A growth takes an amount from zero or above to below it."),
					 errhint("Begin another amount before that, as in \"from 2 years 50\".")));
			break;
		case STEPS_OVERFLOW:
			check_accrual(ACCRUAL_OVERFLOW);
			break;
		default:
			check_accrual(ACCRUAL_DATE_RANGE);
			break;
	}
}

void
resolve_terms(const TermsMemory *memory, TimeZone *zone, int64 start, ResolvedTerms *result)
{
	check_steps(memory, result, terms_resolve(&memory->terms, zone, start, result));
	result->pause = pause_for_cancel;
}

void
terms_lease_init(TermsLease *lease, TermsMemory *memory, const Quantity *quantity,
				 const Span *during, const Span *within, TimeZone *zone, const Proration *proration)
{
	refuse_metered(memory);
	lease->memory = memory;
	lease_init(&lease->lease, &memory->rate, &memory->terms.rate, quantity, during, within, zone, proration);
	if (lease->lease.from < lease->lease.to)
		resolve_terms(memory, zone, lease->lease.accrual.start, &lease->resolved);
}

void
terms_lease_from_arguments(TermsLease *lease, TermsMemory *memory, const LeaseArguments *arguments)
{
	terms_lease_init(lease, memory, &arguments->quantity, &arguments->during, arguments->within,
					 arguments->zone, arguments->proration);
}

void
terms_cumulative_open(TermsCumulative *c, const TermsLease *lease, bool both)
{
	c->lease = lease;
	c->ratio = accrual_ratio(&lease->lease.accrual);
	check_steps(lease->memory, &lease->resolved,
				terms_accrual_open(&c->accrual, &lease->lease.accrual, &lease->resolved, both));
}

void
terms_cumulative_advance(TermsCumulative *c, int64 until)
{
	check_steps(c->lease->memory, &c->lease->resolved,
				terms_accrual_advance(&c->accrual, until, &c->due, &c->fixed));
}

i128
terms_amount(const TermsCumulative *c, const ExactSum *sum)
{
	i128		result;

	if (!exact_sum_round(sum, c->lease->lease.accrual.quantity, c->ratio, &result))
		check_accrual(ACCRUAL_OVERFLOW);
	return result;
}

i128
terms_lease_rent(const TermsLease *lease)
{
	TermsCumulative c;
	i128		before = 0;

	if (lease->lease.from == lease->lease.to)
		return 0;
	if (lease->memory->terms.nclauses == 0)
		return lease_rent(&lease->lease);
	terms_cumulative_open(&c, lease, false);
	if (lease->lease.from > lease->lease.accrual.start)
	{
		terms_cumulative_advance(&c, lease->lease.from);
		before = terms_amount(&c, &c.due);
	}
	terms_cumulative_advance(&c, lease->lease.to);
	return amount_minus(terms_amount(&c, &c.due), before);
}

/* ---- lines ------------------------------------------------------------------------------------ */

void
refuse_lines(int step)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("a schedule of more than %d lines", SCHEDULE_LINES_MAX),
			 errhint("Take a longer step than \"%s\", or a shorter range.", period_name(step))));
}

bool
cut_argument(const text *name)
{
	static const char *const cuts[] = {"calendar", "anniversary", NULL};

	return choice_argument(name, "cut", cuts) == 1;
}

void
require_end(const Span *during, const char *what)
{
	if (!during->empty && during->upper == PG_INT64_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease without an end has no %s", what),
				 during->days ? errhint("Pass a last day.") :
				 errhint("Cut the range first, as in during * tstzrange(NULL, '2025-01-01').")));
}

void
require_end_within(const Span *during, const Span *within, const char *what)
{
	if (!during->empty && during->upper == PG_INT64_MAX &&
		(within == NULL || (!within->empty && within->upper == PG_INT64_MAX)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease without an end has no %s", what),
				 during->days ? errhint("Pass a last day, or a \"within\" that ends.") :
				 errhint("Cut the range first, as in during * tstzrange(NULL, '2025-01-01'), or pass a \"within\" that ends.")));
}

void
schedule_lines_init(ScheduleLines *lines, const Lease *lease, int step, bool anniversaries)
{
	const PeriodLength *length = period_length(step);
	double		usec = length->months > 0 ? length->months * 28.0 * USEC_PER_DAY : (double) length->usec;

	*lines = (ScheduleLines) {
		.zone = lease->accrual.zone,
		.step = step,
		.anniversaries = anniversaries,
		.start = lease->accrual.start,
		.at = lease->from,
		.to = lease->to
	};
	if (((double) lease->to - (double) lease->from) / usec > SCHEDULE_LINES_MAX)
		refuse_lines(step);
}

bool
schedule_next_line(ScheduleLines *lines, int64 *from, int64 *to)
{
	if (lines->at >= lines->to)
		return false;
	*from = lines->at;
	if (!(lines->anniversaries ? next_anniversary(lines->step, lines->zone, lines->start, *from, to) :
		  next_step(lines->step, lines->zone, *from, to)) || *to > lines->to)
		*to = lines->to;
	lines->at = *to;
	return true;
}
