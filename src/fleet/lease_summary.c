/*
 * lease_summary.c
 *		The summary of many leases: its type, and the aggregates that make it.
 *
 * One-step aggregates such as revenue() are the transition of lease_summary() with
 * an accessor as final function, so that a query that asks for several of them
 * over the same arguments reads its rows once.
 */
#include "fleet/lease_summary.h"
#include "rent/days.h"

#include "common/int.h"
#include "base/messages.h"
#include "base/numbers.h"
#include "values/rent_rate.h"
#include "utils/timestamp.h"
#include "base/zone.h"

/* ---- the type ----------------------------------------------------------------- */

#define FIELD(member, kind, scale, ...)	SUMMARY_FIELD(LeaseSummary, member, #member, kind, scale, __VA_ARGS__)

static const SummaryField lease_summary_fields[] = {
	FIELD(terms, FIELD_TERMS, 0),
	FIELD(rows, FIELD_COUNT, 0),
	FIELD(leases, FIELD_COUNT, 0),
	FIELD(pending, FIELD_COUNT, 0),
	FIELD(unknown_utilization, FIELD_COUNT, 0),
	FIELD(first_start, FIELD_INSTANT, 0),
	FIELD(last_end, FIELD_INSTANT, 0),
	SUMMARY_FIELD(LeaseSummary, quantity_time, "quantity_seconds", FIELD_SCALED128, QUANTITY_TIME_SCALE),
	FIELD(rent, FIELD_SCALED128, ACCRUED_SCALE),
	SUMMARY_FIELD(LeaseSummary, weighted_rent, "utilization_weighted_rent", FIELD_SCALED192, WEIGHTED_SCALE),
	FIELD(available, FIELD_SCALED64, QUANTITY_SCALE),
	FIELD(window_start, FIELD_INSTANT, 0),
	FIELD(window_end, FIELD_INSTANT, 0),
};

/* Capacity without a rate: P of this format, at no currency. */
static uint64
capacity_terms(int format)
{
	RateTerms	terms = {
		.currency = NO_CURRENCY,
		.unit = UNIT_P,
		.format = format
	};

	return rate_terms_pack(&terms);
}

/*
 * The field that contradicts another, or NULL.  A credit is a negative quantity, so neither
 * the quantity-time nor the rent has a sign, and one of them can be 0 without the other.
 */
static const char *
lease_summary_fault(const void *value)
{
	const LeaseSummary *s = value;
	RateTerms	terms;
	bool		rate;
	bool		time = s->first_start < s->last_end;

	rate_terms_unpack(s->terms, &terms);
	rate = s->terms != 0 && terms.currency != NO_CURRENCY;
	if (s->terms != 0 && (s->rows == 0 || (!rate && s->terms != capacity_terms(terms.format))))
		return "terms";
	if (s->pending > s->rows || s->leases > s->rows - s->pending)
		return "rows";
	if (s->unknown_utilization > s->leases)
		return "unknown_utilization";
	if (s->first_start == PG_INT64_MAX && s->last_end == PG_INT64_MIN)
	{
		if (s->leases > 0)
			return "first_start";
	}
	else if (s->rows == 0 || !IS_VALID_TIMESTAMP(s->first_start) || !IS_VALID_TIMESTAMP(s->last_end) ||
			 s->first_start > s->last_end)
		return "last_end";
	/* it takes time to earn, and a rate */
	if (!time && words128_get(&s->quantity_time) != 0)
		return "quantity_seconds";
	if (!(time && rate) && words128_get(&s->rent) != 0)
		return "rent";
	if (!(time && rate) && !words192_is_zero(&s->weighted_rent))
		return "utilization_weighted_rent";
	if (s->available < 0)
		return "available";
	if (s->available == 0 ? s->window_start != PG_INT64_MAX || s->window_end != PG_INT64_MIN :
		s->window_start >= s->window_end || s->window_start == PG_INT64_MIN || s->window_end == PG_INT64_MAX)
		return "window_end";
	return NULL;
}

