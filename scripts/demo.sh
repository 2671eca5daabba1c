#!/usr/bin/env bash
# demo.sh: the published figures recomputed, and a lease table billed, in a
# private server.  demo.sh psql: a shell there instead.
#
# From the environment (make demo LEASES=... puts them there):
#   LEASES, POOLS   CSV files; without them, a made-up book
#   RATE, PRICE     what a card earns and costs

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh

LEASES=${LEASES:-} POOLS=${POOLS:-}
RATE=${RATE:-15.1 CNY/card/hour}
PRICE=${PRICE:-100000 CNY/card}
lease_columns=lease_id,pool,customer,gpus,started_at,ended_at,state
pool_columns=pool,gpus,gpu_model

# The names in a CSV file's first line, one a line
header_of() {
  head -n 1 "$1" | sed 's/^\xef\xbb\xbf//; s/\r$//' | tr ',' '\n' |
    sed 's/^ *"\{0,1\}//; s/"\{0,1\} *$//' | tr '[:upper:]' '[:lower:]'
}

# check_file VARIABLE FILE COLUMNS: the mistakes one can see before anything is started
check_file() {
  local column header twice
  [ -e "$2" ] || die "$1=$2: there is no such file"
  [ -f "$2" ] || die "$1=$2: not a file"
  [ -r "$2" ] || die "$1=$2: the file can't be read"
  [ -s "$2" ] || die "$1=$2: the file is empty"
  header=$(header_of "$2")
  for column in ${3//,/ }; do
    grep -qx -- "$column" <<<"$header" ||
      die "$1=$2: its first line names no column \"$column\"" "  wanted:  $3" "  found:   $(head -n 1 "$2" | head -c 300)"
  done
  twice=$(sort <<<"$header" | uniq -d | head -n 1)
  [ -z "$twice" ] || die "$1=$2: its first line names \"$twice\" twice"
}

# sql [psql option...]: as the ordinary user who owns the database
sql() { interruptible psql -X -q -v ON_ERROR_STOP=1 -v rate="$RATE" -v price="$PRICE" -d gpurent -U analyst "$@"; }

# sql_or_die TITLE [psql option...]: silent; for where the user's input may be to blame for an error
sql_or_die() {
  local title=$1
  shift
  sql -o /dev/null "$@" 2>"$log" ||
    die "$title" "$(sed -n 's/^\(psql:.*: \)\{0,1\}\(ERROR\|DETAIL\|HINT\): */  /p; s/^CONTEXT: *COPY /  /p' "$log")"
}

check_terms() {
  sql_or_die "RATE='$RATE' is not a rate:" <<<"SELECT rent_rate :'rate'"
  sql_or_die "PRICE='$PRICE' is not a price:" <<<"SELECT rent_rate :'price'"
  [ "$(sql -At <<<"SELECT unit(rent_rate :'rate')")" = card ] ||
    die "RATE='$RATE': leases are counted in cards, so the rate must be per card, as in 15.1 CNY/card/hour"
  sql_or_die "RATE='$RATE' and PRICE='$PRICE' do not go together:" <<<"SELECT payback(rent_rate :'price', rent_rate :'rate')"
}

# load VARIABLE FILE TABLE COLUMNS: the file's text; without a file, an empty table
load() {
  local names=$4
  [ -z "$2" ] || names=$(header_of "$2" | sed 's/"/""/g; s/.*/"&"/' | paste -s -d , -)
  sql -c "CREATE TABLE $3 (line int GENERATED ALWAYS AS IDENTITY (START 2), ${names//,/ text,} text)"
  [ -z "$2" ] || sql_or_die "$1=$2 does not read as CSV in UTF-8:" -c "COPY $3 ($names) FROM STDIN (FORMAT csv, HEADER)" <"$2"
}

if [ -n "$LEASES" ]; then
  check_file LEASES "$LEASES" $lease_columns
  [ -z "$POOLS" ] || check_file POOLS "$POOLS" $pool_columns
elif [ -n "$POOLS" ]; then
  die "POOLS=$POOLS without LEASES: which leases?"
fi

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
check_terms

sql -f examples/figures.sql
if [ -n "$LEASES" ]; then
  book=$LEASES
  say "Loading $LEASES ..."
  load LEASES "$LEASES" leases_csv $lease_columns
  load POOLS "$POOLS" pools_csv $pool_columns
  sql_or_die "LEASES=$LEASES${POOLS:+ POOLS=$POOLS}:" -f scripts/load.sql
else
  book="a made-up book"
  say "Making up a book of leases (LEASES=file.csv POOLS=file.csv bills yours) ..."
  sql -f examples/book.sql
fi
sql -c "ANALYZE leases, pools" -f examples/billing.sql

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

counts=$(sql -At -c "SELECT 'leases: ' || to_char(count(*), 'FM999,999,999') || ', pools: ' || count(DISTINCT pool) FROM leases")
say "" "Billing $book ($counts) at $RATE ..." ""
sql -P footer=off -P numericlocale=on <<'SQL'
SELECT 'rent, ' || currency(rate) AS rent_column, 'price, ' || currency(price) AS price_column FROM terms \gset
SELECT pool, month, leases, round(card_hours, 2) AS "card-hours", round(rent, 2) AS :"rent_column",
       round(100 * utilization, 1) AS "utilization, %"
FROM billed_pool_months
ORDER BY pool, month;
\qecho 'By pool, and how long its cards take to earn their price back at this pace:'
\qecho
SELECT coalesce(pool, 'all pools') AS pool, sum(gpus) AS cards, sum(leases) AS leases,
       round(sum(card_hours), 2) AS "card-hours", round(sum(rent), 2) AS :"rent_column",
       CASE WHEN pool IS NOT NULL THEN round(100 * max(utilization), 1) END
         AS "utilization, %",
       sum(price) AS :"price_column",
       CASE WHEN pool IS NOT NULL THEN round(max(payback_years), 2) END AS "back in, years"
FROM billed_pools
GROUP BY ROLLUP (pool)
ORDER BY billed_pools.pool NULLS LAST;
\pset tuples_only
\pset format unaligned
SELECT format('Not billed: %s leases that never started, %s of no cards.  Months are cut in UTC; a card''s price is %s.',
              count(*) FILTER (WHERE started_at IS NULL), count(*) FILTER (WHERE started_at IS NOT NULL), :'price')
FROM leases WHERE started_at IS NULL OR gpus = 0;
SQL
say "make psql opens a shell on these tables; their SQL is in examples/."
