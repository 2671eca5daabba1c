#!/usr/bin/perl
# The independent judge: a spreadsheet program answers random questions that our functions
# answer too, and every difference is explained or is a failure.
#
#   judge.pl [libreoffice] [gnumeric]      CASES= a function, SEED=, SHOW=1 prints what differs
#
# `make judge` runs it with a server.  What the classes mean is told in doc/spreadsheets.md.

use strict;
use warnings;
use lib 'test/lib', 'test/judge';
use Answers;
use Exact;
use File::Temp qw(tempdir);
use Math::BigFloat;

my $cases_of_function = $ENV{CASES} || 150;
my $seed = $ENV{SEED} || 20261126;
my $show = $ENV{SHOW} ? 1 : 0;
my $page = 'doc/spreadsheets.md';

# ---- random arguments: text of decimals, days, lists of them ----

# drand48 of perl itself, the same everywhere
sub below { return int(rand($_[0])) }
sub pick { return $_[ below(scalar @_) ] }
sub between { my ($low, $high, $decimals) = @_; return 0 + sprintf("%.*f", $decimals // 0, $low + rand() * ($high - $low)) }
sub chance { return rand() < $_[0] }

sub rate    { return chance(0.05) ? 0 : pick(between(0.0001, 0.03, 6), between(0.01, 0.5, 4), between(0.5, 3, 2), between(-0.6, -0.001, 4)) }
sub growth  { return pick(between(0.0001, 0.03, 6), between(0.01, 0.5, 4), between(0.5, 3, 2)) }
sub periods { return chance(0.1) ? between(0.5, 60, 1) : chance(0.05) ? -between(1, 12) : pick(between(1, 12), between(12, 60), between(60, 480)) }
sub payments { return pick(between(1, 12), between(12, 60), between(60, 480)) }
sub money   { return chance(0.1) ? 0 : pick(-1, 1) * pick(between(1, 1000, 2), between(1000, 10000000, 2), 100000 * between(1, 90)) }
sub outlay  { return pick(between(1, 1000, 2), between(1000, 10000000, 2), 100000 * between(1, 90)) }
sub due     { return below(2) }
sub basis   { return pick(0, 1, 3, 4) }

# Days as their number since 1970; the ends of months and of February more often than they come
sub civil
{
	my ($day) = @_;
	my ($y, $z) = (0, $day + 719468);
	my $era = int($z / 146097);
	my $doe = $z - $era * 146097;
	my $yoe = int(($doe - int($doe / 1460) + int($doe / 36524) - int($doe / 146096)) / 365);
	my $doy = $doe - (365 * $yoe + int($yoe / 4) - int($yoe / 100));
	my $mp = int((5 * $doy + 2) / 153);
	my $month = $mp < 10 ? $mp + 3 : $mp - 9;
	return ($yoe + $era * 400 + ($month <= 2), $month, $doy - int((153 * $mp + 2) / 5) + 1);
}
sub day
{
	my ($low, $high) = @_;
	my $day = $low + below($high - $low + 1);
	return $day if chance(0.5);
	# to the end of the month, or the day before or after it
	my $end = $day;
	$end++ while (civil($end + 1))[2] != 1;
	$end += pick(-1, 0, 0, 1);
	return $end > $high || $end < $low ? $day : $end;
}
my ($first_day, $last_day) = (7305, 21914);    # 1990 to 2029
sub date { return bless [ $_[0] ], 'Date' }

sub flows
{
	my ($count) = @_;
	my @flows = (-outlay(), map { outlay() } 2 .. $count);
	my $kind = rand();
	@flows = map { money() } @flows if $kind < 0.2;                               # any signs
	$flows[-1] = -$flows[-1] if $kind > 0.9;                                        # a cost at the end
	@flows = map { $_ < 0 ? $_ * ($count - 1) : $_ } @flows if $kind > 0.5;
	return \@flows;
}
sub days_from
{
	my ($count) = @_;
	my $first = day($first_day, $last_day - 4000);
	return [ map { date($_) } $first, sort { $a <=> $b } map { $first + below(4000) } 2 .. $count ];
}
sub with_guess { return chance(0.5) ? () : pick(0.05, 0.1, 0.2, 0.5, -0.1) }

sub depreciated
{
	my $cost = outlay();
	my $life = pick(between(1, 10), between(3, 40), between(1, 15, 1));
	return ($cost, chance(0.2) ? 0 : sprintf('%.2f', $cost * between(0, 0.4, 2)) + 0, $life);
}
sub period_of { my ($life) = @_; return chance(0.03) ? int($life) + 2 : 1 + below(int($life) || 1) }
sub factor { return pick(2, 2, 1, 1.5, 3, between(0.5, 6, 1)) }

sub french
{
	my $purchased = day($first_day, $last_day - 800);
	my $cost = outlay();
	return ($cost, date($purchased), date(day($purchased, $purchased + pick(400, 400, 800))), sprintf('%.2f', $cost * between(0, 0.3, 2)) + 0, below(9),
		pick(0.1, 0.15, 0.2, 0.25, 0.3, 0.5, between(0.05, 0.6, 3)), basis());
}

# An annuity that some rate solves
sub annuity
{
	my ($n, $pv, $due, $r) = (payments(), outlay(), due(), growth());
	my $fv = chance(0.5) ? 0 : outlay();
	$r = between(-0.02, 0.05, 4) if $n > 60;
	my $pmt = sprintf('%.2f', -Exact::pmt($r, $n, $pv, -$fv, $due)) + 0;
	return ($n, -$pmt, $pv, -$fv, $due);
}

# A line a function: its arguments, which are the same in the same order there and here
my %draw = (
	pv         => sub { (rate(), periods(), money(), money(), due()) },
	fv         => sub { (rate(), periods(), money(), money(), due()) },
	pmt        => sub { (rate(), periods(), money(), money(), due()) },
	nper       => sub { my $pv = outlay(); (rate(), -sprintf('%.2f', $pv * between(0.01, 2, 3)), $pv, pick(0, 0, money()), due()) },
	rate       => sub { (annuity(), with_guess()) },
	ipmt       => sub { my $n = payments(); (rate(), 1 + below($n), $n, money(), money(), due()) },
	ppmt       => sub { my $n = payments(); (rate(), 1 + below($n), $n, money(), money(), due()) },
	cumipmt    => sub { my $n = payments(); my $from = 1 + below($n); (growth(), $n, outlay(), $from, $from + below($n - $from + 1), due()) },
	cumprinc   => sub { my $n = payments(); my $from = 1 + below($n); (growth(), $n, outlay(), $from, $from + below($n - $from + 1), due()) },
	ispmt      => sub { my $n = payments(); (rate(), below($n + 1), $n, money()) },
	effect     => sub { (chance(0.05) ? rate() : growth(), chance(0.1) ? between(0.5, 12, 1) : pick(1, 2, 4, 12, 52, 365, between(1, 400))) },
	nominal    => sub { (chance(0.05) ? rate() : growth(), chance(0.1) ? between(0.5, 12, 1) : pick(1, 2, 4, 12, 52, 365, between(1, 400))) },
	rri        => sub { (chance(0.05) ? periods() : pick(payments(), between(0.5, 60, 1)), chance(0.05) ? money() : outlay(), chance(0.05) ? money() : outlay()) },
	pduration  => sub { (chance(0.05) ? rate() : growth(), chance(0.05) ? money() : outlay(), chance(0.05) ? money() : outlay()) },
	fvschedule => sub { (money(), [ map { rate() } 1 .. 1 + below(12) ]) },
	sln        => sub { depreciated() },
	syd        => sub { my @d = depreciated(); (@d, period_of($d[2])) },
	db         => sub { my @d = depreciated(); (@d, period_of($d[2]), chance(0.5) ? () : 1 + below(12)) },
	ddb        => sub { my @d = depreciated(); (@d, period_of($d[2]), chance(0.3) ? () : factor()) },
	vdb        => sub {
		my @d = depreciated();
		my $from = chance(0.5) ? below(int($d[2]) || 1) : between(0, $d[2], 1);
		my $to = chance(0.7) ? $from + below(int($d[2] - $from) + 1) : between($from, $d[2], 1);
		(@d, $from, $to, chance(0.3) ? () : (factor(), chance(0.4) ? () : pick('true', 'false')));
	},
	amorlinc   => sub { french() },
	amordegrc  => sub { french() },
	yearfrac   => sub { my $from = day($first_day, $last_day); (date($from), date(pick(day($from, $from + 800), day($first_day, $last_day))), below(5)) },
	irr        => sub { (flows(2 + below(24)), with_guess()) },
	mirr       => sub { (flows(2 + below(24)), rate(), rate()) },
	npv        => sub { (rate(), flows(1 + below(24))) },
	xirr       => sub { my $n = 2 + below(24); (flows($n), days_from($n), with_guess()) },
	xnpv       => sub { my $n = 2 + below(24); (growth(), flows($n), days_from($n)) },
);

# ---- arguments as SQL and as a formula ----

sub iso    { my ($date) = @_; return sprintf('%04d-%02d-%02d', civil($date->[0])) }
sub serial { return $_[0][0] + 25569 }
sub is_list { return ref $_[0] eq 'ARRAY' }
sub is_date { return ref $_[0] eq 'Date' }

sub as_sql
{
	my ($value) = @_;
	return "date '" . iso($value) . "'" if is_date($value);
	return is_date($value->[0]) ? "ARRAY[" . join(', ', map { "'" . iso($_) . "'" } @$value) . "]::date[]" : "ARRAY[" . join(', ', @$value) . "]::numeric[]" if is_list($value);
	return $value;
}

sub as_formula
{
	my ($value) = @_;
	return sprintf('DATE(%d,%d,%d)', civil($value->[0])) if is_date($value);
	return '{' . join(';', map { is_date($_) ? serial($_) : $_ } @$value) . '}' if is_list($value);
	return uc $value;
}

# ---- the spreadsheet programs ----

my $directory = tempdir('gpurent-judge.XXXXXX', TMPDIR => 1, CLEANUP => 1);

sub run
{
	my (@command) = @_;
	open(my $pipe, '-|', 'sh', '-c', 'exec "$@" 2>&1 </dev/null', 'sh', @command) or die "$command[0]: $!\n";
	my $printed = do { local $/; <$pipe> };
	close($pipe) or die "@command: exit code " . ($? >> 8) . "\n$printed";
	return $printed;
}

# Each takes a CSV file with a number and a formula in a line, and returns what each line
# gives: a number, or an error's text; undef for a function it does not know.
my %judges = (
	libreoffice => {
		version => sub { run('soffice', '--version') =~ /(LibreOffice \S+)/ ? $1 : 'LibreOffice' },
		names   => {},
		ask     => sub {
			my ($file) = @_;
			run('soffice', '--headless', '--norestore', "-env:UserInstallation=file://$directory/profile", '--infilter=CSV:44,34,76,1,,1033,false,true,false,false,false,-1,true',
				'--convert-to', 'fods', '--outdir', $directory, $file);
			open(my $fods, '<:utf8', $file =~ s/csv$/fods/r) or die "LibreOffice wrote nothing\n";
			my $text = do { local $/; <$fods> };
			my @answers;
			while ($text =~ /<table:table-cell table:formula="[^"]*"([^>]*)>\s*<text:p>([^<]*)</g)
			{
				my ($attributes, $shown) = ($1, $2);
				push @answers, $attributes =~ /office:value="([^"]*)"/ ? $1 : $shown eq '#NAME?' ? undef : $shown;
			}
			return @answers;
		},
	},
	gnumeric => {
		version => sub { run('ssconvert', '--version') =~ /version '(\S+)'/ ? "Gnumeric $1" : 'Gnumeric' },
		names   => { pduration => 'G_DURATION' },
		ask     => sub {
			my ($file) = @_;
			my $answers = $file =~ s/csv$/answers.csv/r;
			run('ssconvert', '-O', 'format=raw', '-T', 'Gnumeric_stf:stf_assistant', $file, $answers);
			open(my $csv, '<:utf8', $answers) or die "Gnumeric wrote nothing\n";
			return map { /^\d+,(.*?)\s*$/ ? $1 eq '#NAME?' ? undef : $1 : die "Gnumeric wrote $_" } <$csv>;
		},
	},
);

