/* ---- one price for several things ---- */

CREATE FUNCTION allocate_price(consideration numeric, standalone numeric[], scale int4 DEFAULT 2)
RETURNS TABLE (n int4, amount numeric) AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10 ROWS 3 SUPPORT array_rows_support;
COMMENT ON FUNCTION allocate_price(numeric, numeric[], int4) IS
'a price divided by stand-alone prices, in parts that sum to it; one without a price takes the rest';
