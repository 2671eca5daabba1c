-- depreciation_schedule(), accumulated_depreciation(), book_value(), depreciation().
\pset format unaligned
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';
SET intervalstyle = 'postgres';

-- ---- conventions ----

SELECT convention, accumulated_depreciation(48000, '2024-08-20', '4 years', '2024-08-19', convention => convention) AS before,
	   accumulated_depreciation(48000, '2024-08-20', '4 years', '2024-08-20', convention => convention) AS first_day,
	   accumulated_depreciation(48000, '2024-08-20', '4 years', '2024-08-31', convention => convention) AS first_month,
	   accumulated_depreciation(48000, '2024-08-20', '4 years', '2024-12-31', convention => convention) AS first_year,
	   depreciation(48000, '2024-08-20', '4 years', '[2028-01-01,)', convention => convention) AS last_year,
	   depreciation(48000, '2024-08-20', '4 years', '(,)', convention => convention) AS whole
FROM unnest(ARRAY['day', 'full month', 'next month', 'mid month', 'nearest month', 'half-year', 'mid-quarter', 'full year']) AS convention;

-- the first of a month, its 15th and 16th
SELECT in_service, accumulated_depreciation(1200, in_service, '1 year', '2024-04-30', convention => 'nearest month') AS nearest,
	   accumulated_depreciation(1200, in_service, '1 year', '2024-04-30', convention => 'next month') AS next,
	   accumulated_depreciation(1200, in_service, '1 year', '2024-04-30', convention => 'day') AS day
FROM unnest(ARRAY['2024-04-01', '2024-04-15', '2024-04-16', '2024-04-30']::date[]) AS in_service;

-- disposal in the month after the second year
SELECT convention, period_end, charge, accumulated, closing, gain
FROM unnest(ARRAY['day', 'full month', 'next month', 'mid month', 'nearest month', 'half-year', 'mid-quarter', 'full year']) AS convention,
	 depreciation_schedule(48000, '2024-02-07', '4 years', convention => convention, step => 'quarter',
		within => '[2026-01-01,2027-01-01)', events => ARRAY[asset_event('2026-05-10', 'disposal', 20000)]);

-- fiscal years that start in April, short ones, and months of weeks
SELECT period_start, period_end, charge FROM depreciation_schedule(12000, '2024-03-15', '1 year', convention => 'half-year', step => 'year', year_start => 4);
SELECT period_start, period_end, charge FROM depreciation_schedule(12000, '2024-08-15', '1 year', convention => 'mid-quarter', step => 'quarter',
	year_starts => '{2024-07-01,2025-01-01}');
SELECT period_start, period_end, charge FROM depreciation_schedule(1200, '2024-01-30', '2 months', convention => 'day',
	calendar => '{2023-12-31,2024-01-28,2024-02-25,2024-03-31,2024-04-28}');

-- ---- rows ----

-- all columns, with an event of each kind that moves a balance
SELECT * FROM depreciation_schedule(1000, '2024-01-10', '20 months', salvage => 100, standard => 'ifrs', step => 'quarter', events => ARRAY[
	asset_event('2024-04-30', 'impairment', 90.005), asset_event('2024-08-31', 'revaluation', 600), asset_event('2024-11-01', 'addition', 100),
	asset_event('2025-02-28', 'recoverable', 400), asset_event('2025-03-31', 'reversal', 10), asset_event('2025-05-01', 'disposal', 100, share => 0.5)]);

-- a window that cuts periods, before, inside and after the life
SELECT period_start, period_end, opening, charge, closing FROM depreciation_schedule(1200, '2024-01-10', '1 year', step => 'quarter', within => '[2023-06-01,2024-05-16)');
SELECT period_start, period_end, opening, charge, closing FROM depreciation_schedule(1200, '2024-01-10', '1 year', step => 'quarter', within => '[2024-11-16,2025-08-01)');
SELECT period_start, period_end, opening, charge, closing FROM depreciation_schedule(1200, '2024-01-10', '1 year', step => 'year', within => '[2026-01-01,2027-01-01)');
SELECT count(*) FROM depreciation_schedule(1200, '2024-01-10', '1 year', within => 'empty');
SELECT count(*) FROM depreciation_schedule(1200, '2024-01-10', '1 year', within => '[2020-01-01,2021-01-01)');
SELECT count(*) FROM depreciation_schedule(1200, '2024-01-10', '1 year', within => '(,2024-03-01)');
SELECT count(*) FROM depreciation_schedule(1200, '2024-01-10', '1 year', within => NULL);
-- no rows after the books are left, but all until an event after the end of life
SELECT count(*), max(period_end) FROM depreciation_schedule(1200, '2024-01-10', '1 year', within => '[2024-01-01,2030-01-01)', events => ARRAY[asset_event('2025-06-30', 'disposal')]);
SELECT count(*), max(period_end), sum(charge) FROM depreciation_schedule(1200, '2024-01-10', '1 year', events => ARRAY[asset_event('2027-06-30', 'disposal', 5)]);
-- a service that is over on the same day
SELECT period_start, period_end, additions, disposals, cost, gain FROM depreciation_schedule(1200, '2024-01-10', '1 year', events => ARRAY[asset_event('2024-01-10', 'disposal', 1300)]);

