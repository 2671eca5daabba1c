# shellcheck shell=bash disable=SC2154
# check.sh: sourced by scripts/wasm.sh when the module is built: PGlite is fetched with npm, and asked.

npm_fetch PGlite wasm build/wasm
# psql asks through a socket, in a directory of its own
socket=$(mktemp -d "${TMPDIR:-/tmp}/gpurent-wasm.XXXXXX")
remove_socket() { rm -rf "$socket"; }
at_exit remove_socket
tests=()
for name in ${T:-$(basename -s .sql test/sql/*.sql test/pgtap/*.sql | sort -u)}; do
  found=$(ls "test/sql/$name.sql" "test/pgtap/$name.sql" 2>/dev/null) || [ -n "$found" ] || die "T=$name is no test of test/sql or test/pgtap"
  # shellcheck disable=SC2206 # a word a file
  tests+=($found)
done
# the script that makes all of pgTAP; the others update an older one
PGTAP=$(find /usr/share/postgresql -name 'pgtap--[0-9]*.sql' ! -name 'pgtap--*--*.sql' 2>/dev/null | sort -V | tail -n 1)
export PGTAP
interruptible node test/wasm/check.mjs "$build" "$socket" "${tests[@]}"
