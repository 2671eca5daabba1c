/*
 * occupancy.c
 *		How much was on lease, at every instant: the type, and the aggregates that
 *		make it.
 *
 * A state takes the changes in the order of the rows.  When it is full they are
 * settled (core/steps.h), which leaves one change for each instant at which the
 * level changes; if that makes too little room, the state is made twice as large.
 * So its size is bounded by the instants, not by the rows, and each change is
 * sorted once and moved a few times.
 */
#include "occupancy.h"

#include "common/int.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "numbers.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

/* ---- states ------------------------------------------------------------------- */

/* What an allocation set hands out without waste; enough for a few leases. */
#define FIRST_SIZE	256

void
check_for_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

static Occupancy *
make_of_size(Size size)
{
	Occupancy  *o = palloc(size);

	memset(o, 0, offsetof(Occupancy, changes));
	SET_VARSIZE(o, size);
	o->version = OCCUPANCY_VERSION;
	return o;
}

static void
refuse_size(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("occupancy changes at too many instants"),
			 errdetail("At most %zu changes fit one value.", (size_t) OCCUPANCY_MAX_CHANGES),
			 errhint("Group by more, or take one period after the other with a \"within\".")));
}

Occupancy *
occupancy_make(size_t n)
{
	if (n > OCCUPANCY_MAX_CHANGES)
		refuse_size();
	return make_of_size(OCCUPANCY_SIZE(n));
}

static inline size_t
room_for(const Occupancy *o)
{
	return (VARSIZE(o) - offsetof(Occupancy, changes)) / sizeof(Change);
}

static void
settle(Occupancy *o)
{
	Change	   *scratch;

	if (o->nsettled == o->nchanges)
		return;
	scratch = MemoryContextAllocHuge(CurrentMemoryContext, (o->nchanges - o->nsettled) * sizeof(Change));
	o->nchanges = steps_settle(o->changes, o->nsettled, o->nchanges, scratch, check_for_interrupts);
	o->nsettled = o->nchanges;
	pfree(scratch);
}

/* A settled copy in as little room as it needs. */
static Occupancy *
settled_copy(const Occupancy *o)
{
	size_t		size = OCCUPANCY_SIZE(o->nchanges);
	Occupancy  *copy = palloc(size);

	memcpy(copy, o, size);
	SET_VARSIZE(copy, size);
	settle(copy);
	SET_VARSIZE(copy, OCCUPANCY_SIZE(copy->nchanges));
	return copy;
}

/*
 * The state itself, or a larger one with the same content, with room for so many
 * changes more.  A larger one lies in the current context: nodeAgg copies it to the
 * aggregate's and frees the other.
 */
static Occupancy *
make_room(Occupancy *o, size_t more)
{
	size_t		wanted;
	Size		size;
	Occupancy  *larger;

	if (room_for(o) - o->nchanges >= more)
		return o;
	settle(o);
	wanted = o->nchanges + more;
	if (wanted <= room_for(o) / 4 * 3)
		return o;
	if (wanted > OCCUPANCY_MAX_CHANGES)
		refuse_size();

	size = VARSIZE(o);
	while (size < OCCUPANCY_SIZE(wanted + wanted / 3))
		size *= 2;
	larger = make_of_size(Min(size, OCCUPANCY_SIZE(OCCUPANCY_MAX_CHANGES)));
	size = VARSIZE(larger);
	memcpy(larger, o, OCCUPANCY_SIZE(o->nchanges));
	SET_VARSIZE(larger, size);
	return larger;
}

void
occupancy_append(Occupancy *o, int64 at, i128 delta)
{
	while (delta != 0)
	{
		i128		part = Max(Min(delta, STEP_MAX), -(i128) STEP_MAX);

		if (o->nchanges >= room_for(o))
			refuse_size();
		o->changes[o->nchanges++] = (Change) {at, (int64) part};
		delta -= part;
	}
}

