#!/usr/bin/env bash
# matrix.sh: make check with the PostgreSQL of each Debian release in RELEASES, and
# make check-upgrade from the oldest one's, in roots of their own (see roots.sh).
# With STAGES="unit sql" only these tests are run there, and no upgrades; with STAGES=upgrade only these.
# With MATRIX=optional what can't be run here is skipped, and said, and so is a release
# whose turn would come after half an hour; else this is a failure.
# What a release printed is in build/matrix/; the last line is the sum.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/roots.sh
. scripts/roots.sh

passed=0 failed=0 skipped=0
not_run() { # RELEASE REASON
  if [ "${MATRIX:-}" = optional ]; then
    say "  skipped: $1: $2"
    skipped=$((skipped + 1))
  else
    say "  FAILED: $1: $2"
    failed=$((failed + 1))
  fi
}

# add LOG RC: counts what the last line of a run says, and shows a failure.
add() {
  local p f s
  read -r p f s < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$/\1 \2 \4/p' "$1" | tail -n 1) || true
  p=${p:-0} f=${f:-0} s=${s:-0}
  [ "$2" -eq 0 ] || [ "$f" -gt 0 ] || f=1
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  say "  $3: $p passed, $f failed, $s skipped ($((SECONDS - started)) s)"
  [ "$f" -eq 0 ] || tail -n 100 "$1"
}

logs=build/matrix
mkdir -p "$logs"
for release in ${RELEASES:-$ROOT_RELEASES}; do
  if ! roots_possible; then
    not_run "$release" "$roots_missing"
    continue
  fi
  if [ "${MATRIX:-}" = optional ] && [ $SECONDS -gt 1800 ]; then
    not_run "$release" "no time is left"
    continue
  fi
  if ! root_make "$release"; then
    not_run "$release" "its root could not be made"
    continue
  fi
  server=$(cat "$ROOTS/$release/etc/gpurent-server")
  old=$(cat "$ROOTS/$release/etc/gpurent-old-server" 2>/dev/null || true)
  say "Debian $release, PostgreSQL $server ..."
  started=$SECONDS rc=0
  if [ "${STAGES:-}" != upgrade ]; then
    root_run "$release" make --no-print-directory check "T=${T:-}" "STAGES=${STAGES:-}" "PG_CONFIG=/usr/lib/postgresql/$server/bin/pg_config" >"$logs/$release.log" 2>&1 </dev/null || rc=$?
    add "$logs/$release.log" $rc "$(sed -nE 's/^Building gpurent for (PostgreSQL [0-9.a-z]+).*/\1/p' "$logs/$release.log" | head -n 1)"
  fi
  if [ -n "$old" ] && [[ "${T:-}${STAGES:-}" =~ ^(upgrade)?$ ]]; then
    started=$SECONDS rc=0
    root_run "$release" make --no-print-directory check-upgrade "OLD_PG_CONFIG=/usr/lib/postgresql/$old/bin/pg_config" \
      "PG_CONFIG=/usr/lib/postgresql/$server/bin/pg_config" >"$logs/$release-upgrade.log" 2>&1 </dev/null || rc=$?
    add "$logs/$release-upgrade.log" $rc "pg_upgrade from $old to $server"
  fi
done

say "$passed passed, $failed failed$([ $skipped -eq 0 ] || echo ", $skipped skipped")"
[ $failed -eq 0 ]
