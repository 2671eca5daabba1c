-- cash_flows and its aggregates: the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set binary :abs_srcdir '/binary.psql'
\set ECHO none
\set byte_order :abs_srcdir '/byte_order.psql'
\i :helpers
\i :byte_order
\i :binary
\set ECHO all
SET datestyle = 'ISO';

-- 1,000 cards for 100 m, let from the second quarter on, sold at the end
CREATE TEMP TABLE project (at date, amount numeric, what text);
INSERT INTO project VALUES
	('2024-01-15', -60000000, 'first half of the cards'), ('2024-03-01', -40000000, 'second half'),
	('2024-06-30', 12000000, 'rent'), ('2024-12-31', 26000000, 'rent'), ('2025-06-30', 24000000, 'rent'),
	('2025-12-31', 22000000, 'rent'), ('2026-06-30', 20000000, 'rent'), ('2026-12-31', 18000000, 'rent'),
	('2026-12-31', 5000000, 'cards sold'), ('2026-12-31', NULL, 'not known yet'), (NULL, 1000000, 'not dated yet');

-- ---- one step ----

SELECT xirr(amount, at), xirr(amount, at, 0.5) AS from_a_guess, xirr_all(amount, at), xnpv(0.08, amount, at)
FROM project;
SELECT payback(amount, at), payback_date(amount, at), discounted_payback(0.08, amount, at), discounted_payback(0.3, amount, at) IS NULL AS never
FROM project;
SELECT xnfv(0.08, amount, at), round(xnfv(0.08, amount, at) - xnpv(0.08, amount, at) * 1.08 ^ ((date '2026-12-31' - date '2024-01-15') / 365.0), 6) AS nothing,
	   profitability_index(0.08, amount, at), discounted_payback_date(0.08, amount, at)
FROM project;
-- every kind of amount and of date
SELECT xirr(amount::int4, at), xirr(amount::int8, at), xirr(amount::float8, at), xirr(amount::float4, at), xirr(amount::int4::int2, at)
FROM (SELECT amount / 10000 AS amount, at FROM project) AS t;
SELECT xirr(amount, at::timestamp), xirr(amount::int8, at + time '23:59:59.999999'), payback(amount, at + time '12:00') FROM project;

-- ---- two steps ----

SELECT cash_flows(amount, at) FROM project;
SELECT total(s), first_date(s), last_date(s), xirr(s), xirr(s, 0.5), xnpv(0.08, s), payback(s), payback_date(s), discounted_payback(0.08, s)
FROM (SELECT cash_flows(amount, at) AS s FROM project) AS x;
SELECT xnfv(0.08, s), xnfv(0.08::float8, s) = xnfv(0.08, s) AS same, profitability_index(0.08, s), discounted_payback_date(0.08, s), discounted_payback_date(0.08, s, 'last')
FROM (SELECT cash_flows(amount, at) AS s FROM project) AS x;
SELECT f.* FROM (SELECT cash_flows(amount, at) AS s FROM project) AS x, flows(s) AS f;
SELECT rollup(s) = (SELECT cash_flows(amount, at) FROM project) AS same FROM (SELECT cash_flows(amount, at) AS s FROM project GROUP BY what) AS x;
SELECT a + b, a = b, a < b OR a > b, a + a = b FROM (VALUES ('{"version": 1, "flows": [["2024-01-01", 1]]}'::cash_flows, '{"version": 1, "flows": [["2024-01-01", 2]]}'::cash_flows)) AS t (a, b);

-- kept in a table: short ones, long ones, too long for a page
CREATE TEMP TABLE kept AS SELECT n, cash_flows(i % 7 - 3, date '2000-01-01' + i) AS s FROM (VALUES (1), (4), (400), (20000)) AS v (n), generate_series(1, n) AS i GROUP BY n;
SELECT n, pg_column_size(s) < 24 * n + 28 AS smaller, total(s), last_date(s), s = (SELECT cash_flows(i % 7 - 3, date '2000-01-01' + i) FROM generate_series(n, 1, -1) AS i) AS same
FROM kept ORDER BY n;
SELECT total(rollup(s)), total(rollup(s ORDER BY n)), rollup(s ORDER BY n) = rollup(s ORDER BY n DESC) AS same, count(DISTINCT s) FROM kept;

-- ---- none, nulls, zeros ----

