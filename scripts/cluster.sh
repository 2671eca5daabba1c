# shellcheck shell=bash
# cluster.sh: a private PostgreSQL that nobody else can reach and that is gone
# when the script ends; to be sourced after `deps`.
#
#   cluster_start
#
# installs the extension as built beside a copy of the server's programs in a
# temporary directory (the installed server is never written to), and starts
# that copy on a Unix socket, with cluster_settings in its configuration.  It
# sets CLUSTER, the directory; PATH leads to the copy's programs, PGHOST and
# PGUSER to the running server as its superuser.

cluster_settings=()
extension_options=${EXTENSION_OPTIONS:-} # for the compiler

# The server refuses to run as root.
if [ "$(id -u)" = 0 ]; then
  server_user=postgres
  id "$server_user" >/dev/null 2>&1 || server_user=nobody
  become_server_user=(setpriv --reuid "$server_user" --regid "$(id -g "$server_user")" --init-groups)
else
  server_user=$(id -un)
  become_server_user=()
fi
# What the server is to run under, if anything: a memory checker.
# shellcheck disable=SC2206 # words
server_wrapper=(${SERVER_WRAPPER:-})

# env takes us out of the directory this script was called in, which may be
# closed to the server's user; being the one that runs the program, it also
# makes sure that the user can, for setpriv itself still gets through anything.
as_server() { interruptible ${become_server_user[@]+"${become_server_user[@]}"} env -C "$CLUSTER" "$@"; }

# The same options each time: others would make it build all anew.
extension_make() {
  interruptible make --no-print-directory -s PG_CONFIG="$PG_CONFIG" with_llvm=no ${extension_options:+COPT="$extension_options"} "$@"
}

# What is built here is everybody's who works in this directory: one builds at a
# time, and keeps others from it until it has installed what it built.
build_lock() {
  has flock || return 0
  mkdir -p build
  exec 8>build/lock
  flock -n 8 || { say "Waiting for another build in this directory ..." && flock 8; }
}
build_unlock() {
  ! { true >&8; } 2>/dev/null || { flock -u 8 && exec 8>&-; }
}

# extension_build [target...]: anything for make's command line
extension_build() {
  build_lock
  say "Building gpurent for $(pg version) ..."
  quietly extension_make -j "$(nproc 2>/dev/null || echo 2)" "$@"
}

# Copies $PG_CONFIG's server to $CLUSTER/root, its paths below that being what
# they are below /: PostgreSQL finds its files by where its own program lies.
# The bitcode is for inlining by the JIT, which is not in use here.
copy_server() {
  local root=$CLUSTER/root program dir
  mkdir -p "$root$(pg bindir)"
  for program in postgres initdb pg_ctl psql pg_config pg_isready pg_dump pg_dumpall pg_restore createdb dropdb \
    pg_basebackup pg_upgrade pg_resetwal pg_controldata pg_waldump vacuumdb pgbench; do
    [ ! -x "$(pg bindir)/$program" ] || cp -L "$(pg bindir)/$program" "$root$(pg bindir)/"
  done
  for dir in "$(pg pkglibdir)" "$(pg sharedir)"; do
    mkdir -p "$root$dir"
    (cd "$dir" && find . -mindepth 1 -maxdepth 1 ! -name bitcode ! -name pgxs ! -name bin ! -name man ! -name doc \
      -exec cp -RL {} "$root$dir/" \;)
  done
  # If the extension is installed here, its files are not the ones to test.
  rm -f "$root$(pg pkglibdir)"/gpurent.* "$root$(pg sharedir)"/extension/gpurent[.-]*
}

# Makes $CLUSTER in a place where the server's user may run programs and a
# socket's name is not too long (the system's limit is about 107 bytes).
make_cluster_dir() {
  local base
  for base in "${TMPDIR:-/tmp}" /tmp /var/tmp; do
    CLUSTER=$(mktemp -d "$base/gpurent.XXXXXX") || continue
    cp -L "$(pg bindir)/postgres" "$CLUSTER/probe"
    [ "$(id -u)" != 0 ] || chown -R "$server_user" "$CLUSTER"
    if [ ${#CLUSTER} -le 80 ] && as_server "$CLUSTER/probe" --version >/dev/null 2>&1; then
      rm "$CLUSTER/probe"
      return
    fi
    rm -rf "$CLUSTER"
  done
  die "neither ${TMPDIR:-/tmp} nor /var/tmp lets user $server_user run programs; set TMPDIR to a directory that does"
}

cluster_stop() {
  # QUIT is an immediate shutdown; TERM is for a server so young that it does
  # not listen to QUIT yet, and asks one that does for nothing more.
  [ -z "$server" ] || { kill -TERM "$server"; kill -QUIT "$server"; wait "$server"; } 2>/dev/null
  [ -z "$CLUSTER" ] || rm -rf "$CLUSTER"
}

# Directories of the extension's files, a copy of the server beside them
cluster_install() {
  [ -n "$CLUSTER" ] || make_cluster_dir
  copy_server
  quietly extension_make install DESTDIR="$CLUSTER/root"
  build_unlock
  PATH=$CLUSTER/root$(pg bindir):$PATH
  [ "$(pg_config --sharedir)" = "$CLUSTER/root$(pg sharedir)" ] ||
    die "a copy of this server does not find its own files (it looks in $(pg_config --sharedir))"
}

# cluster_init NAME [option of initdb...]: $CLUSTER/NAME
cluster_init() {
  local data=$CLUSTER/$1 locale=C setting
  shift
  ! locale -a 2>/dev/null | grep -qix 'c\.utf-\?8' || locale=C.UTF-8
  quietly as_server initdb -D "$data" -U postgres -A trust -E UTF8 --locale=$locale --no-sync "$@"
  for setting in "listen_addresses=''" "unix_socket_directories='$CLUSTER/socket'" port=5432 \
    fsync=off full_page_writes=off synchronous_commit=off autovacuum=off \
    timezone=UTC log_timezone=UTC "datestyle='ISO, YMD'" lc_messages=C \
    jit=off max_connections=20 shared_buffers=64MB max_wal_size=2GB \
    ${cluster_settings[@]+"${cluster_settings[@]}"}; do
    echo "$setting"
  done | as_server tee -a "$data/postgresql.conf" >/dev/null
}

# server_start NAME: the server of $CLUSTER/NAME
server_start() {
  local i
  export PGHOST=$CLUSTER/socket PGUSER=postgres PGDATABASE=postgres
  [ -d "$PGHOST" ] || as_server mkdir -m 700 "$PGHOST"
  # A session of its own keeps the terminal's Ctrl-C from the server.
  setsid ${become_server_user[@]+"${become_server_user[@]}"} env -C "$CLUSTER" ${server_wrapper[@]+"${server_wrapper[@]}"} postgres -D "$CLUSTER/$1" \
    >"$CLUSTER/log" 2>&1 </dev/null &
  server=$!
  for ((i = 0; i < 1200; i++)); do
    ! pg_isready -q || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$CLUSTER/log" >&2
  die "the private server did not start (see above)"
}

# An orderly end, for what is done to a cluster that does not run
server_stop() {
  kill -INT "$server"
  wait "$server" || true
  server=
}

CLUSTER='' server=''
cluster_start() {
  local version
  umask 022
  has setpriv || [ "$(id -u)" != 0 ] || die "run this as an ordinary user, or install setpriv (util-linux)"
  version=$(pg version)
  say "Starting a private $version ..."
  at_exit cluster_stop
  cluster_install
  cluster_init data "$@"
  server_start data
}
