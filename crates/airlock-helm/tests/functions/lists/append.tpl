{{ append (list 1 2) 3 | toJson }}
{{ append (list) nil | toJson }}
{{ append (until 2) "a" | toJson }}
{{ append (splitList "," "a,b") (list 1) | toJson }}
{{ append nil 1 }}
{{ append "a" 1 }}
{{ append (dict) 1 }}
{{ append (until 2) 1 | typeOf }}
{{ $a := list 1 }}{{ $b := append $a 2 }}{{ toJson $a }}{{ toJson $b }}
{{ append (list 1) }}
