# shellcheck shell=bash
# roots.sh: bare Debian systems of other releases, to test with their PostgreSQL;
# to be sourced after common.sh (or deps.sh).
#
#   roots_possible || die "$roots_missing"
#   root_make trixie
#   root_run trixie command...
#   processor_emulated arm64 || die "$roots_missing"
#   root_make bookworm-arm64
#
# A root is made once, by debootstrap from the mirror that this machine's apt
# uses, and kept in $ROOTS.  It has the release's PostgreSQL and, for upgrades,
# that of the oldest release beside it.  No run modifies it: a command runs on an
# overlay (or on a copy) in namespaces of its own, without a network, and finds this
# repository as /gpurent.  It takes root, for debootstrap and for the namespaces.

ROOTS=${GPURENT_ROOTS:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/gpurent/roots}
ROOT_RELEASES="bookworm trixie sid experimental" # PostgreSQL 15, 17, 18, 19; no release of Debian has 16
OLDEST_RELEASE=bookworm

# Of a release there are other roots, with the network when it is called for by ROOT_NETWORK=yes:
# trixie.deb has what builds and tests Debian packages, trixie.bare has nothing.
root_deb_packages="build-essential debhelper fakeroot lintian autopkgtest pgxnclient unzip postgresql-server-dev-all"

# What a root holds; a root made by another recipe than this one is made anew.
root_recipe=1
root_packages="gcc libc6-dev make perl locales libtap-parser-sourcehandler-pgtap-perl"

# The first Debian mirror among apt's sources that is no security archive
debian_mirror() {
  {
    cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '
      /^URIs:/ { uri = $2 }
      /^Components:/ && / main/ { debian = 1 }
      /^Signed-By:/ && /debian-archive/ { debian = debian + 1 }
      /^$/ { if (debian) print debian, uri; debian = 0; uri = "" }
      END { if (debian) print debian, uri }' | sort -rs -k1,1n | cut -d ' ' -f 2
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | awk '
      /^deb / && / main/ { sub(/\[[^]]*\] */, ""); print $2 }'
  } | grep -v security | head -n 1
}

# Sets roots_missing to why not.
roots_possible() {
  roots_missing=
  if [ "$(id -u)" != 0 ]; then
    roots_missing="it takes root"
  elif ! unshare --mount --pid --net --fork true 2>/dev/null; then
    roots_missing="no namespaces can be made here"
  elif ! has debootstrap && ! { has apt-get && quietly apt install -y --no-install-recommends debootstrap; } >/dev/null 2>&1; then
    roots_missing="there is no debootstrap"
  elif [ -z "$(debian_mirror)" ]; then
    roots_missing="apt has no Debian mirror here"
  fi
  [ -z "$roots_missing" ]
}

# The same of another processor is called bookworm-arm64, and QEMU runs its programs.
root_processor() { case $1 in *-*) echo "${1#*-}" ;; esac; }

# Has the kernel hand programs of a processor, by Debian's name for it, to QEMU for as long as this
# script runs.  Nothing is copied into a root: the kernel opens the emulator here and now.
emulated=
forget_emulated() { [ -z "$emulated" ] || echo -1 >"/proc/sys/fs/binfmt_misc/$emulated"; }
at_exit forget_emulated
processor_emulated() {
  local cpu line
  case $1 in arm64) cpu=aarch64 ;; ppc64el) cpu=ppc64le ;; *) cpu=$1 ;; esac
  if ! has "qemu-$cpu-static"; then
    # shellcheck disable=SC2015 # either failing is a failure
    has apt-get && quietly apt update && quietly apt install -y --no-install-recommends qemu-user-static || true
  fi
  line=/usr/lib/binfmt.d/qemu-$cpu.conf
  if ! has "qemu-$cpu-static" || ! [ -e "$line" ]; then
    roots_missing="there is no qemu-$cpu-static with its /usr/lib/binfmt.d (qemu-user-static)"
    return 1
  fi
  [ -e /proc/sys/fs/binfmt_misc/register ] || mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc 2>/dev/null || true
  if ! [ -e /proc/sys/fs/binfmt_misc/register ]; then
    roots_missing="the kernel has no binfmt_misc"
    return 1
  fi
  if ! [ -e "/proc/sys/fs/binfmt_misc/qemu-$cpu" ]; then
    tr -d '\n' <"$line" >/proc/sys/fs/binfmt_misc/register
    emulated=qemu-$cpu
  fi
}

