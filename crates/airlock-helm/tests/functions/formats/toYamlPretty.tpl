{{ toYamlPretty nil }}
{{ toYamlPretty true }}
{{ toYamlPretty 5 }}
{{ toYamlPretty -5 }}
{{ toYamlPretty 1.5 }}
{{ toYamlPretty 12345678.0 }}
{{ toYamlPretty 1e21 }}
{{ toYamlPretty 1e-7 }}
{{ toYamlPretty "a<b>&c" }}
{{ toYamlPretty "é\u2028\x00\n\t\\\"" }}
{{ toYamlPretty (b64dec "/w==") }}
{{ toYamlPretty (list) }}
{{ toYamlPretty (list 1 "a" nil 2.0 (list) (dict)) }}
{{ toYamlPretty (dict) }}
{{ toYamlPretty (dict "b" 1 "a" (dict "c" (list 1 (dict "d" nil))) "" "") }}
{{ toYamlPretty (dict "yes" "no" "1" "2" "a: b" "- x" "#" "x # y" "~" "null" "t" "true") }}
{{ toYamlPretty .Values }}
{{ toYamlPretty (semver "v1.2.3") }}
{{ toYamlPretty (splitList "," "a,b") }}
{{ toYamlPretty (until 3) }}
{{ toYamlPretty (rest (list)) }}
{{ toYamlPretty (fromYaml "null") }}
{{ toYamlPretty (dict "a" "line1\nline2\n" "b" "x\n" "c" " lead" "d" "") }}
{{ toYamlPretty (dict "a10" 1 "a2" 2 "A" 3 "_" 4) }}
{{ toYamlPretty (list (dict "a" 1 "b" (list 1 2)) (list (list 1))) }}
{{ toYamlPretty (dict "n" (divf 1 0.3)) }}
{{ toYamlPretty (float64 "NaN") }}
{{ toYamlPretty (int64 9223372036854775807) }}
{{ toYamlPretty (dict "k" (dict "x" .Values.list)) }}
{{ toYamlPretty (genCA "x" 1 | kindOf) }}
{{ toYamlPretty (mustToDuration "1s") }}
{{ toYamlPretty ("a" | toString | b64enc) }}
{{ toYamlPretty (dict "l" (list) "m" (dict)) }}
{{ toYamlPretty "yes" }}
{{ toYamlPretty "0x1f" }}
{{ toYamlPretty "1e3" }}
{{ toYamlPretty "2020-01-01" }}
{{ toYamlPretty (repeat 100 "word ") }}
{{ $d := dict }}{{ $_ := set $d "a" 1 }}{{ toYamlPretty $d }}
