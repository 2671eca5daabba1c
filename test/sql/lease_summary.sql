-- lease_summary and its aggregates: the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set binary_helpers :abs_srcdir '/binary.psql'
\set ECHO none
\i :helpers
\i :binary_helpers
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';

CREATE TEMP TABLE lease (pool text, rate rent_rate, cards int, started_at timestamptz, ended_at timestamptz, used numeric);
INSERT INTO lease VALUES
	('a', '15.1 CNY/card/hour', 8, '2024-01-01 00:00Z', '2024-01-05 04:00Z', 0.8),
	('a', '7.6 CNY/card/hour', 4, '2024-01-20 00:00Z', '2024-01-28 08:00Z', 0.5),
	('a', '7300 CNY/card/month', 1, '2024-01-15 00:00Z', NULL, NULL),
	('a', '7.6 CNY/card/hour', 4, NULL, NULL, 1),
	('b', '15.1 CNY/card/hour', 16, '2024-01-31 12:00Z', '2024-02-01 12:00Z', 1),
	('b', '15.1 CNY/card/hour', 16, '2024-02-01 12:00Z', '2024-02-01 12:00Z', 0),
	('c', NULL, NULL, NULL, NULL, NULL);

-- ---- one-step, from two columns ----

SELECT pool,
	   revenue(rate, cards, started_at, ended_at, '[2024-01-01, 2024-02-01)') AS revenue,
	   card_hours(rate, cards, started_at, ended_at, '[2024-01-01, 2024-02-01)') AS card_hours,
	   effective_rate(rate, cards, started_at, ended_at, '[2024-01-01, 2024-02-01)') AS effective_rate
FROM lease GROUP BY pool ORDER BY pool;
SELECT pool, leases(s), pending(s), first_start(s), last_end(s), currency(s)
FROM (SELECT pool, lease_summary(rate, cards, started_at, ended_at, '[2024-01-01, 2024-02-01)') AS s FROM lease GROUP BY pool) AS x ORDER BY pool;
-- the same as the sum of the rents
SELECT pool, revenue(rate, cards, started_at, ended_at, within) = sum(rent(rate, cards, tstzrange(started_at, ended_at), within)) AS same
FROM lease, tstzrange('2024-01-01', '2024-02-01') AS within WHERE started_at IS NOT NULL GROUP BY pool ORDER BY pool;

-- ---- from a range, with a zone and a proration ----

SELECT revenue(rate, cards, during), card_hours(cards, during), revenue(rate, cards, during, NULL, 'Asia/Shanghai'),
	   revenue(rate, cards, during, '[2024-02-01, 2024-03-01)', 'UTC', 'calendar'), card_hours(cards, during, '[2024-02-01, 2024-03-01)')
FROM (VALUES ('31 CNY/card/month'::rent_rate, 2, tstzrange '[2024-01-15, 2024-02-15)'), ('29 CNY/card/month', 1, '[2024-02-01, 2024-02-02)')) AS t (rate, cards, during);
-- every kind of quantity
SELECT revenue(rate, 2::int2, during), revenue(rate, 2, during), revenue(rate, 2::int8, during), revenue(rate, 0.1, during), revenue(rate, 0.1::float8, during),
	   revenue('1 CNY/P fp16/hour', '300 TFLOPS fp16', during), card_hours('300 TFLOPS fp16'::p_capacity, during)
FROM (VALUES ('1 CNY/card/hour'::rent_rate, tstzrange '[2024-01-01 00:00, 2024-01-01 01:00)')) AS t (rate, during);
-- tax, from the exact total
SELECT revenue(rate, cards, during), net_revenue(rate, cards, during), output_vat(rate, cards, during)
FROM (VALUES ('120000 CNY/P/year incl 6%'::rent_rate, 960, term('2024-01-01', '2026-12-31'))) AS t (rate, cards, during);
SELECT revenue(rate, cards, during), net_revenue(rate, cards, during), output_vat(rate, cards, during)
FROM (VALUES ('0.005 JPY/card/hour excl 10%'::rent_rate, 1, tstzrange '[2024-01-01, 2024-02-01)')) AS t (rate, cards, during);

-- without a rate, from two columns
SELECT pool, card_hours(cards, started_at, ended_at, '[2024-01-01, 2024-02-01)') FROM lease GROUP BY pool ORDER BY pool;

-- ---- utilization-weighted ----

SELECT utilization_weighted_revenue(rate, cards, during, used) AS numeric, utilization_weighted_revenue(rate, cards, during, used::float8) AS float8,
	   unknown_utilization(utilization_weighted_summary(rate, cards, during, used)) AS unknown, revenue(utilization_weighted_summary(rate, cards, during, used))
