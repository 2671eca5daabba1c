# Kept.pm: tables that hold every type of the extension, and what they answer, for
# tests of what must not change anything: dumps, upgrades, replicas, crashes.

package Kept;

use strict;
use warnings;
use Cluster;
use Test::More;

# Makes the tables of test/kept_tables.psql in a new database.
sub make
{
	my ($host, $database) = @_;
	create($host, $database);
	return Cluster::run('psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-v', 'rollup=examples/rollup.sql', '-h', $host, '-U', 'postgres', '-d', $database,
		'-f', 'test/kept_tables.psql');
}

sub create
{
	my ($host, $database) = @_;
	return Cluster::psql($host, 'postgres', "CREATE DATABASE $database TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
}

# What test/kept_answers.psql prints; dies if an index is damaged.
sub answers
{
	my ($host, $database) = @_;
	return Cluster::run('psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-h', $host, '-U', 'postgres', '-d', $database, '-f', 'test/kept_answers.psql');
}

# The answers of the original, looked at: nothing compared later is empty.
sub good_answers
{
	my ($host, $database) = @_;
	my $answers = answers($host, $database);
	my $columns = () = $answers =~ /^\w+\.\w+\|[1-9]\d*\|[0-9a-f]{32}$/mg;
	cmp_ok($columns, '>=', 30, 'columns of our types are filled');
	like($answers, qr/^missing\n\(0 rows\)$/m, 'every type is in a table');
	my $checked = () = $answers =~ /^checked\n\w+\n/mg;
	cmp_ok($checked, '>=', 20, 'B-trees checked');
	like($answers, qr/^indexes\|all_valid\nt\|t$/m, 'all indexes are valid');
	like($answers, qr/^damaged\n0\n/m, 'no table is damaged');
	my %counts = map { $_ => 1 } $answers =~ /^scans of \w+\|(.*)$/mg;
	is(scalar keys %counts, 1, 'the same through tables, indexes and bitmaps');
	return $answers;
}

# is() for texts that may be long: the first lines that differ.
sub same
{
	my ($got, $expected, $name) = @_;
	return 1 if ok($got eq $expected, $name);
	my @got = split /\n/, $got;
	my @expected = split /\n/, $expected;
	my ($shown, $lines) = (0, @got > @expected ? $#got : $#expected);
	foreach my $i (0 .. $lines)
	{
		my ($here, $wanted) = ($got[$i] // 'nothing', $expected[$i] // 'nothing');
		diag(sprintf "line %d: %.300s\n   not: %.300s", $i + 1, $here, $wanted) if $here ne $wanted && $shown++ < 5;
	}
	return 0;
}

1;
