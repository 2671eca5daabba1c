/*
 * messages.c
 *		What error messages have in common.
 */
#include "messages.h"

#include "mb/pg_wchar.h"

#define QUOTED_BYTES	64

char *
clipped(const char *value, size_t length)
{
	int			kept;

	if (length <= QUOTED_BYTES)
		return pnstrdup(value, length);

	/* a few bytes more than are kept, so that the last character is whole */
	kept = pg_mbcliplen(value, QUOTED_BYTES + MAX_MULTIBYTE_CHAR_LEN, QUOTED_BYTES);
	return psprintf("%.*s...", kept, value);
}
