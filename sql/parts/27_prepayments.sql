/* ---- prepayments and credits used up ---- */

CREATE FUNCTION array_rows_support(internal) RETURNS internal
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION array_rows_support(internal) IS 'planner support: a row for each element of the first array';

CREATE FUNCTION drawdown(charges numeric[], credits numeric[], expire_after int8 DEFAULT NULL)
RETURNS TABLE (n int4, charge numeric, credit numeric, applied numeric, lapsed numeric, payable numeric, balance numeric)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 30 ROWS 12 SUPPORT array_rows_support;
COMMENT ON FUNCTION drawdown(numeric[], numeric[], int8) IS
'prepayments and credits used up by charges, the oldest first, and what lapses';
