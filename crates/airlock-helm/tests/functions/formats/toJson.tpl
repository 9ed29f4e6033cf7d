{{ toJson nil }}
{{ toJson true }}
{{ toJson 5 }}
{{ toJson -5 }}
{{ toJson 1.5 }}
{{ toJson 12345678.0 }}
{{ toJson 1e21 }}
{{ toJson 1e-7 }}
{{ toJson "a<b>&c" }}
{{ toJson "é\u2028\x00\n\t\\\"" }}
{{ toJson (b64dec "/w==") }}
{{ toJson (list) }}
{{ toJson (list 1 "a" nil 2.0 (list) (dict)) }}
{{ toJson (dict) }}
{{ toJson (dict "b" 1 "a" (dict "c" (list 1 (dict "d" nil))) "" "") }}
{{ toJson (dict "yes" "no" "1" "2" "a: b" "- x" "#" "x # y" "~" "null" "t" "true") }}
{{ toJson .Values }}
{{ toJson (semver "v1.2.3") }}
{{ toJson (splitList "," "a,b") }}
{{ toJson (until 3) }}
{{ toJson (rest (list)) }}
{{ toJson (fromYaml "null") }}
{{ toJson (dict "a" "line1\nline2\n" "b" "x\n" "c" " lead" "d" "") }}
{{ toJson (dict "a10" 1 "a2" 2 "A" 3 "_" 4) }}
{{ toJson (list (dict "a" 1 "b" (list 1 2)) (list (list 1))) }}
{{ toJson (dict "n" (divf 1 0.3)) }}
{{ toJson (float64 "NaN") }}
{{ toJson (int64 9223372036854775807) }}
{{ toJson (dict "k" (dict "x" .Values.list)) }}
{{ toJson (genCA "x" 1 | kindOf) }}
{{ toJson (mustToDuration "1s") }}
{{ toJson ("a" | toString | b64enc) }}
{{ toJson (dict "l" (list) "m" (dict)) }}
{{ toJson "yes" }}
{{ toJson "0x1f" }}
{{ toJson "1e3" }}
{{ toJson "2020-01-01" }}
{{ toJson (repeat 100 "word ") }}
{{ $d := dict }}{{ $_ := set $d "a" 1 }}{{ toJson $d }}
{{ $d := dict }}{{ $_ := set $d "me" $d }}{{ toJson $d }}|
