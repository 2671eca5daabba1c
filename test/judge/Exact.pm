# Exact.pm: the textbook's formulas in decimals of 50 digits, for deciding who is right
# where a spreadsheet program and the extension differ.  Slow and plain on purpose.

package Exact;

use strict;
use warnings;
use Math::BigFloat;

Math::BigFloat->accuracy(50);

sub big { return Math::BigFloat->new("$_[0]") }

# x^n: whole powers by squaring, so that digits beyond the 50 are dropped on the way
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

sub cumulated
{
	my ($what, $r, $n, $pv, $from, $to, $due) = @_;
	my $sum = big(0);
	$sum += $what->($r, $_, $n, $pv, 0, $due) foreach $from .. $to;
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

my %formula = (
	pv => \&pv, fv => \&fv, pmt => \&pmt, nper => \&nper, ipmt => \&ipmt, ppmt => \&ppmt, npv => \&npv, mirr => \&mirr, xnpv => \&xnpv,
	cumipmt    => sub { cumulated(\&ipmt, @_) },
	cumprinc   => sub { cumulated(\&ppmt, @_) },
	ispmt      => sub { my ($r, $per, $n, $pv) = @_; return big($pv) * $r * (big($per) / $n - 1) },
	effect     => sub { my ($r, $m) = ($_[0], int $_[1]); return growth(big($r) / $m, $m) - 1 },
	nominal    => sub { my ($r, $m) = ($_[0], int $_[1]); return $m * (growth($r, big(1) / $m) - 1) },
	rri        => sub { my ($n, $pv, $fv) = @_; return power(big($fv) / $pv, big(1) / $n) - 1 },
	pduration  => sub { my ($r, $pv, $fv) = @_; return (big($fv) / $pv)->blog / (1 + big($r))->blog },
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
	return undef if $r <= -1;
	foreach my $term (@{ $terms{$function}->($r, @arguments) })
	{
		$sum += $term;
		$size += $term->copy->babs;
	}
	return $size == 0 ? big(0) : $sum->babs / $size;
}

sub is_root { my ($function, $r, @arguments) = @_; my $i = $terms{$function} ? imbalance($function, $r, @arguments) : undef; return defined $i && $i < 1e-6 }

# How wrong an answer is: relative to the exact one, or how far the flows are from balance at
# a rate; undef where nothing exact is known.
sub error_of
{
	my ($function, $answer, @arguments) = @_;
	return imbalance($function, $answer, @arguments) if $terms{$function};
	my $exact = $formula{$function} ? $formula{$function}->(@arguments) : undef;
	return undef unless defined $exact;
	return $exact == 0 ? big($answer)->babs : ((big($answer) - $exact) / $exact)->babs;
}

1;
