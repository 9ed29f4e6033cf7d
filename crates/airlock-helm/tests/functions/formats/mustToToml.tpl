{{ mustToToml nil }}
{{ mustToToml true }}
{{ mustToToml 5 }}
{{ mustToToml -5 }}
{{ mustToToml 1.5 }}
{{ mustToToml 12345678.0 }}
{{ mustToToml 1e21 }}
{{ mustToToml 1e-7 }}
{{ mustToToml "a<b>&c" }}
{{ mustToToml "é\u2028\x00\n\t\\\"" }}
{{ mustToToml (b64dec "/w==") }}
{{ mustToToml (list) }}
{{ mustToToml (dict) }}
{{ mustToToml (dict "b" 1 "a" (dict "c" (list 1 (dict "d" nil))) "" "") }}
{{ mustToToml (dict "yes" "no" "1" "2" "a: b" "- x" "#" "x # y" "~" "null" "t" "true") }}
{{ mustToToml (semver "v1.2.3") }}
{{ mustToToml (splitList "," "a,b") }}
{{ mustToToml (until 3) }}
{{ mustToToml (rest (list)) }}
{{ mustToToml (fromYaml "null") }}
{{ mustToToml (dict "a" "line1\nline2\n" "b" "x\n" "c" " lead" "d" "") }}
{{ mustToToml (dict "a10" 1 "a2" 2 "A" 3 "_" 4) }}
{{ mustToToml (list (dict "a" 1 "b" (list 1 2)) (list (list 1))) }}
{{ mustToToml (dict "n" (divf 1 0.3)) }}
{{ mustToToml (float64 "NaN") }}
{{ mustToToml (int64 9223372036854775807) }}
{{ mustToToml (genCA "x" 1 | kindOf) }}
{{ mustToToml (mustToDuration "1s") }}
{{ mustToToml ("a" | toString | b64enc) }}
{{ mustToToml (dict "l" (list) "m" (dict)) }}
{{ mustToToml "yes" }}
{{ mustToToml "0x1f" }}
{{ mustToToml "1e3" }}
{{ mustToToml "2020-01-01" }}
{{ mustToToml (repeat 100 "word ") }}
{{ mustToToml (dict "a" (list nil)) }}
{{ mustToToml (dict "a b" 1 "" 2 "t" (dict "u" (dict "v w" (list (dict "x" 1) (dict "y" (dict "z" 2))))) "m" (list 1 (dict "q" 2 "r" nil))) }}
{{ mustToToml (list (dict "a" 1)) }}
{{ mustToToml .Values }}
{{ mustToToml (dict "f" 1.0 "g" 1e6 "h" 1e-7 "i" 12345678.5) }}
