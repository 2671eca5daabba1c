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

CREATE FUNCTION vat_split(gross numeric, tax_rate numeric, scale int8 DEFAULT 2, OUT net numeric, OUT tax numeric)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION vat_split(numeric, numeric, int8) IS
'splits an amount that includes tax, rounded to cents, into net and tax, which sum to it';

/* ---- the same over float8, which drivers send: as the decimals it writes ---- */

-- The first number has no default: where all have one, a call without numbers would be ambiguous.

CREATE FUNCTION amortization(price rent_rate, life interval, salvage float8)
RETURNS rent_rate LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 12
RETURN amortization(amortization.price, amortization.life, shortest_decimal(amortization.salvage));
COMMENT ON FUNCTION amortization(rent_rate, interval, float8) IS
'straight-line depreciation of a purchase price per hour of life';

CREATE FUNCTION amortization(cost float8, life interval, salvage float8, per text)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 14
RETURN amortization(shortest_decimal(amortization.cost), amortization.life, shortest_decimal(amortization.salvage), amortization.per);
COMMENT ON FUNCTION amortization(float8, interval, float8, text) IS
'straight-line depreciation of a cost per period of the given name';

CREATE FUNCTION hourly_cost(price rent_rate, life interval, salvage float8, utilization float8 DEFAULT 1)
RETURNS rent_rate LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 14
RETURN hourly_cost(hourly_cost.price, hourly_cost.life, shortest_decimal(hourly_cost.salvage), shortest_decimal(hourly_cost.utilization));
COMMENT ON FUNCTION hourly_cost(rent_rate, interval, float8, float8) IS
'straight-line depreciation of a purchase price per hour that is let';

CREATE FUNCTION gross_margin(rate float8, cost float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 14
RETURN gross_margin(shortest_decimal(gross_margin.rate), shortest_decimal(gross_margin.cost));
COMMENT ON FUNCTION gross_margin(float8, float8) IS
'(rate - cost) / rate, as a fraction';

CREATE FUNCTION vat_split(gross float8, tax_rate float8, scale int8 DEFAULT 2, OUT net numeric, OUT tax numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 24
BEGIN ATOMIC
	SELECT * FROM vat_split(shortest_decimal(vat_split.gross), shortest_decimal(vat_split.tax_rate), vat_split.scale);
END;
COMMENT ON FUNCTION vat_split(float8, float8, int8) IS
'splits an amount that includes tax, rounded to cents, into net and tax, which sum to it';

/* ---- and over texts that write rates, which bare literals reach as well ---- */

CREATE FUNCTION amortization(price text, life interval, salvage float8 DEFAULT 0)
RETURNS rent_rate LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 12
RETURN amortization(amortization.price::rent_rate, amortization.life, shortest_decimal(amortization.salvage));
COMMENT ON FUNCTION amortization(text, interval, float8) IS
'straight-line depreciation of a purchase price per hour of life';

CREATE FUNCTION hourly_cost(price text, life interval, salvage float8 DEFAULT 0, utilization float8 DEFAULT 1)
RETURNS rent_rate LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 14
RETURN hourly_cost(hourly_cost.price::rent_rate, hourly_cost.life, shortest_decimal(hourly_cost.salvage),
		shortest_decimal(hourly_cost.utilization));
COMMENT ON FUNCTION hourly_cost(text, interval, float8, float8) IS
'straight-line depreciation of a purchase price per hour that is let';

CREATE FUNCTION gross_margin(rate text, cost text)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
RETURN gross_margin(gross_margin.rate::rent_rate, gross_margin.cost::rent_rate);
COMMENT ON FUNCTION gross_margin(text, text) IS
'(rate - cost) / rate, as a fraction';