SELECT cash_flows(amount, at) IS NULL, xirr(amount, at) IS NULL, xnpv(0.1, amount, at) IS NULL, payback(amount, at) IS NULL, payback_date(amount, at) IS NULL
FROM project WHERE false;
SELECT cash_flows(amount, at) IS NULL, xirr(amount, at) IS NULL, xnpv(0.1, amount, at) IS NULL, discounted_payback(0.1, amount, at) IS NULL
FROM project WHERE amount IS NULL OR at IS NULL;
SELECT cash_flows(amount, at), xirr(amount, at) IS NULL, xnpv(0.1, amount, at), payback(amount, at) IS NULL FROM project WHERE what LIKE 'first%';
-- a rate that is NULL is not known; a guess that is NULL is none; where there are no flows the rate does not matter
SELECT xnpv(NULL, amount, at) IS NULL, discounted_payback(NULL, amount, at) IS NULL, xirr(amount, at, NULL) = xirr(amount, at) FROM project;
SELECT xnpv(CASE WHEN amount IS NULL THEN 0.2 ELSE 0.08 END, amount, at) FROM project;
-- a date whose amounts cancel is a date, to which xnpv discounts
SELECT cash_flows(a, d), xnpv(0.1, a, d), xirr(a, d) FROM (VALUES (5, date '2023-01-01'), (-5, '2023-01-01'), (-100, '2024-01-01'), (110, '2024-12-31')) AS t (a, d);
SELECT count(*) AS rows, cash_flows('{"version": 1, "flows": []}') FROM flows('{"version": 1, "flows": []}'::cash_flows);
SELECT first_date(s), total(s), xirr(s), xirr_all(s), xnpv(0.1, s), payback(s) FROM (VALUES ('{"version": 1, "flows": []}'::cash_flows)) AS t (s);

-- ---- rates at the ends, several, none ----

SELECT xirr(a, d), xirr_all(a, d) FROM (VALUES (-100, date '2024-01-01'), (-10, '2024-06-01'), (10, '2025-01-01'), (100, '2027-01-01')) AS t (a, d);
SELECT xirr(a, d) FROM (VALUES (-100, date '2024-01-01'), (1000, '2024-01-02')) AS t (a, d);
SELECT xirr(a, d) FROM (VALUES (-1000, date '2024-01-01'), (100, '2024-01-08')) AS t (a, d);

-- ---- payback ----

-- a grant before the outlay; a setback after the first recovery; a flow that only just pays
CREATE TEMP TABLE setback (at date, amount int);
INSERT INTO setback VALUES ('2024-01-01', 100), ('2024-04-01', -1000), ('2024-07-01', 1000), ('2024-10-01', -400), ('2025-01-01', 300), ('2025-03-31', 0), ('2025-06-30', 50);
SELECT payback(s), payback(s, recovery => 'last') AS last, payback(s, '2024-01-01') AS since, payback_date(s), payback_date(s, 'last'),
	   discounted_payback(0.02, s, recovery => 'last') AS discounted_last, discounted_payback(0.02, s, '2024-01-01') AS discounted_since
FROM (SELECT cash_flows(amount, at) AS s FROM setback) AS x;
SELECT payback(s), payback_date(s) FROM (SELECT cash_flows(amount, at) AS s FROM (VALUES (100, date '2024-01-01'), (-50, '2024-02-01')) AS t (amount, at)) AS x;
SELECT payback(s) IS NULL AS no_outlay, payback(s, NULL) IS NULL, payback(NULL::cash_flows) IS NULL FROM (SELECT cash_flows(5, date '2024-01-01') AS s) AS x;

-- ---- one transition for all that have the same arguments; plans ----

SELECT xirr(amount, at), payback(amount, at), payback_date(amount, at), xnpv(0.08, amount, at), discounted_payback(0.08, amount, at), cash_flows(amount, at) IS NOT NULL AS made
FROM project;
SELECT what, xirr(amount, at) IS NULL AS r, payback_date(amount, at), GROUPING(what) FROM project GROUP BY ROLLUP (what) ORDER BY GROUPING(what), what;
SELECT xirr(amount, at) FILTER (WHERE what <> 'cards sold') AS unsold, cash_flows(DISTINCT -1, at) FILTER (WHERE at < '2024-06-01') FROM project;
SELECT at, payback_date(amount, at) OVER (ORDER BY at, amount), total(cash_flows(amount, at) OVER (ORDER BY at, amount)) FROM project ORDER BY at, amount;

