-- Leases in whole days: rent(), rent_schedule(), explain_rent() and the aggregates over a first and a last day.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
-- no answer may depend on it, but where instants are shown
SET timezone = 'America/Los_Angeles';
SET datestyle = 'SQL, DMY';

-- ---- both days count, in no zone ----

SELECT rent('3100 CNY/card/month', 1, date '2024-03-01', date '2024-03-31') AS month, rent('15.1 CNY/card/hour', 8, date '2024-03-10', date '2024-03-10') AS hours_of_a_day,
	   rent('24 CNY/card/day', 1, date '2024-03-30', date '2024-04-01') AS days, rent('7 CNY/card/week', 1, date '2024-03-25', date '2024-03-31') AS week,
	   rent('120000 CNY/P/year', '960 P', date '2024-01-01', date '2026-12-31') AS years, rent('3100 CNY/card/month', 0.5::float8, date '2024-03-01', date '2024-03-31') AS half;
-- the parts of a lease
SELECT rent('3100 CNY/card/month', 1, date '2024-01-15', date '2024-04-14', '[2024-02-01,2024-03-01)') AS february,
	   rent('3100 CNY/card/month', 1, date '2024-01-15', date '2024-04-14', daterange('2024-02-01', '2024-02-29', '[]'), 'calendar') AS calendar,
	   rent('3100 CNY/card/month', 1, date '2024-01-15', date '2024-04-14', '(,2024-02-15)') AS first_month, rent('3100 CNY/card/month', 1, date '2024-01-15', date '2024-04-14', 'empty') AS none,
	   rent('3100 CNY/card/month', 1, date '2024-01-15', date '2024-04-14', '[2025-01-01,)') AS after,
	   rent('3100 CNY/card/month', 1, date '2024-01-15', date '2024-04-14', daterange('-infinity', 'infinity', '[]')) AS all_of_it;
-- prorations
SELECT proration, rent('31000 CNY/card/month', 1, date '2023-01-15', date '2023-02-14', proration => proration)
FROM unnest('{anniversary,calendar,30e/360,actual/30,actual/365,730h}'::text[]) WITH ORDINALITY AS p (proration, i) ORDER BY i;
-- a lease that runs, one that has not started
SELECT rent('3100 CNY/card/month', 1, date '2024-01-01', NULL, '[2024-01-01,2024-02-01)') AS running, rent('3100 CNY/card/month', 1, date '2024-01-01', 'infinity', '[2024-01-01,2024-02-01)') AS as_well,
	   rent('3100 CNY/card/month', 1, NULL::date, NULL::date) AS not_started, rent('3100 CNY/card/month', 1, NULL::date, date '2024-01-31') AS nor_this,
	   rent('3100 CNY/card/month', NULL::numeric, date '2024-01-01', date '2024-01-31') AS no_quantity, rent(NULL, 1, date '2024-01-01', date '2024-01-31') AS no_rate;
-- the first and the last day there are
SELECT rent('1 CNY/card/day', 1, date '4713-01-01 BC', date '01/01/4713 BC'), rent('1 CNY/card/day', 1, date '294276-12-31', date '294276-12-31');

-- ---- schedules: the first and the last day of each line ----

SELECT * FROM rent_schedule('3100 CNY/card/month', 1, date '2024-01-15', date '2024-04-14');
SELECT * FROM rent_schedule('3100 CNY/card/month', 1, date '2024-01-15', date '2024-04-14', 'quarter', 'calendar', 0);
SELECT * FROM rent_schedule('3100 CNY/card/month', 1, date '2024-01-15', NULL, 'month', 'anniversary', NULL, '[2024-02-01,2024-03-11)');
SELECT * FROM rent_schedule('3100 CNY/card/month', 1, date '2024-01-15', date '2024-04-14', cut => 'anniversary');
SELECT * FROM rent_schedule('24 CNY/card/day', 1, date '2024-03-30', date '2024-04-01', 'day');
SELECT count(*) FROM rent_schedule('3100 CNY/card/month', 1, NULL::date, date '2024-04-14');
SELECT count(*) FROM rent_schedule('3100 CNY/card/month', 1, date '2024-01-15', date '2024-04-14', within => 'empty');
-- a line's days give its amount
SELECT bool_and(amount = round(rent('3100 CNY/card/month', 1, date '2024-01-01', date '2024-12-31', daterange(period_start, period_end, '[]')), 2)) FROM rent_schedule('3100 CNY/card/month', 1, date '2024-01-01', date '2024-12-31');
-- the planner knows their number
CREATE FUNCTION pg_temp.rows_of(call text) RETURNS text LANGUAGE plpgsql AS
$$ DECLARE plan json; BEGIN EXECUTE 'EXPLAIN (FORMAT json) SELECT * FROM ' || call INTO plan; RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows'; END $$;
SELECT call, pg_temp.rows_of(call) FROM unnest(ARRAY[
	$$rent_schedule('3100 CNY/card/month', 1, date '2024-01-01', date '2024-12-31')$$, $$rent_schedule('3100 CNY/card/month', 1, date '2024-01-01', date '2024-12-31', 'day')$$,
	$$rent_schedule('3100 CNY/card/month', 1, date '2024-01-01', date '2024-12-31', 'day', within => '[2024-02-01,2024-03-01)')$$, $$rent_schedule('3100 CNY/card/month', 1, date '2024-01-01', NULL, within => '[2024-02-01,2024-03-01)')$$]) AS call;

