-- ROWS=5000000
-- A lease table such as an application keeps, once with two columns for the time and
-- once with a range, the same in each run; and its daily rollups.  Needs :rows.

SELECT setseed(0.5);

CREATE UNLOGGED TABLE leases AS
SELECT (price || ' CNY/card/hour')::rent_rate AS rate, cards, started_at, started_at + length AS ended_at,
       round(price * cards * extract(epoch FROM length) / 36)::bigint AS cents,   -- the rent, as a plain application has it
       pool, used, price
FROM (SELECT round((1 + random() * 99)::numeric, 2) AS price,
             1 + floor(random() * 64)::int AS cards,
             timestamptz '2024-01-01 00:00Z' + interval '1 second' * floor(random() * 31000000) AS started_at,
             -- a minute to a month, most of them short
             interval '1 second' * floor(60 + random() ^ 6 * 2600000) AS length,
             round(random()::numeric, 4) AS used,
             1 + floor(random() * 50)::int AS pool
      FROM generate_series(1, :rows)) AS drawn;

CREATE UNLOGGED TABLE ranges AS
SELECT rate, cards, cents, tstzrange(started_at, ended_at) AS during, pool, used, price, used::float8 AS used_float8 FROM leases;

-- A fifth of the rows, and four times as many
CREATE UNLOGGED TABLE few_leases AS SELECT rate, cards, started_at, ended_at, cents FROM leases LIMIT :rows / 5;
CREATE UNLOGGED TABLE many_leases AS SELECT rate, cards, started_at, ended_at, cents FROM leases, generate_series(1, 4);

-- The rollups of examples/rollup.sql
CREATE UNLOGGED TABLE lease_day (day date, pool int, summary lease_summary NOT NULL, PRIMARY KEY (day, pool));
INSERT INTO lease_day
SELECT day, pool, lease_summary(rate, cards, started_at, ended_at, term(day, day))
FROM leases,
     LATERAL (SELECT (started_at AT TIME ZONE 'UTC')::date AS first_day, (ended_at AT TIME ZONE 'UTC')::date AS last_day) AS d,
     LATERAL (SELECT first_day + n AS day FROM generate_series(0, last_day - first_day) AS n) AS days
GROUP BY day, pool ORDER BY day, pool;
CREATE UNLOGGED TABLE pool_day (day date, pool int, digest occupancy_digest NOT NULL, PRIMARY KEY (day, pool));
INSERT INTO pool_day
SELECT day::date, pool, occupancy_digest(o, term(day::date, day::date), 6400)
FROM (SELECT pool, occupancy(cards, during) AS o FROM ranges GROUP BY pool) AS pools,
     generate_series(timestamp '2024-01-01', '2024-12-31', '1 day') AS day
ORDER BY day, pool;

VACUUM ANALYZE;
CHECKPOINT;
