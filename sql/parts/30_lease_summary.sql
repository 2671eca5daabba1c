/* ---- lease_summary: what many leases earned, and for how long ---- */

CREATE TYPE lease_summary;

CREATE FUNCTION lease_summary_in(cstring) RETURNS lease_summary
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_summary_in(cstring) IS 'I/O';

CREATE FUNCTION lease_summary_out(lease_summary) RETURNS cstring
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_summary_out(lease_summary) IS 'I/O';

CREATE FUNCTION lease_summary_recv(internal) RETURNS lease_summary
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_summary_recv(internal) IS 'I/O';

CREATE FUNCTION lease_summary_send(lease_summary) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_summary_send(lease_summary) IS 'I/O';

CREATE TYPE lease_summary (
	INPUT = lease_summary_in,
	OUTPUT = lease_summary_out,
	RECEIVE = lease_summary_recv,
	SEND = lease_summary_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE lease_summary IS 'summary of leases: revenue, quantity-hours and counts, which can be merged';

/* ---- merging ---- */

CREATE FUNCTION lease_summary_combine(lease_summary, lease_summary) RETURNS lease_summary
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_summary_combine(lease_summary, lease_summary) IS 'implementation of + operator';

CREATE OPERATOR + (LEFTARG = lease_summary, RIGHTARG = lease_summary, FUNCTION = lease_summary_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (lease_summary, lease_summary) IS 'the summary of both';

CREATE AGGREGATE rollup(lease_summary) (
	SFUNC = lease_summary_combine, STYPE = lease_summary, SSPACE = 256,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(lease_summary) IS 'merges summaries';

/* ---- accessors, which are also the final functions of the one-step aggregates ---- */

CREATE FUNCTION leases(lease_summary) RETURNS int8
AS 'MODULE_PATHNAME', 'lease_summary_leases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION leases(lease_summary) IS 'leases whose start lies in the part asked for';

CREATE FUNCTION pending(lease_summary) RETURNS int8
AS 'MODULE_PATHNAME', 'lease_summary_pending' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION pending(lease_summary) IS 'leases that have not started';

CREATE FUNCTION unknown_utilization(lease_summary) RETURNS int8
AS 'MODULE_PATHNAME', 'lease_summary_unknown_utilization' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION unknown_utilization(lease_summary) IS 'of the leases, those whose utilization was null';

CREATE FUNCTION first_start(lease_summary) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'lease_summary_first_start' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION first_start(lease_summary) IS 'first instant of any lease in the part asked for';

CREATE FUNCTION last_end(lease_summary) RETURNS timestamptz
AS 'MODULE_PATHNAME', 'lease_summary_last_end' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION last_end(lease_summary) IS 'end of the last lease in the part asked for';

CREATE FUNCTION currency(lease_summary) RETURNS text
AS 'MODULE_PATHNAME', 'lease_summary_currency' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION currency(lease_summary) IS 'ISO 4217 code of the revenue';

CREATE FUNCTION revenue(lease_summary) RETURNS numeric
AS 'MODULE_PATHNAME', 'lease_summary_revenue' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION revenue(lease_summary) IS 'sum of the rents, on the rates'' own tax basis';

CREATE FUNCTION card_hours(lease_summary) RETURNS numeric
AS 'MODULE_PATHNAME', 'lease_summary_card_hours' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION card_hours(lease_summary) IS 'quantity times hours, whatever the unit';

CREATE FUNCTION effective_rate(lease_summary) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'lease_summary_effective_rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION effective_rate(lease_summary) IS 'revenue over quantity-hours, per hour';

CREATE FUNCTION net_revenue(lease_summary) RETURNS numeric
AS 'MODULE_PATHNAME', 'lease_summary_net_revenue' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION net_revenue(lease_summary) IS 'revenue without tax, from the exact total, rounded once';

CREATE FUNCTION output_vat(lease_summary) RETURNS numeric
AS 'MODULE_PATHNAME', 'lease_summary_output_vat' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION output_vat(lease_summary) IS 'tax on the revenue: rounded gross less rounded net';

CREATE FUNCTION utilization_weighted_revenue(lease_summary) RETURNS numeric
AS 'MODULE_PATHNAME', 'lease_summary_weighted_revenue' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION utilization_weighted_revenue(lease_summary) IS 'sum of rent times utilization';

CREATE FUNCTION utilization(lease_summary) RETURNS numeric
AS 'MODULE_PATHNAME', 'lease_summary_utilization' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION utilization(lease_summary) IS 'final function of the aggregate utilization';

CREATE FUNCTION utilization(leased lease_summary, available lease_summary) RETURNS numeric
AS 'MODULE_PATHNAME', 'lease_summary_utilization_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION utilization(lease_summary, lease_summary) IS 'quantity-hours let over quantity-hours available, of a fleet that changes';

CREATE FUNCTION revenue_per_available_hour(lease_summary) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'lease_summary_per_available_hour' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION revenue_per_available_hour(lease_summary) IS 'final function of the aggregate revenue_per_available_hour';

CREATE FUNCTION revenue_per_available_hour(leased lease_summary, available lease_summary) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'lease_summary_per_available_hour_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION revenue_per_available_hour(lease_summary, lease_summary) IS 'revenue over quantity-hours available, per hour, of a fleet that changes';

/* ---- aggregates: an argument list is fixed and positional, so each is its own ---- */

-- @for quantity in numeric float8 p_capacity
-- rate, quantity, during [, within [, zone [, proration]]]
-- @for tail in | , tstzrange | , tstzrange, text | , tstzrange, text, text
CREATE FUNCTION lease_summary_add(lease_summary, rent_rate, @quantity@, tstzrange@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_range_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add(lease_summary, rent_rate, @quantity@, tstzrange@tail@) IS 'aggregate transition function';
CREATE FUNCTION lease_summary_remove(lease_summary, rent_rate, @quantity@, tstzrange@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_remove_range_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_remove(lease_summary, rent_rate, @quantity@, tstzrange@tail@) IS 'inverse of the aggregate transition function';
-- @for name in revenue card_hours effective_rate net_revenue output_vat
CREATE AGGREGATE @name@(rent_rate, @quantity@, tstzrange@tail@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256, FINALFUNC = @name@,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE,
	MSFUNC = lease_summary_add, MINVFUNC = lease_summary_remove, MSTYPE = lease_summary, MSSPACE = 256, MFINALFUNC = @name@
);
COMMENT ON AGGREGATE @name@(rent_rate, @quantity@, tstzrange@tail@) IS '@name@ of the leases';
-- @end
CREATE AGGREGATE lease_summary(rent_rate, @quantity@, tstzrange@tail@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_summary(rent_rate, @quantity@, tstzrange@tail@) IS 'summary of the leases';
-- @end

-- rate, quantity, started_at, ended_at [, within [, zone [, proration]]]
-- @for tail in | , tstzrange | , tstzrange, text | , tstzrange, text, text
CREATE FUNCTION lease_summary_add(lease_summary, rent_rate, @quantity@, timestamptz, timestamptz@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_columns_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add(lease_summary, rent_rate, @quantity@, timestamptz, timestamptz@tail@) IS 'aggregate transition function';
CREATE FUNCTION lease_summary_remove(lease_summary, rent_rate, @quantity@, timestamptz, timestamptz@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_remove_columns_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_remove(lease_summary, rent_rate, @quantity@, timestamptz, timestamptz@tail@) IS 'inverse of the aggregate transition function';
-- @for name in revenue card_hours effective_rate net_revenue output_vat
CREATE AGGREGATE @name@(rent_rate, @quantity@, timestamptz, timestamptz@tail@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256, FINALFUNC = @name@,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE,
	MSFUNC = lease_summary_add, MINVFUNC = lease_summary_remove, MSTYPE = lease_summary, MSSPACE = 256, MFINALFUNC = @name@
);
COMMENT ON AGGREGATE @name@(rent_rate, @quantity@, timestamptz, timestamptz@tail@) IS '@name@ of the leases';
-- @end
CREATE AGGREGATE lease_summary(rent_rate, @quantity@, timestamptz, timestamptz@tail@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_summary(rent_rate, @quantity@, timestamptz, timestamptz@tail@) IS 'summary of the leases';
-- @end

-- rate, quantity, first_day, last_day [, within [, proration]]
-- @for tail in | , daterange | , daterange, text
CREATE FUNCTION lease_summary_add(lease_summary, rent_rate, @quantity@, date, date@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_days_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add(lease_summary, rent_rate, @quantity@, date, date@tail@) IS 'aggregate transition function';
CREATE FUNCTION lease_summary_remove(lease_summary, rent_rate, @quantity@, date, date@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_remove_days_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_remove(lease_summary, rent_rate, @quantity@, date, date@tail@) IS 'inverse of the aggregate transition function';
CREATE AGGREGATE revenue(rent_rate, @quantity@, date, date@tail@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256, FINALFUNC = revenue,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE,
	MSFUNC = lease_summary_add, MINVFUNC = lease_summary_remove, MSTYPE = lease_summary, MSSPACE = 256, MFINALFUNC = revenue
);
COMMENT ON AGGREGATE revenue(rent_rate, @quantity@, date, date@tail@) IS 'revenue of the leases';
CREATE AGGREGATE lease_summary(rent_rate, @quantity@, date, date@tail@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_summary(rent_rate, @quantity@, date, date@tail@) IS 'summary of the leases';
-- @end

-- @for utilization in numeric float8
-- rate, quantity, during, utilization [, within [, zone [, proration]]]
-- @for tail in | , tstzrange | , tstzrange, text | , tstzrange, text, text
CREATE FUNCTION lease_summary_add(lease_summary, rent_rate, @quantity@, tstzrange, @utilization@@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_@utilization@_utilization_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add(lease_summary, rent_rate, @quantity@, tstzrange, @utilization@@tail@) IS 'aggregate transition function';
CREATE FUNCTION lease_summary_remove(lease_summary, rent_rate, @quantity@, tstzrange, @utilization@@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_remove_@utilization@_utilization_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_remove(lease_summary, rent_rate, @quantity@, tstzrange, @utilization@@tail@) IS 'inverse of the aggregate transition function';
-- @for name in utilization_weighted_revenue
CREATE AGGREGATE @name@(rent_rate, @quantity@, tstzrange, @utilization@@tail@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256, FINALFUNC = @name@,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE,
	MSFUNC = lease_summary_add, MINVFUNC = lease_summary_remove, MSTYPE = lease_summary, MSSPACE = 256, MFINALFUNC = @name@
);
COMMENT ON AGGREGATE @name@(rent_rate, @quantity@, tstzrange, @utilization@@tail@) IS '@name@ of the leases';
-- @end
CREATE AGGREGATE utilization_weighted_summary(rent_rate, @quantity@, tstzrange, @utilization@@tail@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE utilization_weighted_summary(rent_rate, @quantity@, tstzrange, @utilization@@tail@) IS 'summary of the leases with their utilization';
-- @end

-- @end
-- quantity, during [, within]
-- @for tail in | , tstzrange
CREATE FUNCTION lease_summary_add(lease_summary, @quantity@, tstzrange@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_time_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add(lease_summary, @quantity@, tstzrange@tail@) IS 'aggregate transition function';
CREATE FUNCTION lease_summary_remove(lease_summary, @quantity@, tstzrange@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_remove_time_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_remove(lease_summary, @quantity@, tstzrange@tail@) IS 'inverse of the aggregate transition function';
-- @for name in card_hours
CREATE AGGREGATE @name@(@quantity@, tstzrange@tail@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256, FINALFUNC = @name@,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE,
	MSFUNC = lease_summary_add, MINVFUNC = lease_summary_remove, MSTYPE = lease_summary, MSSPACE = 256, MFINALFUNC = @name@
);
COMMENT ON AGGREGATE @name@(@quantity@, tstzrange@tail@) IS '@name@ of the leases';
-- @end
-- @end
-- quantity, started_at, ended_at [, within]
-- @for tail in | , tstzrange
CREATE FUNCTION lease_summary_add(lease_summary, @quantity@, timestamptz, timestamptz@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_time_columns_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add(lease_summary, @quantity@, timestamptz, timestamptz@tail@) IS 'aggregate transition function';
CREATE FUNCTION lease_summary_remove(lease_summary, @quantity@, timestamptz, timestamptz@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_remove_time_columns_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_remove(lease_summary, @quantity@, timestamptz, timestamptz@tail@) IS 'inverse of the aggregate transition function';
-- @for name in card_hours
CREATE AGGREGATE @name@(@quantity@, timestamptz, timestamptz@tail@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256, FINALFUNC = @name@,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE,
	MSFUNC = lease_summary_add, MINVFUNC = lease_summary_remove, MSTYPE = lease_summary, MSSPACE = 256, MFINALFUNC = @name@
);
COMMENT ON AGGREGATE @name@(@quantity@, timestamptz, timestamptz@tail@) IS '@name@ of the leases';
-- @end
-- @end
-- @end

/* ---- aggregates over what was available: a number for numbers, a capacity for capacities ---- */

-- @for quantity in numeric float8
-- @for available in numeric float8
CREATE FUNCTION lease_summary_add_available(lease_summary, @quantity@, tstzrange, @available@, tstzrange) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_@available@_available_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add_available(lease_summary, @quantity@, tstzrange, @available@, tstzrange) IS 'aggregate transition function';
CREATE AGGREGATE utilization(@quantity@, tstzrange, @available@, tstzrange) (
	SFUNC = lease_summary_add_available, STYPE = lease_summary, SSPACE = 256, FINALFUNC = utilization,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE utilization(@quantity@, tstzrange, @available@, tstzrange) IS 'quantity-hours let over quantity-hours available';
CREATE FUNCTION lease_summary_add_available(lease_summary, @quantity@, timestamptz, timestamptz, @available@, tstzrange) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_@available@_available_columns_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add_available(lease_summary, @quantity@, timestamptz, timestamptz, @available@, tstzrange) IS 'aggregate transition function';
CREATE AGGREGATE utilization(@quantity@, timestamptz, timestamptz, @available@, tstzrange) (
	SFUNC = lease_summary_add_available, STYPE = lease_summary, SSPACE = 256, FINALFUNC = utilization,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE utilization(@quantity@, timestamptz, timestamptz, @available@, tstzrange) IS 'quantity-hours let over quantity-hours available';
-- @for tail in | , text | , text, text
CREATE FUNCTION lease_summary_add_available(lease_summary, rent_rate, @quantity@, tstzrange, @available@, tstzrange@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_@available@_available_rate_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add_available(lease_summary, rent_rate, @quantity@, tstzrange, @available@, tstzrange@tail@) IS 'aggregate transition function';
CREATE AGGREGATE revenue_per_available_hour(rent_rate, @quantity@, tstzrange, @available@, tstzrange@tail@) (
	SFUNC = lease_summary_add_available, STYPE = lease_summary, SSPACE = 256, FINALFUNC = revenue_per_available_hour,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE revenue_per_available_hour(rent_rate, @quantity@, tstzrange, @available@, tstzrange@tail@) IS 'revenue over quantity-hours available, per hour';
-- @end
-- @end
-- @end

-- @for quantity in p_capacity
CREATE FUNCTION lease_summary_add_available(lease_summary, @quantity@, tstzrange, p_capacity, tstzrange) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_p_capacity_available_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add_available(lease_summary, @quantity@, tstzrange, p_capacity, tstzrange) IS 'aggregate transition function';
CREATE AGGREGATE utilization(@quantity@, tstzrange, p_capacity, tstzrange) (
	SFUNC = lease_summary_add_available, STYPE = lease_summary, SSPACE = 256, FINALFUNC = utilization,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE utilization(@quantity@, tstzrange, p_capacity, tstzrange) IS 'quantity-hours let over quantity-hours available';
CREATE FUNCTION lease_summary_add_available(lease_summary, @quantity@, timestamptz, timestamptz, p_capacity, tstzrange) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_p_capacity_available_columns_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add_available(lease_summary, @quantity@, timestamptz, timestamptz, p_capacity, tstzrange) IS 'aggregate transition function';
CREATE AGGREGATE utilization(@quantity@, timestamptz, timestamptz, p_capacity, tstzrange) (
	SFUNC = lease_summary_add_available, STYPE = lease_summary, SSPACE = 256, FINALFUNC = utilization,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE utilization(@quantity@, timestamptz, timestamptz, p_capacity, tstzrange) IS 'quantity-hours let over quantity-hours available';
-- @for tail in | , text | , text, text
CREATE FUNCTION lease_summary_add_available(lease_summary, rent_rate, @quantity@, tstzrange, p_capacity, tstzrange@tail@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_p_capacity_available_rate_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION lease_summary_add_available(lease_summary, rent_rate, @quantity@, tstzrange, p_capacity, tstzrange@tail@) IS 'aggregate transition function';
CREATE AGGREGATE revenue_per_available_hour(rent_rate, @quantity@, tstzrange, p_capacity, tstzrange@tail@) (
	SFUNC = lease_summary_add_available, STYPE = lease_summary, SSPACE = 256, FINALFUNC = revenue_per_available_hour,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE revenue_per_available_hour(rent_rate, @quantity@, tstzrange, p_capacity, tstzrange@tail@) IS 'revenue over quantity-hours available, per hour';
-- @end
-- @end
