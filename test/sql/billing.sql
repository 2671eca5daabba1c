-- The example bills its made-up book: the same rows on every machine, months
-- that sum to the whole for any kind of rate.
\getenv abs_srcdir PG_ABS_SRCDIR
\set book :abs_srcdir '/../examples/book.sql'
\set billing :abs_srcdir '/../examples/billing.sql'
CREATE SCHEMA billing;
SET search_path = billing, public;
\set rate '15.1 CNY/card/hour'
\set price '100000 CNY/card'
\set ECHO none
\i :book
ANALYZE leases, pools;
\i :billing
\set ECHO all

SELECT count(*) AS leases, count(*) FILTER (WHERE started_at IS NULL) AS pending,
       count(*) FILTER (WHERE ended_at = started_at) AS of_no_length, count(*) FILTER (WHERE gpus = 0) AS of_no_cards,
       count(*) FILTER (WHERE gpus <> trunc(gpus)) AS of_fractions, count(*) FILTER (WHERE state = 'running') AS running
FROM leases;
SELECT pool, gpus, leases, round(card_hours, 6) AS card_hours, rent, round(utilization, 9) AS utilization,
       round(payback_years, 9) AS payback_years
FROM billed_pools;
SELECT pool, month, leases, round(card_hours, 6) AS card_hours, rent
FROM billed_pool_months WHERE pool = 'qingyang-h100';

-- The sum of the months is the whole, to the last decimal.
CREATE VIEW sums AS
SELECT pool, p.rent, m.rent = p.rent AS rent_sums
FROM billed_pools AS p JOIN (SELECT pool, sum(rent) AS rent
                             FROM billed_pool_months GROUP BY pool) AS m USING (pool);
SELECT count(*) FILTER (WHERE rent_sums) AS exact FROM sums;
UPDATE terms SET rate = '7000 CNY/card/month';
SELECT pool, rent, rent_sums FROM sums ORDER BY pool;

SET client_min_messages = warning;
DROP SCHEMA billing CASCADE;