-- exact figures, coarse ones, and decimals that are rounded
SELECT period_end, charge, accumulated, closing FROM depreciation_schedule(1000, '2024-01-10', '3 months', scale => NULL);
SELECT period_end, charge, accumulated, closing FROM depreciation_schedule(1000, '2024-01-10', '3 months', scale => 0);
SELECT period_end, charge, accumulated, closing FROM depreciation_schedule(100000, '2024-01-10', '3 months', scale => -3);
SELECT period_end, charge, accumulated, closing FROM depreciation_schedule(100.005, '2024-01-10', '3 months', salvage => 0.004);
SELECT accumulated_depreciation(1000, '2024-01-10', '3 years', '2024-02-29', scale => NULL), book_value(1000, '2024-01-10', '3 years', '2024-02-29', scale => NULL),
	   depreciation(1000, '2024-01-10', '3 years', '[2024-02-10,2024-02-12)', scale => NULL);
SELECT accumulated_depreciation(7e20, '2024-01-10', '3 years', '2024-02-29');

-- ---- one figure ----

SELECT at, accumulated_depreciation(1200, '2024-01-10', '1 year', at), book_value(1200, '2024-01-10', '1 year', at),
	   accumulated_depreciation(1200, '2024-01-10', '1 year', at, events => e), book_value(1200, '2024-01-10', '1 year', at, events => e)
FROM unnest(ARRAY['-infinity', '2024-01-09', '2024-01-10', '2024-02-01', '2024-06-30', '2024-07-01', '2024-12-31', '2025-01-31', '2025-02-01', '9999-12-31', 'infinity']::date[]) AS at,
	 (SELECT ARRAY[asset_event('2024-06-30', 'impairment', 100), asset_event('2024-12-31', 'disposal', 1)] AS e) AS e;
SELECT within, depreciation(1200, '2024-01-10', '1 year', within)
FROM unnest(ARRAY['(,)', 'empty', '(,2024-03-01)', '[2024-03-01,)', '[2024-03-01,2024-03-02)', '[2023-01-01,2024-01-10]', '[2026-01-01,2027-01-01)']::daterange[]) AS within;

-- NULL
SELECT count(*) FROM depreciation_schedule(NULL, '2024-01-10', '1 year');
SELECT count(*) FROM depreciation_schedule(1200, NULL, '1 year');
SELECT accumulated_depreciation(1200, '2024-01-10', '1 year') IS NULL, book_value(1200, '2024-01-10', '1 year', at => NULL) IS NULL,
	   depreciation(1200, '2024-01-10', '1 year', within => NULL) IS NULL, depreciation(NULL, '2024-01-10', '1 year', '(,)') IS NULL,
	   accumulated_depreciation(1200, NULL, '1 year', '2024-02-29') IS NULL;

-- ---- methods ----

SELECT method, array_agg(charge ORDER BY period_end) FROM unnest(ARRAY['straight line', 'sum of digits', 'double declining', 'declining balance']) AS method,
	 depreciation_schedule(100000, '2023-12-20', '42 months', salvage => 5000, method => method, step => 'year') GROUP BY method ORDER BY method;
SELECT balance_by, array_agg(charge ORDER BY period_end) FROM unnest(ARRAY['life year', 'fiscal year', 'life month']) AS balance_by,
	 depreciation_schedule(100000, '2023-09-20', '42 months', salvage => 5000, method => 'declining balance', step => 'year', balance_by => balance_by)
