#!/usr/bin/perl
# Schedules of assets and loans: each line of schedules.tsv in the folder that GPURENT_ORACLES
# names is a case worked out in exact fractions, and its answer: rows to the last digit, what
# each event came to, an amount on a day, a roll-forward by pools, runs of posting, lines of a
# journal, or a refusal.
#
# Every case whose function there is in the catalog must agree; those of functions that are not
# there yet are counted by name.
#
# Connects with psql's usual environment variables to a database in which the extension
# can be created.

use strict;
use warnings;
use JSON::PP;
use Math::BigFloat;
use Test::More;
use lib 'test/lib';
use Session;

my $folder = $ENV{GPURENT_ORACLES} // '';
plan skip_all => "GPURENT_ORACLES names no folder with schedules.tsv" unless -r "$folder/schedules.tsv";

# Numbers come as they are written
my $json = JSON::PP->new->utf8->allow_nonref->allow_bignum;

$ENV{PGOPTIONS} = '-c client_min_messages=warning -c timezone=UTC -c datestyle=ISO';

# ---- a case as a call ----

sub literal { return "'" . $_[0] =~ s/'/''/gr . "'" }
sub number { return Math::BigFloat->new("$_[0]")->bstr }

my %is_text = map { $_ => 1 } qw(in_service at method convention step proration balance_by standard start_date first_date due day_count kind);
my %is_months = map { $_ => 1 } qw(life remaining);
my %array_of = (shares => 'numeric', units => 'numeric', year_starts => 'date', calendar => 'date');

# An argument by its name
sub argument
{
	my ($name, $value) = @_;
	return "$name => '$value months'" if $is_months{$name};
	return "$name => " . literal($value) if $is_text{$name};
	return "$name => '{" . join(',', @$value) . "}'::$array_of{$name}\[]" if $array_of{$name};
	return "$name => " . number($value);
}

sub event { my ($event) = @_; return 'asset_event(' . join(', ', map { argument($_, $event->{$_}) } sort keys %$event) . ')' }

# The arguments of an asset, but those of the case that are none
my %is_asked = map { $_ => 1 } qw(function events first last asset pool pools);
sub asset
{
	my ($inputs, @more) = @_;
	my @arguments = map { argument($_, $inputs->{$_}) } grep { !$is_asked{$_} } sort keys %$inputs;
	push @arguments, 'events => ARRAY[' . join(', ', map { event($_) } @{ $inputs->{events} }) . ']' if $inputs->{events};
	return join(', ', @arguments, @more);
}

sub loan
{
	my ($inputs) = @_;
	my %step = (1 => 'month', 3 => 'quarter', 6 => 'half-year', 12 => 'year');
	my @arguments = map { argument($_, $_ eq 'step' ? $step{ $inputs->{step} } : $inputs->{$_}) }
	  grep { !/^(function|rates|prepayments)$/ } sort keys %$inputs;
	push @arguments, 'principal => NULL' unless exists $inputs->{principal};
	my @events = ((map { "loan_event('$_->[0]', rate => $_->[1])" } @{ $inputs->{rates} // [] }),
		(map { "loan_event('$_->[0]', repayment => $_->[1])" } @{ $inputs->{prepayments} // [] }));
	push @arguments, 'events => ARRAY[' . join(', ', @events) . ']' if @events;
	return join(', ', @arguments);
}

# ---- answers ----

# Without zeros at the end
sub plain
{
	my ($value) = @_;
	return [ map { plain($_) } @$value ] if ref $value eq 'ARRAY';
	return { map { $_ => plain($value->{$_}) } keys %$value } if ref $value eq 'HASH';
	return undef unless defined $value;
	return "$value" =~ /^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$/ ? number($value) : "$value";
}

# The only column of a query, as JSON
sub asked { my ($sql) = @_; my $answer = Session::answer_of($sql); return (eval { plain($json->decode($answer)) } // $answer) }

sub rows
{
	my ($columns, $from) = @_;
	return asked("SELECT jsonb_agg(jsonb_build_array($columns)) FROM $from AS s");
}

# What the event of a day came to, as the period of that day tells: there is one of a day.
sub outcome
{
	my ($inputs, $expected) = @_;
	my $day = $expected->{at};
	my %from = (
		amount => 'additions', loss => 'losses', cost => '-disposals', accumulated => '-disposals_accumulated',
		allowance => '-disposals_allowance', book_value => '-disposals + disposals_accumulated + disposals_allowance',
		change => 'revaluation - revaluation_accumulated - revaluation_allowance', equity => 'equity',
		profit => 'revaluation - revaluation_accumulated - revaluation_allowance - equity',
		gain => $expected->{kind} eq 'reversal' ? '-losses' : 'gain');
	# the limit of a reversal is what it gives back without an amount
	my @names = grep { !/^(at|kind|limit)$/ } sort keys %$expected;
	my $window = "daterange('$day', '$day', '[]')";
	my $found = asked('SELECT jsonb_build_object(' . join(', ', map { "'$_', $from{$_}" } @names) . ') FROM depreciation_schedule(' .
		asset({ %$inputs, step => 'month' }, "within => $window") . ') AS s');
	if (exists $expected->{limit} && ref $found)
	{
		my @events = map { my %event = %$_; delete $event{amount} if $event{at} eq $day && $event{kind} eq 'reversal'; \%event } @{ $inputs->{events} };
		$found->{limit} = asked('SELECT -losses FROM depreciation_schedule(' .
			asset({ %$inputs, step => 'month', events => \@events }, "within => $window") . ') AS s');
	}
	$found = { %$found, at => $day, kind => $expected->{kind} } if ref $found eq 'HASH';
	return $found;
}

# Assets in pools by date ranges, a transfer moving the balances at its month's end
sub roll_forward
{
	my ($inputs) = @_;
	my $window = "daterange('$inputs->{first}', '$inputs->{last}', '[]')";
	my @assets;
	foreach my $asset (@{ $inputs->{assets} })
	{
		my @pools = $asset->{pools} ? @{ $asset->{pools} } : ([ '-infinity', $asset->{pool} ]);
		my $pool = sub { "CASE " . join(' ', map { "WHEN $_[0] >= '$_->[0]' THEN '$_->[1]'" } reverse @pools) . " ELSE '$pools[0][1]' END" };
		push @assets, 'SELECT s.*, ' . $pool->('s.period_end') . ' AS pool, ' . $pool->("(date_trunc('month', s.period_end) - interval '1 day')::date") .
		  ' AS pool_before FROM depreciation_schedule(' . asset({ %$asset, step => 'month' }, "within => $window") . ') AS s';
	}
	my @sums = map { "'$_->[0]', coalesce(sum($_->[1]), 0)" } (
		[ opening_cost => "opening_cost) FILTER (WHERE period_start = '$inputs->{first}'" ],
		[ opening_accumulated => "opening_accumulated) FILTER (WHERE period_start = '$inputs->{first}'" ],
		[ opening_allowance => "opening_allowance) FILTER (WHERE period_start = '$inputs->{first}'" ],
		[ opening_net_book_value => "opening) FILTER (WHERE period_start = '$inputs->{first}'" ],
		[ additions => 'additions' ], [ disposals => 'disposals' ], [ charge => 'charge' ],
		[ disposals_accumulated => 'disposals_accumulated' ], [ losses => 'losses' ], [ disposals_allowance => 'disposals_allowance' ],
		[ revaluation => 'revaluation' ], [ revaluation_accumulated => 'revaluation_accumulated' ], [ revaluation_allowance => 'revaluation_allowance' ],
		[ transfers => 'moved_cost' ], [ transfers_accumulated => 'moved_accumulated' ], [ transfers_allowance => 'moved_allowance' ],
		[ cost => "cost) FILTER (WHERE period_end = '$inputs->{last}'" ],
		[ accumulated => "accumulated) FILTER (WHERE period_end = '$inputs->{last}'" ],
		[ allowance => "allowance) FILTER (WHERE period_end = '$inputs->{last}'" ],
		[ net_book_value => "closing) FILTER (WHERE period_end = '$inputs->{last}'" ]);
	my $zero = sub { join(', ', map { "0 AS $_" } @_) };
	my @columns = qw(opening_cost opening_accumulated opening_allowance opening additions disposals charge disposals_accumulated losses
	  disposals_allowance revaluation revaluation_accumulated revaluation_allowance);
	my @closing = qw(cost accumulated allowance closing);
	# the month's flows belong to the pool before the transfer; what is there at its end is in the pool after it
	my $sql = "WITH s AS MATERIALIZED (" . join(' UNION ALL ', @assets) . "), movement AS (
		SELECT pool_before AS pool, period_start, period_end, " . join(', ', @columns) . ", CASE WHEN pool = pool_before THEN 0 ELSE -cost END AS moved_cost,
			CASE WHEN pool = pool_before THEN 0 ELSE -accumulated END AS moved_accumulated, CASE WHEN pool = pool_before THEN 0 ELSE -allowance END AS moved_allowance, "
		. $zero->(@closing) . " FROM s
		UNION ALL SELECT pool, period_start, period_end, " . $zero->(@columns) . ", CASE WHEN pool = pool_before THEN 0 ELSE cost END,
			CASE WHEN pool = pool_before THEN 0 ELSE accumulated END, CASE WHEN pool = pool_before THEN 0 ELSE allowance END, " . join(', ', @closing) . " FROM s)
		SELECT jsonb_object_agg(pool, sums) FROM (SELECT pool, jsonb_build_object(" . join(', ', @sums) . ") AS sums FROM movement GROUP BY pool) AS p";
	return asked($sql);
}

sub posting
{
	my ($inputs) = @_;
	my $posted = 0;
	my @lines;
	foreach my $run (@{ $inputs->{runs} })
	{
		$posted = number($run->{posted}) if exists $run->{posted};
		my $cumulative = 'accumulated_depreciation(' . asset($run->{asset}, "at => '$run->{as_of}'") . ')';
		my $due = asked("SELECT left_to_post($cumulative, $posted)");
		return $due if $due =~ /^ERROR/;
		$posted = (Math::BigFloat->new($posted) + $due)->bstr;
		push @lines, [ $run->{as_of}, $due, $posted ];
	}
	return \@lines;
}

# Flows of nothing are left out there
sub without_zeros { my ($pool) = @_; return { map { $_ => $pool->{$_} } grep { $pool->{$_} != 0 } keys %$pool } }
sub by_line { return [ sort { join('|', @$a) cmp join('|', @$b) } @{ $_[0] } ] }

# ---- all cases ----

is(Session::answer_of('DROP EXTENSION IF EXISTS gpurent CASCADE; CREATE EXTENSION gpurent'), '', 'the extension');
my %needs = (
	schedule => 'depreciation_schedule', accumulated => 'accumulated_depreciation', roll_forward => 'depreciation_schedule',
	posting => 'left_to_post', journal => 'asset_journal', loan => 'loan_schedule');
my %exists = map { $_ => 1 } split /\n/, Session::answer_of('SELECT DISTINCT proname FROM pg_proc');

my (%asked, %missing);
open(my $cases, '<', "$folder/schedules.tsv") or die "$folder/schedules.tsv: $!\n";
while (my $line = <$cases>)
{
	chomp $line;
	next if $line =~ /^#|^\s*$|^id\t/;
	my ($id, $description, $inputs_json, $expected_json) = split /\t/, $line;
	my ($inputs, $expected) = ($json->decode($inputs_json), $json->decode($expected_json));
	my $function = $inputs->{function};
	my $name = "$id $description";

	die "$id asks for the unknown $function\n" unless $needs{$function};
	unless ($exists{ $needs{$function} })
	{
		$missing{$function}++;
		next;
	}
	$asked{$function}++;
	my $found;
	if ($function eq 'schedule')
	{
		my $from = 'depreciation_schedule(' . asset($inputs) . ')';
		$found = rows('period_end, charge, accumulated, closing', $from);
		if (ref $found && $expected->{rows})
		{
			$found = { rows => $found };
			$found->{events} = [ map { outcome($inputs, $_) } @{ $expected->{events} } ] if $expected->{events};
		}
	}
	elsif ($function eq 'accumulated')
	{
		$found = { accumulated => asked('SELECT accumulated_depreciation(' . asset($inputs) . ')') };
	}
	elsif ($function eq 'roll_forward')
	{
		$found = roll_forward($inputs);
		# all of theirs, and of ours what is not nothing; balances of nothing are told there
		if (ref $found)
		{
			foreach my $pools ($found, $expected)
			{
				my %told = map { $_ => without_zeros(plain($pools->{$_})) } keys %$pools;
				$pools = { map { $_ => $told{$_} } grep { %{ $told{$_} } } keys %told };
			}
		}
	}
	elsif ($function eq 'posting')
	{
		$found = { lines => posting($inputs) };
	}
	elsif ($function eq 'journal')
	{
		my $lines = rows('at, account, coalesce(debit, 0), coalesce(credit, 0)', 'asset_journal(' .
			asset($inputs->{asset}, "within => daterange('$inputs->{first}', '$inputs->{last}', '[]')") . ')');
		$found = { lines => ref $lines ? by_line($lines) : $lines };
		$expected = { lines => by_line(plain($expected->{lines})) };
	}
	else
	{
		my $from = 'loan_schedule(' . loan($inputs) . ')';
		$found = rows('at, payment, interest, repayment, balance', $from);
		if (ref $found)
		{
			my $first = $found->[0];
			$found = { rows => $found, principal => number(Math::BigFloat->new($first->[3]) + $first->[4]) };
		}
	}

	if ($expected->{error})
	{
		like(ref $found ? $json->encode($found) : $found, qr/^ERROR:22(023|003)$/, $name);
		next;
	}
	is_deeply($found, plain($expected), $name) or diag($inputs_json);
}
close $cases;

my $count = 0;
$count += $_ foreach values %asked;
note("figures: $count cases of schedules.tsv" . (%missing ? ', not there yet: ' . join(', ', map { "$_ $missing{$_}" } sort keys %missing) : ''));
cmp_ok($count, '>', 0, 'there are cases');
done_testing();
