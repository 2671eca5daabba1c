/*
 * lease_terms.c
 *		The terms of a contract's price: their one form, what contradicts itself in them,
 *		their order and their text.
 */
#include "core/time/lease_terms.h"

#include <string.h>

#include "core/time/calendar.h"

/* ---- the one form ------------------------------------------------------------------ */

LeaseTerms
terms_of_builder(const TermsBuilder *builder)
{
	return (LeaseTerms) {
		.rate = builder->rate,
		.clause = builder->clause,
		.nclauses = builder->nclauses,
		.zone_length = builder->zone_length,
		.proration_length = builder->proration_length,
		.zone = builder->zone,
		.proration = builder->proration
	};
}

/* Steps and their growth stay in the order in which they were said. */
static int
clause_rank(const TermsClause *clause)
{
	return clause->kind < CLAUSE_FREE ? 0 : clause->kind;
}

static int
clause_compare(const TermsClause *a, const TermsClause *b)
{
	int			c = (int) a->kind - b->kind;

	if (c == 0)
		c = (int) a->unit - b->unit;
	if (c == 0)
		c = compare_int64(a->x, b->x);
	if (c == 0)
		c = (int) a->until_unit - b->until_unit;
	if (c == 0)
		c = compare_int64(a->y, b->y);
	return c == 0 ? (int) a->period - b->period : c;
}

static bool
sorts_before(const TermsClause *a, const TermsClause *b)
{
	int			x = clause_rank(a);
	int			y = clause_rank(b);

	if (x != y || a->kind != CLAUSE_FREE)
		return x < y;
	return clause_compare(a, b) < 0;
}

/* At most a hundred, and mostly in order. */
static void
sort_clauses(TermsBuilder *builder)
{
	int			kept = 0;

	for (int i = 1; i < builder->nclauses; i++)
	{
		TermsClause moved = builder->clause[i];
		int			at = i;

		for (; at > 0 && sorts_before(&moved, &builder->clause[at - 1]); at--)
			builder->clause[at] = builder->clause[at - 1];
		builder->clause[at] = moved;
	}

	/* a free time said twice is said once; one of no length is none */
	for (int i = 0; i < builder->nclauses; i++)
	{
		const TermsClause *clause = &builder->clause[i];

		if (clause->kind == CLAUSE_FREE &&
			((clause->unit == clause->until_unit && clause->x == clause->y) ||
			 (clause->until_unit != MARK_DATE && clause->x == 0 && clause->y == 0 && clause->unit != MARK_DATE) ||
			 (kept > 0 && clause_compare(clause, &builder->clause[kept - 1]) == 0)))
			continue;
		builder->clause[kept++] = *clause;
	}
	builder->nclauses = kept;
}

/* ---- contradictions ---------------------------------------------------------------- */

static TermsContradiction
contradiction(ClauseFault fault, int clause, int other)
{
	return (TermsContradiction) {fault, clause, other};
}

static TermsContradiction
check_steps(const TermsBuilder *builder)
{
	int			last_phase = -1;
	int			growth = -1;	/* of the phase at hand */

	for (int i = 0; i < builder->nclauses; i++)
	{
		const TermsClause *clause = &builder->clause[i];

		if (clause_is_phase(clause->kind))
		{
			if (clause->unit != MARK_DATE && clause->x <= 0)
				return contradiction(CLAUSES_NOT_POSITIVE, i, -1);
			/* marks of two kinds are compared once the start is known */
			if (last_phase >= 0 && builder->clause[last_phase].unit == clause->unit &&
				builder->clause[last_phase].x >= clause->x)
				return contradiction(CLAUSES_STEPS_FALL, i, last_phase);
			last_phase = i;
			growth = -1;
		}
		else if (clause_is_growth(clause->kind))
		{
			if (clause->x <= 0)
				return contradiction(CLAUSES_NOT_POSITIVE, i, -1);
			if (growth >= 0)
				return contradiction(CLAUSES_TWO_GROWTHS, i, growth);
			growth = i;
		}
		else if (clause->kind == CLAUSE_FREE && clause->unit == clause->until_unit && clause->y < clause->x)
			return contradiction(CLAUSES_FREE_BACKWARDS, i, -1);
	}
	return contradiction(CLAUSES_OK, -1, -1);
}

