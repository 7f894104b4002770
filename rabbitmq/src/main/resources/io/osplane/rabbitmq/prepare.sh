#!/bin/bash
# Runs as root before the broker, with no more than CHOWN, FOWNER and DAC_OVERRIDE. Many storage
# drivers hand out a volume that belongs to root and ignore fsGroup; and Erlang accepts a cookie
# only from a file that nobody else can read, which a mounted Secret is not.
set -euo pipefail
home=/var/lib/rabbitmq
cookie=/run/osplane/cookie/erlang.cookie
owner=101:102

chown "$owner" "$home"
chmod 0700 "$home"

# Renamed into place, so that a crash leaves no half-written cookie. tr: no line end may get in.
umask 077
tr -d '\r\n' < "$cookie" > "$home/.erlang.cookie.new"
chown "$owner" "$home/.erlang.cookie.new"
chmod 0600 "$home/.erlang.cookie.new"
mv -f "$home/.erlang.cookie.new" "$home/.erlang.cookie"
