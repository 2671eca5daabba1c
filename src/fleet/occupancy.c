/*
 * occupancy.c
 *		The type occupancy: its changes, its units, sums of quantity over time.
 */
#include "fleet/occupancy.h"

#include "base/expanded_state.h"
#include "base/numbers.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

void
check_for_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

/* ---- the step function ------------------------------------------------------------ */

void
occupancy_refuse_size(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("occupancy changes at too many instants"),
			 errdetail("At most %zu changes fit one value.", (size_t) OCCUPANCY_MAX_CHANGES),
			 errhint("Group by more, or take one period after the other with a \"within\".")));
}

Occupancy *
occupancy_make_of_size(Size size, MemoryContext context)
{
	Occupancy  *o = MemoryContextAlloc(context, size);

	memset(o, 0, offsetof(Occupancy, changes));
	SET_VARSIZE(o, size);
	o->version = OCCUPANCY_VERSION;
	return o;
}

Occupancy *
occupancy_make(size_t n)
{
	if (n > OCCUPANCY_MAX_CHANGES)
		occupancy_refuse_size();
	return occupancy_make_of_size(OCCUPANCY_SIZE(n), CurrentMemoryContext);
}

#ifdef USE_ASSERT_CHECKING
bool
occupancy_sound(const Occupancy *o)
{
	bool		window = (o->flags & ~OCCUPANCY_HAS_CAPACITY) == OCCUPANCY_HAS_WINDOW;

	return !o->packed && o->nsettled <= o->nchanges && OCCUPANCY_SIZE(o->nchanges) <= VARSIZE(o) &&
		quantity_unit_valid(o->unit) && (o->nchanges == 0 || o->unit != QUANTITY_UNIT_NONE) &&
		(window || o->flags == 0 || o->flags == OCCUPANCY_VARYING_WINDOW) &&
		(window || (o->window_from == 0 && o->window_until == 0)) &&
		o->capacity >= 0 && (o->capacity == 0 || (o->flags & OCCUPANCY_HAS_CAPACITY) != 0);
}

/* Whether the settled changes are in order, and each is one. */
static bool
in_order(const Occupancy *o)
{
	for (uint32 i = 0; i < o->nsettled; i++)
	{
		if (o->changes[i].delta == 0 || (i > 0 && o->changes[i].at < o->changes[i - 1].at))
			return false;
	}
	return true;
}
#else
#define in_order(o)		true
#endif

void
occupancy_settle_changes(Occupancy *o)
{
	Change	   *scratch;
	bool		sound;

	if (o->nsettled == o->nchanges)
		return;
	sound = occupancy_sound(o) && in_order(o);
	scratch = MemoryContextAllocHuge(CurrentMemoryContext, (o->nchanges - o->nsettled) * sizeof(Change));
	o->nchanges = steps_settle(o->changes, o->nsettled, o->nchanges, scratch, check_for_interrupts);
	o->nsettled = o->nchanges;
	pfree(scratch);
	assert_occupancy(o, sound);
	Assert(!sound || in_order(o));
	(void) sound;
}

Occupancy *
occupancy_settled_copy(const Occupancy *o)
{
	size_t		size = OCCUPANCY_SIZE(o->nchanges);
	Occupancy  *copy = palloc(size);

	copy_large(copy, o, size);
	SET_VARSIZE(copy, size);
	occupancy_settle_changes(copy);
	SET_VARSIZE(copy, OCCUPANCY_SIZE(copy->nchanges));
	return copy;
}

Occupancy *
occupancy_exact(Occupancy *o)
{
	return o->nsettled == o->nchanges && occupancy_room(o) == 0 ? o : occupancy_settled_copy(o);
}

