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
CREATE FUNCTION asset_event(at date, kind text, amount float8, cost float8 DEFAULT NULL, share float8 DEFAULT NULL, life interval DEFAULT NULL, remaining interval DEFAULT NULL, salvage float8 DEFAULT NULL, method text DEFAULT NULL, factor float8 DEFAULT NULL, total_units float8 DEFAULT NULL)
RETURNS asset_event
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
RETURN asset_event($1, $2, shortest_decimal($3), shortest_decimal($4), shortest_decimal($5), $6, $7, shortest_decimal($8), $9, shortest_decimal($10), shortest_decimal($11));
COMMENT ON FUNCTION asset_event(date, text, float8, float8, float8, interval, interval, float8, text, float8, float8) IS
'an event in the life of an asset, for the functions that take an array of them';

-- The arguments that the functions of asset books share, from salvage to events and from year_start on
-- @let terms salvage numeric DEFAULT 0, method text DEFAULT 'straight line', convention text DEFAULT 'next month', step text DEFAULT 'month', events asset_event[] DEFAULT NULL
-- @let rules year_start int8 DEFAULT 1, scale int8 DEFAULT 2, proration text DEFAULT 'calendar', factor numeric DEFAULT 2, rate numeric DEFAULT NULL, balance_by text DEFAULT 'life year', standard text DEFAULT 'cas', bonus numeric DEFAULT 0, class numeric DEFAULT NULL, shares numeric[] DEFAULT NULL, total_units numeric DEFAULT NULL, units numeric[] DEFAULT NULL, year_starts date[] DEFAULT NULL, calendar date[] DEFAULT NULL
-- and the same with float8 for numeric, as drivers send numbers
-- @let float_terms salvage float8 DEFAULT 0, method text DEFAULT 'straight line', convention text DEFAULT 'next month', step text DEFAULT 'month', events asset_event[] DEFAULT NULL
-- @let float_rules year_start int8 DEFAULT 1, scale int8 DEFAULT 2, proration text DEFAULT 'calendar', factor float8 DEFAULT 2, rate float8 DEFAULT NULL, balance_by text DEFAULT 'life year', standard text DEFAULT 'cas', bonus float8 DEFAULT 0, class float8 DEFAULT NULL, shares numeric[] DEFAULT NULL, total_units float8 DEFAULT NULL, units numeric[] DEFAULT NULL, year_starts date[] DEFAULT NULL, calendar date[] DEFAULT NULL

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

/* ---- the same over float8, which drivers send: as the decimals it writes ---- */

-- Integers and parameters without a type come here too, and get what numerics get.

CREATE FUNCTION depreciation_schedule(cost float8, in_service date, life interval DEFAULT NULL, @float_terms@, within daterange DEFAULT NULL, @float_rules@)
RETURNS TABLE (period_start date, period_end date, opening numeric, charge numeric, accumulated numeric, closing numeric,
	opening_cost numeric, additions numeric, disposals numeric, revaluation numeric, cost numeric,
	opening_accumulated numeric, disposals_accumulated numeric, revaluation_accumulated numeric,
	opening_allowance numeric, losses numeric, disposals_allowance numeric, revaluation_allowance numeric, allowance numeric,
	gain numeric, equity numeric) LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 60 ROWS 60
BEGIN ATOMIC
	SELECT * FROM depreciation_schedule(shortest_decimal(depreciation_schedule.cost), depreciation_schedule.in_service, depreciation_schedule.life,
		shortest_decimal(depreciation_schedule.salvage), depreciation_schedule.method, depreciation_schedule.convention, depreciation_schedule.step,
		depreciation_schedule.events, depreciation_schedule.within, depreciation_schedule.year_start, depreciation_schedule.scale,
		depreciation_schedule.proration, shortest_decimal(depreciation_schedule.factor), shortest_decimal(depreciation_schedule.rate),
		depreciation_schedule.balance_by, depreciation_schedule.standard, shortest_decimal(depreciation_schedule.bonus),
		shortest_decimal(depreciation_schedule.class), depreciation_schedule.shares, shortest_decimal(depreciation_schedule.total_units),
		depreciation_schedule.units, depreciation_schedule.year_starts, depreciation_schedule.calendar);
