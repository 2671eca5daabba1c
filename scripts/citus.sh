#!/usr/bin/env bash
# citus.sh: what doc/scale.md says of Citus, held against a server that has it: a line a claim.
# Citus is not in Debian; PG_CONFIG= is that of a server of yours with Citus installed.  A private copy
# of it is run, which is coordinator and worker in one, with connections between the two,
# so that rows and states travel as they do between servers.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh

deps bench
if [ ! -e "$(pg pkglibdir)/citus.so" ]; then
  say "skipped: $(pg version) has no Citus ($(pg pkglibdir)/citus.so); PG_CONFIG= chooses a server that has"
  exit 0
fi
extension_build all
cluster_settings=(shared_preload_libraries=citus max_connections=100)
cluster_start
claims=$(psql -Xq -v ON_ERROR_STOP=1 -v host="$PGHOST" -f test/citus.psql)
say "$claims"
! grep -q '^NOT OK' <<<"$claims"
