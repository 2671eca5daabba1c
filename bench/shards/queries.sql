-- Two steps over two shards: each makes summaries of its rows, the top merges them; against all rows fetched by the top.

SET enable_partitionwise_aggregate = on;

INSERT INTO bench (what, against, ours, theirs, bar, faster) VALUES
('peak of the fleet, two steps', 'fetching the rows',
 'SELECT peak(rollup(occupied)) FROM (SELECT pool, occupancy(cards, tstzrange(started_at, ended_at)) AS occupied FROM lease GROUP BY pool) AS by_pool',
 'SELECT peak(cards, tstzrange(started_at, ended_at)) FROM lease', 0.6, false),
('the same', 'fetching 10,000 at a time',
 'SELECT peak(rollup(occupied)) FROM (SELECT pool, occupancy(cards, tstzrange(started_at, ended_at)) AS occupied FROM lease_by_10000 GROUP BY pool) AS by_pool',
 'SELECT peak(cards, tstzrange(started_at, ended_at)) FROM lease_by_10000', NULL, false),
('that of a month', 'fetching the rows',
 $$SELECT peak(rollup(occupied)) FROM (SELECT pool, occupancy(cards, tstzrange(started_at, ended_at), term('2024-06-01', '2024-06-30', 'Asia/Shanghai')) AS occupied FROM lease GROUP BY pool) AS by_pool$$,
 $$SELECT peak(cards, tstzrange(started_at, ended_at), term('2024-06-01', '2024-06-30', 'Asia/Shanghai')) FROM lease$$, 0.6, false),
('revenue of all, two steps', 'fetching the rows',
 'SELECT revenue(rollup(s)) FROM (SELECT pool, lease_summary(rate, cards, started_at, ended_at) AS s FROM lease GROUP BY pool) AS by_pool',
 'SELECT revenue(rate, cards, started_at, ended_at) FROM lease', NULL, false);

INSERT INTO bench_check
SELECT 'two steps give another ' || what, format('SELECT (%s) = (%s)', ours, theirs) FROM bench;
-- the shards make the summaries
CREATE FUNCTION sent(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  line text;
  sent text := '';
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (VERBOSE) ' || query LOOP
    sent := sent || line || E'\n';
  END LOOP;
  RETURN sent;
END
$$;
INSERT INTO bench_check SELECT 'rows are fetched for: ' || what, format('SELECT sent(%L) ~ ''Remote SQL: SELECT [^\n]*(occupancy|lease_summary)\([^\n]* GROUP BY''', ours) FROM bench;
INSERT INTO bench_check SELECT 'no rows are fetched for: ' || against, format('SELECT sent(%L) !~ ''Remote SQL: [^\n]* GROUP BY''', theirs) FROM bench;
