{{ toPrettyJson nil }}
{{ toPrettyJson true }}
{{ toPrettyJson 5 }}
{{ toPrettyJson -5 }}
{{ toPrettyJson 1.5 }}
{{ toPrettyJson 12345678.0 }}
{{ toPrettyJson 1e21 }}
{{ toPrettyJson 1e-7 }}
{{ toPrettyJson "a<b>&c" }}
{{ toPrettyJson "é\u2028\x00\n\t\\\"" }}
{{ toPrettyJson (b64dec "/w==") }}
{{ toPrettyJson (list) }}
{{ toPrettyJson (list 1 "a" nil 2.0 (list) (dict)) }}
{{ toPrettyJson (dict) }}
{{ toPrettyJson (dict "b" 1 "a" (dict "c" (list 1 (dict "d" nil))) "" "") }}
{{ toPrettyJson (dict "yes" "no" "1" "2" "a: b" "- x" "#" "x # y" "~" "null" "t" "true") }}
{{ toPrettyJson .Values }}
{{ toPrettyJson (semver "v1.2.3") }}
{{ toPrettyJson (splitList "," "a,b") }}
{{ toPrettyJson (until 3) }}
{{ toPrettyJson (rest (list)) }}
{{ toPrettyJson (fromYaml "null") }}
{{ toPrettyJson (dict "a" "line1\nline2\n" "b" "x\n" "c" " lead" "d" "") }}
{{ toPrettyJson (dict "a10" 1 "a2" 2 "A" 3 "_" 4) }}
{{ toPrettyJson (list (dict "a" 1 "b" (list 1 2)) (list (list 1))) }}
{{ toPrettyJson (dict "n" (divf 1 0.3)) }}
{{ toPrettyJson (float64 "NaN") }}
{{ toPrettyJson (int64 9223372036854775807) }}
{{ toPrettyJson (dict "k" (dict "x" .Values.list)) }}
{{ toPrettyJson (genCA "x" 1 | kindOf) }}
{{ toPrettyJson (mustToDuration "1s") }}
{{ toPrettyJson ("a" | toString | b64enc) }}
{{ toPrettyJson (dict "l" (list) "m" (dict)) }}
{{ toPrettyJson "yes" }}
{{ toPrettyJson "0x1f" }}
{{ toPrettyJson "1e3" }}
{{ toPrettyJson "2020-01-01" }}
{{ toPrettyJson (repeat 100 "word ") }}
{{ $d := dict }}{{ $_ := set $d "a" 1 }}{{ toPrettyJson $d }}
{{ $d := dict }}{{ $_ := set $d "me" $d }}{{ toPrettyJson $d }}|