GROUP BY balance_by ORDER BY balance_by;
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(100000, '2023-12-20', method => 'reducing balance', rate => 0.4, step => 'year', within => '[2024-01-01,2028-01-01)');
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(100000, '2023-12-20', '2 years', method => 'reducing balance', rate => 0.4, salvage => 50000, step => 'year');
-- a year that the last 24 months cut takes what its six months do: 42857.14 x 2/42 x 6; one that the end of life cuts, all that is left above the salvage
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(100000, '2024-01-01', '42 months', 25000, 'double declining', 'full month', 'year', year_start => 7);
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(100000, '2024-04-01', '15 months', 30000, 'reducing balance', 'full month', 'quarter', rate => 0.79, balance_by => 'fiscal year');
-- a fiscal year that is whole takes the whole rate, however its days are counted; a broken one, its part
SELECT proration, array_agg(charge ORDER BY period_end) FROM unnest(ARRAY['calendar', 'anniversary', 'days', 'years', '30e/360']) AS proration,
	 depreciation_schedule(1000, '2023-01-01', method => 'reducing balance', rate => 0.5, convention => 'day', proration => proration, balance_by => 'fiscal year', step => 'year', within => '[2023-01-01,2027-01-01)')
GROUP BY proration ORDER BY proration;
SELECT proration, array_agg(charge ORDER BY period_end), sum(charge) FROM unnest(ARRAY['calendar', 'anniversary', 'days', 'years', '30e/360']) AS proration,
	 depreciation_schedule(100000, '2023-01-31', '8 years', 1000, 'declining balance', 'day', 'year', proration => proration, balance_by => 'fiscal year', year_start => 3)
GROUP BY proration ORDER BY proration;
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(1000, '2024-01-10', method => 'units', total_units => 100, units => '{10,0,20.5,80,5}');
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(1000, '2024-01-10', method => 'units', total_units => 100, units => '{10,20,30,40}',
	events => ARRAY[asset_event('2024-01-31', 'disposal', share => 0.5), asset_event('2024-03-01', 'estimate', total_units => 60)]);
-- a balance that has met the salvage goes on by its rate when value comes back: a cent more or less of the salvage is a cent
SELECT salvage, (SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(1200, '2024-01-01', '4 years', 0, 'declining balance', 'full month', step => 'year',
	events => ARRAY[asset_event('2025-01-01', 'estimate', salvage => salvage), asset_event('2025-07-01', 'addition', 600)])) FROM unnest('{599.99,600,600.01}'::numeric[]) AS salvage;
SELECT amount, (SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(1200, '2024-01-01', '4 years', 200, 'declining balance', 'full month', step => 'year', standard => 'ifrs',
	events => ARRAY[asset_event('2024-12-31', 'recoverable', amount), asset_event('2025-06-30', 'reversal')])) FROM unnest('{201,200,199}'::numeric[]) AS amount;
-- what was used before a loss counts in a new total: 720 over 80 units, then 630 over 60 - 30
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(1000, '2024-01-10', method => 'units', total_units => 100, units => '{10,10,10,10,10,10}',
	events => ARRAY[asset_event('2024-02-29', 'impairment', 80), asset_event('2024-04-01', 'estimate', total_units => 60)]);
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(1000, '2024-06-10', method => 'rates', shares => '{0.5,0.3,0.2}', step => 'year');
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(1000, '2024-06-10', method => 'rates', shares => '{0.5,0.3,0.2}', step => 'year', balance_by => 'fiscal year');
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(10000, '2024-06-10', method => 'macrs', class => 5, convention => 'half-year', step => 'year', bonus => 0.6);
SELECT sum(charge), min(charge), max(charge), count(*) FROM depreciation_schedule(1000000, '2024-06-10', method => 'macrs', class => 27.5, convention => 'mid month', step => 'year');
-- disposed of in the year of service: nothing; later, by the convention
SELECT period_end, charge, closing, gain FROM depreciation_schedule(10000, '2024-02-10', method => 'macrs', class => 5, convention => 'mid-quarter', step => 'year', bonus => 0.4,
	events => ARRAY[asset_event('2024-11-10', 'disposal', 9000)]);
SELECT period_end, charge, accumulated, closing FROM depreciation_schedule(10000, '2024-02-10', method => 'macrs', class => 5, convention => 'half-year', step => 'year', bonus => 0.4,
	events => ARRAY[asset_event('2024-11-10', 'disposal', 9000, share => 0.25)]);

-- ---- events ----

-- the order of events says nothing, that of kinds on a day does
SELECT (SELECT array_agg(s) FROM depreciation_schedule(1000, '2024-01-10', '1 year', events => e) AS s) =
	   (SELECT array_agg(s) FROM depreciation_schedule(1000, '2024-01-10', '1 year', events => ARRAY[e[3], e[2], e[1]]) AS s) AS same
FROM (SELECT ARRAY[asset_event('2024-05-31', 'impairment', 10), asset_event('2024-05-31', 'disposal', share => 0.5), asset_event('2024-05-31', 'addition', 100)] AS e) AS e;
-- an opening of just what the terms give, and of something else
SELECT period_start, period_end, opening, charge, closing, opening_cost, additions FROM depreciation_schedule(1000, '2024-01-10', '3 years', step => 'quarter', within => '(,2025-01-01)',
	events => ARRAY[asset_event('2024-05-31', 'opening', 111.11)]);
