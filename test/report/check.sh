# shellcheck shell=bash disable=SC2154
# check.sh: sourced by scripts/report.sh when the page is written and the server still runs.
# Beside the made-up book three more: an empty one, one lease in one pool with a pool of no
# cards, and one of names and amounts that nobody hopes for.

# other_book NAME [psql option...]: $files/NAME.html, from a database of its own
other_book() {
  local name=$1
  shift
  psql -X -q -v ON_ERROR_STOP=1 -c "CREATE DATABASE $name OWNER analyst TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
  psql -X -q -v ON_ERROR_STOP=1 -o /dev/null -d "$name" -U analyst -c "SET client_min_messages = warning" -c "CREATE EXTENSION gpurent" -f examples/lease_book.sql "$@"
  psql -X -q -d "$name" -U analyst -f report/data.sql >"$files/$name.json"
  node report/assemble.mjs build/report "$files/$name.json" "$files/$name.html"
}
say "Making the books that are hard to show ..."
other_book empty_book
other_book one_lease -f test/report/one_lease.sql
other_book hostile -f test/report/hostile.sql
# and a page by one who may read the views and nothing else, of a server as of one's own
psql -X -q -v ON_ERROR_STOP=1 -d gpurent -c "CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA gpurent_bi TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA gpurent_bi TO reader"
env PGUSER=reader DATABASE=gpurent REPORT_CHECK='' REPORT="$files/reader.html" scripts/report.sh >"$files/reader.log" 2>&1 || die "the page of one who may only read the views:" "$(cat "$files/reader.log")"
# one made where the core can't be compiled
mkdir "$files/no_core"
ln -s "$PWD/build/report/node_modules" "$files/no_core/"
node report/build.mjs "$files/no_core"
node report/assemble.mjs "$files/no_core" "$files/data.json" "$files/no_core.html"
# what can't be made leaves what is there
echo before >"$files/kept.html"
! env PGUSER=reader DATABASE=nowhere REPORT_CHECK='' REPORT="$files/kept.html" scripts/report.sh >"$files/nowhere.log" 2>&1 || die "a page was made of no database"
! env PGUSER=postgres DATABASE=postgres REPORT_CHECK='' REPORT="$files/kept.html" scripts/report.sh >"$files/no_book.log" 2>&1 || die "a page was made of no book"
if ! grep -q "DATABASE=nowhere can't be reached" "$files/nowhere.log" || ! grep -q "has no views of a lease book" "$files/no_book.log" || [ "$(cat "$files/kept.html")" != before ]; then
  die "a page that can't be made:" "$(cat "$files/nowhere.log" "$files/no_book.log")"
fi
say "What if ..."
node test/report/what_if.mjs build/report/what_if.wasm "${CASES:-3000}" "${SEED:-1}" gpurent
node test/report/page.mjs build/report gpurent="$REPORT" empty_book="$files/empty_book.html" one_lease="$files/one_lease.html" hostile="$files/hostile.html" reader="$files/reader.html" no_core="$files/no_core.html"
