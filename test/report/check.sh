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
# What can't be made says why, and leaves what is there.
# refuses TEXT [variable=value...] script
refuses() {
  local text=$1
  shift
  echo before >"$files/kept.html"
  ! env PGUSER=reader DATABASE=gpurent REPORT_CHECK='' REPORT="$files/kept.html" "$@" >"$files/refused.log" 2>&1 || die "not refused, \"$text\": $*"
  grep -qF "$text" "$files/refused.log" || die "not refused with \"$text\": $*" "$(cat "$files/refused.log")"
  [ "$(cat "$files"/kept.html*)" = before ] || die "something half done is left by: $*"
}
refuses "DATABASE=nowhere can't be reached" DATABASE=nowhere scripts/report.sh
refuses "has no views of a lease book" PGUSER=postgres DATABASE=postgres scripts/report.sh
refuses "is a directory" REPORT="$files" scripts/report.sh
refuses "its directory is not there" REPORT="$files/nowhere/report.html" scripts/report.sh
# Nothing fetched before, no network, no cache of npm's; then neither npm nor a way to install it; then no browser
mkdir "$files/fresh" "$files/programs"
cp -R report scripts examples src "$files/fresh/"
refuses "It takes a way to npm's public registry" npm_config_registry=http://127.0.0.1:1 npm_config_cache="$files/cache" npm_config_fetch_retries=0 "$files/fresh/scripts/report.sh"
IFS=: read -ra directories <<<"$PATH"
for directory in "${directories[@]}"; do ln -s "$directory"/* "$files/programs/" 2>/dev/null || true; done
rm -f "$files"/programs/{npm,chromium,apt-get}
refuses "fetches ECharts" PATH="$files/programs" "$files/fresh/scripts/report.sh"
refuses "looks at the page" PATH="$files/programs" scripts/check_report.sh
rm -f "$files/programs/node"
refuses "puts the page together" PATH="$files/programs" "$files/fresh/scripts/report.sh"
say "What if ..."
node test/report/what_if.mjs build/report/what_if.wasm "${CASES:-3000}" "${SEED:-1}" gpurent
node test/report/page.mjs build/report gpurent="$REPORT" empty_book="$files/empty_book.html" one_lease="$files/one_lease.html" hostile="$files/hostile.html" reader="$files/reader.html" no_core="$files/no_core.html"
