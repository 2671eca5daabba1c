#!/usr/bin/perl
# Contracts and the lessor's accounts: each line of leases.tsv in the folder that
# GPURENT_ORACLES names is a call, worked out in exact fractions, and its answer: the number,
# the row, the rows by their count, sums and some of them, or the SQLSTATE of a refusal.
#
# Every case whose function there is in the catalog must agree to the last digit; those of
# functions that are not there yet are counted by name.
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
plan skip_all => "GPURENT_ORACLES names no folder with leases.tsv" unless -r "$folder/leases.tsv";

# 12 decimals and more come as they are written
my $json = JSON::PP->new->utf8->allow_nonref->allow_bignum;

# These are local times of the case's zone
my %is_instant = map { $_ => 1 } qw(period_start period_end starts_at ends_at);

$ENV{PGOPTIONS} = '-c client_min_messages=warning -c timezone=UTC -c datestyle=ISO';

# A value of JSON as an argument: numbers bare, all else a literal without a type
sub argument
{
	my ($value) = @_;
	return 'NULL' unless defined $value;
	return $value ? 'true' : 'false' if JSON::PP::is_bool($value);
	if (ref $value eq 'ARRAY')
	{
		return "'{" . join(',', map { $_ // 'NULL' } @$value) . "}'";
	}
	return "$value" if "$value" =~ /^-?[0-9]+(\.[0-9]+)?$/;
	return "'" . $value =~ s/'/''/gr . "'";
}

# The columns of a row that are asked for, as JSON
sub row_object
{
	my ($zone, @columns) = @_;
	return 'jsonb_build_object(' . join(', ', map {
		"'$_', " . ($is_instant{$_} ? "to_char(r.$_ AT TIME ZONE '$zone', 'YYYY-MM-DD HH24:MI:SS')" : "r.$_")
	} @columns) . ')';
}

# A value without what can be written in two ways: zeros at the end, midnights; the cases have at
# most 12 decimals, which are rounded
sub plain
{
	my ($value) = @_;
	return undef unless defined $value;
	return $value ? 'true' : 'false' if JSON::PP::is_bool($value);
	return Math::BigFloat->new("$value")->bfround(-12, 'common')->bnorm->bstr =~ s/(\.\d*?)0+$/$1/r =~ s/\.$//r if "$value" =~ /^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$/;
	return $value =~ s/ 00:00:00$//r;
}

sub plain_row
{
	my ($row) = @_;
	return { map { $_ => plain($row->{$_}) } keys %$row };
}

# The query of a case, and what it should give: text, or JSON to be compared piece by piece
sub query
{
	my ($inputs, $expected) = @_;
	my $function = $inputs->{function};
	my $call = "$function(" . join(', ', map { "$_ => " . argument($inputs->{$_}) } grep { $_ ne 'function' } sort keys %$inputs) . ')';
	my $zone = $inputs->{zone} // 'UTC';

	return "SELECT r::text FROM $call AS r" if ref $expected ne 'HASH' || $expected->{error};
	return "SELECT jsonb_object_agg(r.test, r.met) || jsonb_build_object('verdict', max(r.verdict)) FROM $call AS r" if $function =~ /^(lease|lessor)_tests$/;
	return 'SELECT ' . row_object($zone, sort keys %$expected) . " FROM $call AS r" unless exists $expected->{count};

	my %columns = map { $_ => 1 } map { keys %$_ } values %{ $expected->{row} // {} };
	my @columns = sort keys %columns;
	my @sums = sort keys %{ $expected->{sum} // {} };
	return "SELECT jsonb_build_object('count', count(*)" .
		(@sums ? ", 'sum', jsonb_build_object(" . join(', ', map { "'$_', sum(r.$_)" } @sums) . ')' : '') .
		(@columns ? ", 'row', jsonb_agg(" . row_object($zone, @columns) . ')' : '') .
		") FROM $call AS r";
}

is(Session::answer_of('DROP EXTENSION IF EXISTS gpurent CASCADE; CREATE EXTENSION gpurent'), '', 'the extension');
my %exists = map { $_ => 1 } split /\n/, Session::answer_of("SELECT DISTINCT proname || CASE WHEN 'terms' = ANY (proargnames) THEN ' of terms' ELSE '' END FROM pg_proc");

my (%asked, %missing);
open(my $cases, '<', "$folder/leases.tsv") or die "$folder/leases.tsv: $!\n";
while (my $line = <$cases>)
{
	chomp $line;
	next if $line =~ /^#|^\s*$|^id\t/;
	my ($id, $description, $inputs_json, $expected_json) = split /\t/, $line;
	my ($inputs, $expected) = ($json->decode($inputs_json), $json->decode($expected_json));
	my $function = $inputs->{function};

	# rent() was there before it took terms
	unless ($exists{ exists $inputs->{terms} ? "$function of terms" : $function })
	{
		$missing{$function}++;
		next;
	}
	$asked{$function}++;
	my $name = "$id $description";
	my $sql = query($inputs, $expected);
	my $answer = Session::answer_of($sql);

	if (ref $expected ne 'HASH' || $expected->{error})
	{
		my $should = ref $expected eq 'HASH' ? "ERROR:$expected->{error}" : plain($expected);
		is($answer =~ /^ERROR/ ? $answer : plain($answer), $should, $name) or diag($sql);
		next;
	}
	my $found = eval { $json->decode($answer) };
	unless (ref $found eq 'HASH')
	{
		fail($name);
		diag("$sql\n$answer");
		next;
	}
	unless (exists $expected->{count})
	{
		is_deeply(plain_row({ map { $_ => $found->{$_} } keys %$expected }), plain_row($expected), $name) or diag($sql);
		next;
	}

	my (%ours, %theirs);
	$ours{count} = plain($found->{count});
	$theirs{count} = plain($expected->{count});
	if ($expected->{sum})
	{
		$ours{sum} = plain_row($found->{sum});
		$theirs{sum} = plain_row($expected->{sum});
	}
	foreach my $number (keys %{ $expected->{row} // {} })
	{
		my $row = $expected->{row}{$number};
		my $our_row = $found->{row}[$number > 0 ? $number - 1 : $number] // {};
		$ours{"row $number"} = plain_row({ map { $_ => $our_row->{$_} } keys %$row });
		$theirs{"row $number"} = plain_row($row);
	}
	is_deeply(\%ours, \%theirs, $name) or diag($sql);
}
close $cases;

my $asked = 0;
$asked += $_ foreach values %asked;
note("figures: $asked cases of leases.tsv" . (%missing ? ', not there yet: ' . join(', ', map { "$_ $missing{$_}" } sort keys %missing) : ''));
cmp_ok($asked + keys %missing, '>', 0, 'there are cases');
done_testing();
