# Exact.pm: the textbook's formulas in decimals of 80 digits, for deciding who is right
# where a spreadsheet program and the extension differ.  Slow and plain on purpose.

package Exact;

use strict;
use warnings;
use Math::BigFloat;

Math::BigFloat->accuracy(80);

sub big { return Math::BigFloat->new("$_[0]") }

# x^n: whole powers by squaring, so that digits beyond the 80 are dropped on the way
sub power
{
	my ($x, $n) = map { big($_) } @_;
	return $x->bpow($n) unless $n->is_int;
	return 1 / power($x, -$n) if $n < 0;
	my $result = big(1);
	for ($n = $n->numify; $n > 0; $n = int($n / 2))
	{
		$result *= $x if $n % 2;
		$x *= $x;
	}
	return $result;
}

# (1 + r)^n
sub growth { my ($r, $n) = @_; return power(1 + big($r), $n) }

# What a payment of 1 a period grows to
sub annuity
{
	my ($r, $n, $due) = @_;
	return big($n) if $r == 0;
	return (1 + big($r) * $due) * (growth($r, $n) - 1) / big($r);
}

sub pv  { my ($r, $n, $pmt, $fv, $due) = @_; return -(big($fv) + big($pmt) * annuity($r, $n, $due)) / growth($r, $n) }
sub fv  { my ($r, $n, $pmt, $pv, $due) = @_; return -(big($pv) * growth($r, $n) + big($pmt) * annuity($r, $n, $due)) }
sub pmt { my ($r, $n, $pv, $fv, $due) = @_; return -(big($pv) * growth($r, $n) + big($fv)) / annuity($r, $n, $due) }

sub nper
{
	my ($r, $pmt, $pv, $fv, $due) = @_;
	return -(big($pv) + $fv) / big($pmt) if $r == 0;
	my $level = big($pmt) * (1 + big($r) * $due) / big($r);
	my $ratio = ($level - $fv) / ($level + $pv);
	return $ratio > 0 ? $ratio->blog / (1 + big($r))->blog : undef;
}

sub ipmt
{
	my ($r, $per, $n, $pv, $fv, $due) = @_;
	my $pmt = pmt($r, $n, $pv, $fv, $due);
	return $due ? big(0) : -big($pv) * $r if $per == 1;
	return $due ? (fv($r, $per - 2, $pmt, $pv, 1) - $pmt) * $r : fv($r, $per - 1, $pmt, $pv, 0) * $r;
}
sub ppmt { my ($r, $per, $n, $pv, $fv, $due) = @_; return pmt($r, $n, $pv, $fv, $due) - ipmt(@_) }

# Interest and repayment of the periods from .. to, one payment after the other
sub cumulated
{
	my ($interest_wanted, $r, $n, $pv, $from, $to, $due) = @_;
	my ($pmt, $balance, $sum) = (pmt($r, $n, $pv, 0, $due), big($pv), big(0));
	foreach my $period (1 .. $to)
	{
		my $interest = $due && $period == 1 ? big(0) : -$balance * $r;
		$balance += $pmt - $interest;
		$sum += $interest_wanted ? $interest : $pmt - $interest if $period >= $from;
	}
	return $sum;
}

sub npv
{
	my ($r, $flows) = @_;
	my ($sum, $factor) = (big(0), big(1));
	foreach my $flow (@$flows)
	{
		$factor /= 1 + big($r);
		$sum += $factor * $flow;
	}
	return $sum;
}

sub mirr
{
	my ($flows, $finance, $reinvest) = @_;
	my $paid = npv($finance, [ map { $_ < 0 ? $_ : 0 } @$flows ]) * (1 + big($finance));
	my $earned = npv($reinvest, [ map { $_ > 0 ? $_ : 0 } @$flows ]) * growth($reinvest, scalar @$flows);
	return undef if $paid == 0 || $earned == 0;
	return power(-$earned / $paid, big(1) / (@$flows - 1)) - 1;
}

sub xnpv { my ($r, $flows, $days) = @_; my $sum = big(0); $sum += $_ foreach @{ dated($r, $flows, $days) }; return $sum }

