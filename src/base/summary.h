/*
 * summary.h
 *		What the summaries, the states of the aggregates, have in common.
 *
 * A summary is a varlena whose first word after the length is its version, of
 * plain storage (so that it is never compressed, shortened or moved out of line)
 * and double alignment, and can be updated in place.  Numbers of more than 64 bits
 * are kept in words, least significant first: no 128-bit member, which the
 * compiler would take to be aligned to 16 bytes.
 *
 * A summary of fixed size is described by a table of its fields, from which its
 * text, its binary form, its order and its hash follow.
 */
#ifndef GPURENT_SUMMARY_H
#define GPURENT_SUMMARY_H

#include "base/gpurent.h"

#include "base/summary_terms.h"
#include "lib/stringinfo.h"
#include "nodes/execnodes.h"
#include "utils/jsonb.h"

/* ---- wide numbers in words -------------------------------------------------- */

typedef struct Words128
{
	uint64		word[2];
} Words128;

typedef struct Words192
{
	uint64		word[3];
} Words192;

static inline i128
words128_get(const Words128 *words)
{
	return (i128) (((u128) words->word[1] << 64) | words->word[0]);
}

static inline void
words128_set(Words128 *words, i128 value)
{
	words->word[0] = (uint64) value;
	words->word[1] = (uint64) ((u128) value >> 64);
}

/* Adds in place; false if it overflows. */
static inline bool
words128_add(Words128 *words, i128 value)
{
	i128		sum;

	if (__builtin_add_overflow(words128_get(words), value, &sum))
		return false;
	words128_set(words, sum);
	return true;
}

static inline bool
words192_is_zero(const Words192 *words)
{
	return (words->word[0] | words->word[1] | words->word[2]) == 0;
}

/* Adds in place; false if it overflows. */
static inline bool
words192_add(Words192 *words, const Words192 *other)
{
	u128		low = (u128) words->word[0] + other->word[0];
	u128		middle = (u128) words->word[1] + other->word[1] + (uint64) (low >> 64);
	uint64		carry = (uint64) (middle >> 64);
	int64		high;

	/* the carry comes last, but may bring back what overflowed by one the other way */
	high = (int64) (words->word[2] + other->word[2] + carry);
	if ((int64) ((words->word[2] ^ (uint64) high) & (other->word[2] ^ (uint64) high)) < 0)
		return false;
	*words = (Words192) {{(uint64) low, (uint64) middle, (uint64) high}};
	return true;
}

extern bool words192_add_wide_product(Words192 *words, i128 a, int64 b);

/* Adds a * b in place, which always fits by itself; false if the sum overflows. */
static inline bool
words192_add_product(Words192 *words, i128 a, int64 b)
{
	i128		small;
	uint64		sign;

	if (unlikely(a != (int64) a))
		return words192_add_wide_product(words, a, b);
	/* most amounts */
	small = (i128) (int64) a * b;
	sign = small < 0 ? PG_UINT64_MAX : 0;
	return words192_add(words, &(Words192) {{(uint64) small, (uint64) ((u128) small >> 64), sign}});
}

/* The value / 10^scale, without trailing zeros. */
extern Numeric numeric_from_words192(const Words192 *words, int scale);

/* ---- units of quantities ------------------------------------------------------ */

/* What a summary of quantities without a rate counts. */
typedef enum QuantityUnit
{
	QUANTITY_UNIT_NONE = 0,		/* no quantity yet */
	QUANTITY_UNIT_NUMBER = 1,	/* cards, servers: whatever a plain number counts */
	QUANTITY_UNIT_P = 2			/* P; the code of the number format is added */
} QuantityUnit;

extern bool quantity_unit_valid(uint64 unit);

/* "", "number", "P", "P fp16"; palloc'd. */
extern char *quantity_unit_string(uint64 unit);
extern bool quantity_unit_parse(const char *string, uint64 *unit);

/* ---- fields ------------------------------------------------------------------ */

typedef struct SummaryText SummaryText;

typedef enum FieldKind
{
	FIELD_COUNT,				/* int64, not negative */
	FIELD_INSTANT,				/* int64, microseconds; PG_INT64_MIN and PG_INT64_MAX are infinite */
	FIELD_TERMS,				/* uint64, the terms of a sum (summary_terms.h); 0 for none */
	FIELD_UNIT,					/* uint64, a QuantityUnit */
	FIELD_SCALED64,				/* int64 / 10^scale */
	FIELD_SCALED128,			/* Words128 / 10^scale */
	FIELD_SCALED192				/* Words192 / 10^scale */
} FieldKind;

