#!/usr/bin/perl
# More than fits one value: it is refused as that, 54000, and soon.
#
#   make check T=limits             texts of 400 MB
#   LIMITS=1 make check T=limits    texts of a gigabyte too, and rows until a state is full, as doc/scale.md tells: minutes
#
# Connects with psql's usual environment variables to a database in which the
# extension can be created.

use strict;
use warnings;
use lib 'test/lib';
use Session;
use Test::More;
use Time::HiRes qw(time);

my ($free) = do { local (@ARGV, $/) = '/proc/meminfo'; -r $ARGV[0] ? <> : '' } =~ /^MemAvailable: *(\d+) kB/m;
plan skip_all => 'needs 6 GB of free memory' if !$free || $free < 6e6;

my $session = Session->new;
$session->ask($_) foreach 'CREATE EXTENSION IF NOT EXISTS gpurent', "\\set VERBOSITY sqlstate\nSELECT", q(SET timezone = 'UTC'), 'SET max_parallel_workers_per_gather = 0';

my @took;
sub refused
{
	my ($what, $sql, $state) = @_;
	my $start = time;
	my $answer = $session->ask($sql);
	push @took, sprintf('%s %.1f s', $what, time - $start);
	is($answer, 'ERROR:  ' . ($state || 54000), $what);
}

# they were read for minutes
refused('an occupancy of too many steps', q(SELECT ('{"version": 2, "unit": "number", "steps": [["2024-01-01T00:00:00+00:00",0.5]' || repeat(',[1,1],[1,2]', 33554430) || ']}')::occupancy));
refused('too many samples', q(SELECT ('{"version": 1, "hold_seconds": 90, "window_start": "-infinity", "window_end": "infinity", "samples": [["2024-01-01T00:00:00+00:00",0.5]' || repeat(',[1,1]', 67108861) || ']}')::gauge_samples));

if ($ENV{LIMITS})
{
	# for the last one PostgreSQL's reader of JSON took a minute, in which nothing could cancel it
	refused('a gigabyte of brackets', q(SELECT ('{"version": 2, "unit": "number", "steps": [' || repeat('[', 1073741700))::occupancy), '22P02');
	refused('a number of a gigabyte', q(SELECT ('{"version": 1, "leases": ' || repeat('9', 1073741700) || '}')::lease_summary));
	refused('an occupancy of too many instants', 'SELECT peak(1, tstzrange(to_timestamp(n * 60), to_timestamp(n * 60 + 30))) FROM generate_series(1, 34000000) AS n');
	refused('a gauge of too many samples', 'SELECT gauge(1, to_timestamp(n)) FROM generate_series(1, 67108862) AS n');
	refused('a rollup of too many gauges', 'SELECT rollup(g) FROM (SELECT gauge(1, to_timestamp(n)) AS g FROM generate_series(1, 7064091) AS n GROUP BY n) AS g');
	refused('cash flows at too many dates', q(SELECT cash_flows(1, date '2000-01-01' + n) FROM generate_series(1, 16777217) AS n));
	refused('too many periodic flows', q(SELECT npv(0, 1 ORDER BY n) FROM generate_series(1, 16777217) AS n));
}
note('figures: ' . join(', ', @took));
is($session->ask('SELECT 1'), 1, 'the server is there');
done_testing();
