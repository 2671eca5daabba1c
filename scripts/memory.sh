#!/usr/bin/env bash
# memory.sh: the tests where errors of memory and undefined behaviour show.
#
#   unit tests                 under AddressSanitizer and UndefinedBehaviorSanitizer
#   regression and pgTAP tests in a server with assertions, the extension built with both
#   regression tests           in that server under valgrind, with PostgreSQL's suppressions
#
# The server is built from the distribution's source, with assertions and with the marks
# that tell valgrind of palloc(); it is kept in the user's cache.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"

deps memory
major=$(pg_major)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/gpurent

# assertive_server: sets server to the directory of a server of our major version with assertions
assertive_server() {
  local lists=$cache/source/lists options version
  # what is put there last tells that it is whole
  server=$(find "$cache" -maxdepth 2 -path "*/postgresql-$major.*-assertions/valgrind.supp" -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)
  if [ -z "$server" ]; then
    say "Fetching the source of PostgreSQL $major ..."
    mkdir -p "$cache/source/parts" "$lists/partial"
    # (there may be none of them)
    { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true; } | sed -n 's/^deb /deb-src /p' >"$cache/source/parts/source.list"
    for file in /etc/apt/sources.list.d/*.sources; do
      [ ! -e "$file" ] || sed 's/^Types:.*/Types: deb-src/' "$file" >"$cache/source/parts/$(basename "$file")"
    done
    options=(-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$cache/source/parts" -o Dir::State::lists="$lists")
    quietly apt-get "${options[@]}" update || say "  (not all of the lists could be had)"
    # the archive may have lost the source of one version, and have that of another
    for version in $(apt-cache "${options[@]}" showsrc "postgresql-$major" 2>/dev/null | sed -n 's/^Version: //p' | sort -rV); do
      ! (cd "$cache/source" && quietly apt-get "${options[@]}" source --download-only "postgresql-$major=$version") 2>/dev/null || break
      version=
    done
    [ -n "${version:-}" ] || die "apt-get has no source of postgresql-$major here"
    version=$(find "$cache/source" -maxdepth 1 -name "postgresql-$major*.orig.tar.bz2" -printf '%f\n' | sed 's/.*_\(.*\)\.orig.*/\1/')
    rm -rf "$cache/source/postgresql-$version"
    tar -C "$cache/source" -xf "$cache/source/postgresql-${major}_$version.orig.tar.bz2"
    say "Building PostgreSQL $version with assertions (some minutes) ..."
    server=$cache/postgresql-$version-assertions
    (
      cd "$cache/source/postgresql-$version"
      quietly interruptible ./configure -q --prefix="$server" --enable-cassert --enable-debug --without-readline --without-zlib \
        CFLAGS="-O1 -g -fno-omit-frame-pointer" CPPFLAGS=-DUSE_VALGRIND
      quietly interruptible make -s -j "$(nproc)" -C src
      quietly make -s -C src install
      for module in btree_gist postgres_fdw; do
        quietly make -s -C "contrib/$module" install
      done
      cp src/tools/valgrind.supp "$server/"
    )
    rm -rf "$cache/source"
  fi
  cp "$(pg sharedir)/extension"/pgtap* "$("$server/bin/pg_config" --sharedir)/extension/"
}

assertive_server
sanitizers="-O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-wrapv -fno-omit-frame-pointer"
failed=0

say "" "== AddressSanitizer and UndefinedBehaviorSanitizer"
runtime=$(gcc -print-file-name=libasan.so):$(gcc -print-file-name=libubsan.so)
ASAN_OPTIONS=detect_leaks=0 STAGES="unit sql pgtap" PG_CONFIG=$server/bin/pg_config CHECK_OPTIONS=$sanitizers \
  SERVER_WRAPPER="env LD_PRELOAD=$runtime ASAN_OPTIONS=detect_leaks=0:abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1" \
  interruptible scripts/check.sh || failed=1

say "" "== valgrind"
reports=$(mktemp -d /tmp/gpurent-valgrind.XXXXXX)
remove_reports() { rm -rf "$reports"; }
at_exit remove_reports
# where the server's user can read and write
chmod 777 "$reports"
cp "$server/valgrind.supp" "$reports/suppressions"
STAGES=sql PG_CONFIG=$server/bin/pg_config CHECK_OPTIONS=-O1 \
  SERVER_WRAPPER="valgrind --quiet --trace-children=yes --trace-children-skip=*/sh --track-origins=yes --leak-check=no --suppressions=$reports/suppressions --log-file=$reports/%p.log" \
  interruptible scripts/check.sh || failed=1
cat "$reports"/*.log >"$log"
errors=$(grep -c '^==[0-9]*== [A-Z]' "$log" || true)
say "valgrind: $errors errors"
if [ "$errors" -gt 0 ]; then
  head -n 100 "$log"
  failed=1
fi
[ $failed -eq 0 ] || die "not clean (see above)"
say "" "clean"
