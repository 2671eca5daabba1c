/*
 * days.h
 *		Leases in whole days: a first and a last day, both of which count, and no zone.
 *
 * Days are civil, and a day is a day in every zone: they are counted in UTC, where each has
 * 24 hours.
 */
#ifndef GPURENT_DAYS_H
#define GPURENT_DAYS_H

#include "base/arguments.h"

/*
 * The days in two arguments, of which the first is not NULL: without an end if the last is
 * NULL or infinity.  22023 for a last day before the first.
 */
extern Span span_of_days(FunctionCallInfo fcinfo, int first_day);

/* 22023 for a last day before the first. */
extern void require_days_in_order(DateADT first, DateADT last);

/*
 * 22023 if the two arguments from "first" on of an aggregate's transition function are
 * dates that PostgreSQL casts to instants: they would be midnights of the session's zone.
 * The place counts the state.
 */
extern void refuse_days_as_instants(FunctionCallInfo fcinfo, int first);

/*
 * The same of one argument, which may not be a timestamp without a zone either.  Not seen is a cast that
 * the plan works out below the aggregate, as where rows are grouped by the same cast.
 */
extern void refuse_time_without_zone(FunctionCallInfo fcinfo, int argument);

/*
 * Two texts that are a range of instants and what follows it, or two days: false for the
 * former.  Values as their types' text, instants without a zone of UTC, a day with its year first, whatever DateStyle says.
 */
extern bool text_is_range(const text *value);
extern Datum tstzrange_of_text(const text *value);
extern Datum daterange_of_text(const text *value);
extern Datum day_of_text(const text *value);

/* An argument that is a text, NULL if it is NULL; and as another function's argument. */
#define TEXT_ARGUMENT(i)	(PG_ARGISNULL(i) ? NULL : PG_GETARG_TEXT_PP(i))

static inline NullableDatum
argument_of_text(const text *value, Datum (*read) (const text *))
{
	return value == NULL ? (NullableDatum) {.isnull = true} : (NullableDatum) {.value = read(value)};
}

/*
 * rent() and explain_rent() over two texts: their arguments as those of the same function
 * over a range, or over days.  22023 for days with a zone.  With own_zone it is that of terms, and
 * an argument for it may be NULL.
 */
extern bool lease_of_texts(FunctionCallInfo fcinfo, FunctionCallInfo call, bool own_zone);

/* The same of rent_schedule(); the first text is not NULL. */
extern bool schedule_of_texts(FunctionCallInfo fcinfo, FunctionCallInfo call, bool own_zone);

/* The zone that a form over texts has where none is said, so that days are known to come without one. */
#define ZONE_NOT_SAID	"UTC"

extern bool zone_is_said(const text *value);

#endif
