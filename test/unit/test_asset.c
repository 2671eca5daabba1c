/*
 * test_asset.c
 *		Assets in the books: every method against its formula, random lives against a ledger that
 *		is carried from month to month, and all that is refused.
 *
 * The ledger knows full months only and the straight line; it has none of the code's notions of
 * places, laws and segments.
 */
#include "core/finance/asset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/time/calendar.h"
#include "tap.h"

/* ---- what the core is given --------------------------------------------------------------- */

static void *blocks[10000];
static int	n_blocks = 0;

static void *
allocate(size_t size)
{
	if (n_blocks == (int) (sizeof(blocks) / sizeof(blocks[0])))
		abort();
	blocks[n_blocks] = aligned_alloc(16, (size + 15) / 16 * 16 + 16);
	/* what is not set has no value that anything could be made of */
	memset(blocks[n_blocks], 0xA5, size);
	return blocks[n_blocks++];
}

static void
forget(void)
{
	while (n_blocks > 0)
		free(blocks[--n_blocks]);
}

static void
poll(void)
{
}

#define DAY(year, month, day)	days_from_civil(year, month, day)

/* In service on 2024-03-15: from March on with full months, from April on with the next month. */
static AssetTerms
terms_of(DepreciationMethod method, i128 cost, i128 salvage, int64_t life)
{
	return (AssetTerms) {
		.cost = cost, .salvage = salvage, .in_service = DAY(2024, 3, 15), .has_life = life > 0, .life = life, .method = method,
		.axis = {.calendar = {.year_start = 1}, .convention = CONVENTION_NEXT_MONTH, .origin = DAY(2024, 3, 15)},
		.factor = ratio_whole(2), .bonus = {0, 1}, .allocate = allocate, .poll = poll
	};
}

static double
charged_before(const Asset *asset, int64_t day)
{
	Fixed		charged = asset_charged(asset, day);

	return (double) charged.whole + ldexp((double) (uint64_t) (charged.fraction >> 64), -64);
}

static int64_t
first_of(int64_t month)
{
	int64_t		year = month >= 0 ? month / 12 : -((11 - month) / 12);

	return DAY(year, (int) (month - 12 * year) + 1, 1);
}

#define MARCH	(2024 * 12 + 2)

/* Whether what is charged before the start of each month, counted from April 2024, is as said. */
static bool
charges(AssetTerms terms, const double *expected, int months)
{
	Asset		asset;
	AssetFault	fault;
	bool		good = true;

	if (!asset_make(&asset, &terms, NULL, 0, &fault))
	{
		printf("# fault %d\n", fault.code);
		return false;
	}
	for (int i = 0; i <= months; i++)
	{
		double		charged = charged_before(&asset, first_of(MARCH + 1 + i));

		if (!(fabs(charged - expected[i]) < 1e-6))
		{
			if (good)
				printf("# month %d: %.9f, not %.9f\n", i, charged, expected[i]);
			good = false;
		}
	}
	forget();
	return good;
}

/* ---- methods -------------------------------------------------------------------------------- */

#define MONTHS_MAX	200

