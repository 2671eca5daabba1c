#!/usr/bin/perl
# No answer depends on a setting.  Every query of test/sql and of the documentation's
# examples (so every function there is, see documented.t) is asked twice: as it stands,
# and under hostile settings: of formats, time zone, language and search path, and of the planner.
#
# Each query is made a view first.  So its literals are read, and its names are looked
# up, before the settings turn hostile (how PostgreSQL reads '2024-01-01 00:00' as a
# timestamptz is no concern of ours), while our functions run, are inlined and are folded under
# them.  Rows are compared as the bytes that record_send() makes of them, which
# show no setting of output; errors are compared as text.  What is no query runs as it stands.
#
# Connects to the cluster of make check, and starts another beside it.

use strict;
use warnings;
use lib 'test/lib';
use Cluster;
use File::Temp qw(tempdir tempfile);
use Test::More;

plan skip_all => 'needs the cluster of make check' unless Cluster::base();

# A locale with decimal commas, other day names and another order of letters, made for this test where it is not installed
my $locales = tempdir(CLEANUP => 1);
chmod 0755, $locales;
my $german = grep { /^de_DE\.utf-?8$/i } `locale -a 2>/dev/null`;
if (!$german && !system("localedef -i de_DE -f UTF-8 '$locales/de_DE.UTF-8' >/dev/null 2>&1"))
{
	$ENV{LOCPATH} = $locales;
	$german = 1;
}
my $locale = $german ? 'de_DE.UTF-8' : 'C';
SKIP: { skip 'there is no de_DE.UTF-8 (Debian: locales), so numbers, dates and order of letters are not German', 1 unless $german; pass('there is a German locale') }

my @hostile = (
	['formats and names', "datestyle = 'German, DMY'", 'intervalstyle = sql_standard', 'extra_float_digits = -15', 'bytea_output = escape',
	 "timezone = 'Asia/Kathmandu'", "timezone_abbreviations = 'India'", "lc_numeric = '$locale'", "lc_monetary = '$locale'", "lc_time = '$locale'",
	 'quote_all_identifiers = on', 'xmlbinary = hex',
	 'standard_conforming_strings = off', 'backslash_quote = on', 'escape_string_warning = off', 'array_nulls = off', 'transform_null_equals = on',
	 "search_path = planted, pg_temp, pg_catalog", "default_transaction_isolation = serializable", 'row_security = off',
	 'check_function_bodies = off', "default_text_search_config = 'german'"],
	['plans', 'enable_hashagg = off', 'enable_sort = off', 'enable_nestloop = off', 'enable_seqscan = off', 'enable_material = off', 'enable_memoize = off',
	 "work_mem = '64kB'", 'hash_mem_multiplier = 1', 'enable_partitionwise_aggregate = on',
	 'parallel_setup_cost = 0', 'parallel_tuple_cost = 0', 'min_parallel_table_scan_size = 0', 'max_parallel_workers_per_gather = 2', 'force_parallel = on']);

my $cluster = Cluster->new('hostile', 'max_worker_processes = 8');
my $force_parallel = $cluster->sql('postgres', "SELECT name FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query')");
foreach my $group (@hostile) { s/^force_parallel =/$force_parallel =/ foreach @$group }
# 19 has no strings but standard ones any more, and no warning of the others
if ($cluster->sql('postgres', 'SHOW server_version_num') >= 190000)
{
	@$_ = grep { !/^(standard_conforming_strings|escape_string_warning) =/ } @$_ foreach @hostile;
}

# what queries are asked in
$cluster->sql('postgres', "CREATE DATABASE german TEMPLATE template0 ENCODING 'UTF8' LOCALE '$locale'");
$cluster->sql('german', q{CREATE EXTENSION gpurent; CREATE SCHEMA planted;
		CREATE FUNCTION planted.trap(numeric, numeric) RETURNS numeric LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
		CREATE FUNCTION planted.trap(timestamptz, timestamptz) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
		CREATE OPERATOR planted.+ (FUNCTION = planted.trap, LEFTARG = numeric, RIGHTARG = numeric);
		CREATE OPERATOR planted.* (FUNCTION = planted.trap, LEFTARG = numeric, RIGHTARG = numeric);
		CREATE OPERATOR planted./ (FUNCTION = planted.trap, LEFTARG = numeric, RIGHTARG = numeric);
		CREATE OPERATOR planted.< (FUNCTION = planted.trap, LEFTARG = timestamptz, RIGHTARG = timestamptz);
		CREATE FUNCTION planted.numeric_add(numeric, numeric) RETURNS numeric LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
		CREATE FUNCTION planted.timezone(text, timestamptz) RETURNS timestamp LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
		CREATE DOMAIN planted.numeric AS text; CREATE DOMAIN planted.rent_rate AS text});