static Occupancy *
checked(Datum value)
{
	Occupancy  *o = (Occupancy *) PG_DETOAST_DATUM(value);

	if (o->version != OCCUPANCY_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("%s of version %d cannot be read", "occupancy", o->version),
				 errdetail("This release writes and reads version %d.", OCCUPANCY_VERSION),
				 errhint("Install the release that wrote it, or a later one.")));
	return o;
}

Occupancy *
occupancy_exact(Occupancy *o)
{
	return o->nsettled == o->nchanges && room_for(o) == o->nchanges ? o : settled_copy(o);
}

const Occupancy *
occupancy_argument(FunctionCallInfo fcinfo, int argument)
{
	Occupancy  *o = checked(PG_GETARG_DATUM(argument));

	if (argument == 0 && in_aggregate(fcinfo))
		settle(o);
	return o->nsettled == o->nchanges ? o : settled_copy(o);
}

static void *
compared_form(void *value)
{
	return occupancy_exact(checked(PointerGetDatum(value)));
}

/*
 * occupancy_eq, _ne, _lt, _le, _gt, _ge, _cmp, _hash, _hash_extended: equal means the
 * same quantity at every instant; the order is total and has no meaning.
 */
SUMMARY_COMPARISONS_OF_FORM(occupancy, compared_form);

/* ---- text: {"version": 1, "unit": "number", "steps": [[from, level], ...]} ------------ */

/*
 * occupancy_out(occupancy) RETURNS cstring
 *
 * Each step is the instant from which a quantity is on lease and that quantity.
 */
PG_FUNCTION_INFO_V1(occupancy_out);
Datum
occupancy_out(PG_FUNCTION_ARGS)
{
	const Occupancy *o = occupancy_argument(fcinfo, 0);
	int			scale = occupancy_scale(o);
	StringInfoData out;
	char		level[DECIMAL_BUFFER + 1];
	i128		sum = 0;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"version\": %d, \"unit\": \"%s\"", OCCUPANCY_VERSION, quantity_unit_string(o->unit));
	if (o->flags & OCCUPANCY_HAS_WINDOW)
	{
		appendStringInfoString(&out, ", \"within\": [");
		append_instant(&out, o->window_from);
		appendStringInfoString(&out, ", ");
		append_instant(&out, o->window_until);
		appendStringInfoChar(&out, ']');
	}
	if (o->flags & OCCUPANCY_HAS_CAPACITY)
	{
		level[decimal_format(level, o->capacity, scale)] = '\0';
		appendStringInfo(&out, ", \"capacity\": %s", level);
	}

	appendStringInfoString(&out, ", \"steps\": [");
	for (uint32 i = 0; i < o->nchanges; i++)
	{
		CHECK_FOR_INTERRUPTS();
		sum += o->changes[i].delta;
		if (i + 1 < o->nchanges && o->changes[i + 1].at == o->changes[i].at)
			continue;
		appendStringInfoString(&out, out.data[out.len - 1] == '[' ? "[" : ", [");
		append_instant(&out, o->changes[i].at);
		level[decimal_format(level, sum, scale)] = '\0';
		appendStringInfo(&out, ", %s]", level);
	}
	appendStringInfoString(&out, "]}");
	PG_RETURN_CSTRING(out.data);
}

/* The elements of an array of so many at least, at most; NULL if it is not one. */
static JsonbContainer *
json_array(const JsonbValue *value, uint32 at_least, uint32 at_most)
{
	JsonbContainer *array;

	if (value == NULL || value->type != jbvBinary || !JsonContainerIsArray(value->val.binary.data) ||
		JsonContainerIsScalar(value->val.binary.data))
		return NULL;
	array = value->val.binary.data;
	return JsonContainerSize(array) >= at_least && JsonContainerSize(array) <= at_most ? array : NULL;
}

