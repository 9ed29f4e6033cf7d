{{ $d := dict "a" 1 "b" 2 }}{{ $_ := unset $d "a" }}{{ toJson $d }}
{{ unset (dict) "x" | toJson }}
{{ unset nil "x" | toJson }}
{{ unset .x "a" | typeOf }}
