#!/usr/bin/perl
# A summary that an older version wrote is read by a newer one, from the disk, from its text and from its
# bytes.  There is no newer version yet, so one is made up: a copy of the sources is given a field more in
# lease_summary, by the lines that doc/architecture.md says, and a reader of version 1 in monthly_revenue;
# the library built of it takes the place of the installed one in a database of values written before.
#
# Runs in the cluster of make check, beside the objects that it has built.

use strict;
use warnings;
use lib 'test/lib';
use Cluster;
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

plan skip_all => 'needs the cluster of make check' unless Cluster::base();

my $host = $ENV{PGHOST};

sub sql { my ($sql, $database) = @_; return Cluster::psql($host, $database // 'versions', $sql) }

# ---- the made-up version: file => [after this, these lines] ----

my %lines = (
	'fleet/lease_summary.h' => [["\tWords192\tweighted_rent;\n", "\tint64\t\trenewals;\n"]],
	'fleet/lease_summary.c' => [
		["\tFIELD(window_end, FIELD_INSTANT, 0),\n", "\tFIELD(renewals, FIELD_COUNT, 0, .since = 2, .absent = 7),\n"],
		["\tadd_terms(a, b->terms);\n", "\ta->renewals += b->renewals;\n"],
		# what a row adds: one place for the usual rows and the others
		["count_lease(LeaseSummary *s, Counted c, int sign)\n{\n", "\ts->renewals += 100 * sign;\n"]],
	'fleet/monthly_revenue.c' => [
		["#define MONTHLY_REVENUE_VERSION\t1\n", "#undef MONTHLY_REVENUE_VERSION\n#define MONTHLY_REVENUE_VERSION\t2\n"],
		["\tint32\t\tcount;\t\t\t/* months in use */\n", "\tint64\t\tmade_up;\n"],
		["static const StoredType stored_type = {\n", "\t.older = (const StoredReader[]) {read_version_1},\n"]]);
my %before = (
	'fleet/monthly_revenue.c' => ["static const StoredType stored_type", <<'C']);
static void *
read_version_1(const void *value)
{
	const Size	head = offsetof(MonthlyRevenue, made_up);
	int32		room = (int32) ((VARSIZE(value) - head) / sizeof(Words128));
	MonthlyRevenue *m = make(room);

	memcpy((SummaryHeader *) m + 1, (const SummaryHeader *) value + 1, head - sizeof(SummaryHeader));
	memcpy(m->revenue, (const char *) value + head, room * sizeof(Words128));
	return m;
}

C

my $dir = tempdir(CLEANUP => 1);
chmod 0755, $dir;
my $base = Cluster::base();
my $headers = `pg_config --includedir-server` =~ s/\s+\z//r =~ s/^\Q$base\E\/root//r;
my $library = "$dir/gpurent_2.so";

sub text_of { my ($path) = @_; open(my $file, '<', $path) or die "$path: $!\n"; local $/; return scalar <$file> }

my (@built, %changed);
foreach my $source (glob('src/*/*.[ch] src/core/*/*.[ch]'))
{
	my ($name) = $source =~ m{^src/(.*)};
	my $text = text_of($source);
	if (my $early = $before{$name})
	{
		die "$name has changed\n" unless $text =~ s/(?=\Q$early->[0]\E)/$early->[1]/;
	}
	foreach my $line (@{ $lines{$name} // [] })
	{
		die "$name has changed: no $line->[0]\n" unless $text =~ s/(?<=\Q$line->[0]\E)/$line->[1]/;
	}
	make_path(dirname("$dir/src/$name"));
	open(my $copy, '>', "$dir/src/$name") or die "$name: $!\n";
	print $copy $text;
	close $copy;
	$changed{$name} = $text =~ /"fleet\/lease_summary.h"/ || $lines{$name};
}
foreach my $name (grep { /\.c$/ } sort keys %changed)
{
	# those that see nothing of what has changed are there
	my $object = "src/$name" =~ s/c\z/o/r;
	if ($changed{$name} || !-e $object)
	{
		$object = "$dir/src/$name.o";
		my $said = `gcc -O1 -fPIC -ffp-contract=off -D_GNU_SOURCE -Wall -Werror -I$dir/src -I'$headers' -c -o $object $dir/src/$name 2>&1`;
		die "gcc: $said" if $?;
	}
	push @built, $object;
}
my $said = `gcc -shared -Wl,-Bsymbolic -o $library @built -lm 2>&1`;
die "gcc: $said" if $?;
chmod 0755, $library;

# ---- values of version 1 ----

sql('DROP DATABASE IF EXISTS versions', 'postgres');
sql("CREATE DATABASE versions TEMPLATE template0 ENCODING 'UTF8'", 'postgres');
END
{
	local $?;
	eval { sql('DROP DATABASE IF EXISTS versions', 'postgres') };
}

sql(q{
	CREATE EXTENSION gpurent;
	CREATE TABLE lease AS SELECT g, '15.1 CNY/card/hour incl 6%'::rent_rate AS rate, 8 + g AS cards, tstzrange('2024-01-01 00:00+00', '2024-03-01 00:00+00') AS during FROM generate_series(1, 3) AS g;
	CREATE TABLE kept (g int, s lease_summary, m monthly_revenue);
	INSERT INTO kept SELECT g, lease_summary(rate, cards, during), revenue_by_month(rate, cards, during, 'UTC') FROM lease GROUP BY g;
	CREATE INDEX kept_hash ON kept USING hash (s);
	CREATE INDEX kept_btree ON kept (s);
});
my $texts = sql('SELECT g, s, m FROM kept ORDER BY g');
my $answers = q{SELECT g, revenue(s), card_hours(s), leases(s), revenue(m), (SELECT string_agg(x::text, ' ') FROM months(m) AS x) FROM kept ORDER BY g};
my $answered = sql($answers);
my $hashes = sql('SELECT lease_summary_hash(s), lease_summary_hash_extended(s, 1) FROM kept ORDER BY g');
sql("COPY kept TO PROGRAM 'cat > $base/versions.bin' (FORMAT binary)");
sql("COPY kept TO PROGRAM 'cat > $base/versions.txt'");
like($texts, qr/"version": 1, .*"version": 1, /, 'version 1 writes 1');

# ---- the next version takes over ----

sql("UPDATE pg_proc SET probin = '$library' WHERE probin = '\$libdir/gpurent'");
is(sql($answers), $answered, 'what is stored is read, and tells the same');
is(sql('SELECT g, s, m FROM kept ORDER BY g'), $texts =~ s/("window_end": "[^"]*")\}/$1, "renewals": 7}/gr =~ s/"version": 1/"version": 2/gr,
	'its text is that of version 2, with what was not there as it was said to be absent');

# text and bytes of version 1
sql("CREATE TABLE copied (LIKE kept); COPY copied FROM PROGRAM 'cat $base/versions.bin' (FORMAT binary); COPY copied FROM PROGRAM 'cat $base/versions.txt'");
is(sql('SELECT count(*), bool_and(k.s = c.s), bool_and(k.m = c.m), bool_and(k.s::text = c.s::text), bool_and(lease_summary_send(k.s) = lease_summary_send(c.s)) FROM kept AS k JOIN copied AS c USING (g)'),
	'6|t|t|t|t', 'text and bytes of version 1 are read as the same value');
is(sql('SELECT DISTINCT pg_column_size(k.s) < pg_column_size(c.s) FROM kept AS k JOIN copied AS c USING (g)'), 't', 'and are stored as version 2');

# order and hash
is(sql('SELECT lease_summary_hash(s), lease_summary_hash_extended(s, 1) FROM kept ORDER BY g'), $hashes, 'a value of version 1 hashes as it did');
is(sql('SELECT DISTINCT lease_summary_hash(k.s) = lease_summary_hash(c.s), lease_summary_cmp(k.s, c.s) FROM kept AS k JOIN copied AS c USING (g)'), 't|0', 'and so does version 2, where it says no more');
foreach my $index ('hash', 'btree')
{
	my ($other) = grep { $_ ne $index } 'hash', 'btree';
	is(sql("BEGIN; DROP INDEX kept_$other; SET enable_seqscan = off; SELECT count(*) FROM kept WHERE s = (SELECT s FROM copied WHERE g = 2 LIMIT 1); ROLLBACK"), '1', "a $index index of before finds it");
}

# both together, and rows of all kinds
is(sql('SELECT revenue(s) = (SELECT sum(revenue(s)) FROM kept), s::text ~ \'"renewals": 21\' FROM (SELECT rollup(s) AS s FROM kept) AS r'), 't|t', 'those of version 1 add up');
is(sql('SELECT rollup(s)::text = (SELECT rollup(s)::text FROM (SELECT * FROM copied LIMIT 3) AS c) FROM kept'), 't', 'as those of version 2 do');
is(sql('SELECT (k.s + c.s)::text = (c.s + k.s)::text FROM kept AS k, copied AS c WHERE k.g = 1 AND c.g = 2 LIMIT 1'), 't', 'and one with the other');
is(sql(q{SELECT lease_summary(rate, cards, during)::text ~ '"renewals": 300\}'}  . q{, lease_summary(rate, cards, during, '[2024-01-01,2025-01-01)')::text ~ '"renewals": 300\}', lease_summary(rate, cards, lower(during), upper(during))::text ~ '"renewals": 300\}' FROM lease}), 't|t|t',
	'a field is counted in one place for the usual rows and for the others');
ok(!eval { sql(q{SELECT replace(s::text, '"version": 2', '"version": 3')::lease_summary FROM copied}); 1 }, 'a version that nobody knows is refused');

done_testing();
