/* ---- posting ---- */

CREATE FUNCTION left_to_post(cumulative numeric, posted numeric, scale int8 DEFAULT 2)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION left_to_post(numeric, numeric, int8) IS
'what is left to post: the amount to date, rounded, less what has been posted';
