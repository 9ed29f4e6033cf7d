{{ toRawJson nil }}
{{ toRawJson true }}
{{ toRawJson 5 }}
{{ toRawJson -5 }}
{{ toRawJson 1.5 }}
{{ toRawJson 12345678.0 }}
{{ toRawJson 1e21 }}
{{ toRawJson 1e-7 }}
{{ toRawJson "a<b>&c" }}
{{ toRawJson "é\u2028\x00\n\t\\\"" }}
{{ toRawJson (b64dec "/w==") }}
{{ toRawJson (list) }}
{{ toRawJson (list 1 "a" nil 2.0 (list) (dict)) }}
{{ toRawJson (dict) }}
{{ toRawJson (dict "b" 1 "a" (dict "c" (list 1 (dict "d" nil))) "" "") }}
{{ toRawJson (dict "yes" "no" "1" "2" "a: b" "- x" "#" "x # y" "~" "null" "t" "true") }}
{{ toRawJson .Values }}
{{ toRawJson (semver "v1.2.3") }}
{{ toRawJson (splitList "," "a,b") }}
{{ toRawJson (until 3) }}
{{ toRawJson (rest (list)) }}
{{ toRawJson (fromYaml "null") }}
{{ toRawJson (dict "a" "line1\nline2\n" "b" "x\n" "c" " lead" "d" "") }}
{{ toRawJson (dict "a10" 1 "a2" 2 "A" 3 "_" 4) }}
{{ toRawJson (list (dict "a" 1 "b" (list 1 2)) (list (list 1))) }}
{{ toRawJson (dict "n" (divf 1 0.3)) }}
{{ toRawJson (float64 "NaN") }}
{{ toRawJson (int64 9223372036854775807) }}
{{ toRawJson (dict "k" (dict "x" .Values.list)) }}
{{ toRawJson (genCA "x" 1 | kindOf) }}
{{ toRawJson (mustToDuration "1s") }}
{{ toRawJson ("a" | toString | b64enc) }}
{{ toRawJson (dict "l" (list) "m" (dict)) }}
{{ toRawJson "yes" }}
{{ toRawJson "0x1f" }}
{{ toRawJson "1e3" }}
{{ toRawJson "2020-01-01" }}
{{ toRawJson (repeat 100 "word ") }}
{{ $d := dict }}{{ $_ := set $d "a" 1 }}{{ toRawJson $d }}
{{ $d := dict }}{{ $_ := set $d "me" $d }}{{ toRawJson $d }}|
