#!/usr/bin/env bash
# report.sh: the lease book as one page, report.html, that asks nothing of any network.
#
# From the environment (make report LEASES=... puts them there):
#   DATABASE        a database with the lease book in it, by name or as postgresql://...; read only
#   LEASES, POOLS   or CSV files, as make demo reads them, with RATE and PRICE; without them, the made-up book
#   UNTIL           a day of the last month that the book of these files has
#   REPORT          where to write it

# What reaches one's own server is kept, for common.sh forgets it.
for name in PGHOST PGPORT PGUSER PGPASSWORD PGPASSFILE PGSERVICE PGSERVICEFILE PGSSLMODE; do
  [ -z "${!name:-}" ] || own_server+=("$name=${!name}")
done
called_from=$PWD
# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh
# shellcheck source=scripts/leases_csv.sh
. scripts/leases_csv.sh
# shellcheck source=scripts/what_if.sh
. scripts/what_if.sh

DATABASE=${DATABASE:-}
REPORT=${REPORT:-report.html}
case $REPORT in /*) ;; *) REPORT=$called_from/$REPORT ;; esac
[ -z "$DATABASE" ] || [ -z "$LEASES$POOLS" ] || die "DATABASE=$DATABASE and LEASES=$LEASES: which of them?"
[ ! -d "$REPORT" ] || die "REPORT=$REPORT is a directory"
[ -w "$(dirname "$REPORT")" ] || die "REPORT=$REPORT: its directory is not there, or can't be written to"

leases_csv_read
deps "$([ -z "$DATABASE" ] && echo report || echo report_of_database)"

# The page without a book: scripts, styles and the parts of ECharts that it uses, in one
# file.  Before any server is started: what is missing here is said at once.
build_page() {
  npm_fetch ECharts report build/report
  if has_wasm; then
    [ -e build/report/what_if.wasm ] || say "Compiling the core for the page ..."
    core_to_wasm build/report/what_if.wasm || die "the core could not be compiled for the page:" "$(tail -n 20 "$log")"
  else
    rm -f build/report/what_if.wasm
    say "The page will have no what-if: that takes clang, lld and, for wasm32, wasi-libc and libclang-rt (apt-get install $wasm_packages)."
  fi
  node report/build.mjs build/report >"$files/build" 2>&1 || die "the page could not be built:" "$(cat "$files/build")"
}
build_page

if [ -n "$DATABASE" ]; then
  book_sql() { interruptible env ${own_server[@]+"${own_server[@]}"} psql -X -q -v ON_ERROR_STOP=1 -d "$DATABASE" "$@"; }
  has_book=$(book_sql -At -c "SELECT count(*) FROM pg_views WHERE schemaname = 'gpurent_bi' AND viewname = 'pool_month'" 2>"$files/errors") ||
    die "DATABASE=$DATABASE can't be reached:" "$(sed 's/^/  /' "$files/errors")"
  [ "$has_book" = 1 ] ||
    die "DATABASE=$DATABASE has no views of a lease book (schema gpurent_bi)" "  examples/lease_book.sql makes it: doc/lease_book.md"
else
  extension_build all
  cluster_start
  export PGCLIENTENCODING=UTF8
  psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
CREATE ROLE analyst LOGIN;
CREATE DATABASE gpurent OWNER analyst TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
SQL
  sql -c "CREATE EXTENSION gpurent"
  if [ -n "$LEASES" ]; then
    leases_csv_load
    [ ${#notes[@]} -eq 0 ] || say "${notes[@]/#/  Note: }"
    sql_or_die "LEASES=$LEASES does not make a lease book:" -v until="${UNTIL:-}" -c "SET client_min_messages = warning" -f examples/lease_book.sql -f examples/lease_book_load.sql
  else
    say "Making up a lease book (LEASES=file.csv POOLS=file.csv shows yours, DATABASE= that of a server) ..."
    sql -o /dev/null -c "SET client_min_messages = warning" -f examples/lease_book.sql -f examples/lease_book_example.sql
  fi
  book_sql() { sql "$@"; }
fi

say "Reading the book ..."
book_sql -f report/data.sql >"$files/data.json" 2>"$files/errors" ||
  die "the views could not be read:" "$(sed 's/^psql:[^ ]* //; s/^/  /' "$files/errors")"
node report/assemble.mjs build/report "$files/data.json" "$REPORT" || die "$REPORT could not be written"
# shellcheck source=test/report/check.sh
[ -z "${REPORT_CHECK:-}" ] || . "$REPORT_CHECK"
say "$REPORT ($(($(stat -c %s "$REPORT") / 1024)) kB): open it in a browser."