-- ---- as an auditor reads it ----

SELECT * FROM explain_rent('3100 CNY/card/month', 1, date '2024-01-15', date '2024-04-20', '[2024-02-01,2024-04-11)');
SELECT * FROM explain_rent('15.1 CNY/card/hour', 8, date '2024-03-10', date '2024-03-11', proration => 'calendar');
SELECT count(*) FROM explain_rent('3100 CNY/card/month', 1, NULL::date, NULL::date);

-- ---- two bare literals are either ----

SELECT rent('3100 CNY/card/month', 1, '2024-03-01', '2024-03-31') AS days, rent('3100 CNY/card/month', 1, '2024-03-01', '2024-03-31', '[2024-03-01,2024-03-11)') AS part, rent('3100 CNY/card/month', 1, '2024-03-01', NULL, '[2024-03-01,2024-03-11)', 'calendar') AS running,
	   rent('3100 CNY/card/month', 1, '2024-03-01', '2024-03-31', NULL, 'calendar') AS all_of_it, rent('3100 CNY/card/month', 1, '2024-03-01', '2024-03-31', proration => 'calendar') AS named, rent('3100 CNY/card/month', 1, '2024-03-01', '2024-03-31', within => '[2024-03-01,2024-03-11)') AS within,
	   rent('120000 CNY/P/year', '960 P', '2024-01-01', '2026-12-31') AS capacity;
SELECT rent('3100 CNY/card/month', 1, '[2024-03-01,2024-04-01)', '[2024-03-01,2024-03-11)', 'America/Los_Angeles') AS range, rent('3100 CNY/card/month', 1, ' (2024-03-01 08:00Z,2024-04-01 07:00Z)', NULL, 'America/Los_Angeles', 'calendar') AS zone,
	   rent('3100 CNY/card/month', 1, '[2024-03-01 00:00Z,2024-04-01 00:00Z)', NULL) AS utc, rent('3100 CNY/card/month', 1, '[2024-03-01,2024-04-01)', zone => 'America/Los_Angeles') AS named,
	   rent('3100 CNY/card/month', 1, 'empty', 'empty') AS none, rent('3100 CNY/card/month', 1, NULL, NULL) AS nothing;
SELECT * FROM rent_schedule('3100 CNY/card/month', 1, '2024-01-15', '2024-04-14', 'quarter');
SELECT count(*), sum(amount) FROM rent_schedule('3100 CNY/card/month', 1, '2024-01-15', '2024-04-14');
SELECT * FROM rent_schedule('3100 CNY/card/month', 1, '2024-01-15', NULL, 'month', 'calendar', 0, '[2024-02-01,2024-04-01)', 'anniversary');
SELECT * FROM rent_schedule('3100 CNY/card/month', 1, '[2024-01-15,2024-04-15)', 'quarter', 'America/Los_Angeles');
SELECT * FROM rent_schedule('3100 CNY/card/month', 1, '[2024-01-15,2024-04-15)', 'month', 'America/Los_Angeles', 'calendar', 0, 'anniversary', '[2024-02-01,2024-04-01)');
SELECT * FROM rent_schedule('3100 CNY/card/month', 1, '[2024-01-15,2024-04-15)', 'month', 'America/Los_Angeles', 'calendar', 0, 'anniversary');
SELECT count(*), sum(amount) FROM rent_schedule('3100 CNY/card/month', 1, '[2024-01-15,2024-04-15)', 'month', 'America/Los_Angeles', within => '[2024-02-01,2024-03-01)');
SELECT item, value FROM explain_rent('3100 CNY/card/month', 1, '2024-03-01', '2024-03-31') WHERE item IN ('anchor', 'accrued until', 'rent');
SELECT item, value FROM explain_rent('3100 CNY/card/month', 1, '[2024-03-01,2024-04-01)', NULL, 'America/Los_Angeles') WHERE item IN ('anchor', 'accrued until', 'rent');

-- ---- aggregates ----

