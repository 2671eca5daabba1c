-- The real lease tables of the folder that GPURENT_DATA names: every figure of
-- reference/*.csv for card-hours and revenue, to all its decimals, from rent()
-- and again from plain SQL.  The reference was computed elsewhere.
\ir ../laws.psql
\set found `test -r "$GPURENT_DATA/reference/pool_summary.csv" && echo true || echo false`
SELECT plan(32);

\if :found

SET timezone = 'UTC';

CREATE TEMP TABLE csv (lease_id text, pool text, customer text, gpus numeric, started_at timestamptz,
                       ended_at timestamptz, state text);
CREATE TEMP TABLE leases (dataset text, LIKE csv);
-- The client reads the files; it does not expand variables in \copy, but the shell does.
\copy csv FROM PROGRAM 'cat "$GPURENT_DATA/philly2017/leases.csv"' (FORMAT csv, HEADER)
INSERT INTO leases SELECT 'philly2017', * FROM csv;
TRUNCATE csv;
\copy csv FROM PROGRAM 'cat "$GPURENT_DATA/openb2023/leases.csv"' (FORMAT csv, HEADER)
INSERT INTO leases SELECT 'openb2023', * FROM csv;

CREATE TEMP TABLE pool_summary (
  dataset text, pool text, capacity_gpus numeric, leases int, billable_leases int, zero_gpu_leases int, null_start int,
  null_end int, zero_length int, negative_length int, span_start timestamptz, span_end timestamptz, span_seconds numeric,
  gpu_seconds numeric, gpu_hours numeric, utilization numeric, peak_gpus numeric, peak_at timestamptz,
  peak_until timestamptz, over_capacity_seconds numeric, over_capacity_gpu_seconds numeric,
  first_over_capacity_at timestamptz, revenue_cny_15_1 numeric, revenue_cny_7_6 numeric);
CREATE TEMP TABLE pool_month (
  dataset text, pool text, month text, from_at timestamptz, to_at timestamptz, gpu_seconds numeric, gpu_hours numeric,
  available_gpu_seconds numeric, utilization numeric, revenue_cny_15_1 numeric, revenue_cny_7_6 numeric);
CREATE TEMP TABLE top_customers (
  dataset text, rank int, customer text, leases int, gpu_seconds numeric, gpu_hours numeric, revenue_cny_15_1 numeric,
  revenue_cny_7_6 numeric);
\copy pool_summary FROM PROGRAM 'cat "$GPURENT_DATA/reference/pool_summary.csv"' (FORMAT csv, HEADER)
\copy pool_month FROM PROGRAM 'cat "$GPURENT_DATA/reference/pool_month.csv"' (FORMAT csv, HEADER)
\copy top_customers FROM PROGRAM 'cat "$GPURENT_DATA/reference/top_customers.csv"' (FORMAT csv, HEADER)

-- An empty comparison must not pass.
SELECT is(count(*)::int, 6043, 'leases of philly2017') FROM leases WHERE dataset = 'philly2017';
SELECT is(count(*)::int, 4076, 'leases of openb2023') FROM leases WHERE dataset = 'openb2023';
SELECT is(count(*)::int, 13, 'rows of pool_summary.csv') FROM pool_summary;
SELECT is(count(*)::int, 44, 'rows of pool_month.csv') FROM pool_month;
SELECT is(count(*)::int, 14, 'rows of top_customers.csv') FROM top_customers;

-- Billable: cards, and a known start.  Each lease counts for its pool and for the pool '*' of them all.
CREATE TEMP TABLE billable AS
SELECT dataset, scope AS pool, customer, gpus, tstzrange(started_at, ended_at) AS during,
       started_at, ended_at, extract(epoch FROM ended_at - started_at) AS seconds
FROM leases, LATERAL (VALUES (pool), ('*')) AS s (scope)
WHERE gpus > 0 AND started_at IS NOT NULL;

-- ---- by pool ----

CREATE TEMP TABLE by_pool AS
SELECT dataset, pool, count(*)::int AS billable_leases, min(started_at) AS span_start, max(ended_at) AS span_end,
       sum(gpus * seconds) AS gpu_seconds,
       sum(rent('1 CNY/card/hour', gpus, during)) AS rent_1,
       sum(rent('15.1 CNY/card/hour', gpus, during)) AS rent_15_1,
       sum(rent('7.6 CNY/card/hour', gpus, during)) AS rent_7_6
FROM billable GROUP BY dataset, pool;

SELECT results_eq(
  'SELECT dataset, pool, leases, zero_gpu_leases, billable_leases FROM pool_summary ORDER BY dataset, pool',
  $$SELECT dataset, scope, count(*)::int, (count(*) FILTER (WHERE gpus = 0))::int,
           (count(*) FILTER (WHERE gpus > 0 AND started_at IS NOT NULL))::int
    FROM leases, LATERAL (VALUES (pool), ('*')) AS s (scope) GROUP BY dataset, scope ORDER BY dataset, scope$$,
  'pool_summary: leases, those of no cards, billable ones');
SELECT results_eq(
  'SELECT dataset, pool, span_start, span_end, gpu_seconds FROM pool_summary ORDER BY dataset, pool',
  'SELECT dataset, pool, span_start, span_end, gpu_seconds FROM by_pool ORDER BY dataset, pool',
  'pool_summary: spans and card-seconds, exactly');
-- One row for each difference, a row that is only on one side included
CREATE FUNCTION pg_temp.pool_differences(reference text, computed text) RETURNS text
LANGUAGE sql AS $$
  SELECT format('SELECT dataset, pool, %1$s AS published, %2$s AS computed
                 FROM pool_summary FULL JOIN by_pool USING (dataset, pool) WHERE %1$s IS DISTINCT FROM %2$s',
                reference, computed)
$$;
SELECT is_empty(pg_temp.pool_differences('gpu_hours', 'round(rent_1, 6)'), 'pool_summary: gpu_hours by rent()');
SELECT is_empty(pg_temp.pool_differences('gpu_hours', 'round(by_pool.gpu_seconds / 3600, 6)'),
                'pool_summary: gpu_hours by plain SQL');
SELECT is_empty(pg_temp.pool_differences('revenue_cny_15_1', 'round(rent_15_1, 6)'),
                'pool_summary: revenue at 15.1 by rent()');
SELECT is_empty(pg_temp.pool_differences('revenue_cny_15_1', 'round(by_pool.gpu_seconds * 15.1 / 3600, 6)'),
                'pool_summary: revenue at 15.1 by plain SQL');
SELECT is_empty(pg_temp.pool_differences('revenue_cny_7_6', 'round(rent_7_6, 6)'),
                'pool_summary: revenue at 7.6 by rent()');
SELECT is_empty(pg_temp.pool_differences('revenue_cny_7_6', 'round(by_pool.gpu_seconds * 7.6 / 3600, 6)'),
                'pool_summary: revenue at 7.6 by plain SQL');

-- ---- by pool and month ----

CREATE TEMP TABLE by_month AS
SELECT p.dataset, p.pool, to_char(month, 'YYYY-MM') AS month, lower(within) AS from_at, upper(within) AS to_at,
       coalesce(sum(gpus * extract(epoch FROM upper(during * within) - lower(during * within))), 0) AS gpu_seconds,
       coalesce(sum(rent('1 CNY/card/hour', gpus, during, within)), 0) AS rent_1,
       coalesce(sum(rent('15.1 CNY/card/hour', gpus, during, within)), 0) AS rent_15_1,
       coalesce(sum(rent('7.6 CNY/card/hour', gpus, during, within)), 0) AS rent_7_6
FROM by_pool AS p
     CROSS JOIN generate_series(date_trunc('month', span_start), span_end, interval '1 month') AS month
     CROSS JOIN LATERAL (SELECT tstzrange(span_start, span_end) * tstzrange(month, month + interval '1 month') AS within) AS w
     LEFT JOIN billable AS b ON b.dataset = p.dataset AND b.pool = p.pool AND during && within
GROUP BY p.dataset, p.pool, month, within;

SELECT results_eq(
  'SELECT dataset, pool, month, from_at, to_at, gpu_seconds FROM pool_month ORDER BY dataset, pool, month',
  'SELECT dataset, pool, month, from_at, to_at, gpu_seconds FROM by_month ORDER BY dataset, pool, month',
  'pool_month: months cut to the span, and card-seconds, exactly');
CREATE FUNCTION pg_temp.month_differences(reference text, computed text) RETURNS text
LANGUAGE sql AS $$
  SELECT format('SELECT dataset, pool, month, %1$s AS published, %2$s AS computed
                 FROM pool_month FULL JOIN by_month USING (dataset, pool, month) WHERE %1$s IS DISTINCT FROM %2$s',
                reference, computed)
$$;
SELECT is_empty(pg_temp.month_differences('gpu_hours', 'round(rent_1, 6)'), 'pool_month: gpu_hours by rent()');
SELECT is_empty(pg_temp.month_differences('gpu_hours', 'round(by_month.gpu_seconds / 3600, 6)'),
                'pool_month: gpu_hours by plain SQL');
SELECT is_empty(pg_temp.month_differences('revenue_cny_15_1', 'round(rent_15_1, 6)'),
                'pool_month: revenue at 15.1 by rent()');
SELECT is_empty(pg_temp.month_differences('revenue_cny_7_6', 'round(rent_7_6, 6)'),
                'pool_month: revenue at 7.6 by rent()');
SELECT is_empty(
  $$SELECT dataset, pool, p.rent_15_1, m.rent_15_1, p.rent_7_6, m.rent_7_6
    FROM by_pool AS p JOIN (SELECT dataset, pool, sum(rent_15_1) AS rent_15_1, sum(rent_7_6) AS rent_7_6
                            FROM by_month GROUP BY dataset, pool) AS m USING (dataset, pool)
    WHERE (p.rent_15_1, p.rent_7_6) IS DISTINCT FROM (m.rent_15_1, m.rent_7_6)$$,
  'the months sum to the whole, to the last decimal');

-- ---- by customer ----

CREATE TEMP TABLE by_customer AS
SELECT dataset, (rank() OVER (PARTITION BY dataset ORDER BY sum(gpus * seconds) DESC))::int AS rank, customer,
       count(*)::int AS leases, sum(gpus * seconds) AS gpu_seconds,
       sum(rent('1 CNY/card/hour', gpus, during)) AS rent_1,
       sum(rent('15.1 CNY/card/hour', gpus, during)) AS rent_15_1,
       sum(rent('7.6 CNY/card/hour', gpus, during)) AS rent_7_6
FROM billable WHERE pool <> '*' GROUP BY dataset, customer;

SELECT results_eq(
  'SELECT dataset, rank, customer, leases, gpu_seconds FROM top_customers ORDER BY dataset, rank',
  'SELECT dataset, rank, customer, leases, gpu_seconds FROM by_customer ORDER BY dataset, rank',
  'top_customers: ranks, leases and card-seconds, exactly');
SELECT results_eq(
  'SELECT customer, gpu_hours FROM top_customers ORDER BY dataset, rank',
  'SELECT customer, round(rent_1, 6) FROM by_customer ORDER BY dataset, rank', 'top_customers: gpu_hours');
SELECT results_eq(
  'SELECT customer, revenue_cny_15_1 FROM top_customers ORDER BY dataset, rank',
  'SELECT customer, round(rent_15_1, 6) FROM by_customer ORDER BY dataset, rank', 'top_customers: revenue at 15.1');
SELECT results_eq(
  'SELECT customer, revenue_cny_7_6 FROM top_customers ORDER BY dataset, rank',
  'SELECT customer, round(rent_7_6, 6) FROM by_customer ORDER BY dataset, rank', 'top_customers: revenue at 7.6');

-- ---- what real tables hold ----

-- fractions of a card: cut to whole ones they would earn less
SELECT is(count(*)::int, 1549, 'leases of a fraction of a card') FROM leases WHERE gpus <> trunc(gpus);
SELECT is_empty(
  $$SELECT * FROM billable
    WHERE gpus <> trunc(gpus) AND rent('3600 CNY/card/hour', gpus, during) <> gpus * seconds$$,
  'they are billed by the hundredth of a card');
-- no cards: no rent, and no error
SELECT is(count(*)::int, 541, 'leases of no cards') FROM leases WHERE gpus = 0;
SELECT is(sum(rent('15.1 CNY/card/hour', gpus, tstzrange(started_at, ended_at))), 0::numeric, 'they cost nothing')
FROM leases WHERE gpus = 0 AND started_at IS NOT NULL;
-- not started: never to be billed by mistake, whatever its end
SELECT is(count(*)::int, 465, 'leases that never started') FROM leases WHERE started_at IS NULL;
SELECT throws_ok(
  $$SELECT sum(rent('15.1 CNY/card/hour', gpus, tstzrange(started_at, ended_at))) FROM leases$$,
  '22023', NULL, 'billing them is an error');
-- over before it began: a lease, but no rent
SELECT is(rent('15.1 CNY/card/hour', 8, tstzrange(started_at, started_at)), 0::numeric, 'a lease of no length costs nothing')
FROM leases WHERE lease_id = 'openb-pod-0000';
-- the same twice: two leases
SELECT is(count(*)::int, 4, 'leases that repeat another in all but their name')
FROM (SELECT row_number() OVER (PARTITION BY dataset, pool, customer, gpus, started_at, ended_at, state) AS copy
      FROM leases) AS l WHERE copy > 1;
SELECT results_eq(
  $$SELECT dataset, count(*)::int, sum(rent('15.1 CNY/card/hour', gpus, during)) FROM billable AS b
    WHERE pool <> '*' AND (dataset, pool, customer, gpus, started_at, ended_at) IN
          (SELECT dataset, pool, customer, gpus, started_at, ended_at FROM billable
           GROUP BY 1, 2, 3, 4, 5, 6 HAVING count(*) > 1)
    GROUP BY dataset ORDER BY dataset$$,
  $$SELECT dataset, sum(copies)::int, sum(copies * rent('15.1 CNY/card/hour', gpus, tstzrange(started_at, ended_at)))
    FROM (SELECT dataset, pool, customer, gpus, started_at, ended_at, count(*) AS copies FROM billable WHERE pool <> '*'
          GROUP BY 1, 2, 3, 4, 5, 6 HAVING count(*) > 1) AS d
    GROUP BY dataset ORDER BY dataset$$,
  'each of the copies is billed');

\else
SELECT skip('the real lease tables: GPURENT_DATA names no folder that holds them', 32);
\endif

SELECT finish();
ROLLBACK;
