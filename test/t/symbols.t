#!/usr/bin/perl
# The library keeps its names to itself.  PostgreSQL loads modules with RTLD_GLOBAL, so that a name one
# of them shows takes the place of another's, whichever comes first: another extension's own
# days_in_month() once ran ours, and the server crashed.
#
# A small module is compiled that shows every global name of our sources as its own, and loaded before
# gpurent and after it: ours goes on calling ours, the other goes on calling its own.
#
# Connects to the cluster of make check.

use strict;
use warnings;
use lib 'test/lib';
use Cluster;
use File::Temp qw(tempdir);
use Test::More;

my $pg_config = $ENV{PG_CONFIG} // '';
plan skip_all => 'needs the cluster of make check' unless Cluster::base() && $pg_config;

my $host = $ENV{PGHOST};
my ($includes, $library) = map { `'$pg_config' $_` =~ s/\n//r } '--includedir-server', '--pkglibdir';

# name => kind, as nm tells them
sub symbols
{
	my (@command) = @_;
	return map { /^\S* *([A-Z]) (\w+)$/ ? ($2 => $1) : () } split(/\n/, Cluster::run('nm', @command));
}

my %all = symbols('-g', '--defined-only', glob('src/*/*.o src/core/*/*.o'));
my %shown = symbols('-D', '--defined-only', Cluster::base() . "/root$library/gpurent.so");
delete @all{grep { /^(pg_finfo_|Pg_magic_func)/ } keys %all};
cmp_ok(scalar(keys %all), '>', 300, 'the names of our sources');
ok(exists $all{days_in_month}, 'that of the crash among them');

# what the library shows is what SQL calls, each with its record of the calling convention
{
	my @sql = map { /^pg_finfo_(\w+)$/ ? $1 : () } keys %shown;
	cmp_ok(scalar(@sql), '>', 100, 'the names that SQL calls');
	my %rest = %shown;
	delete @rest{map { ($_, "pg_finfo_$_") } @sql};
	delete $rest{Pg_magic_func};
	is(join(' ', sort grep { !/^(__gcov|__asan|__ubsan|__sanitizer|__llvm)/ } keys %rest), '', 'the library shows no other');
}

# ---- the other extension ----

my $directory = tempdir(CLEANUP => 1);
chmod 0755, $directory;
my (@names, $definitions, $table);
foreach my $name (sort keys %all)
{
	$definitions .= $all{$name} eq 'T' ? "int $name(void);\nint $name(void) { called++; return 4711; }\n" : "char ${name}[4096];\n";
	$table .= "{\"$name\", (void *) $name},\n";
	push @names, $name;
}
my @calls = qw(strangers own called);
open(my $source, '>', "$directory/clash.c") or die;
print $source <<"C" =~ s/^\t//mgr;
	#define _GNU_SOURCE
	#include "postgres.h"
	#include "fmgr.h"
	#include <dlfcn.h>

	PG_MODULE_MAGIC;
	PG_FUNCTION_INFO_V1(clash_strangers);
	PG_FUNCTION_INFO_V1(clash_own);
	PG_FUNCTION_INFO_V1(clash_called);

	static int	called = 0;

	$definitions
	static const struct { const char *name; void *address; } names[] = {
	$table};

	/* how many of the names lead to another library */
	Datum
	clash_strangers(PG_FUNCTION_ARGS)
	{
		int			strangers = 0;
		Dl_info		info;

		for (int i = 0; i < (int) lengthof(names); i++)
			if (!dladdr(names[i].address, &info) || !strstr(info.dli_fname, "clash"))
				strangers++;
		PG_RETURN_INT32(strangers);
	}

	/* what its own function of a name of ours answers */
	Datum
	clash_own(PG_FUNCTION_ARGS)
	{
		PG_RETURN_INT32(days_in_month());
	}

	/* how often a function of it with a name of ours was called */
	Datum
	clash_called(PG_FUNCTION_ARGS)
	{
		PG_RETURN_INT32(called);
	}
C
close $source;
my $compiled = eval {
	Cluster::run('gcc', '-shared', '-fPIC', '-O0', '-w', "-I$includes", '-o', "$directory/clash.so", "$directory/clash.c");
	1;
};
ok($compiled, 'the other module compiles') or diag($@);
my %clash = symbols('-D', '--defined-only', "$directory/clash.so");
is(scalar(grep { !exists $clash{$_} } @names), 0, 'and shows all of our names');

# ---- before and after ----

# What a new session prints; an error, or a crash, is an answer too.
sub sql
{
	my (@sql) = @_;
	return eval {
		Cluster::run('psql', '-X', '-q', '-At', '-v', 'ON_ERROR_STOP=1', '-h', $host, '-U', 'postgres', '-d', 'symbols', map { ('-c', $_) } @sql);
	} // $@;
}

Cluster::psql($host, 'postgres', 'DROP DATABASE IF EXISTS symbols');
Cluster::psql($host, 'postgres', "CREATE DATABASE symbols TEMPLATE template0 ENCODING 'UTF8'");
END { local $?; eval { Cluster::psql($host, 'postgres', 'DROP DATABASE IF EXISTS symbols') } if $host }

sql('CREATE EXTENSION gpurent', map { "CREATE FUNCTION clash_$_() RETURNS int LANGUAGE c AS '$directory/clash', 'clash_$_'" } @calls);

# a call of every room and every core
my $ours = q{
	SELECT rent('3100 CNY/card/month', 8, term('2024-01-31', '2024-03-15', 'Europe/Berlin'), NULL, 'Europe/Berlin'), rent('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31')),
		'1.2万P'::p_capacity, net('13.34万元/台/月 含税6%'::rent_rate), per('15.1 CNY/card/hour', 'month');
	SELECT pmt(0.05, 12, 1000), rate(12, -100, 1000), vdb(1000, 100, 5, 0, 1), yearfrac('2024-01-31', '2024-08-30', 1), irr('{-100,60,70}'::numeric[]);
	SELECT xirr(a, d), payback(a, d) FROM (VALUES (-1000.0, timestamp '2024-01-01'), (700, '2024-07-01'), (700, '2025-01-01')) AS f (a, d);
	SELECT lease_summary('15 CNY/card/hour', 8, d), occupancy(8, d), revenue_by_month('15 CNY/card/hour', 8, d, 'UTC') FROM (SELECT term('2024-01-01', '2024-02-10') AS d) AS l;
	SELECT count(*), sum(amount) FROM rent_schedule('3100 CNY/card/month', 8, term('2024-01-31', '2025-01-30'))};
my $alone = sql(split(/;/, $ours));
cmp_ok(length($alone), '>', 300, 'what gpurent answers alone');

is(sql('SELECT clash_strangers(), clash_own()'), "0|4711\n", 'the other module alone has its own names');
is(sql("LOAD '$directory/clash'", 'SELECT clash_own()', split(/;/, $ours), 'SELECT clash_called()'), "4711\n${alone}1\n", 'the other first: gpurent answers the same, and calls none of the other\'s functions');
my $strangers = grep { exists $shown{"pg_finfo_$_"} } @names;
is(sql(split(/;/, $ours), 'SELECT clash_own()', 'SELECT clash_strangers()'), "${alone}4711\n$strangers\n",
	'gpurent first: the other keeps all its names but those that SQL calls by');

done_testing();
