-- examples/rollup.sql: leases come, end, are corrected and go, in random order, and
-- after each refresh the rollups of any period are the raw table's own, byte for byte.
\ir ../laws.psql
SET LOCAL client_min_messages = warning;
SET LOCAL check_function_bodies = off;  -- the tables come later, twice
SELECT plan(44);

CREATE FUNCTION pg_temp.choice(choices anyarray, seed int, what text) RETURNS anyelement
LANGUAGE sql IMMUTABLE AS
$$ SELECT choices[1 + trunc(pg_temp.draw(seed, what) * cardinality(choices))::int] $$;

-- An instant of 2024, often a local midnight, sometimes within an hour of one
CREATE FUNCTION pg_temp.instant(zone text, seed int, what text) RETURNS timestamptz
LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN kind < 0.2 THEN midnight AT TIME ZONE zone
               WHEN kind < 0.4 THEN (midnight AT TIME ZONE zone) + interval '1 second' * (7200 * pg_temp.draw(seed, what || 'near') - 3600)
               ELSE (midnight AT TIME ZONE 'UTC') + interval '1 second' * (86400 * pg_temp.draw(seed, what || 'time')) END
   FROM (SELECT pg_temp.draw(seed, what || 'kind') AS kind,
                timestamp '2024-01-01' + interval '1 day' * trunc(300 * pg_temp.draw(seed, what || 'day')) AS midnight) AS drawn $$;

-- One step: a few changes of each sort, drawn from the seed
CREATE FUNCTION pg_temp.change(zone text, step int) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  today timestamptz := timestamptz '2024-01-20' + interval '35 days' * step;
BEGIN
  INSERT INTO lease (pool, rate, cards, started_at, ended_at)
  SELECT 'pool ' || trunc(4 * pg_temp.draw(n, 'pool')),
         (round(100 * pg_temp.draw(n, 'amount'), n % 9) || pg_temp.choice(ARRAY[' CNY/card/', ' CNY/card/', ' CNY/card/', ' USD/card/'], n, 'currency') ||
          pg_temp.choice(ARRAY['hour', 'day', 'month', 'quarter'], n, 'period') || CASE WHEN n % 3 = 0 THEN ' incl 6%' ELSE '' END)::rent_rate,
         round(64 * pg_temp.draw(n, 'cards'), n % 10),
         CASE WHEN n % 11 <> 0 THEN started_at END,
         CASE WHEN n % 13 = 0 THEN started_at                                  -- never used
              WHEN n % 5 = 0 THEN NULL                                         -- still running
              WHEN n % 17 = 0 THEN 'infinity'
              WHEN n % 3 = 0 THEN greatest(started_at, pg_temp.instant(zone, n, 'end'))
              ELSE started_at + interval '1 second' * (10 ^ (7 * pg_temp.draw(n, 'length')))::int END
  FROM generate_series(100 * step, 100 * step + 29) AS n, LATERAL (SELECT pg_temp.instant(zone, n, 'start') AS started_at) AS s;
  -- ended, prolonged, cut short, reopened
  UPDATE lease SET ended_at = greatest(started_at, pg_temp.instant(zone, lease_id::int, 'ended' || step))
  WHERE started_at IS NOT NULL AND pg_temp.draw(lease_id::int, 'end?' || step) < 0.1;
  UPDATE lease SET ended_at = NULL WHERE pg_temp.draw(lease_id::int, 'reopen?' || step) < 0.02;
  -- started; corrected
  UPDATE lease SET started_at = pg_temp.instant(zone, lease_id::int, 'started' || step), ended_at = NULL
  WHERE started_at IS NULL AND pg_temp.draw(lease_id::int, 'start?' || step) < 0.3;
  UPDATE lease SET started_at = NULL WHERE pg_temp.draw(lease_id::int, 'unstart?' || step) < 0.01;
  UPDATE lease SET rate = rate * 1.01 WHERE pg_temp.draw(lease_id::int, 'rate?' || step) < 0.03;
  UPDATE lease SET cards = cards + 1, ended_at = ended_at + interval '1 hour' WHERE pg_temp.draw(lease_id::int, 'cards?' || step) < 0.03;
  UPDATE lease SET pool = 'pool ' || step % 4 WHERE pg_temp.draw(lease_id::int, 'pool?' || step) < 0.02;
  UPDATE lease SET started_at = started_at - interval '1 day' WHERE pg_temp.draw(lease_id::int, 'earlier?' || step) < 0.03;
  DELETE FROM lease WHERE pg_temp.draw(lease_id::int, 'delete?' || step) < 0.05;
  -- taken back again
  BEGIN
    DELETE FROM lease;
    RAISE EXCEPTION 'no' USING ERRCODE = 'P0099';
  EXCEPTION WHEN SQLSTATE 'P0099' THEN
  END;
  -- a late change must find its days whether the rollup has reached them or not
  IF step % 3 <> 0 THEN
    PERFORM refresh_rollups((today AT TIME ZONE zone)::date);
  ELSE
    PERFORM refresh_rollups();
  END IF;
