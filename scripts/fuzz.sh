#!/usr/bin/env bash
# fuzz.sh: libFuzzer on every function of ours that reads bytes from outside: the input and
# receive functions of the types, and the functions of a bytea.  Undefined behaviour traps.
#
#   DURATION=60   seconds for all of them together
#   SEED=1        the same inputs in the same order each time, as far as the time goes
#   FUZZ=name     one of them: p_capacity_in, cash_flows_recv, ...
#   CORPUS=grow   writes what was found, at its smallest, back to test/fuzz/corpus
#
# test/fuzz/corpus has a file a function, in it a line an input, in hexadecimal.  What breaks
# something is kept in build/fuzz/NAME.crash; once mended it belongs into the corpus.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh

DURATION=${DURATION:-60} SEED=${SEED:-1} FUZZ=${FUZZ:-} CORPUS=${CORPUS:-}
[[ $DURATION =~ ^[1-9][0-9]*$ ]] || die "DURATION is a number of seconds, not '$DURATION'"
[[ $SEED =~ ^[0-9]+$ ]] || die "SEED is a whole number, not '$SEED'"
[[ $CORPUS =~ ^(grow)?$ ]] || die "CORPUS=grow is all there is"

deps fuzz
clang=$(fuzz_compiler)
extension_build all
say "Building it for the fuzzer ..."
mkdir -p build/fuzz test/fuzz/corpus
# Not -fwrapv, which the server is built with: the extension counts on no overflow that wraps.
quietly interruptible "$clang" -shared -fPIC -O2 -g -ffp-contract=off -fno-strict-aliasing -Wno-ignored-attributes -D_GNU_SOURCE \
  -fsanitize=fuzzer-no-link,undefined -fsanitize-trap=undefined -I"$(pg includedir-server)" -Isrc \
  src/*/*.c src/core/*/*.c test/fuzz/fuzz.c -o build/fuzz/gpurent.so -Wl,-Bsymbolic "$(fuzz_runtime)" -lstdc++ -lm

cluster_start
cp build/fuzz/gpurent.so "$CLUSTER/root$(pg pkglibdir)/gpurent.so"
psql -Xq -v ON_ERROR_STOP=1 <<'SQL'
CREATE EXTENSION gpurent;
CREATE FUNCTION fuzz(regproc, regtype, text, text[]) RETURNS void AS 'gpurent' LANGUAGE C;
CREATE VIEW fuzz_target (name, what, type) AS
WITH member AS (SELECT d.classid, d.objid FROM pg_depend AS d JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
                WHERE e.extname = 'gpurent' AND d.deptype = 'e')
SELECT f::text, f, t.oid::regtype
FROM pg_type AS t JOIN member AS m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid, unnest(ARRAY[typinput, typreceive]) AS f
WHERE typtype = 'b' AND typelem = 0
UNION ALL
SELECT proname, p.oid, 'bytea'
FROM pg_proc AS p JOIN member AS m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid WHERE pronargs = 1 AND proargtypes[0] = 'bytea'::regtype;
SQL
mapfile -t targets < <(psql -XAt -v name="$FUZZ" <<<"SELECT name, what::oid, type::oid FROM fuzz_target WHERE :'name' IN (name, '') ORDER BY 1")
[ ${#targets[@]} -gt 0 ] || die "FUZZ=$FUZZ: there is no such function; there are:" "$(psql -XAt -c "SELECT name FROM fuzz_target ORDER BY 1")"

work=$CLUSTER/fuzz
as_server mkdir "$work"
executions() { sed -n 's/^stat::number_of_executed_units: *//p' "$1"; }

# fuzz NAME FUNCTION TYPE OPTION...: runs the driver in a backend, which it ends; after a crash the server restarts
fuzz() {
  local name=$1 function=$2 type=$3 options
  shift 3
  options=$(printf ',"%s"' "$@")
  interruptible psql -Xq >/dev/null 2>&1 -c "SELECT fuzz($function, $type, '$work/$name.log', '{${options:1}}')" || true
  until pg_isready -q; do
    kill -0 "$server" 2>/dev/null || die "$name: the server is gone"
    sleep 0.2
  done
}

total=0 failed=0
each=$(((DURATION + ${#targets[@]} - 1) / ${#targets[@]}))
say "Fuzzing ${#targets[@]} functions, $each s each ..."
for line in "${targets[@]}"; do
  IFS='|' read -r name function type <<<"$line"
  as_server mkdir "$work/$name"
  cases=test/fuzz/corpus/$name
  [ ! -e "$cases" ] ||
    perl -e '($dir) = splice(@ARGV, 0, 1); while (<>) { chomp; open(F, ">", "$dir/$."); print F pack("H*", $_); close F }' "$work/$name" "$cases"
  chown -R "$server_user" "$work/$name"
  fuzz "$name" "$function" "$type" "$work/$name" -seed="$SEED" -max_total_time="$each" -max_len=4096 -timeout=10 -rss_limit_mb=0 \
    -print_final_stats=1 -artifact_prefix="$work/$name."
  found=$(find "$work" -maxdepth 1 -name "$name.*" ! -name '*.log' | head -n 1)
  n=$(executions "$work/$name.log")
  if [ -n "$found" ] || [ -z "$n" ] || [ "$n" -eq 0 ]; then
    failed=$((failed + 1))
    [ -z "$found" ] || cp "$found" "build/fuzz/$name.crash"
    say "  $name: FAILED" "$(grep -avE '^#|^INFO|^stat' "$work/$name.log" | tail -n 25)"
    [ -z "$found" ] || say "  the input is in build/fuzz/$name.crash, in hexadecimal:" "$(od -An -v -tx1 "$found" | tr -d ' \n' | head -c 2000)"
  else
    total=$((total + n))
    say "  $(printf '%-28s %12d executions, %5d inputs' "$name" "$n" "$(find "$work/$name" -type f | wc -l)")"
  fi
  if [ "$CORPUS" = grow ]; then
    as_server mkdir "$work/small"
    fuzz "$name" "$function" "$type" -merge=1 -max_len=4096 "$work/small" "$work/$name"
    perl -e 'undef $/; for (@ARGV) { open(F, "<", $_); print unpack("H*", <F>), "\n" }' "$work/small"/* | LC_ALL=C sort >"$cases"
    rm -rf "$work/small"
  fi
done
say "$total executions, $failed of ${#targets[@]} functions failed"
[ $failed -eq 0 ]
