{{ slice (list 1 2 3 4 5) | toJson }}
{{ slice (list 1 2 3 4 5) 3 | toJson }}
{{ slice (list 1 2 3 4 5) 1 3 | toJson }}
{{ slice (list 1 2 3) "1" 2.0 | toJson }}
{{ slice (list) 1 2 }}
{{ slice (list 1 2 3) 2 1 }}
{{ slice (list 1 2 3) -1 }}
{{ slice (list 1 2 3) 0 9 }}
{{ slice (list 1 2 3) 3 | toJson }}
{{ slice (until 4) 1 2 | typeOf }}
{{ slice "abc" 1 }}
{{ slice nil }}
