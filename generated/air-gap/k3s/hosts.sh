#!/bin/sh
# Adds the mirror's name to /etc/hosts.
# Made by `airlock gen` for profile air-gap and target k3s; do not edit.
# From charts/airlock.lock (sha256:017a5290c6af8aa343a8598f9279eacf93b47a89a56d3d89a1644c41517de8ce).
# Apply: sudo sh hosts.sh on every node
# On a running cluster: nothing restarts; a second run changes nothing
# airlock:sha256=1f143b99ff9c1b07894f68b217e94fddf07e4993a4ab3c4af196c0cbaccb9576
# Teaches this node the mirror's name; what is there stays.
set -u
grep -q -F -x -e '192.0.2.10 registry.example.com' "${AIRLOCK_ROOT:-}/etc/hosts" || printf '\n%s\n' '192.0.2.10 registry.example.com' >>"${AIRLOCK_ROOT:-}/etc/hosts" || exit 1