END
$$;

-- Every day, month and quarter within reach, and periods drawn at random
CREATE FUNCTION pg_temp.periods(step int) RETURNS TABLE (first_day date, last_day date)
LANGUAGE sql AS
$$ WITH reach AS (SELECT date '2023-12-01' AS since, through FROM rollup_reach)
   SELECT since + n, since + n FROM reach, generate_series(0, through - since) AS n WHERE n % 13 = step % 13
   UNION ALL
   SELECT d::date, least(through, (d + length - interval '1 day')::date)
   FROM reach, unnest(ARRAY[interval '1 month', '3 months', '1 year']) AS length,
        generate_series(timestamp '2023-01-01', through, length) AS d
   UNION ALL
   SELECT through - greatest(a, b), through - least(a, b)
   FROM reach, generate_series(1, 10) AS n,
        LATERAL (SELECT trunc(150 * pg_temp.draw(n, 'from' || step))::int AS a, trunc(150 * pg_temp.draw(n, 'to' || step))::int AS b) AS drawn $$;

CREATE FUNCTION pg_temp.step_is_right(zone text, step int) RETURNS SETOF text
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_temp.change(zone, step);
  RETURN NEXT is_empty(format('SELECT * FROM pg_temp.periods(%s), LATERAL rollup_differences(first_day, last_day) AS d', step),
    format('%s, step %s: the rollups of every period are the raw table''s', zone, step));
END
$$;

-- ---- in Shanghai, and where clocks are set back from 1:00 to midnight ----

CREATE SCHEMA shanghai;
CREATE SCHEMA havana;
SET LOCAL search_path = havana, public, pg_temp;
\ir ../../examples/rollup.sql
CREATE OR REPLACE FUNCTION accounting_zone() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'America/Havana';
INSERT INTO pool SELECT 'pool ' || n, 100 * (n + 1), date '2023-12-20' + 10 * n FROM generate_series(0, 3) AS n;
-- corrections are of few pools here, whose leases are read by pool; in Shanghai of all
INSERT INTO pool SELECT 'idle ' || n, 1, '2024-03-01' FROM generate_series(1, 60) AS n;
SELECT pg_temp.step_is_right('America/Havana', step) FROM generate_series(1, 6) AS step;
SELECT is_empty($$
	SELECT instant FROM generate_series(timestamptz '2024-11-02 00:00Z', '2024-11-05 00:00Z', '7 minutes') AS instant
	WHERE NOT instant <@ term(accounting_day(instant), accounting_day(instant), accounting_zone())$$,
	'each instant lies in its day, on the day of 25 hours too');

DISCARD PLANS;
SET LOCAL search_path = shanghai, public, pg_temp;
\ir ../../examples/rollup.sql
INSERT INTO pool SELECT 'pool ' || n, 100 * (n + 1), date '2023-12-20' + 10 * n FROM generate_series(0, 3) AS n;
SELECT throws_ok('SELECT refresh_rollups()', '22023', 'the first refresh needs the day through which to go', 'a first refresh needs a day');
SELECT pg_temp.step_is_right('Asia/Shanghai', step) FROM generate_series(1, 9) AS step;

