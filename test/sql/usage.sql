-- What metered usage costs: tiers, minimum, maximum.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';
\pset format unaligned

-- ---- one charge ----

SELECT used, usage_charge('5.4 CNY/card/hour', used) AS flat, usage_charge('5.4 CNY/card/hour; above 10000 per month at 5; above 20000 per month at 4.6', used) AS graduated,
	   usage_charge('2 CNY/card/hour; above 100 per month all at 1', used) AS all_units, usage_charge('5.4 CNY/card/hour; minimum 10000; maximum 60000 CNY', used) AS capped, usage_charge('5.4 CNY/card/hour; maximum 10000', used) AS capped_usage
FROM unnest('{0,0.000000001,100,100.000000001,10000,10000.5,20000,25000}'::numeric[]) AS used;
SELECT usage_charge('5.4 CNY/card/hour; above 10000 per month at 5; above 20000 per month at 4.6', 15000, 8000) AS across, usage_charge('2 CNY/card/hour; above 100 per month all at 1', 1, 100) AS cheaper_from_here, usage_charge('0.33333333 CNY/card/hour', 0.333333333) AS rounded,
	   usage_charge(NULL, 1) AS no_terms, usage_charge('5.4 CNY/card/hour', NULL) AS no_usage;
-- the rows of a period sum to all of it
SELECT sum(usage_charge(terms, u, b)) AS rows, usage_charge(terms, sum(u)) AS whole
FROM (SELECT lease_terms '5.4 CNY/card/hour; above 100 per month at 5; above 200.5 per month at 4.6; maximum 2000 CNY' AS terms, i * 0.142857143 AS u, i * (i - 1) / 2 * 0.142857143 AS b FROM generate_series(1, 60) AS i) AS x GROUP BY terms;

-- ---- a schedule ----

SELECT period_start, period_end, used, charge, shortfall, amount, cumulative FROM usage_schedule('5.4 CNY/card/hour; minimum 10000 per month; above 10000 per month at 6', '{12500,4000}', '[2024-07-01, 2024-08-16)');
SELECT used, charge, shortfall, amount FROM usage_schedule('1 USD/card/hour; minimum 100 USD per month; maximum 150 USD per month', '{80,200,120}', '[2024-01-01, 2024-04-01)');
-- tiers of the lease, the year and the quarter; the same in days
SELECT used, charge, shortfall, cumulative FROM usage_schedule('10 CNY/card/hour; above 1000 per lease at 8; minimum 3000 per lease', '{600,600,600}', '[2024-01-01, 2024-04-01)');
SELECT period_start::date, charge, shortfall FROM usage_schedule('1 CNY/card/hour; above 100 per quarter at 0.5; minimum 200 per quarter', '{90,90,0,10,10}', '[2024-01-15, 2024-06-15)');
SELECT period_start::date, charge, shortfall FROM usage_schedule('1 CNY/card/hour; above 100 per quarter at 0.5; minimum 200 per quarter; proration calendar', '{90,90,0,10,10,0}', '[2024-01-15, 2024-06-15)');
SELECT count(*), sum(charge), sum(shortfall), sum(amount) FROM usage_schedule('1 CNY/card/hour; above 100 per month at 0.5; minimum 200 per month', array_fill(7::numeric, '{50}'), '[2024-01-15, 2024-03-20)', 'day');
-- broken periods: thresholds, minimum and maximum by the part; whole ones are whole, however their days are counted
SELECT p, array_agg(charge ORDER BY period_start) AS charge, array_agg(shortfall ORDER BY period_start) AS shortfall FROM unnest(ARRAY['anniversary', 'calendar', 'calendar/30', '30e/360', 'actual/30', '730h']) AS p, usage_schedule('1 CNY/card/hour; above 310 per month at 2; minimum 500 CNY per month', '{310,310,100}', '[2024-01-17, 2024-03-20)', proration => p) GROUP BY p ORDER BY p;
SELECT charge FROM usage_schedule('1 CNY/card/hour; above 310 per month all at 0.5; proration calendar', '{160}', '[2024-01-16, 2024-02-01)');
SELECT charge FROM usage_schedule('1 CNY/card/hour; above 310 per month all at 0.5; proration calendar', '{160.000000001}', '[2024-01-16, 2024-02-01)');
-- at the end, and as it is earned: one total
SELECT s.*, e.shortfall AS at_end FROM usage_schedule('1 CNY/card/hour; minimum 1200 CNY per year', '{50,50,50,1000,20,0,0,0,0,0,0,0}', '[2024-01-01, 2025-01-01)', shortfall => 'as accrued') WITH ORDINALITY AS s
	 JOIN usage_schedule('1 CNY/card/hour; minimum 1200 CNY per year', '{50,50,50,1000,20,0,0,0,0,0,0,0}', '[2024-01-01, 2025-01-01)') AS e USING (period_start);
