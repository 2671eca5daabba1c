#!/usr/bin/perl
# examples/lease_posting.sql with several sessions at once: two runs post once, a run that is given
# up posts nothing, and a month that is closed while a run waits is refused.
#
# Connects with psql's usual environment variables to a database in which the
# extension can be created.

use strict;
use warnings;
use lib 'test/lib';
use Session;
use Test::More;

my $watcher = Session->new;
my $one = Session->new;
my $two = Session->new;

foreach my $statement ('DROP SCHEMA IF EXISTS lease_posting CASCADE', 'CREATE SCHEMA lease_posting', 'CREATE EXTENSION IF NOT EXISTS gpurent')
{
	is($watcher->ask($statement), '', $statement);
}
$_->ask('SET search_path = lease_posting, public') foreach $watcher, $one, $two;
is($watcher->ask('\i examples/lease_posting.sql'), '', 'the example runs');
$watcher->ask(q{INSERT INTO posting_lease SELECT i, '133400 CNY/server/month; free 1 month', i, term('2024-01-01', '2024-12-31') FROM generate_series(1, 100) AS i});

sub posted { return $watcher->ask('SELECT count(*), sum(amount) FROM posting_line'); }
sub waited { return $_[0]->answer =~ s/\s+\z//r; }
my $january = $watcher->ask(q{SELECT sum(round(income_to_date(terms, quantity, during, '2024-01-31'), 2)) FROM posting_lease});

# ---- two runs at once ----

$one->ask('BEGIN');
is($one->ask(q{SELECT post_lease_income('2024-01-31')}), 100, 'a run posts a line for each lease');
$two->send(q{SELECT post_lease_income('2024-01-31')});
ok($two->waits($watcher), 'a second run waits for the first');
is(posted(), '0|', 'a reader does not, and sees what was there before');
$one->ask('COMMIT');
is(waited($two), 0, 'and posts nothing');
is(posted(), "100|$january", 'what is posted is posted once');

# ---- a run that is given up ----

$one->ask('BEGIN');
is($one->ask(q{SELECT post_lease_income('2024-02-29')}), 100, 'a run');
$two->send(q{SELECT post_lease_income('2024-02-29')});
ok($two->waits($watcher), 'another waits');
$one->ask('ROLLBACK');
is(waited($two), 100, 'and posts all when the first is given up');

# ---- a month that is closed meanwhile ----

$one->ask('BEGIN; LOCK TABLE posting_line IN SHARE ROW EXCLUSIVE MODE');
$two->send(q{SELECT post_lease_income('2024-03-31')});
ok($two->waits($watcher), 'a run waits for whoever closes the month');
$one->ask(q{INSERT INTO closed_month VALUES ('2024-03-31'); COMMIT});
like($two->answer, qr/is closed/, 'and is refused');
is($two->ask(q{SELECT post_lease_income('2024-04-30')}), 100, 'the open month takes what is left of it');

# ---- a month is not closed while a run posts to it ----

$one->ask('BEGIN');
is($one->ask(q{SELECT post_lease_income('2024-05-31')}), 100, 'a run');
$two->send(q{INSERT INTO closed_month VALUES ('2024-05-31')});
ok($two->waits($watcher), 'whoever closes its month waits for it');
$one->ask('COMMIT');
is(waited($two), '', 'and closes it with its lines');
like($one->ask(q{INSERT INTO posting_line (lease, month_end, amount) VALUES (1, '2024-05-31', 5)}), qr/ERROR:  the month that ends on 2024-05-31 is closed/, 'no line by hand gets into a closed month');
like($one->ask(q{SELECT post_lease_income('infinity')}), qr/ERROR:  infinity is not the last day of a month/, 'there is no last month of all');
is($one->ask(q{SELECT post_lease_income('2024-07-31')}), 100, 'a month later');
like($one->ask(q{SELECT post_lease_income('2024-06-30')}), qr/ERROR:  a month after 2024-06-30 has been posted already/, 'a month before the last that was posted is refused: it would take back what that has');

$watcher->ask('DROP SCHEMA lease_posting CASCADE');
done_testing();
