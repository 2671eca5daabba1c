#!/usr/bin/env bash
# check_report.sh: the report page in headless Chromium, beside the server it was made from:
# test/report/page.mjs asks that server each SQL the page shows, and compares.

# shellcheck source=scripts/deps.sh
. "$(dirname "${BASH_SOURCE[0]}")/deps.sh"
deps report_check
REPORT=$(mktemp -d "${TMPDIR:-/tmp}/gpurent-report.XXXXXX")
remove_report() { rm -rf "$REPORT"; }
at_exit remove_report
export PG_CONFIG
DATABASE='' LEASES='' POOLS='' REPORT_CHECK=test/report/check.sh REPORT=$REPORT/report.html interruptible scripts/report.sh
