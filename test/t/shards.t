#!/usr/bin/perl
# Leases that lie in several clusters, reached through postgres_fdw: the shards make
# their own summaries, and what is merged at the top is the answer of a single
# table, byte for byte.
#
# Connects to the cluster of make check, and starts two more beside it.

use strict;
use warnings;
use lib 'test/lib';
use Cluster;
use Test::More;

plan skip_all => 'needs the cluster of make check' unless Cluster::base();

my $pools = 7;
my $columns = 'lease_id bigint, pool text, rate rent_rate, cards numeric, started_at timestamptz, ended_at timestamptz, used numeric, ' .
  'zone text, amount numeric, paid_on date';
my $within = q{tstzrange '[2024-02-10 03:30+00, 2024-11-20 17:00+00)'};
my $host = $ENV{PGHOST};
my $database = 'shards';

sub top { return Cluster::psql($host, $database, $_[0]) }

# ---- the shards: each with a table that is itself partitioned ----

my @shards = map { Cluster->new("shard$_", 'max_parallel_workers_per_gather = 0') } 1, 2;
foreach my $shard (@shards)
{
	$shard->sql('postgres', "CREATE DATABASE shard");
	$shard->sql('shard', "CREATE EXTENSION gpurent; CREATE TABLE lease ($columns) PARTITION BY HASH (lease_id); " .
		join('', map { "CREATE TABLE lease$_ PARTITION OF lease FOR VALUES WITH (MODULUS 3, REMAINDER $_);" } 0 .. 2));
}

# ---- the top: the same leases in one table, and in a table of the shards' ----

