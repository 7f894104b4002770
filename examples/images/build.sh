#!/usr/bin/env bash
# Builds the images, and pushes them if asked to.
#
#   build.sh [--registry PREFIX] [--tag TAG] [--no-cache] [--push] [IMAGE...]
#
# --registry PREFIX  before each image's name; osp if not given
# --tag TAG          latest if not given
# --no-cache         makes the base anew too, with the archive's newest packages
# --push             pushes each image that was built, but not the base
# IMAGE              some of: galera haproxy rabbitmq openstack openstack-more, the last one out of the one before;
#                    all if not given
#
# The environment of base.sh (SUITE, MIRROR, SECURITY, CA) is passed on.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  sed -n '4p' "$0" | cut -c5-
  exit 2
}
value() { [ $# -ge 2 ] && [ -n "$2" ] || usage; }

registry=osp tag=latest push=no
cache=() images=()
while [ $# -gt 0 ]; do
  case $1 in
    --registry) value "$@"; registry=${2%/}; shift 2 ;;
    --tag) value "$@"; tag=$2; shift 2 ;;
    --no-cache) cache=(--no-cache); shift ;;
    --push) push=yes; shift ;;
    galera | haproxy | rabbitmq | openstack | openstack-more) images+=("$1"); shift ;;
    *) usage ;;
  esac
done
[ ${#images[@]} -gt 0 ] || images=(galera haproxy rabbitmq openstack openstack-more)

base=$registry/base:$tag
if [ ${#cache[@]} -gt 0 ] || ! docker image inspect "$base" >/dev/null 2>&1; then
  ./base.sh "$base"
fi
for image in "${images[@]}"; do
  under=$base
  if [ "$image" = openstack-more ]; then under=$registry/openstack:$tag; fi
  docker build "${cache[@]}" --build-arg "BASE=$under" -t "$registry/$image:$tag" "$image"
  if [ "$push" = yes ]; then docker push "$registry/$image:$tag"; fi
done