static void
methods(void)
{
	double		e[MONTHS_MAX + 1];
	double		left;
	AssetTerms	terms;
	AssetFault	fault;
	Asset		asset;
	Real		units[6];
	Ratio		shares[3] = {{1, 2}, {3, 10}, {1, 5}};
	int			lives[] = {1, 12, 37, 48, 60, 130};

	for (size_t l = 0; l < sizeof(lives) / sizeof(lives[0]); l++)
	{
		int			life = lives[l];

		for (int i = 0; i <= life + 3; i++)
			e[i] = 152000000.0 * (i < life ? i : life) / life;
		if (!ok(charges(terms_of(METHOD_STRAIGHT_LINE, 160000000, 8000000, life), e, life + 3), "straight line"))
			printf("# life %d\n", life);

		/*
		 * after k years of n the weight that is left is (n - k)(n - k + 1), linear inside years, of which the last may
		 * be broken
		 */
		for (int i = 0; i <= life + 3; i++)
		{
			double		n = life / 12.0;
			int			k = i / 12;
			double		a = (n - k) * (n - k + 1);
			double		b = n - k - 1 > 0 ? (n - k - 1) * (n - k) : 0;
			double		length = n - k < 1 ? n - k : 1;

			e[i] = i >= life ? 152000000 : 152000000 * (1 - (a - (a - b) * (i / 12.0 - k) / length) / (n * (n + 1)));
		}
		if (!ok(charges(terms_of(METHOD_SUM_OF_DIGITS, 160000000, 8000000, life), e, life + 3), "sum of digits"))
			printf("# life %d\n", life);
	}

	/* 2/n of the value at the start of each life year, the last 24 months evenly */
	left = 160000000;
	for (int i = 0; i <= 72; i++)
	{
		if (i == 0)
			e[0] = 0;
		else
			e[i] = e[i - 1] + (i <= 36 ? left * 2 / 5 / 12 : i <= 60 ? (left - 8000000) / 24 : 0);
		if (i % 12 == 0 && i <= 36)
			left = 160000000 - e[i];
	}
	ok(charges(terms_of(METHOD_DOUBLE_DECLINING, 160000000, 8000000, 60), e, 72), "double declining");

	/*
	 * the same at any factor; the straight line over the rest from the year on in which that is no less; never below
	 * the salvage
	 */
	for (int factor = 1; factor <= 4; factor++)
	{
		double		rate = factor / 2.0 / 5;
		bool		straight = false;

		e[0] = 0;
		for (int year = 0; year < 6; year++)
		{
			double		value = 160000000 - e[12 * year];
			double		even = year < 5 ? (value - 8000000) / (5 - year) : 0;
			double		amount;

			straight = straight || even >= value * rate;
			amount = straight ? even : fmin(value * rate, value - 8000000);
			for (int i = 1; i <= 12; i++)
				e[12 * year + i] = e[12 * year] + amount * i / 12;
		}
		terms = terms_of(METHOD_DECLINING_BALANCE, 160000000, 8000000, 60);
		terms.factor = ratio_lowest(factor, 2);
		if (!ok(charges(terms, e, 72), "declining balance"))
			printf("# factor %d/2\n", factor);
	}

	/* 40 % of the value a year, for ever or until the end of life, never below the salvage */
	for (int life = 0; life <= 30; life += 30)
	{
		e[0] = 0;
		left = 100000000;
		for (int i = 1; i <= 120; i++)
		{
			if (i % 12 == 1)
				left = 100000000 - e[i - 1];
			e[i] = life > 0 && i > life ? e[i - 1] : fmin(e[i - 1] + left * 0.4 / 12, 99000000);
			/* what is charged in the year in which the salvage is met comes evenly too */
			if (left * 0.6 < 1000000)
				e[i] = e[i - 1] + (left > 1000000 ? (left - 1000000) / 12 : 0);
		}
		terms = terms_of(METHOD_REDUCING_BALANCE, 100000000, 1000000, life);
		terms.rate = (Ratio) {2, 5};
		if (!ok(charges(terms, e, 120), "reducing balance"))
			printf("# life %d\n", life);
	}

	/* by units, from the period of service on: March has a broken month of 17 days, all of whose units count in it */
	for (int i = 0; i < 6; i++)
		units[i] = real_from_int64((i + 1) * 1000);
	terms = terms_of(METHOD_UNITS, 160000000, 10000000, 0);
	terms.units = units;
	terms.n_units = 6;
	terms.total_units = real_from_int64(15000);
	terms.has_total_units = true;
	for (int i = 0; i <= 8; i++)
		e[i] = 150000000 * fmin((i + 1) * (i + 2) / 2 * 1000.0, 15000) / 15000;
	ok(charges(terms, e, 8), "units, and none beyond their total");
	terms.total_units = real_from_int64(42000);
	for (int i = 0; i <= 8; i++)
		e[i] = 150000000 * fmin((i + 1) * (i + 2) / 2 * 1000.0, 21000) / 42000;
	ok(charges(terms, e, 8), "units that leave something");
	/* by the quarter, the first of which has this one month; within each evenly */
	terms.step = STEP_QUARTER;
	for (int i = 0; i <= 8; i++)
		e[i] = 150000000 * (i < 3 ? 1 + i * 2 / 3.0 : i < 6 ? 3 + i - 3 : 6 + (i - 6) * 4 / 3.0) * 1000 / 42000;
	ok(charges(terms, e, 8), "units by the quarter");
	/* and by the day from the first one on */
	terms.axis.convention = CONVENTION_DAY;
	terms.in_service = terms.axis.origin = DAY(2024, 1, 1);
	ok(asset_make(&asset, &terms, NULL, 0, &fault) && fabs(charged_before(&asset, DAY(2024, 2, 1)) - 150000000 * 1000.0 / 3 / 42000) < 1e-6 &&
	   fabs(charged_before(&asset, DAY(2024, 4, 16)) - 150000000 * (1000 + 2000.0 / 6) / 42000) < 1e-6, "from the first day on");
	forget();

	/*
	 * shares of the cost a year of life, also after a bonus; never below the salvage, and evenly in the year in which
	 * that is met
	 */
	terms = terms_of(METHOD_RATES, 120000000, 12000000, 0);
	terms.share = shares;
	terms.shares = 3;
	for (int bonus = 0; bonus < 2; bonus++)
	{
		double		cost = bonus ? 60000000 : 120000000;

		terms.bonus = (Ratio) {bonus, 2};
		e[0] = 120000000 - cost;
		for (int year = 0; year < 4; year++)
			for (int i = 1; i <= 12; i++)
				e[12 * year + i] = e[12 * year] +
					(year < 3 ? fmin(cost * shares[year].num / shares[year].den, 108000000 - e[12 * year]) : 0) * i / 12;
		ok(charges(terms, e, 40), "rates");
	}

	/* a class of five years at the half-year: 20, 32, 19.2, 11.52, 11.52, 5.76 percent of tax years */
	terms = terms_of(METHOD_MACRS, 160000000, 0, 0);
	terms.axis.convention = CONVENTION_HALF_YEAR;
	terms.class = macrs_class(real_from_int64(5));
	{
		static const double percent[] = {20, 52, 71.2, 82.72, 94.24, 100, 100};
		bool		good = asset_make(&asset, &terms, NULL, 0, &fault);

		for (int i = 0; good && i < 7; i++)
			good = fabs(charged_before(&asset, DAY(2025 + i, 1, 1)) - percent[i] * 1600000) < 1e-6;
		ok(good && asset.end.num == 2029 * 12 * asset.end.den + 6 * asset.end.den, "macrs, to the middle of the sixth year");
		forget();
	}
}

/* ---- a ledger of full months ------------------------------------------------------------------- */

typedef struct Ledger
{
	long double charged;
	i128		cost;
	i128		allowance;
	i128		off;			/* taken off accumulated depreciation, not positive */
	i128		salvage;
	i128		gain;
	int			rest;			/* months of life */
	int			used;
	bool		suspended;
} Ledger;

static i128
rounded(long double value)
{
	return (i128) floorl(value + 0.5L + 1e-9L);
}

static i128
accumulated(const Ledger *l)
{
	return rounded(l->charged) + l->off;
}

static i128
portion(i128 amount, int num, int den)
{
	return (amount * num * 2 + den) / (2 * den);
}

static i128
part(i128 amount, i128 of_cost, i128 cost)
{
	return (amount * of_cost * 2 + cost) / (2 * cost);
}

