#!/bin/sh
# Copies the files into nodes that run, and configures them.
# Made by `airlock gen` for profile air-gap and target vcluster; do not edit.
# From charts/airlock.lock (sha256:017a5290c6af8aa343a8598f9279eacf93b47a89a56d3d89a1644c41517de8ce).
# Apply: sh inject.sh NODE…, with the names of the nodes' containers
# On a running cluster: containerd restarts once in each node if config_path was new
# airlock:sha256=91cac782168e665a81aecbee3b7f60b5aa29517bde74a62e2e70b0cfe365c82a
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
