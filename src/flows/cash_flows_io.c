/*
 * cash_flows_io.c
 *		The text and binary form of cash_flows, and their order.
 */
#include "flows/cash_flows_state.h"

#include <math.h>

#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "base/dates.h"
#include "base/numbers.h"
#include "base/summary_scan.h"
#include "base/summary_text.h"
#include "utils/builtins.h"
#include "utils/datetime.h"

/*
 * ---- text: {"version": 2, "flows": [[date,amount],[days,amount],...]} ------------------------
 *
 * Each flow but the first says how many days after the one before it is.  Version 1 of the text
 * had a date in each; both are read, in either version.  What is stored and sent has a version of its own.
 */

#define CASH_FLOWS_TEXT_VERSION	2

/* A flow is never longer than this. */
#define FLOW_TEXT	(2 * DECIMAL_BUFFER + MAXDATELEN)

/* cash_flows_out(cash_flows) RETURNS cstring: a JSON object, the same under any setting */
PG_FUNCTION_INFO_V1(cash_flows_out);
Datum
cash_flows_out(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));
	StringInfoData out;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"version\": %d", CASH_FLOWS_TEXT_VERSION);
	if (flows->parameter_kind != PARAMETER_NONE)
		appendStringInfo(&out, ", \"rate\": %s",
						 flows->parameter_kind == PARAMETER_NULL ? "null" : cash_flows_parameter_string(flows->parameter_kind, flows->parameter));
	appendStringInfoString(&out, ", \"flows\": [");
	for (int i = 0; i < flows->used; i++)
	{
		const CashFlow *flow = &flows->flow[i];
		char		date[MAXDATELEN + 1];

		CHECK_FOR_INTERRUPTS();
		enlargeStringInfo(&out, FLOW_TEXT);
		if (i == 0)
		{
			date_write_iso(flow->date, date);
			appendStringInfo(&out, "[\"%s\"", date);
		}
		else
		{
			appendStringInfoString(&out, ",[");
			out.len += decimal_format(out.data + out.len, (int64) flow->date - flow[-1].date, 0);
		}
		appendStringInfoChar(&out, ',');
		out.len += decimal_format(out.data + out.len, cash_flow_amount(flow), AMOUNT_SCALE);
		appendStringInfoChar(&out, ']');
	}
	appendStringInfoString(&out, "]}");
	PG_RETURN_CSTRING(out.data);
}

/* So many days after a date, NULL for none; false if that is no date. */
static bool
date_after(const DateADT *last, i128 days, DateADT *date)
{
	if (last == NULL || days < 0 || days > PG_INT32_MAX || !IS_VALID_DATE(*last + (int64) days))
		return false;
	*date = *last + (DateADT) days;
	return true;
}

/*
 * One element of the list; false if it is not [date, amount], or [days, amount] after the date of
 * another, of which "last" is NULL if there is none.
 */
static bool
flow_from_json(SummaryText *text, JsonbValue *pair, const DateADT *last, CashFlow *flow)
{
	JsonbValue *date;
	JsonbValue *amount;
	char	   *string;
	Datum		value;
	Decimal		decimal = {0};
	i128		scaled;
	size_t		length;

	if (pair->type != jbvBinary || !JsonContainerIsArray(pair->val.binary.data) ||
		JsonContainerSize(pair->val.binary.data) != 2)
		return false;
	date = getIthJsonbValueFromContainer(pair->val.binary.data, 0);
	amount = getIthJsonbValueFromContainer(pair->val.binary.data, 1);
	if ((date->type != jbvString && date->type != jbvNumeric) || amount->type != jbvNumeric)
		return false;

	if (date->type == jbvNumeric)
	{
		i128		days = summary_text_number(text, "flows", date, 0);

		if (text->failed)
			return true;
		if (!date_after(last, days, &flow->date))
			return false;
	}
	else
	{
		string = pnstrdup(date->val.string.val, date->val.string.len);
		if (!is_iso_date(string))
			return false;
		if (!input_function_call_safe(date_in, string, text->escontext, &value))
		{
			text->failed = true;
			return true;
		}
		flow->date = DatumGetDateADT(value);
	}
	flow->unused = 0;

	string = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(amount->val.numeric)));
	length = decimal_scan(string, strlen(string), &decimal);
	if (string[length] != '\0' ||
		decimal_to_scale_wide(&decimal, AMOUNT_SCALE, (u128) I128_MAX, &scaled) != DECIMAL_OK)
		return false;
	words128_set(&flow->amount, scaled);
	return true;
}

