#!/usr/bin/env bash
# clients.sh: what database drivers show of the lease book's views, in a private server: every column's type and total
# must be what psql says, to the last digit, in three time zones and two date styles.
#
# From the environment (make check-clients CLIENTS=... puts them there):
#   CLIENTS  only these, by the names below
#   INSTALL  1: what is not here is installed, by apt-get and npm; otherwise it is skipped, and said so
#
# Not a part of CI: drivers of several worlds are needed.  test/README.md has what it last said.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
# shellcheck source=scripts/cluster.sh
. scripts/cluster.sh

python=${PYTHON:-/usr/bin/python3} # Debian's, which has Debian's modules
jar=/usr/share/java/postgresql.jar
modules=$PWD/build/clients         # of node

# name|Debian's packages, or npm:package|whether it is here|what runs it
clients="
psql||true|psql -XAtq -f test/clients/expected.psql 2>/dev/null
copy-binary||true|copy_binary
psycopg2|python3-psycopg2|$python -c 'import psycopg2'|$python test/clients/clients.py psycopg2
psycopg-text|python3-psycopg|$python -c 'import psycopg'|$python test/clients/clients.py psycopg-text
psycopg-binary|python3-psycopg|$python -c 'import psycopg'|$python test/clients/clients.py psycopg-binary
asyncpg|python3-asyncpg|$python -c 'import asyncpg'|$python test/clients/clients.py asyncpg
pandas|python3-pandas python3-sqlalchemy python3-psycopg2|$python -c 'import pandas, sqlalchemy, psycopg2'|$python -W ignore test/clients/clients.py pandas
sqlalchemy|python3-sqlalchemy python3-psycopg2|$python -c 'import sqlalchemy, psycopg2'|$python -W ignore test/clients/clients.py sqlalchemy
pyodbc|odbc-postgresql python3-pyodbc|$python -c 'import pyodbc' && odbcinst -q -d -n 'PostgreSQL Unicode'|$python test/clients/clients.py pyodbc
isql|odbc-postgresql unixodbc|has isql && odbcinst -q -d -n 'PostgreSQL Unicode'|of_isql
jdbc-utc|libpostgresql-jdbc-java default-jdk-headless|has java && has javac && [ -e $jar ]|of_jdbc UTC
jdbc-shanghai|libpostgresql-jdbc-java default-jdk-headless|has java && has javac && [ -e $jar ]|of_jdbc Asia/Shanghai
jdbc-new-york|libpostgresql-jdbc-java default-jdk-headless|has java && has javac && [ -e $jar ]|of_jdbc America/New_York
node-pg|npm:pg|has node && [ -e $modules/node_modules/pg ]|NODE_PATH=$modules/node_modules node test/clients/pg.js
knex|npm:pg knex|has node && [ -e $modules/node_modules/knex ]|NODE_PATH=$modules/node_modules node test/clients/orm.js knex
kysely|npm:pg kysely|has node && [ -e $modules/node_modules/kysely ]|NODE_PATH=$modules/node_modules node test/clients/orm.js kysely
drizzle|npm:pg drizzle-orm|has node && [ -e $modules/node_modules/drizzle-orm ]|NODE_PATH=$modules/node_modules node test/clients/orm.js drizzle
typeorm|npm:pg typeorm reflect-metadata|has node && [ -e $modules/node_modules/typeorm ]|NODE_PATH=$modules/node_modules node test/clients/orm.js typeorm
postgraphile|npm:pg postgraphile@4|has node && [ -e $modules/node_modules/postgraphile ]|of_postgraphile
pgx|golang-go golang-github-jackc-pgx-v4-dev|has go && [ -e /usr/share/gocode/src/github.com/jackc/pgx/v4 ]|of_pgx
rpostgresql|r-cran-rpostgresql|has Rscript && Rscript -e 'library(RPostgreSQL)'|Rscript --vanilla test/clients/rpostgresql.R
dbd-pg|libdbd-pg-perl|perl -MDBD::Pg -e1|perl test/clients/dbd.pl
libreoffice|libreoffice-base-nogui libreoffice-calc-nogui libreoffice-sdbc-postgresql python3-uno|has soffice && $python -c 'import uno' && [ -e /usr/lib/libreoffice/program/libpostgresql-sdbclo.so ]|$python test/clients/clients.py libreoffice
calc-pivot|libreoffice-base-nogui libreoffice-calc-nogui libreoffice-sdbc-postgresql python3-uno|has soffice && $python -c 'import uno' && [ -e /usr/lib/libreoffice/program/libpostgresql-sdbclo.so ]|of_pivot
"