CREATE TABLE days_lease (pool text, rate rent_rate, cards int, first_day date, last_day date);
INSERT INTO days_lease VALUES
	('a', '15.1 CNY/card/hour', 8, '2024-01-10', '2024-01-31'), ('a', '15.1 CNY/card/hour', 16, '2024-01-20', '2024-03-10'), ('a', '11000 CNY/card/month', 2, '2024-02-01', NULL), ('a', '15.1 CNY/card/hour', 4, NULL, NULL),
	('b', '15.1 CNY/card/hour', 8, '2024-02-29', '2024-02-29'), ('b', '15.1 CNY/card/hour', NULL, '2024-02-29', '2024-02-29'), ('c', '15.1 CNY/card/hour', 1, NULL, '2024-02-29');
SELECT pool, revenue(rate, cards, first_day, last_day, '[2024-02-01,2024-03-01)') AS february, sum(rent(rate, cards, first_day, last_day, '[2024-02-01,2024-03-01)')) AS the_same, revenue(rate, cards, first_day, last_day, '[2024-02-01,2024-03-01)', 'calendar') AS calendar,
	   revenue(rate, cards, first_day, last_day) FILTER (WHERE last_day IS NOT NULL) AS ended
FROM days_lease GROUP BY pool ORDER BY pool;
SELECT pool, leases(s), pending(s), first_start(s) AT TIME ZONE 'UTC' AS first_start, last_end(s) AT TIME ZONE 'UTC' AS last_end, card_hours(s), revenue(s), effective_rate(s)
FROM (SELECT pool, lease_summary(rate, cards, first_day, last_day, '[2024-01-01,2024-03-01)') AS s FROM days_lease GROUP BY pool) AS x ORDER BY pool;
SELECT pool, (months(revenue_by_month(rate, cards, first_day, last_day, '(,2024-04-01)'))).* FROM days_lease GROUP BY pool ORDER BY pool, month;
SELECT pool, (months(revenue_by_month(rate, cards, first_day, last_day, '(,2024-04-01)', 'calendar'))).* FROM days_lease GROUP BY pool HAVING pool = 'a' ORDER BY pool, month;
SELECT revenue_by_month(rate, cards, first_day, last_day) FROM days_lease WHERE last_day IS NOT NULL;
-- two bare literals are either, here too
SELECT revenue_by_month('3100 CNY/card/month', 1, '2024-01-15', '2024-02-29') AS days, revenue_by_month('3100 CNY/card/month', 1, '[2024-01-15,2024-03-01)', 'America/Los_Angeles') AS range;
SELECT revenue_by_month('3100 CNY/card/month', 1, '2024-01-15', NULL, '[2024-01-01,2024-03-01)', 'calendar') AS days, revenue_by_month('3100 CNY/card/month', 1, '[2024-01-15,)', 'America/Los_Angeles', '[2024-01-01,2024-03-01)', 'calendar') AS range,
	   revenue_by_month('3100 CNY/card/month', 1, NULL, NULL) AS none;
