#!/usr/bin/perl
# ALTER EXTENSION UPDATE from every released version leaves the same objects as a
# new installation: each row of the catalogs, comments, privileges and dependencies.
#
# Released scripts are test/released/gpurent--VERSION.sql.  That the comparison sees
# everything is shown by a made-up version after the present one: its update script is
# right only as a whole, and to leave any statement out is noticed.
#
# Connects to the cluster of make check, and puts files beside its copy of the extension.

use strict;
use warnings;
use lib 'test/lib';
use Cluster;
use File::Basename qw(basename);
use File::Copy qw(copy);
use Members;
use Test::More;

plan skip_all => 'needs the cluster of make check' unless Cluster::base();

my $host = $ENV{PGHOST};
chomp(my $directory = `pg_config --sharedir`);
$directory .= '/extension';
index($directory, Cluster::base()) == 0 or die "$directory is not the copy of make check\n";
my ($present) = map { /default_version *= *'(.*)'/ } slurp("$directory/gpurent.control");
my @added;
END { unlink @added }

sub slurp
{
	my ($name) = @_;
	open(my $file, '<', $name) or die "$name: $!\n";
	local $/ = wantarray ? "\n" : undef;
	return <$file>;
}

sub add
{
	my ($version, $text) = @_;
	my $name = "$directory/gpurent--$version.sql";
	push @added, $name;
	open(my $file, '>', $name) or die "$name: $!\n";
	print $file $text;
	close $file;
}

# The members after CREATE EXTENSION of a version and, if another is given, an update to it
sub members
{
	my ($version, $to) = @_;
	Cluster::psql($host, 'postgres', 'DROP DATABASE IF EXISTS versions');
	Cluster::psql($host, 'postgres', 'CREATE DATABASE versions TEMPLATE template0');
	Cluster::psql($host, 'versions', "CREATE EXTENSION gpurent VERSION '$version'");
	Cluster::psql($host, 'versions', "ALTER EXTENSION gpurent UPDATE TO '$to'") if defined $to;
	return Members::of($host, 'versions');
}

my @fresh = members($present);
my %kinds;
$kinds{(split /\|/)[0]}++ foreach @fresh;
cmp_ok($kinds{$_} // 0, '>', 10, "objects are compared: $kinds{$_} in $_") foreach qw(pg_proc pg_aggregate pg_operator pg_opclass pg_amop pg_amproc pg_type comment depends);
is_deeply([Members::differences(\@fresh, [members($present)])], [], 'two new installations are alike');

# ---- the released versions ----

my @released = map { basename($_) =~ /^gpurent--(.*)\.sql$/ } glob('test/released/gpurent--*.sql');
my @scripts = map { basename($_) } glob('sql/gpurent--*--*.sql');
foreach my $version (@released)
{
	copy("test/released/gpurent--$version.sql", "$directory/gpurent--$version.sql") or die "gpurent--$version.sql: $!\n" if $version ne $present;
	push @added, "$directory/gpurent--$version.sql" if $version ne $present;
	is_deeply([Members::differences(\@fresh, [members($version, $present)])], [], "updated from $version: the same as a new installation") if $version ne $present;
}
foreach my $script (@scripts)
{
	my ($from) = $script =~ /^gpurent--(.*)--/;
	ok((grep { $_ eq $from } @released), "the version that $script starts from is in test/released");
}

# ---- a made-up version ----

my $text = slurp("$directory/gpurent--$present.sql");
my $next = $text;
my $added = "\nCREATE FUNCTION after_next(rate rent_rate) RETURNS numeric\nAS 'MODULE_PATHNAME', 'rent_rate_amount' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;\n" .
  "COMMENT ON FUNCTION after_next(rent_rate) IS 'a made-up function';\n";
sub change { my ($from, $to) = @_; $next =~ s/$from/$to/ or die "the script has no $from\n" }
my ($amount) = $next =~ /^(CREATE FUNCTION amount\(rate rent_rate\).*?;)$/ms or die "no amount(rent_rate)\n";
change(qr/\Q$amount\E/, $amount =~ s/COST \d+/COST 77/r =~ s/ STRICT//r . $added);
change(qr/COMMENT ON FUNCTION amount\(rent_rate\) IS '/, q{COMMENT ON FUNCTION amount(rent_rate) IS 'changed: });
my ($comment) = $next =~ /^(COMMENT ON FUNCTION amount\(rent_rate\) IS '.*';)$/m;
change(qr/^CREATE AGGREGATE max\(rent_rate\) .*?;$/ms, '');
change(qr/^COMMENT ON AGGREGATE max\(rent_rate\) .*;$/m, '');
$next .= "ALTER OPERATOR = (rent_rate, rent_rate) SET (RESTRICT = neqsel);\nREVOKE ALL ON FUNCTION amount(rent_rate) FROM PUBLIC;\n" .
  "ALTER FUNCTION amount(rent_rate) LEAKPROOF;\n";

my @update = (
	$added =~ /^(CREATE .*?;)$/ms, $added =~ /^(COMMENT .*;)$/m, $comment,
	'ALTER FUNCTION amount(rent_rate) COST 77', 'ALTER FUNCTION amount(rent_rate) CALLED ON NULL INPUT', 'DROP AGGREGATE max(rent_rate)',
	'ALTER OPERATOR = (rent_rate, rent_rate) SET (RESTRICT = neqsel)', 'REVOKE ALL ON FUNCTION amount(rent_rate) FROM PUBLIC',
	'ALTER FUNCTION amount(rent_rate) LEAKPROOF');
s/;*$/;/ foreach @update;
add('next', $next);
add("$present--next", join("\n", @update));
my @next = members('next');
my @differences = Members::differences(\@next, \@fresh);
cmp_ok(scalar @differences, '>', 8, 'the made-up version is another one');
is_deeply([Members::differences(\@next, [members($present, 'next')])], [], 'updated to it: the same as a new installation');
foreach my $i (0 .. $#update)
{
	# what depends on a statement left out goes with it
	my @rest = grep { $_ ne $update[$i] && !($i == 0 && /^COMMENT ON FUNCTION after_next/) } @update;
	add("$present--wrong$i", join("\n", @rest));
	cmp_ok(scalar Members::differences(\@next, [members($present, "wrong$i")]), '>', 0, 'noticed if left out: ' . substr($update[$i] =~ s{\n}{ }gr, 0, 60));
}
add("$present--more", join("\n", @update, 'CREATE FUNCTION left_over() RETURNS int LANGUAGE sql RETURN 1;'));
cmp_ok(scalar Members::differences(\@next, [members($present, 'more')]), '>', 0, 'noticed: an object too many');

Cluster::psql($host, 'postgres', 'DROP DATABASE versions');
done_testing();
