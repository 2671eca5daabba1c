-- ROWS=1000000
-- The tables of examples/rollup.sql with 10,000 pools, each with a lease or more every day: many, with so many leases;
-- few, with 1/20 of them, those of the last days; unnoted, as few, whose changes nobody notes.  And what the
-- set-based refresh is held against: the refresh pool by pool, as the example had it once.  Needs :rows.

SET timezone = 'UTC';
CREATE VIEW drawn AS
SELECT n, 'pool ' || (1 + (n * 7919::bigint) % 10000) AS pool, ((1 + n % 97) || ' CNY/card/hour')::rent_rate AS rate, 1 + n % 64 AS cards, start AS started_at, start + interval '1 hour' * (1 + (n * 31::bigint) % 60) AS ended_at
FROM generate_series(1, :rows) AS n, LATERAL (SELECT timestamptz '2024-06-30 16:00Z' - interval '12 seconds' * n AS start) AS s;
-- for the month; a million at most, since all days of it for each lease take their time
CREATE TABLE drawn_month AS SELECT * FROM drawn LIMIT 1000000;

\set ROLLUP `pwd` /examples/rollup.sql
CREATE SCHEMA many;
SET search_path = many, public;
\i :ROLLUP
INSERT INTO pool SELECT 'pool ' || n, 1000, '2024-06-01' FROM generate_series(1, 10000) AS n;
ALTER TABLE lease DISABLE TRIGGER ALL;
-- indexes made afterwards are made sooner
DROP INDEX lease_end, lease_pool_end;
ALTER TABLE lease DROP CONSTRAINT lease_pkey;
INSERT INTO lease (pool, rate, cards, started_at, ended_at) SELECT pool, rate, cards, started_at, ended_at FROM drawn;
ALTER TABLE lease ADD PRIMARY KEY (pool, lease_id);
CREATE INDEX lease_end ON lease (coalesce(ended_at, 'infinity')) WHERE started_at IS NOT NULL;
CREATE INDEX lease_pool_end ON lease (pool, coalesce(ended_at, 'infinity')) WHERE started_at IS NOT NULL;
ALTER TABLE lease ENABLE TRIGGER ALL;
CREATE SCHEMA few;
SET search_path = few, public;
\i :ROLLUP
INSERT INTO pool SELECT * FROM many.pool;
ALTER TABLE lease DISABLE TRIGGER ALL;
INSERT INTO lease (pool, rate, cards, started_at, ended_at) SELECT pool, rate, cards, started_at, ended_at FROM drawn LIMIT :rows / 20;
ALTER TABLE lease ENABLE TRIGGER ALL;
CREATE SCHEMA unnoted;
CREATE TABLE unnoted.lease (LIKE few.lease INCLUDING ALL);
ALTER TABLE unnoted.lease ADD FOREIGN KEY (pool) REFERENCES few.pool ON UPDATE CASCADE;
INSERT INTO unnoted.lease SELECT * FROM few.lease;
SELECT setval(pg_get_serial_sequence('unnoted.lease', 'lease_id'), (SELECT max(lease_id) FROM few.lease));

-- ---- changes: 10 of 20 are new leases, 9 move the end of one of the last, 1 the rate of one of a month ago ----

SELECT format($$
CREATE FUNCTION %1$s.change(k bigint) RETURNS void LANGUAGE plpgsql SET search_path = %1$s, public AS $f$
DECLARE
  of_pool constant text := 'pool ' || 1 + k * 6007 %% 10000;
BEGIN
  IF k %% 2 = 0 THEN
    INSERT INTO lease (pool, rate, cards, started_at, ended_at)
    SELECT of_pool, '15.1 CNY/card/hour', 8, start, start + interval '1 hour' * (1 + k %% 60)
    FROM (SELECT timestamptz '2024-06-28 16:00Z' + interval '1 second' * (k * 37 %% 86400)) AS s (start);
  ELSIF k %% 20 = 1 THEN
    UPDATE lease SET rate = rate + '0.01 CNY/card/hour' WHERE pool = of_pool AND lease_id = (
      SELECT lease_id FROM lease WHERE pool = of_pool AND started_at IS NOT NULL AND coalesce(ended_at, 'infinity') >= '2024-05-30 16:00Z'
      ORDER BY coalesce(ended_at, 'infinity') LIMIT 1);
  ELSE
    UPDATE lease SET ended_at = ended_at + interval '1 hour' WHERE pool = of_pool AND lease_id = (
      SELECT lease_id FROM lease WHERE pool = of_pool AND started_at IS NOT NULL AND coalesce(ended_at, 'infinity') >= '2024-06-27 16:00Z'
      ORDER BY coalesce(ended_at, 'infinity') LIMIT 1);
  END IF;
END
$f$;
CREATE FUNCTION %1$s.changes(of_them int) RETURNS bigint LANGUAGE sql AS $f$ SELECT count(%1$s.change(k)) FROM generate_series(1, of_them) AS k $f$;
$$, schema) FROM unnest(ARRAY['many', 'few', 'unnoted']) AS schema
\gexec

