-- What is measured against what, and the stop watch.

CREATE TABLE bench (
  n            int GENERATED ALWAYS AS IDENTITY,
  what         text,
  against      text,
  ours         text,
  theirs       text,
  before       text,             -- to be run before each, if anything; not timed
  bar          numeric,          -- NULL: for comparison only
  faster       boolean,          -- the bar is how many times as fast we are at least; else, how many times as long we take at most
  plan         text,             -- a node that both plans must have
  -- what each is measured by in its turn: then what is compared is not the time, but
  -- the time over the time of these
  ours_base    text,
  theirs_base  text,
  workers      int NOT NULL DEFAULT 0,  -- of a parallel plan, in ours and theirs, not in the bases
  net          boolean NOT NULL DEFAULT false   -- the bases are taken off rather: what is compared is what comes on top of them
);

-- What must be true before anything is timed: a query for one boolean
CREATE TABLE bench_check (
  complaint  text,
  statement  text
);

-- Milliseconds that a statement takes
CREATE FUNCTION clocked(before text, statement text, workers int DEFAULT 0) RETURNS float8
LANGUAGE plpgsql AS $$
DECLARE
  started timestamptz;
BEGIN
  IF before IS NOT NULL THEN
    EXECUTE before;
  END IF;
  PERFORM set_config('max_parallel_workers_per_gather', workers::text, true);
  started := clock_timestamp();
  EXECUTE statement;
  RETURN extract(epoch FROM clock_timestamp() - started) * 1000;
END
$$;

CREATE FUNCTION require_plan(statement text, node text, workers int) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  PERFORM set_config('max_parallel_workers_per_gather', workers::text, true);
  FOR line IN EXECUTE 'EXPLAIN ' || statement LOOP
    IF line ~ ('\m' || node || '\M') THEN
      RETURN;
    END IF;
  END LOOP;
  RAISE EXCEPTION 'the plan has no %: %', node, statement;
END
$$;

CREATE FUNCTION require_equal() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  entry bench_check;
  equal boolean;
BEGIN
  FOR entry IN SELECT * FROM bench_check LOOP
    EXECUTE entry.statement INTO equal;
    IF equal IS NOT TRUE THEN
      RAISE EXCEPTION '%', entry.complaint;
    END IF;
  END LOOP;
END
$$;

-- The times of one side: of the statement, and of its base if it has one, else 1
CREATE FUNCTION side(entry bench, statement text, base text) RETURNS float8[]
LANGUAGE sql AS
$$ SELECT ARRAY[clocked(entry.before, statement, entry.workers), CASE WHEN base IS NULL THEN 1 ELSE clocked(entry.before, base) END] $$;

-- One line of the result.  Each run takes the one and the other right after
-- each other, in turns; the ratio is the median of the runs' ratios, so that a
-- machine that slows down for a while slows both sides of a ratio.
CREATE FUNCTION measure(entry bench, runs int) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  ours float8[];
  theirs float8[];
  ratios float8[];
  ratio numeric;
  a float8[];
  b float8[];
BEGIN
  IF entry.plan IS NOT NULL THEN
    PERFORM require_plan(entry.ours, entry.plan, entry.workers), require_plan(entry.theirs, entry.plan, entry.workers);
  END IF;
  PERFORM side(entry, entry.ours, entry.ours_base), side(entry, entry.theirs, entry.theirs_base);  -- to warm up
  FOR run IN 1..runs LOOP
    IF run % 2 = 1 THEN
      a := side(entry, entry.ours, entry.ours_base);
      b := side(entry, entry.theirs, entry.theirs_base);
    ELSE
      b := side(entry, entry.theirs, entry.theirs_base);
      a := side(entry, entry.ours, entry.ours_base);
    END IF;
    ours := ours || a[1];
    theirs := theirs || b[1];
    ratios := ratios || CASE WHEN entry.net THEN (a[1] - a[2]) / (b[1] - b[2]) ELSE (a[1] / a[2]) / (b[1] / b[2]) END;
  END LOOP;
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY CASE WHEN entry.faster THEN 1 / r ELSE r END)
  INTO ratio FROM unnest(ratios) AS r;
  RETURN format('| %s | %s | %s | %s | %s | %s | %s |',
                rpad(entry.what, 36), rpad(entry.against, 28),
                lpad((SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY t)::numeric, CASE WHEN percentile_cont(0.5) WITHIN GROUP (ORDER BY t) < 10 THEN 1 ELSE 0 END) FROM unnest(ours) AS t)::text, 7),
                lpad((SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY t)) FROM unnest(theirs) AS t)::text, 7),
                lpad(round(ratio, CASE WHEN ratio < 100 THEN 2 ELSE 0 END)::text, 6),
                rpad(coalesce(CASE WHEN entry.faster THEN 'at least ' ELSE 'at most ' END || entry.bar, ''), 13),
                CASE CASE WHEN entry.faster THEN ratio >= entry.bar ELSE ratio <= entry.bar END
                  WHEN true THEN 'yes ' WHEN false THEN 'NO  ' ELSE '    ' END);
END
$$;