-- ---- what is not a difference of bytes ----

SELECT isnt_empty('SELECT * FROM lease_day WHERE leases(summary) > 0', 'there is something to compare');
SELECT is((SELECT sum(pending(summary)) FROM lease_day), 0::numeric, 'a lease that has not started is in no day');
SELECT is((SELECT sum(leases(summary)) FROM lease_day),
	(SELECT count(*)::numeric FROM lease, rollup_reach WHERE accounting_day(started_at) <= through), 'a lease counts once, on the day it starts');
SELECT is_empty($$
	SELECT l.pool, l.kind FROM (SELECT pool, per(rate * 0, 'hour') AS kind, sum(rent(rate, cards, tstzrange(started_at, ended_at), term('2023-12-01', '2024-06-30', accounting_zone()), accounting_zone())) AS rent
								FROM lease WHERE lease_days(started_at, ended_at) && '[2023-12-01,2024-06-30]' GROUP BY 1, 2) AS l
	FULL JOIN (SELECT pool, kind, revenue(rollup(summary)) AS revenue FROM lease_day WHERE day BETWEEN '2023-12-01' AND '2024-06-30' GROUP BY 1, 2) AS d USING (pool, kind)
	WHERE rent IS DISTINCT FROM revenue$$, 'revenue is the sum of the rents');
SELECT is(refresh_rollups(), 0::bigint, 'a refresh after which nothing changed writes nothing');

-- an end touches no day before it
UPDATE lease SET ended_at = '2024-08-30 12:00+08' WHERE lease_id = (SELECT min(lease_id) FROM lease WHERE ended_at IS NULL AND started_at < '2024-06-01');
SELECT is((SELECT array_agg(days) FROM lease_change), ARRAY[daterange '[2024-08-30,infinity]'], 'ending a lease touches the days from its end on');
UPDATE lease SET ended_at = ended_at WHERE ended_at IS NOT NULL;
SELECT is((SELECT count(*) FROM lease_change), 1::bigint, 'an update that changes nothing touches no day');
SELECT isnt_empty($$SELECT * FROM rollup_differences('2024-08-01', '2024-08-31')$$, 'without a refresh, the proof finds it');

UPDATE lease_day SET summary = summary + summary WHERE (day, pool, kind) = (SELECT day, pool, kind FROM lease_day WHERE revenue(summary) > 0 ORDER BY day LIMIT 1);
SELECT refresh_rollups() > 0 AS t \gset
SELECT isnt_empty($$SELECT d.* FROM rollup_reach, rollup_differences('2023-12-01', through) AS d$$, 'the proof finds a rollup that was tampered with');
UPDATE rollup_reach SET through = NULL;
TRUNCATE lease_day, pool_day;
SELECT refresh_rollups('2024-10-01') > 0 AS t \gset
SELECT is_empty($$SELECT * FROM rollup_differences('2023-12-01', '2024-10-01')$$, 'rebuilt');

-- a day far in the future, and the last that is not
SELECT throws_ok($$SELECT refresh_rollups('2204-10-01')$$, '22023', 'the day 2204-10-01 is too far in the future', 'a year mistyped would write a row for each pool and day');
SELECT throws_ok($$SELECT refresh_rollups('infinity')$$, '22023', NULL, 'so would no end');

-- ---- examples/occupancy_day.sql ----

\ir ../../examples/occupancy_day.sql
SELECT ok(refresh_occupancy_day('2024-02-20', '2024-05-10') > 200, 'days of pools are written');
SELECT is((SELECT max(peak) FROM (SELECT peak(rollup(occupied)) FROM occupancy_day WHERE day BETWEEN '2024-03-01' AND '2024-04-30' GROUP BY day) AS days),
	(SELECT peak(cards, tstzrange(started_at, ended_at), term('2024-03-01', '2024-04-30', accounting_zone())) FROM lease WHERE started_at IS NOT NULL), 'the fleet''s peak is the largest of its days''');
