#!/usr/bin/perl
# Every function and aggregate that is there to be called has a line in README.md or
# doc/, and is called by a test of test/sql or test/pgtap.  Those that stand behind a type, an operator, an operator class, a cast or an
# aggregate are called by PostgreSQL and need none.
#
# Connects with psql's usual environment variables to a database in which the
# extension can be created.

use strict;
use warnings;
use File::Temp qw(tempfile);
use Test::More;

sub text_of
{
	my $text = '';
	foreach my $page (@_)
	{
		open(my $file, '<', $page) or die "$page: $!\n";
		local $/;
		$text .= <$file>;
	}
	return $text;
}
my $text = text_of('README.md', glob('doc/*.md'));
my $tests = text_of(glob('test/sql/*.sql test/pgtap/*.sql')) =~ s/^\s*--.*//mgr;

my ($file, $name) = tempfile(UNLINK => 1);
print $file q{
	SET client_min_messages = warning;
	DROP EXTENSION IF EXISTS gpurent CASCADE;
	CREATE EXTENSION gpurent;
	SELECT DISTINCT p.proname
	FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
		 JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'gpurent'
	WHERE p.oid NOT IN (SELECT unnest(ARRAY[typinput, typoutput, typreceive, typsend, typmodin, typmodout, typanalyze]::oid[]) FROM pg_type
						UNION ALL SELECT unnest(ARRAY[oprcode, oprrest, oprjoin]::oid[]) FROM pg_operator
						UNION ALL SELECT amproc FROM pg_amproc
						UNION ALL SELECT castfunc FROM pg_cast
						UNION ALL SELECT prosupport FROM pg_proc
						UNION ALL SELECT unnest(ARRAY[aggtransfn, aggcombinefn, aggmtransfn, aggminvtransfn]::oid[]) FROM pg_aggregate
						-- final functions that are no accessors
						UNION ALL SELECT aggfinalfn FROM pg_aggregate AS a JOIN pg_proc AS f ON f.oid = a.aggfinalfn
						WHERE f.proname LIKE '%\_final' OR f.proname IN (SELECT typname || suffix FROM pg_type, unnest(ARRAY['_avg', '_settle', '_disjoint']) AS suffix))
	ORDER BY proname;
};
close $file;
my $printed = `psql -X -q -At -v ON_ERROR_STOP=1 < $name 2>&1`;
die "psql: $printed\n" if $?;

my @functions = split /\n/, $printed;
cmp_ok(scalar @functions, '>', 40, 'there are functions');
foreach my $function (@functions)
{
	# in code, which is where pages name functions
	ok($tests =~ /\b\Q$function\E\s*\(/, "$function is called by a test");
	ok($text =~ /`[^`\n]*\b\Q$function\E\b[^`\n]*`/ || $text =~ /^\Q$function\E\(/m, "$function is in README.md or doc/");
}

# ---- a page that lists the units or the periods lists all there are ----

sub names_of
{
	my ($source, $table) = @_;
	my ($names) = $source =~ /^static const char \*const ${table}\[\] = \{\n(.*?)^\};/ms or die "no $table\n";
	return $names =~ /\] = "([^"]+)"/g;
}

# Lines that name the first three of them, in this order, but not all.
sub partial_lists
{
	my ($pages, @names) = @_;
	my $begin = join('\W+', map { "\\b\Q$_\E\\b" } @names[0 .. 2]);
	return grep { my $line = $_; $line =~ /$begin/ && grep { $line !~ /\b\Q$_\E\b/ } @names } split /\n/, $pages;
}

open(my $units, '<', 'src/core/value/units.c') or die "src/core/value/units.c: $!\n";
my $source = do { local $/; <$units> };
close $units;
foreach my $table ('unit_names', 'period_names')
{
	my @names = names_of($source, $table);
	cmp_ok(scalar @names, '>=', 6, "$table has its names");
	is_deeply([partial_lists("x\n`" . join('`, `', @names[0 .. 3]) . "`\ny", @names)], ['`' . join('`, `', @names[0 .. 3]) . '`'], 'a list of some is noticed');
	is_deeply([partial_lists(join(', ', @names), @names)], [], 'one of all is none');
	is_deeply([partial_lists($text, @names)], [], "pages list all of $table");
}
done_testing();
