-- Amounts a period apart, in the order of the rows: the ordinary, the edges and the refused.  Over arrays
-- they are in flow_arrays.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set binary :abs_srcdir '/binary.psql'
\set ECHO none
\i :helpers
\i :binary
\set ECHO all
SET datestyle = 'ISO';

-- ---- values, returns, payback ----

SELECT npv(0.08, a ORDER BY i), npv(0.08, a, 0 ORDER BY i) AS first_undiscounted, npv(0.08, a, 2 ORDER BY i) AS two_periods, npv(-1.5, a ORDER BY i) AS below_minus_one
FROM (VALUES (1, -40000), (2, 5000), (3, 8000), (4, 12000), (5, 30000)) AS t (i, a);
SELECT mirr(a, 0.1, 0.12 ORDER BY i), mirr(a::float8, 0.1, 0.12 ORDER BY i) FROM (VALUES (1, -120000), (2, 39000), (3, 30000), (4, 21000), (5, 37000), (6, 46000)) AS t (i, a);
SELECT payback(a ORDER BY i), discounted_payback(0.1, a ORDER BY i), discounted_payback(NULL, a ORDER BY i) IS NULL, profitability_index(0.1, a ORDER BY i), payback(a::int8 ORDER BY i), payback(a::numeric ORDER BY i), payback(a::float8 ORDER BY i)
FROM (VALUES (1, -1000), (2, 300), (3, 400), (4, 500), (5, 200)) AS t (i, a);

-- ---- none, nulls ----

-- an empty cell is passed over
SELECT irr(a ORDER BY i), npv(0.1, a ORDER BY i) FROM (VALUES (1, -4500), (2, NULL), (3, 3045), (4, NULL), (5, 2371)) AS t (i, a);
SELECT irr(a) IS NULL, npv(0.1, a) IS NULL, mirr(a, 0.1, 0.1) IS NULL, irr_all(a) IS NULL FROM (SELECT 1 AS a WHERE false) AS t;
SELECT irr(a) IS NULL, npv(0.1, a), npv(NULL, a) IS NULL, mirr(a, 0.1, 0.1) IS NULL, mirr(a, NULL, 0.1) IS NULL FROM (VALUES (-110)) AS t (a);
SELECT npv(0.1, '1234567890123456.123456789012'::numeric, 0), npv(0, a) FROM (VALUES (0.1), (0.2), (-0.3)) AS t (a);

-- ---- rates: several, a double one, none ----

SELECT irr(a ORDER BY i), irr(a, -0.5 ORDER BY i), irr(a, 3 ORDER BY i), irr_all(a ORDER BY i) FROM (VALUES (1, -50), (2, -100), (3, 600), (4, 300), (5, -100)) AS t (i, a);
SELECT irr(a ORDER BY i), irr_all(a ORDER BY i) FROM (VALUES (1, -100), (2, 220), (3, -121)) AS t (i, a);
SELECT irr(a ORDER BY i) IS NULL AS none, irr_all(a ORDER BY i) FROM (VALUES (1, 1), (2, -2), (3, 2)) AS t (i, a);

-- ---- the order is part of the answer ----

CREATE TEMP TABLE project (at date, amount numeric);
INSERT INTO project VALUES ('2024-01-01', -100), ('2024-07-01', 30), ('2025-01-01', 50), ('2025-07-01', 60);
SELECT round(irr(amount ORDER BY at), 9) AS forwards, round(irr(amount ORDER BY at DESC), 9) AS backwards, round(npv(0.1, amount ORDER BY at), 9) AS npv, round(npv(0.1, amount ORDER BY at DESC), 9) AS npv_backwards,
	   payback(amount ORDER BY at) AS payback, payback(amount ORDER BY at DESC) AS payback_backwards
FROM project;
SELECT at, round(irr(amount) OVER (ORDER BY at), 9) AS irr, round(npv(0.1, amount) OVER (ORDER BY at), 9) AS npv, payback(amount) OVER (ORDER BY at) AS payback FROM project ORDER BY at;
-- nothing is combined: there is no parallel aggregation over parts
SELECT count(*) > 0 AS there_are, bool_and(aggcombinefn = 0) AS none_combines
FROM pg_aggregate AS a JOIN pg_proc AS p ON p.oid = a.aggtransfn WHERE p.proname IN ('irr_add', 'npv_add', 'mirr_add');

-- ---- states that others' aggregates begin with and give ----

