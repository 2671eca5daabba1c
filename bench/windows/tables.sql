-- ROWS=1000000
-- Leases of 8 pools over 35 months, as a lessor of some size has them, the same in each run; and
-- one pool's as an occupancy.  Needs :rows.

SELECT setseed(0.5);

CREATE UNLOGGED TABLE lease AS
SELECT 1 + floor(random() * 8)::int AS pool,
       -- half by the hour, most of the rest by the month
       (price || CASE WHEN kind < 0.5 THEN ' CNY/card/hour' WHEN kind < 0.9 THEN '00 CNY/card/month' ELSE '0 CNY/card/day' END || ' incl 6%')::rent_rate AS rate,
       1 + floor(random() * 64)::int AS cards,
       tstzrange(started_at, least(started_at + length, timestamptz '2025-11-30 16:00Z')) AS during
FROM (SELECT round((1 + random() * 99)::numeric, 2) AS price, random() AS kind,
             timestamptz '2022-12-31 16:00Z' + interval '1 second' * floor(random() * 91900000) AS started_at,
             -- an hour to a year
             interval '1 second' * floor(3600 + random() ^ 3 * 31500000) AS length
      FROM generate_series(1, :rows)) AS drawn;

-- the rates by the hour alone
CREATE UNLOGGED TABLE hourly AS
SELECT pool, cards, during, rent_rate '15.1 CNY/card/hour incl 6%' AS rate FROM lease;

CREATE UNLOGGED TABLE occupied AS
SELECT occupancy(cards, during) AS o FROM (SELECT cards, during FROM lease LIMIT :rows / 4) AS leases;

VACUUM ANALYZE;
CHECKPOINT;