static void
apply(Ledger *l, const AssetEvent *e)
{
	switch (e->kind)
	{
		case EVENT_ADDITION:
			l->cost += e->amount;
			break;
		case EVENT_ESTIMATE:
			if (e->given & EVENT_REMAINING)
			{
				l->rest = (int) e->remaining;
			}
			if (e->given & EVENT_LIFE)
				l->rest = (int) e->life - l->used;
			if (e->given & EVENT_SALVAGE)
				l->salvage = e->salvage;
			break;
		case EVENT_SUSPEND:
			l->suspended = true;
			break;
		case EVENT_RESUME:
			l->suspended = false;
			break;
		case EVENT_IMPAIRMENT:
			l->allowance += e->amount;
			break;
		case EVENT_RECOVERABLE:
			{
				i128		value = l->cost - l->allowance - accumulated(l);

				l->allowance += value > e->amount ? value - e->amount : 0;
				break;
			}
		case EVENT_OPENING:
			if (e->amount != accumulated(l))
				l->charged = (long double) (e->amount - l->off);
			break;
		case EVENT_SPLIT:
		case EVENT_DISPOSAL:
			{
				i128		gone = portion(l->cost, (int) e->share.num, (int) e->share.den);
				i128		off = part(accumulated(l), gone, l->cost);
				i128		allowance = part(l->allowance, gone, l->cost);

				if (e->kind == EVENT_DISPOSAL)
					l->gain += e->amount - (gone - allowance - off);
				l->salvage -= part(l->salvage, gone, l->cost);
				l->cost -= gone;
				l->off -= off;
				l->allowance -= allowance;
				break;
			}
		default:
			abort();
	}
}

static void
month_passes(Ledger *l)
{
	long double value = (long double) (l->cost - l->allowance - l->off) - l->charged;

	if (l->suspended || l->rest <= 0)
		return;
	if (value > (long double) l->salvage)
		l->charged += (value - (long double) l->salvage) / l->rest;
	l->rest--;
	l->used++;
}

/* What is measured when its month has been charged: at the month's last day. */
static bool
is_measured(AssetEventKind kind)
{
	return kind == EVENT_IMPAIRMENT || kind == EVENT_RECOVERABLE || kind == EVENT_OPENING || kind == EVENT_SPLIT;
}

static AssetEvent
random_event(const Ledger *l)
{
	static const AssetEventKind kinds[] = {
		EVENT_ADDITION, EVENT_ESTIMATE, EVENT_ESTIMATE, EVENT_ESTIMATE, EVENT_IMPAIRMENT, EVENT_RECOVERABLE, EVENT_SPLIT, EVENT_DISPOSAL, EVENT_OPENING,
		EVENT_SUSPEND
	};
	AssetEvent	e = {.kind = kinds[next_random() % (sizeof(kinds) / sizeof(kinds[0]))]};
	i128		value = l->cost - l->allowance - accumulated(l);

	if (l->suspended)
		e.kind = EVENT_RESUME;
	switch (e.kind)
	{
		case EVENT_ADDITION:
			e.given = EVENT_AMOUNT;
			e.amount = (i128) (next_random() % 30000000);
			break;
		case EVENT_ESTIMATE:
			e.given = next_random() % 3 == 0 ? EVENT_SALVAGE : next_random() % 2 == 0 ? EVENT_REMAINING : EVENT_LIFE;
			e.salvage = (i128) (next_random() % 1000000);
			e.remaining = 1 + (int64_t) (next_random() % 60);
			e.life = l->used + 1 + (int64_t) (next_random() % 60);
			break;
		case EVENT_IMPAIRMENT:
			e.given = EVENT_AMOUNT;
			e.amount = value / 10;
			break;
		case EVENT_RECOVERABLE:
			e.given = EVENT_AMOUNT;
			e.amount = next_random() % 3 == 0 ? value + 5 : value * 9 / 10;
			break;
		case EVENT_OPENING:
			e.given = EVENT_AMOUNT;
			e.amount = accumulated(l) + (i128) (next_random() % 3) - 1;
			if (e.amount < 0)
				e.amount = 0;
			break;
		case EVENT_SPLIT:
		case EVENT_DISPOSAL:
			e.given = EVENT_SHARE | (e.kind == EVENT_DISPOSAL ? EVENT_AMOUNT : 0);
			e.share = ratio_lowest(1 + (int64_t) (next_random() % 3), 7);
			e.amount = (i128) (next_random() % 10000000);
			break;
		default:
			break;
	}
	return e;
}

#define LIFE_MONTHS	90

