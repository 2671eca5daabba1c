/* ---- asset journal: the entries of an asset's books; its arguments are those of depreciation_schedule() ---- */

CREATE FUNCTION asset_journal_support(internal)
RETURNS internal AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION asset_journal_support(internal) IS
'planner support: lines of a journal, two a period';

CREATE FUNCTION asset_journal(cost numeric, in_service date, life interval DEFAULT NULL, @terms@, within daterange DEFAULT NULL, @rules@, red boolean DEFAULT false)
RETURNS TABLE (at date, account text, debit numeric, credit numeric, memo text)
AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50 ROWS 120 SUPPORT asset_journal_support;
COMMENT ON FUNCTION asset_journal(numeric, date, interval, numeric, text, text, text, asset_event[], daterange, int8, int8, text, numeric, numeric, text, text, numeric, numeric, numeric[], numeric, numeric[], date[], date[], boolean) IS
'the journal of an asset: lines with roles for accounts, balanced on every day';

CREATE FUNCTION asset_journal(cost float8, in_service date, life interval DEFAULT NULL, @float_terms@, within daterange DEFAULT NULL, @float_rules@, red boolean DEFAULT false)
RETURNS TABLE (at date, account text, debit numeric, credit numeric, memo text) LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 60 ROWS 120
BEGIN ATOMIC
	SELECT * FROM asset_journal(shortest_decimal(asset_journal.cost), asset_journal.in_service, asset_journal.life, shortest_decimal(asset_journal.salvage), asset_journal.method,
		asset_journal.convention, asset_journal.step, asset_journal.events, asset_journal.within, asset_journal.year_start, asset_journal.scale,
		asset_journal.proration, shortest_decimal(asset_journal.factor), shortest_decimal(asset_journal.rate), asset_journal.balance_by,
		asset_journal.standard, shortest_decimal(asset_journal.bonus), shortest_decimal(asset_journal.class), asset_journal.shares,
		shortest_decimal(asset_journal.total_units), asset_journal.units, asset_journal.year_starts, asset_journal.calendar, asset_journal.red);
END;
COMMENT ON FUNCTION asset_journal(float8, date, interval, float8, text, text, text, asset_event[], daterange, int8, int8, text, float8, float8, text, text, float8, float8, numeric[], float8, numeric[], date[], date[], boolean) IS
'the journal of an asset: lines with roles for accounts, balanced on every day';
