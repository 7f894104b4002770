#!/bin/bash
# Before the member is stopped: wait until no queue loses its majority by it, then hand over queue
# leaders and close connections. At most 30 seconds in all, and never a reason not to stop.
# When the whole set goes, the members would wait for each other in vain: whoever removes it creates
# the file, and the last one running has nobody to hand over to.
set -uo pipefail
[[ -e /tmp/skip-prestop ]] && exit 0
bin=/usr/lib/rabbitmq/bin

others=$(timeout 8 $bin/rabbitmqctl -q eval 'length(rabbit_nodes:list_running()) - 1.')
[[ $others =~ ^[1-9] ]] || exit 0

timeout 12 $bin/rabbitmq-upgrade -q await_online_quorum_plus_one -t 10 || exit 0
timeout 10 $bin/rabbitmq-upgrade -q drain
exit 0
