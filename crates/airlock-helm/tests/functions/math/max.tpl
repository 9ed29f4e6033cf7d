{{ max 1 2 }}
{{ max 7 2 }}
{{ max -7 2 }}
{{ max 7 -2 }}
{{ max "8" 3 }}
{{ max 1.9 1.9 }}
{{ max nil 5 }}
{{ max 9223372036854775807 1 }}
{{ max -9223372036854775808 -1 }}
{{ max 5 0 }}
{{ max 0 0 }}
{{ max "x" "y" }}
{{ max true 2 }}
{{ max (int64 3) 2.5 }}
{{ max 1 2 3 4 }}
{{ max }}
{{ max 5 }}
{{ max 1 2 | typeOf }}
{{ max 0.1 0.2 }}
{{ max 1.1 1.1 1.1 }}
{{ max 1e308 1e308 }}
{{ max 1e-320 3 }}
{{ max 1 3 }}
{{ max 2 3 7 }}
{{ max -1 3 }}
{{ max 10 "NaN" }}
{{ max "inf" 1 }}
{{ max "-inf" "inf" }}
{{ max 0.0 -0.0 }}
{{ max 1e300 1e-300 }}
{{ max 123456789.123 0.000001 }}
{{ max 5 1e-17 }}
{{ max 1 1e20 }}
