-- What is measured against what.  A query must consume all it computes: the
-- planner drops a column that nobody looks at.  `before` is not timed.

CREATE TABLE bench (
  n        int GENERATED ALWAYS AS IDENTITY,
  what     text,
  against  text,
  ours     text,
  theirs   text,
  before   text,      -- to be run before each, if anything
  bar      numeric,
  faster   boolean,   -- the bar is how many times as fast we are at least; else, how many times as long we take at most
  plan     text       -- a node that both plans must have
);

INSERT INTO bench (what, against, ours, theirs, before, bar, faster, plan) VALUES
('COPY FROM p_capacity', 'numeric(20,6)',
 format('COPY copied_capacities FROM %L', :'capacity_file'),
 format('COPY copied_capacity_numerics FROM %L', :'capacity_numeric_file'),
 'TRUNCATE copied_capacities, copied_capacity_numerics', 1.0, false, NULL),
('COPY TO p_capacity', 'numeric(20,6)',
 'COPY capacity_texts TO ''/dev/null''', 'COPY capacity_numerics TO ''/dev/null''', NULL, 1.0, false, NULL),
('COPY FROM rent_rate', 'numeric(20,6)',
 format('COPY copied_rates FROM %L', :'rate_file'),
 format('COPY copied_rate_numerics FROM %L', :'rate_numeric_file'),
 'TRUNCATE copied_rates, copied_rate_numerics', 1.5, false, NULL),
('COPY TO rent_rate', 'numeric(20,6)',
 'COPY rate_texts TO ''/dev/null''', 'COPY rate_numerics TO ''/dev/null''', NULL, 1.5, false, NULL),
-- an OFFSET without a LIMIT sorts all and hands over the last
('ORDER BY p_capacity', 'bigint',
 'SELECT v FROM capacities ORDER BY v OFFSET (SELECT count(*) - 1 FROM capacities)',
 'SELECT v FROM bigints ORDER BY v OFFSET (SELECT count(*) - 1 FROM bigints)', NULL, 1.15, false, 'Sort'),
('CREATE INDEX on p_capacity', 'bigint',
 'CREATE INDEX bench_index ON capacities (v)', 'CREATE INDEX bench_index ON bigints (v)',
 'DROP INDEX IF EXISTS bench_index', 1.15, false, NULL),
('GROUP BY p_capacity', 'bigint',
 'SELECT max(n) FROM (SELECT g, count(*) AS n FROM capacities GROUP BY g) AS s',
 'SELECT max(n) FROM (SELECT g, count(*) AS n FROM bigints GROUP BY g) AS s', NULL, 1.15, false, 'HashAggregate'),
('sum(p_capacity)', 'sum(bigint)', 'SELECT sum(v) FROM capacities', 'SELECT sum(v) FROM bigints', NULL, 1.15, false, NULL),
('sum(rent(rate, cards, during))', 'the formula in numeric',
 'SELECT sum(rent(rate, cards, during)) FROM leases',
 'SELECT sum(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600) FROM leases', NULL, 3, true, NULL),
-- count() consumes an expression as cheaply as can be
('the same, monthly in New York', 'hourly + 2 AT TIME ZONE',
 'SELECT sum(rent(monthly, cards, during, NULL, ''America/New_York'')) FROM leases',
 'SELECT sum(rent(rate, cards, during)), count(lower(during) AT TIME ZONE ''America/New_York''),
         count(upper(during) AT TIME ZONE ''America/New_York'') FROM leases', NULL, 1.0, false, NULL);

-- Milliseconds that a statement takes
CREATE FUNCTION clocked(before text, statement text) RETURNS float8
LANGUAGE plpgsql AS $$
DECLARE
  started timestamptz;
BEGIN
  IF before IS NOT NULL THEN
    EXECUTE before;
  END IF;
  started := clock_timestamp();
  EXECUTE statement;
  RETURN extract(epoch FROM clock_timestamp() - started) * 1000;
END
$$;

CREATE FUNCTION require_plan(statement text, node text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN ' || statement LOOP
    IF line ~ ('\m' || node || '\M') THEN
      RETURN;
    END IF;
  END LOOP;
  RAISE EXCEPTION 'the plan has no %: %', node, statement;
END
$$;

-- One line of the result.  Each run takes the one and the other right after
-- each other, in turns; the ratio is the median of the runs' ratios, so that a
-- machine that slows down for a while slows both sides of a ratio.
CREATE FUNCTION measure(entry bench, runs int) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  ours float8[];
  theirs float8[];
  ratio numeric;
  a float8;
  b float8;
BEGIN
  IF entry.plan IS NOT NULL THEN
    PERFORM require_plan(entry.ours, entry.plan), require_plan(entry.theirs, entry.plan);
  END IF;
  PERFORM clocked(entry.before, entry.ours), clocked(entry.before, entry.theirs);  -- to warm up
  FOR run IN 1..runs LOOP
    IF run % 2 = 1 THEN
      a := clocked(entry.before, entry.ours);
      b := clocked(entry.before, entry.theirs);
    ELSE
      b := clocked(entry.before, entry.theirs);
      a := clocked(entry.before, entry.ours);
    END IF;
    ours := ours || a;
    theirs := theirs || b;
  END LOOP;
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY CASE WHEN entry.faster THEN u.b / u.a ELSE u.a / u.b END)
  INTO ratio FROM unnest(ours, theirs) AS u (a, b);
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY u.a), percentile_cont(0.5) WITHIN GROUP (ORDER BY u.b)
  INTO a, b FROM unnest(ours, theirs) AS u (a, b);
  RETURN format('| %s | %s | %s | %s | %s | %s | %s |',
                rpad(entry.what, 30), rpad(entry.against, 24), lpad(round(a)::text, 7), lpad(round(b)::text, 7),
                lpad(round(ratio, 2)::text, 6),
                rpad(CASE WHEN entry.faster THEN 'at least ' ELSE 'at most ' END || entry.bar, 12),
                CASE WHEN CASE WHEN entry.faster THEN ratio >= entry.bar ELSE ratio <= entry.bar END
                     THEN 'yes ' ELSE 'NO  ' END);
END
$$;
