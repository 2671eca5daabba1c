#!/usr/bin/env bash
# run.sh: how fast, as ratios measured in one run on one machine.  ROWS=, RUNS=
# See README.md beside it.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/deps.sh"
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh

ROWS=${ROWS:-1000000}
RUNS=${RUNS:-9}
for number in "$ROWS" "$RUNS"; do
  case $number in
    "" | 0* | *[!0-9]*) die "ROWS and RUNS are whole numbers of 1 or more, not '$number'" ;;
  esac
done

deps bench
extension_build all
# one process, everything in memory, no word about an index that is not there yet
cluster_settings=(shared_buffers=512MB work_mem=256MB maintenance_work_mem=256MB max_wal_size=8GB
  max_parallel_workers_per_gather=0 max_parallel_maintenance_workers=0 client_min_messages=warning)
cluster_start

sql() {
  interruptible psql -X -q -v ON_ERROR_STOP=1 -v rows="$ROWS" \
    -v capacity_file="$CLUSTER/data/capacities" -v capacity_numeric_file="$CLUSTER/data/capacity_numerics" \
    -v rate_file="$CLUSTER/data/rates" -v rate_numeric_file="$CLUSTER/data/rate_numerics" "$@"
}
say "Making $ROWS rows of each ..."
sql -c "CREATE EXTENSION gpurent"
sql -o /dev/null -f bench/tables.sql
sql -f bench/queries.sql

# What is compared must be equal in the first place; the formula's division is cut at 16 digits or so.
[ "$(sql -At -c "SELECT abs(sum(rent(rate, cards, during))
    / sum(price * cards * extract(epoch FROM upper(during) - lower(during)) / 3600) - 1) < 1e-12 FROM leases")" = t ] ||
  die "rent() and the formula in SQL differ"

processor=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
say "" "$(pg version), gpurent at $(git rev-parse --short HEAD 2>/dev/null || echo '?'), $ROWS rows, median of $RUNS runs, one process" \
  "$(uname -m)${processor:+, $processor}, $(nproc 2>/dev/null || echo '?') cores" "" \
  "| what                           | against                  |      ms | against | ratio  | bar          | met  |" \
  "| ------------------------------ | ------------------------ | ------: | ------: | -----: | ------------ | ---- |"
for n in $(sql -At -c "SELECT n FROM bench ORDER BY n"); do
  sql -At -c "SELECT measure(bench, $RUNS) FROM bench WHERE n = $n"
done
