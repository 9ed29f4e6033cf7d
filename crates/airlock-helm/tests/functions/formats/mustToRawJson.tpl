{{ mustToRawJson nil }}
{{ mustToRawJson true }}
{{ mustToRawJson 5 }}
{{ mustToRawJson -5 }}
{{ mustToRawJson 1.5 }}
{{ mustToRawJson 12345678.0 }}
{{ mustToRawJson 1e21 }}
{{ mustToRawJson 1e-7 }}
{{ mustToRawJson "a<b>&c" }}
{{ mustToRawJson "é\u2028\x00\n\t\\\"" }}
{{ mustToRawJson (b64dec "/w==") }}
{{ mustToRawJson (list) }}
{{ mustToRawJson (list 1 "a" nil 2.0 (list) (dict)) }}
{{ mustToRawJson (dict) }}
{{ mustToRawJson (dict "b" 1 "a" (dict "c" (list 1 (dict "d" nil))) "" "") }}
{{ mustToRawJson (dict "yes" "no" "1" "2" "a: b" "- x" "#" "x # y" "~" "null" "t" "true") }}
{{ mustToRawJson .Values }}
{{ mustToRawJson (semver "v1.2.3") }}
{{ mustToRawJson (splitList "," "a,b") }}
{{ mustToRawJson (until 3) }}
{{ mustToRawJson (rest (list)) }}
{{ mustToRawJson (fromYaml "null") }}
{{ mustToRawJson (dict "a" "line1\nline2\n" "b" "x\n" "c" " lead" "d" "") }}
{{ mustToRawJson (dict "a10" 1 "a2" 2 "A" 3 "_" 4) }}
{{ mustToRawJson (list (dict "a" 1 "b" (list 1 2)) (list (list 1))) }}
{{ mustToRawJson (dict "n" (divf 1 0.3)) }}
{{ mustToRawJson (float64 "NaN") }}
{{ mustToRawJson (int64 9223372036854775807) }}
{{ mustToRawJson (dict "k" (dict "x" .Values.list)) }}
{{ mustToRawJson (genCA "x" 1 | kindOf) }}
{{ mustToRawJson (mustToDuration "1s") }}
{{ mustToRawJson ("a" | toString | b64enc) }}
{{ mustToRawJson (dict "l" (list) "m" (dict)) }}
{{ mustToRawJson "yes" }}
{{ mustToRawJson "0x1f" }}
{{ mustToRawJson "1e3" }}
{{ mustToRawJson "2020-01-01" }}
{{ mustToRawJson (repeat 100 "word ") }}
{{ $d := dict }}{{ $_ := set $d "a" 1 }}{{ mustToRawJson $d }}
{{ $d := dict }}{{ $_ := set $d "me" $d }}{{ mustToRawJson $d }}|
