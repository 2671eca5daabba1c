#!/usr/bin/env bash
# check.sh: every test, in a private server.  With T="names" in the environment
# only the files of these names among test/unit, test/sql, test/pgtap and test/t; with
# STAGES="unit sql" only those of these directories; CHECK_OPTIONS instead of -Werror to
# compile with; SERVER_WRAPPER, what the server is to run under.
# The last line is the sum: N passed, M failed[, K skipped].

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh

# named DIRECTORY SUFFIX: the test files there that T selects, by bare name
named() {
  local file name
  for file in "test/$1"/*".$2"; do
    name=$(basename "$file" ".$2")
    [[ " ${STAGES:-unit sql pgtap t} " == *" $1 "* ]] || continue
    if [ -e "$file" ] && { [ -z "${T:-}" ] || [[ " $T " == *" $name "* ]]; }; then
      echo "$name"
    fi
  done
}

# A program killed or one with a wrong plan may have no line "not ok" to show
# for it: each stage that fails counts as one failure at least.
passed=0 failed=0 skipped=0 since=0
count() { # RC PASSED FAILED SKIPPED
  local f=$3
  [ "$1" -eq 0 ] || [ "$f" -gt 0 ] || f=1
  passed=$((passed + $2)) failed=$((failed + f)) skipped=$((skipped + $4))
  say "  $2 passed, $f failed$([ "$4" -eq 0 ] || echo ", $4 skipped") ($((SECONDS - since)) s)"
}

# Counts the TAP that prove -v left in $log, and shows what failed and why.  A
# file skipped as a whole is one skip.
count_tap() {
  local counts
  counts=$(awk '
    /^(not )?ok .*# *(SKIP|TODO|skip|todo)/ || / \.\.+ skipped: / { s++; next }
    /^ok ./ { p++ } # "ok" alone is what prove says of a file
    /^not ok/ { f++ }
    END { print p + 0, f + 0, s + 0 }' "$log")
  # the reasons aloud
  sed -n 's/^ok .*# *SKIP/  skipped:/p; s/^.* \.\.\.* skipped:/  skipped:/p' "$log" | sort | uniq -c | sed 's/^ *\([0-9]*\) /  \1 /'
  # what a test measured
  sed -n 's/^# figures: /  /p' "$log"
  [ "$1" -eq 0 ] || awk '!/^(ok( |$)|1\.\.|All tests successful)/ && ++n <= 150' "$log"
  # shellcheck disable=SC2086 # three words
  count "$1" $counts
}

# pg_regress speaks in a format of its own up to 15, TAP from 16 on.
count_regress() {
  local counts
  counts=$(awk '
    /^ok [0-9]+ / || /^(test| ) .* \.\.\. ok / { p++ }
    /^not ok [0-9]+ / || /^(test| ) .* \.\.\. FAILED/ { f++ }
    END { print p + 0, f + 0 }' "$log")
  if [ "$1" -ne 0 ]; then
    if [ -s test/output/regression.diffs ]; then
      head -n 200 test/output/regression.diffs
      say "  (the whole of it is in test/output/regression.diffs)"
    else
      tail -n 30 "$log"
    fi
  fi
  # shellcheck disable=SC2086 # two words
  count "$1" $counts 0
}

# A database for tests that run as an ordinary user who owns it, so that they
# prove what such a user can do.
ordinary_database() {
  psql -Xq -v ON_ERROR_STOP=1 -v name="$1" <<'SQL'
SELECT 'CREATE ROLE analyst LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'analyst') \gexec
CREATE DATABASE :name OWNER analyst TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
SQL
}

# tested_each NAME... -- command...: runs them one by one into $log, each told with its seconds as soon as it is done;
# the worst exit code is in rc
tested_each() {
  local names=() name n=0 began=$SECONDS worst=0
  while [ "$1" != -- ]; do
    names+=("$1")
    shift
  done
  shift
  : >"$log"
  for name in "${names[@]}"; do
    n=$((n + 1)) rc=0 since=$SECONDS
    "$@" "$name" >>"$log" 2>&1 </dev/null || rc=$?
    [ $rc -eq 0 ] || worst=$rc
    [ ${#names[@]} -eq 1 ] || say "  $n of ${#names[@]}: $(basename "$name")$([ $rc -eq 0 ] || echo ", failed") ($((SECONDS - since)) s)"
  done
  rc=$worst since=$began
}

# regress_told N: keeps what pg_regress prints in $log, and tells each of its N tests as soon as it is done
regress_told() {
  local line n=0
  local tap='^(not )?ok [0-9]+ +[-+] ([A-Za-z0-9_]+) +([0-9]+) ms' own='^test ([A-Za-z0-9_]+) +\.\.\. (ok|FAILED)[^0-9]* ([0-9]+) ms'
  while IFS= read -r line; do
    printf '%s\n' "$line" >&8
    if [[ $line =~ $tap ]]; then
      set -- "$1" "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}" "${BASH_REMATCH[1]}"
    elif [[ $line =~ $own ]]; then
      set -- "$1" "${BASH_REMATCH[1]}" "${BASH_REMATCH[3]}" "${BASH_REMATCH[2]#ok}"
    else
      continue
    fi
    n=$((n + 1))
    [ "$1" -eq 1 ] || say "  $n of $1: $2${4:+, failed} ($((($3 + 500) / 1000)) s)"
  done 8>"$log"
}

# tested_regress N command...: runs N tests by pg_regress into $log; the exit code is in rc
tested_regress() {
  local teller
  rc=0 since=$SECONDS
  exec 7> >(regress_told "$1")
  teller=$!
  shift
  "$@" >&7 2>&1 </dev/null || rc=$?
  exec 7>&-
  wait "$teller" || true
}

mapfile -t unit < <(named unit c)
mapfile -t regress < <(named sql sql)
mapfile -t pgtap < <(named pgtap sql)
mapfile -t perl < <(named t t)
[ $((${#unit[@]} + ${#regress[@]} + ${#pgtap[@]} + ${#perl[@]})) -gt 0 ] || [ -n "${T:-}" ] || die "there are no tests"
for name in ${T:-}; do
  if [[ " ${unit[*]} ${regress[*]} ${pgtap[*]} ${perl[*]} " != *" $name "* ]]; then
    T=
    die "no test has the name $name; there are:" "  test/unit:   $(named unit c | xargs)" "  test/sql:    $(named sql sql | xargs)" \
      "  test/pgtap:  $(named pgtap sql | xargs)" "  test/t:      $(named t t | xargs)"
  fi
done
# Tests find the real lease tables and the public cases by these; psql is not always where we are.
if [ -d "${GPURENT_DATA:-}" ]; then
  GPURENT_DATA=$(cd "$GPURENT_DATA" && pwd)
fi
if [ -d "${GPURENT_ORACLES:-}" ]; then
  GPURENT_ORACLES=$(cd "$GPURENT_ORACLES" && pwd)
fi

deps check
# a run of all tests says at its start how long the one before took, at its end how long it took itself
took=build/check.took
[ -n "${T:-}${STAGES:-}" ] || say "Every test, stage by stage: $(cat $took 2>/dev/null || echo "some minutes")."
extension_options=${CHECK_OPTIONS:--Werror}
extension_build all unit

if [ ${#unit[@]} -gt 0 ]; then
  say "Unit tests ..."
  tested_each "${unit[@]/#/build/unit/}" -- interruptible prove -v
  count_tap $rc
fi

if [ $((${#regress[@]} + ${#pgtap[@]} + ${#perl[@]})) -gt 0 ]; then
  cluster_start
fi

if [ ${#regress[@]} -gt 0 ]; then
  say "Regression tests ..."
  rm -rf test/output
  # the order of all of them is the Makefile's
  tested_regress ${#regress[@]} extension_make installcheck ${T:+REGRESS="${regress[*]}"}
  count_regress $rc
fi

if [ ${#pgtap[@]} -gt 0 ]; then
  say "pgTAP tests ..."
  ordinary_database pgtap
  psql -Xq -d pgtap -c "CREATE EXTENSION pgtap"
  psql -Xq -d pgtap -U analyst -c "CREATE EXTENSION gpurent"
  pgtap=("${pgtap[@]/#/test/pgtap/}")
  tested_each "${pgtap[@]/%/.sql}" -- interruptible pg_prove --verbose --dbname pgtap --username analyst
  count_tap $rc
fi

if [ ${#perl[@]} -gt 0 ]; then
  say "Other tests ..."
  ordinary_database tap
  perl=("${perl[@]/#/test/t/}")
  tested_each "${perl[@]/%/.t}" -- interruptible env PGDATABASE=tap PGUSER=analyst PG_CONFIG="$PG_CONFIG" prove -v
  count_tap $rc
fi

[ $((passed + failed + skipped)) -gt 0 ] || die "nothing ran"
say "It took $((SECONDS / 60)) min $((SECONDS % 60)) s."
[ -n "${T:-}${STAGES:-}" ] || echo "the last run took $((SECONDS / 60)) min $((SECONDS % 60)) s" >$took
sum="$passed passed, $failed failed"
[ $skipped -eq 0 ] || sum+=", $skipped skipped"
say "$sum"
[ $failed -eq 0 ]
