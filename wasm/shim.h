/*
 * shim.h
 *		Before all that is compiled for PGlite, see shim.c; not before src/core, which
 *		knows nothing of PostgreSQL.
 */
#ifndef GPURENT_SHIM_H
#define GPURENT_SHIM_H

#include "postgres.h"

#include "fmgr.h"

/*
 * The one block that catches an error, range_of_text() in src/rent/days.c, does so to put
 * session_timezone and DateOrder back.  Here these are shim.c's own, set back before
 * anything can fail, so nothing has to be caught there; and a setjmp() here would have to
 * fit the compiler of PGlite.
 */
#undef PG_TRY
#undef PG_FINALLY
#undef PG_END_TRY
#define PG_TRY()		StaticAssertStmt(__builtin_strcmp(__FILE__, "src/rent/days.c") == 0, "no error can be caught in PGlite: wasm/shim.h")
#define PG_FINALLY()	((void) 0)
#define PG_END_TRY()	((void) 0)

#define OidInputFunctionCall	input_under_our_settings
extern Datum input_under_our_settings(Oid function, char *text, Oid typioparam, int32 typmod);

#endif
