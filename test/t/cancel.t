#!/usr/bin/perl
# Whatever loops over data can be stopped: a statement_timeout, a pg_cancel_backend()
# and a pg_terminate_backend() that come while it does are answered.
#
# How soon is printed, the largest and the median of all; the bound is generous, for machines
# that are busy with other work.  GPURENT_SHOW_LATE=1 prints each.
#
# Connects with psql's usual environment variables to a database in which the
# extension can be created.

use strict;
use warnings;
use File::Temp qw(tempfile);
use IPC::Open2;
use Test::More;
use Time::HiRes qw(time);

my $bound = 30000;    # milliseconds
my @late;             # [milliseconds, what], of all that was answered

# What psql prints for a script, messages of the server too
sub run_sql
{
	my ($sql) = @_;
	my ($file, $name) = tempfile(UNLINK => 1);
	print $file $sql;
	close $file;
	return scalar `psql -X -q -At -v VERBOSITY=sqlstate < $name 2>&1`;
}

my $made = run_sql(q{
	\set ON_ERROR_STOP on
	SET client_min_messages = warning;
	DROP EXTENSION IF EXISTS gpurent CASCADE;
	CREATE EXTENSION gpurent;
	DROP TABLE IF EXISTS large, states, million;
	CREATE TABLE large AS
	SELECT cash_flows(CASE WHEN g % 2 = 0 THEN -1.01 ELSE 1 + g / 1e6 END, date '2000-01-01' + g * 3) AS flows,
		   cash_flows(CASE WHEN g < 500000 THEN -1 ELSE 1.01 END, date '2000-01-01' + g * 3) AS investment,
		   occupancy(1 + g % 64, tstzrange(timestamptz 'epoch' + g * interval '1 hour', timestamptz 'epoch' + g * interval '1 hour' + interval '100 minutes')) AS occupancy
	FROM (SELECT generate_series(0, 999999) AS g) AS s;
	-- a state as it goes from process to process
	CREATE AGGREGATE occupancy_state(float8, tstzrange) (SFUNC = occupancy_add, STYPE = occupancy);
	CREATE AGGREGATE sample_state(float8, timestamptz) (SFUNC = gauge_samples_add, STYPE = gauge_samples);
	CREATE AGGREGATE peak_of_states(occupancy) (SFUNC = occupancy_combine, STYPE = occupancy, FINALFUNC = peak);
	CREATE TABLE states AS
	SELECT occupancy_state(1 + g % 64, tstzrange(timestamptz 'epoch' + g * interval '1 hour', timestamptz 'epoch' + g * interval '1 hour' + interval '100 minutes')) AS state
	FROM generate_series(0, 999999) AS g;
	CREATE TABLE million (amounts numeric[], dates date[]);
	ALTER TABLE million ALTER amounts SET STORAGE external, ALTER dates SET STORAGE external;
	INSERT INTO million SELECT ARRAY(SELECT (g::bigint * 7919 % 9999991)::numeric FROM generate_series(1, 1000000) AS g),
		ARRAY(SELECT date '2000-01-01' + (g::bigint * 7919 % 99991)::int FROM generate_series(1, 1000000) AS g);
	-- PostgreSQL's own decompression cannot be cancelled
	ALTER TABLE large ALTER flows SET STORAGE external, ALTER investment SET STORAGE external, ALTER occupancy SET STORAGE external;
	UPDATE large SET flows = rollup.flows, investment = rollup.investment, occupancy = rollup.occupancy
	FROM (SELECT rollup(flows) AS flows, rollup(investment) AS investment, rollup(occupancy) AS occupancy FROM large) AS rollup;
	ALTER TABLE large ADD flows_text text, ADD occupancy_text text, ADD months monthly_revenue, ADD days periodic_summary, ADD samples gauge_samples;
	ALTER TABLE large ALTER flows_text SET STORAGE external, ALTER occupancy_text SET STORAGE external, ALTER months SET STORAGE external, ALTER days SET STORAGE external, ALTER samples SET STORAGE external;
	UPDATE large SET flows_text = flows, occupancy_text = occupancy,
		months = (SELECT revenue_by_month('1 CNY/card/hour', 1, '[2000-01-01,3000-01-01)', 'UTC')),
		days = (SELECT lease_summary_by('1 CNY/card/hour', 1, '[2000-01-01,2270-01-01)', 'day', 'UTC')),
		samples = (SELECT sample_state(g % 64, timestamptz 'epoch' + g * interval '1 minute') FROM generate_series(1, 1000000) AS g);
});
is($made, '', 'large values made') or BAIL_OUT('no values to work on');

