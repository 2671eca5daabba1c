/* ---- asset books: events, schedules, figures of a day ---- */

CREATE TYPE asset_event AS (
	at date,
	kind text,
	amount numeric,
	cost numeric,
	share numeric,
	life interval,
	remaining interval,
	salvage numeric,
	method text,
	factor numeric,
	total_units numeric
);
COMMENT ON TYPE asset_event IS
'what happens to an asset on a day: estimate, addition, impairment, recoverable, reversal, revaluation, disposal, split, suspend, resume or opening';

CREATE FUNCTION asset_event(at date, kind text, amount numeric DEFAULT NULL, cost numeric DEFAULT NULL, share numeric DEFAULT NULL, life interval DEFAULT NULL, remaining interval DEFAULT NULL, salvage numeric DEFAULT NULL, method text DEFAULT NULL, factor numeric DEFAULT NULL, total_units numeric DEFAULT NULL)
RETURNS asset_event
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
RETURN ROW(at, kind, amount, cost, share, life, remaining, salvage, method, factor, total_units)::asset_event;
COMMENT ON FUNCTION asset_event(date, text, numeric, numeric, numeric, interval, interval, numeric, text, numeric, numeric) IS
'an event in the life of an asset, for the functions that take an array of them';

-- The arguments that the functions of asset books share, from salvage to events and from year_start on
-- @let terms salvage numeric DEFAULT 0, method text DEFAULT 'straight line', convention text DEFAULT 'next month', step text DEFAULT 'month', events asset_event[] DEFAULT NULL
-- @let rules year_start int8 DEFAULT 1, scale int8 DEFAULT 2, proration text DEFAULT 'calendar', factor numeric DEFAULT 2, rate numeric DEFAULT NULL, balance_by text DEFAULT 'life year', standard text DEFAULT 'cas', bonus numeric DEFAULT 0, class numeric DEFAULT NULL, shares numeric[] DEFAULT NULL, total_units numeric DEFAULT NULL, units numeric[] DEFAULT NULL, year_starts date[] DEFAULT NULL, calendar date[] DEFAULT NULL

CREATE FUNCTION depreciation_schedule_support(internal)
RETURNS internal AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION depreciation_schedule_support(internal) IS
'planner support: rows of a schedule by its life, window and step';

CREATE FUNCTION depreciation_schedule(cost numeric, in_service date, life interval DEFAULT NULL, @terms@, within daterange DEFAULT NULL, @rules@)
RETURNS TABLE (period_start date, period_end date, opening numeric, charge numeric, accumulated numeric, closing numeric,
	opening_cost numeric, additions numeric, disposals numeric, revaluation numeric, cost numeric,
	opening_accumulated numeric, disposals_accumulated numeric, revaluation_accumulated numeric,
	opening_allowance numeric, losses numeric, disposals_allowance numeric, revaluation_allowance numeric, allowance numeric,
	gain numeric, equity numeric)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50 ROWS 60 SUPPORT depreciation_schedule_support;
COMMENT ON FUNCTION depreciation_schedule(numeric, date, interval, numeric, text, text, text, asset_event[], daterange, int8, int8, text, numeric, numeric, text, text, numeric, numeric, numeric[], numeric, numeric[], date[], date[]) IS
'an asset''s books by months, quarters or fiscal years: cost, accumulated depreciation and allowance from opening to closing';

CREATE FUNCTION accumulated_depreciation(cost numeric, in_service date, life interval DEFAULT NULL, at date DEFAULT NULL, @terms@, @rules@)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION accumulated_depreciation(numeric, date, interval, date, numeric, text, text, text, asset_event[], int8, int8, text, numeric, numeric, text, text, numeric, numeric, numeric[], numeric, numeric[], date[], date[]) IS
'accumulated depreciation of an asset at the close of a day';

CREATE FUNCTION book_value(cost numeric, in_service date, life interval DEFAULT NULL, at date DEFAULT NULL, @terms@, @rules@)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION book_value(numeric, date, interval, date, numeric, text, text, text, asset_event[], int8, int8, text, numeric, numeric, text, text, numeric, numeric, numeric[], numeric, numeric[], date[], date[]) IS
'net book value of an asset at the close of a day';

CREATE FUNCTION depreciation(cost numeric, in_service date, life interval DEFAULT NULL, within daterange DEFAULT NULL, @terms@, @rules@)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION depreciation(numeric, date, interval, daterange, numeric, text, text, text, asset_event[], int8, int8, text, numeric, numeric, text, text, numeric, numeric, numeric[], numeric, numeric[], date[], date[]) IS
'depreciation of an asset that is charged in a window of days';

