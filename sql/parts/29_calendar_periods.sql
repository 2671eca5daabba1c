/* ---- the calendar's periods ---- */

CREATE FUNCTION calendar_periods_support(internal) RETURNS internal
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION calendar_periods_support(internal) IS 'planner support: how many periods there are';

CREATE FUNCTION calendar_periods(first_day date, last_day date, step text DEFAULT 'month', zone text DEFAULT 'UTC',
	OUT period_start date, OUT period_end date, OUT within tstzrange)
RETURNS SETOF record AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20 ROWS 24 SUPPORT calendar_periods_support;
COMMENT ON FUNCTION calendar_periods(date, date, text, text) IS
'the days, weeks, months, quarters or years from one day to another: first and last day, and their instants in a zone';
