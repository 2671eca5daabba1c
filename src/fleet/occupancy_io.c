/*
 * occupancy_io.c
 *		The text and binary form of an occupancy, and their order.
 */
#include "fleet/occupancy_state.h"

#include "base/summary_scan.h"
#include "base/summary_text.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

/*
 * ---- text: {"version": 2, "unit": "number", "steps": [[from,level],[seconds,level],...]} ------------
 *
 * Each step but the first says how many seconds after the one before it starts, which takes a
 * quarter of the room of an instant.  Version 1 of the text had an instant in each; both are read, in
 * either version.  What is stored and sent has a version of its own.
 */

#define OCCUPANCY_TEXT_VERSION	2

/*
 * Changes beyond one a step that a text can stand for, as many as 130,000 leases of the largest quantity
 * there is start and end with: a short text must not ask for much memory when it is read.  4 MB.  They are
 * counted alike where a text is written and where it is read, so that what is written is read.
 */
#define EXCESS_MAX	(1 << 18)

/* Seconds between steps have so many decimals. */

/* A step is never longer than this. */
#define STEP_TEXT	(2 * DECIMAL_BUFFER + MAXDATELEN)

/*
 * occupancy_out(occupancy) RETURNS cstring
 *
 * Each step is the instant from which a quantity is on lease and that quantity.  54000 where
 * the quantities are so large that the text could not be read.
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
	uint32		excess = 0;
	int64		last = 0;
	bool		first = true;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"version\": %d, \"unit\": \"%s\"", OCCUPANCY_TEXT_VERSION, quantity_unit_string(o->unit));
	/* these two in states of aggregates only */
	if (o->flags & OCCUPANCY_VARYING_WINDOW)
		appendStringInfoString(&out, ", \"within\": []");
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
		{
			if (++excess > EXCESS_MAX)
				ereport(ERROR,
						(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						 errmsg("occupancy has quantities too large for its text"),
						 errdetail("In a text all changes together can be of some 2.4 * 10^15 units."),
						 errhint("Its binary form says all, as in COPY with FORMAT binary.")));
			continue;
		}
		enlargeStringInfo(&out, STEP_TEXT);
		appendStringInfoString(&out, first ? "[" : ",[");
		if (first)
			append_instant(&out, o->changes[i].at);
		else
			out.len += decimal_format(out.data + out.len, (i128) o->changes[i].at - last, USEC_SCALE);
		appendStringInfoChar(&out, ',');
		out.len += decimal_format(out.data + out.len, sum, scale);
		appendStringInfoChar(&out, ']');
		last = o->changes[i].at;
		first = false;
	}
	appendStringInfoString(&out, "]}");
	PG_RETURN_CSTRING(out.data);
}

/* A number of the given scale and of magnitude at most limit; false if it is another. */
static bool
json_level(const JsonbValue *value, int scale, i128 limit, i128 *level)
{
	Decimal		decimal;
	char	   *digits;

	if (value == NULL || value->type != jbvNumeric)
		return false;
	digits = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric)));
	if (decimal_scan(digits, strlen(digits), &decimal) != strlen(digits) || decimal.too_long)
		return false;
	for (; decimal.exponent < -scale && decimal.coefficient % 10 == 0; decimal.exponent++)
		decimal.coefficient /= 10;
	if (decimal.coefficient == 0)
		decimal.exponent = 0;
	if (decimal.exponent < -scale || decimal.exponent > DECIMAL_MAX_POWER - scale ||
		decimal.coefficient > (u128) limit / power_of_ten(decimal.exponent + scale))
		return false;
	*level = (i128) (decimal.coefficient * power_of_ten(decimal.exponent + scale));
	if (decimal.negative)
		*level = -*level;
	pfree(digits);
	return true;
}

#define LEVEL_MAX	((i128) STEP_MAX * (EXCESS_MAX + 1))

/* How many changes a step is: only one of billions of units is more than one. */
static size_t
changes_of_step(i128 delta)
{
	return (size_t) ((i128_abs(delta) + STEP_MAX - 1) / STEP_MAX);
}