SELECT period_start, period_end, opening, charge, closing FROM depreciation_schedule(1000, '2024-01-10', '3 years', step => 'quarter', within => '(,2025-01-01)',
	events => ARRAY[asset_event('2024-05-31', 'opening', 200)]);
SELECT depreciation(1000, '2024-01-10', '3 years', '(,)', events => ARRAY[asset_event('2024-05-31', 'opening', 200)]);
-- a suspension, by the convention and by the day
SELECT convention, array_agg(charge ORDER BY period_end) FROM unnest(ARRAY['next month', 'full month', 'day']) AS convention,
	depreciation_schedule(1200, '2023-12-31', '12 months', convention => convention,
	events => ARRAY[asset_event('2024-03-10', 'suspend'), asset_event('2024-06-20', 'resume')]) GROUP BY convention ORDER BY convention;
-- an addition in the last balance year: what is left goes evenly to the salvage
SELECT array_agg(charge ORDER BY period_end), min(closing) FROM depreciation_schedule(126360.48, '2023-09-30', '13 months', 1815.37, 'declining balance', 'full month', 'quarter', ARRAY[asset_event('2024-04-25', 'addition', 35568.18)],
	balance_by => 'fiscal year', factor => 2.5, year_start => 10);
-- a loss in a year of the rate, although the straight line comes in a later one of the years listed: half the year as before, the rest in the proportion of 42000 / 48000
SELECT array_agg(charge ORDER BY period_end), min(closing) FROM depreciation_schedule(60000, '2024-01-01', '5 years', 0, 'declining balance', 'full month', 'year', ARRAY[asset_event('2024-06-30', 'impairment', 6000)],
	balance_by => 'fiscal year', year_starts => '{2024-01-01,2025-01-01,2026-01-01,2027-01-01,2027-07-01}');
-- written off to its salvage, nothing is left for a rate: what an opening brings back goes evenly
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(88522.03, '2020-02-29', '48 months', 29212.27, 'declining balance', 'full month', 'year', ARRAY[asset_event('2022-12-31', 'opening', 4868.71)], factor => 2.5);
-- units have no life for another method to take over: a balance that is reduced goes on for ever
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(1000, '2024-01-10', method => 'units', total_units => 10, units => '{1,1,1}', rate => 0.6, within => '[2024-01-01,2024-07-01)', events => ARRAY[asset_event('2024-02-01', 'estimate', method => 'reducing balance')]);
SELECT depreciation_schedule(1000, '2024-01-10', method => 'units', total_units => 10, units => '{1,1,1}', rate => 0.6, events => ARRAY[asset_event('2024-02-01', 'estimate', method => 'reducing balance')]);
-- a factor that an estimate said holds for the next one too: 1 / 20 of what is left in January 2025
SELECT array_agg(charge ORDER BY period_end) FROM depreciation_schedule(10000, '2024-01-01', '5 years', method => 'declining balance', convention => 'full month', step => 'year', balance_by => 'life month',
	events => ARRAY[asset_event('2024-06-01', 'estimate', factor => 1), asset_event('2025-01-01', 'estimate', remaining => '20 months')]);
-- suspended for good: nothing after it
SELECT count(*), sum(charge) FROM depreciation_schedule(1200, '2023-12-31', '12 months', events => ARRAY[asset_event('2024-03-10', 'suspend')]);

-- A test that finds no loss, an impairment of nothing and the same salvage again do not hold up what counts before them: 700, as without
-- them, where a disposal on 2024-08-30 is deemed to be before August; a loss of the month stands, and what is charged until it
SELECT convention, array_agg((SELECT sum(charge) FROM depreciation_schedule(4800, '2024-01-01', '48 months', convention => convention, events => before || asset_event('2024-08-30', 'disposal', 0))) ORDER BY n) AS charges
FROM unnest(ARRAY['full month', 'mid month', 'nearest month', 'half-year', 'mid-quarter', 'full year']) AS convention, (VALUES
	(1, '{}'), (2, ARRAY[asset_event('2024-08-03', 'recoverable', 999999)]), (3, ARRAY[asset_event('2024-08-03', 'impairment', 0)]), (4, ARRAY[asset_event('2024-08-03', 'estimate', salvage => 0)]),
	(5, ARRAY[asset_event('2024-08-03', 'recoverable', 3000)])) AS e (n, before)
