-- The real lease tables of the folder that GPURENT_DATA names: every column of reference/*.csv
-- about leases, to all its decimals, in every way there is to ask for it.  The reference was
-- computed elsewhere.
--
-- A way is a table that has, beside the key of a file's rows, columns that are named as the
-- file's.  All that it has is compared; a column of a file that no way has fails the test.
\ir ../laws.psql
\set found `test -r "$GPURENT_DATA/reference/pool_summary.csv" && echo true || echo false`
SELECT plan(51);

\if :found

SET timezone = 'UTC';

CREATE TEMP TABLE csv (lease_id text, pool text, customer text, gpus numeric, started_at timestamptz,
                       ended_at timestamptz, state text);
CREATE TEMP TABLE raw (dataset text, LIKE csv);
-- The client reads the files; it does not expand variables in \copy, but the shell does.
\copy csv FROM PROGRAM 'cat "$GPURENT_DATA/philly2017/leases.csv"' (FORMAT csv, HEADER MATCH)
INSERT INTO raw SELECT 'philly2017', * FROM csv;
TRUNCATE csv;
\copy csv FROM PROGRAM 'cat "$GPURENT_DATA/openb2023/leases.csv"' (FORMAT csv, HEADER MATCH)
INSERT INTO raw SELECT 'openb2023', * FROM csv;
CREATE TEMP TABLE pools_csv (pool text, gpus numeric, gpu_model text);
CREATE TEMP TABLE pools (dataset text, LIKE pools_csv);
\copy pools_csv FROM PROGRAM 'cat "$GPURENT_DATA/philly2017/pools.csv"' (FORMAT csv, HEADER MATCH)
INSERT INTO pools SELECT 'philly2017', * FROM pools_csv;
TRUNCATE pools_csv;
\copy pools_csv FROM PROGRAM 'cat "$GPURENT_DATA/openb2023/pools.csv"' (FORMAT csv, HEADER MATCH)
INSERT INTO pools SELECT 'openb2023', * FROM pools_csv;

-- The answers.  HEADER MATCH: a file with a column more, or less, is an error.
CREATE TEMP TABLE pool_summary (
  dataset text, pool text, capacity_gpus numeric, leases int, billable_leases int, zero_gpu_leases int, null_start int,
  null_end int, zero_length int, negative_length int, span_start timestamptz, span_end timestamptz, span_seconds numeric,
  gpu_seconds numeric, gpu_hours numeric, utilization numeric, peak_gpus numeric, peak_at timestamptz,
  peak_until timestamptz, over_capacity_seconds numeric, over_capacity_gpu_seconds numeric,
  first_over_capacity_at timestamptz, revenue_cny_15_1 numeric, revenue_cny_7_6 numeric);
CREATE TEMP TABLE pool_month (
  dataset text, pool text, month text, from_at timestamptz, to_at timestamptz, gpu_seconds numeric, gpu_hours numeric,
  available_gpu_seconds numeric, utilization numeric, revenue_cny_15_1 numeric, revenue_cny_7_6 numeric);
CREATE TEMP TABLE pool_midnight (dataset text, pool text, at timestamptz, rented_gpus numeric);
CREATE TEMP TABLE top_customers (
  dataset text, rank int, customer text, leases int, gpu_seconds numeric, gpu_hours numeric, revenue_cny_15_1 numeric,
  revenue_cny_7_6 numeric);
\copy pool_summary FROM PROGRAM 'cat "$GPURENT_DATA/reference/pool_summary.csv"' (FORMAT csv, HEADER MATCH)
\copy pool_month FROM PROGRAM 'cat "$GPURENT_DATA/reference/pool_month.csv"' (FORMAT csv, HEADER MATCH)
\copy pool_midnight FROM PROGRAM 'cat "$GPURENT_DATA/reference/pool_midnight.csv"' (FORMAT csv, HEADER MATCH)
\copy top_customers FROM PROGRAM 'cat "$GPURENT_DATA/reference/top_customers.csv"' (FORMAT csv, HEADER MATCH)

-- An empty comparison must not pass.
SELECT is(count(*)::int, 6043, 'leases of philly2017') FROM raw WHERE dataset = 'philly2017';
SELECT is(count(*)::int, 4076, 'leases of openb2023') FROM raw WHERE dataset = 'openb2023';
SELECT is(count(*)::int, 13, 'rows of pool_summary.csv') FROM pool_summary;
SELECT is(count(*)::int, 44, 'rows of pool_month.csv') FROM pool_month;
SELECT is(count(*)::int, 981, 'rows of pool_midnight.csv') FROM pool_midnight;
SELECT is(count(*)::int, 14, 'rows of top_customers.csv') FROM top_customers;
SELECT cmp_ok(count(*)::int, '>', 6, 'rows with a time over capacity') FROM pool_summary WHERE over_capacity_seconds IS NOT NULL;

-- ---- how they are compared ----

-- What says which row of a file is which
CREATE TEMP TABLE key (file text, columns text[]);
INSERT INTO key VALUES ('pool_summary', '{dataset,pool}'), ('pool_month', '{dataset,pool,month}'), ('pool_midnight', '{dataset,pool,at}'),
  ('top_customers', '{dataset,customer}');
CREATE FUNCTION pg_temp.columns_of(file text, name text) RETURNS SETOF text LANGUAGE sql AS $$
  SELECT attname::text FROM pg_attribute, key
  WHERE attrelid = name::regclass AND attnum > 0 AND NOT attisdropped AND key.file = columns_of.file AND attname::text <> ALL (key.columns)
$$;
CREATE TEMP TABLE compared (file text, way text, name text);

-- What a way says otherwise than a file: the row, the column, both values.  A row that is only on one side is told.
CREATE FUNCTION pg_temp.differences(file text, way text) RETURNS TABLE (row_key text, name text, published text, computed text) LANGUAGE plpgsql AS $$
DECLARE
  keys text[] = (SELECT columns FROM key WHERE key.file = differences.file);
  row_of text = (SELECT 'concat_ws('' '', ' || string_agg(format('coalesce(f.%1$I, w.%1$I)', k), ', ') || ')' FROM unnest(keys) AS k);
  joined text = (SELECT string_agg(format('f.%1$I = w.%1$I', k), ' AND ') FROM unnest(keys) AS k);
BEGIN
  INSERT INTO compared SELECT differences.file, differences.way, c FROM pg_temp.columns_of(file, way) AS c;
  RETURN QUERY EXECUTE
    format('SELECT %s, %L, CASE WHEN f.dataset IS NOT NULL THEN ''there'' END, CASE WHEN w.dataset IS NOT NULL THEN ''there'' END
            FROM %I AS f FULL JOIN %I AS w ON %s WHERE f.dataset IS NULL OR w.dataset IS NULL', row_of, 'the row', file, way, joined)
    || (SELECT string_agg(format(' UNION ALL SELECT %1$s, %2$L, f.%4$I::text, w.%4$I::text FROM %3$I AS f JOIN %5$I AS w ON %6$s WHERE f.%4$I IS DISTINCT FROM w.%4$I',
                                 row_of, c, file, c, way, joined), '') FROM pg_temp.columns_of(file, way) AS c);
END $$;

-- ---- the leases ----

-- Each lease counts for its pool and for the pool '*' of them all.  Billable: cards, and a known start.
CREATE TEMP TABLE lease AS
SELECT lease_id, dataset, scope AS pool, customer, gpus, started_at, ended_at
FROM raw, LATERAL (VALUES (pool), ('*')) AS s (scope);
CREATE TEMP TABLE billable AS
SELECT *, tstzrange(started_at, ended_at) AS during, extract(epoch FROM ended_at - started_at) AS seconds
FROM lease WHERE gpus > 0 AND started_at IS NOT NULL;
-- The pool '*' has a capacity where all pools have.
CREATE TEMP TABLE span AS
SELECT dataset, pool, span_start, span_end, tstzrange(span_start, span_end) AS within,
       (SELECT CASE WHEN count(*) = count(p.gpus) THEN sum(p.gpus) END FROM pools AS p
        WHERE p.dataset = b.dataset AND b.pool IN (p.pool, '*')) AS capacity
FROM (SELECT dataset, pool, min(started_at) AS span_start, max(ended_at) AS span_end FROM billable GROUP BY dataset, pool) AS b;
-- Months and days of a pool, cut to its span
CREATE TEMP TABLE month AS
SELECT dataset, pool, to_char(start, 'YYYY-MM') AS month, within * tstzrange(start, start + interval '1 month') AS within, capacity
FROM span, generate_series(date_trunc('month', span_start), span_end, interval '1 month') AS start;
CREATE TEMP TABLE day AS
SELECT dataset, pool, to_char(start, 'YYYY-MM') AS month, within * tstzrange(start, start + interval '1 day') AS within, capacity
FROM span, generate_series(date_trunc('day', span_start), span_end, interval '1 day') AS start;
-- At 3600 an hour the rent is that of seconds, so its sum is exactly what gpu_seconds is.
\set seconds '''3600 CNY/card/hour'''
\set hours '''1 CNY/card/hour'''
\set dear '''15.1 CNY/card/hour'''
\set cheap '''7.6 CNY/card/hour'''

-- ---- by pool ----

-- The last four counts are among billable leases, as the file has them.
CREATE TEMP TABLE summary_plain AS
SELECT dataset, pool, capacity AS capacity_gpus, count(*)::int AS leases, (count(*) FILTER (WHERE billable))::int AS billable_leases,
       (count(*) FILTER (WHERE gpus = 0))::int AS zero_gpu_leases, (count(*) FILTER (WHERE billable AND started_at IS NULL))::int AS null_start,
       (count(*) FILTER (WHERE billable AND ended_at IS NULL))::int AS null_end, (count(*) FILTER (WHERE billable AND ended_at = started_at))::int AS zero_length,
       (count(*) FILTER (WHERE billable AND ended_at < started_at))::int AS negative_length, span_start, span_end,
       extract(epoch FROM span_end - span_start) AS span_seconds, gpu_seconds, round(gpu_seconds / 3600, 6) AS gpu_hours,
       round(gpu_seconds / (capacity * extract(epoch FROM span_end - span_start)), 9) AS utilization,
       round(gpu_seconds * 15.1 / 3600, 6) AS revenue_cny_15_1, round(gpu_seconds * 7.6 / 3600, 6) AS revenue_cny_7_6
FROM lease JOIN span USING (dataset, pool)
     JOIN (SELECT dataset, pool, sum(gpus * seconds) AS gpu_seconds FROM billable GROUP BY dataset, pool) AS s USING (dataset, pool),
     LATERAL (SELECT gpus > 0 AND started_at IS NOT NULL AS billable) AS b
GROUP BY dataset, pool, capacity, span_start, span_end, gpu_seconds;

CREATE TEMP TABLE summary_rents AS
SELECT dataset, pool, sum(rent(:seconds, gpus, during)) AS gpu_seconds, round(sum(rent(:hours, gpus, during)), 6) AS gpu_hours,
       round(sum(rent(:dear, gpus, during)), 6) AS revenue_cny_15_1, round(sum(rent(:cheap, gpus, during)), 6) AS revenue_cny_7_6
FROM billable GROUP BY dataset, pool;

CREATE TEMP TABLE summary_ranges AS
SELECT dataset, pool, revenue(:seconds, gpus, during) AS gpu_seconds, round(card_hours(gpus, during), 6) AS gpu_hours,
       round(utilization(gpus, during, capacity, within), 9) AS utilization,
       peak(gpus, during) AS peak_gpus, peak_at(gpus, during), peak_until(gpus, during),
       round(revenue(:dear, gpus, during), 6) AS revenue_cny_15_1, round(revenue(:cheap, gpus, during), 6) AS revenue_cny_7_6
FROM billable JOIN span USING (dataset, pool) GROUP BY dataset, pool;

-- as the table is: leases of no cards and leases that never started are in it
CREATE TEMP TABLE summary_columns AS
SELECT dataset, pool, revenue(:seconds, gpus, started_at, ended_at) AS gpu_seconds,
       round(card_hours(:dear, gpus, started_at, ended_at), 6) AS gpu_hours,
       round(utilization(gpus, started_at, ended_at, capacity, within), 9) AS utilization,
       round(revenue(:dear, gpus, started_at, ended_at, NULL, 'Asia/Shanghai', 'calendar'), 6) AS revenue_cny_15_1,
       round(revenue(:cheap, gpus, started_at, ended_at, within, 'UTC'), 6) AS revenue_cny_7_6
FROM lease JOIN span USING (dataset, pool) GROUP BY dataset, pool;

-- a float8 is the decimal that it prints as; twice the rate, used half the time
CREATE TEMP TABLE summary_float8 AS
SELECT dataset, pool, revenue(:seconds, gpus::float8, during) AS gpu_seconds, round(card_hours(gpus::float8, started_at, ended_at), 6) AS gpu_hours,
       round(utilization(gpus::float8, during, capacity, within), 9) AS utilization, peak(gpus::float8, during) AS peak_gpus,
       round(revenue(:dear, gpus::float8, started_at, ended_at), 6) AS revenue_cny_15_1,
       round(utilization_weighted_revenue('15.2 CNY/card/hour', gpus::float8, during, 0.5::float8, within), 6) AS revenue_cny_7_6
FROM billable JOIN span USING (dataset, pool) GROUP BY dataset, pool;

CREATE FUNCTION pg_temp.available(capacity numeric, within tstzrange) RETURNS lease_summary LANGUAGE sql AS
$$ SELECT lease_summary('0 CNY/card/hour', capacity, within) $$;
CREATE TEMP TABLE summaries AS
SELECT dataset, pool, lease_summary(:seconds, gpus, started_at, ended_at) AS seconds, lease_summary(:dear, gpus, during) AS dear,
       lease_summary(:cheap, gpus, during, within, 'UTC', 'anniversary') AS cheap
FROM billable JOIN span USING (dataset, pool) GROUP BY dataset, pool;
CREATE TEMP TABLE summary_accessors AS
SELECT dataset, pool, leases(seconds)::int AS billable_leases, pending(seconds)::int AS null_start, first_start(dear) AS span_start,
       last_end(cheap) AS span_end, extract(epoch FROM last_end(seconds) - first_start(seconds)) AS span_seconds,
       revenue(seconds) AS gpu_seconds, round(card_hours(cheap), 6) AS gpu_hours,
       round(utilization(seconds, pg_temp.available(capacity, within)), 9) AS utilization,
       round(revenue(dear), 6) AS revenue_cny_15_1, round(revenue(cheap), 6) AS revenue_cny_7_6
FROM summaries JOIN span USING (dataset, pool);

-- Parts that have nothing to do with time, by way of their text
CREATE TEMP TABLE summary_parts AS
SELECT dataset, pool, leases(seconds)::int AS billable_leases, first_start(seconds) AS span_start, last_end(seconds) AS span_end,
       revenue(seconds) AS gpu_seconds, round(card_hours(dear), 6) AS gpu_hours,
       round(revenue(dear), 6) AS revenue_cny_15_1, round(revenue(cheap), 6) AS revenue_cny_7_6
FROM (SELECT dataset, pool, rollup(seconds::text::lease_summary) AS seconds, rollup(dear::text::lease_summary) AS dear, rollup(cheap) AS cheap
      FROM (SELECT dataset, pool, hashtext(lease_id) % 16 AS part, lease_summary(:seconds, gpus, during) AS seconds,
                   lease_summary(:dear, gpus, during) AS dear, lease_summary(:cheap, gpus, started_at, ended_at) AS cheap
            FROM billable GROUP BY dataset, pool, part) AS p
      GROUP BY dataset, pool) AS r;

-- Days, as rollup tables have them
CREATE TEMP TABLE daily AS
SELECT dataset, pool, month, day.within, lease_summary(:seconds, gpus, during, day.within) AS seconds,
       lease_summary(:dear, gpus, during, day.within) AS dear, lease_summary(:cheap, gpus, during, day.within) AS cheap
FROM day JOIN billable USING (dataset, pool) WHERE during && day.within GROUP BY dataset, pool, month, day.within;
CREATE TEMP TABLE summary_days AS
SELECT dataset, pool, leases(seconds)::int AS billable_leases, first_start(seconds) AS span_start, last_end(seconds) AS span_end,
       revenue(seconds) AS gpu_seconds, round(card_hours(dear), 6) AS gpu_hours, round(revenue(dear), 6) AS revenue_cny_15_1,
       round(revenue(cheap), 6) AS revenue_cny_7_6
FROM (SELECT dataset, pool, rollup(seconds) AS seconds, rollup(dear) AS dear, rollup(cheap) AS cheap FROM daily GROUP BY dataset, pool) AS r;

CREATE TEMP TABLE monthly AS
SELECT dataset, pool, revenue_by_month(:seconds, gpus, during, 'UTC') AS seconds, revenue_by_month(:hours, gpus, during, 'UTC') AS hours,
       revenue_by_month(:dear, gpus, during, 'UTC') AS dear, revenue_by_month(:cheap, gpus, during, 'UTC', NULL, 'anniversary') AS cheap
FROM billable GROUP BY dataset, pool;
CREATE TEMP TABLE summary_monthly AS
SELECT dataset, pool, revenue(seconds) AS gpu_seconds, round(revenue(hours), 6) AS gpu_hours, round(revenue(dear), 6) AS revenue_cny_15_1,
       round(revenue(cheap), 6) AS revenue_cny_7_6
FROM monthly;

CREATE TEMP TABLE occupancies AS SELECT dataset, pool, occupancy(gpus, during) AS o FROM billable GROUP BY dataset, pool;
CREATE TEMP TABLE summary_occupancy AS
SELECT dataset, pool, round(quantity_hours(o), 6) AS gpu_hours, round(utilization(o, capacity, within), 9) AS utilization, peak(o) AS peak_gpus,
       peak_at(o), peak_until(o), extract(epoch FROM time_over(o, capacity)) AS over_capacity_seconds,
       round(quantity_hours_over(o, capacity) * 3600, 6) AS over_capacity_gpu_seconds, first_over(o, capacity) AS first_over_capacity_at
FROM occupancies JOIN span USING (dataset, pool);

-- Digests of days, and what they come to
CREATE TEMP TABLE digests AS
SELECT dataset, pool, month, occupancy_digest(o, within, capacity) AS d FROM day JOIN occupancies USING (dataset, pool);
CREATE TEMP TABLE summary_digests AS
SELECT dataset, pool, lower(covered(d)) AS span_start, upper(covered(d)) AS span_end, extract(epoch FROM covered_time(d)) AS span_seconds,
       round(quantity_hours(d), 6) AS gpu_hours, round(utilization(d), 9) AS utilization,
       peak(d) AS peak_gpus, peak_at(d), extract(epoch FROM time_over(d)) AS over_capacity_seconds,
       round(quantity_hours_over(d) * 3600, 6) AS over_capacity_gpu_seconds, first_over(d) AS first_over_capacity_at
FROM (SELECT dataset, pool, rollup(d) AS d FROM digests GROUP BY dataset, pool) AS r;

SELECT is_empty(format('SELECT * FROM pg_temp.differences(''pool_summary'', %L)', way), 'pool_summary: ' || told)
FROM (VALUES (1, 'summary_plain', 'plain SQL'), (2, 'summary_rents', 'sums of rent()'), (3, 'summary_ranges', 'aggregates over ranges'),
             (4, 'summary_columns', 'aggregates over two columns of the table as it is'), (5, 'summary_float8', 'aggregates over float8'),
             (6, 'summary_accessors', 'lease_summary() and what it tells'), (7, 'summary_parts', 'rollup() of any parts'),
             (8, 'summary_days', 'rollup() of days'), (9, 'summary_monthly', 'revenue_by_month()'), (10, 'summary_occupancy', 'occupancy()'),
             (11, 'summary_digests', 'rollup() of digests of days')) AS ways (n, way, told) ORDER BY n;

-- ---- by pool and month ----

CREATE TEMP TABLE month_plain AS
SELECT dataset, pool, month, lower(within) AS from_at, upper(within) AS to_at, gpu_seconds, round(gpu_seconds / 3600, 6) AS gpu_hours,
       capacity * length AS available_gpu_seconds, round(gpu_seconds / (capacity * length), 9) AS utilization,
       round(gpu_seconds * 15.1 / 3600, 6) AS revenue_cny_15_1, round(gpu_seconds * 7.6 / 3600, 6) AS revenue_cny_7_6
FROM month, LATERAL (SELECT extract(epoch FROM upper(within) - lower(within)) AS length) AS l,
     LATERAL (SELECT sum(gpus * extract(epoch FROM least(ended_at, upper(within)) - greatest(started_at, lower(within)))) AS gpu_seconds
              FROM billable WHERE (billable.dataset, billable.pool) = (month.dataset, month.pool) AND started_at < upper(within) AND ended_at > lower(within)) AS s;

CREATE TEMP TABLE month_rents AS
SELECT dataset, pool, month, sum(rent(:seconds, gpus, during, within)) AS gpu_seconds, round(sum(rent(:hours, gpus, during, within)), 6) AS gpu_hours,
       round(sum(rent(:dear, gpus, during, within)), 6) AS revenue_cny_15_1, round(sum(rent(:cheap, gpus, during, within)), 6) AS revenue_cny_7_6
FROM month LEFT JOIN billable USING (dataset, pool) GROUP BY dataset, pool, month;

CREATE TEMP TABLE month_ranges AS
SELECT dataset, pool, month, revenue(:seconds, gpus, during, within) AS gpu_seconds, round(card_hours(gpus, during, within), 6) AS gpu_hours,
       round(utilization(gpus, during, capacity, within), 9) AS utilization,
       round(revenue(:dear, gpus, during, within, 'UTC'), 6) AS revenue_cny_15_1,
       round(revenue(:cheap, gpus, during, within, 'UTC', 'anniversary'), 6) AS revenue_cny_7_6
FROM month LEFT JOIN billable USING (dataset, pool) GROUP BY dataset, pool, month;

CREATE TEMP TABLE month_columns AS
SELECT dataset, pool, month, revenue(:seconds, gpus, started_at, ended_at, within) AS gpu_seconds,
       round(card_hours(gpus, started_at, ended_at, within), 6) AS gpu_hours,
       round(utilization(gpus, started_at, ended_at, capacity, within), 9) AS utilization,
       round(revenue(:dear, gpus, started_at, ended_at, within), 6) AS revenue_cny_15_1,
       round(revenue(:cheap, gpus, started_at, ended_at, within, 'UTC', '730h'), 6) AS revenue_cny_7_6
FROM month LEFT JOIN lease USING (dataset, pool) GROUP BY dataset, pool, month;

CREATE TEMP TABLE month_accessors AS
SELECT dataset, pool, month, first_start(pg_temp.available(1, within)) AS from_at, last_end(pg_temp.available(1, within)) AS to_at, revenue(seconds) AS gpu_seconds,
       round(card_hours(dear), 6) AS gpu_hours, round(card_hours(available) * 3600, 6) AS available_gpu_seconds,
       round(utilization(dear, available), 9) AS utilization, round(revenue(dear), 6) AS revenue_cny_15_1, round(revenue(cheap), 6) AS revenue_cny_7_6
FROM (SELECT dataset, pool, month, within, pg_temp.available(capacity, within) AS available,
             lease_summary(:seconds, gpus, started_at, ended_at, within) AS seconds, lease_summary(:dear, gpus, started_at, ended_at, within, 'UTC') AS dear,
             lease_summary(:cheap, gpus, started_at, ended_at, within) AS cheap
      FROM month LEFT JOIN lease USING (dataset, pool) GROUP BY dataset, pool, month, within, capacity) AS s;

CREATE TEMP TABLE month_days AS
SELECT dataset, pool, month, revenue(rollup(seconds)) AS gpu_seconds, round(card_hours(rollup(seconds)), 6) AS gpu_hours,
       round(revenue(rollup(dear)), 6) AS revenue_cny_15_1, round(revenue(rollup(cheap)), 6) AS revenue_cny_7_6
FROM daily GROUP BY dataset, pool, month;

-- the months with revenue: all of these have some
CREATE TEMP TABLE month_months AS
SELECT dataset, pool, to_char(month, 'YYYY-MM') AS month, s.revenue AS gpu_seconds, round(h.revenue, 6) AS gpu_hours,
       round(d.revenue, 6) AS revenue_cny_15_1, round(c.revenue, 6) AS revenue_cny_7_6
FROM monthly, months(seconds) AS s JOIN months(hours) AS h USING (month) JOIN months(dear) AS d USING (month) JOIN months(cheap) AS c USING (month);

-- of the pools' customers, merged
CREATE TEMP TABLE month_merged AS
SELECT dataset, pool, to_char(month, 'YYYY-MM') AS month, s.revenue AS gpu_seconds, round(d.revenue, 6) AS revenue_cny_15_1
FROM (SELECT dataset, pool, rollup(seconds) AS seconds, rollup(dear) AS dear
      FROM (SELECT dataset, pool, customer, revenue_by_month(:seconds, gpus, during, 'UTC') AS seconds, revenue_by_month(:dear, gpus, during, 'UTC') AS dear
            FROM billable GROUP BY dataset, pool, customer) AS c
      GROUP BY dataset, pool) AS r, months(seconds) AS s JOIN months(dear) AS d USING (month);

CREATE TEMP TABLE month_occupancy AS
SELECT dataset, pool, month, round(quantity_hours(o, within), 6) AS gpu_hours, round(utilization(o, capacity, within), 9) AS utilization
FROM month JOIN occupancies USING (dataset, pool);
CREATE TEMP TABLE month_digests AS
SELECT dataset, pool, month, lower(covered(d)) AS from_at, upper(covered(d)) AS to_at, round(quantity_hours(d), 6) AS gpu_hours, round(utilization(d), 9) AS utilization
FROM (SELECT dataset, pool, month, rollup(d) AS d FROM digests GROUP BY dataset, pool, month) AS r;

SELECT is_empty(format('SELECT * FROM pg_temp.differences(''pool_month'', %L)', way), 'pool_month: ' || told)
FROM (VALUES (1, 'month_plain', 'plain SQL'), (2, 'month_rents', 'sums of rent()'), (3, 'month_ranges', 'aggregates over ranges'),
             (4, 'month_columns', 'aggregates over two columns of the table as it is'), (5, 'month_accessors', 'lease_summary() and what it tells'),
             (6, 'month_days', 'rollup() of days'), (7, 'month_months', 'months() of revenue_by_month()'), (8, 'month_merged', 'rollup() of customers'' months'),
             (9, 'month_occupancy', 'occupancy()'), (10, 'month_digests', 'rollup() of digests of days')) AS ways (n, way, told) ORDER BY n;
SELECT is_empty(
  $$SELECT dataset, pool FROM summaries JOIN monthly USING (dataset, pool)
    WHERE (SELECT sum(revenue) FROM months(monthly.dear)) <> revenue(summaries.dear) OR (SELECT sum(revenue) FROM months(monthly.cheap)) <> revenue(summaries.cheap)
       OR revenue(summaries.dear) <> (SELECT revenue(rollup(daily.dear)) FROM daily WHERE (daily.dataset, daily.pool) = (monthly.dataset, monthly.pool))$$,
  'months and days sum to the whole, to the last decimal');

-- ---- at midnight ----

CREATE TEMP TABLE midnight_plain AS
SELECT dataset, pool, at, (SELECT coalesce(sum(gpus), 0) FROM billable WHERE (billable.dataset, billable.pool) = (span.dataset, span.pool) AND started_at <= at AND at < ended_at) AS rented_gpus
FROM span, generate_series(date_trunc('day', span_start), span_end, interval '1 day') AS at WHERE at >= span_start;
CREATE TEMP TABLE midnight_occupancy AS SELECT dataset, pool, at, occupied_at(o, at) AS rented_gpus FROM midnight_plain JOIN occupancies USING (dataset, pool);
CREATE TEMP TABLE midnight_clips AS
SELECT dataset, pool, at, peak(o, tstzrange(at, at + interval '1 microsecond')) AS rented_gpus FROM midnight_plain JOIN occupancies USING (dataset, pool);

SELECT is_empty(format('SELECT * FROM pg_temp.differences(''pool_midnight'', %L)', way), 'pool_midnight: ' || told)
FROM (VALUES (1, 'midnight_plain', 'plain SQL'), (2, 'midnight_occupancy', 'occupied_at()'), (3, 'midnight_clips', 'the peak of an instant')) AS ways (n, way, told) ORDER BY n;

-- ---- by customer ----

CREATE TEMP TABLE customer_rents AS
SELECT dataset, (rank() OVER (PARTITION BY dataset ORDER BY sum(gpus * seconds) DESC))::int AS rank, customer, count(*)::int AS leases,
       sum(gpus * seconds) AS gpu_seconds, round(sum(rent(:hours, gpus, during)), 6) AS gpu_hours,
       round(sum(rent(:dear, gpus, during)), 6) AS revenue_cny_15_1, round(sum(rent(:cheap, gpus, during)), 6) AS revenue_cny_7_6
FROM billable WHERE pool <> '*' GROUP BY dataset, customer;
CREATE TEMP TABLE customer_aggregates AS
SELECT dataset, (rank() OVER (PARTITION BY dataset ORDER BY revenue(:dear, gpus, during) DESC))::int AS rank, customer,
       leases(lease_summary(:dear, gpus, during))::int AS leases, revenue(:seconds, gpus, started_at, ended_at) AS gpu_seconds,
       round(card_hours(:dear, gpus, during), 6) AS gpu_hours, round(revenue(:dear, gpus, during), 6) AS revenue_cny_15_1,
       round(revenue(revenue_by_month(:cheap, gpus, during, 'UTC')), 6) AS revenue_cny_7_6
FROM billable WHERE pool <> '*' GROUP BY dataset, customer;
-- each customer's summaries of pools, merged
CREATE TEMP TABLE customer_merged AS
SELECT dataset, (rank() OVER (PARTITION BY dataset ORDER BY card_hours(rollup(dear)) DESC))::int AS rank, customer, leases(rollup(dear))::int AS leases,
       revenue(rollup(seconds)) AS gpu_seconds, round(card_hours(rollup(seconds)), 6) AS gpu_hours,
       round(revenue(rollup(dear)), 6) AS revenue_cny_15_1, round(revenue(rollup(cheap)), 6) AS revenue_cny_7_6
FROM (SELECT dataset, pool, customer, lease_summary(:seconds, gpus, during) AS seconds, lease_summary(:dear, gpus, during) AS dear,
             lease_summary(:cheap, gpus, started_at, ended_at) AS cheap
      FROM billable WHERE pool <> '*' GROUP BY dataset, pool, customer) AS s
GROUP BY dataset, customer;

SELECT is_empty(format('SELECT * FROM pg_temp.differences(''top_customers'', %L)', way), 'top_customers: ' || told)
FROM (VALUES (1, 'customer_rents', 'sums of rent()'), (2, 'customer_aggregates', 'aggregates'), (3, 'customer_merged', 'rollup() of pools')) AS ways (n, way, told) ORDER BY n;

-- ---- nothing was passed over ----

SELECT is_empty(
  $$SELECT file, name FROM key, pg_temp.columns_of(file, file) AS name EXCEPT SELECT file, name FROM compared$$,
  'each column of each file was compared');
-- and by two ways at least that call our aggregates, but for what is counted in the table or read from it
SELECT results_eq(
  $$SELECT file, name FROM compared GROUP BY file, name HAVING count(*) FILTER (WHERE way NOT LIKE '%plain' AND way NOT LIKE '%rents') < 2 ORDER BY file, name$$,
  $$VALUES ('pool_month', 'available_gpu_seconds'), ('pool_summary', 'capacity_gpus'), ('pool_summary', 'leases'), ('pool_summary', 'negative_length'),
           ('pool_summary', 'null_end'), ('pool_summary', 'null_start'), ('pool_summary', 'zero_gpu_leases'), ('pool_summary', 'zero_length')$$,
  'each by several ways');
-- a comparison sees what is wrong: the last decimal, a row too few, a row too many
CREATE TEMP TABLE wrong AS
SELECT dataset, CASE pool WHEN '23dbec' THEN 'new' ELSE pool END AS pool, month, gpu_hours + CASE WHEN pool = 'openb' AND month = '2023-02' THEN 0.000001 ELSE 0 END AS gpu_hours,
       CASE WHEN pool = '795a4c' THEN 0 ELSE utilization END AS utilization FROM month_ranges;
SELECT results_eq(
  $$SELECT * FROM pg_temp.differences('pool_month', 'wrong') ORDER BY row_key$$,
  $$VALUES ('openb2023 openb 2023-02', 'gpu_hours', '2839.885278', '2839.885279'), ('philly2017 23dbec 2017-09', 'the row', 'there', NULL),
           ('philly2017 795a4c 2017-11', 'utilization', NULL, '0'), ('philly2017 new 2017-09', 'the row', NULL, 'there')$$,
  'a comparison sees the last decimal, a NULL, a row too few or too many');

-- ---- what real tables hold ----

-- fractions of a card: cut to whole ones they would earn less
SELECT is(count(*)::int, 1549, 'leases of a fraction of a card') FROM raw WHERE gpus <> trunc(gpus);
SELECT is_empty(
  $$SELECT * FROM billable
    WHERE gpus <> trunc(gpus) AND rent('3600 CNY/card/hour', gpus, during) <> gpus * seconds$$,
  'they are billed by the hundredth of a card');
-- no cards: no rent, and no error
SELECT is(count(*)::int, 541, 'leases of no cards') FROM raw WHERE gpus = 0;
SELECT is(revenue(:dear, gpus, started_at, ended_at), 0::numeric, 'they cost nothing') FROM raw WHERE gpus = 0;
-- not started: never to be billed by mistake, whatever its end
SELECT is(count(*)::int, 465, 'leases that never started') FROM raw WHERE started_at IS NULL;
SELECT is(pending(lease_summary(:dear, gpus, started_at, ended_at)), 465::int8, 'which a summary of two columns tells') FROM raw;
SELECT throws_ok(
  $$SELECT revenue('15.1 CNY/card/hour', gpus, tstzrange(started_at, ended_at)) FROM raw$$,
  '22023', NULL, 'billing them is an error');
-- what they brought an hour is what they cost
SELECT is_empty($$SELECT dataset, pool FROM lease GROUP BY dataset, pool HAVING effective_rate('15.1 CNY/card/hour', gpus, started_at, ended_at) IS DISTINCT FROM '15.1 CNY/card/hour'$$,
  'the effective rate of leases at one rate is that rate');
-- over before it began: a lease, but no rent
SELECT is(rent(:dear, 8, tstzrange(started_at, started_at)), 0::numeric, 'a lease of no length costs nothing')
FROM raw WHERE lease_id = 'openb-pod-0000';
-- the same twice: two leases
SELECT is(count(*)::int, 4, 'leases that repeat another in all but their name')
FROM (SELECT row_number() OVER (PARTITION BY dataset, pool, customer, gpus, started_at, ended_at, state) AS copy
      FROM raw) AS l WHERE copy > 1;
SELECT results_eq(
  $$SELECT dataset, count(*)::int, revenue('15.1 CNY/card/hour', gpus, during) FROM billable AS b
    WHERE pool <> '*' AND (dataset, pool, customer, gpus, started_at, ended_at) IN
          (SELECT dataset, pool, customer, gpus, started_at, ended_at FROM billable
           GROUP BY 1, 2, 3, 4, 5, 6 HAVING count(*) > 1)
    GROUP BY dataset ORDER BY dataset$$,
  $$SELECT dataset, sum(copies)::int, sum(copies * rent('15.1 CNY/card/hour', gpus, tstzrange(started_at, ended_at)))
    FROM (SELECT dataset, pool, customer, gpus, started_at, ended_at, count(*) AS copies FROM billable WHERE pool <> '*'
          GROUP BY 1, 2, 3, 4, 5, 6 HAVING count(*) > 1) AS d
    GROUP BY dataset ORDER BY dataset$$,
  'each of the copies is billed');
-- All pools together are the pool '*'.
SELECT is_empty($$
  SELECT dataset FROM occupancies JOIN summaries USING (dataset, pool) JOIN monthly USING (dataset, pool) GROUP BY dataset
  HAVING rollup(o) FILTER (WHERE pool <> '*') <> rollup(o) FILTER (WHERE pool = '*')
      OR rollup(summaries.dear) FILTER (WHERE pool <> '*') <> rollup(summaries.dear) FILTER (WHERE pool = '*')
      OR rollup(monthly.dear) FILTER (WHERE pool <> '*') <> rollup(monthly.dear) FILTER (WHERE pool = '*')$$,
  'the pools'' values add up to that of all leases');
SELECT is_empty($$SELECT dataset, pool FROM occupancies JOIN monthly USING (dataset, pool) WHERE o::text::occupancy <> o OR dear::text::monthly_revenue <> dear$$, 'text is exact');

\else
SELECT skip('the real lease tables: GPURENT_DATA names no folder that holds them', 51);
\endif

SELECT finish();
ROLLBACK;