static Occupancy *
read_steps(SummaryText *text, Occupancy *o)
{
	OccupancyState state = {.occupancy = o};	/* which makes room elsewhere */
	const int	scale = occupancy_scale(o);
	int64		last = PG_INT64_MIN;
	i128		level = 0;
	i128		seconds;
	size_t		excess = 0;
	JsonbValue *step;

	while ((step = summary_text_next(text)) != NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(text->context);
		JsonbContainer *pair = json_array(step, 2, 2);
		JsonbValue *instant = pair != NULL ? getIthJsonbValueFromContainer(pair, 0) : NULL;
		JsonbValue *number = pair != NULL ? getIthJsonbValueFromContainer(pair, 1) : NULL;
		Occupancy  *before = state.occupancy;
		int64		at;
		i128		next;

		CHECK_FOR_INTERRUPTS();
		at = last;
		if (instant == NULL || !json_level(number, scale, LEVEL_MAX, &next))
			summary_text_error(text, "steps", "must be of pairs of an instant and a quantity in range");
		else if (instant->type != jbvNumeric)
			at = summary_text_instant(text, "steps", instant);
		else if (last == PG_INT64_MIN || !json_level(instant, USEC_SCALE, 2 * (i128) PG_INT64_MAX, &seconds) ||
				 !instant_after(last, seconds, &at))
			summary_text_error(text, "steps", "must have an instant first, and then instants or the seconds from one to the next");
		MemoryContextSwitchTo(old);
		if (text->failed)
			break;
		if (at <= last || TIMESTAMP_NOT_FINITE(at) || next == level)
		{
			summary_text_error(text, "steps", "must be in order of time, of finite instants, each of another quantity than the last");
			break;
		}
		excess += changes_of_step(next - level) - 1;
		if (excess > EXCESS_MAX)
		{
			summary_text_error(text, "steps", "has too many quantities that are out of all range");
			break;
		}
		occupancy_make_room(&state, changes_of_step(next - level));
		if (state.occupancy != before)
			pfree(before);
		occupancy_append(state.occupancy, at, next - level);
		level = next;
		last = at;
	}
	o = occupancy_exact(state.occupancy);
	if (o != state.occupancy)
		pfree(state.occupancy);
	return o;
}

static bool
window_valid(const Occupancy *o)
{
	return o->window_from <= o->window_until && instant_exists(o->window_from) && instant_exists(o->window_until);
}

static void
read_window(SummaryText *text, Occupancy *o, const JsonbValue *field)
{
	JsonbContainer *window = json_array(field, 0, 2);
	JsonbValue *capacity = getKeyJsonValueFromContainer(&text->json->root, "capacity", strlen("capacity"), NULL);
	i128		scaled;

	if (window == NULL || JsonContainerSize(window) != 2)
	{
		o->flags = OCCUPANCY_VARYING_WINDOW;
		if (window == NULL || JsonContainerSize(window) != 0)
			summary_text_error(text, "within", "must be of two instants, or of none");
		return;
	}
	o->flags = OCCUPANCY_HAS_WINDOW;
	o->window_from = summary_text_instant(text, "within", getIthJsonbValueFromContainer(window, 0));
	o->window_until = summary_text_instant(text, "within", getIthJsonbValueFromContainer(window, 1));
	if (!window_valid(o))
		summary_text_error(text, "within", "must be in order");
	if (capacity == NULL)
		return;
	o->flags |= OCCUPANCY_HAS_CAPACITY;
	if (json_level(capacity, occupancy_scale(o), PG_INT64_MAX, &scaled) && scaled >= 0)
		o->capacity = (int64) scaled;
	else
		summary_text_error(text, "capacity", "must be a number in range");
}

static bool
scan_window(const char **text, Occupancy *o)
{
	if (!scan_text(text, ", \"within\": ["))
		return true;
	if (scan_text(text, "]"))
	{
		o->flags = OCCUPANCY_VARYING_WINDOW;
		return true;
	}
	o->flags = OCCUPANCY_HAS_WINDOW;
	if (!scan_instant(text, &o->window_from) || !scan_text(text, ", ") || !scan_instant(text, &o->window_until) ||
		!scan_text(text, "]") || !window_valid(o))
		return false;
	if (!scan_text(text, ", \"capacity\": "))
		return true;
	o->flags |= OCCUPANCY_HAS_CAPACITY;
	return scan_int64(text, occupancy_scale(o), &o->capacity) && o->capacity >= 0;
}

/* A text as occupancy_out() writes it, in which each step is one change; NULL for another. */
static Occupancy *
scan(const char *text)
{
	Occupancy	head = {.version = OCCUPANCY_VERSION};
	Occupancy  *o;
	uint64		unit;
	int			nsteps;
	i128		level = 0;
	int64		at;

	if (!scan_text(&text, "{\"version\": 2, \"unit\": ") || !scan_unit(&text, &unit))
		return NULL;
	head.unit = (uint32) unit;
	if (!scan_window(&text, &head) || !scan_text(&text, ", \"steps\": ["))
		return NULL;
	nsteps = scan_elements(text, strlen(",[1,1]"), OCCUPANCY_MAX_CHANGES);
	if (nsteps < 0 || (nsteps > 0 && unit == QUANTITY_UNIT_NONE))
		return NULL;

	o = occupancy_make(nsteps);
	head.vl_len_ = o->vl_len_;
	memcpy(o, &head, offsetof(Occupancy, changes));
	for (int i = 0; i < nsteps; i++)
	{
		i128		seconds;
		i128		next;

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (i == 0 ? !scan_text(&text, "[") || !scan_instant(&text, &at) || TIMESTAMP_NOT_FINITE(at) :
			!scan_text(&text, ",[") || !scan_number(&text, USEC_SCALE, &seconds) || seconds == 0 || !instant_after(at, seconds, &at))
			return NULL;
		if (!scan_text(&text, ",") || !scan_number(&text, occupancy_scale(o), &next) || !scan_text(&text, "]") ||
			next == level || changes_of_step(next - level) != 1)
			return NULL;
		occupancy_append(o, at, next - level);
		level = next;
	}
	if (strcmp(text, "]}") != 0)
		return NULL;
	o->nsettled = o->nchanges;
	return o;
}