-- ---- which function is meant ----

SELECT payback('100000 CNY/card', '15.1 CNY/card/hour') AS scalar_of_rates, payback(100000, 50000) AS scalar_of_numbers, payback(1e5, 5e4) AS of_numerics,
	   payback('1600000 CNY/server', '133400 CNY/server/month', 0.5) AS with_utilization;
SELECT xirr(amount, at) = xirr(amount, at, 0.1) AS default_guess, xnpv(0, amount, at) = sum(amount) AS integer_rate FROM project WHERE at IS NOT NULL;
-- a name that PostgreSQL has would change the meaning of others' SQL
SELECT proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND proname IN
	('cash_flows', 'xirr', 'xirr_all', 'xnpv', 'xnfv', 'profitability_index', 'discounted_payback_date', 'iso_dates', 'payback', 'payback_date', 'discounted_payback', 'irr', 'irr_all', 'npv', 'mirr', 'total', 'flows', 'first_date', 'last_date', 'rollup');

-- ---- text and bytes ----

SET datestyle = 'German, DMY';
SET extra_float_digits = -15;
SELECT '{"version": 1, "flows": [["2024-03-01", 0.5], ["0044-03-15 BC", -1e-12], ["2024-03-01", 12345678901234567890.5], ["12024-01-31", 1]]}'::cash_flows;
SELECT cash_flows_send('{"version": 1, "flows": [["2024-03-01", -0.5]]}');
-- dates and days from one to the next, in either version
SELECT '{"version": 1, "flows": [["2024-03-01", 1], [0, 2], [3e1, 4], ["2020-01-31", 5], [29, 6]]}'::cash_flows;
SELECT '{"version": 2, "flows": [["4714-11-24 BC", 1], [2147483493, 2]]}'::cash_flows;
SET datestyle = 'ISO';
RESET extra_float_digits;
SELECT value, pg_temp.soft(value, 'cash_flows') FROM unnest(ARRAY[
	'', '[]', '{}', '{"version": 3, "flows": []}', '{"version": 1}', '{"version": 1, "flows": {}}', '{"version": 1, "flows": [1]}', '{"version": 1, "flows": [["2024-01-01"]]}',
	'{"version": 2, "flows": [[1,1]]}', '{"version": 2, "flows": [["2024-01-01",1],[-1,1]]}', '{"version": 2, "flows": [["2024-01-01",1],[0.5,1]]}', '{"version": 2, "flows": [["2024-01-01",1],[2147483494,1]]}',
	'{"version": 1, "flows": [["2024-01-01", "1"]]}', '{"version": 1, "flows": [["01.02.2024", 1]]}', '{"version": 1, "flows": [["today", 1]]}',
	'{"version": 1, "flows": [["infinity", 1]]}', '{"version": 1, "flows": [["2024-02-30", 1]]}', '{"version": 1, "flows": [["2024-01-01", 1e-13]]}',
	'{"version": 1, "flows": [["2024-01-01", 1e30]]}', '{"version": 1, "rate": -1, "flows": []}', '{"version": 1, "rate": 0.1, "flows": []}',
	-- too much on one date: at once, next to each other, and found when dates are merged
	'{"version": 1, "flows": [["2024-01-01", 1e26], ["2024-01-01", 1e26]]}', '{"version": 1, "flows": [["2024-01-01", 1e26], ["2024-01-03", 1], ["2024-01-02", 1], ["2024-01-01", 1e26]]}',
	'{"version": 1, "flows": [["2024-01-01", 1e26], ["2024-01-03", 1], ["9024-01-02", 1], ["2024-01-03", 1], ["2024-01-01", 1e26]]}']) AS value;
