{{ mustAppend (list 1 2) 3 | toJson }}
{{ mustAppend (list) nil | toJson }}
{{ mustAppend (until 2) "a" | toJson }}
{{ mustAppend (splitList "," "a,b") (list 1) | toJson }}
{{ mustAppend nil 1 }}
{{ mustAppend "a" 1 }}
{{ mustAppend (dict) 1 }}
{{ mustAppend (until 2) 1 | typeOf }}
{{ $a := list 1 }}{{ $b := mustAppend $a 2 }}{{ toJson $a }}{{ toJson $b }}
{{ mustAppend (list 1) }}
