/*
 * fuzz.c
 *		libFuzzer inside a backend: bytes for one function of a type, and what must hold.
 *
 * scripts/fuzz.sh links this with an instrumented build of the extension; it is no
 * part of what is installed.  The driver runs in the backend itself, so that what is
 * fuzzed is the functions as they are, with PostgreSQL's own memory contexts and errors.
 *
 * An input is either refused, with an SQLSTATE that a user can understand, or a value
 * which its own text and its own bytes give back.  A text with a blank before it is the same value, or
 * is refused with the same SQLSTATE: so what is read by a scanner of canonical text (base/summary_scan.h) is
 * held against the general reader.
 */
#include "base/gpurent.h"

#include <stdio.h>
#include <stdlib.h>

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

/* An input is at most some kilobytes; what it makes of them must not be more than this. */
#define MEMORY_LIMIT	(64 * 1024 * 1024)

extern int	LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback) (const uint8_t *data, size_t size));

static struct
{
	FmgrInfo	function;		/* typinput, typreceive, or a function of one bytea */
	Oid			ioparam;
	Oid			result;
	FmgrInfo	input;
	FmgrInfo	output;
	FmgrInfo	receive;
	FmgrInfo	send;
	int16		length;
	bool		by_value;
	enum
	{
		FUZZ_INPUT,
		FUZZ_RECEIVE,
		FUZZ_BYTEA
	}			kind;
	MemoryContext context;
}			target;

static void
broken(const char *what)
{
	fprintf(stderr, "BROKEN: %s\n", what);
	abort();
}

static bool
same(Datum a, Datum b)
{
	return target.by_value ? a == b : datumIsEqual(a, b, target.by_value, target.length);
}

static Datum
received(const char *data, int size, bool *whole)
{
	StringInfoData buf;
	Datum		value;

	initStringInfo(&buf);
	appendBinaryStringInfo(&buf, data, size);
	value = ReceiveFunctionCall(&target.receive, &buf, target.ioparam, -1);
	*whole = buf.cursor == buf.len;
	return value;
}

/* What a user can do with a value: look at it, dump it as text or in binary, load that. */
static void
check_value(Datum value)
{
	char	   *text = OutputFunctionCall(&target.output, value);
	bytea	   *bytes = SendFunctionCall(&target.send, value);
	bool		whole;

	if (!same(value, InputFunctionCall(&target.input, text, target.ioparam, -1)))
		broken("the text of a value is another value's");
	if (!same(value, received(VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes), &whole)) || !whole)
		broken("the bytes of a value are another value's");
}

/* The value of a text, or the SQLSTATE of its refusal; the error is left for the caller to look at. */
static bool
read_text(char *text, Datum *value, int *code)
{
	MemoryContext before = CurrentMemoryContext;
	volatile bool read = true;

	PG_TRY();
	{
		*value = InputFunctionCall(&target.function, text, target.ioparam, -1);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(before);
		*code = geterrcode();
		FlushErrorState();
		read = false;
	}
	PG_END_TRY();
	return read;
}

/* Aborts unless a blank before the text makes no difference. */
static void
check_blank(char *text)
{
	Datum		value;
	Datum		other;
	int			code = 0;
	int			other_code = 0;
	bool		read = read_text(text, &value, &code);

	if (read_text(psprintf(" %s", text), &other, &other_code) != read)
		broken("a text with a blank before it is read, or refused, where the text is not");
	if (read ? !same(value, other) : code != other_code)
		broken("a text with a blank before it is another value, or refused for another reason");
}