static bool
scan_rate(const char **text, CashFlows *flows)
{
	if (!scan_text(text, ", \"rate\": "))
		return true;
	flows->parameter_kind = PARAMETER_NULL;
	if (scan_text(text, "null"))
		return true;
	flows->parameter_kind = PARAMETER_VALUE;
	return scan_float8(text, &flows->parameter) && flows->parameter > -1;
}

/* A text as cash_flows_out() writes it; NULL for another. */
static CashFlows *
scan(const char *text)
{
	CashFlows  *flows;
	CashFlows	head = {0};
	int			n;

	if (!scan_text(&text, "{\"version\": 2") || !scan_rate(&text, &head) || !scan_text(&text, ", \"flows\": ["))
		return NULL;
	n = scan_elements(text, strlen(",[1,1]"), CASH_FLOWS_MAX_DATES);
	if (n < 0)
		return NULL;

	flows = make_cash_flows(n);
	flows->parameter_kind = head.parameter_kind;
	flows->parameter = head.parameter;
	for (int i = 0; i < n; i++)
	{
		CashFlow   *flow = &flows->flow[i];
		i128		days;
		i128		amount;

		if ((i & 0xFFFF) == 0)
			CHECK_FOR_INTERRUPTS();
		if (i == 0 ? !scan_text(&text, "[") || !scan_date(&text, &flow->date) :
			!scan_text(&text, ",[") || !scan_number(&text, 0, &days) || days == 0 ||
			!date_after(&flow[-1].date, days, &flow->date))
			return NULL;
		if (!scan_text(&text, ",") || !scan_number(&text, AMOUNT_SCALE, &amount) || !scan_text(&text, "]"))
			return NULL;
		flow->unused = 0;
		words128_set(&flow->amount, amount);
	}
	if (strcmp(text, "]}") != 0)
		return NULL;
	flows->used = flows->sorted = n;
	return flows;
}

/*
 * cash_flows_in(cstring) RETURNS cash_flows
 *
 * A JSON object as cash_flows_out() writes it; the flows in any order, dates repeated
 * or not.  22P02 for anything else, 22003 where those of one date are out of range,
 * 54000 for too many dates.
 */
