{{ dict "a" 1 "b" nil | toJson }}
{{ dict | toJson }}
{{ dict "a" | toJson }}
{{ dict 1 2 nil 3 true 4 1.5 5 | toJson }}
{{ dict "a" 1 "a" 2 | toJson }}
{{ dict | typeOf }}
{{ (dict "a" (dict "b" "c")).a.b }}
{{ dict (list 1) "x" | toJson }}
{{ $d := dict "a" 1 }}{{ $d.b }}{{ $d.b | default "x" }}
