#!/usr/bin/env bash
# deb.sh: the Debian package, built for RELEASE=bookworm (or trixie, sid) in a root of it (see roots.sh), twice with
# the same bytes, looked at by lintian, put through its autopkgtests; then installed in a bare root by apt, used by an ordinary user,
# removed while it is in use and installed again.  The archive of `make dist` is installed by PGXN's client.  The packages are left in build/deb/RELEASE/.
# The last line is the sum.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"

finish() {
  say "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}

# In a root with the tools
build() { # DIRECTORY for the packages
  local out=$1
  (
    rm -rf /tmp/build
    mkdir -p /tmp/build "$out"
    cp -a /gpurent "/tmp/build/gpurent"
    cd /tmp/build/gpurent
    find . -type d -empty -delete
    pg_buildext updatecontrol
    dpkg-buildpackage -us -uc -F
    mv ../*.deb ../*.dsc ../*.tar.* ../*.buildinfo ../*.changes "$out/"
  )
}
same_bytes() { (cd /tmp/first && sha256sum -- *.deb *.dsc *.tar.*) | (cd /tmp/second && sha256sum --quiet -c); }
hardened() {
  local lib
  rm -rf /tmp/look
  for deb in /tmp/first/postgresql-[0-9]*-gpurent_*.deb; do dpkg -x "$deb" /tmp/look; done
  for lib in /tmp/look/usr/lib/postgresql/*/lib/gpurent.so; do
    grep -q GNU_RELRO <<<"$(readelf -lW "$lib")" && grep -q BIND_NOW <<<"$(readelf -dW "$lib")" &&
      grep -q __stack_chk_fail <<<"$(readelf -sW "$lib")" || return 1
  done
}
bitcode() { ls /tmp/look/usr/lib/postgresql/*/lib/bitcode/gpurent.index.bc /tmp/look/usr/lib/postgresql/*/lib/bitcode/gpurent/src/base/gpurent.bc; }
dbgsym() { ls /tmp/first/postgresql-*-gpurent-dbgsym_*.deb; }
lintian_clean() {
  local found
  found=$(lintian --allow-root --fail-on none --display-info /tmp/first/*.changes 2>&1) || true
  [ -z "$found" ] || say "$found" >/mnt/output/lintian
  ! grep -E '^[EW]:' <<<"$found"
}
autopkgtests() { apt-get -qq update && autopkgtest --no-built-binaries /tmp/first/*.deb /tmp/first/*.dsc -- null >/tmp/autopkgtest.log 2>&1 || { tail -n 60 /tmp/autopkgtest.log; false; }; }

# the archive for PGXN, which lies in /mnt/output, with PGXN's client
pgxn_installs() {
  local version
  version=$(pg_buildext supported-versions | head -n 1)
  pgxn install --pg_config "/usr/lib/postgresql/$version/bin/pg_config" --nosudo /mnt/output/gpurent-*.zip >/tmp/pgxn.log 2>&1 || { tail -n 30 /tmp/pgxn.log; return 1; }
  ls "/usr/lib/postgresql/$version/lib/gpurent.so" "/usr/share/postgresql/$version/extension/gpurent.control" &&
    pg_virtualenv -v "$version" psql -Xq -v ON_ERROR_STOP=1 -d postgres -c "CREATE EXTENSION gpurent" -c "SELECT rent('1 CNY/card/hour', 1, '[2024-01-01,2024-01-02)')" &&
    pgxn uninstall --pg_config "/usr/lib/postgresql/$version/bin/pg_config" --nosudo --yes /mnt/output/gpurent-*.zip >>/tmp/pgxn.log 2>&1 &&
    ! ls "/usr/lib/postgresql/$version/lib/gpurent.so"
}

inside_build() {
  ok "builds" quietly build /tmp/first
  [ "$failed" -eq 0 ] || { finish; return; }
  ok "builds again" quietly build /tmp/second
  ok "the same bytes" same_bytes
  ok "the libraries are hardened" hardened
  ok "bitcode for the JIT" quietly bitcode
  ok "symbols for the debugger" quietly dbgsym
  ok "lintian warns of nothing" lintian_clean
  ok "autopkgtest" autopkgtests
  dpkg -P $(dpkg-query -W -f '${Package}\n' 'postgresql-*-gpurent*' 2>/dev/null) >/dev/null 2>&1 || true
  ok "pgxn install, and uninstall, of the archive" quietly pgxn_installs
  grep -E 'PASS|FAIL|SKIP' /tmp/autopkgtest.log | sort -u || true
  cp /tmp/first/* /mnt/output/
  finish
}

# In a bare root.  As a command of the server's user, and as one of the database's owner
as_postgres() { setpriv --reuid postgres --regid postgres --init-groups env -C / "$@"; }
as_owner() { as_postgres psql -XAtq -v ON_ERROR_STOP=1 -U owner -d leases "$@"; }
gives() { [ "$("${@:2}" 2>&1 | tail -n 1)" = "$1" ]; }
refused_with() { grep -q -- "$1" <<<"$("${@:2}" 2>&1)"; }

inside_bare() {
  local package version
  apt-get -qq update
  package=$(basename /mnt/output/postgresql-[0-9]*-gpurent_*.deb)
  version=$(sed 's/^postgresql-\([0-9]*\)-.*/\1/' <<<"$package")
  package=${package%%_*}
  ok "apt installs $package with what it needs" quietly apt-get -y install --no-install-recommends /mnt/output/"${package}"_*.deb
  pg_lsclusters -h | grep -q . || quietly pg_createcluster "$version" main
  sed -i 's/^local *all *all *peer/local all all trust/' "/etc/postgresql/$version/main/pg_hba.conf"
  quietly pg_ctlcluster "$version" main start || true
  quietly as_postgres psql -Xq -c "CREATE ROLE owner LOGIN" -c "CREATE DATABASE leases OWNER owner TEMPLATE template0 ENCODING 'UTF8'"
  ok "CREATE EXTENSION by an ordinary user" quietly as_owner -c "CREATE EXTENSION gpurent" \
    -c "CREATE TABLE lease (id int PRIMARY KEY, rate rent_rate, cards int, during tstzrange)" \
    -c "INSERT INTO lease SELECT i, '15.1 CNY/card/hour', 8, term('2024-01-01', '2024-01-31') FROM generate_series(1, 100) AS i" \
    -c "CREATE INDEX ON lease (rate)"
  ok "answers" gives 8987520 as_owner -c "SELECT revenue(rate, cards, during) FROM lease"
  ok "its pages are installed" test -e "/usr/share/doc/postgresql-doc-$version/extension/gpurent/rent.md"
  ok "apt removes it while it is in use" quietly apt-get -y remove "$package"
  # (from 18 on the name is told without $libdir)
  ok "then there is the usual error" refused_with 'could not access file "\($libdir/\)\?gpurent"' as_owner -c "SELECT revenue(rate, cards, during) FROM lease"
  ok "the server runs, and other columns are read" gives 100 as_owner -c "SELECT sum(cards) / 8 FROM lease"
  ok "apt installs it again" quietly apt-get -y install --no-install-recommends /mnt/output/"${package}"_*.deb
  ok "no data is lost" gives 8987520 as_owner -c "SELECT revenue(rate, cards, during) FROM lease"
  ok "a check of its index finds nothing" gives 100 as_owner -c "SET enable_seqscan = off" -c "SELECT count(*) FROM lease WHERE rate = '15.1 CNY/card/hour'"
  ok "DROP EXTENSION, then remove" quietly as_owner -c "DROP EXTENSION gpurent CASCADE" -c "SELECT count(*) FROM lease"
  ok "purged" quietly apt-get -y purge "$package"
  ok "nothing is left of it" test -z "$(find /usr/lib/postgresql /usr/share/postgresql -name '*gpurent*')"
  finish
}

case ${1:-} in
  inside_build | inside_bare)
    "$1"
    exit
    ;;
esac

# shellcheck source=scripts/roots.sh
. scripts/roots.sh
release=${RELEASE:-$OLDEST_RELEASE}
roots_possible || die "$roots_missing"
root_make "$release.deb" || die "a root of Debian $release to build packages in could not be made"
root_make "$release.bare" || die "a bare root of Debian $release could not be made"
rm -rf "build/deb/$release"
mkdir -p "build/deb/$release"
scripts/dist.sh "build/deb/$release"
ROOT_OUTPUT=$PWD/build/deb/$release
export ROOT_NETWORK=yes
log=$ROOT_OUTPUT/log
say "The package of Debian $release, built in a root ..."
root_run "$release.deb" scripts/deb.sh inside_build </dev/null 2>&1 | tee "$log" || true
say "Installed in a bare one ..."
root_run "$release.bare" scripts/deb.sh inside_bare </dev/null 2>&1 | tee -a "$log" || true
read -r passed failed < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$log" | awk '{ p += $1; f += $2 } END { print p, f }')
finish