-- ---- pool by pool, in the schema of many ----

SET search_path = many, public;
CREATE TABLE lease_day_by_pool (LIKE lease_day INCLUDING ALL);
CREATE TABLE pool_day_by_pool (LIKE pool_day INCLUDING ALL);
CREATE FUNCTION leases_by_day(of_pool text, of_days daterange)
RETURNS TABLE (day date, rate rent_rate, cards numeric, started_at timestamptz, ended_at timestamptz)
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
BEGIN
  RETURN QUERY
  WITH met AS MATERIALIZED (
    SELECT l.rate, l.cards, l.started_at, l.ended_at, lease_days(l.started_at, l.ended_at) * of_days AS days
    FROM lease AS l
    WHERE l.pool = of_pool AND l.started_at IS NOT NULL
      AND coalesce(l.ended_at, 'infinity') >= lower(of_days)::timestamp AT TIME ZONE accounting_zone() AND l.started_at < upper(of_days)::timestamp AT TIME ZONE accounting_zone())
  SELECT lower(m.days) + n, m.rate, m.cards, m.started_at, m.ended_at
  FROM met AS m, LATERAL generate_series(0, upper(m.days) - lower(m.days) - 1) AS n;
END
$$;
CREATE FUNCTION lease_day_of(of_pool text, of_days daterange) RETURNS TABLE (pool text, day date, kind rent_rate, summary lease_summary)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
  SELECT of_pool, day, per(rate * 0, 'hour') AS kind, lease_summary(rate, cards, started_at, ended_at, term(day, day, accounting_zone()), accounting_zone())
  FROM leases_by_day(of_pool, of_days) GROUP BY day, kind;
$$;
CREATE FUNCTION pool_day_of(of_pool text, of_days daterange) RETURNS TABLE (pool text, day date, digest occupancy_digest)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
  SELECT pool, day, occupancy_digest(l.cards, tstzrange(started_at, ended_at), term(day, day, accounting_zone()), pool.cards)
  FROM pool, LATERAL (SELECT of_days * daterange(since, NULL) AS days) AS reported,
       LATERAL (SELECT lower(days) + n AS day FROM generate_series(0, upper(days) - lower(days) - 1) AS n) AS each_day
       LEFT JOIN leases_by_day(of_pool, of_days) AS l USING (day)
  WHERE pool = of_pool GROUP BY day, pool;
$$;
-- so many pools only: it is slow
CREATE FUNCTION refresh_by_pool(of_day date, pools int) RETURNS bigint
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  of_pool text;
  total bigint := 0;
BEGIN
  FOR of_pool IN SELECT pool FROM pool LIMIT pools LOOP
    DELETE FROM lease_day_by_pool WHERE pool = of_pool AND day <@ datemultirange(daterange(of_day, of_day, '[]'));
    INSERT INTO lease_day_by_pool (pool, day, kind, summary) SELECT f.* FROM lease_day_of(of_pool, daterange(of_day, of_day, '[]')) AS f;
    DELETE FROM pool_day_by_pool WHERE pool = of_pool AND day <@ datemultirange(daterange(of_day, of_day, '[]'));
    INSERT INTO pool_day_by_pool (pool, day, digest) SELECT f.* FROM pool_day_of(of_pool, daterange(of_day, of_day, '[]')) AS f;
    total := total + 1;
  END LOOP;
  RETURN total;
END
$$;
-- one day is there; those before it are in nobody's way
UPDATE many.rollup_reach SET through = '2024-06-27';
UPDATE few.rollup_reach SET through = '2024-06-27';
DELETE FROM many.lease_change;
DELETE FROM few.lease_change;
SELECT many.refresh_rollups('2024-06-28'), few.refresh_rollups('2024-06-28');
VACUUM ANALYZE;
CHECKPOINT;
