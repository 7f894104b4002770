#!/bin/bash
# The first process of a Galera member. On its own it only ever joins: when another member is Primary and has the same
# history, or when it has no data. The only member of a cluster of one also starts from its data: there is nobody else.
# Making a cluster, or starting one from data, is decided over all members by Osplane, which leaves an order
# (osplane-galera bootstrap). What the member knows is in $R/phase and $R/wsrep, and answered by port 9200.
set -u
. /osplane/names
D=/var/lib/galera/data M=/var/lib/galera/meta R=/run/galera
ME=$HOSTNAME OTHERS=() UUID=00000000-0000-0000-0000-000000000000 SEQNO=-1 DB= ENDED=
exec {NAP}<> <(:)
nap() { read -rt "$1" -u "$NAP" || true; }          # sleeps without a new process
log() { echo "member: $*" >&2; }
phase() { printf '%s\n' "phase $1" "uuid $UUID" "seqno $SEQNO" "blank $([ -d $D/mysql ] && echo no || echo yes)" "why ${2:-}" >$R/phase.new
  mv $R/phase.new $R/phase; log "$1 ${2:-}"; }
# Stop at TERM: out of the proxy's list first, then a clean end, so that the position is on disk.
stop() { ENDED=1; echo "status Stopping" >$R/wsrep; if [ -n "$DB" ]; then nap 2; kill -TERM "$DB" 2>/dev/null; wait "$DB"; fi; exit 0; }
trap stop TERM INT

