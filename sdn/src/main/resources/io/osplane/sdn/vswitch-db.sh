#!/bin/bash
# Open vSwitch's own database on a host. It is kept on the host, so that bridges and the host's identity outlive pods.
set -u
FILE=/etc/openvswitch/conf.db SCHEMA=/usr/share/openvswitch/vswitch.ovsschema
# The pod before this one may still be ending, if it was deleted by force: its server would take the file's new lock and the new socket with it.
trap 'exit 0' TERM INT
exec {LOCK}>/run/openvswitch/osplane-database.lock
flock "$LOCK" & wait $!
rm -f /etc/openvswitch/.conf.db.~lock~ /run/openvswitch/db.sock
if [ ! -s $FILE ]; then rm -f $FILE; ovsdb-tool create $FILE $SCHEMA || exit 1
elif [ "$(ovsdb-tool needs-conversion $FILE $SCHEMA)" = yes ]; then ovsdb-tool convert $FILE $SCHEMA || exit 1
fi
ovsdb-server $FILE --remote=punix:/run/openvswitch/db.sock --remote=db:Open_vSwitch,Open_vSwitch,manager_options \
  --unixctl=/run/openvswitch/ovsdb-server.ctl -vsyslog:off -vconsole:info &
PID=$!
# the switch, which ends at the same time, still says goodbye
trap 'sleep 1; kill -TERM $PID' TERM INT
while kill -0 $PID 2>/dev/null; do wait $PID; done
