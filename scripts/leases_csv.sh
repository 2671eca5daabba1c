# shellcheck shell=bash disable=SC2034,SC2154 # book is demo.sh's, log is common.sh's
# leases_csv.sh: leases, pools, rates and prices of CSV files as tables of a
# database; to be sourced after `deps`, by demo.sh and report.sh.
#
#   leases_csv_read     takes LEASES, POOLS, RATE and PRICE; dies of what is wrong with a file
#   leases_csv_load     in database gpurent, as its owner analyst, the tables leases, pools and terms
#
# Of both sql() is the way in; notes[] is what was taken otherwise than it stands there.

LEASES=${LEASES:-} POOLS=${POOLS:-}
RATE=${RATE:-15.1 CNY/card/hour}
PRICE=${PRICE:-100000 CNY/card}

lease_columns=lease_id,pool,customer,gpus,started_at,ended_at,state
pool_columns=pool,gpus,gpu_model

# readable VARIABLE FILE: the mistakes one can see before anything is started
readable() {
  [ -e "$2" ] || die "$1=$2: there is no such file"
  [ -f "$2" ] || die "$1=$2: not a file"
  [ -r "$2" ] || die "$1=$2: the file can't be read"
  [ -s "$2" ] || die "$1=$2: the file is empty"
}

# Files as they are to be read, in $files: LEASES.csv in UTF-8 without a mark, separated by
# commas, semicolons or tabs, as LEASES.separator says
files=$(mktemp -d "${TMPDIR:-/tmp}/gpurent-files.XXXXXX")
remove_files() { rm -rf "$files"; }
at_exit remove_files

notes=() semicolons=
# encoding_of FILE: as iconv calls it; fails if it is none of these
encoding_of() {
  local encoding zeros
  zeros=$(head -c 400 "$1" | od -An -v -tx1 -w2 | awk '$1 == "00" { a++ } $2 == "00" { b++ } END { print (a > 9 ? "UTF-16BE" : b > 9 ? "UTF-16LE" : "") }')
  case $(head -c 2 "$1" | od -An -tx1 | tr -d ' ') in
    fffe | feff) zeros=UTF-16 ;;
  esac
  for encoding in ${zeros:-UTF-8 GB18030}; do
    ! iconv -f "$encoding" -t UTF-8 "$1" >/dev/null 2>&1 || { echo "$encoding" && return; }
  done
  return 1
}

# The names in a CSV file's first line, one a line
header_of() {
  head -n 1 "$files/$1.csv" | tr "$(cat "$files/$1.separator")" '\n' |
    sed 's/^ *"\{0,1\}//; s/"\{0,1\} *$//' | tr '[:upper:]' '[:lower:]'
}

