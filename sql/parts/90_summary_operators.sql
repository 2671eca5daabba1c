/* ---- order and hash of the summaries: what sorting, grouping, indexes and hash partitions need ---- */

-- @for type in lease_summary monthly_revenue periodic_summary occupancy occupancy_digest gauge gauge_samples cash_flows periodic_flows
-- @for name in lt le eq ne ge gt
CREATE FUNCTION @type@_@name@(@type@, @type@) RETURNS boolean
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @type@_@name@(@type@, @type@) IS 'implementation of a comparison operator';
-- @end

CREATE FUNCTION @type@_cmp(@type@, @type@) RETURNS int4
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @type@_cmp(@type@, @type@) IS 'less-equal-greater';

CREATE FUNCTION @type@_hash(@type@) RETURNS int4
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @type@_hash(@type@) IS 'hash';

CREATE FUNCTION @type@_hash_extended(@type@, int8) RETURNS int8
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @type@_hash_extended(@type@, int8) IS 'hash';

CREATE OPERATOR < (
	LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = @type@_lt,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR <= (
	LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = @type@_le,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR = (
	LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = @type@_eq,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR <> (
	LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = @type@_ne,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR >= (
	LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = @type@_ge,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
CREATE OPERATOR > (
	LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = @type@_gt,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
-- @for operator in < <= = <> >= >
COMMENT ON OPERATOR @operator@ (@type@, @type@) IS 'total order of @type@, without a meaning; equal means the same in all it holds';
-- @end

CREATE OPERATOR CLASS @type@_ops DEFAULT FOR TYPE @type@ USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 @type@_hash(@type@),
	FUNCTION 2 @type@_hash_extended(@type@, int8);
COMMENT ON OPERATOR CLASS @type@_ops USING hash IS 'hash of @type@';

-- @end
-- Equal values of these are the same bytes, so that an index may keep them once.
-- @for type in cash_flows periodic_flows
CREATE OPERATOR CLASS @type@_ops DEFAULT FOR TYPE @type@ USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 @type@_cmp(@type@, @type@),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS @type@_ops USING btree IS 'order of @type@';

-- @end
-- Those of these may not be: one that an older version wrote, or an aggregate left unsettled, equals its newer form.
-- @for type in lease_summary monthly_revenue periodic_summary occupancy occupancy_digest gauge gauge_samples
CREATE OPERATOR CLASS @type@_ops DEFAULT FOR TYPE @type@ USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 @type@_cmp(@type@, @type@);
COMMENT ON OPERATOR CLASS @type@_ops USING btree IS 'order of @type@';

-- @end
