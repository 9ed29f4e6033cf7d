#!/bin/sh
# Sets config_path in containerd's own file, and verifies it.
# Made by `airlock gen` for profile development and target containerd; do not edit.
# From charts/airlock.lock (sha256:15d6ac85b645f633de0f7628ddc45f266ea9155aa990fc41d60aabb70289cdbc).
# Apply: sudo sh configure.sh, after the files below certs.d are in place
# On a running cluster: containerd restarts once if config_path was new; containers keep running
# Insecure transport is permitted until 2027-12-31: the caches and the nodes share one machine's own network
# airlock:sha256=bfdf0948aecb002dfcb935355b32e5a55c0954d6c82403a9d7c4cff8c6e0276c
# Points containerd at its hosts directory, restarts it if that was new, and verifies what it did.
# A second run changes nothing and restarts nothing. AIRLOCK_CONTAINERD_CONFIG names a file elsewhere,
# AIRLOCK_ROOT a folder that stands for /.
set -u
root=${AIRLOCK_ROOT:-}
config=${AIRLOCK_CONTAINERD_CONFIG:-$root/etc/containerd/config.toml}
pending=$root/run/airlock-containerd-restart
certs='/etc/containerd/certs.d'
new=$config.airlock
dump=$config.airlock-dump

fail() {
	rm -f "$new" "$dump"
	echo "airlock: this node is not configured for its mirror: $*" >&2
	exit 1
}

# walk edit FILE prints the file with `config_path` set; walk show FILE prints what is set there.
walk() {
	awk -v certs="$certs" -v mode="$1" '
	function refuse(why) { print "airlock: " why > "/dev/stderr"; bad = 1; exit 3 }
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
	# The plugin that has the registries, by the version of the file: another one is not read.
	function plugin() { return version == "2" ? "io.containerd.grpc.v1.cri" : "io.containerd.cri.v1.images" }
	function in_registry() { return table == "[plugins.\"" plugin() "\".registry]" }
	function is_path() { return in_registry() && $0 ~ /^[ \t]*config_path[ \t]*=/ }
	FNR == 1 {
		pass++; table = ""
		if (pass == 2 && !body) { version = "2"; print "version = 2" }
	}
	/^[ \t]*\[/ { table = canonical($0) }
	pass == 1 {
		if ($0 ~ /^[ \t\r]*(#.*)?$/) next
		body = 1
		if (table == "" && $0 ~ /^[ \t]*version[ \t]*=/) { version = $0; gsub(/[^0-9]/, "", version) }
		if (in_registry()) { has_table = 1; if (is_path()) has_path = 1 }
		inner = $0 !~ /^[ \t]*\[/
		if (table ~ /\.registry\.mirrors\./ || (table ~ /\.registry\.mirrors\]$/ && inner) || (in_registry() && $0 ~ /^[ \t]*mirrors[ \t]*[.=]/)) refuse("it has registry.mirrors, which containerd refuses beside config_path: take them out")
		if (table ~ /\.registry\.configs\..*\.tls\]$/) refuse("it has registry.configs with tls, which containerd refuses beside config_path: take them out")
		if (table ~ /^\[plugins\."io\.containerd\.(grpc\.v1\.cri|cri\.v1\.images)"\]$/ && $0 ~ /^[ \t]*registry[ \t]*[.=]/) refuse("its registry is written in one line: write it as a table of its own")
		next
	}
	mode == "show" { if (is_path()) print value_of($0); next }
	is_path() {
		indent = $0; sub(/config_path.*$/, "", indent)
		if (with_ours(value_of($0)) == value_of($0)) print; else print indent "config_path = \"" with_ours(value_of($0)) "\""
		next
	}
	{ print }
	in_registry() && !has_path && $0 ~ /^[ \t]*\[/ {
		indent = $0; sub(/\[.*$/, "", indent)
		print indent "  config_path = \"" certs "\""
	}
	END {
		if (bad) exit 3
		if (version != "2" && version != "3" && version != "4") { print "airlock: its version is " (version == "" ? "not written" : version) ", and 2, 3 and 4 are known: see `containerd config migrate`" > "/dev/stderr"; exit 3 }
		if (mode == "edit" && !has_table) {
			print ""
			print "[plugins.\"" plugin() "\".registry]"
			print "  config_path = \"" certs "\""
		}
	}
	' "$2" "$2"
}

for file in '/etc/containerd/certs.d/docker.io/hosts.toml' '/etc/containerd/certs.d/ghcr.io/hosts.toml' '/etc/containerd/certs.d/nvcr.io/hosts.toml' '/etc/containerd/certs.d/quay.io/hosts.toml' '/etc/containerd/certs.d/registry.cn-hangzhou.aliyuncs.com/hosts.toml' '/etc/containerd/certs.d/registry.istio.io/hosts.toml' '/etc/containerd/certs.d/registry.k8s.io/hosts.toml'; do
	[ -s "$root$file" ] || fail "$file is missing"
done

mkdir -p "$(dirname "$config")" "$(dirname "$pending")" || fail "$(dirname "$config") cannot be made"
if [ -s "$config" ]; then
	# The copy has the file's owner and mode before it has its text.
	cp -p "$config" "$new" && walk edit "$config" >"$new" || fail "$config was left as it is"
else
	(umask 022 && printf 'version = 2\n' >"$dump" && walk edit "$dump" >"$new") || fail "$config cannot be written"
fi
# containerd's own word for it where containerd is there, the file itself where it is not.
if command -v containerd >/dev/null 2>&1; then
	containerd --config "$new" config dump >"$dump" || fail "containerd refuses what $config would become"
else
	cp "$new" "$dump" || fail "$dump cannot be written"
fi
shown=$(walk show "$dump") || fail "containerd would not read $config as it is meant"
case "$shown:" in
"$certs:"*) ;;
*) fail "containerd's config_path is \"$shown\" and does not begin with $certs: see what $config imports" ;;
esac
rm -f "$dump"
if cmp -s "$config" "$new"; then
	rm -f "$new"
else
	: >"$pending" || fail "$pending cannot be written"
	mv "$new" "$config" || fail "$config cannot be replaced"
fi
if [ -e "$pending" ]; then
	systemctl restart containerd || fail "containerd did not restart: see journalctl -u containerd"
	rm -f "$pending"
fi
