/* ---- amounts as reports write them ---- */

CREATE FUNCTION amount_text(amount numeric, unit text, scale int8 DEFAULT 2) RETURNS text
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION amount_text(numeric, text, int8) IS
'an amount in thousands, millions or billions, or in the Chinese units of 10^4 and 10^8, rounded to so many decimals of the unit';

CREATE FUNCTION amount_text(amount float8, unit text, scale int8 DEFAULT 2) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN amount_text(shortest_decimal(amount), unit, scale);
COMMENT ON FUNCTION amount_text(float8, text, int8) IS 'the same of the decimal that a float8 writes';
