/* ---- lease_summary, revenue and backlog of leases on terms ---- */

-- @for quantity in numeric float8 p_capacity
-- terms, quantity, during [, within]; zone and proration are in the terms
-- @for time in tstzrange | tstzrange, tstzrange
CREATE FUNCTION lease_summary_add(lease_summary, lease_terms, @quantity@, @time@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_terms_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION lease_summary_add(lease_summary, lease_terms, @quantity@, @time@) IS 'aggregate transition function';
CREATE FUNCTION lease_summary_remove(lease_summary, lease_terms, @quantity@, @time@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_remove_terms_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION lease_summary_remove(lease_summary, lease_terms, @quantity@, @time@) IS 'inverse of the aggregate transition function';
-- @end
-- terms, quantity, first_day, last_day [, within]: days of the terms' own zone
-- @for time in date, date | date, date, daterange
CREATE FUNCTION lease_summary_add(lease_summary, lease_terms, @quantity@, @time@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_terms_days_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION lease_summary_add(lease_summary, lease_terms, @quantity@, @time@) IS 'aggregate transition function';
CREATE FUNCTION lease_summary_remove(lease_summary, lease_terms, @quantity@, @time@) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_remove_terms_days_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION lease_summary_remove(lease_summary, lease_terms, @quantity@, @time@) IS 'inverse of the aggregate transition function';
-- @end
-- @for time in tstzrange | tstzrange, tstzrange | date, date | date, date, daterange
CREATE AGGREGATE revenue(lease_terms, @quantity@, @time@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256, FINALFUNC = revenue,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE,
	MSFUNC = lease_summary_add, MINVFUNC = lease_summary_remove, MSTYPE = lease_summary, MSSPACE = 256, MFINALFUNC = revenue
);
COMMENT ON AGGREGATE revenue(lease_terms, @quantity@, @time@) IS 'revenue of the leases on their terms';
CREATE AGGREGATE lease_summary(lease_terms, @quantity@, @time@) (
	SFUNC = lease_summary_add, STYPE = lease_summary, SSPACE = 256,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_summary(lease_terms, @quantity@, @time@) IS 'summary of the leases on their terms';
-- @end

CREATE FUNCTION lease_summary_add_backlog(lease_summary, lease_terms, @quantity@, tstzrange, date) RETURNS lease_summary
AS 'MODULE_PATHNAME', 'lease_summary_add_backlog_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION lease_summary_add_backlog(lease_summary, lease_terms, @quantity@, tstzrange, date) IS 'aggregate transition function';
CREATE AGGREGATE backlog(lease_terms, @quantity@, tstzrange, date) (
	SFUNC = lease_summary_add_backlog, STYPE = lease_summary, SSPACE = 256, FINALFUNC = revenue,
	COMBINEFUNC = lease_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE backlog(lease_terms, @quantity@, tstzrange, date) IS
'rent of the leases still to come after the close of a day; of a lease without an end nothing is committed';
-- @end