GROUP BY convention ORDER BY convention;
SELECT convention, array_agg((SELECT array_agg(charge) FROM depreciation_schedule(4800, '2024-01-01', '48 months', convention => convention, step => 'year', within => '[2024-01-01,2026-01-01)',
	events => before || ARRAY[asset_event('2024-05-10', 'suspend'), asset_event('2025-08-10', 'resume')])) ORDER BY n) AS charges
FROM unnest(ARRAY['full month', 'mid month', 'nearest month', 'half-year', 'mid-quarter', 'full year']) AS convention, (VALUES
	(1, '{}'), (2, ARRAY[asset_event('2025-08-03', 'recoverable', 999999)]), (3, ARRAY[asset_event('2025-03-03', 'recoverable', 999999)])) AS e (n, before)
GROUP BY convention ORDER BY convention;
-- full months: what moves the course of August, without a test, and with one on the 3rd or the 20th that finds no loss: charges and closing of August and September
SELECT name, what, string_agg(charge || ' ' || closing, ', ' ORDER BY period_end) AS "August, September"
FROM (VALUES (1, 'resume', ARRAY[asset_event('2024-05-10', 'suspend'), asset_event('2024-08-10', 'resume')]), (2, 'half sold', ARRAY[asset_event('2024-08-10', 'disposal', 0, share => 0.5)]),
		(3, 'addition', ARRAY[asset_event('2024-08-10', 'addition', 410)]), (4, 'suspend', ARRAY[asset_event('2024-08-10', 'suspend')])) AS e (n, name, events),
	(VALUES ('-', '{}'), ('on the 3rd', ARRAY[asset_event('2024-08-03', 'recoverable', 999999)]), ('on the 20th', ARRAY[asset_event('2024-08-20', 'recoverable', 999999)])) AS t (what, test),
	depreciation_schedule(4800, '2024-01-01', '48 months', convention => 'full month', within => '[2024-08-01,2024-10-01)', events => events || test)
GROUP BY n, what, name ORDER BY n, what;
-- nor does a day in the month show anything of such a test
SELECT accumulated_depreciation(4800, '2024-01-01', '48 months', '2024-08-10', convention => 'next month', events => ARRAY[asset_event('2024-08-03', 'recoverable', 999999)]);
-- the loss stands in the way of the suspension of August; had there been none, it would not: 3900 against 3705, and all of the loss comes back
SELECT period_end, charge, losses, closing, allowance FROM depreciation_schedule(4800, '2024-01-01', '48 months', convention => 'full month', standard => 'ifrs', within => '[2024-08-01,2025-01-01)', events => ARRAY[
	asset_event('2024-08-03', 'impairment', 100), asset_event('2024-08-30', 'suspend'), asset_event('2024-11-08', 'resume'), asset_event('2024-12-26', 'reversal')]);

-- the planner knows rows from constants
CREATE FUNCTION pg_temp.expected_rows(query text) RETURNS numeric LANGUAGE plpgsql AS
$$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
	RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END
$$;
SELECT pg_temp.expected_rows($$SELECT * FROM depreciation_schedule(1000, '2024-01-10', '4 years')$$),
	   pg_temp.expected_rows($$SELECT * FROM depreciation_schedule(1000, '2024-01-10', '4 years', step => 'quarter')$$),
	   pg_temp.expected_rows($$SELECT * FROM depreciation_schedule(1000, '2024-01-10', '4 years', step => 'year', within => '[2025-01-01,2026-01-01)')$$),
	   pg_temp.expected_rows($$SELECT * FROM depreciation_schedule(1000, '2024-01-10', random() * interval '1 month')$$);

-- the event as a value
SELECT asset_event('2024-01-10', 'disposal', 5), asset_event(at => '2024-01-10', kind => 'estimate', remaining => '18 months') AS e;

-- the reducing balance leaves 784000 at the end of its life: no event after that takes it
SELECT what, period_end, charge, accumulated, disposals, additions, losses, closing
FROM (VALUES (1, 'nothing', NULL), (2, 'part sold', ARRAY[asset_event('2024-06-15', 'disposal', 400000, share => 0.5)]), (3, 'impairment', ARRAY[asset_event('2024-06-15', 'impairment', 84000)]),
	(4, 'salvage', ARRAY[asset_event('2024-06-15', 'estimate', salvage => 200)]), (5, 'addition', ARRAY[asset_event('2024-06-15', 'addition', 1000)]),
	(6, 'addition with a life', ARRAY[asset_event('2024-06-15', 'addition', 1000, remaining => '12 months')]), (7, 'split on its last day', ARRAY[asset_event('2023-12-31', 'split', share => 0.5)])) AS e (i, what, events),
	depreciation_schedule(1600000, '2022-01-01', '24 months', 100, 'reducing balance', 'full month', step => 'year', rate => 0.3, within => '[2023-01-01,2026-01-01)', events => e.events)
