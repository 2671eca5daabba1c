#!/usr/bin/perl
# No call leaves memory behind: every function and aggregate is called many times in one
# statement and in one session, and the memory in use does not grow with the calls.
#
#   make check T=leaks                  two hundred thousand calls
#   make check T=leaks CALLS=1000000

use strict;
use warnings;
use lib 'test/lib';
use Calls;
use File::Temp qw(tempdir);
use Test::More;

my $slack = 64 * 1024;    # bytes; less than a byte a call

# The only one who may look at a session's memory; in a database of its own, for what
# this user creates is no other's.
$ENV{PGUSER} = 'postgres';
Calls::psql('-d', 'postgres', '-c', 'DROP DATABASE IF EXISTS leaks', '-c', "CREATE DATABASE leaks TEMPLATE template0 ENCODING 'UTF8'");
$ENV{PGDATABASE} = 'leaks';
my @functions = grep { !$_->{transition} && @{$_->{types}} && "@{$_->{types}}" ne 'bytea' } Calls::functions();
my $many = int(($ENV{CALLS} || 200000) / @functions);
my $few = int($many / 10);
my $directory = tempdir(CLEANUP => 1);
srand(1);

sub signature { return "$_[0]{name}(" . join(', ', @{$_[0]{types}}) . ')' }

sub run
{
	my ($script) = @_;
	open(my $file, '>:utf8', "$directory/calls.sql") or die "$directory/calls.sql: $!\n";
	print $file $script;
	close $file;
	my $printed = Calls::psql('-v', 'VERBOSITY=sqlstate', '-c', "SET statement_timeout = '120s'", '-f', "$directory/calls.sql");
	die $printed if $printed =~ /FATAL|server closed/;
	return split /\n/, $printed;
}

# Arguments are columns that change with no row, but the planner does not know that, so
# that each row is a call.
sub from
{
	my ($rows, @values) = @_;
	my $names = join(', ', map { "a$_" } 1 .. @values);
	return "FROM generate_series(1, $rows) AS i, (SELECT " . join(', ', @values) . " OFFSET 0) AS v ($names)";
}

# Arguments that each function takes: those that are refused tell nothing, so a few are tried.
my (%values, $script);
foreach my $n (0 .. $#functions)
{
	my $function = $functions[$n];
	foreach my $try (0 .. 49)
	{
		# all arguments, or only those that have no default
		my $last = ($try % 2 && $function->{least} ? $function->{least} : @{$function->{types}}) - 1;
		my @values = map { Calls::argument($function->{types}[$_], 0, $function->{names}[$_]) } 0 .. $last;
		$values{$n}[$try] = \@values;
		$script .= "SELECT '$n $try', $function->{name}(" . join(', ', map { "a$_" } 1 .. @values) . ') IS NULL ' . from(1, @values) . " LIMIT 1;\n";
	}
}
my %accepted;
foreach (run($script))
{
	$accepted{$1} = $values{$1}[$2] if /^(\d+) (\d+)\|/;
}

# Memory in use, seen from inside a statement after its calls
$script = "CREATE FUNCTION pg_temp.used(text) RETURNS bigint LANGUAGE sql VOLATILE AS 'SELECT sum(used_bytes)::bigint FROM pg_backend_memory_contexts';\n";
foreach my $n (sort { $a <=> $b } keys %accepted)
{
	my $function = $functions[$n];
	my @values = @{$accepted{$n}};
	my $call = "$function->{name}(" . join(', ', map { "CASE WHEN i > 0 THEN a$_ END" } 1 .. @values) . ')';
	my $query = sub {
		my ($rows) = @_;
		return 'SELECT pg_temp.used((' . ($function->{aggregate} ? "$call IS NULL" : "count($call)") . ')::text) ' . from($rows, @values) if !$function->{set};
		return 'SELECT pg_temp.used(count(f)::text) ' . from(int($rows / 20) + 1, @values) . ", LATERAL (SELECT $call AS f LIMIT 20) AS called";
	};
	# the first time fills caches
	$script .= "SELECT '$n $_', (" . $query->($_) . "), pg_temp.used('');\n" foreach $few, $few, $many;
}

my (@leaks, $answered, $calls);
my (%used, %after);
foreach my $line (run($script))
{
	my ($n, $rows, $used, $after) = $line =~ /^(\d+) (\d+)\|(\d+)\|(\d+)$/ or next;
	$calls += $rows;
	($used{$n}, $after{$n}) = ($used, $after) if $rows == $few;
	next if $rows == $few;
	my $function = $functions[$n];
	$answered++;
	push @leaks, sprintf('%s: %d bytes in the session after %d calls', signature($function), $after - $after{$n}, $many) if $after - $after{$n} > $slack;
	# aggregates of amounts a period apart keep every row, as they must
	next if $function->{aggregate} && ($function->{name} =~ /^(irr|irr_all|npv|mirr)$/
		|| signature($function) =~ /^(payback|discounted_payback|profitability_index)\((double precision, )?(integer|bigint|numeric|double precision)\)$/);
	push @leaks, sprintf('%s: %d bytes in a statement of %d calls', signature($function), $used - $used{$n}, $many) if $used - $used{$n} > $slack;
}
diag("$answered functions answered $calls calls; refused what was tried: " . join("\n  ", '', map { signature($functions[$_]) } grep { !$accepted{$_} } 0 .. $#functions));
cmp_ok($answered, '>', 0.95 * @functions, 'most functions answer');
is(join("\n", @leaks), '', 'memory does not grow with the calls, in a statement or in the session');

# A long list takes memory by its length, not by its square: what a session of its own has
# taken at most, before and after it reads one.
SKIP: {
	skip 'there is no /proc', 1 unless -e '/proc/self/status';
	my $months = 400000;
	my $peak = "SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\\s+(\\d+)');\n";
	my $read = 'SELECT revenue(list::monthly_revenue) FROM (SELECT \'{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2000-01", "revenue": [\' || ' .
	  "repeat('0,', $months - 1) || '1]}' AS list OFFSET 0) AS t;\n";
	my ($before, $revenue, $at_most) = run($peak . $read . $peak);
	is($revenue, 1, "$months months are read");
	cmp_ok(($at_most - $before) * 1024 / $months, '<', 250, 'with some bytes of memory a month');
}
Calls::psql('-d', 'postgres', '-c', 'DROP DATABASE leaks');
done_testing();
