#!/usr/bin/env bash
# Writes down which configuration options the services in an image know: DIRECTORY/RELEASE/SERVICE.txt.
#
#   options.sh [--image IMAGE] RELEASE DIRECTORY [SERVICE...]
#
# --image IMAGE  osp/openstack-more:latest if not given
# RELEASE        the OpenStack release in the image, for example 2025.1
# SERVICE        some of: keystone glance placement nova neutron barbican heat cinder; all if not given
#
# Needs docker. The files of the kit's own images are those below core/src/main/resources/META-INF/osplane/options.
set -euo pipefail

usage() {
  sed -n '4p' "$0" | cut -c5-
  exit 2
}

image=osp/openstack-more:latest
if [ "${1:-}" = --image ]; then
  [ $# -ge 2 ] && [ -n "$2" ] || usage
  image=$2
  shift 2
fi
[ $# -ge 2 ] || usage
release=$1 directory=$2/$1
shift 2
[ $# -gt 0 ] || set -- keystone glance placement nova neutron barbican heat cinder

script=$(dirname "$0")/options.py
mkdir -p "$directory"
for service in "$@"; do
  docker run --rm -i --network none --cap-drop ALL "$image" python3 - "$service" "$release" \
    <"$script" >"$directory/$service.new"
  mv "$directory/$service.new" "$directory/$service.txt"
done