# ---- rules in which they differ from us, each with its line in doc/spreadsheets.md ----

# Judge, function, name of the rule, and whether it applies to these arguments
my @rules = (
	[ 'gnumeric', 'ipmt|ppmt', 'no interest in a first payment in advance', sub { my ($per, $due) = @{ $_[0]{arguments} }[ 1, 5 ]; return $per == 1 && $due } ],
	[ 'gnumeric', 'cumipmt|cumprinc', 'no interest in a first payment in advance', sub { my ($from, $due) = @{ $_[0]{arguments} }[ 3, 5 ]; return $from == 1 && $due } ],
	[ 'gnumeric', 'ispmt', 'period 0 is computed', sub { return $_[0]{arguments}[1] == 0 } ],
	[ 'gnumeric', 'ddb', 'nothing after all is taken', sub { my ($life, $factor) = @{ $_[0]{arguments} }[ 2, 4 ]; return ($factor // 2) > $life } ],
	[ '.*', 'rate', 'no rate where any does', sub { my ($case) = @_; return $case->{ours}{null} && !grep { !Exact::is_root('rate', $_, @{ $case->{arguments} }) } 0.3, 0.7, 2 } ],
	[ '.*', 'syd|db', 'no period after the life', sub { my ($life, $period) = @{ $_[0]{arguments} }[ 2, 3 ]; return defined $_[1] && $period > $life && $_[0]{ours}{error} } ],
	[ '.*', 'amorlinc', 'the French system as Excel has it', sub { return defined $_[1] && abs($_[1] - Exact::amorlinc_openoffice($_[0]{year}, @{ $_[0]{arguments} })) <= 1e-13 * $_[0]{arguments}[0] } ],
	[ '.*', 'amordegrc', 'the French system as Excel has it', sub { return defined $_[1] && abs($_[1] - Exact::amordegrc_openoffice($_[0]{year}, @{ $_[0]{arguments} })) <= 1 } ],
);

my $known = join("\n", map { $_->[0] } Answers::table_of_page($page, 'Where we differ'));
foreach (@rules) { die "$page says nothing of the rule \"$_->[2]\"\n" if index($known, $_->[2]) < 0 }

# ---- asking ----

my @judges = @ARGV ? @ARGV : sort keys %judges;
foreach (@judges) { die "no such judge: $_\n" unless $judges{$_} }

my @cases;
foreach my $function ($ENV{FUNCTION} ? split(' ', $ENV{FUNCTION}) : sort keys %draw)
{
	# seeded by its name: one function more or less leaves the others' cases as they are
	srand($seed + unpack('%32C*', $function) * 1000003);
	push @cases, { function => $function, arguments => [ $draw{$function}->() ] } foreach 1 .. $cases_of_function;
}
foreach my $case (@cases)
{
	$case->{sql} = [ map { as_sql($_) } @{ $case->{arguments} } ];
	$case->{formula} = '(' . join(',', map { as_formula($_) } @{ $case->{arguments} }) . ')';
}
sub call { my ($case, @sql) = @_; return "$case->{function}(" . join(', ', @sql) . ')' }

my @ours = Answers::of(map { call($_, @{ $_->{sql} }) } @cases);
foreach my $i (0 .. $#cases)
{
	my ($case, $answer) = ($cases[$i], $ours[$i]);
	die call($case, @{ $case->{sql} }) . ": $answer->{error}\n" if ($answer->{error} // '') =~ /^(?!22)./;
	$case->{ours} = $answer;
	$case->{value} = Math::BigFloat->new($answer->{value}) if defined $answer->{value};
}

# What a rule wants to know: the first year's part
my @french = grep { $_->{function} =~ /^amor/ } @cases;
my @years = Answers::of(map { "yearfrac($_->{sql}[1], $_->{sql}[2], $_->{sql}[6])" } @french);
$french[$_]{year} = $years[$_]{value} foreach 0 .. $#french;

foreach my $judge (@judges)
{
	my $file = "$directory/$judge.csv";
	open(my $csv, '>', $file) or die "$file: $!\n";
	print $csv "$_,\"=", $judges{$judge}{names}{ $cases[$_]{function} } // uc $cases[$_]{function}, "$cases[$_]{formula}\"\n" foreach 0 .. $#cases;
	close $csv;
	my @theirs = $judges{$judge}{ask}->($file);
	die "$judge: " . scalar(@cases) . " formulas, " . scalar(@theirs) . " answers\n" if @theirs != @cases;
	$cases[$_]{theirs}{$judge} = $theirs[$_] foreach 0 .. $#cases;
}
sub number { my ($text) = @_; return defined $text && $text =~ /^-?[0-9.]/ ? Math::BigFloat->new($text) : undef }

# Rates of return are rounded to 15 digits of 1 + r; LibreOffice writes 15 digits and no more than 20 decimals.
sub rounding { my ($case) = @_; return 1e-20 + 1e-14 * ($case->{value}->copy->babs + ($case->{function} =~ /^(?:x|m)?irr$/ ? 1 : 0)) }

# Where that is not all, how does our answer move when an argument that is no double moves by
# a double's precision?  So far may a computation in doubles be off.
my (@questions, @moved);
foreach my $case (grep { defined $_->{value} } @cases)
{
	next unless grep { my $theirs = number($_); defined $theirs && ($theirs - $case->{value})->babs > rounding($case) } values %{ $case->{theirs} };
	foreach my $i (0 .. $#{ $case->{sql} })
	{
		my $argument = $case->{arguments}[$i];
		next if is_date($argument) || (is_list($argument) && is_date($argument->[0])) || "$argument" =~ /^-?\d+$|e$/;
		my @sql = @{ $case->{sql} };
		$sql[$i] = is_list($argument) ? 'ARRAY[' . join(', ', map { moved($argument->[$_], 1 - 2 * ($_ % 2)) } 0 .. $#$argument) . ']::numeric[]' : moved($argument, 1);
		push @questions, call($case, @sql);
		push @moved, $case;
	}
}
sub moved { my ($number, $sign) = @_; return Math::BigFloat->new($number) + $sign * 2.220446049250313e-16 * (abs($number) > 1 ? abs($number) : 1) }

foreach my $answer (Answers::of(@questions))
{
	my $case = shift @moved;
	$case->{tolerance} = ($case->{tolerance} // 0) + 16 * (Math::BigFloat->new($answer->{value}) - $case->{value})->babs if defined $answer->{value};
}

# ---- judging ----

sub class_of
{
	my ($case, $judge) = @_;
	my ($function, $value, $arguments) = @$case{qw(function value arguments)};
	my $text = $case->{theirs}{$judge};
	my $theirs = number($text);
	return 'not there' unless defined $text;

	return 'agree' if defined $value && defined $theirs && ($theirs - $value)->babs <= rounding($case) + ($case->{tolerance} // 0);
	foreach my $rule (@rules)
	{
		my ($who, $which, $name, $applies) = @$rule;
		return "rule: $name" if $judge =~ /^(?:$who)$/ && $function =~ /^(?:$which)$/ && $applies->($case, $theirs);
	}
	return 'no answer' unless defined $value || defined $theirs;
	return $case->{ours}{null} && !(Exact::is_root($function, $theirs, @$arguments) // 1) ? 'not a root' : 'DISAGREE' unless defined $value;

	my $we = Exact::error_of($function, $value, @$arguments);
	return 'DISAGREE' unless defined $we && $we < 1e-12;
	return 'they fail' unless defined $theirs;

	my $off = ($theirs - $value)->babs;
	return $we <= Exact::error_of($function, $theirs, @$arguments) ? 'less exact' : 'DISAGREE'
	  if $off < 1e-5 * $value->copy->babs || $off < 1e-13 * Exact::size_of($function, @$arguments);
	my $root = Exact::is_root($function, $theirs, @$arguments);
	return defined $root ? 'not a root' : 'DISAGREE' unless $root;
	my $guess = is_list($arguments->[-1]) || $function eq 'rate' && @$arguments < 6 ? 0.1 : $arguments->[-1];
	# nearer in the logarithm of growth
	my ($ours_from, $theirs_from) = map { ((1 + $_) / (1 + $guess))->blog->babs } Math::BigFloat->new($value), Math::BigFloat->new($theirs);
	return $ours_from <= $theirs_from ? 'another root' : 'DISAGREE';
}

my @classes = ('agree', 'no answer', 'less exact', 'another root', 'they fail', 'not a root', 'rule', 'not there', 'DISAGREE');
my $bad = 0;
foreach my $judge (@judges)
{
	my (%count, %rules, @shown);
	foreach my $case (@cases)
	{
		my $class = class_of($case, $judge);
		$rules{"$case->{function}: $1"}++ if $class =~ s/^rule\K: (.*)//;
		$count{$_}{$class}++ foreach $case->{function}, 'total';
		$bad++ if $class eq 'DISAGREE';
		push @shown, "$class: " . uc($case->{function}) . "$case->{formula}\n  theirs " . ($case->{theirs}{$judge} // '') . "\n  ours   " .
		  ($case->{ours}{error} // Answers::text($case->{ours})) . "\n"
		  if $class eq 'DISAGREE' || ($show && $class !~ /^(agree|no answer|not there)$/);
	}
	my @used = grep { $count{total}{$_} } @classes;
	print $judges{$judge}{version}->(), ", $cases_of_function cases a function, seed $seed\n\n";
	print '| function | ', join(' | ', @used), " |\n| --- |", ' --- |' x @used, "\n";
	print "| $_ | ", join(' | ', map { $_ // 0 } @{ $count{ s/`//gr } }{@used}), " |\n" foreach (map { "`$_`" } grep { $_ ne 'total' } sort keys %count), 'total';
	print "\n";
	print "rule: $_ ($rules{$_})\n" foreach sort keys %rules;
	print @shown, "\n";
}
exit($bad ? 1 : 0);
