/* ---- what drivers send: float8 for numbers, text for values ---- */

CREATE FUNCTION shortest_decimal(float8) RETURNS numeric
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION shortest_decimal(float8) IS 'the decimal that a float8 writes, below 2^53';
CREATE FUNCTION shortest_decimal(float4) RETURNS numeric
AS 'MODULE_PATHNAME', 'shortest_decimal_float4' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION shortest_decimal(float4) IS 'the decimal that a float4 writes, below 2^24';

-- @for type in p_capacity rent_rate
/* ---- comparisons with a text, as drivers send one: `@type@ = $1`, IN, = ANY, BETWEEN ---- */

-- SQL functions, which the planner writes out: an index on a column serves `column = $1` of type text.
CREATE FUNCTION @type@_lt_text(@type@, text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1 < $2::@type@;
CREATE FUNCTION @type@_le_text(@type@, text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1 <= $2::@type@;
CREATE FUNCTION @type@_eq_text(@type@, text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1 = $2::@type@;
CREATE FUNCTION @type@_ne_text(@type@, text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1 <> $2::@type@;
CREATE FUNCTION @type@_ge_text(@type@, text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1 >= $2::@type@;
CREATE FUNCTION @type@_gt_text(@type@, text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1 > $2::@type@;
CREATE FUNCTION text_lt_@type@(text, @type@) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1::@type@ < $2;
CREATE FUNCTION text_le_@type@(text, @type@) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1::@type@ <= $2;
CREATE FUNCTION text_eq_@type@(text, @type@) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1::@type@ = $2;
CREATE FUNCTION text_ne_@type@(text, @type@) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1::@type@ <> $2;
CREATE FUNCTION text_ge_@type@(text, @type@) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1::@type@ >= $2;
CREATE FUNCTION text_gt_@type@(text, @type@) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1::@type@ > $2;
-- @for name in lt le eq ne ge gt
COMMENT ON FUNCTION @type@_@name@_text(@type@, text) IS 'implementation of a comparison operator';
COMMENT ON FUNCTION text_@name@_@type@(text, @type@) IS 'implementation of a comparison operator';
-- @end

CREATE OPERATOR < (
	LEFTARG = @type@, RIGHTARG = text, FUNCTION = @type@_lt_text,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (@type@, text) IS 'less than the value that a text writes';
CREATE OPERATOR <= (
	LEFTARG = @type@, RIGHTARG = text, FUNCTION = @type@_le_text,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (@type@, text) IS 'less than or equal to the value that a text writes';
CREATE OPERATOR = (
	LEFTARG = @type@, RIGHTARG = text, FUNCTION = @type@_eq_text,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (@type@, text) IS 'equal to the value that a text writes';
CREATE OPERATOR <> (
	LEFTARG = @type@, RIGHTARG = text, FUNCTION = @type@_ne_text,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (@type@, text) IS 'not equal to the value that a text writes';
CREATE OPERATOR >= (
	LEFTARG = @type@, RIGHTARG = text, FUNCTION = @type@_ge_text,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (@type@, text) IS 'greater than or equal to the value that a text writes';
CREATE OPERATOR > (
	LEFTARG = @type@, RIGHTARG = text, FUNCTION = @type@_gt_text,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (@type@, text) IS 'greater than the value that a text writes';
CREATE OPERATOR < (
	LEFTARG = text, RIGHTARG = @type@, FUNCTION = text_lt_@type@,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (text, @type@) IS 'less than the value that a text writes';
CREATE OPERATOR <= (
	LEFTARG = text, RIGHTARG = @type@, FUNCTION = text_le_@type@,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (text, @type@) IS 'less than or equal to the value that a text writes';
CREATE OPERATOR = (
	LEFTARG = text, RIGHTARG = @type@, FUNCTION = text_eq_@type@,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (text, @type@) IS 'equal to the value that a text writes';
CREATE OPERATOR <> (
	LEFTARG = text, RIGHTARG = @type@, FUNCTION = text_ne_@type@,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (text, @type@) IS 'not equal to the value that a text writes';
CREATE OPERATOR >= (
	LEFTARG = text, RIGHTARG = @type@, FUNCTION = text_ge_@type@,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (text, @type@) IS 'greater than or equal to the value that a text writes';
CREATE OPERATOR > (
	LEFTARG = text, RIGHTARG = @type@, FUNCTION = text_gt_@type@,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (text, @type@) IS 'greater than the value that a text writes';

-- @end
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