# ---- the queries: pieces of SQL as [kind, text], kind one of query, other ----

sub pieces
{
	my ($text) = @_;
	my @pieces;
	while ($text =~ /\S/)
	{
		if ($text =~ s/^\s*(\\[^\n]*\n)//) { push @pieces, ['other', $1]; next }    # of psql
		my $length = 0;
		my $depth = 0;
		pos($text) = 0;
		my $end = 'nothing';
		while (pos($text) < length $text)
		{
			next if $text =~ /\G(?:--[^\n]*|\/\*.*?\*\/|'(?:[^']|'')*'|"[^"]*"|(\$\w*\$).*?\1)/gcs;
			next if $text =~ /\G[^-\/'"\$;()\\bB]+/gc;
			if ($text =~ /\GBEGIN ATOMIC\b.*?^END;/gcsm) { $end = ';'; last }
			if ($text =~ /\G;/gc) { if ($depth == 0) { $end = ';'; last } next }
			if ($text =~ /\G\\g(?:set|exec|x)?\b[^\n]*\n/gc) { $end = 'meta'; last }
			if ($text =~ /\G\(/gc) { $depth++; next }
			if ($text =~ /\G\)/gc) { $depth--; next }
			$text =~ /\G./gcs;
		}
		my $piece = substr($text, 0, pos($text) // length $text, '');
		last if $end eq 'nothing' && $piece !~ /\S/;
		my $bare = $piece =~ s/\A(?:\s+|--[^\n]*\n)+//r;
		# Helpers that read text, or look at plans, do it under the settings of the moment; a day of an instant
		# is PostgreSQL's to say, and so is the instant of a timestamp and the text of a day or a row; a refresh or a
		# posting is not the same twice.
		my $query = $end eq ';' && $bare =~ /\A(?:SELECT|VALUES|WITH|TABLE)\b/i && $bare !~ /pg_temp\.(?:soft|planned_rows|rows_of|driver_answer|array_answer|received|refused|nodes|through|joined|stored|backend_kb|expected_rows|read_as)\(|_(?:at|start)::date|'1 microsecond'\)::date|f::text, l::text|amount\)::text|depends_on_the_session|gauge\(1, at::timestamptz\)|FROM march\b|pg_describe_object\(|refresh_rollups\(|refresh_occupancy_day\(|post_lease_income\(/;
		push @pieces, [$query ? 'query' : 'other', $piece];
		# rows of COPY FROM stdin
		$pieces[-1][1] .= $1 if $piece =~ /\bCOPY\b.*\bFROM stdin\b/is && $text =~ s/\A(.*?^\\\.\n)//ms;
	}
	return @pieces;
}

my %sources;
foreach my $name (glob('test/sql/*.sql README.md doc/*.md'))
{
	# These are about the catalog, hand text to helpers that read it under the settings of the moment, or ask or load
	# thousands of leases for what the pages ask too.
	next if $name =~ /catalog|_errors|_input|summary_texts|unknown_codes|billing|golden|encodings|types_in_tables|figures|resolution|questions|lease_book/;
	open(my $file, '<', $name) or die "$name: $!\n";
	my $text = do { local $/; <$file> };
	$text = join("\n", $text =~ /^```sql\n(.*?)^```$/msg) . "\n" if $name =~ /\.md$/;
	$sources{$name} = [pieces($text)] if $text =~ /\S/;
}

# ---- asked as they stand, and under hostile settings ----

sub script
{
	my ($pieces) = @_;
	my $script = "\\pset pager off\n\\set QUIET on\n\\set SHOW_CONTEXT never\n";
	foreach my $i (0 .. $#$pieces)
	{
		my ($kind, $text) = @{ $pieces->[$i] };
		if ($kind ne 'query')
		{
			$script .= "$text\n";
			next;
		}
		$text =~ s/;\s*\z//;
		$script .= "\\set ECHO none\n\\set VERBOSITY default\n\\pset format unaligned\n\\pset tuples_only on\n\\pset null ''\n\\echo == query $i\n" .
		  "CREATE TEMP VIEW asked AS SELECT encode(record_send(asked_for), 'hex') AS row FROM (\n$text\n) AS asked_for;\n" .
		  "\\echo == as it stands\nSELECT row FROM pg_temp.asked;\n";
		foreach my $group (@hostile)
		{
			my ($what, @settings) = @$group;
			my @names = map { /^(\w+) =/ } @settings;
			$script .= 'SELECT ' . join(', ', map { "current_setting('$_') AS saved_$_" } @names) . "\n\\gset\n" . join('', map { "SET $_;\n" } @settings) .
			  "\\echo == $what\nSELECT row FROM pg_temp.asked;\n\\echo == end\n" .
			  # lists are lists only without quotes
			  join('', map { "SET $_ = " . ($_ =~ /^(?:search_path|datestyle)$/ ? ":saved_$_" : ":'saved_$_'") . ";\n" } reverse @names);
		}
		$script .= "DROP VIEW IF EXISTS pg_temp.asked;\n";
	}
	return $script;
}

# For each query a hash of its number, its text, and what it answered
sub ask
{
	my ($pieces) = @_;
	$cluster->sql('postgres', 'DROP DATABASE IF EXISTS asked');
	$cluster->sql('postgres', 'CREATE DATABASE asked TEMPLATE german');
	my ($file, $name) = tempfile(UNLINK => 1);
	print $file script($pieces);
	close $file;
	chomp(my $here = `pwd`);
	local $ENV{PG_ABS_SRCDIR} = "$here/test";
	local $ENV{PG_ABS_BUILDDIR} = $locales;
	my $printed = Cluster::run('sh', '-c', 'psql -X -h "$1" -U postgres -d asked -f "$2" || true', 'sh', $cluster->host, $name);
	$printed =~ s/^psql:[^ ]*: //mg;
	my %answers;
	while ($printed =~ /^== query (\d+)\n(.*?)(?=^== query|\z)/msg)
	{
		my ($i, $answer) = ($1, $2);
		my %answer = (view => ($answer =~ /\A(.*?)^== as it stands\n/ms)[0]);
		$answer{$1} = $2 while $answer =~ /^== (as it stands)\n(.*?)(?=^== )/msg;
		foreach my $group (@hostile) { my $what = $group->[0]; ($answer{$what}) = $answer =~ /^== \Q$what\E\n(.*?)^== end\n/ms }
		# what follows the answer as it stands, and before the first group, are its own lines alone
		$answer{'as it stands'} //= '';
		$answers{$i} = \%answer;
	}
	return \%answers;
}

# The comparison sees what a setting changes: for each group something that it must notice.
my @control = map { ['query', "SELECT $_"] } q{timestamptz '2024-01-01 00:00+00'::text, 0.1::float8::text}, q{'\\\\'::text || current_schema()}, q{current_setting('enable_sort')};
my $control = ask(\@control);
foreach my $i (0 .. $#hostile)
{
	my $what = $hostile[$i]->[0];
	my @noticed = grep { $control->{$_}->{$what} ne $control->{$_}->{'as it stands'} } 0 .. $#control;
	is_deeply(\@noticed, $i == 0 ? [0, 1] : [2], "hostile $what are noticed where there is anything to notice");
}

my ($asked, $answered, $refused) = (0, 0, 0);
my $only = $ENV{ONLY};
foreach my $name (sort keys %sources)
{
	next if $only && $name !~ /$only/;
	my $pieces = $sources{$name};
	my @queries = grep { $pieces->[$_][0] eq 'query' } 0 .. $#$pieces;
	next unless @queries;
	my $answers = ask($pieces);
	is(scalar keys %$answers, scalar @queries, "$name: all queries were asked");
	# one that can't be a view is none to compare: the fault of a literal is found before there is one
	my @compared = grep { $answers->{$_} && $answers->{$_}->{view} eq '' } @queries;
	$asked += @queries;
	$answered += grep { $answers->{$_}->{'as it stands'} =~ /^[0-9a-f]{8,}$/m } @compared;
	$refused += grep { $answers->{$_}->{'as it stands'} =~ /^ERROR/m } @compared;
	foreach my $group (@hostile)
	{
		my $what = $group->[0];
		# another plan may give another order where none was asked for
		my $order = $what eq 'plans' ? sub { join("\n", sort split /\n/, $_[0]) } : sub { $_[0] };
		my @different = grep { $order->($answers->{$_}->{$what} // 'nothing') ne $order->($answers->{$_}->{'as it stands'}) } @compared;
		ok(!@different, "$name: the same under hostile $what") or
		  diag(map { sprintf("%s\n  as it stands: %.300s\n  hostile:      %.300s\n", $pieces->[$_][1] =~ s/\A\s+//r, $answers->{$_}->{'as it stands'}, $answers->{$_}->{$what} // 'nothing') }
			  @different[0 .. ($#different > 5 ? 5 : $#different)]);
	}
}
diag("$asked queries: $answered gave rows, $refused an error when run");
cmp_ok($answered, '>', 250, 'there are answers to compare') unless $only;
done_testing();
