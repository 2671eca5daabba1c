#!/usr/bin/perl
# Every function and aggregate of the extension, called with arguments nobody should
# pass: the server stays up, nothing runs away, and what is refused is refused with an
# SQLSTATE that is no internal error.
#
#   make check T=hostile_calls                     some thousand calls
#   make check T=hostile_calls CALLS=1000000 SEED=42 TIMEOUT=1s
#
# The calls follow from the seed alone; see test/lib/Calls.pm.

use strict;
use warnings;
use lib 'test/lib';
use Calls;
use File::Temp qw(tempdir);
use Test::More;

my $calls = $ENV{CALLS} || 5000;
my $seed = $ENV{SEED} || 1;
# For one call; it is a limit to what hangs, and far above what any call here takes, but for rows of
# all the time there is: these have no end in sight, and it is enough that they can be cancelled.
my $timeout = $ENV{TIMEOUT} || '20s';
srand($seed);

my @functions = Calls::functions();
cmp_ok(scalar @functions, '>', 500, 'there are functions');
my @callable = grep { !$_->{transition} } @functions;

# One call in one line: psql names the line of an error
sub query
{
	my ($function, $no_value) = @_;
	my @types = @{$function->{types}};
	my $optional = @types - $function->{least};
	splice(@types, $function->{least} + int rand($optional + 1)) if $optional > 0;
	my @rows;
	foreach (1 .. ($function->{aggregate} ? 1 + int rand 4 : 1))
	{
		my @values;
		foreach my $i (0 .. $#types)
		{
			my $type = $types[$i];
			my $value = Calls::argument($type, 0.25, $function->{names}[$i]);
			$no_value->{$type} = 1 if !defined $value;
			push @values, defined $value ? $value : "NULL::$type";
		}
		push @rows, '(' . join(', ', @values) . ')';
	}
	my $columns = join(', ', map { "a$_" } 1 .. @types);
	my $from = @types ? ' FROM (VALUES ' . join(', ', @rows) . ") AS v ($columns)" : '';
	return "SELECT $function->{name}($columns)$from" . ($function->{set} ? ' LIMIT 20;' : ';');
}

# each once, then any
my %no_value;
my @queries = map { query($_, \%no_value) } @functions;
push @queries, query($callable[int rand @callable], \%no_value) while @queries < $calls;
is(join(', ', sort keys %no_value), '', 'a value for every type of argument');

my $directory = tempdir(CLEANUP => 1);
open(my $file, '>:utf8', "$directory/calls.sql") or die "$directory/calls.sql: $!\n";
print $file "$_\n" foreach @queries;
close $file;
my $printed = Calls::psql('-v', 'VERBOSITY=sqlstate', '-c', "SET statement_timeout = '$timeout'", '-o', '/dev/null', '-c', '\timing on', '-f', "$directory/calls.sql");

# What a call may be refused with: an argument out of its domain, a limit, a call outside of an aggregate
my $refused = qr/^(22|54|0A000$)/;
# What may take longer than the timeout, and ends when it is cancelled: schedules of all time or by the second, terms that grow by the hour for all time
my $endless = qr/_schedule\(.*(?:\[4713-11-24 BC,294276-12-31\]|'second'::text)|every 1 hour'::lease_terms.*\[4713-11-24 BC,294276-12-31\]/;
my (%seen, @bad);
foreach my $line (split /\n/, $printed)
{
	if ($line =~ /^psql:.*:(\d+): ERROR:  (\w{5})/)
	{
		$seen{$2}++;
		push @bad, "$2: $queries[$1 - 1]" unless $2 =~ $refused || ($2 eq '57014' && $queries[$1 - 1] =~ $endless);
	}
	elsif ($line =~ /^psql:.*:(\d+): /)
	{
		push @bad, "$line: $queries[$1 - 1]";
	}
}
# One time a query, in their order, also for those that fail
my @times = $printed =~ /^Time: ([\d.]+) ms/mg;
is(scalar @times, scalar @queries, 'each call was made');
my ($longest) = sort { $times[$b] <=> $times[$a] } 0 .. $#times;
note(sprintf('figures: %d calls, longest %d ms: %s', scalar @queries, $times[$longest], $queries[$longest])) if @times;
diag("seed $seed: " . scalar(@queries) . ' calls; refused: ' . join(', ', map { "$_ $seen{$_}" } sort keys %seen));
is(join("\n", @bad[0 .. ($#bad < 19 ? $#bad : 19)]), '', 'nothing crashes, hangs or fails inside');
cmp_ok(scalar(grep { /^22/ } keys %seen), '>', 3, 'there was something to refuse');
is(Calls::psql('-c', 'SELECT 1'), "1\n", 'the server is there');
done_testing();
