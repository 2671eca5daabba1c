#!/usr/bin/env bash
# dist.sh [DIRECTORY]: the archive for PGXN of what is committed, in build/ or there.

# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

has git && git rev-parse HEAD >/dev/null 2>&1 || die "the archive is made of a commit, and this is no git repository"
# no parser of JSON is needed for what stands on lines of its own
meta() { git show HEAD:META.json | sed -nE "s/^ *\"$1\": \"([^\"]*)\",?$/\1/p"; }
version=$(meta version | head -n 1)
control=$(git show HEAD:gpurent.control | sed -n "s/^default_version *= *'\(.*\)'/\1/p")
[[ $version == "$control".* ]] || die "META.json is of version $version, gpurent.control of $control"
[ "$(meta version | sort -u)" = "$version" ] || die "META.json has several versions: $(meta version | sort -u | xargs)"
for file in $(meta file) $(meta docfile); do
  git cat-file -e "HEAD:$file" 2>/dev/null || die "META.json names $file, which is not in the archive"
done
directory=${1:-build}
mkdir -p "$directory"
git archive --format=zip -9 --prefix="gpurent-$version/" -o "$directory/gpurent-$version.zip" HEAD
[ -z "$(git status --porcelain --untracked-files=no)" ] || say "what is not committed is not in it"
say "$directory/gpurent-$version.zip"
