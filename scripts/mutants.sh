#!/usr/bin/env bash
# mutants.sh: faults planted in src/core, built into the unit tests; those that survive are built into the
# extension and put before the regression tests.  It prints what survives both, and fails if fewer than GOAL=90 percent are
# noticed of those that change an answer.
# SAMPLE= how many faults, 150 by default, or all; SEED= another draw; FILE= only files of src/core that are
# like it; JOBS= at once; SHOW=1 what noticed each; SQL=no leaves the regression tests out.
# AGAIN=1 plants what survived the last time, nothing else.  test/mutants.md explains those that change no answer.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"

[[ ${SAMPLE:-150} =~ ^([1-9][0-9]*|all)$ ]] || die "SAMPLE is a number of faults, or all, not '$SAMPLE'"
[[ ${SEED:-1} =~ ^[0-9]+$ ]] || die "SEED is a whole number, not '$SEED'"
deps check
interruptible perl scripts/mutants.pl
read -r planted noticed none explained <build/mutants/counts
by_sql=0 left=()
if [ "${SQL:-yes}" != no ] && [ -s build/mutants/survivors ]; then
  say "Regression tests with each survivor ..."
  tree=build/mutants/tree
  mkdir "$tree"
  { git ls-files -z --cached --others --exclude-standard 2>/dev/null || find . -type f ! -path './build/*' ! -path './.git/*' ! -name '*.o' ! -name '*.so' -print0; } |
    tar --null --verbatim-files-from -T - --ignore-failed-read -cf - 2>/dev/null | tar -xf - -C "$tree"
  while IFS=$'\t' read -r number file line old new; do
    cp "build/mutants/$number/$file" "$tree/$file"
    if STAGES=sql PG_CONFIG=$PG_CONFIG CHECK_OPTIONS=-w interruptible timeout 900 "$tree/scripts/check.sh" >"build/mutants/$number/sql.log" 2>&1 </dev/null; then
      left+=("$file:$line: $old -> $new")
    else
      by_sql=$((by_sql + 1))
      say "  noticed: $file:$line: $old -> $new"
    fi
    cp -p "$file" "$tree/$file"
    touch "$tree/$file"
  done <build/mutants/survivors
  rm -rf "$tree"
  say "What no test notices:" "${left[@]/#/  }"
fi
by=$((noticed + by_sql)) real=$((planted - explained))
say "$planted faults planted in src/core ($none more were none): $noticed noticed by the unit tests, $by_sql more by the regression tests, $((by * 100 / planted))%"
say "$explained of them change no answer (test/mutants.md): $((real > 0 ? by * 100 / real : 100))% of the others are noticed"
[ $((by * 100)) -ge $((${GOAL:-90} * real)) ]
