{{ toYaml nil }}
{{ toYaml true }}
{{ toYaml 5 }}
{{ toYaml -5 }}
{{ toYaml 1.5 }}
{{ toYaml 12345678.0 }}
{{ toYaml 1e21 }}
{{ toYaml 1e-7 }}
{{ toYaml "a<b>&c" }}
{{ toYaml "é\u2028\x00\n\t\\\"" }}
{{ toYaml (b64dec "/w==") }}
{{ toYaml (list) }}
{{ toYaml (list 1 "a" nil 2.0 (list) (dict)) }}
{{ toYaml (dict) }}
{{ toYaml (dict "b" 1 "a" (dict "c" (list 1 (dict "d" nil))) "" "") }}
{{ toYaml (dict "yes" "no" "1" "2" "a: b" "- x" "#" "x # y" "~" "null" "t" "true") }}
{{ toYaml .Values }}
{{ toYaml (semver "v1.2.3") }}
{{ toYaml (splitList "," "a,b") }}
{{ toYaml (until 3) }}
{{ toYaml (rest (list)) }}
{{ toYaml (fromYaml "null") }}
{{ toYaml (dict "a" "line1\nline2\n" "b" "x\n" "c" " lead" "d" "") }}
{{ toYaml (dict "a10" 1 "a2" 2 "A" 3 "_" 4) }}
{{ toYaml (list (dict "a" 1 "b" (list 1 2)) (list (list 1))) }}
{{ toYaml (dict "n" (divf 1 0.3)) }}
{{ toYaml (float64 "NaN") }}
{{ toYaml (int64 9223372036854775807) }}
{{ toYaml (dict "k" (dict "x" .Values.list)) }}
{{ toYaml (genCA "x" 1 | kindOf) }}
{{ toYaml (mustToDuration "1s") }}
{{ toYaml ("a" | toString | b64enc) }}
{{ toYaml (dict "l" (list) "m" (dict)) }}
{{ toYaml "yes" }}
{{ toYaml "0x1f" }}
{{ toYaml "1e3" }}
{{ toYaml "2020-01-01" }}
{{ toYaml (repeat 100 "word ") }}
{{ $d := dict }}{{ $_ := set $d "a" 1 }}{{ toYaml $d }}
{{ $d := dict }}{{ $_ := set $d "me" $d }}{{ toYaml $d }}|
