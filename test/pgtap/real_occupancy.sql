-- The real lease tables of the folder that GPURENT_DATA names: peaks, times over capacity
-- and midnight counts of reference/*.csv, to all their decimals, from occupancy() and
-- from the digests of days.  The reference was computed elsewhere.
\ir ../laws.psql
\set found `test -r "$GPURENT_DATA/reference/pool_summary.csv" && echo true || echo false`
SELECT plan(12);

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
CREATE TEMP TABLE pool_midnight (dataset text, pool text, at timestamptz, rented_gpus numeric);
\copy pool_summary FROM PROGRAM 'cat "$GPURENT_DATA/reference/pool_summary.csv"' (FORMAT csv, HEADER)
\copy pool_midnight FROM PROGRAM 'cat "$GPURENT_DATA/reference/pool_midnight.csv"' (FORMAT csv, HEADER)

-- An empty comparison must not pass.
SELECT is(count(*)::int, 13, 'rows of pool_summary.csv') FROM pool_summary;
SELECT is(count(*)::int, 981, 'rows of pool_midnight.csv') FROM pool_midnight;
SELECT cmp_ok(count(*)::int, '>', 6, 'rows with a time over capacity') FROM pool_summary WHERE over_capacity_seconds IS NOT NULL;

-- Billable: cards, and a known start.  Each lease counts for its pool and for the pool '*' of them all.
CREATE TEMP TABLE billable AS
SELECT dataset, scope AS pool, gpus, tstzrange(started_at, ended_at) AS during
FROM leases, LATERAL (VALUES (pool), ('*')) AS s (scope)
WHERE gpus > 0 AND started_at IS NOT NULL;

CREATE TEMP TABLE by_pool AS
SELECT dataset, pool, occupancy(gpus, during) AS o FROM billable GROUP BY dataset, pool;

SELECT results_eq(
  'SELECT dataset, pool, peak_gpus, peak_at, peak_until FROM pool_summary ORDER BY dataset, pool',
  'SELECT dataset, pool, peak(o), peak_at(o), peak_until(o) FROM by_pool ORDER BY dataset, pool',
  'pool_summary: peaks, from when until when');
SELECT results_eq(
  'SELECT dataset, pool, peak_gpus, peak_at, peak_until FROM pool_summary ORDER BY dataset, pool',
  'SELECT dataset, pool, peak(gpus, during), peak_at(gpus, during), peak_until(gpus, during) FROM billable GROUP BY dataset, pool ORDER BY dataset, pool',
  'the same in one step');
SELECT results_eq(
  'SELECT dataset, pool, over_capacity_seconds, over_capacity_gpu_seconds, first_over_capacity_at FROM pool_summary ORDER BY dataset, pool',
  $$SELECT dataset, pool, extract(epoch FROM time_over(o, capacity_gpus)), round(quantity_hours_over(o, capacity_gpus) * 3600, 6),
           first_over(o, capacity_gpus)
    FROM by_pool JOIN pool_summary USING (dataset, pool) ORDER BY dataset, pool$$,
  'pool_summary: time and card-seconds over capacity, and since when');
SELECT results_eq(
  'SELECT dataset, pool, gpu_hours, utilization FROM pool_summary ORDER BY dataset, pool',
  $$SELECT dataset, pool, round(quantity_hours(o), 6), round(utilization(o, capacity_gpus, tstzrange(span_start, span_end)), 9)
    FROM by_pool JOIN pool_summary USING (dataset, pool) ORDER BY dataset, pool$$,
  'pool_summary: card-hours and utilization, again');
SELECT results_eq(
  'SELECT dataset, pool, at, rented_gpus FROM pool_midnight ORDER BY dataset, pool, at',
  'SELECT dataset, pool, at, occupied_at(o, at) FROM pool_midnight JOIN by_pool USING (dataset, pool) ORDER BY dataset, pool, at',
  'pool_midnight: cards on lease at each midnight');

-- Days from before the first lease to after the last, with the capacity where it is known
CREATE TEMP TABLE day_digest AS
SELECT dataset, pool, day, occupancy_digest(o, tstzrange(day, day + interval '1 day'), capacity_gpus) AS d
FROM by_pool JOIN pool_summary USING (dataset, pool),
     generate_series(date_trunc('day', span_start), span_end, interval '1 day') AS day;
CREATE TEMP TABLE by_digest AS SELECT dataset, pool, rollup(d) AS d FROM day_digest GROUP BY dataset, pool;

SELECT results_eq(
  'SELECT dataset, pool, peak_gpus, peak_at FROM pool_summary ORDER BY dataset, pool',
  'SELECT dataset, pool, peak(d), peak_at(d) FROM by_digest ORDER BY dataset, pool',
  'from the digests of days: peaks');
SELECT results_eq(
  'SELECT dataset, pool, over_capacity_seconds, over_capacity_gpu_seconds, first_over_capacity_at, gpu_hours FROM pool_summary ORDER BY dataset, pool',
  $$SELECT dataset, pool, extract(epoch FROM time_over(d)), round(quantity_hours_over(d) * 3600, 6), first_over(d), round(quantity_hours(d), 6)
    FROM by_digest ORDER BY dataset, pool$$,
  'from the digests of days: time over capacity, card-hours');

-- All pools together are the pool '*'
SELECT is_empty($$
  SELECT dataset FROM by_pool GROUP BY dataset
  HAVING rollup(o) FILTER (WHERE pool <> '*') <> rollup(o) FILTER (WHERE pool = '*')$$,
  'the pools'' occupancies add up to that of all leases');
SELECT is_empty($$SELECT dataset, pool FROM by_pool WHERE o::text::occupancy <> o$$, 'text is exact');

\else
SELECT skip('GPURENT_DATA names no folder with the real lease tables', 12);
\endif

SELECT * FROM finish();
ROLLBACK;