const SummaryType lease_summary_type = {
	.name = "lease_summary",
	.size = sizeof(LeaseSummary),
	.fields = lease_summary_fields,
	.nfields = lengthof(lease_summary_fields),
	.fault = lease_summary_fault
};

/* lease_summary_in(cstring) RETURNS lease_summary: a JSON object, as lease_summary_out() writes it */
PG_FUNCTION_INFO_V1(lease_summary_in);
Datum
lease_summary_in(PG_FUNCTION_ARGS)
{
	return summary_in(&lease_summary_type, fcinfo);
}

/* lease_summary_out(lease_summary) RETURNS cstring */
PG_FUNCTION_INFO_V1(lease_summary_out);
Datum
lease_summary_out(PG_FUNCTION_ARGS)
{
	return summary_out(&lease_summary_type, fcinfo);
}

/* lease_summary_recv(internal) RETURNS lease_summary: the version, then the fields in network order */
PG_FUNCTION_INFO_V1(lease_summary_recv);
Datum
lease_summary_recv(PG_FUNCTION_ARGS)
{
	return summary_recv(&lease_summary_type, fcinfo);
}

/* lease_summary_send(lease_summary) RETURNS bytea */
PG_FUNCTION_INFO_V1(lease_summary_send);
Datum
lease_summary_send(PG_FUNCTION_ARGS)
{
	return summary_send(&lease_summary_type, fcinfo);
}

static void *
compared_form(void *value)
{
	return summary_oldest_form(&lease_summary_type, value);
}

/*
 * The comparisons and hashes: equal means equal in every field; the order is total and has no meaning.
 */
/*
 * lease_summary_eq, lease_summary_ne, lease_summary_lt, lease_summary_le, lease_summary_gt, lease_summary_ge,
 * lease_summary_cmp, lease_summary_hash, lease_summary_hash_extended
 */
SUMMARY_COMPARISONS_OF_FORM(lease_summary, compared_form);

/* ---- merging -------------------------------------------------------------------- */

#ifdef USE_ASSERT_CHECKING
bool
lease_summary_sound(const LeaseSummary *s)
{
	return summary_sound(&lease_summary_type, s);
}
#endif

LeaseSummary *
lease_summary_make(void)
{
	LeaseSummary *s = summary_make(&lease_summary_type);

	s->first_start = s->window_start = PG_INT64_MAX;
	s->last_end = s->window_end = PG_INT64_MIN;
	return s;
}

/*
 * When the last row has been taken out again, what rows have left behind is forgotten: as if
 * there had been none.  While there are others, the first start and the last end stay where
 * they were, for nothing tells which were the second ones.
 */
static void
forget_if_empty(LeaseSummary *s)
{
	if (s->rows > 0)
		return;
	s->terms = 0;
	s->first_start = PG_INT64_MAX;
	s->last_end = PG_INT64_MIN;
}

void
lease_summary_out_of_range(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("%s out of range", what)));
}

static void
add_terms(LeaseSummary *s, uint64 terms)
{
	if (s->rows == 0)
		s->terms = terms;
	else if (s->terms != terms && (s->terms == 0 || !summary_terms_join(&s->terms, terms)))
		refuse_terms(s->terms, terms);
}

static void
add_available(LeaseSummary *s, int64 available, int64 window_start, int64 window_end)
{
	if (s->available == 0)
	{
		s->available = available;
		s->window_start = window_start;
		s->window_end = window_end;
	}
	else if (s->available != available || s->window_start != window_start || s->window_end != window_end)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("available quantity or \"within\" varies in a group"),
				 errdetail("A utilization is of one quantity over one period."),
				 errhint("Group by the pool and the period; for a total over pools, or where the fleet changes, use utilization(leased, available) of two lease_summary values.")));
}

