{{ fail "stop here" }}
{{ fail "" }}
{{ if false }}{{ fail "x" }}{{ end }}ok
{{ fail 1 }}
{{ fail (printf "a %s" "b") }}
