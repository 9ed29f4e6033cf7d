{{ mustChunk 3 (list 1 2 3 4 5 6 7 8) | toJson }}
{{ mustChunk 3 (list 1 2 3) | toJson }}
{{ mustChunk 9 (list 1) | toJson }}
{{ mustChunk 3 (list) | toJson }}
{{ mustChunk 0 (list 1) }}
{{ mustChunk 0 (list) }}
{{ mustChunk 0 (list 1 2) }}
{{ mustChunk -1 (list 1 2) | toJson }}
{{ mustChunk -1 (list 1) }}
{{ mustChunk -2 (list 1) | toJson }}
{{ mustChunk -2 (list 1 2 3) | toJson }}
{{ mustChunk -3 (list 1 2 3) | toJson }}
{{ mustChunk -1 (list) }}
{{ mustChunk 2 (until 3) | typeOf }}
{{ mustChunk 2 (until 3) }}
{{ mustChunk 2 nil }}
{{ mustChunk 2 "ab" }}
{{ range mustChunk 2 (list "a" "b" "c") }}{{ first . }};{{ end }}
