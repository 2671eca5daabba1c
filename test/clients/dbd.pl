#!/usr/bin/env perl
# dbd.pl: what DBD::Pg shows of the views of schema gpurent_bi, as clients.py tells it.

use strict;
use warnings;
use utf8;
use DBI;
use DBD::Pg qw(:pg_types);
use Math::BigFloat;

binmode(STDOUT, ':encoding(UTF-8)');
# dates come as texts, in whatever style the session has
my $database = DBI->connect(q{dbi:Pg:options='-c datestyle=ISO'}, '', '', {RaiseError => 1, PrintError => 0, pg_enable_utf8 => 1});
my %kinds = (numeric => 'numeric', date => 'date', int2 => 'integer', int4 => 'integer', int8 => 'integer', bool => 'boolean', varchar => 'text', text => 'text');

sub plain
{
	my ($number) = @_;
	my $text = Math::BigFloat->new($number)->bstr();
	$text =~ s/0+$// if $text =~ /\./;
	$text =~ s/\.$//;
	return $text;
}

foreach my $view (@{$database->selectcol_arrayref(q{SELECT relname::text FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace AND relkind = 'v' ORDER BY relname COLLATE "C"})})
{
	my $statement = $database->prepare("SELECT * FROM gpurent_bi.$view");
	$statement->execute();
	my @names = @{$statement->{NAME}};
	my @types = map { $kinds{$_} // "type $_" } @{$statement->{pg_type}};
	my $rows = $statement->fetchall_arrayref();
	print "$view rows ", scalar @$rows, "\n";
	foreach my $i (0 .. $#names)
	{
		my @values = grep { defined } map { $_->[$i] } @$rows;
		my $total = '';
		if ($types[$i] eq 'numeric')
		{
			# whole numbers of its last decimal
			my ($scale) = map { /\.(\d+)$/ ? length $1 : 0 } @values ? $values[0] : '0';
			my $sum = Math::BigInt->new(0);
			my $part = 0;
			foreach my $value (@values)
			{
				(my $digits = $value) =~ s/\.//;
				$part += $digits;
				if (abs($part) > 1e15) { $sum->badd("$part"); $part = 0; }
			}
			$sum->badd("$part");
			$total = plain(scalar Math::BigFloat->new($sum)->bdiv(Math::BigFloat->new(10)->bpow($scale), 60));
		}
		elsif ($types[$i] eq 'integer') { my $sum = 0; $sum += $_ foreach @values; $total = $sum; }
		elsif ($types[$i] eq 'date') { my @sorted = sort @values; $total = @sorted ? "$sorted[0] $sorted[-1]" : '-'; }
		elsif ($types[$i] eq 'boolean') { $total = grep { $_ } @values; }
		elsif ($types[$i] eq 'text') { $total = 0; $total += length $_ foreach @values; }
		print "$view.$names[$i] $types[$i] $total\n";
	}
}

# an argument is text unless it is bound with a type
sub value
{
	my ($query, @arguments) = @_;
	my $statement = $database->prepare($query);
	my $i = 1;
	$statement->bind_param($i++, $_->[0], {pg_type => $_->[1]}) foreach @arguments;
	$statement->execute();
	return $statement->fetchrow_arrayref()->[0];
}
my $sum = Math::BigFloat->new(0);
my $statement = $database->prepare('SELECT net_functional FROM gpurent_bi.revenue_month WHERE pool = ? AND month = ?');
$statement->execute('北京 A100', '2025-06-01');
while (my ($net) = $statement->fetchrow_array()) { $sum->badd($net); }
print 'filter ', plain($sum), "\n";
my @rates = (['100000 CNY/card', PG_TEXT], ['15.1 CNY/card/hour', PG_TEXT]);
print 'call payback ', plain(value('SELECT payback(?, ?)', @rates)), "\n";
print 'call payback_utilization ', plain(value('SELECT payback(?, ?, ?)', @rates, [0.6, PG_FLOAT8])), "\n";
print 'call gross_margin ', plain(value('SELECT gross_margin(?, ?)', [5.4, PG_FLOAT8], [2.9, PG_FLOAT8])), "\n";
print 'call cagr ', plain(value('SELECT cagr(?, ?, ?)', [19.5, PG_FLOAT8], [34.66, PG_FLOAT8], [4, PG_FLOAT8])), "\n";
print 'call pmt ', plain(value('SELECT pmt(?, ?, ?)', [0.05, PG_FLOAT8], [12, PG_INT4], [1000, PG_INT4])), "\n";
print 'call vat_split ', plain(value('SELECT (vat_split(?, ?)).net', [345600000.5, PG_FLOAT8], [0.06, PG_FLOAT8])), "\n";
print 'call irr ', plain(value('SELECT irr(?)', ['{-100.1,60.7,60.3}', PG_FLOAT8ARRAY])), "\n";
eval { value('SELECT net(?)', [15, PG_INT4]); print "a bare number was taken\n"; 1 }
	or print 'refused ', $database->state =~ /^(22|42)/ ? 'net' : $database->state, "\n";
