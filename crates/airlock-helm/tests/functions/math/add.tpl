{{ add 1 2 }}
{{ add 7 2 }}
{{ add -7 2 }}
{{ add 7 -2 }}
{{ add "8" 3 }}
{{ add 1.9 1.9 }}
{{ add nil 5 }}
{{ add 9223372036854775807 1 }}
{{ add -9223372036854775808 -1 }}
{{ add 5 0 }}
{{ add 0 0 }}
{{ add "x" "y" }}
{{ add true 2 }}
{{ add (int64 3) 2.5 }}
{{ add 1 2 3 4 }}
{{ add }}
{{ add 5 }}
{{ add 1 2 | typeOf }}
{{ add 0.1 0.2 }}
{{ add 1.1 1.1 1.1 }}
{{ add 1e308 1e308 }}
{{ add 1e-320 3 }}
{{ add 1 3 }}
{{ add 2 3 7 }}
{{ add -1 3 }}
{{ add 10 "NaN" }}
{{ add "inf" 1 }}
{{ add "-inf" "inf" }}
{{ add 0.0 -0.0 }}
{{ add 1e300 1e-300 }}
{{ add 123456789.123 0.000001 }}
{{ add 5 1e-17 }}
{{ add 1 1e20 }}
