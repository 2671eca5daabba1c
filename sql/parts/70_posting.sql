/* ---- posting ---- */

CREATE FUNCTION left_to_post(cumulative numeric, posted numeric, scale int8 DEFAULT 2)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION left_to_post(numeric, numeric, int8) IS
'what is left to post: the amount to date, rounded, less what has been posted';

/* the same over float8, which drivers send: as the decimals it writes */

CREATE FUNCTION left_to_post(cumulative float8, posted float8, scale int8 DEFAULT 2)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 6
RETURN left_to_post(shortest_decimal($1), shortest_decimal($2), $3);
COMMENT ON FUNCTION left_to_post(float8, float8, int8) IS
'what is left to post: the amount to date, rounded, less what has been posted';
