#!/usr/bin/perl
# mutants.pl: plants faults in src/core, one at a time, and tells which of them the unit tests notice.
# Called by mutants.sh, in the repository's root.
#
# A fault is one change of one place: < for <=, + for -, && for ||, true for false, n + 1 for the number n, a
# negated condition, a carry or another change of a variable left out, a call left out.  Places in comments, strings, types,
# sizes of arrays and initializers to nothing are no places.  Which faults are planted is drawn from all that there are by SEED, so a
# run can be repeated.  A fault that the compiler makes the same code of is no fault, and one that
# does not compile is none either; both are replaced by the next of the draw.
#
# Only what includes a changed header is compiled, and only the unit tests that can reach a changed file run: in the order
# of their likeliness, until one fails, crashes, or takes five times as long as it should.  What survives is written to build/mutants/survivors: number, file, line, text, replacement; and to
# build/mutants.left, from where AGAIN=1 takes just these the next time.
#
# test/mutants.md explains those that are known to change no answer, each with its file, its change and its line in a block of
# code, and the lines before it where there are others like it: they are told apart from those that are news.

use strict;
use warnings;
use File::Basename qw(basename dirname);
use File::Copy qw(copy);
use File::Path qw(make_path remove_tree);
use POSIX ();
use Time::HiRes qw(time);

my $seed = $ENV{SEED} || 1;
my $sample = $ENV{SAMPLE} || 150;
my $only = $ENV{FILE} || '';
my $jobs = $ENV{JOBS} || 2;
my $show = $ENV{SHOW} || 0;
my $work = 'build/mutants';
my @cc = qw(cc -std=gnu11 -O1 -w -fPIC -fwrapv -fno-strict-aliasing -ffp-contract=off);

# ---- the faults there are ----

