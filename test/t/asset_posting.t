#!/usr/bin/perl
# examples/asset_posting.sql: what is posted is what the schedules say, a run again posts nothing, two
# runs at once post once, a correction lands in the open month, nothing that was posted changes.
#
# Connects with psql's usual environment variables to a database in which the extension can be
# created.

use strict;
use warnings;
use lib 'test/lib';
use Session;
use Test::More;

my $one = Session->new;
my $two = Session->new;
my $watcher = Session->new;

foreach my $statement ('DROP SCHEMA IF EXISTS asset_posting CASCADE', 'CREATE SCHEMA asset_posting', 'CREATE EXTENSION IF NOT EXISTS gpurent')
{
	is($watcher->ask($statement), '', $statement);
}
$_->ask('SET search_path = asset_posting, public') foreach $one, $two, $watcher;
is($watcher->ask('\i examples/asset_posting.sql'), '', 'the example runs');

# Two hundred assets of every method, in two books
is($watcher->ask(q{
INSERT INTO accounting_month SELECT generate_series(date '2024-01-01', '2027-12-01', '1 month')::date;
INSERT INTO asset SELECT i, 'pool ' || i % 3, 1000 * i + i % 7 / 7.0, date '2023-12-01' + i FROM generate_series(1, 200) AS i;
INSERT INTO asset_book SELECT asset_id, book, (12 * (1 + asset_id % 3)) * interval '1 month', asset_id % 50,
	CASE book WHEN 'tax' THEN 'straight line' ELSE (ARRAY['straight line', 'sum of digits', 'double declining'])[1 + asset_id % 3] END FROM asset, unnest('{cas,tax}'::text[]) AS book}), '', 'assets');

# What lines come to, held against the schedules: empty if they are the same
sub differences
{
	my ($month) = @_;
	return $watcher->ask(qq{
SELECT asset_id, book, due, posted FROM (
	SELECT b.asset_id, b.book, accumulated_depreciation(a.cost, a.in_service, b.life, (date '$month' + interval '1 month - 1 day')::date, b.salvage, b.method) AS due,
		   coalesce((SELECT sum(amount) FROM asset_posting AS p WHERE p.asset_id = b.asset_id AND p.book = b.book AND p.balance = 'depreciation'), 0) AS posted
	FROM asset AS a JOIN asset_book AS b USING (asset_id)
	WHERE NOT EXISTS (SELECT FROM asset_change AS c WHERE c.asset_id = a.asset_id)) AS d WHERE due <> posted});
}

# ---- month after month ----

is($one->ask("SELECT post_assets('2024-01-01') > 50"), 't', 'a first run posts');
is(differences('2024-01-01'), '', 'what the schedules say');
is($one->ask("SELECT post_assets('2024-01-01')"), 0, 'again: nothing is left');
is($one->ask("SELECT post_assets('2024-05-01') > 300"), 't', 'several months at once');
is(differences('2024-05-01'), '', 'are the same in the end');
is($one->ask("SELECT post_assets('2024-05-01')"), 0, 'and again: nothing');

# ---- two runs at once ----

$one->ask('BEGIN');
is($one->ask("SELECT post_assets('2024-06-01') > 100"), 't', 'one run posts');
$two->send("SELECT post_assets('2024-06-01')");
ok($two->waits($watcher), 'another waits for it');
is($watcher->ask("SELECT count(*) FROM asset_posting WHERE month = '2024-06-01'"), 0, 'a reader does not, and sees nothing yet');
$one->ask('COMMIT');
is($two->answer, "0\n", 'and finds nothing left');
is(differences('2024-06-01'), '', 'posted once');
$one->ask('BEGIN ISOLATION LEVEL REPEATABLE READ');
like($one->ask("SELECT post_assets('2024-07-01')"), qr/ERROR:  a run cannot post in a transaction that is repeatable read/, 'a run that would not see the other is refused');
$one->ask('ROLLBACK');

# ---- closed months, lines that stay ----

$watcher->ask("UPDATE accounting_month SET closed = true WHERE month <= '2024-06-01'");
my $posted = $watcher->ask('SELECT md5(string_agg(p::text, chr(10) ORDER BY asset_id, book, balance, run)) FROM asset_posting AS p');
like($one->ask("SELECT post_assets('2024-06-01')"), qr/ERROR:  month 2024-06 is closed\nHINT/, 'a closed month is refused');
like($one->ask("INSERT INTO asset_posting VALUES (1, 'cas', 'depreciation', '2024-06-01', 1, 1)"), qr/ERROR:  month 2024-06 is closed/, 'a line by hand too');
like($one->ask("SELECT post_assets('2028-01-01')"), qr/ERROR:  there is no accounting month 2028-01-01/, 'and a month that has not been opened');
like($one->ask($_), qr/ERROR:  what has been posted is not changed/, $_) foreach "UPDATE asset_posting SET amount = 1", 'DELETE FROM asset_posting', 'TRUNCATE asset_posting';

