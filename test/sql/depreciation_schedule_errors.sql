-- What the functions of asset books refuse, and with which words.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SET timezone = 'UTC';

-- terms
SELECT terms, pg_temp.refused('SELECT sum(charge) FROM depreciation_schedule(' || terms || ')') FROM unnest(ARRAY[
$$1000, '2024-01-20', '1 year', salvage => 1000.01$$,
$$1000, '2024-01-20', '1 year', salvage => -1$$,
$$-1000, '2024-01-20', '1 year'$$,
$$'NaN', '2024-01-20', '1 year'$$,
$$1000, '2024-01-20', '1 year', salvage => 'NaN'$$,
$$'Infinity', '2024-01-20', '1 year'$$,
$$1e30, '2024-01-20', '1 year'$$,
$$1000, '2024-01-20', '0'$$,
$$1000, '2024-01-20', '-1 year'$$,
$$1000, '2024-01-20', '4'$$,
$$1000, '2024-01-20', '1 year 3 days'$$,
$$1000, '2024-01-20'$$,
$$1000, 'infinity', '1 year'$$,
$$1000, '-infinity', '1 year'$$,
$$1000, '2024-01-20', '1 year', method => 'linear'$$,
$$1000, '2024-01-20', '1 year', convention => 'fortnight'$$,
$$1000, '2024-01-20', '1 year', step => 'week'$$,
$$1000, '2024-01-20', '1 year', convention => 'day', proration => 'actual'$$,
$$1000, '2024-01-20', '1 year', balance_by => 'year'$$,
$$1000, '2024-01-20', '1 year', standard => 'hgb'$$,
$$1000, '2024-01-20', '1 year', year_start => 13$$,
$$1000, '2024-01-20', '1 year', year_start => 4294967297$$,
$$1000, '2024-01-20', '1 year', scale => 13$$,
$$1000, '2024-01-20', '1 year', factor => 0$$,
$$1000, '2024-01-20', '1 year', factor => 'NaN'$$,
$$1000, '2024-01-20', '1 year', rate => 40$$,
$$1000, '2024-01-20', '1 year', bonus => 2, method => 'macrs'$$,
$$1000, '2024-01-20', '1 year', bonus => 0.5$$,
$$1000, '2024-01-20', method => 'reducing balance'$$,
$$1000, '2024-01-20', method => 'reducing balance', rate => 0.4$$,
$$1000, '2024-01-20', method => 'reducing balance', rate => 0.4, within => '[2024-01-01,)'$$,
$$1000, '2024-01-20', method => 'units'$$,
$$1000, '2024-01-20', method => 'units', units => '{1,2}'$$,
$$1000, '2024-01-20', method => 'units', units => '{1,-2}', total_units => 5$$,
$$1000, '2024-01-20', method => 'units', units => '{1,NULL}', total_units => 5$$,
$$1000, '2024-01-20', method => 'units', units => '{1}', total_units => 0$$,
$$1000, '2024-01-20', method => 'rates'$$,
$$1000, '2024-01-20', method => 'rates', shares => '{0.5,0.6}'$$,
$$1000, '2024-01-20', method => 'rates', shares => '{0.5,-0.1}'$$,
$$1000, '2024-01-20', method => 'rates', shares => '{{0.5}}'$$,
$$1000, '2024-01-20', method => 'macrs', convention => 'half-year'$$,
$$1000, '2024-01-20', method => 'macrs', class => 6$$,
$$1000, '2024-01-20', method => 'macrs', class => 5$$,
$$1000, '2024-01-20', method => 'macrs', class => 39, convention => 'half-year'$$,
$$1000, '2024-01-20', method => 'macrs', class => 5, convention => 'half-year', salvage => 10$$,
$$1000, '2024-01-20', method => 'macrs', class => 5, convention => 'half-year', year_starts => '{2024-01-01}'$$,
$$1000, '2024-01-20', '1 year', year_starts => '{2024-01-02}'$$,
$$1000, '2024-01-20', '1 year', year_starts => '{2024-07-01,2024-01-01}'$$,
$$1000, '2024-01-20', '1 year', year_starts => '{2024-01-01,2027-01-01}'$$,
$$1000, '2024-01-20', '1 year', year_starts => '{2924-01-01}'$$,
$$1000, '2024-01-20', '1 year', year_starts => '{2024-01-01}', calendar => '{2023-12-31,2024-01-31}'$$,
$$1000, '2024-01-20', '1 year', calendar => '{2023-12-31}'$$,
$$1000, '2024-01-20', '1 year', calendar => '{2023-12-31,2024-02-28,2024-01-28}'$$,
$$1000, '2024-01-20', '1 year', calendar => '{2024-01-20,2024-02-28}'$$,
$$1000, '2024-03-20', '1 year', calendar => '{2024-01-20,2024-02-28}'$$,
$$1000, '2024-02-20', '1 year', calendar => '{2024-01-28,2024-02-25,2024-03-31}'$$,
$$1000, '2024-02-20', '1 year', calendar => '{2024-01-28,2024-02-25,2024-03-31}', within => '[2024-02-01,2024-05-01)'$$,
$$1000, '2024-02-20', '1 year', calendar => '{2024-01-28,2024-02-25,2024-03-31}', convention => 'day', proration => 'days'$$,
$$1000, '2024-01-20', '1000000 years'$$,
$$1000, '2024-01-20', '1 year', within => '[2024-01-01,1000000-01-01)'$$,
$$1000, '5874897-12-01', '1 year'$$,
$$1000, '2024-01-20', '1 year', salvage => NULL$$,
$$1000, '2024-01-20', '1 year', method => NULL$$,
$$1000, '2024-01-20', '1 year', step => NULL$$,
$$1000, '2024-01-20', '1 year', standard => NULL$$,
$$1000, '2024-01-20', '1 year', scale => NULL, events => ARRAY[asset_event('2024-06-30', 'disposal')]$$
]) AS terms;

