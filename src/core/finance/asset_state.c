/*
 * asset_state.c
 *		The laws by which an asset is depreciated between its events.
 */
#include "core/finance/asset_state.h"

/* The rate a month at which a balance declines: a factor over the life, or a rate a year. */
static Ratio
monthly_rate(const AssetTerms *terms, DepreciationMethod method, Ratio factor, Ratio life)
{
	if (method == METHOD_REDUCING_BALANCE)
		return ratio_divide(terms->rate, ratio_whole(12));
	if (method == METHOD_DOUBLE_DECLINING)
		return ratio_divide(ratio_whole(2), life);
	if (method == METHOD_DECLINING_BALANCE)
		return ratio_divide(factor, life);
	return ratio_whole(0);
}

/* Units before each period, the first of which starts with the day of service. */
static void
law_of_units(AssetState *state, Law *law)
{
	const AssetTerms *terms = state->terms;
	const FiscalCalendar *calendar = &terms->axis.calendar;
	int			n = terms->n_units;
	Ratio	   *age = terms->allocate((n + 1) * sizeof(Ratio));
	Real	   *before = terms->allocate((n + 1) * sizeof(Real));
	int64_t		month = fiscal_month(calendar, terms->in_service);

	before[0] = (Real) {0};
	age[0] = ratio_whole(0);
	for (int i = 0; i < n; i++)
	{
		int64_t		start;

		if (i % 1024 == 0)
			terms->poll();
		fiscal_period(calendar, terms->step, month, &start, &month);
		before[i + 1] = real_add(before[i], terms->units[i]);
		if (terms->axis.calendar.n_ends > 0 && month > calendar->n_ends - 1)
			month = calendar->n_ends - 1;
		age[i + 1] = ratio_multiply(ratio_subtract(axis_of_month(&terms->axis, month), law->origin), law->scale);
	}
	law->units = terms->allocate(sizeof(LawUnits));
	*law->units = (LawUnits) {.age = age, .before = before, .periods = n, .left = terms->total_units};
	law->life = age[n];
}

void
asset_start_law(AssetState *state, DepreciationMethod method, Ratio factor, bool endless, Ratio life, Ratio length)
{
	const AssetTerms *terms = state->terms;
	Fixed		value = asset_exact_book_value(state);
	Law			law = {
		.method = method,
		.balance_by = method == METHOD_MACRS ? BALANCE_BY_FISCAL_YEAR : terms->balance_by,
		.endless = endless,
		.life = ratio_kept(life),
		.scale = terms->axis.proration == DAYS_EQUAL && !endless && method != METHOD_UNITS ?
		ratio_kept(ratio_divide(life, length)) : ratio_whole(1),
		.origin = state->place,
		.from = ratio_whole(0)
	};

	if (endless)
	{
		law.life = ratio_whole(0);
		/* equal days of no life: so many to an average month */
		if (terms->axis.proration == DAYS_EQUAL)
			law.scale = (Ratio) {.num = 4800, .den = 146097};
	}
	law.rate = monthly_rate(terms, method, factor, life);

	if (terms->axis.proration != DAYS_EQUAL)
		state->consumed = ratio_kept(ratio_add(state->consumed, state->age));
	else if (state->age.num > 0)
		state->consumed_length = ratio_kept(ratio_add(state->consumed_length, ratio_divide(state->age, state->law.scale)));
	state->charged = state->now;
	state->age = ratio_whole(0);

	if (method_is_table(method))
	{
		if (method == METHOD_RATES && law.balance_by == BALANCE_BY_FISCAL_YEAR)
		{
			int64_t		month = axis_month(&terms->axis, state->place);

			for (int i = 0; i < terms->shares; i++)
			{
				FiscalYear	year = fiscal_year(&terms->axis.calendar, month);

				month = year.start + year.months;
			}
			law.life = ratio_multiply(ratio_subtract(axis_of_month(&terms->axis, month), law.origin), law.scale);
		}
		law_of_shares(&law, &state->terms->context, terms->share, terms->shares, value,
					  fixed_not_negative(fixed_subtract(value, fixed_from_whole(state->salvage))));
	}
	else
	{
		if (method == METHOD_UNITS)
			law_of_units(state, &law);
		law_begin(&law, &state->terms->context, value, fixed_from_whole(state->salvage));
	}
	state->law = law;
}

void
asset_go_on(AssetState *state, Fixed before, Ratio units_kept)
{
	law_go_on(&state->law, &state->terms->context, state->age, before, asset_exact_book_value(state),
			  fixed_from_whole(state->salvage), units_kept);
	state->charged = state->now;
}

void
asset_put_in_service(AssetState *state, AssetTerms *terms)
{
	Ratio		life = ratio_whole(terms->has_life ? terms->life : 0);
	bool		endless = terms->method == METHOD_REDUCING_BALANCE && !terms->has_life;

	terms->context = (LawContext) {.axis = &terms->axis, .allocate = terms->allocate};
	*state = (AssetState) {
		.terms = terms,
		.law = {.scale = {1, 1}, .life = {0, 1}, .from = {0, 1}},
		.place = convention_start(&terms->axis, terms->in_service),
		.age = {0, 1},
		.factor = terms->factor,
		.consumed = {0, 1},
		.consumed_length = {0, 1},
		.books = {.additions = terms->cost},
		.salvage = terms->salvage
	};
	if (terms->method == METHOD_UNITS)
		state->place = axis_of_day(&terms->axis, terms->in_service);
	if (method_is_table(terms->method))
	{
		state->charged = fixed_multiply(fixed_from_whole(terms->cost), (uint64_t) terms->bonus.num,
										(uint64_t) terms->bonus.den);
		if (!terms->exact)
			state->charged = fixed_from_whole(fixed_round(state->charged));
		state->now = state->charged;
		life = ratio_whole(terms->method == METHOD_MACRS ? (int64_t) (terms->class->years * 12) :
						   terms->shares * (terms->balance_by == BALANCE_BY_LIFE_MONTH ? 1 : 12));
	}
	asset_start_law(state, terms->method, terms->factor, endless, life,
					terms->axis.proration == DAYS_EQUAL && life.num > 0 ?
					axis_length(&terms->axis, terms->in_service, life.num) : life);
}