like($one->ask("INSERT INTO accounting_month VALUES ('infinity')"), qr/ERROR:  new row for relation "accounting_month" violates check constraint/, 'there is no last month of all');

# a change of estimate moves nothing that is posted; an error in the terms lands in the open month
$watcher->ask("UPDATE asset_book SET salvage = 0, life = '4 years' WHERE asset_id = 10 AND book = 'tax'");
$watcher->ask("INSERT INTO asset_change VALUES (20, 'cas', asset_event('2024-07-01', 'estimate', life => '5 years')), (21, 'cas', asset_event('2024-07-31', 'impairment', amount => 500))");
is($one->ask("SELECT post_assets('2024-07-01') > 100"), 't', 'the open month is posted');
is($watcher->ask("SELECT md5(string_agg(p::text, chr(10) ORDER BY asset_id, book, balance, run)) FROM asset_posting AS p WHERE month < '2024-07-01'"), $posted, 'what had been posted is what it was');
is(differences('2024-07-01'), '', 'and the corrected asset is right in the open month');
is($watcher->ask("SELECT count(*) FROM asset_posting WHERE asset_id = 10 AND book = 'tax' AND month = '2024-07-01' AND amount < 0"), 1, 'by a line of its own, below zero');
is($watcher->ask("SELECT amount FROM asset_posting WHERE balance = 'impairment allowance'"), '500.00', 'an impairment is posted as such');
is($watcher->ask(q{
SELECT (SELECT sum(amount) FROM asset_posting WHERE asset_id = 20 AND book = 'cas')
	 - (SELECT sum(charge) FROM asset AS a JOIN asset_book AS b USING (asset_id),
		depreciation_schedule(a.cost, a.in_service, b.life, b.salvage, b.method, events => ARRAY[asset_event('2024-07-01', 'estimate', life => '5 years')], within => '[2023-01-01,2024-08-01)')
		WHERE asset_id = 20 AND book = 'cas')}), '0.00', 'the estimate counts from its month on');

$watcher->ask("UPDATE accounting_month SET closed = false WHERE month = '2024-06-01'");
like($one->ask("SELECT post_assets('2024-06-01')"), qr/ERROR:  a month after 2024-06 has been posted already\nHINT/, 'a month before the last that was posted is refused: it would take back what that has');

# ---- what no books can be kept for ----

sub refused
{
	my ($statement, $error, $what) = @_;
	like($one->ask($statement), $error, $what);
}
refused("INSERT INTO asset_change VALUES (30, 'cas', asset_event(NULL, 'impairment', 5))", qr/ERROR:  new row for relation "asset_change" violates check constraint "event_has_day_and_kind"/, 'an event without a day is in no month');
refused("INSERT INTO asset_change VALUES (30, 'cas', asset_event('infinity', 'impairment', 5))", qr/ERROR:  asset 30 in book "cas": at of an event must be a day, not infinity\n(?:DETAIL.*\n)?HINT/, 'nor one that never comes');
refused("INSERT INTO asset_change VALUES (30, 'cas', asset_event('2025-07-01', 'resume'))", qr/ERROR:  asset 30 in book "cas": resume of 2025-07-01 has nothing to resume\n(?:DETAIL.*\n)?HINT/, 'an event that does not go with the others');
is($one->ask("INSERT INTO asset_change VALUES (30, 'cas', asset_event('2025-07-01', 'resume')), (30, 'cas', asset_event('2025-06-01', 'suspend'))"), '', 'but those that are right together, in one statement');
refused("DELETE FROM asset_change WHERE asset_id = 30 AND (event).kind = 'suspend'", qr/ERROR:  asset 30 in book "cas": resume of 2025-07-01 has nothing to resume/, 'and one of them cannot be taken away alone');
refused("UPDATE asset_book SET salvage = 1e9 WHERE asset_id = 31 AND book = 'cas'", qr/ERROR:  asset 31 in book "cas": salvage 1000000000.00 is above cost/, 'a salvage above the cost');
refused("UPDATE asset SET cost = 1 WHERE asset_id = 31", qr/ERROR:  asset 31 in book "(?:cas|tax)": salvage 31.00 is above cost 1.00/, 'a cost below the salvage');
refused("INSERT INTO asset_book (asset_id, book, life, salvage) VALUES (31, 'ifrs', '3 years', -1)", qr/ERROR:  asset 31 in book "ifrs": salvage -1.00 is negative/, 'a new book with a wrong salvage');
$one->ask('BEGIN');
is($one->ask("INSERT INTO asset_change VALUES (32, 'cas', asset_event('2025-07-01', 'suspend'))"), '', 'an event of one session');
$two->send("INSERT INTO asset_change VALUES (32, 'cas', asset_event('2025-08-01', 'suspend'))");
ok($two->waits($watcher), 'lets another wait that records one of the same asset');
$one->ask('COMMIT');
like($two->answer, qr/ERROR:  asset 32 in book "cas": suspend of 2025-08-01 comes while depreciation is suspended already/, 'which is held against both');
$watcher->ask("DELETE FROM asset_change WHERE asset_id IN (30, 32)");
$watcher->ask('ALTER TABLE asset_change DISABLE TRIGGER can_be_kept');
$watcher->ask("INSERT INTO asset_change VALUES (33, 'tax', asset_event('2024-07-10', 'resume'))");
$watcher->ask('ALTER TABLE asset_change ENABLE TRIGGER can_be_kept');
refused("SELECT post_assets('2024-08-01')", qr/ERROR:  asset 33 in book "tax": resume of 2024-07-10 has nothing to resume/, 'a row that came past the triggers is named by the run');
is($watcher->ask("DELETE FROM asset_change WHERE asset_id = 33"), '', 'and goes');

