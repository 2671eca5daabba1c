/* ---- the cost structure of a card-hour ---- */

CREATE FUNCTION net_margin(rate rent_rate, cost rent_rate, expenses rent_rate DEFAULT NULL, income_tax_rate numeric DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'net_margin_rate'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION net_margin(rent_rate, rent_rate, rent_rate, numeric) IS
'(rate - cost - expenses) after tax / rate, as a fraction';

CREATE FUNCTION net_margin(rate numeric, cost numeric, expenses numeric DEFAULT 0, income_tax_rate numeric DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'net_margin_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION net_margin(numeric, numeric, numeric, numeric) IS
'(rate - cost - expenses) after tax / rate, as a fraction';

CREATE FUNCTION unit_economics(rate rent_rate, price rent_rate DEFAULT NULL, life interval DEFAULT '4 years',
	salvage numeric DEFAULT 0, utilization numeric DEFAULT 1, power numeric DEFAULT NULL, pue numeric DEFAULT 1,
	power_price rent_rate DEFAULT NULL, colocation rent_rate DEFAULT NULL, staff rent_rate DEFAULT NULL,
	other rent_rate DEFAULT NULL, selling numeric DEFAULT 0, administration rent_rate DEFAULT NULL,
	debt numeric DEFAULT 0, interest_rate numeric DEFAULT 0, income_tax_rate numeric DEFAULT 0, scale int8 DEFAULT 4)
RETURNS TABLE (n int4, line text, per_hour_available numeric, per_hour_let numeric, share_of_revenue numeric)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 15;
COMMENT ON FUNCTION unit_economics(rent_rate, rent_rate, interval, numeric, numeric, numeric, numeric, rent_rate, rent_rate, rent_rate, rent_rate, numeric, rent_rate, numeric, numeric, numeric, int8) IS
'income statement of a unit''s hour: revenue, costs, gross, operating and net profit, and their shares of revenue';

/* ---- the same over float8, which drivers send: as the decimals it writes ---- */

-- The first number has no default: where all have one, a call without numbers would be ambiguous.

CREATE FUNCTION net_margin(rate rent_rate, cost rent_rate, expenses rent_rate, income_tax_rate float8)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 12
RETURN net_margin(net_margin.rate, net_margin.cost, net_margin.expenses, shortest_decimal(net_margin.income_tax_rate));
COMMENT ON FUNCTION net_margin(rent_rate, rent_rate, rent_rate, float8) IS
'(rate - cost - expenses) after tax / rate, as a fraction';

CREATE FUNCTION net_margin(rate float8, cost float8, expenses float8 DEFAULT 0, income_tax_rate float8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 18
RETURN net_margin(shortest_decimal(net_margin.rate), shortest_decimal(net_margin.cost), shortest_decimal(net_margin.expenses),
		shortest_decimal(net_margin.income_tax_rate));
COMMENT ON FUNCTION net_margin(float8, float8, float8, float8) IS
'(rate - cost - expenses) after tax / rate, as a fraction';

CREATE FUNCTION unit_economics(rate rent_rate, price rent_rate, life interval, salvage float8, utilization float8 DEFAULT 1,
	power float8 DEFAULT NULL, pue float8 DEFAULT 1, power_price rent_rate DEFAULT NULL, colocation rent_rate DEFAULT NULL,
	staff rent_rate DEFAULT NULL, other rent_rate DEFAULT NULL, selling float8 DEFAULT 0, administration rent_rate DEFAULT NULL,
	debt float8 DEFAULT 0, interest_rate float8 DEFAULT 0, income_tax_rate float8 DEFAULT 0, scale int8 DEFAULT 4)
RETURNS TABLE (n int4, line text, per_hour_available numeric, per_hour_let numeric, share_of_revenue numeric) LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 516 ROWS 15
BEGIN ATOMIC
	SELECT * FROM unit_economics(unit_economics.rate, unit_economics.price, unit_economics.life, shortest_decimal(unit_economics.salvage),
		shortest_decimal(unit_economics.utilization), shortest_decimal(unit_economics.power),
		shortest_decimal(unit_economics.pue), unit_economics.power_price, unit_economics.colocation, unit_economics.staff,
		unit_economics.other, shortest_decimal(unit_economics.selling), unit_economics.administration,
		shortest_decimal(unit_economics.debt), shortest_decimal(unit_economics.interest_rate),
		shortest_decimal(unit_economics.income_tax_rate), unit_economics.scale);
END;
COMMENT ON FUNCTION unit_economics(rent_rate, rent_rate, interval, float8, float8, float8, float8, rent_rate, rent_rate, rent_rate, rent_rate, float8, rent_rate, float8, float8, float8, int8) IS
'income statement of a unit''s hour: revenue, costs, gross, operating and net profit, and their shares of revenue';

/* ---- and over texts that write rates, which bare literals reach as well ---- */

CREATE FUNCTION net_margin(rate text, cost text, expenses text DEFAULT NULL, income_tax_rate float8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 12
RETURN net_margin(net_margin.rate::rent_rate, net_margin.cost::rent_rate, net_margin.expenses::rent_rate,
		shortest_decimal(net_margin.income_tax_rate));
COMMENT ON FUNCTION net_margin(text, text, text, float8) IS
'(rate - cost - expenses) after tax / rate, as a fraction';

CREATE FUNCTION unit_economics(rate text, price text DEFAULT NULL, life interval DEFAULT '4 years', salvage float8 DEFAULT 0,
	utilization float8 DEFAULT 1, power float8 DEFAULT NULL, pue float8 DEFAULT 1, power_price text DEFAULT NULL,
	colocation text DEFAULT NULL, staff text DEFAULT NULL, other text DEFAULT NULL, selling float8 DEFAULT 0,
	administration text DEFAULT NULL, debt float8 DEFAULT 0, interest_rate float8 DEFAULT 0, income_tax_rate float8 DEFAULT 0, scale int8 DEFAULT 4)
RETURNS TABLE (n int4, line text, per_hour_available numeric, per_hour_let numeric, share_of_revenue numeric) LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 516 ROWS 15
BEGIN ATOMIC
	SELECT * FROM unit_economics(unit_economics.rate::rent_rate, unit_economics.price::rent_rate, unit_economics.life,
		shortest_decimal(unit_economics.salvage), shortest_decimal(unit_economics.utilization),
		shortest_decimal(unit_economics.power), shortest_decimal(unit_economics.pue), unit_economics.power_price::rent_rate,
		unit_economics.colocation::rent_rate, unit_economics.staff::rent_rate, unit_economics.other::rent_rate,
		shortest_decimal(unit_economics.selling), unit_economics.administration::rent_rate,
		shortest_decimal(unit_economics.debt), shortest_decimal(unit_economics.interest_rate),
		shortest_decimal(unit_economics.income_tax_rate), unit_economics.scale);
END;
COMMENT ON FUNCTION unit_economics(text, text, interval, float8, float8, float8, float8, text, text, text, text, float8, text, float8, float8, float8, int8) IS
'income statement of a unit''s hour: revenue, costs, gross, operating and net profit, and their shares of revenue';