-- a list of thousands of elements is read in pieces; what is wrong with its JSON is found in each
CREATE TEMP TABLE long_text AS
SELECT format('{"version": 1, "flows": [%s]}', string_agg(format('["%s", %s]', to_char(date '2000-01-01' + g, 'YYYY-MM-DD'), g), ', ' ORDER BY g)) AS text, cash_flows(g, date '2000-01-01' + g) AS flows FROM generate_series(0, 2999) AS g;
SELECT total(text::cash_flows), text::cash_flows = flows AS same, flows::text::cash_flows = flows AS same_in_version_2 FROM long_text;
SELECT total(replace(replace(text, '], [', E'] ,\n['), ', "flows": [', E', "note": "\\"flows\\": [1, ]]}", "flows"\t:\n[ ')::cash_flows) FROM long_text;
SELECT what, changed = text AS unchanged, left(pg_temp.soft(changed, 'cash_flows'), 150) AS answer
FROM long_text,
	 LATERAL (VALUES ('comma at the end', replace(text, ']]}', '], ]}')),
					 ('two commas', replace(text, '], ["2002-09-27"', '], , ["2002-09-27"')),
					 ('not closed', left(text, -2)),
					 ('closed by a brace', replace(text, ']]}', ']}}')),
					 ('null', replace(text, '["2002-09-28", 1001]', 'null')),
					 ('a string that does not end', replace(text, '"2004-01-01"', '"2004-01-01')),
					 ('twice', left(text, -1) || ', "flows": [1]}'),
					 ('twice, the last one empty', left(text, -1) || ', "flows": []}'),
					 ('twice, spelled otherwise',  left(text, -1) || ', "fl\u006fws": []}'),
					 ('spelled otherwise, then as it is', '{"fl\u006fws": [], ' || substr(text, 2)),
					 ('only spelled otherwise',    replace(text, 'flows', 'fl\u006fws'))) AS v (what, changed);
SELECT '{"flows": [ ], "version": 1}'::cash_flows;
SELECT what, pg_temp.received('cash_flows', bytes) FROM (VALUES
	('right', '\x0001 0000 0000000000000000 00000001 00002280 ffffffffffffffff ffffff8b95ad7800'::bytea),
	('version', '\x0002 0000 0000000000000000 00000000'),
	('kind of rate', '\x0001 0003 0000000000000000 00000000'),
	('rate', '\x0001 0002 7ff8000000000000 00000000'),
	('rate where none is', '\x0001 0000 3ff0000000000000 00000000'),
	('number', '\x0001 0000 0000000000000000 7fffffff 00002280 ffffffffffffffff ffffff8b95ad7800'),
	('negative number', '\x0001 0000 0000000000000000 ffffffff'),
	('infinite date', '\x0001 0000 0000000000000000 00000001 7fffffff ffffffffffffffff ffffff8b95ad7800'),
	('order', '\x0001 0000 0000000000000000 00000002 00002280 0000000000000000 0000000000000001 00002280 0000000000000000 0000000000000001'),
	('short', '\x0001 0000')) AS t (what, bytes);

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT xirr(amount, at::timestamptz) FROM project$$,
$$SELECT cash_flows(amount, at::timestamptz) FROM project$$,
$$SELECT payback(amount, now()) FROM project$$,
$$SELECT xirr(amount, at::text) FROM project$$,
$$SELECT cash_flows('NaN'::numeric, at) FROM project$$,
$$SELECT cash_flows('-Infinity'::float8, at) FROM project$$,
$$SELECT cash_flows('NaN'::float8, at) FROM project$$,
$$SELECT cash_flows(amount, date 'infinity') FROM project$$,
$$SELECT cash_flows(amount, timestamp '-infinity') FROM project$$,
$$SELECT cash_flows(1e24 + 1, at) FROM project$$,
$$SELECT cash_flows(1e25::float8, at) FROM project$$,
$$SELECT total(cash_flows(1e24, date '2024-01-01' + i)) FROM generate_series(1, 200) AS i$$,
$$SELECT cash_flows(1e24, date '2024-01-01') FROM generate_series(1, 200) AS i$$,
$$SELECT xnpv(0.08 + extract(day FROM at)::float8 / 100, amount, at) FROM project$$,
$$SELECT xnpv(CASE WHEN amount > 0 THEN 0.1 END, amount, at) FROM project$$,
$$SELECT xirr(amount, at, extract(day FROM at)::float8) FROM project$$,
$$SELECT xnpv(-1, amount, at) FROM project$$,
$$SELECT xnpv('NaN', amount, at) FROM project$$,
$$SELECT xirr(amount, at, -2) FROM project$$,
$$SELECT xirr(amount, at, 'NaN') FROM project$$,
$$SELECT xirr(cash_flows(amount, at), -1) FROM project$$,
$$SELECT xnpv(-0.9999999, amount, at) FROM (VALUES (1, date '2000-01-01'), (1, '294276-01-01')) AS t (amount, at)$$,
$$SELECT payback(cash_flows(amount, at), recovery => 'second') FROM project$$,
$$SELECT payback(cash_flows(amount, at), 'infinity') FROM project$$,
$$SELECT cash_flows_add(NULL, 1, date '2024-01-01')$$
]) AS statement;

