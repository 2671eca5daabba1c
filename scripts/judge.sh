#!/usr/bin/env bash
# judge.sh: spreadsheet programs answer random questions that the extension answers too, in
# a private server; see test/judge/judge.pl.
#
# From the environment (make judge CASES=... puts them there):
#   FUNCTION  only these functions
#   CASES     questions a function
#   SEED      of the random arguments
#   SHOW=1    every difference, not only the unexplained

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh

deps judge
extension_build all
cluster_start
interruptible perl test/judge/judge.pl
