#!/bin/bash
# Nova's agent on a host; it starts when libvirt answers.
set -u
trap 'exit 0' TERM
exec {NAP}<> <(:)
until [ -S /run/libvirt/libvirt-sock ]; do read -rt 0.5 -u "$NAP" || true; done
mkdir -p /var/lib/nova/instances
# What is mounted with this pod stays mounted: Nova would unmount it after its last volume, and cannot mount it again.
for volumes in /osplane/volumes/*/; do [ ! -d "$volumes" ] || exec {KEEP}<"$volumes"; done
exec nova-compute
