#!/usr/bin/env bash
# demo.sh: the published figures recomputed, and a lease table billed, in a
# private server.  demo.sh psql: a shell there instead.
#
# From the environment (make demo LEASES=... puts them there):
#   LEASES, POOLS   CSV files; without them, a made-up book
#   RATE, PRICE     what a card earns and costs: for all, or a CSV file of gpu_model and rate, gpu_model and price

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh
# shellcheck source=scripts/leases_csv.sh
. scripts/leases_csv.sh

leases_csv_read
deps demo
extension_build all
cluster_start
export PGCLIENTENCODING=UTF8

say "Creating the extension, as an ordinary user ..."
psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
CREATE ROLE analyst LOGIN;
CREATE DATABASE gpurent OWNER analyst TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
SQL
sql -c "CREATE EXTENSION gpurent"
sql -f examples/figures.sql
leases_csv_load
sql -c "ANALYZE leases, pools" -v terms_given=1 -f examples/billing.sql

if [ "${1:-}" = psql ]; then
  say "" "Tables: leases, pools, terms, published_figures.  Views: recomputed_figures, billed_pool_months, billed_pools." \
    "Try:    SELECT payback('100000 CNY/card', '15.1 CNY/card/hour');" ""
  # Ctrl-C is for psql, which stops its query.
  trap : INT
  psql -d gpurent -U analyst || true
  exit
fi

say "" "The published figures, each from one SQL expression" \
  "===================================================" ""
sql -At <<'SQL'
SELECT format('%-4s%-49s%-23s%18s%18s', '#', 'what', 'published', 'computed', 'difference');
SELECT format(E'%-4s%-49s%-23s%18s%18s\n      SELECT %s', n, what, coalesce(nullif(published, ''), '(only its inputs)'),
              rtrim(to_char(computed, 'FM999,999,999,990.999999'), '.'),
              CASE WHEN difference = 0 THEN '0' ELSE rtrim(to_char(difference, 'FMS999,999,999,990.999999'), '.') END,
              expression)
FROM recomputed_figures;
SELECT format(E'\n%s of these %s equal the exact answer to 8 decimals.  Where no figure is published, the difference is to that.',
              count(*) FILTER (WHERE exact), count(*))
FROM recomputed_figures;
SQL

counts=$(sql -At -c "SELECT 'leases: ' || to_char(count(*), 'FM999,999,999') || ', pools: ' || (SELECT count(*) FROM pool_terms) FROM leases")
say "" "Billing $book ($counts) at ${rate_file:-$RATE} ..." ""
[ ${#notes[@]} -eq 0 ] || say "${notes[@]/#/  Note: }" ""
sql -P footer=off -P numericlocale=on <<'SQL'
SELECT 'rent, ' || min(currency(rate)) AS rent_column, 'price, ' || min(currency(price)) AS price_column FROM terms \gset
SELECT pool, month, leases, round(card_hours, 2) AS "card-hours", round(rent, 2) AS :"rent_column",
       round(100 * utilization, 1) AS "utilization, %"
FROM billed_pool_months
ORDER BY pool, month;
\qecho 'By pool, and how long its cards take to earn their price back at this pace:'
\qecho
SELECT pool, gpus AS cards, leases, round(card_hours, 2) AS "card-hours", round(rent, 2) AS :"rent_column",
       round(100 * utilization, 1) AS "utilization, %", price AS :"price_column", round(payback_years, 2) AS "back in, years"
FROM (SELECT 0 AS total, pool, gpus, leases, card_hours, rent, utilization, price, payback_years FROM billed_pools
      UNION ALL SELECT 1, 'all pools', gpus, leases, card_hours, rent, utilization, price, payback_years FROM billed_total) AS b
ORDER BY total, pool;
\pset tuples_only
\pset format unaligned
SELECT format('Not billed: %s leases that never started, %s of no cards.  Months are cut in UTC; a card''s price is %s.',
              count(*) FILTER (WHERE started_at IS NULL), count(*) FILTER (WHERE started_at IS NOT NULL),
              coalesce((SELECT string_agg(DISTINCT coalesce(gpu_model || ' ', '') || price, ', ') FROM terms), '?'))
FROM leases WHERE started_at IS NULL OR gpus = 0;
SQL
say "make psql opens a shell on these tables; their SQL is in examples/."
