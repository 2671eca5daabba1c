/*
 * asset_terms.h
 *		What is said of an asset: its terms and the events of its life; and what may be wrong
 *		with them.
 *
 * Pure C: no PostgreSQL header.
 */
#ifndef GPURENT_CORE_ASSET_TERMS_H
#define GPURENT_CORE_ASSET_TERMS_H

#include "core/finance/depreciation_law.h"

/* ---- terms ------------------------------------------------------------------------------- */

typedef struct AssetTerms
{
	i128		cost;			/* in units of 10^-scale, as all amounts here */
	i128		salvage;
	bool		exact;			/* nothing is rounded; there are no events then */
	int64_t		in_service;		/* a day */
	bool		has_life;
	int64_t		life;			/* in months */
	DepreciationMethod method;
	BalanceBy	balance_by;
	bool		revalues;		/* the standard has revaluations, and reversals of losses */
	PeriodStep	step;
	TimeAxis	axis;
	Ratio		factor;
	Ratio		rate;			/* a year; den 0 if not given */
	Ratio		bonus;			/* the share of cost that is expensed at once */
	/* tables */
	const Ratio *share;			/* of "rates" and, once prepared, of "macrs" */
	int			shares;
	const MacrsClass *class;
	/* units, one number a period */
	const Real *units;
	int			n_units;
	Real		total_units;
	bool		has_total_units;
	/* 16 bytes aligned, for as long as the asset */
	void	   *(*allocate) (size_t size);
	LawContext	context;		/* follows */
	/* called once in a while, to leave if the caller is asked to stop */
	void		(*poll) (void);
} AssetTerms;

/* ---- events ------------------------------------------------------------------------------- */

/* In the order in which those of one day count. */
typedef enum AssetEventKind
{
	EVENT_RESUME,
	EVENT_ESTIMATE,
	EVENT_ADDITION,
	EVENT_OPENING,
	EVENT_IMPAIRMENT,
	EVENT_RECOVERABLE,
	EVENT_REVERSAL,
	EVENT_REVALUATION,
	EVENT_SPLIT,
	EVENT_SUSPEND,
	EVENT_DISPOSAL,
	ASSET_EVENT_KINDS
} AssetEventKind;

extern const char *const asset_event_kind_names[ASSET_EVENT_KINDS + 1];

/* What may be said of an event; which kind takes what is a table in asset_events.c. */
#define EVENT_AMOUNT		0x001
#define EVENT_COST			0x002
#define EVENT_SHARE			0x004
#define EVENT_LIFE			0x008
#define EVENT_REMAINING		0x010
#define EVENT_SALVAGE		0x020
#define EVENT_METHOD		0x040
#define EVENT_FACTOR		0x080
#define EVENT_TOTAL_UNITS	0x100

/* The fields of asset_event after "at" and "kind", in its order: bit i is the i-th. */
#define EVENT_FIELDS		9
extern const char *const asset_event_fields[EVENT_FIELDS];

typedef struct AssetEvent
{
	int64_t		at;
	AssetEventKind kind;
	int			given;			/* EVENT_AMOUNT and the like */
	i128		amount;
	i128		cost;
	Ratio		share;
	int64_t		life;			/* in months */
	int64_t		remaining;
	i128		salvage;
	DepreciationMethod method;
	Ratio		factor;
	Real		total_units;
	int			place;			/* as they came; set when they are sorted */
} AssetEvent;

/* Sorts events as they count: by day, on one day by kind, and of one kind as they came. */
extern void asset_sort_events(AssetEvent *events, int n);

/* ---- what is wrong with them ------------------------------------------------------------------ */

typedef enum AssetFaultCode
{
	ASSET_OK,
	ASSET_FIELD_MISSING,		/* what: the field */
	ASSET_FIELD_UNWANTED,		/* what: the field */
	ASSET_BEFORE_SERVICE,
	ASSET_AFTER_DISPOSAL,		/* limit: the day of disposal */
	ASSET_TWICE,				/* two of one day that may be one only */
	ASSET_NO_STANDARD,			/* a reversal or revaluation that the standard has not */
	ASSET_NOT_SUSPENDED,
	ASSET_SUSPENDED,			/* already */
	ASSET_YEARLY_ADDITION,
	ASSET_TABLE_ADDITION,
	ASSET_TABLE_EVENT,			/* a change of value that a table does not know */
	ASSET_TABLE_ESTIMATE,
	ASSET_LOSS_TOO_LARGE,		/* amount, limit */
	ASSET_REVERSAL_TOO_LARGE,	/* amount, limit */
	ASSET_PART_TOO_LARGE,		/* amount, limit: the cost there is */
	ASSET_OPENING_TOO_LARGE,	/* amount, limit */
	ASSET_COST_AND_SHARE,
	ASSET_LIFE_AND_REMAINING,
	ASSET_LIFE_OVER,			/* amount: the months of the new life */
	ASSET_NO_LIFE,				/* of a method that needs one */
	ASSET_NO_RATE,
	ASSET_NO_SHARES,
	ASSET_NO_UNITS,
	ASSET_NO_TOTAL_UNITS,
	ASSET_NO_CLASS,
	ASSET_METHOD_UNKNOWN_HERE,	/* an estimate's method that starts with service only */
	ASSET_UNITS_ONLY,			/* a total of units for another method */
	ASSET_UNITS_HAVE_NO_LIFE,
	ASSET_SALVAGE_ABOVE_COST,	/* amount, limit */
	ASSET_MACRS_CONVENTION,
	ASSET_MACRS_SALVAGE,
	ASSET_MACRS_YEARS,
	ASSET_BONUS_WITHOUT_TABLE,
	ASSET_CALENDAR_SHORT,		/* limit: its last day, or the first before it */
	ASSET_CALENDAR_LATE,
	ASSET_AMOUNT_TOO_LARGE,
	ASSET_TOO_FINE				/* fractions of months that cannot be counted with */
} AssetFaultCode;

typedef struct AssetFault
{
	AssetFaultCode code;
	int			event;			/* by its number in the sorted array; -1 for the terms */
	int			what;
	i128		amount;
	i128		limit;
} AssetFault;

static inline bool
asset_fault_at(AssetFault *fault, AssetFaultCode code, int event)
{
	*fault = (AssetFault) {.code = code, .event = event};
	return false;
}

static inline bool
asset_fault_of(AssetFault *fault, AssetFaultCode code, int event, i128 amount, i128 limit)
{
	*fault = (AssetFault) {.code = code, .event = event, .amount = amount, .limit = limit};
	return false;
}

/* ---- checks --------------------------------------------------------------------------------------- */

/* Has a method all that it needs to start?  Its life may come from an event, of which "event" is the number. */
extern bool asset_check_method(const AssetTerms *terms, DepreciationMethod method, bool has_life, AssetFault *fault, int event);

/* Do terms go together, whatever the events?  Gives them the shares of a tax table. */
extern bool asset_check_terms(AssetTerms *terms, AssetFault *fault);

#endif
