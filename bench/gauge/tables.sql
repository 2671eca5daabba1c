-- ROWS=3000000
-- Samples of the utilization of a thousand cards, one every 15 seconds, as they arrive: all cards of an instant, then
-- those of the next, the same in each run.  A group is a card in an hour, which has 240.  Needs :rows.

SELECT setseed(0.5);

CREATE UNLOGGED TABLE sample AS
SELECT card, date_bin('1 hour', at, '2024-01-01 00:00Z') AS hour, at, used_numeric::float8 AS used, used_numeric
FROM (SELECT i, round(random()::numeric, 4) AS used_numeric, 1 + i % 1000 AS card, timestamptz '2024-01-01 00:00Z' + interval '15 seconds' * (i / 1000) AS at FROM generate_series(0, :rows - 1) AS i) AS s;

-- the same in no order
CREATE UNLOGGED TABLE shuffled AS SELECT * FROM sample ORDER BY md5(card || at::text);

-- hours of all cards
CREATE UNLOGGED TABLE card_hour AS SELECT card, hour, gauge(used, at, '60 seconds') AS g FROM sample GROUP BY card, hour;

VACUUM ANALYZE;
CHECKPOINT;