ORDER BY i, period_end;

-- where years are rounded, a part that leaves in January counts from the middle of the year: it takes its own charge until then, and what stays goes on
SELECT period_end, charge, accumulated, disposals, disposals_accumulated, closing FROM depreciation_schedule(48000, '2023-01-10', '48 months', 0, 'straight line', 'half-year',
	within => '[2025-01-01,2025-08-01)', events => ARRAY[asset_event('2025-01-15', 'disposal', share => 0.25)]);
-- so does what stands still from then on
SELECT convention, step, string_agg(charge::text, ' ' ORDER BY period_start) AS charges FROM unnest('{half-year,mid-quarter,full year,next month}'::text[]) AS convention, unnest('{month,quarter,year}'::text[]) AS step,
	depreciation_schedule(48000, '2023-01-10', '48 months', 0, 'straight line', convention, step, within => '[2025-01-01,2026-01-01)', events => ARRAY[asset_event('2025-02-15', 'suspend')])
GROUP BY 1, 2 ORDER BY 1, 2;
SELECT convention, step, string_agg(charge::text, ' ' ORDER BY period_start) AS charges FROM unnest('{half-year,mid-quarter,full year,next month}'::text[]) AS convention, unnest('{month,quarter,year}'::text[]) AS step,
	depreciation_schedule(48000, '2023-01-10', '48 months', 0, 'double declining', convention, step, within => '[2024-01-01,2025-01-01)',
		events => ARRAY[asset_event('2024-01-15', 'disposal', 10000, share => 0.5), asset_event('2024-03-15', 'split', share => 0.1), asset_event('2024-04-15', 'suspend'), asset_event('2024-09-15', 'resume')])
GROUP BY 1, 2 ORDER BY 1, 2;
-- the month of a split, day by day: its part of the charge to the month's end comes with the split
SELECT at, accumulated_depreciation(48000, '2023-01-10', '48 months', at => at, events => ARRAY[asset_event('2024-08-03', 'split', share => 0.001)]) AS accumulated, accumulated_depreciation(48000, '2023-01-10', '48 months', at => at) AS without
FROM unnest('{2024-08-02,2024-08-03,2024-08-04,2024-08-30,2024-08-31}'::date[]) AS at;
-- what is measured between a disposal or a suspension and the later day that it counts from is measured as things are then: a loss in March down to 6000
SELECT convention, what, string_agg(concat_ws(' ', charge, nullif(losses, 0), closing), ', ' ORDER BY period_start) AS "January to July"
FROM unnest('{half-year,mid-quarter}'::text[]) AS convention, (VALUES (1, 'part sold', ARRAY[asset_event('2025-01-15', 'disposal', share => 0.25)]), (2, 'suspended', ARRAY[asset_event('2025-01-15', 'suspend')]),
	 (3, 'resumed', ARRAY[asset_event('2024-12-15', 'suspend'), asset_event('2025-01-15', 'resume')]),
	 (6, 'and resumed', ARRAY[asset_event('2025-01-15', 'suspend'), asset_event('2025-01-25', 'resume')]),
	 (4, 'both', ARRAY[asset_event('2025-01-15', 'suspend'), asset_event('2025-02-20', 'disposal', share => 0.25)]),
	 (5, 'life over before', ARRAY[asset_event('2025-01-10', 'estimate', remaining => '2 months'), asset_event('2025-01-15', 'suspend')])) AS e (n, what, events),
	depreciation_schedule(48000, '2023-01-10', '48 months', 0, 'straight line', convention, within => '[2025-01-01,2025-08-01)', events => events || asset_event('2025-03-10', 'recoverable', 6000))
GROUP BY convention, n, what ORDER BY convention, n;
-- such a suspension ends what is depreciated, and with it the rows
SELECT max(period_end), sum(charge) FROM depreciation_schedule(48000, '2023-01-10', '48 months', 0, 'straight line', 'half-year', events => ARRAY[asset_event('2025-01-15', 'suspend')]);
SELECT max(period_end), sum(charge) FROM depreciation_schedule(48000, '2023-01-10', method => 'reducing balance', rate => 0.3, convention => 'half-year', events => ARRAY[asset_event('2025-01-15', 'suspend')]);
-- limits of a reversal too: had there been no loss in February
SELECT period_end, charge, losses, closing FROM depreciation_schedule(48000, '2023-01-10', '48 months', 0, 'straight line', 'half-year', standard => 'ifrs', within => '[2025-01-01,2025-05-01)', events => ARRAY[
	asset_event('2025-01-15', 'disposal', share => 0.25), asset_event('2025-02-10', 'impairment', 2100), asset_event('2025-04-10', 'reversal')]);

