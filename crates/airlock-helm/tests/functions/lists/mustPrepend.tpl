{{ mustPrepend (list 1 2) 3 | toJson }}
{{ mustPrepend (list) nil | toJson }}
{{ mustPrepend (until 2) "a" | toJson }}
{{ mustPrepend (splitList "," "a,b") (list 1) | toJson }}
{{ mustPrepend nil 1 }}
{{ mustPrepend "a" 1 }}
{{ mustPrepend (dict) 1 }}
{{ mustPrepend (until 2) 1 | typeOf }}
{{ $a := list 1 }}{{ $b := mustPrepend $a 2 }}{{ toJson $a }}{{ toJson $b }}
{{ mustPrepend (list 1) }}
