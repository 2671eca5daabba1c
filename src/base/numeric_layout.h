/*
 * numeric_layout.h
 *		numeric's layout on disk, read and written in place: a call to numeric's own
 *		functions would allocate for every row.
 *
 * pg_upgrade has kept this layout since 9.1, and the laws of rent and of numbers hold it
 * against numeric's own arithmetic, byte for byte.
 */
#ifndef GPURENT_NUMERIC_LAYOUT_H
#define GPURENT_NUMERIC_LAYOUT_H

#define NUMERIC_FLAGS(header)			((header) & 0xC000)
#define NUMERIC_FLAG_NEGATIVE			0x4000
#define NUMERIC_FLAG_SHORT				0x8000
#define NUMERIC_FLAG_SPECIAL			0xC000
#define NUMERIC_SPECIAL_NAN				0xC000
#define NUMERIC_SPECIAL_NEGATIVE		0x2000
#define NUMERIC_SHORT_NEGATIVE			0x2000
#define NUMERIC_SHORT_DSCALE			0x1F80
#define NUMERIC_SHORT_DSCALE_SHIFT		7
#define NUMERIC_SHORT_WEIGHT_NEGATIVE	0x0040
#define NUMERIC_SHORT_WEIGHT			0x003F
#define NUMERIC_DIGIT_BASE				10000
#define NUMERIC_DIGIT_DECIMALS			4

#endif
