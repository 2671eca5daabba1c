#!/usr/bin/env bash
# arch.sh: the unit and regression tests on another processor, ARCH=arm64 or s390x (big-endian) or another
# by Debian's name for it, in a Debian root of that processor (see roots.sh) whose programs QEMU runs.
# It takes a quarter of an hour; an hour where this machine has no compiler for that processor of the same Debian (gcc-s390x-linux-gnu),
# and QEMU runs that too.  ARCH=wasm32 only compiles the pure core, with clang and the headers of wasi-libc.  RELEASE= the Debian release, bookworm by default; T= only these tests.
# STAGES=sql leaves the unit tests out.  What it printed is in build/arch/ARCH.log, the output of the regression tests
# in build/arch/ARCH/results; the last line is the sum.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/roots.sh
. scripts/roots.sh

arch=${ARCH:-} release=${RELEASE:-$OLDEST_RELEASE}
[[ $arch =~ ^[a-z0-9]+$ ]] || die "which processor?  make check-arch ARCH=arm64 (or s390x, which is big-endian)"
if [ "$arch" = wasm32 ]; then
  { has clang && [ -e /usr/include/wasm32-wasi/math.h ]; } || quietly apt install -y --no-install-recommends clang wasi-libc ||
    die "it takes clang and wasi-libc"
  compiled=0 failed=0
  mkdir -p build/arch/wasm32
  for file in src/core/*/*.c; do
    if clang --target=wasm32-wasi -O1 -Wall -Wextra -Wno-missing-field-initializers -Werror -ffp-contract=off -Isrc -c "$file" -o "build/arch/wasm32/$(basename "$file" .c).o"; then
      compiled=$((compiled + 1))
    else
      failed=$((failed + 1))
    fi
  done
  say "src/core compiled for wasm32" "$compiled passed, $failed failed"
  [ $failed -eq 0 ]
  exit
fi
roots_possible || die "$roots_missing"
processor_emulated "$arch" || die "$roots_missing"
root_make "$release-$arch" || die "a root of Debian $release for $arch could not be made"
server=$(cat "$ROOTS/$release-$arch/etc/gpurent-server")
log=build/arch/$arch.log
mkdir -p build/arch
say "Debian $release on $arch, PostgreSQL $server ..."
compiler=$(dpkg-architecture -a "$arch" -q DEB_HOST_GNU_TYPE 2>/dev/null || true)
if ! has "${compiler:-none}-gcc" || [ "$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)" != "$release" ]; then
  compiler=
fi
rm -rf "build/arch/$arch"
mkdir "build/arch/$arch"
# what the regression tests printed is kept, to be read
# shellcheck disable=SC2016 # expanded in the root
ROOT_COMPILER=$compiler ROOT_OUTPUT=$PWD/build/arch/$arch root_run "$release-$arch" env "STAGES=${STAGES:-unit sql}" "T=${T:-}" "PG_CONFIG=/usr/lib/postgresql/$server/bin/pg_config" bash -c '
  rc=0
  scripts/check.sh || rc=$?
  ! [ -d test/output ] || cp -r test/output/. /mnt/output/
  exit $rc' </dev/null 2>&1 | tee "$log"
