# shellcheck shell=bash
# what_if.sh: the core as WebAssembly, build/report/what_if.wasm, which the report page asks what if.
# To be sourced after deps.sh, for core_to_wasm.

# core_to_wasm FILE: false, with $log telling why, if it does not compile; what is newer than the sources stays
core_to_wasm() {
  local file=$1 stamp
  stamp=$(cat scripts/what_if.sh report/what_if.c src/core/*/*.[ch] | cksum)
  [ "$(cat "$file.stamp" 2>/dev/null)" != "$stamp" ] || [ ! -e "$file" ] || return 0
  rm -f "$file" "$file.stamp"
  mkdir -p "$(dirname "$file")"
  # -nostartfiles: functions, no program.  Of the C library it takes what copies and compares bytes; nothing is imported.
  clang --target=wasm32-wasi -O2 -ffp-contract=off -Wall -Wextra -Wno-missing-field-initializers -Werror -fvisibility=hidden -ffunction-sections -fdata-sections -Isrc \
    -nostartfiles -Wl,--no-entry,--export-dynamic,--gc-sections,--strip-all report/what_if.c src/core/*/*.c -o "$file.tmp" >"$log" 2>&1 || {
    rm -f "$file.tmp"
    return 1
  }
  mv "$file.tmp" "$file"
  echo "$stamp" >"$file.stamp"
}
