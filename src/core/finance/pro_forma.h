/*
 * pro_forma.h
 *		A project's cash flow month by month: build, let, borrow, depreciate, tax, sell.
 *
 * Everything is a difference of cumulative values.  For each item the model knows what it
 * has come to by the end of a month, to 77 digits; what is posted is that, rounded, less
 * what was posted before.  Taxes are computed from posted profits, so that a reader can
 * check them.  Everything else (profits, balances, cash flows) is a sum of posted items.
 *
 * Month 0 is the day on which it begins; month m ends m months later.  Capital
 * expenditure is paid at the beginning of each month of construction, everything else
 * at the end of a month.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_PRO_FORMA_H
#define GPURENT_CORE_PRO_FORMA_H

#include "core/number/real.h"

/* How the fleet is depreciated; names in pro_forma.c. */
typedef struct DepreciationMethod DepreciationMethod;

/* NULL if there is no such method; the i-th, NULL past the last. */
extern const DepreciationMethod *depreciation_method_lookup(const char *name, size_t len);
extern const DepreciationMethod *depreciation_method_number(int i);
extern const char *depreciation_method_name(const DepreciationMethod *method);

/* Does the method count in years, so that a life must be whole years? */
extern bool depreciation_method_by_year(const DepreciationMethod *method);

/* The part of the depreciable cost "base", less "salvage", that is taken in k of "life" months. */
extern Real depreciated(const DepreciationMethod *method, Real base, Real salvage, int life, int k);

typedef struct ProForma
{
	int			construction;	/* months before the first in operation */
	int			operation;		/* months in operation */
	int			ramp;			/* operating month in which utilization is reached; up to 1, at once */
	Real		capex;
	Real		revenue;		/* of a month with everything let */
	Real		cost;			/* cash cost of a month */
	Real		utilization;
	Real		decline;		/* of rents a month */
	int			steps;			/* from operating month step_month[i] on, rents are times step_factor[i] */
	const int  *step_month;		/* ascending */
	const Real *step_factor;
	Real		variable_cost;	/* share of revenue */
	Real		cost_growth;	/* of costs a year */
	const DepreciationMethod *method;
	int			life;			/* months */
	Real		salvage;		/* at most the capex */
	Real		residual_value;
	Real		debt;			/* drawn as capex is paid */
	Real		monthly_rate;	/* of interest */
	int			loan;			/* months from the first in operation to the last payment */
	int			grace;			/* of them, those without a repayment */
	bool		capitalize;		/* interest of construction is lent too */
	Real		income_tax_rate;
	int			scale;			/* decimals of what is posted */
} ProForma;

/* What is posted, each with its cumulative value. */
typedef enum ProFormaItem
{
	PF_REVENUE,
	PF_OPERATING_COST,
	PF_DEPRECIATION,
	PF_INTEREST,				/* once in operation */
	PF_INCOME_TAX,
	PF_CAPEX,
	PF_CONSTRUCTION_INTEREST,
	PF_RESIDUAL_VALUE,
	PF_DEBT_DRAWN,
	PF_PRINCIPAL,
	PF_PROJECT_DEPRECIATION,	/* as if there were no debt */
	PF_PROJECT_TAX,
	PF_ITEMS
} ProFormaItem;

/* Amounts in 10^-scale currency units. */
typedef struct ProFormaMonth
{
	int			month;
	int			operating_month;	/* 0 before the first */
	Real		utilization;
	Real		rent_index;		/* what rents are of the first month's */
	i128		item[PF_ITEMS];
	i128		ebitda;
	i128		disposal_gain;	/* residual value less book value */
	i128		profit_before_tax;
	i128		net_profit;
	i128		debt_balance;
	i128		debt_service;	/* interest and what is due of the principal */
	i128		project_cash_flow;
	i128		equity_cash_flow;
} ProFormaMonth;

/* Where a model stands. */
typedef struct ProFormaState
{
	const ProForma *plan;
	int			next;			/* month */
	Real		cumulative[PF_ITEMS];
	i128		posted[PF_ITEMS];
	Real		decayed;		/* (1 - decline)^(k - 1) */
	int			step;			/* steps taken, and the product of their factors */
	Real		stepped;
	Real		grown;			/* (1 + cost_growth)^years */
	Real		lent;			/* at the end of construction */
	i128		profit;			/* before tax, so far, and the most it has been */
	i128		highest_profit;
	i128		project_profit;
	i128		highest_project_profit;
} ProFormaState;

extern void pro_forma_begin(ProFormaState *state, const ProForma *plan);

typedef enum ProFormaStatus
{
	PRO_FORMA_MONTH,
	PRO_FORMA_END,
	PRO_FORMA_OVERFLOW			/* an amount is too large to post */
} ProFormaStatus;

/* The next month, until PRO_FORMA_END. */
extern ProFormaStatus pro_forma_next(ProFormaState *state, ProFormaMonth *month);

#endif
