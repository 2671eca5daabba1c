#!/usr/bin/perl
# pg_dump and pg_restore, in every format, of tables that hold every type of the
# extension: what is restored gives the same answers, has the same bytes and valid
# indexes, and is dumped the same.
#
# Connects to the cluster of make check.

use strict;
use warnings;
use lib 'test/lib';
use Cluster;
use File::Temp qw(tempdir);
use Kept;
use Test::More;

plan skip_all => 'needs the cluster of make check' unless Cluster::base();

my $host = $ENV{PGHOST};
my @to_server = ('-h', $host, '-U', 'postgres');
my $directory = tempdir(CLEANUP => 1);

sub drop { Cluster::psql($host, 'postgres', "DROP DATABASE IF EXISTS $_") foreach @_ }

# The text of a dump; the key of \restrict and the version in the comments differ from run to run.
sub text_of
{
	my ($database) = @_;
	my $text = Cluster::run('pg_dump', @to_server, $database);
	$text =~ s/^\\(un)?restrict .*//mg;
	return $text;
}

drop('kept', 'restored');
Kept::make($host, 'kept');
my $answers = Kept::good_answers($host, 'kept');
my $text = text_of('kept');
like($text, qr/^CREATE EXTENSION IF NOT EXISTS gpurent WITH SCHEMA rental;$/m, 'a dump makes the extension');
unlike($text, qr/CREATE (?:FUNCTION|AGGREGATE|TYPE|OPERATOR|CAST) rental\./, 'and none of its members');

my %formats = (
	plain => [],
	'plain as INSERT' => ['--inserts', '--rows-per-insert=100'],
	custom => ['-Fc'],
	tar => ['-Ft'],
	directory => ['-Fd', '-j', '2']);
foreach my $format (sort keys %formats)
{
	my $file = "$directory/" . $format =~ s/ /-/gr;
	Kept::create($host, 'restored');
	Cluster::run('pg_dump', @to_server, @{ $formats{$format} }, '-f', $file, 'kept');
	Cluster::run($format =~ /^plain/ ? ('psql', @to_server, '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', 'restored', '-f', $file) :
		  ('pg_restore', @to_server, '--exit-on-error', $format eq 'directory' ? ('-j', '2') : (), '-d', 'restored', $file));
	Kept::same(Kept::answers($host, 'restored'), $answers, "$format: the same answers, bytes and indexes");
	Kept::same(text_of('restored'), $text, "$format: dumped the same again");
	drop('restored');
}

# data apart from the schema, and one table alone
Kept::create($host, 'restored');
Cluster::run('pg_dump', @to_server, '-Fc', '-f', "$directory/all", 'kept');
Cluster::run('pg_restore', @to_server, '--exit-on-error', "--section=$_", '-d', 'restored', "$directory/all") foreach qw(pre-data data post-data);
Kept::same(Kept::answers($host, 'restored'), $answers, 'by sections: the same');
Cluster::psql($host, 'restored', 'TRUNCATE summary');
Cluster::run('pg_restore', @to_server, '--exit-on-error', '--data-only', '--table=summary', '-d', 'restored', "$directory/all");
Kept::same(Kept::answers($host, 'restored'), $answers, 'one table alone: the same');

# from one database into the other, where types have the same names but other numbers
foreach my $copy ('summary|binary', 'summary|csv', 'offer (id, capacity, rate, hourly)|binary')
{
	my ($table, $format) = split /\|/, $copy;
	my ($name) = $table =~ /^(\w+)/;
	Cluster::psql($host, 'restored', "CREATE TABLE before AS SELECT * FROM $name; TRUNCATE $name");
	Cluster::run('sh', '-c', 'psql -X -q -v ON_ERROR_STOP=1 -U postgres -d kept -c "$1" | psql -X -q -v ON_ERROR_STOP=1 -U postgres -d restored -c "$2"', 'sh',
		"COPY $table TO stdout (FORMAT $format)", "COPY $table FROM stdin (FORMAT $format)");
	my @columns = $table =~ /\((.*)\)/ ? split(/, /, $1) : qw(id summary months occupied digest flows);
	is(Cluster::psql($host, 'restored', "SELECT count(*) > 40, count(*) = (SELECT count(*) FROM before) FROM $name JOIN before AS b USING (id) WHERE " .
		join(' AND ', map { "$name.${_}::text IS NOT DISTINCT FROM b.${_}::text" } @columns)), 't|t', "$name through COPY as $format: the same");
	Cluster::psql($host, 'restored', 'DROP TABLE before');
}

drop('kept', 'restored');
done_testing();
