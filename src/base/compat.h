/*
 * compat.h
 *		The one file that asks for PG_VERSION_NUM.
 */
#ifndef GPURENT_COMPAT_H
#define GPURENT_COMPAT_H

#if PG_VERSION_NUM < 150001
#error "gpurent needs PostgreSQL 15.1 or later"
#endif

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#include "nodes/miscnodes.h"
#else
/*
 * Soft errors exist from 16.  On 15 the escontext is always NULL and ereturn
 * throws, as it does on 16 and later without an ErrorSaveContext.
 */
struct Node;
#define ereturn(context, dummy_value, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
		return dummy_value; \
	} while (0)
#endif

/*
 * Reports an error without leaving the function if there is a context to save it in;
 * the caller returns.
 */
#if PG_VERSION_NUM >= 160000
#define errsave_compat(context, ...)	errsave(context, __VA_ARGS__)
#else
#define errsave_compat(context, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
	} while (0)
#endif

/* Calls a type's input function; false if it saved an error in escontext. */
#if PG_VERSION_NUM >= 160000
#define input_function_call_safe(function, string, escontext, result) \
	DirectInputFunctionCallSafe(function, string, InvalidOid, -1, escontext, result)
#else
#define input_function_call_safe(function, string, escontext, result) \
	(*(result) = DirectFunctionCall3(function, CStringGetDatum(string), \
									 ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)), true)
#endif

/* The escontext of an input function's caller, NULL where there is none. */
#if PG_VERSION_NUM >= 160000
#define FCINFO_ESCONTEXT(fcinfo)	((fcinfo)->context)
#else
#define FCINFO_ESCONTEXT(fcinfo)	NULL
#endif

/*
 * The library shows what SQL calls and nothing else: PostgreSQL loads modules
 * with RTLD_GLOBAL, so a name that is shown is everybody's.  From 16 on modules
 * are built with hidden symbols and PG_FUNCTION_INFO_V1 exports the function; on
 * 15 the Makefile hides them, and this does the rest.
 */
#if PG_VERSION_NUM < 160000 && defined(__GNUC__)
#undef PGDLLEXPORT
#define PGDLLEXPORT	__attribute__((visibility("default")))
#undef PG_FUNCTION_INFO_V1
#define PG_FUNCTION_INFO_V1(funcname) \
extern PGDLLEXPORT Datum funcname(PG_FUNCTION_ARGS); \
extern PGDLLEXPORT const Pg_finfo_record *CppConcat(pg_finfo_, funcname)(void); \
const Pg_finfo_record * \
CppConcat(pg_finfo_, funcname) (void) \
{ \
	static const Pg_finfo_record my_finfo = { 1 }; \
	return &my_finfo; \
} \
extern int no_such_variable
#endif

/* 18 has pg_noreturn in place of pg_attribute_noreturn(); it comes first, before static and extern. */
#if PG_VERSION_NUM < 180000
#define pg_noreturn	pg_attribute_noreturn()
#endif

/* Intervals can be infinite from 17. */
#if PG_VERSION_NUM >= 170000
#define interval_is_infinite(interval)	INTERVAL_NOT_FINITE(interval)
#else
#define interval_is_infinite(interval)	false
#endif

/* make_range() takes an escontext from 16. */
#if PG_VERSION_NUM >= 160000
#define make_range_compat(typcache, lower, upper, empty)	make_range(typcache, lower, upper, empty, NULL)
#else
#define make_range_compat(typcache, lower, upper, empty)	make_range(typcache, lower, upper, empty)
#endif

#endif
