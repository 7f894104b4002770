#!/bin/bash
# Called by the server at every change of its state or of the cluster's view: notes them for answer.pl.
R=/run/galera
[ -r $R/wsrep ] && while read -r key value; do case $key in primary) PRIMARY=$value ;; status) STATUS=$value ;; esac; done <$R/wsrep
while [ $# -gt 1 ]; do case $1 in --status) STATUS=$2 ;; --primary) PRIMARY=$2 ;; esac; shift; done
printf '%s\n' "status ${STATUS:-Unknown}" "primary ${PRIMARY:-no}" >$R/wsrep.$$ && mv $R/wsrep.$$ $R/wsrep
