/*
 * lease_terms.c
 *		The terms of a contract's price: a rate and clauses that change it.
 *
 * Text and canonical form are the core's (core/time/lease_terms.h).  Equal values have
 * equal bytes.
 */
#include "rent/lease_terms.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "base/arguments.h"
#include "base/input.h"
#include "base/messages.h"
#include "base/zone.h"
#include "core/time/accrual.h"

#define TYPE_NAME	"lease_terms"
#define FORM_HINT	"Write a rate, then clauses after semicolons, as in \"133400 CNY/server/month; +5% every 1 year; free 3 months\"."

static const InputType input_type = {
	.name = TYPE_NAME,
	.range = "Amounts lie between -92233720368.54775807 and 92233720368.54775807, usage below 9223372036.854775807, growth within a million percent, times within 10,000 years.",
	.form = FORM_HINT,
	.units = rent_rate_units_hint,
	.limit = LEASE_TERMS_MAX_LENGTH,
};

/* ---- stored values ------------------------------------------------------------------ */

static void
refuse_damaged_terms(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("a stored %s is damaged", TYPE_NAME),
			 errhint("Restore the row from a backup.")));
}

/* Names of zones and prorations are letters, digits and a few signs. */
static bool
is_name(const char *text, int length)
{
	for (int i = 0; i < length; i++)
		if (text[i] <= ' ' || text[i] >= 0x7f)
			return false;
	return true;
}

LeaseTerms
terms_of_stored(const StoredTerms *stored)
{
	Size		size = VARSIZE(stored);
	LeaseTerms	terms;
	Size		head;

	if (size < offsetof(StoredTerms, clause))
		refuse_damaged_terms();
	if (stored->version != LEASE_TERMS_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("%s of version %d", TYPE_NAME, stored->version),
				 errdetail("This release reads version %d.", LEASE_TERMS_VERSION)));
	head = offsetof(StoredTerms, clause) + stored->nclauses * sizeof(TermsClause);
	if (stored->nclauses > LEASE_TERMS_MAX_CLAUSES || stored->zone_length > TERMS_NAME_LENGTH ||
		size < head + stored->zone_length || size > head + stored->zone_length + TERMS_NAME_LENGTH)
		refuse_damaged_terms();

	terms.rate = *DatumGetRentRateP(PointerGetDatum(&stored->rate));
	terms.clause = stored->clause;
	terms.nclauses = stored->nclauses;
	for (int i = 0; i < terms.nclauses; i++)
		if (!terms_clause_valid(&terms.clause[i]))
			refuse_damaged_terms();
	terms.zone = (const char *) stored + head;
	terms.zone_length = stored->zone_length;
	terms.proration = terms.zone + terms.zone_length;
	terms.proration_length = (int) (size - head - stored->zone_length);
	if (!is_name(terms.zone, terms.zone_length + terms.proration_length))
		refuse_damaged_terms();
	return terms;
}

LeaseTerms
terms_from_datum(Datum value)
{
	return terms_of_stored((const StoredTerms *) PG_DETOAST_DATUM(value));
}

StoredTerms *
terms_store(const LeaseTerms *terms)
{
	Size		head = offsetof(StoredTerms, clause) + terms->nclauses * sizeof(TermsClause);
	Size		size = head + terms->zone_length + terms->proration_length;
	StoredTerms *stored = palloc(size);

	SET_VARSIZE(stored, size);
	stored->version = LEASE_TERMS_VERSION;
	stored->nclauses = (uint8) terms->nclauses;
	stored->zone_length = (uint8) terms->zone_length;
	stored->rate = terms->rate;
	/* what is not there may be nowhere, and memcpy() wants a place */
	if (terms->nclauses > 0)
		memcpy(stored->clause, terms->clause, terms->nclauses * sizeof(TermsClause));
	if (terms->zone_length > 0)
		memcpy((char *) stored + head, terms->zone, terms->zone_length);
	if (terms->proration_length > 0)
		memcpy((char *) stored + head + terms->zone_length, terms->proration, terms->proration_length);
	return stored;
}

char *
lease_terms_string(const LeaseTerms *terms)
{
	char		buffer[LEASE_TERMS_BUFFER];

	return pnstrdup(buffer, lease_terms_print(buffer, terms));
}

char *
terms_clause_string(const LeaseTerms *terms, int clause)
{
	char		buffer[128];

	if (clause < 0 || clause >= terms->nclauses)
		return rent_rate_string(&terms->rate);
	return pnstrdup(buffer, terms_clause_print(buffer, &terms->clause[clause], &terms->rate));
}

