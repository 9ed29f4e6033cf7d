{{ mustToYaml nil }}
{{ mustToYaml true }}
{{ mustToYaml 5 }}
{{ mustToYaml -5 }}
{{ mustToYaml 1.5 }}
{{ mustToYaml 12345678.0 }}
{{ mustToYaml 1e21 }}
{{ mustToYaml 1e-7 }}
{{ mustToYaml "a<b>&c" }}
{{ mustToYaml "é\u2028\x00\n\t\\\"" }}
{{ mustToYaml (b64dec "/w==") }}
{{ mustToYaml (list) }}
{{ mustToYaml (list 1 "a" nil 2.0 (list) (dict)) }}
{{ mustToYaml (dict) }}
{{ mustToYaml (dict "b" 1 "a" (dict "c" (list 1 (dict "d" nil))) "" "") }}
{{ mustToYaml (dict "yes" "no" "1" "2" "a: b" "- x" "#" "x # y" "~" "null" "t" "true") }}
{{ mustToYaml .Values }}
{{ mustToYaml (semver "v1.2.3") }}
{{ mustToYaml (splitList "," "a,b") }}
{{ mustToYaml (until 3) }}
{{ mustToYaml (rest (list)) }}
{{ mustToYaml (fromYaml "null") }}
{{ mustToYaml (dict "a" "line1\nline2\n" "b" "x\n" "c" " lead" "d" "") }}
{{ mustToYaml (dict "a10" 1 "a2" 2 "A" 3 "_" 4) }}
{{ mustToYaml (list (dict "a" 1 "b" (list 1 2)) (list (list 1))) }}
{{ mustToYaml (dict "n" (divf 1 0.3)) }}
{{ mustToYaml (float64 "NaN") }}
{{ mustToYaml (int64 9223372036854775807) }}
{{ mustToYaml (dict "k" (dict "x" .Values.list)) }}
{{ mustToYaml (genCA "x" 1 | kindOf) }}
{{ mustToYaml (mustToDuration "1s") }}
{{ mustToYaml ("a" | toString | b64enc) }}
{{ mustToYaml (dict "l" (list) "m" (dict)) }}
{{ mustToYaml "yes" }}
{{ mustToYaml "0x1f" }}
{{ mustToYaml "1e3" }}
{{ mustToYaml "2020-01-01" }}
{{ mustToYaml (repeat 100 "word ") }}
{{ $d := dict }}{{ $_ := set $d "a" 1 }}{{ mustToYaml $d }}
{{ $d := dict }}{{ $_ := set $d "me" $d }}{{ mustToYaml $d }}|