static void
random_lives(void)
{
	int			refused = 0;
	int			wrong_charge = 0;
	int			wrong_books = 0;
	int			wrong_end = 0;
	int			events_made = 0;

	for (int set = 0; set < 1500; set++)
	{
		AssetTerms	terms = terms_of(METHOD_STRAIGHT_LINE, 10000000 + (i128) (next_random() % 100000000), (i128) (next_random() % 1000000),
									 1 + (int64_t) (next_random() % 60));
		Ledger		ledger = {.cost = terms.cost, .salvage = terms.salvage, .rest = (int) terms.life};
		Ledger		state[LIFE_MONTHS + 1];
		AssetEvent	events[LIFE_MONTHS];
		AssetFault	fault;
		Asset		asset;
		int			n = 0;
		int			every = 3 + (int) (next_random() % 12);
		int			last = -1;
		bool		good;

		terms.axis.convention = CONVENTION_FULL_MONTH;
		terms.in_service = first_of(MARCH);
		for (int m = 0; m < LIFE_MONTHS; m++)
		{
			AssetEvent	e = {.kind = ASSET_EVENT_KINDS};
			bool		happens = m > 0 && m % every == 0 && (ledger.rest > 1 || ledger.suspended) && n < 12;

			if (happens)
				e = random_event(&ledger);
			if (happens && e.kind != EVENT_ADDITION && !is_measured(e.kind) && e.kind != EVENT_ESTIMATE && e.kind != EVENT_RESUME)
			{
				/* what ends goes by the start of its month, whatever its day */
				e.at = first_of(MARCH + m) + (int64_t) (next_random() % 28);
				apply(&ledger, &e);
			}
			else if (happens && !is_measured(e.kind))
			{
				e.at = first_of(MARCH + m);
				apply(&ledger, &e);
			}
			month_passes(&ledger);
			if (happens && is_measured(e.kind))
			{
				if (e.kind == EVENT_OPENING)
					e.amount = accumulated(&ledger) + (i128) (next_random() % 3);
				e.at = first_of(MARCH + m) + (int64_t) (next_random() % 28);
				apply(&ledger, &e);
			}
			if (happens)
			{
				events[n++] = e;
				last = m;
			}
			state[m] = ledger;
		}
		asset_sort_events(events, n);
		good = asset_make(&asset, &terms, events, n, &fault);
		refused += !good;
		if (!good && refused == 1)
			printf("# fault %d of event %d, kind %d\n", fault.code, fault.event, fault.event >= 0 ? (int) events[fault.event].kind : -1);
		events_made += n;
		for (int m = 0; good && m < LIFE_MONTHS; m++)
		{
			int64_t		next = first_of(MARCH + m + 1);
			const AssetChange *change = asset_change_before(&asset, next);
			double		charged = charged_before(&asset, next);

			if (!(fabs(charged - (double) state[m].charged) < 1e-3))
			{
				if (wrong_charge++ == 0)
					printf("# set %d, month %d, %d events: %.6f, not %.6Lf\n", set, m, n, charged, state[m].charged);
				break;
			}
			if (change == NULL || books_cost(&change->books) != state[m].cost || books_allowance(&change->books) != state[m].allowance ||
				books_off_accumulated(&change->books) != state[m].off || change->books.gain != state[m].gain)
				wrong_books++;
		}
		if (good)
		{
			bool		over = asset_is_over(&asset, first_of(MARCH + LIFE_MONTHS));

			wrong_end += over != (state[LIFE_MONTHS - 1].rest <= 0 || state[LIFE_MONTHS - 1].suspended || (last < 0 && terms.life <= LIFE_MONTHS));
			wrong_end += asset_is_over(&asset, terms.in_service) || asset_change_before(&asset, terms.in_service) != NULL ||
				charged_before(&asset, terms.in_service) != 0;
		}
		forget();
	}
	printf("# %d events\n", events_made);
	ok(refused == 0, "lives of events that may be");
	ok(wrong_charge == 0, "what is charged is what a ledger of months charges");
	ok(wrong_books == 0, "cost, allowance, what was taken off, and gains are the ledger's");
	ok(wrong_end == 0, "and it is over when there is no life left");
}

/* ---- IFRS ---------------------------------------------------------------------------------------- */

/* 1,200,000.00 over 120 months without salvage: 10,000.00 a month. */
static void
revaluations(void)
{
	AssetTerms	terms = terms_of(METHOD_STRAIGHT_LINE, 120000000, 0, 120);
	Asset		asset;
	AssetFault	fault;
	AssetEvent	events[] = {
		/* after 9 months 111 million; to 99.9: a loss of 11.1; then 0.9 a month */
		{.at = DAY(2024, 12, 31), .kind = EVENT_REVALUATION, .given = EVENT_AMOUNT, .amount = 99900000},
		/* a year on 89.1; without the loss it would be 99: to 105 gives back 9.9, the rest to equity */
		{.at = DAY(2025, 12, 31), .kind = EVENT_REVALUATION, .given = EVENT_AMOUNT, .amount = 105000000},
		/* 105 / 99 months * 12 = 12.727272.72...; to 80: the surplus first */
		{.at = DAY(2026, 12, 31), .kind = EVENT_REVALUATION, .given = EVENT_AMOUNT, .amount = 80000000},
		/* 80 / 87 a month */
		{.at = DAY(2027, 6, 30), .kind = EVENT_IMPAIRMENT, .given = EVENT_AMOUNT, .amount = 4482759},
		{.at = DAY(2027, 12, 31), .kind = EVENT_REVERSAL},
	};
	const AssetBooks *books;

	terms.revalues = true;
	ok(asset_make(&asset, &terms, events, 5, &fault), "revaluations of IFRS");
	ok(asset.changes == 6 && asset.change[1].profit == -11100000 && asset.change[1].books.equity == 0, "a fall is a loss");
	ok(asset.change[2].profit == 9900000 && asset.change[2].books.equity == 6000000, "a rise gives it back as far as cost would be, the rest is equity");
	books = &asset.change[3].books;
	/* 105,000,000 - 12,727,273 = 92,272,727; down by 12,272,727, of which 6,000,000 had gone to equity */
	ok(asset.change[3].profit == -6272727 && books->equity == 0 && books_cost(books) == 80000000 && books_allowance(books) == 0,
	   "a fall takes the surplus first");
	ok(fabs(charged_before(&asset, DAY(2027, 1, 1)) + (double) books_off_accumulated(books)) < 1, "and nothing is accumulated");
	books = &asset.change[4].books;
	ok(books->losses == 4482759 && books->equity == 0, "a loss without a surplus goes through profit");
	books = &asset.change[5].books;
	/* 80,000,000 x 75 / 87 = 68,965,517 without it, and 70,000,000 x 75 / 81 = 64,814,815 with it */
	ok(books_allowance(books) == 4482759 - 4150702 && books->equity == 0, "a reversal goes up to what there would be without the loss");
	forget();
}

/* ---- what is refused -------------------------------------------------------------------------------- */

static AssetFault last;

static bool
refuses(AssetTerms terms, const AssetEvent *events, int n, AssetFaultCode code, int event)
{
	Asset		asset;
	AssetFault	fault;
	bool		made = asset_make(&asset, &terms, events, n, &fault);

	forget();
	last = fault;
	if (made || fault.code != code || fault.event != event)
		printf("# %s: code %d of %d, not %d of %d\n", made ? "made" : "refused", fault.code, fault.event, code, event);
	return !made && fault.code == code && fault.event == event;
}

static bool
accepts(AssetTerms terms, const AssetEvent *events, int n)
{
	Asset		asset;
	AssetFault	fault;
	bool		made = asset_make(&asset, &terms, events, n, &fault);

	forget();
	if (!made)
		printf("# code %d of %d\n", fault.code, fault.event);
	return made;
}

#define HALF		{1, 2}
#define ONE(...)	(AssetEvent[]) {{.at = DAY(2025, 6, 30), __VA_ARGS__}}, 1
#define ok_refused(terms, events, code, event)	ok(refuses(terms, events, code, event), #code)
#define NO_EVENTS	NULL, 0