-- a lease without an end; fewer rows than steps; yen
SELECT period_start::date, shortfall FROM usage_schedule('1 CNY/card/hour; minimum 100', '{1,2}', '[2024-01-15,)');
SELECT used, charge, cumulative FROM usage_schedule('101 JPY/card/hour; above 10 per month at 99', '{3.333333333,6.666666667,10.5}', '[2024-01-01, 2024-04-01)');
SELECT (SELECT count(*) FROM usage_schedule(NULL, '{1}', '[2024-01-01, 2024-04-01)')) AS no_terms, (SELECT count(*) FROM usage_schedule('1 CNY/card/hour', '{}', '[2024-01-01, 2024-04-01)')) AS no_usage, (SELECT count(*) FROM usage_schedule('1 CNY/card/hour', '{}', 'empty')) AS no_time;
SELECT pg_temp.refused('SELECT count(*) FROM ' || call) FROM unnest(ARRAY[
	$$usage_schedule('5.4 CNY/card/hour; minimum 10000', '{1,2,3}', '[2024-01-01, 2024-03-01)')$$,
	$$usage_schedule('5.4 CNY/card/hour', '{1}', 'empty')$$,
	$$usage_schedule('5.4 CNY/card/hour', '{1,-2}', '[2024-01-01, 2024-03-01)')$$,
	$$usage_schedule('5.4 CNY/card/hour', '{1,NULL}', '[2024-01-01, 2024-03-01)')$$,
	$$usage_schedule('5.4 CNY/card/hour', '{{1},{2}}', '[2024-01-01, 2024-03-01)')$$,
	$$usage_schedule('5.4 CNY/card/hour', '{NaN}', '[2024-01-01, 2024-03-01)')$$,
	$$usage_schedule('5.4 CNY/card/hour; free 1 month', '{1}', '[2024-01-01, 2024-03-01)')$$,
	$$usage_schedule('5.4 CNY/card/hour; minimum 1', '{1}', '[2024-01-01, 2024-03-01)', 'week')$$,
	$$usage_schedule('5.4 CNY/card/hour; minimum 1', '{1}', '[2024-01-01, 2024-03-01)', 'quarter')$$,
	$$usage_schedule('5.4 CNY/card/hour; minimum 1', '{1}', '[2024-01-01, 2024-03-01)', shortfall => 'never')$$,
	$$usage_schedule('5.4 CNY/card/hour; minimum 1', '{1}', '[2024-01-01, 2024-03-01)', shortfall => NULL)$$,
	$$usage_schedule('5.4 CNY/card/hour; minimum 1 per lease', '{1}', '[2024-01-01,)', shortfall => 'as accrued')$$,
	$$usage_schedule('5.4 CNY/card/hour', '{1}', '(,2024-01-01)')$$,
	$$usage_charge('5.4 CNY/card/hour; free 1 month', 1)$$,
	$$usage_charge('5.4 CNY/card/hour; minimum 200; maximum 1000 CNY', 1)$$,
	$$usage_charge('5.4 CNY/card/hour', -1)$$,
	$$usage_charge('5.4 CNY/card/hour', 1, -1)$$,
	$$usage_charge('5.4 CNY/card/hour', 1, NULL)$$,
	$$usage_charge('5.4 CNY/card/hour', 10000000000)$$
]) AS call;
