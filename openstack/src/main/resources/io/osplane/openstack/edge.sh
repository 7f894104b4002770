#!/bin/bash
# Runs HAProxy with the certificate of the caller's Secret, or with one that the control plane's own authority signs
# here. A certificate that was renewed, or is soon to end, is replaced without a break.
set -euo pipefail
site=/run/edge/site.pem
month=2592000

given() { cat /certificate/tls.crt /certificate/tls.key; }

certify() {
  if [ -d /certificate ]; then
    given
  else
    openssl req -x509 -CA /authority/ca.crt -CAkey /authority/tls.key -newkey ec -pkeyopt ec_paramgen_curve:P-256 \
      -noenc -keyout - -days 397 -subj "/CN=Osplane edge" -addext "subjectAltName=DNS:$DOMAIN,DNS:*.$DOMAIN" \
      -addext "basicConstraints=critical,CA:FALSE" -addext "extendedKeyUsage=serverAuth" 2> /run/edge/openssl.log ||
      { cat /run/edge/openssl.log >&2; return 1; }
  fi > $site.new
  mv $site.new $site
}

is_stale() {
  if [ -d /certificate ]; then ! given | cmp -s - $site; else ! openssl x509 -noout -checkend $month -in $site > /dev/null; fi
}

umask 077
certify
haproxy -W -db -f /osplane/edge.cfg &
proxy=$!
trap 'kill -USR1 $proxy' TERM
while kill -0 $proxy 2> /dev/null; do
  sleep 20 &
  wait -n $proxy $! || true
  if is_stale; then certify && kill -USR2 $proxy; fi
done
wait $proxy