# ---- from other books ----

refused("INSERT INTO asset_change VALUES (34, 'cas', asset_event('2024-08-31', 'opening', 500))", qr/ERROR:  asset 34 in book "cas": opening of 2024-08-31 is after months that have been posted\nDETAIL.*\nHINT/, 'an opening after months that have been posted is refused');
is($one->ask("INSERT INTO asset VALUES (300, 'from other books', 4800, '2023-12-10')"), '', 'an asset from other books');
is($one->ask("INSERT INTO asset_book (asset_id, book, life) VALUES (300, 'cas', '4 years')"), '', 'its terms');
is($one->ask("INSERT INTO asset_change VALUES (300, 'cas', asset_event('2024-09-30', 'opening', 1000))"), '', 'what was depreciated there until September');
$one->ask("SELECT post_assets('2024-08-01')");
is($watcher->ask('SELECT count(*) FROM asset_posting WHERE asset_id = 300'), 0, 'nothing is posted of it before');
$one->ask("SELECT post_assets('2024-09-01')");
is($watcher->ask('SELECT count(*) FROM asset_posting WHERE asset_id = 300'), 0, 'nor of the opening itself');
$one->ask("SELECT post_assets('2024-10-01')");
is($watcher->ask('SELECT month, amount FROM asset_posting WHERE asset_id = 300'), '2024-10-01|97.44', 'from then on 3800 over 39 months');
refused("DELETE FROM asset_change WHERE asset_id = 300", qr/ERROR:  asset 300 in book "cas": months have been posted from its opening of 2024-09-30 on\nDETAIL.*\nHINT/, 'an opening that months have been posted from cannot go');
refused("UPDATE asset_change SET event = asset_event('2024-08-31', 'opening', 1000) WHERE asset_id = 300", qr/ERROR:  asset 300 in book "cas": (?:months have been posted from|opening of)/, 'nor to another day');
is($watcher->ask("UPDATE asset_change SET event = asset_event('2024-09-30', 'opening', 1100) WHERE asset_id = 300"), '', 'its amount can be corrected');
is($watcher->ask("UPDATE asset_change SET event = asset_event('2024-09-30', 'opening', 1000) WHERE asset_id = 300"), '', 'and back');

# ---- to the end ----

is($one->ask("SELECT post_assets('2027-12-01') > 100"), 't', 'to the end of all lives');
is($watcher->ask("SELECT count(*) FROM (SELECT asset_id, book FROM asset AS a JOIN asset_book AS b USING (asset_id) JOIN asset_posting AS p USING (asset_id, book) WHERE asset_id NOT IN (10, 20, 21, 300) GROUP BY 1, 2, cost, salvage HAVING sum(p.amount) <> cost - salvage) AS d"), 0,
	'everything but the salvage has been charged, to the cent');

# ---- a book of US tax: by a table ----

is($one->ask("INSERT INTO asset_book (asset_id, book, method, convention, standard, class) VALUES (1, 'us tax', 'macrs', 'half-year', 'us gaap', 5)"), '', 'a book that goes by a table');
like($one->ask("INSERT INTO asset_book (asset_id, book, method, convention) VALUES (2, 'us tax', 'macrs', 'half-year')"), qr/needs a class/, 'and has to say its class');
is($one->ask("SELECT post_assets('2027-12-01')"), 1, 'what is left of it is posted');
is($watcher->ask("SELECT p.amount, round(a.cost * 0.9424, 2) = p.amount FROM asset_posting AS p JOIN asset AS a USING (asset_id) WHERE book = 'us tax'"), '942.53|t', '20, 32, 19.2, 11.52 and 11.52 % of the cost');

done_testing();