-- a split loses nothing: what stays and what is taken over come to the whole from the end of the split's month on, in each convention and method; the largest differences
CREATE TEMP TABLE split_of AS
SELECT convention, method, at FROM unnest('{day,full month,next month,mid month,nearest month,half-year,mid-quarter,full year}'::text[]) AS convention,
	unnest('{straight line,sum of digits,double declining,declining balance,reducing balance,rates}'::text[]) AS method, unnest('{2023-02-10,2024-01-05,2024-08-15,2024-08-20,2024-12-31,2025-06-01}'::date[]) AS at;
CREATE FUNCTION pg_temp.book(s split_of, share numeric, events asset_event[]) RETURNS TABLE (period_end date, charge numeric, accumulated numeric, closing numeric, off numeric) LANGUAGE sql SET search_path FROM CURRENT AS
$$
SELECT b.period_end, b.charge, b.accumulated, b.closing, b.disposals_accumulated
FROM depreciation_schedule(1000000 * share, '2023-02-10', '48 months', 50000 * share, s.method, s.convention, events => events, within => '[2023-02-01,2027-06-01)', rate => 0.3, shares => '{0.4,0.3,0.2,0.1}') AS b
$$;
WITH stays AS (
	SELECT s, (s).*, b.* FROM split_of AS s, pg_temp.book(s, 1, ARRAY[asset_event(at, 'split', cost => 300000)]) AS b
), leaves AS (
	SELECT s.s, b.* FROM (SELECT s, -sum(off) AS amount FROM stays GROUP BY s) AS s, pg_temp.book(s, 0.3, ARRAY[asset_event((s).at, 'opening', amount)]) AS b
)
SELECT convention, count(*) AS months, max(abs(w.accumulated - s.accumulated - l.accumulated)) AS accumulated, max(abs(w.charge - s.charge - l.charge)) AS charge, max(abs(w.closing - s.closing - l.closing)) AS closing
FROM stays AS s JOIN leaves AS l USING (s, period_end), LATERAL (SELECT * FROM pg_temp.book(s.s, 1, '{}') AS w WHERE w.period_end = s.period_end) AS w
GROUP BY convention ORDER BY convention;
-- an opening is in the books at the close of its day, be it what the terms give or not: its month has been charged
SELECT amount, period_start, opening_accumulated, charge, accumulated FROM unnest('{112812.50,112812.49}'::numeric[]) AS amount,
	depreciation_schedule(300000, '2023-02-10', '48 months', 15000, convention => 'full month', within => '[2024-08-01,2024-10-01)', events => ARRAY[asset_event('2024-08-20', 'opening', amount)]);
-- a tax table too: a split is no disposal in the year of service
SELECT charge, disposals, disposals_accumulated, accumulated FROM depreciation_schedule(1000, '2024-03-10', method => 'macrs', class => 5, convention => 'half-year', step => 'year', within => '[2024-01-01,2026-01-01)',
	events => ARRAY[asset_event('2024-10-10', 'split', cost => 300)]);
-- a table whose shares come to the whole ends at the salvage, whatever an opening says; shares below that leave what they leave, and never less than the salvage
SELECT amount, array_agg(charge ORDER BY period_end) FILTER (WHERE method = 'whole') AS whole, array_agg(charge ORDER BY period_end) FILTER (WHERE method = 'part') AS part,
	   min(closing) FILTER (WHERE method = 'whole') AS whole_leaves, min(closing) FILTER (WHERE method = 'part') AS part_leaves
FROM unnest('{100,400,700,950}'::numeric[]) AS amount, (VALUES ('whole', '{0.4,0.3,0.2,0.1}'::numeric[]), ('part', '{0.4,0.2}')) AS t (method, shares),
	depreciation_schedule(1000, '2024-01-01', salvage => 100, method => 'rates', convention => 'full month', step => 'year', shares => shares, events => ARRAY[asset_event('2024-12-31', 'opening', amount)])