static void
lease_summary_merge(LeaseSummary *a, const LeaseSummary *b)
{
	if (b->available != 0)
		add_available(a, b->available, b->window_start, b->window_end);
	if (b->rows == 0)
		return;
	add_terms(a, b->terms);
	/* the other counts are no more than the rows, but in a damaged value */
	if (pg_add_s64_overflow(a->rows, b->rows, &a->rows) ||
		pg_add_s64_overflow(a->leases, b->leases, &a->leases) ||
		pg_add_s64_overflow(a->pending, b->pending, &a->pending) ||
		pg_add_s64_overflow(a->unknown_utilization, b->unknown_utilization, &a->unknown_utilization))
		lease_summary_out_of_range("number of rows");
	a->first_start = Min(a->first_start, b->first_start);
	a->last_end = Max(a->last_end, b->last_end);
	if (!words128_add(&a->quantity_time, words128_get(&b->quantity_time)))
		lease_summary_out_of_range("quantity-hours");
	if (!words128_add(&a->rent, words128_get(&b->rent)))
		lease_summary_out_of_range("rent");
	if (!words192_add(&a->weighted_rent, &b->weighted_rent))
		lease_summary_out_of_range("utilization-weighted rent");
}

/*
 * lease_summary_combine(lease_summary, lease_summary) RETURNS lease_summary
 *
 * The summary of both; changes the first in place inside an aggregate.  Also the
 * operator +.  22023 for other currencies or tax bases, 22003 on overflow.
 */
PG_FUNCTION_INFO_V1(lease_summary_combine);
Datum
lease_summary_combine(PG_FUNCTION_ARGS)
{
	LeaseSummary *a = summary_to_change(&lease_summary_type, fcinfo);
	const LeaseSummary *b = summary_argument(&lease_summary_type, PG_GETARG_DATUM(1));
	bool		sound = lease_summary_sound(a) && lease_summary_sound(b);

	lease_summary_merge(a, b);
	assert_lease_summary(a, sound);
	PG_RETURN_POINTER(a);
}

/* ---- one row -------------------------------------------------------------------- */

/*
 * The arguments of a transition function, in their order after the state: the rate
 * if it takes one, the quantity, the lease's time as a range or as two columns, the
 * utilization if it takes one, the quantity available if it takes one, then up to
 * three of within, zone and proration.
 */
typedef struct RowForm
{
	bool		rate;
	QuantityReader quantity;
	bool		columns;		/* started_at, ended_at rather than during */
	bool		days;			/* of columns: first_day, last_day, a daterange for within and no zone */
	UtilizationReader utilization;	/* NULL: takes none */
	QuantityReader available;	/* NULL: takes none */
	int			sign;			/* -1 takes the row out again */
} RowForm;

Span
span_from_columns(FunctionCallInfo fcinfo, int started_at)
{
	Span		span = {.lower = PG_GETARG_INT64(started_at), .upper = PG_INT64_MAX};

	if (!PG_ARGISNULL(started_at + 1))
		span.upper = PG_GETARG_INT64(started_at + 1);
	if (span.lower > span.upper)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("a lease cannot end before it starts"),
				 errdetail("started_at must be less than or equal to ended_at.")));
	return span;
}

/* The terms that a sum keeps: all but the period. */
static uint64
common_terms(const RentRate *rate, const Quantity *quantity)
{
	if (rate != NULL)
		return rate->terms & ~RATE_TERMS_PERIOD;
	return quantity->format < 0 ? 0 : capacity_terms(quantity->format);
}

/* What a lease, or the part of one that was asked for, adds. */
typedef struct Counted
{
	bool		starts;			/* in the part */
	bool		unknown_utilization;
	int64		from;
	int64		to;
	i128		quantity_time;
	i128		rent;
	int64		utilization;	/* 0 if it has none */
} Counted;

/* The one place where rows of both ways are counted. */
static pg_attribute_always_inline void
count_lease(LeaseSummary *s, Counted c, int sign)
{
	if (c.starts)
	{
		s->leases += sign;
		s->unknown_utilization += c.unknown_utilization ? sign : 0;
	}
	if (c.starts || c.from < c.to)
	{
		s->first_start = Min(s->first_start, c.from);
		s->last_end = Max(s->last_end, c.to);
	}
	if (!words128_add(&s->quantity_time, sign * c.quantity_time))
		lease_summary_out_of_range("quantity-hours");
	if (!words128_add(&s->rent, sign * c.rent))
		lease_summary_out_of_range("rent");
	if (c.utilization != 0 && !words192_add_product(&s->weighted_rent, c.rent, sign * c.utilization))
		lease_summary_out_of_range("utilization-weighted rent");
}