/* A number of the given scale that is not negative; false if it is another. */
static bool
json_level(const JsonbValue *value, int scale, i128 limit, i128 *level)
{
	Decimal		decimal;
	char	   *digits;

	if (value == NULL || value->type != jbvNumeric)
		return false;
	digits = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric)));
	if (decimal_scan(digits, strlen(digits), &decimal) != strlen(digits) || decimal.too_long || decimal.negative)
		return false;
	for (; decimal.exponent < -scale && decimal.coefficient % 10 == 0; decimal.exponent++)
		decimal.coefficient /= 10;
	if (decimal.coefficient == 0)
		decimal.exponent = 0;
	if (decimal.exponent < -scale || decimal.exponent > DECIMAL_MAX_POWER - scale ||
		decimal.coefficient > (u128) limit / power_of_ten(decimal.exponent + scale))
		return false;
	*level = (i128) (decimal.coefficient * power_of_ten(decimal.exponent + scale));
	pfree(digits);
	return true;
}

/* Some 10^14 units, more than there will be; bounds the memory that a short text asks for. */
#define LEVEL_MAX	((i128) STEP_MAX << 16)

static Occupancy *
read_steps(SummaryText *text, Occupancy *o, JsonbContainer *steps)
{
	uint32		n = JsonContainerSize(steps);
	int64		last = PG_INT64_MIN;
	i128		level = 0;

	for (uint32 i = 0; i < n && !text->failed; i++)
	{
		JsonbValue *step = getIthJsonbValueFromContainer(steps, i);
		JsonbContainer *pair = json_array(step, 2, 2);
		JsonbValue *instant = pair != NULL ? getIthJsonbValueFromContainer(pair, 0) : NULL;
		JsonbValue *number = pair != NULL ? getIthJsonbValueFromContainer(pair, 1) : NULL;
		int64		at;
		i128		next;

		CHECK_FOR_INTERRUPTS();
		if (instant == NULL || !json_level(number, occupancy_scale(o), LEVEL_MAX, &next))
		{
			summary_text_error(text, "steps", "must be of pairs of an instant and a quantity in range");
			break;
		}
		at = summary_text_instant(text, "steps", instant);
		if (text->failed)
			break;
		if (at <= last || TIMESTAMP_NOT_FINITE(at) || next == level)
		{
			summary_text_error(text, "steps", "must be in order of time, of finite instants, each of another quantity than the last");
			break;
		}
		/* only a quantity of billions is more than one change */
		o = make_room(o, (size_t) (i128_abs(next - level) / STEP_MAX) + 1);
		occupancy_append(o, at, next - level);
		level = next;
		last = at;
		pfree(step);
		pfree(instant);
		pfree(number);
	}
	o->nsettled = o->nchanges;
	return occupancy_exact(o);
}

/*
 * occupancy_in(cstring) RETURNS occupancy
 *
 * A JSON object, as occupancy_out() writes it: 22P02 for anything else.
 */
