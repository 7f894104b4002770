#!/bin/bash
# The first process of a member of OVN's northbound or southbound database. On its own it only ever starts from its file, or
# joins members that serve. Making a cluster is decided over all members by Osplane, which leaves an order (control.sh create).
# The environment says which database it is: DATABASE (nb, sb), SCHEMA, RAFT and CLIENT (ports), DOMAIN (of its peers).
set -u
export OVS_UNBOUND_CONF=${0%/*}/unbound.conf
. "$(dirname "$0")"/database.sh
ME=$HOSTNAME SERVER= ENDED= SAID= OPEN= BEGUN=0
exec {NAP}<> <(:)
nap() { read -rt "$1" -u "$NAP" || true; }          # sleeps without a new process
log() { echo "member: $*" >&2; }
phase() { [ "$*" = "$SAID" ] && return 0; SAID=$*; echo "phase $*" >$R/phase.new; mv $R/phase.new $R/phase; log "$*"; }
# At TERM the server hands over leadership and ends; the member stays in the cluster.
stop() { ENDED=1; if [ -n "$SERVER" ]; then kill -TERM "$SERVER" 2>/dev/null; wait "$SERVER"; fi; exit 0; }
trap stop TERM INT

address() { echo "tcp:$1.$DOMAIN:$RAFT"; }
others() { local peer; for peer in $(cat /peers/"$DATABASE"); do [ "$peer" = "$ME" ] || echo "$peer"; done; }
# Whether another member has the data and a leader.
serves() {
  local ip; ip=$(getent ahosts "$1.$DOMAIN" | awk '{print $1; exit}')
  case $ip in '') return 1 ;; *:*) ip="[$ip]" ;; esac
  ovsdb-client --timeout=3 query "tcp:$ip:$CLIENT" '["_Server",{"op":"select","table":"Database","columns":["cid"],
    "where":[["name","==","'"$SCHEMA"'"],["connected","==",true]]}]' 2>/dev/null | grep -q '"uuid"'
}
cluster_serves() { local peer; for peer in $(others); do serves "$peer" && return 0; done; return 1; }
# A file is made beside its place and moved there whole: what is half made is never taken for data.
discard() { rm -f "$FILE" "$FILE".new "$D"/.*.~lock~; }
place() { discard; "$@" >&2 && mv "$FILE.new" "$FILE" && rm -f "$D"/.*.~lock~; }
create() { place ovsdb-tool --election-timer=10000 create-cluster "$FILE.new" "$SCHEMA_FILE" "$(address "$ME")"; }
join() { local peers=() peer; for peer in $(others); do peers+=("$(address "$peer")"); done
  place ovsdb-tool join-cluster "$FILE.new" "$SCHEMA" "$(address "$ME")" "${peers[@]}"; }
obey() {     # the order is used up before it is carried out: a crash in between never repeats it
  local nonce; nonce=$(cat $R/order); rm -f $R/order
  log "order $nonce: make the cluster"
  if cluster_serves; then log "refused order $nonce: another member serves"; else create; fi
}
# Waits until it has a file: its own, one made by order, or one with which it joins. A file that never got to know its cluster
# holds nothing, and would join with a server id that the others may have given up.
obtain() {
  local attempt       # a server would remember for long that its name was not there yet
  for attempt in $(seq 120); do getent hosts "$ME.$DOMAIN" >/dev/null && break; phase RESOLVING; nap 0.5; done
  [ -s "$FILE" ] && ! ovsdb-tool db-cid "$FILE" >/dev/null && { log "its file never joined"; discard; }
  while [ ! -s "$FILE" ]; do
    if [ -e $R/left ]; then phase LEFT
    elif [ -e $R/order ]; then obey; continue
    elif cluster_serves; then phase JOINING; join; continue
    else phase WAITING
    fi
    nap 0.5
  done
}

# Clients are let in once the member follows a leader: so a rollout goes on only when this one takes part again.
open() { ask ovsdb-server/add-remote "db:$SCHEMA,${DATABASE^^}_Global,connections" && OPEN=1 && phase SERVING; }
# What the leader keeps in order: where clients are listened to, and servers that a member with a new file left behind.
lead() {
  local ctl="ovn-${DATABASE}ctl --timeout=10 --db=$SOCKET" stale
  [ -n "$($ctl get-connection)" ] || $ctl set-connection "ptcp:$CLIENT:0.0.0.0" -- set connection . inactivity_probe=60000
  stale=$(stale <<<"$1"); [ -z "$stale" ] || { log "removing server $stale, whose member has a new one"; ask cluster/kick "$SCHEMA" "$stale"; }
}
# Of two servers at one address the one that was silent longer, while the other speaks: one at a time.
stale() {
  awk '/^Servers:/{on = 1; next} on && match($0, /at [^)]*\)/) {
      at = substr($0, RSTART + 3, RLENGTH - 4); silent = /\(self\)/ ? 0 : match($0, /last msg [0-9]+/) ? substr($0, RSTART + 9) + 0 : 1e15
      if (at in quiet) { if (silent > quiet[at]) { gone = $1; least = quiet[at] } else { gone = name[at]; least = silent }
        if (least < 10000) { print gone; exit } }
      name[at] = $1; quiet[at] = silent }'
}
# All members run the new image once ordinal 0 does, for it is the last that is rolled.
convert() {
  [ "${ME##*-}" = 0 ] || return 0
  [ "$(ovsdb-client --timeout=10 needs-conversion "$SOCKET" "$SCHEMA_FILE")" != yes ] || ovsdb-client --timeout=60 convert "$SOCKET" "$SCHEMA_FILE"
}
quit() { log "$*"; kill -TERM "$SERVER"; wait "$SERVER"; discard; }
tend() {
  local status
  if ! status=$(ask cluster/status "$SCHEMA"); then          # a server that left drops its database
    status=$(ask ovsdb-server/list-dbs) || return 0
    case $status in *"$SCHEMA"*) ;; *) quit "it is no member any more" ;; esac
    return 0
  fi
  case $status in
    *"Status: joining cluster"*) [ $((SECONDS - BEGUN)) -lt 120 ] || cluster_serves || quit "nobody is there to join any more" ;;
    *"Status: cluster member"*"Leader: unknown"*) ;;
    *"Status: cluster member"*)
      case $status in *"Role: leader"*) lead "$status" ;; esac
      [ -n "$OPEN" ] || { open && convert; } ;;
  esac
}
pace() { if [ -n "$OPEN" ]; then nap 2; elif [ $((SECONDS - BEGUN)) -lt 60 ]; then nap 0.3; else nap 2; fi; }
run() {
  OPEN= BEGUN=$SECONDS
  [ "$SAID" = JOINING ] || phase STARTING
  ovsdb-server "$FILE" --remote="p$SOCKET" --unixctl="$CONTROL" -vsyslog:off -vconsole:info &
  SERVER=$!
  while kill -0 $SERVER 2>/dev/null && [ -z "$ENDED" ]; do tend; pace; done
  wait $SERVER; SERVER=; log "the server ended"
}

umask 027; mkdir -p $D; rm -f $R/order $R/phase
exec {LOCK}>$D/lock; flock -n "$LOCK" || { log "another process holds this volume"; exit 1; }
for attempt in $(seq 20); do obtain; run; nap 1; done
log "gave up after $attempt attempts"; exit 1
