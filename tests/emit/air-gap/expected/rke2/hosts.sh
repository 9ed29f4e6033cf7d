#!/bin/sh
# Adds the mirror's name to /etc/hosts.
# Made by `airlock emit` for profile air-gap and target rke2; do not edit.
# Apply: sudo sh hosts.sh on every node
# On a running cluster: nothing restarts; a second run changes nothing
# Teaches this node the mirror's name; what is there stays.
set -u
grep -q -F -x -e '10.0.0.5 registry.corp' "${AIRLOCK_ROOT:-}/etc/hosts" || printf '\n%s\n' '10.0.0.5 registry.corp' >>"${AIRLOCK_ROOT:-}/etc/hosts" || exit 1
grep -q -F -x -e '10.0.0.6 registry-2.corp' "${AIRLOCK_ROOT:-}/etc/hosts" || printf '\n%s\n' '10.0.0.6 registry-2.corp' >>"${AIRLOCK_ROOT:-}/etc/hosts" || exit 1
