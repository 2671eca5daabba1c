/*
 * decimal.c
 *		Exact integers wider than the machine's, and decimals scaled by a power of ten.
 */
#include "core/number/decimal.h"

#include <string.h>

#define TEN_TO_19	UINT64_C(10000000000000000000)

u128
power_of_ten(int exponent)
{
	static const uint64_t low[] = {
		UINT64_C(1), UINT64_C(10), UINT64_C(100), UINT64_C(1000), UINT64_C(10000),
		UINT64_C(100000), UINT64_C(1000000), UINT64_C(10000000), UINT64_C(100000000),
		UINT64_C(1000000000), UINT64_C(10000000000), UINT64_C(100000000000),
		UINT64_C(1000000000000), UINT64_C(10000000000000), UINT64_C(100000000000000),
		UINT64_C(1000000000000000), UINT64_C(10000000000000000),
		UINT64_C(100000000000000000), UINT64_C(1000000000000000000), TEN_TO_19
	};

	if (exponent <= 19)
		return low[exponent];
	return (u128) low[exponent - 19] * TEN_TO_19;
}

/* By words as soon as they fit, which nearly all do. */
u128
greatest_common_divisor(u128 a, u128 b)
{
	uint64_t	x;
	uint64_t	y;

	while (b >> 64 != 0 || (b != 0 && a >> 64 != 0))
	{
		u128		rest = a % b;

		a = b;
		b = rest;
	}
	if (b == 0)
		return a;
	x = (uint64_t) a;
	y = (uint64_t) b;
	while (y != 0)
	{
		uint64_t	rest = x % y;

		x = y;
		y = rest;
	}
	return x;
}

/* ---- decimals ------------------------------------------------------------- */

size_t
decimal_scan(const char *text, size_t len, Decimal *result)
{
	size_t		i = 0;
	int			digits = 0;
	bool		point = false;

	*result = (Decimal) {0};
	if (i < len && (text[i] == '+' || text[i] == '-'))
		result->negative = text[i++] == '-';

	for (; i < len; i++)
	{
		if (text[i] == '.' && !point)
		{
			point = true;
			continue;
		}
		if (text[i] < '0' || text[i] > '9')
			break;
		digits++;
		decimal_append_digit(result, text[i] - '0', point);
	}
	if (digits == 0)
		return 0;

	/* "e" belongs to the number only when digits follow: 268E is 268 EFLOPS */
	if (i < len && (text[i] == 'e' || text[i] == 'E'))
	{
		size_t		j = i + 1;
		bool		negative = false;
		int			exponent = 0;

		if (j < len && (text[j] == '+' || text[j] == '-'))
			negative = text[j++] == '-';
		if (j < len && text[j] >= '0' && text[j] <= '9')
		{
			for (; j < len && text[j] >= '0' && text[j] <= '9'; j++)
				if (exponent < 100000)
					exponent = exponent * 10 + (text[j] - '0');
			result->exponent += negative ? -exponent : exponent;
			i = j;
		}
	}
	return i;
}

DecimalStatus
decimal_to_scale_wide(const Decimal *value, int scale, u128 limit, i128 *result)
{
	u128		coefficient = value->coefficient;
	int			shift = value->exponent + scale;

	if (coefficient == 0)
	{
		*result = 0;
		return value->too_long ? DECIMAL_TOO_FINE : DECIMAL_OK;
	}

	/* most numbers: 64 bits divide many times as fast */
	if (coefficient <= UINT64_MAX && shift >= -19 && shift <= 19 && !value->too_long)
	{
		uint64_t	small = (uint64_t) coefficient;
		uint64_t	power = (uint64_t) power_of_ten(shift < 0 ? -shift : shift);

		if (shift >= 0)
			coefficient = (u128) small * power;
		else
			coefficient = small / power;
		if (coefficient > limit)
			return DECIMAL_TOO_LARGE;
		if (shift < 0 && small % power != 0)
			return DECIMAL_TOO_FINE;
	}
	else if (shift >= 0)
	{
		if (shift > DECIMAL_MAX_POWER ||
			coefficient > limit / power_of_ten(shift))
			return DECIMAL_TOO_LARGE;
		if (value->too_long)
			return DECIMAL_TOO_FINE;
		coefficient *= power_of_ten(shift);
	}
	else
	{
		u128		divisor;

		if (-shift > DECIMAL_MAX_POWER)
			return DECIMAL_TOO_FINE;
		divisor = power_of_ten(-shift);
		if (coefficient / divisor > limit)
			return DECIMAL_TOO_LARGE;
		if (value->too_long || coefficient % divisor != 0)
			return DECIMAL_TOO_FINE;
		coefficient /= divisor;
	}
	*result = value->negative ? -(i128) coefficient : (i128) coefficient;
	return DECIMAL_OK;
}

