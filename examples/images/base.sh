#!/usr/bin/env bash
# Makes the base image, a minimal Debian, from Debian's archive; no image registry is needed.
#
#   base.sh IMAGE        for example osp/base:latest
#
# SUITE     Debian's suite; trixie if not set (OpenStack 2025.1, MariaDB 11.8, RabbitMQ 4.0)
# MIRROR    the archive; the one of this machine's apt, else http://deb.debian.org/debian
# SECURITY  the archive of security updates; that of this machine's apt, else security.debian.org
# CA        a file with a further certificate authority that the image shall trust; none if not set
#
# Needs root, docker and debootstrap.
set -euo pipefail

image=${1:?usage: base.sh IMAGE}
suite=${SUITE:-trixie}
sources=/etc/apt/sources.list.d/debian.sources
known() { sed -n 's/^URIs: *\([^ ]*\).*/\1/p' "$sources" 2>/dev/null || true; }
mirror=${MIRROR:-$(known | grep -v security | head -n 1 || true)}
mirror=${mirror:-http://deb.debian.org/debian}
security=${SECURITY:-$(known | grep security | head -n 1 || true)}
security=${security:-http://security.debian.org/debian-security}

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" "$mirror" >/dev/null

rm -f "$root/etc/apt/sources.list"
cat >"$root/etc/apt/sources.list.d/debian.sources" <<X
Types: deb
URIs: $mirror
Suites: $suite $suite-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: $security
Suites: $suite-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
X
cat >"$root/etc/apt/apt.conf.d/99small" <<'X'
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::GzipIndexes "true";
Acquire::Retries "3";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
X
# no documentation and no translations; an image layer needs no fsync
cat >"$root/etc/dpkg/dpkg.cfg.d/small" <<'X'
force-unsafe-io
path-exclude=/usr/share/doc/*
path-include=/usr/share/doc/*/copyright
path-exclude=/usr/share/man/*
path-exclude=/usr/share/info/*
path-exclude=/usr/share/locale/*
X
# the packages' scripts must not start services in a build
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
if [ -n "${CA:-}" ]; then
  cp "$CA" "$root/usr/local/share/ca-certificates/further.crt"
  chroot "$root" update-ca-certificates >/dev/null
fi
chroot "$root" apt-get clean
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/log/* "$root"/usr/share/{man,info,locale}/*
# a Java runtime's package makes links there
mkdir -p "$root"/usr/share/man/man1

tar -C "$root" --numeric-owner --xattrs --acls -c . | docker import \
  -c 'ENV DEBIAN_FRONTEND=noninteractive' -c 'ENV LANG=C.UTF-8' -c 'CMD ["bash"]' - "$image"