-- leases whose days are taken one by one, and in frames that move on
SELECT first_day, revenue(rate, cards, first_day, last_day) OVER (ORDER BY first_day ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM days_lease WHERE last_day IS NOT NULL AND first_day IS NOT NULL AND cards IS NOT NULL ORDER BY first_day;
-- days with literals, domains, capacities, floats
CREATE DOMAIN day AS date;
SELECT revenue('15.1 CNY/card/hour', cards::float8, first_day::day, last_day::day), revenue('15.1 CNY/P/hour', (cards || ' P')::p_capacity, first_day, last_day), revenue('15.1 CNY/card/hour', cards::numeric, first_day, '2024-04-30'), revenue('15.1 CNY/card/hour', 8, first_day, NULL, '[2024-02-01,2024-02-02)')
FROM days_lease WHERE pool = 'b' AND cards > 0;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT rent('1 CNY/card/day', 1, date '2024-03-02', date '2024-03-01')$$,
$$SELECT rent('1 CNY/card/day', 1, date '2024-03-01', NULL)$$,
$$SELECT rent('1 CNY/card/day', 1, date '2024-03-01', NULL, '[2024-01-01,)')$$,
$$SELECT rent('1 CNY/card/day', 1, date '-infinity', date '2024-03-01')$$,
$$SELECT rent('1 CNY/card/day', 1, date 'infinity', NULL, '[2024-01-01,)')$$,
$$SELECT rent('1 CNY/card/day', 1, date '2024-03-01', date '-infinity')$$,
$$SELECT rent('1 CNY/card/day', 1, date '2024-03-01', date '294277-01-01')$$,
$$SELECT rent('1 CNY/card/day', 1, date '2024-03-01', date '2024-03-01', '[2024-01-01,294278-01-01)')$$,
$$SELECT rent('1 CNY/card', 1, date '2024-03-01', date '2024-03-01')$$,
$$SELECT rent('1 CNY/card/day', 1, date '2024-03-01', date '2024-03-01', NULL, NULL)$$,
$$SELECT rent('1 CNY/card/day', 1, date '2024-03-01', date '2024-03-01', NULL, 'Asia/Shanghai')$$,
$$SELECT * FROM rent_schedule('1 CNY/card/day', 1, date '2024-03-01', NULL)$$,
$$SELECT * FROM rent_schedule('1 CNY/card/day', 1, date '2024-03-01', date '2024-03-01', 'hour')$$,
$$SELECT * FROM rent_schedule('1 CNY/card/day', 1, date '2024-03-01', date '2024-03-01', NULL)$$,
$$SELECT * FROM rent_schedule('1 CNY/card/day', 1, date '2024-03-01', date '2024-03-01', cut => 'x')$$,
-- texts
$$SELECT rent('1 CNY/card/day', 1, '2024-03-01', '2024-03-02', 'Asia/Shanghai')$$,
$$SELECT rent('1 CNY/card/day', 1, '2024-03-01', '[2024-03-01,2024-03-02)')$$,
$$SELECT rent('1 CNY/card/day', 1, '[2024-03-01,2024-03-02)', '2024-03-02')$$,
$$SELECT rent('1 CNY/card/day', 1, '01/03/2024', '02/03/2024')$$,
$$SELECT rent('1 CNY/card/day', 1, '2024-02-30', '2024-03-01')$$,
$$SELECT rent('1 CNY/card/day', 1, '[2024-03-01,2024-03-02)', NULL, NULL)$$,
$$SELECT rent('1 CNY/card/day', 1, '[2024-03-01,2024-03-02)', NULL, 'CST')$$,
$$SELECT * FROM rent_schedule('1 CNY/card/day', 1, '2024-03-01', '2024-03-02', 'Asia/Shanghai')$$,
$$SELECT * FROM rent_schedule('1 CNY/card/day', 1, '[2024-03-01,2024-03-02)', '2024-03-02')$$,
$$SELECT * FROM explain_rent('1 CNY/card/day', 1, '2024-03-01', '2024-03-02', 'Asia/Shanghai')$$,
-- aggregates: dates beside a range of instants, a zone, a timestamp, and where there is no form for days
$$SELECT revenue(rate, cards, first_day, last_day, term('2024-02-01', '2024-02-29')) FROM days_lease$$,
$$SELECT revenue(rate, cards, first_day, last_day, NULL, 'Asia/Shanghai', 'calendar') FROM days_lease$$,
$$SELECT revenue(rate, cards, first_day, last_day, NULL, 'Asia/Shanghai') FROM days_lease$$,
$$SELECT lease_summary(rate, cards, first_day, now()) FROM days_lease$$,
$$SELECT lease_summary(rate, cards, timestamp '2020-01-01', last_day) FROM days_lease$$,
$$SELECT revenue(rate, cards, first_day, last_day, term('2024-02-01', '2024-02-29')) OVER () FROM days_lease$$,
$$SELECT pool, revenue(rate, cards, first_day, last_day, term('2024-02-01', '2024-02-29')) FILTER (WHERE cards > 1) FROM days_lease GROUP BY pool$$,
$$SELECT card_hours(cards, first_day, last_day) FROM days_lease$$,
$$SELECT effective_rate(rate, cards, first_day, last_day) FROM days_lease$$,
$$SELECT utilization(cards, first_day, last_day, 100, term('2024-02-01', '2024-02-29')) FROM days_lease$$,
$$SELECT card_hours(cards, first_day::timestamptz, last_day::timestamptz) FROM days_lease WHERE pool = 'b'$$,
$$SELECT revenue(rate, cards, last_day, first_day) FROM days_lease WHERE pool = 'a'$$,
$$SELECT revenue(rate, cards, first_day, last_day) FROM days_lease$$,
$$SELECT revenue(rate, cards, first_day, last_day, NULL, NULL) FROM days_lease$$,
$$SELECT revenue_by_month(rate, cards, first_day, last_day) FROM days_lease$$,
$$SELECT revenue_by_month(rate, cards, first_day, last_day, 'UTC') FROM days_lease$$,
$$SELECT revenue_by_month('3100 CNY/card/month', 1, '2024-01-15', 'Asia/Shanghai')$$,
$$SELECT revenue_by_month('3100 CNY/card/month', 1, '[2024-01-15,2024-03-01)', '2024-02-29')$$
]) AS statement;
-- in parallel, and by partitions of the same group
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT pg_temp.refused($$SELECT revenue(rate, cards, first_day, last_day, term('2024-02-01', '2024-02-29')) FROM days_lease$$);
DROP TABLE days_lease;
