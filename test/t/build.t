#!/usr/bin/perl
# The build out of tree, and what packages are made of: versions that agree, files that are there.
# Packages themselves are built and tried out by make deb, which takes a root of Debian.

use strict;
use warnings;
use Cwd qw(getcwd);
use File::Temp qw(tempdir);
use Test::More;

sub contents { my ($name) = @_; open(my $file, '<', $name) or die "$name: $!\n"; local $/; return scalar <$file> }

# ---- versions and names ----

my ($version) = contents('gpurent.control') =~ /^default_version = '([^']*)'/m;
my $meta = contents('META.json');
my @versions = $meta =~ /^ *"version": "([^"]*)",?$/mg;
is(join(' ', @versions), "$version.0 $version.0 1.0.0", 'META.json is of the version of the control file');
ok(-e $_, "META.json: $_ is there") foreach $meta =~ /"(?:file|docfile)": "([^"]*)"/g;
like(contents('debian/changelog'), qr/\Agpurent \(\Q$version\E\.0\)/, 'so is debian/changelog');
like(contents('src/base/gpurent.h'), qr/^#define GPURENT_VERSION "\Q$version\E"$/m, 'the library');
like(contents('CHANGELOG.md'), qr/^## \Q$version\E\b/m, 'and CHANGELOG.md');
my ($newest) = contents('scripts/deps.sh') =~ /^PG_SUPPORTED="(\d+)/m;
foreach my $name ('README.md', 'Makefile', 'doc/install.md')
{
	like(contents($name), qr/\b15(?:\.1 or later,)? to $newest\b/, "$name names PostgreSQL 15 to $newest");
}

# what compiles with this machine's server, and not with a later one
{
	my @refused = grep { m{/\*\s*fall.?through}i || /\bstatic pg_noreturn\b/ || /(?<![a-z_0-9])Abs\(/ } map { my $file = $_; map { "$file: $_" } split(/\n/, contents($file)) } glob('src/*/*.[ch] src/core/*/*.[ch]');
	is(join("\n", @refused), '', 'nothing that PostgreSQL 18 and 19 do not compile: __attribute__((fallthrough)), pg_noreturn first, no Abs()');
}

# ---- out of tree ----

my $pg_config = $ENV{PG_CONFIG} // 'pg_config';
SKIP:
{
	my $includes = `'$pg_config' --includedir-server 2>/dev/null` =~ s/\n//r;
	skip 'there are no headers of the server', 3 unless -e "$includes/postgres.h";
	my $here = getcwd();
	my $directory = tempdir(CLEANUP => 1);
	delete @ENV{qw(MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES)};
	# what the sources hold that was built would be found there by VPATH, so not from here
	system("mkdir '$directory/source' '$directory/build' && cp -r Makefile *.control README.md CHANGELOG.md doc examples scripts sql src '$directory/source' && find '$directory/source' \\( -name '*.o' -o -name '*.bc' -o -name 'gpurent--$version.sql' \\) -delete && mkdir -p '$directory/source/test/unit' '$directory/source/test/sql'") == 0 or die;
	my $printed = `cd '$directory/build' && make -j2 -f ../source/Makefile PG_CONFIG='$pg_config' with_llvm=no src/base/gpurent.o src/core/time/calendar.o sql/gpurent--$version.sql 2>&1`;
	is($?, 0, 'it builds out of tree, in parallel') or diag($printed);
	ok(-e "$directory/build/src/base/gpurent.o" && -e "$directory/build/src/core/time/calendar.o" && contents("$directory/build/sql/gpurent--$version.sql") =~ /CREATE TYPE/, 'objects and the script, where make was called');
	is(`find '$directory/source' -newer '$directory/build' -type f -name '*.o' -o -path '*/source/build' -o -path '*/source/sql/gpurent--$version.sql'`, '', 'and nothing in the sources');
}

done_testing();
