-- Income of operating leases, and what is to come.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';
\pset format unaligned

-- a free quarter and growth, spread evenly; the issue's own figures
SELECT period_start::date, posting_date, rent, income, cumulative_rent, cumulative_income, accrued
FROM income_schedule('133400 CNY/server/month; +5% every 1 year; free 3 months', 2, term('2024-01-01', '2026-12-31')) WHERE period_start IN ('2024-01-01', '2024-04-01', '2026-12-01');
-- net of a tax that the rate includes; one that it excludes, or does not say, is not in it
SELECT sum(rent) AS rent, sum(income) AS income FROM income_schedule('120000 CNY/P/year incl 6%; free 2 months', p_capacity '960 P', '[2024-01-01, 2025-01-01)');
SELECT sum(rent) AS rent, sum(income) AS income FROM income_schedule('1000 CNY/server/month excl 6%; free 1 month', 2.5::float8, '[2024-01-01, 2025-01-01)');
-- a flat rate's income is its rent, line by line, in every proration, zone and step
SELECT bool_and(rent = income AND accrued = 0) AS same, count(*) > 3000 AS rows
FROM unnest(ARRAY['15.1 CNY/card/hour', '30 CNY/card/day', '31000.07 CNY/server/month incl 13%', '31000 JPY/server/quarter', '120000 CNY/rack/year incl 6%']) AS rate,
	 unnest(ARRAY['[2024-01-31 11:00Z, 2024-04-30 23:17Z)', '[2023-10-15 00:00Z, 2024-11-20 05:00Z)']::tstzrange[]) AS d, unnest(ARRAY['(,)', '[2024-02-10 12:00Z, 2024-04-01 00:00Z)']::tstzrange[]) AS w,
	 unnest(ARRAY['UTC', 'America/New_York']) AS z, unnest(ARRAY['anniversary', 'calendar', 'calendar/30', '30e/360', 'actual/30', 'actual/365', '730h']) AS p, unnest(ARRAY['month', 'week']) AS step,
	 LATERAL income_schedule(rate::rent_rate, 7.3, d, step, z, p, within => w);
-- an index: rent as it comes, also over a fixed rent that grows on below it
SELECT period_start::date, rent, income, accrued FROM income_schedule('100 CNY/lease/year; from 2 years index 130; from 4 years 90', 1, term('2024-01-01', '2028-12-31'), 'year');
SELECT period_start::date, rent, income, accrued FROM income_schedule('100 CNY/lease/year; +10 every 1 year; from 2 years index 130', 1, term('2024-01-01', '2027-12-31'), 'year');
-- a modification: the new terms within the rest, the balance carried in; an incentive paid, a fee received
SELECT period_start::date, rent, income, accrued FROM income_schedule('507000 USD/lease/year; from 2 years 509000', 1, '[2024-01-01, 2029-01-01)', 'year', opening => 8000);
SELECT period_start::date, rent, income, accrued FROM income_schedule('100 CNY/lease/month; free 2 months', 1, '[2024-01-01, 2024-07-01)', within => '[2024-05-01,)', opening => 66.67);
SELECT sum(income) AS income, sum(rent) AS rent, (array_agg(accrued ORDER BY period_start))[6] AS left_over FROM income_schedule('100 CNY/lease/month', 1, '[2024-01-01, 2024-07-01)', opening => -60);
-- to date
SELECT day, income_to_date('9600000 CNY/lease/month; free 3 months', 1, '[2024-01-01, 2027-01-01)', day) AS income, accrued_rent('9600000 CNY/lease/month; free 3 months', 1, '[2024-01-01, 2027-01-01)', day) AS accrued
FROM unnest('{2023-12-31,2024-01-31,2024-03-31,2026-12-30,2026-12-31,2029-12-31,infinity,-infinity}'::date[]) AS day;
SELECT accrued_rent('100 CNY/lease/month; zone Asia/Shanghai', 1, term('2024-01-01', '2024-06-30', 'Asia/Shanghai'), '2024-01-31') AS flat, accrued_rent('100 CNY/lease/month; free 1 month', 3::float8, '[2024-01-01, 2024-07-01)', '2024-01-31', within => '[2024-02-01,)', opening => 5) AS not_yet,
	   income_to_date('12 CNY/P/month', p_capacity '5 P', '[2024-01-01, 2024-07-01)', '2024-02-29', zone => 'UTC', proration => 'calendar') AS capacity, income_to_date('100 CNY/lease/month', 1, 'empty', '2024-01-31') AS nothing, accrued_rent('100 CNY/lease/month', 1, 'empty', '2024-01-31', opening => 7) AS opening,
	   income_to_date(NULL, 1, '[2024-01-01, 2024-07-01)', '2024-02-29') AS no_terms, accrued_rent('100 CNY/lease/month', 1, '[2024-01-01, 2024-07-01)', NULL) AS no_day;