/* ---- contradictions -------------------------------------------------------------------- */

void
refuse_contradiction(struct Node *escontext, const LeaseTerms *terms, const TermsContradiction *found)
{
	static const struct
	{
		const char *what;		/* of a clause, and of the other that it contradicts */
		const char *rule;
		const char *remedy;
	}			words[] = {
		[CLAUSES_TOO_MANY] = {"more clauses than terms can have",
			"Terms have up to 100 clauses.",
			"Close the lease's row where they change, and open another with the terms that follow."},
		[CLAUSES_STEPS_FALL] = {"step \"%s\" does not come after \"%s\"",
			"Steps are written in the order in which they begin.",
			"Sort them by time."},
		[CLAUSES_TWO_GROWTHS] = {"two growths of one amount: \"%s\" and \"%s\"",
			"An amount grows in one way, until the next \"from\".",
			"Leave one out, or begin another amount before it, as in \"from 1 year 110; +3% every 1 year\"."},
		[CLAUSES_FREE_BACKWARDS] = {"free time \"%s\" ends before it begins",
			"A free time is from a time to a later one.",
			"Write the earlier one first."},
		[CLAUSES_NOT_POSITIVE] = {"no time passes in \"%s\"",
			"A step begins after the lease's start, and an amount grows every so often.",
			"Write what governs from the start as the rate, and a length above 0."},
		[CLAUSES_USAGE_AND_STEPS] = {"\"%s\" beside \"%s\"",
			"Tiers, minimum and maximum go with one rate, neither with steps nor with free times.",
			"A stage of a ramp is a lease of its own: close its row where the price changes."},
		[CLAUSES_TIERS_FALL] = {"tier \"%s\" is not above \"%s\"",
			"Tiers rise.",
			"Write the lowest threshold first, each once."},
		[CLAUSES_TWO_KINDS_OF_TIERS] = {"\"%s\" beside \"%s\"",
			"Tiers are graduated, or all units cost what the highest tier reached says.",
			"Write \"all at\" in all of them or in none."},
		[CLAUSES_TWO_PERIODS] = {"two periods: \"%s\" and \"%s\"",
			"Tiers, minimum and maximum are counted over one period.",
			"Bring them to one, or make two leases of it."},
		[CLAUSES_TWICE] = {"said twice: \"%s\" and \"%s\"",
			"There is one minimum, one maximum, one zone and one proration.",
			"Leave one out."},
		[CLAUSES_NEGATIVE] = {"\"%s\" is below zero",
			"Thresholds, minimum and maximum are of what is used or paid.",
			"Write a number from 0 on."},
		[CLAUSES_MINIMUM_ABOVE_MAXIMUM] = {"\"%s\" is above \"%s\"",
			"A maximum is at least the minimum.",
			"Exchange the two, or leave one out."},
		[CLAUSES_OTHER_CURRENCY] = {"an amount is not in %s, but in %s",
			"Terms have one currency, that of the rate.",
			"Convert the amount by an exchange rate first."},
	};
	char		codes[2][4];
	char	   *text;
	char	   *clause = "";
	char	   *other = "";
	const char *what = words[found->fault].what;

	text = lease_terms_string(terms);
	if (found->clause >= 0)
		clause = terms_clause_string(terms, found->clause);
	if (found->fault == CLAUSES_OTHER_CURRENCY)
	{
		RateTerms	rate_terms;

		rate_terms_unpack(terms->rate.terms, &rate_terms);
		currency_code(rate_terms.currency, codes[0]);
		currency_code(found->other, codes[1]);
		clause = codes[0];
		other = codes[1];
	}
	else if (found->other >= 0)
		other = terms_clause_string(terms, found->other);
	/* a name has no clause of its own */
	else if (found->fault == CLAUSES_TWICE && found->clause < 0)
		what = "zone or proration said twice";
	errsave_compat(escontext,
				   (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg_internal("%s: \"%s\"", psprintf(what, clause, other), clipped(text, strlen(text))),
					errdetail_internal("%s", words[found->fault].rule),
					errhint("%s", words[found->fault].remedy)));
}

/* A name that there is not, which is written in UTF-8, as a message quotes it. */
static const char *
shown_name(const char *name, int length)
{
	char	   *shown = pg_any_to_server(pnstrdup(name, length), length, PG_UTF8);

	return clipped(shown, strlen(shown));
}

/*
 * The names as the zone database and the table of prorations spell them.  False, and an error
 * saved, if they are none.
 */
