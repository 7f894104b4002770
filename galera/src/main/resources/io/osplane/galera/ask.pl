# ask.pl HOST PATH: the body of what a peer's answer.pl says.
use strict; use warnings; use IO::Socket::INET;
my $peer = IO::Socket::INET->new(PeerAddr => "$ARGV[0]:9200", Timeout => 1) or exit 1;
print $peer "GET $ARGV[1] HTTP/1.0\r\n\r\n";
my $isBody = 0;
while (my $line = <$peer>) { print $line if $isBody; $isBody = 1 if $line =~ /^\r?\n$/ }