bool
decimal_kept(const Decimal *value, int scale, DecimalRest rest, u128 limit, i128 *result)
{
	int			shift = value->exponent + scale;
	u128		kept = 0;

	/* of 38 digits or more, what is beyond the coefficient is beyond the limit, or does not decide */
	if (value->coefficient == 0)
		kept = 0;
	else if (shift >= 0)
	{
		if (shift > DECIMAL_MAX_POWER || value->coefficient > limit / power_of_ten(shift))
			return false;
		kept = value->coefficient * power_of_ten(shift);
	}
	else if (-shift <= DECIMAL_MAX_POWER)
	{
		u128		divisor = power_of_ten(-shift);
		u128		remainder = value->coefficient % divisor;

		kept = value->coefficient / divisor;
		if (rest == REST_ROUNDED && remainder >= divisor - remainder)
			kept++;
	}
	/* of 39 digits, no coefficient is half of 10^39 */
	if (kept > limit)
		return false;
	*result = value->negative ? -(i128) kept : (i128) kept;
	return true;
}

DecimalStatus
decimal_to_scale(const Decimal *value, int scale, int64_t limit, int64_t *result)
{
	i128		wide = 0;
	DecimalStatus status = decimal_to_scale_wide(value, scale, (u128) limit, &wide);

	*result = (int64_t) wide;
	return status;
}

int
decimal_format(char *buf, i128 value, int scale)
{
	char		digits[DECIMAL_BUFFER];
	int			n = 0;
	int			len = 0;
	u128		rest = i128_abs(value);

	/*
	 * Zeros at the end are not written.  The machine's own division is many times as fast as one of 128 bits, and
	 * whole numbers of a fine unit have many of them.
	 */
	if (rest == 0)
		scale = 0;
	for (; scale > 0 && rest > UINT64_MAX && rest % 10 == 0; scale--)
		rest /= 10;
	if (rest <= UINT64_MAX)
	{
		uint64_t	r = (uint64_t) rest;

		for (; scale >= 3 && r % 1000 == 0; scale -= 3)
			r /= 1000;
		for (; scale > 0 && r % 10 == 0; scale--)
			r /= 10;
		rest = r;
	}

	/* least significant first */
	for (; rest > UINT64_MAX; rest /= 10)
		digits[n++] = '0' + (char) (rest % 10);
	for (uint64_t r = (uint64_t) rest; r != 0; r /= 10)
		digits[n++] = '0' + (char) (r % 10);
	while (n <= scale)
		digits[n++] = '0';

	if (value < 0)
		buf[len++] = '-';
	while (n > 0)
	{
		if (n == scale)
			buf[len++] = '.';
		buf[len++] = digits[--n];
	}
	return len;
}

/* ---- wide integers -------------------------------------------------------- */

i128
div_round_i128(i128 num, i128 den)
{
	u128		n = i128_abs(num);
	u128		d = (u128) den;
	u128		quotient = n / d;
	u128		remainder = n % d;

	if (remainder >= d - remainder)
		quotient++;
	return num < 0 ? -(i128) quotient : (i128) quotient;
}

u256
u256_mul(u128 a, u128 b)
{
	uint64_t	a0 = (uint64_t) a;
	uint64_t	a1 = (uint64_t) (a >> 64);
	uint64_t	b0 = (uint64_t) b;
	uint64_t	b1 = (uint64_t) (b >> 64);
	u128		low = (u128) a0 * b0;
	u128		middle1 = (u128) a0 * b1;
	u128		middle2 = (u128) a1 * b0;
	u128		high = (u128) a1 * b1;
	u128		carry;
	u256		result;

	result.word[0] = (uint64_t) low;
	carry = (low >> 64) + (uint64_t) middle1 + (uint64_t) middle2;
	result.word[1] = (uint64_t) carry;
	carry = (carry >> 64) + (middle1 >> 64) + (middle2 >> 64) + (uint64_t) high;
	result.word[2] = (uint64_t) carry;
	result.word[3] = (uint64_t) ((carry >> 64) + (high >> 64));
	return result;
}

