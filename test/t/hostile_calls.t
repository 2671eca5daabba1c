#!/usr/bin/perl
# Every function and aggregate of the extension, called with arguments nobody should
# pass: the server stays up, nothing runs away, and what is refused is refused with an
# SQLSTATE that is no internal error.
#
#   make check T=hostile_calls                     some thousand calls
#   make check T=hostile_calls CALLS=1000000 SEED=42
#
# The calls follow from the seed alone.  Connects with psql's usual environment variables
# to a database in which the extension can be created.

use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

my $calls = $ENV{CALLS} || 5000;
my $seed = $ENV{SEED} || 1;
# For one call; it is a limit to what hangs, and far above what any call here takes.
my $timeout = $ENV{TIMEOUT} || '20s';
srand($seed);

# ---- arguments, by type: what people write, and what they should not ----------------

my @numbers = qw(0 1 -1 0.5 2 3 10 12 100 0.07 1.5 -0.1);
my @hostile_numbers = ('-2', '1e-30', '-0.999999999999', '1e9', '1e18', '123456789.123456789', '0.000000001', '1e-10', '-1.0000000001',
	'99999999999999999999', '3.33333333333333333333333333333333333333', '1e38', '-1e38', '1e300', '1e-300');
my @words = ('UTC', 'Asia/Shanghai', 'hour', 'day', 'month', 'quarter', 'year', 'card', 'P', 'anniversary', 'calendar', '30e/360', 'actual/365', '730h',
	'ACT/365F', '30E/360', 'ACT/ACT ISDA', 'first', 'last', 'half-year', 'mid-quarter Q1', 'fp16', 'fp8 sparse', 'CNY', 'straight line');
my @times = ('2024-01-01', '2024-02-29', '2023-01-31', '2024-12-31', '2025-06-15');
my @hostile_dates = ('infinity', '-infinity', '4713-11-24 BC', '5874897-12-31', '0001-01-01', '1582-10-15');
my @hostile_times = ('infinity', '-infinity', '4713-11-24 BC', '294276-12-31 23:59:59.999999', '0001-01-01', '2024-03-10 02:30:00');
my @rates = ('15.1 CNY/card/hour', '120000 CNY/P/year incl 6%', '98000 CNY/P fp16/month', '133400 CNY/server/month', '100000 CNY/card', '7.6 CNY/card/hour excl 6%', '5 USD/lease/day');
my @capacities = ('960 P', '0.312 P fp16', '1 P fp8 sparse', '0 P');

