#!/bin/sh
# Adds the mirror's name to /etc/hosts.
# Made by `airlock gen` for profile air-gap and target rke2; do not edit.
# From charts/airlock.lock (sha256:017a5290c6af8aa343a8598f9279eacf93b47a89a56d3d89a1644c41517de8ce).
# Apply: sudo sh hosts.sh on every node
# On a running cluster: nothing restarts; a second run changes nothing
# airlock:sha256=85546790587c2e15df41d682d5e55b52cdd9d81e63d6e25e064436d78bf833c8
# Teaches this node the mirror's name; what is there stays.
set -u
grep -q -F -x -e '192.0.2.10 registry.example.com' "${AIRLOCK_ROOT:-}/etc/hosts" || printf '\n%s\n' '192.0.2.10 registry.example.com' >>"${AIRLOCK_ROOT:-}/etc/hosts" || exit 1
