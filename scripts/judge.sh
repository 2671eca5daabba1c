#!/usr/bin/env bash
# judge.sh: spreadsheet programs answer random questions that the extension answers too, in
# a private server; see test/judge/judge.pl.  Asset books are worked out a second time by
# test/judge/asset_books.py: FUNCTION=depreciation_schedule is that alone, without spreadsheets.
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

books=
case ${FUNCTION:-depreciation_schedule} in depreciation_schedule) books=yes ;; esac
if [ "${FUNCTION:-}" = depreciation_schedule ]; then
  deps bench
else
  deps judge
fi
[ -z "$books" ] || has python3 || die "python3 works out asset books a second time; install it"
extension_build all
cluster_start
[ "${FUNCTION:-}" = depreciation_schedule ] || interruptible perl test/judge/judge.pl
[ -z "$books" ] || interruptible python3 test/judge/asset_books.py