/*
 * occupancy_in(cstring) RETURNS occupancy
 *
 * A JSON object, as occupancy_out() writes it: 22P02 for anything else, 54000 for too many steps.
 */
PG_FUNCTION_INFO_V1(occupancy_in);
Datum
occupancy_in(PG_FUNCTION_ARGS)
{
	SummaryText text;
	JsonbValue *field;
	Occupancy  *o;
	char	   *unit_name;
	uint64		unit = QUANTITY_UNIT_NONE;

	o = scan(PG_GETARG_CSTRING(0));
	if (o != NULL)
		PG_RETURN_POINTER(o);
	if (!summary_text_open(&text, "occupancy", "steps", PG_GETARG_CSTRING(0), FCINFO_ESCONTEXT(fcinfo)))
		PG_RETURN_NULL();
	(void) summary_text_version(&text, OCCUPANCY_TEXT_VERSION);
	unit_name = summary_text_string(&text, "unit", summary_text_field(&text, "unit"));
	if (unit_name != NULL && !quantity_unit_parse(unit_name, &unit))
		summary_text_error(&text, "unit", "must be \"number\", or \"P\" with or without a number format");
	summary_text_check_list(&text);
	if (text.failed)
		PG_RETURN_NULL();
	/* it would be read for minutes before there are too many */
	if (summary_text_exceeds(&text, OCCUPANCY_MAX_CHANGES))
		occupancy_refuse_size();

	o = occupancy_make(0);
	o->unit = (uint32) unit;
	field = getKeyJsonValueFromContainer(&text.json->root, "within", strlen("within"), NULL);
	if (field != NULL)
		read_window(&text, o, field);
	o = read_steps(&text, o);
	if (!text.failed && unit == QUANTITY_UNIT_NONE && o->nchanges > 0)
		summary_text_error(&text, "steps", "must be empty, since nothing says of what they are");
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

/* occupancy_recv(internal) RETURNS occupancy: 22P03 for what occupancy_send() does not write */
PG_FUNCTION_INFO_V1(occupancy_recv);
Datum
occupancy_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	Occupancy	head = {.version = OCCUPANCY_VERSION};
	Occupancy  *o;

	(void) summary_recv_version(buf, "occupancy", OCCUPANCY_VERSION);
	head.unit = pq_getmsgint(buf, 2);
	if (!quantity_unit_valid(head.unit))
		refuse_binary("occupancy", "unit");
	head.flags = pq_getmsgint(buf, 2);
	if (head.flags == OCCUPANCY_HAS_CAPACITY || head.flags > OCCUPANCY_VARYING_WINDOW)
		refuse_binary("occupancy", "flags");
	if (head.flags & OCCUPANCY_HAS_WINDOW)
	{
		head.window_from = pq_getmsgint64(buf);
		head.window_until = pq_getmsgint64(buf);
		if (!window_valid(&head))
			refuse_binary("occupancy", "within");
	}
	if (head.flags & OCCUPANCY_HAS_CAPACITY)
	{
		head.capacity = pq_getmsgint64(buf);
		if (head.capacity < 0)
			refuse_binary("occupancy", "capacity");
	}

	/* no more than there is, before any memory is asked for */
	head.nchanges = pq_getmsgint(buf, 4);
	if (head.nchanges > (buf->len - buf->cursor) / sizeof(Change) ||
		(head.unit == QUANTITY_UNIT_NONE && head.nchanges > 0))
		refuse_binary("occupancy", "steps");
	o = occupancy_make(head.nchanges);
	head.vl_len_ = o->vl_len_;
	memcpy(o, &head, offsetof(Occupancy, changes));
	for (uint32 i = 0; i < o->nchanges; i++)
	{
		CHECK_FOR_INTERRUPTS();
		o->changes[i].at = pq_getmsgint64(buf);
		o->changes[i].delta = pq_getmsgint64(buf);
		if (!IS_VALID_TIMESTAMP(o->changes[i].at))
			refuse_binary("occupancy", "steps");
	}
	if (!steps_valid(o->changes, o->nchanges, check_for_interrupts))
		refuse_binary("occupancy", "steps");
	o->nsettled = o->nchanges;
	PG_RETURN_POINTER(o);
}

/* ---- order and hash ------------------------------------------------------------- */

static void *
compared_form(void *value)
{
	return occupancy_exact(occupancy_from_datum(PointerGetDatum(value)));
}

/*
 * The comparisons and hashes: equal means the same quantity at every instant, and in what
 * no final function has finished the same window and capacity; the order is total and has no meaning.
 */
/*
 * occupancy_eq, occupancy_ne, occupancy_lt, occupancy_le, occupancy_gt, occupancy_ge, occupancy_cmp,
 * occupancy_hash, occupancy_hash_extended
 */
SUMMARY_COMPARISONS_OF_FORM(occupancy, compared_form);
