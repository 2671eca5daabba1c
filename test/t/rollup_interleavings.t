#!/usr/bin/perl
# examples/rollup.sql with every order in which the steps of two or three sessions can
# come: each kind of change against a refresh, in every pair of isolation levels; two
# changes of one lease, of which the second waits for the first and then meets a new
# row; two refreshes.  However they come, what is committed is found by the next
# refresh, and nothing
# fails but with a serialization error where the isolation level has them.
#
# A step that waits for a lock is left waiting while the others go on, as in
# PostgreSQL's isolationtester.
#
#   make check T=rollup_interleavings               some of the orders
#   make check T=rollup_interleavings ORDERS=all    every one, some minutes
#
# Connects with psql's usual environment variables to a database in which the
# extension can be created.

use strict;
use warnings;
use lib 'test/lib';
use Session;
use Test::More;

my $all = ($ENV{ORDERS} // '') eq 'all';
my $watcher = Session->new;
foreach my $statement ('DROP SCHEMA IF EXISTS rollup_interleavings CASCADE', 'CREATE SCHEMA rollup_interleavings', 'CREATE EXTENSION IF NOT EXISTS gpurent')
{
	is($watcher->ask($statement), '', $statement);
}
my $path = 'SET search_path = rollup_interleavings, public';
is($watcher->ask($path), '', $path);
is($watcher->ask('\i examples/rollup.sql'), '', 'the example runs');
my ($writer, $other, $refresher) = map { Session->new($path) } 1 .. 3;

# The same few leases before each order: ended, ended at a local midnight, running, and
# not started, in two pools.
my $leases = join('; ',
	'DELETE FROM lease', 'DELETE FROM pool', 'DELETE FROM lease_day', 'DELETE FROM pool_day', 'UPDATE rollup_reach SET through = NULL',
	"INSERT INTO pool VALUES ('a', 3, '2024-01-01'), ('b', 9, '2024-01-03')",
	"INSERT INTO lease (lease_id, pool, rate, cards, started_at, ended_at) VALUES " .
	  "(1, 'a', '15.1 CNY/card/hour', 2, '2024-01-02 08:00+08', '2024-01-05 20:00+08'), " .
	  "(2, 'a', '3100 CNY/card/month', 1.5, '2024-01-03 00:00+08', '2024-01-06 00:00+08'), " .
	  "(3, 'b', '7.6 USD/card/hour', 8, '2024-01-04 12:00+08', NULL), (4, 'b', '1 CNY/card/hour', 1, NULL, NULL)",
	"SELECT setval('lease_lease_id_seq', 100)",
	"SELECT refresh_rollups('2024-01-07')");
# what a refresh finds to do before any of the steps
my $pending = '; UPDATE lease SET cards = 2.5 WHERE lease_id = 2';

# How many rows of the rollups are not what they should hold, by day and by the whole period
my $differences = q{WITH days AS (SELECT date '2024-01-01' + n AS day FROM generate_series(0, 8) AS n) SELECT
	(SELECT count(*) FROM rollup_differences('2024-01-01', '2024-01-09')) +
	(SELECT count(*) FROM (SELECT day, pool, per(rate * 0, 'hour') AS kind, lease_summary(rate, cards, started_at, ended_at, term(day, day, accounting_zone()), accounting_zone()) AS summary
						   FROM lease JOIN days ON lease_days(started_at, ended_at) @> day GROUP BY day, pool, kind) AS f
	 FULL JOIN lease_day AS l USING (day, pool, kind) WHERE f.summary IS DISTINCT FROM l.summary) +
	(SELECT count(*) FROM (SELECT day, pool, occupancy_digest(lease.cards, tstzrange(started_at, ended_at), term(day, day, accounting_zone()), pool.cards) AS digest
						   FROM pool JOIN days ON day >= since LEFT JOIN (SELECT pool AS its, cards, started_at, ended_at FROM lease) AS lease ON its = pool AND lease_days(started_at, ended_at) @> day GROUP BY day, pool, pool.cards) AS f
	 FULL JOIN pool_day AS p USING (day, pool) WHERE f.digest IS DISTINCT FROM p.digest)};

# Every order of the steps in which each list keeps its own
sub orders
{
	my @lists = grep { @$_ } @_;
	return [] unless @lists;
	my @orders;
	foreach my $i (0 .. $#lists)
	{
		my ($step, @rest) = @{ $lists[$i] };
		push @orders, map { [$step, @$_] } orders(map { $_ == $i ? \@rest : $lists[$_] } 0 .. $#lists);
	}
	return @orders;
}

# Fetches the answers of sessions that wait no longer; keeps what is an error.
sub collect
{
	my ($errors, @sessions) = @_;
	foreach my $session (grep { $_->busy && !$_->waits($watcher) } @sessions)
	{
		my $answer = $session->answer;
		push @$errors, $answer =~ /ERROR: +(.*)/ if $answer =~ /ERROR/;
	}
}

my $plays = 0;
our $every = $all ? 1 : 8;

# Plays the steps, [session, statement, name] each, in each order; checks the rollups after
# two more refreshes.  $allowed is a pattern of errors that may come.
sub play
{
	my ($what, $allowed, @lists) = @_;
	my @sessions = ($writer, $other, $refresher);
	my ($orders, $waits, $failures, @wrong) = (0, 0, 0);
	my @orders = orders(@lists);
	# of the 90 orders of three sessions, every eighth, from another one on in each play
	@orders = @orders[grep { ($_ + $plays) % $every == 0 } 0 .. $#orders] if @orders > 20;
	$plays++;
	foreach my $order (@orders)
	{
		my $name = join(' ', map { $_->[2] } @$order);
		my @errors;
		my @left = @$order;
		$watcher->ask($leases . $pending);
		$orders++;
		# The first step whose session is free comes next.
		while (@left)
		{
			my ($next) = grep { !$left[$_][0]->busy } 0 .. $#left;
			if (defined $next)
			{
				my ($session, $statement) = @{ (splice @left, $next, 1) };
				$session->send($statement);
				$waits++ if $session->waits($watcher);
			}
			collect(\@errors, @sessions);
		}
		while (grep { $_->busy } @sessions)
		{
			collect(\@errors, @sessions);
		}
		$failures += @errors;
		push @wrong, map { "$name: $_" } grep { $_ !~ $allowed } @errors;
		my $refreshed = $watcher->ask("SELECT refresh_rollups('2024-01-09'); SELECT refresh_rollups()");
		push @wrong, "$name: refreshes say $refreshed" unless $refreshed =~ /^\d+\n0$/;
		my $different = $watcher->ask($differences);
		push @wrong, "$name: $different differences" if $different ne '0';
	}
	is(join("\n", @wrong), '', "$what: $orders orders, $waits waits, $failures serialization errors");
}

my $none = qr/^$/;
my $serialization = qr/^could not serialize access/;

my @changes = (
	['a lease begins', "INSERT INTO lease (pool, rate, cards, started_at, ended_at) VALUES ('a', '1 CNY/card/hour', 2, '2024-01-03 08:00+08', '2024-01-08 08:00+08')"],
	['a lease of a new kind begins', "INSERT INTO lease (pool, rate, cards, started_at) VALUES ('b', '1 CNY/card/hour incl 6%', 2, '2024-01-05 08:00+08')"],
	['a lease ends', "UPDATE lease SET ended_at = '2024-01-08 00:00+08' WHERE lease_id = 3"],
	['a lease is prolonged', "UPDATE lease SET ended_at = ended_at + interval '2 days' WHERE lease_id IN (1, 2)"],
	['a lease starts', "UPDATE lease SET started_at = '2024-01-07 00:00+08' WHERE lease_id = 4"],
	['a rate is corrected', "UPDATE lease SET rate = '14.9 CNY/card/hour incl 6%' WHERE lease_id = 1"],
	['a lease moves to another pool', "UPDATE lease SET pool = 'b' WHERE lease_id = 1"],
	['leases are deleted', 'DELETE FROM lease WHERE lease_id <> 2'],
	['a pool gets cards', "UPDATE pool SET cards = 5, since = '2024-01-02' WHERE pool = 'a'"],
	['a pool is renamed', "UPDATE pool SET pool = 'c' WHERE pool = 'a'"],
	['a pool is added and let', "INSERT INTO pool VALUES ('d', 1, '2024-01-01'); INSERT INTO lease (pool, rate, cards, started_at) VALUES ('d', '1 CNY/card/hour', 1, '2024-01-02 00:00+08')"],
	['the leases are truncated', 'TRUNCATE lease'],
	['a change is taken back', "SAVEPOINT s; UPDATE lease SET cards = 7 WHERE lease_id = 1; ROLLBACK TO s; UPDATE lease SET cards = 1 WHERE lease_id = 2"]);

sub changes
{
	my ($session, $change, $name, $isolation, $end) = @_;
	return [[$session, "BEGIN ISOLATION LEVEL $isolation; $change", $name], [$session, $end // 'COMMIT', 'end-' . $name]];
}

sub refreshes
{
	my ($session, $name, $isolation, $through) = @_;
	return [[$session, "BEGIN ISOLATION LEVEL $isolation; SELECT count(*) FROM lease_day; SELECT refresh_rollups($through)", $name], [$session, 'COMMIT', "end-$name"]];
}

# ---- each change against a refresh ----

foreach my $change (@changes)
{
	my ($what, $sql) = @$change;
	foreach my $isolation (['READ COMMITTED', 'READ COMMITTED', $none], ['SERIALIZABLE', 'SERIALIZABLE', $serialization],
		$all ? (['REPEATABLE READ', 'REPEATABLE READ', $serialization], ['READ COMMITTED', 'SERIALIZABLE', $serialization]) : ())
	{
		my ($of_writer, $of_refresh, $allowed) = @$isolation;
		# The snapshot of a refresh may be older than the refresh.
		my $reader = [[$other, "BEGIN ISOLATION LEVEL $of_refresh; SELECT count(*) FROM lease_day", 'snapshot'],
			[$other, 'SELECT refresh_rollups()', 'refresh'], [$other, 'COMMIT', 'end-refresh']];
		play("$what ($of_writer) and a refresh ($of_refresh)", $allowed, changes($writer, $sql, 'change', $of_writer), $reader);
	}
}

# ---- a change that is rolled back, a refresh that is ----

play('a change that is rolled back', $none, changes($writer, $changes[3][1], 'change', 'READ COMMITTED', 'ROLLBACK'), refreshes($other, 'refresh', 'READ COMMITTED', ''));
play('a refresh that is rolled back', $none, changes($writer, $changes[3][1], 'change', 'READ COMMITTED'),
	[[$other, "BEGIN; SELECT refresh_rollups('2024-01-08')", 'refresh'], [$other, 'ROLLBACK', 'end-refresh']], refreshes($refresher, 'another', 'READ COMMITTED', ''));

# ---- two changes of one lease, and a refresh: the second change meets what the first made of it ----

my @second = (
	['is prolonged', $changes[3][1]],
	['is cut short', "UPDATE lease SET ended_at = ended_at - interval '1 day' WHERE lease_id IN (1, 2)"],
	['is corrected', $changes[5][1]],
	['moves', $changes[6][1]],
	['is deleted', $changes[7][1]]);
foreach my $second (@second)
{
	foreach my $isolation (['READ COMMITTED', $none], ['REPEATABLE READ', $serialization])
	{
		play("a lease is prolonged, and $second->[0] ($isolation->[0]), and a refresh", $isolation->[1], changes($writer, $changes[3][1], 'first', $isolation->[0]),
			changes($other, $second->[1], 'second', $isolation->[0]), refreshes($refresher, 'refresh', 'READ COMMITTED', ''));
	}
}

# ---- two refreshes, one of which goes further and has nothing else to do, and a change ----

$pending = '';
foreach my $change (@changes[0, 3, 8, 11])
{
	my ($what, $sql) = @$change;
	# in all orders, for two of them find out that a refresh locks nothing
	local $every = 1 if $change == $changes[0];
	play("$what, and two refreshes", $none, changes($writer, $sql, 'change', 'READ COMMITTED'), refreshes($other, 'one', 'READ COMMITTED', "'2024-01-09'"), refreshes($refresher, 'two', 'READ COMMITTED', ''));
}
play('two refreshes (SERIALIZABLE)', $serialization, refreshes($other, 'one', 'SERIALIZABLE', ''), refreshes($refresher, 'two', 'SERIALIZABLE', ''), changes($writer, $changes[0][1], 'change', 'READ COMMITTED'));

$_->end foreach $writer, $other, $refresher;
is($watcher->ask('DROP SCHEMA rollup_interleavings CASCADE'), '', 'gone');
$watcher->end;
done_testing();