typedef struct SummaryField
{
	const char *name;
	FieldKind	kind;
	int			scale;
	size_t		offset;
	int			since;			/* the version that it came with; 0 for the first */
	int64		absent;			/* its first word in a value of a version before */
} SummaryField;

/*
 * A field that comes is the last of the struct and of the table, with the next version as its
 * "since": what was stored, sent or written before is the same without it, and stays readable.
 */

typedef struct SummaryType
{
	const char *name;			/* of the SQL type */
	size_t		size;
	const SummaryField *fields;
	int			nfields;
	/* says what contradicts itself in a value whose fields are each in range, or NULL */
	const char *(*fault) (const void *summary);
} SummaryType;

#define SUMMARY_FIELD(type, member, text, what, decimals, ...) \
	{.name = text, .kind = what, .scale = decimals, .offset = offsetof(type, member), __VA_ARGS__}

static inline int
summary_version(const SummaryType *type)
{
	return Max(type->fields[type->nfields - 1].since, 1);
}

/* What every summary starts with. */
typedef struct SummaryHeader
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint16		version;
	uint16		reserved;		/* 0 */
} SummaryHeader;

/*
 * A new summary of zeros, in the current context: a new state that a transition function
 * returns is copied to the aggregate's context, and the one it replaces is freed.
 */
extern void *summary_make(const SummaryType *type);

/*
 * What is stored is only as good as the disk it is on.  Before a value is read: 22000 if it
 * is of a later version, XX001 if it is too short.  A type of variable size
 * has to find, and refuse as damaged, a count that goes beyond the value.
 */
extern void refuse_version(const char *type_name, int version, int expected);

/*
 * The version that text or bytes say, 1 to "newest": an older one has what it had.  An error, soft
 * for text, otherwise.
 */
extern int	summary_text_version(SummaryText *text, int newest);
extern int	summary_recv_version(StringInfo buf, const char *type_name, int newest);
extern void refuse_damaged(const char *type_name);

/*
 * How values of a type of variable size are read: those of an older version each by its reader,
 * which makes one of this version.
 */
typedef void *(*StoredReader) (const void *value);

typedef struct StoredType
{
	const char *name;
	int			version;		/* that is written */
	Size		head;			/* of a value of it, without its list */
	const StoredReader *older;	/* of version 1, 2, …; as many as there are before this one */
} StoredType;

extern void *stored_older(void *value, const StoredType *type);

/* The value, or what its reader makes of it. */
static inline void *
stored_value(void *value, const StoredType *type)
{
	if (unlikely(VARSIZE(value) < sizeof(SummaryHeader)))
		refuse_damaged(type->name);
	if (unlikely(((const SummaryHeader *) value)->version != type->version))
		return stored_older(value, type);
	if (unlikely(VARSIZE(value) < type->head))
		refuse_damaged(type->name);
	return value;
}

/* An argument as it is, or as a copy if an older version wrote it. */
extern void *summary_argument(const SummaryType *type, Datum value);

/* Whether an aggregate calls, so that the state may be changed in place. */
static inline bool
in_aggregate(FunctionCallInfo fcinfo)
{
	return fcinfo->context != NULL &&
		(IsA(fcinfo->context, AggState) || IsA(fcinfo->context, WindowAggState));
}

/* An error outside an aggregate. */
extern void require_aggregate(FunctionCallInfo fcinfo);

/*
 * The first argument of a combine function, to be changed in place: itself in an
 * aggregate, a copy elsewhere.
 */
extern void *summary_to_change(const SummaryType *type, FunctionCallInfo fcinfo);

/* The bodies of a fixed-size type's functions. */
extern Datum summary_in(const SummaryType *type, FunctionCallInfo fcinfo);
extern Datum summary_out(const SummaryType *type, FunctionCallInfo fcinfo);
extern Datum summary_recv(const SummaryType *type, FunctionCallInfo fcinfo);
extern Datum summary_send(const SummaryType *type, FunctionCallInfo fcinfo);

/*
 * The order of two summaries: total, stable, without a meaning; equal means the same
 * bytes.  "form" makes the one form of a value that is compared, NULL where there is no
 * other; what it and detoasting allocate is freed, for a sort compares very often.
 */
