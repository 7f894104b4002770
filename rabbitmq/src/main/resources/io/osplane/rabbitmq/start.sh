#!/bin/bash
# Starts the broker. It forms no cluster by itself: an empty member waits for the members in
# conf.d/20-members.conf and never goes on alone.
set -euo pipefail

# bash as process 1 ignores TERM unless told otherwise: a member that still waits must go at once.
trap 'exit 0' TERM

# A name that does not resolve yet is remembered as missing by resolvers for half a minute, and the
# broker would meet it; so wait for the own name. After a minute the broker may say what is wrong.
name=${RABBITMQ_NODENAME#*@}
for ((attempt = 0; attempt < 120; attempt++)); do
  getent hosts "$name" > /dev/null && break
  ((attempt % 20)) || echo "waiting until $name resolves"
  sleep 0.5 &
  wait $!
done

# Not the wrapper in /usr/sbin: it hides the log in a file.
exec /usr/lib/rabbitmq/bin/rabbitmq-server