static void
refusals(void)
{
	AssetTerms	line = terms_of(METHOD_STRAIGHT_LINE, 1000000, 1000, 48);
	AssetTerms	yearly = line;
	AssetTerms	table = terms_of(METHOD_RATES, 1000000, 0, 0);
	AssetTerms	ifrs = line;
	AssetTerms	macrs = terms_of(METHOD_MACRS, 1000000, 0, 0);
	AssetTerms	units = terms_of(METHOD_UNITS, 1000000, 0, 0);
	AssetTerms	weeks = line;
	AssetTerms	bad;
	Ratio		shares[2] = {{1, 2}, {1, 2}};
	Real		counts[3] = {real_one, real_one, real_one};
	int64_t		ends[3] = {DAY(2024, 2, 25), DAY(2024, 3, 31), DAY(2024, 4, 28)};
	int64_t		years[1] = {2024 * 12};
	AssetEvent	two[2];

	yearly.axis.convention = CONVENTION_FULL_YEAR;
	table.share = shares;
	table.shares = 2;
	ifrs.revalues = true;
	macrs.axis.convention = CONVENTION_HALF_YEAR;
	macrs.class = macrs_class(real_from_int64(5));
	units.units = counts;
	units.n_units = 3;
	units.total_units = real_from_int64(10);
	units.has_total_units = true;
	weeks.axis.calendar.ends = ends;
	weeks.axis.calendar.n_ends = 3;

	ok_refused(line, ONE(.kind = EVENT_ADDITION), ASSET_FIELD_MISSING, 0);
	ok(last.what == 0, "the amount");
	ok_refused(line, ONE(.kind = EVENT_ESTIMATE), ASSET_FIELD_MISSING, 0);
	ok(last.what == -1, "any of them");
	ok_refused(line, ONE(.kind = EVENT_SUSPEND,.given = EVENT_AMOUNT), ASSET_FIELD_UNWANTED, 0);
	ok_refused(line, ONE(.kind = EVENT_SPLIT,.given = EVENT_AMOUNT | EVENT_SHARE,.share = HALF), ASSET_FIELD_UNWANTED, 0);
	ok(last.what == 0, "an amount of a split");
	ok_refused(line, ONE(.kind = EVENT_IMPAIRMENT,.given = EVENT_AMOUNT | EVENT_TOTAL_UNITS), ASSET_FIELD_UNWANTED, 0);
	ok(last.what == 8, "the last field there is");
	two[0] = (AssetEvent) {.at = DAY(2024, 3, 14), .kind = EVENT_SUSPEND};
	ok(refuses(line, two, 1, ASSET_BEFORE_SERVICE, 0), "ASSET_BEFORE_SERVICE");
	two[0].at++;
	ok(accepts(line, two, 1), "the day of service is none before it");
	two[0] = (AssetEvent) {.at = DAY(2025, 6, 30), .kind = EVENT_DISPOSAL};
	two[1] = (AssetEvent) {.at = DAY(2025, 7, 1), .kind = EVENT_SUSPEND};
	ok(refuses(line, two, 2, ASSET_AFTER_DISPOSAL, 1), "ASSET_AFTER_DISPOSAL");
	ok(last.limit == two[0].at, "and when that was");
	two[0] = (AssetEvent) {.at = DAY(2025, 6, 30), .kind = EVENT_ESTIMATE, .given = EVENT_SALVAGE};
	two[1] = two[0];
	ok(refuses(line, two, 2, ASSET_TWICE, 1), "ASSET_TWICE");
	two[1].at++;
	ok(accepts(line, two, 2), "but on two days");
	ok_refused(line, ONE(.kind = EVENT_REVERSAL), ASSET_NO_STANDARD, 0);
	ok_refused(line, ONE(.kind = EVENT_REVALUATION,.given = EVENT_AMOUNT,.amount = 1), ASSET_NO_STANDARD, 0);
	ok_refused(line, ONE(.kind = EVENT_RESUME), ASSET_NOT_SUSPENDED, 0);
	two[0] = (AssetEvent) {.at = DAY(2025, 6, 30), .kind = EVENT_SUSPEND};
	two[1] = (AssetEvent) {.at = DAY(2025, 8, 30), .kind = EVENT_SUSPEND};
	ok(refuses(line, two, 2, ASSET_SUSPENDED, 1), "ASSET_SUSPENDED");
	two[1].kind = EVENT_RESUME;
	ok(accepts(line, two, 2), "and resumed");
	ok_refused(yearly, ONE(.kind = EVENT_ADDITION,.given = EVENT_AMOUNT,.amount = 1), ASSET_YEARLY_ADDITION, 0);
	ok_refused(table, ONE(.kind = EVENT_ADDITION,.given = EVENT_AMOUNT,.amount = 1), ASSET_TABLE_ADDITION, 0);
	ok_refused(table, ONE(.kind = EVENT_IMPAIRMENT,.given = EVENT_AMOUNT,.amount = 1), ASSET_TABLE_EVENT, 0);
	ok_refused(table, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_SALVAGE), ASSET_TABLE_ESTIMATE, 0);
	ok_refused(line, ONE(.kind = EVENT_IMPAIRMENT,.given = EVENT_AMOUNT,.amount = 1000000), ASSET_LOSS_TOO_LARGE, 0);
	/* 15 months of 20,812.50 are 312,188 */
	ok(last.amount == 1000000 && last.limit == 687812, "by how much");
	ok_refused(line, ONE(.kind = EVENT_IMPAIRMENT,.given = EVENT_AMOUNT,.amount = 687813), ASSET_LOSS_TOO_LARGE, 0);
	ok(accepts(line, ONE(.kind = EVENT_IMPAIRMENT,.given = EVENT_AMOUNT,.amount = 687812)), "all that it is worth");
	ok_refused(ifrs, ONE(.kind = EVENT_REVERSAL,.given = EVENT_AMOUNT,.amount = 1), ASSET_REVERSAL_TOO_LARGE, 0);
	ok_refused(line, ONE(.kind = EVENT_DISPOSAL,.given = EVENT_COST,.cost = 1000001), ASSET_PART_TOO_LARGE, 0);
	ok(last.amount == 1000001 && last.limit == 1000000, "a part and the whole");
	ok(accepts(line, ONE(.kind = EVENT_DISPOSAL,.given = EVENT_COST,.cost = 1000000)), "all of it");
	ok_refused(line, ONE(.kind = EVENT_OPENING,.given = EVENT_AMOUNT,.amount = 1000001), ASSET_OPENING_TOO_LARGE, 0);
	ok(last.amount == 1000001 && last.limit == 1000000, "an opening and the cost");
	ok(accepts(line, ONE(.kind = EVENT_OPENING,.given = EVENT_AMOUNT,.amount = 1000000)), "all that it cost");
	ok_refused(line, ONE(.kind = EVENT_SPLIT,.given = EVENT_COST | EVENT_SHARE,.cost = 1,.share = HALF), ASSET_COST_AND_SHARE, 0);
	ok_refused(line, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_LIFE | EVENT_REMAINING,.life = 60,.remaining = 30), ASSET_LIFE_AND_REMAINING, 0);
	/* 15 months are over at the first month that starts then */
	ok_refused(line, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_LIFE,.life = 15), ASSET_LIFE_OVER, 0);
	ok(last.amount == 15, "the life that is over");
	ok_refused(line, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_REMAINING), ASSET_LIFE_OVER, 0);
	ok(last.amount == 0 && last.limit == 0, "what is left is told by no total");
	ok(accepts(line, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_LIFE,.life = 16)), "a month of life");
	ok_refused(terms_of(METHOD_STRAIGHT_LINE, 1000000, 0, 0), NO_EVENTS, ASSET_NO_LIFE, -1);
	ok_refused(terms_of(METHOD_REDUCING_BALANCE, 1000000, 0, 0), NO_EVENTS, ASSET_NO_RATE, -1);
	ok_refused(terms_of(METHOD_RATES, 1000000, 0, 0), NO_EVENTS, ASSET_NO_SHARES, -1);
	ok_refused(terms_of(METHOD_UNITS, 1000000, 0, 0), NO_EVENTS, ASSET_NO_UNITS, -1);
	ok_refused(terms_of(METHOD_MACRS, 1000000, 0, 0), NO_EVENTS, ASSET_NO_CLASS, -1);
	bad = units;
	bad.has_total_units = false;
	ok_refused(bad, NO_EVENTS, ASSET_NO_TOTAL_UNITS, -1);
	ok_refused(line, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_METHOD,.method = METHOD_UNITS), ASSET_METHOD_UNKNOWN_HERE, 0);
	ok_refused(line, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_TOTAL_UNITS,.total_units = real_one), ASSET_UNITS_ONLY, 0);
	ok_refused(units, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_REMAINING,.remaining = 5), ASSET_UNITS_HAVE_NO_LIFE, 0);
	ok_refused(units, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_TOTAL_UNITS,.total_units = real_from_int64(3)), ASSET_LIFE_OVER, 0);
	ok(accepts(units, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_TOTAL_UNITS,.total_units = real_from_int64(4))), "a unit is left");
	ok(accepts(units, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_METHOD | EVENT_TOTAL_UNITS,.method = METHOD_UNITS,.total_units = real_from_int64(9))), "units as before");
	ok_refused(units, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_METHOD | EVENT_TOTAL_UNITS,.method = METHOD_STRAIGHT_LINE,.total_units = real_from_int64(9)), ASSET_UNITS_ONLY, 0);
	ok_refused(terms_of(METHOD_STRAIGHT_LINE, 1000000, 1000001, 48), NO_EVENTS, ASSET_SALVAGE_ABOVE_COST, -1);
	ok(last.amount == 1000001 && last.limit == 1000000, "salvage and cost");
	ok(accepts(terms_of(METHOD_STRAIGHT_LINE, 1000000, 1000000, 48), NO_EVENTS), "all of it is salvage");
	ok_refused(line, ONE(.kind = EVENT_ESTIMATE,.given = EVENT_SALVAGE,.salvage = 1000001), ASSET_SALVAGE_ABOVE_COST, 0);
	bad = macrs;
	bad.axis.convention = CONVENTION_MID_MONTH;
	ok_refused(bad, NO_EVENTS, ASSET_MACRS_CONVENTION, -1);
	bad.axis.convention = CONVENTION_FULL_YEAR;
	ok_refused(bad, NO_EVENTS, ASSET_MACRS_CONVENTION, -1);
	bad.axis.convention = CONVENTION_MID_QUARTER;
	ok(accepts(bad, NO_EVENTS), "mid-quarter");
	bad = macrs;
	bad.salvage = 1;
	ok_refused(bad, NO_EVENTS, ASSET_MACRS_SALVAGE, -1);
	bad = macrs;
	bad.axis.calendar.years = years;
	bad.axis.calendar.n_years = 1;
	ok_refused(bad, NO_EVENTS, ASSET_MACRS_YEARS, -1);
	bad = line;
	bad.bonus = (Ratio) {1, 2};
	ok_refused(bad, NO_EVENTS, ASSET_BONUS_WITHOUT_TABLE, -1);
	ok_refused(weeks, ONE(.kind = EVENT_SUSPEND), ASSET_CALENDAR_SHORT, 0);
	ok(last.limit == ends[2], "the calendar's last day");
	bad = weeks;
	bad.in_service = ends[2] + 1;
	ok_refused(bad, NO_EVENTS, ASSET_CALENDAR_SHORT, -1);
	bad.in_service = ends[0];
	ok_refused(bad, NO_EVENTS, ASSET_CALENDAR_LATE, -1);
	ok_refused(line, ONE(.kind = EVENT_ADDITION,.given = EVENT_AMOUNT,.amount = (i128) 1 << 92), ASSET_AMOUNT_TOO_LARGE, 0);
}

