#!/usr/bin/perl
# Sixteen clients of mixed queries at once, by pgbench: leases are inserted, ended,
# corrected, deleted and taken back, pools change, rollups are refreshed and read,
# aggregates read the leases, and economics functions answer what they always
# answer.  No query fails; in the end the rollups are the raw table's own, and the raw
# table's is what plain SQL arithmetic says.
#
#   make check T=load           some seconds
#   make check-load SECONDS=600 [CLIENTS=16]
#
# Connects with psql's usual environment variables to a database in which the
# extension can be created.

use strict;
use warnings;
use lib 'test/lib';
use File::Temp qw(tempdir);
use Session;
use Test::More;

my $seconds = $ENV{LOAD_SECONDS} || 8;
my $clients = $ENV{CLIENTS} || 16;
plan skip_all => 'needs pgbench' if system('pgbench --version >/dev/null 2>&1') != 0;

my $session = Session->new;
foreach my $statement ('DROP SCHEMA IF EXISTS load_test CASCADE', 'CREATE SCHEMA load_test', 'CREATE EXTENSION IF NOT EXISTS gpurent', 'SET search_path = load_test, public')
{
	is($session->ask($statement), '', $statement);
}
is($session->ask('\i examples/rollup.sql'), '', 'the example runs');
$session->ask("INSERT INTO pool SELECT 'pool ' || n, 40 + n, '2024-01-01' FROM generate_series(0, 3) AS n");

# A lease of one of four pools, in the first quarter of 2024; one in ten still runs.
my $lease = q{(pool, rate, cards, started_at, ended_at)
	SELECT 'pool ' || (%1$s) %% 4, ((%1$s) %% 17 + 0.25 || ' CNY/card/hour' || CASE WHEN (%1$s) %% 3 = 0 THEN ' incl 6%%' ELSE '' END)::rent_rate,
		   (%1$s) %% 8 * 0.5, s, CASE WHEN (%1$s) %% 10 > 0 THEN s + interval '1 hour' * ((%1$s) %% 1000) END
	FROM (SELECT timestamptz '2024-01-01 00:00+08' + interval '1 minute' * ((%1$s) %% 130000) AS s) AS start};
