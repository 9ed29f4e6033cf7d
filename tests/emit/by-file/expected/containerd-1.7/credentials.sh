#!/bin/sh
# Puts the mirror's credentials, which are in files of the node, where stand-ins are.
# Made by `airlock emit` for profile by-file and target containerd; do not edit.
# Apply: sudo sh credentials.sh on every node, after the other files are in place
# On a running cluster: nothing restarts; a second run changes nothing
# credentials.sh [FILE…]: puts the mirror's credentials, which are in files of this node, into the
# files that have stand-ins for them; without words into those of this node. A second run changes
# nothing. AIRLOCK_ROOT names a folder that stands for /.
set -u
root=${AIRLOCK_ROOT:-}

fail() {
	echo "airlock: this node has no credentials for its mirror: $*" >&2
	exit 1
}

# The text of a file in one line, which is all that credentials have.
text() {
	[ -s "$root$1" ] || fail "$1 is missing or empty"
	[ "$(wc -l <"$root$1")" -le 1 ] || fail "$1 has more than one line"
	cat "$root$1" || fail "$1 cannot be read"
}

# put STAND-IN VALUE FILE…: the value goes by the environment, where nobody else sees it.
put() {
	word=$1
	AIRLOCK_VALUE=$2
	export AIRLOCK_VALUE
	shift 2
	for file; do
		grep -q -F -e "$word" "$file" || continue
		(umask 077 && awk -v word="$word" '{
			while ((at = index($0, word)) > 0) $0 = substr($0, 1, at - 1) ENVIRON["AIRLOCK_VALUE"] substr($0, at + length(word))
			print
		}' "$file" >"$file.filled") && mv "$file.filled" "$file" || fail "$file cannot be written"
	done
	unset AIRLOCK_VALUE
}

[ $# -gt 0 ] || set -- "$root"'/etc/containerd/certs.d'/*/hosts.toml
for file; do
	[ -s "$file" ] || fail "$file is missing"
done

# registry.corp:5000
both=$(text '/etc/mirror/credentials') || exit 1
case $both in
?*:*) ;;
*) fail '/etc/mirror/credentials' "is not user:password" ;;
esac
value=$(printf %s "$both" | base64 | tr -d '\n')
[ -n "$value" ] || fail "base64 is missing"
put '@airlock-credentials-for-registry.corp:5000@' "$value" "$@"
