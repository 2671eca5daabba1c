/* ---- the lessor's journals ---- */

CREATE FUNCTION finance_lease_journal_support(internal) RETURNS internal
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION finance_lease_journal_support(internal) IS 'planner support: how many lines a lease''s journal has';

CREATE FUNCTION finance_lease_journal(payments numeric[], fair_value numeric, book_value numeric, start_date date,
	step text DEFAULT 'month', guaranteed_residual numeric DEFAULT 0, unguaranteed_residual numeric DEFAULT 0,
	initial_direct_costs numeric DEFAULT 0, due text DEFAULT 'arrears', standard text DEFAULT 'cas',
	kind text DEFAULT 'dealer', rate numeric DEFAULT NULL, red boolean DEFAULT false, scale int8 DEFAULT 2)
RETURNS TABLE (at date, entry text, account text, debit numeric, credit numeric, memo text) AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 180 SUPPORT finance_lease_journal_support;
COMMENT ON FUNCTION finance_lease_journal(numeric[], numeric, numeric, date, text, numeric, numeric, numeric, text, text, text, numeric, boolean, int8) IS
'the entries of a finance lease: commencement, payments and interest, each balanced to the cent';

CREATE FUNCTION finance_lease_journal(payments float8[], fair_value float8, book_value float8, start_date date,
	step text DEFAULT 'month', guaranteed_residual float8 DEFAULT 0, unguaranteed_residual float8 DEFAULT 0,
	initial_direct_costs float8 DEFAULT 0, due text DEFAULT 'arrears', standard text DEFAULT 'cas',
	kind text DEFAULT 'dealer', rate float8 DEFAULT NULL, red boolean DEFAULT false, scale int8 DEFAULT 2)
RETURNS TABLE (at date, entry text, account text, debit numeric, credit numeric, memo text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1010 ROWS 180
BEGIN ATOMIC
	SELECT * FROM finance_lease_journal(shortest_decimals($1), shortest_decimal($2), shortest_decimal($3), $4, $5, shortest_decimal($6),
		shortest_decimal($7), shortest_decimal($8), $9, $10, $11, shortest_decimal($12), $13, $14);
END;
COMMENT ON FUNCTION finance_lease_journal(float8[], float8, float8, date, text, float8, float8, float8, text, text, text, float8, boolean, int8) IS
'the entries of a finance lease: commencement, payments and interest, each balanced to the cent';

CREATE FUNCTION rent_journal_support(internal) RETURNS internal
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_journal_support(internal) IS 'planner support: how many lines a billed lease''s journal has';

-- The amounts beside a float8 are float8 too, as drivers send them.
-- @for quantity in numeric float8 p_capacity text
-- @let amount_beside_numeric numeric
-- @let amount_beside_float8 float8
-- @let amount_beside_p_capacity numeric
-- @let amount_beside_text numeric
CREATE FUNCTION rent_journal(terms lease_terms, quantity @quantity@, during tstzrange, step text DEFAULT 'month',
	due text DEFAULT 'advance', due_days int8 DEFAULT 0, zone text DEFAULT NULL, proration text DEFAULT NULL,
	cut text DEFAULT 'calendar', opening @amount_beside_@quantity@@ DEFAULT 0, red boolean DEFAULT false, scale int8 DEFAULT NULL,
	tax_rounding text DEFAULT 'invoice')
RETURNS TABLE (at date, entry text, account text, debit numeric, credit numeric, memo text) AS 'MODULE_PATHNAME', 'rent_journal_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 180 SUPPORT rent_journal_support;
COMMENT ON FUNCTION rent_journal(lease_terms, @quantity@, tstzrange, text, text, int8, text, text, text, @amount_beside_@quantity@@, boolean, int8, text) IS
'the entries of a lease: its bills and each month''s income, with accrued rent between; balanced to the cent';
-- @end
