/*
 * finance_leases.h
 *		The arguments that the functions over finance leases share.
 */
#ifndef GPURENT_FINANCE_LEASES_H
#define GPURENT_FINANCE_LEASES_H

#include "base/amounts.h"
#include "base/standard.h"
#include "core/finance/finance_lease.h"
#include "core/time/accrual.h"
#include "utils/date.h"

/* Where an argument stands in the call; -1 where a function does not have it. */
typedef struct FinanceLeaseArguments
{
	int			payments;
	int			fair_value;
	int			book_value;
	int			guaranteed_residual;
	int			unguaranteed_residual;
	int			initial_direct_costs;
	int			due;
	int			standard;
	int			kind;
	int			rate;
	int			scale;
} FinanceLeaseArguments;

/* 22004 for a NULL where there is a default. */
extern void reject_lease_nulls(FunctionCallInfo fcinfo, const FinanceLeaseArguments *at);

/*
 * What comes in, in 10^-scale: payments rounded as cumulated, residuals once.  22023 if there are no
 * payments, for negative amounts and an unknown due.
 */
extern LeaseFlows lease_flows_argument(FunctionCallInfo fcinfo, const FinanceLeaseArguments *at, int scale);

/* What is given up, and how; in 10^-scale.  *market_rate is room for a rate. */
extern LeaseAsset lease_asset_argument(FunctionCallInfo fcinfo, const FinanceLeaseArguments *at, int scale, Real *market_rate);

/* lease_start(), and 22023 or 22003 where there is none. */
extern LeaseStart lease_start_checked(const LeaseFlows *flows, const LeaseAsset *asset, int scale);

/* The room of a schedule, and lease_schedule_begin(); 22003 if an amount is out of range. */
extern void lease_schedule_start(LeaseSchedule *schedule, const LeaseFlows *flows, Real rate);

/* The next period; 22003 if an amount is out of range. */
extern bool lease_schedule_period(LeaseSchedule *schedule, LeasePeriod *period);

/* ---- periods as dates ------------------------------------------------------------------ */

/* Periods of days or calendar months, counted from the lease's first day. */
typedef struct LeaseCalendar
{
	DateADT		start;
	int			days;
	int			months;
} LeaseCalendar;

/* 22023 for an infinite date, an unknown step and one that is shorter than a day. */
extern LeaseCalendar lease_calendar_argument(FunctionCallInfo fcinfo, int start_date, int step);

/* So many days after the day that period k + 1 begins on, which is the day after the last one of period k; 22008 if it is no date. */
extern DateADT lease_calendar_date(const LeaseCalendar *calendar, int64 k, int64 days);

#endif