i128
fine_quantity_time(const Quantity *quantity, i128 elapsed)
{
	/* 63 bits times less than 64 */
	i128		result = quantity->value * elapsed;

	if (quantity->scale < QUANTITY_SCALE)
	{
		/* 121 bits and 10 more */
		if (u128_bits(i128_abs(result)) > 116)
			lease_summary_out_of_range("quantity-hours");
		result *= (i128) power_of_ten(QUANTITY_SCALE - P_CAPACITY_SCALE);
	}
	else
		/* of all the decimals that money is reckoned of, and then cut off: sevenths are never more than the card */
		result /= (i128) power_of_ten(quantity->scale - QUANTITY_SCALE);
	return result;
}

static void
read_available(LeaseSummary *s, FunctionCallInfo fcinfo, const RowForm *form, int argument, const Span *within)
{
	Quantity	available = form->available(PG_GETARG_DATUM(argument));
	int64		scaled = available.value;

	require_available(&available);
	if (available.scale != QUANTITY_SCALE &&
		pg_mul_s64_overflow(scaled, (int64) power_of_ten(QUANTITY_SCALE - P_CAPACITY_SCALE), &scaled))
		lease_summary_out_of_range("available quantity");
	if (within == NULL || within->empty || within->lower == PG_INT64_MIN || within->upper == PG_INT64_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a utilization needs a \"within\" that starts and ends"),
				 errhint("Pass the period, as in term('2024-01-01', '2024-01-31', 'Asia/Shanghai').")));
	add_available(s, scaled, within->lower, within->upper);
}

