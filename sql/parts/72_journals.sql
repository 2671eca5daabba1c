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

CREATE FUNCTION rent_journal_support(internal) RETURNS internal
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_journal_support(internal) IS 'planner support: how many lines a billed lease''s journal has';

-- @for quantity in numeric float8 p_capacity text
CREATE FUNCTION rent_journal(terms lease_terms, quantity @quantity@, during tstzrange, step text DEFAULT 'month',
	due text DEFAULT 'advance', due_days int8 DEFAULT 0, zone text DEFAULT NULL, proration text DEFAULT NULL,
	cut text DEFAULT 'calendar', opening numeric DEFAULT 0, red boolean DEFAULT false, scale int8 DEFAULT NULL,
	tax_rounding text DEFAULT 'invoice')
RETURNS TABLE (at date, entry text, account text, debit numeric, credit numeric, memo text) AS 'MODULE_PATHNAME', 'rent_journal_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 180 SUPPORT rent_journal_support;
COMMENT ON FUNCTION rent_journal(lease_terms, @quantity@, tstzrange, text, text, int8, text, text, text, numeric, boolean, int8, text) IS
'the entries of a lease: its bills and each month''s income, with accrued rent between; balanced to the cent';
-- @end
