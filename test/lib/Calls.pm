# Calls.pm: calls of every function and aggregate of the extension, with arguments made up
# from lists by type.
#
#   use lib 'test/lib';
#   use Calls;
#   my @functions = Calls::functions();      # hashes: name, aggregate, set, types, names, least, transition, cost,
#                                            # columns (of a row of a set)
#   my $value = Calls::argument('text', 0.25, 'zone');
#
# Connects with psql's usual environment variables to a database in which the extension can
# be created.  Follows from srand().

package Calls;

use strict;
use warnings;

# ---- arguments, by type: what people write, and what they should not ----------------

my @numbers = qw(0 1 -1 0.5 2 3 10 12 100 0.07 1.5 -0.1);
my @hostile_numbers = ('-2', '1e-30', '-0.999999999999', '1e9', '1e18', '123456789.123456789', '0.000000001', '1e-10', '-1.0000000001',
	'99999999999999999999', '3.33333333333333333333333333333333333333', '1e38', '-1e38', '1e300', '1e-300');
# Texts by what the argument is called; others may be any of these.
my %words = (
	zone => ['UTC', 'Asia/Shanghai', 'America/New_York'],
	cut => ['calendar', 'anniversary'],
	proration => ['anniversary', 'calendar', 'calendar/30', '30e/360', 'actual/30', 'actual/365', '730h'],
	period => ['hour', 'day', 'week', 'month', 'quarter', 'year', 'minute', 'second'],
	unit => ['card', 'server', 'P'],
	format => ['fp16', 'fp8 sparse'],
	currency => ['CNY', 'USD'],
	day_count => ['ACT/365F', '30E/360', 'ACT/ACT ISDA', 'actual/360'],
	convention => ['half-year', 'mid-quarter', 'mid-quarter Q1', 'day', 'full month', 'next month', 'mid month', 'nearest month', 'full year'],
	balance_by => ['life year', 'fiscal year', 'life month'],
	recovery => ['first', 'last'],
	amounts => ['{-100,60,60}'],
	dates => ['{2024-01-01,2024-02-29,2025-06-15}'],
	standard => ['cas', 'ifrs', 'us gaap', 'IFRS'],
	kind => ['dealer', 'financier', 'sales-type', 'direct financing'],
	due => ['advance', 'arrears'],
	becomes => ['finance', 'operating'],
	tax_basis => ['incl', 'excl'],
	tax_rounding => ['line', 'invoice', 'cumulative'],
	guaranteed_per => ['period', 'to date'],
	method => ['straight line', 'double declining balance', 'sum of digits', 'double declining', 'declining balance', 'reducing balance', 'units', 'rates', 'macrs'],
);
@words{'step', 'per', 'target'} = ($words{period}) x 3;
my @words = map { @{$words{$_}} } sort keys %words;
my @times = ('2024-01-01', '2024-02-29', '2023-01-31', '2024-12-31', '2025-06-15');
my @hostile_dates = ('infinity', '-infinity', '4713-11-24 BC', '5874897-12-31', '0001-01-01', '1582-10-15');
my @hostile_times = ('infinity', '-infinity', '4713-11-24 BC', '294276-12-31 23:59:59.999999', '0001-01-01', '2024-03-10 02:30:00');
my @rates = ('15.1 CNY/card/hour', '120000 CNY/P/year incl 6%', '98000 CNY/P fp16/month', '133400 CNY/server/month', '100000 CNY/card', '7.6 CNY/card/hour excl 6%', '5 USD/lease/day');
# what drivers send as text
$words{tax} = ['incl 6%', 'excl 13%'];
$words{depreciation_method} = ['straight line', 'double declining balance', 'sum of digits'];
@words{'first_day', 'last_day', 'during_or_first_day', 'within_or_last_day'} = (['2024-01-01', '2024-02-29'], ['2024-12-31', '2025-06-15'], ['2024-01-01', '2024-02-29'], ['2024-12-31', '2025-06-15']);
$words{zone_or_within} = ['UTC', 'Asia/Shanghai', '[2024-01-01,2025-02-01)'];
@words{'step_or_last_day', 'zone_or_step', 'cut', 'shortfall'} = (['2024-12-31', '2025-06-15'], ['month', 'quarter'], ['calendar', 'anniversary'], ['at end', 'as accrued']);
my @capacities = ('960 P', '0.312 P fp16', '1 P fp8 sparse', '0 P');
$words{quantity} = ['8', '2.5', '960 P'];
$words{days} = ['[2024-01-01,2025-02-01)'];
push @{$words{unit}}, 'k';
# rates and capacities that texts write, of prices and of an hour's money
@words{'rate', 'price', 'cost', 'capacity'} = (\@rates, ['100000 CNY/card', '15.1 CNY/card/hour'], ['2.9 CNY/card/hour'], \@capacities);