my $rows = '(SELECT generate_series(0, 9999999) AS g) AS s';
my $during = q{tstzrange(timestamptz 'epoch' + g::bigint * 7919 % 9999991 * interval '1 minute', timestamptz 'epoch' + g::bigint * 7919 % 9999991 * interval '1 minute' + interval '1 day')};

# What runs, and after how many milliseconds it is stopped: in the rows, and in what follows them.
# Each takes several times as long as that; where a fast machine is done before, it is stopped sooner.
my @cases = (
	[ 'lease_summary',         "SELECT revenue('1 CNY/card/month', g % 8, $during) FROM $rows", 50, 300 ],
	[ 'months of one lease',   q{SELECT revenue_by_month('1 CNY/card/month', g, '[2000-01-01,2999-01-01)', 'Asia/Shanghai') FROM generate_series(1, 100000) AS g}, 50, 300 ],
	[ 'months in a rollup',    'SELECT rollup(months) FROM large, generate_series(1, 100000)', 50 ],
	[ 'months as rows',        'SELECT count(m) FROM large, generate_series(1, 10000), months(months) AS m', 50 ],
	[ 'months as text',        'SELECT count(months::text) FROM large, generate_series(1, 10000)', 50 ],
	[ 'months from text',      'SELECT count((months::text || repeat(chr(32), g))::monthly_revenue) FROM large, generate_series(1, 10000) AS g', 300 ],
	[ 'revenue of months',     'SELECT count(revenue(months)) FROM large, generate_series(1, 10000000)', 50 ],
	[ 'days of one lease',     q{SELECT lease_summary_by('1 CNY/card/month', g, '[2000-01-01,2270-01-01)', 'day', 'Asia/Shanghai') FROM generate_series(1, 100000) AS g}, 50, 300 ],
	[ 'days in a rollup',      'SELECT rollup(days) FROM large, generate_series(1, 100000)', 50 ],
	[ 'days as rows',          'SELECT count(p) FROM large, generate_series(1, 10000), periods(days) AS p', 50 ],
	[ 'days as text',          'SELECT count(days::text) FROM large, generate_series(1, 10000)', 50 ],
	[ 'days from text',        'SELECT count((days::text || repeat(chr(32), g))::periodic_summary) FROM large, generate_series(1, 10000) AS g', 300 ],
	[ 'rent_schedule',         q{SELECT count(r) FROM rent_schedule('1 CNY/card/hour', 1, '[2000-01-01,294276-01-01)', 'hour') AS r}, 50, 300 ],
	[ 'steps of a lease',      q{SELECT count(s) FROM generate_series(1, 100) AS g, rate_steps('1000000 CNY/card/hour; +0.0001 every 1 hour', '[2000-01-01,2999-01-01)') AS s}, 50, 300 ],
	[ 'growth by the hour',    q{SELECT count(rent(('1000000 CNY/card/hour; +0.0001 every 1 hour')::lease_terms, g, '[2000-01-01,2999-01-01)')) FROM generate_series(1, 100) AS g}, 50, 300 ],
	[ 'compound growth',       q{SELECT count(rent(('1000000 CNY/card/month; -0.000001% every 1 hour')::lease_terms, g, '[2000-01-01,2999-01-01)')) FROM generate_series(1, 100) AS g}, 50, 300 ],
	[ 'rate_at',               q{SELECT count(rate_at('1000000 CNY/card/hour; +0.0001 every 1 hour', '[2000-01-01,2999-01-01)', date '2998-01-01' + g)) FROM generate_series(1, 100) AS g}, 50, 300 ],
	[ 'schedule on terms',     q{SELECT count(r) FROM generate_series(1, 10) AS g, rent_schedule('1 CNY/card/hour; free 3 months; +5% every 1 year'::lease_terms, g, '[2000-01-01,2500-01-01)', 'hour', 'Asia/Shanghai') AS r}, 50, 300 ],
	[ 'steps explained',       q{SELECT count(x) FROM generate_series(1, 10) AS g, explain_rent('1000000 CNY/card/month; +0.0001 every 1 hour'::lease_terms, g, '[2000-01-01,2999-01-01)') AS x}, 50, 300 ],
	[ 'income_schedule',       q{SELECT count(i) FROM generate_series(1, 10) AS g, income_schedule('1 CNY/card/month; free 3 months; from 1 year index 2', g, '[2000-01-01,2500-01-01)', 'hour', 'Asia/Shanghai') AS i}, 50, 300 ],
	[ 'income of long leases', q{SELECT count(income_to_date('1000000 CNY/card/month; +0.0001 every 1 hour', g, '[2000-01-01,2999-01-01)', '2998-01-01')) FROM generate_series(1, 100) AS g}, 50, 300 ],
	[ 'billing_schedule',      q{SELECT count(b) FROM generate_series(1, 10) AS g, billing_schedule('1 CNY/card/month incl 6%; free 3 months', g, '[2000-01-01,2500-01-01)', 'hour', zone => 'Asia/Shanghai') AS b}, 50, 300 ],
	[ 'backlog_schedule',      q{SELECT count(b) FROM generate_series(1, 10) AS g, backlog_schedule('1 CNY/card/month; free 3 months', g, '[2000-01-01,2500-01-01)', '2001-01-01', 'hour', 'income') AS b}, 50, 300 ],
	[ 'usage_schedule',        q{SELECT count(u) FROM million, generate_series(1, 10) AS g, usage_schedule('5.4 CNY/card/hour; above 10 per month at 6; minimum 3 per month', amounts, '[2000-01-01,2900-01-01)', 'hour') AS u}, 50, 300, 1000 ],
	[ 'leases on terms',       "SELECT revenue('1 CNY/card/month; from 3 months 2; +5% every 1 year'::lease_terms, g % 8, $during) FROM $rows", 50, 300 ],
	[ 'months on terms',       q{SELECT revenue_by_month('1 CNY/card/month; +0.01 every 1 month; zone Asia/Shanghai'::lease_terms, g, '[2000-01-01,2999-01-01)') FROM generate_series(1, 100000) AS g}, 50, 300 ],
	[ 'depreciation_schedule', q{SELECT count(s) FROM depreciation_schedule(1e9, '2000-01-01', '800000 years', 0, 'declining balance') AS s}, 50, 300 ],
	[ 'asset_journal',         q{SELECT count(j) FROM asset_journal(1e9, '2000-01-01', '800000 years', events => ARRAY[asset_event('2001-01-01', 'impairment', 5)]) AS j}, 50, 300 ],
	[ 'events of an asset',    q{SELECT count(accumulated_depreciation(1e9, '2000-01-01', '4 years', '2001-01-01', events => (SELECT array_agg(asset_event(date '2000-01-01' + i, 'impairment', 0)) FROM generate_series(1, 99999) AS i))) FROM generate_series(1, 100)}, 50, 300, 1000 ],
	[ 'units of an asset',     q{SELECT count(accumulated_depreciation(1e9, '2000-01-01', at => '2001-01-01', method => 'units', total_units => g, units => amounts)) FROM million, generate_series(1, 10) AS g}, 50, 300, 1000 ],
	[ 'loan_schedule',         q{SELECT count(s) FROM loan_schedule(1e9, 0.05, 10000000, '2000-01-01') AS s}, 50, 300 ],
	[ 'a loan by days',        q{SELECT count(s) FROM loan_schedule(1e9, 0.05, 10000000, '2000-01-01', day_count => 'actual/365') AS s}, 50, 300, 1000 ],
	[ 'its present value',     q{SELECT count(s) FROM loan_schedule(NULL, 0.05, 10000000, '2000-01-01', day_count => 'actual/365', payment => 1) AS s}, 50, 300, 1000 ],
	[ 'a loan of many rates',  q{SELECT count(s) FROM loan_schedule(1e9, 0.05, 1000000, '2000-01-01', day_count => 'actual/365', events => (SELECT array_agg(loan_event(date '2000-01-01' + i, i / 1e6)) FROM generate_series(1, 10000) AS i)) AS s}, 300, 1000 ],
	[ 'implicit_rate',         'SELECT count(implicit_rate(amounts, 1e9 * g, g)) FROM million, generate_series(1, 100) AS g', 50, 300, 1000 ],
	[ 'termination',           q{SELECT count(termination('1 CNY/card/day excl 6%', g, '[2000-01-01,9999-01-01)', '9998-01-01', step => 'day')) FROM generate_series(1, 100) AS g}, 50, 300, 1000 ],
	[ 'lease schedule',        'SELECT count(s) FROM million, generate_series(1, 10) AS g, finance_lease_schedule(amounts, 0.001, g) AS s', 50, 300, 1000, 2000 ],
	[ 'lease income',          q{SELECT count(finance_lease_income(amounts, 0.001, '2024-01-01', '2024-12-31', 'day', g)) FROM million, generate_series(1, 100) AS g}, 50, 300 ],
	[ 'lease journal',         q{SELECT count(j) FROM million, generate_series(1, 10) AS g, finance_lease_journal(amounts, 1e9, 1e9, '2024-01-01', 'day', g) AS j}, 50, 300, 2000 ],
	[ 'receipts sorted',       'SELECT count(a) FROM million, generate_series(1, 10) AS g, allocate_receipts(dates, amounts, g) AS a', 50, 300, 1000 ],
	[ 'drawdown',              'SELECT count(d) FROM million, generate_series(1, 10) AS g, drawdown(amounts, amounts, g) AS d', 50, 300, 1000 ],
	[ 'peak',                  "SELECT peak(g % 64, $during) FROM $rows", 50, 300, 1000, 2000 ],
	[ 'peak in order',         q{SELECT peak(g % 64, tstzrange(timestamptz 'epoch' + g * interval '1 minute', timestamptz 'epoch' + g * interval '1 minute' + interval '1 day')) FROM } . $rows, 300, 1000 ],
	[ 'occupancies rolled up', 'SELECT peak(rollup(occupancy)) FROM large, generate_series(1, 100)', 50, 300 ],
	[ 'states rolled up',      'SELECT rollup(state) FROM states, generate_series(1, 100)', 50, 300 ],
	[ 'peak of states',        'SELECT peak_of_states(state) FROM states, generate_series(1, 100)', 50, 300 ],
	[ 'states packed',         "SELECT pg_column_size(occupancy_state(g % 64, $during)) FROM $rows", 300, 2000 ],
	[ 'occupancies added',     'SELECT count(occupancy + occupancy) FROM large, generate_series(1, 100)', 50 ],
	[ 'occupancy as text',     'SELECT count(occupancy::text) FROM large, generate_series(1, 100)', 50 ],
	[ 'occupancy from text',   'SELECT count(occupancy_text::occupancy) FROM large, generate_series(1, 100)', 300 ],
	[ 'occupancy as bytes',    'SELECT count(occupancy_send(occupancy)) FROM large, generate_series(1, 1000)', 50 ],
	[ 'occupancies compared',  'SELECT sum(occupancy_cmp(occupancy, occupancy)) FROM large, generate_series(1, 1000)', 50 ],
	[ 'steps',                 'SELECT count(s) FROM large, generate_series(1, 100), steps(occupancy) AS s', 50 ],
	[ 'occupied_time',         q{SELECT count(minimum(occupancy, '[1970-01-02,2080-01-01)')) FROM large, generate_series(1, 1000)}, 50 ],
	[ 'digest',                q{SELECT count(occupancy_digest(occupancy, '[1970-01-02,2080-01-01)', 10)) FROM large, generate_series(1, 1000)}, 50 ],
	[ 'samples, any order',    "SELECT time_weighted_mean(g % 64, timestamptz 'epoch' + g::bigint * 7919 % 9999991 * interval '1 second', '1 minute') FROM $rows", 50, 300, 1000, 2000 ],
	[ 'samples in order',      "SELECT gauge(g % 64, timestamptz 'epoch' + g * interval '1 second') FROM $rows", 300, 1000 ],
	[ 'gauges rolled up',      "SELECT rollup(u) FROM (SELECT gauge(g % 64, timestamptz 'epoch' + g::bigint * 7919 % 9999991 * interval '1 second') AS u FROM (SELECT generate_series(0, 999999) AS g) AS s GROUP BY g) AS u", 300, 1000, 2000 ],
	[ 'samples as text',       'SELECT count(samples::text) FROM large, generate_series(1, 100)', 50, 300 ],
	[ 'samples from text',     'SELECT count((samples::text || repeat(chr(32), g))::gauge_samples) FROM large, generate_series(1, 100) AS g', 300, 1000 ],
	[ 'samples as bytes',      'SELECT count(gauge_samples_send(samples)) FROM large, generate_series(1, 1000)', 50 ],
	[ 'samples compared',      'SELECT sum(gauge_samples_cmp(samples, samples)) FROM large, generate_series(1, 1000)', 50 ],
	[ 'cash_flows, any order', "SELECT xirr(1, date '2000-01-01' + (g::bigint * 7919 % 9999991)::int) FROM $rows", 50, 300, 1000 ],
	[ 'cash_flows, far apart', "SELECT xirr(1, date '2000-01-01' + (g::bigint * 1664525 % 100000007)::int) FROM $rows", 300, 1000, 2000 ],
	[ 'cash_flows in order',   "SELECT xirr(1, date '2000-01-01' + g) FROM $rows", 300, 1000 ],
	[ 'cash_flows rolled up',  'SELECT rollup(flows) FROM large, generate_series(1, 100)', 50, 300 ],
	[ 'cash_flows added',      'SELECT count(flows + investment) FROM large, generate_series(1, 100)', 50 ],
	[ 'cash_flows as text',    'SELECT count(flows::text) FROM large, generate_series(1, 100)', 50 ],
	[ 'cash_flows from text',  'SELECT count(flows_text::cash_flows) FROM large, generate_series(1, 100)', 300 ],
	[ 'cash_flows as bytes',   'SELECT count(cash_flows_send(flows)) FROM large, generate_series(1, 1000)', 50 ],
	[ 'xirr of an investment', 'SELECT count(xirr(investment)) FROM large, generate_series(1, 100)', 50, 300 ],
	[ 'xirr of all signs',     'SELECT xirr(flows) FROM large', 50, 300 ],
	[ 'xirr_all',              'SELECT xirr_all(flows) FROM large', 50, 300, 1000 ],
	[ 'xnpv',                  'SELECT count(xnpv(0.08, flows)) FROM large, generate_series(1, 100)', 50 ],
	[ 'payback',               'SELECT count(payback(investment)) FROM large, generate_series(1, 1000)', 50 ],
	[ 'discounted_payback',    'SELECT count(discounted_payback(0.00001, investment)) FROM large, generate_series(1, 100)', 50 ],
	[ 'irr',                   "SELECT irr(CASE WHEN g % 2 = 0 THEN -1.01 ELSE 1 + g / 1e7 END ORDER BY g) FROM $rows WHERE g < 4000000", 50, 1000, 3000 ],
	[ 'npv',                   "SELECT npv(0.01, g ORDER BY g) FROM $rows WHERE g < 4000000", 300, 1000 ],
	[ 'npv of many',           "SELECT npv(0.01, g) FROM $rows", 300, 1000, 2000 ],
	[ 'mirr',                  "SELECT mirr(g - 10, 0.01, 0.01 ORDER BY g) FROM $rows WHERE g < 4000000", 300, 1000 ],
);

