/* ---- bills of a lease on terms ---- */

-- @for quantity in numeric float8 p_capacity text
CREATE FUNCTION billing_schedule(terms lease_terms, quantity @quantity@, during tstzrange, step text DEFAULT 'month',
								 due text DEFAULT 'advance', due_days int8 DEFAULT 0, zone text DEFAULT NULL,
								 proration text DEFAULT NULL, cut text DEFAULT 'calendar',
								 tax_rounding text DEFAULT 'invoice', scale int8 DEFAULT NULL,
								 OUT invoice int4, OUT period_start timestamptz, OUT period_end timestamptz,
								 OUT invoice_date date, OUT due_date date, OUT net numeric, OUT tax numeric,
								 OUT gross numeric, OUT tax_difference numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'billing_schedule_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200 ROWS 24 SUPPORT rent_schedule_support;
COMMENT ON FUNCTION billing_schedule(lease_terms, @quantity@, tstzrange, text, text, int8, text, text, text, text, int8) IS
'invoices of a lease in advance or in arrears, with their tax; they sum to the rounded rent';
-- @end
