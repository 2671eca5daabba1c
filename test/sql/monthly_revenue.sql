-- monthly_revenue and revenue_by_month(): the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set binary_helpers :abs_srcdir '/binary.psql'
\set ECHO none
\i :helpers
\i :binary_helpers
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';

CREATE TEMP TABLE lease (pool text, rate rent_rate, cards numeric, during tstzrange);
INSERT INTO lease VALUES
	('a', '15.1 CNY/card/hour', 8, '[2024-01-20 00:00Z, 2024-02-11 12:00Z)'),
	('a', '3100 CNY/card/month', 1, '[2024-01-15 00:00Z, 2024-04-15 00:00Z)'),
	('a', '15.1 CNY/card/hour', 2, '[2023-11-30 23:00Z, 2023-12-01 01:00Z)'),
	('b', '7.6 CNY/card/hour', 0.5, '[2024-06-30 20:00Z, 2024-06-30 22:00Z)'),
	('c', NULL, NULL, NULL);

SELECT pool, (months(revenue_by_month(rate, cards, during, 'UTC'))).* FROM lease GROUP BY pool ORDER BY pool, month;
-- the zone decides which month; the cut-off of Shanghai is 16:00 UTC
SELECT pool, (months(revenue_by_month(rate, cards, during, 'Asia/Shanghai'))).* FROM lease WHERE pool = 'b' GROUP BY pool;
-- part of the leases, running ones, a proration
SELECT (months(revenue_by_month(rate, cards, during, 'UTC', '[2024-01-01, 2024-03-01)', 'calendar'))).*
FROM (SELECT rate, cards, tstzrange(lower(during), NULL) AS during FROM lease WHERE pool = 'a') AS running;
SELECT revenue(revenue_by_month(rate, cards, during, 'UTC')) = revenue(rate, cards, during) AS sums, revenue_by_month(rate, cards, during, 'UTC')
FROM lease;
SELECT revenue_by_month(rate, cards, during, 'UTC') IS NULL AS all_null FROM lease WHERE pool = 'c';
SELECT revenue_by_month('0 CNY/card/hour', 1, tstzrange '[2024-01-01, 2024-03-01)', 'UTC') AS free, revenue_by_month('1 CNY/card/hour', 1, tstzrange 'empty', 'UTC') AS nothing;
SELECT revenue_by_month('1 CNY/card/hour', q, during, 'UTC') AS cancelled FROM (VALUES (1, tstzrange '[2024-01-01, 2024-03-01)'), (-1, '[2024-01-01, 2024-02-01)')) AS t (q, during);
-- merging, text, order
SELECT rollup(m) = (SELECT revenue_by_month(rate, cards, during, 'UTC') FROM lease) AS merged, count(DISTINCT m)
FROM (SELECT revenue_by_month(rate, cards, during, 'UTC') AS m FROM lease GROUP BY pool) AS x;
SELECT m::text::monthly_revenue = m AS text, m + m, m = m + m AS equal FROM (SELECT revenue_by_month(rate, cards, during, 'Asia/Shanghai') AS m FROM lease WHERE pool = 'b') AS x;
SELECT (months('{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "-4712-03", "revenue": [0, 1.000000000001, -2]}')).*;
-- years
SELECT count(*), min(month), max(month) FROM (SELECT (months(revenue_by_month('1 CNY/card/month', 1, tstzrange '[0100-01-01 BC, 0900-01-01)', 'America/New_York'))).*) AS x;

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT revenue_by_month(rate, 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'UTC') FROM unnest(ARRAY['1 CNY/card/hour', '1 USD/card/hour']::rent_rate[]) AS rate$$,
$$SELECT revenue_by_month('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, zone) FROM unnest(ARRAY['UTC', 'Asia/Shanghai']) AS zone$$,
$$SELECT revenue_by_month('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, NULL)$$,
$$SELECT revenue_by_month('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'CST')$$,
$$SELECT revenue_by_month('1 CNY/card/hour', 1, '[2024-01-01,)'::tstzrange, 'UTC')$$,
$$SELECT revenue_by_month('1 CNY/card/hour', 1, '(,2024-01-01)'::tstzrange, 'UTC')$$,
$$SELECT '{"version": 2, "terms": "CNY/card", "zone": "UTC", "first_month": "2024-01", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY", "zone": "UTC", "first_month": "2024-01", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "", "first_month": "2024-01", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2024-13", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2024-01-01", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2024-2", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": " 2024-02", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "+2024-02", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "02024-02", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2024-02 ", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2024-002", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "99999999999999999999-02", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "0-01", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "-43-03", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "No/Such", "first_month": "2024-01", "revenue": [1]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2024-01", "revenue": 1}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2024-01", "revenue": ["x"]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2024-01", "revenue": [1e-13]}'::monthly_revenue$$,
$$SELECT '{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2024-01"}'::monthly_revenue$$,
$$SELECT revenue_by_month('1 CNY/card/hour', 1, '[2024-01-01, 9999-12-31)'::tstzrange, 'UTC')$$,
$$SELECT revenue_by_month('1 CNY/card/hour', 1, d, 'UTC') FROM (VALUES (tstzrange '[1970-01-01, 1970-02-01)'), ('[200000-01-01, 200000-02-01)')) AS v (d)$$,
$$SELECT rollup(m) FROM (VALUES ('{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "200000-01", "revenue": [1]}'::monthly_revenue), ('{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "-43-03", "revenue": [1]}')) AS v (m)$$,
$$SELECT ('{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2000-01", "revenue": [1' || repeat(',1', 11999) || ']}')::monthly_revenue IS NOT NULL$$,
$$SELECT ('{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2000-01", "revenue": [1' || repeat(',1', 12000) || ']}')::monthly_revenue IS NOT NULL$$,
$$SELECT monthly_revenue_add(NULL, '1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'UTC')$$
]) AS statement;

-- ---- binary ----

-- a month beyond all months, where merging would count past the end of an integer
SELECT pg_temp.received('monthly_revenue', overlay(sent PLACING int4send(first) FROM length(sent) - 23))
FROM monthly_revenue_send('{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2024-01", "revenue": [5]}') AS sent,
	unnest('{288, 3507323, 3507324, 2147483647, -80545, -80546, -2147483648}'::int[]) AS first;

-- one zone in any case; other names of it are other zones
SELECT revenue_by_month('1 CNY/card/hour', 1, during, zone)
FROM (VALUES (tstzrange '[2024-01-31 00:00Z,2024-02-02 00:00Z)', 'asia/shanghai'), ('[2024-02-01 00:00Z,2024-02-02 00:00Z)', 'Asia/Shanghai'),
             ('[2024-02-01 00:00Z,2024-02-02 00:00Z)', 'ASIA/SHANGHAI')) AS t (during, zone);
SELECT revenue_by_month('1 CNY/card/hour', 1, '[2024-01-31 00:00Z,2024-02-02 00:00Z)', zone) FROM unnest(ARRAY['utc', 'UTC']) AS zone;
SELECT pg_temp.refused($$SELECT revenue_by_month('1 CNY/card/hour', 1, '[2024-01-31 00:00Z,2024-02-02 00:00Z)', zone) FROM unnest(ARRAY['Etc/UTC', 'UTC']) AS zone$$);

-- more months than fit a page
CREATE TEMP TABLE long_months AS SELECT revenue_by_month('1 CNY/card/hour', 1, '[1900-01-01 00:00Z,2100-01-01 00:00Z)', 'UTC') AS months;
SELECT count(*), sum(revenue), revenue(months) FROM long_months, months(months) GROUP BY months;
SELECT rollup(months) + rollup(months) = rollup(months + months) AS same FROM long_months;
