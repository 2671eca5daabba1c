/* ---- p_capacity: compute capacity ---- */

-- Category S, not preferred: with U a call such as payback('100000 CNY/card',
-- '15.1 CNY/card/hour') finds no unique function.
CREATE TYPE p_capacity;

CREATE FUNCTION p_capacity_in(cstring) RETURNS p_capacity
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_in(cstring) IS 'I/O';

CREATE FUNCTION p_capacity_out(p_capacity) RETURNS cstring
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_out(p_capacity) IS 'I/O';

CREATE FUNCTION p_capacity_recv(internal) RETURNS p_capacity
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_recv(internal) IS 'I/O';

CREATE FUNCTION p_capacity_send(p_capacity) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_send(p_capacity) IS 'I/O';

CREATE TYPE p_capacity (
	INPUT = p_capacity_in,
	OUTPUT = p_capacity_out,
	RECEIVE = p_capacity_recv,
	SEND = p_capacity_send,
	LIKE = int8,
	CATEGORY = 'S'
);
COMMENT ON TYPE p_capacity IS 'compute capacity, exact to 1 GFLOP/s, with a number format: 960 P, 0.312 P fp16';

/* ---- p_capacity: order and hash, which are bigint's own ---- */

-- @for name in lt le eq ne ge gt
CREATE FUNCTION p_capacity_@name@(p_capacity, p_capacity) RETURNS boolean
AS 'int8@name@' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_@name@(p_capacity, p_capacity) IS 'implementation of a comparison operator';

-- @end
CREATE FUNCTION p_capacity_cmp(p_capacity, p_capacity) RETURNS int4
AS 'btint8cmp' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_cmp(p_capacity, p_capacity) IS 'less-equal-greater';

CREATE FUNCTION p_capacity_hash(p_capacity) RETURNS int4
AS 'hashint8' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_hash(p_capacity) IS 'hash';

CREATE FUNCTION p_capacity_hash_extended(p_capacity, int8) RETURNS int8
AS 'hashint8extended' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_hash_extended(p_capacity, int8) IS 'hash';

