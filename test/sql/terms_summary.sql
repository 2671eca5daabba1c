-- Many leases on terms: lease_summary, revenue, revenue_by_month, backlog.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';
\pset format unaligned

CREATE TEMP TABLE lease AS
SELECT i, ((i % 7 + 1) * 100 || ' CNY/server/month' || CASE WHEN i % 5 > 0 THEN '; +' || i % 5 || '% every 1 year; free ' || 1 + i % 4 || ' months' ELSE '' END || '; zone Asia/Shanghai')::lease_terms AS terms,
	   1 + i % 8 AS q, date '2024-01-01' + i % 300 AS first_day, date '2026-01-01' + i % 300 AS last_day
FROM generate_series(1, 200) AS i;

-- every form is the sum of rent()
SELECT revenue(terms, q, term(first_day, last_day, terms)) AS ranges, revenue(terms, q, first_day, last_day) AS days, sum(rent(terms, q, term(first_day, last_day, terms))) AS rent,
	   revenue(lease_summary(terms, q::numeric, first_day, last_day)) AS summary, leases(lease_summary(terms, q, term(first_day, last_day, terms))) AS leases FROM lease;
SELECT revenue(terms, q, term(first_day, last_day, terms), w) AS ranges, revenue(terms, q::float8, first_day, last_day, daterange '[2025-02-11, 2025-03-12]') AS days, sum(rent(terms, q, term(first_day, last_day, terms), w)) AS rent, card_hours(lease_summary(terms, q, first_day, last_day, daterange '[2025-02-11, 2025-03-12]')) AS server_hours
FROM lease, term('2025-02-11', '2025-03-12', 'Asia/Shanghai') AS w GROUP BY w;
SELECT revenue(lease_terms '12 CNY/P/month; free 1 month', p_capacity '5 P', date '2024-01-01', date '2024-03-31') AS capacity, revenue(rent_rate '15.1 CNY/card/hour'::lease_terms, 8, tstzrange '[2024-01-01, 2024-01-03)') AS one_rate, revenue(lease_terms '24 CNY/card/day; from 1 day 48', 8, date '2024-01-01', NULL, daterange '[2024-01-01, 2024-01-04)') AS still_running;
-- months of the terms' zone
SELECT bool_and(m.revenue = (SELECT sum(rent(terms, q, term(first_day, last_day, terms), term(m.month, (m.month + interval '1 month')::date - 1, 'Asia/Shanghai'))) FROM lease)) AS same, count(*)
FROM (SELECT revenue_by_month(terms, q, first_day, last_day) AS of_days FROM lease) AS l, months(of_days) AS m;
SELECT revenue_by_month(terms, q, term(first_day, last_day, terms)) = revenue_by_month(terms, q, first_day, last_day) AS forms, revenue_by_month(terms, q, first_day, last_day, daterange '[2024-02-11, 2024-03-12]') = revenue_by_month(terms, q, term(first_day, last_day, terms), term('2024-02-11', '2024-03-12', 'Asia/Shanghai')) AS parts, revenue_by_month(terms, q, first_day, last_day, daterange '[2024-02-11, 2024-03-12]') AS part FROM lease WHERE i < 40;
-- what has not started, what has no terms, no quantity, no time
SELECT leases(s), pending(s), revenue(s) FROM (SELECT lease_summary(terms, q, a, b) AS s FROM (VALUES (lease_terms '24 CNY/card/day; free 1 day', 1.0, date '2024-01-01', date '2024-01-03'), ('24 CNY/card/day', 1, NULL, '2024-01-03'), (NULL, 1, '2024-01-01', '2024-01-03'), ('24 CNY/card/day', NULL, '2024-01-01', '2024-01-03')) AS v (terms, q, a, b)) AS x;
-- a moving frame takes rows out again
SELECT sum(r) - sum(again) AS none FROM (SELECT revenue(terms, q, first_day, last_day) OVER w AS r, sum(rent(terms, q, term(first_day, last_day, terms))) OVER w AS again FROM lease WINDOW w AS (ORDER BY i ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)) AS x;
SELECT count(*) FROM (SELECT lease_summary_remove(NULL, terms, q, first_day, last_day) FROM lease LIMIT 0) AS x;
-- two halves are the whole
SELECT rollup(s) = (SELECT lease_summary(terms, q, first_day, last_day) FROM lease) AS merged FROM (SELECT lease_summary(terms, q, first_day, last_day) AS s FROM lease GROUP BY i % 3) AS x;

-- ---- what is to come ----

SELECT backlog(terms, q, term(first_day, last_day, terms), '2025-06-30') AS backlog, sum(rent(terms, q, term(first_day, last_day, terms), tstzrange('2025-06-30 16:00Z', NULL))) AS rent FROM lease;
SELECT backlog(terms, q::float8, term(first_day, NULL, terms), '2025-06-30') AS without_end, backlog(terms, q, NULL, '2025-06-30') AS no_time, backlog(terms, q, term(first_day, last_day, terms), NULL) AS no_day, backlog(terms, q, term(first_day, last_day, terms), 'infinity') AS never FROM lease;
SELECT backlog(lease_terms '12 CNY/P/month', p_capacity '5 P', tstzrange '[2024-01-01, 2024-07-01)', date '2024-02-29') AS capacity, backlog(rent_rate '100 CNY/server/month', 1, tstzrange '[2024-01-01, 2024-07-01)', date '2023-01-01') AS not_begun;

SELECT pg_temp.refused('SELECT ' || call) FROM unnest(ARRAY[
	$$revenue(lease_terms '24 CNY/card/day; minimum 3', 1, date '2024-01-01', date '2024-01-03')$$,
	$$revenue(lease_terms '24 CNY/card/day; free 1 day', 1, date '2024-01-03', date '2024-01-01')$$,
	$$revenue(lease_terms '24 CNY/card/day; free 1 day', 1, date '2024-01-03', NULL)$$,
	$$revenue(lease_terms '24 CNY/card/day; free 1 day', 1, date '-infinity', date '2024-01-03')$$,
	$$revenue(t, 1, date '2024-01-01', date '2024-01-03') FROM (VALUES (lease_terms '1 CNY/card/day'), ('1 USD/card/day')) AS v (t)$$,
	$$revenue_by_month(t, 1, date '2024-01-01', date '2024-01-03') FROM (VALUES (lease_terms '1 CNY/card/day'), ('1 CNY/card/day; zone Asia/Shanghai')) AS v (t)$$,
	$$backlog(lease_terms '24 CNY/card/day; minimum 3', 1, tstzrange '[2024-01-01,)', date '2024-01-01')$$,
	$$lease_summary_add_backlog(NULL, lease_terms '24 CNY/card/day', 1, tstzrange '[2024-01-01,)', date '2024-01-01')$$
]) AS call;