-- ---- states that others' aggregates begin with and give ----

CREATE AGGREGATE pg_temp.state_of(numeric, timestamp) (SFUNC = cash_flows_add, STYPE = cash_flows);
CREATE AGGREGATE pg_temp.more(numeric, timestamp) (
	SFUNC = cash_flows_add, STYPE = cash_flows, FINALFUNC = cash_flows_final,
	INITCOND = '{"version": 1, "flows": [["2024-03-01", 5], ["2024-01-01", -100]]}'
);
CREATE AGGREGATE pg_temp.states(cash_flows) (SFUNC = cash_flows_combine, STYPE = cash_flows);
CREATE TEMP TABLE row_of AS SELECT g, g % 7 AS project, date '2024-01-01' + g * 37 % 400 AS at, (g - 300)::numeric AS amount FROM generate_series(1, 1000) AS g;
SELECT count(*) AS groups, bool_and(s = flows) AS same, bool_and(n = flows + '{"version": 1, "flows": [["2024-03-01", 5], ["2024-01-01", -100]]}') AS more
FROM (SELECT project, pg_temp.state_of(amount, at) AS s, pg_temp.more(amount, at) AS n, cash_flows(amount, at) AS flows FROM row_of GROUP BY project) AS x;
SELECT pg_temp.states(s) = (SELECT cash_flows(amount, at) FROM row_of) AS same FROM (SELECT cash_flows(amount, at) AS s FROM row_of GROUP BY project) AS x;
-- one that is given on while it grows
SELECT count(*) AS rows, bool_and(s = (SELECT cash_flows(amount, at) FROM row_of AS r WHERE r.g <= x.g)) AS same
FROM (SELECT g, pg_temp.state_of(amount, at) OVER (ORDER BY g) AS s FROM row_of WHERE g <= 300) AS x;

-- ---- amounts whose sum is beyond what is kept have a rate all the same ----

-- 2^126 four times, in 10^-12: a sum that wrapped would be 0, and so the rate
CREATE TEMP TABLE large AS
SELECT format('{"version": 1, "flows": [["2020-01-01", -1], ["2021-01-01", %1$s], ["2022-01-01", %1$s], ["2023-01-01", %1$s], ["2024-01-01", %1$s], ["2025-01-01", 1]]}', 85070591730234615865843651.857942052864)::cash_flows AS f;
SELECT xirr(f) / 85070591730234615865843651.857942052864 BETWEEN 0.5 AND 1 AS large, cardinality(xirr_all(f)) FROM large;
SELECT pg_temp.refused('SELECT total(f) FROM large');
-- and those that sum to nothing on the way through it have 0
SELECT xirr('{"version": 1, "flows": [["2020-01-01", 170000000000000000000000000], ["2021-01-01", 170000000000000000000000000], ["2022-01-01", -170000000000000000000000000], ["2023-01-01", -170000000000000000000000000]]}'::cash_flows);

-- ---- the state of an aggregate over periods, where a row puts it: not where its numbers would like to be ----

CREATE TEMP TABLE state (n int, s bytea);
ALTER TABLE state ALTER s SET STORAGE PLAIN;
-- as it lies in memory: a version, the number of flows, two parameters; digits, exponent and sign of each
INSERT INTO state SELECT 1, (CASE WHEN :'big_endian'
	THEN '\x0001000000000005' || repeat('00', 20) || '0000000000000064' || repeat('00', 8) || '0000000000000001' || repeat('000000000000001e' || repeat('00', 16), 4)
	ELSE '\x0100000005000000' || repeat('00', 20) || '6400000000000000' || repeat('00', 8) || '0000000001000000' || repeat('1e00000000000000' || repeat('00', 16), 4) END)::bytea;
SELECT irr_final(s) = irr('{-100,30,30,30,30}') AS same FROM state;