# take_file VARIABLE FILE COLUMNS
take_file() {
  local column header twice encoding
  readable "$1" "$2"
  encoding=$(encoding_of "$2") ||
    die "$1=$2: its characters are neither UTF-8, UTF-16 nor GBK" "  In a spreadsheet, save it as \"CSV UTF-8 (Comma delimited)\"."
  iconv -f "$encoding" -t UTF-8 "$2" >"$files/$1.text"
  case $encoding in
    UTF-8) ;;
    GB18030) notes+=("$1=$2 is not in UTF-8: it was read as GBK (GB18030)") ;;
    *) notes+=("$1=$2 is not in UTF-8: it was read as UTF-16") ;;
  esac
  LC_ALL=C sed -i '1s/^\xef\xbb\xbf//; s/\r$//' "$files/$1.text"
  # what there is most of in the first line
  head -n 1 "$files/$1.text" | LC_ALL=C awk '{ c = gsub(/,/, ""); s = gsub(/;/, ""); t = gsub(/\t/, ""); printf "%s", (s > c && s >= t ? ";" : t > c ? "\t" : ",") }' >"$files/$1.separator"
  # a blank line is a row of empty fields, and so it keeps its number; within quotes it is text
  LC_ALL=C awk -v separator="$(cat "$files/$1.separator")" '
    NR == 1 { fields = gsub(separator, separator) }
    { line = $0; open = (open + gsub(/"/, "", line)) % 2 }
    !open && !was && $0 ~ /^[ \t]*$/ { for (i = 0; i < fields; i++) printf "%s", separator; print ""; next }
    { print; was = open }' "$files/$1.text" >"$files/$1.csv"
  [ "$(cat "$files/$1.separator")" != ";" ] || { semicolons+=" $1" && notes+=("$1=$2 is separated by semicolons: in it 0,5 is a half"); }
  header=$(header_of "$1")
  for column in ${3//,/ }; do
    grep -qx -- "$column" <<<"$header" ||
      die "$1=$2: its first line names no column \"$column\"" "  wanted:  $3" "  found:   $(head -n 1 "$files/$1.csv" | head -c 300)"
  done
  twice=$(sort <<<"$header" | uniq -d | head -n 1)
  [ -z "$twice" ] || die "$1=$2: its first line names \"$twice\" twice"
}

# sql [psql option...]: as the ordinary user who owns the database
sql() { interruptible psql -X -q -v ON_ERROR_STOP=1 -v rate="$RATE" -v price="$PRICE" -v semicolons="${semicolons# }" -d gpurent -U analyst "$@"; }

# sql_or_die TITLE [psql option...]: silent; for where the user's input may be to blame for an error
sql_or_die() {
  local title=$1
  shift
  sql -o /dev/null "$@" 2>"$log" ||
    die "$title" "$(sed -n 's/^\(psql:.*: \)\{0,1\}\(ERROR\|DETAIL\|HINT\): */  /p; s/^CONTEXT: *COPY /  /p' "$log")"
}

# load VARIABLE FILE TABLE COLUMNS: the file's text; without a file, an empty table
load() {
  local names=$4
  [ -z "$2" ] || names=$(header_of "$1" | sed 's/"/""/g; s/.*/"&"/' | paste -s -d , -)
  sql -c "CREATE TABLE $3 (line int GENERATED ALWAYS AS IDENTITY (START 2), ${names//,/ text,} text)"
  [ -z "$2" ] ||
    sql_or_die "$1=$2 does not read as CSV:" -c "COPY $3 ($names) FROM STDIN (FORMAT csv, HEADER, DELIMITER E'$(sed 's/\t/\\t/' "$files/$1.separator")')" <"$files/$1.csv"
}

# All that is wrong with the files, in one report
die_of_problems() {
  local problems
  problems=$(sql -At <<'SQL'
SELECT format('  %s%s: %s', file, ', line ' || line, what) FROM problem ORDER BY file, line NULLS FIRST, what LIMIT 40;
SELECT '  and ' || count(*) - 40 || ' more' FROM problem HAVING count(*) > 40;
SQL
  )
  [ -z "$problems" ] || die "${LEASES:+LEASES=$LEASES }${POOLS:+POOLS=$POOLS }cannot be billed as they are:" "$problems"
}

rate_file='' price_file=''
leases_csv_read() {
  if [ -f "$RATE" ]; then
    rate_file=$RATE RATE=
    take_file RATE "$rate_file" gpu_model,rate
  fi
  if [ -f "$PRICE" ]; then
    price_file=$PRICE PRICE=
    take_file PRICE "$price_file" gpu_model,price
  fi
  if [ -n "$LEASES" ]; then
    take_file LEASES "$LEASES" $lease_columns
    [ -z "$POOLS" ] || take_file POOLS "$POOLS" $pool_columns
  elif [ -n "$POOLS" ]; then
    die "POOLS=$POOLS without LEASES: which leases?"
  fi
}

leases_csv_load() {
  if [ -n "$LEASES" ]; then
    book=$LEASES
    say "Loading $LEASES ..."
    load LEASES "$LEASES" leases_csv $lease_columns
    load POOLS "$POOLS" pools_csv $pool_columns
  else
    book="a made-up book"
    say "Making up a book of leases (LEASES=file.csv POOLS=file.csv bills yours) ..."
    sql -f examples/book.sql
  fi
  load RATE "$rate_file" rates_csv gpu_model,rate
  load PRICE "$price_file" prices_csv gpu_model,price
  sql_or_die "LEASES=$LEASES${POOLS:+ POOLS=$POOLS}:" -v own_leases="$([ -n "$LEASES" ] && echo true || echo false)" -f scripts/load.sql
  die_of_problems
  while IFS= read -r note; do
    [ -z "$note" ] || notes+=("$note")
  done <<<"$(sql -At -c "SELECT what FROM note ORDER BY n")"
}
