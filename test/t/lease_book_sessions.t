#!/usr/bin/perl
# examples/lease_book.sql with several sessions at once, with and without rollups: a month that is closed while a
# correction, a cost or an exchange rate is written; two refreshes; a refresh and a closing.  Nothing is lost, nothing
# is posted twice, nothing gets into a closed month.  And what roles may: who reads gpurent_bi reads all of its views
# and no table; who writes leases and costs changes no closed month and nothing that is kept.
#
# Connects with psql's usual environment variables to a database in which the extension can be created; roles are made
# as the superuser postgres, and gone at the end.

use strict;
use warnings;
use lib 'test/lib';
use Session;
use Test::More;

my $start = 'DROP SCHEMA IF EXISTS lease_book, gpurent_bi CASCADE; CREATE EXTENSION IF NOT EXISTS gpurent; CREATE EXTENSION IF NOT EXISTS btree_gist';
my ($watcher, $writer, $one, $two) = map { Session->new } 1 .. 4;

my $lease = "INSERT INTO lease (lease, customer, pool, terms, cards, during) VALUES";
my $january = "term('2024-01-01', '2024-01-31', accounting_zone())";

sub path { $_->ask('SET search_path = lease_book, public') foreach $watcher, $writer, $one, $two }

sub book
{
	my ($rolled_up) = @_;
	is($watcher->ask($start), '', 'nothing is there');
	is($watcher->ask('\i examples/lease_book.sql'), '', 'the book is made');
	path();
	is($watcher->ask("SELECT add_months('2024-04-01', '2024-01-01'); INSERT INTO customer (customer) VALUES ('c'); INSERT INTO pool (pool) VALUES ('p'), ('q');
		INSERT INTO asset (asset, pool, cards, price, in_service_from) VALUES ('a', 'p', 100, '1000 CNY/card excl 13%', '2024-01-01');
		$lease ('l', 'c', 'p', '1 CNY/card/hour excl 0%', 10, $january); SELECT use_rollups($rolled_up)"), "\n", 'and filled');
}
sub differences { return $watcher->ask('SELECT count(*) FROM rollup_differences()') }
sub revenue { return $watcher->ask('SELECT string_agg(month || \' \' || service_month || \' \' || net, \', \' ORDER BY month, service_month, net) FROM revenue') }

foreach my $rolled_up ('false', 'true')
{
	my $how = $rolled_up eq 'true' ? 'with rollups' : 'without';
	book($rolled_up);

	# ---- a correction that is committed after a month was closed ----

	$writer->ask("BEGIN; UPDATE lease SET cards = 11 WHERE lease = 'l'");
	is($one->ask("UPDATE accounting_month SET closed = true WHERE month = '2024-01-01'"), '', "$how: a month is closed while a correction of it is not committed");
	is(revenue(), '2024-01-01 2024-01-01 7440.00', 'as it was');
	is($writer->ask('COMMIT'), '', 'then the correction is');
	$watcher->ask('SELECT refresh_rollups()');
	is(revenue(), '2024-01-01 2024-01-01 7440.00, 2024-02-01 2024-01-01 744.00', 'the open month takes it');

	# ---- a month that is being closed while a correction is written, and committed before it ----

	$one->ask("BEGIN; UPDATE accounting_month SET closed = true WHERE month = '2024-02-01'");
	is($writer->ask("UPDATE lease SET cards = 12 WHERE lease = 'l'"), '', 'a correction does not wait for a month that is being closed');
	is($one->ask('COMMIT'), '', 'it is closed');
	$watcher->ask('SELECT refresh_rollups()');
	is(revenue(), '2024-01-01 2024-01-01 7440.00, 2024-02-01 2024-01-01 744.00, 2024-03-01 2024-01-01 744.00', 'and the one after takes what it did not see');
	is(differences(), $rolled_up eq 'true' ? 0 : differences(), 'no difference');

	# ---- what is dated in a month that is being closed ----

	$writer->ask("BEGIN; INSERT INTO cost (pool, kind, days, net) VALUES ('p', 'power', '[2024-03-01,2024-04-01)', 100)");
	$one->send("UPDATE accounting_month SET closed = true WHERE month = '2024-03-01'");
	ok($one->waits($watcher), 'closing a month waits for a cost of it that is not committed');
	$writer->ask('COMMIT');
	is($one->answer, '', 'and then has it');
	is($watcher->ask("SELECT cost_functional FROM gpurent_bi.pool_month WHERE month = '2024-03-01' AND pool = 'p'") > 100 ? 1 : 0, 1, 'in its figures');
	$one->ask("BEGIN; UPDATE accounting_month SET closed = true WHERE month = '2024-04-01'");
	$writer->send("INSERT INTO cost (pool, kind, days, net) VALUES ('p', 'power', '[2024-04-01,2024-05-01)', 100)");
	ok($writer->waits($watcher), 'a cost of a month that is being closed waits');
	$one->ask('COMMIT');
	like($writer->answer, qr/the cost of 2024-04-01 is in a month that is closed/, 'and is refused');
	$one->ask("SELECT add_months('2024-06-01')");
	$one->ask("BEGIN; UPDATE accounting_month SET closed = true WHERE month = '2024-05-01'");
	$writer->send("INSERT INTO exchange_rate VALUES ('USD', '[2024-05-01,2024-06-01)', 7)");
	ok($writer->waits($watcher), 'so does an exchange rate');
	$one->ask('ROLLBACK');
	is($writer->answer, '', 'and is taken if the month stays open');

	# ---- what is dated in a month that another one adds and closes ----

	$writer->ask("BEGIN; INSERT INTO cost (pool, kind, days, net) VALUES ('p', 'power', '[2024-07-01,2024-08-01)', 100)");
	$one->ask("BEGIN; SELECT add_months('2024-07-01')");
	$one->send("UPDATE accounting_month SET closed = true WHERE month IN ('2024-05-01', '2024-06-01', '2024-07-01')");
	ok($one->waits($watcher), 'a month that is added and closed waits for a cost that was written before it was there');
	$writer->ask('ROLLBACK');
	is($one->answer, '', 'and closes');
	$one->ask('ROLLBACK');

	# ---- two that close the same month ----

	$one->ask("BEGIN; UPDATE accounting_month SET closed = true WHERE month = '2024-05-01'");
	$two->send("UPDATE accounting_month SET closed = true WHERE month = '2024-05-01'");
	ok($two->waits($watcher), 'a second closing of a month waits for the first');
	$one->ask('COMMIT');
	is($two->answer, '', 'and does nothing');
	is($watcher->ask("SELECT count(*) FROM posted WHERE month = '2024-05-01' AND service_month = '2024-01-01'"), 0, 'nothing is posted twice');
	is($watcher->ask('SELECT count(*) FROM left_to_post WHERE service_month <= \'2024-05-01\''), 0, 'nothing is left');
}

# ---- two that pay one invoice, and two that spend one receipt ----

is($watcher->ask("BEGIN; $lease ('paid', 'c', 'p', '1 CNY/card/hour excl 0%', 1, term('2024-06-01', '2024-06-30', accounting_zone()));
	INSERT INTO invoice VALUES ('i', 'c', '2024-06-30', '2024-07-30', 'CNY', 720, 0, 720), ('j', 'c', '2024-06-30', '2024-07-30', 'CNY', 720, 0, 720);
	INSERT INTO invoice_line SELECT invoice, 1, 'paid', '2024-06-01', 720, 0, 0 FROM invoice;
	INSERT INTO payment SELECT payment, 'c', '2024-06-30', 'CNY', 720 FROM unnest('{1,2,3}'::text[]) AS payment; COMMIT"), '', 'two invoices and three receipts');
sub pays { my ($payment, $invoice, $amount) = @_; return "INSERT INTO payment_line VALUES ('$payment', '$invoice', '2024-06-30', $amount, 'c', 'CNY')" }
$one->ask('BEGIN; SET CONSTRAINTS ALL IMMEDIATE');
is($one->ask(pays(1, 'i', 700)), '', 'one pays an invoice');
$two->send(pays(2, 'i', 21));
ok($two->waits($watcher), 'another one that pays it waits');
$one->ask('COMMIT');
like($two->answer, qr/payments of 721.00 are more than invoice i of 720.00/, 'and is refused, as it is too much by now');
$one->ask('BEGIN; SET CONSTRAINTS ALL IMMEDIATE');
is($one->ask(pays(2, 'i', 20)), '', 'one spends a receipt');
$two->send(pays(2, 'j', 701));
ok($two->waits($watcher), 'another one that spends it waits');
$one->ask('COMMIT');
like($two->answer, qr/payment 2 of 720.00 is applied with 721.00/, 'and is refused');
$one->ask('BEGIN; SET CONSTRAINTS ALL IMMEDIATE');
$one->ask(pays(3, 'j', 720));
$two->send(pays(2, 'j', 700));
ok($two->waits($watcher), 'one more waits');
$one->ask('ROLLBACK');
is($two->answer, '', 'and pays, as the first one did not');
is($watcher->ask("SELECT string_agg(invoice || ' ' || open_in_currency, ', ' ORDER BY invoice) FROM gpurent_bi.receivable"), 'i 0.00, j 20.00', 'what is open is what nobody paid');
is($watcher->ask('BEGIN; DELETE FROM payment; DELETE FROM invoice; DELETE FROM lease WHERE lease = \'paid\'; COMMIT; SELECT refresh_rollups() IS NULL'), 'f', 'all of it goes');

# ---- refreshes ----

$writer->ask("BEGIN; $lease ('m', 'c', 'q', '2 CNY/card/hour excl 0%', 5, term('2024-05-01', '2024-06-30', accounting_zone()))");
$one->ask('BEGIN');
is($one->ask('SELECT refresh_rollups()'), 0, 'a refresh does not see, nor wait for, a change that is not committed');
$writer->ask('COMMIT');
$one->ask('COMMIT');
is(differences() > 0 ? 1 : 0, 1, 'now the rollups are behind');
is($watcher->ask("SELECT DISTINCT pool FROM gpurent_bi.problem WHERE kind = 'rollups'"), 'q', 'which is told');
$one->ask('BEGIN');
is($one->ask('SELECT refresh_rollups()'), 2, 'the next refresh finds the change');
$watcher->ask("UPDATE lease SET cards = 6 WHERE lease = 'm'");
$two->send('SELECT refresh_rollups()');
ok($two->waits($watcher), 'a second refresh waits for the first');
is($writer->ask("$lease ('n', 'c', 'p', '3 CNY/card/hour excl 0%', 1, term('2024-06-01', '2024-07-31', accounting_zone()))"), '', 'a writer does not');
$one->ask('COMMIT');
is($two->answer, "3\n", 'and takes what came meanwhile');
is(differences(), 0, 'no difference');

$writer->ask("UPDATE lease SET cards = 7 WHERE lease = 'm'");
$one->ask('BEGIN; SELECT refresh_rollups()');
$two->send("UPDATE accounting_month SET closed = true WHERE month = '2024-06-01'");
ok($two->waits($watcher), 'a closing waits for a refresh');
$writer->ask("UPDATE lease SET cards = 8 WHERE lease = 'n'");
$one->ask('COMMIT');
is($two->answer, '', 'and closes');
is($watcher->ask("SELECT sum(net) FROM posted WHERE month = '2024-06-01' AND service_month = '2024-06-01'"), 7 * 2 * 720 + 8 * 3 * 720 . '.00', 'with what was committed until then');
is(differences(), 0, 'no difference');
$watcher->ask("SELECT add_months('2024-07-01')");
$two->ask("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM lease");
$watcher->ask('SELECT refresh_rollups()');
like($two->ask('SELECT refresh_rollups()'), qr/could not serialize access/, 'REPEATABLE READ: refused with a snapshot older than another refresh');
$two->ask('ROLLBACK');
like($two->ask("BEGIN ISOLATION LEVEL REPEATABLE READ; UPDATE accounting_month SET closed = true WHERE month = '2024-07-01'"), qr/close a month under READ COMMITTED/, 'nor is a month closed in one');
$two->ask('ROLLBACK');

# many at once: writers that take part of it back, refreshes, closings
$watcher->ask("SELECT add_months('2025-06-01')");
my @writers = map { Session->new } 1 .. 3;
$_->ask('SET search_path = lease_book, public') foreach @writers;
foreach my $round (1 .. 10)
{
	foreach my $i (0 .. $#writers)
	{
		my $end = $round % 3 == $i ? 'ROLLBACK' : 'COMMIT';
		$writers[$i]->send("BEGIN; $lease ('w$round.$i', 'c', '" . ($round % 2 ? 'p' : 'q') . "', '$round CNY/card/hour excl 0%', 1 + $i, tstzrange('2024-0" . (1 + $i) . "-1$i 00:00+08', '2025-0" . (1 + $i) . "-1$i 00:00+08')); " .
			"UPDATE lease SET cards = cards + 1 WHERE lease ~ '^w.*$i\$'; $end");
	}
	$one->send('SELECT refresh_rollups()');
	$two->send("UPDATE accounting_month SET closed = true WHERE month = (SELECT min(month) FROM accounting_month WHERE NOT closed)") if $round % 2;
	unlike($_->answer, qr/ERROR/, "round $round") foreach @writers, $one, $round % 2 ? $two : ();
}
$watcher->ask('SELECT refresh_rollups()');
is(differences(), 0, 'many at once: no difference');
is($watcher->ask('SELECT (SELECT sum(net) FROM revenue) = (SELECT sum(net) FROM cell_now)'), 't', 'and all that was let is in one month or another');
is($watcher->ask('SELECT count(*) FROM lease'), 3 + 20, 'of the leases that were kept');
$_->end foreach @writers;

# ---- rights ----

sub as_superuser { my ($sql) = @_; local $ENV{PGUSER} = 'postgres'; my $session = Session->new; my $answer = $session->ask($sql); $session->end; return $answer }
as_superuser('DROP OWNED BY book_reader, book_writer') if as_superuser("SELECT count(*) FROM pg_roles WHERE rolname = 'book_reader'");
is(as_superuser('DROP ROLE IF EXISTS book_reader, book_writer; CREATE ROLE book_reader LOGIN; CREATE ROLE book_writer LOGIN'), '', 'two roles');
is($watcher->ask('GRANT USAGE ON SCHEMA gpurent_bi TO book_reader; GRANT SELECT ON ALL TABLES IN SCHEMA gpurent_bi TO book_reader;
	GRANT USAGE ON SCHEMA lease_book TO book_writer; GRANT SELECT ON ALL TABLES IN SCHEMA lease_book TO book_writer;
	GRANT INSERT, UPDATE, DELETE ON accounting_month, exchange_rate, customer, pool, asset, lease, usage, cost, invoice, invoice_line, payment, payment_line TO book_writer'), '', 'and their rights, as the page has them');
my @views = split /\n/, $watcher->ask("SELECT relname FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace ORDER BY 1");
my @relations = split /\n/, $watcher->ask("SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = 'lease_book'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1");
cmp_ok(scalar @relations, '>', 40, 'there is something to try');
foreach my $rolled_up ('true', 'false')
{
	$watcher->ask("SELECT use_rollups($rolled_up)");
	my $reader = do { local $ENV{PGUSER} = 'book_reader'; Session->new };
	is(join(', ', grep { $reader->ask("SELECT count(v::text) FROM gpurent_bi.$_ AS v") !~ /^\d+$/ } @views), '', "the reader reads every view, rollups: $rolled_up");
	is(join(', ', grep { $reader->ask("SELECT * FROM lease_book.$_") !~ /permission denied/ } @relations), '', 'and nothing of what they are made of');
	like($reader->ask('DELETE FROM gpurent_bi.pool'), qr/permission denied|cannot delete/, 'nor changes anything');
	like($reader->ask('SELECT lease_book.refresh_rollups()'), qr/permission denied/, 'nor refreshes');
	$reader->end;
}
$watcher->ask('SELECT use_rollups(true)');
my $clerk = do { local $ENV{PGUSER} = 'book_writer'; Session->new };
$clerk->ask('SET search_path = lease_book, public');
my $before = $watcher->ask("SELECT md5(string_agg(r::text, ' ' ORDER BY r::text)) FROM revenue AS r JOIN accounting_month AS m USING (month) WHERE m.closed");
is($clerk->ask("UPDATE lease SET cards = cards + 1 WHERE lease = 'l'; $lease ('k', 'c', 'q', '1 CNY/card/hour excl 0%', 3, term('2024-02-01', '2025-05-31', accounting_zone()))"), '', 'the writer writes leases');
is($clerk->ask("SELECT refresh_rollups() > 0"), 't', 'and refreshes');
my ($closed) = $watcher->ask('SELECT max(month) FROM accounting_month WHERE closed') =~ /(\S+)/;
foreach my $attempt (
	["INSERT INTO cost (pool, kind, days, net) VALUES ('p', 'power', daterange('$closed', '$closed', '[]'), 1)", qr/is in a month that is closed/],
	['DELETE FROM cost', qr/is in a month that is closed/],
	["UPDATE asset SET cards = 99", qr/is in a month that is closed/],
	["INSERT INTO exchange_rate VALUES ('EUR', daterange('$closed', '$closed', '[]'), 8)", qr/is in a month that is closed/],
	["UPDATE accounting_month SET closed = false WHERE month = '$closed'", qr/closed/],
	['UPDATE posted SET net = 0', qr/permission denied/],
	['TRUNCATE posted', qr/permission denied/],
	['INSERT INTO correction_kept SELECT * FROM correction_kept', qr/permission denied/],
	['DELETE FROM lease_change', qr/permission denied/],
	['ALTER TABLE cost DISABLE TRIGGER USER', qr/must be owner/],
	['SELECT use_rollups(false)', qr/permission denied|must be owner/])
{
	like($clerk->ask($attempt->[0]), $attempt->[1], "not by $attempt->[0]");
}
# a table of the session's own does not stand in the way
$clerk->ask("CREATE TEMP TABLE accounting_month (month date, within tstzrange, closed boolean); CREATE TEMP TABLE posted AS TABLE lease_book.posted WITH NO DATA");
like($clerk->ask("INSERT INTO lease_book.cost (pool, kind, days, net) VALUES ('p', 'power', daterange('$closed', '$closed', '[]'), 1)"), qr/is in a month that is closed/, 'not by a temporary table of the same name');
is($watcher->ask("SELECT md5(string_agg(r::text, ' ' ORDER BY r::text)) FROM revenue AS r JOIN accounting_month AS m USING (month) WHERE m.closed"), $before, 'closed months are as they were');
is(differences(), 0, 'no difference');
$clerk->end;

$_->ask('RESET search_path') foreach $watcher, $writer, $one, $two;
is($watcher->ask('DROP SCHEMA lease_book, gpurent_bi CASCADE'), '', 'gone');
$_->end foreach $writer, $one, $two, $watcher;
is(as_superuser('DROP ROLE book_reader, book_writer'), '', 'and the roles');
done_testing();