FROM (VALUES ('15.1 CNY/card/hour'::rent_rate, 8, tstzrange '[2024-01-01 00:00, 2024-01-05 04:00)', 0.8),
			 ('7.6 CNY/card/hour', 4, '[2024-01-01 00:00, 2024-01-09 08:00)', 0.5),
			 ('7.6 CNY/card/hour', 4, '[2024-01-01 00:00, 2024-01-09 08:00)', NULL)) AS t (rate, cards, during, used);

-- ---- utilization of a pool ----

SELECT pool, utilization(cards, started_at, ended_at, 20, '[2024-01-01, 2024-02-01)') FROM lease GROUP BY pool ORDER BY pool;
SELECT utilization(cards, during, 16, '[2024-01-01, 2024-01-02)') AS over_one, utilization(NULL::int, during, 16, '[2024-01-01, 2024-01-02)') AS none,
	   utilization(cards, during, NULL, '[2024-01-01, 2024-01-02)') AS unknown
FROM (VALUES (12, tstzrange '[2023-12-31, 2024-01-02)'), (12, '[2024-01-01, 2024-01-03)')) AS t (cards, during);
SELECT utilization('480 P'::p_capacity, during, '960 P'::p_capacity, '[2024-01-01, 2024-01-03)'), revenue_per_available_hour('15.1 CNY/card/hour', 8, during, 16, '[2024-01-01, 2024-01-03)'),
	   revenue_per_available_hour('31 CNY/card/month', 8, during, 16, '[2024-01-01, 2024-01-03)', 'Asia/Shanghai', 'calendar')
FROM (VALUES (tstzrange '[2024-01-01, 2024-01-02)')) AS t (during);
-- a within by row, one in each group: the months of a report, with and without leases, of what there was in each
SELECT month, utilization(q, d, cards, within) AS range, utilization(q, lower(d), upper(d), cards, within) AS columns, revenue_per_available_hour('10 CNY/card/hour', q, d, cards, within) AS rate
FROM (VALUES (date '2024-01-01', 16), ('2024-02-01', 16), ('2024-03-01', 32), ('2024-04-01', 32)) AS m (month, cards), LATERAL (SELECT term(month, (month + interval '1 month')::date - 1)) AS w (within)
	 LEFT JOIN (VALUES (8, tstzrange '[2024-01-16, 2024-02-16)'), (4, '[2024-02-01, 2024-02-11)'), (16, '[2024-03-01, 2024-03-02)')) AS l (q, d) ON d && within
GROUP BY month ORDER BY month;
-- and with totals of the groups, each period by itself
SELECT month, pool, utilization(q, d, cards, within)
FROM (VALUES (date '2024-01-01'), ('2024-02-01')) AS m (month), LATERAL (SELECT term(month, (month + interval '1 month')::date - 1)) AS w (within),
	 (VALUES ('a', 8, 16, tstzrange '[2024-01-16, 2024-02-16)'), ('b', 4, 8, '[2024-02-01, 2024-02-11)')) AS l (pool, q, cards, d)
GROUP BY month, pool ORDER BY month, pool;
-- a fleet that changes: what there was, summarised as leases are
SELECT utilization(leased, available), revenue_per_available_hour(leased, available)
FROM (SELECT lease_summary(rate, cards, started_at, ended_at, '[2024-01-01, 2024-02-01)') AS leased FROM lease WHERE pool = 'a') AS l,
	 (SELECT lease_summary('0 CNY/card/hour', cards, since, '[2024-01-01, 2024-02-01)') AS available
	  FROM (VALUES (16, tstzrange '[2023-01-01,)'), (8, '[2024-01-16,)')) AS f (cards, since)) AS a;

-- ---- the type ----