# ---- those that are no program of their own ----

# The views' rows through COPY's binary format into tables of the same columns, and totals of these
copy_binary() {
  local view
  psql -XAtq -c "DROP SCHEMA IF EXISTS copied CASCADE" -c "CREATE SCHEMA copied" 2>/dev/null
  for view in $views; do
    psql -XAtq -v ON_ERROR_STOP=1 -c "CREATE TABLE copied.$view AS SELECT * FROM gpurent_bi.$view WHERE false" || return 1
    psql -XAtq -v ON_ERROR_STOP=1 -c "COPY (SELECT * FROM gpurent_bi.$view) TO STDOUT (FORMAT binary)" |
      psql -XAtq -v ON_ERROR_STOP=1 -c "COPY copied.$view FROM STDIN (FORMAT binary)" || return 1
  done
  sed "s/gpurent_bi/copied/g; s/relkind = 'v'/relkind = 'r'/" test/clients/expected.psql | psql -XAtq -f - 2>/dev/null
}

# A pivot table in Calc, cell by cell and total by total; the rest is as psql says it
of_pivot() {
  psql -XAtq -F ' ' -c "SELECT coalesce(pool, 'Total'), coalesce(year::text, 'Total'), sum(net_functional) FROM gpurent_bi.revenue_month GROUP BY CUBE (pool, year)" | sort >"$work/cube"
  $python test/clients/pivot.py | sort | diff "$work/cube" - >&2 && [ -s "$work/cube" ] && cat "$work/psql"
}

# Text of the views, as isql prints it, added up; it has no parameters, so the rest is as psql says it
of_isql() {
  local view
  for view in $views; do
    echo "SELECT * FROM gpurent_bi.$view" |
      { isql -k "Driver={PostgreSQL Unicode};Servername=$CLIENT_HOST;Port=$PGPORT;Database=$PGDATABASE;UID=$PGUSER;PWD=$PGPASSWORD;BoolsAsChar=0;MaxVarcharSize=1024" -b -d"$(printf '\t')" -c -m1024 2>/dev/null || true; } |
      $python -c '
import decimal, sys
decimal.getcontext().prec = 60
view, said = sys.argv[1], [line.split(" ") for line in open(sys.argv[2]) if line.startswith(sys.argv[1] + ".")]
lines = [line.rstrip("\n").split("\t") for line in sys.stdin if "\t" in line]
names, rows = lines[0], lines[1:]
print(view, "rows", len(rows))
for i, name in enumerate(names):
    kind = said[i][1]
    values = [row[i] for row in rows if row[i] != ""]
    if kind in ("numeric", "integer"):
        total = sum(map(decimal.Decimal, values), decimal.Decimal(0))
        total = "0" if total == 0 else format(total.normalize(), "f")
    elif kind == "date":
        total = min(values) + " " + max(values) if values else "-"
    else:
        total = sum(v == "1" for v in values) if kind == "boolean" else sum(map(len, values))
    print("%s.%s %s %s" % (view, name, kind, total))
' "$view" "$work/psql" || return 1
  done
  grep -E '^(filter|call|refused) ' "$work/psql"
}

of_jdbc() {
  [ -e "$work/Jdbc.class" ] || javac -encoding UTF-8 -d "$work" -cp "$jar" test/clients/Jdbc.java || return 1
  java -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Duser.timezone="$1" -cp "$jar:$work" Jdbc "jdbc:postgresql://$CLIENT_HOST:$PGPORT/$PGDATABASE" "$PGUSER" "$PGPASSWORD"
}

# The views as GraphQL; it shows no function with a namesake, so the calls are as psql says
of_postgraphile() {
  NODE_PATH=$modules/node_modules node test/clients/orm.js postgraphile || return 1
  grep -E '^(call|refused) ' "$work/psql"
}

of_pgx() {
  [ -x "$work/pgx" ] || GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$work/go" go build -o "$work/pgx" test/clients/pgx.go || return 1
  "$work/pgx"
}