my %values = (
	smallint => [[1, 2, 12], [0, -1, 32767, -32768]],
	integer => [[0, 1, 2, 3, 4, 10, 12], [-1, 2147483647, -2147483648, 100, 366]],
	bigint => [[0, 1, 2, 12], [-1, '9223372036854775807', '-9223372036854775808', '1000000000000']],
	numeric => [\@numbers, [@hostile_numbers, 'NaN', 'Infinity', '-Infinity', '1e131071', '1e-16383', '-1e1000']],
	'double precision' => [\@numbers, [@hostile_numbers, 'NaN', 'Infinity', '-Infinity', '-0', '1.7976931348623157e308', '5e-324']],
	real => [\@numbers, ['NaN', 'Infinity', '-Infinity', '-0', '3.4e38', '1e-45']],
	boolean => [['true', 'false'], []],
	text => [\@words, ['', ' ', 'utc', '/etc/passwd', "o''brien", "\x{e5}", 'x' x 2000, '%s%n', 'NULL', '1']],
	date => [\@times, \@hostile_dates],
	'timestamp without time zone' => [\@times, \@hostile_times],
	'timestamp with time zone' => [\@times, \@hostile_times],
	interval => [['1 year', '4 years', '1 month', '30 days', '1 hour'], ['0', '-1 day', '1 microsecond', '178956970 years', '-178956970 years', '1 month -30 days']],
	tstzrange => [['[2024-01-01,2024-02-01)', '[2024-01-15,2025-01-15)', '[2023-12-31 16:00Z,2024-03-31)'],
		['empty', '(,)', '[2024-01-01,)', '(,2024-01-01)', '[-infinity,infinity]', '[4713-11-24 BC,294276-12-31]', '[2024-01-01,infinity)', '(2024-01-01,2024-01-02]', '[2024-01-01,2024-01-01]']],
	daterange => [['[2024-01-01,2024-02-01)'], ['empty', '(,)', '[2024-01-01,)', '(,infinity]']],
	rent_rate => [\@rates, ['0 CNY/card/hour', '-15.1 CNY/card/hour', '92233720368.54775807 CNY/card/hour', '-92233720368.54775807 CNY/card', '0.00000001 JPY/kW/week', '1 XAU/rack/quarter excl 99%']],
	p_capacity => [\@capacities, ['-1 P', '0.000001 P', '30000000000 P fp64', '-30000000000 P']],
	bytea => [['\x00', '\x'], ['\x0100000001000000000000000000000000000000000000000000000000000000', '\x01000000ffffffff' . ('00' x 40)]],
	lease_summary => [[
		"(SELECT lease_summary('15.1 CNY/card/hour', 8, '[2024-01-01,2024-02-01)'))",
		"(SELECT lease_summary('120000 CNY/P/year incl 6%', '960 P', '[2024-01-01,2027-01-01)'))"],
		["(SELECT lease_summary('15.1 CNY/card/hour', NULL, '[2024-01-01,2024-02-01)'))", "(SELECT lease_summary('92233720368 CNY/card/hour', 9223372036::int8, '[2024-01-01,2124-02-01)'))"]],
	occupancy => [["(SELECT occupancy(8, '[2024-01-01,2024-02-01)'))", "(SELECT occupancy('960 P', '[2024-01-01,)'))"],
		["(SELECT occupancy(NULL::int, NULL))", "(SELECT occupancy(i, tstzrange('2024-01-01', '2024-01-01'::timestamptz + i * interval '1 second')) FROM generate_series(1, 500) AS i)"]],
	occupancy_digest => [["(SELECT occupancy_digest(8, tstzrange '[2024-01-01,2024-02-01)', tstzrange '[2024-01-05,2024-01-06)'))"], ["(SELECT occupancy_digest(p_capacity '1 P', tstzrange '[2024-01-01,2024-02-01)', tstzrange '[2024-01-05,2024-01-06)'))"]],
	monthly_revenue => [["(SELECT revenue_by_month('15.1 CNY/card/hour', 8, '[2024-01-01,2024-05-01)', 'UTC'))"], ["(SELECT revenue_by_month('15.1 CNY/card/hour', 8, '[1024-01-01,2024-05-01)', 'Asia/Shanghai'))"]],
	cash_flows => [["(SELECT cash_flows(a, d) FROM (VALUES (-100, date '2024-01-01'), (60, '2024-07-01'), (70, '2025-01-01')) AS v (a, d))"],
		["(SELECT cash_flows(0, date '2024-01-01'))", "(SELECT cash_flows(a, d) FROM (VALUES (-1e24, date '4713-11-24 BC'), (1e-12, '5874897-12-31')) AS v (a, d))",
		"(SELECT cash_flows((-1) ^ i * i, date '2024-01-01' + i) FROM generate_series(1, 300) AS i)"]],
);

sub pick { return $_[int rand @_]; }

