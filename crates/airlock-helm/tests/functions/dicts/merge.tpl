{{ merge (dict "a" 1) (dict "a" 2 "b" 3) | toJson }}
{{ merge (dict "a" 0) (dict "a" 2) | toJson }}
{{ merge (dict "a" "") (dict "a" "x") | toJson }}
{{ merge (dict "a" nil) (dict "a" "x") | toJson }}
{{ merge (dict "a" "x") (dict "a" nil) | toJson }}
{{ merge (dict "a" "x") (dict "a" "") | toJson }}
{{ merge (dict "a" 1) (dict "a" 0 "f" false) | toJson }}
{{ merge (dict "a" true) (dict "a" false) | toJson }}
{{ merge (dict "a" false) (dict "a" true) | toJson }}
{{ merge (dict "a" (dict "x" 1)) (dict "a" (dict "x" 2 "y" 3)) | toJson }}
{{ merge (dict "a" (dict "x" 1)) (dict "a" "s") | toJson }}
{{ merge (dict "a" "s") (dict "a" (dict "x" 1)) | toJson }}
{{ merge (dict "a" (dict)) (dict "a" (dict "x" 1)) | toJson }}
{{ merge (dict "a" (dict "x" 1)) (dict "a" (dict)) | toJson }}
{{ merge (dict "a" (list 1)) (dict "a" (list 2 3)) | toJson }}
{{ merge (dict "a" (list)) (dict "a" (list 2)) | toJson }}
{{ merge (dict "a" (list 1)) (dict "a" (list)) | toJson }}
{{ merge (dict) (dict "a" (list)) | toJson }}
{{ merge (dict "b" 1) (dict "a" (list)) | toJson }}
{{ merge (dict "a" "s") (dict "a" (list 1)) | toJson }}
{{ merge (dict "a" (list 1)) (dict "a" "s") | toJson }}
{{ merge (dict "a" (list 1)) (dict "a" (dict "x" 1)) | toJson }}
{{ merge (dict "a" (dict "x" 1)) (dict "a" (list 1)) | toJson }}
{{ merge (dict) (dict "n" nil) | toJson }}
{{ merge (dict "a" (dict "n" "x")) (dict "a" (dict "n" nil)) | toJson }}
{{ merge (dict "a" 1) (dict "a" 2) (dict "a" 3 "c" 4) | toJson }}
{{ merge (dict "a" 1) | toJson }}
{{ merge nil (dict "a" 1) | toJson }}
{{ merge (dict "a" 1) nil | toJson }}
{{ merge (fromYaml "null") (dict "a" 1) | toJson }}
{{ merge .Values (dict "a" (dict "z" 1) "q" 2) | toJson }}
{{ merge (dict "s" (split "," "a")) (dict "s" (dict "_0" "x" "_1" "y")) | toJson }}
{{ merge (dict "s" (split "," "a")) (dict "s" (split "," "b,c")) | toJson }}
{{ merge (dict "s" (dict)) (dict "s" (split "," "b,c")) | toJson }}
{{ merge (dict "a" (fromYaml "null")) (dict "a" (dict "x" 1)) | toJson }}
{{ merge (dict "v" (semver "1.2.3")) (dict "v" "x") | toJson }}
{{ merge (dict "v" "x") (dict "v" (semver "1.2.3")) | toJson }}
{{ merge (dict "v" (semver "1.2.3")) (dict "v" (dict "a" 1)) | toJson }}
{{ merge (dict "t" (mustToDuration "1s")) (dict "t" (mustToDuration "2s")) | toJson }}
{{ merge (dict "a" (dict "b" (dict "c" (dict "d" 1)))) (dict "a" (dict "b" (dict "c" (dict "e" 2) "f" 3))) | toJson }}
{{ merge (dict "a" 0.0) (dict "a" 1.5) | toJson }}
{{ merge (dict "a" "x") (list) | toJson }}
{{ merge "x" (dict) | toJson }}
{{ merge (dict "a" (dict "b" "")) (dict "a" (dict "b" "x")) | toJson }}
{{ merge (dict "a" (rest (list))) (dict "a" (list 1)) | toJson }}
{{ $a := dict "a" 1 }}{{ $b := dict "b" (dict "c" 1) }}{{ $m := merge $a $b }}{{ $_ := set $b.b "d" 2 }}{{ toJson $a }} {{ toJson $m }}
{{ $a := dict "k" (dict) }}{{ $b := dict "k" (dict) }}{{ $_ := merge $a $b }}{{ $_ := set $b.k "x" 1 }}{{ toJson $a }}
{{ $a := dict "k" (dict "z" 1) }}{{ $b := dict "k" (dict) }}{{ $_ := merge $a $b }}{{ $_ := set $b.k "x" 1 }}{{ toJson $a }}
{{ merge .Values (dict) | typeOf }}
{{ $a := dict }}{{ $_ := merge $a .Values }}{{ $_ := set $a.a "b" "changed" }}{{ .Values.a.b }}
{{ merge }}
{{ $d := dict "a" 1 }}{{ merge $d $d | toJson }}
