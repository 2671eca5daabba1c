#!/usr/bin/env bash
# run.sh: how fast, as ratios measured in one run on one machine.  BENCH=, ROWS=, RUNS=
# See README.md beside it.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/deps.sh"
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh

BENCH=${BENCH:-types summaries windows texts gauge rollups shards flows finance assets lessor terms lease_book}
RUNS=${RUNS:-9}
for number in "${ROWS:-1}" "$RUNS"; do
  case $number in
    "" | 0* | *[!0-9]*) die "ROWS and RUNS are whole numbers of 1 or more, not '$number'" ;;
  esac
done
for subject in $BENCH; do
  [ -f "bench/$subject/queries.sql" ] ||
    die "BENCH=$BENCH: there is no subject $subject; there are: $(for f in bench/*/queries.sql; do basename "$(dirname "$f")"; done | xargs)"
done

deps bench
extension_build all
# One process, no word about an index that is not there yet.  Everything in memory: a
# table larger than a quarter of the server's buffers is copied from the system's each time.
megabytes=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo 2>/dev/null || echo 2048)
buffers=$((megabytes / 4 < 6144 ? megabytes / 4 : 6144))
cluster_settings=(shared_buffers=${buffers}MB work_mem=256MB maintenance_work_mem=256MB max_wal_size=8GB
  max_parallel_workers_per_gather=0 max_parallel_maintenance_workers=0 client_min_messages=warning)
cluster_start

sql() {
  interruptible psql -X -q -v ON_ERROR_STOP=1 -v rows="$rows" \
    -v capacity_file="$CLUSTER/data/capacities" -v capacity_numeric_file="$CLUSTER/data/capacity_numerics" \
    -v terms_file="$CLUSTER/data/terms" \
    -v rate_file="$CLUSTER/data/rates" -v rate_numeric_file="$CLUSTER/data/rate_numerics" "$@"
}

processor=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
for subject in $BENCH; do
  rows=${ROWS:-$(sed -n 's/^-- ROWS=\([0-9]*\)$/\1/p' "bench/$subject/tables.sql")}
  PGDATABASE=postgres sql -c "CREATE DATABASE bench_$subject"
  export PGDATABASE=bench_$subject
  say "Making $rows rows of each for $subject ..."
  sql -c "CREATE EXTENSION gpurent"
  sql -o /dev/null -f bench/measure.sql -f "bench/$subject/tables.sql" -f "bench/$subject/queries.sql" -c "SELECT require_equal()"

  say "" "$(pg version), gpurent at $(git rev-parse --short HEAD 2>/dev/null || echo '?'), $rows rows, median of $RUNS runs, one process unless said" \
    "$(uname -m)${processor:+, $processor}, $(nproc 2>/dev/null || echo '?') cores" "" \
    "| what                                 | against                      |      ms | against | ratio  | bar           | met  |" \
    "| ------------------------------------ | ---------------------------- | ------: | ------: | -----: | ------------- | ---- |"
  for n in $(sql -At -c "SELECT n FROM bench ORDER BY n"); do
    sql -At -c "SELECT measure(bench, $RUNS) FROM bench WHERE n = $n"
  done
  say ""
  # what takes several sessions, or several servers
  if [ -f "bench/$subject/sessions.sh" ]; then
    # shellcheck disable=SC1090 # which one, the subject says
    . "bench/$subject/sessions.sh"
  fi
  PGDATABASE=postgres sql -c "DROP DATABASE bench_$subject"
done
