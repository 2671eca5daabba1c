/* ---- service levels ---- */

CREATE FUNCTION uptime(outages tstzmultirange, within tstzrange, excluded tstzmultirange DEFAULT NULL)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION uptime(tstzmultirange, tstzrange, tstzmultirange) IS
'the part of a time without an outage, what is excluded left out of both sides';

CREATE FUNCTION service_credit(fee numeric, uptime numeric, below numeric[], credit numeric[])
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION service_credit(numeric, numeric, numeric[], numeric[]) IS
'the largest credit whose level the uptime is below, times the fee';

/* the same over float8, which drivers send: as the decimals it writes */

CREATE FUNCTION service_credit(fee float8, uptime float8, below float8[], credit float8[])
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 20
RETURN service_credit(shortest_decimal($1), shortest_decimal($2), shortest_decimals($3), shortest_decimals($4));
COMMENT ON FUNCTION service_credit(float8, float8, float8[], float8[]) IS
'the largest credit whose level the uptime is below, times the fee';
