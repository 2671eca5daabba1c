#!/usr/bin/perl
# Where users stumbled: each line of field.tsv in the folder that GPURENT_ORACLES names is
# a statement, a tab, and its answer as psql -At prints it, or ERROR:SQLSTATE.
#
# Those not met yet stand at the end of this file.  They must fail: one that no longer does
# is struck off the list by whoever mended it.
#
# Connects with psql's usual environment variables to a database in which the extension
# can be created.

use strict;
use warnings;
use Test::More;
use lib 'test/lib';
use Session;

my $folder = $ENV{GPURENT_ORACLES} // '';
plan skip_all => "GPURENT_ORACLES names no folder with field.tsv" unless -r "$folder/field.tsv";

my %unmet;
while (my $line = <DATA>)
{
	chomp $line;
	$unmet{$line} = 1 unless $line =~ /^#|^\s*$/;
}

$ENV{PGOPTIONS} = '-c client_min_messages=warning';
is(Session::answer_of('DROP EXTENSION IF EXISTS gpurent CASCADE; CREATE EXTENSION gpurent'), '', 'the extension');

open(my $cases, '<', "$folder/field.tsv") or die "$folder/field.tsv: $!\n";
my $number = 0;
while (my $line = <$cases>)
{
	chomp $line;
	next if $line =~ /^#|^\s*$/;
	my ($sql, $expected) = split /\t/, $line, 2;
	die "a line without an answer: $line\n" unless defined $expected;
	my $answer = Session::answer_of($sql);
	$number++;
	if (delete $unmet{$sql})
	{
		isnt($answer, $expected, "not met yet: $sql") or diag('It is met: strike it off the list at the end of this file.');
	}
	else
	{
		is($answer, $expected, $sql);
	}
}
cmp_ok($number, '>', 0, 'there are cases');
is_deeply([sort keys %unmet], [], 'the list has no case that is not in field.tsv');
done_testing();

__DATA__
