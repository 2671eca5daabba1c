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
psql('DROP SCHEMA lease_book, gpurent_bi CASCADE; DROP TABLE leases, pools, terms');

done_testing();
