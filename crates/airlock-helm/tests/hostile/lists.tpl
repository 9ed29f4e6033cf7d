{{ until 9223372036854775807 }}
{{ until -9223372036854775807 }}
{{ untilStep 0 9223372036854775807 4 }}
{{ seq 9000000000000000000 }}
{{ seq 0 1 9000000000000000000 }}
{{ seq -9000000000000000000 }}
{{ splitList "" (repeat 60000000 "a") }}
{{ split "" (repeat 60000000 "a") }}
{{ regexSplit "" (repeat 3000000 "a") -1 }}
{{ $l := until 2000000 }}{{ concat $l $l $l }}
{{ $d := dict }}{{ range until 3000 }}{{ $_ := set $d (toString .) (dict "a" (list .)) }}{{ end }}{{ uniq (concat (values $d) (values $d) (values $d)) | len }}
