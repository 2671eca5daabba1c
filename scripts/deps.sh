#!/usr/bin/env bash
# deps.sh PURPOSE: finds what running (demo, bench), testing (check), fuzzing (fuzz), watching memory (memory), comparing
# with spreadsheets (judge), drawing the page (report), compiling for a browser (wasm), formatting (format) or the table of
# currencies (currencies) needs, and has apt-get install what is missing; where there is no apt-get it says what is wanted.
#
# Usually sourced, for `deps PURPOSE`, which sets PG_CONFIG to that of the
# server to use: the given one, else the newest supported server installed
# (with its headers before without), else the distribution's.  When nothing is
# missing, nothing is asked of the network.

# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

PG_SUPPORTED="19 18 17 16 15" # the newest first

# One fact about the chosen server; nothing if there is no server.
pg() { "${PG_CONFIG:-false}" "--$1" 2>/dev/null || true; }
pg_major() { pg version | sed -n 's/^PostgreSQL \([0-9]*\).*/\1/p'; }
supported() { case " $PG_SUPPORTED " in *" ${1:-none} "*) true ;; *) false ;; esac; }
# A client's pg_config (libpq-dev) names the same directories; what is in them tells.
has_server() { [ -x "$(pg bindir)/postgres" ] && [ -x "$(pg bindir)/initdb" ]; }
has_headers() { [ -e "$(pg includedir-server)/postgres.h" ] && [ -e "$(pg pgxs)" ]; }

# Prints the PG_CONFIG of the best server installed.
choose_server() {
  local PG_CONFIG major rank best=0 chosen=
  for PG_CONFIG in "$(command -v pg_config || true)" /usr/lib/postgresql/*/bin/pg_config \
    /usr/pgsql-*/bin/pg_config /usr/local/pgsql/bin/pg_config; do
    major=$(pg_major)
    if supported "$major" && has_server; then
      rank=$major
      ! has_headers || rank=$((major + 1000))
      if [ "$rank" -ge "$best" ]; then
        best=$rank chosen=$PG_CONFIG
      fi
    fi
  done
  echo "$chosen"
}

