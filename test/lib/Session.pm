# Session.pm: psql sessions that stay open, for tests that need several at once.
#
#   use lib 'test/lib';
#   use Session;
#   my $session = Session->new;
#   my $answer = $session->ask('SELECT 1');
#
#   my $answer = Session::answer_of('SELECT 1 / 0');    # of a session of its own: ERROR:22012
#
# They connect with psql's usual environment variables.

package Session;

use strict;
use warnings;
use IO::Select;
use IPC::Open2;

my $sessions = 0;

# What psql prints of some statements, or ERROR:SQLSTATE
sub answer_of
{
	my ($sql) = @_;
	open(my $psql, '-|', 'sh', '-c', 'exec psql -X -q -At -v VERBOSITY=sqlstate -c "$1" 2>&1', 'psql', $sql) or die "psql: $!\n";
	local $/;
	my $printed = <$psql> // '';
	close $psql;
	$printed =~ s{\n\z}{};
	return $printed =~ /^ERROR:\s+(\w{5})$/ ? "ERROR:$1" : $printed;
}

# What is given is said to the server before anything else.
sub new
{
	my ($class, @statements) = @_;
	my $self = bless { name => "session$$." . ++$sessions, asked => 0, answered => 0, received => '' }, $class;
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

# Reads what has come; true if it ends the answer.
sub receive
{
	my ($self) = @_;
	sysread($self->{out}, $self->{received}, 65536, length $self->{received}) or die "psql ended: $self->{received}\n";
	return $self->{received} =~ /^== end $self->{asked}\n\z/m;
}

sub answer
{
	my ($self) = @_;
	my $end = "== end $self->{asked}\n";
	until ($self->{received} =~ /^$end\z/m)
	{
		$self->receive;
	}
	my $answer = substr($self->{received}, 0, -length $end);
	$self->{received} = '';
	$self->{answered} = $self->{asked};
	return $answer;
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

# Waits until all of the answer has come, and returns false; or until the session waits
# for a lock, which is what $watcher, another session, finds out, and returns true.
# Two minutes of neither is a failure.
sub waits
{
	my ($self, $watcher) = @_;
	my $select = IO::Select->new($self->{out});
	return 0 if $self->{received} =~ /^== end $self->{asked}\n\z/m;
	my $until = time + 120;
	for (my $wait = 0.01; time < $until;)
	{
		if ($select->can_read($wait))
		{
			return 0 if $self->receive;
			next;
		}
		return 1 if $watcher->ask("SELECT cardinality(pg_blocking_pids(pid)) > 0 FROM pg_stat_activity WHERE application_name = '$self->{name}'") eq 't';
		$wait = 0.1 if ($wait *= 2) > 0.1;
	}
	die "$self->{name} neither answers nor waits for a lock: $self->{received}\n";
}

sub end
{
	my ($self) = @_;
	close $self->{in};
	close $self->{out};
	waitpid $self->{pid}, 0;
}

1;
