-- ROWS=1000000
-- Loans, whose payments and present values are asked for, and assets that depreciate.  Needs :rows.

SELECT setseed(0.5);

CREATE UNLOGGED TABLE loans AS
SELECT round((0.0001 + random() * 0.02)::numeric, 6) AS rate,   -- a month
       1 + floor(random() * 120)::int AS periods,
       (1000 + floor(random() * 1000000))::numeric AS amount
FROM generate_series(1, :rows);

CREATE UNLOGGED TABLE assets AS
SELECT cost, round(cost / 20, 2) AS salvage, life, 1 + floor(random() * life)::int AS period
FROM (SELECT (100000 + floor(random() * 1900000))::numeric AS cost, (ARRAY[3, 4, 5, 10, 36, 48, 60])[1 + floor(random() * 7)::int] AS life
      FROM generate_series(1, :rows)) AS drawn;

VACUUM ANALYZE;
CHECKPOINT;
