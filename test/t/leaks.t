#!/usr/bin/perl
# No call leaves memory behind: every function and aggregate is called many times in one
# statement and in one session, and the memory in use does not grow with the calls.
#
#   make check T=leaks                   a million calls, more of cheap functions than of costly ones
#   make check T=leaks CALLS=10000000
#
# Memory in use is what PostgreSQL's memory contexts have given out, to the byte.  Leaks that
# are planted show that the smallest would be found.

use strict;
use warnings;
use lib 'test/lib';
use Calls;
use File::Temp qw(tempdir);
use Test::More;

# What may be more in use after more calls: less than a byte a call, and what caches grow by
my $slack = sub { return 2048 + $_[0] };
my $least = 300;      # calls of the costliest

# The only one who may look at a session's memory; in a database of its own, for what
# this user creates is no other's.
$ENV{PGUSER} = 'postgres';
Calls::psql('-d', 'postgres', '-c', 'DROP DATABASE IF EXISTS leaks', '-c', "CREATE DATABASE leaks TEMPLATE template0 ENCODING 'UTF8'");
$ENV{PGDATABASE} = 'leaks';
my @functions = grep { !$_->{transition} && @{$_->{types}} && "@{$_->{types}}" ne 'bytea' } Calls::functions();
my $directory = tempdir(CLEANUP => 1);
srand(1);

# How many calls of each: those that cost little are most of them
my $calls = $ENV{CALLS} || 1000000;
my $shares = 0;
$shares += 1 / $_->{cost} foreach @functions;
foreach my $function (@functions)
{
	my $spare = $calls - $least * @functions;
	$function->{many} = int(($spare > 0 ? $least + $spare / $shares / $function->{cost} : $calls / @functions) / 1.2);
	$function->{many} = 1000 if $function->{set} && $function->{many} < 1000;
}

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
# that each row is a call.  The rows are made one by one: a function in FROM keeps them all.
sub from
{
	my ($rows, @values) = @_;
	my $names = join(', ', map { "a$_" } 1 .. @values);
	return "FROM (SELECT generate_series(1, $rows)) AS s (i)" . (@values ? ', (SELECT ' . join(', ', @values) . " OFFSET 0) AS v ($names)" : '');
}

