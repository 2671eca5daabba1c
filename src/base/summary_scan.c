/*
 * summary_scan.c
 *		The text of summaries, read fast: character by character as output writes it.
 */
#include "base/summary_scan.h"

#include <math.h>

#include "utils/datetime.h"
#include "utils/timestamp.h"

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
scan_number(const char **next, int scale, i128 *value)
{
	const char *p = *next;
	bool		negative = *p == '-';
	const char *point = NULL;
	const char *first;
	u128		number = 0;
	uint64		part = 0;		/* the digits after those of "number" */
	int			digits = 0;
	int			decimals;

	p += negative;
	first = p;
	if (!is_digit(*p) || (*p == '0' && is_digit(p[1])))
		return false;
	for (;; p++)
	{
		if (!is_digit(*p))
		{
			if (*p != '.' || point != NULL || !is_digit(p[1]))
				break;
			point = p;
			continue;
		}
		part = part * 10 + (*p - '0');
		if (++digits % 18 != 0)
			continue;
		if (digits > DECIMAL_MAX_POWER)
			return false;
		number = number * (u128) power_of_ten(18) + part;
		part = 0;
	}
	decimals = point != NULL ? (int) (p - point) - 1 : 0;
	if (decimals > scale || (int) (p - first) - decimals - (point != NULL) + scale > DECIMAL_MAX_POWER)
		return false;
	number = (number * power_of_ten(digits % 18) + part) * power_of_ten(scale - decimals);
	*value = negative ? -(i128) number : (i128) number;
	*next = p;
	return true;
}

bool
scan_int64(const char **next, int scale, int64 *value)
{
	i128		wide;

	if (!scan_number(next, scale, &wide) || wide < PG_INT64_MIN || wide > PG_INT64_MAX)
		return false;
	*value = (int64) wide;
	return true;
}

/* What the shortest digits of a float8 can take, and the decimals among them. */
#define FLOAT8_TEXT		32
#define FLOAT8_DECIMALS	22

bool
scan_float8(const char **next, float8 *value)
{
	const char *p = *next;
	char		text[FLOAT8_TEXT];
	size_t		length = strspn(p, "+-.0123456789e");
	size_t		digits;
	i128		ignored;

	/* it is a JSON number; what numeric does with extreme ones is its own */
	if (length >= FLOAT8_TEXT || !scan_number(&p, FLOAT8_DECIMALS, &ignored))
		return false;
	if (*p == 'e')
	{
		p += 1 + (p[1] == '+' || p[1] == '-');
		digits = strspn(p, "0123456789");
		if (digits < 1 || digits > 2)
			return false;
		p += digits;
	}
	if (p != *next + length)
		return false;
	memcpy(text, *next, length);
	text[length] = '\0';
	*value = strtod(text, NULL);
	/* numeric has no -0 */
	if (*value == 0 && signbit(*value))
		return false;
	*next = p;
	return true;
}

/* So many digits; -1 if they are not there. */
static inline int
fixed_digits(const char *p, int n)
{
	int			value = 0;

	for (int i = 0; i < n; i++)
	{
		if (!is_digit(p[i]))
			return -1;
		value = value * 10 + (p[i] - '0');
	}
	return value;
}

/* "2024-01-02" without quotes; dates of the years 1 to 9999. */
static bool
scan_day(const char **next, int *julian_day)
{
	const char *p = *next;
	int			year = fixed_digits(p, 4);
	int			month = year > 0 && p[4] == '-' ? fixed_digits(p + 5, 2) : -1;
	int			day = month > 0 && p[7] == '-' ? fixed_digits(p + 8, 2) : -1;

	if (day < 1 || month > MONTHS_PER_YEAR || day > day_tab[isleap(year)][month - 1])
		return false;
	*julian_day = date2j(year, month, day);
	*next = p + 10;
	return true;
}