SELECT lease_summary(rate, cards, started_at, ended_at, '[2024-01-01, 2024-02-01)') FROM lease;
SELECT utilization_weighted_summary(rate, cards, during, used) FROM (VALUES ('-15.1 CNY/P fp16 sparse/hour incl 13%'::rent_rate, 0.000000001, tstzrange '[0044-03-15 BC, 200000-01-01)', 0.123456789)) AS t (rate, cards, during, used);
CREATE TEMP TABLE kept AS
SELECT pool, lease_summary(rate, cards, started_at, ended_at, '[2024-01-01, 2024-02-01)') AS s FROM lease GROUP BY pool
UNION ALL SELECT 'u', utilization_weighted_summary(rate, cards, during, used) FROM (VALUES ('-15.1 CNY/P fp16 sparse/hour incl 13%'::rent_rate, 0.000000001, tstzrange '[0044-03-15 BC, 200000-01-01)', 0.123456789)) AS t (rate, cards, during, used);
SELECT pool, s::text::lease_summary = s AS text, s = s AS equal, s < s AS less, lease_summary_hash(s) = lease_summary_hash(s::text::lease_summary) AS hash FROM kept ORDER BY pool;
SELECT revenue(rollup(s)), card_hours(rollup(s)) FROM kept WHERE pool IN ('a', 'b');
SELECT revenue(a.s + b.s), a.s + b.s = b.s + a.s AS commutes FROM kept a, kept b WHERE a.pool = 'a' AND b.pool = 'b';
SELECT count(*), count(DISTINCT s) FROM (SELECT s FROM kept UNION ALL SELECT s FROM kept) AS x;
-- the state of card_hours of capacities, as a distributed engine ships it
SELECT s::text::lease_summary = s AS text, card_hours(s) FROM (VALUES ('{"version": 1, "terms": "XXX/P fp16", "rows": 1, "leases": 1, "pending": 0, "unknown_utilization": 0, "first_start": "2024-01-01T00:00:00+00:00", "last_end": "2024-01-01T01:00:00+00:00", "quantity_seconds": 1080, "rent": 0, "utilization_weighted_rent": 0, "available": 0, "window_start": "infinity", "window_end": "-infinity"}'::lease_summary)) AS t (s);
CREATE INDEX ON kept (s);
SET timezone = 'Asia/Kathmandu';
SET datestyle = 'German';
SET extra_float_digits = -15;
SELECT s::text::lease_summary = s AS text FROM kept WHERE pool = 'a';
SELECT s FROM kept WHERE pool = 'a';
SET timezone = 'UTC';
SET datestyle = 'ISO';
RESET extra_float_digits;

-- ---- grouping sets, filter, distinct, windows, nothing ----

SELECT pool, revenue(rate, cards, started_at, ended_at, '[2024-01-01, 2024-02-01)') AS revenue
FROM lease WHERE rate IS NOT NULL GROUP BY ROLLUP (pool) ORDER BY pool;
SELECT revenue(rate, cards, started_at, ended_at) FILTER (WHERE pool = 'b') AS filtered, revenue(rate, cards, started_at, ended_at) FILTER (WHERE pool = 'z') IS NULL AS nothing FROM lease WHERE ended_at IS NOT NULL;
SELECT revenue(DISTINCT rate, cards, during) FROM (VALUES ('1 CNY/card/hour'::rent_rate, 1, tstzrange '[2024-01-01 00:00, 2024-01-01 01:00)'), ('1 CNY/card/hour', 1, '[2024-01-01 00:00, 2024-01-01 01:00)')) AS t (rate, cards, during);
SELECT n, revenue(rate, n, during) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS moving, revenue(rate, n, during) OVER (ORDER BY n) AS running
FROM generate_series(1, 4) AS n, (VALUES ('1 CNY/card/hour'::rent_rate, tstzrange '[2024-01-01 00:00, 2024-01-01 01:00)')) AS t (rate, during);
-- a frame that empties, and goes on in another currency
SELECT n, revenue(rate, n, during) OVER (ORDER BY n ROWS BETWEEN CURRENT ROW AND CURRENT ROW) AS moving
FROM (VALUES (1, '1 CNY/card/hour'::rent_rate, tstzrange '[2024-01-01 00:00, 2024-01-01 01:00)'), (2, NULL, NULL), (3, '1 USD/card/hour', '[2024-01-01 00:00, 2024-01-01 01:00)')) AS t (n, rate, during);

-- ---- several units: money adds, hours do not ----

CREATE TEMP TABLE mixed (n int, rate rent_rate, quantity numeric, during tstzrange);
INSERT INTO mixed VALUES
(1, '15.1 CNY/card/hour incl 6%', 8, '[2024-01-01 00:00Z,2024-01-02 00:00Z)'), (2, '3100 CNY/server/month incl 6%', 1, '[2024-01-01 00:00Z,2024-02-01 00:00Z)'),
(3, '98000 CNY/P fp16/year incl 6%', 0.5, '[2024-01-01 00:00Z,2025-01-01 00:00Z)'), (4, '12000 CNY/P/year incl 6%', 2, '[2024-01-01 00:00Z,2025-01-01 00:00Z)'),
(5, '7.6 CNY/card/hour incl 6%', 4, '[2024-01-05 00:00Z,2024-01-06 00:00Z)'), (6, '0.65 CNY/kW/hour incl 6%', 10, '[2024-01-05 00:00Z,2024-01-06 00:00Z)');
SELECT revenue(rate, quantity, during), net_revenue(rate, quantity, during), output_vat(rate, quantity, during), utilization_weighted_revenue(rate, quantity, during, 0.5),
       revenue(revenue_by_month(rate, quantity, during, 'UTC')), sum(rent(rate, quantity, during)) AS rents FROM mixed;
