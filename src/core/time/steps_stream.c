/*
 * steps_stream.c
 *		Step functions read from their first change to their last.
 *
 * Packed they are a head and blocks of STEPS_BLOCK changes, the last one of what is left.
 * A block is a byte that says how many bytes each time and each change takes, then the
 * times since the change before, then the changes, the sign in the lowest bit.  Numbers
 * start with the lowest byte.  They are written and read eight bytes at a time, hence the
 * bytes of 0 at the end.
 */
#include "core/time/steps_stream.h"

#include <string.h>

#define WORD	sizeof(uint64_t)

typedef struct PackedHead
{
	int64_t		origin;			/* the time of the first change */
	uint64_t	time_unit;
	uint64_t	delta_unit;
} PackedHead;

/* ---- units --------------------------------------------------------------------- */

static StepsUnit
unit_make(uint64_t value)
{
	StepsUnit	unit = {.value = value, .inverse = 1};
	uint64_t	odd;

	/* of 0, only 0 is a multiple */
	if (value == 0)
		return unit;
	unit.shift = __builtin_ctzll(value);
	unit.largest = UINT64_MAX / value;
	/* right in 3 bits, and in twice as many with each step */
	odd = unit.inverse = value >> unit.shift;
	for (int bits = 3; bits < 64; bits *= 2)
		unit.inverse *= 2 - odd * unit.inverse;
	return unit;
}

/* What value is times the unit; more than the largest quotient if it is no multiple. */
static inline uint64_t
unit_quotient(const StepsUnit *unit, uint64_t value)
{
	uint64_t	product = value * unit->inverse;

	return product >> unit->shift | product << (-unit->shift & 63);
}

static inline void
unit_include(StepsUnit *unit, uint64_t value)
{
	uint64_t	a = unit->value;

	if (__builtin_expect(unit_quotient(unit, value) <= unit->largest, 1))
		return;
	while (value != 0)
	{
		uint64_t	rest = a % value;

		a = value;
		value = rest;
	}
	*unit = unit_make(a);
}

static inline uint64_t
magnitude(int64_t delta)
{
	return delta < 0 ? -(uint64_t) delta : (uint64_t) delta;
}

static int
bytes_of(uint64_t value)
{
	return (u128_bits(value) + 7) / 8;
}

StepsUnits
steps_units(const Change *changes, size_t n, StepsPause pause)
{
	StepsUnit	time = unit_make(0);
	StepsUnit	delta = unit_make(0);
	uint64_t	longest = 0;
	uint64_t	largest = 0;

	for (size_t i = 0; i < n;)
	{
		size_t		stop = n - i < STEPS_BLOCK ? n : i + STEPS_BLOCK;

		for (i += i == 0; i < stop; i++)
		{
			uint64_t	gap = (uint64_t) changes[i].at - (uint64_t) changes[i - 1].at;
			uint64_t	size = magnitude(changes[i].delta);

			unit_include(&time, gap);
			unit_include(&delta, size);
			longest = gap > longest ? gap : longest;
			largest = size > largest ? size : largest;
		}
		pause();
	}
	if (n > 0)
	{
		unit_include(&delta, magnitude(changes[0].delta));
		largest = magnitude(changes[0].delta) > largest ? magnitude(changes[0].delta) : largest;
	}
	return (StepsUnits) {
		.time = time,
		.delta = delta,
		.size = sizeof(PackedHead) + n / STEPS_BLOCK + 1 + WORD +
		/* with the sign, which a magnitude of 2^63 in a damaged value leaves no bit for */
			n * (bytes_of(unit_quotient(&time, longest)) + (u128_bits(unit_quotient(&delta, largest)) + 8) / 8)
	};
}

/* ---- packing ------------------------------------------------------------------- */

static inline uint64_t
little_endian(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return __builtin_bswap64(word);
#else
	return word;
#endif
}

/* The lowest bytes of n numbers, each number overwriting what is too much of the one before. */
static unsigned char *
write_numbers(unsigned char *out, const uint64_t *numbers, size_t n, int bytes)
{
	for (size_t i = 0; i < n; i++, out += bytes)
	{
		uint64_t	word = little_endian(numbers[i]);

		memcpy(out, &word, WORD);
	}
	return out;
}

