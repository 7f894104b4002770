#!/bin/bash
# What Osplane and the kubelet ask of a member: report (what it is at, whether it has a file, its server's view of the cluster),
# create NONCE (makes the cluster; ends when it serves), leave (takes the member out for good), live (whether the server hangs).
set -u
. "$(dirname "$0")"/database.sh
exec {NAP}<> <(:)
until_so() { for _ in $(seq 600); do "$@" && return 0; read -rt 0.1 -u "$NAP" || true; done; return 1; }
serving() { grep -qs '^phase SERVING' $R/phase; }
left() { [ ! -e "$FILE" ]; }
case ${1:-} in
  report) cat $R/phase 2>/dev/null; [ -s "$FILE" ] && echo "file yes" || echo "file no"; ask cluster/status "$SCHEMA"; exit 0 ;;
  create) [ -s "$FILE" ] || { echo "$2" >$R/order.new && mv $R/order.new $R/order; }
    until_so serving || { echo "it does not serve after a minute: $(cat $R/phase)" >&2; exit 4; } ;;
  leave) touch $R/left; left && exit 0
    ask cluster/leave "$SCHEMA" || { echo "its server does not answer" >&2; exit 3; }
    until_so left || { echo "it is still a member after a minute" >&2; exit 4; } ;;
  live) [ ! -S "$CONTROL" ] || ask version >/dev/null || ! pidof ovsdb-server >/dev/null ;;
  *) echo "control.sh report | create NONCE | leave | live" >&2; exit 2 ;;
esac
