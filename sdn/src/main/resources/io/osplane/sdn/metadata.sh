#!/bin/bash
# Neutron's metadata agent on a host: for each network with guests there it keeps a network namespace of the host, with a port of
# br-int and an HAProxy that listens to http://169.254.169.254, and passes what guests ask on to Nova. The namespaces stay when
# this ends. The environment says which host it is (NODE). metadata.sh ready: whether it has begun to pass requests on.
set -u
STATE=/var/lib/neutron SWITCH=unix:/run/openvswitch/db.sock
if [ "${1:-}" = ready ]; then [ -S $STATE/metadata_proxy ]; exit; fi
AGENT= LEFT=
exec {NAP}<> <(:)
nap() { read -rt "$1" -u "$NAP" || true; }          # sleeps without a new process
log() { echo "metadata: $*" >&2; }
leave() { LEFT=1; [ -z "$AGENT" ] || kill -TERM "$AGENT"; }
trap leave TERM INT

# The agent ends at once where nobody has said yet which host this is.
known() { ovsdb-client --timeout=5 dump $SWITCH Open_vSwitch Open_vSwitch external_ids 2>/dev/null | grep -qE "system-id=\"?$NODE[\",}]"; }

rm -f $STATE/metadata_proxy; mkdir -p $STATE/lock
until known; do [ -z "$LEFT" ] || exit 0; log "waits for OVN's agent"; nap 1; done
[ -z "$LEFT" ] || exit 0
neutron-ovn-metadata-agent --config-file "${0%/*}/metadata.ini" --config-file /osplane-secrets/secrets.ini &
AGENT=$!
[ -z "$LEFT" ] || leave
while kill -0 $AGENT 2>/dev/null; do wait $AGENT; done
[ -n "$LEFT" ] || { log "the agent ended"; exit 1; }
