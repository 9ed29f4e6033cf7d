{{ min 1 2 }}
{{ min 7 2 }}
{{ min -7 2 }}
{{ min 7 -2 }}
{{ min "8" 3 }}
{{ min 1.9 1.9 }}
{{ min nil 5 }}
{{ min 9223372036854775807 1 }}
{{ min -9223372036854775808 -1 }}
{{ min 5 0 }}
{{ min 0 0 }}
{{ min "x" "y" }}
{{ min true 2 }}
{{ min (int64 3) 2.5 }}
{{ min 1 2 3 4 }}
{{ min }}
{{ min 5 }}
{{ min 1 2 | typeOf }}
{{ min 0.1 0.2 }}
{{ min 1.1 1.1 1.1 }}
{{ min 1e308 1e308 }}
{{ min 1e-320 3 }}
{{ min 1 3 }}
{{ min 2 3 7 }}
{{ min -1 3 }}
{{ min 10 "NaN" }}
{{ min "inf" 1 }}
{{ min "-inf" "inf" }}
{{ min 0.0 -0.0 }}
{{ min 1e300 1e-300 }}
{{ min 123456789.123 0.000001 }}
{{ min 5 1e-17 }}
{{ min 1 1e20 }}