# Memory in use, seen from inside a statement after its calls, and after it; of each function as
# many calls as it says.  Returns how many functions answered how many calls, and what grew.
sub measure
{
	my (@functions) = @_;
	my $script = "CREATE FUNCTION pg_temp.used(text) RETURNS bigint LANGUAGE sql VOLATILE AS 'SELECT sum(used_bytes)::bigint FROM pg_backend_memory_contexts';\n";
	foreach my $n (0 .. $#functions)
	{
		my $function = $functions[$n];
		my @values = @{$function->{values}};
		my $call = $function->{call} || "$function->{name}(" . join(', ', map { "CASE WHEN i > 0 THEN a$_ END" } 1 .. @values) . ')';
		# The first time fills caches; from 18 on also with a plan of a function in SQL after some calls,
		# of which a set's rows make one in twenty.
		my $few = int($function->{many} / 10);
		$few = 200 if $function->{set} && $few < 200;
		foreach my $rows ($few, $few, $function->{many})
		{
			my $query = $function->{set} ? 'count(f)::text) ' . from(int($rows / 20) + 1, @values) . ", LATERAL (SELECT $call AS f LIMIT 20) AS called"
			  : ($function->{aggregate} ? "($call IS NULL)" : "count($call)") . '::text) ' . from($rows, @values);
			$script .= "SELECT '$n $rows', pg_temp.used($query;\nSELECT 'after $n', pg_temp.used('');\n";
		}
	}

	my ($answered, $calls, @leaks) = (0, 0);
	my (%before, %used, %after);
	foreach my $line (run($script))
	{
		if ($line =~ /^(\d+) (\d+)\|(\d+)$/)
		{
			$calls += $2;
			($before{$1}, $used{$1}) = ($used{$1}, $3);
		}
		next if $line !~ /^after (\d+)\|(\d+)$/ || !$used{$1};
		my ($n, $function) = ($1, $functions[$1]);
		my $grown = defined $after{$n} ? $2 - $after{$n} : 0;
		$after{$n} = $2;
		next if ++$function->{runs} < 3;
		$answered++;
		my $many = $function->{many};
		push @leaks, sprintf('%s: %d bytes in the session after %d calls', signature($function), $grown, $many) if $grown > $slack->($many);
		# aggregates of amounts a period apart keep every row, as they must
		next if $function->{aggregate} && ($function->{name} =~ /^(irr|irr_all|npv|mirr)$/
			|| signature($function) =~ /^(payback|discounted_payback|profitability_index)\((double precision, )?(integer|bigint|numeric|double precision)\)$/);
		$grown = $used{$n} - $before{$n};
		# samples are held until their final function, 16 bytes each, in a room that doubles
		$grown -= 32 * $many if $function->{aggregate} && $function->{name} =~ /^(gauge|time_weighted_mean)$/;
		# PostgreSQL keeps what describes the rows of a set until the statement ends, of each call
		$grown -= int($many / 20) * (512 + 160 * $function->{columns}) if $function->{set};
		# does not look for equal dates before it has 8 kB of them
		$grown -= 16384 if signature($function) eq 'rollup(cash_flows)';
		push @leaks, sprintf('%s: %d bytes in a statement of %d calls', signature($function), $grown, $many) if $grown > $slack->($many);
	}
	return ($answered, $calls, @leaks);
}

# ---- planted ones are found -----------------------------------------------------------------

# A lock of the session is kept until it is given back: some hundred bytes.  An array keeps what
# is put in: 8 bytes of each row.
my ($answered, $made, @leaks) = measure(
	{name => 'pg_try_advisory_lock', types => ['bigint'], values => [], call => 'pg_try_advisory_lock(i)', many => int($least / 1.2)},
	{name => 'array_agg', types => ['bigint'], values => [], call => 'array_agg(i::bigint)', aggregate => 1, many => 2 * $least},
	{name => 'abs', types => ['bigint'], values => [], call => 'abs(i)', many => $least});
is($answered, 3, 'calls of three functions that are not ours');
like($leaks[0] || '', qr/^pg_try_advisory_lock\(bigint\): \d+ bytes in the session/, 'a planted leak of some bytes a call is found');
like($leaks[1] || '', qr/^pg_try_advisory_lock\(bigint\): \d+ bytes in a statement/, 'in the statement too');
like($leaks[2] || '', qr/^array_agg\(bigint\): \d+ bytes in a statement/, 'and one that ends with the statement');
is(scalar @leaks, 3, 'and no other');

# ---- ours -------------------------------------------------------------------------------------

# Arguments that each function takes: those that are refused tell nothing, so a few are tried.
my (%values, $script);
foreach my $n (0 .. $#functions)
{
	my $function = $functions[$n];
	foreach my $try (0 .. 149)
	{
		# all arguments, or only those that have no default
		my $last = ($try % 2 && $function->{least} ? $function->{least} : @{$function->{types}}) - 1;
		my @values = map { Calls::argument($function->{types}[$_], 0, $function->{names}[$_]) } 0 .. $last;
		$values{$n}[$try] = \@values;
		$script .= "SELECT '$n $try', $function->{name}(" . join(', ', map { "a$_" } 1 .. @values) . ') IS NULL ' . from(1, @values) . " LIMIT 1;\n";
	}
}
foreach (run($script))
{
	$functions[$1]{values} = $values{$1}[$2] if /^(\d+) (\d+)\|/;
}

($answered, $made, @leaks) = measure(grep { $_->{values} } @functions);
diag("$answered functions answered $made calls; refused what was tried: " . join("\n  ", '', map { signature($_) } grep { !$_->{values} } @functions));
cmp_ok($answered, '>', 0.95 * @functions, 'most functions answer');
is(join("\n", @leaks), '', 'memory does not grow with the calls, in a statement or in the session');

# A long list takes memory by its length, not by its square: what a session of its own has
# taken at most, before and after it reads one.
SKIP: {
	skip 'there is no /proc', 1 unless -e '/proc/self/status';
	my $flows = 400000;
	my $peak = "SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\\s+(\\d+)');\n";
	my $read = 'SELECT total(list::cash_flows) FROM (SELECT \'{"version": 1, "flows": [\' || ' .
	  "repeat('[\"2000-01-01\",0],', $flows - 1) || '[\"2000-01-02\",1]]}' AS list OFFSET 0) AS t;\n";
	my ($before, $total, $at_most) = run($peak . $read . $peak);
	is($total, 1, "$flows flows are read");
	cmp_ok(($at_most - $before) * 1024 / $flows, '<', 250, 'with some bytes of memory a flow');
}
Calls::psql('-d', 'postgres', '-c', 'DROP DATABASE leaks');
done_testing();
