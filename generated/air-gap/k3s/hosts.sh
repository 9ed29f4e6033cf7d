#!/bin/sh
# Adds the mirror's name to /etc/hosts.
# Made by `airlock gen` for profile air-gap and target k3s; do not edit.
# From charts/airlock.lock (sha256:15d6ac85b645f633de0f7628ddc45f266ea9155aa990fc41d60aabb70289cdbc).
# Apply: sudo sh hosts.sh on every node
# On a running cluster: nothing restarts; a second run changes nothing
# airlock:sha256=dac9cd65ccb747072f7dc9b1e4782263cc8bce1047a32cb0103ee55016a871fa
# Teaches this node the mirror's name; what is there stays.
set -u
grep -q -F -x -e '192.0.2.10 registry.example.com' "${AIRLOCK_ROOT:-}/etc/hosts" || printf '\n%s\n' '192.0.2.10 registry.example.com' >>"${AIRLOCK_ROOT:-}/etc/hosts" || exit 1