# ---- the server: on a port too, for those who know no sockets, with a password of this hour ----

deps bench
extension_build all
PGPORT=$((20000 + RANDOM % 20000))
cluster_settings=("listen_addresses='127.0.0.1'" "port=$PGPORT" shared_buffers=256MB)
export PGPORT CLIENT_HOST=127.0.0.1
cluster_start
PGPASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
export PGPASSWORD
psql -Xq -v ON_ERROR_STOP=1 -c "ALTER USER postgres PASSWORD '$PGPASSWORD'" -c "CREATE DATABASE clients"
as_server sed -i 's/^\(host.*\)trust$/\1scram-sha-256/' data/pg_hba.conf
psql -Xq -c "SELECT pg_reload_conf()" >/dev/null
export PGDATABASE=clients
psql -Xq -v ON_ERROR_STOP=1 -c "CREATE EXTENSION gpurent" -f examples/lease_book.sql -f examples/lease_book_example.sql \
  -c "SET search_path = lease_book, public" -c "SELECT use_rollups(true)" -c "ANALYZE" >/dev/null
views=$(psql -XAtc "SELECT relname FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace AND relkind = 'v' ORDER BY 1")
work=$CLUSTER/clients
mkdir -p "$work"
chmod 700 "$work"

here() { eval "$1" </dev/null >/dev/null 2>&1; }
failed=0 skipped=0 passed=0 known=
while IFS='|' read -r -u 3 name wanted present run; do
  [ -n "$name" ] || continue
  known="$known $name"
  [[ -z "${CLIENTS:-}" || " $CLIENTS " == *" $name "* ]] || continue
  if ! here "$present" && [ "${INSTALL:-}" = 1 ]; then
    case $wanted in
      npm:*) # shellcheck disable=SC2086 # packages
        ! has npm || { mkdir -p "$modules" && (cd "$modules" && npm install --silent --no-audit --no-fund ${wanted#npm:}); } || true ;;
      ?*) # shellcheck disable=SC2086 # packages
        ! has apt-get || apt install --no-install-recommends $wanted </dev/null >/dev/null || true ;;
    esac
  fi
  if ! here "$present"; then
    say "skip    $name: $wanted is not installed (INSTALL=1 installs it)"
    skipped=$((skipped + 1))
    continue
  fi
  wrong=
  for zone in UTC Asia/Shanghai America/New_York; do
    for style in "ISO, MDY" "German, DMY"; do
      # each value that LibreOffice tells is a call from one process to another: one style a zone, in turns
      case $name:$zone:$style in libreoffice:Asia/Shanghai:ISO* | libreoffice:UTC:German* | libreoffice:America*:German* | calc-pivot:*:ISO*) continue ;; esac
      psql -Xq -c "ALTER DATABASE clients SET timezone = '$zone'" -c "ALTER DATABASE clients SET datestyle = '$style'"
      [ -e "$work/psql" ] || psql -XAtq -f test/clients/expected.psql >"$work/psql" 2>/dev/null
      if ! TZ=$zone eval "$run" </dev/null >"$work/out" 2>"$work/err"; then
        wrong="$wrong, failed in $zone, $style: $(tail -n 1 "$work/err")"
      fi
      # a data frame has no type for a column without a value
      awk -v all="$name" 'NR == FNR { told[$0]; next } all != "pandas" || ($0 in told) || !/ (0|-)$/' "$work/out" "$work/psql" >"$work/said"
      if ! diff "$work/said" "$work/out" >"$work/diff"; then
        wrong="$wrong, differs in $zone, $style"
        sed -n 's/^[<>]/        &/p' "$work/diff" | head -n 6
      fi
    done
  done
  if [ -z "$wrong" ]; then
    say "ok      $name: $(grep -c '\.' "$work/out") columns and totals, a filter, $(grep -c '^call' "$work/out") calls and a refusal, in three zones"
    passed=$((passed + 1))
  else
    say "NOT OK  $name${wrong#,}"
    failed=$((failed + 1))
  fi
done 3<<<"$clients"
for name in ${CLIENTS:-}; do
  [[ " $known " == *" $name "* ]] || die "CLIENTS: there is no $name; there are:$known"
done
say "$passed clients passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