static bool
complete_names(TermsBuilder *builder, struct Node *escontext)
{
	if (builder->zone_length > 0)
	{
		TimeZone   *zone = zone_find(builder->zone, builder->zone_length);
		const char *name;

		if (zone == NULL)
			ereturn(escontext, false,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("time zone \"%s\" not recognized", shown_name(builder->zone, builder->zone_length)),
					 errdetail(ZONE_DETAIL),
					 errhint(ZONE_HINT)));
		name = zone_name(zone);
		builder->zone_length = Min(strlen(name), TERMS_NAME_LENGTH);
		memcpy(builder->zone, name, builder->zone_length);
	}
	if (builder->proration_length > 0 &&
		proration_lookup(builder->proration, builder->proration_length) == NULL)
		ereturn(escontext, false,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("proration \"%s\" not recognized", shown_name(builder->proration, builder->proration_length)),
				 errhint("Write one of %s.", proration_names())));
	return true;
}

/* ---- text and bytes ----------------------------------------------------------------------- */

/*
 * lease_terms_in(cstring) RETURNS lease_terms
 * 22P02 for malformed text, 22003 for a number out of range or with too many decimals, 22023 for
 * clauses that contradict each other and for a zone or proration that there is not.
 */
PG_FUNCTION_INFO_V1(lease_terms_in);
Datum
lease_terms_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	struct Node *escontext = FCINFO_ESCONTEXT(fcinfo);
	const char *utf8 = input_utf8_within(text, LEASE_TERMS_MAX_LENGTH);
	TermsBuilder builder;
	ParseError	error = {PARSE_ENCODING, 0, 0};
	TermsContradiction found;
	LeaseTerms	terms;

	if (utf8 == NULL || !lease_terms_parse(utf8, strlen(utf8), &builder, &error, &found))
	{
		input_error(escontext, &input_type, text, &error);
		PG_RETURN_NULL();
	}
	terms = terms_of_builder(&builder);
	if (found.fault != CLAUSES_OK)
	{
		refuse_contradiction(escontext, &terms, &found);
		PG_RETURN_NULL();
	}
	if (!complete_names(&builder, escontext))
		PG_RETURN_NULL();
	terms = terms_of_builder(&builder);
	PG_RETURN_POINTER(terms_store(&terms));
}

/* lease_terms_out(lease_terms) RETURNS cstring: "133400 CNY/server/month; +5% every 1 year; free 3 months" */
PG_FUNCTION_INFO_V1(lease_terms_out);
Datum
lease_terms_out(PG_FUNCTION_ARGS)
{
	LeaseTerms	terms = terms_from_datum(PG_GETARG_DATUM(0));

	PG_RETURN_CSTRING(lease_terms_string(&terms));
}

static void
refuse_binary(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid %s in binary %s", what, TYPE_NAME)));
}

static void
receive_name(StringInfo buf, char *name, int *length, const char *what)
{
	int			n = pq_getmsgbyte(buf);

	if (n > TERMS_NAME_LENGTH)
		refuse_binary(what);
	pq_copymsgbytes(buf, name, n);
	if (!is_name(name, n))
		refuse_binary(what);
	*length = n;
}

/*
 * lease_terms_recv(internal) RETURNS lease_terms: the version, the rate as rent_rate_send() has it,
 * the number of clauses and their fields, then the names, each after its length
 */
PG_FUNCTION_INFO_V1(lease_terms_recv);
Datum
lease_terms_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgint(buf, sizeof(int16));
	TermsBuilder builder;
	TermsContradiction found;
	LeaseTerms	terms;

	if (version != LEASE_TERMS_VERSION)
		refuse_binary("version");
	builder.rate.amount = pq_getmsgint64(buf);
	builder.rate.terms = (uint64) pq_getmsgint64(buf);
	if (builder.rate.amount < -RENT_RATE_MAX || !rate_terms_valid(builder.rate.terms))
		refuse_binary("rate");
	builder.nclauses = pq_getmsgbyte(buf);
	if (builder.nclauses > LEASE_TERMS_MAX_CLAUSES)
		refuse_binary("number of clauses");
	for (int i = 0; i < builder.nclauses; i++)
	{
		TermsClause *clause = &builder.clause[i];

		clause->kind = (uint8) pq_getmsgbyte(buf);
		clause->unit = (uint8) pq_getmsgbyte(buf);
		clause->until_unit = (uint8) pq_getmsgbyte(buf);
		clause->period = (uint8) pq_getmsgbyte(buf);
		clause->reserved = 0;
		clause->x = pq_getmsgint64(buf);
		clause->y = pq_getmsgint64(buf);
		if (!terms_clause_valid(clause))
			refuse_binary("clause");
	}
	receive_name(buf, builder.zone, &builder.zone_length, "zone");
	receive_name(buf, builder.proration, &builder.proration_length, "proration");
	complete_names(&builder, NULL);
	found = terms_complete(&builder);
	terms = terms_of_builder(&builder);
	if (found.fault != CLAUSES_OK)
		refuse_contradiction(NULL, &terms, &found);
	PG_RETURN_POINTER(terms_store(&terms));
}

