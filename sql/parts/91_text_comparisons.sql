/* ---- comparisons of a value with a text, as drivers send one: `rate = $1`, IN, = ANY, BETWEEN ---- */

-- @for type in p_capacity rent_rate lease_terms
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

-- No index is of this family; it says what the operators mean, which comparisons of rows ask: (id, rate) = ($1, $2).
CREATE FUNCTION @type@_cmp_text(@type@, text) RETURNS int4
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN @type@_cmp($1, $2::@type@);
COMMENT ON FUNCTION @type@_cmp_text(@type@, text) IS 'less-equal-greater';
CREATE FUNCTION text_cmp_@type@(text, @type@) RETURNS int4
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN @type@_cmp($1::@type@, $2);
COMMENT ON FUNCTION text_cmp_@type@(text, @type@) IS 'less-equal-greater';
CREATE OPERATOR FAMILY @type@_text_ops USING btree;
COMMENT ON OPERATOR FAMILY @type@_text_ops USING btree IS 'comparisons of @type@ with text';
ALTER OPERATOR FAMILY @type@_text_ops USING btree ADD
	OPERATOR 1 < (@type@, text), OPERATOR 2 <= (@type@, text), OPERATOR 3 = (@type@, text), OPERATOR 4 >= (@type@, text), OPERATOR 5 > (@type@, text),
	FUNCTION 1 (@type@, text) @type@_cmp_text(@type@, text),
	OPERATOR 1 < (text, @type@), OPERATOR 2 <= (text, @type@), OPERATOR 3 = (text, @type@), OPERATOR 4 >= (text, @type@), OPERATOR 5 > (text, @type@),
	FUNCTION 1 (text, @type@) text_cmp_@type@(text, @type@);

-- @end