CREATE AGGREGATE pg_temp.bytes_of(numeric) (SFUNC = irr_add, STYPE = bytea);
SELECT DISTINCT irr_final(pg_temp.bytes_of(a ORDER BY i)) = irr(a ORDER BY i) AS same, length(pg_temp.bytes_of(a ORDER BY i)) AS bytes
FROM (SELECT i, CASE WHEN i = 0 THEN -1000 ELSE i END AS a FROM generate_series(0, 99) AS i) AS t;
DO $$
BEGIN
	EXECUTE format('CREATE AGGREGATE pg_temp.bytes_after(numeric) (SFUNC = irr_add, STYPE = bytea, FINALFUNC = irr_final, INITCOND = %L)',
		(SELECT pg_temp.bytes_of(a ORDER BY i) FROM (SELECT i, CASE WHEN i = 0 THEN -1000 ELSE i END AS a FROM generate_series(0, 49) AS i) AS t));
END $$;
SELECT pg_temp.bytes_after(i ORDER BY i) = (SELECT irr(CASE WHEN i = 0 THEN -1000 ELSE i END ORDER BY i) FROM generate_series(0, 99) AS i) AS same
FROM generate_series(50, 99) AS i;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT npv(-1, amount ORDER BY at) FROM project$$,
$$SELECT npv(0.1, amount, -1 ORDER BY at) FROM project$$,
$$SELECT npv(0.1, amount, CASE WHEN amount > 0 THEN 1 ELSE 0 END ORDER BY at) FROM project$$,
$$SELECT npv(-0.99999, a ORDER BY i) FROM (SELECT i, 1 AS a FROM generate_series(1, 30000) AS i) AS t$$,
$$SELECT irr(amount, -1 ORDER BY at) FROM project$$,
$$SELECT irr(amount, extract(month FROM at)::float8 ORDER BY at) FROM project$$,
$$SELECT irr(amount, 'NaN' ORDER BY at) FROM project$$,
$$SELECT npv(extract(month FROM at)::float8, amount ORDER BY at) FROM project$$,
$$SELECT mirr(amount, 0.1, extract(month FROM at)::float8 ORDER BY at) FROM project$$,
$$SELECT irr('NaN'::float8)$$,
$$SELECT mirr(a, -1, 0.1 ORDER BY i) FROM (VALUES (1, -1), (2, 1)) AS t (i, a)$$,
$$SELECT mirr(a, -1.5, 0.1 ORDER BY i) FROM (VALUES (1, -1), (2, -5), (3, 1)) AS t (i, a)$$,
$$SELECT irr_add('\x00', 1)$$
]) AS statement;

-- ---- periodic_flows: by the number of the period, in whatever order ----

CREATE TEMP TABLE plan AS
SELECT * FROM (VALUES ('H100', 0, -100000000), ('H100', 1, 38000000), ('H100', 2, 34000000), ('H100', 3, 28000000), ('H100', 4, 21000000), ('H100', 5, 15000000),
  ('A100', 0, -60000000), ('A100', 1, 21000000), ('A100', 2, 17000000), ('A100', 4, 9000000), ('A100', 5, 6000000)) AS t (fleet, year, amount);
-- each row of accessors is what the ordered aggregates say with the years that have no row as 0
SELECT fleet, irr(f) IS NOT DISTINCT FROM irr_of AS irr, irr(f, 0.3) IS NOT DISTINCT FROM irr_of AS guess, irr_all(f) IS NOT DISTINCT FROM all_of AS irr_all, npv(0.08, f) IS NOT DISTINCT FROM npv_of AS npv, npv(0.08::float8, f, 0) IS NOT DISTINCT FROM npv_0 AS undiscounted,
	   mirr(f, 0.08, 0.04) IS NOT DISTINCT FROM mirr_of AS mirr, payback(f) IS NOT DISTINCT FROM payback_of AS payback, discounted_payback(0.02, f) IS NOT DISTINCT FROM discounted_of AS discounted,
	   profitability_index(0.08, f) IS NOT DISTINCT FROM index_of AS index, total(f) IS NOT DISTINCT FROM total_of AS total
FROM (SELECT fleet, periodic_flows(amount, year) AS f FROM plan GROUP BY fleet) AS f
	 JOIN (SELECT fleet, irr(a ORDER BY year) AS irr_of, irr_all(a ORDER BY year) AS all_of, npv(0.08, a ORDER BY year) AS npv_of, npv(0.08, a, 0 ORDER BY year) AS npv_0,
				  mirr(a, 0.08, 0.04 ORDER BY year) AS mirr_of, payback(a ORDER BY year) AS payback_of, discounted_payback(0.02, a ORDER BY year) AS discounted_of,
				  profitability_index(0.08, a ORDER BY year) AS index_of, sum(a) AS total_of
		   FROM (SELECT fleet, year, coalesce(amount, 0) AS a FROM (SELECT DISTINCT fleet FROM plan) AS fleets CROSS JOIN generate_series(0, 5) AS year LEFT JOIN plan USING (fleet, year)) AS whole
		   GROUP BY fleet) AS o USING (fleet)
