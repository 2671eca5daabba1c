-- Peaks: what is measured, and against what.  Needs :rows, and the table bench and the
-- function clocked() of queries.sql.

SELECT setseed(0.5);

-- A year of leases in 50 pools, from a minute to a month, to the microsecond
CREATE UNLOGGED TABLE pool_leases AS
SELECT 1 + floor(random() * 50)::int AS pool, 1 + floor(random() * 64)::int AS cards, floor(random() * 1e9)::bigint AS amount,
       tstzrange(started_at, started_at + interval '1 second' * (60 + random() ^ 3 * 2592000)) AS during
FROM (SELECT timestamptz '2024-01-01 00:00Z' + interval '1 second' * (random() * 31536000) AS started_at
      FROM generate_series(1, :rows)) AS s;
VACUUM ANALYZE pool_leases;

CREATE UNLOGGED TABLE pool_days AS
SELECT pool, day, occupancy_digest(occupied, tstzrange(day, day + interval '1 day'), 1000) AS digest
FROM (SELECT pool, occupancy(cards, during) AS occupied FROM pool_leases GROUP BY pool) AS o,
     generate_series(timestamptz '2024-01-01 00:00Z', '2024-12-31 00:00Z', interval '1 day') AS day;
VACUUM ANALYZE pool_days;

INSERT INTO bench (what, against, ours, theirs, before, bar, faster, plan) VALUES
('peak by 50 pools', 'running sums of changes',
 'SELECT sum(p) FROM (SELECT peak(cards, during) AS p FROM pool_leases GROUP BY pool) AS s',
 'SELECT sum(p) FROM (
    SELECT max(level) AS p FROM (
      SELECT pool, sum(delta) OVER (PARTITION BY pool ORDER BY at) AS level FROM (
        SELECT pool, lower(during) AS at, cards AS delta FROM pool_leases
        UNION ALL SELECT pool, upper(during), -cards FROM pool_leases) AS changes) AS levels
    GROUP BY pool) AS s', NULL, 10, true, NULL),
('peak of a month, from digests', 'from the leases',
 'SELECT sum(p) FROM (SELECT peak(rollup(digest)) AS p FROM pool_days
    WHERE day >= ''2024-06-01 00:00Z'' AND day < ''2024-07-01 00:00Z'' GROUP BY pool) AS s',
 'SELECT sum(p) FROM (SELECT peak(cards, during, ''[2024-06-01 00:00Z, 2024-07-01 00:00Z)'') AS p FROM pool_leases GROUP BY pool) AS s',
 NULL, 200, true, NULL);

-- The gain of one worker beside the leader, as a part of what sum(bigint) gains, in the
-- median of so many runs.  The bar is 0.8.
CREATE FUNCTION peak_parallel_gain(runs int) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
  statements text[] = ARRAY['SELECT sum(p) FROM (SELECT peak(cards, during) AS p FROM pool_leases GROUP BY pool) AS s',
                            'SELECT sum(amount) FROM pool_leases'];
  gain float8[];
  gains float8[];
  serial float8;
BEGIN
  PERFORM set_config('parallel_setup_cost', '0', true), set_config('parallel_tuple_cost', '0', true);
  FOR run IN 1..runs LOOP
    FOR i IN 1..2 LOOP
      PERFORM set_config('max_parallel_workers_per_gather', '0', true);
      serial := clocked(NULL, statements[i]);
      PERFORM set_config('max_parallel_workers_per_gather', '1', true);
      gain[i] := serial / clocked(NULL, statements[i]);
    END LOOP;
    gains := gains || gain[1] / gain[2];
  END LOOP;
  RETURN (SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY g)::numeric, 2) FROM unnest(gains) AS g);
END
$$;

-- Time per row of all rows over that of a part of them, for peak and for sum(bigint): the
-- one over the other.  The bar is 1.1, for 20 times the rows.
CREATE FUNCTION peak_growth(runs int, part int) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
  ratio float8[];
  ratios float8[];
BEGIN
  CREATE UNLOGGED TABLE fewer_leases AS SELECT * FROM pool_leases LIMIT (SELECT count(*) / part FROM pool_leases);
  ANALYZE fewer_leases;
  FOR run IN 1..runs LOOP
    ratio[1] := clocked(NULL, 'SELECT sum(p) FROM (SELECT peak(cards, during) AS p FROM pool_leases GROUP BY pool) AS s') /
                clocked(NULL, 'SELECT sum(p) FROM (SELECT peak(cards, during) AS p FROM fewer_leases GROUP BY pool) AS s');
    ratio[2] := clocked(NULL, 'SELECT sum(amount) FROM pool_leases') / clocked(NULL, 'SELECT sum(amount) FROM fewer_leases');
    ratios := ratios || ratio[1] / ratio[2];
  END LOOP;
  DROP TABLE fewer_leases;
  RETURN (SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY r)::numeric, 2) FROM unnest(ratios) AS r);
END
$$;