static TermsContradiction
check_usage(const TermsBuilder *builder)
{
	int			first = -1;
	int			minimum = -1;
	int			maximum = -1;

	for (int i = 0; i < builder->nclauses; i++)
	{
		const TermsClause *clause = &builder->clause[i];

		if (i > 0 && clause_is_usage(clause->kind) != clause_is_usage(builder->clause[0].kind))
			return clause_is_usage(clause->kind) ? contradiction(CLAUSES_USAGE_AND_STEPS, i, 0) :
				contradiction(CLAUSES_USAGE_AND_STEPS, 0, i);
		if (!clause_is_usage(clause->kind))
			continue;
		if (first < 0)
			first = i;
		if (clause->x < 0)
			return contradiction(CLAUSES_NEGATIVE, i, -1);
		if (clause->period != builder->clause[first].period)
			return contradiction(CLAUSES_TWO_PERIODS, i, first);
		if (clause->kind <= CLAUSE_ABOVE_ALL)
		{
			if (i == first)
				continue;
			if (clause->kind != builder->clause[first].kind)
				return contradiction(CLAUSES_TWO_KINDS_OF_TIERS, i, first);
			if (clause->x <= builder->clause[i - 1].x)
				return contradiction(CLAUSES_TIERS_FALL, i, i - 1);
		}
		else
		{
			int		   *one = clause->kind <= CLAUSE_MINIMUM ? &minimum : &maximum;

			if (*one >= 0)
				return contradiction(CLAUSES_TWICE, i, *one);
			*one = i;
		}
	}
	if (minimum >= 0 && maximum >= 0)
	{
		const TermsClause *low = &builder->clause[minimum];
		const TermsClause *high = &builder->clause[maximum];

		/* one in usage and one in money are compared by the price of usage, where usage is priced */
		if ((low->kind == CLAUSE_MINIMUM) == (high->kind == CLAUSE_MAXIMUM) && low->x > high->x)
			return contradiction(CLAUSES_MINIMUM_ABOVE_MAXIMUM, minimum, maximum);
	}
	return contradiction(CLAUSES_OK, -1, -1);
}

TermsContradiction
terms_complete(TermsBuilder *builder)
{
	TermsContradiction found;

	/* tiers rise as they are written: they are checked before they could be sorted */
	sort_clauses(builder);
	found = check_steps(builder);
	if (found.fault == CLAUSES_OK)
		found = check_usage(builder);
	return found;
}

/* ---- clauses that came as bytes ------------------------------------------------------ */

static bool
mark_valid(int unit, int64_t value)
{
	switch (unit)
	{
		case MARK_MONTHS:
			return value >= 0 && value <= TERMS_MONTHS_MAX;
		case MARK_DAYS:
			return value >= 0 && value <= TERMS_DAYS_MAX;
		case MARK_HOURS:
			return value >= 0 && value <= TERMS_HOURS_MAX;
		case MARK_DATE:
			return value >= days_from_civil(1, 1, 1) && value <= days_from_civil(9999, 12, 31);
		default:
			return false;
	}
}

bool
terms_clause_valid(const TermsClause *clause)
{
	bool		until = clause_is_time(clause->kind);
	bool		usage = clause_is_usage(clause->kind);

	if (clause->kind < CLAUSE_FROM || clause->kind > CLAUSE_KINDS || clause->reserved != 0)
		return false;
	if (usage ? clause->unit != MARK_NONE : !mark_valid(clause->unit, clause->x))
		return false;
	/* a growth that takes no time would have no end */
	if (clause_is_growth(clause->kind) && (clause->unit == MARK_DATE || clause->x == 0))
		return false;
	if (until ? !mark_valid(clause->until_unit, clause->y) : clause->until_unit != MARK_NONE)
		return false;
	/* a mark of no time has one unit */
	if ((!usage && clause->unit != MARK_DATE && clause->x == 0 && clause->unit != MARK_MONTHS) ||
		(until && clause->until_unit != MARK_DATE && clause->y == 0 && clause->until_unit != MARK_MONTHS))
		return false;
	if (usage ? (clause->period < PERIOD_MONTH || clause->period > PERIOD_YEAR) && clause->period != PERIOD_LEASE :
		clause->period != 0)
		return false;
	if (clause->kind == CLAUSE_COMPOUND || clause->kind == CLAUSE_SIMPLE)
		return clause->y >= -TERMS_GROWTH_MAX && clause->y <= TERMS_GROWTH_MAX;
	if (usage && clause->kind > CLAUSE_ABOVE_ALL && clause->y != 0)
		return false;
	return clause->x != INT64_MIN && clause->y != INT64_MIN;
}

/* ---- order ---------------------------------------------------------------------------- */

static int
compare_names(const char *a, int a_length, const char *b, int b_length)
{
	int			c = memcmp(a, b, a_length < b_length ? a_length : b_length);

	return c != 0 ? c : a_length - b_length;
}

int
lease_terms_compare(const LeaseTerms *a, const LeaseTerms *b)
{
	int			c;

	if (a->rate.terms != b->rate.terms)
		return a->rate.terms < b->rate.terms ? -1 : 1;
	c = compare_int64(a->rate.amount, b->rate.amount);
	for (int i = 0; c == 0 && i < a->nclauses && i < b->nclauses; i++)
		c = clause_compare(&a->clause[i], &b->clause[i]);
	if (c == 0)
		c = a->nclauses - b->nclauses;
	if (c == 0)
		c = compare_names(a->zone, a->zone_length, b->zone, b->zone_length);
	if (c == 0)
		c = compare_names(a->proration, a->proration_length, b->proration, b->proration_length);
	return c;
}

/* ---- text ------------------------------------------------------------------------------ */

static char *
put_text(char *out, const char *text)
{
	size_t		length = strlen(text);

	memcpy(out, text, length);
	return out + length;
}