static unsigned char *
pack_block(const Change *changes, size_t n, int64_t before, const StepsUnits *units, unsigned char *out)
{
	uint64_t	gaps[STEPS_BLOCK];
	uint64_t	deltas[STEPS_BLOCK];
	uint64_t	all_gaps = 0;
	uint64_t	all_deltas = 0;

	for (size_t i = 0; i < n; i++)
	{
		gaps[i] = unit_quotient(&units->time, (uint64_t) changes[i].at - (uint64_t) before);
		deltas[i] = unit_quotient(&units->delta, magnitude(changes[i].delta)) << 1 | (changes[i].delta < 0);
		all_gaps |= gaps[i];
		all_deltas |= deltas[i];
		before = changes[i].at;
	}
	*out++ = (unsigned char) (bytes_of(all_gaps) | bytes_of(all_deltas) << 4);
	out = write_numbers(out, gaps, n, bytes_of(all_gaps));
	return write_numbers(out, deltas, n, bytes_of(all_deltas));
}

size_t
steps_pack(const Change *changes, size_t n, const StepsUnits *units, unsigned char *packed, StepsPause pause)
{
	PackedHead	head = {
		.origin = n > 0 ? changes[0].at : 0,
		.time_unit = units->time.value,
		.delta_unit = units->delta.value
	};
	unsigned char *out = packed;

	memcpy(out, &head, sizeof(head));
	out += sizeof(head);
	for (size_t i = 0; i < n; i += STEPS_BLOCK)
	{
		out = pack_block(changes + i, n - i < STEPS_BLOCK ? n - i : STEPS_BLOCK,
						 changes[i > 0 ? i - 1 : 0].at, units, out);
		pause();
	}
	memset(out, 0, WORD);
	return out + WORD - packed;
}

/* ---- reading ------------------------------------------------------------------- */

static inline uint64_t
read_number(const unsigned char *from, uint64_t mask)
{
	uint64_t	word;

	memcpy(&word, from, WORD);
	return little_endian(word) & mask;
}

/* Of so many bytes. */
static uint64_t
mask_of(int bytes)
{
	return bytes > 0 ? UINT64_MAX >> (64 - 8 * bytes) : 0;
}

static void
fill_packed(StepsStream *stream)
{
	size_t		n = stream->left < STEPS_BLOCK ? stream->left : STEPS_BLOCK;
	const unsigned char *gaps = stream->packed + 1;
	const unsigned char *deltas;
	size_t		room = stream->packed_end - stream->packed;
	int			gap_bytes = room > 0 ? stream->packed[0] & 15 : 0;
	int			delta_bytes = room > 0 ? stream->packed[0] >> 4 : 0;
	uint64_t	gap_mask;
	uint64_t	delta_mask;
	uint64_t	at = (uint64_t) stream->at;

	if (gap_bytes > (int) WORD || delta_bytes > (int) WORD || room < 1 + n * (gap_bytes + delta_bytes) + WORD)
	{
		stream->left = 0;
		return;
	}
	deltas = gaps + n * gap_bytes;
	gap_mask = mask_of(gap_bytes);
	delta_mask = mask_of(delta_bytes);
	for (size_t i = 0; i < n; i++, gaps += gap_bytes, deltas += delta_bytes)
	{
		uint64_t	delta = read_number(deltas, delta_mask);
		uint64_t	negative = -(delta & 1);

		at += read_number(gaps, gap_mask) * stream->time_unit;
		stream->block[i] = (Change) {(int64_t) at, (int64_t) (((delta >> 1) * stream->delta_unit ^ negative) - negative)};
	}
	stream->at = (int64_t) at;
	stream->packed = deltas;
	stream->left -= n;
	stream->end = stream->block + n;
}

static bool stream_fill(StepsStream *stream);

