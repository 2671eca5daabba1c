. ./scripts/deps.sh
. ./scripts/roots.sh
roots_possible || die
root_run trixie bash scripts/zz_in.sh
