/* ---- payback and break-even, of level and of falling rents ---- */

CREATE FUNCTION break_even_utilization(rate rent_rate, cost rent_rate)
RETURNS numeric AS 'MODULE_PATHNAME', 'break_even_utilization_rate'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION break_even_utilization(rent_rate, rent_rate) IS
'share of the time that must be let at the rate to earn a cost that runs all the time';

CREATE FUNCTION break_even_utilization(rate numeric, cost numeric)
RETURNS numeric AS 'MODULE_PATHNAME', 'break_even_utilization_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION break_even_utilization(numeric, numeric) IS
'share of the time that must be let at the rate to earn a cost that runs all the time';

CREATE FUNCTION break_even_rate(cost rent_rate, utilization numeric DEFAULT 1)
RETURNS rent_rate AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION break_even_rate(rent_rate, numeric) IS
'rate at which the time let earns a cost that runs all the time';

CREATE FUNCTION payback(price rent_rate, rate rent_rate, utilization numeric DEFAULT 1, cost rent_rate DEFAULT NULL,
	monthly_decline numeric DEFAULT 0, discount_rate numeric DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'payback_rate'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION payback(rent_rate, rent_rate, numeric, rent_rate, numeric, numeric) IS
'years until a purchase price is earned back at a rate that may fall, after a cash cost; null if never';

CREATE FUNCTION payback(capex numeric, annual_cash_flow numeric)
RETURNS numeric AS 'MODULE_PATHNAME', 'payback_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION payback(numeric, numeric) IS
'years until an outlay is earned back by a level yearly cash flow; null if never';

/*
 * Beside a whole number, a literal or a parameter without a type would be ambiguous,
 * because of the aggregates over whole amounts and a date or a timestamp.  Being
 * varchar, and so of the category of strings but not its preferred type, the second
 * argument takes these and nothing else: with numeric in its place, payback('100000',
 * 25000) and payback(smallint, 25000) would become ambiguous instead.
 */
-- @for whole in int2 int4 int8
CREATE FUNCTION payback(capex @whole@, annual_cash_flow varchar)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 20
RETURN payback(capex::numeric, annual_cash_flow::numeric);
COMMENT ON FUNCTION payback(@whole@, varchar) IS
'years until an outlay is earned back by a level yearly cash flow, a number; null if never';

-- @end

CREATE FUNCTION break_even_opening_rate(price rent_rate, months int8, utilization numeric DEFAULT 1, cost rent_rate DEFAULT NULL,
	monthly_decline numeric DEFAULT 0, discount_rate numeric DEFAULT 0, residual_value numeric DEFAULT 0)
RETURNS rent_rate AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION break_even_opening_rate(rent_rate, int8, numeric, rent_rate, numeric, numeric, numeric) IS
'hourly rate in the first month at which a purchase price is earned back in so many months of falling rents';

CREATE FUNCTION break_even_opening_rate(price numeric, months int8, utilization numeric DEFAULT 1, cost numeric DEFAULT 0,
	monthly_decline numeric DEFAULT 0, discount_rate numeric DEFAULT 0, residual_value numeric DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'break_even_opening_rate_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION break_even_opening_rate(numeric, int8, numeric, numeric, numeric, numeric, numeric) IS
'rent of an hour in the first month at which a price is earned back in so many months of falling rents';

CREATE FUNCTION break_even_utilization(price rent_rate, rate rent_rate, months int8, cost rent_rate DEFAULT NULL,
	monthly_decline numeric DEFAULT 0, discount_rate numeric DEFAULT 0, residual_value numeric DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'break_even_utilization_declining'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION break_even_utilization(rent_rate, rent_rate, int8, rent_rate, numeric, numeric, numeric) IS
'share of the time that must be let to earn a purchase price back in so many months of falling rents';

CREATE FUNCTION break_even_utilization(price numeric, rate numeric, months int8, cost numeric DEFAULT 0,
	monthly_decline numeric DEFAULT 0, discount_rate numeric DEFAULT 0, residual_value numeric DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'break_even_utilization_declining_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION break_even_utilization(numeric, numeric, int8, numeric, numeric, numeric, numeric) IS
'share of the time that must be let to earn a price back in so many months of falling rents';

CREATE FUNCTION growing_annuity(rate numeric, growth numeric, nper numeric, pmt numeric)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION growing_annuity(numeric, numeric, numeric, numeric) IS
'present value of payments that grow or fall by the same share each period; an infinite nper gives the limit';

CREATE FUNCTION payback_grid(price rent_rate, rates rent_rate[], utilizations numeric[], cost rent_rate DEFAULT NULL,
	monthly_decline numeric DEFAULT 0, discount_rate numeric DEFAULT 0)
RETURNS TABLE (rate rent_rate, rate_amount numeric, utilization numeric, monthly_cash_flow numeric, payback_years numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 ROWS 100
BEGIN ATOMIC
	SELECT r.rate, amount(r.rate), u.utilization,
		   amount(per(r.rate, 'month')) * u.utilization - coalesce(amount(per(payback_grid.cost, 'month')), 0),
		   CASE WHEN u.utilization IS NOT NULL THEN
		   round(payback(payback_grid.price, r.rate, u.utilization, payback_grid.cost, payback_grid.monthly_decline, payback_grid.discount_rate), 6) END
	FROM unnest(payback_grid.rates) WITH ORDINALITY AS r (rate, i) CROSS JOIN unnest(payback_grid.utilizations) WITH ORDINALITY AS u (utilization, j)
	ORDER BY r.i, u.j;
END;
COMMENT ON FUNCTION payback_grid(rent_rate, rent_rate[], numeric[], rent_rate, numeric, numeric) IS
'years of payback by rate and utilization, with the first month''s cash flow';

/* ---- the same over float8, which drivers send: as the decimals it writes ---- */

-- The first number has no default: where all have one, a call without numbers would be ambiguous.

CREATE FUNCTION payback_grid(price rent_rate, rates rent_rate[], utilizations float8[], cost rent_rate, monthly_decline float8,
	discount_rate float8 DEFAULT 0)
RETURNS TABLE (rate rent_rate, rate_amount numeric, utilization numeric, monthly_cash_flow numeric, payback_years numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1010 ROWS 100
BEGIN ATOMIC
	SELECT * FROM payback_grid($1, $2, shortest_decimals($3), $4, shortest_decimal($5), shortest_decimal($6));
END;
COMMENT ON FUNCTION payback_grid(rent_rate, rent_rate[], float8[], rent_rate, float8, float8) IS
'years of payback by rate and utilization, with the first month''s cash flow';

CREATE FUNCTION break_even_utilization(rate float8, cost float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 14
RETURN break_even_utilization(shortest_decimal(break_even_utilization.rate), shortest_decimal(break_even_utilization.cost));
COMMENT ON FUNCTION break_even_utilization(float8, float8) IS
'share of the time that must be let at the rate to earn a cost that runs all the time';

CREATE FUNCTION break_even_rate(cost rent_rate, utilization float8)
RETURNS rent_rate LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 12
RETURN break_even_rate(break_even_rate.cost, shortest_decimal(break_even_rate.utilization));
COMMENT ON FUNCTION break_even_rate(rent_rate, float8) IS
'rate at which the time let earns a cost that runs all the time';

CREATE FUNCTION payback(price rent_rate, rate rent_rate, utilization float8, cost rent_rate DEFAULT NULL, monthly_decline float8 DEFAULT 0,
	discount_rate float8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 16
RETURN payback(payback.price, payback.rate, shortest_decimal(payback.utilization), payback.cost,
		shortest_decimal(payback.monthly_decline), shortest_decimal(payback.discount_rate));
COMMENT ON FUNCTION payback(rent_rate, rent_rate, float8, rent_rate, float8, float8) IS
'years until a purchase price is earned back at a rate that may fall, after a cash cost; null if never';

CREATE FUNCTION payback(capex float8, annual_cash_flow float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 14
RETURN payback(shortest_decimal(payback.capex), shortest_decimal(payback.annual_cash_flow));
COMMENT ON FUNCTION payback(float8, float8) IS
'years until an outlay is earned back by a level yearly cash flow; null if never';

CREATE FUNCTION break_even_opening_rate(price rent_rate, months int8, utilization float8, cost rent_rate DEFAULT NULL,
	monthly_decline float8 DEFAULT 0, discount_rate float8 DEFAULT 0, residual_value float8 DEFAULT 0)
RETURNS rent_rate LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 108
RETURN break_even_opening_rate(break_even_opening_rate.price, break_even_opening_rate.months, shortest_decimal(break_even_opening_rate.utilization),
		break_even_opening_rate.cost, shortest_decimal(break_even_opening_rate.monthly_decline),
		shortest_decimal(break_even_opening_rate.discount_rate), shortest_decimal(break_even_opening_rate.residual_value));
COMMENT ON FUNCTION break_even_opening_rate(rent_rate, int8, float8, rent_rate, float8, float8, float8) IS
'hourly rate in the first month at which a purchase price is earned back in so many months of falling rents';

CREATE FUNCTION break_even_opening_rate(price float8, months int8, utilization float8 DEFAULT 1, cost float8 DEFAULT 0,
	monthly_decline float8 DEFAULT 0, discount_rate float8 DEFAULT 0, residual_value float8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 112
RETURN break_even_opening_rate(shortest_decimal(break_even_opening_rate.price), break_even_opening_rate.months,
		shortest_decimal(break_even_opening_rate.utilization), shortest_decimal(break_even_opening_rate.cost),
		shortest_decimal(break_even_opening_rate.monthly_decline), shortest_decimal(break_even_opening_rate.discount_rate),
		shortest_decimal(break_even_opening_rate.residual_value));
COMMENT ON FUNCTION break_even_opening_rate(float8, int8, float8, float8, float8, float8, float8) IS
'rent of an hour in the first month at which a price is earned back in so many months of falling rents';

CREATE FUNCTION break_even_utilization(price rent_rate, rate rent_rate, months int8, cost rent_rate, monthly_decline float8,
	discount_rate float8 DEFAULT 0, residual_value float8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 106
RETURN break_even_utilization(break_even_utilization.price, break_even_utilization.rate, break_even_utilization.months, break_even_utilization.cost,
		shortest_decimal(break_even_utilization.monthly_decline), shortest_decimal(break_even_utilization.discount_rate),
		shortest_decimal(break_even_utilization.residual_value));
COMMENT ON FUNCTION break_even_utilization(rent_rate, rent_rate, int8, rent_rate, float8, float8, float8) IS
'share of the time that must be let to earn a purchase price back in so many months of falling rents';

CREATE FUNCTION break_even_utilization(price float8, rate float8, months int8, cost float8 DEFAULT 0, monthly_decline float8 DEFAULT 0,
	discount_rate float8 DEFAULT 0, residual_value float8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 112
RETURN break_even_utilization(shortest_decimal(break_even_utilization.price), shortest_decimal(break_even_utilization.rate),
		break_even_utilization.months, shortest_decimal(break_even_utilization.cost),
		shortest_decimal(break_even_utilization.monthly_decline), shortest_decimal(break_even_utilization.discount_rate),
		shortest_decimal(break_even_utilization.residual_value));
COMMENT ON FUNCTION break_even_utilization(float8, float8, int8, float8, float8, float8, float8) IS
'share of the time that must be let to earn a price back in so many months of falling rents';

CREATE FUNCTION growing_annuity(rate float8, growth float8, nper float8, pmt float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 108
RETURN growing_annuity(shortest_decimal(growing_annuity.rate), shortest_decimal(growing_annuity.growth),
		shortest_decimal(growing_annuity.nper), shortest_decimal(growing_annuity.pmt));
COMMENT ON FUNCTION growing_annuity(float8, float8, float8, float8) IS
'present value of payments that grow or fall by the same share each period; an infinite nper gives the limit';

/* ---- and over texts that write rates, which bare literals reach as well ---- */

CREATE FUNCTION break_even_utilization(rate text, cost text)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
RETURN break_even_utilization(break_even_utilization.rate::rent_rate, break_even_utilization.cost::rent_rate);
COMMENT ON FUNCTION break_even_utilization(text, text) IS
'share of the time that must be let at the rate to earn a cost that runs all the time';

CREATE FUNCTION break_even_rate(cost text, utilization float8 DEFAULT 1)
RETURNS rent_rate LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 12
RETURN break_even_rate(break_even_rate.cost::rent_rate, shortest_decimal(break_even_rate.utilization));
COMMENT ON FUNCTION break_even_rate(text, float8) IS
'rate at which the time let earns a cost that runs all the time';

CREATE FUNCTION payback(price text, rate text, utilization float8 DEFAULT 1, cost text DEFAULT NULL, monthly_decline float8 DEFAULT 0,
	discount_rate float8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 16
RETURN CASE WHEN left(ltrim(payback.price), 1) = '{' THEN payback(payback.price::numeric[], iso_dates(payback.rate))
	ELSE payback(payback.price::rent_rate, payback.rate::rent_rate, shortest_decimal(payback.utilization), payback.cost::rent_rate,
		shortest_decimal(payback.monthly_decline), shortest_decimal(payback.discount_rate)) END;
COMMENT ON FUNCTION payback(text, text, float8, text, float8, float8) IS
'years until a purchase price is earned back at a rate that may fall, after a cash cost; null if never';

-- Three parameters or literals without a type, or more, are between numbers and dates; SQL chooses the texts, which are
-- then read: two rates and a utilization, or the arrays of dated amounts and which recovery counts.
CREATE FUNCTION payback(price_or_amounts text, rate_or_dates text, recovery text, cost text DEFAULT NULL, monthly_decline text DEFAULT NULL,
	discount_rate text DEFAULT NULL)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 20
RETURN CASE WHEN left(ltrim(payback.price_or_amounts), 1) = '{'
	THEN payback(payback.price_or_amounts::numeric[], iso_dates(payback.rate_or_dates), NULL::date, payback.recovery)
	ELSE payback(payback.price_or_amounts::rent_rate, payback.rate_or_dates::rent_rate, payback.recovery::numeric, payback.cost::rent_rate,
		coalesce(payback.monthly_decline::numeric, 0), coalesce(payback.discount_rate::numeric, 0)) END;
COMMENT ON FUNCTION payback(text, text, text, text, text, text) IS
'payback of texts: of two rates and a utilization, or of arrays of dated amounts and which recovery counts';

CREATE FUNCTION payback(price rent_rate, rate text, utilization float8 DEFAULT 1, cost text DEFAULT NULL, monthly_decline float8 DEFAULT 0,
	discount_rate float8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 16
RETURN payback(payback.price, payback.rate::rent_rate, shortest_decimal(payback.utilization), payback.cost::rent_rate,
		shortest_decimal(payback.monthly_decline), shortest_decimal(payback.discount_rate));
COMMENT ON FUNCTION payback(rent_rate, text, float8, text, float8, float8) IS
'years until a purchase price is earned back at a rate that may fall, after a cash cost; null if never';

CREATE FUNCTION payback(price text, rate rent_rate, utilization float8 DEFAULT 1, cost text DEFAULT NULL, monthly_decline float8 DEFAULT 0,
	discount_rate float8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 16
RETURN payback(payback.price::rent_rate, payback.rate, shortest_decimal(payback.utilization), payback.cost::rent_rate,
		shortest_decimal(payback.monthly_decline), shortest_decimal(payback.discount_rate));
COMMENT ON FUNCTION payback(text, rent_rate, float8, text, float8, float8) IS
'years until a purchase price is earned back at a rate that may fall, after a cash cost; null if never';

CREATE FUNCTION break_even_opening_rate(price text, months int8, utilization float8 DEFAULT 1, cost text DEFAULT NULL,
	monthly_decline float8 DEFAULT 0, discount_rate float8 DEFAULT 0, residual_value float8 DEFAULT 0)
RETURNS rent_rate LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 108
RETURN break_even_opening_rate(break_even_opening_rate.price::rent_rate, break_even_opening_rate.months,
		shortest_decimal(break_even_opening_rate.utilization), break_even_opening_rate.cost::rent_rate,
		shortest_decimal(break_even_opening_rate.monthly_decline), shortest_decimal(break_even_opening_rate.discount_rate),
		shortest_decimal(break_even_opening_rate.residual_value));
COMMENT ON FUNCTION break_even_opening_rate(text, int8, float8, text, float8, float8, float8) IS
'hourly rate in the first month at which a purchase price is earned back in so many months of falling rents';

CREATE FUNCTION break_even_utilization(price text, rate text, months int8, cost text DEFAULT NULL, monthly_decline float8 DEFAULT 0,
	discount_rate float8 DEFAULT 0, residual_value float8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 106
RETURN break_even_utilization(break_even_utilization.price::rent_rate, break_even_utilization.rate::rent_rate, break_even_utilization.months,
		break_even_utilization.cost::rent_rate, shortest_decimal(break_even_utilization.monthly_decline),
		shortest_decimal(break_even_utilization.discount_rate), shortest_decimal(break_even_utilization.residual_value));
COMMENT ON FUNCTION break_even_utilization(text, text, int8, text, float8, float8, float8) IS
'share of the time that must be let to earn a purchase price back in so many months of falling rents';