GROUP BY amount ORDER BY amount;
-- written off to the salvage before its last share, what an opening brings back goes evenly
SELECT period_end, charge, closing FROM depreciation_schedule(1000, '2024-01-01', salvage => 100, method => 'rates', convention => 'full month', step => 'quarter', shares => '{0.4,0.3,0.2,0.1}', events => ARRAY[asset_event('2027-06-30', 'opening', 700)]);
-- of two events the later counts for what it says; what it does not say stays
SELECT convention, what, array_agg(closing ORDER BY period_end) AS closing
FROM unnest('{day,full month,next month}'::text[]) AS convention, (VALUES
	(1, 'a life, then a salvage', ARRAY[asset_event('2024-08-10', 'estimate', life => '60 months'), asset_event('2024-08-20', 'addition', 600, salvage => 240)]),
	(2, 'both, then both', ARRAY[asset_event('2024-08-10', 'estimate', life => '60 months', salvage => 480), asset_event('2024-08-20', 'addition', 600, life => '36 months', salvage => 240)]),
	(3, 'both, then both on one day', ARRAY[asset_event('2024-08-10', 'addition', 600, life => '36 months', salvage => 240), asset_event('2024-08-10', 'estimate', life => '60 months', salvage => 480)]),
	(4, 'the other way round', ARRAY[asset_event('2024-08-10', 'addition', 600, life => '36 months', salvage => 240), asset_event('2024-08-20', 'estimate', life => '60 months', salvage => 480)])) AS e (n, what, events),
	depreciation_schedule(4800, '2024-01-01', '48 months', convention => convention, step => 'year', events => events)
GROUP BY convention, n, what ORDER BY n, convention;
-- a new salvage alone: the balance declines on, and is held where it binds; lowered again, the running year goes on as it was
SELECT what, array_agg(charge ORDER BY period_end) AS charges
FROM (VALUES (1, 'none', NULL), (2, 'at a year''s start', ARRAY[asset_event('2026-01-01', 'estimate', salvage => 300)]), (3, 'inside it', ARRAY[asset_event('2025-07-01', 'estimate', salvage => 300)]),
	(4, 'above what the year comes to', ARRAY[asset_event('2025-07-01', 'estimate', salvage => 450)]), (5, 'and lowered', ARRAY[asset_event('2025-07-01', 'estimate', salvage => 300), asset_event('2027-07-01', 'estimate', salvage => 10)]),
	(6, 'in the straight years', ARRAY[asset_event('2028-07-01', 'estimate', salvage => 20)])) AS e (n, what, events),
	depreciation_schedule(1000, '2024-01-01', '5 years', 50, 'declining balance', 'full month', 'year', events => events)
GROUP BY n, what ORDER BY n;
-- migrated twice: rows from the last on
SELECT period_start, opening_accumulated, charge, accumulated FROM depreciation_schedule(4800, '2024-01-01', '48 months', step => 'year', events => ARRAY[asset_event('2025-12-31', 'opening', 3000), asset_event('2024-12-31', 'opening', 1000)]);
-- what a method does not use changes nothing
SELECT sum(charge) FROM depreciation_schedule(4800, '2024-01-01', '48 months', factor => 3, rate => 0.4, class => 5, shares => '{1}', total_units => 5, units => '{1}', proration => 'days', balance_by => 'fiscal year', within => '[2024-01-01,2025-01-01)');
-- what begins on the first of a month and counts from before it is caught up in that month, not in the one before
SELECT what, period_end, charge FROM (VALUES (1, 'resumed', 'half-year', ARRAY[asset_event('2024-10-05', 'suspend'), asset_event('2025-01-01', 'resume')])) AS e (n, what, convention, events),
	depreciation_schedule(48000, '2023-01-10', '48 months', convention => convention, year_start => 3, within => '[2024-09-01,2025-03-01)', events => events) ORDER BY n, period_end;
-- and of a month's days in that of its event
SELECT depreciation(48000, '2023-01-01', '48 months', within => daterange('2024-08-01', until), convention => 'full month', events => ARRAY[asset_event('2024-08-16', 'addition', 2900)]) FROM unnest('{2024-08-16,2024-08-17,2024-09-01}'::date[]) AS until;
-- a tax table, a part split off and all that stays, or half of it, disposed of, in the year of service: no depreciation of what is disposed of, that of the part goes with it
SELECT disposed, period_end, charge, disposals, disposals_accumulated, accumulated, closing FROM (VALUES ('all', ARRAY[asset_event('2024-11-10', 'disposal', 500)]), ('half', ARRAY[asset_event('2024-11-10', 'disposal', 500, share => 0.5)])) AS e (disposed, events),
	depreciation_schedule(1000, '2024-03-10', method => 'macrs', class => 5, convention => 'half-year', step => 'quarter', within => '[2024-07-01,2025-04-01)', events => asset_event('2024-09-10', 'split', cost => 300) || events)
ORDER BY disposed, period_end;