typedef void *(*SummaryForm) (void *summary);

extern int	summary_compare(Datum a, Datum b, SummaryForm form);
extern uint64 summary_hash(Datum a, uint64 seed, SummaryForm form);

/*
 * The form for a type of fixed size: as the oldest version wrote it that can say the value.  So an
 * index or a hash partition of values of before finds those that a later version writes.
 */
extern void *summary_oldest_form(const SummaryType *type, void *summary);

/*
 * The comparison operators, btree support and hash functions of a summary's type:
 * NAME_eq, NAME_ne, NAME_lt, NAME_le, NAME_gt, NAME_ge, NAME_cmp, NAME_hash,
 * NAME_hash_extended.
 */
#define SUMMARY_COMPARISON(name, suffix, op, form) \
	PG_FUNCTION_INFO_V1(name##_##suffix); \
	Datum name##_##suffix(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_BOOL(summary_compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1), form) op 0); \
	}

#define SUMMARY_COMPARISONS_OF_FORM(name, form) \
	SUMMARY_COMPARISON(name, eq, ==, form) \
	SUMMARY_COMPARISON(name, ne, !=, form) \
	SUMMARY_COMPARISON(name, lt, <, form) \
	SUMMARY_COMPARISON(name, le, <=, form) \
	SUMMARY_COMPARISON(name, gt, >, form) \
	SUMMARY_COMPARISON(name, ge, >=, form) \
	PG_FUNCTION_INFO_V1(name##_cmp); \
	Datum name##_cmp(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_INT32(summary_compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1), form)); \
	} \
	PG_FUNCTION_INFO_V1(name##_hash); \
	Datum name##_hash(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_INT32((int32) summary_hash(PG_GETARG_DATUM(0), 0, form)); \
	} \
	PG_FUNCTION_INFO_V1(name##_hash_extended); \
	Datum name##_hash_extended(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_UINT64(summary_hash(PG_GETARG_DATUM(0), PG_GETARG_INT64(1), form)); \
	} \
	struct semicolon_eater

#define SUMMARY_COMPARISONS(name)	SUMMARY_COMPARISONS_OF_FORM(name, NULL)

/* ---- pieces of text, for the types that have lists --------------------------- */

/* "2024-01-01T00:00:00+00", "infinity": the same under any setting. */
extern void append_instant(StringInfo out, int64 instant);

/* Whether a timestamp can have this value; the infinite ones are. */
extern bool instant_exists(int64 instant);

/*
 * The fields of a JSON object, for input functions.  A missing field, one of the
 * wrong type and one out of range are 22P02 with the type's and the field's name.
 */
struct SummaryText
{
	const char *type_name;
	Jsonb	   *json;			/* with an empty list without a name in the place of the long one */
	struct Node *escontext;
	bool		failed;			/* a soft error was saved */

	/* the long list, if the type has one */
	const char *list_name;
	const char *list;			/* what follows of it, NULL if there is none */
	const char *list_end;
	MemoryContext context;		/* for what an element takes to be read, emptied every so often */
	Jsonb	   *piece;			/* the elements at hand, in that context; NULL at first */
	uint32		next;			/* of them */
};

/*
 * Reads a JSON object; false if it is not one.  A list that can be long is left out and read
 * piece by piece, for PostgreSQL's own reading of JSON cannot be cancelled; list_name may be NULL.
 */
extern bool summary_text_open(SummaryText *text, const char *type_name, const char *list_name, char *string,
							  struct Node *escontext);

/* An error unless the list is there. */
extern void summary_text_check_list(SummaryText *text);

/* The next element of the list; NULL at its end and after an error.  Good until the next one. */
extern JsonbValue *summary_text_next(SummaryText *text);
extern JsonbValue *summary_text_field(SummaryText *text, const char *field);
extern uint64 summary_text_terms(SummaryText *text, const char *field);
extern i128 summary_text_number(SummaryText *text, const char *field, const JsonbValue *value, int scale);
extern int64 summary_text_int64(SummaryText *text, const char *field, int scale);
extern int64 summary_text_instant(SummaryText *text, const char *field, const JsonbValue *value);
extern char *summary_text_string(SummaryText *text, const char *field, const JsonbValue *value);
extern void summary_text_error(SummaryText *text, const char *field, const char *rule);

#endif
