/* ---- a lease that ends early ---- */

-- The amounts beside a float8 are float8 too, as drivers send them.
-- @for quantity in numeric float8 p_capacity text
-- @let amount_beside_numeric numeric
-- @let amount_beside_float8 float8
-- @let amount_beside_p_capacity numeric
-- @let amount_beside_text numeric
CREATE FUNCTION termination(terms lease_terms, quantity @quantity@, during tstzrange, ended_at timestamptz, billed @amount_beside_@quantity@@ DEFAULT 0,
	received @amount_beside_@quantity@@ DEFAULT 0, accrued @amount_beside_@quantity@@ DEFAULT 0, deposit @amount_beside_@quantity@@ DEFAULT 0, fee @amount_beside_@quantity@@ DEFAULT 0,
	zone text DEFAULT NULL, proration text DEFAULT NULL, scale int8 DEFAULT NULL,
	step text DEFAULT 'month', cut text DEFAULT 'calendar', tax_rounding text DEFAULT 'invoice',
	OUT rent_due numeric, OUT credit_note numeric, OUT still_to_bill numeric, OUT deposit_applied numeric,
	OUT deposit_refund numeric, OUT balance_due numeric, OUT refund numeric, OUT income_effect numeric,
	OUT rent_due_tax numeric, OUT fee_tax numeric)
AS 'MODULE_PATHNAME', 'termination_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION termination(lease_terms, @quantity@, tstzrange, timestamptz, @amount_beside_@quantity@@, @amount_beside_@quantity@@, @amount_beside_@quantity@@, @amount_beside_@quantity@@, @amount_beside_@quantity@@, text, text, int8, text, text, text) IS
'a lease that ends early: what is due, to be credited, billed, applied, refunded, and what it does to income';
-- @end
