{{ chunk 3 (list 1 2 3 4 5 6 7 8) | toJson }}
{{ chunk 3 (list 1 2 3) | toJson }}
{{ chunk 9 (list 1) | toJson }}
{{ chunk 3 (list) | toJson }}
{{ chunk 0 (list 1) }}
{{ chunk 0 (list) }}
{{ chunk 0 (list 1 2) }}
{{ chunk -1 (list 1 2) | toJson }}
{{ chunk -1 (list 1) }}
{{ chunk -2 (list 1) | toJson }}
{{ chunk -2 (list 1 2 3) | toJson }}
{{ chunk -3 (list 1 2 3) | toJson }}
{{ chunk -1 (list) }}
{{ chunk 2 (until 3) | typeOf }}
{{ chunk 2 (until 3) }}
{{ chunk 2 nil }}
{{ chunk 2 "ab" }}
{{ range chunk 2 (list "a" "b" "c") }}{{ first . }};{{ end }}
