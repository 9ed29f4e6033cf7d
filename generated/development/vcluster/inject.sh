#!/bin/sh
# Copies the files into nodes that run, and configures them.
# Made by `airlock gen` for profile development and target vcluster; do not edit.
# From charts/airlock.lock (sha256:15d6ac85b645f633de0f7628ddc45f266ea9155aa990fc41d60aabb70289cdbc).
# Apply: sh inject.sh NODE…, with the names of the nodes' containers
# On a running cluster: containerd restarts once in each node if config_path was new
# Insecure transport is permitted until 2027-12-31: the caches and the nodes share one machine's own network
# airlock:sha256=b0b15f91136f286e021273a150965e18d06dd646c71cee59a12393e919cd8a82
# inject.sh NODE…: copies certs.d into each node's container and runs configure.sh there.
# A second run changes nothing. AIRLOCK_DOCKER names another container engine.
set -u
here=$(cd "$(dirname "$0")" && pwd)
docker=${AIRLOCK_DOCKER:-docker}
certs='/etc/containerd/certs.d'

[ $# -ge 1 ] || { echo "airlock: name the nodes' containers" >&2; exit 1; }
for node in "$@"; do
	"$docker" exec "$node" mkdir -p "$certs" &&
		"$docker" cp "$here/certs.d/." "$node:$certs" &&
		"$docker" exec "$node" chown -R root:root "$certs" &&
		"$docker" exec -i "$node" sh -s <"$here/configure.sh" ||
		{ echo "airlock: $node is not configured for its mirror" >&2; exit 1; }
done
