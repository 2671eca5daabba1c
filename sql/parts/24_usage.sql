/* ---- metered usage on terms ---- */

CREATE FUNCTION usage_charge(terms lease_terms, used numeric, before numeric DEFAULT 0) RETURNS numeric
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION usage_charge(lease_terms, numeric, numeric) IS
'what usage costs that comes after other usage of its period, with tiers and maximum';

CREATE FUNCTION usage_charge(terms lease_terms, used float8, before float8 DEFAULT 0) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 24 RETURN usage_charge(terms, shortest_decimal(used), shortest_decimal(before));
COMMENT ON FUNCTION usage_charge(lease_terms, float8, float8) IS
'what usage costs that comes after other usage of its period, with tiers and maximum';

CREATE FUNCTION usage_schedule_support(internal) RETURNS internal
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION usage_schedule_support(internal) IS 'planner support: a line for each usage';

CREATE FUNCTION usage_schedule(terms lease_terms, used numeric[], during tstzrange, step text DEFAULT 'month',
							   zone text DEFAULT NULL, proration text DEFAULT NULL, shortfall text DEFAULT 'at end',
							   scale int8 DEFAULT NULL,
							   OUT period_start timestamptz, OUT period_end timestamptz, OUT used numeric,
							   OUT charge numeric, OUT shortfall numeric, OUT amount numeric, OUT cumulative numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200 ROWS 12 SUPPORT usage_schedule_support;
COMMENT ON FUNCTION usage_schedule(lease_terms, numeric[], tstzrange, text, text, text, text, int8) IS
'what usage costs step by step: with tiers and maximum, made up to the minimum';