/* Adds the row in the arguments after the state, or takes it out. */
static void
count_row(LeaseSummary *s, FunctionCallInfo fcinfo, const RowForm *form)
{
	int			quantity_argument = form->rate ? 2 : 1;
	int			time_argument = quantity_argument + 1;
	int			utilization_argument = time_argument + (form->columns ? 2 : 1);
	int			available_argument = utilization_argument + (form->utilization != NULL);
	int			within_argument = available_argument + (form->available != NULL);
	int			proration_argument_at = within_argument + (form->days ? 1 : 2);
	int			nargs = PG_NARGS();
	RateMemory	no_memory = {0};
	const RentRate *rate = NULL;
	Quantity	quantity;
	Span		during;
	Span		within;
	bool		has_within = nargs > within_argument && !PG_ARGISNULL(within_argument);
	Lease		lease;
	uint64		terms;
	Counted		counted = {0};

	if (has_within)
		within = form->days ? span_from_daterange(PG_GETARG_DATUM(within_argument)) :
			span_from_tstzrange(PG_GETARG_DATUM(within_argument));
	if (form->available != NULL && !PG_ARGISNULL(available_argument))
		read_available(s, fcinfo, form, available_argument, has_within ? &within : NULL);

	/* the row that an outer join makes up where there is no lease */
	if ((form->rate && PG_ARGISNULL(1)) || PG_ARGISNULL(quantity_argument) ||
		(!form->columns && PG_ARGISNULL(time_argument)))
		return;

	if (form->rate)
		rate = PG_GETARG_RENT_RATE_P(1);
	quantity = form->quantity(PG_GETARG_DATUM(quantity_argument));
	if (form->available != NULL && quantity.format >= 0 && !PG_ARGISNULL(available_argument))
	{
		PCapacity	available = PG_GETARG_P_CAPACITY(available_argument);

		if (p_capacity_format(available) != quantity.format)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("capacity in %s cannot be let out of capacity in %s",
							format_or_none(quantity.format), format_or_none(p_capacity_format(available))),
					 errdetail("Capacities in different number formats are different things."),
					 errhint("State the format of both, or change one with set_number_format().")));
	}
	terms = common_terms(rate, &quantity);
	if (terms != s->terms || s->rows == 0)
		add_terms(s, terms);
	if (form->sign < 0 && s->rows == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease that was not added cannot be taken out")));
	s->rows += form->sign;

	if (form->columns && PG_ARGISNULL(time_argument))
	{
		s->pending += form->sign;
		return;
	}
	during = form->days ? span_of_days(fcinfo, time_argument) :
		form->columns ? span_from_columns(fcinfo, time_argument) :
		span_from_tstzrange(PG_GETARG_DATUM(time_argument));

	if (form->rate)
	{
		TimeZone   *zone = zone_utc();
		const Proration *proration = proration_default();

		if (!form->days && nargs > within_argument + 1)
		{
			reject_null(fcinfo, within_argument + 1, "zone");
			zone = zone_lookup(PG_GETARG_TEXT_PP(within_argument + 1));
		}
		if (nargs > proration_argument_at)
		{
			reject_null(fcinfo, proration_argument_at, "proration");
			proration = proration_argument(PG_GETARG_TEXT_PP(proration_argument_at));
		}
		lease_init(&lease, rate_memory(fcinfo, &no_memory), rate, &quantity, &during,
				   has_within ? &within : NULL, zone, proration);
		counted.rent = lease_rent(&lease);
		if (form->utilization != NULL)
		{
			counted.unknown_utilization = PG_ARGISNULL(utilization_argument);
			if (!counted.unknown_utilization)
				counted.utilization = form->utilization(PG_GETARG_DATUM(utilization_argument));
		}
	}
	else
		lease_clip(&lease, &during, has_within ? &within : NULL);

	if (during.empty)
		return;
	counted.starts = !has_within ||
		(!within.empty && during.lower >= within.lower && during.lower < within.upper);
	counted.from = lease.from;
	counted.to = lease.to;
	counted.quantity_time = quantity_time(&quantity, lease.from, lease.to);
	count_lease(s, counted, form->sign);
}

/* ---- leases of other transitions ------------------------------------------------- */

LeaseSummary *
lease_summary_state(FunctionCallInfo fcinfo)
{
	require_aggregate(fcinfo);
	if (PG_ARGISNULL(0))
		return lease_summary_make();
	/* of this version, as all are but those that were stored by another release */
	if (VARSIZE(PG_GETARG_POINTER(0)) == sizeof(LeaseSummary))
		return (LeaseSummary *) PG_GETARG_POINTER(0);
	return summary_to_change(&lease_summary_type, fcinfo);
}

