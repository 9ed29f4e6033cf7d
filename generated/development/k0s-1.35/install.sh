#!/bin/sh
# Puts the files in place, installs and starts k0s, and verifies it.
# Made by `airlock gen` for profile development and target k0s; do not edit.
# From charts/airlock.lock (sha256:15d6ac85b645f633de0f7628ddc45f266ea9155aa990fc41d60aabb70289cdbc).
# Apply: sudo sh install.sh ROLE, beside the folder containerd.d
# On a running cluster: a running k0s goes on; it restarts its containerd where the drop-in is new
# Insecure transport is permitted until 2027-12-31: the caches and the nodes share one machine's own network
# airlock:sha256=f7cda2a61bb3134c0a0e2e7313307ac5f678b632734f9309baf5e6038bcb361f
# install.sh ROLE [WORD…]: puts the mirror's files in place, then installs and starts k0s
# (`k0s install ROLE WORD…`), and verifies each step. A second run changes nothing.
# AIRLOCK_BUNDLE names an archive that is extracted to / first (the k0s binary, its images).
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=${AIRLOCK_ROOT:-}
k0s=${AIRLOCK_K0S:-k0s}
certs='/etc/k0s/containerd.d/certs.d'

fail() {
	echo "airlock: this node is not configured for its mirror: $*" >&2
	exit 1
}

[ $# -ge 1 ] || fail "name the role: controller, worker or single"
role=$1
shift

if [ -n "${AIRLOCK_BUNDLE:-}" ]; then
	tar -xf "$AIRLOCK_BUNDLE" -C "$root/" || fail "$AIRLOCK_BUNDLE cannot be extracted"
fi
command -v "$k0s" >/dev/null 2>&1 || fail "there is no $k0s"
version=$("$k0s" version) || fail "$k0s does not tell its version"
minor=${version#v1.}
minor=${minor%%.*}
case $minor in
'' | *[!0-9]*) fail "the version $version of k0s is not known" ;;
esac
[ "$minor" -le 35 ] || fail "k0s $version does not start with a drop-in for k0s to 1.35: emit for its version"
if [ -e "$root/etc/k0s/containerd.toml" ]; then
	head -n 1 "$root/etc/k0s/containerd.toml" | grep -q -F 'k0s_managed=true' || fail "/etc/k0s/containerd.toml is not k0s's own any more, so that drop-ins are not read"
fi

# put SOURCE FILE MODE
put() {
	[ -s "$here/$1" ] || fail "$here/$1 is missing"
	mkdir -p "$(dirname "$root$2")" || fail "$(dirname "$2") cannot be made"
	(umask 077 && cp "$here/$1" "$root$2.airlock") || fail "$2 cannot be written"
	if cmp -s "$root$2.airlock" "$root$2"; then rm -f "$root$2.airlock"; else mv "$root$2.airlock" "$root$2"; fi || fail "$2 cannot be written"
	chmod "$3" "$root$2" || fail "$2 keeps its mode"
}
umask 022
put 'containerd.d/certs.d/docker.io/hosts.toml' '/etc/k0s/containerd.d/certs.d/docker.io/hosts.toml' '0644'
put 'containerd.d/certs.d/ghcr.io/hosts.toml' '/etc/k0s/containerd.d/certs.d/ghcr.io/hosts.toml' '0644'
put 'containerd.d/certs.d/nvcr.io/hosts.toml' '/etc/k0s/containerd.d/certs.d/nvcr.io/hosts.toml' '0644'
put 'containerd.d/certs.d/quay.io/hosts.toml' '/etc/k0s/containerd.d/certs.d/quay.io/hosts.toml' '0644'
put 'containerd.d/certs.d/registry.cn-hangzhou.aliyuncs.com/hosts.toml' '/etc/k0s/containerd.d/certs.d/registry.cn-hangzhou.aliyuncs.com/hosts.toml' '0644'
put 'containerd.d/certs.d/registry.istio.io/hosts.toml' '/etc/k0s/containerd.d/certs.d/registry.istio.io/hosts.toml' '0644'
put 'containerd.d/certs.d/registry.k8s.io/hosts.toml' '/etc/k0s/containerd.d/certs.d/registry.k8s.io/hosts.toml' '0644'
put 'containerd.d/cri-registry.toml' '/etc/k0s/containerd.d/cri-registry.toml' '0644'

if ! "$k0s" status >/dev/null 2>&1; then
	"$k0s" install "$role" "$@" || fail "k0s is not installed"
	"$k0s" start || fail "k0s does not start"
fi

# A controller that runs no workloads has no containerd to look at.
case "$role $*" in
"controller "*--enable-worker* | "controller "*--single* | worker* | single*) ;;
*) exit 0 ;;
esac
seconds=${AIRLOCK_WAIT:-120}
until grep -q -F -e "$certs" "$root/run/k0s/containerd-cri.toml" 2>/dev/null; do
	[ "$seconds" -gt 0 ] || fail "k0s does not give its containerd $certs: see /run/k0s/containerd-cri.toml"
	seconds=$((seconds - 1))
	sleep 1
done