my %values = (
	smallint => [[1, 2, 12], [0, -1, 32767, -32768]],
	integer => [[0, 1, 2, 3, 4, 10, 12], [-1, 2147483647, -2147483648, 100, 366]],
	bigint => [[0, 1, 2, 3, 4, 10, 12], [-1, 100, 366, 2147483647, -2147483648, 2147483648, '9223372036854775807', '-9223372036854775808', '1000000000000']],
	numeric => [\@numbers, [@hostile_numbers, 'NaN', 'Infinity', '-Infinity', '1e131071', '1e-16383', '-1e1000']],
	'double precision' => [\@numbers, [@hostile_numbers, 'NaN', 'Infinity', '-Infinity', '-0', '1.7976931348623157e308', '5e-324']],
	real => [\@numbers, ['NaN', 'Infinity', '-Infinity', '-0', '3.4e38', '1e-45']],
	boolean => [['true', 'false'], []],
	text => [[@words, @rates, @capacities], ['', ' ', 'utc', '/etc/passwd', "o''brien", "\x{e5}", 'x' x 2000, '%s%n', 'NULL', '1']],
	'character varying' => [\@numbers, [@hostile_numbers, '', ' ', 'NaN', '1e131071', '15.1 CNY/card/hour', 'x' x 2000]],
	date => [\@times, \@hostile_dates],
	'timestamp without time zone' => [\@times, \@hostile_times],
	'timestamp with time zone' => [\@times, \@hostile_times],
	interval => [['1 year', '4 years', '1 month', '30 days', '1 hour'], ['0', '-1 day', '1 microsecond', '178956970 years', '-178956970 years', '1 month -30 days']],
	tstzrange => [['[2024-01-01,2024-02-01)', '[2024-01-15,2025-01-15)', '[2023-12-31 16:00Z,2024-03-31)'],
		['empty', '(,)', '[2024-01-01,)', '(,2024-01-01)', '[-infinity,infinity]', '[4713-11-24 BC,294276-12-31]', '[2024-01-01,infinity)', '(2024-01-01,2024-01-02]', '[2024-01-01,2024-01-01]']],
	tstzmultirange => [['{}', '{[2024-01-03,2024-01-04),[2024-01-20,2024-01-21)}'], ['{(,)}', '{[2024-01-01,),(,2023-01-01)}', '{[-infinity,infinity]}', '{[4713-11-24 BC,294276-12-31]}']],
	daterange => [['[2024-01-01,2024-02-01)', '[2024-01-01,2030-01-01)'], ['empty', '(,)', '[2024-01-01,)', '(,infinity]']],
	loan_event => [["(SELECT loan_event('2024-06-15', 0.05))", "(SELECT loan_event('2024-07-15', repayment => 100))"],
		["(SELECT loan_event('2024-06-15'))", "(SELECT loan_event(NULL, 0.05))", "(SELECT loan_event('infinity', -1e30, 1e30))", "(SELECT loan_event('4713-11-24 BC', 'NaN', -1))"]],
	asset_event => [["(SELECT asset_event('2024-06-30', 'impairment', 1))", "(SELECT asset_event('2024-05-31', 'disposal', 3, share => 0.5))", "(SELECT asset_event('2024-07-01', 'estimate', remaining => '1 year', method => 'sum of digits'))",
		"(SELECT asset_event('2024-08-15', 'addition', 0.5))", "(SELECT asset_event('2025-01-31', 'revaluation', 50))", "(SELECT asset_event('2024-09-30', 'suspend'))", "(SELECT asset_event('2024-11-11', 'resume'))"],
		["(SELECT asset_event('2024-06-30', NULL))", "(SELECT asset_event('infinity', 'disposal'))", "(SELECT asset_event('2024-06-30', 'opening', 1e30))", "(SELECT asset_event('4713-11-24 BC', 'reversal'))",
		"(SELECT asset_event('5874897-12-31', 'split', cost => 1e-30))", "(SELECT asset_event('2024-06-30', 'estimate', life => '178956970 years', factor => 1e17))"]],
	rent_rate => [\@rates, ['0 CNY/card/hour', '-15.1 CNY/card/hour', '92233720368.54775807 CNY/card/hour', '-92233720368.54775807 CNY/card', '0.00000001 JPY/kW/week', '1 XAU/rack/quarter excl 99%']],
	lease_terms => [['15.1 CNY/card/hour; from 2024-01-20 12.08', '5.4 CNY/card/hour; minimum 10000 per month; above 10000 per month at 6', '15.1 CNY/card/hour', '133400 CNY/server/month; +5% every 1 year; free 3 months', '120000 CNY/P/year incl 6%; from 2024-07-01 index 130000; proration calendar', '5.4 CNY/card/hour; above 10000 per month at 5; minimum 100 per month; maximum 80000 CNY per month',
		'31000 CNY/server/month excl 13%; zone Asia/Shanghai; from 40 days 30000'],
		['0 CNY/card', '-15.1 CNY/card/hour; -100% every 1 hour', '1 CNY/card/hour; +0.000001% every 1 hour', '92233720368.54775807 CNY/card/second; +1000000% every 1 day', '1 JPY/lease/quarter; free from 10000 years to 9999-12-31; from 0001-01-01 2',
			'0.00000001 USD/card/hour; above 0 per lease all at 92233720368; minimum 9223372036 per lease', '1 CNY/card/day; -1 every 1 day; from 2000 years 3',
			'92233720368 CNY/card/second; -99% every 1 day', '0 CNY/P/year; from 1 day 90000000000; from 9999-12-31 1; free from 0 days to 10000 years', '1 CNY/card/hour; +1000 every 1 day; zone Asia/Kathmandu; proration 30e/360']],
	p_capacity => [\@capacities, ['-1 P', '0.000001 P', '30000000000 P fp64', '-30000000000 P']],
	bytea => [['\x00', '\x'], ['\x0100000001000000000000000000000000000000000000000000000000000000', '\x01000000ffffffff' . ('00' x 40)]],
	lease_summary => [[
		"(SELECT lease_summary('15.1 CNY/card/hour', 8, '[2024-01-01,2024-02-01)'))",
		"(SELECT lease_summary('120000 CNY/P/year incl 6%', '960 P', '[2024-01-01,2027-01-01)'))"],
		["(SELECT lease_summary('15.1 CNY/card/hour', NULL, '[2024-01-01,2024-02-01)'))", "(SELECT lease_summary('92233720368 CNY/card/hour', 9223372036::int8, '[2024-01-01,2124-02-01)'))"]],
	occupancy => [["(SELECT occupancy(8, '[2024-01-01,2024-02-01)'))", "(SELECT occupancy('960 P', '[2024-01-01,)'))"],
		["(SELECT occupancy(NULL::int, NULL))", "(SELECT occupancy(i, tstzrange('2024-01-01', '2024-01-01'::timestamptz + i * interval '1 second')) FROM generate_series(1, 500) AS i)"]],
	occupancy_digest => [["(SELECT occupancy_digest(8, tstzrange '[2024-01-01,2024-02-01)', tstzrange '[2024-01-05,2024-01-06)'))"], ["(SELECT occupancy_digest(p_capacity '1 P', tstzrange '[2024-01-01,2024-02-01)', tstzrange '[2024-01-05,2024-01-06)'))"]],
	gauge => [["(SELECT gauge(0.5, timestamptz '2024-01-01 00:00Z' + interval '1 minute' * i, '90 seconds') FROM generate_series(1, 3) AS i)"],
		["(SELECT gauge(-99999999999999999, '2024-01-01'::timestamptz))", "(SELECT gauge(i % 7, timestamptz '2024-01-01 00:00Z' + interval '1 minute' * i, NULL, '[2024-01-01 00:10:30Z,2024-01-01 03:00Z)') FROM generate_series(1, 500) AS i)"]],
	gauge_samples => [['{"version": 1, "hold_seconds": 90, "window_start": "-infinity", "window_end": "infinity", "samples": [["2024-01-01T00:00:00+00:00",0.5],[60,0.7]]}'],
		['{"version": 1, "hold_seconds": 0, "window_start": "infinity", "window_end": "-infinity", "samples": [["2024-01-01T00:00:00+00:00",-99999999999999999],[0,1]]}', '{"version": 1, "gauges": []}']],
	monthly_revenue => [["(SELECT revenue_by_month('15.1 CNY/card/hour', 8, '[2024-01-01,2024-05-01)', 'UTC'))"], ["(SELECT revenue_by_month('15.1 CNY/card/hour', 8, '[1124-01-01,2024-05-01)', 'Asia/Shanghai'))"]],
	periodic_summary => [["(SELECT lease_summary_by('15.1 CNY/card/hour', 8, '[2024-01-01,2024-05-01)', 'month', 'UTC'))"],
		["(SELECT lease_summary_by('15.1 CNY/card/hour', 8, '[1924-01-01,2024-05-01)', 'day', 'Asia/Shanghai'))", "(SELECT lease_summary_by('15.1 CNY/card/hour', -8, '[2024-01-01,2024-05-01)', 'week', 'UTC', '[2024-01-10,)'))"]],
	periodic_flows => [["(SELECT periodic_flows(a, p) FROM (VALUES (-100, 0), (60, 1), (70, 2)) AS v (a, p))"],
		["(SELECT periodic_flows(0, 1000000))", "(SELECT periodic_flows(a, p) FROM (VALUES (-1e24, 0), (1e-12, 1000000)) AS v (a, p))"]],
	cash_flows => [["(SELECT cash_flows(a, d) FROM (VALUES (-100, date '2024-01-01'), (60, '2024-07-01'), (70, '2025-01-01')) AS v (a, d))"],
		["(SELECT cash_flows(0, date '2024-01-01'))", "(SELECT cash_flows(a, d) FROM (VALUES (-1e24, date '4713-11-24 BC'), (1e-12, '5874897-12-31')) AS v (a, d))",
		"(SELECT cash_flows((-1) ^ i * i, date '2024-01-01' + i) FROM generate_series(1, 300) AS i)"]],
);

