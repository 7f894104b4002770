# Answers on port 9200: / (200 where a client may write or read here, 503 elsewhere), /phase, /status (asks the server),
# /wait (answers when the member has settled, after 10 s at the latest), /live (503 only if the server hangs).
use strict; use warnings; use IO::Socket::INET;
my $run = '/run/galera';
$SIG{CHLD} = 'IGNORE'; $SIG{PIPE} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalPort => 9200, Listen => 64, ReuseAddr => 1) or die "port 9200: $!";

sub text { my $f = shift; open(my $h, '<', "$run/$f") or return ''; local $/; my $t = <$h>; close $h; return defined $t ? $t : '' }
sub phase { return text('phase') =~ /^phase (\S+)/m ? $1 : 'INIT' }
# A donor goes on serving: to cut its clients off would hurt more than to let them wait for the copy.
sub serves { my $w = text('wsrep'); return $w =~ /^status (Synced|Donor|Joined)/mi && $w =~ /^primary yes/mi }
sub asked { local $SIG{CHLD} = 'DEFAULT'; return scalar qx(timeout 4 $_[0] 2>/dev/null) }
sub runs { return phase() =~ /^(JOINING|BOOTSTRAPPING)$/ }
sub status {
  return text('phase') . text('wsrep') if !runs();
  my $sql = "show global status where variable_name in ('wsrep_cluster_status','wsrep_cluster_state_uuid','wsrep_cluster_size',"
    . "'wsrep_last_committed','wsrep_local_state_comment','wsrep_ready','wsrep_connected','wsrep_flow_control_paused')";
  my $rows = asked(qq(mariadb --no-defaults --socket=$run/mysqld.sock -N -B -e "$sql"));
  $rows =~ s/\t/ /g;
  return text('phase') . text('wsrep') . $rows;
}
sub hangs {
  return 0 if !runs() || !serves();
  asked("mariadb-admin --no-defaults --socket=$run/mysqld.sock ping");
  return $? != 0;
}
sub answer {
  my ($client, $path) = @_;
  my ($code, $body) = (200, '');
  if ($path eq '/') { $code = serves() ? 200 : 503; $body = text('wsrep') }
  elsif ($path eq '/phase') { $body = text('phase') . text('wsrep') }
  elsif ($path eq '/status') { $body = status() }
  elsif ($path eq '/live') { $code = hangs() ? 503 : 200 }
  elsif ($path eq '/wait') {
    for (1 .. 200) { last if phase() =~ /^(WAITING|HELD)$/ || serves(); select(undef, undef, undef, 0.05) }
    $body = status();
  }
  else { $code = 404 }
  my $word = $code == 200 ? 'OK' : $code == 404 ? 'Not Found' : 'Service Unavailable';
  print $client "HTTP/1.1 $code $word\r\nContent-Type: text/plain\r\nContent-Length: " . length($body) . "\r\nConnection: close\r\n\r\n$body";
}
while (1) {
  my $client = $server->accept or next;
  my $path = '/';
  eval {
    local $SIG{ALRM} = sub { die "slow\n" }; alarm 2;
    my $line = <$client>; $path = $1 if defined $line && $line =~ m{^\S+ ([^ ?]+)};
    while (defined($line = <$client>)) { last if $line =~ /^\r?\n$/ }
    alarm 0;
  };
  alarm 0;
  if ($path eq '/' || $path eq '/phase') { answer($client, $path) }
  elsif (!(my $child = fork)) { answer($client, $path); close $client; exit 0 if defined $child }
  close $client;
}