SELECT is((SELECT array_agg(p ORDER BY pool) FROM (SELECT pool, percentile(rollup(occupied), 0.95, term('2024-03-01', '2024-03-31', accounting_zone())) AS p FROM occupancy_day WHERE day BETWEEN '2024-03-01' AND '2024-03-31' GROUP BY pool) AS d),
	(SELECT array_agg(p ORDER BY pool) FROM (SELECT pool, percentile(occupancy(cards, tstzrange(started_at, ended_at)), 0.95, term('2024-03-01', '2024-03-31', accounting_zone())) AS p FROM lease
		WHERE lease_days(started_at, ended_at) && '[2024-03-01,2024-03-31]' GROUP BY pool) AS d), 'percentiles of a pool''s concurrency are the leases'' own');
SELECT is((SELECT rollup(occupied) FROM occupancy_day), (SELECT occupancy(cards, tstzrange(started_at, ended_at), term('2024-02-20', '2024-05-10', accounting_zone())) FROM lease WHERE lease_days(started_at, ended_at) && '[2024-02-20,2024-05-10]'),
	'days put together are the period');
SELECT is(refresh_occupancy_day('2024-03-05', '2024-03-05'), (SELECT count(*) FROM occupancy_day WHERE day = '2024-03-05'), 'a day is written anew');
SELECT throws_ok($$SELECT refresh_occupancy_day('2024-03-05', '2204-03-05')$$, '22023', NULL, 'not far ahead either');

-- pools that change
UPDATE pool SET cards = 50 WHERE pool = 'pool 2';
UPDATE pool SET since = '2024-02-20' WHERE pool = 'pool 3';
INSERT INTO pool VALUES ('empty pool', 8, '2024-03-01');
SELECT refresh_rollups() > 0 AS t \gset
SELECT is_empty($$SELECT * FROM rollup_differences('2023-12-01', '2024-10-01')$$, 'cards added, a pool that is new');
DELETE FROM pool WHERE pool = 'empty pool';
SELECT is((SELECT max(peak(digest)) FROM pool_day WHERE pool = 'pool 0' AND day BETWEEN '2024-03-01' AND '2024-03-31'),
	(SELECT peak(cards, tstzrange(started_at, ended_at), term('2024-03-01', '2024-03-31', accounting_zone())) FROM lease WHERE pool = 'pool 0' AND started_at IS NOT NULL),
	'a month''s peak is the largest of its days''');

-- a pool renamed, and all leases gone
UPDATE pool SET pool = 'new pool' WHERE pool = 'pool 1';
SELECT refresh_rollups() > 0 AS t \gset
SELECT is_empty($$SELECT * FROM rollup_differences('2023-12-01', '2024-10-01')$$, 'a pool renamed');
TRUNCATE lease;
SELECT refresh_rollups() > 0 AS t \gset
SELECT is_empty('SELECT * FROM lease_day', 'no leases, no summaries');
SELECT is_empty($$SELECT * FROM rollup_differences('2023-12-01', '2024-10-01')$$, 'and digests of nothing');

-- refused when it is written, not when it is summarised
SELECT throws_ok($$INSERT INTO lease (pool, rate, cards, started_at) VALUES ('pool 2', '100000 CNY/card', 1, '2024-01-01')$$, '22023', NULL, 'a price is no rate');
SELECT throws_ok($$INSERT INTO lease (pool, rate, cards, started_at) VALUES ('pool 2', '1 CNY/server/hour', 1, '2024-01-01')$$, '23514', NULL, 'servers are no cards');
SELECT throws_ok($$INSERT INTO lease (pool, rate, cards, started_at) VALUES ('pool 2', '1 CNY/card/hour', 1, '-infinity')$$, '22023', NULL, 'a lease starts some time');
SELECT lives_ok($$INSERT INTO lease (pool, rate, cards) VALUES ('pool 2', '1 CNY/card/hour', 1)$$, 'a lease may be pending');

SELECT * FROM finish();
ROLLBACK;
