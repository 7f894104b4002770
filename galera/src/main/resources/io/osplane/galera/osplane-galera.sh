#!/bin/bash
# What Osplane asks of a member: osplane-galera sql (statements on standard input), osplane-galera bootstrap NONCE POSITION
# (POSITION is UUID:SEQNO, or "new" for a member without data; ends when the member is Primary and Synced and has written).
set -u
R=/run/galera
sql() { mariadb --no-defaults --socket=$R/mysqld.sock --default-character-set=utf8mb3 -N -B "$@"; }
exec {NAP}<> <(:)
case ${1:-} in
  sql) sql ;;
  bootstrap)
    serves() { grep -qi '^status Synced' $R/wsrep && grep -q '^primary yes' $R/wsrep; } 2>/dev/null
    serves || { echo "$2 $3" >$R/order.new && mv $R/order.new $R/order; }
    for _ in $(seq 3000); do
      if serves; then
        sql -e "replace into osplane.probe (id, told) values (1, '$2'); show status like 'wsrep_cluster_state_uuid'" && exit 0
      fi
      grep -qE "^why .*order $2" $R/phase && { sed -n 's/^why //p' $R/phase >&2; exit 3; }
      read -rt 0.1 -u "$NAP" || true
    done
    echo "not Primary within five minutes: $(tr '\n' ' ' <$R/phase)" >&2; exit 4 ;;
  *) echo "osplane-galera sql | bootstrap NONCE POSITION" >&2; exit 2 ;;
esac