-- a part of days that the proration does not count: what is carried in is income at its end
SELECT period_end::date, rent, income, accrued FROM income_schedule('100 CNY/lease/month', 1, '[2024-01-30, 2024-02-28)', 'day', proration => '30e/360', within => '[2024-01-30, 2024-01-31)', opening => -9);
SELECT count(*) FROM income_schedule(NULL, 1, '[2024-01-01, 2024-07-01)');
SELECT count(*) FROM income_schedule('100 CNY/lease/month', 1, '[2024-01-01, 2024-07-01)', within => '[2025-01-01,)');
SELECT pg_temp.refused('SELECT count(*) FROM ' || call) FROM unnest(ARRAY[
	$$income_schedule('100 CNY/lease/month', 1, '[2024-01-01,)')$$,
	$$income_schedule('100 CNY/lease/month', 1, '[2024-01-01, 2024-07-01)', opening => 0.001)$$,
	$$income_schedule('100 JPY/lease/month', 1, '[2024-01-01, 2024-07-01)', opening => 0.5)$$,
	$$income_schedule('100 CNY/lease/month', 1, '[2024-01-01, 2024-07-01)', scale => 12, opening => 1.0000000000001)$$,
	$$income_to_date('100 CNY/lease/month', 1, '[2024-01-01, 2024-07-01)', '2024-02-01', opening => 0.001)$$,
	$$income_schedule('100 CNY/lease/month', 1, '[2024-01-01, 2024-07-01)', opening => NULL)$$,
	$$income_schedule('100 CNY/lease/month', 1, '[2024-01-01, 2024-07-01)', opening => 'NaN')$$,
	$$income_schedule('100 CNY/lease/month', 1, '[2024-01-01, 2024-07-01)', step => 'moon')$$,
	$$income_schedule('100 CNY/lease/month', 1, '[2024-01-01, 2024-07-01)', scale => 13)$$,
	$$income_schedule('100 CNY/lease/month; minimum 5', 1, '[2024-01-01, 2024-07-01)')$$,
	$$income_to_date('100 CNY/lease/month', 1, '[2024-01-01,)', '2024-07-01')$$,
	$$accrued_rent('100 CNY/lease/month', 1, '[2024-01-01, 2024-07-01)', '2024-07-01', opening => NULL)$$
]) AS call;

-- ---- what is to come ----

SELECT period_start::date, period_end::date, amount FROM backlog_schedule('120000 CNY/P/year incl 6%', p_capacity '960 P', '[2024-01-01, 2027-01-01)', '2024-12-31');
SELECT period_start::date, period_end::date, amount FROM backlog_schedule('120000 CNY/P/year incl 6%', p_capacity '960 P', '[2024-01-01, 2027-01-01)', '2024-12-31', basis => 'income');
SELECT period_start::date, period_end::date, amount FROM backlog_schedule('100000 CNY/server/month; free 3 months', 1, '[2024-01-01, 2027-01-01)', '2024-03-31', basis => 'income');
SELECT period_start::date, period_end::date, amount FROM backlog_schedule('100000 CNY/server/month; free 3 months', 2.0::float8, '[2024-01-01, 2024-09-01)', '2024-02-10', 'quarter', scale => 0);
SELECT period_start::date, amount FROM backlog_schedule('100 CNY/server/month', 1, '[2024-05-01, 2024-07-01)', '2023-12-31', 'month');
SELECT (SELECT count(*) FROM backlog_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', '2024-12-31')) AS over, (SELECT count(*) FROM backlog_schedule('100 CNY/server/month', 1, '[2024-01-01,)', '2024-12-31')) AS without_end, (SELECT count(*) FROM backlog_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', NULL)) AS no_day;
-- income so far and income to come are the rent, to the cent
SELECT sum(amount) + round(income_to_date('100.01 CNY/server/month incl 6%; +3% every 90 days; free 2 months', 7, '[2024-01-15, 2026-05-09)', '2025-03-20'), 2) AS income, round(rent('100.01 CNY/server/month incl 6%; +3% every 90 days; free 2 months'::lease_terms, 7, '[2024-01-15, 2026-05-09)') / 1.06, 2) AS rent
FROM backlog_schedule('100.01 CNY/server/month incl 6%; +3% every 90 days; free 2 months', 7, '[2024-01-15, 2026-05-09)', '2025-03-20', basis => 'income');
SELECT pg_temp.refused('SELECT count(*) FROM ' || call) FROM unnest(ARRAY[
	$$backlog_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', '2024-06-30', basis => 'cash')$$,
	$$backlog_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', '2024-06-30', basis => NULL)$$,
	$$backlog_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', '2024-06-30', 'moon')$$,
	$$backlog_schedule('100 CNY/server/month; minimum 3', 1, '[2024-01-01, 2025-01-01)', '2024-06-30')$$
]) AS call;

-- ---- what the planner expects ----

CREATE FUNCTION pg_temp.expected_rows(query text) RETURNS int LANGUAGE plpgsql AS
$$ DECLARE plan json; BEGIN EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan; RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows'; END $$;
SELECT call, pg_temp.expected_rows('SELECT * FROM ' || call) FROM unnest(ARRAY[
	$$income_schedule('1 CNY/card/month', 1, '[2024-01-01, 2027-01-01)')$$,
	$$billing_schedule('1 CNY/card/month', 1, '[2024-01-01, 2027-01-01)', 'quarter')$$,
	$$rent_schedule('1 CNY/card/month; free 1 month'::lease_terms, 1, '[2024-01-01, 2027-01-01)', within => '[2025-01-01,)')$$,
	$$backlog_schedule('1 CNY/card/month', 1, '[2024-01-01, 2027-01-01)', '2024-12-31')$$,
	$$usage_schedule('1 CNY/card/hour', '{1,2,3}', '[2024-01-01, 2027-01-01)')$$
]) AS call;