static void
call(const uint8_t *data, size_t size)
{
	Datum		value;
	bool		whole = true;

	switch (target.kind)
	{
		case FUZZ_INPUT:
			/* the server lets nothing else through */
			if (memchr(data, 0, size) != NULL || !pg_verify_mbstr(PG_UTF8, (const char *) data, size, true))
				return;
			check_blank(pnstrdup((const char *) data, size));
			value = InputFunctionCall(&target.function, pnstrdup((const char *) data, size), target.ioparam, -1);
			break;
		case FUZZ_RECEIVE:
			value = received((const char *) data, size, &whole);
			break;
		case FUZZ_BYTEA:
			{
				bytea	   *argument = palloc(VARHDRSZ + size);

				SET_VARSIZE(argument, VARHDRSZ + size);
				memcpy(VARDATA(argument), data, size);

				LOCAL_FCINFO(fcinfo, 1);
				InitFunctionCallInfoData(*fcinfo, &target.function, 1, InvalidOid, NULL, NULL);
				fcinfo->args[0] = (NullableDatum) {PointerGetDatum(argument), false};
				FunctionCallInvoke(fcinfo);
				return;
			}
	}
	/* the server refuses what is left over, after the function has accepted it */
	if (whole)
		check_value(value);
}

static int
one_input(const uint8_t *data, size_t size)
{
	MemoryContext before = MemoryContextSwitchTo(target.context);

	PG_TRY();
	{
		call(data, size);
	}
	PG_CATCH();
	{
		int			code = geterrcode();

		if (code == ERRCODE_INTERNAL_ERROR || code == ERRCODE_OUT_OF_MEMORY)
		{
			ErrorData  *error;

			MemoryContextSwitchTo(target.context);
			error = CopyErrorData();
			fprintf(stderr, "%s: %s\n", unpack_sql_state(code), error->message);
			broken("an error that no user should see");
		}
		FlushErrorState();
	}
	PG_END_TRY();
	MemoryContextSwitchTo(before);
	if (MemoryContextMemAllocated(target.context, true) > MEMORY_LIMIT)
		broken("memory out of all proportion to the input");
	MemoryContextReset(target.context);
	return 0;
}

/*
 * fuzz(what regproc, of_type regtype, log text, options text[]) RETURNS void
 *
 * Runs libFuzzer with these options on the function, which is the type's input or
 * receive function, or one of a bytea.  It does not return: the driver ends the process.
 */
PG_FUNCTION_INFO_V1(fuzz);
Datum
fuzz(PG_FUNCTION_ARGS)
{
	Oid			what = PG_GETARG_OID(0);
	Oid			type = PG_GETARG_OID(1);
	Datum	   *options;
	bool	   *nulls;
	int			argc;
	char	  **argv;
	Oid			function;
	bool		varlena;

	fmgr_info(what, &target.function);
	get_typlenbyval(type, &target.length, &target.by_value);
	getTypeInputInfo(type, &function, &target.ioparam);
	fmgr_info(function, &target.input);
	target.kind = function == what ? FUZZ_INPUT : FUZZ_BYTEA;
	getTypeOutputInfo(type, &function, &varlena);
	fmgr_info(function, &target.output);
	getTypeBinaryInputInfo(type, &function, &target.ioparam);
	fmgr_info(function, &target.receive);
	if (function == what)
		target.kind = FUZZ_RECEIVE;
	getTypeBinaryOutputInfo(type, &function, &varlena);
	fmgr_info(function, &target.send);
	target.context = AllocSetContextCreate(CurrentMemoryContext, "fuzz", ALLOCSET_DEFAULT_SIZES);

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(3), TEXTOID, -1, false, TYPALIGN_INT, &options, &nulls, &argc);
	argv = palloc0((argc + 2) * sizeof(char *));
	argv[0] = "fuzz";
	for (int i = 0; i < argc; i++)
		argv[i + 1] = TextDatumGetCString(options[i]);
	argc++;
	if (freopen(text_to_cstring(PG_GETARG_TEXT_PP(2)), "w", stderr) == NULL)
		ereport(ERROR, (errcode_for_file_access(), errmsg("could not open the log: %m")));
	/* the fuzzer has a handler of its own, for what takes too long, and sets it only where there is none */
	pqsignal(SIGALRM, SIG_DFL);
	exit(LLVMFuzzerRunDriver(&argc, &argv, one_input));
}
