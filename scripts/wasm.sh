#!/usr/bin/env bash
# wasm.sh: the extension for PGlite, PostgreSQL in a browser: build/wasm/gpurent.tar.gz; see doc/browser.md.
#
# It compiles with Debian's clang against headers that are unpacked into build/wasm, not installed:
# Emscripten's, and those of PostgreSQL 18, which is the server that PGlite is.
#
#   CHECK=1  tests it too (make check-wasm); T= only these tests of test/sql and test/pgtap

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/roots.sh
. scripts/roots.sh

deps "wasm${CHECK:+_check}"
build=$PWD/build/wasm
pg_major=18
mkdir -p "$build"

# unpack_package PACKAGE RELEASE DIRECTORY PATTERN...: these files of a Debian package, of this machine's release
# or, by lists of packages of its own, of another.
unpack_package() {
  local package=$1 release=$2 directory=$3 apt=$build/apt options=()
  shift 3
  rm -rf "$apt"
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  if [ -n "$release" ]; then
    [ -n "$(debian_mirror)" ] || die "apt has no Debian mirror here, and $package is needed: see doc/browser.md"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) $release main" >"$apt/sources.list"
    options=(-o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache"
      -o Acquire::Languages=none)
    quietly apt-get "${options[@]}" update || die "the list of Debian $release's packages could not be fetched"
  fi
  (cd "$apt" && quietly apt-get "${options[@]}" -o APT::Sandbox::User=root download "$package") || die "$package could not be fetched"
  mkdir -p "$directory"
  dpkg-deb --fsys-tarfile "$apt/${package}"_*.deb | tar -x -C "$directory" --wildcards "$@" || die "$package does not hold $*"
  rm -rf "$apt"
}

sysroot=usr/share/emscripten/cache/sysroot
if [ -e "/$sysroot/include/stdio.h" ] && [ -e "/$sysroot/lib/wasm32-emscripten/pic/libc.a" ]; then
  emscripten=/$sysroot
else
  emscripten=$build/emscripten/$sysroot
  if [ ! -e "$emscripten/unpacked" ]; then
    say "Fetching Emscripten's headers (110 MB, of which 20 are kept) ..."
    unpack_package emscripten "" "$build/emscripten" "./$sysroot/include/*" "./$sysroot/lib/wasm32-emscripten/pic/libc.a" "./$sysroot/lib/wasm32-emscripten/pic/libcompiler_rt.a"
    touch "$emscripten/unpacked"
  fi
fi

# The headers are the same on every processor but for pg_config.h, which says how wide things are, and what the server was built with.
headers=$build/include
if [ ! -e "$headers/unpacked" ]; then
  installed=/usr/include/postgresql/$pg_major/server
  rm -rf "$headers"
  if [ ! -e $installed/postgres.h ]; then
    say "Fetching the headers of PostgreSQL $pg_major ..."
    rm -rf "$build/server-dev"
    unpack_package "postgresql-server-dev-$pg_major" sid "$build/server-dev" ".$installed/*"
    installed=$build/server-dev$installed
  fi
  cp -rL "$installed" "$headers"
  sed -i -E -e 's/^#define (SIZEOF_(VOID_P|SIZE_T|LONG)|ALIGNOF_LONG) 8/#define \1 4/' -e 's/\<gnu_printf\>/printf/' \
    -e '/^#define (ENABLE_NLS|ENABLE_GSS|USE_OPENSSL|HAVE_X86_64_POPCNTQ|HAVE__GET_CPUID(_COUNT)?|USE_\w+_WITH_RUNTIME_CHECK) /d' "$headers/pg_config.h"
  rm -rf "$build/server-dev"
  touch "$headers/unpacked"
fi

say "Compiling ..."
quietly make -f wasm/Makefile -j "$(nproc)" EMSCRIPTEN="$emscripten" PG_HEADERS="$headers" || die "it could not be compiled (see above)"
# what a web server needs beside it
cp wasm/gpurent.mjs wasm/index.html wasm/package.json wasm/package-lock.json "$build/"
say "build/wasm/gpurent.tar.gz ($(($(stat -c %s build/wasm/gpurent.tar.gz) / 1024)) kB): doc/browser.md tells how to load it."
# shellcheck source=test/wasm/check.sh
[ -z "${CHECK:-}" ] || . test/wasm/check.sh
