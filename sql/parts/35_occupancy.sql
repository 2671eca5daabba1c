/* ---- occupancy: how much was on lease at every instant ---- */

CREATE TYPE occupancy;

CREATE FUNCTION occupancy_in(cstring) RETURNS occupancy
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_in(cstring) IS 'I/O';

CREATE FUNCTION occupancy_out(occupancy) RETURNS cstring
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_out(occupancy) IS 'I/O';

CREATE FUNCTION occupancy_recv(internal) RETURNS occupancy
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_recv(internal) IS 'I/O';

CREATE FUNCTION occupancy_send(occupancy) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_send(occupancy) IS 'I/O';

-- Unlike the summaries of fixed size it can be long, so it can be moved out of line.
CREATE TYPE occupancy (
	INPUT = occupancy_in,
	OUTPUT = occupancy_out,
	RECEIVE = occupancy_recv,
	SEND = occupancy_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE occupancy IS 'how much was on lease at every instant, which can be added';

/* ---- occupancy_digest: an occupancy over a window, in a fixed size ---- */

CREATE TYPE occupancy_digest;

CREATE FUNCTION occupancy_digest_in(cstring) RETURNS occupancy_digest
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_digest_in(cstring) IS 'I/O';

CREATE FUNCTION occupancy_digest_out(occupancy_digest) RETURNS cstring
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_digest_out(occupancy_digest) IS 'I/O';

CREATE FUNCTION occupancy_digest_recv(internal) RETURNS occupancy_digest
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_digest_recv(internal) IS 'I/O';

CREATE FUNCTION occupancy_digest_send(occupancy_digest) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_digest_send(occupancy_digest) IS 'I/O';

CREATE TYPE occupancy_digest (
	INPUT = occupancy_digest_in,
	OUTPUT = occupancy_digest_out,
	RECEIVE = occupancy_digest_recv,
	SEND = occupancy_digest_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE occupancy_digest IS 'peak, minimum, sums and time over capacity of a window, which can be merged';

/* ---- adding ---- */

-- @for type in occupancy occupancy_digest
CREATE FUNCTION @type@_plus(@type@, @type@) RETURNS @type@
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @type@_plus(@type@, @type@) IS 'implementation of + operator';

CREATE OPERATOR + (LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = @type@_plus, COMMUTATOR = +);
-- @end
COMMENT ON OPERATOR + (occupancy, occupancy) IS 'what is on lease in both together';
COMMENT ON OPERATOR + (occupancy_digest, occupancy_digest) IS 'the digest of both windows, which must not overlap';

/* ---- occupancy: merging ---- */

CREATE FUNCTION occupancy_combine(occupancy, occupancy) RETURNS occupancy
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_combine(occupancy, occupancy) IS 'aggregate combine function';

CREATE FUNCTION occupancy_settle(occupancy) RETURNS occupancy
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_settle(occupancy) IS 'aggregate final function';

CREATE AGGREGATE rollup(occupancy) (
	SFUNC = occupancy_combine, STYPE = occupancy, SSPACE = 8192, FINALFUNC = occupancy_settle,
	COMBINEFUNC = occupancy_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(occupancy) IS 'what is on lease in all together';

/* ---- occupancy: accessors ---- */

-- A null within is all of it, hence these are not strict.
-- @for tail in | , within tstzrange
CREATE FUNCTION peak(occupancy@tail@) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_peak' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION peak(occupancy@tail@) IS 'most that was on lease at any time';

CREATE FUNCTION peak_at(occupancy@tail@) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'occupancy_peak_at' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION peak_at(occupancy@tail@) IS 'first instant of the most that was on lease';

CREATE FUNCTION peak_until(occupancy@tail@) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'occupancy_peak_until' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION peak_until(occupancy@tail@) IS 'end of the first time that the most was on lease';

CREATE FUNCTION quantity_hours(occupancy@tail@) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_quantity_hours' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION quantity_hours(occupancy@tail@) IS 'what was on lease times hours';

CREATE FUNCTION steps(occupancy@tail@, OUT period_start timestamptz, OUT period_end timestamptz, OUT quantity numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'occupancy_steps' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 100;
COMMENT ON FUNCTION steps(occupancy@tail@) IS 'a row for each period of one quantity on lease';

-- @for quantity in numeric p_capacity
CREATE FUNCTION time_over(occupancy, quantity @quantity@@tail@) RETURNS interval
AS 'MODULE_PATHNAME', 'occupancy_time_over_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION time_over(occupancy, @quantity@@tail@) IS 'how long more than a quantity was on lease';

CREATE FUNCTION quantity_hours_over(occupancy, quantity @quantity@@tail@) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_quantity_hours_over_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION quantity_hours_over(occupancy, @quantity@@tail@) IS 'what was on lease beyond a quantity, times hours';

CREATE FUNCTION first_over(occupancy, quantity @quantity@@tail@) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'occupancy_first_over_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION first_over(occupancy, @quantity@@tail@) IS 'first instant at which more than a quantity was on lease';

-- @end
-- @end
CREATE FUNCTION minimum(occupancy, within tstzrange) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_minimum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION minimum(occupancy, tstzrange) IS 'least that was on lease at any time within';

CREATE FUNCTION occupied_at(occupancy, at timestamptz) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_occupied_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION occupied_at(occupancy, timestamptz) IS 'what was on lease at an instant';

-- the same over float8, as drivers send a number
CREATE FUNCTION time_over(occupancy occupancy, quantity float8) RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 102 RETURN time_over(occupancy, shortest_decimal(quantity));
COMMENT ON FUNCTION time_over(occupancy, float8) IS 'how long more than a quantity was on lease';

CREATE FUNCTION quantity_hours_over(occupancy occupancy, quantity float8) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 102 RETURN quantity_hours_over(occupancy, shortest_decimal(quantity));
COMMENT ON FUNCTION quantity_hours_over(occupancy, float8) IS 'what was on lease beyond a quantity, times hours';

CREATE FUNCTION first_over(occupancy occupancy, quantity float8) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 102 RETURN first_over(occupancy, shortest_decimal(quantity));
COMMENT ON FUNCTION first_over(occupancy, float8) IS 'first instant at which more than a quantity was on lease';

CREATE FUNCTION time_over(occupancy occupancy, quantity float8, within tstzrange) RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 102 RETURN time_over(occupancy, shortest_decimal(quantity), within);
COMMENT ON FUNCTION time_over(occupancy, float8, within tstzrange) IS 'how long more than a quantity was on lease';

CREATE FUNCTION quantity_hours_over(occupancy occupancy, quantity float8, within tstzrange) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 102 RETURN quantity_hours_over(occupancy, shortest_decimal(quantity), within);
COMMENT ON FUNCTION quantity_hours_over(occupancy, float8, within tstzrange) IS 'what was on lease beyond a quantity, times hours';

CREATE FUNCTION first_over(occupancy occupancy, quantity float8, within tstzrange) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 102 RETURN first_over(occupancy, shortest_decimal(quantity), within);
COMMENT ON FUNCTION first_over(occupancy, float8, within tstzrange) IS 'first instant at which more than a quantity was on lease';

-- @for quantity in numeric p_capacity
CREATE FUNCTION utilization(occupancy, available @quantity@, within tstzrange) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_utilization_@quantity@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION utilization(occupancy, @quantity@, tstzrange) IS 'quantity-hours on lease over quantity-hours available';

-- @end
CREATE FUNCTION utilization(occupancy occupancy, available float8, within tstzrange) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 102 RETURN utilization(occupancy, shortest_decimal(available), within);
COMMENT ON FUNCTION utilization(occupancy, float8, tstzrange) IS 'quantity-hours on lease over quantity-hours available';

CREATE FUNCTION unit(occupancy) RETURNS text
AS 'MODULE_PATHNAME', 'occupancy_unit' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION unit(occupancy) IS 'P with its number format, for capacities; null for plain numbers';

CREATE FUNCTION clip(occupancy, within tstzrange) RETURNS occupancy
AS 'MODULE_PATHNAME', 'occupancy_clip' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION clip(occupancy, tstzrange) IS 'the part within: nothing is on lease outside';

/* ---- occupancy: aggregates ---- */

-- SSPACE is a guess at what a group needs in the end: thousands of changes of 16 bytes.
-- @for quantity in numeric float8 p_capacity
-- @for tail in | , tstzrange
CREATE FUNCTION occupancy_add(occupancy, @quantity@, tstzrange@tail@) RETURNS occupancy
AS 'MODULE_PATHNAME', 'occupancy_add_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION occupancy_add(occupancy, @quantity@, tstzrange@tail@) IS 'aggregate transition function';

CREATE AGGREGATE occupancy(@quantity@, tstzrange@tail@) (
	SFUNC = occupancy_add, STYPE = occupancy, SSPACE = 8192, FINALFUNC = occupancy_settle,
	COMBINEFUNC = occupancy_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE occupancy(@quantity@, tstzrange@tail@) IS 'how much was on lease at every instant';

-- @for name in peak peak_at peak_until
CREATE AGGREGATE @name@(@quantity@, tstzrange@tail@) (
	SFUNC = occupancy_add, STYPE = occupancy, SSPACE = 8192, FINALFUNC = @name@,
	COMBINEFUNC = occupancy_combine, PARALLEL = SAFE
);
-- @end
COMMENT ON AGGREGATE peak(@quantity@, tstzrange@tail@) IS 'most that was on lease at any time';
COMMENT ON AGGREGATE peak_at(@quantity@, tstzrange@tail@) IS 'first instant of the most that was on lease';
COMMENT ON AGGREGATE peak_until(@quantity@, tstzrange@tail@) IS 'end of the first time that the most was on lease';

-- @end
-- @end
/* ---- occupancy_digest: making and merging ---- */

CREATE FUNCTION occupancy_digest(occupancy, within tstzrange) RETURNS occupancy_digest
AS 'MODULE_PATHNAME', 'occupancy_digest_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION occupancy_digest(occupancy, tstzrange) IS 'digest of a window';

-- A null capacity is none, hence this is not strict.  It is a number of the occupancy's own units.
CREATE FUNCTION occupancy_digest(occupancy, within tstzrange, capacity numeric) RETURNS occupancy_digest
AS 'MODULE_PATHNAME', 'occupancy_digest_of' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION occupancy_digest(occupancy, tstzrange, numeric) IS 'digest of a window, with the capacity there was';

CREATE FUNCTION occupancy_digest(occupancy occupancy, within tstzrange, capacity float8) RETURNS occupancy_digest
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 102 RETURN occupancy_digest(occupancy, within, shortest_decimal(capacity));
COMMENT ON FUNCTION occupancy_digest(occupancy, tstzrange, float8) IS 'digest of a window, with the capacity there was';

CREATE FUNCTION occupancy_digest_final(occupancy) RETURNS occupancy_digest
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_digest_final(occupancy) IS 'aggregate final function';

-- A number for numbers, a capacity for capacities.
-- @for quantity in numeric float8
CREATE FUNCTION occupancy_add(occupancy, @quantity@, tstzrange, tstzrange, numeric) RETURNS occupancy
AS 'MODULE_PATHNAME', 'occupancy_add_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION occupancy_add(occupancy, @quantity@, tstzrange, tstzrange, numeric) IS 'aggregate transition function';
CREATE FUNCTION occupancy_add(occupancy, @quantity@, tstzrange, tstzrange, float8) RETURNS occupancy
AS 'MODULE_PATHNAME', 'occupancy_add_float8_capacity_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION occupancy_add(occupancy, @quantity@, tstzrange, tstzrange, float8) IS 'aggregate transition function';

-- @for tail in | , numeric | , float8
CREATE AGGREGATE occupancy_digest(@quantity@, tstzrange, tstzrange@tail@) (
	SFUNC = occupancy_add, STYPE = occupancy, SSPACE = 8192, FINALFUNC = occupancy_digest_final,
	COMBINEFUNC = occupancy_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE occupancy_digest(@quantity@, tstzrange, tstzrange@tail@) IS 'digest of the leases over a window';
-- @end
-- @end

-- @for quantity in p_capacity
CREATE FUNCTION occupancy_add(occupancy, @quantity@, tstzrange, tstzrange, p_capacity) RETURNS occupancy
AS 'MODULE_PATHNAME', 'occupancy_add_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION occupancy_add(occupancy, @quantity@, tstzrange, tstzrange, p_capacity) IS 'aggregate transition function';

-- @for tail in | , p_capacity
CREATE AGGREGATE occupancy_digest(@quantity@, tstzrange, tstzrange@tail@) (
	SFUNC = occupancy_add, STYPE = occupancy, SSPACE = 8192, FINALFUNC = occupancy_digest_final,
	COMBINEFUNC = occupancy_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE occupancy_digest(@quantity@, tstzrange, tstzrange@tail@) IS 'digest of the leases over a window';
-- @end
-- @end

CREATE FUNCTION occupancy_digest_combine(occupancy_digest, occupancy_digest) RETURNS occupancy_digest
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_digest_combine(occupancy_digest, occupancy_digest) IS 'aggregate combine function';

CREATE FUNCTION occupancy_digest_disjoint(occupancy_digest) RETURNS occupancy_digest
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION occupancy_digest_disjoint(occupancy_digest) IS 'aggregate final function';

CREATE AGGREGATE rollup(occupancy_digest) (
	SFUNC = occupancy_digest_combine, STYPE = occupancy_digest, SSPACE = 256, FINALFUNC = occupancy_digest_disjoint,
	COMBINEFUNC = occupancy_digest_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(occupancy_digest) IS 'merges digests of windows that do not overlap';

/* ---- occupancy_digest: accessors ---- */

CREATE FUNCTION covered(occupancy_digest) RETURNS tstzrange
AS 'MODULE_PATHNAME', 'occupancy_digest_covered' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION covered(occupancy_digest) IS 'from the first window''s start to the last one''s end';

CREATE FUNCTION covered_time(occupancy_digest) RETURNS interval
AS 'MODULE_PATHNAME', 'occupancy_digest_covered_time' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION covered_time(occupancy_digest) IS 'length of all windows, without the gaps between them';

CREATE FUNCTION peak(occupancy_digest) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_digest_peak' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION peak(occupancy_digest) IS 'most that was on lease at any time';

CREATE FUNCTION peak_at(occupancy_digest) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'occupancy_digest_peak_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION peak_at(occupancy_digest) IS 'first instant of the most that was on lease';

CREATE FUNCTION minimum(occupancy_digest) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_digest_minimum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION minimum(occupancy_digest) IS 'least that was on lease at any time';

CREATE FUNCTION quantity_hours(occupancy_digest) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_digest_quantity_hours' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quantity_hours(occupancy_digest) IS 'what was on lease times hours';

CREATE FUNCTION time_over(occupancy_digest) RETURNS interval
AS 'MODULE_PATHNAME', 'occupancy_digest_time_over' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION time_over(occupancy_digest) IS 'how long more than the capacity was on lease';

CREATE FUNCTION quantity_hours_over(occupancy_digest) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_digest_quantity_hours_over' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quantity_hours_over(occupancy_digest) IS 'what was on lease beyond the capacity, times hours';

CREATE FUNCTION first_over(occupancy_digest) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'occupancy_digest_first_over' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION first_over(occupancy_digest) IS 'first instant at which more than the capacity was on lease';

CREATE FUNCTION utilization(occupancy_digest) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_digest_utilization' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION utilization(occupancy_digest) IS 'quantity-hours on lease over those of the capacities';

-- @for quantity in numeric p_capacity
CREATE FUNCTION utilization(occupancy_digest, available @quantity@) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_digest_utilization_of_@quantity@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION utilization(occupancy_digest, @quantity@) IS 'quantity-hours on lease over quantity-hours available';
-- @end
CREATE FUNCTION utilization(digest occupancy_digest, available float8) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 102 RETURN utilization(digest, shortest_decimal(available));
COMMENT ON FUNCTION utilization(occupancy_digest, float8) IS 'quantity-hours on lease over quantity-hours available';
