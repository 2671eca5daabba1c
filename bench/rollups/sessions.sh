# shellcheck shell=bash
# sessions.sh: what is kept, in bytes; the rollups of few and of many leases under a steady load of two sessions, refreshed every INTERVAL seconds
# for LOAD seconds; sourced by run.sh.  CHANGES= a second.

INTERVAL=${INTERVAL:-5}
LOAD=${LOAD:-60}
CHANGES=${CHANGES:-50}
sql -o /dev/null -f bench/rollups/sessions.sql
sql -At -c "SELECT bytes_kept()"
say "" "$CHANGES changes a second for $LOAD seconds, refreshed every $INTERVAL seconds; ms a refresh, seconds from a change until it is rolled up" "" \
  "| leases     | changes | refreshes | ms      | at most | lag   | at most |" \
  "| ---------: | ------: | --------: | ------: | ------: | ----: | ------: |"
for size in few many; do
  sql -o /dev/null -c "SELECT $size.refresh_rollups('2024-06-29')"
  printf '%s\n' '\set k random(1, 1000000000)' 'BEGIN;' "SELECT $size.change(:k);" "INSERT INTO $size.written VALUES (clock_timestamp());" 'COMMIT;' >"$CLUSTER/change.sql"
  pgbench -n -c 2 -T "$LOAD" -R "$CHANGES" -f "$CLUSTER/change.sql" >"$CLUSTER/load" 2>&1 &
  load=$!
  sql -c "CALL keep_up('$size', $LOAD, $INTERVAL)"
  wait $load || die "the load failed:" "$(cat "$CLUSTER/load")"
  sql -At -c "SELECT $size.refresh_rollups()" -o /dev/null
  sql -At -c "SELECT kept_up('$size', (SELECT count(*) FROM $size.lease))"
  [ "$(sql -At -c "SELECT count(*) FROM $size.rollup_differences('2024-06-28', '2024-06-29')")" = 0 ] || die "the rollups of $size leases are not those of the leases"
done
say ""
