#!/bin/sh
# Adds the mirror's name to /etc/hosts.
# Made by `airlock gen` for profile air-gap and target rke2; do not edit.
# From charts/airlock.lock (sha256:15d6ac85b645f633de0f7628ddc45f266ea9155aa990fc41d60aabb70289cdbc).
# Apply: sudo sh hosts.sh on every node
# On a running cluster: nothing restarts; a second run changes nothing
# airlock:sha256=e1cf3146fe1f45bc636fd741541a52b8afb6eee95f7dd8e81c40dbf5497510e8
# Teaches this node the mirror's name; what is there stays.
set -u
grep -q -F -x -e '192.0.2.10 registry.example.com' "${AIRLOCK_ROOT:-}/etc/hosts" || printf '\n%s\n' '192.0.2.10 registry.example.com' >>"${AIRLOCK_ROOT:-}/etc/hosts" || exit 1
