/* ---- income of an operating lease, and what is to come ---- */

CREATE FUNCTION backlog_schedule_support(internal) RETURNS internal
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION backlog_schedule_support(internal) IS 'planner support: how many lines a backlog has';

-- The amounts beside a float8 are float8 too, as drivers send them.
-- @for quantity in numeric float8 p_capacity text
-- @let amount_beside_numeric numeric
-- @let amount_beside_float8 float8
-- @let amount_beside_p_capacity numeric
-- @let amount_beside_text numeric
CREATE FUNCTION income_schedule(terms lease_terms, quantity @quantity@, during tstzrange, step text DEFAULT 'month',
								zone text DEFAULT NULL, proration text DEFAULT NULL, scale int8 DEFAULT NULL,
								within tstzrange DEFAULT NULL, opening @amount_beside_@quantity@@ DEFAULT 0,
								OUT period_start timestamptz, OUT period_end timestamptz, OUT posting_date date,
								OUT rent numeric, OUT income numeric, OUT cumulative_rent numeric,
								OUT cumulative_income numeric, OUT accrued numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'income_schedule_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200 ROWS 24 SUPPORT rent_schedule_support;
COMMENT ON FUNCTION income_schedule(lease_terms, @quantity@, tstzrange, text, text, text, int8, tstzrange, @amount_beside_@quantity@@) IS
'rent and income of an operating lease by calendar steps, net of tax, and the balance of the two';

CREATE FUNCTION income_to_date(terms lease_terms, quantity @quantity@, during tstzrange, at date,
							   within tstzrange DEFAULT NULL, zone text DEFAULT NULL, proration text DEFAULT NULL,
							   opening @amount_beside_@quantity@@ DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'income_to_date_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION income_to_date(lease_terms, @quantity@, tstzrange, date, tstzrange, text, text, @amount_beside_@quantity@@) IS
'income of an operating lease until the close of a day, net of tax';

CREATE FUNCTION accrued_rent(terms lease_terms, quantity @quantity@, during tstzrange, at date,
							 within tstzrange DEFAULT NULL, zone text DEFAULT NULL, proration text DEFAULT NULL,
							 opening @amount_beside_@quantity@@ DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'accrued_rent_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION accrued_rent(lease_terms, @quantity@, tstzrange, date, tstzrange, text, text, @amount_beside_@quantity@@) IS
'income less rent at the close of a day: a receivable above 0, deferred below';

CREATE FUNCTION backlog_schedule(terms lease_terms, quantity @quantity@, during tstzrange, at date, step text DEFAULT 'year',
								 basis text DEFAULT 'rent', zone text DEFAULT NULL, proration text DEFAULT NULL,
								 scale int8 DEFAULT NULL,
								 OUT period_start timestamptz, OUT period_end timestamptz, OUT amount numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'backlog_schedule_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200 ROWS 5 SUPPORT backlog_schedule_support;
COMMENT ON FUNCTION backlog_schedule(lease_terms, @quantity@, tstzrange, date, text, text, text, text, int8) IS
'rent or income of a lease still to come after the close of a day, by calendar steps';
-- @end
