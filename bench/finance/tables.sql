-- ROWS=1000000
-- Loans, whose payments and present values are asked for.  Needs :rows.

SELECT setseed(0.5);

CREATE UNLOGGED TABLE loans AS
SELECT round((0.0001 + random() * 0.02)::numeric, 6) AS rate,   -- a month
       1 + floor(random() * 120)::int AS periods,
       (1000 + floor(random() * 1000000))::numeric AS amount
FROM generate_series(1, :rows);

VACUUM ANALYZE;
CHECKPOINT;
