{{ push (list 1 2) 3 | toJson }}
{{ push (list) nil | toJson }}
{{ push (until 2) "a" | toJson }}
{{ push (splitList "," "a,b") (list 1) | toJson }}
{{ push nil 1 }}
{{ push "a" 1 }}
{{ push (dict) 1 }}
{{ push (until 2) 1 | typeOf }}
{{ $a := list 1 }}{{ $b := push $a 2 }}{{ toJson $a }}{{ toJson $b }}
{{ push (list 1) }}
