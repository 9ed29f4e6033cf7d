{{ omit (dict "a" 1 "b" 2 "c" nil) "a" "c" "z" | toJson }}
{{ omit (dict "a" 1) | toJson }}
{{ omit nil "a" | toJson }}
{{ omit .Values "a" | toJson }}
{{ omit (dict) 1 }}
{{ $d := dict "a" (dict) }}{{ $p := omit $d "a" }}{{ $_ := set $d.a "x" 1 }}{{ toJson $p }}
{{ omit .Values "x" | typeOf }}