SELECT lease_summary(rate, quantity, during) FROM mixed WHERE n <= 2;
-- the lowest and the highest unit, in any order and any split, in text and in binary
CREATE TEMP TABLE mixed_summary AS SELECT lease_summary(rate, quantity, during) AS s, revenue_by_month(rate, quantity, during, 'UTC') AS m FROM mixed;
SELECT s::text::jsonb ->> 'terms' AS terms, m::text::jsonb ->> 'terms' AS months, s::text::lease_summary = s AS text, m::text::monthly_revenue = m AS months_text FROM mixed_summary;
CREATE TEMP TABLE order_of AS SELECT ARRAY[a, b, c, d, e, f] AS o FROM generate_series(1, 6) AS a, generate_series(1, 6) AS b, generate_series(1, 6) AS c, generate_series(1, 6) AS d, generate_series(1, 6) AS e, generate_series(1, 6) AS f
WHERE cardinality(ARRAY(SELECT DISTINCT unnest(ARRAY[a, b, c, d, e, f]))) = 6;
SELECT count(*) AS orders, bool_and(lease_summary_send(t) = lease_summary_send(s)) AS same, bool_and(lease_summary_send(r) = lease_summary_send(s)) AS merged, bool_and(monthly_revenue_send(tm) = monthly_revenue_send(m)) AS months
FROM order_of, mixed_summary,
     LATERAL (SELECT lease_summary(rate, quantity, during ORDER BY o[n]) AS t, revenue_by_month(rate, quantity, during, 'UTC' ORDER BY o[n]) AS tm FROM mixed) AS a,
     LATERAL (SELECT rollup(part ORDER BY k) AS r FROM (SELECT o[n] % 3 AS k, lease_summary(rate, quantity, during) AS part FROM mixed GROUP BY 1) AS p) AS b;