Cluster::psql($host, 'postgres', "DROP DATABASE IF EXISTS $database");
Cluster::psql($host, 'postgres', "CREATE DATABASE $database TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
top("ALTER DATABASE $database SET timezone = 'Asia/Kathmandu'; " .
	"ALTER DATABASE $database SET max_parallel_workers_per_gather = 0; ALTER DATABASE $database SET enable_partitionwise_aggregate = on");
top("CREATE EXTENSION gpurent; CREATE EXTENSION postgres_fdw; CREATE TABLE lease ($columns) PARTITION BY HASH (pool); CREATE TABLE single ($columns)");
foreach my $i (0, 1)
{
	my $shard_host = $shards[$i]->host;
	top("CREATE SERVER shard$i FOREIGN DATA WRAPPER postgres_fdw OPTIONS " .
		"(host '$shard_host', port '5432', dbname 'shard', extensions 'gpurent', async_capable 'true', batch_size '500'); " .
		"CREATE USER MAPPING FOR postgres SERVER shard$i OPTIONS (user 'postgres'); " .
		"CREATE FOREIGN TABLE lease_shard$i PARTITION OF lease FOR VALUES WITH (MODULUS 2, REMAINDER $i) SERVER shard$i OPTIONS (table_name 'lease')");
}

# md5 draws the same numbers everywhere and always.
top(q{
	CREATE FUNCTION draw(seed int, what text) RETURNS numeric LANGUAGE sql IMMUTABLE AS
	$$ SELECT ('x' || substr(md5(what || seed), 1, 8))::bit(32)::bigint / 4294967296.0 $$;
	INSERT INTO single
	SELECT n, 'pool ' || n % } . $pools . q{,
		   (round(draw(n, 'amount') * 100, (n % 9)) || ' CNY/card/' ||
			(ARRAY['hour', 'day', 'week', 'month', 'quarter', 'year'])[1 + n % 6] || ' incl 6%')::rent_rate,
		   round(draw(n, 'cards') * 64, n % 10),
		   CASE WHEN n % 50 <> 0 THEN started END,
		   CASE WHEN n % 31 <> 0 THEN started + interval '1 second' * (draw(n, 'length') * 10 ^ (3 + n % 5)) END,
		   CASE WHEN n % 13 <> 0 THEN round(draw(n, 'used'), n % 10) END,
		   (ARRAY['UTC', 'Asia/Shanghai', 'America/New_York'])[1 + n % 3],
		   round(draw(n, 'flow') * 1000, n % 4) * CASE WHEN n < 400 THEN -10 ELSE 1 END, date '2020-01-01' + n
	FROM generate_series(1, 4000) AS n,
		 LATERAL (SELECT timestamptz '2024-01-01 00:00+00' + interval '1 second' * (draw(n, 'start') * 31000000)::int AS started) AS s;
	INSERT INTO lease SELECT * FROM single;
	ANALYZE lease});
foreach my $shard (@shards)
{
	cmp_ok($shard->sql('shard', 'SELECT count(DISTINCT pool) FROM lease'), '>', 1, 'a shard has pools');
}
is(top('SELECT count(*) FROM lease'), 4000, 'and together they have all leases');

# The same query over the one table and over the shards'
sub same
{
	my ($query, $name) = @_;
	my $expected = top($query =~ s/\@lease\@/single/gr);
	my $lines = () = $expected =~ /^.+$/mg;
	cmp_ok($lines, '>', 0, "$name: there is an answer");
	is(top($query =~ s/\@lease\@/lease/gr), $expected, "$name: the answer of one table");
}

sub plan_of
{
	my ($query) = @_;
	return top('EXPLAIN (VERBOSE, COSTS OFF) ' . $query =~ s/\@lease\@/lease/gr);
}

# ---- by pool, which is what tells the shards apart: all work is the shards' ----

my $summary = "lease_summary(rate, cards, started_at, ended_at, $within)";
my $by_pool = "SELECT pool, lease_summary_send($summary) FROM \@lease\@ GROUP BY pool ORDER BY pool";
my $plan = plan_of($by_pool);
like($plan, qr/Remote SQL: SELECT .*lease_summary\(rate, cards, started_at, ended_at, .*GROUP BY/, 'the shards make the summaries');
my $scans = () = $plan =~ /Async Foreign Scan/g;
is($scans, 2, 'at the same time');
unlike($plan, qr/Remote SQL: SELECT (?!.*lease_summary\()/, 'and hand over nothing else');
same($by_pool, 'summaries by pool');

my $one_step = join(', ', map { "$_(rate, cards, started_at, ended_at, $within)" } qw(revenue card_hours effective_rate net_revenue output_vat));
foreach my $case (
	["SELECT pool, $one_step FROM \@lease\@ GROUP BY pool ORDER BY pool", 'revenue\(.*card_hours\(.*output_vat\(', 'one-step aggregates'],
	["SELECT pool, revenue(rate, cards, started_at, ended_at, $within, zone, 'calendar') FROM \@lease\@ GROUP BY pool ORDER BY pool",
	 'revenue\(', 'a zone from a column, and a proration'],
	["SELECT pool, revenue(rate, cards, started_at, ended_at, $within) FROM \@lease\@ GROUP BY pool " .
	 "HAVING revenue(rate, cards, started_at, ended_at, $within) > 60000000 ORDER BY pool", 'HAVING .*revenue\(', 'HAVING'],
	["SELECT pool, revenue(rate, cards, started_at, ended_at) FILTER (WHERE cards > 8 AND ended_at IS NOT NULL) FROM \@lease\@ GROUP BY pool ORDER BY pool",
	 'revenue\(.*FILTER', 'FILTER'],
	["SELECT pool, utilization(cards, started_at, ended_at, 500, $within) FROM \@lease\@ GROUP BY pool ORDER BY pool", 'utilization\(', 'utilization'],
	["SELECT pool, utilization_weighted_revenue(rate, cards, tstzrange(started_at, ended_at), used, $within) FROM \@lease\@ " .
	 "WHERE started_at IS NOT NULL GROUP BY pool ORDER BY pool", 'utilization_weighted_revenue\(', 'utilization-weighted revenue'],
	["SELECT pool, monthly_revenue_send(revenue_by_month(rate, cards, tstzrange(started_at, ended_at), zone)) FROM \@lease\@ " .
	 "WHERE started_at IS NOT NULL AND ended_at IS NOT NULL AND zone = 'Asia/Shanghai' GROUP BY pool ORDER BY pool", 'revenue_by_month\(', 'revenue by month'],
	["SELECT pool, periodic_summary_send(lease_summary_by(rate, cards, started_at, ended_at, 'week', zone)) FROM \@lease\@ " .
	 "WHERE ended_at IS NOT NULL AND zone = 'Asia/Shanghai' GROUP BY pool ORDER BY pool", 'lease_summary_by\(', 'summaries by week'],
	["SELECT pool, occupancy_send(occupancy(cards, tstzrange(started_at, ended_at))), peak(cards, tstzrange(started_at, ended_at)), " .
	 "occupancy_digest_send(occupancy_digest(cards, tstzrange(started_at, ended_at), $within, 500)) FROM \@lease\@ " .
	 "WHERE started_at IS NOT NULL GROUP BY pool ORDER BY pool", 'occupancy\(.*peak\(.*occupancy_digest\(', 'occupancy'],
	["SELECT pool, cash_flows_send(cash_flows(amount, paid_on)), xirr(amount, paid_on), payback(amount, paid_on) FROM \@lease\@ " .
	 "GROUP BY pool ORDER BY pool", 'cash_flows\(.*xirr\(.*payback\(', 'cash flows'])
{
	my ($query, $pushed_down, $name) = @$case;
	like(plan_of($query), qr/Remote SQL: SELECT .*$pushed_down/, "$name: done by the shards");
	same($query, $name);
}

# ---- over all pools: what the shards made is merged at the top ----

my $merged = "SELECT lease_summary_send(rollup(s)) FROM (SELECT pool, $summary AS s FROM \@lease\@ GROUP BY pool) AS by_pool";
like(plan_of($merged), qr/Remote SQL: SELECT .*lease_summary\(/, 'the shards make the summaries that the top merges');
same($merged, 'merged at the top');
is(top($merged =~ s/\@lease\@/lease/r), top("SELECT lease_summary_send($summary) FROM single"), 'which is the summary of all leases');
foreach my $call ('occupancy(cards, tstzrange(started_at, ended_at))', 'cash_flows(amount, paid_on)')
{
	my ($type) = $call =~ /^(\w+)/;
	$merged = "SELECT ${type}_send(rollup(s)) FROM (SELECT pool, $call AS s FROM \@lease\@ WHERE started_at IS NOT NULL GROUP BY pool) AS by_pool";
	same($merged, "$type merged at the top");
	is(top($merged =~ s/\@lease\@/lease/r), top("SELECT ${type}_send($call) FROM single WHERE started_at IS NOT NULL"), "which is the $type of all");
}
same("SELECT lease_summary_send($summary) FROM \@lease\@", 'without the step in between, where the top reads the rows');
same("SELECT pool, lease_summary_send(rollup(s)) FROM (SELECT pool, $summary AS s FROM \@lease\@ GROUP BY pool) AS by_pool GROUP BY ROLLUP (pool) ORDER BY pool",
	'subtotals');

# ---- rollup tables on the shards ----

foreach my $i (0, 1)
{
	$shards[$i]->sql('shard', q{CREATE TABLE lease_month AS
		SELECT pool, month, lease_summary(rate, cards, started_at, ended_at, within) AS summary
		FROM lease, LATERAL (SELECT (date '2024-01-01' + n * interval '1 month')::date AS month, (date '2024-01-01' + (n + 1) * interval '1 month')::date - 1 AS last_day FROM generate_series(0, 11) AS n) AS months,
			 LATERAL (SELECT term(month, last_day, 'UTC') AS within) AS w
		WHERE tstzrange(started_at, ended_at) && within AND started_at IS NOT NULL GROUP BY pool, month});
	top("CREATE FOREIGN TABLE lease_month$i (pool text, month date, summary lease_summary) SERVER shard$i OPTIONS (table_name 'lease_month')");
}
$merged = 'SELECT rollup(s) FROM (' . join(' UNION ALL ', map { "SELECT rollup(summary) AS s FROM lease_month$_" } 0, 1) . ') AS x';
$scans = () = top("EXPLAIN (VERBOSE, COSTS OFF) $merged") =~ /Remote SQL: SELECT [a-z.]*rollup\(summary\)/g;
is($scans, 2, 'each shard merges its own rollups');
is(top("SELECT revenue(r), card_hours(r), leases(r) FROM ($merged) AS m (r)"),
	top("SELECT revenue(s), card_hours(s), leases(s) FROM (SELECT lease_summary(rate, cards, started_at, ended_at, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)') AS s FROM single) AS x"),
	'and the year is the raw table\'s');

Cluster::psql($host, 'postgres', "DROP DATABASE $database");
done_testing();