# Stops a case after so many milliseconds, or after half, a quarter ... if it was done by then.
# "stop" is given the query and the time, and returns what psql printed and by how many milliseconds
# the end came later than the time, which is no more than 0 if the query was done.
sub stop_case
{
	my ($stop, $name, $query, $time, $expected) = @_;
	my ($answer, $late) = $stop->($query, $time);
	while ($answer !~ $expected && $late <= 0 && $time > 10)
	{
		$time = int($time / 2);
		($answer, $late) = $stop->($query, $time);
	}
	like($answer, $expected, "$name after $time ms is answered");
	cmp_ok($late, '<', $bound, "$name: soon");
	push @late, [$late, "$name after $time ms"] if $answer =~ $expected;
	diag(sprintf('%-50s %5d ms: answered after %d', $name, $time, $late)) if $ENV{GPURENT_SHOW_LATE};
}

sub by_timeout
{
	my ($query, $time) = @_;
	my $answer = run_sql(qq{
		SET max_parallel_workers_per_gather = 0;
		SET statement_timeout = $time;
		SELECT clock_timestamp() AS started \\gset
		$query;
		SET statement_timeout = 0;
		SELECT (extract(epoch FROM clock_timestamp() - :'started') * 1000)::int - $time AS late \\gset
		\\echo late :late
	});
	my ($late) = $answer =~ /^late (-?\d+)$/m;
	return ($answer, $late // 1e9);
}

# The same from another session, by a function that sends a signal
sub by_signal
{
	my ($signal, $query, $time) = @_;
	my $pid = open2(my $out, my $in, 'sh', '-c', 'exec psql -X -q -At -v VERBOSITY=sqlstate 2>&1');
	print $in "SELECT pg_backend_pid();\nSET max_parallel_workers_per_gather = 0;\n$query;\nSELECT 'alive';\n";
	close $in;
	chomp(my $backend = readline($out));
	my $sent = run_sql(qq{
		SELECT pg_sleep($time / 1000.0), extract(epoch FROM clock_timestamp()) AS sent \\gset
		SELECT count($signal) FROM pg_stat_activity WHERE pid = $backend AND query LIKE 'SELECT%' \\gset
		\\echo :count :sent
	});
	my $answer = join '', readline($out);
	my $ended = time;
	waitpid $pid, 0;
	my ($count, $when) = $sent =~ /^([01]) (.+)$/m;
	my $late = int(1000 * ($ended - ($when // 0)) + 0.5);
	# what was done when the signal came, or was not there any more
	return ($answer, !$count || $answer =~ /^alive$/m && $answer !~ /ERROR|FATAL/ ? 0 : $late);
}

for my $case (@cases)
{
	my ($name, $query, @times) = @$case;
	stop_case(\&by_timeout, "$name: timeout", $query, $_, qr/ERROR: +57014/) for @times;
	stop_case(sub { by_signal('pg_cancel_backend(pid)', @_) }, "$name: cancelled", $query, $times[0], qr/ERROR: +57014.*^alive$/ms);
	stop_case(sub { by_signal('pg_terminate_backend(pid)', @_) }, "$name: terminated", $query, $times[-1], qr/FATAL: +57P01/);
}
is(run_sql('SELECT count(*) FROM large'), "1\n", 'the server lives on');

# what is too large is refused, in a moment and without much memory
like(run_sql(q{\set VERBOSITY default
SELECT cash_flows(1, date '2000-01-01' + g) FROM (SELECT generate_series(0, 16777216) AS g) AS s;}),
	qr/ERROR:  cash_flows cannot hold more than 16777216 dates\nHINT/, 'more dates than cash_flows holds, in order');
like(run_sql(q{\set VERBOSITY default
SELECT irr(array_fill(0::numeric, ARRAY[16777217]));}), qr/ERROR:  more than 16777216 periodic flows/, 'more periods than irr() counts');

@late = sort { $a->[0] <=> $b->[0] } @late;
note(sprintf('figures: %d statements stopped: largest lateness %d ms (%s), median %d ms', scalar @late, @{$late[-1]}, $late[$#late / 2][0])) if @late;

run_sql('DROP TABLE large, states');
done_testing();
