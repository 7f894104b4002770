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

# Certificates of this host, for guests that come and go. They are on the host, for a guest that is older than this pod opens
# them too; the authority's own certificate is made of its key alone: those of different hosts have one key and one name, which is what counts.
TLS=/var/lib/libvirt/tls
serves() {     # the certificate, if its key is there too
  [ "$(openssl pkey -in $TLS/server-key.pem -pubout 2>/dev/null)" = "$(openssl x509 -in $TLS/server-cert.pem -noout -pubkey 2>/dev/null)" ] &&
    openssl verify -CAfile $TLS/ca-cert.pem $TLS/server-cert.pem >/dev/null 2>&1 &&
    openssl x509 -in $TLS/server-cert.pem -noout -checkend 31536000 >/dev/null &&
    openssl x509 -in $TLS/server-cert.pem -noout -checkip "$NODE_IP" | grep -q 'does match'
}
certify() {
  local ca=/osplane/secrets/authority/ca.key
  mkdir -p $TLS; umask 077
  openssl req -x509 -new -key $ca -subj "/CN=osplane-hosts" -days 7300 -set_serial 1 \
    -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign -out $TLS/ca-cert.pem
  serves && return 0
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $TLS/server-key.pem -subj "/CN=$NODE" 2>/dev/null |
    openssl x509 -req -CA $TLS/ca-cert.pem -CAkey $ca -days 3650 -set_serial "0x$(openssl rand -hex 8)" -out $TLS/server-cert.pem \
      -extfile <(echo "subjectAltName=IP:$NODE_IP,DNS:$NODE"; echo "extendedKeyUsage=serverAuth,clientAuth") 2>/dev/null
}
certify
umask 022
mkdir -p /etc/pki/CA /etc/pki/libvirt/private
cp $TLS/ca-cert.pem /etc/pki/CA/cacert.pem
cp $TLS/server-cert.pem /etc/pki/libvirt/clientcert.pem; cp $TLS/server-key.pem /etc/pki/libvirt/private/clientkey.pem
ln -sf server-cert.pem $TLS/client-cert.pem; ln -sf server-key.pem $TLS/client-key.pem

# one identity for the life of the host: live migration goes by it
[ -s /var/lib/libvirt/host-uuid ] || uuidgen >/var/lib/libvirt/host-uuid
cat >/etc/libvirt/libvirtd.conf <<X
listen_tls = 1
listen_tcp = 0
listen_addr = "$NODE_IP"
ca_file = "$TLS/ca-cert.pem"
cert_file = "$TLS/server-cert.pem"
key_file = "$TLS/server-key.pem"
host_uuid = "$(cat /var/lib/libvirt/host-uuid)"
unix_sock_rw_perms = "0777"
auth_unix_rw = "none"
log_outputs = "3:stderr"
X
# Volumes are on every host, which libvirt sees only of network file systems that it knows, and else would not move a guest with one.
cat >/etc/libvirt/qemu.conf <<X
user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
security_driver = "none"
namespaces = []
shared_filesystems = ["/osplane/volumes"]
cgroup_controllers = []
stdio_handler = "file"
max_core = 0
vnc_listen = "0.0.0.0"
default_tls_x509_cert_dir = "$TLS"
default_tls_x509_verify = 1
X
# A guest's virtio card leaves checksums and the cutting of segments to the host's kernel. A switch in userspace passes its
# packets on as they are, so where there is one, the guest does that itself; else other guests drop its TCP.
QEMU=/usr/bin/qemu-system-x86_64
[ -e $QEMU.real ] || mv $QEMU $QEMU.real
cat >$QEMU <<'X'
#!/bin/bash
[ "$(ovs-vsctl --timeout=2 get Bridge br-int datapath_type 2>/dev/null)" != netdev ] || set -- -global virtio-net-pci.csum=off -global virtio-net-pci.gso=off "$@"
exec -a "$0" "$0.real" "$@"
X
chmod 755 $QEMU

# The host's huge pages, for guests whose flavor asks for them: mounted here, for nobody but libvirt and its guests.
for pages in /sys/kernel/mm/hugepages/hugepages-*kB; do
  [ -d "$pages" ] || continue
  size=${pages##*-}; mkdir -p "/dev/hugepages/$size"
  mountpoint -q "/dev/hugepages/$size" || mount -t hugetlbfs -o "pagesize=${size%kB}K" hugetlbfs "/dev/hugepages/$size"
done

# The one of a pod that was deleted by force may still be ending, and would take the new socket with it.
exec {LOCK}>/run/libvirt/osplane.lock
flock "$LOCK"
rm -f /run/libvirt/libvirtd.pid /run/libvirtd.pid
exec libvirtd --listen