# in_root DIRECTORY command...: with /proc and /dev of its own, for an hour at most
# (the clock is outside: newer ones refuse to be the first process of a namespace)
in_root() {
  interruptible timeout 3600 unshare --mount --pid --fork --kill-child bash -c '
    root=$1; shift
    mount --make-rprivate /
    mount -t proc proc "$root/proc" && mount --bind /dev "$root/dev" && mount -t tmpfs tmpfs "$root/dev/shm"
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"' - "$@"
}

# Inside a new root: installs the server of the release (its number into
# /etc/gpurent-server) and, if a release is given, that of it beside.  The headers
# are unpacked without what they depend on, which is half a gigabyte of compiler for the JIT.
# experimental is sid with the newest server that experimental has, for which nobody has
# packed pgTAP yet: being all SQL, the one for another server does.
# shellcheck disable=SC2016 # expanded in the root
root_install='
  unpack() { cd /tmp; apt-get -qq download "$1"; dpkg -x "$1"_*.deb "$2"; rm "$1"_*.deb; }
  headers() { unpack "$1" /; }
  server() { apt-cache depends postgresql | sed -n "s/.*Depends: postgresql-\([0-9]*\)$/\1/p" | head -n 1; }
  if [ "$4" = experimental ]; then
    printf "deb %s %s main\n" "$2" "$4" >/etc/apt/sources.list.d/experimental.list
  fi
  apt-get -qq update
  v=$(server)
  if [ "$4" = experimental ]; then
    packed=$v
    v=$(apt-cache search "^postgresql-[0-9]+$" | sed -n "s/^postgresql-\([0-9]*\) .*/\1/p" | sort -n | tail -n 1)
    apt-get -qq -y install $3
    apt-get -qq -y -t "$4" install libpq-dev "postgresql-$v"
    unpack "postgresql-$packed-pgtap" /tmp/pgtap
    cp -n /tmp/pgtap/usr/share/postgresql/"$packed"/extension/* /usr/share/postgresql/"$v"/extension/
    rm -r /tmp/pgtap
  else
    apt-get -qq -y install $3 libpq-dev "postgresql-$v" "postgresql-$v-pgtap"
  fi
  echo "$v" >/etc/gpurent-server
  headers "postgresql-server-dev-$v"
  if [ -n "$1" ]; then
    printf "deb %s %s main\n" "$2" "$1" >/etc/apt/sources.list.d/old.list
    printf "Package: *\nPin: release n=%s\nPin-Priority: 100\n" "$1" >/etc/apt/preferences.d/old
    apt-get -qq update
    old=$(apt-cache madison postgresql | sed -n "s/^ *postgresql | \([0-9]*\)+.*/\1/p" | sort -n | head -n 1)
    echo "$old" >/etc/gpurent-old-server
    apt-get -qq -y install "postgresql-$old"
    headers "postgresql-server-dev-$old"
  fi
  apt-get clean
  rm -rf /var/lib/apt/lists/*'

# Makes the root of a release, if it is not there yet
root_made() { [ "$(cat "$ROOTS/$1/etc/gpurent-recipe" 2>/dev/null)" = "$root_recipe" ]; }
root_make() {
  local release=$1 lock rc
  ! root_made "$release" || return 0
  # one at a time, if several runs want it
  mkdir -p "$ROOTS"
  exec {lock}>"$ROOTS/lock"
  ! has flock || flock "$lock"
  root_made "$release" || root_make_alone "$release"
  rc=$?
  exec {lock}>&-
  return $rc
}

root_make_alone() {
  local release=$1 root=$ROOTS/$1 suite=${1%%[-.]*} processor install=$root_install packages=$root_packages mirror old=
  processor=$(root_processor "$release")
  [ "$release" = "$OLDEST_RELEASE" ] || [ -n "$processor" ] || old=$OLDEST_RELEASE
  [ "$suite" != experimental ] || suite=sid # it is no system of its own
  case $release in
    *.deb) packages=$root_deb_packages ;;
    *.bare) packages= ;;
  esac
  # shellcheck disable=SC2016 # expanded in the root
  case $release in
    # what the JIT inlines is part of a package, hence the compiler
    *.deb | *.bare) install='apt-get -qq update; [ -z "$3" ] || apt-get -qq -y install $3; apt-get clean; rm -rf /var/lib/apt/lists/*' ;;
  esac
  mirror=$(debian_mirror)
  say "Making a root of Debian $release in $ROOTS (a minute or two${processor:+, times ten under emulation}) ..."
  # one that was interrupted may have its processes still mounted: those are not to be removed
  if mountpoint -q "$root.new/proc"; then
    umount "$root.new/proc" || return
  fi
  rm -rf --one-file-system "$root" "$root.new"
  quietly interruptible timeout 3600 debootstrap --variant=minbase ${processor:+--arch="$processor"} "$suite" "$root.new" "$mirror" || return
  printf '#!/bin/sh\nexit 101\n' >"$root.new/usr/sbin/policy-rc.d"
  chmod +x "$root.new/usr/sbin/policy-rc.d"
  mkdir -p "$root.new/etc/postgresql-common"
  echo 'create_main_cluster = false' >"$root.new/etc/postgresql-common/createcluster.conf"
  # a mirror that was not renewed for weeks serves too
  printf '%s\n' 'APT::Install-Recommends "0";' 'APT::Sandbox::User "root";' 'Acquire::Languages "none";' 'Acquire::Retries "3";' \
    'Acquire::Check-Valid-Until "false";' 'Acquire::http::Timeout "60";' >"$root.new/etc/apt/apt.conf.d/99gpurent"
  case $release in
    *.bare) ;; # what a package installs is looked at there
    *) printf 'path-exclude=/usr/share/%s/*\n' doc man locale >"$root.new/etc/dpkg/dpkg.cfg.d/gpurent" ;;
  esac
  cp /etc/resolv.conf /etc/hosts "$root.new/etc/"
  quietly in_root "$root.new" bash -ec "$install" - "$old" "$mirror" "$packages" "$release" || return
  echo "$root_recipe" >"$root.new/etc/gpurent-recipe"
  mv "$root.new" "$root"
}

root_scratch=
remove_root_scratch() { [ -z "$root_scratch" ] || rm -rf "$root_scratch"; }
at_exit remove_root_scratch

# root_run RELEASE command...: in a throwaway copy of the root, in /gpurent, which is
# this repository as it stands less what was built.  ROOT_OUTPUT= a directory that it
# finds as /mnt/output.
root_run() {
  local release=$1 scratch files rc=0
  shift
  scratch=$(mktemp -d "$ROOTS/run.XXXXXX")
  root_scratch=$scratch
  mkdir "$scratch/upper"
  files=$scratch/files
  git ls-files -z --cached --others --exclude-standard >"$files" 2>/dev/null || find . -type f ! -path './build/*' ! -path './.git/*' ! -name '*.o' ! -name '*.so' ! -name '*.bc' -print0 >"$files"
  tar --null --verbatim-files-from -T "$files" --ignore-failed-read -cf "$scratch/source.tar" 2>/dev/null
  local isolated=--net
  [ "${ROOT_NETWORK:-}" != yes ] || isolated=
  interruptible unshare $isolated --mount --pid --fork --kill-child bash -ec '
    root=$1 scratch=$2 data=$3 oracles=$4 output=$5 compiler=$6
    shift 6
    mount --make-rprivate /
    # what is written stays in memory
    mount -t tmpfs -o size=8g,mode=755 tmpfs "$scratch/upper"
    mkdir "$scratch/upper/new" "$scratch/upper/work" "$scratch/upper/root"
    top=$scratch/upper/root
    mount -t overlay overlay -o "lowerdir=$root,upperdir=$scratch/upper/new,workdir=$scratch/upper/work" "$top" 2>/dev/null || cp -a "$root/." "$top/"
    mkdir "$top/gpurent"
    tar -xf "$scratch/source.tar" -C "$top/gpurent" --no-same-owner
    mount -t proc proc "$top/proc"
    mount --bind /dev "$top/dev"
    mount -t tmpfs tmpfs "$top/dev/shm"
    mount -t tmpfs tmpfs "$top/run"
    variables=()
    for name in data oracles output; do
      if [ -d "${!name}" ]; then
        mkdir "$top/mnt/$name"
        mount --bind "${!name}" "$top/mnt/$name"
        variables+=("GPURENT_${name^^}=/mnt/$name")
      fi
    done
    if [ -n "$compiler" ]; then
      libraries=/usr/lib/$(gcc -print-multiarch)
      cp -L --remove-destination "/usr/bin/$compiler"-* "$top/usr/bin/"
      cp -L --remove-destination "/usr/bin/$compiler-gcc" "$top/usr/bin/gcc"
      for directory in "$libraries" /usr/lib/gcc-cross "/usr/$compiler" /lib64; do
        mkdir -p "$top$directory"
        mount -o bind,ro "$directory" "$top$directory"
      done
    fi
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "${variables[@]}" \
      chroot "$top" env -C /gpurent "$@"' - \
    "$ROOTS/$release" "$scratch" "${GPURENT_DATA:-}" "${GPURENT_ORACLES:-}" "${ROOT_OUTPUT:-}" "${ROOT_COMPILER:-}" "$@" || rc=$?
  remove_root_scratch
  return $rc
}