CREATE OPERATOR < (
	LEFTARG = p_capacity, RIGHTARG = p_capacity, FUNCTION = p_capacity_lt,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (p_capacity, p_capacity) IS 'less than, by size and then by number format';

CREATE OPERATOR <= (
	LEFTARG = p_capacity, RIGHTARG = p_capacity, FUNCTION = p_capacity_le,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (p_capacity, p_capacity) IS 'less than or equal, by size and then by number format';

CREATE OPERATOR = (
	LEFTARG = p_capacity, RIGHTARG = p_capacity, FUNCTION = p_capacity_eq,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (p_capacity, p_capacity) IS 'equal in size and number format';

CREATE OPERATOR <> (
	LEFTARG = p_capacity, RIGHTARG = p_capacity, FUNCTION = p_capacity_ne,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (p_capacity, p_capacity) IS 'not equal in size or number format';

CREATE OPERATOR >= (
	LEFTARG = p_capacity, RIGHTARG = p_capacity, FUNCTION = p_capacity_ge,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (p_capacity, p_capacity) IS 'greater than or equal, by size and then by number format';

CREATE OPERATOR > (
	LEFTARG = p_capacity, RIGHTARG = p_capacity, FUNCTION = p_capacity_gt,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (p_capacity, p_capacity) IS 'greater than, by size and then by number format';

CREATE OPERATOR CLASS p_capacity_ops DEFAULT FOR TYPE p_capacity USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 p_capacity_cmp(p_capacity, p_capacity),
	FUNCTION 2 pg_catalog.btint8sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS p_capacity_ops USING btree IS 'order of p_capacity';

CREATE OPERATOR CLASS p_capacity_ops DEFAULT FOR TYPE p_capacity USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 p_capacity_hash(p_capacity),
	FUNCTION 2 p_capacity_hash_extended(p_capacity, int8);
COMMENT ON OPERATOR CLASS p_capacity_ops USING hash IS 'hash of p_capacity';

CREATE OPERATOR CLASS p_capacity_minmax_ops DEFAULT FOR TYPE p_capacity USING brin AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
COMMENT ON OPERATOR CLASS p_capacity_minmax_ops USING brin IS 'block ranges of p_capacity';

/* ---- p_capacity: arithmetic ---- */

CREATE FUNCTION p_capacity_add(p_capacity, p_capacity) RETURNS p_capacity
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_add(p_capacity, p_capacity) IS 'implementation of + operator';

CREATE OPERATOR + (LEFTARG = p_capacity, RIGHTARG = p_capacity, FUNCTION = p_capacity_add, COMMUTATOR = +);
COMMENT ON OPERATOR + (p_capacity, p_capacity) IS 'sum of capacities of one number format';

CREATE FUNCTION p_capacity_sub(p_capacity, p_capacity) RETURNS p_capacity
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_sub(p_capacity, p_capacity) IS 'implementation of - operator';

CREATE OPERATOR - (LEFTARG = p_capacity, RIGHTARG = p_capacity, FUNCTION = p_capacity_sub);
COMMENT ON OPERATOR - (p_capacity, p_capacity) IS 'difference of capacities of one number format';

CREATE FUNCTION p_capacity_neg(p_capacity) RETURNS p_capacity
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_neg(p_capacity) IS 'implementation of - operator';

CREATE OPERATOR - (RIGHTARG = p_capacity, FUNCTION = p_capacity_neg);
COMMENT ON OPERATOR - (NONE, p_capacity) IS 'negated capacity';

-- Every kind of number: with fewer, integers go to float8, or a call does not resolve.
-- @for number in int4 int8 numeric float4 float8
CREATE FUNCTION p_capacity_mul(p_capacity, @number@) RETURNS p_capacity
AS 'MODULE_PATHNAME', 'p_capacity_mul_@number@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_mul(p_capacity, @number@) IS 'implementation of * operator';

CREATE FUNCTION p_capacity_mul(@number@, p_capacity) RETURNS p_capacity
AS 'MODULE_PATHNAME', '@number@_mul_p_capacity' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_mul(@number@, p_capacity) IS 'implementation of * operator';

CREATE FUNCTION p_capacity_div(p_capacity, @number@) RETURNS p_capacity
AS 'MODULE_PATHNAME', 'p_capacity_div_@number@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_div(p_capacity, @number@) IS 'implementation of / operator';

CREATE OPERATOR * (LEFTARG = p_capacity, RIGHTARG = @number@, FUNCTION = p_capacity_mul, COMMUTATOR = *);
COMMENT ON OPERATOR * (p_capacity, @number@) IS 'multiple of a capacity, rounded to 1 GFLOP/s';

CREATE OPERATOR * (LEFTARG = @number@, RIGHTARG = p_capacity, FUNCTION = p_capacity_mul, COMMUTATOR = *);
COMMENT ON OPERATOR * (@number@, p_capacity) IS 'multiple of a capacity, rounded to 1 GFLOP/s';

CREATE OPERATOR / (LEFTARG = p_capacity, RIGHTARG = @number@, FUNCTION = p_capacity_div);
COMMENT ON OPERATOR / (p_capacity, @number@) IS 'fraction of a capacity, rounded to 1 GFLOP/s';

-- @end
-- @for number in numeric float4 float8
ALTER FUNCTION p_capacity_mul(p_capacity, @number@) COST 10;
ALTER FUNCTION p_capacity_mul(@number@, p_capacity) COST 10;
ALTER FUNCTION p_capacity_div(p_capacity, @number@) COST 10;
-- @end

CREATE FUNCTION p_capacity_div(p_capacity, p_capacity) RETURNS numeric
AS 'MODULE_PATHNAME', 'p_capacity_ratio' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION p_capacity_div(p_capacity, p_capacity) IS 'implementation of / operator';

CREATE OPERATOR / (LEFTARG = p_capacity, RIGHTARG = p_capacity, FUNCTION = p_capacity_div);
COMMENT ON OPERATOR / (p_capacity, p_capacity) IS 'ratio of capacities of one number format, to 20 decimals';

/* ---- p_capacity: aggregates ---- */

CREATE FUNCTION p_capacity_larger(p_capacity, p_capacity) RETURNS p_capacity
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_larger(p_capacity, p_capacity) IS 'larger of two';

CREATE FUNCTION p_capacity_smaller(p_capacity, p_capacity) RETURNS p_capacity
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_smaller(p_capacity, p_capacity) IS 'smaller of two';

CREATE FUNCTION p_capacity_avg_accum(int8[], p_capacity) RETURNS int8[]
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_avg_accum(int8[], p_capacity) IS 'aggregate transition function';

CREATE FUNCTION p_capacity_avg_discard(int8[], p_capacity) RETURNS int8[]
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_avg_discard(int8[], p_capacity) IS 'aggregate inverse transition function';

CREATE FUNCTION p_capacity_avg_combine(int8[], int8[]) RETURNS int8[]
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_avg_combine(int8[], int8[]) IS 'aggregate combine function';

CREATE FUNCTION p_capacity_avg(int8[]) RETURNS p_capacity
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_capacity_avg(int8[]) IS 'aggregate final function';

CREATE AGGREGATE sum(p_capacity) (
	SFUNC = p_capacity_add, STYPE = p_capacity, COMBINEFUNC = p_capacity_add,
	MSFUNC = p_capacity_add, MINVFUNC = p_capacity_sub, MSTYPE = p_capacity,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sum(p_capacity) IS 'sum of capacities of one number format';

CREATE AGGREGATE avg(p_capacity) (
	SFUNC = p_capacity_avg_accum, STYPE = int8[], INITCOND = '{0,0,0,0}',
	COMBINEFUNC = p_capacity_avg_combine, FINALFUNC = p_capacity_avg,
	MSFUNC = p_capacity_avg_accum, MINVFUNC = p_capacity_avg_discard, MSTYPE = int8[],
	MINITCOND = '{0,0,0,0}', MFINALFUNC = p_capacity_avg,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE avg(p_capacity) IS 'mean of capacities of one number format, rounded to 1 GFLOP/s';

CREATE AGGREGATE min(p_capacity) (
	SFUNC = p_capacity_smaller, STYPE = p_capacity, COMBINEFUNC = p_capacity_smaller,
	SORTOP = <, PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(p_capacity) IS 'least capacity, by size and then by number format';

CREATE AGGREGATE max(p_capacity) (
	SFUNC = p_capacity_larger, STYPE = p_capacity, COMBINEFUNC = p_capacity_larger,
	SORTOP = >, PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(p_capacity) IS 'greatest capacity, by size and then by number format';

/* ---- p_capacity: parts ---- */

CREATE FUNCTION petaflops(capacity p_capacity) RETURNS numeric
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION petaflops(p_capacity) IS 'size in P';

CREATE FUNCTION number_format(capacity p_capacity) RETURNS text
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION number_format(p_capacity) IS 'number format, such as fp16 or fp16 sparse; null if unspecified';

CREATE FUNCTION set_number_format(capacity p_capacity, format text) RETURNS p_capacity
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION set_number_format(p_capacity, text) IS 'the same size in another number format; null leaves it unspecified';
