#!/usr/bin/perl
# Crashes (immediate stops) while rows are copied and while indexes are built: after
# recovery each batch that was committed is there, whole and byte for byte, no other one
# is, the indexes agree with the tables, and the answers are those of the batches.
#
# Starts a cluster beside that of make check.

use strict;
use warnings;
use lib 'test/lib';
use Cluster;
use File::Temp qw(tempfile);
use Kept;
use Test::More;

plan skip_all => 'needs the cluster of make check' unless Cluster::base();

my $rounds = $ENV{ROUNDS} || 4;
my $cluster = Cluster->new('crash', 'full_page_writes = on', 'max_wal_size = 64MB', 'checkpoint_timeout = 30s', 'shared_buffers = 4MB',
	'restart_after_crash = off');
my $host = $cluster->host;
Kept::make($host, 'kept');
my $answers = Kept::good_answers($host, 'kept');
$cluster->stop('immediate');
$cluster->start;
Kept::same(Kept::answers($host, 'kept'), $answers, 'a crash right after: the same answers, bytes and indexes');

# What a row of a batch holds follows from the number of its batch and its own.
my $row = q{
	((n * 37 + batch) % 900 || (ARRAY[' P', ' P fp16', ' P fp8 sparse'])[1 + n % 3])::p_capacity AS capacity,
	((n * 0.25 + batch) || (ARRAY[' CNY/card/hour', ' USD/kW/day excl 13%', ' CNY/P fp16/year incl 6%'])[1 + n % 3])::rent_rate AS rate,
	lease_summary('10 CNY/card/hour', n, tstzrange '[2024-01-01 00:00+00, 2024-01-02 00:00+00)') AS summary,
	cash_flows(n - 100.5, date '2024-01-01' + batch % 1000) AS flows,
	occupancy(n, tstzrange(timestamptz '2024-01-01 00:00+00' + interval '1 hour' * batch, '2030-01-01 00:00+00')) AS occupied};
my $size = 400;
$cluster->sql('kept', qq{
	SET search_path = public, rental;
	CREATE TABLE copied (batch int, n int, capacity p_capacity, rate rent_rate, summary lease_summary, flows cash_flows, occupied occupancy);
	CREATE INDEX copied_rate ON copied (rate, n);
	CREATE INDEX copied_capacity ON copied (capacity);
	CREATE INDEX copied_rate_hash ON copied USING hash (rate);
	CREATE INDEX copied_summary ON copied (summary);
	CREATE INDEX copied_flows ON copied USING hash (flows);
	CREATE SCHEMA making;
	CREATE VIEW making.batches AS SELECT batch, n, $row FROM generate_series(1, 100000) AS batch, generate_series(1, $size) AS n GROUP BY batch, n});

# A session that runs a script in the background
sub session
{
	my ($script) = @_;
	my ($file, $name) = tempfile(UNLINK => 1);
	print $file "SET search_path = public, rental;\n$script";
	close $file;
	my $pid = open(my $out, '-|', 'sh', '-c', "exec psql -X -q -At -v ON_ERROR_STOP=1 -h '$host' -U postgres -d kept -f '$name' 2>&1") or die "psql: $!\n";
	return { pid => $pid, out => $out };
}

# One that copies batches until it is cut off; the numbers of those that were
# committed come through its output.
sub copier
{
	my ($first) = @_;
	my $script = join('', map { "COPY (SELECT * FROM making.batches WHERE batch = $_) TO PROGRAM 'cat >batch.copy';\nBEGIN;\nCOPY copied FROM PROGRAM 'cat batch.copy';\nCOMMIT;\n\\echo done $_\n" }
		  $first .. $first + 200);
	return session($script);
}

# Another that builds and drops indexes, in a loop.
sub builder
{
	my $script = join('', map { "CREATE INDEX built ON copied (rate, capacity, summary);\nDROP INDEX built;\n" .
			"CREATE INDEX built ON copied USING hash (occupied);\nDROP INDEX built;\nREINDEX INDEX copied_capacity;\nCREATE INDEX CONCURRENTLY built ON copied (rate);\n" .
			"REINDEX INDEX CONCURRENTLY built;\nDROP INDEX built;\n" } 1 .. 500);
	return session($script);
}