static char *
put_number(char *out, int64_t value, int scale)
{
	return out + decimal_format(out, value, scale);
}

static char *
put_two_digits(char *out, int value)
{
	*out++ = (char) ('0' + value / 10);
	*out++ = (char) ('0' + value % 10);
	return out;
}

static char *
put_mark(char *out, int unit, int64_t value)
{
	const char *name;

	if (unit == MARK_DATE)
	{
		CivilDate	date = civil_from_days(value);

		out = put_two_digits(out, (int) (date.year / 100));
		out = put_two_digits(out, (int) (date.year % 100));
		*out++ = '-';
		out = put_two_digits(out, date.month);
		*out++ = '-';
		return put_two_digits(out, date.day);
	}
	if (unit == MARK_MONTHS && value % 12 == 0 && value > 0)
	{
		value /= 12;
		name = " year";
	}
	else
		name = unit == MARK_MONTHS ? " month" : unit == MARK_DAYS ? " day" : " hour";
	out = put_text(put_number(out, value, 0), name);
	if (value != 1)
		*out++ = 's';
	return out;
}

static char *
put_every(char *out, const TermsClause *clause)
{
	return put_mark(put_text(out, " every "), clause->unit, clause->x);
}

static char *
put_signed(char *out, int64_t value, int scale)
{
	if (value >= 0)
		*out++ = '+';
	return put_number(out, value, scale);
}

static char *
put_clause(char *out, const TermsClause *clause, const RentRate *rate)
{
	char		code[4];
	RateTerms	terms;

	switch (clause->kind)
	{
		case CLAUSE_FROM:
		case CLAUSE_INDEX:
			out = put_mark(put_text(out, "from "), clause->unit, clause->x);
			out = put_text(out, clause->kind == CLAUSE_FROM ? " " : " index ");
			return put_number(out, clause->y, RENT_RATE_SCALE);
		case CLAUSE_COMPOUND:
		case CLAUSE_SIMPLE:
			out = put_text(put_signed(out, clause->y, TERMS_GROWTH_SCALE), "%");
			if (clause->kind == CLAUSE_SIMPLE)
				out = put_text(out, " simple");
			return put_every(out, clause);
		case CLAUSE_INCREASE:
			return put_every(put_signed(out, clause->y, RENT_RATE_SCALE), clause);
		case CLAUSE_FREE:
			if (clause->unit == MARK_MONTHS && clause->x == 0 && clause->until_unit != MARK_DATE)
				return put_mark(put_text(out, "free "), clause->until_unit, clause->y);
			out = put_mark(put_text(out, "free from "), clause->unit, clause->x);
			return put_mark(put_text(out, " to "), clause->until_unit, clause->y);
		case CLAUSE_ABOVE:
		case CLAUSE_ABOVE_ALL:
			out = put_number(put_text(out, "above "), clause->x, TERMS_USAGE_SCALE);
			break;
		case CLAUSE_MINIMUM_USAGE:
		case CLAUSE_MAXIMUM_USAGE:
			out = put_text(out, clause->kind == CLAUSE_MINIMUM_USAGE ? "minimum " : "maximum ");
			out = put_number(out, clause->x, TERMS_USAGE_SCALE);
			break;
		case CLAUSE_MINIMUM:
		case CLAUSE_MAXIMUM:
			out = put_text(out, clause->kind == CLAUSE_MINIMUM ? "minimum " : "maximum ");
			out = put_number(out, clause->x, RENT_RATE_SCALE);
			rate_terms_unpack(rate->terms, &terms);
			currency_code(terms.currency, code);
			*out++ = ' ';
			out = put_text(out, code);
			break;
		default:
			/* a damaged page */
			return put_text(out, "?");
	}
	out = put_text(out, " per ");
	out = put_text(out, clause->period == PERIOD_LEASE || period_name(clause->period) == NULL ? "lease" :
				   period_name(clause->period));
	if (clause->kind <= CLAUSE_ABOVE_ALL)
	{
		out = put_text(out, clause->kind == CLAUSE_ABOVE ? " at " : " all at ");
		out = put_number(out, clause->y, RENT_RATE_SCALE);
	}
	return out;
}

int
terms_clause_print(char *buf, const TermsClause *clause, const RentRate *rate)
{
	return (int) (put_clause(buf, clause, rate) - buf);
}

static char *
put_name(char *out, const char *what, const char *name, int length)
{
	if (length == 0)
		return out;
	out = put_text(out, what);
	memcpy(out, name, length);
	return out + length;
}

int
lease_terms_print(char *buf, const LeaseTerms *terms)
{
	char	   *out = buf + rent_rate_print(buf, &terms->rate);

	for (int i = 0; i < terms->nclauses; i++)
		out = put_clause(put_text(out, "; "), &terms->clause[i], &terms->rate);
	out = put_name(out, "; zone ", terms->zone, terms->zone_length);
	out = put_name(out, "; proration ", terms->proration, terms->proration_length);
	return (int) (out - buf);
}
