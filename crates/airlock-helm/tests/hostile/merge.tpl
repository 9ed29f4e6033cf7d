{{ $a := dict }}{{ $b := dict }}{{ $_ := set $a "x" $a }}{{ $_ := set $b "x" $b }}{{ merge $a $b }}
{{ $a := dict }}{{ $_ := set $a "x" $a }}{{ deepCopy $a }}
{{ $a := dict "x" 1 }}{{ range until 40 }}{{ $a = dict "l" $a "r" $a }}{{ end }}{{ deepCopy $a | len }}
{{ $a := dict "x" 1 }}{{ $b := dict "x" 1 }}{{ range until 40 }}{{ $a = dict "l" $a "r" $a }}{{ $b = dict "l" $b "r" $b }}{{ end }}{{ merge $a $b | len }}
{{ $a := list 1 }}{{ $b := list 1 }}{{ range until 40 }}{{ $a = list $a $a }}{{ $b = list $b $b }}{{ end }}{{ deepEqual $a $b | fail }}