PG_FUNCTION_INFO_V1(occupancy_in);
Datum
occupancy_in(PG_FUNCTION_ARGS)
{
	SummaryText text;
	JsonbContainer *steps;
	JsonbContainer *window;
	JsonbValue *field;
	Occupancy  *o;
	char	   *unit_name;
	uint64		unit = QUANTITY_UNIT_NONE;

	if (!summary_text_open(&text, "occupancy", PG_GETARG_CSTRING(0), FCINFO_ESCONTEXT(fcinfo)))
		PG_RETURN_NULL();
	if (summary_text_int64(&text, "version", 0) != OCCUPANCY_VERSION)
		summary_text_error(&text, "version", psprintf("must be %d", OCCUPANCY_VERSION));
	unit_name = summary_text_string(&text, "unit", summary_text_field(&text, "unit"));
	if (unit_name != NULL && !quantity_unit_parse(unit_name, &unit))
		summary_text_error(&text, "unit", "must be \"number\", or \"P\" with or without a number format");
	steps = json_array(summary_text_field(&text, "steps"), 0, OCCUPANCY_MAX_CHANGES);
	if (steps == NULL || (unit == QUANTITY_UNIT_NONE && JsonContainerSize(steps) > 0))
		summary_text_error(&text, "steps", steps == NULL ? "must be an array" : "must be empty, since nothing says of what they are");
	if (text.failed)
		PG_RETURN_NULL();

	o = occupancy_make(JsonContainerSize(steps));
	o->unit = (uint32) unit;
	field = getKeyJsonValueFromContainer(&text.json->root, "within", strlen("within"), NULL);
	if (field != NULL)
	{
		window = json_array(field, 2, 2);
		if (window != NULL)
		{
			o->window_from = summary_text_instant(&text, "within", getIthJsonbValueFromContainer(window, 0));
			o->window_until = summary_text_instant(&text, "within", getIthJsonbValueFromContainer(window, 1));
		}
		o->flags |= OCCUPANCY_HAS_WINDOW;
		if (o->window_from >= o->window_until || TIMESTAMP_NOT_FINITE(o->window_from) || TIMESTAMP_NOT_FINITE(o->window_until))
			summary_text_error(&text, "within", "must be of two finite instants in order");
		field = getKeyJsonValueFromContainer(&text.json->root, "capacity", strlen("capacity"), NULL);
	}
	if (o->flags & OCCUPANCY_HAS_WINDOW && field != NULL)
	{
		i128		capacity;

		o->flags |= OCCUPANCY_HAS_CAPACITY;
		if (json_level(field, occupancy_scale(o), PG_INT64_MAX, &capacity))
			o->capacity = (int64) capacity;
		else
			summary_text_error(&text, "capacity", "must be a number in range");
	}
	o = read_steps(&text, o, steps);
	if (text.failed)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(o);
}

/* ---- binary: version, unit, flags, window and capacity if there are, the changes -------- */

/* occupancy_send(occupancy) RETURNS bytea */
PG_FUNCTION_INFO_V1(occupancy_send);
Datum
occupancy_send(PG_FUNCTION_ARGS)
{
	const Occupancy *o = occupancy_argument(fcinfo, 0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint16(&buf, OCCUPANCY_VERSION);
	pq_sendint16(&buf, o->unit);
	pq_sendint16(&buf, o->flags);
	if (o->flags & OCCUPANCY_HAS_WINDOW)
	{
		pq_sendint64(&buf, o->window_from);
		pq_sendint64(&buf, o->window_until);
	}
	if (o->flags & OCCUPANCY_HAS_CAPACITY)
		pq_sendint64(&buf, o->capacity);
	pq_sendint32(&buf, o->nchanges);
	for (uint32 i = 0; i < o->nchanges; i++)
	{
		CHECK_FOR_INTERRUPTS();
		pq_sendint64(&buf, o->changes[i].at);
		pq_sendint64(&buf, o->changes[i].delta);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static void
refuse_binary(const char *field)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type %s", "occupancy"),
			 errdetail("Field \"%s\" cannot be right.", field)));
}

