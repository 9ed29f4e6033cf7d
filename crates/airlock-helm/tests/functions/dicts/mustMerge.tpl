{{ mustMerge (dict "a" 1) (dict "a" 2 "b" 3) | toJson }}
{{ mustMerge (dict "a" 0) (dict "a" 2) | toJson }}
{{ mustMerge (dict "a" "") (dict "a" "x") | toJson }}
{{ mustMerge (dict "a" nil) (dict "a" "x") | toJson }}
{{ mustMerge (dict "a" "x") (dict "a" nil) | toJson }}
{{ mustMerge (dict "a" "x") (dict "a" "") | toJson }}
{{ mustMerge (dict "a" 1) (dict "a" 0 "f" false) | toJson }}
{{ mustMerge (dict "a" true) (dict "a" false) | toJson }}
{{ mustMerge (dict "a" false) (dict "a" true) | toJson }}
{{ mustMerge (dict "a" (dict "x" 1)) (dict "a" (dict "x" 2 "y" 3)) | toJson }}
{{ mustMerge (dict "a" (dict "x" 1)) (dict "a" "s") | toJson }}
{{ mustMerge (dict "a" "s") (dict "a" (dict "x" 1)) | toJson }}
{{ mustMerge (dict "a" (dict)) (dict "a" (dict "x" 1)) | toJson }}
{{ mustMerge (dict "a" (dict "x" 1)) (dict "a" (dict)) | toJson }}
{{ mustMerge (dict "a" (list 1)) (dict "a" (list 2 3)) | toJson }}
{{ mustMerge (dict "a" (list)) (dict "a" (list 2)) | toJson }}
{{ mustMerge (dict "a" (list 1)) (dict "a" (list)) | toJson }}
{{ mustMerge (dict) (dict "a" (list)) | toJson }}
{{ mustMerge (dict "b" 1) (dict "a" (list)) | toJson }}
{{ mustMerge (dict "a" "s") (dict "a" (list 1)) | toJson }}
{{ mustMerge (dict "a" (list 1)) (dict "a" "s") | toJson }}
{{ mustMerge (dict "a" (list 1)) (dict "a" (dict "x" 1)) | toJson }}
{{ mustMerge (dict "a" (dict "x" 1)) (dict "a" (list 1)) | toJson }}
{{ mustMerge (dict) (dict "n" nil) | toJson }}
{{ mustMerge (dict "a" (dict "n" "x")) (dict "a" (dict "n" nil)) | toJson }}
{{ mustMerge (dict "a" 1) (dict "a" 2) (dict "a" 3 "c" 4) | toJson }}
{{ mustMerge (dict "a" 1) | toJson }}
{{ mustMerge nil (dict "a" 1) | toJson }}
{{ mustMerge (dict "a" 1) nil | toJson }}
{{ mustMerge (fromYaml "null") (dict "a" 1) | toJson }}
{{ mustMerge .Values (dict "a" (dict "z" 1) "q" 2) | toJson }}
{{ mustMerge (dict "s" (split "," "a")) (dict "s" (dict "_0" "x" "_1" "y")) | toJson }}
{{ mustMerge (dict "s" (split "," "a")) (dict "s" (split "," "b,c")) | toJson }}
{{ mustMerge (dict "s" (dict)) (dict "s" (split "," "b,c")) | toJson }}
{{ mustMerge (dict "a" (fromYaml "null")) (dict "a" (dict "x" 1)) | toJson }}
{{ mustMerge (dict "v" (semver "1.2.3")) (dict "v" "x") | toJson }}
{{ mustMerge (dict "v" "x") (dict "v" (semver "1.2.3")) | toJson }}
{{ mustMerge (dict "v" (semver "1.2.3")) (dict "v" (dict "a" 1)) | toJson }}
{{ mustMerge (dict "t" (mustToDuration "1s")) (dict "t" (mustToDuration "2s")) | toJson }}
{{ mustMerge (dict "a" (dict "b" (dict "c" (dict "d" 1)))) (dict "a" (dict "b" (dict "c" (dict "e" 2) "f" 3))) | toJson }}
{{ mustMerge (dict "a" 0.0) (dict "a" 1.5) | toJson }}
{{ mustMerge (dict "a" "x") (list) | toJson }}
{{ mustMerge "x" (dict) | toJson }}
{{ mustMerge (dict "a" (dict "b" "")) (dict "a" (dict "b" "x")) | toJson }}
{{ mustMerge (dict "a" (rest (list))) (dict "a" (list 1)) | toJson }}
{{ $a := dict "a" 1 }}{{ $b := dict "b" (dict "c" 1) }}{{ $m := mustMerge $a $b }}{{ $_ := set $b.b "d" 2 }}{{ toJson $a }} {{ toJson $m }}
{{ $a := dict "k" (dict) }}{{ $b := dict "k" (dict) }}{{ $_ := mustMerge $a $b }}{{ $_ := set $b.k "x" 1 }}{{ toJson $a }}
{{ $a := dict "k" (dict "z" 1) }}{{ $b := dict "k" (dict) }}{{ $_ := mustMerge $a $b }}{{ $_ := set $b.k "x" 1 }}{{ toJson $a }}
{{ mustMerge .Values (dict) | typeOf }}
{{ $a := dict }}{{ $_ := mustMerge $a .Values }}{{ $_ := set $a.a "b" "changed" }}{{ .Values.a.b }}
{{ mustMerge }}
{{ $d := dict "a" 1 }}{{ mustMerge $d $d | toJson }}
