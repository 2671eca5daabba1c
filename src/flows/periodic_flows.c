/*
 * periodic_flows.c
 *		The type periodic_flows: its text and binary form, its order, and what it holds.
 *
 * The transitions of its aggregates are in cash_flows_rows.c, what it returns in
 * periodic_returns.c and payback.c.
 */
#include "flows/periodic_flows.h"

#include "access/htup_details.h"
#include "base/numbers.h"
#include "base/rows.h"
#include "base/summary_scan.h"
#include "base/summary_text.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"

static const CashFlows *
periodic_flows_argument(Datum value)
{
	const CashFlows *flows = flows_argument(value, PERIODIC_FLOWS);

	/* dates would be out of range here; the last is the largest */
	if (flows->parameter_kind != PARAMETER_NONE ||
		(flows->used > 0 && (flows->flow[0].date < 0 || flows->flow[flows->used - 1].date > LAST_PERIOD)))
		refuse_damaged(PERIODIC_FLOWS);
	return flows;
}

const OrderedFlows *
periodic_flows_in_order(Datum value)
{
	const CashFlows *flows = periodic_flows_argument(value);
	int			first = flows->used > 0 ? flows->flow[0].date : 0;
	int			n = flows->used > 0 ? flows->flow[flows->used - 1].date - first + 1 : 0;
	OrderedFlows *ordered = ordered_flows_make(n);

	for (int period = first, i = 0; i < flows->used; period++)
	{
		Decimal		amount = {0};

		if ((period & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (flows->flow[i].date == period)
		{
			i128		scaled = cash_flow_amount(&flows->flow[i++]);

			amount = (Decimal) {.negative = scaled < 0, .coefficient = i128_abs(scaled), .exponent = -AMOUNT_SCALE};
		}
		ordered_flows_append(ordered, &amount);
	}
	return ordered;
}

/* ---- text -------------------------------------------------------------------------------- */

/* periodic_flows_out(periodic_flows) RETURNS cstring: a JSON object, the same under any setting */
PG_FUNCTION_INFO_V1(periodic_flows_out);
Datum
periodic_flows_out(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = periodic_flows_argument(PG_GETARG_DATUM(0));
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"version\": %d, \"flows\": [", flows->version);
	for (int i = 0; i < flows->used; i++)
	{
		char		amount[DECIMAL_BUFFER + 1];

		CHECK_FOR_INTERRUPTS();
		amount[decimal_format(amount, cash_flow_amount(&flows->flow[i]), AMOUNT_SCALE)] = '\0';
		appendStringInfo(&out, "%s[%d, %s]", i > 0 ? ", " : "", flows->flow[i].date, amount);
	}
	appendStringInfoString(&out, "]}");
	PG_RETURN_CSTRING(out.data);
}

/* One element of the list, "[0, -100]"; false if it is none. */
static bool
flow_from_json(SummaryText *text, const JsonbValue *pair, i128 *period, i128 *amount)
{
	const JsonbValue *value[2];

	if (pair->type != jbvBinary || !JsonContainerIsArray(pair->val.binary.data) ||
		JsonContainerSize(pair->val.binary.data) != lengthof(value))
		return false;
	for (int i = 0; i < lengthof(value); i++)
	{
		value[i] = getIthJsonbValueFromContainer(pair->val.binary.data, i);
		if (value[i]->type != jbvNumeric)
			return false;
	}
	*period = summary_text_number(text, "flows", value[0], 0);
	*amount = summary_text_number(text, "flows", value[1], AMOUNT_SCALE);
	return *period >= 0 && *period <= LAST_PERIOD;
}

/* A text as periodic_flows_out() writes it; NULL for another. */
static CashFlows *
scan(const char *text)
{
	CashFlows  *flows;
	int			n;

	if (!scan_text(&text, "{\"version\": 1, \"flows\": ["))
		return NULL;
	n = scan_elements(text, strlen(", [1, 1]"), LAST_PERIOD + 1);
	if (n < 0)
		return NULL;

	flows = make_cash_flows(n);
	for (int i = 0; i < n; i++)
	{
		CashFlow   *flow = &flows->flow[i];
		int64		period;
		i128		amount;

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (!scan_text(&text, i > 0 ? ", [" : "[") || !scan_int64(&text, 0, &period) ||
			period > LAST_PERIOD || period < (i > 0 ? (int64) flow[-1].date + 1 : 0) ||
			!scan_text(&text, ", ") || !scan_number(&text, AMOUNT_SCALE, &amount) || !scan_text(&text, "]"))
			return NULL;
		flow->date = (DateADT) period;
		flow->unused = 0;
		words128_set(&flow->amount, amount);
	}
	if (strcmp(text, "]}") != 0)
		return NULL;
	flows->used = flows->sorted = n;
	return flows;
}

/*
 * periodic_flows_in(cstring) RETURNS periodic_flows
 *
 * A JSON object as periodic_flows_out() writes it; the flows in any order, periods repeated
 * or not.  22P02 for anything else, 22003 where those of one period are out of range.
 */
PG_FUNCTION_INFO_V1(periodic_flows_in);
Datum
periodic_flows_in(PG_FUNCTION_ARGS)
{
	SummaryText text;
	JsonbValue *pair;
	CashFlows  *flows = scan(PG_GETARG_CSTRING(0));

	if (flows != NULL)
		PG_RETURN_POINTER(flows);
	if (!summary_text_open(&text, PERIODIC_FLOWS, "flows", PG_GETARG_CSTRING(0), FCINFO_ESCONTEXT(fcinfo)))
		PG_RETURN_NULL();
	(void) summary_text_version(&text, CASH_FLOWS_VERSION);
	summary_text_check_list(&text);
	if (text.failed)
		PG_RETURN_NULL();

	flows = make_cash_flows(0);
	while ((pair = summary_text_next(&text)) != NULL)
	{
		i128		period = 0;
		i128		amount = 0;
		MemoryContext old = MemoryContextSwitchTo(text.context);
		bool		read = flow_from_json(&text, pair, &period, &amount);

		MemoryContextSwitchTo(old);
		if (text.failed)
			PG_RETURN_NULL();
		if (!read)
		{
			summary_text_error(&text, "flows",
							   psprintf("must list pairs of a period from 0 to %d and an amount, as in [0, -100]", LAST_PERIOD));
			PG_RETURN_NULL();
		}
		flows = cash_flows_append(flows, (DateADT) period, amount, text.escontext);
		if (flows == NULL)
			PG_RETURN_NULL();
	}
	if (text.failed)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(cash_flows_canonical(flows));
}

/* ---- binary: version, the number of flows, each period and amount ------------------------------ */

/* periodic_flows_send(periodic_flows) RETURNS bytea */
PG_FUNCTION_INFO_V1(periodic_flows_send);
Datum
periodic_flows_send(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = periodic_flows_argument(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	enlargeStringInfo(&buf, CASH_FLOWS_SIZE(flows->used));
	pq_sendint16(&buf, flows->version);
	pq_sendint32(&buf, flows->used);
	for (int i = 0; i < flows->used; i++)
	{
		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		pq_sendint32(&buf, flows->flow[i].date);
		pq_sendint64(&buf, flows->flow[i].amount.word[1]);
		pq_sendint64(&buf, flows->flow[i].amount.word[0]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static void
reject_bytes(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type periodic_flows"),
			 errdetail("%s", detail)));
}

/*
 * periodic_flows_recv(internal) RETURNS periodic_flows
 *
 * 22P03 for a version this release does not know, a number of flows that is not what
 * follows, periods that do not increase or are out of range.
 */
PG_FUNCTION_INFO_V1(periodic_flows_recv);
Datum
periodic_flows_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			n;
	CashFlows  *flows;

	(void) summary_recv_version(buf, "periodic_flows", CASH_FLOWS_VERSION);
	n = (int) pq_getmsgint(buf, 4);
	if (n < 0 || n > LAST_PERIOD + 1 || (buf->len - buf->cursor) != (int64) n * (sizeof(int32) + 2 * sizeof(int64)))
		reject_bytes("The number of flows cannot be right.");

	flows = make_cash_flows(n);
	flows->used = flows->sorted = n;
	for (int i = 0; i < n; i++)
	{
		CashFlow   *flow = &flows->flow[i];

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		flow->date = (DateADT) pq_getmsgint(buf, 4);
		flow->unused = 0;
		flow->amount.word[1] = pq_getmsgint64(buf);
		flow->amount.word[0] = pq_getmsgint64(buf);
		if (flow->date < 0 || flow->date > LAST_PERIOD || (i > 0 && flow->date <= flow[-1].date))
			reject_bytes("The periods do not increase, or are out of range.");
	}
	PG_RETURN_POINTER(flows);
}

/*
 * periodic_flows_eq, periodic_flows_ne, periodic_flows_lt, periodic_flows_le, periodic_flows_gt,
 * periodic_flows_ge, periodic_flows_cmp, periodic_flows_hash, periodic_flows_hash_extended: equal
 * means equal in every period and amount; the order is total and has no meaning.
 */
SUMMARY_COMPARISONS(periodic_flows);

/* ---- what it holds ----------------------------------------------------------------------------- */

/*
 * total(periodic_flows) RETURNS numeric
 *
 * The sum of the amounts; 22003 if it is out of range.
 */
PG_FUNCTION_INFO_V1(periodic_flows_total);
Datum
periodic_flows_total(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = periodic_flows_argument(PG_GETARG_DATUM(0));

	PG_RETURN_NUMERIC(numeric_from_scaled(cash_flows_sum(flows), AMOUNT_SCALE));
}

typedef struct PeriodRows
{
	const CashFlows *flows;
	int			next;
} PeriodRows;

static bool
next_flow(void *state, Datum *values, bool *nulls)
{
	PeriodRows *rows = state;
	const CashFlow *flow = &rows->flows->flow[rows->next];

	if (rows->next++ >= rows->flows->used)
		return false;
	values[0] = Int32GetDatum(flow->date);
	values[1] = NumericGetDatum(numeric_from_scaled(cash_flow_amount(flow), AMOUNT_SCALE));
	return true;
}

static bool
begin_flows(FunctionCallInfo fcinfo, RowSource *source)
{
	PeriodRows *rows = palloc(sizeof(PeriodRows));

	*rows = (PeriodRows) {.flows = periodic_flows_argument(datumCopy(PG_GETARG_DATUM(0), false, -1))};
	*source = (RowSource) {.next = next_flow, .state = rows};
	return true;
}

/*
 * flows(periodic_flows) RETURNS TABLE (period int8, amount numeric)
 *
 * The periods that have rows, and their amounts, a row each.
 */
PG_FUNCTION_INFO_V1(periodic_flows_rows);
Datum
periodic_flows_rows(PG_FUNCTION_ARGS)
{
	return rows_one_by_one(fcinfo, begin_flows);
}
