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
