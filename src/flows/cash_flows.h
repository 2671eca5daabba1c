/*
 * cash_flows.h
 *		cash_flows: dated amounts, one per date, exact.
 */
#ifndef GPURENT_CASH_FLOWS_H
#define GPURENT_CASH_FLOWS_H

#include "base/gpurent.h"

#include "core/time/day_count.h"
#include "flows/flow_series.h"
#include "base/summary.h"
#include "utils/date.h"

/* Days of a year: time is actual days over 365 (ACT/365F), as in spreadsheets' XIRR. */
#define DAYS_PER_XIRR_YEAR	DAYS_PER_YEAR_365

typedef struct CashFlow
{
	DateADT		date;
	int32		unused;			/* 0 */
	Words128	amount;			/* 10^-12 currency units */
} CashFlow;

/*
 * The number that a one-step aggregate carries along with its flows: the discount
 * rate of xnpv(), the guess of xirr().
 */
typedef enum ParameterKind
{
	PARAMETER_NONE,				/* the aggregate has none */
	PARAMETER_NULL,
	PARAMETER_VALUE
} ParameterKind;

/*
 * Flows are appended as they come; the first "sorted" of the "used" ones have
 * increasing dates.  Canonical: all are sorted, and there is no room behind them.
 * Values are canonical, so that equal ones are equal bytes.
 *
 * Unlike a summary of fixed size, a value can be too long for a page, so its storage is
 * extended: what comes from a table may be short, compressed or out of line until
 * cash_flows_argument() has it.
 *
 * A date whose amounts sum to zero is kept: it may be the first date, to which xnpv()
 * discounts, and dropping it would make the sum of sums depend on their order.
 */
typedef struct CashFlows
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		parameter_kind;
	int32		used;
	int32		sorted;
	float8		parameter;		/* 0 unless PARAMETER_VALUE */
	CashFlow	flow[FLEXIBLE_ARRAY_MEMBER];
} CashFlows;

#define CASH_FLOWS_VERSION	1
#define CASH_FLOWS_SIZE(n)	(offsetof(CashFlows, flow) + (n) * sizeof(CashFlow))

/* More would not fit one value, nor twice as many what is allocated at once. */
#define CASH_FLOWS_MAX_DATES	(1 << 24)

/* The rate of a group as errors and text show it. */
extern const char *cash_flows_parameter_string(ParameterKind kind, float8 parameter);

/* Sizes that grow are powers of two, as what the allocator gives is; the first has room for 9 flows. */
#define CASH_FLOWS_FIRST_SIZE	256

/* None yet, with room for n; in as many bytes. */
extern CashFlows *make_cash_flows(int n);
extern CashFlows *cash_flows_make_of_size(MemoryContext context, Size size);

/* 54000; false where the error is a soft one. */
extern bool too_many_dates(struct Node *escontext);

/* How many flows there is room for, the used ones among them. */
static inline int
cash_flows_room(const CashFlows *flows)
{
	return (int) ((VARSIZE(flows) - offsetof(CashFlows, flow)) / sizeof(CashFlow));
}

static inline i128
cash_flow_amount(const CashFlow *flow)
{
	return words128_get(&flow->amount);
}

/* One more flow, for which there is room; false where the error is a soft one. */
static inline bool
cash_flows_push(CashFlows *flows, DateADT date, i128 amount, struct Node *escontext)
{
	CashFlow   *next = &flows->flow[flows->used];

	next->date = date;
	next->unused = 0;
	words128_set(&next->amount, amount);
	if (flows->sorted == flows->used &&
		(flows->used == 0 || flows->flow[flows->used - 1].date < date))
	{
		/* those that are not in order are counted when they are merged */
		if (unlikely(flows->sorted == CASH_FLOWS_MAX_DATES))
			return too_many_dates(escontext);
		flows->sorted++;
	}
	flows->used++;
	return true;
}

/*
 * One more flow, into the flow of its date if that is found at once; they may move, where they
 * were.  NULL where a sum is out of range, or there are too many dates, and the error is a soft one.
 */
extern CashFlows *cash_flows_append(CashFlows *flows, DateADT date, i128 amount, struct Node *escontext);

/* One flow per date and by date, in place. */
extern void cash_flows_merge_dates(CashFlows *flows);

/* The same without room: themselves or a copy; NULL where the error is a soft one. */
extern CashFlows *cash_flows_canonical_safe(CashFlows *flows, struct Node *escontext);

static inline CashFlows *
cash_flows_canonical(CashFlows *flows)
{
	return cash_flows_canonical_safe(flows, NULL);
}

/* The sum of all amounts; 22003 if it is out of range. */
extern i128 cash_flows_sum(const CashFlows *flows);
extern void cash_flows_refuse_sum(void);

/* Amounts in 10^-12 currency units, times in days. */
extern FlowSeries cash_flow_series(const CashFlows *flows);

/* The years from the first date to that of a flow. */
extern YearFraction cash_flow_years(const CashFlows *flows, int i, const DayCount *day_count);

#endif