static void
count_one(LeaseSummary *s, const RentRate *rate, const Quantity *quantity, int sign)
{
	uint64		terms = common_terms(rate, quantity);

	if (terms != s->terms || s->rows == 0)
		add_terms(s, terms);
	if (sign < 0 && s->rows == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease that was not added cannot be taken out")));
	s->rows += sign;
}

void
lease_summary_count(LeaseSummary *s, const RentRate *rate, const Quantity *quantity,
					const Span *during, const Span *within, const Lease *lease, i128 rent, int sign)
{
	bool		sound = lease_summary_sound(s);

	count_one(s, rate, quantity, sign);
	if (!during->empty)
		count_lease(s, (Counted) {
			.starts = within == NULL || (!within->empty && during->lower >= within->lower && during->lower < within->upper),
			.from = lease->from,
			.to = lease->to,
			.quantity_time = quantity_time(quantity, lease->from, lease->to),
			.rent = rent
		}, sign);
	if (sign < 0)
		forget_if_empty(s);
	assert_lease_summary(s, sound);
}

void
lease_summary_count_pending(LeaseSummary *s, const RentRate *rate, const Quantity *quantity, int sign)
{
	bool		sound = lease_summary_sound(s);

	count_one(s, rate, quantity, sign);
	s->pending += sign;
	if (sign < 0)
		forget_if_empty(s);
	assert_lease_summary(s, sound);
}

/* Counts the row in the arguments into the state in the first. */
static Datum
add_row(FunctionCallInfo fcinfo, const RowForm *form)
{
	LeaseSummary *s;
	bool		sound;

	require_aggregate(fcinfo);
	if (form->columns && !form->days && (fcinfo->flinfo == NULL || fcinfo->flinfo->fn_extra == NULL))
	{
		RateMemory	no_memory = {0};

		/* asked once: there is a memory from then on */
		refuse_days_as_instants(fcinfo, form->rate ? 3 : 2);
		(void) rate_memory(fcinfo, &no_memory);
	}
	s = PG_ARGISNULL(0) ? lease_summary_make() : summary_to_change(&lease_summary_type, fcinfo);
	sound = lease_summary_sound(s);
	count_row(s, fcinfo, form);
	if (form->sign < 0)
	{
		/* of several units nothing tells which are left: the frame is to be summed anew */
		if (summary_terms_mixed(s->terms))
			PG_RETURN_NULL();
		forget_if_empty(s);
	}
	assert_lease_summary(s, sound);
	PG_RETURN_POINTER(s);
}

/* Some 1,900 years on either side of 2000. */
#define DAYS_USUAL	700000

/*
 * The same for the row that most rows are: a rate by the hour, day or week on the
 * last row's terms, nothing NULL, both ends there, no within.  False if it is another
 * kind of row, having changed nothing.  add_row() would do the same, more slowly.
 */
static pg_attribute_always_inline bool
add_usual_row(FunctionCallInfo fcinfo, const RowForm form)
{
	const int	times = form.columns ? 2 : 1;
	LeaseSummary *s = (LeaseSummary *) PG_GETARG_POINTER(0);
	const RateMemory *memory = fcinfo->flinfo != NULL ? fcinfo->flinfo->fn_extra : NULL;
	const RentRate *rate;
	uint64		terms;
	int64		lower;
	int64		upper;
	Quantity	full_quantity;
	int64		quantity;
	int64		utilization = 0;
	i128		rent;
	bool		sound;

	if (PG_NARGS() > 3 + times + (form.utilization != NULL) || memory == NULL ||
		PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3) ||
		PG_ARGISNULL(2 + times) || (form.utilization != NULL && PG_ARGISNULL(3 + times)) ||
		!in_aggregate(fcinfo))
		return false;
	/* its terms are held against those of the memory, which were checked */
	rate = PG_GETARG_RENT_RATE_BYTES(1);
	terms = s->terms;
	if (VARSIZE(s) != sizeof(LeaseSummary) || s->rows <= 0 ||
		(unlikely(terms != (rate->terms & ~RATE_TERMS_PERIOD)) &&
		 (form.sign < 0 || terms == 0 || !summary_terms_join(&terms, rate->terms & ~RATE_TERMS_PERIOD))))
		return false;

	if (form.days)
	{
		DateADT		first = PG_GETARG_DATEADT(3);
		DateADT		last = PG_GETARG_DATEADT(4);

		/* those that timestamps reach without a look at the calendar */
		if (first > last || first < -DAYS_USUAL || last > DAYS_USUAL)
			return false;
		lower = first * USECS_PER_DAY;
		upper = (last + 1) * USECS_PER_DAY;
	}
	else if (form.columns)
	{
		lower = PG_GETARG_INT64(3);
		upper = PG_GETARG_INT64(4);
	}
	else if (!bounds_from_tstzrange(PG_GETARG_DATUM(3), &lower, &upper))
		return false;
	full_quantity = form.quantity(PG_GETARG_DATUM(2));
	quantity = full_quantity.value;
	if (full_quantity.scale != QUANTITY_SCALE || !usual_rent(memory, NULL, rate, quantity, lower, upper, &rent))
		return false;

	if (form.utilization != NULL)
	{
		Datum		value = PG_GETARG_DATUM(3 + times);

		if (form.utilization != utilization_from_numeric || !usual_utilization(value, &utilization))
			utilization = form.utilization(value);
	}
	sound = lease_summary_sound(s);
	s->terms = terms;
	s->rows += form.sign;
	count_lease(s, (Counted) {
				.starts = true,
				.from = lower,
				.to = upper,
				.quantity_time = (i128) quantity * (upper - lower),
				.rent = rent,
				.utilization = utilization
				}, form.sign);
	if (form.sign < 0)
		forget_if_empty(s);
	assert_lease_summary(s, sound);
	return true;
}

