{{ mergeOverwrite (dict "a" 1) (dict "a" 2 "b" 3) | toJson }}
{{ mergeOverwrite (dict "a" 0) (dict "a" 2) | toJson }}
{{ mergeOverwrite (dict "a" "") (dict "a" "x") | toJson }}
{{ mergeOverwrite (dict "a" nil) (dict "a" "x") | toJson }}
{{ mergeOverwrite (dict "a" "x") (dict "a" nil) | toJson }}
{{ mergeOverwrite (dict "a" "x") (dict "a" "") | toJson }}
{{ mergeOverwrite (dict "a" 1) (dict "a" 0 "f" false) | toJson }}
{{ mergeOverwrite (dict "a" true) (dict "a" false) | toJson }}
{{ mergeOverwrite (dict "a" false) (dict "a" true) | toJson }}
{{ mergeOverwrite (dict "a" (dict "x" 1)) (dict "a" (dict "x" 2 "y" 3)) | toJson }}
{{ mergeOverwrite (dict "a" (dict "x" 1)) (dict "a" "s") | toJson }}
{{ mergeOverwrite (dict "a" "s") (dict "a" (dict "x" 1)) | toJson }}
{{ mergeOverwrite (dict "a" (dict)) (dict "a" (dict "x" 1)) | toJson }}
{{ mergeOverwrite (dict "a" (dict "x" 1)) (dict "a" (dict)) | toJson }}
{{ mergeOverwrite (dict "a" (list 1)) (dict "a" (list 2 3)) | toJson }}
{{ mergeOverwrite (dict "a" (list)) (dict "a" (list 2)) | toJson }}
{{ mergeOverwrite (dict "a" (list 1)) (dict "a" (list)) | toJson }}
{{ mergeOverwrite (dict) (dict "a" (list)) | toJson }}
{{ mergeOverwrite (dict "b" 1) (dict "a" (list)) | toJson }}
{{ mergeOverwrite (dict "a" "s") (dict "a" (list 1)) | toJson }}
{{ mergeOverwrite (dict "a" (list 1)) (dict "a" "s") | toJson }}
{{ mergeOverwrite (dict "a" (list 1)) (dict "a" (dict "x" 1)) | toJson }}
{{ mergeOverwrite (dict "a" (dict "x" 1)) (dict "a" (list 1)) | toJson }}
{{ mergeOverwrite (dict) (dict "n" nil) | toJson }}
{{ mergeOverwrite (dict "a" (dict "n" "x")) (dict "a" (dict "n" nil)) | toJson }}
{{ mergeOverwrite (dict "a" 1) (dict "a" 2) (dict "a" 3 "c" 4) | toJson }}
{{ mergeOverwrite (dict "a" 1) | toJson }}
{{ mergeOverwrite nil (dict "a" 1) | toJson }}
{{ mergeOverwrite (dict "a" 1) nil | toJson }}
{{ mergeOverwrite (fromYaml "null") (dict "a" 1) | toJson }}
{{ mergeOverwrite .Values (dict "a" (dict "z" 1) "q" 2) | toJson }}
{{ mergeOverwrite (dict "s" (split "," "a")) (dict "s" (dict "_0" "x" "_1" "y")) | toJson }}
{{ mergeOverwrite (dict "s" (split "," "a")) (dict "s" (split "," "b,c")) | toJson }}
{{ mergeOverwrite (dict "s" (dict)) (dict "s" (split "," "b,c")) | toJson }}
{{ mergeOverwrite (dict "a" (fromYaml "null")) (dict "a" (dict "x" 1)) | toJson }}
{{ mergeOverwrite (dict "v" (semver "1.2.3")) (dict "v" "x") | toJson }}
{{ mergeOverwrite (dict "v" "x") (dict "v" (semver "1.2.3")) | toJson }}
{{ mergeOverwrite (dict "v" (semver "1.2.3")) (dict "v" (dict "a" 1)) | toJson }}
{{ mergeOverwrite (dict "t" (mustToDuration "1s")) (dict "t" (mustToDuration "2s")) | toJson }}
{{ mergeOverwrite (dict "a" (dict "b" (dict "c" (dict "d" 1)))) (dict "a" (dict "b" (dict "c" (dict "e" 2) "f" 3))) | toJson }}
{{ mergeOverwrite (dict "a" 0.0) (dict "a" 1.5) | toJson }}
{{ mergeOverwrite (dict "a" "x") (list) | toJson }}
{{ mergeOverwrite "x" (dict) | toJson }}
{{ mergeOverwrite (dict "a" (dict "b" "")) (dict "a" (dict "b" "x")) | toJson }}
{{ mergeOverwrite (dict "a" (rest (list))) (dict "a" (list 1)) | toJson }}
{{ $a := dict "a" 1 }}{{ $b := dict "b" (dict "c" 1) }}{{ $m := mergeOverwrite $a $b }}{{ $_ := set $b.b "d" 2 }}{{ toJson $a }} {{ toJson $m }}
{{ $a := dict "k" (dict) }}{{ $b := dict "k" (dict) }}{{ $_ := mergeOverwrite $a $b }}{{ $_ := set $b.k "x" 1 }}{{ toJson $a }}
{{ $a := dict "k" (dict "z" 1) }}{{ $b := dict "k" (dict) }}{{ $_ := mergeOverwrite $a $b }}{{ $_ := set $b.k "x" 1 }}{{ toJson $a }}
{{ mergeOverwrite .Values (dict) | typeOf }}
{{ $a := dict }}{{ $_ := mergeOverwrite $a .Values }}{{ $_ := set $a.a "b" "changed" }}{{ .Values.a.b }}
{{ mergeOverwrite }}
{{ $d := dict "a" 1 }}{{ mergeOverwrite $d $d | toJson }}