static void
fill_merged(StepsStream *stream)
{
	StepsStream *a = stream->merged[0];
	StepsStream *b = stream->merged[1];
	Change	   *out = stream->block;
	Change	   *end = stream->block + STEPS_BLOCK;

	while (out < end && stream_fill(a) && stream_fill(b))
	{
		const Change *from_a = a->next;
		const Change *from_b = b->next;
		size_t		n = end - out;

		/* so many come before either is used up */
		n = (size_t) (a->end - from_a) < n ? (size_t) (a->end - from_a) : n;
		n = (size_t) (b->end - from_b) < n ? (size_t) (b->end - from_b) : n;
		for (size_t i = 0; i < n; i++)
		{
			uint64_t	earlier = from_b->at < from_a->at;

			*out++ = choose_change(from_a, from_b, earlier);
			from_b += earlier;
			from_a += 1 - earlier;
		}
		a->next = from_a;
		b->next = from_b;
	}
	stream->end = out;
	/* one is at its end: what the other one has read ahead */
	if (out == stream->block)
	{
		a = stream_fill(a) ? a : b;
		(void) stream_fill(a);
		stream->next = a->next;
		stream->end = a->next = a->end;
	}
}

/* Whether there are more changes, next then. */
static bool
stream_fill(StepsStream *stream)
{
	if (stream->next < stream->end)
		return true;
	if (stream->merged[0] == NULL && stream->left == 0)
		return false;
	stream->next = stream->end = stream->block;
	if (stream->merged[0] != NULL)
		fill_merged(stream);
	else
		fill_packed(stream);
	return stream->next < stream->end;
}

static void
stream_init(StepsStream *stream)
{
	memset(stream, 0, offsetof(StepsStream, block));
}

void
steps_stream_array(StepsStream *stream, const Change *changes, size_t n)
{
	stream_init(stream);
	stream->next = changes;
	stream->end = changes + n;
}

bool
steps_packed_whole(const unsigned char *packed, size_t size, size_t n)
{
	size_t		place = sizeof(PackedHead);

	while (n > 0)
	{
		size_t		block = n < STEPS_BLOCK ? n : STEPS_BLOCK;

		if (place >= size)
			return false;
		place += 1 + block * ((packed[place] & 15) + (packed[place] >> 4));
		n -= block;
	}
	return place + WORD == size;
}

void
steps_stream_packed(StepsStream *stream, const unsigned char *packed, size_t size, size_t n)
{
	PackedHead	head;

	stream_init(stream);
	if (size < sizeof(head))
		return;
	memcpy(&head, packed, sizeof(head));
	stream->packed = packed + sizeof(head);
	stream->packed_end = packed + size;
	stream->left = n;
	stream->at = head.origin;
	stream->time_unit = head.time_unit;
	stream->delta_unit = head.delta_unit;
}

StepsStream *
steps_stream_merged(StepsStream *streams, size_t n)
{
	for (size_t i = 0; i + 1 < n; i += 2)
	{
		StepsStream *merged = &streams[n++];

		stream_init(merged);
		merged->merged[0] = &streams[i];
		merged->merged[1] = &streams[i + 1];
	}
	return &streams[n - 1];
}

/* ---- what is read for ------------------------------------------------------------ */

size_t
steps_stream_read(StepsStream *stream, Change *changes, StepsPause pause)
{
	size_t		n = 0;

	for (; stream_fill(stream); pause())
	{
		size_t		more = stream->end - stream->next;
		size_t		from = n;

		more = more < STEPS_BLOCK ? more : STEPS_BLOCK;
		memcpy(changes + n, stream->next, more * sizeof(Change));
		stream->next += more;
		/* with those before at the same instant */
		while (from > 0 && changes[from - 1].at == changes[n].at)
			from--;
		n = from + steps_fold(changes + from, changes + from, n + more - from, pause);
	}
	return n;
}

Peak
steps_stream_peak(StepsStream *stream, StepsPause pause)
{
	Peak		peak = {0};
	i128		level = 0;
	int64_t		since = INT64_MIN;
	bool		open = false;

	for (; stream_fill(stream); pause())
	{
		const Change *end = stream->end - stream->next < STEPS_BLOCK ? stream->end : stream->next + STEPS_BLOCK;

		for (const Change *change = stream->next; change < end; change++)
		{
			/* of several at one instant only all together count */
			if (change->at != since)
			{
				if (level > peak.level)
				{
					peak = (Peak) {level, since, INT64_MAX};
					open = true;
				}
				else if (open && level != peak.level)
				{
					peak.until = since;
					open = false;
				}
				since = change->at;
			}
			level += change->delta;
		}
		stream->next = end;
	}
	if (level > peak.level)
		peak = (Peak) {level, since, INT64_MAX};
	else if (open && level != peak.level)
		peak.until = since;
	return peak;
}
