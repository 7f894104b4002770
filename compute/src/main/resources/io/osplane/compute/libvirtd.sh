#!/bin/bash
# libvirtd on a host. Guests outlive this pod: they are in the host's process namespace, and this script first leaves the
# pod's control groups, where everything is ended with the pod.
set -eu
leave() {
  local group; group=$1/osplane
  mkdir -p "$group"
  # a new cpuset admits nobody before it has processors and memory
  [ ! -e "$group/cpuset.cpus" ] || [ -e "$group/cgroup.type" ] || { cat "$1/cpuset.cpus" >"$group/cpuset.cpus"; cat "$1/cpuset.mems" >"$group/cpuset.mems"; }
  echo $$ >"$group/cgroup.procs"
}
if [ -e /sys/fs/cgroup/cgroup.procs ]; then leave /sys/fs/cgroup
else for controller in /sys/fs/cgroup/*/; do [ ! -e "$controller/cgroup.procs" ] || leave "${controller%/}"; done; fi

# one identity for the life of the host: live migration goes by it
[ -s /var/lib/libvirt/host-uuid ] || uuidgen >/var/lib/libvirt/host-uuid
cat >/etc/libvirt/libvirtd.conf <<X
listen_tls = 0
listen_tcp = 0
host_uuid = "$(cat /var/lib/libvirt/host-uuid)"
unix_sock_rw_perms = "0777"
auth_unix_rw = "none"
log_outputs = "3:stderr"
X
cat >/etc/libvirt/qemu.conf <<X
user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
security_driver = "none"
namespaces = []
cgroup_controllers = []
stdio_handler = "file"
max_core = 0
vnc_listen = "0.0.0.0"
X
rm -f /run/libvirt/libvirtd.pid /run/libvirtd.pid
exec libvirtd