# The newest supported version that apt offers; the distribution's own before any other.
version_of_apt() {
  local major
  for major in $(apt-cache depends postgresql 2>/dev/null | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p') $PG_SUPPORTED; do
    if supported "$major" && apt-cache show "postgresql-$major" >/dev/null 2>&1; then
      echo "$major"
      return
    fi
  done
}

# clang and its libFuzzer without a main()
fuzz_compiler() { command -v clang || command -v clang-14 || true; }
fuzz_runtime() { echo "$("$(fuzz_compiler)" -print-runtime-dir 2>/dev/null)/libclang_rt.fuzzer_no_main-$(uname -m).a"; }

# What compiles the core to WebAssembly, for what the report page computes
wasm_packages="clang lld wasi-libc libclang-rt-dev-wasm32"
has_wasm() { has clang && has wasm-ld && [ -e /usr/include/wasm32-wasi/string.h ] && [ -e "$(clang --target=wasm32-wasi -print-libgcc-file-name 2>/dev/null)" ]; }

# Prints "package|why" for each thing missing, @ standing for a version not
# known yet.  It looks for files, not packages: whichever way they came, they serve.
missing() {
  local v
  v=$(pg_major)
  v=${v:-@}
  if [ "$1" = currencies ]; then
    [ -e /usr/share/unicode/cldr/common ] || echo "unicode-cldr-core|the currencies of the world"
    return
  fi
  case $1 in
    wasm*)
      has clang || echo "clang|compiles for WebAssembly"
      has wasm-ld || echo "lld|links it"
      has make || echo "make|calls them"
      if [ "$1" = wasm_check ]; then
        has node || echo "nodejs|runs PGlite"
        has npm || echo "npm|fetches it"
        has psql || echo "postgresql-client|asks it"
      fi
      return
      ;;
    report*)
      has node || echo "nodejs|puts the page together"
      has npm || echo "npm|fetches ECharts, which draws it"
      [ "$1" != report_check ] || has chromium || echo "chromium|looks at the page"
      # where it can't be installed the page is made without; nor is so much asked of the machine of one's own server
      if [ "$1" != report_of_database ] && ! has_wasm && { [ "$1" = report_check ] || { has apt-get && can_be_root; }; }; then
        has clang || echo "clang|compiles what the page computes"
        has wasm-ld || echo "lld|links it"
        [ -e /usr/include/wasm32-wasi/string.h ] || echo "wasi-libc|its C library"
        [ -e "$(clang --target=wasm32-wasi -print-libgcc-file-name 2>/dev/null)" ] || echo "libclang-rt-dev-wasm32|its arithmetic of 128 bits"
      fi
      ;;
  esac
  if [ "$1" = report_of_database ]; then
    has psql || echo "postgresql-client|reads the database"
    return
  fi
  if [ "$1" = format ]; then
    # beside the server from 16 on
    has pg_bsd_indent || [ -x "$(pg bindir)/pg_bsd_indent" ] ||
      if apt-cache show pg-bsd-indent >/dev/null 2>&1; then
        echo "pg-bsd-indent|PostgreSQL's own C indenter"
      else
        echo "postgresql-server-dev-$v|holds PostgreSQL's own C indenter"
      fi
    has perl || echo "perl|finishes what the indenter leaves"
    return
  fi
  # Debian's servers are built with, and their rules call, gcc by this name.
  has gcc || { ! has apt-get && has cc; } || echo "gcc|compiles the extension"
  cc -E -x c -include stdio.h /dev/null >/dev/null 2>&1 || echo "libc6-dev|headers of the C library"
  has_server || echo "postgresql-$v|the server, of which a private, throwaway one is run"
  has_headers || echo "postgresql-server-dev-$v|the server's headers and build rules"
  if [ "$1" = judge ]; then
    has perl || echo "perl|asks and compares"
    has soffice || echo "libreoffice-calc-nogui|a spreadsheet program that answers"
    has ssconvert || echo "gnumeric|another one"
  fi
  if [ "$1" = fuzz ]; then
    [ -n "$(fuzz_compiler)" ] || echo "clang|compiles for the fuzzer"
    [ -e "$(fuzz_runtime)" ] || echo "libclang-rt-14-dev|the fuzzer, libFuzzer"
  fi
  if [ "$1" = memory ]; then
    has valgrind && [ -e /usr/include/valgrind/valgrind.h ] || echo "valgrind|sees each access to memory"
    has bzip2 || echo "bzip2|unpacks PostgreSQL's source"
  fi
  if [ "$1" = check ] || [ "$1" = memory ]; then
    has prove || echo "perl|runs the unit tests (prove)"
    has pg_prove || echo "libtap-parser-sourcehandler-pgtap-perl|runs the pgTAP tests (pg_prove)"
    [ -e "$(pg sharedir)/extension/pgtap.control" ] || echo "postgresql-$v-pgtap|the functions they are written with"
  fi
}

# The same of what a test says that it is skipped without.
wished() {
  [ "$1" != check ] || [ -z "$(pg_major)" ] || [ -e "$(pg sharedir)/extension/plproxy.control" ] ||
    echo "postgresql-$(pg_major)-plproxy|calls all shards at once, in t/twins.t"
}

explain() { awk -F '|' 'NF { printf "  %-40s %s\n", $1, $2 }' <<<"${1//@/"${2:-NN}"}"; }
packages() { awk -F '|' 'NF { print $1 }' <<<"${1//@/"${2:-NN}"}"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}
# sudo can be used where it asks for nothing or there is somebody to ask.
can_be_root() { [ "$(id -u)" = 0 ] || { has sudo && { sudo -n true 2>/dev/null || [ -t 2 ]; }; }; }

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -qq -o DPkg::Lock::Timeout=300 "$@"
}

# Debian creates and starts a cluster when it installs a server.  Nobody asked
# for one, so it is told not to for as long as the installation takes.
no_cluster=/etc/postgresql-common/createcluster.d/gpurent-none.conf
forbid_cluster() {
  at_exit allow_cluster
  as_root sh -c "mkdir -p ${no_cluster%/*} && echo 'create_main_cluster = false' >$no_cluster"
}
allow_cluster() {
  [ ! -e $no_cluster ] || as_root sh -c "rm -f $no_cluster; rmdir --ignore-fail-on-non-empty ${no_cluster%/*}"
}

deps() {
  deps_needed "$1"
  deps_wished "$1"
}

