-- ROWS=250000
-- Summaries of leases, and the same as text: as it is written, and with a blank before it, which has it
-- read as any JSON is, as all text was once.  Occupancies of 40,000 leases each, in the text of
-- version 1 too.  Needs :rows.

SELECT setseed(0.5);

CREATE UNLOGGED TABLE summary AS
SELECT lease_summary((round((1 + random() * 99)::numeric, 2) || ' CNY/card/hour incl 6%')::rent_rate, 1 + floor(random() * 64)::int, tstzrange(start, start + length)) AS value
FROM (SELECT i, timestamptz '2024-01-01 00:00Z' + interval '1 second' * floor(random() * 31000000) AS start, interval '1 second' * floor(60 + random() ^ 6 * 2600000) AS length
      FROM generate_series(1, :rows) AS i) AS lease
GROUP BY i;
CREATE UNLOGGED TABLE summary_text AS SELECT value::text AS text, ' ' || value::text AS as_json FROM summary;
CREATE UNLOGGED TABLE copied (value lease_summary);

CREATE UNLOGGED TABLE pool AS
SELECT pool, occupancy(cards, tstzrange(start, start + length)) AS value
FROM (SELECT i % 10 AS pool, 1 + floor(random() * 64)::int AS cards, timestamptz '2024-01-01 00:00Z' + interval '1 second' * floor(random() * 31000000) AS start,
             interval '1 second' * floor(60 + random() ^ 6 * 2600000) AS length
      FROM generate_series(1, 400000) AS i) AS lease
GROUP BY pool;
CREATE UNLOGGED TABLE pool_text AS
SELECT value::text AS text, instants, version_1
FROM pool, LATERAL (SELECT value::text::jsonb -> 'steps' AS steps OFFSET 0) AS json, LATERAL (
  SELECT count(*) AS instants, format('{"version": 1, "unit": "number", "steps": [%s]}', string_agg(format('["%s", %s]', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS+00:00'), level), ', ' ORDER BY n)) AS version_1
  FROM (SELECT n, level, first_value(first) OVER (ORDER BY n)::timestamptz + interval '1 second' * sum(seconds) OVER (ORDER BY n) AS at
        FROM (SELECT n, step ->> 1 AS level, CASE WHEN n = 1 THEN 0 ELSE (step ->> 0)::int END AS seconds, CASE WHEN n = 1 THEN step ->> 0 END AS first
              FROM jsonb_array_elements(steps) WITH ORDINALITY AS e (step, n)) AS step) AS s) AS old;

-- files of the server's own, in its data directory
DO $$
BEGIN
  EXECUTE format('COPY summary TO %L', current_setting('data_directory') || '/summary.txt');
  EXECUTE format('COPY summary TO %L (FORMAT binary)', current_setting('data_directory') || '/summary.bin');
END
$$;

VACUUM ANALYZE;
CHECKPOINT;
