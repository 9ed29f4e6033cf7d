{{ mustPush (list 1 2) 3 | toJson }}
{{ mustPush (list) nil | toJson }}
{{ mustPush (until 2) "a" | toJson }}
{{ mustPush (splitList "," "a,b") (list 1) | toJson }}
{{ mustPush nil 1 }}
{{ mustPush "a" 1 }}
{{ mustPush (dict) 1 }}
{{ mustPush (until 2) 1 | typeOf }}
{{ $a := list 1 }}{{ $b := mustPush $a 2 }}{{ toJson $a }}{{ toJson $b }}
{{ mustPush (list 1) }}