END;
COMMENT ON FUNCTION depreciation_schedule(float8, date, interval, float8, text, text, text, asset_event[], daterange, int8, int8, text, float8, float8, text, text, float8, float8, numeric[], float8, numeric[], date[], date[]) IS
'an asset''s books by months, quarters or fiscal years: cost, accumulated depreciation and allowance from opening to closing';

CREATE FUNCTION accumulated_depreciation(cost float8, in_service date, life interval DEFAULT NULL, at date DEFAULT NULL, @float_terms@, @float_rules@)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 30
RETURN accumulated_depreciation(shortest_decimal(accumulated_depreciation.cost), accumulated_depreciation.in_service, accumulated_depreciation.life, accumulated_depreciation.at,
		shortest_decimal(accumulated_depreciation.salvage), accumulated_depreciation.method, accumulated_depreciation.convention,
		accumulated_depreciation.step, accumulated_depreciation.events, accumulated_depreciation.year_start, accumulated_depreciation.scale,
		accumulated_depreciation.proration, shortest_decimal(accumulated_depreciation.factor), shortest_decimal(accumulated_depreciation.rate),
		accumulated_depreciation.balance_by, accumulated_depreciation.standard, shortest_decimal(accumulated_depreciation.bonus),
		shortest_decimal(accumulated_depreciation.class), accumulated_depreciation.shares, shortest_decimal(accumulated_depreciation.total_units),
		accumulated_depreciation.units, accumulated_depreciation.year_starts, accumulated_depreciation.calendar);
COMMENT ON FUNCTION accumulated_depreciation(float8, date, interval, date, float8, text, text, text, asset_event[], int8, int8, text, float8, float8, text, text, float8, float8, numeric[], float8, numeric[], date[], date[]) IS
'accumulated depreciation of an asset at the close of a day';

CREATE FUNCTION book_value(cost float8, in_service date, life interval DEFAULT NULL, at date DEFAULT NULL, @float_terms@, @float_rules@)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 30
RETURN book_value(shortest_decimal(book_value.cost), book_value.in_service, book_value.life, book_value.at, shortest_decimal(book_value.salvage), book_value.method,
		book_value.convention, book_value.step, book_value.events, book_value.year_start, book_value.scale, book_value.proration,
		shortest_decimal(book_value.factor), shortest_decimal(book_value.rate), book_value.balance_by, book_value.standard,
		shortest_decimal(book_value.bonus), shortest_decimal(book_value.class), book_value.shares, shortest_decimal(book_value.total_units), book_value.units,
		book_value.year_starts, book_value.calendar);
COMMENT ON FUNCTION book_value(float8, date, interval, date, float8, text, text, text, asset_event[], int8, int8, text, float8, float8, text, text, float8, float8, numeric[], float8, numeric[], date[], date[]) IS
'net book value of an asset at the close of a day';

CREATE FUNCTION depreciation(cost float8, in_service date, life interval DEFAULT NULL, within daterange DEFAULT NULL, @float_terms@, @float_rules@)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 30
RETURN depreciation(shortest_decimal(depreciation.cost), depreciation.in_service, depreciation.life, depreciation.within, shortest_decimal(depreciation.salvage),
		depreciation.method, depreciation.convention, depreciation.step, depreciation.events, depreciation.year_start, depreciation.scale,
		depreciation.proration, shortest_decimal(depreciation.factor), shortest_decimal(depreciation.rate), depreciation.balance_by, depreciation.standard,
		shortest_decimal(depreciation.bonus), shortest_decimal(depreciation.class), depreciation.shares, shortest_decimal(depreciation.total_units),
		depreciation.units, depreciation.year_starts, depreciation.calendar);
COMMENT ON FUNCTION depreciation(float8, date, interval, daterange, float8, text, text, text, asset_event[], int8, int8, text, float8, float8, text, text, float8, float8, numeric[], float8, numeric[], date[], date[]) IS
'depreciation of an asset that is charged in a window of days';
