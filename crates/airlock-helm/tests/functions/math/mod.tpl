{{ mod 1 2 }}
{{ mod 7 2 }}
{{ mod -7 2 }}
{{ mod 7 -2 }}
{{ mod "8" 3 }}
{{ mod 1.9 1.9 }}
{{ mod nil 5 }}
{{ mod 9223372036854775807 1 }}
{{ mod -9223372036854775808 -1 }}
{{ mod 5 0 }}
{{ mod 0 0 }}
{{ mod "x" "y" }}
{{ mod true 2 }}
{{ mod (int64 3) 2.5 }}
{{ mod 1 2 3 4 }}
{{ mod }}
{{ mod 5 }}
{{ mod 1 2 | typeOf }}
{{ mod 0.1 0.2 }}
{{ mod 1.1 1.1 1.1 }}
{{ mod 1e308 1e308 }}
{{ mod 1e-320 3 }}
{{ mod 1 3 }}
{{ mod 2 3 7 }}
{{ mod -1 3 }}
{{ mod 10 "NaN" }}
{{ mod "inf" 1 }}
{{ mod "-inf" "inf" }}
{{ mod 0.0 -0.0 }}
{{ mod 1e300 1e-300 }}
{{ mod 123456789.123 0.000001 }}
{{ mod 5 1e-17 }}
{{ mod 1 1e20 }}
