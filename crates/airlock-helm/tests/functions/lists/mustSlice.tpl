{{ mustSlice (list 1 2 3 4 5) | toJson }}
{{ mustSlice (list 1 2 3 4 5) 3 | toJson }}
{{ mustSlice (list 1 2 3 4 5) 1 3 | toJson }}
{{ mustSlice (list 1 2 3) "1" 2.0 | toJson }}
{{ mustSlice (list) 1 2 }}
{{ mustSlice (list 1 2 3) 2 1 }}
{{ mustSlice (list 1 2 3) -1 }}
{{ mustSlice (list 1 2 3) 0 9 }}
{{ mustSlice (list 1 2 3) 3 | toJson }}
{{ mustSlice (until 4) 1 2 | typeOf }}
{{ mustSlice "abc" 1 }}
{{ mustSlice nil }}