void
occupancy_append(Occupancy *o, int64 at, i128 delta)
{
	while (delta != 0)
	{
		i128		part = Max(Min(delta, STEP_MAX), -(i128) STEP_MAX);

		if (occupancy_room(o) == 0)
			occupancy_refuse_size();
		if ((o->nchanges & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		o->changes[o->nchanges++] = (Change) {at, (int64) part};
		delta -= part;
	}
}

/* ---- units and arguments ------------------------------------------------------------- */

uint32
common_unit(uint32 a, uint32 b)
{
	if (a == b || b == QUANTITY_UNIT_NONE)
		return a;
	if (a == QUANTITY_UNIT_NONE)
		return b;
	/* the same words in whichever order they come */
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("quantities in \"%s\" and in \"%s\" cannot be added",
					quantity_unit_string(Min(a, b)), quantity_unit_string(Max(a, b))),
			 errdetail("One occupancy is of plain numbers, or of capacities in one number format."),
			 errhint("Group by them, as in GROUP BY number_format(capacity).")));
	pg_unreachable();
}

void
refuse_negative(const Quantity *quantity, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s %s is negative", what, quantity_string(quantity)),
			 errdetail("There is no less than nothing.")));
}

void
check_window(const Span *within)
{
	if (within->empty || within->lower >= within->upper ||
		within->lower == PG_INT64_MIN || within->upper == PG_INT64_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"within\" must start and end"),
				 errhint("Pass the period, as in term('2024-01-01', '2024-01-31', 'Asia/Shanghai').")));
}

i128
quantity_against(uint32 unit, const Quantity *quantity, const char *what)
{
	if (quantity->format < 0)
		return quantity->value;
	if (unit != QUANTITY_UNIT_NONE && unit != quantity_unit(quantity))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("quantities in \"%s\" cannot be held against a %s in \"%s\"",
						quantity_unit_string(unit), what, quantity_unit_string(quantity_unit(quantity))),
				 errhint("Give a plain number of the occupancy's own units.")));
	return (i128) quantity->value * (i128) power_of_ten(QUANTITY_SCALE - P_CAPACITY_SCALE);
}

/* ---- quantity-time ------------------------------------------------------------------ */

void
add_quantity_time(Words192 *sum, i128 level, int64 from, int64 until)
{
	/* from the first timestamp to the last is more than 63 bits */
	uint64		elapsed = (uint64) until - (uint64) from;

	/*
	 * Cannot overflow: the changes of one occupancy, less than 2^26 of 63 bits each, add up to
	 * a level below 2^89, with the decimals of a number below 2^99; all time is below 2^64.
	 */
	(void) words192_add_product(sum, level, (int64) (elapsed / 2));
	(void) words192_add_product(sum, level, (int64) (elapsed - elapsed / 2));
}

static Numeric
trimmed(Numeric value)
{
	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, NumericGetDatum(value)));
}

void
occupancy_refuse_endless(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("a lease without an end needs a \"within\" that ends"),
			 errhint("Pass the period, as in term('2024-01-01', '2024-01-31', 'Asia/Shanghai').")));
}

Words192
occupancy_quantity_time(const Occupancy *o, int64 from, int64 until)
{
	Words192	sum = {{0}};

	for (Sweep sweep = sweep_start(o->changes, o->nchanges, from, until); sweep_next(&sweep);)
	{
		CHECK_FOR_INTERRUPTS();
		if (sweep.level == 0)
			continue;
		if (sweep.until == PG_INT64_MAX)
			occupancy_refuse_endless();
		add_quantity_time(&sum, occupancy_scaled(o, sweep.level), sweep.from, sweep.until);
	}
	return sum;
}

Numeric
quantity_hours(const Words192 *sum)
{
	return trimmed(numeric_round_quotient(numeric_from_words192(sum, QUANTITY_TIME_DECIMALS),
										  int64_to_numeric(SECS_PER_HOUR), 12));
}

Numeric
quantity_time_ratio(const Words192 *sum, const Words192 *available)
{
	return trimmed(numeric_round_quotient(numeric_from_words192(sum, QUANTITY_TIME_DECIMALS),
										  numeric_from_words192(available, QUANTITY_TIME_DECIMALS), 20));
}

Datum
interval_from_usec(i128 usec)
{
	Interval   *interval = palloc0(sizeof(Interval));

	if (usec > PG_INT64_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INTERVAL_FIELD_OVERFLOW),
				 errmsg("interval out of range")));
	interval->time = (TimeOffset) usec;
	return IntervalPGetDatum(interval);
}
