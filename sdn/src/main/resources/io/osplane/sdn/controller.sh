#!/bin/bash
# OVN's agent on a host: says in Open vSwitch's database who the host is, makes its bridges, and runs ovn-controller.
# The environment says what: NODE, NODE_IP, REMOTE, DATAPATH, TUNNEL, MAPPINGS (network:bridge[:card],…), GATEWAY.
# controller.sh ready: whether it is connected to the southbound database.
set -u
export OVS_UNBOUND_CONF=${0%/*}/unbound.conf
if [ "${1:-}" = ready ]; then [ "$(ovn-appctl --timeout=5 -t /run/ovn/controller.ctl connection-status)" = connected ]; exit; fi
CONTROLLER=
exec {NAP}<> <(:)
nap() { read -rt "$1" -u "$NAP" || true; }          # sleeps without a new process
log() { echo "controller: $*" >&2; }
# The host stays in the southbound database, and its flows stay: it comes back.
stop() { [ -z "$CONTROLLER" ] || { ovn-appctl --timeout=5 -t /run/ovn/controller.ctl exit --restart || kill -TERM "$CONTROLLER"; wait "$CONTROLLER"; }; exit 0; }
trap stop TERM INT
db() { ovs-vsctl --timeout=10 "$@"; }

# The host's end of its tunnels: the node's address, or that of the card, which may have passed it on to a bridge.
encap_ip() {
  local device=$TUNNEL
  [ -n "$TUNNEL" ] || { echo "$NODE_IP"; return; }
  [ "$DATAPATH" != netdev ] || device=br-phy
  ip -4 -o addr show dev "$device" scope global 2>/dev/null | awk '{sub("/.*", "", $4); print $4; exit}'
}
bridges() {
  local mapping bridge card
  db --may-exist add-br br-int -- set Bridge br-int datapath_type="$DATAPATH" fail_mode=secure other_config:disable-in-band=true || return 1
  for mapping in ${MAPPINGS//,/ }; do
    IFS=: read -r _ bridge card <<<"$mapping"
    db --may-exist add-br "$bridge" -- set Bridge "$bridge" datapath_type="$DATAPATH" || return 1
    [ -z "$card" ] || { db --may-exist add-port "$bridge" "$card" && ip link set "$card" up; } || return 1
  done
}
mappings() { local each all=() network bridge; for each in ${MAPPINGS//,/ }; do IFS=: read -r network bridge _ <<<"$each"; all+=("$network:$bridge"); done
  local IFS=,; echo "${all[*]}"; }
identify() {
  db set Open_vSwitch . external_ids:system-id="$NODE" external_ids:hostname="$NODE" external_ids:ovn-remote="\"$REMOTE\"" \
    external_ids:ovn-encap-type=geneve external_ids:ovn-encap-ip="$1" external_ids:ovn-bridge=br-int \
    external_ids:ovn-bridge-datapath-type="$DATAPATH" external_ids:ovn-monitor-all=true external_ids:ovn-remote-probe-interval=60000 \
    external_ids:ovn-openflow-probe-interval=60 external_ids:ovn-ofctrl-wait-before-clear=8000 \
    -- remove Open_vSwitch . external_ids ovn-bridge-mappings -- remove Open_vSwitch . external_ids ovn-cms-options || return 1
  [ -z "$MAPPINGS" ] || db set Open_vSwitch . external_ids:ovn-bridge-mappings="\"$(mappings)\"" || return 1
  [ -z "$GATEWAY" ] || db set Open_vSwitch . external_ids:ovn-cms-options=enable-chassis-as-gw
}

until [ -S /run/openvswitch/db.sock ] && bridges; do log "waits for Open vSwitch"; nap 1; done
until IP=$(encap_ip) && [ -n "$IP" ]; do log "waits for the address of $TUNNEL"; nap 1; done
identify "$IP" || exit 1
log "host $NODE, tunnels from $IP"
ovn-controller unix:/run/openvswitch/db.sock --unixctl=/run/ovn/controller.ctl -vsyslog:off -vconsole:info &
CONTROLLER=$!
while kill -0 $CONTROLLER 2>/dev/null; do wait $CONTROLLER; done
log "ovn-controller ended"; exit 1
