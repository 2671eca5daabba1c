#!/usr/bin/perl
# The forty questions of doc/questions.md on a lease table of one's own: examples/lease_book_load.sql
# loads leases, pools and terms as `make psql LEASES= POOLS=` makes them, and every question
# runs there in one query.  (What they answer on the made-up book is shown on the page, which
# docs.t runs.)  So do they in an empty book, and in one of a single lease.
#
# Connects with psql's usual environment variables to a database in which the
# extension can be created.

use strict;
use warnings;
use File::Temp qw(tempfile);
use Test::More;

local $ENV{PGCLIENTENCODING} = 'UTF8';
my $start = <<'SQL';
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS lease_book, gpurent_bi CASCADE;
DROP TABLE IF EXISTS public.leases, public.pools, public.terms;
CREATE EXTENSION IF NOT EXISTS gpurent;
\i examples/lease_book.sql
SQL

# What psql prints for some SQL
sub psql
{
	my ($sql) = @_;
	my ($file, $name) = tempfile(UNLINK => 1);
	print $file $sql;
	close $file;
	return scalar `psql -XqAt < $name 2>&1`;
}

open(my $page, '<:raw', 'doc/questions.md') or die "doc/questions.md: $!\n";
my $text = do { local $/; <$page> };
my @questions = $text =~ /^## \d+\. .*?\n```sql\n(.*?)^```/msg;
is(scalar @questions, 40, 'forty questions');
is(scalar(grep { my $q = $_; $q =~ s/'[^']*'//g; () = $q =~ /;/g; ($q =~ tr/;//) != 1 } @questions), 0, 'each is one query');
my @names = $text =~ /^## (\d+\. .*?)$/mg;

# run TITLE, SQL that makes a book: every question on it
sub run
{
	my ($title, $book) = @_;
	is(psql($start . $book), '', "$title: the book is made");
	my $mark = '== question ==';
	my $printed = psql(join('', "SET search_path = lease_book, public;\n", map { "\\echo $mark\n$_" } @questions));
	my (undef, @answers) = split(/^\Q$mark\E\n/m, $printed, -1);
	my @failed = grep { $answers[$_] =~ /ERROR/ } 0 .. $#questions;
	is(scalar @answers, 40, "$title: all were asked");
	is(join('; ', map { "$names[$_]: $answers[$_]" } @failed), '', "$title: all are answered");
	return @answers;
}

run('an empty book', '');
run('one lease', q{
SELECT lease_book.add_months('2024-01-01') \g /dev/null
INSERT INTO lease_book.customer (customer) VALUES ('</script><b>"O''Hara" & Söhne; --');
INSERT INTO lease_book.pool (pool) VALUES ('');
} =~ s/VALUES \(''\);/VALUES ('a "pool"');/r . q{
INSERT INTO lease_book.lease (lease, customer, pool, terms, cards, during)
SELECT 'L1', customer, 'a "pool"', '10 CNY/card/hour incl 6%', 1, term('2024-01-10', '2024-01-10', lease_book.accounting_zone()) FROM lease_book.customer;
});
is(psql(q{SELECT customer, card_hours, gross_in_currency, vat_in_currency, net_in_currency, net_functional FROM gpurent_bi.revenue_month}), qq{</script><b>"O'Hara" & S\xc3\xb6hne; --|24.000000|240.00|13.58|226.42|226.42\n}, 'names as they are, in the views');
is(psql(q{SELECT available_card_hours, leased_card_hours, idle_card_hours, utilization_percent, overbooked_hours, cost_functional FROM gpurent_bi.pool_month}), "0.000000|24.000000|-24.000000||24.000000|0.00\n", 'a pool without cards');
is(psql(q{SELECT kind, reason FROM gpurent_bi.problem}), "over capacity|up to 1 let of 0 cards, for 24 hours\n", 'which is told');

my @own = run('leases of one\'s own', q{
CREATE TABLE leases (lease_id text, pool text, customer text, gpus numeric, started_at timestamptz, ended_at timestamptz, state text);
CREATE TABLE pools (pool text PRIMARY KEY, gpus numeric, gpu_model text);
CREATE TABLE terms (gpu_model text UNIQUE, rate rent_rate, price rent_rate);
INSERT INTO pools VALUES ('east', 64, 'A100'), ('west', 32, 'H100'), ('idle', 8, 'A100');
INSERT INTO terms VALUES (NULL, '7.6 CNY/card/hour', '100000 CNY/card'), ('H100', '15.1 CNY/card/hour', '240000 CNY/card');
INSERT INTO leases
SELECT 'J' || n % 390, (ARRAY['east', 'west', 'lost'])[1 + n % 3], 'customer ' || n % 7, n % 9, CASE WHEN n % 50 > 0 THEN timestamptz '2023-01-05 00:00Z' + n * interval '41 hours' END,
       CASE WHEN n % 31 > 0 AND n % 50 > 0 THEN timestamptz '2023-01-05 00:00Z' + n * interval '41 hours' + (n % 97) * interval '7 hours' END, 'x'
FROM generate_series(1, 400) AS n;
\o /dev/null
\set vat 'incl 6%'
\i examples/lease_book_load.sql
\o
});
# the same in plain arithmetic: what each lease earns up to the last instant of the book
is(psql(q{SELECT sum(card_hours) FROM gpurent_bi.revenue_month}),
	psql(q{SELECT round(sum(gpus * extract(epoch FROM least(coalesce(ended_at, 'infinity'), upper(within)) - started_at) / 3600), 6) FROM leases, lease_book.span WHERE started_at IS NOT NULL}), 'card-hours');
ok(abs(psql(q{SELECT sum(gross_in_currency) FROM gpurent_bi.revenue_month})
	- psql(q{SELECT sum(gpus * extract(epoch FROM least(coalesce(ended_at, 'infinity'), upper(within)) - started_at) / 3600 * CASE pool WHEN 'west' THEN 15.1 ELSE 7.6 END) FROM leases, lease_book.span WHERE started_at IS NOT NULL})) < 5, 'gross revenue, but for the rounding of its cells');
is(psql(q{SELECT count(*) FROM lease_book.lease WHERE lease LIKE '%#2'}), "10\n", 'a lease_id that comes twice is two leases');
like($own[0], qr/\d/, 'there are answers');
# up to a month: what contracts bring after it is backlog
my $whole = psql(q{SELECT sum(net_in_currency) FROM gpurent_bi.revenue_month WHERE month <= '2024-06-01'});
is(psql(q{
SET client_min_messages = warning;
DROP SCHEMA lease_book, gpurent_bi CASCADE;
\i examples/lease_book.sql
\o /dev/null
\set vat 'incl 6%'
\set until 2024-06-30
\i examples/lease_book_load.sql
\o
SELECT last_day FROM lease_book.span;
SELECT sum(net_in_currency) FROM gpurent_bi.revenue_month;
SELECT count(*) > 0, min(month) FROM gpurent_bi.backlog_month;
}), "2024-06-30\n${whole}t|2024-07-01\n", 'leases of one\'s own, up to a month');
psql('DROP SCHEMA lease_book, gpurent_bi CASCADE; DROP TABLE leases, pools, terms');

# Two currencies, and no exchange rate of one: what is made of it is unknown.  A sum that passes over it would look
# like all: revenue of the pools that are known less the costs of all pools, say.
my @part = run('a missing exchange rate', q{
SELECT lease_book.add_months('2025-12-01', '2024-01-01') \g /dev/null
INSERT INTO lease_book.customer (customer) VALUES ('home'), ('abroad');
INSERT INTO lease_book.pool (pool) VALUES ('here'), ('there'), ('hosted');
INSERT INTO lease_book.asset (asset, pool, cards, price, in_service_from) VALUES ('a', 'here', 10, '100000 CNY/card excl 13%', '2024-01-01'), ('b', 'there', 10, '100000 CNY/card excl 13%', '2024-01-01');
INSERT INTO lease_book.asset (asset, pool, owner, cards, owner_share, in_service_from) VALUES ('c', 'hosted', 'another', 10, 0.7, '2024-01-01');
INSERT INTO lease_book.lease (lease, customer, pool, terms, cards, during)
SELECT 'L' || n, customer, pool, terms::lease_terms, 5, term(days, NULL, lease_book.accounting_zone())
FROM (VALUES (1, 'home', 'here', '5 CNY/card/hour excl 6%', date '2024-01-01'), (2, 'abroad', 'there', '1 USD/card/hour excl 0%', '2024-01-01'), (3, 'abroad', 'hosted', '1 USD/card/hour excl 0%', '2025-02-01')) AS v (n, customer, pool, terms, days);
INSERT INTO lease_book.budget SELECT month, pool, 20000 FROM lease_book.accounting_month, lease_book.pool WHERE month >= '2025-01-01';
BEGIN;
INSERT INTO lease_book.invoice VALUES ('i', 'abroad', '2025-11-30', '2025-11-30', 'USD', 3600, 0, 3600), ('j', 'home', '2025-11-30', '2025-11-30', 'CNY', 18000, 1080, 19080);
INSERT INTO lease_book.invoice_line (invoice, line, lease, month, net, vat, tax_rate) VALUES ('i', 1, 'L2', '2025-11-01', 3600, 0, 0), ('j', 1, 'L1', '2025-11-01', 18000, 1080, 0.06);
COMMIT;
});
my %shown = (
	1 => "2025-12-01||\n2025-11-01||\n2025-10-01||\n2025-09-01||\n",
	2 => "2025-12-01|0||0|\n2025-11-01|0||0|\n2025-10-01|0||0|\n2025-09-01|0||0|\n",
	3 => "2||\n",
	6 => '',
	7 => "here|219000.00|250000.00|-31000.00|-14.2\nhosted||0.00||\nthere||250000.00||\nall pools||500000.00||\n",
	9 => "here|1000000.00|-561400.00|4.57\nhosted|0.00||\nthere|1000000.00||\n",
	12 => "here|-2.7|-40566.67\nhosted||\nthere||\n",
	13 => "abroad||||||\nhome|0.00|0.00|19080.00|0.00|0.00|19080.00\n",
	15 => '',
	27 => "here|240000.00|219000.00|-21000.00|91.3\nhosted|240000.00|||\nthere|240000.00|||\n",
	28 => join('', map { "$_|\n" } 'as it was', 'prices 10 % lower', 'prices halved', 'half of the idle hours let', 'and prices 10 % lower'),
	30 => "||||||2025-12-01\n" =~ s/^\|//r,
	33 => "2025-Q4||50.0|\n2025-Q3||50.0|\n2025-Q2||50.0|\n2025-Q1||44.3|\n2024-Q4||33.3|\n",
	37 => '',
	38 => '',
	40 => "here|2.800|0.000|0.000|2.800|5.600|5.000\nhosted|0.000|0.000|0.000|0.000|0.000|\nthere|2.800|0.000|0.000|2.800|5.600|\n",
);
is($part[$_ - 1], $shown{$_}, "unknown: $names[$_ - 1]") foreach sort { $a <=> $b } keys %shown;

# A book of ten months has no year before: a part of one is none.
my @young = run('ten months', q{
SELECT lease_book.add_months('2025-03-01', '2024-02-01') \g /dev/null
INSERT INTO lease_book.customer (customer) VALUES ('home');
INSERT INTO lease_book.pool (pool) VALUES ('here');
INSERT INTO lease_book.lease (lease, customer, pool, terms, cards, during) VALUES ('L1', 'home', 'here', '5 CNY/card/hour excl 6%', 5, term('2024-01-01', NULL, lease_book.accounting_zone()));
});
is($young[29], "54000.00|||54000.00||2025-03-01\n", "$names[29], with January not in the book before");
psql('DROP SCHEMA lease_book, gpurent_bi CASCADE');

done_testing();