# An SQL expression of this type; seldom a hostile one, so that calls get past their first argument
sub argument
{
	my ($type) = @_;
	return "NULL::$type" if rand() < 0.03;
	if ($type =~ /^(.*)\[\]$/)
	{
		my $element = $1;
		return "'{}'::$type" if rand() < 0.05;
		return "ARRAY[ARRAY[" . argument($element) . "],ARRAY[" . argument($element) . "]]::$type" if rand() < 0.05;
		return 'ARRAY[' . join(',', map { argument($element) } 1 .. 1 + int rand 6) . "]::$type";
	}
	my $lists = $values{$type} or return undef;
	my ($usual, $hostile) = @$lists;
	my $value = @$hostile && rand() < 0.25 ? pick(@$hostile) : pick(@$usual);
	return $value =~ /^\(/ && $type !~ /range$/ ? $value : "'$value'::$type";
}

# ---- the calls -------------------------------------------------------------------------

sub psql
{
	my (@options) = @_;
	open(my $pipe, '-|', 'sh', '-c', 'exec psql -X -q -At "$@" 2>&1', 'psql', @options) or die "psql: $!\n";
	local $/;
	my $printed = <$pipe>;
	close $pipe;
	return defined $printed ? $printed : '';
}

my $directory = tempdir(CLEANUP => 1);
my $functions = psql('-v', 'ON_ERROR_STOP=1', '-c', 'SET client_min_messages = warning', '-c', 'DROP EXTENSION IF EXISTS gpurent CASCADE', '-c', 'CREATE EXTENSION gpurent', '-c', q{
	SELECT p.proname, p.prokind, p.proretset, p.pronargs - p.pronargdefaults,
		   array_to_string(ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS a (t, n) ORDER BY n), ';'),
		   -- refuses all that does not come from its aggregate
		   EXISTS (SELECT FROM pg_aggregate WHERE p.oid IN (aggtransfn, aggmtransfn, aggminvtransfn))
	FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
		 JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'gpurent'
	WHERE NOT 'internal'::regtype = ANY (p.proargtypes) AND NOT 'cstring'::regtype = ANY (p.proargtypes)
	ORDER BY p.oid::regprocedure::text});
my @functions = map { [split /\|/, $_, -1] } split /\n/, $functions;
cmp_ok(scalar @functions, '>', 500, 'there are functions') or BAIL_OUT($functions);

my @callable = grep { $_->[5] eq 'f' } @functions;
my (@queries, %no_value);
while (@queries < $calls)
{
	# each once, then any
	my ($name, $kind, $set, $least, $types) = @{@queries < @functions ? $functions[@queries] : pick(@callable)};
	my @types = split /;/, $types;
	$#types = $least - 1 + int rand(@types - $least + 1) if @types > $least;
	my $rows = $kind eq 'a' ? 1 + int rand 4 : 1;
	my @rows;
	foreach (1 .. $rows)
	{
		my @arguments = map { my $value = argument($_); $no_value{$_} = 1 if !defined $value; defined $value ? $value : "NULL::$_" } @types;
		push @rows, '(' . join(', ', @arguments) . ')';
	}
	my @columns = map { "a$_" } 1 .. @types;
	my $columns = join(', ', @columns);
	push @queries,
		!@types ? "SELECT $name();" :
		$kind eq 'a' ? "SELECT $name($columns) FROM (VALUES " . join(', ', @rows) . ") AS v ($columns);" :
		$set eq 't' ? "SELECT $name($columns) FROM (VALUES $rows[0]) AS v ($columns) LIMIT 20;" :
		"SELECT $name($columns) FROM (VALUES $rows[0]) AS v ($columns);";
}
is(join(', ', sort keys %no_value), '', 'a value for every type of argument');

open(my $file, '>:utf8', "$directory/calls.sql") or die "$directory/calls.sql: $!\n";
print $file "$_\n" foreach @queries;
close $file;
my $printed = psql('-v', 'VERBOSITY=sqlstate', '-c', "SET statement_timeout = '$timeout'", '-o', '/dev/null', '-f', "$directory/calls.sql");

# psql names the line, which is the query
my (%seen, @bad);
foreach my $line (split /\n/, $printed)
{
	if ($line =~ /^psql:.*:(\d+): ERROR:  (\w{5})/)
	{
		$seen{$2}++;
		push @bad, "$2: $queries[$1 - 1]" if $2 !~ /^(22|2202E|0A000|54|42804|428C9)/;
	}
	elsif ($line =~ /^psql:.*:(\d+): (FATAL|PANIC|error|server closed|connection)/i)
	{
		push @bad, "$line: $queries[$1 - 1]";
	}
}
diag("seed $seed: " . scalar(@queries) . ' calls; refused: ' . join(', ', map { "$_ $seen{$_}" } sort keys %seen));
is(join("\n", @bad[0 .. ($#bad < 19 ? $#bad : 19)]), '', 'nothing crashes, hangs or fails inside');
cmp_ok(scalar(grep { /^22/ } keys %seen), '>', 3, 'there was something to refuse');
is(psql('-c', 'SELECT 1'), "1\n", 'the server is there');
done_testing();
