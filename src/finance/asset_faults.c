/*
 * asset_faults.c
 *		What is wrong with an asset's terms or events, in words.
 */
#include "finance/asset_faults.h"

#include "base/dates.h"
#include "base/numbers.h"
#include "utils/builtins.h"

/* An amount as in messages: palloc'd. */
static char *
amount_string(i128 amount, int scale)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(numeric_posted(amount, scale))));
}

/* "impairment of 2024-06-30" */
static char *
event_string(const AssetEvent *event)
{
	return psprintf("%s of %s", asset_event_kind_names[event->kind], date_as_iso((DateADT) event->at));
}

void
asset_report_fault(const AssetFault *fault, const AssetTerms *terms, const AssetEvent *events, int scale)
{
	const AssetEvent *event = fault->event >= 0 ? &events[fault->event] : NULL;
	const char *name = event != NULL ? event_string(event) : "asset";
	char	   *amount = amount_string(fault->amount, scale);
	char	   *limit = amount_string(fault->limit, scale);
	int			code = ERRCODE_INVALID_PARAMETER_VALUE;

#define REPORT(...) ereport(ERROR, (errcode(code), __VA_ARGS__))

	switch (fault->code)
	{
		case ASSET_OK:
			break;
		case ASSET_FIELD_MISSING:
			if (fault->what < 0)
				REPORT(errmsg("%s says nothing new", name),
					   errhint("An estimate has life, remaining, salvage, method, factor or total_units."));
			REPORT(errmsg("%s has no %s", name, asset_event_fields[fault->what]),
				   errhint("doc/depreciation_schedule.md lists what each kind of event takes."));
			break;
		case ASSET_FIELD_UNWANTED:
			REPORT(errmsg("%s has %s %s, which it does not take", name,
						  fault->what == 0 ? "an" : "a", asset_event_fields[fault->what]),
				   errhint("doc/depreciation_schedule.md lists what each kind of event takes."));
			break;
		case ASSET_BEFORE_SERVICE:
			REPORT(errmsg("%s is before the asset is in service", name),
				   errdetail("It is in service from %s on.", date_as_iso((DateADT) terms->in_service)),
				   errhint("What was spent before is part of the cost; what was depreciated elsewhere is an \"opening\"."));
			break;
		case ASSET_AFTER_DISPOSAL:
			REPORT(errmsg("%s is after the asset was disposed of", name),
				   errdetail("All of it left the books on %s.", date_as_iso((DateADT) fault->limit)),
				   errhint("A disposal or split of a part says its cost or share."));
			break;
		case ASSET_TWICE:
			REPORT(errmsg("there are two events \"%s\"", name),
				   errdetail("Of one day there can be one %s.", asset_event_kind_names[event->kind]),
				   errhint("Make them one."));
			break;
		case ASSET_NO_STANDARD:
			REPORT(errmsg("%s is not possible under this standard", name),
				   errdetail(event->kind == EVENT_REVERSAL ?
							 "CAS 8 article 17 and ASC 360-10-35-20 forbid to reverse a loss of a long-lived asset." :
							 "CAS 4 and ASC 360 keep assets at cost."),
				   errhint("A book by IFRS has standard => 'ifrs'."));
			break;
		case ASSET_NOT_SUSPENDED:
			REPORT(errmsg("%s has nothing to resume", name),
				   errdetail("Depreciation was not suspended before."),
				   errhint("A \"suspend\" comes first, on an earlier day."));
			break;
		case ASSET_SUSPENDED:
			REPORT(errmsg("%s comes while depreciation is suspended already", name),
				   errdetail("Of two suspensions the first must have ended."),
				   errhint("A \"resume\" in between ends it."));
			break;
		case ASSET_YEARLY_ADDITION:
			REPORT(errmsg("%s does not go with the convention \"%s\"", name, convention_names[terms->axis.convention]),
				   errdetail("It would be depreciated from before the day on which it was made."),
				   errhint("With a convention of years or quarters what is added is an asset of its own."));
			break;
		case ASSET_TABLE_ADDITION:
			REPORT(errmsg("%s does not go with the method \"%s\"", name, depreciation_method_names[terms->method]),
				   errdetail("A table is of shares of the cost at the time of service."),
				   errhint("What is added to an asset that goes by a table is an asset of its own."));
			break;
		case ASSET_TABLE_EVENT:
		case ASSET_TABLE_ESTIMATE:
			REPORT(errmsg("%s does not go with the method \"%s\"", name, depreciation_method_names[terms->method]),
				   errdetail("A table is of shares of the cost: it knows disposals, splits, suspensions and openings%s.",
							 fault->code == ASSET_TABLE_ESTIMATE ? ", and estimates of another method" : ""),
				   errhint("After an estimate of another method it is depreciated by that."));
			break;
		case ASSET_LOSS_TOO_LARGE:
			REPORT(errmsg("%s is a loss of %s on a book value of %s", name, amount, limit),
				   errdetail("It is at most the net book value of that day."),
				   errhint("An event \"recoverable\" says what is left instead."));
			break;
		case ASSET_REVERSAL_TOO_LARGE:
			REPORT(errmsg("%s gives back %s, more than the limit of %s", name, amount, limit),
				   errdetail("It is at most the losses there are, and what the book value would be without them (IAS 36.117)."),
				   errhint("Without an amount it gives back all that may be."));
			break;
		case ASSET_PART_TOO_LARGE:
			REPORT(errmsg("%s takes a cost of %s, of which there is %s", name, amount, limit),
				   errdetail("It is at most the cost in the books, as additions and disposals have left it."),
				   errhint("With neither cost nor share it takes all of it."));
			break;
		case ASSET_OPENING_TOO_LARGE:
			REPORT(errmsg("%s has accumulated depreciation of %s on %s", name, amount, limit),
				   errdetail("It can be no more than cost less allowance."),
				   errhint("What was lost by impairment is an event of its own."));
			break;
		case ASSET_COST_AND_SHARE:
			REPORT(errmsg("%s has both cost and share", name),
				   errdetail("A part is said in one way."),
				   errhint("Write one of them; neither is all of it."));
			break;
		case ASSET_LIFE_AND_REMAINING:
			REPORT(errmsg("%s has both life and remaining", name),
				   errdetail("The end of life is said in one way."),
				   errhint("life is the new total, remaining is what is left."));
			break;
		case ASSET_LIFE_OVER:
			if (event->given & EVENT_TOTAL_UNITS)
				REPORT(errmsg("%s has a total of units that are used up", name),
					   errdetail("It is the total from the day of service on."),
					   errhint("Say more than what is used by then."));
			if (event->given & EVENT_LIFE)
				REPORT(errmsg("%s has a life of %d months, which is over", name, (int) fault->amount),
					   errdetail("It is the total, from the start of depreciation on."),
					   errhint("remaining says what is left from here."));
			REPORT(errmsg("%s finds no life left", name),
				   errdetail("The method would start anew on the rest of life, and that is over."),
				   errhint("An estimate that has life or remaining prolongs it."));
			break;
		case ASSET_NO_LIFE:
			REPORT(errmsg("the method \"%s\" needs a life",
						  depreciation_method_names[event != NULL && (event->given & EVENT_METHOD) ? event->method : terms->method]),
				   event != NULL ? errhint("Say life or remaining with it.") : errhint("Write life => '4 years', or '48 months'."));
			break;
		case ASSET_NO_RATE:
			REPORT(errmsg("the method \"reducing balance\" needs a rate"),
				   errhint("rate => 0.4 takes 40%% of the book value a year."));
			break;
		case ASSET_NO_SHARES:
			REPORT(errmsg("the method \"rates\" needs shares"),
				   errhint("shares => '{0.4,0.3,0.2,0.1}' are shares of the cost, a year each."));
			break;
		case ASSET_NO_UNITS:
			REPORT(errmsg("the method \"units\" needs units"),
				   errhint("units are an array of one number a period, from the one of in_service."));
			break;
		case ASSET_NO_TOTAL_UNITS:
			REPORT(errmsg("the method \"units\" needs total_units"),
				   errhint("It is what the asset will do in all of its life, in what units count."));
			break;
		case ASSET_NO_CLASS:
			REPORT(errmsg("the method \"macrs\" needs a class"),
				   errhint("class => 5 is for computers."));
			break;
		case ASSET_METHOD_UNKNOWN_HERE:
			REPORT(errmsg("%s cannot turn to the method \"%s\"", name, depreciation_method_names[event->method]),
				   errdetail("Tables and units count from the day of service on."),
				   errhint("Split it off, as an asset of its own."));
			break;
		case ASSET_UNITS_ONLY:
			REPORT(errmsg("%s has total_units, but the method is not \"units\"", name),
				   errhint("Other methods go by life or remaining."));
			break;
		case ASSET_UNITS_HAVE_NO_LIFE:
			REPORT(errmsg("%s has a life or factor, which the method \"units\" does not know", name),
				   errhint("total_units is the new total."));
			break;
		case ASSET_SALVAGE_ABOVE_COST:
			if (event != NULL)
				REPORT(errmsg("%s has a salvage of %s, above the cost of %s", name, amount, limit),
					   errdetail("Salvage is the part of the cost that is left at the end of life, an amount."),
					   errhint("It is the new total, in currency units."));
			REPORT(errmsg("salvage %s is above cost %s", amount, limit),
				   errdetail("Salvage is the part of the cost that is left at the end of life, an amount."),
				   errhint("What is left of 5%% is written 0.05 * cost."));
			break;
		case ASSET_MACRS_CONVENTION:
			REPORT(errmsg("convention \"%s\" does not go with this class of MACRS", convention_names[terms->axis.convention]),
				   errhint("Real property (27.5 and 39 years) goes by \"mid month\", other property by \"half-year\" or \"mid-quarter\"."));
			break;
		case ASSET_MACRS_SALVAGE:
			REPORT(errmsg("salvage %s does not go with the method \"macrs\"", amount),
				   errdetail("Its tables write off all of the cost."),
				   errhint("Leave salvage at 0 in books for US tax."));
			break;
		case ASSET_MACRS_YEARS:
			REPORT(errmsg("year_starts do not go with the method \"macrs\""),
				   errdetail("Its tables are of years of twelve months."),
				   errhint("The method \"rates\" takes shares for years of any length."));
			break;
		case ASSET_BONUS_WITHOUT_TABLE:
			REPORT(errmsg("bonus does not go with the method \"%s\"", depreciation_method_names[terms->method]),
				   errdetail("It is expensed before a table of \"macrs\" or \"rates\" takes the rest."),
				   errhint("What is deducted all at once has a life of one month."));
			break;
		case ASSET_CALENDAR_LATE:
			REPORT(errmsg("the calendar starts on %s, not before the asset is in service on %s",
						  date_as_iso((DateADT) fault->limit), date_as_iso((DateADT) terms->in_service)),
				   errhint("Its first element is the last day of a fiscal year before service."));
			break;
		case ASSET_CALENDAR_SHORT:
			REPORT(errmsg("the calendar is too short: it ends on %s", date_as_iso((DateADT) fault->limit)),
				   errdetail("Days are counted by its months, the last of which is over then."),
				   errhint("It is to reach beyond the end of life, or of the window asked for."));
			break;
		case ASSET_AMOUNT_TOO_LARGE:
			code = ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
			REPORT(errmsg("%s makes an amount out of range", name),
				   errdetail("An amount can have 27 digits, decimals included."),
				   errhint("A smaller scale leaves room for a larger amount."));
			break;
		case ASSET_TOO_FINE:
			code = ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
			REPORT(errmsg("%s cuts time in parts that are out of range", name),
				   errdetail("Parts of months are fractions whose denominator can be at most 2^26."),
				   errhint("Factors and rates with fewer digits, or a convention of whole months, keep them short."));
			break;
	}
#undef REPORT
	pg_unreachable();
}
