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

# What is wrong with whole files, all of which is told at once
mistakes=()

# readable VARIABLE FILE: the mistakes one can see before anything is started
readable() {
  local what=
  if [ ! -e "$2" ]; then
    what="there is no such file"
  elif [ ! -f "$2" ]; then
    what="not a file"
  elif [ ! -r "$2" ]; then
    what="the file can't be read"
  elif [ ! -s "$2" ]; then
    what="the file is empty"
  fi
  [ -z "$what" ] || { mistakes+=("$1=$2: $what") && return 1; }
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

# The names in a CSV file's first line, one a line; those that are none, and "line", which is ours, changed
header_of() {
  head -n 1 "$files/$1.text" | tr "$(cat "$files/$1.separator")" '\n' |
    sed 's/^ *"\{0,1\}//; s/"\{0,1\} *$//' | tr '[:upper:]' '[:lower:]' | awk '{ print $0 == "" ? "unnamed " NR : $0 == "line" ? "line of file" : $0 }'
}

# rows_of FILE: its records with the number of their first line before each, as it is told to people.  A
# record that is none goes into FILE.rows, a line and what is wrong, and is empty here.
rows_of() {
  : >"$files/$1.rows"
  LC_ALL=C awk -v separator="$(cat "$files/$1.separator")" -v told="$files/$1.rows" '
    function quotes(text) { return gsub(/"/, "", text) }
    function separators(text) { return gsub(separator, separator, text) }
    # outside of quotes, which are doubled within them
    function columns(record,   parts, n, i, count) {
      n = split(record, parts, "\"")
      for (i = 1; i <= n; i += 2) count += separators(parts[i])
      return count + 1
    }
    { line[NR] = $0 }
    END {
      named = columns(line[1])
      for (i = 1; i < named; i++) blank = blank separator
      print "line" separator line[1]
      for (i = 2; i <= NR; i = following) {
        record = line[i]; following = i + 1; open = quotes(record) % 2
        # within quotes lines are text; not of hundreds
        while (open && following <= NR && following < i + 100) {
          open = (open + quotes(line[following])) % 2
          record = record "\n" line[following++]
        }
        if (open) {
          printf "%d\ta quote (\") opens that is not closed\n", i > told
          record = blank; following = i + 1
        } else if (record ~ /^[ \t]*$/) {
          record = blank
        } else if ((count = columns(record)) != named) {
          # spreadsheets write empty columns after the last
          while (count > named && substr(record, length(record)) == separator) {
            record = substr(record, 1, length(record) - 1); count--
          }
          if (count != named) {
            printf "%d\t%d column%s, where the first line names %d; a text with a separator in it goes between quotes\n", i, count, (count == 1 ? "" : "s"), named > told
            record = blank
          }
        }
        print i separator record
      }
    }' "$files/$1.text" >"$files/$1.csv"
}

# take_file VARIABLE FILE COLUMNS
take_file() {
  local column header twice encoding missing=
  readable "$1" "$2" || return 0
  encoding=$(encoding_of "$2") || {
    mistakes+=("$1=$2: its characters are neither UTF-8, UTF-16 nor GBK" "  In a spreadsheet, save it as \"CSV UTF-8 (Comma delimited)\".")
    return 0
  }
  iconv -f "$encoding" -t UTF-8 "$2" >"$files/$1.text"
  case $encoding in
    UTF-8) ;;
    GB18030) notes+=("$1=$2 is not in UTF-8: it was read as GBK (GB18030)") ;;
    *) notes+=("$1=$2 is not in UTF-8: it was read as UTF-16") ;;
  esac
  LC_ALL=C sed -i '1s/^\xef\xbb\xbf//; s/\r$//' "$files/$1.text"
  # what there is most of in the first line
  head -n 1 "$files/$1.text" | LC_ALL=C awk '{ c = gsub(/,/, ""); s = gsub(/;/, ""); t = gsub(/\t/, ""); printf "%s", (s > c && s >= t ? ";" : t > c ? "\t" : ",") }' >"$files/$1.separator"
  rows_of "$1"
  [ "$(cat "$files/$1.separator")" != ";" ] || { semicolons+=" $1" && notes+=("$1=$2 is separated by semicolons: in it 0,5 is a half"); }
  header=$(header_of "$1")
  for column in ${3//,/ }; do
    grep -qx -- "$column" <<<"$header" || missing+="${missing:+, }\"$column\""
  done
  [ -z "$missing" ] || mistakes+=("$1=$2: its first line names no column $missing" "  wanted:  $3" "  found:   $(head -n 1 "$files/$1.text" | head -c 300)")
  twice=$(sort <<<"$header" | uniq -d | paste -s -d , -)
  [ -z "$twice" ] || mistakes+=("$1=$2: its first line names \"${twice//,/\", \"}\" twice")
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
  sql -c "CREATE TABLE $3 (line int, ${names//,/ text,} text)"
  [ -n "$2" ] || return 0
  sql_or_die "$1=$2 does not read as CSV:" -c "COPY $3 (line, $names) FROM STDIN (FORMAT csv, HEADER, DELIMITER E'$(sed 's/\t/\\t/' "$files/$1.separator")')" <"$files/$1.csv"
  sed "s/^/$1\t/" "$files/$1.rows" | sql -c "COPY problem FROM STDIN"
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
    mistakes+=("POOLS=$POOLS without LEASES: which leases?")
  fi
  [ ${#mistakes[@]} -eq 0 ] || die "${mistakes[@]}"
}

leases_csv_load() {
  sql -c "CREATE TABLE problem (file text, line int, what text)"
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