# Blanks out what is no code, keeping every place where it is.
sub code_of
{
	my ($text) = @_;
	$text =~ s{(/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')}{ $1 =~ s/[^\n]/ /gr }gse;
	$text =~ s{^([ \t]*#(?:[^\n]*\\\n)*[^\n]*)}{ $1 =~ s/[^\n]/ /gr }gme;
	return $text;
}

my %operators = (
	'<' => '<=', '<=' => '<', '>' => '>=', '>=' => '>', '==' => '!=', '!=' => '==', '&&' => '||', '||' => '&&',
	'+' => '-', '-' => '+', '*' => '+', '/' => '*', '%' => '/', '<<' => '>>', '>>' => '<<', '&' => '|', '|' => '&', '^' => '|',
	'+=' => '-=', '-=' => '+=', '*=' => '/=', '/=' => '*=', '|=' => '&=', '<<=' => '>>=', '>>=' => '<<=');

sub faults_of
{
	my ($file) = @_;
	open(my $handle, '<', $file) or die "$file: $!\n";
	my $text = do { local $/; <$handle> };
	my $code = code_of($text);
	my @faults;
	my $add = sub { my ($start, $length, $new) = @_; push @faults, [$file, $start, $length, $new] };

	# an operator between spaces has two operands, in this style
	while ($code =~ m{(?<= )([-<>=!&|+*/%^]{1,3})(?= |\n)}g)
	{
		$add->($-[1], length $1, $operators{$1}) if exists $operators{$1};
	}
	# numbers, but for those that say how large an array is
	while ($code =~ m{(?<![\w.\]])(\d+)(?=([uUlL]*)(?![\w.]))}g)
	{
		my ($start, $number) = ($-[1], $1);
		my $line_start = rindex($code, "\n", $start) + 1;
		my $before = substr($code, $line_start, $start - $line_start);
		next if $before =~ /^\s*(?:[A-Za-z_]\w*\s+)+\**\w+(?:\[\w+\])*\[$/ && $before !~ /\breturn\b/;
		next if $number =~ /^0\d/;
		# nothing at all, of any type; and the code of a word that has none (core/value/units.c)
		next if $number eq '0' && ($before =~ /\{$/ && substr($code, $start + 1, 1) eq '}' || $before =~ /\bWORD\(\s*,\s*$/);
		$add->($start, length $number, $number + 1);
	}
	while ($code =~ m{(?<![\w.])(\d+)\.(\d+)(?=[lL]?\b)}g)
	{
		$add->($-[1], length $1, $1 + 1);
	}
	while ($code =~ m{\b(true|false)\b}g)
	{
		$add->($-[1], length $1, $1 eq 'true' ? 'false' : 'true');
	}
	# conditions
	while ($code =~ m{\b(?:if|while) (\()}g)
	{
		my $start = $-[1];
		my ($depth, $end) = (0, $start);
		while ($end < length $code)
		{
			my $c = substr($code, $end, 1);
			$depth++ if $c eq '(';
			last if $c eq ')' && --$depth == 0;
			$end++;
		}
		$add->($start, $end - $start + 1, '(!' . substr($text, $start, $end - $start + 1) . ')');
	}
	while ($code =~ m{(!)(?=[\w(])}g)
	{
		$add->($-[1], 1, ' ');
	}
	# whole statements
	while ($code =~ m{^\t+((?:[\w.\[\]]|->)+ [-+*/|&^]= [^;{}]*;)$}gm)
	{
		$add->($-[1], length $1, ';');
	}
	while ($code =~ m{^\t+(\+\+[^;]*;|--[^;]*;|[\w.>\[\]-]+(?:\+\+|--);)$}gm)
	{
		$add->($-[1], length $1, ';');
	}
	while ($code =~ m{^\t+([a-z_]\w*\([^;{}]*\);)$}gm)
	{
		my ($start, $length, $call) = ($-[1], length $1, $1);
		$add->($start, $length, ';') unless $call =~ /^(assert|sizeof|return|if|while|for|switch)\b/i;
	}
	# carries
	while ($code =~ m{( \+ carry\b|\b(?<=\s)carry = [^;{}]*(?=;))}g)
	{
		my ($start, $carry) = ($-[1], $1);
		$add->($start, length $carry, $carry =~ /^ / ? '' : 'carry = 0');
	}
	return map { { file => $file, start => $_->[1], length => $_->[2], old => substr($text, $_->[1], $_->[2]), new => $_->[3], line => 1 + (substr($text, 0, $_->[1]) =~ tr/\n//), text => \$text } } @faults;
}

my @files = grep { !/currency_table/ && ($only eq '' || /$only/) } sort(glob('src/core/*/*.c src/core/*/*.h'));
die "no file of src/core is like FILE=$only\n" unless @files;
my @all = map { faults_of($_) } @files;

# A draw that is the same everywhere: sorted by a hash of the seed, the place and the change (FNV-1a)
sub rank
{
	my ($s) = @_;
	my $h = 2166136261;
	$h = (($h ^ ord) * 16777619) & 0xffffffff foreach split //, $s;
	$h = (($h ^ ($h >> 15)) * 2246822519) & 0xffffffff;
	return $h ^ ($h >> 13);
}
{
	my %seen;
	foreach my $fault (@all)
	{
		# by what the line says, not by its number, so that a change elsewhere in the file leaves the draw as it is
		my $line = (split(/\n/, ${$fault->{text}}))[$fault->{line} - 1];
		my $place = "$fault->{file}|$line|$fault->{old}|$fault->{new}";
		$fault->{source} = $line =~ s/^\s+//r;
		$fault->{rank} = rank("$seed|$place|" . $seen{$place}++);
	}
}
# What names a fault, whatever its line's number is
sub key { my ($fault) = @_; return join("\t", map { s/\s+/ /gr } $fault->{file}, $fault->{old}, $fault->{new}, $fault->{source}) }

my %known;
{
	my $page = contents('test/mutants.md');
	while ($page =~ /^(src\/core\/\S+): (.*) -> (.*)\n((?:\t.*\n)+)/mg)
	{
		my ($file, $old, $new, $source) = ($1, $2, $3, $4);
		$source =~ s/^\s+//gm;
		my $text = contents($file) =~ s/^\s+//gmr;
		my $times = () = $text =~ /^\Q$source\E/mg;
		die "test/mutants.md: this stands $times times in $file, which it should once:\n$source" unless $times == 1;
		$known{join("\t", map { s/\s+/ /gr } $file, $old, $new)}{$source} = 1;
	}
}
# Whether the page knows it: by as many lines, of which the fault's is the last, as tell it from others
sub explained
{
	my ($fault) = @_;
	my $before = substr(${$fault->{text}}, 0, $fault->{start}) =~ s/[^\n]*\z//r =~ s/^\s+//gmr;
	my $text = "$before$fault->{source}\n";
	my $of_file = $known{join("\t", map { s/\s+/ /gr } $fault->{file}, $fault->{old}, $fault->{new})} // {};
	return scalar grep { $text =~ /(?:^|\n)\Q$_\E\z/ } keys %$of_file;
}

if ($ENV{AGAIN})
{
	my %left = map { $_ => 1 } split(/\n/, contents('build/mutants.left'));
	die "AGAIN: build/mutants.left names no fault that there is\n" unless %left;
	@all = grep { $left{key($_)} } @all;
	$sample = 'all';
}
@all = sort { $a->{rank} <=> $b->{rank} || $a->{file} cmp $b->{file} || $a->{start} <=> $b->{start} } @all;
$sample = @all if $sample eq 'all' || $sample > @all;

# ---- the core and its tests ----

sub run
{
	my (@command) = @_;
	my $pid = fork() // die "fork: $!\n";
	if ($pid == 0)
	{
		open(STDOUT, '>', '/dev/null');
		open(STDERR, '>', '/dev/null');
		open(STDIN, '<', '/dev/null');
		exec(@command) or POSIX::_exit(127);
	}
	waitpid($pid, 0);
	return $?;
}
sub contents { my ($file) = @_; open(my $handle, '<:raw', $file) or return ''; local $/; return scalar <$handle> }

my @core = sort(glob('src/core/*/*.c'));
my @tests = map { basename($_, '.c') } sort(glob('test/unit/*.c'));
sub object { my ($source) = @_; return $source =~ s{/}{_}gr =~ s/\.c$/.o/r }

# What is compiled is what is here now, whatever is edited meanwhile.
remove_tree($work);
make_path("$work/base", "$work/source");
system('cp', '-rp', 'src', 'test/unit', "$work/source") == 0 or die "the sources cannot be copied\n";
foreach my $source (@core)
{
	run(@cc, "-I$work/source/src", '-c', "$work/source/$source", '-o', "$work/base/" . object($source)) == 0 or die "$source does not compile\n";
}
run('cc', '-shared', '-Wl,-Bsymbolic', '-o', "$work/base/libcore.so", (map { "$work/base/" . object($_) } @core), '-lm') == 0 or die "the core does not link\n";

# build_test NAME DIRECTORY [-I of changed headers]
sub build_test
{
	my ($test, $directory, @includes) = @_;
	return run(@cc, @includes, "-I$work/source/src", '-o', "$directory/$test", "$work/source/unit/$test.c", "-L$directory", '-lcore', '-lm');
}
# run_test NAME, DIRECTORY of the test, of the core, seconds of CPU
sub run_test
{
	my ($test, $from, $core, $limit) = @_;
	return run('sh', '-c', "ulimit -c 0; ulimit -v 4000000; ulimit -t $limit; LD_LIBRARY_PATH='$core' exec '$from/$test'");
}

my (%took, %limit);
foreach my $test (@tests)
{
	build_test($test, "$work/base") == 0 or die "$test does not compile\n";
	my $before = (POSIX::times())[3];
	run_test($test, "$work/base", "$work/base", 600) == 0 or die "$test fails without any fault\n";
	$took{$test} = ((POSIX::times())[3] - $before) / POSIX::sysconf(POSIX::_SC_CLK_TCK());
	$limit{$test} = 3 + POSIX::ceil(5 * $took{$test});
}

# What each includes, by the names of headers and of the file itself, and which files of the core a test can reach by
# the symbols that it and they refer to.  A file that a test does not reach can do it no good and no harm.
my (%includes, %reaches);
{
	my (%defined_by, %wanted);
	my $symbols = sub {
		my ($object) = @_;
		return map { [split] } split(/\n/, `nm -P '$object'`);
	};
	foreach my $source (@core, map { "unit/$_.c" } @tests)
	{
		my $name = $source =~ m{^unit/(.*)\.c$} ? $1 : $source;
		my $depends = `cc -MM '-I$work/source/src' '$work/source/$source'`;
		$? == 0 or die "what $source includes is not known\n";
		$includes{$name} = { map { s{^\Q$work\E/source/}{}r => 1 } $depends =~ /(\S+\.[ch])\b/g };
		foreach ($symbols->($name eq $source ? "$work/base/" . object($source) : "$work/base/$name"))
		{
			my ($symbol, $type) = @$_;
			$symbol =~ s/@.*//;
			if ($type eq 'U') { push @{ $wanted{$name} }, $symbol }
			elsif ($name eq $source && $type =~ /[A-Z]/) { $defined_by{$symbol} = $source }
		}
	}
	foreach my $test (@tests)
	{
		my @todo = @{ $wanted{$test} };
		while (defined(my $symbol = pop @todo))
		{
			my $source = $defined_by{$symbol};
			next if !defined $source || $reaches{$test}{$source}++;
			push @todo, @{ $wanted{$source} // [] };
		}
	}
}

# What a file's faults are likeliest to be seen by comes first: the test of its name, those that saw most of them,
# then what is quick.
my %saw;
sub tests_for
{
	my ($file) = @_;
	my $name = basename($file) =~ s/\.[ch]$//r;
	my @changed = grep { $includes{$_}{$file} } @core;
	my $like = sub { my ($test) = @_; return $test eq "test_$name" ? 0 : index($name, $test =~ s/^test_//r) >= 0 ? 1 : 2 };
	my $seen = sub { my ($test) = @_; return $saw{$file}{$test} // 0 };
	return sort { ($like->($a) > 0) <=> ($like->($b) > 0) || $seen->($b) <=> $seen->($a) || $like->($a) <=> $like->($b) || $took{$a} <=> $took{$b} || $a cmp $b }
		grep { my $test = $_; $includes{$test}{$file} || grep { $reaches{$test}{$_} } @changed } @tests;
}

# ---- one fault ----

# What becomes of it: '' if it is none, the name of the test that noticed it, or 'survives'
sub try_fault
{
	my ($fault, $directory) = @_;
	my $file = $fault->{file};
	make_path(dirname("$directory/$file"));
	my $text = ${$fault->{text}};
	substr($text, $fault->{start}, $fault->{length}) = $fault->{new};
	open(my $handle, '>:raw', "$directory/$file") or die "$directory/$file: $!\n";
	print $handle $text;
	close $handle;

	my $header = $file =~ /\.h$/;
	my @includes = $header ? ("-I$directory/src") : ();
	my ($same, @objects) = (1);
	foreach my $source (@core)
	{
		my $object = object($source);
		if ($includes{$source}{$file})
		{
			return '' if run(@cc, @includes, "-I$work/source/src", '-c', $header ? "$work/source/$source" : "$directory/$file", '-o', "$directory/$object") != 0;
			$same = 0 if contents("$directory/$object") ne contents("$work/base/$object");
			push @objects, "$directory/$object";
		}
		else
		{
			push @objects, "$work/base/$object";
		}
	}
	return '' if $same && !$header;
	return '' if run('cc', '-shared', '-Wl,-Bsymbolic', '-o', "$directory/libcore.so", @objects, '-lm') != 0;
	foreach my $test (tests_for($file))
	{
		# a header's functions are in the tests too
		my $from = "$work/base";
		if ($includes{$test}{$file})
		{
			return '' if build_test($test, $directory, @includes) != 0;
			$same = 0 if contents("$directory/$test") ne contents("$work/base/$test");
			$from = $directory;
		}
		return $test if run_test($test, $from, $directory, $limit{$test}) != 0;
	}
	return $same ? '' : 'survives';
}

# ---- all of them ----

printf "%d places for faults in %d files of src/core; %d of them, by SEED=%s ...\n", scalar @all, scalar @files, $sample, $seed;
$| = 1;
my ($next, $planted, $noticed, $none, %running, %result) = (0, 0, 0, 0);
my $settled = 0;

# The first SAMPLE faults of the draw that are some: how many are tried depends on none of their results' order.
while (1)
{
	# counted in the order of the draw
	while (exists $result{$settled} && $planted < $sample)
	{
		my $answer = $result{$settled}{answer};
		$settled++;
		if ($answer eq '') { $none++; next }
		$planted++;
		$noticed++ if $answer ne 'survives';
	}
	last if $planted >= $sample;
	while (keys(%running) < $jobs && $next < @all && $next - $settled < 4 * $jobs)
	{
		my $number = $next++;
		my $directory = "$work/$number";
		make_path($directory);
		my $pid = fork() // die "fork: $!\n";
		if ($pid == 0)
		{
			my $answer = eval { try_fault($all[$number], $directory) } // "error $@";
			open(my $handle, '>', "$directory/answer") or POSIX::_exit(1);
			print $handle $answer;
			close $handle;
			POSIX::_exit(0);
		}
		$running{$pid} = $number;
	}
	last unless %running;
	my $pid = waitpid(-1, 0);
	my $number = delete $running{$pid};
	next unless defined $number;
	my $answer = contents("$work/$number/answer");
	die "fault $number: $answer\n" if $answer =~ /^error/;
	$result{$number} = { answer => $answer };
	my $fault = $all[$number];
	$saw{$fault->{file}}{$answer}++;
	remove_tree("$work/$number") unless $answer eq 'survives';
	printf "  %s:%d: %s -> %s: %s\n", $fault->{file}, $fault->{line}, map({ s/\s+/ /gr } $fault->{old}, $fault->{new}), $answer eq '' ? 'no fault' : $answer if $show;
}
foreach my $pid (keys %running) { waitpid($pid, 0) }

open(my $list, '>', "$work/survivors") or die "$work/survivors: $!\n";
open(my $left, '>', 'build/mutants.left') or die "build/mutants.left: $!\n";
my $explained = 0;
foreach my $number (0 .. $settled - 1)
{
	next unless $result{$number}{answer} eq 'survives';
	my $fault = $all[$number];
	my ($old, $new) = map { s/\s+/ /gr } $fault->{old}, $fault->{new};
	print $left key($fault), "\n";
	if (explained($fault))
	{
		$explained++;
		next;
	}
	print "  survives: $fault->{file}:$fault->{line}: $old -> $new\n            $fault->{source}\n";
	print $list join("\t", $number, $fault->{file}, $fault->{line}, $old, $new), "\n";
}
close $list;
close $left;
open(my $counts, '>', "$work/counts") or die;
print $counts "$planted $noticed $none $explained\n";
close $counts;
printf "%d faults, of which the unit tests notice %d; %d change no answer, as test/mutants.md explains (%d more were none)\n", $planted, $noticed, $explained, $none;