/* A life of so many decimals that fractions have no room for squares of it: four years and a second. */
static void
fine_life(void)
{
	AssetTerms	terms = terms_of(METHOD_SUM_OF_DIGITS, 0, 0, 48);
	LawContext	context = {.axis = &terms.axis, .allocate = allocate};
	Law			law = {
		.method = METHOD_SUM_OF_DIGITS, .life = {48 * (INT64_C(1) << 26) + 25, INT64_C(1) << 26}, .scale = {1, 1}, .origin = {0, 1}, .from = {0, 1}
	};
	bool		good = true;

	law_begin(&law, &context, fixed_from_whole(4800000), (Fixed) {0});
	for (int month = 0; month < 48; month++)
	{
		int			k = month / 12;
		double		weight = (4 - k) * (5 - k) - (month % 12) / 12.0 * ((4 - k) * (5 - k) - (3 - k) * (4 - k));
		Fixed		charged = law_amount(&law, ratio_whole(month));

		good = good && fabs((double) charged.whole - 4800000 * (1 - weight / 20)) <= 1.5;
	}
	ok(good, "a life of months and a second");
	forget();
}

/* Any number of events in any order come to the order of their days and kinds; of one day and kind they stay as they came. */
static void
sorting(void)
{
	static AssetEvent events[42];
	bool		sorted = true;
	bool		all = true;

	srand(7);
	for (int n = 0; n <= 40; n++)
	{
		for (int round = 0; round < 20; round++)
		{
			long		sum = 0;

			/* what lies around them is no part of them */
			events[0] = (AssetEvent) {.at = 9};
			events[n + 1] = (AssetEvent) {.at = -9};
			for (int i = 1; i <= n; i++)
			{
				events[i] = (AssetEvent) {.at = rand() % 5, .kind = rand() % 3, .life = i};
				sum += (long) i * i;
			}
			asset_sort_events(events + 1, n);
			for (int i = 1; i <= n; i++)
			{
				const AssetEvent *a = &events[i - 1];
				const AssetEvent *b = &events[i];

				sum -= b->life * b->life;
				if (i > 1 && (a->at > b->at || (a->at == b->at && a->kind > b->kind) ||
							  (a->at == b->at && a->kind == b->kind && a->life > b->life)))
					sorted = false;
			}
			if (sum != 0 || events[0].at != 9 || events[n + 1].at != -9)
				all = false;
		}
	}
	ok(sorted, "events are sorted");
	ok(all, "and are all there");
}