bool
scan_instant(const char **next, int64 *instant)
{
	const char *p = *next;
	int			julian_day;
	int			hour;
	int			minute;
	int			second;
	int			usec = 0;

	if (scan_text(&p, "\"infinity\""))
		*instant = PG_INT64_MAX;
	else if (scan_text(&p, "\"-infinity\""))
		*instant = PG_INT64_MIN;
	else
	{
		if (*p++ != '"' || !scan_day(&p, &julian_day) || *p != 'T')
			return false;
		hour = fixed_digits(p + 1, 2);
		minute = hour >= 0 && p[3] == ':' ? fixed_digits(p + 4, 2) : -1;
		second = minute >= 0 && p[6] == ':' ? fixed_digits(p + 7, 2) : -1;
		if (hour > 23 || minute > 59 || second < 0 || second > 59)
			return false;
		p += 9;
		if (*p == '.')
		{
			int			unit = USECS_PER_SEC;

			for (p++; is_digit(*p) && unit > 1; p++)
				usec += (*p - '0') * (unit /= 10);
			if (unit == USECS_PER_SEC)
				return false;
		}
		if (!scan_text(&p, "+00:00\""))
			return false;
		*instant = (julian_day - POSTGRES_EPOCH_JDATE) * USECS_PER_DAY +
			((hour * MINS_PER_HOUR + minute) * SECS_PER_MINUTE + second) * USECS_PER_SEC + usec;
	}
	*next = p;
	return true;
}

bool
scan_date(const char **next, DateADT *date)
{
	const char *p = *next;
	int			julian_day;

	if (*p++ != '"' || !scan_day(&p, &julian_day) || *p++ != '"')
		return false;
	*date = julian_day - POSTGRES_EPOCH_JDATE;
	*next = p;
	return true;
}

bool
scan_string(const char **next, char *buf, size_t size)
{
	const char *p = *next;
	size_t		length = 0;

	if (*p++ != '"')
		return false;
	/* printable and of one byte, as all that we write is; the rest is for the reader of JSON */
	for (; p[length] != '"'; length++)
	{
		if (p[length] < ' ' || p[length] > '~' || p[length] == '\\' || length + 1 >= size)
			return false;
		buf[length] = p[length];
	}
	buf[length] = '\0';
	*next = p + length + 1;
	return true;
}

/*
 * The texts of terms that were read last, by their first characters and length: a table has few,
 * and each takes as long to read as the rest of a summary.
 */
#define TERMS_TEXT		64
#define TERMS_REMEMBERED	16	/* a power of 2 */

typedef struct RememberedTerms
{
	char		text[TERMS_TEXT];
	uint64		terms;
} RememberedTerms;

bool
scan_terms(const char **next, uint64 *terms)
{
	static RememberedTerms remembered[TERMS_REMEMBERED];
	const char *p = *next;
	char		text[TERMS_TEXT];
	size_t		length;
	uint64		value;
	RememberedTerms *slot;

	if (!scan_string(&p, text, TERMS_TEXT))
		return false;
	length = strlen(text);
	slot = &remembered[(length + text[0] + 5 * text[length / 2]) % TERMS_REMEMBERED];
	if (strcmp(text, slot->text) != 0)
	{
		if (!summary_terms_parse(text, &value))
			return false;
		memcpy(slot->text, text, length + 1);
		slot->terms = value;
	}
	/* of no text there are no terms, which is also what nothing has been remembered for */
	*terms = slot->terms;
	*next = p;
	return true;
}

bool
scan_unit(const char **next, uint64 *unit)
{
	const char *p = *next;
	char		text[TERMS_TEXT];

	if (scan_text(&p, "\"number\""))
		*unit = QUANTITY_UNIT_NUMBER;
	else if (!scan_string(&p, text, TERMS_TEXT) || !quantity_unit_parse(text, unit))
		return false;
	*next = p;
	return true;
}

int
scan_elements(const char *text, int shortest, int most)
{
	int			n = 0;

	for (const char *p = strchr(text, '['); p != NULL; p = strchr(p + 1, '['))
	{
		if (n == most || p < text + (int64) shortest * n)
			return -1;
		n++;
	}
	return n;
}
