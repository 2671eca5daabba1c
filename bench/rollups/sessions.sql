-- Rollups under a steady load: a table of what is written when, and a session that refreshes every so many
-- seconds.  The lag of a change runs from before it is written until the refresh that has it is committed.

CREATE TABLE many.written (at timestamptz);
CREATE TABLE few.written (at timestamptz);
CREATE TABLE refreshed (size text, n int, took float8, changes int, lags float8[]);

CREATE PROCEDURE keep_up(size text, seconds int, every int)
LANGUAGE plpgsql AS $$
DECLARE
  until constant timestamptz := clock_timestamp() + seconds * interval '1 second';
  seen timestamptz[];
  started timestamptz;
  took float8;
BEGIN
  FOR n IN 0..1000000 LOOP
    -- what is deleted here was committed before the refresh begins, so the refresh has it
    EXECUTE format('WITH seen AS (DELETE FROM %I.written RETURNING at) SELECT array_agg(at) FROM seen', size) INTO seen;
    started := clock_timestamp();
    EXECUTE format('SELECT %I.refresh_rollups()', size);
    took := extract(epoch FROM clock_timestamp() - started);
    COMMIT;
    INSERT INTO refreshed SELECT size, n, took, coalesce(cardinality(seen), 0), (SELECT array_agg(extract(epoch FROM clock_timestamp() - at)) FROM unnest(seen) AS at);
    COMMIT;
    EXIT WHEN clock_timestamp() > until;
    PERFORM pg_sleep(greatest(every - took, 0));
  END LOOP;
END
$$;

-- A line of the result; the first refresh takes what was there before the load
CREATE FUNCTION kept_up(of_size text, leases bigint) RETURNS text LANGUAGE sql AS
$$
  SELECT format('| %s | %s | %s | %s | %s | %s | %s |', lpad(leases::text, 10), lpad(sum(changes)::text, 7), lpad(count(*)::text, 9),
    lpad(round((percentile_cont(0.5) WITHIN GROUP (ORDER BY took) * 1000)::numeric)::text, 7), lpad(round((max(took) * 1000)::numeric)::text, 7),
    lpad(round((SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY lag) FROM refreshed, unnest(lags) AS lag WHERE size = of_size AND n > 0)::numeric, 1)::text, 5),
    lpad(round((SELECT max(lag) FROM refreshed, unnest(lags) AS lag WHERE size = of_size AND n > 0)::numeric, 1)::text, 7))
  FROM refreshed WHERE size = of_size AND n > 0
$$;

-- Bytes of what examples/rollup.sql and examples/occupancy_day.sql keep, of few leases, of the days that the rollups
-- have, written once: without what changes leave behind until it is vacuumed.
\set OCCUPANCY_DAY `pwd` /examples/occupancy_day.sql
SET search_path = few, public;
\i :OCCUPANCY_DAY
SELECT refresh_occupancy_day('2024-06-28', '2024-06-29');
RESET search_path;
VACUUM FULL few.lease_day, few.pool_day, few.occupancy_day;
CREATE FUNCTION bytes_kept() RETURNS text LANGUAGE sql AS
$$
  SELECT format('bytes: a lease %s, with its indexes %s; a row of lease_day %s, of pool_day %s, of occupancy_day %s, with theirs; an instant in occupancy_day %s',
    pg_table_size('many.lease') / (SELECT count(*) FROM many.lease), pg_total_relation_size('many.lease') / (SELECT count(*) FROM many.lease),
    pg_total_relation_size('few.lease_day') / (SELECT count(*) FROM few.lease_day), pg_total_relation_size('few.pool_day') / (SELECT count(*) FROM few.pool_day),
    pg_total_relation_size('few.occupancy_day') / (SELECT count(*) FROM few.occupancy_day), pg_total_relation_size('few.occupancy_day') / (SELECT count(*) FROM few.occupancy_day, steps(occupied)))
$$;
