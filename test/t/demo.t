#!/usr/bin/perl
# `make demo` on one's own files: what spreadsheets write is read, and what is not is all of it
# told in one report; pools without leases, lease_ids that come twice and days that stand for
# no end are named; two demonstrations at once build one after the other.
#
# Starts servers of its own.

use strict;
use warnings;
use utf8;
use Encode qw(encode);
use File::Temp qw(tempdir);
use Test::More;

binmode Test::More->builder->$_, ':utf8' foreach qw(output failure_output todo_output);
my $directory = tempdir(CLEANUP => 1);

# A file of these characters in this encoding
sub file
{
	my ($name, $text, $encoding) = @_;
	open(my $file, '>:raw', "$directory/$name") or die "$directory/$name: $!\n";
	print $file encode($encoding // 'UTF-8', $text);
	close $file;
	return "$directory/$name";
}

# In the background: the pipe to read what it prints
sub start
{
	my (%variables) = @_;
	# as built by the check, or all is built anew
	local $ENV{EXTENSION_OPTIONS} = $ENV{CHECK_OPTIONS} // '-Werror';
	local @ENV{keys %variables} = values %variables;
	open(my $pipe, '-|:utf8', 'sh', '-c', 'exec scripts/demo.sh 2>&1 </dev/null') or die "scripts/demo.sh: $!\n";
	return $pipe;
}

# What it prints, and whether it went well
sub finish
{
	my ($pipe) = @_;
	local $/;
	my $printed = <$pipe> // '';
	close $pipe;
	return ($printed, $? == 0);
}

sub demo { return finish(start(@_)); }

# The row of a pool in the last table, its cells
sub row
{
	my ($printed, $pool) = @_;
	my ($line) = $printed =~ /back in, years.*?^ (\Q$pool\E +\|[^\n]*)/ms;
	return defined $line ? [map { s/^\s+|\s+$//gr } split /\|/, $line, -1] : undef;
}

my $head = "lease_id,pool,customer,gpus,started_at,ended_at,state\n";

# ---- what spreadsheets and people write ----

my $leases = file('leases.csv', $head . <<'CSV');
L1,a,x,8,2024-01-01,2024-01-02,ended
L2,a,"y, z","1,024",2024年1月1日,2024年1月2日 0时,ended

L3,b,x,８,01.01.2024,2024/1/2,ended
L3,b,x,8卡,2024-01-01 00:00,9999-12-31,running
L4,c,x,0.5 cards,2024-01-01T00:00:00Z,2024-01-03T00:00Z,ended
,,,,,,
,,,,,,
CSV
my $pools = file('pools.csv', "pool,gpus,gpu_model\na,2000,A100\nb,100,H100\nidle,50,A100\n,,\n");
my $rates = file('rates.csv', "gpu_model,rate\nA100,10 CNY/card/hour incl 6%\n,20 CNY/card/hour incl 6%\n");
my $prices = file('prices.csv', "gpu_model,price\nA100,100000 CNY/card incl 13%\n,200000 CNY/card incl 13%\n");
my ($printed, $good) = demo(LEASES => $leases, POOLS => $pools, RATE => $rates, PRICE => $prices);
ok($good, 'a file of all that') or diag($printed);
# in hours: 24 of 1032 cards; 24 of 8 and 48 of 8 (to the last time in the file); 48 of a half
is_deeply(row($printed, 'a'), ['a', '2,000', '2', '24,768.00', '247,680.00', '51.6', '200,000,000', '2.08'], 'numbers with commas, Chinese dates') or diag($printed);
is_deeply(row($printed, 'b'), ['b', '100', '2', '576.00', '11,520.00', '12.0', '20,000,000', '8.92'], 'digits of full width, 卡, days with dots; running to the last time in the file');
is_deeply(row($printed, 'c'), ['c', '', '1', '24.00', '480.00', '', '', ''], 'a pool of which nothing is known; times with a T');
is_deeply(row($printed, 'idle'), ['idle', '50', '0', '0.00', '0.00', '0.0', '5,000,000', ''], 'a pool without leases');
is_deeply(row($printed, 'all pools'), ['all pools', '2,150', '5', '25,368.00', '259,680.00', '45.9', '225,000,000', '2.28'], 'all of them: utilization and payback too') or diag($printed);
like($printed, qr/leases: 5, pools: 4/, 'counts');
like($printed, qr/1 lease of an ended_at centuries away, which is taken as still running: 9999-12-31 on line 6/, 'a day that stands for no end is named');
like($printed, qr/1 lease_id is on several lines, each of which is billed: L3 on lines 5, 6/, 'a lease_id twice');
like($printed, qr/1 pool is in no line of POOLS, billed without utilization and payback: c \(1 lease\)/, 'a pool of no line');
like($printed, qr/RATE is of 6% tax and PRICE of 13%: payback is of net amounts/, 'two taxes');

# a lease without an id, and one that starts at the last instant the file knows of: its pool has been idle until then
($printed, $good) = demo(LEASES => file('last.csv', $head . "1,a,x,8,2024-01-01,2024-02-01,ended\n,a,x,8,2024-01-17,2024-02-01,ended\n2,b,y,8,2024-02-01,,running\n"),
	POOLS => file('last_pools.csv', "pool,gpus,gpu_model\na,16,A100\nb,8,A100\nidle,50,A100\nnone,0,A100\n"));
ok($good, 'a lease that starts at the last instant') or diag($printed);
is_deeply(row($printed, 'a'), ['a', '16', '2', '8,832.00', '133,363.20', '74.2', '1,600,000', '1.02'], 'a lease without an id counts') or diag($printed);
is_deeply(row($printed, 'b'), ['b', '8', '1', '0.00', '0.00', '0.0', '800,000', ''], 'a pool let at the last instant') or diag($printed);
is_deeply(row($printed, 'idle'), ['idle', '50', '0', '0.00', '0.00', '0.0', '5,000,000', ''], 'one that never was') or diag($printed);
is_deeply(row($printed, 'none'), ['none', '0', '0', '0.00', '0.00', '', '0', ''], 'one of no cards') or diag($printed);
unlike($printed, qr/^ idle +\| 2024-\d\d +\| +0 \| +0\.00 \| +0\.00 \| +$/m, 'an idle month is 0 too');
($printed, $good) = demo(LEASES => file('instant.csv', $head . "1,a,x,8,2024-01-01,,running\n"), POOLS => file('instant_pools.csv', "pool,gpus,gpu_model\na,16,A100\nidle,4,A100\n"));
ok($good, 'a file of one instant') or diag($printed);
is_deeply(row($printed, 'idle'), ['idle', '4', '0', '0.00', '0.00', '', '400,000', ''], 'has no hours to be let in') or diag($printed);

# ---- encodings and separators ----

my $chinese = $head . "1,北京,客户甲,8,2024-01-01,2024-01-02,ended\n" x 20;
foreach my $case (['GBK', 'GBK', 'GBK (GB18030)'], ['UTF-16 with a mark', 'UTF-16', 'UTF-16'], ['UTF-16 without one', 'UTF-16LE', 'UTF-16'])
{
	my ($name, $encoding, $said) = @$case;
	($printed, $good) = demo(LEASES => file('chinese.csv', $chinese, $encoding));
	ok($good && row($printed, '北京') && $printed =~ /is not in UTF-8: it was read as \Q$said\E/, $name) or diag($printed);
}
($printed, $good) = demo(LEASES => file('semicolons.csv', "\x{feff}" . ($head =~ tr/,/;/r) . "1;a;x;0,5;01.02.2024 08:30;03.02.2024;ended\r\n"));
ok($good && $printed =~ /separated by semicolons/, 'semicolons') or diag($printed);
is_deeply([@{ row($printed, 'a') // [] }[0 .. 3]], ['a', '', '1', '19.75'], 'in which 0,5 is a half');

# ---- all that is wrong, in one report ----

($printed, $good) = demo(LEASES => file('wrong.csv', $head . <<'CSV'), POOLS => file('wrong_pools.csv', "pool,gpus,gpu_model\na,many,A100\na,8,A100\n"));
1,a,x,eight,2024-01-01,,running
2,a,x,8,1/2/2024,,running

3,a,x,8,2024-02-30,2024-01-01,ended
4,a,x,8,2024-02-01,2024-01-01,ended
5,a,x,-1,1900-01-01,infinity,ended
CSV
ok(!$good, 'a file of mistakes is refused');
foreach my $problem ('LEASES, line 2: gpus "eight" is not a number of cards: write 8, 0.5 or "1,024"',
	'LEASES, line 3: started_at "1/2/2024" is not a time: write 2024-01-31, 2024-01-31 08:30, 2024/1/31, 2024年1月31日 or 31.01.2024',
	'LEASES, line 5: started_at "2024-02-30" is not a time', 'LEASES, line 6: ended_at "2024-01-01" is before started_at "2024-02-01"',
	'LEASES, line 7: gpus "-1" is not', 'LEASES, line 7: ended_at "infinity" is not a time', 'LEASES, line 7: started_at "1900-01-01" is not of these decades',
	'POOLS, line 2: gpus "many" is not a number', 'POOLS, line 3: pool "a" is named on line 2 too')
{
	like($printed, qr/^  \Q$problem\E/m, $problem) or diag($printed);
}

# rows that are none hide no other problem, and lines keep their numbers after a text of two lines
($printed, $good) = demo(LEASES => file('ragged.csv', $head . <<'CSV'), POOLS => file('ragged_pools.csv', "pool,gpus,gpu_model,\na,16,A100,,,\nb,8\n\nc,many,A100,\n"));
1,a,"x
y",8,2024-01-01,2024-01-02,ended
2,a,x,8,2024-01-01
3,a,x, y,8,2024-01-01,2024-01-02,ended
4,a,"x,eight,2024-01-01,2024-01-02,ended
5,a,x,eight,2024-01-01,2024-01-02,ended,,
\.
6,a,x,8,1/2/2024,2024-01-02,ended
CSV
ok(!$good, 'a file of ragged rows is refused');
foreach my $problem ('LEASES, line 4: 5 columns, where the first line names 7', 'LEASES, line 5: 8 columns, where', 'LEASES, line 6: a quote (") opens that is not closed', 'LEASES, line 7: gpus "eight" is not a number',
	'LEASES, line 8: 1 column, where', 'LEASES, line 9: started_at "1/2/2024" is not a time', 'POOLS, line 3: 2 columns, where the first line names 4', 'POOLS, line 5: gpus "many" is not a number')
{
	like($printed, qr/^  \Q$problem\E/m, $problem) or diag($printed);
}
unlike($printed, qr/line 2:/, 'what is right is not told') or diag($printed);
($printed, $good) = demo(LEASES => file('columns.csv', "lease_id,pool,customer,gpu,start,ended_at,state,state\n1,a,x,8,2024-01-01,,running,\n"), POOLS => "$directory/nowhere.csv", RATE => file('rate_columns.csv', "model,price\nA100,1 CNY/card\n"));
ok(!$good, 'wrong files are refused');
like($printed, $_) or diag($printed) foreach qr/LEASES=\S+: its first line names no column "gpus", "started_at"$/m, qr/names "state" twice/, qr/nowhere\.csv: there is no such file/, qr/RATE=\S+: its first line names no column "gpu_model", "rate"$/m;
($printed, $good) = demo(LEASES => file('line.csv', "line,lease_id,pool,customer,gpus,started_at,ended_at,state,,\n7,1,a,x,8,2024-01-01,2024-01-02,ended,,\n"));
ok($good && row($printed, 'a'), 'columns of no name, and one that is named line') or diag($printed);
($printed, $good) = demo(LEASES => file('other.csv', $head . "1,a,x,8,2024-01-01,,running\n"), RATE => '133400 CNY/server/month', PRICE => '100000 USD/card incl 13%');
ok(!$good && $printed =~ /RATE: "133400 CNY\/server\/month" is not per card/ && $printed =~ /are of two currencies/, 'rates and prices too') or diag($printed);
($printed, $good) = demo(RATE => '15.1 CNY/card/hour incl 6%', PRICE => '100000 CNY/card');
ok(!$good && $printed =~ /one says its tax and the other does not/, 'a tax on one side only') or diag($printed);
($printed, $good) = demo(LEASES => file('other.csv', $head . "1,a,x,8,2024-01-01,,running\n"), RATE => file('rates_of_two.csv', "gpu_model,rate\n,15.1 CNY/card/hour\nH100,2.9 USD/card/hour\n"));
ok(!$good && $printed =~ m{cannot be summed: .*doc/lease_book\.md}, 'rates of two currencies, and where they may be') or diag($printed);

# ---- two at once ----

my $now = time;
utime $now, $now, 'src/base/gpurent.h';    # both have all to build
my @both = map { start(LEASES => $leases, POOLS => $pools) } 1 .. 2;
my @ends = map { [finish($_)] } @both;
ok($ends[0][1] && $ends[1][1], 'two demonstrations at once') or diag("$ends[0][0]\n$ends[1][0]");
is_deeply(row($ends[0][0], 'a'), row($ends[1][0], 'a'), 'say the same');
done_testing();
