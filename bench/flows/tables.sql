-- ROWS=5000000
-- Cash flows: projects of 50 flows each, an outlay and what it earns in the 49 months after,
-- in a table of their own project after project, as they come in, month after month, and in no
-- order at all; and one pool with all its flows on 10,000 dates.  Needs :rows.

SELECT setseed(0.5);

CREATE UNLOGGED TABLE monthly8 AS
SELECT project, amount::float8 AS amount, at
FROM (SELECT project, month,
             CASE WHEN month = 0 THEN -round((90000 + random() * 20000)::numeric, 2)
                  ELSE round((1500 + random() * 2500)::numeric, 2) END AS amount,
             (date '2020-01-01' + month * interval '1 month')::date + floor(random() * 28)::int AS at
      FROM generate_series(0, 49) AS month, generate_series(1, :rows / 50) AS project) AS drawn
ORDER BY month, random();
CREATE UNLOGGED TABLE monthly AS SELECT project, amount::numeric AS amount, at FROM monthly8;
CREATE UNLOGGED TABLE flows8 AS SELECT * FROM monthly8 ORDER BY project, random();
CREATE UNLOGGED TABLE flows AS SELECT project, amount::numeric AS amount, at FROM flows8;
CREATE UNLOGGED TABLE shuffled8 AS SELECT * FROM monthly8 ORDER BY random();
CREATE UNLOGGED TABLE shuffled AS SELECT project, amount::numeric AS amount, at FROM shuffled8;

-- A million flows in one group, most of the first years outlays
CREATE UNLOGGED TABLE pool8 AS
SELECT amount::float8 AS amount, at
FROM (SELECT round(((random() - 0.5 + (day - 3000) / 20000.0) * 10000)::numeric, 2) AS amount, date '2000-01-01' + day AS at
      FROM (SELECT floor(random() * 10000)::int AS day FROM generate_series(1, :rows / 5)) AS days) AS drawn;
CREATE UNLOGGED TABLE pool AS SELECT amount::numeric AS amount, at FROM pool8;

VACUUM ANALYZE;
CHECKPOINT;
