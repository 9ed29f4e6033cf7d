{{ mustMergeOverwrite (dict "a" 1) (dict "a" 2 "b" 3) | toJson }}
{{ mustMergeOverwrite (dict "a" 0) (dict "a" 2) | toJson }}
{{ mustMergeOverwrite (dict "a" "") (dict "a" "x") | toJson }}
{{ mustMergeOverwrite (dict "a" nil) (dict "a" "x") | toJson }}
{{ mustMergeOverwrite (dict "a" "x") (dict "a" nil) | toJson }}
{{ mustMergeOverwrite (dict "a" "x") (dict "a" "") | toJson }}
{{ mustMergeOverwrite (dict "a" 1) (dict "a" 0 "f" false) | toJson }}
{{ mustMergeOverwrite (dict "a" true) (dict "a" false) | toJson }}
{{ mustMergeOverwrite (dict "a" false) (dict "a" true) | toJson }}
{{ mustMergeOverwrite (dict "a" (dict "x" 1)) (dict "a" (dict "x" 2 "y" 3)) | toJson }}
{{ mustMergeOverwrite (dict "a" (dict "x" 1)) (dict "a" "s") | toJson }}
{{ mustMergeOverwrite (dict "a" "s") (dict "a" (dict "x" 1)) | toJson }}
{{ mustMergeOverwrite (dict "a" (dict)) (dict "a" (dict "x" 1)) | toJson }}
{{ mustMergeOverwrite (dict "a" (dict "x" 1)) (dict "a" (dict)) | toJson }}
{{ mustMergeOverwrite (dict "a" (list 1)) (dict "a" (list 2 3)) | toJson }}
{{ mustMergeOverwrite (dict "a" (list)) (dict "a" (list 2)) | toJson }}
{{ mustMergeOverwrite (dict "a" (list 1)) (dict "a" (list)) | toJson }}
{{ mustMergeOverwrite (dict) (dict "a" (list)) | toJson }}
{{ mustMergeOverwrite (dict "b" 1) (dict "a" (list)) | toJson }}
{{ mustMergeOverwrite (dict "a" "s") (dict "a" (list 1)) | toJson }}
{{ mustMergeOverwrite (dict "a" (list 1)) (dict "a" "s") | toJson }}
{{ mustMergeOverwrite (dict "a" (list 1)) (dict "a" (dict "x" 1)) | toJson }}
{{ mustMergeOverwrite (dict "a" (dict "x" 1)) (dict "a" (list 1)) | toJson }}
{{ mustMergeOverwrite (dict) (dict "n" nil) | toJson }}
{{ mustMergeOverwrite (dict "a" (dict "n" "x")) (dict "a" (dict "n" nil)) | toJson }}
{{ mustMergeOverwrite (dict "a" 1) (dict "a" 2) (dict "a" 3 "c" 4) | toJson }}
{{ mustMergeOverwrite (dict "a" 1) | toJson }}
{{ mustMergeOverwrite nil (dict "a" 1) | toJson }}
{{ mustMergeOverwrite (dict "a" 1) nil | toJson }}
{{ mustMergeOverwrite (fromYaml "null") (dict "a" 1) | toJson }}
{{ mustMergeOverwrite .Values (dict "a" (dict "z" 1) "q" 2) | toJson }}
{{ mustMergeOverwrite (dict "s" (split "," "a")) (dict "s" (dict "_0" "x" "_1" "y")) | toJson }}
{{ mustMergeOverwrite (dict "s" (split "," "a")) (dict "s" (split "," "b,c")) | toJson }}
{{ mustMergeOverwrite (dict "s" (dict)) (dict "s" (split "," "b,c")) | toJson }}
{{ mustMergeOverwrite (dict "a" (fromYaml "null")) (dict "a" (dict "x" 1)) | toJson }}
{{ mustMergeOverwrite (dict "v" (semver "1.2.3")) (dict "v" "x") | toJson }}
{{ mustMergeOverwrite (dict "v" "x") (dict "v" (semver "1.2.3")) | toJson }}
{{ mustMergeOverwrite (dict "v" (semver "1.2.3")) (dict "v" (dict "a" 1)) | toJson }}
{{ mustMergeOverwrite (dict "t" (mustToDuration "1s")) (dict "t" (mustToDuration "2s")) | toJson }}
{{ mustMergeOverwrite (dict "a" (dict "b" (dict "c" (dict "d" 1)))) (dict "a" (dict "b" (dict "c" (dict "e" 2) "f" 3))) | toJson }}
{{ mustMergeOverwrite (dict "a" 0.0) (dict "a" 1.5) | toJson }}
{{ mustMergeOverwrite (dict "a" "x") (list) | toJson }}
{{ mustMergeOverwrite "x" (dict) | toJson }}
{{ mustMergeOverwrite (dict "a" (dict "b" "")) (dict "a" (dict "b" "x")) | toJson }}
{{ mustMergeOverwrite (dict "a" (rest (list))) (dict "a" (list 1)) | toJson }}
{{ $a := dict "a" 1 }}{{ $b := dict "b" (dict "c" 1) }}{{ $m := mustMergeOverwrite $a $b }}{{ $_ := set $b.b "d" 2 }}{{ toJson $a }} {{ toJson $m }}
{{ $a := dict "k" (dict) }}{{ $b := dict "k" (dict) }}{{ $_ := mustMergeOverwrite $a $b }}{{ $_ := set $b.k "x" 1 }}{{ toJson $a }}
{{ $a := dict "k" (dict "z" 1) }}{{ $b := dict "k" (dict) }}{{ $_ := mustMergeOverwrite $a $b }}{{ $_ := set $b.k "x" 1 }}{{ toJson $a }}
{{ mustMergeOverwrite .Values (dict) | typeOf }}
{{ $a := dict }}{{ $_ := mustMergeOverwrite $a .Values }}{{ $_ := set $a.a "b" "changed" }}{{ .Values.a.b }}
{{ mustMergeOverwrite }}
{{ $d := dict "a" 1 }}{{ mustMergeOverwrite $d $d | toJson }}