/* occupancy_recv(internal) RETURNS occupancy: 22P03 for what occupancy_send() does not write */
PG_FUNCTION_INFO_V1(occupancy_recv);
Datum
occupancy_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	Occupancy	head = {.version = pq_getmsgint(buf, 2)};
	Occupancy  *o;

	if (head.version != OCCUPANCY_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("%s of version %d cannot be read", "occupancy", head.version),
				 errdetail("This release writes and reads version %d.", OCCUPANCY_VERSION)));
	head.unit = pq_getmsgint(buf, 2);
	if (!quantity_unit_valid(head.unit))
		refuse_binary("unit");
	head.flags = pq_getmsgint(buf, 2);
	if (head.flags == OCCUPANCY_HAS_CAPACITY || head.flags > (OCCUPANCY_HAS_WINDOW | OCCUPANCY_HAS_CAPACITY))
		refuse_binary("flags");
	if (head.flags & OCCUPANCY_HAS_WINDOW)
	{
		head.window_from = pq_getmsgint64(buf);
		head.window_until = pq_getmsgint64(buf);
		if (head.window_from >= head.window_until || !IS_VALID_TIMESTAMP(head.window_from) ||
			!IS_VALID_TIMESTAMP(head.window_until))
			refuse_binary("within");
	}
	if (head.flags & OCCUPANCY_HAS_CAPACITY)
	{
		head.capacity = pq_getmsgint64(buf);
		if (head.capacity < 0)
			refuse_binary("capacity");
	}

	/* no more than there is, before any memory is asked for */
	head.nchanges = pq_getmsgint(buf, 4);
	if (head.nchanges > (buf->len - buf->cursor) / sizeof(Change) ||
		(head.unit == QUANTITY_UNIT_NONE && head.nchanges > 0))
		refuse_binary("steps");
	o = occupancy_make(head.nchanges);
	head.vl_len_ = o->vl_len_;
	memcpy(o, &head, offsetof(Occupancy, changes));
	for (uint32 i = 0; i < o->nchanges; i++)
	{
		CHECK_FOR_INTERRUPTS();
		o->changes[i].at = pq_getmsgint64(buf);
		o->changes[i].delta = pq_getmsgint64(buf);
		if (!IS_VALID_TIMESTAMP(o->changes[i].at))
			refuse_binary("steps");
	}
	if (!steps_valid(o->changes, o->nchanges, check_for_interrupts))
		refuse_binary("steps");
	o->nsettled = o->nchanges;
	PG_RETURN_POINTER(o);
}

/* ---- transitions ------------------------------------------------------------------ */

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

static char *
quantity_string(const Quantity *quantity)
{
	char		text[DECIMAL_BUFFER + 1];

	text[decimal_format(text, quantity->value, quantity->scale)] = '\0';
	if (quantity->format < 0)
		return pstrdup(text);
	return psprintf("%s %s", text, quantity_unit_string(quantity_unit(quantity)));
}

void
refuse_negative(const Quantity *quantity, const char *what, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s %s is negative", what, quantity_string(quantity)),
			 errdetail("There is no less than nothing."),
			 hint != NULL ? errhint("%s", hint) : 0));
}

void
check_window(const Span *within)
{
	if (within->empty || within->lower >= within->upper ||
		within->lower == PG_INT64_MIN || within->upper == PG_INT64_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"within\" must start and end"),
				 errhint("Pass the period, as in '[2024-01-01,2024-02-01)'.")));
}

/* The part of a lease that is within, as [*from, *until); false if there is none. */
static bool
part_on_lease(Datum during, const Span *within, int64 *from, int64 *until)
{
	if (!bounds_from_tstzrange(during, from, until))
	{
		Span		span = span_from_tstzrange(during);

		if (span.empty)
			return false;
		*from = span.lower;
		*until = span.upper;
	}
	if (*from == PG_INT64_MIN)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lease without a start cannot be counted"),
				 errdetail("A lease is counted from its first instant."),
				 errhint("Leave out rows that never started, with WHERE NOT lower_inf(during).")));
	if (within != NULL)
	{
		if (within->empty)
			return false;
		*from = Max(*from, within->lower);
		*until = Min(*until, within->upper);
	}
	return *from < *until;
}

