{{ toToml nil }}
{{ toToml true }}
{{ toToml 5 }}
{{ toToml -5 }}
{{ toToml 1.5 }}
{{ toToml 12345678.0 }}
{{ toToml 1e21 }}
{{ toToml 1e-7 }}
{{ toToml "a<b>&c" }}
{{ toToml "é\u2028\x00\n\t\\\"" }}
{{ toToml (b64dec "/w==") }}
{{ toToml (list) }}
{{ toToml (dict) }}
{{ toToml (dict "b" 1 "a" (dict "c" (list 1 (dict "d" nil))) "" "") }}
{{ toToml (dict "yes" "no" "1" "2" "a: b" "- x" "#" "x # y" "~" "null" "t" "true") }}
{{ toToml (semver "v1.2.3") }}
{{ toToml (splitList "," "a,b") }}
{{ toToml (until 3) }}
{{ toToml (rest (list)) }}
{{ toToml (fromYaml "null") }}
{{ toToml (dict "a" "line1\nline2\n" "b" "x\n" "c" " lead" "d" "") }}
{{ toToml (dict "a10" 1 "a2" 2 "A" 3 "_" 4) }}
{{ toToml (list (dict "a" 1 "b" (list 1 2)) (list (list 1))) }}
{{ toToml (dict "n" (divf 1 0.3)) }}
{{ toToml (float64 "NaN") }}
{{ toToml (int64 9223372036854775807) }}
{{ toToml (genCA "x" 1 | kindOf) }}
{{ toToml (mustToDuration "1s") }}
{{ toToml ("a" | toString | b64enc) }}
{{ toToml (dict "l" (list) "m" (dict)) }}
{{ toToml "yes" }}
{{ toToml "0x1f" }}
{{ toToml "1e3" }}
{{ toToml "2020-01-01" }}
{{ toToml (repeat 100 "word ") }}
{{ toToml (dict "a" (list nil)) }}
{{ toToml (dict "a b" 1 "" 2 "t" (dict "u" (dict "v w" (list (dict "x" 1) (dict "y" (dict "z" 2))))) "m" (list 1 (dict "q" 2 "r" nil))) }}
{{ toToml (list (dict "a" 1)) }}
{{ toToml .Values }}
{{ toToml (dict "f" 1.0 "g" 1e6 "h" 1e-7 "i" 12345678.5) }}
