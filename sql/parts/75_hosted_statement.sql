/* ---- the rent of hosted machines ---- */

CREATE FUNCTION hosted_statement(rents numeric[], owner_share numeric, guaranteed numeric DEFAULT 0, costs numeric[] DEFAULT NULL,
	guaranteed_per text DEFAULT 'period', scale int8 DEFAULT 2)
RETURNS TABLE (n int4, rent numeric, cost numeric, owner numeric, operator numeric, owner_to_date numeric) AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 30 ROWS 12 SUPPORT array_rows_support;
COMMENT ON FUNCTION hosted_statement(numeric[], numeric, numeric, numeric[], text, int8) IS
'the rent of hosted machines: the owner''s share or guarantee, and the rest for the operator';