# How long a crash waits for a moment when an index is being built and rows are being copied
sub at_work
{
	my $seen = 0;
	for (1 .. 100)
	{
		$seen = $cluster->sql('kept', 'SELECT (SELECT count(*) FROM pg_stat_progress_copy) > 0 AND (SELECT count(*) FROM pg_stat_progress_create_index) > 0');
		return 1 if $seen eq 't';
		select(undef, undef, undef, 0.02);
	}
	return 0;
}

my ($next, @committed) = (1);
my $caught = 0;
foreach my $round (1 .. $rounds)
{
	my ($copier, $builder) = (copier($next), builder());
	# so that something is committed first, and each crash finds another moment
	my @done;
	while (defined(my $line = readline $copier->{out}))
	{
		push @done, $1 if $line =~ /^done (\d+)/;
		last if @done >= 2 + 3 * $round || $line =~ /ERROR/;
	}
	$cluster->sql('postgres', 'CHECKPOINT') if $round % 2;
	$caught += at_work();
	$cluster->stop('immediate');
	foreach my $session ($copier, $builder)
	{
		my $printed = do { local $/; readline $session->{out} } // '';
		push @done, $printed =~ /^done (\d+)$/mg if $session == $copier;
		unlike($printed, qr/ERROR|PANIC/, "crash $round: nothing went wrong before");
		close $session->{out};
	}
	cmp_ok(scalar @done, '>', 2 * $round, "crash $round: batches were committed before");
	$cluster->start;
	push @committed, @done;

	# a commit may have happened that could not be told any more
	my $last = $committed[-1] + 1;
	my $told = $cluster->sql('kept', "SELECT count(*) FROM copied WHERE batch = $last");
	ok($told == 0 || $told == $size, "crash $round: the batch in flight is there or not");
	push @committed, $last if $told;
	$next = $last + 1;
	is($cluster->sql('kept', 'SELECT string_agg(batch::text, \' \' ORDER BY batch) FROM (SELECT DISTINCT batch FROM copied) AS b'), "@committed", "crash $round: exactly what was committed");
	is($cluster->sql('kept', 'SET search_path = public, rental; SELECT count(*) FROM copied AS c JOIN making.batches AS b USING (batch, n) WHERE b.batch = ANY (\'{' . join(',', @committed) . '}\') AND ' .
		join(' AND ', 'p_capacity_send(c.capacity) = p_capacity_send(b.capacity)', 'rent_rate_send(c.rate) = rent_rate_send(b.rate)',
			map { my ($type, $column) = split / /; "${type}_send(c.$column) = ${type}_send(b.$column)" } 'lease_summary summary', 'cash_flows flows', 'occupancy occupied')),
		$size * @committed, "crash $round: byte for byte");

	# an index that was being built is gone, or is marked as not valid if built concurrently
	$cluster->sql('kept', q{DO $$ DECLARE i regclass; BEGIN
		FOR i IN SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'copied'::regclass AND (NOT indisvalid OR indexrelid::regclass::text ~ 'built') LOOP
			EXECUTE format('DROP INDEX %s', i); END LOOP; END $$});
	my $after = Kept::answers($host, 'kept');
	like($after, qr/^checked\ncopied_$_\n/m, "crash $round: the index of $_ agrees with the table") foreach qw(rate capacity summary);
	like($after, qr/^damaged\n0\n/m, "crash $round: no table is damaged");
	my $sum = 'SET search_path = public, rental; SET enable_seqscan = %s; SELECT count(*), sum(n), revenue(rollup(summary)), max(rate), count(DISTINCT flows), ' .
	  q{(SELECT count(*) FROM copied WHERE rate = '10 CNY/card/hour'), (SELECT count(*) FROM copied WHERE flows = (SELECT flows FROM making.batches WHERE batch = 1 AND n = 7)) FROM copied WHERE capacity > '-1 P'};
	is($cluster->sql('kept', sprintf $sum, 'off'), $cluster->sql('kept', sprintf $sum, 'on'), "crash $round: the same through indexes and without");
}
cmp_ok($caught, '>', 0, "$caught of $rounds crashes came while rows were copied and an index was built");
my $rest = Kept::answers($host, 'kept');
$rest =~ s/^column\|filled\|bytes\ncopied\..*\n\(1 row\)\n//mg;
$rest =~ s/^checked\ncopied_\w+\n\(1 row\)\n//mg;
Kept::same($rest, $answers, 'and the other tables are as they were');
done_testing();