ORDER BY fleet;
-- the order of rows, and how they are split, is no part of it
SELECT count(DISTINCT periodic_flows_send(f)) AS forms FROM (
	SELECT periodic_flows(amount, year ORDER BY year) FROM plan UNION ALL SELECT periodic_flows(amount, year ORDER BY year DESC) FROM plan
	UNION ALL SELECT rollup(f) FROM (SELECT periodic_flows(amount, year) AS f FROM plan GROUP BY fleet) AS g
	UNION ALL SELECT rollup(f) FROM (SELECT periodic_flows(amount::float8, year) AS f FROM plan GROUP BY year % 2) AS g
	UNION ALL SELECT a.f + b.f FROM (SELECT periodic_flows(amount::int8, year) AS f FROM plan WHERE fleet = 'A100') AS a, (SELECT periodic_flows(amount::numeric, year) AS f FROM plan WHERE fleet = 'H100') AS b) AS v (f);
-- two amounts of one period add, exactly; periods without rows are 0; the first period with rows is the first
SELECT periodic_flows(a, p), total(periodic_flows(a, p)), npv(0.1, periodic_flows(a, p)), npv(0.1, periodic_flows(a, p), 3) FROM (VALUES (0.1, 3), (0.2, 3), (-0.3, 3), (121, 5)) AS t (a, p);
SELECT f.* FROM (SELECT periodic_flows(a, p) AS v FROM (VALUES (1.5, 1000000), (-1, 0), (NULL, 7)) AS t (a, p)) AS s, flows(v) AS f;
SELECT periodic_flows(a, p) IS NULL AS none FROM (VALUES (NULL::numeric, 1), (NULL, NULL)) AS t (a, p);
SELECT irr(f) IS NULL AS no_rate, irr_all(f), npv(0.1, f) FROM (SELECT periodic_flows(1, 1) AS f) AS s;
SELECT irr(f, NULL) AS default_guess, npv(NULL::numeric, f) IS NULL AS no_npv FROM (SELECT periodic_flows(a, p) AS f FROM (VALUES (-100, 0), (110, 1)) AS t (a, p)) AS s;
-- text and binary, order and hash
SELECT '{"version": 1, "flows": [[2, 60], [0, -100.5], [2, 0.25]]}'::periodic_flows, '{"version": 1, "flows": []}'::periodic_flows, periodic_flows_send('{"version": 1, "flows": [[0, -100.5], [2, 60]]}');
SELECT a = b AS eq, a < b AS lt, a <> b AS ne, periodic_flows_hash(a) = periodic_flows_hash(b) AS same_hash FROM (VALUES ('{"version": 1, "flows": [[0, -100], [1, 60]]}'::periodic_flows, '{"version": 1, "flows": [[1, 60], [0, -100]]}'::periodic_flows)) AS v (a, b);
SELECT what, pg_temp.received('periodic_flows', bytes) FROM (VALUES
	('right', '\x0001 00000001 00000002 ffffffffffffffff ffffff8b95ad7800'::bytea),
	('version', '\x0002 00000000'),
	('number', '\x0001 7fffffff 00000002 ffffffffffffffff ffffff8b95ad7800'),
	('negative number', '\x0001 ffffffff'),
	('period', '\x0001 00000001 7fffffff ffffffffffffffff ffffff8b95ad7800'),
	('order', '\x0001 00000002 00000002 0000000000000000 0000000000000001 00000002 0000000000000000 0000000000000001'),
	('short', '\x00')) AS t (what, bytes);
-- refused
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
	$$SELECT periodic_flows(1, NULL::int8)$$,
	$$SELECT periodic_flows(1, -1)$$,
	$$SELECT periodic_flows(1, 1000001)$$,
	$$SELECT periodic_flows('NaN'::numeric, 1)$$,
	$$SELECT npv(0.1, periodic_flows(1, 1), -1)$$,
	$$SELECT npv(0.1, periodic_flows(1, 1), NULL)$$,
	$$SELECT irr(periodic_flows(1, 1), -1)$$,
	$$SELECT '{"version": 2, "flows": []}'::periodic_flows$$,
	$$SELECT '{"version": 1}'::periodic_flows$$,
	$$SELECT '{"version": 1, "flows": [[0, -100], [1]]}'::periodic_flows$$,
	$$SELECT '{"version": 1, "flows": [["2024-01-01", -100]]}'::periodic_flows$$,
	$$SELECT '{"version": 1, "flows": [[0.5, -100]]}'::periodic_flows$$,
	$$SELECT '{"version": 1, "flows": [[-1, -100]]}'::periodic_flows$$,
	$$SELECT '{"version": 1, "flows": [[18446744073709551616, -100]]}'::periodic_flows$$,
	$$SELECT '{"version": 1, "flows": [[1, 170000000000000000000000000], [1, 170000000000000000000000000]]}'::periodic_flows$$,
	$$SELECT '{"version": 1, "flows": [[0, -100], [1'::periodic_flows$$]) AS statement;
