-- The tables leases and pools from leases_csv and pools_csv, which hold the
-- files' text and line numbers.  A value that is not what its column should
-- hold is reported by its line.

CREATE FUNCTION castable(value text, type text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT %L::%s', value, type);
  RETURN true;
EXCEPTION WHEN others THEN
  RETURN false;
END
$$;

-- problems: a query of line, column, value and what is wrong with it
CREATE FUNCTION refuse(file text, problems text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  first record;
BEGIN
  EXECUTE format('SELECT * FROM (%s) AS p (line, name, value, wrong) ORDER BY line LIMIT 1', problems) INTO first;
  IF first.line IS NOT NULL THEN
    RAISE EXCEPTION '%, line %: % "%" %', file, first.line, first.name, first.value, first.wrong;
  END IF;
END
$$;

-- An empty field is no value, quoted or not.
UPDATE leases_csv SET gpus = nullif(trim(gpus), ''), pool = coalesce(nullif(trim(pool), ''), '(no pool)'),
  started_at = nullif(trim(started_at), ''), ended_at = nullif(trim(ended_at), '');

SELECT refuse('LEASES', $$
  SELECT line, 'gpus', gpus, 'is not a number' FROM leases_csv WHERE NOT castable(gpus, 'numeric')
  UNION ALL
  SELECT line, 'started_at', started_at, 'is not a time' FROM leases_csv WHERE NOT castable(started_at, 'timestamptz')
  UNION ALL
  SELECT line, 'ended_at', ended_at, 'is not a time' FROM leases_csv WHERE NOT castable(ended_at, 'timestamptz')$$);
SELECT refuse('LEASES', $$
  SELECT line, 'gpus', gpus, 'is not a number of cards' FROM leases_csv
  WHERE gpus IS NULL OR gpus::numeric < 0 OR gpus::numeric IN ('NaN', 'Infinity')
  UNION ALL
  SELECT line, 'gpus', gpus, 'has more than 9 decimals' FROM leases_csv WHERE scale(trim_scale(gpus::numeric)) > 9
  UNION ALL
  SELECT line, 'started_at', started_at, 'is not a finite time' FROM leases_csv WHERE NOT isfinite(started_at::timestamptz)
  UNION ALL
  SELECT line, 'ended_at', ended_at, 'is not a finite time; a lease still running has none' FROM leases_csv
  WHERE NOT isfinite(ended_at::timestamptz)
  UNION ALL
  SELECT line, 'ended_at', ended_at, 'is before started_at' FROM leases_csv
  WHERE ended_at::timestamptz < started_at::timestamptz$$);

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM leases_csv) THEN
    RAISE EXCEPTION 'there are no leases in it';
  END IF;
END
$$;
CREATE TABLE leases AS
SELECT lease_id, pool, customer, gpus::numeric, started_at::timestamptz, ended_at::timestamptz, state
FROM leases_csv ORDER BY line;
DROP TABLE leases_csv;

UPDATE pools_csv SET gpus = nullif(trim(gpus), ''), pool = trim(pool);
SELECT refuse('POOLS', $$
  SELECT line, 'gpus', gpus, 'is not a number' FROM pools_csv WHERE NOT castable(gpus, 'numeric')
  UNION ALL
  SELECT line, 'pool', pool, 'is named on an earlier line' FROM pools_csv AS p
  WHERE EXISTS (SELECT FROM pools_csv AS q WHERE q.pool = p.pool AND q.line < p.line)$$);
SELECT refuse('POOLS', $$
  SELECT line, 'gpus', gpus, 'is not a number of cards' FROM pools_csv
  WHERE gpus::numeric < 0 OR gpus::numeric IN ('NaN', 'Infinity')$$);

CREATE TABLE pools AS SELECT pool, gpus::numeric, gpu_model FROM pools_csv ORDER BY line;
DROP TABLE pools_csv;
DROP FUNCTION refuse, castable;
