-- ROWS=100000
-- The lease book with leases of 300 customers in 8 pools over 35 months, 30 of them closed, as a lessor of some size has
-- it, the same in each run, with rollups.  A line of an invoice for every tenth lease.  Needs :rows.

SET timezone = 'UTC';
SET client_min_messages = warning;
\set BOOK `pwd` /examples/lease_book.sql
\i :BOOK
SET search_path = lease_book, public;
SELECT setseed(0.5);

SELECT add_months('2025-11-01', '2023-01-01');
INSERT INTO exchange_rate SELECT 'USD', daterange(month, last_day_of_month(month), '[]'), 7 + extract(month FROM month) / 100 FROM accounting_month;
INSERT INTO customer (customer, country) SELECT 'customer ' || n, CASE WHEN n % 3 = 0 THEN 'SG' ELSE 'CN' END FROM generate_series(1, 300) AS n;
INSERT INTO pool (pool, gpu_model, region) SELECT 'pool ' || n, 'A100', 'region ' || n % 3 FROM generate_series(1, 8) AS n;
-- as many cards as are let at the most
INSERT INTO asset (asset, pool, cards, price, in_service_from)
SELECT 'asset ' || n || '.' || k, 'pool ' || n, round(:rows * 0.1), '90000 CNY/card excl 13%', date '2022-10-01' + 90 * k FROM generate_series(1, 8) AS n, generate_series(0, 4) AS k;

-- half by the hour, most of the rest by the month; an hour to a year, one in fifty without an end, one in five hundred
-- metered; some with clauses, most with a list rate
INSERT INTO lease (lease, customer, pool, terms, list_rate, cards, during)
SELECT 'L' || n, 'customer ' || 1 + floor(300 * customer), 'pool ' || 1 + n % 8,
       CASE WHEN n % 500 = 0 THEN (price || ' CNY/card/hour incl 6%; above 300 per month at 1; proration calendar')::lease_terms
            ELSE (price * hours || unit || CASE WHEN n % 20 = 1 THEN '; free 1 month' WHEN n % 20 = 2 THEN '; +2% every 6 months' ELSE '' END)::lease_terms END,
       CASE WHEN n % 500 <> 0 AND n % 3 > 0 THEN (round(price * hours * 1.2, 2) || unit)::rent_rate END,
       1 + floor(64 * cards), tstzrange(started_at, CASE WHEN n % 50 > 0 THEN started_at + length END)
FROM (SELECT n, round((1 + 99 * random())::numeric, 2) AS price, random() AS customer, random() AS cards,
             CASE WHEN kind < 0.5 THEN '/card/hour' WHEN kind < 0.9 THEN '/card/month' ELSE '/card/day' END AS per,
             CASE WHEN kind < 0.5 THEN 1 WHEN kind < 0.9 THEN 700 ELSE 24 END AS hours, CASE WHEN n % 32 < 8 THEN 'USD' ELSE 'CNY' END AS currency,
             timestamptz '2022-12-31 16:00Z' + interval '1 second' * floor(random() * 91900000) AS started_at,
             interval '1 second' * floor(3600 + random() ^ 3 * 31500000) AS length
      FROM (SELECT n, random() AS kind FROM generate_series(1, :rows) AS n) AS drawn) AS drawn,
     LATERAL (SELECT ' ' || currency || per || CASE currency WHEN 'USD' THEN ' excl 0%' ELSE ' incl 6%' END AS unit) AS u;

INSERT INTO usage
SELECT lease, during * m.within, round(random()::numeric, 4) FROM lease JOIN accounting_month AS m ON during && m.within
WHERE (metered OR lease ~ '01$') AND NOT isempty(during * m.within);

INSERT INTO cost (pool, kind, days, currency, net, vat)
SELECT p.pool, k.kind, daterange(m.month, last_day_of_month(m.month), '[]'), CASE WHEN k.kind = 'site' AND p.pool = 'pool 3' THEN 'USD' ELSE 'CNY' END, round((10000000 * random())::numeric, 2), 0
FROM accounting_month AS m, pool AS p, unnest('{power,site,staff}'::text[]) AS k (kind);

-- each customer a month and currency
CREATE TEMP TABLE line AS
SELECT 'I' || to_char(month, 'YYYYMM') || substr(customer, 10) || currency AS invoice, customer, currency, lease, month, tax_rate, net, round(net * tax_rate, 2) AS vat
FROM (SELECT customer, currency, lease, m.month, tax_rate, net_amount(rent(time_terms, cards, during, m.within), tax_basis, tax_rate, currency) AS net
      FROM lease JOIN accounting_month AS m ON first_day BETWEEN m.month AND last_day_of_month(m.month) WHERE lease ~ '7$' AND cannot_bill IS NULL) AS l;
BEGIN;
INSERT INTO invoice SELECT invoice, customer, last_day_of_month(month), last_day_of_month(month) + 30, currency, sum(net), sum(vat), sum(net + vat) FROM line GROUP BY invoice, customer, month, currency;
INSERT INTO invoice_line SELECT invoice, row_number() OVER (PARTITION BY invoice ORDER BY lease), lease, month, net, vat, tax_rate FROM line;
COMMIT;
BEGIN;
INSERT INTO payment SELECT 'P' || substr(invoice, 2), customer, invoice_date + 20, currency, gross FROM invoice WHERE random() < 0.9;
INSERT INTO payment_line SELECT payment, 'I' || substr(payment, 2), paid_on, amount, customer, currency FROM payment WHERE amount > 0;
COMMIT;

INSERT INTO scenario (scenario, cards, price, rate, start_date) SELECT 'scenario ' || n, 1000, '100000 CNY/card', '15.1 CNY/card/hour', '2026-01-01' FROM generate_series(1, 3) AS n;

SELECT use_rollups(true);
ANALYZE;
DO $$
DECLARE
  m date;
BEGIN
  FOR m IN SELECT month FROM accounting_month WHERE month <= '2025-06-01' ORDER BY month LOOP
    UPDATE accounting_month SET closed = true WHERE month = m;
  END LOOP;
END
$$;
-- put right after that
UPDATE lease SET cards = cards + 1 WHERE lease ~ '999$';
SELECT refresh_rollups();
CREATE TABLE plain_lease AS SELECT * FROM gpurent_bi.lease;
CREATE INDEX ON plain_lease (pool);
VACUUM ANALYZE;
CHECKPOINT;
SET search_path = public;
