# Answers.pm: what SQL expressions give, errors included, and whether that is the number
# somebody else prints.  For tests and judges that ask thousands of questions.
#
#   use lib 'test/lib';
#   use Answers;
#   my @answers = Answers::of('pv(0.1, 10, -100)', 'rate(0, 1, 1)', ...);
#
# Each answer is a hash with one key: value (text), null (true), or error ("22023 message").
# Connects with psql's usual environment variables to a database in which the extension
# can be created.

package Answers;

use strict;
use warnings;
use File::Temp qw(tempfile);
use Math::BigFloat;

Math::BigFloat->accuracy(80);

# An expression in dollar quotes that it does not hold itself
sub quoted
{
	my ($text) = @_;
	my $tag = 'q';
	$tag .= 'q' while index($text, "\$$tag\$") >= 0;
	return "\$$tag\$$text\$$tag\$";
}

sub of
{
	my (@expressions) = @_;
	my ($file, $name) = tempfile(UNLINK => 1);
	binmode $file, ':utf8';
	print $file q{
		SET client_min_messages = warning;
		DROP EXTENSION IF EXISTS gpurent CASCADE;
		CREATE EXTENSION gpurent;
		SET statement_timeout = '60s';
		CREATE FUNCTION pg_temp.answer(expression text) RETURNS text LANGUAGE plpgsql AS
		$function$
		DECLARE
			value text;
		BEGIN
			EXECUTE 'SELECT (' || expression || ')::text' INTO STRICT value;
			RETURN coalesce('value ' || value, 'null');
		EXCEPTION WHEN OTHERS THEN
			RETURN 'error ' || sqlstate || ' ' || replace(sqlerrm, E'\n', ' ');
		END
		$function$;
	};
	print $file "SELECT pg_temp.answer(" . quoted($_) . ");\n" foreach @expressions;
	close $file;

	my $printed = `psql -X -q -At -v ON_ERROR_STOP=1 < $name 2>&1`;
	die "psql: $printed\n" if $?;
	my @lines = split /\n/, $printed;
	die scalar(@expressions) . " questions, " . scalar(@lines) . " answers\n" if @lines != @expressions;
	return map { /^null$/ ? { null => 1 } : /^(value|error) (.*)$/ ? { $1 => $2 } : die "psql: $_\n" } @lines;
}

# An answer as text: what a table shows
sub text
{
	my ($answer) = @_;
	return $answer->{null} ? 'NULL' : $answer->{value} // 'error ' . substr($answer->{error}, 0, 5);
}

# The numbers in a text: one, or those of an array or of a row
sub numbers
{
	my ($text) = @_;
	return map { Math::BigFloat->new($_) } $text =~ /(?<![\w.])-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/g;
}

# Whether two lists of numbers are the same within a tolerance, which is relative to theirs or not.
sub close_to
{
	my ($ours, $theirs, $tolerance, $relative) = @_;
	return 0 if @$ours != @$theirs || !@$theirs;
	foreach my $i (0 .. $#$ours)
	{
		my $allowed = Math::BigFloat->new($tolerance);
		$allowed *= $theirs->[$i]->copy->babs if $relative;
		return 0 if ($ours->[$i] - $theirs->[$i])->babs > $allowed;
	}
	return 1;
}

# The rows of the table below a heading of a page, as lists of cells
sub table_of_page
{
	my ($page, $heading) = @_;
	open(my $file, '<:utf8', $page) or die "$page: $!\n";
	my ($inside, @rows);
	while (my $line = <$file>)
	{
		if ($line =~ /^#/)
		{
			last if $inside && @rows;
			$inside = $line =~ /^#+ \Q$heading\E\s*$/;
		}
		elsif ($inside && $line =~ /^\|(.*)\|\s*$/)
		{
			my @cells = map { s/^\s+|\s+$//gr =~ s/\\\|/|/gr } split(/(?<!\\)\|/, $1, -1);
			push @rows, \@cells unless "@cells" =~ /^[-: ]+$/;
		}
		elsif (@rows)
		{
			last;
		}
	}
	die "$page has no table below \"$heading\"\n" unless @rows;
	shift @rows;    # its head
	return @rows;
}

1;
