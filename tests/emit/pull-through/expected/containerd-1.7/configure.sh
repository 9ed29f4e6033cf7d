#!/bin/sh
# Sets config_path in containerd's own file, and verifies it.
# Made by `airlock emit` for profile pull-through and target containerd; do not edit.
# Apply: sudo sh configure.sh, after the files below certs.d are in place
# On a running cluster: containerd restarts once if config_path was new; containers keep running
# Points containerd at its hosts directory, restarts it if that was new, and verifies what it did.
# A second run changes nothing and restarts nothing.
set -u
config=${AIRLOCK_CONTAINERD_CONFIG:-/etc/containerd/config.toml}
certs='/etc/containerd/certs.d'
pending=${AIRLOCK_PENDING:-/run/airlock-containerd-restart}

fail() {
	echo "airlock: this node is not configured for its mirror: $*" >&2
	exit 1
}

# Prints the file with `config_path` set. $1: what to do, "edit" or "show".
walk() {
	awk -v certs="$certs" -v mode="$1" '
	function canonical(header) {
		gsub(/[ \t\r]|#.*$/, "", header)
		gsub(/\047/, "\"", header)
		return header
	}
	function value_of(line) {
		sub(/^[^=]*=[ \t]*/, "", line)
		sub(/[ \t\r]*(#.*)?$/, "", line)
		return substr(line, 2, length(line) - 2)
	}
	function with_ours(old) {
		if (old == "") return certs
		if (old == certs || index(old, certs ":") == 1) return old
		return certs ":" old
	}
	function is_registry(t) {
		return t == "[plugins.\"io.containerd.grpc.v1.cri\".registry]" || t == "[plugins.\"io.containerd.cri.v1.images\".registry]"
	}
	FNR == 1 { pass++; table = "" }
	/^[ \t]*\[/ { table = canonical($0) }
	pass == 1 {
		if (table == "" && $0 ~ /^[ \t]*version[ \t]*=/) { version = $0; gsub(/[^0-9]/, "", version) }
		if (is_registry(table)) { has_table = 1; if ($0 ~ /^[ \t]*config_path[ \t]*=/) has_path = 1 }
		if (table ~ /\.registry\.mirrors\./) { print "it has registry.mirrors, which containerd refuses beside config_path" > "/dev/stderr"; bad = 1; exit 3 }
		if (table ~ /\.registry\.configs\..*\.tls\]$/) { print "it has registry.configs with tls, which containerd refuses beside config_path" > "/dev/stderr"; bad = 1; exit 3 }
		if (table ~ /^\[plugins\."io\.containerd\.(grpc\.v1\.cri|cri\.v1\.images)"\]$/ && $0 ~ /^[ \t]*registry[ \t]*[.=]/) { print "its registry is written in one line" > "/dev/stderr"; bad = 1; exit 3 }
		next
	}
	mode == "show" { if (is_registry(table) && $0 ~ /^[ \t]*config_path[ \t]*=/) print value_of($0); next }
	is_registry(table) && $0 ~ /^[ \t]*config_path[ \t]*=/ {
		indent = $0; sub(/config_path.*$/, "", indent)
		if (with_ours(value_of($0)) == value_of($0)) print; else print indent "config_path = \"" with_ours(value_of($0)) "\""
		next
	}
	{ print }
	is_registry(table) && !has_path && $0 ~ /^[ \t]*\[/ {
		indent = $0; sub(/\[.*$/, "", indent)
		print indent "  config_path = \"" certs "\""
	}
	END {
		if (bad || mode == "show") exit bad ? 3 : 0
		if (version != "2" && version != "3" && version != "4") { print "its version is " (version == "" ? "not written" : version) ", and 2, 3 and 4 are known" > "/dev/stderr"; exit 3 }
		if (!has_table) {
			plugin = version == "2" ? "io.containerd.grpc.v1.cri" : "io.containerd.cri.v1.images"
			print ""
			print "[plugins.\"" plugin "\".registry]"
			print "  config_path = \"" certs "\""
		}
	}
	' "$2" "$2"
}

if [ ! -s "$config" ]; then
	mkdir -p "$(dirname "$config")" || fail "$(dirname "$config") cannot be made"
	echo 'version = 2' >"$config" || fail "$config cannot be written"
fi
new="$config.airlock"
walk edit "$config" >"$new" || { rm -f "$new"; fail "$config was left as it is"; }
# containerd's own word for it where containerd is there, the file itself where it is not.
effective="$new"
if command -v containerd >/dev/null 2>&1; then
	effective="$new-dump"
	containerd --config "$new" config dump >"$effective" || { rm -f "$effective" "$new"; fail "containerd refuses what $config would become"; }
fi
shown=$(walk show "$effective")
[ "$effective" = "$new" ] || rm -f "$effective"
case "$shown:" in
"$certs:"*) ;;
*)
	rm -f "$new"
	fail "containerd's config_path is \"$shown\" and does not begin with $certs"
	;;
esac
if cmp -s "$config" "$new"; then
	rm -f "$new"
else
	: >"$pending" || fail "$pending cannot be written"
	chmod 0644 "$new" && mv "$new" "$config" || fail "$config cannot be replaced"
fi

for file in '/etc/containerd/certs.d/docker.io/hosts.toml' '/etc/containerd/certs.d/ghcr.io/hosts.toml' '/etc/containerd/certs.d/quay.io/hosts.toml'; do
	[ -s "${AIRLOCK_ROOT:-}$file" ] || fail "$file is missing"
done
if [ -e "$pending" ]; then
	systemctl restart containerd || fail "containerd did not restart"
	rm -f "$pending"
fi