is($session->ask('INSERT INTO lease ' . sprintf($lease, 'n * 7919') =~ s/FROM \(SELECT/FROM generate_series(1, 400) AS n, LATERAL (SELECT/r), '', 'leases to begin with');
is($session->ask("SELECT refresh_rollups('2024-03-31')"), 4 * 91, 'rollups to begin with');

# ---- the queries, each with its weight; what is not so divides by zero ----

my $draw = '\set n random(1, 100000000)' . "\n" . '\set id random(1, 2000)' . "\n";
my $march = "term('2024-03-01', '2024-03-31', 'Asia/Shanghai')";
my $summary = "lease_summary(rate, cards, started_at, ended_at, $march)";
sub holds
{
	my ($condition, $from) = @_;
	return "SELECT 1 / ($condition)::int" . (defined $from ? " FROM $from" : '') . ";\n";
}
my @queries = (
	[insert => 8, 'INSERT INTO lease ' . sprintf($lease, ':n') . ";\n"],
	[end => 6, "UPDATE lease SET ended_at = greatest(started_at, coalesce(ended_at, '2024-04-01') + interval '1 hour' * (:n % 200 - 100)) WHERE lease_id = :id;\n"],
	[correct => 3, "UPDATE lease SET rate = '9.75 CNY/card/hour', cards = :n % 9, pool = 'pool ' || :n % 4 WHERE lease_id = :id;\n"],
	[delete => 3, "DELETE FROM lease WHERE lease_id = :id;\n"],
	[take_back => 3, 'BEGIN; INSERT INTO lease ' . sprintf($lease, ':n') . '; INSERT INTO lease ' . sprintf($lease, ':n + 1') .
		"; UPDATE lease SET cards = 1 WHERE lease_id = :id; ROLLBACK;\n"],
	[pool => 1, "UPDATE pool SET cards = 40 + :n % 5 WHERE pool = 'pool ' || :n % 4;\n"],
	[refresh => 1, "SELECT refresh_rollups();\n"],
	[read_rollups => 6, "SELECT pool, kind, revenue(rollup(summary)), card_hours(rollup(summary)), effective_rate(rollup(summary)) FROM lease_day WHERE day BETWEEN '2024-02-01' AND '2024-02-29' GROUP BY pool, kind;\n" .
		"SELECT pool, peak(rollup(digest)), peak_at(rollup(digest)), utilization(rollup(digest)), time_over(rollup(digest)) FROM pool_day WHERE day BETWEEN '2024-02-01' AND '2024-02-29' GROUP BY pool;\n"],
	[aggregate => 2, "SELECT pool, revenue(rate, cards, started_at, ended_at, $march), card_hours(rate, cards, started_at, ended_at, $march), effective_rate(rate, cards, started_at, ended_at, $march) FROM lease WHERE tax_basis(rate) IS NULL GROUP BY pool;\n" .
		"SELECT pool, peak(cards, tstzrange(started_at, ended_at), $march), utilization(cards, tstzrange(started_at, ended_at), 40, $march) FROM lease GROUP BY pool;\n"],
	# a statement sees one state of the table
	[merge => 2, holds('whole = merged', "(SELECT $summary AS whole FROM lease WHERE tax_rate(rate) IS NULL) AS w, " .
		"(SELECT rollup(s) AS merged FROM (SELECT $summary AS s FROM lease WHERE tax_rate(rate) IS NULL GROUP BY pool) AS p) AS m")],
	[economics => 6, holds("payback('100000 CNY/card', '15.1 CNY/card/hour', 0.5) = payback('100000 CNY/card', '7.55 CNY/card/hour') AND gross_margin('5 CNY/card/hour', '2 CNY/card/hour') = 0.6") .
		holds("rent('31000 CNY/card/month', 2, '[2024-01-15 00:00+08,2024-03-15 00:00+08)', NULL, 'Asia/Shanghai') = 124000 AND hourly_cost('87600 CNY/card', '4 years', 0, 0.5) = '5 CNY/card/hour'") .
		holds('xirr(a, d) = 0.1', "(VALUES (-1000, date '2023-01-01'), (1100, '2024-01-01')) AS v (a, d)") .
		holds("(SELECT sum(amount) FROM rent_schedule('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31'))) = 345600000")]);

my $directory = tempdir(CLEANUP => 1);
my @files;
foreach my $query (@queries)
{
	my ($name, $weight, $sql) = @$query;
	open(my $file, '>', "$directory/$name") or die "$directory/$name: $!\n";
	print $file $draw, $sql;
	close $file;
	push @files, "-f$directory/$name\@$weight";
}
my ($transactions, $refreshes) = (0, 0);
foreach my $protocol ('simple', 'prepared')
{
	local $ENV{PGOPTIONS} = '-c search_path=load_test,public -c client_min_messages=warning';
	my $half = int(($seconds + 1) / 2);
	open(my $pgbench, '-|', 'sh', '-c', 'exec "$@" 2>&1', 'sh', 'pgbench', '-n', "-c$clients", '-j2', "-T$half", "-M$protocol", '--random-seed=1', @files) or die "pgbench: $!\n";
	my $printed = do { local $/; <$pgbench> };
	ok(close $pgbench, "$protocol protocol: pgbench ends well, after $half s");
	unlike($printed, qr/error|aborted|fatal|panic|warning/i, "$protocol protocol: no query fails");
	# one in each of the scripts at least
	my @counts = $printed =~ /^ - (\d+) transactions/mg;
	is(scalar(grep { $_ > 0 } @counts), scalar @queries, "$protocol protocol: queries of every kind ran");
	$transactions += $1 if $printed =~ /^number of transactions actually processed: (\d+)/m;
	$refreshes += $counts[6] // 0;
}

# ---- what is left ----

like($session->ask('SELECT refresh_rollups(); SELECT refresh_rollups()'), qr/^\d+\n0$/, 'refreshed, and nothing left to do');
is($session->ask("SELECT count(*) FROM rollup_differences('2024-01-01', '2024-03-31')"), 0, 'the rollups of the quarter are the raw table\'s own');
is($session->ask("SELECT count(*) FROM generate_series(date '2024-01-01', '2024-03-31', '1 day') AS day, rollup_differences(day::date, day::date)"), 0, 'so are those of each day');
is($session->ask("SELECT count(*) FROM lease_change"), 0, 'no change is waiting');
my $overlap = "extract(epoch FROM least(coalesce(ended_at, 'infinity'), upper($march)) - greatest(started_at, lower($march)))";
is($session->ask("SELECT revenue(rollup(summary)) FROM lease_day WHERE day BETWEEN '2024-03-01' AND '2024-03-31' AND kind = '0 CNY/card/hour'"),
	$session->ask("SELECT trim_scale(sum(round(amount(rate) * cards * $overlap / 3600, 12))) FROM lease WHERE tax_rate(rate) IS NULL AND $overlap > 0"), 'they are what plain arithmetic says');
my $left = $session->ask('SELECT count(*) FROM lease');
cmp_ok($left, '>', 100, 'leases are left');
cmp_ok($refreshes, '>', 0, 'rollups were refreshed while leases changed');
note("figures: $clients clients, $seconds s: $transactions transactions, $refreshes refreshes among them; $left leases left");

is($session->ask('DROP SCHEMA load_test CASCADE'), '', 'gone');
$session->end;
done_testing();
