/* ---- net, tax and gross ---- */

CREATE FUNCTION vat_lines(amounts numeric[], tax_rate numeric, tax_basis text DEFAULT 'incl', tax_rounding text DEFAULT 'line',
	scale int8 DEFAULT 2)
RETURNS TABLE (line int4, net numeric, tax numeric, gross numeric, tax_difference numeric) AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20 ROWS 10 SUPPORT array_rows_support;
COMMENT ON FUNCTION vat_lines(numeric[], numeric, text, text, int8) IS
'net, tax and gross of the lines of an invoice, and how far the tax is from that of the total';

CREATE FUNCTION difference_vat(gross numeric, deductible numeric, tax_rate numeric, scale int8 DEFAULT 2)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION difference_vat(numeric, numeric, numeric, int8) IS
'the tax in what is left of gross after deductible, never below 0';

/* the same over float8, which drivers send: as the decimals it writes */

CREATE FUNCTION vat_lines(amounts float8[], tax_rate float8, tax_basis text DEFAULT 'incl', tax_rounding text DEFAULT 'line',
	scale int8 DEFAULT 2)
RETURNS TABLE (line int4, net numeric, tax numeric, gross numeric, tax_difference numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 28 ROWS 10
BEGIN ATOMIC
	SELECT * FROM vat_lines(shortest_decimals($1), shortest_decimal($2), $3, $4, $5);
END;
COMMENT ON FUNCTION vat_lines(float8[], float8, text, text, int8) IS
'net, tax and gross of the lines of an invoice, and how far the tax is from that of the total';

CREATE FUNCTION difference_vat(gross float8, deductible float8, tax_rate float8, scale int8 DEFAULT 2)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 11
RETURN difference_vat(shortest_decimal($1), shortest_decimal($2), shortest_decimal($3), $4);
COMMENT ON FUNCTION difference_vat(float8, float8, float8, int8) IS
'the tax in what is left of gross after deductible, never below 0';
