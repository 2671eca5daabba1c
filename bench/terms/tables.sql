-- ROWS=1000000
-- Leases on terms: one rate, and four amounts with a free time, by the hour and by the month; a tenth of them
-- as a table of their steps, and with an even income over 36 months.  Needs :rows and :terms_file.

SELECT setseed(0.5);

CREATE UNLOGGED TABLE leases AS
SELECT id, hourly, hourly::lease_terms AS hourly_terms, (hourly::text || steps)::lease_terms AS hourly_steps,
       monthly, monthly::lease_terms AS monthly_terms, (monthly::text || steps)::lease_terms AS monthly_steps,
       (1 + id % 8)::numeric AS quantity, tstzrange(start, start + interval '335 days') AS during
FROM (SELECT id, ((500 + floor(random() * 2000)) / 100 || ' CNY/card/hour')::rent_rate AS hourly, (10000 + floor(random() * 100000) || ' CNY/server/month')::rent_rate AS monthly,
             '; from 2 months 12; from 4 months 11; from 6 months 10; free 1 month' AS steps, timestamptz '2024-01-01 00:00Z' + id % 300 * interval '1 day' AS start
      FROM generate_series(1, :rows) AS id) AS drawn;

CREATE UNLOGGED TABLE some_leases AS SELECT * FROM leases WHERE id <= :rows / 10;

-- their steps as rate_steps() lists them, the free month at 0
CREATE UNLOGGED TABLE hourly_rows AS
SELECT id, (amount || ' CNY/card/hour')::rent_rate AS rate, quantity, during, tstzrange(starts_at, ends_at) AS step FROM some_leases, rate_steps(hourly_steps, during);
CREATE UNLOGGED TABLE monthly_rows AS
SELECT id, (amount || ' CNY/server/month')::rent_rate AS rate, quantity, during, tstzrange(starts_at, ends_at) AS step FROM some_leases, rate_steps(monthly_steps, during);

-- leases of 36 calendar months that grow each year and are free at first, and what their terms say in numbers
CREATE UNLOGGED TABLE growing AS
SELECT id, (amount || ' CNY/server/month; +' || percent || '% every 1 year; free ' || free || ' months')::lease_terms AS terms, (1 + id % 8)::numeric AS quantity,
       tstzrange(start, start + interval '36 months') AS during, amount, percent, free
FROM (SELECT id, (100000 + floor(random() * 100000))::numeric AS amount, 1 + id % 7 AS percent, 1 + id % 3 AS free, timestamptz '2024-01-01 00:00Z' + id % 24 * interval '1 month' AS start
      FROM generate_series(1, :rows / 10) AS id) AS drawn;

-- terms of three clauses as people write them, and as text
CREATE UNLOGGED TABLE written AS
SELECT ((500 + id % 1000) / 100.0)::numeric(6, 2) || ' CNY/card/hour; from 2 months ' || id % 77 || '; +3% every 1 year; free ' || 1 + id % 3 || ' months' AS terms FROM generate_series(1, :rows) AS id;
COPY written TO :'terms_file';
CREATE UNLOGGED TABLE terms_column AS SELECT terms::lease_terms AS terms FROM written;
CREATE UNLOGGED TABLE text_column AS SELECT terms::text AS terms FROM terms_column;
CREATE UNLOGGED TABLE copied_terms (terms lease_terms);
CREATE UNLOGGED TABLE copied_texts (terms text);
DROP TABLE written;

VACUUM ANALYZE;
CHECKPOINT;
