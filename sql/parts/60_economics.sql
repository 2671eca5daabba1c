/* ---- unit economics and growth ---- */

CREATE FUNCTION amortization(price rent_rate, life interval, salvage numeric DEFAULT 0)
RETURNS rent_rate AS 'MODULE_PATHNAME', 'amortization_rate'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION amortization(rent_rate, interval, numeric) IS
'straight-line depreciation of a purchase price per hour of life';

CREATE FUNCTION amortization(cost numeric, life interval, salvage numeric, per text)
RETURNS numeric AS 'MODULE_PATHNAME', 'amortization_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION amortization(numeric, interval, numeric, text) IS
'straight-line depreciation of a cost per period of the given name';

CREATE FUNCTION hourly_cost(price rent_rate, life interval, salvage numeric DEFAULT 0, utilization numeric DEFAULT 1)
RETURNS rent_rate AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
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

CREATE FUNCTION pf_days(capacity p_capacity, duration interval)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION pf_days(p_capacity, interval) IS
'work a capacity does in that time, in PF-days';

CREATE FUNCTION vat_split(gross numeric, tax_rate numeric, scale int4 DEFAULT 2, OUT net numeric, OUT tax numeric)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION vat_split(numeric, numeric, int4) IS
'splits an amount that includes tax, rounded to cents, into net and tax, which sum to it';
