#!/usr/bin/perl
# Every case of the public answers in the folder that GPURENT_ORACLES names (finance.csv:
# other people's programs and pages; worked.tsv: this business in exact fractions) is put
# to the extension.  What agrees is counted by function; what is different on purpose is
# listed in doc/spreadsheets.md with the reason, which is where this test looks for it.
#
# It fails on any other disagreement, on a listed difference that is none, on a case of a
# function that is neither in the table below nor listed as out of scope, and on figures
# in doc/spreadsheets.md that are not those found.
#
# Connects with psql's usual environment variables to a database in which the extension
# can be created.  DOCS_UPDATE=1 writes the figures found into the page instead, to be read
# before it is committed.

use strict;
use warnings;
use lib 'test/lib';
use Answers;
use JSON::PP;
use Test::More;

my $folder = $ENV{GPURENT_ORACLES} // '';
plan skip_all => "GPURENT_ORACLES names no folder with finance.csv" unless -r "$folder/finance.csv";

my $page = 'doc/spreadsheets.md';

# ---- how a case is put to the extension ----

# A line a function: {name} stands for that input of the case, a numeric unless a type is
# said; what is in brackets is left out where the case has no such input; {!name} is an
# input that none of our arguments stands for.  A case with any other input is not run so.
# Where there are several ways to ask, there is a line for each, and all must give the same.
my (%ways, %worked, @order);
while (my $line = <DATA>)
{
	next if $line =~ /^#|^\s*$/;
	if ($line =~ /^(\w+)\t+(.+)$/)
	{
		push @order, $1 unless $ways{$1};
		push @{ $ways{$1} }, $2;
	}
	elsif ($line =~ /^"(.*)"$/)
	{
		my $description = $1;
		chomp($worked{$description} = <DATA> =~ s/^\s+//r);
	}
	else
	{
		die "line of DATA: $line";
	}
}

# The expression for a case, reading its inputs from the case's own JSON; undef if it lacks
# one or has others
sub expression
{
	my ($way, $inputs_json) = @_;
	my $inputs = decode_json($inputs_json);
	my $json = Answers::quoted($inputs_json) . '::jsonb';

	$way =~ s/\[([^\[\]{}]*\{(\w+)[^{}]*\}[^\[\]{}]*)\]/exists $inputs->{$2} ? $1 : ''/ge;
	return undef if grep { $way !~ /\{!?$_\b/ } keys %$inputs;
	$way =~ s/\{!\w+\}//g;
	my $lacking = 0;
	$way =~ s/\{(\w+)(?::(\w+)(\[\])?)?\}/
		my ($name, $type, $array) = ($1, $2 \/\/ 'numeric', $3);
		$lacking = 1 unless exists $inputs->{$name};
		$array ? "ARRAY(SELECT e::$type FROM jsonb_array_elements_text($json -> '$name') WITH ORDINALITY AS a (e, i) ORDER BY i)"
			   : "($json ->> '$name')::$type" /gex;
	return $lacking ? undef : $way;
}

# ---- the cases ----

# Each: id, function, ways (expressions), expected, tolerance (a number), relative
my @cases;

# A line of CSV whose fields hold no line ends
sub fields
{
	my ($line) = @_;
	my @fields;
	while ($line =~ /\G(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,?)/g)
	{
		my ($quoted, $bare, $comma) = ($1, $2, $3);
		push @fields, defined $quoted ? $quoted =~ s/""/"/gr : $bare;
		last unless $comma;
	}
	return @fields;
}

open(my $csv, '<:utf8', "$folder/finance.csv") or die "$folder/finance.csv: $!\n";
my %seen;
<$csv>;
while (my $line = <$csv>)
{
	my ($id, $function, $inputs_json, $expected, $tolerance) = fields($line);
	die "finance.csv, line $.: not understood\n" unless $id =~ /^O\d+$/ && $inputs_json =~ /^\{/ && !$seen{$id}++;
	my ($number, $unit) = $tolerance =~ /^([0-9.]+(?:e-?[0-9]+)?)?\s*(rel)?/;
	push @cases, { id => $id, function => $function, inputs => $inputs_json, expected => $expected, tolerance => $number // 0, relative => defined $unit };
}
close $csv;

# ~ marks 12 decimals of a longer number
if (open(my $tsv, '<:utf8', "$folder/worked.tsv"))
{
	<$tsv>;
	while (my $line = <$tsv>)
	{
		chomp $line;
		my ($description, undef, $expected) = split /\t/, $line;
		push @cases, { id => $description, function => 'worked example', expected => $expected, tolerance => $expected =~ /~/ ? '0.5e-12' : 0, relative => 0 };
	}
}

# ---- what doc/spreadsheets.md says of them ----

sub bare { return $_[0] =~ s/`//gr }
my %difference = map { bare($_->[0]) => { expected => bare($_->[2]), ours => bare($_->[3]) } } Answers::table_of_page($page, 'Different on purpose');
# several in a cell, each in backquotes
my %out_of_scope = map { $_ => 1 } map { $_->[0] =~ /`([^`]+)`/g } Answers::table_of_page($page, 'Out of scope');
my %said = map { bare($_->[0]) => { cases => $_->[1], agree => $_->[2], different => $_->[3] } } Answers::table_of_page($page, 'How many agree');

# ---- questions and answers ----

my (@questions, @asked);
foreach my $case (@cases)
{
	next if $out_of_scope{ $case->{function} } || $out_of_scope{ $case->{id} };
	my @expressions = $case->{function} eq 'worked example' ? $worked{ $case->{id} } // () :
	  grep { defined } map { expression($_, $case->{inputs}) } @{ $ways{ $case->{function} } // [] };
	push @asked, $case if @expressions;
	$case->{answers} = [];
	foreach my $expression (@expressions)
	{
		push @questions, $expression;
		push @{ $case->{answers} }, scalar @questions;
	}
}
my @given = Answers::of(@questions);
$_->{answers} = [ map { $given[ $_ - 1 ] } @{ $_->{answers} } ] foreach @asked;

sub agrees
{
	my ($case, $answer) = @_;
	my $expected = $case->{expected};

	return $answer->{null} ? 1 : 0 if $expected eq 'null';
	return ($answer->{error} // '') =~ /^22/ ? 1 : 0 if $expected =~ /error:/;
	return 0 unless defined $answer->{value};
	return $answer->{value} eq $1 if $expected =~ /^"([^"]*[a-z][^"]*)"$/;
	return substr($answer->{value}, 0, 1) eq substr($expected, 0, 1) if $expected =~ /^(true|false)$/;
	return Answers::close_to([ Answers::numbers($answer->{value}) ], [ Answers::numbers($expected) ], $case->{tolerance}, $case->{relative});
}

my (%count, @disagree, @agree_after_all, @not_run, @ways_differ, @said_otherwise, %used, %missing);
foreach my $case (@cases)
{
	next if ($out_of_scope{ $case->{function} } || $out_of_scope{ $case->{id} }) && ++$used{ $out_of_scope{ $case->{function} } ? $case->{function} : $case->{id} };
	my $count = $count{ $case->{function} } //= { cases => 0, agree => 0, different => 0 };
	my $difference = $difference{ $case->{id} };
	my @answers = @{ $case->{answers} // [] };
	my $what = "$case->{id} $case->{function}: " . (@answers ? Answers::text($answers[0]) : 'no answer') . ", not $case->{expected}";

	$count->{cases}++;
	$used{ $case->{id} }++;
	if (!@answers)
	{
		push @not_run, "$case->{id} $case->{function} " . ($case->{inputs} // '');
		next;
	}
	my %texts = map { Answers::text($_) => 1 } @answers;
	push @ways_differ, "$case->{id} $case->{function}: " . join(', ', sort keys %texts) if keys %texts > 1;
	if (agrees($case, $answers[0]))
	{
		$count->{agree}++;
		push @agree_after_all, $case->{id} if $difference;
	}
	elsif ($difference)
	{
		$count->{different}++;
		push @said_otherwise, "$what; the page has $difference->{ours}, not $difference->{expected}"
		  if Answers::text($answers[0]) ne $difference->{ours} || $case->{expected} ne $difference->{expected};
	}
	elsif (($answers[0]{error} // '') =~ /^42883 (.*)/)
	{
		$missing{$1}++;
	}
	else
	{
		push @disagree, $what . (defined $answers[0]{error} ? " ($answers[0]{error})" : '');
	}
}

# ---- the report ----

my $total = { cases => 0, agree => 0, different => 0 };
foreach my $function (sort keys %count)
{
	my $count = $count{$function};
	$total->{$_} += $count->{$_} foreach keys %$total;
}
$count{total} = $total;
my @report = map { sprintf "| `%s` | %d | %d | %d |", $_, @{ $count{$_} }{qw(cases agree different)} } (sort grep { !/ |total/ } keys %count), 'worked example', 'total';
s/`(worked example|total)`/$1/ foreach @report;
note('function | cases | agree | different on purpose');
note($_) foreach @report;
note("out of scope: $_ ($used{$_})") foreach sort grep { $used{$_} } keys %out_of_scope;

sub none
{
	my ($list, $name) = @_;
	ok(!@$list, $name) or diag(join("\n", map { "  $_" } @$list));
}

cmp_ok(scalar @cases, '>', 500, 'there are cases');
none(\@not_run, 'every case in scope is run');
none([ map { "$_ ($missing{$_} cases)" } sort keys %missing ], 'every function asked is there');
none(\@disagree, 'every answer agrees or is listed as different on purpose');
none(\@agree_after_all, 'what is listed as different is');
none(\@said_otherwise, "$page has the answers given");
none(\@ways_differ, 'all ways to ask give the same');

# Where ours is another of several rates, theirs must be one too; what an iteration leaves of 0 counts as 0.
my @other_rates = grep { $_->{function} eq 'xirr' && $difference{ $_->{id} } } @cases;
my @all_rates = Answers::of(map { my $inputs = $_->{inputs} =~ s/, "guess": [^,}]*//r; expression('xirr_all({amounts:numeric[]}, {dates:date[]})', $inputs) } @other_rates);
none([ map { $other_rates[$_]{id} } grep { my $theirs = $other_rates[$_]{expected}; !grep { Answers::close_to([$_], [ Answers::numbers($theirs) ], 1e-8, 0) } Answers::numbers(Answers::text($all_rates[$_])) } 0 .. $#other_rates ],
	'where xirr differs, theirs is one of xirr_all');

none([ grep { !$used{$_} } sort keys %difference ], 'every difference listed is a case');
none([ grep { !$used{$_} } sort keys %out_of_scope ], 'what is out of scope is asked for in some case');
none([ grep { $out_of_scope{$_} } sort keys %ways, sort keys %worked ], 'what is out of scope is not asked');
none([ grep { my $id = $_; !grep { $_->{id} eq $id } @cases } sort keys %worked ], 'every worked example asked is one');
if ($ENV{DOCS_UPDATE})
{
	open(my $old, '<:raw', $page) or die "$page: $!\n";
	my $text = do { local $/; <$old> };
	$text =~ s/^### How many agree\n.*?^\| --- .*?\n\K(?:\|[^\n]*\n)*/join('', map { "$_\n" } @report)/mse;
	open(my $new, '>:raw', $page) or die "$page: $!\n";
	print $new $text;
	close $new;
}
else
{
	my @wrong = grep { my $c = $count{$_}; my $s = $said{$_} // {}; grep { $c->{$_} ne ($s->{$_} // '') } keys %$c } sort keys %count;
	ok(!@wrong && keys %said == keys %count, "$page has these figures") or diag(join("\n", 'the table should be', @report));
}

done_testing();

__DATA__

# day counts
yearfrac	yearfrac({start:date}, {end:date}, {basis:int})
year_fraction	yearfrac({start:date}, {end:date}, {daycount:text})
day_count_days	day_count_days({start:date}, {end:date}, {daycount:text})

# depreciation; the French system's rounding is always that of Excel
sln	sln({cost}, {salvage}, {life})
syd	syd({cost}, {salvage}, {life}, {period})
db	db({cost}, {salvage}, {life}, {period}[, {month:int}])
ddb	ddb({cost}, {salvage}, {life}, {period}[, {factor}])
vdb	vdb({cost}, {salvage}, {life}, {start}, {end}[, {factor}][, no_switch => {no_switch:boolean}])
amorlinc	amorlinc({cost}, {purchased:date}, {first_period_end:date}, {salvage}, {period}, {rate}, {basis:int})
amordegrc	amordegrc({cost}, {purchased:date}, {first_period_end:date}, {salvage}, {period}, {rate}, {basis:int}) {!excel_compliant}
cas_ddb	ARRAY(SELECT cas_ddb({cost}, {salvage}, {life}, year) FROM generate_series(1, {life}) AS year)
cas_syd	ARRAY(SELECT syd({cost}, {salvage}, {life}, year) FROM generate_series(1, {life}) AS year)
macrs_pct	ARRAY(SELECT 100 * macrs_rate({class}, year, {convention:text}) FROM generate_series(1, {class:int} + 1) AS year) {!table}

# returns: over rows of numeric and of float8, and over arrays
xirr	xirr({amounts:numeric[]}, {dates:date[]}[, {guess:float8}])
# by another day count
xirr	xirr({amounts:numeric[]}, {dates:date[]}, coalesce([{guess:float8}, ]0.1), {daycount:text})
xirr	xirr(cash_flows({amounts:numeric[]}, {dates:date[]}), coalesce([{guess:float8}, ]0.1), {daycount:text})
xnpv	xnpv({rate}, {amounts:numeric[]}, {dates:date[]})
# an array has no empty cells
irr	irr(array_remove({amounts:numeric[]}, NULL)[, {guess:float8}])
irr_all_roots	irr_all({amounts:numeric[]})
mirr	mirr({amounts:numeric[]}, {finance_rate}, {reinvest_rate})
npv_excel	npv({rate}, {amounts:numeric[]})
npv_t0	npv({rate}, {amounts:numeric[]}, 0)
payback_discounted	discounted_payback({rate}, {amounts:numeric[]})
payback_exists	payback({amounts:numeric[]}) IS NOT NULL
xirr	(SELECT xirr(amount, at[, {guess:float8}]) FROM unnest({amounts:numeric[]}, {dates:date[]}) AS t (amount, at))
xirr	(SELECT xirr(amount, at[, {guess:float8}]) FROM unnest({amounts:float8[]}, {dates:date[]}) AS t (amount, at))
xnpv	(SELECT xnpv({rate:float8}, amount, at) FROM unnest({amounts:numeric[]}, {dates:date[]}) AS t (amount, at))
xnpv	(SELECT xnpv({rate:float8}, amount, at) FROM unnest({amounts:float8[]}, {dates:date[]}) AS t (amount, at))
irr	(SELECT irr(amount[, {guess:float8}] ORDER BY i) FROM unnest({amounts:numeric[]}) WITH ORDINALITY AS t (amount, i))
irr	(SELECT irr(amount[, {guess:float8}] ORDER BY i) FROM unnest({amounts:float8[]}) WITH ORDINALITY AS t (amount, i))
irr_all_roots	(SELECT irr_all(amount ORDER BY i) FROM unnest({amounts:numeric[]}) WITH ORDINALITY AS t (amount, i))
mirr	(SELECT mirr(amount, {finance_rate:float8}, {reinvest_rate:float8} ORDER BY i) FROM unnest({amounts:numeric[]}) WITH ORDINALITY AS t (amount, i))
mirr	(SELECT mirr(amount, {finance_rate:float8}, {reinvest_rate:float8} ORDER BY i) FROM unnest({amounts:float8[]}) WITH ORDINALITY AS t (amount, i))
npv_excel	(SELECT npv({rate:float8}, amount ORDER BY i) FROM unnest({amounts:numeric[]}) WITH ORDINALITY AS t (amount, i))
npv_excel	(SELECT npv({rate:float8}, amount ORDER BY i) FROM unnest({amounts:float8[]}) WITH ORDINALITY AS t (amount, i))
npv_t0	(SELECT npv({rate:float8}, amount, 0 ORDER BY i) FROM unnest({amounts:numeric[]}) WITH ORDINALITY AS t (amount, i))
npv_t0	(SELECT npv({rate:float8}, amount, 0 ORDER BY i) FROM unnest({amounts:float8[]}) WITH ORDINALITY AS t (amount, i))
# a flow each day between two dates
xirr_gen	(SELECT xirr(amount, day) FROM (SELECT {outflow}, generate_series(({outflow_days:jsonb} ->> 0)::timestamp, ({outflow_days:jsonb} ->> 1)::timestamp, {step_days} * interval '1 day') UNION ALL SELECT {inflow}, generate_series(({inflow_days:jsonb} ->> 0)::timestamp, ({inflow_days:jsonb} ->> 1)::timestamp, {step_days} * interval '1 day')) AS t (amount, day))
# a period is a year of 365 days
payback_discounted	(SELECT discounted_payback({rate:float8}, amount, date '2001-01-01' + 365 * (i - 1)::int) FROM unnest({amounts:numeric[]}) WITH ORDINALITY AS t (amount, i))
payback_exists	(SELECT payback(amount, date '2001-01-01' + 365 * (i - 1)::int) IS NOT NULL FROM unnest({amounts:numeric[]}) WITH ORDINALITY AS t (amount, i))

# time value
pv	pv({rate}, {nper}, {pmt}[, fv => {fv}][, due => {due:int}])
fv	fv({rate}, {nper}, {pmt}[, pv => {pv}][, due => {due:int}])
pmt	pmt({rate}, {nper}, {pv}[, fv => {fv}][, due => {due:int}])
pmt_decimal	pmt(split_part({rate:text}, '/', 1)::numeric(60, 40) / split_part({rate:text}, '/', 2)::numeric, {nper}, {pv})
nper	nper({rate}, {pmt}, {pv}[, fv => {fv}][, due => {due:int}])
rate	rate({nper}, {pmt}, {pv}[, fv => {fv}][, due => {due:int}][, guess => {guess}])
ipmt	ipmt({rate}, {per}, {nper}, {pv}[, fv => {fv}][, due => {due:int}])
ppmt	ppmt({rate}, {per}, {nper}, {pv}[, fv => {fv}][, due => {due:int}])
cumipmt	cumipmt({rate}, {nper}, {pv}, {start}, {end}, {due:int})
cumprinc	cumprinc({rate}, {nper}, {pv}, {start}, {end}, {due:int})
ispmt	ispmt({rate}, {per}, {nper}, {pv})
effect	effect({nominal_rate}, {npery})
nominal	nominal({effect_rate}, {npery})
rri	rri({nper}, {pv}, {fv})
rri	cagr({pv}, {fv}, {nper})
pduration	pduration({rate}, {pv}, {fv})
lease_implicit_rate	12 * rate({n}, {payment}, -{fair_value}, {residual}, 1) {!timing} {!period}
lease_implicit_rate	12 * implicit_rate(array_fill({payment}, ('{' || {n:int} || '}')::int[]), {fair_value}, {residual}, due => {timing:text}) {!period}
lessor_implicit_rate_negative	implicit_rate(('{' || {lease_payments_total} || '}')::numeric[], {fair_value}, {residual})
# interest of four years, then balances after their payments
lessor_receivable_schedule	(SELECT (array_agg(interest ORDER BY p.n))[:4] || (array_agg(p.opening - p.payment ORDER BY p.n))[:4] FROM finance_lease_schedule(array_fill({payment}, ('{' || {n:int} || '}')::int[]), {rate}, {guaranteed_residual}, due => {timing:text}, scale => 0) AS p) {!opening}
# what it is worth, the profit, the first year's interest; then one source has all income of that year, the other the closing
lessor_sales_type	(SELECT array_append(ARRAY[p.opening, f.selling_profit, p.interest], CASE WHEN {carrying} = 300000 THEN f.selling_profit + p.interest ELSE p.closing END) FROM finance_lease_schedule(array_fill({payment}, ('{' || {n:int} || '}')::int[]), {rate}, due => {timing:text}, scale => 0) AS p, finance_lease(array_fill({payment}, ('{' || {n:int} || '}')::int[]), p.opening, {carrying}, due => {timing:text}, scale => 0) AS f WHERE p.n = 1)

# unit economics, capacity, rent
fractional_gpu_hours	(SELECT card_hours(share, tstzrange('2024-01-01 00:00Z', '2024-01-01 00:00Z'::timestamptz + {hours} * interval '1 hour')) FROM unnest({shares:numeric[]}) AS share)
gpu_hour_cost	amount(hourly_cost(({price} || ' USD/card')::rent_rate, {life_years} * interval '1 year', 0, {utilization})) {!hours_year}
prepaid_schedule_no_negative	(SELECT concat_ws('; ', CASE WHEN bool_and(amount >= 0) THEN 'no negative row' END, 'sum=' || sum(amount)) FROM rent_schedule(({total} / {periods} || ' USD/lease/month')::rent_rate, 1, tstzrange('2024-01-01 00:00Z', '2024-01-01 00:00Z'::timestamptz + {periods} * interval '1 month'), scale => 2))

# a commitment in money, and usage at list price less a discount
min_commit_true_up	(SELECT ARRAY[charge, shortfall] FROM usage_schedule((1 - {negotiated_discount} || ' USD/lease/hour; minimum ' || {monthly_minimum} || ' USD per month')::lease_terms, (SELECT array_agg(c) FROM (VALUES ({list_cost})) AS v (c)), '[2024-01-01 00:00Z, 2024-02-01 00:00Z)'))

# worked.tsv: the case by its description, and what gives its numbers
"one lease, six billing conventions: daily = monthly/30, actual days (31/30)"
	rent('31000 CNY/server/month', 1, '[2023-01-15 00:00Z, 2023-02-15 00:00Z)', NULL, 'UTC', 'actual/30')
"inclusive contract dates as daterange [2024-01-01,2026-12-31]"
	rent('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31'))
"same text taken as tstzrange (last day lost)"
	rent('120000 CNY/P/year', '960 P', '[2024-01-01 00:00Z, 2026-12-31 00:00Z]')
"annual rate, January 2024 by elapsed fraction of the year"
	rent('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31'), term('2024-01-01', '2024-01-31'))
"annual rate, January 2024 by months (1/12)"
	rent('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31'), term('2024-01-01', '2024-01-31'), 'UTC', 'calendar')
"monthly rate over a DST change (civil days)"
	rent('743 CNY/server/month', 1, term('2024-03-01', '2024-03-14', 'America/New_York'), NULL, 'America/New_York')
"time zone moves the cut-off"
	rent('15.1 CNY/card/hour', 1000, '[2024-01-01 00:00Z,)', term('2024-01-01', '2024-01-31', 'Asia/Shanghai'))
"cumulative rounding at 12 decimals is additive"
	(SELECT sum(rent('100 CNY/server/month', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)', tstzrange(day, day + interval '1 day'))) FROM generate_series(timestamptz '2024-01-01 00:00Z', '2024-01-31 00:00Z', interval '1 day') AS day)
"VAT 6% on the contract total (net, tax)"
	vat_split(345600000, 0.06)
"VAT 6% by month, cumulative (sum)"
	(SELECT sum((vat_split(9600000 * n, 0.06)).net - (vat_split(9600000 * (n - 1), 0.06)).net) FROM generate_series(1, 36) AS n)
"row 5 margin exact (depreciation only, 100% let)"
	gross_margin(5.4, amortization(100000, '4 years', 0, 'hour'))
"row 5 net of VAT: price incl 6%, card incl 13% recoverable"
	gross_margin(5.4 / 1.06, amortization(100000 / 1.13, '4 years', 0, 'hour'))
"row 5 with capex of row 9 (200000 per card)"
	gross_margin(5.4, amortization(200000, '4 years', 0, 'hour'))
"row 1"
	payback('100000 CNY/card', '15.1 CNY/card/hour')
"trap: depreciation passed as cost counts the capex twice"
	payback(100000, 8760 * (7.6 - amortization(100000, '4 years', 0, 'hour')))
"annual, simple (static)"
	payback(1000, 400)
"rent falls 2% a month from 7.6: months 1,2,48 of cash"
	ARRAY(SELECT revenue FROM pro_forma('100000 CNY/card', '7.6 CNY/card/hour', monthly_decline => 0.02, scale => 12) WHERE month IN (1, 2, 48) ORDER BY month)
"payback in months"
	(SELECT payback(project_cash_flow ORDER BY month) FROM pro_forma('100000 CNY/card', '7.6 CNY/card/hour', monthly_decline => 0.02, scale => 12))
"never paid back at 6% a month (limit of cash)"
	(SELECT sum(revenue) FROM pro_forma('100000 CNY/card', '7.6 CNY/card/hour', months => 1000, monthly_decline => 0.06, scale => 12))
"break-even opening rate over 48 months at 2% decline"
	(SELECT 7.6 * 100000 / sum(revenue) FROM pro_forma('100000 CNY/card', '7.6 CNY/card/hour', monthly_decline => 0.02, scale => 12))
"CAS double declining, 4 y, residual 5000"
	ARRAY(SELECT sum(depreciation) FROM pro_forma(100000, 0, salvage => 5000, depreciation_method => 'double declining') WHERE operating_month > 0 GROUP BY (operating_month + 11) / 12 ORDER BY (operating_month + 11) / 12)
"operator 30%, owners 35/35, month 1 of 1000.01 (sums to rent)"
	ARRAY(SELECT amount FROM revenue_share_schedule(ARRAY[1000.01, 1000.01], '{0.3,0.35,0.35}') WHERE period = 1)
"operator 30%, owners 35/35, month 2 of 1000.01 (sums to rent)"
	ARRAY(SELECT amount FROM revenue_share_schedule(ARRAY[1000.01, 1000.01], '{0.3,0.35,0.35}') WHERE period = 2)
"revenue | utilization-weighted revenue | by-hour mean utilization | by-revenue mean utilization | UWR per used hour"
	(SELECT ARRAY[revenue(s), utilization_weighted_revenue(s), used / card_hours(s), utilization_weighted_revenue(s) / revenue(s), utilization_weighted_revenue(s) / used] FROM (SELECT utilization_weighted_summary(rate, cards, during, u), sum(cards * u * hours) FROM (VALUES ('15.1 CNY/card/hour'::rent_rate, 8, 100, 0.8), ('7.6 CNY/card/hour', 4, 200, 0.5)) AS t (rate, cards, hours, u), LATERAL (SELECT tstzrange('2024-01-01 00:00Z', '2024-01-01 00:00Z'::timestamptz + hours * interval '1 hour')) AS l (during)) AS x (s, used))
"revenue per available card-hour = realised rate x occupancy"
	(SELECT ARRAY[amount(revenue_per_available_hour(rate, cards, during, 16, tstzrange '[2024-01-01 00:00Z, 2024-01-09 08:00Z)')), amount(effective_rate(rate, cards, during, tstzrange '[2024-01-01 00:00Z, 2024-01-09 08:00Z)')) * utilization(cards, during, 16, tstzrange '[2024-01-01 00:00Z, 2024-01-09 08:00Z)')] FROM (VALUES ('15.1 CNY/card/hour'::rent_rate, 8, tstzrange '[2024-01-01 00:00Z, 2024-01-05 04:00Z)'), ('7.6 CNY/card/hour', 4, '[2024-01-01 00:00Z, 2024-01-09 08:00Z)')) AS t (rate, cards, during))
"row 17"
	cagr(19.5, 34.66, 4)
"row 13 item 4: own funds share if hardware costs 440000/P"
	100000 / 440000.0
"row 8 in card-hours"
	rent('133400 CNY/server/month', 1 / 8.0, '[2024-01-01 00:00Z, 2024-01-01 01:00Z)', NULL, 'UTC', '730h')
"row 7 in 8-card servers of 16 P and per card-hour incl VAT"
	ARRAY[p_capacity '960 P' / p_capacity '16 P', rent('120000 CNY/P/year incl 6%', p_capacity '2 P', '[2024-01-01 00:00Z, 2024-01-01 01:00Z)', NULL, 'UTC', 'actual/365')]
"same with 2 months free: total | month 1 | accrued after 2 | 12 | 36"
	(SELECT ARRAY[sum(income), sum(income) FILTER (WHERE n = 1)] || array_agg(accrued ORDER BY n) FILTER (WHERE n IN (2, 12, 36)) FROM income_schedule('100000 CNY/server/month; +10% every 1 year; free 2 months', 1, '[2024-01-01 00:00Z, 2027-01-01 00:00Z)') WITH ORDINALITY AS i (period_start, period_end, posting_date, rent, income, cumulative_rent, cumulative_income, accrued, n))
"quarterly in advance 300000, 12 months: deferred income after month 1 | 2 | 3"
	(SELECT array_agg(billed - cumulative_income ORDER BY period_start) FROM (SELECT period_start, cumulative_income, (SELECT sum(net) FROM billing_schedule('100000 CNY/server/month', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', 'quarter') AS b WHERE b.period_start <= i.period_start) AS billed FROM income_schedule('100000 CNY/server/month', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)') AS i LIMIT 3) AS x)
"implicit monthly rate without initial direct costs"
	implicit_rate(array_fill(50000::numeric, '{36}'), 1600000, 80000)
"implicit monthly rate with initial direct costs 16000"
	implicit_rate(array_fill(50000::numeric, '{36}'), 1600000, 80000, 16000)
"row 18: 268 EFLOPS x 1.523^4 (what mission.md prints)"
	fvschedule(268, ARRAY[0.523, 0.523, 0.523, 0.523])
"25-fold in ten years, a year"
	cagr(0.02, 0.5, 10)
