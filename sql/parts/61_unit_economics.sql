/* ---- the cost structure of a card-hour ---- */

CREATE FUNCTION net_margin(rate rent_rate, cost rent_rate, expenses rent_rate DEFAULT NULL, tax_rate numeric DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'net_margin_rate'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION net_margin(rent_rate, rent_rate, rent_rate, numeric) IS
'(rate - cost - expenses) after tax / rate, as a fraction';

CREATE FUNCTION net_margin(rate numeric, cost numeric, expenses numeric DEFAULT 0, tax_rate numeric DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'net_margin_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION net_margin(numeric, numeric, numeric, numeric) IS
'(rate - cost - expenses) after tax / rate, as a fraction';

CREATE FUNCTION unit_economics(rate rent_rate, price rent_rate DEFAULT NULL, life interval DEFAULT '4 years',
	salvage numeric DEFAULT 0, utilization numeric DEFAULT 1, power numeric DEFAULT NULL, pue numeric DEFAULT 1,
	power_price rent_rate DEFAULT NULL, colocation rent_rate DEFAULT NULL, staff rent_rate DEFAULT NULL,
	other rent_rate DEFAULT NULL, selling numeric DEFAULT 0, administration rent_rate DEFAULT NULL,
	debt numeric DEFAULT 0, interest_rate numeric DEFAULT 0, tax_rate numeric DEFAULT 0, scale int4 DEFAULT 4)
RETURNS TABLE (n int4, line text, per_hour_available numeric, per_hour_let numeric, share_of_revenue numeric)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 15;
COMMENT ON FUNCTION unit_economics(rent_rate, rent_rate, interval, numeric, numeric, numeric, numeric, rent_rate, rent_rate, rent_rate, rent_rate, numeric, rent_rate, numeric, numeric, numeric, int4) IS
'income statement of a unit''s hour: revenue, costs, gross, operating and net profit, and their shares of revenue';
