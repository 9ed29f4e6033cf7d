#!/bin/sh
# Copies the files into nodes that run, and configures them.
# Made by `airlock emit` for profile air-gap and target vcluster; do not edit.
# Apply: sh inject.sh NODE…, with the names of the nodes' containers
# On a running cluster: containerd restarts once in each node if config_path was new
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