# Depreciation: of each period in turn
sub db
{
	my ($cost, $salvage, $life, $period, $months) = (map({ big($_) } @_[ 0 .. 3 ]), $_[4] // 12);
	my $rate = ((1 - power($salvage / $cost, 1 / $life)) * 1000 + 0.5)->bfloor / 1000;
	my $taken = big(0);
	for (my $i = 1; ; $i++)
	{
		my $part = $i == 1 ? $months : $i > $life ? 12 - $months : 12;
		my $now = ($i == 1 ? $cost : $cost - $taken) * $rate * $part / 12;
		return $now if $i >= $period;
		$taken += $now;
	}
}

sub ddb
{
	my ($cost, $salvage, $life, $period, $factor) = (map({ big($_) } @_[ 0 .. 3 ]), $_[4] // 2);
	my $taken = big(0);
	for (my $i = 1; ; $i++)
	{
		my $now = least(($cost - $taken) * $factor / $life, $cost - $salvage - $taken);
		$now = big(0) if $now < 0;
		return $now if $i >= $period;
		$taken += $now;
	}
}
sub least { return $_[0] < $_[1] ? $_[0] : $_[1] }

# Taken by a point in time, linear within a period
sub vdb_until
{
	my ($cost, $salvage, $life, $until, $factor, $no_switch) = @_;
	my ($taken, $straight) = (big(0), undef);
	for (my $i = 0; $i < $until; $i++)
	{
		my $left = $cost - $salvage - $taken;
		my $now = least(($cost - $taken) * $factor / $life, $left);
		$now = big(0) if $now < 0;
		if (!$no_switch)
		{
			$straight //= $left / ($life - $i) if $life > $i && $left / ($life - $i) > $now;
			$now = $straight if defined $straight;
		}
		$taken += $now * ($until - $i < 1 ? $until - $i : 1);
	}
	return $taken;
}

sub vdb
{
	my ($cost, $salvage, $life, $from, $to) = map { big($_) } @_[ 0 .. 4 ];
	my ($factor, $no_switch) = ($_[5] // 2, ($_[6] // 'false') eq 'true');
	return vdb_until($cost, $salvage, $life, $to, $factor, $no_switch) - vdb_until($cost, $salvage, $life, $from, $factor, $no_switch);
}

# As OpenOffice has it and its heirs, which is not as Excel does: a first year of any
# length; degressively, once the salvage is reached a half of what is left in two periods,
# and any life.  year is the first year's part.
sub amorlinc_openoffice
{
	my ($year, $cost, undef, undef, $salvage, $period, $rate) = @_;
	my ($first, $full) = (big($cost) * $rate * $year, big($cost) * $rate);
	my $whole_years = int((big($cost) - $salvage - $first) / $full);
	return $period == 0 ? $first : $period <= $whole_years ? $full : $period == $whole_years + 1 ? big($cost) - $salvage - $full * $whole_years - $first : big(0);
}

sub amordegrc_openoffice
{
	my ($year, $cost, undef, undef, $salvage, $period, $rate) = @_;
	my $life = 1 / $rate;
	my $factor = big($rate) * ($life < 3 ? 1 : $life < 5 ? 1.5 : $life <= 6 ? 2 : 2.5);
	my $now = whole($factor * $cost * $year);
	my $book = big($cost) - $now;
	my $left = $book - $salvage;
	foreach my $i (0 .. $period - 1)
	{
		$now = whole($factor * $book);
		$left -= $now;
		return $period - $i <= 1 ? whole($book / 2) : big(0) if $left < 0;
		$book -= $now;
	}
	return $now;
}
sub whole { return ($_[0] + 0.5)->bfloor }

my %formula = (
	pv => \&pv, fv => \&fv, pmt => \&pmt, nper => \&nper, ipmt => \&ipmt, ppmt => \&ppmt, npv => \&npv, mirr => \&mirr, xnpv => \&xnpv,
	cumipmt    => sub { cumulated(1, @_) },
	cumprinc   => sub { cumulated(0, @_) },
	ispmt      => sub { my ($r, $per, $n, $pv) = @_; return big($pv) * $r * (big($per) / $n - 1) },
	effect     => sub { my ($r, $m) = ($_[0], int $_[1]); return growth(big($r) / $m, $m) - 1 },
	nominal    => sub { my ($r, $m) = ($_[0], int $_[1]); return $m * (growth($r, big(1) / $m) - 1) },
	rri        => sub { my ($n, $pv, $fv) = @_; return power(big($fv) / $pv, big(1) / $n) - 1 },
	pduration  => sub { my ($r, $pv, $fv) = @_; return (big($fv) / $pv)->blog / (1 + big($r))->blog },
	sln        => sub { my ($cost, $salvage, $life) = @_; return (big($cost) - $salvage) / $life },
	syd        => sub { my ($cost, $salvage, $life, $period) = map { big($_) } @_; return ($cost - $salvage) * ($life - $period + 1) * 2 / ($life * ($life + 1)) },
	db => \&db, ddb => \&ddb, vdb => \&vdb,
	fvschedule => sub { my ($principal, $rates) = @_; my $v = big($principal); $v *= 1 + big($_) foreach @$rates; return $v },
);

# The terms whose sum is zero at a root
sub dated { my ($r, $flows, $days) = @_; my $day = growth($r, big(-1) / 365); return [ map { $flows->[$_] * power($day, $days->[$_][0] - $days->[0][0]) } 0 .. $#$flows ] }
my %terms = (
	rate => sub { my ($r, $n, $pmt, $pv, $fv, $due) = @_; return [ $pv * growth($r, $n), $pmt * annuity($r, $n, $due), big($fv) ] },
	irr  => sub { my ($r, $flows) = @_; my $factor = 1 / (1 + big($r)); return [ map { $flows->[$_] * power($factor, $_) } 0 .. $#$flows ] },
	xirr => \&dated,
);

# Their sum at a rate, over the sum of their sizes: what is left of a root is rounding
sub imbalance
{
	my ($function, $r, @arguments) = @_;
	my ($sum, $size) = (big(0), big(0));
	return undef if $r <= -1;    # no rate
	foreach my $term (@{ $terms{$function}->($r, @arguments) })
	{
		$sum += $term;
		$size += $term->copy->babs;
	}
	return $size == 0 ? big(0) : $sum->babs / $size;
}

# Whether it is a root, or near one; undef for a function that has none
sub is_root
{
	my ($function, $r, @arguments) = @_;
	return undef unless $terms{$function};
	my $imbalance = imbalance($function, $r, @arguments);
	return defined $imbalance && $imbalance < 1e-6 ? 1 : 0;
}

# What is added up and cancels: a computation in doubles can be off by a few parts in 10^16 of it
sub size_of
{
	my ($function, @arguments) = @_;
	my $size = big(0);
	foreach my $number (map { ref $_ eq 'ARRAY' ? @$_ : $_ } @arguments)
	{
		$size += abs($number) if !ref $number && $number =~ /^[-.\d]+$/;
	}
	return $size * growth_of($function, @arguments);
}

# In the functions for one period of an annuity balances grow by as much as this, and cancel.
sub growth_of
{
	my ($function, $r, @arguments) = @_;
	return 1 unless $function =~ /^(?:ipmt|ppmt|cumipmt|cumprinc)$/ && $r > 0;
	return growth($r, $arguments[ $function =~ /^cum/ ? 0 : 1 ]);
}

# How wrong an answer is: relative to the exact one, or how far the flows are from balance at
# a rate; undef where nothing exact is known.
sub error_of
{
	my ($function, $answer, @arguments) = @_;
	return imbalance($function, $answer, @arguments) if $terms{$function};
	return undef unless $formula{$function};
	my $growth = growth_of($function, @arguments);
	Math::BigFloat->accuracy(80 + $growth->bint->length) if ref $growth;
	my $exact = $formula{$function}->(@arguments);
	my $error = !defined $exact || $exact->is_nan ? undef : $exact == 0 ? big($answer)->babs : ((big($answer) - $exact) / $exact)->babs;
	Math::BigFloat->accuracy(80);
	return $error;
}

1;
