#!/usr/bin/perl
# What an installation rests on: a user who is no superuser can install it, nothing planted
# in its way changes what is installed, an object of the same name is not
# adopted but refused, rows hidden from a user stay hidden from the functions this user calls,
# and the sources run no SQL of their own.  Privileges and the few leakproof functions are listed by
# test/sql/catalog_sanity.sql; objects planted in the search path of a query are in hostile.t.
#
# Connects to the cluster of make check.

use strict;
use warnings;
use lib 'test/lib';
use Cluster;
use Members;
use Test::More;

plan skip_all => 'needs the cluster of make check' unless Cluster::base();

my $host = $ENV{PGHOST};

sub sql { my ($sql, $database) = @_; return Cluster::psql($host, $database // 'security', $sql) }

# As somebody else; what psql printed, errors too
sub sql_as
{
	my ($user, $sql) = @_;
	return `psql -X -q -At -h '$host' -U $user -d security -c "$sql" 2>&1` =~ s/\n\z//r;
}

sub new_database
{
	my ($owner) = @_;
	sql('DROP DATABASE IF EXISTS security', 'postgres');
	sql("CREATE DATABASE security TEMPLATE template0 ENCODING 'UTF8' OWNER $owner", 'postgres');
}

END
{
	local $?;
	eval { sql('DROP DATABASE IF EXISTS security', 'postgres'); sql("DROP ROLE IF EXISTS $_", 'postgres') foreach qw(tenant stranger) };
}
sql("DROP ROLE IF EXISTS $_; CREATE ROLE $_ LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE", 'postgres') foreach qw(tenant stranger);

# ---- trusted: by who owns the database, and only then ----

new_database('tenant');
like(sql_as('stranger', 'CREATE EXTENSION gpurent'), qr/permission denied/, 'a stranger may not install it');
is(sql_as('tenant', 'CREATE SCHEMA rental; CREATE EXTENSION gpurent SCHEMA rental'), '', 'the owner of the database may');
is(sql(q{SELECT string_agg(DISTINCT proowner::regrole::text, ' ') FROM pg_proc WHERE pronamespace = 'rental'::regnamespace}), 'postgres', 'what is installed is the superuser\'s');
is(sql_as('tenant', q{SELECT rental.rent('15.1 CNY/card/hour', 8, '[2024-01-01 00:00+00, 2024-01-02 00:00+00)')}), '2899.2', 'and the owner can call it');
like(sql_as('stranger', q{SELECT rental.rent('15.1 CNY/card/hour', 8, '[2024-01-01 00:00+00, 2024-01-02 00:00+00)')}), qr/permission denied for schema rental/, 'a stranger not before being let into the schema');
like(sql_as('tenant', q{CREATE OR REPLACE FUNCTION rental.currency(rental.rent_rate) RETURNS text LANGUAGE sql RETURN 'X'}), qr/must be owner/, 'nor can its owner change a function');
like(sql_as('tenant', q{CREATE FUNCTION mine(text) RETURNS int LANGUAGE c AS '\\$libdir/gpurent', 'rent_rate_amount'}), qr/permission denied for language c/, 'or call its C code in another way');
is(sql_as('tenant', 'DROP EXTENSION gpurent'), '', 'the owner of the database may drop it');

# ---- nothing planted is found ----

# the same installation in a clean database and in one full of traps: in the schema that it
# goes to, and in schemas before that one in the search path of who installs it
sub installed
{
	my ($trapped) = @_;
	new_database('postgres');
	sql('CREATE SCHEMA first; CREATE SCHEMA rental');
	my $traps = 0;
	if ($trapped)
	{
		# functions (those with columns too, some of which have the names of arguments) and aggregates of our names and arguments, and operators between types that our
		# script may combine, all in a schema that comes first
		sql(q{CREATE EXTENSION gpurent SCHEMA rental});
		my $script = sql(q{
			SELECT format('CREATE FUNCTION first.%I(%s) RETURNS %s LANGUAGE plpgsql AS $x$ BEGIN RAISE EXCEPTION ''trapped''; END $x$;', proname, types, result)
			FROM (SELECT DISTINCT proname, replace(CASE WHEN proallargtypes IS NULL THEN pg_get_function_identity_arguments(oid) ELSE oidvectortypes(proargtypes) END, 'rental.', '') AS types, replace(format_type(prorettype, NULL), 'rental.', '') AS result
				  FROM pg_proc WHERE pronamespace = 'rental'::regnamespace AND prokind = 'f'
					AND NOT 'internal'::regtype = ANY (proargtypes::oid[] || prorettype) AND NOT proretset AND NOT 'cstring'::regtype = ANY (proargtypes::oid[] || prorettype)
					AND NOT EXISTS (SELECT FROM unnest(proargtypes::oid[] || prorettype) AS t JOIN pg_type AS y ON y.oid = t WHERE typnamespace = 'rental'::regnamespace)) AS f
			WHERE types !~ ' DEFAULT '});
		my $ours = sql(q{SELECT string_agg(typname, ' ') FROM pg_type WHERE typnamespace = 'rental'::regnamespace AND typelem = 0});
		sql('DROP EXTENSION gpurent');
		# an argument of a program has at most 128 kB
		my @statements = split /\n/, $script;
		sql(join("\n", splice(@statements, 0, 200))) while @statements;
		# types of our names, and of the names of PostgreSQL's that our script uses
		sql("CREATE DOMAIN first.$_ AS text; CREATE TYPE first.t_$_ AS (x int)") foreach split(/ /, $ours), qw(numeric text float8 int4 int8 tstzrange timestamptz interval date bool bytea);
		# better matches than what PostgreSQL has: a number times a whole number, and the like
		sql(q{DO $do$
			DECLARE name text; one text; other text;
			BEGIN
				CREATE FUNCTION rental.trap_(a anyelement) RETURNS anyelement LANGUAGE plpgsql AS $x$ BEGIN RAISE EXCEPTION 'trapped'; END $x$;
				FOREACH one IN ARRAY ARRAY['pg_catalog.numeric', 'pg_catalog.int4', 'pg_catalog.int8', 'pg_catalog.float8', 'pg_catalog.text', 'pg_catalog.unknown'] LOOP
					CONTINUE WHEN one = 'pg_catalog.unknown';
					FOREACH other IN ARRAY ARRAY['pg_catalog.numeric', 'pg_catalog.int4', 'pg_catalog.int2', 'pg_catalog.float8', 'pg_catalog.text'] LOOP
						CONTINUE WHEN one = other;
						EXECUTE format('CREATE FUNCTION rental.trap(%s, %s) RETURNS %1$s LANGUAGE plpgsql AS $x$ BEGIN RAISE EXCEPTION ''trapped''; END $x$', one, other);
						FOREACH name IN ARRAY ARRAY['+', '-', '*', '/', '=', '<', '>', '<=', '>=', '<>', '||'] LOOP
							EXECUTE format('CREATE OPERATOR rental.%s (FUNCTION = rental.trap, LEFTARG = %s, RIGHTARG = %s)', name, one, other);
						END LOOP;
					END LOOP;
				END LOOP;
			END $do$});
		# built-in functions that a script might call
		sql(join('', map { "CREATE FUNCTION rental.$_(pg_catalog.text) RETURNS pg_catalog.text LANGUAGE plpgsql AS \$x\$ BEGIN RAISE EXCEPTION 'trapped'; END \$x\$;" }
				qw(format lower upper round abs set_config current_setting)));
		$traps = sql(q{SELECT (SELECT count(*) FROM pg_proc WHERE pronamespace IN ('first'::regnamespace, 'rental'::regnamespace)) + (SELECT count(*) FROM pg_operator WHERE oprnamespace = 'rental'::regnamespace)});
	}
	sql('SET search_path = first, rental, pg_catalog; CREATE EXTENSION gpurent SCHEMA rental');
	my @members = Members::of($host, 'security');
	return ($traps, @members);
}

my (undef, @clean) = installed(0);
my ($traps, @trapped) = installed(1);
cmp_ok($traps, '>', 200, "$traps traps were set");
is_deeply([Members::differences(\@clean, \@trapped)], [], 'and the same was installed: each object, and all it refers to');
is(sql(q{SET search_path = first, rental; SELECT rental.rent('15.1 CNY/card/hour'::rental.rent_rate, 8::numeric, '[2024-01-01 00:00+00, 2024-01-02 00:00+00)'::tstzrange)}), '2899.2', 'which computes among them');
is(sql(q{SET search_path = first, rental; SELECT rental.revenue('15.1 CNY/card/hour'::rental.rent_rate, 8::numeric, '[2024-01-01 00:00+00, 2024-01-02 00:00+00)'::tstzrange)}), '2899.2', 'aggregates too');

# ---- what is in the way is refused, not adopted ----

foreach my $obstacle ('CREATE TYPE rental.p_capacity AS (x int)', 'CREATE DOMAIN rental.rent_rate AS text', 'CREATE TABLE rental.lease_summary (x int)',
	'CREATE FUNCTION rental.term(first_day date, last_day date, zone text DEFAULT \'UTC\') RETURNS tstzrange LANGUAGE sql RETURN NULL::tstzrange',
	'CREATE FUNCTION rental.payback(capex numeric, annual_cash_flow numeric) RETURNS numeric LANGUAGE sql RETURN 0',
	'CREATE AGGREGATE rental.npv(float8, numeric) (SFUNC = x, STYPE = numeric)')
{
	new_database('tenant');
	sql('CREATE SCHEMA rental; ALTER SCHEMA rental OWNER TO tenant');
	sql('CREATE FUNCTION public.x(numeric, float8, numeric) RETURNS numeric LANGUAGE sql RETURN 0');
	is(sql_as('tenant', $obstacle), '', "in the way: $obstacle") or next;
	my $printed = eval { sql('CREATE EXTENSION gpurent SCHEMA rental'); 'installed' } // $@;
	like($printed, qr/ERROR:  (?:type|relation|function) "?\w+"? already exists|already exists with same argument types|is not a member of extension/, 'is refused');
	is(sql(q{SELECT count(*) FROM pg_extension WHERE extname = 'gpurent'}), 0, 'and nothing is left');
}

# ---- hidden rows stay hidden ----

new_database('postgres');
sql(q{CREATE EXTENSION gpurent;
	CREATE TABLE lease (owner name, rate rent_rate, capacity p_capacity, summary lease_summary, quantity numeric, during tstzrange);
	INSERT INTO lease SELECT CASE WHEN i % 2 = 0 THEN 'tenant' ELSE 'other' END, '15.1 CNY/card/hour', '1 P', s, 8, '[2024-01-01 00:00Z,2024-01-02 00:00Z)' FROM generate_series(1, 100) AS i, (SELECT lease_summary('15.1 CNY/card/hour', 8, '[2024-01-01,2024-01-02)') AS s) AS summary;
	-- what nobody else may know: a rate that any addition refuses, a lease without a start
	INSERT INTO lease SELECT 'other', '77777.77 USD/kW/day', '777 P fp8', lease_summary('77777.77 USD/kW/day', 7, '[2024-01-01,2024-01-02)'), -777, '(,2024-01-02 00:00Z)';
	ANALYZE lease;
	CREATE VIEW mine WITH (security_barrier) AS SELECT * FROM lease WHERE owner = current_user;
	GRANT SELECT ON mine TO tenant;
	CREATE TABLE guarded AS SELECT * FROM lease;
	ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
	CREATE POLICY own ON guarded USING (owner = current_user);
	GRANT SELECT ON guarded TO tenant; CREATE INDEX ON guarded (rate); ANALYZE guarded});
foreach my $condition (q{rate + '1 CNY/card/hour' > '0 CNY/card/hour'}, q{capacity + '1 P' > '0 P'}, q{rent(rate, quantity, during) > 0}, q{per(rate, 'hour') > '0 CNY/card/hour'},
	q{revenue(rollup(summary + (SELECT lease_summary('1 CNY/card/hour', 1, '[2024-01-01,2024-01-02)')))) > 0}, q{rate / '1 CNY/card/hour' > 0}, q{rent(rate, quantity, during, NULL, 'nowhere/at all') > 0})
{
	foreach my $table (qw(mine guarded))
	{
		my $shown = sql_as('tenant', $condition =~ /rollup/ ? "SELECT count(*) FROM (SELECT summary, owner FROM $table GROUP BY summary, owner HAVING $condition) AS x" : "SELECT count(*) FROM $table WHERE $condition");
		unlike($shown, qr/777/, "$table: no hidden value in what $condition says");
	}
}
is(sql_as('tenant', q{SELECT count(*) FROM mine WHERE rate + '1 CNY/card/hour' > '0 CNY/card/hour'}), 50, 'the rows that may be seen are');
my $open = eval { sql(q{SELECT count(*) FROM lease WHERE rate + '1 CNY/card/hour' > '0 CNY/card/hour'}) } // $@;
like($open, qr/77777\.77/, 'where nothing is hidden, the error quotes the value');
is(sql_as('tenant', q{SELECT count(*) FROM guarded WHERE rate = '77777.77 USD/kW/day'}), 0, 'a leakproof comparison finds nothing either');

# ---- the sources ----

my ($text, %found) = ('');
foreach my $name (glob('src/*/*.c src/*/*.h src/core/*/*.c src/core/*/*.h'))
{
	open(my $file, '<', $name) or die "$name: $!\n";
	local $/;
	my $source = <$file>;
	$source =~ s{/\*.*?\*/}{}gs;
	$source =~ s{"(?:[^"\\]|\\.)*"}{""}g;
	$found{$1} .= " $name" while $source =~ /\b(SPI_\w+|system|popen|exec[lv]\w*|fork|fopen|open|dlopen|load_external_function|LookupFuncName\w*|OidFunctionCall\w*|to_reg\w+|FuncnameGetCandidates|SetUserIdAndSecContext|superuser\w*|strcpy|strcat|sprintf|gets|alloca)\s*\(/g;
}
is_deeply(\%found, {}, 'no SQL of their own, no look-up of functions by name, no programs, no files, no change of user, no copying without a bound');
done_testing();
