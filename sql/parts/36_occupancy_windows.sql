/* ---- occupancy by windows, and held against another ---- */

CREATE FUNCTION steps_by(occupancy, step text, zone text, within tstzrange DEFAULT NULL,
	OUT period_start timestamptz, OUT period_end timestamptz, OUT quantity_hours numeric, OUT peak numeric, OUT minimum numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'occupancy_steps_by'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 30;
COMMENT ON FUNCTION steps_by(occupancy, text, text, tstzrange) IS
'quantity-hours, peak and minimum of each calendar step, in one pass';

CREATE FUNCTION hour_of_week(occupancy, zone text, within tstzrange,
	OUT hour_of_week int4, OUT quantity_hours numeric, OUT hours numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'occupancy_hour_of_week'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 168;
COMMENT ON FUNCTION hour_of_week(occupancy, text, tstzrange) IS
'quantity-hours in each hour of the week on the zone''s clock, 0 being Monday''s first, and how many hours that was';

CREATE FUNCTION percentile(occupancy, fraction numeric, within tstzrange) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_percentile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION percentile(occupancy, numeric, tstzrange) IS
'least level at or below which the occupancy is for at least that fraction of the time';

CREATE FUNCTION percentile(occupancy occupancy, fraction float8, within tstzrange) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 202 RETURN percentile(occupancy, shortest_decimal(fraction), within);
COMMENT ON FUNCTION percentile(occupancy, float8, tstzrange) IS
'least level at or below which the occupancy is for at least that fraction of the time';

CREATE FUNCTION occupancy_minus(occupancy, occupancy) RETURNS occupancy
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION occupancy_minus(occupancy, occupancy) IS 'implementation of - operator';

CREATE OPERATOR - (LEFTARG = occupancy, RIGHTARG = occupancy, FUNCTION = occupancy_minus);
COMMENT ON OPERATOR - (occupancy, occupancy) IS 'the first less the second, at every instant';

CREATE FUNCTION utilization(leased occupancy, available occupancy, within tstzrange) RETURNS numeric
AS 'MODULE_PATHNAME', 'occupancy_utilization_of_occupancy' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION utilization(occupancy, occupancy, tstzrange) IS
'quantity-hours on lease over those that a changing fleet had';

CREATE FUNCTION time_over(leased occupancy, available occupancy, within tstzrange DEFAULT NULL) RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 300
RETURN time_over(leased - available, 0::numeric, within);
COMMENT ON FUNCTION time_over(occupancy, occupancy, tstzrange) IS
'how long more was on lease than a changing fleet had';

CREATE FUNCTION quantity_hours_over(leased occupancy, available occupancy, within tstzrange DEFAULT NULL) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 300
RETURN quantity_hours_over(leased - available, 0::numeric, within);
COMMENT ON FUNCTION quantity_hours_over(occupancy, occupancy, tstzrange) IS
'what was on lease beyond what a changing fleet had, times hours';

CREATE FUNCTION first_over(leased occupancy, available occupancy, within tstzrange DEFAULT NULL) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 300
RETURN first_over(leased - available, 0::numeric, within);
COMMENT ON FUNCTION first_over(occupancy, occupancy, tstzrange) IS
'first instant at which more was on lease than a changing fleet had';
