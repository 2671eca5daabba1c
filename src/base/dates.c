/*
 * dates.c
 *		Dates as text that no setting changes.
 */
#include "base/dates.h"

#include "miscadmin.h"

void
date_write_iso(DateADT date, char *text)
{
	struct pg_tm tm;

	j2date(date + POSTGRES_EPOCH_JDATE, &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
	EncodeDateOnly(&tm, USE_XSD_DATES, text);
}

char *
date_as_iso(DateADT date)
{
	char	   *text = palloc(MAXDATELEN + 1);

	date_write_iso(date, text);
	return text;
}

void
append_time_of_day(StringInfo out, int64 usec)
{
	int			fraction = (int) (usec % USECS_PER_SEC);
	int			seconds = (int) (usec / USECS_PER_SEC);

	appendStringInfo(out, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
	if (fraction != 0)
		appendStringInfo(out, ".%06d", fraction);
}

bool
is_iso_date(const char *text)
{
	size_t		year = strspn(text, "0123456789");

	if (year < 4 || year > 7)
		return false;
	text += year;
	for (int i = 0; i < 2; i++)
	{
		if (text[0] != '-' || strspn(text + 1, "0123456789") != 2)
			return false;
		text += 3;
	}
	return *text == '\0' || strcmp(text, " BC") == 0;
}
