/*
 * print.c
 *		Printers of the two value types.
 */
#include "core/value/print.h"

#include <string.h>

static const char digit_pairs[] =
"00010203040506070809" "10111213141516171819" "20212223242526272829" "30313233343536373839"
"40414243444546474849" "50515253545556575859" "60616263646566676869" "70717273747576777879"
"80818283848586878889" "90919293949596979899";

static char *
put_whole(char *out, uint64_t value)
{
	char		digits[20];
	int			at = sizeof(digits);

	while (value >= 100)
	{
		at -= 2;
		memcpy(digits + at, digit_pairs + 2 * (value % 100), 2);
		value /= 100;
	}
	if (value >= 10)
	{
		at -= 2;
		memcpy(digits + at, digit_pairs + 2 * value, 2);
	}
	else
		digits[--at] = (char) ('0' + value);
	memcpy(out, digits + at, sizeof(digits) - at);
	return out + sizeof(digits) - at;
}

/* value / 10^scale; scale is even and unit 10^scale. */
static inline char *
put_scaled(char *out, int64_t value, int scale, uint32_t unit)
{
	uint64_t	magnitude = value < 0 ? -(uint64_t) value : (uint64_t) value;
	uint64_t	whole = magnitude / unit;
	uint32_t	fraction = (uint32_t) (magnitude - whole * unit);

	if (value < 0)
		*out++ = '-';
	out = put_whole(out, whole);
	if (fraction != 0)
	{
		*out++ = '.';
		for (int at = scale - 2; at >= 0; at -= 2)
		{
			memcpy(out + at, digit_pairs + 2 * (fraction % 100), 2);
			fraction /= 100;
		}
		out += scale;
		while (out[-1] == '0')
			out--;
	}
	return out;
}

/* A code that has no name can come from a damaged page only. */
static inline char *
put_text(char *out, const char *text)
{
	size_t		length;

	if (text == NULL)
		text = "?";
	length = strlen(text);
	memcpy(out, text, length);
	return out + length;
}

int
p_capacity_print(char *buf, int64_t capacity)
{
	int			format = p_capacity_format(capacity);
	char	   *out = put_scaled(buf, p_capacity_gflops(capacity), P_CAPACITY_SCALE, 1000000);

	*out++ = ' ';
	*out++ = 'P';
	if (format != NUMBER_FORMAT_NONE)
	{
		*out++ = ' ';
		out = put_text(out, number_format_name(format));
	}
	return (int) (out - buf);
}

int
rent_rate_print(char *buf, const RentRate *rate)
{
	RateTerms	terms;
	char		code[4];
	char	   *out = put_scaled(buf, rate->amount, RENT_RATE_SCALE, 100000000);

	rate_terms_unpack(rate->terms, &terms);
	currency_code(terms.currency, code);
	*out++ = ' ';
	memcpy(out, code, 3);
	out += 3;
	*out++ = '/';
	out = put_text(out, unit_name(terms.unit));
	if (terms.format != NUMBER_FORMAT_NONE)
	{
		*out++ = ' ';
		out = put_text(out, number_format_name(terms.format));
	}
	if (terms.period != PERIOD_NONE)
	{
		*out++ = '/';
		out = put_text(out, period_name(terms.period));
	}
	if (terms.tax_basis != TAX_UNSAID)
	{
		*out++ = ' ';
		out = put_text(out, tax_name(terms.tax_basis));
		*out++ = ' ';
		out = put_scaled(out, terms.tax_rate, TAX_RATE_SCALE, 10000);
		*out++ = '%';
	}
	return (int) (out - buf);
}
