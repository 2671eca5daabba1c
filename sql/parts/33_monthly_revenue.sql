/* ---- monthly_revenue: what many leases earned, month by month ---- */

CREATE TYPE monthly_revenue;

CREATE FUNCTION monthly_revenue_in(cstring) RETURNS monthly_revenue
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION monthly_revenue_in(cstring) IS 'I/O';

CREATE FUNCTION monthly_revenue_out(monthly_revenue) RETURNS cstring
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION monthly_revenue_out(monthly_revenue) IS 'I/O';

CREATE FUNCTION monthly_revenue_recv(internal) RETURNS monthly_revenue
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION monthly_revenue_recv(internal) IS 'I/O';

CREATE FUNCTION monthly_revenue_send(monthly_revenue) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION monthly_revenue_send(monthly_revenue) IS 'I/O';

CREATE TYPE monthly_revenue (
	INPUT = monthly_revenue_in,
	OUTPUT = monthly_revenue_out,
	RECEIVE = monthly_revenue_recv,
	SEND = monthly_revenue_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE monthly_revenue IS 'revenue of leases by calendar month, which can be merged';

/* ---- merging ---- */

CREATE FUNCTION monthly_revenue_combine(monthly_revenue, monthly_revenue) RETURNS monthly_revenue
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION monthly_revenue_combine(monthly_revenue, monthly_revenue) IS 'implementation of + operator';

CREATE OPERATOR + (LEFTARG = monthly_revenue, RIGHTARG = monthly_revenue, FUNCTION = monthly_revenue_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (monthly_revenue, monthly_revenue) IS 'the revenue of both, month by month';

CREATE FUNCTION monthly_revenue_final(monthly_revenue) RETURNS monthly_revenue
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION monthly_revenue_final(monthly_revenue) IS 'aggregate final function';

CREATE AGGREGATE rollup(monthly_revenue) (
	SFUNC = monthly_revenue_combine, STYPE = monthly_revenue, SSPACE = 512,
	FINALFUNC = monthly_revenue_final, COMBINEFUNC = monthly_revenue_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(monthly_revenue) IS 'merges the revenue of months';

/* ---- accessors ---- */

CREATE FUNCTION months(monthly_revenue, OUT month date, OUT revenue numeric) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'monthly_revenue_months' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 24;
COMMENT ON FUNCTION months(monthly_revenue) IS 'a row for each month, by its first day';

CREATE FUNCTION revenue(monthly_revenue) RETURNS numeric
AS 'MODULE_PATHNAME', 'monthly_revenue_revenue' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION revenue(monthly_revenue) IS 'sum of the months';

/* ---- the aggregate: rate, quantity, during, zone [, within, proration] ---- */

-- @for quantity in numeric float8 p_capacity
-- @for tail in | , tstzrange, text
CREATE FUNCTION monthly_revenue_add(monthly_revenue, rent_rate, @quantity@, tstzrange, text@tail@) RETURNS monthly_revenue
AS 'MODULE_PATHNAME', 'monthly_revenue_add_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION monthly_revenue_add(monthly_revenue, rent_rate, @quantity@, tstzrange, text@tail@) IS 'aggregate transition function';
CREATE AGGREGATE revenue_by_month(rent_rate, @quantity@, tstzrange, text@tail@) (
	SFUNC = monthly_revenue_add, STYPE = monthly_revenue, SSPACE = 512,
	FINALFUNC = monthly_revenue_final, COMBINEFUNC = monthly_revenue_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE revenue_by_month(rent_rate, @quantity@, tstzrange, text@tail@) IS 'revenue of the leases by calendar month of a time zone';
-- @end
-- rate, quantity, first_day, last_day [, within [, proration]]: months of days, whatever the zone
-- @for tail in | , daterange | , daterange, text
CREATE FUNCTION monthly_revenue_add(monthly_revenue, rent_rate, @quantity@, date, date@tail@) RETURNS monthly_revenue
AS 'MODULE_PATHNAME', 'monthly_revenue_add_days_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION monthly_revenue_add(monthly_revenue, rent_rate, @quantity@, date, date@tail@) IS 'aggregate transition function';
CREATE AGGREGATE revenue_by_month(rent_rate, @quantity@, date, date@tail@) (
	SFUNC = monthly_revenue_add, STYPE = monthly_revenue, SSPACE = 512,
	FINALFUNC = monthly_revenue_final, COMBINEFUNC = monthly_revenue_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE revenue_by_month(rent_rate, @quantity@, date, date@tail@) IS 'revenue of the leases by calendar month';
-- @end
-- two bare literals, which are a range and a zone or two days: the text is read as either
-- @for tail in | , text, text
CREATE FUNCTION monthly_revenue_add(monthly_revenue, rent_rate, @quantity@, text, text@tail@) RETURNS monthly_revenue
AS 'MODULE_PATHNAME', 'monthly_revenue_add_texts_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION monthly_revenue_add(monthly_revenue, rent_rate, @quantity@, text, text@tail@) IS 'aggregate transition function';
CREATE AGGREGATE revenue_by_month(rent_rate, @quantity@, text, text@tail@) (
	SFUNC = monthly_revenue_add, STYPE = monthly_revenue, SSPACE = 512,
	FINALFUNC = monthly_revenue_final, COMBINEFUNC = monthly_revenue_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE revenue_by_month(rent_rate, @quantity@, text, text@tail@) IS 'revenue of the leases by calendar month, of a range or days written as texts';
-- @end
-- @end

/* ---- revenue by month of leases on terms ---- */

-- @for quantity in numeric float8 p_capacity
-- terms, quantity, during [, within]; the months are those of the terms' own zone
-- @for time in tstzrange | tstzrange, tstzrange
CREATE FUNCTION monthly_revenue_add(monthly_revenue, lease_terms, @quantity@, @time@) RETURNS monthly_revenue
AS 'MODULE_PATHNAME', 'monthly_revenue_add_terms_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION monthly_revenue_add(monthly_revenue, lease_terms, @quantity@, @time@) IS 'aggregate transition function';
-- @end
-- terms, quantity, first_day, last_day [, within]
-- @for time in date, date | date, date, daterange
CREATE FUNCTION monthly_revenue_add(monthly_revenue, lease_terms, @quantity@, @time@) RETURNS monthly_revenue
AS 'MODULE_PATHNAME', 'monthly_revenue_add_terms_days_@quantity@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION monthly_revenue_add(monthly_revenue, lease_terms, @quantity@, @time@) IS 'aggregate transition function';
-- @end
-- @for time in tstzrange | tstzrange, tstzrange | date, date | date, date, daterange
CREATE AGGREGATE revenue_by_month(lease_terms, @quantity@, @time@) (
	SFUNC = monthly_revenue_add, STYPE = monthly_revenue, SSPACE = 512,
	FINALFUNC = monthly_revenue_final, COMBINEFUNC = monthly_revenue_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE revenue_by_month(lease_terms, @quantity@, @time@) IS
'revenue of the leases on their terms, by calendar month of the terms'' zone';
-- @end
-- @end
