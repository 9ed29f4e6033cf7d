{{ $d := dict "a" 1 }}{{ $_ := set $d "b" 2 }}{{ toJson $d }}
{{ set (dict) "a" nil | toJson }}
{{ set nil "a" 1 }}
{{ set .Values "k" "v" | typeOf }}{{ .Values.k }}
{{ $d := dict "in" (dict) }}{{ $_ := set $d.in "x" 1 }}{{ toJson $d }}
{{ $d := dict }}{{ $_ := set $d "self" 1 | unset $d }}
{{ set (dict) 1 2 }}
{{ set (split "," "a") "b" 1 }}
{{ set (fromYaml "null") "a" 1 | toJson }}
