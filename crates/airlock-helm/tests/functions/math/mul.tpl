{{ mul 1 2 }}
{{ mul 7 2 }}
{{ mul -7 2 }}
{{ mul 7 -2 }}
{{ mul "8" 3 }}
{{ mul 1.9 1.9 }}
{{ mul nil 5 }}
{{ mul 9223372036854775807 1 }}
{{ mul -9223372036854775808 -1 }}
{{ mul 5 0 }}
{{ mul 0 0 }}
{{ mul "x" "y" }}
{{ mul true 2 }}
{{ mul (int64 3) 2.5 }}
{{ mul 1 2 3 4 }}
{{ mul }}
{{ mul 5 }}
{{ mul 1 2 | typeOf }}
{{ mul 0.1 0.2 }}
{{ mul 1.1 1.1 1.1 }}
{{ mul 1e308 1e308 }}
{{ mul 1e-320 3 }}
{{ mul 1 3 }}
{{ mul 2 3 7 }}
{{ mul -1 3 }}
{{ mul 10 "NaN" }}
{{ mul "inf" 1 }}
{{ mul "-inf" "inf" }}
{{ mul 0.0 -0.0 }}
{{ mul 1e300 1e-300 }}
{{ mul 123456789.123 0.000001 }}
{{ mul 5 1e-17 }}
{{ mul 1 1e20 }}
