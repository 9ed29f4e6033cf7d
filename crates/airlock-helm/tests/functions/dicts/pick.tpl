{{ pick (dict "a" 1 "b" 2 "c" nil) "a" "c" "z" | toJson }}
{{ pick (dict "a" 1) | toJson }}
{{ pick nil "a" | toJson }}
{{ pick .Values "a" | toJson }}
{{ pick (dict) 1 }}
{{ $d := dict "a" (dict) }}{{ $p := pick $d "a" }}{{ $_ := set $d.a "x" 1 }}{{ toJson $p }}
{{ pick .Values "x" | typeOf }}
