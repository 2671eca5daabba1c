#!/usr/bin/perl
# Replicas of tables that hold every type of the extension: a physical standby and
# logical subscribers, in text and in binary, give the primary's answers, have its bytes
# and valid indexes; also after changes, and after the standby is promoted.
#
# Starts clusters beside that of make check.

use strict;
use warnings;
use lib 'test/lib';
use Cluster;
use Kept;
use Test::More;

plan skip_all => 'needs the cluster of make check' unless Cluster::base();

my $primary = Cluster->new('primary', 'wal_level = logical', 'max_replication_slots = 8', 'max_wal_senders = 8');
Kept::make($primary->host, 'kept');
my $answers = Kept::good_answers($primary->host, 'kept');
my $standby = Cluster->standby('standby', $primary, 'hot_standby = on');
Kept::same(Kept::answers($standby->host, 'kept'), $answers, 'standby: the same answers, bytes and indexes');

# ---- logical: tables made from the dump of the schema, rows by replication (rollups too: the trigger is not fired) ----

my %subscribers;
$primary->sql('kept', 'CREATE PUBLICATION everything FOR ALL TABLES');
foreach my $name (qw(text binary))
{
	my $subscriber = Cluster->new("subscriber_$name", 'max_logical_replication_workers = 8', 'max_worker_processes = 12');
	my $binary = $name eq 'binary' ? 'true' : 'false';
	Kept::create($subscriber->host, 'kept');
	Cluster::run('sh', '-c', 'pg_dump -h "$1" -U postgres -s --no-publications kept | psql -X -q -v ON_ERROR_STOP=1 -h "$2" -U postgres -d kept', 'sh', $primary->host, $subscriber->host);
	$subscribers{$name} = $subscriber;
	$subscriber->sql('kept', "CREATE SUBSCRIPTION mine CONNECTION 'host=" . $primary->host . " user=postgres dbname=kept' PUBLICATION everything WITH (slot_name = $name, binary = $binary)");
}

# What replicas are up to: all tables copied, and all that the primary wrote is there.
sub caught_up
{
	my $position = $primary->sql('kept', 'SELECT pg_current_wal_lsn()');
	foreach my $name (sort keys %subscribers)
	{
		ok(Cluster::comes($subscribers{$name}->host, 'kept', q{SELECT count(*) > 10 AND bool_and(srsubstate = 'r') FROM pg_subscription_rel}, 't'), "$name: tables are copied");
		ok(Cluster::comes($primary->host, 'kept', "SELECT confirmed_flush_lsn >= '$position' FROM pg_replication_slots WHERE slot_name = '$name'", 't'), "$name: caught up");
	}
	ok(Cluster::comes($standby->host, 'kept', "SELECT pg_last_wal_replay_lsn() >= '$position'", 't'), 'standby: caught up');
}

sub compared
{
	my ($when) = @_;
	caught_up();
	my $expected = Kept::answers($primary->host, 'kept');
	foreach my $name (sort keys %subscribers)
	{
		$subscribers{$name}->sql('kept', 'REFRESH MATERIALIZED VIEW pool_total');
		Kept::same(Kept::answers($subscribers{$name}->host, 'kept'), $expected, "$name: the same answers, bytes and indexes $when");
	}
	Kept::same(Kept::answers($standby->host, 'kept'), $expected, "standby: the same answers, bytes and indexes $when");
	return $expected;
}

Kept::same(compared('as copied'), $answers, 'and the primary as before');

# ---- changes; those of the keyless table are found by all columns, with the types' own = ----

$primary->sql('kept', q{
	SET search_path = public, rental;
	UPDATE offer SET rate = rate * 2, capacity = capacity + capacity, rates = rates || rates WHERE id % 10 = 0;
	DELETE FROM offer WHERE id % 11 = 0;
	INSERT INTO offer (id, rate, capacity) SELECT 10000 + i, '99.5 CNY/server/month incl 6%', '1 P fp8' FROM generate_series(1, 50) AS i;
	UPDATE keyless SET capacity = capacity * 3 WHERE rate < '600 CNY/card/hour';
	UPDATE keyless SET summary = (SELECT summary FROM summary WHERE id = 7) WHERE capacity > '500 P';
	DELETE FROM keyless WHERE summary IS NOT NULL AND capacity > '1000 P';
	UPDATE by_range SET capacity = capacity / 2 WHERE id BETWEEN 1 AND 1000;
	UPDATE by_hash SET rate = rate + rate WHERE id BETWEEN 1 AND 500;
	UPDATE summary SET occupied = occupied + (SELECT occupied FROM summary WHERE id = 1), flows = flows + flows WHERE id % 5 = 0;
	INSERT INTO lease (pool, rate, cards, started_at, ended_at) SELECT 'pool 1', '12 CNY/card/day', 3, '2024-01-20 00:00+00', '2024-03-01 00:00+00' FROM generate_series(1, 20);
	DELETE FROM lease WHERE lease_id % 17 = 0;
	SELECT refresh_rollups();
	REFRESH MATERIALIZED VIEW pool_total});
my $changed = compared('after changes');
isnt($changed, $answers, 'which is another answer');

# ---- the primary is lost ----

$primary->stop('immediate');
$standby->sql('postgres', 'SELECT pg_promote()');
Kept::same(Kept::answers($standby->host, 'kept'), $changed, 'promoted: the same');
$standby->sql('kept', q{SET search_path = public, rental; UPDATE offer SET rate = rate / 2 WHERE id % 10 = 0});
$standby->sql('kept', 'REINDEX DATABASE kept');
like(Kept::answers($standby->host, 'kept'), qr/^damaged\n0\n/m, 'and can be written to');
done_testing();
