-- asset_journal(): the entries of an asset's books.
\pset format unaligned
\pset null '-'
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';

-- bought, depreciated, impaired, sold in part and then wholly
SELECT * FROM asset_journal(60000, '2025-02-01', '36 months', step => 'quarter', events => ARRAY[
	asset_event('2025-06-30', 'impairment', 3000), asset_event('2025-10-05', 'disposal', 14000, share => 0.25), asset_event('2025-12-31', 'disposal', 20000)]);
-- a window: no line of a day outside
SELECT * FROM asset_journal(60000, '2025-02-01', '36 months', within => '[2025-10-01,2025-11-01)', events => ARRAY[asset_event('2025-10-05', 'disposal', 14000, share => 0.25)]);
-- cost added; a split and the asset that it makes
SELECT * FROM asset_journal(60000, '2025-02-01', '36 months', within => '[2025-05-01,2025-06-01)', events => ARRAY[asset_event('2025-05-10', 'addition', 6000), asset_event('2025-05-20', 'split', cost => 22000)]);
SELECT * FROM asset_journal(22000, '2025-02-01', '36 months', within => '(,2025-07-01)', events => ARRAY[asset_event('2025-05-31', 'opening', 1666.67)]);
-- a loss reversed, and a charge that a disposal takes back: on the other side, or in red on their own
SELECT red, j.* FROM unnest(ARRAY[false, true]) AS red, asset_journal(12000, '2024-01-10', '1 year', standard => 'ifrs', within => '[2024-03-01,2024-05-01)',
	events => ARRAY[asset_event('2024-03-31', 'impairment', 1000), asset_event('2024-04-30', 'reversal', 500)], red => red) AS j;
SELECT red, j.* FROM unnest(ARRAY[false, true]) AS red, asset_journal(48000, '2024-02-07', '4 years', convention => 'full year', step => 'month', within => '[2026-05-01,2026-06-01)',
	events => ARRAY[asset_event('2026-05-10', 'disposal', 20000)], red => red) AS j;
-- revalued up, down below the surplus, and up again
SELECT * FROM asset_journal(1000, '2023-12-31', '10 years', standard => 'ifrs', step => 'year', within => '[2024-01-01,2027-01-01)', events => ARRAY[
	asset_event('2024-12-31', 'revaluation', 1080), asset_event('2025-12-31', 'revaluation', 700), asset_event('2026-12-31', 'revaluation', 650)]);
-- nothing happens: no line
SELECT count(*) FROM asset_journal(1000, '2023-12-31', '1 year', within => '[2026-01-01,2027-01-01)');
SELECT count(*) FROM asset_journal(NULL, '2023-12-31', '1 year');
-- each date balances, and the balances are the schedule's
SELECT at, sum(debit) = sum(credit) AS balances FROM asset_journal(60000, '2025-02-01', '36 months', step => 'year', events => ARRAY[asset_event('2025-10-05', 'disposal', 14000, share => 0.25)]) GROUP BY at ORDER BY at;

\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
SELECT pg_temp.refused($$SELECT count(*) FROM asset_journal(1000, '2023-12-31', '1 year', scale => NULL)$$);
SELECT pg_temp.refused($$SELECT count(*) FROM asset_journal(1000, '2023-12-31', '1 year', red => NULL)$$);
SELECT pg_temp.refused($$SELECT count(*) FROM asset_journal(1000, '2023-12-31', '1 year', salvage => 2000)$$);