/* ---- the end, the beginning, and other calendars ---------------------------------------------------- */

static void
ends(void)
{
	AssetTerms	terms = terms_of(METHOD_STRAIGHT_LINE, 4800000, 0, 48);
	AssetFault	fault;
	Asset		asset;
	AssetEvent	sold = {.at = DAY(2025, 3, 20), .kind = EVENT_DISPOSAL, .given = EVENT_AMOUNT, .amount = 4000000};
	AssetEvent	opening = {.at = DAY(2024, 12, 31), .kind = EVENT_OPENING, .given = EVENT_AMOUNT, .amount = 1000000};
	static int64_t month_ends[25];
	Real		units[24];
	const AssetBooks *books;
	bool		good = true;

	/* twelve months of 100,000, that of the disposal among them */
	ok(asset_make(&asset, &terms, &sold, 1, &fault) && asset.disposed && asset.disposed_at == sold.at && !asset.endless, "sold");
	books = &asset.change[1].books;
	ok(books->disposals == -4800000 && books->disposals_accumulated == -1200000 && books->gain == 400000 && books_cost(books) == 0, "for more than it was worth");
	ok(charged_before(&asset, DAY(2026, 1, 1)) == 1200000 && !asset_is_over(&asset, sold.at) && asset_is_over(&asset, sold.at + 1), "and over");
	ok(asset_change_before(&asset, sold.at) == &asset.change[0] && asset_change_before(&asset, sold.at + 1) == &asset.change[1] &&
	   asset_change_before(&asset, terms.in_service) == NULL && asset_change_before(&asset, terms.in_service + 1) == &asset.change[0], "the books before a day");
	forget();

	ok(asset_make(&asset, &terms, &opening, 1, &fault) && asset.opened == opening.at, "migrated");
	/* 900,000 by the terms; 3,800,000 over the 39 months that are left */
	ok(fabs(charged_before(&asset, DAY(2025, 1, 1)) - 1000000) < 1e-6 && fabs(charged_before(&asset, DAY(2025, 2, 1)) - 1000000 - 3800000.0 / 39) < 1e-6, "with what was charged elsewhere");
	forget();
	ok(asset_make(&asset, &terms, NULL, 0, &fault) && asset.opened == terms.in_service - 1 && !asset.disposed && asset.last_event == terms.in_service, "new");
	ok(!asset_is_over(&asset, DAY(2028, 3, 31)) && asset_is_over(&asset, DAY(2028, 4, 1)), "over after 48 months from April on");
	forget();

	/* shares whose life is over: what an opening leaves is charged at once, but only of all the cost */
	for (int second = 1; second <= 2; second++)
	{
		const Ratio shares[2] = {{1, 2}, {1, second == 1 ? 2 : 4}};
		AssetTerms	table = terms_of(METHOD_RATES, 1000000, 0, 0);
		AssetEvent	late = {.at = DAY(2026, 6, 30), .kind = EVENT_OPENING, .given = EVENT_AMOUNT, .amount = 400000};

		table.share = shares;
		table.shares = 2;
		ok(asset_make(&asset, &table, &late, 1, &fault) && charged_before(&asset, DAY(2026, 7, 1)) == 400000 &&
		   charged_before(&asset, DAY(2026, 8, 1)) == (second == 1 ? 1000000 : 400000), "after the shares");
		late.at = DAY(2025, 3, 31);
		/* and in their time goes on to the end in the proportion of what was left then */
		ok(asset_make(&asset, &table, &late, 1, &fault) && charged_before(&asset, DAY(2025, 4, 1)) == 400000 &&
		   fabs(charged_before(&asset, DAY(2025, 10, 1)) - (second == 1 ? 700000 : 550000)) < 1e-6 &&
		   fabs(charged_before(&asset, DAY(2026, 8, 1)) - (second == 1 ? 1000000 : 700000)) < 1e-6, "half way");
		forget();
	}

	/* 40 % of the balance a year, lowered in the middle of one: what the year still takes is lowered with it */
	for (int life = 0; life <= 30; life += 30)
	{
		AssetTerms	reducing = terms_of(METHOD_REDUCING_BALANCE, 10000000, 0, life);
		AssetEvent	lower = {.at = DAY(2024, 9, 30), .kind = EVENT_IMPAIRMENT, .given = EVENT_AMOUNT, .amount = 2000000};
		AssetEvent	late = {.at = DAY(2027, 9, 30), .kind = EVENT_ADDITION, .given = EVENT_AMOUNT, .amount = 1000000};

		reducing.rate = (Ratio) {2, 5};
		ok(asset_make(&asset, &reducing, &lower, 1, &fault) && charged_before(&asset, DAY(2024, 10, 1)) == 2000000 &&
		   fabs(charged_before(&asset, DAY(2025, 4, 1)) - 3500000) < 1e-6 && fabs(charged_before(&asset, DAY(2026, 4, 1)) - 5300000) < 1e-6, "lowered");
		/* or is raised; but after the end of life nothing is charged, neither what the rate has left nor what comes */
		ok(asset_make(&asset, &reducing, &late, 1, &fault) &&
		   fabs(charged_before(&asset, DAY(2027, 10, 1)) - (life == 0 ? 8272000 : 7120000)) < 1e-6 &&
		   fabs(charged_before(&asset, DAY(2027, 11, 1)) - (life == 0 ? 8272000 + 682000 / 6.0 : 7120000)) < 1e-6 &&
		   fabs(charged_before(&asset, DAY(2028, 4, 1)) - (life == 0 ? 8954000 : 7120000)) < 1e-6, "raised");
		forget();
	}

	/* by days: March has 17 of 31 left, each month is the same */
	terms.axis.convention = CONVENTION_DAY;
	ok(asset_make(&asset, &terms, NULL, 0, &fault) && fabs(charged_before(&asset, DAY(2024, 4, 1)) - 100000.0 * 17 / 31) < 1e-6 &&
	   fabs(charged_before(&asset, DAY(2024, 3, 16)) - 100000.0 / 31) < 1e-6 && fabs(charged_before(&asset, DAY(2024, 5, 1)) - 100000.0 * 48 / 31) < 1e-6, "by the day");
	forget();
	/* by equal days: 1,461 of them in four years */
	terms.axis.proration = DAYS_EQUAL;
	for (int kind = 0; kind < 2; kind++)
	{
		terms.method = kind == 0 ? METHOD_STRAIGHT_LINE : METHOD_SUM_OF_DIGITS;
		good = good && asset_make(&asset, &terms, NULL, 0, &fault);
		for (int day = 1; good && day <= 1461; day += 73)
		{
			double		v = day / 1461.0 * 4;
			int			k = (int) v;
			double		weight = (4 - k) * (5 - k) - (v - k) * ((4 - k) * (5 - k) - (3 - k) * (4 - k));
			double		expected = kind == 0 ? 4800000.0 * day / 1461 : 4800000 * (1 - weight / 20);

			good = good && fabs(charged_before(&asset, terms.in_service + day) - expected) < 1e-6;
		}
		forget();
	}
	ok(good, "by equal days");

	/* what a year from the 31st of January has charged by the end of February, and by the 15th of May */
	for (int proration = DAYS_CALENDAR; proration < DAY_PRORATIONS; proration++)
	{
		static const double february[] = {1 + 1 / 31.0, 1 + 1 / 31.0, 30 / 366.0 * 12, 30 / 366.0 * 12, 31 / 30.0};
		static const double may[] = {3 + 1 / 31.0 + 15 / 31.0, 3 + 16 / 31.0, 106 / 366.0 * 12, 106 / 366.0 * 12, 3.5 + 1 / 30.0};

		terms = terms_of(METHOD_STRAIGHT_LINE, 1200000, 0, 12);
		terms.in_service = terms.axis.origin = DAY(2024, 1, 31);
		terms.axis.convention = CONVENTION_DAY;
		terms.axis.proration = (DayProration) proration;
		good = asset_make(&asset, &terms, NULL, 0, &fault) && fabs(charged_before(&asset, DAY(2024, 3, 1)) - 100000 * february[proration]) < 1e-6 &&
			fabs(charged_before(&asset, DAY(2024, 5, 16)) - 100000 * may[proration]) < 1e-6 && charged_before(&asset, DAY(2025, 2, 1)) == 1200000;
		if (!ok(good, day_proration_names[proration]))
			printf("# %.6f %.6f\n", charged_before(&asset, DAY(2024, 3, 1)), charged_before(&asset, DAY(2024, 5, 16)));
		forget();
	}

	/* four weeks are a month: 24 of them, a thousand units each, and no calendar for more */
	for (int i = 0; i < 25; i++)
		month_ends[i] = DAY(2023, 12, 31) + 28 * i;
	for (int i = 0; i < 24; i++)
		units[i] = real_from_int64(1000);
	terms = terms_of(METHOD_UNITS, 4800000, 0, 0);
	terms.axis.calendar.ends = month_ends;
	terms.axis.calendar.n_ends = 25;
	terms.in_service = DAY(2024, 1, 1);
	terms.units = units;
	terms.n_units = 24;
	terms.total_units = real_from_int64(24000);
	terms.has_total_units = true;
	good = asset_make(&asset, &terms, NULL, 0, &fault);
	for (int i = 0; good && i <= 23; i++)
		good = fabs(charged_before(&asset, month_ends[i] + 1) - 200000.0 * i) < 1e-6;
	ok(good, "units by a calendar of four weeks");
	forget();
}

int
main(void)
{
	methods();
	fine_life();
	sorting();
	ends();
	random_lives();
	revaluations();
	refusals();
	return done_testing();
}
