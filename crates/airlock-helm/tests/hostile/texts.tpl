{{ repeat 9223372036854775807 "ab" }}
{{ repeat 1000000000 "ab" }}
{{ indent 9223372036854775807 "a" }}
{{ nindent 1000000 (repeat 1000 "\n") }}
{{ replace "" (repeat 10000 "x") (repeat 10000 "y") }}
{{ wrapWith 1 (repeat 100000 "x") (repeat 100000 "y") }}
{{ join (repeat 1000000 "x") (until 1000) }}
{{ randAlphaNum 9223372036854775807 }}
{{ randBytes 9223372036854775807 }}
{{ quote (repeat 60000000 "\"") }}
