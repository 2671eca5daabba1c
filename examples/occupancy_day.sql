-- What is on lease at once, over a whole fleet: occupancies by pool and day.
--
-- Run after rollup.sql, in the same schema.  A digest knows a pool's peak, but the
-- peaks of pools do not add up: they come at different times.  An occupancy of all
-- leases does, and ends at 67 million changes.  So keep occupancies of a day of
-- a pool: merged by day, they are a day of the fleet, which ten thousand times as
-- many leases fit into; and the fleet's peak is the largest of its days'.  Percentiles
-- of concurrency come from them as well.

CREATE TABLE occupancy_day (
  day       date,
  pool      text,
  occupied  occupancy NOT NULL,  -- of that day; nothing is on lease outside
  PRIMARY KEY (pool, day)
);
CREATE INDEX occupancy_day_day ON occupancy_day (day);

-- Writes the days from the first to the last anew, of all pools at once: nightly for
-- those that may have been corrected.  Returns how many it wrote; a pool without a
-- lease on a day has none.
CREATE FUNCTION refresh_occupancy_day(first_day date, last_day date) RETURNS bigint
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  zone constant text := accounting_zone();
  origin constant date := '2000-01-01';
  latest constant date := accounting_day(now()) + 366;
  first_at timestamptz;
  end_at timestamptz;
  written bigint;
BEGIN
  IF first_day IS NULL OR last_day IS NULL OR first_day > last_day OR last_day > latest OR NOT isfinite(first_day) THEN
    RAISE EXCEPTION 'there are no days from % to % to be written', coalesce(to_char(first_day, 'YYYY-MM-DD'), 'NULL'), coalesce(to_char(last_day, 'YYYY-MM-DD'), 'NULL')
      USING ERRCODE = 'invalid_parameter_value', HINT = 'Pass the first and the last, neither of them more than a year ahead.';
  END IF;
  first_at := first_day::timestamp AT TIME ZONE zone;
  end_at := (last_day + 1)::timestamp AT TIME ZONE zone;
  DELETE FROM occupancy_day WHERE day BETWEEN first_day AND last_day;
  INSERT INTO occupancy_day (pool, day, occupied)
  SELECT pool, origin + n AS day, occupancy(cards, tstzrange(started_at, ended_at), term(origin + n, origin + n, zone))
  FROM lease,
       LATERAL generate_series(CASE WHEN started_at > first_at THEN accounting_day(started_at) ELSE first_day END - origin,
                               CASE WHEN ended_at < end_at THEN accounting_day(greatest(started_at, ended_at - interval '1 microsecond')) ELSE last_day END - origin) AS n
  WHERE started_at IS NOT NULL AND started_at < end_at AND coalesce(ended_at, 'infinity') >= first_at
  GROUP BY pool, day;
  GET DIAGNOSTICS written = ROW_COUNT;
  RETURN written;
END
$$;