/* lease_terms_send(lease_terms) RETURNS bytea */
PG_FUNCTION_INFO_V1(lease_terms_send);
Datum
lease_terms_send(PG_FUNCTION_ARGS)
{
	LeaseTerms	terms = terms_from_datum(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint16(&buf, LEASE_TERMS_VERSION);
	pq_sendint64(&buf, terms.rate.amount);
	pq_sendint64(&buf, terms.rate.terms);
	pq_sendbyte(&buf, terms.nclauses);
	for (int i = 0; i < terms.nclauses; i++)
	{
		const TermsClause *clause = &terms.clause[i];

		pq_sendbyte(&buf, clause->kind);
		pq_sendbyte(&buf, clause->unit);
		pq_sendbyte(&buf, clause->until_unit);
		pq_sendbyte(&buf, clause->period);
		pq_sendint64(&buf, clause->x);
		pq_sendint64(&buf, clause->y);
	}
	pq_sendbyte(&buf, terms.zone_length);
	pq_sendbytes(&buf, terms.zone, terms.zone_length);
	pq_sendbyte(&buf, terms.proration_length);
	pq_sendbytes(&buf, terms.proration, terms.proration_length);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* ---- order and hash -------------------------------------------------------------------------- */

/* By the rate as rent_rate has it, then by the clauses; what detoasting allocates is freed, for a sort compares often. */
static int
compare_datums(Datum a, Datum b)
{
	StoredTerms *x = (StoredTerms *) PG_DETOAST_DATUM(a);
	StoredTerms *y = (StoredTerms *) PG_DETOAST_DATUM(b);
	LeaseTerms	terms = terms_of_stored(x);
	LeaseTerms	other = terms_of_stored(y);
	int			result = lease_terms_compare(&terms, &other);

	if ((Pointer) x != DatumGetPointer(a))
		pfree(x);
	if ((Pointer) y != DatumGetPointer(b))
		pfree(y);
	return result;
}

/* lease_terms <operator> lease_terms RETURNS boolean */
#define COMPARISON(name, operator) \
	PG_FUNCTION_INFO_V1(name); \
	Datum name(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_BOOL(compare_datums(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) operator 0); \
	} \
	struct semicolon_eater

COMPARISON(lease_terms_lt, <);
COMPARISON(lease_terms_le, <=);
COMPARISON(lease_terms_eq, ==);
COMPARISON(lease_terms_ne, !=);
COMPARISON(lease_terms_ge, >=);
COMPARISON(lease_terms_gt, >);

/* lease_terms_cmp(lease_terms, lease_terms) RETURNS int4: -1, 0, 1 */
PG_FUNCTION_INFO_V1(lease_terms_cmp);
Datum
lease_terms_cmp(PG_FUNCTION_ARGS)
{
	int			result = compare_datums(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1));

	PG_RETURN_INT32((result > 0) - (result < 0));
}

/* lease_terms_hash(lease_terms) RETURNS int4 */
PG_FUNCTION_INFO_V1(lease_terms_hash);
Datum
lease_terms_hash(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));
	Datum		result = hash_any((const unsigned char *) VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));

	PG_FREE_IF_COPY(value, 0);
	return result;
}

/* lease_terms_hash_extended(lease_terms, seed int8) RETURNS int8; with seed 0 its low half is lease_terms_hash() */
PG_FUNCTION_INFO_V1(lease_terms_hash_extended);
Datum
lease_terms_hash_extended(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));
	Datum		result = hash_any_extended((const unsigned char *) VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value),
										   PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(value, 0);
	return result;
}

/* ---- casts -------------------------------------------------------------------------------------- */

/* lease_terms(rate rent_rate) RETURNS lease_terms: one rate, no clause; the implicit cast */
PG_FUNCTION_INFO_V1(lease_terms_from_rate);
Datum
lease_terms_from_rate(PG_FUNCTION_ARGS)
{
	LeaseTerms	terms = {.rate = *PG_GETARG_RENT_RATE_P(0), .zone = "", .proration = ""};

	PG_RETURN_POINTER(terms_store(&terms));
}
