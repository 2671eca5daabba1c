/*
 * asset_terms.c
 *		What is said of an asset, and whether it goes together.
 */
#include "core/finance/asset_terms.h"

#include <stdlib.h>

const char *const asset_event_kind_names[] = {
	"resume", "estimate", "addition", "opening", "impairment", "recoverable", "reversal", "revaluation", "split",
	"suspend", "disposal", NULL
};

const char *const asset_event_fields[] = {
	"amount", "cost", "share", "life", "remaining", "salvage", "method", "factor", "total_units"
};

/* ---- events ---------------------------------------------------------------------------- */

static int
compare_events(const void *left, const void *right)
{
	const AssetEvent *a = left;
	const AssetEvent *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->place - b->place;
}

void
asset_sort_events(AssetEvent *events, int n)
{
	for (int i = 0; i < n; i++)
		events[i].place = i;
	/* most come in order; qsort() would not keep what is of one day and kind in its order, but for the places */
	if (n > 16)
	{
		qsort(events, n, sizeof(AssetEvent), compare_events);
		return;
	}
	for (int i = 1; i < n; i++)
	{
		AssetEvent	event;
		int			j = i;

		if (compare_events(&events[i - 1], &events[i]) <= 0)
			continue;
		event = events[i];
		for (; j > 0 && compare_events(&events[j - 1], &event) > 0; j--)
			events[j] = events[j - 1];
		events[j] = event;
	}
}

/* ---- checks ------------------------------------------------------------------------------ */

/* What a method needs to start; life may come from an estimate. */
bool
asset_check_method(const AssetTerms *terms, DepreciationMethod method, bool has_life, AssetFault *fault, int event)
{
	switch (method)
	{
		case METHOD_REDUCING_BALANCE:
			return terms->rate.den != 0 || asset_fault_at(fault, ASSET_NO_RATE, event);
		case METHOD_UNITS:
			if (terms->n_units == 0)
				return asset_fault_at(fault, ASSET_NO_UNITS, event);
			return terms->has_total_units || asset_fault_at(fault, ASSET_NO_TOTAL_UNITS, event);
		case METHOD_RATES:
			return terms->shares > 0 || asset_fault_at(fault, ASSET_NO_SHARES, event);
		case METHOD_MACRS:
			return terms->class != NULL || asset_fault_at(fault, ASSET_NO_CLASS, event);
		default:
			return has_life || asset_fault_at(fault, ASSET_NO_LIFE, event);
	}
}

/* The shares of MACRS for the time of service: tables of Pub. 946, by the fiscal year. */
static int
macrs_shares(AssetTerms *terms)
{
	const FiscalCalendar *calendar = &terms->axis.calendar;
	int64_t		month = fiscal_month(calendar, terms->in_service);
	int64_t		first = fiscal_year(calendar, month).start;
	MacrsConvention convention = terms->axis.convention == CONVENTION_HALF_YEAR ? MACRS_HALF_YEAR :
		terms->axis.convention == CONVENTION_MID_QUARTER ? MACRS_MID_QUARTER : MACRS_MID_MONTH;
	int			part = convention == MACRS_MID_QUARTER ? (int) (month - first) / 3 + 1 :
		convention == MACRS_MID_MONTH ? (int) (month - first) + 1 : 0;
	int			percentage[MACRS_YEARS_MAX];
	int			years = macrs_percentages(terms->class, convention, part, MACRS_YEARS_MAX, percentage);
	Ratio	   *share = terms->allocate(years * sizeof(Ratio));

	for (int i = 0; i < years; i++)
		share[i] = (Ratio) {.num = percentage[i], .den = 100000};
	terms->share = share;
	return years;
}

bool
asset_check_terms(AssetTerms *terms, AssetFault *fault)
{
	const FiscalCalendar *calendar = &terms->axis.calendar;

	if (terms->salvage > terms->cost)
		return asset_fault_of(fault, ASSET_SALVAGE_ABOVE_COST, -1, terms->salvage, terms->cost);
	if (calendar->n_ends > 0 && terms->in_service <= calendar->ends[0])
		return asset_fault_of(fault, ASSET_CALENDAR_LATE, -1, 0, calendar->ends[0]);
	if (calendar->n_ends > 0 && terms->in_service > calendar->ends[calendar->n_ends - 1])
		return asset_fault_of(fault, ASSET_CALENDAR_SHORT, -1, 0, calendar->ends[calendar->n_ends - 1]);
	if (!asset_check_method(terms, terms->method, terms->has_life, fault, -1))
		return false;
	if (terms->bonus.num > 0 && !method_is_table(terms->method))
		return asset_fault_at(fault, ASSET_BONUS_WITHOUT_TABLE, -1);
	if (terms->method == METHOD_MACRS)
	{
		bool		real = terms->axis.convention == CONVENTION_MID_MONTH;

		if (terms->salvage != 0)
			return asset_fault_of(fault, ASSET_MACRS_SALVAGE, -1, terms->salvage, 0);
		if (calendar->n_years > 0)
			return asset_fault_at(fault, ASSET_MACRS_YEARS, -1);
		if (terms->class->real_property != real ||
			(!real && terms->axis.convention != CONVENTION_HALF_YEAR && terms->axis.convention != CONVENTION_MID_QUARTER))
			return asset_fault_at(fault, ASSET_MACRS_CONVENTION, -1);
		terms->shares = macrs_shares(terms);
	}
	return true;
}
