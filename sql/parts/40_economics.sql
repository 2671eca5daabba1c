/* ---- unit economics and growth ---- */

CREATE FUNCTION amortization(price rent_rate, life interval, salvage numeric DEFAULT 0)
RETURNS rent_rate AS 'MODULE_PATHNAME', 'amortization_rate'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION amortization(rent_rate, interval, numeric) IS
'straight-line depreciation of a purchase price per hour of life';

CREATE FUNCTION amortization(cost numeric, life interval, salvage numeric, per text)
RETURNS numeric AS 'MODULE_PATHNAME', 'amortization_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION amortization(numeric, interval, numeric, text) IS
'straight-line depreciation of a cost per period of the given name';

CREATE FUNCTION hourly_cost(price rent_rate, life interval, salvage numeric DEFAULT 0, utilization numeric DEFAULT 1)
RETURNS rent_rate AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION hourly_cost(rent_rate, interval, numeric, numeric) IS
'straight-line depreciation of a purchase price per hour that is let';

CREATE FUNCTION gross_margin(rate rent_rate, cost rent_rate)
RETURNS numeric AS 'MODULE_PATHNAME', 'gross_margin_rate'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION gross_margin(rent_rate, rent_rate) IS
'(rate - cost) / rate, as a fraction';

CREATE FUNCTION gross_margin(rate numeric, cost numeric)
RETURNS numeric AS 'MODULE_PATHNAME', 'gross_margin_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION gross_margin(numeric, numeric) IS
'(rate - cost) / rate, as a fraction';

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
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION break_even_rate(rent_rate, numeric) IS
'rate at which the time let earns a cost that runs all the time';

CREATE FUNCTION payback(price rent_rate, rate rent_rate, utilization numeric DEFAULT 1, cost rent_rate DEFAULT NULL)
RETURNS numeric AS 'MODULE_PATHNAME', 'payback_rate'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION payback(rent_rate, rent_rate, numeric, rent_rate) IS
'years until a purchase price is earned back at a rate and utilization, after a cash cost; null if never';

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

CREATE FUNCTION pf_days(capacity p_capacity, duration interval)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION pf_days(p_capacity, interval) IS
'work a capacity does in that time, in PF-days';

CREATE FUNCTION vat_split(gross numeric, tax_rate numeric, scale int4 DEFAULT 2, OUT net numeric, OUT vat numeric)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION vat_split(numeric, numeric, int4) IS
'splits an amount that includes tax into net and tax, which sum to it';
