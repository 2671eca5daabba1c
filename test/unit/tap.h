/*
 * tap.h
 *		Checks that print TAP, for the tests of the pure core.
 */
#ifndef TAP_H
#define TAP_H

#include <float.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

static int	tap_tests = 0;
static int	tap_failures = 0;

static inline bool
ok(bool good, const char *name)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++tap_tests, name);
	tap_failures += !good;
	return good;
}

static inline int
done_testing(void)
{
	printf("1..%d\n", tap_tests);
	return tap_failures > 0;
}

/*
 * How many random sets of flows are tried where long doubles judge them: a tenth where these are wider than the
 * 64 bits of x86-64, for then software works them out, and hours pass where QEMU runs that.
 */
#define LONG_DOUBLE_SETS(n)		(LDBL_MANT_DIG > 64 ? (n) / 10 : (n))

/* Numbers that look random and are the same in every run (splitmix64). */
static uint64_t tap_state = 20240101;

static inline uint64_t
next_random(void)
{
	uint64_t	z = (tap_state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

#endif