# The position of the data: from grastate.dat after a clean end, from the engine after a crash.
position() {
  UUID=00000000-0000-0000-0000-000000000000 SEQNO=-1
  [ -d $D/mysql ] || return 0
  local found
  found=$(awk '/^uuid:/{u=$2} /^seqno:/{s=$2} END{if (s >= 0) print u ":" s}' $D/grastate.dat 2>/dev/null)
  if [ -z "$found" ]; then
    phase RECOVERING
    # the address is needed, or it tells nothing; it connects to nobody
    found=$(mariadbd --defaults-file=/osplane/my.cnf --wsrep-recover --wsrep-cluster-address=gcomm://localhost --skip-networking \
      --log-error=/dev/stderr 2>&1 | tee -a $R/recover.log | sed -n 's/.*Recovered position: *//p' | tail -1)
    found=${found%%,*}
  fi
  [ -n "$found" ] && UUID=${found%:*} SEQNO=${found##*:}
  # a copy that was cut off is no data to start from
  [ ! -e $D/sst_in_progress ] || { UUID=00000000-0000-0000-0000-000000000000 SEQNO=-1; }
}
# What peers answer to a path, each after a line "peer NAME"; nothing of those that do not answer.
ask() { perl /osplane/ask.pl "$1" "$DOMAIN" "${@:2}" 2>/dev/null; }
# Whether this member may join now: sets WHY if a Primary is there and it may not.
may_join() {
  local peer answer uuid seqno; WHY=
  for peer in $(ask /phase "${OTHERS[@]}" | awk '/^peer /{p = $2} /^primary yes/{print p}'); do
    answer=$(ask /status "$peer")
    case $answer in *"wsrep_cluster_status Primary"*) ;; *) continue ;; esac
    uuid=$(sed -n 's/^wsrep_cluster_state_uuid //p' <<<"$answer") seqno=$(sed -n 's/^wsrep_last_committed //p' <<<"$answer")
    case $uuid in ''|00000000-0000-0000-0000-000000000000) WHY="$peer is Primary without a history"; return 1 ;; esac
    [ ! -d $D/mysql ] && return 0
    [ "$SEQNO" = -1 ] && return 0
    [ "$uuid" = "$UUID" ] || { WHY="its history $UUID is not that of $peer, $uuid"; return 1; }
    [ "$SEQNO" -le "${seqno:-0}" ] || { WHY="it is ahead of $peer: $SEQNO and $seqno"; return 1; }
    return 0
  done
  return 1
}
# Whether it is this member's turn to take a whole copy: the first copy stops the writer for seconds, so the others wait,
# up to a minute, until there is a second member to take theirs from.
is_turn() {
  [ ! -d $D/mysql ] || return 0
  [ $((SECONDS - ${TURN:=$SECONDS})) -lt 60 ] || return 0
  ask /phase "${OTHERS[@]}" | awk -v before=" ${PEERS%%"$ME"*} " '
    /^peer /{p = $2} /^phase /{phase = $2} phase == "WAITING" && /^phase / && index(before, " " p " "){coming++}
    /^status /{if (tolower($2) == "synced") synced++; else if (phase == "JOINING" && index(before, " " p " ")) coming++}
    END{exit !(synced > 1 || !coming)}'
}
run() {      # run PHASE ARGUMENT...: the server, until it ends
  local now=$1 start=(); shift
  [ "$SEQNO" = -1 ] || start=(--wsrep-start-position="$UUID:$SEQNO")
  echo "status Starting" >$R/wsrep; phase "$now"
  mariadbd --defaults-file=/osplane/my.cnf --wsrep-cluster-address="gcomm://$ADDRESSES" --wsrep-node-name="$ME" \
    --wsrep-node-address="$POD_IP" "${start[@]}" "$@" &
  DB=$!
  echo $DB >$R/pid
  while kill -0 $DB 2>/dev/null && [ -z "$ENDED" ]; do wait $DB; done
  DB= ; echo "status Down" >$R/wsrep; log "the server ended"
}
# Data are made beside their place and moved there whole: what is half made is never taken for data.
create() {
  rm -rf $D.new; phase CREATING
  mariadb-install-db --no-defaults --datadir=$D.new --auth-root-socket-user=mysql --skip-test-db --extra-file=/osplane/init.sql >&2 &&
    rm -rf $D && mv $D.new $D
}
alone() { sed -i 's/^safe_to_bootstrap:.*/safe_to_bootstrap: 1/' $D/grastate.dat; run BOOTSTRAPPING --wsrep-new-cluster; }
obey() {     # the order is used up before it is carried out: a crash in between never repeats it
  local nonce want
  read -r nonce want <$R/order; rm -f $R/order
  log "order $nonce: bootstrap from $want"
  if may_join || [ -n "$WHY" ]; then phase WAITING "refused order $nonce: a Primary is there"; return 0; fi
  if [ "$want" = new ]; then
    [ ! -d $D/mysql ] || { phase WAITING "refused order $nonce: it has data"; return 0; }
    create || { phase WAITING "order $nonce failed: the data could not be made"; return 0; }
  else
    [ "$want" = "$UUID:$SEQNO" ] || { phase WAITING "refused order $nonce: it is at $UUID:$SEQNO"; return 0; }
    alone; return 0
  fi
  run BOOTSTRAPPING --wsrep-new-cluster
}

for peer in $PEERS; do [ "$peer" = "$ME" ] || OTHERS+=("$peer"); done
umask 027; mkdir -p $D $M; rm -f $R/order $R/wsrep
exec {LOCK}>$M/lock; flock -n "$LOCK" || { log "another process holds this volume"; exit 1; }
perl /osplane/answer.pl &
for attempt in $(seq 20); do
  rm -f $D/wsrep_sst.pid $D/gvwstate.dat      # a stale pid or view would stop or mislead the start
  phase INIT; position; phase WAITING
  SAID= TURN=
  while :; do
    if [ -e $M/hold ]; then [ "$SAID" = hold ] || { phase HELD "the file meta/hold is there"; SAID=hold; }
    elif [ -e $R/order ]; then obey; break
    elif [ "$PEERS" = "$ME" ] && [ "$SEQNO" != -1 ]; then alone; break
    elif may_join && is_turn; then run JOINING; break
    elif [ "$WHY" != "$SAID" ]; then SAID=$WHY; if [ -n "$WHY" ]; then phase HELD "$WHY"; else phase WAITING; fi
    fi
    nap 0.3
  done
  nap 1
done
log "gave up after $attempt attempts"; exit 1
