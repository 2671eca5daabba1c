#!/usr/bin/env bash
# coverage.sh: which lines of src/ the tests of make check run (unit, regression,
# pgTAP and the others together), by file.  The lines that none runs are listed in
# build/coverage/missed.txt.  Fails if less than 95% of the lines are run.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"

deps check
has gcov || die "please install gcov, which comes with gcc"

# A copy of the sources is built, so that the objects here stay what they are.
tree=build/coverage
rm -rf "$tree"
mkdir -p "$tree"
tar -cf - --exclude=./build --exclude=./.git --exclude='*.o' --exclude='*.so' --exclude=./test/output . | tar -xf - -C "$tree"

# The tests and the server, which is another user's, write what they count into a directory of everybody's.
counts=$(mktemp -d "${TMPDIR:-/tmp}/gpurent-counts.XXXXXX")
remove_counts() { rm -rf "$counts"; }
at_exit remove_counts
chmod 777 "$counts"
umask 0
rc=0
GCOV_PREFIX=$counts CHECK_OPTIONS="-Og --coverage" PG_CONFIG=$PG_CONFIG interruptible "$tree/scripts/check.sh" || rc=$?
umask 022

root=$PWD/$tree
cp -r "$counts$root/src" "$tree/"
say "" "Lines of src/ that the tests run:"
: >"$tree/missed.txt"
for file in src/*/*.c src/core/*/*.c src/*/*.h src/core/*/*.h; do
  [ ! -e "$tree/${file%.c}.gcno" ] || (cd "$tree" && gcov -p -o "$(dirname "$file")" "$file" >/dev/null 2>&1 || true)
done
# A header's functions are compiled into many files: a line counts as run if it is in any of them.
for file in src/*/*.c src/core/*/*.c src/*/*.h src/core/*/*.h; do
  for report in "$tree"/*"${file//\//#}.gcov"; do
    [ ! -e "$report" ] || awk -v file="$file" -F : 'NR > 1 || $3 != "Source" { gsub(/ /, "", $1); gsub(/ /, "", $2); if ($2 > 0 && $1 != "-") print file, $2, ($1 ~ /^[#=]/ ? 0 : 1) }' "$report"
  done
done | sort -u | awk '
  { key = $1 " " $2; if (!(key in run)) { order[++n] = key }; if ($3 > run[key]) run[key] = $3; if (!(key in run)) run[key] = 0 }
  END { for (i = 1; i <= n; i++) print order[i], run[order[i]] }' >"$tree/lines"
awk -v missed="$tree/missed.txt" '
  { lines[$1]++; all++; if ($3) { run[$1]++; done++ } else print $1 ":" $2 >missed }
  END {
    for (file in lines) printf "  %-32s %5d of %5d  %5.1f%%\n", file, run[file], lines[file], 100 * run[file] / lines[file] | "sort"
    close("sort")
    printf "  %-32s %5d of %5d  %5.1f%%\n", "all", done, all, 100 * done / all
    exit all == 0 || done / all < 0.95
  }' "$tree/lines" || { rc=1; say "less than 95%"; }
# the text of each line missed
while IFS=: read -r file line; do
  printf '%s:%s:%s\n' "$file" "$line" "$(sed -n "${line}p" "$file")"
done < <(sort -t : -k1,1 -k2,2n "$tree/missed.txt") >"$tree/missed.new"
mv "$tree/missed.new" "$tree/missed.txt"
say "  $(wc -l <"$tree/missed.txt") lines are run by none: $tree/missed.txt"
exit $rc