SELECT pg_temp.received('lease_summary', lease_summary_send(s)) = 'gives ' || s AS binary, pg_temp.received('monthly_revenue', monthly_revenue_send(m)) = 'gives ' || m AS months FROM mixed_summary;
-- a frame that moves from one kind to another: hours where it is of one
SELECT n, revenue(rate, quantity, during) OVER w, CASE WHEN n IN (1, 5) THEN card_hours(rate, quantity, during) OVER (ORDER BY unit(rate), n ROWS BETWEEN CURRENT ROW AND CURRENT ROW) END AS hours
FROM mixed WINDOW w AS (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ORDER BY n;
SELECT n, card_hours(rate, quantity, during) OVER (PARTITION BY unit(rate) ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS hours FROM mixed WHERE unit(rate) = 'card' ORDER BY n;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
-- mixed units
$$SELECT revenue(rate, 1, '[2024-01-01, 2024-01-02)'::tstzrange) FROM unnest(ARRAY['1 CNY/card/hour', '1 USD/card/hour']::rent_rate[]) AS rate$$,
$$SELECT revenue(rate, 1, '[2024-01-01, 2024-01-02)'::tstzrange) FROM unnest(ARRAY['1 CNY/card/hour', '1 CNY/server/hour']::rent_rate[]) AS rate$$,
$$SELECT revenue(rate, 1, '[2024-01-01, 2024-01-02)'::tstzrange) FROM unnest(ARRAY['1 CNY/card/hour incl 6%', '1 CNY/card/hour']::rent_rate[]) AS rate$$,
$$SELECT revenue(rate, 1, '[2024-01-01, 2024-01-02)'::tstzrange) FROM unnest(ARRAY['1 CNY/P fp16/hour', '1 CNY/P int8/hour']::rent_rate[]) AS rate$$,
$$SELECT card_hours(capacity, '[2024-01-01, 2024-01-02)'::tstzrange) FROM unnest(ARRAY['1 P fp16', '1 P']::p_capacity[]) AS capacity$$,
$$SELECT card_hours(rate, quantity, during) FROM mixed$$,
$$SELECT effective_rate(rate, quantity, during) FROM mixed WHERE n IN (1, 2)$$,
$$SELECT effective_rate(rate, quantity, during) FROM mixed WHERE n IN (3, 4)$$,
$$SELECT revenue_per_available_hour(rate, quantity, during, 100, '[2024-01-01 00:00Z,2024-02-01 00:00Z)') FROM mixed WHERE n IN (1, 2)$$,
$$SELECT utilization(s, s) FROM mixed_summary$$,
$$SELECT revenue_per_available_hour(s, s) FROM mixed_summary$$,
$$SELECT utilization(lease_summary(rate, quantity, during), (SELECT s FROM mixed_summary)) FROM mixed WHERE n = 1$$,
$$SELECT s + lease_summary('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange) FROM mixed_summary GROUP BY s$$,
$$SELECT replace(s::text, 'CNY/card and P fp16', 'CNY/P fp16 and card')::lease_summary FROM mixed_summary$$,
$$SELECT replace(s::text, 'CNY/card and P fp16', 'CNY/card and card')::lease_summary FROM mixed_summary$$,
$$SELECT replace(s::text, 'CNY/card and P fp16 incl 6%', 'CNY/card incl 6% and P fp16')::lease_summary FROM mixed_summary$$,
$$SELECT replace(s::text, 'CNY/card and P fp16', 'XXX/card and P fp16')::lease_summary FROM mixed_summary$$,
$$SELECT replace(s::text, 'CNY/card and P fp16', 'CNY/card/hour and P fp16')::lease_summary FROM mixed_summary$$,
$$SELECT lease_summary('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange) + lease_summary('1 USD/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange)$$,
-- time
$$SELECT revenue('1 CNY/card/hour', 1, '(,2024-01-02)'::tstzrange)$$,
$$SELECT revenue('1 CNY/card/hour', 1, '[2024-01-02,)'::tstzrange)$$,
$$SELECT revenue('1 CNY/card/hour', 1, '2024-01-02'::timestamptz, NULL)$$,
$$SELECT revenue('1 CNY/card/hour', 1, '2024-01-02'::timestamptz, '2024-01-01')$$,
$$SELECT revenue('1 CNY/card/hour', 1, '-infinity'::timestamptz, '2024-01-01')$$,
-- nor after a row of the ordinary kind
$$SELECT revenue('1 CNY/card/hour', 1, a, b) FROM (VALUES (timestamptz '2024-01-01', timestamptz '2024-01-02'), ('-infinity', '-infinity')) AS lease (a, b)$$,
$$SELECT revenue('1 CNY/card/hour', 1, a, b) FROM (VALUES (timestamptz '2024-01-01', timestamptz '2024-01-02'), ('infinity', '-infinity')) AS lease (a, b)$$,
$$SELECT revenue('1 CNY/card/hour', 1, a, b) FROM (VALUES (timestamptz '2024-01-01', timestamptz '2024-01-02'), ('294276-12-31 23:00Z', '-infinity')) AS lease (a, b)$$,
$$SELECT revenue('1 CNY/card/hour', 1, a, b) FROM (VALUES (timestamptz '2024-01-01', timestamptz '2024-01-02'), ('infinity', 'infinity')) AS lease (a, b)$$,
$$SELECT revenue('1 CNY/card/hour', 1, a, b) FROM (VALUES (timestamptz '2024-01-01', timestamptz '2024-01-02'), ('infinity', '2024-01-02')) AS lease (a, b)$$,
$$SELECT revenue('1 CNY/card/hour', 1, a, b) FROM (VALUES (timestamptz '2024-01-01', timestamptz '2024-01-02'), ('-infinity', '2024-01-02')) AS lease (a, b)$$,
$$SELECT revenue('1 CNY/card/month', 1, '[2024-01-01, 2024-01-02)'::tstzrange, NULL, 'CST')$$,
$$SELECT revenue('1 CNY/card/month', 1, '[2024-01-01, 2024-01-02)'::tstzrange, NULL, NULL)$$,
-- available
$$SELECT utilization(1, '[2024-01-01, 2024-01-02)'::tstzrange, 0, '[2024-01-01, 2024-01-02)')$$,
$$SELECT utilization(1, '[2024-01-01, 2024-01-02)'::tstzrange, -1, '[2024-01-01, 2024-01-02)')$$,
$$SELECT utilization(1, '[2024-01-01, 2024-01-02)'::tstzrange, a, '[2024-01-01, 2024-01-02)') FROM (VALUES (1), (2)) AS t (a)$$,
$$SELECT utilization(1, '[2024-01-01, 2024-01-02)'::tstzrange, 1, NULL)$$,
$$SELECT utilization(1, '[2024-01-01, 2024-01-02)'::tstzrange, 1, '[2024-01-01,)')$$,
$$SELECT utilization(1, '[2024-01-01, 2024-01-02)'::tstzrange, 1, 'empty')$$,
$$SELECT utilization('8 P fp16'::p_capacity, '[2024-01-01, 2024-01-02)'::tstzrange, '16 P fp8', '[2024-01-01, 2024-01-02)')$$,
$$SELECT utilization('8 P'::p_capacity, '[2024-01-01, 2024-01-02)'::tstzrange, '16 P fp16', '[2024-01-01, 2024-01-02)')$$,
$$SELECT utilization('8 P fp16'::p_capacity, '[2024-01-01, 2024-01-02)'::tstzrange, '-0.5 P fp16', '[2024-01-01, 2024-01-02)')$$,
$$SELECT utilization(a, b) FROM (SELECT lease_summary('1 CNY/card/hour', 1, during) AS a, lease_summary('0 CNY/server/hour', 1, during) AS b FROM (VALUES (tstzrange '[2024-01-01, 2024-01-02)')) AS t (during)) AS x$$,
$$SELECT revenue_per_available_hour(a, b) FROM (SELECT lease_summary('1 CNY/P fp16/hour', 1, during) AS a, lease_summary('0 USD/P fp8/hour', 1, during) AS b FROM (VALUES (tstzrange '[2024-01-01, 2024-01-02)')) AS t (during)) AS x$$,
-- utilization
$$SELECT utilization_weighted_revenue('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 1.0000000005::float8)$$,
$$SELECT utilization_weighted_revenue('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 85)$$,
$$SELECT utilization_weighted_revenue('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, -0.1)$$,
$$SELECT utilization_weighted_revenue('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 1.0000000005)$$,
$$SELECT utilization_weighted_revenue('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange, 'NaN'::float8)$$,
-- amounts
$$SELECT revenue('1 CNY/card/hour', 9223372036.854775808, '[2024-01-01, 2024-01-02)'::tstzrange)$$,
$$SELECT revenue('1 CNY/card', 1, '[2024-01-01, 2024-01-02)'::tstzrange)$$,
$$SELECT revenue('92233720368 CNY/card/hour', 9223372036, '[0001-01-01, 20000-01-02)'::tstzrange) FROM generate_series(1, 3)$$,
$$SELECT net_revenue('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange)$$,
-- the type
$$SELECT 'x'::lease_summary$$,
$$SELECT '[]'::lease_summary$$,
$$SELECT '{}'::lease_summary$$,
$$SELECT replace(s::text, '"version": 1', '"version": 2')::lease_summary FROM kept WHERE pool = 'a'$$,
$$SELECT replace(s::text, '"leases": ', '"leases": -')::lease_summary FROM kept WHERE pool = 'a'$$,
$$SELECT replace(s::text, '"leases": ', '"leases": 9')::lease_summary FROM kept WHERE pool = 'a'$$,
$$SELECT replace(s::text, 'CNY/card', 'CNY/card/hour')::lease_summary FROM kept WHERE pool = 'a'$$,
$$SELECT replace(s::text, 'CNY/card', 'CXY/card')::lease_summary FROM kept WHERE pool = 'a'$$,
$$SELECT replace(s::text, '"rent": ', '"rent": 0.00000000000')::lease_summary FROM kept WHERE pool = 'a'$$,
$$SELECT replace(s::text, '"rent": ', '"rent": 111111111111111111111111111111')::lease_summary FROM kept WHERE pool = 'a'$$,
-- an instant that depends on a setting or on the day
$$SELECT replace(s::text, '"last_end": "', '"last_end": "now", "was": "')::lease_summary FROM kept WHERE pool = 'a'$$,
$$SELECT replace(s::text, '"last_end": "', '"last_end": "2024-01-01", "was": "')::lease_summary FROM kept WHERE pool = 'a'$$,
$$SELECT replace(s::text, '"last_end": "', '"last_end": "01/02/2024 00:00+00", "was": "')::lease_summary FROM kept WHERE pool = 'a'$$,
$$SELECT replace(s::text, '"last_end": "', '"last_end": "2024-01-01 00:00 CST", "was": "')::lease_summary FROM kept WHERE pool = 'a'$$,
-- counts
$$SELECT s + replace(s::text, '"rows": ', '"rows": 9223372036854775807, "were": ')::lease_summary FROM kept WHERE pool = 'a'$$,
-- transition functions are the aggregates' own
$$SELECT lease_summary_add(s, '1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange) FROM kept WHERE pool = 'a'$$,
$$SELECT lease_summary_add(NULL, '1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)'::tstzrange)$$
]) AS statement;

-- ---- the longest lease there can be is longer than an integer of microseconds ----
SELECT card_hours(1, during), card_hours('1 CNY/card/hour', 1, during), revenue('1 CNY/card/hour', 1, during),
	utilization(1, during, 1, '[4714-11-24 BC, 294276-12-31)')
FROM (VALUES (tstzrange '[4714-11-24 BC, 294276-12-31)'), ('[4714-11-24 BC, 294276-12-31)')) AS lease (during);

-- sums that a value from outside makes too large
SELECT pg_temp.refused($$SELECT s + s FROM (SELECT (lease_summary('1 CNY/card/hour', 1, '[2024-01-01 00:00Z,2024-01-02 00:00Z)')::text::jsonb ||
	'{"utilization_weighted_rent": 3e36}')::text::lease_summary AS s) AS large$$);
SELECT utilization_weighted_revenue(s) AS at_the_end FROM (SELECT (lease_summary('1 CNY/card/hour', 1, '[2024-01-01 00:00Z,2024-01-02 00:00Z)')::text::jsonb ||
	'{"utilization_weighted_rent": 3e36}')::text::lease_summary AS s) AS large;

-- ---- sums that do not fit ----

SELECT revenue('90000000000 CNY/card/hour', 9000000000, '[2000-01-01 00:00Z, 2010-01-01 00:00Z)') FROM generate_series(1, 3);
SELECT card_hours(9000000000, '[0001-01-01 00:00Z, 9999-01-01 00:00Z)') FROM generate_series(1, 100);
SELECT card_hours('0 CNY/card/hour', 9000000000, '[0001-01-01 00:00Z, 9999-01-01 00:00Z)') FROM generate_series(1, 100);
-- nor when summaries that do are merged
SELECT s + s AS rent FROM (SELECT lease_summary('90000000000 CNY/card/hour', 9000000000, '[2000-01-01 00:00Z, 2010-01-01 00:00Z)') AS s FROM generate_series(1, 2)) AS x;
SELECT s + s AS hours FROM (SELECT lease_summary('0 CNY/card/hour', 9000000000, '[0001-01-01 00:00Z, 9999-01-01 00:00Z)') AS s FROM generate_series(1, 50)) AS x;
SELECT utilization(9000000000, '[0001-01-01 00:00Z, 9999-01-01 00:00Z)', 9000000000, '[0001-01-01 00:00Z, 9999-01-01 00:00Z)') FROM generate_series(1, 100);
-- in a moving frame
SELECT revenue('90000000000 CNY/card/hour', 9000000000, '[2000-01-01 00:00Z, 2010-01-01 00:00Z)') OVER (ORDER BY i ROWS 1 PRECEDING) FROM generate_series(1, 4) AS i;
SELECT revenue('90000000000 CNY/card/hour', 9000000000, '[2000-01-01 00:00Z, 2010-01-01 00:00Z)') OVER (ORDER BY i ROWS 2 PRECEDING) FROM generate_series(1, 4) AS i;

-- ---- what contradicts itself is refused, in text as in binary ----

SELECT change, pg_temp.soft((s::text::jsonb || change::jsonb)::text, 'lease_summary')
FROM (SELECT utilization_weighted_summary('15.1 CNY/card/hour', 8, d, 0.5) AS s FROM unnest(ARRAY['[2024-01-01,2024-01-02)', '[2024-01-02,2024-01-03)']::tstzrange[]) AS d) AS s, unnest(ARRAY[
'{}', '{"pending": 1}', '{"rows": 3, "pending": 1}', '{"leases": 3}', '{"rows": 0}', '{"unknown_utilization": 3}', '{"leases": 0, "unknown_utilization": 1}', '{"leases": 0}',
'{"terms": ""}', '{"terms": "", "rent": 0}', '{"terms": "", "rent": 0, "utilization_weighted_rent": 0}', '{"terms": "XXX/card", "rent": 0, "utilization_weighted_rent": 0}',
'{"terms": "XXX/P fp16", "rent": 0, "utilization_weighted_rent": 0}', '{"terms": "XXX/P fp16 incl 6%", "rent": 0, "utilization_weighted_rent": 0}',
'{"first_start": "2024-01-04T00:00:00Z"}', '{"first_start": "infinity"}', '{"first_start": "-infinity"}', '{"last_end": "infinity"}', '{"last_end": "-infinity"}', '{"last_end": "2024-01-01T00:00:00Z"}',
'{"first_start": "infinity", "last_end": "-infinity"}', '{"first_start": "infinity", "last_end": "-infinity", "leases": 0}',
'{"first_start": "infinity", "last_end": "-infinity", "leases": 0, "quantity_seconds": 0}', '{"first_start": "infinity", "last_end": "-infinity", "leases": 0, "quantity_seconds": 0, "rent": 0}',
'{"first_start": "infinity", "last_end": "-infinity", "leases": 0, "quantity_seconds": 0, "rent": 0, "utilization_weighted_rent": 0}',
'{"quantity_seconds": 0}', '{"quantity_seconds": -1}', '{"rent": 0}', '{"rent": -1}', '{"utilization_weighted_rent": -1}', '{"utilization_weighted_rent": -3138550867693340381917894711603833208.051177722232017256448}',
'{"utilization_weighted_rent": -3138550867693340381917894711603833208.051177722232017256449}',
'{"available": 8}', '{"available": 8, "window_start": "2024-01-01T00:00:00Z", "window_end": "2024-01-02T00:00:00Z"}', '{"window_end": "2024-01-02T00:00:00Z"}'
]) AS change;
SELECT change, pg_temp.soft((s::text::jsonb || change::jsonb)::text, 'lease_summary')
FROM (SELECT lease_summary('15.1 CNY/card/hour', NULL::int, '[2024-01-01,2024-01-02)') AS s) AS s, unnest(ARRAY[
'{}', '{"terms": "CNY/card"}', '{"leases": 1}', '{"pending": 1}', '{"unknown_utilization": 1}', '{"first_start": "2024-01-01T00:00:00Z"}',
'{"first_start": "2024-01-01T00:00:00Z", "last_end": "2024-01-01T00:00:00Z"}', '{"quantity_seconds": 1}', '{"rent": 1}', '{"utilization_weighted_rent": 7}',
'{"available": 8, "window_start": "2024-01-01T00:00:00Z", "window_end": "2024-01-02T00:00:00Z"}'
]) AS change;

-- ---- and whatever rows can make is accepted: also what a moving frame leaves, of an aggregate of one's own ----

CREATE AGGREGATE pg_temp.moving_summary(rent_rate, numeric, timestamptz, timestamptz, tstzrange) (
	SFUNC = lease_summary_add, STYPE = lease_summary, MSFUNC = lease_summary_add, MINVFUNC = lease_summary_remove, MSTYPE = lease_summary);
CREATE AGGREGATE pg_temp.moving_summary(rent_rate, numeric, tstzrange, numeric) (
	SFUNC = lease_summary_add, STYPE = lease_summary, MSFUNC = lease_summary_add, MINVFUNC = lease_summary_remove, MSTYPE = lease_summary);
CREATE AGGREGATE pg_temp.moving_hours(p_capacity, tstzrange) (
	SFUNC = lease_summary_add, STYPE = lease_summary, MSFUNC = lease_summary_add, MINVFUNC = lease_summary_remove, MSTYPE = lease_summary);
-- credits, rates of 0 and below, leases that have not started, are empty, lie outside, of an instant, of a currency each ten rows
CREATE TEMP TABLE any_lease AS
SELECT i, CASE WHEN i % 11 > 0 THEN format('%s %s/card/day', i % 5 - 1, CASE WHEN i / 10 % 2 = 0 THEN 'CNY' ELSE 'USD' END)::rent_rate END AS rate, i % 7 - 2::numeric AS quantity,
	CASE WHEN i % 3 > 0 THEN timestamptz '2024-01-01' + i * interval '5 hours' END AS started_at, timestamptz '2024-01-01' + i * interval '5 hours' + i % 4 * interval '1 day' AS ended_at,
	CASE WHEN i % 4 > 0 THEN i % 9 / 10.0 END AS used
FROM generate_series(1, 199) AS i;
CREATE TEMP TABLE frame (what text, s lease_summary);
DO $$
BEGIN
	FOR width IN 0..4 LOOP
		EXECUTE format('INSERT INTO frame SELECT ''rate'', pg_temp.moving_summary(rate, quantity, started_at, ended_at, ''[2024-01-05,2024-02-03)'') OVER (PARTITION BY i / 10 ORDER BY i ROWS BETWEEN %s PRECEDING AND %s PRECEDING) FROM any_lease', width + width % 2, width % 2);
		EXECUTE format('INSERT INTO frame SELECT ''utilization'', pg_temp.moving_summary(rate, quantity, tstzrange(started_at, ended_at), used) OVER (PARTITION BY i / 10 ORDER BY i ROWS BETWEEN %s PRECEDING AND %s PRECEDING) FROM any_lease WHERE started_at IS NOT NULL', width + width % 2, width % 2);
		EXECUTE format('INSERT INTO frame SELECT ''capacity'', pg_temp.moving_hours(CASE WHEN i %% 5 > 0 THEN ''0.312 P fp16''::p_capacity END, tstzrange(started_at, ended_at)) OVER (ORDER BY i ROWS BETWEEN %s PRECEDING AND %s PRECEDING) FROM any_lease WHERE started_at IS NOT NULL', width + width % 2, width % 2);
	END LOOP;
END
$$;
SELECT what, count(s) > 500 AS many, count(DISTINCT s) > 50 AS different, count(*) FILTER (WHERE (s::text::jsonb ->> 'rows')::int = 0) > 0 AS emptied,
	count(*) FILTER (WHERE s::text::lease_summary IS DISTINCT FROM s) AS not_given_back,
	count(*) FILTER (WHERE (s::text::jsonb ->> 'rows')::int = 0 AND s + other IS DISTINCT FROM other + s) AS not_commutative
FROM frame, (SELECT lease_summary('1 EUR/card/hour', 1, '[2024-01-01,2024-01-02)') AS other) AS o GROUP BY what ORDER BY what;
-- to the last instant there is
SELECT s, s::text::lease_summary = s AS same FROM (SELECT lease_summary('0 CNY/card/hour', 1, '[2024-01-01,294276-12-31 23:59:59.999999]') AS s) AS s;
-- a row that is not there
CREATE AGGREGATE pg_temp.taken_out(rent_rate, numeric, tstzrange) (SFUNC = lease_summary_remove, STYPE = lease_summary);
SELECT pg_temp.refused($$SELECT pg_temp.taken_out('1 CNY/card/hour', 1, '[2024-01-01, 2024-01-02)')$$);
