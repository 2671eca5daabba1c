/*
 * summary.h
 *		What the summaries, the states of the aggregates, have in common.
 *
 * A summary is a varlena whose first word after the length is its version, of
 * plain storage (so that it is never compressed, shortened or moved out of line)
 * and double alignment, and can be updated in place.  Numbers of more than 64 bits
 * are kept in words (core/number/words.h).
 *
 * A summary of fixed size is described by a table of its fields, from which its
 * text, its binary form, its order and its hash follow.
 */
#ifndef GPURENT_SUMMARY_H
#define GPURENT_SUMMARY_H

#include "base/gpurent.h"

#include "base/summary_terms.h"
#include "core/number/words.h"
#include "lib/stringinfo.h"
#include "nodes/execnodes.h"

/* ---- fields ------------------------------------------------------------------ */

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

/* How many words of 64 bits it takes. */
static inline int
summary_field_words(const SummaryField *field)
{
	return field->kind == FIELD_SCALED192 ? 3 : field->kind == FIELD_SCALED128 ? 2 : 1;
}

/* Decimals of a second that an instant has. */
#define USEC_SCALE	6

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
 * What is stored is only as good as the disk it is on.  What reads a value says 22000 if it
 * is of a later version, and XX001, this one, if it is too short.  A type of variable size
 * has to find, and refuse as damaged, a count that goes beyond the value.
 */
extern void refuse_damaged(const char *type_name);

/* The version that bytes say, 1 to "newest": an older one has what it had.  An error otherwise. */
extern int	summary_recv_version(StringInfo buf, const char *type_name, int newest);

/* 22P03 for bytes whose field contradicts others, or is out of range. */
pg_noreturn extern void refuse_binary(const char *type_name, const char *field);

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

/*
 * Where PostgreSQL is built with assertions, a state is looked at after each change, by the
 * assert_NAME() of its type: what was sound stays so.  It is asked before, by NAME_sound(), whether
 * it was, for what comes from a damaged page need not be.  In other builds the one is nothing and the other true.
 */
#ifdef USE_ASSERT_CHECKING
extern bool summary_sound(const SummaryType *type, const void *summary);
#endif

#define assert_stays_sound(sound, sound_before) \
	do { Assert(!(sound_before) || (sound)); (void) (sound_before); } while (0)

/* 0A000: a transition function outside an aggregate. */
pg_noreturn extern void refuse_outside_aggregate(void);

static inline void
require_aggregate(FunctionCallInfo fcinfo)
{
	if (unlikely(!in_aggregate(fcinfo)))
		refuse_outside_aggregate();
}

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

#endif
