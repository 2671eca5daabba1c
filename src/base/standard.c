/*
 * standard.c
 *		The accounting standards that a book is kept by.
 */
#include "base/standard.h"

#include "base/arguments.h"

static const char *const standard_names[STANDARDS + 1] = {
	[STANDARD_CAS] = "cas",		/* the Chinese Accounting Standards for Business Enterprises */
	[STANDARD_IFRS] = "ifrs",
	[STANDARD_US_GAAP] = "us gaap"
};

const char *
standard_name(Standard standard)
{
	Assert(standard >= 0 && standard < STANDARDS);
	return standard_names[standard];
}

Standard
standard_argument(const text *name)
{
	return (Standard) choice_argument(name, "standard", standard_names);
}
