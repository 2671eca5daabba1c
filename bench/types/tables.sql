-- ROWS=1000000
-- The rows that are measured: the same values as a type of ours and as the
-- plain type it is held against, in tables of their own.  Needs :rows.

SELECT setseed(0.5);

CREATE UNLOGGED TABLE drawn AS
SELECT floor(random() * 1e9)::bigint AS gflops,           -- up to 1,000 P, each digit of it
       floor(random() * 100000)::bigint AS few,           -- 100,000 different ones
       round((1 + random() * 99)::numeric, 2) AS price,
       (ARRAY['CNY', 'USD'])[1 + floor(random() * 2)::int] AS currency,
       (ARRAY['card/hour', 'card/month', 'server/month', 'P/year'])[1 + floor(random() * 4)::int] AS per,
       1 + floor(random() * 64)::int AS cards,
       timestamptz '2024-01-01 00:00Z' + interval '1 second' * floor(random() * 31000000) AS started_at,
       interval '1 second' * floor(60 + random() ^ 3 * 30000000) AS length
FROM generate_series(1, :rows);

CREATE UNLOGGED TABLE capacities AS
SELECT p_capacity '0.000001 P' * gflops AS v, p_capacity '0.000001 P' * few AS g FROM drawn;
-- the very integers that a p_capacity holds
CREATE UNLOGGED TABLE bigints AS SELECT gflops * 32 AS v, few * 32 AS g FROM drawn;

CREATE UNLOGGED TABLE capacity_texts AS SELECT v FROM capacities;
CREATE UNLOGGED TABLE capacity_numerics AS SELECT petaflops(v)::numeric(20,6) AS v FROM capacities;
CREATE UNLOGGED TABLE rate_texts AS SELECT (price || ' ' || currency || '/' || per)::rent_rate AS v FROM drawn;
CREATE UNLOGGED TABLE rate_numerics AS SELECT price::numeric(20,6) AS v FROM drawn;

CREATE UNLOGGED TABLE leases AS
SELECT (price || ' CNY/card/hour')::rent_rate AS rate, (price * 500 || ' CNY/card/month')::rent_rate AS monthly, price,
       cards, tstzrange(started_at, started_at + length) AS during
FROM drawn;

-- Where COPY FROM puts its rows
CREATE UNLOGGED TABLE copied_capacities (LIKE capacity_texts);
CREATE UNLOGGED TABLE copied_capacity_numerics (LIKE capacity_numerics);
CREATE UNLOGGED TABLE copied_rates (LIKE rate_texts);
CREATE UNLOGGED TABLE copied_rate_numerics (LIKE rate_numerics);
COPY capacity_texts TO :'capacity_file';
COPY capacity_numerics TO :'capacity_numeric_file';
COPY rate_texts TO :'rate_file';
COPY rate_numerics TO :'rate_numeric_file';

DROP TABLE drawn;
VACUUM ANALYZE;
CHECKPOINT;