-- events
SELECT e, pg_temp.refused($$SELECT sum(charge) FROM depreciation_schedule(1000, '2024-01-20', '2 years', standard => 'ifrs', events => ARRAY[$$ || e || '])') FROM unnest(ARRAY[
$$asset_event('2024-06-30', 'sale')$$,
$$asset_event('2024-06-30', NULL)$$,
$$asset_event(NULL, 'disposal')$$,
$$NULL::asset_event$$,
$$asset_event('infinity', 'disposal')$$,
$$asset_event('2024-01-19', 'disposal')$$,
$$asset_event('2024-06-30', 'disposal'), asset_event('2024-07-01', 'impairment', 1)$$,
$$asset_event('2024-06-30', 'disposal'), asset_event('2024-06-30', 'disposal', 2)$$,
$$asset_event('2024-06-30', 'estimate', life => '3 years'), asset_event('2024-06-30', 'estimate', salvage => 3)$$,
$$asset_event('2024-06-30', 'revaluation', 800), asset_event('2024-06-30', 'revaluation', 700)$$,
$$asset_event('2024-06-30', 'opening', 80), asset_event('2024-06-30', 'opening', 70)$$,
$$asset_event('2024-06-30', 'opening', 1080)$$,
$$asset_event('2024-06-30', 'resume')$$,
$$asset_event('2024-06-30', 'suspend'), asset_event('2024-07-30', 'suspend')$$,
$$asset_event('2024-06-30', 'impairment')$$,
$$asset_event('2024-06-30', 'impairment', -5)$$,
$$asset_event('2024-06-30', 'impairment', 'NaN')$$,
$$asset_event('2024-06-30', 'impairment', 5, life => '1 year')$$,
$$asset_event('2024-06-30', 'impairment', 791.68)$$,
$$asset_event('2024-06-30', 'reversal', 5)$$,
$$asset_event('2024-06-30', 'impairment', 100), asset_event('2024-12-31', 'reversal', 90)$$,
$$asset_event('2024-06-30', 'disposal', cost => 1000.01)$$,
$$asset_event('2024-06-30', 'disposal', cost => 0)$$,
$$asset_event('2024-06-30', 'disposal', share => 1.5)$$,
$$asset_event('2024-06-30', 'disposal', cost => 100, share => 0.1)$$,
$$asset_event('2024-06-30', 'split', 5)$$,
$$asset_event('2024-06-30', 'estimate')$$,
$$asset_event('2024-06-30', 'estimate', life => '3 months')$$,
$$asset_event('2024-06-30', 'estimate', life => '3 days')$$,
$$asset_event('2024-06-30', 'estimate', life => '3 years', remaining => '1 year')$$,
$$asset_event('2024-06-30', 'estimate', salvage => 1000.01)$$,
$$asset_event('2024-06-30', 'estimate', method => 'macrs')$$,
$$asset_event('2024-06-30', 'estimate', method => 'reducing balance')$$,
$$asset_event('2024-06-30', 'estimate', total_units => 5)$$,
$$asset_event('2024-06-30', 'estimate', factor => -1)$$,
$$asset_event('2026-06-30', 'estimate', method => 'sum of digits')$$
]) AS e;
SELECT standard, pg_temp.refused(format($$SELECT sum(charge) FROM depreciation_schedule(1000, '2024-01-20', '2 years', standard => %L, events => ARRAY[asset_event('2024-06-30', %L, 10)])$$, standard, kind))
FROM unnest(ARRAY['cas', 'us gaap']) AS standard, unnest(ARRAY['reversal', 'revaluation']) AS kind;
SELECT pg_temp.refused($$SELECT sum(charge) FROM depreciation_schedule(1000, '2024-01-20', '2 years', convention => 'half-year', events => ARRAY[asset_event('2024-06-30', 'addition', 1)])$$);
SELECT e, pg_temp.refused($$SELECT sum(charge) FROM depreciation_schedule(1000, '2024-01-20', method => 'macrs', class => 5, convention => 'half-year', events => ARRAY[$$ || e || '])') FROM unnest(ARRAY[
$$asset_event('2024-06-30', 'impairment', 10)$$,
$$asset_event('2024-06-30', 'recoverable', 10)$$,
$$asset_event('2024-06-30', 'estimate', life => '3 years')$$
]) AS e;
SELECT pg_temp.refused($$SELECT sum(charge) FROM depreciation_schedule(1000, '2024-01-20', method => 'rates', shares => '{1}', events => ARRAY[asset_event('2024-06-30', 'addition', 1)])$$);
SELECT e, pg_temp.refused($$SELECT sum(charge) FROM depreciation_schedule(1000, '2024-01-20', method => 'units', units => '{1,2,3}', total_units => 10, events => ARRAY[$$ || e || '])') FROM unnest(ARRAY[
$$asset_event('2024-02-29', 'estimate', total_units => 3)$$,
$$asset_event('2024-02-29', 'estimate', life => '3 years')$$
]) AS e;

-- more than is sorted or summed without a chance to be cancelled
SELECT pg_temp.refused($$SELECT accumulated_depreciation(1000, '2024-01-20', '1 year', '2024-06-30', events => array_fill(asset_event('2024-06-30', 'reversal'), ARRAY[100001]))$$);
SELECT pg_temp.refused($$SELECT accumulated_depreciation(1000, '2024-01-20', at => '2024-06-30', method => 'rates', shares => array_fill(0.0001, ARRAY[1201]))$$);

-- one figure
SELECT pg_temp.refused($$SELECT accumulated_depreciation(1000, '2024-01-20', method => 'reducing balance', rate => 0.4, at => 'infinity')$$);
SELECT pg_temp.refused($$SELECT depreciation(1000, '2024-01-20', method => 'reducing balance', rate => 0.4, within => '[2024-01-01,)')$$);
SELECT pg_temp.refused($$SELECT book_value(1000, '2024-02-20', '1 year', '2024-06-30', calendar => '{2024-01-28,2024-02-25,2024-03-31}')$$);
SELECT pg_temp.refused($$SELECT accumulated_depreciation(1000, '2024-01-20', '1000000 years', '2024-06-30')$$);
