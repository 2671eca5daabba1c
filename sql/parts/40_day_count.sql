/* ---- day counts ---- */

CREATE FUNCTION yearfrac(start_date date, end_date date, basis int8 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'yearfrac_basis'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION yearfrac(date, date, int8) IS
'years between two dates by a spreadsheet''s basis 0 to 4';

CREATE FUNCTION yearfrac(start_date date, end_date date, day_count text)
RETURNS numeric AS 'MODULE_PATHNAME', 'yearfrac_named'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION yearfrac(date, date, text) IS
'years between two dates by a day count of that name';

CREATE FUNCTION yearfrac(start_date date, end_date date, day_count text, frequency int8, maturity date)
RETURNS numeric AS 'MODULE_PATHNAME', 'yearfrac_coupons'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION yearfrac(date, date, text, int8, date) IS
'years between two dates by a day count of that name, for a bond with so many coupons a year';

CREATE FUNCTION day_count_days(start_date date, end_date date, day_count text)
RETURNS int4 AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION day_count_days(date, date, text) IS
'days between two dates as a day count of that name counts them';
