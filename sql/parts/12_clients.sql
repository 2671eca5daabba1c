/* ---- what drivers send: float8 for numbers, text for values ---- */

CREATE FUNCTION shortest_decimal(float8) RETURNS numeric
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION shortest_decimal(float8) IS 'the decimal that a float8 writes, below 2^53';
CREATE FUNCTION shortest_decimals(float8[]) RETURNS numeric[]
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION shortest_decimals(float8[]) IS 'the decimals that the float8 of an array write, below 2^53';
CREATE FUNCTION shortest_decimal(float4) RETURNS numeric
AS 'MODULE_PATHNAME', 'shortest_decimal_float4' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION shortest_decimal(float4) IS 'the decimal that a float4 writes, below 2^24';

/* ---- accessors and conversions of a rate that a text writes, as drivers send one ---- */

-- A bare literal comes here too, SQL's choice among unknowns being the text, and means what it meant.
CREATE FUNCTION amount(rate text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN amount(rate::rent_rate);
COMMENT ON FUNCTION amount(text) IS 'amount in currency units, of the rate that a text writes';
CREATE FUNCTION currency(rate text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN currency(rate::rent_rate);
COMMENT ON FUNCTION currency(text) IS 'currency code, of the rate that a text writes';
CREATE FUNCTION unit(rate text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN unit(rate::rent_rate);
COMMENT ON FUNCTION unit(text) IS 'unit that is priced, of the rate that a text writes';
CREATE FUNCTION unit_number_format(rate text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN unit_number_format(rate::rent_rate);
COMMENT ON FUNCTION unit_number_format(text) IS 'number format of a rate per P, of the rate that a text writes';
CREATE FUNCTION period(rate text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN period(rate::rent_rate);
COMMENT ON FUNCTION period(text) IS 'period; null for a purchase price, of the rate that a text writes';
CREATE FUNCTION tax_basis(rate text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN tax_basis(rate::rent_rate);
COMMENT ON FUNCTION tax_basis(text) IS 'including or excluding; null if unsaid, of the rate that a text writes';
CREATE FUNCTION tax_rate(rate text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN tax_rate(rate::rent_rate);
COMMENT ON FUNCTION tax_rate(text) IS 'tax rate; null if unsaid, of the rate that a text writes';
CREATE FUNCTION net(rate text) RETURNS rent_rate
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN net(rate::rent_rate);
COMMENT ON FUNCTION net(text) IS 'the rate without its tax, of the rate that a text writes';
CREATE FUNCTION gross(rate text) RETURNS rent_rate
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN gross(rate::rent_rate);
COMMENT ON FUNCTION gross(text) IS 'the rate with its tax, of the rate that a text writes';
CREATE FUNCTION set_tax(rate text, tax text) RETURNS rent_rate
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN set_tax(rate::rent_rate, tax);
COMMENT ON FUNCTION set_tax(text, text) IS 'the rate that a text writes, its tax said anew';
CREATE FUNCTION petaflops(capacity text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN petaflops(capacity::p_capacity);
COMMENT ON FUNCTION petaflops(text) IS 'size in P, of the capacity that a text writes';

CREATE FUNCTION per(rate rent_rate, target text, factor float8) RETURNS rent_rate
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 7 RETURN per(rate, target, shortest_decimal(factor));
COMMENT ON FUNCTION per(rent_rate, text, float8) IS
'the rate per another unit, of which factor make one, or per another period, a year being factor hours';
CREATE FUNCTION to_currency(rate rent_rate, currency text, exchange_rate float8) RETURNS rent_rate
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 7 RETURN to_currency(rate, currency, shortest_decimal(exchange_rate));
COMMENT ON FUNCTION to_currency(rent_rate, text, float8) IS
'the rate in another currency, of which one unit of its own costs exchange_rate; the tax basis stays';
-- @for number in numeric float8
CREATE FUNCTION to_currency(rate text, currency text, exchange_rate @number@) RETURNS rent_rate
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 8 RETURN to_currency(rate::rent_rate, currency, exchange_rate);
COMMENT ON FUNCTION to_currency(text, text, @number@) IS
'the rate that a text writes in another currency, of which one unit of its own costs exchange_rate';
-- @end
CREATE FUNCTION per(rate text, target text) RETURNS rent_rate
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 6 RETURN per(rate::rent_rate, target);
COMMENT ON FUNCTION per(text, text) IS 'the rate that a text writes, per another period';
-- @for factor in factor numeric | factor float8 | capacity p_capacity
CREATE FUNCTION per(rate text, target text, @factor@) RETURNS rent_rate
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 8 RETURN per(rate::rent_rate, target, $3);
COMMENT ON FUNCTION per(text, text, @factor@) IS 'the rate that a text writes, per another unit or period';
-- @end
