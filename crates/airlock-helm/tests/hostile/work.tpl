{{ $s := repeat 10000000 "x" }}{{ range until 1000000 }}{{ $_ := contains "yx" $s }}{{ end }}
{{ $s := repeat 10000000 "x" }}{{ $t := printf "%s" $s }}{{ range until 1000000 }}{{ $_ := eq $s $t }}{{ end }}
{{ $s := repeat 10000000 "x" }}{{ range until 1000000 }}{{ $_ := sha256sum $s }}{{ end }}
{{ $l := until 1000000 }}{{ range until 1000000 }}{{ $_ := has "x" $l }}{{ end }}
{{ $d := dict }}{{ range until 10000 }}{{ $_ := set $d (toString .) . }}{{ end }}{{ range until 1000000 }}{{ $_ := deepCopy $d }}{{ end }}
{{ $d := dict }}{{ range until 10000 }}{{ $_ := set $d (toString .) . }}{{ end }}{{ range until 1000000 }}{{ $_ := merge (dict) $d }}{{ end }}
{{ $d := dict }}{{ range until 10000 }}{{ $_ := set $d (toString .) . }}{{ end }}{{ range until 1000000 }}{{ $_ := omit $d "x" }}{{ end }}
{{ $y := repeat 100000 "- a\n" }}{{ range until 100000 }}{{ $_ := fromYamlArray (printf "%s- %d" $y .) }}{{ end }}
{{ $t := repeat 100000 "{{ 1 }}" }}{{ range until 1000 }}{{ $_ := tpl (printf "{{ if false }}%s{{ end }}%d" $t .) $ }}{{ end }}
{{ $s := repeat 100000 "a" }}{{ range until 1000 }}{{ $_ := regexMatch "(a|b|c|d)*(e|f)*g" $s }}{{ end }}
{{ range until 1000000 }}{{ $_ := regexMatch (printf "a{1000}b{1000}c%d" .) "a" }}{{ end }}
