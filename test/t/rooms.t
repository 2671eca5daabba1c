#!/usr/bin/perl
# The rooms of src/ are those of the map in doc/architecture.md, includes go the way it allows and
# never in a circle, a header declares what the file of its name defines and others call, grep finds the C function
# of every SQL function, and every subject has one name everywhere.  The test first proves that it notices each kind of fault, on a made-up tree.
#
# Needs no server.

use strict;
use warnings;
use Test::More;

sub text_of
{
	my ($path) = @_;
	open(my $file, '<', $path) or die "$path: $!\n";
	local $/;
	return scalar <$file>;
}

# ---- the map: | floor | `room` | what | `room` `room` |, the highest floor first ----

sub read_map
{
	my ($page) = @_;
	my ($section) = $page =~ /^## The map\n(.*?)^## /ms or die "no map\n";
	my (%floor, %calls, %order);
	while ($section =~ /^\| (\d) \| `([a-z\/]+)` \|.*\|([^|]*)\|$/mg)
	{
		my ($floor, $room, $calls) = ($1, $2, $3);
		$floor{$room} = $floor;
		$order{$room} = keys %order;
		$calls{$room} = [$calls =~ /`([a-z\/]+)`/g];
	}
	return (\%floor, \%calls, \%order);
}

# "core" stands for all rooms of it
sub allowed
{
	my ($calls, $from, $to) = @_;
	return $from eq $to || grep { $_ eq $to || ($to =~ /^core\// && $_ eq 'core') } @{ $calls->{$from} // [] };
}

# What is wrong with the map itself
sub faults_of_map
{
	my ($floor, $calls, $order) = @_;
	my @faults;
	foreach my $from (sort keys %$calls)
	{
		foreach my $to (@{ $calls->{$from} })
		{
			my $of = $to eq 'core' ? 1 : $floor->{$to};
			push @faults, "$from calls $to, which is no room" unless $of;
			# the rooms of the core are one floor, those that are called last
			next if !$of || $of < $floor->{$from} || ($from =~ /^core\// && $to =~ /^core\// && $order->{$to} > $order->{$from});
			push @faults, "$from calls $to, which is not below it";
		}
	}
	return @faults;
}

# ---- the sources: path => text ----

sub room_of
{
	my ($path) = @_;
	return $path =~ m{^((?:core/)?[a-z_]+)/[^/]+$} ? $1 : undef;
}

# A source and its header are one
sub unit_of { return $_[0] =~ s/\.[ch]\z//r }

# What the preprocessor reads: lines put together, comments gone, strings but for those of includes
sub code_of
{
	my ($text) = @_;
	$text =~ s/\\\n/ /g;
	$text =~ s{/\*.*?\*/|//[^\n]*|(["'])(?:\\.|(?!\1)[^\\\n])*\1}{ $1 ? $& : ' ' }gse;
	return $text;
}

# The headers of C that the core may have; report/what_if.c makes a WebAssembly of it
my %of_c = map { ("$_.h" => 1) } qw(ctype float limits math stdbool stddef stdint stdlib string);

# How often each word stands in each file; what is glued to "_##kind" stands for all kinds there are
sub words_of
{
	my (%texts) = @_;
	my (%words, %kinds);
	foreach my $path (keys %texts)
	{
		my $code = code_of($texts{$path});
		$code =~ s/(["'])(?:\\.|(?!\1)[^\\\n])*\1//g;
		$words{$path}{$_}++ foreach $code =~ /\b[A-Za-z_]\w*/g;
		$kinds{$path}{$_} = 1 foreach $code =~ /(\w+_)##/g;
	}
	foreach my $path (keys %kinds)
	{
		my $glued = join('|', sort keys %{ $kinds{$path} });
		foreach my $name (map { keys %$_ } values %words)
		{
			$words{$path}{$name} = 2 if $name =~ /^(?:$glued)(?:numeric|float4|float8|int2|int4|int8|p_capacity|text)$/;
		}
	}
	return \%words;
}

# The units on a circle that goes through $unit, if there is one
sub circle
{
	my ($arrows, $unit) = @_;
	my %from;
	my @next = ($unit);
	while (defined(my $at = shift @next))
	{
		foreach my $to (sort keys %{ $arrows->{$at} // {} })
		{
			if ($to eq $unit)
			{
				my @way = ($at);
				unshift @way, $from{ $way[0] } while $way[0] ne $unit;
				return join(' -> ', @way, $unit);
			}
			next if exists $from{$to};
			$from{$to} = $at;
			push @next, $to;
		}
	}
	return;
}

sub faults_of_sources
{
	my ($floor, $calls, $sources, $used) = @_;
	my (@faults, %arrows, %defined);

	foreach my $path (sort keys %$sources)
	{
		my $room = room_of($path);
		if (!defined $room || !$floor->{$room})
		{
			push @faults, "$path is in no room of the map";
			next;
		}
		push @{ $defined{$1} }, $path while $path =~ /\.c$/ && $sources->{$path} =~ /^([a-z_0-9]+)\(/mg;

		my $code = code_of($sources->{$path});
		while ($code =~ /^\s*#\s*include\b\s*([<"]?)([^">\n]*)/mg)
		{
			my ($quote, $include) = ($1, $2);
			# a name that a macro makes is known to the compiler alone
			push @faults, "$path includes a macro, $include" if $quote eq '';
			push @faults, "$path includes $include by a way, not a name" if $include =~ m{(?:^|/)\.\.?/};
			if (!exists $sources->{$include})
			{
				# PostgreSQL's
				push @faults, "$path includes $include: the core knows nothing of PostgreSQL"
					if $path =~ /^core\// && !($quote eq '<' && $of_c{$include});
				push @faults, "$path includes $include without its room" if $include !~ /\// && grep { /\/\Q$include\E$/ } keys %$sources;
				next;
			}
			my $to = room_of($include);
			push @faults, "$path includes $include: $room may not call $to" unless allowed($calls, $room, $to);
			$arrows{ unit_of($path) }{ unit_of($include) } = 1 if unit_of($path) ne unit_of($include);
		}
		# what is called without a header is called behind the map's back
		push @faults, map { "$path declares $_() by itself" } $code =~ /^extern\b[^;({]*?(\w+)\s*\(/mg if $path =~ /\.c$/;
	}

	# a circle is told once, by the first on it
	my %told;
	foreach my $unit (sort keys %arrows)
	{
		next if $told{$unit};
		my $circle = circle(\%arrows, $unit) or next;
		push @faults, "a circle: $circle";
		$told{$_} = 1 foreach split / -> /, $circle;
	}

	# otherwise a circle of calls could hide behind a header; in the core a header may have several files
	foreach my $header (sort grep { /\.h$/ } keys %$sources)
	{
		my $unit = unit_of($header);
		# what a macro declares is for those who use it
		(my $declarations = $sources->{$header}) =~ s/^\s*#\s*define\b(?:.*\\\n)*.*\n//mg;
		my %for_tests = map { $_ => 1 } $declarations =~ /^\/\* For the tests: [^\/]*\*\/\nextern [^;(]*?([a-z_0-9]+)\(/mg;
		foreach my $name ($declarations =~ /^(?:pg_noreturn )?extern [^;(]*?([a-z_0-9]+)\(/mg)
		{
			my @own = grep { $_ eq "$unit.c" || ($unit =~ /^core\// && /^\Q$unit\E_[a-z_]+\.c$/) } @{ $defined{$name} // [] };
			if (!@own)
			{
				push @faults, "$header declares $name(), which " . ($defined{$name} ? "is in @{ $defined{$name} }" : 'is nowhere');
				next;
			}
			# its own file needs no header for it, and the tests alone are no use
			my %own = map { $_ => 1 } @own;
			my @users = grep { ($used->{$_}{$name} // 0) > ($_ eq $header || $own{$_} ? 1 : 0) } keys %$used;
			push @faults, "$header declares $name(), which no other file calls" if !grep { !$own{$_} } @users;
			push @faults, "$header declares $name(), which only tests call" if @users && !grep { !/^test\// } @users and !$for_tests{$name};
		}
		foreach my $name (code_of($sources->{$header}) =~ /^static (?:inline|pg_attribute_always_inline) [^;({]*?(\w+)\(/mg)
		{
			push @faults, "$header has $name(), which nobody calls"
				if !grep { !/^test\// && ($used->{$_}{$name} // 0) > ($_ eq $header) } keys %$used;
		}
	}
	return @faults;
}

# Arrows of the map that no include goes along
sub unused_arrows
{
	my ($calls, $sources) = @_;
	my %used;
	foreach my $path (keys %$sources)
	{
		my $from = room_of($path) // next;
		$used{"$from calls $_"} = 1 foreach map { (room_of($_) // (), m{^core/} ? 'core' : ()) } $sources->{$path} =~ /^#include "([^"]+)"/mg;
	}
	return grep { !$used{$_} } map { my $from = $_; map { "$from calls $_" } @{ $calls->{$from} } } sort keys %$calls;
}

# ---- it notices what it is for ----

my ($floor, $calls, $order) = read_map(text_of('doc/architecture.md'));

my %good = (
	'core/number/one.h' => "extern int\tone(void);\n",
	'core/number/one.c' => "#include \"core/number/one.h\"\nint\none(void)\n{\n",
	'core/value/two.h' => "#include <math.h>\n#include \"core/number/one.h\"\n#define TWO	(one() + one())\n",
	'base/three.h' => "#include \"postgres.h\"\n#include \"core/value/two.h\"\n",
	'rent/four.h' => "#include \"base/three.h\"\n",
	'rent/four_io.c' => "#include \"rent/four.h\"\n",
	'fleet/five.c' => "#include \"rent/four.h\"\n");
is_deeply([faults_of_sources($floor, $calls, \%good, words_of(%good))], [], 'a good tree has no fault');

# what is planted, and what is said of it
foreach my $planted (
	['base/three.h', '#include "rent/four.h"', qr/base may not call rent/, 'an include that goes up'],
	['core/number/one.h', '#include "core/value/two.h"', qr/core\/number may not call core\/value/, 'one that goes up in the core'],
	['fleet/five.c', '#include "ledger/six.h"', qr/fleet may not call ledger/, 'one that goes sideways', 'ledger/six.h'],
	['rent/four.h', '#include "economics/six.h"', qr/rent may not call economics/, 'one that goes sideways below', 'economics/six.h'],
	['core/value/two.h', '#include "postgres.h"', qr/the core knows nothing of PostgreSQL/, 'a header of PostgreSQL in the core'],
	['rent/four.h', '#include "four_state.h"', qr/without its room/, 'an include that names no room', 'rent/four_state.h'],
	['rent/four.h', '  #  include "rent/four_io.h"', qr/a circle: rent\/four -> rent\/four_io -> rent\/four/, 'a circle in a room', 'rent/four_io.h'],
	['base/three.h', '#include <rent/four.h>', qr/base may not call rent/, 'one in angle brackets that goes up'],
	['base/three.h', '/* */ #include "rent/four.h"', qr/base may not call rent/, 'one behind a comment'],
	['base/three.h', "#\\\ninclude \"rent/four.h\"", qr/base may not call rent/, 'one over two lines'],
	['base/three.h', '#include "../rent/four.h"', qr/by a way, not a name/, 'one by a way'],
	['base/three.h', '#include FOUR', qr/includes a macro, FOUR/, 'one that a macro makes'],
	['core/number/one.h', '#include <postgres.h>', qr/the core knows nothing of PostgreSQL/, 'one in angle brackets in the core'],
	['core/number/one.h', '#include/**/"utils/date.h"', qr/the core knows nothing of PostgreSQL/, 'one with a comment in the core'],
	['core/number/one.c', 'extern int  three(int x);', qr/declares three\(\) by itself/, 'a function called without its header'],
	['test/unit/test_one.c', 'idle();', qr/idle\(\), which only tests call/, 'one for tests alone', 'core/number/one.h', "extern int\tone(void);\nextern int idle(void);\n", 'core/number/one_idle.c', "int\nidle(void)\n{\n"],
	['core/number/one.h', "static inline int\nidle(void)\n{\n", qr/has idle\(\), which nobody calls/, 'an inline one for nobody'],
	['core/number/one.h', "extern int idle(void);", qr/idle\(\), which no other file calls/, 'a function for nobody', 'core/number/one_idle.c', "int\nidle(void)\n{\n"],
	['rent/four.h', "extern void four(void);", qr/four\(\), which is nowhere/, 'a function that is nowhere'],
	['rent/four.h', 'extern int one(void);', qr/one\(\), which is in core\/number\/one.c/, 'a function of another file'],
	['attic/seven.c', '', qr/attic\/seven.c is in no room/, 'a room that is not on the map'])
{
	my ($path, $line, $message, $what, @new) = @$planted;
	my %bad = (%good, $path => ($good{$path} // '') . "$line\n", @new == 1 ? (@new, '') : @new);
	my %tree = map { $_ => $bad{$_} } grep { !/^test\// } keys %bad;
	my @faults = faults_of_sources($floor, $calls, \%tree, words_of(%bad));
	ok((grep { $_ =~ $message } @faults) == 1, "$what is noticed") or diag(join("\n", @faults));
}

foreach my $planted (
	['base', 'values', qr/base calls values, which is not below it/, 'an arrow of the map that goes up'],
	['rent', 'economics', qr/rent calls economics, which is not below it/, 'one that goes sideways'],
	['core/number', 'core/time', qr/is not below it/, 'a circle in the core'],
	['fleet', 'attic', qr/attic, which is no room/, 'an arrow to nowhere'])
{
	my ($from, $to, $message, $what) = @$planted;
	my @faults = faults_of_map($floor, { %$calls, $from => [@{ $calls->{$from} }, $to] }, $order);
	ok((grep { $_ =~ $message } @faults) == 1, "$what is noticed") or diag(join("\n", @faults));
}

is_deeply([unused_arrows({ rent => ['base', 'core'], base => ['core'] }, \%good)], ['rent calls core'], 'an arrow that nothing goes along is noticed');

# ---- the house as it is ----

cmp_ok(scalar keys %$floor, '>=', 12, 'the map has its rooms');
is_deeply([faults_of_map($floor, $calls, $order)], [], 'arrows of the map go down');

my %sources = map { s{^src/}{}r => text_of($_) } glob('src/*.[ch] src/*/*.[ch] src/*/*/*.[ch]');
cmp_ok(scalar keys %sources, '>', 80, 'there are sources');
# the tests of the core and the page call it too
my $used = words_of(%sources, map { $_ => text_of($_) } glob('test/unit/*.[ch] test/fuzz/*.c report/*.c'));
is_deeply([faults_of_sources($floor, $calls, \%sources, $used)], [], 'includes go down, without a circle, and headers declare what others call');
is_deeply([unused_arrows($calls, \%sources)], [], 'and there is an include for each arrow of the map');
foreach my $room (sort keys %$floor)
{
	ok((grep { (room_of($_) // '') eq $room } keys %sources), "there is something in $room");
}
# the page computes with the core alone
is_deeply([grep { !m{^core/} } map { text_of($_) =~ /^[ \t]*#[ \t]*include[ \t]+["<]([^">]+)[">]/mg } glob('report/*.c')], [], 'report/ includes nothing but the core');
my @stale = grep { !-e } grep { !/X\.\w+$/ } text_of('doc/architecture.md') =~ /\b((?:src|test|scripts|sql)\/[\w\/]+\.(?:[ch]|t|sql|psql|awk|pm))\b/g;
is_deeply(\@stale, [], 'what doc/architecture.md names is there');

# ---- grep finds each SQL function's C function, also where a macro makes its name ----

sub symbols_of
{
	my ($sql) = @_;
	my %symbols;
	while ($sql =~ /^CREATE FUNCTION (\w+)\([^;]*?\bAS 'MODULE_PATHNAME'(?:, '(\w+)')?/mg)
	{
		$symbols{ $2 // $1 } = 1;
	}
	return sort keys %symbols;
}

sub not_literal
{
	my ($text, @symbols) = @_;
	my %word = map { $_ => 1 } $text =~ /\b[a-z]\w*\b/g;
	return grep { !$word{$_} } @symbols;
}

my $text = join('', map { $sources{$_} } grep { /\.c$/ && !/^core\// } sort keys %sources);
my @symbols = symbols_of(scalar `awk -f scripts/build_sql.awk -v extension=gpurent sql/parts/*.sql`);
cmp_ok(scalar @symbols, '>', 300, 'there are functions in C');
is_deeply([not_literal("PG_FUNCTION_INFO_V1(one##_##two);", 'one_two')], ['one_two'], 'a name that only a macro writes is noticed');
is_deeply([not_literal($text, @symbols)], [], 'each is written out in src/, where a macro makes it in a comment above');

# ---- a subject has one name everywhere ----

my %digit = (1 => 'values', 2 => 'rent', 3 => 'fleet', 4 => 'finance', 5 => 'flows', 6 => 'economics', 7 => 'ledger');
foreach my $part (glob('sql/parts/*.sql'))
{
	my ($room, $subject) = $part =~ m{/(\d)\d_(\w+)\.sql$};
	# what all rooms have
	next if $room == 9;
	my @missing = grep { !-e } "src/$digit{$room}/$subject.c", "test/sql/$subject.sql", "expected/$subject.out", "doc/$subject.md";
	is_deeply(\@missing, [], "$subject has its source, its test and its page");
}

# ---- what the golden bytes of a big-endian machine are of; only make check-arch runs them ----

# On disk and in hashes the bytes lie the other way round; text and what is sent are the same.
sub of_any_machine
{
	my ($text) = @_;
	$text =~ s/^ +-?\d+$/hash/mg;
	$text =~ s/(?<=\| ) *-?\d{6,}(?= |$)/hash/mg;
	$text =~ s/^ +\\x[0-9a-f]+$/stored/mg;
	$text =~ s{^ *value *\| *stored.*?^\(}{ $& =~ s/\\x[0-9a-f]+/stored/gr }gmse;
	return [split(/\n/, $text =~ s/ +/ /gr)];
}
is_deeply(of_any_machine(text_of('expected/golden_big_endian.out')), of_any_machine(text_of('expected/golden.out')),
	'the golden bytes of a big-endian machine are of the same values, and the same on the wire');

# ---- every summary's order and hash come from the one part of all rooms ----

my @compared = sort map { $sources{$_} =~ /^SUMMARY_COMPARISONS(?:_OF_FORM)?\((\w+)/mg } grep { /\.c$/ } keys %sources;
my $operators = text_of('sql/parts/90_summary_operators.sql');
my @lists = map { [split ' ', $_] } $operators =~ /^-- \@for type in (.*)$/mg;
cmp_ok(scalar @compared, '>=', 6, 'there are summaries');
is_deeply([sort @{ shift @lists }], \@compared, 'each has its operators');
is_deeply([sort map { @$_ } @lists], \@compared, 'and one class of btree');
my $theirs = join('|', @compared, '@type@');
is_deeply([grep { !/90_summary_operators/ && text_of($_) =~ /^CREATE OPERATOR CLASS (?:$theirs)_ops/m } glob('sql/parts/*.sql')], [],
	'no other part has any of them');

done_testing();
