# ask.pl PATH DOMAIN PEER...: of each peer that answers, a line "peer NAME" and the body of what its answer.pl says.
use strict; use warnings; use IO::Socket::INET;
my ($path, $domain, @peers) = @ARGV;
sub ask {
  my $name = shift;
  local $SIG{ALRM} = sub { die "slow\n" }; alarm 2;
  my $peer = IO::Socket::INET->new(PeerAddr => "$name.$domain:9200", Timeout => 1) or return '';
  print $peer "GET $path HTTP/1.0\r\n\r\n";
  my ($isBody, $body) = (0, '');
  while (my $line = <$peer>) { $body .= $line if $isBody; $isBody = 1 if $line =~ /^\r?\n$/ }
  return $body;
}
for my $name (@peers) {
  my $body = eval { ask($name) } // '';
  alarm 0;
  print "peer $name\n$body" if $body ne '';
}
