/* ---- gauge: samples of use in time, in a fixed size ---- */

CREATE TYPE gauge;
CREATE TYPE gauge_samples;

-- @for type in gauge gauge_samples
CREATE FUNCTION @type@_in(cstring) RETURNS @type@
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @type@_in(cstring) IS 'I/O';

CREATE FUNCTION @type@_out(@type@) RETURNS cstring
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @type@_out(@type@) IS 'I/O';

CREATE FUNCTION @type@_recv(internal) RETURNS @type@
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @type@_recv(internal) IS 'I/O';

CREATE FUNCTION @type@_send(@type@) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @type@_send(@type@) IS 'I/O';
-- @end

CREATE TYPE gauge (
	INPUT = gauge_in,
	OUTPUT = gauge_out,
	RECEIVE = gauge_recv,
	SEND = gauge_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE gauge IS 'what samples in time come to: mean weighted by time, integral, extremes, first and last, which can be merged';

-- The state of the aggregates, which can be long.
CREATE TYPE gauge_samples (
	INPUT = gauge_samples_in,
	OUTPUT = gauge_samples_out,
	RECEIVE = gauge_samples_recv,
	SEND = gauge_samples_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE gauge_samples IS 'samples that a gauge is to be made of, the state of its aggregates';

/* ---- making and merging ---- */

CREATE FUNCTION gauge_plus(gauge, gauge) RETURNS gauge
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION gauge_plus(gauge, gauge) IS 'implementation of + operator';

CREATE OPERATOR + (LEFTARG = gauge, RIGHTARG = gauge, FUNCTION = gauge_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (gauge, gauge) IS 'the gauge of the samples of both, which must not interleave';

CREATE FUNCTION gauge_samples_combine(gauge_samples, gauge_samples) RETURNS gauge_samples
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION gauge_samples_combine(gauge_samples, gauge_samples) IS 'aggregate combine function';

CREATE FUNCTION gauge_final(gauge_samples) RETURNS gauge
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION gauge_final(gauge_samples) IS 'aggregate final function';

CREATE FUNCTION time_weighted_mean_final(gauge_samples) RETURNS numeric
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION time_weighted_mean_final(gauge_samples) IS 'aggregate final function';

CREATE FUNCTION gauge_samples_add(gauge_samples, gauge) RETURNS gauge_samples
AS 'MODULE_PATHNAME', 'gauge_samples_add_gauge' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION gauge_samples_add(gauge_samples, gauge) IS 'aggregate transition function';

CREATE AGGREGATE rollup(gauge) (
	SFUNC = gauge_samples_add, STYPE = gauge_samples, SSPACE = 4096, FINALFUNC = gauge_final,
	COMBINEFUNC = gauge_samples_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(gauge) IS 'merges gauges whose samples do not interleave';

-- @for value in numeric float8
-- value, at [, hold [, within]]
-- @for tail in | , interval | , interval, tstzrange
CREATE FUNCTION gauge_samples_add(gauge_samples, @value@, timestamptz@tail@) RETURNS gauge_samples
AS 'MODULE_PATHNAME', 'gauge_samples_add_@value@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION gauge_samples_add(gauge_samples, @value@, timestamptz@tail@) IS 'aggregate transition function';

CREATE AGGREGATE gauge(@value@, timestamptz@tail@) (
	SFUNC = gauge_samples_add, STYPE = gauge_samples, SSPACE = 4096, FINALFUNC = gauge_final,
	COMBINEFUNC = gauge_samples_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE gauge(@value@, timestamptz@tail@) IS 'samples in time: each holds until the next one, at most as long as hold';

CREATE AGGREGATE time_weighted_mean(@value@, timestamptz@tail@) (
	SFUNC = gauge_samples_add, STYPE = gauge_samples, SSPACE = 4096, FINALFUNC = time_weighted_mean_final,
	COMBINEFUNC = gauge_samples_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE time_weighted_mean(@value@, timestamptz@tail@) IS 'mean of samples, each weighted by how long it holds';
-- @end
-- @end

/* ---- accessors ---- */

CREATE FUNCTION time_weighted_mean(gauge) RETURNS numeric
AS 'MODULE_PATHNAME', 'gauge_time_weighted_mean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION time_weighted_mean(gauge) IS 'mean of samples, each weighted by how long it holds; null where no time is covered';

CREATE FUNCTION integral(gauge) RETURNS numeric
AS 'MODULE_PATHNAME', 'gauge_integral_hours' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION integral(gauge) IS 'values times hours: of kW, the kWh';

CREATE FUNCTION covered_time(gauge) RETURNS interval
AS 'MODULE_PATHNAME', 'gauge_covered_time' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION covered_time(gauge) IS 'how long samples held, without the gaps between them';

CREATE FUNCTION covered_hours(gauge) RETURNS numeric
AS 'MODULE_PATHNAME', 'gauge_covered_hours' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION covered_hours(gauge) IS 'how many hours samples held, without the gaps between them';

CREATE FUNCTION minimum(gauge) RETURNS numeric
AS 'MODULE_PATHNAME', 'gauge_minimum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION minimum(gauge) IS 'least value of a sample';

CREATE FUNCTION maximum(gauge) RETURNS numeric
AS 'MODULE_PATHNAME', 'gauge_maximum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION maximum(gauge) IS 'greatest value of a sample';

CREATE FUNCTION first_sample(gauge) RETURNS numeric
AS 'MODULE_PATHNAME', 'gauge_first_sample' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION first_sample(gauge) IS 'value of the first sample';

CREATE FUNCTION first_sample_at(gauge) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'gauge_first_sample_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION first_sample_at(gauge) IS 'instant of the first sample, before the window if it holds into it';

CREATE FUNCTION last_sample(gauge) RETURNS numeric
AS 'MODULE_PATHNAME', 'gauge_last_sample' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION last_sample(gauge) IS 'value of the last sample';

CREATE FUNCTION last_sample_at(gauge) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'gauge_last_sample_at' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION last_sample_at(gauge) IS 'instant of the last sample';

CREATE FUNCTION samples(gauge) RETURNS int8
AS 'MODULE_PATHNAME', 'gauge_samples_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION samples(gauge) IS 'number of samples, one for each instant';

CREATE FUNCTION hold(gauge) RETURNS interval
AS 'MODULE_PATHNAME', 'gauge_hold' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION hold(gauge) IS 'how long a sample holds at most; null if it holds until the next one';
