#!/usr/bin/perl
# Runs every example of README.md and doc/*.md: each block of SQL in a page, in one
# session per page, must print what the plain block after it shows.  A block of SQL
# with no plain block after it must run without an error.
#
# Connects with psql's usual environment variables to a database in which the
# extension can be created.  DOCS_UPDATE=1 writes what was printed into the pages
# instead, to be read before it is committed.

use strict;
use warnings;
use File::Temp qw(tempfile);
use Test::More;

my @pages = @ARGV ? @ARGV : sort(glob('README.md doc/*.md'));
my $mark = '== example ==';

# A page as a list of parts: [kind, text], kind one of prose, sql, output.
sub parts_of
{
	my ($page) = @_;
	open(my $file, '<:raw', $page) or die "$page: $!\n";
	my @parts = (['prose', '']);
	while (my $line = <$file>)
	{
		if ($parts[-1][0] eq 'prose' && $line =~ /^```\w*\s*$/)
		{
			# output is a plain block right after one of SQL
			my $after_sql = @parts > 1 && $parts[-2][0] eq 'sql' && $parts[-1][1] =~ /^```\n\s*$/;
			$parts[-1][1] .= $line;
			my $language = $line =~ /^```(\w+)/ ? $1 : '';
			push @parts, [$language eq 'sql' ? 'sql' : $language eq '' && $after_sql ? 'output' : 'other', ''];
		}
		elsif ($parts[-1][0] ne 'prose' && $line =~ /^```\s*$/)
		{
			push @parts, ['prose', $line];
		}
		else
		{
			$parts[-1][1] .= $line;
		}
	}
	return @parts;
}

# What psql prints for each of these pieces of SQL, in one session.
sub run_sql
{
	my (@sql) = @_;
	my ($file, $name) = tempfile(UNLINK => 1);
	binmode $file;
	print $file "SET client_min_messages = warning;\n",
		"DROP EXTENSION IF EXISTS gpurent CASCADE;\nCREATE EXTENSION gpurent;\n",
		"RESET client_min_messages;\n\\pset pager off\n";
	print $file "\\echo $mark\n$_" foreach @sql;
	close $file;
	local $ENV{PGCLIENTENCODING} = 'UTF8';
	my $printed = `psql -X -q < $name 2>&1`;
	my ($setup, @outputs) = split(/^\Q$mark\E\n/m, $printed, -1);
	die "psql: $setup\n" if $setup ne '' || @outputs != @sql;
	return @outputs;
}

sub tidy
{
	my ($text) = @_;
	$text =~ s/[ \t]+$//mg;
	$text =~ s/\n+\z//;
	return $text;
}

foreach my $page (@pages)
{
	my @parts = parts_of($page);
	my @examples = grep { $parts[$_][0] eq 'sql' } 0 .. $#parts;
	next unless @examples;
	my @printed = run_sql(map { $parts[$_][1] } @examples);

	foreach my $i (0 .. $#examples)
	{
		my $at = $examples[$i];
		my ($first_line) = split(/\n/, $parts[$at][1]);
		my $name = "$page, example " . ($i + 1) . ": $first_line";
		my $output = $at + 2 <= $#parts && $parts[$at + 2][0] eq 'output' ? $parts[$at + 2] : undef;

		if (!$output)
		{
			is(($printed[$i] =~ /^(ERROR.*)/m ? $1 : ''), '', $name);
		}
		elsif ($ENV{DOCS_UPDATE})
		{
			$output->[1] = tidy($printed[$i]) . "\n";
			pass($name);
		}
		else
		{
			is(tidy($printed[$i]), tidy($output->[1]), $name);
		}
	}

	if ($ENV{DOCS_UPDATE})
	{
		open(my $file, '>:raw', $page) or die "$page: $!\n";
		print $file $_->[1] foreach @parts;
		close $file;
	}
}

done_testing();
