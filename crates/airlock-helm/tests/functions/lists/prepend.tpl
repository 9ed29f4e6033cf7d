{{ prepend (list 1 2) 3 | toJson }}
{{ prepend (list) nil | toJson }}
{{ prepend (until 2) "a" | toJson }}
{{ prepend (splitList "," "a,b") (list 1) | toJson }}
{{ prepend nil 1 }}
{{ prepend "a" 1 }}
{{ prepend (dict) 1 }}
{{ prepend (until 2) 1 | typeOf }}
{{ $a := list 1 }}{{ $b := prepend $a 2 }}{{ toJson $a }}{{ toJson $b }}
{{ prepend (list 1) }}
