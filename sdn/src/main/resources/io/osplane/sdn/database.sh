# What the scripts of a database's member share: where things are, and how the server is asked.
D=/var/lib/ovn/data R=/run/ovn
FILE=$D/$DATABASE.db SOCKET=unix:$R/$DATABASE.sock CONTROL=$R/$DATABASE.ctl SCHEMA_FILE=/usr/share/ovn/ovn-$DATABASE.ovsschema
ask() { ovs-appctl --timeout=5 -t "$CONTROL" "$@" 2>/dev/null; }
