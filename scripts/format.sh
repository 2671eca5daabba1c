#!/usr/bin/env bash
# format.sh: indents every C source as PostgreSQL does.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"

deps format
PATH=$PATH:$(pg bindir)
# generated, a table without code
find src test wasm -name '*.[ch]' ! -name 'currency_table.h' -print0 | sort -z | xargs -0 perl scripts/format.pl
