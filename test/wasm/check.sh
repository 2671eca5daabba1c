# shellcheck shell=bash disable=SC2154
# check.sh: sourced by scripts/wasm.sh when the module is built: PGlite is fetched with npm, and asked.

stamp=$(cat wasm/package.json wasm/package-lock.json | cksum)
if [ "$(cat "$build/stamp" 2>/dev/null)" != "$stamp" ]; then
  say "Fetching PGlite with npm ..."
  rm -rf "$build/node_modules" "$build/stamp"
  cp wasm/package.json wasm/package-lock.json "$build/"
  (cd "$build" && interruptible npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$log" 2>&1 ||
    die "npm could not fetch PGlite:" "$(head -n 4 "$log" | sed 's/^/  /')" \
      "It takes a way to registry.npmjs.org (or npm's own settings for another), once: what was fetched is kept in build/wasm."
  echo "$stamp" >"$build/stamp"
fi
cp wasm/gpurent.mjs "$build/"
# psql asks through a socket, in a directory of its own
socket=$(mktemp -d "${TMPDIR:-/tmp}/gpurent-wasm.XXXXXX")
remove_socket() { rm -rf "$socket"; }
at_exit remove_socket
names=${T:-$(basename -s .sql test/sql/*.sql)}
for name in $names; do
  [ -e "test/sql/$name.sql" ] || die "$name is no regression test: there is no test/sql/$name.sql"
done
# shellcheck disable=SC2086 # a word a name
interruptible node test/wasm/check.mjs "$build" "$socket" $names
