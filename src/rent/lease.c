/*
 * lease.c
 *		One lease as the functions over leases take it.
 */
#include "rent/lease.h"

#include "base/messages.h"
#include "base/zone.h"
#include "rent/days.h"
#include "values/rent_rate.h"

static void
check_rate(const RentRate *rate, const RateTerms *terms, const Quantity *quantity)
{
	if (terms->period == PERIOD_NONE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rate \"%s\" has no period", rent_rate_string(rate)),
				 errdetail("A price per unit is paid once; rent accrues by the %s.", all_names(period_name, PERIOD_NONE + 1, "or")),
				 errhint("Write the period, as in \"%s/month\".", rent_rate_string(rate))));

	if (quantity->format < 0)
		return;
	if (terms->unit != UNIT_P)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a capacity cannot be let at \"%s\", a rate per %s",
						rent_rate_string(rate), unit_name(terms->unit)),
				 errhint("Give the number of units as a number, or convert the rate with per(rate, 'P', capacity).")));
	if (terms->format != quantity->format)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("capacity in %s cannot be let at \"%s\"",
						format_or_none(quantity->format), rent_rate_string(rate)),
				 errdetail("Capacities in different number formats are different things."),
				 errhint("State the format of both, or change one with set_number_format().")));
}

bool
lease_arguments(FunctionCallInfo fcinfo, QuantityReader read_quantity, const LeaseForm *form,
				LeaseArguments *result)
{
	if (!form->days)
		reject_null(fcinfo, form->zone, "zone");
	reject_null(fcinfo, form->proration, "proration");
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return false;

	result->rate = PG_GETARG_RENT_RATE_BYTES(0);
	result->quantity = read_quantity(PG_GETARG_DATUM(1));
	result->during = form->days ? span_of_days(fcinfo, 2) : span_from_tstzrange(PG_GETARG_DATUM(2));
	result->zone = form->days ? zone_utc() : zone_lookup(PG_GETARG_TEXT_PP(form->zone));
	result->proration = proration_argument(PG_GETARG_TEXT_PP(form->proration));
	result->within = NULL;
	if (!PG_ARGISNULL(form->within))
	{
		Datum		within = PG_GETARG_DATUM(form->within);

		result->within_span = form->days ? span_from_daterange(within) : span_from_tstzrange(within);
		result->within = &result->within_span;
	}
	return true;
}

void
lease_from_arguments(FunctionCallInfo fcinfo, LeaseArguments *arguments, RateMemory *memory, Lease *lease)
{
	arguments->rate = PG_GETARG_RENT_RATE_P(0);
	lease_init(lease, memory, arguments->rate, &arguments->quantity, &arguments->during, arguments->within,
			   arguments->zone, arguments->proration);
}

int
schedule_step_argument(const text *name, bool days)
{
	int			step = period_argument(name, "step");

	if (days && period_length(step)->months == 0 && period_length(step)->usec < USECS_PER_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a schedule of days cannot have the step \"%s\", which is shorter", period_name(step)),
				 errhint("Pass the lease as a range of instants, as term(first_day, last_day, zone) makes one.")));
	return step;
}

RateMemory *
rate_memory(FunctionCallInfo fcinfo, RateMemory *otherwise)
{
	if (fcinfo->flinfo == NULL)
		return otherwise;
	if (fcinfo->flinfo->fn_extra == NULL)
		fcinfo->flinfo->fn_extra = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(RateMemory));
	return fcinfo->flinfo->fn_extra;
}

void
lease_clip(Lease *lease, const Span *during, const Span *within)
{
	lease->from = lease->to = during->lower;
	if (during->empty)
		return;

	if (during->lower == PG_INT64_MIN)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease without a start cannot be billed"),
				 errdetail("Rent is counted from the lease's first instant."),
				 errhint("Leave out rows that never started, with WHERE NOT lower_inf(during), or with WHERE started_at IS NOT NULL before a range is made of it.")));
	if (within != NULL && within->empty)
		return;

	lease->to = during->upper;
	if (within != NULL)
	{
		lease->from = Max(lease->from, within->lower);
		lease->to = Min(lease->to, within->upper);
	}
	/* also a lease that starts at infinity */
	if (lease->to == PG_INT64_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease without an end needs a \"within\" that ends"),
				 during->days ? errhint("Pass the days that are being billed, as in daterange('2024-01-01', '2024-02-01').") :
				 errhint("Pass the period that is being billed, as in term('2024-01-01', '2024-01-31', 'Asia/Shanghai').")));
	if (lease->to < lease->from)
		lease->to = lease->from;
}

void
lease_init(Lease *lease, RateMemory *memory, const RentRate *rate, const Quantity *quantity,
		   const Span *during, const Span *within,
		   TimeZone *zone, const Proration *proration)
{
	if (memory->period == NULL || memory->terms != rate->terms || memory->format != quantity->format)
	{
		RateTerms	terms;

		rate_terms_unpack(rate->terms, &terms);
		check_rate(rate, &terms, quantity);
		*memory = (RateMemory) {
			.terms = rate->terms,
			.format = quantity->format,
			.period = period_length(terms.period)
		};
		memory->civil = memory->period->days > 0;
		if (memory->period->months == 0 && quantity->format < 0)
			memory->usual = divisor_make((uint64) memory->period->usec * (uint64) power_of_ten(USUAL_RENT_DECIMALS));
	}

	lease->accrual = (Accrual) {
		.amount = rate->amount,
		.quantity = quantity->value,
		.quantity_scale = quantity->scale,
		.period = memory->period,
		.proration = proration,
		.zone = zone,
		.start = during->lower
	};
	lease_clip(lease, during, within);
}

void
check_accrual(AccrualStatus status)
{
	switch (status)
	{
		case ACCRUAL_OK:
			return;
		case ACCRUAL_OVERFLOW:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("rent out of range"),
					 errdetail("An amount is kept to 12 decimals and must be under 1.7 * 10^26.")));
			break;
		case ACCRUAL_DATE_RANGE:
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("timestamp out of range"),
					 errdetail("The billing period that holds the lease's last instant ends after the last timestamp there is, or starts before the first.")));
			break;
	}
	pg_unreachable();
}

i128
lease_rent(const Lease *lease)
{
	i128		rent;

	/* the rest is for the part [from, to); an empty one has no start to count from */
	if (lease->from == lease->to)
		return 0;
	check_accrual(accrued_between(&lease->accrual, lease->from, lease->to, &rent));
	return rent;
}