/* Adds what arguments 1 and 2 say, if both are there; the state itself or a larger one. */
static pg_attribute_always_inline Occupancy *
add_lease(Occupancy *o, FunctionCallInfo fcinfo, QuantityReader read_quantity, const Span *within)
{
	Quantity	quantity;
	int64		from;
	int64		until;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return o;
	quantity = read_quantity(PG_GETARG_DATUM(1));
	if (o->unit != quantity_unit(&quantity))
		o->unit = common_unit(o->unit, quantity_unit(&quantity));
	if (quantity.value < 0)
		refuse_negative(&quantity, "quantity", "Credits belong in revenue(); leave them out here, with WHERE quantity > 0.");
	if (!part_on_lease(PG_GETARG_DATUM(2), within, &from, &until) || quantity.value == 0)
		return o;

	if (room_for(o) - o->nchanges < 2)
		o = make_room(o, 2);
	o->changes[o->nchanges++] = (Change) {from, quantity.value};
	if (until != PG_INT64_MAX)
		o->changes[o->nchanges++] = (Change) {until, -quantity.value};
	return o;
}

/* The state of a transition function: argument 0, or a new one. */
static inline Occupancy *
transition_state(FunctionCallInfo fcinfo)
{
	Occupancy  *o;

	if (!in_aggregate(fcinfo))
		require_aggregate(fcinfo);
	if (PG_ARGISNULL(0))
		return make_of_size(FIRST_SIZE);
	o = (Occupancy *) PG_GETARG_POINTER(0);
	return VARATT_IS_4B_U(o) && o->version == OCCUPANCY_VERSION ? o : checked(PG_GETARG_DATUM(0));
}

/*
 * occupancy_add(occupancy, quantity int4 | int8 | numeric | float8 | p_capacity,
 *		during tstzrange [, within tstzrange]) RETURNS occupancy
 *
 * Transition function of occupancy(), peak(), peak_at() and peak_until(): a lease of a
 * quantity, or the part of it within; a NULL within is all of it.  A NULL quantity or
 * during adds nothing.  22023 for a negative quantity, a lease without a start, and
 * quantities of another unit than those before; 54000 beyond 67 million changes.
 */
static pg_attribute_always_inline Datum
occupancy_add(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	Occupancy  *o = transition_state(fcinfo);
	Span		within;

	if (PG_NARGS() > 3 && !PG_ARGISNULL(3))
	{
		within = span_from_tstzrange(PG_GETARG_DATUM(3));
		PG_RETURN_POINTER(add_lease(o, fcinfo, read_quantity, &within));
	}
	PG_RETURN_POINTER(add_lease(o, fcinfo, read_quantity, NULL));
}

FUNCTIONS_OF_QUANTITY(occupancy_add);

static void
note_window(Occupancy *o, uint32 flags, int64 from, int64 until, int64 capacity)
{
	if (o->flags == 0)
	{
		o->flags = flags;
		o->window_from = from;
		o->window_until = until;
		o->capacity = capacity;
	}
	else if (o->flags != flags || o->window_from != from || o->window_until != until || o->capacity != capacity)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("capacity or \"within\" varies in a group"),
				 errdetail("A digest is of one window, with one capacity."),
				 errhint("Group by both, and merge the digests with rollup().")));
}

/*
 * occupancy_digest_add(occupancy, quantity int4 | int8 | numeric | float8,
 *		during tstzrange, within tstzrange [, capacity numeric]) RETURNS occupancy
 * occupancy_digest_add(occupancy, quantity p_capacity,
 *		during tstzrange, within tstzrange [, capacity p_capacity]) RETURNS occupancy
 *
 * Transition function of occupancy_digest(): as occupancy_add(), and remembers the
 * window and the capacity.  A NULL capacity is none; 22004 for a NULL within; 22023 for
 * one that does not start and end, a negative capacity, and those that vary.
 */
