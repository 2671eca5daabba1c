#!/usr/bin/perl
# examples/rollup.sql with several sessions at once: a change that is committed while
# a refresh runs, two refreshes at once, and refreshes in every isolation level lose
# nothing; readers and writers wait for no refresh.
#
# Connects with psql's usual environment variables to a database in which the
# extension can be created.

use strict;
use warnings;
use lib 'test/lib';
use Session;
use Test::More;

my $watcher = Session->new;
my $writer = Session->new;
my $one = Session->new;
my $two = Session->new;

sub differences
{
	return $watcher->ask("SELECT count(*) FROM rollup_reach, rollup_differences('2024-01-01', through)");
}

my $insert = "INSERT INTO lease (pool, rate, cards, started_at, ended_at) VALUES ('a', '1 CNY/card/hour', 1, '2024-01-02 08:00+08', '2024-01-05 08:00+08')";

foreach my $statement ('DROP SCHEMA IF EXISTS rollup_sessions CASCADE', 'CREATE SCHEMA rollup_sessions', 'CREATE EXTENSION IF NOT EXISTS gpurent')
{
	is($watcher->ask($statement), '', $statement);
}
# The statements of the example create what they need in the first schema of the path.
foreach my $session ($watcher, $writer, $one, $two)
{
	$session->ask('SET search_path = rollup_sessions, public');
}
is($watcher->ask('\i examples/rollup.sql'), '', 'the example runs');
$watcher->ask("INSERT INTO pool VALUES ('a', 100, '2024-01-01'); $insert");
is($one->ask("SELECT refresh_rollups('2024-01-31')"), 31, 'a first refresh');

# ---- a change that is committed while a refresh runs ----

$writer->ask("BEGIN; $insert");
$one->ask('BEGIN');
is($one->ask('SELECT refresh_rollups()'), 0, 'a refresh does not see, nor wait for, a change that is not committed');
is($writer->ask('COMMIT'), '', 'the change is committed while the refresh is not');
$one->ask('COMMIT');
is(differences(), 2, 'now the rollups are behind');
is($one->ask('SELECT refresh_rollups()'), 4, 'and the next refresh finds the change');
is(differences(), 0, 'no difference');

# ---- a day that a refresh adds while a change that touches it is not committed ----

$writer->ask("BEGIN; INSERT INTO lease (pool, rate, cards, started_at) VALUES ('a', '1 CNY/card/hour', 1, '2024-01-30 00:00+08')");
$one->ask("SELECT refresh_rollups('2024-02-10')");
$writer->ask('COMMIT');
$one->ask('SELECT refresh_rollups()');
is($watcher->ask("SELECT max(day) FROM lease_day"), '2024-02-10', 'the lease is in the days that were added before it was there');
is(differences(), 0, 'no difference');
is($watcher->ask("SELECT count(*) > 0 FROM rollup_differences('2024-01-01', '2024-12-31')"), 't', 'beyond the last day, the raw table knows more');
$one->ask("SELECT refresh_rollups('2024-12-31')");
is(differences(), 0, 'no difference');

# ---- two refreshes at once ----

$watcher->ask($insert);
$one->ask('BEGIN; SELECT refresh_rollups()');
$watcher->ask($insert);
$two->send('SELECT refresh_rollups()');
ok($two->waits($watcher), 'a second refresh waits for the first');
is($watcher->ask("SELECT sum(leases(summary)) FROM lease_day WHERE pool = 'a'"), 3, 'a reader does not, and sees what was there before');
is($writer->ask($insert), '', 'nor does a writer');
$one->ask('COMMIT');
is($two->answer, "4\n", 'the second one then takes what the first left');
is(differences(), 0, 'no difference');

# ---- the same where a transaction keeps its first snapshot ----

foreach my $isolation ('REPEATABLE READ', 'SERIALIZABLE')
{
	$two->ask("BEGIN ISOLATION LEVEL $isolation; SELECT count(*) FROM lease_day");
	$watcher->ask($insert);
	$one->ask('SELECT refresh_rollups()');
	like($two->ask('SELECT refresh_rollups()'), qr/could not serialize access/, "$isolation: refused with a snapshot older than another refresh");
	$two->ask('ROLLBACK');
	$watcher->ask($insert);
	is($two->ask("BEGIN ISOLATION LEVEL $isolation; SELECT refresh_rollups(); COMMIT"), 4, "$isolation: works on its own");
	is(differences(), 0, 'no difference');
}

# ---- how the leases are read ----

# Of few pools by the index of their ends, once for each rollup; of many, all pools' leases by one scan.
my $scans = "SELECT pg_stat_get_xact_numscans('lease_pool_end'::regclass), pg_stat_get_xact_numscans('lease_end'::regclass)";
$watcher->ask("INSERT INTO pool SELECT 'pool ' || n, 1, '2024-12-01' FROM generate_series(1, 40) AS n; SELECT refresh_rollups(); ANALYZE");
sub scanned
{
	my ($changes) = @_;
	$watcher->ask($changes);
	$one->ask('BEGIN; SET LOCAL enable_seqscan = off');
	my @before = split /\|/, $one->ask($scans);
	$one->ask('SELECT refresh_rollups()');
	my @after = split /\|/, $one->ask($scans);
	$one->ask('COMMIT');
	is(differences(), 0, 'no difference');
	return join(', ', map { $after[$_] - $before[$_] } 0, 1);
}
is(scanned($insert), '2, 0', 'of one pool, what is corrected is read by its own index, once for each rollup');
# PostgreSQL 18 can skip from pool to pool in the index that has the pool first
like(scanned("$insert; INSERT INTO lease_change SELECT pool, '[2024-12-30,2024-12-31]' FROM pool"), qr/^(0, 2|2, 0)$/, 'of all pools, by one scan for each rollup');

# ---- many at once: writers that take part of it back, and refreshes ----

my @writers = map { Session->new } 1 .. 3;
$_->ask('SET search_path = rollup_sessions, public') foreach @writers;
foreach my $round (1 .. 15)
{
	foreach my $i (0 .. $#writers)
	{
		my $end = $round % 3 == $i ? 'ROLLBACK' : 'COMMIT';
		my $day = 1 + ($round * 7 + $i * 3) % 28;
		$writers[$i]->send("BEGIN; $insert; UPDATE lease SET ended_at = ended_at + interval '1 day' WHERE lease_id % 3 = $i; " .
			"DELETE FROM lease WHERE lease_id % 31 = $i; INSERT INTO lease (pool, rate, cards, started_at, ended_at) VALUES " .
			"('a', '$round.$i CNY/card/day', $round, '2024-02-$day', '2024-03-$day'); $end");
	}
	$_->send('SELECT refresh_rollups()') foreach $one, $two;
	$_->answer foreach @writers, $one, $two;
}
unlike(join('', map { $_->ask('SELECT refresh_rollups()') } $one, $two), qr/ERROR/, 'many at once');
is(differences(), 0, 'no difference');
is($watcher->ask('SELECT count(*) > 20 FROM lease'), 't', 'there is something to compare');

$_->end foreach @writers, $writer, $one, $two;
is($watcher->ask('DROP SCHEMA rollup_sessions CASCADE'), '', 'gone');
$watcher->end;
done_testing();
