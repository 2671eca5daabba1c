#!/usr/bin/perl
# Aggregates over the same arguments run one transition: a query that asks for
# several of them has one :aggtransno in its plan.
#
# Which aggregates there are is asked of the catalog, so that new ones are in.
# Connects with psql's usual environment variables to a database in which the
# extension can be created.

use strict;
use warnings;
use File::Temp qw(tempfile);
use Test::More;

# What psql prints for a script, messages of the server too
sub run_sql
{
	my ($sql) = @_;
	my ($file, $name) = tempfile(UNLINK => 1);
	print $file $sql;
	close $file;
	my $printed = `psql -X -q -At -v ON_ERROR_STOP=1 < $name 2>&1`;
	die "psql: $printed\n" if $?;
	return $printed;
}

run_sql('SET client_min_messages = warning; DROP EXTENSION IF EXISTS gpurent CASCADE; CREATE EXTENSION gpurent');

# One line for each argument list: its types, its aggregates' transition functions,
# how many types of state these have, and the aggregates.  Ordered aggregates are left
# out: each sorts for itself.
my @lists = map { [split /\|/] } split /\n/, run_sql(q{
	SELECT string_agg(t.type, ', '),
		   (SELECT count(DISTINCT aggtransfn) || '|' || count(DISTINCT aggtranstype) FROM pg_aggregate WHERE aggfnoid = ANY (l.aggregates)),
		   array_to_string(l.names, ' ')
	FROM (SELECT proargtypes, array_agg(a.aggfnoid ORDER BY proname) AS aggregates, array_agg(proname ORDER BY proname) AS names
		  FROM pg_aggregate AS a JOIN pg_proc AS p ON p.oid = a.aggfnoid
			   JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
			   JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'gpurent'
		  WHERE a.aggkind = 'n' AND a.aggcombinefn <> 0
		  GROUP BY proargtypes HAVING count(*) > 1) AS l,
		 LATERAL (SELECT format_type(type, NULL) AS type FROM unnest(proargtypes) WITH ORDINALITY AS u (type, n) ORDER BY n) AS t
	GROUP BY proargtypes, l.aggregates, l.names ORDER BY proargtypes});

# One query for each, over columns of these types that hold no rows; the plans are in the log.
my $script = "SET client_min_messages = log;\nSET debug_print_plan = on;\nSET debug_pretty_print = off;\nSET max_parallel_workers_per_gather = 0;\n";
foreach my $list (@lists)
{
	my ($types, undef, undef, $names) = @$list;
	my @types = split /, /, $types;
	my @columns = map { "c$_" } 1 .. @types;
	$script .= "\\echo == list\nSELECT " . join(', ', map { "$_(" . join(', ', @columns) . ')' } split / /, $names) .
	  ' FROM (SELECT ' . join(', ', map { "NULL::$types[$_] AS $columns[$_]" } 0 .. $#types) . " FROM generate_series(1, 0) OFFSET 0) AS t;\n";
}
my (undef, @plans) = split /^== list\n/m, run_sql($script), -1;
is(scalar @plans, scalar @lists, 'a plan for each');

my %names_of;
foreach my $i (0 .. $#lists)
{
	my ($types, $functions, $states, $names) = @{ $lists[$i] };
	$names_of{$types} = $names;
	my %transitions;
	my @aggregates = $plans[$i] =~ /\{AGGREF\s.*?:aggtransno\s+(\d+)/gs;
	$transitions{$_} = 1 foreach @aggregates;
	cmp_ok(scalar @aggregates, '>=', scalar(split / /, $names), "($types): $names") or diag($plans[$i]);
	is(scalar keys %transitions, $functions, "($types): one transition for each transition function");
	# Where two of the same arguments mean something else
	next if $names eq 'avg max min sum';    # of a type of value
	my $two_meanings = $names =~ /\brevenue_per_available_hour\b.*\butilization_weighted_revenue\b/;    # available, or how busy
	is($functions, $states + ($two_meanings ? 1 : 0), "($types): one transition function for each type of state");
}

# The forms that lease tables come in are among them.
my @one_step = qw(card_hours effective_rate lease_summary net_revenue output_vat revenue);
foreach my $quantity ('numeric', 'double precision', 'p_capacity')
{
	foreach my $time ('tstzrange', 'timestamp with time zone, timestamp with time zone')
	{
		foreach my $tail ('', ', tstzrange', ', tstzrange, text', ', tstzrange, text, text')
		{
			my $types = "rent_rate, $quantity, $time$tail";
			my %names = map { $_ => 1 } split / /, $names_of{$types} // '';
			is(join(' ', grep { $names{$_} } @one_step), "@one_step", "($types) is among them");
		}
	}
}

done_testing();
