# Cluster.pm: more PostgreSQL clusters beside the private one that make check
# starts, for tests that need several (shards, replicas).
#
#   use lib 'test/lib';
#   use Cluster;
#   my $shard = Cluster->new('shard', 'max_connections = 10', ...);
#
# makes and starts one of that name, with the given lines in its configuration.
# It has the extension's files, listens on a Unix socket of its own and is gone
# when the test ends, however it ends.

package Cluster;

use strict;
use warnings;
use File::Basename qw(dirname);

# The directory of make check's cluster, which is its socket's parent; undef elsewhere.
sub base
{
	my $base = defined $ENV{PGHOST} && $ENV{PGHOST} =~ m{^/} ? dirname($ENV{PGHOST}) : undef;
	return defined $base && -d "$base/data" ? $base : undef;
}

# A command as the server's user, who is not root, in a directory that this user may enter
sub as_server
{
	my (@command) = @_;
	my $base = base();
	my (undef, undef, undef, undef, $uid, $gid) = stat($base);
	my @become = $> == 0 ? ('setpriv', '--reuid', $uid, '--regid', $gid, '--init-groups') : ();
	return (@become, 'env', '-C', $base, @command);
}

# Runs a command; dies with what it printed if it fails.
sub run
{
	my (@command) = @_;
	open(my $pipe, '-|', 'sh', '-c', 'exec "$@" 2>&1 </dev/null', 'sh', @command) or die "$command[0]: $!\n";
	my $printed = do { local $/; <$pipe> };
	close($pipe) or die "@command: exit code " . ($? >> 8) . "\n" . ($printed // '');
	return $printed // '';
}

my @clusters;

sub new
{
	my ($class, $name, @settings) = @_;
	my $self = $class->prepared($name);
	run(as_server('initdb', '-D', "$self->{directory}/data", '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'));
	$self->configure('fsync = off', 'autovacuum = off', 'timezone = UTC', "datestyle = 'ISO, YMD'", 'lc_messages = C', 'jit = off',
		'shared_buffers = 32MB', 'max_connections = 20', 'max_wal_senders = 4', @settings);
	$self->start;
	return $self;
}

# A physical standby of a cluster, which streams from it
sub standby
{
	my ($class, $name, $primary, @settings) = @_;
	my $self = $class->prepared($name);
	run(as_server('pg_basebackup', '-D', "$self->{directory}/data", '-h', $primary->host, '-U', 'postgres', '-X', 'stream', '-c', 'fast', '-R', '--no-sync'));
	$self->configure(@settings);
	$self->start;
	return $self;
}

# A cluster's directory without its data
sub prepared
{
	my ($class, $name) = @_;
	my $base = base() or die "PGHOST does not lead to the cluster of make check\n";
	my $directory = "$base/$name";
	my $self = bless { directory => $directory, host => "$directory/socket" }, $class;
	run(as_server('mkdir', '-m', '700', $directory, "$directory/socket"));
	push @clusters, $self;
	return $self;
}

sub configure
{
	my ($self, @settings) = @_;
	my $name = "$self->{directory}/data/postgresql.conf";
	open(my $configuration, '>>', $name) or die "$name: $!\n";
	print $configuration "$_\n" foreach "listen_addresses = ''", "unix_socket_directories = '$self->{directory}/socket'", 'port = 5432', @settings;
	close $configuration;
}

sub host { return $_[0]->{host} }

sub start
{
	my ($self) = @_;
	run(as_server('pg_ctl', '-D', "$self->{directory}/data", '-l', "$self->{directory}/log", '-w', '-s', 'start'));
	$self->{running} = 1;
}

sub stop
{
	my ($self, $mode) = @_;
	run(as_server('pg_ctl', '-D', "$self->{directory}/data", '-m', $mode // 'fast', '-w', '-s', 'stop')) if $self->{running};
	$self->{running} = 0;
}

# What psql prints for SQL, run by the superuser; dies if there is an error.
sub sql
{
	my ($self, $database, $sql) = @_;
	return psql($self->{host}, $database, $sql);
}

# The same on any cluster
sub psql
{
	my ($host, $database, $sql) = @_;
	my $printed = run('psql', '-X', '-q', '-At', '-v', 'ON_ERROR_STOP=1', '-h', $host, '-U', 'postgres', '-d', $database, '-c', $sql);
	chomp $printed;
	return $printed;
}

# Asks until the answer is the wanted one, for a minute at most; whether it came
sub comes
{
	my ($host, $database, $sql, $wanted) = @_;
	for (1 .. 300)
	{
		return 1 if psql($host, $database, $sql) eq $wanted;
		select(undef, undef, undef, 0.2);
	}
	return 0;
}

$SIG{$_} = sub { exit 1 } foreach qw(INT TERM HUP);

END
{
	local $?;
	foreach my $cluster (@clusters)
	{
		eval { $cluster->stop('immediate') };
		eval { run(as_server('rm', '-rf', $cluster->{directory})) };
	}
}

1;