/* ---- transition functions -------------------------------------------------------- */

#define TRANSITION(name, ...) \
	PG_FUNCTION_INFO_V1(name); \
	Datum name(PG_FUNCTION_ARGS) \
	{ \
		static const RowForm form = {__VA_ARGS__}; \
		if (form.rate && form.available == NULL && form.quantity != quantity_from_p_capacity && \
			add_usual_row(fcinfo, form)) \
			return PG_GETARG_DATUM(0); \
		return add_row(fcinfo, &form); \
	}

#define TRANSITIONS(name, ...) \
	TRANSITION(lease_summary_add_##name, __VA_ARGS__, .sign = 1) \
	TRANSITION(lease_summary_remove_##name, __VA_ARGS__, .sign = -1)

/*
 * For each kind of quantity, and with lease_summary_remove_ for lease_summary_add_ the
 * inverse of each:
 *
 * lease_summary_add(lease_summary, rate rent_rate, quantity, during tstzrange
 *		[, within tstzrange [, zone text [, proration text]]])
 * lease_summary_add(lease_summary, rate, quantity, started_at timestamptz, ended_at timestamptz
 *		[, within [, zone [, proration]]])
 * lease_summary_add(lease_summary, rate, quantity, first_day date, last_day date
 *		[, within daterange [, proration]])
 * lease_summary_add(lease_summary, rate, quantity, during, utilization numeric | float8
 *		[, within [, zone [, proration]]])
 * lease_summary_add(lease_summary, rate, quantity, during, available numeric | float8 | p_capacity, within
 *		[, zone [, proration]]) for revenue_per_available_hour()
 * lease_summary_add(lease_summary, quantity, during [, within]) and
 * lease_summary_add(lease_summary, quantity, started_at, ended_at [, within]) for card_hours()
 * lease_summary_add(lease_summary, quantity, during, available, within) and
 * lease_summary_add(lease_summary, quantity, started_at, ended_at, available, within) for utilization()
 *		RETURNS lease_summary
 *
 * A row with a NULL rate, quantity or during adds nothing.  A NULL started_at or first_day
 * has not started: counted as pending, adds nothing.  A NULL ended_at or last_day is still
 * running and needs a within that ends.  Of two days both count, in no zone.  A NULL
 * utilization adds nothing to the weighted rent and is counted.  A NULL within is none.
 * Errors as rent(); 22023 for two currencies or tax bases in a group,
 * for an available quantity that varies or is not positive, for a row taken out of none;
 * 22000 for an end before the start, 22023 for a last day before the first and for dates cast
 * to instants; 22003 on overflow.
 */
#define TRANSITIONS_OF(kind) \
	TRANSITIONS(range_##kind, .rate = true, .quantity = full_quantity_from_##kind) \
	TRANSITIONS(columns_##kind, .rate = true, .quantity = full_quantity_from_##kind, .columns = true) \
	TRANSITIONS(days_##kind, .rate = true, .quantity = full_quantity_from_##kind, .columns = true, .days = true) \
	TRANSITIONS(numeric_utilization_##kind, .rate = true, .quantity = full_quantity_from_##kind, \
				.utilization = utilization_from_numeric) \
	TRANSITIONS(float8_utilization_##kind, .rate = true, .quantity = full_quantity_from_##kind, \
				.utilization = utilization_from_float8) \
	TRANSITIONS(time_##kind, .quantity = full_quantity_from_##kind) \
	TRANSITIONS(time_columns_##kind, .quantity = full_quantity_from_##kind, .columns = true)

/* A number there is for numbers, a capacity for capacities. */
#define TRANSITIONS_OF_AVAILABLE(there_is, kind) \
	TRANSITION(lease_summary_add_##there_is##_available_##kind, .quantity = full_quantity_from_##kind, \
			   .available = available_from_##there_is, .sign = 1) \
	TRANSITION(lease_summary_add_##there_is##_available_columns_##kind, .quantity = full_quantity_from_##kind, \
			   .columns = true, .available = available_from_##there_is, .sign = 1) \
	TRANSITION(lease_summary_add_##there_is##_available_rate_##kind, .rate = true, .quantity = full_quantity_from_##kind, \
			   .available = available_from_##there_is, .sign = 1)

/*
 * lease_summary_add_range_numeric, lease_summary_remove_range_numeric, lease_summary_add_columns_numeric,
 * lease_summary_remove_columns_numeric, lease_summary_add_days_numeric, lease_summary_remove_days_numeric,
 * lease_summary_add_numeric_utilization_numeric, lease_summary_remove_numeric_utilization_numeric,
 * lease_summary_add_float8_utilization_numeric, lease_summary_remove_float8_utilization_numeric,
 * lease_summary_add_time_numeric, lease_summary_remove_time_numeric, lease_summary_add_time_columns_numeric,
 * lease_summary_remove_time_columns_numeric, lease_summary_add_range_float8, lease_summary_remove_range_float8,
 * lease_summary_add_columns_float8, lease_summary_remove_columns_float8, lease_summary_add_days_float8,
 * lease_summary_remove_days_float8, lease_summary_add_numeric_utilization_float8,
 * lease_summary_remove_numeric_utilization_float8, lease_summary_add_float8_utilization_float8,
 * lease_summary_remove_float8_utilization_float8, lease_summary_add_time_float8,
 * lease_summary_remove_time_float8, lease_summary_add_time_columns_float8,
 * lease_summary_remove_time_columns_float8, lease_summary_add_range_p_capacity,
 * lease_summary_remove_range_p_capacity, lease_summary_add_columns_p_capacity,
 * lease_summary_remove_columns_p_capacity, lease_summary_add_days_p_capacity,
 * lease_summary_remove_days_p_capacity, lease_summary_add_numeric_utilization_p_capacity,
 * lease_summary_remove_numeric_utilization_p_capacity, lease_summary_add_float8_utilization_p_capacity,
 * lease_summary_remove_float8_utilization_p_capacity, lease_summary_add_time_p_capacity,
 * lease_summary_remove_time_p_capacity, lease_summary_add_time_columns_p_capacity,
 * lease_summary_remove_time_columns_p_capacity, lease_summary_add_numeric_available_numeric,
 * lease_summary_add_numeric_available_columns_numeric, lease_summary_add_numeric_available_rate_numeric,
 * lease_summary_add_float8_available_numeric, lease_summary_add_float8_available_columns_numeric,
 * lease_summary_add_float8_available_rate_numeric, lease_summary_add_numeric_available_float8,
 * lease_summary_add_numeric_available_columns_float8, lease_summary_add_numeric_available_rate_float8,
 * lease_summary_add_float8_available_float8, lease_summary_add_float8_available_columns_float8,
 * lease_summary_add_float8_available_rate_float8, lease_summary_add_p_capacity_available_p_capacity,
 * lease_summary_add_p_capacity_available_columns_p_capacity,
 * lease_summary_add_p_capacity_available_rate_p_capacity
 */
TRANSITIONS_OF(numeric)
TRANSITIONS_OF(float8)
TRANSITIONS_OF(p_capacity)
TRANSITIONS_OF_AVAILABLE(numeric, numeric)
TRANSITIONS_OF_AVAILABLE(float8, numeric)
TRANSITIONS_OF_AVAILABLE(numeric, float8)
TRANSITIONS_OF_AVAILABLE(float8, float8)
TRANSITIONS_OF_AVAILABLE(p_capacity, p_capacity)
