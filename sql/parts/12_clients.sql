/* ---- what drivers send: float8 for numbers, text for values ---- */

CREATE FUNCTION shortest_decimal(float8) RETURNS numeric
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION shortest_decimal(float8) IS 'the decimal that a float8 writes, below 2^53';

-- @for type in p_capacity rent_rate
/* ---- equality with a text, as drivers send one: `@type@ = $1`, IN, = ANY ---- */

-- SQL functions, which the planner writes out: an index on a column serves `column = $1` of type text.
CREATE FUNCTION @type@_eq_text(@type@, text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1 = $2::@type@;
COMMENT ON FUNCTION @type@_eq_text(@type@, text) IS 'implementation of a comparison operator';
CREATE FUNCTION text_eq_@type@(text, @type@) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1::@type@ = $2;
COMMENT ON FUNCTION text_eq_@type@(text, @type@) IS 'implementation of a comparison operator';
CREATE FUNCTION @type@_ne_text(@type@, text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1 <> $2::@type@;
COMMENT ON FUNCTION @type@_ne_text(@type@, text) IS 'implementation of a comparison operator';
CREATE FUNCTION text_ne_@type@(text, @type@) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN $1::@type@ <> $2;
COMMENT ON FUNCTION text_ne_@type@(text, @type@) IS 'implementation of a comparison operator';

CREATE OPERATOR = (
	LEFTARG = @type@, RIGHTARG = text, FUNCTION = @type@_eq_text,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
CREATE OPERATOR <> (
	LEFTARG = @type@, RIGHTARG = text, FUNCTION = @type@_ne_text,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR = (
	LEFTARG = text, RIGHTARG = @type@, FUNCTION = text_eq_@type@,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
CREATE OPERATOR <> (
	LEFTARG = text, RIGHTARG = @type@, FUNCTION = text_ne_@type@,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR = (@type@, text) IS 'equal to the value that a text writes';
COMMENT ON OPERATOR <> (@type@, text) IS 'not equal to the value that a text writes';
COMMENT ON OPERATOR = (text, @type@) IS 'equal to the value that a text writes';
COMMENT ON OPERATOR <> (text, @type@) IS 'not equal to the value that a text writes';

-- @end
