#!/usr/bin/perl
# How aggregates travel: Citus splits one into a part that each worker makes and ships, as text (13) or in
# binary (14), and a rest that the coordinator does; postgres_fdw and PL/Proxy ship states that a query asks for.
# Neither Citus is here, but what it does of pg_aggregate can be done by hand: of every aggregate twins are
# made, one that stops at the state, and one that combines states that came as text.  Then leases lie
# on two servers whose settings are not the coordinator's.
#
# Connects to the cluster of make check, and starts two more beside it.

use strict;
use warnings;
use lib 'test/lib';
use Cluster;
use Test::More;

plan skip_all => 'needs the cluster of make check' unless Cluster::base();

my $host = $ENV{PGHOST};
my $database = 'twins';

sub top { return Cluster::psql($host, $database, $_[0]) }

sub made
{
	my ($host, $database, $shard) = @_;
	Cluster::run('psql', '-X', '-q', '-o', '/dev/null', '-v', 'ON_ERROR_STOP=1', '-v', "shard_of=$shard", '-h', $host, '-U', 'postgres', '-d', $database, '-f', 'test/twins.psql');
}

Cluster::psql($host, 'postgres', "DROP DATABASE IF EXISTS $database");
Cluster::psql($host, 'postgres', "CREATE DATABASE $database TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
END
{
	local $?;
	eval { Cluster::psql($host, 'postgres', "DROP DATABASE IF EXISTS $database WITH (FORCE)") };
}
made($host, $database, '');

# ---- every aggregate's twins on one server ----

cmp_ok(top('SELECT count(*) FROM twin'), '>', 300, 'hundreds of aggregates have a state that is a type, and a combine function');
is(top('SELECT string_agg(DISTINCT name, $$ $$ ORDER BY name) FROM call WHERE NOT EXISTS (SELECT FROM twin WHERE twin.k = call.k)'),
	'discounted_payback irr irr_all mirr npv payback profitability_index', 'the others are those that take rows in order');
is(top('SELECT count(*) FROM aggregate WHERE arguments IS NULL'), 0, 'each is called');

# Parts of each group made under the settings of a worker and shipped, then merged under those of another
# session.  With a fault, to see that one would be noticed: the last digit of each text is another.
top(q{
	CREATE TABLE shipped (k int, way text, g int, answer text);
	CREATE PROCEDURE ship(fault boolean, this int DEFAULT NULL) LANGUAGE plpgsql AS
	$$
	DECLARE
		t twin;
		file text := current_setting('data_directory') || '/twins.bin';
	BEGIN
		FOR t IN SELECT * FROM twin WHERE k = coalesce(this, k) ORDER BY k LOOP
			PERFORM set_config('timezone', 'Asia/Kathmandu', false), set_config('datestyle', 'German, DMY', false), set_config('extra_float_digits', '0', false), set_config('intervalstyle', 'sql_standard', false);
			EXECUTE format('CREATE TEMP TABLE state AS SELECT g, n %% 5 AS part, worker_%s(%s) AS state FROM input GROUP BY g, part', t.k, t.arguments);
			CREATE TEMP TABLE text_of AS SELECT g, state::text AS text FROM state;
			EXECUTE format('COPY (SELECT g, state FROM state) TO %L (FORMAT binary)', file);
			PERFORM set_config('timezone', 'America/New_York', false), set_config('datestyle', 'SQL, MDY', false), set_config('extra_float_digits', '3', false), set_config('intervalstyle', 'postgres', false);
			IF fault THEN
				UPDATE text_of SET text = regexp_replace(text, '([1-8])(?=\D*$)', '9');
			END IF;
			EXECUTE format('INSERT INTO shipped SELECT %s, ''text'', g, top_%1$s(text::%2$s)::text FROM text_of GROUP BY g', t.k, t.state);
			IF NOT fault THEN
				EXECUTE format('INSERT INTO shipped SELECT %s, ''at once'', g, %s(%s)::text FROM input GROUP BY g', t.k, t.name, t.arguments);
				EXECUTE format('CREATE TEMP TABLE received (g int, state %s)', t.state);
				EXECUTE format('COPY received FROM %L (FORMAT binary)', file);
				EXECUTE format('INSERT INTO shipped SELECT %s, ''binary'', g, top_%1$s(state)::text FROM received GROUP BY g', t.k);
				DROP TABLE received;
			END IF;
			DROP TABLE state;
			DROP TABLE text_of;
			COMMIT;
		END LOOP;
	END
	$$});
top('CALL ship(false)');
is(top('SELECT string_agg(DISTINCT way || $$ $$ || n, $$, $$) FROM (SELECT way, k, count(*) AS n FROM shipped GROUP BY way, k) AS s'), 'at once 6, binary 6, text 6',
	'each answers for six groups');
foreach my $way ('text', 'binary')
{
	is(top("SELECT coalesce(string_agg(format('%s of group %s: %s, at once %s', aggregate, a.g, b.answer, a.answer), E'\\n'), '') FROM shipped AS a JOIN shipped AS b USING (k, g) JOIN twin USING (k) " .
		"WHERE a.way = 'at once' AND b.way = '$way' AND a.answer IS DISTINCT FROM b.answer"), '', "states shipped as $way and merged give what the rows give");
}
note('figures: ' . top('SELECT count(DISTINCT k) FROM shipped') . ' aggregates, each with its twins, by text and by binary');
cmp_ok(top('SELECT count(DISTINCT (k, answer)) - count(DISTINCT k) FROM shipped'), '>', 500, 'and they have something to say, which differs by group');

# it would be noticed
my $one = top(q{SELECT k FROM twin WHERE aggregate = 'cash_flows(numeric,timestamp)'::regprocedure});
top("DELETE FROM shipped WHERE k = $one AND way = 'text'");
top("CALL ship(true, $one)");
cmp_ok(top("SELECT count(*) FROM shipped AS a JOIN shipped AS b USING (k, g) WHERE k = $one AND a.way = 'at once' AND b.way = 'text' AND a.answer <> b.answer"), '>', 0,
	'a digit that gets lost on the way is noticed');

# ---- two servers with other settings ----

my @settings = (
	["timezone = 'America/St_Johns'", "datestyle = 'German, DMY'", 'extra_float_digits = 0', "intervalstyle = 'sql_standard'"],
	["timezone = 'Asia/Tokyo'", "datestyle = 'SQL, MDY'", 'extra_float_digits = -15', "intervalstyle = 'iso_8601'"]);
my @shards = map { Cluster->new("twin$_", 'max_parallel_workers_per_gather = 0', @{ $settings[$_] }) } 0, 1;
top("CREATE EXTENSION postgres_fdw; ALTER DATABASE $database SET timezone = 'Asia/Shanghai'");
my $arities = top('SELECT string_agg(k::text, $$,$$ ORDER BY k) FROM arity');
foreach my $i (0, 1)
{
	my $shard_host = $shards[$i]->host;
	$shards[$i]->sql('postgres', 'CREATE DATABASE shard');
	made($shard_host, 'shard', $i);
	is($shards[$i]->sql('shard', 'SELECT string_agg(k::text, $$,$$ ORDER BY k) FROM arity'), $arities, 'a shard numbers its aggregates alike');
	# the states of each group, ungrouped but by it
	$shards[$i]->sql('shard', join(';', map { my ($k, $arguments) = split /\|/; "CREATE VIEW state_$k AS SELECT g, worker_$k($arguments) AS state FROM input GROUP BY g" }
		split /\n/, $shards[$i]->sql('shard', 'SELECT k, arguments FROM arity')));
	top("CREATE SERVER shard$i FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$shard_host', port '5432', dbname 'shard', extensions 'gpurent'); " .
		"CREATE USER MAPPING FOR postgres SERVER shard$i OPTIONS (user 'postgres'); CREATE SCHEMA shard$i; IMPORT FOREIGN SCHEMA public FROM SERVER shard$i INTO shard$i");
}
# so that it seems worth sending
top('DO $$ DECLARE t regclass; BEGIN FOR t IN SELECT ftrelid FROM pg_foreign_table WHERE ftrelid::regclass::text LIKE $q$%.input$q$ LOOP EXECUTE $q$ANALYZE $q$ || t; END LOOP; END $$');
cmp_ok($arities =~ tr/,// + 1, '>', 50, 'one aggregate for each name and number of arguments');

my @calls = map { [split /\|/] } split /\n/, top('SELECT k, name, arguments FROM arity ORDER BY k');

# The answers of each call that differ, of two queries for (g, answer) each
sub differ
{
	my ($one, $other) = @_;
	return top(join("\nUNION ALL\n", map { my $query = $_; "(SELECT '$query->[1]($query->[2])', * FROM (" . join(' EXCEPT ', map { s/\{k\}/$query->[0]/gr =~ s/\{call\}/$query->[1]($query->[2])/gr } "($one)", "($other)") . ') AS d)' } @calls));
}

is(differ('SELECT g, {call}::text FROM input GROUP BY g', 'SELECT g, top_{k}(state)::text FROM (SELECT * FROM shard0.state_{k} UNION ALL SELECT * FROM shard1.state_{k}) AS s GROUP BY g'), '',
	'what two shards of other settings made of their rows is merged to what all rows give');
is(differ('SELECT g, {call}::text FROM input WHERE n % 2 = 1 GROUP BY g', 'SELECT g, {call}::text FROM shard1.input GROUP BY g'), '',
	'a shard of other settings gives the answer that its rows give here');
my $plans = top(join(';', map { "EXPLAIN (VERBOSE, COSTS OFF) SELECT g, $_->[1]($_->[2]) FROM shard1.input GROUP BY g" } @calls));
my $pushed = () = $plans =~ /Remote SQL: SELECT [^,]*, \S*\b\w+\(.*GROUP BY/g;
cmp_ok($pushed, '>', 50, 'and makes it itself: the aggregate is sent to it');

# a shard that is down
top('CREATE TABLE kept (g int, state lease_summary)');
$shards[1]->stop('immediate');
my ($summary) = grep { /\|lease_summary\|/ } split /\n/, top('SELECT k, name, arguments FROM arity ORDER BY k');
my ($k) = split /\|/, $summary;
ok(!eval { top("INSERT INTO kept SELECT * FROM shard0.state_$k UNION ALL SELECT * FROM shard1.state_$k"); 1 }, 'a shard that is down is an error');
like($@, qr/could not connect to server "shard1"|server closed the connection|terminating connection/, 'that names it');
is(top('SELECT count(*) FROM kept'), 0, 'and nothing is half written');
$shards[1]->start;

# ---- PL/Proxy: partial states of all shards, shipped ungrouped ----

SKIP:
{
	skip 'PL/Proxy is not installed (Debian: postgresql-15-plproxy)', 5 if top(q{SELECT count(*) FROM pg_available_extensions WHERE name = 'plproxy'}) eq '0';
	my @hosts = map { $_->host } @shards;
	top(qq{
		CREATE EXTENSION plproxy;
		CREATE SERVER leases FOREIGN DATA WRAPPER plproxy OPTIONS (p0 'host=$hosts[0] port=5432 dbname=shard', p1 'host=$hosts[1] port=5432 dbname=shard');
		CREATE USER MAPPING FOR postgres SERVER leases OPTIONS (user 'postgres')});
	foreach my $type ('lease_summary', 'occupancy', 'cash_flows', 'monthly_revenue', 'periodic_flows')
	{
		# one aggregate of that name
		my $call = top(qq{SELECT name || '(' || arguments || ')' FROM twin WHERE aggregate IN (SELECT oid FROM pg_proc WHERE prorettype = '$type'::regtype) AND name <> 'rollup' ORDER BY k LIMIT 1});
		$_->sql('shard', "CREATE FUNCTION states_of_$type() RETURNS SETOF $type LANGUAGE sql STABLE AS 'SELECT $call FROM input GROUP BY n % 3'") foreach @shards;
		top("CREATE FUNCTION states_of_$type() RETURNS SETOF $type LANGUAGE plproxy AS \$\$ CLUSTER 'leases'; RUN ON ALL; \$\$");
		is(top("SELECT count(*), rollup(s) = (SELECT $call FROM input) FROM states_of_$type() AS s"), '6|t', "PL/Proxy: $type of two shards, three parts each, is that of all rows");
	}
}

done_testing();
