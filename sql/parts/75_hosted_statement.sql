/* ---- the rent of hosted machines ---- */

CREATE FUNCTION hosted_statement(rents numeric[], owner_share numeric, guaranteed numeric DEFAULT 0, costs numeric[] DEFAULT NULL,
	guaranteed_per text DEFAULT 'period', scale int8 DEFAULT 2)
RETURNS TABLE (n int4, rent numeric, cost numeric, owner numeric, operator numeric, owner_to_date numeric) AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 30 ROWS 12 SUPPORT array_rows_support;
COMMENT ON FUNCTION hosted_statement(numeric[], numeric, numeric, numeric[], text, int8) IS
'the rent of hosted machines: the owner''s share or guarantee, and the rest for the operator';

/* the same over float8, which drivers send: as the decimals it writes */

CREATE FUNCTION hosted_statement(rents float8[], owner_share float8, guaranteed float8 DEFAULT 0, costs float8[] DEFAULT NULL,
	guaranteed_per text DEFAULT 'period', scale int8 DEFAULT 2)
RETURNS TABLE (n int4, rent numeric, cost numeric, owner numeric, operator numeric, owner_to_date numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 40 ROWS 12
BEGIN ATOMIC
	SELECT * FROM hosted_statement(shortest_decimals($1), shortest_decimal($2), shortest_decimal($3), shortest_decimals($4), $5, $6);
END;
COMMENT ON FUNCTION hosted_statement(float8[], float8, float8, float8[], text, int8) IS
'the rent of hosted machines: the owner''s share or guarantee, and the rest for the operator';
