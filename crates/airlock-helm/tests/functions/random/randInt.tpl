{{ randInt 5 6 }}
{{ randInt 5 5 }}
{{ randInt 6 5 }}
{{ $r := randInt -10 10 }}{{ and (ge $r -10) (lt $r 10) }}
{{ randInt 0 9 | typeOf }}
{{ randInt "0" 1 }}
