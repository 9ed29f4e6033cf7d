{{ mustToJson nil }}
{{ mustToJson true }}
{{ mustToJson 5 }}
{{ mustToJson -5 }}
{{ mustToJson 1.5 }}
{{ mustToJson 12345678.0 }}
{{ mustToJson 1e21 }}
{{ mustToJson 1e-7 }}
{{ mustToJson "a<b>&c" }}
{{ mustToJson "é\u2028\x00\n\t\\\"" }}
{{ mustToJson (b64dec "/w==") }}
{{ mustToJson (list) }}
{{ mustToJson (list 1 "a" nil 2.0 (list) (dict)) }}
{{ mustToJson (dict) }}
{{ mustToJson (dict "b" 1 "a" (dict "c" (list 1 (dict "d" nil))) "" "") }}
{{ mustToJson (dict "yes" "no" "1" "2" "a: b" "- x" "#" "x # y" "~" "null" "t" "true") }}
{{ mustToJson .Values }}
{{ mustToJson (semver "v1.2.3") }}
{{ mustToJson (splitList "," "a,b") }}
{{ mustToJson (until 3) }}
{{ mustToJson (rest (list)) }}
{{ mustToJson (fromYaml "null") }}
{{ mustToJson (dict "a" "line1\nline2\n" "b" "x\n" "c" " lead" "d" "") }}
{{ mustToJson (dict "a10" 1 "a2" 2 "A" 3 "_" 4) }}
{{ mustToJson (list (dict "a" 1 "b" (list 1 2)) (list (list 1))) }}
{{ mustToJson (dict "n" (divf 1 0.3)) }}
{{ mustToJson (float64 "NaN") }}
{{ mustToJson (int64 9223372036854775807) }}
{{ mustToJson (dict "k" (dict "x" .Values.list)) }}
{{ mustToJson (genCA "x" 1 | kindOf) }}
{{ mustToJson (mustToDuration "1s") }}
{{ mustToJson ("a" | toString | b64enc) }}
{{ mustToJson (dict "l" (list) "m" (dict)) }}
{{ mustToJson "yes" }}
{{ mustToJson "0x1f" }}
{{ mustToJson "1e3" }}
{{ mustToJson "2020-01-01" }}
{{ mustToJson (repeat 100 "word ") }}
{{ $d := dict }}{{ $_ := set $d "a" 1 }}{{ mustToJson $d }}
{{ $d := dict }}{{ $_ := set $d "me" $d }}{{ mustToJson $d }}|