static Datum
occupancy_digest_add(FunctionCallInfo fcinfo, QuantityReader read_quantity)
{
	Occupancy  *o = transition_state(fcinfo);
	Span		within;
	uint32		flags = OCCUPANCY_HAS_WINDOW;
	int64		capacity = 0;

	if (PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", "within"),
				 errdetail("A digest is of a window that starts and ends.")));
	within = span_from_tstzrange(PG_GETARG_DATUM(3));
	check_window(&within);
	if (PG_NARGS() > 4 && !PG_ARGISNULL(4))
	{
		Quantity	quantity = read_quantity == quantity_from_p_capacity ?
			quantity_from_p_capacity(PG_GETARG_DATUM(4)) : quantity_from_numeric(PG_GETARG_DATUM(4));

		if (quantity.value < 0)
			refuse_negative(&quantity, "capacity", NULL);
		/* says in which number format even where nothing is on lease */
		if (quantity.format >= 0)
			o->unit = common_unit(o->unit, quantity_unit(&quantity));
		flags |= OCCUPANCY_HAS_CAPACITY;
		capacity = quantity.value;
	}
	note_window(o, flags, within.lower, within.upper, capacity);
	PG_RETURN_POINTER(add_lease(o, fcinfo, read_quantity, &within));
}

FUNCTIONS_OF_QUANTITY(occupancy_digest_add);

/* ---- merging ------------------------------------------------------------------------ */

/*
 * Adds b to a, which it may move.  Where b is no small part, as when a worker's state
 * meets the leader's, what is settled in both is merged, and only the rest remains to
 * be sorted.
 */
static Occupancy *
merge(Occupancy *a, const Occupancy *b)
{
	uint32		from = 0;

	a->unit = common_unit(a->unit, b->unit);
	if (b->flags != 0)
		note_window(a, b->flags, b->window_from, b->window_until, b->capacity);
	a = make_room(a, b->nchanges);
	if (a->nsettled > 0 && b->nsettled > a->nchanges / 2)
	{
		uint32		ntail = a->nchanges - a->nsettled;
		Change	   *tail = MemoryContextAllocHuge(CurrentMemoryContext, ntail * sizeof(Change));

		memcpy(tail, a->changes + a->nsettled, ntail * sizeof(Change));
		memcpy(a->changes + a->nsettled, b->changes, b->nsettled * sizeof(Change));
		a->nchanges = a->nsettled + b->nsettled;
		settle(a);
		memcpy(a->changes + a->nchanges, tail, ntail * sizeof(Change));
		a->nchanges += ntail;
		pfree(tail);
		from = b->nsettled;
	}
	memcpy(a->changes + a->nchanges, b->changes + from, (b->nchanges - from) * sizeof(Change));
	a->nchanges += b->nchanges - from;
	return a;
}

/*
 * occupancy_combine(occupancy, occupancy) RETURNS occupancy
 *
 * Combine function of the aggregates, and transition function of rollup(): the sum, not
 * settled.  A NULL adds nothing; 22023 for unlike units.
 */
PG_FUNCTION_INFO_V1(occupancy_combine);
Datum
occupancy_combine(PG_FUNCTION_ARGS)
{
	Occupancy  *a;

	require_aggregate(fcinfo);
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	/* the state is a copy of the first one, or a merge that was made here */
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(checked(PG_GETARG_DATUM(1)));
	a = checked(PG_GETARG_DATUM(0));
	PG_RETURN_POINTER(merge(a, checked(PG_GETARG_DATUM(1))));
}

/*
 * occupancy_plus(occupancy, occupancy) RETURNS occupancy
 *
 * The operator +: what is on lease in both together.  22023 for unlike units.
 */
PG_FUNCTION_INFO_V1(occupancy_plus);
Datum
occupancy_plus(PG_FUNCTION_ARGS)
{
	const Occupancy *b = checked(PG_GETARG_DATUM(1));

	PG_RETURN_POINTER(settled_copy(merge(settled_copy(checked(PG_GETARG_DATUM(0))), b)));
}

/*
 * occupancy_settle(occupancy) RETURNS occupancy
 *
 * Final function of occupancy() and rollup(): the one form of the step function, in as
 * little room as it needs.
 */
PG_FUNCTION_INFO_V1(occupancy_settle);
Datum
occupancy_settle(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(settled_copy(occupancy_argument(fcinfo, 0)));
}