sub pick { return $_[int rand @_]; }

# An SQL expression of this type for an argument of this name, with this probability a hostile
# one; undef if there is no value for it.
sub argument
{
	my ($type, $hostility, $name) = @_;
	return "NULL::$type" if rand() < $hostility / 8;
	if ($type =~ /^(.*)\[\]$/)
	{
		my $element = $1;
		return "'{}'::$type" if rand() < $hostility / 5;
		return "ARRAY[ARRAY[" . argument($element, $hostility, $name) . "],ARRAY[" . argument($element, $hostility, $name) . "]]::$type" if rand() < $hostility / 5;
		return 'ARRAY[' . join(',', map { argument($element, $hostility, $name) } 1 .. 1 + int rand 6) . "]::$type";
	}
	my $lists = $values{$type} or return undef;
	my ($usual, $hostile) = @$lists;
	$usual = $words{$name} if $type eq 'text' && defined $name && $words{$name};
	my $value = @$hostile && rand() < $hostility ? pick(@$hostile) : pick(@$usual);
	return $value =~ /^\(/ && $type !~ /range$/ ? $value : "'$value'::$type";
}

# ---- the server --------------------------------------------------------------------------

# What psql prints, errors and all
sub psql
{
	my (@options) = @_;
	open(my $pipe, '-|', 'sh', '-c', 'exec psql -X -q -At "$@" 2>&1', 'psql', @options) or die "psql: $!\n";
	local $/;
	my $printed = <$pipe>;
	close $pipe;
	return defined $printed ? $printed : '';
}

# The functions that can be called from SQL, all but input functions
sub functions
{
	my $functions = psql('-v', 'ON_ERROR_STOP=1', '-c', 'SET client_min_messages = warning', '-c', 'DROP EXTENSION IF EXISTS gpurent CASCADE', '-c', 'CREATE EXTENSION gpurent', '-c', q{
	SELECT p.proname, p.prokind, p.proretset, p.pronargs - p.pronargdefaults,
		   array_to_string(ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS a (t, n) ORDER BY n), ';'),
		   array_to_string(p.proargnames[:p.pronargs], ';'),
		   -- refuses all that does not come from its aggregate
		   EXISTS (SELECT FROM pg_aggregate WHERE p.oid IN (aggtransfn, aggmtransfn, aggminvtransfn)),
		   -- of a call, or of an aggregate's row
		   coalesce((SELECT t.procost FROM pg_aggregate JOIN pg_proc AS t ON t.oid = aggtransfn WHERE aggfnoid = p.oid), p.procost),
		   (SELECT count(*) FROM unnest(p.proargmodes) AS mode WHERE mode IN ('o', 't'))
	FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
		 JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'gpurent'
	WHERE NOT 'internal'::regtype = ANY (p.proargtypes) AND NOT 'cstring'::regtype = ANY (p.proargtypes)
	ORDER BY p.oid::regprocedure::text});
	my @functions;
	foreach (split /\n/, $functions)
	{
		my ($name, $kind, $set, $least, $types, $names, $transition, $cost, $columns) = split /\|/, $_, -1;
		die "psql: $functions\n" if !defined $columns;
		my @types = split /;/, $types;
		my @names = split /;/, $names;
		# those of aggregates and operators have none: a zone and a proration, where they take texts; days of their own
		my @texts = $types =~ /date;date/ ? ('proration') : ('zone', 'proration');
		@texts = $types =~ /date;date/ ? ('step', 'proration') : ('step', 'zone', 'proration') if $name eq 'lease_summary_by';
		@texts = ('during_or_first_day', 'within_or_last_day', ('step') x ($name eq 'lease_summary_by'), 'days', 'proration') if $name =~ /^(?:lease_summary_by|revenue_by_month)$/ && $types !~ /date|range|time/;
		@texts = $types =~ /rent_rate/ ? ('rate') : ('capacity') if $name =~ /^text_|_text$/;
		@names = map { $_ eq 'text' ? shift @texts : '' } @types if !@names;
		push @functions, {name => $name, aggregate => $kind eq 'a', set => $set eq 't', least => $least, types => \@types, names => \@names, transition => $transition eq 't', cost => $cost, columns => $columns};
	}
	return @functions;
}

1;
