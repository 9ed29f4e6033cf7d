{{ mustToPrettyJson nil }}
{{ mustToPrettyJson true }}
{{ mustToPrettyJson 5 }}
{{ mustToPrettyJson -5 }}
{{ mustToPrettyJson 1.5 }}
{{ mustToPrettyJson 12345678.0 }}
{{ mustToPrettyJson 1e21 }}
{{ mustToPrettyJson 1e-7 }}
{{ mustToPrettyJson "a<b>&c" }}
{{ mustToPrettyJson "é\u2028\x00\n\t\\\"" }}
{{ mustToPrettyJson (b64dec "/w==") }}
{{ mustToPrettyJson (list) }}
{{ mustToPrettyJson (list 1 "a" nil 2.0 (list) (dict)) }}
{{ mustToPrettyJson (dict) }}
{{ mustToPrettyJson (dict "b" 1 "a" (dict "c" (list 1 (dict "d" nil))) "" "") }}
{{ mustToPrettyJson (dict "yes" "no" "1" "2" "a: b" "- x" "#" "x # y" "~" "null" "t" "true") }}
{{ mustToPrettyJson .Values }}
{{ mustToPrettyJson (semver "v1.2.3") }}
{{ mustToPrettyJson (splitList "," "a,b") }}
{{ mustToPrettyJson (until 3) }}
{{ mustToPrettyJson (rest (list)) }}
{{ mustToPrettyJson (fromYaml "null") }}
{{ mustToPrettyJson (dict "a" "line1\nline2\n" "b" "x\n" "c" " lead" "d" "") }}
{{ mustToPrettyJson (dict "a10" 1 "a2" 2 "A" 3 "_" 4) }}
{{ mustToPrettyJson (list (dict "a" 1 "b" (list 1 2)) (list (list 1))) }}
{{ mustToPrettyJson (dict "n" (divf 1 0.3)) }}
{{ mustToPrettyJson (float64 "NaN") }}
{{ mustToPrettyJson (int64 9223372036854775807) }}
{{ mustToPrettyJson (dict "k" (dict "x" .Values.list)) }}
{{ mustToPrettyJson (genCA "x" 1 | kindOf) }}
{{ mustToPrettyJson (mustToDuration "1s") }}
{{ mustToPrettyJson ("a" | toString | b64enc) }}
{{ mustToPrettyJson (dict "l" (list) "m" (dict)) }}
{{ mustToPrettyJson "yes" }}
{{ mustToPrettyJson "0x1f" }}
{{ mustToPrettyJson "1e3" }}
{{ mustToPrettyJson "2020-01-01" }}
{{ mustToPrettyJson (repeat 100 "word ") }}
{{ $d := dict }}{{ $_ := set $d "a" 1 }}{{ mustToPrettyJson $d }}
{{ $d := dict }}{{ $_ := set $d "me" $d }}{{ mustToPrettyJson $d }}|
