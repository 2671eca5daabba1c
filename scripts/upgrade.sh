#!/usr/bin/env bash
# upgrade.sh: pg_upgrade from the server of OLD_PG_CONFIG to that of PG_CONFIG, of a
# database that holds every type of the extension: the same answers, the same
# bytes and valid indexes, before and after.  The last line is the sum.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh

same() { # FILE FILE
  cmp -s "$1" "$2" || { diff "$1" "$2" | cut -c 1-300 | head -n 20 && false; }
}
kept() { psql -Xq -v ON_ERROR_STOP=1 -v rollup=examples/rollup.sql -d kept -f "test/kept_$1.psql"; }
# how many lines of a file a pattern has: at least so many
lines() { [ "$(grep -cE "$2" "$1")" -ge "$3" ]; }

new=${PG_CONFIG:-}
[ -n "${OLD_PG_CONFIG:-}" ] && [ -n "$new" ] ||
  die "which servers?  make check-upgrade OLD_PG_CONFIG=/path/to/older/pg_config PG_CONFIG=/path/to/newer/pg_config"

extension_options=-Werror
PG_CONFIG=$OLD_PG_CONFIG
deps demo
extension_build all
old_version=$(pg version) old_bin=$(pg bindir)
cluster_start -k
createdb kept
kept tables >/dev/null
kept answers >"$CLUSTER/before"
ok "there is something to compare" lines "$CLUSTER/before" '^\w+\.\w+\|[1-9][0-9]*\|[0-9a-f]{32}$' 30
ok "indexes are checked" lines "$CLUSTER/before" '^checked$' 20
server_stop

PG_CONFIG=$new
deps demo
extension_build all
cluster_install
say "Upgrading to $(pg version) ..."
cluster_init upgraded -k
# pg_upgrade writes into its working directory
as_server mkdir -m 700 "$CLUSTER/upgrade"
upgrade=(env -C "$CLUSTER/upgrade" pg_upgrade -U postgres -d "$CLUSTER/data" -D "$CLUSTER/upgraded"
  -b "$CLUSTER/root$old_bin" -B "$CLUSTER/root$(pg bindir)" -s "$CLUSTER/upgrade")
ok "pg_upgrade --check" quietly as_server "${upgrade[@]}" --check
upgraded() {
  quietly as_server "${upgrade[@]}" ||
    { grep -rh -A 3 'error:' "$CLUSTER/upgraded/pg_upgrade_output.d" >&2; return 1; }
}
ok "pg_upgrade" upgraded
[ "$failed" -eq 0 ] || die "so there is nothing to look at"
server_start upgraded
kept answers >"$CLUSTER/after"
ok "the same answers and bytes, indexes valid" same "$CLUSTER/before" "$CLUSTER/after"
version=$(psql -XAtqc "SHOW server_version_num")
ok "on the new server" test "${version:0:2}" = "$(pg_major)"
psql -Xq -d kept -c "SET client_min_messages = warning" -c "ALTER EXTENSION gpurent UPDATE" -c "ANALYZE" -c "REINDEX DATABASE kept" -c "SET search_path = public, rental" \
  -c "UPDATE offer SET rate = rate WHERE id % 3 = 0" -c "REFRESH MATERIALIZED VIEW pool_total"
kept answers >"$CLUSTER/rebuilt"
ok "indexes built anew: the same" same "$CLUSTER/before" "$CLUSTER/rebuilt"
psql -Xq -c "CREATE DATABASE fresh"
pg_dump kept | psql -Xq -v ON_ERROR_STOP=1 -d fresh >/dev/null
psql -Xq -c "DROP DATABASE kept" -c "ALTER DATABASE fresh RENAME TO kept"
kept answers >"$CLUSTER/restored"
ok "dumped and restored there: the same" same "$CLUSTER/before" "$CLUSTER/restored"
say "$old_version to $(pg version)"
say "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
