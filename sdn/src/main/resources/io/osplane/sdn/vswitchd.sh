#!/bin/bash
# Open vSwitch's switch on a host. With the userspace datapath the tunnels' network card (TUNNEL) is a port of the bridge
# br-phy, which has the card's address: a tunnel's packets leave through nothing else. The card's address and routes are
# noted on the host, because the card has none any more when this starts again.
set -u
NOTE=/etc/openvswitch/tunnel BRIDGE=br-phy SWITCH= LEFT=
exec {NAP}<> <(:)
nap() { read -rt "$1" -u "$NAP" || true; }          # sleeps without a new process
log() { echo "vswitchd: $*" >&2; }
db() { ovs-vsctl --no-wait --timeout=5 "$@"; }
leave() { [ -n "$SWITCH" ] || exit 0; LEFT="$(db list-br | tr '\n' ' ')ovs-netdev"; kill -TERM "$SWITCH"; }
trap leave TERM INT

addresses() { ip -4 -o addr show dev "$1" scope global 2>/dev/null | awk '{print $4}'; }
# What the card has now: after a restart of the host it has its address again. A switch that ended without a word, of whatever
# control plane, leaves it with the bridge.
note() {
  local from=$TUNNEL found; found=$(addresses "$from")
  [ -n "$found" ] || { from=$BRIDGE; found=$(addresses "$from"); }
  [ -n "$found" ] || return 0
  { sed 's/^/address /' <<<"$found"; ip -4 route show dev "$from" | grep -v 'proto kernel' | sed 's/^/route /'; } >$NOTE.new
  mv $NOTE.new $NOTE
}
bridge() {
  [ -e "/sys/class/net/$TUNNEL" ] || { log "this host has no network card $TUNNEL for tunnels"; return 1; }
  note
  [ -s $NOTE ] || { log "$TUNNEL has no IPv4 address, which would be the end of this host's tunnels"; return 1; }
  db --may-exist add-br $BRIDGE -- set Bridge $BRIDGE datapath_type=netdev other_config:hwaddr="$(cat "/sys/class/net/$TUNNEL/address")" \
    -- --may-exist add-port $BRIDGE "$TUNNEL"
}
move() {
  local kind what
  ip addr flush dev "$TUNNEL"; ip link set "$TUNNEL" up; ip link set $BRIDGE up
  grep '^address' $NOTE | while read -r kind what; do ip addr replace "$what" dev $BRIDGE; done
  grep '^route' $NOTE | while read -r kind what; do ip route replace $what dev $BRIDGE; done
  log "$BRIDGE has $(addresses $BRIDGE | tr '\n' ' ')"
}

# The host is as it was before: the card has its address again, and nothing of the switch is left. One that starts again takes it anew.
give_back() {
  local kind what link
  if [ -n "$TUNNEL" ] && [ -s $NOTE ]; then
    ip addr flush dev $BRIDGE 2>/dev/null
    grep '^address' $NOTE | while read -r kind what; do ip addr replace "$what" dev "$TUNNEL"; done
    grep '^route' $NOTE | while read -r kind what; do ip route replace $what dev "$TUNNEL"; done
  fi
  for link in $LEFT; do ip link delete "$link" 2>/dev/null || true; done
}

# The switch of the pod before this one may still be ending, and giving the card back.
exec {LOCK}>/run/openvswitch/osplane-switch.lock
flock "$LOCK" & wait $!
until [ -S /run/openvswitch/db.sock ] && db init; do nap 0.2; done
[ -z "$TUNNEL" ] || [ "$DATAPATH" != netdev ] || bridge || exit 1
ovs-vswitchd unix:/run/openvswitch/db.sock --unixctl=/run/openvswitch/ovs-vswitchd.ctl -vsyslog:off -vconsole:info &
SWITCH=$!
if [ -n "$TUNNEL" ] && [ "$DATAPATH" = netdev ]; then
  until [ -e /sys/class/net/$BRIDGE ] || ! kill -0 $SWITCH 2>/dev/null; do nap 0.1; done
  [ ! -e /sys/class/net/$BRIDGE ] || move
fi
while kill -0 $SWITCH 2>/dev/null; do wait $SWITCH; done
[ -z "$LEFT" ] || [ "$DATAPATH" != netdev ] || give_back
