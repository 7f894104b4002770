#!/bin/bash
# Translates between the databases (NB, SB: their members); of several only the one that holds the southbound database's lock.
# northd.sh ready: whether it is connected to both; northd.sh live: whether it answers; northd.sh status: active or standby.
set -u
export OVS_UNBOUND_CONF=${0%/*}/unbound.conf
ask() { ovn-appctl --timeout=10 -t /run/ovn/northd.ctl "$@"; }
case ${1:-} in
  ready) [ "$(ask nb-connection-status)" = connected ] && [ "$(ask sb-connection-status)" = connected ]; exit ;;
  live) ask version >/dev/null; exit ;;
  status) ask status; exit ;;
esac
ovn-northd --ovnnb-db="$NB" --ovnsb-db="$SB" --unixctl=/run/ovn/northd.ctl -vsyslog:off -vconsole:info &
PID=$!
trap 'kill -TERM $PID' TERM INT
while kill -0 $PID 2>/dev/null; do wait $PID; done