# Where apt-get offers it and can install it; where not, nothing is asked, and the test skips.
deps_wished() {
  local list
  list=$(wished "$1")
  [ -n "$list" ] && has apt-get && can_be_root && [[ $(pg bindir) == /usr/lib/postgresql/* ]] || return 0
  # shellcheck disable=SC2046 # a word a package
  [ -n "$(apt-cache show $(packages "$list") 2>/dev/null)" ] || return 0
  say "Installing what some tests are skipped without:"
  explain "$list"
  # shellcheck disable=SC2046 # a word a package
  quietly apt install -y --no-install-recommends $(packages "$list") || say "  (could not; they are skipped)"
}

deps_needed() {
  local purpose=$1 list version server=true
  case $purpose in currencies | report_of_database | wasm*) server=false ;; esac
  if $server; then
    if [ -n "${PG_CONFIG:-}" ]; then
      has "$PG_CONFIG" || die "PG_CONFIG=$PG_CONFIG is not a program"
      supported "$(pg_major)" || die "$PG_CONFIG belongs to $(pg version); gpurent needs PostgreSQL 15 to 19"
    else
      PG_CONFIG=$(choose_server)
    fi
  fi
  list=$(missing "$purpose")
  [ -n "$list" ] || return 0

  if ! has apt-get || ! has dpkg; then
    die "please install what is missing here (by its Debian name), PostgreSQL of any version from 15 to 19:" "$(explain "$list")"
  fi
  version=$(pg_major)
  version=${version:-$(version_of_apt)}
  case $(pg bindir) in
    "" | /usr/lib/postgresql/*) ;;
    *)
      ! grep -q '^postgresql' <<<"$list" ||
        die "the server of $PG_CONFIG was not installed by apt-get, so please add to it yourself (PG_CONFIG= chooses another):" \
          "$(explain "$list" "$version")"
      ;;
  esac
  can_be_root || die "these packages are missing, and installing them takes root or sudo:" "$(explain "$list" "$version")" \
    "apt-get install --no-install-recommends $(packages "$list" "${version:-15}" | xargs)"

  say "Missing on this machine:"
  explain "$list" "$version"
  say "Fetching apt-get's package lists ..."
  quietly apt update || say "  (could not; going on with the lists there are)"
  version=${version:-$(version_of_apt)}
  [ -n "$version" ] || ! $server || die "apt-get has no PostgreSQL of version 15 to 19 here; see https://www.postgresql.org/download/"
  say "Installing these and what they depend on with apt-get (a minute or two) ..."
  ! packages "$list" "$version" | grep -qx "postgresql-$version" || forbid_cluster
  # Not to be interrupted halfway by us: apt-get knows best how to stop.
  # shellcheck disable=SC2046 # a word a package
  quietly apt install -y --no-install-recommends $(packages "$list" "$version") || die "apt-get could not install them (see above)"
  allow_cluster

  ! $server || PG_CONFIG=${PG_CONFIG:-/usr/lib/postgresql/$version/bin/pg_config}
  list=$(missing "$purpose")
  [ -z "$list" ] || die "still missing after the installation:" "$(explain "$list")"
}

# npm_fetch WHAT FROM TO: WHAT, which package.json in FROM names and its lock pins, into TO, once
npm_fetch() {
  local what=$1 from=$2 to=$3 stamp
  stamp=$(cat "$from/package.json" "$from/package-lock.json" | cksum)
  [ "$(cat "$to/stamp" 2>/dev/null)" != "$stamp" ] || return 0
  say "Fetching $what with npm ..."
  rm -rf "$to/node_modules" "$to/stamp"
  mkdir -p "$to"
  cp "$from/package.json" "$from/package-lock.json" "$to/"
  (cd "$to" && interruptible npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$log" 2>&1 ||
    die "npm could not fetch $what:" "$(head -n 4 "$log" | sed 's/^/  /')" \
      "It takes a way to npm's public registry (or npm's own settings for another), once: what was fetched is kept in $to."
  echo "$stamp" >"$to/stamp"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  case ${1:-} in
    demo | check | bench | judge | fuzz | memory | format | currencies | report | wasm) deps "$1" ;;
    *) die "usage: deps.sh demo|check|bench|judge|fuzz|memory|format|currencies|report|wasm" ;;
  esac
fi
