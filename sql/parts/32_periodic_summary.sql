/* ---- periodic_summary: what many leases earned and for how long, by calendar period ---- */

CREATE TYPE periodic_summary;

CREATE FUNCTION periodic_summary_in(cstring) RETURNS periodic_summary
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION periodic_summary_in(cstring) IS 'I/O';

CREATE FUNCTION periodic_summary_out(periodic_summary) RETURNS cstring
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION periodic_summary_out(periodic_summary) IS 'I/O';

CREATE FUNCTION periodic_summary_recv(internal) RETURNS periodic_summary
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION periodic_summary_recv(internal) IS 'I/O';

CREATE FUNCTION periodic_summary_send(periodic_summary) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION periodic_summary_send(periodic_summary) IS 'I/O';

CREATE TYPE periodic_summary (
	INPUT = periodic_summary_in,
	OUTPUT = periodic_summary_out,
	RECEIVE = periodic_summary_recv,
	SEND = periodic_summary_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE periodic_summary IS 'summaries of leases by calendar period, which can be merged';

/* ---- merging ---- */

CREATE FUNCTION periodic_summary_combine(periodic_summary, periodic_summary) RETURNS periodic_summary
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION periodic_summary_combine(periodic_summary, periodic_summary) IS 'implementation of + operator';

CREATE OPERATOR + (LEFTARG = periodic_summary, RIGHTARG = periodic_summary, FUNCTION = periodic_summary_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (periodic_summary, periodic_summary) IS 'the summaries of both, period by period';

CREATE FUNCTION periodic_summary_final(periodic_summary) RETURNS periodic_summary
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION periodic_summary_final(periodic_summary) IS 'aggregate final function';

CREATE AGGREGATE rollup(periodic_summary) (
	SFUNC = periodic_summary_combine, STYPE = periodic_summary, SSPACE = 1536,
	FINALFUNC = periodic_summary_final, COMBINEFUNC = periodic_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(periodic_summary) IS 'merges the summaries of periods';

/* ---- what it tells ---- */

CREATE FUNCTION periods(periodic_summary, OUT period tstzrange, OUT lease_summary lease_summary, OUT period_start date, OUT period_end date)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'periodic_summary_periods'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20 ROWS 24;
COMMENT ON FUNCTION periods(periodic_summary) IS
'a row for each period: its instants, the summary of the leases in it, and its first and last day';

/* ---- the aggregate ---- */

-- @for quantity in numeric float8 p_capacity
-- rate, quantity, during, step, zone [, within [, proration]]
-- @for tail in | , tstzrange | , tstzrange, text
CREATE FUNCTION periodic_summary_add(periodic_summary, rent_rate, @quantity@, tstzrange, text, text@tail@) RETURNS periodic_summary
AS 'MODULE_PATHNAME', 'periodic_summary_add_range_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 12;
COMMENT ON FUNCTION periodic_summary_add(periodic_summary, rent_rate, @quantity@, tstzrange, text, text@tail@) IS 'aggregate transition function';
CREATE AGGREGATE lease_summary_by(rent_rate, @quantity@, tstzrange, text, text@tail@) (
	SFUNC = periodic_summary_add, STYPE = periodic_summary, SSPACE = 1536,
	FINALFUNC = periodic_summary_final, COMBINEFUNC = periodic_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_summary_by(rent_rate, @quantity@, tstzrange, text, text@tail@) IS 'summary of the leases for each calendar period of a time zone';
-- @end
-- rate, quantity, started_at, ended_at, step, zone [, within [, proration]]
-- @for tail in | , tstzrange | , tstzrange, text
CREATE FUNCTION periodic_summary_add(periodic_summary, rent_rate, @quantity@, timestamptz, timestamptz, text, text@tail@) RETURNS periodic_summary
AS 'MODULE_PATHNAME', 'periodic_summary_add_columns_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 12;
COMMENT ON FUNCTION periodic_summary_add(periodic_summary, rent_rate, @quantity@, timestamptz, timestamptz, text, text@tail@) IS 'aggregate transition function';
CREATE AGGREGATE lease_summary_by(rent_rate, @quantity@, timestamptz, timestamptz, text, text@tail@) (
	SFUNC = periodic_summary_add, STYPE = periodic_summary, SSPACE = 1536,
	FINALFUNC = periodic_summary_final, COMBINEFUNC = periodic_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_summary_by(rent_rate, @quantity@, timestamptz, timestamptz, text, text@tail@) IS 'summary of the leases for each calendar period of a time zone';
-- @end
-- rate, quantity, first_day, last_day, step [, within [, proration]]: periods of days, whatever the zone
-- @for tail in | , daterange | , daterange, text
CREATE FUNCTION periodic_summary_add(periodic_summary, rent_rate, @quantity@, date, date, text@tail@) RETURNS periodic_summary
AS 'MODULE_PATHNAME', 'periodic_summary_add_days_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 12;
COMMENT ON FUNCTION periodic_summary_add(periodic_summary, rent_rate, @quantity@, date, date, text@tail@) IS 'aggregate transition function';
CREATE AGGREGATE lease_summary_by(rent_rate, @quantity@, date, date, text@tail@) (
	SFUNC = periodic_summary_add, STYPE = periodic_summary, SSPACE = 1536,
	FINALFUNC = periodic_summary_final, COMBINEFUNC = periodic_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_summary_by(rent_rate, @quantity@, date, date, text@tail@) IS 'summary of the leases for each calendar period';
-- @end
-- bare literals, which are a range, a step and a zone or two days and a step: the text is read as either
-- @for tail in | , text | , text, text
CREATE FUNCTION periodic_summary_add(periodic_summary, rent_rate, @quantity@, text, text, text@tail@) RETURNS periodic_summary
AS 'MODULE_PATHNAME', 'periodic_summary_add_texts_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 25;
COMMENT ON FUNCTION periodic_summary_add(periodic_summary, rent_rate, @quantity@, text, text, text@tail@) IS 'aggregate transition function';
CREATE AGGREGATE lease_summary_by(rent_rate, @quantity@, text, text, text@tail@) (
	SFUNC = periodic_summary_add, STYPE = periodic_summary, SSPACE = 1536,
	FINALFUNC = periodic_summary_final, COMBINEFUNC = periodic_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_summary_by(rent_rate, @quantity@, text, text, text@tail@) IS 'summary of the leases for each calendar period, of a range or days written as texts';
-- @end

-- terms, quantity, during, step, zone [, within]; the proration is in the terms, and the zone may be
-- @for tail in | , tstzrange
CREATE FUNCTION periodic_summary_add(periodic_summary, lease_terms, @quantity@, tstzrange, text, text@tail@) RETURNS periodic_summary
AS 'MODULE_PATHNAME', 'periodic_summary_add_terms_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 25;
COMMENT ON FUNCTION periodic_summary_add(periodic_summary, lease_terms, @quantity@, tstzrange, text, text@tail@) IS 'aggregate transition function';
CREATE AGGREGATE lease_summary_by(lease_terms, @quantity@, tstzrange, text, text@tail@) (
	SFUNC = periodic_summary_add, STYPE = periodic_summary, SSPACE = 1536,
	FINALFUNC = periodic_summary_final, COMBINEFUNC = periodic_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_summary_by(lease_terms, @quantity@, tstzrange, text, text@tail@) IS 'summary of the leases on their terms for each calendar period';
-- @end
-- terms, quantity, first_day, last_day, step [, within]: days of the terms' own zone
-- @for tail in | , daterange
CREATE FUNCTION periodic_summary_add(periodic_summary, lease_terms, @quantity@, date, date, text@tail@) RETURNS periodic_summary
AS 'MODULE_PATHNAME', 'periodic_summary_add_terms_days_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 25;
COMMENT ON FUNCTION periodic_summary_add(periodic_summary, lease_terms, @quantity@, date, date, text@tail@) IS 'aggregate transition function';
CREATE AGGREGATE lease_summary_by(lease_terms, @quantity@, date, date, text@tail@) (
	SFUNC = periodic_summary_add, STYPE = periodic_summary, SSPACE = 1536,
	FINALFUNC = periodic_summary_final, COMBINEFUNC = periodic_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_summary_by(lease_terms, @quantity@, date, date, text@tail@) IS 'summary of the leases on their terms for each calendar period';
-- @end
-- @end
