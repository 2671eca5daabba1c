# Session.pm: psql sessions that stay open, for tests that need several at once.
#
#   use lib 'test/lib';
#   use Session;
#   my $session = Session->new;
#   my $answer = $session->ask('SELECT 1');
#
# They connect with psql's usual environment variables.

package Session;

use strict;
use warnings;
use IO::Select;
use IPC::Open2;

my $sessions = 0;

# What is given is said to the server before anything else.
sub new
{
	my ($class, @statements) = @_;
	my $self = bless { name => "session$$." . ++$sessions, asked => 0, answered => 0 }, $class;
	local $ENV{PGAPPNAME} = $self->{name};
	$self->{pid} = open2($self->{out}, $self->{in}, 'sh', '-c', 'exec psql -X -q -At 2>&1');
	foreach my $statement ('SET client_min_messages = warning', @statements)
	{
		my $answer = $self->ask($statement);
		die "$statement: $answer\n" if $answer ne '';
	}
	return $self;
}

sub name { return $_[0]{name} }

# Sends a statement; answer() waits for what it prints.
sub send
{
	my ($self, $sql) = @_;
	$self->{asked}++;
	print { $self->{in} } "$sql;\n\\echo == end $self->{asked}\n";
	$self->{in}->flush;
}

sub answer
{
	my ($self) = @_;
	my $answer = '';
	while (defined(my $line = readline($self->{out})))
	{
		if ($line eq "== end $self->{asked}\n")
		{
			$self->{answered} = $self->{asked};
			return $answer;
		}
		$answer .= $line;
	}
	die "psql ended: $answer";
}

sub ask
{
	my ($self, $sql) = @_;
	$self->send($sql);
	my $answer = $self->answer;
	chomp $answer;
	return $answer;
}

# Whether a statement was sent whose answer is not fetched yet
sub busy { return $_[0]{asked} > $_[0]{answered} }

# Waits until the statement sent has begun to print, and returns false; or until it
# waits for a lock, which is what $watcher, another session, finds out, and returns true.
sub waits
{
	my ($self, $watcher) = @_;
	my $select = IO::Select->new($self->{out});
	for (my $wait = 0.001;; $wait = $wait < 0.1 ? $wait * 2 : 0.1)
	{
		return 0 if $select->can_read($wait);
		return 1 if $watcher->ask("SELECT cardinality(pg_blocking_pids(pid)) > 0 FROM pg_stat_activity WHERE application_name = '$self->{name}'") eq 't';
	}
}

sub end
{
	my ($self) = @_;
	close $self->{in};
	close $self->{out};
	waitpid $self->{pid}, 0;
}

1;
