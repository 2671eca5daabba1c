#!/usr/bin/perl
# format.pl FILE...: indents C sources in place as PostgreSQL's pgindent does,
# with pg_bsd_indent and typedefs.list.  What that program takes for something
# else (literals of structs, initializers, hexadecimal floats, letters beyond ASCII) is kept from it
# and stays as it was written.  Prints the names of the files it changed.
use strict;
use warnings;

my @options = qw(-bad -bap -bbb -bc -bl -cli1 -cp33 -cdb -nce -d0 -di12 -nfc1 -nfcb -i4 -l120
  -lp -lpl -nip -npro -sac -tpg -ts4);

# braces and what is in them, strings, characters and comments not looked into
my $braces = qr{(\{(?:[^\{\}"'/]++|"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)++'|/\*.*?\*/|/|(?-1))*+\})}s;

foreach my $file (@ARGV)
{
	my $written = slurp($file);
	my $source = $written;
	my @kept;
	my $keep = sub { push @kept, $_[0]; return "Kept_$#kept" . '_'; };

	$source =~ s/("(?:[^"\\\n]|\\.)*[^\x00-\x7f](?:[^"\\\n]|\\.)*")/$keep->($1)/ge;    # "..."
	$source =~ s/\b(0x[\da-fA-F.]+p[-+]?\d+)\b/$keep->($1)/ge;    # 0x1p126
	$source =~ s/(\((?:const )?\w+(?: \*)?(?:\[\])?\) ?$braces)/$keep->($1)/ge;    # (Type) {...}
	$source =~ s/(?<=[^=!<>]=)(\s*$braces)(?=;)/' ' . $keep->($1)/ge;    # ... = {...};
	$source =~ s/^(\t+(?:const )?\w+[ \t]+\**\w+ =)( [^;{}]*\n[^;{}]*)(?=;)/"$1 " . $keep->($2)/gme;    # over lines
	# text is a type, but also what one calls a text
	$source =~ s/\btext(?=\s*\*)/texT/g;

	spew("$file.in", $source);
	system('pg_bsd_indent', @options, '-Utypedefs.list', "$file.in", "$file.out") == 0
	  or die "pg_bsd_indent failed on $file\n";
	$source = slurp("$file.out");
	unlink("$file.in", "$file.out");

	$source =~ s/\btexT\b/text/g;
	# an initializer was kept with the white space before it
	my $restored = sub { my ($space, $text) = @_; return $text =~ /^\s/ ? $text : $space . $text; };
	1 while $source =~ s/( ?)Kept_(\d+)_/$restored->($1, $kept[$2])/ge;
	# return types on a line of their own
	$source =~ s/^([A-Za-z_][\w ]*?)[ \t]+\*$/$1 */gm;

	next if $source eq $written;
	die "$file would not be the same program\n" if bare($source) ne bare($written);
	spew($file, $source);
	print "$file\n";
}

# The text without what an indenter may change: white space, and the stars of comments
sub bare
{
	my ($text) = @_;
	$text =~ s/[\s*]+//g;
	return $text;
}

sub slurp
{
	open(my $in, '<:raw', $_[0]) or die "$_[0]: $!\n";
	local $/;
	return scalar <$in>;
}

sub spew
{
	open(my $out, '>:raw', $_[0]) or die "$_[0]: $!\n";
	print $out $_[1];
	close($out) or die "$_[0]: $!\n";
}