PG_FUNCTION_INFO_V1(cash_flows_in);
Datum
cash_flows_in(PG_FUNCTION_ARGS)
{
	SummaryText text;
	JsonbValue *rate;
	JsonbValue *pair;
	CashFlows  *flows = scan(PG_GETARG_CSTRING(0));
	DateADT		last = 0;
	bool		first = true;

	if (flows != NULL)
		PG_RETURN_POINTER(flows);
	if (!summary_text_open(&text, "cash_flows", "flows", PG_GETARG_CSTRING(0), FCINFO_ESCONTEXT(fcinfo)))
		PG_RETURN_NULL();
	(void) summary_text_version(&text, CASH_FLOWS_TEXT_VERSION);
	summary_text_check_list(&text);
	if (text.failed)
		PG_RETURN_NULL();

	flows = make_cash_flows(0);
	rate = getKeyJsonValueFromContainer(&text.json->root, "rate", strlen("rate"), NULL);
	if (rate != NULL && rate->type == jbvNull)
		flows->parameter_kind = PARAMETER_NULL;
	else if (rate != NULL)
	{
		flows->parameter_kind = PARAMETER_VALUE;
		if (rate->type == jbvNumeric)
			flows->parameter = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow,
																  NumericGetDatum(rate->val.numeric)));
		if (rate->type != jbvNumeric || isinf(flows->parameter) || flows->parameter <= -1)
			summary_text_error(&text, "rate", "must be a number above -1, or null");
	}
	while ((pair = summary_text_next(&text)) != NULL)
	{
		CashFlow	flow = {0};
		MemoryContext old = MemoryContextSwitchTo(text.context);
		bool		read = flow_from_json(&text, pair, first ? NULL : &last, &flow);

		MemoryContextSwitchTo(old);
		last = flow.date;
		first = false;
		if (!read)
			summary_text_error(&text, "flows",
							   psprintf("must list pairs of a date and an amount of at most %d decimals, as in [\"2024-01-31\", -100]",
										AMOUNT_SCALE));
		else if (!text.failed &&
				 (flows = cash_flows_append(flows, flow.date, cash_flow_amount(&flow), text.escontext)) == NULL)
			PG_RETURN_NULL();
	}
	if (text.failed || (flows = cash_flows_canonical_safe(flows, text.escontext)) == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(flows);
}

/* ---- binary: version, the rate's kind and value, the number of flows, each date and amount ---- */

/* cash_flows_send(cash_flows) RETURNS bytea */
PG_FUNCTION_INFO_V1(cash_flows_send);
Datum
cash_flows_send(PG_FUNCTION_ARGS)
{
	const CashFlows *flows = cash_flows_argument(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	enlargeStringInfo(&buf, CASH_FLOWS_SIZE(flows->used));
	pq_sendint16(&buf, flows->version);
	pq_sendint16(&buf, flows->parameter_kind);
	pq_sendfloat8(&buf, flows->parameter);
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
			 errmsg("invalid binary representation of type cash_flows"),
			 errdetail("%s", detail)));
}

/*
 * cash_flows_recv(internal) RETURNS cash_flows
 *
 * 22P03 for a version this release does not know, a rate that cannot be, a number of
 * flows that is not what follows, dates that do not increase.
 */
PG_FUNCTION_INFO_V1(cash_flows_recv);
Datum
cash_flows_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			kind;
	float8		parameter;
	int			n;
	CashFlows  *flows;

	(void) summary_recv_version(buf, "cash_flows", CASH_FLOWS_VERSION);
	kind = pq_getmsgint(buf, 2);
	parameter = pq_getmsgfloat8(buf);
	n = (int) pq_getmsgint(buf, 4);
	if (kind > PARAMETER_VALUE || !(parameter > -1) || isinf(parameter) ||
		(kind != PARAMETER_VALUE && parameter != 0) || (parameter == 0 && signbit(parameter)))
		reject_bytes("The rate cannot be right.");
	if (n < 0 || n > CASH_FLOWS_MAX_DATES || (buf->len - buf->cursor) != (int64) n * (sizeof(int32) + 2 * sizeof(int64)))
		reject_bytes("The number of flows cannot be right.");

	flows = make_cash_flows(n);
	flows->parameter_kind = kind;
	flows->parameter = parameter;
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
		if (DATE_NOT_FINITE(flow->date) || !IS_VALID_DATE(flow->date) || (i > 0 && flow->date <= flow[-1].date))
			reject_bytes("The dates do not increase, or do not exist.");
	}
	PG_RETURN_POINTER(flows);
}

/*
 * The comparisons and hashes: equal means equal in every date and amount; the order is total and has no meaning.
 */
/*
 * cash_flows_eq, cash_flows_ne, cash_flows_lt, cash_flows_le, cash_flows_gt, cash_flows_ge, cash_flows_cmp,
 * cash_flows_hash, cash_flows_hash_extended
 */
SUMMARY_COMPARISONS(cash_flows);