/*
 * Long division in base 2^32 (Knuth, The Art of Computer Programming, volume 2,
 * 4.3.1, algorithm D), for the divisors that one machine word cannot hold.
 * u has m + 1 digits with room for the normalising shift, v has n >= 2.
 * Leaves the quotient in q (m - n + 1 digits) and the remainder in u.
 */
static void
divide_long(uint32_t *q, uint32_t *u, int m, uint32_t *v, int n)
{
	int			shift = __builtin_clz(v[n - 1]);

	if (shift > 0)
	{
		for (int i = n - 1; i > 0; i--)
			v[i] = (v[i] << shift) | (v[i - 1] >> (32 - shift));
		v[0] <<= shift;
		for (int i = m; i > 0; i--)
			u[i] = (u[i] << shift) | (u[i - 1] >> (32 - shift));
		u[0] <<= shift;
	}

	for (int j = m - n; j >= 0; j--)
	{
		uint64_t	head = ((uint64_t) u[j + n] << 32) | u[j + n - 1];
		uint64_t	digit = head / v[n - 1];
		uint64_t	rest = head % v[n - 1];
		int64_t		borrow = 0;
		uint64_t	carry = 0;

		while (digit > UINT32_MAX || digit * v[n - 2] > ((rest << 32) | u[j + n - 2]))
		{
			digit--;
			rest += v[n - 1];
			if (rest > UINT32_MAX)
				break;
		}
		for (int i = 0; i < n; i++)
		{
			int64_t		t;

			carry += digit * v[i];
			t = (int64_t) u[i + j] - borrow - (int64_t) (uint32_t) carry;
			u[i + j] = (uint32_t) t;
			borrow = t < 0;
			carry >>= 32;
		}
		{
			int64_t		t = (int64_t) u[j + n] - borrow - (int64_t) carry;

			u[j + n] = (uint32_t) t;
			if (t < 0)			/* one too many: add the divisor back */
			{
				uint64_t	sum = 0;

				digit--;
				for (int i = 0; i < n; i++)
				{
					sum += (uint64_t) u[i + j] + v[i];
					u[i + j] = (uint32_t) sum;
					sum >>= 32;
				}
				u[j + n] += (uint32_t) sum;
			}
		}
		q[j] = (uint32_t) digit;
	}

	if (shift > 0)
	{
		for (int i = 0; i < n; i++)
			u[i] = (u[i] >> shift) | (uint32_t) ((uint64_t) u[i + 1] << (32 - shift));
	}
}

bool
u256_div_round(const u256 *num, u128 den, u128 *result)
{
	u128		quotient;
	u128		remainder;

	if (num->word[3] == 0 && num->word[2] == 0)
	{
		u128		n = ((u128) num->word[1] << 64) | num->word[0];

		quotient = n / den;
		remainder = n % den;
	}
	else if (den >> 64 == 0)
	{
		uint64_t	d = (uint64_t) den;
		uint64_t	q[4];
		u128		rest = 0;

		for (int i = 3; i >= 0; i--)
		{
			rest = (rest << 64) | num->word[i];
			q[i] = (uint64_t) (rest / d);
			rest %= d;
		}
		if (q[3] != 0 || q[2] != 0)
			return false;
		quotient = ((u128) q[1] << 64) | q[0];
		remainder = rest;
	}
	else
	{
		uint32_t	u[9] = {0};
		uint32_t	v[4];
		uint32_t	q[9] = {0};
		int			n = 4;

		for (int i = 0; i < 4; i++)
		{
			u[2 * i] = (uint32_t) num->word[i];
			u[2 * i + 1] = (uint32_t) (num->word[i] >> 32);
			v[i] = (uint32_t) (den >> (32 * i));
		}
		while (v[n - 1] == 0)
			n--;
		divide_long(q, u, 8, v, n);
		for (int i = 4; i < 9; i++)
			if (q[i] != 0)
				return false;
		quotient = 0;
		remainder = 0;
		for (int i = 3; i >= 0; i--)
		{
			quotient = (quotient << 32) | q[i];
			remainder = (remainder << 32) | (i < n ? u[i] : 0);
		}
	}

	if (remainder >= den - remainder)
		quotient++;
	if (quotient > (u128) I128_MAX)
		return false;
	*result = quotient;
	return true;
}
