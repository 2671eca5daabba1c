# shellcheck shell=bash
# common.sh: what the scripts share; to be sourced.  Leaves the shell in the
# repository's root.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$@"; } # a line for each argument
die() {
  printf 'gpurent: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '%s\n' "$@" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# ok NAME command...: a line for a test that is a command
passed=0 failed=0
ok() {
  local name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    say "  ok: $name"
  else
    failed=$((failed + 1))
    say "  FAILED: $name"
  fi
}

# A make called from here is a make of its own: the caller's options and
# variables (PG_CONFIG, COPT) must not reach it behind our back.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
# Nor may the user's idea of which server to talk to.
unset PGHOST PGHOSTADDR PGPORT PGDATABASE PGUSER PGPASSWORD PGPASSFILE PGSERVICE PGSERVICEFILE \
  PGOPTIONS PGSSLMODE PGREQUIRESSL PGAPPNAME PGCLIENTENCODING PGTZ PGDATESTYLE PGGEQO PGDATA PGCHANNELBINDING

# at_exit function: to be run when the script ends, however it ends, the latest first
exit_commands=()
at_exit() { exit_commands+=("$1"); }
run_exit_commands() {
  local rc=$? i
  trap '' INT TERM HUP
  set +e
  [ -z "$child" ] || stop_child
  for ((i = ${#exit_commands[@]} - 1; i >= 0; i--)); do
    "${exit_commands[i]}"
  done
  exit "$rc"
}
trap run_exit_commands EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Runs a program that may take long.  Bash acts on a signal only between
# foreground commands, but at once while it waits for a background one; and in
# a session of its own the program can be stopped with all its children.
child=
interruptible() {
  local rc=0
  setsid "$@" <&0 &
  child=$!
  wait "$child" || rc=$?
  child=
  return $rc
}
stop_child() {
  local i
  for ((i = 0; i < 50; i++)); do
    kill -TERM -- "-$child" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "-$child" 2>/dev/null
}

# What a step printed is shown only when it fails.
log=$(mktemp "${TMPDIR:-/tmp}/gpurent-log.XXXXXX")
remove_log() { rm -f "$log"; }
at_exit remove_log
quietly() {
  local rc=0
  "$@" >"$log" 2>&1 </dev/null || rc=$?
  [ $rc -eq 0 ] || tail -n 60 "$log" >&2
  return $rc
}
